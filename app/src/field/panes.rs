//! The two panes: the list of what was found, and the detail of what was chosen. The pieces are the site's own.

use leptos::prelude::*;

use super::{messages, route::Route};
use crate::{
    directory::model::Directory,
    language::Language,
    map::{Legal, Overview},
    reader::{Reader, directory},
    services::{seal::seal, service_list::ServiceList, service_text::service_text},
    stations::{
        filter::StationFilter,
        finder::find,
        place_answer::place_answer,
        station_card::{opening_line, station_card},
        station_sections::{facts, head, hours, life, nearby, offered, place_and_access, routes},
    },
};

/// Stations on the list; more come by a narrower question.
const SHOWN: usize = 50;

/// What the question of the address finds: a village's answer, then stations.
pub(super) fn find_pane(reader: &Reader, query: &str) -> impl IntoView + use<> {
    let l = reader.language;
    let directory = directory();
    let pairs = web_sys::UrlSearchParams::new_with_str(query).map_or_else(
        |_| Vec::new(),
        |pairs| {
            ["q", "area", "service", "open"].map(|name| (name, pairs.get(name).unwrap_or_default())).to_vec()
        },
    );
    let (filter, _) =
        StationFilter::parse(pairs.iter().map(|(name, value)| (*name, value.as_str())), &directory);
    let found = find(&directory, &filter, reader.now);
    let cards: Vec<_> = found
        .all
        .iter()
        .take(SHOWN)
        .map(|station| {
            let away =
                found.page.iter().find(|listed| listed.station.id == station.id).and_then(|it| it.away);
            let listed = crate::stations::finder::Listed { station, away };
            station_card(reader, &directory, listed, found.measured_from)
        })
        .collect();
    let none = cards.is_empty().then(|| view! { <p class="notice">{messages::nothing_found(l)}</p> });
    view! {
        {place_answer(reader, &directory, &found)}
        <h2>{messages::results_count(l, found.all.len())}</h2>
        {none}
        <ol class="station-list">{cards}</ol>
    }
}

/// One station, as on its page of the site.
pub(super) fn station_pane(reader: &Reader, slug: &str) -> AnyView {
    let l = reader.language;
    let directory = directory();
    let Some(station) = directory.station(slug) else { return unknown_pane(l) };
    view! {
        {head(l, station, &directory, opening_line(l, station, &directory, reader))}
        <div class="station-page">
            <h2>{crate::stations::messages::hours(l)}</h2>
            {hours(l, station, &directory, reader)}
            {routes(l, station, &directory)}
            {offered(l, station, &directory)}
            {place_and_access(l, station)}
            {life(l, &station.stages)}
            {facts(l, station, &directory, reader)}
            {nearby(l, station, &directory)}
        </div>
    }
    .into_any()
}

/// One service in plain words.
pub(super) fn service_pane(l: Language, code: &str) -> AnyView {
    let directory = directory();
    let Some(item) = directory.catalogue.item(code) else { return unknown_pane(l) };
    let offering = StationFilter { service: Some(code.to_owned()), ..StationFilter::default() };
    let count = offering_count(&directory, code);
    view! {
        <h1 tabindex="-1">{seal(&item.domain)}{item.question.read(l).to_owned()}</h1>
        {service_text(l, item, &directory)}
        <p><a class="button" href=offering.address()>{messages::stations_count(l, count)}</a></p>
    }
    .into_any()
}

fn offering_count(directory: &Directory, code: &str) -> usize {
    directory.stations.iter().filter(|station| station.services.iter().any(|it| it == code)).count()
}

/// All services by the questions people ask.
pub(super) fn services_pane() -> impl IntoView {
    view! { <ServiceList/> }
}

/// The counties with their numbers of stations.
pub(super) fn map_pane(l: Language) -> impl IntoView {
    let directory = directory();
    let count = move |code: &str| directory.units_in(code).len();
    view! {
        <h1 tabindex="-1">{messages::map_title(l)}</h1>
        <p>{messages::map_hint(l)}</p>
        <div class="map"><div class="map__stage">
            <Overview address=|code: &str| Route::Find(format!("area={code}")).address() count=count/>
        </div><Legal/></div>
    }
}

/// For an address that means nothing, or something that is no longer there.
pub(super) fn unknown_pane(l: Language) -> AnyView {
    view! { <h1 tabindex="-1">{messages::unknown_title(l)}</h1><p>{messages::unknown_text(l)}</p> }.into_any()
}
