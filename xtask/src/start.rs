//! `cargo xtask start`: from a clean checkout to an address in the browser.
//!
//! For whoever wants to see the program. What is up to date is not done again: cargo knows it of Rust code, the
//! lock file's hash of npm packages, the content's hash of the site's files, a stamp beside the data of what was
//! loaded. The server is built by the profile `start` of Cargo.toml, which is quick to build and still quick to use.

use crate::program::{self, Program};
use crate::{npm, prerequisites, site, steps, wasm, workspace};
use anyhow::{Context, Result, anyhow};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// The port when none is asked for.
pub const PORT: u16 = 3000;

/// The subcommand by which a second xtask announces the address; see [`announce`].
pub const ANNOUNCE: &str = "announce";

/// Builds, prepares and serves, until it is interrupted.
pub fn run(port: u16) -> Result<ExitCode> {
    let begun = Instant::now();
    prerequisites::check_port(port)?;
    prerequisites::for_building()?;
    npm::install()?;
    // The two compile into different directories, so cargo lets them run side by side, and each fills the
    // stretches in which the other has only one thing left to link.
    std::thread::scope(|scope| {
        let site = scope.spawn(|| wasm::build().and_then(|bundles| site::build(&bundles)));
        steps::step("compile the server", || {
            steps::succeed(&mut workspace::cargo(&["build", "--profile=start", "--package=server"]))
        })?;
        site.join().map_err(|_| anyhow!("building the site panicked"))?.map(|_| ())
    })?;
    let program =
        Program { executable: workspace::target()?.join("start/lastmetre"), data: data_directory() };
    prepare_data(&program)?;
    println!("  built and prepared in {}", steps::spoken(begun.elapsed()));
    serve(&program, port)
}

fn data_directory() -> PathBuf {
    std::env::var_os("LASTMETRE_DATA_DIR").map_or_else(|| workspace::root().join("data"), PathBuf::from)
}

/// Migrates and loads the seed when either has changed since it was last done to this database.
fn prepare_data(program: &Program) -> Result<()> {
    let migrations = fingerprint(&workspace::root().join("server/migrations"))?;
    let seed = fingerprint(&workspace::root().join("server/seed"))?;
    // The address may hold a password, of which only a hash is kept.
    let database = std::env::var("LASTMETRE_DATABASE_URL").unwrap_or_default();
    let wanted = site::hash(format!("{migrations} {seed} {database}").as_bytes());
    let stamp = program.data.join(".prepared");
    if std::fs::read_to_string(&stamp).is_ok_and(|prepared| prepared == wanted) {
        return Ok(());
    }
    steps::step("migrate the database", || program.migrate())?;
    steps::step("load the reference data and the demo data", || program.seed())?;
    std::fs::write(&stamp, wanted).with_context(|| format!("could not write {}", stamp.display()))
}

/// Changes when a file in the directory does.
fn fingerprint(directory: &Path) -> Result<String> {
    let mut lines = Vec::new();
    let entries =
        std::fs::read_dir(directory).with_context(|| format!("could not read {}", directory.display()))?;
    for entry in entries {
        let path = entry?.path();
        let content = if path.is_dir() { fingerprint(&path)? } else { site::hash(&std::fs::read(&path)?) };
        lines.push(format!("{} {content}", path.display()));
    }
    lines.sort();
    Ok(site::hash(lines.join("\n").as_bytes()))
}

/// The server with its log written for people and SMS shown in the office, unless the person has chosen.
fn in_the_foreground(program: &Program, port: u16) -> Result<Command> {
    let mut serve = program.serve(port)?;
    if std::env::var_os("LASTMETRE_LOG_FORMAT").is_none() {
        serve.env("LASTMETRE_LOG_FORMAT", "pretty");
    }
    if std::env::var_os("LASTMETRE_SMS").is_none() {
        serve.env("LASTMETRE_SMS", "show");
    }
    Ok(serve)
}

/// Becomes the server, so that whoever ends xtask ends the server, and the server alone decides how.
#[cfg(unix)]
fn serve(program: &Program, port: u16) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Command::new(std::env::current_exe()?).args([ANNOUNCE, &port.to_string()]).spawn()?;
    let refusal = in_the_foreground(program, port)?.exec();
    Err(refusal).with_context(|| format!("could not start {}", program.executable.display()))
}

/// Serves as a child where a process cannot become another.
#[cfg(not(unix))]
fn serve(program: &Program, port: u16) -> Result<ExitCode> {
    Command::new(std::env::current_exe()?).args([ANNOUNCE, &port.to_string()]).spawn()?;
    steps::succeed(&mut in_the_foreground(program, port)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the address once the server is ready, and nothing when it ended before.
pub fn announce(port: u16) -> Result<ExitCode> {
    if program::wait_until_ready(port, parent_is_there()).is_ok() {
        // What the server logs while it starts comes first, so that the address is the last line.
        std::thread::sleep(Duration::from_millis(50));
        println!("\nLastMetre 最后一米: http://127.0.0.1:{port}   (Ctrl-C ends it)");
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(unix)]
fn parent_is_there() -> impl Fn() -> bool {
    let parent = std::os::unix::process::parent_id();
    move || std::os::unix::process::parent_id() == parent
}

#[cfg(not(unix))]
fn parent_is_there() -> impl Fn() -> bool {
    || true
}
