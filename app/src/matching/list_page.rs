//! `/office/matching`: what units need volunteers for, what is looked for in front.

use leptos::prelude::*;
use serde::Deserialize;

use super::{form_page, messages, model::State, need_page, words};
use crate::help::words as help;
use crate::{
    accounts::{
        model::Staff,
        office_page::OfficeLine,
        work::{Urgency, Waits},
    },
    ids::NeedId,
    journal::model::Unit,
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::{Pagination, per_page},
};

/// The address.
pub const ADDRESS: &str = "/office/matching";

/// What is asked of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NeedsQuery {
    /// Word of a state; empty for all.
    pub state: String,
    /// Counted from 1.
    pub page: String,
}

impl NeedsQuery {
    /// The page that is asked for.
    pub fn page(&self) -> usize {
        self.page.parse().ok().filter(|page| *page > 0).unwrap_or(1)
    }

    /// How many stand on it.
    pub fn per_page() -> usize {
        per_page("")
    }

    fn address(&self, page: usize) -> String {
        match self.state.as_str() {
            "" => format!("{ADDRESS}?page={page}"),
            state => format!("{ADDRESS}?state={state}&page={page}"),
        }
    }
}

/// Volunteers who would come, and wait for whoever agrees.
pub fn waiting(l: Language, willing: i64) -> Waits {
    Waits {
        urgency: Urgency::Now,
        what: messages::waits(l, willing),
        how_many: usize::try_from(willing).unwrap_or_default(),
        since: None,
        address: format!("{ADDRESS}?state={}", State::Open.word()),
    }
}

/// A need as the list shows it.
#[derive(Clone, Debug)]
pub struct NeedLine {
    /// Which.
    pub id: NeedId,
    /// Whose.
    pub unit: Unit,
    /// Where it stands.
    pub state: State,
    /// What is to be done.
    pub title: String,
    /// The days, and at which times.
    pub when: String,
    /// For how many.
    pub people: u8,
    /// How many were found.
    pub agreed: i64,
    /// How many would come and wait.
    pub willing: i64,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who reads.
    pub reader: Staff,
    /// What was asked.
    pub query: NeedsQuery,
    /// The needs of the page.
    pub lines: Vec<NeedLine>,
    /// How many there are on all pages.
    pub count: usize,
    /// Whether the reader posts needs.
    pub tends: bool,
}

/// The page.
pub fn page(context: &PageContext, listed: Listed) -> Page {
    let l = context.language();
    Page::new(messages::office_title(l), "", move || {
        let Listed { reader, query, lines, count, tends } = listed;
        let rows = lines.into_iter().map(|line| row(l, line)).collect_view();
        let (page, pages) = (query.page(), count.div_ceil(NeedsQuery::per_page()).max(1));
        let states = State::ALL
            .iter()
            .map(|state| {
                let selected = state.word() == query.state;
                view! { <option value=state.word() selected=selected>{words::state(l, *state)}</option> }
            })
            .collect_view();
        let new = tends.then(|| {
            view! { <p class="row no-print"><a class="button button--primary" href=l.address(form_page::ADDRESS)>{messages::new_title(l)}</a></p> }
        });
        view! {
            <OfficeLine staff=reader/>
            <h1>{messages::office_title(l)}</h1>
            <p class="lead">{messages::office_lead(l)}</p>
            {new}
            <form class="form query" action=l.address(ADDRESS)>
                <p class="field"><label class="field__label" for="state">{messages::state(l)}</label>
                    <select class="field__control" id="state" name="state"><option value="">{messages::every(l)}</option>{states}</select></p>
                <p class="row"><button class="button">{messages::find(l)}</button></p></form>
            <h2>{messages::count(l, count)}</h2>
            {if count == 0 {
                view! { <p class="empty">{messages::none(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack"><caption class="visually-hidden">{messages::office_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::title(l)}</th><th scope="col">{messages::state(l)}</th>
                            <th scope="col">{messages::unit(l)}</th><th scope="col">{messages::when(l)}</th></tr></thead>
                        <tbody>{rows}</tbody></table>
                    <Pagination page pages address=move |page| query.address(page)/>
                }.into_any()
            }}
        }
    })
    .unlisted(true)
}

fn row(l: Language, line: NeedLine) -> impl IntoView {
    let unit = help::unit(l, &line.unit, &directory());
    let willing = (line.willing > 0).then(|| {
        view! { " "<span class="badge badge--warning">{messages::willing(l, line.willing)}</span> }
    });
    view! {
        <tr><th scope="row"><a href=l.address(&need_page::address(line.id))>{line.title}</a>{willing}</th>
            <td data-label=messages::state(l)>{words::state(l, line.state)}" · "{messages::found(l, line.agreed, line.people)}</td>
            <td data-label=messages::unit(l)>{unit}</td>
            <td data-label=messages::when(l) class="numbers">{line.when}</td></tr>
    }
}
