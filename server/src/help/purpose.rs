//! For what somebody above a unit reads a call of it: the office of the 市县 has figures and masked lists by default, and
//! opens a person's call for a purpose that is written down (users.md §6.3). What is late concerns it at once, and
//! what presses while nobody is at the unit.

use app::{
    accounts::model::Staff,
    help::{
        model::{LOOK_MS, Step},
        purpose_page::Asking,
        request_page::{StepFault, StepForm},
        terms::late,
    },
};

use super::{Help, HelpCall, queries};
use crate::{database::now_ms, error::StoreError, problem::Broke, shanghai};

impl Help {
    /// Whether `reader` has to say for what before this call is opened to them.
    pub(super) async fn asks_purpose(&self, reader: &Staff, call: &HelpCall) -> Result<bool, StoreError> {
        let own = reader.assignments.iter().any(|it| it.unit == call.unit) || call.worker == Some(reader.id);
        let late = || late(call.state, call.contact_by, call.close_by, shanghai::today()).is_some();
        if own || late() || self.rises(call) {
            return Ok(false);
        }
        let steps = queries::steps(self.database(), &call.id).await?;
        let since = now_ms() - LOOK_MS;
        Ok(!steps.iter().any(|it| it.step == Step::Look && it.by == Some(reader.id) && it.at_ms >= since))
    }

    /// The call of this id where it may be opened to `reader`; whoever has to say for what first does so on its page.
    pub(super) async fn opened_to(&self, reader: &Staff, id: &str) -> Result<HelpCall, Broke> {
        let found = self.seen(reader, id).await?.ok_or(Broke::NOT_FOUND)?;
        match self.asks_purpose(reader, &found).await? {
            true => Err(Broke::NOT_FOUND),
            false => Ok(found),
        }
    }
}

/// What the page shows that asks for it.
pub(super) fn asking(reader: &Staff, call: &HelpCall, form: StepForm, faults: Vec<StepFault>) -> Asking {
    Asking {
        reader: reader.clone(),
        id: call.id.clone(),
        version: call.version,
        unit: call.unit.clone(),
        form,
        faults,
    }
}
