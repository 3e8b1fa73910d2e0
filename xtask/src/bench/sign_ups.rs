//! M13: how many volunteers a second get a place of one shift, on each database.
//!
//! A shift has 500 places; when they are gone, all go on with the next. Both databases keep what they have acknowledged
//! through a power cut. A place that was given twice would show as one that was acknowledged and is not kept.

use super::{Bench, table::Table};
use crate::postgres::{Keeping, Postgres};
use crate::program::TemporaryDirectory;
use anyhow::{Context, Result, ensure};
use std::process::Command;

/// Volunteers at once.
const VOLUNTEERS: &str = "64";

/// Seconds that each measurement lasts, after one to warm up.
const SECONDS: &str = "5";

/// Times that each database is measured, on a database of its own; the median counts.
const ROUNDS: usize = 3;

/// What they saw.
struct Seen {
    a_second: f64,
    median_ms: f64,
    p99_ms: f64,
    lost: u64,
}

/// M13.
pub fn sign_ups(bench: &Bench, table: &mut Table) -> Result<()> {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let directory = TemporaryDirectory::make()?;
        let file = directory.path().join("sign-ups.sqlite");
        rounds.push(sign_up(bench, &format!("sqlite:{}", file.display()))?);
    }
    add(table, "SQLite", rounds);
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        if let Some(postgres) = Postgres::start(Keeping::ThroughPowerCuts)? {
            rounds.push(sign_up(bench, &postgres.url)?);
        }
    }
    add(table, "PostgreSQL", rounds);
    Ok(())
}

fn add(table: &mut Table, database: &str, mut rounds: Vec<Seen>) {
    let what = format!("sign-ups on one shift, {database}: {VOLUNTEERS} volunteers at once");
    let goal = "≥ 1,000 a second, p99 ≤ 200 ms, none overbooked or lost";
    rounds.sort_by(|one, other| one.a_second.total_cmp(&other.a_second));
    let lost: u64 = rounds.iter().map(|round| round.lost).sum();
    let Some(seen) = rounds.get(rounds.len() / 2) else {
        table.add("M13", what, goal, format!("{database} is not installed"), None);
        return;
    };
    let lost_told = if lost == 0 { "none lost".to_owned() } else { format!("{lost} lost") };
    let measured = format!(
        "{:.0} a second, median {:.1} ms, p99 {:.1} ms, {lost_told}",
        seen.a_second, seen.median_ms, seen.p99_ms
    );
    table.add(
        "M13",
        what,
        goal,
        measured,
        Some(seen.a_second >= 1000.0 && seen.p99_ms <= 200.0 && lost == 0),
    );
}

fn sign_up(bench: &Bench, url: &str) -> Result<Seen> {
    let output = Command::new(&bench.tool)
        .args(["sign-ups", url, VOLUNTEERS, SECONDS])
        .output()
        .context("could not let anybody sign up")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    let seen: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let figure = |name: &str| seen[name].as_f64().with_context(|| format!("they do not tell {name}"));
    let count = |name: &str| seen[name].as_u64().with_context(|| format!("they do not tell {name}"));
    Ok(Seen {
        a_second: figure("a_second")?,
        median_ms: figure("median_ms")?,
        p99_ms: figure("p99_ms")?,
        lost: count("acknowledged")?.abs_diff(count("kept")?),
    })
}
