//! `/activities/calendar.ics`: the shifts that come, of all stations or of one, for people's own calendars.

use super::{activity_page, shift, shown::Shown};
use crate::{
    icalendar::{escaped, file},
    map::coordinates::decimals,
    shell::PageContext,
};

/// The address.
pub const ADDRESS: &str = "/activities/calendar.ics";

/// The address of the shifts of one station.
pub fn address_of(slug: &str) -> String {
    format!("{ADDRESS}?unit={slug}")
}

/// `20261124T060800Z`.
fn utc(at_ms: i64) -> String {
    // The clocks here are eight hours ahead.
    let at_ms = at_ms - 8 * 60 * 60 * 1000;
    let (day, clock) = (shift::day_of(at_ms), shift::clock(at_ms));
    format!("{:04}{:02}{:02}T{}00Z", day.year(), u8::from(day.month()), day.day(), clock.replace(':', ""))
}

/// The file. `site` names whose ids they are.
pub fn calendar(context: &PageContext, all: &[Shown], now_ms: i64, site: &str) -> String {
    let l = context.language();
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//LastMetre//Activities//ZH".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
    ];
    for shown in all {
        let details = &shown.details;
        let place = context.directory.areas.context(&details.place, l);
        let url = format!("{}{}", context.site.public_url, l.address(&activity_page::address(shown.id)));
        for it in &shown.shifts {
            let name = if it.post.is_empty() {
                details.name.clone()
            } else {
                format!("{} · {}", details.name, it.post)
            };
            lines.extend([
                "BEGIN:VEVENT".to_owned(),
                format!("UID:{}@{site}", it.id),
                format!("SEQUENCE:{}", shown.version),
                format!("DTSTAMP:{}", utc(now_ms)),
                format!("DTSTART:{}", utc(it.starts_ms)),
                format!("DTEND:{}", utc(it.ends_ms)),
                format!("SUMMARY:{}", escaped(&name)),
                format!("DESCRIPTION:{}", escaped(&details.content)),
                format!("LOCATION:{}", escaped(&format!("{place} {}", details.address))),
                format!("URL:{url}"),
            ]);
            lines.extend(
                details.point.map(|at| format!("GEO:{};{}", decimals(at.lat, 5), decimals(at.lng, 5))),
            );
            let status = if it.off.is_some() { "CANCELLED" } else { "CONFIRMED" };
            lines.extend([format!("STATUS:{status}"), "END:VEVENT".to_owned()]);
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    file(&lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        // 2026-11-24 14:08 and 05:00 here.
        assert_eq!(utc(1_795_500_480_000), "20261124T060800Z");
        assert_eq!(utc(1_795_467_600_000), "20261123T210000Z");
    }
}
