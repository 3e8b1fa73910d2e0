//! Offline: what a tablet keeps of the directory, and when it asks for a newer one.
//!
//! The document that travels (document.rs), the copy on the device (directory_copy.rs) over a store that is only
//! known by its trait (local_store.rs), and the rhythm of asking (refresh.rs) are pure and tested natively; the
//! browser's store is in indexed_db.rs. Who drives them is `field/`; the server makes the document in
//! `server/src/feeds.rs`.
//!
//! Invariant: a document that cannot be read whole never replaces one that can.

pub mod directory_copy;
pub mod document;
#[cfg(feature = "field")]
pub mod indexed_db;
pub mod local_store;
#[cfg(test)]
mod memory_store;
pub mod refresh;
