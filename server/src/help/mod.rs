//! Calls for help on the server: how they are kept, whom they reach, and what becomes of them with time.
//!
//! Rules and pages are in `app/src/help`; the SQL in queries.rs, what was begun and not sent in drafts.rs, photos of a
//! record that is being written in record.rs, the calls behind a number of the figures in behind.rs, what the staff takes down in taken.rs and what its caller is given in
//! slip.rs, for what an office above reads a call in purpose.rs, steps in steps.rs, the public
//! addresses in routes.rs, those of the office in office.rs. What came, each step and each look by the staff are rows of
//! the journal of the unit that sees to it.
//!
//! Invariants: who calls, where and why is sealed under the key of the call, here and in the journal, and destroying that
//! key erases all of it; the code follows from the id by the pepper, so that a second press gets the same, and only a hash
//! of it is kept; the network from which somebody writes is not kept.

mod behind;
mod drafts;
mod office;
mod purpose;
pub mod queries;
mod record;
mod routes;
mod slip;
mod steps;
mod taken;

pub(crate) use office::lines;
pub use office::routes as office_routes;
pub use routes::routes;
pub use steps::{Asked, Doing};

use std::{net::IpAddr, sync::Arc};

use app::{
    access::{Action, Relation, may},
    accounts::model::{Assignment, Staff},
    forms::{
        answers::{Answers, Sent as SentAnswers},
        fields::DraftKey,
        form::Form,
        model::Definition,
        versions::{Purpose, Version, code as form_code},
    },
    help::{
        model::{Call, Channel, ENTITY, State, presses, route},
        terms::{Promise, Terms},
        waiting::{Pressing, WaitingAt},
        walk::{Begun, Part, Walk},
        words,
    },
    ids::{CommandId, PhotoId, TurnId},
    journal::model::{Actor, Change, Command, Unit},
    language::Language,
    messages::{
        model::Contact,
        templates::{self, Notice},
    },
    photos::model::PhotoFault,
    stations::hours::LocalMoment,
    tickets::{TicketCode, looks_made},
};
use serde::{Deserialize, Serialize};
use time::Date;
use tokio::sync::Semaphore;

use crate::{
    accounts::{self, Accounts, queries as attempts, secrets::Secrets},
    config::Configuration,
    database::{Database, Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    forms::{self, Forms},
    journal::{Journal, fields},
    messages::{self, Messages, NewMessage},
    photos::Photos,
    shanghai,
    vault::SealingKey,
};
use drafts::{Drafts, photo_place};
use queries::{HelpCall, NewRow, Search};
use taken::shipped;

/// What of a call is personal.
const PERSONAL: &[&str] = &["said"];

const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Calls of one network in an hour: more are kept apart, and far more are asked to wait. A whole village may sit behind
/// one network.
const FROM_NETWORK: i64 = 30;
const FROM_NETWORK_MAX: i64 = 200;

/// Calls for one number in a day: more are kept apart.
const FROM_PHONE: i64 = 5;

/// After how many codes in vain a network is answered slowly for the rest of the hour, and how often one code may be tried
/// by anybody in an hour.
///
/// A network is never refused: behind one of a telephone company sit thousands of callers, and sixty slips among them, or
/// one bad neighbour, would close it to all. It need not be: a code has 54 random bits and the digits another 13, so that
/// of a hundred thousand calls none is hit within tens of thousands of years at a thousand tries a second. Whoever has
/// found a code is held by [`CODE_TRIED_MAX`]. The wait spares the server, and whoever has code and digits never waits.
const WRONG_CODES_MAX: i64 = 60;
const CODE_TRIED_MAX: i64 = 20;

/// For how long a call is kept once it is closed: a year (privacy-and-security-law.md §5.5).
const KEPT_MS: i64 = 365 * DAY_MS;

/// Calls that are looked after in one go.
const AT_ONCE: i64 = 200;

/// How long it is worth telling somebody.
const WORTH_TELLING_MS: i64 = 3 * DAY_MS;

/// Codes that are looked up at once. Those of one network are counted one after the other: whoever tries thousands waits
/// for their turn, and not with every connection to the database in hand.
const LOOKUPS_AT_ONCE: usize = 4;

/// The text to which callers agree. Another text is another version.
const CONSENT: &str = "2026-11";

/// The questions that everybody is asked.
const F13_FILE: &str = include_str!("../../seed/help/F13.intake.toml");

/// The same, put to whoever of the staff takes a call down.
const TAKEN_FILE: &str = include_str!("../../seed/help/F13.taken.toml");

/// All calls for help.
#[derive(Clone)]
pub struct Help {
    accounts: Accounts,
    journal: Journal,
    secrets: Secrets,
    messages: Messages,
    directory: CurrentDirectory,
    forms: Forms,
    photos: Photos,
    drafts: Drafts,
    f13: Arc<Form>,
    f13_definition: Arc<Definition>,
    taken: Arc<Form>,
    taken_definition: Arc<Definition>,
    public_url: Arc<str>,
    terms: Terms,
    lookups: Arc<Semaphore>,
}

/// Answers to a form, as they are kept: to which form, and the answers with their version.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeptForm {
    /// Code of the form.
    pub form: String,
    /// The answers in JSON ([`Answers`]).
    pub answers: serde_json::Value,
}

impl KeptForm {
    /// These answers to this form.
    pub fn of(form: &Form, answers: &Answers) -> Result<Self, StoreError> {
        let answers = serde_json::to_value(answers).map_err(|_| corrupt())?;
        Ok(Self { form: form.code.clone(), answers })
    }

    /// The answers as they were kept.
    pub fn sent(&self) -> Result<SentAnswers, StoreError> {
        serde_json::from_value(self.answers.clone()).map_err(|_| corrupt())
    }
}

/// What is sealed of a call.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// What F13 asked.
    pub call: Call,
    /// What the service's own form asked.
    pub intake: Option<KeptForm>,
    /// Photos that came along.
    pub photos: Vec<PhotoId>,
    /// The tag of the language in which it was written.
    language: String,
    /// Which text the caller agreed to; empty where somebody of the staff wrote it down.
    consent: String,
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
    /// From where.
    pub network: Option<IpAddr>,
}

/// What became of a call that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is kept under this code; what its caller is promised; whether a receipt goes to their number.
    Kept {
        /// The code of the ticket.
        code: TicketCode,
        /// Who sees to it, and by when the caller is reached.
        promise: Promise,
        /// Whether a receipt goes to the number.
        receipt: bool,
    },
    /// This page is not done.
    Unfinished(usize),
    /// Its id was used for something else.
    OtherCommand,
    /// Far too many came from there.
    TooMany,
}

/// A call that can be kept.
struct NewCall {
    service: String,
    channel: Channel,
    urgent: bool,
    unit: Unit,
    county: String,
    apart: bool,
    kept: Kept,
    /// Photos of the draft of this token.
    token: Option<String>,
    worker: Option<app::ids::StaffId>,
}

/// Why somebody is not shown a ticket.
pub use app::help::status_page::CodeFault;

impl Help {
    /// The calls of this deployment.
    pub fn new(
        configuration: &Configuration,
        accounts: &Accounts,
        messages: Messages,
        directory: CurrentDirectory,
        forms: Forms,
        photos: Photos,
    ) -> Result<Self, StoreError> {
        let (f13, f13_definition) = shipped(F13_FILE)?;
        let (taken, taken_definition) = shipped(TAKEN_FILE)?;
        Ok(Self {
            journal: accounts.journal().clone(),
            secrets: accounts.secrets().clone(),
            drafts: Drafts::new(accounts.journal().database().clone(), accounts.secrets().clone()),
            accounts: accounts.clone(),
            messages,
            directory,
            forms,
            photos,
            f13,
            f13_definition,
            taken,
            taken_definition,
            public_url: configuration.public_url().into(),
            terms: Terms {
                urgent_contact_days: configuration.help_urgent_contact_days.get(),
                contact_days: configuration.help_contact_days.get(),
                closing_days: configuration.help_closing_days.get(),
            },
            lookups: Arc::new(Semaphore::new(LOOKUPS_AT_ONCE)),
        })
    }

    /// By when something happens.
    pub fn terms(&self) -> Terms {
        self.terms
    }

    fn database(&self) -> &Database {
        self.journal.database()
    }

    /// The code of the call of this id.
    fn code(&self, id: &str) -> TicketCode {
        let hash = self.secrets.keyed_hash("help code", id);
        let bits = hash.get(..32).and_then(|digits| u128::from_str_radix(digits, 16).ok());
        TicketCode::of(bits.unwrap_or_default())
    }

    fn code_hash(&self, code: &TicketCode) -> String {
        self.secrets.keyed_hash("help", code.as_str())
    }

    fn phone_hash(&self, phone: &str) -> String {
        self.secrets.keyed_hash("help phone", phone)
    }

    /// The form of a service that is asked for this purpose, in this version or else in the one in force; nothing where
    /// there is none.
    pub async fn form(
        &self,
        service: &str,
        purpose: Purpose,
        number: Option<u32>,
    ) -> Result<Option<Arc<Form>>, StoreError> {
        let version = self.version(service, purpose, number).await?;
        let form = version.map(|version| version.form()).transpose();
        Ok(form.map_err(|_| corrupt())?.map(Arc::new))
    }

    /// The same, as its author wrote it.
    async fn version(
        &self,
        service: &str,
        purpose: Purpose,
        number: Option<u32>,
    ) -> Result<Option<Version>, StoreError> {
        let (versions, _) = self.forms.one(&form_code(service, purpose)).await?;
        let wanted = |version: &Version| number.is_none_or(|number| version.number == number);
        Ok(versions.into_iter().find(wanted))
    }

    /// What the form of this part of a walk was made of.
    async fn definition(&self, begun: &Begun, part: Part) -> Result<Option<Definition>, StoreError> {
        match (part, begun.service.as_deref()) {
            (Part::Call, _) => Ok(Some((*self.f13_definition).clone())),
            (Part::Intake, None) => Ok(None),
            (Part::Intake, Some(service)) => {
                let version = self.version(service, Purpose::Intake, Some(begun.version)).await?;
                Ok(version.map(|version| version.definition))
            }
        }
    }

    /// How often a form of a service was filled in, under whichever version: for whoever publishes the next.
    pub async fn filled_in(&self, service: &str, purpose: Purpose) -> Result<i64, StoreError> {
        queries::filled_in(self.database(), service, purpose).await
    }

    /// Under which key a browser keeps what is typed into a form and not sent yet: only `who` gets it again.
    fn draft_key(&self, who: &str, form: &str, record: &str, basis: String) -> DraftKey {
        forms::draft_key(&self.secrets, who, form, record, basis)
    }

    /// Whether there is such a service.
    fn is_service(&self, code: &str) -> bool {
        let directory = self.directory.get();
        directory.catalogue.item(code).is_some() || directory.catalogue.special(code).is_some()
    }

    /// Whether there is a station of this slug.
    fn is_station(&self, slug: &str) -> bool {
        self.directory.get().station(slug).is_some()
    }

    /// What was begun, with its forms.
    pub async fn walk(&self, begun: &Begun) -> Result<Walk, StoreError> {
        let intake = match begun.service.as_deref().filter(|_| begun.version > 0) {
            Some(service) => self.form(service, Purpose::Intake, Some(begun.version)).await?,
            None => None,
        };
        let directory = self.directory.get();
        Ok(Walk::of(begun, self.f13.clone(), intake, &directory.areas, shanghai::today(), TurnId::fresh))
    }

    /// Begins a call, about a service where one is meant; gives the token that opens it again.
    pub async fn begin(&self, service: Option<&str>) -> Result<String, StoreError> {
        let mut begun = Begun::new(CommandId::fresh(), now_ms());
        if let Some(service) = service.filter(|code| self.is_service(code)) {
            begun.choose(service, self.intake_version(service).await?);
        }
        self.drafts.begin(&begun, now_ms()).await
    }

    /// It was begun from the page or the poster of this station, where there is one: its place is set, until another is
    /// said.
    pub async fn begins_near(&self, token: &str, station: &str) -> Result<(), StoreError> {
        let place = self.directory.get().station(station).map(|it| it.division.clone());
        let Some(place) = place else { return Ok(()) };
        self.drafts.change(token, now_ms(), |begun| begun.place = place).await.map(drop)
    }

    async fn intake_version(&self, service: &str) -> Result<u32, StoreError> {
        if service.is_empty() {
            return Ok(0);
        }
        let form = self.form(service, Purpose::Intake, None).await?;
        Ok(form.map_or(0, |form| form.version))
    }

    /// What this token opens; nothing where it is over.
    pub async fn begun(&self, token: &str) -> Result<Option<Begun>, StoreError> {
        self.drafts.open(token, now_ms()).await
    }

    /// Chooses the service, none for an empty code; says whether it could.
    pub async fn choose(&self, token: &str, service: &str) -> Result<bool, StoreError> {
        if !service.is_empty() && !self.is_service(service) {
            return Ok(false);
        }
        let version = self.intake_version(service).await?;
        self.drafts.change(token, now_ms(), |begun| begun.choose(service, version)).await
    }

    /// Keeps what was sent of a page; says whether it could.
    pub async fn keep_page(
        &self,
        token: &str,
        key: &str,
        pairs: Vec<(String, String)>,
    ) -> Result<bool, StoreError> {
        let key = key.to_owned();
        self.drafts.change(token, now_ms(), move |begun| drop(begun.posted.insert(key, pairs))).await
    }

    /// Takes a photo into what was begun, drawn anew.
    pub async fn keep_photo(
        &self,
        token: &str,
        file: Vec<u8>,
        most: usize,
    ) -> Result<Result<(), PhotoFault>, StoreError> {
        let picture = match self.photos.draw(file).await {
            Ok(picture) => picture,
            Err(fault) => return Ok(Err(fault)),
        };
        let kept = self.drafts.keep_photo(token, PhotoId::fresh(), &picture.large, most, now_ms()).await?;
        Ok(if kept { Ok(()) } else { Err(PhotoFault::TooMany) })
    }

    /// What is said of a file that is too large.
    fn photo_too_large(&self) -> PhotoFault {
        PhotoFault::TooLarge { megabytes_max: self.photos.megabytes_max() }
    }

    /// Takes a photo out of what was begun.
    pub async fn drop_photo(&self, token: &str, id: PhotoId) -> Result<(), StoreError> {
        self.drafts.change(token, now_ms(), |begun| begun.photos.retain(|kept| *kept != id)).await?;
        self.drafts.drop_photo(token, id).await
    }

    /// Forgets what was begun.
    pub async fn forget(&self, token: &str) -> Result<(), StoreError> {
        self.drafts.drop(token).await
    }

    /// Sends what was begun, once.
    pub async fn send(
        &self,
        token: &str,
        language: Language,
        coming: &Coming,
    ) -> Result<Option<Sent>, StoreError> {
        let now = now_ms();
        let Some(begun) = self.begun(token).await? else { return Ok(None) };
        if let Some(receipt) = begun.sent {
            return self.kept_before(begun.command, receipt).await;
        }
        let walk = self.walk(&begun).await?;
        if begun.service.is_none() {
            return Ok(Some(Sent::Unfinished(0)));
        }
        if let Some(page) = walk.unfinished() {
            return Ok(Some(Sent::Unfinished(page)));
        }
        let from_there = self.count(coming.network, "help", now).await?;
        if from_there > FROM_NETWORK_MAX {
            return Ok(Some(Sent::TooMany));
        }
        let call = Call::of(&walk.call);
        let Some((unit, county)) = self.routed(&call.place) else {
            return Ok(Some(Sent::Unfinished(walk.number("call.place_group").unwrap_or(0))));
        };
        let from_phone =
            queries::phone_since(self.database(), &self.phone_hash(&call.phone), now - DAY_MS).await?;
        let made = looks_made(&coming.unseen, Some(begun.opened_ms), now);
        let apart = made || from_there > FROM_NETWORK || from_phone >= FROM_PHONE;
        let intake = match &walk.intake {
            None => None,
            Some(filling) => {
                // Nothing is wrong with it, as was just looked.
                let finished = filling.finished().map_err(|_| corrupt())?;
                Some(KeptForm::of(filling.form(), &finished.answers)?)
            }
        };
        let new = NewCall {
            service: begun.service.clone().unwrap_or_default(),
            channel: Channel::Web,
            urgent: self.presses(&walk, begun.service.as_deref()),
            unit,
            county,
            apart,
            kept: Kept {
                call,
                intake,
                photos: begun.photos.clone(),
                language: language.tag().to_owned(),
                consent: CONSENT.to_owned(),
            },
            token: Some(token.to_owned()),
            worker: None,
        };
        let sent = self.keep(begun.command, new, &Actor::Stranger).await?;
        if let Sent::Kept { receipt, .. } = sent {
            self.drafts.change(token, now, |begun| begun.done(receipt)).await?;
        }
        Ok(Some(sent))
    }

    /// The ticket of what was sent before, for whoever presses once more.
    async fn kept_before(&self, id: CommandId, receipt: bool) -> Result<Option<Sent>, StoreError> {
        let found = queries::by_id(self.database(), &id.to_string()).await?;
        Ok(found.map(|call| Sent::Kept { code: self.code(&call.id), promise: call.promise(), receipt }))
    }

    /// Who sees to what happens in a place, and in which 市县 that is.
    fn routed(&self, place: &str) -> Option<(Unit, String)> {
        let directory = self.directory.get();
        let unit = route(place, &directory)?;
        let county = directory.areas.county_or_city(place)?.code.clone();
        Some((unit, county))
    }

    /// Whether what was said about this service presses.
    fn presses(&self, walk: &Walk, service: Option<&str>) -> bool {
        presses(service, walk.fillings(), words::is_sensitive(service, &self.directory.get()))
    }

    /// Takes down what somebody said who came or called, with the same questions (F13).
    pub async fn take_down(
        &self,
        id: CommandId,
        by: &Staff,
        channel: Channel,
        service: &str,
        walk: &Walk,
        language: Language,
    ) -> Result<Option<Sent>, StoreError> {
        let call = Call::of(&walk.call);
        let Some((routed, county)) = self.routed(&call.place) else { return Ok(None) };
        let intake = match &walk.intake {
            None => None,
            Some(filling) => {
                // Nothing is wrong with it, as was just looked; what nobody answered is not kept.
                let answers = filling.finished().map_err(|_| corrupt())?.answers;
                let nothing = answers.fields.is_empty() && answers.repeats.is_empty();
                if nothing { None } else { Some(KeptForm::of(filling.form(), &answers)?) }
            }
        };
        // Whoever takes it down sees to it, if it is theirs; what belongs elsewhere goes there.
        let mine = self.accounts.may(by, Action::SeeHelp, &routed, None);
        let new = NewCall {
            service: service.to_owned(),
            channel,
            urgent: self.presses(walk, Some(service)),
            unit: routed,
            county,
            apart: false,
            kept: Kept {
                call,
                intake,
                photos: Vec::new(),
                language: language.tag().to_owned(),
                consent: String::new(),
            },
            token: None,
            worker: Some(by.id).filter(|_| mine),
        };
        self.keep(id, new, &Actor::Staff(by.id)).await.map(Some)
    }

    async fn keep(&self, id: CommandId, new: NewCall, actor: &Actor) -> Result<Sent, StoreError> {
        let now = now_ms();
        let directory = self.directory.get();
        let came = LocalMoment::from_unix_ms(now);
        let contact_by = self.terms.contact_by(came, new.urgent, &new.unit, &directory);
        let name = id.to_string();
        let code = self.code(&name);
        let state = match (new.apart, new.worker) {
            (true, _) => State::Apart,
            (false, Some(_)) if new.channel.reaches() => State::InHand,
            (false, Some(_)) => State::Assigned,
            (false, None) => State::Received,
        };
        let plain = serde_json::to_string(&new.kept).map_err(|_| corrupt())?;
        let command = Command {
            fields: fields([
                ("service", Change::to(new.service.as_str())),
                ("channel", Change::to(new.channel.word())),
                ("said", Change::to(plain.as_str())),
            ]),
            ..command(id, &new.unit, &name, 0, "ask_for_help")
        };
        let mut call = HelpCall {
            id: name.clone(),
            version: 1,
            service: new.service,
            channel: new.channel,
            urgent: new.urgent,
            state,
            unit: new.unit,
            county: new.county,
            phone_hash: self.phone_hash(match new.kept.call.phone.as_str() {
                // Those who have no telephone are not one caller.
                "" => &name,
                phone => phone,
            }),
            sealed: String::new(),
            worker: new.worker,
            received_at_ms: now,
            contact_by,
            close_by: self.terms.close_by(came.date, &directory.calendar),
            contacted_at_ms: (state == State::InHand).then_some(now),
            closed_at_ms: None,
            joined_to: String::new(),
            face: None,
            reopened: 0,
            reopened_at_ms: None,
            first_contact_by: None,
            first_contacted_at_ms: None,
        };
        let receipt = self.receipt(&new.kept).filter(|_| state != State::Apart);
        let code_hash = self.code_hash(&code);
        let work = async |tx: &mut Transaction<'_>| {
            let key = self.journal.record_key(tx, ENTITY, &name).await?;
            let sealed = key.seal(plain.as_bytes(), &place(&name))?;
            let kept = HelpCall { sealed, ..call.clone() };
            queries::insert(tx, &NewRow { call: &kept, code_hash: &code_hash }).await?;
            if let Some(token) = &new.token {
                for photo in &new.kept.photos {
                    self.move_photo(tx, token, *photo, &key, &name).await?;
                }
            }
            self.tell_of(tx, &kept, Notice::HelpCame).await?;
            if let Some(contact) = &receipt {
                self.send_receipt(tx, &kept, contact, new.kept.language(), &code).await?;
            }
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, actor, PERSONAL, work).await?;
        self.messages.wake();
        if done.is_err() {
            return Ok(Sent::OtherCommand);
        }
        // A second press is told the day and the unit of the first.
        if let Some(kept) = queries::by_id(self.database(), &name).await? {
            call = kept;
        }
        let receipt = receipt.is_some();
        Ok(Sent::Kept { code, promise: call.promise(), receipt })
    }

    /// Moves a photo of a draft under the key of a call; says whether it was there.
    async fn move_photo(
        &self,
        tx: &mut Transaction<'_>,
        token: &str,
        photo: PhotoId,
        key: &SealingKey,
        call: &str,
    ) -> Result<bool, StoreError> {
        let Some(bytes) = self.drafts.photo(tx, token, photo).await? else { return Ok(false) };
        let sealed = key.seal(&bytes, &photo_place(photo))?;
        // Under another name it was sealed for the draft: it is taken out of there first.
        queries::delete_photo(tx, &photo.to_string(), &self.drafts.name_of(token)).await?;
        queries::insert_photo(tx, &photo.to_string(), call, &sealed, now_ms()).await?;
        Ok(true)
    }

    /// Where a receipt may go: to a mobile number at which a message may be left.
    fn receipt(&self, kept: &Kept) -> Option<Contact> {
        let ways = self.messages.channels().public();
        let contact = Contact::parse(&kept.call.phone).filter(|it| ways.contains(&it.channel()));
        contact.filter(|_| kept.call.may_leave_word())
    }

    async fn send_receipt(
        &self,
        tx: &mut Transaction<'_>,
        call: &HelpCall,
        contact: &Contact,
        language: Language,
        code: &TicketCode,
    ) -> Result<(), StoreError> {
        let address =
            |l: Language| format!("{}{}", self.public_url, l.address(app::help::status_page::ADDRESS));
        let day = |l: Language| words::day(l, call.contact_by);
        // Of whoever was spoken to as it was taken down nothing is due, and of a day that is over nothing can be promised.
        let is_called = call.contacted_at_ms.is_none() && call.contact_by >= shanghai::today();
        let draft = match is_called {
            true => templates::help_received(&code.to_string(), day, address),
            false => templates::help_taken_down(&code.to_string(), address),
        };
        self.write_to(tx, call, contact, language, draft, call.urgent).await
    }

    /// Writes to the caller, once for each version of the call.
    async fn write_to(
        &self,
        tx: &mut Transaction<'_>,
        call: &HelpCall,
        contact: &Contact,
        language: Language,
        draft: templates::Draft,
        urgent: bool,
    ) -> Result<(), StoreError> {
        let message = NewMessage {
            once: format!("help/{}/{}", call.id, call.version),
            channel: contact.channel(),
            to: contact.as_str(),
            language,
            draft,
            leave: None,
            calendar: None,
            about: (ENTITY, &call.id),
            urgent,
            expires_at_ms: now_ms() + WORTH_TELLING_MS,
        };
        self.messages.keep(tx, message).await.map(drop)
    }

    /// Counts something that came from a network within this hour; gives how often it did.
    async fn count(&self, network: Option<IpAddr>, what: &str, now: i64) -> Result<i64, StoreError> {
        let Some(network) = network else { return Ok(0) };
        let subject = self.counted(what, &accounts::network_of(network).to_string(), now);
        let count = async |tx: &mut Transaction<'_>| attempts::count_failure(tx, &subject, now, 0).await;
        self.database().transaction(count).await
    }

    /// Under what it is counted how often somebody did something within this hour.
    fn counted(&self, what: &str, who: &str, now: i64) -> String {
        self.secrets.keyed_hash("help attempts", &format!("{what}/{who}/{}", now / HOUR_MS))
    }

    /// The call of a code, for whoever knows the last four digits of its number too; or that there is none, or that too
    /// many were tried. One code is tried by nobody more often than [`CODE_TRIED_MAX`] times an hour, from wherever and
    /// whether or not there is a ticket of it; and a network that tried too many in vain is answered slowly.
    pub async fn ticket(
        &self,
        code: &TicketCode,
        last_four: &str,
        network: Option<IpAddr>,
    ) -> Result<Result<(HelpCall, Kept), CodeFault>, StoreError> {
        let _turn = self.lookups.acquire().await;
        let now = now_ms();
        let hash = self.code_hash(code);
        let found = match queries::by_code(self.database(), &hash).await? {
            Some(call) => self.opened(&call).await?.map(|kept| (call, kept)),
            None => None,
        };
        let found = found.filter(|(call, kept)| self.digits(call, kept) == last_four);
        let known = found.is_some();
        let code = self.counted("code", &hash, now);
        let network = network.map(|it| self.counted("codes", &accounts::network_of(it).to_string(), now));
        let look = async |tx: &mut Transaction<'_>| {
            let often = attempts::count_failure(tx, &code, now, 0).await? > CODE_TRIED_MAX;
            if known && !often {
                return Ok(None);
            }
            let tried = match &network {
                Some(network) => attempts::count_failure(tx, network, now, 0).await?,
                None => 0,
            };
            Ok(Some(match tried > WRONG_CODES_MAX {
                _ if often => CodeFault::TooMany,
                true => CodeFault::Slowly,
                false => CodeFault::Unknown,
            }))
        };
        let fault = self.database().transaction(look).await?;
        Ok(match (found, fault) {
            (Some(found), None) => Ok(found),
            (_, fault) => Err(fault.unwrap_or(CodeFault::Unknown)),
        })
    }

    /// What the caller said; nothing where it is erased.
    pub async fn opened(&self, call: &HelpCall) -> Result<Option<Kept>, StoreError> {
        let Some(key) = self.journal.key_now(ENTITY, &call.id).await? else { return Ok(None) };
        let plain = key.open(&call.sealed, &place(&call.id)).map_err(|_| corrupt())?;
        serde_json::from_slice(&plain).map(Some).map_err(|_| corrupt())
    }

    /// A photo that came with a call, as JPEG.
    pub async fn photo(&self, call: &HelpCall, id: PhotoId) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(key) = self.journal.key_now(ENTITY, &call.id).await? else { return Ok(None) };
        let find = async |tx: &mut Transaction<'_>| queries::photo(tx, &id.to_string(), &call.id).await;
        let Some(sealed) = self.database().transaction(find).await? else { return Ok(None) };
        key.open(&sealed, &photo_place(id)).map(Some).map_err(|_| corrupt())
    }

    /// Whether `reader` may know of this call. One about a restricted service is read by whose it is, by leaders and
    /// officers.
    pub fn sees(&self, reader: &Staff, call: &HelpCall) -> bool {
        self.accounts.may(reader, Action::SeeHelp, &call.unit, None)
            && (!self.is_restricted(&call.service)
                || call.worker == Some(reader.id)
                || self.accounts.may(reader, Action::AssignHelp, &call.unit, None))
    }

    /// Whether `reader` says whose a call is.
    pub fn assigns(&self, reader: &Staff, call: &HelpCall) -> bool {
        self.accounts.may(reader, Action::AssignHelp, &call.unit, None)
    }

    fn is_restricted(&self, service: &str) -> bool {
        self.directory.get().catalogue.restricted().any(|code| code == service)
    }

    /// The call of this id, if `reader` may know of it.
    pub async fn seen(&self, reader: &Staff, id: &str) -> Result<Option<HelpCall>, StoreError> {
        let found = queries::by_id(self.database(), id).await?;
        Ok(found.filter(|call| self.sees(reader, call)))
    }

    /// Writes down that somebody of the staff has read it.
    pub async fn note_reading(&self, reader: &Staff, call: &HelpCall) -> Result<(), StoreError> {
        let read = command(CommandId::fresh(), &call.unit, &call.id, call.version, "read");
        let nothing = async |_: &mut Transaction<'_>| Ok(Ok(()));
        self.journal.apply(&read, &Actor::Staff(reader.id), &[], nothing).await.map(drop)
    }

    /// The units whose calls `reader` sees, between commas.
    fn units(&self, reader: &Staff, action: Action) -> String {
        let units: String =
            self.accounts.units(reader, action).iter().map(|unit| format!("{unit},")).collect();
        format!(",{units}")
    }

    /// The units whose calls `reader` sees.
    pub fn units_of(&self, reader: &Staff) -> Vec<Unit> {
        self.accounts.units(reader, Action::SeeHelp)
    }

    /// Whether `reader` sees figures.
    pub fn counts(&self, reader: &Staff) -> bool {
        !self.accounts.units(reader, Action::CountHelp).is_empty()
    }

    /// Whether `reader` has anything to do with calls for help.
    pub fn concerns(&self, reader: &Staff) -> bool {
        !self.accounts.units(reader, Action::SeeHelp).is_empty()
    }

    /// Calls that `reader` may know of, and how many there are.
    pub async fn list(
        &self,
        reader: &Staff,
        search: Search,
        limit: i64,
        offset: i64,
    ) -> Result<(Vec<HelpCall>, i64), StoreError> {
        let all = self.units(reader, Action::SeeHelp);
        let units = match search.units.as_str() {
            "" => all,
            unit if all.contains(&format!(",{unit},")) => format!(",{unit},"),
            _ => ",".to_owned(),
        };
        let search = Search { units, ..self.within(reader, search) };
        let count = queries::count(self.database(), &search).await?;
        Ok((queries::list(self.database(), &search, limit, offset, shanghai::today()).await?, count))
    }

    /// What somebody may not know of stays out of lists and counts alike.
    fn within(&self, reader: &Staff, search: Search) -> Search {
        let all = !self.accounts.units(reader, Action::AssignHelp).is_empty();
        let directory = self.directory.get();
        let closed_to: Vec<_> = directory.catalogue.restricted().filter(|_| !all).collect();
        Search { closed_to: closed_to.join(","), reader: reader.id.to_string(), ..search }
    }

    /// Other calls from the same number that `reader` may know of.
    pub async fn same_caller(&self, reader: &Staff, call: &HelpCall) -> Result<Vec<HelpCall>, StoreError> {
        let units = self.units(reader, Action::SeeHelp);
        let found = queries::from_phone(self.database(), &call.phone_hash, &units, &call.id).await?;
        Ok(found.into_iter().filter(|other| self.sees(reader, other)).collect())
    }

    /// What waits, for the first page of the office.
    pub async fn waiting(&self, reader: &Staff) -> Result<Vec<WaitingAt>, StoreError> {
        let rows = queries::waiting(self.database(), shanghai::today()).await?;
        let mut waiting = Vec::new();
        for (unit, worker, service, state, late, count, since_ms) in rows {
            let unit: Unit = unit.parse().map_err(|_| corrupt())?;
            let state = State::from_word(&state).ok_or_else(corrupt)?;
            let mine = worker == reader.id.to_string();
            let may = |action| self.accounts.may(reader, action, &unit, None);
            if !may(Action::SeeHelp) || (self.is_restricted(&service) && !mine && !may(Action::AssignHelp)) {
                continue;
            }
            let own = reader.assignments.iter().any(|it| it.unit == unit);
            waiting.push(WaitingAt { own, mine, nobodys: worker.is_empty(), state, late, count, since_ms });
        }
        Ok(waiting)
    }

    /// What presses and concerns `reader`: in their own unit whatever they may take or assign, below what goes up.
    pub async fn pressing(&self, reader: &Staff) -> Result<Vec<Pressing>, StoreError> {
        let units = self.units(reader, Action::SeeHelp);
        let concerns = |call: &HelpCall| {
            let own = reader.assignments.iter().any(|it| it.unit == call.unit);
            let free = call.worker.is_none_or(|worker| worker == reader.id) || self.assigns(reader, call);
            self.sees(reader, call) && if own { free } else { self.rises(call) }
        };
        let found = queries::pressing(self.database(), &units, AT_ONCE).await?;
        let found = found.into_iter().filter(concerns);
        let pressing =
            found.map(|call| Pressing { since: call.came().date, id: call.id, service: call.service });
        Ok(pressing.collect())
    }

    /// Whether a call concerns the leader and the 市县 as it stands now: it presses, and nobody is at its unit.
    fn rises(&self, call: &HelpCall) -> bool {
        let now = LocalMoment::from_unix_ms(now_ms());
        call.promise().rises(call.state, &self.directory.get(), now)
    }

    /// Tells of a call that came to its unit, or came back to it: whoever sees to its calls, and where it presses and
    /// nobody is there, whoever says whose it is, up to the 市县.
    async fn tell_of(
        &self,
        tx: &mut Transaction<'_>,
        call: &HelpCall,
        notice: Notice,
    ) -> Result<(), StoreError> {
        let notice = if call.urgent { Notice::HelpPresses } else { notice };
        let (unit, rises) = (&call.unit, self.rises(call));
        let sees = |it: &Assignment| it.unit == *unit && may(it.role, Action::SeeHelp, Relation::Unit);
        let told = |staff: &Staff| {
            staff.assignments.iter().any(sees)
                || (rises && self.accounts.may(staff, Action::AssignHelp, unit, None))
        };
        self.tell_those(tx, notice, told).await
    }

    /// Tells whoever sees to the calls of a unit.
    async fn tell_unit(
        &self,
        tx: &mut Transaction<'_>,
        unit: &Unit,
        notice: Notice,
    ) -> Result<(), StoreError> {
        let sees = |it: &Assignment| it.unit == *unit && may(it.role, Action::SeeHelp, Relation::Unit);
        self.tell_those(tx, notice, |staff| staff.assignments.iter().any(sees)).await
    }

    async fn tell_those(
        &self,
        tx: &mut Transaction<'_>,
        notice: Notice,
        whom: impl Fn(&Staff) -> bool,
    ) -> Result<(), StoreError> {
        for staff in self.accounts.everybody().await?.iter().filter(|staff| whom(staff)) {
            messages::tell(&self.journal, tx, staff.id, notice).await?;
        }
        Ok(())
    }

    /// Tells of what is late, up to the leader and the 市县, and deletes what was closed long ago and what was begun and
    /// left. Right when done twice.
    pub async fn look_after(&self, today: Date, now: i64) -> Result<(), StoreError> {
        let directory = self.directory.get();
        for (id, unit, worker) in queries::late(self.database(), today, AT_ONCE).await? {
            let unit: Unit = unit.parse().map_err(|_| corrupt())?;
            let concerned = |staff: &Staff| {
                let is_worker = worker.as_deref() == Some(&*staff.id.to_string());
                let assigns = staff.assignments.iter().any(|it| {
                    may(it.role, Action::AssignHelp, app::access::relation(&directory, &it.unit, &unit))
                });
                is_worker || assigns
            };
            let tell = async |tx: &mut Transaction<'_>| {
                if queries::told(tx, &id, now).await? {
                    self.tell_those(tx, Notice::HelpLate, concerned).await?;
                }
                Ok(())
            };
            self.database().transaction(tell).await?;
        }
        for (id, unit) in queries::closed_before(self.database(), now - KEPT_MS, AT_ONCE).await? {
            self.erase(&id, &unit).await?;
        }
        self.drafts.sweep(now).await
    }

    /// Destroys the key of a call that is over, and takes away what is left of it and of those that went on in it.
    async fn erase(&self, id: &str, unit: &str) -> Result<(), StoreError> {
        let unit = unit.parse().map_err(|_| corrupt())?;
        let erase = command(CommandId::fresh(), &unit, id, 0, "erase_help");
        let work = async |tx: &mut Transaction<'_>| {
            let mut joined = queries::joined_to(tx, id).await?;
            while let Some(one) = joined.pop() {
                joined.extend(queries::joined_to(tx, &one).await?);
                if !queries::delete(tx, &one).await? {
                    return Ok(Err(app::journal::model::Refusal::NotNow));
                }
                self.journal.erase(tx, ENTITY, &one).await?;
            }
            if !queries::delete(tx, id).await? {
                return Ok(Err(app::journal::model::Refusal::NotNow));
            }
            self.journal.erase(tx, ENTITY, id).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&erase, &Actor::Clock, &[], work).await.map(drop)
    }

    /// The units whose figures `reader` sees, between commas.
    fn counted_units(&self, reader: &Staff) -> String {
        self.units(reader, Action::CountHelp)
    }

    /// What figures are made of: calls that came in this time in units whose figures `reader` sees, recorded services, and
    /// whether `reader` may see the calls themselves.
    pub async fn figures(
        &self,
        reader: &Staff,
        from: Date,
        to: Date,
    ) -> Result<Option<app::help::figures::Material>, StoreError> {
        let units = self.accounts.units(reader, Action::CountHelp);
        if units.is_empty() {
            return Ok(None);
        }
        let whole = units.iter().all(|unit| self.accounts.may(reader, Action::AssignHelp, unit, None));
        let listed = self.counted_units(reader);
        let (begins, ends) = (shanghai::begins_at_ms(from), shanghai::ends_at_ms(to));
        let calls = queries::counted(self.database(), &listed, begins, ends).await?;
        let recorded = queries::recorded(self.database(), &listed, from, to).await?;
        let recorded = recorded.into_iter().map(|(service, unit, persons, sessions)| {
            let unit = unit.parse().map_err(|_| corrupt())?;
            Ok(app::help::figures::Recorded { service, unit, persons, sessions })
        });
        let recorded = recorded.collect::<Result<_, StoreError>>()?;
        Ok(Some(app::help::figures::Material { calls, recorded, opens: whole }))
    }
}

/// A command about a call, in the journal of the unit that sees to it.
fn command(id: CommandId, unit: &Unit, call: &str, basis: i64, kind: &str) -> Command {
    Command {
        id,
        unit: unit.clone(),
        entity: ENTITY.to_owned(),
        entity_id: call.to_owned(),
        basis,
        kind: kind.to_owned(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn place(id: &str) -> String {
    format!("help/{id}")
}

fn step_place(id: &str, number: i64) -> String {
    format!("help/{id}/{number}")
}

fn record_place(id: &str) -> String {
    format!("help record/{id}")
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "call for help" }
}

#[cfg(test)]
mod tests;
