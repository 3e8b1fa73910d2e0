//! Calls for help: from «I need help» on an old phone to a social worker who calls back, and to three faces at the end.
//!
//! Everybody asks at `/help`, without an account and without scripts, one question a page; the staff takes a walk-in down
//! with the same questions. The questions are forms (`forms`): F13 for everybody, and the intake of the service. Who sees
//! a call and what may be done with it when is in model.rs, by when and what goes up at once in terms.rs, what it lacks
//! before it is closed in lacks.rs, what of it may be handed to another body in handing.rs, which visit holds in
//! visits.rs, which pages are
//! asked in walk.rs; storing, sealing and telling
//! in `server/src/help`. Journeys: `end2end/tests/help.spec.ts`.
//!
//! Invariants: nobody outside the station's subtree learns that a call exists; what looks made by a machine waits for a
//! person and is never dropped; a call stands on no public address but that of its own state, for code and number.

pub mod ask_page;
pub mod figures;
pub mod figures_page;
pub mod handing;
pub mod lacks;
pub mod list_page;
pub(crate) mod messages;
pub mod model;
pub mod purpose_page;
pub mod record_page;
pub mod referral_page;
pub mod request_page;
pub mod service_page;
pub mod sheet_page;
pub mod slip;
pub mod start_page;
pub mod status_page;
pub mod terms;
pub mod ticket_page;
pub mod visits;
pub mod waiting;
pub mod walk;
pub mod walk_in_page;
pub mod words;
