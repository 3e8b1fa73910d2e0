//! `/office/forms/{form}/paper`: a form to print and to fill in by hand.

use leptos::prelude::*;

use super::{
    form_page::address as form_address,
    forms_page::service,
    messages,
    model::Definition,
    paper,
    versions::{Version, parts},
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    help::messages as help,
    reader::site,
    shell::{Page, PageContext},
};

/// The address of the version in force.
pub fn address(form: &str) -> String {
    format!("{}/paper", form_address(form))
}

/// The address of the draft.
pub fn draft_address(form: &str) -> String {
    format!("{}?draft=1", address(form))
}

/// What is printed.
pub enum Printed {
    /// The version in force.
    Version(Version),
    /// What waits to be published.
    Draft(Definition),
}

/// The page; whoever keeps the forms gets back to where they publish them.
pub fn page(context: &PageContext, staff: Staff, printed: Printed, keeps: bool) -> Page {
    let l = context.language();
    let (definition, number) = match printed {
        Printed::Version(version) => (version.definition, Some(version.number)),
        Printed::Draft(definition) => (definition, None),
    };
    let heading = match parts(&definition.form) {
        Some((code, _)) => service(l, code, &context.directory),
        None => definition.form.clone(),
    };
    Page::new(messages::paper_title(l), "", move || {
        let back = keeps.then(|| {
            view! { <a href=l.address(&form_address(&definition.form))>{messages::office_title(l)}</a> }
        });
        view! {
            <OfficeLine staff=staff.clone()/>
            <h1 class="no-print">{messages::paper_title(l)}</h1>
            <p class="no-print">{heading.clone()}</p>
            <p class="no-print soft">{messages::paper_lead(l)}</p>
            <p class="no-print row">{back}
                <button class="button icon icon--print" type="button" data-print hidden>{help::print(l)}</button></p>
            <noscript><p class="small soft no-print">{help::print_hint(l)}</p></noscript>
            {paper::view(l, &definition, number)}
            <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
        }
    })
    .unlisted(true)
}
