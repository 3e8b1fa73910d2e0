//! All SQL that wraps the keys of records anew. What else is done with them stands in `server/src/journal/queries.rs`.

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const KEYS_AFTER: &str = "
    SELECT entity, entity_id, wrapped
      FROM record_keys
     WHERE wrapped IS NOT NULL AND (entity > $1 OR (entity = $1 AND entity_id > $2))
     ORDER BY entity, entity_id
     LIMIT $3";

/// Only as it was read: a key that was destroyed meanwhile stays destroyed.
const REWRAP: &str =
    "UPDATE record_keys SET wrapped = $4 WHERE entity = $1 AND entity_id = $2 AND wrapped = $3";

/// The wrapped key of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct KeyRow {
    pub(super) entity: String,
    pub(super) entity_id: String,
    pub(super) wrapped: String,
}

/// Up to `most` keys after this one, in the order of their records.
pub(super) async fn keys_after(
    database: &Database,
    row: &KeyRow,
    most: i64,
) -> Result<Vec<KeyRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(KEYS_AFTER)
        .bind(&row.entity)
        .bind(&row.entity_id)
        .bind(most)
        .fetch_all(pool)
        .await)
    .doing("read the keys of records")
}

/// Stores a key as it is wrapped now, if it is still wrapped as in `row`; says whether it was.
pub(super) async fn rewrap(
    tx: &mut Transaction<'_>,
    row: &KeyRow,
    wrapped: &str,
) -> Result<bool, StoreError> {
    let rewrapped = on_tx!(tx, |connection| sqlx::query(REWRAP)
        .bind(&row.entity)
        .bind(&row.entity_id)
        .bind(&row.wrapped)
        .bind(wrapped)
        .execute(connection)
        .await)
    .doing("wrap the key of a record anew")?;
    Ok(rewrapped > 0)
}
