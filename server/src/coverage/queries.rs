//! All SQL of the targets.

use crate::{
    database::{Database, Transaction, on_pool, on_tx},
    error::{Doing, StoreError},
};

const OF_YEAR: &str = "SELECT county, places FROM coverage_targets WHERE year = $1";

const OF_COUNTY: &str = "SELECT year, places FROM coverage_targets WHERE county = $1 ORDER BY year";

const TARGET: &str = "SELECT places FROM coverage_targets WHERE county = $1 AND year = $2";

const KEEP: &str = "
    INSERT INTO coverage_targets (county, year, places) VALUES ($1, $2, $3)
    ON CONFLICT (year, county) DO UPDATE SET places = excluded.places";

/// The targets of a year, by the code of the 市县.
pub async fn of_year(database: &Database, year: i32) -> Result<Vec<(String, i64)>, StoreError> {
    on_pool!(database, |pool| sqlx::query_as(OF_YEAR).bind(i64::from(year)).fetch_all(pool).await)
        .doing("read the targets of a year")
}

/// The targets of a 市县, the earliest first.
pub async fn of_county(database: &Database, county: &str) -> Result<Vec<(i32, i64)>, StoreError> {
    let rows: Vec<(i64, i64)> =
        on_pool!(database, |pool| sqlx::query_as(OF_COUNTY).bind(county).fetch_all(pool).await)
            .doing("read the targets of a county")?;
    let year = |(year, places)| {
        i32::try_from(year).map(|year| (year, places)).map_err(|_| StoreError::Corrupt { what: "year" })
    };
    rows.into_iter().map(year).collect()
}

/// The target of a 市县 for a year.
pub async fn target(tx: &mut Transaction<'_>, county: &str, year: i32) -> Result<Option<i64>, StoreError> {
    on_tx!(tx, |connection| sqlx::query_scalar(TARGET)
        .bind(county)
        .bind(i64::from(year))
        .fetch_optional(connection)
        .await)
    .doing("read a target")
}

/// Keeps the target of a 市县 for a year.
pub async fn keep_target(
    tx: &mut Transaction<'_>,
    county: &str,
    year: i32,
    places: i64,
) -> Result<(), StoreError> {
    on_tx!(tx, |connection| sqlx::query(KEEP)
        .bind(county)
        .bind(i64::from(year))
        .bind(places)
        .execute(connection)
        .await)
    .doing("keep a target")?;
    Ok(())
}
