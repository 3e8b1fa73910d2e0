//! How much of a name the office reads where people of an activity stand. Pure.

use super::sign_up::{Companion, SignUpState};
use crate::help::model::masked_name;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// For how long after a shift its people are called by their whole names at most: their hours are to be recorded within ten
/// working days (民政部令第67号, Art. 7), which the longest holiday makes less than four weeks.
pub const NEEDED_MS: i64 = 28 * DAY_MS;

/// What a sign-up is to the rule.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// What became of it.
    pub state: SignUpState,
    /// Whether its hours are written down.
    pub recorded: bool,
    /// When its shift ends.
    pub ends_ms: i64,
}

/// Whether somebody, and whoever comes with them, stands there by their whole name. It is for whoever `tends` activities of
/// the unit, who calls them on the day and answers for their hours, and for as long as that takes; everybody else, and
/// everybody afterwards, reads the family name. Of who does not come, or may not, no more is needed.
pub fn are_whole(tends: bool, it: Standing, now_ms: i64) -> bool {
    let expected = matches!(it.state, SignUpState::Seated | SignUpState::Absent);
    tends && expected && !it.recorded && now_ms < it.ends_ms + NEEDED_MS
}

/// What those are called who come along, by the whole name or the family name.
pub fn companions(all: Vec<Companion>, whole: bool) -> Vec<String> {
    all.into_iter().map(|it| if whole { it.name } else { masked_name(&it.name) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEATED: Standing = Standing { state: SignUpState::Seated, recorded: false, ends_ms: 0 };

    #[test]
    fn a_whole_name_is_for_who_calls_the_roll_and_for_as_long_as_that_takes() {
        for now in [-90 * DAY_MS, 0, NEEDED_MS - 1] {
            assert!(are_whole(true, SEATED, now));
            assert!(!are_whole(false, SEATED, now), "whoever only looks on");
            assert!(!are_whole(true, Standing { recorded: true, ..SEATED }, now), "it is written down");
        }
        assert!(!are_whole(true, SEATED, NEEDED_MS), "nobody wrote it down");
    }

    #[test]
    fn who_is_not_expected_is_not_called_by_name() {
        let whole = |state| are_whole(true, Standing { state, ..SEATED }, 0);
        let called: Vec<_> = SignUpState::ALL.iter().filter(|state| whole(**state)).collect();
        assert_eq!(called, [&SignUpState::Seated, &SignUpState::Absent]);
    }

    #[test]
    fn who_comes_along_is_called_as_who_brings_them() {
        let child = || vec![Companion { name: "王小草".into(), age: 9, consent: true }];
        assert_eq!(companions(child(), true), ["王小草"]);
        assert_eq!(companions(child(), false), ["王**"]);
    }
}
