//! `/office/services/draft`: everything in the draft, to be changed item by item; and throwing it away.

use leptos::prelude::*;

use super::{
    draft::{self, Part},
    draft_words::{self, part_address},
    messages, office_page, publish_page,
    versions::Version,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    drafts::form::hidden,
    journal::model::Refusal,
    language::Language,
    shell::{Page, PageContext},
};

/// The address.
pub const ADDRESS: &str = "/office/services/draft";

/// Where it is thrown away.
pub const DISCARD: &str = "/office/services/discard";

/// The page.
pub fn page(
    context: &PageContext,
    staff: Staff,
    version: Version,
    saved: bool,
    refused: Option<Refusal>,
) -> Page {
    let l = context.language();
    let status = if refused.is_some() { 409 } else { 200 };
    let missing = draft::lacks(&version.catalogue, &context.directory);
    Page::new(messages::draft_title(l, &version.version), "", move || {
        let catalogue = &version.catalogue;
        let domains = catalogue
            .domains
            .iter()
            .map(|domain| {
                let part = Part::Domain(domain.code.clone());
                let codes: Vec<_> = catalogue.items_of(&domain.code).map(|it| it.code.clone()).collect();
                let heading = format!("{} {}", domain.code, domain.name.read(l));
                let address = l.address(&part_address(&part));
                view! {
                    <section class="section--tight"><h2><a href=address>{heading.clone()}</a></h2>
                        {table(l, &version, heading, &codes)}</section>
                }
            })
            .collect_view();
        let known = |code: &String| catalogue.domains.iter().any(|it| it.code == *code);
        let loose: Vec<_> =
            catalogue.items.iter().filter(|it| !known(&it.domain)).map(|it| it.code.clone()).collect();
        let loose = (!loose.is_empty()).then(|| {
            let heading = messages::draft_no_domain(l).to_owned();
            view! { <section class="section--tight"><h2>{heading.clone()}</h2>{table(l, &version, heading, &loose)}</section> }
        });
        let special = catalogue
            .special
            .iter()
            .map(|it| {
                let address = l.address(&part_address(&Part::Special(it.code.clone())));
                view! { <li><a href=address>{format!("{} {}", it.code, it.name.read(l))}</a></li> }
            })
            .collect_view();
        let list = l.address(&part_address(&Part::List));
        view! {
            {refused.map(|refusal| view! {
                <p class="notice notice--urgent" role="alert">{draft_words::refused(l, refusal)}</p>
            })}
            <OfficeLine staff=staff.clone()/>
            <h1>{messages::draft_title(l, &version.version)}</h1>
            <p class="lead">{messages::draft_lead(l)}</p>
            {saved.then(|| view! { <p class="notice notice--good" role="status">{messages::office_saved(l)}</p> })}
            <p class="row"><a class="button button--primary" href=l.address(publish_page::COMPARE)>{messages::draft_compare(l)}</a>
                <a class="button" href=l.address(publish_page::ADDRESS)>{messages::draft_publish(l)}</a>
                <a class="button" href=l.address(DISCARD)>{messages::draft_discard(l)}</a></p>
            {draft_words::lacks(l, &missing)}
            <p><a href=list>{messages::draft_list(l)}</a>" · "{catalogue.status.read(l).to_owned()}</p>
            <p class="row"><a class="button button--small" href=l.address(&new_address("item"))>{messages::draft_add_item(l)}</a>
                <a class="button button--small" href=l.address(&new_address("special"))>{messages::draft_add_special(l)}</a></p>
            {domains}
            {loose}
            <section class="section--tight"><h2>{messages::special(l)}</h2><ul class="plain">{special}</ul></section>
        }
    })
    .below([(messages::office_title(l).to_owned(), office_page::ADDRESS.to_owned())])
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

/// Where a part of this kind is added.
fn new_address(kind: &str) -> String {
    format!("{ADDRESS}/{kind}-new")
}

/// The items of a domain, with buttons that move them.
fn table(l: Language, version: &Version, caption: String, codes: &[String]) -> impl IntoView + use<> {
    let last = codes.len().saturating_sub(1);
    let rows = codes
        .iter()
        .enumerate()
        .filter_map(|(at, code)| version.catalogue.item(code).map(|item| (at, item)))
        .map(|(at, item)| {
            let part = Part::Item(item.code.clone());
            let name = item.name.read(l).to_owned();
            let step = |to: usize, label: String, arrow: &'static str| {
                view! {
                    <form method="post" action=l.address(ADDRESS)>{hidden("move", version.number)}
                        <input type="hidden" name="part" value=part.word()/>
                        <input type="hidden" name="from" value=at.to_string()/>
                        <input type="hidden" name="to" value=to.to_string()/>
                        <button class="button button--small" aria-label=label>{arrow}</button></form>
                }
            };
            let up = (at > 0).then(|| step(at - 1, messages::draft_up(l, &name), "↑"));
            let down = (at < last).then(|| step(at + 1, messages::draft_down(l, &name), "↓"));
            view! {
                <tr><th scope="row">{item.code.clone()}</th>
                    <td data-label=messages::draft_name(l)><a href=l.address(&part_address(&part))>{name}</a></td>
                    <td data-label=messages::draft_order(l)><span class="row">{up}{down}</span></td></tr>
            }
        })
        .collect_view();
    view! {
        <table class="table table--stack">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr><th scope="col">{messages::draft_code(l)}</th><th scope="col">{messages::draft_name(l)}</th>
                <th scope="col">{messages::draft_order(l)}</th></tr></thead>
            <tbody>{rows}</tbody></table>
    }
}

/// The page that asks once more before a draft is thrown away.
pub fn discard(context: &PageContext, staff: Staff, version: Version) -> Page {
    let l = context.language();
    Page::new(messages::discard_title(l, &version.version), "", move || {
        view! {
            <OfficeLine staff=staff.clone()/>
            <h1>{messages::discard_title(l, &version.version)}</h1>
            <p class="lead">{messages::discard_lead(l)}</p>
            <form method="post" action=l.address(DISCARD)>{hidden("discard", version.number)}
                <input type="hidden" name="version" value=version.version.clone()/>
                <p class="row"><button class="button button--primary">{messages::discard_sure(l)}</button>
                    <a class="button" href=l.address(ADDRESS)>{messages::discard_keep(l)}</a></p></form>
        }
    })
    .below([(messages::office_title(l).to_owned(), office_page::ADDRESS.to_owned())])
    .unlisted(true)
}
