//! All SQL of service that is not recorded yet, and of what volunteers want put right.

use app::{
    activities::{
        details::Details,
        recording::{CorrectionState, Lacks, WaitingAt},
        shift::day_of,
    },
    ids::{ActivityId, CorrectionId, ShiftId, VolunteerId},
    journal::model::Unit,
};

use crate::activities::{
    corrupt,
    queries::{all, parsed},
};
use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

/// For so long after a shift its service stands among what is to be recorded, and whoever came to it is no stranger.
pub const RECORDED_WITHIN_MS: i64 = 731 * 24 * 60 * 60 * 1000;

/// Service that was over at `$2`, after `$3` ([`RECORDED_WITHIN_MS`]), and is not recorded: who was to come and of whom
/// nobody has said anything, who came and has no hours, and hours to which nobody has agreed. Of what was called off, whoever had
/// come by then gave something (令67号 Art. 11); nobody else lacks anything. Where hours were refused, taken back or not counted,
/// somebody has decided. Nobody signs up for what was not published. The bound keeps every first page of the office from
/// reading all there ever was: shifts are found by when they ended, and nothing of the activity is asked that an index knows.
macro_rules! unrecorded {
    ($of:literal) => {
        concat!(
            "
    SELECT s.id AS shift_id, s.activity_id AS activity_id, u.volunteer AS volunteer, a.unit AS unit, a.details AS details,
           s.starts_ms AS starts_ms, s.ends_ms AS ends_ms,
           CASE WHEN EXISTS (SELECT 1 FROM activity_attendance t WHERE t.sign_up_id = u.id) THEN 'hours'
                ELSE 'roll' END AS lacks
      FROM activity_sign_ups u
      JOIN activity_shifts s ON s.id = u.shift_id
      JOIN activities a ON a.id = s.activity_id
     WHERE ",
            $of,
            " AND u.state = 'seated' AND s.ends_ms <= $2 AND s.ends_ms > $3
       AND (s.off_at_ms IS NULL
            OR EXISTS (SELECT 1 FROM activity_attendance t WHERE t.sign_up_id = u.id))
       AND NOT EXISTS (SELECT 1 FROM activity_hours h WHERE h.shift_id = s.id AND h.volunteer = u.volunteer)
    UNION ALL
    SELECT s.id, s.activity_id, u.volunteer, a.unit, a.details, s.starts_ms, s.ends_ms, 'agreement'
      FROM activity_hours u
      JOIN activity_shifts s ON s.id = u.shift_id
      JOIN activities a ON a.id = s.activity_id
     WHERE ",
            $of,
            " AND u.state = 'asked' AND s.ends_ms <= $2 AND s.ends_ms > $3"
        )
    };
}

/// `$1` holds units between commas; what is due first stands first.
const UNRECORDED: &str = concat!(
    unrecorded!("$1 LIKE '%,' || a.unit || ',%'"),
    " ORDER BY starts_ms, shift_id, volunteer LIMIT $4"
);

const UNRECORDED_OF_VOLUNTEER: &str =
    concat!(unrecorded!("u.volunteer = $1"), " ORDER BY starts_ms, shift_id, volunteer");

/// `$1` holds units between commas; what began before `$4` is late.
pub(in crate::activities) const COUNT_UNRECORDED: &str = concat!(
    "SELECT w.unit, COUNT(*), SUM(CASE WHEN w.starts_ms < $4 THEN 1 ELSE 0 END), MIN(w.starts_ms) FROM (",
    unrecorded!("$1 LIKE '%,' || a.unit || ',%'"),
    ") w GROUP BY w.unit ORDER BY w.unit"
);

/// Whether somebody had a place in a shift, or has hours of it.
const TOOK_PART: &str = "
    SELECT (SELECT COUNT(*) FROM activity_sign_ups
             WHERE shift_id = $1 AND volunteer = $2 AND state IN ('seated', 'absent'))
         + (SELECT COUNT(*) FROM activity_hours WHERE shift_id = $1 AND volunteer = $2)";

/// Of two that are open one is not kept.
const INSERT: &str = "
    INSERT INTO activity_corrections (id, shift_id, volunteer, unit, state, sealed, answer, answered_by, asked_at_ms,
                                      answered_at_ms)
    VALUES ($1, $2, $3, $4, 'open', $5, '', '', $6, NULL)
    ON CONFLICT DO NOTHING";

const ANSWER: &str = "
    UPDATE activity_corrections SET state = $2, answer = $3, answered_by = $4, answered_at_ms = $5
     WHERE id = $1 AND state = 'open'";

const ONE: &str = "
    SELECT c.id, c.shift_id, c.volunteer, c.unit, c.state, c.sealed, c.answer, c.asked_at_ms, s.activity_id, s.starts_ms,
           s.ends_ms, a.details, k.wrapped
      FROM activity_corrections c
      JOIN activity_shifts s ON s.id = c.shift_id
      JOIN activities a ON a.id = s.activity_id
      LEFT JOIN record_keys k ON k.entity = 'volunteer' AND k.entity_id = c.volunteer
     WHERE c.id = $1";

const OF_VOLUNTEER: &str = "
    SELECT c.id, c.shift_id, c.volunteer, c.unit, c.state, c.sealed, c.answer, c.asked_at_ms, s.activity_id, s.starts_ms,
           s.ends_ms, a.details, k.wrapped
      FROM activity_corrections c
      JOIN activity_shifts s ON s.id = c.shift_id
      JOIN activities a ON a.id = s.activity_id
      LEFT JOIN record_keys k ON k.entity = 'volunteer' AND k.entity_id = c.volunteer
     WHERE c.volunteer = $1
     ORDER BY c.asked_at_ms, c.id";

/// `$1` holds units between commas. Of whoever erased themselves nothing can be read, and nothing is listed.
const OPEN: &str = "
    SELECT c.id, c.shift_id, c.volunteer, c.unit, c.state, c.sealed, c.answer, c.asked_at_ms, s.activity_id, s.starts_ms,
           s.ends_ms, a.details, k.wrapped
      FROM activity_corrections c
      JOIN activity_shifts s ON s.id = c.shift_id
      JOIN activities a ON a.id = s.activity_id
      JOIN record_keys k ON k.entity = 'volunteer' AND k.entity_id = c.volunteer AND k.wrapped IS NOT NULL
     WHERE $1 LIKE '%,' || c.unit || ',%' AND c.state = 'open'
     ORDER BY c.asked_at_ms, c.id
     LIMIT $2";

const COUNT_OPEN: &str = "
    SELECT COUNT(*)
      FROM activity_corrections c
      JOIN record_keys k ON k.entity = 'volunteer' AND k.entity_id = c.volunteer AND k.wrapped IS NOT NULL
     WHERE $1 LIKE '%,' || c.unit || ',%' AND c.state = 'open'";

const FORGET: &str = "DELETE FROM activity_corrections WHERE volunteer = $1";

/// A service that is not recorded yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// Of which shift.
    pub shift: ShiftId,
    /// Of which activity.
    pub activity: ActivityId,
    /// Whose.
    pub volunteer: VolunteerId,
    /// What is said of the activity.
    pub details: Details,
    /// When the shift began.
    pub starts_ms: i64,
    /// When it ended.
    pub ends_ms: i64,
    /// What it lacks.
    pub lacks: Lacks,
}

/// What somebody wants put right.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// Which wish.
    pub id: CorrectionId,
    /// Of which shift.
    pub shift: ShiftId,
    /// Of which activity.
    pub activity: ActivityId,
    /// Whose record.
    pub volunteer: VolunteerId,
    /// The unit that answers.
    pub unit: Unit,
    /// Where it stands.
    pub state: CorrectionState,
    /// What is wrong, sealed.
    pub(super) sealed: String,
    /// The answer, sealed; empty while there is none.
    pub(super) answer: String,
    /// The key of the volunteer, as it is stored; nothing where they are erased.
    pub(super) wrapped: Option<String>,
    /// When it was asked for.
    pub asked_at_ms: i64,
    /// What is said of the activity.
    pub details: Details,
    /// When the shift began.
    pub starts_ms: i64,
    /// When it ended.
    pub ends_ms: i64,
}

#[derive(sqlx::FromRow)]
struct MissingRow {
    shift_id: String,
    activity_id: String,
    volunteer: String,
    details: String,
    starts_ms: i64,
    ends_ms: i64,
    lacks: String,
}

#[derive(sqlx::FromRow)]
struct CorrectionRow {
    id: String,
    shift_id: String,
    volunteer: String,
    unit: String,
    state: String,
    sealed: String,
    answer: String,
    asked_at_ms: i64,
    activity_id: String,
    starts_ms: i64,
    ends_ms: i64,
    details: String,
    wrapped: Option<String>,
}

impl TryFrom<MissingRow> for Missing {
    type Error = StoreError;

    fn try_from(row: MissingRow) -> Result<Self, StoreError> {
        Ok(Self {
            shift: parsed(&row.shift_id)?,
            activity: parsed(&row.activity_id)?,
            volunteer: parsed(&row.volunteer)?,
            details: serde_json::from_str(&row.details).map_err(|_| corrupt())?,
            starts_ms: row.starts_ms,
            ends_ms: row.ends_ms,
            lacks: Lacks::from_word(&row.lacks).ok_or_else(corrupt)?,
        })
    }
}

impl TryFrom<CorrectionRow> for Correction {
    type Error = StoreError;

    fn try_from(row: CorrectionRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: parsed(&row.id)?,
            shift: parsed(&row.shift_id)?,
            activity: parsed(&row.activity_id)?,
            volunteer: parsed(&row.volunteer)?,
            unit: parsed(&row.unit)?,
            state: CorrectionState::from_word(&row.state).ok_or_else(corrupt)?,
            sealed: row.sealed,
            answer: row.answer,
            wrapped: row.wrapped,
            asked_at_ms: row.asked_at_ms,
            details: serde_json::from_str(&row.details).map_err(|_| corrupt())?,
            starts_ms: row.starts_ms,
            ends_ms: row.ends_ms,
        })
    }
}

/// What of these units, with commas around each, is not recorded at this moment; what is due first stands first.
pub async fn unrecorded(
    database: &Database,
    units: &str,
    now_ms: i64,
    limit: i64,
) -> Result<Vec<Missing>, StoreError> {
    let rows: Vec<MissingRow> = on_pool!(database, |pool| {
        sqlx::query_as(UNRECORDED)
            .bind(units)
            .bind(now_ms)
            .bind(now_ms - RECORDED_WITHIN_MS)
            .bind(limit)
            .fetch_all(pool)
            .await
    })
    .doing("list service that is not recorded")?;
    all(rows)
}

/// The same of a volunteer.
pub async fn unrecorded_of(
    database: &Database,
    volunteer: VolunteerId,
    now_ms: i64,
) -> Result<Vec<Missing>, StoreError> {
    let rows: Vec<MissingRow> = on_pool!(database, |pool| {
        sqlx::query_as(UNRECORDED_OF_VOLUNTEER)
            .bind(volunteer.to_string())
            .bind(now_ms)
            .bind(now_ms - RECORDED_WITHIN_MS)
            .fetch_all(pool)
            .await
    })
    .doing("list a volunteer's service that is not recorded")?;
    all(rows)
}

/// How much of these units, with commas around each, is not recorded at this moment, and how much of it began before
/// `timely_since_ms`.
pub async fn count_unrecorded(
    database: &Database,
    units: &str,
    now_ms: i64,
    timely_since_ms: i64,
) -> Result<Vec<WaitingAt>, StoreError> {
    let rows: Vec<(String, i64, i64, i64)> = on_pool!(database, |pool| {
        sqlx::query_as(COUNT_UNRECORDED)
            .bind(units)
            .bind(now_ms)
            .bind(now_ms - RECORDED_WITHIN_MS)
            .bind(timely_since_ms)
            .fetch_all(pool)
            .await
    })
    .doing("count service that is not recorded")?;
    rows.into_iter()
        .map(|(unit, waiting, overdue, first_ms)| {
            Ok(WaitingAt { unit: parsed(&unit)?, waiting, overdue, since: day_of(first_ms) })
        })
        .collect()
}

/// Whether somebody had a place in a shift, or has hours of it.
pub async fn took_part(
    tx: &mut Transaction<'_>,
    shift: ShiftId,
    volunteer: VolunteerId,
) -> Result<bool, StoreError> {
    let count: i64 = on_tx!(tx, |connection| {
        sqlx::query_scalar(TOOK_PART)
            .bind(shift.to_string())
            .bind(volunteer.to_string())
            .fetch_one(connection)
            .await
    })
    .doing("look whether somebody took part")?;
    Ok(count > 0)
}

/// Keeps what somebody wants put right; says whether nothing of that service was open yet.
pub async fn insert(
    tx: &mut Transaction<'_>,
    id: CorrectionId,
    (shift, volunteer): (ShiftId, VolunteerId),
    unit: &Unit,
    sealed: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(id.to_string())
        .bind(shift.to_string())
        .bind(volunteer.to_string())
        .bind(unit.to_string())
        .bind(sealed)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("keep what somebody wants put right")
    .map(|rows| rows == 1)
}

/// Keeps an answer; says whether nobody had answered.
pub async fn answer(
    tx: &mut Transaction<'_>,
    id: CorrectionId,
    state: CorrectionState,
    sealed: &str,
    by: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(ANSWER)
        .bind(id.to_string())
        .bind(state.word())
        .bind(sealed)
        .bind(by)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("answer what somebody wants put right")
    .map(|rows| rows == 1)
}

/// What somebody wants put right, by its id.
pub async fn one(database: &Database, id: CorrectionId) -> Result<Option<Correction>, StoreError> {
    let row: Option<CorrectionRow> =
        on_pool!(database, |pool| sqlx::query_as(ONE).bind(id.to_string()).fetch_optional(pool).await)
            .doing("find what somebody wants put right")?;
    row.map(Correction::try_from).transpose()
}

/// All that a volunteer wanted put right, the first first.
pub async fn of_volunteer(
    database: &Database,
    volunteer: VolunteerId,
) -> Result<Vec<Correction>, StoreError> {
    let rows: Vec<CorrectionRow> = on_pool!(database, |pool| {
        sqlx::query_as(OF_VOLUNTEER).bind(volunteer.to_string()).fetch_all(pool).await
    })
    .doing("list what a volunteer wants put right")?;
    all(rows)
}

/// What waits for an answer of these units, with commas around each; the first first.
pub async fn open(database: &Database, units: &str, limit: i64) -> Result<Vec<Correction>, StoreError> {
    let rows: Vec<CorrectionRow> =
        on_pool!(database, |pool| { sqlx::query_as(OPEN).bind(units).bind(limit).fetch_all(pool).await })
            .doing("list what volunteers want put right")?;
    all(rows)
}

/// How much of it there is.
pub async fn count_open(database: &Database, units: &str) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(COUNT_OPEN).bind(units).fetch_one(pool).await)
        .doing("count what volunteers want put right")
}

/// Takes away what a volunteer wanted put right.
pub async fn forget(tx: &mut Transaction<'_>, volunteer: VolunteerId) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET).bind(volunteer.to_string()).execute(connection).await)
        .doing("forget what a volunteer wants put right")
        .map(drop)
}
