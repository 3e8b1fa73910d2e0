//! A station for machines and other programs: JSON-LD for search engines, a vCard for the address book, a QR code.

use qrcode::{EcLevel, QrCode, render::svg};

use super::{messages, model::Station};
use crate::{
    areas::model::{PROVINCE, Precision},
    language::Language,
    map::coordinates::{LatLng, decimals},
    shell::PageContext,
    stations::hours::Span,
};

/// schema.org names of the weekdays, Monday first.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The station as schema.org `GovernmentOffice`. Safe inside a `<script>`: every `<` is written as an escape.
pub fn json_ld(context: &PageContext, station: &Station) -> String {
    let l = context.language();
    let url = format!("{}{}", context.site.public_url, l.address(&format!("/stations/{}", station.slug)));
    let geo = door(station).map(|at| {
        let (lat, lng) = (decimals(at.lat, 5), decimals(at.lng, 5));
        format!(r#","geo":{{"@type":"GeoCoordinates","latitude":{lat},"longitude":{lng}}}"#)
    });
    let phone = station.phones.first().map(|phone| format!(r#","telephone":{}"#, quoted(&phone.number)));
    let hours: Vec<String> = WEEKDAYS
        .iter()
        .zip(&station.hours.weekly)
        .flat_map(|(day, spans)| spans.iter().map(move |span| opening_hours(day, *span)))
        .collect();
    format!(
        r#"{{"@context":"https://schema.org","@type":"GovernmentOffice","name":{},"url":{},"address":{{"@type":"PostalAddress","addressCountry":"CN","addressRegion":{},"streetAddress":{}}}{}{},"openingHoursSpecification":[{}]}}"#,
        quoted(station.name.read(l)),
        quoted(&url),
        quoted(&context.directory.areas.name_of(PROVINCE, l).unwrap_or_default()),
        quoted(&format!(
            "{} {}",
            context.directory.areas.context(&station.division, l),
            station.address.read(l)
        )),
        geo.unwrap_or_default(),
        phone.unwrap_or_default(),
        hours.join(",")
    )
}

fn opening_hours(day: &str, span: Span) -> String {
    let clock = super::words::clock;
    format!(
        r#"{{"@type":"OpeningHoursSpecification","dayOfWeek":"{day}","opens":"{}","closes":"{}"}}"#,
        clock(span.from()),
        clock(span.to())
    )
}

/// A JSON string that may also stand inside a script element.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '<' => quoted.push_str("\\u003c"),
            sign if sign.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(sign))),
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

/// Where its door is. A machine would take the seat of the township for it, so that is not told.
fn door(station: &Station) -> Option<LatLng> {
    station.position.filter(|position| position.precision == Precision::Door).map(|position| position.at)
}

/// The station as a vCard 3.0, which every telephone reads.
pub fn vcard(context: &PageContext, station: &Station, language: Language) -> String {
    let escaped =
        |text: &str| text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
    let place = context.directory.areas.context(&station.division, language);
    let mut lines = vec![
        "BEGIN:VCARD".to_owned(),
        "VERSION:3.0".to_owned(),
        format!("FN:{}", escaped(station.name.read(language))),
        format!("N:{};;;;", escaped(station.name.read(language))),
        format!("ORG:{}", escaped(station.name.read(language))),
        format!(
            "ADR;TYPE=WORK:;;{};;;;{}",
            escaped(&format!("{place} {}", station.address.read(language))),
            messages::country(language)
        ),
        format!(
            "URL:{}{}",
            context.site.public_url,
            language.address(&format!("/stations/{}", station.slug))
        ),
    ];
    lines.extend(station.phones.iter().map(|phone| format!("TEL;TYPE=WORK,VOICE:{}", phone.dialled())));
    lines.extend(door(station).map(|at| format!("GEO:{};{}", decimals(at.lat, 5), decimals(at.lng, 5))));
    if station.demo {
        lines.push("NOTE:演示数据 (demo data)".to_owned());
    }
    lines.push("END:VCARD".to_owned());
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}

/// The address as a QR code in SVG; `None` for one too long to be drawn.
pub fn qr_code(url: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(url, EcLevel::M).ok()?;
    let picture = code.render::<svg::Color<'_>>().quiet_zone(true).min_dimensions(160, 160).build();
    // The XML head has no place inside HTML.
    picture.find("<svg").map(|begin| picture[begin..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_end_the_script_it_stands_in() {
        assert_eq!(quoted("</script>\"\\\n"), "\"\\u003c/script>\\\"\\\\\\u000a\"");
    }

    #[test]
    fn an_address_becomes_a_picture_without_xml_head() {
        let svg = qr_code("http://127.0.0.1:3000/stations/qionghai-jiaji").unwrap();
        assert!(svg.starts_with("<svg"));
        assert!(qr_code(&"x".repeat(5000)).is_none());
    }
}
