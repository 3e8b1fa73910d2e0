//! What the write path is measured with: as many commands as the database takes, each one a
//! transaction with its row in the journal, as the office sends them.
//!
//! `bench commands sqlite:path/of/file 64 5` (or `postgres://…`) lets 64 writers, two in each unit, invite somebody again and
//! again for 5 seconds after one to warm up, and prints as one line of JSON what they saw, how many were acknowledged
//! and how many of these the journal has. An invitation is the dearest command of today: a key for the record, two
//! sealed fields, two rows beside the journal's.
//!
//! Invariant: nothing is counted that was not answered, and the journals are verified before anything is printed.

use std::time::{Duration, Instant};

use app::{
    access::Role,
    accounts::model::{Assignment, SignInName},
    ids::{CommandId, StationId},
    journal::model::Unit,
    stations::model::FreshnessDays,
};
use serde_json::json;
use server::{
    accounts::{Accounts, Newcomer},
    config::Configuration,
    database::Database,
    directory::CurrentDirectory,
    journal::{
        queries::{self, Search},
        verify::Noted,
    },
    vault::{SealingKey, Vault},
};
use tokio::task::JoinSet;

use crate::Outcome;

/// Applied, but not counted.
const WARM_UP: Duration = Duration::from_secs(1);

/// Writers that share a unit, and so wait for each other.
const WRITERS_IN_A_UNIT: usize = 2;

pub async fn measure(url: &str, writers: &str, seconds: &str) -> Outcome<()> {
    let writers: usize = writers.parse()?;
    let lasting = Duration::from_secs(seconds.parse()?);
    let setting = ("LASTMETRE_DATABASE_URL".to_owned(), url.to_owned());
    let configuration = Configuration::read(None, [setting])?;
    let database = Database::open_or_create(&configuration.database_url()).await?;
    database.migrate().await?;
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await?;
    let accounts = Accounts::under(
        Vault::under(SealingKey::fresh()?),
        directory,
        server::accounts::SessionLimits::default(),
    )
    .await?;

    let units: Vec<_> = (0..writers.div_ceil(WRITERS_IN_A_UNIT)).map(|_| StationId::fresh()).collect();
    let begun = Instant::now() + WARM_UP;
    let mut writing = JoinSet::new();
    for writer in 0..writers {
        let unit = Unit::Station(units[writer / WRITERS_IN_A_UNIT]);
        writing.spawn(keep_inviting(accounts.clone(), unit, begun, lasting));
    }
    let mut waits = Vec::new();
    let mut acknowledged = 0;
    while let Some(written) = writing.join_next().await {
        let (waited, count) = written??;
        waits.extend(waited);
        acknowledged += count;
    }
    let everything = Search { before_ms: i64::MAX, ..Search::default() };
    let kept = queries::count(&database, &everything).await?;
    accounts.journal().verify(&Noted::default()).await??;
    database.close().await;

    waits.sort_unstable();
    let at = |share: f64| {
        let place = (waits.len() as f64 * share).ceil() as usize;
        waits.get(place.saturating_sub(1)).map(|wait| wait.as_secs_f64() * 1000.0)
    };
    let a_second = waits.len() as f64 / lasting.as_secs_f64();
    let seen = json!({
        "a_second": a_second,
        "median_ms": at(0.5),
        "p99_ms": at(0.99),
        "acknowledged": acknowledged,
        "kept": kept,
    });
    println!("{seen}");
    Ok(())
}

/// One writer, who sends the next command as soon as the one before is answered. How long each answer took that came
/// within `lasting` after `begun`, and how many there were in all.
async fn keep_inviting(
    accounts: Accounts,
    unit: Unit,
    begun: Instant,
    lasting: Duration,
) -> Outcome<(Vec<Duration>, i64)> {
    let mut waits = Vec::new();
    let mut count = 0;
    loop {
        let id = CommandId::fresh();
        let newcomer = Newcomer {
            name: "王小明".to_owned(),
            sign_in_name: SignInName::parse(&id.to_string()).map_err(|fault| format!("{fault:?}"))?,
            assignment: Assignment { role: Role::SocialWorker, unit: unit.clone() },
        };
        let sent = Instant::now();
        accounts.invite(id, None, &newcomer).await?.map_err(|refusal| format!("{refusal:?}"))?;
        let answered = Instant::now();
        count += 1;
        if answered >= begun + lasting {
            return Ok((waits, count));
        }
        if answered >= begun {
            waits.push(answered - sent);
        }
    }
}
