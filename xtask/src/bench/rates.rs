//! How many a second a database takes: what is measured on each of them in the same way, and told in the same way.

use super::table::Table;
use crate::postgres::{Keeping, Postgres};
use crate::program::TemporaryDirectory;
use anyhow::{Context, Result};
use serde_json::Value;

/// Times that each database is measured, on a database of its own; the median counts.
const ROUNDS: usize = 3;

/// What those saw who wrote.
pub struct Rate {
    /// How many were acknowledged in a second.
    pub a_second: f64,
    median_ms: f64,
    /// What one in a hundred waits longer than.
    pub p99_ms: f64,
    lost: u64,
}

impl Rate {
    /// From what the tool prints: what is acknowledged and not kept, or kept and not acknowledged, is lost.
    pub fn read(seen: &Value) -> Result<Self> {
        let count = |name: &str| seen[name].as_u64().with_context(|| format!("{name} is not told"));
        Ok(Self {
            a_second: figure(seen, "a_second")?,
            median_ms: figure(seen, "median_ms")?,
            p99_ms: figure(seen, "p99_ms")?,
            lost: count("acknowledged")?.abs_diff(count("kept")?),
        })
    }
}

/// A number that the tool prints.
pub fn figure(seen: &Value, name: &str) -> Result<f64> {
    seen[name].as_f64().with_context(|| format!("{name} is not told"))
}

/// Measures on databases that keep what they have acknowledged through a power cut, given their addresses: SQLite, and
/// PostgreSQL where it is installed; for each the rounds.
pub fn on_each_database<T>(measure: impl Fn(&str) -> Result<T>) -> Result<[(&'static str, Vec<T>); 2]> {
    let (mut sqlite, mut postgres) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let directory = TemporaryDirectory::make()?;
        let file = directory.path().join("measured.sqlite");
        sqlite.push(measure(&format!("sqlite:{}", file.display()))?);
    }
    for _ in 0..ROUNDS {
        if let Some(server) = Postgres::start(Keeping::ThroughPowerCuts)? {
            postgres.push(measure(&server.url)?);
        }
    }
    Ok([("SQLite", sqlite), ("PostgreSQL", postgres)])
}

/// Puts the median of the rounds on one database into the table, with all that were lost in any of them.
pub fn add(
    table: &mut Table,
    number: &'static str,
    database: &str,
    (what, goal): (String, &'static str),
    mut rounds: Vec<Rate>,
    reached: impl Fn(&Rate) -> bool,
) {
    rounds.sort_by(|one, other| one.a_second.total_cmp(&other.a_second));
    let lost: u64 = rounds.iter().map(|round| round.lost).sum();
    let Some(seen) = rounds.get(rounds.len() / 2) else {
        table.add(number, what, goal, format!("{database} is not installed"), None);
        return;
    };
    let lost_told = if lost == 0 { "none lost".to_owned() } else { format!("{lost} lost") };
    let measured = format!(
        "{:.0} a second, median {:.1} ms, p99 {:.1} ms, {lost_told}",
        seen.a_second, seen.median_ms, seen.p99_ms
    );
    table.add(number, what, goal, measured, Some(lost == 0 && reached(seen)));
}
