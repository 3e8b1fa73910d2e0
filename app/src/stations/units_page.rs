//! `/office/stations`: the units of whoever is signed in, what waits first in front.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    filter::percent_encoded, messages, model::Station, new_unit_page, unit_words, upkeep, upkeep::Waits,
    words,
};
use crate::{
    access::{Action, Relation, may},
    accounts::{model::Staff, office_page::OfficeLine},
    reader::{directory, reader, site},
    shell::{Page, PageContext},
    ui::{Pagination, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/office/stations";

/// Units on a page.
const PER_PAGE: usize = 50;

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct UnitsQuery {
    /// A part of the name.
    #[serde(default)]
    pub q: String,
    /// Only those that wait for this, by its word.
    #[serde(default)]
    pub waits: String,
    /// The page.
    #[serde(default)]
    pub page: String,
}

impl UnitsQuery {
    fn address(&self, waits: &str, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [("q", self.q.trim()), ("waits", waits), ("page", page.as_str())];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        if pairs.is_empty() { ADDRESS.to_owned() } else { format!("{ADDRESS}?{}", pairs.join("&")) }
    }

    fn finds(&self, station: &Station) -> bool {
        let wanted = self.q.trim().to_lowercase();
        let names =
            [Some(&station.name.zh), station.name.en.as_ref(), Some(&station.pinyin), Some(&station.slug)];
        let mut names = names.into_iter().flatten().chain(&station.aliases);
        wanted.is_empty() || names.any(|name| name.to_lowercase().contains(&wanted))
    }
}

/// The address of one unit's page in the office.
pub fn unit_address(slug: &str) -> String {
    format!("{ADDRESS}/{slug}")
}

/// The page.
pub fn page(context: &PageContext, staff: Staff, query: UnitsQuery) -> Page {
    let l = context.language();
    Page::new(messages::units_title(l), "", move || {
        let (directory, today) = (directory(), reader().now.date);
        let units = upkeep::units(&directory, &staff, Action::SeeUnit, today);
        let named: Vec<_> = units.into_iter().filter(|(station, _)| query.finds(station)).collect();
        let wanted = Waits::from_word(&query.waits);
        let count = |waits: Waits| named.iter().filter(|(_, it)| it.contains(&waits)).count();
        let choice = |word: &'static str, words: &'static str, number: usize| {
            let here = query.waits == word;
            let href = l.address(&query.address(word, 1));
            view! {
                <li><a class="chip" href=href aria-current=here.then_some("true")>{messages::units_chip(l, words, number)}</a></li>
            }
        };
        let every = choice("", messages::units_all(l), named.len());
        let choices =
            Waits::ALL.map(|waits| choice(waits.word(), unit_words::waits(l, waits), count(waits))).collect_view();
        let listed: Vec<_> =
            named.iter().filter(|(_, it)| wanted.is_none_or(|waits| it.contains(&waits))).collect();
        let pages = listed.len().div_ceil(PER_PAGE).max(1);
        let page = query.page.parse().ok().filter(|page| (1..=pages).contains(page)).unwrap_or(1);
        let rows = listed
            .iter()
            .skip((page - 1) * PER_PAGE)
            .take(PER_PAGE)
            .map(|(station, waits)| {
                let badges = waits
                    .iter()
                    .map(|waits| view! { <span class="badge badge--warning">{unit_words::waits(l, *waits)}</span>" " })
                    .collect_view();
                let verified = station.verified.as_ref().map_or_else(
                    || messages::no_data(l).to_owned(),
                    |verified| verified.on.to_string(),
                );
                let phone = station.phones.first().map_or_else(
                    || messages::no_data(l).to_owned(),
                    |phone| phone.number.clone(),
                );
                view! {
                    <tr><th scope="row"><a href=l.address(&unit_address(&station.slug))>{station.name.read(l).to_owned()}</a></th>
                        <td data-label=messages::units_kind(l)>{words::kind(l, station.kind, &site().station_word).to_owned()}</td>
                        <td data-label=messages::units_stage(l)>{words::stage(l, station.stage)}</td>
                        <td data-label=messages::units_waits(l)><span>{badges}</span></td>
                        <td data-label=messages::units_verified(l) class="numbers">{verified}</td>
                        <td data-label=messages::units_phone(l) class="numbers">{phone}</td></tr>
                }
            })
            .collect_view();
        let search = Question {
            name: "q",
            label: messages::units_search(l).to_owned(),
            value: query.q.clone(),
            autocomplete: "off",
            ..Question::default()
        };
        let adds = staff.assignments.iter().any(|it| may(it.role, Action::AddUnit, Relation::Unit));
        let (number, turned) = (listed.len(), query.clone());
        view! {
            <OfficeLine staff=staff.clone()/>
            <h1>{messages::units_title(l)}</h1>
            <p class="lead">{messages::units_lead(l)}</p>
            {adds.then(|| view! { <p><a class="button" href=l.address(new_unit_page::ADDRESS)>{messages::add_link(l)}</a></p> })}
            <form class="form" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="waits" value=query.waits.clone()/>
                <TextField question=search/>
                <p class="row"><button class="button button--primary">{messages::units_find(l)}</button>
                    <a class="button button--quiet" href=l.address(ADDRESS)>{messages::units_reset(l)}</a></p>
            </form>
            <ul class="chips">{every}{choices}</ul>
            <h2>{messages::units_count(l, number)}</h2>
            {if number == 0 {
                view! { <p class="empty">{messages::units_none(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::units_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::units_name(l)}</th><th scope="col">{messages::units_kind(l)}</th>
                            <th scope="col">{messages::units_stage(l)}</th><th scope="col">{messages::units_waits(l)}</th>
                            <th scope="col">{messages::units_verified(l)}</th><th scope="col">{messages::units_phone(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <Pagination page pages address=move |page| turned.address(&turned.waits, page)/>
                }.into_any()
            }}
        }
    })
    .unlisted(true)
}

/// What waits for somebody in the units that they tend, for the first page of the office; nothing where nothing does.
pub(crate) fn waiting(staff: &Staff) -> Option<impl IntoView + use<>> {
    let (l, directory, reader) = (crate::reader::language(), directory(), reader());
    let units = upkeep::units(&directory, staff, Action::TendUnit, reader.now.date);
    let lines: Vec<_> = Waits::ALL
        .into_iter()
        .filter_map(|waits| {
            let number = units.iter().filter(|(_, it)| it.contains(&waits)).count();
            let address = l.address(&UnitsQuery::default().address(waits.word(), 1));
            let words = messages::units_chip(l, unit_words::waits(l, waits), number);
            (number > 0).then(|| view! { <li><a href=address>{words}</a></li> })
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="panel"><h2>{messages::units_waiting(l)}</h2><ul class="plain">{lines}</ul></section>
        }
    })
}
