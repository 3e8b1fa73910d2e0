//! Starts the map when it comes on screen, and leads what the reader does to the markers.
//!
//! A failure (no network, no Leaflet) leaves the overview as it is: the page works without the live map.

use std::{cell::RefCell, rc::Rc};

use js_sys::Array;
use leptos::{html::Div, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Document, Element, Event, HtmlElement, IntersectionObserver, IntersectionObserverEntry, KeyboardEvent,
};

use super::{
    leaflet::{Map, map, svg_overlay, tile_layer, zoom_control},
    markers::{Markers, at, button_id, neighbour, object},
};
use crate::{
    browser,
    language::Language,
    map::{
        coordinates::{LatLng, decimals},
        live_map::Shown,
        messages,
        overview_shapes::{AREAS, BOUNDS, VIEW_BOX},
        points::{Point, read_points},
    },
    reader::language,
};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Zoom at which a reader's own surroundings are shown.
const ZOOM_NEAR: f64 = 11.0;

/// Width of the county lines at each zoom, in pixels of zoom 12, so that they look alike.
const LINES: [&str; 13] = ["32", "32", "32", "32", "32", "32", "32", "32", "24", "12", "6", "3", "1.5"];

/// Size of the counties' names, in units of the overview, so that they stay 12 pixels high from zoom to zoom; nothing
/// from where one county fills the map.
const NAMES: [&str; 13] = ["49", "49", "49", "49", "49", "49", "49", "49", "24", "12", "6", "3", "0"];

/// The map with all that belongs to it; lives as long as the page.
struct Live {
    map: Map,
    view: HtmlElement,
    /// The county shapes, whose lines stay as thin at every zoom.
    outlines: Option<Element>,
    markers: RefCell<Markers>,
    /// Points one of whose buttons takes the focus after the next drawing.
    to_focus: RefCell<Vec<u32>>,
    shown: Shown,
}

/// Starts the map once its frame comes on screen.
pub(in crate::map) fn start(view: NodeRef<Div>, shown: Shown) {
    Effect::new(move |_| {
        let Some(view) = view.get() else { return };
        let view: HtmlElement = view.unchecked_into();
        // The view itself is hidden until the map stands, so its frame is watched.
        if let Ok(Some(frame)) = view.closest(".map") {
            when_on_screen(&frame.clone(), move || begin(frame, view, shown));
        }
    });
}

fn when_on_screen(element: &Element, then: impl FnOnce() + 'static) {
    let mut then = Some(then);
    let seen = Closure::<dyn FnMut(Array, IntersectionObserver)>::new(
        move |entries: Array, observer: IntersectionObserver| {
            let visible = entries
                .iter()
                .any(|entry| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting());
            if visible && let Some(then) = then.take() {
                observer.disconnect();
                then();
            }
        },
    );
    if let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) {
        observer.observe(element);
        seen.forget();
    }
}

fn begin(frame: Element, view: HtmlElement, shown: Shown) {
    let Some(document) = view.owner_document() else { return };
    let said = |name| frame.get_attribute(name);
    let (Some(points), Some(script), Some(style)) =
        (said("data-points"), said("data-script"), said("data-style"))
    else {
        return;
    };
    add_style(&document, &style);
    load_script(&document, &script, move || {
        browser::fetch_text(&points, move |lines| {
            if let Some(lines) = lines {
                show(&frame, view, shown, &lines);
            }
        });
    });
}

fn add_style(document: &Document, address: &str) {
    let (Ok(link), Some(head)) = (document.create_element("link"), document.head()) else { return };
    // Plain attributes on a fresh element are not refused.
    let _ = link.set_attribute("rel", "stylesheet");
    let _ = link.set_attribute("href", address);
    let _ = head.prepend_with_node_1(&link);
}

fn load_script(document: &Document, address: &str, then: impl FnOnce() + 'static) {
    let (Ok(script), Some(head)) = (document.create_element("script"), document.head()) else { return };
    let loaded = Closure::once_into_js(then);
    // As above.
    let _ = script.set_attribute("src", address);
    let _ = script.add_event_listener_with_callback("load", loaded.unchecked_ref());
    let _ = head.append_child(&script);
}

fn show(frame: &Element, view: HtmlElement, shown: Shown, lines: &str) {
    let l = language();
    shown.ready.set(true);
    // The view must be visible before Leaflet measures it.
    // Refused only for a name that is none.
    let _ = view.remove_attribute("hidden");
    let options = object(&[
        ("minZoom", 7.into()),
        ("maxZoom", 18.into()),
        ("zoomControl", false.into()),
        ("attributionControl", false.into()),
        ("zoomAnimation", false.into()),
        ("fadeAnimation", false.into()),
        ("markerZoomAnimation", false.into()),
    ]);
    let map = map(&view, &options);
    let titles = object(&[
        ("zoomInTitle", messages::zoom_in(l).into()),
        ("zoomOutTitle", messages::zoom_out(l).into()),
    ]);
    zoom_control(&titles).add_to(&map);
    let outlines = background(frame, &view, &map);

    browser::note_time("map-points");
    let markers = RefCell::new(Markers::new(read_points(lines), l));
    let live = Rc::new(Live { map, view, outlines, markers, to_focus: RefCell::default(), shown });
    live.first_view(frame.has_attribute("data-whole"));
    live.draw();
    live.clone().listen();
    // Refused only for a name that is none.
    let _ = frame.set_attribute("data-live", "");
}

/// Pictures of 天地图 where configured; else, and above them, the county shapes of the overview.
fn background(frame: &Element, view: &HtmlElement, map: &Map) -> Option<Element> {
    if let Some(tiles) = frame.get_attribute("data-tiles") {
        for layer in ["vec", "cva"] {
            // The key is bound to the site's address, so the tile server must be told it, and no more.
            let options = object(&[
                ("subdomains", "01234567".into()),
                ("maxZoom", 18.into()),
                ("referrerPolicy", "origin".into()),
            ]);
            tile_layer(&tiles.replace("{layer}", layer), &options).add_to(map);
        }
    }
    let picture = county_shapes(&view.owner_document()?, &frame.get_attribute("data-shapes")?)?;
    svg_overlay(&picture, &island(), &object(&[("interactive", false.into())])).add_to(map);
    Some(picture)
}

/// The same shapes as in the overview, by reference.
fn county_shapes(document: &Document, shapes: &str) -> Option<Element> {
    let (left, top, width, height) = VIEW_BOX;
    let picture = document.create_element_ns(Some(SVG), "svg").ok()?;
    let view_box = [left, top, width, height].map(|number| (number as i32).to_string()).join(" ");
    picture.set_attribute("viewBox", &view_box).ok()?;
    picture.set_attribute("aria-hidden", "true").ok()?;
    for area in AREAS {
        let shape = document.create_element_ns(Some(SVG), "use").ok()?;
        shape.set_attribute("href", &format!("{shapes}#c{}", area.code)).ok()?;
        shape.set_attribute("class", "map-county").ok()?;
        picture.append_child(&shape).ok()?;
    }
    if let Some(names) = county_names(document) {
        picture.append_child(&names).ok()?;
    }
    Some(picture)
}

/// The names of the 市县, as they stand on the overview. The links there say them to who cannot see.
fn county_names(document: &Document) -> Option<Element> {
    let names = document.create_element_ns(Some(SVG), "g").ok()?;
    names.set_attribute("class", "map-names").ok()?;
    // The overview is 1,000 units wide.
    let scale = (VIEW_BOX.2 / 100.0) as i32;
    names.set_attribute("transform", &format!("scale({}.{})", scale / 10, scale % 10)).ok()?;
    let written = document.query_selector_all(".overview > g > text").ok()?;
    for at in 0..written.length() {
        let text = written.item(at)?;
        let name = text.clone_node().ok()?;
        name.set_text_content(text.first_child()?.text_content().as_deref());
        names.append_child(&name).ok()?;
    }
    Some(names)
}

fn island() -> Array {
    Array::of2(&at(BOUNDS.south, BOUNDS.west), &at(BOUNDS.north, BOUNDS.east))
}

impl Live {
    /// The view that the address names (`#map=9/19.2/109.7`), else the stations that were asked for, else the island.
    fn first_view(&self, whole: bool) {
        if let Some((zoom, place)) = view_in_address() {
            self.map.set_view(&at(place.lat, place.lng), zoom);
            return;
        }
        let markers = self.markers.borrow();
        let corners = Array::new();
        for point in markers.points.iter().filter(|_| !whole) {
            corners.push(&at(point.at.lat, point.at.lng));
        }
        self.map.fit_bounds(&if corners.length() > 0 { corners } else { island() });
    }

    fn draw(&self) {
        if let Some(outlines) = &self.outlines {
            let zoom = (self.map.zoom() as usize).min(LINES.len() - 1);
            // The shapes stand in pixels of zoom 12. Refused only for a name that is none.
            let _ = outlines.set_attribute("stroke-width", LINES[zoom]);
            // English names are longer and would cover each other while the map is small.
            let crowded = language() == Language::En && zoom < 8;
            let _ = outlines.set_attribute("font-size", if crowded { "0" } else { NAMES[zoom] });
        }
        self.markers.borrow_mut().draw(&self.map);
        let waiting = self.to_focus.take();
        let markers = self.markers.borrow();
        if let Some(id) = waiting.first().and_then(|point| markers.holding(*point)) {
            markers.focus(id);
        }
    }

    /// Shows on the map and in the list what is chosen.
    fn mark(&self) {
        let chosen = self.shown.chosen.get_untracked();
        let slug = chosen.first().map(|point| point.slug.clone());
        browser::mark(".station-card", "aria-current", "true", slug.as_deref());
        self.markers.borrow_mut().choose(slug);
    }

    /// A station is chosen; a cluster is opened, or told as a list where its stations stand at one place.
    fn press(&self, id: u32) {
        let (members, zoom) = {
            let markers = self.markers.borrow();
            (markers.behind(id), markers.falls_apart_at(id))
        };
        match zoom {
            Some(zoom) => {
                let middle = self.markers.borrow().middle(&members);
                self.to_focus.replace(members);
                if let Some((lat, lng)) = middle {
                    self.map.set_view(&at(lat, lng), zoom.into());
                }
            }
            None => {
                let points: Vec<Point> = {
                    let markers = self.markers.borrow();
                    members
                        .iter()
                        .filter_map(|member| markers.points.get(*member as usize).cloned())
                        .collect()
                };
                self.shown.chosen.set(points);
                self.mark();
                self.show_card();
            }
        }
    }

    /// Brings the chosen station's card into view, where the list stands beside the map and not above it.
    fn show_card(&self) {
        let chosen = self.shown.chosen.get_untracked();
        let card =
            chosen.first().and_then(|point| self.view.owner_document()?.get_element_by_id(&point.slug));
        if let Some(card) = card
            && card.get_bounding_client_rect().right() <= self.view.get_bounding_client_rect().left()
        {
            card.scroll_into_view_with_bool(false);
        }
    }

    fn listen(self: Rc<Self>) {
        let live = self.clone();
        let moved = Closure::<dyn FnMut()>::new(move || {
            live.draw();
            live.keep_view_in_address();
        });
        self.map.on("moveend", moved.as_ref().unchecked_ref());
        moved.forget();
        let live = self.clone();
        let pinched = Closure::<dyn FnMut()>::new(move || live.markers.borrow_mut().place(&live.map));
        self.map.on("zoom", pinched.as_ref().unchecked_ref());
        pinched.forget();

        let live = self.clone();
        listen(&self.view, "click", move |event: Event| {
            if let Some((_, id)) = button_id(event.target()) {
                live.press(id);
            }
        });
        let live = self.clone();
        listen(&self.view, "keydown", move |event: Event| {
            let event: KeyboardEvent = event.unchecked_into();
            let from = button_id(event.target()).map(|(button, _)| button);
            if let Some(next) = from.and_then(|from| neighbour(&live.view, &from, &event.key())) {
                event.prevent_default();
                event.stop_propagation();
                // A button in the page takes the focus.
                let _ = next.focus();
            }
        });
        if let Some(list) = self.view.owner_document().and_then(|document| document.get_element_by_id("list"))
        {
            let live = self.clone();
            listen(&list, "focusin", move |event: Event| live.choose_from_list(&event));
        }
        let live = self.clone();
        Effect::new(move |before: Option<(u32, u32)>| {
            let now = (live.shown.locate.get(), live.shown.whole.get());
            if let Some(before) = before {
                if before.0 != now.0 {
                    live.clone().locate();
                }
                if before.1 != now.1 {
                    live.map.fit_bounds(&island());
                }
            }
            now
        });
    }

    fn choose_from_list(&self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(card) = target.and_then(|element| element.closest(".station-card").ok().flatten()) else {
            return;
        };
        let slug = card.id();
        let point = self.markers.borrow().points.iter().find(|point| point.slug == slug).cloned();
        self.shown.chosen.set(point.into_iter().collect());
        self.mark();
    }

    fn locate(self: Rc<Self>) {
        browser::locate(move |place| match place {
            Some((lat, lng)) => {
                let near = LatLng { lat, lng }.rounded();
                self.shown.status.set("");
                self.map.set_view(&at(near.lat, near.lng), ZOOM_NEAR);
            }
            None => self.shown.status.set(messages::position_refused(language())),
        });
    }

    /// The view can be shared: the address always names it.
    fn keep_view_in_address(&self) {
        let centre = self.map.centre();
        let (lat, lng) = (decimals(centre.lat(), 3), decimals(centre.lng(), 3));
        let hash = format!("#map={}/{lat}/{lng}", self.map.zoom() as i32);
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            // Refused when it changes too often; the next move tries again.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&hash));
        }
    }
}

fn listen(element: &Element, name: &str, listener: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(listener);
    // Refused only for a listener that is none.
    let _ = element.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener.forget();
}

fn view_in_address() -> Option<(f64, LatLng)> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let mut parts = hash.strip_prefix("#map=")?.split('/');
    let mut number = || Some(js_sys::Number::parse_float(parts.next()?));
    let zoom = number()?;
    let place = LatLng::new(number()?, number()?).ok()?;
    if !(7.0..=18.0).contains(&zoom) {
        return None;
    }
    Some((zoom, place))
}
