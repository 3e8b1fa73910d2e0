//! All SQL of the messages.

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const INSERT: &str = "
    INSERT INTO messages (id, once, channel, template, entity, entity_id, sealed, state, made_at_ms, expires_at_ms,
                          settled_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (once) DO NOTHING";

const MESSAGE: &str = "
    SELECT id, channel, template, entity, entity_id, sealed, state, made_at_ms, expires_at_ms, read_at_ms,
           (SELECT COUNT(*) FROM deliveries WHERE message_id = messages.id) AS attempts,
           COALESCE((SELECT detail FROM deliveries WHERE message_id = messages.id ORDER BY attempt DESC LIMIT 1), '')
           AS detail
      FROM messages
     WHERE id = $1";

/// An empty state means any.
const LIST: &str = "
    SELECT id, channel, template, entity, entity_id, sealed, state, made_at_ms, expires_at_ms, read_at_ms,
           (SELECT COUNT(*) FROM deliveries WHERE message_id = messages.id) AS attempts,
           COALESCE((SELECT detail FROM deliveries WHERE message_id = messages.id ORDER BY attempt DESC LIMIT 1), '')
           AS detail
      FROM messages
     WHERE channel <> 'inbox' AND ($1 = '' OR state = $1)
     ORDER BY made_at_ms DESC, id DESC
     LIMIT $2 OFFSET $3";

const COUNT: &str = "SELECT COUNT(*) FROM messages WHERE channel <> 'inbox' AND ($1 = '' OR state = $1)";

const INBOX: &str = "
    SELECT id, channel, template, entity, entity_id, sealed, state, made_at_ms, expires_at_ms, read_at_ms,
           CAST(0 AS BIGINT) AS attempts, '' AS detail
      FROM messages
     WHERE channel = 'inbox' AND entity = 'staff' AND entity_id = $1
     ORDER BY made_at_ms DESC, id DESC
     LIMIT $2";

const UNREAD: &str = "
    SELECT COUNT(*) FROM messages
     WHERE channel = 'inbox' AND entity = 'staff' AND entity_id = $1 AND read_at_ms IS NULL";

const READ_ALL: &str = "
    UPDATE messages SET read_at_ms = $2
     WHERE channel = 'inbox' AND entity = 'staff' AND entity_id = $1 AND read_at_ms IS NULL";

const BEGIN: &str = "UPDATE messages SET state = 'sending' WHERE id = $1 AND state IN ('waiting', 'sending')";

const WAIT: &str = "UPDATE messages SET state = 'waiting' WHERE id = $1 AND state = 'sending'";

const SETTLE: &str = "
    UPDATE messages SET state = $2, settled_at_ms = $3 WHERE id = $1 AND state IN ('waiting', 'sending')";

/// A receipt may overtake the answer of the gateway, and may come of what was given up.
const RECEIVE: &str = "
    UPDATE messages SET state = $2, settled_at_ms = $3
     WHERE id = $1 AND channel = 'sms' AND state IN ('sending', 'sent', 'unknown', 'failed')";

const DECIDE: &str = "
    UPDATE messages SET state = $2, settled_at_ms = $3 WHERE id = $1 AND state IN ('unknown', 'failed')";

const DROP: &str = "
    UPDATE messages SET state = 'dropped', settled_at_ms = $4
     WHERE entity = $1 AND entity_id = $2 AND channel = $3 AND state = 'waiting' AND template <> $5";

const NOTE: &str = "
    INSERT INTO deliveries (message_id, attempt, at_ms, outcome, detail) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (message_id, attempt) DO NOTHING";

const SWEEP_DELIVERIES: &str = "
    DELETE FROM deliveries WHERE message_id IN (
        SELECT id FROM messages WHERE made_at_ms < $1 OR (template = 'code' AND made_at_ms < $2))";

const SWEEP: &str = "DELETE FROM messages WHERE made_at_ms < $1 OR (template = 'code' AND made_at_ms < $2)";

const FORGET_DELIVERIES: &str =
    "DELETE FROM deliveries WHERE message_id IN (SELECT id FROM messages WHERE once = $1)";

const FORGET: &str = "DELETE FROM messages WHERE once = $1";

/// A message as it is kept, with how often it was tried and how the last attempt ended.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: String,
    /// Word of the channel.
    pub channel: String,
    /// Word of the template.
    pub template: String,
    /// What it is about,
    pub entity: String,
    /// and which of them.
    pub entity_id: String,
    /// To whom, and the words.
    pub sealed: String,
    /// Word of the state.
    pub state: String,
    /// When it was made.
    pub made_at_ms: i64,
    /// Until when it is worth sending.
    pub expires_at_ms: i64,
    /// When it was read, in an inbox.
    pub read_at_ms: Option<i64>,
    /// How often it was tried.
    pub attempts: i64,
    /// How the last attempt ended.
    pub detail: String,
}

/// A message to be kept.
#[derive(Debug)]
pub struct NewRow<'a> {
    pub(super) id: &'a str,
    pub(super) once: String,
    pub(super) channel: &'a str,
    pub(super) template: &'a str,
    pub(super) entity: &'a str,
    pub(super) entity_id: &'a str,
    pub(super) sealed: String,
    pub(super) state: &'a str,
    pub(super) made_at_ms: i64,
    pub(super) expires_at_ms: i64,
    pub(super) settled_at_ms: Option<i64>,
}

/// Keeps a message, unless one is there for its `once`; says whether.
pub async fn insert(tx: &mut Transaction<'_>, row: &NewRow<'_>) -> Result<bool, StoreError> {
    let inserted = on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(row.id)
        .bind(&row.once)
        .bind(row.channel)
        .bind(row.template)
        .bind(row.entity)
        .bind(row.entity_id)
        .bind(&row.sealed)
        .bind(row.state)
        .bind(row.made_at_ms)
        .bind(row.expires_at_ms)
        .bind(row.settled_at_ms)
        .execute(connection)
        .await)
    .doing("keep a message")?;
    Ok(inserted == 1)
}

/// The message of this id.
pub async fn message(database: &Database, id: &str) -> Result<Option<Row>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(MESSAGE).bind(id).fetch_optional(pool).await)
        .doing("find a message")
}

/// Messages that are sent, the newest first.
pub async fn list(database: &Database, state: &str, limit: i64, offset: i64) -> Result<Vec<Row>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(LIST).bind(state).bind(limit).bind(offset).fetch_all(pool).await)
        .doing("list messages")
}

/// How many of them there are.
pub async fn count(database: &Database, state: &str) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(COUNT).bind(state).fetch_one(pool).await)
        .doing("count messages")
}

/// The newest of an inbox.
pub async fn inbox(database: &Database, staff: &str, limit: i64) -> Result<Vec<Row>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(INBOX).bind(staff).bind(limit).fetch_all(pool).await)
        .doing("read an inbox")
}

/// How much of an inbox was not read.
pub async fn unread(database: &Database, staff: &str) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(UNREAD).bind(staff).fetch_one(pool).await)
        .doing("count an inbox")
}

/// Notes that an inbox was read.
pub async fn read_all(tx: &mut Transaction<'_>, staff: &str, now: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(READ_ALL).bind(staff).bind(now).execute(connection).await)
        .doing("note what was read")?;
    Ok(())
}

/// Notes that a message is being sent, unless it has been settled; says whether.
pub async fn begin(tx: &mut Transaction<'_>, id: &str) -> Result<bool, StoreError> {
    let begun = on_tx!(tx, |connection| sqlx::query(BEGIN).bind(id).execute(connection).await)
        .doing("begin to send a message")?;
    Ok(begun == 1)
}

/// Notes that a message waits again.
pub async fn wait(tx: &mut Transaction<'_>, id: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(WAIT).bind(id).execute(connection).await)
        .doing("let a message wait")?;
    Ok(())
}

/// Notes how a message ended, unless that is known already.
pub async fn settle(tx: &mut Transaction<'_>, id: &str, state: &str, now: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(SETTLE).bind(id).bind(state).bind(now).execute(connection).await)
        .doing("settle a message")?;
    Ok(())
}

/// Notes what a gateway says later; says whether there is such a message.
pub async fn receive(tx: &mut Transaction<'_>, id: &str, state: &str, now: i64) -> Result<bool, StoreError> {
    let received = on_tx!(tx, |connection| sqlx::query(RECEIVE)
        .bind(id)
        .bind(state)
        .bind(now)
        .execute(connection)
        .await)
    .doing("note a receipt")?;
    Ok(received == 1)
}

/// Notes what a person decides; says whether there was something to decide.
pub async fn decide(
    tx: &mut Transaction<'_>,
    id: &str,
    state: &str,
    settled_at_ms: Option<i64>,
) -> Result<bool, StoreError> {
    let decided = on_tx!(tx, |connection| sqlx::query(DECIDE)
        .bind(id)
        .bind(state)
        .bind(settled_at_ms)
        .execute(connection)
        .await)
    .doing("decide about a message")?;
    Ok(decided == 1)
}

/// Sends nothing any more by this channel of what waits to be sent about a record, but what was made from the template
/// `but`.
pub async fn drop_waiting(
    tx: &mut Transaction<'_>,
    about: (&str, &str),
    channel: &str,
    but: &str,
    now: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(DROP)
        .bind(about.0)
        .bind(about.1)
        .bind(channel)
        .bind(now)
        .bind(but)
        .execute(connection)
        .await)
    .doing("drop messages that wait")?;
    Ok(())
}

/// Notes how an attempt ended.
pub async fn note(
    tx: &mut Transaction<'_>,
    id: &str,
    attempt: i64,
    now: i64,
    outcome: &str,
    detail: &str,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(NOTE)
        .bind(id)
        .bind(attempt)
        .bind(now)
        .bind(outcome)
        .bind(detail)
        .execute(connection)
        .await)
    .doing("note an attempt")?;
    Ok(())
}

/// Takes away what is older than `before`, and codes older than `codes_before`.
pub async fn sweep(tx: &mut Transaction<'_>, before: i64, codes_before: i64) -> Result<(), StoreError> {
    for sweep in [SWEEP_DELIVERIES, SWEEP] {
        on_tx!(tx, |connection| sqlx::query(sweep).bind(before).bind(codes_before).execute(connection).await)
            .doing("sweep messages")?;
    }
    Ok(())
}

/// Takes a message away before its time, whatever has become of it.
pub async fn forget(tx: &mut Transaction<'_>, once: &str) -> Result<(), StoreError> {
    for sql in [FORGET_DELIVERIES, FORGET] {
        on_tx!(tx, |connection| sqlx::query(sql).bind(once).execute(connection).await)
            .doing("forget a message")?;
    }
    Ok(())
}
