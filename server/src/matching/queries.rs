//! All SQL of needs, and of who was asked.

use app::{
    ids::{NeedId, VolunteerId},
    journal::model::Unit,
    matching::model::{AskState, State},
};

use super::corrupt;
use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const INSERT: &str = "
    INSERT INTO matching_needs (id, version, unit, county, state, sealed, last_day, posted_by, made_at_ms, ended_at_ms,
                                demo)
    VALUES ($1, 1, $2, $3, 'open', $4, $5, $6, $7, NULL, $8)";

const ONE: &str = "
    SELECT id, version, unit, county, state, sealed, last_day, posted_by FROM matching_needs WHERE id = $1";

/// `$1` holds units between commas; what is looked for stands first, then what ends next.
const LIST: &str = "
    SELECT id, version, unit, county, state, sealed, last_day, posted_by
      FROM matching_needs
     WHERE $1 LIKE '%,' || unit || ',%' AND ($2 = '' OR state = $2)
     ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, last_day, id
     LIMIT $3 OFFSET $4";

const COUNT: &str = "
    SELECT COUNT(*) FROM matching_needs WHERE $1 LIKE '%,' || unit || ',%' AND ($2 = '' OR state = $2)";

/// Only what stands as it was seen is changed.
const AMEND: &str = "
    UPDATE matching_needs SET version = version + 1, sealed = $3, last_day = $4
     WHERE id = $1 AND version = $2 AND state = 'open'";

/// Only what stands as it was seen is ended: of two who do it at once, one is told.
const END: &str = "
    UPDATE matching_needs SET version = version + 1, state = $2, ended_at_ms = $3 WHERE id = $1 AND state = 'open'";

const PAST: &str =
    "SELECT id FROM matching_needs WHERE state = 'open' AND last_day < $1 ORDER BY id LIMIT 200";

const ENDED: &str = "SELECT id FROM matching_needs WHERE ended_at_ms < $1 ORDER BY id LIMIT 200";

const DELETE_ASKS: &str = "DELETE FROM matching_asks WHERE need_id = $1";

const DELETE: &str = "DELETE FROM matching_needs WHERE id = $1";

const ASKS: &str = "
    SELECT need_id, volunteer, state, sealed, asked_at_ms, changed_at_ms FROM matching_asks WHERE need_id = $1 ORDER BY asked_at_ms, volunteer";

const ASKS_BY: &str = "
    SELECT need_id, volunteer, state, sealed, asked_at_ms, changed_at_ms
      FROM matching_asks
     WHERE volunteer = $1
     ORDER BY CASE state WHEN 'asked' THEN 0 WHEN 'agreed' THEN 1 WHEN 'willing' THEN 2 ELSE 3 END, changed_at_ms DESC,
              need_id";

const INSERT_ASK: &str = "
    INSERT INTO matching_asks (need_id, volunteer, state, sealed, asked_at_ms, changed_at_ms)
    VALUES ($1, $2, 'asked', '', $3, $3)
    ON CONFLICT (need_id, volunteer) DO NOTHING";

const MOVE_ASK: &str = "
    UPDATE matching_asks SET state = $4, sealed = $5, changed_at_ms = $6
     WHERE need_id = $1 AND volunteer = $2 AND state = $3";

/// Whoever erased themselves and came back with a backup: their key is destroyed again, and what they were asked is there.
const ERASED: &str = "
    SELECT DISTINCT a.volunteer
      FROM matching_asks a
      JOIN record_keys k ON k.entity = 'volunteer' AND k.entity_id = a.volunteer
     WHERE k.wrapped IS NULL
     ORDER BY a.volunteer";

const FORGET: &str = "DELETE FROM matching_asks WHERE volunteer = $1";

/// `$1` holds units between commas.
const WILLING: &str = "
    SELECT COUNT(*)
      FROM matching_asks a
      JOIN matching_needs n ON n.id = a.need_id
     WHERE $1 LIKE '%,' || n.unit || ',%' AND n.state = 'open' AND a.state = 'willing'";

const DEMO: &str = "
    SELECT id FROM matching_needs WHERE demo OR unit IN (SELECT id FROM stations WHERE demo) ORDER BY id";

const DEMO_COUNT: &str = "
    SELECT COUNT(*) FROM matching_needs WHERE demo AND unit IN (SELECT id FROM stations WHERE demo)";

/// What is made up, what hangs on it, and that somebody who is made up was asked.
const PURGE_DEMO: [(&str, &str); 2] = [
    (
        "asks",
        "DELETE FROM matching_asks
          WHERE volunteer IN (SELECT id FROM volunteers WHERE demo)
             OR need_id IN (SELECT id FROM matching_needs
                             WHERE demo OR unit IN (SELECT id FROM stations WHERE demo))",
    ),
    ("needs", "DELETE FROM matching_needs WHERE demo OR unit IN (SELECT id FROM stations WHERE demo)"),
];

/// A need as it is kept, not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Which.
    pub id: NeedId,
    /// Moves on when it is changed, and when it ends.
    pub version: i64,
    /// Whose.
    pub unit: Unit,
    /// Code of the 市县 of the unit.
    pub county: String,
    /// Where it stands.
    pub state: State,
    pub(super) sealed: String,
    /// Its last day.
    pub last_day: String,
    /// Id of who posted it.
    pub posted_by: String,
}

/// A need that is new.
pub(super) struct NewNeed<'a> {
    pub(super) id: NeedId,
    pub(super) unit: &'a Unit,
    pub(super) county: &'a str,
    pub(super) sealed: &'a str,
    pub(super) last_day: &'a str,
    pub(super) posted_by: &'a str,
    pub(super) now_ms: i64,
    pub(super) demo: bool,
}

/// That somebody was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// For which need.
    pub need: NeedId,
    /// Whom.
    pub volunteer: VolunteerId,
    /// Where they stand.
    pub state: AskState,
    pub(super) sealed: String,
    /// When they were asked.
    pub asked_at_ms: i64,
    /// When they came to stand so.
    pub changed_at_ms: i64,
}

#[derive(sqlx::FromRow)]
struct NeedRow {
    id: String,
    version: i64,
    unit: String,
    county: String,
    state: String,
    sealed: String,
    last_day: String,
    posted_by: String,
}

#[derive(sqlx::FromRow)]
struct AskRow {
    need_id: String,
    volunteer: String,
    state: String,
    sealed: String,
    asked_at_ms: i64,
    changed_at_ms: i64,
}

impl TryFrom<NeedRow> for Need {
    type Error = StoreError;

    fn try_from(row: NeedRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(|_| corrupt())?,
            version: row.version,
            unit: row.unit.parse().map_err(|_| corrupt())?,
            county: row.county,
            state: State::from_word(&row.state).ok_or_else(corrupt)?,
            sealed: row.sealed,
            last_day: row.last_day,
            posted_by: row.posted_by,
        })
    }
}

impl TryFrom<AskRow> for Ask {
    type Error = StoreError;

    fn try_from(row: AskRow) -> Result<Self, StoreError> {
        Ok(Self {
            need: row.need_id.parse().map_err(|_| corrupt())?,
            volunteer: row.volunteer.parse().map_err(|_| corrupt())?,
            state: AskState::from_word(&row.state).ok_or_else(corrupt)?,
            sealed: row.sealed,
            asked_at_ms: row.asked_at_ms,
            changed_at_ms: row.changed_at_ms,
        })
    }
}

fn all<R, T: TryFrom<R, Error = StoreError>>(rows: Vec<R>) -> Result<Vec<T>, StoreError> {
    rows.into_iter().map(T::try_from).collect()
}

/// Keeps a need that is new.
pub(super) async fn insert(tx: &mut Transaction<'_>, need: &NewNeed<'_>) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(need.id.to_string())
        .bind(need.unit.to_string())
        .bind(need.county)
        .bind(need.sealed)
        .bind(need.last_day)
        .bind(need.posted_by)
        .bind(need.now_ms)
        .bind(need.demo)
        .execute(connection)
        .await)
    .doing("keep a need")
    .map(drop)
}

/// The need of this id.
pub async fn one(database: &Database, id: NeedId) -> Result<Option<Need>, StoreError> {
    let row: Option<NeedRow> =
        on_pool!(database, |pool| sqlx::query_as(ONE).bind(id.to_string()).fetch_optional(pool).await)
            .doing("find a need")?;
    row.map(Need::try_from).transpose()
}

/// The same within a transaction.
pub(super) async fn one_in(tx: &mut Transaction<'_>, id: NeedId) -> Result<Option<Need>, StoreError> {
    let row: Option<NeedRow> =
        on_tx!(tx, |connection| sqlx::query_as(ONE).bind(id.to_string()).fetch_optional(connection).await)
            .doing("find a need")?;
    row.map(Need::try_from).transpose()
}

/// Needs of these units, with commas around each; in one state, or in any where it is empty. And how many there are.
pub(super) async fn list(
    database: &Database,
    units: &str,
    state: &str,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Need>, i64), StoreError> {
    let rows: Vec<NeedRow> = on_pool!(database, |pool| {
        sqlx::query_as(LIST).bind(units).bind(state).bind(limit).bind(offset).fetch_all(pool).await
    })
    .doing("list needs")?;
    let count: i64 = on_pool!(database, |pool| {
        sqlx::query_scalar(COUNT).bind(units).bind(state).fetch_one(pool).await
    })
    .doing("count needs")?;
    Ok((all(rows)?, count))
}

/// Keeps what is said of a need anew, if it stands as it was seen; says whether it did.
pub(super) async fn amend(
    tx: &mut Transaction<'_>,
    id: NeedId,
    basis: i64,
    sealed: &str,
    last_day: &str,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(AMEND)
        .bind(id.to_string())
        .bind(basis)
        .bind(sealed)
        .bind(last_day)
        .execute(connection)
        .await)
    .doing("change a need")
    .map(|rows| rows == 1)
}

/// Ends a need that is open; says whether it was.
pub(super) async fn end(
    tx: &mut Transaction<'_>,
    id: NeedId,
    state: State,
    now_ms: i64,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(END)
        .bind(id.to_string())
        .bind(state.word())
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("end a need")
    .map(|rows| rows == 1)
}

fn ids(found: Vec<String>) -> Result<Vec<NeedId>, StoreError> {
    found.iter().map(|id| id.parse().map_err(|_| corrupt())).collect()
}

/// Open ones whose last day lies before this one.
pub(super) async fn past(database: &Database, today: &str) -> Result<Vec<NeedId>, StoreError> {
    let found: Vec<String> =
        on_pool!(database, |pool| sqlx::query_scalar(PAST).bind(today).fetch_all(pool).await)
            .doing("list needs that are over")?;
    ids(found)
}

/// Those that ended before this moment.
pub(super) async fn ended(database: &Database, before_ms: i64) -> Result<Vec<NeedId>, StoreError> {
    let found: Vec<String> =
        on_pool!(database, |pool| sqlx::query_scalar(ENDED).bind(before_ms).fetch_all(pool).await)
            .doing("list needs that ended long ago")?;
    ids(found)
}

/// Takes a need away, and who was asked; says whether it was there.
pub(super) async fn delete(tx: &mut Transaction<'_>, id: NeedId) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(DELETE_ASKS).bind(id.to_string()).execute(connection).await)
        .doing("take away who was asked")?;
    on_tx!(tx, |connection| sqlx::query(DELETE).bind(id.to_string()).execute(connection).await)
        .doing("take a need away")
        .map(|rows| rows == 1)
}

/// Who was asked, the first first.
pub async fn asks(database: &Database, id: NeedId) -> Result<Vec<Ask>, StoreError> {
    let rows: Vec<AskRow> =
        on_pool!(database, |pool| sqlx::query_as(ASKS).bind(id.to_string()).fetch_all(pool).await)
            .doing("list who was asked")?;
    all(rows)
}

/// The same within a transaction.
pub(super) async fn asks_in(tx: &mut Transaction<'_>, id: NeedId) -> Result<Vec<Ask>, StoreError> {
    let rows: Vec<AskRow> =
        on_tx!(tx, |connection| sqlx::query_as(ASKS).bind(id.to_string()).fetch_all(connection).await)
            .doing("list who was asked")?;
    all(rows)
}

/// What somebody was asked, what waits for them in front.
pub(super) async fn asks_by(database: &Database, volunteer: VolunteerId) -> Result<Vec<Ask>, StoreError> {
    let rows: Vec<AskRow> = on_pool!(database, |pool| {
        sqlx::query_as(ASKS_BY).bind(volunteer.to_string()).fetch_all(pool).await
    })
    .doing("list what somebody was asked")?;
    all(rows)
}

/// Writes down that somebody is asked; says whether nobody had asked them.
pub(super) async fn insert_ask(
    tx: &mut Transaction<'_>,
    need: NeedId,
    volunteer: VolunteerId,
    now_ms: i64,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT_ASK)
        .bind(need.to_string())
        .bind(volunteer.to_string())
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("ask somebody")
    .map(|rows| rows == 1)
}

/// Keeps how somebody stands now, if they stand as they were seen; says whether they did.
pub(super) async fn move_ask(
    tx: &mut Transaction<'_>,
    before: &Ask,
    state: AskState,
    sealed: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    on_tx!(tx, |connection| sqlx::query(MOVE_ASK)
        .bind(before.need.to_string())
        .bind(before.volunteer.to_string())
        .bind(before.state.word())
        .bind(state.word())
        .bind(sealed)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("keep what somebody who was asked says")
    .map(|rows| rows == 1)
}

/// Whoever erased themselves, of whom it is still known what they were asked.
pub(super) async fn erased(database: &Database) -> Result<Vec<VolunteerId>, StoreError> {
    let found: Vec<String> = on_pool!(database, |pool| sqlx::query_scalar(ERASED).fetch_all(pool).await)
        .doing("list who erased themselves and was asked")?;
    found.iter().map(|id| id.parse().map_err(|_| corrupt())).collect()
}

/// Takes away all that somebody was asked.
pub(super) async fn forget(tx: &mut Transaction<'_>, volunteer: VolunteerId) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(FORGET).bind(volunteer.to_string()).execute(connection).await)
        .doing("forget what somebody was asked")
        .map(drop)
}

/// How many would come and wait, over these units.
pub(super) async fn willing(database: &Database, units: &str) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(WILLING).bind(units).fetch_one(pool).await)
        .doing("count who would come")
}

/// How many needs are made up.
pub(super) async fn demo_count(database: &Database) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(DEMO_COUNT).fetch_one(pool).await)
        .doing("count needs that are made up")
}

/// Those that go with what is made up.
pub(super) async fn demo(tx: &mut Transaction<'_>) -> Result<Vec<String>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(DEMO).fetch_all(connection).await)
        .doing("list needs that are made up")
}

/// Takes away what is made up, and says how much there was of each.
pub async fn purge_demo(tx: &mut Transaction<'_>) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let mut removed = Vec::new();
    for (what, sql) in PURGE_DEMO {
        let rows = on_tx!(tx, |connection| sqlx::query(sql).execute(connection).await)
            .doing("take needs away that are made up")?;
        removed.push((what, rows));
    }
    Ok(removed)
}
