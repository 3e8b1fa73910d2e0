//! M13: how many volunteers a second get a place of one shift, on each database.
//!
//! A shift has 500 places; when they are gone, all go on with the next. Both databases keep what they have acknowledged
//! through a power cut. A place that was given twice would show as one that was acknowledged and is not kept.

use super::{
    Bench,
    rates::{Rate, add, on_each_database},
    table::Table,
};
use anyhow::Result;

/// Volunteers at once.
const VOLUNTEERS: &str = "64";

/// Seconds that each measurement lasts, after one to warm up.
const SECONDS: &str = "5";

/// M13.
pub fn sign_ups(bench: &Bench, table: &mut Table) -> Result<()> {
    let sign_up = |url: &str| Rate::read(&bench.told(&["sign-ups", url, VOLUNTEERS, SECONDS])?);
    for (database, rounds) in on_each_database(sign_up)? {
        let what = format!("sign-ups on one shift, {database}: {VOLUNTEERS} volunteers at once");
        let goal = "≥ 1,000 a second, p99 ≤ 200 ms, none overbooked or lost";
        let reached = |seen: &Rate| seen.a_second >= 1000.0 && seen.p99_ms <= 200.0;
        add(table, "M13", database, (what, goal), rounds, reached);
    }
    Ok(())
}
