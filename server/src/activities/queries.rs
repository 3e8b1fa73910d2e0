//! All SQL of activities and their shifts. That of sign-ups and places stands in `sign_ups/queries.rs`, of notices in
//! `telling/queries.rs`, of who was there and of hours in `attendance/queries.rs`.

use app::{
    activities::{details::Details, model::State, series::InSeries, shift::NewShift},
    ids::{ActivityId, ShiftId},
    journal::model::Unit,
};

use super::corrupt;
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

/// What is published and has a shift that is not over. `$3` is a unit; empty for all.
const COMING: &str = "
    SELECT id, version, unit, county, state, late, series, details, reason, drafted_by, published_by, published_at_ms,
           made_at_ms
      FROM activities
     WHERE state = 'published' AND ($3 = '' OR unit = $3)
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

/// Nobody else takes it before this transaction ends. It is no lock that a reference to the row would wait for.
const TAKE_SHIFT: &str = "UPDATE activity_shifts SET turns = turns + 1 WHERE id = $1";

/// Nobody takes it before this transaction ends, and others may share it. On SQLite nobody else writes, and nothing has to
/// be held.
pub(super) const SHARE_SHIFT_POSTGRES: &str = "SELECT id FROM activity_shifts WHERE id = $1 FOR SHARE";

/// A shift with all that a sign-up has to know.
const SHIFT: &str = "
    SELECT s.id, s.activity_id, s.starts_ms, s.ends_ms, s.sign_up_until_ms, s.places, s.off_at_ms, a.state, a.details,
           a.unit
      FROM activity_shifts s
      JOIN activities a ON a.id = s.activity_id
     WHERE s.id = $1";

/// Nobody sits down any more, and whoever is just sitting down is waited for.
const CLOSE_SEATS: &str = "UPDATE activity_seats SET sign_up_id = 'off' WHERE shift_id = $1";

const SET_OFF: &str = "
    UPDATE activity_shifts SET off_at_ms = $2, reason = $3 WHERE id = $1 AND off_at_ms IS NULL";

/// Whoever has come by then stays, if it had begun: it took place for them.
const OFF: &str = "
    UPDATE activity_sign_ups SET state = 'off', offer_until_ms = NULL
     WHERE shift_id = $1 AND state IN ('seated', 'waiting', 'offered')
       AND NOT EXISTS (SELECT 1
                         FROM activity_attendance c
                         JOIN activity_shifts s ON s.id = $1
                        WHERE c.sign_up_id = activity_sign_ups.id AND s.off_at_ms > s.starts_ms)";

/// Published ones whose last shift ended so long ago.
const OVER: &str = "
    SELECT id FROM activities
     WHERE state = 'published'
       AND NOT EXISTS (SELECT 1 FROM activity_shifts s
                        WHERE s.activity_id = activities.id AND s.off_at_ms IS NULL AND s.ends_ms > $1)
     ORDER BY id
     LIMIT 200";

/// Those of a series that have a shift, the first first.
const SERIES: &str = "
    SELECT a.id, a.version, a.state, MIN(s.starts_ms)
      FROM activities a
      JOIN activity_shifts s ON s.activity_id = a.id
     WHERE a.series = $1 AND a.series <> '' AND a.unit = $2
     GROUP BY a.id, a.version, a.state
     ORDER BY 4, 1";

/// Who begins what is made up.
pub(super) const DEMO: &str = "demo";

const DEMO_COUNT: &str = "
    SELECT COUNT(*) FROM activities WHERE drafted_by = 'demo' AND unit IN (SELECT id FROM stations WHERE demo)";

/// Which rows hang on what is made up or is held by a demo unit.
macro_rules! demo {
    (activities) => {
        "SELECT id FROM activities WHERE drafted_by = 'demo' OR unit IN (SELECT id FROM stations WHERE demo)"
    };
    (hours) => {
        concat!("SELECT id FROM activity_hours WHERE activity_id IN (", demo!(activities), ")")
    };
    (shifts) => {
        concat!("SELECT id FROM activity_shifts WHERE activity_id IN (", demo!(activities), ")")
    };
    (sign_ups) => {
        concat!("SELECT id FROM activity_sign_ups WHERE shift_id IN (", demo!(shifts), ")")
    };
}

/// Those sign-ups whose companions are sealed.
const DEMO_SEALED: &str = concat!(demo!(sign_ups), " AND companions <> ''");

/// All of them, what hangs on others first.
const PURGE_DEMO: [(&str, &str); 12] = [
    ("hours_exports", concat!("DELETE FROM hours_exports WHERE hours_id IN (", demo!(hours), ")")),
    ("hours", concat!("DELETE FROM activity_hours WHERE id IN (", demo!(hours), ")")),
    ("corrections", concat!("DELETE FROM activity_corrections WHERE shift_id IN (", demo!(shifts), ")")),
    ("attendance", concat!("DELETE FROM activity_attendance WHERE sign_up_id IN (", demo!(sign_ups), ")")),
    ("codes", concat!("DELETE FROM activity_codes WHERE sign_up_id IN (", demo!(sign_ups), ")")),
    ("swaps", concat!("DELETE FROM activity_swaps WHERE sign_up_id IN (", demo!(sign_ups), ")")),
    ("partners", concat!("DELETE FROM activity_partners WHERE sign_up_id IN (", demo!(sign_ups), ")")),
    ("activity_notices", concat!("DELETE FROM activity_notices WHERE shift_id IN (", demo!(shifts), ")")),
    ("sign_ups", concat!("DELETE FROM activity_sign_ups WHERE shift_id IN (", demo!(shifts), ")")),
    ("seats", concat!("DELETE FROM activity_seats WHERE shift_id IN (", demo!(shifts), ")")),
    ("shifts", concat!("DELETE FROM activity_shifts WHERE activity_id IN (", demo!(activities), ")")),
    ("activities", concat!("DELETE FROM activities WHERE id IN (", demo!(activities), ")")),
];

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
    /// When it was called off.
    pub off_at_ms: Option<i64>,
    /// Where its activity stands.
    pub state: State,
    /// What is said of it.
    pub details: Details,
    /// Who holds it.
    pub unit: Unit,
}

impl Open {
    /// Whether it took or takes place, if only until it was called off.
    pub fn was_held(&self) -> bool {
        self.off_at_ms.is_none_or(|off| off > self.starts_ms)
    }
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
pub(super) struct OpenRow {
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
            off_at_ms: row.off_at_ms,
            state: State::from_word(&row.state).ok_or_else(corrupt)?,
            details: serde_json::from_str(&row.details).map_err(|_| corrupt())?,
            unit: parsed(&row.unit)?,
        })
    }
}

pub(super) fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| corrupt())
}

pub(super) fn all<R, T: TryFrom<R, Error = StoreError>>(rows: Vec<R>) -> Result<Vec<T>, StoreError> {
    rows.into_iter().map(T::try_from).collect()
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

/// Those of a series that a unit holds, as far as they have a shift, the first first; none where it is empty.
pub async fn series(database: &Database, series: &str, unit: &Unit) -> Result<Vec<InSeries>, StoreError> {
    let rows: Vec<(String, i64, String, i64)> = on_pool!(database, |pool| {
        sqlx::query_as(SERIES).bind(series).bind(unit.to_string()).fetch_all(pool).await
    })
    .doing("list a series")?;
    let one = |(id, version, state, starts_ms): (String, i64, String, i64)| {
        let state = State::from_word(&state).ok_or_else(corrupt)?;
        Ok(InSeries { id: parsed(&id)?, version, state, starts_ms })
    };
    rows.into_iter().map(one).collect()
}

/// What is published and goes on between these moments, with its shifts of that time. `unit` is empty for all.
pub async fn coming(
    database: &Database,
    from_ms: i64,
    until_ms: i64,
    unit: &str,
) -> Result<(Vec<Activity>, Vec<Shift>), StoreError> {
    let activities: Vec<ActivityRow> = on_pool!(database, |pool| {
        sqlx::query_as(COMING).bind(from_ms).bind(until_ms).bind(unit).fetch_all(pool).await
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

/// Nobody else gives places of this shift away before `tx` ends, but for single free ones. The shift as it is then.
pub async fn take_shift(tx: &mut Transaction<'_>, id: ShiftId) -> Result<Option<Open>, StoreError> {
    on_tx!(tx, |connection| sqlx::query(TAKE_SHIFT).bind(id.to_string()).execute(connection).await)
        .doing("take a shift")?;
    shift_in(tx, id).await
}

/// Nobody takes this shift before `tx` ends, so nobody calls it off; many may share it. The shift as it is then. Whoever
/// shares it must not go on to take it: of two who do, each would wait for the other.
pub async fn share_shift(tx: &mut Transaction<'_>, id: ShiftId) -> Result<Option<Open>, StoreError> {
    if let Transaction::Postgres(inner) = tx {
        let shared = sqlx::query(SHARE_SHIFT_POSTGRES).bind(id.to_string()).execute(&mut **inner).await;
        shared.doing("share a shift")?;
    }
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

/// Ends the sign-ups of a shift that is off, but for those of whoever has come to what had begun.
pub async fn end_sign_ups(tx: &mut Transaction<'_>, shift: ShiftId) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(OFF).bind(shift.to_string()).execute(connection).await)
        .doing("end the sign-ups of a shift")
        .map(drop)
}

/// Published activities whose last shift ended before this moment.
pub async fn over(database: &Database, before_ms: i64) -> Result<Vec<ActivityId>, StoreError> {
    let ids: Vec<String> =
        on_pool!(database, |pool| sqlx::query_scalar(OVER).bind(before_ms).fetch_all(pool).await)
            .doing("look for activities that are over")?;
    ids.iter().map(|id| parsed(id)).collect()
}

/// How many activities are made up and held by a demo unit that is there.
pub(super) async fn demo_count(database: &Database) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(DEMO_COUNT).fetch_one(pool).await)
        .doing("count made-up activities")
}

/// The sign-ups to what [`purge_demo`] takes away whose companions are sealed.
pub(super) async fn demo_sealed(tx: &mut Transaction<'_>) -> Result<Vec<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(DEMO_SEALED).fetch_all(connection).await)
        .doing("list sign-ups to made-up activities")
}

/// Takes away what is made up or held by a demo unit, with what hangs on it; says how many there were of each.
pub(crate) async fn purge_demo(tx: &mut Transaction<'_>) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let mut removed = Vec::new();
    for (what, sql) in PURGE_DEMO {
        let rows = on_tx!(tx, |connection| sqlx::query(sql).execute(connection).await)
            .doing("take made-up activities away")?;
        removed.push((what, rows));
    }
    Ok(removed)
}
