//! `/volunteers/register/details`: what somebody tells of themselves who is new.

use leptos::prelude::*;

use super::{
    agreement::AgreementText,
    details::{DetailsForm, Fault},
    details_form::{Approving, DetailsFields},
    messages, words,
};
use crate::{
    messages::model::Contact,
    reader::directory,
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::FaultList,
};

/// The address.
pub const ADDRESS: &str = "/volunteers/register/details";

/// The address for one request.
pub fn of_request(key: &str) -> String {
    format!("{ADDRESS}?key={}", percent_encoded(key))
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Registering {
    /// Key of the request.
    pub key: String,
    /// Id of the command.
    pub command: String,
    /// The number that is theirs.
    pub contact: Contact,
    /// As it was sent.
    pub form: DetailsForm,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// Who has to wait.
    pub approving: Approving,
}

/// The page.
pub fn page(context: &PageContext, registering: Registering) -> Page {
    let l = context.language();
    let wrong = !registering.faults.is_empty();
    Page::new(messages::details_title(l), "", move || {
        let Registering { key, command, contact, form, faults, approving } = registering;
        let waits = match approving.everybody {
            true => vec![messages::approval_everybody(l).to_owned()],
            false => approving.told(l, &directory()),
        };
        let told: Vec<_> = faults.into_iter().map(|fault| words::fault(l, fault)).collect();
        let agreed = form.text("agree") == "on";
        let refused = told.iter().find(|(name, _)| *name == "agree").map(|(_, words)| words.clone());
        let fault =
            refused.map(|words| view! { <strong class="field__error" id="agree-fault">{words}</strong> });
        view! {
            <FaultList faults=told.clone()/>
            <h1>{messages::details_title(l)}</h1>
            <p class="lead">{messages::details_lead(l, &contact.masked())}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="command" value=command/>
                // Enter in a line presses the first button of a form, which would list the places.
                <button class="visually-hidden" tabindex="-1" aria-hidden="true">{messages::details_send(l)}</button>
                <DetailsFields form told folded=true approving=approving.stations/>
                {waits.into_iter().map(|words| view! { <p class="notice">{words}</p> }).collect_view()}
                <AgreementText/>
                <div class="field" id="agree" tabindex="-1">{fault}
                    <label class="check"><input type="checkbox" name="agree" value="on" checked=agreed/>
                        <span>{messages::agree(l)}</span></label></div>
                <p><button class="button button--primary button--large">{messages::details_send(l)}</button></p>
            </form>
        }
    })
    .status(if wrong { 422 } else { 200 })
    .unlisted(true)
    .fault(wrong)
}
