//! All SQL of the catalogue's versions. The public reads the active one through the directory.

use app::services::{
    model::Catalogue,
    versions::{State, Version},
};

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const ALL: &str = "
    SELECT version, state, number, follows, publishes_on, mapping, note, made_by, made_at_ms, published_by,
           published_at_ms, document
      FROM catalogues
     ORDER BY made_at_ms DESC, version DESC";

/// Who changes the catalogue holds the end of the province's journal, so that what is read here stands until the end.
const ONE: &str = "
    SELECT version, state, number, follows, publishes_on, mapping, note, made_by, made_at_ms, published_by,
           published_at_ms, document
      FROM catalogues
     WHERE version = $1";

const IN_STATE: &str = "
    SELECT version, state, number, follows, publishes_on, mapping, note, made_by, made_at_ms, published_by,
           published_at_ms, document
      FROM catalogues
     WHERE state = $1
     ORDER BY version DESC";

const KEEP: &str = "
    INSERT INTO catalogues (version, state, number, follows, publishes_on, mapping, note, made_by, made_at_ms,
                            published_by, published_at_ms, document, origin)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'office')
    ON CONFLICT (version) DO UPDATE
       SET state = excluded.state, number = excluded.number, follows = excluded.follows,
           publishes_on = excluded.publishes_on, mapping = excluded.mapping, note = excluded.note,
           published_by = excluded.published_by, published_at_ms = excluded.published_at_ms,
           document = excluded.document";

/// What was in force stays as it was written, to the letter: a list that ships is known by that.
const RETIRE: &str = "UPDATE catalogues SET state = 'retired' WHERE version = $1";

/// Days are written so that the earlier is the smaller text.
const DUE: &str = "
    SELECT version
      FROM catalogues
     WHERE state = 'scheduled' AND publishes_on <= $1
     ORDER BY publishes_on, version";

const OFFERED: &str = "SELECT id, services, special_services FROM stations ORDER BY id";

#[derive(sqlx::FromRow)]
struct VersionRow {
    version: String,
    state: String,
    number: i64,
    follows: Option<String>,
    publishes_on: Option<String>,
    mapping: String,
    note: String,
    made_by: String,
    made_at_ms: i64,
    published_by: Option<String>,
    published_at_ms: Option<i64>,
    document: String,
}

impl VersionRow {
    fn read(self) -> Result<Version, StoreError> {
        let corrupt = || StoreError::Corrupt { what: "version of the catalogue" };
        let day = |text: String| app::iso_date::parse(&text).ok_or_else(corrupt);
        Ok(Version {
            version: self.version,
            state: State::from_word(&self.state).ok_or_else(corrupt)?,
            number: self.number,
            before: self.follows,
            publishes_on: self.publishes_on.map(day).transpose()?,
            mapping: serde_json::from_str(&self.mapping).map_err(|_| corrupt())?,
            note: self.note,
            made_by: self.made_by,
            made_at_ms: self.made_at_ms,
            published_by: self.published_by,
            published_at_ms: self.published_at_ms,
            catalogue: serde_json::from_str::<Catalogue>(&self.document).map_err(|_| corrupt())?,
        })
    }
}

/// Every version, the latest first.
pub async fn all(database: &Database) -> Result<Vec<Version>, StoreError> {
    let rows: Vec<VersionRow> = on_pool!(database, |pool| sqlx::query_as(ALL).fetch_all(pool).await)
        .doing("read the versions of the catalogue")?;
    rows.into_iter().map(VersionRow::read).collect()
}

/// The version that is called so.
pub async fn one(tx: &mut Transaction<'_>, version: &str) -> Result<Option<Version>, StoreError> {
    let row: Option<VersionRow> =
        on_tx!(tx, |connection| sqlx::query_as(ONE).bind(version).fetch_optional(connection).await)
            .doing("read a version of the catalogue")?;
    row.map(VersionRow::read).transpose()
}

/// The versions in this state.
pub async fn in_state(tx: &mut Transaction<'_>, state: State) -> Result<Vec<Version>, StoreError> {
    let rows: Vec<VersionRow> =
        on_tx!(tx, |connection| sqlx::query_as(IN_STATE).bind(state.word()).fetch_all(connection).await)
            .doing("read versions of the catalogue")?;
    rows.into_iter().map(VersionRow::read).collect()
}

/// Keeps a version as it is now.
pub async fn keep(tx: &mut Transaction<'_>, version: &Version) -> Result<(), StoreError> {
    let corrupt = |_| StoreError::Corrupt { what: "version of the catalogue" };
    on_tx!(tx, |connection| sqlx::query(KEEP)
        .bind(&version.version)
        .bind(version.state.word())
        .bind(version.number)
        .bind(&version.before)
        .bind(version.publishes_on.map(|day| day.to_string()))
        .bind(serde_json::to_string(&version.mapping).map_err(corrupt)?)
        .bind(&version.note)
        .bind(&version.made_by)
        .bind(version.made_at_ms)
        .bind(&version.published_by)
        .bind(version.published_at_ms)
        .bind(serde_json::to_string(&version.catalogue).map_err(corrupt)?)
        .execute(connection)
        .await)
    .doing("keep a version of the catalogue")?;
    Ok(())
}

/// Retires the version that was in force.
pub async fn retire(tx: &mut Transaction<'_>, version: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(RETIRE).bind(version).execute(connection).await)
        .doing("retire a version of the catalogue")?;
    Ok(())
}

/// The versions whose day has come, by this day.
pub async fn due(database: &Database, today: &str) -> Result<Vec<String>, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(DUE).bind(today).fetch_all(pool).await)
        .doing("look for a version whose day has come")
}

/// Every unit with the codes of what it offers.
pub async fn offered(tx: &mut Transaction<'_>) -> Result<Vec<(String, Vec<String>)>, StoreError> {
    let rows: Vec<(String, String, String)> =
        on_tx!(tx, |connection| sqlx::query_as(OFFERED).fetch_all(connection).await)
            .doing("read what units offer")?;
    let codes = |text: &str| {
        serde_json::from_str::<Vec<String>>(text)
            .map_err(|_| StoreError::Corrupt { what: "services of a station" })
    };
    rows.iter()
        .map(|(id, services, special)| {
            let mut offered = codes(services)?;
            offered.extend(codes(special)?);
            Ok((id.clone(), offered))
        })
        .collect()
}
