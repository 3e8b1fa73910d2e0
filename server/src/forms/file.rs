//! A definition as a file: reading it, writing it, and in which line stands what is wrong with it.

use std::ops::Range;

use app::{
    forms::{
        check::Place,
        model::Definition,
        versions::{Position, Unread, UploadFault, Wanted},
    },
    text::Text,
};
use toml::de::{DeTable, DeValue};

use crate::error::StoreError;

/// Reads a definition file.
pub fn read(text: &str) -> Result<Definition, UploadFault> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let message = error.message();
        let begin = error.span().map(|span| span.start);
        let why = why(message);
        // Where a key is missing, the reader points at all that it is missing in.
        let begin = match why {
            Unread::Missing(_) => begin.map(|begin| begin_of_words(text, begin)),
            _ => begin,
        };
        UploadFault::Unreadable {
            at: begin.and_then(|begin| position(text, begin)),
            why,
            near: begin.and_then(|begin| near(text, begin)).map(Box::new),
            told: message.to_owned(),
        }
    })
}

/// A definition as a file, for an author to go on with. It is read again as it is.
pub fn written(definition: &Definition) -> Result<String, StoreError> {
    toml::to_string(definition).map_err(|_| StoreError::Corrupt { what: "form" })
}

/// Tells in which line and column a place of this file stands; nothing for one that the file does not have.
pub fn find(text: &str) -> impl FnMut(&Place) -> Option<Position> {
    let table = DeTable::parse(text).ok().map(|table| DeValue::Table(table.into_inner()));
    move |place| position_of(text, table.as_ref()?, place)
}

fn position_of(text: &str, whole: &DeValue<'_>, place: &Place) -> Option<Position> {
    let (mut value, mut span) = (whole, None);
    for step in steps(&place.path) {
        (value, span) = within(value, step, span)?;
    }
    // A key that is missing is told where what lacks it has its name, which is where an author looks.
    span = value.get("name").map(|name| name.span()).or(span);
    for step in place.part.split('.').filter(|part| !part.is_empty()) {
        match within(value, Step::Key(step), span.clone()) {
            Some(found) => (value, span) = found,
            None => return position(text, span?.start),
        }
    }
    let span = span?;
    let sign = place.sign.and_then(|sign| sign_within(text.get(span.clone())?, sign)).unwrap_or(0);
    position(text, span.start + sign)
}

/// A step of a path.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    At(usize),
}

/// `groups[2].fields[0]`
fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path.split('.').filter(|part| !part.is_empty()).flat_map(|part| {
        let (key, at) = part.split_once('[').unwrap_or((part, ""));
        let at = at.trim_end_matches(']').parse().ok().map(Step::At);
        std::iter::once(Step::Key(key)).chain(at)
    })
}

/// A value with where it stands in the file.
type Standing<'a, 't> = (&'a DeValue<'t>, Option<Range<usize>>);

fn within<'a, 't>(
    value: &'a DeValue<'t>,
    step: Step<'_>,
    outside: Option<Range<usize>>,
) -> Option<Standing<'a, 't>> {
    let found = match step {
        Step::Key(key) => value.get(key)?,
        Step::At(at) => value.get(at)?,
    };
    let span = found.span();
    Some((found.get_ref(), if span.is_empty() { outside } else { Some(span) }))
}

/// How many bytes behind the beginning of a text, as it is written, its sign stands; nothing where some of it is written
/// otherwise than it is.
fn sign_within(written: &str, sign: usize) -> Option<usize> {
    let quote = if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
    let inner = written.get(quote..written.len().checked_sub(quote)?)?;
    let before = || inner.chars().take(sign.saturating_sub(1));
    let plain = quote == 1 && (written.starts_with('\'') || !before().any(|it| it == '\\'));
    plain.then(|| quote + before().map(char::len_utf8).sum::<usize>())
}

fn position(text: &str, byte: usize) -> Option<Position> {
    let before = text.get(..byte.min(text.len()))?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some(Position { line, column })
}

/// The first byte that is no blank.
fn begin_of_words(text: &str, begin: usize) -> usize {
    let rest = text.get(begin..).unwrap_or_default();
    begin + rest.len() - rest.trim_start().len()
}

/// The name and the words of the question, group or step in which this byte stands, as the file writes them. The file may
/// follow no rule from here on, so that it is only looked at.
fn near(text: &str, byte: usize) -> Option<(String, Text)> {
    let end = text.get(byte..)?.find('\n').map_or(text.len(), |line| byte + line);
    let begin =
        text.get(..end)?.rfind("\n[[").map(|begin| begin + 1).or(text.starts_with("[[").then_some(0))?;
    let block = text.get(begin..)?;
    let block = block.get(..block.get(2..)?.find("\n[[").map_or(block.len(), |next| next + 2))?;
    let quoted = |key: &str| {
        let begin = format!("{key} = \"");
        let (_, first) = block.split_once(begin.as_str())?;
        first.split('"').next().filter(|it| !it.contains('\n')).map(str::to_owned)
    };
    let name = quoted("name")?;
    let label = Text { zh: quoted("zh").unwrap_or_else(|| name.clone()), en: quoted("en") };
    Some((name, label))
}

/// What the reader of TOML means by its sentence.
fn why(message: &str) -> Unread {
    let quoted = || message.split('`').nth(1).unwrap_or_default().chars().take(60).collect::<String>();
    if message.starts_with("unknown field") {
        return Unread::Key(quoted());
    }
    if message.starts_with("missing field") {
        return Unread::Missing(quoted());
    }
    if message.starts_with("duplicate") {
        return Unread::Twice;
    }
    let wrong = message.starts_with("invalid type") || message.starts_with("invalid value");
    let Some((_, wanted)) = message.split_once("expected ").filter(|_| wrong) else {
        return match message.contains("places behind the point") {
            true => Unread::Shape(Wanted::Number),
            false => Unread::Syntax,
        };
    };
    Unread::Shape(match wanted {
        "a string" => Wanted::Line,
        "struct Text" => Wanted::Words,
        "a sequence" => Wanted::List,
        "a boolean" => Wanted::Truth,
        "true, false, or an expression as text" => Wanted::TruthOrExpression,
        "a number, or an expression as text" => Wanted::NumberOrExpression,
        "a map" => Wanted::Table,
        it if it.starts_with("struct ") => Wanted::Table,
        _ => Wanted::Number,
    })
}
