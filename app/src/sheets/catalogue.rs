//! A part of the catalogue a row: the list itself, a domain, an item, a special service. The rows of a file are a whole:
//! what they make of the catalogue becomes its draft, or takes the place of the one that there is, and is compared and
//! published as any other.
//!
//! An item, domain or special service that no row names is in the draft no longer, as long as the file has any of its
//! kind; kinds that it has none of stay. An empty cell leaves what is there, 「清空」 takes it away.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::{
    documents::{Choices, cell, fields_of_row, read},
    messages,
    model::{Column, Table, TableRow, nearest, plain},
    plan::{Context, Fault, Note, Office, Outcome, Plan, Planned, Step, Wrong, blank, broken, fault},
};
use crate::{
    directory::model::Directory,
    drafts::model as drafts,
    journal::{merge::Record, model::Unit},
    language::Language,
    services::{
        draft::{self, Difference, ENTITY, PARTS_MAX, Part, Work},
        model::Catalogue,
        versions::{State, next_name},
    },
    stations::edit::FieldFault,
    text::{Text, narrow},
};

/// Which kind of part a row is.
pub(super) const PART: &str = "part";

/// Its code.
pub(super) const CODE: &str = "code";

/// The columns: the fields of every kind of part.
pub(super) const COLUMNS: [Column; 30] = [
    Column { word: PART, needed: true, read: true, width: 10 },
    Column { word: CODE, needed: true, read: true, width: 14 },
    read("name_zh", 20),
    read("name_en", 20),
    read("domain", 14),
    read("county", 14),
    read("question_zh", 24),
    read("question_en", 24),
    read("plain_zh", 36),
    read("plain_en", 36),
    read("content_zh", 36),
    read("content_en", 36),
    read("who_zh", 24),
    read("who_en", 24),
    read("how_zh", 30),
    read("how_en", 30),
    read("standard_zh", 24),
    read("standard_en", 24),
    read("bring_zh", 24),
    read("bring_en", 24),
    read("keywords", 20),
    read("policies", 24),
    read("sensitive", 10),
    read("restricted", 10),
    read("summary_zh", 30),
    read("summary_en", 30),
    read("status_zh", 30),
    read("status_en", 30),
    read("official", 10),
    read("source", 30),
];

/// The kinds of parts, as an empty code stands for each.
pub(super) fn kinds() -> [Part; 4] {
    [Part::List, Part::Domain(String::new()), Part::Item(String::new()), Part::Special(String::new())]
}

/// What a kind of part is called, and its word.
pub(super) fn kind(l: Language, part: &Part) -> (&'static str, &'static str) {
    match part {
        Part::List => (messages::part_list(l), "list"),
        Part::Domain(_) => (messages::part_domain(l), "domain"),
        Part::Item(_) => (messages::part_item(l), "item"),
        Part::Special(_) => (messages::part_special(l), "special"),
    }
}

/// What rows are compared with: the draft that is being written, otherwise what is in force.
pub(super) fn stands<'a>(office: &'a Office, directory: &'a Directory) -> &'a Catalogue {
    let draft = office.versions.iter().find(|version| version.state == State::Draft);
    draft.map_or(&directory.catalogue, |draft| &draft.catalogue)
}

/// The lists that cells choose from, with these domains.
pub(super) fn choices(directory: &Directory, domains: Vec<(String, Text)>) -> Choices {
    let counties = directory.areas.counties_and_cities();
    let counties = counties.map(|it| (it.code.clone(), Text::new(it.name.clone(), it.name_en.clone())));
    let guides = directory.policies.iter().map(|it| (it.slug.clone(), it.title.clone()));
    [("domain", domains), ("county", counties.collect()), ("policies", guides.collect())].into()
}

/// The domains of a catalogue, to choose from.
pub(super) fn domains(catalogue: &Catalogue) -> Vec<(String, Text)> {
    catalogue.domains.iter().map(|it| (it.code.clone(), it.name.clone())).collect()
}

pub(super) fn plan(table: &Table, context: &Context<'_>) -> Plan {
    let before = stands(context.office, context.directory);
    let mut plan = Plan::default();
    let mut named = Vec::new();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in &table.rows {
        let mut planned = blank(row, &title(row));
        planned.faults = broken(table, row);
        let part = match part(table, row, before) {
            Ok(part) => match *seen.entry(key(&part)).or_insert(row.number) {
                number if number == row.number => Some(part),
                number => {
                    let column = if part == Part::List { PART } else { CODE };
                    planned.faults.push(fault(table, row, column, Wrong::Twice(number)));
                    None
                }
            },
            Err(wrong) => {
                planned.faults.push(wrong);
                None
            }
        };
        named.push(part);
        plan.rows.push(planned);
    }
    let mut after = what_stays(before, &named);
    refuse_taken(table, &named, &after, &mut plan);
    let choices = choices(context.directory, domains_of(table, &named, before, &after));
    let mut records: BTreeMap<Part, (usize, Record)> = BTreeMap::new();
    for (at, (row, part)) in table.rows.iter().zip(&named).enumerate() {
        let Some(part) = part else { continue };
        let record = part.record(before);
        let planned = &mut plan.rows[at];
        let had = record.clone().unwrap_or_default();
        planned.faults.extend(what_is_not_asked(table, row, part));
        let record = match fields_of_row(table, row, part.fields(), &had, &choices) {
            Ok(after) if planned.faults.is_empty() => Some(after),
            Ok(_) => record,
            Err(faults) => {
                planned.faults.extend(faults);
                record
            }
        };
        // Whoever is refused keeps its place, so that nobody reads that it is withdrawn.
        if let Some(record) = record {
            if part.put(&mut after, &record).is_err() {
                planned.faults.push(fault(table, row, CODE, Wrong::Field(FieldFault::Form, None)));
            }
            records.insert(part.clone(), (at, record));
        }
    }
    let too_many = plan.rows.iter().all(|row| row.faults.is_empty()) && !draft::can_be_kept(&after);
    if let (true, Some(row), Some(planned)) = (too_many, table.rows.first(), plan.rows.first_mut()) {
        let many = Wrong::Field(FieldFault::TooMany { max: PARTS_MAX }, None);
        planned.faults.push(fault(table, row, CODE, many));
    }
    outcomes(before, &after, &records, &mut plan);
    step(table, context, before, after, &mut plan);
    plan
}

/// What would come of each row that is not refused.
fn outcomes(
    before: &Catalogue,
    after: &Catalogue,
    records: &BTreeMap<Part, (usize, Record)>,
    plan: &mut Plan,
) {
    for (part, (at, record)) in records {
        let planned = &mut plan.rows[*at];
        planned.name = name(part, after);
        if planned.faults.is_empty() {
            planned.outcome = Outcome::Same;
            let missing = drafts::missing(record, part.fields());
            planned.notes.extend((!missing.is_empty()).then_some(Note::Missing(missing)));
        }
    }
    for difference in draft::compare(before, after) {
        let (part, outcome) = match &difference {
            Difference::New(part) => (part, Outcome::New),
            Difference::Changed(part, _) | Difference::Moved(part) => (part, Outcome::Changed),
            Difference::Withdrawn(part) => {
                plan.gone.push(name(part, before));
                continue;
            }
        };
        let Some((at, record)) = records.get(part) else { continue };
        let planned = &mut plan.rows[*at];
        if !planned.faults.is_empty() {
            continue;
        }
        planned.outcome = outcome;
        match &difference {
            Difference::Moved(_) => planned.notes.push(Note::Moved),
            _ => {
                let had = part.record(before).unwrap_or_default();
                planned.changes = drafts::changes(&had, record);
            }
        }
    }
}

/// The one command that a file leads to.
fn step(table: &Table, context: &Context<'_>, before: &Catalogue, after: Catalogue, plan: &mut Plan) {
    let changed = |row: &Planned| matches!(row.outcome, Outcome::New | Outcome::Changed);
    let first = plan.rows.iter().position(changed);
    let (Some(row), true) =
        (first.or((!plan.gone.is_empty()).then_some(0)), plan.count(Outcome::Refused) == 0)
    else {
        return;
    };
    debug_assert_ne!(*before, after);
    let versions = &context.office.versions;
    if versions.iter().any(|version| version.state == State::Scheduled) {
        plan.rows[row].outcome = Outcome::Refused;
        plan.rows[row].faults.push(fault(table, &table.rows[row], PART, Wrong::Scheduled));
        return;
    }
    let open = versions.iter().find(|version| version.state == State::Draft);
    let (version, basis) = match open {
        Some(open) => (open.version.clone(), open.number),
        None => (next_name(versions, context.today.year()), 0),
    };
    let Some(fields) = draft::whole(&Catalogue { version: version.clone(), ..after }) else { return };
    plan.steps.push(Step {
        row,
        unit: Unit::Province,
        entity: ENTITY,
        entity_id: Some(version),
        basis,
        kind: Work::Draft.kind(),
        fields,
    });
}

/// The part that a row names.
fn part(table: &Table, row: &TableRow, before: &Catalogue) -> Result<Part, Fault> {
    let typed = row.text(PART);
    let is = |part: &Part| {
        let names = Language::ALL.map(|l| kind(l, part)).into_iter().flat_map(|(name, word)| [name, word]);
        names.into_iter().any(|name| plain(name) == plain(typed))
    };
    let Some(found) = kinds().into_iter().find(is) else {
        let names: Vec<_> = kinds().iter().map(|it| kind(Language::Zh, it).0).collect();
        let wrong = match typed {
            "" => Wrong::Field(FieldFault::Empty, None),
            _ => {
                let unknown = FieldFault::Unknown(typed.chars().take(100).collect());
                Wrong::Field(unknown, nearest(typed, names.into_iter()).map(str::to_owned))
            }
        };
        return Err(fault(table, row, PART, wrong));
    };
    let code: String = row.text(CODE).chars().map(narrow).filter(|sign| !sign.is_whitespace()).collect();
    let part = match found {
        Part::List => return Ok(Part::List),
        Part::Domain(_) => Part::Domain(code),
        Part::Item(_) => Part::Item(code),
        Part::Special(_) => Part::Special(code),
    };
    if part.record(before).is_some() || draft::is_code(part.code()) {
        return Ok(part);
    }
    let wrong = if part.code().is_empty() { Wrong::Field(FieldFault::Empty, None) } else { Wrong::Code };
    Err(fault(table, row, CODE, wrong))
}

/// What two rows may not both be: items and special services have their codes in common.
fn key(part: &Part) -> String {
    match part {
        Part::Item(code) | Part::Special(code) => format!("code {code}"),
        other => other.word(),
    }
}

/// The catalogue before the rows are put into it: without the kinds of parts that the file has rows of.
fn what_stays(before: &Catalogue, named: &[Option<Part>]) -> Catalogue {
    let mut after = before.clone();
    for part in named.iter().flatten() {
        match part {
            Part::List => {}
            Part::Domain(_) => after.domains.clear(),
            Part::Item(_) => after.items.clear(),
            Part::Special(_) => after.special.clear(),
        }
    }
    after
}

/// Refuses codes that something else has which stays.
fn refuse_taken(table: &Table, named: &[Option<Part>], stays: &Catalogue, plan: &mut Plan) {
    let items: BTreeSet<_> = stays.items.iter().map(|it| it.code.as_str()).collect();
    let special: BTreeSet<_> = stays.special.iter().map(|it| it.code.as_str()).collect();
    for ((part, row), planned) in named.iter().zip(&table.rows).zip(&mut plan.rows) {
        let taken = match part {
            Some(Part::Item(code)) => special.contains(code.as_str()),
            Some(Part::Special(code)) => items.contains(code.as_str()),
            _ => false,
        };
        planned.faults.extend(taken.then(|| fault(table, row, CODE, Wrong::Taken)));
    }
}

/// The domains that an item of this file may lie in: those of its rows, or those that stay.
fn domains_of(
    table: &Table,
    named: &[Option<Part>],
    before: &Catalogue,
    stays: &Catalogue,
) -> Vec<(String, Text)> {
    let mut all = domains(stays);
    for (part, row) in named.iter().zip(&table.rows) {
        let Some(Part::Domain(code)) = part else { continue };
        let had = before.domains.iter().find(|it| it.code == *code).map(|it| it.name.clone());
        let mut name = had.unwrap_or_default();
        if !row.text("name_zh").is_empty() {
            row.text("name_zh").clone_into(&mut name.zh);
        }
        if !row.text("name_en").is_empty() {
            name.en = Some(row.text("name_en").to_owned());
        }
        all.push((code.clone(), name));
    }
    all
}

/// Cells that are filled in and mean nothing for this kind of part.
fn what_is_not_asked(table: &Table, row: &TableRow, part: &Part) -> Vec<Fault> {
    let asked = |word: &str| {
        word == PART || word == CODE && *part != Part::List || part.fields().iter().any(|it| it.word == word)
    };
    let filled = COLUMNS.iter().filter(|column| !row.text(column.word).is_empty() && !asked(column.word));
    filled.map(|column| fault(table, row, column.word, Wrong::NotHere)).collect()
}

/// 「A01 低保申请」.
fn name(part: &Part, catalogue: &Catalogue) -> Text {
    let name = match part {
        Part::List => return Text::new(messages::part_list(Language::Zh), messages::part_list(Language::En)),
        Part::Domain(code) => catalogue.domains.iter().find(|it| it.code == *code).map(|it| &it.name),
        Part::Item(code) => catalogue.item(code).map(|it| &it.name),
        Part::Special(code) => catalogue.special(code).map(|it| &it.name),
    };
    let read = |l| name.map_or("", |name| name.read(l));
    let with = |l| format!("{} {}", part.code(), read(l)).trim().to_owned();
    Text::new(with(Language::Zh), with(Language::En))
}

/// What a row is called before it is understood.
fn title(row: &TableRow) -> String {
    format!("{} {}", row.text(CODE), row.text("name_zh")).trim().to_owned()
}

/// A catalogue as rows of the template, as they are read again.
pub(super) fn rows(l: Language, directory: &Directory, catalogue: &Catalogue) -> Vec<Vec<String>> {
    let choices = choices(directory, domains(catalogue));
    let row = |part: Part| {
        let record = part.record(catalogue).unwrap_or_default();
        let text = |column: &Column| match column.word {
            PART => kind(l, &part).0.to_owned(),
            CODE => part.code().to_owned(),
            word => match part.fields().iter().find(|field| field.word == word) {
                Some(field) => cell(l, field, record.get(word).unwrap_or(&Value::Null), &choices),
                None => String::new(),
            },
        };
        COLUMNS.iter().map(text).collect()
    };
    draft::parts(catalogue).into_iter().map(row).collect()
}

#[cfg(test)]
mod tests;
