//! All SQL of backups. Tables and columns are read from the database's own catalogue, so that none is forgotten; only
//! names that stand there are ever put into a statement.

use std::collections::BTreeMap;

use futures_util::{StreamExt, TryStreamExt};
use sqlx::{AssertSqlSafe, Row};

use super::archive::{Kind, Table, Value};
use crate::{
    database::{Database, Transaction, on_pool, on_tx, quoted},
    error::{Doing, StoreError},
};

const SQLITE_COLUMNS: &str = "
    SELECT tables.name, columns.name, columns.type
      FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
     WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite!_%' ESCAPE '!'
       AND tables.name <> '_sqlx_migrations'
     ORDER BY tables.name, columns.cid";

/// Also of tables that this role may not read: to leave one out in silence would be worse than to be refused.
const POSTGRES_COLUMNS: &str = "
    SELECT CAST(relname AS TEXT), CAST(attname AS TEXT), format_type(atttypid, atttypmod)
      FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace AND attnum > 0
       AND NOT attisdropped AND relname <> '_sqlx_migrations'
     ORDER BY relname, attnum";

const MIGRATIONS: &str = "SELECT version, description FROM _sqlx_migrations WHERE success ORDER BY version";

const COPIES: &str = "
    SELECT entity_id, kind, fields, applied_at_ms
      FROM journal
     WHERE entity = 'backup'
     ORDER BY applied_at_ms, unit, number";

const ERASED: &str = "
    SELECT entity, entity_id, destroyed_at_ms
      FROM record_keys
     WHERE wrapped IS NULL
     ORDER BY entity, entity_id";

/// What was valid at the moment of the backup and must not come back to life. What was to be sent then may have been
/// sent since, so a person decides.
const END_WHAT_WAS_UNDER_WAY: [&str; 10] = [
    "DELETE FROM sessions",
    "DELETE FROM one_time_links",
    // The lease of every tablet ends: one that was revoked since must not be listened to again, and the numbers of the
    // others have gone on.
    "UPDATE devices SET seen_at_ms = 0",
    "DELETE FROM reminder_requests",
    "DELETE FROM volunteer_requests",
    "DELETE FROM volunteer_sessions",
    // One may have been withdrawn since.
    "DELETE FROM volunteer_calendar_links",
    // One may have been used since.
    "UPDATE volunteers SET slip_hash = '', slip_until_ms = 0 WHERE slip_hash <> ''",
    "DELETE FROM jobs",
    "UPDATE messages SET state = 'unknown' WHERE state IN ('waiting', 'sending')",
];

/// Rows may come in any order; what they refer to must be there at the end.
const SQLITE_DEFER: &str = "PRAGMA defer_foreign_keys = ON";

const POSTGRES_FOREIGN_KEYS: &str = "
    SELECT CAST(conrelid::regclass AS TEXT), quote_ident(conname)
      FROM pg_constraint
     WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace";

const POSTGRES_SETTLE: &str = "SET CONSTRAINTS ALL IMMEDIATE";

/// Values in one statement: both databases take more.
const VALUES_MAX: usize = 8_000;

/// Rows in one statement.
const ROWS_MAX: usize = 200;

/// A row of the journal about a backup.
#[derive(sqlx::FromRow)]
pub(super) struct CopyRow {
    pub(super) entity_id: String,
    pub(super) kind: String,
    pub(super) fields: String,
    pub(super) applied_at_ms: i64,
}

/// Every table with its columns, in the order of names.
pub(super) async fn tables(tx: &mut Transaction<'_>) -> Result<Vec<Table>, StoreError> {
    let sql = match tx {
        Transaction::Sqlite(_) => SQLITE_COLUMNS,
        Transaction::Postgres(_) => POSTGRES_COLUMNS,
    };
    let columns: Vec<(String, String, String)> =
        on_tx!(tx, |connection| sqlx::query_as(sql).fetch_all(connection).await).doing("list the tables")?;
    let mut tables: BTreeMap<String, Vec<(String, Kind)>> = BTreeMap::new();
    for (table, column, kind) in columns {
        let kind = match kind.to_ascii_uppercase().as_str() {
            "TEXT" => Kind::Text,
            "BIGINT" => Kind::Integer,
            "DOUBLE PRECISION" => Kind::Double,
            "BOOLEAN" => Kind::Boolean,
            "BLOB" | "BYTEA" => Kind::Bytes,
            _ => return Err(StoreError::Corrupt { what: "kind of a column" }),
        };
        tables.entry(table).or_default().push((column, kind));
    }
    Ok(tables.into_iter().map(|(name, columns)| Table { name, columns }).collect())
}

/// Version and name of every migration that was applied.
pub(super) async fn migrations(tx: &mut Transaction<'_>) -> Result<Vec<(i64, String)>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_as(MIGRATIONS).fetch_all(connection).await)
        .doing("read the list of migrations")
}

/// What the journal says of backups, in the order of events.
pub(super) async fn copies(database: &Database) -> Result<Vec<CopyRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(COPIES).fetch_all(pool).await).doing("list the backups")
}

/// Every record whose key was destroyed, and when.
pub(super) async fn erased(database: &Database) -> Result<Vec<(String, String, Option<i64>)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(ERASED).fetch_all(pool).await).doing("list the erased records")
}

/// Ends every session and link, and whatever else was under way.
pub(super) async fn end_what_was_under_way(tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    for sql in END_WHAT_WAS_UNDER_WAY {
        on_tx!(tx, |connection| sqlx::query(sql).execute(connection).await)
            .doing("end what was valid before")?;
    }
    Ok(())
}

/// References, by their table and name.
type ForeignKeys = Vec<(String, String)>;

/// Lets rows come in any order until they are settled, or, on SQLite, until the transaction ends.
pub(super) async fn defer_foreign_keys(tx: &mut Transaction<'_>) -> Result<ForeignKeys, StoreError> {
    match tx {
        Transaction::Sqlite(inner) => {
            sqlx::query(SQLITE_DEFER).execute(&mut **inner).await.doing("defer the references")?;
            Ok(Vec::new())
        }
        Transaction::Postgres(inner) => {
            let keys: ForeignKeys = sqlx::query_as(POSTGRES_FOREIGN_KEYS)
                .fetch_all(&mut **inner)
                .await
                .doing("list the references")?;
            for (table, key) in &keys {
                let sql = format!("ALTER TABLE {table} ALTER CONSTRAINT {key} DEFERRABLE INITIALLY DEFERRED");
                sqlx::query(AssertSqlSafe(sql)).execute(&mut **inner).await.doing("defer the references")?;
            }
            Ok(keys)
        }
    }
}

/// Looks whether what rows refer to is there, and lets no more come in the wrong order.
pub(super) async fn settle_foreign_keys(
    tx: &mut Transaction<'_>,
    deferred: &ForeignKeys,
) -> Result<(), StoreError> {
    let Transaction::Postgres(inner) = tx else { return Ok(()) };
    sqlx::query(POSTGRES_SETTLE).execute(&mut **inner).await.doing("look at the references")?;
    for (table, key) in deferred {
        let sql = format!("ALTER TABLE {table} ALTER CONSTRAINT {key} NOT DEFERRABLE");
        sqlx::query(AssertSqlSafe(sql)).execute(&mut **inner).await.doing("settle the references")?;
    }
    Ok(())
}

/// Takes every row out of a table: what migrations put there.
pub(super) async fn clear(tx: &mut Transaction<'_>, table: &Table) -> Result<(), StoreError> {
    let sql = AssertSqlSafe(format!("DELETE FROM {}", quoted(&table.name)));
    on_tx!(tx, |connection| sqlx::query(sql).execute(connection).await).doing("clear a table").map(drop)
}

/// Every row of a table.
fn select(table: &Table) -> String {
    let columns: Vec<_> = table.columns.iter().map(|(name, _)| quoted(name)).collect();
    format!("SELECT {} FROM {}", columns.join(", "), quoted(&table.name))
}

/// The values of either database's row.
macro_rules! values {
    ($row:expr, $table:expr) => {
        $table
            .columns
            .iter()
            .enumerate()
            .map(|(at, (_, kind))| {
                let value = match kind {
                    Kind::Text => $row.try_get::<Option<String>, _>(at).map(|it| it.map(Value::Text)),
                    Kind::Integer => $row.try_get::<Option<i64>, _>(at).map(|it| it.map(Value::Integer)),
                    Kind::Double => $row.try_get::<Option<f64>, _>(at).map(|it| it.map(Value::Double)),
                    Kind::Boolean => $row.try_get::<Option<bool>, _>(at).map(|it| it.map(Value::Boolean)),
                    Kind::Bytes => $row.try_get::<Option<Vec<u8>>, _>(at).map(|it| it.map(Value::Bytes)),
                };
                value.map(|value| value.unwrap_or(Value::Null))
            })
            .collect::<Result<Vec<Value>, sqlx::Error>>()
    };
}

/// Hands every row of a table to `each`, one after the other as they come.
pub(super) async fn each_row(
    tx: &mut Transaction<'_>,
    table: &Table,
    mut each: impl FnMut(Vec<Value>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = AssertSqlSafe(select(table));
    on_tx!(tx, |connection| {
        let mut rows = sqlx::query(sql).fetch(connection);
        while let Some(row) = rows.try_next().await.doing("read a table")? {
            each(values!(row, table).doing("read a row")?)?;
        }
        Ok(())
    })
}

/// Hands the rows of a table to `each`, many at once.
pub(super) async fn each_batch(
    tx: &mut Transaction<'_>,
    table: &Table,
    mut each: impl AsyncFnMut(Vec<Vec<Value>>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = AssertSqlSafe(select(table));
    on_tx!(tx, |connection| {
        let mut rows = sqlx::query(sql).fetch(connection).chunks(ROWS_MAX);
        while let Some(rows) = rows.next().await {
            let rows: Vec<_> = rows.into_iter().collect::<Result<_, _>>().doing("read a table")?;
            let values = rows.iter().map(|row| values!(row, table)).collect::<Result<_, _>>();
            each(values.doing("read a row")?).await?;
        }
        Ok(())
    })
}

/// Binds a value, also one that is not there, as what its column holds.
macro_rules! bound {
    ($query:expr, $value:expr, $kind:expr) => {
        match ($value, $kind) {
            (Value::Text(it), _) => $query.bind(it),
            (Value::Integer(it), _) => $query.bind(it),
            (Value::Double(it), _) => $query.bind(it),
            (Value::Boolean(it), _) => $query.bind(it),
            (Value::Bytes(it), _) => $query.bind(it),
            (Value::Null, Kind::Text) => $query.bind(None::<String>),
            (Value::Null, Kind::Integer) => $query.bind(None::<i64>),
            (Value::Null, Kind::Double) => $query.bind(None::<f64>),
            (Value::Null, Kind::Boolean) => $query.bind(None::<bool>),
            (Value::Null, Kind::Bytes) => $query.bind(None::<Vec<u8>>),
        }
    };
}

/// Stores rows, which it takes out of `rows`.
pub(super) async fn insert(
    tx: &mut Transaction<'_>,
    table: &Table,
    rows: &mut Vec<Vec<Value>>,
) -> Result<(), StoreError> {
    let columns: Vec<_> = table.columns.iter().map(|(name, _)| quoted(name)).collect();
    let places: Vec<_> = (0..rows.len())
        .map(|row| {
            let places = (1..=columns.len()).map(|column| format!("${}", row * columns.len() + column));
            format!("({})", places.collect::<Vec<_>>().join(", "))
        })
        .collect();
    if places.is_empty() {
        return Ok(());
    }
    let sql = AssertSqlSafe(format!(
        "INSERT INTO {} ({}) VALUES {}",
        quoted(&table.name),
        columns.join(", "),
        places.join(", ")
    ));
    on_tx!(tx, |connection| {
        let mut query = sqlx::query(sql);
        for (value, (_, kind)) in rows.drain(..).flat_map(|row| row.into_iter().zip(&table.columns)) {
            query = bound!(query, value, kind);
        }
        query.execute(connection).await.map(drop)
    })
    .doing("store rows")
}

/// How many rows of a table go into one statement.
pub(super) fn rows_at_once(table: &Table) -> usize {
    (VALUES_MAX / table.columns.len().max(1)).clamp(1, ROWS_MAX)
}
