//! `/account/second-factor`: sets the second step of signing in up, and shows the recovery codes once.

use leptos::prelude::*;

use super::{messages, office_page};
use crate::{
    shell::{Page, PageContext},
    stations::structured::qr_code,
    ui::{FaultList, Question, TextField},
};

/// The address. Its form is that of the second step.
pub const ADDRESS: &str = "/account/second-factor";

/// The page; `otpauth` is what an authenticator app reads, `key` the same to type.
pub fn page(context: &PageContext, otpauth: String, key: String, wrong: bool) -> Page {
    let l = context.language();
    let told = wrong.then(|| messages::code_wrong(l).to_owned());
    let question = Question {
        name: "code",
        label: messages::enrol_code(l).to_owned(),
        autocomplete: "one-time-code",
        inputmode: "numeric",
        fault: told.clone(),
        ..Question::default()
    };
    let faults: Vec<_> = told.into_iter().map(|words| ("code", words)).collect();
    Page::new(messages::enrol_title(l), messages::enrol_lead(l), move || {
        view! {
            <FaultList faults/>
            <h1>{messages::enrol_title(l)}</h1>
            <p class="lead">{messages::enrol_lead(l)}</p>
            <p>{messages::enrol_scan(l)}</p>
            {qr_code(&otpauth).map(|svg| view! {
                <div class="qr" role="img" aria-label=messages::enrol_qr(l) inner_html=svg></div>
            })}
            <p>{messages::enrol_by_hand(l)}" "<code class="secret">{key}</code></p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <TextField question/>
                <p><button class="button button--primary button--large">{messages::go_on(l)}</button></p>
            </form>
        }
    })
    .status(if wrong { 422 } else { 200 })
    .unlisted(true)
    .fault(wrong)
}

/// The recovery codes, shown once.
pub fn recovery_codes(context: &PageContext, codes: Vec<String>) -> Page {
    let l = context.language();
    Page::new(messages::recovery_title(l), "", move || {
        let codes = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
        view! {
            <h1>{messages::recovery_title(l)}</h1>
            <p class="lead">{messages::recovery_lead(l)}</p>
            <ul class="secret secret--list">{codes}</ul>
            <p class="no-print"><a class="button button--primary button--large" href=l.address(office_page::ADDRESS)>
                {messages::recovery_kept(l)}</a></p>
        }
    })
    .unlisted(true)
}
