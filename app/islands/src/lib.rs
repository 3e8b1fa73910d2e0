//! Starts the islands bundle: a public page that holds an island calls [`hydrate`] once the bundle is there.
//!
//! Everything it starts is in `app`. Nothing else ever belongs here.
#![cfg(target_arch = "wasm32")]

// Named so that the islands of `app` are linked in: nothing else in this crate mentions it.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Wakes every island on the page.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
