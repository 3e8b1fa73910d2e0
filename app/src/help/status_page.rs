//! `/help/status`: what became of a call for help, for whoever has its code and the last four digits of the number; and
//! what they may say to it.
//!
//! Both are posted, so that they stand in no address and in no log.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    messages,
    model::{Face, REOPEN_DAYS, State, Step, WORDS_CHARS_MAX},
    start_page,
    terms::Promise,
    ticket_page, words,
};
use crate::{
    ids::CommandId,
    language::Language,
    reader::{directory, language, reader},
    shell::{Page, PageContext},
    ui::{FaultList, LinesField, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/help/status";

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StatusForm {
    /// The code, as it was typed.
    pub code: String,
    /// The last four digits of the number, as they were typed.
    pub phone: String,
    /// Word of a step of the caller's; empty where they only look.
    pub act: String,
    /// Id of that command.
    pub command: String,
    /// What they say with it.
    pub words: String,
    /// Word of a face.
    pub face: String,
}

/// Why no ticket is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// There is a slip in the code.
    Mistyped,
    /// There are no four digits.
    NoDigits,
    /// There is no such code with such a number.
    Unknown,
    /// The same, and very many codes were tried in vain from there: whoever asks is made to wait for the answer.
    Slowly,
    /// This code was tried too often.
    TooMany,
}

/// The page that asks for code and digits.
pub fn page(context: &PageContext, form: StatusForm, fault: Option<CodeFault>) -> Page {
    let l = context.language();
    let words = fault.map(|fault| match fault {
        CodeFault::Mistyped => ("code", messages::code_mistyped(l)),
        CodeFault::NoDigits => ("phone", messages::digits_wrong(l)),
        CodeFault::Unknown | CodeFault::Slowly => ("code", messages::code_unknown(l)),
        CodeFault::TooMany => ("code", messages::code_wait(l)),
    });
    let beside = |name: &str| words.filter(|(field, _)| *field == name).map(|(_, words)| words.to_owned());
    let code = Question {
        name: "code",
        label: messages::code_question(l).to_owned(),
        hint: messages::code_hint(l).to_owned(),
        autocomplete: "off",
        value: form.code,
        fault: beside("code"),
        ..Question::default()
    };
    let phone = Question {
        name: "phone",
        label: messages::digits_question(l).to_owned(),
        hint: messages::digits_hint(l).to_owned(),
        autocomplete: "off",
        inputmode: "numeric",
        value: form.phone,
        fault: beside("phone"),
        ..Question::default()
    };
    let faults: Vec<_> = words.map(|(name, words)| (name, words.to_owned())).into_iter().collect();
    let wrong = fault.is_some();
    Page::new(messages::status_title(l), messages::status_lead(l), move || {
        view! {
            <FaultList faults/>
            <h1>{messages::status_title(l)}</h1>
            <p class="lead">{messages::status_lead(l)}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <TextField question=code/>
                <TextField question=phone/>
                <p><button class="button button--primary button--large">{messages::status_look(l)}</button></p>
            </form>
            <p><a href=l.address(start_page::ADDRESS)>{messages::title(l)}</a></p>
        }
    })
    .below([
        (messages::title(l).to_owned(), start_page::ADDRESS.to_owned()),
        (messages::status_title(l).to_owned(), ADDRESS.to_owned()),
    ])
    .status(if wrong { 422 } else { 200 })
    .fault(wrong)
}

/// Something that was done, as the caller reads it.
#[derive(Clone, Debug)]
pub struct Told {
    /// What, as it is told.
    pub what: String,
    /// On which day.
    pub day: String,
    /// What was said with it; nothing where it is for the staff.
    pub words: Option<String>,
    /// Whether it is a visit to which nobody comes any more.
    pub past: bool,
}

/// A call as its caller sees it.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// The code and the digits, to be sent on.
    pub code: String,
    /// See `code`.
    pub phone: String,
    /// Where it stands.
    pub state: State,
    /// Whether it went on in another call, which is closed.
    pub closed_with_another: bool,
    /// The day on which it came.
    pub received: String,
    /// Who sees to it, and by when the caller is reached.
    pub promise: Promise,
    /// Whether that is over, and nobody has.
    pub late: bool,
    /// The visit that holds.
    pub visit: Option<String>,
    /// What happened.
    pub told: Vec<Told>,
    /// How they said it was.
    pub face: Option<Face>,
    /// Code of the service.
    pub service: String,
    /// Whether they may have it opened again.
    pub may_reopen: bool,
    /// What they just did.
    pub done: Option<Step>,
    /// What they wanted to do and could not, any more.
    pub too_late: bool,
    /// What they typed with which step, where it has to be put right, and what to do.
    pub again: Option<(Step, String, String)>,
}

/// The page of one ticket.
pub fn ticket(context: &PageContext, ticket: Ticket) -> Page {
    let l = context.language();
    let wrong = ticket.again.is_some();
    let sensitive = words::is_sensitive(Some(&ticket.service), &context.directory);
    Page::new(messages::status_one(l), "", move || {
        let faults: Vec<_> =
            ticket.again.iter().map(|(step, _, words)| (field_of(*step), words.clone())).collect();
        let due = ticket.state.waits_for_contact().then(|| match ticket.late {
            false => {
                let by = words::call_by(l, &ticket.promise, &directory(), reader().now);
                let rose = words::rose(l, &ticket.promise, &directory()).map(|words| view! { <p>{words}</p> });
                view! { <p><b>{by}</b></p>{rose} }.into_any()
            }
            true => {
                view! { <p class="notice notice--urgent">{messages::status_late(l, &words::day(l, ticket.promise.by))}</p> }
                    .into_any()
            }
        });
        let done = ticket.done.map(|step| match step {
            Step::Add => messages::done_add(l),
            Step::Rate => messages::done_rate(l),
            _ => messages::done_reopen(l),
        });
        // The newest first: whoever looks wants to know how it stands.
        let told = ticket
            .told
            .iter()
            .rev()
            .map(|it| {
                let what = match it.past {
                    true => view! { {it.what.clone()} }.into_any(),
                    false => view! { <b>{it.what.clone()}</b> }.into_any(),
                };
                view! {
                    <li class="session"><p>{what}" "<span class="soft small">{it.day.clone()}</span></p>
                        {it.words.clone().map(|words| view! { <p class="kept">{words}</p> })}</li>
                }
            })
            .collect_view();
        let may = |step: Step| ticket.state.after(step).is_some();
        let stands = if ticket.closed_with_another { State::Closed } else { ticket.state };
        let again = ticket.closed_with_another.then(|| {
            let href = l.address(start_page::ADDRESS);
            view! {
                <section class="panel section--tight no-print"><h2>{messages::reopen_title(l)}</h2>
                    <p><a class="button" href=href>{messages::title(l)}</a></p></section>
            }
        });
        view! {
            <FaultList faults/>
            <h1>{messages::status_one(l)}</h1>
            {done.map(|words| view! { <p class="notice notice--good" role="status">{words}</p> })}
            {ticket.too_late.then(|| view! { <p class="notice notice--urgent" role="alert">{messages::status_too_late(l)}</p> })}
            <p class="lead">{words::state_for_caller(l, stands)}</p>
            {ticket.visit.clone().map(|words| view! { <p class="notice"><b>{words}</b></p> })}
            {due}
            {ticket_page::who(l, &ticket.promise.unit)}
            <h2>{messages::status_history(l)}</h2>
            <ul class="plain">{told}<li class="session"><p><b>{messages::told_sent(l)}</b>" "<span class="soft small">{ticket.received.clone()}</span></p></li></ul>
            {may(Step::Rate).then(|| rate(&ticket))}
            {may(Step::Add).then(|| say(&ticket, Step::Add))}
            {ticket.may_reopen.then(|| say(&ticket, Step::Reopen))}
            {again}
        }
    })
    .below([(messages::title(l).to_owned(), start_page::ADDRESS.to_owned())])
    .unlisted(true)
    .sensitive(sensitive)
    .status(if wrong { 422 } else { 200 })
    .fault(wrong)
}

/// The question in which something is said with a step.
fn field_of(step: Step) -> &'static str {
    match step {
        Step::Rate => "face",
        _ => "words",
    }
}

fn begin(ticket: &Ticket, step: Step) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="code" value=ticket.code.clone()/>
        <input type="hidden" name="phone" value=ticket.phone.clone()/>
        <input type="hidden" name="act" value=step.word()/>
        <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
    }
}

/// Something to say in words.
fn say(ticket: &Ticket, step: Step) -> impl IntoView + use<> {
    let l = language();
    let (title, label, hint, button) = match step {
        Step::Reopen => (
            messages::reopen_title(l),
            messages::reopen_question(l),
            messages::reopen_hint(l, REOPEN_DAYS),
            messages::reopen_send(l),
        ),
        _ => (
            messages::add_title(l),
            messages::add_question(l),
            messages::words_hint(l, WORDS_CHARS_MAX),
            messages::add_send(l),
        ),
    };
    let again = ticket.again.as_ref().filter(|(of, ..)| *of == step);
    let question = Question {
        name: "words",
        label: label.to_owned(),
        hint,
        autocomplete: "off",
        value: again.map(|(_, typed, _)| typed.clone()).unwrap_or_default(),
        fault: again.map(|(.., words)| words.clone()),
        ..Question::default()
    };
    view! {
        <section class="panel section--tight no-print"><h2>{title}</h2>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>{begin(ticket, step)}
                <LinesField question/>
                <p><button class="button">{button}</button></p></form></section>
    }
}

/// Three faces and a word.
fn rate(ticket: &Ticket) -> impl IntoView + use<> {
    let l: Language = language();
    let again = ticket.again.as_ref().filter(|(of, ..)| *of == Step::Rate);
    let fault = again.map(|(.., words)| {
        view! { <strong class="field__error" id="face-fault">{words.clone()}</strong> }
    });
    let described = again.map(|_| "face-fault");
    let faces = Face::ALL
        .map(|face| {
            let checked = ticket.face == Some(face);
            view! {
                <label class="check face"><input type="radio" name="face" value=face.word() checked=checked/>
                    <span>{drawn(face)}" "{words::face(l, face)}</span></label>
            }
        })
        .collect_view();
    let form = view! {
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>{begin(ticket, Step::Rate)}
                <fieldset class="field faces" id="face" tabindex="-1" aria-describedby=described><legend class="field__label">{messages::rate_question(l)}</legend>
                    {fault}{faces}</fieldset>
                <p class="field"><label class="field__label" for="rate-words">{messages::rate_words(l)}</label>
                    <input class="field__control" id="rate-words" name="words" autocomplete="off"/></p>
                <p><button class="button button--primary">{messages::rate_send(l)}</button></p></form>
    };
    let form = match ticket.face {
        None => form.into_any(),
        Some(face) => {
            view! {
                <p>{drawn(face)}" "{messages::rate_given(l, words::face(l, face))}</p>
                <details class="fold" open=again.is_some()><summary>{messages::rate_change(l)}</summary>{form}</details>
            }
            .into_any()
        }
    };
    view! { <section class="panel section--tight no-print"><h2>{messages::rate_title(l)}</h2>{form}</section> }
}

/// A face that needs no font: old telephones have none with faces.
fn drawn(face: Face) -> impl IntoView {
    let mouth = match face {
        Face::Good => "M8 14q4 5 8 0",
        Face::Fair => "M8 16h8",
        Face::Bad => "M8 17q4-5 8 0",
    };
    view! {
        <svg class="face__sign" aria-hidden="true" width="40" height="40" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">
            <circle cx="12" cy="12" r="10"/><path d=format!("M8.5 9v.5M15.5 9v.5{mouth}")/></svg>
    }
}
