//! The buttons on the map: which are there, which has the focus, which is chosen.

use std::collections::HashMap;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::leaflet::Map;
use crate::{
    browser,
    language::Language,
    map::{
        clusters::{BUTTON_PX, Bounds, Cluster, Clusters},
        coordinates::{WorldPoint, world_from_lat_lng},
        messages,
        points::{Pin, Point},
    },
    stations::model::Kind,
};

/// All points with what is drawn of them.
///
/// The buttons stand in Leaflet's pane for markers but are put there by us, all new ones in one go: as many of
/// Leaflet's own markers take half as long again.
pub(super) struct Markers {
    pub(super) points: Vec<Point>,
    /// The 市县 that the points stand in, and which of them each point does.
    areas: Vec<String>,
    area_of: Vec<usize>,
    clusters: Clusters,
    drawn: HashMap<u32, Button>,
    /// Zoom and origin that the buttons were last placed for.
    placed_for: Option<(f64, WorldPoint)>,
    /// Slug of the chosen one.
    chosen: Option<String>,
    language: Language,
}

/// A button on the map.
struct Button {
    element: HtmlElement,
    /// Its middle, in the world of zoom 0.
    middle: WorldPoint,
}

impl Button {
    /// Puts the button where it belongs, as seen from the origin of the map's panes.
    fn place(&self, zoom: f64, origin: WorldPoint) {
        let scale = zoom.exp2();
        let corner = |middle: f64, origin: f64| (middle * scale - origin - BUTTON_PX / 2.0).round() as i32;
        let (x, y) = (corner(self.middle.x, origin.x), corner(self.middle.y, origin.y));
        // Refused only for a name that is none.
        let _ = self.element.style().set_property("transform", &format!("translate({x}px,{y}px)"));
    }
}

impl Markers {
    pub(super) fn new(points: Vec<Point>, language: Language) -> Self {
        let clusters = Clusters::build(points.iter().map(|point| point.at).collect());
        let mut areas: Vec<String> = Vec::new();
        let mut number = |area: &str| {
            areas.iter().position(|known| known == area).unwrap_or_else(|| {
                areas.push(area.to_owned());
                areas.len() - 1
            })
        };
        let area_of = points.iter().map(|point| number(&point.area)).collect();
        Self {
            points,
            areas,
            area_of,
            clusters,
            drawn: HashMap::new(),
            placed_for: None,
            chosen: None,
            language,
        }
    }

    /// Brings the buttons into line with what the map shows; those that stay are left alone and keep the focus.
    pub(super) fn draw(&mut self, map: &Map) {
        let edges = map.bounds();
        let bounds =
            Bounds { south: edges.south(), west: edges.west(), north: edges.north(), east: edges.east() };
        let visible = self.clusters.visible(bounds, map.zoom() as u8);
        browser::note_time("map-clustered");
        self.drawn.retain(|id, button| {
            let stays = visible.iter().any(|cluster| cluster.id == *id);
            if !stays {
                button.element.remove();
            }
            stays
        });
        self.place(map);
        let new: Vec<Cluster> =
            visible.into_iter().filter(|cluster| !self.drawn.contains_key(&cluster.id)).collect();
        self.add(map, &new);
    }

    /// Moves the buttons to where they belong, if the map's zoom or origin is no longer what it was.
    pub(super) fn place(&mut self, map: &Map) {
        let now = (map.zoom(), map.origin());
        if self.placed_for != Some(now) {
            self.drawn.values().for_each(|button| button.place(now.0, now.1));
            self.placed_for = Some(now);
        }
    }

    fn add(&mut self, map: &Map, new: &[Cluster]) {
        let (zoom, origin) = (map.zoom(), map.origin());
        let pane = map.pane("markerPane");
        let html: String = new.iter().map(|cluster| self.button(*cluster)).collect();
        // Refused only for a place that is none.
        let _ = pane.insert_adjacent_html("beforeend", &html);
        let mut last = pane.last_element_child();
        for cluster in new.iter().rev() {
            let Some(element) = last else { return };
            last = element.previous_element_sibling();
            let button =
                Button { element: element.unchecked_into(), middle: world_from_lat_lng(cluster.at, 0) };
            button.place(zoom, origin);
            self.drawn.insert(cluster.id, button);
        }
    }

    fn button(&self, cluster: Cluster) -> String {
        let Cluster { id, count, .. } = cluster;
        let Some(point) = self.points.get(id as usize).filter(|_| count == 1) else {
            let name = escaped(&self.cluster_name(cluster));
            return format!(
                r#"<button type="button" class="cluster" data-id="{id}" aria-label="{name}">{count}</button>"#
            );
        };
        let (class, sign) = match point.pin {
            Pin::Station(Kind::CountyCentre) => ("marker marker--centre", "县"),
            Pin::Station(Kind::Station) => ("marker", "站"),
            Pin::Station(Kind::VillageRoom) => ("marker marker--room", "村"),
            Pin::Activity => ("marker", "★"),
        };
        let (slug, name) = (escaped(&point.slug), escaped(&point.name));
        let pressed = self.chosen.as_ref() == Some(&point.slug);
        format!(
            r#"<button type="button" class="{class}" data-id="{id}" data-slug="{slug}" aria-pressed="{pressed}" aria-label="{name}">{sign}</button>"#
        )
    }

    /// Shows the station as the chosen one, and no other.
    pub(super) fn choose(&mut self, slug: Option<String>) {
        self.chosen = slug;
        for (id, button) in &self.drawn {
            if let Some(point) = self.points.get(*id as usize) {
                let pressed = self.chosen.as_ref() == Some(&point.slug);
                // Refused only for a name that is none.
                let _ = button.element.set_attribute("aria-pressed", if pressed { "true" } else { "false" });
            }
        }
    }

    /// Gives the focus to a button.
    pub(super) fn focus(&self, id: u32) {
        if let Some(button) = self.drawn.get(&id) {
            // A button in the page takes the focus.
            let _ = button.element.focus();
        }
    }

    /// «琼海，12 个站点»: by the 市县 that most of them stand in.
    fn cluster_name(&self, cluster: Cluster) -> String {
        let mut counts = vec![0_u32; self.areas.len()];
        self.clusters.for_each_member(cluster.id, |id| {
            if let Some(area) = self.area_of.get(id as usize) {
                counts[*area] += 1;
            }
        });
        let most = (0..counts.len()).max_by_key(|area| counts[*area]);
        let area = most.map_or("", |area| self.areas[area].as_str());
        let (l, many) = (self.language, cluster.count as usize);
        let across = counts.iter().filter(|count| **count > 0).count() > 1;
        // A map shows the one or the other.
        let activities = self.points.first().is_some_and(|point| point.pin == Pin::Activity);
        match (activities, across) {
            (false, false) => messages::cluster(l, area, many),
            (false, true) => messages::cluster_across(l, area, many),
            (true, false) => messages::cluster_activities(l, area, many),
            (true, true) => messages::cluster_activities_across(l, area, many),
        }
    }

    /// The stations behind a button.
    pub(super) fn behind(&self, id: u32) -> Vec<u32> {
        self.clusters.members(id)
    }

    /// The zoom at which the button falls apart; none for a station, or for several at one place.
    pub(super) fn falls_apart_at(&self, id: u32) -> Option<u8> {
        self.clusters.expansion_zoom(id)
    }

    /// The drawn button that holds the point.
    pub(super) fn holding(&self, point: u32) -> Option<u32> {
        self.drawn.keys().copied().find(|id| self.clusters.members(*id).contains(&point))
    }

    /// The middle of the stations behind a button.
    pub(super) fn middle(&self, members: &[u32]) -> Option<(f64, f64)> {
        let places: Vec<_> = members.iter().filter_map(|id| self.points.get(*id as usize)).collect();
        let count = places.len() as f64;
        (!places.is_empty()).then(|| {
            let sum = |of: fn(&Point) -> f64| places.iter().map(|point| of(point)).sum::<f64>() / count;
            (sum(|point| point.at.lat), sum(|point| point.at.lng))
        })
    }
}

/// `[lat, lng]`.
pub(super) fn at(lat: f64, lng: f64) -> Array {
    Array::of2(&lat.into(), &lng.into())
}

/// A JavaScript object of these names and values.
pub(super) fn object(values: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in values {
        // A plain object takes any value.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// The id of the button that was pressed or has the focus.
pub(super) fn button_id(target: Option<web_sys::EventTarget>) -> Option<(HtmlElement, u32)> {
    let element: Element = target?.dyn_into().ok()?;
    let button: HtmlElement = element.closest("button[data-id]").ok()??.dyn_into().ok()?;
    let id = button.get_attribute("data-id")?.parse().ok()?;
    Some((button, id))
}

/// The nearest button in the direction of an arrow key.
pub(super) fn neighbour(view: &Element, from: &Element, key: &str) -> Option<HtmlElement> {
    let middle = |element: &Element| {
        let r = element.get_bounding_client_rect();
        (r.left() + r.width() / 2.0, r.top() + r.height() / 2.0)
    };
    let (x, y) = middle(from);
    let buttons = view.query_selector_all("button[data-id]").ok()?;
    let mut best: Option<(f64, HtmlElement)> = None;
    for number in 0..buttons.length() {
        let Some(button) = buttons.item(number).and_then(|node| node.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let (other_x, other_y) = middle(&button);
        let (along, across) = match key {
            "ArrowLeft" => (x - other_x, y - other_y),
            "ArrowRight" => (other_x - x, y - other_y),
            "ArrowUp" => (y - other_y, x - other_x),
            "ArrowDown" => (other_y - y, x - other_x),
            _ => return None,
        };
        // What lies ahead counts; what lies aside counts double as far.
        let far = along + 2.0 * across.abs();
        if along > 1.0 && best.as_ref().is_none_or(|(least, _)| far < *least) {
            best = Some((far, button));
        }
    }
    best.map(|(_, button)| button)
}
