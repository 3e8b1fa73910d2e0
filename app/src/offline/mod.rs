//! Offline: what a tablet keeps of the directory and of somebody's work, and how both come together with the server.
//!
//! The directory: the document that travels (document.rs), the copy on the device (directory_copy.rs) over a store that
//! is only known by its trait (local_store.rs), and the rhythm of asking (refresh.rs). Who drives them is `field/`; the
//! server makes the document in `server/src/feeds.rs`.
//!
//! Work: what was done and is not answered yet (outbox.rs), all that one person's tablet keeps (tablet.rs), what it and
//! the server say to each other (exchange.rs), who may use it now (lock.rs), how the server takes it (receiving.rs, for `server/src/devices`). All of
//! it is pure; `tests/` runs many tablets and a server through bad days. The browser's stores are in
//! indexed_db.rs.
//!
//! Invariants: a document that cannot be read whole never replaces one that can; what somebody did is on the disk before
//! it is shown as saved, and reaches the journal once.

pub mod directory_copy;
pub mod document;
pub mod exchange;
#[cfg(feature = "field")]
pub mod indexed_db;
pub mod local_store;
pub mod lock;
#[cfg(test)]
mod memory_store;
pub mod outbox;
pub mod receiving;
pub mod refresh;
pub mod tablet;
#[cfg(test)]
mod tests;

pub use crate::json;
