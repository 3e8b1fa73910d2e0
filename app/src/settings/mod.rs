//! Settings: the words and lists that the province keeps, without a release and without touching the server.
//!
//! What a station is called, who runs the site, the map, what counts for coverage; construction modes, programmes,
//! hotlines, public holidays. The provincial officer keeps them (`access.rs`); everybody reads what follows from them.
//! The SQL is in `server/src/settings/queries.rs`, the journeys in `end2end/tests/settings.spec.ts`.
//!
//! Invariants: what the configuration file sets wins, and the page says so; nothing that is in use goes away, it is
//! only offered no longer.

#[cfg(feature = "ssr")]
pub(crate) mod messages;
pub mod model;
#[cfg(feature = "ssr")]
pub mod parse;
#[cfg(feature = "ssr")]
pub mod settings_page;
#[cfg(feature = "ssr")]
pub mod words;
