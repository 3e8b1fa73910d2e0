//! `/office/complaints`: the complaints of whoever has to answer them, what waits first in front.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    complaint_page, messages,
    model::{Kind, State},
    words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    journal::model::Unit,
    reader::directory,
    sheets::{import_page::export_button, lists::Listed as Sheet},
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{Pagination, PerPageField, per_page},
};

/// The address.
pub const ADDRESS: &str = "/office/complaints";

/// Word for all that wait for an answer.
pub const WAITING: &str = "waiting";

/// Word for those whose answer is late.
pub const OVERDUE: &str = "overdue";

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ComplaintsQuery {
    /// Word of a state, or of several; empty for all.
    pub state: String,
    /// Word of a kind; empty for all.
    pub kind: String,
    /// Word in the address of a unit; empty for all.
    pub unit: String,
    /// How many on a page.
    pub per: String,
    /// Counted from 1.
    pub page: String,
}

impl ComplaintsQuery {
    /// The page that is asked for.
    pub fn page(&self) -> usize {
        self.page.parse().ok().filter(|page| *page > 0).unwrap_or(1)
    }

    /// How many stand on it.
    pub fn per_page(&self) -> usize {
        per_page(&self.per)
    }

    fn address(&self, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [
            ("state", self.state.as_str()),
            ("kind", &self.kind),
            ("unit", &self.unit),
            ("per", &self.per),
            ("page", &page),
        ];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        if pairs.is_empty() { ADDRESS.to_owned() } else { format!("{ADDRESS}?{}", pairs.join("&")) }
    }
}

/// The list of what is in one state.
pub(crate) fn in_state(state: &str) -> String {
    format!("{ADDRESS}?state={state}")
}

/// One complaint as it is listed: nothing of what its writer said.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// What kind.
    pub kind: Kind,
    /// About whom.
    pub about: Option<Unit>,
    /// Who has to answer.
    pub level: Unit,
    /// Where it stands.
    pub state: State,
    /// The day on which it came.
    pub received: String,
    /// The last day for an answer.
    pub due: String,
    /// Whether that is over.
    pub overdue: bool,
    /// Whether its writer was not satisfied.
    pub objected: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who reads.
    pub reader: Staff,
    /// What was asked.
    pub query: ComplaintsQuery,
    /// The complaints of the page.
    pub lines: Vec<Line>,
    /// How many there are on all pages.
    pub count: usize,
    /// The units about which there may be some, by the words in their addresses.
    pub units: Vec<(String, String)>,
}

/// The page.
pub fn page(context: &PageContext, listed: Listed) -> Page {
    let l = context.language();
    Page::new(messages::office_title(l), "", move || {
        let Listed { reader, query, lines, count, units } = listed;
        let directory = directory();
        let rows = lines
            .into_iter()
            .map(|line| {
                let href = l.address(&complaint_page::address(&line.id));
                let late = line.overdue.then(|| {
                    view! { " "<span class="badge badge--warning">{messages::overdue(l)}</span> }
                });
                let again = line.objected.then(|| view! { " "<span class="badge">{messages::objected(l)}</span> });
                let about = words::about(l, line.about.as_ref(), &directory);
                // Links that are read one after the other are told apart.
                let named = format!(" · {about}");
                view! {
                    <tr><th scope="row"><a href=href>{words::kind(l, line.kind)}<span class="visually-hidden">{named}</span></a></th>
                        <td data-label=messages::office_about(l)>{about}</td>
                        <td data-label=messages::office_state(l)><span>{words::state(l, line.state)}{again}</span></td>
                        <td data-label=messages::office_level(l)>{words::level(l, &line.level, &directory)}</td>
                        <td data-label=messages::office_received(l) class="numbers">{line.received}</td>
                        <td data-label=messages::office_due(l) class="numbers"><span>{line.due}{late}</span></td></tr>
                }
            })
            .collect_view();
        let (page, pages) = (query.page(), count.div_ceil(query.per_page()).max(1));
        let turned = query.clone();
        let asked = [&query.state, &query.kind, &query.unit].into_iter().any(|it| !it.is_empty());
        let searched = query.address(1).replacen(ADDRESS, "", 1);
        view! {
            <OfficeLine staff=reader/>
            <h1>{messages::office_title(l)}</h1>
            <p class="lead">{messages::office_lead(l)}</p>
            <QueryForm query units/>
            <h2>{messages::office_count(l, count)}</h2>
            {if count == 0 {
                let words = if asked { messages::office_none(l) } else { messages::office_none_yet(l) };
                view! { <p class="empty">{words}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::office_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::office_kind(l)}</th><th scope="col">{messages::office_about(l)}</th>
                            <th scope="col">{messages::office_state(l)}</th><th scope="col">{messages::office_level(l)}</th>
                            <th scope="col">{messages::office_received(l)}</th><th scope="col">{messages::office_due(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <Pagination page pages address=move |page| turned.address(page)/>
                    {export_button(l, Sheet::Complaints, &searched)}
                }.into_any()
            }}
        }
    })
    .unlisted(true)
}

#[component]
fn QueryForm(query: ComplaintsQuery, units: Vec<(String, String)>) -> impl IntoView {
    let l = crate::reader::language();
    let option = |value: String, words: String, chosen: &str| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    };
    let groups = [(WAITING, messages::office_waiting(l)), (OVERDUE, messages::office_overdue(l))];
    let states: Vec<_> = groups
        .into_iter()
        .chain(State::ALL.into_iter().map(|state| (state.word(), words::state(l, state))))
        .map(|(word, words)| option(word.to_owned(), words.to_owned(), &query.state))
        .collect();
    let kinds: Vec<_> = Kind::ALL
        .into_iter()
        .map(|kind| option(kind.word().to_owned(), words::kind(l, kind).to_owned(), &query.kind))
        .collect();
    let units: Vec<_> = units.into_iter().map(|(slug, name)| option(slug, name, &query.unit)).collect();
    let every = move || view! { <option value="">{messages::office_every(l)}</option> };
    view! {
        <form class="form query" action=l.address(ADDRESS)>
            <p class="field"><label class="field__label" for="state">{messages::office_state(l)}</label>
                <select class="field__control" id="state" name="state">{every()}{states}</select></p>
            <p class="field"><label class="field__label" for="kind">{messages::office_kind(l)}</label>
                <select class="field__control" id="kind" name="kind">{every()}{kinds}</select></p>
            <p class="field"><label class="field__label" for="unit">{messages::office_place(l)}</label>
                <select class="field__control" id="unit" name="unit">{every()}{units}</select></p>
            <PerPageField asked=query.per.clone()/>
            <p class="row"><button class="button button--primary">{messages::office_find(l)}</button>
                <a class="button button--quiet" href=l.address(ADDRESS)>{messages::office_reset(l)}</a></p>
        </form>
    }
}
