//! The units that want to look at whoever registers with them: whoever is new there waits until they are let in.

use app::{
    access::Action,
    accounts::model::Staff,
    ids::CommandId,
    journal::model::{Actor, Change, Command, Refusal, Unit},
    language::Language,
    settings::model::Setting,
    volunteers::{details_form::Approving, list_page::Approval},
};

use super::{Volunteers, queries};
use crate::{database::Transaction, error::StoreError, journal::fields};

/// What the wish of a unit is called among records.
const ENTITY: &str = "volunteer_approval";

/// Kind of the row in the journal.
const KIND: &str = "set_volunteer_approval";

impl Volunteers {
    /// Who has to wait, for who registers.
    pub async fn approving(&self) -> Result<Approving, StoreError> {
        let mut approving = Approving { everybody: self.everybody_waits(), ..Approving::default() };
        for unit in queries::approving(self.database()).await? {
            match unit {
                Unit::Station(id) => approving.stations.push(id),
                Unit::County(code) => approving.counties.push(code),
                // Its staff look after no volunteers.
                Unit::Province => {}
            }
        }
        Ok(approving)
    }

    /// Whether the province has everybody wait.
    pub(super) fn everybody_waits(&self) -> bool {
        self.directory.get().settings.get(Setting::VolunteerApproval).is_some()
    }

    /// The units in which `reader` looks after volunteers, with what each of them wants; none where everybody waits.
    pub async fn approvals(&self, reader: &Staff, l: Language) -> Result<Vec<Approval>, StoreError> {
        if self.everybody_waits() {
            return Ok(Vec::new());
        }
        let (directory, asking) = (self.directory.get(), queries::approving(self.database()).await?);
        let units = self.accounts.units(reader, Action::TendVolunteers).into_iter();
        Ok(units
            .map(|unit| Approval {
                name: app::activities::words::unit(l, &unit, &directory),
                on: asking.contains(&unit),
                unit,
            })
            .collect())
    }

    /// Keeps whether a unit wants to look at whoever registers with it, once for the id of the command, if `by` may. Who is
    /// registered stays as they are.
    pub async fn set_approval(
        &self,
        by: &Staff,
        id: CommandId,
        unit: &Unit,
        on: bool,
    ) -> Result<Result<(), Refusal>, StoreError> {
        if !self.accounts.may(by, Action::TendVolunteers, unit, None) {
            return Ok(Err(Refusal::NotFound));
        }
        let command = Command {
            id,
            unit: unit.clone(),
            entity: ENTITY.to_owned(),
            entity_id: unit.to_string(),
            basis: 0,
            kind: KIND.to_owned(),
            fields: fields([("on", Change::to(on))]),
            reason: String::new(),
            made_at_ms: 0,
        };
        let work = async |tx: &mut Transaction<'_>| {
            Ok(queries::set_approval(tx, unit, on).await?.then_some(()).ok_or(Refusal::NotNow))
        };
        self.journal.apply(&command, &Actor::Staff(by.id), &[], work).await
    }
}
