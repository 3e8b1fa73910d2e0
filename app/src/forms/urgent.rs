//! Answers for which a call presses. Questions and options of these names are read by the program, so a version that
//! leaves one out or renames it is refused. Pure.

use super::model::Definition;

/// A question, and the option of it for which a call presses.
pub const URGENT: [(&str, &str); 9] = [
    ("danger", "yes"),
    ("urgency", "today"),
    ("last_seen", "unreachable"),
    ("last_time", "now"),
    ("last_time", "today"),
    ("despair", "yes"),
    ("notices", "self_harm"),
    ("happening", "self_harm"),
    ("feels", "hopeless"),
];

fn asks(definition: &Definition, (name, value): (&str, &str)) -> bool {
    let fields = definition.groups.iter().flat_map(|group| &group.fields);
    // Who is asked for yes or no has no options of their own.
    fields
        .filter(|field| field.name == name)
        .any(|field| field.options.as_ref().is_none_or(|options| options.iter().any(|it| it.value == value)))
}

/// The first question that told `before` how urgent a call is, and tells `after` no more.
pub fn lost(before: &Definition, after: &Definition) -> Option<&'static str> {
    URGENT.into_iter().find(|it| asks(before, *it) && !asks(after, *it)).map(|(name, _)| name)
}
