//! The SQL that is about the database itself.

use super::{Database, on_pool};
use crate::error::{Doing, StoreError};

const PING: &str = "SELECT 1";

const APPLIED_MIGRATIONS: &str =
    "SELECT version, checksum FROM _sqlx_migrations WHERE success ORDER BY version";

const SQLITE_HAS_MIGRATIONS: &str =
    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = '_sqlx_migrations'";

const POSTGRES_HAS_MIGRATIONS: &str = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = '_sqlx_migrations'";

/// A migration that has been applied.
#[derive(sqlx::FromRow)]
pub(super) struct Applied {
    pub(super) version: i64,
    pub(super) checksum: Vec<u8>,
}

pub(super) async fn ping(database: &Database) -> Result<(), StoreError> {
    on_pool!(database, |pool| sqlx::query(PING).execute(pool).await.map(drop))
        .doing("get an answer from the database")
}

/// The migrations that have been applied, none of a database that has never seen one.
pub(super) async fn applied_migrations(database: &Database) -> Result<Vec<Applied>, StoreError> {
    let has_migrations = match database {
        Database::Sqlite { .. } => SQLITE_HAS_MIGRATIONS,
        Database::Postgres(_) => POSTGRES_HAS_MIGRATIONS,
    };
    let tables: i64 = on_pool!(database, |pool| sqlx::query_scalar(has_migrations).fetch_one(pool).await)
        .doing("look for the list of migrations")?;
    if tables == 0 {
        return Ok(Vec::new());
    }
    on_pool!(database, |pool| sqlx::query_as(APPLIED_MIGRATIONS).fetch_all(pool).await)
        .doing("read the list of migrations")
}
