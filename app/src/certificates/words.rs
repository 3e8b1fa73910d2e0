//! What stands in a certificate and what may be wrong with one, as words. Pure.

use super::{
    export::RefusedFor,
    messages,
    model::{Reason, State, StatementFault},
};
use crate::language::Language;

/// Why one is revoked.
pub fn reason(l: Language, reason: Reason) -> &'static str {
    match reason {
        Reason::Corrected => messages::reason_corrected(l),
        Reason::Replaced => messages::reason_replaced(l),
        Reason::Mistaken => messages::reason_mistaken(l),
        Reason::Untrue => messages::reason_untrue(l),
        Reason::Asked => messages::reason_asked(l),
    }
}

/// How it stands with one.
pub fn state(l: Language, state: State) -> &'static str {
    match state {
        State::Valid => messages::state_valid(l),
        State::Revoked { .. } => messages::state_revoked(l),
    }
}

/// Why a statement is not certified.
pub fn fault(l: Language, fault: StatementFault) -> &'static str {
    match fault {
        StatementFault::Nothing => messages::fault_nothing(l),
        StatementFault::TooMany => messages::fault_too_many(l),
        StatementFault::OutsidePeriod => messages::fault_period(l),
        StatementFault::Days => messages::fault_days(l),
        StatementFault::Changed => messages::fault_changed(l),
        StatementFault::NameWaits => messages::fault_name_waits(l),
        StatementFault::Incomplete => messages::fault_incomplete(l),
    }
}

/// Signs that a font has not, as a person can look for them: 「𠮷」（U+20BB7）.
pub fn signs(signs: impl IntoIterator<Item = char>) -> String {
    let told = |sign: char| {
        let shown =
            if sign.is_control() || sign.is_whitespace() { String::new() } else { format!("「{sign}」") };
        format!("{shown}U+{:04X}", u32::from(sign))
    };
    signs.into_iter().map(told).collect::<Vec<_>>().join(" ")
}

/// Why the national system does not want a record.
pub fn refused_for(l: Language, why: RefusedFor) -> &'static str {
    match why {
        RefusedFor::Identity => messages::refused_identity(l),
        RefusedFor::Twice => messages::refused_twice(l),
        RefusedFor::Incomplete => messages::refused_incomplete(l),
        RefusedFor::Other => messages::refused_other(l),
    }
}
