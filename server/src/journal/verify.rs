//! Whether the journals are whole: every row in its place, unchanged, none missing up to the end that is noted or that a
//! root has seen; every root in its place; every gap behind a checkpoint that the vault has signed.
//!
//! What whoever owns the database has brought into line everywhere is found against what was exported before: ends
//! (`lastmetre audit heads`) and roots (`lastmetre audit roots`).
//! An end that lay among rows retired since cannot be looked up any more: there the signature of the checkpoint counts.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Journal,
    queries::{self, UnitHead},
    retire::Checkpoint,
    roots::{NotedRoot, Root},
    row::Row,
};
use crate::error::StoreError;

/// Rows read at once.
pub(super) const PAGE: i64 = 1_000;

/// What was exported before, and kept elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Noted {
    /// Where journals ended.
    pub heads: Vec<UnitHead>,
    /// The roots of some days.
    pub roots: Vec<NotedRoot>,
}

/// What was found whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// Journals.
    pub units: usize,
    /// Rows in all of them.
    pub rows: i64,
    /// Rows that were retired.
    pub retired: i64,
    /// Roots.
    pub roots: usize,
}

/// The first thing that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The row is not there, or stands elsewhere.
    #[error("journal of {unit}: row {number} is missing")]
    Missing {
        /// Whose journal.
        unit: String,
        /// Which row.
        number: i64,
    },
    /// The row, or the one before it, was changed.
    #[error("journal of {unit}: row {number} was changed")]
    Changed {
        /// Whose journal.
        unit: String,
        /// Which row.
        number: i64,
    },
    /// Rows were added beside the program.
    #[error("journal of {unit}: row {number} was added beside the program")]
    Added {
        /// Whose journal.
        unit: String,
        /// Which row.
        number: i64,
    },
    /// What stands for retired rows was changed, or was never signed.
    #[error("journal of {unit}: the checkpoint of the rows from {number} on is not the one that was signed")]
    Checkpoint {
        /// Whose journal.
        unit: String,
        /// Number of the first row that it stands for.
        number: i64,
    },
    /// The root was changed, or the one before it is missing.
    #[error("the root of {day} was changed, or one before it is missing")]
    Root {
        /// Of which day.
        day: String,
    },
    /// A root that was noted elsewhere is not there.
    #[error("the root of {day} is missing")]
    RootMissing {
        /// Of which day.
        day: String,
    },
}

/// What is known of one unit's journal beside its rows.
#[derive(Debug, Default)]
struct Expected {
    /// The end that is noted beside the rows.
    end: i64,
    end_hash: String,
    /// Hashes that rows had when a root saw them or they were exported, by number.
    seen: BTreeMap<i64, BTreeSet<String>>,
    /// What stands for retired rows, by the number of the first.
    checkpoints: BTreeMap<i64, Checkpoint>,
}

impl Journal {
    /// Looks at every root, every checkpoint and every row, also against what was noted elsewhere before.
    pub async fn verify(&self, noted: &Noted) -> Result<Result<Whole, Broken>, StoreError> {
        let roots = queries::roots(&self.database).await?;
        let mut expected: BTreeMap<String, Expected> = BTreeMap::new();
        let seen = match seen_by(&roots, noted) {
            Ok(seen) => seen,
            Err(broken) => return Ok(Err(broken)),
        };
        for head in seen {
            let unit = expected.entry(head.unit).or_default();
            unit.seen.entry(head.number).or_default().insert(head.hash);
        }
        for head in queries::heads(&self.database).await? {
            let unit = expected.entry(head.unit).or_default();
            (unit.end, unit.end_hash) = (head.number, head.hash);
        }
        for unit in queries::units(&self.database).await? {
            // A journal whose end is no longer noted.
            expected.entry(unit).or_default();
        }
        for checkpoint in self.signed_checkpoints().await? {
            match checkpoint {
                Err(broken) => return Ok(Err(broken)),
                Ok(checkpoint) => {
                    let unit = expected.entry(checkpoint.unit.clone()).or_default();
                    unit.checkpoints.insert(checkpoint.first_number, checkpoint);
                }
            }
        }
        let mut whole = Whole { roots: roots.len(), ..Whole::default() };
        for (unit, expected) in expected {
            match self.verify_unit(&unit, expected).await? {
                Err(broken) => return Ok(Err(broken)),
                Ok(walk) => {
                    whole.units += 1;
                    whole.rows += walk.rows;
                    whole.retired += walk.retired;
                }
            }
        }
        Ok(Ok(whole))
    }

    async fn signed_checkpoints(&self) -> Result<Vec<Result<Checkpoint, Broken>>, StoreError> {
        let checkpoints = queries::checkpoints(&self.database).await?;
        if checkpoints.is_empty() {
            return Ok(Vec::new());
        }
        let key = self.database.transaction(async |tx| self.checkpoint_key(tx).await).await?;
        let look = |checkpoint: Checkpoint| {
            Ok(match checkpoint.is_signed(&key)? {
                true => Ok(checkpoint),
                false => Err(Broken::Checkpoint { unit: checkpoint.unit, number: checkpoint.first_number }),
            })
        };
        checkpoints.into_iter().map(look).collect()
    }

    async fn verify_unit(
        &self,
        unit: &str,
        mut expected: Expected,
    ) -> Result<Result<Walk, Broken>, StoreError> {
        let mut walk = Walk::default();
        loop {
            let rows = queries::rows_after(&self.database, unit, walk.read, PAGE).await?;
            if rows.is_empty() {
                let end = queries::head(&self.database, unit).await?;
                match end.filter(|end| walk.number > expected.end && end.number > expected.end) {
                    // The program went on writing while we read.
                    Some(end) => (expected.end, expected.end_hash) = (end.number, end.hash),
                    None => return Ok(walk.end(unit, &expected)),
                }
            }
            for row in rows {
                if let Err(broken) = walk.step(&row, &expected) {
                    return Ok(Err(broken));
                }
            }
        }
    }
}

/// The ends of journals that these roots have seen and that were noted elsewhere, if the roots are whole.
fn seen_by(roots: &[Root], noted: &Noted) -> Result<Vec<UnitHead>, Broken> {
    let mut seen = noted.heads.clone();
    let mut hash_before = "";
    for root in roots {
        let changed = || Broken::Root { day: root.day.clone() };
        let known = noted.roots.iter().filter(|it| it.day == root.day).all(|it| it.hash == root.hash);
        if !known || root.hash_before != hash_before || root.hash != root.right_hash() {
            return Err(changed());
        }
        seen.extend(root.heads().ok_or_else(changed)?);
        hash_before = &root.hash;
    }
    match noted.roots.iter().find(|noted| !roots.iter().any(|root| root.day == noted.day)) {
        Some(noted) => Err(Broken::RootMissing { day: noted.day.clone() }),
        None => Ok(seen),
    }
}

/// How far along a chain we are.
#[derive(Debug, Default)]
struct Walk {
    /// Number of the last row that was read.
    read: i64,
    /// Number of the last row that is accounted for, there or retired.
    number: i64,
    hash: String,
    rows: i64,
    retired: i64,
}

impl Walk {
    fn step(&mut self, row: &Row, expected: &Expected) -> Result<(), Broken> {
        self.read = row.number;
        self.cross(&row.unit, expected)?;
        let unit = || row.unit.clone();
        if row.number <= self.number {
            return Err(Broken::Added { unit: unit(), number: row.number });
        }
        if row.number > self.number + 1 {
            return Err(Broken::Missing { unit: unit(), number: self.number + 1 });
        }
        if !row.hash_after(&self.hash).is_ok_and(|right| right == row.hash) {
            return Err(Broken::Changed { unit: unit(), number: row.number });
        }
        self.rows += 1;
        self.reach(&row.unit, row.number, &row.hash, expected)
    }

    /// Goes across what was retired right after here.
    fn cross(&mut self, unit: &str, expected: &Expected) -> Result<(), Broken> {
        while let Some(checkpoint) = expected.checkpoints.get(&(self.number + 1)) {
            if checkpoint.hash_before != self.hash {
                return Err(Broken::Changed { unit: unit.to_owned(), number: self.number });
            }
            self.retired += checkpoint.rows();
            self.reach(unit, checkpoint.last_number, &checkpoint.hash, expected)?;
        }
        Ok(())
    }

    fn reach(&mut self, unit: &str, number: i64, hash: &str, expected: &Expected) -> Result<(), Broken> {
        if expected.seen.get(&number).is_some_and(|seen| seen.iter().any(|seen| seen != hash)) {
            return Err(Broken::Changed { unit: unit.to_owned(), number });
        }
        self.number = number;
        hash.clone_into(&mut self.hash);
        Ok(())
    }

    fn end(mut self, unit: &str, expected: &Expected) -> Result<Self, Broken> {
        self.cross(unit, expected)?;
        let seen = expected.seen.keys().next_back().copied().unwrap_or_default();
        let unit = unit.to_owned();
        match self.number {
            number if number < seen.max(expected.end) => Err(Broken::Missing { unit, number: number + 1 }),
            number if number > expected.end => Err(Broken::Added { unit, number: expected.end + 1 }),
            number if self.hash != expected.end_hash => Err(Broken::Changed { unit, number }),
            _ => Ok(self),
        }
    }
}
