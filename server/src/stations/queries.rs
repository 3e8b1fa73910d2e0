//! All SQL that writes stations. Reading goes through the directory (`server/src/directory/queries.rs`), but for a unit
//! that is about to be changed.

use app::{
    areas::model::Precision,
    ids::StationId,
    stations::{edit::STEPS_UP_MAX, model::Station},
};
use serde::Serialize;
use sqlx::AssertSqlSafe;

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    directory::queries::{StationRow, station},
    error::{Doing, StoreError},
};

const EXISTS: &str = "SELECT COUNT(*) FROM stations WHERE id = $1";

/// Changes nothing, and makes every other writer of the unit wait until this transaction ends.
const TAKE: &str = "
    UPDATE stations SET version = version
     WHERE id = $1
    RETURNING id, slug, kind, mode, name_zh, name_en, aliases, pinyin, parent, division, address_zh, address_en,
              lat, lng, geo_precision, phones, hours, rooms, staff, services, special_services, key_project,
              stage, stages, access, verified_by, verified_by_en, verified_on, demo, version, merged_into";

const AREAS: &str = "SELECT area FROM station_areas WHERE station_id = $1 ORDER BY area";

const PROGRAMMES: &str = "SELECT programme FROM station_programmes WHERE station_id = $1 ORDER BY programme";

const UPDATE: &str = "
    UPDATE stations
       SET mode = $2, name_zh = $3, name_en = $4, aliases = $5, pinyin = $6, parent = $7, division = $8,
           address_zh = $9, address_en = $10, lat = $11, lng = $12, geo_precision = $13, phones = $14, hours = $15,
           rooms = $16, staff = $17, services = $18, special_services = $19, key_project = $20, stage = $21,
           stages = $22, access = $23, verified_by = $24, verified_by_en = $25, verified_on = $26, version = $27,
           merged_into = $28
     WHERE id = $1";

const REMOVE_AREAS: &str = "DELETE FROM station_areas WHERE station_id = $1";

const REMOVE_PROGRAMMES: &str = "DELETE FROM station_programmes WHERE station_id = $1";

const MOVE_ON: &str = "UPDATE directory_state SET version = version + 1, changed_at = $1 WHERE id = 1";

const SET_STAFF: &str = "UPDATE stations SET staff = $2, version = version + 1 WHERE id = $1";

const PARENT: &str = "SELECT parent FROM stations WHERE id = $1";

const NOTE_TOLD: &str = "
    INSERT INTO upkeep_notices (station_id, waits, since, told_at_ms) VALUES ($1, $2, $3, $4)
    ON CONFLICT (station_id, waits, since) DO NOTHING";

const INSERT: &str = "
    INSERT INTO stations (id, slug, kind, mode, name_zh, name_en, aliases, pinyin, parent, division,
                          address_zh, address_en, lat, lng, geo_precision, phones, hours, rooms, staff,
                          services, special_services, key_project, stage, stages, access,
                          verified_by, verified_by_en, verified_on, demo)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $23, $24, $25, $26, $27, $28, $29)";

/// The members go behind it.
const INSERT_AREAS: &str = "INSERT INTO station_areas (station_id, area) VALUES ";

/// The same.
const INSERT_PROGRAMMES: &str = "INSERT INTO station_programmes (station_id, programme) VALUES ";

/// Members of a list in one statement.
const MEMBERS_MAX: usize = 200;

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

/// Whether there is a unit with this id.
pub async fn exists(database: &Database, id: &str) -> Result<bool, StoreError> {
    let units: i64 = on_pool!(database, |pool| sqlx::query_scalar(EXISTS).bind(id).fetch_one(pool).await)
        .doing("look for a station")?;
    Ok(units > 0)
}

/// The unit with this id, which nobody else can change until `tx` ends.
pub async fn take(tx: &mut Transaction<'_>, id: StationId) -> Result<Option<Station>, StoreError> {
    let id = id.to_string();
    let row: Option<StationRow> =
        on_tx!(tx, |connection| sqlx::query_as(TAKE).bind(&id).fetch_optional(connection).await)
            .doing("take a station")?;
    let Some(row) = row else { return Ok(None) };
    let mut lists = [Vec::new(), Vec::new()];
    for (sql, list) in [AREAS, PROGRAMMES].into_iter().zip(&mut lists) {
        *list = on_tx!(tx, |connection| sqlx::query_scalar(sql).bind(&id).fetch_all(connection).await)
            .doing("read what belongs to a station")?;
    }
    let [areas, programmes] = lists;
    station(row, areas, programmes).map(Some)
}

/// Keeps what has become of a unit.
pub async fn update(tx: &mut Transaction<'_>, station: &Station) -> Result<(), StoreError> {
    update_row(tx, station).await?;
    replace_areas(tx, station).await?;
    replace_programmes(tx, station).await
}

/// The same of one that is known to have been so before: what has not changed is not written.
pub async fn update_from(
    tx: &mut Transaction<'_>,
    before: &Station,
    station: &Station,
) -> Result<(), StoreError> {
    update_row(tx, station).await?;
    if before.serves != station.serves {
        replace_areas(tx, station).await?;
    }
    if before.programmes != station.programmes {
        replace_programmes(tx, station).await?;
    }
    Ok(())
}

async fn replace_areas(tx: &mut Transaction<'_>, station: &Station) -> Result<(), StoreError> {
    let id = station.id.to_string();
    on_tx!(tx, |connection| sqlx::query(REMOVE_AREAS).bind(&id).execute(connection).await)
        .doing("take away what belonged to a station")?;
    insert_list(tx, INSERT_AREAS, &id, &station.serves).await
}

async fn replace_programmes(tx: &mut Transaction<'_>, station: &Station) -> Result<(), StoreError> {
    let id = station.id.to_string();
    on_tx!(tx, |connection| sqlx::query(REMOVE_PROGRAMMES).bind(&id).execute(connection).await)
        .doing("take away what belonged to a station")?;
    insert_list(tx, INSERT_PROGRAMMES, &id, &station.programmes).await
}

async fn update_row(tx: &mut Transaction<'_>, station: &Station) -> Result<(), StoreError> {
    let id = station.id.to_string();
    let position = station.position;
    on_tx!(tx, |connection| sqlx::query(UPDATE)
        .bind(&id)
        .bind(&station.mode)
        .bind(&station.name.zh)
        .bind(&station.name.en)
        .bind(json(&station.aliases)?)
        .bind(&station.pinyin)
        .bind(station.parent.map(|parent| parent.to_string()))
        .bind(&station.division)
        .bind(&station.address.zh)
        .bind(&station.address.en)
        .bind(position.map(|it| it.at.lat))
        .bind(position.map(|it| it.at.lng))
        .bind(position.map(|it| precision_word(it.precision)))
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
        .bind(station.version)
        .bind(station.merged_into.map(|unit| unit.to_string()))
        .execute(connection)
        .await)
    .doing("keep what has become of a station")?;
    Ok(())
}

/// Sets how many people of social work are in post, as the register counts them.
pub async fn set_staff(tx: &mut Transaction<'_>, id: StationId, staff: u16) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(SET_STAFF)
        .bind(id.to_string())
        .bind(i64::from(staff))
        .execute(connection)
        .await)
    .doing("set how many are in post")?;
    Ok(())
}

/// Whether `id` is met on the way up from `from`, as it stands now. A way without end counts too.
pub async fn lies_on_the_way_up(
    tx: &mut Transaction<'_>,
    id: StationId,
    from: StationId,
) -> Result<bool, StoreError> {
    let (id, mut at) = (id.to_string(), from.to_string());
    for _ in 0..STEPS_UP_MAX {
        if at == id {
            return Ok(true);
        }
        let above: Option<Option<String>> =
            on_tx!(tx, |connection| sqlx::query_scalar(PARENT).bind(&at).fetch_optional(connection).await)
                .doing("look for the unit above")?;
        match above.flatten() {
            Some(above) => at = above,
            None => return Ok(false),
        }
    }
    Ok(true)
}

/// Notes that a unit's people were told what it waits for since then, and says whether they were not yet.
pub async fn note_told(
    tx: &mut Transaction<'_>,
    id: StationId,
    waits: &str,
    since: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let noted = on_tx!(tx, |connection| sqlx::query(NOTE_TOLD)
        .bind(id.to_string())
        .bind(waits)
        .bind(since)
        .bind(now_ms)
        .execute(connection)
        .await)
    .doing("note who was told what waits")?;
    Ok(noted > 0)
}

/// Says that the directory is another now, so that every server reads it anew.
pub async fn move_on(tx: &mut Transaction<'_>, now_ms: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(MOVE_ON).bind(now_ms).execute(connection).await)
        .doing("move the version of the directory on")?;
    Ok(())
}

fn precision_word(precision: Precision) -> &'static str {
    match precision {
        Precision::Door => "door",
        Precision::TownSeat => "town_seat",
        Precision::AreaLabel => "area_label",
    }
}

/// Stores a new station with the areas it serves and its programmes.
pub async fn insert(tx: &mut Transaction<'_>, station: &Station) -> Result<(), StoreError> {
    let id = station.id.to_string();
    let position = station.position;
    let precision = position.map(|it| precision_word(it.precision));
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
    insert_lists(tx, station).await
}

async fn insert_lists(tx: &mut Transaction<'_>, station: &Station) -> Result<(), StoreError> {
    let id = station.id.to_string();
    insert_list(tx, INSERT_AREAS, &id, &station.serves).await?;
    insert_list(tx, INSERT_PROGRAMMES, &id, &station.programmes).await
}

/// Stores the members of a list of a station, many in one statement.
async fn insert_list(
    tx: &mut Transaction<'_>,
    list: &str,
    id: &str,
    members: &[String],
) -> Result<(), StoreError> {
    for some in members.chunks(MEMBERS_MAX) {
        let values: Vec<_> = (2..some.len() + 2).map(|at| format!("($1, ${at})")).collect();
        let sql = format!("{list}{}", values.join(", "));
        on_tx!(tx, |connection| {
            let mut question = sqlx::query(AssertSqlSafe(sql)).bind(id);
            for member in some {
                question = question.bind(member);
            }
            question.execute(connection).await.map(drop)
        })
        .doing("store what belongs to a station")?;
    }
    Ok(())
}

/// A list or small document as it stands in its column.
fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Corrupt { what: "part of a station" })
}
