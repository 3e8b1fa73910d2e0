//! All SQL of the staff register.

use app::{
    ids::{EntryId, StationId},
    iso_date,
    register::model::{Qualification, Term},
};

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const OF_STATION: &str = "
    SELECT id, version, station_id, sealed, post, employer, qualification, staff_id, from_day, until_day
      FROM register_entries
     WHERE station_id = $1
     ORDER BY from_day DESC, id DESC";

const ALL: &str = "
    SELECT id, version, station_id, sealed, post, employer, qualification, staff_id, from_day, until_day
      FROM register_entries
     ORDER BY station_id, from_day DESC, id DESC";

/// The wrapped keys of a unit's entries, those that were not destroyed.
const KEYS_OF_STATION: &str = "
    SELECT entity_id, wrapped
      FROM record_keys
     WHERE entity = 'register' AND wrapped IS NOT NULL
       AND entity_id IN (SELECT id FROM register_entries WHERE station_id = $1)";

/// The same of all units.
const KEYS: &str = "
    SELECT entity_id, wrapped FROM record_keys WHERE entity = 'register' AND wrapped IS NOT NULL";

const TERMS: &str = "
    SELECT station_id, post, qualification, from_day, until_day FROM register_entries ORDER BY station_id, id";

const INSERT: &str = "
    INSERT INTO register_entries (id, version, station_id, sealed, post, employer, qualification, staff_id,
                                  from_day, until_day)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (id) DO UPDATE
       SET version = excluded.version, sealed = excluded.sealed, post = excluded.post,
           employer = excluded.employer, qualification = excluded.qualification, staff_id = excluded.staff_id,
           from_day = excluded.from_day, until_day = excluded.until_day";

/// An entry as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EntryRow {
    /// Which.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// Where.
    pub station_id: String,
    /// Name and certificate number.
    pub sealed: String,
    /// Word of the post.
    pub post: String,
    /// Who employs them.
    pub employer: String,
    /// Word of the qualification.
    pub qualification: String,
    /// The account of the same person.
    pub staff_id: Option<String>,
    /// The first day.
    pub from_day: String,
    /// The last day.
    pub until_day: Option<String>,
}

impl EntryRow {
    /// What is not sealed of it, but for employer and account.
    pub fn term(&self) -> Result<Term, StoreError> {
        term(&self.post, &self.qualification, &self.from_day, self.until_day.as_deref())
    }

    /// Its ids.
    pub fn ids(&self) -> Result<(EntryId, StationId), StoreError> {
        match (self.id.parse(), self.station_id.parse()) {
            (Ok(id), Ok(station)) => Ok((id, station)),
            _ => Err(corrupt()),
        }
    }
}

fn term(post: &str, qualification: &str, from: &str, until: Option<&str>) -> Result<Term, StoreError> {
    Ok(Term {
        post: post.to_owned(),
        qualification: Qualification::from_word(qualification).ok_or_else(corrupt)?,
        from: iso_date::parse(from).ok_or_else(corrupt)?,
        until: until.map(|day| iso_date::parse(day).ok_or_else(corrupt)).transpose()?,
    })
}

#[derive(sqlx::FromRow)]
struct TermRow {
    station_id: String,
    post: String,
    qualification: String,
    from_day: String,
    until_day: Option<String>,
}

/// The entries of a unit, the latest first.
pub async fn of_station(database: &Database, station: StationId) -> Result<Vec<EntryRow>, StoreError> {
    let id = station.to_string();
    on_pool!(database, |pool| sqlx::query_as(OF_STATION).bind(&id).fetch_all(pool).await)
        .doing("read the register of a unit")
}

/// The same, seen by whoever is about to change it.
pub async fn of_station_in(
    tx: &mut Transaction<'_>,
    station: StationId,
) -> Result<Vec<EntryRow>, StoreError> {
    let id = station.to_string();
    on_tx!(tx, |connection| sqlx::query_as(OF_STATION).bind(&id).fetch_all(connection).await)
        .doing("read the register of a unit")
}

/// The entries of all units, those of each the latest first.
pub async fn all(database: &Database) -> Result<Vec<EntryRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(ALL).fetch_all(pool).await)
        .doing("read the registers of all units")
}

/// The wrapped keys of a unit's entries, by the entry's id; without those that were destroyed.
pub async fn keys_of_station(
    database: &Database,
    station: StationId,
) -> Result<Vec<(String, String)>, StoreError> {
    let id = station.to_string();
    on_pool!(database, |pool| sqlx::query_as(KEYS_OF_STATION).bind(&id).fetch_all(pool).await)
        .doing("read the keys of a register")
}

/// The same, as a transaction sees it.
pub async fn keys_of_station_in(
    tx: &mut Transaction<'_>,
    station: StationId,
) -> Result<Vec<(String, String)>, StoreError> {
    let id = station.to_string();
    on_tx!(tx, |connection| sqlx::query_as(KEYS_OF_STATION).bind(&id).fetch_all(connection).await)
        .doing("read the keys of a register")
}

/// The same of all units.
pub async fn keys(database: &Database) -> Result<Vec<(String, String)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(KEYS).fetch_all(pool).await)
        .doing("read the keys of all registers")
}

/// The posts and times of all entries, with their units and without persons.
pub async fn terms(database: &Database) -> Result<Vec<(StationId, Term)>, StoreError> {
    let rows: Vec<TermRow> = on_pool!(database, |pool| sqlx::query_as(TERMS).fetch_all(pool).await)
        .doing("read the posts of all units")?;
    rows.into_iter()
        .map(|row| {
            let station = row.station_id.parse().map_err(|_| corrupt())?;
            Ok((station, term(&row.post, &row.qualification, &row.from_day, row.until_day.as_deref())?))
        })
        .collect()
}

/// Keeps an entry, new or changed.
pub async fn keep(tx: &mut Transaction<'_>, row: &EntryRow) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(&row.id)
        .bind(row.version)
        .bind(&row.station_id)
        .bind(&row.sealed)
        .bind(&row.post)
        .bind(&row.employer)
        .bind(&row.qualification)
        .bind(&row.staff_id)
        .bind(&row.from_day)
        .bind(&row.until_day)
        .execute(connection)
        .await)
    .doing("keep an entry of the register")?;
    Ok(())
}

/// What is kept cannot be read.
pub fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "entry of the register" }
}
