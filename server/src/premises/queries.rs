//! All SQL about the checklist of a unit's premises.

use app::{ids::StationId, journal::merge::Record};

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const READ: &str = "SELECT fields, version FROM premises WHERE station_id = $1";

const KEEP: &str = "
    INSERT INTO premises (station_id, fields, version, changed_at_ms)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (station_id) DO UPDATE
       SET fields = excluded.fields, version = excluded.version, changed_at_ms = excluded.changed_at_ms";

/// What is kept of a list, and its version.
type Kept = (Record, i64);

/// What is kept of the list of a unit; nothing where nobody has written on it.
pub async fn read(database: &Database, id: StationId) -> Result<Option<Kept>, StoreError> {
    let row: Option<(String, i64)> =
        on_pool!(database, |pool| sqlx::query_as(READ).bind(id.to_string()).fetch_optional(pool).await)
            .doing("read the premises of a unit")?;
    row.map(kept).transpose()
}

/// The same within a transaction.
pub async fn read_in(tx: &mut Transaction<'_>, id: StationId) -> Result<Option<Kept>, StoreError> {
    let row: Option<(String, i64)> =
        on_tx!(tx, |connection| sqlx::query_as(READ).bind(id.to_string()).fetch_optional(connection).await)
            .doing("read the premises of a unit that change")?;
    row.map(kept).transpose()
}

fn kept((fields, version): (String, i64)) -> Result<Kept, StoreError> {
    let fields =
        serde_json::from_str(&fields).map_err(|_| StoreError::Corrupt { what: "premises of a unit" })?;
    Ok((fields, version))
}

/// Keeps what has become of a list.
pub async fn keep(
    tx: &mut Transaction<'_>,
    id: StationId,
    record: &Record,
    version: i64,
    now_ms: i64,
) -> Result<(), StoreError> {
    let fields =
        serde_json::to_string(record).map_err(|_| StoreError::Corrupt { what: "premises of a unit" })?;
    on_tx!(tx, |connection| sqlx::query(KEEP)
        .bind(id.to_string())
        .bind(&fields)
        .bind(version)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("keep the premises of a unit")?;
    Ok(())
}
