//! `/office/matching/new` and `/office/matching/{id}/change`: what a unit needs volunteers for.

use std::collections::BTreeSet;

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    details::{DetailsForm, Fault},
    list_page::ADDRESS as LIST,
    messages, words,
};
use crate::help::words as help;
use crate::volunteers::words as volunteers;
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::NeedId,
    journal::model::Unit,
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::{ChoiceField, FaultList, LinesField, Question, TextField},
    volunteers::model::{Skill, Time},
};

/// The address.
pub const ADDRESS: &str = "/office/matching/new";

/// The address of one like another.
pub fn copy_address(id: NeedId) -> String {
    format!("{ADDRESS}?copy={id}")
}

/// The address at which one is changed.
pub fn change_address(id: NeedId) -> String {
    format!("{LIST}/{id}/change")
}

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub struct NeedForm {
    /// Id of the command, made with the form; a new need has the same.
    pub command: String,
    /// The version that is changed; empty for a new one.
    pub basis: String,
    /// Whose need it is.
    pub unit: String,
    /// What is said of it.
    pub details: DetailsForm,
}

/// The parts that are read by their own types.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Frame {
    command: String,
    basis: String,
    unit: String,
}

impl NeedForm {
    /// What these pairs say. Skills and times come one by one.
    pub fn of(pairs: &[(String, String)]) -> Self {
        let chosen = |wanted: &str| {
            let words = pairs.iter().filter(|(name, _)| name == wanted).map(|(_, word)| word.as_str());
            words.collect::<Vec<_>>().join(",")
        };
        let map = pairs.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        let map = serde_json::Value::Object(map);
        let frame: Frame = serde_json::from_value(map.clone()).unwrap_or_default();
        let details: DetailsForm = serde_json::from_value(map).unwrap_or_default();
        let details = DetailsForm { skills: chosen("skill"), times: chosen("time"), ..details };
        Self { command: frame.command, basis: frame.basis, unit: frame.unit, details }
    }
}

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormFault {
    /// What is said of it.
    Details(&'static str, Fault),
    /// What was asked for stands against a rule, or the form was sent for something else.
    Refused,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct FormShown {
    /// Who reads.
    pub reader: Staff,
    /// The need that is changed; nothing for a new one.
    pub of: Option<NeedId>,
    /// Units for which they post.
    pub units: Vec<Unit>,
    /// The form.
    pub form: NeedForm,
    /// What is wrong with it.
    pub faults: Vec<FormFault>,
}

/// The page.
pub fn page(context: &PageContext, shown: FormShown) -> Page {
    let l = context.language();
    let status = match shown.faults.as_slice() {
        [] => 200,
        [FormFault::Refused] => 409,
        _ => 422,
    };
    let title = shown.of.map_or_else(|| messages::new_title(l), |_| messages::change_title(l));
    Page::new(title, "", move || {
        let faults: Vec<_> = shown.faults.iter().map(|fault| told(l, *fault)).collect();
        view! {
            <FaultList faults=faults.clone()/>
            <OfficeLine staff=shown.reader.clone()/>
            <p><a href=l.address(LIST)>{messages::office_title(l)}</a></p>
            <h1>{title}</h1>
            {shown.of.map(|_| view! { <p>{messages::change_lead(l)}</p> })}
            <p class="notice notice--warning">{messages::no_names(l)}</p>
            {fields(l, &shown, &faults)}
        }
    })
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

/// A fault with its question by name: which one is wrong stands in the list above, too.
fn told(l: Language, fault: FormFault) -> (&'static str, String) {
    match fault {
        FormFault::Details(name, fault) => {
            let words = words::fault(l, name, fault);
            (name, label(l, name).map_or_else(|| words.clone(), |label| messages::about(l, label, &words)))
        }
        FormFault::Refused => ("title", messages::fault_refused(l).to_owned()),
    }
}

/// The question of this name.
fn label(l: Language, name: &str) -> Option<&'static str> {
    Some(match name {
        "title" => messages::title(l),
        "task" => messages::task(l),
        "skills" => messages::skills(l),
        "place" => messages::place(l),
        "times" => messages::times(l),
        "first" => messages::first(l),
        "last" => messages::last(l),
        "people" => messages::people(l),
        "age_min" => messages::age_min(l),
        "address" => messages::address(l),
        "meeting" => messages::meeting(l),
        "contact" => messages::contact(l),
        "phone" => messages::phone(l),
        _ => return None,
    })
}

fn fields(l: Language, shown: &FormShown, faults: &[(&'static str, String)]) -> impl IntoView + use<> {
    let directory = directory();
    let (form, details) = (&shown.form, &shown.form.details);
    let action = shown.of.map_or_else(|| ADDRESS.to_owned(), change_address);
    let fault = |name: &str| faults.iter().find(|(it, _)| *it == name).map(|(_, words)| words.clone());
    let question = |name: &'static str, hint: &str, value: &str| Question {
        name,
        label: label(l, name).unwrap_or_default().to_owned(),
        hint: hint.to_owned(),
        value: value.to_owned(),
        autocomplete: "off",
        fault: fault(name),
        ..Question::default()
    };
    let day = |question: Question| Question { kind: "date", ..question };
    let number = |question: Question| Question { inputmode: "numeric", ..question };
    let units: Vec<_> =
        shown.units.iter().map(|unit| (unit.to_string(), help::unit(l, unit, &directory))).collect();
    let counties: BTreeSet<String> = shown
        .units
        .iter()
        .filter_map(|unit| match unit {
            Unit::Station(id) => directory.station_with_id(*id),
            _ => None,
        })
        .filter_map(|station| directory.areas.county_or_city(&station.division).map(|it| it.code.clone()))
        .collect();
    let towns = counties.iter().flat_map(|code| directory.areas.offered_below(l, code));
    let mut places = vec![(String::new(), messages::choose(l).to_owned())];
    for (code, name) in towns {
        let villages = directory.areas.offered_below(l, &code);
        places.push((code, name.clone()));
        places.extend(villages.into_iter().map(|(code, village)| (code, format!("{name} {village}"))));
    }
    let unit = Question { label: messages::unit(l).to_owned(), ..question("unit", "", &form.unit) };
    let skills = Skill::ALL.iter().map(|it| (it.word(), volunteers::skill(l, *it))).collect();
    let times = Time::ALL.iter().map(|it| (it.word(), volunteers::time(l, *it))).collect();
    view! {
        <form class="form" method="post" action=l.address(&action) novalidate>
            <input type="hidden" name="command" value=form.command.clone()/>
            <input type="hidden" name="basis" value=form.basis.clone()/>
            <ChoiceField question=unit choices=units/>
            <fieldset><legend>{messages::told_before(l)}</legend>
                <TextField question=question("title", messages::title_hint(l), &details.title)/>
                <LinesField question=question("task", messages::task_hint(l), &details.task)/>
                {ticks("skills", "skill", question("skills", messages::skills_hint(l), &details.skills), skills)}
                <ChoiceField question=question("place", messages::place_hint(l), &details.place) choices=places/>
                {ticks("times", "time", question("times", messages::times_hint(l), &details.times), times)}
                <TextField question=day(question("first", "", &details.first))/>
                <TextField question=day(question("last", messages::last_hint(l), &details.last))/>
                <TextField question=number(question("people", messages::people_hint(l), &details.people))/>
                <TextField question=number(question("age_min", messages::age_hint(l), &details.age_min))/>
            </fieldset>
            <fieldset><legend>{messages::told_after(l)}</legend>
                <TextField question=question("address", messages::address_hint(l), &details.address)/>
                <TextField question=question("meeting", "", &details.meeting)/>
                <TextField question=question("contact", "", &details.contact)/>
                <TextField question=Question { inputmode: "tel", ..question("phone", "", &details.phone) }/>
            </fieldset>
            <p><button class="button button--primary button--large">{messages::save(l)}</button></p>
        </form>
    }
}

/// Boxes to tick, with what was ticked before.
fn ticks(
    id: &'static str,
    name: &'static str,
    question: Question,
    choices: Vec<(&'static str, &'static str)>,
) -> impl IntoView + use<> {
    let typed: Vec<_> = question.value.split(',').map(str::to_owned).collect();
    let boxes = choices
        .into_iter()
        .map(|(word, words)| {
            let checked = typed.iter().any(|it| it == word);
            view! { <label class="check"><input type="checkbox" name=name value=word checked=checked/><span>{words}</span></label> }
        })
        .collect_view();
    let wrong = question.fault.is_some();
    view! {
        <fieldset class="field" class:field--wrong=wrong id=id tabindex="-1"><legend class="field__label">{question.label}</legend>
            <span class="field__hint">{question.hint}</span>
            {question.fault.map(|fault| view! { <strong class="field__error">{fault}</strong> })}{boxes}</fieldset>
    }
}
