//! What volunteers and their stations do: correct, agree, leave, erase; let in, let pause, note, read.

use std::{collections::BTreeSet, net::IpAddr};

use app::{
    access::Action,
    accounts::model::Staff,
    ids::{CommandId, VolunteerId},
    journal::model::{Actor, Change, Refusal, Unit},
    language::Language,
    messages::{
        model::{Channel, Contact},
        templates,
    },
    volunteers::{
        details::{Details, Renamed},
        me_page,
        model::{AGREEMENT, ENTITY, Note, RENAMED, State, Step},
        volunteer_page::{Noted, OPEN, RENEW_CONSENT, TAKE_BACK, TakenBack, WITHDRAW_CONSENT},
    },
};

use super::{
    Kept, PERSONAL, Volunteers,
    coming::{self, Ward, is_same},
    command, corrupt, event_place, homes, place,
    queries::{self, Event, Idle, Open, Volunteer},
};
use crate::{
    codes,
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
    messages::{self, NewMessage},
    shanghai,
};

/// Kind of the row of somebody who corrects what they told, and of the event where they wait from then on.
const AMEND: &str = "amend_volunteer";

/// How long it is worth telling somebody that there is a decision.
pub(super) const WORTH_TELLING_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// What a member of the staff does with a volunteer.
#[derive(Clone, Debug)]
pub enum Doing {
    /// A step, with the reason where it needs one.
    Step(Step, String),
    /// A training, an award or an evaluation.
    Note(Note, Noted),
    /// One of these does not count any more (民政部令第67号, Art. 13).
    TakeBack(TakenBack),
}

/// Something that a member of the staff does.
#[derive(Clone, Debug)]
pub struct Tending {
    /// Id of the command.
    pub id: CommandId,
    /// With whom.
    pub volunteer: VolunteerId,
    /// The version that was seen.
    pub basis: i64,
    /// What.
    pub doing: Doing,
}

/// What became of a correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amended {
    /// It is kept.
    Done,
    /// The guardian has to agree: the key of the request.
    Consent(String),
    /// It was changed meanwhile, or is not there any more.
    NotNow,
    /// Too many codes were sent to the guardian.
    TooOften,
    /// Somebody of this name and birthday has the number.
    Known,
}

/// Trainings, and awards, that one certificate states at most.
const HONOURS_MAX: usize = 50;

impl Volunteers {
    /// The unit in whose journal a command stands: a second press finds its row where it was.
    pub(super) async fn unit_of(&self, id: CommandId, volunteer: &Volunteer) -> Result<Unit, StoreError> {
        let home = self.homes(volunteer).swap_remove(0);
        Ok(self.journal.unit_of(id).await?.unwrap_or(home))
    }

    /// Does something with a volunteer, once for its id, if `by` may. [`Refusal::AgainstARule`] where somebody is to be let in
    /// to whom a guardian does not agree.
    pub async fn tend(&self, by: &Staff, tending: &Tending) -> Result<Result<(), Refusal>, StoreError> {
        let id = tending.volunteer;
        let Some(volunteer) = self.find(id).await? else { return Ok(Err(Refusal::NotFound)) };
        if !self.may(by, Action::TendVolunteers, &volunteer) {
            return Ok(Err(Refusal::NotFound));
        }
        // Whether the note that is taken back counts: whatever happens after this moves the version on.
        let counts = match &tending.doing {
            Doing::TakeBack(taken) => {
                let events = self.events(&volunteer).await?;
                let is_note = |event: &Event| Note::from_word(&event.kind).is_some();
                if !events.iter().any(|(event, _)| event.number == taken.note && is_note(event)) {
                    return Ok(Err(Refusal::NotFound));
                }
                !taken_back(&events).contains(&taken.note)
            }
            Doing::Step(..) | Doing::Note(..) => true,
        };
        let (kind, changes, said) = match &tending.doing {
            Doing::Step(step, reason) => {
                let changes = match reason.as_str() {
                    "" => fields([]),
                    reason => fields([("reason", Change::to(reason))]),
                };
                (step.word(), changes, reason.clone())
            }
            Doing::Note(note, noted) => {
                let noted = serde_json::to_string(noted).map_err(|_| corrupt())?;
                (note.word(), fields([("noted", Change::to(noted.as_str()))]), noted)
            }
            Doing::TakeBack(taken) => {
                let said = serde_json::to_string(taken).map_err(|_| corrupt())?;
                let reason = ("reason", Change::to(taken.reason.as_str()));
                (TAKE_BACK, fields([("about", Change::to(taken.note)), reason]), said)
            }
        };
        let unit = self.unit_of(tending.id, &volunteer).await?;
        let command = app::journal::model::Command {
            fields: changes,
            ..command(tending.id, unit, id, tending.basis, kind)
        };
        let step = match &tending.doing {
            Doing::Step(step, _) if step.is_their_own() => return Ok(Err(Refusal::NotAllowed)),
            Doing::Step(step, _) => Some(*step),
            Doing::Note(..) | Doing::TakeBack(_) => None,
        };
        let work = async |tx: &mut Transaction<'_>| {
            if !counts {
                return Ok(Err(Refusal::NotNow));
            }
            if step == Some(Step::Admit) && !self.consents(tx, id).await? {
                return Ok(Err(Refusal::AgainstARule));
            }
            let moved = self.moved(tx, id, tending.basis, step, |_| ()).await?;
            let Ok(now) = moved else { return Ok(moved.map(drop)) };
            self.put_event(tx, &now, kind, Some(by), &said).await?;
            if step.is_some() {
                self.tell(tx, &now).await?;
            }
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(by.id), PERSONAL, work).await?;
        self.messages.wake();
        Ok(done)
    }

    /// Whether a guardian agrees to a volunteer, or none has to; yes where nothing is kept of them.
    async fn consents(&self, tx: &mut Transaction<'_>, id: VolunteerId) -> Result<bool, StoreError> {
        let id = id.to_string();
        let Some(found) = queries::by_id_in(tx, &id).await?.filter(|it| it.state != State::Erased) else {
            return Ok(true);
        };
        let key = self.journal.record_key(tx, ENTITY, &id).await?;
        let kept = super::open(&key, &found)?;
        Ok(kept.is_none_or(|kept| kept.consents(shanghai::today())))
    }

    /// Where somebody stands after a step, and what else `change` makes of them; kept if they stood as they were seen.
    pub(super) async fn moved(
        &self,
        tx: &mut Transaction<'_>,
        id: VolunteerId,
        basis: i64,
        step: Option<Step>,
        change: impl FnOnce(&mut Volunteer),
    ) -> Result<Result<Volunteer, Refusal>, StoreError> {
        let found = queries::by_id_in(tx, &id.to_string()).await?;
        let Some(mut now) = found.filter(|it| it.state != State::Erased) else {
            return Ok(Err(Refusal::NotFound));
        };
        let state = match step {
            None => Some(now.state),
            Some(step) => now.state.after(step),
        };
        let Some(state) = state.filter(|_| now.version == basis) else { return Ok(Err(Refusal::NotNow)) };
        now.state = state;
        change(&mut now);
        if !queries::move_on(tx, &now, basis).await? {
            return Ok(Err(Refusal::NotNow));
        }
        now.version += 1;
        Ok(Ok(now))
    }

    /// Keeps what happened with a volunteer as they stand now, and what was said, sealed.
    pub(super) async fn put_event(
        &self,
        tx: &mut Transaction<'_>,
        volunteer: &Volunteer,
        kind: &str,
        by: Option<&Staff>,
        said: &str,
    ) -> Result<(), StoreError> {
        let id = volunteer.id;
        let sealed = match said {
            "" => String::new(),
            said => {
                let key = self.journal.record_key(tx, ENTITY, &id.to_string()).await?;
                key.seal(said.as_bytes(), &event_place(id, volunteer.version))?
            }
        };
        let event = Event {
            number: volunteer.version,
            kind: kind.to_owned(),
            by: by.map(|staff| staff.id),
            sealed,
            at_ms: now_ms(),
        };
        queries::insert_event(tx, &id.to_string(), &event).await
    }

    /// Tells a volunteer that something was decided, where SMS are sent from here.
    async fn tell(&self, tx: &mut Transaction<'_>, volunteer: &Volunteer) -> Result<(), StoreError> {
        if !self.sends_sms() || volunteer.demo {
            return Ok(());
        }
        let id = volunteer.id.to_string();
        let key = self.journal.record_key(tx, ENTITY, &id).await?;
        let Some(kept) = super::open(&key, volunteer)? else { return Ok(()) };
        let address = |l: Language| format!("{}{}", self.public_url, l.address(me_page::ADDRESS));
        let message = NewMessage {
            once: format!("volunteer/{id}/{}", volunteer.version),
            channel: Channel::Sms,
            to: &kept.phone,
            language: kept.language(),
            draft: templates::volunteer_decided(address),
            leave: None,
            calendar: None,
            about: (ENTITY, &id),
            urgent: false,
            expires_at_ms: now_ms() + WORTH_TELLING_MS,
        };
        self.messages.keep(tx, message).await.map(drop)
    }

    /// Keeps that the guardian of a minor has taken their consent back, or has signed anew, once for the id of the command:
    /// told by the volunteer's own page, or noted by somebody of the staff who may. Without consent they leave, and cannot
    /// come back before there is one; whoever signs anew brings back nobody, the volunteer does.
    pub async fn change_consent(
        &self,
        by: Option<&Staff>,
        id: CommandId,
        (volunteer, basis): (VolunteerId, i64),
        withdrawn: bool,
        reason: &str,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let who = volunteer.to_string();
        let Some(found) = self.find(volunteer).await? else { return Ok(Err(Refusal::NotFound)) };
        if by.is_some_and(|by| !self.may(by, Action::TendVolunteers, &found)) {
            return Ok(Err(Refusal::NotFound));
        }
        // A code says that a guardian agrees, or somebody who saw them sign.
        if by.is_none() && !withdrawn {
            return Ok(Err(Refusal::NotAllowed));
        }
        let kind = if withdrawn { WITHDRAW_CONSENT } else { RENEW_CONSENT };
        let changes = match reason {
            "" => fields([]),
            reason => fields([("reason", Change::to(reason))]),
        };
        let unit = self.unit_of(id, &found).await?;
        let command =
            app::journal::model::Command { fields: changes, ..command(id, unit, volunteer, basis, kind) };
        let today = shanghai::today();
        let work = async |tx: &mut Transaction<'_>| {
            let found = queries::by_id_in(tx, &who).await?.filter(|it| it.state != State::Erased);
            let Some(mut now) = found else { return Ok(Err(Refusal::NotFound)) };
            let key = self.journal.record_key(tx, ENTITY, &who).await?;
            let Some(mut kept) = super::open(&key, &now)? else { return Ok(Err(Refusal::NotFound)) };
            let is_minor = kept.details.need_consent(None, today);
            let Some(consent) = kept.consent.as_mut().filter(|it| is_minor && it.withdrawn != withdrawn)
            else {
                return Ok(Err(Refusal::NotNow));
            };
            consent.withdrawn = withdrawn;
            if !withdrawn {
                consent.on = today;
            }
            let plain = serde_json::to_vec(&kept).map_err(|_| corrupt())?;
            let (sealed, hashes) = (key.seal(&plain, &place(volunteer))?, self.hashes(&kept));
            if !queries::amend(tx, &who, basis, &self.beside(&kept, &hashes, &sealed)).await? {
                return Ok(Err(Refusal::NotNow));
            }
            now.version = basis + 1;
            if let Some(state) = now.state.after(Step::Leave).filter(|_| withdrawn) {
                now.state = state;
                if !queries::move_on(tx, &now, now.version).await? {
                    return Ok(Err(Refusal::NotNow));
                }
                now.version += 1;
            }
            self.put_event(tx, &now, kind, by, reason).await?;
            if by.is_some() {
                self.tell(tx, &now).await?;
            }
            Ok(Ok(()))
        };
        let actor = by.map_or(Actor::Volunteer(volunteer), |staff| Actor::Staff(staff.id));
        let done = self.journal.apply(&command, &actor, PERSONAL, work).await?;
        self.messages.wake();
        Ok(done)
    }

    /// A step of the volunteer's own. Nobody comes back to whom a guardian does not agree.
    pub async fn own_step(
        &self,
        id: CommandId,
        volunteer: VolunteerId,
        basis: i64,
        step: Step,
    ) -> Result<Result<(), Refusal>, StoreError> {
        if !step.is_their_own() {
            return Ok(Err(Refusal::NotAllowed));
        }
        if step == Step::Return
            && let Some(found) = self.find(volunteer).await?
            && let Some(kept) = self.opened(&found).await?
            && !kept.consents(shanghai::today())
        {
            return Ok(Err(Refusal::AgainstARule));
        }
        self.by_volunteer(id, volunteer, basis, step.word(), Some(step), |_| ()).await
    }

    /// The volunteer agrees to the agreement as it is now.
    pub async fn agree(
        &self,
        id: CommandId,
        volunteer: VolunteerId,
        basis: i64,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let today = shanghai::today();
        let agrees = |now: &mut Volunteer| {
            AGREEMENT.clone_into(&mut now.agreement);
            now.agreed_on = Some(today);
        };
        self.by_volunteer(id, volunteer, basis, "agree_to_volunteering", None, agrees).await
    }

    async fn by_volunteer(
        &self,
        id: CommandId,
        volunteer: VolunteerId,
        basis: i64,
        kind: &str,
        step: Option<Step>,
        change: impl FnOnce(&mut Volunteer),
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(found) = self.find(volunteer).await? else { return Ok(Err(Refusal::NotFound)) };
        let unit = self.unit_of(id, &found).await?;
        let command = command(id, unit, volunteer, basis, kind);
        let work = async |tx: &mut Transaction<'_>| {
            let moved = self.moved(tx, volunteer, basis, step, change).await?;
            let Ok(now) = moved else { return Ok(moved.map(drop)) };
            self.put_event(tx, &now, kind, None, "").await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &Actor::Volunteer(volunteer), PERSONAL, work).await
    }

    /// Corrects what a volunteer told; where a guardian has to agree, they are asked first.
    pub async fn amend(
        &self,
        id: CommandId,
        volunteer: VolunteerId,
        basis: i64,
        details: Details,
        language: Language,
        network: Option<IpAddr>,
    ) -> Result<Amended, StoreError> {
        let Some(found) = self.find(volunteer).await? else { return Ok(Amended::NotNow) };
        let Some(before) = self.opened(&found).await? else { return Ok(Amended::NotNow) };
        let today = shanghai::today();
        let again = !before.consents(today) && details.need_consent(None, today);
        if again || details.need_consent(Some(&before.details), today) {
            let of = Ward::Known(volunteer, basis);
            let asked = self.ask_guardian(id, of, &details, &before.phone, language, network).await?;
            return Ok(asked.map_or(Amended::TooOften, Amended::Consent));
        }
        Ok(match self.put_in(id, volunteer, basis, Kept { details, ..before }, false).await? {
            Ok(()) => Amended::Done,
            Err(Refusal::Taken) => Amended::Known,
            Err(_) => Amended::NotNow,
        })
    }

    /// Takes the e-mail address of a volunteer away: from here on nothing goes there.
    pub async fn forget_email(
        &self,
        id: CommandId,
        volunteer: VolunteerId,
        basis: i64,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(found) = self.find(volunteer).await? else { return Ok(Err(Refusal::NotFound)) };
        let Some(before) = self.opened(&found).await? else { return Ok(Err(Refusal::NotFound)) };
        self.put_in(id, volunteer, basis, Kept { email: None, ..before }, false).await
    }

    /// Keeps what somebody told anew, once for the id of the command; where they `wait`, or come to a unit that wants to look
    /// at who is new, or have another name or birthday since they gave hours, whoever was let in is looked at again: hours are
    /// not handed on to somebody else. [`Refusal::Taken`] where somebody with this name and birthday has the number.
    pub(super) async fn put_in(
        &self,
        id: CommandId,
        volunteer: VolunteerId,
        basis: i64,
        now: Kept,
        waits: bool,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(found) = self.find(volunteer).await? else { return Ok(Err(Refusal::NotFound)) };
        if found.state == State::Erased {
            return Ok(Err(Refusal::NotFound));
        }
        let before = self.opened(&found).await?;
        let elsewhere = before.as_ref().is_some_and(|it| it.email.is_some() && it.email != now.email);
        let renamed = before.as_ref().and_then(|it| Renamed::of(&it.details, &now.details));
        let renamed = renamed.map(|it| serde_json::to_string(&it)).transpose().map_err(|_| corrupt())?;
        let same = before.is_some_and(|it| it.phone == now.phone && is_same(&it.details, &now.details));
        let unit = self.unit_of(id, &found).await?;
        let command = app::journal::model::Command {
            fields: fields([("details", Change::to(coming::told(&now)?))]),
            ..command(id, unit, volunteer, basis, AMEND)
        };
        let station = now.details.station.map(Unit::Station);
        let home = homes(&self.directory.get(), &now.details.division, station.as_ref()).swap_remove(0);
        let moves = home != self.homes(&found).swap_remove(0);
        let plain = serde_json::to_vec(&now).map_err(|_| corrupt())?;
        let hashes = self.hashes(&now);
        let work = async |tx: &mut Transaction<'_>| {
            if !same && self.is_taken(tx, &hashes.phone, volunteer, &now.details).await? {
                return Ok(Err(Refusal::Taken));
            }
            let key = self.journal.record_key(tx, ENTITY, &volunteer.to_string()).await?;
            let sealed = key.seal(&plain, &place(volunteer))?;
            let renames = renamed.is_some() && queries::has_hours_in(tx, &volunteer.to_string()).await?;
            let waits = waits || renames || moves && queries::approves(tx, &home).await?;
            let open = Open { waits, ..self.beside(&now, &hashes, &sealed) };
            if !queries::amend(tx, &volunteer.to_string(), basis, &open).await? {
                return Ok(Err(Refusal::NotNow));
            }
            let looked_at = waits && found.state == State::Active;
            if looked_at || renames {
                // From here on they wait: the clock counts from now. Whoever may not take part anyway stays where they
                // are, and another name is looked at when they are let in.
                let state = if looked_at { State::Waiting } else { found.state };
                let after = Volunteer { version: basis + 1, state, ..found };
                let said = renamed.as_deref().filter(|_| renames).unwrap_or_default();
                let kind = if renames { RENAMED } else { AMEND };
                self.put_event(tx, &after, kind, None, said).await?;
            }
            if elsewhere {
                let about = (ENTITY, &*volunteer.to_string());
                messages::queries::drop_waiting(tx, about, Channel::Email.word(), "", now_ms()).await?;
            }
            Ok(Ok(()))
        };
        self.journal.apply(&command, &Actor::Volunteer(volunteer), PERSONAL, work).await
    }

    /// Erases a volunteer at their own wish: the key is destroyed, and with it all that was sealed under it. The number
    /// stays, for hours that were confirmed.
    pub async fn erase(&self, id: CommandId, volunteer: VolunteerId) -> Result<(), StoreError> {
        self.erase_as(id, volunteer, &Actor::Volunteer(volunteer), None).await.map(drop)
    }

    /// The same, by whoever does it, and only while they are `idle` where that is asked; says whether they are erased now.
    pub(super) async fn erase_as(
        &self,
        id: CommandId,
        volunteer: VolunteerId,
        by: &Actor,
        idle: Option<Idle>,
    ) -> Result<bool, StoreError> {
        let found = self.find(volunteer).await?.filter(|it| it.state != State::Erased);
        let Some(found) = found else { return Ok(true) };
        let unit = self.unit_of(id, &found).await?;
        let command = command(id, unit, volunteer, found.version, "erase_volunteer");
        let work = async |tx: &mut Transaction<'_>| {
            // Whoever came back or was let in meanwhile did so under the same journal, which is taken here.
            if let Some(idle) = idle
                && !queries::is_idle(tx, &volunteer.to_string(), idle).await?
            {
                return Ok(Err(Refusal::NotNow));
            }
            // Codes were sent to the numbers and addresses under another key.
            for key_hash in queries::forget_requests(tx, &found).await? {
                messages::queries::forget(tx, &codes::once(&key_hash)).await?;
            }
            if !queries::erase(tx, &volunteer.to_string(), now_ms()).await? {
                return Ok(Err(Refusal::NotNow));
            }
            self.journal.erase(tx, ENTITY, &volunteer.to_string()).await?;
            Ok(Ok(()))
        };
        Ok(self.journal.apply(&command, by, &[], work).await?.is_ok())
    }

    /// Whether `by` may read what is personal: of a minor whoever may decide about them, of others whoever sees them
    /// (未成年人网络保护条例, Art. 36).
    pub fn may_open(&self, by: &Staff, volunteer: &Volunteer, kept: &Kept) -> bool {
        let is_minor = kept.details.need_consent(None, shanghai::today());
        let action = if is_minor { Action::TendVolunteers } else { Action::SeeVolunteers };
        self.may(by, action, volunteer)
    }

    /// Writes down that somebody of the staff reads what is personal, and why.
    pub async fn note_opening(
        &self,
        id: CommandId,
        by: &Staff,
        volunteer: &Volunteer,
        purpose: &str,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let unit = self.unit_of(id, volunteer).await?;
        let command = app::journal::model::Command {
            fields: fields([("reason", Change::to(purpose))]),
            ..command(id, unit, volunteer.id, volunteer.version, OPEN)
        };
        let nothing = async |_: &mut Transaction<'_>| Ok(Ok(()));
        self.journal.apply(&command, &Actor::Staff(by.id), PERSONAL, nothing).await
    }

    /// Names of the trainings that a volunteer had, and that were not taken back.
    pub async fn trainings(&self, id: VolunteerId) -> Result<BTreeSet<String>, StoreError> {
        let noted = self.noted(id).await?.into_iter();
        Ok(noted.filter(|(note, _)| *note == Note::Training).map(|(_, it)| it.title).collect())
    }

    /// The trainings and the awards of a volunteer, the latest first, as a certificate states them: which, by whom, when.
    pub async fn honours(&self, id: VolunteerId) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let noted = self.noted(id).await?;
        let of = |wanted: Note| {
            let of_it = noted.iter().filter(|(note, _)| *note == wanted).take(HONOURS_MAX);
            of_it.map(|(_, it)| honour(it)).collect()
        };
        Ok((of(Note::Training), of(Note::Award)))
    }

    /// What a station noted of a volunteer and did not take back, the latest first.
    async fn noted(&self, id: VolunteerId) -> Result<Vec<(Note, Noted)>, StoreError> {
        let Some(volunteer) = self.find(id).await? else { return Ok(Vec::new()) };
        let events = self.events(&volunteer).await?;
        let taken = taken_back(&events);
        let events = events.into_iter().filter(|(event, _)| !taken.contains(&event.number));
        Ok(events.filter_map(|(event, said)| noted(&event, said)).collect())
    }

    /// The training or the award of this number, as certificates state it, once it was taken back; nothing for an evaluation,
    /// which none states, and while another of the same words counts.
    pub async fn taken_honour(
        &self,
        volunteer: &Volunteer,
        number: i64,
    ) -> Result<Option<String>, StoreError> {
        let mut events = self.events(volunteer).await?.into_iter();
        let found = events.find(|(event, _)| event.number == number);
        let found = found.and_then(|(event, said)| noted(&event, said));
        let Some((note, it)) = found.filter(|(note, _)| *note != Note::Evaluation) else { return Ok(None) };
        let counts = self.noted(volunteer.id).await?;
        let words = honour(&it);
        let stands = counts.iter().any(|(other, it)| *other == note && honour(it) == words);
        Ok((!stands).then_some(words))
    }

    /// What happened with a volunteer, the latest first, each with what was said.
    pub async fn events(&self, volunteer: &Volunteer) -> Result<Vec<(Event, Option<String>)>, StoreError> {
        let id = volunteer.id;
        let events = queries::events(self.database(), &id.to_string()).await?.into_iter();
        let key = self.journal.key_now(ENTITY, &id.to_string()).await?;
        events
            .map(|event| {
                let said = match &key {
                    Some(key) if !event.sealed.is_empty() => {
                        let plain = key.open(&event.sealed, &event_place(id, event.number));
                        let plain = plain.map_err(|_| corrupt())?;
                        Some(String::from_utf8(plain).map_err(|_| corrupt())?)
                    }
                    _ => None,
                };
                Ok((event, said))
            })
            .collect()
    }

    /// The telephone of a volunteer, for their own page.
    pub(super) fn contact_of(kept: &Kept) -> Contact {
        Contact::Phone(kept.phone.clone())
    }
}

/// Numbers of the notes that were taken back.
pub(super) fn taken_back(events: &[(Event, Option<String>)]) -> BTreeSet<i64> {
    let back = events.iter().filter(|(event, _)| event.kind == TAKE_BACK);
    let taken = back.filter_map(|(_, said)| serde_json::from_str::<TakenBack>(said.as_deref()?).ok());
    taken.map(|it| it.note).collect()
}

/// What a station noted with an event; nothing where it is none of a note.
fn noted(event: &Event, said: Option<String>) -> Option<(Note, Noted)> {
    Some((Note::from_word(&event.kind)?, serde_json::from_str(&said?).ok()?))
}

/// A training or an award on one line: 「急救培训（红十字会，2026-05-01）」.
fn honour(it: &Noted) -> String {
    let beside: Vec<_> = [it.by.as_str(), &it.day].into_iter().filter(|text| !text.is_empty()).collect();
    format!("{}（{}）", it.title, beside.join("，"))
}
