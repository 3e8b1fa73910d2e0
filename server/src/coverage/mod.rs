//! Coverage on the server: the targets of the 市县, and the addresses of its pages.
//!
//! What is counted stands in `app/src/coverage`, the SQL in queries.rs.
//! Invariant: the province sets targets, and every change of one is a row of the journal of its 市县.

pub mod queries;
mod routes;

pub(crate) use routes::counties;
pub use routes::routes;

use app::{
    access::Action,
    accounts::model::Staff,
    journal::{
        merge::{Record, merge},
        model::{Actor, Change, Command, Fields, Refusal, Unit},
    },
};
use serde_json::Value;

use crate::{accounts::Accounts, database::Transaction, error::StoreError};

/// The kind of the command.
pub const KIND: &str = "set_target";

/// The kind of the record.
pub const ENTITY: &str = "coverage_target";

/// The one field of the record.
pub const PLACES: &str = "places";

/// A command that sets the target of a year, for whoever saw `seen` there.
pub fn command(
    id: app::ids::CommandId,
    county: &str,
    year: i32,
    seen: Option<i64>,
    places: usize,
) -> Command {
    Command {
        id,
        unit: Unit::County(county.to_owned()),
        entity: ENTITY.to_owned(),
        entity_id: format!("{year}/{county}"),
        basis: 0,
        kind: KIND.to_owned(),
        fields: Fields::from([(PLACES.to_owned(), Change::from_to(Value::from(seen), places))]),
        reason: String::new(),
        made_at_ms: 0,
    }
}

/// Sets a target, once. Gives what somebody else had set it to meanwhile, which stays.
pub async fn set(
    accounts: &Accounts,
    command: &Command,
    by: &Staff,
) -> Result<Result<Option<i64>, Refusal>, StoreError> {
    let work = async |tx: &mut Transaction<'_>| {
        let Unit::County(county) = &command.unit else { return Ok(Err(Refusal::NotFound)) };
        if !accounts.may(by, Action::KeepSettings, &command.unit, None) {
            return Ok(Err(Refusal::NotFound));
        }
        let year = command.entity_id.split_once('/').filter(|(_, it)| it == county);
        let Some(year) = year.and_then(|(year, _)| year.parse::<i32>().ok()) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let now = queries::target(tx, county, year).await?;
        let record = Record::from([(PLACES.to_owned(), Value::from(now))]);
        let merged = merge(&record, &command.fields);
        if !merged.conflicts.is_empty() {
            return Ok(Ok(now));
        }
        if let Some(places) = merged.changed.get(PLACES) {
            let Some(places) = places.as_i64().filter(|places| *places >= 0) else {
                return Ok(Err(Refusal::AgainstARule));
            };
            queries::keep_target(tx, county, year, places).await?;
        }
        Ok(Ok(None))
    };
    accounts.journal().apply(command, &Actor::Staff(by.id), &[], work).await
}

#[cfg(test)]
mod tests;
