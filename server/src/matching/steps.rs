//! What the staff and volunteers do with a need: each a command in the journal of its unit, which also puts them in a row.

use std::collections::HashMap;

use app::{
    access::Action,
    accounts::model::Staff,
    activities::shift::moment_ms,
    ids::{CommandId, NeedId, StaffId, VolunteerId},
    iso_date,
    journal::model::{Actor, Change, Command, Refusal, Unit},
    language::Language,
    matching::{
        asked_page,
        details::{Details, PERSONAL},
        model::{ASKED_AT_ONCE_MAX, AskState, ENTITY, State, Step},
        suggest::fit,
    },
    messages::templates::{self, MatchNotice, Notice},
    volunteers::model::ENTITY as VOLUNTEER,
};
use serde_json::Value;
use time::Date;

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
    volunteers::{Facts, Reached},
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// For how long it is worth telling that a need is over.
const WORTH_TELLING_MS: i64 = 3 * DAY_MS;

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
type Contacts = HashMap<VolunteerId, Vec<Reached>>;

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

    /// Says something else of a need that stands as version `basis`, while nobody has said that they come: whoever was asked
    /// and has not answered reads it when they look next.
    pub async fn amend(
        &self,
        by: &Staff,
        id: CommandId,
        need: NeedId,
        basis: i64,
        details: &Details,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(found) = self.seen(by, need).await? else { return Ok(Err(Refusal::NotFound)) };
        if !self.may(by, Action::TendNeeds, &found.unit) {
            return Ok(Err(Refusal::NotAllowed));
        }
        let directory = self.directory.get();
        if Details::from_fields(&details.fields(), &directory, &found.county, Self::today()).is_none() {
            return Ok(Err(Refusal::AgainstARule));
        }
        let command =
            Command { fields: details.fields(), ..command(id, &found.unit, need, basis, Step::Amend) };
        let plain = serde_json::to_vec(details).map_err(|_| corrupt())?;
        let last_day = details.last.to_string();
        let work = async |tx: &mut Transaction<'_>| {
            let Some((now, before)) = self.one_in(tx, need).await? else {
                return Ok(Err(Refusal::NotFound));
            };
            let over = before.last < Self::today() || now.state.after(Step::Amend).is_none();
            if over || queries::asks_in(tx, need).await?.iter().any(|it| it.state.holds_to_it()) {
                return Ok(Err(Refusal::NotNow));
            }
            let key = self.journal.record_key(tx, ENTITY, &need.to_string()).await?;
            let sealed = key.seal(&plain, &place(need))?;
            let amended = queries::amend(tx, need, basis, &sealed, &last_day).await?;
            Ok(amended.then_some(()).ok_or(Refusal::NotNow))
        };
        self.journal.apply(&command, &Actor::Staff(by.id), PERSONAL, work).await
    }

    /// Does something with a need, once for its id, if `by` may. What is read within the transaction is read by its own
    /// connection: whoever waits for the journal of the unit holds one already.
    pub async fn tend(&self, by: &Staff, tending: &Tending) -> Result<Result<(), Refusal>, StoreError> {
        let Some(need) = self.seen(by, tending.need).await? else { return Ok(Err(Refusal::NotFound)) };
        let action = match tending.step {
            Step::Ask | Step::Close | Step::TakeBack => Action::TendNeeds,
            // Whom the leader agreed to, the leader sends home.
            Step::Agree | Step::Pass | Step::CallOff => Action::AgreeMatches,
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
        let contacts = match tending.step {
            Step::Close | Step::CallOff => self.contacts_of_asked(need.id).await?,
            _ => self.contacts(&tending.volunteers).await?,
        };
        let work = async |tx: &mut Transaction<'_>| {
            let Some((now, details)) = self.one_in(tx, need.id).await? else {
                return Ok(Err(Refusal::NotFound));
            };
            if now.state.after(tending.step).is_none() || details.last < Self::today() {
                return Ok(Err(Refusal::NotNow));
            }
            match tending.step {
                Step::Ask => self.ask(tx, by, &now, &details, &tending.volunteers, &contacts).await,
                step @ (Step::Close | Step::CallOff) => self.end(tx, &now, step, &contacts).await,
                _ => self.decide(tx, by, &now, &details, tending, &contacts).await,
            }
        };
        let done = self.journal.apply(&command, &Actor::Staff(by.id), &[], work).await?;
        self.messages.wake();
        Ok(done)
    }

    /// Asks all of these or none: each fits now, may be suggested to `by`, and was not asked before.
    async fn ask(
        &self,
        tx: &mut Transaction<'_>,
        by: &Staff,
        need: &Need,
        details: &Details,
        whom: &[VolunteerId],
        contacts: &Contacts,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let full = Self::is_full(tx, need, details).await?;
        if whom.is_empty() || whom.len() > ASKED_AT_ONCE_MAX || full {
            return Ok(Err(Refusal::AgainstARule));
        }
        let facts = self.volunteers.facts_in(tx, whom).await?;
        let shown = |id: &VolunteerId| facts.get(id).is_some_and(|it| self.volunteers.may_suggest(by, it));
        if !whom.iter().all(|id| shown(id) && self.fits(need, details, *id, &facts)) {
            return Ok(Err(Refusal::AgainstARule));
        }
        for volunteer in whom {
            if !queries::insert_ask(tx, need.id, *volunteer, now_ms()).await? {
                return Ok(Err(Refusal::NotNow));
            }
            self.tell(tx, need, *volunteer, MatchNotice::Asked, contacts).await?;
        }
        Ok(Ok(()))
    }

    /// Whether somebody of whom this is known fits.
    fn fits(
        &self,
        need: &Need,
        details: &Details,
        whom: VolunteerId,
        facts: &HashMap<VolunteerId, Facts>,
    ) -> bool {
        let demo = self.is_demo(&need.unit);
        facts.get(&whom).is_some_and(|it| {
            let candidate = self.candidate(details, whom, it.clone());
            (demo || !it.demo) && fit(details, &need.county, &candidate).is_ok()
        })
    }

    /// The same by what is known now.
    async fn fits_now(
        &self,
        tx: &mut Transaction<'_>,
        need: &Need,
        details: &Details,
        whom: VolunteerId,
    ) -> Result<bool, StoreError> {
        let facts = self.volunteers.facts_in(tx, &[whom]).await?;
        Ok(self.fits(need, details, whom, &facts))
    }

    async fn is_full(tx: &mut Transaction<'_>, need: &Need, details: &Details) -> Result<bool, StoreError> {
        let asks = queries::asks_in(tx, need.id).await?;
        let agreed = asks.iter().filter(|it| it.state == AskState::Agreed).count();
        Ok(agreed >= usize::from(details.people))
    }

    /// What the unit says to one who was asked.
    async fn decide(
        &self,
        tx: &mut Transaction<'_>,
        by: &Staff,
        need: &Need,
        details: &Details,
        tending: &Tending,
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
                let full = Self::is_full(tx, need, details).await?;
                // Somebody may have grown out of it: moved, been paused, taken back what they can do.
                if full || !self.fits_now(tx, need, details, *volunteer).await? {
                    return Ok(Err(Refusal::AgainstARule));
                }
            }
            Step::TakeBack
                if before.state == AskState::Agreed && !self.may(by, Action::AgreeMatches, &need.unit) =>
            {
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
        self.tell(tx, need, *volunteer, notice, contacts).await?;
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

    /// What a volunteer says to what they were asked, as it read in version `basis`; once for the id of the command. Nobody
    /// says yes to what they have not read.
    pub async fn answer(
        &self,
        volunteer: VolunteerId,
        id: CommandId,
        (need, basis): (NeedId, i64),
        step: Step,
        reason: &str,
    ) -> Result<Result<(), Refusal>, StoreError> {
        if !matches!(step, Step::Accept | Step::Decline | Step::Withdraw) {
            return Ok(Err(Refusal::AgainstARule));
        }
        let Some(found) = queries::one(self.database(), need).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let asked = queries::asks_by(self.database(), volunteer).await?;
        if !asked.iter().any(|it| it.need == need) {
            return Ok(Err(Refusal::NotFound));
        }
        let command = command(id, &found.unit, need, basis, step);
        let work = async |tx: &mut Transaction<'_>| {
            let Some((now, details)) = self.one_in(tx, need).await? else {
                return Ok(Err(Refusal::NotFound));
            };
            let asks = queries::asks_in(tx, need).await?;
            let Some(before) = asks.iter().find(|it| it.volunteer == volunteer) else {
                return Ok(Err(Refusal::NotFound));
            };
            let state = before.state.after(step).filter(|_| now.state.after(step).is_some());
            let Some(state) = state else { return Ok(Err(Refusal::NotNow)) };
            if step == Step::Accept {
                let other = now.version != basis || details.last < Self::today();
                if other || !self.fits_now(tx, &now, &details, volunteer).await? {
                    return Ok(Err(Refusal::NotNow));
                }
            }
            let sealed = self.sealed(tx, before, reason).await?;
            if !queries::move_ask(tx, before, state, &sealed, now_ms()).await? {
                return Ok(Err(Refusal::NotNow));
            }
            if step != Step::Decline {
                self.tell_poster(tx, &now, Notice::VolunteerAnswered).await?;
            }
            Ok(Ok(()))
        };
        self.journal.apply(&command, &Actor::Volunteer(volunteer), &[], work).await
    }

    /// Ends a need, and what was asked for it: whoever need not come any more hears of it once. Whoever was agreed to comes
    /// as agreed, unless it is called off.
    async fn end(
        &self,
        tx: &mut Transaction<'_>,
        need: &Need,
        step: Step,
        contacts: &Contacts,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let (state, notice) = match step {
            Step::Close | Step::CallOff => (State::Closed, MatchNotice::Ended),
            _ => (State::Expired, MatchNotice::Expired),
        };
        if !queries::end(tx, need.id, state, now_ms()).await? {
            return Ok(Err(Refusal::NotNow));
        }
        for ask in queries::asks_in(tx, need.id).await? {
            if let Some(state) = ask.state.after(step) {
                queries::move_ask(tx, &ask, state, "", now_ms()).await?;
                self.tell(tx, need, ask.volunteer, notice, contacts).await?;
            }
        }
        Ok(Ok(()))
    }

    /// Ends a need whose last day is over; whoever posted it hears of it too.
    pub(super) async fn expire(&self, id: NeedId, today: Date) -> Result<(), StoreError> {
        let Some(need) = queries::one(self.database(), id).await? else { return Ok(()) };
        let contacts = self.contacts_of_asked(id).await?;
        let command = command(CommandId::fresh(), &need.unit, id, need.version, Step::Expire);
        let work = async |tx: &mut Transaction<'_>| {
            // It may have been given more days meanwhile.
            let now = queries::one_in(tx, id).await?.filter(|now| now.last_day < today.to_string());
            let Some(now) = now else { return Ok(Err(Refusal::NotNow)) };
            let ended = self.end(tx, &now, Step::Expire, &contacts).await?;
            if ended.is_ok() {
                self.tell_poster(tx, &now, Notice::NeedExpired).await?;
            }
            Ok(ended)
        };
        self.journal.apply(&command, &Actor::Clock, &[], work).await.map(drop)?;
        self.messages.wake();
        Ok(())
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
                let _noted =
                    self.answer(volunteer, CommandId::fresh(), (ask.need, 0), Step::Withdraw, "").await?;
            }
        }
        let forget = async |tx: &mut Transaction<'_>| queries::forget(tx, volunteer).await;
        self.database().transaction(forget).await
    }

    /// Tells whoever posted a need something, in their inbox, if they are still known.
    async fn tell_poster(
        &self,
        tx: &mut Transaction<'_>,
        need: &Need,
        notice: Notice,
    ) -> Result<(), StoreError> {
        let Ok(posted_by) = need.posted_by.parse::<StaffId>() else { return Ok(()) };
        match messages::tell(&self.journal, tx, posted_by, notice).await {
            Err(StoreError::Erased) => Ok(()),
            told => told,
        }
    }

    /// How those are written to who were asked.
    async fn contacts_of_asked(&self, need: NeedId) -> Result<Contacts, StoreError> {
        let asked = queries::asks(self.database(), need).await?;
        let live = asked.into_iter().filter(|it| it.state.is_live()).map(|it| it.volunteer);
        self.contacts(&live.collect::<Vec<_>>()).await
    }

    /// Every way in which these are written to from here: by SMS, and by e-mail where an address is theirs.
    async fn contacts(&self, whom: &[VolunteerId]) -> Result<Contacts, StoreError> {
        let mut contacts = Contacts::new();
        let facts = self.volunteers.facts(whom).await?;
        for id in whom.iter().take(ASKED_AT_ONCE_MAX * 20) {
            // No telephone has the number of somebody who is made up.
            if facts.get(id).is_some_and(|it| !it.demo) {
                contacts.insert(*id, self.volunteers.ways(*id).await?);
            }
        }
        Ok(contacts)
    }

    /// Tells a volunteer that there is something to read, and where, in every way. Not what: somebody else may hold the
    /// telephone.
    async fn tell(
        &self,
        tx: &mut Transaction<'_>,
        need: &Need,
        volunteer: VolunteerId,
        notice: MatchNotice,
        contacts: &Contacts,
    ) -> Result<(), StoreError> {
        let address = |l: Language| format!("{}{}", self.public_url, l.address(asked_page::ADDRESS));
        let last = iso_date::parse(&need.last_day).ok_or_else(corrupt)?;
        for Reached { contact, language } in contacts.get(&volunteer).into_iter().flatten() {
            let channel = contact.channel();
            let message = NewMessage {
                once: format!("matching/{}/{volunteer}/{}/{}", need.id, notice.word(), channel.word()),
                channel,
                to: contact.as_str(),
                language: *language,
                draft: templates::matching(notice, address),
                leave: None,
                calendar: None,
                about: (VOLUNTEER, &volunteer.to_string()),
                urgent: false,
                expires_at_ms: match notice {
                    MatchNotice::Expired => now_ms() + WORTH_TELLING_MS,
                    _ => moment_ms(last, 0) + DAY_MS,
                },
            };
            match self.messages.keep(tx, message).await {
                // Erased at this very moment: there is nobody to be told.
                Err(StoreError::Erased) => return Ok(()),
                kept => kept.map(drop)?,
            }
        }
        Ok(())
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
