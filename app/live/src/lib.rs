//! The form of a page as `public/form-live.js` calls it. Texts go in and come out whole: one crossing for each thing that
//! somebody does.
//!
//! Everything it knows is in `app::forms::live`. Nothing else ever belongs here.
#![cfg(target_arch = "wasm32")]

use app::{
    forms::live::{self, Live},
    ids::TurnId,
};
use wasm_bindgen::prelude::wasm_bindgen;

/// The form of a page, and what on the page is to look differently because of what was done last.
#[wasm_bindgen]
pub struct LiveForm {
    live: Live,
    touches: String,
}

#[wasm_bindgen]
impl LiveForm {
    /// The form that the page tells of, with what its controls hold.
    pub fn open(page: &str, controls: &str) -> Option<LiveForm> {
        let (live, touches) = Live::open(page, controls)?;
        Some(Self { live, touches: live::written(&touches) })
    }

    /// What the page was to look like once the form was open.
    pub fn opened(&mut self) -> String {
        std::mem::take(&mut self.touches)
    }

    /// Somebody used this control; its question has these.
    pub fn type_in(&mut self, name: &str, controls: &str) -> String {
        live::written(&self.live.type_in(name, controls))
    }

    /// So many lines of what was calculated and does not stand on the page yet.
    pub fn outputs(&mut self, most: usize) -> String {
        live::written(&self.live.outputs(most))
    }

    /// Another turn of this group.
    pub fn add(&mut self, group: &str) -> String {
        live::written(&self.live.add(group, TurnId::fresh()))
    }

    /// Without this turn.
    pub fn remove(&mut self, group: &str, turn: &str) -> String {
        live::written(&self.live.remove(group, turn))
    }

    /// This turn once more, with what its controls held.
    pub fn bring_back(&mut self, group: &str, turn: &str, controls: &str) -> String {
        live::written(&self.live.bring_back(group, turn, controls))
    }

    /// What is wrong on this page.
    pub fn look(&mut self) -> String {
        live::written(&self.live.look())
    }

    /// The same for the list above the form.
    pub fn listed(&self) -> String {
        live::written(&self.live.listed())
    }
}
