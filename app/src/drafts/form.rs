//! The form that asks for the fields of a document, and what came of it.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::{
    comparison::shown,
    messages,
    model::{self, Fault, Field, Shape, texts_of},
};
use crate::{
    ids::CommandId,
    journal::{
        merge::{Conflict, Record},
        model::Fields,
        words,
    },
    language::Language,
    ui::{ChoiceField, LinesField, Question, TextField},
};

/// What a browser sends: texts, nothing trusted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sent {
    /// Id of the command, made with the form.
    pub command: String,
    /// The version that was shown.
    pub basis: String,
    /// What is wanted.
    pub act: String,
    /// What stood in the fields when the form was made.
    pub seen: Record,
    asked: Vec<String>,
    texts: BTreeMap<String, Vec<String>>,
}

impl Sent {
    /// The pairs of a form.
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        let mut sent = Self::default();
        for (name, text) in pairs {
            match name.as_str() {
                "command" => sent.command = text,
                "basis" => sent.basis = text,
                "act" => sent.act = text,
                "seen" => sent.seen = serde_json::from_str(&text).unwrap_or_default(),
                "field" => sent.asked.push(text),
                _ => sent.texts.entry(name).or_default().push(text),
            }
        }
        sent
    }

    /// What was typed under a name; empty where nothing was.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).and_then(|texts| texts.first()).map_or("", String::as_str)
    }

    /// What is changed of what was seen, or all that is wrong with it. `known` are the codes of a field's list.
    pub fn changes(
        &self,
        fields: &[Field],
        known: &dyn Fn(&Field) -> Vec<String>,
    ) -> Result<Fields, Vec<(&'static str, Fault)>> {
        let mut wanted = Record::new();
        let mut faults = Vec::new();
        for field in fields.iter().filter(|field| self.asked.iter().any(|it| it == field.word)) {
            let texts = self.texts.get(field.word).map(Vec::as_slice).unwrap_or_default();
            let before = self.seen.get(field.word).cloned().unwrap_or_default();
            // What was ticked and is on no list any more stays until somebody takes it away.
            let mut codes = known(field);
            codes.extend(ticked(&texts_of(&before)).difference(&codes.iter().cloned().collect()).cloned());
            match model::typed(*field, texts, &codes) {
                // The same boxes are no change, in whatever order they were kept.
                Ok(value)
                    if field.shape == Shape::Boxes
                        && ticked(&texts_of(&value)) == ticked(&texts_of(&before)) =>
                {
                    drop(wanted.insert(field.word.to_owned(), before));
                }
                Ok(value) => drop(wanted.insert(field.word.to_owned(), value)),
                Err(fault) => faults.push((field.word, fault)),
            }
        }
        if faults.is_empty() {
            let mut whole = self.seen.clone();
            whole.extend(wanted.clone());
            faults.extend(model::document(&whole, fields).err().map(|word| (word, Fault::Halves)));
        }
        if faults.is_empty() { Ok(model::changes(&self.seen, &wanted)) } else { Err(faults) }
    }
}

/// The codes of boxes that are ticked.
fn ticked(texts: &[String]) -> BTreeSet<String> {
    texts.iter().flat_map(|text| text.lines()).map(str::to_owned).collect()
}

/// A fault in words.
pub fn told(l: Language, word: &str, fault: &Fault) -> String {
    let label = words::field(l, word);
    match fault {
        Fault::TooLong { chars_max } => messages::too_long(l, &label, *chars_max),
        Fault::Signs => messages::signs(l, &label),
        Fault::TooMany { max } => messages::too_many(l, &label, *max),
        Fault::Day => messages::day_wrong(l, &label),
        Fault::Unknown(code) => messages::unknown(l, &label, code),
        Fault::Source(line) => messages::source_wrong(l, &label, *line),
        Fault::Halves => messages::halves(l, &label),
    }
}

/// The hidden part of every form: what is wanted, under which id, of which version.
pub fn hidden(act: &'static str, basis: i64) -> impl IntoView {
    view! {
        <input type="hidden" name="act" value=act/>
        <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
        <input type="hidden" name="basis" value=basis.to_string()/>
    }
}

/// What a form asks for.
pub struct Asking<'a> {
    /// The fields, in order.
    pub fields: &'a [Field],
    /// What stands in them.
    pub record: &'a Record,
    /// The form as it was sent, where it could not be done: all that was typed is still there.
    pub sent: Option<&'a Sent>,
    /// What is wrong with it.
    pub faults: &'a [(&'static str, Fault)],
    /// The codes of a field's list, with their words.
    pub options: &'a dyn Fn(&Field) -> Vec<(String, String)>,
}

/// The questions, with what was seen beside them.
pub fn questions(l: Language, asking: &Asking<'_>) -> impl IntoView + use<> {
    let seen = asking.sent.map_or(asking.record, |sent| &sent.seen);
    let seen = serde_json::to_string(seen).unwrap_or_default();
    let questions = asking.fields.iter().map(|field| question(l, field, asking)).collect_view();
    view! { <input type="hidden" name="seen" value=seen/>{questions} }
}

fn question(l: Language, field: &Field, asking: &Asking<'_>) -> impl IntoView + use<> {
    let word = field.word;
    let texts = match asking.sent {
        Some(sent) => sent.texts.get(word).cloned().unwrap_or_default(),
        None => asking.record.get(word).map(texts_of).unwrap_or_default(),
    };
    let fault = asking.faults.iter().find(|(name, _)| *name == word).map(|(_, fault)| told(l, word, fault));
    let label = words::field(l, word);
    let question = Question {
        name: word,
        label: if field.needed { label.clone() } else { messages::optional(l, &label) },
        value: texts.join("\n"),
        autocomplete: "off",
        fault: fault.clone(),
        ..Question::default()
    };
    let lines = |hint: &str| {
        let question = Question { hint: hint.to_owned(), ..question.clone() };
        view! { <LinesField question/> }.into_any()
    };
    let asked = match field.shape {
        Shape::Line | Shape::Zh | Shape::En => view! { <TextField question/> }.into_any(),
        Shape::Day => {
            let question =
                Question { hint: messages::hint_day(l).to_owned(), inputmode: "numeric", ..question };
            view! { <TextField question/> }.into_any()
        }
        Shape::ZhParagraph | Shape::EnParagraph => lines(messages::hint_paragraph(l)),
        Shape::ZhLines | Shape::Words => lines(messages::hint_lines(l)),
        Shape::EnLines => lines(messages::hint_english_lines(l)),
        Shape::Sources => lines(messages::hint_sources(l)),
        Shape::SourcesEn => lines(messages::hint_sources_en(l)),
        Shape::Flag => {
            let ticked = texts.iter().any(|text| text == "on");
            view! {
                <p class="field"><label class="check">
                    <input type="checkbox" id=word name=word value="on" checked=ticked/><span>{label}</span></label></p>
            }
            .into_any()
        }
        Shape::Choice => {
            let empty = (String::new(), messages::nothing(l).to_owned());
            let choices = std::iter::once(empty).chain((asking.options)(field)).collect();
            let question = Question { value: texts.first().cloned().unwrap_or_default(), ..question };
            view! { <ChoiceField question choices/> }.into_any()
        }
        Shape::Boxes => {
            let mut ticked = ticked(&texts);
            let options = (asking.options)(field);
            let known: BTreeSet<_> = options.iter().map(|(code, _)| code.clone()).collect();
            let strange: Vec<_> =
                ticked.difference(&known).map(|code| (code.clone(), code.clone())).collect();
            let boxes = options
                .into_iter()
                .chain(strange)
                .map(|(code, words)| {
                    let now = ticked.remove(&code);
                    view! {
                        <label class="check"><input type="checkbox" name=word value=code checked=now/><span>{words}</span></label>
                    }
                })
                .collect_view();
            let wrong = fault.is_some();
            view! {
                <fieldset class="field" class:field--wrong=wrong id=word aria-describedby=wrong.then(|| format!("{word}-fault"))>
                    <legend class="field__label">{label}</legend>
                    {fault.map(|words| view! { <strong class="field__error" id=format!("{word}-fault")>{words}</strong> })}
                    {boxes}
                </fieldset>
            }
            .into_any()
        }
    };
    view! { <input type="hidden" name="field" value=word/>{asked} }
}

/// What two people wanted of one field, side by side, with a button that takes one's own. `action` is where the form
/// posts to.
pub fn conflicts(l: Language, action: &str, basis: i64, conflicts: &[Conflict]) -> impl IntoView + use<> {
    let lines: Vec<_> = conflicts
        .iter()
        .map(|conflict| {
            let seen = Record::from([(conflict.field.clone(), conflict.current.clone())]);
            let seen = serde_json::to_string(&seen).unwrap_or_default();
            let word = conflict.field.clone();
            let mine = texts_of(&conflict.wanted)
                .into_iter()
                .map(|text| view! { <input type="hidden" name=word.clone() value=text/> })
                .collect_view();
            view! {
                <tr><th scope="row">{words::field(l, &conflict.field)}</th>
                    <td data-label=messages::conflict_theirs(l)>{shown(l, &conflict.current)}</td>
                    <td data-label=messages::conflict_mine(l)>{shown(l, &conflict.wanted)}</td>
                    <td><form method="post" action=action.to_owned()>{hidden("save", basis)}
                        <input type="hidden" name="seen" value=seen/>
                        <input type="hidden" name="field" value=conflict.field.clone()/>{mine}
                        <button class="button button--small">{messages::conflict_take_mine(l)}</button></form></td></tr>
            }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="notice notice--urgent" role="alert">
                <h2>{messages::conflict_title(l)}</h2>
                <p>{messages::conflict_lead(l)}</p>
                <table class="table table--stack">
                    <caption class="visually-hidden">{messages::conflict_title(l)}</caption>
                    <thead><tr><th scope="col">{messages::field(l)}</th><th scope="col">{messages::conflict_theirs(l)}</th>
                        <th scope="col">{messages::conflict_mine(l)}</th><th scope="col">{messages::conflict_choose(l)}</th></tr></thead>
                    <tbody>{lines}</tbody></table>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{drafts::model::needed, journal::model::Change};

    const FIELDS: [Field; 4] = [
        needed("codes", "codes", Shape::Boxes),
        needed("name_zh", "name", Shape::Zh),
        needed("name_en", "name", Shape::En),
        needed("sensitive", "sensitive", Shape::Flag),
    ];

    fn changes(pairs: &[(&str, &str)]) -> Result<Fields, Vec<(&'static str, Fault)>> {
        let pairs = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Sent::read(pairs).changes(&FIELDS, &|_| ["A", "B"].map(str::to_owned).into())
    }

    #[test]
    fn a_form_changes_what_it_asked_for_and_nothing_else() {
        let seen = ("seen", "{\"name_zh\":\"甲\",\"name_en\":\"A\",\"sensitive\":true}");
        let fields = changes(&[seen, ("field", "name_zh"), ("name_zh", "乙"), ("name_en", "B")]).unwrap();
        assert_eq!(fields, [("name_zh".to_owned(), Change::from_to("甲", "乙"))].into());
        let fields = changes(&[seen, ("field", "sensitive")]).unwrap();
        assert_eq!(fields, [("sensitive".to_owned(), Change::from_to(true, false))].into());
        assert!(changes(&[seen, ("field", "code"), ("code", "x")]).unwrap().is_empty());
        // Kept in another order, and one of them on no list any more.
        let seen = ("seen", "{\"codes\":\"B\\nZ\\nA\"}");
        let boxes = |ticked: &[&'static str]| {
            let ticked = ticked.iter().map(|code| ("codes", *code));
            changes(&[seen, ("field", "codes")].into_iter().chain(ticked).collect::<Vec<_>>())
        };
        assert!(boxes(&["A", "B", "Z"]).unwrap().is_empty());
        assert_eq!(boxes(&["A", "B"]).unwrap()["codes"], Change::from_to("B\nZ\nA", "A\nB"));
        assert_eq!(boxes(&["Q"]), Err(vec![("codes", Fault::Unknown("Q".into()))]));
        let long = "长".repeat(201);
        let wrong = changes(&[("seen", "{["), ("field", "name_zh"), ("name_zh", &long)]);
        assert_eq!(wrong, Err(vec![("name_zh", Fault::TooLong { chars_max: 200 })]));
    }
}
