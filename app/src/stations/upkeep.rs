//! What a unit's entry waits for: to be looked at again, a number, hours. Pure.
//!
//! For the office's list of units, which shows first what has waited longest.

use time::Date;

use super::model::{Freshness, Station};
use crate::{
    access::{Action, may, relation},
    accounts::model::Staff,
    directory::model::Directory,
    journal::model::Unit,
};

/// Something that an entry waits for, or that one has to know of it today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Waits {
    /// Nobody has said for long that it is right.
    Overdue,
    /// There is no number to call.
    NoPhone,
    /// There are no hours at all.
    NoHours,
    /// It is closed today, on a day on which it would be open.
    ClosedToday,
    /// It is time to look at it again.
    Due,
}

impl Waits {
    /// All of them, what waits first in front.
    pub const ALL: [Self; 5] = [Self::Overdue, Self::NoPhone, Self::NoHours, Self::ClosedToday, Self::Due];

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::NoPhone => "no_phone",
            Self::NoHours => "no_hours",
            Self::ClosedToday => "closed_today",
            Self::Due => "due",
        }
    }

    /// What `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|waits| waits.word() == word)
    }

    /// Whether the unit waits for this on `today`. A unit that does not serve yet, or no more, waits for nothing.
    pub fn holds(self, station: &Station, directory: &Directory, today: Date) -> bool {
        let fresh = || directory.freshness.judge(station.verified.as_ref().map(|it| it.on), today);
        station.stage.serves()
            && match self {
                Self::Overdue => fresh() == Freshness::Overdue,
                Self::Due => fresh() == Freshness::Due,
                Self::NoPhone => station.phones.is_empty(),
                Self::NoHours => station.hours.weekly.iter().all(Vec::is_empty),
                Self::ClosedToday => station
                    .hours
                    .exceptions
                    .iter()
                    .rfind(|exception| exception.date == today)
                    .is_some_and(|exception| exception.spans.is_empty()),
            }
    }

    /// All that the unit waits for.
    pub fn of(station: &Station, directory: &Directory, today: Date) -> Vec<Self> {
        Self::ALL.into_iter().filter(|waits| waits.holds(station, directory, today)).collect()
    }
}

/// Whether somebody may do `action` in this unit.
pub fn may_in(directory: &Directory, staff: &Staff, action: Action, station: &Station) -> bool {
    let unit = Unit::Station(station.id);
    staff.assignments.iter().any(|it| may(it.role, action, relation(directory, &it.unit, &unit)))
}

/// The units in which somebody may do `action`, with what they wait for: what waits first in front, then as the
/// directory has them.
pub fn units<'a>(
    directory: &'a Directory,
    staff: &Staff,
    action: Action,
    today: Date,
) -> Vec<(&'a Station, Vec<Waits>)> {
    let mine = directory.stations.iter().filter(|station| may_in(directory, staff, action, station));
    let mut units: Vec<_> = mine.map(|station| (station, Waits::of(station, directory, today))).collect();
    let days_ago = |station: &Station| {
        station.verified.as_ref().map_or(i64::MAX, |verified| (today - verified.on).whole_days())
    };
    units.sort_by_key(|(station, waits)| {
        let first = waits.first().copied();
        (first.is_none(), first, std::cmp::Reverse(first.map_or(0, |_| days_ago(station))))
    });
    units
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{
        access::Role,
        accounts::model::{Assignment, SignInName, State},
        directory::fixture::{a_directory, a_station},
        ids::StaffId,
        stations::{
            edit::{self, Work},
            model::{Stage, Verified},
        },
        text::Text,
    };

    const TODAY: Date = date!(2026 - 11 - 24);

    fn somebody(role: Role, unit: Unit) -> Staff {
        Staff {
            id: StaffId::fresh(),
            version: 1,
            sign_in_name: SignInName::parse("wang").unwrap(),
            name: "Wang".into(),
            state: State::Active,
            has_second_factor: false,
            assignments: vec![Assignment { role, unit }],
            coming: Vec::new(),
        }
    }

    fn verified(slug: &str, on: Date) -> Station {
        Station { verified: Some(Verified { by: Text::default(), on }), ..a_station(slug) }
    }

    #[test]
    fn what_waits_longest_comes_first_and_what_waits_for_nothing_last() {
        let mut mute = a_station("mute");
        mute.phones.clear();
        let close = edit::day_fields(TODAY, None, Some("typhoon"));
        let (closed, _) =
            edit::apply(Work::CloseToday, &a_station("closed"), &close, &Text::default(), TODAY).unwrap();
        let units = vec![
            a_station("well"),
            verified("due", date!(2026 - 08 - 01)),
            closed,
            mute,
            verified("overdue", date!(2026 - 01 - 01)),
            verified("long overdue", date!(2025 - 01 - 01)),
            Station { verified: None, ..a_station("not yet") }.in_stage(Stage::Preparing),
        ];
        let directory = a_directory(units);
        let officer = somebody(Role::CountyOfficer, Unit::County("469002".into()));
        let listed = super::units(&directory, &officer, Action::SeeUnit, TODAY);
        let slugs: Vec<_> = listed.iter().map(|(station, _)| station.slug.as_str()).collect();
        assert_eq!(slugs, ["long overdue", "overdue", "mute", "closed", "due", "well", "not yet"]);
        assert_eq!(listed[2].1, [Waits::NoPhone]);
    }

    #[test]
    fn a_worker_sees_their_own_unit_and_nobody_elses() {
        let (own, other) = (a_station("own"), a_station("other"));
        let worker = somebody(Role::SocialWorker, Unit::Station(own.id));
        let directory = a_directory(vec![own, other]);
        let slugs = |action| -> Vec<_> {
            let units = super::units(&directory, &worker, action, TODAY).into_iter();
            units.map(|(station, _)| station.slug.clone()).collect()
        };
        assert_eq!(slugs(Action::TendUnit), ["own"]);
        assert!(slugs(Action::EditUnit).is_empty());
    }

    #[test]
    fn words_of_what_waits_lead_back_to_it() {
        for waits in Waits::ALL {
            assert_eq!(Waits::from_word(waits.word()), Some(waits));
        }
        assert_eq!(Waits::from_word(""), None);
    }
}
