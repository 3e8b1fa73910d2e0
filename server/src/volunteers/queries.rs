//! All SQL of volunteers.

use app::{
    ids::{StaffId, VolunteerId},
    iso_date,
    journal::model::Unit,
    volunteers::model::{RENAMED, Season, State, Step, VolunteerNumber},
};
use sqlx::AssertSqlSafe;
use time::Date;

use super::calendars::queries::forget;
use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const INSERT: &str = "
    INSERT INTO volunteers (id, version, number, state, phone_hash, guardian_hash, sealed, division, county, station_id,
                            season_from, season_until, agreement, agreed_on, registered_on, demo)
    VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

const BY_ID: &str = "
    SELECT id, version, number, state, phone_hash, sealed, division, county, station_id, season_from, season_until,
           agreement, agreed_on, registered_on, demo
      FROM volunteers
     WHERE id = $1";

const BY_PHONE: &str = "
    SELECT id, version, number, state, phone_hash, sealed, division, county, station_id, season_from, season_until,
           agreement, agreed_on, registered_on, demo
      FROM volunteers
     WHERE state <> 'erased' AND (phone_hash = $1 OR guardian_hash = $1)
     ORDER BY number";

const BY_NUMBER: &str = "
    SELECT id, version, number, state, phone_hash, sealed, division, county, station_id, season_from, season_until,
           agreement, agreed_on, registered_on, demo
      FROM volunteers
     WHERE number = $1 AND state <> 'erased'";

/// With the wrapped key of each, where it was not destroyed. Places for the ids follow.
const FACTS: &str = "
    SELECT v.id, v.version, v.number, v.state, v.phone_hash, v.sealed, v.division, v.county, v.station_id, v.season_from,
           v.season_until, v.agreement, v.agreed_on, v.registered_on, v.demo, k.wrapped
      FROM volunteers v
      LEFT JOIN record_keys k ON k.entity = 'volunteer' AND k.entity_id = v.id
     WHERE v.id IN (";

/// Only what stands as it was seen is changed: of two who do something at once, one is told.
const AMEND: &str = "
    UPDATE volunteers
       SET version = version + 1, phone_hash = $3, guardian_hash = $4, sealed = $5, division = $6, county = $7,
           station_id = $8, season_from = $9, season_until = $10,
           state = CASE WHEN $11 AND state = 'active' THEN 'waiting' ELSE state END
     WHERE id = $1 AND version = $2 AND state <> 'erased'";

const MOVE_ON: &str = "
    UPDATE volunteers SET version = version + 1, state = $3, agreement = $4, agreed_on = $5
     WHERE id = $1 AND version = $2 AND state <> 'erased'";

/// The number stays, for hours that were confirmed and certificates that name it; that it is nobody's any more; and, until
/// the rest is forgotten too, since when. No rule and no figure needs anything else: whoever is erased is not counted, and
/// what happened with them stands in the journal.
const ERASE: &str = "
    UPDATE volunteers
       SET version = version + 1, state = 'erased', phone_hash = '', guardian_hash = '', sealed = '', division = '',
           county = '', station_id = '', season_from = NULL, season_until = NULL, agreement = '', agreed_on = '',
           registered_on = '', password_hash = '', slip_hash = '', slip_until_ms = 0, forget_from_ms = $2
     WHERE id = $1 AND state <> 'erased'";

const FORGET_EVENTS: &str = "DELETE FROM volunteer_events WHERE volunteer_id = $1";

/// Whoever was erased before this moment, and of whom the rest is to be looked for once more.
const TO_FORGET: &str = "
    SELECT id FROM volunteers WHERE state = 'erased' AND forget_from_ms > 0 AND forget_from_ms <= $1 ORDER BY number";

const FORGOTTEN: &str = "UPDATE volunteers SET forget_from_ms = 0 WHERE id = $1";

/// Whoever has been no volunteer since this moment: refused, gone, or never let in. Nobody who is made up, and nobody who
/// has hours or a certificate, which are theirs to prove (民政部令第67号, Art. 14), or came to a shift that was over since `$2`
/// and of which nobody has decided about their hours, or waits for an answer to a correction (Art. 13). `$3` asks for one.
const IDLE: &str = "
    SELECT v.id
      FROM volunteers v
     WHERE v.state IN ('waiting', 'refused', 'left') AND NOT v.demo
       AND NOT EXISTS (SELECT 1 FROM volunteer_events e WHERE e.volunteer_id = v.id AND e.at_ms > $1)
       AND NOT EXISTS (SELECT 1 FROM activity_hours h WHERE h.volunteer = v.id
                         AND h.state NOT IN ('refused', 'not_counted'))
       AND NOT EXISTS (SELECT 1 FROM certificates c WHERE c.volunteer = v.id)
       AND NOT EXISTS (SELECT 1 FROM activity_corrections r WHERE r.volunteer = v.id AND r.state = 'open')
       AND NOT EXISTS (SELECT 1
                         FROM activity_sign_ups u
                         JOIN activity_attendance t ON t.sign_up_id = u.id
                         JOIN activity_shifts s ON s.id = u.shift_id
                        WHERE u.volunteer = v.id AND s.ends_ms > $2
                          AND NOT EXISTS (SELECT 1 FROM activity_hours h
                                           WHERE h.shift_id = u.shift_id AND h.volunteer = u.volunteer))
       AND ($3 = '' OR v.id = $3)
     ORDER BY v.number
     LIMIT $4";

/// Hours that count, or wait for somebody to agree to them, and times somebody came of which no hours are written down yet.
const HAS_HOURS: &str = "
    SELECT (SELECT COUNT(*) FROM activity_hours WHERE volunteer = $1 AND state IN ('asked', 'confirmed'))
         + (SELECT COUNT(*)
              FROM activity_sign_ups u
              JOIN activity_attendance t ON t.sign_up_id = u.id
             WHERE u.volunteer = $1
               AND NOT EXISTS (SELECT 1 FROM activity_hours h
                                WHERE h.shift_id = u.shift_id AND h.volunteer = u.volunteer))";

/// Of whom another name or birthday was told since they gave hours, and nobody has let them in since.
const NAMES_WAITING: &str = "
    SELECT e.volunteer_id FROM volunteer_events e
     WHERE e.kind = $1
       AND NOT EXISTS (SELECT 1 FROM volunteer_events later
                        WHERE later.volunteer_id = e.volunteer_id AND later.kind = $2 AND later.number > e.number)";

const APPROVES: &str = "SELECT COUNT(*) FROM volunteer_approvals WHERE unit = $1";

const APPROVING: &str = "SELECT unit FROM volunteer_approvals ORDER BY unit";

const SET_APPROVAL: &str = "INSERT INTO volunteer_approvals (unit) VALUES ($1) ON CONFLICT (unit) DO NOTHING";

const TAKE_APPROVAL: &str = "DELETE FROM volunteer_approvals WHERE unit = $1";

/// On SQLite nobody else writes. Two numbers that share a hash wait for each other, no more.
const TAKE_NUMBER_POSTGRES: &str = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

const INSERT_EVENT: &str = "
    INSERT INTO volunteer_events (volunteer_id, number, kind, staff_id, sealed, at_ms) VALUES ($1, $2, $3, $4, $5, $6)";

const EVENTS: &str = "
    SELECT number, kind, staff_id, sealed, at_ms FROM volunteer_events WHERE volunteer_id = $1 ORDER BY number DESC";

const INSERT_SESSION: &str = "
    INSERT INTO volunteer_sessions (token_hash, volunteer_id, proved_at_ms, seen_at_ms, expires_at_ms)
    VALUES ($1, $2, $3, $3, $4)";

const SESSION: &str = "
    SELECT s.token_hash, s.volunteer_id, s.proved_at_ms, s.seen_at_ms, s.expires_at_ms
      FROM volunteer_sessions s
      JOIN volunteers v ON v.id = s.volunteer_id
     WHERE s.token_hash = $1 AND v.state <> 'erased'";

const SEE_SESSION: &str = "UPDATE volunteer_sessions SET seen_at_ms = $2 WHERE token_hash = $1";

const END_SESSION: &str = "DELETE FROM volunteer_sessions WHERE token_hash = $1";

const END_SESSIONS: &str = "DELETE FROM volunteer_sessions WHERE volunteer_id = $1";

const SWEEP_SESSIONS: &str = "DELETE FROM volunteer_sessions WHERE expires_at_ms <= $1 OR seen_at_ms <= $2";

const INSERT_REQUEST: &str = "
    INSERT INTO volunteer_requests (key_hash, purpose, contact_hash, sealed, code_hash, guesses, proved, made_at_ms,
                                    expires_at_ms, volunteer_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

const REQUEST: &str = "
    SELECT key_hash, purpose, contact_hash, sealed, code_hash, guesses, proved, made_at_ms, expires_at_ms, volunteer_id
      FROM volunteer_requests
     WHERE key_hash = $1";

/// A code that was right once may be given again: whoever presses twice gets the same answer.
const GUESS: &str = "
    UPDATE volunteer_requests SET guesses = guesses + CASE WHEN proved THEN 0 ELSE 1 END
     WHERE key_hash = $1 AND expires_at_ms > $2 AND (proved OR guesses < $3)
    RETURNING key_hash, purpose, contact_hash, sealed, code_hash, guesses, proved, made_at_ms, expires_at_ms,
              volunteer_id";

const PROVE: &str =
    "UPDATE volunteer_requests SET proved = TRUE, expires_at_ms = $2 WHERE key_hash = $1 AND NOT proved";

const SWEEP_REQUESTS: &str = "DELETE FROM volunteer_requests WHERE made_at_ms < $1";

/// What somebody asked for, registered with or is to be agreed to, and their coming in. Several may have one number: while
/// somebody else has it, who came in with it is not known, and whoever is just registering or agreeing for a child is
/// somebody else.
const FORGET_REQUESTS: &str = "
    DELETE FROM volunteer_requests
     WHERE volunteer_id = $2
        OR (volunteer_id = '' AND purpose = 'sign_in' AND contact_hash = $1
            AND NOT EXISTS (SELECT 1 FROM volunteers o
                             WHERE o.id <> $2 AND o.state <> 'erased' AND (o.phone_hash = $1 OR o.guardian_hash = $1)))
    RETURNING key_hash";

/// The first who registers with a request has it; whoever else registers with it is there already.
const CLAIM_REQUEST: &str =
    "UPDATE volunteer_requests SET volunteer_id = $2 WHERE key_hash = $1 AND volunteer_id = ''";

/// `$1` holds divisions and `$2` ids of stations, each between commas.
const LIST: &str = "
    SELECT id
      FROM volunteers
     WHERE ((division <> '' AND $1 LIKE '%,' || division || ',%')
            OR (station_id <> '' AND $2 LIKE '%,' || station_id || ',%'))
       AND (($3 = '' AND state <> 'erased') OR state = $3)
       AND ($4 = '' OR number = $4)
       AND ($5 = '' OR season_from IS NOT NULL)
     ORDER BY CASE WHEN state = 'waiting' THEN 0 ELSE 1 END, registered_on DESC, id DESC
     LIMIT $6 OFFSET $7";

const COUNT: &str = "
    SELECT COUNT(*)
      FROM volunteers
     WHERE ((division <> '' AND $1 LIKE '%,' || division || ',%')
            OR (station_id <> '' AND $2 LIKE '%,' || station_id || ',%'))
       AND (($3 = '' AND state <> 'erased') OR state = $3)
       AND ($4 = '' OR number = $4)
       AND ($5 = '' OR season_from IS NOT NULL)";

const FIGURES: &str = "
    SELECT county, division, station_id, state, season_from, season_until, demo, COUNT(*) AS people
      FROM volunteers
     WHERE state <> 'erased'
     GROUP BY county, division, station_id, state, season_from, season_until, demo
     ORDER BY county, division, station_id";

/// Those of a 市县 who are admitted and agreed to this version of the agreement; those who are made up where `$3` says so.
const OF_COUNTY: &str = "
    SELECT id, season_from, season_until
      FROM volunteers
     WHERE county = $1 AND state = 'active' AND agreement = $2 AND ($3 OR NOT demo)
     ORDER BY number";

const DEMO: &str = "SELECT id FROM volunteers WHERE demo AND state <> 'erased'";

const EVERY_DEMO: &str = "SELECT id FROM volunteers WHERE demo";

/// A volunteer as they are kept.
#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    version: i64,
    number: String,
    state: String,
    phone_hash: String,
    sealed: String,
    division: String,
    county: String,
    station_id: String,
    season_from: Option<i64>,
    season_until: Option<i64>,
    agreement: String,
    agreed_on: String,
    registered_on: String,
    demo: bool,
}

/// The same with their wrapped key.
#[derive(sqlx::FromRow)]
struct KeyedRow {
    #[sqlx(flatten)]
    row: Row,
    wrapped: Option<String>,
}

/// A volunteer, understood but not opened.
#[derive(Clone, Debug)]
pub struct Volunteer {
    /// Who.
    pub id: VolunteerId,
    /// Moves on with every change.
    pub version: i64,
    /// Their number.
    pub number: VolunteerNumber,
    /// Where they stand.
    pub state: State,
    pub(super) phone_hash: String,
    pub(super) sealed: String,
    /// Code of the place where they live.
    pub division: String,
    /// Code of its 市县.
    pub county: String,
    /// The station that they chose.
    pub station: Option<Unit>,
    /// The months of a migratory resident.
    pub season: Option<Season>,
    /// To which version of the agreement they agreed; empty where it is erased.
    pub agreement: String,
    /// When; nothing where it is erased.
    pub agreed_on: Option<Date>,
    /// When they registered; nothing where it is erased.
    pub registered_on: Option<Date>,
    /// Whether it is made up.
    pub demo: bool,
}

impl TryFrom<Row> for Volunteer {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(|_| corrupt())?,
            version: row.version,
            number: row.number.parse().map_err(|_| corrupt())?,
            state: State::from_word(&row.state).ok_or_else(corrupt)?,
            phone_hash: row.phone_hash,
            sealed: row.sealed,
            division: row.division,
            county: row.county,
            station: station(&row.station_id)?,
            season: season(row.season_from, row.season_until),
            agreement: row.agreement,
            agreed_on: day(&row.agreed_on)?,
            registered_on: day(&row.registered_on)?,
            demo: row.demo,
        })
    }
}

fn station(id: &str) -> Result<Option<Unit>, StoreError> {
    if id.is_empty() { Ok(None) } else { id.parse().map(Unit::Station).map(Some).map_err(|_| corrupt()) }
}

fn day(text: &str) -> Result<Option<Date>, StoreError> {
    if text.is_empty() { Ok(None) } else { iso_date::parse(text).map(Some).ok_or_else(corrupt) }
}

fn season(from: Option<i64>, until: Option<i64>) -> Option<Season> {
    Season::of(u8::try_from(from?).ok()?, u8::try_from(until?).ok()?)
}

/// Something that happened, not opened.
#[derive(Clone, Debug)]
pub struct Event {
    /// The version that the volunteer had afterwards.
    pub number: i64,
    /// Word of what happened.
    pub kind: String,
    /// Who of the staff; nothing for the volunteer.
    pub by: Option<StaffId>,
    pub(super) sealed: String,
    /// When.
    pub at_ms: i64,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    number: i64,
    kind: String,
    staff_id: Option<String>,
    sealed: String,
    at_ms: i64,
}

impl TryFrom<EventRow> for Event {
    type Error = StoreError;

    fn try_from(row: EventRow) -> Result<Self, StoreError> {
        Ok(Self {
            number: row.number,
            kind: row.kind,
            by: row.staff_id.map(|id| id.parse()).transpose().map_err(|_| corrupt())?,
            sealed: row.sealed,
            at_ms: row.at_ms,
        })
    }
}

/// Where somebody is signed in.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SessionRow {
    pub(super) token_hash: String,
    pub(super) volunteer_id: String,
    pub(super) proved_at_ms: i64,
    pub(super) seen_at_ms: i64,
    pub(super) expires_at_ms: i64,
}

/// A code that was sent.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RequestRow {
    pub(super) key_hash: String,
    pub(super) purpose: String,
    pub(super) contact_hash: String,
    pub(super) sealed: String,
    pub(super) code_hash: String,
    pub(super) guesses: i64,
    pub(super) proved: bool,
    pub(super) made_at_ms: i64,
    pub(super) expires_at_ms: i64,
    /// Who asked; empty for who is new.
    pub(super) volunteer_id: String,
}

/// What of a volunteer is looked up and shown without opening it.
#[derive(Clone, Debug)]
pub(super) struct Open<'a> {
    pub(super) phone_hash: &'a str,
    pub(super) guardian_hash: &'a str,
    pub(super) sealed: &'a str,
    pub(super) division: &'a str,
    pub(super) county: &'a str,
    pub(super) station: String,
    pub(super) season: Option<Season>,
    /// Whether their station has to look at them again, where they may sign up.
    pub(super) waits: bool,
}

/// A volunteer who is new.
pub(super) struct NewRow<'a> {
    pub(super) id: &'a str,
    pub(super) number: &'a VolunteerNumber,
    pub(super) state: State,
    pub(super) open: Open<'a>,
    pub(super) agreement: &'a str,
    pub(super) today: Date,
    pub(super) demo: bool,
}

/// Keeps a volunteer who is new.
pub(super) async fn insert(tx: &mut Transaction<'_>, row: &NewRow<'_>) -> Result<(), StoreError> {
    let open = &row.open;
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(row.id)
        .bind(row.number.as_str())
        .bind(row.state.word())
        .bind(open.phone_hash)
        .bind(open.guardian_hash)
        .bind(open.sealed)
        .bind(open.division)
        .bind(open.county)
        .bind(&open.station)
        .bind(open.season.map(|it| i64::from(it.from)))
        .bind(open.season.map(|it| i64::from(it.until)))
        .bind(row.agreement)
        .bind(row.today.to_string())
        .bind(row.today.to_string())
        .bind(row.demo)
        .execute(connection)
        .await)
    .doing("keep a volunteer")?;
    Ok(())
}

/// The volunteer of this id.
pub(super) async fn by_id(database: &Database, id: &str) -> Result<Option<Volunteer>, StoreError> {
    let row: Option<Row> =
        on_pool!(database, |pool| sqlx::query_as(BY_ID).bind(id).fetch_optional(pool).await)
            .doing("find a volunteer")?;
    row.map(Volunteer::try_from).transpose()
}

/// The volunteer of this number, unless they erased themselves.
pub(super) async fn by_number(
    database: &Database,
    number: &VolunteerNumber,
) -> Result<Option<Volunteer>, StoreError> {
    let row: Option<Row> =
        on_pool!(database, |pool| sqlx::query_as(BY_NUMBER).bind(number.as_str()).fetch_optional(pool).await)
            .doing("find a volunteer by their number")?;
    row.map(Volunteer::try_from).transpose()
}

/// The same as [`by_id`], within a transaction.
pub(super) async fn by_id_in(tx: &mut Transaction<'_>, id: &str) -> Result<Option<Volunteer>, StoreError> {
    let row: Option<Row> =
        on_tx!(tx, |connection| sqlx::query_as(BY_ID).bind(id).fetch_optional(connection).await)
            .doing("find a volunteer")?;
    row.map(Volunteer::try_from).transpose()
}

/// Those of a 市县 who are admitted and agreed to this version of the agreement, with their season.
pub(super) async fn of_county(
    database: &Database,
    county: &str,
    agreement: &str,
    made_up: bool,
) -> Result<Vec<(VolunteerId, Option<Season>)>, StoreError> {
    type Found = (String, Option<i64>, Option<i64>);
    let found: Vec<Found> = on_pool!(database, |pool| sqlx::query_as(OF_COUNTY)
        .bind(county)
        .bind(agreement)
        .bind(made_up)
        .fetch_all(pool)
        .await)
    .doing("list the volunteers of a county")?;
    let one = |(id, from, until): Found| Ok((id.parse().map_err(|_| corrupt())?, season(from, until)));
    found.into_iter().map(one).collect()
}

/// Everybody with this telephone, and everybody whose guardian has it.
pub(super) async fn by_phone(database: &Database, phone_hash: &str) -> Result<Vec<Volunteer>, StoreError> {
    let rows: Vec<Row> =
        on_pool!(database, |pool| sqlx::query_as(BY_PHONE).bind(phone_hash).fetch_all(pool).await)
            .doing("find volunteers by their telephone")?;
    rows.into_iter().map(Volunteer::try_from).collect()
}

/// How many ids are asked for in one question.
const IDS_MAX: usize = 500;

/// Volunteers with their wrapped keys, in no order.
pub(super) async fn with_keys(
    database: &Database,
    ids: &[VolunteerId],
) -> Result<Vec<(Volunteer, Option<String>)>, StoreError> {
    let mut found = Vec::new();
    for some in ids.chunks(IDS_MAX) {
        let rows: Vec<KeyedRow> = on_pool!(database, |pool| {
            let mut question = sqlx::query_as(facts_of(some.len()));
            for id in some {
                question = question.bind(id.to_string());
            }
            question.fetch_all(pool).await
        })
        .doing("find volunteers")?;
        found.extend(rows);
    }
    found.into_iter().map(keyed).collect()
}

/// The same within a transaction, of a few.
pub(super) async fn with_keys_in(
    tx: &mut Transaction<'_>,
    ids: &[VolunteerId],
) -> Result<Vec<(Volunteer, Option<String>)>, StoreError> {
    let some = &ids[..ids.len().min(IDS_MAX)];
    if some.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<KeyedRow> = on_tx!(tx, |connection| {
        let mut question = sqlx::query_as(facts_of(some.len()));
        for id in some {
            question = question.bind(id.to_string());
        }
        question.fetch_all(connection).await
    })
    .doing("find volunteers")?;
    rows.into_iter().map(keyed).collect()
}

fn facts_of(count: usize) -> AssertSqlSafe<String> {
    let places: Vec<_> = (1..=count).map(|place| format!("${place}")).collect();
    AssertSqlSafe(format!("{FACTS}{})", places.join(", ")))
}

fn keyed(KeyedRow { row, wrapped }: KeyedRow) -> Result<(Volunteer, Option<String>), StoreError> {
    Ok((Volunteer::try_from(row)?, wrapped))
}

/// Keeps what somebody told anew, if they stood as `seen`; says whether they did.
pub(super) async fn amend(
    tx: &mut Transaction<'_>,
    id: &str,
    seen: i64,
    open: &Open<'_>,
) -> Result<bool, StoreError> {
    let amended = on_tx!(tx, |connection| sqlx::query(AMEND)
        .bind(id)
        .bind(seen)
        .bind(open.phone_hash)
        .bind(open.guardian_hash)
        .bind(open.sealed)
        .bind(open.division)
        .bind(open.county)
        .bind(&open.station)
        .bind(open.season.map(|it| i64::from(it.from)))
        .bind(open.season.map(|it| i64::from(it.until)))
        .bind(open.waits)
        .execute(connection)
        .await)
    .doing("amend a volunteer")?;
    Ok(amended == 1)
}

/// Keeps where somebody stands and what they agreed to, if they stood as `seen`; says whether they did.
pub(super) async fn move_on(
    tx: &mut Transaction<'_>,
    now: &Volunteer,
    seen: i64,
) -> Result<bool, StoreError> {
    let moved = on_tx!(tx, |connection| sqlx::query(MOVE_ON)
        .bind(now.id.to_string())
        .bind(seen)
        .bind(now.state.word())
        .bind(&now.agreement)
        .bind(now.agreed_on.map(|day| day.to_string()).unwrap_or_default())
        .execute(connection)
        .await)
    .doing("move a volunteer on")?;
    Ok(moved == 1)
}

/// Takes away all of a volunteer but the number, and notes since when; says whether there was something.
pub(super) async fn erase(tx: &mut Transaction<'_>, id: &str, now: i64) -> Result<bool, StoreError> {
    let erased = on_tx!(tx, |connection| sqlx::query(ERASE).bind(id).bind(now).execute(connection).await)
        .doing("erase a volunteer")?;
    on_tx!(tx, |connection| sqlx::query(FORGET_EVENTS).bind(id).execute(connection).await)
        .doing("forget what was said of a volunteer")?;
    end_sessions(tx, id).await?;
    forget(tx, id).await?;
    Ok(erased == 1)
}

/// Whoever was erased before this moment, and of whom the rest is to be looked for once more.
pub(super) async fn to_forget(database: &Database, before_ms: i64) -> Result<Vec<VolunteerId>, StoreError> {
    let ids: Vec<String> =
        on_pool!(database, |pool| sqlx::query_scalar(TO_FORGET).bind(before_ms).fetch_all(pool).await)
            .doing("find who was erased of late")?;
    ids.into_iter().map(|id| id.parse().map_err(|_| corrupt())).collect()
}

/// Notes that nothing else is kept of somebody who was erased.
pub(super) async fn forgotten(tx: &mut Transaction<'_>, id: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGOTTEN).bind(id).execute(connection).await)
        .doing("note that a volunteer is forgotten")
        .map(drop)
}

/// For how long somebody has to have been no volunteer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Idle {
    /// Nothing has happened with them since this moment.
    pub(super) since_ms: i64,
    /// They came to no shift that was over since this moment, unless somebody has decided about their hours.
    pub(super) served_since_ms: i64,
}

/// So many at most of those who have been refused, gone or not let in for so long.
pub(super) async fn idle(database: &Database, idle: Idle, most: i64) -> Result<Vec<VolunteerId>, StoreError> {
    let ids: Vec<String> = on_pool!(database, |pool| sqlx::query_scalar(IDLE)
        .bind(idle.since_ms)
        .bind(idle.served_since_ms)
        .bind("")
        .bind(most)
        .fetch_all(pool)
        .await)
    .doing("find who is no volunteer any more")?;
    ids.into_iter().map(|id| id.parse().map_err(|_| corrupt())).collect()
}

/// Whether this one is among them.
pub(super) async fn is_idle(tx: &mut Transaction<'_>, id: &str, idle: Idle) -> Result<bool, StoreError> {
    let found: Option<String> = on_tx!(tx, |connection| sqlx::query_scalar(IDLE)
        .bind(idle.since_ms)
        .bind(idle.served_since_ms)
        .bind(id)
        .bind(1_i64)
        .fetch_optional(connection)
        .await)
    .doing("look whether somebody is no volunteer any more")?;
    Ok(found.is_some())
}

/// Everybody whose other name or birthday waits for their station.
pub(super) async fn names_waiting(database: &Database) -> Result<Vec<VolunteerId>, StoreError> {
    let ids: Vec<String> = on_pool!(database, |pool| sqlx::query_scalar(NAMES_WAITING)
        .bind(RENAMED)
        .bind(Step::Admit.word())
        .fetch_all(pool)
        .await)
    .doing("list whose name waits for their station")?;
    ids.iter().map(|id| id.parse().map_err(|_| corrupt())).collect()
}

/// Whether somebody has hours that count, or that somebody has asked for, or came to what is not recorded yet.
pub(super) async fn has_hours(database: &Database, id: &str) -> Result<bool, StoreError> {
    let count: i64 = on_pool!(database, |pool| sqlx::query_scalar(HAS_HOURS).bind(id).fetch_one(pool).await)
        .doing("look whether a volunteer has hours")?;
    Ok(count > 0)
}

/// The same, within a transaction.
pub(super) async fn has_hours_in(tx: &mut Transaction<'_>, id: &str) -> Result<bool, StoreError> {
    let count: i64 =
        on_tx!(tx, |connection| sqlx::query_scalar(HAS_HOURS).bind(id).fetch_one(connection).await)
            .doing("look whether a volunteer has hours")?;
    Ok(count > 0)
}

/// Whether a unit wants to look at whoever registers with it.
pub(super) async fn approves(tx: &mut Transaction<'_>, unit: &Unit) -> Result<bool, StoreError> {
    let count: i64 = on_tx!(tx, |connection| sqlx::query_scalar(APPROVES)
        .bind(unit.to_string())
        .fetch_one(connection)
        .await)
    .doing("look whether a unit approves volunteers")?;
    Ok(count > 0)
}

/// The units that want to look at whoever registers with them.
pub(super) async fn approving(database: &Database) -> Result<Vec<Unit>, StoreError> {
    let units: Vec<String> = on_pool!(database, |pool| sqlx::query_scalar(APPROVING).fetch_all(pool).await)
        .doing("list the units that approve volunteers")?;
    units.into_iter().map(|unit| unit.parse().map_err(|_| corrupt())).collect()
}

/// Keeps whether a unit wants to look at whoever registers with it; says whether that is new.
pub(super) async fn set_approval(
    tx: &mut Transaction<'_>,
    unit: &Unit,
    on: bool,
) -> Result<bool, StoreError> {
    let sql = if on { SET_APPROVAL } else { TAKE_APPROVAL };
    let changed = on_tx!(tx, |connection| sqlx::query(sql).bind(unit.to_string()).execute(connection).await)
        .doing("keep whether a unit approves volunteers")?;
    Ok(changed == 1)
}

/// Nobody else registers or moves to this number before `tx` ends; gives those who have it, and the minors whose guardian
/// has, each with their wrapped key.
pub(super) async fn take_number(
    tx: &mut Transaction<'_>,
    phone_hash: &str,
) -> Result<Vec<(Volunteer, Option<String>)>, StoreError> {
    if let Transaction::Postgres(inner) = tx {
        let taken = sqlx::query(TAKE_NUMBER_POSTGRES).bind(phone_hash).execute(&mut **inner).await;
        taken.doing("take a number").map(drop)?;
    }
    let rows: Vec<Row> =
        on_tx!(tx, |connection| sqlx::query_as(BY_PHONE).bind(phone_hash).fetch_all(connection).await)
            .doing("find volunteers by their telephone")?;
    let ids = rows.into_iter().map(|row| Volunteer::try_from(row).map(|it| it.id));
    let ids = ids.collect::<Result<Vec<_>, StoreError>>()?;
    with_keys_in(tx, &ids).await
}

/// Signs a volunteer out everywhere.
pub(super) async fn end_sessions(tx: &mut Transaction<'_>, id: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(END_SESSIONS).bind(id).execute(connection).await)
        .doing("end a volunteer's sessions")?;
    Ok(())
}

/// Keeps something that happened.
pub(super) async fn insert_event(
    tx: &mut Transaction<'_>,
    volunteer: &str,
    event: &Event,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_EVENT)
        .bind(volunteer)
        .bind(event.number)
        .bind(&event.kind)
        .bind(event.by.map(|id| id.to_string()))
        .bind(&event.sealed)
        .bind(event.at_ms)
        .execute(connection)
        .await)
    .doing("keep what happened with a volunteer")?;
    Ok(())
}

/// What happened with somebody, the latest first.
pub(super) async fn events(database: &Database, volunteer: &str) -> Result<Vec<Event>, StoreError> {
    let rows: Vec<EventRow> =
        on_pool!(database, |pool| sqlx::query_as(EVENTS).bind(volunteer).fetch_all(pool).await)
            .doing("read what happened with a volunteer")?;
    rows.into_iter().map(Event::try_from).collect()
}

/// Signs somebody in.
pub(super) async fn insert_session(tx: &mut Transaction<'_>, row: &SessionRow) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_SESSION)
        .bind(&row.token_hash)
        .bind(&row.volunteer_id)
        .bind(row.proved_at_ms)
        .bind(row.expires_at_ms)
        .execute(connection)
        .await)
    .doing("sign a volunteer in")?;
    Ok(())
}

/// The session of a token, of somebody who was not erased.
pub(super) async fn session(database: &Database, token_hash: &str) -> Result<Option<SessionRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(SESSION).bind(token_hash).fetch_optional(pool).await)
        .doing("find a volunteer's session")
}

/// Notes that a session is used.
pub(super) async fn see_session(
    tx: &mut Transaction<'_>,
    token_hash: &str,
    now: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(SEE_SESSION).bind(token_hash).bind(now).execute(connection).await)
        .doing("note that a session is used")?;
    Ok(())
}

/// Ends a session.
pub(super) async fn end_session(tx: &mut Transaction<'_>, token_hash: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(END_SESSION).bind(token_hash).execute(connection).await)
        .doing("sign a volunteer out")?;
    Ok(())
}

/// Keeps a request.
pub(super) async fn insert_request(tx: &mut Transaction<'_>, row: &RequestRow) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_REQUEST)
        .bind(&row.key_hash)
        .bind(&row.purpose)
        .bind(&row.contact_hash)
        .bind(&row.sealed)
        .bind(&row.code_hash)
        .bind(row.guesses)
        .bind(row.proved)
        .bind(row.made_at_ms)
        .bind(row.expires_at_ms)
        .bind(&row.volunteer_id)
        .execute(connection)
        .await)
    .doing("keep a request for a code")?;
    Ok(())
}

/// The request of this key.
pub(super) async fn request(database: &Database, key_hash: &str) -> Result<Option<RequestRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(REQUEST).bind(key_hash).fetch_optional(pool).await)
        .doing("find a request for a code")
}

/// Counts a guess at the code of a request, and gives it; nothing when it is over or was guessed at too often.
pub(super) async fn guess(
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

/// Notes that the code of a request was right, and until when it may be gone on with.
pub(super) async fn prove(
    tx: &mut Transaction<'_>,
    key_hash: &str,
    expires_at_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(PROVE).bind(key_hash).bind(expires_at_ms).execute(connection).await)
        .doing("note that a code was right")?;
    Ok(())
}

/// Notes who registered with a request, unless somebody had before.
pub(super) async fn claim_request(
    tx: &mut Transaction<'_>,
    key_hash: &str,
    volunteer: VolunteerId,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(CLAIM_REQUEST)
        .bind(key_hash)
        .bind(volunteer.to_string())
        .execute(connection)
        .await)
    .doing("note who registered with a code")
    .map(drop)
}

/// Takes away the requests of a volunteer; gives what they were called.
pub(super) async fn forget_requests(
    tx: &mut Transaction<'_>,
    volunteer: &Volunteer,
) -> Result<Vec<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(FORGET_REQUESTS)
        .bind(&volunteer.phone_hash)
        .bind(volunteer.id.to_string())
        .fetch_all(connection)
        .await)
    .doing("forget a volunteer's requests")
}

/// Takes away requests that are older, and sessions that are over or were not used since.
pub(super) async fn sweep(
    tx: &mut Transaction<'_>,
    requests_before_ms: i64,
    now: i64,
    unused_since_ms: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(SWEEP_REQUESTS).bind(requests_before_ms).execute(connection).await)
        .doing("sweep requests for codes")?;
    on_tx!(tx, |connection| sqlx::query(SWEEP_SESSIONS)
        .bind(now)
        .bind(unused_since_ms)
        .execute(connection)
        .await)
    .doing("sweep volunteers' sessions")?;
    Ok(())
}

/// What is asked of the list; an empty text asks nothing.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The divisions that may be seen, each between commas.
    pub divisions: String,
    /// The stations that may be seen, each between commas.
    pub stations: String,
    /// A state.
    pub state: String,
    /// A number.
    pub number: String,
    /// Anything for migratory residents alone.
    pub migratory: String,
}

/// Ids of volunteers who are found: whoever waits first, then the newest.
pub(super) async fn list(
    database: &Database,
    search: &Search,
    limit: i64,
    offset: i64,
) -> Result<Vec<VolunteerId>, StoreError> {
    let ids: Vec<String> = on_pool!(database, |pool| sqlx::query_scalar(LIST)
        .bind(&search.divisions)
        .bind(&search.stations)
        .bind(&search.state)
        .bind(&search.number)
        .bind(&search.migratory)
        .bind(limit)
        .bind(offset)
        .fetch_all(pool)
        .await)
    .doing("list volunteers")?;
    ids.into_iter().map(|id| id.parse().map_err(|_| corrupt())).collect()
}

/// How many are found.
pub(super) async fn count(database: &Database, search: &Search) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(COUNT)
        .bind(&search.divisions)
        .bind(&search.stations)
        .bind(&search.state)
        .bind(&search.number)
        .bind(&search.migratory)
        .fetch_one(pool)
        .await)
    .doing("count volunteers")
}

#[derive(sqlx::FromRow)]
struct AlikeRow {
    county: String,
    division: String,
    station_id: String,
    state: String,
    season_from: Option<i64>,
    season_until: Option<i64>,
    demo: bool,
    people: i64,
}

/// How many people are alike in all that is counted.
#[derive(Clone, Debug)]
pub(super) struct Alike {
    /// Code of the 市县 in which they live.
    pub(super) county: String,
    /// Code of the place.
    pub(super) division: String,
    /// The station that they chose.
    pub(super) station: Option<Unit>,
    /// Where they stand.
    pub(super) state: State,
    /// Their months.
    pub(super) season: Option<Season>,
    /// Whether they are made up.
    pub(super) demo: bool,
    /// How many they are.
    pub(super) people: i64,
}

/// How many stand where, by place, station and season.
pub(super) async fn figures(database: &Database) -> Result<Vec<Alike>, StoreError> {
    let rows: Vec<AlikeRow> =
        on_pool!(database, |pool| sqlx::query_as(FIGURES).fetch_all(pool).await).doing("count volunteers")?;
    rows.into_iter()
        .map(|row| {
            Ok(Alike {
                county: row.county,
                division: row.division,
                station: station(&row.station_id)?,
                state: State::from_word(&row.state).ok_or_else(corrupt)?,
                season: season(row.season_from, row.season_until),
                demo: row.demo,
                people: row.people,
            })
        })
        .collect()
}

/// Those who are made up.
pub(super) async fn demo(database: &Database) -> Result<Vec<VolunteerId>, StoreError> {
    let ids: Vec<String> = on_pool!(database, |pool| sqlx::query_scalar(DEMO).fetch_all(pool).await)
        .doing("find made-up volunteers")?;
    ids.into_iter().map(|id| id.parse().map_err(|_| corrupt())).collect()
}

/// The same, within a transaction, and whatever became of them.
pub(super) async fn demo_in(tx: &mut Transaction<'_>) -> Result<Vec<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(EVERY_DEMO).fetch_all(connection).await)
        .doing("find made-up volunteers")
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "volunteer" }
}
