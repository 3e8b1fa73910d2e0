//! The SQL that is about the database itself.

use sqlx::{AssertSqlSafe, PgPool};

use super::{Database, Transaction, on_pool, on_tx};
use crate::error::{Doing, StoreError};

const PING: &str = "SELECT 1";

const APPLIED_MIGRATIONS: &str =
    "SELECT version, checksum FROM _sqlx_migrations WHERE success ORDER BY version";

const SQLITE_HAS_MIGRATIONS: &str =
    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = '_sqlx_migrations'";

const POSTGRES_HAS_MIGRATIONS: &str = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = '_sqlx_migrations'";

/// Whether a role is above all rights or has those of the tables' owner; no row where there is no such role.
const POSTGRES_ROLE: &str = "
    SELECT r.rolsuper OR pg_has_role(r.rolname, c.relowner, 'MEMBER')
      FROM pg_roles r, pg_class c
     WHERE r.rolname = $1 AND c.oid = to_regclass('_sqlx_migrations')";

/// Schema and name of every table of ours: of those that belong to whoever made the list of migrations.
const POSTGRES_TABLES: &str = "
    SELECT CAST(n.nspname AS TEXT), CAST(c.relname AS TEXT)
      FROM pg_class c
      JOIN pg_class m ON m.oid = to_regclass('_sqlx_migrations')
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relnamespace = m.relnamespace AND c.relowner = m.relowner AND c.relkind = 'r'
     ORDER BY c.relname";

/// Whoever waited for a lock then reads what others have written meanwhile, however the server is set.
pub(super) const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// Reads as of one moment.
pub(super) const BEGIN_SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Any question that has to look into the file.
const LOOK: &str = "SELECT COUNT(*) FROM _sqlx_migrations";

const SQLITE_COUNT_TABLES: &str =
    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'";

const POSTGRES_COUNT_TABLES: &str = "
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

/// Whether this role could do whatever the owner of the tables can; nothing where there is no such role.
pub(super) async fn is_master(pool: &PgPool, role: &str) -> Result<Option<bool>, StoreError> {
    sqlx::query_scalar(POSTGRES_ROLE).bind(role).fetch_optional(pool).await.doing("look for the role")
}

/// Gives a role what a running program needs of each table, and takes away everything else.
pub(super) async fn grant(pool: &PgPool, role: &str) -> Result<usize, StoreError> {
    let tables: Vec<(String, String)> =
        sqlx::query_as(POSTGRES_TABLES).fetch_all(pool).await.doing("list the tables")?;
    let role = quoted(role);
    let mut statements = Vec::new();
    for (schema, table) in &tables {
        let place = format!("{}.{}", quoted(schema), quoted(table));
        statements.push(format!("REVOKE ALL ON {place} FROM {role}"));
        statements.push(format!("GRANT {} ON {place} TO {role}", rights(table)));
    }
    if let Some((schema, _)) = tables.first() {
        let schema = quoted(schema);
        statements.push(format!("REVOKE ALL ON SCHEMA {schema} FROM {role}"));
        statements.push(format!("GRANT USAGE ON SCHEMA {schema} TO {role}"));
    }
    let mut tx = pool.begin().await.doing("begin a transaction")?;
    for statement in statements {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut *tx).await.doing("grant rights")?;
    }
    tx.commit().await.doing("commit")?;
    Ok(tables.len())
}

/// What a running program does with a table. Rows leave the journal only where the owner retires them.
fn rights(table: &str) -> &'static str {
    match table {
        "_sqlx_migrations" | "journal_checkpoints" => "SELECT",
        "journal_heads" | "record_keys" => "SELECT, INSERT, UPDATE",
        journal if journal.starts_with("journal") => "SELECT, INSERT",
        _ => "SELECT, INSERT, UPDATE, DELETE",
    }
}

/// A name as a statement can hold it, whatever stands in it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Looks at the database for the first time in a transaction.
pub(super) async fn look(tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar::<_, i64>(LOOK).fetch_one(connection).await.map(drop))
        .doing("look at the database")
}

/// How many tables there are.
pub(super) async fn tables(database: &Database) -> Result<i64, StoreError> {
    let sql = match database {
        Database::Sqlite { .. } => SQLITE_COUNT_TABLES,
        Database::Postgres(_) => POSTGRES_COUNT_TABLES,
    };
    on_pool!(database, |pool| sqlx::query_scalar(sql).fetch_one(pool).await).doing("count the tables")
}
