//! The few words of Leaflet 1.9 that the live map needs. Leaflet is loaded by the driver before any is used.

use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement};

use crate::map::coordinates::WorldPoint;

#[wasm_bindgen]
extern "C" {
    pub(super) type Map;
    pub(super) type Layer;
    pub(super) type LatLngBounds;

    #[wasm_bindgen(js_namespace = L, js_name = map)]
    pub(super) fn map(element: &HtmlElement, options: &Object) -> Map;
    #[wasm_bindgen(js_namespace = L, js_name = svgOverlay)]
    pub(super) fn svg_overlay(picture: &Element, bounds: &Array, options: &Object) -> Layer;
    #[wasm_bindgen(js_namespace = L, js_name = tileLayer)]
    pub(super) fn tile_layer(url: &str, options: &Object) -> Layer;
    #[wasm_bindgen(js_namespace = ["L", "control"], js_name = zoom)]
    pub(super) fn zoom_control(options: &Object) -> Layer;

    #[wasm_bindgen(method, js_name = addTo)]
    pub(super) fn add_to(this: &Layer, map: &Map);

    #[wasm_bindgen(method, js_name = fitBounds)]
    pub(super) fn fit_bounds(this: &Map, bounds: &Array);
    #[wasm_bindgen(method, js_name = setView)]
    pub(super) fn set_view(this: &Map, at: &Array, zoom: f64);
    #[wasm_bindgen(method)]
    pub(super) fn on(this: &Map, names: &str, listener: &Function);
    #[wasm_bindgen(method, js_name = getZoom)]
    pub(super) fn zoom(this: &Map) -> f64;
    #[wasm_bindgen(method, js_name = getCenter)]
    pub(super) fn centre(this: &Map) -> Centre;
    #[wasm_bindgen(method, js_name = getBounds)]
    pub(super) fn bounds(this: &Map) -> LatLngBounds;
    #[wasm_bindgen(method, js_name = getPane)]
    pub(super) fn pane(this: &Map, name: &str) -> HtmlElement;
    #[wasm_bindgen(method, js_name = getPixelOrigin)]
    fn pixel_origin(this: &Map) -> Pixel;

    type Pixel;
    #[wasm_bindgen(method, getter)]
    fn x(this: &Pixel) -> f64;
    #[wasm_bindgen(method, getter)]
    fn y(this: &Pixel) -> f64;

    pub(super) type Centre;
    #[wasm_bindgen(method, getter)]
    pub(super) fn lat(this: &Centre) -> f64;
    #[wasm_bindgen(method, getter)]
    pub(super) fn lng(this: &Centre) -> f64;

    #[wasm_bindgen(method, js_name = getSouth)]
    pub(super) fn south(this: &LatLngBounds) -> f64;
    #[wasm_bindgen(method, js_name = getWest)]
    pub(super) fn west(this: &LatLngBounds) -> f64;
    #[wasm_bindgen(method, js_name = getNorth)]
    pub(super) fn north(this: &LatLngBounds) -> f64;
    #[wasm_bindgen(method, js_name = getEast)]
    pub(super) fn east(this: &LatLngBounds) -> f64;
}

impl Map {
    /// Where the map's panes begin, in the world of its zoom.
    pub(super) fn origin(&self) -> WorldPoint {
        let origin = self.pixel_origin();
        WorldPoint { x: origin.x(), y: origin.y() }
    }
}
