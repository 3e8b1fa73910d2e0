//! What must be true of the reference data before any of it is written.
//!
//! The counts are those of the official list and of the packages named in `sources.rs`. When one moves, either a
//! correction is missing or the world has changed: look before changing the number.

use super::divisions::{Division, Level, belongs};
use super::english;
use super::geometry::metres_outside;
use super::outlines::Outlines;
use super::overview::Overview;
use super::places::OUTSIDE_M_MAX;
use super::readings;
use super::villages::Village;
use anyhow::{Result, ensure};
use std::collections::{BTreeMap, BTreeSet, HashSet};

const OFFICIAL: usize = 248;
const STATISTICAL: usize = 26;
const COUNTY_AREAS: usize = 26;
const TOWNSHIPS: usize = 218;
const TOWNSHIPS_BY_KIND: [(&str, usize); 3] = [("镇", 175), ("乡", 21), ("街道", 22)];
const TOWNSHIPS_LOCATED: usize = 180;
const VILLAGES: usize = 3296;
const AREAS_DRAWN: usize = 24;

/// The divisions are as many as the official list has, belong together, and lie where they should.
pub fn divisions(divisions: &[Division], outlines: &Outlines) -> Result<()> {
    let by_code: BTreeMap<&str, &Division> = divisions.iter().map(|row| (row.code.as_str(), row)).collect();
    ensure!(by_code.len() == divisions.len(), "a code stands twice");
    let townships = || divisions.iter().filter(|division| division.level == Level::Township);
    let statistical = divisions.iter().filter(|division| division.level == Level::Statistical).count();
    let county_areas: BTreeSet<&str> =
        divisions.iter().map(|division| division.county.as_str()).filter(|code| !code.is_empty()).collect();
    count("official divisions", divisions.len() - statistical, OFFICIAL)?;
    count("statistical units", statistical, STATISTICAL)?;
    count("county-level areas", county_areas.len(), COUNTY_AREAS)?;
    count("townships", townships().count(), TOWNSHIPS)?;
    for (kind, expected) in TOWNSHIPS_BY_KIND {
        count(kind, townships().filter(|township| township.kind == kind).count(), expected)?;
    }
    count(
        "townships with a position",
        townships().filter(|town| town.position.is_some()).count(),
        TOWNSHIPS_LOCATED,
    )?;
    ensure!(county_areas.iter().all(|code| by_code.contains_key(code)), "a county-level area has no row");
    ensure!(
        county_areas.iter().all(|code| outlines.counties.contains_key(*code)),
        "a county-level area has no outline"
    );

    for division in divisions {
        let Division { code, name, .. } = division;
        let parent_known =
            division.level == Level::Province || by_code.contains_key(division.parent.as_str());
        ensure!(parent_known, "{code} {name} belongs to nothing");
        named(code, name)?;
        let Some(position) = division.position else { continue };
        let outline = match division.level {
            Level::Township => outlines.county(&division.county)?,
            _ => outlines.together(|county| belongs(county, code)),
        };
        let outside = metres_outside(position, &outline);
        ensure!(outside <= OUTSIDE_M_MAX, "{code} {name} lies {outside:.0} m outside its outline");
    }
    Ok(())
}

/// Every village belongs to a unit and a county-level area that exist, and has a reading.
pub fn villages(villages: &[Village], divisions: &[Division]) -> Result<()> {
    count("villages", villages.len(), VILLAGES)?;
    let codes: HashSet<&str> = divisions.iter().map(|division| division.code.as_str()).collect();
    let distinct: HashSet<&str> = villages.iter().map(|village| village.code.as_str()).collect();
    ensure!(distinct.len() == villages.len(), "a village's code stands twice");
    for Village { code, name, parent, county } in villages {
        ensure!(codes.contains(parent.as_str()), "{code} {name} belongs to {parent}, which does not exist");
        ensure!(codes.contains(county.as_str()), "{code} {name} lies in {county}, which does not exist");
        has_reading(code, name)?;
    }
    Ok(())
}

/// Every area of the island is drawn, and nothing else.
pub fn map(overview: &Overview, divisions: &[Division]) -> Result<()> {
    let codes: HashSet<&str> = divisions.iter().map(|division| division.code.as_str()).collect();
    count("areas drawn", overview.codes().count(), AREAS_DRAWN)?;
    ensure!(overview.codes().all(|code| codes.contains(code)), "an area is drawn that is no division");
    Ok(())
}

fn named(code: &str, name: &str) -> Result<()> {
    let english = english::name(code, name);
    let spelled = english.chars().all(|character| character.is_ascii() || character == 'ü');
    ensure!(
        spelled && english.starts_with(|first: char| first.is_ascii_uppercase()),
        "{code} {name} is {english:?}"
    );
    has_reading(code, name)
}

/// As many syllables as characters, each of plain letters.
fn has_reading(code: &str, name: &str) -> Result<()> {
    let characters = name.chars().filter(|character| !['（', '）'].contains(character)).count();
    let reading = readings::typed(name);
    let plain = reading.chars().all(|letter| letter.is_ascii_lowercase() || letter == ' ');
    ensure!(plain && reading.split(' ').count() == characters, "{code} {name} is read {reading:?}");
    Ok(())
}

fn count(what: &str, found: usize, expected: usize) -> Result<()> {
    ensure!(found == expected, "{what}: {found}, expected {expected}");
    Ok(())
}
