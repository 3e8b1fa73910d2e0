//! Settings on the server: how the province changes its words and lists, and what a site is with them.
//!
//! What can be set and how it is read stands in `app/src/settings`, the SQL in queries.rs, the site in site.rs.
//! Invariants: what is changed is a row of the province's journal, in the same transaction, and moves the version of
//! the directory on; nothing is ever deleted, only retired; the key of the map is sealed in the journal.

pub mod queries;
mod routes;
mod site;

pub use routes::routes;
pub use site::SettledSite;

use app::{
    access::Action,
    accounts::model::Staff,
    directory::model::Directory,
    journal::{
        merge::{Conflict, Record, merge},
        model::{Actor, Change, Command, Fields, Refusal, Unit},
    },
    settings::{
        model::{Setting, Values},
        parse::{self, Part},
    },
};
use serde_json::Value;

use crate::{
    accounts::Accounts,
    database::{Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    stations,
};

/// The kind of every command about a setting.
pub const KIND: &str = "keep_setting";

/// What became of it: nothing but what somebody else had written meanwhile.
type Outcome = Result<Vec<Conflict>, Refusal>;

/// Carries out what somebody wants set, once.
pub async fn keep(
    accounts: &Accounts,
    directory: &CurrentDirectory,
    command: &Command,
    by: &Staff,
) -> Result<Outcome, StoreError> {
    let work = async |tx: &mut Transaction<'_>| {
        if command.unit != Unit::Province || !accounts.may(by, Action::KeepSettings, &Unit::Province, None) {
            return Ok(Err(Refusal::NotFound));
        }
        let Some(part) = Part::from_word(&command.entity) else { return Ok(Err(Refusal::NotFound)) };
        let outcome = match part {
            Part::Modes | Part::Programmes | Part::Hotlines => keep_entry(tx, part, command).await?,
            Part::Calendar => keep_year(tx, command).await?,
            _ => keep_values(tx, part, command, &directory.get()).await?,
        };
        if outcome.is_ok() {
            stations::queries::move_on(tx, now_ms()).await?;
        }
        Ok(outcome)
    };
    let secret = [Setting::MapKey.word()];
    let kept = accounts.journal().apply(command, &Actor::Staff(by.id), &secret, work).await?;
    directory.refresh().await?;
    Ok(kept)
}

/// What is set of a part, as a record; of a secret only how it ends.
pub fn record(part: Part, values: &Values) -> Record {
    let value = |setting: &Setting| {
        let text = values.get(*setting);
        let value = match text {
            _ if setting.is_list() => values.lines(*setting).map(Value::from).collect(),
            Some(text) if setting.is_secret() => Value::from(ending(text)),
            text => Value::from(text),
        };
        (setting.word().to_owned(), value)
    };
    part.settings().iter().map(value).collect()
}

/// The last four signs of a secret: enough to tell one from another.
fn ending(secret: &str) -> String {
    secret.chars().skip(secret.chars().count().saturating_sub(4)).collect()
}

/// A value as it is kept.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Array(members) => {
            members.iter().map(Value::as_str).collect::<Option<Vec<_>>>().map(|lines| lines.join("\n"))
        }
        _ => None,
    }
}

async fn keep_values(
    tx: &mut Transaction<'_>,
    part: Part,
    command: &Command,
    directory: &Directory,
) -> Result<Outcome, StoreError> {
    let of_part = |word: &str| Setting::from_word(word).filter(|setting| part.settings().contains(setting));
    if command.entity_id != part.word() || command.fields.keys().any(|word| of_part(word).is_none()) {
        return Ok(Err(Refusal::AgainstARule));
    }
    // Nobody has seen the secret that they replace, so there is nothing to compare.
    let is_secret = |word: &str| of_part(word).is_some_and(Setting::is_secret);
    let (secrets, open): (Fields, Fields) =
        command.fields.clone().into_iter().partition(|(word, _)| is_secret(word));
    let mut merged = merge(&record(part, &queries::values_in(tx).await?), &open);
    for (word, change) in secrets {
        let Change::Set { to, .. } = change else { return Ok(Err(Refusal::AgainstARule)) };
        merged.changed.insert(word, to);
    }
    for (word, value) in &merged.changed {
        let (Some(setting), Some(text)) = (of_part(word), text_of(value)) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let read = parse::value(setting, &text, directory);
        let Some(text) = read.ok().as_ref().and_then(text_of) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        queries::keep_value(tx, word, &text).await?;
    }
    Ok(Ok(merged.conflicts))
}

async fn keep_entry(tx: &mut Transaction<'_>, part: Part, command: &Command) -> Result<Outcome, StoreError> {
    let code = &command.entity_id;
    let known = |word: &String| part.fields().contains(&word.as_str()) || word == parse::RETIRED;
    let before = queries::entry(tx, part, code).await?;
    // A new one is made from nothing; one that is there was seen.
    match (&before, command.basis) {
        (Some(_), 0) => return Ok(Err(Refusal::Taken)),
        (None, 0) if parse::code(part, code).is_ok_and(|read| read == *code) => {}
        (Some(_), _) => {}
        (None, _) => return Ok(Err(Refusal::NotFound)),
    }
    if !command.fields.keys().all(known) {
        return Ok(Err(Refusal::AgainstARule));
    }
    let mut record = before.unwrap_or_default();
    let merged = merge(&record, &command.fields);
    record.extend(merged.changed);
    for (word, value) in &record {
        let read = match (word.as_str(), value) {
            (_, Value::Bool(_)) => continue,
            (word, value) => text_of(value).map(|text| parse::field(part, word, &text, 0)),
        };
        if !matches!(read, Some(Ok(_))) {
            return Ok(Err(Refusal::AgainstARule));
        }
    }
    if queries::keep_entry(tx, part, code, &record).await? {
        Ok(Ok(merged.conflicts))
    } else {
        Ok(Err(Refusal::AgainstARule))
    }
}

async fn keep_year(tx: &mut Transaction<'_>, command: &Command) -> Result<Outcome, StoreError> {
    let Some(year) = year_of(&command.entity_id) else { return Ok(Err(Refusal::AgainstARule)) };
    let mut record = queries::year_in(tx, year).await?;
    let merged = merge(&record, &command.fields);
    record.extend(merged.changed);
    let Some((days, source)) = parse::year_of(&record, year) else {
        return Ok(Err(Refusal::AgainstARule));
    };
    queries::keep_year(tx, year, &days, &source).await?;
    Ok(Ok(merged.conflicts))
}

/// A year that a calendar may have.
fn year_of(text: &str) -> Option<i32> {
    let year = text.parse::<i32>().ok().filter(|year| (2000..=2100).contains(year))?;
    (year.to_string() == text).then_some(year)
}

#[cfg(test)]
mod tests;
