//! Taps that are written together: on SQLite, those who wait share one transaction, and so one wait for the disk.
//!
//! Whoever comes puts their tap into the queue and waits for their turn at the pen; whoever has the pen writes all that
//! lies there, and those who were written for only pick up their answer. On PostgreSQL, which commits in groups by
//! itself, each tap is its own transaction.
//!
//! Invariant: an answer is given after its commit. A batch that breaks is taken apart: each tap is tried alone, so that
//! nobody is told of somebody else's trouble.

use std::sync::{Arc, Mutex, PoisonError};

use app::activities::sign_up::Outcome;
use tokio::sync::{Mutex as Pen, oneshot};

use super::{
    Activities,
    sign_ups::{AtOnce, Tap},
};
use crate::{
    database::{Database, Transaction},
    error::StoreError,
};

/// Taps of one transaction at most: nobody waits longer than these take.
const TOGETHER_MAX: usize = 100;

type Answer = oneshot::Sender<Result<Outcome, StoreError>>;

/// Taps that wait.
#[derive(Clone, Default)]
pub(super) struct Queue {
    waiting: Arc<Mutex<Vec<(Tap, Answer)>>>,
    pen: Arc<Pen<()>>,
}

impl Queue {
    /// Writes a tap, alone or with others.
    pub(super) async fn run(&self, activities: &Activities, tap: Tap) -> Result<Outcome, StoreError> {
        if let Database::Postgres(_) = activities.database() {
            return at_once(activities, &tap).await;
        }
        loop {
            let (answer, mut answered) = oneshot::channel();
            self.lock().push((tap.clone(), answer));
            let pen = self.pen.lock().await;
            if let Ok(outcome) = answered.try_recv() {
                return outcome;
            }
            while self.write(activities).await {
                if let Ok(outcome) = answered.try_recv() {
                    return outcome;
                }
            }
            drop(pen);
            // Whoever wrote for this one went away meanwhile: it is put there again, and its id keeps it from counting
            // twice.
            if let Ok(outcome) = answered.try_recv() {
                return outcome;
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(Tap, Answer)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what waits; says whether anything did.
    async fn write(&self, activities: &Activities) -> bool {
        let taps: Vec<_> = {
            let mut waiting = self.lock();
            let together = waiting.len().min(TOGETHER_MAX);
            waiting.drain(..together).collect()
        };
        if taps.is_empty() {
            return false;
        }
        let together = async |tx: &mut Transaction<'_>| {
            let mut outcomes = Vec::with_capacity(taps.len());
            for (tap, _) in &taps {
                outcomes.push(match activities.seat_at_once(tx, tap).await? {
                    AtOnce::Seated(outcome) => outcome,
                    AtOnce::NotPlain => activities.tap_in(tx, tap).await?,
                    AtOnce::Gone => {
                        tracing::warn!("a place that was free could not be taken, though nobody else writes");
                        return Ok((false, None));
                    }
                });
            }
            Ok((true, Some(outcomes)))
        };
        let written = activities.database().transaction_if(together).await.unwrap_or_else(|fault| {
            tracing::warn!(error = &fault as &dyn std::error::Error, "taps could not be written together");
            None
        });
        match written {
            Some(outcomes) => {
                for ((_, answer), outcome) in taps.into_iter().zip(outcomes) {
                    // Whoever went away has no use for it.
                    let _gone = answer.send(Ok(outcome));
                }
            }
            None => {
                for (tap, answer) in taps {
                    let _gone = answer.send(alone(activities, &tap).await);
                }
            }
        }
        true
    }
}

async fn alone(activities: &Activities, tap: &Tap) -> Result<Outcome, StoreError> {
    let write = async |tx: &mut Transaction<'_>| activities.tap_in(tx, tap).await;
    activities.database().transaction(write).await
}

/// On PostgreSQL: at once, if that can be.
async fn at_once(activities: &Activities, tap: &Tap) -> Result<Outcome, StoreError> {
    let write = async |tx: &mut Transaction<'_>| match activities.seat_at_once(tx, tap).await? {
        AtOnce::Seated(outcome) => Ok((true, Some(outcome))),
        AtOnce::NotPlain => activities.tap_in(tx, tap).await.map(|outcome| (true, Some(outcome))),
        AtOnce::Gone => Ok((false, None)),
    };
    match activities.database().transaction_if(write).await? {
        Some(outcome) => Ok(outcome),
        None => alone(activities, tap).await,
    }
}
