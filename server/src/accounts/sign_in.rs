//! Coming in: password, then code.

use std::net::IpAddr;

use app::{
    accounts::model::{SignInName, State, parse_code},
    ids::CommandId,
    journal::model::{Actor, Refusal},
};

use super::{
    Accounts, Session, Step, about,
    queries::{self, Account},
    secrets, today,
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
};

/// How an attempt to come in ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// With this token for the cookie, and what comes next.
    Passed(String, Step),
    /// It does not fit.
    Wrong,
    /// Too many failures; so many seconds to wait.
    Wait(i64),
}

/// What fits, of what somebody typed as a code.
pub(super) enum Fitting {
    /// This step of the second factor.
    Step(i64),
    /// Perhaps a recovery code, of this hash.
    Recovery(String),
}

impl Accounts {
    /// Signs in by name and password.
    pub async fn sign_in(
        &self,
        name: &SignInName,
        password: String,
        address: Option<IpAddr>,
        device: &str,
    ) -> Result<Attempt, StoreError> {
        let subjects = self.subjects("account", name.as_str(), address);
        if let Some(seconds) = self.begins(&subjects).await? {
            return Ok(Attempt::Wait(seconds));
        }
        let account = queries::by_name(self.journal.database(), name, &today()).await?;
        let active = account.filter(|account| account.staff.state == State::Active);
        let hash = active.as_ref().and_then(|account| account.password.clone());
        let fits = self.secrets.is_password(password, hash).await?;
        let Some(account) = active.filter(|_| fits) else {
            self.nobody_is_known("sign_in").await?;
            return Ok(Attempt::Wrong);
        };
        let step = Step::after_password(&account.staff);
        let (token, session) = self.fresh_session(&account.staff, step, device)?;
        let command = about(CommandId::fresh(), &account.staff, "sign_in");
        let work = async |tx: &mut Transaction<'_>| {
            queries::insert_session(tx, &session).await?;
            self.succeeds(tx, &subjects).await?;
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(account.staff.id), &[], work).await?;
        Ok(done.map_or(Attempt::Wrong, |()| Attempt::Passed(token, step)))
    }

    /// The second step: a code of the second factor, or a recovery code. The session goes on under a new token.
    pub async fn give_code(
        &self,
        session: &Session,
        code: &str,
        address: Option<IpAddr>,
        device: &str,
    ) -> Result<Attempt, StoreError> {
        let staff = &session.account.staff;
        let id = staff.id.to_string();
        let subjects = self.subjects("code", &id, address);
        if let Some(seconds) = self.begins(&subjects).await? {
            return Ok(Attempt::Wait(seconds));
        }
        let fitting = self.fitting(&session.account, code).await?;
        let (token, fresh) = self.fresh_session(staff, Step::In, device)?;
        let command = about(CommandId::fresh(), staff, "second_step");
        let work = async |tx: &mut Transaction<'_>| {
            if !use_up(tx, &id, &fitting).await? {
                return Ok(Err(Refusal::AgainstARule));
            }
            queries::end_session(tx, &session.row.token_hash).await?;
            queries::insert_session(tx, &fresh).await?;
            self.succeeds(tx, &subjects).await?;
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await?;
        Ok(done.map_or(Attempt::Wrong, |()| Attempt::Passed(token, Step::In)))
    }

    /// What `code` may be for this account.
    pub(super) async fn fitting(&self, account: &Account, code: &str) -> Result<Fitting, StoreError> {
        let step = match parse_code(code) {
            Some(digits) => self.matching_step(account, &digits).await?,
            None => None,
        };
        let recovery = || self.secrets.keyed_hash("recovery", &secrets::folded_recovery_code(code));
        Ok(step.map_or_else(|| Fitting::Recovery(recovery()), Fitting::Step))
    }
}

/// Uses a code up; says whether it was there and unused.
pub(super) async fn use_up(
    tx: &mut Transaction<'_>,
    staff: &str,
    fitting: &Fitting,
) -> Result<bool, StoreError> {
    match fitting {
        Fitting::Step(step) => queries::use_step(tx, staff, *step).await,
        Fitting::Recovery(hash) => queries::use_recovery_code(tx, staff, hash, now_ms()).await,
    }
}
