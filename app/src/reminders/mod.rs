//! Reminders: a free word, some days before, about the examination for social workers.
//!
//! For anybody with a telephone, without an account and without scripts. A number is kept only after a code has shown
//! that it is theirs, and goes with one press. The province keeps the dates in the office; rules are in model.rs,
//! storing and sending in `server/src/reminders` and `server/src/messages`.
//! Journeys: `end2end/tests/reminders.spec.ts`.
//!
//! Invariants: one message for a person, an event and its day; whoever left cannot be read any more; whether somebody
//! is on the list is told to nobody who has not shown that the number is theirs.

pub mod confirm_page;
pub mod examinations_page;
pub mod leave_page;
pub(crate) mod messages;
pub mod model;
pub mod reminders_page;
pub(crate) mod words;
