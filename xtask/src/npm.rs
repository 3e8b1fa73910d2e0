//! The packages from npm: what the build bundles or runs, and the browser tests.
//!
//! Versions and hashes are pinned by end2end/package-lock.json. Nothing else ever writes to node_modules.

use crate::{site, steps, workspace};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// Installs the packages of the lock file, unless exactly these are there already.
pub fn install() -> Result<()> {
    install_in(&workspace::end2end())
}

/// Installs what only the benchmarks need.
pub fn install_bench() -> Result<()> {
    install_in(&workspace::end2end().join("bench"))
}

fn install_in(directory: &Path) -> Result<()> {
    let lock = directory.join("package-lock.json");
    let lock = std::fs::read(&lock).with_context(|| format!("could not read {}", lock.display()))?;
    let wanted = site::hash(&lock);
    let installed = directory.join("node_modules/.installed");
    if std::fs::read_to_string(&installed).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    steps::step("npm packages (npm ci)", || {
        steps::succeed(Command::new("npm").args(["ci", "--loglevel=error"]).current_dir(directory))?;
        std::fs::write(&installed, &wanted)
            .with_context(|| format!("could not write {}", installed.display()))
    })
}

/// What the registry's advisories say of the packages of the lock file.
pub enum Audit {
    /// Nothing is known against them.
    Clean,
    /// So many advisories apply.
    Vulnerable(u64),
    /// The registry gave no answer, as a mirror often does.
    NotAvailable,
}

/// Asks the registry for advisories.
pub fn audit() -> Audit {
    let output = Command::new("npm").args(["audit", "--json"]).current_dir(workspace::end2end()).output();
    let report =
        output.ok().and_then(|output| serde_json::from_slice::<serde_json::Value>(&output.stdout).ok());
    match report.and_then(|report| report["metadata"]["vulnerabilities"]["total"].as_u64()) {
        Some(0) => Audit::Clean,
        Some(total) => Audit::Vulnerable(total),
        None => Audit::NotAvailable,
    }
}
