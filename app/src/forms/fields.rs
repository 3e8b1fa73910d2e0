//! The questions of a form on a page that works without scripts, and what a browser sends of them.
//!
//! Every question has one name ([`name_of`]), which is also its id; what is sent is read back by the same names.

use std::collections::HashMap;

use leptos::prelude::*;

use super::{
    answers::Answer,
    evaluate::{At, Filling},
    form::{Choices, Field, Form, Group, Kind, Level},
    messages,
    parse::{NO_CARD, WITNESS},
    words,
};
use crate::{areas::model::Areas, ids::TurnId, language::Language, ui::text_area};

/// As many choices stand below each other; more are a list that opens.
const RADIOS_MAX: usize = 8;

/// Parts of the name of a place, from the widest to the narrowest.
const LEVELS: [(&str, Level); 3] =
    [("county", Level::County), ("town", Level::Town), ("village", Level::Village)];

/// What follows the name of an identity number to say that it is not known.
const UNKNOWN: &str = "unknown";

/// The name of a question on a page: `eating`, or `family.0190….name` in a turn.
pub fn name_of(form: &Form, at: At) -> String {
    let field = form.get(at.field).map(|field| field.name.as_str()).unwrap_or_default();
    match (at.turn, form.get(at.field).and_then(|field| form.repeat_of(field))) {
        (Some(turn), Some(group)) => format!("{}.{turn}.{field}", form.groups[group].name),
        _ => field.to_owned(),
    }
}

/// What a browser sent, by the names of its controls.
#[derive(Clone, Debug, Default)]
pub struct Posted(HashMap<String, Vec<String>>);

impl Posted {
    /// The pairs of a form.
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        let mut posted = HashMap::new();
        for (name, text) in pairs {
            posted.entry(name).or_insert_with(Vec::new).push(text);
        }
        Self(posted)
    }

    /// The button that was pressed; empty where it says nothing.
    pub fn button(&self) -> &str {
        self.all("act").first().copied().unwrap_or_default()
    }

    fn all(&self, name: &str) -> Vec<&str> {
        self.0.get(name).map(|texts| texts.iter().map(String::as_str).collect()).unwrap_or_default()
    }

    /// What was sent for a question of this kind.
    fn typed(&self, kind: &Kind, name: &str, areas: &Areas) -> Vec<&str> {
        match kind {
            // The narrowest that was chosen and lies in the wider one: what was below another goes with it.
            Kind::Place(_) => {
                let chosen = LEVELS.map(|(part, _)| self.all(&format!("{name}.{part}")).first().copied());
                let chosen = chosen.into_iter().flatten().filter(|code| !code.is_empty());
                let narrowest =
                    chosen.reduce(|wide, code| if areas.lies_in(code, wide) { code } else { wide });
                narrowest.into_iter().collect()
            }
            Kind::IdNumber if !self.all(&format!("{name}.{UNKNOWN}")).is_empty() => vec![NO_CARD],
            _ => self.all(name),
        }
    }
}

/// Takes what was sent of the questions of a group, with its turns as they were sent.
pub fn take(filling: &mut Filling, group: usize, posted: &Posted, areas: &Areas) {
    let form = filling.form().clone();
    let Some(of) = form.groups.get(group) else { return };
    if of.repeat.is_some() {
        let sent: Vec<TurnId> =
            posted.all(&turns_name(of)).into_iter().filter_map(|id| id.parse().ok()).collect();
        let here: Vec<_> = filling.turns(group).collect();
        // One too many, or twice the same, is left out: a browser sends what the page had.
        for gone in here.iter().filter(|id| !sent.contains(id)) {
            let _changed = filling.remove_turn(group, *gone);
        }
        for new in sent.into_iter().filter(|id| !here.contains(id)) {
            let _changed = filling.add_turn(group, new);
        }
    }
    let turns: Vec<_> = match of.repeat {
        Some(_) => filling.turns(group).map(Some).collect(),
        None => vec![None],
    };
    for turn in turns {
        for (field, question) in form.questions(of).filter(|(_, it)| !it.calculated) {
            if matches!(question.kind, Kind::Note | Kind::Photo { .. }) {
                continue;
            }
            let at = At { field, turn };
            let typed = posted.typed(&question.kind, &name_of(&form, at), areas);
            // A question that is there while it is typed into is one of the form's own.
            let _changed = filling.type_in(at, &typed, areas);
        }
    }
}

/// Adds a turn or takes one away, as the button says that was pressed.
pub fn press(filling: &mut Filling, button: &str, fresh: impl FnOnce() -> TurnId) {
    let form = filling.form().clone();
    match button.split('.').collect::<Vec<_>>().as_slice() {
        ["add", group] => {
            if let Some(group) = form.repeat(group) {
                let _changed = filling.add_turn(group, fresh());
            }
        }
        ["remove", group, turn] => {
            if let (Some(group), Ok(turn)) = (form.repeat(group), turn.parse()) {
                let _changed = filling.remove_turn(group, turn);
            }
        }
        _ => {}
    }
}

fn turns_name(group: &Group) -> String {
    format!("turns.{}", group.name)
}

/// A page of a form: the questions of a group as they stand.
pub struct Sheet<'a> {
    /// The form, as far as it is filled in.
    pub filling: &'a Filling,
    /// What was sent last: what is no answer stands there again as it was typed.
    pub posted: Option<&'a Posted>,
    /// Whether what is wrong stands beside the questions.
    pub told: bool,
    /// The places of the official list.
    pub areas: &'a Areas,
}

/// The questions of a group.
pub fn questions(l: Language, sheet: &Sheet<'_>, group: usize) -> Option<AnyView> {
    let filling = sheet.filling;
    let form = filling.form().clone();
    let of = form.groups.get(group)?;
    let fields = |turn: Option<TurnId>| {
        let asked = form.questions(of);
        let shown = asked.filter_map(|(field, it)| one(l, sheet, it, At { field, turn }));
        shown.collect_view()
    };
    let Some(repeat) = &of.repeat else { return Some(fields(None).into_any()) };
    let one = repeat.one.read(l);
    let turns = filling.turns(group).zip(1..).map(|(turn, number)| {
        let remove = format!("remove.{}.{turn}", of.name);
        view! {
            <fieldset class="panel"><legend>{messages::turn(l, one, number)}</legend>
                <input type="hidden" name=turns_name(of) value=turn.to_string()/>
                {fields(Some(turn))}
                <p><button class="button button--small" name="act" value=remove>{messages::turn_remove(l)}</button></p></fieldset>
        }
    });
    let turns = turns.collect_view();
    let full = filling.turns(group).count() >= repeat.at_most as usize;
    let add = (!full).then(|| {
        let value = format!("add.{}", of.name);
        view! { <p><button class="button button--small" name="act" value=value>{messages::turn_add(l, one)}</button></p> }
    });
    let id = of.name.clone();
    Some(view! { <div id=id tabindex="-1">{turns}{add}</div> }.into_any())
}

/// What stands around a control: its question, hint and fault.
struct Around {
    name: String,
    wrong: bool,
    described: Option<String>,
}

fn one(l: Language, sheet: &Sheet<'_>, field: &Field, at: At) -> Option<AnyView> {
    let Sheet { filling, posted, told, areas } = *sheet;
    let standing = filling.standing(at).ok().filter(|it| it.shown)?;
    let name = name_of(filling.form(), at);
    if matches!(field.kind, Kind::Note) {
        return Some(view! { <p class="notice">{field.label.read(l).to_owned()}</p> }.into_any());
    }
    let label = match standing.required || field.calculated {
        true => field.label.read(l).to_owned(),
        false => messages::optional(l, field.label.read(l)),
    };
    let fault = standing.fault.filter(|_| told).map(|fault| words::fault(l, field, fault));
    let warning = standing.warning.map(|warning| words::warning(l, warning).to_owned());
    let hint = field.hint.as_ref().map(|hint| hint.read(l).to_owned());
    let hint_id = hint.as_ref().map(|_| format!("{name}-hint"));
    let fault_id = fault.as_ref().map(|_| format!("{name}-fault"));
    let ids: Vec<_> = hint_id.iter().chain(&fault_id).cloned().collect();
    let wrong = fault.is_some();
    let around = Around { name: name.clone(), wrong, described: (!ids.is_empty()).then(|| ids.join(" ")) };
    let told = view! {
        {hint.map(|hint| view! { <span class="field__hint" id=hint_id>{hint}</span> })}
        {warning.map(|warning| view! { <span class="field__hint">{warning}</span> })}
        {fault.map(|fault| view! { <strong class="field__error" id=fault_id>{fault}</strong> })}
    };
    let sent = posted.map(|posted| posted.typed(&field.kind, &name, areas)).filter(|it| !it.is_empty());
    let typed = match sent {
        Some(sent) => sent.into_iter().map(str::to_owned).collect(),
        None => standing.kept.map(Answer::typed).unwrap_or_default(),
    };
    let text = typed.first().cloned().unwrap_or_default();
    if field.calculated {
        let shown = standing
            .answer
            .map_or_else(|| messages::no_answer(l).to_owned(), |it| words::answer(l, &field.kind, it));
        let view = view! {
            <p class="field"><span class="field__label">{label}</span>{told}<output class="field__output" id=name>{shown}</output></p>
        };
        return Some(view.into_any());
    }
    let many = matches!(&field.kind, Kind::OneOf(choices) if choices.len() > RADIOS_MAX);
    let is_group = match &field.kind {
        Kind::OneOf(_) => !many,
        Kind::SeveralOf { .. } | Kind::YesNo { .. } | Kind::Place(_) => true,
        _ => false,
    };
    let control = control(l, field, around, &typed, text, many, areas);
    let view = if is_group {
        let described = (!ids.is_empty()).then(|| ids.join(" "));
        view! {
            <fieldset class="field" class:field--wrong=wrong id=name tabindex="-1" aria-describedby=described>
                <legend class="field__label">{label}</legend>{told}{control}</fieldset>
        }
        .into_any()
    } else {
        view! {
            <p class="field" class:field--wrong=wrong><label class="field__label" for=name>{label}</label>{told}{control}</p>
        }
        .into_any()
    };
    Some(view)
}

fn control(
    l: Language,
    field: &Field,
    around: Around,
    typed: &[String],
    text: String,
    many: bool,
    areas: &Areas,
) -> AnyView {
    let input = |around: Around, kind: &'static str, keyboard: &'static str, value: String| {
        let Around { name, wrong, described } = around;
        view! {
            <input class="field__control" id=name.clone() name=name type=kind value=value autocomplete="off"
                inputmode=Some(keyboard).filter(|it| !it.is_empty())
                aria-invalid=wrong.then_some("true") aria-describedby=described/>
        }
        .into_any()
    };
    match &field.kind {
        Kind::Text { .. } => input(around, "text", "", text),
        Kind::LongText { .. } => {
            text_area(around.name, &text, "off", around.wrong, around.described).into_any()
        }
        Kind::Number { unit, .. } => {
            let unit = unit.as_ref().map(|unit| view! { " "<span>{unit.read(l).to_owned()}</span> });
            view! { <span class="field__unit">{input(around, "text", "decimal", text)}{unit}</span> }
                .into_any()
        }
        Kind::People { .. } => {
            let unit = messages::people_unit(l);
            view! { <span class="field__unit">{input(around, "text", "numeric", text)}" "<span>{unit}</span></span> }
                .into_any()
        }
        Kind::Day(_) => input(around, "date", "", text),
        Kind::Time => input(around, "time", "", text),
        Kind::Phone => input(around, "tel", "tel", text),
        Kind::IdNumber => {
            let unknown = text == NO_CARD;
            let (name, number) =
                (format!("{}.{UNKNOWN}", around.name), if unknown { String::new() } else { text });
            view! {
                {input(around, "text", "", number)}
                <label class="check"><input type="checkbox" name=name value="on" checked=unknown/><span>{messages::no_card(l)}</span></label>
            }
            .into_any()
        }
        Kind::OneOf(choices) if many => {
            let Around { name, wrong, described } = around;
            let options = choices.iter().map(|choice| {
                let chosen = choice.value == text;
                view! { <option value=choice.value.clone() selected=chosen>{choice.label().read(l).to_owned()}</option> }
            });
            view! {
                <select class="field__control" id=name.clone() name=name aria-invalid=wrong.then_some("true")
                    aria-describedby=described><option value="">{messages::nothing_chosen(l)}</option>{options.collect_view()}</select>
            }
            .into_any()
        }
        Kind::OneOf(choices) => checks(&around.name, "radio", pairs(l, choices), typed),
        Kind::SeveralOf { choices, .. } => checks(&around.name, "checkbox", pairs(l, choices), typed),
        Kind::YesNo { .. } => {
            let offered =
                ["yes", "no", "unknown", "unsaid"].into_iter().filter(|value| field.kind.offers(value));
            let offered = offered.map(|value| (value.to_owned(), words::choice(l, &field.kind, value)));
            checks(&around.name, "radio", offered.collect(), typed)
        }
        Kind::Place(level) => place(l, &around.name, *level, &text, areas),
        Kind::Photo { .. } => {
            let Around { name, wrong, described } = around;
            view! {
                <input class="field__control" id=name.clone() name=name type="file" accept="image/jpeg,image/png,image/webp"
                    multiple="" aria-invalid=wrong.then_some("true") aria-describedby=described/>
            }
            .into_any()
        }
        // Drawn on a device with scripts; without any, whoever saw it signs for it.
        Kind::Signature => {
            let witness = text.strip_prefix(WITNESS).unwrap_or(&text).to_owned();
            input(around, "text", "", witness)
        }
        Kind::Note => ().into_any(),
    }
}

fn pairs(l: Language, choices: &Choices) -> Vec<(String, String)> {
    choices.iter().map(|choice| (choice.value.clone(), choice.label().read(l).to_owned())).collect()
}

fn checks(name: &str, kind: &'static str, offered: Vec<(String, String)>, chosen: &[String]) -> AnyView {
    let lines = offered.into_iter().map(|(value, words)| {
        let checked = chosen.contains(&value);
        view! {
            <label class="check"><input type=kind name=name.to_owned() value=value checked=checked/><span>{words}</span></label>
        }
    });
    lines.collect_view().into_any()
}

/// From the 市县 down: each list once the wider one was chosen.
fn place(l: Language, name: &str, level: Level, chosen: &str, areas: &Areas) -> AnyView {
    let within = |code: &str| chosen == code || areas.lies_in(chosen, code);
    let county = areas.counties_and_cities().find(|it| within(&it.code)).map(|it| it.code.clone());
    let towns = || county.iter().flat_map(|code| areas.official_children(code));
    let town = towns().find(|it| within(&it.code)).map(|it| it.code.clone());
    let counties =
        areas.counties_and_cities().map(|it| (it.code.clone(), it.name_in(l).to_owned())).collect();
    let towns: Vec<_> = towns().map(|it| (it.code.clone(), it.name_in(l).to_owned())).collect();
    let villages: Vec<_> = town
        .iter()
        .flat_map(|code| areas.villages().iter().filter(move |it| it.parent == *code))
        .map(|it| (it.code.clone(), it.name_in(l)))
        .collect();
    let lists = [(counties, county), (towns, town), (villages, Some(chosen.to_owned()))];
    let fields =
        LEVELS.into_iter().zip(lists).filter(|((_, at), (list, _))| *at <= level && !list.is_empty());
    let fields = fields.map(|((part, at), (list, chosen))| {
        let label = match at {
            Level::County => messages::place_county(l),
            Level::Town => messages::place_town(l),
            Level::Village => messages::place_village(l),
        };
        let id = format!("{name}.{part}");
        let options = list.into_iter().map(|(code, words)| {
            let selected = chosen.as_ref() == Some(&code);
            view! { <option value=code selected=selected>{words}</option> }
        });
        view! {
            <label class="field__label" for=id.clone()>{label}</label>
            <select class="field__control" id=id.clone() name=id><option value="">{messages::nothing_chosen(l)}</option>{options.collect_view()}</select>
        }
    });
    view! {
        {fields.collect_view()}
        <p><button class="button button--small" name="act" value="next">{messages::place_next(l)}</button></p>
    }
    .into_any()
}
