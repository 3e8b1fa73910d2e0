//! Headings, outcomes and faults of workbooks, as words. Pure.

use serde_json::Value;

use super::{
    areas::{AREA, SERVES},
    catalogue::{self, CODE, PART},
    documents, guides, messages,
    model::{COLUMNS_MAX, Column, FileFault, ROWS_MAX, SheetKind},
    people,
    plan::{Fault, Note, Outcome, Planned, Wrong},
    units::{self, COUNTY, DAYS},
};
use crate::{
    directory::model::Directory,
    drafts::form::told,
    drafts::model::Shape,
    journal::model::Change,
    journal::words as journal,
    language::Language,
    policies::draft::FIELDS,
    policies::messages as policies,
    register::messages as register,
    register::model::{Qualification, masked},
    register::words as entries,
    stations::{edit::VERIFIED_ON, unit_words},
};

/// Signs of a value that are shown in a list.
const SHOWN_CHARS_MAX: usize = 120;

/// 「站点」.
pub fn kind(l: Language, kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Units => messages::kind_units(l),
        SheetKind::Areas => messages::kind_areas(l),
        SheetKind::Register => messages::kind_register(l),
        SheetKind::Catalogue => messages::kind_catalogue(l),
        SheetKind::Policies => messages::kind_policies(l),
    }
}

/// What stands above a column.
pub fn heading(l: Language, word: &str) -> String {
    match DAYS.iter().position(|day| *day == word) {
        Some(day) => return unit_words::weekday(l, day).to_owned(),
        None if word == COUNTY => messages::column_county(l),
        None if word == AREA => messages::column_area(l),
        None if word == SERVES => messages::column_serves_it(l),
        None if word == VERIFIED_ON => messages::column_verified(l),
        None if word == PART => messages::column_part(l),
        None if word == CODE => messages::how_code(l),
        None if word == "from" => register::from(l),
        None if word == "until" => register::until(l),
        None => return journal::field(l, word),
    }
    .to_owned()
}

/// All the names that a column goes by.
pub fn headings(column: &Column) -> Vec<String> {
    let mut names: Vec<_> = Language::ALL.map(|l| heading(l, column.word)).to_vec();
    names.push(column.word.to_owned());
    names
}

/// What may be written into a column of a kind of sheet.
pub fn hint(l: Language, kind: SheetKind, word: &str) -> &'static str {
    match kind {
        SheetKind::Units | SheetKind::Areas => unit_hint(l, word),
        SheetKind::Register => match word {
            "slug" => messages::hint_unit(l),
            "unit" => messages::hint_not_read(l),
            "name" => messages::hint_person(l),
            "post" | "qualification" => messages::hint_choice(l),
            "employer" => register::employer_hint(l),
            "certificate" => messages::hint_certificate(l),
            _ => messages::hint_date(l),
        },
        SheetKind::Catalogue => match word {
            PART => messages::hint_part(l),
            CODE => messages::hint_code(l),
            _ => {
                let kinds = catalogue::kinds();
                let field = kinds.iter().flat_map(|part| part.fields()).find(|field| field.word == word);
                documents::hint(l, field.map_or(Shape::Line, |field| field.shape))
            }
        },
        SheetKind::Policies => match FIELDS.iter().find(|field| field.word == word) {
            Some(field) => documents::hint(l, field.shape),
            None => messages::hint_guide(l),
        },
    }
}

fn unit_hint(l: Language, word: &str) -> &'static str {
    match word {
        "slug" => messages::hint_slug(l),
        "kind" => messages::hint_kind(l),
        "county" => messages::hint_county(l),
        "division" | "area" => messages::hint_area(l),
        "parent" => messages::hint_parent(l),
        "phone" => messages::hint_phone(l),
        "door" => messages::hint_door(l),
        "serves_it" => messages::hint_serves_it(l),
        "serves" => messages::hint_serves(l),
        "holidays" | "mode" => messages::hint_choice(l),
        "aliases" | "rooms" | "access" | "services" | "special_services" | "programmes" => {
            messages::hint_many(l)
        }
        "stage" | "verified_on" => messages::hint_not_read(l),
        word if DAYS.contains(&word) => messages::hint_day(l),
        _ => messages::hint_text(l),
    }
}

/// The lists that columns choose from: heading, code and name of each entry.
pub fn choices(l: Language, kind: SheetKind, directory: &Directory) -> Vec<[String; 3]> {
    let documents = |choices: documents::Choices| {
        let entries = |(word, list): (&'static str, Vec<(String, crate::text::Text)>)| {
            list.into_iter().map(move |(code, name)| [heading(l, word), code, name.read(l).to_owned()])
        };
        choices.into_iter().flat_map(entries).collect()
    };
    match kind {
        SheetKind::Units => {}
        SheetKind::Areas => return Vec::new(),
        SheetKind::Register => {
            let entry =
                |(word, code, name): (&str, &str, &str)| [heading(l, word), code.to_owned(), name.to_owned()];
            return people::choices(l).into_iter().map(entry).collect();
        }
        SheetKind::Catalogue => {
            let domains = catalogue::domains(&directory.catalogue);
            return documents(catalogue::choices(directory, domains));
        }
        SheetKind::Policies => return documents(guides::choices(directory)),
    }
    let of = |field: crate::stations::edit::Field| {
        let entry = move |code: String| {
            let name = units::unparted(&unit_words::name_of(l, field.word(), &code, directory));
            [heading(l, field.word()), code, name]
        };
        units::codes(field, directory).into_iter().map(entry)
    };
    units::CHOSEN.into_iter().flat_map(of).collect()
}

/// 「新增」.
pub fn outcome(l: Language, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::New => messages::outcome_new(l),
        Outcome::Changed => messages::outcome_changed(l),
        Outcome::Same => messages::outcome_same(l),
        Outcome::Refused => messages::outcome_refused(l),
    }
}

/// Why a file is not read, and what to do about it.
pub fn file_fault(l: Language, kind: SheetKind, fault: &FileFault) -> String {
    match fault {
        FileFault::Nothing => messages::file_nothing(l),
        FileFault::TooLarge { megabytes_max } => return messages::file_too_large(l, *megabytes_max),
        FileFault::OldExcel => messages::file_old_excel(l),
        FileFault::Encrypted => messages::file_encrypted(l),
        FileFault::PlainText => messages::file_plain_text(l),
        FileFault::Program => messages::file_program(l),
        FileFault::Macros => messages::file_macros(l),
        FileFault::NoWorkbook => messages::file_no_workbook(l),
        FileFault::Bomb => messages::file_bomb(l),
        FileFault::TooManyRows => return messages::file_too_many_rows(l, ROWS_MAX),
        FileFault::TooManyColumns => return messages::file_too_many_columns(l, COLUMNS_MAX),
        FileFault::NoHeadings => {
            let needed = kind.columns().iter().filter(|column| column.needed);
            let needed: Vec<_> = needed.map(|column| heading(l, column.word)).collect();
            return messages::file_no_headings(l, &needed.join(messages::and(l)));
        }
        FileFault::HeadingTwice(one, other) => return messages::file_heading_twice(l, one, other),
        FileFault::NoRows => messages::file_no_rows(l),
    }
    .to_owned()
}

/// 「C12 服务区域：这里没有「X」，是不是「Y」？」.
pub fn fault(l: Language, fault: &Fault) -> String {
    let wrong = match &fault.wrong {
        Wrong::Field(wrong, None) => unit_words::field_fault(l, wrong),
        Wrong::Field(wrong, Some(meant)) => messages::meant(l, &unit_words::field_fault(l, wrong), meant),
        Wrong::Twice(row) => messages::wrong_twice(l, *row),
        Wrong::NotFound => messages::wrong_not_found(l).to_owned(),
        Wrong::NotAllowed => messages::wrong_not_allowed(l).to_owned(),
        Wrong::Closed => messages::wrong_closed(l).to_owned(),
        Wrong::Stays(stands) => messages::wrong_stays(l, stands),
        Wrong::Broken => messages::wrong_broken(l).to_owned(),
        Wrong::Draft(wrong, meant) => {
            // It names its field itself.
            let told = told(l, fault.column, wrong);
            let told = meant.as_ref().map_or(told.clone(), |meant| messages::meant(l, &told, meant));
            return format!("{} {told}", fault.at);
        }
        Wrong::Code => messages::wrong_code(l).to_owned(),
        Wrong::Slug => policies::office_slug_wrong(l).to_owned(),
        Wrong::Taken => messages::wrong_taken(l).to_owned(),
        Wrong::NotHere => messages::wrong_not_here(l).to_owned(),
        Wrong::Scheduled => messages::wrong_scheduled(l).to_owned(),
        Wrong::Entry(wrong) => entries::fault(l, *wrong).1,
        Wrong::Which => messages::wrong_which(l).to_owned(),
    };
    messages::at(l, &fault.at, &heading(l, fault.column), &wrong)
}

/// What to look at.
pub fn note(l: Language, note: &Note) -> String {
    match note {
        Note::Number(at) => messages::note_number(l, at),
        Note::AlsoServed(at, units) => {
            let names: Vec<_> = units.iter().take(3).map(|name| name.read(l)).collect();
            messages::note_also_served(l, at, &names.join(messages::and(l)))
        }
        Note::Missing(words) => {
            let names: Vec<_> = words.iter().map(|word| heading(l, word)).collect();
            messages::note_missing(l, &names.join(messages::and(l)))
        }
        Note::Moved => messages::note_moved(l).to_owned(),
    }
}

/// What changes in a row, a line each.
pub fn changes(l: Language, kind: SheetKind, row: &Planned, directory: &Directory) -> Vec<String> {
    let value = |field: &str, value: &Value| {
        shortened(match kind {
            SheetKind::Units | SheetKind::Areas => unit_words::value(l, field, value, directory),
            SheetKind::Register => entry_value(l, field, value),
            SheetKind::Catalogue | SheetKind::Policies => draft_value(l, value),
        })
    };
    let names = |field: &str, members: &std::collections::BTreeSet<String>| {
        let names = members.iter().map(|member| unit_words::name_of(l, field, member, directory));
        shortened(names.collect::<Vec<_>>().join(messages::and(l)))
    };
    let mut lines = Vec::new();
    for (field, change) in &row.changes {
        let label = heading(l, field);
        match change {
            Change::Set { to, .. } if row.outcome == Outcome::New => {
                lines.push(messages::change_new(l, &label, &value(field, to)));
            }
            Change::Set { from, to } => {
                lines.push(messages::change_set(l, &label, &value(field, from), &value(field, to)));
            }
            Change::Members { add, remove } => {
                if !add.is_empty() {
                    lines.push(messages::change_add(l, &label, &names(field, add)));
                }
                if !remove.is_empty() {
                    lines.push(messages::change_remove(l, &label, &names(field, remove)));
                }
            }
        }
    }
    lines
}

/// What stands in a field of the register, a certificate number with its middle left out.
fn entry_value(l: Language, field: &str, value: &Value) -> String {
    match (field, value.as_str()) {
        (_, None) => register::nothing(l).to_owned(),
        ("post", Some(word)) => entries::post(l, word),
        ("qualification", Some(word)) => Qualification::from_word(word)
            .map_or_else(|| word.to_owned(), |it| entries::qualification(l, it).to_owned()),
        ("certificate", Some(number)) => masked(number),
        (_, Some(text)) => text.to_owned(),
    }
}

/// What stands in a field of a draft.
fn draft_value(l: Language, value: &Value) -> String {
    match value {
        Value::Bool(true) => messages::yes(l).to_owned(),
        Value::Bool(false) => messages::no(l).to_owned(),
        Value::String(text) => text.replace('\n', messages::and(l)),
        _ => register::nothing(l).to_owned(),
    }
}

fn shortened(text: String) -> String {
    if text.chars().count() <= SHOWN_CHARS_MAX {
        return text;
    }
    text.chars().take(SHOWN_CHARS_MAX).chain(['…']).collect()
}

/// All that is said of a row, as one text for a cell.
pub fn result(l: Language, kind: SheetKind, row: &Planned, directory: &Directory) -> String {
    let faults = row.faults.iter().map(|it| fault(l, it));
    let notes = row.notes.iter().map(|it| note(l, it));
    let lines = faults.chain(changes(l, kind, row, directory)).chain(notes);
    let all: Vec<_> = std::iter::once(outcome(l, row.outcome).to_owned()).chain(lines).collect();
    all.join("\n")
}
