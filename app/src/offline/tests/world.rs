//! The server, the wire and the tablets.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::chance::Chance;
use crate::{
    ids::{CommandId, DeviceId, StaffId},
    journal::{
        merge::{Conflict, Record, merge},
        model::{Change, Command, Refusal, Unit},
    },
    offline::{
        exchange::{Answered, Ended, Enrolled, Known, Outcome, Pull, Pulled, Push, Pushed, UnitPage},
        outbox::Delivery,
        receiving::{Held, Place, Verdict, ahead_ms, holds},
        tablet::{Table, Tablet, Write, records},
    },
};

/// A value that the server never takes.
pub(super) const AGAINST_THE_RULES: &str = "against the rules";

/// Rows that one page goes over: few, so that there are pages.
const ROWS_MAX: i64 = 3;

/// What can be wrong with a server or a tablet: so that the simulation can show that it finds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing.
    #[default]
    None,
    /// The server does not look whether it has a command already.
    AppliesTwice,
    /// It has forgotten what it answered, and refuses a repeat.
    RefusesRepeats,
    /// It takes any number: a tablet that was put back to an earlier state counts on as if nothing had been.
    TakesAnyNumber,
    /// It carries a batch out in whatever order.
    IgnoresOrder,
    /// It carries out what was made behind a refused command of the same record.
    ForgetsToHold,
    /// It lets the last writer win.
    LastWriterWins,
    /// It keeps what stands there and tells nobody of the other value.
    HidesConflicts,
    /// It tells an end of the journal and not what has changed until there.
    SkipsRecords,
    /// It does not take back what somebody may no longer see.
    KeepsForeignUnits,
    /// A tablet takes what it has sent for arrived, and does not ask again.
    AssumesArrival,
    /// It shows as saved what is not on its disk.
    SavesLater,
    /// It throws a refused command away without asking anybody.
    DropsRefused,
}

/// One row of the journal.
pub(super) struct Row {
    pub(super) command: Command,
    pub(super) outcome: Outcome,
    pub(super) before: Record,
    pub(super) after: Record,
}

/// A tablet as the server knows it.
#[derive(Default)]
pub(super) struct Door {
    pub(super) owner: usize,
    pub(super) last: i64,
    pub(super) numbers: BTreeMap<i64, CommandId>,
    pub(super) revoked: bool,
    pub(super) seen_at_ms: i64,
    pub(super) went_back: bool,
    pub(super) ahead_ms: i64,
}

/// The server, which loses its memory at every crash; all of this is on its disk.
#[derive(Default)]
pub(super) struct Server {
    pub(super) now_ms: i64,
    pub(super) journal: Vec<Row>,
    pub(super) records: BTreeMap<Unit, Known>,
    pub(super) doors: BTreeMap<String, Door>,
    /// Whose units are no longer theirs.
    pub(super) lost: BTreeSet<(usize, Unit)>,
    /// What is wrong with it.
    pub(super) fault: Fault,
}

/// Where the server dies while it takes a batch.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Dies {
    BeforeNumber,
    BeforeCommit,
    AfterCommit,
}

impl Server {
    pub(super) fn with_units(units: &[Unit]) -> Self {
        let fields: Record =
            ["phone", "hours", "note"].map(|it| (it.to_owned(), Value::from("first"))).into();
        let known = |unit: &Unit| Known {
            entity: "station".into(),
            entity_id: unit.to_string(),
            version: 1,
            fields: fields.clone(),
        };
        Self { records: units.iter().map(|unit| (unit.clone(), known(unit))).collect(), ..Self::default() }
    }

    pub(super) fn enrol(&mut self, owner: usize, chance: &mut Chance) -> Enrolled {
        let device: DeviceId = chance.id();
        let door = Door { owner, seen_at_ms: self.now_ms, ..Door::default() };
        self.doors.insert(device.to_string(), door);
        Enrolled {
            device,
            token: device.to_string(),
            staff: "00000000-0000-7000-8000-000000000000".parse::<StaffId>().unwrap(),
            staff_name: "王小明".into(),
            name: "平板".into(),
        }
    }

    fn door(&mut self, token: &str, theirs_ms: i64) -> Result<&mut Door, Ended> {
        let now_ms = self.now_ms;
        let door = self.doors.get_mut(token).ok_or(Ended::Unknown)?;
        holds(door.seen_at_ms, door.revoked, true, now_ms)?;
        door.seen_at_ms = now_ms;
        door.ahead_ms = ahead_ms(theirs_ms, now_ms);
        Ok(door)
    }

    fn row(&self, id: CommandId) -> Option<&Row> {
        self.journal.iter().find(|row| row.command.id == id)
    }

    /// Takes a batch. `None` when it dies on the way.
    pub(super) fn push(
        &mut self,
        token: &str,
        push: &Push,
        dies: Option<(usize, Dies)>,
    ) -> Option<Result<Pushed, Ended>> {
        let owner = match self.door(token, push.sent_at_ms) {
            Ok(door) => door.owner,
            Err(ended) => return Some(Err(ended)),
        };
        let mut held = Held::default();
        let mut answers = Vec::new();
        let mut commands: Vec<_> = push.commands.iter().enumerate().collect();
        if self.fault == Fault::IgnoresOrder {
            commands.reverse();
        }
        let any = matches!(self.fault, Fault::TakesAnyNumber | Fault::IgnoresOrder);
        for (at, sent) in commands {
            let dies_here = |when: Dies| dies == Some((at, when));
            let known = self.row(sent.id).is_some();
            let door = self.doors.get_mut(token).unwrap();
            let place = Place { last: door.last, before: door.numbers.get(&sent.number).copied(), known };
            let verdict = place.judge(sent.number, sent.id);
            door.went_back |= place.went_back(sent.number, sent.id);
            if matches!(verdict, Verdict::Expect(_)) && !any {
                break;
            }
            if dies_here(Dies::BeforeNumber) {
                return None;
            }
            if sent.number == door.last + 1 || (any && verdict != Verdict::Again) {
                door.last = sent.number;
                door.numbers.insert(sent.number, sent.id);
            }
            if dies_here(Dies::BeforeCommit) {
                return None;
            }
            let command: Command = serde_json::from_value(sent.command.clone()).unwrap();
            let outcome = match self.row(sent.id) {
                Some(_) if self.fault == Fault::AppliesTwice => self.apply(owner, &command),
                Some(_) if self.fault == Fault::RefusesRepeats => Outcome::Refused(Refusal::Taken),
                Some(row) => row.outcome.clone(),
                None if held.holds(&command) && self.fault != Fault::ForgetsToHold => Outcome::Held,
                None => self.apply(owner, &command),
            };
            if dies_here(Dies::AfterCommit) {
                return None;
            }
            held.note(&command, &outcome);
            answers.push(Answered { id: sent.id, outcome });
        }
        let expected = self.doors[token].last + 1;
        Some(Ok(Pushed { expected, answers, now_ms: self.now_ms }))
    }

    /// One command, and its row.
    pub(super) fn apply(&mut self, owner: usize, command: &Command) -> Outcome {
        let before = self.records.get(&command.unit).map(|it| it.fields.clone()).unwrap_or_default();
        let known = self
            .records
            .get_mut(&command.unit)
            .filter(|_| !self.lost.contains(&(owner, command.unit.clone())));
        let wants = |change: &Change| matches!(change, Change::Set { to, .. } if to == AGAINST_THE_RULES);
        let outcome = match known {
            None => Outcome::Refused(Refusal::NotFound),
            Some(_) if command.fields.values().any(wants) => Outcome::Refused(Refusal::AgainstARule),
            Some(known) => {
                let mut merged = merge(&known.fields, &command.fields);
                if self.fault == Fault::LastWriterWins {
                    merged.changed.extend(merged.conflicts.drain(..).map(|it| (it.field, it.wanted)));
                }
                if self.fault == Fault::HidesConflicts {
                    merged.conflicts.clear();
                }
                known.fields.extend(merged.changed);
                known.version += 1;
                Outcome::Done { version: known.version, conflicts: merged.conflicts }
            }
        };
        let after = self.records.get(&command.unit).map(|it| it.fields.clone()).unwrap_or_default();
        self.journal.push(Row { command: command.clone(), outcome: outcome.clone(), before, after });
        outcome
    }

    pub(super) fn pull(&mut self, token: &str, pull: &Pull) -> Result<Pulled, Ended> {
        let owner = self.door(token, pull.sent_at_ms)?.owner;
        let scope: Vec<Unit> = self
            .records
            .keys()
            .filter(|unit| !self.lost.contains(&(owner, (*unit).clone())))
            .chain(self.records.keys().filter(|_| self.fault == Fault::KeepsForeignUnits))
            .cloned()
            .collect();
        let (mut units, mut more) = (Vec::new(), false);
        for unit in &scope {
            let end = self.journal.iter().filter(|row| row.command.unit == *unit).count() as i64;
            let since = pull.cursors.get(unit).copied();
            if since == Some(end) {
                continue;
            }
            // A cursor beyond the end is from another life of this server.
            let until = since.filter(|it| *it < end).map_or(end, |it| end.min(it + ROWS_MAX));
            more |= until < end;
            let skips = self.fault == Fault::SkipsRecords && since.is_some();
            let records = if skips { Vec::new() } else { vec![self.records[unit].clone()] };
            units.push(UnitPage { unit: unit.clone(), until, records });
        }
        Ok(Pulled { scope, units, more, now_ms: self.now_ms })
    }
}

/// A tablet's disk.
pub(super) type Disk = BTreeMap<(Table, String), String>;

fn table(disk: &Disk, table: Table) -> Vec<(String, String)> {
    disk.iter()
        .filter(|((it, _), _)| *it == table)
        .map(|((_, name), text)| (name.clone(), text.clone()))
        .collect()
}

/// A tablet in somebody's hands.
pub(super) struct Hands {
    pub(super) owner: usize,
    pub(super) disk: Disk,
    pub(super) tablet: Tablet,
    pub(super) clock_ahead_ms: i64,
    pub(super) backup: Option<Disk>,
    /// The question that is under way; an answer to another one is no answer.
    pub(super) turn: Option<u64>,
    /// Its disk refuses to write.
    pub(super) full: bool,
    /// What is wrong with it.
    pub(super) fault: Fault,
}

impl Hands {
    pub(super) fn new(owner: usize) -> Self {
        Self {
            owner,
            disk: Disk::new(),
            tablet: Tablet::default(),
            clock_ahead_ms: 0,
            backup: None,
            turn: None,
            full: false,
            fault: Fault::None,
        }
    }

    /// Switched off and on: only the disk is left.
    pub(super) fn starts(&mut self) {
        self.tablet = Tablet::read(&table(&self.disk, Table::Meta), &table(&self.disk, Table::Outbox));
        self.turn = None;
    }

    /// Changes the tablet: on the disk first, then to be seen.
    pub(super) fn changes<T>(&mut self, change: impl FnOnce(&mut Tablet) -> (T, Vec<Write>)) -> T {
        self.tries_to_change(change).unwrap()
    }

    /// The same on a disk that may refuse; then nothing was done.
    pub(super) fn tries_to_change<T>(
        &mut self,
        change: impl FnOnce(&mut Tablet) -> (T, Vec<Write>),
    ) -> Option<T> {
        let mut result = None;
        let fault = self.fault;
        let (after, writes) = self.tablet.changed(|after| {
            let (given, writes) = change(after);
            result = Some(given);
            if fault == Fault::DropsRefused {
                after.outbox.entries.retain(|it| !matches!(it.delivery, Delivery::Refused { .. }));
            }
            writes
        });
        if self.full && !writes.is_empty() {
            return None;
        }
        if fault == Fault::SavesLater && after.outbox.entries.len() > self.tablet.outbox.entries.len() {
            self.tablet = after;
            return result;
        }
        for write in writes {
            match write {
                Write::Put(table, name, text) => {
                    self.disk.insert((table, name), text);
                }
                Write::Remove(table, name) => {
                    self.disk.remove(&(table, name));
                }
                Write::RemoveAll(table, begin) => {
                    self.disk.retain(|(it, name), _| *it != table || !name.starts_with(&begin));
                }
            }
        }
        self.tablet = after;
        result
    }

    /// The records as they are to be seen here.
    pub(super) fn sees(&self) -> BTreeMap<Unit, Record> {
        let records = records(&table(&self.disk, Table::Records)).into_iter();
        records
            .map(|known| {
                let mut record = known.fields.clone();
                let waiting = self.tablet.waiting(&known).flat_map(|entry| &entry.command.fields);
                for (field, change) in waiting {
                    if let Change::Set { to, .. } = change {
                        record.insert(field.clone(), to.clone());
                    }
                }
                (known.entity_id.parse().unwrap(), record)
            })
            .collect()
    }

    /// Sets a field of a unit that can be seen here; the command, if there was something to change.
    pub(super) fn edits(
        &mut self,
        unit: &Unit,
        field: &str,
        to: &str,
        chance: &mut Chance,
        now_ms: i64,
    ) -> Option<Command> {
        let from = self.sees().get(unit)?.get(field)?.clone();
        let command = Command {
            id: chance.id(),
            unit: unit.clone(),
            entity: "station".into(),
            entity_id: unit.to_string(),
            basis: 0,
            kind: "edit_station".into(),
            fields: [(field.to_owned(), Change::from_to(from, to))].into(),
            reason: String::new(),
            made_at_ms: now_ms + self.clock_ahead_ms,
        };
        let added = command.clone();
        self.tries_to_change(|tablet| (tablet.outbox.add(added), Vec::new()))?;
        Some(command)
    }

    /// One round with nothing in the way. Says whether anything went over the wire that moved something.
    pub(super) fn syncs(&mut self, server: &mut Server) -> bool {
        let token = self.tablet.enrolled.as_ref().unwrap().token.clone();
        let now_ms = server.now_ms + self.clock_ahead_ms;
        let mut moved = false;
        if let Some(push) = self.changes(|tablet| (tablet.push(now_ms), Vec::new())) {
            moved = true;
            match server.push(&token, &push, None).unwrap() {
                Ok(answer) => self.changes(|tablet| (tablet.take_pushed(&answer, now_ms), Vec::new())),
                Err(why) => return self.changes(|tablet| (false, tablet.end(why))),
            }
        }
        match server.pull(&token, &self.tablet.pull(now_ms)) {
            Ok(answer) => {
                moved |= answer.more || !answer.units.is_empty();
                self.changes(|tablet| ((), tablet.take_pulled(&answer, now_ms)));
            }
            Err(why) => return self.changes(|tablet| (false, tablet.end(why))),
        }
        moved
    }
}

/// The conflicts of an outcome.
pub(super) fn conflicts(outcome: &Outcome) -> &[Conflict] {
    if let Outcome::Done { conflicts, .. } = outcome { conflicts } else { &[] }
}
