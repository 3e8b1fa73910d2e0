//! The live map behind the island: Leaflet, our clusters, buttons for markers. On the server it does not exist.

#[cfg(not(feature = "islands"))]
mod absent;
#[cfg(feature = "islands")]
mod driver;
#[cfg(feature = "islands")]
mod leaflet;
#[cfg(feature = "islands")]
mod markers;

#[cfg(not(feature = "islands"))]
pub(super) use absent::start;
#[cfg(feature = "islands")]
pub(super) use driver::start;
