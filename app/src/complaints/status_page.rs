//! `/complaints/status`: how a complaint stands and what was answered, for whoever has its code.
//!
//! The code is posted, so that it stands in no address and in no log.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    complaints_page, messages,
    model::{Fault, State, Step},
    words,
};
use crate::{
    ids::CommandId,
    journal::model::Unit,
    language::Language,
    reader::{directory, language},
    shell::{Page, PageContext},
    ui::{FaultList, LinesField, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/complaints/status";

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StatusForm {
    /// The code, as it was typed.
    pub code: String,
    /// `object` where its writer is not satisfied.
    pub act: String,
    /// Id of that command.
    pub command: String,
    /// Why they are not.
    pub reason: String,
}

/// Why no ticket is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// There is a slip in the code.
    Mistyped,
    /// There is no such code.
    Unknown,
    /// Too many were tried from there.
    TooMany,
}

/// Something that was said to its writer, or by them.
#[derive(Clone, Debug)]
pub struct Said {
    /// In which step.
    pub step: Step,
    /// On which day.
    pub day: String,
    /// The words; nothing where they are for those who answer.
    pub words: Option<String>,
}

/// A complaint as its writer sees it.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// The code, to be sent on.
    pub code: String,
    /// Where it stands.
    pub state: State,
    /// The day on which it came.
    pub received: String,
    /// Who has to answer.
    pub level: Unit,
    /// The last day for an answer.
    pub due: String,
    /// Whether that is over.
    pub overdue: bool,
    /// What happened.
    pub said: Vec<Said>,
    /// Whether its writer may still say that they are not satisfied.
    pub may_object: bool,
    /// Whether they just did.
    pub objected: bool,
    /// Whether they wanted to, and could not any more.
    pub too_late: bool,
    /// What they typed, where it has to be put right, and what to do.
    pub again: Option<(String, String)>,
}

/// The page that asks for a code.
pub fn page(context: &PageContext, code: String, fault: Option<CodeFault>) -> Page {
    let l = context.language();
    let words = fault.map(|fault| match fault {
        CodeFault::Mistyped => messages::code_mistyped(l),
        CodeFault::Unknown => messages::code_unknown(l),
        CodeFault::TooMany => messages::code_wait(l),
    });
    let question = Question {
        name: "code",
        label: messages::code_question(l).to_owned(),
        hint: messages::code_hint(l).to_owned(),
        autocomplete: "off",
        value: code,
        fault: words.map(str::to_owned),
        ..Question::default()
    };
    let faults: Vec<_> = question.fault.iter().map(|words| ("code", words.clone())).collect();
    let wrong = fault.is_some();
    Page::new(messages::status_title(l), messages::description(l), move || {
        view! {
            <FaultList faults/>
            <h1>{messages::status_title(l)}</h1>
            <p class="lead">{messages::status_lead(l)}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <TextField question/>
                <p><button class="button button--primary button--large">{messages::status_look(l)}</button></p>
            </form>
            <p><a href=l.address(complaints_page::ADDRESS)>{messages::write(l)}</a></p>
        }
    })
    .below([
        (messages::title(l).to_owned(), complaints_page::ADDRESS.to_owned()),
        (messages::status_title(l).to_owned(), ADDRESS.to_owned()),
    ])
    .status(if wrong { 422 } else { 200 })
    .fault(wrong)
}

/// The page of one ticket.
pub fn ticket(context: &PageContext, ticket: Ticket) -> Page {
    let l = context.language();
    let wrong = ticket.again.is_some();
    Page::new(messages::ticket_title(l), "", move || {
        let faults: Vec<_> =
            ticket.again.iter().map(|(_, words)| ("reason", words.clone())).collect();
        let due = match (ticket.state.waits(), ticket.overdue) {
            (false, _) => None,
            (true, false) => Some(view! { <p>{messages::ticket_due(l, &ticket.due)}</p> }.into_any()),
            (true, true) => Some(
                view! { <p class="notice notice--urgent">{messages::ticket_overdue(l, &ticket.due)}</p> }.into_any(),
            ),
        };
        let nothing = ticket.said.is_empty();
        let said = ticket
            .said
            .iter()
            .map(|said| {
                view! {
                    <li class="session"><p><b>{words::step(l, said.step)}</b>" "<span class="soft small">{said.day.clone()}</span></p>
                        {said.words.clone().map(|words| view! { <p class="kept">{words}</p> })}</li>
                }
            })
            .collect_view();
        // What looks made by a machine is received like any other, as far as its writer is concerned.
        let state = if ticket.state == State::Apart { State::Received } else { ticket.state };
        let with = words::level(l, &ticket.level, &directory());
        let may_object = ticket.may_object;
        view! {
            <FaultList faults/>
            <h1>{messages::ticket_title(l)}</h1>
            {ticket.objected.then(|| view! { <p class="notice notice--good" role="status">{messages::object_done(l)}</p> })}
            {ticket.too_late.then(|| view! { <p class="notice" role="status">{messages::object_too_late(l)}</p> })}
            <p><span class="badge badge--strong">{words::state(l, state)}</span>" "{messages::ticket_received(l, &ticket.received)}</p>
            <p>{messages::ticket_with(l, &with)}</p>
            {due}
            <h2>{messages::ticket_said(l)}</h2>
            {nothing.then(|| view! { <p class="empty">{messages::ticket_none(l)}</p> })}
            <ul class="plain">{said}</ul>
            {may_object.then(|| view! { <ObjectForm code=ticket.code.clone() again=ticket.again.clone()/> })}
            <p class="no-print"><a href=l.address(ADDRESS)>{messages::status_title(l)}</a></p>
        }
    })
    .unlisted(true)
    .status(if wrong { 422 } else { 200 })
    .fault(wrong)
}

#[component]
fn ObjectForm(code: String, again: Option<(String, String)>) -> impl IntoView {
    let l = language();
    let (value, fault) = again.unzip();
    let question = Question {
        name: "reason",
        label: messages::object_question(l).to_owned(),
        hint: messages::object_lead(l).to_owned(),
        autocomplete: "off",
        value: value.unwrap_or_default(),
        fault,
        ..Question::default()
    };
    view! {
        <section class="panel section--tight no-print"><h2>{messages::object_title(l)}</h2>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="code" value=code/>
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                <LinesField question/>
                <p><button class="button" name="act" value="object">{messages::object_send(l)}</button></p>
            </form></section>
    }
}

/// What to do where nothing was said, or too much.
pub fn told(l: Language, fault: Fault) -> String {
    words::fault(l, fault, "").1
}
