//! All that a person, or a stranger, may be told when something does not work.
//!
//! The cause stays on the server (`server/src/error.rs`), tied to this by the incident id.
//! Invariant: no variant holds free text, so nothing can leak through one.

use serde::{Deserialize, Serialize};

use crate::ids::IncidentId;

/// Why a request was not answered as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AppError {
    /// There is no such thing, or not for this reader.
    #[error("not found")]
    NotFound,
    /// The server failed; the log has the cause under this id.
    #[error("something went wrong here; incident {0}")]
    Internal(IncidentId),
}
