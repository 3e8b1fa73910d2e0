//! The detail pane: one station, service or guide, the map, the device. The pieces are the site's own.

use leptos::prelude::*;

use super::{
    app::{App, Around},
    device_page::DevicePage,
    help_page::HelpPage,
    messages,
    mine_page::MinePage,
    outbox_page::OutboxPage,
    quick_exit::quick_exit,
    route::Route,
};
use crate::{
    browser,
    directory::model::Directory,
    language::Language,
    map::{Legal, Overview},
    policies::policy_text::{policy_head, policy_text},
    services::{seal::seal, service_text::service_text},
    stations::{
        filter::StationFilter,
        messages as stations,
        station_card::opening_line,
        station_sections::{facts, head, hours, life, nearby, offered, place_and_access, routes},
    },
};

/// What the page shows beside its list.
pub(super) fn detail_pane(app: App) -> impl IntoView {
    // The list marks the station that stands here.
    Effect::new(move |_| {
        let slug = app.route.with(|it| if let Route::Station(slug) = it { Some(slug.clone()) } else { None });
        app.question.track();
        app.shown.track();
        request_animation_frame(move || {
            browser::mark(".station-card", "aria-current", "true", slug.as_deref())
        });
    });
    // While somebody types, the list's own address changes and this pane does not.
    let page = Memo::new(move |_| app.route.with(|it| if it.is_list() { it.section() } else { it.clone() }));
    move || {
        let page = page.get();
        let back = (!page.is_list()).then(|| {
            let list = page.list();
            let finds = matches!(list, Route::Find(_));
            let address = move || if finds { app.list_address() } else { list.address() };
            view! { <p class="field-app__back"><a href=address>{app.say(messages::back_to_list)}</a></p> }
        });
        view! { {back}{detail(app, &page)}{quick_exit(app)} }
    }
}

fn detail(app: App, page: &Route) -> AnyView {
    match page {
        Route::Device => return view! { <DevicePage app/> }.into_any(),
        Route::Mine => return view! { <MinePage app/> }.into_any(),
        Route::Help(repairs) => return view! { <HelpPage app repairs=*repairs/> }.into_any(),
        Route::Outbox => return view! { <OutboxPage app/> }.into_any(),
        _ => {}
    }
    let Some(around) = app.around() else { return ().into_any() };
    let l = around.l;
    let directory = &around.directory;
    match page {
        Route::Station(slug) => station(&around, slug),
        Route::Service(code) => service(l, directory, code),
        Route::Policy(slug) => policy(l, directory, slug),
        Route::Map => view! { <h1>{messages::map_title(l)}</h1>{map(app, l, directory)} }.into_any(),
        Route::Find(_) => view! { <h2>{messages::map_title(l)}</h2>{map(app, l, directory)} }.into_any(),
        Route::Services | Route::Policies => {
            view! { <p class="empty">{messages::choose_one(l)}</p> }.into_any()
        }
        Route::Device | Route::Mine | Route::Help(_) | Route::Outbox | Route::Unknown => unknown(l),
    }
}

/// One station, as on its page of the site.
fn station(around: &Around, slug: &str) -> AnyView {
    let Around { l, reader, directory, .. } = around;
    let l = *l;
    let Some(station) = directory.station(slug) else { return unknown(l) };
    view! {
        {head(l, station, directory, opening_line(l, station, directory, reader))}
        <div class="station-page">
            <h2>{stations::hours(l)}</h2>
            {hours(l, station, directory, reader)}
            {routes(l, station, directory)}
            {offered(l, station, directory)}
            {place_and_access(l, station)}
            {life(l, &station.stages)}
            {facts(l, station, directory, reader)}
            {nearby(l, station, directory)}
        </div>
    }
    .into_any()
}

/// One service in plain words, and the way to the stations that offer it.
fn service(l: Language, directory: &Directory, code: &str) -> AnyView {
    let Some(item) = directory.catalogue.item(code) else { return unknown(l) };
    let offering = StationFilter { service: Some(code.to_owned()), page: 1, ..StationFilter::default() };
    let count =
        directory.stations.iter().filter(|it| it.services.iter().any(|service| service == code)).count();
    view! {
        <h1 class="row">{seal(&item.domain)}{item.question.read(l).to_owned()}</h1>
        <p><a class="button" href=offering.address()>{crate::services::messages::stations_offering(l, count)}</a></p>
        {service_text(l, item, directory)}
    }
    .into_any()
}

/// One guide, with its sources.
fn policy(l: Language, directory: &Directory, slug: &str) -> AnyView {
    let Some(policy) = directory.policy(slug) else { return unknown(l) };
    view! { {policy_head(l, policy, directory)}{policy_text(l, policy, directory)} }.into_any()
}

/// The counties with their numbers of stations; the one that the list shows is marked.
fn map(app: App, l: Language, directory: &Directory) -> impl IntoView + use<> {
    let area = Memo::new(move |_| app.asked("area"));
    let counts: std::collections::HashMap<String, usize> = directory
        .areas
        .counties_and_cities()
        .map(|county| (county.code.clone(), directory.units_in(&county.code).len()))
        .collect();
    let overview = move || {
        let counts = counts.clone();
        view! {
            <Overview address=|code: &str| Route::Find(format!("area={code}")).address()
                count=move |code: &str| counts.get(code).copied().unwrap_or_default() chosen=area.get()/>
        }
    };
    view! {
        <p>{messages::map_hint(l)}</p>
        <div class="map"><div class="map__stage">{overview}</div><Legal/></div>
    }
}

/// For an address that means nothing, or something that is no longer there.
fn unknown(l: Language) -> AnyView {
    view! { <h1>{messages::unknown_title(l)}</h1><p>{messages::unknown_text(l)}</p> }.into_any()
}
