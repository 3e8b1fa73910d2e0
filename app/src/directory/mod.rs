//! The directory: everything the public may see, as one immutable value in memory.
//!
//! The server reads it from the database when it starts and whenever its version moves on
//! (`server/src/directory`); the field app downloads the same document and keeps it on the tablet. Pages,
//! filters, search and the answer to «which station serves my village» are pure functions over it, so they are
//! the same with and without a network, and as fast as memory.
//!
//! Invariant: no person stands in it, only places, offers and rules.

#[cfg(test)]
pub(crate) mod fixture;
pub mod model;
pub mod serving;
