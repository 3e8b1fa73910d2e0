//! All SQL of imports that wait.

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const KEEP: &str = "
    INSERT INTO imports (id, staff_id, sealed, made_at_ms, done_at_ms, added, changed)
    VALUES ($1, $2, $3, $4, NULL, 0, 0)";

const DROP_OLDEST: &str = "
    DELETE FROM imports
     WHERE staff_id = $1
       AND id NOT IN (SELECT id FROM imports WHERE staff_id = $1 ORDER BY made_at_ms DESC, id DESC LIMIT $2)";

const KEPT: &str = "
    SELECT sealed, done_at_ms, added, changed
      FROM imports
     WHERE id = $1 AND staff_id = $2 AND made_at_ms >= $3";

/// Whoever comes second waits here, and finds it done.
const FINISH: &str = "
    UPDATE imports SET done_at_ms = $3, sealed = '', added = $4, changed = $5
     WHERE id = $1 AND staff_id = $2 AND done_at_ms IS NULL";

const FORGET: &str = "DELETE FROM imports WHERE id = $1 AND staff_id = $2";

const SWEEP: &str = "DELETE FROM imports WHERE made_at_ms < $1";

/// An import as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ImportRow {
    /// What was sent, sealed; empty once it is done.
    pub sealed: String,
    /// When it was done.
    pub done_at_ms: Option<i64>,
    /// How many rows were new.
    pub added: i64,
    /// How many changed something.
    pub changed: i64,
}

/// Keeps an import.
pub async fn keep(
    tx: &mut Transaction<'_>,
    id: &str,
    staff: &str,
    sealed: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(KEEP)
        .bind(id)
        .bind(staff)
        .bind(sealed)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("keep an import")?;
    Ok(())
}

/// Leaves somebody only so many imports, the newest.
pub async fn drop_oldest(tx: &mut Transaction<'_>, staff: &str, most: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(DROP_OLDEST).bind(staff).bind(most).execute(connection).await)
        .doing("leave only some imports")?;
    Ok(())
}

/// An import of somebody that is no older.
pub async fn kept(
    database: &Database,
    id: &str,
    staff: &str,
    since_ms: i64,
) -> Result<Option<ImportRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(KEPT)
        .bind(id)
        .bind(staff)
        .bind(since_ms)
        .fetch_optional(pool)
        .await)
    .doing("look for an import")
}

/// Notes that an import is done; says whether it was not before.
pub async fn finish(
    tx: &mut Transaction<'_>,
    id: &str,
    staff: &str,
    now_ms: i64,
    added: i64,
    changed: i64,
) -> Result<bool, StoreError> {
    let rows: u64 = on_tx!(tx, |connection| sqlx::query(FINISH)
        .bind(id)
        .bind(staff)
        .bind(now_ms)
        .bind(added)
        .bind(changed)
        .execute(connection)
        .await
        .map(|done| done.rows_affected()))
    .doing("finish an import")?;
    Ok(rows > 0)
}

/// Forgets an import, if it is this person's.
pub async fn forget(tx: &mut Transaction<'_>, id: &str, staff: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET).bind(id).bind(staff).execute(connection).await)
        .doing("forget an import")?;
    Ok(())
}

/// Forgets what was kept before this moment; says how much.
pub async fn sweep(tx: &mut Transaction<'_>, before_ms: i64) -> Result<u64, StoreError> {
    on_tx!(tx, |connection| sqlx::query(SWEEP)
        .bind(before_ms)
        .execute(connection)
        .await
        .map(|done| done.rows_affected()))
    .doing("sweep imports")
}
