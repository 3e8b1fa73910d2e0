//! The pages as a reader gets them, on the reference data and the demo units: what stands on them, what they find,
//! and what happens to nonsense.

#![allow(clippy::unwrap_used, reason = "only tests stand here")]

#[path = "../support/mod.rs"]
mod support;
// Under the name that the unit tests know it by too.
use support::databases;

mod activities;
mod at_station;
mod attendance;
mod bad_input;
mod calendars;
mod callers;
mod catalogue;
mod certificates;
mod complaints;
mod coverage;
mod display;
mod documents;
mod every_field;
mod every_page;
mod feeds;
mod finding;
mod forms;
mod help;
mod help_office;
mod mail;
mod matching;
mod nasty;
mod passwords;
mod premises;
mod qr;
mod records;
mod refresh;
mod register;
mod settings;
mod sheets;
mod units;
mod volunteers;
