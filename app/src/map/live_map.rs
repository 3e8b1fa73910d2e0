//! The island that turns the overview into a map one can zoom.
//!
//! Leaflet is fetched only when the map comes on screen; until then, and without scripts, the overview stands.
//! Every marker is a named button; what is chosen is told below the map and marked in the list.

use leptos::{html::Div, prelude::*};

use super::{
    live, messages,
    points::{Pin, Point},
};
use crate::{reader::language, stations::messages as stations};

/// What the live map tells the page.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// The map stands.
    pub ready: RwSignal<bool>,
    /// The chosen stations or activities: one, or several at one place.
    pub chosen: RwSignal<Vec<Point>>,
    /// The reader pressed «my position»: moves on with each press.
    pub locate: RwSignal<u32>,
    /// What there is to say about the reader's position.
    pub status: RwSignal<&'static str>,
    /// The reader pressed «whole island»: moves on with each press.
    pub whole: RwSignal<u32>,
}

/// The map. Stands before the overview in a frame `.map` that says where everything is fetched: `data-points`,
/// `data-script`, `data-style`, `data-shapes` (the counties), and `data-tiles`, a template with `{layer}`, if there
/// are background pictures. Attributes instead of properties: an island with properties carries a JSON reader.
#[island]
pub fn LiveMap() -> impl IntoView {
    let l = language();
    let view = NodeRef::<Div>::new();
    let shown = Shown {
        ready: RwSignal::new(false),
        chosen: RwSignal::new(Vec::new()),
        locate: RwSignal::new(0),
        status: RwSignal::new(""),
        whole: RwSignal::new(0),
    };
    live::start(view, shown);
    let hidden = move || !shown.ready.get();
    let lines = move || {
        shown
            .chosen
            .get()
            .into_iter()
            .map(|point| {
                let slice = if point.pin == Pin::Activity { "activities" } else { "stations" };
                view! { <li><a href=l.address(&format!("/{slice}/{}", point.slug))>{point.name}</a></li> }
            })
            .collect_view()
    };
    view! {
        <div class="map__tools" hidden=hidden>
            <button class="button button--small icon icon--locate" type="button"
                on:click=move |_| shown.locate.update(|times| *times += 1)>{messages::locate(l)}</button>
            <button class="button button--small button--quiet" type="button"
                on:click=move |_| shown.whole.update(|times| *times += 1)>{messages::whole(l)}</button>
            <span role="status">{move || shown.status.get()}</span>
        </div>
        <p class="visually-hidden" id="map-hint" hidden=hidden>{messages::hint(l)}</p>
        <div class="map__view" role="application" aria-label=messages::live(l) aria-describedby="map-hint" hidden=hidden
            node_ref=view></div>
        <div class="map__chosen" role="status" aria-label=stations::details(l)><ul class="plain">{lines}</ul></div>
    }
}
