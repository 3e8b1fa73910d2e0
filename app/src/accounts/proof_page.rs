//! Asks once more who is there, before something that has consequences. Its form is the one that was sent, with the
//! proof in addition, and goes where that one went.

use leptos::prelude::*;

use super::{messages, model::Staff, office_page::OfficeLine, words};
use crate::{
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// Why the proof was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofFault {
    /// It does not fit, or was used already.
    Wrong,
    /// There were too many attempts; so many seconds to wait.
    Wait(i64),
}

/// What is to be proved.
#[derive(Clone, Debug)]
pub struct Proving {
    /// Who is asked.
    pub reader: Staff,
    /// Whether by a code of the second factor; by the password otherwise.
    pub by_code: bool,
    /// What was sent.
    pub fields: Vec<(String, String)>,
    /// What was wrong with the last proof.
    pub fault: Option<ProofFault>,
}

/// The page.
pub fn page(context: &PageContext, proving: Proving) -> Page {
    let l = context.language();
    let address = l.address(&context.reader.address);
    let status = match proving.fault {
        None => 200,
        Some(ProofFault::Wrong) => 422,
        Some(ProofFault::Wait(_)) => 429,
    };
    let told = proving.fault.map(|fault| match fault {
        ProofFault::Wrong if proving.by_code => messages::code_wrong(l).to_owned(),
        ProofFault::Wrong => messages::password_wrong(l).to_owned(),
        ProofFault::Wait(seconds) => words::wait(l, seconds),
    });
    let (label, kind, autocomplete) = match proving.by_code {
        true => (messages::code(l), "", "one-time-code"),
        false => (messages::password(l), "password", "current-password"),
    };
    let question = Question {
        name: "proof",
        label: label.to_owned(),
        kind,
        autocomplete,
        fault: told.clone(),
        ..Question::default()
    };
    let faults: Vec<_> = told.into_iter().map(|words| ("proof", words)).collect();
    Page::new(messages::proof_title(l), "", move || {
        let hidden = proving
            .fields
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view();
        view! {
            <FaultList faults/>
            <OfficeLine staff=proving.reader/>
            <h1>{messages::proof_title(l)}</h1>
            <p class="lead">{messages::proof_lead(l)}</p>
            <form class="form" method="post" action=address novalidate>
                {hidden}
                <TextField question/>
                <p><button class="button button--primary button--large">{messages::go_on(l)}</button></p>
            </form>
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}
