//! The live map as the server sees it: not there.

use leptos::{html::Div, prelude::*};

use crate::map::live_map::Shown;

/// No map starts.
pub(in crate::map) fn start(_view: NodeRef<Div>, _shown: Shown) {}
