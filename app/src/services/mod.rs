//! Services: the catalogue of five domains and thirty items, told in plain words, and the special services X.
//!
//! Everybody reads them. The reference list is `server/seed/reference/services.json`; the journeys are in
//! `end2end/tests/services.spec.ts`.
//!
//! Invariant: a list that is not the official one says so on every page that shows it.

pub(crate) mod messages;
pub mod model;
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
