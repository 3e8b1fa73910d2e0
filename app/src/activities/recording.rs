//! Service that is not recorded yet, and records that a volunteer wants put right. Pure.
//!
//! 民政部令第67号 Art. 11: what was given is recorded within ten working days; Art. 13: whoever volunteers may ask for a
//! correction. By when is in `certificates/model.rs`.

use time::Date;

use crate::{journal::model::Unit, worded::worded};

/// Signs of what somebody wants put right, and of the answer.
pub const WORDS_CHARS_MAX: usize = 500;

worded! {
    /// What a service lacks before it is recorded.
    Lacks {
        /// Nobody has said whether they came.
        Roll = "roll",
        /// They came, and nobody has confirmed the hours.
        Hours = "hours",
        /// Hours were asked for without an attendance, and nobody else has agreed.
        Agreement = "agreement",
    }
}

worded! {
    /// Where a wish to have a record put right stands.
    CorrectionState {
        /// Nobody has answered.
        Open = "open",
        /// The record was put right.
        Corrected = "corrected",
        /// It stays as it is.
        Kept = "kept",
    }
}

impl CorrectionState {
    /// What somebody can answer.
    pub const ANSWERS: [Self; 2] = [Self::Corrected, Self::Kept];
}

/// How many services of a unit are not recorded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingAt {
    /// Which unit records them.
    pub unit: Unit,
    /// All of them.
    pub waiting: i64,
    /// Those that should have been recorded by now.
    pub overdue: i64,
    /// The day of the first.
    pub since: Date,
}

/// What of records waits for somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unrecorded {
    /// Services in the units whose roll the reader calls.
    pub own: Vec<WaitingAt>,
    /// Services in the units that the reader only looks at.
    pub below: Vec<WaitingAt>,
    /// Wishes that the reader answers.
    pub corrections: i64,
}

/// What somebody wants put right, or answers; nothing where it is empty or too long.
pub fn words(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= WORDS_CHARS_MAX).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_something_and_not_too_much() {
        assert_eq!(words(" 我到十二点才走 \n").as_deref(), Some("我到十二点才走"));
        assert_eq!(words(" \n"), None);
        assert!(words(&"字".repeat(WORDS_CHARS_MAX)).is_some());
        assert_eq!(words(&"字".repeat(WORDS_CHARS_MAX + 1)), None);
    }

    #[test]
    fn an_answer_is_never_that_there_is_none() {
        assert!(!CorrectionState::ANSWERS.contains(&CorrectionState::Open));
        for state in CorrectionState::ALL {
            assert_eq!(CorrectionState::from_word(state.word()), Some(*state));
        }
    }
}
