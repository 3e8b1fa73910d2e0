//! Stations on the server: how they are stored, and how the office and the tablets change them.
//!
//! What a station is stands in `app/src/stations`, what a change does to one in `app/src/stations/edit.rs`, how the
//! public reads them in `server/src/directory`. A form and a command that waited on a tablet for days go through
//! [`Stations::apply`] alike.
//!
//! Invariants: what is changed is a row of the unit's journal, in the same transaction; the version of the directory
//! moves on with it; whose unit it is decides at the moment of applying, and a foreign unit answers like one that is
//! not there.

pub mod queries;
mod routes;
mod upkeep;

pub use routes::routes;
pub(crate) use routes::unit;

use std::sync::Arc;

use app::{
    access::{Action, Relation, may, relation},
    accounts::model::Staff,
    directory::model::Directory,
    ids::StationId,
    journal::model::{Actor, Command, Refusal, Unit},
    stations::edit::{self, Answer, ENTITY, Field, Work},
    text::Text,
};

use crate::{
    accounts::Accounts,
    database::{Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    shanghai,
};

/// All units, for whoever changes them.
#[derive(Clone)]
pub struct Stations {
    accounts: Accounts,
    directory: CurrentDirectory,
}

impl Stations {
    /// The units of this directory, changed by these accounts.
    pub fn new(accounts: &Accounts, directory: CurrentDirectory) -> Self {
        Self { accounts: accounts.clone(), directory }
    }

    /// Carries out what somebody of the staff wants done to a unit, once; wherever the command comes from. What was
    /// done is seen by the next request to this server, and to every other within half a second.
    pub async fn apply(&self, command: &Command, by: &Staff) -> Result<Result<Answer, Refusal>, StoreError> {
        let Some(work) = Work::from_kind(&command.kind).filter(|_| command.entity == ENTITY) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let Ok(id) = command.entity_id.parse::<StationId>() else { return Ok(Err(Refusal::NotFound)) };
        if work == Work::Add {
            return self.add(id, command, by).await;
        }
        // A journal begins with a unit that is there, and nobody begins one by asking for another.
        if command.unit != Unit::Station(id)
            || !queries::exists(self.directory.database(), &id.to_string()).await?
        {
            return Ok(Err(Refusal::NotFound));
        }
        let work = async |tx: &mut Transaction<'_>| self.change(tx, work, id, command, by).await;
        let actor = Actor::Staff(by.id);
        let applied = self.accounts.journal().apply(command, &actor, &[], work).await?;
        self.directory.refresh().await?;
        Ok(applied)
    }

    /// Carries out one of several commands that are done as one: a new unit, or fields that change. Nobody sees what
    /// becomes of it until [`Self::move_on`] and, when all of it is kept, [`Self::refresh`]. Its row in the journal is
    /// its sender's to write.
    pub(crate) async fn carry_out(
        &self,
        tx: &mut Transaction<'_>,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        let Ok(id) = command.entity_id.parse::<StationId>() else { return Ok(Err(Refusal::NotFound)) };
        match (Work::from_kind(&command.kind), &command.unit) {
            (Some(Work::Add), Unit::County(county)) => self.insert(tx, id, county, command, by).await,
            (Some(Work::Edit), unit) if *unit == Unit::Station(id) => {
                let changed = self.change_unseen(tx, Work::Edit, id, command, by).await?;
                Ok(changed.map(|(answer, _)| answer))
            }
            _ => Ok(Err(Refusal::AgainstARule)),
        }
    }

    /// Says that the directory is another now.
    pub(crate) async fn move_on(&self, tx: &mut Transaction<'_>) -> Result<(), StoreError> {
        queries::move_on(tx, now_ms()).await
    }

    /// The directory as of now.
    pub(crate) fn directory(&self) -> Arc<Directory> {
        self.directory.get()
    }

    /// Lets this server see what was done.
    pub(crate) async fn refresh(&self) -> Result<(), StoreError> {
        self.directory.refresh().await.map(drop)
    }

    /// Adds a unit to a 市县. Its id is that of the command, so that a repeat names the same.
    async fn add(
        &self,
        id: StationId,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        let directory = self.directory.get();
        let Unit::County(county) = &command.unit else { return Ok(Err(Refusal::NotFound)) };
        if directory.areas.division(county).is_none() || command.entity_id != command.id.to_string() {
            return Ok(Err(Refusal::NotFound));
        }
        let work = async |tx: &mut Transaction<'_>| {
            let added = self.insert(tx, id, county, command, by).await?;
            if added.is_ok() {
                self.move_on(tx).await?;
            }
            Ok(added)
        };
        let added = self.accounts.journal().apply(command, &Actor::Staff(by.id), &[], work).await?;
        self.directory.refresh().await?;
        Ok(added)
    }

    async fn insert(
        &self,
        tx: &mut Transaction<'_>,
        id: StationId,
        county: &str,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        if !self.accounts.may(by, Action::AddUnit, &command.unit, None) {
            return Ok(Err(Refusal::NotFound));
        }
        let directory = self.directory.get();
        let station = match edit::add(id, county, &command.fields, &directory, shanghai::today()) {
            Ok(station) => station,
            Err(refusal) => return Ok(Err(refusal)),
        };
        match queries::insert(tx, &station).await {
            Err(error) if error.violated_key().as_deref() == Some("stations_slug_key") => {
                return Ok(Err(Refusal::Taken));
            }
            inserted => inserted?,
        }
        Ok(Ok(Answer { slug: station.slug, version: station.version, conflicts: Vec::new() }))
    }

    /// Lets one unit take over what another serves, and closes that one.
    async fn merge(
        &self,
        tx: &mut Transaction<'_>,
        id: StationId,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        let Some(into) = edit::into_of(&command.fields) else { return Ok(Err(Refusal::AgainstARule)) };
        if !self.accounts.may(by, Action::CloseUnit, &Unit::Station(into), None) {
            return Ok(Err(Refusal::NotFound));
        }
        // Both in the order of their ids, so that two mergers never wait for each other.
        let first = queries::take(tx, id.min(into)).await?;
        let second = queries::take(tx, id.max(into)).await?;
        let (Some(first), Some(second)) = (first, second) else { return Ok(Err(Refusal::NotFound)) };
        let (from, into) = if first.id == id { (first, second) } else { (second, first) };
        let Some((closed, grown)) = edit::merge_into(&from, &into, shanghai::today()) else {
            return Ok(Err(Refusal::NotNow));
        };
        queries::update(tx, &closed).await?;
        queries::update(tx, &grown).await?;
        Ok(Ok(Answer { slug: closed.slug, version: closed.version, conflicts: Vec::new() }))
    }

    async fn change(
        &self,
        tx: &mut Transaction<'_>,
        work: Work,
        id: StationId,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        let changed = self.change_unseen(tx, work, id, command, by).await?;
        if changed.as_ref().is_ok_and(|(_, changed)| *changed) {
            self.move_on(tx).await?;
        }
        Ok(changed.map(|(answer, _)| answer))
    }

    /// The same, and whether anything changed; the version of the directory is its caller's to move on.
    async fn change_unseen(
        &self,
        tx: &mut Transaction<'_>,
        work: Work,
        id: StationId,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<(Answer, bool), Refusal>, StoreError> {
        let directory = self.directory.get();
        let needed = work.needs(&command.fields);
        if !self.accounts.may(by, Action::SeeUnit, &command.unit, None) {
            return Ok(Err(Refusal::NotFound));
        }
        let Some(office) = office_of(&directory, by, needed, &command.unit) else {
            return Ok(Err(Refusal::NotAllowed));
        };
        if work == Work::Merge {
            return Ok(self.merge(tx, id, command, by).await?.map(|answer| (answer, true)));
        }
        let Some(before) = queries::take(tx, id).await? else { return Ok(Err(Refusal::NotFound)) };
        let (after, conflicts) = match edit::apply(work, &before, &command.fields, &office, shanghai::today())
        {
            Ok(applied) => applied,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let changed: Vec<_> = command.fields.keys().filter_map(|name| Field::from_word(name)).collect();
        if !edit::misfits(&directory, &after, &changed).is_empty() {
            return Ok(Err(Refusal::AgainstARule));
        }
        if let Some(parent) = after.parent.filter(|parent| before.parent != Some(*parent)) {
            // Two units could be put below each other at the same moment: whoever moves the version on first is seen
            // by the other, which waits for it here.
            queries::move_on(tx, now_ms()).await?;
            if queries::lies_on_the_way_up(tx, id, parent).await? {
                return Ok(Err(Refusal::AgainstARule));
            }
        }
        let changed = after != before;
        if changed {
            queries::update_from(tx, &before, &after).await?;
        }
        Ok(Ok((Answer { slug: after.slug, version: after.version, conflicts }, changed)))
    }
}

/// The office in whose name somebody does something in a unit: never their own. Nothing where they may not.
fn office_of(directory: &Directory, by: &Staff, action: Action, unit: &Unit) -> Option<Text> {
    let assignment = by
        .assignments
        .iter()
        .find(|assignment| may(assignment.role, action, relation(directory, &assignment.unit, unit)))?;
    debug_assert_ne!(relation(directory, &assignment.unit, unit), Relation::Other);
    Some(match &assignment.unit {
        Unit::Station(id) => {
            directory.station_with_id(*id).map(|station| station.name.clone()).unwrap_or_default()
        }
        Unit::County(code) => directory
            .areas
            .division(code)
            .map_or_else(Text::default, |county| Text::new(county.name.clone(), county.name_en.clone())),
        Unit::Province => Text::default(),
    })
}

#[cfg(test)]
mod tests;
