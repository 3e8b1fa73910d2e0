//! How a call for help comes in: begun and sent by whoever needs it, or taken down by the staff, and kept once; which unit
//! it reaches, whether it waits for somebody to look at it first, and the receipt.

use std::net::IpAddr;

use app::{
    access::Action,
    accounts::model::Staff,
    forms::versions::Purpose,
    help::{
        model::{Call, Channel, ENTITY, State, presses, route},
        terms::Promise,
        walk::{Begun, Walk},
        words,
    },
    ids::{CommandId, PhotoId, StaffId, TurnId},
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

use super::{
    DAY_MS, Help, Kept, KeptForm, PERSONAL, command, corrupt, place,
    queries::{self, HelpCall, NewRow},
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
    shanghai,
};

/// Calls of one network in an hour: more are kept apart, and far more are asked to wait. A whole village may sit behind
/// one network.
const FROM_NETWORK: i64 = 30;
pub(super) const FROM_NETWORK_MAX: i64 = 200;

/// Calls for one number in a day: more are kept apart.
pub(super) const FROM_PHONE: i64 = 5;

/// The text to which callers agree. Another text is another version.
const CONSENT: &str = "2026-11";

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
    worker: Option<StaffId>,
}

impl Help {
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

    /// Where a receipt may go: to a mobile number at which a message may be left.
    pub(super) fn receipt(&self, kept: &Kept) -> Option<Contact> {
        let ways = self.messages.channels().public();
        let contact = Contact::parse(&kept.call.phone).filter(|it| ways.contains(&it.channel()));
        contact.filter(|_| kept.call.may_leave_word())
    }

    pub(super) async fn send_receipt(
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
}
