//! All SQL that reads the directory.
//!
//! Everything is read in one go: the directory is small (a province has some 300 units and 3,296 villages; 10,000
//! units are tested), and one snapshot cannot contradict itself.

use std::collections::HashMap;

use app::{
    areas::model::{Division, Position, Village},
    directory::model::DirectoryDocument,
    ids::StationId,
    map::coordinates::LatLng,
    policies::model::{Hotline, Policy},
    services::model::Catalogue,
    stations::{
        hours::{Calendar, CalendarDay, DayKind},
        model::{FreshnessDays, Kind, Mode, Programme, Stage, Station, Verified},
    },
    text::Text,
};
use serde::de::DeserializeOwned;
use time::Date;

use crate::{
    agencies,
    database::{Database, on_pool},
    error::{Doing, StoreError},
    settings,
};

const VERSION: &str = "SELECT version FROM directory_state WHERE id = 1";

const STATE: &str = "SELECT version, changed_at FROM directory_state WHERE id = 1";

const DIVISIONS: &str = "
    SELECT code, name, name_en, pinyin, level, parent, lat, lng, geo_precision
      FROM divisions
     ORDER BY sort_order";

const VILLAGES: &str = "
    SELECT code, name, pinyin, parent, county
      FROM villages
     ORDER BY sort_order";

const CALENDAR: &str = "SELECT day, kind, name_zh, name_en FROM calendar_days WHERE NOT retired ORDER BY day";

const CATALOGUE: &str =
    "SELECT document FROM catalogues WHERE state = 'active' ORDER BY version DESC LIMIT 1";

const POLICIES: &str = "SELECT document FROM policies WHERE state = 'published' ORDER BY sort_order, slug";

const HOTLINES: &str = "SELECT document FROM hotlines WHERE NOT retired ORDER BY sort_order";

const MODES: &str = "SELECT code, name_zh, name_en, retired FROM station_modes ORDER BY sort_order";

const PROGRAMMES: &str = "SELECT code, name_zh, name_en, retired FROM programmes ORDER BY sort_order";

const STATIONS: &str = "
    SELECT id, slug, kind, mode, name_zh, name_en, aliases, pinyin, parent, division, address_zh, address_en,
           lat, lng, geo_precision, phones, hours, rooms, staff, services, special_services, key_project,
           stage, stages, access, verified_by, verified_by_en, verified_on, demo, version, merged_into
      FROM stations
     ORDER BY division, kind, pinyin, id";

const AREAS_SERVED: &str = "SELECT station_id, area FROM station_areas ORDER BY station_id, area";

const STATION_PROGRAMMES: &str =
    "SELECT station_id, programme FROM station_programmes ORDER BY station_id, programme";

#[derive(sqlx::FromRow)]
struct DivisionRow {
    code: String,
    name: String,
    name_en: String,
    pinyin: String,
    level: String,
    parent: String,
    lat: Option<f64>,
    lng: Option<f64>,
    geo_precision: Option<String>,
}

#[derive(sqlx::FromRow)]
struct VillageRow {
    code: String,
    name: String,
    pinyin: String,
    parent: String,
    county: String,
}

#[derive(sqlx::FromRow)]
struct CalendarRow {
    day: String,
    kind: String,
    name_zh: String,
    name_en: String,
}

#[derive(sqlx::FromRow)]
struct NamedRow {
    code: String,
    name_zh: String,
    name_en: Option<String>,
    retired: bool,
}

/// A unit, as it is kept.
#[derive(sqlx::FromRow)]
pub(crate) struct StationRow {
    id: String,
    slug: String,
    kind: String,
    mode: Option<String>,
    name_zh: String,
    name_en: Option<String>,
    aliases: String,
    pinyin: String,
    parent: Option<String>,
    division: String,
    address_zh: String,
    address_en: Option<String>,
    lat: Option<f64>,
    lng: Option<f64>,
    geo_precision: Option<String>,
    phones: String,
    hours: String,
    rooms: String,
    staff: i64,
    services: String,
    special_services: String,
    key_project: Option<String>,
    stage: String,
    stages: String,
    access: String,
    verified_by: Option<String>,
    verified_by_en: Option<String>,
    verified_on: Option<String>,
    demo: bool,
    version: i64,
    merged_into: Option<String>,
}

/// The version of the directory that the database holds.
pub async fn version(database: &Database) -> Result<i64, StoreError> {
    on_pool!(database, |pool| sqlx::query_scalar(VERSION).fetch_one(pool).await)
        .doing("read the version of the directory")
}

/// The whole directory. The version is read first: a change that lands meanwhile is seen at the next look.
pub async fn load(database: &Database, freshness: FreshnessDays) -> Result<DirectoryDocument, StoreError> {
    let (version, changed_at_ms) = on_pool!(database, |pool| sqlx::query_as(STATE).fetch_one(pool).await)
        .doing("read the state of the directory")?;
    // Asked at once, so that one list is read while another is taken apart.
    let (
        divisions,
        villages,
        stations,
        agencies,
        modes,
        programmes,
        catalogue,
        policies,
        hotlines,
        calendar,
        settings,
    ) = tokio::try_join!(
        divisions(database),
        villages(database),
        stations(database),
        agencies::queries::public(database),
        named(database, MODES),
        named(database, PROGRAMMES),
        catalogue(database),
        documents::<Policy>(database, POLICIES, "policy"),
        documents::<Hotline>(database, HOTLINES, "hotline"),
        calendar(database),
        settings::queries::values(database),
    )?;
    Ok(DirectoryDocument {
        version,
        changed_at_ms,
        divisions,
        villages,
        stations,
        agencies,
        modes: modes
            .into_iter()
            .map(|row| Mode {
                code: row.code,
                name: Text { zh: row.name_zh, en: row.name_en },
                retired: row.retired,
            })
            .collect(),
        programmes: programmes
            .into_iter()
            .map(|row| Programme {
                code: row.code,
                name: Text { zh: row.name_zh, en: row.name_en },
                retired: row.retired,
            })
            .collect(),
        catalogue,
        policies,
        hotlines,
        calendar,
        settings,
        freshness,
    })
}

async fn divisions(database: &Database) -> Result<Vec<Division>, StoreError> {
    let rows: Vec<DivisionRow> = on_pool!(database, |pool| sqlx::query_as(DIVISIONS).fetch_all(pool).await)
        .doing("read the divisions")?;
    rows.into_iter()
        .map(|row| {
            Ok(Division {
                level: word(&row.level, "level of a division")?,
                position: position(row.lat, row.lng, row.geo_precision)?,
                code: row.code,
                name: row.name,
                name_en: row.name_en,
                pinyin: row.pinyin,
                parent: row.parent,
            })
        })
        .collect()
}

async fn villages(database: &Database) -> Result<Vec<Village>, StoreError> {
    let rows: Vec<VillageRow> = on_pool!(database, |pool| sqlx::query_as(VILLAGES).fetch_all(pool).await)
        .doing("read the villages")?;
    Ok(rows
        .into_iter()
        .map(|row| Village {
            code: row.code,
            name: row.name,
            pinyin: row.pinyin,
            parent: row.parent,
            county: row.county,
        })
        .collect())
}

async fn calendar(database: &Database) -> Result<Calendar, StoreError> {
    let rows: Vec<CalendarRow> = on_pool!(database, |pool| sqlx::query_as(CALENDAR).fetch_all(pool).await)
        .doing("read the calendar")?;
    rows.into_iter()
        .map(|row| {
            let kind: DayKind = word(&row.kind, "kind of a calendar day")?;
            Ok((
                day(&row.day)?,
                CalendarDay {
                    kind,
                    name: Text { zh: row.name_zh, en: Some(row.name_en).filter(|en| !en.is_empty()) },
                },
            ))
        })
        .collect()
}

async fn catalogue(database: &Database) -> Result<Catalogue, StoreError> {
    let mut active = documents(database, CATALOGUE, "catalogue").await?;
    Ok(active.pop().unwrap_or_default())
}

async fn named(database: &Database, sql: &'static str) -> Result<Vec<NamedRow>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(sql).fetch_all(pool).await).doing("read a list of names")
}

async fn documents<T: DeserializeOwned>(
    database: &Database,
    sql: &'static str,
    what: &'static str,
) -> Result<Vec<T>, StoreError> {
    let rows: Vec<String> =
        on_pool!(database, |pool| sqlx::query_scalar(sql).fetch_all(pool).await).doing("read documents")?;
    rows.iter().map(|text| document(text, what)).collect()
}

async fn stations(database: &Database) -> Result<Vec<Station>, StoreError> {
    let rows: Vec<StationRow> = on_pool!(database, |pool| sqlx::query_as(STATIONS).fetch_all(pool).await)
        .doing("read the stations")?;
    let mut served = pairs(database, AREAS_SERVED).await?;
    let mut programmes = pairs(database, STATION_PROGRAMMES).await?;
    rows.into_iter()
        .map(|row| {
            let serves = served.remove(&row.id).unwrap_or_default();
            let programmes = programmes.remove(&row.id).unwrap_or_default();
            station(row, serves, programmes)
        })
        .collect()
}

/// The second column of every row, gathered under the first.
async fn pairs(database: &Database, sql: &'static str) -> Result<HashMap<String, Vec<String>>, StoreError> {
    let rows: Vec<(String, String)> = on_pool!(database, |pool| sqlx::query_as(sql).fetch_all(pool).await)
        .doing("read what belongs to stations")?;
    let mut gathered: HashMap<String, Vec<String>> = HashMap::new();
    for (station, value) in rows {
        gathered.entry(station).or_default().push(value);
    }
    Ok(gathered)
}

/// The unit of a row, with the areas it serves and its programmes.
pub(crate) fn station(
    row: StationRow,
    serves: Vec<String>,
    programmes: Vec<String>,
) -> Result<Station, StoreError> {
    let id =
        |text: &str| text.parse::<StationId>().map_err(|_| StoreError::Corrupt { what: "id of a station" });
    let verified = match (row.verified_by, row.verified_on) {
        (Some(zh), Some(on)) => Some(Verified { by: Text { zh, en: row.verified_by_en }, on: day(&on)? }),
        _ => None,
    };
    Ok(Station {
        id: id(&row.id)?,
        version: row.version,
        merged_into: row.merged_into.as_deref().map(id).transpose()?,
        kind: Kind::from_word(&row.kind).ok_or(StoreError::Corrupt { what: "kind of a station" })?,
        parent: row.parent.as_deref().map(id).transpose()?,
        position: position(row.lat, row.lng, row.geo_precision)?,
        aliases: document(&row.aliases, "aliases")?,
        phones: document(&row.phones, "phones")?,
        hours: document(&row.hours, "opening hours")?,
        rooms: document(&row.rooms, "rooms")?,
        services: document(&row.services, "services of a station")?,
        special_services: document(&row.special_services, "special services of a station")?,
        key_project: row.key_project.as_deref().map(|text| document(text, "key project")).transpose()?,
        stage: Stage::from_word(&row.stage).ok_or(StoreError::Corrupt { what: "stage of a station" })?,
        stages: document(&row.stages, "stages of a station")?,
        access: document(&row.access, "access facts")?,
        staff: u16::try_from(row.staff).map_err(|_| StoreError::Corrupt { what: "number of staff" })?,
        slug: row.slug,
        mode: row.mode,
        name: Text { zh: row.name_zh, en: row.name_en },
        pinyin: row.pinyin,
        division: row.division,
        address: Text { zh: row.address_zh, en: row.address_en },
        serves,
        programmes,
        verified,
        demo: row.demo,
    })
}

fn position(
    lat: Option<f64>,
    lng: Option<f64>,
    precision: Option<String>,
) -> Result<Option<Position>, StoreError> {
    let (Some(lat), Some(lng), Some(precision)) = (lat, lng, precision) else { return Ok(None) };
    Ok(Some(Position { at: LatLng { lat, lng }, precision: word(&precision, "precision of a position")? }))
}

fn day(text: &str) -> Result<Date, StoreError> {
    app::iso_date::parse(text).ok_or(StoreError::Corrupt { what: "day" })
}

fn document<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt { what })
}

/// A word of a closed list, as serde names it.
fn word<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, StoreError> {
    T::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(text))
        .map_err(|_| StoreError::Corrupt { what })
}
