//! Policy guides on the server: how the province drafts, publishes and withdraws them.
//!
//! The fields of a guide and what it must have stand in `app/src/policies/draft.rs`; the public reads what is
//! published through the directory.
//!
//! Invariants: whatever is changed is a row of the province's journal, in the same transaction; what the office
//! published is never replaced by the texts that ship (`server/src/seed`), which are offered instead.

pub mod queries;
mod routes;

pub use routes::routes;

use app::{
    access::Action,
    accounts::model::Staff,
    journal::{
        merge::{Conflict, merge},
        model::{Actor, Change, Command, Refusal, Unit},
    },
    policies::draft::{self, ENTITY, FROM, Guide, NOTE, PUBLISHED, REFERENCE, State, Work},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    accounts::Accounts,
    database::{Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    shanghai,
    stations::queries::move_on,
};
use queries::Version;

/// Signs of a note.
const NOTE_CHARS_MAX: usize = 500;

/// The guides, for whoever writes them.
#[derive(Clone)]
pub struct Policies {
    accounts: Accounts,
    directory: CurrentDirectory,
}

/// What became of a command that was carried out. The same for a repeat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The guide's number now.
    pub number: i64,
    /// Fields that somebody else had changed meanwhile; they stand as that person left them.
    pub conflicts: Vec<Conflict>,
}

impl Policies {
    /// The guides in this directory's database, changed by these accounts.
    pub fn new(accounts: &Accounts, directory: CurrentDirectory) -> Self {
        Self { accounts: accounts.clone(), directory }
    }

    /// Whether somebody may draft and publish.
    pub fn may(&self, by: &Staff) -> bool {
        self.accounts.may(by, Action::KeepCatalogue, &Unit::Province, None)
    }

    /// Every guide, in order.
    pub async fn guides(&self) -> Result<Vec<Guide>, StoreError> {
        queries::all(self.directory.database()).await
    }

    /// Every version of a guide, the latest first.
    pub async fn versions(&self, slug: &str) -> Result<Vec<Version>, StoreError> {
        queries::versions(self.directory.database(), slug).await
    }

    /// Carries out what somebody of the staff wants done with a guide, once.
    pub async fn apply(&self, command: &Command, by: &Staff) -> Result<Result<Answer, Refusal>, StoreError> {
        let Some(work) = Work::from_kind(&command.kind).filter(|_| command.entity == ENTITY) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        if command.unit != Unit::Province || !self.may(by) {
            return Ok(Err(Refusal::NotFound));
        }
        let actor = Actor::Staff(by.id);
        let carry_out = async |tx: &mut Transaction<'_>| match work {
            Work::Add => add(tx, command).await,
            _ => self.change(tx, work, command, &actor).await,
        };
        let applied = self.accounts.journal().apply(command, &actor, &[], carry_out).await?;
        self.directory.refresh().await?;
        Ok(applied)
    }

    /// Carries out one of several commands that are done as one: a new guide, or fields of a draft. Its row in the
    /// journal is its sender's to write.
    pub(crate) async fn carry_out(
        &self,
        tx: &mut Transaction<'_>,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        if !self.may(by) {
            return Ok(Err(Refusal::NotFound));
        }
        match Work::from_kind(&command.kind) {
            _ if command.unit != Unit::Province => Ok(Err(Refusal::AgainstARule)),
            Some(Work::Add) => add(tx, command).await,
            Some(Work::Edit) => self.change(tx, Work::Edit, command, &Actor::Staff(by.id)).await,
            _ => Ok(Err(Refusal::AgainstARule)),
        }
    }

    async fn change(
        &self,
        tx: &mut Transaction<'_>,
        work: Work,
        command: &Command,
        actor: &Actor,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        let Some(mut guide) = queries::one(tx, &command.entity_id).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let before = guide.clone();
        guide.number += 1;
        let mut conflicts = Vec::new();
        match work {
            Work::Edit => {
                if !command.fields.keys().all(|name| draft::FIELDS.iter().any(|field| field.word == name)) {
                    return Ok(Err(Refusal::AgainstARule));
                }
                let mut record = guide.record();
                let merged = merge(&record, &command.fields);
                record.extend(merged.changed);
                if app::drafts::model::document(&record, &draft::FIELDS).is_err() {
                    return Ok(Err(Refusal::AgainstARule));
                }
                conflicts = merged.conflicts;
                guide.draft = Some(record);
            }
            Work::Draft => {
                let record = match text(command, FROM) {
                    PUBLISHED if guide.draft.is_none() => guide.published.as_ref().map(draft::record),
                    REFERENCE if command.basis == before.number => guide.offered.as_ref().map(draft::record),
                    _ => None,
                };
                let Some(record) = record else { return Ok(Err(Refusal::NotNow)) };
                guide.draft = Some(record);
            }
            Work::Discard if before.draft.is_none() => return Ok(Err(Refusal::NotNow)),
            Work::Discard if before.state == State::Draft => {
                queries::remove(tx, &guide.slug).await?;
                return Ok(Ok(Answer { number: guide.number, conflicts }));
            }
            Work::Discard => guide.draft = None,
            Work::Publish | Work::Withdraw if command.basis != before.number => {
                // What somebody else wrote since was not seen by whoever decides.
                return Ok(Err(Refusal::NotNow));
            }
            Work::Publish => {
                let Some(record) = guide.draft.take() else { return Ok(Err(Refusal::NotNow)) };
                let directory = self.directory.get();
                let policy = draft::policy(&guide.slug, &record)
                    .filter(|_| draft::lacks(&record, &directory, shanghai::today()).is_empty());
                if policy.is_none() {
                    return Ok(Err(Refusal::AgainstARule));
                }
                guide.published = policy;
                guide.state = State::Published;
                guide.offered = None;
            }
            Work::Withdraw if before.state != State::Published => return Ok(Err(Refusal::NotNow)),
            Work::Withdraw => guide.state = State::Withdrawn,
            Work::Add => return Ok(Err(Refusal::AgainstARule)),
        }
        let decided = matches!(work, Work::Publish | Work::Withdraw);
        if decided && !self.decide(tx, &before, &guide, command, actor).await? {
            return Ok(Err(Refusal::AgainstARule));
        }
        queries::keep(tx, &guide, decided).await?;
        Ok(Ok(Answer { number: guide.number, conflicts }))
    }

    /// Adds the version that the public sees, or no longer sees, from now on; says whether its note can be kept. What
    /// came with the program is kept as the first.
    async fn decide(
        &self,
        tx: &mut Transaction<'_>,
        before: &Guide,
        guide: &Guide,
        command: &Command,
        actor: &Actor,
    ) -> Result<bool, StoreError> {
        let note = text(command, NOTE).to_owned();
        let Some(policy) = guide.published.clone() else { return Ok(false) };
        if note.chars().count() > NOTE_CHARS_MAX {
            return Ok(false);
        }
        let mut last = queries::last_version(tx, &guide.slug).await?;
        if let (0, Some(shipped)) = (last, before.published.clone()) {
            last += 1;
            let version = Version {
                version: last,
                state: before.state,
                policy: shipped,
                note: String::new(),
                actor: Actor::Operator.to_string(),
                made_at_ms: 0,
            };
            queries::add_version(tx, &guide.slug, &version).await?;
        }
        let version = Version {
            version: last + 1,
            state: guide.state,
            policy,
            note,
            actor: actor.to_string(),
            made_at_ms: now_ms(),
        };
        queries::add_version(tx, &guide.slug, &version).await?;
        move_on(tx, now_ms()).await?;
        Ok(true)
    }
}

/// Adds a guide, as a draft.
async fn add(tx: &mut Transaction<'_>, command: &Command) -> Result<Result<Answer, Refusal>, StoreError> {
    let slug = &command.entity_id;
    let known = |name: &String| draft::FIELDS.iter().any(|field| field.word == name);
    if !draft::is_slug(slug) || !command.fields.keys().all(known) {
        return Ok(Err(Refusal::AgainstARule));
    }
    if queries::one(tx, slug).await?.is_some() {
        return Ok(Err(Refusal::Taken));
    }
    let record = merge(&app::journal::merge::Record::new(), &command.fields).changed;
    let guide = Guide {
        slug: slug.clone(),
        state: State::Draft,
        number: 1,
        published: None,
        draft: Some(record),
        offered: None,
    };
    queries::insert(tx, &guide).await?;
    Ok(Ok(Answer { number: guide.number, conflicts: Vec::new() }))
}

/// What a command sets a field to.
fn text<'a>(command: &'a Command, field: &str) -> &'a str {
    match command.fields.get(field) {
        Some(Change::Set { to: Value::String(text), .. }) => text,
        _ => "",
    }
}

#[cfg(test)]
mod tests;
