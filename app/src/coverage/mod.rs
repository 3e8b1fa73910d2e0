//! Coverage: how far each 市县 has come, against what is in scope and against its targets.
//!
//! The province sees all and sets the targets, a county officer sees their own 市县 (`access.rs`). What a place is and
//! whether it is covered stands in `app/src/directory/serving.rs`, the SQL of the targets in
//! `server/src/coverage/queries.rs`, the journeys in `end2end/tests/coverage.spec.ts`.
//!
//! Invariants: every number opens the list of exactly what was counted; a unit is counted once in a list whose parts
//! add up; a closed or merged one is not counted.

mod county_map;
pub mod county_page;
pub mod coverage_page;
pub(crate) mod messages;
pub mod model;
mod parts;
pub mod words;
