//! Accounts on the server: inviting, signing in, the second factor, sessions.
//!
//! Types and pages are in `app/src/accounts`, who may do what in `app/src/access.rs`, the SQL in queries.rs, what is
//! secret in secrets.rs, how long failures wait in throttle.rs, cookies in session.rs, the addresses in routes.rs.
//! What changes an account is a command in the journal; so is who came in, and who was refused.
//!
//! Invariants: unknown and wrong accounts are answered alike and as late; no password, token or code is logged or
//! journalled; an account that is disabled is signed out everywhere at once.

pub mod queries;
mod routes;
pub mod secrets;
mod session;
mod throttle;

pub use routes::{AccountsState, routes};
pub(crate) use routes::{From, broke, private};
pub use session::SignedIn;

use std::net::IpAddr;

use app::{
    access::{Action, Relation, may, relation},
    accounts::model::{Assignment, SignInName, Staff, State, parse_code},
    ids::{CommandId, StaffId},
    journal::model::{Actor, Change, Command, Refusal, Unit},
};
use serde_json::Value;

use crate::{
    config::Configuration,
    database::{Transaction, now_ms},
    directory::CurrentDirectory,
    error::StoreError,
    journal::{Journal, fields},
    shanghai,
    vault::Vault,
};
use queries::{Account, SessionRow};
use secrets::Secrets;

/// How long a link works: three days.
const LINK_WORKS_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// How long a session may stand unused: half an hour.
const IDLE_MS: i64 = 30 * 60 * 1000;

/// How long a session may last at all: twelve hours.
const LASTS_MS: i64 = 12 * 60 * 60 * 1000;

/// How long somebody may take for the second step.
const SECOND_STEP_WITHIN_MS: i64 = 10 * 60 * 1000;

/// A session's use is noted when it is this much later than what is noted.
const NOTED_EVERY_MS: i64 = 60 * 1000;

/// Signs of what a browser calls itself that are kept.
const DEVICE_CHARS_MAX: usize = 120;

/// What of an account is personal, and sealed in the journal.
const PERSONAL: &[&str] = &["name", "sign_in_name"];

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
    fn after_password(staff: &Staff) -> Self {
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

/// What was swept away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swept {
    /// Whose failed attempts are forgotten.
    pub attempts: u64,
    /// Sessions that had ended.
    pub sessions: u64,
    /// Links that had expired.
    pub links: u64,
}

/// Somebody to be invited.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// What they are called.
    pub name: String,
    /// What they will sign in with.
    pub sign_in_name: SignInName,
    /// As what, and where.
    pub assignment: Assignment,
}

/// All accounts.
#[derive(Clone)]
pub struct Accounts {
    journal: Journal,
    directory: CurrentDirectory,
    secrets: Secrets,
}

impl Accounts {
    /// Opens the vault, and makes ready to check passwords.
    pub async fn open(
        configuration: &Configuration,
        directory: CurrentDirectory,
    ) -> Result<Self, StoreError> {
        Self::under(Vault::open(configuration)?, directory).await
    }

    /// The accounts whose keys this vault keeps.
    pub async fn under(vault: Vault, directory: CurrentDirectory) -> Result<Self, StoreError> {
        let journal = Journal::new(directory.database().clone(), vault);
        let pepper = journal
            .database()
            .transaction(async |tx| journal.record_key(tx, "vault", "pepper").await)
            .await?;
        Ok(Self { secrets: Secrets::new(pepper.bytes()), journal, directory })
    }

    /// The journal that they write.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// What hashes what is short enough to be guessed.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Invites somebody. The answer is who they are now; the link comes from [`Self::make_link`].
    pub async fn invite(
        &self,
        id: CommandId,
        by: Option<&Staff>,
        newcomer: &Newcomer,
    ) -> Result<Result<StaffId, Refusal>, StoreError> {
        let (actor, unit) = (actor_of(by), &newcomer.assignment.unit);
        // The id follows from the command's, so that a repeat names the same.
        let staff: StaffId =
            id.to_string().parse().map_err(|_| StoreError::Corrupt { what: "id of a command" })?;
        let command = Command {
            id,
            unit: unit.clone(),
            entity: "staff".into(),
            entity_id: staff.to_string(),
            basis: 0,
            kind: "invite".into(),
            fields: fields([
                ("name", Change::to(newcomer.name.clone())),
                ("sign_in_name", Change::to(newcomer.sign_in_name.as_str())),
                ("role", Change::to(newcomer.assignment.role.word())),
                ("unit", Change::to(unit.to_string())),
            ]),
            reason: String::new(),
            // A form has no clock; the moment of applying stands beside it.
            made_at_ms: 0,
        };
        let work = async |tx: &mut Transaction<'_>| {
            if by.is_some_and(|by| !self.may(by, Action::ManageStaff, unit, None)) {
                return Ok(Err(Refusal::NotAllowed));
            }
            if !newcomer.assignment.role.fits(unit) {
                return Ok(Err(Refusal::AgainstARule));
            }
            match queries::insert(tx, staff, &newcomer.sign_in_name, &newcomer.name, now_ms()).await {
                Err(error) if error.violated_key().as_deref() == Some("staff_sign_in_name_key") => {
                    return Ok(Err(Refusal::Taken));
                }
                inserted => inserted?,
            }
            let assignment = CommandId::fresh().to_string();
            queries::assign(tx, &assignment, staff, &newcomer.assignment, &today()).await?;
            Ok(Ok(staff))
        };
        self.journal.apply(&command, &actor, PERSONAL, work).await
    }

    /// Makes a link with which somebody, seen at the version `basis`, chooses a password, and gives its key. Earlier
    /// ones stop working.
    pub async fn make_link(
        &self,
        id: CommandId,
        by: Option<&Staff>,
        staff: StaffId,
        basis: i64,
    ) -> Result<Result<String, Refusal>, StoreError> {
        let Some(account) = self.account(&staff.to_string()).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let key = secrets::token()?;
        let command = Command { basis, ..about(id, &account.staff, "link") };
        let work = async |tx: &mut Transaction<'_>| {
            if by.is_some_and(|by| !self.may_let_back_in(by, &account.staff)) {
                return Ok(Err(Refusal::NotFound));
            }
            if account.staff.state == State::Disabled {
                return Ok(Err(Refusal::NotNow));
            }
            let hash = secrets::token_hash(&key);
            queries::keep_link(tx, &hash, &staff.to_string(), now_ms() + LINK_WORKS_MS).await?;
            Ok(Ok(hash))
        };
        let answer = self.journal.apply(&command, &actor_of(by), &[], work).await?;
        // A repeat made its link the first time; nobody can be told its key again.
        Ok(answer.and_then(|hash| match hash == secrets::token_hash(&key) {
            true => Ok(key),
            false => Err(Refusal::NotNow),
        }))
    }

    /// Whom a link is for, as long as it works.
    pub async fn invited(&self, key: &str) -> Result<Option<Staff>, StoreError> {
        let link = queries::link(self.journal.database(), &secrets::token_hash(key), now_ms()).await?;
        let Some(staff) = link else { return Ok(None) };
        let account = self.account(&staff).await?;
        Ok(account.map(|account| account.staff).filter(|staff| staff.state != State::Disabled))
    }

    /// Sets the password of whoever holds the link, uses it up, signs them out elsewhere and in here.
    pub async fn start(
        &self,
        key: &str,
        password: String,
        device: &str,
    ) -> Result<Result<Attempt, Refusal>, StoreError> {
        let Some(staff) = self.invited(key).await? else { return Ok(Err(Refusal::NotNow)) };
        let hash = self.secrets.hash_password(password).await?;
        let (token, session) = fresh_session(&staff, Step::after_password(&staff), device)?;
        let id = staff.id.to_string();
        let command = about(CommandId::fresh(), &staff, "set_password");
        let work = async |tx: &mut Transaction<'_>| {
            if !queries::use_link(tx, &secrets::token_hash(key), now_ms()).await?
                || !queries::set_password(tx, &id, &hash).await?
            {
                return Ok(Err(Refusal::NotNow));
            }
            queries::end_sessions(tx, &id).await?;
            queries::insert_session(tx, &session).await?;
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await?;
        Ok(done.map(|()| Attempt::Passed(token, Step::after_password(&staff))))
    }

    /// Signs in by name and password.
    pub async fn sign_in(
        &self,
        name: &SignInName,
        password: String,
        address: Option<IpAddr>,
        device: &str,
    ) -> Result<Attempt, StoreError> {
        let subjects = self.subjects("account", name.as_str(), address);
        if let Some(seconds) = self.waits(&subjects).await? {
            return Ok(Attempt::Wait(seconds));
        }
        let account = queries::by_name(self.journal.database(), name, &today()).await?;
        let active = account.filter(|account| account.staff.state == State::Active);
        let hash = active.as_ref().and_then(|account| account.password.clone());
        let fits = self.secrets.is_password(password, hash).await?;
        let Some(account) = active.filter(|_| fits) else {
            self.failed(&subjects, "sign_in").await?;
            return Ok(Attempt::Wrong);
        };
        let step = Step::after_password(&account.staff);
        let (token, session) = fresh_session(&account.staff, step, device)?;
        let command = about(CommandId::fresh(), &account.staff, "sign_in");
        let work = async |tx: &mut Transaction<'_>| {
            queries::insert_session(tx, &session).await?;
            // The address keeps its count: whoever has one account might be trying others.
            queries::forget_failures(tx, &subjects[0].0).await?;
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
        if let Some(seconds) = self.waits(&subjects).await? {
            return Ok(Attempt::Wait(seconds));
        }
        let step = match parse_code(code) {
            Some(digits) => self.matching_step(&session.account, &digits).await?,
            None => None,
        };
        let recovery = self.secrets.keyed_hash("recovery", &secrets::folded_recovery_code(code));
        let (token, fresh) = fresh_session(staff, Step::In, device)?;
        let command = about(CommandId::fresh(), staff, "second_step");
        let work = async |tx: &mut Transaction<'_>| {
            let taken = match step {
                Some(step) => queries::use_step(tx, &id, step).await?,
                None => queries::use_recovery_code(tx, &id, &recovery, now_ms()).await?,
            };
            if !taken {
                return Ok(Err(Refusal::AgainstARule));
            }
            queries::end_session(tx, &session.row.token_hash).await?;
            queries::insert_session(tx, &fresh).await?;
            queries::forget_failures(tx, &subjects[0].0).await?;
            Ok(Ok(()))
        };
        match self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await? {
            Ok(()) => Ok(Attempt::Passed(token, Step::In)),
            Err(_) => {
                self.count(&subjects).await?;
                Ok(Attempt::Wrong)
            }
        }
    }

    /// The step of the second factor that shows these digits now, give or take one.
    async fn matching_step(&self, account: &Account, digits: &str) -> Result<Option<i64>, StoreError> {
        let Some(secret) = self.second_factor_secret(account).await? else { return Ok(None) };
        let totp = secrets::second_factor(&secret, account.staff.sign_in_name.as_str())?;
        let now = u64::try_from(now_ms() / 1000).unwrap_or_default();
        Ok(totp.check(digits, now).and_then(|step| i64::try_from(step).ok()))
    }

    async fn second_factor_secret(&self, account: &Account) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(sealed) = &account.second_factor else { return Ok(None) };
        let id = account.staff.id.to_string();
        let key = self
            .journal
            .database()
            .transaction(async |tx| self.journal.record_key(tx, "staff", &id).await)
            .await?;
        let secret = key.open(sealed, &second_factor_place(&id));
        secret.map(Some).map_err(|_| StoreError::Corrupt { what: "second factor" })
    }

    /// What an authenticator app is told, and the same to type: of a second factor that is still to be confirmed.
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
        let secret = self.second_factor_secret(&account).await?.unwrap_or_default();
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
        let step = match parse_code(code) {
            Some(digits) => self.matching_step(&session.account, &digits).await?,
            None => None,
        };
        let Some(step) = step else { return Ok(None) };
        let codes = secrets::recovery_codes()?;
        let hashes: Vec<_> = codes
            .iter()
            .map(|code| self.secrets.keyed_hash("recovery", &secrets::folded_recovery_code(code)))
            .collect();
        let (token, fresh) = fresh_session(staff, Step::In, device)?;
        let command = about(CommandId::fresh(), staff, "set_second_factor");
        let work = async |tx: &mut Transaction<'_>| {
            if !queries::confirm_second_factor(tx, &id, step).await? {
                return Ok(Err(Refusal::NotNow));
            }
            queries::keep_recovery_codes(tx, &id, &hashes).await?;
            queries::end_session(tx, &session.row.token_hash).await?;
            queries::insert_session(tx, &fresh).await?;
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await?;
        Ok(done.ok().map(|()| (token, codes)))
    }

    /// The session behind a cookie, if it still holds. Notes that it is used.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, StoreError> {
        let now = now_ms();
        let database = self.journal.database();
        let Some(row) = queries::session(database, &secrets::token_hash(token)).await? else {
            return Ok(None);
        };
        let Some(step) = Step::from_word(&row.step) else { return Ok(None) };
        if row.expires_at_ms <= now || row.seen_at_ms + IDLE_MS <= now {
            return Ok(None);
        }
        let Some(account) = self.account(&row.staff_id).await? else { return Ok(None) };
        if account.staff.state != State::Active {
            return Ok(None);
        }
        // Set up meanwhile, elsewhere: who has only the password is not shown its secret.
        let step = match step {
            Step::Enrol if account.staff.has_second_factor => Step::Code,
            step => step,
        };
        if row.seen_at_ms + NOTED_EVERY_MS <= now {
            database.transaction(async |tx| queries::see_session(tx, &row.token_hash, now).await).await?;
        }
        Ok(Some(Session { row, step, account }))
    }

    /// Where somebody is signed in.
    pub async fn sessions(&self, staff: &Staff) -> Result<Vec<SessionRow>, StoreError> {
        let now = now_ms();
        queries::sessions(self.journal.database(), &staff.id.to_string(), now - IDLE_MS, now).await
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

    /// Deletes what nobody needs any more: failed attempts that no longer count, sessions and links that have ended.
    /// To be called from time to time, by as many servers as there are; nothing waits for it.
    pub async fn sweep(&self) -> Result<Swept, StoreError> {
        self.sweep_at(now_ms()).await
    }

    async fn sweep_at(&self, now: i64) -> Result<Swept, StoreError> {
        self.journal
            .database()
            .transaction(async |tx| {
                Ok(Swept {
                    attempts: queries::sweep_attempts(tx, now - throttle::REMEMBERED_MS).await?,
                    sessions: queries::sweep_sessions(tx, now, now - IDLE_MS).await?,
                    links: queries::sweep_links(tx, now).await?,
                })
            })
            .await
    }

    /// Disables an account, as its sender saw it at the version `basis`: no link, no password and no session of it works any more.
    pub async fn disable(
        &self,
        id: CommandId,
        by: &Staff,
        staff: StaffId,
        basis: i64,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(account) = self.account(&staff.to_string()).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let changes = fields([("state", Change::from_to(Value::Null, State::Disabled.word()))]);
        let command = Command { basis, fields: changes, ..about(id, &account.staff, "disable") };
        let work = async |tx: &mut Transaction<'_>| {
            if !self.may_manage(by, &account.staff) {
                return Ok(Err(Refusal::NotFound));
            }
            let text = staff.to_string();
            queries::set_state(tx, &text, State::Disabled).await?;
            queries::end_sessions(tx, &text).await?;
            queries::forget_links(tx, &text).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &actor_of(Some(by)), &[], work).await
    }

    /// Takes the second factor away from somebody who has lost it, and signs them out: at the next sign-in they set up
    /// another, where their role asks for one.
    pub async fn forget_second_factor(
        &self,
        id: CommandId,
        by: &Staff,
        staff: StaffId,
        basis: i64,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(account) = self.account(&staff.to_string()).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let command = Command { basis, ..about(id, &account.staff, "forget_second_factor") };
        let work = async |tx: &mut Transaction<'_>| {
            if !self.may_let_back_in(by, &account.staff) {
                return Ok(Err(Refusal::NotFound));
            }
            let text = staff.to_string();
            queries::forget_second_factor(tx, &text).await?;
            queries::end_sessions(tx, &text).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &actor_of(Some(by)), &[], work).await
    }

    /// Whether `by` may invite, disable and hand over for somebody: in every unit in which they have a role.
    pub fn may_manage(&self, by: &Staff, staff: &Staff) -> bool {
        self.may_in_all(by, Action::ManageStaff, staff)
    }

    /// Whether `by` may confirm that somebody is who they say, and let them back in: a leader for those whose role
    /// ends at the station, an administrator for everybody they manage.
    pub fn may_let_back_in(&self, by: &Staff, staff: &Staff) -> bool {
        self.may_manage(by, staff)
            || (!staff.needs_second_factor() && self.may_in_all(by, Action::ConfirmIdentity, staff))
    }

    fn may_in_all(&self, by: &Staff, action: Action, staff: &Staff) -> bool {
        let mut units = staff.assignments.iter().map(|assignment| &assignment.unit);
        match units.len() {
            0 => self.may(by, action, &Unit::Province, Some(staff.id)),
            _ => units.all(|unit| self.may(by, action, unit, Some(staff.id))),
        }
    }

    /// Everybody, for giving ids their names.
    pub async fn everybody(&self) -> Result<Vec<Staff>, StoreError> {
        let all = queries::all(self.journal.database(), &today()).await?;
        Ok(all.into_iter().map(|account| account.staff).collect())
    }

    /// Everybody whom `reader` may see.
    pub async fn colleagues(&self, reader: &Staff) -> Result<Vec<Staff>, StoreError> {
        let staff = self.everybody().await?.into_iter();
        Ok(staff.filter(|other| self.may(reader, Action::SeeStaff, &home(other), Some(other.id))).collect())
    }

    /// Whether `by` may do `action` with what belongs to `unit`, and is about `about` if it is about somebody.
    pub fn may(&self, by: &Staff, action: Action, unit: &Unit, about: Option<StaffId>) -> bool {
        let directory = self.directory.get();
        by.assignments.iter().any(|assignment| {
            let relation = match about {
                Some(about) if about == by.id => Relation::Own,
                _ => relation(&directory, &assignment.unit, unit),
            };
            may(assignment.role, action, relation)
        })
    }

    /// The units in which `by` may do `action`: the province, the 市县 and the stations, in that order.
    pub fn units(&self, by: &Staff, action: Action) -> Vec<Unit> {
        let directory = self.directory.get();
        let counties = directory.areas.counties_and_cities().map(|county| Unit::County(county.code.clone()));
        let stations = directory.stations.iter().map(|station| Unit::Station(station.id));
        std::iter::once(Unit::Province)
            .chain(counties)
            .chain(stations)
            .filter(|unit| self.may(by, action, unit, None))
            .collect()
    }

    /// The account with this id.
    pub(crate) async fn account(&self, id: &str) -> Result<Option<Account>, StoreError> {
        queries::by_id(self.journal.database(), id, &today()).await
    }

    /// Whose failures count: the account and the address, each with how many cost nothing.
    fn subjects(&self, kind: &str, name: &str, address: Option<IpAddr>) -> Vec<(String, i64)> {
        let network = address.map(network_of);
        let account = (self.secrets.keyed_hash(kind, name), throttle::FREE_FOR_ACCOUNT);
        let network =
            network.map(|network| (self.secrets.keyed_hash("address", &network), throttle::FREE_FOR_ADDRESS));
        std::iter::once(account).chain(network).collect()
    }

    /// The seconds to wait, if there are any.
    async fn waits(&self, subjects: &[(String, i64)]) -> Result<Option<i64>, StoreError> {
        let mut longest = 0;
        for (subject, _) in subjects {
            let attempts = queries::attempts(self.journal.database(), subject).await?;
            longest = attempts.map_or(0, |(_, until, _)| until - now_ms()).max(longest);
        }
        Ok((longest > 0).then_some((longest + 999) / 1000))
    }

    /// Counts a failure, and says so in the journal: of whom is not known.
    async fn failed(&self, subjects: &[(String, i64)], kind: &str) -> Result<(), StoreError> {
        self.count(subjects).await?;
        let command = Command {
            id: CommandId::fresh(),
            unit: Unit::Province,
            entity: "staff".into(),
            entity_id: String::new(),
            basis: 0,
            kind: kind.into(),
            fields: fields([]),
            reason: String::new(),
            made_at_ms: 0,
        };
        self.journal.note_refusal(&command, &Actor::Stranger, Refusal::NotFound).await
    }

    async fn count(&self, subjects: &[(String, i64)]) -> Result<(), StoreError> {
        let now = now_ms();
        self.journal
            .database()
            .transaction(async |tx| {
                for (subject, free) in subjects {
                    let failures =
                        queries::count_failure(tx, subject, now, now - throttle::REMEMBERED_MS).await?;
                    queries::set_wait(tx, subject, now + throttle::wait_ms(failures, *free)).await?;
                }
                Ok(())
            })
            .await
    }
}

/// What counts as one network: one household has a whole /64.
pub(crate) fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}", address.to_bits() >> 64),
    }
}

/// Today in Asia/Shanghai, as it is stored.
fn today() -> String {
    shanghai::today().to_string()
}

fn actor_of(by: Option<&Staff>) -> Actor {
    by.map_or(Actor::Operator, |staff| Actor::Staff(staff.id))
}

/// The unit in whose journal an account stands.
fn home(staff: &Staff) -> Unit {
    staff.assignments.first().map_or(Unit::Province, |assignment| assignment.unit.clone())
}

/// A command about an account that changes nothing that has to be told.
fn about(id: CommandId, staff: &Staff, kind: &str) -> Command {
    Command {
        id,
        unit: home(staff),
        entity: "staff".into(),
        entity_id: staff.id.to_string(),
        basis: staff.version,
        kind: kind.into(),
        fields: fields([]),
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn second_factor_place(staff: &str) -> String {
    format!("staff/{staff}/second_factor")
}

fn fresh_session(staff: &Staff, step: Step, device: &str) -> Result<(String, SessionRow), StoreError> {
    let token = secrets::token()?;
    let now = now_ms();
    let lasts = if step == Step::In { LASTS_MS } else { SECOND_STEP_WITHIN_MS };
    let row = SessionRow {
        token_hash: secrets::token_hash(&token),
        name: CommandId::fresh().to_string(),
        staff_id: staff.id.to_string(),
        step: step.word().to_owned(),
        device: device.chars().filter(|sign| !sign.is_control()).take(DEVICE_CHARS_MAX).collect(),
        made_at_ms: now,
        seen_at_ms: now,
        expires_at_ms: now + lasts,
    };
    Ok((token, row))
}

#[cfg(test)]
mod tests;
