//! Accounts on the server: who works here, how they come in, and how they are let back in.
//!
//! Types and pages are in `app/src/accounts`, who may do what in `app/src/access.rs`, the SQL in queries.rs. links.rs
//! invites and lets back in, sign_in.rs asks for password and code, second_factor.rs sets the second step up,
//! sessions.rs says who is here and for how long, proof.rs asks again before what has consequences, terms/ gives roles
//! and hands over, kept/ loses nothing that was typed. What is secret is in secrets.rs, how long failures wait in
//! throttle.rs, the cookie in cookie.rs, the addresses in routes/.
//! What changes an account is a command in the journal; so is who came in, and who was refused.
//!
//! Invariants: unknown and wrong accounts are answered alike and as late; no password, token or code is logged or
//! journalled; an account that is disabled is signed out everywhere at once.

mod cookie;
mod kept;
mod links;
pub(crate) mod passwords;
mod proof;
pub mod queries;
mod routes;
mod second_factor;
pub mod secrets;
mod sessions;
mod sign_in;
mod terms;
mod throttle;

pub use cookie::SignedIn;
pub use links::Newcomer;
pub(crate) use proof::ProvedForm;
pub use routes::{AccountsState, keeping, routes};
pub(crate) use routes::{From, inside, private};
pub use sessions::{Session, SessionLimits, Step, Swept};
pub use sign_in::Attempt;
pub(crate) use throttle::network_of;

use app::{
    access::{Action, Relation, may, relation},
    accounts::model::{Assignment, Staff},
    ids::{CommandId, StaffId},
    journal::model::{Actor, Command, Unit},
};

use crate::{
    config::Configuration,
    database::Transaction,
    directory::CurrentDirectory,
    error::StoreError,
    journal::{Journal, fields},
    messages, shanghai,
    vault::Vault,
};
use app::messages::templates::Notice;
use queries::Account;
use secrets::Secrets;

/// What of an account is personal, and sealed in the journal.
const PERSONAL: &[&str] = &["name", "sign_in_name"];

/// All accounts.
#[derive(Clone)]
pub struct Accounts {
    journal: Journal,
    directory: CurrentDirectory,
    secrets: Secrets,
    limits: SessionLimits,
}

impl Accounts {
    /// Opens the vault, and makes ready to check passwords.
    pub async fn open(
        configuration: &Configuration,
        directory: CurrentDirectory,
    ) -> Result<Self, StoreError> {
        let limits = SessionLimits::of(configuration);
        Self::under(Vault::open(configuration)?, directory, limits).await
    }

    /// The accounts whose keys this vault keeps.
    pub async fn under(
        vault: Vault,
        directory: CurrentDirectory,
        limits: SessionLimits,
    ) -> Result<Self, StoreError> {
        let journal = Journal::new(directory.database().clone(), vault);
        let pepper = journal
            .database()
            .transaction(async |tx| journal.record_key(tx, "vault", "pepper").await)
            .await?;
        Ok(Self { secrets: Secrets::new(pepper.bytes()), journal, directory, limits })
    }

    /// The journal that they write.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// What hashes what is short enough to be guessed.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Whether `by` may invite, disable and hand over for somebody: in every unit in which they have a role or will.
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
        let mut units = staff.units().peekable();
        match units.peek() {
            None => self.may(by, action, &Unit::Province, Some(staff.id)),
            Some(_) => units.all(|unit| self.may(by, action, unit, Some(staff.id))),
        }
    }

    /// Whether `reader` may see that somebody works here: in any of their units.
    fn may_see(&self, reader: &Staff, staff: &Staff) -> bool {
        let mut units = staff.units().peekable();
        match units.peek() {
            None => self.may(reader, Action::SeeStaff, &Unit::Province, Some(staff.id)),
            Some(_) => units.any(|unit| self.may(reader, Action::SeeStaff, unit, Some(staff.id))),
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
        Ok(staff.filter(|other| self.may_see(reader, other)).collect())
    }

    /// Somebody whom `reader` may see; nobody otherwise.
    pub async fn colleague(&self, reader: &Staff, id: &str) -> Result<Option<Staff>, StoreError> {
        let staff = self.account(id).await?.map(|account| account.staff);
        Ok(staff.filter(|staff| self.may_see(reader, staff)))
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

    /// Tells somebody about their own account, in their inbox.
    async fn tell(&self, tx: &mut Transaction<'_>, staff: StaffId, notice: Notice) -> Result<(), StoreError> {
        messages::tell(&self.journal, tx, staff, notice).await
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
    staff
        .assignments
        .iter()
        .chain(&staff.coming)
        .next()
        .map_or(Unit::Province, |it: &Assignment| it.unit.clone())
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

#[cfg(test)]
mod tests;
