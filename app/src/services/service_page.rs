//! `/services/{code}`: one service in plain words, and who offers it.

use leptos::prelude::*;

use super::{messages, model::ServiceItem, service_text::service_text};
use crate::{
    areas::model::Division,
    help::messages as help,
    help::start_page,
    policies::policy_text::urgent_call,
    reader::{directory, language, reader, site},
    shell::{Page, PageContext, not_found},
    stations::{
        filter::{FilterFault, Sort, StationFilter},
        finder::{Listed, MeasuredFrom, find},
        list_page::Faults,
        messages as stations,
        station_card::station_card,
        station_sections::read_aloud,
    },
    ui::messages as frame,
};

/// Stations shown before the link to all of them.
const SHOWN: usize = 3;

/// The page of the item with this code; the pairs may name a place from which the nearest are looked for.
pub fn page(context: &PageContext, code: &str, pairs: &[(String, String)]) -> Page {
    let l = context.language();
    let Some(item) = context.directory.catalogue.item(code) else { return not_found(context) };
    let item = item.clone();
    // Of a page about harm, tabs and history tell no more than its code.
    let title =
        if item.sensitive { messages::neutral_title(l, code) } else { item.question.read(l).to_owned() };
    let pairs = pairs.iter().filter(|(name, _)| name == "area" || name == "near");
    let pairs = pairs.map(|(name, value)| (name.as_str(), value.as_str()));
    let (asked, faults) = StationFilter::parse(pairs, &context.directory);
    let status = if faults.is_empty() { 200 } else { 400 };
    let filter = StationFilter { service: Some(code.to_owned()), sort: Sort::Distance, ..asked };
    Page::new(title, item.plain.read(l).to_owned(), move || view! { <ServicePage item filter faults/> })
        .status(status)
        .below([(messages::list_title(l).to_owned(), "/services".to_owned())])
        .demo(context.directory.stations.iter().any(|station| station.demo))
        .sensitive(context.directory.catalogue.is_left_quickly(code))
}

#[component]
fn ServicePage(item: ServiceItem, filter: StationFilter, faults: Vec<FilterFault>) -> impl IntoView {
    let l = language();
    let directory = directory();
    let others = directory
        .catalogue
        .items_of(&item.domain)
        .filter(|other| other.code != item.code)
        .map(|other| {
            let href = l.address(&format!("/services/{}", other.code));
            view! { <li><a href=href>{other.question.read(l).to_owned()}</a></li> }
        })
        .collect_view();
    view! {
        <Faults faults/>
        <h1>{item.question.read(l).to_owned()}</h1>
        <p class="no-print">{read_aloud(l)}</p>
        {urgent_call(l, &directory, item.sensitive)}
        <p class="no-print"><a class="button button--primary" href=l.address(&start_page::about_service(&item.code))>{help::title(l)}</a></p>
        <div class="columns">
            {service_text(l, &item, &directory)}
            <div>
                <Offering code=item.code.clone() filter/>
                <section class="panel no-print"><h2>{messages::other_in_domain(l)}</h2><ul class="plain">{others}</ul></section>
            </div>
        </div>
    }
}

/// The stations that offer the service, nearest first once a place is known.
#[component]
fn Offering(code: String, filter: StationFilter) -> impl IntoView {
    let reader = reader();
    let l = reader.language;
    let directory = directory();
    let everywhere = directory.stations.iter().filter(|it| it.services.contains(&code)).count();
    let placed = filter.area.is_some() || filter.near.is_some();
    let found = find(&directory, &filter, reader.now);
    // From a township, whatever lies nearest, on this side of its border or the other. A whole 市县 has no point to
    // measure from: its townships are offered next.
    let seat = filter.area.as_deref().filter(|_| filter.near.is_none());
    let seat = seat.and_then(|area| directory.areas.seat_near(area));
    let listed: Vec<Listed<'_>> = match seat {
        Some((_, at)) => directory
            .nearest(at, SHOWN, |station| station.services.contains(&code))
            .into_iter()
            .map(|(station, away)| Listed { station, away: Some(away) })
            .collect(),
        None => found.page.iter().copied().take(SHOWN).filter(|_| placed).collect(),
    };
    // Whatever lies around a whole 市县 that has none of its own, in the order of its middle, without distances.
    let around = || {
        let centre = directory.areas.centre(filter.area.as_deref()?)?;
        let nearest = directory.nearest(centre, SHOWN, |station| station.services.contains(&code));
        Some(nearest.into_iter().map(|(station, _)| Listed { station, away: None }).collect::<Vec<_>>())
    };
    let none_here = placed && listed.is_empty();
    let listed = if none_here { around().unwrap_or_default() } else { listed };
    let from = seat.map(|(division, at)| MeasuredFrom::Seat(division, at)).or(found.measured_from);
    let cards: Vec<_> =
        listed.into_iter().map(|listed| station_card(&reader, &directory, listed, from)).collect();
    let chosen = filter.area.clone();
    let option = |area: &Division| {
        let selected = chosen.as_deref() == Some(area.code.as_str());
        view! { <option value=area.code.clone() selected=selected>{area.name_in(l).to_owned()}</option> }
    };
    let areas = directory.areas.counties_and_cities().map(option).collect_view();
    let county = chosen.as_deref().and_then(|area| directory.areas.county_or_city(area));
    let towns = county.map(|county| {
        let smallest = |division: &&Division| {
            division.official()
                && division.code != county.code
                && directory.areas.lies_in(&division.code, &county.code)
                && directory.areas.official_children(&division.code).next().is_none()
        };
        let towns = directory.areas.divisions().iter().filter(smallest).map(option).collect_view();
        view! { <optgroup label=county.name_in(l).to_owned()>{towns}</optgroup> }
    });
    let label = if county.is_some() { messages::choose_town(l) } else { messages::choose_area(l) };
    let all = filter.address();
    let line = site().line.clone();
    view! {
        <section class="panel" id="nearest">
            <h2>{messages::stations_offering(l, everywhere)}</h2>
            {if everywhere == 0 {
                view! { <p>{messages::none_offering(l)}" "<a href=format!("tel:{line}")>{frame::line(l, &line)}</a></p> }.into_any()
            } else {
                view! {
                    <form class="no-print" action=format!("{}#nearest", l.address(&format!("/services/{code}")))>
                        <p class="field"><label class="field__label" for="area">{label}</label>
                            <select class="field__control" id="area" name="area">
                                <option value="">{messages::no_area_yet(l)}</option>{towns}{areas}</select></p>
                        <p class="row"><button class="button button--primary">{stations::apply(l)}</button>
                            <button class="button icon icon--locate" type="button" data-locate hidden>{stations::use_my_position(l)}</button>
                            <span role="status" data-refused=stations::position_refused(l)></span></p>
                    </form>
                    {none_here.then(|| view! {
                        <p>{messages::none_here(l)}" "<a href=format!("tel:{line}")>{frame::line(l, &line)}</a></p>
                        {(!cards.is_empty()).then(|| view! { <p>{messages::around_here(l)}</p> })}
                    })}
                    {(!cards.is_empty()).then(|| view! { <ol class="station-list section--tight">{cards}</ol> })}
                    <p class="no-print"><a class="button button--small" href=l.address(&all)>{messages::all_offering(l)}</a></p>
                }.into_any()
            }}
        </section>
        <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
    }
}
