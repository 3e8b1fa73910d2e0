//! Policies: guides in plain words to what the state offers, and the numbers to call.
//!
//! Everybody reads them. The texts are `server/seed/reference/policies.json`, each with its sources; the journeys
//! are in `end2end/tests/policies.spec.ts`.
//!
//! Invariant: every guide shows its sources with date, and 「参考，以官方公布为准」.

pub(crate) mod messages;
pub mod model;
#[cfg(feature = "ssr")]
pub mod policies_page;
#[cfg(any(feature = "ssr", feature = "field"))]
pub(crate) mod policy_list;
#[cfg(feature = "ssr")]
pub mod policy_page;
#[cfg(any(feature = "ssr", feature = "field"))]
pub(crate) mod policy_text;
