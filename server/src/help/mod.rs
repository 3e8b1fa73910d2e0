//! Calls for help on the server: how they are kept, whom they reach, and what becomes of them with time.
//!
//! Rules and pages are in `app/src/help`; the SQL in queries.rs, how a call comes in in coming.rs, what was begun and not
//! sent in drafts.rs, photos of a record that is being written in record.rs, the calls behind a number of the figures in
//! behind.rs, what the staff takes down in taken.rs and what its caller is given in slip.rs, for what an office above reads
//! a call in purpose.rs, steps in steps.rs, the public addresses in routes.rs, those of the office in office.rs. What came,
//! each step and each look by the staff are rows of the journal of the unit that sees to it.
//!
//! Invariants: who calls, where and why is sealed under the key of the call, here and in the journal, and destroying that
//! key erases all of it; the code follows from the id by the pepper, so that a second press gets the same, and only a hash
//! of it is kept; the network from which somebody writes is not kept.

mod behind;
mod coming;
mod drafts;
mod office;
mod purpose;
pub mod queries;
mod record;
mod routes;
mod slip;
mod steps;
mod taken;

pub use coming::{Coming, Sent};
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
        model::{Call, ENTITY, State},
        terms::Terms,
        waiting::{Pressing, WaitingAt},
        walk::{Begun, Part},
    },
    ids::{CommandId, PhotoId},
    journal::model::{Actor, Command, Unit},
    language::Language,
    messages::{
        model::Contact,
        templates::{self, Notice},
    },
    photos::model::PhotoFault,
    stations::hours::LocalMoment,
    tickets::TicketCode,
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
use queries::{HelpCall, Search};
use taken::shipped;

/// What of a call is personal.
const PERSONAL: &[&str] = &["said"];

const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;

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

    /// What is said of a file that is too large.
    fn photo_too_large(&self) -> PhotoFault {
        PhotoFault::TooLarge { megabytes_max: self.photos.megabytes_max() }
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
