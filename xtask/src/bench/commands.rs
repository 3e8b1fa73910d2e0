//! M14: how many commands a second each database takes for good.
//!
//! M14 is about visits, which are not there yet; what is sent is the dearest command of today, an invitation. Both
//! databases keep what they have acknowledged through a power cut: SQLite with `synchronous=FULL`, PostgreSQL as it is
//! installed.

use super::{Bench, table::Table};
use crate::postgres::{Keeping, Postgres};
use crate::program::TemporaryDirectory;
use anyhow::{Context, Result, ensure};
use std::process::Command;

/// Writers at once, two in each unit.
const WRITERS: &str = "64";

/// Seconds that each measurement lasts, after one to warm up.
const SECONDS: &str = "5";

/// Times that each database is measured, on a database of its own; the median counts.
const ROUNDS: usize = 3;

/// What the writers saw.
struct Seen {
    a_second: f64,
    median_ms: f64,
    p99_ms: f64,
    lost: u64,
}

/// M14.
pub fn commands(bench: &Bench, table: &mut Table) -> Result<()> {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let directory = TemporaryDirectory::make()?;
        let file = directory.path().join("commands.sqlite");
        rounds.push(write(bench, &format!("sqlite:{}", file.display()))?);
    }
    add(table, "SQLite", rounds);
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        if let Some(postgres) = Postgres::start(Keeping::ThroughPowerCuts)? {
            rounds.push(write(bench, &postgres.url)?);
        }
    }
    add(table, "PostgreSQL", rounds);
    Ok(())
}

fn add(table: &mut Table, database: &str, mut rounds: Vec<Seen>) {
    let what = format!("commands on {database}: invitations, {WRITERS} writers in 32 units");
    let goal = "≥ 500 a second, none lost";
    rounds.sort_by(|one, other| one.a_second.total_cmp(&other.a_second));
    let lost: u64 = rounds.iter().map(|round| round.lost).sum();
    let Some(seen) = rounds.get(rounds.len() / 2) else {
        table.add("M14", what, goal, format!("{database} is not installed"), None);
        return;
    };
    let lost_told = if lost == 0 { "none lost".to_owned() } else { format!("{lost} lost") };
    let measured = format!(
        "{:.0} a second, median {:.1} ms, p99 {:.1} ms, {lost_told}",
        seen.a_second, seen.median_ms, seen.p99_ms
    );
    table.add("M14", what, goal, measured, Some(seen.a_second >= 500.0 && lost == 0));
}

fn write(bench: &Bench, url: &str) -> Result<Seen> {
    let output = Command::new(&bench.tool)
        .args(["commands", url, WRITERS, SECONDS])
        .output()
        .context("could not run the writers")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    let seen: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let figure = |name: &str| seen[name].as_f64().with_context(|| format!("the writers do not tell {name}"));
    let count = |name: &str| seen[name].as_u64().with_context(|| format!("the writers do not tell {name}"));
    Ok(Seen {
        a_second: figure("a_second")?,
        median_ms: figure("median_ms")?,
        p99_ms: figure("p99_ms")?,
        lost: count("acknowledged")?.abs_diff(count("kept")?),
    })
}
