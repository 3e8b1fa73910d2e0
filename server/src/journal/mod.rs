//! The journal: applies a command once, and keeps what was done where nobody can quietly rewrite it.
//!
//! Types and merging are in `app/src/journal`, the SQL in queries.rs, the chain in row.rs and verify.rs, the daily root
//! over all chains in roots.rs, leaving it in retire.rs, who keeps it from being changed in guard.rs. Each unit has a
//! journal of its own, numbered without gaps in the order of applying, which is also the feed for its tablets.
//! What a command does and its row are one transaction. The same id again gets the same answer, whatever happened
//! meanwhile; a refusal is kept too.
//!
//! Invariants: triggers refuse everything but adding, and retiring where a checkpoint stands; each row carries a hash over itself and the row before; personal
//! values are sealed under the key of their record before they are hashed, so erasing a person leaves a chain that
//! verifies.

pub mod guard;
pub mod queries;
mod retire;
pub mod roots;
mod routes;
pub mod row;
pub mod verify;

pub use retire::{RetireError, Retired};
pub use routes::routes;
pub(crate) use routes::{cell as csv_cell, lines};

use std::collections::{BTreeMap, BTreeSet};

use app::{
    ids::CommandId,
    journal::model::{Actor, Change, Command, Fields, Refusal, Unit},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    database::{Database, Transaction, now_ms},
    error::StoreError,
    vault::{SealingKey, Vault},
};
use row::Row;

/// The journals, and the keys of what is personal in them.
#[derive(Clone, Debug)]
pub struct Journal {
    database: Database,
    vault: Vault,
}

/// The ends of several journals, which nobody else can move until their transaction ends. Whoever changes records of
/// several units takes all ends before the first record: then nobody waits for somebody who waits for them.
#[derive(Debug, Default)]
pub struct Taken {
    heads: BTreeMap<Unit, queries::Head>,
    /// Rows that are not written yet: many are written in one statement.
    rows: Vec<Row>,
}

impl Taken {
    /// Takes the journals of these units, always in the same order, so that no two wait for each other.
    pub async fn of(tx: &mut Transaction<'_>, units: BTreeSet<&Unit>) -> Result<Self, StoreError> {
        let units: Vec<_> = units.into_iter().collect();
        let mut taken = queries::take_heads(tx, &units).await?;
        let head = |unit: &&Unit| Some(((*unit).clone(), taken.remove(&unit.to_string())?));
        let heads: BTreeMap<_, _> = units.iter().filter_map(head).collect();
        if heads.len() == units.len() { Ok(Self { heads, rows: Vec::new() }) } else { Err(corrupt()) }
    }

    /// Writes what is not written yet, and moves the ends of all of them to the last row that each was given.
    pub async fn close(self, tx: &mut Transaction<'_>) -> Result<(), StoreError> {
        queries::insert_many(tx, &self.rows).await?;
        let heads: Vec<_> = self.heads.into_iter().map(|(unit, head)| (unit.to_string(), head)).collect();
        queries::move_heads(tx, &heads).await
    }
}

/// An answer as it stands in a row.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept<A> {
    Done(A),
    Refused(Refusal),
}

/// A field as it stands in a row.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum KeptField {
    Sealed { sealed: String },
    Plain(Change),
}

/// How a transaction of [`Journal::apply`] ended.
enum Ended<A> {
    Applied(A),
    Repeated(Box<Row>),
    Refused(Refusal),
}

/// A change as somebody who may see it reads it; `None` where the key of its record is destroyed.
pub type ReadFields = BTreeMap<String, Option<Change>>;

impl Journal {
    /// The journals in this database.
    pub fn new(database: Database, vault: Vault) -> Self {
        Self { database, vault }
    }

    /// Where they are kept.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Applies `command` once: `work` does what it asks for, in the transaction that also writes its row. Fields named
    /// in `personal` are sealed there. The answer of `work` is kept, and given again to a repeat, so it must hold
    /// nothing personal and no secret. What `work` refuses leaves no trace but the row that says so.
    pub async fn apply<A: Serialize + DeserializeOwned>(
        &self,
        command: &Command,
        actor: &Actor,
        personal: &[&str],
        work: impl AsyncFnOnce(&mut Transaction<'_>) -> Result<Result<A, Refusal>, StoreError>,
    ) -> Result<Result<A, Refusal>, StoreError> {
        let id = command.id.to_string();
        if let Some(row) = queries::row(&self.database, &id).await? {
            return self.repeat(command, actor, &row).await;
        }
        let ended = self
            .database
            .transaction_if(async |tx| {
                let head = queries::take_head(tx, &command.unit).await?;
                // Somebody else may have applied it while this one waited.
                if let Some(row) = queries::row_in(tx, &id).await? {
                    return Ok((false, Ended::Repeated(Box::new(row))));
                }
                match work(tx).await? {
                    Err(refusal) => Ok((false, Ended::Refused(refusal))),
                    Ok(answer) => {
                        let fields = self.seal(tx, command, personal).await?;
                        let answer = Kept::Done(answer);
                        queries::add(tx, &row_of(command, actor, fields, &answer, &head)?).await?;
                        let Kept::Done(answer) = answer else { return Err(corrupt()) };
                        Ok((true, Ended::Applied(answer)))
                    }
                }
            })
            .await;
        match ended {
            Ok(Ended::Applied(answer)) => Ok(Ok(answer)),
            Ok(Ended::Repeated(row)) => self.repeat(command, actor, &row).await,
            Ok(Ended::Refused(refusal)) => {
                self.note_refusal(command, actor, refusal).await?;
                Ok(Err(refusal))
            }
            // The same id came for another unit at the same moment: whoever was first counts.
            Err(error) if error.violated_key().as_deref() == Some("journal_command_key") => {
                match queries::row(&self.database, &id).await? {
                    Some(row) => self.repeat(command, actor, &row).await,
                    None => Err(error),
                }
            }
            Err(error) => Err(error),
        }
    }

    /// Adds the row of a command that was carried out to one of the journals that were taken in its transaction, to be
    /// closed by [`Taken::close`]. Whoever does several commands as one sees to it that none is done twice: an id that
    /// stands in a journal breaks the whole off.
    pub async fn add_to<A: Serialize>(
        &self,
        tx: &mut Transaction<'_>,
        taken: &mut Taken,
        command: &Command,
        actor: &Actor,
        personal: &[&str],
        answer: &A,
    ) -> Result<(), StoreError> {
        let fields = self.seal(tx, command, personal).await?;
        let head = taken.heads.get_mut(&command.unit).ok_or_else(corrupt)?;
        let row = row_of(command, actor, fields, &Kept::Done(answer), head)?;
        *head = queries::Head { number: row.number, hash: row.hash.clone() };
        taken.rows.push(row);
        if taken.rows.len() >= queries::ROWS_MAX {
            queries::insert_many(tx, &taken.rows).await?;
            taken.rows.clear();
        }
        Ok(())
    }

    /// Whether the command with this id stands in a journal.
    pub async fn knows(&self, id: CommandId) -> Result<bool, StoreError> {
        Ok(queries::row(&self.database, &id.to_string()).await?.is_some())
    }

    /// In whose journal the command with this id stands, if in any.
    pub async fn unit_of(&self, id: CommandId) -> Result<Option<Unit>, StoreError> {
        let row = queries::row(&self.database, &id.to_string()).await?;
        row.map(|row| row.unit.parse()).transpose().map_err(|_| corrupt())
    }

    /// Whether the row of this command is by this actor.
    pub async fn is_by(&self, id: CommandId, actor: &Actor) -> Result<bool, StoreError> {
        let row = queries::row(&self.database, &id.to_string()).await?;
        Ok(row.is_some_and(|row| row.actor == actor.to_string()))
    }

    /// Writes that something was refused: who wanted what, without what they wrote.
    pub async fn note_refusal(
        &self,
        command: &Command,
        actor: &Actor,
        refusal: Refusal,
    ) -> Result<(), StoreError> {
        self.database
            .transaction(async |tx| {
                let head = queries::take_head(tx, &command.unit).await?;
                if queries::row_in(tx, &command.id.to_string()).await?.is_some() {
                    return Ok(());
                }
                let row = row_of(command, actor, "{}".to_owned(), &Kept::<()>::Refused(refusal), &head)?;
                queries::add(tx, &row).await
            })
            .await
    }

    /// The answer that the command in `row` got, if this is the same command again.
    async fn repeat<A: DeserializeOwned>(
        &self,
        command: &Command,
        actor: &Actor,
        row: &Row,
    ) -> Result<Result<A, Refusal>, StoreError> {
        let same_frame = row.unit == command.unit.to_string()
            && row.actor == actor.to_string()
            && row.entity == command.entity
            && row.entity_id == command.entity_id
            && row.basis == command.basis
            && row.kind == command.kind
            && row.reason == command.reason
            && row.made_at_ms == command.made_at_ms;
        match serde_json::from_str(&row.answer).map_err(|_| corrupt())? {
            Kept::Refused(refusal) if same_frame => Ok(Err(refusal)),
            Kept::Done(answer) if same_frame && self.same_fields(command, row).await? => Ok(Ok(answer)),
            _ => Ok(Err(Refusal::OtherCommand)),
        }
    }

    async fn same_fields(&self, command: &Command, row: &Row) -> Result<bool, StoreError> {
        let kept = self.read_fields(row).await?;
        let names: BTreeSet<_> = command.fields.keys().collect();
        let same = |(name, change): (&String, &Option<Change>)| {
            change.as_ref().is_none_or(|change| command.fields.get(name) == Some(change))
        };
        Ok(kept.keys().collect::<BTreeSet<_>>() == names && kept.iter().all(same))
    }

    /// The changes of a row, unsealed as far as keys are still there.
    pub async fn read_fields(&self, row: &Row) -> Result<ReadFields, StoreError> {
        let kept: BTreeMap<String, KeptField> = serde_json::from_str(&row.fields).map_err(|_| corrupt())?;
        let key = match kept.values().any(|field| matches!(field, KeptField::Sealed { .. })) {
            true => self.key_now(&row.entity, &row.entity_id).await?,
            false => None,
        };
        kept.into_iter()
            .map(|(name, field)| {
                let change = match (field, &key) {
                    (KeptField::Plain(change), _) => Some(change),
                    (KeptField::Sealed { .. }, None) => None,
                    (KeptField::Sealed { sealed }, Some(key)) => {
                        let opened = key.open(&sealed, &place(&row.command, &name)).map_err(|_| corrupt())?;
                        Some(serde_json::from_slice(&opened).map_err(|_| corrupt())?)
                    }
                };
                Ok((name, change))
            })
            .collect()
    }

    /// The fields of a command as they go into its row.
    async fn seal(
        &self,
        tx: &mut Transaction<'_>,
        command: &Command,
        personal: &[&str],
    ) -> Result<String, StoreError> {
        let sealed = |name: &str| personal.contains(&name);
        let key = match command.fields.keys().any(|name| sealed(name)) {
            true => Some(self.record_key(tx, &command.entity, &command.entity_id).await?),
            false => None,
        };
        let id = command.id.to_string();
        let mut kept = BTreeMap::new();
        for (name, change) in &command.fields {
            let field = match &key {
                Some(key) if sealed(name) => {
                    let plain = serde_json::to_vec(change).map_err(|_| corrupt())?;
                    KeptField::Sealed { sealed: key.seal(&plain, &place(&id, name))? }
                }
                _ => KeptField::Plain(change.clone()),
            };
            kept.insert(name, field);
        }
        serde_json::to_string(&kept).map_err(|_| corrupt())
    }

    /// The key of a record; nothing where it never had one, or was erased.
    pub async fn key_now(&self, entity: &str, entity_id: &str) -> Result<Option<SealingKey>, StoreError> {
        let wrapped = queries::key_now(&self.database, entity, entity_id).await?.flatten();
        wrapped.map(|wrapped| self.unwrapped(entity, entity_id, &wrapped)).transpose()
    }

    /// The key of a record, which is stored so.
    pub(crate) fn unwrapped(
        &self,
        entity: &str,
        entity_id: &str,
        wrapped: &str,
    ) -> Result<SealingKey, StoreError> {
        let opened = self.vault.unwrap(wrapped, &record(entity, entity_id));
        opened.map_err(|_| StoreError::Corrupt { what: "key of a record" })
    }

    /// The key of a record, made when it is first needed. One whose key was destroyed stays without.
    pub async fn record_key(
        &self,
        tx: &mut Transaction<'_>,
        entity: &str,
        entity_id: &str,
    ) -> Result<SealingKey, StoreError> {
        for _ in 0..2 {
            match queries::key(tx, entity, entity_id).await? {
                Some(Some(wrapped)) => return self.unwrapped(entity, entity_id, &wrapped),
                Some(None) => return Err(StoreError::Erased),
                None => {
                    let wrapped = self.vault.wrap(&SealingKey::fresh()?, &record(entity, entity_id))?;
                    queries::insert_key(tx, entity, entity_id, &wrapped).await?;
                }
            }
        }
        Err(corrupt())
    }

    /// Destroys the key of a record: whatever was ever sealed under it, here and in every copy made from now on, is
    /// unreadable. Says whether there was one.
    pub async fn erase(
        &self,
        tx: &mut Transaction<'_>,
        entity: &str,
        entity_id: &str,
    ) -> Result<bool, StoreError> {
        queries::destroy_key(tx, entity, entity_id, now_ms()).await
    }
}

/// Fields that are set anew.
pub fn fields(changes: impl IntoIterator<Item = (&'static str, Change)>) -> Fields {
    changes.into_iter().map(|(name, change)| (name.to_owned(), change)).collect()
}

fn row_of<A: Serialize>(
    command: &Command,
    actor: &Actor,
    fields: String,
    answer: &Kept<A>,
    head: &queries::Head,
) -> Result<Row, StoreError> {
    let mut row = Row {
        unit: command.unit.to_string(),
        number: head.number + 1,
        command: command.id.to_string(),
        actor: actor.to_string(),
        entity: command.entity.clone(),
        entity_id: command.entity_id.clone(),
        basis: command.basis,
        kind: command.kind.clone(),
        fields,
        reason: command.reason.clone(),
        answer: serde_json::to_string(answer).map_err(|_| corrupt())?,
        made_at_ms: command.made_at_ms,
        applied_at_ms: now_ms(),
        hash: String::new(),
    };
    row.hash = row.hash_after(&head.hash).map_err(|_| corrupt())?;
    Ok(row)
}

/// What a record is called where its key is wrapped.
pub(crate) fn record(entity: &str, entity_id: &str) -> String {
    format!("{entity}/{entity_id}")
}

/// What a sealed field is called.
fn place(command: &str, field: &str) -> String {
    format!("{command}/{field}")
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "row of the journal" }
}

#[cfg(test)]
mod tests;
