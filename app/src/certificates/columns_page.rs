//! `/office/certificates/columns`: the columns in which hours are handed to the national system, for the province.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    export::{self, Element, MappingFault},
    messages, office_page,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::CommandId,
    shell::{Page, PageContext},
    ui::{FaultList, LinesField, Question},
};

/// The address.
pub const ADDRESS: &str = "/office/certificates/columns";

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ColumnsForm {
    /// Id of the command.
    pub command: String,
    /// One line for each column.
    pub columns: String,
}

/// The page.
pub fn page(
    context: &PageContext,
    reader: Staff,
    text: String,
    faults: Vec<(usize, MappingFault)>,
    done: bool,
) -> Page {
    let l = context.language();
    let wrong = !faults.is_empty();
    Page::new(messages::columns_title(l), "", move || {
        let told: Vec<_> = faults.into_iter().map(|it| ("columns", export::fault(l, it))).collect();
        let all = told.iter().map(|(_, words)| words.clone()).collect::<Vec<_>>();
        let question = Question {
            name: "columns",
            label: messages::columns_question(l).to_owned(),
            hint: messages::columns_hint(l).to_owned(),
            autocomplete: "off",
            value: text,
            fault: wrong.then(|| all.join("；")),
            ..Question::default()
        };
        let elements = Element::ALL
            .into_iter()
            .map(|it| {
                let sealed = it.is_sealed().then_some(" *");
                view! { <div><dt><code>{it.word()}</code></dt><dd>{it.name(l)}{sealed}</dd></div> }
            })
            .collect_view();
        view! {
            <FaultList faults=told/>
            <OfficeLine staff=reader/>
            <p><a href=l.address(office_page::ADDRESS)>{messages::office_title(l)}</a></p>
            <h1>{messages::columns_title(l)}</h1>
            {done.then(|| view! { <p class="notice notice--good" role="status">{messages::columns_done(l)}</p> })}
            <p class="lead">{messages::columns_lead(l)}</p>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                <LinesField question/>
                <p><button class="button button--primary">{messages::columns_keep(l)}</button></p>
            </form>
            <h2>{messages::columns_elements(l)}</h2>
            <p>{messages::columns_sealed(l)}</p>
            <dl class="facts facts--wide">{elements}</dl>
        }
    })
    .unlisted(true)
    .status(if wrong { 422 } else { 200 })
    .fault(wrong)
}
