//! Backups: everything in the database and the attachments, as of one moment, in one encrypted file.
//!
//! For whoever runs a deployment (`lastmetre backup`, `lastmetre restore`), and for whoever erases a person and has to
//! name the copies that remain (copies.rs). The file is written by us, not by the database: one form for SQLite and
//! PostgreSQL (archive.rs), restored to either, without a program beside this one. It is read in one transaction that
//! sees one moment (make.rs), so nobody waits while it is made. It is encrypted (age, X25519) to the public keys of
//! `backup_recipients`: this machine can write backups and cannot read them. What is personal in them is sealed besides
//! under the keys of its records, and those under the master key, which is in no backup: both secrets are needed.
//! Restoring (restore.rs) looks at everything before it says that it is done, and erases again whoever was erased since
//! (erased.rs).
//!
//! Invariants: a backup has its name only once it is whole and on the disk; a database that holds anything is never
//! restored over; what cannot be verified leaves nothing behind.

mod archive;
mod copies;
pub mod erased;
mod make;
mod queries;
mod restore;

pub use archive::{Manifest, read_identities};
pub use copies::{BackupCopy, copies, note_gone, remaining, remove_expired};
pub use make::{Asked, Made, make};
pub(crate) use restore::refuse_something;
pub use restore::{RestoreError, Restored, Unpacked, restore, verify};

use std::{
    io::{self, Write},
    time::{Duration, Instant},
};

/// The folder of attachments, in `data_dir`.
pub const ATTACHMENTS: &str = "attachments";

/// What the key is called under which the end of every backup is sealed.
const SEAL: (&str, &str) = ("vault", "backups");

/// How often whoever waits is told how far it is.
const TELL_EVERY: Duration = Duration::from_secs(2);

/// Tells whoever waits how far a long work is.
pub struct Progress {
    out: Box<dyn Write + Send>,
    told: Instant,
}

impl Progress {
    /// On standard error.
    pub fn on_standard_error() -> Self {
        Self { out: Box::new(io::stderr()), told: Instant::now() }
    }

    /// To nobody.
    pub fn untold() -> Self {
        Self { out: Box::new(io::sink()), told: Instant::now() }
    }

    /// So many of something are done; told from time to time.
    fn done(&mut self, what: &str, count: i64) {
        if self.told.elapsed() >= TELL_EVERY {
            self.told = Instant::now();
            self.say(&format!("{what}: {count} rows"));
        }
    }

    /// Another part begins.
    fn say(&mut self, what: &str) {
        // Whoever does not listen is not told.
        let _told = writeln!(self.out, "{what} …");
    }
}

#[cfg(test)]
mod tests;
