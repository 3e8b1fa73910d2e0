//! Premises on the server: the checklist of a unit, and how it is changed.
//!
//! What is on it stands in `app/src/premises`. Whether a function area is there is kept with the unit, which the public
//! reads: a change of it here changes the unit, in the same transaction.
//!
//! Invariants: what is changed is a row of the unit's journal; whoever sees the unit sees its list, whoever edits the
//! unit changes it, and a foreign unit answers like one that is not there.

pub mod queries;
mod routes;

pub use routes::routes;

use app::{
    access::Action,
    accounts::model::Staff,
    ids::StationId,
    journal::{
        merge::Record,
        model::{Actor, Command, Refusal, Unit},
    },
    premises::model::{self, Answer, ENTITY, KIND},
    stations::model::{Stage, Station},
};

use crate::{
    accounts::Accounts,
    database::{Database, Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    shanghai, stations,
};

/// The lists of all units.
#[derive(Clone)]
pub struct Premises {
    accounts: Accounts,
    directory: CurrentDirectory,
}

impl Premises {
    /// The lists of the units of this directory, changed by these accounts.
    pub fn new(accounts: &Accounts, directory: CurrentDirectory) -> Self {
        Self { accounts: accounts.clone(), directory }
    }

    fn database(&self) -> &Database {
        self.directory.database()
    }

    /// The list of a unit and its version, which is 0 as long as nobody has written on it.
    pub async fn of(&self, station: &Station) -> Result<(Record, i64), StoreError> {
        let (kept, version) = queries::read(self.database(), station.id).await?.unwrap_or_default();
        Ok((model::record(&kept, &station.rooms), version))
    }

    /// Carries out what somebody of the staff wants to change on the list of a unit, once.
    pub async fn apply(&self, command: &Command, by: &Staff) -> Result<Result<Answer, Refusal>, StoreError> {
        if command.entity != ENTITY || command.kind != KIND {
            return Ok(Err(Refusal::AgainstARule));
        }
        let Ok(id) = command.entity_id.parse::<StationId>() else { return Ok(Err(Refusal::NotFound)) };
        // A journal begins with a unit that is there, and nobody begins one by asking for another.
        if command.unit != Unit::Station(id)
            || !stations::queries::exists(self.database(), &id.to_string()).await?
        {
            return Ok(Err(Refusal::NotFound));
        }
        let work = async |tx: &mut Transaction<'_>| self.change(tx, id, command, by).await;
        let applied = self.accounts.journal().apply(command, &Actor::Staff(by.id), &[], work).await?;
        self.directory.refresh().await?;
        Ok(applied)
    }

    async fn change(
        &self,
        tx: &mut Transaction<'_>,
        id: StationId,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        if !self.accounts.may(by, Action::SeeUnit, &command.unit, None) {
            return Ok(Err(Refusal::NotFound));
        }
        if !self.accounts.may(by, Action::EditUnit, &command.unit, None) {
            return Ok(Err(Refusal::NotAllowed));
        }
        // Whoever changes the list waits here for whoever changes it or the unit.
        let Some(mut station) = stations::queries::take(tx, id).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        if station.stage == Stage::Closed {
            return Ok(Err(Refusal::NotNow));
        }
        let (kept, version) = queries::read_in(tx, id).await?.unwrap_or_default();
        let before = model::record(&kept, &station.rooms);
        let (after, conflicts) = match model::apply(&before, &command.fields, shanghai::today()) {
            Ok(applied) => applied,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if after == before {
            return Ok(Ok(Answer { version, conflicts }));
        }
        queries::keep(tx, id, &after, version + 1, now_ms()).await?;
        let rooms = model::rooms(&after);
        if rooms != model::rooms(&before) {
            station.rooms = rooms;
            station.version += 1;
            stations::queries::update(tx, &station).await?;
            stations::queries::move_on(tx, now_ms()).await?;
        }
        Ok(Ok(Answer { version: version + 1, conflicts }))
    }
}

#[cfg(test)]
mod tests;
