//! Where things lie in this checkout, and how its own cargo is called.
//!
//! For every other module; none of them works out a path by itself.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the checkout.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Cargo's target directory: the one this very program was built into, whatever named it.
pub fn target() -> Result<PathBuf> {
    let program = std::env::current_exe().context("could not find this program's own file")?;
    let target = program.ancestors().nth(2).context("this program does not lie in a target directory")?;
    Ok(target.to_path_buf())
}

/// What the build writes for the server to serve.
pub fn site() -> Result<PathBuf> {
    Ok(target()?.join("site"))
}

/// What xtask remembers between two runs; safe to delete.
pub fn memory() -> Result<PathBuf> {
    let directory = target()?.join("xtask");
    std::fs::create_dir_all(&directory).with_context(|| format!("could not make {}", directory.display()))?;
    Ok(directory)
}

/// Where package.json and the browser tests are.
pub fn end2end() -> PathBuf {
    root().join("end2end")
}

/// A file of an installed npm package.
pub fn node_module(path: &str) -> PathBuf {
    end2end().join("node_modules").join(path)
}

/// Cargo, as a person would call it from the root.
///
/// The variables that `cargo run` gave this program are taken away again: some build scripts watch them,
/// and would be run anew at each change between a person's cargo and ours.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    for (name, _) in std::env::vars_os() {
        let given_by_cargo_run = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "CARGO_BIN_NAME"
        });
        if given_by_cargo_run {
            command.env_remove(name);
        }
    }
    command
}

/// Node running one file.
pub fn node(script: &Path) -> Command {
    let mut command = Command::new("node");
    command.arg(script).current_dir(end2end());
    command
}
