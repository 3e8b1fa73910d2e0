//! `/volunteers/code`: the code that shows that a number is theirs, or that a guardian agrees.

use leptos::prelude::*;
use serde::Deserialize;

use super::{me_page, messages, phone_page, start_page};
use crate::{
    messages::model::Contact,
    reminders::model::parse_code,
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/volunteers/code";

/// The address for one request.
pub fn of_request(key: &str) -> String {
    format!("{ADDRESS}?key={}", percent_encoded(key))
}

/// What the form sends; the address has the key too.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// Key of the request.
    pub key: String,
    /// The code, as it was typed.
    pub code: String,
}

impl CodeForm {
    /// The six digits, if it is as many.
    pub fn digits(&self) -> Option<String> {
        parse_code(&self.code)
    }
}

/// A request that waits for its code.
#[derive(Clone, Debug)]
pub struct Open {
    /// Its key.
    pub key: String,
    /// To whom the code went.
    pub contact: Contact,
    /// Whether it is a guardian who has to agree.
    pub guardian: bool,
    /// Whether the code that was given is wrong.
    pub wrong: bool,
}

/// The page.
pub fn page(context: &PageContext, open: Open) -> Page {
    let l = context.language();
    let Open { key, contact, guardian, wrong } = open;
    let again = match contact {
        Contact::Phone(_) => phone_page::SIGN_IN,
        Contact::Email(_) => me_page::ADDRESS,
    };
    let (title, lead) = match guardian {
        true => (messages::guardian_title(l), messages::guardian_lead(l, &contact.masked())),
        false => (messages::code_title(l), messages::code_lead(l, &contact.masked())),
    };
    Page::new(title, "", move || {
        let fault = wrong.then(|| messages::code_wrong(l).to_owned());
        let faults: Vec<_> = fault.clone().into_iter().map(|words| ("code", words)).collect();
        let question = Question {
            name: "code",
            label: messages::code(l).to_owned(),
            autocomplete: "one-time-code",
            inputmode: "numeric",
            fault,
            ..Question::default()
        };
        let points = [messages::guardian_what(l), messages::guardian_rights(l), messages::guardian_until(l)];
        let consent = guardian.then(|| {
            view! { <ul>{points.map(|words| view! { <li>{words}</li> }).collect_view()}</ul> }
        });
        let button = if guardian { messages::guardian_agree(l) } else { messages::confirm(l) };
        view! {
            <FaultList faults/>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            {consent}
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="key" value=key/>
                <TextField question/>
                <p><button class="button button--primary button--large">{button}</button></p>
            </form>
            <p><a href=l.address(again)>{messages::code_again(l)}</a></p>
        }
    })
    .status(if wrong { 422 } else { 200 })
    .unlisted(true)
    .fault(wrong)
}

/// The page for a code that came when somebody of this name and birthday had the number already.
pub fn known(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(messages::known_title(l), "", move || {
        view! {
            <h1>{messages::known_title(l)}</h1>
            <p class="lead">{messages::known(l)}</p>
            <p><a class="button button--primary" href=l.address(phone_page::SIGN_IN)>{messages::sign_in_title(l)}</a></p>
        }
    })
    .status(409)
    .unlisted(true)
    .fault(true)
}

/// The page for a key that is none, or none any more.
pub fn gone(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(messages::gone_title(l), "", move || {
        view! {
            <h1>{messages::gone_title(l)}</h1>
            <p class="lead">{messages::gone(l)}</p>
            <p class="row"><a class="button button--primary" href=l.address(phone_page::SIGN_IN)>{messages::code_again(l)}</a>
                <a class="button" href=l.address(start_page::ADDRESS)>{messages::title(l)}</a></p>
        }
    })
    .status(410)
    .unlisted(true)
    .fault(true)
}
