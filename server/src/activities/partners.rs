//! Which social worker of the unit goes with which volunteer (社工+志愿者). The SQL is in sign_ups/queries.rs.

use std::collections::HashMap;

use app::{
    access::Role,
    accounts::model::State as AccountState,
    activities::sign_up::SignUpState,
    ids::SignUpId,
    journal::model::{Command, Refusal, Unit},
};

use super::{
    Activities,
    queries::Open,
    sign_ups::queries::{self, SignUp},
    steps::set,
};
use crate::{
    database::{Transaction, now_ms},
    error::StoreError,
};

/// The name of a command's field that names the social worker.
const WORKER: &str = "worker";

impl Activities {
    /// Who of a unit can go with a volunteer: ids and names, by name.
    pub(super) async fn partners(&self, unit: &Unit) -> Result<Vec<(String, String)>, StoreError> {
        let works = |role: Role| matches!(role, Role::SocialWorker | Role::StationLeader);
        let mut all: Vec<_> = self
            .accounts
            .everybody()
            .await?
            .into_iter()
            .filter(|it| it.state != AccountState::Disabled)
            .filter(|it| it.assignments.iter().any(|is| works(is.role) && is.unit == *unit))
            .map(|it| (it.id.to_string(), it.name))
            .collect();
        all.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        Ok(all)
    }

    /// Whether a command names nobody, or somebody of its unit.
    pub(super) async fn names_a_partner(&self, command: &Command) -> Result<bool, StoreError> {
        let wanted = named(command);
        Ok(wanted.is_empty() || self.partners(&command.unit).await?.iter().any(|(id, _)| id == wanted))
    }

    /// Notes who goes with somebody, or that nobody does any more.
    pub(super) async fn partner(
        &self,
        tx: &mut Transaction<'_>,
        sign_up: &SignUp,
        shift: &Open,
        command: &Command,
    ) -> Result<Result<(), Refusal>, StoreError> {
        if sign_up.state != SignUpState::Seated || shift.ends_ms <= now_ms() {
            return Ok(Err(Refusal::NotNow));
        }
        queries::set_partner(tx, sign_up.id, named(command)).await?;
        Ok(Ok(()))
    }

    /// What those are called who go with volunteers, by sign-up. Whoever is not there any more is left out.
    pub(super) async fn partners_named(
        &self,
        found: Vec<(SignUpId, String)>,
    ) -> Result<HashMap<SignUpId, String>, StoreError> {
        if found.is_empty() {
            return Ok(HashMap::new());
        }
        let everybody = self.accounts.everybody().await?;
        let name = |id: &str| everybody.iter().find(|it| it.id.to_string() == id).map(|it| it.name.clone());
        Ok(found.into_iter().filter_map(|(sign_up, id)| Some((sign_up, name(&id)?))).collect())
    }
}

fn named(command: &Command) -> &str {
    set(command, WORKER).and_then(serde_json::Value::as_str).unwrap_or_default()
}
