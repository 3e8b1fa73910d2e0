//! Retiring: rows that were kept for long enough leave the journal for an archive, behind a signed checkpoint.
//!
//! Asked for by the operator (`lastmetre audit retire`), as the role that owns the tables; how long what is kept says
//! `app/src/journal/retention.rs`. What leaves is any run of rows without a gap, not only the beginning of a chain:
//! otherwise one row that is kept for good would hold everything after it. A checkpoint stands for the run with the hash
//! of the row before it and of its last, so the chain goes on across it, and whoever has the archive can chain its rows
//! from the one to the other. Between them it is the signature that counts. To drop only the contents and keep number
//! and hash of every row would prove no more, since a hash without its row cannot be checked, and would keep a stub of
//! each for ever.
//!
//! The signature is an HMAC under a key of the vault's. A key pair would let others check it, but others have the roots
//! (roots.rs), which nobody here can forge; and whoever holds the master key could sign with either.
//!
//! A command whose row has left could be applied again. The shortest time that a row is kept is twelve times as long as
//! a tablet may go without asking, so none comes.
//!
//! Invariants: rows are in the archive, on the disk, before they are removed; checkpoint and removal are one
//! transaction, with a row in the journal that tells of them; a journal that is not whole is left as it is.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufWriter, Write},
};

use app::{
    ids::CommandId,
    journal::{
        model::{Actor, Change, Command, Refusal, Unit},
        retention,
    },
};
use serde::Serialize;

use super::{
    Journal, fields, queries,
    row::Row,
    verify::{Broken, Noted, PAGE},
};
use crate::{database::Transaction, error::StoreError, vault::SealingKey};

/// What stands where rows were retired. All of it but `signature` is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Checkpoint {
    /// Whose journal.
    pub unit: String,
    /// Number of the first row that left.
    pub first_number: i64,
    /// Number of the last.
    pub last_number: i64,
    /// Hash of the row before the first; empty before row 1.
    pub hash_before: String,
    /// Hash of the last.
    pub hash: String,
    /// When they left.
    pub made_at_ms: i64,
    /// By the vault.
    #[serde(skip)]
    pub signature: String,
}

impl Checkpoint {
    /// How many rows it stands for.
    pub(super) fn rows(&self) -> i64 {
        self.last_number - self.first_number + 1
    }

    fn signed_text(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec(self).map_err(|_| StoreError::Corrupt { what: "checkpoint" })
    }

    /// Whether the vault has signed exactly this.
    pub(super) fn is_signed(&self, key: &SealingKey) -> Result<bool, StoreError> {
        Ok(key.has_signed(&self.signed_text()?, &self.signature)?)
    }
}

/// A row as it is archived: as it was stored.
#[derive(Serialize)]
struct Archived<'a> {
    #[serde(flatten)]
    row: &'a Row,
    hash: &'a str,
}

/// What has left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retired {
    /// Rows.
    pub rows: i64,
    /// Journals that they left.
    pub units: usize,
}

/// Why nothing, or not everything, was retired.
#[derive(Debug, thiserror::Error)]
pub enum RetireError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is not whole must not get shorter.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The archive could not be written.
    #[error("could not write the archive")]
    Archive(#[from] io::Error),
    /// Somebody else has retired them meanwhile.
    #[error("rows of {0} were retired by somebody else meanwhile")]
    Meanwhile(String),
}

impl Journal {
    /// Writes every row that was applied before `before_ms`, and has been kept for long enough at `now_ms`, into
    /// `archive`, one a line as JSON; then removes them behind checkpoints.
    pub async fn retire(&self, before_ms: i64, now_ms: i64, archive: &File) -> Result<Retired, RetireError> {
        self.verify(&Noted::default()).await??;
        let checkpoints = queries::checkpoints(&self.database).await?;
        let mut lines = BufWriter::new(archive);
        let mut leaving = Vec::new();
        for head in queries::heads(&self.database).await? {
            let gaps = checkpoints.iter().filter(|it| it.unit == head.unit);
            let mut runs = Runs::after(gaps.map(|gap| (gap.last_number, gap.hash.clone())).collect());
            loop {
                let rows = queries::rows_after(&self.database, &head.unit, runs.number, PAGE).await?;
                if rows.is_empty() {
                    break;
                }
                for row in rows {
                    let past = row.applied_at_ms < before_ms
                        && retention::is_past(&row.kind, row.is_refused(), row.applied_at_ms, now_ms);
                    if past {
                        let archived = Archived { row: &row, hash: &row.hash };
                        serde_json::to_writer(&mut lines, &archived).map_err(io::Error::from)?;
                        lines.write_all(b"\n")?;
                    }
                    runs.take(row, past, now_ms);
                }
            }
            if !runs.leaving.is_empty() {
                leaving.push(runs.leaving);
            }
        }
        lines.flush()?;
        drop(lines);
        archive.sync_all()?;
        let mut retired = Retired::default();
        for runs in leaving {
            retired.rows += self.remove(runs).await?;
            retired.units += 1;
        }
        Ok(retired)
    }

    /// Removes these runs of one unit's rows, and leaves their checkpoints.
    async fn remove(&self, mut runs: Vec<Checkpoint>) -> Result<i64, RetireError> {
        let unit = runs.first().map(|run| run.unit.clone()).unwrap_or_default();
        let rows = runs.iter().map(Checkpoint::rows).sum();
        let command = Command {
            id: CommandId::fresh(),
            unit: unit.parse::<Unit>().map_err(|_| StoreError::Corrupt { what: "unit" })?,
            entity: "journal".into(),
            entity_id: unit.clone(),
            basis: 0,
            kind: "retire".into(),
            fields: fields([("rows", Change::to(rows))]),
            reason: String::new(),
            made_at_ms: 0,
        };
        let work = async |tx: &mut Transaction<'_>| {
            let key = self.checkpoint_key(tx).await?;
            for run in &mut runs {
                run.signature = key.sign(&run.signed_text()?)?;
                queries::insert_checkpoint(tx, run).await?;
                let removed = queries::remove(tx, &run.unit, run.first_number, run.last_number).await?;
                if i64::try_from(removed) != Ok(run.rows()) {
                    return Ok(Err(Refusal::NotNow));
                }
            }
            Ok(Ok(()))
        };
        match self.apply(&command, &Actor::Operator, &[], work).await {
            Ok(Ok(())) => Ok(rows),
            Ok(Err(_)) => Err(RetireError::Meanwhile(unit)),
            Err(error) if error.violated_key().as_deref() == Some("journal_checkpoints_pkey") => {
                Err(RetireError::Meanwhile(unit))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The key that signs checkpoints, and nothing else.
    pub(super) async fn checkpoint_key(&self, tx: &mut Transaction<'_>) -> Result<SealingKey, StoreError> {
        self.record_key(tx, "vault", "checkpoints").await
    }
}

/// The rows of one unit, one after the other, and the runs of them that leave.
struct Runs {
    /// Number of the last row that was taken.
    number: i64,
    hash: String,
    /// The rows that left before: number and hash of the last of each run.
    gaps: BTreeMap<i64, String>,
    leaving: Vec<Checkpoint>,
}

impl Runs {
    fn after(gaps: BTreeMap<i64, String>) -> Self {
        Self { number: 0, hash: String::new(), gaps, leaving: Vec::new() }
    }

    fn take(&mut self, row: Row, leaves: bool, now_ms: i64) {
        if let Some(hash) = self.gaps.remove(&(row.number - 1)) {
            self.hash = hash;
        }
        if leaves {
            match self.leaving.last_mut().filter(|run| run.last_number + 1 == row.number) {
                Some(run) => {
                    run.last_number = row.number;
                    run.hash.clone_from(&row.hash);
                }
                None => self.leaving.push(Checkpoint {
                    unit: row.unit,
                    first_number: row.number,
                    last_number: row.number,
                    hash_before: self.hash.clone(),
                    hash: row.hash.clone(),
                    made_at_ms: now_ms,
                    signature: String::new(),
                }),
            }
        }
        (self.number, self.hash) = (row.number, row.hash);
    }
}
