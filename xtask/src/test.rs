//! `cargo xtask test`: every check there is, and one line of counts at the end.
//!
//! For whoever changes something, and for continuous integration, which sets `LASTMETRE_REQUIRE_POSTGRES` and
//! `LASTMETRE_REQUIRE_BROWSER` so that what cannot be run fails. Otherwise it is counted as skipped, and said.
//! A check that fails does not stop the next: one run tells everything.

use crate::background::Background;
use crate::postgres::{Keeping, Postgres};
use crate::program::{self, Program, TemporaryDirectory};
use crate::{npm, prerequisites, site, sizes, steps, wasm, workspace};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// How much is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Whole,
    /// Everything but the browser.
    Quick,
}

/// Runs the checks. Fails when one of them did, after having run all.
pub fn run(extent: Extent) -> Result<ExitCode> {
    let begun = Instant::now();
    prerequisites::for_building()?;
    npm::install()?;
    let mut report = Report::default();
    report.check("fmt", format);
    report.check("clippy", clippy);
    report.check("deny", deny);
    report.check("audit", audit);
    report.check("tests", tests);
    report.check("sizes", build_and_weigh);
    if extent == Extent::Whole {
        report.check("browser", browser);
    }
    println!("\n{} · {}", report.parts.join(" · "), steps::spoken(begun.elapsed()));
    Ok(if report.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What the last line says.
#[derive(Default)]
struct Report {
    parts: Vec<String>,
    failed: bool,
}

/// One check's part of the last line.
struct Verdict {
    says: String,
    passed: bool,
}

impl Verdict {
    fn passed(says: impl Into<String>) -> Self {
        Self { says: says.into(), passed: true }
    }
}

impl Report {
    fn check(&mut self, name: &str, check: impl FnOnce() -> Result<Verdict>) {
        let verdict = check().unwrap_or_else(|error| {
            eprintln!("✗ {name}: {error:#}");
            Verdict { says: format!("{name} FAILED"), passed: false }
        });
        self.failed |= !verdict.passed;
        self.parts.push(verdict.says);
    }
}

/// Cargo for a check. Incremental files only cost time and room where every run starts from nothing.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = workspace::cargo(arguments);
    if std::env::var_os("CI").is_some() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

fn is_required(flag: &str) -> bool {
    std::env::var_os(flag).is_some_and(|value| !value.is_empty() && value != "0")
}

fn format() -> Result<Verdict> {
    steps::step("cargo fmt --check", || steps::succeed(&mut cargo(&["fmt", "--all", "--check"])))?;
    Ok(Verdict::passed("fmt ok"))
}

fn clippy() -> Result<Verdict> {
    steps::step("clippy", || {
        steps::succeed(&mut cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    for package in ["islands", "live", "field"] {
        steps::step(&format!("clippy {package} for WASM"), || {
            let target = "--target=wasm32-unknown-unknown";
            steps::succeed(&mut cargo(&["clippy", "-p", package, target, "--quiet", "--", "-D", "warnings"]))
        })?;
    }
    Ok(Verdict::passed("clippy ok"))
}

/// Advisories and licences of the crates, by the rules of deny.toml.
fn deny() -> Result<Verdict> {
    if !steps::succeeds(&mut cargo(&["deny", "--version"])) {
        println!("  cargo deny was not run: it is not installed (cargo install cargo-deny)");
        return Ok(Verdict::passed("deny not run"));
    }
    steps::step("cargo deny check", || steps::succeed(&mut cargo(&["deny", "check"])))?;
    Ok(Verdict::passed("deny ok"))
}

fn audit() -> Result<Verdict> {
    match steps::step("npm audit", || Ok(npm::audit()))? {
        npm::Audit::Clean => Ok(Verdict::passed("audit ok")),
        npm::Audit::Vulnerable(total) => {
            bail!("npm audit knows of {total} vulnerabilities: cd end2end && npm audit")
        }
        npm::Audit::NotAvailable => {
            println!("  npm audit was not run: this registry does not answer it");
            Ok(Verdict::passed("audit not run"))
        }
    }
}

/// What `cargo test` said, added up.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
    sqlite: u64,
    postgres: u64,
}

impl Counts {
    /// Takes in one line; says whether a person should see it.
    fn read(&mut self, line: &str) -> bool {
        if let Some(name) = line.strip_prefix("test ").and_then(|line| line.strip_suffix(" ... ok")) {
            self.sqlite += u64::from(name.ends_with("::sqlite"));
            self.postgres += u64::from(name.ends_with("::postgres"));
            return false;
        }
        let Some(totals) = line.strip_prefix("test result: ") else { return !line.is_empty() };
        let count = |what: &str| -> u64 {
            let words: Vec<&str> = totals.split([' ', ';']).filter(|word| !word.is_empty()).collect();
            words.windows(2).find(|pair| pair[1] == what).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
        };
        self.passed += count("passed");
        self.failed += count("failed");
        self.skipped += count("ignored");
        true
    }

    /// Where there is no PostgreSQL, a test for it ends well without having tested anything.
    fn count_postgres_as_skipped(&mut self) {
        self.passed -= self.postgres;
        self.skipped += self.postgres;
        self.postgres = 0;
    }
}

/// Unit and HTTP tests, each query on both databases. xtask's own come separately: they are compiled already.
fn tests() -> Result<Verdict> {
    let postgres = if prerequisites::postgres() { Postgres::start(Keeping::WhileItRuns)? } else { None };
    if postgres.is_none() && is_required("LASTMETRE_REQUIRE_POSTGRES") {
        bail!("PostgreSQL is required here and is not to be had");
    }
    let mut counts = Counts::default();
    let ended_well = steps::step("unit and HTTP tests, on both databases", || {
        let mut ended_well = true;
        for packages in [&["--workspace", "--exclude=xtask"][..], &["--package=xtask"]] {
            let mut command = cargo(&["test", "--quiet", "--no-fail-fast"]);
            command.args(packages).args(["--", "--format=pretty"]);
            command.env_remove("LASTMETRE_REQUIRE_POSTGRES");
            if let Some(postgres) = &postgres {
                command
                    .env("LASTMETRE_TEST_POSTGRES_URL", &postgres.url)
                    .env("LASTMETRE_REQUIRE_POSTGRES", "1");
            }
            ended_well &= count(&mut command, &mut counts)?;
        }
        Ok(ended_well)
    })?;
    if postgres.is_none() {
        println!("  PostgreSQL is not to be had: {} tests were SKIPPED", counts.postgres);
        counts.count_postgres_as_skipped();
    }
    let Counts { passed, failed, skipped, sqlite, postgres } = counts;
    Ok(Verdict {
        says: format!(
            "{passed} tests passed, {failed} failed, {skipped} skipped · sqlite {sqlite} + postgres {postgres}"
        ),
        passed: ended_well && failed == 0,
    })
}

/// Runs tests, prints what is worth a person's eye, adds up the rest. Says whether cargo was content.
fn count(command: &mut Command, counts: &mut Counts) -> Result<bool> {
    let mut tests = command.stdout(Stdio::piped()).spawn().context("could not run cargo test")?;
    let output = tests.stdout.take().context("cargo test has no output")?;
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if counts.read(&line) {
            println!("  {line}");
        }
    }
    Ok(tests.wait()?.success())
}

/// The release WASM that the browser tests then run, and what it weighs.
fn build_and_weigh() -> Result<Verdict> {
    let site = site::build(&wasm::build()?)?;
    println!("{}", sizes::table(&site)?);
    let over = sizes::over(&site)?;
    if over.is_empty() {
        return Ok(Verdict::passed("sizes ok"));
    }
    Ok(Verdict { says: format!("sizes OVER: {}", over.join(", ")), passed: false })
}

/// The journeys, in a real browser, against a server of their own with data of their own.
fn browser() -> Result<Verdict> {
    let Some(chromium) = prerequisites::browser() else {
        if is_required("LASTMETRE_REQUIRE_BROWSER") {
            bail!("a browser is required here and is not to be had");
        }
        return Ok(Verdict::passed("browser SKIPPED, there is none"));
    };
    let data = TemporaryDirectory::make()?;
    let program =
        Program { executable: workspace::target()?.join("debug/lastmetre"), data: data.path().to_path_buf() };
    steps::step("a server with reference and demo data for the browser", || {
        program.migrate()?;
        program.seed()
    })?;
    let port = prerequisites::free_port()?;
    let log_path = workspace::memory()?.join("browser-server.log");
    let log = std::fs::File::create(&log_path)?;
    let mut serve = program.serve(port)?;
    // Every journey comes from this one machine, faster than people come from one address.
    serve.env("LASTMETRE_SEARCH_PER_MINUTE", "1000000");
    serve.env("LASTMETRE_CODES_PER_HOUR", "1000000");
    // What is sent by SMS and by e-mail is read in the office, at any time of the day.
    serve.env("LASTMETRE_SMS", "show");
    serve.env("LASTMETRE_SMTP_URL", "show://in-the-office").env("LASTMETRE_MAIL_FROM", "post@example.org");
    serve.env("LASTMETRE_QUIET_FROM_HOUR", "0").env("LASTMETRE_QUIET_UNTIL_HOUR", "0");
    let _server = Background::start(&serve, &log)?;
    program::wait_until_ready(port, || true).with_context(|| format!("its log is {}", log_path.display()))?;
    let results = workspace::end2end().join("results/results.json");
    let _ = std::fs::remove_file(&results);
    let ended_well = steps::step("browser tests", || {
        let mut playwright = workspace::node(&workspace::node_module("@playwright/test/cli.js"));
        playwright.arg("test").env("LASTMETRE_TEST_URL", format!("http://127.0.0.1:{port}"));
        playwright
            .env("LASTMETRE_TEST_CHROMIUM", prerequisites::headless_shell().as_ref().unwrap_or(&chromium));
        playwright.env("LASTMETRE_TEST_WHOLE_CHROMIUM", &chromium);
        // A journey that stops the server, or needs another configuration, starts one of its own.
        playwright.env("LASTMETRE_TEST_PROGRAM", &program.executable);
        playwright.env("LASTMETRE_DATA_DIR", &program.data).env("LASTMETRE_SITE_DIR", workspace::site()?);
        Ok(playwright.status().context("could not run Playwright")?.success())
    })?;
    let results = std::fs::read(&results).context("Playwright left no results")?;
    let results: serde_json::Value = serde_json::from_slice(&results)?;
    let tally = |outcome: &str| results["stats"][outcome].as_u64().unwrap_or(0);
    let (passed, failed, flaky) = (tally("expected"), tally("unexpected"), tally("flaky"));
    let flaky = if flaky > 0 { format!(", {flaky} only at the second try") } else { String::new() };
    Ok(Verdict {
        says: format!("browser {passed} passed, {failed} failed, {} skipped{flaky}", tally("skipped")),
        passed: ended_well && failed == 0 && passed > 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "\
running 3 tests
test stations::queries::tests::a_station_is_found::sqlite ... ok
test stations::queries::tests::a_station_is_found::postgres ... ok
test hours::tests::midnight ... FAILED

test result: FAILED. 2 passed; 1 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.01s
test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";

    fn counted() -> (Counts, Vec<&'static str>) {
        let mut counts = Counts::default();
        let shown = SAID.lines().filter(|line| counts.read(line)).collect();
        (counts, shown)
    }

    #[test]
    fn the_counts_of_every_test_program_are_added_up() {
        assert_eq!(counted().0, Counts { passed: 7, failed: 1, skipped: 4, sqlite: 1, postgres: 1 });
    }

    #[test]
    fn a_test_that_passed_is_not_shown_and_one_that_failed_is() {
        let shown = counted().1;
        assert!(shown.iter().any(|line| line.contains("midnight")), "{shown:?}");
        assert!(!shown.iter().any(|line| line.contains("a_station_is_found")), "{shown:?}");
    }

    #[test]
    fn without_postgres_its_tests_are_skipped_and_not_passed() {
        let (mut counts, _) = counted();
        counts.count_postgres_as_skipped();
        assert_eq!(counts, Counts { passed: 6, failed: 1, skipped: 5, sqlite: 1, postgres: 0 });
    }
}
