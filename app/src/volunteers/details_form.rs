//! The fields of F22, for who registers and for who corrects what is kept.

use leptos::prelude::*;

use super::{
    details::{DetailsForm, TEXT_CHARS_MAX},
    messages,
    model::{Gender, Kinship, Skill, Time, Tongue},
    words,
};
use crate::{
    directory::model::Directory,
    ids::StationId,
    language::Language,
    reader::{directory, language},
    ui::{ChoiceField, LinesField, Question, TextField},
};

/// Value that asks for the places of the 市县 that was chosen.
pub const PLACES: &str = "places";

/// Who waits until they are let in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approving {
    /// Whether everybody does.
    pub everybody: bool,
    /// The stations with which whoever registers does.
    pub stations: Vec<StationId>,
    /// Codes of the 市县 whose office does so, for whoever no station looks after.
    pub counties: Vec<String>,
}

impl Approving {
    /// Which stations and 市县 let people in first, in sentences; none where all take whoever registers.
    pub(super) fn told(&self, l: Language, directory: &Directory) -> Vec<String> {
        let names: Vec<_> =
            self.counties.iter().filter_map(|code| directory.areas.name_of(code, l)).collect();
        let names = names.join(if l == Language::Zh { "、" } else { ", " });
        let stations = (!self.stations.is_empty()).then(|| messages::approval_some(l).to_owned());
        let counties = (!names.is_empty()).then(|| messages::approval_counties(l, &names));
        stations.into_iter().chain(counties).collect()
    }
}

/// What is wrong, by the names of fields.
type Told = [(&'static str, String)];

/// All fields; `copied` where a station copies them from paper, `folded` where what may stay empty is out of the way.
/// Stations of `approving` are marked.
#[component]
pub(super) fn DetailsFields(
    form: DetailsForm,
    told: Vec<(&'static str, String)>,
    #[prop(optional)] copied: bool,
    #[prop(optional)] folded: bool,
    #[prop(optional)] approving: Vec<StationId>,
) -> impl IntoView {
    let l = language();
    let opens = |names: &[&str]| folded.then(|| is_said(&form, &told, names));
    let opens = [&HELP[..], &SEASON, &SAFETY, &MINOR, &MORE].map(opens);
    let text = |name, label: &str, hint: &str| question(&form, &told, name, label, hint);
    let line = |name, label: &str| view! { <TextField question=text(name, label, "")/> };
    // What a browser knows is about whoever sits there.
    let filled = |kind: &'static str| if copied { "off" } else { kind };
    let born =
        Question { autocomplete: filled("bday"), ..text("born", messages::born(l), messages::born_hint(l)) };
    let name =
        Question { autocomplete: filled("name"), ..text("name", messages::name(l), messages::name_hint(l)) };
    let health = Question {
        autocomplete: "off",
        ..text("health", messages::health(l), &messages::health_hint(l, TEXT_CHARS_MAX))
    };
    let number = Question {
        autocomplete: "off",
        ..text("id_number", messages::id_number(l), messages::id_number_hint(l))
    };
    let months = || {
        let months = (1..=12).map(|month: u8| (month.to_string(), words::month(l, month)));
        std::iter::once((String::new(), messages::none(l).to_owned())).chain(months).collect::<Vec<_>>()
    };
    let genders = choices(l, Gender::ALL.iter().map(|it| (it.word(), words::gender(l, *it))));
    let kinships = choices(l, Kinship::ALL.iter().map(|it| (it.word(), words::kinship(l, *it))));
    let emergency_phone =
        Question { inputmode: "tel", ..text("emergency_phone", messages::emergency_phone(l), "") };
    let (minor_lead, guardian_phone_hint) = match copied {
        true => (messages::part_minor_copied(l), messages::guardian_phone_copied(l)),
        false => (messages::part_minor_lead(l), messages::guardian_phone_hint(l)),
    };
    let guardian_phone = Question {
        inputmode: "tel",
        ..text("guardian_phone", messages::guardian_phone(l), guardian_phone_hint)
    };
    let season_from = text("season_from", messages::season_from(l), "");
    let season_until = text("season_until", messages::season_until(l), "");
    let as_written = form.text("as_written") == "on";
    let directory = directory();
    let domains: Vec<_> =
        directory.catalogue.domains.iter().map(|it| (it.code.clone(), it.name.read(l).to_owned())).collect();
    let worded = |words: Vec<(&'static str, &'static str)>| -> Vec<(String, String)> {
        words.into_iter().map(|(word, words)| (word.to_owned(), words.to_owned())).collect()
    };
    let skills = worded(Skill::ALL.iter().map(|it| (it.word(), words::skill(l, *it))).collect());
    let times = worded(Time::ALL.iter().map(|it| (it.word(), words::time(l, *it))).collect());
    let tongues = worded(Tongue::ALL.iter().map(|it| (it.word(), words::tongue(l, *it))).collect());
    let [opens_help, opens_season, opens_safety, opens_minor, opens_more] = opens;
    let help = view! {
        <Checks name="interests" legend=messages::interests(l) offered=domains form=form.clone() told=told.clone()/>
        <Checks name="skills" legend=messages::skills(l) offered=skills form=form.clone() told=told.clone()/>
        <TextField question=text("skills_note", messages::skills_note(l), messages::skills_note_hint(l))/>
        <Checks name="times" legend=messages::times(l) offered=times form=form.clone() told=told.clone()/>
        <Checks name="languages" legend=messages::languages(l) offered=tongues form=form.clone() told=told.clone()/>
    };
    let help = part(opens_help, messages::part_help(l), help);
    let season = view! {
        <p class="soft">{messages::part_season_lead(l)}</p>
        <ChoiceField question=season_from choices=months()/>
        <ChoiceField question=season_until choices=months()/>
        {line("home", messages::home(l))}
    };
    let season = part(opens_season, messages::part_season(l), season);
    let safety = view! {
        <LinesField question=health/>
        <TextField question=text("insurance", messages::insurance(l), messages::insurance_hint(l))/>
        {line("emergency_name", messages::emergency_name(l))}
        <TextField question=emergency_phone/>
        {line("emergency_relation", messages::emergency_relation(l))}
    };
    let safety = part(opens_safety, messages::part_safety(l), safety);
    let minor = view! {
        <p class="soft">{minor_lead}</p>
        {line("guardian_name", messages::guardian_name(l))}
        <TextField question=guardian_phone/>
        <ChoiceField question=text("guardian_kinship", messages::guardian_kinship(l), "") choices=kinships/>
    };
    let minor = part(opens_minor, messages::part_minor(l), minor);
    let more = view! {
        <p class="soft">{messages::part_more_lead(l)}</p>
        <ChoiceField question=text("gender", messages::gender(l), "") choices=genders/>
        <TextField question=number/>
        <p class="field"><label class="check"><input type="checkbox" name="as_written" value="on" checked=as_written/>
            <span>{messages::as_written(l)}</span></label></p>
        {line("ethnic", messages::ethnic(l))}
        {line("political", messages::political(l))}
        {line("education", messages::education(l))}
        {line("occupation", messages::occupation(l))}
    };
    let more = part(opens_more, messages::part_more(l), more);
    view! {
        <TextField question=name/>
        <TextField question=born/>
        <Places form=form.clone() told=told.clone() approving/>
        <div class="field">{help}{season}{safety}{minor}{more}</div>
    }
}

/// The fields of each part that may stay empty.
const HELP: [&str; 5] = ["interests", "skills", "skills_note", "times", "languages"];
/// See [`HELP`].
const SEASON: [&str; 3] = ["season_from", "season_until", "home"];
/// See [`HELP`].
const SAFETY: [&str; 5] = ["health", "insurance", "emergency_name", "emergency_phone", "emergency_relation"];
/// See [`HELP`].
const MINOR: [&str; 3] = ["guardian_name", "guardian_phone", "guardian_kinship"];
/// See [`HELP`].
const MORE: [&str; 7] =
    ["gender", "id_number", "as_written", "ethnic", "political", "education", "occupation"];

/// Whether something stands in one of these fields, or is wrong with it.
fn is_said(form: &DetailsForm, told: &Told, names: &[&str]) -> bool {
    names.iter().any(|name| !form.text(name).is_empty() || told.iter().any(|(it, _)| it == name))
}

/// A part of the form below its heading: folded where `open` says whether it stands open.
fn part(open: Option<bool>, heading: &'static str, fields: impl IntoView + 'static) -> AnyView {
    match open {
        Some(open) => view! {
            <details class="fold" open=open><summary><h2 class="fold__title">{heading}</h2></summary>{fields}</details>
        }
        .into_any(),
        None => view! { <h2>{heading}</h2>{fields} }.into_any(),
    }
}

fn question(form: &DetailsForm, told: &Told, name: &'static str, label: &str, hint: &str) -> Question {
    Question {
        name,
        label: label.to_owned(),
        hint: hint.to_owned(),
        value: form.text(name).to_owned(),
        fault: told.iter().find(|(it, _)| *it == name).map(|(_, words)| words.clone()),
        ..Question::default()
    }
}

fn choices<'a>(l: Language, offered: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    let offered = offered.map(|(word, words)| (word.to_owned(), words.to_owned()));
    std::iter::once((String::new(), messages::none(l).to_owned())).chain(offered).collect()
}

/// Several of a list may be chosen.
#[component]
fn Checks(
    name: &'static str,
    legend: &'static str,
    offered: Vec<(String, String)>,
    form: DetailsForm,
    told: Vec<(&'static str, String)>,
) -> impl IntoView {
    let fault = told.iter().find(|(it, _)| *it == name).map(|(_, words)| words.clone());
    let id = format!("{name}-fault");
    let described = fault.is_some().then(|| id.clone());
    let fault = fault.map(|words| view! { <strong class="field__error" id=id>{words}</strong> });
    let checks = offered
        .into_iter()
        .map(|(value, words)| {
            let checked = form.chose(name, &value);
            view! {
                <label class="check"><input type="checkbox" name=name value=value checked=checked/><span>{words}</span></label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" id=name tabindex="-1" aria-describedby=described><legend class="field__label">{legend}</legend>
            {fault}{checks}</fieldset>
    }
}

/// Where somebody lives, and which station is theirs: townships and stations are listed once the 市县 was chosen.
#[component]
fn Places(form: DetailsForm, told: Vec<(&'static str, String)>, approving: Vec<StationId>) -> impl IntoView {
    let (l, directory) = (language(), directory());
    let county = form.text("county").to_owned();
    let counties =
        directory.areas.counties_and_cities().map(|it| (it.code.clone(), it.name_in(l).to_owned()));
    let counties: Vec<_> =
        std::iter::once((String::new(), messages::none(l).to_owned())).chain(counties).collect();
    let known = counties.iter().any(|(code, _)| !code.is_empty() && *code == county);
    let below = known.then(|| {
        let towns = directory.areas.offered_below(l, &county);
        let towns: Vec<_> =
            std::iter::once((String::new(), messages::town_any(l).to_owned())).chain(towns).collect();
        let stations = directory
            .stations
            .iter()
            .filter(|it| it.stage.serves() && directory.areas.lies_in(&it.division, &county))
            .map(|it| {
                let name = it.name.read(l);
                let waits = approving.contains(&it.id);
                (it.slug.clone(), if waits { messages::station_approves(l, name) } else { name.to_owned() })
            });
        let stations: Vec<_> =
            std::iter::once((String::new(), messages::station_any(l).to_owned())).chain(stations).collect();
        view! {
            <ChoiceField question=question(&form, &told, "town", messages::town(l), "") choices=towns/>
            <ChoiceField question=question(&form, &told, "station", messages::station(l), messages::station_hint(l)) choices=stations/>
        }
    });
    view! {
        <ChoiceField question=question(&form, &told, "county", messages::county(l), messages::county_hint(l)) choices=counties/>
        <p class="field"><button class="button button--small" name="act" value=PLACES>{messages::places(l)}</button></p>
        {below}
    }
}
