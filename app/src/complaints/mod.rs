//! Complaints and suggestions: for everybody, without an account and without scripts, answered by a person.
//!
//! Whoever writes gets a ticket code and reads the answer with it. Offices answer in `/office/complaints`; whom a
//! complaint reaches, what may be done with it and the code are in model.rs, storing and telling in
//! `server/src/complaints`. Journeys: `end2end/tests/complaints.spec.ts`.
//!
//! Invariants: a complaint about a unit never lies with that unit; what looks made by a machine is kept apart for a
//! person and not dropped; that a member of the staff wrote is known only if they say so.

pub mod complaint_page;
pub mod complaints_page;
pub mod list_page;
pub(crate) mod messages;
pub mod model;
pub mod status_page;
pub mod waiting;
pub(crate) mod words;
