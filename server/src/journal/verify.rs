//! Whether the journals are whole: every row in its place, unchanged, none missing up to the end that is noted.
//!
//! A tail cut off together with its note is found against an end that was exported before (`lastmetre audit heads`).

use std::collections::BTreeMap;

use super::queries::{self, UnitHead};
use crate::{database::Database, error::StoreError};

/// Rows read at once.
const PAGE: i64 = 1_000;

/// What was found whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// Journals.
    pub units: usize,
    /// Rows in all of them.
    pub rows: i64,
}

/// The first row that is not as it was written.
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
    #[error("journal of {unit}: row {number} was added after the end that is noted")]
    Added {
        /// Whose journal.
        unit: String,
        /// Which row.
        number: i64,
    },
}

/// Looks at every row of every journal, also against ends that were noted elsewhere before.
pub async fn verify(
    database: &Database,
    noted_before: &[UnitHead],
) -> Result<Result<Whole, Broken>, StoreError> {
    let mut ends: BTreeMap<String, (i64, String)> = queries::heads(database)
        .await?
        .into_iter()
        .map(|head| (head.unit, (head.number, head.hash)))
        .collect();
    for unit in queries::units(database).await? {
        // A journal whose end is no longer noted.
        ends.entry(unit).or_default();
    }
    for head in noted_before {
        ends.entry(head.unit.clone()).or_default();
    }
    let mut whole = Whole::default();
    for (unit, (end, end_hash)) in ends {
        let noted: Vec<_> = noted_before.iter().filter(|head| head.unit == unit).collect();
        match verify_unit(database, &unit, end, &end_hash, &noted).await? {
            Ok(rows) => {
                whole.units += 1;
                whole.rows += rows;
            }
            Err(broken) => return Ok(Err(broken)),
        }
    }
    Ok(Ok(whole))
}

async fn verify_unit(
    database: &Database,
    unit: &str,
    end: i64,
    end_hash: &str,
    noted: &[&UnitHead],
) -> Result<Result<i64, Broken>, StoreError> {
    let (mut number, mut hash) = (0, String::new());
    loop {
        let rows = queries::rows_after(database, unit, number, PAGE).await?;
        let Some(last) = rows.last() else { break };
        let reached = last.number;
        for row in rows {
            if row.number != number + 1 {
                return Ok(Err(Broken::Missing { unit: unit.to_owned(), number: number + 1 }));
            }
            number = row.number;
            let right =
                row.hash_after(&hash).map_err(|_| StoreError::Corrupt { what: "row of the journal" })?;
            let known = noted.iter().filter(|head| head.number == number).all(|head| head.hash == right);
            if row.hash != right || !known {
                return Ok(Err(Broken::Changed { unit: unit.to_owned(), number }));
            }
            hash = right;
        }
        number = reached;
    }
    let expected = noted.iter().map(|head| head.number).max().unwrap_or(0).max(end);
    Ok(match number {
        _ if number < expected => Err(Broken::Missing { unit: unit.to_owned(), number: number + 1 }),
        _ if number > end => Err(Broken::Added { unit: unit.to_owned(), number: end + 1 }),
        _ if hash != end_hash => Err(Broken::Changed { unit: unit.to_owned(), number }),
        _ => Ok(number),
    })
}
