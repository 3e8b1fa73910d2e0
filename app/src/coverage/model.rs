//! What is counted, and how. Pure: the directory and the day are passed in.

use serde::Deserialize;
use time::Date;

use crate::{
    directory::model::Directory,
    register::standard::posts_of,
    stations::model::{Freshness, Kind, Stage, Station},
};

/// How far a unit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Progress {
    /// 筹建、选址: there is a plan.
    Planned,
    /// 装修、标识、揭牌: it is being built.
    Building,
    /// 运营、评估、整改: people can come.
    Operating,
}

impl Progress {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Building, Self::Operating];

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Building => "building",
            Self::Operating => "operating",
        }
    }

    /// How far a unit in this stage has come; nothing for one that is closed or merged, which is not counted.
    pub fn of(stage: Stage) -> Option<Self> {
        match stage {
            Stage::Preparing | Stage::Siting => Some(Self::Planned),
            Stage::FittingOut | Stage::Signage | Stage::Unveiled => Some(Self::Building),
            Stage::Operating | Stage::Evaluated | Stage::Rectifying => Some(Self::Operating),
            Stage::Closed => None,
        }
    }
}

/// Stands for «none» where a code is asked for.
pub const NONE: &str = "-";

/// Stands for too few social workers.
pub const SHORT: &str = "short";

/// Which units are meant; an empty text asks for nothing. The same words stand in addresses, so that a number and the
/// list behind it are never about different units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Narrow {
    /// Code of the 市县.
    #[serde(default)]
    pub county: String,
    /// Which of the three tiers.
    #[serde(default)]
    pub kind: String,
    /// Code of the construction mode, or [`NONE`].
    #[serde(default)]
    pub mode: String,
    /// Code of the programme, or [`NONE`].
    #[serde(default)]
    pub programme: String,
    /// Code of a programme whose units are left out.
    #[serde(default)]
    pub without: String,
    /// How far they have come.
    #[serde(default)]
    pub progress: String,
    /// [`SHORT`]: operating, with fewer social workers than the standard.
    #[serde(default)]
    pub staff: String,
}

impl Narrow {
    /// The names in an address with their values, those that ask for something.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let pairs = [
            ("county", &self.county),
            ("kind", &self.kind),
            ("mode", &self.mode),
            ("programme", &self.programme),
            ("without", &self.without),
            ("progress", &self.progress),
            ("staff", &self.staff),
        ];
        pairs
            .into_iter()
            .map(|(name, value)| (name, value.as_str()))
            .filter(|(_, it)| !it.is_empty())
            .collect()
    }

    /// Whether the unit is meant.
    pub fn holds(&self, directory: &Directory, station: &Station) -> bool {
        let is = |asked: &str, own: Option<&str>| asked.is_empty() || asked == own.unwrap_or(NONE);
        let in_programme = |code: &str| station.programmes.iter().any(|it| it == code);
        let programme = match self.programme.as_str() {
            "" => true,
            NONE => station.programmes.is_empty(),
            code => in_programme(code),
        };
        is(&self.kind, Some(station.kind.word()))
            && is(&self.mode, station.mode.as_deref())
            && programme
            && (self.without.is_empty() || !in_programme(&self.without))
            && is(&self.progress, Progress::of(station.stage).map(Progress::word))
            && (self.staff != SHORT || is_short(directory, station))
            && (self.county.is_empty() || directory.areas.lies_in(&station.division, &self.county))
    }

    /// The same units, of this progress only.
    pub fn at(&self, progress: Progress) -> Self {
        Self { progress: progress.word().to_owned(), ..self.clone() }
    }
}

/// How many social workers the unit should have.
fn standard_of(directory: &Directory, station: &Station) -> u16 {
    posts_of(station.kind, directory.settings.staffing_standard())
}

fn is_short(directory: &Directory, station: &Station) -> bool {
    station.stage.serves() && station.staff < standard_of(directory, station)
}

/// What some units come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Of how many there is a plan.
    pub planned: usize,
    /// How many are being built.
    pub building: usize,
    /// How many operate. Of these alone the rest is told.
    pub operating: usize,
    /// Social workers in post.
    pub staff: usize,
    /// How many there should be.
    pub needed: usize,
    /// How many posts are empty: more than enough in one unit fills none in another.
    pub empty: usize,
    /// Units with fewer than they should have.
    pub short: usize,
    /// Entries that it is time to look at again.
    pub due: usize,
    /// Entries that have waited for long, or were never looked at.
    pub overdue: usize,
}

impl Tally {
    /// How many have come so far.
    pub fn at(&self, progress: Progress) -> usize {
        match progress {
            Progress::Planned => self.planned,
            Progress::Building => self.building,
            Progress::Operating => self.operating,
        }
    }

    /// How many there are, closed ones left out.
    pub fn units(&self) -> usize {
        self.planned + self.building + self.operating
    }
}

/// Counts the units that are meant, on `day`.
pub fn tally(directory: &Directory, narrow: &Narrow, day: Date) -> Tally {
    let mut tally = Tally::default();
    for station in directory.stations.iter().filter(|station| narrow.holds(directory, station)) {
        match Progress::of(station.stage) {
            None => {}
            Some(Progress::Planned) => tally.planned += 1,
            Some(Progress::Building) => tally.building += 1,
            Some(Progress::Operating) => {
                let staff = usize::from(station.staff);
                let standard = usize::from(standard_of(directory, station));
                tally.operating += 1;
                tally.staff += staff;
                tally.needed += standard;
                tally.empty += standard.saturating_sub(staff);
                tally.short += usize::from(is_short(directory, station));
                let verified = station.verified.as_ref().map(|verified| verified.on);
                match directory.freshness.judge(verified, day) {
                    Freshness::Fresh => {}
                    Freshness::Due => tally.due += 1,
                    Freshness::Overdue => tally.overdue += 1,
                }
            }
        }
    }
    tally
}

/// The stations of a 市县, or of the province where there is none, without a programme where one is named.
pub fn stations_of(county: &str, without: &str) -> Narrow {
    Narrow {
        county: county.to_owned(),
        kind: Kind::Station.word().to_owned(),
        without: without.to_owned(),
        ..Narrow::default()
    }
}

/// Which of the five steps of the map a coverage is: nothing, up to a third, up to two thirds, more, all.
pub fn step(per_cent: usize) -> usize {
    match per_cent {
        0 => 0,
        1..=33 => 1,
        34..=66 => 2,
        67..=99 => 3,
        _ => 4,
    }
}

/// The target of a year, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct TargetForm {
    /// Id of the command, made with the form.
    #[serde(default)]
    pub command: String,
    /// The year. The question above the tables has the other name.
    #[serde(default, rename = "target_year")]
    pub year: String,
    /// How many places are to be covered when it ends.
    #[serde(default)]
    pub places: String,
    /// The targets that were there when the form was made: `2026=12 2027=20`.
    #[serde(default)]
    pub seen: String,
}

/// What is wrong with a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetFault {
    /// No year from 2020 to 2100.
    Year,
    /// No number up to that of the places in scope.
    Places(usize),
}

impl TargetForm {
    /// Year and number, or all that is wrong.
    pub fn parse(&self, in_scope: usize) -> Result<(i32, usize), Vec<TargetFault>> {
        let year = self.year.trim().parse().ok().filter(|year| (2020..=2100).contains(year));
        let places = self.places.trim().parse().ok().filter(|places| *places <= in_scope);
        match (year, places) {
            (Some(year), Some(places)) => Ok((year, places)),
            (year, places) => {
                let faults = [
                    year.is_none().then_some(TargetFault::Year),
                    places.is_none().then_some(TargetFault::Places(in_scope)),
                ];
                Err(faults.into_iter().flatten().collect())
            }
        }
    }

    /// The target of a year that whoever typed this saw.
    pub fn seen(&self, year: i32) -> Option<i64> {
        let pair = self.seen.split(' ').filter_map(|pair| pair.split_once('='));
        pair.filter(|(it, _)| it.parse() == Ok(year)).find_map(|(_, places)| places.parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;
    use crate::{
        directory::fixture::{a_directory, a_document, a_station},
        stations::model::Verified,
        text::Text,
    };

    const DAY: Date = date!(2026 - 11 - 24);

    fn counted(directory: &Directory, narrow: &Narrow) -> (usize, usize, usize) {
        let tally = tally(directory, narrow, DAY);
        (tally.planned, tally.building, tally.operating)
    }

    #[test]
    fn each_stage_counts_as_agreed_and_a_closed_unit_not_at_all() {
        use Progress::{Building, Operating, Planned};
        let agreed = [
            (Stage::Preparing, Some(Planned)),
            (Stage::Siting, Some(Planned)),
            (Stage::FittingOut, Some(Building)),
            (Stage::Signage, Some(Building)),
            (Stage::Unveiled, Some(Building)),
            (Stage::Operating, Some(Operating)),
            (Stage::Evaluated, Some(Operating)),
            (Stage::Rectifying, Some(Operating)),
            (Stage::Closed, None),
        ];
        assert_eq!(agreed.map(|(stage, _)| stage), Stage::ALL);
        for (stage, progress) in agreed {
            assert_eq!(Progress::of(stage), progress, "{stage:?}");
            assert_eq!(stage.serves(), progress == Some(Operating), "{stage:?}");
            let directory = a_directory(vec![a_station("one").in_stage(stage)]);
            assert_eq!(tally(&directory, &Narrow::default(), DAY).units(), usize::from(progress.is_some()));
        }
    }

    /// Vectors as in the indicator dictionary: what is there, what is asked, what it comes to.
    #[test]
    fn the_example_of_the_pilot_comes_to_its_figures_with_and_without_it() {
        let mut pilot = a_station("pilot").in_mode("township");
        pilot.programmes = vec!["three-tier".into(), "first-batch".into()];
        let mut first = a_station("first").in_mode("street");
        first.programmes = vec!["first-batch".into()];
        let plain = a_station("plain").in_stage(Stage::Siting);
        let mut merged = a_station("merged").in_stage(Stage::Closed);
        merged.merged_into = Some(first.id);
        let centre = a_station("centre").of_kind(Kind::CountyCentre);
        let sanya = a_station("sanya").standing_in("460204").in_stage(Stage::Signage);
        let directory = a_directory(vec![pilot, first, plain, merged, centre, sanya]);
        let stations = stations_of("", "");
        let of = |change: &dyn Fn(&mut Narrow)| {
            let mut narrow = stations.clone();
            change(&mut narrow);
            counted(&directory, &narrow)
        };
        assert_eq!(counted(&directory, &stations), (1, 1, 2));
        assert_eq!(counted(&directory, &Narrow::default()), (1, 1, 3), "with the centre");
        assert_eq!(counted(&directory, &stations_of("", "three-tier")), (1, 1, 1));
        assert_eq!(counted(&directory, &stations_of("469002", "")), (1, 0, 2));
        assert_eq!(of(&|it| it.mode = "street".into()), (0, 0, 1));
        assert_eq!(of(&|it| it.programme = "first-batch".into()), (0, 0, 2));
        assert_eq!(of(&|it| it.programme = NONE.into()), (1, 1, 0));
    }

    #[test]
    fn staffing_is_told_of_operating_units_and_a_surplus_fills_no_other_post() {
        let staffed = |slug: &str, staff| {
            let mut station = a_station(slug);
            station.staff = staff;
            station
        };
        let mut document = a_document(vec![
            staffed("two", 2),
            staffed("five", 5),
            staffed("none yet", 0).in_stage(Stage::Preparing),
        ]);
        let told = tally(&Directory::build(document.clone()), &Narrow::default(), DAY);
        assert_eq!((told.staff, told.needed, told.empty, told.short), (7, 6, 1, 1));
        document.settings.set("staffing_standard", "5");
        let told = tally(&Directory::build(document), &Narrow::default(), DAY);
        assert_eq!((told.staff, told.needed, told.empty, told.short), (7, 10, 3, 1));
    }

    #[test]
    fn freshness_is_counted_on_the_day() {
        let verified = |slug: &str, on| Station {
            verified: Some(Verified { by: Text::default(), on }),
            ..a_station(slug)
        };
        let directory = a_directory(vec![
            verified("fresh", date!(2026 - 11 - 01)),
            verified("due", date!(2026 - 08 - 01)),
            verified("overdue", date!(2026 - 01 - 01)),
            Station { verified: None, ..a_station("never") },
        ]);
        let told = tally(&directory, &Narrow::default(), DAY);
        assert_eq!((told.operating, told.due, told.overdue), (4, 1, 2));
    }

    #[test]
    fn the_five_steps_begin_and_end_with_nothing_and_all() {
        let steps = [0, 1, 33, 34, 66, 67, 99, 100].map(step);
        assert_eq!(steps, [0, 1, 1, 2, 2, 3, 3, 4]);
    }

    #[test]
    fn a_target_is_a_year_and_no_more_places_than_there_are() {
        let form = |year: &str, places: &str| TargetForm {
            year: year.into(),
            places: places.into(),
            seen: "2026=12 2027=20".into(),
            ..TargetForm::default()
        };
        assert_eq!(form(" 2027", "21 ").parse(21), Ok((2027, 21)));
        assert_eq!(form("2027", "22").parse(21), Err(vec![TargetFault::Places(21)]));
        assert_eq!(form("27", "-1").parse(21), Err(vec![TargetFault::Year, TargetFault::Places(21)]));
        assert_eq!((form("", "").seen(2027), form("", "").seen(2028)), (Some(20), None));
    }

    const DIVISIONS: [&str; 6] = ["469002100", "469002101", "460204", "469022102", "469002500", "460202"];
    const MODES: [Option<&str>; 3] = [Some("township"), Some("street"), None];

    prop_compose! {
        fn a_unit()(division in 0..6usize, mode in 0..3usize, kind in 0..3usize, stage in 0..9usize, staff in 0..6u16, programmes in 0..4usize) -> Station {
            let mut station = a_station("x").standing_in(DIVISIONS[division]).of_kind(Kind::ALL[kind]).in_stage(Stage::ALL[stage]);
            station.mode = MODES[mode].map(str::to_owned);
            station.staff = staff;
            station.programmes = [&[][..], &["first-batch"], &["three-tier"], &["first-batch", "three-tier"]][programmes]
                .iter().map(|it| (*it).to_owned()).collect();
            station
        }
    }

    fn sum(tallies: impl Iterator<Item = Tally>) -> Tally {
        tallies.fold(Tally::default(), |all, it| Tally {
            planned: all.planned + it.planned,
            building: all.building + it.building,
            operating: all.operating + it.operating,
            staff: all.staff + it.staff,
            needed: all.needed + it.needed,
            empty: all.empty + it.empty,
            short: all.short + it.short,
            due: all.due + it.due,
            overdue: all.overdue + it.overdue,
        })
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(units in prop::collection::vec(a_unit(), 0..12)) {
            let directory = a_directory(units);
            let all = stations_of("", "");
            let whole = tally(&directory, &all, DAY);
            let counties = directory.areas.counties_and_cities();
            let by_county = counties.map(|county| tally(&directory, &stations_of(&county.code, ""), DAY));
            prop_assert_eq!(sum(by_county), whole);
            let by_mode = ["township", "street", NONE].map(|mode| tally(&directory, &Narrow { mode: mode.into(), ..all.clone() }, DAY));
            prop_assert_eq!(sum(by_mode.into_iter()), whole);
            let by_kind = Kind::ALL.map(|kind| tally(&directory, &Narrow { kind: kind.word().into(), ..Narrow::default() }, DAY));
            prop_assert_eq!(sum(by_kind.into_iter()), tally(&directory, &Narrow::default(), DAY));
            let of_pilot = tally(&directory, &Narrow { programme: "three-tier".into(), ..all.clone() }, DAY);
            let without = tally(&directory, &stations_of("", "three-tier"), DAY);
            prop_assert_eq!(sum([of_pilot, without].into_iter()), whole);
        }

        #[test]
        fn the_list_behind_a_number_has_as_many_units(units in prop::collection::vec(a_unit(), 0..12), short: bool) {
            let directory = a_directory(units);
            let told = tally(&directory, &Narrow::default(), DAY);
            for progress in Progress::ALL {
                let narrow = Narrow::default().at(progress);
                let listed = directory.stations.iter().filter(|it| narrow.holds(&directory, it)).count();
                prop_assert_eq!(listed, told.at(progress));
            }
            let narrow = Narrow { staff: if short { SHORT } else { "" }.into(), ..Narrow::default() };
            let listed = directory.stations.iter().filter(|it| narrow.holds(&directory, it)).count();
            prop_assert_eq!(listed, if short { told.short } else { directory.stations.len() });
        }
    }
}
