//! Stations on the server: how they are stored.
//!
//! What a station is stands in `app/src/stations`, how the public reads them in `server/src/directory`.

pub mod queries;
