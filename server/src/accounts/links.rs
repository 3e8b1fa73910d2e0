//! Inviting, letting back in, disabling: what is done for somebody else.

use app::{
    access::Action,
    accounts::model::{Assignment, Lost, SignInName, Staff, State},
    ids::{CommandId, StaffId},
    journal::model::{Actor, Change, Command, Refusal},
    messages::templates::Notice,
};
use serde_json::Value;
use std::net::IpAddr;

use super::{Accounts, Attempt, PERSONAL, Step, about, actor_of, queries, secrets, terms, today};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
    journal::fields,
};

/// How long a link works: three days.
pub(super) const LINK_WORKS_MS: i64 = 3 * 24 * 60 * 60 * 1000;

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

impl Accounts {
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
            queries::assign(tx, &assignment, staff, &newcomer.assignment, &today(), None).await?;
            Ok(Ok(staff))
        };
        self.journal.apply(&command, &actor, PERSONAL, work).await
    }

    /// Makes a link with which somebody, seen at the version `basis`, chooses a password, and gives its key. Earlier
    /// ones stop working; what they failed before is forgotten, so that nobody waits for what others tried.
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
            let (hash, text) = (secrets::token_hash(&key), staff.to_string());
            queries::keep_link(tx, &hash, &text, now_ms() + LINK_WORKS_MS).await?;
            self.lets_back_in(tx, &account.staff).await?;
            if account.staff.state == State::Active {
                self.tell(tx, staff, Notice::LinkMade).await?;
            }
            Ok(Ok(hash))
        };
        let answer = self.journal.apply(&command, &actor_of(by), &[], work).await?;
        // A repeat made its link the first time; nobody can be told its key again.
        Ok(answer.and_then(|hash| match hash == secrets::token_hash(&key) {
            true => Ok(key),
            false => Err(Refusal::NotNow),
        }))
    }

    /// What they asked for is being done, and they need not wait for what failed before.
    async fn lets_back_in(&self, tx: &mut Transaction<'_>, staff: &Staff) -> Result<(), StoreError> {
        let id = staff.id.to_string();
        queries::forget_back_request(tx, &id).await?;
        for (kind, name) in [("account", staff.sign_in_name.as_str()), ("code", &id)] {
            queries::forget_failures(tx, &self.secrets.keyed_hash(kind, name)).await?;
        }
        Ok(())
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
        let (token, session) = self.fresh_session(&staff, Step::after_password(&staff), device)?;
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
            if staff.state == State::Active {
                self.tell(tx, staff.id, Notice::PasswordSet).await?;
            }
            Ok(Ok(()))
        };
        let done = self.journal.apply(&command, &Actor::Staff(staff.id), &[], work).await?;
        Ok(done.map(|()| Attempt::Passed(token, Step::after_password(&staff))))
    }

    /// Notes that somebody asks to be let back in. Who is not there is answered alike and as late; the answer says only
    /// whether there were too many requests from this address.
    pub async fn ask_back(
        &self,
        name: &SignInName,
        lost: Lost,
        address: Option<IpAddr>,
    ) -> Result<Option<i64>, StoreError> {
        let subjects = self.subjects("ask_back", name.as_str(), address);
        if let Some(seconds) = self.begins(&subjects).await? {
            return Ok(Some(seconds));
        }
        let account = queries::by_name(self.journal.database(), name, &today()).await?;
        let Some(account) = account.filter(|account| account.staff.state != State::Disabled) else {
            self.nobody_is_known("ask_back").await?;
            return Ok(None);
        };
        let id = account.staff.id.to_string();
        let command = about(CommandId::fresh(), &account.staff, "ask_back");
        let work = async |tx: &mut Transaction<'_>| {
            queries::ask_back(tx, &id, lost, now_ms()).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &Actor::Stranger, &[], work).await?.ok();
        Ok(None)
    }

    /// Who has asked to be let back in, of those whom `reader` may let in: who, what is lost, and since when.
    pub async fn waiting_to_come_back(&self, reader: &Staff) -> Result<Vec<(Staff, Lost, i64)>, StoreError> {
        let mut waiting = Vec::new();
        for (id, lost, since) in queries::back_requests(self.journal.database()).await? {
            let account = self.account(&id).await?;
            let staff = account.map(|account| account.staff).filter(|it| self.may_let_back_in(reader, it));
            waiting.extend(staff.map(|staff| (staff, lost, since)));
        }
        Ok(waiting)
    }

    /// Disables an account, as its sender saw it at the version `basis`: no link, no password and no session of it
    /// works any more.
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
        let command = Command { basis, ..disabling(id, &account.staff) };
        let work = async |tx: &mut Transaction<'_>| {
            if !self.may_manage(by, &account.staff) {
                return Ok(Err(Refusal::NotFound));
            }
            shut(tx, staff).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &actor_of(Some(by)), &[], work).await
    }

    /// Takes back that somebody was disabled: they sign in as before, or by a link that is made for them.
    pub async fn enable(
        &self,
        id: CommandId,
        by: &Staff,
        staff: StaffId,
        basis: i64,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(account) = self.account(&staff.to_string()).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let state = if account.password.is_some() { State::Active } else { State::Invited };
        let changes = fields([("state", Change::from_to(State::Disabled.word(), state.word()))]);
        let command = Command { basis, fields: changes, ..about(id, &account.staff, "enable") };
        let work = async |tx: &mut Transaction<'_>| {
            if !self.may_manage(by, &account.staff) {
                return Ok(Err(Refusal::NotFound));
            }
            if account.staff.state != State::Disabled {
                return Ok(Err(Refusal::NotNow));
            }
            // Or the clock would disable them again for having left.
            terms::queries::stays(tx, &staff.to_string()).await?;
            queries::set_state(tx, &staff.to_string(), state).await?;
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
            self.lets_back_in(tx, &account.staff).await?;
            self.tell(tx, staff, Notice::SecondFactorForgotten).await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &actor_of(Some(by)), &[], work).await
    }
}

/// The command that disables somebody.
pub(super) fn disabling(id: CommandId, staff: &Staff) -> Command {
    let changes = fields([("state", Change::from_to(Value::Null, State::Disabled.word()))]);
    Command { fields: changes, ..about(id, staff, "disable") }
}

/// Nothing of the account works any more.
pub(super) async fn shut(tx: &mut Transaction<'_>, staff: StaffId) -> Result<(), StoreError> {
    let id = staff.to_string();
    queries::set_state(tx, &id, State::Disabled).await?;
    queries::end_sessions(tx, &id).await?;
    queries::forget_links(tx, &id).await?;
    queries::forget_back_request(tx, &id).await
}
