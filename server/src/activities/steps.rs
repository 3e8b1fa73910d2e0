//! What the staff does with an activity: each step a command in the journal of the unit that holds it.

use std::collections::BTreeSet;

use app::{
    access::Action,
    accounts::model::Staff,
    activities::{
        details::Details,
        model::{Answer, ENTITY, NoticeKind, State, Step, reason},
        shift::NewShift,
    },
    ids::{ActivityId, CommandId, ShiftId},
    journal::model::{Actor, Change, Command, Refusal, Unit},
};
use serde_json::Value;

use super::{
    Activities, attendance, corrupt,
    queries::{self, Activity},
    sign_ups,
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
};

/// What somebody must be allowed to do for a step.
fn needs(step: Step) -> Action {
    match step {
        Step::Draft
        | Step::Amend
        | Step::AddShift
        | Step::DropShift
        | Step::Submit
        | Step::Partner
        | Step::Attend
        | Step::Miss
        | Step::AskHours => Action::TendActivities,
        Step::SendBack | Step::Publish | Step::CancelShift | Step::Cancel | Step::Close => {
            Action::PublishActivities
        }
        Step::ConfirmHours | Step::AgreeHours | Step::RefuseHours | Step::TakeBackHours | Step::NotCount => {
            Action::ConfirmHours
        }
    }
}

/// What a command sets a field to.
pub(super) fn set<'a>(command: &'a Command, name: &str) -> Option<&'a Value> {
    match command.fields.get(name) {
        Some(Change::Set { to, .. }) => Some(to),
        _ => None,
    }
}

/// The same where it is an id.
pub(super) fn id_in<T: std::str::FromStr>(command: &Command, name: &str) -> Option<T> {
    set(command, name)?.as_str()?.parse().ok()
}

impl Activities {
    /// Carries out what somebody wants done, once.
    pub async fn apply(&self, command: &Command, by: &Staff) -> Result<Result<Answer, Refusal>, StoreError> {
        let Some(step) = Step::from_word(&command.kind).filter(|_| command.entity == ENTITY) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let Ok(id) = command.entity_id.parse::<ActivityId>() else { return Ok(Err(Refusal::NotFound)) };
        // A journal begins with a unit that is there, and nobody begins one by asking for another.
        if !self.holds(&command.unit) || !self.may(by, Action::SeeActivities, &command.unit) {
            return Ok(Err(Refusal::NotFound));
        }
        if !self.may(by, needs(step), &command.unit) {
            return Ok(Err(Refusal::NotAllowed));
        }
        if step.needs_reason() && reason(&command.reason).is_none() {
            return Ok(Err(Refusal::AgainstARule));
        }
        if step == Step::Partner && !self.names_a_partner(command).await? {
            return Ok(Err(Refusal::NotFound));
        }
        let work = async |tx: &mut Transaction<'_>| self.change(tx, step, id, command, by).await;
        self.journal.apply(command, &Actor::Staff(by.id), &[], work).await
    }

    /// Whether activities are held by such a unit: a station, centre or village room that is there.
    fn holds(&self, unit: &Unit) -> bool {
        matches!(unit, Unit::Station(id) if self.directory.get().station_with_id(*id).is_some())
    }

    async fn change(
        &self,
        tx: &mut Transaction<'_>,
        step: Step,
        id: ActivityId,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        if step == Step::Draft {
            return self.begin(tx, id, command, by).await;
        }
        let Some(before) = queries::one_in(tx, id).await?.filter(|it| it.unit == command.unit) else {
            return Ok(Err(Refusal::NotFound));
        };
        let Some(state) = before.state.after(step, before.late) else { return Ok(Err(Refusal::NotNow)) };
        if step.is_about_people() {
            // What nobody could sign up for never took place.
            if before.state == State::Cancelled && before.published_at_ms.is_none() {
                return Ok(Err(Refusal::NotNow));
            }
            let done = self.note(tx, step, &before, command, by).await?;
            return Ok(done.map(|()| Answer { version: before.version }));
        }
        if before.version != command.basis {
            return Ok(Err(Refusal::NotNow));
        }
        let mut now = Activity { state, version: before.version + 1, ..before.clone() };
        if let Err(refusal) = self.becomes(tx, step, &before, &mut now, command, by).await? {
            return Ok(Err(refusal));
        }
        match queries::update(tx, before.version, &now).await? {
            true => Ok(Ok(Answer { version: now.version })),
            false => Ok(Err(Refusal::NotNow)),
        }
    }

    /// Begins an activity. Its id is that of the command, so that a repeat names the same.
    async fn begin(
        &self,
        tx: &mut Transaction<'_>,
        id: ActivityId,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<Answer, Refusal>, StoreError> {
        if command.entity_id != command.id.to_string() {
            return Ok(Err(Refusal::NotFound));
        }
        let directory = self.directory.get();
        let details = Details::from_fields(&command.fields, &directory);
        let late = set(command, "late").and_then(Value::as_bool).unwrap_or_default();
        let why = reason(&command.reason);
        let county = details.as_ref().and_then(|it| directory.areas.county_or_city(&it.place));
        let (Some(details), Some(county), false) = (&details, county, late && why.is_none()) else {
            return Ok(Err(Refusal::AgainstARule));
        };
        let series = set(command, "series").and_then(Value::as_str).unwrap_or_default();
        if !series.is_empty() && series.parse::<ActivityId>().is_err() {
            return Ok(Err(Refusal::AgainstARule));
        }
        let activity = Activity {
            id,
            version: 1,
            unit: command.unit.clone(),
            county: county.code.clone(),
            state: State::Draft,
            late,
            series: series.to_owned(),
            details: details.clone(),
            reason: why.unwrap_or_default(),
            drafted_by: by.id.to_string(),
            published_by: String::new(),
            published_at_ms: None,
            made_at_ms: now_ms(),
        };
        queries::insert(tx, &activity).await?;
        Ok(Ok(Answer { version: 1 }))
    }

    /// What becomes of an activity by a step, beside its state.
    async fn becomes(
        &self,
        tx: &mut Transaction<'_>,
        step: Step,
        before: &Activity,
        now: &mut Activity,
        command: &Command,
        by: &Staff,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let (at_ms, id) = (now_ms(), before.id);
        let refused = |refusal| Ok(Err(refusal));
        let why = reason(&command.reason).unwrap_or_default();
        match step {
            Step::Amend => {
                let directory = self.directory.get();
                let Some(details) = Details::from_fields(&command.fields, &directory) else {
                    return refused(Refusal::AgainstARule);
                };
                let Some(county) = directory.areas.county_or_city(&details.place) else {
                    return refused(Refusal::AgainstARule);
                };
                now.county = county.code.clone();
                if before.state == State::Published {
                    if !keeps_its_word(&before.details, &details) {
                        return refused(Refusal::AgainstARule);
                    }
                    // Records and certificates read what they state from here. Nobody confirms hours meanwhile: what is
                    // written in the journal of one unit is written one after the other.
                    let otherwise = !before.details.recorded_otherwise(&details).is_empty();
                    if otherwise && attendance::queries::has_confirmed_in(tx, id).await? {
                        return refused(Refusal::AgainstARule);
                    }
                    self.tell_everybody(tx, id, now.version, at_ms).await?;
                }
                now.details = details;
            }
            Step::AddShift => {
                let Some(shift) = NewShift::from_fields(&command.fields, at_ms, before.late) else {
                    return refused(Refusal::AgainstARule);
                };
                // Its id is that of the command, so that a repeat names the same.
                let Ok(shift_id) = command.id.to_string().parse::<ShiftId>() else { return Err(corrupt()) };
                queries::insert_shift(tx, shift_id, id, &shift).await?;
                if before.state == State::Published {
                    queries::add_seats(tx, shift_id, shift.places).await?;
                }
            }
            Step::DropShift => {
                let Some(shift) = id_in(command, "shift") else { return refused(Refusal::NotFound) };
                if !queries::delete_shift(tx, shift, id).await? {
                    return refused(Refusal::NotFound);
                }
            }
            Step::Submit => {
                if queries::shifts_in(tx, id).await?.is_empty() {
                    return refused(Refusal::AgainstARule);
                }
            }
            Step::SendBack => now.reason = why,
            Step::Publish => {
                // What is entered afterwards is vouched for by somebody else.
                if before.late && before.drafted_by == by.id.to_string() {
                    return refused(Refusal::NotAllowed);
                }
                let shifts = queries::shifts_in(tx, id).await?;
                let ahead = |it: &queries::Shift| it.shift.faults(at_ms, before.late).is_empty();
                if shifts.is_empty() || !shifts.iter().all(ahead) {
                    return refused(Refusal::AgainstARule);
                }
                if !before.late {
                    now.reason = String::new();
                    for shift in shifts {
                        queries::add_seats(tx, shift.id, shift.shift.places).await?;
                    }
                }
                now.published_by = by.id.to_string();
                now.published_at_ms = Some(at_ms);
            }
            Step::CancelShift => {
                let Some(shift) = id_in::<ShiftId>(command, "shift") else {
                    return refused(Refusal::NotFound);
                };
                let shifts = queries::shifts_in(tx, id).await?;
                match shifts.iter().find(|it| it.id == shift) {
                    Some(found) if found.off_at_ms.is_none() && found.shift.ends_ms > at_ms => {
                        self.call_off(tx, shift, &why).await?;
                    }
                    Some(_) => return refused(Refusal::NotNow),
                    None => return refused(Refusal::NotFound),
                }
            }
            Step::Cancel => {
                now.reason = why.clone();
                let shifts = queries::shifts_in(tx, id).await?;
                let ids: BTreeSet<_> = shifts
                    .iter()
                    .filter(|it| it.off_at_ms.is_none() && it.shift.ends_ms > at_ms)
                    .map(|it| it.id)
                    .collect();
                for shift in ids {
                    self.call_off(tx, shift, &why).await?;
                }
            }
            Step::Close => {
                let shifts = queries::shifts_in(tx, id).await?;
                if shifts.iter().any(|it| it.off_at_ms.is_none() && it.shift.ends_ms > at_ms) {
                    return refused(Refusal::AgainstARule);
                }
            }
            Step::Draft
            | Step::Partner
            | Step::Attend
            | Step::Miss
            | Step::ConfirmHours
            | Step::AskHours
            | Step::AgreeHours
            | Step::RefuseHours
            | Step::TakeBackHours
            | Step::NotCount => return refused(Refusal::AgainstARule),
        }
        Ok(Ok(()))
    }

    /// Calls a shift off, and tells everybody who signed up for it. Whoever has come by then stays on its list: what they
    /// gave until now counts.
    async fn call_off(&self, tx: &mut Transaction<'_>, id: ShiftId, why: &str) -> Result<(), StoreError> {
        queries::take_shift(tx, id).await?;
        // From here on nobody sits down, and whoever was just doing so is among them.
        queries::set_off(tx, id, now_ms(), why).await?;
        for sign_up in sign_ups::queries::live(tx, id).await? {
            self.tell(tx, NoticeKind::Off, &sign_up, 0, why).await?;
        }
        queries::end_sign_ups(tx, id).await
    }

    /// Tells everybody who signed up for what is not over at `at_ms` that something is said otherwise.
    async fn tell_everybody(
        &self,
        tx: &mut Transaction<'_>,
        id: ActivityId,
        version: i64,
        at_ms: i64,
    ) -> Result<(), StoreError> {
        let shifts = queries::shifts_in(tx, id).await?.into_iter();
        for shift in shifts.filter(|it| it.off_at_ms.is_none() && it.shift.ends_ms > at_ms) {
            for sign_up in sign_ups::queries::live(tx, shift.id).await? {
                self.tell(tx, NoticeKind::Changed, &sign_up, version, "").await?;
            }
        }
        Ok(())
    }

    /// Does with those that follow in a series what was done with one of them by `done`, each in a command of its own:
    /// `following` are their ids and the versions that were seen. Gives those with which it could not be done.
    pub async fn apply_to_following(
        &self,
        done: &Command,
        following: &[(ActivityId, i64)],
        by: &Staff,
    ) -> Result<Vec<ActivityId>, StoreError> {
        let of_series = match done.entity_id.parse() {
            Ok(id) => queries::one(self.database(), id).await?.filter(|it| !it.series.is_empty()),
            Err(_) => None,
        };
        let Some(of_series) = of_series else { return Ok(Vec::new()) };
        let mut left = Vec::new();
        for &(id, version) in following {
            let found = queries::one(self.database(), id).await?;
            let belongs = found.is_some_and(|it| it.series == of_series.series && it.unit == of_series.unit);
            if !belongs || id == of_series.id {
                continue;
            }
            let wanted = Command {
                id: self.derived(done.id, &id.to_string()),
                entity_id: id.to_string(),
                basis: version,
                ..done.clone()
            };
            if self.apply(&wanted, by).await?.is_err() {
                left.push(id);
            }
        }
        Ok(left)
    }

    /// Closes an activity that is over.
    pub(super) async fn close_by_the_clock(&self, id: ActivityId) -> Result<(), StoreError> {
        let Some(found) = queries::one(self.database(), id).await? else { return Ok(()) };
        let close = command(CommandId::fresh(), &found.unit, id, found.version, Step::Close);
        let work = async |tx: &mut Transaction<'_>| {
            let Some(before) = queries::one_in(tx, id).await? else { return Ok(Err(Refusal::NotFound)) };
            let Some(state) = before.state.after(Step::Close, before.late) else {
                return Ok(Err(Refusal::NotNow));
            };
            let now = Activity { state, version: before.version + 1, ..before.clone() };
            queries::update(tx, before.version, &now).await?;
            Ok(Ok(Answer { version: now.version }))
        };
        self.journal.apply(&close, &Actor::Clock, &[], work).await.map(drop)
    }

    /// An id that follows from another, so that a form that does several things does each of them once.
    pub fn derived(&self, id: CommandId, about: &str) -> CommandId {
        let hash = self.secrets.keyed_hash("activity command", &format!("{id}/{about}"));
        hash.get(..32).and_then(|digits| digits.parse().ok()).unwrap_or(id)
    }
}

/// Whether whoever signed up under the one may take part under the other as well: what is asked of them, and where, stays.
fn keeps_its_word(before: &Details, after: &Details) -> bool {
    before.category == after.category
        && before.service == after.service
        && before.place == after.place
        && before.skills == after.skills
        && before.training == after.training
        && before.age_min == after.age_min
}

/// A command about an activity that changes nothing but where it stands.
pub fn command(id: CommandId, unit: &Unit, activity: ActivityId, basis: i64, step: Step) -> Command {
    Command {
        id,
        unit: unit.clone(),
        entity: ENTITY.to_owned(),
        entity_id: activity.to_string(),
        basis,
        kind: step.word().to_owned(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}
