//! `/reminders/confirm`: the code that shows that the number is theirs, and the word that all is well.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    leave_page, messages,
    model::{NewReminder, parse_code},
    reminders_page, words,
};
use crate::{
    messages::model::Contact,
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/reminders/confirm";

/// What the address says: which request.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ConfirmQuery {
    /// Key of the request.
    #[serde(default)]
    pub key: String,
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ConfirmForm {
    /// Key of the request.
    #[serde(default)]
    pub key: String,
    /// The code, as it was typed.
    #[serde(default)]
    pub code: String,
}

impl ConfirmForm {
    /// The six digits, if it is as many.
    pub fn digits(&self) -> Option<String> {
        parse_code(&self.code)
    }
}

/// The page that asks for the code sent to `contact`.
pub fn page(context: &PageContext, key: String, contact: &Contact, wrong: bool) -> Page {
    let l = context.language();
    let lead = messages::confirm_lead(l, &contact.masked());
    let fault = wrong.then(|| messages::confirm_wrong(l).to_owned());
    let faults: Vec<_> = fault.clone().into_iter().map(|words| ("code", words)).collect();
    let question = Question {
        name: "code",
        label: messages::confirm_code(l).to_owned(),
        autocomplete: "one-time-code",
        inputmode: "numeric",
        fault,
        ..Question::default()
    };
    Page::new(messages::confirm_title(l), "", move || {
        view! {
            <FaultList faults/>
            <h1>{messages::confirm_title(l)}</h1>
            <p class="lead">{lead}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="key" value=key/>
                <TextField question/>
                <p><button class="button button--primary button--large">{messages::confirm(l)}</button></p>
            </form>
            <p><a href=l.address(reminders_page::ADDRESS)>{messages::confirm_again(l)}</a></p>
        }
    })
    .status(if wrong { 422 } else { 200 })
    .unlisted(true)
    .fault(wrong)
}

/// The page for a key that is none, or none any more.
pub fn gone(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(messages::confirm_gone_title(l), "", move || {
        view! {
            <h1>{messages::confirm_gone_title(l)}</h1>
            <p class="lead">{messages::confirm_gone(l)}</p>
            <p><a class="button button--primary" href=l.address(reminders_page::ADDRESS)>{messages::confirm_again(l)}</a></p>
        }
    })
    .status(410)
    .unlisted(true)
    .fault(true)
}

/// The page after the right code; `leave` is the key with which one leaves.
pub fn done(context: &PageContext, wish: NewReminder, leave: &str) -> Page {
    let l = context.language();
    let leave = l.address(&format!("{}?key={}", leave_page::ADDRESS, percent_encoded(leave)));
    Page::new(messages::done_title(l), "", move || {
        let separator = if l == crate::language::Language::Zh { "、" } else { ", " };
        let what: Vec<_> = wish.occasions.iter().map(|it| words::occasion(l, *it)).collect();
        view! {
            <h1>{messages::done_title(l)}</h1>
            <p class="lead">{messages::done_lead(l, &wish.contact.masked())}</p>
            <p>{messages::done_what(l, &what.join(separator), &words::lead(l, wish.lead_days))}</p>
            <p>{messages::done_leave(l)}" "<a href=leave>{messages::leave_title(l)}</a></p>
        }
    })
    .unlisted(true)
}
