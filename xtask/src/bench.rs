//! `cargo xtask bench`: what a visitor, a server and its machine have to bear, measured, beside rivals where there are any.
//!
//! For whoever changes something that might cost. The figures and their goals are numbered as in the project's list
//! of them (M1, M2 …); what was added to it since is X1 …. What is measured is the release build with the release WASM, on data of its own; the table is
//! printed, and with `--readme` it takes the place of the one in README.md, so that no figure is ever typed. With
//! `--only X2`, only what has that number is measured, and only those rows are replaced.
//!
//! Invariant: a figure that could not be measured is told as such, never left out.

mod browser;
mod commands;
mod imports;
mod machine;
mod rates;
mod server;
mod sign_ups;
mod table;

use crate::program::{Program, TemporaryDirectory};
use crate::{npm, prerequisites, site, steps, wasm, workspace};
use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use table::Table;

/// Stations of the large directory.
const STATIONS: &str = "10000";

/// The programs and data that everything is measured on.
struct Bench {
    /// With the demo units.
    demo: Program,
    /// With ten thousand stations.
    large: Program,
    /// What asks, writes, imports and makes large forms, `server/examples/bench`.
    tool: PathBuf,
    chromium: PathBuf,
}

impl Bench {
    /// What the tool prints when it is given these words: one line of JSON.
    fn told(&self, words: &[&str]) -> Result<serde_json::Value> {
        let output = Command::new(&self.tool).args(words).output().context("could not run the tool")?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}

/// Something that is measured.
struct Part {
    /// The numbers of its figures, and what it is.
    named: &'static str,
    measure: fn(&Bench, &mut Table) -> Result<()>,
    /// Whether it wants ten thousand stations.
    large: bool,
}

const PARTS: [Part; 9] = [
    Part { named: "M5, M7: the list page under load, and its memory", measure: server::load, large: false },
    Part { named: "M13: sign-ups a second", measure: sign_ups::sign_ups, large: false },
    Part { named: "M14: commands a second", measure: commands::commands, large: false },
    Part { named: "X1: imports of 5,000 rows", measure: imports::imports, large: false },
    Part { named: "M6: from start to first answer", measure: server::start, large: true },
    Part { named: "M4: the map with ten thousand stations", measure: browser::map, large: true },
    Part { named: "X2: large forms", measure: browser::forms, large: false },
    Part { named: "M1: what a first visit sends", measure: browser::transfers, large: false },
    Part { named: "M2, M3: Lighthouse, five runs a page", measure: browser::lighthouse, large: false },
];

impl Part {
    /// Whether one of its figures has this number.
    fn is(&self, number: &str) -> bool {
        let numbers = self.named.split(':').next().unwrap_or_default();
        numbers.split(", ").any(|it| it == number)
    }
}

/// Measures everything, or only what has this number; prints the table, and puts it into README.md if asked.
pub fn run(only: Option<&str>, into_readme: bool) -> Result<ExitCode> {
    let parts: Vec<&Part> = PARTS.iter().filter(|part| only.is_none_or(|number| part.is(number))).collect();
    ensure!(!parts.is_empty(), "nothing that is measured has the number {}", only.unwrap_or_default());
    prerequisites::for_building()?;
    npm::install()?;
    npm::install_bench()?;
    let chromium = prerequisites::browser().context("a browser is needed to measure with")?;
    site::build(&wasm::build()?)?;
    steps::step("compile the server and what it is measured with, release", || {
        let arguments = ["build", "--release", "--package=server", "--bins", "--example=bench"];
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
        tool: release.join("examples/bench"),
        chromium,
    };
    steps::step("data: the demo units, and ten thousand stations", || {
        bench.demo.migrate()?;
        bench.demo.seed()?;
        if parts.iter().any(|part| part.large) {
            bench.large.migrate()?;
            steps::succeed(&mut bench.large.command(&["seed", "--reference", "--synthetic", STATIONS])?)?;
        }
        Ok(())
    })?;

    let mut table = Table::default();
    for part in parts {
        steps::step(part.named, || (part.measure)(&bench, &mut table))?;
    }

    let machine = machine::described(&bench.chromium);
    println!("\n{machine}\n\n{}", table.markdown());
    match (into_readme, only) {
        (false, _) => {}
        (true, None) => table.to_readme(&machine)?,
        (true, Some(number)) => table.beside_others_in_readme(number)?,
    }
    Ok(ExitCode::SUCCESS)
}
