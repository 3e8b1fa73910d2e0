//! Activities on the server: how they are kept, who gets which place, who was there, and the hours that count.
//!
//! Rules and pages are in `app/src/activities`. steps.rs does what the staff wants, sign_ups.rs what volunteers ask for
//! (queue.rs writes several at once), telling.rs writes to them, attendance/ keeps who was there and their hours, who.rs
//! says which volunteer asks, routes.rs has the public addresses, calendars.rs what calendars fetch, mine.rs those of a
//! volunteer's own, and office.rs those of the office; recording/ says what is not recorded yet and has records put right,
//! records.rs hands hours over; partners.rs says which
//! social worker goes with whom; demo.rs makes some up. The SQL is in
//! the queries.rs of each folder.
//!
//! Invariants: what the staff does is a command in the journal of the unit; what volunteers do is told by their taps,
//! each of which counts once. No name stands here but those of companions, sealed under the key of their sign-up.

pub mod attendance;
mod calendars;
pub mod demo;
mod mine;
mod office;
mod partners;
pub mod queries;
mod queue;
mod recording;
mod records;
mod routes;
pub mod sign_ups;
mod steps;
mod telling;
mod who;

pub use office::routes as office_routes;
pub use recording::{ToldCorrection, queries::RECORDED_WITHIN_MS};
pub use routes::routes;
pub use sign_ups::{Ask, Tap};

use std::sync::Arc;

use app::{
    access::Action,
    accounts::model::Staff,
    activities::{check_in, model::State},
    ids::{ActivityId, ShiftId},
    journal::model::{Actor, Unit},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    accounts::{Accounts, secrets::Secrets},
    config::Configuration,
    database::{Database, Transaction},
    directory::CurrentDirectory,
    error::StoreError,
    journal::Journal,
};
use queries::{Activity, Shift};
use queue::Queue;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// How long before a shift people are reminded.
const REMIND_BEFORE_MS: i64 = 24 * HOUR_MS;

/// How long after its last shift an activity is closed by itself: the leader has the evening for the roll-call.
const CLOSE_AFTER_MS: i64 = 24 * HOUR_MS;

/// All activities.
#[derive(Clone)]
pub struct Activities {
    accounts: Accounts,
    journal: Journal,
    secrets: Secrets,
    directory: CurrentDirectory,
    public_url: Arc<str>,
    rounding_minutes: i64,
    queue: Queue,
}

impl Activities {
    /// The activities of this deployment.
    pub fn new(configuration: &Configuration, accounts: &Accounts, directory: CurrentDirectory) -> Self {
        Self {
            journal: accounts.journal().clone(),
            secrets: accounts.secrets().clone(),
            accounts: accounts.clone(),
            directory,
            public_url: configuration.public_url().into(),
            rounding_minutes: i64::from(configuration.volunteer_hours_rounding_minutes.get()),
            queue: Queue::default(),
        }
    }

    fn database(&self) -> &Database {
        self.journal.database()
    }

    /// The activity of this id, if `reader` may know of it.
    pub async fn seen(&self, reader: &Staff, id: ActivityId) -> Result<Option<Activity>, StoreError> {
        let found = queries::one(self.database(), id).await?;
        Ok(found.filter(|it| self.accounts.may(reader, Action::SeeActivities, &it.unit, None)))
    }

    /// The activity of this id with its shifts, if everybody may read it.
    pub async fn public(&self, id: ActivityId) -> Result<Option<(Activity, Vec<Shift>)>, StoreError> {
        match queries::one(self.database(), id).await?.filter(|it| it.state.is_public()) {
            None => Ok(None),
            Some(found) => Ok(Some((found, queries::shifts_of(self.database(), id).await?))),
        }
    }

    /// Activities that `reader` may know of, and how many there are.
    pub async fn list(
        &self,
        reader: &Staff,
        state: &str,
        limit: i64,
        offset: i64,
    ) -> Result<(Vec<Activity>, i64), StoreError> {
        let units = self.units(reader, Action::SeeActivities);
        let units: String = units.iter().map(|unit| format!("{unit},")).collect();
        queries::list(self.database(), &format!(",{units}"), state, limit, offset).await
    }

    /// How many activities wait for `reader` to publish them.
    pub async fn in_review(&self, reader: &Staff) -> Result<i64, StoreError> {
        let units: String =
            self.units(reader, Action::PublishActivities).iter().map(|unit| format!("{unit},")).collect();
        let (_, count) =
            queries::list(self.database(), &format!(",{units}"), State::Review.word(), 0, 0).await?;
        Ok(count)
    }

    /// The units in which `reader` may do this.
    pub fn units(&self, reader: &Staff, action: Action) -> Vec<Unit> {
        self.accounts.units(reader, action)
    }

    /// Whether `by` may do this in a unit.
    pub fn may(&self, by: &Staff, action: Action, unit: &Unit) -> bool {
        self.accounts.may(by, action, unit, None)
    }

    /// The code of a shift in a minute: HMAC-SHA-256 under a secret of the shift's own, which nobody makes without the
    /// pepper.
    pub fn code(&self, shift: ShiftId, step: i64) -> String {
        let secret = self.secrets.keyed_hash("activity code", &shift.to_string());
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
        mac.update(&step.to_be_bytes());
        check_in::digits(&mac.finalize().into_bytes())
    }

    /// What volunteers have to be told and are not yet, the oldest first: for whoever writes to them.
    pub async fn untold(&self, limit: i64) -> Result<Vec<telling::queries::Untold>, StoreError> {
        telling::queries::untold(self.database(), limit).await
    }

    /// Says, in the transaction of the message, that somebody is told; and whether nobody had said so.
    pub async fn told(
        &self,
        tx: &mut Transaction<'_>,
        notice: &telling::queries::Untold,
        now: i64,
    ) -> Result<bool, StoreError> {
        telling::queries::told(tx, &notice.once, now).await
    }

    /// Takes back offers that are over, and places of whoever may not take part any more; moves lines on, writes reminders
    /// down, closes what is over, and forgets old taps. Right when done twice.
    pub async fn look_after(&self, now: i64) -> Result<(), StoreError> {
        // Whoever was stopped was taken out then, unless somebody did not come back from it.
        for volunteer in sign_ups::queries::to_stand_down(self.database(), now).await? {
            self.stand_down(volunteer, &Actor::Clock).await?;
        }
        for shift in sign_ups::queries::shifts_to_move(self.database(), now).await? {
            let moving = async |tx: &mut Transaction<'_>| match queries::take_shift(tx, shift).await? {
                Some(open) => self.move_line(tx, &open, now).await,
                None => Ok(()),
            };
            self.database().transaction(moving).await?;
        }
        let remind = async |tx: &mut Transaction<'_>| {
            sign_ups::queries::forget_taps(tx, now - sign_ups::TAPS_KEPT_MS).await?;
            telling::remind(tx, now, now + REMIND_BEFORE_MS).await
        };
        self.database().transaction(remind).await?;
        for id in queries::over(self.database(), now - CLOSE_AFTER_MS).await? {
            self.close_by_the_clock(id).await?;
        }
        Ok(())
    }
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { what: "activity" }
}

#[cfg(test)]
mod tests;
