//! The field app.

/// Starts the field app.
pub fn mount() {}
