//! One row of a journal, and the hash that ties it to the row before.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// A row as it is stored. All of it but `hash` is hashed, together with the hash of the row before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Row {
    /// Whose journal.
    pub unit: String,
    /// Counted from 1, without gaps, in the order of applying.
    pub number: i64,
    /// Id of the command.
    pub command: String,
    /// Who acted.
    pub actor: String,
    /// What kind of record.
    pub entity: String,
    /// Which record.
    pub entity_id: String,
    /// The version of the record that the sender saw.
    pub basis: i64,
    /// What was done.
    pub kind: String,
    /// What changed, as JSON; what is personal is sealed.
    pub fields: String,
    /// Why.
    pub reason: String,
    /// The answer, as JSON; holds nothing personal.
    pub answer: String,
    /// By the sender's clock.
    pub made_at_ms: i64,
    /// By ours.
    pub applied_at_ms: i64,
    /// Of everything above and the row before.
    #[serde(skip)]
    pub hash: String,
}

impl Row {
    /// The hash that belongs to this row after one with the hash `before`.
    pub fn hash_after(&self, before: &str) -> Result<String, serde_json::Error> {
        let mut hash = Sha256::new();
        hash.update(before.as_bytes());
        hash.update([0]);
        hash.update(serde_json::to_vec(self)?);
        Ok(hexadecimal(&hash.finalize()))
    }

    /// Whether the command was refused.
    pub fn is_refused(&self) -> bool {
        self.answer.starts_with("{\"refused\"")
    }
}

/// Bytes of a hash as they are stored.
pub(super) fn hexadecimal(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
