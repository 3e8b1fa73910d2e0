//! The staff register on the server: how entries are kept, and what the public figure is made of.
//!
//! Rules and pages are in `app/src/register`, the SQL in queries.rs, the addresses in routes.rs. Name and certificate
//! number are sealed at rest and in the journal under the key of the entry; posts, days and qualifications are not, so
//! that figures are counted without opening anything.
//!
//! How many people of social work are in post stands on a unit's public page. Once a unit has a register, that number is
//! what the register says of today, and nothing else writes it: a command that changes an entry sets it in its own
//! transaction, and [`Register::recount`] when a day comes on which somebody begins or has left. A unit without any
//! entry keeps the number that it was imported with.
//!
//! Invariants: whose unit it is decides at the moment of applying; of two who enter one person at once, one is refused;
//! a number is revealed only after the journal has noted to whom and for what.

pub mod queries;
mod routes;

pub use routes::routes;

use std::collections::{HashMap, HashSet};

use app::{
    access::Action,
    accounts::model::Staff,
    ids::{CommandId, EntryId, StaffId, StationId},
    journal::model::{Actor, Change, Command, Fields, Refusal, Unit},
    register::{
        listing::{self, Figures, RegisterQuery, Row, Terms},
        model::{
            self, Answer, Details, ENTITY, Entry, PERSONAL, PURPOSES, REVEAL, Staffing, Term, Work, clash,
            staffing,
        },
        standard,
    },
    stations::model::{Stage, Station},
};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    accounts::Accounts,
    database::{Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    shanghai,
    stations::queries as stations,
    vault::SealingKey,
};
use queries::{EntryRow, corrupt};

/// The registers of all units.
#[derive(Clone)]
pub struct Register {
    accounts: Accounts,
    directory: CurrentDirectory,
}

/// What is sealed of an entry.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Sealed {
    name: String,
    certificate: Option<String>,
}

/// What the list over many units gives: everything that was asked for, and nothing that the reader may not see.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Every unit that answers.
    pub rows: Vec<Row>,
    /// The figures over them.
    pub figures: Figures,
}

impl Register {
    /// The registers of this directory's units, kept by these accounts.
    pub fn new(accounts: &Accounts, directory: CurrentDirectory) -> Self {
        Self { accounts: accounts.clone(), directory }
    }

    /// Carries out what somebody wants done to an entry, once.
    pub async fn apply(&self, command: &Command, by: &Staff) -> Result<Result<Answer, Refusal>, StoreError> {
        let Some(work) = Work::from_kind(&command.kind).filter(|_| command.entity == ENTITY) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let (Some(station), Ok(id)) = (self.station(command).await?, command.entity_id.parse::<EntryId>())
        else {
            return Ok(Err(Refusal::NotFound));
        };
        let knows_account = self.knows_account(command).await?;
        let work = async |tx: &mut Transaction<'_>| {
            if !knows_account {
                return Ok(Err(Refusal::AgainstARule));
            }
            let (answers, changed) = match self.change_all(tx, station, &[(work, id, command)], by).await? {
                Ok(done) => done,
                Err(refusal) => return Ok(Err(refusal)),
            };
            if changed {
                stations::move_on(tx, now_ms()).await?;
            }
            Ok(answers.into_iter().next().ok_or(Refusal::AgainstARule))
        };
        let applied = self.accounts.journal().apply(command, &Actor::Staff(by.id), PERSONAL, work).await?;
        self.directory.refresh().await?;
        Ok(applied)
    }

    /// The unit of a command. A journal begins with a unit that is there, and nobody begins one by asking for another.
    async fn station(&self, command: &Command) -> Result<Option<StationId>, StoreError> {
        let Unit::Station(station) = command.unit else { return Ok(None) };
        let there = stations::exists(self.directory.database(), &station.to_string()).await?;
        Ok(there.then_some(station))
    }

    /// Whether an account that the command names is one of the unit.
    async fn knows_account(&self, command: &Command) -> Result<bool, StoreError> {
        let Some(Change::Set { to: serde_json::Value::String(id), .. }) = command.fields.get("account")
        else {
            return Ok(true);
        };
        let account = self.accounts.account(id).await?;
        Ok(account.is_some_and(|account| account.staff.units().any(|unit| *unit == command.unit)))
    }

    /// Carries out some of several commands that are done as one: those about the register of one unit, in their order.
    /// Nobody sees what becomes of it until the version of the directory is moved on. Their rows in the journal are their
    /// sender's to write. No account is named by them.
    pub(crate) async fn carry_out(
        &self,
        tx: &mut Transaction<'_>,
        unit: &Unit,
        commands: &[&Command],
        by: &Staff,
    ) -> Result<Result<Vec<Answer>, Refusal>, StoreError> {
        let Unit::Station(station) = *unit else { return Ok(Err(Refusal::NotFound)) };
        let mut works = Vec::new();
        for command in commands {
            let work = Work::from_kind(&command.kind).filter(|work| *work != Work::End);
            let (Some(work), Ok(id)) = (work, command.entity_id.parse::<EntryId>()) else {
                return Ok(Err(Refusal::AgainstARule));
            };
            if command.unit != *unit || command.fields.contains_key("account") {
                return Ok(Err(Refusal::AgainstARule));
            }
            works.push((work, id, *command));
        }
        Ok(self.change_all(tx, station, &works, by).await?.map(|(answers, _)| answers))
    }

    /// Does all of this in the register of one unit, and says whether the number that the public reads is another now.
    async fn change_all(
        &self,
        tx: &mut Transaction<'_>,
        station: StationId,
        works: &[(Work, EntryId, &Command)],
        by: &Staff,
    ) -> Result<Result<(Vec<Answer>, bool), Refusal>, StoreError> {
        let own = Unit::Station(station);
        if !self.accounts.may(by, Action::SeeRegister, &own, None) {
            return Ok(Err(Refusal::NotFound));
        }
        if !self.accounts.may(by, Action::EditUnit, &own, None) {
            return Ok(Err(Refusal::NotAllowed));
        }
        // Whoever changes this unit or its register waits here, so that nobody is entered twice.
        let Some(unit) = stations::take(tx, station).await? else { return Ok(Err(Refusal::NotFound)) };
        if unit.stage == Stage::Closed {
            return Ok(Err(Refusal::NotNow));
        }
        let mut entries = self.opened_in(tx, station).await?;
        let mut answers = Vec::new();
        for (work, id, command) in works {
            let (entry, conflicts) = match changed(*work, *id, station, command, &entries) {
                Ok(changed) => changed,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let row = self.sealed(tx, &entry).await?;
            queries::keep(tx, &row).await?;
            answers.push(Answer { version: entry.version, conflicts });
            match entries.iter().position(|it| it.id == *id) {
                Some(at) => entries[at] = entry,
                None => entries.push(entry),
            }
        }
        let staff = filled(entries.iter().map(|entry| &entry.details.term), shanghai::today());
        let changed = count(tx, &unit, staff).await?;
        Ok(Ok((answers, changed)))
    }

    /// Notes in the journal that somebody wants to read a certificate number and for what, and then gives it.
    pub async fn reveal(
        &self,
        id: CommandId,
        by: &Staff,
        station: StationId,
        entry: &str,
        purpose: &str,
    ) -> Result<Result<String, Refusal>, StoreError> {
        let unit = Unit::Station(station);
        let keeps = [Action::SeeRegister, Action::EditUnit]
            .into_iter()
            .all(|action| self.accounts.may(by, action, &unit, None));
        let entries = self.of(station).await?;
        let found = entries.into_iter().find(|it| it.id.to_string() == entry).filter(|_| keeps);
        let Some((found, certificate)) =
            found.and_then(|found| found.details.certificate.clone().map(|number| (found, number)))
        else {
            return Ok(Err(Refusal::NotFound));
        };
        if !PURPOSES.contains(&purpose) {
            return Ok(Err(Refusal::AgainstARule));
        }
        let command = Command {
            id,
            unit,
            entity: ENTITY.into(),
            entity_id: found.id.to_string(),
            basis: found.version,
            kind: REVEAL.into(),
            fields: Fields::new(),
            reason: purpose.to_owned(),
            made_at_ms: 0,
        };
        let work = async |_: &mut Transaction<'_>| Ok(Ok(()));
        let noted = self.accounts.journal().apply(&command, &Actor::Staff(by.id), &[], work).await?;
        Ok(noted.map(|()| certificate))
    }

    /// The entries of a unit, the latest first, opened as far as their keys are there. Whoever asks has looked whether
    /// the reader may see them.
    pub async fn of(&self, station: StationId) -> Result<Vec<Entry>, StoreError> {
        let database = self.directory.database();
        let rows = queries::of_station(database, station).await?;
        self.open_all(&rows, queries::keys_of_station(database, station).await?)
    }

    async fn opened_in(
        &self,
        tx: &mut Transaction<'_>,
        station: StationId,
    ) -> Result<Vec<Entry>, StoreError> {
        let rows = queries::of_station_in(tx, station).await?;
        let keys = queries::keys_of_station_in(tx, station).await?;
        self.open_all(&rows, keys)
    }

    /// The entries of these units, opened as far as their keys are there. Whoever asks has looked whether the reader may
    /// see them.
    pub async fn of_units(
        &self,
        stations: &HashSet<StationId>,
    ) -> Result<HashMap<StationId, Vec<Entry>>, StoreError> {
        let database = self.directory.database();
        let mut rows = queries::all(database).await?;
        rows.retain(|row| row.station_id.parse().is_ok_and(|id| stations.contains(&id)));
        let mut units: HashMap<StationId, Vec<Entry>> = HashMap::new();
        for entry in self.open_all(&rows, queries::keys(database).await?)? {
            units.entry(entry.station).or_default().push(entry);
        }
        Ok(units)
    }

    fn open_all(&self, rows: &[EntryRow], keys: Vec<(String, String)>) -> Result<Vec<Entry>, StoreError> {
        let keys: HashMap<_, _> = keys.into_iter().collect();
        let opened = rows.iter().map(|row| {
            let key =
                keys.get(&row.id).map(|wrapped| self.accounts.journal().unwrapped(ENTITY, &row.id, wrapped));
            open(row, key.transpose()?.as_ref())
        });
        opened.collect()
    }

    async fn sealed(&self, tx: &mut Transaction<'_>, entry: &Entry) -> Result<EntryRow, StoreError> {
        let id = entry.id.to_string();
        let details = &entry.details;
        let sealed = Sealed { name: details.name.clone(), certificate: details.certificate.clone() };
        let plain = serde_json::to_vec(&sealed).map_err(|_| corrupt())?;
        let key = self.accounts.journal().record_key(tx, ENTITY, &id).await?;
        Ok(EntryRow {
            version: entry.version,
            station_id: entry.station.to_string(),
            sealed: key.seal(&plain, &place(&id))?,
            post: details.term.post.clone(),
            employer: details.employer.clone(),
            qualification: details.term.qualification.word().to_owned(),
            staff_id: details.account.map(|account| account.to_string()),
            from_day: details.term.from.to_string(),
            until_day: details.term.until.map(|day| day.to_string()),
            id,
        })
    }

    /// How a unit is staffed on `today`; nothing where nobody was ever entered.
    pub async fn staffing(&self, station: &Station, today: Date) -> Result<Option<Staffing>, StoreError> {
        let rows = queries::of_station(self.directory.database(), station.id).await?;
        let terms = rows.iter().map(EntryRow::term).collect::<Result<Vec<_>, _>>()?;
        let of_a_station = self.directory.get().settings.staffing_standard();
        let standard = standard::posts_of(station.kind, of_a_station);
        Ok((!terms.is_empty()).then(|| staffing(&terms, today, standard)))
    }

    async fn terms(&self) -> Result<Terms, StoreError> {
        let mut terms: Terms = HashMap::new();
        for (station, term) in queries::terms(self.directory.database()).await? {
            terms.entry(station).or_default().push(term);
        }
        Ok(terms)
    }

    /// The units that answer a question, and the figures over them: for the page, and for whoever takes them out.
    pub async fn list(
        &self,
        reader: &Staff,
        query: &RegisterQuery,
        today: Date,
    ) -> Result<Listing, StoreError> {
        let terms = self.terms().await?;
        let rows = listing::rows(&self.directory.get(), reader, &terms, query, today);
        Ok(Listing { figures: listing::figures(&rows), rows })
    }

    /// The people of today that a question asks for, in those of these units whose names the reader may see.
    pub async fn people(
        &self,
        reader: &Staff,
        query: &RegisterQuery,
        rows: &[Row],
        today: Date,
    ) -> Result<HashMap<StationId, Vec<Entry>>, StoreError> {
        let mut people = HashMap::new();
        for row in rows.iter().filter(|row| row.staffing.is_some()) {
            if !self.accounts.may(reader, Action::SeeRegister, &Unit::Station(row.station), None) {
                continue;
            }
            let mut entries = self.of(row.station).await?;
            entries.retain(|entry| entry.details.term.holds_on(today) && query.wants(&entry.details.term));
            people.insert(row.station, entries);
        }
        Ok(people)
    }

    /// The accounts that an entry of this unit may name.
    pub async fn accounts_of(&self, station: StationId) -> Result<Vec<(StaffId, String)>, StoreError> {
        let unit = Unit::Station(station);
        let everybody = self.accounts.everybody().await?.into_iter();
        let here = everybody.filter(|staff| staff.units().any(|other| *other == unit));
        Ok(here
            .map(|staff| (staff.id, format!("{} · {}", staff.name, staff.sign_in_name.as_str())))
            .collect())
    }

    /// Brings the public number of every unit with a register to what the register says of `today`: somebody begins or
    /// has left, and nobody has pressed anything. Right when done twice, and by two servers. Says how many changed.
    pub async fn recount(&self, today: Date) -> Result<u64, StoreError> {
        let directory = self.directory.get();
        let mut changed = 0;
        for (station, terms) in self.terms().await? {
            let Some(unit) = directory.station_with_id(station) else { continue };
            if unit.staff == filled(&terms, today) {
                continue;
            }
            let counted = async |tx: &mut Transaction<'_>| {
                let Some(unit) = stations::take(tx, station).await? else { return Ok(false) };
                // As it stands now, which may be newer.
                let rows = queries::of_station_in(tx, station).await?;
                let terms = rows.iter().map(EntryRow::term).collect::<Result<Vec<_>, _>>()?;
                let changed = count(tx, &unit, filled(&terms, today)).await?;
                if changed {
                    stations::move_on(tx, now_ms()).await?;
                }
                Ok(changed)
            };
            changed += u64::from(self.directory.database().transaction(counted).await?);
        }
        self.directory.refresh().await?;
        Ok(changed)
    }
}

fn filled<'a>(terms: impl IntoIterator<Item = &'a Term>, today: Date) -> u16 {
    staffing(terms, today, 0).filled
}

/// What becomes of an entry, or a new one, among these of its unit; with the fields that somebody else had changed.
fn changed(
    work: Work,
    id: EntryId,
    station: StationId,
    command: &Command,
    entries: &[Entry],
) -> Result<(Entry, Vec<String>), Refusal> {
    let before = entries.iter().find(|entry| entry.id == id);
    // The id of a new entry is that of the command, so that a repeat names the same.
    let new = work == Work::Employ;
    if new != before.is_none() || (new && command.entity_id != command.id.to_string()) {
        return Err(Refusal::NotFound);
    }
    if work == Work::End && !command.fields.keys().all(|name| name == "until") {
        return Err(Refusal::AgainstARule);
    }
    let (details, conflicts) = model::apply(before.map(|entry| &entry.details), &command.fields)?;
    if clash(id, &details, entries).is_some() {
        return Err(Refusal::Taken);
    }
    let version = before.map_or(1, |entry| entry.version + 1);
    Ok((Entry { id, version, station, details }, conflicts))
}

/// Sets the public number of a unit, which nobody else can change until `tx` ends. Says whether it was another; the
/// version of the directory is its caller's to move on.
async fn count(tx: &mut Transaction<'_>, unit: &Station, staff: u16) -> Result<bool, StoreError> {
    if unit.staff == staff {
        return Ok(false);
    }
    stations::set_staff(tx, unit.id, staff).await?;
    Ok(true)
}

/// The entry of a row; without its key nobody knows whose it was.
fn open(row: &EntryRow, key: Option<&SealingKey>) -> Result<Entry, StoreError> {
    let (id, station) = row.ids()?;
    let sealed: Sealed = match key {
        None => Sealed::default(),
        Some(key) => {
            let plain = key.open(&row.sealed, &place(&row.id)).map_err(|_| corrupt())?;
            serde_json::from_slice(&plain).map_err(|_| corrupt())?
        }
    };
    let account = row.staff_id.as_deref().map(str::parse).transpose().map_err(|_| corrupt())?;
    let details = Details {
        name: sealed.name,
        certificate: sealed.certificate,
        term: row.term()?,
        employer: row.employer.clone(),
        account,
    };
    Ok(Entry { id, version: row.version, station, details })
}

/// What the sealed part of an entry is called.
fn place(id: &str) -> String {
    format!("register/{id}")
}

#[cfg(test)]
mod tests;
