//! A form on paper: every question with boxes and lines to write on, also those that are asked only at times.
//!
//! For whoever goes where no device goes: it is filled in by hand, and typed in afterwards. Its code and version stand at
//! the head of every sheet, so that it is typed into what it was written for.

use leptos::prelude::*;

use super::{
    conditions::in_words,
    form::Level,
    messages,
    model::{Choice, Definition, FieldDefinition, GroupDefinition, Required},
};
use crate::{language::Language, reader::site};

/// Lines for a long answer.
const LINES: usize = 4;
/// Of a group that is answered several times, so many stand on the paper.
const TURNS: u32 = 3;
/// Signs of an identity card number.
const CARD_SIGNS: usize = 18;

/// The form `definition`; nothing for `version` where it is a draft.
pub fn view(l: Language, definition: &Definition, version: Option<u32>) -> impl IntoView + use<> {
    let version = match version {
        Some(number) => messages::office_version(l, number),
        None => messages::form_draft_title(l).to_owned(),
    };
    let title = definition.title.read(l).to_owned();
    let head = format!("{} · {version} · {title}", definition.form);
    let lead = definition.lead.as_ref().map(|lead| view! { <p>{lead.read(l).to_owned()}</p> });
    let restricted =
        definition.restricted.as_ref().map(|who| view! { <p><b>{who.read(l).to_owned()}</b></p> });
    let reference =
        definition.reference.then(|| view! { <p class="small soft">{messages::reference(l)}</p> });
    let steps = definition.standard.as_ref().map(|standard| {
        let steps = standard.steps.iter().map(|step| {
            let needed = step.required.then(|| messages::form_step_required(l));
            view! { <li>{box_of(step.title.read(l))}{needed.map(|words| format!("（{words}）"))}</li> }
        });
        view! {
            <h3>{messages::form_standard(l)}</h3><p class="small">{standard.text.read(l).to_owned()}" "{standard.frequency.read(l).to_owned()}</p>
            <ul class="plain small">{steps.collect_view()}</ul>
        }
    });
    let groups = definition.groups.iter().map(|it| view! { <tr><td>{group(l, definition, it)}</td></tr> });
    let groups = groups.collect_view();
    let intake = definition.form.ends_with(".intake");
    let who = if intake { messages::paper_caller(l) } else { messages::paper_person(l) };
    let foot = [messages::paper_signed(l), messages::paper_date(l)].map(line);
    view! {
        <link rel="stylesheet" href=site().asset("paper.css")/>
        // Only so that the head stands on every sheet; it says nothing of rows and columns.
        <table class="paper" role="presentation">
            <thead><tr><td>{head}</td></tr></thead>
            <tbody>
                <tr><td><h2>{title}</h2>{reference}{restricted}{lead}{line(messages::paper_station(l))}{line(who)}</td></tr>
                {groups}
                <tr><td>{steps}{foot}<p class="small"><b>{messages::paper_keep(l)}</b></p></td></tr>
            </tbody>
        </table>
    }
}

fn box_of(words: &str) -> String {
    format!("□\u{a0}{words}")
}

fn line(words: &str) -> AnyView {
    view! { <p class="paper__line"><b>{words.to_owned()}</b></p> }.into_any()
}

/// When something is asked, where it is not always.
fn only_if(l: Language, definition: &Definition, shown_if: Option<&str>) -> Option<String> {
    let condition = shown_if?;
    Some(match in_words(l, definition, condition) {
        Some(words) => messages::paper_only_if(l, &words),
        None => messages::paper_sometimes(l).to_owned(),
    })
}

fn group(l: Language, definition: &Definition, group: &GroupDefinition) -> AnyView {
    let hint = group.hint.as_ref().map(|hint| view! { <p class="small">{hint.read(l).to_owned()}</p> });
    let only = only_if(l, definition, group.shown_if.as_deref());
    let only = only.map(|words| view! { <p class="small"><i>{words}</i></p> });
    let questions = || group.fields.iter().map(|it| question(l, definition, it)).collect_view();
    let asked = match &group.repeat {
        None => questions().into_any(),
        Some(repeat) => {
            let turns = (1..=repeat.at_most.min(TURNS)).map(|number| {
                let caption = messages::turn(l, repeat.one.read(l), number as usize);
                view! { <div class="paper__turn"><p><b>{caption}</b></p>{questions()}</div> }
            });
            let more = (repeat.at_most > TURNS)
                .then(|| view! { <p class="small">{messages::paper_more_turns(l)}</p> });
            view! { {turns.collect_view()}{more} }.into_any()
        }
    };
    view! { <h3>{group.title.read(l).to_owned()}</h3>{only}{hint}{asked} }.into_any()
}

fn question(l: Language, definition: &Definition, field: &FieldDefinition) -> AnyView {
    let label = field.label.read(l).to_owned();
    let only = only_if(l, definition, field.shown_if.as_deref());
    let only = only.map(|words| view! { " "<i class="small">{words}</i> });
    if field.kind == "note" {
        return view! { <p class="paper__note">{label}{only}</p> }.into_any();
    }
    let calculated = field.calculated.is_some();
    let label = match field.required {
        Required::Never if !calculated => messages::optional(l, &label),
        _ => label,
    };
    let hint =
        field.hint.as_ref().map(|hint| view! { " "<span class="small">{hint.read(l).to_owned()}</span> });
    let answer = match calculated {
        true => view! { <p class="small">{messages::paper_calculated(l)}</p> }.into_any(),
        false => blank(l, definition, field),
    };
    view! { <div class="paper__field"><p><b>{label}</b>{hint}{only}</p>{answer}</div> }.into_any()
}

/// Where the answer is written.
fn blank(l: Language, definition: &Definition, field: &FieldDefinition) -> AnyView {
    let written = |words: String| view! { <p>{words}</p> }.into_any();
    let gap = "＿".repeat(4);
    match field.kind.as_str() {
        "one_of" | "several_of" => {
            let several = field.kind == "several_of";
            let listed = definition.lists.iter().find(|it| Some(&it.name) == field.list.as_ref());
            let offered =
                field.options.as_deref().or(listed.map(|it| it.options.as_slice())).unwrap_or_default();
            boxes(
                offered.iter().map(|it: &Choice| it.label().read(l).to_owned()),
                several.then(|| messages::paper_several(l)),
            )
        }
        "yes_no" => {
            let also = |word: &str| field.also.as_ref().is_none_or(|it| it.iter().any(|it| it == word));
            let more = [("unknown", messages::unknown(l)), ("unsaid", messages::unsaid(l))];
            let more = more.into_iter().filter(|(word, _)| also(word)).map(|(_, words)| words);
            boxes([messages::yes(l), messages::no(l)].into_iter().chain(more).map(str::to_owned), None)
        }
        "number" => {
            let unit = field.unit.as_ref().map(|unit| unit.read(l)).unwrap_or_default();
            written(format!("{gap}{gap} {unit}"))
        }
        "people" => written(format!("{gap}{gap} {}", messages::people_unit(l))),
        "date" => written(messages::paper_day(l, &gap)),
        "time" => written(format!("{gap}:{gap}")),
        "place" => {
            let deepest = Level::ALL.into_iter().find(|it| Some(it.word()) == field.level.as_deref());
            let deepest = deepest.unwrap_or(Level::Village);
            let parts = [
                (Level::County, messages::place_county(l)),
                (Level::Town, messages::place_town(l)),
                (Level::Village, messages::place_village(l)),
            ];
            let parts = parts.into_iter().filter(|(level, _)| *level <= deepest);
            written(parts.map(|(_, words)| format!("{words} {gap}{gap}")).collect::<Vec<_>>().join("　"))
        }
        "id_number" => {
            let squares = "□".repeat(CARD_SIGNS);
            written(format!("{squares}　{}", box_of(messages::no_card(l))))
        }
        "photo" => written(messages::paper_photo(l).to_owned()),
        "long_text" => (0..LINES).map(|_| line("")).collect_view().into_any(),
        _ => line(""),
    }
}

fn boxes(words: impl Iterator<Item = String>, several: Option<&'static str>) -> AnyView {
    let all = words.map(|it| view! { <span>{box_of(&it)}</span>" " }).collect_view();
    let several = several.map(|words| view! { <span class="small">{words}</span> });
    view! { <p class="paper__boxes">{all}{several}</p> }.into_any()
}
