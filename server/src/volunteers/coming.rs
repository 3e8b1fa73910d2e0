//! Coming in: codes, who has a number, registering, and the guardian's consent.

use std::net::IpAddr;

use app::{
    accounts::model::Staff,
    help::model::masked_name,
    ids::{CommandId, VolunteerId},
    journal::model::{Actor, Change, Refusal},
    language::Language,
    messages::{model::Contact, templates},
    reminders::model::CODE_DIGITS,
    volunteers::{
        choose_page::Known,
        details::{Details, Fault},
        model::{AGREEMENT, ENTITY, NUMBER_DIGITS, State, VolunteerNumber, admission},
        phone_page::Purpose,
    },
};
use serde::{Deserialize, Serialize};

use super::{
    Consent, Kept, PERSONAL, Volunteers, command, corrupt, homes, place,
    queries::{self, Event, NewRow, RequestRow},
};
use crate::{
    accounts::secrets,
    codes,
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
    messages::NewMessage,
    shanghai,
};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// For how long one may register with a number that was proved: whoever writes slowly, or registers a family, loses
/// nothing of what they typed.
const REGISTERS_WITHIN_MS: i64 = 12 * HOUR_MS;

/// For how long one may say which of those with the number one is.
const CHOOSES_WITHIN_MS: i64 = HOUR_MS;

/// How long the code of a guardian works, who may be at work.
const CONSENT_WORKS_MS: i64 = 12 * HOUR_MS;

/// How often a number is drawn anew that somebody has.
const DRAWS_MAX: usize = 8;

/// Word of a request whose code a guardian gives.
const CONSENT: &str = "consent";

/// Word of a request whose code a volunteer gives who has another telephone now.
const PHONE: &str = "phone";

/// Word of a request whose code a volunteer gives who is to be written to at an e-mail address.
const EMAIL: &str = "email";

/// Kind of the row of somebody who registers themselves.
const REGISTER: &str = "register_volunteer";

/// Kind of the row of somebody whom a station registers.
const COPY: &str = "register_volunteer_at_station";

/// What is sealed of a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Pending {
    /// Where the code goes.
    contact: String,
    language: String,
    /// Where to go on afterwards.
    next: String,
    /// For a guardian: what they agree to.
    whom: Option<Whom>,
}

impl Pending {
    fn contact(&self) -> Contact {
        let contact = self.contact.clone();
        if contact.contains('@') { Contact::Email(contact) } else { Contact::Phone(contact) }
    }
}

/// Somebody who is registered, or amended, once their guardian agrees.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Whom {
    command: CommandId,
    /// Nothing for who is new.
    volunteer: Option<VolunteerId>,
    basis: i64,
    details: Details,
    phone: String,
    /// Of who is new: the hash of the key of the request with which they register.
    #[serde(default)]
    request: String,
}

/// Whom a guardian is asked about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ward<'a> {
    /// Somebody who registers with the request of this key.
    New(&'a str),
    /// A volunteer, and the version that was seen.
    Known(VolunteerId, i64),
}

fn word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Register => "register",
        Purpose::SignIn => "sign_in",
    }
}

/// A number that was proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// What for.
    pub purpose: Purpose,
    /// The number.
    pub contact: Contact,
    /// Where to go on afterwards; empty for nowhere.
    pub next: String,
    /// Whether it was proved of late, so that it lets somebody in who is registered.
    pub fresh: bool,
}

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// It was right: the number is theirs.
    Proved(Proven),
    /// It was right, and what it stood for is done for this volunteer: their guardian agreed, or they have another
    /// telephone now.
    Agreed(VolunteerId),
    /// It was right: the e-mail address is theirs, and they are written to there. It lets nobody in.
    Added,
    /// It was right, and meanwhile somebody of this name and birthday has the number.
    Known,
    /// It was wrong; it went there, and to a guardian or not.
    Wrong(Contact, bool),
    /// There is no such request any more.
    Gone,
}

/// Who writes a volunteer down.
#[derive(Clone, Copy, Debug)]
pub(super) enum Writer<'a> {
    /// They themselves, by a code; their guardian agreed by another.
    Themselves,
    /// Somebody of the staff, from paper.
    Station(&'a Staff),
    /// Nobody: they are made up.
    Demo,
}

/// What became of somebody who registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registered {
    /// They are a volunteer.
    Done(VolunteerId),
    /// Their guardian has to agree: the key of the request.
    Consent(String),
    /// Something stands against it.
    Not(Fault),
    /// The number has to be proved again.
    Gone,
}

impl Volunteers {
    /// Sends a code, and gives the key of the request; nothing where too many were sent. Whether somebody has the number
    /// makes no difference that could be seen.
    pub async fn ask(
        &self,
        purpose: Purpose,
        phone: &str,
        next: &str,
        language: Language,
        network: Option<IpAddr>,
    ) -> Result<Option<String>, StoreError> {
        let pending = Pending {
            contact: phone.to_owned(),
            language: language.tag().to_owned(),
            next: next.to_owned(),
            whom: None,
        };
        self.send_code(word(purpose), &pending, language, network).await
    }

    /// Asks a guardian to agree to these details of somebody with this telephone.
    pub(super) async fn ask_guardian(
        &self,
        command: CommandId,
        of: Ward<'_>,
        details: &Details,
        phone: &str,
        language: Language,
        network: Option<IpAddr>,
    ) -> Result<Option<String>, StoreError> {
        let (volunteer, basis, request) = match of {
            Ward::New(key) => (None, 0, secrets::token_hash(key)),
            Ward::Known(id, basis) => (Some(id), basis, String::new()),
        };
        let (details, phone) = (details.clone(), phone.to_owned());
        let guardian = details.guardian.as_ref().map(|it| it.phone.clone());
        let whom = Whom { command, volunteer, basis, details, phone, request };
        // Whoever was a minor and says otherwise now names no guardian: the one who agreed before is asked.
        let earlier = match volunteer {
            Some(id) => match self.find(id).await? {
                Some(volunteer) => self.opened(&volunteer).await?.and_then(|kept| kept.consent),
                None => None,
            },
            None => None,
        };
        let Some(contact) = guardian.or(earlier.map(|it| it.phone)) else { return Err(corrupt()) };
        let pending =
            Pending { contact, language: language.tag().to_owned(), next: String::new(), whom: Some(whom) };
        self.send_code(CONSENT, &pending, language, network).await
    }

    /// Sends a code to the telephone that a volunteer has now, or to the e-mail address at which they are to be written to.
    pub(super) async fn ask_contact(
        &self,
        command: CommandId,
        of: (VolunteerId, i64),
        contact: &Contact,
        language: Language,
        network: Option<IpAddr>,
    ) -> Result<Option<String>, StoreError> {
        let (id, basis) = of;
        let Some(volunteer) = self.find(id).await? else { return Ok(None) };
        let Some(kept) = self.opened(&volunteer).await? else { return Ok(None) };
        let (purpose, phone) = match contact {
            Contact::Phone(phone) => (PHONE, phone.clone()),
            Contact::Email(_) => (EMAIL, kept.phone),
        };
        let (details, request) = (kept.details, String::new());
        let whom = Whom { command, volunteer: Some(id), basis, details, phone, request };
        let pending = Pending {
            contact: contact.as_str().to_owned(),
            language: language.tag().to_owned(),
            next: String::new(),
            whom: Some(whom),
        };
        self.send_code(purpose, &pending, language, network).await
    }

    async fn send_code(
        &self,
        purpose: &str,
        pending: &Pending,
        language: Language,
        network: Option<IpAddr>,
    ) -> Result<Option<String>, StoreError> {
        let now = now_ms();
        let key = secrets::token()?;
        let code = secrets::digits(CODE_DIGITS)?;
        let contact = pending.contact();
        // Whoever is new gets the id of the command.
        let volunteer = pending.whom.as_ref().map(|whom| match whom.volunteer {
            Some(id) => id.to_string(),
            None => whom.command.to_string(),
        });
        let contact_hash = self.codes.contact_hash(&contact);
        let sent = async |tx: &mut Transaction<'_>| {
            if self.codes.is_too_often(tx, &contact_hash, network, now).await? {
                // Counted all the same.
                return Ok(false);
            }
            let key_hash = secrets::token_hash(&key);
            // What is swept away within a day needs no key of its own.
            let sealing = self.journal.record_key(tx, "vault", "requests").await?;
            let plain = serde_json::to_vec(pending).map_err(|_| corrupt())?;
            let row = RequestRow {
                purpose: purpose.to_owned(),
                contact_hash: contact_hash.clone(),
                sealed: sealing.seal(&plain, &request_place(&key_hash))?,
                code_hash: self.codes.hash(&key_hash, &code),
                guesses: 0,
                proved: false,
                made_at_ms: now,
                expires_at_ms: now + if purpose == CONSENT { CONSENT_WORKS_MS } else { codes::WORKS_MS },
                volunteer_id: volunteer.clone().unwrap_or_default(),
                key_hash,
            };
            queries::insert_request(tx, &row).await?;
            let draft = match purpose {
                CONSENT => templates::guardian_code(&code),
                _ => templates::code(&code),
            };
            let message = NewMessage {
                once: codes::once(&row.key_hash),
                channel: contact.channel(),
                to: contact.as_str(),
                language,
                draft,
                leave: None,
                calendar: None,
                about: ("vault", "requests"),
                urgent: true,
                expires_at_ms: row.expires_at_ms,
            };
            self.messages.keep(tx, message).await?;
            Ok(true)
        };
        let sent = self.database().transaction(sent).await?;
        self.messages.wake();
        Ok(sent.then_some(key))
    }

    /// To whom the code of a request went, and whether that is a guardian; nothing for a request that is none any more.
    pub async fn asked(&self, key: &str) -> Result<Option<(Contact, bool)>, StoreError> {
        let row = queries::request(self.database(), &secrets::token_hash(key)).await?;
        let open = row.filter(|row| now_ms() < row.expires_at_ms && row.guesses < codes::GUESSES_MAX);
        match open {
            Some(row) => {
                let pending = self.opened_request(&row).await?;
                Ok(Some((pending.contact(), row.purpose == CONSENT)))
            }
            None => Ok(None),
        }
    }

    async fn opened_request(&self, row: &RequestRow) -> Result<Pending, StoreError> {
        let key = self.journal.key_now("vault", "requests").await?.ok_or_else(corrupt)?;
        let plain = key.open(&row.sealed, &request_place(&row.key_hash)).map_err(|_| corrupt())?;
        serde_json::from_slice(&plain).map_err(|_| corrupt())
    }

    /// What becomes of a code. A right one given again gets the same answer as long as one may go on with it.
    pub async fn confirm(&self, key: &str, digits: Option<&str>) -> Result<Confirmed, StoreError> {
        let key_hash = secrets::token_hash(key);
        let now = now_ms();
        // The guess is counted before it is looked at: nobody is quicker than the count.
        let guessed =
            async |tx: &mut Transaction<'_>| queries::guess(tx, &key_hash, now, codes::GUESSES_MAX).await;
        let Some(row) = self.database().transaction(guessed).await? else { return Ok(Confirmed::Gone) };
        let pending = self.opened_request(&row).await?;
        let contact = pending.contact();
        if digits.is_none_or(|digits| self.codes.hash(&key_hash, digits) != row.code_hash) {
            return Ok(match row.proved || row.guesses < codes::GUESSES_MAX {
                true => Confirmed::Wrong(contact, row.purpose == CONSENT),
                false => Confirmed::Gone,
            });
        }
        if !is_fresh(&row, now) {
            return Ok(Confirmed::Gone);
        }
        let proved =
            async |tx: &mut Transaction<'_>| queries::prove(tx, &key_hash, now + REGISTERS_WITHIN_MS).await;
        self.database().transaction(proved).await?;
        match pending.whom {
            None => Ok(Confirmed::Proved(proven(&row, contact, pending.next))),
            Some(whom) if row.purpose != CONSENT => self.moved_to(whom, contact).await,
            Some(whom) => self.agreed(whom, &pending.language, pending.contact).await,
        }
    }

    /// Keeps the telephone that a volunteer has now, or the e-mail address at which they are written to.
    async fn moved_to(&self, whom: Whom, contact: Contact) -> Result<Confirmed, StoreError> {
        let Whom { command, volunteer, basis, details, phone, .. } = whom;
        let Some(id) = volunteer else { return Ok(Confirmed::Gone) };
        let found = self.find(id).await?;
        let before = match &found {
            Some(found) => self.opened(found).await?,
            None => None,
        };
        let Some(before) = before else { return Ok(Confirmed::Gone) };
        let (kept, confirmed) = match contact {
            Contact::Phone(_) => (Kept { details, phone, ..before }, Confirmed::Agreed(id)),
            Contact::Email(email) => (Kept { email: Some(email), ..before }, Confirmed::Added),
        };
        let done = self.put_in(command, id, basis, kept, false).await?;
        Ok(confirmed_as(done.map(|()| confirmed)))
    }

    /// Does what a guardian agreed to.
    async fn agreed(&self, whom: Whom, language: &str, phone: String) -> Result<Confirmed, StoreError> {
        let today = shanghai::today();
        let consent = Some(Consent::given(today, phone));
        let Whom { command, volunteer, basis, details, phone, request } = whom;
        let done = match volunteer {
            None => {
                let kept = Kept { details, phone, email: None, language: language.to_owned(), consent };
                let done = self.put_down(command, &kept, Writer::Themselves).await?;
                if let Ok(id) = done {
                    self.claim(&request, id).await?;
                }
                done
            }
            Some(id) => {
                let before = match self.find(id).await? {
                    Some(found) => self.opened(&found).await?,
                    None => None,
                };
                let email = before.and_then(|it| it.email);
                let kept = Kept { details, phone, email, language: language.to_owned(), consent };
                let waits = kept.agreed_by_own_number(today);
                self.put_in(command, id, basis, kept, waits).await?.map(|()| id)
            }
        };
        Ok(confirmed_as(done.map(Confirmed::Agreed)))
    }

    /// The number of a request whose code was given; nothing for a request that is none any more.
    pub async fn proven(&self, key: &str) -> Result<Option<Proven>, StoreError> {
        let row = queries::request(self.database(), &secrets::token_hash(key)).await?;
        let open = row.filter(|row| {
            row.proved
                && ![CONSENT, PHONE, EMAIL].contains(&row.purpose.as_str())
                && now_ms() < row.expires_at_ms
        });
        let Some(row) = open else { return Ok(None) };
        let pending = self.opened_request(&row).await?;
        Ok(Some(proven(&row, pending.contact(), pending.next)))
    }

    /// Everybody with this number, and the minors whose guardian has it. Whoever was erased and came back with a backup is
    /// erased again.
    pub async fn known(&self, contact: &Contact) -> Result<Vec<Known>, StoreError> {
        let hash = self.codes.contact_hash(contact);
        let today = shanghai::today();
        let mut known = Vec::new();
        for volunteer in queries::by_phone(self.database(), &hash).await? {
            let id = volunteer.id.to_string();
            let Some(kept) = self.opened(&volunteer).await? else {
                self.database().transaction(async |tx| queries::erase(tx, &id, now_ms()).await).await?;
                continue;
            };
            let own = volunteer.phone_hash == hash;
            if own || kept.details.need_consent(None, today) {
                known.push(Known {
                    id: volunteer.id,
                    number: volunteer.number,
                    shown_name: masked_name(&kept.details.name),
                    by_guardian: !own,
                });
            }
        }
        Ok(known)
    }

    /// Registers somebody with the number of a request. The id of the volunteer is that of the command, so that a second
    /// press names the same.
    pub async fn register(
        &self,
        key: &str,
        command: CommandId,
        details: Details,
        language: Language,
        network: Option<IpAddr>,
    ) -> Result<Registered, StoreError> {
        let Some(Proven { contact, .. }) = self.proven(key).await? else { return Ok(Registered::Gone) };
        if self.is_known(&contact, &command.to_string(), &details).await? {
            return Ok(Registered::Not(Fault::Known));
        }
        let phone = contact.as_str().to_owned();
        if details.need_consent(None, shanghai::today()) {
            let of = Ward::New(key);
            let asked = self.ask_guardian(command, of, &details, &phone, language, network).await?;
            return Ok(asked.map_or(Registered::Not(Fault::TooOften), Registered::Consent));
        }
        let kept = Kept { details, phone, email: None, language: language.tag().to_owned(), consent: None };
        Ok(match self.put_down(command, &kept, Writer::Themselves).await? {
            Ok(id) => {
                self.claim(&secrets::token_hash(key), id).await?;
                Registered::Done(id)
            }
            Err(Refusal::Taken) => Registered::Not(Fault::Known),
            Err(_) => Registered::Not(Fault::NotNow),
        })
    }

    /// Notes who registered with a request: whoever erases themselves takes it along.
    async fn claim(&self, key_hash: &str, id: VolunteerId) -> Result<(), StoreError> {
        let claim = async |tx: &mut Transaction<'_>| queries::claim_request(tx, key_hash, id).await;
        self.database().transaction(claim).await
    }

    /// Whether somebody else than the volunteer `id` has this name, this birthday and the number, by now: for whoever asks
    /// before they bother a guardian. What counts is [`Self::is_taken`].
    pub(super) async fn is_known(
        &self,
        contact: &Contact,
        id: &str,
        details: &Details,
    ) -> Result<bool, StoreError> {
        let hash = self.codes.contact_hash(contact);
        for volunteer in queries::by_phone(self.database(), &hash).await? {
            if volunteer.id.to_string() == id {
                continue;
            }
            let kept = self.opened(&volunteer).await?;
            if kept.is_some_and(|it| is_same(&it.details, details)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The same within a transaction, before whose end nobody else takes the number.
    pub(super) async fn is_taken(
        &self,
        tx: &mut Transaction<'_>,
        phone_hash: &str,
        id: VolunteerId,
        details: &Details,
    ) -> Result<bool, StoreError> {
        for (other, wrapped) in queries::take_number(tx, phone_hash).await? {
            let Some(wrapped) = wrapped.filter(|_| other.id != id) else { continue };
            let key = self.journal.unwrapped(ENTITY, &other.id.to_string(), &wrapped)?;
            if super::open(&key, &other)?.is_some_and(|it| is_same(&it.details, details)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Keeps somebody who is new, once for the id of the command; [`Refusal::Taken`] where somebody with this name and
    /// birthday has the number. Whom a station writes down is let in at once, wherever others wait: the station knows them.
    pub(super) async fn put_down(
        &self,
        id: CommandId,
        kept: &Kept,
        by: Writer<'_>,
    ) -> Result<Result<VolunteerId, Refusal>, StoreError> {
        let volunteer: VolunteerId = id.to_string().parse().map_err(|_| corrupt())?;
        let today = shanghai::today();
        if admission(kept.details.born, today).is_none() {
            return Ok(Err(Refusal::AgainstARule));
        }
        let directory = self.directory.get();
        let station = kept.details.station.map(app::journal::model::Unit::Station);
        let home = homes(&directory, &kept.details.division, station.as_ref()).swap_remove(0);
        // A second press finds the directory as it is, and its row where it was.
        let unit = self.journal.unit_of(id).await?.unwrap_or_else(|| home.clone());
        let plain = serde_json::to_vec(kept).map_err(|_| corrupt())?;
        let told = told(kept)?;
        let (kind, actor, staff) = match by {
            Writer::Themselves => (REGISTER, Actor::Volunteer(volunteer), None),
            Writer::Station(staff) => (COPY, Actor::Staff(staff.id), Some(staff.id)),
            Writer::Demo => (REGISTER, Actor::Operator, None),
        };
        let command = app::journal::model::Command {
            fields: fields([("details", Change::to(told))]),
            ..command(id, unit, volunteer, 0, kind)
        };
        let hashes = self.hashes(kept);
        for _ in 0..DRAWS_MAX {
            let number = VolunteerNumber::of(&secrets::digits(NUMBER_DIGITS)?).map_err(|_| corrupt())?;
            let work = async |tx: &mut Transaction<'_>| {
                if self.is_taken(tx, &hashes.phone, volunteer, &kept.details).await? {
                    return Ok(Err(Refusal::Taken));
                }
                let state = match by {
                    Writer::Station(_) => State::Active,
                    Writer::Themselves if kept.agreed_by_own_number(today) => State::Waiting,
                    Writer::Themselves | Writer::Demo => self.state_of_new(tx, &home).await?,
                };
                let key = self.journal.record_key(tx, ENTITY, &volunteer.to_string()).await?;
                let sealed = key.seal(&plain, &place(volunteer))?;
                let row = NewRow {
                    id: &volunteer.to_string(),
                    number: &number,
                    state,
                    open: self.beside(kept, &hashes, &sealed),
                    agreement: AGREEMENT,
                    today,
                    demo: matches!(by, Writer::Demo),
                };
                queries::insert(tx, &row).await?;
                let event = Event {
                    number: 1,
                    kind: kind.to_owned(),
                    by: staff,
                    sealed: String::new(),
                    at_ms: now_ms(),
                };
                queries::insert_event(tx, &volunteer.to_string(), &event).await?;
                if staff.is_some() {
                    self.tell_registered(tx, volunteer, kept).await?;
                }
                Ok(Ok(()))
            };
            match self.journal.apply(&command, &actor, PERSONAL, work).await {
                // Somebody has the number that was drawn.
                Err(error) if error.violated_key().as_deref() == Some("volunteers_number_key") => {}
                done => return Ok(done?.map(|()| volunteer)),
            }
        }
        Err(corrupt())
    }
}

/// What is told of a code that was right.
fn confirmed_as(done: Result<Confirmed, Refusal>) -> Confirmed {
    match done {
        Ok(confirmed) => confirmed,
        Err(Refusal::Taken) => Confirmed::Known,
        Err(_) => Confirmed::Gone,
    }
}

/// Whether these are one person, where the number is one.
pub(super) fn is_same(one: &Details, other: &Details) -> bool {
    one.name == other.name && one.born == other.born
}

fn proven(row: &RequestRow, contact: Contact, next: String) -> Proven {
    let purpose = if row.purpose == word(Purpose::Register) { Purpose::Register } else { Purpose::SignIn };
    Proven { purpose, contact, next, fresh: is_fresh(row, now_ms()) }
}

/// Whether a code was given for the first time, or of late.
fn is_fresh(row: &RequestRow, now: i64) -> bool {
    !row.proved || now < row.expires_at_ms - REGISTERS_WITHIN_MS + CHOOSES_WITHIN_MS
}

/// What of somebody goes into the journal, sealed: not what is needed least often and hurts most.
pub(super) fn told(kept: &Kept) -> Result<serde_json::Value, StoreError> {
    let mut told = kept.clone();
    told.details.id_number.clear();
    told.details.health.clear();
    told.details.emergency = None;
    serde_json::to_value(told).map_err(|_| corrupt())
}

fn request_place(key_hash: &str) -> String {
    format!("volunteer_request/{key_hash}")
}
