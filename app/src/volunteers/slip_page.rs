//! `/volunteers/password?key=…`: where somebody sets a password with the address that their station gave them, because no
//! SMS is sent from here.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    messages,
    model::VolunteerNumber,
    password::{questions, told},
    phone_page, start_page,
};
use crate::{
    accounts::passwords::PasswordFault,
    ids::CommandId,
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{FaultList, TextField},
};

/// The address.
pub const ADDRESS: &str = "/volunteers/password";

/// The address for one key.
pub fn of_key(key: &str) -> String {
    format!("{ADDRESS}?key={}", percent_encoded(key))
}

/// What the form sends; the address has the key too.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SlipForm {
    /// Key of the slip.
    pub key: String,
    /// Id of the command, made with the form.
    pub command: String,
    /// The password.
    pub password: String,
    /// The same once more.
    pub again: String,
}

/// The page for the volunteer of this number, and what is wrong with the password that was typed.
pub fn page(
    context: &PageContext,
    key: String,
    number: VolunteerNumber,
    fault: Option<PasswordFault>,
) -> Page {
    let l = context.language();
    let title = messages::slip_title(l);
    Page::new(title, "", move || {
        let told = fault.map(|fault| told(l, fault));
        let [password, again] = questions(l, false, told.as_ref());
        let number = number.to_string();
        // Whoever changes the language of the page that answers stays with their key.
        let action = l.address(&of_key(&key));
        let faults: Vec<_> = told.into_iter().collect();
        view! {
            <FaultList faults/>
            <h1>{title}</h1>
            <p class="lead">{messages::slip_lead(l, &number)}</p>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                <input type="text" name="username" value=number autocomplete="username" hidden/>
                <TextField question=password/>
                <TextField question=again/>
                <p><button class="button button--primary button--large">{messages::slip_set(l)}</button></p>
            </form>
        }
    })
    .status(if fault.is_some() { 422 } else { 200 })
    .unlisted(true)
    .fault(fault.is_some())
}

/// The page for a key that is none, or none any more.
pub fn gone(context: &PageContext) -> Page {
    let l = context.language();
    Page::new(messages::slip_gone_title(l), "", move || {
        view! {
            <h1>{messages::slip_gone_title(l)}</h1>
            <p class="lead">{messages::slip_gone(l)}</p>
            <p class="row"><a class="button button--primary" href=l.address(phone_page::SIGN_IN)>{messages::sign_in_title(l)}</a>
                <a class="button" href=l.address(start_page::ADDRESS)>{messages::title(l)}</a></p>
        }
    })
    .status(410)
    .unlisted(true)
    .fault(true)
}
