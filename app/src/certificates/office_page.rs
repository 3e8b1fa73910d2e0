//! `/office/certificates`: certificates of the reader's units, by number, and revoking one.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    messages,
    model::{Number, Reason, State},
    verify_page, words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::CommandId,
    reader::language,
    shell::{Page, PageContext},
    stations::filter::percent_encoded,
    ui::{ChoiceField, FaultList, LinesField, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/office/certificates";

/// Characters of a note.
pub const NOTE_MAX: usize = 200;

/// The page with this certificate.
pub fn address(number: &Number) -> String {
    format!("{ADDRESS}?number={}", percent_encoded(&number.to_string()))
}

/// What is asked of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OfficeQuery {
    /// The number, as it was typed.
    pub number: String,
    /// Not empty where one was just revoked.
    pub done: String,
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RevokeForm {
    /// Id of the command.
    pub command: String,
    /// The number.
    pub number: String,
    /// Word of the reason.
    pub reason: String,
    /// What the staff should know.
    pub note: String,
}

/// What is wrong with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevokeFault {
    /// No reason was chosen.
    Reason,
    /// The note is too long.
    Note,
    /// It was revoked before.
    Before,
}

impl RevokeForm {
    /// The reason and the note; or all that is wrong.
    pub fn parse(&self) -> Result<(Reason, &str), Vec<RevokeFault>> {
        let note = self.note.trim();
        let mut faults = Vec::new();
        if note.chars().count() > NOTE_MAX {
            faults.push(RevokeFault::Note);
        }
        match Reason::from_word(&self.reason) {
            Some(reason) if faults.is_empty() => Ok((reason, note)),
            Some(_) => Err(faults),
            None => {
                faults.insert(0, RevokeFault::Reason);
                Err(faults)
            }
        }
    }
}

/// A certificate as it is listed.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number.
    pub number: Number,
    /// The day of issue.
    pub issued: String,
    /// The hours in all.
    pub total: String,
    /// How it stands.
    pub state: State,
    /// What the staff noted when it was revoked.
    pub note: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who reads.
    pub reader: Staff,
    /// The number, as it was typed.
    pub typed: String,
    /// The certificate with it; an error where there is none for this reader.
    pub one: Option<Result<Line, ()>>,
    /// Those that were issued of late.
    pub recent: Vec<Line>,
    /// What was sent.
    pub form: RevokeForm,
    /// What is wrong with it.
    pub faults: Vec<RevokeFault>,
    /// Whether one was just revoked.
    pub done: bool,
}

/// The page.
pub fn page(context: &PageContext, listed: Listed) -> Page {
    let l = context.language();
    let not_yours = matches!(listed.one, Some(Err(())));
    let status = match () {
        () if listed.faults.contains(&RevokeFault::Before) => 409,
        () if !listed.faults.is_empty() || not_yours => 422,
        () => 200,
    };
    Page::new(messages::office_title(l), "", move || {
        let fault = |fault: RevokeFault| match fault {
            RevokeFault::Reason => ("reason", messages::revoke_no_reason(l).to_owned()),
            RevokeFault::Note => ("note", messages::revoke_note_long(l, NOTE_MAX)),
            RevokeFault::Before => ("number", messages::revoke_before(l).to_owned()),
        };
        let mut told: Vec<_> = listed.faults.iter().copied().map(fault).collect();
        if not_yours {
            told.push(("number", messages::office_not_yours(l).to_owned()));
        }
        let of = |name: &str| told.iter().find(|(it, _)| *it == name).map(|(_, words)| words.clone());
        let question = Question {
            name: "number",
            label: messages::number(l).to_owned(),
            hint: messages::verify_hint(l).to_owned(),
            autocomplete: "off",
            value: listed.typed,
            fault: of("number"),
            ..Question::default()
        };
        let one = listed.one.and_then(Result::ok).map(|line| {
            let faults = (of("reason"), of("note"));
            view! { <One line form=listed.form faults/> }
        });
        let none = listed.recent.is_empty();
        let rows = listed
            .recent
            .into_iter()
            .map(|line| {
                view! {
                    <tr><th scope="row"><a href=l.address(&address(&line.number))><code>{line.number.to_string()}</code></a></th>
                        <td data-label=messages::issued(l) class="numbers">{line.issued}</td>
                        <td data-label=messages::total(l) class="numbers">{messages::hours(l, &line.total)}</td>
                        <td data-label=messages::office_state(l)>{words::state(l, line.state)}</td></tr>
                }
            })
            .collect_view();
        view! {
            <FaultList faults=told.clone()/>
            <OfficeLine staff=listed.reader/>
            <h1>{messages::office_title(l)}</h1>
            {listed.done.then(|| view! { <p class="notice notice--good" role="status">{messages::revoke_done(l)}</p> })}
            <p class="lead">{messages::office_lead(l)}</p>
            <form class="form" action=l.address(ADDRESS) novalidate>
                <TextField question/>
                <p><button class="button button--primary">{messages::office_find(l)}</button></p>
            </form>
            {one}
            <h2>{messages::office_recent(l)}</h2>
            {if none {
                view! { <p class="empty">{messages::office_none(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack"><caption class="visually-hidden">{messages::office_recent(l)}</caption>
                        <thead><tr><th scope="col">{messages::number(l)}</th><th scope="col">{messages::issued(l)}</th>
                            <th scope="col">{messages::total(l)}</th><th scope="col">{messages::office_state(l)}</th></tr></thead>
                        <tbody>{rows}</tbody></table>
                }.into_any()
            }}
        }
    })
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

/// One certificate, and the form that revokes it.
#[component]
fn One(line: Line, form: RevokeForm, faults: (Option<String>, Option<String>)) -> impl IntoView {
    let l = language();
    let href = l.address(&verify_page::address(&line.number));
    let revoked = match line.state {
        State::Revoked { on, reason } => {
            Some(messages::revoked_text(l, &on.to_string(), words::reason(l, reason)))
        }
        State::Valid => None,
    };
    let holds = revoked.is_none();
    let number = line.number.to_string();
    let choice = Question {
        name: "reason",
        label: messages::revoke_reason(l).to_owned(),
        value: form.reason,
        fault: faults.0,
        ..Question::default()
    };
    let nothing = (String::new(), messages::revoke_choose(l).to_owned());
    let reasons = Reason::ALL.into_iter().map(|it| (it.word().to_owned(), words::reason(l, it).to_owned()));
    let choices: Vec<_> = [nothing].into_iter().chain(reasons).collect();
    let note = Question {
        name: "note",
        label: messages::revoke_note(l).to_owned(),
        hint: messages::revoke_note_hint(l, NOTE_MAX),
        autocomplete: "off",
        value: form.note,
        fault: faults.1,
        ..Question::default()
    };
    view! {
        <section class="panel section--tight">
            <h2><a href=href><code>{number.clone()}</code></a>" "<span class="badge badge--strong">{words::state(l, line.state)}</span></h2>
            <p>{messages::issued(l)}" "{line.issued}" · "{messages::hours(l, &line.total)}</p>
            {revoked.map(|words| view! { <p class="notice">{words}</p> })}
            {line.note.map(|note| view! { <p class="kept">{note}</p> })}
            {holds.then(|| view! {
                <h3>{messages::revoke_title(l)}</h3>
                <p>{messages::revoke_warning(l)}</p>
                <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                    <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                    <input type="hidden" name="number" value=number/>
                    <ChoiceField question=choice choices/>
                    <LinesField question=note/>
                    <p><button class="button">{messages::revoke_send(l)}</button></p>
                </form>
            })}
        </section>
    }
}
