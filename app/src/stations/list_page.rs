//! `/stations`: find a station by whatever one knows; list and map of the same answer.

use leptos::prelude::*;

use super::{
    filter::{FilterFault, Sort, StationFilter},
    finder::{Found, Listed, PlaceAnswer, count_by_county, find},
    list_chosen::Chosen,
    list_filters::Filters,
    messages,
    place_answer::{choose_area, number_answer, place_answer, topic_answer},
    search_box::{SearchBox, Typed},
    station_card::station_card,
};
use crate::{
    directory::{model::Directory, serving::Served},
    language::Language,
    map::{Legal, LiveMap, Overview},
    reader::{Reader, directory, language, reader, site},
    sheets::messages as sheets,
    sheets::public,
    shell::{Page, PageContext},
    ui::Pagination,
    ui::messages as frame,
};

/// The page for the pairs of the address.
pub fn page(context: &PageContext, pairs: &[(String, String)]) -> Page {
    let l = context.language();
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (filter, faults) = StationFilter::parse(pairs, &context.directory);
    let status = if faults.is_empty() { 200 } else { 400 };
    let mut title = title(l, &filter, &context.directory);
    if filter.page > 1 {
        let pages = find(&context.directory, &filter, context.reader.now).pages;
        if filter.page <= pages {
            title = messages::page_numbered(l, &title, filter.page, pages);
        }
    }
    // The page of a special service is the list of those who offer it.
    let service = filter.service.as_deref();
    let sensitive = service.is_some_and(|code| context.directory.catalogue.is_left_quickly(code));
    Page::new(title, messages::list_description(l), move || view! { <StationListPage filter faults/> })
        .status(status)
        .below([(messages::list_title(l).to_owned(), "/stations".to_owned())])
        .demo(context.directory.stations.iter().any(|station| station.demo))
        .with_islands()
        .sensitive(sensitive)
}

/// Each state of the page has a title of its own.
fn title(l: Language, filter: &StationFilter, directory: &Directory) -> String {
    let area = filter.area.as_deref().and_then(|code| directory.areas.name_of(code, l));
    let about = if filter.q.is_empty() { area } else { Some(filter.q.clone()) };
    match about {
        Some(about) => format!("{about} · {}", messages::list_title(l)),
        None => messages::list_title(l).to_owned(),
    }
}

#[component]
fn StationListPage(filter: StationFilter, faults: Vec<FilterFault>) -> impl IntoView {
    let reader = reader();
    let l = reader.language;
    let directory = directory();
    let found = find(&directory, &filter, reader.now);
    let near = StationFilter { near: None, sort: Sort::Best, page: 1, ..filter.clone() };
    // The live map shows the same answer, all its pages at once.
    let points =
        StationFilter { page: 1, ..filter.clone() }.address().replacen("/stations", "/stations/points", 1);
    let points = l.address(&points);
    provide_context(Typed(filter.q.clone()));
    let site = site();
    let counts = count_by_county(&directory, &filter, &found, reader.now);
    let chosen = filter.clone();
    let overview = filter.clone();
    view! {
        <h1>{messages::list_title(l)}</h1>
        <Faults faults/>
        {number_answer(l, &directory, &filter.q)}
        {place_answer(&reader, &directory, &filter, &found)}
        {topic_answer(l, &directory, &filter.q, &found)}
        <form class="finder" action=l.address("/stations") role="search" data-near=l.address(&near.address())>
            <div class="finder__search"><SearchBox/></div>
            <Filters filter=filter.clone()/>
        </form>
        <Chosen filter=chosen/>
        <div class="columns columns--map">
            <div id="list">{results(&reader, &directory, &filter, &found)}</div>
            <section class="map-column" id="map" aria-label=messages::map_heading(l)>
                <a class="map__skip" href="#after-map">{messages::skip_map(l)}</a>
                <div class="map" data-points=points data-script=site.asset("leaflet.js") data-style=site.asset("leaflet.css")
                    data-shapes=site.asset("hainan.svg") data-tiles=site.tiles.clone()
                    data-whole=filter.is_empty().then_some("")>
                    <div class="map__stage">
                    <LiveMap/>
                    <Overview
                        count=move |area: &str| counts.get(area).copied().unwrap_or_default()
                        address=move |area: &str| {
                            StationFilter { area: Some(area.to_owned()), page: 1, ..overview.clone() }.address()
                        }
                        chosen=filter.area.clone().unwrap_or_default()/>
                    </div>
                    <Legal/>
                </div>
                <div id="after-map">{unplaced(l, &found)}</div>
            </section>
        </div>
    }
}

/// What of the address could not be understood, and how it is written.
#[component]
pub(crate) fn Faults(faults: Vec<FilterFault>) -> impl IntoView {
    let l = language();
    let words = |fault| match fault {
        FilterFault::Area => messages::fault_area(l),
        FilterFault::Mode => messages::fault_mode(l),
        FilterFault::Kind => messages::fault_kind(l),
        FilterFault::Service => messages::fault_service(l),
        FilterFault::Near => messages::fault_near(l),
        FilterFault::Sort => messages::fault_sort(l),
        FilterFault::Page => messages::fault_page(l),
    };
    (!faults.is_empty()).then(|| {
        let lines = faults.into_iter().map(|fault| view! { <li>{words(fault)}</li> }).collect_view();
        view! {
            <div class="error-summary" role="alert"><p>{messages::faults_title(l)}</p><ul>{lines}</ul></div>
        }
    })
}

fn results(reader: &Reader, directory: &Directory, filter: &StationFilter, found: &Found<'_>) -> AnyView {
    let l = reader.language;
    if matches!(found.place, PlaceAnswer::One(_, Served::NotYet { .. })) {
        // The answer above has said it, with the nearest stations.
        return ().into_any();
    }
    if found.all.is_empty() {
        return nothing_found(reader, directory, found).into_any();
    }
    if found.page.is_empty() {
        let first = StationFilter { page: 1, ..filter.clone() }.address();
        return view! {
            <div class="empty"><p>{messages::page_beyond(l, found.pages)}</p>
                <p><a class="button" href=l.address(&first)>{messages::first_page(l)}</a></p></div>
        }
        .into_any();
    }
    let cards = card_items(reader, directory, found, &found.page);
    let (page, pages, turned) = (filter.page, found.pages, filter.clone());
    let elsewhere = filter.near.is_some_and(|near| !near.is_around_hainan());
    let needs_place = filter.sort == Sort::Distance && found.measured_from.is_none();
    let of = (pages > 1).then(|| format!(" · {}", frame::page_of(l, page, pages)));
    view! {
        <div class="result-head"><h2>{messages::count(l, found.all.len())}{of}</h2>
            <a class="button button--small icon icon--pin" href="#map">{messages::map_heading(l)}</a></div>
        {elsewhere.then(|| view! { <p class="notice">{messages::near_elsewhere(l)}</p>{choose_area(l, directory)} })}
        {needs_place.then(|| view! { <p class="notice">{messages::sort_needs_place(l)}</p> })}
        <ol class="station-list" inner_html=cards></ol>
        <Pagination page pages address=move |page| StationFilter { page, ..turned.clone() }.address()/>
        <p class="no-print"><a class="button button--small" href=l.address(&public::address(filter)) rel="nofollow" download="">{sheets::public_link(l)}</a></p>
    }
    .into_any()
}

/// The list items of these stations, as HTML.
fn card_items(reader: &Reader, directory: &Directory, found: &Found<'_>, listed: &[Listed<'_>]) -> String {
    let mut items = String::new();
    for listed in listed {
        let draw = || station_card(reader, directory, *listed, found.measured_from).to_html();
        if listed.away.is_some() {
            items.push_str(&draw());
        } else {
            directory.drawn_cards.add_to(&mut items, reader.now, (listed.station.id, reader.language), draw);
        }
    }
    items
}

fn nothing_found(reader: &Reader, directory: &Directory, found: &Found<'_>) -> impl IntoView + use<> {
    let l = reader.language;
    let line = site().line.clone();
    let cards = card_items(reader, directory, found, &found.instead);
    view! {
        <div class="empty"><h2>{messages::none_title(l)}</h2><p>{messages::none_text(l)}</p>
            <p class="row">
                <a class="button icon icon--phone" href=format!("tel:{line}")>{frame::line(l, &line)}</a>
                <a class="button button--quiet" href=l.address("/stations")>{messages::reset(l)}</a>
            </p></div>
        {match cards.is_empty() {
            true => choose_area(l, directory).into_any(),
            false => view! {
                <h2 class="section--tight">{messages::none_instead(l)}</h2><ol class="station-list" inner_html=cards></ol>
            }.into_any(),
        }}
    }
}

fn unplaced(l: Language, found: &Found<'_>) -> impl IntoView + use<> {
    let count = found.all.iter().filter(|station| station.position.is_none()).count();
    (count > 0).then(|| view! { <p class="small soft">{crate::map::messages::unplaced(l, count)}</p> })
}
