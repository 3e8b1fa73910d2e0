//! What is done with a call: by the staff, and by the caller who has its code.

use app::{
    access::Action,
    accounts::model::Staff,
    forms::{
        answers::{self, Answers},
        evaluate::Filling,
        parse::AnyPlace,
        versions::Purpose,
    },
    help::handing,
    help::lacks::{Lacks, waits_for_receipt},
    help::model::{
        CALLED_BACK, ENTITY, Face, REOPEN_DAYS, REOPENED_MAX, RETRACT_MS, Referral, Said, State, Step,
        recorded_from,
    },
    help::visits::{self, Happened},
    ids::{CommandId, StaffId},
    journal::model::{Actor, Change, Command, Refusal, Unit},
    messages::templates::{self, Notice},
    stations::hours::LocalMoment,
};

use super::{
    DAY_MS, Help, HelpCall, KeptForm, PERSONAL, command, corrupt,
    queries::{self, HelpRecord, Taken},
    record::Resting,
    record_place, step_place,
};
use crate::{
    accounts,
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
    messages, shanghai,
    vault::SealingKey,
};

/// A step that somebody wants to take.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Id of the command.
    pub id: CommandId,
    /// Which call.
    pub call: &'a str,
    /// The version that was seen.
    pub basis: i64,
    /// Which step.
    pub doing: Doing,
    /// What is said with it.
    pub said: Said,
}

/// What is done.
#[derive(Clone, Debug)]
pub enum Doing {
    /// A step without more.
    Step(Step),
    /// A service was given.
    Record(Box<Recorded>),
}

/// A service that was given.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its code.
    pub service: String,
    /// The answers to its record form.
    pub form: KeptForm,
    /// On which day.
    pub day: String,
    /// What it counts as: person-times and sessions.
    pub counts: (i64, i64),
    /// Photos that are among its answers.
    pub(super) photos: Vec<Resting>,
}

impl Doing {
    fn step(&self) -> Step {
        match self {
            Self::Step(step) => *step,
            Self::Record(..) => Step::Record,
        }
    }
}

impl Help {
    /// Takes a step, once for its id, if `by` may.
    pub async fn step(&self, by: &Staff, asked: &Asked<'_>) -> Result<Result<(), Refusal>, StoreError> {
        let step = asked.doing.step();
        // A second press finds the call with the unit it was passed to, and its row with the one before.
        let unit = match self.journal.unit_of(asked.id).await? {
            Some(unit) => unit,
            None => match self.seen(by, asked.call).await? {
                Some(found) => found.unit,
                None => return Ok(Err(Refusal::NotFound)),
            },
        };
        if step.is_only_the_callers() {
            return Ok(Err(Refusal::NotAllowed));
        }
        // Looked at before the transaction, which has the only connection that writes: records are never changed, and
        // one that comes meanwhile moves the version on.
        let lacks = match (step, queries::by_id(self.database(), asked.call).await?) {
            (Step::Close | Step::GiveUp, Some(found)) => self.lacks(&found).await?,
            _ => Lacks::default(),
        };
        let left_out = if step == Step::Close { lacks.left_out() } else { Vec::new() };
        let mut said = Said { left_out, ..asked.said.clone() };
        if let Some(answers) = said.referral.as_mut().and_then(|it| it.answers.as_mut()) {
            let mut offered = self.answers_to_hand(asked.call).await?;
            offered.retain(|name| answers.contains(name));
            *answers = offered;
        }
        let asked = &Asked { said, ..asked.clone() };
        let command = self.command_of(asked, &unit)?;
        let work = async |tx: &mut Transaction<'_>| {
            let Some(before) = queries::by_id_in(tx, asked.call).await? else {
                return Ok(Err(Refusal::NotFound));
            };
            if !self.sees(by, &before) {
                return Ok(Err(Refusal::NotFound));
            }
            let Some(state) = before.state.after(step).filter(|_| before.version == asked.basis) else {
                return Ok(Err(Refusal::NotNow));
            };
            let mut now = HelpCall { state, version: before.version + 1, ..before.clone() };
            match self.becomes(tx, by, &before, &mut now, asked, &lacks).await? {
                Ok(()) => self.take(tx, &before, &now, step, Some(by), &asked.said).await,
                Err(refusal) => Ok(Err(refusal)),
            }
        };
        let done = self.journal.apply(&command, &Actor::Staff(by.id), PERSONAL, work).await?;
        self.messages.wake();
        Ok(done)
    }

    /// Names of the questions of the service's own form that the caller answered.
    async fn answers_to_hand(&self, call: &str) -> Result<Vec<String>, StoreError> {
        let Some(found) = queries::by_id(self.database(), call).await? else { return Ok(Vec::new()) };
        let kept = self.opened(&found).await?.and_then(|kept| kept.intake);
        let Some(kept) = kept else { return Ok(Vec::new()) };
        let intake = self.filled(&found.service, Purpose::Intake, &kept).await?;
        let offered = intake.as_ref().map(handing::offered).unwrap_or_default();
        Ok(offered.into_iter().map(|it| it.name).collect())
    }

    fn command_of(&self, asked: &Asked<'_>, unit: &Unit) -> Result<Command, StoreError> {
        let step = asked.doing.step();
        let mut changes = fields([]);
        if asked.said != Said::default() {
            let said = serde_json::to_string(&asked.said).map_err(|_| corrupt())?;
            changes.insert("said".to_owned(), Change::to(said));
        }
        if let Doing::Record(recorded) = &asked.doing {
            changes.insert("service".to_owned(), Change::to(recorded.service.as_str()));
        }
        Ok(Command { fields: changes, ..command(asked.id, unit, asked.call, asked.basis, step.word()) })
    }

    /// What becomes of a call by a step of the staff, beside its state.
    async fn becomes(
        &self,
        tx: &mut Transaction<'_>,
        by: &Staff,
        before: &HelpCall,
        now: &mut HelpCall,
        asked: &Asked<'_>,
        lacks: &Lacks,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let (at_ms, today) = (now_ms(), shanghai::today());
        let refused = Ok(Err(Refusal::AgainstARule));
        if !lacks.allow(asked.doing.step(), &asked.said) {
            return refused;
        }
        if now.state == State::InHand {
            now.contacted_at_ms = now.contacted_at_ms.or(Some(at_ms));
        }
        match asked.doing.step() {
            Step::Retract => {
                let Some(contact) = queries::steps_in(tx, &before.id).await?.pop() else { return refused };
                if !may_retract(&contact, by, at_ms) {
                    return refused;
                }
                // What was noted first is told by its time: the one step by which the caller was reached.
                if contact.step == Step::Reached && before.contacted_at_ms == Some(contact.at_ms) {
                    now.contacted_at_ms = None;
                    now.state = State::before_joining(now.worker.is_some(), false);
                }
            }
            Step::Assign => {
                let Ok(to) = asked.said.to.parse::<StaffId>() else { return refused };
                // Everybody may take a call; whose it is else, the leader says.
                if to != by.id && !self.assigns(by, before) {
                    return Ok(Err(Refusal::NotAllowed));
                }
                if !self.workers(before).await?.iter().any(|(staff, _)| staff.id == to) {
                    return refused;
                }
                now.worker = Some(to);
                if to != by.id {
                    messages::tell(&self.journal, tx, to, Notice::HelpAssigned).await?;
                }
            }
            Step::Visit => match app::iso_date::parse(&asked.said.day) {
                Some(day) if visits::may_be_on(day, today) => {}
                _ => return refused,
            },
            Step::CancelVisit => {
                // Its day is over meanwhile, or nobody arranged one.
                if visits::holding(&self.happened_in(tx, &before.id).await?, today).is_none() {
                    return Ok(Err(Refusal::NotNow));
                }
            }
            Step::Refer => match &asked.said.referral {
                Some(referral) if may_refer(referral, today) => {}
                _ => return refused,
            },
            Step::Pass => match asked.said.to.parse::<Unit>() {
                Ok(to) if self.others(by, before).contains(&to) => {
                    (now.unit, now.worker) = (to, None);
                    self.tell_of(tx, now, Notice::HelpCame).await?;
                }
                _ => return refused,
            },
            Step::Urge => {
                now.urgent = true;
                let moment = LocalMoment::from_unix_ms(at_ms);
                let due = self.terms.contact_by(moment, true, &now.unit, &self.directory.get());
                now.contact_by = before.contact_by.min(due);
                if !before.urgent && self.rises(now) {
                    let above = |staff: &Staff| self.assigns(staff, before);
                    self.tell_those(tx, Notice::HelpPresses, above).await?;
                }
            }
            Step::Join if visits::holding(&self.happened_in(tx, &before.id).await?, today).is_some() => {
                return Ok(Err(Refusal::NotNow));
            }
            Step::Join => match queries::by_id_in(tx, &asked.said.to).await? {
                Some(into)
                    if into.id != before.id
                        && into.state.takes_others()
                        && into.phone_hash == before.phone_hash
                        && into.received_at_ms <= before.received_at_ms
                        && self.sees(by, &into) =>
                {
                    now.joined_to = into.id;
                }
                _ => return refused,
            },
            Step::Part => {
                now.joined_to = String::new();
                now.state = State::before_joining(now.worker.is_some(), now.contacted_at_ms.is_some());
            }
            Step::Close => {
                if !CALLED_BACK.contains(&asked.said.to.as_str()) {
                    return refused;
                }
                now.closed_at_ms = Some(at_ms);
                self.tell_caller(tx, now).await?;
            }
            Step::SetAside | Step::GiveUp => now.closed_at_ms = Some(at_ms),
            Step::Record => {
                let Doing::Record(recorded) = &asked.doing else { return refused };
                let Recorded { service, form, day, counts, photos } = &**recorded;
                let first = recorded_from(shanghai::moment(before.received_at_ms).date());
                let fits = app::iso_date::parse(day).is_some_and(|day| day >= first);
                if !fits || !self.is_service(service) {
                    return refused;
                }
                let key = self.journal.record_key(tx, ENTITY, &before.id).await?;
                // One of them was taken away on another page meanwhile.
                if !self.move_resting(tx, photos, &key, &before.id).await? {
                    return Ok(Err(Refusal::NotNow));
                }
                let record = HelpRecord {
                    id: asked.id.to_string(),
                    service: service.clone(),
                    version: form.sent().map(|sent| i64::from(sent.version))?,
                    day: day.clone(),
                    staff_id: by.id.to_string(),
                    persons: counts.0,
                    sessions: counts.1,
                    sealed: {
                        let plain = serde_json::to_vec(form).map_err(|_| corrupt())?;
                        key.seal(&plain, &record_place(&asked.id.to_string()))?
                    },
                    at_ms,
                };
                queries::insert_record(tx, before, &record).await?;
            }
            Step::Admit => {
                // What was set aside had been closed by that.
                now.closed_at_ms = None;
                self.confirm_receipt(tx, now).await?;
            }
            Step::Reopen => {
                if !may_reopen(before, at_ms) {
                    return Ok(Err(Refusal::NotNow));
                }
                self.reopens(before, now).await?;
                match now.worker {
                    Some(worker) if worker == by.id => {}
                    Some(worker) => messages::tell(&self.journal, tx, worker, Notice::HelpBack).await?,
                    None => self.tell_unit(tx, &now.unit, Notice::HelpBack).await?,
                }
            }
            Step::Look
            | Step::Reached
            | Step::NotReached
            | Step::Advise
            | Step::Receipt
            | Step::TakeBack
            | Step::Note => {}
            Step::Add | Step::Rate => return Ok(Err(Refusal::NotAllowed)),
        }
        Ok(Ok(()))
    }

    /// The units to which `reader` may pass a call on: from a station its 市县, from there every station of it and the
    /// other 市县.
    pub fn others(&self, reader: &Staff, call: &HelpCall) -> Vec<Unit> {
        let directory = self.directory.get();
        let county = match &call.unit {
            Unit::County(code) => code.clone(),
            Unit::Station(id) => {
                let station = directory.station_with_id(*id);
                let county = station.and_then(|it| directory.areas.county_or_city(&it.division));
                county.map(|county| county.code.clone()).unwrap_or_default()
            }
            Unit::Province => String::new(),
        };
        let office = Unit::County(county.clone());
        let sees_county = self.accounts.may(reader, Action::SeeHelp, &office, None);
        let stations = directory.stations.iter().filter(|station| {
            sees_county && station.stage.serves() && directory.areas.lies_in(&station.division, &county)
        });
        let stations = stations.map(|station| Unit::Station(station.id));
        let counties = directory.areas.counties_and_cities().filter(|it| sees_county || it.code == county);
        let counties = counties.map(|it| Unit::County(it.code.clone()));
        counties.chain(stations).filter(|unit| *unit != call.unit).collect()
    }

    /// Who could see to a call, each with how many they have in hand.
    pub async fn workers(&self, call: &HelpCall) -> Result<Vec<(Staff, i64)>, StoreError> {
        let loads = queries::loads(self.database()).await?;
        let everybody = self.accounts.everybody().await?.into_iter();
        let here = everybody.filter(|staff| {
            staff.assignments.iter().any(|it| {
                it.unit == call.unit
                    && app::access::may(it.role, Action::SeeHelp, app::access::Relation::Unit)
            })
        });
        let loaded = here.map(|staff| {
            let id = staff.id.to_string();
            let load = loads.iter().find(|(worker, _)| *worker == id).map_or(0, |(_, count)| *count);
            (staff, load)
        });
        Ok(loaded.collect())
    }

    /// Keeps a step and what has become of the call by it.
    async fn take(
        &self,
        tx: &mut Transaction<'_>,
        before: &HelpCall,
        now: &HelpCall,
        step: Step,
        by: Option<&Staff>,
        said: &Said,
    ) -> Result<Result<(), Refusal>, StoreError> {
        if !queries::move_on(tx, before.version, now).await? {
            return Ok(Err(Refusal::NotNow));
        }
        let sealed = if *said == Said::default() {
            String::new()
        } else {
            let key = self.journal.record_key(tx, ENTITY, &now.id).await?;
            let plain = serde_json::to_vec(said).map_err(|_| corrupt())?;
            key.seal(&plain, &step_place(&now.id, now.version))?
        };
        // The step by which the caller is reached stands at that very moment.
        let reached = now.contacted_at_ms.filter(|_| before.contacted_at_ms.is_none());
        let at_ms = reached.unwrap_or_else(now_ms);
        let taken = Taken { number: now.version, step, by: by.map(|by| by.id), sealed, at_ms };
        queries::insert_step(tx, &now.id, &taken).await?;
        Ok(Ok(()))
    }

    /// The steps of a call, each with what was said; nothing was where it is erased.
    pub async fn steps(&self, call: &HelpCall) -> Result<Vec<(Taken, Said)>, StoreError> {
        let steps = queries::steps(self.database(), &call.id).await?;
        let key = self.journal.key_now(ENTITY, &call.id).await?;
        steps.into_iter().map(|taken| opened(key.as_ref(), &call.id, taken)).collect()
    }

    /// The services recorded under a call, each with the answers to its form; none where they are erased.
    pub async fn records(&self, call: &HelpCall) -> Result<Vec<(HelpRecord, KeptForm)>, StoreError> {
        let Some(key) = self.journal.key_now(ENTITY, &call.id).await? else { return Ok(Vec::new()) };
        let records = queries::records(self.database(), &call.id).await?;
        let opened = |record: HelpRecord| {
            let plain = key.open(&record.sealed, &record_place(&record.id)).map_err(|_| corrupt())?;
            Ok((record, serde_json::from_slice(&plain).map_err(|_| corrupt())?))
        };
        records.into_iter().map(opened).collect()
    }

    /// A kept form, filled in as it was.
    pub async fn filled(
        &self,
        service: &str,
        purpose: Purpose,
        kept: &KeptForm,
    ) -> Result<Option<Filling>, StoreError> {
        let sent = kept.sent()?;
        let Some(form) = self.form(service, purpose, Some(sent.version)).await? else { return Ok(None) };
        let (answers, _): (Answers, _) = answers::read(&form, &sent, &AnyPlace);
        Ok(Some(Filling::open(form, &answers, shanghai::today())))
    }

    /// What a call lacks before it may be closed.
    pub async fn lacks(&self, call: &HelpCall) -> Result<Lacks, StoreError> {
        let mut records = Vec::new();
        for (record, kept) in self.records(call).await? {
            let filling = self.filled(&record.service, Purpose::Record, &kept).await?;
            records.push((record.service, filling));
        }
        let form = match call.service.as_str() {
            "" => None,
            service => self.form(service, Purpose::Record, None).await?,
        };
        let standard = form.as_ref().and_then(|form| form.standard.as_ref());
        let asks_record = standard.is_some_and(|it| it.steps.iter().any(|step| step.required));
        let handed = match call.state {
            State::Handed => queries::steps(self.database(), &call.id).await?,
            _ => Vec::new(),
        };
        let receipt = waits_for_receipt(handed.iter().map(|taken| taken.step));
        Ok(Lacks { receipt, ..Lacks::of(&call.service, &records, asks_record) })
    }

    /// What the caller does, once for its id: adds something, says how it was, or still needs help.
    pub async fn by_caller(
        &self,
        id: CommandId,
        call: &HelpCall,
        step: Step,
        said: &Said,
    ) -> Result<Result<(), Refusal>, StoreError> {
        // A second press finds the call with another unit perhaps, and its row with the one before.
        let unit = self.journal.unit_of(id).await?.unwrap_or_else(|| call.unit.clone());
        let asked = Asked { id, call: &call.id, basis: 0, doing: Doing::Step(step), said: said.clone() };
        let command = self.command_of(&asked, &unit)?;
        let work = async |tx: &mut Transaction<'_>| {
            let Some(before) = queries::by_id_in(tx, &call.id).await? else {
                return Ok(Err(Refusal::NotFound));
            };
            let Some(state) = before.state.after(step).filter(|_| step.is_the_callers()) else {
                return Ok(Err(Refusal::NotNow));
            };
            let mut now = HelpCall { state, version: before.version + 1, ..before.clone() };
            match step {
                Step::Rate => match Face::from_word(&said.to) {
                    Some(face) => now.face = Some(face),
                    None => return Ok(Err(Refusal::AgainstARule)),
                },
                Step::Reopen => {
                    if !caller_may_reopen(&before, now_ms()) {
                        return Ok(Err(Refusal::NotNow));
                    }
                    self.reopens(&before, &mut now).await?;
                    now.reopened = before.reopened + 1;
                    self.tell_of(tx, &now, Notice::HelpBack).await?;
                }
                _ => match before.worker {
                    Some(worker) => messages::tell(&self.journal, tx, worker, Notice::HelpBack).await?,
                    None => self.tell_unit(tx, &before.unit, Notice::HelpBack).await?,
                },
            }
            self.take(tx, &before, &now, step, None, said).await
        };
        self.journal.apply(&command, &Actor::Stranger, PERSONAL, work).await
    }

    /// What becomes of a closed call that is opened again, with new terms.
    async fn reopens(&self, before: &HelpCall, now: &mut HelpCall) -> Result<(), StoreError> {
        let (at_ms, directory) = (now_ms(), self.directory.get());
        let moment = LocalMoment::from_unix_ms(at_ms);
        now.first_contact_by = before.first_contact_by.or(Some(before.contact_by));
        now.first_contacted_at_ms = before.first_contacted_at_ms.or(before.contacted_at_ms);
        now.contact_by = self.terms.contact_by(moment, before.urgent, &before.unit, &directory);
        now.close_by = self.terms.close_by(moment.date, &directory.calendar);
        (now.contacted_at_ms, now.closed_at_ms) = (None, None);
        now.reopened_at_ms = Some(at_ms);
        // Whoever knows the caller goes on, if they still work there.
        let here = self.workers(before).await?;
        now.worker = before.worker.filter(|id| here.iter().any(|(staff, _)| staff.id == *id));
        now.state = if now.worker.is_some() { State::Assigned } else { State::Received };
        Ok(())
    }

    /// Sends the caller the code of their ticket, where a message may be left: of a call that was held back, it was not sent.
    async fn confirm_receipt(&self, tx: &mut Transaction<'_>, now: &HelpCall) -> Result<(), StoreError> {
        let Some(kept) = self.opened(now).await? else { return Ok(()) };
        let Some(contact) = self.receipt(&kept) else { return Ok(()) };
        self.send_receipt(tx, now, &contact, kept.language(), &self.code(&now.id)).await
    }

    /// Tells the caller that it is done, where a message may be left.
    async fn tell_caller(&self, tx: &mut Transaction<'_>, now: &HelpCall) -> Result<(), StoreError> {
        let Some(kept) = self.opened(now).await? else { return Ok(()) };
        let Some(contact) = self.receipt(&kept) else { return Ok(()) };
        let address = |l: app::language::Language| {
            format!("{}{}", self.public_url, l.address(app::help::status_page::ADDRESS))
        };
        let draft = templates::help_closed(address);
        self.write_to(tx, now, &contact, kept.language(), draft, false).await
    }

    /// What those members of the staff are called whom the reader may see.
    pub(super) async fn names(
        &self,
        reader: &Staff,
    ) -> Result<std::collections::HashMap<String, String>, StoreError> {
        let accounts: &accounts::Accounts = &self.accounts;
        let colleagues = accounts.colleagues(reader).await?;
        Ok(colleagues.into_iter().map(|staff| (staff.id.to_string(), staff.name)).collect())
    }

    /// The steps of this call, as far as visits go.
    async fn happened_in(&self, tx: &mut Transaction<'_>, call: &str) -> Result<Vec<Happened>, StoreError> {
        let key = self.journal.record_key(tx, ENTITY, call).await?;
        let steps = queries::steps_in(tx, call).await?.into_iter();
        let steps: Vec<_> =
            steps.map(|taken| opened(Some(&key), call, taken)).collect::<Result<_, StoreError>>()?;
        Ok(happened(&steps))
    }

    /// The call in which this one goes on, itself or by way of others; nothing where it goes on in none.
    pub(super) async fn main_of(&self, call: &HelpCall) -> Result<Option<HelpCall>, StoreError> {
        let mut main = queries::by_id(self.database(), &call.joined_to).await?;
        while let Some(next) = &main
            && let Some(further) = queries::by_id(self.database(), &next.joined_to).await?
        {
            main = Some(further);
        }
        Ok(main)
    }
}

/// A step with what was said with it; nothing was where its key is destroyed.
fn opened(key: Option<&SealingKey>, call: &str, taken: Taken) -> Result<(Taken, Said), StoreError> {
    let (Some(key), false) = (key, taken.sealed.is_empty()) else {
        return Ok((taken, Said::default()));
    };
    let plain = key.open(&taken.sealed, &step_place(call, taken.number)).map_err(|_| corrupt())?;
    Ok((taken, serde_json::from_slice(&plain).map_err(|_| corrupt())?))
}

/// These steps, as far as visits go.
pub(super) fn happened(steps: &[(Taken, Said)]) -> Vec<Happened> {
    let of =
        |(taken, said): &(Taken, Said)| Happened::of(taken.step, said, shanghai::moment(taken.at_ms).date());
    steps.iter().map(of).collect()
}

/// Whether a call may be opened again at the station.
pub(super) fn may_reopen(call: &HelpCall, now: i64) -> bool {
    call.state == State::Closed && call.closed_at_ms.is_some_and(|at| now - at <= REOPEN_DAYS * DAY_MS)
}

/// Whether its caller may have it opened again, which is not without an end.
pub(super) fn caller_may_reopen(call: &HelpCall, now: i64) -> bool {
    may_reopen(call, now) && call.reopened < REOPENED_MAX
}

/// Whether `by` may take back what was done last: that a caller was reached, or not, which they noted just now.
pub(super) fn may_retract(last: &Taken, by: &Staff, now_ms: i64) -> bool {
    matches!(last.step, Step::Reached | Step::NotReached)
        && last.by == Some(by.id)
        && now_ms - last.at_ms <= RETRACT_MS
}

/// Whether a call may be handed on so: to somebody, with something, on somebody's word, by a day.
fn may_refer(referral: &Referral, today: time::Date) -> bool {
    let known = |word: &String| Referral::PIECES.contains(&word.as_str());
    !referral.body.is_empty()
        && !referral.words.is_empty()
        && (!referral.pieces.is_empty() || referral.answers.as_ref().is_some_and(|it| !it.is_empty()))
        && referral.pieces.iter().all(known)
        && Referral::CONSENTS.contains(&referral.consent.as_str())
        && app::iso_date::parse(&referral.by).is_some_and(|day| day >= today)
}
