//! What must be on the machine, and how it gets there.
//!
//! Called before anything is built or tested. What can be installed without asking is installed; anything else is
//! named together with the command that installs it. Only rustup, and on Debian as root apt, are ever told to
//! install something.

use crate::{postgres, steps, workspace};
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

const NODE_MAJOR_MIN: u32 = 20;

/// Node, a C compiler and the WASM target: enough to build and start.
pub fn for_building() -> Result<()> {
    check_node()?;
    check_c_compiler()?;
    add_wasm_target()
}

fn check_node() -> Result<()> {
    let advice = "Node 20 or newer is needed: https://nodejs.org, or on Debian `apt-get install nodejs npm`";
    let version = steps::answer(Command::new("node").arg("--version")).context(advice)?;
    ensure!(node_major(&version).is_some_and(|major| major >= NODE_MAJOR_MIN), "{advice} (found {version})");
    steps::answer(Command::new("npm").arg("--version")).context("npm is needed; it comes with Node")?;
    Ok(())
}

fn node_major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn check_c_compiler() -> Result<()> {
    let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    ensure!(
        steps::succeeds(Command::new(&compiler).arg("--version")),
        "a C compiler is needed, for SQLite: on Debian `apt-get install gcc libc6-dev`, on macOS `xcode-select --install`"
    );
    Ok(())
}

/// Asks rustup for the WASM target, unless the compiler has it already.
fn add_wasm_target() -> Result<()> {
    let mut question = Command::new("rustc");
    question
        .args(["--print=target-libdir", "--target=wasm32-unknown-unknown"])
        .current_dir(workspace::root());
    let libraries = PathBuf::from(steps::answer(&mut question)?);
    if libraries.is_dir() {
        return Ok(());
    }
    steps::step("the WASM target (rustup target add)", || {
        let mut rustup = Command::new("rustup");
        rustup.args(["target", "add", "wasm32-unknown-unknown"]).current_dir(workspace::root());
        steps::succeed(&mut rustup).context(
            "the compiler's wasm32-unknown-unknown target is needed; rustup, from https://rustup.rs, adds it",
        )
    })
}

/// Chromium without its windows, as Debian has it: what Playwright too runs tests in, and half the time for a page.
/// `None` where it cannot be had, or another browser is named.
pub fn headless_shell() -> Option<PathBuf> {
    if std::env::var_os("LASTMETRE_TEST_CHROMIUM").is_some() {
        return None;
    }
    let shell = Path::new("/usr/bin/chromium-headless-shell");
    if !shell.exists() && is_debian() && is_root() {
        install(&["chromium-headless-shell"]);
    }
    shell.exists().then(|| shell.into())
}

/// The whole browser, installed if need be; `None` where it cannot be had, after saying how to get it.
pub fn browser() -> Option<PathBuf> {
    if chromium().is_none() || (is_debian() && !has_font()) {
        install(&["chromium", "fonts-noto-cjk", "fontconfig"]);
    }
    let found = chromium();
    if found.is_none() {
        println!(
            "  no Chromium: set LASTMETRE_TEST_CHROMIUM, or `cd end2end && npx playwright install chromium`"
        );
    }
    found
}

/// Whether there is a typeface for Chinese.
fn has_font() -> bool {
    steps::answer(Command::new("fc-list").arg(":lang=zh")).is_ok_and(|fonts| !fonts.is_empty())
}

/// Chromium as named by `LASTMETRE_TEST_CHROMIUM`, as a distribution installs it, or as Playwright does.
fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("LASTMETRE_TEST_CHROMIUM") {
        return Some(PathBuf::from(named)).filter(|path| path.exists());
    }
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let installed = usual.iter().map(PathBuf::from).find(|path| path.exists());
    installed.or_else(|| {
        let question = "console.log(require('playwright-core').chromium.executablePath())";
        let mut node = Command::new("node");
        let path = steps::answer(node.args(["-e", question]).current_dir(workspace::end2end())).ok()?;
        Some(PathBuf::from(path)).filter(|path| path.exists())
    })
}

/// Whether PostgreSQL's server is there, after having tried to install it.
pub fn postgres() -> bool {
    if postgres::binaries().is_none() {
        install(&["postgresql"]);
    }
    postgres::binaries().is_some()
}

/// Installs Debian packages where that is possible, and otherwise says how to.
fn install(packages: &[&str]) {
    let line = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !(is_debian() && is_root()) {
        println!("  missing: {}. On Debian, as root: {line}", packages.join(", "));
        return;
    }
    let installed = steps::step(&line, || {
        let apt = || {
            let mut command = Command::new("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive");
            command
        };
        steps::answer(apt().args(["update", "-qq"]))?;
        steps::answer(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))
    });
    if let Err(refusal) = installed {
        println!("  {refusal:#}");
    }
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists()
}

/// Whether this runs as root, as it does in most containers.
pub fn is_root() -> bool {
    steps::answer(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// A port on loopback that nobody listens on, unless it is taken in the next moment.
pub fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).context("could not listen on loopback")?;
    Ok(listener.local_addr()?.port())
}

/// Refuses a port that is taken, before minutes are spent on building.
pub fn check_port(port: u16) -> Result<()> {
    if std::net::TcpListener::bind(("127.0.0.1", port)).is_err() {
        bail!(
            "port {port} cannot be listened on, most likely because it is taken; choose another with --port"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_node_is_read_from_what_it_prints() {
        assert_eq!(node_major("v20.20.2"), Some(20));
        assert_eq!(node_major("20.20.2"), None);
    }
}
