//! Keeps what is logged, for a test to read.

use std::{
    io,
    sync::{Arc, Mutex, Once},
};

use server::{
    config::{LogFormat, LogLevel},
    logging,
};
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::MakeWriter;

/// Keeps what this test's thread logs, as long as the guard lives.
pub fn keep(format: LogFormat, level: tracing::Level) -> (Kept, DefaultGuard) {
    static START: Once = Once::new();
    // With a logger for the whole program, lines that another test reached first without one are not left out.
    START.call_once(|| {
        let subscriber = logging::subscriber(format, LogLevel(tracing::Level::TRACE), io::sink);
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
    let kept = Kept::default();
    let guard = tracing::subscriber::set_default(logging::subscriber(format, LogLevel(level), kept.clone()));
    (kept, guard)
}

/// A writer whose clones keep everything in one place.
#[derive(Clone, Default)]
pub struct Kept(Arc<Mutex<Vec<u8>>>);

impl Kept {
    /// Everything so far.
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Kept {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
