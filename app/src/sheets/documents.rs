//! Fields of drafts as cells: what the catalogue and the guides have in common. Pure.
//!
//! The rules of the fields are those of the drafts' form (`drafts/model.rs`). A cell that says what stands there, as an
//! export writes it in either language, changes nothing, whatever stands there.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    messages,
    model::{Column, Table, TableRow, clears, nearest, pieces, plain, yes_or_no},
    plan::{Fault, Wrong, fault},
    units::labelled,
};
use crate::{
    drafts::messages as drafts,
    drafts::model::{self, Field, Shape},
    journal::merge::Record,
    language::Language,
    text::{Text, narrow},
};

/// The lists that cells choose from: by the word of a field, each code with its name.
pub(super) type Choices = BTreeMap<&'static str, Vec<(String, Text)>>;

/// A column that is read, and may be missing.
pub(super) const fn read(word: &'static str, width: u8) -> Column {
    Column { word, needed: false, read: true, width }
}

/// What may be written into a field of this look.
pub(super) fn hint(l: Language, shape: Shape) -> &'static str {
    match shape {
        Shape::Flag => messages::hint_flag(l),
        Shape::Choice => messages::hint_choice(l),
        Shape::Boxes | Shape::Words => messages::hint_many(l),
        Shape::Day => drafts::hint_day(l),
        Shape::ZhLines => drafts::hint_lines(l),
        Shape::EnLines => drafts::hint_english_lines(l),
        Shape::Sources => drafts::hint_sources(l),
        Shape::SourcesEn => drafts::hint_sources_en(l),
        Shape::Line | Shape::Zh | Shape::En | Shape::ZhParagraph | Shape::EnParagraph => {
            messages::hint_text(l)
        }
    }
}

/// A value as an export writes it into its cell.
pub(super) fn cell(l: Language, field: &Field, value: &Value, choices: &Choices) -> String {
    let name = |code: &str| {
        let known = choices.get(field.word).into_iter().flatten();
        let name = known.into_iter().find(|(it, _)| it == code).map_or("", |(_, name)| name.read(l));
        labelled(code, name)
    };
    match (field.shape, value) {
        (Shape::Flag, Value::Bool(true)) => messages::yes(l).to_owned(),
        (Shape::Flag, Value::Bool(false)) => messages::no(l).to_owned(),
        (Shape::Choice | Shape::Boxes, Value::String(codes)) => {
            codes.lines().map(name).collect::<Vec<_>>().join("\n")
        }
        (_, Value::String(text)) => text.clone(),
        _ => String::new(),
    }
}

/// What a cell makes of a field: nothing where it is empty, or says what stands there.
fn wanted(field: &Field, text: &str, before: &Value, choices: &Choices) -> Result<Option<Value>, Wrong> {
    let says = |l: Language| cell(l, field, before, choices).trim() == text;
    if text.is_empty() || Language::ALL.into_iter().any(says) {
        return Ok(None);
    }
    if clears(text) {
        let nothing = if field.shape == Shape::Flag { Value::from(false) } else { Value::Null };
        return Ok(Some(nothing).filter(|nothing| nothing != before));
    }
    let known = choices.get(field.word).map(Vec::as_slice).unwrap_or_default();
    let texts: Vec<String> = match field.shape {
        Shape::Flag => match yes_or_no(text) {
            Some(yes) => vec![if yes { "on" } else { "" }.to_owned()],
            None => {
                let unknown = model::Fault::Unknown(text.chars().take(100).collect());
                return Err(Wrong::Draft(unknown, Some(messages::yes(Language::Zh).to_owned())));
            }
        },
        Shape::Choice => vec![code(text, known)],
        Shape::Boxes => pieces(text).map(|piece| code(piece, known)).collect(),
        Shape::Words => pieces(text).map(str::to_owned).collect(),
        Shape::Day => vec![day(text)],
        _ => vec![text.to_owned()],
    };
    let codes: Vec<String> = known.iter().map(|(code, _)| code.clone()).collect();
    match model::typed(*field, &texts, &codes) {
        Ok(value) => Ok(Some(value).filter(|value| value != before)),
        Err(fault) => {
            let names = known.iter().flat_map(|(code, name)| {
                [Some(code.as_str()), Some(name.zh.as_str()), name.en.as_deref()].into_iter().flatten()
            });
            let meant = match &fault {
                model::Fault::Unknown(word) => nearest(word, names).map(str::to_owned),
                _ => None,
            };
            Err(Wrong::Draft(fault, meant))
        }
    }
}

/// The code of an entry as people write it: its code, its name, or its code with anything after it.
fn code(text: &str, known: &[(String, Text)]) -> String {
    let whole = plain(text);
    let first = plain(text.split_whitespace().next().unwrap_or_default());
    let is = |name: &str| plain(name) == whole;
    let by_code = |wanted: &str| known.iter().find(|(code, _)| plain(code) == wanted);
    let by_name = || known.iter().find(|(_, name)| is(&name.zh) || name.en.as_deref().is_some_and(is));
    let found = by_code(&whole).or_else(by_name).or_else(|| by_code(&first));
    found.map_or_else(|| text.to_owned(), |(code, _)| code.clone())
}

/// A day as people write it, in the one form in which it is read: 2026/3/1, 2026.3.1 and 2026年3月1日 too.
pub(super) fn day(text: &str) -> String {
    let narrow: String = text.chars().map(narrow).collect();
    let parts: Vec<&str> =
        narrow.split(['-', '/', '.', '年', '月', '日']).map(str::trim).filter(|it| !it.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
        _ => narrow,
    }
}

/// What a row makes of a document's fields of which `before` stands there, or the faults of its cells. Fields whose
/// column the sheet does not have stay as they are.
pub(super) fn fields_of_row(
    table: &Table,
    row: &TableRow,
    fields: &[Field],
    before: &Record,
    choices: &Choices,
) -> Result<Record, Vec<Fault>> {
    let mut after = before.clone();
    let mut faults = Vec::new();
    for field in fields {
        let stands = before.get(field.word).unwrap_or(&Value::Null);
        match wanted(field, row.text(field.word), stands, choices) {
            Ok(None) => {}
            Ok(Some(value)) => drop(after.insert(field.word.to_owned(), value)),
            Err(wrong) => faults.push(fault(table, row, field.word, wrong)),
        }
    }
    if let (true, Err(word)) = (faults.is_empty(), model::document(&after, fields)) {
        faults.push(fault(table, row, word, Wrong::Draft(model::Fault::Halves, None)));
    }
    if faults.is_empty() { Ok(after) } else { Err(faults) }
}
