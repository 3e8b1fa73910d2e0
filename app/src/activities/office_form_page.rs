//! `/office/activities/new` and `/office/activities/{id}/edit`: what is said of an activity, and its first shift.

use leptos::prelude::*;
use serde::Deserialize;

use super::{
    details::{Category, DetailsForm, Fault},
    messages,
    office_list_page::ADDRESS as LIST,
    shift::{ShiftFault, ShiftForm, WEEKS_MAX},
    words,
};
use crate::forms::words as forms;
use crate::volunteers::words as volunteers;
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::ActivityId,
    journal::model::Unit,
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::{ChoiceField, FaultList, LinesField, Question, TextField},
    volunteers::model::Skill,
};

/// The address of a new one.
pub const ADDRESS: &str = "/office/activities/new";

/// The address of one that is entered afterwards.
pub fn late_address() -> String {
    format!("{ADDRESS}?late=1")
}

/// The address of a copy.
pub fn copy_address(id: ActivityId) -> String {
    format!("{ADDRESS}?copy={id}")
}

/// The address of one that is written otherwise.
pub fn edit_address(id: ActivityId) -> String {
    format!("{LIST}/{id}/edit")
}

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub struct ActivityForm {
    /// Id of the command, made with the form; a new activity has the same.
    pub command: String,
    /// The version that was shown; empty for a new one.
    pub basis: String,
    /// Who holds it.
    pub unit: String,
    /// `1` for one that is entered afterwards.
    pub late: String,
    /// Why it is entered afterwards.
    pub reason: String,
    /// How many weeks it is repeated: 1 for once.
    pub weeks: String,
    /// What is said of it.
    pub details: DetailsForm,
    /// Its first shift.
    pub shift: ShiftForm,
}

/// The parts that are read by their own types.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Frame {
    command: String,
    basis: String,
    unit: String,
    late: String,
    reason: String,
    weeks: String,
}

impl ActivityForm {
    /// What these pairs say. Skills come one by one.
    pub fn of(pairs: &[(String, String)]) -> Self {
        let skills: Vec<_> =
            pairs.iter().filter(|(name, _)| name == "skill").map(|(_, word)| word.as_str()).collect();
        let map: serde_json::Map<_, _> =
            pairs.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        let map = serde_json::Value::Object(map);
        let frame: Frame = serde_json::from_value(map.clone()).unwrap_or_default();
        let details: DetailsForm = serde_json::from_value(map.clone()).unwrap_or_default();
        Self {
            command: frame.command,
            basis: frame.basis,
            unit: frame.unit,
            late: frame.late,
            reason: frame.reason,
            weeks: frame.weeks,
            details: DetailsForm { skills: skills.join(","), ..details },
            shift: serde_json::from_value(map).unwrap_or_default(),
        }
    }

    /// How many times it takes place, one week after the other; nothing for none of these.
    pub fn weeks(&self) -> Option<u8> {
        match self.weeks.trim() {
            "" => Some(1),
            text => text.parse().ok().filter(|weeks| (1..=WEEKS_MAX).contains(weeks)),
        }
    }
}

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormFault {
    /// What is said of it.
    Details(&'static str, Fault),
    /// Its first shift.
    Shift(&'static str, ShiftFault),
    /// How often it is repeated.
    Weeks,
    /// Why it is entered afterwards is not said.
    Reason,
    /// Hours are confirmed, and their records state it.
    Recorded(&'static str),
    /// Somebody else has done something meanwhile, or what was asked for stands against a rule.
    Refused,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct FormShown {
    /// Who reads.
    pub reader: Staff,
    /// Which one is written otherwise; nothing for a new one.
    pub editing: Option<ActivityId>,
    /// Units that hold activities.
    pub units: Vec<Unit>,
    /// The form.
    pub form: ActivityForm,
    /// What is wrong with it.
    pub faults: Vec<FormFault>,
}

fn told(l: Language, fault: FormFault) -> (&'static str, String) {
    match fault {
        FormFault::Details(name, fault) => (name, words::fault(l, name, fault)),
        FormFault::Shift(name, fault) => (name, words::shift_fault(l, fault)),
        FormFault::Weeks => ("weeks", messages::fault_weeks(l, WEEKS_MAX)),
        FormFault::Reason => ("reason", messages::fault_empty(l).to_owned()),
        FormFault::Recorded(name) => (name, messages::fault_recorded(l).to_owned()),
        FormFault::Refused => ("name", messages::step_refused(l).to_owned()),
    }
}

/// What is asked under a name.
fn label(l: Language, name: &str) -> &'static str {
    match name {
        "unit" => messages::unit(l),
        "reason" => messages::late_reason(l),
        "name" => messages::name(l),
        "category" => messages::category(l),
        "service" => messages::service(l),
        "content" => messages::content(l),
        "for_whom" => messages::for_whom(l),
        "risks" => messages::risks(l),
        "protection" => messages::protection(l),
        "leader" => messages::leader(l),
        "phone" => messages::phone(l),
        "place" => messages::place(l),
        "address" => messages::address(l),
        "point" => messages::point(l),
        "gathering" => messages::gathering(l),
        "age_min" => messages::age_min(l),
        "skills" => messages::skills(l),
        "training" => messages::training(l),
        "day" => messages::day(l),
        "from" => messages::from(l),
        "to" => messages::to(l),
        "places" => messages::places(l),
        "post" => messages::post(l),
        "closes_before" => messages::closes_before(l),
        "weeks" => messages::weeks(l),
        _ => "",
    }
}

/// A fault as the list above the form tells it, by the question that it is about.
fn listed(l: Language, fault: FormFault) -> (&'static str, String) {
    let (name, words) = told(l, fault);
    match fault {
        // It is about none of them.
        FormFault::Refused => (name, words),
        _ => (name, forms::fault_of(l, label(l, name), &words)),
    }
}

/// The page.
pub fn page(context: &PageContext, shown: FormShown) -> Page {
    let l = context.language();
    let status = match shown.faults.as_slice() {
        [] => 200,
        [FormFault::Refused] => 409,
        _ => 422,
    };
    let title = match (&shown.editing, shown.form.late.is_empty()) {
        (Some(_), _) => messages::edit_title(l),
        (None, true) => messages::new_title(l),
        (None, false) => messages::new_late(l),
    };
    Page::new(title, "", move || {
        let faults: Vec<_> = shown.faults.iter().map(|fault| told(l, *fault)).collect();
        let all: Vec<_> = shown.faults.iter().map(|fault| listed(l, *fault)).collect();
        view! {
            <FaultList faults=all/>
            <OfficeLine staff=shown.reader.clone()/>
            <p><a href=l.address(LIST)>{messages::office_title(l)}</a></p>
            <h1>{title}</h1>
            {fields(l, &shown, &faults)}
        }
    })
    .unlisted(true)
    .status(status)
    .fault(status != 200)
}

fn fields(l: Language, shown: &FormShown, faults: &[(&'static str, String)]) -> impl IntoView + use<> {
    let directory = directory();
    let (form, details, shift) = (&shown.form, &shown.form.details, &shown.form.shift);
    let fault = |name: &str| faults.iter().find(|(it, _)| *it == name).map(|(_, words)| words.clone());
    let question = |name: &'static str, hint: &str, value: &str| Question {
        name,
        label: label(l, name).to_owned(),
        hint: hint.to_owned(),
        value: value.to_owned(),
        autocomplete: "off",
        fault: fault(name),
        ..Question::default()
    };
    let kind = |kind: &'static str, question: Question| Question { kind, ..question };
    let chosen = |none: &str, mut choices: Vec<(String, String)>| {
        choices.insert(0, (String::new(), none.to_owned()));
        choices
    };
    let categories =
        Category::ALL.iter().map(|it| (it.word().to_owned(), words::category(l, *it).to_owned())).collect();
    let items = directory.catalogue.items.iter();
    let services = items.map(|it| (it.code.clone(), format!("{} {}", it.code, it.name.read(l)))).collect();
    let units: Vec<_> =
        shown.units.iter().map(|unit| (unit.to_string(), words::unit(l, unit, &directory))).collect();
    let counties: std::collections::BTreeSet<String> = shown
        .units
        .iter()
        .filter_map(|unit| match unit {
            Unit::Station(id) => directory.station_with_id(*id),
            _ => None,
        })
        .filter_map(|station| directory.areas.county_or_city(&station.division).map(|it| it.code.clone()))
        .collect();
    let places = counties.iter().flat_map(|code| directory.areas.offered_below(l, code)).collect();
    let typed: Vec<_> = details.skills.split(',').collect();
    let skills = Skill::ALL
        .iter()
        .map(|skill| {
            let checked = typed.contains(&skill.word());
            view! { <label class="check"><input type="checkbox" name="skill" value=skill.word() checked=checked/><span>{volunteers::skill(l, *skill)}</span></label> }
        })
        .collect_view();
    let editing = shown.editing.is_some();
    let action = shown.editing.map_or_else(|| ADDRESS.to_owned(), edit_address);
    let late = !form.late.is_empty();
    let unit_field = (!editing).then(|| {
        view! { <ChoiceField question=question("unit", "", &form.unit) choices=units/> }
    });
    let reason_field = late.then(|| {
        view! { <TextField question=question("reason", messages::late_hint(l), &form.reason)/> }
    });
    let shift_fields = (!editing).then(|| {
        let weeks = question("weeks", messages::weeks_hint(l), &form.weeks);
        view! {
            <fieldset><legend>{messages::first_shift(l)}</legend>
                <TextField question=kind("date", question("day", "", &shift.day))/>
                <TextField question=kind("time", question("from", "", &shift.from))/>
                <TextField question=kind("time", question("to", "", &shift.to))/>
                <TextField question=Question { inputmode: "numeric", ..question("places", "", &shift.places) }/>
                <TextField question=question("post", messages::post_hint(l), &shift.post)/>
                {(!late).then(|| view! {
                    <TextField question=Question { inputmode: "numeric", ..question("closes_before", messages::closes_hint(l), &shift.closes_before) }/>
                    <TextField question=Question { inputmode: "numeric", ..weeks }/>
                })}
            </fieldset>
        }
    });
    view! {
        <form class="form" method="post" action=l.address(&action) novalidate>
            <input type="hidden" name="command" value=form.command.clone()/>
            <input type="hidden" name="basis" value=form.basis.clone()/>
            <input type="hidden" name="late" value=form.late.clone()/>
            {unit_field}{reason_field}
            <TextField question=question("name", messages::name_hint(l), &details.name)/>
            <ChoiceField question=question("category", messages::category_hint(l), &details.category) choices=chosen(messages::choose(l), categories)/>
            <ChoiceField question=question("service", "", &details.service) choices=chosen(messages::none_of_these(l), services)/>
            <LinesField question=question("content", messages::content_hint(l), &details.content)/>
            <TextField question=question("for_whom", "", &details.for_whom)/>
            <LinesField question=question("risks", messages::risks_hint(l), &details.risks)/>
            <LinesField question=question("protection", messages::protection_hint(l), &details.protection)/>
            <TextField question=question("leader", "", &details.leader)/>
            <TextField question=Question { inputmode: "tel", ..question("phone", "", &details.phone) }/>
            <ChoiceField question=question("place", "", &details.place) choices=chosen(messages::choose(l), places)/>
            <TextField question=question("address", messages::address_hint(l), &details.address)/>
            <TextField question=question("point", messages::point_hint(l), &details.point)/>
            <TextField question=question("gathering", "", &details.gathering)/>
            <TextField question=Question { inputmode: "numeric", ..question("age_min", messages::age_hint(l), &details.age_min) }/>
            <fieldset class="field" id="skills" tabindex="-1"><legend class="field__label">{label(l, "skills")}</legend>
                <span class="field__hint">{messages::skills_hint(l)}</span>{skills}</fieldset>
            <TextField question=question("training", messages::training_hint(l), &details.training)/>
            {shift_fields}
            <p><button class="button button--primary button--large">{messages::save(l)}</button></p>
        </form>
    }
}
