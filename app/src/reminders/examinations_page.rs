//! `/office/examinations`: the dates of the examination, kept by the province.

use leptos::prelude::*;

use super::{
    messages,
    model::{DatedEvent, EventFault, EventForm, Occasion},
    words,
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::CommandId,
    journal::merge::Conflict,
    language::Language,
    sheets::{import_page::export_button, lists::Listed},
    shell::{Page, PageContext},
    ui::{FaultList, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/office/examinations";

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// Every event, the latest first.
    pub events: Vec<DatedEvent>,
    /// The form, as it was sent, or of the event that is changed, or empty; with an id of a command.
    pub form: EventForm,
    /// What is wrong with it.
    pub faults: Vec<EventFault>,
    /// What somebody else has changed meanwhile.
    pub conflicts: Vec<Conflict>,
    /// Whether it was just saved.
    pub saved: bool,
    /// How many people wait to be reminded.
    pub waiting: i64,
}

impl EventForm {
    /// A form for changing `event`, or for a new one.
    pub fn of(event: Option<&DatedEvent>) -> Self {
        let command = CommandId::fresh().to_string();
        let Some(event) = event else { return Self { command, basis: "0".to_owned(), ..Self::default() } };
        let details = &event.details;
        Self {
            command,
            event: event.id.clone(),
            basis: event.version.to_string(),
            occasion: details.occasion.word().to_owned(),
            title_zh: details.title.zh.clone(),
            title_en: details.title.en.clone().unwrap_or_default(),
            from: details.from.to_string(),
            until: details.until.map(|day| day.to_string()).unwrap_or_default(),
            source: details.source.clone(),
            published: if details.published { "on" } else { "" }.to_owned(),
            seen: serde_json::to_string(&details.record()).unwrap_or_default(),
        }
    }
}

/// The page.
pub fn page(context: &PageContext, reader: Staff, dates: Dates) -> Page {
    let l = context.language();
    let status = match (dates.faults.is_empty(), dates.conflicts.is_empty()) {
        (true, true) => 200,
        (false, _) => 422,
        (true, false) => 409,
    };
    let told: Vec<(&'static str, String)> = dates
        .faults
        .iter()
        .map(|fault| told(l, *fault))
        .chain(dates.conflicts.iter().map(|conflict| {
            let theirs =
                conflict.current.as_str().map_or_else(|| conflict.current.to_string(), str::to_owned);
            let (question, label) = question_of(l, &conflict.field);
            (question, messages::office_conflict(l, label, &theirs))
        }))
        .collect();
    Page::new(messages::office_title(l), "", move || {
        let Dates { events, form, saved, waiting, .. } = dates;
        let none = events.is_empty();
        let lines = events
            .into_iter()
            .map(|event| {
                let details = event.details;
                let state = if details.published { messages::office_published(l) } else { messages::office_draft(l) };
                let demo = event.demo.then(|| view! { " "<span class="badge">{messages::demo(l)}</span> });
                let change = l.address(&format!("{ADDRESS}?event={}", event.id));
                view! {
                    <li class="session">
                        <p><b>{details.title.read(l).to_owned()}</b>" "<span class="badge">{state}</span>{demo}</p>
                        <p>{details.days()}" · "{words::occasion(l, details.occasion)}</p>
                        <p class="soft small">{details.source}</p>
                        <p><a href=change>{messages::office_change(l)}</a></p>
                    </li>
                }
            })
            .collect_view();
        view! {
            <FaultList faults=told.clone()/>
            <OfficeLine staff=reader/>
            <h1>{messages::office_title(l)}</h1>
            <p class="lead">{messages::office_lead(l)}</p>
            {saved.then(|| view! { <p class="notice notice--good" role="status">{messages::office_saved(l)}</p> })}
            <p class="soft">{messages::office_waiting(l, waiting)}</p>
            {none.then(|| view! { <p class="empty">{messages::office_none(l)}</p> })}
            <ul class="plain">{lines}</ul>
            {(!none).then(|| export_button(l, Listed::Examinations, ""))}
            <EditForm form told/>
        }
    })
    .status(status)
    .unlisted(true)
    .fault(status != 200)
}

fn told(l: Language, fault: EventFault) -> (&'static str, String) {
    let (question, words) = match fault {
        EventFault::Title => ("title_zh", messages::office_title_wrong(l)),
        EventFault::Occasion => ("occasion", messages::office_occasion_wrong(l)),
        EventFault::From => ("from", messages::office_from_wrong(l)),
        EventFault::Until => ("until", messages::office_until_wrong(l)),
        EventFault::Source => ("source", messages::office_source_wrong(l)),
    };
    (question, words.to_owned())
}

/// The question in which a field of the record is asked for, and its words.
fn question_of(l: Language, field: &str) -> (&'static str, &'static str) {
    match field {
        "occasion" => ("occasion", messages::office_occasion(l)),
        "title_en" => ("title_en", messages::office_title_en(l)),
        "from" => ("from", messages::office_from(l)),
        "until" => ("until", messages::office_until(l)),
        "source" => ("source", messages::office_source(l)),
        "published" => ("published", messages::office_publish(l)),
        _ => ("title_zh", messages::office_title_zh(l)),
    }
}

#[component]
fn EditForm(form: EventForm, told: Vec<(&'static str, String)>) -> impl IntoView {
    let l = crate::reader::language();
    let beside =
        |question: &str| told.iter().find(|(name, _)| *name == question).map(|(_, words)| words.clone());
    let text = |name: &'static str, label: &str, value: &str| Question {
        name,
        label: label.to_owned(),
        value: value.to_owned(),
        fault: beside(name),
        autocomplete: "off",
        ..Question::default()
    };
    let day = |name: &'static str, label: &str, value: &str| Question {
        hint: messages::office_day_hint(l).to_owned(),
        inputmode: "numeric",
        ..text(name, label, value)
    };
    let title_zh = text("title_zh", messages::office_title_zh(l), &form.title_zh);
    let title_en = text("title_en", messages::office_title_en(l), &form.title_en);
    let from = day("from", messages::office_from(l), &form.from);
    let until = day("until", messages::office_until(l), &form.until);
    let source = text("source", messages::office_source(l), &form.source);
    let wrong_occasion = beside("occasion");
    let occasion_is_wrong = wrong_occasion.is_some();
    let occasions = Occasion::ALL
        .map(|occasion| {
            let word = occasion.word();
            view! { <option value=word selected=form.occasion == word>{words::occasion(l, occasion)}</option> }
        })
        .collect_view();
    let heading = if form.event.is_empty() { messages::office_add(l) } else { messages::office_change(l) };
    let published = form.published == "on";
    view! {
        <section class="panel section--tight">
            <h2>{heading}</h2>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="command" value=form.command/>
                <input type="hidden" name="event" value=form.event/>
                <input type="hidden" name="basis" value=form.basis/>
                <input type="hidden" name="seen" value=form.seen/>
                <p class="field" class:field--wrong=occasion_is_wrong>
                    <label class="field__label" for="occasion">{messages::office_occasion(l)}</label>
                    {wrong_occasion.map(|words| view! { <strong class="field__error" id="occasion-fault">{words}</strong> })}
                    <select class="field__control" id="occasion" name="occasion">{occasions}</select></p>
                <TextField question=title_zh/>
                <TextField question=title_en/>
                <TextField question=from/>
                <TextField question=until/>
                <TextField question=source/>
                <p class="field"><label class="check">
                    <input type="checkbox" id="published" name="published" value="on" checked=published/>
                    <span>{messages::office_publish(l)}</span></label></p>
                <p><button class="button button--primary">{messages::office_save(l)}</button></p>
            </form>
        </section>
    }
}
