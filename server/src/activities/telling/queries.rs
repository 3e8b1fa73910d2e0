//! All SQL of what volunteers are told.

use app::{
    activities::{details::Details, model::NoticeKind},
    ids::{ActivityId, ShiftId, SignUpId, VolunteerId},
};

use crate::activities::{
    corrupt,
    queries::{all, parsed},
};
use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const TELL: &str = "
    INSERT INTO activity_notices (once, kind, volunteer, shift_id, sign_up_id, until_ms, words, made_at_ms, told_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)
    ON CONFLICT (once) DO NOTHING";

/// Whoever has a place in a shift that begins in this time and was not reminded of it, with the moment at which they were
/// told that they have it: who waited in the line signed up long before.
const TO_REMIND: &str = "
    SELECT u.id, u.volunteer, u.shift_id, s.starts_ms, COALESCE(p.made_at_ms, u.signed_at_ms)
      FROM activity_sign_ups u
      JOIN activity_shifts s ON s.id = u.shift_id
      LEFT JOIN activity_notices p ON p.once = 'signed_up/' || u.id || '/0'
     WHERE u.state = 'seated' AND s.off_at_ms IS NULL AND s.starts_ms > $1 AND s.starts_ms < $2
       AND NOT EXISTS (SELECT 1 FROM activity_notices r WHERE r.once = 'reminder/' || u.id)
     ORDER BY u.id";

const UNTOLD: &str = "
    SELECT n.once, n.kind, n.volunteer, n.shift_id, n.sign_up_id, n.until_ms, n.words, s.activity_id, s.starts_ms,
           s.ends_ms, a.details
      FROM activity_notices n
      JOIN activity_shifts s ON s.id = n.shift_id
      JOIN activities a ON a.id = s.activity_id
     WHERE n.told_at_ms IS NULL
     ORDER BY n.made_at_ms, n.once
     LIMIT $1";

/// Places that somebody wants to give to a volunteer and that can still be taken.
const GIVEN_TO: &str = "
    SELECT n.once, n.kind, n.volunteer, n.shift_id, n.sign_up_id, n.until_ms, n.words, s.activity_id, s.starts_ms,
           s.ends_ms, a.details
      FROM activity_notices n
      JOIN activity_swaps w ON w.id = n.words
      JOIN activity_sign_ups u ON u.id = w.sign_up_id
      JOIN activity_shifts s ON s.id = n.shift_id
      JOIN activities a ON a.id = s.activity_id
     WHERE n.kind = 'given' AND n.volunteer = $1 AND w.taken_by = '' AND w.until_ms > $2 AND u.state = 'seated'
     ORDER BY s.starts_ms, n.once";

const IS_THERE: &str = "SELECT COUNT(*) FROM activity_notices WHERE once = $1";

const TOLD: &str = "UPDATE activity_notices SET told_at_ms = $2 WHERE once = $1 AND told_at_ms IS NULL";

/// Something that a volunteer has to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice<'a> {
    /// Its name: what has one is told once.
    pub once: String,
    /// What happened.
    pub kind: NoticeKind,
    /// Whom.
    pub volunteer: VolunteerId,
    /// About which shift.
    pub shift: ShiftId,
    /// About which sign-up, where it is about one.
    pub sign_up: Option<SignUpId>,
    /// Until when something has to be done; 0 for nothing.
    pub until_ms: i64,
    /// A reason, or the hours.
    pub words: &'a str,
}

/// A notice that waits, with what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Untold {
    /// Its name.
    pub once: String,
    /// What happened.
    pub kind: NoticeKind,
    /// Whom.
    pub volunteer: VolunteerId,
    /// Id of the sign-up; empty for none.
    pub sign_up: String,
    /// Until when something has to be done; 0 for nothing.
    pub until_ms: i64,
    /// A reason, or the hours.
    pub words: String,
    /// About which activity.
    pub activity: ActivityId,
    /// When the shift begins.
    pub starts_ms: i64,
    /// When it ends.
    pub ends_ms: i64,
    /// What is said of the activity.
    pub details: Details,
}

/// A place of somebody, and since when they have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The sign-up.
    pub sign_up: SignUpId,
    /// Whose.
    pub volunteer: VolunteerId,
    /// In which shift.
    pub shift: ShiftId,
    /// When it begins.
    pub starts_ms: i64,
    /// When they were told that they have it.
    pub placed_ms: i64,
}

#[derive(sqlx::FromRow)]
struct UntoldRow {
    once: String,
    kind: String,
    volunteer: String,
    sign_up_id: String,
    until_ms: i64,
    words: String,
    activity_id: String,
    starts_ms: i64,
    ends_ms: i64,
    details: String,
}

impl TryFrom<UntoldRow> for Untold {
    type Error = StoreError;

    fn try_from(row: UntoldRow) -> Result<Self, StoreError> {
        let kind = NoticeKind::from_word(&row.kind);
        Ok(Self {
            once: row.once,
            kind: kind.ok_or_else(corrupt)?,
            volunteer: parsed(&row.volunteer)?,
            sign_up: row.sign_up_id,
            until_ms: row.until_ms,
            words: row.words,
            activity: parsed(&row.activity_id)?,
            starts_ms: row.starts_ms,
            ends_ms: row.ends_ms,
            details: serde_json::from_str(&row.details).map_err(|_| corrupt())?,
        })
    }
}

/// Writes down what somebody has to be told.
pub async fn tell(tx: &mut Transaction<'_>, notice: &Notice<'_>, now_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(TELL)
        .bind(&notice.once)
        .bind(notice.kind.word())
        .bind(notice.volunteer.to_string())
        .bind(notice.shift.to_string())
        .bind(notice.sign_up.map(|id| id.to_string()).unwrap_or_default())
        .bind(notice.until_ms)
        .bind(notice.words)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("write a notice down")
    .map(drop)
}

/// Places of which nobody was reminded yet, in shifts that begin between now and then.
pub async fn to_remind(
    tx: &mut Transaction<'_>,
    now_ms: i64,
    until_ms: i64,
) -> Result<Vec<Placed>, StoreError> {
    let rows: Vec<(String, String, String, i64, i64)> = on_tx!(tx, |connection| sqlx::query_as(TO_REMIND)
        .bind(now_ms)
        .bind(until_ms)
        .fetch_all(connection)
        .await)
    .doing("list who is to be reminded")?;
    rows.into_iter()
        .map(|(sign_up, volunteer, shift, starts_ms, placed_ms)| {
            Ok(Placed {
                sign_up: parsed(&sign_up)?,
                volunteer: parsed(&volunteer)?,
                shift: parsed(&shift)?,
                starts_ms,
                placed_ms,
            })
        })
        .collect()
}

/// Notices that wait, the oldest first.
pub async fn untold(database: &Database, limit: i64) -> Result<Vec<Untold>, StoreError> {
    let rows: Vec<UntoldRow> =
        on_pool!(database, |pool| sqlx::query_as(UNTOLD).bind(limit).fetch_all(pool).await)
            .doing("list notices that wait")?;
    all(rows)
}

/// Places that somebody wants to give to a volunteer, the next first: `words` is the id of each offer.
pub async fn given_to(
    database: &Database,
    volunteer: VolunteerId,
    now_ms: i64,
) -> Result<Vec<Untold>, StoreError> {
    let rows: Vec<UntoldRow> = on_pool!(database, |pool| {
        sqlx::query_as(GIVEN_TO).bind(volunteer.to_string()).bind(now_ms).fetch_all(pool).await
    })
    .doing("list places that somebody is given")?;
    all(rows)
}

/// Whether somebody had to be told this, and may have been.
pub async fn is_there(database: &Database, once: &str) -> Result<bool, StoreError> {
    let count: i64 = on_pool!(database, |pool| sqlx::query_scalar(IS_THERE).bind(once).fetch_one(pool).await)
        .doing("find a notice")?;
    Ok(count > 0)
}

/// Says that somebody is told; and whether nobody had said so.
pub async fn told(tx: &mut Transaction<'_>, once: &str, now_ms: i64) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(TOLD).bind(once).bind(now_ms).execute(connection).await)
        .doing("say that somebody is told")
        .map(|rows| rows == 1)
}
