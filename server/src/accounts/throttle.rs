//! How long somebody who fails has to wait. How long is pure; the counts are in queries.rs.

use std::net::IpAddr;

use app::{
    ids::CommandId,
    journal::model::{Actor, Command, Refusal, Unit},
};

use super::{Accounts, queries};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
};

/// How soon failures make somebody wait, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Failures that cost nothing.
    pub free: i64,
    /// The longest wait, in milliseconds.
    wait_ms_max: i64,
    /// Failures older than this are forgotten, in milliseconds.
    remembered_ms: i64,
}

/// With an account: a slip or two cost nothing, and then it is a quarter of an hour at most.
pub const WITH_ACCOUNT: Patience =
    Patience { free: 3, wait_ms_max: 15 * 60 * 1000, remembered_ms: REMEMBERED_MS };

/// With an address, behind which a whole office may sit: whoever tries many accounts is slowed down, and nobody beside
/// them is shut out.
const WITH_ADDRESS: Patience = Patience { free: 50, wait_ms_max: 30 * 1000, remembered_ms: 60 * 60 * 1000 };

/// No failure is remembered for longer, in milliseconds: a day.
pub const REMEMBERED_MS: i64 = 24 * 60 * 60 * 1000;

/// How long to wait after so many failures, in milliseconds: a second, then twice as long each time.
pub fn wait_ms(failures: i64, patience: Patience) -> i64 {
    match failures - patience.free {
        ..=0 => 0,
        beyond => 1000_i64.saturating_mul(1 << (beyond - 1).min(20)).min(patience.wait_ms_max),
    }
}

/// Whose attempts are counted: as a keyed hash, with how soon they wait.
pub(crate) type Subjects = Vec<(String, Patience)>;

impl Accounts {
    /// Whose attempts count: the account's and the address's. Asking to be let back in is counted apart, so that who
    /// failed to come in can still ask.
    pub(crate) fn subjects(&self, kind: &str, name: &str, address: Option<IpAddr>) -> Subjects {
        let way = if kind == "ask_back" { "address/ask_back" } else { "address" };
        let account = (self.secrets.keyed_hash(kind, name), WITH_ACCOUNT);
        let network =
            address.map(|address| (self.secrets.keyed_hash(way, &network_of(address)), WITH_ADDRESS));
        std::iter::once(account).chain(network).collect()
    }

    /// Begins an attempt, or says for how many seconds to wait. It counts as a failure before it is judged, so that
    /// nobody is quicker than the count; [`Self::succeeds`] takes that back.
    pub(crate) async fn begins(&self, subjects: &Subjects) -> Result<Option<i64>, StoreError> {
        let now = now_ms();
        let begun = async |tx: &mut Transaction<'_>| {
            let mut counted = Vec::new();
            for (subject, patience) in subjects {
                let forgotten = now - patience.remembered_ms;
                match queries::begin_attempt(tx, subject, now, forgotten).await? {
                    Some(failures) => counted.push((subject, now + wait_ms(failures, *patience))),
                    None => {
                        for (subject, _) in counted {
                            queries::take_back_attempt(tx, subject).await?;
                        }
                        let until = queries::wait_until(tx, subject).await?;
                        return Ok(Some((until - now).max(1)));
                    }
                }
            }
            for (subject, until_ms) in counted {
                queries::set_wait(tx, subject, until_ms).await?;
            }
            Ok(None)
        };
        let waits: Option<i64> = self.journal.database().transaction(begun).await?;
        Ok(waits.map(|ms| (ms + 999) / 1000))
    }

    /// Forgets what failed with the account; of the address only this attempt: whoever has one account might be trying
    /// others.
    pub(crate) async fn succeeds(
        &self,
        tx: &mut Transaction<'_>,
        subjects: &Subjects,
    ) -> Result<(), StoreError> {
        for (at, (subject, _)) in subjects.iter().enumerate() {
            match at {
                0 => queries::forget_failures(tx, subject).await?,
                _ => queries::take_back_attempt(tx, subject).await?,
            }
        }
        Ok(())
    }

    /// Writes that a stranger wanted something for somebody who is not there.
    pub(super) async fn nobody_is_known(&self, kind: &str) -> Result<(), StoreError> {
        let command = Command {
            id: CommandId::fresh(),
            unit: Unit::Province,
            entity: "staff".into(),
            entity_id: String::new(),
            basis: 0,
            kind: kind.into(),
            fields: fields([]),
            reason: String::new(),
            made_at_ms: 0,
        };
        self.journal.note_refusal(&command, &Actor::Stranger, Refusal::NotFound).await
    }
}

/// What counts as one network: one household has a whole /64.
pub(crate) fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}", address.to_bits() >> 64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let waits: Vec<_> = (0..8).map(|failures| wait_ms(failures, WITH_ACCOUNT) / 1000).collect();
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8]);
        assert_eq!(wait_ms(i64::MAX, WITH_ACCOUNT), 15 * 60 * 1000);
        assert_eq!(wait_ms(i64::MIN / 2, WITH_ACCOUNT), 0);
    }

    #[test]
    fn behind_one_address_nobody_waits_long() {
        assert_eq!(wait_ms(50, WITH_ADDRESS), 0);
        assert_eq!(wait_ms(51, WITH_ADDRESS), 1000);
        assert_eq!(wait_ms(100_000, WITH_ADDRESS), 30_000);
    }

    #[test]
    fn a_hundred_thousand_guesses_take_years() {
        let total: i64 = (0..100_000).map(|failures| wait_ms(failures, WITH_ACCOUNT)).sum();
        assert!(total > 2 * 365 * 24 * 60 * 60 * 1000);
    }
}
