//! What both sides of LastMetre may know: types, rules, sentences, pages, and the field app.
//!
//! `server` depends on this crate, never the other way round, and no SQL stands here. One of three features is on:
//! `ssr` (the server's pages), `islands` (what wakes up in the reader's browser), `field` (the tablet's
//! application). Each folder is a slice, named by the word that it also has in the address, the database and the
//! style sheet. ARCHITECTURE.md tells the way through.

// A page is one nested type; the deepest goes beyond the default of 128.
#![recursion_limit = "256"]

// Tests here share files with those of the server, which know this crate by its name.
#[cfg(test)]
extern crate self as app;

pub mod agencies;
pub mod areas;
pub mod browser;
pub mod directory;
pub mod display;
pub mod error;
pub mod forms;
pub mod ids;
pub mod iso_date;
pub mod language;
pub mod map;
pub mod message;
pub mod ordering;
pub mod phones;
pub mod policies;
pub mod reader;
pub mod search;
pub mod services;
pub mod settings;
pub mod stations;
pub mod text;
pub mod ui;

#[cfg(feature = "ssr")]
pub mod about;
#[cfg(any(feature = "ssr", feature = "field"))]
pub mod access;
#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod complaints;
#[cfg(feature = "ssr")]
pub mod coverage;
#[cfg(feature = "ssr")]
pub mod devices;
#[cfg(feature = "ssr")]
pub mod drafts;
#[cfg(any(feature = "ssr", feature = "field"))]
pub mod field;
#[cfg(feature = "ssr")]
pub mod help;
#[cfg(feature = "ssr")]
pub mod home;
#[cfg(any(feature = "ssr", feature = "field"))]
pub mod journal;
#[cfg(feature = "ssr")]
pub mod messages;
#[cfg(any(feature = "ssr", feature = "field"))]
pub mod offline;
#[cfg(feature = "ssr")]
pub mod photos;
#[cfg(feature = "ssr")]
pub mod premises;
#[cfg(feature = "ssr")]
pub mod register;
#[cfg(feature = "ssr")]
pub mod reminders;
#[cfg(feature = "ssr")]
pub mod sheets;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod tickets;
