//! Where the towns are: GeoNames' populated places, matched to townships by name inside their county.
//!
//! A match is a town's seat, not a street address. The name decides first, the outline of the county confirms;
//! a place serves one township only, and a township without a match stays without a position.

use super::corrections::{self, FORMER_NAMES, OLD_TOWNS};
use super::divisions::{Division, Level, degrees};
use super::geometry::{LngLat, metres_outside};
use super::outlines::Outlines;
use super::sources::{self, Sources};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

/// GeoNames' code of the province.
const HAINAN: &str = "31";

/// How far outside the outline a place may lie: the outline is coarse along the coast. The farthest known is 0.41 km.
pub const OUTSIDE_M_MAX: f64 = 500.0;

/// One populated place.
#[derive(Deserialize)]
pub struct Place {
    #[serde(rename = "geonameid")]
    id: u64,
    #[serde(rename = "latitude")]
    lat: f64,
    #[serde(rename = "longitude")]
    lng: f64,
    #[serde(rename = "countrycode")]
    country: String,
    #[serde(rename = "admin1code")]
    province: String,
    #[serde(rename = "alternatenames")]
    names: Vec<String>,
}

/// The centre of a former town in a district that has no townships.
pub struct OldTown {
    /// The district it lies in.
    pub district: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Where it is.
    pub position: LngLat,
    id: u64,
}

/// The places of the province, in the order of their ids.
pub fn read(sources: &Sources) -> Result<Vec<Place>> {
    let all: BTreeMap<String, Place> = serde_json::from_slice(sources.bytes(sources::PLACES)?)?;
    let mut places: Vec<Place> =
        all.into_values().filter(|place| place.country == "CN" && place.province == HAINAN).collect();
    places.sort_by_key(|place| place.id);
    Ok(places)
}

/// The seat of every township that has a match, by its code.
///
/// The full name goes before the former one, and that before the name without its kind: «海秀镇» is not taken
/// for 海秀街道.
pub fn seats(
    places: &[Place],
    divisions: &[Division],
    outlines: &Outlines,
) -> Result<BTreeMap<String, LngLat>> {
    let townships = || divisions.iter().filter(|division| division.level == Level::Township);
    let mut seats = BTreeMap::new();
    let mut taken = HashSet::new();
    for name_of in [full_name, former_name, bare_name] {
        for township in townships() {
            let Some(name) = name_of(township).filter(|_| !seats.contains_key(&township.code)) else {
                continue;
            };
            let outline = outlines.county(&township.county)?;
            let matching = places.iter().find(|place| {
                place.is_called(name)
                    && !taken.contains(&place.id)
                    && metres_outside(place.position(), &outline) <= OUTSIDE_M_MAX
            });
            if let Some(place) = matching {
                taken.insert(place.id);
                seats.insert(township.code.clone(), place.position());
            }
        }
    }
    Ok(seats)
}

/// The old town centres of 三亚's districts.
pub fn old_towns(places: &[Place], outlines: &Outlines) -> Result<Vec<OldTown>> {
    let find = |(district, known_as, name): (&'static str, &str, &'static str)| -> Result<OldTown> {
        let outline = outlines.county(district)?;
        let place = places
            .iter()
            .find(|place| {
                place.is_called(known_as) && metres_outside(place.position(), &outline) <= OUTSIDE_M_MAX
            })
            .with_context(|| format!("no place called {known_as} in {district}"))?;
        Ok(OldTown { district, name, position: place.position(), id: place.id })
    };
    let towns: Vec<OldTown> = OLD_TOWNS.into_iter().map(find).collect::<Result<_>>()?;
    let ids: HashSet<u64> = towns.iter().map(|town| town.id).collect();
    ensure!(ids.len() == towns.len(), "two old towns are the same place");
    Ok(towns)
}

/// A table as the server's seed reads it.
pub fn table(towns: &[OldTown]) -> Result<String> {
    let rows = towns.iter().map(|town| {
        let LngLat { lng, lat } = town.position;
        let source = format!("GeoNames {}", town.id);
        [town.district.to_owned(), town.name.to_owned(), degrees(lat), degrees(lng), source]
    });
    sources::table("位置：GeoNames（CC BY 4.0，WGS-84）", ["code", "name", "lat", "lng", "source"], rows)
}

impl Place {
    fn position(&self) -> LngLat {
        LngLat { lng: self.lng, lat: self.lat }
    }

    fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }
}

fn full_name(township: &Division) -> Option<&str> {
    Some(&township.name)
}

fn former_name(township: &Division) -> Option<&str> {
    corrections::corrected(&FORMER_NAMES, &township.code)
}

fn bare_name(township: &Division) -> Option<&str> {
    township.name.strip_suffix(township.kind)
}
