//! All SQL of the reminders.

use app::{
    iso_date,
    reminders::model::{DatedEvent, Details, Occasion},
    text::Text,
};

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const INSERT_REQUEST: &str = "
    INSERT INTO reminder_requests (key_hash, topic, channel, contact_hash, sealed, occasions, lead_days, code_hash,
                                   guesses, used, made_at_ms, expires_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

const REQUEST: &str = "
    SELECT key_hash, topic, channel, contact_hash, sealed, occasions, lead_days, code_hash, guesses, used, made_at_ms,
           expires_at_ms
      FROM reminder_requests
     WHERE key_hash = $1";

/// A code that was right once may be given again: whoever presses twice gets the same answer.
const GUESS: &str = "
    UPDATE reminder_requests SET guesses = guesses + CASE WHEN used THEN 0 ELSE 1 END
     WHERE key_hash = $1 AND expires_at_ms > $2 AND guesses < $3
    RETURNING key_hash, topic, channel, contact_hash, sealed, occasions, lead_days, code_hash, guesses, used,
              made_at_ms, expires_at_ms";

const USE_REQUEST: &str = "UPDATE reminder_requests SET used = TRUE WHERE key_hash = $1 AND NOT used";

const SWEEP: &str = "DELETE FROM reminder_requests WHERE made_at_ms < $1";

const FORGET_REQUESTS: &str = "
    DELETE FROM reminder_requests
     WHERE contact_hash = (SELECT contact_hash FROM reminders WHERE id = $1)
    RETURNING key_hash";

const INSERT: &str = "
    INSERT INTO reminders (id, topic, channel, contact_hash, sealed, leave_hash, occasions, lead_days, made_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const TAKE_OFF: &str = "DELETE FROM reminders WHERE topic = $1 AND contact_hash = $2 RETURNING id";

const DELETE: &str = "DELETE FROM reminders WHERE id = $1";

const BY_CONTACT: &str = "
    SELECT id, channel, sealed, leave_hash, occasions, lead_days
      FROM reminders
     WHERE topic = $1 AND contact_hash = $2";

const BY_LEAVE: &str = "
    SELECT id, channel, sealed, leave_hash, occasions, lead_days FROM reminders WHERE leave_hash = $1";

const COUNT: &str = "SELECT COUNT(*) FROM reminders WHERE topic = $1";

/// Words of occasions are no parts of one another.
const TO_REMIND: &str = "
    SELECT id, channel, sealed, leave_hash, occasions, lead_days
      FROM reminders
     WHERE topic = $1 AND lead_days = $2 AND occasions LIKE '%' || $3 || '%'
       AND NOT EXISTS (SELECT 1 FROM messages WHERE once = $4 || reminders.id)
     ORDER BY id
     LIMIT $5";

const EVENTS: &str = "
    SELECT id, version, occasion, title_zh, title_en, from_day, until_day, source, published, demo
      FROM dated_events
     WHERE topic = $1
     ORDER BY from_day, id";

const EVENT: &str = "
    SELECT id, version, occasion, title_zh, title_en, from_day, until_day, source, published, demo
      FROM dated_events
     WHERE id = $1";

const KEEP_EVENT: &str = "
    INSERT INTO dated_events (id, version, unit, topic, occasion, title_zh, title_en, from_day, until_day, source,
                              published, demo)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (id) DO UPDATE
       SET version = excluded.version, occasion = excluded.occasion, title_zh = excluded.title_zh,
           title_en = excluded.title_en, from_day = excluded.from_day, until_day = excluded.until_day,
           source = excluded.source, published = excluded.published";

const WITHDRAW_DEMO: &str = "DELETE FROM dated_events WHERE demo";

/// A request, as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RequestRow {
    pub(super) key_hash: String,
    pub(super) topic: String,
    pub(super) channel: String,
    pub(super) contact_hash: String,
    pub(super) sealed: String,
    pub(super) occasions: String,
    pub(super) lead_days: i64,
    pub(super) code_hash: String,
    pub(super) guesses: i64,
    pub(super) used: bool,
    pub(super) made_at_ms: i64,
    pub(super) expires_at_ms: i64,
}

/// Somebody on the list, as they are kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ReminderRow {
    pub(super) id: String,
    pub(super) channel: String,
    pub(super) sealed: String,
    pub(super) leave_hash: String,
    pub(super) occasions: String,
    pub(super) lead_days: i64,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    id: String,
    version: i64,
    occasion: String,
    title_zh: String,
    title_en: Option<String>,
    from_day: String,
    until_day: Option<String>,
    source: String,
    published: bool,
    demo: bool,
}

impl EventRow {
    fn read(self) -> Result<DatedEvent, StoreError> {
        let corrupt = || StoreError::Corrupt { what: "event" };
        let day = |text: &str| iso_date::parse(text).ok_or_else(corrupt);
        Ok(DatedEvent {
            id: self.id,
            version: self.version,
            demo: self.demo,
            details: Details {
                occasion: Occasion::from_word(&self.occasion).ok_or_else(corrupt)?,
                title: Text { zh: self.title_zh, en: self.title_en },
                from: day(&self.from_day)?,
                until: self.until_day.as_deref().map(day).transpose()?,
                source: self.source,
                published: self.published,
            },
        })
    }
}

/// Keeps a request.
pub async fn insert_request(tx: &mut Transaction<'_>, row: &RequestRow) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_REQUEST)
        .bind(&row.key_hash)
        .bind(&row.topic)
        .bind(&row.channel)
        .bind(&row.contact_hash)
        .bind(&row.sealed)
        .bind(&row.occasions)
        .bind(row.lead_days)
        .bind(&row.code_hash)
        .bind(row.guesses)
        .bind(row.used)
        .bind(row.made_at_ms)
        .bind(row.expires_at_ms)
        .execute(connection)
        .await)
    .doing("keep a request for a reminder")?;
    Ok(())
}

/// The request of this key.
pub async fn request(database: &Database, key_hash: &str) -> Result<Option<RequestRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(REQUEST).bind(key_hash).fetch_optional(pool).await)
        .doing("find a request for a reminder")
}

/// Counts a guess at the code of a request, and gives it; nothing when it is over or was guessed at too often.
pub async fn guess(
    tx: &mut Transaction<'_>,
    key_hash: &str,
    now: i64,
    guesses_max: i64,
) -> Result<Option<RequestRow>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_as(GUESS)
        .bind(key_hash)
        .bind(now)
        .bind(guesses_max)
        .fetch_optional(connection)
        .await)
    .doing("count a guess")
}

/// Uses a request up; says whether it was not yet.
pub async fn use_request(tx: &mut Transaction<'_>, key_hash: &str) -> Result<bool, StoreError> {
    let used = on_tx!(tx, |connection| sqlx::query(USE_REQUEST).bind(key_hash).execute(connection).await)
        .doing("use a request for a reminder")?;
    Ok(used == 1)
}

/// Takes requests away that are older.
pub async fn sweep(tx: &mut Transaction<'_>, before_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(SWEEP).bind(before_ms).execute(connection).await)
        .doing("sweep requests for reminders")?;
    Ok(())
}

/// Takes the requests of somebody on the list away; gives what they were called.
pub async fn forget_requests(tx: &mut Transaction<'_>, reminder: &str) -> Result<Vec<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(FORGET_REQUESTS).bind(reminder).fetch_all(connection).await)
        .doing("forget somebody's requests")
}

/// Puts somebody on the list.
pub async fn insert(
    tx: &mut Transaction<'_>,
    topic: &str,
    contact_hash: &str,
    row: &ReminderRow,
    now: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(&row.id)
        .bind(topic)
        .bind(&row.channel)
        .bind(contact_hash)
        .bind(&row.sealed)
        .bind(&row.leave_hash)
        .bind(&row.occasions)
        .bind(row.lead_days)
        .bind(now)
        .execute(connection)
        .await)
    .doing("put somebody on the list")?;
    Ok(())
}

/// Takes whoever has this number or address off the list; gives who it was.
pub async fn take_off(
    tx: &mut Transaction<'_>,
    topic: &str,
    contact_hash: &str,
) -> Result<Option<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(TAKE_OFF)
        .bind(topic)
        .bind(contact_hash)
        .fetch_optional(connection)
        .await)
    .doing("take somebody off the list")
}

/// Takes somebody off the list; says whether they were on it.
pub async fn delete(tx: &mut Transaction<'_>, id: &str) -> Result<bool, StoreError> {
    let deleted = on_tx!(tx, |connection| sqlx::query(DELETE).bind(id).execute(connection).await)
        .doing("take somebody off the list")?;
    Ok(deleted == 1)
}

/// Whoever has this number or address.
pub async fn by_contact(
    database: &Database,
    topic: &str,
    contact_hash: &str,
) -> Result<Option<ReminderRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(BY_CONTACT)
        .bind(topic)
        .bind(contact_hash)
        .fetch_optional(pool)
        .await)
    .doing("find somebody on the list")
}

/// Whoever has this key for leaving.
pub async fn by_leave(database: &Database, leave_hash: &str) -> Result<Option<ReminderRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(BY_LEAVE).bind(leave_hash).fetch_optional(pool).await)
        .doing("find who leaves")
}

/// How many are on the list.
pub async fn count(database: &Database, topic: &str) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(COUNT).bind(topic).fetch_one(pool).await)
        .doing("count the list")
}

/// Who wants to know of an occasion so many days before, and has no message whose key begins with `once`.
pub async fn to_remind(
    database: &Database,
    topic: &str,
    lead_days: i64,
    occasion: &str,
    once: &str,
    limit: i64,
) -> Result<Vec<ReminderRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(TO_REMIND)
        .bind(topic)
        .bind(lead_days)
        .bind(occasion)
        .bind(once)
        .bind(limit)
        .fetch_all(pool)
        .await)
    .doing("find whom to remind")
}

/// Every event of a topic, in its order.
pub async fn events(database: &Database, topic: &str) -> Result<Vec<DatedEvent>, StoreError> {
    let rows: Vec<EventRow> =
        on_pool!(database, |pool| sqlx::query_as(EVENTS).bind(topic).fetch_all(pool).await)
            .doing("read events")?;
    rows.into_iter().map(EventRow::read).collect()
}

/// One event.
pub async fn event(tx: &mut Transaction<'_>, id: &str) -> Result<Option<DatedEvent>, StoreError> {
    let row: Option<EventRow> =
        on_tx!(tx, |connection| sqlx::query_as(EVENT).bind(id).fetch_optional(connection).await)
            .doing("read an event")?;
    row.map(EventRow::read).transpose()
}

/// Keeps an event, or what has become of it.
pub async fn keep_event(
    tx: &mut Transaction<'_>,
    unit: &str,
    topic: &str,
    event: &DatedEvent,
) -> Result<(), StoreError> {
    let details = &event.details;
    on_tx!(tx, |connection| sqlx::query(KEEP_EVENT)
        .bind(&event.id)
        .bind(event.version)
        .bind(unit)
        .bind(topic)
        .bind(details.occasion.word())
        .bind(&details.title.zh)
        .bind(&details.title.en)
        .bind(details.from.to_string())
        .bind(details.until.map(|day| day.to_string()))
        .bind(&details.source)
        .bind(details.published)
        .bind(event.demo)
        .execute(connection)
        .await)
    .doing("keep an event")?;
    Ok(())
}

/// Takes away the events that are made up.
pub async fn withdraw_demo(tx: &mut Transaction<'_>) -> Result<u64, StoreError> {
    on_tx!(tx, |connection| sqlx::query(WITHDRAW_DEMO).execute(connection).await)
        .doing("take demo events away")
}
