//! `/stations/{slug}`: open or closed, call, go there; what is offered, when, and how fresh all that is.
//! Prints on one sheet of A4 with a QR code.

use leptos::prelude::*;

use super::{
    messages,
    station_card::opening_line,
    station_sections::{facts, head, hours, life, nearby, offered, place_and_access, routes},
    structured,
    unit_page::merged_into,
};
use crate::{
    agencies::section::section as agencies,
    complaints::complaints_page,
    complaints::messages as complaints,
    help::messages as help,
    help::start_page,
    reader::{directory, reader, site},
    shell::{Page, PageContext, not_found},
};

/// The page of the station with this slug.
pub fn page(context: &PageContext, slug: &str) -> Page {
    let l = context.language();
    let Some(station) = context.directory.station(slug) else { return not_found(context) };
    let name = station.name.read(l).to_owned();
    let place = context.directory.areas.context(&station.division, l);
    let crumbs: Vec<_> = context
        .directory
        .areas
        .upwards(&station.division)
        .filter(|division| division.official() && !division.parent.is_empty())
        .map(|division| (division.name_in(l).to_owned(), format!("/areas/{}", division.code)))
        .collect();
    let description = format!(
        "{name} · {place} · {} · {}",
        station.phones.first().map_or("", |phone| phone.number.as_str()),
        messages::services_offered(l, station.services.len())
    );
    let (demo, json) = (station.demo, structured::json_ld(context, station));
    let slug = slug.to_owned();
    Page::new(name, description, move || view! { <StationPage slug/> })
        .below(
            std::iter::once((messages::list_title(l).to_owned(), "/stations".to_owned()))
                .chain(crumbs.into_iter().rev()),
        )
        .demo(demo)
        .unlisted(demo)
        .structured(json)
}

#[component]
fn StationPage(slug: String) -> impl IntoView {
    let reader = reader();
    let l = reader.language;
    let directory = directory();
    let site = site();
    let station = directory.station(&slug)?;
    let address = format!("/stations/{slug}");
    let url = format!("{}{}", site.public_url, l.address(&address));
    Some(view! {
        {head(l, station, &directory, opening_line(l, station, &directory, &reader))}
        <p class="no-print"><a class="button button--primary button--large" href=l.address(&start_page::near_station(&slug))>{help::title(l)}</a></p>
        {merged_into(l, station, &directory)}
        <div class="columns station-page">
            <div>
                <h2>{messages::hours(l)}</h2>
                {hours(l, station, &directory, &reader)}
                {routes(l, station, &directory)}
                {offered(l, station, &directory)}
                {agencies(l, station, &directory)}
                <h2>{messages::what_to_bring(l)}</h2>
                <ul class="ticks">
                    <li>{messages::bring_nothing(l)}</li>
                    <li>{messages::bring_identity(l)}</li>
                    <li>{messages::bring_papers(l)}</li>
                </ul>
                {place_and_access(l, station)}
                {life(l, &station.stages)}
            </div>
            <div>
                {facts(l, station, &directory, &reader)}
                <section class="panel station-page__qr">
                    <h2>{messages::print(l)}</h2>
                    {structured::qr_code(&url).map(|svg| view! {
                        <div role="img" aria-label=messages::qr_label(l) inner_html=svg></div>
                    })}
                    <p class="small">{url}</p>
                    <p class="row no-print">
                        <button class="button button--small icon icon--print" type="button" data-print hidden>{messages::print(l)}</button>
                        <a class="button button--small" href=l.address(&format!("{address}/contact.vcf")) download>{messages::contact_card(l)}</a>
                    </p>
                    <noscript><p class="small soft no-print">{messages::print_hint(l)}</p></noscript>
                </section>
                {nearby(l, station, &directory)}
                <p class="small no-print"><a href=l.address(&complaints_page::about_unit(&slug))>{complaints::at_station(l)}</a></p>
            </div>
        </div>
        <script type="module" fetchpriority="low" src=site.asset("page-tools.js")></script>
    })
}
