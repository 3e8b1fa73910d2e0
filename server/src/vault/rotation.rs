//! Changing the master key: the keys of records are wrapped anew, and nothing that they seal is touched.
//!
//! For `lastmetre keys rotate`. While it runs, and after it was broken off, both the key in force and the one before
//! open; each batch is one transaction, and doing it again goes on where it ended. Programs that run meanwhile go on:
//! with the key in files they read these again, with the key in settings they were started with both.
//!
//! Invariant: at every moment each record's key is wrapped by one of the two.

use std::path::Path;

use super::{
    KEY_BEFORE_FILE, KEY_FILE, Master, Masters, SealingKey, Vault, VaultError, digits,
    queries::{self, KeyRow},
    write_new,
};
use crate::{database::Database, durable, error::StoreError, journal::record};

/// Keys wrapped anew in one transaction.
const BATCH: i64 = 500;

/// By which master key the keys of records are wrapped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wrapped {
    /// By the one in force.
    pub now: u64,
    /// By the one before.
    pub before: u64,
    /// By neither: whoever has their master key must give it.
    pub unreadable: u64,
}

/// What was done to the key in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// There is a fresh one, and the former lies beside it.
    Begun,
    /// A former one lies there already: that change goes on.
    UnderWay,
}

/// Puts a fresh key into the file in `folder`, and the former beside it, unless one lies there.
pub fn renew_file(folder: &Path) -> Result<Renewal, VaultError> {
    let (file, before) = (folder.join(KEY_FILE), folder.join(KEY_BEFORE_FILE));
    let fault = |error| VaultError::File(file.clone(), error);
    let masters = Masters::in_files(folder)?;
    match masters.before {
        Some(former) if former.0 != masters.now.0 => return Ok(Renewal::UnderWay),
        // Broken off before the fresh key had its name.
        Some(_) => {}
        None => write_new(&before, &digits(&masters.now)).map_err(fault)?,
    }
    durable::sync_folder_of(&before).map_err(fault)?;
    durable::write(&file, digits(&SealingKey::fresh()?).as_bytes()).map_err(fault)?;
    Ok(Renewal::Begun)
}

/// Wraps every key that the master key before has wrapped by the one in force, and says how many there were; those
/// that neither opens are left as they are. `tell` hears after each batch how many have been looked at.
pub async fn rotate(
    database: &Database,
    vault: &Vault,
    mut tell: impl FnMut(u64),
) -> Result<Wrapped, StoreError> {
    let (mut done, mut looked_at) = (Wrapped::default(), 0);
    let mut last = KeyRow::default();
    loop {
        let rows = queries::keys_after(database, &last, BATCH).await?;
        let Some(end) = rows.last().cloned() else { break };
        let (sum, stale) = sort(vault, &rows);
        if !stale.is_empty() {
            let rewrap = async |tx: &mut crate::database::Transaction<'_>| {
                for (row, key) in &stale {
                    let wrapped = vault.wrap(key, &record(&row.entity, &row.entity_id))?;
                    queries::rewrap(tx, row, &wrapped).await?;
                }
                Ok(())
            };
            database.transaction(rewrap).await?;
        }
        done = plus(done, sum);
        looked_at += u64::try_from(rows.len()).unwrap_or_default();
        tell(looked_at);
        last = end;
    }
    Ok(done)
}

/// Whether any record has a key.
pub async fn has_keys(database: &Database) -> Result<bool, StoreError> {
    queries::keys_after(database, &KeyRow::default(), 1).await.map(|keys| !keys.is_empty())
}

/// By which master key every key of a record is wrapped. Changes nothing.
pub async fn count(database: &Database, vault: &Vault) -> Result<Wrapped, StoreError> {
    let mut all = Wrapped::default();
    let mut last = KeyRow::default();
    loop {
        let rows = queries::keys_after(database, &last, BATCH).await?;
        let Some(end) = rows.last().cloned() else { break };
        all = plus(all, sort(vault, &rows).0);
        last = end;
    }
    Ok(all)
}

/// Counts these keys, and gives those that the master key before has wrapped.
fn sort<'a>(vault: &Vault, rows: &'a [KeyRow]) -> (Wrapped, Vec<(&'a KeyRow, SealingKey)>) {
    let (mut sum, mut stale) = (Wrapped::default(), Vec::new());
    for row in rows {
        match vault.unwrap_told(&row.wrapped, &record(&row.entity, &row.entity_id)) {
            Ok((_, Master::Now)) => sum.now += 1,
            Ok((key, Master::Before)) => {
                sum.before += 1;
                stale.push((row, key));
            }
            Err(_) => sum.unreadable += 1,
        }
    }
    (sum, stale)
}

fn plus(one: Wrapped, other: Wrapped) -> Wrapped {
    Wrapped {
        now: one.now + other.now,
        before: one.before + other.before,
        unreadable: one.unreadable + other.unreadable,
    }
}

#[cfg(test)]
mod tests;
