//! «Which station serves my village?», what is nearest, and how much of an area is covered.
//!
//! A unit serves the areas on its list: districts, townships, villages, in any mix. The most specific unit
//! answers: one that names the village, else one that names its township, else one that names its district or
//! 市县. A place that nobody serves is told so, with the nearest units.
//!
//! Invariant: being inside a statistical unit (a farm, a placeholder) never makes a village belong to a township;
//! only a list of areas served does.

use std::collections::HashSet;

use crate::{
    areas::model::{Areas, Division, Level, PROVINCE, Precision, Village},
    directory::model::Directory,
    language::Language,
    map::coordinates::{LatLng, distance_m},
    ordering,
    settings::model::Setting,
    stations::model::{Kind, Station},
};

/// Where a distance is measured to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Away {
    /// Metres as the crow flies.
    pub metres: f64,
    /// What the far end stands for: a door, or only the seat of the township.
    pub precision: Precision,
}

/// The answer to «who serves this place?».
#[derive(Debug, PartialEq)]
pub enum Served<'a> {
    /// These units, all naming the same area.
    By {
        /// The units, in the order of the directory.
        stations: Vec<&'a Station>,
        /// Code of the area that they name: the place itself, its township, district or 市县.
        through: String,
    },
    /// Nobody yet.
    NotYet {
        /// The three nearest units that are open to the public, as far as their positions are known.
        nearest: Vec<(&'a Station, Away)>,
        /// From where that was measured; none when only a label point was there to order them by, and no distance
        /// may be stated.
        measured_from: Option<&'a Division>,
    },
}

/// A place that counts for coverage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place<'a> {
    /// A township, a street, or a district where a city has no townships.
    Division(&'a Division),
    /// A large community that is listed to count instead of its district.
    Community(&'a Village),
}

impl<'a> Place<'a> {
    /// Its code.
    pub fn code(self) -> &'a str {
        match self {
            Self::Division(division) => &division.code,
            Self::Community(village) => &village.code,
        }
    }

    /// Its name in `language`.
    pub fn name_in(self, language: Language) -> String {
        match self {
            Self::Division(division) => division.name_in(language).to_owned(),
            Self::Community(village) => village.name_in(language),
        }
    }
}

/// What some stations serve, as far as it counts for coverage.
#[derive(Debug, Default)]
pub struct Covered {
    /// Divisions and villages that are named as a whole.
    named: HashSet<String>,
    /// Places of which a part is named.
    begun: HashSet<String>,
}

impl Covered {
    /// What those of these units serve that are operating stations. A county centre covers nothing by itself and a
    /// village room only its village.
    pub fn by<'a>(areas: &Areas, stations: impl IntoIterator<Item = &'a Station>) -> Self {
        let mut covered = Self::default();
        let counts = |station: &&Station| station.kind == Kind::Station && station.stage.serves();
        for code in stations.into_iter().filter(counts).flat_map(|station| &station.serves) {
            // A village is a beginning for its township, or for its district where there are no townships. A
            // statistical unit is one as little as its villages are, where it lies in no such place.
            let official = areas.upwards(code).find(|division| division.official());
            covered.begun.extend(official.filter(|it| it.counts_as_a_place()).map(|it| it.code.clone()));
            covered.named.insert(code.clone());
        }
        covered
    }

    /// Whether the division is served, what it is a part of, or a part of it.
    pub fn holds_division(&self, areas: &Areas, code: &str) -> bool {
        areas.upwards(code).any(|it| self.named.contains(&it.code) || self.begun.contains(&it.code))
    }

    fn holds(&self, areas: &Areas, place: Place<'_>) -> bool {
        match place {
            Place::Division(division) => self.holds_division(areas, &division.code),
            // Another village of its district is no beginning for it.
            Place::Community(village) => {
                self.named.contains(&village.code)
                    || areas.upwards(&village.code).any(|it| self.named.contains(&it.code))
            }
        }
    }
}

/// How far an area is covered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage<'a> {
    /// The places in scope.
    pub in_scope: Vec<Place<'a>>,
    /// Those of them that have no operating station yet.
    pub without: Vec<Place<'a>>,
}

impl Coverage<'_> {
    /// Number of areas with an operating station.
    pub fn covered(&self) -> usize {
        self.in_scope.len() - self.without.len()
    }

    /// Covered areas in per cent, rounded down so that «100 %» is never said too early; `None` without scope.
    pub fn per_cent(&self) -> Option<usize> {
        (self.covered() * 100).checked_div(self.in_scope.len())
    }
}

impl Directory {
    /// Who serves the division or village `code`. Units that are not (or no longer) open do not count.
    pub fn serving<'a>(&'a self, code: &'a str) -> Served<'a> {
        let above = self.areas.upwards(code).map(|division| division.code.as_str());
        for area in std::iter::once(code).chain(above.filter(|area| *area != code)) {
            let stations: Vec<_> = self
                .serving_exactly(area)
                .iter()
                .map(|&position| &self.stations[position])
                .filter(|station| station.stage.serves())
                .collect();
            if !stations.is_empty() {
                return Served::By { stations, through: area.to_owned() };
            }
        }
        let seat = self.areas.seat_near(code);
        // A label point of a county orders, but is no place to state a distance from.
        let from = seat.map(|(_, at)| at).or_else(|| self.areas.centre(code));
        let nearest = from.map_or_else(Vec::new, |from| self.nearest(from, 3, |_| true));
        Served::NotYet { nearest, measured_from: seat.map(|(division, _)| division) }
    }

    /// The `most` nearest units open to the public among those that are `wanted`, nearest first.
    pub fn nearest(
        &self,
        from: LatLng,
        most: usize,
        wanted: impl Fn(&Station) -> bool,
    ) -> Vec<(&Station, Away)> {
        let mut found: Vec<_> = self
            .stations
            .iter()
            .filter(|station| station.stage.serves() && wanted(station))
            .filter_map(|station| Some((station, away(from, station)?)))
            .collect();
        ordering::sort_by(&mut found, |one, other| one.1.metres.total_cmp(&other.1.metres));
        found.truncate(most);
        found
    }

    /// Units that stand in the division or village `area`, serve it, serve a part of it, or serve what it is a
    /// part of (a centre for its whole county), in the order of the directory.
    pub fn units_in(&self, area: &str) -> Vec<&Station> {
        let above = self.areas.upwards(area).filter(|division| division.code != PROVINCE);
        let mut positions: Vec<usize> = self.standing_in(area).to_vec();
        positions.extend(self.serving_exactly(area));
        positions.extend(above.flat_map(|division| self.serving_exactly(&division.code)));
        ordering::sort(&mut positions);
        positions.dedup();
        positions.into_iter().map(|position| &self.stations[position]).collect()
    }

    /// The coverage of a division: the areas in scope below it, and those without an operating station.
    ///
    /// A county centre covers nothing by itself and a village room only its village, so neither counts.
    pub fn coverage(&self, code: &str) -> Coverage<'_> {
        self.coverage_by(code, self.covered())
    }

    /// The same, where only these stations were there.
    pub fn coverage_by(&self, code: &str, covered: &Covered) -> Coverage<'_> {
        let in_scope = self.places_in(code);
        let without = in_scope.iter().copied().filter(|place| !covered.holds(&self.areas, *place)).collect();
        Coverage { in_scope, without }
    }

    /// The places in scope within a division: townships and streets; of a city without any its districts, or instead
    /// its large communities once one of them is listed; without those that are listed not to count.
    fn places_in(&self, code: &str) -> Vec<Place<'_>> {
        let areas = &self.areas;
        let listed = self.settings.lines(Setting::Communities).filter_map(|code| areas.village(code));
        let communities: Vec<_> = listed.collect();
        let instead = |district: &Division| {
            let here = |village: &&Village| areas.lies_in(&village.code, &district.parent);
            district.level == Level::County && communities.iter().any(here)
        };
        let counts = |division: &&Division| {
            division.counts_as_a_place()
                && areas.lies_in(&division.code, code)
                && !self.settings.lines(Setting::OutOfScope).any(|code| code == division.code)
                && !instead(division)
        };
        let divisions = areas.divisions().iter().filter(counts).map(Place::Division);
        let here = communities.iter().filter(|village| areas.lies_in(&village.code, code));
        divisions.chain(here.map(|village| Place::Community(village))).collect()
    }
}

/// How far the station is from a place; `None` while its position is not known.
pub fn away(from: LatLng, station: &Station) -> Option<Away> {
    let position = station.position?;
    (position.precision != Precision::AreaLabel)
        .then(|| Away { metres: distance_m(from, position.at), precision: position.precision })
}

#[cfg(test)]
mod tests;
