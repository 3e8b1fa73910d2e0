//! What is counted of calls for help, and what is not shown of it. Pure.
//!
//! By reporting.md §7.3 and §7.4: a call that goes on in an earlier one counts once, with that one (rule 1); what was set
//! aside or is not looked at yet counts nothing (rule 7); rates are computed anew from their parts, with N, never from
//! other rates (K20, K21); person-times (人次) and sessions (场次) are what records count as.

use std::collections::BTreeMap;

use time::Date;

use super::model::{Channel, Face, State};
use crate::{forms::evaluate::Filling, help::model::answered, journal::model::Unit};

/// Below this a number of people is not shown to those who may not see them (privacy-and-security-law.md §5.3).
const SMALL: i64 = 5;

/// A call, as far as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its id.
    pub id: String,
    /// Code of the service; empty where none was chosen.
    pub service: String,
    /// On which way it came.
    pub channel: Channel,
    /// Whether it presses.
    pub urgent: bool,
    /// Where it stands.
    pub state: State,
    /// Who sees to it.
    pub unit: Unit,
    /// Code of the 市县.
    pub county: String,
    /// On which day it came.
    pub received_on: Date,
    /// The last day for reaching the caller.
    pub contact_by: Date,
    /// The last day for closing it.
    pub close_by: Date,
    /// On which day the caller was reached.
    pub contacted_on: Option<Date>,
    /// After how many minutes.
    pub contact_minutes: Option<i64>,
    /// On which day it was closed.
    pub closed_on: Option<Date>,
    /// How the caller said it was.
    pub face: Option<Face>,
}

/// What recorded services count as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Code of the service.
    pub service: String,
    /// Who gave it.
    pub unit: Unit,
    /// 人次.
    pub persons: i64,
    /// 场次.
    pub sessions: i64,
}

/// What figures are made of.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// Calls that came in the time.
    pub calls: Vec<Counted>,
    /// Services that were recorded in it.
    pub recorded: Vec<Recorded>,
    /// Whether the reader may open the calls behind a number.
    pub opens: bool,
}

/// A part of something, with what it is a part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole: N.
    pub of: i64,
}

impl Share {
    fn count(&mut self, is_part: bool) {
        self.of += 1;
        self.part += i64::from(is_part);
    }

    /// In per cent, rounded; nothing of nothing.
    pub fn per_cent(self) -> Option<i64> {
        (self.of > 0).then(|| (self.part * 200 + self.of) / (self.of * 2))
    }
}

/// Figures of one group of calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many calls came.
    pub calls: i64,
    /// How many of them press.
    pub urgent: i64,
    /// Of those whose time for it is over or whose caller was reached: how many were reached in time.
    pub contact: Share,
    /// How many were reached.
    pub reached: i64,
    /// Half of those who were reached waited no longer, in minutes.
    pub median_minutes: Option<i64>,
    /// Of those whose time for it is over or which are closed: how many were closed in time.
    pub closing: Share,
    /// Of those who said how it was: how many were satisfied.
    pub satisfied: Share,
    /// 人次 of the services recorded.
    pub persons: i64,
    /// 场次 of the services recorded.
    pub sessions: i64,
}

/// By what calls are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The service.
    Service,
    /// The unit that sees to them.
    Unit,
    /// The 市县.
    County,
    /// The way on which they came.
    Channel,
}

impl By {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Service, Self::Unit, Self::County, Self::Channel];

    fn key(self, call: &Counted) -> String {
        match self {
            Self::Service => call.service.clone(),
            Self::Unit => call.unit.to_string(),
            Self::County => call.county.clone(),
            Self::Channel => call.channel.word().to_owned(),
        }
    }
}

/// Whether a call counts: once, and only what is one.
fn counts(call: &Counted) -> bool {
    !matches!(call.state, State::Apart | State::Aside | State::Joined)
}

/// Whether the caller was reached in time; nothing of what is still due.
fn reached_in_time(call: &Counted, today: Date) -> Option<bool> {
    let over = call.closed_on.is_some() || today > call.contact_by;
    match call.contacted_on {
        Some(day) => Some(day <= call.contact_by),
        None => over.then_some(false),
    }
}

/// Whether it was closed in time; nothing of what is still due.
fn closed_in_time(call: &Counted, today: Date) -> Option<bool> {
    match call.closed_on {
        Some(day) => Some(day <= call.close_by),
        None => (today > call.close_by).then_some(false),
    }
}

/// A number of the figures behind which calls can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// All that came.
    Calls,
    /// Those that press.
    Urgent,
    /// N of those reached in time.
    ContactOf,
    /// Those reached in time.
    Contact,
    /// Those that were reached, of whose waits the middle one is told.
    Reached,
    /// N of those closed in time.
    ClosingOf,
    /// Those closed in time.
    Closing,
    /// N of the satisfied.
    SatisfiedOf,
    /// The satisfied.
    Satisfied,
    /// Those under which a service was recorded in the time, whenever they came.
    Recorded,
}

impl Figure {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::Calls,
        Self::Urgent,
        Self::ContactOf,
        Self::Contact,
        Self::Reached,
        Self::ClosingOf,
        Self::Closing,
        Self::SatisfiedOf,
        Self::Satisfied,
        Self::Recorded,
    ];

    /// As it stands in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Urgent => "urgent",
            Self::ContactOf => "contact_of",
            Self::Contact => "contact",
            Self::Reached => "reached",
            Self::ClosingOf => "closing_of",
            Self::Closing => "closing",
            Self::SatisfiedOf => "satisfied_of",
            Self::Satisfied => "satisfied",
            Self::Recorded => "recorded",
        }
    }

    /// The figure of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.word() == word)
    }

    /// Whether a call that came in the time is one of this number. What was recorded is told by the records.
    pub fn holds(self, call: &Counted, today: Date) -> bool {
        let is_one = match self {
            Self::Calls => true,
            Self::Urgent => call.urgent,
            Self::ContactOf => reached_in_time(call, today).is_some(),
            Self::Contact => reached_in_time(call, today) == Some(true),
            Self::Reached => call.contact_minutes.is_some(),
            Self::ClosingOf => closed_in_time(call, today).is_some(),
            Self::Closing => closed_in_time(call, today) == Some(true),
            Self::SatisfiedOf => call.face.is_some(),
            Self::Satisfied => call.face == Some(Face::Good),
            Self::Recorded => false,
        };
        is_one && counts(call)
    }
}

/// The figures of all calls.
pub fn total(material: &Material, today: Date) -> Figures {
    let calls: Vec<_> = material.calls.iter().filter(|call| counts(call)).collect();
    let mut figures = of(&calls, today);
    figures.persons = material.recorded.iter().map(|it| it.persons).sum();
    figures.sessions = material.recorded.iter().map(|it| it.sessions).sum();
    figures
}

/// The figures of each group, by its key. What was recorded is grouped by service and by unit only: a record does not say
/// on which way its call came.
pub fn grouped(material: &Material, by: By, today: Date) -> BTreeMap<String, Figures> {
    let mut groups: BTreeMap<String, Vec<&Counted>> = BTreeMap::new();
    for call in material.calls.iter().filter(|call| counts(call)) {
        groups.entry(by.key(call)).or_default().push(call);
    }
    let mut figures: BTreeMap<_, _> =
        groups.into_iter().map(|(key, calls)| (key, of(&calls, today))).collect();
    for recorded in &material.recorded {
        let key = match by {
            By::Service => recorded.service.clone(),
            By::Unit => recorded.unit.to_string(),
            By::County | By::Channel => continue,
        };
        let group = figures.entry(key).or_default();
        group.persons += recorded.persons;
        group.sessions += recorded.sessions;
    }
    figures
}

fn of(calls: &[&Counted], today: Date) -> Figures {
    let mut figures = Figures::default();
    let mut minutes = Vec::new();
    for call in calls {
        figures.calls += 1;
        figures.urgent += i64::from(call.urgent);
        if let Some(in_time) = reached_in_time(call, today) {
            figures.contact.count(in_time);
        }
        if let Some(in_time) = closed_in_time(call, today) {
            figures.closing.count(in_time);
        }
        if let Some(face) = call.face {
            figures.satisfied.count(face == Face::Good);
        }
        minutes.extend(call.contact_minutes);
    }
    minutes.sort_unstable();
    figures.reached = i64::try_from(minutes.len()).unwrap_or(i64::MAX);
    figures.median_minutes = minutes.get(minutes.len().saturating_sub(1) / 2).copied();
    figures
}

/// A number as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Exact(i64),
    /// Between one and four.
    Few,
    /// Left out, so that what few are is not what is missing from the sum.
    Hidden,
}

/// Numbers beside whose sum they stand, as they may be shown to those who may not see the people: one to four are not
/// told, and where only one number is not, the smallest of the others is not either.
pub fn shown(numbers: &[i64], opens: bool) -> Vec<Shown> {
    let few = |number: i64| (1..SMALL).contains(&number);
    let mut all: Vec<Shown> = numbers
        .iter()
        .map(|number| if few(*number) && !opens { Shown::Few } else { Shown::Exact(*number) })
        .collect();
    if all.iter().filter(|it| **it == Shown::Few).count() == 1 {
        let next = numbers.iter().zip(0..).filter(|(number, _)| **number >= SMALL).min();
        if let Some((_, at)) = next
            && let Some(hidden) = all.get_mut(at)
        {
            *hidden = Shown::Hidden;
        }
    }
    all
}

/// What a record counts as: person-times and sessions.
///
/// A meeting of a group or for everybody is one session with its heads (K09, K10); whatever else was done for somebody
/// is one person-time, and none where nobody was met (K01, K02, vector 13).
pub fn counts_as(record: &Filling) -> (i64, i64) {
    let number = |name| answered(record, name).parse::<i64>().ok();
    let missed = ["nobody", "refused", "moved", "hospital", "died"];
    match ["heads", "present", "attended"].into_iter().find_map(number) {
        Some(heads) => (heads, 1),
        None if missed.contains(&answered(record, "met").as_str()) => (0, 0),
        None => (1, 0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    fn a_call() -> Counted {
        Counted {
            id: "0192f0c0".into(),
            service: "B02".into(),
            channel: Channel::Web,
            urgent: false,
            state: State::InHand,
            unit: Unit::County("469002".into()),
            county: "469002".into(),
            received_on: date!(2026 - 11 - 02),
            contact_by: date!(2026 - 11 - 05),
            close_by: date!(2026 - 11 - 23),
            contacted_on: None,
            contact_minutes: None,
            closed_on: None,
            face: None,
        }
    }

    #[test]
    fn what_was_joined_set_aside_or_not_looked_at_counts_nothing() {
        let states = [State::Received, State::Joined, State::Apart, State::Aside, State::Closed];
        let calls = states.map(|state| Counted { state, ..a_call() }).to_vec();
        let material = Material { calls, ..Material::default() };
        assert_eq!(total(&material, date!(2026 - 11 - 03)).calls, 2);
    }

    #[test]
    fn in_time_is_told_of_what_could_be_late_and_not_of_what_is_still_due() {
        let today = date!(2026 - 11 - 06);
        let reached =
            |day, minutes| Counted { contacted_on: Some(day), contact_minutes: Some(minutes), ..a_call() };
        let calls = vec![
            reached(date!(2026 - 11 - 05), 90),
            reached(date!(2026 - 11 - 06), 5_000),
            a_call(),
            Counted { contact_by: today, ..a_call() },
        ];
        let figures = total(&Material { calls, ..Material::default() }, today);
        assert_eq!(figures.contact, Share { part: 1, of: 3 });
        assert_eq!(figures.contact.per_cent(), Some(33));
        assert_eq!(figures.median_minutes, Some(90));
        assert_eq!((figures.closing, figures.closing.per_cent()), (Share::default(), None));
    }

    #[test]
    fn a_number_is_that_of_the_calls_that_are_listed_behind_it() {
        let today = date!(2026 - 11 - 24);
        let days = [None, Some(date!(2026 - 11 - 04)), Some(date!(2026 - 11 - 20))];
        let states = [State::Received, State::InHand, State::Closed, State::Joined, State::Apart];
        let mut calls = Vec::new();
        for (contacted_on, closed_on) in days.iter().flat_map(|one| days.map(|other| (*one, other))) {
            for (state, urgent) in states.iter().flat_map(|state| [(*state, true), (*state, false)]) {
                let face = closed_on.map(|_| if urgent { Face::Good } else { Face::Bad });
                let contact_minutes = contacted_on.map(|_| 60);
                calls.push(Counted {
                    state,
                    urgent,
                    contacted_on,
                    contact_minutes,
                    closed_on,
                    face,
                    ..a_call()
                });
            }
        }
        let listed = |figure: Figure| calls.iter().filter(|call| figure.holds(call, today)).count();
        let listed = Figure::ALL.map(|figure| i64::try_from(listed(figure)).unwrap());
        let it = total(&Material { calls: calls.clone(), ..Material::default() }, today);
        let numbers = [
            it.calls,
            it.urgent,
            it.contact.of,
            it.contact.part,
            it.reached,
            it.closing.of,
            it.closing.part,
            it.satisfied.of,
            it.satisfied.part,
            0,
        ];
        assert_eq!(listed, numbers);
        assert!(Figure::ALL.into_iter().all(|it| Figure::from_word(it.word()) == Some(it)));
    }

    #[test]
    fn the_rate_of_satisfaction_is_of_those_who_answered() {
        let faces = [Some(Face::Good), Some(Face::Bad), Some(Face::Good), Some(Face::Fair), None];
        let calls = faces.map(|face| Counted { face, state: State::Closed, ..a_call() }).to_vec();
        let figures = total(&Material { calls, ..Material::default() }, date!(2026 - 11 - 03));
        assert_eq!((figures.satisfied, figures.satisfied.per_cent()), (Share { part: 2, of: 4 }, Some(50)));
    }

    #[test]
    fn records_are_added_where_they_belong() {
        let unit = Unit::County("469002".into());
        let recorded = Recorded { service: "A01".into(), unit: unit.clone(), persons: 29, sessions: 4 };
        let material = Material { calls: vec![a_call()], recorded: vec![recorded], opens: true };
        let today = date!(2026 - 11 - 03);
        let services = grouped(&material, By::Service, today);
        assert_eq!((services["A01"].calls, services["A01"].persons, services["A01"].sessions), (0, 29, 4));
        assert_eq!(services["B02"].calls, 1);
        assert_eq!(grouped(&material, By::Unit, today)[&unit.to_string()].persons, 29);
        assert_eq!(grouped(&material, By::Channel, today)["web"].persons, 0);
        assert_eq!(total(&material, today).sessions, 4);
    }

    #[test]
    fn few_are_not_told_and_cannot_be_computed_from_the_sum() {
        use Shown::{Exact, Few, Hidden};
        assert_eq!(shown(&[3, 9, 7, 0], false), [Few, Exact(9), Hidden, Exact(0)]);
        assert_eq!(shown(&[3, 2, 7], false), [Few, Few, Exact(7)]);
        assert_eq!(shown(&[3, 9], true), [Exact(3), Exact(9)]);
        assert_eq!(shown(&[5, 0], false), [Exact(5), Exact(0)]);
    }

    proptest! {
        #[test]
        fn groups_add_up_to_the_whole(services in proptest::collection::vec(0..5_u8, 0..60)) {
            let calls = services.iter().map(|it| Counted { service: it.to_string(), ..a_call() }).collect();
            let material = Material { calls, ..Material::default() };
            let today = date!(2026 - 11 - 30);
            let whole = total(&material, today);
            for by in By::ALL {
                let groups = grouped(&material, by, today);
                prop_assert_eq!(groups.values().map(|it| it.calls).sum::<i64>(), whole.calls);
                prop_assert_eq!(groups.values().map(|it| it.contact.of).sum::<i64>(), whole.contact.of);
            }
        }

        #[test]
        fn never_is_exactly_one_number_missing_beside_another(numbers in proptest::collection::vec(0..30_i64, 0..12)) {
            let shown = shown(&numbers, false);
            let missing = shown.iter().filter(|it| !matches!(it, Shown::Exact(_))).count();
            let others = numbers.iter().filter(|it| **it >= SMALL).count();
            prop_assert!(missing != 1 || others == 0);
            for (number, shown) in numbers.iter().zip(&shown) {
                if let Shown::Exact(exact) = shown {
                    prop_assert!(exact == number && !(1..SMALL).contains(exact));
                }
            }
        }
    }
}
