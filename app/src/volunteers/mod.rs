//! Volunteers: people who offer help, what is known of them, and what they may do with it themselves.
//!
//! Everybody registers at `/volunteers` with a telephone and a code, without scripts; whoever wants to may set a password
//! and come in with that; whoever wrote on paper is registered by their station, which lets them set one where no SMS is
//! sent. Several people may share a number, so it is no identity. Each has a number of their own, never that of an
//! identity card (民政部令第67号, Art. 5). Their station lets them in, lets them pause, and notes trainings, awards and
//! evaluations (Art. 8–10) in `/office/volunteers`, and takes back what is wrong of it (Art. 13). States, ages and numbers
//! are in model.rs, the fields of F22 in details.rs, storing and sealing in `server/src/volunteers`. Journeys:
//! `end2end/tests/volunteers.spec.ts`.
//!
//! Invariants: nothing is kept of a minor before their guardian has agreed, by a code of their own or by a signature at
//! the station; where that was by the minor's own number the station looks first, and a consent that is taken back ends what
//! it was for; who has erased themselves leaves a number without a name; a volunteer who is signed in has no right in the
//! office, and nobody who works there becomes a volunteer by that.

pub mod agreement;
pub mod choose_page;
pub mod code_page;
pub mod details;
pub mod details_form;
pub mod details_page;
pub mod figures_page;
pub mod list_page;
pub mod me_page;
pub(crate) mod messages;
pub mod model;
pub mod office_register_page;
pub mod password;
pub mod phone_page;
pub mod slip_page;
pub mod start_page;
pub mod volunteer_page;
pub mod words;
