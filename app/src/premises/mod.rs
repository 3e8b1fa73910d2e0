//! Premises: the checklist of a unit's rooms, equipment, signs and posted rules.
//!
//! `/office/stations/{slug}/premises`; the journey is in `end2end/tests/premises.spec.ts`, the SQL in
//! `server/src/premises/queries.rs`.
//!
//! Invariant: whether a function area is there is told once, by the rooms of the unit (`stations/model.rs`), which the
//! public reads; the checklist only adds how far one is that is not there yet.

pub(crate) mod messages;
pub mod model;
pub mod premises_form;
pub mod premises_page;
pub mod words;
