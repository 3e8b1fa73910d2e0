//! All SQL that fills a new installation.

use app::{
    areas::model::{Division, Precision, Village},
    stations::model::{Mode, Programme},
};

use crate::{
    activities, certificates,
    database::{Database, Transaction, now_ms, on_pool, on_tx},
    error::{Doing, StoreError},
    matching,
};

const STAMPS: &str = "SELECT reference_stamp, demo_stamp FROM directory_state WHERE id = 1";

const STAMP_REFERENCE: &str =
    "UPDATE directory_state SET version = version + 1, changed_at = $2, reference_stamp = $1 WHERE id = 1";

const STAMP_DEMO: &str =
    "UPDATE directory_state SET version = version + 1, changed_at = $2, demo_stamp = $1 WHERE id = 1";

/// Everything that hangs on a demo unit, what goes with it, and the made-up events; the units themselves come last.
const PURGE_DEMO: [(&str, &str); 14] = [
    (
        "volunteer_events",
        "DELETE FROM volunteer_events WHERE volunteer_id IN (SELECT id FROM volunteers WHERE demo)",
    ),
    (
        "volunteer_sessions",
        "DELETE FROM volunteer_sessions WHERE volunteer_id IN (SELECT id FROM volunteers WHERE demo)",
    ),
    (
        "volunteer_calendar_links",
        "DELETE FROM volunteer_calendar_links WHERE volunteer_id IN (SELECT id FROM volunteers WHERE demo)",
    ),
    ("volunteers", "DELETE FROM volunteers WHERE demo"),
    (
        "volunteer_approvals",
        "DELETE FROM volunteer_approvals WHERE unit IN (SELECT id FROM stations WHERE demo)",
    ),
    ("assignments", "DELETE FROM assignments WHERE unit IN (SELECT id FROM stations WHERE demo)"),
    (
        "parents",
        "UPDATE stations SET parent = NULL WHERE NOT demo AND parent IN (SELECT id FROM stations WHERE demo)",
    ),
    ("areas", "DELETE FROM station_areas WHERE station_id IN (SELECT id FROM stations WHERE demo)"),
    ("programmes", "DELETE FROM station_programmes WHERE station_id IN (SELECT id FROM stations WHERE demo)"),
    ("register", "DELETE FROM register_entries WHERE station_id IN (SELECT id FROM stations WHERE demo)"),
    ("agencies", "DELETE FROM agencies WHERE station_id IN (SELECT id FROM stations WHERE demo)"),
    ("notices", "DELETE FROM upkeep_notices WHERE station_id IN (SELECT id FROM stations WHERE demo)"),
    ("events", "DELETE FROM dated_events WHERE demo"),
    ("stations", "DELETE FROM stations WHERE demo"),
];

const DIVISION: &str = "
    INSERT INTO divisions (code, name, name_en, pinyin, level, parent, lat, lng, geo_precision, sort_order)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (code) DO UPDATE
       SET name = excluded.name, name_en = excluded.name_en, pinyin = excluded.pinyin, level = excluded.level,
           parent = excluded.parent, lat = excluded.lat, lng = excluded.lng,
           geo_precision = excluded.geo_precision, sort_order = excluded.sort_order";

const VILLAGE: &str = "
    INSERT INTO villages (code, name, pinyin, parent, county, sort_order)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (code) DO UPDATE
       SET name = excluded.name, pinyin = excluded.pinyin, parent = excluded.parent,
           county = excluded.county, sort_order = excluded.sort_order";

/// A year that the office has kept is whole as it is.
const CALENDAR_DAY: &str = "
    INSERT INTO calendar_days (day, kind, name_zh, name_en, source)
    SELECT $1, $2, $3, $4, $5
     WHERE NOT EXISTS (SELECT 1 FROM calendar_days WHERE office AND substr(day, 1, 4) = substr($1, 1, 4))
    ON CONFLICT (day) DO UPDATE
       SET kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en,
           source = excluded.source";

/// What the office writes or has published; what it threw away binds nobody.
const OFFICE_CATALOGUES: &str =
    "SELECT COUNT(*) FROM catalogues WHERE origin = 'office' AND state <> 'discarded'";

const ACTIVE_CATALOGUE: &str = "SELECT version FROM catalogues WHERE state = 'active'";

const KNOWN_CATALOGUE: &str = "SELECT COUNT(*) FROM catalogues WHERE origin = 'reference' AND document = $1";

const CATALOGUE_NAME: &str = "SELECT COUNT(*) FROM catalogues WHERE version = $1";

const RETIRE_CATALOGUES: &str = "UPDATE catalogues SET state = 'retired' WHERE state = 'active'";

const DROP_OFFERS: &str = "DELETE FROM catalogues WHERE state = 'offered'";

const CATALOGUE: &str = "
    INSERT INTO catalogues (version, state, document, follows)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (version) DO UPDATE
       SET state = excluded.state, document = excluded.document, follows = excluded.follows";

/// A guide that the office has published stays as it is; the text that ships is offered, where it is another than
/// before.
const POLICY: &str = "
    INSERT INTO policies (slug, document, reference, sort_order)
    VALUES ($1, $2, $2, $3)
    ON CONFLICT (slug) DO UPDATE
       SET document = CASE WHEN policies.origin = 'office' THEN policies.document ELSE excluded.document END,
           sort_order = CASE WHEN policies.origin = 'office' THEN policies.sort_order ELSE excluded.sort_order END,
           offered = policies.offered
                     OR (policies.origin = 'office' AND policies.reference <> excluded.reference),
           reference = excluded.reference";

const HOTLINE: &str = "
    INSERT INTO hotlines (number, document, sort_order)
    VALUES ($1, $2, $3)
    ON CONFLICT (number) DO UPDATE
       SET document = excluded.document, sort_order = excluded.sort_order
     WHERE NOT hotlines.office";

const MODE: &str = "
    INSERT INTO station_modes (code, name_zh, name_en, sort_order)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (code) DO NOTHING";

const PROGRAMME: &str = "
    INSERT INTO programmes (code, name_zh, name_en, sort_order)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (code) DO NOTHING";

/// Which seeds the database holds.
pub struct Stamps {
    /// Of the reference data; empty when there is none.
    pub reference: String,
    /// Of the demo data; empty when there is none.
    pub demo: String,
}

/// Which seeds the database holds.
pub async fn stamps(database: &Database) -> Result<Stamps, StoreError> {
    let (reference, demo) = on_pool!(database, |pool| sqlx::query_as(STAMPS).fetch_one(pool).await)
        .doing("read the seed stamps")?;
    Ok(Stamps { reference, demo })
}

/// Notes that the reference data is in, and moves the version of the directory on.
pub async fn stamp_reference(tx: &mut Transaction<'_>, stamp: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(STAMP_REFERENCE)
        .bind(stamp)
        .bind(now_ms())
        .execute(connection)
        .await)
    .doing("stamp the reference data")?;
    Ok(())
}

/// Notes that the demo data is in, and moves the version of the directory on.
pub async fn stamp_demo(tx: &mut Transaction<'_>, stamp: &str) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(STAMP_DEMO).bind(stamp).bind(now_ms()).execute(connection).await)
        .doing("stamp the demo data")?;
    Ok(())
}

/// Stores a division, or brings it up to date.
pub async fn division(tx: &mut Transaction<'_>, division: &Division, order: i64) -> Result<(), StoreError> {
    let level = match division.level {
        app::areas::model::Level::Province => "province",
        app::areas::model::Level::City => "city",
        app::areas::model::Level::County => "county",
        app::areas::model::Level::Township => "township",
        app::areas::model::Level::Statistical => "statistical",
    };
    let precision = division.position.map(|it| match it.precision {
        Precision::Door => "door",
        Precision::TownSeat => "town_seat",
        Precision::AreaLabel => "area_label",
    });
    on_tx!(tx, |connection| sqlx::query(DIVISION)
        .bind(&division.code)
        .bind(&division.name)
        .bind(&division.name_en)
        .bind(&division.pinyin)
        .bind(level)
        .bind(&division.parent)
        .bind(division.position.map(|it| it.at.lat))
        .bind(division.position.map(|it| it.at.lng))
        .bind(precision)
        .bind(order)
        .execute(connection)
        .await)
    .doing("store a division")?;
    Ok(())
}

/// Stores a village, or brings it up to date.
pub async fn village(tx: &mut Transaction<'_>, village: &Village, order: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(VILLAGE)
        .bind(&village.code)
        .bind(&village.name)
        .bind(&village.pinyin)
        .bind(&village.parent)
        .bind(&village.county)
        .bind(order)
        .execute(connection)
        .await)
    .doing("store a village")?;
    Ok(())
}

/// A public holiday or make-up workday as it stands in the generated file.
#[derive(serde::Deserialize)]
pub struct CalendarLine {
    date: String,
    kind: String,
    name_zh: String,
    name_en: String,
    source: String,
}

/// Stores a day of the calendar, or brings it up to date, in a year that the office has not kept itself.
pub async fn calendar_day(tx: &mut Transaction<'_>, day: &CalendarLine) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(CALENDAR_DAY)
        .bind(&day.date)
        .bind(&day.kind)
        .bind(&day.name_zh)
        .bind(&day.name_en)
        .bind(&day.source)
        .execute(connection)
        .await)
    .doing("store a day of the calendar")?;
    Ok(())
}

/// Stores the catalogue that ships and makes it the active one; where the office has one of its own, it is offered
/// instead. `name` is what it is called where another has its own name.
pub async fn reference_catalogue(
    tx: &mut Transaction<'_>,
    version: &str,
    name: &str,
    document: &str,
) -> Result<(), StoreError> {
    let count = async |tx: &mut Transaction<'_>, sql: &'static str, value: &str| -> Result<i64, StoreError> {
        on_tx!(tx, |connection| sqlx::query_scalar(sql).bind(value).fetch_one(connection).await)
            .doing("count catalogues")
    };
    let of_office: i64 =
        on_tx!(tx, |connection| sqlx::query_scalar(OFFICE_CATALOGUES).fetch_one(connection).await)
            .doing("count the catalogues of the office")?;
    let active: Option<String> =
        on_tx!(tx, |connection| sqlx::query_scalar(ACTIVE_CATALOGUE).fetch_optional(connection).await)
            .doing("look for the active catalogue")?;
    let (state, version) = if of_office == 0 {
        on_tx!(tx, |connection| sqlx::query(RETIRE_CATALOGUES).execute(connection).await)
            .doing("retire the catalogues")?;
        ("active", version)
    } else if count(tx, KNOWN_CATALOGUE, document).await? > 0 {
        return Ok(());
    } else {
        on_tx!(tx, |connection| sqlx::query(DROP_OFFERS).execute(connection).await)
            .doing("take back an older offer")?;
        ("offered", if count(tx, CATALOGUE_NAME, version).await? > 0 { name } else { version })
    };
    on_tx!(tx, |connection| sqlx::query(CATALOGUE)
        .bind(version)
        .bind(state)
        .bind(document)
        .bind(active.filter(|active| state == "active" && active != version))
        .execute(connection)
        .await)
    .doing("store a catalogue")?;
    Ok(())
}

/// Stores a policy guide, or brings it up to date.
pub async fn policy(
    tx: &mut Transaction<'_>,
    slug: &str,
    document: &str,
    order: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(POLICY)
        .bind(slug)
        .bind(document)
        .bind(order)
        .execute(connection)
        .await)
    .doing("store a policy guide")?;
    Ok(())
}

/// Takes every demo unit away with what hangs on it; says how many there were of each, in that order.
pub async fn purge_demo(tx: &mut Transaction<'_>) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let mut removed = activities::queries::purge_demo(tx).await?;
    removed.extend(matching::queries::purge_demo(tx).await?);
    removed.push(("certificates", certificates::queries::purge_demo(tx).await?));
    for (what, sql) in PURGE_DEMO {
        let rows = on_tx!(tx, |connection| sqlx::query(sql).execute(connection).await)
            .doing("take the demo units away")?;
        removed.push((what, rows));
    }
    Ok(removed)
}

/// Stores a number to call, or brings it up to date unless the office has touched it.
pub async fn hotline(
    tx: &mut Transaction<'_>,
    number: &str,
    document: &str,
    order: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(HOTLINE)
        .bind(number)
        .bind(document)
        .bind(order)
        .execute(connection)
        .await)
    .doing("store a hotline")?;
    Ok(())
}

/// Stores a construction mode, unless administrators have one of that code.
pub async fn mode(tx: &mut Transaction<'_>, mode: &Mode, order: i64) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(MODE)
        .bind(&mode.code)
        .bind(&mode.name.zh)
        .bind(&mode.name.en)
        .bind(order)
        .execute(connection)
        .await)
    .doing("store a mode")?;
    Ok(())
}

/// Stores a programme, unless there is one of that code.
pub async fn programme(
    tx: &mut Transaction<'_>,
    programme: &Programme,
    order: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(PROGRAMME)
        .bind(&programme.code)
        .bind(&programme.name.zh)
        .bind(&programme.name.en)
        .bind(order)
        .execute(connection)
        .await)
    .doing("store a programme")?;
    Ok(())
}
