//! Answers and what is wrong with them, as words. Pure. What authors read stands in author_words.rs.

use super::{
    answers::{Answer, Astray},
    decimal::Decimal,
    evaluate::Unfinished,
    fault::{Fault, Warning},
    form::{Field, Form, Group, Kind, Level, Repeat},
    messages,
    parse::{NO_CARD, WITNESS},
    posted::name_of,
};
use crate::language::Language;

/// What to do about an answer.
pub fn fault(l: Language, field: &Field, fault: &Fault) -> String {
    if let Some(count) = digits(&field.kind).filter(|_| is_about_digits(fault)) {
        return messages::digits(l, count);
    }
    match fault {
        Fault::Missing => missing(l, &field.kind).to_owned(),
        Fault::Several => messages::several(l).to_owned(),
        Fault::Long(most) => messages::long(l, *most),
        Fault::Number => messages::number(l).to_owned(),
        Fault::Decimals(0) => messages::whole(l).to_owned(),
        Fault::Decimals(most) => messages::decimals(l, *most),
        Fault::Less(least) => messages::less(l, &with_unit(l, &field.kind, *least)),
        Fault::More(most) => messages::more(l, &with_unit(l, &field.kind, *most)),
        Fault::People => messages::people(l).to_owned(),
        Fault::Day => messages::day(l).to_owned(),
        Fault::Before(day) => messages::before(l, &day.to_string()),
        Fault::After(day) => messages::after(l, &day.to_string()),
        Fault::Time => messages::time(l).to_owned(),
        Fault::Choice => messages::choice(l).to_owned(),
        Fault::Alone(value) => messages::alone(l, &choice(l, &field.kind, value)),
        Fault::Place => messages::place(l).to_owned(),
        Fault::Shallow(Level::County) => messages::shallow_county(l).to_owned(),
        Fault::Shallow(Level::Town) => messages::shallow_town(l).to_owned(),
        Fault::Shallow(Level::Village) => messages::shallow_village(l).to_owned(),
        Fault::Phone => messages::phone(l).to_owned(),
        Fault::IdNumber => messages::id_number(l).to_owned(),
        Fault::Photo => messages::photo(l).to_owned(),
        Fault::Photos(most) => messages::photos(l, *most),
        Fault::Signature => messages::signature(l).to_owned(),
        Fault::Message => match &field.message {
            Some(message) => message.read(l).to_owned(),
            None => messages::choice(l).to_owned(),
        },
        Fault::TurnsMissing(least) => messages::turns_missing(l, field.label.read(l), *least),
        Fault::TurnsOver(most) => messages::turns_over(l, field.label.read(l), *most),
    }
}

/// How many digits a number has that is a code and counts nothing, as its bounds say: 1000 to 9999.
fn digits(kind: &Kind) -> Option<u32> {
    let Kind::Number { min: Some(min), max: Some(max), decimals: 0, unit: None } = kind else { return None };
    let (min, max) = (min.as_whole()?, max.as_whole()?);
    (4..=9).find(|count| min == 10_i64.pow(count - 1) && max == 10_i64.pow(*count) - 1)
}

/// Whether a fault of a number that is a code is told by how many digits it has.
fn is_about_digits(fault: &Fault) -> bool {
    matches!(fault, Fault::Missing | Fault::Number | Fault::Decimals(_) | Fault::Less(_) | Fault::More(_))
}

fn missing(l: Language, kind: &Kind) -> &'static str {
    match kind {
        Kind::OneOf(_) | Kind::YesNo { .. } => messages::missing_one(l),
        Kind::SeveralOf { .. } => messages::missing_several(l),
        Kind::Place(_) => messages::missing_place(l),
        Kind::Day(_) => messages::missing_day(l),
        Kind::Time => messages::time(l),
        Kind::Phone => messages::phone(l),
        Kind::IdNumber => messages::id_number(l),
        Kind::People { .. } => messages::people(l),
        Kind::Photo { .. } => messages::missing_photo(l),
        Kind::Signature => messages::signature(l),
        Kind::Text { .. } | Kind::LongText { .. } | Kind::Number { .. } | Kind::Note => messages::missing(l),
    }
}

fn with_unit(l: Language, kind: &Kind, number: Decimal) -> String {
    match kind {
        Kind::Number { unit: Some(unit), .. } => format!("{number} {}", unit.read(l)),
        _ => number.to_string(),
    }
}

/// What to do about how often a group is answered.
pub fn turns_fault(l: Language, group: &Group, fault: &Fault) -> String {
    match fault {
        Fault::TurnsOver(most) => messages::turns_over(l, group.title.read(l), *most),
        Fault::TurnsMissing(least) => messages::turns_missing(l, group.title.read(l), *least),
        _ => messages::missing(l).to_owned(),
    }
}

/// What keeps a form from being finished: the id of the question or the group on its page, and what to do.
pub fn unfinished(l: Language, form: &Form, unfinished: &Unfinished) -> (String, String) {
    match unfinished {
        Unfinished::Question(at, wrong) => {
            let words = form.get(at.field).map(|field| fault(l, field, wrong)).unwrap_or_default();
            (name_of(form, *at), words)
        }
        Unfinished::Turns(group, wrong) => {
            let of = form.groups.get(*group);
            of.map(|of| (of.name.clone(), turns_fault(l, of, wrong))).unwrap_or_default()
        }
    }
}

/// The same for a list above the form, where it names its question.
pub fn unfinished_named(l: Language, form: &Form, of: &Unfinished) -> (String, String) {
    let (id, words) = unfinished(l, form, of);
    let asked = match of {
        Unfinished::Question(at, _) => form.get(at.field).map(|field| field.label.read(l)),
        // How often a group is to be answered is told with its title.
        Unfinished::Turns(..) => None,
    };
    let words = match asked {
        Some(asked) => fault_of(l, asked, &words),
        None => words,
    };
    (id, words)
}

/// What is wrong, in a list above a form, with its question before it: without the mark that it may be left out, and with
/// a colon only where the question ends with no sign of its own.
pub fn fault_of(l: Language, question: &str, fault: &str) -> String {
    let optional = messages::optional(l, "");
    let question = question.strip_suffix(optional.as_str()).unwrap_or(question);
    match (question.ends_with(['？', '?', '：', ':']), l) {
        (true, Language::Zh) => format!("{question}{fault}"),
        (true, Language::En) => format!("{question} {fault}"),
        (false, _) => messages::fault_of(l, question, fault),
    }
}

/// The question whether somebody is in danger: whoever is asked may say that they do not know, and is not told that it
/// is up to them to answer.
const DANGER: &str = "danger";

/// A question as it is asked: whoever may leave it out is told so.
pub fn label(l: Language, field: &Field, required: bool) -> String {
    if required || field.calculated || field.name == DANGER {
        field.label.read(l).to_owned()
    } else {
        messages::optional(l, field.label.read(l))
    }
}

/// What one of several answers to a group is called.
pub fn turn(l: Language, repeat: &Repeat, number: usize) -> String {
    messages::turn(l, repeat.one.read(l), number)
}

/// What was calculated, as it is read.
pub fn output(l: Language, kind: &Kind, found: Option<&Answer>) -> String {
    found.map_or_else(|| messages::no_answer(l).to_owned(), |it| answer(l, kind, it))
}

/// What is worth a second look.
pub fn warning(l: Language, warning: Warning) -> &'static str {
    match warning {
        Warning::CheckDigit => messages::check_digit(l),
    }
}

/// A value that may be chosen, as it is read.
pub fn choice(l: Language, kind: &Kind, value: &str) -> String {
    match (kind, value) {
        (Kind::OneOf(choices) | Kind::SeveralOf { choices, .. }, value) => {
            let found = choices.iter().find(|it| it.value == value);
            found.map_or_else(|| value.to_owned(), |it| it.label().read(l).to_owned())
        }
        (Kind::YesNo { .. }, "yes") => messages::yes(l).to_owned(),
        (Kind::YesNo { .. }, "no") => messages::no(l).to_owned(),
        (Kind::YesNo { .. }, "unknown") => messages::unknown(l).to_owned(),
        (Kind::YesNo { .. }, "unsaid") => messages::unsaid(l).to_owned(),
        (_, value) => value.to_owned(),
    }
}

/// An answer as it is read, but for places and photos, which are shown by whoever has them. Of a drawn signature it is said
/// that there is one; `fields::drawn_signature` shows it.
pub fn answer(l: Language, kind: &Kind, answer: &Answer) -> String {
    match (kind, answer) {
        (Kind::IdNumber, Answer::Text(text)) if **text == *NO_CARD => messages::no_card(l).to_owned(),
        (Kind::Signature, Answer::Text(text)) => {
            text.strip_prefix(WITNESS).unwrap_or(messages::signed(l)).to_owned()
        }
        (kind, Answer::Number(number)) => with_unit(l, kind, *number),
        (kind, answer) => {
            let between = if l == Language::Zh { "、" } else { ", " };
            let values: Vec<String> = answer.typed().iter().map(|value| choice(l, kind, value)).collect();
            values.join(between)
        }
    }
}

/// Why something that was sent was not kept.
pub fn astray(l: Language, field: Option<&Field>, why: &Astray) -> String {
    match (why, field) {
        (Astray::Refused(what), Some(field)) => fault(l, field, what),
        (Astray::Unknown, _) => messages::stray_unknown(l).to_owned(),
        (Astray::Shape | Astray::Refused(_), _) => messages::stray_shape(l).to_owned(),
        (Astray::Version(version), _) => messages::stray_version(l, *version),
        (Astray::Hidden, _) => messages::stray_hidden(l).to_owned(),
        (Astray::Calculated, _) => messages::stray_calculated(l).to_owned(),
    }
}
