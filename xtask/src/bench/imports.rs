//! X1: how long an import of 5,000 rows from Excel takes, from the bytes of the file to what is kept for good.
//!
//! Dry run and confirmation, as whoever sends the file waits for them. Both databases keep what they have acknowledged
//! through a power cut, as in M14.

use super::{Bench, table::Table};
use crate::postgres::{Keeping, Postgres};
use crate::program::TemporaryDirectory;
use anyhow::{Context, Result, ensure};
use std::process::Command;

/// Rows of each file.
const ROWS: &str = "5000";

/// Times that each database is measured, on a database of its own; the median counts.
const ROUNDS: usize = 3;

/// Seconds that a file may take in all.
const SECONDS_MAX: f64 = 10.0;

/// The files, by the word of each in what the example prints.
const FILES: [(&str, &str); 3] =
    [("added", "new units"), ("changed", "units that change"), ("people", "people in posts")];

/// What one round took: the seconds of each file's dry run and confirmation.
type Round = Vec<[f64; 2]>;

/// X1.
pub fn imports(bench: &Bench, table: &mut Table) -> Result<()> {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let directory = TemporaryDirectory::make()?;
        let file = directory.path().join("imports.sqlite");
        rounds.push(send(bench, &format!("sqlite:{}", file.display()))?);
    }
    add(table, "SQLite", &rounds);
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        if let Some(postgres) = Postgres::start(Keeping::ThroughPowerCuts)? {
            rounds.push(send(bench, &postgres.url)?);
        }
    }
    add(table, "PostgreSQL", &rounds);
    Ok(())
}

fn add(table: &mut Table, database: &str, rounds: &[Round]) {
    for (at, (_, what)) in FILES.iter().enumerate() {
        let what = format!("import of {ROWS} rows on {database}: {what}, dry run and confirmation");
        let goal = format!("< {SECONDS_MAX:.0} s");
        let mut took: Vec<[f64; 2]> = rounds.iter().filter_map(|round| round.get(at).copied()).collect();
        took.sort_by(|one, other| (one[0] + one[1]).total_cmp(&(other[0] + other[1])));
        match took.get(took.len() / 2) {
            None => table.add("X1", what, goal, format!("{database} is not installed"), None),
            Some([planned, confirmed]) => {
                let whole = planned + confirmed;
                let measured = format!("{planned:.2} + {confirmed:.2} = {whole:.2} s");
                table.add("X1", what, goal, measured, Some(whole < SECONDS_MAX));
            }
        }
    }
}

fn send(bench: &Bench, url: &str) -> Result<Round> {
    let output = Command::new(&bench.tool)
        .args(["imports", url, ROWS])
        .output()
        .context("could not run the imports")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    let seen: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let seconds = |file: &str, step: &str| {
        seen[file][step].as_f64().with_context(|| format!("the imports do not tell {step} of {file}"))
    };
    FILES.iter().map(|(file, _)| Ok([seconds(file, "planned_s")?, seconds(file, "confirmed_s")?])).collect()
}
