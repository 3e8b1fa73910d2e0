//! All SQL of settings: their values, and the lists that the province extends.

use app::{
    journal::merge::Record,
    policies::model::Hotline,
    settings::{
        model::Values,
        parse::{self, Part},
    },
    stations::hours::{CalendarDay, DayKind},
    text::Text,
};
use serde_json::Value;
use time::Date;

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const VALUES: &str = "SELECT name, value FROM settings";

const KEEP_VALUE: &str = "
    INSERT INTO settings (name, value) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

const FORGET_VALUE: &str = "DELETE FROM settings WHERE name = $1";

const MODES: &str = "SELECT code, name_zh, name_en, retired FROM station_modes ORDER BY sort_order, code";

const PROGRAMMES: &str = "SELECT code, name_zh, name_en, retired FROM programmes ORDER BY sort_order, code";

const HOTLINES: &str = "SELECT number, document, retired FROM hotlines ORDER BY sort_order, number";

const KEEP_MODE: &str = "
    INSERT INTO station_modes (code, name_zh, name_en, retired, office, sort_order)
    SELECT $1, $2, $3, $4, TRUE, COALESCE(MAX(sort_order), 0) + 1 FROM station_modes WHERE TRUE
    ON CONFLICT (code) DO UPDATE
       SET name_zh = excluded.name_zh, name_en = excluded.name_en, retired = excluded.retired, office = TRUE";

const KEEP_PROGRAMME: &str = "
    INSERT INTO programmes (code, name_zh, name_en, retired, office, sort_order)
    SELECT $1, $2, $3, $4, TRUE, COALESCE(MAX(sort_order), 0) + 1 FROM programmes WHERE TRUE
    ON CONFLICT (code) DO UPDATE
       SET name_zh = excluded.name_zh, name_en = excluded.name_en, retired = excluded.retired, office = TRUE";

const KEEP_HOTLINE: &str = "
    INSERT INTO hotlines (number, document, retired, office, sort_order)
    SELECT $1, $2, $3, TRUE, COALESCE(MAX(sort_order), 0) + 1 FROM hotlines WHERE TRUE
    ON CONFLICT (number) DO UPDATE
       SET document = excluded.document, retired = excluded.retired, office = TRUE";

const YEARS: &str =
    "SELECT DISTINCT substr(day, 1, 4) AS year FROM calendar_days WHERE NOT retired ORDER BY year";

const DAYS: &str = "
    SELECT day, kind, name_zh, name_en, source
      FROM calendar_days
     WHERE substr(day, 1, 4) = $1 AND NOT retired
     ORDER BY day";

/// Days that are taken away stay behind retired, so that no release brings them back.
const EMPTY_YEAR: &str =
    "UPDATE calendar_days SET retired = TRUE, office = TRUE WHERE substr(day, 1, 4) = $1";

const KEEP_DAY: &str = "
    INSERT INTO calendar_days (day, kind, name_zh, name_en, source, retired, office)
    VALUES ($1, $2, $3, $4, $5, FALSE, TRUE)
    ON CONFLICT (day) DO UPDATE
       SET kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en,
           source = excluded.source, retired = FALSE, office = TRUE";

#[derive(sqlx::FromRow)]
struct NamedRow {
    code: String,
    name_zh: String,
    name_en: Option<String>,
    retired: bool,
}

#[derive(sqlx::FromRow)]
struct HotlineRow {
    number: String,
    document: String,
    retired: bool,
}

#[derive(sqlx::FromRow)]
struct DayRow {
    day: String,
    kind: String,
    name_zh: String,
    name_en: String,
    source: String,
}

fn gathered(rows: Vec<(String, String)>) -> Values {
    let mut values = Values::default();
    for (name, value) in rows {
        values.set(&name, &value);
    }
    values
}

/// What has been set.
pub async fn values(database: &Database) -> Result<Values, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(VALUES).fetch_all(pool).await)
        .doing("read the settings")
        .map(gathered)
}

/// What has been set, in the transaction that changes it.
pub async fn values_in(tx: &mut Transaction<'_>) -> Result<Values, StoreError> {
    on_tx!(tx, |connection| sqlx::query_as(VALUES).fetch_all(connection).await)
        .doing("read the settings")
        .map(gathered)
}

/// Sets something; an empty text means that it is not set.
pub async fn keep_value(tx: &mut Transaction<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    if value.is_empty() {
        on_tx!(tx, |connection| sqlx::query(FORGET_VALUE).bind(name).execute(connection).await)
    } else {
        on_tx!(tx, |connection| sqlx::query(KEEP_VALUE).bind(name).bind(value).execute(connection).await)
    }
    .doing("keep a setting")?;
    Ok(())
}

fn named(rows: Vec<NamedRow>) -> Vec<(String, Record)> {
    let record =
        |row: NamedRow| (row.code, parse::named(&Text { zh: row.name_zh, en: row.name_en }, row.retired));
    rows.into_iter().map(record).collect()
}

fn hotlines(rows: Vec<HotlineRow>) -> Result<Vec<(String, Record)>, StoreError> {
    let record = |row: HotlineRow| {
        let hotline: Hotline =
            serde_json::from_str(&row.document).map_err(|_| StoreError::Corrupt { what: "hotline" })?;
        Ok((row.number, parse::hotline_record(&hotline, row.retired)))
    };
    rows.into_iter().map(record).collect()
}

/// The entries of a part in their order; none of a part that has none.
pub async fn entries(database: &Database, part: Part) -> Result<Vec<(String, Record)>, StoreError> {
    let sql = match part {
        Part::Modes => MODES,
        Part::Programmes => PROGRAMMES,
        Part::Hotlines => {
            let rows = on_pool!(database, |pool| sqlx::query_as(HOTLINES).fetch_all(pool).await);
            return hotlines(rows.doing("read the hotlines")?);
        }
        _ => return Ok(Vec::new()),
    };
    on_pool!(database, |pool| sqlx::query_as(sql).fetch_all(pool).await)
        .doing("read the entries of a list")
        .map(named)
}

/// An entry of a part, in the transaction that changes it.
pub async fn entry(tx: &mut Transaction<'_>, part: Part, code: &str) -> Result<Option<Record>, StoreError> {
    let all = match part {
        Part::Hotlines => {
            let rows = on_tx!(tx, |connection| sqlx::query_as(HOTLINES).fetch_all(connection).await);
            hotlines(rows.doing("read the hotlines")?)?
        }
        _ => {
            let sql = if part == Part::Modes { MODES } else { PROGRAMMES };
            let rows = on_tx!(tx, |connection| sqlx::query_as(sql).fetch_all(connection).await);
            named(rows.doing("read the entries of a list")?)
        }
    };
    Ok(all.into_iter().find(|(it, _)| it == code).map(|(_, record)| record))
}

/// Keeps what has become of an entry, or a new one; says whether it is one.
pub async fn keep_entry(
    tx: &mut Transaction<'_>,
    part: Part,
    code: &str,
    record: &Record,
) -> Result<bool, StoreError> {
    let retired = parse::is_retired(record);
    if part == Part::Hotlines {
        let Some(hotline) = parse::hotline_of(code, record) else { return Ok(false) };
        let document =
            serde_json::to_string(&hotline).map_err(|_| StoreError::Corrupt { what: "hotline" })?;
        on_tx!(tx, |connection| sqlx::query(KEEP_HOTLINE)
            .bind(code)
            .bind(document)
            .bind(retired)
            .execute(connection)
            .await)
        .doing("keep a hotline")?;
        return Ok(true);
    }
    let Some(name) = parse::name_of(record) else { return Ok(false) };
    let sql = if part == Part::Modes { KEEP_MODE } else { KEEP_PROGRAMME };
    on_tx!(tx, |connection| sqlx::query(sql)
        .bind(code)
        .bind(name.zh)
        .bind(name.en)
        .bind(retired)
        .execute(connection)
        .await)
    .doing("keep an entry of a list")?;
    Ok(true)
}

/// The years of the calendar.
pub async fn years(database: &Database) -> Result<Vec<i32>, StoreError> {
    let years: Vec<String> = on_pool!(database, |pool| sqlx::query_scalar(YEARS).fetch_all(pool).await)
        .doing("read the years of the calendar")?;
    years.iter().map(|year| year.parse().map_err(|_| StoreError::Corrupt { what: "day" })).collect()
}

fn year_record(rows: Vec<DayRow>) -> Result<Record, StoreError> {
    if rows.is_empty() {
        return Ok(Record::new());
    }
    let source = rows[0].source.clone();
    let line = |row: DayRow| {
        let day = app::iso_date::parse(&row.day).ok_or(StoreError::Corrupt { what: "day" })?;
        let kind = if row.kind == "holiday" { DayKind::Holiday } else { DayKind::Workday };
        let name = Text { zh: row.name_zh, en: Some(row.name_en) };
        Ok(Value::from(parse::day_line(day, &CalendarDay { kind, name })))
    };
    let days = rows.into_iter().map(line).collect::<Result<Value, StoreError>>()?;
    Ok(Record::from([("days".to_owned(), days), ("source".to_owned(), Value::from(source))]))
}

/// A year of the calendar as a record; an empty one for a year that nobody has told.
pub async fn year(database: &Database, year: i32) -> Result<Record, StoreError> {
    let year = year.to_string();
    let rows: Vec<DayRow> = on_pool!(database, |pool| sqlx::query_as(DAYS).bind(&year).fetch_all(pool).await)
        .doing("read a year of the calendar")?;
    year_record(rows)
}

/// The same in the transaction that changes it.
pub async fn year_in(tx: &mut Transaction<'_>, year: i32) -> Result<Record, StoreError> {
    let year = year.to_string();
    let rows: Vec<DayRow> =
        on_tx!(tx, |connection| sqlx::query_as(DAYS).bind(&year).fetch_all(connection).await)
            .doing("read a year of the calendar")?;
    year_record(rows)
}

/// Keeps a whole year of the calendar.
pub async fn keep_year(
    tx: &mut Transaction<'_>,
    year: i32,
    days: &[(Date, CalendarDay)],
    source: &str,
) -> Result<(), StoreError> {
    let year = year.to_string();
    on_tx!(tx, |connection| sqlx::query(EMPTY_YEAR).bind(&year).execute(connection).await)
        .doing("empty a year of the calendar")?;
    for (day, entry) in days {
        let kind = match entry.kind {
            DayKind::Holiday => "holiday",
            DayKind::Workday => "workday",
        };
        on_tx!(tx, |connection| sqlx::query(KEEP_DAY)
            .bind(day.to_string())
            .bind(kind)
            .bind(&entry.name.zh)
            .bind(entry.name.en.as_deref().unwrap_or_default())
            .bind(source)
            .execute(connection)
            .await)
        .doing("keep a day of the calendar")?;
    }
    Ok(())
}
