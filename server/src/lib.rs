//! What only the server may know: the database, the configuration, who asks how often, what is logged.
//!
//! `app` holds the types, rules and pages; this crate reads and stores, and answers over the network. Around the
//! slices (one folder each, named as in `app`) stands the frame: cli.rs starts, config.rs and database.rs are
//! opened, router.rs puts the routes and the layers of security.rs, limits.rs, logging.rs and metrics.rs
//! together, serve.rs listens. ARCHITECTURE.md tells the way through.

// A page is one nested type; the deepest goes beyond the default of 128.
#![recursion_limit = "256"]

// The tests' support is compiled into this crate for its unit tests and beside it for `tests/`: one name for both.
#[cfg(test)]
extern crate self as server;

pub mod accounts;
pub mod activities;
pub mod agencies;
pub mod assets;
pub mod backup;
pub mod certificates;
pub mod cli;
pub mod codes;
pub mod complaints;
pub mod config;
mod cookies;
pub mod coverage;
pub mod database;
pub mod devices;
pub mod directory;
pub mod durable;
pub mod error;
pub mod feeds;
pub mod forms;
pub mod health;
pub mod help;
pub mod jobs;
pub mod journal;
pub mod limits;
pub mod logging;
pub mod matching;
pub mod messages;
pub mod metrics;
pub mod pages;
mod parts;
pub mod photos;
pub mod policies;
pub mod premises;
pub mod problem;
pub mod program;
pub mod register;
pub mod reminders;
pub mod router;
pub mod security;
pub mod seed;
pub mod serve;
pub mod services;
pub mod settings;
pub mod shanghai;
pub mod sheets;
pub mod stations;
pub mod vault;
pub mod volunteers;

#[cfg(test)]
#[path = "../tests/support/databases.rs"]
#[allow(dead_code, reason = "the tests in `tests/` use more of it")]
mod databases;
