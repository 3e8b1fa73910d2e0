//! Whether the database itself keeps the journal from being changed: its triggers, and the rights of the role in use.
//!
//! For the start of the program, which does not serve without the triggers, and for `lastmetre check`. The migrations
//! make the triggers; `server/tests/house_rules.rs` keeps later ones from touching them.

use super::queries;
use crate::{database::Database, error::StoreError};

const SQLITE_TRIGGERS: [&str; 9] = [
    "journal_is_never_changed",
    "journal_is_never_replaced",
    "journal_is_only_retired",
    "journal_roots_are_never_changed",
    "journal_roots_are_never_replaced",
    "journal_roots_are_never_shortened",
    "journal_checkpoints_are_never_changed",
    "journal_checkpoints_are_never_replaced",
    "journal_checkpoints_are_never_shortened",
];

const POSTGRES_TRIGGERS: [&str; 7] = [
    "journal_is_never_changed",
    "journal_is_never_emptied",
    "journal_is_only_retired",
    "journal_roots_are_never_changed",
    "journal_roots_are_never_emptied",
    "journal_checkpoints_are_never_changed",
    "journal_checkpoints_are_never_emptied",
];

/// The triggers that are not there or are switched off. None, or the journal is not safe.
pub async fn missing(database: &Database) -> Result<Vec<&'static str>, StoreError> {
    let needed: &'static [&'static str] = match database {
        Database::Sqlite { .. } => &SQLITE_TRIGGERS,
        Database::Postgres(_) => &POSTGRES_TRIGGERS,
    };
    let there = queries::triggers(database).await?;
    Ok(needed.iter().copied().filter(|name| !there.iter().any(|there| there == name)).collect())
}

/// The role in use on PostgreSQL, where it owns the journal or may do more to it than read and add: whoever has the
/// program's password could then take the triggers away.
pub async fn master(database: &Database) -> Result<Option<String>, StoreError> {
    queries::master(database).await
}
