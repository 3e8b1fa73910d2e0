//! Headings, outcomes and faults of workbooks, as words. Pure.

use super::{
    areas::{AREA, SERVES},
    messages,
    model::{COLUMNS_MAX, Column, FileFault, ROWS_MAX, SheetKind},
    plan::{Fault, Note, Outcome, Planned, Wrong},
    units::{self, COUNTY, DAYS},
};
use crate::{
    directory::model::Directory,
    journal::model::Change,
    journal::words as journal,
    language::Language,
    stations::{edit::VERIFIED_ON, unit_words},
};

/// Signs of a value that are shown in a list.
const SHOWN_CHARS_MAX: usize = 120;

/// 「站点」.
pub fn kind(l: Language, kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Units => messages::kind_units(l),
        SheetKind::Areas => messages::kind_areas(l),
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

/// What may be written into a column.
pub fn hint(l: Language, word: &str) -> &'static str {
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
    if kind != SheetKind::Units {
        return Vec::new();
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
    }
}

/// What changes in a row, a line each.
pub fn changes(l: Language, row: &Planned, directory: &Directory) -> Vec<String> {
    let value =
        |field: &str, value: &serde_json::Value| shortened(unit_words::value(l, field, value, directory));
    let names = |field: &str, members: &std::collections::BTreeSet<String>| {
        let names = members.iter().map(|member| unit_words::name_of(l, field, member, directory));
        shortened(names.collect::<Vec<_>>().join(messages::and(l)))
    };
    let mut lines = Vec::new();
    for (field, change) in &row.changes {
        let label = journal::field(l, field);
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

fn shortened(text: String) -> String {
    if text.chars().count() <= SHOWN_CHARS_MAX {
        return text;
    }
    text.chars().take(SHOWN_CHARS_MAX).chain(['…']).collect()
}

/// All that is said of a row, as one text for a cell.
pub fn result(l: Language, row: &Planned, directory: &Directory) -> String {
    let faults = row.faults.iter().map(|it| fault(l, it));
    let notes = row.notes.iter().map(|it| note(l, it));
    let lines = faults.chain(changes(l, row, directory)).chain(notes);
    let all: Vec<_> = std::iter::once(outcome(l, row.outcome).to_owned()).chain(lines).collect();
    all.join("\n")
}
