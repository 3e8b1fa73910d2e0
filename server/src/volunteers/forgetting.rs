//! What becomes of whoever is erased: here, and with everybody else who keeps something of them; and who is erased by the
//! clock, because they have been no volunteer for long.

use app::{
    ids::{CommandId, VolunteerId},
    journal::model::Actor,
};

use super::{
    Volunteers,
    queries::{self, Idle},
};
use crate::{
    activities::{Activities, RECORDED_WITHIN_MS},
    certificates::Certificates,
    database::Transaction,
    error::StoreError,
    matching::Matching,
};

const HOUR_MS: i64 = 60 * 60 * 1000;

const DAY_MS: i64 = 24 * HOUR_MS;

/// How long after somebody was erased the rest is looked for once more: no request lasts so long.
const AGAIN_AFTER_MS: i64 = HOUR_MS;

/// How many at most are erased by the clock at one time.
const AT_ONCE_MAX: i64 = 200;

/// Who else keeps something of a volunteer.
#[derive(Clone, Copy)]
pub struct Keepers<'a> {
    activities: &'a Activities,
    matching: &'a Matching,
    certificates: &'a Certificates,
}

impl<'a> Keepers<'a> {
    /// These.
    pub fn of(activities: &'a Activities, matching: &'a Matching, certificates: &'a Certificates) -> Self {
        Self { activities, matching, certificates }
    }

    /// Frees the places that somebody has ahead, and destroys what else is kept of them. Right when done twice.
    async fn forget(self, id: VolunteerId, by: &Actor) -> Result<(), StoreError> {
        self.activities.forget(id).await?;
        self.matching.forget(id).await?;
        self.certificates.forget(id, by).await
    }
}

impl Volunteers {
    /// Erases a volunteer, and what others keep of them. Themselves first: from then on nobody gives them a place, and
    /// there is no name any more to certify. What breaks off, and what was just being written, goes an hour later
    /// ([`Self::look_after`]).
    pub async fn erase_everywhere(
        &self,
        keepers: Keepers<'_>,
        id: VolunteerId,
        by: &Actor,
    ) -> Result<(), StoreError> {
        self.erase_as(CommandId::fresh(), id, by, None).await?;
        keepers.forget(id, by).await
    }

    /// Forgets once more what is kept of whoever was erased of late, and erases who has been refused, gone or not let in for
    /// longer than is configured and has neither hours nor certificates, nor service or a correction that a station has still
    /// to record (个人信息保护法, Art. 19 and 47).
    pub async fn look_after(&self, keepers: Keepers<'_>, now: i64) -> Result<(), StoreError> {
        for id in queries::to_forget(self.database(), now - AGAIN_AFTER_MS).await? {
            keepers.forget(id, &Actor::Clock).await?;
            let forgotten = async |tx: &mut Transaction<'_>| queries::forgotten(tx, &id.to_string()).await;
            self.database().transaction(forgotten).await?;
        }
        let idle =
            Idle { since_ms: now - self.idle_days * DAY_MS, served_since_ms: now - RECORDED_WITHIN_MS };
        for id in queries::idle(self.database(), idle, AT_ONCE_MAX).await? {
            if self.erase_as(CommandId::fresh(), id, &Actor::Clock, Some(idle)).await? {
                keepers.forget(id, &Actor::Clock).await?;
            }
        }
        Ok(())
    }
}
