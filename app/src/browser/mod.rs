//! What views ask of the browser: fetch a text, follow a link, find the position, load a script.
//!
//! On the server the same functions exist and do nothing, so that a view is written once and needs no `cfg`.
//! Nothing here knows a slice.

#[cfg(not(any(feature = "islands", feature = "field")))]
mod absent;
#[cfg(any(feature = "islands", feature = "field"))]
mod real;

#[cfg(not(any(feature = "islands", feature = "field")))]
pub use absent::*;
#[cfg(any(feature = "islands", feature = "field"))]
pub use real::*;
