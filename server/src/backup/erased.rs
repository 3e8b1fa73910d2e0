//! The list of erased records outside the database: what a restored backup must not bring back.
//!
//! A backup made before a person was erased holds the key of their record. The list stands in `data_dir` and beside the
//! backups, is brought up to date by every backup and by a running program from minute to minute, and only grows.
//! Restoring reads it and destroys those keys again. It names records by their ids and nobody by name.
//!
//! Invariant: what is on a list stays on it, whatever the database says later.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::queries;
use crate::{
    database::{Database, now_ms},
    durable,
    error::StoreError,
};

/// What the file is called.
const FILE: &str = "erased.records";

/// How often a running program looks whether somebody was erased.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// After so long the list says anew that it is complete, also when nobody was erased.
const STALE_MS: i64 = 60 * 60 * 1000;

const FIRST_LINE: &str =
    "# Records whose keys were destroyed. Restoring a backup needs the latest of these lists.";

/// Erased records, and until when the list is complete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Whoever was erased until this moment is on it.
    pub until_ms: i64,
    /// When each was erased, by kind and id.
    pub records: BTreeMap<(String, String), i64>,
}

impl Erased {
    /// The list in a file; `None` when there is no such file.
    pub fn read(file: &Path) -> io::Result<Option<Self>> {
        match fs::read_to_string(file) {
            Ok(text) => Self::parse(&text).map(Some).ok_or_else(|| {
                io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("{} is no list of records", file.display()),
                )
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let until_ms = lines.next()?.strip_prefix("until ")?.parse().ok()?;
        let record = |line: &str| {
            let mut parts = line.split(' ');
            let (entity, id, at) = (parts.next()?, parts.next()?, parts.next()?.parse().ok()?);
            parts.next().is_none().then(|| ((entity.to_owned(), id.to_owned()), at))
        };
        Some(Self { until_ms, records: lines.map(record).collect::<Option<_>>()? })
    }

    fn text(&self) -> String {
        let records = self.records.iter().map(|((entity, id), at)| format!("{entity} {id} {at}\n"));
        format!("{FIRST_LINE}\nuntil {}\n{}", self.until_ms, records.collect::<String>())
    }

    /// Both lists as one.
    pub fn with(mut self, other: Self) -> Self {
        self.until_ms = self.until_ms.max(other.until_ms);
        for (record, at) in other.records {
            self.records.entry(record).or_insert(at);
        }
        self
    }

    async fn in_database(database: &Database) -> Result<Self, StoreError> {
        let until_ms = now_ms();
        let erased = queries::erased(database).await?.into_iter();
        let records = erased.map(|(entity, id, at)| ((entity, id), at.unwrap_or(until_ms))).collect();
        Ok(Self { until_ms, records })
    }
}

/// Where the list stands in a folder.
pub fn file_in(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// Brings the list in a folder up to date with the database.
pub async fn note(database: &Database, folder: &Path) -> Result<(), StoreError> {
    let fault = |source| StoreError::File { doing: "keep the list of erased records", source };
    let file = file_in(folder);
    let kept = Erased::read(&file).map_err(fault)?;
    let now = Erased::in_database(database).await?;
    let stale = kept.as_ref().is_none_or(|kept| kept.until_ms + STALE_MS <= now.until_ms);
    let all = kept.clone().unwrap_or_default().with(now);
    if stale || kept.is_none_or(|kept| kept.records != all.records) {
        durable::make_folder(folder).map_err(fault)?;
        durable::write(&file, all.text().as_bytes()).map_err(fault)?;
    }
    Ok(())
}

/// Keeps the list in a folder up to date until the program ends.
pub async fn keep_noted(database: Database, folder: PathBuf) {
    let mut well = true;
    loop {
        match note(&database, &folder).await {
            Ok(()) => well = true,
            Err(error) => {
                if std::mem::replace(&mut well, false) {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "the list of erased records cannot be kept up to date"
                    );
                }
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(until_ms: i64, records: &[(&str, i64)]) -> Erased {
        let records = records.iter().map(|(id, at)| (("staff".to_owned(), (*id).to_owned()), *at)).collect();
        Erased { until_ms, records }
    }

    #[test]
    fn a_list_is_read_as_it_was_written_and_two_become_one() {
        let (one, other) = (list(10, &[("1", 5), ("2", 6)]), list(20, &[("2", 9), ("3", 15)]));
        assert_eq!(Erased::parse(&one.text()), Some(one.clone()));
        assert_eq!(one.with(other), list(20, &[("1", 5), ("2", 6), ("3", 15)]));
        for text in ["", "until", "until x", "until 1\nstaff", "until 1\nstaff 1 x", "until 1\nstaff 1 2 3"] {
            assert_eq!(Erased::parse(text), None, "{text}");
        }
    }
}
