//! X1: how long an import of 5,000 rows from Excel takes, from the bytes of the file to what is kept for good.
//!
//! Dry run and confirmation, as whoever sends the file waits for them. Both databases keep what they have acknowledged
//! through a power cut, as in M14.

use super::{
    Bench,
    rates::{figure, on_each_database},
    table::Table,
};
use anyhow::Result;

/// Rows of each file.
const ROWS: &str = "5000";

/// Seconds that a file may take in all.
const SECONDS_MAX: f64 = 10.0;

/// The files, by the word of each in what the example prints.
const FILES: [(&str, &str); 3] =
    [("added", "new units"), ("changed", "units that change"), ("people", "people in posts")];

/// What one round took: the seconds of each file's dry run and confirmation.
type Round = Vec<[f64; 2]>;

/// X1.
pub fn imports(bench: &Bench, table: &mut Table) -> Result<()> {
    for (database, rounds) in on_each_database(|url| send(bench, url))? {
        add(table, database, &rounds);
    }
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
    let seen = bench.told(&["imports", url, ROWS])?;
    FILES
        .iter()
        .map(|(file, _)| Ok([figure(&seen[*file], "planned_s")?, figure(&seen[*file], "confirmed_s")?]))
        .collect()
}
