//! `/office/volunteers/register`: a station registers somebody who wrote on paper.

use leptos::prelude::*;

use super::{
    agreement::AgreementText,
    details::{DetailsForm, Fault},
    details_form::DetailsFields,
    list_page::ADDRESS as LIST,
    messages, words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::CommandId,
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/office/volunteers/register";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Copying {
    /// Who registers.
    pub reader: Staff,
    /// As it was sent.
    pub form: DetailsForm,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// The page.
pub fn page(context: &PageContext, copying: Copying) -> Page {
    let l = context.language();
    let status = match copying.faults.first() {
        None => 200,
        Some(Fault::NotNow) => 409,
        Some(_) => 422,
    };
    Page::new(messages::copy(l), "", move || {
        let Copying { reader, form, faults } = copying;
        let told: Vec<_> = faults.into_iter().map(|fault| words::fault_at_station(l, fault)).collect();
        let wrong = |name| told.iter().find(|(it, _)| *it == name).map(|(_, words)| words.clone());
        let phone = Question {
            name: "phone",
            label: messages::phone(l).to_owned(),
            hint: messages::copy_phone_hint(l).to_owned(),
            autocomplete: "off",
            inputmode: "tel",
            value: form.text("phone").to_owned(),
            fault: wrong("phone"),
            ..Question::default()
        };
        let unsigned = wrong("signed")
            .map(|words| view! { <strong class="field__error" id="signed-fault">{words}</strong> });
        let signed = form.text("signed") == "on";
        view! {
            <FaultList faults=told.clone()/>
            <OfficeLine staff=reader/>
            <p><a href=l.address(LIST)>{messages::office_title(l)}</a></p>
            <h1 id="now" tabindex="-1">{messages::copy(l)}</h1>
            <p class="lead">{messages::copy_lead(l)}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                // Enter in a line presses the first button of a form, which would list the places.
                <button class="visually-hidden" tabindex="-1" aria-hidden="true">{messages::copy_send(l)}</button>
                <TextField question=phone/>
                <DetailsFields form told copied=true/>
                <AgreementText/>
                <div class="field" id="signed" tabindex="-1">{unsigned}
                    <label class="check"><input type="checkbox" name="signed" value="on" checked=signed/>
                        <span>{messages::copy_signed(l)}</span></label></div>
                <p><button class="button button--primary button--large">{messages::copy_send(l)}</button></p>
            </form>
        }
    })
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}
