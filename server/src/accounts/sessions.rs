//! Who is here, and for how long.

use app::{
    accounts::model::{Staff, State},
    ids::CommandId,
    journal::model::{Actor, Refusal},
};

use super::{
    Accounts, about, kept,
    queries::{self, Account, SessionRow},
    secrets, throttle,
};
use crate::{
    config::Configuration,
    database::{Transaction, now_ms},
    error::StoreError,
};

/// How long somebody may take for the second step.
const SECOND_STEP_WITHIN_MS: i64 = 10 * 60 * 1000;

/// A session's use is noted when it is this much later than what is noted.
const NOTED_EVERY_MS: i64 = 60 * 1000;

/// Signs of what a browser calls itself that are kept.
const DEVICE_CHARS_MAX: usize = 120;

/// How long it is known whose a session was that timed out, so that what they send then is kept for them.
const REMEMBERED_MS: i64 = 24 * 60 * 60 * 1000;

/// How long a session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// For how many milliseconds it may stand unused.
    pub idle_ms: i64,
    /// For how many milliseconds it may last at all.
    pub lasts_ms: i64,
}

impl Default for SessionLimits {
    /// Half an hour, and twelve hours.
    fn default() -> Self {
        Self { idle_ms: 30 * 60 * 1000, lasts_ms: 12 * 60 * 60 * 1000 }
    }
}

impl SessionLimits {
    /// As configured.
    pub fn of(configuration: &Configuration) -> Self {
        Self {
            idle_ms: i64::from(configuration.session_idle_minutes.get()) * 60 * 1000,
            lasts_ms: i64::from(configuration.session_hours.get()) * 60 * 60 * 1000,
        }
    }
}

/// How far somebody has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The password fits; a second factor has still to be set up.
    Enrol,
    /// The password fits; a code is still to be given.
    Code,
    /// In.
    In,
}

impl Step {
    fn word(self) -> &'static str {
        match self {
            Self::Enrol => "enrol",
            Self::Code => "code",
            Self::In => "in",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Enrol, Self::Code, Self::In].into_iter().find(|step| step.word() == word)
    }

    /// What comes after the password.
    pub(super) fn after_password(staff: &Staff) -> Self {
        match (staff.has_second_factor, staff.needs_second_factor()) {
            (true, _) => Self::Code,
            (false, true) => Self::Enrol,
            (false, false) => Self::In,
        }
    }
}

/// A session that holds, and whose it is.
#[derive(Clone, Debug)]
pub struct Session {
    /// As it is kept.
    pub row: SessionRow,
    /// How far they came.
    pub step: Step,
    /// Who.
    pub account: Account,
}

/// What was swept away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Whose failed attempts are forgotten.
    pub attempts: u64,
    /// Sessions that had ended.
    pub sessions: u64,
    /// Links that had expired.
    pub links: u64,
    /// Forms that nobody came back for.
    pub forms: u64,
    /// Accounts of people who have left.
    pub disabled: u64,
}

impl Accounts {
    /// The session behind a cookie, if it still holds. Notes that it is used.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, StoreError> {
        let now = now_ms();
        let database = self.journal.database();
        let Some(session) = self.session_at_all(token).await? else { return Ok(None) };
        if self.has_timed_out(&session.row, now) {
            return Ok(None);
        }
        let row = &session.row;
        if row.seen_at_ms + NOTED_EVERY_MS <= now {
            database.transaction(async |tx| queries::see_session(tx, &row.token_hash, now).await).await?;
        }
        Ok(Some(session))
    }

    /// Whose session it was that timed out within the last day.
    pub(super) async fn timed_out(&self, token: &str) -> Result<Option<Staff>, StoreError> {
        let session = self.session_at_all(token).await?;
        let over = session.filter(|it| it.step == Step::In && self.has_timed_out(&it.row, now_ms()));
        Ok(over.map(|session| session.account.staff))
    }

    /// The session behind a cookie, whether or not its time is over, of an account that is active.
    async fn session_at_all(&self, token: &str) -> Result<Option<Session>, StoreError> {
        let row = queries::session(self.journal.database(), &secrets::token_hash(token)).await?;
        let Some(row) = row else { return Ok(None) };
        let Some(step) = Step::from_word(&row.step) else { return Ok(None) };
        let Some(account) = self.account(&row.staff_id).await? else { return Ok(None) };
        if account.staff.state != State::Active {
            return Ok(None);
        }
        let staff = &account.staff;
        let step = match step {
            // Set up meanwhile, elsewhere: who has only the password is not shown its secret.
            Step::Enrol if staff.has_second_factor => Step::Code,
            // They were given a role that asks for more than a password.
            Step::In if staff.needs_second_factor() && !staff.has_second_factor => Step::Enrol,
            step => step,
        };
        Ok(Some(Session { row, step, account }))
    }

    fn has_timed_out(&self, row: &SessionRow, now: i64) -> bool {
        row.expires_at_ms <= now || row.seen_at_ms + self.limits.idle_ms <= now
    }

    /// For how many seconds a session may still stand unused, and last at all.
    pub(super) fn seconds_left(&self, row: &SessionRow) -> (i64, i64) {
        let lasts = (row.expires_at_ms - now_ms()) / 1000;
        ((self.limits.idle_ms / 1000).min(lasts), lasts)
    }

    /// Where somebody is signed in.
    pub async fn sessions(&self, staff: &Staff) -> Result<Vec<SessionRow>, StoreError> {
        let now = now_ms();
        let used_after = now - self.limits.idle_ms;
        queries::sessions(self.journal.database(), &staff.id.to_string(), used_after, now).await
    }

    /// Ends one of somebody's own sessions.
    pub async fn end_session(&self, staff: &Staff, name: &str) -> Result<bool, StoreError> {
        let command = about(CommandId::fresh(), staff, "sign_out");
        let id = staff.id.to_string();
        let work = async |tx: &mut Transaction<'_>| {
            Ok(queries::end_named_session(tx, &id, name).await?.then_some(()).ok_or(Refusal::NotFound))
        };
        Ok(self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await?.is_ok())
    }

    /// Deletes what nobody needs any more, and disables whoever has left. To be called from time to time, by as many
    /// servers as there are; nothing waits for it.
    pub async fn sweep(&self) -> Result<Swept, StoreError> {
        let disabled = self.disable_who_left(&super::today()).await?;
        Ok(Swept { disabled, ..self.sweep_at(now_ms()).await? })
    }

    pub(super) async fn sweep_at(&self, now: i64) -> Result<Swept, StoreError> {
        let unused_since = now - self.limits.idle_ms - REMEMBERED_MS;
        self.journal
            .database()
            .transaction(async |tx| {
                Ok(Swept {
                    attempts: queries::sweep_attempts(tx, now - throttle::REMEMBERED_MS).await?,
                    sessions: queries::sweep_sessions(tx, now - REMEMBERED_MS, unused_since).await?,
                    links: queries::sweep_links(tx, now).await?,
                    forms: kept::queries::sweep(tx, now - kept::KEPT_MS).await?,
                    disabled: 0,
                })
            })
            .await
    }

    /// A session that begins now, and the token for its cookie.
    pub(super) fn fresh_session(
        &self,
        staff: &Staff,
        step: Step,
        device: &str,
    ) -> Result<(String, SessionRow), StoreError> {
        let token = secrets::token()?;
        let now = now_ms();
        let lasts = if step == Step::In { self.limits.lasts_ms } else { SECOND_STEP_WITHIN_MS };
        let row = SessionRow {
            token_hash: secrets::token_hash(&token),
            name: CommandId::fresh().to_string(),
            staff_id: staff.id.to_string(),
            step: step.word().to_owned(),
            device: device.chars().filter(|sign| !sign.is_control()).take(DEVICE_CHARS_MAX).collect(),
            made_at_ms: now,
            seen_at_ms: now,
            proved_at_ms: now,
            expires_at_ms: now + lasts,
        };
        Ok((token, row))
    }
}
