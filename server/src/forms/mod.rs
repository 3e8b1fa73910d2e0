//! Forms on the server: their versions, those that ship, and how the province publishes new ones.
//!
//! What a form is and what follows from answers stands in `app/src/forms`; the SQL in queries.rs. The files that ship are
//! in `server/seed/forms`, two for each service of the reference catalogue and each special one.
//!
//! Invariants: a version that was published is never written again; what stands as a version or a draft has passed
//! every check; what the office published is never replaced by what ships.

mod file;
pub mod queries;
mod routes;
mod shipped;

pub use file::{read, written};
pub use routes::routes;
pub use shipped::{SERVICES, shipped};

use app::{
    access::Action,
    accounts::model::Staff,
    forms::{
        fields::DraftKey,
        model::Definition,
        versions::{
            DEFINITION, Draft, ENTITY, NOTE, NOTE_CHARS_MAX, Origin, Version, Work, may_follow, parts,
        },
    },
    journal::model::{Actor, Change, Command, Refusal, Unit},
};
use serde::{Deserialize, Serialize};

use crate::{
    accounts::{Accounts, secrets::Secrets},
    database::{Database, Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
};

/// The forms of all services.
#[derive(Clone)]
pub struct Forms {
    accounts: Accounts,
    directory: CurrentDirectory,
}

/// What became of a command that was carried out. The same for a repeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Code of the form.
    pub form: String,
    /// Number of the draft, or of the version that was published.
    pub number: i64,
}

/// Under which key a browser keeps what somebody types into a form of this record: what lies on the device is of no use to
/// whoever does not get their pages. `basis` is what the server knows of the record.
pub fn draft_key(secrets: &Secrets, who: &str, form: &str, record: &str, basis: String) -> DraftKey {
    let whose = [who, form, record].join(" ");
    // The id lies beside the cipher text, in the open.
    let id = secrets.keyed_hash("id of a draft of a form", &whose)[..32].to_owned();
    DraftKey { id, key: secrets.keyed_hash("key of a draft of a form", &whose), basis }
}

impl Forms {
    /// The forms of this directory's services, kept by these accounts.
    pub fn new(accounts: &Accounts, directory: CurrentDirectory) -> Self {
        Self { accounts: accounts.clone(), directory }
    }

    fn database(&self) -> &Database {
        self.accounts.journal().database()
    }

    /// Whether somebody may publish forms: who keeps the catalogue.
    pub fn may(&self, by: &Staff) -> bool {
        self.accounts.may(by, Action::KeepCatalogue, &Unit::Province, None)
    }

    /// Whether somebody may print a form to fill it in by hand: who answers calls for help, and who keeps the forms.
    pub fn may_print(&self, by: &Staff) -> bool {
        self.may(by) || !self.accounts.units(by, Action::SeeHelp).is_empty()
    }

    /// The version of every form that is in force.
    pub async fn in_force(&self) -> Result<Vec<Version>, StoreError> {
        queries::in_force(self.database()).await
    }

    /// Every draft.
    pub async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        queries::drafts(self.database()).await
    }

    /// The versions of a form, the latest first, and its draft.
    pub async fn one(&self, form: &str) -> Result<(Vec<Version>, Option<Draft>), StoreError> {
        let both = async |tx: &mut Transaction<'_>| {
            Ok((queries::versions(tx, form).await?, queries::draft(tx, form).await?))
        };
        self.database().transaction(both).await
    }

    /// Carries out what somebody of the staff wants done with a form, once.
    pub async fn apply(&self, command: &Command, by: &Staff) -> Result<Result<Answer, Refusal>, StoreError> {
        let Some(work) = Work::from_kind(&command.kind).filter(|_| command.entity == ENTITY) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        if command.unit != Unit::Province || !self.may(by) {
            return Ok(Err(Refusal::NotFound));
        }
        let actor = Actor::Staff(by.id);
        let carry_out = async |tx: &mut Transaction<'_>| self.change(tx, work, command, &actor).await;
        self.accounts.journal().apply(command, &actor, &[], carry_out).await
    }

    /// Whether a form is of a service that there is.
    pub fn is_of_a_service(&self, form: &str) -> bool {
        let directory = self.directory.get();
        let known = |code| {
            let catalogue = &directory.catalogue;
            catalogue.item(code).is_some() || catalogue.special(code).is_some()
        };
        parts(form).is_some_and(|(service, _)| known(service))
    }

    async fn change(
        &self,
        tx: &mut Transaction<'_>,
        work: Work,
        command: &Command,
        actor: &Actor,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        let form = &command.entity_id;
        let versions = queries::versions(tx, form).await?;
        let in_force = versions.first();
        // A service that has no form yet, as one of a 市县 of its own, gets its first by the same way.
        if in_force.is_none() && !self.is_of_a_service(form) {
            return Ok(Err(Refusal::NotFound));
        }
        let before = in_force.map(|version| &version.definition);
        let draft = queries::draft(tx, form).await?;
        // Whoever publishes or drops a draft has seen it; who uploads has seen which one goes.
        if draft.as_ref().map_or(0, |draft| draft.number) != command.basis {
            return Ok(Err(Refusal::NotNow));
        }
        let text = |name: &str| match command.fields.get(name) {
            Some(Change::Set { to, .. }) => to.as_str().unwrap_or_default(),
            _ => "",
        };
        let answer = |number| Ok(Ok(Answer { form: form.clone(), number }));
        let at = |definition| Draft {
            form: form.clone(),
            number: command.basis + 1,
            definition,
            actor: actor.to_string(),
            made_at_ms: now_ms(),
        };
        match (work, draft) {
            (Work::Upload, _) => {
                let Ok(definition) = serde_json::from_str::<Definition>(text(DEFINITION)) else {
                    return Ok(Err(Refusal::AgainstARule));
                };
                if may_follow(form, before, &definition).is_err() {
                    return Ok(Err(Refusal::AgainstARule));
                }
                let draft = at(definition);
                queries::keep_draft(tx, &draft).await?;
                answer(draft.number)
            }
            (Work::Publish, Some(draft)) => {
                let note = text(NOTE);
                // What is in force may have become the same meanwhile, by another release.
                let fits = may_follow(form, before, &draft.definition).is_ok();
                if note.chars().count() > NOTE_CHARS_MAX || !fits {
                    return Ok(Err(Refusal::AgainstARule));
                }
                let version = Version {
                    form: form.clone(),
                    number: in_force.map_or(0, |version| version.number) + 1,
                    origin: Origin::Office,
                    definition: draft.definition,
                    note: note.to_owned(),
                    actor: actor.to_string(),
                    made_at_ms: now_ms(),
                };
                queries::publish(tx, &version).await?;
                queries::drop_draft(tx, form).await?;
                answer(i64::from(version.number))
            }
            (Work::Drop, Some(draft)) => {
                queries::drop_draft(tx, form).await?;
                answer(draft.number)
            }
            (Work::Publish | Work::Drop, None) => Ok(Err(Refusal::NotNow)),
        }
    }
}

/// Keeps the forms that ship: the first version of each, and a next one where what ships has changed and the office has
/// published none of its own.
pub(crate) async fn keep_shipped(tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    for (_, text) in shipped() {
        let definition = read(text).map_err(|_| StoreError::Corrupt { what: "form that ships" })?;
        let versions = queries::versions(tx, &definition.form).await?;
        let number = match versions.first() {
            None => 1,
            Some(latest) if latest.origin == Origin::Reference && latest.definition != definition => {
                latest.number + 1
            }
            Some(_) => continue,
        };
        let version = Version {
            form: definition.form.clone(),
            number,
            origin: Origin::Reference,
            definition,
            note: String::new(),
            actor: Actor::Operator.to_string(),
            made_at_ms: now_ms(),
        };
        queries::publish(tx, &version).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
