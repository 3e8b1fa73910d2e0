//! Services: the catalogue of five domains and thirty items, told in plain words, and the special services X.
//!
//! Everybody reads them; the province drafts and publishes them (draft.rs, versions.rs and the pages of the office).
//! The reference list is `server/seed/reference/services.json`, the server's half `server/src/services`; the journeys
//! are in `end2end/tests/services.spec.ts` and `end2end/tests/catalogue.spec.ts`.
//!
//! Invariants: a list that is not the official one says so on every page that shows it; the public never sees a draft.

#[cfg(feature = "ssr")]
pub mod draft;
#[cfg(feature = "ssr")]
pub mod draft_page;
#[cfg(feature = "ssr")]
mod draft_words;
pub(crate) mod messages;
pub mod model;
#[cfg(feature = "ssr")]
pub mod office_page;
#[cfg(feature = "ssr")]
pub mod part_page;
#[cfg(feature = "ssr")]
pub mod publish_page;
#[cfg(any(feature = "ssr", feature = "field"))]
pub(crate) mod seal;
#[cfg(any(feature = "ssr", feature = "field"))]
pub(crate) mod service_list;
#[cfg(feature = "ssr")]
pub mod service_page;
#[cfg(any(feature = "ssr", feature = "field"))]
pub(crate) mod service_text;
#[cfg(feature = "ssr")]
pub mod services_page;
#[cfg(feature = "ssr")]
pub mod version_page;
#[cfg(feature = "ssr")]
pub mod versions;
