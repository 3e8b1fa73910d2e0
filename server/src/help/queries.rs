//! All SQL of calls for help.

use app::{
    forms::versions::Purpose,
    help::{
        model::{Channel, Face, State, Step},
        terms::Promise,
    },
    ids::StaffId,
    iso_date,
    journal::model::Unit,
    stations::hours::LocalMoment,
};
use time::Date;

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const INSERT: &str = "
    INSERT INTO help_calls (id, version, service, channel, urgent, state, unit, county, code_hash, phone_hash, sealed,
                            worker, received_at_ms, contact_by, close_by, contacted_at_ms, closed_at_ms, joined_to, face,
                            reopened, told_at_ms)
    VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, NULL, '', '', 0, NULL)";

const BY_ID: &str = "
    SELECT id, version, service, channel, urgent, state, unit, county, phone_hash, sealed, worker, received_at_ms,
           contact_by, close_by, contacted_at_ms, closed_at_ms, joined_to, face, reopened,
           reopened_at_ms, first_contact_by, first_contacted_at_ms
      FROM help_calls
     WHERE id = $1";

const BY_CODE: &str = "
    SELECT id, version, service, channel, urgent, state, unit, county, phone_hash, sealed, worker, received_at_ms,
           contact_by, close_by, contacted_at_ms, closed_at_ms, joined_to, face, reopened,
           reopened_at_ms, first_contact_by, first_contacted_at_ms
      FROM help_calls
     WHERE code_hash = $1";

/// Only what stands as it was seen is changed: of two who take a step at once, one is told.
const MOVE_ON: &str = "
    UPDATE help_calls
       SET version = version + 1, urgent = $3, state = $4, unit = $5, worker = $6, contact_by = $7, close_by = $8,
           contacted_at_ms = $9, closed_at_ms = $10, joined_to = $11, face = $12, reopened = $13,
           reopened_at_ms = $14, first_contact_by = $15, first_contacted_at_ms = $16,
           told_at_ms = CASE WHEN contact_by = $7 AND close_by = $8 AND (contacted_at_ms IS NULL) = ($9 IS NULL)
                             THEN told_at_ms END
     WHERE id = $1 AND version = $2";

const INSERT_STEP: &str = "
    INSERT INTO help_steps (call_id, number, step, staff_id, sealed, at_ms) VALUES ($1, $2, $3, $4, $5, $6)";

const STEPS: &str = "
    SELECT number, step, staff_id, sealed, at_ms FROM help_steps WHERE call_id = $1 ORDER BY number";

/// `$1` holds units between commas. What waits stands first: what is late on the day `$14`, then what presses, then what is
/// due soonest.
const LIST: &str = "
    SELECT id, version, service, channel, urgent, state, unit, county, phone_hash, sealed, worker, received_at_ms,
           contact_by, close_by, contacted_at_ms, closed_at_ms, joined_to, face, reopened,
           reopened_at_ms, first_contact_by, first_contacted_at_ms
      FROM help_calls
     WHERE $1 LIKE '%,' || unit || ',%'
       AND ($2 = '' OR ',' || $2 || ',' LIKE '%,' || state || ',%')
       AND ($3 = '' OR service = $3 OR ($3 = 'other' AND service = ''))
       AND ($4 = '' OR worker = $4 OR ($4 = 'nobody' AND worker IS NULL))
       AND ($5 = '' OR channel = $5)
       AND ($6 = '' OR (state IN ('apart', 'received', 'assigned') AND contact_by < $6)
                    OR (state IN ('in_hand', 'handed') AND close_by < $6))
       AND ($7 = '' OR ',' || $7 || ',' NOT LIKE '%,' || service || ',%' OR worker = $8)
       AND received_at_ms >= $9 AND received_at_ms < $10
       AND ($11 = '' OR county = $11)
     ORDER BY CASE WHEN state IN ('received', 'assigned', 'in_hand', 'handed') THEN 0 WHEN state = 'apart' THEN 1 ELSE 2 END,
              CASE WHEN state IN ('apart', 'received', 'assigned') AND contact_by < $14 THEN 0
                   WHEN state IN ('in_hand', 'handed') AND close_by < $14 THEN 0 ELSE 1 END,
              CASE WHEN state IN ('apart', 'received', 'assigned', 'in_hand', 'handed') AND urgent THEN 0 ELSE 1 END,
              CASE WHEN state IN ('apart', 'received', 'assigned') THEN contact_by
                   WHEN state IN ('in_hand', 'handed') THEN close_by ELSE '' END,
              received_at_ms DESC, id
     LIMIT $12 OFFSET $13";

const COUNT: &str = "
    SELECT COUNT(*)
      FROM help_calls
     WHERE $1 LIKE '%,' || unit || ',%'
       AND ($2 = '' OR ',' || $2 || ',' LIKE '%,' || state || ',%')
       AND ($3 = '' OR service = $3 OR ($3 = 'other' AND service = ''))
       AND ($4 = '' OR worker = $4 OR ($4 = 'nobody' AND worker IS NULL))
       AND ($5 = '' OR channel = $5)
       AND ($6 = '' OR (state IN ('apart', 'received', 'assigned') AND contact_by < $6)
                    OR (state IN ('in_hand', 'handed') AND close_by < $6))
       AND ($7 = '' OR ',' || $7 || ',' NOT LIKE '%,' || service || ',%' OR worker = $8)
       AND received_at_ms >= $9 AND received_at_ms < $10
       AND ($11 = '' OR county = $11)";

/// Other calls from the same number that `$2` holds the units of, the latest first.
const FROM_PHONE: &str = "
    SELECT id, version, service, channel, urgent, state, unit, county, phone_hash, sealed, worker, received_at_ms,
           contact_by, close_by, contacted_at_ms, closed_at_ms, joined_to, face, reopened,
           reopened_at_ms, first_contact_by, first_contacted_at_ms
      FROM help_calls
     WHERE phone_hash = $1 AND $2 LIKE '%,' || unit || ',%' AND id <> $3
     ORDER BY received_at_ms DESC, id
     LIMIT 20";

const PHONE_SINCE: &str = "SELECT COUNT(*) FROM help_calls WHERE phone_hash = $1 AND received_at_ms >= $2";

/// How many calls each member of the staff has in hand.
const LOADS: &str = "
    SELECT worker, COUNT(*)
      FROM help_calls
     WHERE worker IS NOT NULL AND state IN ('assigned', 'in_hand', 'handed')
     GROUP BY worker";

/// What waits in each unit, for each who sees to it.
const WAITING: &str = "
    SELECT unit, COALESCE(worker, ''), service, state,
           CAST(SUM(CASE WHEN (state IN ('apart', 'received', 'assigned') AND contact_by < $1)
                           OR (state IN ('in_hand', 'handed') AND close_by < $1) THEN 1 ELSE 0 END) AS BIGINT),
           COUNT(*), MIN(received_at_ms)
      FROM help_calls
     WHERE state NOT IN ('closed', 'joined', 'aside')
     GROUP BY unit, COALESCE(worker, ''), service, state";

/// Calls that press and whose caller nobody has reached. `$1` holds units between commas.
const PRESSING: &str = "
    SELECT id, version, service, channel, urgent, state, unit, county, phone_hash, sealed, worker, received_at_ms,
           contact_by, close_by, contacted_at_ms, closed_at_ms, joined_to, face, reopened,
           reopened_at_ms, first_contact_by, first_contacted_at_ms
      FROM help_calls
     WHERE $1 LIKE '%,' || unit || ',%' AND urgent AND state IN ('apart', 'received', 'assigned')
     ORDER BY contact_by, received_at_ms, id
     LIMIT $2";

const LATE: &str = "
    SELECT id, unit, worker FROM help_calls
     WHERE told_at_ms IS NULL
       AND ((state IN ('apart', 'received', 'assigned') AND contact_by < $1)
            OR (state IN ('in_hand', 'handed') AND close_by < $1))
     ORDER BY id
     LIMIT $2";

const TOLD: &str = "UPDATE help_calls SET told_at_ms = $2 WHERE id = $1 AND told_at_ms IS NULL";

const CLOSED: &str = "
    SELECT id, unit FROM help_calls
     WHERE state IN ('closed', 'aside') AND closed_at_ms < $1
     ORDER BY id
     LIMIT $2";

const JOINED_TO: &str = "SELECT id FROM help_calls WHERE joined_to = $1 ORDER BY id";

const DELETE_RECORDS: &str = "DELETE FROM help_records WHERE call_id = $1";

const DELETE_STEPS: &str = "DELETE FROM help_steps WHERE call_id = $1";

const DELETE: &str = "DELETE FROM help_calls WHERE id = $1 AND state IN ('closed', 'joined', 'aside')";

/// What figures are made of. `$1` holds units between commas. First contact is that of the request: what was opened again
/// has a new term, and is no second request.
const COUNTED: &str = "
    SELECT id, service, channel, urgent, state, unit, county, received_at_ms,
           COALESCE(first_contact_by, contact_by) AS contact_by, close_by,
           COALESCE(first_contacted_at_ms, contacted_at_ms) AS contacted_at_ms, closed_at_ms, face
      FROM help_calls
     WHERE $1 LIKE '%,' || unit || ',%' AND received_at_ms >= $2 AND received_at_ms < $3
     ORDER BY received_at_ms DESC, id";

/// The same event recorded twice is one (reporting.md §7.4, rule 1).
const RECORDED: &str = "
    SELECT service, unit, CAST(SUM(persons) AS BIGINT), CAST(SUM(sessions) AS BIGINT)
      FROM (SELECT call_id, service, unit, day, MAX(persons) AS persons, MAX(sessions) AS sessions
              FROM help_records
             WHERE $1 LIKE '%,' || unit || ',%' AND day >= $2 AND day <= $3
             GROUP BY call_id, service, unit, day) AS events
     GROUP BY service, unit
     ORDER BY service, unit";

/// The calls of these records.
const RECORDED_CALLS: &str = "
    SELECT DISTINCT call_id
      FROM help_records
     WHERE $1 LIKE '%,' || unit || ',%' AND day >= $2 AND day <= $3 AND ($4 = '' OR service = $4)
     ORDER BY call_id DESC";

const RECORDS_OF: &str = "SELECT COUNT(*) FROM help_records WHERE service = $1";

const CALLS_ABOUT: &str = "SELECT COUNT(*) FROM help_calls WHERE service = $1";

const INSERT_RECORD: &str = "
    INSERT INTO help_records (id, call_id, service, version, day, unit, staff_id, persons, sessions, sealed, at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

const RECORDS: &str = "
    SELECT id, service, version, day, staff_id, persons, sessions, sealed, at_ms
      FROM help_records
     WHERE call_id = $1
     ORDER BY at_ms, id";

const KEEP_DRAFT: &str = "
    INSERT INTO help_drafts (id, sealed, until_ms) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, until_ms = excluded.until_ms";

const DRAFT: &str = "SELECT sealed FROM help_drafts WHERE id = $1 AND until_ms > $2";

const DRAFTS_BEFORE: &str = "SELECT id FROM help_drafts WHERE until_ms <= $1 ORDER BY id LIMIT 500";

const DELETE_DRAFT: &str = "DELETE FROM help_drafts WHERE id = $1";

const INSERT_PHOTO: &str = "
    INSERT INTO help_photos (id, owner, sealed, added_at_ms) VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO NOTHING";

const PHOTO: &str = "SELECT sealed FROM help_photos WHERE id = $1 AND owner = $2";

const DELETE_PHOTO: &str = "DELETE FROM help_photos WHERE id = $1 AND owner = $2";

const DELETE_PHOTOS: &str = "DELETE FROM help_photos WHERE owner = $1";

/// A call as it is kept.
#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    version: i64,
    service: String,
    channel: String,
    urgent: bool,
    state: String,
    unit: String,
    county: String,
    phone_hash: String,
    sealed: String,
    worker: Option<String>,
    received_at_ms: i64,
    contact_by: String,
    close_by: String,
    contacted_at_ms: Option<i64>,
    closed_at_ms: Option<i64>,
    joined_to: String,
    face: String,
    reopened: i64,
    reopened_at_ms: Option<i64>,
    first_contact_by: Option<String>,
    first_contacted_at_ms: Option<i64>,
}

/// A call, understood but not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpCall {
    /// Id.
    pub id: String,
    /// Moves on with every step.
    pub version: i64,
    /// Code of the service; empty where none was chosen.
    pub service: String,
    /// On which way it came.
    pub channel: Channel,
    /// Whether it presses.
    pub urgent: bool,
    /// Where it stands.
    pub state: State,
    /// Who sees to it.
    pub unit: Unit,
    /// Code of the 市县 of the place.
    pub county: String,
    /// Hash of the telephone number.
    pub(super) phone_hash: String,
    /// What was said, sealed.
    pub(super) sealed: String,
    /// Whose it is.
    pub worker: Option<StaffId>,
    /// When it came.
    pub received_at_ms: i64,
    /// The last day for reaching the caller.
    pub contact_by: Date,
    /// The last day for closing it.
    pub close_by: Date,
    /// When the caller was reached.
    pub contacted_at_ms: Option<i64>,
    /// When it was closed.
    pub closed_at_ms: Option<i64>,
    /// The earlier call in which it goes on; empty for most.
    pub joined_to: String,
    /// How the caller said it was.
    pub face: Option<Face>,
    /// How often it was opened again.
    pub reopened: i64,
    /// When it was last.
    pub reopened_at_ms: Option<i64>,
    /// The last day for reaching the caller before it was opened again; nothing where it never was.
    pub first_contact_by: Option<Date>,
    /// When the caller was reached before that.
    pub first_contacted_at_ms: Option<i64>,
}

impl HelpCall {
    /// When it came, or was opened again.
    pub fn came(&self) -> LocalMoment {
        LocalMoment::from_unix_ms(self.reopened_at_ms.unwrap_or(self.received_at_ms))
    }

    /// What its caller is promised.
    pub fn promise(&self) -> Promise {
        Promise { unit: self.unit.clone(), by: self.contact_by, urgent: self.urgent, came: self.came() }
    }
}

impl TryFrom<Row> for HelpCall {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            channel: Channel::from_word(&row.channel).ok_or_else(corrupt)?,
            state: State::from_word(&row.state).ok_or_else(corrupt)?,
            unit: row.unit.parse().map_err(|_| corrupt())?,
            worker: row.worker.map(|id| id.parse()).transpose().map_err(|_| corrupt())?,
            contact_by: iso_date::parse(&row.contact_by).ok_or_else(corrupt)?,
            close_by: iso_date::parse(&row.close_by).ok_or_else(corrupt)?,
            face: Face::from_word(&row.face),
            id: row.id,
            version: row.version,
            service: row.service,
            urgent: row.urgent,
            county: row.county,
            phone_hash: row.phone_hash,
            sealed: row.sealed,
            received_at_ms: row.received_at_ms,
            contacted_at_ms: row.contacted_at_ms,
            closed_at_ms: row.closed_at_ms,
            joined_to: row.joined_to,
            reopened: row.reopened,
            reopened_at_ms: row.reopened_at_ms,
            first_contact_by: match row.first_contact_by {
                Some(day) => Some(iso_date::parse(&day).ok_or_else(corrupt)?),
                None => None,
            },
            first_contacted_at_ms: row.first_contacted_at_ms,
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
    /// The version that the call had afterwards.
    pub number: i64,
    /// Which.
    pub step: Step,
    /// By whom; nothing for the caller and the clock.
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

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Units between commas, or a single one that is asked for.
    pub units: String,
    /// States between commas; empty for every one.
    pub states: String,
    /// Code of a service, or `other` for calls without one; empty for every one.
    pub service: String,
    /// Id of somebody of the staff; empty for everybody's.
    pub worker: String,
    /// A channel; empty for every one.
    pub channel: String,
    /// Only what is late before this day; empty for all.
    pub late_before: String,
    /// Services between commas that only those read whose call it is.
    pub closed_to: String,
    /// Who reads.
    pub reader: String,
    /// From when on it came, in milliseconds since 1970.
    pub from_ms: i64,
    /// Before when.
    pub until_ms: i64,
    /// Code of a 市县; empty for every one.
    pub county: String,
}

macro_rules! searched {
    ($query:expr, $search:expr) => {
        $query
            .bind(&$search.units)
            .bind(&$search.states)
            .bind(&$search.service)
            .bind(&$search.worker)
            .bind(&$search.channel)
            .bind(&$search.late_before)
            .bind(&$search.closed_to)
            .bind(&$search.reader)
            .bind($search.from_ms)
            .bind($search.until_ms)
            .bind(&$search.county)
    };
}

/// A call that comes.
pub(super) struct NewRow<'a> {
    pub(super) call: &'a HelpCall,
    pub(super) code_hash: &'a str,
}

/// Keeps a call.
pub(super) async fn insert(tx: &mut Transaction<'_>, row: &NewRow<'_>) -> Result<(), StoreError> {
    let call = row.call;
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(&call.id)
        .bind(&call.service)
        .bind(call.channel.word())
        .bind(call.urgent)
        .bind(call.state.word())
        .bind(call.unit.to_string())
        .bind(&call.county)
        .bind(row.code_hash)
        .bind(&call.phone_hash)
        .bind(&call.sealed)
        .bind(call.worker.map(|id| id.to_string()))
        .bind(call.received_at_ms)
        .bind(call.contact_by.to_string())
        .bind(call.close_by.to_string())
        .bind(call.contacted_at_ms)
        .execute(connection)
        .await)
    .doing("keep a call for help")?;
    Ok(())
}

/// The call of this id.
pub(super) async fn by_id(database: &Database, id: &str) -> Result<Option<HelpCall>, StoreError> {
    let row: Option<Row> =
        on_pool!(database, |pool| sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await)
            .doing("find a call for help")?;
    row.map(HelpCall::try_from).transpose()
}

/// The same, within a transaction.
pub(super) async fn by_id_in(tx: &mut Transaction<'_>, id: &str) -> Result<Option<HelpCall>, StoreError> {
    let row: Option<Row> =
        on_tx!(tx, |connection| sqlx::query_as(BY_ID).bind(id).fetch_optional(connection).await)
            .doing("find a call for help")?;
    row.map(HelpCall::try_from).transpose()
}

/// The call whose ticket has this code.
pub(super) async fn by_code(database: &Database, code_hash: &str) -> Result<Option<HelpCall>, StoreError> {
    let row: Option<Row> =
        on_pool!(database, |pool| sqlx::query_as(BY_CODE).bind(code_hash).fetch_optional(pool).await)
            .doing("find a call for help by its code")?;
    row.map(HelpCall::try_from).transpose()
}

/// Keeps what has become of a call, if it stood as `seen`; says whether it did.
pub(super) async fn move_on(tx: &mut Transaction<'_>, seen: i64, now: &HelpCall) -> Result<bool, StoreError> {
    let moved = on_tx!(tx, |connection| sqlx::query(MOVE_ON)
        .bind(&now.id)
        .bind(seen)
        .bind(now.urgent)
        .bind(now.state.word())
        .bind(now.unit.to_string())
        .bind(now.worker.map(|id| id.to_string()))
        .bind(now.contact_by.to_string())
        .bind(now.close_by.to_string())
        .bind(now.contacted_at_ms)
        .bind(now.closed_at_ms)
        .bind(&now.joined_to)
        .bind(now.face.map_or("", Face::word))
        .bind(now.reopened)
        .bind(now.reopened_at_ms)
        .bind(now.first_contact_by.map(|day| day.to_string()))
        .bind(now.first_contacted_at_ms)
        .execute(connection)
        .await)
    .doing("move a call for help on")?;
    Ok(moved == 1)
}

/// Keeps a step.
pub(super) async fn insert_step(
    tx: &mut Transaction<'_>,
    call: &str,
    taken: &Taken,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_STEP)
        .bind(call)
        .bind(taken.number)
        .bind(taken.step.word())
        .bind(taken.by.map(|id| id.to_string()))
        .bind(&taken.sealed)
        .bind(taken.at_ms)
        .execute(connection)
        .await)
    .doing("keep a step of a call for help")?;
    Ok(())
}

/// The steps of a call, the first first.
pub(super) async fn steps(database: &Database, call: &str) -> Result<Vec<Taken>, StoreError> {
    let rows: Vec<StepRow> =
        on_pool!(database, |pool| sqlx::query_as(STEPS).bind(call).fetch_all(pool).await)
            .doing("read the steps of a call for help")?;
    rows.into_iter().map(Taken::try_from).collect()
}

/// The same, within a transaction.
pub(super) async fn steps_in(tx: &mut Transaction<'_>, call: &str) -> Result<Vec<Taken>, StoreError> {
    let rows: Vec<StepRow> =
        on_tx!(tx, |connection| sqlx::query_as(STEPS).bind(call).fetch_all(connection).await)
            .doing("read the steps of a call for help")?;
    rows.into_iter().map(Taken::try_from).collect()
}

/// Calls as they are looked for.
pub(super) async fn list(
    database: &Database,
    search: &Search,
    limit: i64,
    offset: i64,
    today: Date,
) -> Result<Vec<HelpCall>, StoreError> {
    let today = today.to_string();
    let rows: Vec<Row> = on_pool!(database, |pool| searched!(sqlx::query_as(LIST), search)
        .bind(limit)
        .bind(offset)
        .bind(&today)
        .fetch_all(pool)
        .await)
    .doing("list calls for help")?;
    rows.into_iter().map(HelpCall::try_from).collect()
}

/// How many there are.
pub(super) async fn count(database: &Database, search: &Search) -> Result<i64, StoreError> {
    on_pool!(database, |pool| searched!(sqlx::query_scalar(COUNT), search).fetch_one(pool).await)
        .doing("count calls for help")
}

/// Other calls from the same number in these units (between commas), the latest first.
pub(super) async fn from_phone(
    database: &Database,
    phone_hash: &str,
    units: &str,
    but: &str,
) -> Result<Vec<HelpCall>, StoreError> {
    let rows: Vec<Row> = on_pool!(database, |pool| sqlx::query_as(FROM_PHONE)
        .bind(phone_hash)
        .bind(units)
        .bind(but)
        .fetch_all(pool)
        .await)
    .doing("find calls from a number")?;
    rows.into_iter().map(HelpCall::try_from).collect()
}

/// How many calls came from a number since then.
pub(super) async fn phone_since(
    database: &Database,
    phone_hash: &str,
    since_ms: i64,
) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(PHONE_SINCE)
        .bind(phone_hash)
        .bind(since_ms)
        .fetch_one(pool)
        .await)
    .doing("count calls from a number")
}

/// How many calls each member of the staff has in hand.
pub(super) async fn loads(database: &Database) -> Result<Vec<(String, i64)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(LOADS).fetch_all(pool).await).doing("count calls in hand")
}

/// What waits: unit, whose it is, service, state, how many are late, how many, and since when.
pub(super) type WaitingRow = (String, String, String, String, i64, i64, i64);

/// What waits everywhere.
pub(super) async fn waiting(database: &Database, today: Date) -> Result<Vec<WaitingRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(WAITING).bind(today.to_string()).fetch_all(pool).await)
        .doing("count calls that wait")
}

/// Calls in these units (between commas) that press and whose caller nobody has reached, what is due soonest first.
pub(super) async fn pressing(
    database: &Database,
    units: &str,
    most: i64,
) -> Result<Vec<HelpCall>, StoreError> {
    let rows: Vec<Row> =
        on_pool!(database, |pool| sqlx::query_as(PRESSING).bind(units).bind(most).fetch_all(pool).await)
            .doing("find calls that press")?;
    rows.into_iter().map(HelpCall::try_from).collect()
}

/// Calls that became late and of which nobody was told: id, unit, whose.
pub(super) async fn late(
    database: &Database,
    today: Date,
    most: i64,
) -> Result<Vec<(String, String, Option<String>)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(LATE).bind(today.to_string()).bind(most).fetch_all(pool).await)
        .doing("find calls that are late")
}

/// Notes that it was told that a call is late; says whether nobody had noted it.
pub(super) async fn told(tx: &mut Transaction<'_>, id: &str, now: i64) -> Result<bool, StoreError> {
    let noted = on_tx!(tx, |connection| sqlx::query(TOLD).bind(id).bind(now).execute(connection).await)
        .doing("note that a call is late")?;
    Ok(noted == 1)
}

/// Calls that were closed before then: id and unit.
pub(super) async fn closed_before(
    database: &Database,
    before_ms: i64,
    most: i64,
) -> Result<Vec<(String, String)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(CLOSED).bind(before_ms).bind(most).fetch_all(pool).await)
        .doing("find calls that are kept no longer")
}

/// Calls that go on in this one.
pub(super) async fn joined_to(tx: &mut Transaction<'_>, id: &str) -> Result<Vec<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(JOINED_TO).bind(id).fetch_all(connection).await)
        .doing("find calls that were joined")
}

/// Takes a call away with all that belongs to it; says whether it was there and over.
pub(super) async fn delete(tx: &mut Transaction<'_>, id: &str) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(DELETE_RECORDS).bind(id).execute(connection).await)
        .doing("take the records of a call away")?;
    on_tx!(tx, |connection| sqlx::query(DELETE_STEPS).bind(id).execute(connection).await)
        .doing("take the steps of a call away")?;
    delete_photos(tx, id).await?;
    let deleted = on_tx!(tx, |connection| sqlx::query(DELETE).bind(id).execute(connection).await)
        .doing("take a call away")?;
    Ok(deleted == 1)
}

#[derive(sqlx::FromRow)]
struct CountedRow {
    id: String,
    service: String,
    channel: String,
    urgent: bool,
    state: String,
    unit: String,
    county: String,
    received_at_ms: i64,
    contact_by: String,
    close_by: String,
    contacted_at_ms: Option<i64>,
    closed_at_ms: Option<i64>,
    face: String,
}

/// What figures are made of, of calls that came from one moment until another in these units (between commas).
pub(super) async fn counted(
    database: &Database,
    units: &str,
    from_ms: i64,
    until_ms: i64,
) -> Result<Vec<app::help::figures::Counted>, StoreError> {
    let rows: Vec<CountedRow> = on_pool!(database, |pool| sqlx::query_as(COUNTED)
        .bind(units)
        .bind(from_ms)
        .bind(until_ms)
        .fetch_all(pool)
        .await)
    .doing("read calls for figures")?;
    let day = |at_ms: i64| crate::shanghai::moment(at_ms).date();
    let counted = |row: CountedRow| {
        Some(app::help::figures::Counted {
            channel: Channel::from_word(&row.channel)?,
            state: State::from_word(&row.state)?,
            unit: row.unit.parse().ok()?,
            received_on: day(row.received_at_ms),
            contact_by: iso_date::parse(&row.contact_by)?,
            close_by: iso_date::parse(&row.close_by)?,
            contacted_on: row.contacted_at_ms.map(day),
            contact_minutes: row.contacted_at_ms.map(|at| (at - row.received_at_ms) / 60_000),
            closed_on: row.closed_at_ms.map(day),
            face: Face::from_word(&row.face),
            id: row.id,
            service: row.service,
            urgent: row.urgent,
            county: row.county,
        })
    };
    rows.into_iter().map(|row| counted(row).ok_or_else(corrupt)).collect()
}

/// What services recorded from one day to another count as: service, unit, person-times, sessions.
pub(super) async fn recorded(
    database: &Database,
    units: &str,
    from: Date,
    to: Date,
) -> Result<Vec<(String, String, i64, i64)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(RECORDED)
        .bind(units)
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(pool)
        .await)
    .doing("count recorded services")
}

/// The calls under which services were recorded from one day to another, one service where it is named, the latest first.
pub(super) async fn recorded_calls(
    database: &Database,
    units: &str,
    (from, to): (Date, Date),
    service: &str,
) -> Result<Vec<String>, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(RECORDED_CALLS)
        .bind(units)
        .bind(from.to_string())
        .bind(to.to_string())
        .bind(service)
        .fetch_all(pool)
        .await)
    .doing("find the calls of recorded services")
}

/// How many records of a service there are, or how many calls about it.
pub(super) async fn filled_in(
    database: &Database,
    service: &str,
    purpose: Purpose,
) -> Result<i64, StoreError> {
    let count = match purpose {
        Purpose::Record => RECORDS_OF,
        Purpose::Intake => CALLS_ABOUT,
    };
    on_pool!(database, |pool| sqlx::query_scalar(count).bind(service).fetch_one(pool).await)
        .doing("count the forms of a service that were filled in")
}

/// A service that was recorded, not opened.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct HelpRecord {
    /// Id: that of its command.
    pub id: String,
    /// Code of the service.
    pub service: String,
    /// Version of its record form.
    pub version: i64,
    /// The day on which it was given.
    pub day: String,
    /// Who recorded it.
    pub staff_id: String,
    /// How many person-times it counts as (人次).
    pub persons: i64,
    /// How many sessions (场次).
    pub sessions: i64,
    /// The answers, sealed.
    pub(super) sealed: String,
    /// When it was recorded.
    pub at_ms: i64,
}

/// Keeps a record of a service.
pub(super) async fn insert_record(
    tx: &mut Transaction<'_>,
    call: &HelpCall,
    record: &HelpRecord,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_RECORD)
        .bind(&record.id)
        .bind(&call.id)
        .bind(&record.service)
        .bind(record.version)
        .bind(&record.day)
        .bind(call.unit.to_string())
        .bind(&record.staff_id)
        .bind(record.persons)
        .bind(record.sessions)
        .bind(&record.sealed)
        .bind(record.at_ms)
        .execute(connection)
        .await)
    .doing("keep a record of a service")?;
    Ok(())
}

/// The services recorded under a call, the first first.
pub(super) async fn records(database: &Database, call: &str) -> Result<Vec<HelpRecord>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(RECORDS).bind(call).fetch_all(pool).await)
        .doing("read the records of a call")
}

/// Keeps a draft, or what has become of it.
pub(super) async fn keep_draft(
    tx: &mut Transaction<'_>,
    id: &str,
    sealed: &str,
    until_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(KEEP_DRAFT)
        .bind(id)
        .bind(sealed)
        .bind(until_ms)
        .execute(connection)
        .await)
    .doing("keep a draft of a call")?;
    Ok(())
}

/// A draft that is not over.
pub(super) async fn draft(database: &Database, id: &str, now: i64) -> Result<Option<String>, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(DRAFT).bind(id).bind(now).fetch_optional(pool).await)
        .doing("find a draft of a call")
}

/// The same, within a transaction.
pub(super) async fn draft_in(
    tx: &mut Transaction<'_>,
    id: &str,
    now: i64,
) -> Result<Option<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(DRAFT).bind(id).bind(now).fetch_optional(connection).await)
        .doing("find a draft of a call")
}

/// Drafts that are over.
pub(super) async fn drafts_before(tx: &mut Transaction<'_>, now: i64) -> Result<Vec<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(DRAFTS_BEFORE).bind(now).fetch_all(connection).await)
        .doing("find drafts that are over")
}

/// Takes a draft away.
pub(super) async fn delete_draft(tx: &mut Transaction<'_>, id: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(DELETE_DRAFT).bind(id).execute(connection).await)
        .doing("take a draft away")?;
    Ok(())
}

/// Keeps a photo of a draft or a call, unless there is one of this id.
pub(super) async fn insert_photo(
    tx: &mut Transaction<'_>,
    id: &str,
    owner: &str,
    sealed: &str,
    now: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_PHOTO)
        .bind(id)
        .bind(owner)
        .bind(sealed)
        .bind(now)
        .execute(connection)
        .await)
    .doing("keep a photo of a call")?;
    Ok(())
}

/// A photo of this owner, sealed.
pub(super) async fn photo(
    tx: &mut Transaction<'_>,
    id: &str,
    owner: &str,
) -> Result<Option<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(PHOTO).bind(id).bind(owner).fetch_optional(connection).await)
        .doing("find a photo of a call")
}

/// Takes one photo away.
pub(super) async fn delete_photo(tx: &mut Transaction<'_>, id: &str, owner: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(DELETE_PHOTO).bind(id).bind(owner).execute(connection).await)
        .doing("take a photo away")?;
    Ok(())
}

/// Takes all photos of an owner away.
pub(super) async fn delete_photos(tx: &mut Transaction<'_>, owner: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(DELETE_PHOTOS).bind(owner).execute(connection).await)
        .doing("take photos away")?;
    Ok(())
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "call for help" }
}
