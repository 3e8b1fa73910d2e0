//! All SQL of complaints.

use app::{
    complaints::model::{Kind, State, Step, WaitingAt},
    ids::StaffId,
    iso_date,
    journal::model::Unit,
};
use time::Date;

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const INSERT: &str = "
    INSERT INTO complaints (id, version, kind, about, level, state, code_hash, sealed, officer, received_at_ms, due_on,
                            settled_at_ms, objected, told_at_ms)
    VALUES ($1, 1, $2, $3, $4, $5, $6, $7, NULL, $8, $9, NULL, FALSE, NULL)";

const BY_ID: &str = "
    SELECT id, version, kind, about, level, state, sealed, officer, received_at_ms, due_on, objected
      FROM complaints
     WHERE id = $1";

const BY_CODE: &str = "
    SELECT id, version, kind, about, level, state, sealed, officer, received_at_ms, due_on, objected
      FROM complaints
     WHERE code_hash = $1";

/// Only what stands as it was seen is changed: of two who take a step at once, one is told.
const MOVE_ON: &str = "
    UPDATE complaints
       SET version = version + 1, level = $3, state = $4, officer = $5, due_on = $6, settled_at_ms = $7, objected = $8,
           told_at_ms = CASE WHEN due_on = $6 THEN told_at_ms END
     WHERE id = $1 AND version = $2";

const INSERT_STEP: &str = "
    INSERT INTO complaint_steps (complaint_id, number, step, staff_id, sealed, at_ms) VALUES ($1, $2, $3, $4, $5, $6)";

const STEPS: &str = "
    SELECT number, step, staff_id, sealed, at_ms FROM complaint_steps WHERE complaint_id = $1 ORDER BY number";

/// `$1` holds levels between commas. What waits stands first, the most urgent in front; then the newest.
const LIST: &str = "
    SELECT id, version, kind, about, level, state, sealed, officer, received_at_ms, due_on, objected
      FROM complaints
     WHERE $1 LIKE '%,' || level || ',%'
       AND ($2 = '' OR ',' || $2 || ',' LIKE '%,' || state || ',%')
       AND ($3 = '' OR kind = $3)
       AND ($4 = '' OR about = $4)
       AND ($5 = '' OR due_on < $5)
     ORDER BY CASE WHEN state IN ('received', 'taken') THEN 0 WHEN state = 'apart' THEN 1 ELSE 2 END,
              CASE WHEN state IN ('apart', 'received', 'taken') THEN due_on ELSE '' END,
              received_at_ms DESC, id
     LIMIT $6 OFFSET $7";

const COUNT: &str = "
    SELECT COUNT(*)
      FROM complaints
     WHERE $1 LIKE '%,' || level || ',%'
       AND ($2 = '' OR ',' || $2 || ',' LIKE '%,' || state || ',%')
       AND ($3 = '' OR kind = $3)
       AND ($4 = '' OR about = $4)
       AND ($5 = '' OR due_on < $5)";

/// What waits at each level: how many are kept apart, how many others, how many of all are late, and the first days.
const WAITING: &str = "
    SELECT level,
           CAST(SUM(CASE WHEN state = 'apart' THEN 1 ELSE 0 END) AS BIGINT),
           CAST(SUM(CASE WHEN state = 'apart' THEN 0 ELSE 1 END) AS BIGINT),
           CAST(SUM(CASE WHEN due_on < $1 THEN 1 ELSE 0 END) AS BIGINT),
           MIN(received_at_ms), MIN(due_on)
      FROM complaints
     WHERE state IN ('apart', 'received', 'taken')
     GROUP BY level";

const OVERDUE: &str = "
    SELECT id, level FROM complaints
     WHERE state IN ('apart', 'received', 'taken') AND due_on < $1 AND told_at_ms IS NULL
     ORDER BY id
     LIMIT $2";

const TOLD: &str = "UPDATE complaints SET told_at_ms = $2 WHERE id = $1 AND told_at_ms IS NULL";

const SETTLED: &str = "
    SELECT id, level FROM complaints WHERE state = $1 AND settled_at_ms < $2 ORDER BY id LIMIT $3";

const DELETE_STEPS: &str = "DELETE FROM complaint_steps WHERE complaint_id = $1";

const DELETE: &str = "DELETE FROM complaints WHERE id = $1 AND state = 'closed'";

/// A complaint as it is kept.
#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    version: i64,
    kind: String,
    about: String,
    level: String,
    state: String,
    sealed: String,
    officer: Option<String>,
    received_at_ms: i64,
    due_on: String,
    objected: bool,
}

/// A complaint, understood but not opened.
#[derive(Clone, Debug)]
pub struct Complaint {
    /// Id.
    pub id: String,
    /// Moves on with every step.
    pub version: i64,
    /// What kind.
    pub kind: Kind,
    /// About whom; nothing for the province and the platform.
    pub about: Option<Unit>,
    /// Who has to answer.
    pub level: Unit,
    /// Where it stands.
    pub state: State,
    /// What its writer said, sealed.
    pub(super) sealed: String,
    /// Who sees to it.
    pub officer: Option<StaffId>,
    /// When it came.
    pub received_at_ms: i64,
    /// The last day for an answer.
    pub due_on: Date,
    /// Whether its writer was not satisfied.
    pub objected: bool,
}

impl TryFrom<Row> for Complaint {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let about = match row.about.as_str() {
            "" => None,
            unit => Some(unit.parse().map_err(|_| corrupt())?),
        };
        Ok(Self {
            kind: Kind::from_word(&row.kind).ok_or_else(corrupt)?,
            state: State::from_word(&row.state).ok_or_else(corrupt)?,
            level: row.level.parse().map_err(|_| corrupt())?,
            officer: row.officer.map(|id| id.parse()).transpose().map_err(|_| corrupt())?,
            due_on: iso_date::parse(&row.due_on).ok_or_else(corrupt)?,
            about,
            id: row.id,
            version: row.version,
            sealed: row.sealed,
            received_at_ms: row.received_at_ms,
            objected: row.objected,
        })
    }
}

#[derive(sqlx::FromRow)]
struct StepRow {
    number: i64,
    step: String,
    staff_id: Option<String>,
    sealed: String,
    at_ms: i64,
}

/// A step that was taken, not opened.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The version that the complaint had afterwards.
    pub number: i64,
    /// Which.
    pub step: Step,
    /// By whom; nothing for its writer and the clock.
    pub by: Option<StaffId>,
    /// What was said with it, sealed; empty where nothing was.
    pub(super) sealed: String,
    /// When.
    pub at_ms: i64,
}

impl TryFrom<StepRow> for Taken {
    type Error = StoreError;

    fn try_from(row: StepRow) -> Result<Self, StoreError> {
        Ok(Self {
            number: row.number,
            step: Step::from_word(&row.step).ok_or_else(corrupt)?,
            by: row.staff_id.map(|id| id.parse()).transpose().map_err(|_| corrupt())?,
            sealed: row.sealed,
            at_ms: row.at_ms,
        })
    }
}

/// A complaint that comes.
pub(super) struct NewRow<'a> {
    pub(super) id: &'a str,
    pub(super) kind: Kind,
    pub(super) about: Option<&'a Unit>,
    pub(super) level: &'a Unit,
    pub(super) state: State,
    pub(super) code_hash: &'a str,
    pub(super) sealed: &'a str,
    pub(super) received_at_ms: i64,
    pub(super) due_on: Date,
}

/// Keeps a complaint.
pub(super) async fn insert(tx: &mut Transaction<'_>, row: &NewRow<'_>) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(row.id)
        .bind(row.kind.word())
        .bind(row.about.map(ToString::to_string).unwrap_or_default())
        .bind(row.level.to_string())
        .bind(row.state.word())
        .bind(row.code_hash)
        .bind(row.sealed)
        .bind(row.received_at_ms)
        .bind(row.due_on.to_string())
        .execute(connection)
        .await)
    .doing("keep a complaint")?;
    Ok(())
}

/// The complaint of this id.
pub(super) async fn by_id(database: &Database, id: &str) -> Result<Option<Complaint>, StoreError> {
    let row: Option<Row> =
        on_pool!(database, |pool| sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await)
            .doing("find a complaint")?;
    row.map(Complaint::try_from).transpose()
}

/// The same, within a transaction.
pub(super) async fn by_id_in(tx: &mut Transaction<'_>, id: &str) -> Result<Option<Complaint>, StoreError> {
    let row: Option<Row> =
        on_tx!(tx, |connection| sqlx::query_as(BY_ID).bind(id).fetch_optional(connection).await)
            .doing("find a complaint")?;
    row.map(Complaint::try_from).transpose()
}

/// The complaint whose ticket has this code.
pub(super) async fn by_code(database: &Database, code_hash: &str) -> Result<Option<Complaint>, StoreError> {
    let row: Option<Row> =
        on_pool!(database, |pool| sqlx::query_as(BY_CODE).bind(code_hash).fetch_optional(pool).await)
            .doing("find a complaint by its code")?;
    row.map(Complaint::try_from).transpose()
}

/// Keeps what has become of a complaint, if it stood as `seen`; says whether it did.
pub(super) async fn move_on(
    tx: &mut Transaction<'_>,
    seen: i64,
    now: &Complaint,
    settled_at_ms: Option<i64>,
) -> Result<bool, StoreError> {
    let moved = on_tx!(tx, |connection| sqlx::query(MOVE_ON)
        .bind(&now.id)
        .bind(seen)
        .bind(now.level.to_string())
        .bind(now.state.word())
        .bind(now.officer.map(|id| id.to_string()))
        .bind(now.due_on.to_string())
        .bind(settled_at_ms)
        .bind(now.objected)
        .execute(connection)
        .await)
    .doing("move a complaint on")?;
    Ok(moved == 1)
}

/// Keeps a step.
pub(super) async fn insert_step(
    tx: &mut Transaction<'_>,
    complaint: &str,
    taken: &Taken,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_STEP)
        .bind(complaint)
        .bind(taken.number)
        .bind(taken.step.word())
        .bind(taken.by.map(|id| id.to_string()))
        .bind(&taken.sealed)
        .bind(taken.at_ms)
        .execute(connection)
        .await)
    .doing("keep a step of a complaint")?;
    Ok(())
}

/// The steps of a complaint, the first first.
pub(super) async fn steps(database: &Database, complaint: &str) -> Result<Vec<Taken>, StoreError> {
    let rows: Vec<StepRow> =
        on_pool!(database, |pool| sqlx::query_as(STEPS).bind(complaint).fetch_all(pool).await)
            .doing("read the steps of a complaint")?;
    rows.into_iter().map(Taken::try_from).collect()
}

/// What is asked of the list; an empty text asks nothing.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The levels that may be seen, each between commas.
    pub levels: String,
    /// States, with commas between them.
    pub states: String,
    /// A kind.
    pub kind: String,
    /// A unit.
    pub about: String,
    /// A day: only those whose answer was due before it.
    pub due_before: String,
}

/// Complaints that are found, what waits first in front.
pub(super) async fn list(
    database: &Database,
    search: &Search,
    limit: i64,
    offset: i64,
) -> Result<Vec<Complaint>, StoreError> {
    let rows: Vec<Row> = on_pool!(database, |pool| sqlx::query_as(LIST)
        .bind(&search.levels)
        .bind(&search.states)
        .bind(&search.kind)
        .bind(&search.about)
        .bind(&search.due_before)
        .bind(limit)
        .bind(offset)
        .fetch_all(pool)
        .await)
    .doing("list complaints")?;
    rows.into_iter().map(Complaint::try_from).collect()
}

/// How many are found.
pub(super) async fn count(database: &Database, search: &Search) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(COUNT)
        .bind(&search.levels)
        .bind(&search.states)
        .bind(&search.kind)
        .bind(&search.about)
        .bind(&search.due_before)
        .fetch_one(pool)
        .await)
    .doing("count complaints")
}

/// What waits at every level where something does; late is what was due before `today`.
pub(super) async fn waiting(database: &Database, today: Date) -> Result<Vec<WaitingAt>, StoreError> {
    let rows: Vec<(String, i64, i64, i64, i64, String)> =
        on_pool!(database, |pool| sqlx::query_as(WAITING).bind(today.to_string()).fetch_all(pool).await)
            .doing("count what waits")?;
    rows.into_iter()
        .map(|(level, apart, others, late, since_ms, due_on)| {
            Ok(WaitingAt {
                level: level.parse().map_err(|_| corrupt())?,
                apart,
                others,
                late,
                since_ms,
                due_on: iso_date::parse(&due_on).ok_or_else(corrupt)?,
            })
        })
        .collect()
}

/// Ids and levels of some that are late, and of whom nobody was told.
pub(super) async fn overdue(
    database: &Database,
    today: Date,
    limit: i64,
) -> Result<Vec<(String, String)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(OVERDUE)
        .bind(today.to_string())
        .bind(limit)
        .fetch_all(pool)
        .await)
    .doing("find complaints that are late")
}

/// Notes that those who have to know were told; says whether they were not yet.
pub(super) async fn told(tx: &mut Transaction<'_>, id: &str, now_ms: i64) -> Result<bool, StoreError> {
    let told = on_tx!(tx, |connection| sqlx::query(TOLD).bind(id).bind(now_ms).execute(connection).await)
        .doing("note that a complaint is late")?;
    Ok(told == 1)
}

/// Ids and levels of some that stand in a state since before this moment.
pub(super) async fn settled_before(
    database: &Database,
    state: State,
    before_ms: i64,
    limit: i64,
) -> Result<Vec<(String, String)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(SETTLED)
        .bind(state.word())
        .bind(before_ms)
        .bind(limit)
        .fetch_all(pool)
        .await)
    .doing("find complaints that are settled")
}

/// Takes away a complaint that is closed, and its steps; says whether it was there.
pub(super) async fn delete(tx: &mut Transaction<'_>, id: &str) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(DELETE_STEPS).bind(id).execute(connection).await)
        .doing("take the steps of a complaint away")?;
    let deleted = on_tx!(tx, |connection| sqlx::query(DELETE).bind(id).execute(connection).await)
        .doing("take a complaint away")?;
    Ok(deleted == 1)
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "complaint" }
}
