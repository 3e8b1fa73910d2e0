//! Tablets on the server: enrolling and revoking them, taking what they send, telling what has changed.
//!
//! What both sides say to each other and when a number may be taken is in `app/src/offline` (exchange.rs, receiving.rs),
//! the SQL in queries.rs, the addresses in routes.rs. What a command does is the slice's it belongs to; so far those of
//! stations (`server/src/stations`) and calls for help that were taken down (`server/src/help`).
//!
//! Invariants: whoever sends is asked for again at each command, and a tablet that is revoked sends nothing more; a
//! number of a tablet is used for one command, and a command is applied once; a foreign unit is answered like one that
//! is not there; what a tablet's clock says decides nothing.

pub mod queries;
mod routes;

pub(crate) use routes::lines;
pub use routes::{DevicesState, routes, sync};

use app::{
    access::Action,
    accounts::model::{Staff, State},
    devices::devices_page::Silent,
    ids::{CommandId, DeviceId, StaffId},
    journal::{
        merge::Record,
        model::{Actor, Change, Command, Refusal, Unit},
    },
    offline::{
        exchange::{
            Answered, COMMANDS_MAX, Ended, Enrolled, HELP, Known, Numbered, Outcome, Pull, Pulled, Push,
            Pushed, ROWS_MAX, TAKE_DOWN, UnitPage,
        },
        receiving::{Held, Place, Verdict, ahead_ms, holds},
    },
    stations::edit::{ENTITY, Work},
};
use serde_json::Value;

use crate::{
    accounts::{Accounts, secrets},
    database::{Database, Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    help::Help,
    journal::fields,
    shanghai,
    stations::Stations,
};
use queries::DeviceRow;

/// Signs of a reason that a tablet may send.
const REASON_CHARS_MAX: usize = 500;

/// What of a tablet is personal: people name them after themselves.
const PERSONAL: &[&str] = &["name"];

/// All tablets.
#[derive(Clone)]
pub struct Devices {
    accounts: Accounts,
    stations: Stations,
    help: Help,
    directory: CurrentDirectory,
}

/// A tablet that is listened to, and whose it is.
#[derive(Clone, Debug)]
pub struct Door {
    id: String,
    owner: Staff,
    ahead_ms: i64,
}

impl Devices {
    /// The tablets of these accounts, on which units are tended and calls for help taken down.
    pub fn new(accounts: &Accounts, stations: Stations, help: Help, directory: CurrentDirectory) -> Self {
        Self { accounts: accounts.clone(), stations, help, directory }
    }

    fn database(&self) -> &Database {
        self.accounts.journal().database()
    }

    /// Enrols a tablet for somebody who is signed in on it. Its token is told this once.
    pub async fn enrol(&self, by: &Staff, name: &str, system: &str) -> Result<Enrolled, StoreError> {
        let (device, token, now) = (DeviceId::fresh(), secrets::token()?, now_ms());
        let row = DeviceRow {
            id: device.to_string(),
            staff_id: by.id.to_string(),
            name: name.to_owned(),
            system: system.to_owned(),
            number: 0,
            unsent: 0,
            ahead_ms: 0,
            made_at_ms: now,
            seen_at_ms: now,
            went_back_at_ms: None,
            revoked_at_ms: None,
        };
        let changes = fields([("name", Change::to(name))]);
        let command = Command { fields: changes, ..about(CommandId::fresh(), &row.id, by, "enrol") };
        let work = async |tx: &mut Transaction<'_>| {
            queries::insert(tx, &row, &secrets::token_hash(&token)).await?;
            Ok(Ok(()))
        };
        // Nothing here refuses.
        let _done: Result<(), Refusal> =
            self.accounts.journal().apply(&command, &Actor::Staff(by.id), PERSONAL, work).await?;
        Ok(Enrolled { device, token, staff: by.id, staff_name: by.name.clone(), name: name.to_owned() })
    }

    /// The tablet with this token, if it is still listened to. Notes that it was heard.
    pub async fn door(&self, token: &str, theirs_ms: i64) -> Result<Result<Door, Ended>, StoreError> {
        let now = now_ms();
        let row = queries::by_token(self.database(), &secrets::token_hash(token)).await?;
        let Some(row) = row else { return Ok(Err(Ended::Unknown)) };
        let owner = self.owner(&row.staff_id).await?;
        if let Err(ended) = holds(row.seen_at_ms, row.revoked_at_ms.is_some(), owner.is_some(), now) {
            return Ok(Err(ended));
        }
        let Some(owner) = owner else { return Ok(Err(Ended::OwnerGone)) };
        let ahead_ms = ahead_ms(theirs_ms, now);
        self.database().transaction(async |tx| queries::see(tx, &row.id, now, ahead_ms).await).await?;
        Ok(Ok(Door { id: row.id, owner, ahead_ms }))
    }

    /// Whose a tablet is, while their account is active.
    async fn owner(&self, staff: &str) -> Result<Option<Staff>, StoreError> {
        let account = self.accounts.account(staff).await?;
        Ok(account.map(|account| account.staff).filter(|staff| staff.state == State::Active))
    }

    /// Takes a batch of commands.
    pub async fn push(&self, door: &Door, push: &Push) -> Result<Pushed, StoreError> {
        let mut held = Held::default();
        let mut answers = Vec::new();
        let mut expected = None;
        for sent in push.commands.iter().take(COMMANDS_MAX) {
            let Some(place) = self.take_number(door, sent).await? else { break };
            expected = Some(place.last + 1);
            if let Verdict::Expect(_) = place.judge(sent.number, sent.id) {
                break;
            }
            if sent.number == place.last + 1 {
                expected = Some(sent.number + 1);
            }
            let command = serde_json::from_value::<Command>(sent.command.clone()).ok();
            let fits =
                |command: &Command| command.id == sent.id && may_come(command) && !holds_nul(&sent.command);
            let outcome = match command.filter(fits) {
                None => Outcome::Refused(Refusal::AgainstARule),
                Some(command) if !place.known && held.holds(&command) => Outcome::Held,
                Some(command) => {
                    let outcome = self.carry(door, &command).await?;
                    held.note(&command, &outcome);
                    outcome
                }
            };
            answers.push(Answered { id: sent.id, outcome });
        }
        let expected = match expected {
            Some(expected) => expected,
            None => self.last_number(door).await? + 1,
        };
        Ok(Pushed { expected, answers, now_ms: now_ms() })
    }

    async fn last_number(&self, door: &Door) -> Result<i64, StoreError> {
        Ok(queries::by_id(self.database(), &door.id).await?.map_or(0, |row| row.number))
    }

    /// Uses the number for the command, if its turn has come; nothing when the tablet was revoked meanwhile.
    async fn take_number(&self, door: &Door, sent: &Numbered) -> Result<Option<Place>, StoreError> {
        let known = self.accounts.journal().knows(sent.id).await?;
        self.database()
            .transaction(async |tx| {
                let Some(last) = queries::take(tx, &door.id).await? else { return Ok(None) };
                let before = queries::command_at(tx, &door.id, sent.number).await?;
                let place = Place { last, before: before.and_then(|id| id.parse().ok()), known };
                let now = now_ms();
                let taken = !matches!(place.judge(sent.number, sent.id), Verdict::Expect(_));
                if taken && sent.number == last + 1 {
                    let id = sent.id.to_string();
                    queries::use_number(tx, &door.id, sent.number, &id, now, door.ahead_ms).await?;
                }
                if place.went_back(sent.number, sent.id) {
                    queries::went_back(tx, &door.id, now).await?;
                }
                Ok(Some(place))
            })
            .await
    }

    /// Has a command carried out by whoever it belongs to, with the rights that its sender has now.
    async fn carry(&self, door: &Door, command: &Command) -> Result<Outcome, StoreError> {
        let Some(owner) = self.owner(&door.owner.id.to_string()).await? else {
            return Ok(Outcome::Refused(Refusal::NotAllowed));
        };
        if command.entity == HELP {
            return Ok(match self.help.take_command(command, &owner).await? {
                Ok(()) => Outcome::Done { version: 1, conflicts: Vec::new() },
                Err(refusal) => Outcome::Refused(refusal),
            });
        }
        Ok(match self.stations.apply(command, &owner).await? {
            Ok(answer) => Outcome::Done { version: answer.version, conflicts: answer.conflicts },
            Err(refusal) => Outcome::Refused(refusal),
        })
    }

    /// What has changed since the tablet asked last.
    pub async fn pull(&self, door: &Door, pull: &Pull) -> Result<Pulled, StoreError> {
        let unsent = i64::from(pull.unsent);
        self.database().transaction(async |tx| queries::tell_unsent(tx, &door.id, unsent).await).await?;
        let units = self.accounts.units(&door.owner, Action::TendUnit).into_iter();
        let scope: Vec<Unit> = units.filter(|unit| matches!(unit, Unit::Station(_))).collect();
        // The ends first, then the records: what a tablet gets is as new as the end that it remembers, or newer.
        let heads = crate::journal::queries::heads(self.database()).await?;
        self.directory.refresh().await?;
        let directory = self.directory.get();
        let (mut pages, mut more) = (Vec::new(), false);
        for unit in &scope {
            let name = unit.to_string();
            let end = heads.iter().find(|head| head.unit == name).map_or(0, |head| head.number);
            let since = pull.cursors.get(unit).copied();
            if since == Some(end) {
                continue;
            }
            // A number beyond the end is from before this server was restored: everything is told again.
            let until = since.filter(|it| (0..end).contains(it)).map_or(end, |it| end.min(it + ROWS_MAX));
            more |= until < end;
            let station = match unit {
                Unit::Station(id) => directory.station_with_id(*id),
                _ => None,
            };
            let records = station.map(known).transpose()?.into_iter().collect();
            pages.push(UnitPage { unit: unit.clone(), until, records });
        }
        Ok(Pulled { scope, units: pages, more, now_ms: now_ms() })
    }

    /// Revokes a tablet: its owner may, and whoever may let its owner back in.
    pub async fn revoke(
        &self,
        id: CommandId,
        by: &Staff,
        device: &str,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(row) = queries::by_id(self.database(), device).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        if !self.may_revoke(by, &row).await? {
            return Ok(Err(Refusal::NotFound));
        }
        let work = async |tx: &mut Transaction<'_>| {
            let revoked = queries::revoke(tx, &row.id, now_ms()).await?;
            Ok(if revoked { Ok(()) } else { Err(Refusal::NotNow) })
        };
        let command = about(id, &row.id, by, "revoke");
        self.accounts.journal().apply(&command, &Actor::Staff(by.id), &[], work).await
    }

    /// A tablet says itself that it is given up.
    pub async fn leave(&self, door: &Door) -> Result<(), StoreError> {
        self.revoke(CommandId::fresh(), &door.owner, &door.id).await.map(drop)
    }

    async fn may_revoke(&self, by: &Staff, row: &DeviceRow) -> Result<bool, StoreError> {
        if row.staff_id == by.id.to_string() {
            return Ok(true);
        }
        let account = self.accounts.account(&row.staff_id).await?;
        Ok(account.is_some_and(|account| self.accounts.may_let_back_in(by, &account.staff)))
    }

    /// The tablets that have not been heard for so long that `reader` has to know of it: their own and those on their
    /// list, and those in units that they look after.
    pub async fn silent(&self, reader: &Staff, before_ms: i64) -> Result<Vec<Silent>, StoreError> {
        let everybody = self.accounts.everybody().await?;
        let rows = queries::all(self.database()).await?.into_iter();
        let silent = rows.filter(|row| row.seen_at_ms < before_ms).filter_map(|row| {
            let owner = everybody.iter().find(|staff| staff.id.to_string() == row.staff_id)?;
            let listed = owner.id == reader.id || self.accounts.may_let_back_in(reader, owner);
            let looks_after = |unit: &&Unit| self.accounts.may(reader, Action::EditUnit, unit, None);
            let unit = owner.units().find(looks_after).or_else(|| owner.units().next().filter(|_| listed))?;
            Some(Silent { heard: shanghai::moment(row.seen_at_ms).date(), unit: unit.clone(), listed })
        });
        Ok(silent.collect())
    }

    /// The tablets that somebody may see, each with what its owner is called.
    pub async fn list(&self, reader: &Staff) -> Result<Vec<(DeviceRow, String)>, StoreError> {
        let everybody = self.accounts.everybody().await?;
        let rows = queries::all(self.database()).await?.into_iter();
        let seen = rows.filter_map(|row| {
            let owner = row.staff_id.parse::<StaffId>().ok()?;
            let owner = everybody.iter().find(|staff| staff.id == owner)?;
            let sees = owner.id == reader.id || self.accounts.may_let_back_in(reader, owner);
            sees.then(|| (row, owner.name.clone()))
        });
        Ok(seen.collect())
    }
}

/// Whether a command is one that tablets send. What is longer than any form lets somebody write is not looked at.
fn may_come(command: &Command) -> bool {
    const KINDS: [Work; 4] = [Work::Edit, Work::CloseToday, Work::ReopenToday, Work::Verify];
    let is_known = match command.entity.as_str() {
        ENTITY => Work::from_kind(&command.kind).is_some_and(|work| KINDS.contains(&work)),
        HELP => command.kind == TAKE_DOWN,
        _ => false,
    };
    is_known && command.reason.chars().count() <= REASON_CHARS_MAX
}

/// Whether the sign of no sign stands anywhere in it, which PostgreSQL keeps in no text: without this the tablet would
/// be told of a fault of the server, and send it again for ever.
fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || holds_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A unit as a tablet keeps it.
fn known(station: &app::stations::model::Station) -> Result<Known, StoreError> {
    let corrupt = || StoreError::Corrupt { what: "station" };
    let Ok(Value::Object(fields)) = serde_json::to_value(station) else { return Err(corrupt()) };
    let fields: Record = fields.into_iter().collect();
    Ok(Known {
        entity: ENTITY.to_owned(),
        entity_id: station.id.to_string(),
        version: station.version,
        fields,
    })
}

/// A command about a tablet, in the journal of its owner's or revoker's unit.
fn about(id: CommandId, device: &str, by: &Staff, kind: &str) -> Command {
    Command {
        id,
        unit: by.assignments.first().map_or(Unit::Province, |assignment| assignment.unit.clone()),
        entity: "device".into(),
        entity_id: device.to_owned(),
        basis: 0,
        kind: kind.into(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}
