//! The divisions of Hainan from the province to the township, and the statistical units beside them.
//!
//! Codes and names come from the statistical list, corrected to the official one (`corrections.rs`); positions from
//! GeoNames for townships (`places.rs`), from the outlines for everything larger.
//! A township without a position keeps none: no point is ever made up for it.

use super::corrections::{self, STATISTICAL_UNITS};
use super::geometry::{LngLat, lng_lat_from, most_inland};
use super::outlines::Outlines;
use super::places::{self, Place};
use super::sources::{self, Sources};
use super::{english, readings};
use anyhow::{Context, Result};
use csv::StringRecord;

/// The province everything belongs to.
pub const PROVINCE: &str = "460000";

/// Stands in the statistical list for «directly under the province».
const NO_CITY: &str = "4690";

/// How high in the order of divisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 海南省.
    Province,
    /// A prefecture city. 儋州 is one and a county-level area in one.
    City,
    /// A district, county or county-level city.
    County,
    /// A town, township or subdistrict.
    Township,
    /// A unit of the statistical list that is no division by law.
    Statistical,
}

/// One row of the table.
pub struct Division {
    /// The official code; of a statistical unit, its code in the statistical list.
    pub code: String,
    /// The name in full.
    pub name: String,
    /// How high.
    pub level: Level,
    /// The kind in Chinese: 镇, 市辖区, 农场….
    pub kind: &'static str,
    /// The division it belongs to; empty for the province.
    pub parent: String,
    /// The county-level area it lies in or is; empty above that.
    pub county: String,
    /// Where it is, if that is known.
    pub position: Option<LngLat>,
}

/// All divisions in the order of their codes, statistical units last. Positions are still missing.
pub fn read(sources: &Sources) -> Result<Vec<Division>> {
    let mut divisions = vec![division(PROVINCE.to_owned(), "海南省", Level::Province, "省", "", "")];
    for row in sources.rows(sources::CITIES)? {
        let [short, name, province] = fields(&row)?;
        if PROVINCE.starts_with(province) && short != NO_CITY {
            let code = format!("{short}00");
            let county = if is_undivided_city(&code) { code.clone() } else { String::new() };
            divisions.push(division(code, name, Level::City, "地级市", PROVINCE, &county));
        }
    }
    for row in sources.rows(sources::COUNTIES)? {
        let [code, name, city, province] = fields(&row)?;
        let official = corrections::official_county(code);
        let known = divisions.iter().any(|known| known.code == official);
        if PROVINCE.starts_with(province) && !known {
            let name = corrections::official_county_name(official, name);
            let parent = if city == NO_CITY { PROVINCE.to_owned() } else { format!("{city}00") };
            divisions.push(division(
                official.to_owned(),
                name,
                Level::County,
                kind_of_county(name),
                &parent,
                official,
            ));
        }
    }
    for row in sources.rows(sources::TOWNSHIPS)? {
        let [code, name, county, province] = fields(&row)?;
        if PROVINCE.starts_with(province) {
            let code = corrections::official_township(code);
            divisions.push(township(code, corrections::official_township_name(code, name), county)?);
        }
    }
    for (code, name) in corrections::TOWNSHIPS_MISSING {
        divisions.push(township(code, name, &code[..6])?);
    }
    divisions.sort_by(|a, b| {
        (a.level == Level::Statistical, &a.code).cmp(&(b.level == Level::Statistical, &b.code))
    });
    Ok(divisions)
}

/// Gives every division the position that is known: townships a seat, larger areas the place of their label.
pub fn locate(divisions: &mut [Division], outlines: &Outlines, places: &[Place]) -> Result<()> {
    let seats = places::seats(places, divisions, outlines)?;
    for division in divisions {
        division.position = match division.level {
            Level::Township => seats.get(&division.code).copied(),
            Level::Statistical => None,
            Level::Province | Level::City | Level::County => Some(label(&division.code, outlines)?),
        };
    }
    Ok(())
}

/// Where the name of a larger area stands: its most inland point, or the seat where it is scattered over the sea.
fn label(code: &str, outlines: &Outlines) -> Result<LngLat> {
    if let Some((_, lng, lat)) = corrections::SEATS.iter().find(|seat| seat.0 == code) {
        return Ok(LngLat { lng: *lng, lat: *lat });
    }
    let (point, _) = most_inland(&outlines.together(|county| belongs(county, code)))
        .with_context(|| format!("no outline for {code}"))?;
    Ok(lng_lat_from(point))
}

/// Whether a county-level area is, or belongs to, a larger one. Codes nest: 460105 in 460100 in 460000.
pub fn belongs(county: &str, larger: &str) -> bool {
    county.starts_with(larger.trim_end_matches("00"))
}

/// A table as the server's seed reads it.
pub fn table(divisions: &[Division]) -> Result<String> {
    let header = [
        "code",
        "name",
        "name_en",
        "pinyin",
        "level",
        "type",
        "parent_code",
        "county_code",
        "official",
        "lat",
        "lng",
        "geo_precision",
    ];
    let rows = divisions.iter().map(|division| {
        let coordinate =
            |part: fn(LngLat) -> f64| division.position.map_or_else(String::new, |at| degrees(part(at)));
        [
            division.code.clone(),
            division.name.clone(),
            english::name(&division.code, &division.name),
            readings::typed(&division.name),
            division.level.word().to_owned(),
            division.kind.to_owned(),
            division.parent.clone(),
            division.county.clone(),
            u8::from(division.level != Level::Statistical).to_string(),
            coordinate(|at| at.lat),
            coordinate(|at| at.lng),
            division.precision().to_owned(),
        ]
    });
    sources::table(corrections::DIVISIONS_CREDIT, header, rows)
}

/// Degrees with as many decimals as GeoNames gives: about a metre.
pub fn degrees(value: f64) -> String {
    let text = format!("{value:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Township => "township",
            Self::Statistical => "statistical",
        }
    }
}

impl Division {
    fn precision(&self) -> &'static str {
        match (self.position, self.level) {
            (None, _) => "none",
            (Some(_), Level::Township) => "town_seat",
            (Some(_), _) => "area_label",
        }
    }
}

/// A city that has no districts counts as a county-level area too.
fn is_undivided_city(code: &str) -> bool {
    code == "460400"
}

fn township(code: &str, name: &str, county: &str) -> Result<Division> {
    let county = corrections::official_county(county);
    let (level, kind) = match STATISTICAL_UNITS.iter().find(|unit| unit.code == code) {
        Some(unit) => (Level::Statistical, unit.kind),
        None => {
            let kind = ["街道", "镇", "乡"].into_iter().find(|kind| name.ends_with(kind));
            (
                Level::Township,
                kind.with_context(|| format!("{code} {name} is neither a division nor listed as a unit"))?,
            )
        }
    };
    Ok(division(code.to_owned(), name, level, kind, county, county))
}

fn kind_of_county(name: &str) -> &'static str {
    let kinds = [("自治县", "自治县"), ("县", "县"), ("市", "县级市")];
    kinds.into_iter().find(|(ending, _)| name.ends_with(ending)).map_or("市辖区", |(_, kind)| kind)
}

fn division(
    code: String,
    name: &str,
    level: Level,
    kind: &'static str,
    parent: &str,
    county: &str,
) -> Division {
    let (name, parent, county) = (name.to_owned(), parent.to_owned(), county.to_owned());
    Division { code, name, level, kind, parent, county, position: None }
}

/// The first fields of a row.
pub fn fields<const COUNT: usize>(row: &StringRecord) -> Result<[&str; COUNT]> {
    let mut fields = [""; COUNT];
    for (index, field) in fields.iter_mut().enumerate() {
        *field = row.get(index).with_context(|| format!("a row of only {index} fields: {row:?}"))?;
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_city_are_found_by_their_codes() {
        assert!(belongs("460105", "460100") && belongs("460105", "460000") && belongs("460400", "460400"));
        assert!(belongs("469001", "460000") && belongs("469030", "469030"));
        assert!(!belongs("460202", "460100") && !belongs("469001", "460100") && !belongs("469003", "469030"));
    }

    #[test]
    fn a_unit_nobody_listed_stops_the_step() {
        assert!(township("469021999", "某某农场", "469021").is_err());
        assert_eq!(township("469002500", "彬村山华侨农场", "469002").unwrap().level, Level::Statistical);
        assert_eq!(township("469024110", "加来镇", "469024").unwrap().kind, "镇");
    }

    #[test]
    fn degrees_are_written_without_idle_noughts() {
        assert_eq!((degrees(19.24250), degrees(110.0)), ("19.2425".to_owned(), "110".to_owned()));
    }
}
