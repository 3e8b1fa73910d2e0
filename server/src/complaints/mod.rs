//! Complaints and suggestions on the server: how they are kept, whom they reach, and what becomes of them with time.
//!
//! Rules and pages are in `app/src/complaints`, the SQL in queries.rs, the addresses in routes.rs.
//! What came, each step and each look by the staff are rows of the journal of the level that answers.
//!
//! Invariants: the words, the name and the contact are sealed under the key of the complaint, here and in the journal,
//! and destroying that key erases all of it; the code follows from the id by the pepper, so that a second press gets
//! the same, and only a hash of it is kept; neither the network nor the account of whoever writes is kept.

pub mod queries;
mod routes;

pub(crate) use routes::lines;
pub use routes::routes;

use std::{net::IpAddr, sync::Arc};

use app::{
    access::{Action, Relation, may},
    accounts::model::{Assignment, Staff},
    complaints::{
        model::{ENTITY, NewComplaint, State, Step, WaitingAt, is_overdue, level_above},
        status_page,
    },
    ids::CommandId,
    journal::model::{Actor, Change, Command, Refusal, Unit},
    language::Language,
    messages::{
        model::Contact,
        templates::{self, Notice},
    },
    tickets::{TicketCode, due_day, looks_made},
};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    accounts::{self, Accounts, secrets::Secrets},
    config::Configuration,
    database::{Database, Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    journal::{Journal, fields},
    messages::{self, Messages, NewMessage},
    shanghai,
};
use queries::{Complaint, NewRow, Search, Taken};

/// What of a complaint is personal.
const PERSONAL: &[&str] = &["text", "contact", "name"];

const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Complaints of one network in an hour: more are kept apart, and far more are asked to wait. A whole village may sit
/// behind one network.
const FROM_NETWORK: i64 = 30;
const FROM_NETWORK_MAX: i64 = 200;

/// Codes that one network may try in vain in an hour.
const WRONG_CODES_MAX: i64 = 60;

/// For how long whoever complained may say that they are not satisfied before an answer closes by itself.
const ANSWERED_MS: i64 = 30 * DAY_MS;

/// For how long a complaint is kept once it is closed: a year.
const KEPT_MS: i64 = 365 * DAY_MS;

/// Complaints that are looked after in one go.
const AT_ONCE: i64 = 200;

/// How long it is worth telling somebody that there is an answer.
const WORTH_TELLING_MS: i64 = 7 * DAY_MS;

/// All complaints.
#[derive(Clone)]
pub struct Complaints {
    accounts: Accounts,
    journal: Journal,
    secrets: Secrets,
    messages: Messages,
    directory: CurrentDirectory,
    public_url: Arc<str>,
    answer_days: u32,
}

/// What is sealed of a complaint.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The words.
    pub text: String,
    /// The name, or nothing.
    pub name: String,
    /// The number or address, or nothing.
    pub contact: String,
    /// The tag of the language in which it was written.
    language: String,
}

impl Kept {
    fn language(&self) -> Language {
        Language::ALL.into_iter().find(|language| language.tag() == self.language).unwrap_or_default()
    }
}

/// How a form came in.
#[derive(Clone, Debug, Default)]
pub struct Coming {
    /// What the question says that people do not see.
    pub unseen: String,
    /// When the form was opened, as the form says.
    pub opened: String,
    /// From where.
    pub network: Option<IpAddr>,
}

/// What became of a complaint that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is kept, under this code, to be answered by this day.
    Kept(TicketCode, Date),
    /// Its id was used for something else.
    OtherCommand,
    /// Far too many came from there.
    TooMany,
}

/// A step that somebody of the staff takes.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Id of the command.
    pub id: CommandId,
    /// Which complaint.
    pub complaint: &'a str,
    /// The version that was seen.
    pub basis: i64,
    /// Which step.
    pub step: Step,
    /// What is said with it, or nothing.
    pub words: &'a str,
    /// To which level, where it is passed on.
    pub to: Option<Unit>,
}

impl Complaints {
    /// The complaints of this deployment.
    pub fn new(
        configuration: &Configuration,
        accounts: &Accounts,
        messages: Messages,
        directory: CurrentDirectory,
    ) -> Self {
        Self {
            journal: accounts.journal().clone(),
            secrets: accounts.secrets().clone(),
            accounts: accounts.clone(),
            messages,
            directory,
            public_url: configuration.public_url().into(),
            answer_days: configuration.complaint_answer_days.get(),
        }
    }

    /// In how many working days one is answered.
    pub fn answer_days(&self) -> u32 {
        self.answer_days
    }

    fn database(&self) -> &Database {
        self.journal.database()
    }

    /// What a form carries along to say when it was opened.
    pub fn opened_now(&self) -> String {
        let now = now_ms();
        format!("{now}.{}", self.opened_mark(now))
    }

    fn opened_mark(&self, at_ms: i64) -> String {
        self.secrets.keyed_hash("complaint opened", &at_ms.to_string())
    }

    /// When a form was opened, if it was opened here.
    fn opened_at(&self, opened: &str) -> Option<i64> {
        let (at_ms, mark) = opened.split_once('.')?;
        let at_ms = at_ms.parse().ok()?;
        (self.opened_mark(at_ms) == mark).then_some(at_ms)
    }

    /// The code of the complaint of this id.
    fn code(&self, id: CommandId) -> TicketCode {
        let hash = self.secrets.keyed_hash("complaint code", &id.to_string());
        let bits = hash.get(..32).and_then(|digits| u128::from_str_radix(digits, 16).ok());
        TicketCode::of(bits.unwrap_or_default())
    }

    fn code_hash(&self, code: &TicketCode) -> String {
        self.secrets.keyed_hash("complaint", code.as_str())
    }

    /// The last day for an answer to what comes today.
    fn due(&self, today: Date) -> Date {
        due_day(today, self.answer_days, &self.directory.get().calendar)
    }

    /// Keeps a complaint, once for its id. What looks made by a machine is kept apart.
    pub async fn send(
        &self,
        id: CommandId,
        complaint: &NewComplaint,
        language: Language,
        coming: &Coming,
    ) -> Result<Sent, StoreError> {
        let now = now_ms();
        let from_there = self.count(coming.network, "complaints", now).await?;
        if from_there > FROM_NETWORK_MAX {
            return Ok(Sent::TooMany);
        }
        let made = looks_made(&coming.unseen, self.opened_at(&coming.opened), now);
        let state = if made || from_there > FROM_NETWORK { State::Apart } else { State::Received };
        let code = self.code(id);
        let about = complaint.about.as_ref().map(ToString::to_string).unwrap_or_default();
        let command = Command {
            fields: fields([
                ("kind", Change::to(complaint.kind.word())),
                ("about", Change::to(about)),
                ("text", Change::to(complaint.text.as_str())),
                ("contact", Change::to(complaint.contact.as_str())),
                ("name", Change::to(complaint.name.as_str())),
            ]),
            ..command(id, &complaint.level, &id.to_string(), 0, "complain")
        };
        let kept = Kept {
            text: complaint.text.clone(),
            name: complaint.name.clone(),
            contact: complaint.contact.clone(),
            language: language.tag().to_owned(),
        };
        let due_on = self.due(shanghai::today());
        let work = async |tx: &mut Transaction<'_>| {
            let id = id.to_string();
            let key = self.journal.record_key(tx, ENTITY, &id).await?;
            let plain = serde_json::to_vec(&kept).map_err(|_| corrupt())?;
            let row = NewRow {
                kind: complaint.kind,
                about: complaint.about.as_ref(),
                level: &complaint.level,
                state,
                code_hash: &self.code_hash(&code),
                sealed: &key.seal(&plain, &place(&id))?,
                received_at_ms: now,
                due_on,
                id: &id,
            };
            queries::insert(tx, &row).await?;
            Ok(Ok(()))
        };
        match self.journal.apply(&command, &Actor::Stranger, PERSONAL, work).await? {
            // A second press is told the day of the first.
            Ok(()) => {
                let kept = queries::by_id(self.database(), &id.to_string()).await?;
                Ok(Sent::Kept(code, kept.map_or(due_on, |kept| kept.due_on)))
            }
            Err(_) => Ok(Sent::OtherCommand),
        }
    }

    /// Counts something that came from a network within this hour; gives how often it did.
    async fn count(&self, network: Option<IpAddr>, what: &str, now: i64) -> Result<i64, StoreError> {
        let Some(subject) = self.counted(network, what, now) else { return Ok(0) };
        self.database()
            .transaction(async |tx| accounts::queries::count_failure(tx, &subject, now, 0).await)
            .await
    }

    fn counted(&self, network: Option<IpAddr>, what: &str, now: i64) -> Option<String> {
        let network = accounts::network_of(network?);
        Some(self.secrets.keyed_hash(what, &format!("{network}/{}", now / HOUR_MS)))
    }

    /// The complaint of a code; or that there is none, or that too many were tried from there.
    pub async fn ticket(
        &self,
        code: &TicketCode,
        network: Option<IpAddr>,
    ) -> Result<Result<Complaint, status_page::CodeFault>, StoreError> {
        if let Some(found) = queries::by_code(self.database(), &self.code_hash(code)).await? {
            return Ok(Ok(found));
        }
        let tried = self.count(network, "complaint codes", now_ms()).await?;
        Ok(Err(match tried > WRONG_CODES_MAX {
            true => status_page::CodeFault::TooMany,
            false => status_page::CodeFault::Unknown,
        }))
    }

    /// What its writer said; nothing where it is erased.
    pub async fn opened(&self, complaint: &Complaint) -> Result<Option<Kept>, StoreError> {
        let Some(key) = self.journal.key_now(ENTITY, &complaint.id).await? else { return Ok(None) };
        let plain = key.open(&complaint.sealed, &place(&complaint.id)).map_err(|_| corrupt())?;
        serde_json::from_slice(&plain).map(Some).map_err(|_| corrupt())
    }

    /// The steps of a complaint, each with what was said.
    pub async fn steps(&self, complaint: &Complaint) -> Result<Vec<(Taken, Option<String>)>, StoreError> {
        let steps = queries::steps(self.database(), &complaint.id).await?;
        let Some(key) = self.journal.key_now(ENTITY, &complaint.id).await? else {
            return Ok(steps.into_iter().map(|taken| (taken, None)).collect());
        };
        let opened = |taken: Taken| {
            if taken.sealed.is_empty() {
                return Ok((taken, None));
            }
            let place = step_place(&complaint.id, taken.number);
            let plain = key.open(&taken.sealed, &place).map_err(|_| corrupt())?;
            Ok((taken, Some(String::from_utf8(plain).map_err(|_| corrupt())?)))
        };
        steps.into_iter().map(opened).collect()
    }

    /// The complaint of this id, if `reader` may see that there is one.
    pub async fn seen(&self, reader: &Staff, id: &str) -> Result<Option<Complaint>, StoreError> {
        let found = queries::by_id(self.database(), id).await?;
        Ok(found.filter(|it| self.accounts.may(reader, Action::SeeComplaints, &it.level, None)))
    }

    /// Whether `reader` answers this complaint, and so reads it.
    pub fn answers(&self, reader: &Staff, complaint: &Complaint) -> bool {
        self.accounts.may(reader, Action::AnswerComplaints, &complaint.level, None)
    }

    /// Writes down that somebody of the staff has read it.
    pub async fn note_reading(&self, reader: &Staff, complaint: &Complaint) -> Result<(), StoreError> {
        let read = command(CommandId::fresh(), &complaint.level, &complaint.id, complaint.version, "read");
        let nothing = async |_: &mut Transaction<'_>| Ok(Ok(()));
        self.journal.apply(&read, &Actor::Staff(reader.id), &[], nothing).await.map(drop)
    }

    /// The levels to which `reader` may pass a complaint on.
    pub fn others(&self, reader: &Staff, complaint: &Complaint) -> Vec<Unit> {
        let above = level_above(&complaint.level);
        let may_take_over = self.accounts.may(reader, Action::TakeOverComplaints, &complaint.level, None);
        match (self.answers(reader, complaint), above) {
            (true, None) => {
                let directory = self.directory.get();
                directory.areas.counties_and_cities().map(|it| Unit::County(it.code.clone())).collect()
            }
            (true, Some(above)) => vec![above],
            (false, above) => above.into_iter().filter(|_| may_take_over).collect(),
        }
    }

    /// Takes a step, once for its id, if `by` may.
    pub async fn step(&self, by: &Staff, asked: &Asked<'_>) -> Result<Result<(), Refusal>, StoreError> {
        // A second press finds the complaint with the level it was passed to, and its row with the one before.
        let level = match self.journal.unit_of(asked.id).await? {
            Some(level) => level,
            None => match self.seen(by, asked.complaint).await? {
                Some(found) => found.level,
                None => return Ok(Err(Refusal::NotFound)),
            },
        };
        let mut changes = fields([]);
        if !asked.words.is_empty() {
            changes.insert("text".to_owned(), Change::to(asked.words));
        }
        if let Some(to) = &asked.to {
            changes.insert("level".to_owned(), Change::to(to.to_string()));
        }
        let command = Command {
            fields: changes,
            ..command(asked.id, &level, asked.complaint, asked.basis, asked.step.word())
        };
        let work = async |tx: &mut Transaction<'_>| {
            let Some(before) = queries::by_id_in(tx, asked.complaint).await? else {
                return Ok(Err(Refusal::NotFound));
            };
            if !self.answers(by, &before) && (asked.step != Step::Pass || self.others(by, &before).is_empty())
            {
                return Ok(Err(Refusal::NotFound));
            }
            let Some(state) = before.state.after(asked.step).filter(|_| before.version == asked.basis) else {
                return Ok(Err(Refusal::NotNow));
            };
            let mut now = Complaint { state, version: before.version + 1, ..before.clone() };
            match asked.step {
                Step::Object => return Ok(Err(Refusal::NotAllowed)),
                Step::Take => now.officer = Some(by.id),
                Step::Pass => match &asked.to {
                    Some(to) if self.others(by, &before).contains(to) => {
                        (now.level, now.officer) = (to.clone(), None);
                        self.tell_level(tx, to, Notice::ComplaintPassed).await?;
                    }
                    _ => return Ok(Err(Refusal::AgainstARule)),
                },
                Step::Answer => self.tell_writer(tx, &now).await?,
                Step::Admit | Step::SetAside | Step::Close => {}
            }
            self.take(tx, &before, &now, asked.step, Some(by), asked.words).await
        };
        let done = self.journal.apply(&command, &Actor::Staff(by.id), PERSONAL, work).await?;
        self.messages.wake();
        Ok(done)
    }

    /// Its writer is not satisfied: once, and the level above looks at it again.
    pub async fn object(
        &self,
        id: CommandId,
        code: &TicketCode,
        words: &str,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(found) = queries::by_code(self.database(), &self.code_hash(code)).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        // A second press finds the complaint with the level above, and its row with the one before.
        let level = self.journal.unit_of(id).await?.unwrap_or_else(|| found.level.clone());
        let command = Command {
            fields: fields([("text", Change::to(words))]),
            ..command(id, &level, &found.id, 0, Step::Object.word())
        };
        let due_on = self.due(shanghai::today());
        let work = async |tx: &mut Transaction<'_>| {
            let Some(before) = queries::by_id_in(tx, &found.id).await? else {
                return Ok(Err(Refusal::NotFound));
            };
            let Some(state) = before.state.after(Step::Object).filter(|_| !before.objected) else {
                return Ok(Err(Refusal::NotNow));
            };
            let now = Complaint {
                version: before.version + 1,
                state,
                level: level_above(&before.level).unwrap_or(before.level.clone()),
                officer: None,
                due_on,
                objected: true,
                ..before.clone()
            };
            self.tell_level(tx, &now.level, Notice::ComplaintPassed).await?;
            self.take(tx, &before, &now, Step::Object, None, words).await
        };
        self.journal.apply(&command, &Actor::Stranger, PERSONAL, work).await
    }

    /// Keeps a step and what has become of the complaint by it.
    async fn take(
        &self,
        tx: &mut Transaction<'_>,
        before: &Complaint,
        now: &Complaint,
        step: Step,
        by: Option<&Staff>,
        words: &str,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let at_ms = now_ms();
        let settled_at_ms = (!now.state.waits()).then_some(at_ms);
        if !queries::move_on(tx, before.version, now, settled_at_ms).await? {
            return Ok(Err(Refusal::NotNow));
        }
        let sealed = match words {
            "" => String::new(),
            words => {
                let key = self.journal.record_key(tx, ENTITY, &now.id).await?;
                key.seal(words.as_bytes(), &step_place(&now.id, now.version))?
            }
        };
        let taken = Taken { number: now.version, step, by: by.map(|by| by.id), sealed, at_ms };
        queries::insert_step(tx, &now.id, &taken).await?;
        Ok(Ok(()))
    }

    /// Tells whoever answers complaints at a level.
    async fn tell_level(
        &self,
        tx: &mut Transaction<'_>,
        level: &Unit,
        notice: Notice,
    ) -> Result<(), StoreError> {
        for staff in self.accounts.everybody().await? {
            let answers =
                |it: &Assignment| it.unit == *level && may(it.role, Action::AnswerComplaints, Relation::Unit);
            if staff.assignments.iter().any(answers) {
                messages::tell(&self.journal, tx, staff.id, notice).await?;
            }
        }
        Ok(())
    }

    /// Tells its writer that there is an answer, where they left a way to reach them.
    async fn tell_writer(&self, tx: &mut Transaction<'_>, now: &Complaint) -> Result<(), StoreError> {
        let Some(kept) = self.opened(now).await? else { return Ok(()) };
        let ways = self.messages.channels().public();
        let contact = Contact::parse(&kept.contact).filter(|it| ways.contains(&it.channel()));
        let Some(contact) = contact else { return Ok(()) };
        let address = |l: Language| format!("{}{}", self.public_url, l.address(status_page::ADDRESS));
        let message = NewMessage {
            once: format!("complaint/{}/{}", now.id, now.version),
            channel: contact.channel(),
            to: contact.as_str(),
            language: kept.language(),
            draft: templates::complaint_answered(address),
            leave: None,
            calendar: None,
            about: (ENTITY, &now.id),
            urgent: false,
            expires_at_ms: now_ms() + WORTH_TELLING_MS,
        };
        self.messages.keep(tx, message).await.map(drop)
    }

    /// The levels whose complaints `reader` may see.
    pub fn levels(&self, reader: &Staff) -> Vec<Unit> {
        let units = self.accounts.units(reader, Action::SeeComplaints).into_iter();
        units.filter(|unit| !matches!(unit, Unit::Station(_))).collect()
    }

    /// Complaints that `reader` may see, and how many there are.
    pub async fn list(
        &self,
        reader: &Staff,
        search: Search,
        limit: i64,
        offset: i64,
    ) -> Result<(Vec<Complaint>, i64), StoreError> {
        let levels: String = self.levels(reader).iter().map(|level| format!("{level},")).collect();
        let search = Search { levels: format!(",{levels}"), ..search };
        let count = queries::count(self.database(), &search).await?;
        Ok((queries::list(self.database(), &search, limit, offset).await?, count))
    }

    /// What waits at the levels that `reader` answers for, and what is late at those below.
    pub async fn waiting(&self, reader: &Staff) -> Result<(Vec<WaitingAt>, Vec<WaitingAt>), StoreError> {
        let all = queries::waiting(self.database(), shanghai::today()).await?;
        let may = |action, level: &Unit| self.accounts.may(reader, action, level, None);
        let seen = all.into_iter().filter(|it| may(Action::SeeComplaints, &it.level));
        let (own, below): (Vec<_>, Vec<_>) = seen.partition(|it| may(Action::AnswerComplaints, &it.level));
        Ok((own, below.into_iter().filter(|it| it.late > 0).collect()))
    }

    /// Whether an answer is late today.
    pub fn is_late(complaint: &Complaint) -> bool {
        is_overdue(complaint.state, complaint.due_on, shanghai::today())
    }

    /// Tells of what is late, closes what was answered and left at that, and deletes what was closed long ago. Right
    /// when done twice.
    pub async fn look_after(&self, today: Date, now: i64) -> Result<(), StoreError> {
        for (id, level) in queries::overdue(self.database(), today, AT_ONCE).await? {
            let level: Unit = level.parse().map_err(|_| corrupt())?;
            let tell = async |tx: &mut Transaction<'_>| {
                if queries::told(tx, &id, now).await? {
                    self.tell_level(tx, &level, Notice::ComplaintOverdue).await?;
                    if let Some(above) = level_above(&level) {
                        self.tell_level(tx, &above, Notice::ComplaintOverdue).await?;
                    }
                }
                Ok(())
            };
            self.database().transaction(tell).await?;
        }
        let answered = queries::settled_before(self.database(), State::Answered, now - ANSWERED_MS, AT_ONCE);
        for (id, level) in answered.await? {
            self.close_by_clock(&id, &level).await?;
        }
        let closed = queries::settled_before(self.database(), State::Closed, now - KEPT_MS, AT_ONCE);
        for (id, level) in closed.await? {
            self.erase(&id, &level).await?;
        }
        Ok(())
    }

    async fn close_by_clock(&self, id: &str, level: &str) -> Result<(), StoreError> {
        let level = level.parse().map_err(|_| corrupt())?;
        let close = command(CommandId::fresh(), &level, id, 0, Step::Close.word());
        let work = async |tx: &mut Transaction<'_>| {
            let Some(before) = queries::by_id_in(tx, id).await? else { return Ok(Err(Refusal::NotFound)) };
            let Some(state) = before.state.after(Step::Close) else { return Ok(Err(Refusal::NotNow)) };
            let now = Complaint { state, version: before.version + 1, ..before.clone() };
            self.take(tx, &before, &now, Step::Close, None, "").await
        };
        self.journal.apply(&close, &Actor::Clock, &[], work).await.map(drop)
    }

    /// Destroys the key of a complaint that is closed, and takes away what is left of it.
    async fn erase(&self, id: &str, level: &str) -> Result<(), StoreError> {
        let level = level.parse().map_err(|_| corrupt())?;
        let erase = command(CommandId::fresh(), &level, id, 0, "erase_complaint");
        let work = async |tx: &mut Transaction<'_>| {
            if !queries::delete(tx, id).await? {
                return Ok(Err(Refusal::NotNow));
            }
            self.journal.erase(tx, ENTITY, id).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&erase, &Actor::Clock, &[], work).await.map(drop)
    }
}

/// A command about a complaint, in the journal of the level with which it lies.
fn command(id: CommandId, level: &Unit, complaint: &str, basis: i64, kind: &str) -> Command {
    Command {
        id,
        unit: level.clone(),
        entity: ENTITY.to_owned(),
        entity_id: complaint.to_owned(),
        basis,
        kind: kind.to_owned(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn place(id: &str) -> String {
    format!("complaint/{id}")
}

fn step_place(id: &str, number: i64) -> String {
    format!("complaint/{id}/{number}")
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "complaint" }
}

#[cfg(test)]
mod tests;
