//! What went wrong behind the pages, told to the log and to nobody else.
//!
//! `app::error::AppError` is what a person may be told; the one way from here to there writes the cause into the
//! log under the incident id that the person sees.
//! Invariant: a [`StoreError`] is never sent to anybody; it cannot be serialised.

use app::{error::AppError, ids::IncidentId};

use crate::vault::VaultError;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused, or did not answer.
    #[error("could not {doing}")]
    Sql {
        /// What it was asked, said by the one who knew.
        doing: &'static str,
        /// What it said.
        #[source]
        source: sqlx::Error,
    },
    /// A migration could not be applied.
    #[error("could not bring the database up to date")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// The directory for the database could not be made.
    #[error("could not make the directory for the database")]
    Directory(#[source] std::io::Error),
    /// A file of the program's own could not be read or written.
    #[error("could not {doing}")]
    File {
        /// What was wanted of it.
        doing: &'static str,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The store of attachments refused, or did not answer.
    #[error("could not {doing}")]
    Objects {
        /// What it was asked.
        doing: &'static str,
        /// What it said.
        #[source]
        source: object_store::Error,
    },
    /// The system or the vault refused to seal.
    #[error("could not seal what is personal")]
    Vault(#[from] VaultError),
    /// A channel for messages cannot be used as it is set.
    #[error("`{what}` cannot be used")]
    Channel {
        /// The setting.
        what: &'static str,
    },
    /// The record was erased: nothing personal can be kept about it any more.
    #[error("the record was erased")]
    Erased,
    /// Something is stored that cannot be read.
    #[error("stored {what} does not parse")]
    Corrupt {
        /// What it should have been.
        what: &'static str,
    },
}

impl StoreError {
    /// The name of the key that a unique violation was about, the same on both databases: `stations_slug_key`,
    /// `stations_pkey`. Nothing when it was something else.
    pub fn violated_key(&self) -> Option<String> {
        let Self::Sql { source: sqlx::Error::Database(error), .. } = self else { return None };
        if !error.is_unique_violation() {
            return None;
        }
        if let Some(name) = error.constraint() {
            return Some(name.to_owned());
        }
        let columns = error.message().strip_prefix("UNIQUE constraint failed: ")?;
        key_of_columns(columns, error.code().as_deref() == Some(SQLITE_PRIMARY_KEY))
    }
}

/// SQLite's extended code for a primary key that is taken.
const SQLITE_PRIMARY_KEY: &str = "1555";

/// PostgreSQL's default name for the key that SQLite describes as `stations.slug` or `shifts.station, shifts.day`.
fn key_of_columns(columns: &str, primary: bool) -> Option<String> {
    let mut pairs = columns.split(", ").map(|column| column.split_once('.'));
    let (table, first) = pairs.next()??;
    if primary {
        return Some(format!("{table}_pkey"));
    }
    let mut name = format!("{table}_{first}");
    for pair in pairs {
        name.push('_');
        name.push_str(pair?.1);
    }
    Some(name + "_key")
}

/// Says what was being done when the database refused.
pub trait Doing<T> {
    /// `.doing("find a station")`: completes the sentence «could not …».
    fn doing(self, doing: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for Result<T, sqlx::Error> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Sql { doing, source })
    }
}

impl<T> Doing<T> for Result<T, object_store::Error> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Objects { doing, source })
    }
}

/// The one door from cause to person: the log has the cause, the person gets the incident's id.
impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let incident = IncidentId::fresh();
        tracing::error!(incident = %incident, error = &error as &dyn std::error::Error, "incident");
        Self::Internal(incident)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlites_description_of_a_key_becomes_postgresqls_name() {
        for (columns, primary, name) in [
            ("stations.slug", false, "stations_slug_key"),
            ("shifts.station_id, shifts.day", false, "shifts_station_id_day_key"),
            ("stations.id", true, "stations_pkey"),
            ("station_areas.station_id, station_areas.area", true, "station_areas_pkey"),
        ] {
            assert_eq!(key_of_columns(columns, primary).as_deref(), Some(name));
        }
        assert_eq!(key_of_columns("index 'partial'", false), None);
    }
}
