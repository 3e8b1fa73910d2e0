//! Stations: where people go, call or are visited from; the list, the page of each, and finding one.
//!
//! Everybody reads them; the office and the tablets change them (edit.rs). The SQL is in `server/src/stations` and
//! `server/src/directory`, the journeys in `end2end/tests/stations.spec.ts`.
//!
//! Invariant: «open now» is computed in Asia/Shanghai from hours, calendar and exceptions, never typed in; a
//! distance is only stated from and to points that are known, and says what they stand for.

pub mod drawn_cards;
#[cfg(any(feature = "ssr", feature = "field"))]
pub mod edit;
pub mod filter;
pub mod finder;
pub mod hours;
#[cfg(any(feature = "ssr", feature = "field"))]
pub(crate) mod list_chosen;
#[cfg(feature = "ssr")]
mod list_filters;
#[cfg(feature = "ssr")]
pub mod list_page;
pub(crate) mod messages;
pub mod model;
#[cfg(feature = "ssr")]
pub mod new_unit_page;
#[cfg(any(feature = "ssr", feature = "field"))]
pub(crate) mod place_answer;
#[cfg(not(feature = "field"))]
pub(crate) mod search_box;
#[cfg(any(feature = "ssr", feature = "field"))]
pub(crate) mod station_card;
#[cfg(feature = "ssr")]
pub mod station_page;
#[cfg(any(feature = "ssr", feature = "field"))]
pub(crate) mod station_sections;
#[cfg(feature = "ssr")]
pub mod structured;
#[cfg(feature = "ssr")]
pub mod suggestions;
#[cfg(feature = "ssr")]
pub mod unit_form;
#[cfg(feature = "ssr")]
pub mod unit_page;
#[cfg(feature = "ssr")]
pub mod unit_words;
#[cfg(feature = "ssr")]
pub mod units_page;
#[cfg(feature = "ssr")]
pub mod upkeep;
pub mod words;
