//! What is given to somebody whose call the staff took down: they had no page of their own on which it stood.

use app::{accounts::model::Staff, help::slip::Slip, journal::model::Actor};

use super::{Help, HelpCall, Kept, queries};
use crate::{database::now_ms, error::StoreError};

/// For how long it is shown to whoever took it down.
const SHOWN_MS: i64 = 60 * 60 * 1000;

impl Help {
    /// The four digits by which a caller shows that a ticket is theirs: the last of their number, those they chose, or those
    /// on their slip.
    pub(super) fn digits(&self, call: &HelpCall, kept: &Kept) -> String {
        if !kept.call.phone.is_empty() {
            return kept.call.last_four();
        }
        if !kept.call.digits.is_empty() {
            return kept.call.digits.clone();
        }
        let hash = self.secrets.keyed_hash("help digits", &call.id);
        let number = hash.get(..8).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        format!("{:04}", number.unwrap_or_default() % 10_000)
    }

    /// The slip of a call that the staff took down, until it is closed: what its caller says then, they say themselves.
    pub(super) fn slip(&self, call: &HelpCall, kept: &Kept) -> Option<Slip> {
        let taken_down = app::help::model::Channel::TAKEN_DOWN.contains(&call.channel);
        (taken_down && call.state.waits()).then(|| Slip {
            code: self.code(&call.id).to_string(),
            digits: kept.call.phone.is_empty().then(|| self.digits(call, kept)),
            unit: call.unit.clone(),
        })
    }

    /// The same for whoever has just taken it down, wherever it went.
    pub(super) async fn new_slip(&self, staff: &Staff, id: &str) -> Result<Option<Slip>, StoreError> {
        let Some(call) = queries::by_id(self.database(), id).await? else { return Ok(None) };
        let fresh = now_ms() - call.received_at_ms <= SHOWN_MS;
        let Ok(command) = call.id.parse() else { return Ok(None) };
        if !fresh || !self.journal.is_by(command, &Actor::Staff(staff.id)).await? {
            return Ok(None);
        }
        let kept = self.opened(&call).await?;
        Ok(kept.and_then(|kept| self.slip(&call, &kept)))
    }
}
