//! All SQL of volunteers' passwords.

use app::{ids::VolunteerId, volunteers::model::VolunteerNumber};

use super::super::corrupt;
use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const OF_PHONE: &str = "
    SELECT id, password_hash
      FROM volunteers
     WHERE (phone_hash = $1 OR guardian_hash = $1) AND password_hash <> '' AND state <> 'erased'
     ORDER BY number
     LIMIT $2";

const OF_NUMBER: &str = "
    SELECT id, password_hash
      FROM volunteers
     WHERE number = $1 AND password_hash <> '' AND state <> 'erased'";

const IS_SET: &str = "SELECT password_hash <> '' FROM volunteers WHERE id = $1";

/// A slip is for one password.
const KEEP: &str = "
    UPDATE volunteers SET password_hash = $2, slip_hash = '', slip_until_ms = 0 WHERE id = $1 AND state <> 'erased'";

const KEEP_SLIP: &str =
    "UPDATE volunteers SET slip_hash = $2, slip_until_ms = $3 WHERE id = $1 AND state <> 'erased'";

const OF_SLIP: &str = "
    SELECT id, version
      FROM volunteers
     WHERE slip_hash = $1 AND slip_hash <> '' AND slip_until_ms > $2 AND state <> 'erased'";

const END_OTHER_SESSIONS: &str =
    "DELETE FROM volunteer_sessions WHERE volunteer_id = $1 AND token_hash <> $2";

/// Those with this telephone, and those whose guardian has it, who set a password: so many at most, each with its hash.
pub(super) async fn of_phone(
    database: &Database,
    phone_hash: &str,
    most: i64,
) -> Result<Vec<(VolunteerId, String)>, StoreError> {
    let rows: Vec<(String, String)> =
        on_pool!(database, |pool| sqlx::query_as(OF_PHONE).bind(phone_hash).bind(most).fetch_all(pool).await)
            .doing("find the passwords of a telephone")?;
    rows.into_iter().map(read).collect()
}

/// The volunteer of this number with the hash of their password, if they set one.
pub(super) async fn of_number(
    database: &Database,
    number: &VolunteerNumber,
) -> Result<Vec<(VolunteerId, String)>, StoreError> {
    let rows: Vec<(String, String)> =
        on_pool!(database, |pool| sqlx::query_as(OF_NUMBER).bind(number.as_str()).fetch_all(pool).await)
            .doing("find the password of a volunteer")?;
    rows.into_iter().map(read).collect()
}

fn read((id, hash): (String, String)) -> Result<(VolunteerId, String), StoreError> {
    Ok((id.parse().map_err(|_| corrupt())?, hash))
}

/// Whether a volunteer set a password.
pub(super) async fn is_set(database: &Database, volunteer: VolunteerId) -> Result<bool, StoreError> {
    let found: Option<bool> = on_pool!(database, |pool| sqlx::query_scalar(IS_SET)
        .bind(volunteer.to_string())
        .fetch_optional(pool)
        .await)
    .doing("look whether a volunteer has a password")?;
    Ok(found.unwrap_or_default())
}

/// Keeps the hash of a password, or an empty text for none; whoever is signed in elsewhere than here comes in anew.
pub(super) async fn keep(
    tx: &mut Transaction<'_>,
    volunteer: VolunteerId,
    hash: &str,
    here: &str,
) -> Result<(), StoreError> {
    let id = volunteer.to_string();
    on_tx!(tx, |connection| sqlx::query(KEEP).bind(&id).bind(hash).execute(connection).await)
        .doing("keep the password of a volunteer")?;
    on_tx!(tx, |connection| sqlx::query(END_OTHER_SESSIONS).bind(&id).bind(here).execute(connection).await)
        .doing("end a volunteer's other sessions")?;
    Ok(())
}

/// Keeps the hash of a slip's key until then, in place of the one before.
pub(super) async fn keep_slip(
    tx: &mut Transaction<'_>,
    volunteer: VolunteerId,
    hash: &str,
    until_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(KEEP_SLIP)
        .bind(volunteer.to_string())
        .bind(hash)
        .bind(until_ms)
        .execute(connection)
        .await)
    .doing("keep a password slip")
    .map(drop)
}

/// Whose slip has a key of this hash and still holds, with their version.
pub(super) async fn of_slip(
    database: &Database,
    hash: &str,
    now_ms: i64,
) -> Result<Option<(VolunteerId, i64)>, StoreError> {
    let row: Option<(String, i64)> =
        on_pool!(database, |pool| sqlx::query_as(OF_SLIP).bind(hash).bind(now_ms).fetch_optional(pool).await)
            .doing("find a password slip")?;
    row.map(|(id, version)| Ok((id.parse().map_err(|_| corrupt())?, version))).transpose()
}
