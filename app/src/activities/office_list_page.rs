//! `/office/activities`: the activities of whoever holds them, what waits for somebody in front.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    figures_page, messages, model::State, odd_page, office_form_page, office_page, record_page, shown::Shown,
    words,
};
use crate::{
    accounts::{
        model::Staff,
        office_page::OfficeLine,
        work::{Urgency, Waits},
    },
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::{Pagination, per_page},
};

/// The address.
pub const ADDRESS: &str = "/office/activities";

/// What is asked of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OfficeQuery {
    /// Word of a state; empty for all.
    pub state: String,
    /// Counted from 1.
    pub page: String,
}

impl OfficeQuery {
    /// The page that is asked for.
    pub fn page(&self) -> usize {
        self.page.parse().ok().filter(|page| *page > 0).unwrap_or(1)
    }

    /// How many stand on it.
    pub fn per_page() -> usize {
        per_page("")
    }

    fn address(&self, page: usize) -> String {
        match (self.state.as_str(), page) {
            ("", 1) => ADDRESS.to_owned(),
            ("", page) => format!("{ADDRESS}?page={page}"),
            (state, 1) => format!("{ADDRESS}?state={state}"),
            (state, page) => format!("{ADDRESS}?state={state}&page={page}"),
        }
    }
}

/// Activities that wait for whoever publishes them.
pub fn waiting(l: Language, in_review: i64) -> Waits {
    Waits {
        urgency: Urgency::Now,
        what: messages::waits_review(l, in_review),
        how_many: usize::try_from(in_review).unwrap_or_default(),
        since: None,
        address: format!("{ADDRESS}?state={}", State::Review.word()),
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct OfficeListed {
    /// Who reads.
    pub reader: Staff,
    /// What was asked.
    pub query: OfficeQuery,
    /// The activities of the page.
    pub lines: Vec<Shown>,
    /// How many there are on all pages.
    pub count: usize,
    /// Whether the reader drafts activities.
    pub tends: bool,
    /// Whether the reader counts what was done.
    pub counts: bool,
}

/// The page.
pub fn page(context: &PageContext, listed: OfficeListed) -> Page {
    let l = context.language();
    Page::new(messages::office_title(l), "", move || {
        let OfficeListed { reader, query, lines, count, tends, counts } = listed;
        let rows = lines.into_iter().map(|line| row(l, line)).collect_view();
        let (page, pages) = (query.page(), count.div_ceil(OfficeQuery::per_page()).max(1));
        let states = State::ALL
            .iter()
            .map(|state| {
                let selected = state.word() == query.state;
                view! { <option value=state.word() selected=selected>{words::state(l, *state)}</option> }
            })
            .collect_view();
        let new = tends.then(|| {
            view! {
                <a class="button button--primary" href=l.address(office_form_page::ADDRESS)>{messages::new_title(l)}</a>
                <a class="button" href=l.address(&office_form_page::late_address())>{messages::new_late(l)}</a>
            }
        });
        let figures = counts.then(|| view! { <a class="button" href=l.address(figures_page::ADDRESS)>{messages::figures_title(l)}</a> });
        // What was noted with no signal is sent from here too.
        let roll_call = tends.then(|| office_page::roll_call(l, &reader));
        view! {
            <OfficeLine staff=reader/>
            <h1>{messages::office_title(l)}</h1>
            {roll_call}
            <p class="row no-print">{new}<a class="button" href=l.address(record_page::ADDRESS)>{messages::records_title(l)}</a>
                <a class="button" href=l.address(odd_page::ADDRESS)>{messages::odd_title(l)}</a>{figures}</p>
            <form class="form query" action=l.address(ADDRESS)>
                <p class="field"><label class="field__label" for="state">{messages::state(l)}</label>
                    <select class="field__control" id="state" name="state"><option value="">{messages::every(l)}</option>{states}</select></p>
                <p class="row"><button class="button">{messages::find(l)}</button></p></form>
            <h2>{messages::count(l, count)}</h2>
            {if count == 0 {
                view! { <p class="empty">{messages::office_none(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack"><caption class="visually-hidden">{messages::office_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::name(l)}</th><th scope="col">{messages::state(l)}</th>
                            <th scope="col">{messages::unit(l)}</th><th scope="col">{messages::shifts(l)}</th></tr></thead>
                        <tbody>{rows}</tbody></table>
                    <Pagination page pages address=move |page| query.address(page)/>
                }.into_any()
            }}
        }
    })
    .unlisted(true)
}

fn row(l: Language, line: Shown) -> impl IntoView {
    let directory = directory();
    let unit = words::unit(l, &line.unit, &directory);
    let when: Vec<_> = line.shifts.iter().take(3).map(|it| it.when()).collect();
    let between = if l == Language::Zh { "；" } else { "; " };
    let late =
        line.late.then(|| view! { " "<span class="badge badge--warning">{messages::late_badge(l)}</span> });
    view! {
        <tr><th scope="row"><a href=l.address(&office_page::address(line.id))>{line.details.name.clone()}</a>{late}</th>
            <td data-label=messages::state(l) class="table__short">{words::state(l, line.state)}</td>
            <td data-label=messages::unit(l)>{unit}</td>
            <td data-label=messages::shifts(l) class="numbers">{when.join(between)}</td></tr>
    }
}
