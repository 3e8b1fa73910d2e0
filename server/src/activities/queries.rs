//! All SQL of activities, their shifts and places. Who was there and hours stand in `attendance/queries.rs`.
//!
//! Whoever gives places away takes, in this order: the person ([`take_person`]), the shift ([`take_shift`]), its places.
//! One place for one person is taken without the shift, passing by places that somebody else is just taking.

use app::{
    activities::{
        details::Details,
        model::{NoticeKind, State},
        shift::NewShift,
        sign_up::SignUpState,
    },
    ids::{ActivityId, ShiftId, SignUpId, VolunteerId},
    journal::model::Unit,
};

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const INSERT: &str = "
    INSERT INTO activities (id, version, unit, county, state, late, series, details, reason, drafted_by, published_by,
                            published_at_ms, made_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

const UPDATE: &str = "
    UPDATE activities
       SET version = $3, county = $4, state = $5, details = $6, reason = $7, published_by = $8, published_at_ms = $9
     WHERE id = $1 AND version = $2";

const ONE: &str = "
    SELECT id, version, unit, county, state, late, series, details, reason, drafted_by, published_by, published_at_ms,
           made_at_ms
      FROM activities
     WHERE id = $1";

/// `$1` holds units between commas; what waits for somebody stands first, then what comes next.
const LIST: &str = "
    SELECT id, version, unit, county, state, late, series, details, reason, drafted_by, published_by, published_at_ms,
           made_at_ms
      FROM activities
     WHERE $1 LIKE '%,' || unit || ',%' AND ($2 = '' OR state = $2)
     ORDER BY CASE state WHEN 'review' THEN 0 WHEN 'draft' THEN 1 WHEN 'published' THEN 2 ELSE 3 END,
              made_at_ms DESC, id
     LIMIT $3 OFFSET $4";

const COUNT: &str = "
    SELECT COUNT(*) FROM activities WHERE $1 LIKE '%,' || unit || ',%' AND ($2 = '' OR state = $2)";

/// What is published and has a shift that is not over. `$3` is a 市县, `$4` a unit; empty for all.
const COMING: &str = "
    SELECT id, version, unit, county, state, late, series, details, reason, drafted_by, published_by, published_at_ms,
           made_at_ms
      FROM activities
     WHERE state = 'published' AND ($3 = '' OR county = $3) AND ($4 = '' OR unit = $4)
       AND id IN (SELECT activity_id FROM activity_shifts
                   WHERE ends_ms > $1 AND starts_ms < $2 AND off_at_ms IS NULL)
     ORDER BY id";

const SHIFTS_COMING: &str = "
    SELECT s.id, s.activity_id, s.post, s.starts_ms, s.ends_ms, s.sign_up_until_ms, s.places, s.off_at_ms, s.reason,
           (SELECT COUNT(*) FROM activity_seats p WHERE p.shift_id = s.id AND p.sign_up_id IS NULL) AS free,
           (SELECT COUNT(*) FROM activity_sign_ups u WHERE u.shift_id = s.id AND u.state = 'waiting') AS waiting
      FROM activity_shifts s
      JOIN activities a ON a.id = s.activity_id
     WHERE a.state = 'published' AND s.ends_ms > $1 AND s.starts_ms < $2 AND s.off_at_ms IS NULL
     ORDER BY s.starts_ms, s.id";

const SHIFTS_OF: &str = "
    SELECT s.id, s.activity_id, s.post, s.starts_ms, s.ends_ms, s.sign_up_until_ms, s.places, s.off_at_ms, s.reason,
           (SELECT COUNT(*) FROM activity_seats p WHERE p.shift_id = s.id AND p.sign_up_id IS NULL) AS free,
           (SELECT COUNT(*) FROM activity_sign_ups u WHERE u.shift_id = s.id AND u.state = 'waiting') AS waiting
      FROM activity_shifts s
     WHERE s.activity_id = $1
     ORDER BY s.starts_ms, s.id";

const INSERT_SHIFT: &str = "
    INSERT INTO activity_shifts (id, activity_id, post, starts_ms, ends_ms, sign_up_until_ms, places, off_at_ms, reason,
                                 turns)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, '', 0)";

const DELETE_SHIFT: &str = "DELETE FROM activity_shifts WHERE id = $1 AND activity_id = $2";

/// Places from 1 to so many, in one statement on both databases.
const INSERT_SEATS: &str = "
    WITH RECURSIVE numbers (seat) AS (
        SELECT CAST(1 AS BIGINT) UNION ALL SELECT seat + 1 FROM numbers WHERE seat < $2)
    INSERT INTO activity_seats (shift_id, seat, sign_up_id) SELECT $1, seat, NULL FROM numbers";

const TAKE_PERSON: &str = "
    INSERT INTO activity_people (volunteer, turns) VALUES ($1, 1)
    ON CONFLICT (volunteer) DO UPDATE SET turns = activity_people.turns + 1";

/// Nobody else takes it before this transaction ends. It is no lock that a reference to the row would wait for.
const TAKE_SHIFT: &str = "UPDATE activity_shifts SET turns = turns + 1 WHERE id = $1";

/// A shift with all that a sign-up has to know.
const SHIFT: &str = "
    SELECT s.id, s.activity_id, s.starts_ms, s.ends_ms, s.sign_up_until_ms, s.places, s.off_at_ms, a.state, a.details,
           a.unit
      FROM activity_shifts s
      JOIN activities a ON a.id = s.activity_id
     WHERE s.id = $1";

const FIND_TAP: &str = "SELECT volunteer, asked, answer FROM activity_taps WHERE tap = $1";

const KEEP_TAP: &str = "
    INSERT INTO activity_taps (tap, volunteer, asked, answer, at_ms) VALUES ($1, $2, $3, $4, $5)";

const FORGET_TAPS: &str = "DELETE FROM activity_taps WHERE at_ms < $1";

/// Whether somebody has a place elsewhere at that time. `$4` is left out of it.
const OVERLAP: &str = "
    SELECT COUNT(*)
      FROM activity_sign_ups u
      JOIN activity_shifts s ON s.id = u.shift_id
     WHERE u.volunteer = $1 AND u.state = 'seated' AND s.starts_ms < $3 AND s.ends_ms > $2 AND u.id <> $4";

const LIVE_OF: &str = "
    SELECT COUNT(*) FROM activity_sign_ups
     WHERE shift_id = $1 AND volunteer = $2 AND state IN ('seated', 'waiting', 'offered', 'absent')";

/// One free place for one person. On PostgreSQL places that somebody else is just taking are passed by; on SQLite nobody
/// else writes.
const CLAIM_ONE: &str = "
    UPDATE activity_seats
       SET sign_up_id = $2
     WHERE shift_id = $1
       AND seat = (SELECT seat FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NULL ORDER BY seat LIMIT 1)";
/// See [`CLAIM_ONE`].
const CLAIM_ONE_POSTGRES: &str = "
    UPDATE activity_seats
       SET sign_up_id = $2
     WHERE shift_id = $1
       AND seat = (SELECT seat FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NULL ORDER BY seat LIMIT 1
                      FOR UPDATE SKIP LOCKED)";

const BEFORE_CLAIM: &str = "SAVEPOINT claim";

const LET_GO: &str = "ROLLBACK TO SAVEPOINT claim";

/// Free places, of which none is passed by: what somebody is just taking is waited for.
const FREE: &str = "
    SELECT seat FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NULL ORDER BY seat LIMIT $2";
/// See [`FREE`].
const FREE_POSTGRES: &str = "
    SELECT seat FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NULL ORDER BY seat LIMIT $2 FOR UPDATE";

const SIT: &str = "
    UPDATE activity_seats SET sign_up_id = $3 WHERE shift_id = $1 AND seat = $2 AND sign_up_id IS NULL";

const STAND_UP: &str = "UPDATE activity_seats SET sign_up_id = NULL WHERE shift_id = $1 AND sign_up_id = $2";

const HAND_OVER_SEATS: &str =
    "UPDATE activity_seats SET sign_up_id = $3 WHERE shift_id = $1 AND sign_up_id = $2";

/// Nobody sits down any more, and whoever is just sitting down is waited for.
const CLOSE_SEATS: &str = "UPDATE activity_seats SET sign_up_id = 'off' WHERE shift_id = $1";

const INSERT_SIGN_UP: &str = "
    INSERT INTO activity_sign_ups (id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)";

const SIGN_UP: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE id = $1";

const MOVE_SIGN_UP: &str = "
    UPDATE activity_sign_ups SET state = $3, offer_until_ms = $4 WHERE id = $1 AND state = $2";

const AHEAD: &str = "
    SELECT COUNT(*) FROM activity_sign_ups WHERE shift_id = $1 AND state = 'waiting' AND id <> $2";

/// The first of the line whose party so many places are enough for.
const NEXT_IN_LINE: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE shift_id = $1 AND state = 'waiting' AND places <= $2
     ORDER BY signed_at_ms, id
     LIMIT 1";

const LAPSED: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE shift_id = $1 AND state = 'offered' AND offer_until_ms <= $2
     ORDER BY id";

const SHIFTS_WITH_LAPSED: &str = "
    SELECT DISTINCT shift_id FROM activity_sign_ups WHERE state = 'offered' AND offer_until_ms <= $1 ORDER BY shift_id";

const LIVE: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE shift_id = $1 AND state IN ('seated', 'waiting', 'offered')
     ORDER BY signed_at_ms, id";

const OF_SHIFT: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE shift_id = $1
     ORDER BY signed_at_ms, id";

const OF_VOLUNTEER: &str = "
    SELECT id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms
      FROM activity_sign_ups
     WHERE volunteer = $1
     ORDER BY signed_at_ms DESC, id
     LIMIT 200";

const TAKEN_SEATS: &str = "
    SELECT COUNT(*) FROM activity_seats WHERE shift_id = $1 AND sign_up_id IS NOT NULL";

const INSERT_SWAP: &str = "
    INSERT INTO activity_swaps (id, sign_up_id, until_ms, taken_by) VALUES ($1, $2, $3, '')
    ON CONFLICT (id) DO NOTHING";

const SWAP: &str = "
    SELECT w.sign_up_id, w.until_ms, w.taken_by, u.shift_id, u.volunteer
      FROM activity_swaps w
      JOIN activity_sign_ups u ON u.id = w.sign_up_id
     WHERE w.id = $1";

const TAKE_SWAP: &str = "UPDATE activity_swaps SET taken_by = $2 WHERE id = $1 AND taken_by = ''";

const SET_OFF: &str = "
    UPDATE activity_shifts SET off_at_ms = $2, reason = $3 WHERE id = $1 AND off_at_ms IS NULL";

const OFF: &str = "
    UPDATE activity_sign_ups SET state = 'off', offer_until_ms = NULL
     WHERE shift_id = $1 AND state IN ('seated', 'waiting', 'offered')";

const TELL: &str = "
    INSERT INTO activity_notices (once, kind, volunteer, shift_id, sign_up_id, until_ms, words, made_at_ms, told_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)
    ON CONFLICT (once) DO NOTHING";

/// Whoever has a place in a shift that begins in this time is reminded, once.
const REMIND: &str = "
    INSERT INTO activity_notices (once, kind, volunteer, shift_id, sign_up_id, until_ms, words, made_at_ms, told_at_ms)
    SELECT 'reminder/' || u.id, 'reminder', u.volunteer, u.shift_id, u.id, s.starts_ms, '', CAST($1 AS BIGINT), NULL
      FROM activity_sign_ups u
      JOIN activity_shifts s ON s.id = u.shift_id
     WHERE u.state = 'seated' AND s.off_at_ms IS NULL AND s.starts_ms > $1 AND s.starts_ms < $2
    ON CONFLICT (once) DO NOTHING";

const UNTOLD: &str = "
    SELECT n.once, n.kind, n.volunteer, n.shift_id, n.sign_up_id, n.until_ms, n.words, s.activity_id, s.starts_ms,
           s.ends_ms, a.details
      FROM activity_notices n
      JOIN activity_shifts s ON s.id = n.shift_id
      JOIN activities a ON a.id = s.activity_id
     WHERE n.told_at_ms IS NULL
     ORDER BY n.made_at_ms, n.once
     LIMIT $1";

const TOLD: &str = "UPDATE activity_notices SET told_at_ms = $2 WHERE once = $1 AND told_at_ms IS NULL";

/// Published ones whose last shift ended so long ago.
const OVER: &str = "
    SELECT id FROM activities
     WHERE state = 'published'
       AND NOT EXISTS (SELECT 1 FROM activity_shifts s
                        WHERE s.activity_id = activities.id AND s.off_at_ms IS NULL AND s.ends_ms > $1)
     ORDER BY id
     LIMIT 200";

/// An activity as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// Which.
    pub id: ActivityId,
    /// Moves on with every change of what is said of it.
    pub version: i64,
    /// Who holds it.
    pub unit: Unit,
    /// Code of the 市县 of its place.
    pub county: String,
    /// Where it stands.
    pub state: State,
    /// Whether it was entered afterwards.
    pub late: bool,
    /// The first of its series; empty where it is alone.
    pub series: String,
    /// What is said of it.
    pub details: Details,
    /// Why it was entered afterwards, sent back or cancelled.
    pub reason: String,
    /// Id of who began it.
    pub drafted_by: String,
    /// Id of who published it; empty where nobody has.
    pub published_by: String,
    /// When.
    pub published_at_ms: Option<i64>,
    /// When it was begun.
    pub made_at_ms: i64,
}

/// A shift as it is kept, with how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Which.
    pub id: ShiftId,
    /// Of which activity.
    pub activity: ActivityId,
    /// When, where, for how many.
    pub shift: NewShift,
    /// When it was cancelled.
    pub off_at_ms: Option<i64>,
    /// Why.
    pub reason: String,
    /// Free places.
    pub free: i64,
    /// How many forms wait in the line.
    pub waiting: i64,
}

/// A shift with all that a sign-up has to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Which.
    pub id: ShiftId,
    /// Of which activity.
    pub activity: ActivityId,
    /// When it begins.
    pub starts_ms: i64,
    /// When it ends.
    pub ends_ms: i64,
    /// Until when one may sign up.
    pub sign_up_until_ms: i64,
    /// For how many.
    pub places: i64,
    /// Whether it takes place.
    pub on: bool,
    /// Where its activity stands.
    pub state: State,
    /// What is said of it.
    pub details: Details,
    /// Who holds it.
    pub unit: Unit,
}

/// A sign-up as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUp {
    /// Which.
    pub id: SignUpId,
    /// For which shift.
    pub shift: ShiftId,
    /// Whose.
    pub volunteer: VolunteerId,
    /// What became of it.
    pub state: SignUpState,
    /// How many places it takes.
    pub places: i64,
    /// Whom they bring along, sealed; empty for nobody.
    pub companions: String,
    /// When.
    pub signed_at_ms: i64,
    /// Until when they may say yes.
    pub offer_until_ms: Option<i64>,
}

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

#[derive(sqlx::FromRow)]
struct ActivityRow {
    id: String,
    version: i64,
    unit: String,
    county: String,
    state: String,
    late: bool,
    series: String,
    details: String,
    reason: String,
    drafted_by: String,
    published_by: String,
    published_at_ms: Option<i64>,
    made_at_ms: i64,
}

#[derive(sqlx::FromRow)]
struct ShiftRow {
    id: String,
    activity_id: String,
    post: String,
    starts_ms: i64,
    ends_ms: i64,
    sign_up_until_ms: i64,
    places: i64,
    off_at_ms: Option<i64>,
    reason: String,
    free: i64,
    waiting: i64,
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    id: String,
    activity_id: String,
    starts_ms: i64,
    ends_ms: i64,
    sign_up_until_ms: i64,
    places: i64,
    off_at_ms: Option<i64>,
    state: String,
    details: String,
    unit: String,
}

#[derive(sqlx::FromRow)]
struct SignUpRow {
    id: String,
    shift_id: String,
    volunteer: String,
    state: String,
    places: i64,
    companions: String,
    signed_at_ms: i64,
    offer_until_ms: Option<i64>,
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

impl TryFrom<ActivityRow> for Activity {
    type Error = StoreError;

    fn try_from(row: ActivityRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: parsed(&row.id)?,
            version: row.version,
            unit: parsed(&row.unit)?,
            county: row.county,
            state: State::from_word(&row.state).ok_or_else(corrupt)?,
            late: row.late,
            series: row.series,
            details: serde_json::from_str(&row.details).map_err(|_| corrupt())?,
            reason: row.reason,
            drafted_by: row.drafted_by,
            published_by: row.published_by,
            published_at_ms: row.published_at_ms,
            made_at_ms: row.made_at_ms,
        })
    }
}

impl TryFrom<ShiftRow> for Shift {
    type Error = StoreError;

    fn try_from(row: ShiftRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: parsed(&row.id)?,
            activity: parsed(&row.activity_id)?,
            shift: NewShift {
                post: row.post,
                starts_ms: row.starts_ms,
                ends_ms: row.ends_ms,
                sign_up_until_ms: row.sign_up_until_ms,
                places: row.places,
            },
            off_at_ms: row.off_at_ms,
            reason: row.reason,
            free: row.free,
            waiting: row.waiting,
        })
    }
}

impl TryFrom<OpenRow> for Open {
    type Error = StoreError;

    fn try_from(row: OpenRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: parsed(&row.id)?,
            activity: parsed(&row.activity_id)?,
            starts_ms: row.starts_ms,
            ends_ms: row.ends_ms,
            sign_up_until_ms: row.sign_up_until_ms,
            places: row.places,
            on: row.off_at_ms.is_none(),
            state: State::from_word(&row.state).ok_or_else(corrupt)?,
            details: serde_json::from_str(&row.details).map_err(|_| corrupt())?,
            unit: parsed(&row.unit)?,
        })
    }
}

impl TryFrom<SignUpRow> for SignUp {
    type Error = StoreError;

    fn try_from(row: SignUpRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: parsed(&row.id)?,
            shift: parsed(&row.shift_id)?,
            volunteer: parsed(&row.volunteer)?,
            state: SignUpState::from_word(&row.state).ok_or_else(corrupt)?,
            places: row.places,
            companions: row.companions,
            signed_at_ms: row.signed_at_ms,
            offer_until_ms: row.offer_until_ms,
        })
    }
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

fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| corrupt())
}

fn all<R, T: TryFrom<R, Error = StoreError>>(rows: Vec<R>) -> Result<Vec<T>, StoreError> {
    rows.into_iter().map(T::try_from).collect()
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "activity" }
}

/// Begins an activity.
pub async fn insert(tx: &mut Transaction<'_>, activity: &Activity) -> Result<(), StoreError> {
    let details = serde_json::to_string(&activity.details).map_err(|_| corrupt())?;
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(activity.id.to_string())
        .bind(activity.version)
        .bind(activity.unit.to_string())
        .bind(&activity.county)
        .bind(activity.state.word())
        .bind(activity.late)
        .bind(&activity.series)
        .bind(&details)
        .bind(&activity.reason)
        .bind(&activity.drafted_by)
        .bind(&activity.published_by)
        .bind(activity.published_at_ms)
        .bind(activity.made_at_ms)
        .execute(connection)
        .await)
    .doing("begin an activity")
    .map(drop)
}

/// Keeps an activity as it has become, if it stands as it was seen; says whether it did.
pub async fn update(tx: &mut Transaction<'_>, before: i64, now: &Activity) -> Result<bool, StoreError> {
    let details = serde_json::to_string(&now.details).map_err(|_| corrupt())?;
    on_tx!(tx, |connection| sqlx::query(UPDATE)
        .bind(now.id.to_string())
        .bind(before)
        .bind(now.version)
        .bind(&now.county)
        .bind(now.state.word())
        .bind(&details)
        .bind(&now.reason)
        .bind(&now.published_by)
        .bind(now.published_at_ms)
        .execute(connection)
        .await)
    .doing("change an activity")
    .map(|rows| rows == 1)
}

/// The activity with this id.
pub async fn one(database: &Database, id: ActivityId) -> Result<Option<Activity>, StoreError> {
    let row: Option<ActivityRow> =
        on_pool!(database, |pool| sqlx::query_as(ONE).bind(id.to_string()).fetch_optional(pool).await)
            .doing("find an activity")?;
    row.map(Activity::try_from).transpose()
}

/// The same within a transaction.
pub async fn one_in(tx: &mut Transaction<'_>, id: ActivityId) -> Result<Option<Activity>, StoreError> {
    let row: Option<ActivityRow> =
        on_tx!(tx, |connection| sqlx::query_as(ONE).bind(id.to_string()).fetch_optional(connection).await)
            .doing("find an activity")?;
    row.map(Activity::try_from).transpose()
}

/// Activities of these units, with commas around each; in one state, or in any where it is empty.
pub async fn list(
    database: &Database,
    units: &str,
    state: &str,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Activity>, i64), StoreError> {
    let rows: Vec<ActivityRow> = on_pool!(database, |pool| {
        sqlx::query_as(LIST).bind(units).bind(state).bind(limit).bind(offset).fetch_all(pool).await
    })
    .doing("list activities")?;
    let count: i64 = on_pool!(database, |pool| {
        sqlx::query_scalar(COUNT).bind(units).bind(state).fetch_one(pool).await
    })
    .doing("count activities")?;
    Ok((all(rows)?, count))
}

/// What is published and goes on between these moments, with its shifts of that time. `county` and `unit` are empty for
/// all.
pub async fn coming(
    database: &Database,
    from_ms: i64,
    until_ms: i64,
    county: &str,
    unit: &str,
) -> Result<(Vec<Activity>, Vec<Shift>), StoreError> {
    let activities: Vec<ActivityRow> = on_pool!(database, |pool| {
        sqlx::query_as(COMING).bind(from_ms).bind(until_ms).bind(county).bind(unit).fetch_all(pool).await
    })
    .doing("list what comes")?;
    let shifts: Vec<ShiftRow> = on_pool!(database, |pool| {
        sqlx::query_as(SHIFTS_COMING).bind(from_ms).bind(until_ms).fetch_all(pool).await
    })
    .doing("list shifts that come")?;
    Ok((all(activities)?, all(shifts)?))
}

/// The shifts of an activity, the first first.
pub async fn shifts_of(database: &Database, activity: ActivityId) -> Result<Vec<Shift>, StoreError> {
    let rows: Vec<ShiftRow> = on_pool!(database, |pool| {
        sqlx::query_as(SHIFTS_OF).bind(activity.to_string()).fetch_all(pool).await
    })
    .doing("list the shifts of an activity")?;
    all(rows)
}

/// The same within a transaction.
pub async fn shifts_in(tx: &mut Transaction<'_>, activity: ActivityId) -> Result<Vec<Shift>, StoreError> {
    let rows: Vec<ShiftRow> = on_tx!(tx, |connection| {
        sqlx::query_as(SHIFTS_OF).bind(activity.to_string()).fetch_all(connection).await
    })
    .doing("list the shifts of an activity")?;
    all(rows)
}

/// Adds a shift; its places come with [`add_seats`], when it is published.
pub async fn insert_shift(
    tx: &mut Transaction<'_>,
    id: ShiftId,
    activity: ActivityId,
    shift: &NewShift,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_SHIFT)
        .bind(id.to_string())
        .bind(activity.to_string())
        .bind(&shift.post)
        .bind(shift.starts_ms)
        .bind(shift.ends_ms)
        .bind(shift.sign_up_until_ms)
        .bind(shift.places)
        .execute(connection)
        .await)
    .doing("add a shift")
    .map(drop)
}

/// Takes a shift out that nobody could sign up for yet.
pub async fn delete_shift(
    tx: &mut Transaction<'_>,
    id: ShiftId,
    activity: ActivityId,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(DELETE_SHIFT)
        .bind(id.to_string())
        .bind(activity.to_string())
        .execute(connection)
        .await)
    .doing("take a shift out")
    .map(|rows| rows == 1)
}

/// Makes the places of a shift.
pub async fn add_seats(tx: &mut Transaction<'_>, shift: ShiftId, places: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_SEATS)
        .bind(shift.to_string())
        .bind(places)
        .execute(connection)
        .await)
    .doing("make the places of a shift")
    .map(drop)
}

/// Nobody else does anything for this volunteer before `tx` ends.
pub async fn take_person(tx: &mut Transaction<'_>, volunteer: VolunteerId) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(TAKE_PERSON).bind(volunteer.to_string()).execute(connection).await)
        .doing("take a volunteer")
        .map(drop)
}

/// Nobody else gives places of this shift away before `tx` ends, but for single free ones. The shift as it is then.
pub async fn take_shift(tx: &mut Transaction<'_>, id: ShiftId) -> Result<Option<Open>, StoreError> {
    on_tx!(tx, |connection| sqlx::query(TAKE_SHIFT).bind(id.to_string()).execute(connection).await)
        .doing("take a shift")?;
    shift_in(tx, id).await
}

/// A shift as it is now.
pub async fn shift_in(tx: &mut Transaction<'_>, id: ShiftId) -> Result<Option<Open>, StoreError> {
    let row: Option<OpenRow> =
        on_tx!(tx, |connection| sqlx::query_as(SHIFT).bind(id.to_string()).fetch_optional(connection).await)
            .doing("find a shift")?;
    row.map(Open::try_from).transpose()
}

/// The same outside of a transaction.
pub async fn shift(database: &Database, id: ShiftId) -> Result<Option<Open>, StoreError> {
    let row: Option<OpenRow> =
        on_pool!(database, |pool| sqlx::query_as(SHIFT).bind(id.to_string()).fetch_optional(pool).await)
            .doing("find a shift")?;
    row.map(Open::try_from).transpose()
}

/// Whose tap this was, for what, and what was answered.
pub async fn tap(
    tx: &mut Transaction<'_>,
    tap: &str,
) -> Result<Option<(String, String, String)>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_as(FIND_TAP).bind(tap).fetch_optional(connection).await)
        .doing("find a tap")
}

/// Keeps what was answered to a tap.
pub async fn keep_tap(
    tx: &mut Transaction<'_>,
    tap: &str,
    volunteer: VolunteerId,
    asked: &str,
    answer: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(KEEP_TAP)
        .bind(tap)
        .bind(volunteer.to_string())
        .bind(asked)
        .bind(answer)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("keep a tap")
    .map(drop)
}

/// Forgets taps of before this moment.
pub async fn forget_taps(tx: &mut Transaction<'_>, before_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET_TAPS).bind(before_ms).execute(connection).await)
        .doing("forget taps")
        .map(drop)
}

/// Whether a volunteer has a place elsewhere between these moments, but for that of `except`.
pub async fn overlaps(
    tx: &mut Transaction<'_>,
    volunteer: VolunteerId,
    (starts_ms, ends_ms): (i64, i64),
    except: Option<SignUpId>,
) -> Result<bool, StoreError> {
    let except = except.map(|id| id.to_string()).unwrap_or_default();
    let count: i64 = on_tx!(tx, |connection| {
        sqlx::query_scalar(OVERLAP)
            .bind(volunteer.to_string())
            .bind(starts_ms)
            .bind(ends_ms)
            .bind(except)
            .fetch_one(connection)
            .await
    })
    .doing("look for what overlaps")?;
    Ok(count > 0)
}

/// Whether a volunteer is signed up for this shift.
pub async fn is_signed_up(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    volunteer: VolunteerId,
) -> Result<bool, StoreError> {
    let count: i64 = on_tx!(tx, |connection| {
        sqlx::query_scalar(LIVE_OF)
            .bind(shift.to_string())
            .bind(volunteer.to_string())
            .fetch_one(connection)
            .await
    })
    .doing("look for a sign-up")?;
    Ok(count > 0)
}

/// Takes one free place that nobody else is just taking; says whether there was one. Where there was none, nothing is held:
/// PostgreSQL locks a place before it sees that somebody has it by now, and would keep that lock. Whoever went on to take
/// the shift with it would wait for whoever has the shift and wants to give that place back.
pub async fn claim_one(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    sign_up: SignUpId,
) -> Result<bool, StoreError> {
    let postgres = matches!(tx, Transaction::Postgres(_));
    let sql = if postgres { CLAIM_ONE_POSTGRES } else { CLAIM_ONE };
    if postgres {
        on_tx!(tx, |connection| sqlx::query(BEFORE_CLAIM).execute(connection).await)
            .doing("begin to claim a place")?;
    }
    let rows = on_tx!(tx, |connection| sqlx::query(sql)
        .bind(shift.to_string())
        .bind(sign_up.to_string())
        .execute(connection)
        .await)
    .doing("claim a place")?;
    if postgres && rows == 0 {
        on_tx!(tx, |connection| sqlx::query(LET_GO).execute(connection).await).doing("let places go")?;
    }
    Ok(rows == 1)
}

/// Takes so many free places, all or none; says whether it could. Its caller has taken the shift.
pub async fn claim_all(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    sign_up: SignUpId,
    places: i64,
) -> Result<bool, StoreError> {
    let free = free_seats(tx, shift, places).await?;
    if i64::try_from(free.len()).unwrap_or(i64::MAX) < places {
        return Ok(false);
    }
    for seat in free {
        on_tx!(tx, |connection| sqlx::query(SIT)
            .bind(shift.to_string())
            .bind(seat)
            .bind(sign_up.to_string())
            .execute(connection)
            .await)
        .doing("sit down")?;
    }
    Ok(true)
}

/// Free places, at most so many; whoever is just taking one is waited for.
pub async fn free_seats(tx: &mut Transaction<'_>, shift: ShiftId, most: i64) -> Result<Vec<i64>, StoreError> {
    let sql = match tx {
        Transaction::Sqlite(_) => FREE,
        Transaction::Postgres(_) => FREE_POSTGRES,
    };
    on_tx!(tx, |connection| {
        sqlx::query_scalar(sql).bind(shift.to_string()).bind(most).fetch_all(connection).await
    })
    .doing("look for free places")
}

/// Gives the places of a sign-up back.
pub async fn stand_up(tx: &mut Transaction<'_>, shift: ShiftId, sign_up: SignUpId) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(STAND_UP)
        .bind(shift.to_string())
        .bind(sign_up.to_string())
        .execute(connection)
        .await)
    .doing("give places back")
    .map(drop)
}

/// Gives the places of one sign-up to another.
pub async fn hand_over_seats(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    from: SignUpId,
    to: SignUpId,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(HAND_OVER_SEATS)
        .bind(shift.to_string())
        .bind(from.to_string())
        .bind(to.to_string())
        .execute(connection)
        .await)
    .doing("hand places over")
    .map(drop)
}

/// Writes a sign-up down.
pub async fn insert_sign_up(tx: &mut Transaction<'_>, sign_up: &SignUp) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_SIGN_UP)
        .bind(sign_up.id.to_string())
        .bind(sign_up.shift.to_string())
        .bind(sign_up.volunteer.to_string())
        .bind(sign_up.state.word())
        .bind(sign_up.places)
        .bind(&sign_up.companions)
        .bind(sign_up.signed_at_ms)
        .execute(connection)
        .await)
    .doing("sign somebody up")
    .map(drop)
}

/// The sign-up with this id.
pub async fn sign_up(database: &Database, id: SignUpId) -> Result<Option<SignUp>, StoreError> {
    let row: Option<SignUpRow> =
        on_pool!(database, |pool| sqlx::query_as(SIGN_UP).bind(id.to_string()).fetch_optional(pool).await)
            .doing("find a sign-up")?;
    row.map(SignUp::try_from).transpose()
}

/// The same within a transaction.
pub async fn sign_up_in(tx: &mut Transaction<'_>, id: SignUpId) -> Result<Option<SignUp>, StoreError> {
    let row: Option<SignUpRow> = on_tx!(tx, |connection| sqlx::query_as(SIGN_UP)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await)
    .doing("find a sign-up")?;
    row.map(SignUp::try_from).transpose()
}

/// Lets a sign-up be something else, if it is what it was; says whether it was.
pub async fn move_sign_up(
    tx: &mut Transaction<'_>,
    id: SignUpId,
    (from, to): (SignUpState, SignUpState),
    offer_until_ms: Option<i64>,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(MOVE_SIGN_UP)
        .bind(id.to_string())
        .bind(from.word())
        .bind(to.word())
        .bind(offer_until_ms)
        .execute(connection)
        .await)
    .doing("change a sign-up")
    .map(|rows| rows == 1)
}

/// How many others stand in the line of a shift.
pub async fn in_line(tx: &mut Transaction<'_>, shift: ShiftId, but: SignUpId) -> Result<i64, StoreError> {
    on_tx!(tx, |connection| {
        sqlx::query_scalar(AHEAD).bind(shift.to_string()).bind(but.to_string()).fetch_one(connection).await
    })
    .doing("count a line")
}

/// The first of the line for whom so many places are enough.
pub async fn next_in_line(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    places: i64,
) -> Result<Option<SignUp>, StoreError> {
    let row: Option<SignUpRow> = on_tx!(tx, |connection| {
        sqlx::query_as(NEXT_IN_LINE).bind(shift.to_string()).bind(places).fetch_optional(connection).await
    })
    .doing("look into a line")?;
    row.map(SignUp::try_from).transpose()
}

/// The offers of a shift that are over.
pub async fn lapsed(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    now_ms: i64,
) -> Result<Vec<SignUp>, StoreError> {
    let rows: Vec<SignUpRow> = on_tx!(tx, |connection| {
        sqlx::query_as(LAPSED).bind(shift.to_string()).bind(now_ms).fetch_all(connection).await
    })
    .doing("look for offers that are over")?;
    all(rows)
}

/// Shifts with offers that are over.
pub async fn shifts_with_lapsed(database: &Database, now_ms: i64) -> Result<Vec<ShiftId>, StoreError> {
    let ids: Vec<String> = on_pool!(database, |pool| {
        sqlx::query_scalar(SHIFTS_WITH_LAPSED).bind(now_ms).fetch_all(pool).await
    })
    .doing("look for offers that are over")?;
    ids.iter().map(|id| parsed(id)).collect()
}

/// Whoever has a place, an offer or waits, the first first.
pub async fn live(tx: &mut Transaction<'_>, shift: ShiftId) -> Result<Vec<SignUp>, StoreError> {
    let rows: Vec<SignUpRow> =
        on_tx!(tx, |connection| sqlx::query_as(LIVE).bind(shift.to_string()).fetch_all(connection).await)
            .doing("list who signed up")?;
    all(rows)
}

/// Everybody who ever signed up for a shift, the first first.
pub async fn sign_ups_of(database: &Database, shift: ShiftId) -> Result<Vec<SignUp>, StoreError> {
    let rows: Vec<SignUpRow> =
        on_pool!(database, |pool| sqlx::query_as(OF_SHIFT).bind(shift.to_string()).fetch_all(pool).await)
            .doing("list who signed up")?;
    all(rows)
}

/// The sign-ups of a volunteer, the latest first.
pub async fn sign_ups_by(database: &Database, volunteer: VolunteerId) -> Result<Vec<SignUp>, StoreError> {
    let rows: Vec<SignUpRow> = on_pool!(database, |pool| {
        sqlx::query_as(OF_VOLUNTEER).bind(volunteer.to_string()).fetch_all(pool).await
    })
    .doing("list the sign-ups of a volunteer")?;
    all(rows)
}

/// How many places of a shift are taken.
pub async fn taken_seats(database: &Database, shift: ShiftId) -> Result<i64, StoreError> {
    on_pool!(database, |pool| {
        sqlx::query_scalar(TAKEN_SEATS).bind(shift.to_string()).fetch_one(pool).await
    })
    .doing("count taken places")
}

/// Offers a place to whoever has the id.
pub async fn insert_swap(
    tx: &mut Transaction<'_>,
    id: &str,
    sign_up: SignUpId,
    until_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_SWAP)
        .bind(id)
        .bind(sign_up.to_string())
        .bind(until_ms)
        .execute(connection)
        .await)
    .doing("offer a place to somebody")
    .map(drop)
}

/// A place that is offered: which sign-up, until when, who took it (empty for nobody), of which shift, whose.
pub async fn swap(
    tx: &mut Transaction<'_>,
    id: &str,
) -> Result<Option<(SignUpId, i64, String, ShiftId, VolunteerId)>, StoreError> {
    let row: Option<(String, i64, String, String, String)> =
        on_tx!(tx, |connection| sqlx::query_as(SWAP).bind(id).fetch_optional(connection).await)
            .doing("find a place that is offered")?;
    row.map(|(sign_up, until_ms, taken_by, shift, volunteer)| {
        Ok((parsed(&sign_up)?, until_ms, taken_by, parsed(&shift)?, parsed(&volunteer)?))
    })
    .transpose()
}

/// Takes a place that is offered; says whether nobody had.
pub async fn take_swap(tx: &mut Transaction<'_>, id: &str, by: VolunteerId) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(TAKE_SWAP).bind(id).bind(by.to_string()).execute(connection).await)
        .doing("take a place that is offered")
        .map(|rows| rows == 1)
}

/// Calls a shift off that its caller has taken, with everybody's sign-up; says whether it was on.
pub async fn set_off(
    tx: &mut Transaction<'_>,
    id: ShiftId,
    now_ms: i64,
    reason: &str,
) -> Result<bool, StoreError> {
    let off = on_tx!(tx, |connection| sqlx::query(SET_OFF)
        .bind(id.to_string())
        .bind(now_ms)
        .bind(reason)
        .execute(connection)
        .await)
    .doing("call a shift off")?;
    on_tx!(tx, |connection| sqlx::query(CLOSE_SEATS).bind(id.to_string()).execute(connection).await)
        .doing("close the places of a shift")?;
    Ok(off == 1)
}

/// Ends the sign-ups of a shift that is off.
pub async fn end_sign_ups(tx: &mut Transaction<'_>, shift: ShiftId) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(OFF).bind(shift.to_string()).execute(connection).await)
        .doing("end the sign-ups of a shift")
        .map(drop)
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

/// Writes reminders down for shifts that begin between now and then.
pub async fn remind(tx: &mut Transaction<'_>, now_ms: i64, until_ms: i64) -> Result<u64, StoreError> {
    on_tx!(tx, |connection| sqlx::query(REMIND).bind(now_ms).bind(until_ms).execute(connection).await)
        .doing("write reminders down")
}

/// Notices that wait, the oldest first.
pub async fn untold(database: &Database, limit: i64) -> Result<Vec<Untold>, StoreError> {
    let rows: Vec<UntoldRow> =
        on_pool!(database, |pool| sqlx::query_as(UNTOLD).bind(limit).fetch_all(pool).await)
            .doing("list notices that wait")?;
    all(rows)
}

/// Says that somebody is told; and whether nobody had said so.
pub async fn told(tx: &mut Transaction<'_>, once: &str, now_ms: i64) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(TOLD).bind(once).bind(now_ms).execute(connection).await)
        .doing("say that somebody is told")
        .map(|rows| rows == 1)
}

/// Published activities whose last shift ended before this moment.
pub async fn over(database: &Database, before_ms: i64) -> Result<Vec<ActivityId>, StoreError> {
    let ids: Vec<String> =
        on_pool!(database, |pool| sqlx::query_scalar(OVER).bind(before_ms).fetch_all(pool).await)
            .doing("look for activities that are over")?;
    ids.iter().map(|id| parsed(id)).collect()
}
