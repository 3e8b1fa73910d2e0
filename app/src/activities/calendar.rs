//! Shifts for people's own calendars: `/activities/calendar.ics` has those that come, of all stations or of one, and
//! `/activities/mine.ics` what one volunteer signed up for. What goes with an e-mail ([`invitation`]) says the same of one
//! shift, under the same UID.

use super::{
    activity_page, messages, shift,
    shown::{ShiftShown, Shown},
    sign_up::SignUpState,
};
use crate::{
    directory::model::Directory,
    icalendar::{Invitation, Method, escaped, file, mailto},
    language::Language,
    map::coordinates::decimals,
    shell::PageContext,
};

/// The address.
pub const ADDRESS: &str = "/activities/calendar.ics";

/// Where a volunteer's own calendar reads, with the key behind it.
pub const OWN: &str = "/activities/mine.ics";

/// How often a calendar should look again (RFC 7986, 5.7).
const LOOK_AGAIN: &str = "REFRESH-INTERVAL;VALUE=DURATION:PT6H";

/// The address of the shifts of one station.
pub fn address_of(slug: &str) -> String {
    format!("{ADDRESS}?unit={slug}")
}

/// The address of what a volunteer signed up for.
pub fn own_address(key: &str) -> String {
    format!("{OWN}?key={key}")
}

/// What a volunteer's own calendar is called.
pub fn own_title(l: Language) -> &'static str {
    messages::own_calendar(l)
}

/// A shift as it stands in a calendar.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    shown: &'a Shown,
    shift: &'a ShiftShown,
    status: &'static str,
    /// Moves on with each change (RFC 5545, 3.8.7.4).
    sequence: i64,
}

impl<'a> Event<'a> {
    /// One as everybody sees it.
    pub fn of(shown: &'a Shown, shift: &'a ShiftShown) -> Self {
        let status = if shift.off.is_some() { "CANCELLED" } else { "CONFIRMED" };
        Self { shown, shift, status, sequence: shown.version }
    }

    /// One as it stands for a volunteer whose sign-up has come to this, and who had signed up for it `earlier` times.
    pub fn signed(shown: &'a Shown, shift: &'a ShiftShown, state: SignUpState, earlier: i64) -> Self {
        use SignUpState as It;
        let (status, step) = match state {
            It::Waiting => ("TENTATIVE", 0),
            It::Offered => ("TENTATIVE", 1),
            It::Seated | It::Absent => ("CONFIRMED", 2),
            It::Cancelled | It::Lapsed | It::Handed | It::Off => ("CANCELLED", STEPS - 1),
        };
        let status = if shift.off.is_some() { "CANCELLED" } else { status };
        Self { shown, shift, status, sequence: shown.version + STEPS * earlier + step }
    }
}

/// The steps of one sign-up: in the line, asked, expected, over.
const STEPS: i64 = 4;

/// `20261124T060800Z`.
fn utc(at_ms: i64) -> String {
    // The clocks here are eight hours ahead.
    let at_ms = at_ms - 8 * 60 * 60 * 1000;
    let (day, clock) = (shift::day_of(at_ms), shift::clock(at_ms));
    format!("{:04}{:02}{:02}T{}00Z", day.year(), u8::from(day.month()), day.day(), clock.replace(':', ""))
}

/// The file of a calendar that looks again and again; `title` is what it is called, empty for nothing.
pub fn published<'a>(
    context: &PageContext,
    title: &str,
    events: impl Iterator<Item = Event<'a>>,
    now_ms: i64,
) -> String {
    let mut lines = head("PUBLISH");
    lines.push(LOOK_AGAIN.to_owned());
    if !title.is_empty() {
        // The second is what programs read that do not know RFC 7986.
        lines.extend(["NAME", "X-WR-CALNAME"].map(|name| format!("{name}:{}", escaped(title))));
    }
    let (l, url) = (context.language(), &context.site.public_url);
    lines.extend(events.flat_map(|event| {
        let mut lines = event_lines(l, url, &context.directory, event, now_ms);
        lines.push("END:VEVENT".to_owned());
        lines
    }));
    lines.push("END:VCALENDAR".to_owned());
    file(&lines)
}

/// Who an invitation is between: their e-mail addresses.
#[derive(Clone, Copy, Debug)]
pub struct Between<'a> {
    /// Who sends it.
    pub organizer: &'a str,
    /// Who has the place.
    pub attendee: &'a str,
}

/// A shift for the calendar of somebody who has a place; where it or the place is gone, that it goes out again.
pub fn invitation(
    l: Language,
    public_url: &str,
    directory: &Directory,
    event: Event<'_>,
    between: Between<'_>,
    now_ms: i64,
) -> Invitation {
    let method = if event.status == "CANCELLED" { Method::Cancel } else { Method::Request };
    let mut lines = head(method.word());
    lines.extend(event_lines(l, public_url, directory, event, now_ms));
    lines.extend([
        format!("ORGANIZER:{}", mailto(between.organizer)),
        // They said yes when they signed up; nobody reads an answer.
        format!("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:{}", mailto(between.attendee)),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ]);
    Invitation { method, text: file(&lines) }
}

fn head(method: &str) -> Vec<String> {
    vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//LastMetre//Activities//ZH".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("METHOD:{method}"),
    ]
}

/// All lines of an event but its last.
fn event_lines(
    l: Language,
    public_url: &str,
    directory: &Directory,
    event: Event<'_>,
    now_ms: i64,
) -> Vec<String> {
    let Event { shown, shift, status, sequence } = event;
    let details = &shown.details;
    let site = public_url.split("://").last().unwrap_or_default();
    let place = directory.areas.context(&details.place, l);
    let url = format!("{public_url}{}", l.address(&activity_page::address(shown.id)));
    let name = match shift.post.as_str() {
        "" => details.name.clone(),
        post => format!("{} · {post}", details.name),
    };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@{site}", shift.id),
        format!("SEQUENCE:{sequence}"),
        format!("DTSTAMP:{}", utc(now_ms)),
        format!("DTSTART:{}", utc(shift.starts_ms)),
        format!("DTEND:{}", utc(shift.ends_ms)),
        format!("SUMMARY:{}", escaped(&name)),
        format!("DESCRIPTION:{}", escaped(&details.content)),
        format!("LOCATION:{}", escaped(&format!("{place} {}", details.address))),
        format!("URL:{url}"),
    ];
    lines.extend(details.point.map(|at| format!("GEO:{};{}", decimals(at.lat, 5), decimals(at.lng, 5))));
    lines.push(format!("STATUS:{status}"));
    lines
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
