//! `/office/help/{id}` for an office above the unit that sees to a call, before it is opened: it reads figures and masked
//! lists by default, and opens a person's call for a purpose that is written down (users.md §6.3).

use leptos::prelude::*;

use super::{
    list_page, messages,
    model::Step,
    request_page::{StepFault, StepForm, address},
    words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::CommandId,
    journal::model::Unit,
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::{FaultList, LinesField, Question},
};

/// What the page shows: nothing of the call but who sees to it.
pub struct Asking {
    /// Who wants to read.
    pub reader: Staff,
    /// Id of the call.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// Who sees to it.
    pub unit: Unit,
    /// What was typed.
    pub form: StepForm,
    /// What is wrong with it.
    pub faults: Vec<StepFault>,
}

/// The page.
pub fn page(context: &PageContext, asking: Asking) -> Page {
    let l = context.language();
    let wrong = !asking.faults.is_empty();
    Page::new(messages::purpose_title(l), "", move || body(l, asking))
        .below([(messages::office_title(l).to_owned(), list_page::ADDRESS.to_owned())])
        .unlisted(true)
        .status(if wrong { 422 } else { 200 })
        .fault(wrong)
}

fn body(l: Language, asking: Asking) -> impl IntoView {
    let Asking { reader, id, version, unit, form, faults } = asking;
    let fault = faults.iter().find(|(name, _)| *name == "words").map(|(_, words)| words.clone());
    let question = Question {
        name: "words",
        label: messages::purpose_question(l).to_owned(),
        autocomplete: "off",
        value: form.words,
        fault,
        ..Question::default()
    };
    let faults: Vec<_> = faults.into_iter().map(|(name, words)| (name.to_owned(), words)).collect();
    view! {
        <FaultList faults/>
        <OfficeLine staff=reader/>
        <h1>{messages::purpose_title(l)}</h1>
        <p class="lead">{messages::purpose_lead(l, &words::unit(l, &unit, &directory()))}</p>
        <form class="form" method="post" action=l.address(&address(&id)) novalidate>
            <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
            <input type="hidden" name="basis" value=version.to_string()/>
            <input type="hidden" name="act" value=Step::Look.word()/>
            <LinesField question/>
            <p><button class="button button--primary">{messages::purpose_send(l)}</button></p></form>
    }
}
