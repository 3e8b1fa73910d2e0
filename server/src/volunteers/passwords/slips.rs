//! An address at which a volunteer sets a password, given to them by their station: where no SMS is sent from here, no code
//! reaches whoever has none yet, or forgot it.
//!
//! Its key has 256 bits and follows from the press that asked for it, under the pepper: whoever presses twice is shown the
//! same one. Only the hash is kept. It holds for a day and for one password; a later one, another telephone or being erased
//! ends it.

use app::{
    access::Action,
    accounts::model::Staff,
    ids::{CommandId, VolunteerId},
    journal::model::{Actor, Refusal},
    volunteers::volunteer_page::GIVE_SLIP,
};

use super::{
    super::{Kept, Volunteers, command, queries::Volunteer},
    queries,
};
use crate::{
    accounts::secrets,
    database::{Transaction, now_ms},
    error::StoreError,
};

/// For how long a slip holds.
const LASTS_MS: i64 = 24 * 60 * 60 * 1000;

impl Volunteers {
    /// Gives a volunteer an address to set a password at, in place of the one before, and says its key; once for the id of
    /// the command. [`Refusal::NotFound`] where SMS are sent, or `by` does not look after them, and [`Refusal::NotNow`] where
    /// a repeat finds it used or ended.
    pub async fn give_slip(
        &self,
        by: &Staff,
        id: CommandId,
        volunteer: VolunteerId,
        basis: i64,
    ) -> Result<Result<String, Refusal>, StoreError> {
        let Some(found) = self.find(volunteer).await? else { return Ok(Err(Refusal::NotFound)) };
        if self.sends_sms() || !self.may(by, Action::TendVolunteers, &found) {
            return Ok(Err(Refusal::NotFound));
        }
        let key = self.accounts.secrets().keyed_hash("password slip", &format!("{volunteer}/{id}"));
        let hash = secrets::token_hash(&key);
        let command = command(id, self.unit_of(id, &found).await?, volunteer, basis, GIVE_SLIP);
        let work = async |tx: &mut Transaction<'_>| {
            let moved = self.moved(tx, volunteer, basis, None, |_| ()).await?;
            let Ok(now) = moved else { return Ok(moved.map(drop)) };
            queries::keep_slip(tx, volunteer, &hash, now_ms() + LASTS_MS).await?;
            self.put_event(tx, &now, GIVE_SLIP, Some(by), "").await?;
            Ok(Ok(()))
        };
        if let Err(refusal) = self.journal.apply(&command, &Actor::Staff(by.id), &[], work).await? {
            return Ok(Err(refusal));
        }
        // A press that is repeated may be of yesterday.
        Ok(self.of_slip(&key).await?.map(|_| key).ok_or(Refusal::NotNow))
    }

    /// Who may set a password with this key, as they stood when it was found to hold: a password that is kept on that version
    /// is the only one.
    pub async fn of_slip(&self, key: &str) -> Result<Option<(Volunteer, Kept)>, StoreError> {
        let found = queries::of_slip(self.database(), &secrets::token_hash(key), now_ms()).await?;
        let Some((id, version)) = found else { return Ok(None) };
        let Some(mut volunteer) = self.find(id).await? else { return Ok(None) };
        volunteer.version = version;
        Ok(self.opened(&volunteer).await?.map(|kept| (volunteer, kept)))
    }
}
