//! The arithmetic of the map: positions on the globe, and which of them stand together at a zoom.
//!
//! A crate of its own, because the WASM bundles are compiled for size and this is the one part of them where speed
//! counts (`[profile.wasm.package.geometry]`). `app::map` shows it under its own name.

pub mod clusters;
pub mod coordinates;
