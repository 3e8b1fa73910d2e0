//! All SQL of the addresses at which calendars read what volunteers signed up for.

use app::ids::VolunteerId;

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

/// In place of the one before, unless that is another than the page showed.
const MAKE: &str = "
    INSERT INTO volunteer_calendar_links (volunteer_id, token_hash, version, made_at_ms)
    VALUES ($1, $2, 1, $3)
    ON CONFLICT (volunteer_id) DO UPDATE
       SET token_hash = excluded.token_hash, made_at_ms = excluded.made_at_ms,
           version = volunteer_calendar_links.version + 1
     WHERE volunteer_calendar_links.version = $4";

const WITHDRAW: &str = "
    UPDATE volunteer_calendar_links SET token_hash = '', version = version + 1
     WHERE volunteer_id = $1 AND token_hash <> ''";

const FORGET: &str = "DELETE FROM volunteer_calendar_links WHERE volunteer_id = $1";

const OF: &str =
    "SELECT token_hash, version, made_at_ms FROM volunteer_calendar_links WHERE volunteer_id = $1";

const WHOSE: &str = "
    SELECT c.volunteer_id
      FROM volunteer_calendar_links c
      JOIN volunteers v ON v.id = c.volunteer_id
     WHERE c.token_hash = $1 AND c.token_hash <> '' AND v.state <> 'erased'";

/// The address of a volunteer as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) token_hash: String,
    pub(super) version: i64,
    pub(super) made_at_ms: i64,
}

/// Keeps an address in place of the one of version `basis`; says whether it still was that.
pub(super) async fn make(
    tx: &mut Transaction<'_>,
    volunteer: VolunteerId,
    token_hash: &str,
    basis: i64,
    now_ms: i64,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(MAKE)
        .bind(volunteer.to_string())
        .bind(token_hash)
        .bind(now_ms)
        .bind(basis)
        .execute(connection)
        .await)
    .doing("keep the address of a calendar")
    .map(|rows| rows == 1)
}

/// Nobody reads at the address any more.
pub(in crate::volunteers) async fn withdraw(
    tx: &mut Transaction<'_>,
    volunteer: VolunteerId,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(WITHDRAW).bind(volunteer.to_string()).execute(connection).await)
        .doing("withdraw the address of a calendar")
        .map(drop)
}

/// Of whoever erases themselves nothing stays.
pub(in crate::volunteers) async fn forget(
    tx: &mut Transaction<'_>,
    volunteer: &str,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET).bind(volunteer).execute(connection).await)
        .doing("forget the address of a calendar")
        .map(drop)
}

/// What is kept for a volunteer.
pub(super) async fn of(database: &Database, volunteer: VolunteerId) -> Result<Option<Row>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(OF).bind(volunteer.to_string()).fetch_optional(pool).await)
        .doing("find the address of a calendar")
}

/// Whose address has a token of this hash.
pub(super) async fn whose(database: &Database, token_hash: &str) -> Result<Option<String>, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(WHOSE).bind(token_hash).fetch_optional(pool).await)
        .doing("find whose calendar this is")
}
