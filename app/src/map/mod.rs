//! The map: an overview that needs no script, and what makes it a live one.
//!
//! Positions are WGS-84, set by staff only. The shapes are generated (`cargo xtask data`) and stay in
//! `public/hainan.svg`. The live map is an island (live_map.rs) over Leaflet (leaflet.rs), with clusters of our own
//! (the crate `geometry`). Journeys: `end2end/tests/map.spec.ts`.
//!
//! Invariant: list and map hold the same stations; a reader's position is never asked for unbidden, never stored.

#[cfg(not(feature = "field"))]
mod live;
#[cfg(not(feature = "field"))]
mod live_map;
pub(crate) mod messages;
pub mod overview_shapes;
pub mod points;

#[cfg(any(feature = "ssr", feature = "field"))]
mod overview;

pub use geometry::{clusters, coordinates};
#[cfg(not(feature = "field"))]
pub use live_map::LiveMap;
#[cfg(feature = "ssr")]
pub use overview::{Counts, short_name};
#[cfg(feature = "ssr")]
pub(crate) use overview::{Inset, SANSHA};
#[cfg(any(feature = "ssr", feature = "field"))]
pub use overview::{Legal, Overview};
