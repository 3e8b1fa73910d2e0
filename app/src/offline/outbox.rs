//! What somebody has done on this tablet, from the moment it is saved until the server has answered. Pure.
//!
//! Each change is an entry with a place in the order of making. It gets a number in the tablet's sequence only when it
//! goes out, so that one that has to wait leaves no gap. One record's entries go out in order: a refused one holds back
//! the later ones of its record, and nobody else's.
//!
//! Invariants: an entry leaves the outbox only when the server has taken it, or when a person discards it and has had
//! time to take that back; two equal changes are two entries; a refused one keeps its place until a person has decided.

use serde::{Deserialize, Serialize};

use super::{
    exchange::{BATCH_BYTES_MAX, COMMANDS_MAX, Numbered, Outcome, Pushed},
    json,
};
use crate::{
    ids::CommandId,
    journal::{
        merge::{Conflict, Record},
        model::{Change, Command, Refusal},
    },
};

/// How long what has arrived stays to be seen: two days.
const SHOWN_MS: i64 = 2 * 24 * 60 * 60 * 1000;

/// Entries that have arrived and are still shown.
const SHOWN_MAX: usize = 100;

/// How far an entry has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// 已保存在本机: on this tablet's disk.
    Saved,
    /// Sent at least once; whether it arrived is not known.
    Sent,
    /// The server has it.
    Done {
        /// The record's version after it.
        version: i64,
        /// Fields in which somebody else's value stands, and ours beside it, until a person has looked.
        conflicts: Vec<Conflict>,
        /// When the answer came, by this tablet's clock.
        at_ms: i64,
    },
    /// The server refused it. A person decides what becomes of it.
    Refused {
        /// Why.
        why: Refusal,
        /// When the answer came, by this tablet's clock.
        at_ms: i64,
    },
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// In the order of making.
    pub place: i64,
    /// In the tablet's sequence; none before it goes out.
    pub number: Option<i64>,
    /// The change.
    pub command: Command,
    /// How far it has come.
    pub delivery: Delivery,
    /// A person has discarded it a moment ago, and can still take that back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub discarded: bool,
}

impl Entry {
    fn new(place: i64, command: Command) -> Self {
        Self { place, number: None, command, delivery: Delivery::Saved, discarded: false }
    }

    /// Whether the server may not have it yet.
    pub fn is_unsent(&self) -> bool {
        !self.discarded && matches!(self.delivery, Delivery::Saved | Delivery::Sent)
    }

    /// Whether a person has to look at it.
    pub fn is_stuck(&self) -> bool {
        !self.discarded
            && match &self.delivery {
                Delivery::Refused { .. } => true,
                Delivery::Done { conflicts, .. } => !conflicts.is_empty(),
                Delivery::Saved | Delivery::Sent => false,
            }
    }

    /// Whether the later changes of its record have to wait until a person has decided about it.
    fn holds_back(&self) -> bool {
        matches!(self.delivery, Delivery::Refused { .. })
            || (self.discarded && self.delivery == Delivery::Saved)
    }

    /// The record that it changes.
    fn record(&self) -> (&str, &str) {
        (&self.command.entity, &self.command.entity_id)
    }
}

/// All entries, in the order of making.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    pub(super) entries: Vec<Entry>,
    /// The place of the next entry.
    pub(super) next_place: i64,
    /// The last number that was given.
    pub(super) last_number: i64,
    /// The last batch was more than the server takes: one at a time from now on.
    pub(super) one_at_a_time: bool,
}

impl Outbox {
    /// Every entry.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of this place. Entries stand in the order of their places, on the disk too.
    pub fn at(&self, place: i64) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&place, |entry| entry.place).ok()?;
        self.entries.get(at)
    }

    /// How many the server may not have yet.
    pub fn unsent(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_unsent()).count()
    }

    /// Those that a person has to look at.
    pub fn stuck(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.is_stuck())
    }

    /// Whether something can go out now.
    pub fn has_something_to_send(&self) -> bool {
        !self.ready().is_empty()
    }

    /// Adds a change.
    pub fn add(&mut self, command: Command) {
        let place = self.next_place;
        self.next_place += 1;
        self.entries.push(Entry::new(place, command));
    }

    /// The next batch: first what went out before and was not answered, under its old numbers, then what is free to go.
    /// What this changes has to be on the disk before the batch leaves.
    pub fn batch(&mut self) -> Vec<Numbered> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        let most = if self.one_at_a_time { 1 } else { COMMANDS_MAX };
        for at in self.ready().into_iter().take(most) {
            let entry = &mut self.entries[at];
            // A command is made of texts and values that were read from texts: it can always be written.
            let Ok(text) = serde_json::to_string(&entry.command) else { continue };
            let Ok(command) = json::read(&text) else { continue };
            bytes += text.len();
            if bytes > BATCH_BYTES_MAX && !batch.is_empty() {
                break;
            }
            let number = *entry.number.get_or_insert_with(|| {
                self.last_number += 1;
                self.last_number
            });
            entry.delivery = Delivery::Sent;
            batch.push(Numbered { number, id: entry.command.id, command });
        }
        batch
    }

    /// Where those that can go out stand, in the order of going.
    fn ready(&self) -> Vec<usize> {
        let mut sent: Vec<usize> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.number.is_some() && entry.is_unsent() {
                let before = sent.partition_point(|other| self.entries[*other].number <= entry.number);
                sent.insert(before, at);
            }
        }
        let mut held = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.holds_back() {
                held.push(entry.record());
            } else if entry.delivery == Delivery::Saved && !held.contains(&entry.record()) {
                sent.push(at);
            }
        }
        sent
    }

    /// Takes the answer to the last batch. Whatever of it has no answer goes out again, counted from where the server
    /// expects it.
    pub fn take(&mut self, answer: &Pushed, now_ms: i64) {
        for answered in &answer.answers {
            let entry = self.entries.iter_mut().find(|it| it.command.id == answered.id && it.is_unsent());
            if let Some(entry) = entry {
                entry.delivery = match &answered.outcome {
                    Outcome::Done { version, conflicts } => {
                        Delivery::Done { version: *version, conflicts: conflicts.clone(), at_ms: now_ms }
                    }
                    Outcome::Refused(why) => Delivery::Refused { why: *why, at_ms: now_ms },
                    Outcome::Held => Delivery::Saved,
                };
            }
        }
        self.count_from(answer.expected);
        self.one_at_a_time = false;
        self.forget_old(now_ms);
    }

    /// The last batch was more than the server takes. One that is too large alone is refused; of several, one goes at a
    /// time.
    pub fn take_too_large(&mut self, now_ms: i64) {
        let batch = self.ready();
        if self.one_at_a_time
            && let Some(first) = batch.first()
        {
            let entry = &mut self.entries[*first];
            let next = entry.number.take();
            entry.delivery = Delivery::Refused { why: Refusal::AgainstARule, at_ms: now_ms };
            self.count_from(next.unwrap_or(self.last_number));
        }
        self.one_at_a_time = !self.one_at_a_time;
    }

    /// Counts on from `expected`; whatever waits for an answer is numbered anew when it goes out again.
    pub fn count_from(&mut self, expected: i64) {
        self.last_number = expected - 1;
        for entry in self.entries.iter_mut().filter(|entry| entry.is_unsent()) {
            entry.number = None;
            entry.delivery = Delivery::Saved;
        }
    }

    /// Sends a stuck change again, under the fresh id of `command`: the old id would be answered as before. One that was
    /// refused keeps its place before the later changes of its record; what was wanted in a conflict is wanted anew, after
    /// them. Says whether there was one.
    pub fn send_again(&mut self, place: i64, command: Command) -> bool {
        let stuck = |it: &Entry| it.place == place && it.is_stuck() && it.command.id != command.id;
        let Some(at) = self.entries.iter().position(stuck) else { return false };
        if matches!(self.entries[at].delivery, Delivery::Refused { .. }) {
            self.entries[at] = Entry::new(place, command);
        } else {
            self.entries.remove(at);
            self.add(command);
        }
        true
    }

    /// Repairs a refused change: the same with these values in its fields, as a new command under the fresh id `id` that
    /// takes its place. What its sender saw there stays, so that nobody else's value is written over. Says whether there
    /// was one.
    pub fn repair(&mut self, place: i64, id: CommandId, wanted: &Record, now_ms: i64) -> bool {
        let refused = |it: &&Entry| matches!(it.delivery, Delivery::Refused { .. });
        let Some(entry) = self.at(place).filter(refused) else { return false };
        let mut command = Command { id, made_at_ms: now_ms, ..entry.command.clone() };
        for (field, change) in &mut command.fields {
            if let (Change::Set { to, .. }, Some(value)) = (change, wanted.get(field)) {
                to.clone_from(value);
            }
        }
        self.send_again(place, command)
    }

    /// Discards a change that a person has decided about: one that was refused, whose conflict was looked at, or that
    /// has never gone out. It stays for as long as that can be taken back, and so do the later changes of its record:
    /// they are after it. Says whether there was one.
    pub fn discard(&mut self, place: i64) -> bool {
        let waits = |it: &Entry| !it.discarded && it.delivery == Delivery::Saved && it.number.is_none();
        let free = |it: &&mut Entry| it.place == place && (it.is_stuck() || waits(it));
        let Some(entry) = self.entries.iter_mut().find(free) else { return false };
        entry.discarded = true;
        true
    }

    /// Takes the discarding back. Says whether it was not too late.
    pub fn take_back(&mut self, place: i64) -> bool {
        let Some(entry) = self.entries.iter_mut().find(|it| it.place == place && it.discarded) else {
            return false;
        };
        entry.discarded = false;
        true
    }

    /// It can no longer be taken back.
    pub fn forget_discarded(&mut self, place: i64) {
        self.entries.retain(|it| !(it.place == place && it.discarded));
    }

    /// The places of those whose discarding can still be taken back.
    pub fn discarded(&self) -> Vec<i64> {
        self.entries.iter().filter(|it| it.discarded).map(|it| it.place).collect()
    }

    /// The entry with this id.
    pub fn entry(&self, id: CommandId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.command.id == id)
    }

    /// What has arrived is shown for a while. A clock that was set back keeps it longer.
    fn forget_old(&mut self, now_ms: i64) {
        let arrived = |entry: &Entry| matches!(entry.delivery, Delivery::Done { .. }) && !entry.is_stuck();
        let mut spare = self.entries.iter().filter(|it| arrived(it)).count().saturating_sub(SHOWN_MAX);
        self.entries.retain(|entry| {
            let Delivery::Done { at_ms, .. } = entry.delivery else { return true };
            if !arrived(entry) {
                return true;
            }
            let goes = spare > 0 || now_ms.saturating_sub(at_ms) > SHOWN_MS;
            spare = spare.saturating_sub(1);
            !goes
        });
    }
}
