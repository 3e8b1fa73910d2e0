//! Which backups there are, and until when: what the journal says of them.
//!
//! That a backup is made stands in the journal of the province before its file does, so none is forgotten, and all
//! servers on one database know all of them. Whoever erases a person asks [`remaining`] for the copies that still hold
//! what is erased.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use app::{
    ids::CommandId,
    iso_date,
    journal::model::{Actor, Change, Command, Fields, Unit},
};
use serde_json::Value;
use time::Date;

use super::queries::{self, CopyRow};
use crate::{
    database::{Database, Transaction},
    error::StoreError,
    journal::{Journal, fields},
};

const ENTITY: &str = "backup";

const MAKE: &str = "back_up";

const REMOVE: &str = "remove_backup";

const RESTORE: &str = "restore";

/// A backup that was made, or begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupCopy {
    /// Which.
    pub id: String,
    /// Where it was written.
    pub file: PathBuf,
    /// When it was begun: it holds nothing that was done later.
    pub made_at_ms: i64,
    /// From this day on the next backup takes it away.
    pub expires_on: Date,
}

/// Every backup that was not taken away, the oldest first. One that was broken off by the loss of power is among them.
pub async fn copies(database: &Database) -> Result<Vec<BackupCopy>, StoreError> {
    Ok(fold(queries::copies(database).await?))
}

/// The backups in which something that was erased at this moment can still be read, together with the master key and
/// a key for backups.
pub async fn remaining(database: &Database, erased_at_ms: i64) -> Result<Vec<BackupCopy>, StoreError> {
    let copies = copies(database).await?.into_iter();
    Ok(copies.filter(|copy| copy.made_at_ms <= erased_at_ms).collect())
}

fn fold(rows: Vec<CopyRow>) -> Vec<BackupCopy> {
    let mut copies = BTreeMap::new();
    for row in rows {
        match row.kind.as_str() {
            MAKE => {
                if let Some(copy) = copy(&row) {
                    copies.insert((copy.made_at_ms, copy.id.clone()), copy);
                }
            }
            REMOVE => copies.retain(|(_, id), _| *id != row.entity_id),
            _ => {}
        }
    }
    copies.into_values().collect()
}

fn copy(row: &CopyRow) -> Option<BackupCopy> {
    let fields: Fields = serde_json::from_str(&row.fields).ok()?;
    let text = |name: &str| match fields.get(name)? {
        Change::Set { to: Value::String(text), .. } => Some(text.clone()),
        _ => None,
    };
    Some(BackupCopy {
        id: row.entity_id.clone(),
        file: text("file")?.into(),
        made_at_ms: row.applied_at_ms,
        expires_on: iso_date::parse(&text("expires_on")?)?,
    })
}

/// Writes down that a backup begins.
pub(super) async fn note_begun(
    journal: &Journal,
    id: &str,
    file: &str,
    expires_on: Date,
) -> Result<(), StoreError> {
    let fields = fields([("file", Change::to(file)), ("expires_on", Change::to(expires_on.to_string()))]);
    note(journal, id, MAKE, fields, "").await
}

/// Writes down that a backup is no more, or never was whole.
pub(super) async fn note_removed(journal: &Journal, id: &str, why: &str) -> Result<(), StoreError> {
    note(journal, id, REMOVE, fields([]), why).await
}

/// Writes down that this database comes from a backup, with how many records were erased again.
pub(super) async fn note_restored(journal: &Journal, id: &str, erased_again: u64) -> Result<(), StoreError> {
    note(journal, id, RESTORE, fields([("rows", Change::to(erased_again))]), "").await
}

async fn note(journal: &Journal, id: &str, kind: &str, fields: Fields, why: &str) -> Result<(), StoreError> {
    let command = Command {
        id: CommandId::fresh(),
        unit: Unit::Province,
        entity: ENTITY.into(),
        entity_id: id.to_owned(),
        basis: 0,
        kind: kind.into(),
        fields,
        reason: why.to_owned(),
        made_at_ms: 0,
    };
    let work = async |_: &mut Transaction<'_>| Ok(Ok(()));
    // A fresh command that asks for nothing is never refused.
    journal.apply(&command, &Actor::Operator, &[], work).await.map(drop)
}

/// Takes away the backups that have expired on this day. Gives those that are gone, and those that no longer lie where
/// they were written: of these nobody knows but who moved them, so they stay on the list until then.
pub async fn remove_expired(
    journal: &Journal,
    today: Date,
) -> Result<(Vec<BackupCopy>, Vec<BackupCopy>), StoreError> {
    let (mut gone, mut elsewhere) = (Vec::new(), Vec::new());
    for copy in copies(journal.database()).await? {
        if copy.expires_on > today {
            continue;
        }
        match fs::remove_file(&copy.file) {
            Ok(()) => {
                note_removed(journal, &copy.id, "expired").await?;
                gone.push(copy);
            }
            Err(_) => elsewhere.push(copy),
        }
    }
    Ok((gone, elsewhere))
}

/// Writes down that the backup written to this file is gone, wherever it lay last; says whether there was one.
pub async fn note_gone(journal: &Journal, file: &Path) -> Result<bool, StoreError> {
    let copies = copies(journal.database()).await?;
    let gone: Vec<_> = copies.iter().filter(|copy| copy.file == file).collect();
    for copy in &gone {
        note_removed(journal, &copy.id, "gone").await?;
    }
    Ok(!gone.is_empty())
}
