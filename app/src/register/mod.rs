//! The staff register: who is employed at a unit, in which post, by whom, with which qualification; and how that stands
//! to the standard (standard.rs).
//!
//! Whoever leads a unit and its county keep it (staff_page.rs); supervisors read names, the province reads figures
//! (register_page.rs, over all units). An entry may name the account of the same person, and neither makes or ends the
//! other: who is employed and who may sign in are two questions. Rules are in model.rs and listing.rs, storing in
//! `server/src/register`. Journeys: `end2end/tests/register.spec.ts`.
//!
//! Invariants: nobody holds two posts of one unit on one day; leaving ends an entry and takes nothing away; a
//! certificate number is shown only to whoever keeps the register, on an explicit press that the journal notes.

pub mod listing;
pub(crate) mod messages;
pub mod model;
pub mod register_page;
pub mod staff_page;
pub mod standard;
pub(crate) mod words;
