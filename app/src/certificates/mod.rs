//! Certificates: proof of the hours that a volunteer gave, which anybody can check without an account.
//!
//! A certificate is made of a [`model::Statement`] that is handed in, is signed, and says what it says for good: a
//! mistake is revoked and another one issued. `/verify` is for everybody; the number is on the certificate, and nobody
//! guesses one. Stations and 市县 revoke in `/office/certificates`. What is signed, who is named and what is due when
//! is in model.rs, the badge in badge.rs, what the national system is handed in export.rs; keys, paper and storing are in
//! `server/src/certificates`.
//!
//! Invariants: what is printed, what a stranger is shown and what is signed are one statement, with the name as the
//! volunteer allows it to be shown; a certificate says who recorded the hours, and never that the national system
//! holds them.

pub mod badge;
pub mod canonical;
pub mod columns_page;
pub mod export;
pub mod export_page;
pub mod keys_page;
pub mod messages;
pub mod model;
pub mod office_page;
pub mod print_page;
pub mod verify_page;
pub mod words;
