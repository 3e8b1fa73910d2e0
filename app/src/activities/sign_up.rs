//! Who may sign up, and what becomes of it: a place, a place in the line, or a reason why not. Pure.
//!
//! How old one must be follows forms-and-records.md §4.7: nobody below 6; below 10 beside somebody grown up; below 18 with
//! the consent of a guardian.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    details::{AGE_FLOOR, Details},
    shift::day_of,
};
use crate::{
    ids::{SignUpId, VolunteerId},
    volunteers::model::Skill,
    worded::worded,
};

/// People on one form at most.
pub const PARTY_MAX: usize = 6;

/// Below this age nobody comes without somebody grown up.
pub const ACCOMPANIED_BELOW: u8 = 10;
const GROWN_UP: u8 = 18;

const MINUTE_MS: i64 = 60 * 1000;

/// How long an offer lasts at least and at most.
const OFFER_MS_MIN: i64 = 30 * MINUTE_MS;
const OFFER_MS_MAX: i64 = 24 * 60 * MINUTE_MS;

/// Whom somebody brings along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Companion {
    /// What they are called, for the roll-call.
    pub name: String,
    /// How old they are.
    pub age: u8,
    /// Whether a guardian consents, where they are not grown up.
    pub consent: bool,
}

/// Who signs up: what the rules have to know of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Who.
    pub volunteer: VolunteerId,
    /// Whether they may take part in anything now: let in, agreed to the agreement as it is, a guardian behind a minor.
    pub admitted: bool,
    /// How old they are; nothing for who said no more than being grown up.
    pub age: Option<u8>,
    /// Whether a guardian consented, where they are not grown up.
    pub consent: bool,
    /// What they can do.
    pub skills: BTreeSet<Skill>,
    /// Names of the trainings they had.
    pub trainings: BTreeSet<String>,
    /// Whom they bring along.
    pub companions: Vec<Companion>,
}

impl Party {
    /// Somebody grown up, alone.
    pub fn of(volunteer: VolunteerId) -> Self {
        Self {
            volunteer,
            admitted: true,
            age: None,
            consent: false,
            skills: BTreeSet::new(),
            trainings: BTreeSet::new(),
            companions: Vec::new(),
        }
    }

    /// How many places they take.
    pub fn places(&self) -> i64 {
        i64::try_from(self.companions.len()).unwrap_or(i64::MAX).saturating_add(1)
    }
}

worded! {
    /// Why somebody cannot take part.
    Unfit {
        /// They may take part in nothing now.
        NotAdmitted = "not_admitted",
        /// More than [`PARTY_MAX`] on one form.
        Many = "many",
        /// Somebody is younger than the activity allows.
        Young = "young",
        /// A child below ten comes with nobody grown up.
        Alone = "alone",
        /// A guardian has not consented.
        Consent = "consent",
        /// None of the skills that are needed.
        Skill = "skill",
        /// The training that is needed was not had.
        Training = "training",
    }
}

/// Whether these people may take part. Skills and training are asked of who signs up, not of whom they bring along.
pub fn fits(party: &Party, details: &Details) -> Result<(), Unfit> {
    if !party.admitted {
        return Err(Unfit::NotAdmitted);
    }
    if party.companions.len() >= PARTY_MAX {
        return Err(Unfit::Many);
    }
    let own = (party.age, party.consent);
    let brought = party.companions.iter().map(|it| (Some(it.age), it.consent));
    let everybody: Vec<_> = std::iter::once(own).chain(brought).collect();
    let grown_up = |age: Option<u8>| age.is_none_or(|age| age >= GROWN_UP);
    let accompanied = everybody.iter().any(|(age, _)| grown_up(*age));
    for (age, consent) in everybody {
        if age.is_some_and(|age| age < details.age_min.max(AGE_FLOOR)) {
            return Err(Unfit::Young);
        }
        if age.is_some_and(|age| age < ACCOMPANIED_BELOW) && !accompanied {
            return Err(Unfit::Alone);
        }
        if !grown_up(age) && !consent {
            return Err(Unfit::Consent);
        }
    }
    if !details.skills.is_empty() && details.skills.is_disjoint(&party.skills) {
        return Err(Unfit::Skill);
    }
    if !details.training.is_empty() && !party.trainings.contains(&details.training) {
        return Err(Unfit::Training);
    }
    Ok(())
}

worded! {
    /// What became of a sign-up.
    SignUpState {
        /// It has its places.
        Seated = "seated",
        /// It waits in the line.
        Waiting = "waiting",
        /// Places are kept for it, until it says yes or the offer is over.
        Offered = "offered",
        /// Whoever signed up does not come after all.
        Cancelled = "cancelled",
        /// The offer was over before anybody said yes.
        Lapsed = "lapsed",
        /// Somebody else took the place.
        Handed = "handed",
        /// Nobody came.
        Absent = "absent",
        /// The shift or the activity does not take place.
        Off = "off",
    }
}

impl SignUpState {
    /// Whether it has a place, may have one, or waits.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Seated | Self::Waiting | Self::Offered)
    }

    /// Whether whoever signed up is told of it; what they ended themselves is as if it had never been.
    pub fn is_shown(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Lapsed | Self::Handed)
    }
}

worded! {
    /// Why somebody does not get what they asked for.
    Refused {
        /// There is no such thing, or not for them.
        NotFound = "not_found",
        /// Nobody can sign up for it now.
        NotOpen = "not_open",
        /// They are signed up for it already.
        Already = "already",
        /// They are somewhere else at that time.
        Overlaps = "overlaps",
        /// There are fewer places in all than they are.
        TooFew = "too_few",
        /// They cannot take part: too many on one form.
        Many = "many",
        /// See [`Unfit`].
        NotAdmitted = "not_admitted",
        /// See [`Unfit`].
        Young = "young",
        /// See [`Unfit`].
        Alone = "alone",
        /// See [`Unfit`].
        Consent = "consent",
        /// See [`Unfit`].
        Skill = "skill",
        /// See [`Unfit`].
        Training = "training",
        /// The same tap was for something else.
        OtherTap = "other_tap",
    }
}

impl From<Unfit> for Refused {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::NotAdmitted => Self::NotAdmitted,
            Unfit::Many => Self::Many,
            Unfit::Young => Self::Young,
            Unfit::Alone => Self::Alone,
            Unfit::Consent => Self::Consent,
            Unfit::Skill => Self::Skill,
            Unfit::Training => Self::Training,
        }
    }
}

/// What became of a tap. It is kept, and a repeat gets it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// There is a place for everybody on the form.
    Seated(SignUpId),
    /// There is none; so many stood in the line before them.
    Waiting(SignUpId, i64),
    /// What was asked for is done: cancelled, handed on.
    Done(SignUpId),
    /// Nothing was done.
    Refused(Refused),
}

/// Until when an offer of `now_ms` lasts, for a shift that begins at `starts_ms`: a quarter of the time that is left, at
/// least half an hour and at most a day, and never beyond the beginning.
pub fn offer_until_ms(now_ms: i64, starts_ms: i64) -> i64 {
    let left = (starts_ms - now_ms).max(0);
    now_ms + (left / 4).clamp(OFFER_MS_MIN, OFFER_MS_MAX).min(left)
}

/// Whether whoever gets a place at `placed_ms` is reminded of its shift the day before: not where that day has come by then,
/// when it would say what they have just been told.
pub fn is_reminded(placed_ms: i64, starts_ms: i64) -> bool {
    day_of(placed_ms).next_day().is_some_and(|tomorrow| tomorrow < day_of(starts_ms))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;
    use crate::{
        activities::{details::tests::a_form, shift::moment_ms},
        directory::fixture::a_directory,
    };

    fn details() -> Details {
        a_form().parse(&a_directory(Vec::new())).unwrap()
    }

    fn aged(age: u8, consent: bool) -> Party {
        Party { age: Some(age), consent, ..Party::of(VolunteerId::fresh()) }
    }

    fn child(age: u8, consent: bool) -> Companion {
        Companion { name: "小符".into(), age, consent }
    }

    #[test]
    fn children_come_with_somebody_grown_up_and_the_consent_of_a_guardian() {
        for (age, consent, expected) in [
            (5, true, Err(Unfit::Young)),
            (6, true, Err(Unfit::Alone)),
            (9, true, Err(Unfit::Alone)),
            (10, true, Ok(())),
            (10, false, Err(Unfit::Consent)),
            (17, false, Err(Unfit::Consent)),
            (17, true, Ok(())),
            (18, false, Ok(())),
        ] {
            assert_eq!(fits(&aged(age, consent), &details()), expected, "{age} {consent}");
        }
        let family = |companion| Party { companions: vec![companion], ..aged(40, false) };
        assert_eq!(fits(&family(child(5, true)), &details()), Err(Unfit::Young));
        assert_eq!(fits(&family(child(7, true)), &details()), Ok(()));
        assert_eq!(fits(&family(child(7, false)), &details()), Err(Unfit::Consent));
    }

    #[test]
    fn an_activity_may_ask_for_more() {
        let harder = Details { age_min: 16, ..details() };
        assert_eq!(fits(&aged(15, true), &harder), Err(Unfit::Young));
        let skilled = Details { skills: [Skill::Medicine, Skill::Law].into(), ..details() };
        let anybody = Party::of(VolunteerId::fresh());
        assert_eq!(fits(&anybody, &skilled), Err(Unfit::Skill));
        let nurse = Party { skills: [Skill::Medicine].into(), ..anybody.clone() };
        assert_eq!(fits(&nurse, &skilled), Ok(()));
        let trained = Details { training: "急救".into(), ..details() };
        assert_eq!(fits(&nurse, &trained), Err(Unfit::Training));
        assert_eq!(fits(&Party { trainings: ["急救".to_owned()].into(), ..anybody }, &trained), Ok(()));
    }

    #[test]
    fn six_stand_on_one_form_and_no_more() {
        let of = |count: usize| Party { companions: vec![child(20, false); count], ..aged(30, false) };
        assert_eq!(fits(&of(PARTY_MAX - 1), &details()), Ok(()));
        assert_eq!(of(PARTY_MAX - 1).places(), 6);
        assert_eq!(fits(&of(PARTY_MAX), &details()), Err(Unfit::Many));
    }

    #[test]
    fn an_offer_lasts_a_quarter_of_what_is_left() {
        let hours = |hours: i64| hours * 60 * MINUTE_MS;
        for (left, lasts) in [
            (hours(8), hours(2)),
            (hours(1), 30 * MINUTE_MS),
            (hours(24 * 30), hours(24)),
            (20 * MINUTE_MS, 20 * MINUTE_MS),
            (-5, 0),
        ] {
            assert_eq!(offer_until_ms(1000, 1000 + left), 1000 + lasts, "{left}");
        }
    }

    #[test]
    fn whoever_gets_a_place_the_day_before_or_later_is_not_reminded() {
        let starts = moment_ms(date!(2026 - 11 - 28), 19 * 60 + 6);
        for (placed, reminded) in [
            (moment_ms(date!(2026 - 11 - 20), 9 * 60), true),
            (moment_ms(date!(2026 - 11 - 27), 0) - 1, true),
            (moment_ms(date!(2026 - 11 - 27), 0), false),
            (moment_ms(date!(2026 - 11 - 27), 18 * 60), false),
            (starts - 21 * MINUTE_MS, false),
        ] {
            assert_eq!(is_reminded(placed, starts), reminded, "{placed}");
        }
    }

    proptest! {
        #[test]
        fn an_offer_never_goes_beyond_the_beginning(now in 0_i64..1 << 42, left in -1000_i64..1 << 40) {
            let until = offer_until_ms(now, now + left);
            prop_assert!(until >= now && until <= (now + left).max(now));
        }

        #[test]
        fn a_party_that_fits_goes_on_fitting_when_somebody_grown_up_joins(
            ages in prop::collection::vec(0_u8..90, 0..4), own in 0_u8..90, consent: bool
        ) {
            let mut party = aged(own, consent);
            party.companions = ages.into_iter().map(|age| child(age, consent)).collect();
            if fits(&party, &details()).is_ok() {
                party.companions.push(child(30, false));
                prop_assert_eq!(fits(&party, &details()), Ok(()));
            }
        }
    }
}
