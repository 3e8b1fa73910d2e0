//! The whole catalogue by the questions people really ask: for the site and the field app.

use leptos::prelude::*;

use super::{messages, seal::seal};
use crate::{
    reader::{directory, language},
    stations::filter::StationFilter,
};

/// Five domains with their items, and the special services.
#[component]
pub(crate) fn ServiceList() -> impl IntoView {
    let l = language();
    let directory = directory();
    let catalogue = &directory.catalogue;
    let domains = catalogue
        .domains
        .iter()
        .map(|domain| {
            let items = catalogue
                .items_of(&domain.code)
                .map(|item| {
                    let href = l.address(&format!("/services/{}", item.code));
                    view! {
                        <li><a class="service-list__name" href=href>{item.question.read(l).to_owned()}</a>
                            <p>{item.name.read(l).to_owned()}" "<span class="service-code">{item.code.clone()}</span></p></li>
                    }
                })
                .collect_view();
            view! {
                <section class="section--tight" id=domain.code.clone()>
                    <h2 class="row">{seal(&domain.code)}{domain.name.read(l).to_owned()}</h2>
                    <p class="soft">{domain.summary.read(l).to_owned()}</p>
                    <ul class="service-list">{items}</ul>
                </section>
            }
        })
        .collect_view();
    let special = catalogue
        .special
        .iter()
        .map(|service| {
            let county = directory.areas.division(&service.county).map(|it| it.name_in(l).to_owned());
            let filter = StationFilter { service: Some(service.code.clone()), ..StationFilter::default() };
            view! {
                <li><a class="service-list__name" href=l.address(&filter.address())>{service.name.read(l).to_owned()}</a>
                    <p>{county}" · "{service.plain.read(l).to_owned()}</p></li>
            }
        })
        .collect_view();
    view! {
        <p class="lead">{messages::list_intro(l, directory.catalogue.domains.len(), directory.catalogue.items.len())}</p>
        <p class="notice"><b>{catalogue.status.read(l).to_owned()}</b></p>
        {domains}
        <section class="section--tight" id="X">
            <h2 class="row">{seal("X")}{messages::special(l)}</h2>
            <p class="soft">{messages::special_intro(l)}</p>
            <ul class="service-list">{special}</ul>
        </section>
    }
}
