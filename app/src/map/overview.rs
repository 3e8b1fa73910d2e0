//! The overview of the island: shapes, names and numbers of stations, each a link. Needs no script.
//!
//! The shapes stay in their own file (`public/hainan.svg`), which the browser keeps; here are only the links. The
//! live map lays the same shapes under its markers.

use leptos::prelude::*;

use super::{
    messages,
    overview_shapes::{AREAS, CITIES, INSET_SHAPES, INSET_VIEW_BOX, VIEW_BOX},
};
use crate::{
    language::Language,
    reader::{directory, language, site},
};

/// The overview's own size; type and lines in `style/slices/map.css` suppose this width.
const WIDTH: f64 = 1000.0;

/// From the units of the shapes to those of the overview.
const SCALE: f64 = WIDTH / VIEW_BOX.2;

/// The overview's height: as high as the shapes at that width.
const HEIGHT: f64 = VIEW_BOX.3 * SCALE;

/// One of the 19 市县 on the overview.
struct Region<'a> {
    code: &'a str,
    name: &'a str,
    shapes: Vec<&'static str>,
    label: Option<(f64, f64)>,
    count: usize,
}

/// What an overview says of what it counts.
#[derive(Clone, Copy)]
pub struct Counts {
    /// What it shows.
    pub overview: fn(Language) -> &'static str,
    /// An area and how many there are.
    pub area: fn(Language, &str, usize) -> String,
    /// The same of the inset.
    pub inset: fn(Language, &str, usize) -> String,
}

/// Stations.
const STATIONS: Counts =
    Counts { overview: messages::overview, area: messages::area_link, inset: messages::inset_link };

/// The overview; `address` gives the address behind an area, without its language, `count` its number of stations or of
/// what else is counted, `chosen` is the area shown.
#[component]
pub fn Overview(
    address: impl Fn(&str) -> String,
    count: impl Fn(&str) -> usize,
    #[prop(optional)] chosen: String,
    #[prop(default = STATIONS)] counts: Counts,
) -> impl IntoView {
    let l = language();
    let directory = directory();
    let areas = &directory.areas;
    let picture = site().asset("hainan.svg");
    let drawn: Vec<_> = AREAS
        .iter()
        .filter_map(|shape| Some((areas.county_or_city(shape.code)?.code.as_str(), shape.code)))
        .collect();
    let regions: Vec<Region> = areas
        .counties_and_cities()
        .map(|division| {
            let shapes = drawn.iter().filter(|(county, _)| *county == division.code);
            let label = CITIES.iter().chain(AREAS).find(|shape| shape.code == division.code);
            Region {
                code: &division.code,
                name: short_name(division.name_in(l)),
                shapes: shapes.map(|(_, shape)| *shape).collect(),
                label: label.map(|shape| (shape.label_x, shape.label_y)),
                count: count(&division.code),
            }
        })
        .collect();
    let here = areas.county_or_city(&chosen).map(|division| division.code.clone());
    let labelled = regions.iter().filter_map(|region| Some((region, region.label?)));
    let links = labelled
        .clone()
        .map(|(region, _)| {
            let uses = region
                .shapes
                .iter()
                .map(|code| view! { <use href=format!("{picture}#c{code}")></use> })
                .collect_view();
            // The group makes it a link of the drawing: alone it would be one of HTML, which draws nothing.
            view! {
                <g><a href=l.address(&address(region.code)) class:overview__served=(region.count > 0)
                    aria-label=(counts.area)(l, region.name, region.count)
                    aria-current=(here.as_deref() == Some(region.code)).then_some("true")>{uses}</a></g>
            }
        })
        .collect_view();
    // After all shapes, or a neighbour would be painted over a name. The links say the same to who cannot see.
    let labels = labelled
        .map(|(region, (x, y))| {
            // Whole numbers are exact enough, and smaller.
            let (x, y) = ((x * SCALE) as i32, (y * SCALE) as i32);
            view! {
                <text x=x y=y>{region.name.to_owned()}
                    <tspan class="overview__count" x=x dy="1.1em">{region.count}</tspan></text>
            }
        })
        .collect_view();
    let sansha = regions.iter().find(|region| region.code == SANSHA).map(|region| {
        view! {
            <Inset href=l.address(&address(SANSHA)) label=(counts.inset)(l, region.name, region.count)
                here=here.as_deref() == Some(SANSHA)/>
        }
    });
    let (left, top, width, height) = VIEW_BOX;
    let [left, top, width, height, whole, high] =
        [left, top, width, height, WIDTH, HEIGHT].map(|it| it.round() as i32);
    view! {
        <svg class="overview" viewBox=format!("0 0 {whole} {high}") role="group" aria-label=(counts.overview)(l)>
            <svg width=whole height=high viewBox=format!("{left} {top} {width} {height}")>{links}</svg>
            <g aria-hidden="true">{labels}</g>
        </svg>
        {sansha}
    }
}

/// 三沙市, which stands in the inset only.
pub(crate) const SANSHA: &str = "460300";

/// The South China Sea Islands at their own scale. Stands bottom right over the overview and over the live map: a
/// map that shows the whole island shows them too.
#[component]
pub(crate) fn Inset(href: String, label: String, here: bool) -> impl IntoView {
    let l = language();
    let picture = site().asset("hainan.svg");
    let (_, _, width, height) = INSET_VIEW_BOX;
    let (width, height) = (width as i32, height as i32);
    let shapes = INSET_SHAPES
        .iter()
        .map(|id| {
            let class = if id.ends_with("dashes") { "overview__dashes" } else { "" };
            view! { <use class=class href=format!("{picture}#{id}")></use> }
        })
        .collect_view();
    view! {
        <svg class="map__inset" viewBox=format!("0 0 {width} {height}")>
            <a class="overview__inset" href=href aria-label=label aria-current=here.then_some("true")>
                <rect width=width height=height></rect>
                {shapes}
                <text x=width / 2 y=height - 40 aria-hidden="true">{messages::inset(l)}</text>
            </a>
        </svg>
    }
}

/// What every map must say: the review number of the map, and that it is a sketch.
#[component]
pub fn Legal() -> impl IntoView {
    let l = language();
    let review = match &site().map_review_number {
        Some(number) => messages::review_number(l, number),
        None => messages::review_none(l).to_owned(),
    };
    view! { <div class="map__legal"><p>{review}</p><p>{messages::sketch(l)}</p>
    {site().tiles.as_ref().map(|_| view! { <p>{messages::tiles_credit(l)}</p> })}</div> }
}

/// A name short enough for the map: without the ending that they all share, in English the first word.
pub fn short_name(name: &str) -> &str {
    [
        "黎族苗族自治县",
        "黎族自治县",
        "市",
        "县",
        " Li and Miao Autonomous County",
        " Li Autonomous County",
        " County",
    ]
    .into_iter()
    .find_map(|ending| name.strip_suffix(ending))
    .unwrap_or(name)
}
