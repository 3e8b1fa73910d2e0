//! M1 to M4, X2: what a visitor's browser has to bear, in Chromium.

use super::{Bench, server::unlimited, table::Table};
use crate::background::Background;
use crate::program::{self, Program};
use crate::{prerequisites, workspace};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs::File;
use std::process::{Command, Stdio};

/// Runs a script of `end2end/bench` against a server of its own; gives the line of JSON that it prints.
fn measure(bench: &Bench, program: &Program, script: &str) -> Result<Value> {
    measure_with(bench, program, script, None)
}

/// The same, with something in the script's environment.
fn measure_with(
    bench: &Bench,
    program: &Program,
    script: &str,
    variable: Option<(&str, String)>,
) -> Result<Value> {
    let port = prerequisites::free_port()?;
    let log = File::create(workspace::memory()?.join("bench.log"))?;
    let _server = Background::start(&unlimited(program, port)?, &log)?;
    program::wait_until_ready(port, || true)?;
    let mut node = Command::new("node");
    node.arg(workspace::end2end().join("bench").join(script)).stderr(Stdio::inherit());
    node.env("LASTMETRE_BENCH_URL", format!("http://127.0.0.1:{port}"));
    node.env("LASTMETRE_TEST_CHROMIUM", &bench.chromium);
    node.envs(variable);
    let output = node.output().with_context(|| format!("could not run {script}"))?;
    ensure!(output.status.success(), "{script} ended with {}", output.status);
    serde_json::from_slice(&output.stdout).with_context(|| format!("{script} printed no result"))
}

fn kb(bytes: f64) -> String {
    format!("{:.1} KB", bytes / 1000.0)
}

fn figure(of: &Value, name: &str) -> Result<f64> {
    of[name].as_f64().with_context(|| format!("no {name} was measured"))
}

fn list<'a>(of: &'a Value, name: &str) -> Result<&'a Vec<Value>> {
    of[name].as_array().with_context(|| format!("no {name} were measured"))
}

/// M1.
pub fn transfers(bench: &Bench, table: &mut Table) -> Result<()> {
    let result = measure(bench, &bench.demo, "transfers.mjs")?;
    for visit in list(&result, "visits")? {
        let name = visit["name"].as_str().unwrap_or_default();
        let (readable, everything) = (figure(visit, "readable")?, figure(visit, "everything")?);
        let goal_kb = match name {
            "home" => Some(110.0),
            "finder" => Some(160.0),
            _ => None,
        };
        let script = figure(visit, "wasm")?;
        let reached = readable <= 20_000.0
            && goal_kb.map_or(script == 0.0, |goal| everything <= goal * 1000.0)
            && figure(visit, "refused")? == 0.0;
        let goal = match goal_kb {
            Some(goal) => format!("readable ≤ 20 KB, everything ≤ {goal} KB"),
            None => "readable ≤ 20 KB, no WASM".to_owned(),
        };
        let path = visit["path"].as_str().unwrap_or_default();
        let measured = format!("readable {}, everything {}", kb(readable), kb(everything));
        table.add("M1", format!("first visit, {name} (`{path}`)"), goal, measured, Some(reached));
    }
    Ok(())
}

/// M2 and M3.
pub fn lighthouse(bench: &Bench, table: &mut Table) -> Result<()> {
    let result = measure(bench, &bench.demo, "lighthouse.mjs")?;
    for page in list(&result, "pages")? {
        let path = page["path"].as_str().unwrap_or_default();
        let [lcp, fcp, tbt, cls] = ["lcp_ms", "fcp_ms", "tbt_ms", "cls"].map(|name| figure(page, name));
        let (lcp, fcp, tbt, cls) = (lcp?, fcp?, tbt?, cls?);
        let measured =
            format!("LCP {:.2} s, FCP {:.2} s, TBT {tbt:.0} ms, CLS {cls:.3}", lcp / 1000.0, fcp / 1000.0);
        let reached = lcp <= 1000.0 && fcp <= 900.0 && tbt <= 50.0 && cls == 0.0;
        let what = format!("`{path}`, Lighthouse mobile, median of 5");
        table.add("M2", what, "LCP 1.0 s, FCP 0.9 s, TBT 50 ms, CLS 0", measured, Some(reached));
        let scores: Vec<f64> = list(page, "scores")?.iter().filter_map(Value::as_f64).collect();
        let told = scores.iter().map(|score| format!("{score:.0}")).collect::<Vec<_>>().join(" / ");
        let goal = "100 / 100 / 100 / 100";
        table.add(
            "M3",
            format!("`{path}`, performance / accessibility / best practices / SEO"),
            goal,
            told,
            Some(scores.iter().all(|it| *it >= 100.0)),
        );
    }
    Ok(())
}

/// M4.
pub fn map(bench: &Bench, table: &mut Table) -> Result<()> {
    let result = measure(bench, &bench.large, "map.mjs")?;
    let (p98, count) = (figure(&result, "p98_ms")?, figure(&result, "interactions")?);
    let what = format!(
        "map with {:.0} stations, CPU slowed 4 times: {count:.0} interactions",
        figure(&result, "stations")?
    );
    table.add(
        "M4",
        what,
        "p98 ≤ 50 ms",
        format!("p98 {p98:.0} ms, worst {:.0} ms", figure(&result, "worst_ms")?),
        Some(p98 <= 50.0),
    );
    let index = figure(&result, "index_ms")?;
    table.add(
        "M4",
        "… points read and clustered for the first view",
        "≤ 60 ms",
        format!("{index:.0} ms"),
        Some(index <= 60.0),
    );
    let rival = figure(&result, "supercluster_ms")?;
    table.add(
        "M4",
        "… npm supercluster on the same points, same browser",
        "",
        format!("{rival:.0} ms"),
        None,
    );
    Ok(())
}

/// X2.
pub fn forms(bench: &Bench, table: &mut Table) -> Result<()> {
    let settings = bench.demo.command(&[])?;
    let prepared = Command::new(&bench.tool)
        .arg("forms")
        .envs(settings.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .output()
        .context("could not run the example with the forms")?;
    ensure!(prepared.status.success(), "{}", String::from_utf8_lossy(&prepared.stderr).trim());
    let prepared = String::from_utf8(prepared.stdout)?.trim().to_owned();
    let variable = Some(("LASTMETRE_BENCH_FORMS", prepared));
    let result = measure_with(bench, &bench.demo, "forms.mjs", variable)?;
    let names =
        ["form with a group of 500 turns and a sum over them", "form with 1,000 calculations in a chain"];
    for (form, name) in list(&result, "forms")?.iter().zip(names) {
        let what = format!("{name} ({:.0} controls), CPU slowed 4 times: to load", figure(form, "controls")?);
        let load = figure(form, "load_ms")?;
        table.add("X2", what, "≤ 200 ms", format!("{load:.0} ms"), Some(load <= 200.0));
        let whole = format!("{:.0} ms", figure(form, "whole_ms")?);
        table.add("X2", "… since the page’s script began: bundle, first picture and all", "", whole, None);
        let (edit, worst) = (figure(form, "edit_ms")?, figure(form, "worst_edit_ms")?);
        let measured = format!("{edit:.1} ms, worst {worst:.1} ms");
        table.add("X2", "… an edit, with the page laid out again", "≤ 16 ms", measured, Some(edit <= 16.0));
    }
    Ok(())
}
