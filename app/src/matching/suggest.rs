//! Who fits a need, and in which order they are suggested. Pure.
//!
//! Whoever cannot be asked is left out, with the rule that says so ([`Unfit`]). The others stand in one order: more of the
//! skills first, then more of the times, then nearer, then here for all of it; ties by their number, which is drawn by lot.
//! Nothing of what somebody did before counts, and no figure is given for a person.

use std::{cmp::Reverse, collections::BTreeSet};

use super::details::Details;
use crate::{
    activities::sign_up::ACCOMPANIED_BELOW,
    directory::model::Directory,
    ids::VolunteerId,
    map::coordinates::distance_m,
    volunteers::model::{AGE_FULL, Season, Skill, Time, VolunteerNumber},
    worded::worded,
};

/// How far somebody lives from a need, by the seats of townships: where in its township somebody lives is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Away {
    /// In the same township.
    SameTown,
    /// So many metres.
    Metres(u32),
    /// They said no more than their 市县.
    Unknown,
}

impl Away {
    /// How far a place lies from another.
    pub fn between(directory: &Directory, one: &str, other: &str) -> Self {
        let seat = |code: &str| directory.areas.seat_near(code);
        match (seat(one), seat(other)) {
            (Some((from, _)), Some((to, _))) if from.code == to.code => Self::SameTown,
            (Some((_, from)), Some((_, to))) => Self::Metres(whole(distance_m(from, to))),
            _ => Self::Unknown,
        }
    }

    /// Nearer comes first; some hundred metres more or less make no difference between seats of townships.
    fn band(self) -> u8 {
        match self {
            Self::SameTown => 0,
            Self::Metres(..=5_000) => 1,
            Self::Metres(..=15_000) => 2,
            Self::Metres(..=30_000) => 3,
            Self::Metres(_) => 4,
            Self::Unknown => 5,
        }
    }
}

/// Metres without what nobody can measure.
fn whole(metres: f64) -> u32 {
    // Nothing on earth is farther than that many metres from anything.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
    let whole = metres.clamp(0.0, 40_000_000.0).round() as u32;
    whole
}

/// A volunteer who may fit: what the rule has to know of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub volunteer: VolunteerId,
    /// Their number.
    pub number: VolunteerNumber,
    /// Code of their 市县.
    pub county: String,
    /// Whether they may take part in anything now.
    pub admitted: bool,
    /// How old they are.
    pub age: Option<u8>,
    /// Whether a guardian agreed, or none has to.
    pub consent: bool,
    /// What they can do.
    pub skills: BTreeSet<Skill>,
    /// When they have time; nothing where they did not say.
    pub times: BTreeSet<Time>,
    /// The months of a migratory resident; nothing for who lives here.
    pub season: Option<Season>,
    /// How far they live from the need.
    pub away: Away,
}

worded! {
    /// Why somebody cannot be asked.
    Unfit {
        /// They live in another 市县.
        Elsewhere = "elsewhere",
        /// They may take part in nothing now.
        NotAdmitted = "not_admitted",
        /// They are younger than is asked for, or than anybody is asked alone.
        Young = "young",
        /// Their guardian has not agreed.
        Consent = "consent",
        /// They are not grown up, and it is in the evening.
        Evening = "evening",
        /// They have none of the skills.
        Skill = "skill",
        /// They have time, but never then.
        Times = "times",
        /// They are not on the island then.
        Season = "season",
    }
}

worded! {
    /// Whether somebody is on the island for all of it.
    Here {
        /// They live here.
        Always = "always",
        /// They are here for all of its months.
        Throughout = "throughout",
        /// They are here for some of its months.
        Partly = "partly",
    }
}

/// Why somebody is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Which of the skills they have.
    pub skills: BTreeSet<Skill>,
    /// At which of the times they have time; nothing where they did not say.
    pub times: BTreeSet<Time>,
    /// How far they live.
    pub away: Away,
    /// Whether they are here for all of it.
    pub here: Here,
}

/// Why somebody fits a need in `county`, or the first reason why they do not.
pub fn fit(need: &Details, county: &str, one: &Candidate) -> Result<Fit, Unfit> {
    let skills: BTreeSet<_> = need.skills.intersection(&one.skills).copied().collect();
    let times: BTreeSet<_> = need.times.intersection(&one.times).copied().collect();
    let minor = one.age.is_none_or(|age| age < AGE_FULL);
    let too_young = one.age.is_none_or(|age| age < need.age_min.max(ACCOMPANIED_BELOW));
    let months = need.months();
    let holds = |season: Season| months.iter().filter(|month| season.holds(**month)).count();
    let here = match one.season.map(holds) {
        None => Some(Here::Always),
        Some(0) => None,
        Some(count) if count == months.len() => Some(Here::Throughout),
        Some(_) => Some(Here::Partly),
    };
    let reasons = [
        (county.is_empty() || one.county != county, Unfit::Elsewhere),
        (!one.admitted, Unfit::NotAdmitted),
        (too_young, Unfit::Young),
        (minor && !one.consent, Unfit::Consent),
        (minor && need.is_in_the_evening(), Unfit::Evening),
        (!need.skills.is_empty() && skills.is_empty(), Unfit::Skill),
        (!one.times.is_empty() && times.is_empty(), Unfit::Times),
    ];
    if let Some((_, reason)) = reasons.into_iter().find(|(holds, _)| *holds) {
        return Err(reason);
    }
    here.map(|here| Fit { skills, times, away: one.away, here }).ok_or(Unfit::Season)
}

/// Who fits a need in `county`, in the order in which they are suggested.
pub fn suggestions(need: &Details, county: &str, all: Vec<Candidate>) -> Vec<(Candidate, Fit)> {
    let fitting = all.into_iter().filter_map(|one| fit(need, county, &one).ok().map(|fit| (one, fit)));
    let mut fitting: Vec<_> = fitting.collect();
    fitting.sort_by_key(|(one, fit)| {
        (Reverse(fit.skills.len()), Reverse(fit.times.len()), fit.away.band(), fit.here, one.number.clone())
    });
    fitting
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::subsequence};

    use super::*;
    use crate::{
        directory::fixture::a_directory,
        matching::details::{
            DetailsForm,
            tests::{TODAY, a_form},
        },
    };

    fn need(form: &DetailsForm) -> Details {
        form.parse(&a_directory(Vec::new()), "469002", TODAY).unwrap()
    }

    /// Somebody of 琼海 who can do all that is needed.
    fn somebody(digits: u32) -> Candidate {
        Candidate {
            volunteer: VolunteerId::fresh(),
            number: VolunteerNumber::of(&format!("{digits:09}")).unwrap(),
            county: "469002".into(),
            admitted: true,
            age: Some(40),
            consent: true,
            skills: [Skill::Medicine].into(),
            times: [Time::WeekdayMorning].into(),
            season: None,
            away: Away::SameTown,
        }
    }

    fn told(change: impl FnOnce(&mut Candidate)) -> Result<Fit, Unfit> {
        let mut one = somebody(1);
        change(&mut one);
        fit(&need(&a_form()), "469002", &one)
    }

    #[test]
    fn whoever_cannot_be_asked_is_left_out_for_a_reason() {
        assert!(told(|_| ()).is_ok());
        assert_eq!(told(|it| it.county = "460200".into()), Err(Unfit::Elsewhere));
        assert_eq!(told(|it| it.admitted = false), Err(Unfit::NotAdmitted));
        assert_eq!(told(|it| it.age = Some(17)), Err(Unfit::Young));
        assert_eq!(told(|it| it.age = None), Err(Unfit::Young), "nobody knows how old they are");
        assert_eq!(told(|it| it.skills = [Skill::Arts].into()), Err(Unfit::Skill));
        assert_eq!(told(|it| it.times = [Time::WeekdayEvening].into()), Err(Unfit::Times));
        assert_eq!(told(|it| it.season = Season::of(4, 9)), Err(Unfit::Season));
        assert!(told(|it| it.times.clear()).unwrap().times.is_empty(), "who did not say may have time");
        assert_eq!(told(|it| it.season = Season::of(11, 3)).unwrap().here, Here::Throughout);
        assert_eq!(told(|it| it.season = Season::of(11, 1)).unwrap().here, Here::Partly);
        assert_eq!(fit(&need(&a_form()), "", &somebody(1)), Err(Unfit::Elsewhere), "a unit of no 市县");
    }

    #[test]
    fn minors_are_asked_with_consent_by_day_and_never_as_children() {
        let by_day = need(&DetailsForm { age_min: "10".into(), ..a_form() });
        let evening = need(&DetailsForm {
            age_min: "10".into(),
            times: "weekday_morning,weekend_evening".into(),
            ..a_form()
        });
        let minor = |age, consent| Candidate { age: Some(age), consent, ..somebody(1) };
        assert!(fit(&by_day, "469002", &minor(15, true)).is_ok());
        assert_eq!(fit(&by_day, "469002", &minor(15, false)), Err(Unfit::Consent));
        assert_eq!(fit(&by_day, "469002", &minor(9, true)), Err(Unfit::Young));
        assert_eq!(fit(&evening, "469002", &minor(17, true)), Err(Unfit::Evening));
        assert!(fit(&evening, "469002", &minor(18, true)).is_ok());
    }

    #[test]
    fn distances_are_between_seats_and_none_is_told_within_one_township() {
        let directory = a_directory(Vec::new());
        assert_eq!(Away::between(&directory, "469002", "460200"), Away::Unknown);
        assert_eq!((whole(-1.0), whole(f64::NAN), whole(3.4)), (0, 0, 3));
        let nearer = [Away::SameTown, Away::Metres(900), Away::Metres(9_000), Away::Metres(90_000)];
        assert!(nearer.windows(2).all(|pair| pair[0].band() < pair[1].band()));
        assert!(Away::Metres(u32::MAX).band() < Away::Unknown.band());
    }

    fn candidate() -> impl Strategy<Value = Candidate> {
        let skills = subsequence(vec![Skill::Medicine, Skill::Driving, Skill::Law], 0..=3);
        let times = subsequence(Time::ALL.to_vec(), 0..=6);
        let season = proptest::option::of((1u8..=12, 1u8..=12));
        let away =
            prop_oneof![Just(Away::SameTown), Just(Away::Unknown), (0u32..60_000).prop_map(Away::Metres),];
        (skills, times, season, away, proptest::option::of(6u8..90), any::<[bool; 3]>(), 0u32..1_000_000)
            .prop_map(|(skills, times, season, away, age, [admitted, consent, elsewhere], number)| {
                Candidate {
                    county: if elsewhere { "460200" } else { "469002" }.into(),
                    admitted,
                    age,
                    consent,
                    skills: skills.into_iter().collect(),
                    times: times.into_iter().collect(),
                    season: season.and_then(|(from, until)| Season::of(from, until)),
                    away,
                    ..somebody(number)
                }
            })
    }

    /// Whether the one fits no less in anything.
    fn no_less(one: &Fit, other: &Fit) -> bool {
        let metres = |away| match away {
            Away::SameTown => 0,
            Away::Metres(metres) => u64::from(metres) + 1,
            Away::Unknown => u64::MAX,
        };
        one.skills.is_superset(&other.skills)
            && one.times.is_superset(&other.times)
            && metres(one.away) <= metres(other.away)
            && one.here <= other.here
    }

    fn wanted() -> Details {
        need(&DetailsForm {
            skills: "medicine,driving".into(),
            times: "weekday_morning,weekday_afternoon,weekend_evening".into(),
            age_min: "10".into(),
            ..a_form()
        })
    }

    proptest! {
        #[test]
        fn who_fits_more_never_stands_lower(all in vec(candidate(), 0..12)) {
            let found = suggestions(&wanted(), "469002", all);
            for (at, (_, below)) in found.iter().enumerate() {
                for (_, above) in &found[..at] {
                    prop_assert!(!no_less(below, above) || no_less(above, below) || tied(above, below), "{below:?} below {above:?}");
                }
            }
        }

        #[test]
        fn the_order_in_which_they_come_makes_no_difference(
            (all, shuffled) in vec(candidate(), 0..12).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        ) {
            let numbers = |all| -> Vec<_> {
                suggestions(&wanted(), "469002", all).into_iter().map(|(one, _)| one.number).collect()
            };
            prop_assert_eq!(numbers(all), numbers(shuffled));
        }

        #[test]
        fn nobody_is_suggested_who_may_not_be_asked(all in vec(candidate(), 0..12)) {
            for (one, _) in suggestions(&wanted(), "469002", all) {
                let age = one.age.unwrap_or_default();
                prop_assert!(one.county == "469002" && one.admitted && age >= AGE_FULL);
            }
        }
    }

    /// Whether the two differ in nothing that the order knows: some hundred metres.
    fn tied(one: &Fit, other: &Fit) -> bool {
        let known = |fit: &Fit| (fit.skills.len(), fit.times.len(), fit.away.band(), fit.here);
        known(one) == known(other)
    }
}
