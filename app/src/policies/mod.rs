//! Policies: guides in plain words to what the state offers, and the numbers to call.
//!
//! Everybody reads them; the province drafts and publishes them (draft.rs, guide_page.rs). The texts that ship are
//! `server/seed/reference/policies.json`, each with its sources; the server's half is `server/src/policies`, the
//! journeys are in `end2end/tests/policies.spec.ts` and `end2end/tests/catalogue.spec.ts`.
//!
//! Invariant: every guide shows its sources with date, and 「参考，以官方公布为准」.

#[cfg(feature = "ssr")]
pub mod draft;
#[cfg(feature = "ssr")]
pub mod guide_page;
#[cfg(feature = "ssr")]
pub mod guides_page;
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
