//! What stands around every page: headers, limits, refusals, the log, the figures, built files, the command line,
//! backups and keys.

#![allow(clippy::unwrap_used, reason = "only tests stand here")]

#[path = "../support/mod.rs"]
mod support;
// Under the name that the unit tests know it by too.
use support::databases;

mod assets;
mod command_line;
mod compression;
mod health;
mod keeping;
mod limits;
mod log;
mod metrics;
mod problems;
mod security;
