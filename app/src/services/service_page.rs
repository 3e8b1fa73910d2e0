//! `/services/{code}`: one service in plain words, and who offers it.

use leptos::prelude::*;

use super::{messages, model::ServiceItem, service_text::service_text};
use crate::{
    reader::{directory, language, reader, site},
    shell::{Page, PageContext, not_found},
    stations::{
        filter::{Sort, StationFilter},
        finder::{Listed, find},
        station_card::station_card,
    },
    ui::messages as frame,
};

/// Stations shown before the link to all of them.
const SHOWN: usize = 3;

/// The page of the item with this code.
pub fn page(context: &PageContext, code: &str) -> Page {
    let l = context.language();
    let Some(item) = context.directory.catalogue.item(code) else { return not_found(context) };
    let item = item.clone();
    let (title, sensitive) = (item.question.read(l).to_owned(), item.sensitive);
    Page::new(title, item.plain.read(l).to_owned(), move || view! { <ServicePage item/> })
        .below([(messages::list_title(l).to_owned(), "/services".to_owned())])
        .demo(context.directory.stations.iter().any(|station| station.demo))
        .sensitive(sensitive)
}

#[component]
fn ServicePage(item: ServiceItem) -> impl IntoView {
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
        <h1>{item.question.read(l).to_owned()}</h1>
        <div class="columns">
            {service_text(l, &item, &directory)}
            <div>
                <Offering code=item.code.clone()/>
                <section class="panel no-print"><h2>{messages::other_in_domain(l)}</h2><ul class="plain">{others}</ul></section>
            </div>
        </div>
    }
}

/// The stations that offer the service: open ones first, and the way to the nearest.
#[component]
fn Offering(code: String) -> impl IntoView {
    let reader = reader();
    let l = reader.language;
    let directory = directory();
    let filter = StationFilter { service: Some(code), page: 1, ..StationFilter::default() };
    let found = find(&directory, &filter, reader.now);
    let (open, closed): (Vec<_>, Vec<_>) = found
        .all
        .iter()
        .partition(|station| crate::stations::finder::open_now(&directory, station, reader.now));
    let cards = open
        .into_iter()
        .chain(closed)
        .take(SHOWN)
        .map(|station| station_card(&reader, &directory, Listed { station, away: None }, None))
        .collect_view();
    let all = StationFilter { sort: Sort::Distance, ..filter.clone() }.address();
    let areas = directory
        .areas
        .counties_and_cities()
        .map(|area| view! { <option value=area.code.clone()>{area.name_in(l).to_owned()}</option> })
        .collect_view();
    let line = site().line.clone();
    view! {
        <section class="panel">
            <h2>{messages::stations_offering(l, found.all.len())}</h2>
            {if found.all.is_empty() {
                view! { <p>{messages::none_offering(l)}" "<a href=format!("tel:{line}")>{frame::line(l, &line)}</a></p> }.into_any()
            } else {
                view! {
                    <form class="no-print" action=l.address("/stations")>
                        <input type="hidden" name="service" value=filter.service.clone()/>
                        <input type="hidden" name="sort" value="distance"/>
                        <p class="field"><label class="field__label" for="area">{messages::choose_area(l)}</label>
                            <select class="field__control" id="area" name="area">{areas}</select></p>
                        <button class="button button--primary">{crate::stations::messages::apply(l)}</button>
                    </form>
                    <ol class="station-list section--tight">{cards}</ol>
                    <p><a class="button button--small" href=l.address(&all)>{messages::all_offering(l)}</a></p>
                }.into_any()
            }}
        </section>
    }
}
