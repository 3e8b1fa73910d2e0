//! How long somebody who fails has to wait. How long is pure; the counts are in queries.rs.

use std::net::IpAddr;

use app::{
    ids::CommandId,
    journal::model::{Actor, Command, Refusal, Unit},
};

use super::{Accounts, queries};
use crate::{database::now_ms, error::StoreError, journal::fields};

/// Failures after which an account makes its next attempt wait: a slip or two cost nothing.
pub const FREE_FOR_ACCOUNT: i64 = 3;

/// The same for an address, behind which a whole office may sit.
pub const FREE_FOR_ADDRESS: i64 = 20;

/// The longest wait, in milliseconds: a quarter of an hour.
const WAIT_MS_MAX: i64 = 15 * 60 * 1000;

/// Failures older than this are forgotten, in milliseconds: a day.
pub const REMEMBERED_MS: i64 = 24 * 60 * 60 * 1000;

/// How long to wait after so many failures of which `free` cost nothing, in milliseconds: a second, then twice as long
/// each time.
pub fn wait_ms(failures: i64, free: i64) -> i64 {
    match failures - free {
        ..=0 => 0,
        beyond => 1000_i64.saturating_mul(1 << (beyond - 1).min(20)).min(WAIT_MS_MAX),
    }
}

impl Accounts {
    /// Whose failures count: the account and the address, each with how many cost nothing.
    pub(super) fn subjects(&self, kind: &str, name: &str, address: Option<IpAddr>) -> Vec<(String, i64)> {
        let network = address.map(network_of);
        let account = (self.secrets.keyed_hash(kind, name), FREE_FOR_ACCOUNT);
        let network = network.map(|network| (self.secrets.keyed_hash("address", &network), FREE_FOR_ADDRESS));
        std::iter::once(account).chain(network).collect()
    }

    /// The seconds to wait, if there are any.
    pub(super) async fn waits(&self, subjects: &[(String, i64)]) -> Result<Option<i64>, StoreError> {
        let mut longest = 0;
        for (subject, _) in subjects {
            let attempts = queries::attempts(self.journal.database(), subject).await?;
            longest = attempts.map_or(0, |(_, until, _)| until - now_ms()).max(longest);
        }
        Ok((longest > 0).then_some((longest + 999) / 1000))
    }

    /// Counts a failure, and says so in the journal: of whom is not known.
    pub(super) async fn failed(&self, subjects: &[(String, i64)], kind: &str) -> Result<(), StoreError> {
        self.count(subjects).await?;
        self.nobody_is_known(kind).await
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

    /// Counts a failure.
    pub(super) async fn count(&self, subjects: &[(String, i64)]) -> Result<(), StoreError> {
        let now = now_ms();
        self.journal
            .database()
            .transaction(async |tx| {
                for (subject, free) in subjects {
                    let failures = queries::count_failure(tx, subject, now, now - REMEMBERED_MS).await?;
                    queries::set_wait(tx, subject, now + wait_ms(failures, *free)).await?;
                }
                Ok(())
            })
            .await
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
        let waits: Vec<_> = (0..8).map(|failures| wait_ms(failures, FREE_FOR_ACCOUNT) / 1000).collect();
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8]);
        assert_eq!(wait_ms(i64::MAX, FREE_FOR_ACCOUNT), WAIT_MS_MAX);
        assert_eq!(wait_ms(i64::MIN / 2, FREE_FOR_ACCOUNT), 0);
    }

    #[test]
    fn a_hundred_thousand_guesses_take_years() {
        let total: i64 = (0..100_000).map(|failures| wait_ms(failures, FREE_FOR_ACCOUNT)).sum();
        assert!(total > 2 * 365 * 24 * 60 * 60 * 1000);
    }
}
