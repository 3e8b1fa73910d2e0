//! `cargo xtask bench`: what a visitor, a server and its machine have to bear, measured, beside rivals where there are any.
//!
//! For whoever changes something that might cost. The figures and their goals are numbered as in the project's list
//! of them (M1, M2 …); what was added to it since is X1 …. What is measured is the release build with the release WASM, on data of its own; the table is
//! printed, and with `--readme` it takes the place of the one in README.md, so that no figure is ever typed.
//!
//! Invariant: a figure that could not be measured is told as such, never left out.

mod browser;
mod commands;
mod imports;
mod machine;
mod server;
mod table;

use crate::program::{Program, TemporaryDirectory};
use crate::{npm, prerequisites, site, steps, wasm, workspace};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::ExitCode;
use table::Table;

/// Stations of the large directory.
const STATIONS: &str = "10000";

/// The programs and data that everything is measured on.
struct Bench {
    /// With the demo units.
    demo: Program,
    /// With ten thousand stations.
    large: Program,
    /// The client and the bare rival, `server/examples/load.rs`.
    load: PathBuf,
    /// The writers, `server/examples/commands.rs`.
    commands: PathBuf,
    /// The sender of workbooks, `server/examples/imports.rs`.
    imports: PathBuf,
    chromium: PathBuf,
}

/// Measures everything, prints the table, and puts it into README.md if asked.
pub fn run(into_readme: bool) -> Result<ExitCode> {
    prerequisites::for_building()?;
    npm::install()?;
    npm::install_bench()?;
    let chromium = prerequisites::browser().context("a browser is needed to measure with")?;
    site::build(&wasm::build()?)?;
    steps::step("compile the server, its client and its writers, release", || {
        let arguments = ["build", "--release", "--package=server", "--bins", "--examples"];
        steps::succeed(&mut workspace::cargo(&arguments))
    })?;
    let release = workspace::target()?.join("release");
    let (demo_data, large_data) = (TemporaryDirectory::make()?, TemporaryDirectory::make()?);
    let program = |data: &TemporaryDirectory| Program {
        executable: release.join("lastmetre"),
        data: data.path().to_path_buf(),
    };
    let bench = Bench {
        demo: program(&demo_data),
        large: program(&large_data),
        load: release.join("examples/load"),
        commands: release.join("examples/commands"),
        imports: release.join("examples/imports"),
        chromium,
    };
    steps::step("data: the demo units, and ten thousand stations", || {
        bench.demo.migrate()?;
        bench.demo.seed()?;
        bench.large.migrate()?;
        steps::succeed(&mut bench.large.command(&["seed", "--reference", "--synthetic", STATIONS])?)
    })?;

    let mut table = Table::default();
    steps::step("M5, M7: the list page under load, and its memory", || server::load(&bench, &mut table))?;
    steps::step("M14: commands a second", || commands::commands(&bench, &mut table))?;
    steps::step("X1: imports of 5,000 rows", || imports::imports(&bench, &mut table))?;
    steps::step("M6: from start to first answer", || server::start(&bench, &mut table))?;
    steps::step("M4: the map with ten thousand stations", || browser::map(&bench, &mut table))?;
    steps::step("M1: what a first visit sends", || browser::transfers(&bench, &mut table))?;
    steps::step("M2, M3: Lighthouse, five runs a page", || browser::lighthouse(&bench, &mut table))?;

    let text = format!("{}\n\n{}", machine::described(&bench.chromium), table.markdown());
    println!("\n{text}");
    if into_readme {
        table::into_readme(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}
