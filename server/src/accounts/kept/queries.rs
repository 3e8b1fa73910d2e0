//! All SQL of forms that are kept.

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const KEEP: &str = "INSERT INTO kept_forms (id, staff_id, sealed, made_at_ms) VALUES ($1, $2, $3, $4)";

const DROP_OLDEST: &str = "
    DELETE FROM kept_forms
     WHERE staff_id = $1
       AND id NOT IN (SELECT id FROM kept_forms WHERE staff_id = $1 ORDER BY made_at_ms DESC, id DESC LIMIT $2)";

const KEPT: &str = "
    SELECT id, sealed, made_at_ms FROM kept_forms WHERE staff_id = $1 ORDER BY made_at_ms DESC, id DESC";

const FORGET: &str = "DELETE FROM kept_forms WHERE staff_id = $1 AND id = $2";

const SWEEP: &str = "DELETE FROM kept_forms WHERE made_at_ms < $1";

/// Keeps a form.
pub(crate) async fn keep(
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
    .doing("keep a form")?;
    Ok(())
}

/// Leaves somebody only so many forms, the newest.
pub(crate) async fn drop_oldest(tx: &mut Transaction<'_>, staff: &str, most: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(DROP_OLDEST).bind(staff).bind(most).execute(connection).await)
        .doing("leave only some forms")?;
    Ok(())
}

/// The forms of somebody, the newest first: id, sealed, when.
pub(crate) async fn kept(database: &Database, staff: &str) -> Result<Vec<(String, String, i64)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(KEPT).bind(staff).fetch_all(pool).await)
        .doing("list somebody's forms")
}

/// Forgets a form, if it is this person's.
pub(crate) async fn forget(tx: &mut Transaction<'_>, staff: &str, id: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET).bind(staff).bind(id).execute(connection).await)
        .doing("forget a form")?;
    Ok(())
}

/// Deletes what was kept before this moment; says how much.
pub(crate) async fn sweep(tx: &mut Transaction<'_>, before_ms: i64) -> Result<u64, StoreError> {
    on_tx!(tx, |connection| sqlx::query(SWEEP).bind(before_ms).execute(connection).await)
        .doing("sweep kept forms")
}
