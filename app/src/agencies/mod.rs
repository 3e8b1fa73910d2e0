//! Local agencies that are joined to a unit: social organisations, clinics, schools, police stations that work with it.
//!
//! Whoever keeps a unit's entry writes them down (agencies_page.rs); whoever may see the unit reads them, and the public
//! those that are marked for it, on the unit's page. Rules are in model.rs and edit.rs, storing in
//! `server/src/agencies`. Journeys: `end2end/tests/register.spec.ts`.
//!
//! Invariants: an agency is an office, never a person: a mobile number is not kept; one that works with the unit no more
//! stays on record and is shown to the public no more.

#[cfg(feature = "ssr")]
pub mod agencies_page;
#[cfg(feature = "ssr")]
pub mod edit;
pub(crate) mod messages;
pub mod model;
#[cfg(feature = "ssr")]
pub(crate) mod section;
