//! Local agencies on the server: how they are kept, and that the public learns of those that are marked for it.
//!
//! Rules and pages are in `app/src/agencies`, the SQL in queries.rs, the addresses in routes.rs; the public ones are read
//! with the directory (`server/src/directory`).
//!
//! Invariants: whose unit it is decides at the moment of applying; where what the public reads becomes another, the
//! directory's version moves on in the same transaction.

pub mod queries;
mod routes;

pub use routes::routes;

use app::{
    access::Action,
    accounts::model::Staff,
    agencies::edit::{self, Answer, ENTITY, Kept, Work},
    ids::{AgencyId, StationId},
    journal::model::{Actor, Command, Refusal, Unit},
    stations::model::Stage,
};

use crate::{
    accounts::Accounts,
    database::{Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    shanghai,
    stations::queries as stations,
};

/// The agencies of all units.
#[derive(Clone)]
pub struct Agencies {
    accounts: Accounts,
    directory: CurrentDirectory,
}

impl Agencies {
    /// The agencies of this directory's units, kept by these accounts.
    pub fn new(accounts: &Accounts, directory: CurrentDirectory) -> Self {
        Self { accounts: accounts.clone(), directory }
    }

    /// The agencies of a unit, the latest first.
    pub async fn of(&self, station: StationId) -> Result<Vec<Kept>, StoreError> {
        queries::of_station(self.directory.database(), station).await
    }

    /// Carries out what somebody wants done to an agency, once.
    pub async fn apply(&self, command: &Command, by: &Staff) -> Result<Result<Answer, Refusal>, StoreError> {
        let Some(work) = Work::from_kind(&command.kind).filter(|_| command.entity == ENTITY) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let (Unit::Station(station), Ok(id)) = (&command.unit, command.entity_id.parse::<AgencyId>()) else {
            return Ok(Err(Refusal::NotFound));
        };
        // A journal begins with a unit that is there, and nobody begins one by asking for another.
        if !stations::exists(self.directory.database(), &station.to_string()).await? {
            return Ok(Err(Refusal::NotFound));
        }
        let work = async |tx: &mut Transaction<'_>| self.change(tx, work, *station, id, command, by).await;
        let applied = self.accounts.journal().apply(command, &Actor::Staff(by.id), &[], work).await?;
        self.directory.refresh().await?;
        Ok(applied)
    }

    async fn change(
        &self,
        tx: &mut Transaction<'_>,
        work: Work,
        station: StationId,
        id: AgencyId,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        if !self.accounts.may(by, Action::SeeUnit, &command.unit, None) {
            return Ok(Err(Refusal::NotFound));
        }
        if !self.accounts.may(by, Action::EditUnit, &command.unit, None) {
            return Ok(Err(Refusal::NotAllowed));
        }
        let Some(unit) = stations::take(tx, station).await? else { return Ok(Err(Refusal::NotFound)) };
        if unit.stage == Stage::Closed {
            return Ok(Err(Refusal::NotNow));
        }
        let before = queries::one(tx, id).await?;
        let foreign = before.as_ref().is_some_and(|before| before.agency.station != station);
        // The id of a new one is that of the command, so that a repeat names the same.
        let new = work == Work::Add;
        if foreign || new != before.is_none() || (new && command.entity_id != command.id.to_string()) {
            return Ok(Err(Refusal::NotFound));
        }
        if work == Work::End && command.fields.keys().any(|name| name != "until") {
            return Ok(Err(Refusal::AgainstARule));
        }
        let (after, conflicts) =
            match edit::apply(id, station, before.as_ref(), &command.fields, shanghai::today()) {
                Ok(applied) => applied,
                Err(refusal) => return Ok(Err(refusal)),
            };
        queries::keep(tx, &after).await?;
        let shown = |kept: &Kept| (kept.public && kept.until.is_none()).then(|| kept.agency.clone());
        if before.as_ref().and_then(shown) != shown(&after) {
            stations::move_on(tx, now_ms()).await?;
        }
        Ok(Ok(Answer { version: after.version, conflicts }))
    }
}

#[cfg(test)]
mod tests;
