//! Work that is done beside requests, or later: one table, from which workers take what is due.
//!
//! A worker takes a job for [`Lease::for_ms`]; when it does not come back in that time (its machine died), another takes
//! it. So what a job does must be right when done twice. Several servers on one database share the jobs. The SQL is in
//! queries.rs; what each kind of job does stands in the slice whose work it is.
//!
//! Invariants: a job that failed is put off, never lost; a worker that lost its lease can no longer finish the job.

pub mod queries;

use std::{sync::Arc, time::Duration};

use app::ids::CommandId;
use tokio::sync::{Notify, watch};

use crate::{
    accounts::Accounts,
    activities::Activities,
    certificates::Certificates,
    complaints::Complaints,
    database::{Database, now_ms},
    error::StoreError,
    help::Help,
    matching::Matching,
    messages::Messages,
    photos::Photos,
    register::Register,
    reminders::Reminders,
    services,
    shanghai::today,
    stations::Stations,
    volunteers::{Keepers, Volunteers},
};

/// Workers of one server.
const WORKERS: usize = 4;

/// How often an idle worker looks for what is due, which others may have put there.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How long a job that broke waits, in milliseconds; each time twice as long, up to an hour.
const BROKEN_WAIT_MS: i64 = 5_000;
const BROKEN_WAIT_MS_MAX: i64 = 60 * 60 * 1000;

/// How often people are looked for who have to be reminded.
const REMIND_EVERY_MS: i64 = 10 * 60 * 1000;

/// How often is looked whether the day has its root.
const ROOT_EVERY_MS: i64 = 60 * 60 * 1000;

/// How often is looked whether the day of a published version has come: a minute after midnight it is in force.
const PUBLISH_EVERY_MS: i64 = 60 * 1000;
/// How often units are looked at, which a new day may make different.
const UPKEEP_EVERY_MS: i64 = 30 * 60 * 1000;

/// How often what is over is swept away.
const SWEEP_EVERY_MS: i64 = 60 * 60 * 1000;

/// How often calls for help are looked after: who waits for one day only is not told a day late.
const HELP_EVERY_MS: i64 = 10 * 60 * 1000;

/// How often activities are looked after: an offer that is over goes to the next of the line, and who waits is told.
const ACTIVITIES_EVERY_MS: i64 = 20 * 1000;

/// How often complaints are looked after.
const COMPLAINTS_EVERY_MS: i64 = 60 * 60 * 1000;

/// How often pictures are looked for that nobody names.
const PHOTOS_EVERY_MS: i64 = 24 * 60 * 60 * 1000;

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Send a message; the subject is its id.
    Send,
    /// Write to whoever wants to be reminded today.
    Remind,
    /// Take away what is over.
    Sweep,
    /// Make the day's root over all journals.
    Root,
    /// Look after complaints: tell of late ones, close and delete others.
    Complaints,
    /// Look after calls for help: tell of late ones, delete others and what was begun and left.
    Help,
    /// Look after activities: offers that are over, reminders, what is over.
    Activities,
    /// Put in force what is to be published today.
    Publish,
    /// Bring what the public reads of units to the day, and tell whose entry waits to be looked at.
    Upkeep,
    /// Delete pictures that no photo names any more.
    Photos,
}

impl Kind {
    const ALL: [Self; 10] = [
        Self::Send,
        Self::Remind,
        Self::Sweep,
        Self::Root,
        Self::Complaints,
        Self::Help,
        Self::Activities,
        Self::Publish,
        Self::Upkeep,
        Self::Photos,
    ];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Remind => "remind",
            Self::Sweep => "sweep",
            Self::Root => "root",
            Self::Complaints => "complaints",
            Self::Help => "help",
            Self::Activities => "activities",
            Self::Publish => "publish",
            Self::Upkeep => "upkeep",
            Self::Photos => "photos",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// How long after it was done it is due again; nothing for what is done once.
    fn every_ms(self) -> Option<i64> {
        match self {
            Self::Send => None,
            Self::Remind => Some(REMIND_EVERY_MS),
            Self::Sweep => Some(SWEEP_EVERY_MS),
            // Once a day is enough, and no day may be left out.
            Self::Root => Some(ROOT_EVERY_MS),
            Self::Complaints => Some(COMPLAINTS_EVERY_MS),
            Self::Help => Some(HELP_EVERY_MS),
            Self::Activities => Some(ACTIVITIES_EVERY_MS),
            Self::Publish => Some(PUBLISH_EVERY_MS),
            Self::Upkeep => Some(UPKEEP_EVERY_MS),
            Self::Photos => Some(PHOTOS_EVERY_MS),
        }
    }
}

/// What becomes of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// It is done.
    Done,
    /// It is due again at this moment, in milliseconds since 1970.
    At(i64),
}

/// Who takes jobs, and for how long.
#[derive(Clone, Debug)]
pub struct Lease {
    /// A name that no other worker has.
    pub worker: String,
    /// For how many milliseconds.
    pub for_ms: i64,
}

/// Wakes workers of this server when there is something to do at once.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Rings.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// What workers need.
#[derive(Clone)]
pub struct Workers {
    /// Where the jobs are.
    pub database: Database,
    /// What sends.
    pub messages: Messages,
    /// What reminds.
    pub reminders: Reminders,
    /// What keeps complaints.
    pub complaints: Complaints,
    /// What keeps calls for help.
    pub help: Help,
    /// What keeps volunteers.
    pub volunteers: Volunteers,
    /// What certifies their hours.
    pub certificates: Certificates,
    /// What keeps activities.
    pub activities: Activities,
    /// What keeps needs.
    pub matching: Matching,
    /// What keeps who is signed in, and the journals.
    pub accounts: Accounts,
    /// What keeps the units.
    pub stations: Stations,
    /// What keeps their registers.
    pub register: Register,
    /// What keeps photos.
    pub photos: Photos,
    /// Wakes them.
    pub bell: Bell,
    /// For how long a job is taken, in milliseconds.
    pub lease_ms: i64,
}

impl Workers {
    /// Works until `stop` says so, and finishes what was begun.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while let Err(error) = self.put_regular_work().await {
            tracing::error!(error = &error as &dyn std::error::Error, "regular work could not be put down");
            self.wait(&mut stop).await;
            if *stop.borrow() {
                return;
            }
        }
        let workers: Vec<_> = (0..WORKERS).map(|_| tokio::spawn(self.clone().work(stop.clone()))).collect();
        for worker in workers {
            // One that panicked has said so in the log.
            let _ended = worker.await;
        }
    }

    /// Puts down what is done again and again, where it is not there yet.
    async fn put_regular_work(&self) -> Result<(), StoreError> {
        self.database
            .transaction(async |tx| {
                for kind in Kind::ALL.into_iter().filter(|kind| kind.every_ms().is_some()) {
                    queries::put(tx, kind.word(), "", now_ms()).await?;
                }
                Ok(())
            })
            .await
    }

    async fn work(self, mut stop: watch::Receiver<bool>) {
        let lease = Lease { worker: CommandId::fresh().to_string(), for_ms: self.lease_ms };
        while !*stop.borrow() {
            match self.work_once(&lease, now_ms()).await {
                Ok(true) => {}
                Ok(false) => self.wait(&mut stop).await,
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "no job could be taken");
                    self.wait(&mut stop).await;
                }
            }
        }
    }

    async fn wait(&self, stop: &mut watch::Receiver<bool>) {
        tokio::select! {
            () = self.bell.0.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }

    /// Does one job that is due, if there is one, and says whether.
    pub async fn work_once(&self, lease: &Lease, now: i64) -> Result<bool, StoreError> {
        let Some(job) = queries::take(&self.database, lease, now).await? else { return Ok(false) };
        let (after, attempts) = match self.act(&job).await {
            Ok(after) => (after, 0),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, kind = job.kind, "a job broke");
                (After::At(now_ms() + broken_wait_ms(job.attempts)), job.attempts)
            }
        };
        self.database
            .transaction(async |tx| match after {
                After::Done => queries::finish(tx, &job, lease).await,
                After::At(due_ms) => queries::put_off(tx, &job, lease, due_ms, attempts).await,
            })
            .await?;
        Ok(true)
    }

    async fn act(&self, job: &queries::Job) -> Result<After, StoreError> {
        // A kind of a newer release waits for a server that knows it.
        let Some(kind) = Kind::from_word(&job.kind) else {
            return Ok(After::At(now_ms() + BROKEN_WAIT_MS_MAX));
        };
        match kind {
            Kind::Send => return self.messages.send(&job.subject).await,
            Kind::Remind => drop(self.reminders.remind(today()).await?),
            Kind::Root => drop(self.accounts.journal().make_root(today()).await?),
            Kind::Complaints => self.complaints.look_after(today(), now_ms()).await?,
            Kind::Help => self.help.look_after(today(), now_ms()).await?,
            Kind::Activities => {
                self.activities.look_after(now_ms()).await?;
                let (volunteers, certificates) = (&self.volunteers, &self.certificates);
                self.activities.tell_all(volunteers, certificates, &self.messages).await?;
            }
            Kind::Publish => services::activate_due(self.accounts.journal(), today()).await?,
            Kind::Upkeep => {
                self.register.recount(today()).await?;
                self.stations.tell_what_waits(today()).await?;
            }
            Kind::Photos => self.photos.sweep(now_ms()).await?,
            Kind::Sweep => {
                self.reminders.sweep(now_ms()).await?;
                self.volunteers.sweep(now_ms()).await?;
                let keepers = Keepers::of(&self.activities, &self.matching, &self.certificates);
                self.volunteers.look_after(keepers, now_ms()).await?;
                self.messages.sweep(now_ms()).await?;
                self.accounts.sweep().await?;
                crate::sheets::sweep(&self.database, now_ms()).await?;
                self.matching.look_after(today(), now_ms()).await?;
            }
        }
        Ok(kind.every_ms().map_or(After::Done, |every| After::At(now_ms() + every)))
    }
}

fn broken_wait_ms(attempts: i64) -> i64 {
    let times = u32::try_from(attempts - 1).unwrap_or_default().min(20);
    BROKEN_WAIT_MS.saturating_mul(2_i64.saturating_pow(times)).min(BROKEN_WAIT_MS_MAX)
}

#[cfg(test)]
mod tests;
