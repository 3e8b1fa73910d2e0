//! What both sides of LastMetre may know: types, rules, sentences, pages, and the field app.
//!
//! `server` depends on this crate, never the other way round, and no SQL stands here. One of four features is on:
//! `ssr` (the server's pages), `islands` (what wakes up in the reader's browser), `field` (the tablet's
//! application), `live` (what makes a form instant: rules alone, and no views). Each folder is a slice, named by the word that it also has in the address, the database and the
//! style sheet. ARCHITECTURE.md tells the way through.

// A page is one nested type; the deepest goes beyond the default of 128.
#![recursion_limit = "256"]

// Tests here share files with those of the server, which know this crate by its name.
#[cfg(test)]
extern crate self as app;

pub mod areas;
pub mod error;
pub mod forms;
pub mod ids;
pub mod iso_date;
pub mod json;
pub mod language;
pub mod message;
pub mod phones;
pub mod text;

#[cfg(not(feature = "live"))]
pub mod agencies;
#[cfg(not(feature = "live"))]
pub mod browser;
#[cfg(not(feature = "live"))]
pub mod directory;
#[cfg(not(feature = "live"))]
pub mod display;
#[cfg(not(feature = "live"))]
pub mod map;
#[cfg(not(feature = "live"))]
pub mod ordering;
#[cfg(not(feature = "live"))]
pub mod policies;
#[cfg(not(feature = "live"))]
pub mod reader;
#[cfg(not(feature = "live"))]
pub mod search;
#[cfg(not(feature = "live"))]
pub mod services;
#[cfg(not(feature = "live"))]
pub mod settings;
#[cfg(not(feature = "live"))]
pub mod stations;
#[cfg(not(feature = "live"))]
pub mod ui;

#[cfg(feature = "ssr")]
pub mod about;
#[cfg(any(feature = "ssr", feature = "field"))]
pub mod access;
#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod activities;
#[cfg(feature = "ssr")]
pub mod certificates;
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
#[cfg(feature = "ssr")]
pub mod icalendar;
#[cfg(any(feature = "ssr", feature = "field"))]
pub mod journal;
#[cfg(feature = "ssr")]
pub mod matching;
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
#[cfg(feature = "ssr")]
pub mod volunteers;
#[cfg(feature = "ssr")]
mod worded;
