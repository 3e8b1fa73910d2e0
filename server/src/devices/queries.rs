//! All SQL of tablets.

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const INSERT: &str = "
    INSERT INTO devices (id, staff_id, name, system, token_hash, number, unsent, ahead_ms, made_at_ms, seen_at_ms)
    VALUES ($1, $2, $3, $4, $5, 0, 0, 0, $6, $6)";

const BY_TOKEN: &str = "
    SELECT id, staff_id, name, system, number, unsent, ahead_ms, made_at_ms, seen_at_ms, went_back_at_ms,
           revoked_at_ms
      FROM devices
     WHERE token_hash = $1";

const BY_ID: &str = "
    SELECT id, staff_id, name, system, number, unsent, ahead_ms, made_at_ms, seen_at_ms, went_back_at_ms,
           revoked_at_ms
      FROM devices
     WHERE id = $1";

/// Those that are listened to, or were not long ago.
const ALL: &str = "
    SELECT id, staff_id, name, system, number, unsent, ahead_ms, made_at_ms, seen_at_ms, went_back_at_ms,
           revoked_at_ms
      FROM devices
     WHERE revoked_at_ms IS NULL
     ORDER BY seen_at_ms DESC, id";

const SEE: &str = "UPDATE devices SET seen_at_ms = $2, ahead_ms = $3 WHERE id = $1 AND revoked_at_ms IS NULL";

const TELL_UNSENT: &str = "UPDATE devices SET unsent = $2 WHERE id = $1";

/// Changes nothing, and makes every other batch of this tablet wait until this transaction ends.
const TAKE: &str =
    "UPDATE devices SET number = number WHERE id = $1 AND revoked_at_ms IS NULL RETURNING number";

const COMMAND_AT: &str = "SELECT command FROM device_commands WHERE device_id = $1 AND number = $2";

const USE_NUMBER: &str = "
    INSERT INTO device_commands (device_id, number, command, received_at_ms, ahead_ms) VALUES ($1, $2, $3, $4, $5)";

const MOVE_ON: &str = "UPDATE devices SET number = $2 WHERE id = $1";

const WENT_BACK: &str = "UPDATE devices SET went_back_at_ms = $2 WHERE id = $1";

const REVOKE: &str = "UPDATE devices SET revoked_at_ms = $2 WHERE id = $1 AND revoked_at_ms IS NULL";

/// A tablet as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DeviceRow {
    /// Id.
    pub id: String,
    /// Whose.
    pub staff_id: String,
    /// What it is called.
    pub name: String,
    /// What its browser calls itself.
    pub system: String,
    /// The last number taken from it.
    pub number: i64,
    /// How many commands waited on it when it was last heard.
    pub unsent: i64,
    /// By how much its clock was ahead then, where that has to be told.
    pub ahead_ms: i64,
    /// Enrolled.
    pub made_at_ms: i64,
    /// Last heard.
    pub seen_at_ms: i64,
    /// When it was last noticed that it had been put back to an earlier state.
    pub went_back_at_ms: Option<i64>,
    /// Revoked.
    pub revoked_at_ms: Option<i64>,
}

/// Stores a tablet.
pub(super) async fn insert(
    tx: &mut Transaction<'_>,
    row: &DeviceRow,
    token_hash: &str,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(&row.id)
        .bind(&row.staff_id)
        .bind(&row.name)
        .bind(&row.system)
        .bind(token_hash)
        .bind(row.made_at_ms)
        .execute(connection)
        .await)
    .doing("store a tablet")?;
    Ok(())
}

/// The tablet with this token.
pub(super) async fn by_token(database: &Database, token_hash: &str) -> Result<Option<DeviceRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(BY_TOKEN).bind(token_hash).fetch_optional(pool).await)
        .doing("look for a tablet by its token")
}

/// The tablet with this id.
pub(super) async fn by_id(database: &Database, id: &str) -> Result<Option<DeviceRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await)
        .doing("look for a tablet")
}

/// Every tablet that is not revoked, the one heard last first.
pub(super) async fn all(database: &Database) -> Result<Vec<DeviceRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(ALL).fetch_all(pool).await).doing("list the tablets")
}

/// Notes that a tablet was heard, and by how much its clock is ahead.
pub(super) async fn see(
    tx: &mut Transaction<'_>,
    id: &str,
    now_ms: i64,
    ahead_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(SEE).bind(id).bind(now_ms).bind(ahead_ms).execute(connection).await)
        .doing("note that a tablet was heard")?;
    Ok(())
}

/// Notes how many commands wait on a tablet.
pub(super) async fn tell_unsent(tx: &mut Transaction<'_>, id: &str, unsent: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(TELL_UNSENT).bind(id).bind(unsent).execute(connection).await)
        .doing("note what waits on a tablet")?;
    Ok(())
}

/// The last number of a tablet, which nobody else can move until `tx` ends; nothing when it is revoked.
pub(super) async fn take(tx: &mut Transaction<'_>, id: &str) -> Result<Option<i64>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(TAKE).bind(id).fetch_optional(connection).await)
        .doing("take the last number of a tablet")
}

/// The command that came under this number.
pub(super) async fn command_at(
    tx: &mut Transaction<'_>,
    id: &str,
    number: i64,
) -> Result<Option<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(COMMAND_AT)
        .bind(id)
        .bind(number)
        .fetch_optional(connection)
        .await)
    .doing("look for a number of a tablet")
}

/// Uses the next number of a tablet for this command.
pub(super) async fn use_number(
    tx: &mut Transaction<'_>,
    id: &str,
    number: i64,
    command: &str,
    now_ms: i64,
    ahead_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(USE_NUMBER)
        .bind(id)
        .bind(number)
        .bind(command)
        .bind(now_ms)
        .bind(ahead_ms)
        .execute(connection)
        .await)
    .doing("use a number of a tablet")?;
    on_tx!(tx, |connection| sqlx::query(MOVE_ON).bind(id).bind(number).execute(connection).await)
        .doing("move the last number of a tablet on")?;
    Ok(())
}

/// Notes that a tablet was put back to an earlier state.
pub(super) async fn went_back(tx: &mut Transaction<'_>, id: &str, now_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(WENT_BACK).bind(id).bind(now_ms).execute(connection).await)
        .doing("note that a tablet was put back")?;
    Ok(())
}

/// Revokes a tablet; says whether it was still listened to.
pub(super) async fn revoke(tx: &mut Transaction<'_>, id: &str, now_ms: i64) -> Result<bool, StoreError> {
    let revoked =
        on_tx!(tx, |connection| sqlx::query(REVOKE).bind(id).bind(now_ms).execute(connection).await)
            .doing("revoke a tablet")?;
    Ok(revoked > 0)
}
