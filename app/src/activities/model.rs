//! Where an activity stands, what can be done with it, and what a command about it is called. Pure.

use serde::{Deserialize, Serialize};

use crate::worded::worded;

/// What a command is about, as it stands in the journal.
pub const ENTITY: &str = "activity";

worded! {
    /// Where an activity stands.
    State {
        /// It is being written.
        Draft = "draft",
        /// Its leader looks at it.
        Review = "review",
        /// Everybody reads it, and volunteers sign up.
        Published = "published",
        /// It is over.
        Closed = "closed",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

worded! {
    /// What a volunteer is told of.
    NoticeKind {
        /// They have a place.
        SignedUp = "signed_up",
        /// They wait in the line.
        Waiting = "waiting",
        /// A place is kept for them.
        Offered = "offered",
        /// They did not say yes in time.
        Lapsed = "lapsed",
        /// Somebody else took their place, as they wanted.
        Handed = "handed",
        /// They come not after all, as they wanted.
        Cancelled = "cancelled",
        /// They may not take part any more, and what they signed up for was taken back.
        TakenOut = "taken_out",
        /// Somebody wants to give them a place.
        Given = "given",
        /// Something that is said of the activity is another.
        Changed = "changed",
        /// It does not take place.
        Off = "off",
        /// It is tomorrow.
        Reminder = "reminder",
        /// Their hours are confirmed.
        Hours = "hours",
        /// Hours that were confirmed do not count after all.
        HoursBack = "hours_back",
        /// They were there, and it comes to no hours.
        NotCounted = "hours_not_counted",
        /// Their station has answered what they wanted put right.
        Answered = "correction_answered",
    }
}

impl NoticeKind {
    /// Whether it goes by SMS. What somebody just did themselves is told by e-mail alone, for their calendar's sake.
    pub fn by_sms(self) -> bool {
        self != Self::Cancelled
    }
}

worded! {
    /// What can be done with an activity; its words are the kinds of commands.
    Step {
        /// It is begun.
        Draft = "draft_activity",
        /// It is written otherwise.
        Amend = "amend_activity",
        /// A shift is added.
        AddShift = "add_shift",
        /// A shift is taken out before anybody could sign up.
        DropShift = "drop_shift",
        /// It is handed to who publishes.
        Submit = "submit_activity",
        /// It goes back to be written otherwise.
        SendBack = "send_activity_back",
        /// Everybody may read it; of one that is entered afterwards, that it is true.
        Publish = "publish_activity",
        /// One shift does not take place.
        CancelShift = "cancel_shift",
        /// It does not take place.
        Cancel = "cancel_activity",
        /// It is over.
        Close = "close_activity",
        /// A social worker is to go with somebody.
        Partner = "name_partner",
        /// Somebody was there: the leader's roll-call.
        Attend = "note_attendance",
        /// Somebody was not.
        Miss = "note_absence",
        /// Hours from an attendance are confirmed.
        ConfirmHours = "confirm_hours",
        /// Hours without an attendance are asked for, with a reason.
        AskHours = "ask_hours",
        /// Somebody else agrees to them.
        AgreeHours = "agree_hours",
        /// Somebody else does not.
        RefuseHours = "refuse_hours",
        /// Hours that were confirmed do not count after all.
        TakeBackHours = "take_back_hours",
        /// Somebody was there, and it comes to no hours; hours can be confirmed afterwards all the same.
        NotCount = "not_count_hours",
    }
}

impl State {
    /// The state after `step`; nothing where it cannot be taken. `late` is an activity that is entered afterwards: it is
    /// over when it is published.
    pub fn after(self, step: Step, late: bool) -> Option<Self> {
        use State as Is;
        use Step as Do;
        match (self, step) {
            (Is::Draft, Do::Amend | Do::AddShift | Do::DropShift) => Some(Is::Draft),
            (Is::Draft, Do::Submit) => Some(Is::Review),
            (Is::Review, Do::SendBack) => Some(Is::Draft),
            (Is::Review, Do::Publish) => Some(if late { Is::Closed } else { Is::Published }),
            (Is::Draft | Is::Review | Is::Published, Do::Cancel) => Some(Is::Cancelled),
            // What was published can be told better and get another shift; one that is there is never moved.
            (Is::Published, Do::Amend | Do::AddShift | Do::CancelShift) => Some(Is::Published),
            (Is::Published, Do::Close) => Some(Is::Closed),
            // What took place of one that was cancelled is recorded as well.
            (Is::Published | Is::Closed | Is::Cancelled, step) if step.is_about_the_past() => Some(self),
            (Is::Published, Do::Partner) => Some(self),
            _ => None,
        }
    }

    /// Whether the public reads it.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Closed | Self::Cancelled)
    }
}

impl Step {
    /// Whether it is about who was there, and their hours.
    fn is_about_the_past(self) -> bool {
        self.is_about_people() && self != Self::Partner
    }

    /// Whether it is about who comes and who was there: such a step is taken whatever else has become of the activity meanwhile.
    pub fn is_about_people(self) -> bool {
        matches!(
            self,
            Self::Partner
                | Self::Attend
                | Self::Miss
                | Self::ConfirmHours
                | Self::AskHours
                | Self::AgreeHours
                | Self::RefuseHours
                | Self::TakeBackHours
                | Self::NotCount
        )
    }

    /// Whether a reason has to be given.
    pub fn needs_reason(self) -> bool {
        matches!(
            self,
            Self::SendBack
                | Self::Cancel
                | Self::CancelShift
                | Self::AskHours
                | Self::RefuseHours
                | Self::TakeBackHours
                | Self::NotCount
        )
    }
}

/// Letters that a reason may have.
pub const REASON_CHARS_MAX: usize = 200;

/// Letters that a remark may have.
pub const REMARK_CHARS_MAX: usize = 200;

/// A reason, or nothing where it is none.
pub fn reason(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= REASON_CHARS_MAX).then(|| text.to_owned())
}

/// What a command came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The version of the activity from now on.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_state_and_step_has_the_agreed_answer() {
        use State::*;
        let agreed: &[(State, Step, State)] = &[
            (Draft, Step::Amend, Draft),
            (Draft, Step::AddShift, Draft),
            (Draft, Step::DropShift, Draft),
            (Draft, Step::Submit, Review),
            (Draft, Step::Cancel, Cancelled),
            (Review, Step::SendBack, Draft),
            (Review, Step::Publish, Published),
            (Review, Step::Cancel, Cancelled),
            (Published, Step::Amend, Published),
            (Published, Step::AddShift, Published),
            (Published, Step::CancelShift, Published),
            (Published, Step::Cancel, Cancelled),
            (Published, Step::Close, Closed),
            (Published, Step::Partner, Published),
            (Published, Step::Attend, Published),
            (Published, Step::Miss, Published),
            (Published, Step::ConfirmHours, Published),
            (Published, Step::AskHours, Published),
            (Published, Step::AgreeHours, Published),
            (Published, Step::RefuseHours, Published),
            (Published, Step::TakeBackHours, Published),
            (Published, Step::NotCount, Published),
            (Closed, Step::Attend, Closed),
            (Closed, Step::Miss, Closed),
            (Closed, Step::ConfirmHours, Closed),
            (Closed, Step::AskHours, Closed),
            (Closed, Step::AgreeHours, Closed),
            (Closed, Step::RefuseHours, Closed),
            (Closed, Step::TakeBackHours, Closed),
            (Closed, Step::NotCount, Closed),
            (Cancelled, Step::Attend, Cancelled),
            (Cancelled, Step::Miss, Cancelled),
            (Cancelled, Step::ConfirmHours, Cancelled),
            (Cancelled, Step::AskHours, Cancelled),
            (Cancelled, Step::AgreeHours, Cancelled),
            (Cancelled, Step::RefuseHours, Cancelled),
            (Cancelled, Step::TakeBackHours, Cancelled),
            (Cancelled, Step::NotCount, Cancelled),
        ];
        for &from in State::ALL {
            for &step in Step::ALL {
                let wanted = agreed.iter().find(|row| (row.0, row.1) == (from, step)).map(|row| row.2);
                assert_eq!(from.after(step, false), wanted, "{from:?} {step:?}");
                let late = if step == Step::Publish { wanted.map(|_| Closed) } else { wanted };
                assert_eq!(from.after(step, true), late, "{from:?} {step:?}, entered afterwards");
            }
        }
    }

    #[test]
    fn words_are_read_as_they_are_written() {
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), Some(*state));
        }
        for step in Step::ALL {
            assert_eq!(Step::from_word(step.word()), Some(*step));
        }
        assert_eq!(State::from_word("open"), None);
    }

    #[test]
    fn a_reason_says_something_and_not_too_much() {
        assert_eq!(reason("  台风  ").as_deref(), Some("台风"));
        assert_eq!(reason(" \n"), None);
        assert_eq!(reason(&"字".repeat(REASON_CHARS_MAX + 1)), None);
    }
}
