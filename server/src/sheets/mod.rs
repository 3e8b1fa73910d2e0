//! Workbooks on the server: reading what people send, keeping it until they confirm, carrying it out, and writing what
//! they take home.
//!
//! What a row means and what would come of it stands in `app/src/sheets`. read.rs looks at a file before it believes it,
//! write.rs makes one, exports.rs says what is in each list, public.rs gives the finder's to anybody, upload.rs takes one
//! file out of a form.
//!
//! Invariants: nothing of a file is unpacked before its directory was looked at, and never more than a fixed amount;
//! what waits for a confirmation is sealed under the key of whoever sent it, for a day; an import is one transaction, in
//! which it is done at most once, and each of its commands is a row of its unit's journal; who may not see something on
//! its page neither imports nor exports it.

mod exports;
mod public;
pub mod queries;
pub mod read;
mod routes;
pub(crate) mod upload;
pub mod write;

pub use public::public_routes;
pub use routes::routes;
pub(crate) use upload::{Upload, upload};

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use app::{
    access::Action,
    accounts::model::Staff,
    directory::model::Directory,
    ids::{CommandId, StationId},
    journal::model::{Actor, Change, Command, Refusal, Unit, fields},
    policies::draft as guides,
    register::model as entries,
    services::draft as catalogue,
    sheets::{
        model::{FileFault, SheetKind, Table},
        plan::{self, Context, Office, Outcome, Plan, Step},
        words,
    },
    stations::edit as units,
    text::Text,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::{
    accounts::Accounts,
    config::Configuration,
    database::{Database, Transaction, now_ms},
    devices::Devices,
    error::StoreError,
    journal::Taken,
    policies::{self, Policies},
    register::Register,
    services::{self, Services},
    shanghai,
    stations::Stations,
};

/// For how long an import waits for its confirmation: a day.
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// Imports of one person that may wait.
const KEPT_MAX: i64 = 5;

/// Files that are read or written at once. Each takes a core and some memory.
const AT_ONCE: usize = 2;

/// Imports and exports.
#[derive(Clone)]
pub struct Sheets {
    accounts: Accounts,
    stations: Stations,
    register: Register,
    services: Services,
    policies: Policies,
    devices: Devices,
    bytes_max: usize,
    gate: Arc<Semaphore>,
}

/// An import as it is sealed.
#[derive(Debug, Serialize, Deserialize)]
struct Typed {
    table: Table,
    /// An id for the command of each row.
    ids: Vec<CommandId>,
}

/// An import of somebody.
#[derive(Debug)]
pub enum Kept {
    /// It waits.
    Waiting {
        /// What was sent.
        table: Table,
        /// An id for the command of each row.
        ids: Vec<CommandId>,
    },
    /// It is done: so many rows were new, so many changed something.
    Done {
        /// How many were new.
        added: i64,
        /// How many changed something.
        changed: i64,
    },
}

/// What became of a confirmation.
#[derive(Debug)]
pub enum Confirmed {
    /// It is done, now or before.
    Done,
    /// It would come to something else than was confirmed; nothing was written.
    Moved,
    /// There is no such import for them.
    Gone,
}

impl Sheets {
    /// Imports and exports of these accounts.
    pub fn new(
        configuration: &Configuration,
        accounts: &Accounts,
        stations: Stations,
        register: Register,
        services: Services,
        policies: Policies,
        devices: Devices,
    ) -> Self {
        Self {
            accounts: accounts.clone(),
            stations,
            register,
            services,
            policies,
            devices,
            bytes_max: usize::try_from(configuration.sheet_bytes_max.get()).unwrap_or(usize::MAX),
            gate: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    fn database(&self) -> &Database {
        self.accounts.journal().database()
    }

    /// Does work that takes a core, beside the requests and not more of it at once than there should be.
    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        let broken = || StoreError::Corrupt { what: "work on a workbook" };
        let permit = self.gate.clone().acquire_owned().await.map_err(|_| broken())?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = permit;
            work()
        });
        done.await.map_err(|_| broken())
    }

    /// Reads a file as a table of this kind.
    pub async fn read(
        &self,
        kind: SheetKind,
        bytes: Vec<u8>,
    ) -> Result<Result<Table, FileFault>, StoreError> {
        self.aside(move || {
            let sheets = read::sheets(&bytes)?;
            Table::of(kind, sheets, words::headings)
        })
        .await
    }

    /// Keeps a table until its sender confirms it; says under which id.
    pub async fn keep(&self, staff: &Staff, table: Table) -> Result<CommandId, StoreError> {
        let ids = table.rows.iter().map(|_| CommandId::fresh()).collect();
        let plain = serde_json::to_vec(&Typed { table, ids }).map_err(|_| corrupt())?;
        let (id, now) = (CommandId::fresh(), now_ms());
        let (name, staff) = (id.to_string(), staff.id.to_string());
        let journal = self.accounts.journal();
        journal
            .database()
            .transaction(async |tx| {
                let key = journal.record_key(tx, "staff", &staff).await?;
                let sealed = key.seal(&plain, &place(&name))?;
                queries::keep(tx, &name, &staff, &sealed, now).await?;
                queries::drop_oldest(tx, &staff, KEPT_MAX).await
            })
            .await?;
        Ok(id)
    }

    /// An import of somebody; nothing where there is none, or where its day is over.
    pub async fn kept(&self, staff: &Staff, id: &str) -> Result<Option<Kept>, StoreError> {
        let owner = staff.id.to_string();
        let since = now_ms() - KEPT_MS;
        let Some(row) = queries::kept(self.database(), id, &owner, since).await? else { return Ok(None) };
        if row.done_at_ms.is_some() {
            return Ok(Some(Kept::Done { added: row.added, changed: row.changed }));
        }
        let Some(key) = self.accounts.journal().key_now("staff", &owner).await? else { return Ok(None) };
        let opened = key.open(&row.sealed, &place(id)).map_err(|_| corrupt())?;
        let Typed { table, ids } = serde_json::from_slice(&opened).map_err(|_| corrupt())?;
        // They may have lost the right meanwhile, and a plan tells what only the office sees.
        Ok(plan::may_import(staff, table.kind).then_some(Kept::Waiting { table, ids }))
    }

    /// Forgets an import of somebody.
    pub async fn forget(&self, staff: &Staff, id: &str) -> Result<(), StoreError> {
        let owner = staff.id.to_string();
        self.database().transaction(async |tx| queries::forget(tx, id, &owner).await).await
    }

    /// What only the office sees of what stands there now, as far as this is about it: the catalogue, the guides, the
    /// registers of these units.
    pub(crate) async fn office(
        &self,
        kind: SheetKind,
        staff: &Staff,
        stations: impl Iterator<Item = StationId>,
    ) -> Result<Office, StoreError> {
        Ok(match kind {
            SheetKind::Units | SheetKind::Areas => Office::default(),
            SheetKind::Register => {
                let sees =
                    |id: &StationId| self.accounts.may(staff, Action::SeeRegister, &Unit::Station(*id), None);
                let units: HashSet<_> = stations.filter(sees).collect();
                Office { register: self.register.of_units(&units).await?, ..Office::default() }
            }
            SheetKind::Catalogue => Office { versions: self.services.versions().await?, ..Office::default() },
            SheetKind::Policies => Office { guides: self.policies.guides().await?, ..Office::default() },
        })
    }

    /// What would come of a table now, and what that comes to.
    pub async fn plan(
        &self,
        table: Arc<Table>,
        directory: Arc<Directory>,
        staff: &Staff,
        station_word: Text,
    ) -> Result<(Plan, String), StoreError> {
        let named = plan::stations_of(&table, &directory);
        let office = self.office(table.kind, staff, named.into_iter()).await?;
        let staff = staff.clone();
        self.aside(move || {
            let context = Context {
                directory: &directory,
                office: &office,
                staff: &staff,
                today: shanghai::today(),
                station_word: &station_word,
            };
            let plan = plan::plan(&table, &context);
            let seen = comes_to(&plan);
            (plan, seen)
        })
        .await
    }

    /// Carries out an import whose plan was seen, whole or not at all; a second time it is found done. Whatever would
    /// come to something else than was seen is not done.
    pub async fn confirm(
        &self,
        staff: &Staff,
        id: &str,
        seen: &str,
        station_word: &Text,
    ) -> Result<Confirmed, StoreError> {
        let (table, ids) = match self.kept(staff, id).await? {
            Some(Kept::Waiting { table, ids }) => (Arc::new(table), ids),
            Some(Kept::Done { .. }) => return Ok(Confirmed::Done),
            None => return Ok(Confirmed::Gone),
        };
        self.stations.refresh().await?;
        let directory = self.stations.directory();
        let (plan, comes_to) = self.plan(table, directory, staff, station_word.clone()).await?;
        if comes_to != seen || !plan.can_be_done() {
            return Ok(Confirmed::Moved);
        }
        let import: CommandId = id.parse().map_err(|_| corrupt())?;
        let commands: Vec<_> = plan.steps.iter().filter_map(|step| command(step, &ids)).collect();
        let (added, changed) = (count(&plan, Outcome::New), count(&plan, Outcome::Changed));
        let done = self.carry_out(import, staff, &commands, added, changed).await?;
        self.stations.refresh().await?;
        Ok(if done { Confirmed::Done } else { Confirmed::Moved })
    }

    /// All of these commands and the end of their import, or nothing; says whether it is done.
    async fn carry_out(
        &self,
        import: CommandId,
        staff: &Staff,
        commands: &[Command],
        added: i64,
        changed: i64,
    ) -> Result<bool, StoreError> {
        let (journal, actor) = (self.accounts.journal(), Actor::Staff(staff.id));
        let home = staff.assignments.first().map_or(Unit::Province, |it| it.unit.clone());
        let whole = Command {
            id: import,
            unit: home,
            entity: "import".into(),
            entity_id: import.to_string(),
            basis: 0,
            kind: "import".into(),
            fields: fields([("rows", Change::to(added + changed))]),
            reason: String::new(),
            made_at_ms: 0,
        };
        let units: BTreeSet<_> = commands.iter().chain([&whole]).map(|command| &command.unit).collect();
        let (id, owner) = (import.to_string(), staff.id.to_string());
        journal
            .database()
            .transaction_if(async |tx| {
                if !queries::finish(tx, &id, &owner, now_ms(), added, changed).await? {
                    // Somebody pressed twice: the other one has done it.
                    return Ok((false, true));
                }
                let mut taken = Taken::of(tx, units).await?;
                for together in commands.chunk_by(|one, other| {
                    one.entity == entries::ENTITY && other.entity == one.entity && one.unit == other.unit
                }) {
                    let answers = match self.do_together(tx, together, staff).await? {
                        Ok(answers) if answers.iter().all(Answer::is_whole) => answers,
                        // Somebody was there first; nothing of the import stays.
                        Ok(_) | Err(_) => return Ok((false, false)),
                    };
                    for (command, answer) in together.iter().zip(&answers) {
                        let personal =
                            if command.entity == entries::ENTITY { entries::PERSONAL } else { &[] };
                        journal.add_to(tx, &mut taken, command, &actor, personal, answer).await?;
                    }
                }
                journal.add_to(tx, &mut taken, &whole, &actor, &[], &()).await?;
                taken.close(tx).await?;
                // The public reads units, and how many work there; no draft.
                if commands.iter().any(|it| [units::ENTITY, entries::ENTITY].contains(&it.entity.as_str())) {
                    self.stations.move_on(tx).await?;
                }
                Ok((true, true))
            })
            .await
    }

    /// One command of an import, or those about the register of one unit.
    async fn do_together(
        &self,
        tx: &mut Transaction<'_>,
        commands: &[Command],
        staff: &Staff,
    ) -> Result<Result<Vec<Answer>, Refusal>, StoreError> {
        let Some(first) = commands.first() else { return Ok(Ok(Vec::new())) };
        Ok(match first.entity.as_str() {
            units::ENTITY => {
                self.stations.carry_out(tx, first, staff).await?.map(|it| vec![Answer::Unit(it)])
            }
            entries::ENTITY => {
                let commands: Vec<_> = commands.iter().collect();
                let done = self.register.carry_out(tx, &first.unit, &commands, staff).await?;
                done.map(|answers| answers.into_iter().map(Answer::Entry).collect())
            }
            catalogue::ENTITY => {
                self.services.carry_out(tx, first, staff).await?.map(|it| vec![Answer::Catalogue(it)])
            }
            guides::ENTITY => {
                self.policies.carry_out(tx, first, staff).await?.map(|it| vec![Answer::Guide(it)])
            }
            _ => Err(Refusal::AgainstARule),
        })
    }
}

/// What became of a command, as its own slice keeps it.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Answer {
    Unit(units::Answer),
    Entry(entries::Answer),
    Catalogue(services::Answer),
    Guide(policies::Answer),
}

impl Answer {
    /// Whether nobody else had changed what the command changes.
    fn is_whole(&self) -> bool {
        match self {
            Self::Unit(answer) => answer.conflicts.is_empty(),
            Self::Entry(answer) => answer.conflicts.is_empty(),
            Self::Catalogue(answer) => answer.conflicts.is_empty(),
            Self::Guide(answer) => answer.conflicts.is_empty(),
        }
    }
}

/// Forgets what nobody confirmed in its day; says how much.
pub async fn sweep(database: &Database, now: i64) -> Result<u64, StoreError> {
    database.transaction(async |tx| queries::sweep(tx, now - KEPT_MS).await).await
}

fn command(step: &Step, ids: &[CommandId]) -> Option<Command> {
    let id = *ids.get(step.row)?;
    Some(Command {
        id,
        unit: step.unit.clone(),
        entity: step.entity.to_owned(),
        entity_id: step.entity_id.clone().unwrap_or_else(|| id.to_string()),
        basis: step.basis,
        kind: step.kind.to_owned(),
        fields: step.fields.clone(),
        reason: String::new(),
        made_at_ms: 0,
    })
}

fn count(plan: &Plan, outcome: Outcome) -> i64 {
    i64::try_from(plan.count(outcome)).unwrap_or(i64::MAX)
}

/// What a plan comes to: another text wherever any row would come to something else.
fn comes_to(plan: &Plan) -> String {
    let hash = Sha256::digest(format!("{:?} {:?}", plan.rows, plan.gone).as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a sealed import is called.
fn place(id: &str) -> String {
    format!("import/{id}")
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "import that waits" }
}

#[cfg(test)]
mod tests;
