//! The directory on the server: read from the database when the program starts and whenever its version moves
//! on, kept in memory, shared by every request.
//!
//! The types and rules are in `app/src/directory`, the SQL in queries.rs beside this.
//! Invariant: a request works on one snapshot from beginning to end; nobody waits for a reload.

pub mod queries;

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use app::{directory::model::Directory, stations::model::FreshnessDays};

use crate::{database::Database, error::StoreError};

/// How often the version is asked for. What one server changes, all show within this time.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The current directory, and where it comes from.
#[derive(Clone)]
pub struct CurrentDirectory {
    database: Database,
    freshness: FreshnessDays,
    snapshot: Arc<RwLock<Arc<Directory>>>,
}

impl CurrentDirectory {
    /// Reads the directory for the first time.
    pub async fn load(database: Database, freshness: FreshnessDays) -> Result<Self, StoreError> {
        let directory = Directory::build(queries::load(&database, freshness).await?);
        Ok(Self { database, freshness, snapshot: Arc::new(RwLock::new(Arc::new(directory))) })
    }

    /// Where it is read from.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The directory as of now.
    pub fn get(&self) -> Arc<Directory> {
        // A poisoned lock still holds a whole snapshot: the only write is one assignment.
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the directory again if the database has a newer one; says whether it did.
    pub async fn refresh(&self) -> Result<bool, StoreError> {
        if queries::version(&self.database).await? == self.get().version {
            return Ok(false);
        }
        let directory = Arc::new(Directory::build(queries::load(&self.database, self.freshness).await?));
        let mut snapshot = self.snapshot.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have read a newer one meanwhile.
        if snapshot.version < directory.version {
            *snapshot = directory;
        }
        Ok(true)
    }

    /// Keeps the directory fresh until the program ends. While the database does not answer, readers go on
    /// with what is known.
    pub async fn keep_fresh(self) {
        let mut reachable = true;
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            match self.refresh().await {
                Ok(_) => reachable = true,
                Err(error) => {
                    if std::mem::replace(&mut reachable, false) {
                        tracing::error!(
                            error = &error as &dyn std::error::Error,
                            "the directory cannot be refreshed"
                        );
                    }
                }
            }
        }
    }
}
