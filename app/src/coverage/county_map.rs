//! The 市县 with their coverage: in five steps that differ by pattern as well as by shade, and the figure in each.
//!
//! The shapes stay in their own file (`public/hainan.svg`), as in `app/src/map/overview.rs`.

use leptos::prelude::*;

use super::{messages, model::step};
use crate::{
    language::Language,
    map::{
        Inset, Legal, SANSHA,
        overview_shapes::{AREAS, CITIES, VIEW_BOX},
        short_name,
    },
    reader::{directory, language, site},
};

/// The width that type and lines suppose.
const WIDTH: f64 = 1000.0;
const SCALE: f64 = WIDTH / VIEW_BOX.2;

/// The map; `rates` are codes of 市县 with their coverage in per cent, nothing where none is told.
#[component]
pub(super) fn CountyMap(rates: Vec<(String, Option<usize>)>) -> impl IntoView {
    let l = language();
    let directory = directory();
    let areas = &directory.areas;
    let picture = site().asset("hainan.svg");
    let told = |rate: Option<usize>| {
        rate.map_or_else(|| messages::no_data(l).to_owned(), |rate| messages::per_cent(l, rate))
    };
    let regions: Vec<_> = rates
        .iter()
        .filter_map(|(code, rate)| {
            let name = short_name(areas.division(code)?.name_in(l)).to_owned();
            let label = CITIES.iter().chain(AREAS).find(|shape| shape.code == code)?;
            Some((code.as_str(), name, *rate, label))
        })
        .collect();
    let links = regions
        .iter()
        .map(|(code, name, rate, _)| {
            let shapes = AREAS.iter().filter(|shape| areas.county_or_city(shape.code).is_some_and(|it| it.code == *code));
            let uses = shapes.map(|shape| view! { <use href=format!("{picture}#c{}", shape.code)></use> }).collect_view();
            let fill = rate.map(|rate| format!("url(#coverage-step-{})", step(rate)));
            let href = l.address(&super::county_page::address(code));
            view! { <g fill=fill><a href=href aria-label=messages::map_area(l, name, &told(*rate))>{uses}</a></g> }
        })
        .collect_view();
    let labels = regions
        .iter()
        .map(|(_, name, rate, label)| {
            let (x, y) = ((label.label_x * SCALE) as i32, (label.label_y * SCALE) as i32);
            view! { <text x=x y=y>{name.clone()}<tspan class="overview__count" x=x dy="1.1em">{told(*rate)}</tspan></text> }
        })
        .collect_view();
    let (left, top, width, height) = VIEW_BOX;
    let [left, top, width, height, whole, high] =
        [left, top, width, height, WIDTH, height * SCALE].map(|it| it.round() as i32);
    let inset = rates.iter().find(|(code, _)| code == SANSHA).map(|(code, rate)| {
        let name = areas.division(code).map(|it| it.name_in(l).to_owned()).unwrap_or_default();
        let href = l.address(&super::county_page::address(code));
        view! { <Inset href label=messages::map_inset(l, &name, &told(*rate)) here=false/> }
    });
    view! {
        <figure class="coverage-map">
            <div class="map__stage">
            <svg class="coverage-map__picture" viewBox=format!("0 0 {whole} {high}") role="group" aria-label=messages::map(l)>
                <defs>{(0..5).map(pattern).collect_view()}</defs>
                <svg width=whole height=high viewBox=format!("{left} {top} {width} {height}")>{links}</svg>
                <g aria-hidden="true">{labels}</g>
            </svg>
            {inset}
            </div>
            <Legal/>
            <figcaption><ul class="coverage-map__key" aria-label=messages::legend(l)>{legend(l)}</ul></figcaption>
        </figure>
    }
}

/// What fills a step: from bare to solid, with more strokes in between.
fn pattern(step: usize) -> impl IntoView {
    let strokes = match step {
        1 => "M0 200 200 0",
        2 => "M0 100 100 0M100 200 200 100M0 200 200 0",
        3 => "M0 100 100 0M100 200 200 100M0 200 200 0M0 100 100 200M100 0 200 100M0 0 200 200",
        _ => "",
    };
    let ground = if step == 4 { "coverage-map__all" } else { "coverage-map__ground" };
    view! {
        <pattern id=format!("coverage-step-{step}") width="200" height="200" patternUnits="userSpaceOnUse">
            <rect class=ground width="200" height="200"></rect>
            <path class="coverage-map__strokes" d=strokes></path>
        </pattern>
    }
}

fn legend(l: Language) -> impl IntoView {
    let words = [
        messages::step_none(l),
        messages::step_third(l),
        messages::step_two_thirds(l),
        messages::step_most(l),
        messages::step_all(l),
    ];
    words
        .into_iter()
        .zip(0..)
        .map(|(words, step)| {
            let fill = format!("url(#coverage-step-{step})");
            view! {
                <li><svg class="coverage-map__swatch" viewBox="0 0 600 400" aria-hidden="true">
                    <rect width="600" height="400" fill=fill></rect></svg>{words}</li>
            }
        })
        .collect_view()
}
