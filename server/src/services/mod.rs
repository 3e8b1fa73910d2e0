//! The catalogue of services on the server: its versions, and how the province changes them.
//!
//! What a draft is and what a change does to it stands in `app/src/services/draft.rs`, what becomes of codes in
//! `app/src/services/versions.rs`; the public reads the active version through the directory.
//!
//! Invariants: whatever is changed is a row of the province's journal, in the same transaction; there is one draft at
//! most; when a version becomes active, what the units offer follows in the same transaction, with a row in the
//! journal of each; what the office published is never replaced by the list that ships (`server/src/seed`).

pub mod queries;
mod routes;

pub use routes::routes;

use std::collections::BTreeSet;

use app::{
    access::Action,
    accounts::model::Staff,
    ids::{CommandId, StationId},
    journal::{
        merge::Conflict,
        model::{Actor, Change, Command, Fields, Refusal, Unit, fields},
    },
    services::{
        draft::{self, DAY, DOCUMENT, ENTITY, FROM, MAPPING, NOTE, PLACE, Part, Work},
        model::Catalogue,
        versions::{self, Mapping, State, Version},
    },
    stations,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{Date, Duration};

use crate::{
    accounts::Accounts,
    database::{Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    journal::{Journal, Taken},
    shanghai,
    stations::queries as units,
};

/// Kind of the row in the journal of a unit whose services follow a new version.
const FOLLOW: &str = "map_services";

/// How far ahead a version may be published.
const AHEAD_DAYS_MAX: i64 = 366;

/// Signs of a note.
const NOTE_CHARS_MAX: usize = 500;

/// The catalogue's versions, for whoever changes them.
#[derive(Clone)]
pub struct Services {
    accounts: Accounts,
    directory: CurrentDirectory,
}

/// What became of a command that was carried out. The same for a repeat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The version.
    pub version: String,
    /// Its number now.
    pub number: i64,
    /// Fields that somebody else had changed meanwhile; they stand as that person left them.
    pub conflicts: Vec<Conflict>,
}

impl Services {
    /// The versions in this directory's database, changed by these accounts.
    pub fn new(accounts: &Accounts, directory: CurrentDirectory) -> Self {
        Self { accounts: accounts.clone(), directory }
    }

    /// Whether somebody may draft and publish.
    pub fn may(&self, by: &Staff) -> bool {
        self.accounts.may(by, Action::KeepCatalogue, &Unit::Province, None)
    }

    /// Every version, the latest first.
    pub async fn versions(&self) -> Result<Vec<Version>, StoreError> {
        queries::all(self.directory.database()).await
    }

    /// Carries out what somebody of the staff wants done with the catalogue, once.
    pub async fn apply(&self, command: &Command, by: &Staff) -> Result<Result<Answer, Refusal>, StoreError> {
        let Some(work) =
            Work::from_kind(&command.kind).filter(|work| command.entity == ENTITY && *work != Work::Activate)
        else {
            return Ok(Err(Refusal::AgainstARule));
        };
        if command.unit != Unit::Province || !self.may(by) {
            return Ok(Err(Refusal::NotFound));
        }
        let actor = Actor::Staff(by.id);
        let carry_out = async |tx: &mut Transaction<'_>| match work {
            Work::Draft => begin(tx, command, &actor).await,
            _ => self.change(tx, work, command, &actor).await,
        };
        let applied = self.accounts.journal().apply(command, &actor, &[], carry_out).await?;
        self.directory.refresh().await?;
        Ok(applied)
    }

    /// Carries out one of several commands that are done as one: a draft that comes as a whole. Its row in the journal
    /// is its sender's to write.
    pub(crate) async fn carry_out(
        &self,
        tx: &mut Transaction<'_>,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        if !self.may(by) {
            return Ok(Err(Refusal::NotFound));
        }
        if command.unit != Unit::Province || Work::from_kind(&command.kind) != Some(Work::Draft) {
            return Ok(Err(Refusal::AgainstARule));
        }
        begin(tx, command, &Actor::Staff(by.id)).await
    }

    async fn change(
        &self,
        tx: &mut Transaction<'_>,
        work: Work,
        command: &Command,
        actor: &Actor,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        let Some(mut version) = queries::one(tx, &command.entity_id).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let needed = if work == Work::Reopen { State::Scheduled } else { State::Draft };
        if version.state != needed {
            return Ok(Err(Refusal::NotNow));
        }
        version.number += 1;
        let mut conflicts = Vec::new();
        let changed = match work {
            Work::Publish => {
                // What somebody else wrote since was not compared by whoever publishes.
                if command.basis + 1 != version.number {
                    return Ok(Err(Refusal::NotNow));
                }
                return self.publish(tx, version, command, actor).await;
            }
            Work::Reopen => {
                version.state = State::Draft;
                (version.publishes_on, version.published_by, version.published_at_ms) = (None, None, None);
                Ok(version.catalogue.clone())
            }
            Work::Discard => {
                version.state = State::Discarded;
                Ok(version.catalogue.clone())
            }
            Work::Edit => draft::edit(&version.catalogue, &command.fields).map(|(after, told)| {
                conflicts = told;
                after
            }),
            Work::Add => draft::add(&version.catalogue, &command.fields),
            Work::Withdraw => one_part(&command.fields, |part, _| draft::withdraw(&version.catalogue, part)),
            Work::Move => one_part(&command.fields, |part, change| {
                let (from, to) = places(change).ok_or(Refusal::AgainstARule)?;
                draft::shift(&version.catalogue, part.code(), from, to)
            }),
            Work::Draft | Work::Activate => Err(Refusal::AgainstARule),
        };
        match changed {
            Err(refusal) => return Ok(Err(refusal)),
            Ok(catalogue) => version.catalogue = catalogue,
        }
        queries::keep(tx, &version).await?;
        Ok(Ok(Answer { version: version.version, number: version.number, conflicts }))
    }

    async fn publish(
        &self,
        tx: &mut Transaction<'_>,
        mut version: Version,
        command: &Command,
        actor: &Actor,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        let (today, directory) = (shanghai::today(), self.directory.get());
        let Some((day, mapping, note)) = publication(&command.fields, today) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let before = queries::in_state(tx, State::Active).await?.pop();
        let active = before.as_ref().map(|it| it.catalogue.clone()).unwrap_or_default();
        if !draft::lacks(&version.catalogue, &directory).is_empty()
            || !versions::holes(&active, &version.catalogue, &mapping).is_empty()
        {
            return Ok(Err(Refusal::AgainstARule));
        }
        // What is there still stands for itself.
        let gone = versions::gone(&active, &version.catalogue);
        version.mapping = mapping.into_iter().filter(|(code, _)| gone.contains(code)).collect();
        version.before = before.map(|it| it.version);
        version.state = State::Scheduled;
        version.publishes_on = Some(day);
        version.note = note;
        version.published_by = Some(actor.to_string());
        version.published_at_ms = Some(now_ms());
        let answer =
            Answer { version: version.version.clone(), number: version.number, conflicts: Vec::new() };
        if day <= today {
            activate(self.accounts.journal(), tx, version, actor).await?;
        } else {
            queries::keep(tx, &version).await?;
        }
        Ok(Ok(answer))
    }
}

/// Begins a draft, or puts a whole document in the place of the one that there is.
async fn begin(
    tx: &mut Transaction<'_>,
    command: &Command,
    actor: &Actor,
) -> Result<Result<Answer, Refusal>, StoreError> {
    let name = &command.entity_id;
    let mut open = Vec::new();
    for state in State::ALL.into_iter().filter(|state| state.is_open()) {
        open.extend(queries::in_state(tx, state).await?);
    }
    let replaced = match open.pop() {
        Some(it) if it.state == State::Draft && it.version == *name && it.number == command.basis => Some(it),
        Some(_) => return Ok(Err(Refusal::NotNow)),
        None if command.basis != 0 || !draft::is_code(name) => return Ok(Err(Refusal::AgainstARule)),
        None if queries::one(tx, name).await?.is_some() => return Ok(Err(Refusal::NotNow)),
        None => None,
    };
    let to = |field: &str| match command.fields.get(field) {
        Some(Change::Set { to, .. }) => Some(to),
        _ => None,
    };
    let mut catalogue: Catalogue = match (to(DOCUMENT), to(FROM).and_then(Value::as_str)) {
        (Some(document), None) => match serde_json::from_value(document.clone()) {
            Ok(catalogue) if draft::can_be_kept(&catalogue) => catalogue,
            _ => return Ok(Err(Refusal::AgainstARule)),
        },
        (None, Some(from)) if replaced.is_none() => match queries::one(tx, from).await? {
            Some(version) => version.catalogue,
            None => return Ok(Err(Refusal::NotFound)),
        },
        _ => return Ok(Err(Refusal::AgainstARule)),
    };
    name.clone_into(&mut catalogue.version);
    let version = Version {
        version: name.clone(),
        state: State::Draft,
        number: command.basis + 1,
        before: None,
        publishes_on: None,
        mapping: Mapping::new(),
        note: String::new(),
        made_by: actor.to_string(),
        made_at_ms: now_ms(),
        published_by: None,
        published_at_ms: None,
        catalogue,
    };
    queries::keep(tx, &version).await?;
    Ok(Ok(Answer { version: version.version, number: version.number, conflicts: Vec::new() }))
}

/// What a command does to the one part that it names.
fn one_part(
    changes: &Fields,
    act: impl Fn(&Part, &Change) -> Result<Catalogue, Refusal>,
) -> Result<Catalogue, Refusal> {
    let mut changes = changes.iter();
    let (Some((name, change)), None) = (changes.next(), changes.next()) else {
        return Err(Refusal::AgainstARule);
    };
    let part = name.strip_suffix(PLACE).and_then(|name| name.strip_suffix('.')).and_then(Part::from_word);
    act(&part.ok_or(Refusal::AgainstARule)?, change)
}

/// From which place to which an item goes.
fn places(change: &Change) -> Option<(usize, usize)> {
    let place = |value: &Value| value.as_u64().and_then(|place| usize::try_from(place).ok());
    match change {
        Change::Set { from, to } => Some((place(from)?, place(to)?)),
        Change::Members { .. } => None,
    }
}

/// The day, the mapping and the note of a publication.
fn publication(changes: &Fields, today: Date) -> Option<(Date, Mapping, String)> {
    let to = |field: &str| match changes.get(field) {
        Some(Change::Set { to, .. }) => Some(to.clone()),
        _ => None,
    };
    let day = app::iso_date::parse(to(DAY)?.as_str()?)?;
    let last = today.checked_add(Duration::days(AHEAD_DAYS_MAX))?;
    let mapping: Mapping = serde_json::from_value(to(MAPPING)?).ok()?;
    let note = to(NOTE)?.as_str().unwrap_or_default().to_owned();
    ((today..=last).contains(&day) && note.chars().count() <= NOTE_CHARS_MAX).then_some((day, mapping, note))
}

/// Puts a version in force: the one before retires, and what the units offer follows.
async fn activate(
    journal: &Journal,
    tx: &mut Transaction<'_>,
    mut version: Version,
    actor: &Actor,
) -> Result<(), StoreError> {
    for before in queries::in_state(tx, State::Active).await? {
        queries::retire(tx, &before.version).await?;
        version.before = Some(before.version);
    }
    version.state = State::Active;
    queries::keep(tx, &version).await?;
    follow(journal, tx, &version, actor).await?;
    units::move_on(tx, now_ms()).await
}

/// What the units offer follows the mapping of a version, each with a row in its journal.
async fn follow(
    journal: &Journal,
    tx: &mut Transaction<'_>,
    version: &Version,
    actor: &Actor,
) -> Result<(), StoreError> {
    let is_gone = |code: &String| version.mapping.contains_key(code);
    let mut concerned = BTreeSet::new();
    for (id, offered) in queries::offered(tx).await? {
        if offered.iter().any(is_gone) {
            let id: StationId = id.parse().map_err(|_| StoreError::Corrupt { what: "id of a station" })?;
            concerned.insert(Unit::Station(id));
        }
    }
    let mut taken = Taken::of(tx, concerned.iter().collect()).await?;
    for unit in &concerned {
        let Unit::Station(id) = *unit else { continue };
        let Some(mut station) = units::take(tx, id).await? else { continue };
        let offered: Vec<_> = station.services.iter().chain(&station.special_services).cloned().collect();
        let (services, special) = versions::offered_after(&offered, &version.catalogue, &version.mapping);
        let changes = [
            ("services", &station.services, &services),
            ("special_services", &station.special_services, &special),
        ]
        .map(|(name, before, after)| (name, members(before, after)));
        let command = Command {
            id: CommandId::fresh(),
            unit: Unit::Station(id),
            entity: stations::edit::ENTITY.to_owned(),
            entity_id: id.to_string(),
            basis: station.version,
            kind: FOLLOW.to_owned(),
            fields: fields(changes),
            reason: version.version.clone(),
            made_at_ms: 0,
        };
        (station.services, station.special_services) = (services, special);
        station.version += 1;
        units::update(tx, &station).await?;
        journal.add_to(tx, &mut taken, &command, actor, &[], &()).await?;
    }
    taken.close(tx).await
}

/// From one list of codes to another, member by member.
fn members(before: &[String], after: &[String]) -> Change {
    let less = |some: &[String], others: &[String]| {
        some.iter().filter(|code| !others.contains(code)).cloned().collect()
    };
    Change::Members { add: less(after, before), remove: less(before, after) }
}

/// Puts in force what was to be published today or before, wherever that is found first: one server does it, the
/// others find it done.
pub async fn activate_due(journal: &Journal, today: Date) -> Result<(), StoreError> {
    for name in queries::due(journal.database(), &today.to_string()).await? {
        let command = draft::command(
            CommandId::fresh(),
            Work::Activate,
            &name,
            0,
            fields([(DAY, Change::to(today.to_string()))]),
        );
        let work = async |tx: &mut Transaction<'_>| {
            let due = queries::one(tx, &name)
                .await?
                .filter(|it| it.state == State::Scheduled && it.publishes_on.is_some_and(|day| day <= today));
            let Some(version) = due else { return Ok(Err(Refusal::NotNow)) };
            activate(journal, tx, version, &Actor::Clock).await?;
            Ok(Ok(()))
        };
        if let Err(refusal) = journal.apply(&command, &Actor::Clock, &[], work).await? {
            tracing::info!(version = name, ?refusal, "a version of the catalogue was put in force meanwhile");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
