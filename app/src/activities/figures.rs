//! What is counted of confirmed hours. Pure.
//!
//! By reporting.md §7.3 and §7.4: hours (K17), person-times (人次) and sessions (场次, K09) add up; volunteers (人, K16) do
//! not, and are counted anew at each level (rule 3). A session is an activity on one day, in which somebody gave hours; a
//! person counts once in it, in however many of its shifts they were (rule 1). Hours belong to the unit that held the
//! activity (rule 4) and to the day of the service (rule 5); what is not confirmed counts nothing (rule 7).

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use crate::{
    ids::{ActivityId, VolunteerId},
    journal::model::Unit,
};

/// From how many confirmed hours on a volunteer is active, in hundredths (K16).
const ACTIVE_HUNDREDTHS: i64 = 100;

/// Confirmed hours, as far as they are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Who gave them.
    pub volunteer: VolunteerId,
    /// In which activity.
    pub activity: ActivityId,
    /// Who held it.
    pub unit: Unit,
    /// Code of the 市县 of its place.
    pub county: String,
    /// Code of the service; empty for none.
    pub service: String,
    /// On which day.
    pub day: Date,
    /// How many, in hundredths.
    pub hundredths: i64,
    /// Whether a migratory resident gave them.
    pub migratory: bool,
}

/// Figures of one group of hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many people gave some.
    pub volunteers: i64,
    /// How many of them gave an hour or more.
    pub active: i64,
    /// 人次.
    pub times: i64,
    /// 场次.
    pub sessions: i64,
    /// The hours, in hundredths.
    pub hundredths: i64,
}

/// By what hours are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who held the activity.
    Unit,
    /// The 市县.
    County,
    /// The quarter of the year.
    Quarter,
    /// Whether migratory residents gave them.
    Season,
    /// The service.
    Service,
}

/// The key of hours that migratory residents gave, and of all others.
pub const MIGRATORY: &str = "migratory";
/// See [`MIGRATORY`].
pub const RESIDENT: &str = "resident";

impl By {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Unit, Self::County, Self::Quarter, Self::Season, Self::Service];

    fn key(self, it: &Counted) -> String {
        match self {
            Self::Unit => it.unit.to_string(),
            Self::County => it.county.clone(),
            Self::Quarter => format!("{}-Q{}", it.day.year(), (u8::from(it.day.month()) - 1) / 3 + 1),
            Self::Season => if it.migratory { MIGRATORY } else { RESIDENT }.to_owned(),
            Self::Service => it.service.clone(),
        }
    }
}

/// The figures of all hours.
pub fn total<'a>(hours: impl IntoIterator<Item = &'a Counted>) -> Figures {
    let (mut people, mut times, mut sessions) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
    for it in hours {
        *people.entry(it.volunteer).or_insert(0) += it.hundredths;
        times.insert((it.volunteer, it.activity, it.day));
        sessions.insert((it.activity, it.day));
    }
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    Figures {
        volunteers: count(people.len()),
        active: count(people.values().filter(|hundredths| **hundredths >= ACTIVE_HUNDREDTHS).count()),
        times: count(times.len()),
        sessions: count(sessions.len()),
        hundredths: people.values().sum(),
    }
}

/// The figures of each group, by its key.
pub fn grouped(hours: &[Counted], by: By) -> BTreeMap<String, Figures> {
    let mut groups: BTreeMap<String, Vec<&Counted>> = BTreeMap::new();
    for it in hours {
        groups.entry(by.key(it)).or_default().push(it);
    }
    groups.into_iter().map(|(key, hours)| (key, total(hours))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    fn given(volunteer: VolunteerId, activity: ActivityId, unit: &str, day: Date) -> Counted {
        Counted {
            volunteer,
            activity,
            unit: Unit::County(unit.to_owned()),
            county: unit.to_owned(),
            service: "B02".into(),
            day,
            hundredths: 280,
            migratory: false,
        }
    }

    #[test]
    fn people_are_a_union_and_person_times_a_sum() {
        // Vector 10: A has {p1, p2, p3} in five person-times, B has {p3, p4} in two: four people, seven person-times.
        let [p1, p2, p3, p4] = std::array::from_fn(|_| VolunteerId::fresh());
        let days = [date!(2026 - 11 - 02), date!(2026 - 11 - 03)];
        let (one, other) = (ActivityId::fresh(), ActivityId::fresh());
        let a = [(p1, 0), (p2, 0), (p3, 0), (p1, 1), (p2, 1)]
            .map(|(who, day)| given(who, one, "469002", days[day]));
        let b = [p3, p4].map(|who| given(who, other, "469005", days[1]));
        let all: Vec<_> = a.into_iter().chain(b).collect();
        let by = grouped(&all, By::County);
        assert_eq!((by["469002"].volunteers, by["469002"].times, by["469002"].sessions), (3, 5, 2));
        assert_eq!((by["469005"].volunteers, by["469005"].times, by["469005"].sessions), (2, 2, 1));
        let whole = total(&all);
        assert_eq!((whole.volunteers, whole.times, whole.sessions), (4, 7, 3));
        // Vector 14: 2.8 h each.
        assert_eq!(whole.hundredths, 7 * 280);
    }

    #[test]
    fn two_shifts_of_one_day_are_one_event_and_two_activities_are_two() {
        let (who, activity, day) = (VolunteerId::fresh(), ActivityId::fresh(), date!(2026 - 11 - 02));
        let shifts = [given(who, activity, "469002", day), given(who, activity, "469002", day)];
        assert_eq!((total(&shifts).times, total(&shifts).sessions, total(&shifts).hundredths), (1, 1, 560));
        let both = [given(who, activity, "469002", day), given(who, ActivityId::fresh(), "469002", day)];
        assert_eq!((total(&both).times, total(&both).sessions, total(&both).volunteers), (2, 2, 1));
    }

    #[test]
    fn who_gave_less_than_an_hour_is_not_active() {
        let day = date!(2026 - 11 - 02);
        let brief =
            Counted { hundredths: 60, ..given(VolunteerId::fresh(), ActivityId::fresh(), "469002", day) };
        assert_eq!((total([&brief]).volunteers, total([&brief]).active), (1, 0));
        let again = Counted { activity: ActivityId::fresh(), ..brief.clone() };
        assert_eq!(total([&brief, &again]).active, 1, "several add up");
    }

    #[test]
    fn quarters_and_seasons_are_told_apart() {
        let days = [date!(2026 - 03 - 31), date!(2026 - 04 - 01), date!(2026 - 12 - 31)];
        let mut all = days.map(|day| given(VolunteerId::fresh(), ActivityId::fresh(), "469002", day));
        all[2].migratory = true;
        let quarters: Vec<_> = grouped(&all, By::Quarter).into_keys().collect();
        assert_eq!(quarters, ["2026-Q1", "2026-Q2", "2026-Q4"]);
        let seasons = grouped(&all, By::Season);
        assert_eq!((seasons[MIGRATORY].volunteers, seasons[RESIDENT].volunteers), (1, 2));
    }

    proptest! {
        #[test]
        fn what_adds_up_adds_up_in_every_grouping(rows in prop::collection::vec((0_u8..4, 0_u8..3, 0_u8..3, 1_i64..900), 0..20)) {
            let people: Vec<_> = (0..4).map(|_| VolunteerId::fresh()).collect();
            let activities: Vec<_> = (0..3).map(|_| ActivityId::fresh()).collect();
            let all: Vec<_> = rows.iter().map(|(who, activity, day, hundredths)| Counted {
                hundredths: *hundredths,
                ..given(
                    people[usize::from(*who)],
                    activities[usize::from(*activity)],
                    ["469002", "469005", "460100"][usize::from(*activity)],
                    date!(2026 - 01 - 01) + time::Duration::days(i64::from(*day) * 100),
                )
            }).collect();
            let whole = total(&all);
            prop_assert!(whole.active <= whole.volunteers && whole.volunteers <= whole.times);
            for by in [By::Unit, By::County, By::Quarter] {
                let groups = grouped(&all, by);
                let sum = |of: fn(&Figures) -> i64| groups.values().map(of).sum::<i64>();
                prop_assert_eq!(sum(|it| it.times), whole.times);
                prop_assert_eq!(sum(|it| it.sessions), whole.sessions);
                prop_assert_eq!(sum(|it| it.hundredths), whole.hundredths);
                prop_assert!(sum(|it| it.volunteers) >= whole.volunteers);
            }
        }
    }
}
