//! `/areas/{code}`: a 市县, district, township or village: what serves it, and what is still missing.

use leptos::prelude::*;

use super::{
    areas_page::{coverage, rule},
    messages,
    model::Level,
};
use crate::{
    directory::{model::Directory, serving::Served},
    language::Language,
    reader::{Reader, directory, reader},
    shell::{Page, PageContext, not_found},
    stations::{
        filter::StationFilter,
        finder::{Listed, MeasuredFrom},
        place_answer::whom_to_call,
        station_card::station_card,
    },
};

/// Units shown before the link to all of them.
const SHOWN: usize = 6;

/// The page of the division or village with this code.
pub fn page(context: &PageContext, code: &str) -> Page {
    let l = context.language();
    let areas = &context.directory.areas;
    let Some(name) = areas.name_of(code, l) else { return not_found(context) };
    let place = areas.context(code, l);
    let village = areas.village(code).is_some();
    let name = &match l {
        // Many villages share a name; each page has a title of its own.
        Language::Zh if village => format!("{place}{name}"),
        Language::En if village => format!("{name}, {place}"),
        _ => name,
    };
    let mut crumbs: Vec<_> = areas
        .upwards(code)
        .filter(|above| above.code != code && !above.parent.is_empty() && above.official())
        .map(|above| (above.name_in(l).to_owned(), format!("/areas/{}", above.code)))
        .collect();
    crumbs.push((messages::list_title(l).to_owned(), "/areas".to_owned()));
    let code = code.to_owned();
    // Also that nobody serves a place is counted from what is there.
    let demo = context.directory.stations.iter().any(|unit| unit.demo);
    Page::new(messages::title(l, name), messages::description(l, name), move || view! { <AreaPage code/> })
        .below(crumbs.into_iter().rev())
        .demo(demo)
}

#[component]
fn AreaPage(code: String) -> impl IntoView {
    let reader = reader();
    let l = reader.language;
    let directory = directory();
    let areas = &directory.areas;
    let division = areas.division(&code);
    let name = areas.name_of(&code, l).unwrap_or_default();
    let statistical = division.is_some_and(|it| !it.official());
    let place = areas.context(&code, l);
    let wide = division.is_some_and(|it| matches!(it.level, Level::Province | Level::City | Level::County));
    view! {
        <h1>{messages::title(l, &name)}</h1>
        {(!place.is_empty()).then(|| view! { <p class="soft">{place}</p> })}
        {statistical.then(|| view! { <p class="notice">{messages::statistical(l)}</p> })}
        {units(&reader, &directory, &code)}
        {(!wide || directory.units_in(&code).is_empty()).then(|| served(&reader, &directory, &code))}
        {wide.then(|| covered(l, &directory, &code))}
        {below(l, &directory, &code)}
        {villages(l, &directory, &code)}
        <p class="small soft">{messages::code(l, &code)}</p>
    }
}

fn covered(l: Language, directory: &Directory, code: &str) -> impl IntoView + use<> {
    let found = directory.coverage(code);
    let without: Vec<_> = found
        .without
        .iter()
        .map(|place| {
            let href = l.address(&format!("/areas/{}", place.code()));
            view! { <li><a href=href>{place.name_in(l)}</a></li> }
        })
        .collect();
    let none_missing = without.is_empty() && !found.in_scope.is_empty();
    view! {
        <section class="section--tight">
            <h2>{messages::coverage(l)}</h2>
            {coverage(l, &found)}
            {none_missing.then(|| view! { <p class="notice notice--good section--tight">{messages::without_none(l)}</p> })}
            {(!without.is_empty()).then(|| view! {
                <h3 class="section--tight">{messages::without(l, without.len())}</h3><ul class="area-list">{without}</ul>
            })}
            {rule(l, directory)}
        </section>
    }
}

fn served(reader: &Reader, directory: &Directory, code: &str) -> impl IntoView + use<> {
    let l = reader.language;
    let (heading, note, from, listed): (_, _, _, Vec<Listed<'_>>) = match directory.serving(code) {
        Served::By { stations, .. } => {
            let listed = stations.into_iter().map(|station| Listed { station, away: None }).collect();
            (messages::served_by(l), None, None, listed)
        }
        Served::NotYet { nearest, measured_from } => {
            let from = measured_from.and_then(|it| Some(MeasuredFrom::Seat(it, it.position?.at)));
            let listed =
                nearest.into_iter().map(|(station, away)| Listed { station, away: Some(away) }).collect();
            (messages::nearest(l), Some(messages::served_by_nobody(l)), from, listed)
        }
    };
    let cards: Vec<_> = listed.into_iter().map(|it| station_card(reader, directory, it, from)).collect();
    view! {
        <section class="section--tight">
            {note.map(|note| view! { <p class="notice">{note}</p>{whom_to_call(l, directory, code)} })}
            {(!cards.is_empty()).then(|| view! { <h2>{heading}</h2><ol class="station-list">{cards}</ol> })}
        </section>
    }
}

/// The units of the area, with the way to list and map.
fn units(reader: &Reader, directory: &Directory, code: &str) -> Option<impl IntoView + use<>> {
    let l = reader.language;
    let units = directory.units_in(code);
    let wide = directory.areas.division(code).is_some_and(|it| it.level != Level::Township);
    let filter = StationFilter { area: Some(code.to_owned()), ..StationFilter::default() };
    (wide && !units.is_empty()).then(|| {
        let cards: Vec<_> = units
            .iter()
            .take(SHOWN)
            .map(|station| station_card(reader, directory, Listed { station, away: None }, None))
            .collect();
        view! {
            <section class="section--tight">
                <h2>{messages::units_here(l, units.len())}</h2>
                <ol class="station-list">{cards}</ol>
                <p><a class="button section--tight" href=l.address(&filter.address())>{messages::all_units(l, units.len())}</a></p>
            </section>
        }
    })
}

fn below(l: Language, directory: &Directory, code: &str) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = directory
        .areas
        .children(code)
        .filter(|division| !division.name.contains("直辖村级区划"))
        .map(|division| {
            let href = l.address(&format!("/areas/{}", division.code));
            let count = directory.units_in(&division.code).len();
            let mark = (!division.official()).then(|| view! { <span class="badge">{messages::statistical(l)}</span> });
            view! { <li><a href=href>{division.name_in(l).to_owned()}</a>{mark}<span class="soft numbers">{count}</span></li> }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! { <section class="section--tight"><h2>{messages::below(l)}</h2><ul class="area-list">{lines}</ul></section> }
    })
}

/// The villages listed under a township, or under a district that has no townships.
fn villages(l: Language, directory: &Directory, code: &str) -> Option<impl IntoView + use<>> {
    let townships =
        directory.areas.children(code).any(|it| it.level == Level::Township || it.level == Level::County);
    if townships {
        return None;
    }
    let lines: Vec<_> = directory
        .areas
        .villages_in(code)
        .map(|village| {
            let href = l.address(&format!("/areas/{}", village.code));
            view! { <li><a href=href>{village.name_in(l)}</a></li> }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="section--tight">
                <h2>{messages::villages(l, lines.len())}</h2>
                <ul class="area-list">{lines}</ul>
                <p class="small soft">{messages::villages_source(l)}</p>
            </section>
        }
    })
}
