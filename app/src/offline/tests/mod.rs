//! Many tablets and a server on bad days.
//!
//! `world` is the server, the wire and the tablets as plain values, driven by one seed; `simulation` lets the seed do
//! what it likes and looks at the invariants afterwards; `regressions` are single stories that went wrong elsewhere.

mod chance;
mod regressions;
mod simulation;
mod world;
