//! M5, M6, M7: the server alone, on one core, asked by a client on another.

use super::{Bench, rates::figure, table::Table};
use crate::background::Background;
use crate::program::{self, Program};
use crate::{prerequisites, workspace};
use anyhow::{Context, Result, bail, ensure};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Connections that are kept busy.
const CONNECTIONS: &str = "64";

/// Seconds that each measurement lasts, after one to warm up.
const SECONDS: &str = "5";

/// Times that the server and its rivals are measured, one after the other; the median counts.
const ROUNDS: usize = 3;

/// The list with a question, fifty cards long.
const LIST: &str = "/stations?q=%E7%A4%BE%E5%B7%A5%E7%AB%99";

/// Starts of which the median counts.
const STARTS: usize = 20;

/// What the client saw.
#[derive(Clone)]
struct Seen {
    a_second: f64,
    median_ms: f64,
    p99_ms: f64,
    bytes: u64,
}

/// A command that runs on this core only, where the system can do that.
fn on_core(core: &str, command: &Command) -> Command {
    if !cfg!(target_os = "linux") {
        let mut same = Command::new(command.get_program());
        same.args(command.get_args());
        return same;
    }
    let mut pinned = Command::new("taskset");
    pinned.args(["-c", core]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            pinned.env(name, value);
        }
    }
    pinned.current_dir(workspace::root());
    pinned
}

/// A server that nobody else uses, without a limit on searches: one client asks more than any reader does.
pub fn unlimited(program: &Program, port: u16) -> Result<Command> {
    let mut serve = program.serve(port)?;
    serve.env("LASTMETRE_SEARCH_PER_MINUTE", "100000000").env("LASTMETRE_LOG_LEVEL", "error");
    Ok(serve)
}

fn log() -> Result<File> {
    File::create(workspace::memory()?.join("bench.log")).context("could not write the log")
}

/// M5 and M7.
pub fn load(bench: &Bench, table: &mut Table) -> Result<()> {
    let port = prerequisites::free_port()?;
    let server = Background::start(&on_core("0", &unlimited(&bench.demo, port)?), &log()?)?;
    program::wait_until_ready(port, || true)?;
    std::thread::sleep(Duration::from_secs(2));
    let idle_mb = memory_mb(&server);
    let ours = format!("http://127.0.0.1:{port}{LIST}");

    let mut bare = Command::new(&bench.tool);
    bare.args(["rival", &ours]);
    let (_bare, bare_port) = rival(&on_core("0", &bare))?;
    let mut node = Command::new("node");
    node.arg(workspace::end2end().join("bench/rival.mjs")).arg(&ours);
    let (_node, node_port) = rival(&on_core("0", &node))?;
    let addresses =
        [ours, format!("http://127.0.0.1:{bare_port}{LIST}"), format!("http://127.0.0.1:{node_port}{LIST}")];
    let mut seen: [Vec<Seen>; 3] = Default::default();
    for _ in 0..ROUNDS {
        for (address, seen) in addresses.iter().zip(&mut seen) {
            seen.push(ask(bench, address)?);
        }
    }
    let busy_mb = memory_mb(&server);

    let [ours, bare, node] = seen.map(median);
    let what = format!(
        "list page, a question and 50 cards ({} KB), 1 core, {CONNECTIONS} connections",
        ours.bytes / 1000
    );
    table.add(
        "M5",
        what,
        "≥ 2,000 a second, p99 ≤ 25 ms",
        told(&ours),
        Some(ours.a_second >= 2000.0 && ours.p99_ms <= 25.0),
    );
    table.add("M5", "… a bare axum handler sending the same bytes", "", told(&bare), None);
    table.add("M5", "… bare Node.js sending the same bytes", "", told(&node), None);
    let share = |rival: &Seen| format!("{:.0} %", 100.0 * ours.a_second / rival.a_second);
    table.add(
        "M5",
        "… our share of the bare handler, and of bare Node.js",
        "printed and raised",
        format!("{}, {}", share(&bare), share(&node)),
        None,
    );
    memory(table, "demo directory, idle", "≤ 40 MB", idle_mb, 40.0);
    memory(table, "demo directory, after M5", "≤ 150 MB", busy_mb, 150.0);
    drop(server);
    large(bench, table)
}

/// The same page out of ten thousand stations, and what they take.
fn large(bench: &Bench, table: &mut Table) -> Result<()> {
    let port = prerequisites::free_port()?;
    let server = Background::start(&on_core("0", &unlimited(&bench.large, port)?), &log()?)?;
    program::wait_until_ready(port, || true)?;
    let seen = ask(bench, &format!("http://127.0.0.1:{port}/stations?q=jiaji"))?;
    table.add("M5", "… out of 10,000 stations (`?q=jiaji`)", "", told(&seen), None);
    memory(table, "10,000 stations, after load", "≤ 150 MB", memory_mb(&server), 150.0);
    Ok(())
}

fn told(seen: &Seen) -> String {
    let Seen { a_second, median_ms, p99_ms, .. } = seen;
    format!("{a_second:.0} a second, median {median_ms:.1} ms, p99 {p99_ms:.1} ms")
}

fn memory(table: &mut Table, what: &str, goal: &str, measured_mb: Option<f64>, goal_mb: f64) {
    let measured =
        measured_mb.map_or_else(|| "this system does not tell".to_owned(), |mb| format!("{mb:.0} MB"));
    table.add(
        "M7",
        format!("peak memory (VmHWM), {what}"),
        goal,
        measured,
        measured_mb.map(|mb| mb <= goal_mb),
    );
}

/// The most memory that the server has ever had.
fn memory_mb(server: &Background) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process()?)).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().split(' ').next()?.parse::<f64>().ok()? * 1024.0 / 1e6)
}

/// A rival, and the port that it says it listens on.
fn rival(command: &Command) -> Result<(Rival, u16)> {
    let mut command = {
        let mut same = Command::new(command.get_program());
        same.args(command.get_args());
        same
    };
    let mut child = command.stdout(Stdio::piped()).spawn().context("could not start a rival")?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().context("a rival has no output")?).read_line(&mut line)?;
    let port = line.trim().parse().with_context(|| format!("a rival said {line:?} instead of its port"))?;
    Ok((Rival(child), port))
}

/// Ends with its handle.
struct Rival(std::process::Child);

impl Drop for Rival {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn ask(bench: &Bench, address: &str) -> Result<Seen> {
    let mut client = Command::new(&bench.tool);
    client.args(["ask", address, CONNECTIONS, SECONDS]);
    let output = on_core("1", &client).output().context("could not run the client")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    let seen: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    Ok(Seen {
        a_second: figure(&seen, "a_second")?,
        median_ms: figure(&seen, "median_ms")?,
        p99_ms: figure(&seen, "p99_ms")?,
        bytes: seen["bytes"].as_u64().unwrap_or(0),
    })
}

/// The round with the middle rate.
fn median(mut rounds: Vec<Seen>) -> Seen {
    rounds.sort_by(|one, other| one.a_second.total_cmp(&other.a_second));
    rounds.swap_remove(rounds.len() / 2)
}

/// M6.
pub fn start(bench: &Bench, table: &mut Table) -> Result<()> {
    for (what, program) in [("10,000 stations", &bench.large), ("the demo directory", &bench.demo)] {
        let mut times: Vec<Duration> = (0..STARTS).map(|_| first_answer(program)).collect::<Result<_>>()?;
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        let (middle, worst) = (ms(times[STARTS / 2]), ms(times[STARTS - 1]));
        let measured = format!("median {middle:.0} ms, worst {worst:.0} ms");
        let what = format!("start to first answer, {what}, {STARTS} starts");
        table.add("M6", what, "≤ 100 ms", measured, Some(middle <= 100.0));
    }
    Ok(())
}

/// From the start of the process to the whole of its first page.
fn first_answer(program: &Program) -> Result<Duration> {
    let port = prerequisites::free_port()?;
    let mut serve = unlimited(program, port)?;
    let begun = Instant::now();
    let mut child =
        serve.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("could not start the server")?;
    let outcome = loop {
        if fetch(port).is_ok_and(|page| page.starts_with("HTTP/1.1 200")) {
            break Ok(begun.elapsed());
        }
        if begun.elapsed() > Duration::from_secs(10) {
            break Err(anyhow::anyhow!("the server did not answer within ten seconds"));
        }
        if let Some(status) = child.try_wait()? {
            bail!("the server ended with {status}");
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    child.kill()?;
    child.wait()?;
    outcome
}

fn fetch(port: u16) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port)))?;
    write!(stream, "GET /services HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
