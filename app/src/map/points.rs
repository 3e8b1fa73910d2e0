//! The stations, or the activities, of a list as points for the map: one line each, small to send and quick to read.
//!
//! `GET /stations/points?…` and `GET /activities/points?…` take the same filters as their lists. A line holds, parted by
//! tabs: its word in addresses, the letter of its pin, latitude and longitude in 1/100,000 of a degree (about a metre),
//! 市县, name. Whole numbers, because reading fractions costs the island more bytes than all the rest of this file. What
//! has no position is left out; the page says how many.

use crate::{
    map::coordinates::LatLng,
    stations::model::{Kind, Station},
};

/// Parts of a degree in a line.
const PARTS: f64 = 100_000.0;

/// What stands on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// A station, of one of the three tiers.
    Station(Kind),
    /// Something that one can sign up for.
    Activity,
}

/// One pin on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its word in addresses.
    pub slug: String,
    /// What it is.
    pub pin: Pin,
    /// Where.
    pub at: LatLng,
    /// The 市县 it stands in, in the language of the page.
    pub area: String,
    /// Its name, in the language of the page.
    pub name: String,
}

/// The lines for these stations, each with its 市县 and its name.
pub fn write_points<'a>(stations: impl IntoIterator<Item = (&'a Station, &'a str, &'a str)>) -> String {
    let mut lines = String::new();
    for (station, area, name) in stations {
        if let Some(position) = station.position {
            lines.push_str(&line(&station.slug, Pin::Station(station.kind), position.at, area, name));
        }
    }
    lines
}

/// The line of a point.
pub fn line(slug: &str, pin: Pin, at: LatLng, area: &str, name: &str) -> String {
    let (lat, lng) = ((at.lat * PARTS).round(), (at.lng * PARTS).round());
    let name = name.replace(['\t', '\n', '\r'], " ");
    format!("{slug}\t{}\t{lat}\t{lng}\t{area}\t{name}\n", letter(pin))
}

/// The points in these lines; a line that is none is passed over.
pub fn read_points(lines: &str) -> Vec<Point> {
    lines.lines().filter_map(read_point).collect()
}

fn read_point(line: &str) -> Option<Point> {
    let mut parts = line.splitn(6, '\t');
    let slug = parts.next()?.to_owned();
    let word = parts.next()?;
    let stations = Kind::ALL.into_iter().map(Pin::Station);
    let pin = stations.chain([Pin::Activity]).find(|pin| letter(*pin) == word)?;
    let mut degrees = || Some(f64::from(parts.next()?.parse::<i32>().ok()?) / PARTS);
    let at = LatLng::new(degrees()?, degrees()?).ok()?;
    let area = parts.next()?.to_owned();
    Some(Point { slug, pin, at, area, name: parts.next()?.to_owned() })
}

fn letter(pin: Pin) -> &'static str {
    match pin {
        Pin::Station(Kind::CountyCentre) => "c",
        Pin::Station(Kind::Station) => "s",
        Pin::Station(Kind::VillageRoom) => "r",
        Pin::Activity => "a",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_read_as_it_was_written_and_nonsense_is_passed_over() {
        let lines = "qionghai-jiaji\ts\t1924000\t11046000\t琼海\t嘉积镇社工站\nnonsense\na\tx\t1\t2\tb\tc\na\ts\t99999999\t2\tb\tc\n";
        let points = read_points(lines);
        assert_eq!(points.len(), 1);
        assert_eq!(points[0].slug, "qionghai-jiaji");
        assert_eq!(points[0].pin, Pin::Station(Kind::Station));
        assert_eq!((points[0].area.as_str(), points[0].name.as_str()), ("琼海", "嘉积镇社工站"));
        assert_eq!(points[0].at, LatLng { lat: 19.24, lng: 110.46 });
        let written = line("0192", Pin::Activity, LatLng { lat: 19.24, lng: 110.46 }, "琼海", "陪\t诊");
        let read = read_points(&written);
        assert_eq!((read[0].pin, read[0].name.as_str()), (Pin::Activity, "陪 诊"));
    }
}
