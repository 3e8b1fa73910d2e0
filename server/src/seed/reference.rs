//! Reference data: divisions, villages, calendar, catalogue, policy guides, hotlines, modes.

use app::{
    areas::model::{Division, Level, Position, Precision, Village},
    map::coordinates::LatLng,
    services::model::Catalogue,
    stations::model::{Mode, Programme},
    text::Text,
};
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::queries;
use crate::{
    database::{Database, Transaction},
    error::StoreError,
    forms,
};

const DIVISIONS: &str = include_str!("../../seed/reference/divisions.csv");
const VILLAGES: &str = include_str!("../../seed/reference/villages.csv");
const CALENDAR: &str = include_str!("../../seed/reference/calendar.csv");
const CATALOGUE: &str = include_str!("../../seed/reference/services.json");
const POLICIES: &str = include_str!("../../seed/reference/policies.json");
const HOTLINES: &str = include_str!("../../seed/reference/hotlines.json");

/// Moved on by hand when the rules of this file change what they store.
const RULES: &str = "1";

/// A line of divisions.csv.
#[derive(Deserialize)]
struct DivisionLine {
    code: String,
    name: String,
    name_en: String,
    pinyin: String,
    level: Level,
    parent_code: String,
    lat: Option<f64>,
    lng: Option<f64>,
    geo_precision: String,
}

/// A line of villages.csv.
#[derive(Deserialize)]
struct VillageLine {
    code: String,
    name: String,
    pinyin: String,
    parent_code: String,
    county_code: String,
}

/// Fills in the reference data, or brings it up to date. Says whether anything had to be done.
pub async fn reference(database: &Database) -> Result<bool, StoreError> {
    let stamp = stamp();
    if queries::stamps(database).await?.reference == stamp {
        return Ok(false);
    }
    database
        .transaction(async |tx| {
            store_areas(tx).await?;
            for day in lines(CALENDAR, "calendar.csv")? {
                queries::calendar_day(tx, &day).await?;
            }
            let catalogue: Catalogue = document(CATALOGUE, "services.json")?;
            // What the office has retired keeps its name: a record may have been made under it.
            let name = format!("{}-{}", catalogue.version, &stamp[..8]);
            queries::reference_catalogue(tx, &catalogue.version, &name, CATALOGUE).await?;
            store_documents(tx).await?;
            store_lists(tx).await?;
            forms::keep_shipped(tx).await?;
            queries::stamp_reference(tx, &stamp).await
        })
        .await?;
    Ok(true)
}

async fn store_areas(tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    for (division, order) in divisions()?.iter().zip(0..) {
        queries::division(tx, division, order).await?;
    }
    for (village, order) in villages()?.iter().zip(0..) {
        queries::village(tx, village, order).await?;
    }
    Ok(())
}

async fn store_documents(tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    let policies: Vec<serde_json::Value> = document(POLICIES, "policies.json")?;
    for (policy, order) in policies.iter().zip(0..) {
        let slug = policy["slug"].as_str().ok_or(StoreError::Corrupt { what: "policies.json" })?;
        queries::policy(tx, slug, &policy.to_string(), order).await?;
    }
    let hotlines: Vec<serde_json::Value> = document(HOTLINES, "hotlines.json")?;
    for (hotline, order) in hotlines.iter().zip(0..) {
        let number = hotline["number"].as_str().ok_or(StoreError::Corrupt { what: "hotlines.json" })?;
        queries::hotline(tx, number, &hotline.to_string(), order).await?;
    }
    Ok(())
}

/// The lists that administrators extend begin with the words of the source article.
async fn store_lists(tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    let modes = [
        ("township", "乡镇模式", "Township"),
        ("street", "街道模式", "Street (subdistrict)"),
        ("large_community", "大社区模式", "Large community"),
    ];
    for ((code, zh, en), order) in modes.into_iter().zip(0..) {
        queries::mode(tx, &Mode { code: code.into(), name: Text::new(zh, en), retired: false }, order)
            .await?;
    }
    let programmes = [
        ("first-batch", "首批社工站", "First batch of stations"),
        ("three-tier", "县乡村三级服务体系试点", "Three-tier pilot: county, township, village"),
    ];
    for ((code, zh, en), order) in programmes.into_iter().zip(0..) {
        queries::programme(
            tx,
            &Programme { code: code.into(), name: Text::new(zh, en), retired: false },
            order,
        )
        .await?;
    }
    Ok(())
}

/// The divisions as generated.
pub(super) fn divisions() -> Result<Vec<Division>, StoreError> {
    lines(DIVISIONS, "divisions.csv")?
        .into_iter()
        .map(|line: DivisionLine| {
            Ok(Division {
                position: position(line.lat, line.lng, &line.geo_precision),
                code: line.code,
                name: line.name,
                name_en: line.name_en,
                pinyin: line.pinyin,
                level: line.level,
                parent: line.parent_code,
            })
        })
        .collect()
}

/// The villages as generated.
pub(super) fn villages() -> Result<Vec<Village>, StoreError> {
    Ok(lines(VILLAGES, "villages.csv")?
        .into_iter()
        .map(|line: VillageLine| Village {
            code: line.code,
            name: line.name,
            pinyin: line.pinyin,
            parent: line.parent_code,
            county: line.county_code,
        })
        .collect())
}

/// The catalogue that ships.
pub(super) fn catalogue() -> Result<Catalogue, StoreError> {
    document(CATALOGUE, "services.json")
}

fn position(lat: Option<f64>, lng: Option<f64>, precision: &str) -> Option<Position> {
    let precision = match precision {
        "town_seat" => Precision::TownSeat,
        "area_label" => Precision::AreaLabel,
        _ => return None,
    };
    Some(Position { at: LatLng { lat: lat?, lng: lng? }, precision })
}

fn lines<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<Vec<T>, StoreError> {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|_| StoreError::Corrupt { what })
}

fn document<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt { what })
}

/// Changes with every byte of the files and with the rules above.
fn stamp() -> String {
    let mut hash = Sha256::new();
    for file in [DIVISIONS, VILLAGES, CALENDAR, CATALOGUE, POLICIES, HOTLINES, RULES] {
        hash.update(file.as_bytes());
    }
    for (_, text) in forms::shipped() {
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
