//! Matching: what a unit needs volunteers for, who would fit, who was asked, and what came of it.
//!
//! The station's people post a need and ask (`TendNeeds`), its leader agrees (`AgreeMatches`). A volunteer who is asked reads
//! what is to be done, in which place and when, and says yes or no; only after the leader's agreement do they read where
//! exactly, where people meet and whom to call. Who fits is [`suggest`], the fields are in details.rs, states in model.rs;
//! storing, sealing and telling in `server/src/matching`. Journeys: `end2end/tests/matching.spec.ts`.
//!
//! Invariants: nobody of another 市县 is suggested or asked; minors are neither asked for evenings nor without the consent of
//! their guardian, nor suggested but to who may decide about them; nobody says yes to another version than they read; nobody who
//! is helped is named; nothing of a need stands on a page that strangers read.

pub mod details;
pub(crate) mod messages;
pub mod model;
pub mod suggest;
pub mod words;

pub mod asked_page;
pub mod form_page;
pub mod list_page;
pub mod need_page;
