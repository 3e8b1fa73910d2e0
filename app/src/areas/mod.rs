//! Areas: the 19 市县, their districts, townships and villages; what serves them, and what is still missing.
//!
//! Everybody reads them. The divisions come from `server/seed/reference` (official codes), the SQL is in
//! `server/src/directory`, the journeys in `end2end/tests/areas.spec.ts`.
//!
//! Invariant: a statistical unit (farm, zone, placeholder) is never shown as an official division.

#[cfg(feature = "ssr")]
pub mod area_page;
#[cfg(feature = "ssr")]
pub mod areas_page;
mod messages;
pub mod model;
