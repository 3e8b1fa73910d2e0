//! The one write path: a change is a command, applied once and never forgotten.
//!
//! Whoever acts (an officer in the office at once, a tablet after days) sends a [`model::Command`] with an id of its
//! own making. The server applies each id once, in one transaction with its row in the journal
//! (`server/src/journal`), and answers the same id with the same answer. How two people's changes of one record come
//! together is in merge.rs, how long a row is kept in retention.rs. Who may read it sees it on journal_page.rs and
//! row_page.rs.
//! Journeys: `end2end/tests/journal.spec.ts`.
//!
//! Invariant: what is in the journal is only added to.

#[cfg(feature = "ssr")]
pub mod journal_page;
pub mod merge;
#[cfg(feature = "ssr")]
pub(crate) mod messages;
pub mod model;
#[cfg(feature = "ssr")]
pub mod retention;
#[cfg(feature = "ssr")]
pub mod row_page;
#[cfg(feature = "ssr")]
pub mod words;
