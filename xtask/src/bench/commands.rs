//! M14: how many commands a second each database takes for good.
//!
//! M14 is about visits, which are not there yet; what is sent is the dearest command of today, an invitation. Both
//! databases keep what they have acknowledged through a power cut: SQLite with `synchronous=FULL`, PostgreSQL as it is
//! installed.

use super::{
    Bench,
    rates::{Rate, add, on_each_database},
    table::Table,
};
use anyhow::Result;

/// Writers at once, two in each unit.
const WRITERS: &str = "64";

/// Seconds that each measurement lasts, after one to warm up.
const SECONDS: &str = "5";

/// M14.
pub fn commands(bench: &Bench, table: &mut Table) -> Result<()> {
    let write = |url: &str| Rate::read(&bench.told(&["commands", url, WRITERS, SECONDS])?);
    for (database, rounds) in on_each_database(write)? {
        let what = format!("commands on {database}: invitations, {WRITERS} writers in 32 units");
        add(table, "M14", database, (what, "≥ 500 a second, none lost"), rounds, |seen| {
            seen.a_second >= 500.0
        });
    }
    Ok(())
}
