//! The SQL that is about the database itself.

use super::{Database, Transaction, on_pool, on_tx};
use crate::error::{Doing, StoreError};

const PING: &str = "SELECT 1";

const APPLIED_MIGRATIONS: &str =
    "SELECT version, checksum FROM _sqlx_migrations WHERE success ORDER BY version";

const SQLITE_HAS_MIGRATIONS: &str =
    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = '_sqlx_migrations'";

const POSTGRES_HAS_MIGRATIONS: &str = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = '_sqlx_migrations'";

/// Reads as of one moment.
pub(super) const BEGIN_SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Any question that has to look into the file.
const LOOK: &str = "SELECT COUNT(*) FROM _sqlx_migrations";

const SQLITE_TABLES: &str =
    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'";

const POSTGRES_TABLES: &str = "
    SELECT COUNT(*)
      FROM pg_class
     WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = current_schema()::regnamespace";

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

/// Looks at the database for the first time in a transaction.
pub(super) async fn look(tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar::<_, i64>(LOOK).fetch_one(connection).await.map(drop))
        .doing("look at the database")
}

/// How many tables there are.
pub(super) async fn tables(database: &Database) -> Result<i64, StoreError> {
    let sql = match database {
        Database::Sqlite { .. } => SQLITE_TABLES,
        Database::Postgres(_) => POSTGRES_TABLES,
    };
    on_pool!(database, |pool| sqlx::query_scalar(sql).fetch_one(pool).await).doing("count the tables")
}
