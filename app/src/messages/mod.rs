//! Messages: what is said to people by SMS, e-mail or in the office, once, and whether it arrived.
//!
//! Rules are in model.rs, what is said in templates.rs; the outbox, its workers and the channels are in
//! `server/src/messages` and `server/src/jobs`. Everybody who signs in has an inbox; the security administrator of the
//! province sees what was sent, with numbers masked.
//! Journeys: `end2end/tests/reminders.spec.ts`.
//!
//! Invariants: a message is one row however often it is tried; where nobody can know whether it arrived, that is what
//! is shown; whoever leaves or is erased cannot be read in it any more.

pub mod inbox_page;
pub(crate) mod messages;
pub mod model;
pub mod outbox_page;
pub mod templates;
pub mod words;
