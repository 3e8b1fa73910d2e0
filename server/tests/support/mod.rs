//! What the HTTP tests have in common: a whole site on a fresh database, asked without a network.

#![allow(dead_code, unused_imports, unused_macros, reason = "each test program uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has not passed")]

pub mod databases;
mod kept;
mod site;
mod staff;

pub use kept::{Kept, keep};
pub use site::{Answer, PLAIN, TWIN, TestSite, build_site, demo_day};
pub use staff::{Colleague, PASSWORD, digits};
