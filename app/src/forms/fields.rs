//! The one renderer of a form's questions, for pages that work without scripts and become instant with them.
//!
//! Every question of a page is there, also one that is not asked as the answers stand: hidden, so that a script has only
//! to show it. What a script needs beside them is in [`live_parts`]; how what is sent is read stands in posted.rs.

use leptos::prelude::*;

pub use super::posted::{Posted, name_of, press, take};
use super::{
    answers::{Answer, Answers},
    evaluate::{At, Filling},
    form::{Choices, Field, Form, Group, Kind, Level},
    live::Tells,
    messages,
    model::Definition,
    parse::{DRAWN, DRAWN_WITHIN, NO_CARD, WITNESS, path_of_signature},
    posted::{AWAY, BY_WITNESS, LEVELS, UNKNOWN, turns_name},
    words,
};
use crate::{
    areas::model::Areas,
    ids::TurnId,
    language::Language,
    ui::{FaultList, messages as frame, text_area},
};

/// As many choices stand below each other; more are a list that opens.
const RADIOS_MAX: usize = 8;

/// The turn that stands in the pattern of one.
const PATTERN: &str = "00000000-0000-0000-0000-000000000000";

/// What stands for the time in a sentence, and for the title.
const BLANK: &str = "{}";

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
    /// How the page takes photos; questions for them are left out where it takes none.
    pub photos: Option<&'a Photos<'a>>,
}

/// How a page takes photos. Those that are kept are the answer to their question; which ones were chosen only the server
/// sees.
pub struct Photos<'a> {
    /// Where one is looked at: of this question, with this id.
    pub address: &'a dyn Fn(&str, &str) -> String,
    /// Why something that was chosen was not taken, and what else is wrong that the form does not know, each with the id of
    /// its question.
    pub faults: &'a [(String, String)],
}

/// Begins what the button sends that adds what was chosen for a question.
pub const KEEP: &str = "keep.";
/// Begins what the button sends that takes a photo away, before the question and the id.
pub const DROP: &str = "drop.";

/// Whether a form asks for photos.
pub fn asks_photos(form: &Form) -> bool {
    form.fields.iter().any(|field| matches!(field.kind, Kind::Photo { .. }))
}

/// Under which key a browser keeps what was typed and not sent yet.
///
/// Whoever has the page has the key; what lies on the device without the page is cipher text. Nothing is kept where a
/// page has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftKey {
    /// Which draft: of this person, this form and this record.
    pub id: String,
    /// 64 hexadecimal digits that only this person's pages carry.
    pub key: String,
    /// What the server knew when it made the page. A draft comes back only on a page that knows no more.
    pub basis: String,
}

/// What keeps these groups from being finished, each with the id of its question: for `ui::FaultList`, above a page
/// whose [`Sheet`] is told.
pub fn faults(l: Language, filling: &Filling, groups: &[usize]) -> Vec<(String, String)> {
    let found = groups.iter().flat_map(|group| filling.unfinished_in(*group));
    found.map(|unfinished| words::unfinished_named(l, filling.form(), &unfinished)).collect()
}

/// What makes the form of a page instant where there are scripts, to stand first in the form; the page is
/// `Page::with_live()`. `groups` are those whose questions stand on the page.
pub fn live_parts(
    l: Language,
    sheet: &Sheet<'_>,
    definition: &Definition,
    groups: &[usize],
    draft: Option<&DraftKey>,
) -> AnyView {
    let form = sheet.filling.form().clone();
    let names: Vec<&str> =
        groups.iter().filter_map(|group| form.groups.get(*group)).map(|it| it.name.as_str()).collect();
    let tells = Tells {
        // Steps are done on no page, and older versions were read by the server.
        definition: Definition { standard: None, moved: Vec::new(), ..definition.clone() },
        version: form.version,
        today: sheet.filling.today(),
        language: l.tag(),
        groups: names.clone(),
        told: sheet.told,
        answers: sheet.filling.kept(),
    };
    // Nothing of it fails to be written; without it the form is as it is without scripts.
    let told = serde_json::to_string(&tells).unwrap_or_default().replace('<', "\\u003c");
    let patterns = groups.iter().filter_map(|group| {
        let of = form.groups.get(*group).filter(|it| it.repeat.is_some())?;
        let pattern = pattern(l, sheet, &form, *group)?;
        Some(view! { <template data-turn=of.name.clone()>{pattern}</template> })
    });
    let kept = draft.map(|draft| {
        view! {
            <p class="badge form-kept no-print" role="status" data-draft=draft.id.clone() data-key=draft.key.clone() data-basis=draft.basis.clone()
                data-sent=sheet.posted.is_some().then_some("") data-kept=messages::kept_here(l, BLANK)></p>
        }
    });
    view! {
        // Enter in a line presses the first button of a form: it is to send it, and not to take a turn away.
        <button class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
        {kept}
        <script type="application/json" data-live=names.join(" ") data-places=l.address("/areas") inner_html=told></script>
        <template data-faults=frame::fault_in_title(l, BLANK)><FaultList faults=vec![("", String::new())]/></template>
        <template data-undo=""><p class="row" role="status">{messages::turn_removed(l)}
            <button type="button" class="button button--small">{messages::turn_undo(l)}</button></p></template>
        {patterns.collect_view()}
    }
    .into_any()
}

/// Says to the browser that this draft was sent and is done with; on a page `Page::with_live()`.
pub fn draft_done(id: &str) -> impl IntoView + use<> {
    view! { <span hidden data-draft-done=id.to_owned()></span> }
}

/// A turn that nobody has begun, as a script adds it.
fn pattern(l: Language, sheet: &Sheet<'_>, form: &std::sync::Arc<Form>, group: usize) -> Option<AnyView> {
    let id = PATTERN.parse().ok()?;
    let mut filling = Filling::open(form.clone(), &Answers::default(), sheet.filling.today());
    filling.add_turn(group, id).ok()?;
    let blank = Sheet { filling: &filling, posted: None, told: false, ..*sheet };
    Some(turn(l, &blank, form.groups.get(group)?, id, 1))
}

/// A group with its title and what helps; hidden while the answers do not show it. Its title is of the second or third
/// `rank`.
pub fn section(l: Language, sheet: &Sheet<'_>, group: usize, rank: u8) -> Option<AnyView> {
    let form = sheet.filling.form().clone();
    let of = form.groups.get(group)?;
    let title = of.title.read(l).to_owned();
    let title = match rank {
        2 => view! { <h2>{title}</h2> }.into_any(),
        _ => view! { <h3>{title}</h3> }.into_any(),
    };
    let hint = of.hint.as_ref().map(|hint| view! { <p class="soft">{hint.read(l).to_owned()}</p> });
    let asked = questions(l, sheet, group)?;
    let hidden = !sheet.filling.is_shown(group);
    let view = view! { <div data-group=of.name.clone() hidden=hidden>{title}{hint}{asked}</div> };
    Some(view.into_any())
}

/// The questions of a group.
pub fn questions(l: Language, sheet: &Sheet<'_>, group: usize) -> Option<AnyView> {
    let filling = sheet.filling;
    let form = filling.form().clone();
    let of = form.groups.get(group)?;
    let Some(repeat) = &of.repeat else { return Some(asked(l, sheet, of, None)) };
    let one = repeat.one.read(l);
    let turns = filling.turns(group).zip(1..).map(|(id, number)| turn(l, sheet, of, id, number));
    let turns = turns.collect_view();
    let full = filling.turns(group).count() >= repeat.at_most as usize;
    let add = format!("add.{}", of.name);
    let wrong = filling.turns_fault(group).filter(|_| sheet.told);
    let fault_id = format!("{}-fault", of.name);
    let described = wrong.map(|_| fault_id.clone());
    let fault = wrong.map(|fault| {
        view! { <strong class="field__error" id=fault_id>{words::turns_fault(l, of, fault)}</strong> }
    });
    let id = of.name.clone();
    let view = view! {
        <div id=id tabindex="-1" role="group" aria-label=of.title.read(l).to_owned() aria-describedby=described>{fault}{turns}
            <p hidden=full><button class="button button--small" name="act" value=add>{messages::turn_add(l, one)}</button></p></div>
    };
    Some(view.into_any())
}

fn turn(l: Language, sheet: &Sheet<'_>, of: &Group, turn: TurnId, number: usize) -> AnyView {
    let caption = of.repeat.as_ref().map(|repeat| words::turn(l, repeat, number));
    let remove = format!("remove.{}.{turn}", of.name);
    view! {
        <fieldset class="panel turn" id=format!("{}.{turn}", of.name)><legend>{caption}</legend>
            <input type="hidden" name=turns_name(of) value=turn.to_string()/>
            {asked(l, sheet, of, Some(turn))}
            <p><button class="button button--small" name="act" value=remove>{messages::turn_remove(l)}</button></p></fieldset>
    }
    .into_any()
}

fn asked(l: Language, sheet: &Sheet<'_>, of: &Group, turn: Option<TurnId>) -> AnyView {
    let form = sheet.filling.form().clone();
    let asked = form.questions(of).filter_map(|(field, it)| one(l, sheet, it, At { field, turn }));
    asked.collect_view().into_any()
}

/// What stands around a control: its question, hint and fault.
struct Around {
    name: String,
    wrong: bool,
    described: Option<String>,
}

fn one(l: Language, sheet: &Sheet<'_>, field: &Field, at: At) -> Option<AnyView> {
    let Sheet { filling, posted, told, areas, photos } = *sheet;
    let standing = filling.standing(at).ok()?;
    let hidden = !standing.shown && filling.form().hides_itself(field);
    let name = name_of(filling.form(), at);
    if matches!(field.kind, Kind::Note) {
        let words = field.label.read(l).to_owned();
        return Some(view! { <p class="notice" id=name hidden=hidden>{words}</p> }.into_any());
    }
    let not_taken = photos.and_then(|photos| photos.faults.iter().find(|(it, _)| *it == name));
    let photos = match (&field.kind, photos) {
        (Kind::Photo { .. }, None) => return None,
        (Kind::Photo { max }, Some(photos)) => Some((*max as usize, photos)),
        _ => None,
    };
    let label = words::label(l, field, standing.required);
    let fault = standing.fault.filter(|_| told).map(|fault| words::fault(l, field, fault));
    let fault = not_taken.map(|(_, words)| words.clone()).or(fault);
    let warning = standing.warning.map(|warning| words::warning(l, warning).to_owned());
    let warning_id = format!("{name}-warning");
    let hint = field.hint.as_ref().map(|hint| hint.read(l).to_owned());
    let hint_id = hint.as_ref().map(|_| format!("{name}-hint"));
    let fault_id = fault.as_ref().map(|_| format!("{name}-fault"));
    let ids: Vec<_> = hint_id.iter().chain(&fault_id).cloned().collect();
    let wrong = fault.is_some();
    let around = Around { name: name.clone(), wrong, described: (!ids.is_empty()).then(|| ids.join(" ")) };
    let told = view! {
        {hint.map(|hint| view! { <span class="field__hint" id=hint_id>{hint}</span> })}
        {warning.map(|warning| view! { <span class="field__hint" id=warning_id>{warning}</span> })}
        {fault.map(|fault| view! { <strong class="field__error" id=fault_id>{fault}</strong> })}
    };
    let sent = posted.map(|posted| posted.typed(&field.kind, &name, areas)).filter(|it| !it.is_empty());
    let typed = match sent {
        Some(sent) => sent.into_iter().map(str::to_owned).collect(),
        None => standing.kept.map(Answer::typed).unwrap_or_default(),
    };
    let text = typed.first().cloned().unwrap_or_default();
    if field.calculated {
        let shown = words::output(l, &field.kind, standing.answer);
        let class =
            if is_line(l, &field.kind) { "field__output field__output--line" } else { "field__output" };
        let view = view! {
            <p class="field field--calculated" hidden=hidden><span class="field__label">{label}</span>{told}<output class=class id=name>{shown}</output></p>
        };
        return Some(view.into_any());
    }
    let many = matches!(&field.kind, Kind::OneOf(choices) if choices.len() > RADIOS_MAX);
    let is_group = match &field.kind {
        Kind::OneOf(_) => !many,
        Kind::SeveralOf { .. }
        | Kind::YesNo { .. }
        | Kind::Place(_)
        | Kind::Signature
        | Kind::Photo { .. } => true,
        _ => false,
    };
    let control = match photos {
        Some((most, photos)) => {
            let kept = standing.kept.map(Answer::typed).unwrap_or_default();
            photos_control(l, &name, most, &kept, photos)
        }
        None => control(l, field, around, &typed, text, many, areas),
    };
    let view = if is_group {
        let described = (!ids.is_empty()).then(|| ids.join(" "));
        view! {
            <fieldset class="field" class:field--wrong=wrong id=name tabindex="-1" aria-describedby=described hidden=hidden>
                <legend class="field__label">{label}</legend>{told}{control}</fieldset>
        }
        .into_any()
    } else {
        view! {
            <p class="field" class:field--wrong=wrong hidden=hidden><label class="field__label" for=name>{label}</label>{told}{control}</p>
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
        Kind::Signature => signature(l, &around.name, typed),
        Kind::Note | Kind::Photo { .. } => ().into_any(),
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

/// The photos that are kept, and what adds more while there is room.
/// Whether whatever is calculated stands in one line, on the narrowest phone too.
fn is_line(l: Language, kind: &Kind) -> bool {
    match kind {
        Kind::Number { unit, .. } => unit.as_ref().is_none_or(|unit| unit.read(l).chars().count() <= 8),
        Kind::People { .. } | Kind::Day(_) | Kind::Time | Kind::YesNo { .. } => true,
        _ => false,
    }
}

fn photos_control(l: Language, name: &str, most: usize, kept: &[String], photos: &Photos<'_>) -> AnyView {
    let shown = kept.iter().zip(1..).map(|(id, number)| {
        let away = format!("{DROP}{name}.{id}");
        view! {
            <li><figure class="photo"><img src=(photos.address)(name, id) alt=messages::photo_number(l, number)/></figure>
                <button class="button button--small" name="act" value=away>{messages::photo_drop(l, number)}</button></li>
        }
    });
    let shown = (!kept.is_empty()).then(|| view! { <ul class="photo-row">{shown.collect_view()}</ul> });
    let more = (kept.len() < most).then(|| {
        let file = format!("{name}.file");
        let several = most - kept.len() > 1;
        view! {
            <label class="field__label" for=file.clone()>{messages::photo_choose(l, most)}</label>
            <span class="field__hint" id=format!("{file}-hint")>{messages::photo_hint(l)}</span>
            <span class="row"><input class="field__control" id=file.clone() name=name.to_owned() type="file" multiple=several
                    accept="image/jpeg,image/png,image/webp" aria-describedby=format!("{file}-hint")/>
                <button class="button button--small" name="act" value=format!("{KEEP}{name}")>{messages::photo_add(l)}</button></span>
        }
    });
    view! { {shown}{more} }.into_any()
}

/// Drawn on a device with scripts, or signed for by whoever saw it: two ways, and one answer.
fn signature(l: Language, name: &str, typed: &[String]) -> AnyView {
    let drawn = typed.iter().find(|text| text.starts_with(DRAWN)).cloned().unwrap_or_default();
    let witness = typed.iter().find(|text| !text.is_empty() && !text.starts_with(DRAWN));
    let witness = witness.cloned().unwrap_or_default();
    let witness = witness.strip_prefix(WITNESS).unwrap_or(&witness).to_owned();
    let [witness_id, away] = [BY_WITNESS, AWAY].map(|part| format!("{name}.{part}"));
    let nothing = drawn.is_empty();
    let kept = (!nothing).then(|| {
        view! {
            <label class="check sign__away"><input type="checkbox" name=away value="on"/><span>{messages::sign_away(l)}</span></label>
        }
    });
    view! {
        <span class="sign" data-sign="">
            <span class="field__hint" data-sign-tools="" hidden>{messages::sign_here(l)}</span>
            <span class="sign__pad" hidden=nothing>{picture(l, &drawn)}</span>
            <input type="hidden" name=name.to_owned() value=drawn/>
            <span data-sign-tools="" hidden><button type="button" class="button button--small" data-sign-clear="">{messages::sign_clear(l)}</button></span>
            {kept}
            <label class="field__label" for=witness_id.clone()>{messages::sign_witness(l)}</label>
            <input class="field__control" id=witness_id.clone() name=witness_id value=witness autocomplete="off"/>
        </span>
    }
    .into_any()
}

fn picture(l: Language, text: &str) -> impl IntoView + use<> {
    let [wide, high] = DRAWN_WITHIN;
    let path = path_of_signature(text).unwrap_or_default();
    view! {
        <svg viewBox=format!("0 0 {wide} {high}") role="img" aria-label=messages::sign_drawn(l)><path d=path/></svg>
    }
}

/// A signature that was drawn, as a picture; nothing for one that a witness gave by name, which is words.
pub fn drawn_signature(l: Language, answer: &Answer) -> Option<AnyView> {
    let Answer::Text(text) = answer else { return None };
    path_of_signature(text)?;
    Some(view! { <span class="sign__pad">{picture(l, text)}</span> }.into_any())
}

/// From the 市县 down: each list once the wider one was chosen.
fn place(l: Language, name: &str, level: Level, chosen: &str, areas: &Areas) -> AnyView {
    let within = |code: &String| chosen == code || areas.lies_in(chosen, code);
    let counties: Vec<_> =
        areas.counties_and_cities().map(|it| (it.code.clone(), it.name_in(l).to_owned())).collect();
    let found = |list: &[(String, String)]| list.iter().map(|(code, _)| code).find(|it| within(it)).cloned();
    let below =
        |code: &Option<String>| code.as_ref().map(|code| areas.offered_below(l, code)).unwrap_or_default();
    let county = found(&counties);
    let towns = below(&county);
    let town = found(&towns);
    let villages = below(&town);
    let lists = [(counties, county), (towns, town), (villages, Some(chosen.to_owned()))];
    // Whoever has to name the township may name the village too.
    let deepest = if level == Level::Town { Level::Village } else { level };
    let fields = LEVELS.into_iter().zip(lists).filter(|((_, at), _)| *at <= deepest);
    let fields = fields.map(|((part, at), (list, chosen))| {
        let label = match at {
            Level::County => messages::place_county(l).to_owned(),
            Level::Town => messages::place_town(l).to_owned(),
            Level::Village if level < at => messages::optional(l, messages::place_village(l)),
            Level::Village => messages::place_village(l).to_owned(),
        };
        let id = format!("{name}.{part}");
        let hidden = list.is_empty();
        let options = list.into_iter().map(|(code, words)| {
            let selected = chosen.as_ref() == Some(&code);
            view! { <option value=code selected=selected>{words}</option> }
        });
        view! {
            <span data-place=part hidden=hidden><label class="field__label" for=id.clone()>{label}</label>
                <select class="field__control" id=id.clone() name=id><option value="">{messages::nothing_chosen(l)}</option>{options.collect_view()}</select></span>
        }
    });
    view! {
        {fields.collect_view()}
        <p data-place-next=""><button class="button button--small" name="act" value="next">{messages::place_next(l)}</button></p>
    }
    .into_any()
}
