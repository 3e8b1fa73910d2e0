//! How the server takes what a tablet sends: which number may come next, how long a tablet is listened to, whose clock
//! is wrong. Pure; the server's slice `devices` and the simulation both go by it.
//!
//! Invariant: whatever was sent twice, late or out of order, a number is taken once and a command has one answer.

use std::collections::BTreeSet;

use super::exchange::{Ended, Outcome};
use crate::{ids::CommandId, journal::model::Command};

/// How long a tablet is listened to after it was last heard of: fourteen days.
pub const LEASE_MS: i64 = 14 * 24 * 60 * 60 * 1000;

/// A clock that is this much ahead is told about: five minutes.
pub const AHEAD_MS_MAX: i64 = 5 * 60 * 1000;

/// What is to be done with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It stands in the journal already: the same answer again.
    Again,
    /// Its turn has come.
    Take,
    /// Neither: this is the number that the server expects. Nothing behind it is looked at.
    Expect(i64),
}

/// What the server knows when a command comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The last number taken from this tablet.
    pub last: i64,
    /// The command that had this number before.
    pub before: Option<CommandId>,
    /// Whether the command stands in the journal.
    pub known: bool,
}

impl Place {
    /// Decides about the command `id` that comes as `number`.
    ///
    /// A number that another command has had comes from a tablet that was put back to an earlier state. It is not
    /// taken a second time: the tablet is told where to count on.
    pub fn judge(self, number: i64, id: CommandId) -> Verdict {
        if self.known {
            Verdict::Again
        } else if number == self.last + 1 || (number <= self.last && self.before == Some(id)) {
            Verdict::Take
        } else {
            Verdict::Expect(self.last + 1)
        }
    }

    /// Whether the number was used for another command before.
    pub fn went_back(self, number: i64, id: CommandId) -> bool {
        number <= self.last && self.before != Some(id) && !self.known
    }
}

/// The records of which something was refused in a batch: later commands of theirs are not looked at, because they were
/// made in the belief that it would be done.
#[derive(Clone, Debug, Default)]
pub struct Held(BTreeSet<(String, String)>);

impl Held {
    /// Whether the command has to wait.
    pub fn holds(&self, command: &Command) -> bool {
        self.0.contains(&record_of(command))
    }

    /// Notes what became of a command.
    pub fn note(&mut self, command: &Command, outcome: &Outcome) {
        if matches!(outcome, Outcome::Refused(_)) {
            self.0.insert(record_of(command));
        }
    }
}

fn record_of(command: &Command) -> (String, String) {
    (command.entity.clone(), command.entity_id.clone())
}

/// Whether a tablet is still listened to.
pub fn holds(seen_at_ms: i64, revoked: bool, owner_active: bool, now_ms: i64) -> Result<(), Ended> {
    if revoked {
        Err(Ended::Revoked)
    } else if !owner_active {
        Err(Ended::OwnerGone)
    } else if now_ms.saturating_sub(seen_at_ms) >= LEASE_MS {
        Err(Ended::Lapsed)
    } else {
        Ok(())
    }
}

/// By how many milliseconds a clock is ahead, where that has to be told; 0 otherwise.
pub fn ahead_ms(theirs_ms: i64, ours_ms: i64) -> i64 {
    let ahead = theirs_ms.saturating_sub(ours_ms);
    if ahead > AHEAD_MS_MAX { ahead } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_in_its_turn_and_never_for_a_second_command() {
        let (id, other) = (CommandId::fresh(), CommandId::fresh());
        let place = |last, before, known| Place { last, before, known };
        for (number, place, verdict) in [
            (1, place(0, None, false), Verdict::Take),
            (2, place(0, None, false), Verdict::Expect(1)),
            // Taken before, and broken off before it was carried out.
            (3, place(7, Some(id), false), Verdict::Take),
            // A tablet that was put back to an earlier state.
            (3, place(7, Some(other), false), Verdict::Expect(8)),
            (9, place(7, None, false), Verdict::Expect(8)),
            // What is in the journal has its answer, whatever its number is now.
            (3, place(7, Some(other), true), Verdict::Again),
            (99, place(7, None, true), Verdict::Again),
            (0, place(0, None, false), Verdict::Expect(1)),
            (i64::MIN, place(0, None, false), Verdict::Expect(1)),
        ] {
            assert_eq!(place.judge(number, id), verdict, "{number} {place:?}");
        }
        assert!(place(7, Some(other), false).went_back(3, id));
        assert!(!place(7, Some(id), false).went_back(3, id) && !place(7, None, false).went_back(9, id));
    }

    #[test]
    fn a_tablet_is_listened_to_for_fourteen_days_and_not_a_millisecond_longer() {
        assert_eq!(holds(0, false, true, LEASE_MS - 1), Ok(()));
        assert_eq!(holds(0, false, true, LEASE_MS), Err(Ended::Lapsed));
        assert_eq!(holds(0, true, true, 1), Err(Ended::Revoked));
        assert_eq!(holds(0, false, false, 1), Err(Ended::OwnerGone));
        // The server's own clock was set back.
        assert_eq!(holds(i64::MAX, false, true, i64::MIN), Ok(()));
    }

    #[test]
    fn a_clock_is_told_about_when_it_is_more_than_five_minutes_ahead() {
        for (theirs, told) in
            [(AHEAD_MS_MAX, 0), (AHEAD_MS_MAX + 1, AHEAD_MS_MAX + 1), (-1, 0), (i64::MAX, i64::MAX)]
        {
            assert_eq!(ahead_ms(theirs, 0), told);
        }
        assert_eq!(ahead_ms(i64::MAX, i64::MIN), i64::MAX);
    }
}
