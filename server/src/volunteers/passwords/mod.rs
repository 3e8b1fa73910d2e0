//! Passwords of volunteers who want one: set on one's own page, and instead of a code at the entrance.
//!
//! Where no SMS is sent from here, a station gives whoever has none yet an address to set one at (slips.rs). How they are
//! hashed and judged, and how long who fails has to wait, is the business of accounts. What lets somebody in is the rule of
//! coming.rs: a telephone is no identity, and a guardian's counts as long as the volunteer is a minor.
//!
//! Invariants: neither a password nor its hash stands in the journal or the log; whoever comes in with one learns of a
//! number no more than that both belong together; a wrong one costs as long where nobody is there.

mod queries;
mod routes;
mod slips;

pub(super) use routes::routes;

use std::net::IpAddr;

use app::{
    accounts::passwords::PasswordFault,
    ids::{CommandId, VolunteerId},
    journal::model::{Actor, Refusal},
    messages::model::Contact,
    volunteers::password::{Claimed, EnterFault},
};
use axum::http::HeaderMap;

use super::{Kept, Volunteers, command, queries::Volunteer};
use crate::{accounts::passwords, database::Transaction, error::StoreError};

/// How many of those with one telephone are tried; whoever comes after them in the order of numbers writes theirs.
const TRIED_MAX: i64 = 5;

/// Whether this may be the password of this volunteer, of whom somebody who knows them knows all that `kept` begins with.
pub(super) fn judge(
    volunteer: &Volunteer,
    kept: &Kept,
    password: &str,
    again: &str,
) -> Result<(), PasswordFault> {
    let born = kept.details.born.to_string();
    let own = [volunteer.number.as_str(), &kept.phone, &kept.details.name, &born];
    passwords::judge(password, again, &own, false)
}

/// Takes the password away, ends a slip, and signs out everywhere whoever lost their telephone: with that in hand somebody
/// else may have set it.
pub(super) async fn forget(tx: &mut Transaction<'_>, volunteer: VolunteerId) -> Result<(), StoreError> {
    queries::keep(tx, volunteer, "", "").await
}

impl Volunteers {
    /// Whether a volunteer set a password.
    pub async fn has_password(&self, volunteer: VolunteerId) -> Result<bool, StoreError> {
        queries::is_set(self.database(), volunteer).await
    }

    /// Keeps a password that was judged, or takes it away where there is none; once for the id of the command. Whoever is
    /// signed in as this volunteer elsewhere than in these headers is signed out.
    pub async fn keep_password(
        &self,
        id: CommandId,
        volunteer: VolunteerId,
        basis: i64,
        password: Option<String>,
        headers: &HeaderMap,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some(found) = self.find(volunteer).await? else { return Ok(Err(Refusal::NotFound)) };
        let (kind, hash) = match password {
            Some(password) => {
                ("set_volunteer_password", self.accounts.secrets().hash_password(password).await?)
            }
            None => ("take_volunteer_password", String::new()),
        };
        let here = self.session_hash(headers);
        let unit = self.unit_of(id, &found).await?;
        let command = command(id, unit, volunteer, basis, kind);
        let work = async |tx: &mut Transaction<'_>| {
            let moved = self.moved(tx, volunteer, basis, None, |_| ()).await?;
            let Ok(now) = moved else { return Ok(moved.map(drop)) };
            queries::keep(tx, volunteer, &hash, &here).await?;
            self.put_event(tx, &now, kind, None, "").await?;
            Ok(Ok(()))
        };
        self.journal.apply(&command, &Actor::Volunteer(volunteer), &[], work).await
    }

    /// Who comes in with this password.
    pub async fn enter(
        &self,
        claimed: &Claimed,
        password: String,
        network: Option<IpAddr>,
    ) -> Result<Result<VolunteerId, EnterFault>, StoreError> {
        let subjects = self.accounts.subjects("volunteer", claimed.as_str(), network);
        if let Some(seconds) = self.accounts.begins(&subjects).await? {
            return Ok(Err(EnterFault::Wait(seconds)));
        }
        let found = match claimed {
            Claimed::Phone(phone) => {
                let hash = self.codes.contact_hash(&Contact::Phone(phone.clone()));
                queries::of_phone(self.database(), &hash, TRIED_MAX).await?
            }
            Claimed::Number(number) => queries::of_number(self.database(), number).await?,
        };
        let secrets = self.accounts.secrets();
        if found.is_empty() {
            secrets.is_password(password, None).await?;
            return Ok(Err(EnterFault::Wrong));
        }
        let mut fitting = Vec::new();
        for (id, hash) in found {
            if secrets.is_password(password.clone(), Some(hash)).await? && self.lets_in(claimed, id).await? {
                fitting.push(id);
            }
        }
        let entered = match fitting.as_slice() {
            [] => return Ok(Err(EnterFault::Wrong)),
            [id] => Ok(*id),
            _ => Err(EnterFault::Several),
        };
        self.database().transaction(async |tx| self.accounts.succeeds(tx, &subjects).await).await?;
        Ok(entered)
    }

    /// Whether this number lets the volunteer in who was found by it: as with a code, a guardian's telephone does for a
    /// minor alone, and nothing does for who was erased and came back with a backup.
    async fn lets_in(&self, claimed: &Claimed, id: VolunteerId) -> Result<bool, StoreError> {
        match claimed {
            Claimed::Phone(phone) => {
                let known = self.known(&Contact::Phone(phone.clone())).await?;
                Ok(known.iter().any(|it| it.id == id))
            }
            Claimed::Number(_) => match self.find(id).await? {
                Some(volunteer) => Ok(self.opened(&volunteer).await?.is_some()),
                None => Ok(false),
            },
        }
    }
}
