//! Workbooks in and out: units, areas, staff, the catalogue and the guides as people keep them in Excel; and every list
//! to take home.
//!
//! A file is read by `server/src/sheets` into a [`model::Table`]; [`plan::plan`] says of every row what would come of
//! it, before anything is written, by the same rules as the form of a unit; a confirmed plan is carried out as commands,
//! all in one transaction or none. What can be filled in is a [`model::SheetKind`]: its columns and its plan.
//! Journeys: `end2end/tests/sheets.spec.ts`.
//!
//! Invariants: nothing is written before somebody has seen what would be; a file that was imported changes nothing when
//! it comes again; what is exported is read again as it was.

mod areas;
mod catalogue;
pub mod conditions;
mod documents;
pub mod figures;
mod guides;
pub mod import_page;
pub mod lists;
pub(crate) mod messages;
pub mod model;
mod people;
pub mod plan;
pub mod plan_page;
pub mod public;
mod units;
pub mod words;
