//! All SQL of local agencies.

use app::{
    agencies::{
        edit::Kept,
        model::{Agency, Kind},
    },
    ids::{AgencyId, StationId},
    iso_date,
    text::Text,
};

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const OF_STATION: &str = "
    SELECT id, version, station_id, name_zh, name_en, kind, phone, offers_zh, offers_en, since_day, until_day, public
      FROM agencies
     WHERE station_id = $1
     ORDER BY since_day DESC, id DESC";

const ONE: &str = "
    SELECT id, version, station_id, name_zh, name_en, kind, phone, offers_zh, offers_en, since_day, until_day, public
      FROM agencies
     WHERE id = $1";

const PUBLIC: &str = "
    SELECT id, version, station_id, name_zh, name_en, kind, phone, offers_zh, offers_en, since_day, until_day, public
      FROM agencies
     WHERE public AND until_day IS NULL
     ORDER BY station_id, since_day, id";

const ALL: &str = "
    SELECT id, version, station_id, name_zh, name_en, kind, phone, offers_zh, offers_en, since_day, until_day, public
      FROM agencies
     ORDER BY since_day, id";

const KEEP: &str = "
    INSERT INTO agencies (id, version, station_id, name_zh, name_en, kind, phone, offers_zh, offers_en, since_day,
                          until_day, public)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (id) DO UPDATE
       SET version = excluded.version, name_zh = excluded.name_zh, name_en = excluded.name_en, kind = excluded.kind,
           phone = excluded.phone, offers_zh = excluded.offers_zh, offers_en = excluded.offers_en,
           since_day = excluded.since_day, until_day = excluded.until_day, public = excluded.public";

#[derive(sqlx::FromRow)]
struct AgencyRow {
    id: String,
    version: i64,
    station_id: String,
    name_zh: String,
    name_en: Option<String>,
    kind: String,
    phone: Option<String>,
    offers_zh: String,
    offers_en: Option<String>,
    since_day: String,
    until_day: Option<String>,
    public: bool,
}

impl TryFrom<AgencyRow> for Kept {
    type Error = StoreError;

    fn try_from(row: AgencyRow) -> Result<Self, StoreError> {
        let day = |text: &str| iso_date::parse(text).ok_or_else(corrupt);
        Ok(Self {
            id: row.id.parse().map_err(|_| corrupt())?,
            version: row.version,
            public: row.public,
            until: row.until_day.as_deref().map(day).transpose()?,
            agency: Agency {
                station: row.station_id.parse().map_err(|_| corrupt())?,
                name: Text { zh: row.name_zh, en: row.name_en },
                kind: Kind::from_word(&row.kind).ok_or_else(corrupt)?,
                phone: row.phone,
                offers: Text { zh: row.offers_zh, en: row.offers_en },
                since: day(&row.since_day)?,
            },
        })
    }
}

/// The agencies of a unit, the latest first.
pub async fn of_station(database: &Database, station: StationId) -> Result<Vec<Kept>, StoreError> {
    let id = station.to_string();
    let rows: Vec<AgencyRow> =
        on_pool!(database, |pool| sqlx::query_as(OF_STATION).bind(&id).fetch_all(pool).await)
            .doing("read the agencies of a unit")?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// The agencies of every unit, the earliest first.
pub async fn all(database: &Database) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<AgencyRow> = on_pool!(database, |pool| sqlx::query_as(ALL).fetch_all(pool).await)
        .doing("read the agencies of all units")?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// The agencies that the public may know of.
pub async fn public(database: &Database) -> Result<Vec<Agency>, StoreError> {
    let rows: Vec<AgencyRow> = on_pool!(database, |pool| sqlx::query_as(PUBLIC).fetch_all(pool).await)
        .doing("read the public agencies")?;
    rows.into_iter().map(|row| Kept::try_from(row).map(|kept| kept.agency)).collect()
}

/// An agency that is about to be changed.
pub async fn one(tx: &mut Transaction<'_>, id: AgencyId) -> Result<Option<Kept>, StoreError> {
    let id = id.to_string();
    let row: Option<AgencyRow> =
        on_tx!(tx, |connection| sqlx::query_as(ONE).bind(&id).fetch_optional(connection).await)
            .doing("read an agency")?;
    row.map(Kept::try_from).transpose()
}

/// Keeps an agency, new or changed.
pub async fn keep(tx: &mut Transaction<'_>, kept: &Kept) -> Result<(), StoreError> {
    let agency = &kept.agency;
    on_tx!(tx, |connection| sqlx::query(KEEP)
        .bind(kept.id.to_string())
        .bind(kept.version)
        .bind(agency.station.to_string())
        .bind(&agency.name.zh)
        .bind(&agency.name.en)
        .bind(agency.kind.word())
        .bind(&agency.phone)
        .bind(&agency.offers.zh)
        .bind(&agency.offers.en)
        .bind(agency.since.to_string())
        .bind(kept.until.map(|day| day.to_string()))
        .bind(kept.public)
        .execute(connection)
        .await)
    .doing("keep an agency")?;
    Ok(())
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "agency" }
}
