//! `cargo xtask`: the one tool that builds, starts and proves the program.
//!
//! For everybody who works on LastMetre; nothing here is part of what is shipped.
//! `start` and `test` are the two commands a newcomer needs; `build` makes the site's files alone, `bench` measures.
//! The site itself is made by [`site`] and [`wasm`], the checks by [`test`], what must be on the machine is
//! looked after by [`prerequisites`]. It never prints a secret, and asks nothing but the registries of cargo,
//! npm and Debian.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal speaks by printing")]

mod background;
mod bench;
mod data;
mod npm;
mod postgres;
mod prerequisites;
mod program;
mod site;
mod sizes;
mod start;
mod steps;
mod templates;
mod test;
mod wasm;
mod workspace;

use anyhow::{Context, Result, bail};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask start [--port N]   build what has changed, prepare the database, serve on http://127.0.0.1:3000
cargo xtask test [--quick]     every check there is; --quick leaves out the browser
cargo xtask build              the site's files alone: WASM, styles, scripts, pictures
cargo xtask bench [--only M4] [--readme]   every figure there is a goal for, or those of one number; --readme puts them
                               into README.md
cargo xtask data               the reference data anew, from public packages; its output is committed";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<ExitCode> {
    match arguments {
        ["start"] => start::run(start::PORT),
        ["start", "--port", port] => {
            start::run(port.parse().with_context(|| format!("{port:?} is no port: a number up to 65535"))?)
        }
        ["build"] => build(),
        ["bench"] => bench::run(None, false),
        ["bench", "--readme"] => bench::run(None, true),
        ["bench", "--only", number] => bench::run(Some(number), false),
        ["bench", "--only", number, "--readme"] => bench::run(Some(number), true),
        ["data"] => data::run().map(|()| ExitCode::SUCCESS),
        ["test"] => test::run(test::Extent::Whole),
        ["test", "--quick"] => test::run(test::Extent::Quick),
        [start::ANNOUNCE, port] => start::announce(port.parse()?),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!("there is no `cargo xtask {}`\n\n{USAGE}", arguments.join(" ")),
    }
}

fn build() -> Result<ExitCode> {
    prerequisites::for_building()?;
    npm::install()?;
    let bundles = wasm::build()?;
    let site = site::build(&bundles)?;
    println!("\n{}", sizes::table(&site)?);
    Ok(ExitCode::SUCCESS)
}
