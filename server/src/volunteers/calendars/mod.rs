//! The secret address at which a volunteer's own calendar reads what they signed up for: who has it needs no session.
//!
//! The token has 256 bits and follows from the press that asked for it, under the pepper: whoever presses twice is shown
//! the same one. Only its hash is kept. What stands at the address is made by `activities/calendars.rs`.

pub(super) mod queries;

use app::{
    ids::{CommandId, VolunteerId},
    volunteers::me_page::CalendarLink,
};

use super::{Volunteers, corrupt};
use crate::{
    accounts::secrets,
    database::{Transaction, now_ms},
    error::StoreError,
    shanghai,
};

impl Volunteers {
    /// How the address of a volunteer stands. `fresh` is its token, where it was just made.
    pub async fn calendar_link(
        &self,
        volunteer: VolunteerId,
        fresh: Option<String>,
    ) -> Result<CalendarLink, StoreError> {
        let Some(row) = queries::of(self.database(), volunteer).await? else {
            return Ok(CalendarLink::default());
        };
        let made = (!row.token_hash.is_empty()).then(|| shanghai::moment(row.made_at_ms).date());
        Ok(CalendarLink { version: row.version, made, fresh })
    }

    /// Makes an address in place of the one of version `basis` and gives its token; nothing where another one has taken
    /// that place meanwhile.
    pub async fn make_calendar_link(
        &self,
        press: CommandId,
        volunteer: VolunteerId,
        basis: i64,
    ) -> Result<Option<String>, StoreError> {
        let token = self.accounts.secrets().keyed_hash("calendar link", &format!("{volunteer}/{press}"));
        let hash = secrets::token_hash(&token);
        let make =
            async |tx: &mut Transaction<'_>| queries::make(tx, volunteer, &hash, basis, now_ms()).await;
        let made = self.database().transaction(make).await?
            || queries::of(self.database(), volunteer).await?.is_some_and(|row| row.token_hash == hash);
        Ok(made.then_some(token))
    }

    /// Withdraws the address of a volunteer, if there is one.
    pub async fn withdraw_calendar_link(&self, volunteer: VolunteerId) -> Result<(), StoreError> {
        self.database().transaction(async |tx| queries::withdraw(tx, volunteer).await).await
    }

    /// Whose calendar asks with this token; nobody where it is none, was withdrawn, or they erased themselves.
    pub async fn whose_calendar(&self, token: &str) -> Result<Option<VolunteerId>, StoreError> {
        let found = queries::whose(self.database(), &secrets::token_hash(token)).await?;
        let Some(id) = found else { return Ok(None) };
        let id: VolunteerId = id.parse().map_err(|_| corrupt())?;
        // Who came back with a backup may have destroyed their key since.
        let Some(volunteer) = self.find(id).await? else { return Ok(None) };
        Ok(self.opened(&volunteer).await?.map(|_| id))
    }
}
