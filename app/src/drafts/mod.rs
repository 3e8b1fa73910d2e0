//! Drafts: what the province writes before it publishes it, the catalogue of services and the policy guides.
//!
//! Both are documents with fields; the fields of a document (model.rs), the form that asks for them (form.rs) and the
//! page that lays two versions side by side (comparison.rs) are the same for both. What stands in a catalogue is in
//! `app/src/services/draft.rs`, in a guide in `app/src/policies/draft.rs`; the journeys are in
//! `end2end/tests/catalogue.spec.ts`.
//!
//! Invariant: the public never sees a draft.

pub mod comparison;
pub mod form;
pub(crate) mod messages;
pub mod model;
