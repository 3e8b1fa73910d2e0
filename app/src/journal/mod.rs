//! The one write path: a change is a command, applied once and never forgotten.
//!
//! Whoever acts (an officer in the office at once, a tablet after days) sends a [`model::Command`] with an id of its
//! own making. The server applies each id once, in one transaction with its row in the journal
//! (`server/src/journal`), and answers the same id with the same answer. How two people's changes of one record come
//! together is in merge.rs.
//!
//! Invariant: what is in the journal is only added to.

pub mod merge;
pub mod model;
