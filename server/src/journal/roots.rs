//! The daily root: one hash over the ends of all journals and over the root of the day before.
//!
//! Whoever has kept one line of it elsewhere can tell whether any journal was changed or cut before that day, however
//! well the changes were brought into line. Called by the running program every hour, and as `lastmetre audit root`; twice
//! is as good as once, and so is by two servers at the same moment.
//!
//! Invariants: a day has one root, made on it and never later; each follows the one before, and no two the same one.

use sha2::{Digest, Sha256};
use time::Date;

use super::{
    Journal,
    queries::{self, UnitHead},
    row::hexadecimal,
};
use crate::{database::now_ms, error::StoreError};

/// A day's root as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Root {
    /// The day, `2026-11-24`.
    pub day: String,
    /// The ends of all journals in the order of the units, each a line as `lastmetre audit heads` prints it.
    pub heads: String,
    /// The hash of the root before; empty for the first.
    pub hash_before: String,
    /// Of everything else here.
    pub hash: String,
    /// When it was made.
    pub made_at_ms: i64,
}

impl Root {
    fn over(mut heads: Vec<UnitHead>, day: String, hash_before: String, made_at_ms: i64) -> Self {
        // Not in the database's order: what comes before what differs with its language.
        heads.sort_by(|one, other| one.unit.cmp(&other.unit));
        let heads = heads.iter().map(UnitHead::to_string).collect::<Vec<_>>().join("\n");
        let mut root = Self { day, heads, hash_before, hash: String::new(), made_at_ms };
        root.hash = root.right_hash();
        root
    }

    /// The hash that belongs to what stands here.
    pub fn right_hash(&self) -> String {
        let mut hash = Sha256::new();
        for part in [&self.hash_before, &self.day, &self.made_at_ms.to_string(), &self.heads] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hexadecimal(&hash.finalize())
    }

    /// Where the journals ended that day; nothing when that cannot be read.
    pub fn heads(&self) -> Option<Vec<UnitHead>> {
        self.heads.lines().map(UnitHead::parse).collect()
    }
}

/// A root as it is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedRoot {
    /// The day.
    pub day: String,
    /// The root's hash.
    pub hash: String,
}

impl NotedRoot {
    /// Reads a line of `lastmetre audit roots`: day and hash, parted by a blank.
    pub fn parse(line: &str) -> Option<Self> {
        let (day, hash) = line.split_once(' ')?;
        let whole = app::iso_date::parse(day).is_some() && hash.len() == 64;
        whole.then(|| Self { day: day.to_owned(), hash: hash.to_owned() })
    }
}

impl Journal {
    /// The root of `day`, which is today: made now, unless it is there. Nothing for a day that has none although a
    /// later one has: how the journals ended then, nobody can say any more.
    pub async fn make_root(&self, day: Date) -> Result<Option<Root>, StoreError> {
        let day = day.to_string();
        loop {
            let made = self
                .database
                .transaction(async |tx| {
                    if let Some(root) = queries::root(tx, &day).await? {
                        return Ok(Some(root));
                    }
                    let last = queries::last_root(tx).await?;
                    if last.as_ref().is_some_and(|last| last.day > day) {
                        return Ok(None);
                    }
                    let hash_before = last.map(|last| last.hash).unwrap_or_default();
                    let heads = queries::heads_in(tx).await?;
                    let root = Root::over(heads, day.clone(), hash_before, now_ms());
                    queries::insert_root(tx, &root).await?;
                    Ok(Some(root))
                })
                .await;
            match made {
                // Another server was quicker, with this root or one before it.
                Err(error) if error.violated_key().is_some_and(|key| key.starts_with("journal_roots_")) => {}
                made => return made,
            }
        }
    }
}
