//! Roles from one day to another, and handing over when somebody leaves. Rules are in `app/src/accounts/terms.rs`.

pub(super) mod queries;

use app::{
    access::Action,
    accounts::{
        model::{Staff, State},
        terms::{Term, Terms},
    },
    ids::{CommandId, StaffId},
    journal::model::{Actor, Change, Command, Refusal},
};
use time::Date;

use super::{Accounts, about, actor_of, links};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
    shanghai,
};

/// Somebody who leaves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaving {
    /// Their last day.
    pub(super) last_day: Date,
    /// Who takes over.
    pub(super) to: Option<StaffId>,
}

impl Accounts {
    /// All roles that somebody has, had and will have, in the order of their first days.
    pub(super) async fn terms(&self, staff: StaffId) -> Result<Vec<Term>, StoreError> {
        queries::terms(self.journal.database(), &staff.to_string()).await
    }

    /// When somebody leaves, and to whom their work goes, if that was said.
    pub(super) async fn leaving(
        &self,
        staff: StaffId,
    ) -> Result<Option<(Date, Option<StaffId>)>, StoreError> {
        queries::leaving(self.journal.database(), &staff.to_string()).await
    }

    /// Gives somebody a role for a time. What is not theirs to give is answered as if there were nobody.
    pub(super) async fn give_role(
        &self,
        id: CommandId,
        by: &Staff,
        staff: &Staff,
        basis: i64,
        term: &Term,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let unit = &term.assignment.unit;
        let changes = fields([
            ("role", Change::to(term.assignment.role.word())),
            ("unit", Change::to(unit.to_string())),
            ("from", Change::to(term.from.to_string())),
            ("until", Change::to(term.until.map(|day| day.to_string()))),
        ]);
        let command = Command { basis, fields: changes, ..about(id, staff, "give_role") };
        let work = async |tx: &mut Transaction<'_>| {
            if !self.may_manage(by, staff) || !self.may(by, Action::ManageStaff, unit, Some(staff.id)) {
                return Ok(Err(Refusal::NotFound));
            }
            if staff.state == State::Disabled {
                return Ok(Err(Refusal::NotNow));
            }
            let held = queries::terms_in(tx, &staff.id.to_string()).await?;
            if Terms(&held).may_add(term).is_err() {
                return Ok(Err(Refusal::AgainstARule));
            }
            queries::give(tx, staff.id, term).await?;
            super::queries::moved_on(tx, &staff.id.to_string()).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &actor_of(Some(by)), &[], work).await
    }

    /// Ends one of somebody's roles with a day, or takes it back where it has not begun.
    pub(super) async fn end_role(
        &self,
        id: CommandId,
        by: &Staff,
        staff: &Staff,
        basis: i64,
        (term, last_day): (&str, Date),
    ) -> Result<Result<(), Refusal>, StoreError> {
        let changes = fields([("term", Change::to(term)), ("until", Change::to(last_day.to_string()))]);
        let command = Command { basis, fields: changes, ..about(id, staff, "end_role") };
        let work = async |tx: &mut Transaction<'_>| {
            if !self.may_manage(by, staff) {
                return Ok(Err(Refusal::NotFound));
            }
            let held = queries::terms_in(tx, &staff.id.to_string()).await?;
            let Some(held) = held.iter().find(|held| held.id == term) else {
                return Ok(Err(Refusal::NotFound));
            };
            match held.from > last_day {
                true => queries::take_back(tx, term).await?,
                false => queries::end(tx, term, last_day).await?,
            }
            super::queries::moved_on(tx, &staff.id.to_string()).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &actor_of(Some(by)), &[], work).await
    }

    /// Somebody leaves: their roles end with their last day, whoever takes over has the same from the day after (those
    /// they do not have yet), and the account is disabled once the last day is over.
    pub(super) async fn hand_over(
        &self,
        id: CommandId,
        by: &Staff,
        staff: &Staff,
        basis: i64,
        leaving: Leaving,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let heir = match leaving.to {
            None => None,
            Some(to) => match self.account(&to.to_string()).await? {
                Some(account) if to != staff.id && self.may_manage(by, &account.staff) => Some(account.staff),
                _ => return Ok(Err(Refusal::NotFound)),
            },
        };
        let changes = fields([
            ("until", Change::to(leaving.last_day.to_string())),
            ("to", Change::to(leaving.to.map(|to| to.to_string()))),
        ]);
        let command = Command { basis, fields: changes, ..about(id, staff, "hand_over") };
        let work = async |tx: &mut Transaction<'_>| {
            if !self.may_manage(by, staff) {
                return Ok(Err(Refusal::NotFound));
            }
            if heir.as_ref().is_some_and(|heir| heir.state == State::Disabled) {
                return Ok(Err(Refusal::NotNow));
            }
            let id = staff.id.to_string();
            let (last_day, held) = (leaving.last_day, queries::terms_in(tx, &id).await?);
            if let Some(heir) = &heir {
                let Some(next) = last_day.next_day() else { return Ok(Err(Refusal::AgainstARule)) };
                let mut theirs = queries::terms_in(tx, &heir.id.to_string()).await?;
                for term in Terms(&held).to_hand_on(last_day, next, &theirs) {
                    let term = Term { id: CommandId::fresh().to_string(), ..term };
                    if Terms(&theirs).may_add(&term).is_err() {
                        return Ok(Err(Refusal::AgainstARule));
                    }
                    queries::give(tx, heir.id, &term).await?;
                    theirs.push(term);
                }
                super::queries::moved_on(tx, &heir.id.to_string()).await?;
            }
            for term in held.iter().filter(|term| term.until.is_none_or(|until| until > last_day)) {
                match term.from > last_day {
                    true => queries::take_back(tx, &term.id).await?,
                    false => queries::end(tx, &term.id, last_day).await?,
                }
            }
            let to = leaving.to.map(|to| to.to_string());
            queries::hand_over(tx, &command.id.to_string(), &id, to.as_deref(), last_day, now_ms()).await?;
            super::queries::moved_on(tx, &id).await?;
            if last_day < shanghai::today() {
                links::shut(tx, staff.id).await?;
            }
            Ok(Ok(()))
        };
        self.journal.apply(&command, &actor_of(Some(by)), &[], work).await
    }

    /// Disables whoever has handed over and whose last day is past; says how many.
    pub(super) async fn disable_who_left(&self, today: &str) -> Result<u64, StoreError> {
        let mut disabled = 0;
        for id in queries::left(self.journal.database(), today).await? {
            let Some(account) = self.account(&id).await? else { continue };
            let staff = account.staff;
            // They were given another role since.
            if staff.state == State::Disabled || staff.units().next().is_some() {
                continue;
            }
            let command = links::disabling(CommandId::fresh(), &staff);
            let work = async |tx: &mut Transaction<'_>| {
                links::shut(tx, staff.id).await?;
                Ok(Ok(()))
            };
            self.journal.apply(&command, &Actor::Clock, &[], work).await?.ok();
            disabled += 1;
        }
        Ok(disabled)
    }
}
