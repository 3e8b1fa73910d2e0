//! Accounts: who works here, how they come in, and what they see when they have.
//!
//! For the staff. Rules are in model.rs, passwords.rs and terms.rs (roles over time), who may do what in `access.rs`, storing and checking in
//! `server/src/accounts`. Every change goes through the journal.
//! Journeys: `end2end/tests/accounts.spec.ts`.
//!
//! Invariants: no password, token or code stands in an address that is logged, in the journal or in an error; a
//! foreign account answers like one that is not there.

pub mod account_page;
pub mod code_page;
pub mod forgotten_page;
pub mod kept_page;
pub(crate) mod messages;
pub mod model;
pub mod office_page;
pub mod passwords;
pub mod person_page;
pub mod proof_page;
pub mod second_factor_page;
mod session_watch;
pub mod sessions_page;
pub mod sign_in_page;
pub mod staff_page;
pub mod start_page;
pub mod terms;
pub(crate) mod words;
pub mod work;

pub use session_watch::{STILL_HERE, SessionWatch, Watched};
