//! Everything that a tablet keeps of one person's work, and how it comes back from the disk. Pure.
//!
//! A change of a [`Tablet`] is worked out on a copy, written, and only then shown: what is shown is on the disk. What
//! is written are texts under names, today as JSON; they can be sealed on their way to the disk without anything here
//! knowing.
//!
//! Invariant: what this release cannot read is left where it is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    exchange::{Ended, Enrolled, Known, Pull, Pulled, Push, Pushed},
    json,
    lock::{Lock, PASSPHRASES_MAX},
    outbox::{Delivery, Entry, Outbox},
    receiving,
};
use crate::journal::model::Unit;

/// A table on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// Who this is, and how far it has come.
    Meta,
    /// The entries of the outbox, by their place.
    Outbox,
    /// Records as the server has them.
    Records,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 3] = [Self::Meta, Self::Outbox, Self::Records];

    /// Its name on the disk.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Outbox => "outbox",
            Self::Records => "records",
        }
    }
}

/// Something to be written. All that one change writes is written together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// This text under this name.
    Put(Table, String, String),
    /// Nothing under this name.
    Remove(Table, String),
    /// Nothing under any name that begins so.
    RemoveAll(Table, String),
}

/// A tablet that was away for longer than this has a clock that is wrong: a year.
const CLOCK_IS_WRONG_MS: i64 = 365 * 24 * 60 * 60 * 1000;

/// Name of what stands in [`Table::Meta`].
const HEAD: &str = "tablet";

/// Everything but the entries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Head {
    enrolled: Option<Enrolled>,
    ended: Option<Ended>,
    heard_at_ms: Option<i64>,
    ahead_ms: i64,
    next_place: i64,
    last_number: i64,
    cursors: BTreeMap<Unit, i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lock: Option<Lock>,
}

/// One person's tablet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tablet {
    /// As what it is enrolled.
    pub enrolled: Option<Enrolled>,
    /// What keeps the token of `enrolled`, which is empty then.
    pub lock: Option<Lock>,
    /// Why the server no longer listens, if it said so.
    pub ended: Option<Ended>,
    /// When the server was last heard, by this tablet's clock.
    pub heard_at_ms: Option<i64>,
    /// By how much this tablet's clock is ahead of the server's, where that has to be told.
    pub ahead_ms: i64,
    /// What was done here.
    pub outbox: Outbox,
    /// Up to which row each unit's journal is known.
    cursors: BTreeMap<Unit, i64>,
}

impl Tablet {
    /// As it was written: `meta` and `outbox` are what stands in those tables, in the order of names.
    pub fn read(meta: &[(String, String)], outbox: &[(String, String)]) -> Self {
        let head = meta.iter().find(|(name, _)| name == HEAD);
        let head: Head = head.and_then(|(_, text)| json::read(text).ok()).unwrap_or_default();
        let entries: Vec<Entry> = outbox.iter().filter_map(|(_, text)| json::read(text).ok()).collect();
        // Also beyond what a later release has written.
        let taken = outbox.iter().filter_map(|(name, _)| name.parse::<i64>().ok()).max().unwrap_or(0);
        Self {
            enrolled: head.enrolled,
            lock: head.lock,
            ended: head.ended,
            heard_at_ms: head.heard_at_ms,
            ahead_ms: head.ahead_ms,
            cursors: head.cursors,
            outbox: Outbox {
                entries,
                next_place: head.next_place.max(taken + 1),
                last_number: head.last_number,
                one_at_a_time: false,
            },
        }
    }

    /// What a change makes of it, and what has to be written before that may be shown. Where the disk refuses, this one
    /// stands as it was. `change` gives what it writes beside the tablet itself.
    pub fn changed(&self, change: impl FnOnce(&mut Self) -> Vec<Write>) -> (Self, Vec<Write>) {
        let mut after = self.clone();
        let mut writes = change(&mut after);
        writes.extend(after.writes_after(self));
        (after, writes)
    }

    /// What has to be written so that the disk has this one, after `before`.
    pub fn writes_after(&self, before: &Self) -> Vec<Write> {
        let mut writes = Vec::new();
        let head = self.head();
        if head != before.head()
            && let Ok(text) = serde_json::to_string(&head)
        {
            writes.push(Write::Put(Table::Meta, HEAD.to_owned(), text));
        }
        for entry in self.outbox.entries() {
            if before.outbox.at(entry.place) != Some(entry)
                && let Ok(text) = serde_json::to_string(entry)
            {
                writes.push(Write::Put(Table::Outbox, name_of(entry.place), text));
            }
        }
        let gone = before.outbox.entries().iter().filter(|it| self.outbox.at(it.place).is_none());
        writes.extend(gone.map(|it| Write::Remove(Table::Outbox, name_of(it.place))));
        writes
    }

    fn head(&self) -> Head {
        Head {
            enrolled: self.enrolled.clone(),
            ended: self.ended,
            heard_at_ms: self.heard_at_ms,
            ahead_ms: self.ahead_ms,
            next_place: self.outbox.next_place,
            last_number: self.outbox.last_number,
            cursors: self.cursors.clone(),
            lock: self.lock.clone(),
        }
    }

    /// It was enrolled, for the first time or anew: the server begins to count, and everything is asked for again.
    pub fn enrol(&mut self, enrolled: Enrolled) {
        self.enrolled = Some(enrolled);
        self.ended = None;
        self.outbox.count_from(1);
        self.cursors.clear();
    }

    /// The same, with the token sealed in `lock`: `enrolled` bears none.
    pub fn enrol_locked(&mut self, enrolled: Enrolled, lock: Lock) {
        self.enrol(Enrolled { token: String::new(), ..enrolled });
        self.lock = Some(lock);
    }

    /// A passphrase is going to be tried; what that writes. Counted before, so that nobody gains by switching off.
    pub fn count_try(&mut self) -> Vec<Write> {
        match &mut self.lock {
            Some(lock) if lock.tries >= PASSPHRASES_MAX => self.end(Ended::LockedOut),
            Some(lock) => {
                lock.tries += 1;
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Whether it was right; what that writes. After too many wrong ones there is nothing left to open.
    pub fn was_tried(&mut self, right: bool) -> Vec<Write> {
        match &mut self.lock {
            Some(lock) if right => lock.tries = 0,
            Some(lock) if lock.tries >= PASSPHRASES_MAX => return self.end(Ended::LockedOut),
            _ => {}
        }
        Vec::new()
    }

    /// Whether the server was not heard of for so long that it listens no more: what opens its door is destroyed here
    /// too. More than a year is no absence but a clock that is wrong, which decides nothing: the server will say.
    pub fn lapses(&self, now_ms: i64) -> bool {
        let away = self.heard_at_ms.map(|heard| now_ms.saturating_sub(heard));
        self.is_enrolled()
            && away.is_some_and(|away| (receiving::LEASE_MS..CLOCK_IS_WRONG_MS).contains(&away))
    }

    /// Whether the server listens, as far as is known.
    pub fn is_enrolled(&self) -> bool {
        self.enrolled.is_some() && self.ended.is_none()
    }

    /// The next batch of commands, if there is anything to send. Has to be on the disk before it leaves.
    pub fn push(&mut self, now_ms: i64) -> Option<Push> {
        let commands = self.outbox.batch();
        (!commands.is_empty()).then_some(Push { sent_at_ms: now_ms, commands })
    }

    /// The answer to a batch.
    pub fn take_pushed(&mut self, answer: &Pushed, now_ms: i64) {
        self.hear(answer.now_ms, now_ms);
        self.outbox.take(answer, now_ms);
    }

    /// The question what has changed.
    pub fn pull(&self, now_ms: i64) -> Pull {
        let unsent = u32::try_from(self.outbox.unsent()).unwrap_or(u32::MAX);
        Pull { sent_at_ms: now_ms, unsent, cursors: self.cursors.clone() }
    }

    /// The answer to that question; what it writes beside the tablet itself. Records and cursors are written together,
    /// so that an answer that was cut off is asked for again.
    pub fn take_pulled(&mut self, answer: &Pulled, now_ms: i64) -> Vec<Write> {
        self.hear(answer.now_ms, now_ms);
        let mut writes = Vec::new();
        let gone: Vec<Unit> =
            self.cursors.keys().filter(|unit| !answer.scope.contains(unit)).cloned().collect();
        for unit in gone {
            self.cursors.remove(&unit);
            writes.push(Write::RemoveAll(Table::Records, format!("{unit}/")));
        }
        for page in answer.units.iter().filter(|page| answer.scope.contains(&page.unit)) {
            self.cursors.insert(page.unit.clone(), page.until);
            for record in &page.records {
                if let Ok(text) = serde_json::to_string(record) {
                    writes.push(Write::Put(Table::Records, record_name(&page.unit, record), text));
                }
            }
        }
        writes
    }

    /// The server no longer listens. What it told is taken away, and what opened its door; what was done here stays.
    pub fn end(&mut self, why: Ended) -> Vec<Write> {
        self.ended = Some(why);
        self.lock = None;
        self.cursors.clear();
        vec![Write::RemoveAll(Table::Records, String::new())]
    }

    fn hear(&mut self, theirs_ms: i64, ours_ms: i64) {
        self.heard_at_ms = Some(ours_ms);
        self.ahead_ms = receiving::ahead_ms(ours_ms, theirs_ms);
    }

    /// What was done here to a record and is not in it yet, as the server has told it: to be laid over it, in this order,
    /// so that somebody sees what they did.
    pub fn waiting<'a>(&'a self, known: &'a Known) -> impl Iterator<Item = &'a Entry> {
        self.outbox.entries().iter().filter(|entry| {
            let same = entry.command.entity == known.entity && entry.command.entity_id == known.entity_id;
            same && match &entry.delivery {
                Delivery::Saved | Delivery::Sent => !entry.discarded,
                // Answered, and not yet told by the server's own record.
                Delivery::Done { version, conflicts, .. } => *version > known.version && conflicts.is_empty(),
                Delivery::Refused { .. } => false,
            }
        })
    }
}

/// The place of an entry as a name: names are kept in the order of their signs.
fn name_of(place: i64) -> String {
    format!("{place:016}")
}

/// Where a record is kept.
fn record_name(unit: &Unit, known: &Known) -> String {
    format!("{unit}/{}/{}", known.entity, known.entity_id)
}

/// Reads records as they were kept.
pub fn records(kept: &[(String, String)]) -> Vec<Known> {
    kept.iter().filter_map(|(_, text)| json::read(text).ok()).collect()
}
