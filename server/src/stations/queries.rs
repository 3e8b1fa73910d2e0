//! All SQL that writes stations. Reading goes through the directory (`server/src/directory/queries.rs`).

use app::{areas::model::Precision, ids::StationId, stations::model::Station};
use serde::Serialize;

use crate::{
    database::{Transaction, on_tx},
    error::{Doing, StoreError},
};

const INSERT: &str = "
    INSERT INTO stations (id, slug, kind, mode, name_zh, name_en, aliases, pinyin, parent, division,
                          address_zh, address_en, lat, lng, geo_precision, phones, hours, rooms, staff,
                          services, special_services, key_project, stage, stages, access,
                          verified_by, verified_by_en, verified_on, demo)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $23, $24, $25, $26, $27, $28, $29)";

const INSERT_AREA: &str = "INSERT INTO station_areas (station_id, area) VALUES ($1, $2)";

const INSERT_PROGRAMME: &str = "INSERT INTO station_programmes (station_id, programme) VALUES ($1, $2)";

const WITHDRAW_DEMO: [&str; 3] = [
    "DELETE FROM station_areas WHERE station_id IN (SELECT id FROM stations WHERE demo)",
    "DELETE FROM station_programmes WHERE station_id IN (SELECT id FROM stations WHERE demo)",
    "DELETE FROM stations WHERE demo",
];

/// Takes away every unit that carries the demo mark.
pub async fn withdraw_demo(tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    for sql in WITHDRAW_DEMO {
        on_tx!(tx, |connection| sqlx::query(sql).execute(connection).await)
            .doing("withdraw the demo units")?;
    }
    Ok(())
}

/// Stores a new station with the areas it serves and its programmes.
pub async fn insert(tx: &mut Transaction<'_>, station: &Station) -> Result<(), StoreError> {
    let id = station.id.to_string();
    let position = station.position;
    let precision = position.map(|it| match it.precision {
        Precision::Door => "door",
        Precision::TownSeat => "town_seat",
        Precision::AreaLabel => "area_label",
    });
    on_tx!(tx, |connection| sqlx::query(INSERT)
        .bind(&id)
        .bind(&station.slug)
        .bind(station.kind.word())
        .bind(&station.mode)
        .bind(&station.name.zh)
        .bind(&station.name.en)
        .bind(json(&station.aliases)?)
        .bind(&station.pinyin)
        .bind(station.parent.map(|parent: StationId| parent.to_string()))
        .bind(&station.division)
        .bind(&station.address.zh)
        .bind(&station.address.en)
        .bind(position.map(|it| it.at.lat))
        .bind(position.map(|it| it.at.lng))
        .bind(precision)
        .bind(json(&station.phones)?)
        .bind(json(&station.hours)?)
        .bind(json(&station.rooms)?)
        .bind(i64::from(station.staff))
        .bind(json(&station.services)?)
        .bind(json(&station.special_services)?)
        .bind(station.key_project.as_ref().map(json).transpose()?)
        .bind(station.stage.word())
        .bind(json(&station.stages)?)
        .bind(json(&station.access)?)
        .bind(station.verified.as_ref().map(|verified| &verified.by.zh))
        .bind(station.verified.as_ref().and_then(|verified| verified.by.en.as_ref()))
        .bind(station.verified.as_ref().map(|verified| verified.on.to_string()))
        .bind(station.demo)
        .execute(connection)
        .await)
    .doing("store a station")?;
    for (sql, values) in [(INSERT_AREA, &station.serves), (INSERT_PROGRAMME, &station.programmes)] {
        for value in values {
            on_tx!(tx, |connection| sqlx::query(sql).bind(&id).bind(value).execute(connection).await)
                .doing("store what belongs to a station")?;
        }
    }
    Ok(())
}

/// A list or small document as it stands in its column.
fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Corrupt { what: "part of a station" })
}
