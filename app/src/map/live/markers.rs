//! The buttons on the map: which are there, which has the focus, which is chosen.

use std::collections::HashMap;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::leaflet::{Layer, Map, div_icon, marker};
use crate::{
    browser,
    language::Language,
    map::{
        clusters::{BUTTON_PX, Bounds, Cluster, Clusters},
        messages,
        points::Point,
    },
    stations::model::Kind,
};

/// All points with what is drawn of them.
pub(super) struct Markers {
    pub(super) points: Vec<Point>,
    /// The 市县 that the points stand in, and which of them each point does.
    areas: Vec<String>,
    area_of: Vec<usize>,
    clusters: Clusters,
    drawn: HashMap<u32, Layer>,
    language: Language,
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
        Self { points, areas, area_of, clusters, drawn: HashMap::new(), language }
    }

    /// Brings the buttons into line with what the map shows; those that stay are left alone and keep the focus.
    pub(super) fn draw(&mut self, map: &Map) {
        let edges = map.bounds();
        let bounds =
            Bounds { south: edges.south(), west: edges.west(), north: edges.north(), east: edges.east() };
        let visible = self.clusters.visible(bounds, map.zoom() as u8);
        browser::note_time("map-clustered");
        let gone: Vec<u32> = self
            .drawn
            .keys()
            .copied()
            .filter(|id| !visible.iter().any(|cluster| cluster.id == *id))
            .collect();
        for layer in gone.iter().filter_map(|id| self.drawn.remove(id)) {
            layer.remove();
        }
        for cluster in visible {
            if !self.drawn.contains_key(&cluster.id) {
                let layer = self.button(cluster);
                layer.add_to(map);
                self.drawn.insert(cluster.id, layer);
            }
        }
    }

    fn button(&self, cluster: Cluster) -> Layer {
        let html = match self.points.get(cluster.id as usize).filter(|_| cluster.count == 1) {
            Some(point) => {
                let (class, sign) = match point.kind {
                    Kind::CountyCentre => ("marker marker--centre", "县"),
                    Kind::Station => ("marker", "站"),
                    Kind::VillageRoom => ("marker marker--room", "村"),
                };
                format!(
                    r#"<button type="button" class="{class}" data-id="{}" data-slug="{}" aria-pressed="false" aria-label="{}">{sign}</button>"#,
                    cluster.id,
                    escaped(&point.slug),
                    escaped(&point.name)
                )
            }
            None => format!(
                r#"<button type="button" class="cluster" data-id="{}" aria-label="{}">{}</button>"#,
                cluster.id,
                escaped(&self.cluster_name(cluster)),
                cluster.count
            ),
        };
        let size = Array::of2(&BUTTON_PX.into(), &BUTTON_PX.into());
        let icon =
            div_icon(&object(&[("html", html.into()), ("className", "".into()), ("iconSize", size.into())]));
        let options =
            object(&[("icon", icon.into()), ("keyboard", false.into()), ("interactive", false.into())]);
        marker(&at(cluster.at.lat, cluster.at.lng), &options)
    }

    /// «琼海，12 个站点»: by the 市县 that most of them stand in.
    fn cluster_name(&self, cluster: Cluster) -> String {
        let mut counts = vec![0_u32; self.areas.len()];
        for id in self.behind(cluster.id) {
            if let Some(area) = self.area_of.get(id as usize) {
                counts[*area] += 1;
            }
        }
        let most = (0..counts.len()).max_by_key(|area| counts[*area]);
        let area = most.map_or("", |area| self.areas[area].as_str());
        match counts.iter().filter(|count| **count > 0).count() {
            0 | 1 => messages::cluster(self.language, area, cluster.count as usize),
            _ => messages::cluster_across(self.language, area, cluster.count as usize),
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
