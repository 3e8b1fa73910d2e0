//! Where a need stands, where somebody stands who was asked, and what can be done. Pure.

use crate::worded::worded;

/// What a command is about, as it stands in the journal.
pub const ENTITY: &str = "need";

/// Volunteers that are asked with one press at most.
pub const ASKED_AT_ONCE_MAX: usize = 20;

/// Letters of a reason at most.
pub const REASON_CHARS_MAX: usize = 200;

worded! {
    /// Where a need stands.
    State {
        /// Volunteers are looked for.
        Open = "open",
        /// The unit looks for nobody any more.
        Closed = "closed",
        /// Its last day is over.
        Expired = "expired",
    }
}

worded! {
    /// Where somebody stands who was asked.
    AskState {
        /// They have not answered.
        Asked = "asked",
        /// They would come; the leader has not agreed yet.
        Willing = "willing",
        /// They would not.
        Declined = "declined",
        /// The leader agreed: they are told the rest.
        Agreed = "agreed",
        /// The leader takes somebody else.
        Passed = "passed",
        /// The unit took it back.
        TakenBack = "taken_back",
        /// They do not come after all.
        Withdrew = "withdrew",
        /// The need ended before it was settled.
        Over = "over",
    }
}

worded! {
    /// What can be done; its words are the kinds of commands.
    Step {
        /// A need is posted.
        Post = "post_need",
        /// What is said of it is changed, while nobody has said yes.
        Amend = "amend_need",
        /// Volunteers are asked.
        Ask = "ask_volunteers",
        /// Somebody would come.
        Accept = "accept_need",
        /// Somebody would not.
        Decline = "decline_need",
        /// The leader agrees to who would come.
        Agree = "agree_to_volunteer",
        /// The leader takes somebody else.
        Pass = "pass_volunteer",
        /// The unit takes back that somebody was asked, or that it agreed.
        TakeBack = "take_ask_back",
        /// Somebody does not come after all.
        Withdraw = "withdraw_from_need",
        /// The unit has found whom it needs, and looks for nobody any more.
        Close = "close_need",
        /// It needs nobody after all, not even who was agreed to.
        CallOff = "call_need_off",
        /// The last day is over.
        Expire = "expire_need",
        /// What was said of it is destroyed.
        Erase = "erase_need",
    }
}

impl State {
    /// The state after a step; nothing where it cannot be taken.
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Open, Step::Amend | Step::Ask | Step::Accept | Step::Agree | Step::Pass) => {
                Some(Self::Open)
            }
            (Self::Open, Step::Close | Step::CallOff) => Some(Self::Closed),
            (Self::Open, Step::Expire) => Some(Self::Expired),
            // Saying no, and taking back what was said, is never too late.
            (_, Step::Decline | Step::Withdraw | Step::TakeBack) => Some(self),
            _ => None,
        }
    }
}

impl AskState {
    /// The state after a step; nothing where it cannot be taken.
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Asked, Step::Accept) => Some(Self::Willing),
            (Self::Asked, Step::Decline) => Some(Self::Declined),
            (Self::Willing, Step::Agree) => Some(Self::Agreed),
            (Self::Willing, Step::Pass) => Some(Self::Passed),
            (Self::Asked | Self::Agreed, Step::TakeBack) => Some(Self::TakenBack),
            (Self::Willing | Self::Agreed, Step::Withdraw) => Some(Self::Withdrew),
            (Self::Asked | Self::Willing, Step::Close | Step::Expire) => Some(Self::Over),
            (Self::Asked | Self::Willing | Self::Agreed, Step::CallOff) => Some(Self::Over),
            _ => None,
        }
    }

    /// Whether something may still come of it.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Asked | Self::Willing | Self::Agreed)
    }

    /// Whether they said that they come, so that what they said it to stays as they read it.
    pub fn holds_to_it(self) -> bool {
        matches!(self, Self::Willing | Self::Agreed)
    }
}

/// A reason as it is kept: one line, nothing where none is given; `None` where it is too long.
pub fn reason(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (line.chars().count() <= REASON_CHARS_MAX).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_state_and_step_has_the_agreed_answer() {
        use State::*;
        let agreed = [
            (Open, Step::Amend, Open),
            (Open, Step::Ask, Open),
            (Open, Step::Accept, Open),
            (Open, Step::Agree, Open),
            (Open, Step::Pass, Open),
            (Open, Step::Close, Closed),
            (Open, Step::CallOff, Closed),
            (Open, Step::Expire, Expired),
        ];
        let always = [Step::Decline, Step::Withdraw, Step::TakeBack];
        for from in State::ALL.iter().copied() {
            for step in Step::ALL.iter().copied() {
                let listed = agreed.iter().find(|row| (row.0, row.1) == (from, step)).map(|row| row.2);
                let want = if always.contains(&step) { Some(from) } else { listed };
                assert_eq!(from.after(step), want, "{from:?} + {step:?}");
            }
        }
    }

    #[test]
    fn every_pair_of_somebody_asked_and_step_has_the_agreed_answer() {
        use AskState::*;
        let agreed = [
            (Asked, Step::Accept, Willing),
            (Asked, Step::Decline, Declined),
            (Asked, Step::TakeBack, TakenBack),
            (Asked, Step::Close, Over),
            (Asked, Step::CallOff, Over),
            (Asked, Step::Expire, Over),
            (Willing, Step::Agree, Agreed),
            (Willing, Step::Pass, Passed),
            (Willing, Step::Withdraw, Withdrew),
            (Willing, Step::Close, Over),
            (Willing, Step::CallOff, Over),
            (Willing, Step::Expire, Over),
            (Agreed, Step::TakeBack, TakenBack),
            (Agreed, Step::CallOff, Over),
            (Agreed, Step::Withdraw, Withdrew),
        ];
        for from in AskState::ALL.iter().copied() {
            for step in Step::ALL.iter().copied() {
                let want = agreed.iter().find(|row| (row.0, row.1) == (from, step)).map(|row| row.2);
                assert_eq!(from.after(step), want, "{from:?} + {step:?}");
                assert!(want.is_none() || from.is_live(), "{from:?} is settled");
            }
        }
    }

    #[test]
    fn a_reason_may_be_left_out_and_is_one_line() {
        assert_eq!(reason(" \n").as_deref(), Some(""));
        assert_eq!(reason("那天\n要上班 ").as_deref(), Some("那天 要上班"));
        assert_eq!(reason(&"字".repeat(REASON_CHARS_MAX + 1)), None);
    }
}
