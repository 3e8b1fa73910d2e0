//! A policy guide a row. What a row changes is written into the guide's draft, as the office's page does; the public
//! reads it once it is published there.
//!
//! An empty cell leaves what is there, 「清空」 takes it away.

use std::collections::HashMap;

use serde_json::Value;

use super::{
    documents::{Choices, cell, fields_of_row, read},
    model::{Column, Table, TableRow},
    plan::{Context, Note, Outcome, Plan, Planned, Step, Wrong, blank, broken, fault},
    units::slug_in,
};
use crate::{
    directory::model::Directory,
    drafts::model as drafts,
    journal::{merge::Record, model::Unit},
    language::Language,
    policies::draft::{ENTITY, FIELDS, Guide, Work, is_slug},
    stations::edit::{FieldFault, SLUG},
    text::Text,
};

/// The columns.
pub(super) const COLUMNS: [Column; 26] = [
    Column { word: SLUG, needed: true, read: true, width: 20 },
    read("title_zh", 20),
    read("title_en", 20),
    read("question_zh", 24),
    read("question_en", 24),
    read("summary_zh", 30),
    read("summary_en", 30),
    read("what_zh", 36),
    read("what_en", 36),
    read("who_zh", 30),
    read("who_en", 30),
    read("papers_zh", 30),
    read("papers_en", 30),
    read("where_zh", 30),
    read("where_en", 30),
    read("steps_zh", 30),
    read("steps_en", 30),
    read("good_to_know_zh", 30),
    read("good_to_know_en", 30),
    read("hotlines", 16),
    read("sources", 50),
    read("sources_en", 40),
    read("checked_on", 14),
    read("services", 20),
    read("keywords", 20),
    read("sensitive", 10),
];

/// The lists that cells choose from.
pub(super) fn choices(directory: &Directory) -> Choices {
    let hotlines = directory.hotlines.iter().map(|it| (it.number.clone(), it.name.clone()));
    let services = directory.catalogue.items.iter().map(|it| (it.code.clone(), it.name.clone()));
    [("hotlines", hotlines.collect()), ("services", services.collect())].into()
}

pub(super) fn plan(table: &Table, context: &Context<'_>) -> Plan {
    let choices = choices(context.directory);
    let guides: HashMap<_, _> = context.office.guides.iter().map(|it| (it.slug.as_str(), it)).collect();
    let mut plan = Plan::default();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        let slug = slug_in(row);
        let title = if row.text("title_zh").is_empty() { &slug } else { row.text("title_zh") };
        let mut planned = blank(row, title);
        planned.faults = broken(table, row);
        let guide = guides.get(slug.as_str()).copied();
        let wrong = match *seen.entry(slug.clone()).or_insert(row.number) {
            _ if slug.is_empty() => Some(Wrong::Field(FieldFault::Empty, None)),
            number if number != row.number => Some(Wrong::Twice(number)),
            _ if guide.is_none() && !is_slug(&slug) => Some(Wrong::Slug),
            _ => None,
        };
        match wrong {
            Some(wrong) => planned.faults.push(fault(table, row, SLUG, wrong)),
            None => plan.steps.extend(step(table, (at, row), &slug, guide, &choices, &mut planned)),
        }
        plan.rows.push(planned);
    }
    plan
}

/// What a row leads to, and what would come of it.
fn step(
    table: &Table,
    (at, row): (usize, &TableRow),
    slug: &str,
    guide: Option<&Guide>,
    choices: &Choices,
    planned: &mut Planned,
) -> Option<Step> {
    let before = guide.map(Guide::record).unwrap_or_default();
    planned.name = guide.map_or_else(|| planned.name.clone(), |_| title_of(&before, &planned.name));
    let after = match fields_of_row(table, row, &FIELDS, &before, choices) {
        Ok(after) => after,
        Err(faults) => {
            planned.faults.extend(faults);
            return None;
        }
    };
    if guide.is_none() && row.text("title_zh").is_empty() {
        planned.faults.push(fault(table, row, "title_zh", Wrong::Field(FieldFault::Empty, None)));
    }
    if !planned.faults.is_empty() {
        return None;
    }
    let fields = drafts::changes(&before, &after);
    planned.outcome = match (guide, fields.is_empty()) {
        (None, _) => Outcome::New,
        (Some(_), false) => Outcome::Changed,
        (Some(_), true) => {
            planned.outcome = Outcome::Same;
            return None;
        }
    };
    let missing = drafts::missing(&after, &FIELDS);
    planned.notes.extend((!missing.is_empty()).then_some(Note::Missing(missing)));
    planned.changes = fields.clone();
    let (work, basis) = guide.map_or((Work::Add, 0), |guide| (Work::Edit, guide.number));
    Some(Step {
        row: at,
        unit: Unit::Province,
        entity: ENTITY,
        entity_id: Some(slug.to_owned()),
        basis,
        kind: work.kind(),
        fields,
    })
}

/// What a guide is called; otherwise as its row is.
fn title_of(record: &Record, row: &Text) -> Text {
    let text = |word: &str| record.get(word).and_then(Value::as_str).map(str::to_owned);
    match text("title_zh") {
        Some(zh) => Text { zh, en: text("title_en") },
        None => row.clone(),
    }
}

/// These guides as rows of the template, as they are read again: what is being written, otherwise what is published.
pub(super) fn rows(l: Language, directory: &Directory, guides: &[Guide]) -> Vec<Vec<String>> {
    let choices = choices(directory);
    let row = |guide: &Guide| {
        let record = guide.record();
        let text =
            |field: &drafts::Field| cell(l, field, record.get(field.word).unwrap_or(&Value::Null), &choices);
        std::iter::once(guide.slug.clone()).chain(FIELDS.iter().map(text)).collect()
    };
    guides.iter().map(row).collect()
}

#[cfg(test)]
mod tests;
