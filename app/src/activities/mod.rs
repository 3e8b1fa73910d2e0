//! Activities that a station holds with volunteers: shifts, who signed up, who was there, and the hours they gave.
//!
//! The station's people draft (`TendActivities`), its leader publishes (`PublishActivities`) and confirms hours
//! (`ConfirmHours`); everybody reads what is published, and volunteers sign up. What a person brings to the rules (age,
//! skills, trainings) is passed in as a [`sign_up::Party`]: this slice knows volunteers by their ids alone.
//! The SQL is in `server/src/activities/queries.rs`.
//!
//! Invariants: only what lies ahead can be published, and what is entered afterwards is shown as such; a place has one
//! row, so no more people than places can sign up; hours come from an attendance, or from two people and a reason;
//! hours that are taken back take the certificates that state them with them.

pub mod check_in;
pub mod details;
pub mod figures;
pub mod hours;
pub(crate) mod messages;
pub mod model;
pub mod names;
pub mod not_done;
pub mod recording;
pub mod series;
pub mod shift;
pub mod sign_up;
pub mod words;

pub mod activity_page;
pub mod calendar;
pub mod code_page;
pub mod figures_page;
pub mod here_page;
pub mod list_page;
pub mod mine_page;
pub mod month_page;
pub mod odd_page;
pub mod office_form_page;
pub mod office_list_page;
pub mod office_page;
pub mod record_page;
pub mod shown;
