//! Reminders on the server: who asked, who has shown that the number is theirs, who is written to today.
//!
//! Rules are in `app/src/reminders`, the SQL in queries.rs, the addresses in routes.rs. Requests last ten minutes and
//! are no journal rows, because anybody can make them; confirming and leaving are.
//!
//! Codes are counted and compared as codes.rs says. Invariant: leaving destroys the key under which number and messages
//! are sealed.

pub mod queries;
mod routes;

pub use routes::routes;

use std::{net::IpAddr, sync::Arc};

use app::{
    accounts::model::Staff,
    ids::CommandId,
    journal::{
        merge::{Conflict, merge},
        model::{Actor, Change, Command, Fields, Refusal, Unit},
    },
    language::Language,
    messages::{model::Contact, templates},
    reminders::{
        leave_page,
        model::{
            CODE_DIGITS, DatedEvent, Details, EXAMINATION, LEADS, NewReminder, occasions_from_text,
            occasions_to_text,
        },
    },
};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    accounts::{Accounts, secrets},
    codes::{self, Codes},
    config::Configuration,
    database::{Transaction, now_ms},
    error::StoreError,
    jobs::{self, Kind},
    journal::{Journal, fields},
    messages::{self, Messages, NewMessage},
    shanghai,
};
use queries::{ReminderRow, RequestRow};

/// People who are written to in one transaction.
const AT_ONCE: i64 = 200;

/// What of a reminder is personal.
const PERSONAL: &[&str] = &["contact"];

/// All reminders.
#[derive(Clone)]
pub struct Reminders {
    journal: Journal,
    codes: Codes,
    messages: Messages,
    public_url: Arc<str>,
}

/// What is sealed of a reminder.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    contact: Contact,
    language: String,
    /// With which one leaves. Empty in a request.
    leave: String,
}

impl Kept {
    fn language(&self) -> Language {
        Language::ALL.into_iter().find(|language| language.tag() == self.language).unwrap_or_default()
    }
}

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// It was right, now or before.
    Yes {
        /// What was asked for.
        wish: NewReminder,
        /// The key with which one leaves.
        leave: String,
    },
    /// It was wrong; it went to this number or address.
    Wrong(Contact),
    /// There is no such request any more.
    Gone,
}

/// What became of a change of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// Which event.
    pub event: String,
    /// Fields that somebody else had changed meanwhile; they stand as that person left them.
    pub conflicts: Vec<Conflict>,
}

impl Reminders {
    /// The reminders of this deployment.
    pub fn new(configuration: &Configuration, accounts: &Accounts, messages: Messages) -> Self {
        Self {
            journal: accounts.journal().clone(),
            codes: Codes::new(accounts.secrets().clone(), configuration),
            messages,
            public_url: configuration.public_url().into(),
        }
    }

    /// What sends them.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// Sends a code to whom somebody wants to have reminded, and gives the key of the request; nothing where too many
    /// were sent. Whether they are on the list already makes no difference that could be seen.
    pub async fn ask(
        &self,
        wish: &NewReminder,
        language: Language,
        network: Option<IpAddr>,
    ) -> Result<Option<String>, StoreError> {
        let now = now_ms();
        let key = secrets::token()?;
        let code = secrets::digits(CODE_DIGITS)?;
        let contact_hash = self.codes.contact_hash(&wish.contact);
        let kept =
            Kept { contact: wish.contact.clone(), language: language.tag().to_owned(), leave: String::new() };
        let asked = self
            .journal
            .database()
            .transaction_if(async |tx| {
                if self.codes.is_too_often(tx, &contact_hash, network, now).await? {
                    // Counted all the same.
                    return Ok((true, false));
                }
                let key_hash = secrets::token_hash(&key);
                // What lasts ten minutes and is swept away needs no key of its own.
                let sealing = self.journal.record_key(tx, "vault", "requests").await?;
                let plain = serde_json::to_vec(&kept).map_err(|_| corrupt())?;
                let row = RequestRow {
                    topic: EXAMINATION.to_owned(),
                    channel: wish.contact.channel().word().to_owned(),
                    contact_hash: contact_hash.clone(),
                    sealed: sealing.seal(&plain, &request_place(&key_hash))?,
                    occasions: occasions_to_text(&wish.occasions),
                    lead_days: wish.lead_days,
                    code_hash: self.codes.hash(&key_hash, &code),
                    guesses: 0,
                    used: false,
                    made_at_ms: now,
                    expires_at_ms: now + codes::WORKS_MS,
                    key_hash,
                };
                queries::insert_request(tx, &row).await?;
                let message = NewMessage {
                    once: codes::once(&row.key_hash),
                    channel: wish.contact.channel(),
                    to: wish.contact.as_str(),
                    language,
                    draft: templates::code(&code),
                    leave: None,
                    calendar: None,
                    about: ("vault", "requests"),
                    urgent: true,
                    expires_at_ms: row.expires_at_ms,
                };
                self.messages.keep(tx, message).await?;
                Ok((true, true))
            })
            .await?;
        self.messages.wake();
        Ok(asked.then_some(key))
    }

    /// To whom the code of a request went; nothing for a request that is none any more.
    pub async fn asked(&self, key: &str) -> Result<Option<Contact>, StoreError> {
        let row = queries::request(self.journal.database(), &secrets::token_hash(key)).await?;
        let open = row.filter(|row| now_ms() < row.expires_at_ms && row.guesses < codes::GUESSES_MAX);
        match open {
            Some(row) => self.opened_request(&row).await.map(|kept| Some(kept.contact)),
            None => Ok(None),
        }
    }

    async fn opened_request(&self, row: &RequestRow) -> Result<Kept, StoreError> {
        let key = self.journal.key_now("vault", "requests").await?.ok_or_else(corrupt)?;
        let plain = key.open(&row.sealed, &request_place(&row.key_hash)).map_err(|_| corrupt())?;
        serde_json::from_slice(&plain).map_err(|_| corrupt())
    }

    /// Puts somebody on the list who knows the code; who is on it already has what they asked for now instead.
    pub async fn confirm(&self, key: &str, digits: Option<&str>) -> Result<Confirmed, StoreError> {
        let key_hash = secrets::token_hash(key);
        let now = now_ms();
        // The guess is counted before it is looked at: nobody is quicker than the count.
        let row = self
            .journal
            .database()
            .transaction(async |tx| queries::guess(tx, &key_hash, now, codes::GUESSES_MAX).await)
            .await?;
        let Some(row) = row else { return Ok(Confirmed::Gone) };
        let kept = self.opened_request(&row).await?;
        if digits.is_none_or(|digits| self.codes.hash(&key_hash, digits) != row.code_hash) {
            return Ok(match row.guesses < codes::GUESSES_MAX {
                true => Confirmed::Wrong(kept.contact),
                false => Confirmed::Gone,
            });
        }
        let wish = NewReminder {
            contact: kept.contact.clone(),
            lead_days: row.lead_days,
            occasions: occasions_from_text(&row.occasions),
        };
        let leave = match row.used {
            true => self.leave_key(&row).await?,
            false => self.put_on_list(row, kept).await?,
        };
        // Whoever has left meanwhile presses an old button.
        Ok(leave.map_or(Confirmed::Gone, |leave| Confirmed::Yes { wish, leave }))
    }

    async fn put_on_list(&self, row: RequestRow, kept: Kept) -> Result<Option<String>, StoreError> {
        let id = CommandId::fresh().to_string();
        let leave = secrets::token()?;
        let contact = kept.contact.as_str().to_owned();
        let kept = Kept { leave: leave.clone(), ..kept };
        let command = Command {
            fields: fields([
                ("contact", Change::to(contact)),
                ("occasions", Change::to(row.occasions.clone())),
                ("lead_days", Change::to(row.lead_days)),
            ]),
            ..about("reminder", &id, "remind")
        };
        let work = async |tx: &mut Transaction<'_>| {
            if !queries::use_request(tx, &row.key_hash).await? {
                return Ok(Err(Refusal::NotNow));
            }
            if let Some(earlier) = queries::take_off(tx, &row.topic, &row.contact_hash).await? {
                self.journal.erase(tx, "reminder", &earlier).await?;
            }
            let sealing = self.journal.record_key(tx, "reminder", &id).await?;
            let plain = serde_json::to_vec(&kept).map_err(|_| corrupt())?;
            let reminder = ReminderRow {
                id: id.clone(),
                channel: row.channel.clone(),
                sealed: sealing.seal(&plain, &reminder_place(&id))?,
                leave_hash: secrets::token_hash(&leave),
                occasions: row.occasions.clone(),
                lead_days: row.lead_days,
            };
            queries::insert(tx, &row.topic, &row.contact_hash, &reminder, now_ms()).await?;
            self.look_at_once(tx).await?;
            Ok(Ok(()))
        };
        match self.journal.apply(&command, &Actor::Stranger, PERSONAL, work).await? {
            Ok(()) => {
                self.messages.wake();
                Ok(Some(leave))
            }
            // The same press twice at once: the other one did it.
            Err(_) => self.leave_key(&row).await,
        }
    }

    /// The key with which whoever made this request leaves, if they are on the list.
    async fn leave_key(&self, row: &RequestRow) -> Result<Option<String>, StoreError> {
        let reminder = queries::by_contact(self.journal.database(), &row.topic, &row.contact_hash).await?;
        match reminder {
            Some(reminder) => self.opened(&reminder).await.map(|kept| kept.map(|kept| kept.leave)),
            None => Ok(None),
        }
    }

    async fn opened(&self, row: &ReminderRow) -> Result<Option<Kept>, StoreError> {
        let Some(key) = self.journal.key_now("reminder", &row.id).await? else { return Ok(None) };
        let plain = key.open(&row.sealed, &reminder_place(&row.id)).map_err(|_| corrupt())?;
        serde_json::from_slice(&plain).map(Some).map_err(|_| corrupt())
    }

    /// Takes whoever holds this key off the list, and destroys what is known of them. Says whether there was somebody.
    pub async fn leave(&self, key: &str) -> Result<bool, StoreError> {
        let hash = secrets::token_hash(key);
        let Some(row) = queries::by_leave(self.journal.database(), &hash).await? else { return Ok(false) };
        let command = about("reminder", &row.id, "leave");
        let work = async |tx: &mut Transaction<'_>| {
            // Codes were sent to the number before it had a key of its own.
            for key_hash in queries::forget_requests(tx, &row.id).await? {
                messages::queries::forget(tx, &codes::once(&key_hash)).await?;
            }
            if !queries::delete(tx, &row.id).await? {
                return Ok(Err(Refusal::NotFound));
            }
            self.journal.erase(tx, "reminder", &row.id).await?;
            Ok(Ok(()))
        };
        Ok(self.journal.apply(&command, &Actor::Stranger, &[], work).await?.is_ok())
    }

    /// What is to come and published, in its order.
    pub async fn events(&self, today: Date) -> Result<Vec<DatedEvent>, StoreError> {
        let events = queries::events(self.journal.database(), EXAMINATION).await?;
        Ok(events.into_iter().filter(|it| it.details.published && it.details.last_day() >= today).collect())
    }

    /// Every event, the latest first.
    pub async fn all_events(&self) -> Result<Vec<DatedEvent>, StoreError> {
        let mut events = queries::events(self.journal.database(), EXAMINATION).await?;
        events.reverse();
        Ok(events)
    }

    /// How many are on the list.
    pub async fn waiting(&self) -> Result<i64, StoreError> {
        queries::count(self.journal.database(), EXAMINATION).await
    }

    /// Changes an event, seen at the version `basis`, or makes a new one of an empty id. What somebody else has changed
    /// meanwhile stays, and is told.
    pub async fn save_event(
        &self,
        id: CommandId,
        by: &Staff,
        event: &str,
        basis: i64,
        changes: Fields,
    ) -> Result<Result<Saved, Refusal>, StoreError> {
        // The id follows from the command's, so that a repeat names the same.
        let (event, new) = match event {
            "" => (id.to_string(), true),
            event => (event.to_owned(), false),
        };
        let command = Command {
            id,
            basis,
            fields: changes,
            ..about("dated_event", &event, if new { "add" } else { "amend" })
        };
        let work = async |tx: &mut Transaction<'_>| {
            let now = queries::event(tx, &event).await?;
            if now.is_none() != new {
                return Ok(Err(Refusal::NotFound));
            }
            let mut record = now.as_ref().map(|it| it.details.record()).unwrap_or_default();
            let merged = merge(&record, &command.fields);
            record.extend(merged.changed);
            let Some(details) = Details::from_record(&record) else { return Ok(Err(Refusal::AgainstARule)) };
            if details.until.is_some_and(|until| until < details.from) {
                return Ok(Err(Refusal::AgainstARule));
            }
            let version = now.as_ref().map_or(1, |it| it.version + 1);
            let demo = now.is_some_and(|it| it.demo);
            let changed = DatedEvent { id: event.clone(), version, demo, details };
            queries::keep_event(tx, &Unit::Province.to_string(), EXAMINATION, &changed).await?;
            self.look_at_once(tx).await?;
            Ok(Ok(Saved { event: event.clone(), conflicts: merged.conflicts }))
        };
        let saved = self.journal.apply(&command, &Actor::Staff(by.id), &[], work).await;
        self.messages.wake();
        saved
    }

    /// Has workers look for people to remind as soon as this transaction is through: what is new may be near.
    async fn look_at_once(&self, tx: &mut Transaction<'_>) -> Result<(), StoreError> {
        jobs::queries::hasten(tx, Kind::Remind.word(), now_ms()).await
    }

    /// Writes to whoever is to be reminded on `today`, and was not yet. Right when done twice, and by two servers.
    /// Says to how many.
    pub async fn remind(&self, today: Date) -> Result<u64, StoreError> {
        let mut written = 0;
        for event in self.events(today).await? {
            for lead_days in LEADS.into_iter().filter(|lead| event.details.is_due(*lead, today)) {
                // Whoever was written to, or is nobody any more, is not found again.
                while let Some(some) = self.remind_some(&event, lead_days).await? {
                    written += some;
                }
            }
        }
        self.messages.wake();
        Ok(written)
    }

    /// Writes to some of those who are left; nothing when none is.
    async fn remind_some(&self, event: &DatedEvent, lead_days: i64) -> Result<Option<u64>, StoreError> {
        // A day that moves is another thing to be reminded of.
        let once = format!("remind/{}/{}/", event.id, event.details.from);
        let database = self.journal.database();
        let wanted = event.details.occasion.word();
        let rows = queries::to_remind(database, EXAMINATION, lead_days, wanted, &once, AT_ONCE).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let mut written = 0;
        let ends_ms = shanghai::ends_at_ms(event.details.last_day());
        for row in rows {
            // Erased, and back from a backup that was restored: there is nobody behind it any more.
            let Some(kept) = self.opened(&row).await? else {
                database.transaction(async |tx| queries::delete(tx, &row.id).await).await?;
                continue;
            };
            let address = |l: Language| {
                format!("{}{}?key={}", self.public_url, l.address(leave_page::ADDRESS), kept.leave)
            };
            let language = kept.language();
            let message = NewMessage {
                once: format!("{once}{}", row.id),
                channel: kept.contact.channel(),
                to: kept.contact.as_str(),
                language,
                draft: templates::reminder(&event.details.title, &event.details.days(), address),
                leave: Some(address(language)),
                calendar: None,
                about: ("reminder", &row.id),
                urgent: false,
                expires_at_ms: ends_ms,
            };
            let kept = database.transaction(async |tx| self.messages.keep(tx, message).await).await;
            match kept {
                // Left at this very moment.
                Err(StoreError::Erased) => {}
                kept => written += u64::from(kept?),
            }
        }
        Ok(Some(written))
    }

    /// Takes away requests that are over.
    pub async fn sweep(&self, now: i64) -> Result<(), StoreError> {
        let before = now - codes::REQUESTS_KEPT_MS;
        self.journal.database().transaction(async |tx| queries::sweep(tx, before).await).await
    }
}

/// A command about a record of the province.
fn about(entity: &str, id: &str, kind: &str) -> Command {
    Command {
        id: CommandId::fresh(),
        unit: Unit::Province,
        entity: entity.to_owned(),
        entity_id: id.to_owned(),
        basis: 0,
        kind: kind.to_owned(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn request_place(key_hash: &str) -> String {
    format!("reminder_request/{key_hash}")
}

fn reminder_place(id: &str) -> String {
    format!("reminder/{id}")
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "reminder" }
}

#[cfg(test)]
mod tests;
