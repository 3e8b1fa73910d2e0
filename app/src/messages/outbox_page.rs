//! `/office/messages`: what was sent to whom, and whether it arrived, for the security administrator.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    messages,
    model::{Channel, Contact, State},
    words,
};
use crate::{
    accounts::{
        model::Staff,
        office_page::OfficeLine,
        work::{Urgency, Waits},
    },
    ids::CommandId,
    language::Language,
    sheets::{import_page::export_button, lists::Listed},
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{Pagination, PerPageField, per_page},
};

/// The address.
pub const ADDRESS: &str = "/office/messages";

/// What is asked for, as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct OutboxQuery {
    /// A state; empty for all.
    #[serde(default)]
    pub state: String,
    /// How many on a page.
    #[serde(default)]
    pub per: String,
    /// Counted from 1.
    #[serde(default)]
    pub page: String,
}

impl OutboxQuery {
    /// The page that is asked for.
    pub fn page(&self) -> usize {
        self.page.parse().ok().filter(|page| *page > 0).unwrap_or(1)
    }
}

/// What is decided about a message that nobody knows about.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct DecideForm {
    /// Id of the command, made with the form.
    #[serde(default)]
    pub command: String,
    /// Which message.
    #[serde(default)]
    pub message: String,
    /// `again` or `arrived`.
    #[serde(default)]
    pub act: String,
}

/// One message, as it is listed.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// When it was made.
    pub when: String,
    /// To whom; nothing where the record was erased.
    pub to: Option<Contact>,
    /// From which template.
    pub template: String,
    /// By which channel.
    pub channel: Channel,
    /// Where it stands.
    pub state: State,
    /// How often it was tried.
    pub attempts: i64,
    /// How the last attempt ended, as the channel told: `HTTP 503`.
    pub detail: String,
    /// The words, where messages are shown instead of sent.
    pub text: Option<String>,
    /// The calendar that goes with them, where messages are shown.
    pub calendar: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Outbox {
    /// Who reads.
    pub reader: Staff,
    /// What was asked.
    pub query: OutboxQuery,
    /// The messages of the page.
    pub lines: Vec<Line>,
    /// How many there are on all pages.
    pub count: usize,
    /// Whether SMS or e-mails are shown here instead of being sent.
    pub shown: bool,
}

/// The page.
pub fn page(context: &PageContext, outbox: Outbox) -> Page {
    let l = context.language();
    Page::new(messages::outbox_title(l), messages::outbox_lead(l), move || {
        let Outbox { reader, query, lines, count, shown } = outbox;
        let states = State::ALL
            .map(|state| {
                view! { <option value=state.word() selected=query.state == state.word()>{words::state(l, state)}</option> }
            })
            .collect_view();
        let rows = lines
            .into_iter()
            .map(|line| {
                let to = line.to.map_or_else(|| messages::outbox_gone(l).to_owned(), |to| to.masked());
                let button = |act: &'static str, words: &'static str| {
                    view! { <button class="button button--small" name="act" value=act>{words}</button> }
                };
                let decide = line.state.is_for_a_person().then(|| {
                    view! {
                        <form class="row" method="post" action=l.address(ADDRESS)>
                            <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                            <input type="hidden" name="message" value=line.id.clone()/>
                            {button("again", messages::outbox_again(l))}
                            {button("arrived", messages::outbox_arrived(l))}
                        </form>
                    }
                });
                view! {
                    <tr><th scope="row">{line.when}</th>
                        <td data-label=messages::outbox_to(l)>{to}</td>
                        <td data-label=messages::outbox_about(l)><div>{words::about(l, &line.template)}
                            {line.text.map(|text| view! { <p class="small kept">{text}</p> })}
                            {line.calendar.map(|file| view! {
                                <details class="small"><summary>{messages::outbox_calendar(l)}</summary>
                                    <p class="kept">{file}</p></details>
                            })}</div></td>
                        <td data-label=messages::outbox_channel(l) class="table__short">{words::channel(l, line.channel)}</td>
                        <td data-label=messages::outbox_state(l)><span>{words::state(l, line.state)}" "
                            <span class="soft small">{words::detail(l, &line.detail)}</span></span></td>
                        <td data-label=messages::outbox_attempts(l) class="table__number">{line.attempts}</td>
                        <td data-label=messages::outbox_decide(l)>{decide}</td></tr>
                }
            })
            .collect_view();
        let pages = count.div_ceil(per_page(&query.per)).max(1);
        let (page, state, per) = (query.page(), percent_encoded(&query.state), per_page(&query.per));
        view! {
            <OfficeLine staff=reader/>
            <h1>{messages::outbox_title(l)}</h1>
            <p class="lead">{messages::outbox_lead(l)}</p>
            {shown.then(|| view! { <p class="notice">{messages::outbox_shown(l)}</p> })}
            <form class="form query" action=l.address(ADDRESS)>
                <p class="field"><label class="field__label" for="state">{messages::outbox_state(l)}</label>
                    <select class="field__control" id="state" name="state">
                        <option value="">{messages::outbox_every(l)}</option>{states}</select></p>
                <PerPageField asked=query.per.clone()/>
                <p class="row"><button class="button button--primary">{messages::outbox_search(l)}</button></p>
            </form>
            <h2>{messages::outbox_count(l, count)}</h2>
            {if count == 0 {
                view! { <p class="empty">{messages::outbox_none(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::outbox_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::outbox_when(l)}</th><th scope="col">{messages::outbox_to(l)}</th>
                            <th scope="col">{messages::outbox_about(l)}</th><th scope="col">{messages::outbox_channel(l)}</th>
                            <th scope="col">{messages::outbox_state(l)}</th>
                            <th scope="col" class="table__number">{messages::outbox_attempts(l)}</th>
                            <th scope="col">{messages::outbox_decide(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    {export_button(l, Listed::Messages, &format!("?state={state}"))}
                    <Pagination page pages address=move |page| format!("{ADDRESS}?state={state}&per={per}&page={page}")/>
                }.into_any()
            }}
        }
    })
    .unlisted(true)
}

/// What waits for whoever decides about messages that failed, and about those of which nobody knows.
pub fn waiting(l: Language, failed: i64, unknown: i64) -> Waits {
    let state = if unknown > 0 { State::Unknown } else { State::Failed };
    let count = failed + unknown;
    Waits {
        urgency: Urgency::Now,
        what: messages::outbox_undecided(l, count),
        how_many: usize::try_from(count).unwrap_or_default(),
        since: None,
        address: format!("{ADDRESS}?state={}", state.word()),
    }
}
