//! What whoever writes and publishes forms reads: faults of a definition, what two versions differ in, and what would not
//! come along. Pure.

use super::{
    check::{DefinitionFault, Type, Wrong},
    expression::Unreadable,
    loss::{Loss, Why},
    messages,
    model::{EXPRESSION_CHARS_MAX, EXPRESSION_DEPTH_MAX, NAME_CHARS_MAX},
    versions::{Placed, Position, Unread, Wanted},
};
use crate::{language::Language, text::Text};

/// A fault of a definition with its place: 「第 12 行第 5 列，「吃饭」（eating），什么时候出现（shown_if）：…」
pub fn definition_fault(l: Language, placed: &Placed) -> String {
    let DefinitionFault { place, wrong: what } = &placed.fault;
    let named = match (&placed.label, place.path.as_str()) {
        (Some(label), _) => messages::named(l, label.read(l), &place.name),
        (None, "") => messages::whole_form(l).to_owned(),
        (None, path) => messages::named(l, path, &place.name),
    };
    let key = (!place.part.is_empty()).then(|| key(l, place.part));
    // Where the line is not known, the sign of the expression is what helps.
    let sign = place.sign.filter(|_| placed.at.is_none()).map(|sign| messages::at_sign(l, sign));
    let here = placed.at.map(|at| messages::at_line(l, at.line, at.column));
    let parts: Vec<String> = here.into_iter().chain([named]).chain(key).chain(sign).collect();
    messages::at(l, &parts.join(messages::comma(l)), &wrong(l, what))
}

/// A key of a definition as its author writes it, and what it is called.
fn key(l: Language, key: &str) -> String {
    let own = match key {
        "name" => Some(messages::key_name(l)),
        "label" => Some(messages::key_label(l)),
        "title" => Some(messages::key_title(l)),
        "hint" => Some(messages::key_hint(l)),
        "staff" => Some(messages::key_staff(l)),
        "message" => Some(messages::key_message(l)),
        "unit" => Some(messages::key_unit(l)),
        "form" => Some(messages::key_form(l)),
        "groups" => Some(messages::key_groups(l)),
        "fields" => Some(messages::key_fields(l)),
        "lists" => Some(messages::key_lists(l)),
        "list" => Some(messages::part_options(l)),
        "moved" => Some(messages::key_moved(l)),
        "from" => Some(messages::key_from(l)),
        "to" => Some(messages::key_to(l)),
        "values" => Some(messages::key_values(l)),
        "steps" => Some(messages::key_steps(l)),
        "lead" => Some(messages::key_lead(l)),
        "restricted" => Some(messages::key_restricted(l)),
        "frequency" => Some(messages::key_frequency(l)),
        "text" => Some(messages::key_text(l)),
        "repeat.one" => Some(messages::key_one(l)),
        "repeat.at_most" => Some(messages::part_at_most(l)),
        "repeat.at_least" => Some(messages::part_at_least(l)),
        other => part(l, other),
    };
    match own {
        Some(words) => messages::key_words(l, words, key),
        None => key.to_owned(),
    }
}

/// Why a file is no definition.
pub fn unread(l: Language, at: Option<Position>, why: &Unread, near: Option<&(String, Text)>) -> String {
    let what = match why {
        Unread::Syntax => messages::unread_syntax(l).to_owned(),
        Unread::Key(key) => messages::unread_key(l, key),
        Unread::Missing(key) => messages::unread_missing(l, &self::key(l, key)),
        Unread::Twice => messages::unread_twice(l).to_owned(),
        Unread::Shape(wanted) => messages::unread_shape(l, shape(l, *wanted)),
    };
    let near = near.map(|(name, label)| messages::named(l, label.read(l), name));
    let here = at.map(|at| messages::at_line(l, at.line, at.column));
    let parts: Vec<String> = here.into_iter().chain(near).collect();
    if parts.is_empty() {
        return what;
    }
    messages::at(l, &parts.join(messages::comma(l)), &what)
}

fn shape(l: Language, wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Line => messages::shape_line(l),
        Wanted::Words => messages::shape_words(l),
        Wanted::List => messages::shape_list(l),
        Wanted::Truth => messages::shape_truth(l),
        Wanted::Number => messages::shape_number(l),
        Wanted::TruthOrExpression => messages::shape_truth_or_expression(l),
        Wanted::NumberOrExpression => messages::shape_number_or_expression(l),
        Wanted::Table => messages::shape_table(l),
    }
}

/// What does not come along to a new version, and what its author may do about it.
pub fn loss(l: Language, loss: &Loss) -> String {
    let named = messages::named(l, loss.label.read(l), &loss.name);
    match &loss.why {
        Why::Gone(None) => messages::loss_gone(l, &named),
        Why::Gone(Some((name, label))) => {
            messages::loss_renamed(l, &named, &messages::named(l, label.read(l), name))
        }
        Why::Kind(was, is) => messages::loss_kind(l, &named, was, is),
        Why::Calculated => messages::loss_calculated(l, &named),
        Why::Choices(choices) => {
            let told = choices.iter().map(|it| messages::named(l, it.label().read(l), &it.value));
            messages::loss_choices(l, &named, &told.collect::<Vec<_>>().join(messages::between(l)))
        }
        Why::Turns => messages::loss_turns(l, &named),
        Why::Narrower(key) => messages::loss_narrower(l, &named, part(l, key).unwrap_or(key)),
    }
}

/// The lines that an author adds so that answers do come along; nothing where no line helps.
pub fn loss_mended(loss: &Loss) -> Option<String> {
    let moved = |to: &str| format!("[[moved]]\nfrom = \"{}\"\nto = \"{to}\"", loss.name);
    match &loss.why {
        Why::Gone(Some((name, _))) => Some(moved(name)),
        Why::Kind(..) => Some(moved(&loss.name)),
        Why::Choices(choices) => {
            let values = choices.iter().map(|it| format!("{} = \"…\"", it.value));
            let values = values.collect::<Vec<_>>().join(", ");
            Some(format!("{}\nvalues = {{ {values} }}", moved(&loss.name)))
        }
        Why::Gone(None) | Why::Calculated | Why::Turns | Why::Narrower(_) => None,
    }
}

/// What is wrong with a definition.
pub fn wrong(l: Language, wrong: &Wrong) -> String {
    match wrong {
        Wrong::Many(most) => messages::wrong_many(l, *most),
        Wrong::None => messages::wrong_none(l).to_owned(),
        Wrong::Code => messages::wrong_code(l).to_owned(),
        Wrong::Name => messages::wrong_name(l, NAME_CHARS_MAX),
        Wrong::Reserved => messages::wrong_reserved(l).to_owned(),
        Wrong::Twice(name) => messages::wrong_twice(l, name),
        Wrong::Untranslated => messages::wrong_untranslated(l).to_owned(),
        Wrong::Long(most) => messages::wrong_long(l, *most),
        Wrong::Unseen => messages::wrong_unseen(l).to_owned(),
        Wrong::Blames(word) => messages::wrong_blames(l, word),
        Wrong::Kind(kind) => messages::wrong_kind(l, kind),
        Wrong::List(list) => messages::wrong_list(l, list),
        Wrong::Value(value) => messages::wrong_value(l, value),
        Wrong::OutOfPlace => messages::wrong_out_of_place(l).to_owned(),
        Wrong::Missing => messages::wrong_missing(l).to_owned(),
        Wrong::Bound => messages::wrong_bound(l).to_owned(),
        Wrong::Crossed => messages::wrong_crossed(l).to_owned(),
        Wrong::PhotosElsewhere => messages::wrong_photos_elsewhere(l).to_owned(),
        Wrong::NeverShown => messages::wrong_never_shown(l).to_owned(),
        Wrong::Unreadable(why) => unreadable(l, why),
        Wrong::Unknown(name) => messages::wrong_unknown(l, name),
        Wrong::Function(name) => messages::wrong_function(l, name),
        Wrong::Arguments(usage) => messages::wrong_arguments(l, usage),
        Wrong::NoAnswer(name) => messages::wrong_no_answer(l, name),
        Wrong::NoRepeat(name) => messages::wrong_no_repeat(l, name),
        Wrong::OutOfReach(name, group) => messages::wrong_reach(l, name, group),
        Wrong::Type(wanted, found) => messages::wrong_type(l, kind_of(l, *wanted), kind_of(l, *found)),
        Wrong::NotOrdered(found) => messages::wrong_order(l, kind_of(l, *found)),
        Wrong::NeverCalculated => messages::wrong_calculated(l).to_owned(),
        Wrong::Cycle(way) => messages::wrong_cycle(l, &way.join(" → ")),
    }
}

fn unreadable(l: Language, why: &Unreadable) -> String {
    match why {
        Unreadable::Empty => messages::wrong_empty(l).to_owned(),
        Unreadable::Long => messages::wrong_expression_long(l, EXPRESSION_CHARS_MAX),
        Unreadable::Deep => messages::wrong_deep(l, EXPRESSION_DEPTH_MAX),
        Unreadable::Sign(sign) => messages::wrong_sign(l, *sign),
        Unreadable::Open => messages::wrong_open(l).to_owned(),
        Unreadable::Number => messages::wrong_number(l).to_owned(),
        Unreadable::Missing(what) => messages::wrong_expected(l, what),
        Unreadable::More => messages::wrong_more(l).to_owned(),
    }
}

fn kind_of(l: Language, kind: Type) -> &'static str {
    match kind {
        Type::Nothing => messages::type_nothing(l),
        Type::Text => messages::type_text(l),
        Type::Number => messages::type_number(l),
        Type::Truth => messages::type_truth(l),
        Type::Day => messages::type_day(l),
        Type::Time => messages::type_time(l),
        Type::Set => messages::type_set(l),
    }
}

/// What a key of a definition is called where two versions are compared.
pub fn part(l: Language, part: &str) -> Option<&'static str> {
    Some(match part {
        "title_zh" => messages::part_title_zh(l),
        "title_en" => messages::part_title_en(l),
        "lead_zh" => messages::part_lead_zh(l),
        "lead_en" => messages::part_lead_en(l),
        "restricted_zh" => messages::part_restricted_zh(l),
        "restricted_en" => messages::part_restricted_en(l),
        "reference" => messages::part_reference(l),
        "frequency_zh" => messages::part_frequency_zh(l),
        "frequency_en" => messages::part_frequency_en(l),
        "every_days" => messages::part_every_days(l),
        "standard_zh" => messages::part_standard_zh(l),
        "standard_en" => messages::part_standard_en(l),
        "order" => messages::part_order(l),
        "staff_zh" => messages::part_staff_zh(l),
        "staff_en" => messages::part_staff_en(l),
        "hint_zh" => messages::part_hint_zh(l),
        "hint_en" => messages::part_hint_en(l),
        "shown_if" => messages::part_shown_if(l),
        "shown_by" => messages::part_shown_by(l),
        "at_least" => messages::part_at_least(l),
        "at_most" => messages::part_at_most(l),
        "one_zh" => messages::part_one_zh(l),
        "one_en" => messages::part_one_en(l),
        "required" => messages::part_required(l),
        "kind" => messages::part_kind(l),
        "group" => messages::part_group(l),
        "label_zh" => messages::part_label_zh(l),
        "label_en" => messages::part_label_en(l),
        "unit_zh" => messages::part_unit_zh(l),
        "unit_en" => messages::part_unit_en(l),
        "message_zh" => messages::part_message_zh(l),
        "message_en" => messages::part_message_en(l),
        "min" => messages::part_min(l),
        "max" => messages::part_max(l),
        "decimals" => messages::part_decimals(l),
        "exclusive" => messages::part_exclusive(l),
        "also" => messages::part_also(l),
        "level" => messages::part_level(l),
        "valid_if" => messages::part_valid_if(l),
        "default" => messages::part_default(l),
        "calculated" => messages::part_calculated(l),
        "sensitive" => messages::part_sensitive(l),
        "options" => messages::part_options(l),
        _ => return None,
    })
}
