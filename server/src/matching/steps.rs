//! What the staff and volunteers do with a need: each a command in the journal of its unit, which also puts them in a row.

use std::collections::HashMap;

use app::{
    access::Action,
    accounts::model::Staff,
    activities::shift::moment_ms,
    ids::{CommandId, NeedId, StaffId, VolunteerId},
    journal::model::{Actor, Change, Command, Refusal, Unit},
    language::Language,
    matching::{
        asked_page,
        details::{Details, PERSONAL},
        model::{ASKED_AT_ONCE_MAX, AskState, ENTITY, State, Step},
        suggest::fit,
    },
    messages::{
        model::{Channel, Contact},
        templates::{self, MatchNotice, Notice},
    },
    volunteers::model::ENTITY as VOLUNTEER,
};
use serde_json::Value;

use super::{
    Matching, corrupt, place,
    queries::{self, Ask, Need, NewNeed},
    reason_place,
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
    messages::{self, NewMessage},
    volunteers::Reached,
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Something that a member of the staff does with a need.
#[derive(Clone, Debug)]
pub struct Tending {
    /// Id of the command.
    pub id: CommandId,
    /// With which need.
    pub need: NeedId,
    /// What.
    pub step: Step,
    /// Whom it is about; nobody for a step that is about the need.
    pub volunteers: Vec<VolunteerId>,
    /// Why, where somebody said so.
    pub reason: String,
}

/// How those are reached who may have to be told.
type Contacts = HashMap<VolunteerId, Reached>;

impl Matching {
    /// Posts a need. Its id is that of the command, so that a repeat names the same.
    pub async fn post(
        &self,
        by: &Staff,
        id: CommandId,
        unit: &Unit,
        details: &Details,
    ) -> Result<Result<NeedId, Refusal>, StoreError> {
        let Some(county) = self.county_of(unit).filter(|_| self.may(by, Action::TendNeeds, unit)) else {
            return Ok(Err(Refusal::NotFound));
        };
        // Looked at once more by the rules of the form, whoever sends it.
        let directory = self.directory.get();
        if Details::from_fields(&details.fields(), &directory, &county, Self::today()).is_none() {
            return Ok(Err(Refusal::AgainstARule));
        }
        self.put_down(&Actor::Staff(by.id), id, unit, &county, details, false).await
    }

    pub(super) async fn put_down(
        &self,
        by: &Actor,
        id: CommandId,
        unit: &Unit,
        county: &str,
        details: &Details,
        demo: bool,
    ) -> Result<Result<NeedId, Refusal>, StoreError> {
        let need: NeedId = id.to_string().parse().map_err(|_| corrupt())?;
        let command = Command { fields: details.fields(), ..command(id, unit, need, 0, Step::Post) };
        let plain = serde_json::to_vec(details).map_err(|_| corrupt())?;
        let work = async |tx: &mut Transaction<'_>| {
            let key = self.journal.record_key(tx, ENTITY, &need.to_string()).await?;
            let new = NewNeed {
                id: need,
                unit,
                county,
                sealed: &key.seal(&plain, &place(need))?,
                last_day: &details.last.to_string(),
                posted_by: &by.to_string(),
                now_ms: now_ms(),
                demo,
            };
            queries::insert(tx, &new).await?;
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, by, PERSONAL, work).await?;
        Ok(done.map(|()| need))
    }

    /// Does something with a need, once for its id, if `by` may.
    pub async fn tend(&self, by: &Staff, tending: &Tending) -> Result<Result<(), Refusal>, StoreError> {
        let Some(need) = self.seen(by, tending.need).await? else { return Ok(Err(Refusal::NotFound)) };
        let Some(details) = self.opened(&need).await? else { return Ok(Err(Refusal::NotFound)) };
        let action = match tending.step {
            Step::Ask | Step::Close | Step::TakeBack => Action::TendNeeds,
            Step::Agree | Step::Pass => Action::AgreeMatches,
            _ => return Ok(Err(Refusal::AgainstARule)),
        };
        if !self.may(by, action, &need.unit) {
            return Ok(Err(Refusal::NotAllowed));
        }
        let chosen: Vec<Value> = tending.volunteers.iter().map(|id| id.to_string().into()).collect();
        let command = Command {
            fields: fields([("volunteers", Change::to(chosen))]),
            ..command(tending.id, &need.unit, need.id, 0, tending.step)
        };
        let told: Vec<_> = match tending.step {
            Step::Close => {
                queries::asks(self.database(), need.id).await?.into_iter().map(|it| it.volunteer).collect()
            }
            _ => tending.volunteers.clone(),
        };
        let contacts = self.contacts(&told).await?;
        let leads = self.may(by, Action::AgreeMatches, &need.unit);
        let work = async |tx: &mut Transaction<'_>| {
            let Some(now) = queries::one_in(tx, need.id).await? else { return Ok(Err(Refusal::NotFound)) };
            if now.state.after(tending.step).is_none() || details.last < Self::today() {
                return Ok(Err(Refusal::NotNow));
            }
            match tending.step {
                Step::Ask => self.ask(tx, &now, &details, &tending.volunteers, &contacts).await,
                Step::Close => self.close(tx, &now, &details, &contacts).await,
                _ => self.decide(tx, &now, &details, tending, leads, &contacts).await,
            }
        };
        let done = self.journal.apply(&command, &Actor::Staff(by.id), &[], work).await?;
        self.messages.wake();
        Ok(done)
    }

    /// Asks all of these or none: each fits now, and was not asked before.
    async fn ask(
        &self,
        tx: &mut Transaction<'_>,
        need: &Need,
        details: &Details,
        whom: &[VolunteerId],
        contacts: &Contacts,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let full = self.is_full(tx, need, details).await?;
        if whom.is_empty() || whom.len() > ASKED_AT_ONCE_MAX || full {
            return Ok(Err(Refusal::AgainstARule));
        }
        if !self.all_fit(need, details, whom).await? {
            return Ok(Err(Refusal::AgainstARule));
        }
        for volunteer in whom {
            if !queries::insert_ask(tx, need.id, *volunteer, now_ms()).await? {
                return Ok(Err(Refusal::NotNow));
            }
            self.tell(tx, need, details, *volunteer, MatchNotice::Asked, contacts).await?;
        }
        Ok(Ok(()))
    }

    /// Whether all of these fit as they are known now.
    async fn all_fit(
        &self,
        need: &Need,
        details: &Details,
        whom: &[VolunteerId],
    ) -> Result<bool, StoreError> {
        let facts = self.volunteers.facts(whom).await?;
        let demo = self.is_demo(&need.unit);
        Ok(whom.iter().all(|id| {
            facts.get(id).is_some_and(|it| {
                let candidate = self.candidate(details, *id, it.clone());
                (demo || !it.demo) && fit(details, &need.county, &candidate).is_ok()
            })
        }))
    }

    async fn is_full(
        &self,
        tx: &mut Transaction<'_>,
        need: &Need,
        details: &Details,
    ) -> Result<bool, StoreError> {
        let asks = queries::asks_in(tx, need.id).await?;
        let agreed = asks.iter().filter(|it| it.state == AskState::Agreed).count();
        Ok(agreed >= usize::from(details.people))
    }

    /// What the unit says to one who was asked.
    async fn decide(
        &self,
        tx: &mut Transaction<'_>,
        need: &Need,
        details: &Details,
        tending: &Tending,
        leads: bool,
        contacts: &Contacts,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let [volunteer] = tending.volunteers.as_slice() else { return Ok(Err(Refusal::AgainstARule)) };
        let asks = queries::asks_in(tx, need.id).await?;
        let Some(before) = asks.iter().find(|it| it.volunteer == *volunteer) else {
            return Ok(Err(Refusal::NotFound));
        };
        let Some(state) = before.state.after(tending.step) else { return Ok(Err(Refusal::NotNow)) };
        match tending.step {
            Step::Agree => {
                let full = self.is_full(tx, need, details).await?;
                // Somebody may have grown out of it: moved, been paused, taken back what they can do.
                if full || !self.all_fit(need, details, &[*volunteer]).await? {
                    return Ok(Err(Refusal::AgainstARule));
                }
            }
            Step::TakeBack if before.state == AskState::Agreed && !leads => {
                return Ok(Err(Refusal::NotAllowed));
            }
            _ => {}
        }
        let sealed = self.sealed(tx, before, &tending.reason).await?;
        if !queries::move_ask(tx, before, state, &sealed, now_ms()).await? {
            return Ok(Err(Refusal::NotNow));
        }
        let notice = match state {
            AskState::Agreed => MatchNotice::Agreed,
            _ => MatchNotice::Ended,
        };
        self.tell(tx, need, details, *volunteer, notice, contacts).await?;
        Ok(Ok(()))
    }

    /// A reason under the key of whom it is about. Without that key, nothing is kept.
    async fn sealed(&self, tx: &mut Transaction<'_>, ask: &Ask, reason: &str) -> Result<String, StoreError> {
        if reason.is_empty() {
            return Ok(String::new());
        }
        match self.journal.record_key(tx, VOLUNTEER, &ask.volunteer.to_string()).await {
            Ok(key) => Ok(key.seal(reason.as_bytes(), &reason_place(ask))?),
            Err(StoreError::Erased) => Ok(String::new()),
            Err(error) => Err(error),
        }
    }

    /// What a volunteer says to what they were asked; once for the id of the command.
    pub async fn answer(
        &self,
        volunteer: VolunteerId,
        id: CommandId,
        need: NeedId,
        step: Step,
        reason: &str,
    ) -> Result<Result<(), Refusal>, StoreError> {
        if !matches!(step, Step::Accept | Step::Decline | Step::Withdraw) {
            return Ok(Err(Refusal::AgainstARule));
        }
        let Some(found) = queries::one(self.database(), need).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let Some(details) = self.opened(&found).await? else { return Ok(Err(Refusal::NotFound)) };
        let asked = queries::asks_by(self.database(), volunteer).await?;
        if !asked.iter().any(|it| it.need == need) {
            return Ok(Err(Refusal::NotFound));
        }
        let command = command(id, &found.unit, need, 0, step);
        let work = async |tx: &mut Transaction<'_>| {
            let Some(now) = queries::one_in(tx, need).await? else { return Ok(Err(Refusal::NotFound)) };
            let asks = queries::asks_in(tx, need).await?;
            let Some(before) = asks.iter().find(|it| it.volunteer == volunteer) else {
                return Ok(Err(Refusal::NotFound));
            };
            let state = before.state.after(step).filter(|_| now.state.after(step).is_some());
            let Some(state) = state else { return Ok(Err(Refusal::NotNow)) };
            if step == Step::Accept {
                let over = details.last < Self::today();
                if over || !self.all_fit(&now, &details, &[volunteer]).await? {
                    return Ok(Err(Refusal::NotNow));
                }
            }
            let sealed = self.sealed(tx, before, reason).await?;
            if !queries::move_ask(tx, before, state, &sealed, now_ms()).await? {
                return Ok(Err(Refusal::NotNow));
            }
            if step != Step::Decline
                && let Ok(posted_by) = now.posted_by.parse::<StaffId>()
            {
                messages::tell(&self.journal, tx, posted_by, Notice::VolunteerAnswered).await?;
            }
            Ok(Ok(()))
        };
        self.journal.apply(&command, &Actor::Volunteer(volunteer), &[], work).await
    }

    /// Ends a need, and what was asked for it; gives who had said that they would come and was not settled.
    async fn end(
        tx: &mut Transaction<'_>,
        need: NeedId,
        state: State,
        step: Step,
    ) -> Result<Result<Vec<VolunteerId>, Refusal>, StoreError> {
        if !queries::end(tx, need, state, now_ms()).await? {
            return Ok(Err(Refusal::NotNow));
        }
        let mut willing = Vec::new();
        for ask in queries::asks_in(tx, need).await? {
            let Some(state) = ask.state.after(step) else { continue };
            queries::move_ask(tx, &ask, state, "", now_ms()).await?;
            willing.extend((ask.state == AskState::Willing).then_some(ask.volunteer));
        }
        Ok(Ok(willing))
    }

    /// Ends a need before its last day: whoever had said that they would come hears that nothing comes of it.
    async fn close(
        &self,
        tx: &mut Transaction<'_>,
        need: &Need,
        details: &Details,
        contacts: &Contacts,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let willing = match Self::end(tx, need.id, State::Closed, Step::Close).await? {
            Ok(willing) => willing,
            Err(refusal) => return Ok(Err(refusal)),
        };
        for volunteer in willing {
            self.tell(tx, need, details, volunteer, MatchNotice::Ended, contacts).await?;
        }
        Ok(Ok(()))
    }

    /// Ends a need whose last day is over. Nobody is told: the day for which they were asked has gone by.
    pub(super) async fn expire(&self, id: NeedId) -> Result<(), StoreError> {
        let Some(need) = queries::one(self.database(), id).await? else { return Ok(()) };
        let command = command(CommandId::fresh(), &need.unit, id, need.version, Step::Expire);
        let work = async |tx: &mut Transaction<'_>| {
            Ok(Self::end(tx, id, State::Expired, Step::Expire).await?.map(drop))
        };
        self.journal.apply(&command, &Actor::Clock, &[], work).await.map(drop)
    }

    /// Destroys what was said of a need, and who was asked.
    pub(super) async fn erase(&self, id: NeedId) -> Result<(), StoreError> {
        let Some(need) = queries::one(self.database(), id).await? else { return Ok(()) };
        let command = command(CommandId::fresh(), &need.unit, id, need.version, Step::Erase);
        let work = async |tx: &mut Transaction<'_>| {
            if !queries::delete(tx, id).await? {
                return Ok(Err(Refusal::NotNow));
            }
            self.journal.erase(tx, ENTITY, &id.to_string()).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &Actor::Clock, &[], work).await.map(drop)
    }

    /// Takes back whatever a volunteer said who erases themselves, so that the unit looks for somebody else, and forgets
    /// what they were asked. Right when done twice.
    pub async fn forget(&self, volunteer: VolunteerId) -> Result<(), StoreError> {
        for ask in queries::asks_by(self.database(), volunteer).await? {
            if ask.state.after(Step::Withdraw).is_some() {
                let _noted = self.answer(volunteer, CommandId::fresh(), ask.need, Step::Withdraw, "").await?;
            }
        }
        let forget = async |tx: &mut Transaction<'_>| queries::forget(tx, volunteer).await;
        self.database().transaction(forget).await
    }

    /// How these are written to, where SMS are sent from here.
    async fn contacts(&self, whom: &[VolunteerId]) -> Result<Contacts, StoreError> {
        let mut contacts = Contacts::new();
        if !self.volunteers.sends_sms() {
            return Ok(contacts);
        }
        let facts = self.volunteers.facts(whom).await?;
        for id in whom.iter().take(ASKED_AT_ONCE_MAX * 20) {
            // No telephone has the number of somebody who is made up.
            let real = facts.get(id).is_some_and(|it| !it.demo);
            if real && let Some(reached) = self.volunteers.contact(*id).await? {
                contacts.insert(*id, reached);
            }
        }
        Ok(contacts)
    }

    /// Tells a volunteer that there is something to read, and where. Not what: somebody else may hold the telephone.
    async fn tell(
        &self,
        tx: &mut Transaction<'_>,
        need: &Need,
        details: &Details,
        volunteer: VolunteerId,
        notice: MatchNotice,
        contacts: &Contacts,
    ) -> Result<(), StoreError> {
        let Some(Reached { contact: contact @ Contact::Phone(_), language }) = contacts.get(&volunteer)
        else {
            return Ok(());
        };
        let address = |l: Language| format!("{}{}", self.public_url, l.address(asked_page::ADDRESS));
        let message = NewMessage {
            once: format!("matching/{}/{volunteer}/{}", need.id, notice.word()),
            channel: Channel::Sms,
            to: contact.as_str(),
            language: *language,
            draft: templates::matching(notice, address),
            leave: None,
            calendar: None,
            about: (VOLUNTEER, &volunteer.to_string()),
            urgent: false,
            expires_at_ms: moment_ms(details.last, 0) + DAY_MS,
        };
        self.messages.keep(tx, message).await.map(drop)
    }
}

fn command(id: CommandId, unit: &Unit, need: NeedId, basis: i64, step: Step) -> Command {
    Command {
        id,
        unit: unit.clone(),
        entity: ENTITY.to_owned(),
        entity_id: need.to_string(),
        basis,
        kind: step.word().to_owned(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}
