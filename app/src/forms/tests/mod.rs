//! Forms under test.
//!
//! `checking` is about definitions, `functions` about what expressions give, `filling` about a form while it is filled
//! in, `typing` about what people type, `instant` about what a page shows while they do, `keeping` about answers that are kept, sent and carried over, `properties` about
//! any form and any edit, `every_field` about whatever people type into the forms that ship.

mod checking;
mod comparing;
mod every_field;
mod filling;
mod functions;
mod instant;
mod keeping;
#[path = "../../../../server/tests/pages/nasty.rs"]
#[allow(dead_code, reason = "only what is typed is asked for")]
mod nasty;
mod properties;
mod typing;

use std::{fmt::Write, sync::Arc};

use time::{Date, macros::date};

use super::{
    answers::Answer,
    check::check,
    evaluate::{At, Changed, Filling, Refused},
    form::Form,
    model::Definition,
    parse::AnyPlace,
};
use crate::ids::TurnId;

/// The day on which everything here happens.
const TODAY: Date = date!(2026 - 11 - 28);

/// The nth id of a turn.
fn turn(number: u32) -> TurnId {
    format!("00000000-0000-7000-8000-{number:012}").parse().unwrap()
}

/// A definition of these groups, as a file writes them, but for labels and titles, which are all there.
fn definition(groups: &str) -> Definition {
    let mut file = String::from("form = \"B01.record\"\ntitle = { zh = \"表\", en = \"Form\" }\n");
    for line in groups.lines() {
        let line = line.trim();
        let _ = writeln!(file, "{line}");
        match line {
            "[[groups]]" | "[[standard.steps]]" => file.push_str("title = { zh = \"组\", en = \"Group\" }\n"),
            "[[groups.fields]]" => file.push_str("label = { zh = \"问\", en = \"Question\" }\n"),
            "[standard]" => {
                let text = "{ zh = \"每年一次\", en = \"Once a year\" }";
                let _ = writeln!(file, "frequency = {text}\ntext = {text}");
            }
            _ => {}
        }
    }
    toml::from_str(&file).unwrap_or_else(|error| panic!("{error}\n{file}"))
}

/// The form of these groups.
fn form(groups: &str) -> Arc<Form> {
    made(&definition(groups))
}

fn made(definition: &Definition) -> Arc<Form> {
    match check(definition, 1) {
        Ok(form) => Arc::new(form),
        Err(faults) => {
            let faults: Vec<_> = faults.iter().map(|it| format!("{}: {:?}", it.place, it.wrong)).collect();
            panic!("{}", faults.join("\n"))
        }
    }
}

/// A question of one group, as a definition writes it: `name kind` and further keys.
fn question(text: &str) -> String {
    let (head, keys) = text.split_once('\n').unwrap_or((text, ""));
    let (name, kind) = head.split_once(' ').unwrap();
    format!("[[groups.fields]]\nname = \"{name}\"\nkind = \"{kind}\"\n{keys}\n")
}

/// A group with these questions.
fn group(head: &str, questions: &[&str]) -> String {
    let questions: String = questions.iter().map(|it| question(it)).collect();
    format!("[[groups]]\n{head}\n{questions}")
}

fn at(filling: &Filling, name: &str) -> At {
    At { field: filling.form().field(name).unwrap(), turn: None }
}

fn in_turn(filling: &Filling, name: &str, number: u32) -> At {
    At { turn: Some(turn(number)), ..at(filling, name) }
}

/// Types an answer; commas part several.
fn type_in(filling: &mut Filling, at: At, text: &str) -> Result<Vec<Changed>, Refused> {
    let several = filling.form().get(at.field).unwrap().kind.is_several();
    let typed: Vec<&str> = if several { text.split(',').collect() } else { vec![text] };
    filling.type_in(at, &typed, &AnyPlace)
}

/// What a question is answered with, as rules see it.
fn read(filling: &Filling, at: At) -> String {
    let standing = filling.standing(at).unwrap();
    standing.answer.map(|it| it.typed().join(",")).unwrap_or_default()
}

/// A form that nobody has begun.
fn begin(form: &Arc<Form>) -> Filling {
    let mut numbers = 100..;
    Filling::begin(form.clone(), TODAY, || turn(numbers.next().unwrap()))
}

fn text(text: &str) -> Answer {
    Answer::text(text).unwrap()
}
