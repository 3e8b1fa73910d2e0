//! The second step of signing in: set up, confirmed, set up anew; and one's own password.

use std::net::IpAddr;

use app::{
    accounts::model::{Staff, parse_code},
    ids::CommandId,
    journal::model::{Actor, Refusal},
    messages::templates::Notice,
};

use super::{
    Accounts, Session, Step, about,
    queries::{self, Account},
    secrets,
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
};

/// How changing one's own password ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is set.
    Done,
    /// The present one is another.
    Wrong,
    /// Too many failures; so many seconds to wait.
    Wait(i64),
}

impl Accounts {
    /// The step of the second factor that shows these digits now, give or take one.
    pub(super) async fn matching_step(
        &self,
        account: &Account,
        digits: &str,
    ) -> Result<Option<i64>, StoreError> {
        self.step_of(account, account.second_factor.as_deref(), digits).await
    }

    async fn step_of(
        &self,
        account: &Account,
        sealed: Option<&str>,
        digits: &str,
    ) -> Result<Option<i64>, StoreError> {
        let Some(secret) = self.second_factor_secret(account, sealed).await? else { return Ok(None) };
        let totp = secrets::second_factor(&secret, account.staff.sign_in_name.as_str())?;
        let now = u64::try_from(now_ms() / 1000).unwrap_or_default();
        Ok(totp.check(digits, now).and_then(|step| i64::try_from(step).ok()))
    }

    pub(super) async fn second_factor_secret(
        &self,
        account: &Account,
        sealed: Option<&str>,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(sealed) = sealed else { return Ok(None) };
        let id = account.staff.id.to_string();
        let key = self
            .journal
            .database()
            .transaction(async |tx| self.journal.record_key(tx, "staff", &id).await)
            .await?;
        let secret = key.open(sealed, &second_factor_place(&id));
        secret.map(Some).map_err(|_| StoreError::Corrupt { what: "second factor" })
    }

    /// What an authenticator app is told, and the same to type: of a second factor that is still to be confirmed. The
    /// one before holds until then.
    pub async fn begin_second_factor(&self, staff: &Staff) -> Result<(String, String), StoreError> {
        let id = staff.id.to_string();
        self.journal
            .database()
            .transaction(async |tx| {
                let key = self.journal.record_key(tx, "staff", &id).await?;
                let sealed = key.seal(&secrets::second_factor_secret()?, &second_factor_place(&id))?;
                queries::begin_second_factor(tx, &id, &sealed).await
            })
            .await?;
        let account = self.account(&id).await?.ok_or(StoreError::Corrupt { what: "account" })?;
        let sealed = account.next_second_factor.as_deref();
        let secret = self.second_factor_secret(&account, sealed).await?.unwrap_or_default();
        let totp = secrets::second_factor(&secret, staff.sign_in_name.as_str())?;
        let address = totp.to_url().map_err(|_| StoreError::Corrupt { what: "second factor" })?;
        Ok((address, totp.secret().to_base32()))
    }

    /// Confirms the second factor by a code of it. Gives the new token, and the recovery codes to show once.
    pub async fn confirm_second_factor(
        &self,
        session: &Session,
        code: &str,
        device: &str,
    ) -> Result<Option<(String, Vec<String>)>, StoreError> {
        let staff = &session.account.staff;
        let id = staff.id.to_string();
        let next = session.account.next_second_factor.as_deref();
        let step = match parse_code(code) {
            Some(digits) => self.step_of(&session.account, next, &digits).await?,
            None => None,
        };
        let (Some(step), Some(next)) = (step, next) else { return Ok(None) };
        let (codes, hashes) = self.fresh_recovery_codes()?;
        let (token, fresh) = self.fresh_session(staff, Step::In, device)?;
        let command = about(CommandId::fresh(), staff, "set_second_factor");
        let work = async |tx: &mut Transaction<'_>| {
            if !queries::confirm_second_factor(tx, &id, step, next).await? {
                return Ok(Err(Refusal::NotNow));
            }
            queries::keep_recovery_codes(tx, &id, &hashes).await?;
            // Another instead of the one before: who is signed in elsewhere may be somebody who has that one.
            if staff.has_second_factor {
                self.tell(tx, staff.id, Notice::SecondFactorForgotten).await?;
                queries::end_sessions(tx, &id).await?;
            }
            queries::end_session(tx, &session.row.token_hash).await?;
            queries::insert_session(tx, &fresh).await?;
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await?;
        Ok(done.ok().map(|()| (token, codes)))
    }

    /// Recovery codes, and as they are kept.
    fn fresh_recovery_codes(&self) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let codes = secrets::recovery_codes()?;
        let hash = |code: &String| self.secrets.keyed_hash("recovery", &secrets::folded_recovery_code(code));
        let hashes = codes.iter().map(hash).collect();
        Ok((codes, hashes))
    }

    /// New recovery codes instead of the earlier ones; nothing for who has no second factor.
    pub async fn new_recovery_codes(&self, staff: &Staff) -> Result<Option<Vec<String>>, StoreError> {
        let (codes, hashes) = self.fresh_recovery_codes()?;
        let command = about(CommandId::fresh(), staff, "new_recovery_codes");
        let work = async |tx: &mut Transaction<'_>| {
            if !staff.has_second_factor {
                return Ok(Err(Refusal::NotNow));
            }
            queries::keep_recovery_codes(tx, &staff.id.to_string(), &hashes).await?;
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await?;
        Ok(done.ok().map(|()| codes))
    }

    /// Begins to set a second factor up, the first or another, for somebody who is in. The one they have holds until the
    /// other is confirmed.
    pub async fn renew_second_factor(&self, session: &Session) -> Result<(), StoreError> {
        let staff = &session.account.staff;
        let id = staff.id.to_string();
        let command = about(CommandId::fresh(), staff, "renew_second_factor");
        let work = async |tx: &mut Transaction<'_>| {
            queries::drop_next_second_factor(tx, &id).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await?.ok();
        self.begin_second_factor(staff).await.map(drop)
    }

    /// Sets one's own password for who knows the present one, and signs out elsewhere.
    pub async fn change_password(
        &self,
        session: &Session,
        current: String,
        new: String,
        address: Option<IpAddr>,
    ) -> Result<Changed, StoreError> {
        let staff = &session.account.staff;
        let subjects = self.subjects("account", staff.sign_in_name.as_str(), address);
        if let Some(seconds) = self.begins(&subjects).await? {
            return Ok(Changed::Wait(seconds));
        }
        if !self.secrets.is_password(current, session.account.password.clone()).await? {
            return Ok(Changed::Wrong);
        }
        let id = staff.id.to_string();
        let hash = self.secrets.hash_password(new).await?;
        let command = about(CommandId::fresh(), staff, "set_password");
        let work = async |tx: &mut Transaction<'_>| {
            if !queries::set_password(tx, &id, &hash).await? {
                return Ok(Err(Refusal::NotNow));
            }
            queries::end_other_sessions(tx, &id, &session.row.token_hash).await?;
            queries::forget_links(tx, &id).await?;
            self.succeeds(tx, &subjects).await?;
            self.tell(tx, staff.id, Notice::PasswordSet).await?;
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await?;
        Ok(done.map_or(Changed::Wrong, |()| Changed::Done))
    }
}

fn second_factor_place(staff: &str) -> String {
    format!("staff/{staff}/second_factor")
}
