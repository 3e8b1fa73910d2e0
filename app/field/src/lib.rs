//! Starts the field app as soon as its bundle is loaded.
//!
//! Everything it starts is in `app::field`. Nothing else ever belongs here.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Mounts the field app on the shell's body.
#[wasm_bindgen(start)]
pub fn start() {
    app::field::mount();
}
