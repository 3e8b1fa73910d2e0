//! What only a station can do, for who comes in person: register somebody who wrote on paper, and write down another
//! telephone for who lost theirs. Whoever holds the numbers is told of both.

use app::{
    access::Action,
    accounts::model::Staff,
    ids::{CommandId, VolunteerId},
    journal::model::{Actor, Change, Refusal, Unit},
    language::Language,
    messages::{
        model::{Channel, Contact},
        templates::{self, NumberNotice, VOLUNTEER_NUMBER},
    },
    volunteers::{
        details::{Details, Fault},
        me_page,
        model::{ENTITY, State},
        volunteer_page::CHANGE_PHONE,
    },
};

use super::{
    Consent, Kept, PERSONAL, Volunteers, calendars, coming::Writer, command, homes, passwords, place,
    queries, steps::WORTH_TELLING_MS,
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
    messages::{self, NewMessage},
    shanghai,
};

/// Another telephone of a volunteer, as somebody of the staff writes it down.
#[derive(Clone, Debug)]
pub struct ChangedPhone {
    /// Id of the command.
    pub id: CommandId,
    /// Whose.
    pub volunteer: VolunteerId,
    /// The version that was seen.
    pub basis: i64,
    /// The mobile number that they have now.
    pub phone: String,
    /// Why, for them to read.
    pub reason: String,
}

impl Volunteers {
    /// Code of the 市县 in which `by` first looks after volunteers; nothing for who looks after none, and registers nobody.
    pub fn registers_in(&self, by: &Staff) -> Option<String> {
        let directory = self.directory.get();
        let division = match self.accounts.units(by, Action::TendVolunteers).into_iter().next()? {
            Unit::Station(id) => directory.station_with_id(id).map(|it| it.division.clone()),
            Unit::County(code) => Some(code),
            Unit::Province => None,
        };
        let county =
            division.and_then(|code| directory.areas.county_or_city(&code).map(|it| it.code.clone()));
        Some(county.unwrap_or_default())
    }

    /// Registers somebody who has signed on paper, once for the id of the command, where `by` looks after whoever lives in
    /// their place or chose their station. They are let in at once, even where others wait: whoever registers them knows
    /// them. Of a minor the guardian has signed too; the station keeps the paper, and here their consent has today's date
    /// and the guardian's number. They are written to in the language in which they are registered.
    pub async fn register_at_station(
        &self,
        by: &Staff,
        id: CommandId,
        details: Details,
        phone: String,
        language: Language,
    ) -> Result<Result<VolunteerId, Fault>, StoreError> {
        let station = details.station.map(Unit::Station);
        let homes = homes(&self.directory.get(), &details.division, station.as_ref());
        if !homes.iter().any(|unit| self.accounts.may(by, Action::TendVolunteers, unit, None)) {
            return Ok(Err(Fault::Elsewhere(if station.is_some() { "station" } else { "county" })));
        }
        if self.is_known(&Contact::Phone(phone.clone()), &id.to_string(), &details).await? {
            return Ok(Err(Fault::Known));
        }
        let consent = details.guardian.as_ref().map(|it| Consent::given(shanghai::today(), it.phone.clone()));
        let kept = Kept { details, phone, email: None, language: language.tag().to_owned(), consent };
        let done = self.put_down(id, &kept, Writer::Station(by)).await?;
        self.messages.wake();
        Ok(done.map_err(|refusal| if refusal == Refusal::Taken { Fault::Known } else { Fault::NotNow }))
    }

    /// Tells who was registered from paper, and the guardian of a minor.
    pub(super) async fn tell_registered(
        &self,
        tx: &mut Transaction<'_>,
        id: VolunteerId,
        kept: &Kept,
    ) -> Result<(), StoreError> {
        let guardian = kept.consent.as_ref().map(|it| &it.phone).filter(|phone| **phone != kept.phone);
        for (which, phone) in std::iter::once(("own", &kept.phone)).chain(guardian.map(|it| ("guardian", it)))
        {
            let once = format!("volunteer/{id}/registered/{which}");
            self.tell_number(tx, id, once, (phone.as_str(), kept.language()), NumberNotice::Registered)
                .await?;
        }
        Ok(())
    }

    /// Writes down that a volunteer has another telephone, once for the id of the command, if `by` may: they are signed out
    /// everywhere, have no password any more and no address for their calendar, what waits to go to the old number is not
    /// sent, and both numbers are told.
    /// [`Refusal::Taken`] where somebody with this name and birthday has the number, or it is theirs already. A guardian's
    /// number stays as it is.
    pub async fn change_phone(
        &self,
        by: &Staff,
        changed: &ChangedPhone,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let ChangedPhone { id, volunteer, basis, phone, reason } = changed;
        let who = volunteer.to_string();
        let Some(found) = self.find(*volunteer).await? else { return Ok(Err(Refusal::NotFound)) };
        if !self.may(by, Action::TendVolunteers, &found) {
            return Ok(Err(Refusal::NotFound));
        }
        let unit = self.unit_of(*id, &found).await?;
        let command = app::journal::model::Command {
            fields: fields([("phone", Change::to(phone.as_str())), ("reason", Change::to(reason.as_str()))]),
            ..command(*id, unit, *volunteer, *basis, CHANGE_PHONE)
        };
        let work = async |tx: &mut Transaction<'_>| {
            let found = queries::by_id_in(tx, &who).await?.filter(|it| it.state != State::Erased);
            let Some(mut now) = found else { return Ok(Err(Refusal::NotFound)) };
            let key = self.journal.record_key(tx, ENTITY, &who).await?;
            let Some(mut kept) = super::open(&key, &now)? else { return Ok(Err(Refusal::NotFound)) };
            if kept.phone == *phone {
                return Ok(Err(Refusal::Taken));
            }
            let old = std::mem::replace(&mut kept.phone, phone.clone());
            let plain = serde_json::to_vec(&kept).map_err(|_| super::corrupt())?;
            let (sealed, hashes) = (key.seal(&plain, &place(*volunteer))?, self.hashes(&kept));
            if self.is_taken(tx, &hashes.phone, *volunteer, &kept.details).await? {
                return Ok(Err(Refusal::Taken));
            }
            if !queries::amend(tx, &who, *basis, &self.beside(&kept, &hashes, &sealed)).await? {
                return Ok(Err(Refusal::NotNow));
            }
            now.version += 1;
            self.put_event(tx, &now, CHANGE_PHONE, Some(by), reason).await?;
            passwords::forget(tx, *volunteer).await?;
            // It may be in that telephone's calendar.
            calendars::queries::withdraw(tx, *volunteer).await?;
            // What numbers were told of themselves still goes there, or a second change would hush the first up.
            let about = (ENTITY, who.as_str());
            messages::queries::drop_waiting(tx, about, Channel::Sms.word(), VOLUNTEER_NUMBER, now_ms())
                .await?;
            if !now.demo {
                let (version, l) = (now.version, kept.language());
                let once = |which: &str| format!("volunteer/{who}/{version}/{which}");
                self.tell_number(tx, *volunteer, once("old"), (old.as_str(), l), NumberNotice::NoLonger)
                    .await?;
                self.tell_number(tx, *volunteer, once("new"), (phone.as_str(), l), NumberNotice::Now).await?;
            }
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(by.id), PERSONAL, work).await?;
        self.messages.wake();
        Ok(done)
    }

    /// Tells a number what a station wrote down of it, where SMS are sent from here; at night too where it was changed.
    async fn tell_number(
        &self,
        tx: &mut Transaction<'_>,
        volunteer: VolunteerId,
        once: String,
        (phone, language): (&str, Language),
        notice: NumberNotice,
    ) -> Result<(), StoreError> {
        if !self.sends_sms() {
            return Ok(());
        }
        let id = volunteer.to_string();
        let address = |l: Language| format!("{}{}", self.public_url, l.address(me_page::ADDRESS));
        let message = NewMessage {
            once,
            channel: Channel::Sms,
            to: phone,
            language,
            draft: templates::volunteer_number(notice, address, &self.line),
            leave: None,
            calendar: None,
            about: (ENTITY, &id),
            urgent: notice != NumberNotice::Registered,
            expires_at_ms: now_ms() + WORTH_TELLING_MS,
        };
        self.messages.keep(tx, message).await.map(drop)
    }
}
