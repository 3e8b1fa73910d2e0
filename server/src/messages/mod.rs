//! Messages on the server: the outbox, and what becomes of what is in it.
//!
//! Rules and templates are in `app/src/messages`, the SQL in queries.rs, the channels in channels.rs, the addresses in
//! routes.rs; `server/src/jobs` says when. A message is kept in the transaction of what it is about, so that neither is
//! there without the other, and sent by whichever server takes its job.
//!
//! Invariants: a message is kept once for its key `once`; before a channel is asked it stands as being sent, so that
//! who finds it so knows that the one before did not come back; a gateway is given the same id each time.

pub mod channels;
pub mod queries;
mod routes;

pub(crate) use routes::lines;
pub use routes::{receipts, routes};

use app::{
    accounts::model::Staff,
    icalendar::Invitation,
    ids::{CommandId, StaffId},
    journal::model::{Actor, Command, Refusal, Unit},
    language::Language,
    messages::{
        model::{Channel, Next, Outcome, Quiet, State, next},
        templates::{self, Draft, Notice},
    },
    text::Text,
};
use serde::{Deserialize, Serialize};

use crate::{
    config::Configuration,
    database::{Transaction, now_ms},
    error::StoreError,
    jobs::{self, After, Bell, Kind},
    journal::{Journal, fields},
};
use channels::Channels;
use queries::Row;

/// How long a message is kept after it was made, in milliseconds: half a year, as logs have to be (网络安全法 art. 21).
const KEPT_MS: i64 = 183 * 24 * 60 * 60 * 1000;

/// How long one with a code is kept: a day.
const CODES_KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// Letters of an inbox that are shown.
const INBOX_MAX: i64 = 200;

/// The outbox.
#[derive(Clone, Debug)]
pub struct Messages {
    journal: Journal,
    channels: Channels,
    quiet: Quiet,
    bell: Bell,
}

/// What is sealed of a message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// The number or address; empty for the inbox.
    pub to: String,
    /// The tag of the language it is sent in.
    pub language: String,
    /// The line above it.
    pub subject: Text,
    /// The words.
    pub text: Text,
    /// The whole address at which one leaves by one post, where there is something to leave.
    pub leave: Option<String>,
    /// What an e-mail brings for the calendar.
    #[serde(default)]
    pub calendar: Option<Invitation>,
}

impl Letter {
    /// In which language it is sent.
    pub fn language(&self) -> Language {
        Language::ALL.into_iter().find(|language| language.tag() == self.language).unwrap_or_default()
    }
}

/// A message to be kept.
#[derive(Clone, Debug)]
pub struct NewMessage<'a> {
    /// What makes it this message: kept once, whoever asks for it how often.
    pub once: String,
    /// How it goes.
    pub channel: Channel,
    /// The number or address.
    pub to: &'a str,
    /// In which language.
    pub language: Language,
    /// What it says.
    pub draft: Draft,
    /// The whole address at which one leaves by one post.
    pub leave: Option<String>,
    /// What an e-mail brings for the calendar.
    pub calendar: Option<Invitation>,
    /// The record under whose key it is sealed.
    pub about: (&'a str, &'a str),
    /// Whether it is sent at night too.
    pub urgent: bool,
    /// After this moment it is not worth sending.
    pub expires_at_ms: i64,
}

/// A message as it is listed, opened as far as its key is there.
#[derive(Clone, Debug)]
pub struct Opened {
    /// As it is kept.
    pub row: Row,
    /// What was sealed.
    pub letter: Option<Letter>,
}

impl Messages {
    /// The outbox of this deployment.
    pub fn open(configuration: &Configuration, journal: Journal, bell: Bell) -> Result<Self, StoreError> {
        let quiet = Quiet {
            from_hour: u16::try_from(configuration.quiet_from_hour.get()).unwrap_or_default(),
            until_hour: u16::try_from(configuration.quiet_until_hour.get()).unwrap_or_default(),
        };
        Ok(Self { journal, channels: Channels::open(configuration)?, quiet, bell })
    }

    /// When nobody is disturbed.
    pub fn quiet(&self) -> Quiet {
        self.quiet
    }

    /// How things are sent here.
    pub fn channels(&self) -> &Channels {
        &self.channels
    }

    /// Wakes a worker. To be called when the transaction of [`Self::keep`] is through.
    pub fn wake(&self) {
        self.bell.ring();
    }

    /// Keeps a message to be sent, and says whether it was not there yet.
    pub async fn keep(&self, tx: &mut Transaction<'_>, message: NewMessage<'_>) -> Result<bool, StoreError> {
        let now = now_ms();
        let due_ms = if message.urgent { now } else { self.quiet.earliest_ms(now) };
        let Some(id) = insert(&self.journal, tx, message, State::Waiting, now).await? else {
            return Ok(false);
        };
        jobs::queries::put(tx, Kind::Send.word(), &id, due_ms).await?;
        Ok(true)
    }

    /// Sends the message of this id, or finds out what has become of it: the work of a job.
    pub async fn send(&self, id: &str) -> Result<After, StoreError> {
        let database = self.journal.database();
        let Some(row) = queries::message(database, id).await? else { return Ok(After::Done) };
        let (Some(state), Some(channel)) = (State::from_word(&row.state), Channel::from_word(&row.channel))
        else {
            return Err(corrupt());
        };
        if state.settled() {
            return Ok(After::Done);
        }
        let attempt = row.attempts + 1;
        let settle = async |state: State| {
            database.transaction(async |tx| queries::settle(tx, id, state.word(), now_ms()).await).await
        };
        let repeats = self.channels.repeats(channel);
        if state == State::Sending && !repeats {
            // Whoever began did not come back, and nobody knows how far they came.
            self.note(id, attempt, Outcome::Unclear, "interrupted").await?;
            settle(State::Unknown).await?;
            return Ok(After::Done);
        }
        let letter = self.letter(&row).await?;
        let (Some(letter), true) = (letter, now_ms() < row.expires_at_ms) else {
            settle(State::Dropped).await?;
            return Ok(After::Done);
        };
        if !database.transaction(async |tx| queries::begin(tx, id).await).await? {
            return Ok(After::Done);
        }
        let (outcome, detail) = self.channels.send(channel, id, &letter).await;
        self.note(id, attempt, outcome, &detail).await?;
        match next(outcome, attempt, repeats) {
            Next::Settle(state) => {
                settle(state).await?;
                Ok(After::Done)
            }
            Next::Again(after_ms) => {
                database.transaction(async |tx| queries::wait(tx, id).await).await?;
                let due_ms = now_ms() + after_ms;
                let urgent = row.template == "code";
                Ok(After::At(if urgent { due_ms } else { self.quiet.earliest_ms(due_ms) }))
            }
        }
    }

    async fn note(&self, id: &str, attempt: i64, outcome: Outcome, detail: &str) -> Result<(), StoreError> {
        self.journal
            .database()
            .transaction(async |tx| queries::note(tx, id, attempt, now_ms(), outcome.word(), detail).await)
            .await
    }

    /// What is sealed of a message; nothing once its record was erased.
    async fn letter(&self, row: &Row) -> Result<Option<Letter>, StoreError> {
        let Some(key) = self.journal.key_now(&row.entity, &row.entity_id).await? else { return Ok(None) };
        let plain = key.open(&row.sealed, &place(&row.id)).map_err(|_| corrupt())?;
        serde_json::from_slice(&plain).map(Some).map_err(|_| corrupt())
    }

    /// What a gateway says later: whether the message arrived. Says whether there is such a message that was sent.
    pub async fn receipt(&self, id: &str, delivered: bool) -> Result<bool, StoreError> {
        let state = if delivered { State::Delivered } else { State::Failed };
        let database = self.journal.database();
        database.transaction(async |tx| queries::receive(tx, id, state.word(), now_ms()).await).await
    }

    /// A person decides about a message that failed or of which nobody knows: it is sent `again`, or it arrived.
    pub async fn decide(
        &self,
        id: CommandId,
        by: &Staff,
        message: &str,
        again: bool,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let command = Command {
            id,
            unit: Unit::Province,
            entity: "message".into(),
            entity_id: message.to_owned(),
            basis: 0,
            kind: if again { "send_again" } else { "arrived" }.into(),
            fields: fields([]),
            reason: String::new(),
            made_at_ms: 0,
        };
        let work = async |tx: &mut Transaction<'_>| {
            let state = if again { State::Waiting } else { State::Delivered };
            if !queries::decide(tx, message, state.word(), (!again).then(now_ms)).await? {
                return Ok(Err(Refusal::NotNow));
            }
            if again {
                jobs::queries::put(tx, Kind::Send.word(), message, now_ms()).await?;
            }
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(by.id), &[], work).await?;
        self.wake();
        Ok(done)
    }

    /// The messages in a state (or in any, for an empty word), the newest first; and how many there are.
    pub async fn list(&self, state: &str, limit: i64, offset: i64) -> Result<(Vec<Opened>, i64), StoreError> {
        let database = self.journal.database();
        let count = queries::count(database, state).await?;
        let rows = queries::list(database, state, limit, offset).await?;
        Ok((self.opened(rows).await?, count))
    }

    /// What a member of the staff was told, the newest first.
    pub async fn inbox(&self, staff: StaffId) -> Result<Vec<Opened>, StoreError> {
        let rows = queries::inbox(self.journal.database(), &staff.to_string(), INBOX_MAX).await?;
        self.opened(rows).await
    }

    /// How much of that they have not read.
    pub async fn unread(&self, staff: StaffId) -> Result<i64, StoreError> {
        queries::unread(self.journal.database(), &staff.to_string()).await
    }

    /// Notes that they have read everything.
    pub async fn read_all(&self, staff: StaffId) -> Result<(), StoreError> {
        let (id, database) = (staff.to_string(), self.journal.database());
        database.transaction(async |tx| queries::read_all(tx, &id, now_ms()).await).await
    }

    async fn opened(&self, rows: Vec<Row>) -> Result<Vec<Opened>, StoreError> {
        let mut opened = Vec::new();
        for row in rows {
            let letter = self.letter(&row).await?;
            opened.push(Opened { row, letter });
        }
        Ok(opened)
    }

    /// Takes away what has been kept long enough.
    pub async fn sweep(&self, now: i64) -> Result<(), StoreError> {
        let (before, codes_before) = (now - KEPT_MS, now - CODES_KEPT_MS);
        self.journal.database().transaction(async |tx| queries::sweep(tx, before, codes_before).await).await
    }
}

/// Tells a member of the staff something about their account, in their inbox: where it is kept is where it arrives.
pub async fn tell(
    journal: &Journal,
    tx: &mut Transaction<'_>,
    staff: StaffId,
    notice: Notice,
) -> Result<(), StoreError> {
    tell_draft(journal, tx, staff, templates::notice(notice)).await
}

/// Tells a member of the staff something else, in their inbox.
pub async fn tell_draft(
    journal: &Journal,
    tx: &mut Transaction<'_>,
    staff: StaffId,
    draft: Draft,
) -> Result<(), StoreError> {
    let id = staff.to_string();
    let message = NewMessage {
        once: format!("notice/{}", CommandId::fresh()),
        channel: Channel::Inbox,
        to: "",
        language: Language::Zh,
        draft,
        leave: None,
        calendar: None,
        about: ("staff", &id),
        urgent: false,
        expires_at_ms: i64::MAX,
    };
    insert(journal, tx, message, State::Sent, now_ms()).await.map(drop)
}

/// Seals and keeps a message; gives its id, or nothing when it was there.
async fn insert(
    journal: &Journal,
    tx: &mut Transaction<'_>,
    message: NewMessage<'_>,
    state: State,
    now: i64,
) -> Result<Option<String>, StoreError> {
    let id = CommandId::fresh().to_string();
    let (entity, entity_id) = message.about;
    let letter = Letter {
        to: message.to.to_owned(),
        language: message.language.tag().to_owned(),
        subject: message.draft.subject,
        text: message.draft.text,
        leave: message.leave,
        calendar: message.calendar,
    };
    let key = journal.record_key(tx, entity, entity_id).await?;
    let plain = serde_json::to_vec(&letter).map_err(|_| corrupt())?;
    let row = queries::NewRow {
        sealed: key.seal(&plain, &place(&id))?,
        once: message.once,
        channel: message.channel.word(),
        template: message.draft.template,
        entity,
        entity_id,
        state: state.word(),
        made_at_ms: now,
        expires_at_ms: message.expires_at_ms,
        settled_at_ms: state.settled().then_some(now),
        id: &id,
    };
    Ok(queries::insert(tx, &row).await?.then_some(id))
}

/// What a sealed letter is called.
fn place(id: &str) -> String {
    format!("message/{id}")
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "message" }
}

#[cfg(test)]
mod tests;
