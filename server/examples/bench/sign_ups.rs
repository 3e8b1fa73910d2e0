//! What signing up is measured with: as many volunteers as are wanted at once, all of whom want a place of the same shift.
//!
//! `bench sign-ups sqlite:path/of/file 64 5` (or `postgres://…`) lets 64 volunteers sign up for one shift for 5 seconds after
//! one to warm up: whoever has an answer is the next volunteer at once. When its 500 places are gone, all go on with the
//! next shift. Printed as one line of JSON: what they saw, how many got a place, and how many places are taken.
//!
//! Invariant: nothing is counted that was not answered, and whoever is told to wait in the line is not counted.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, Staff},
    activities::{
        details::DetailsForm,
        model::{ENTITY, Step},
        shift::{NewShift, PLACES_MAX},
        sign_up::{Outcome as Answer, Party},
    },
    ids::{ActivityId, CommandId, ShiftId, VolunteerId},
    journal::model::{Command, Fields, Unit},
    stations::model::FreshnessDays,
};
use serde_json::json;
use server::{
    accounts::{Accounts, Newcomer, SessionLimits},
    activities::{Activities, Ask, Tap, sign_ups},
    config::Configuration,
    database::{Database, now_ms},
    directory::CurrentDirectory,
    seed,
    vault::{SealingKey, Vault},
};
use time::OffsetDateTime;
use tokio::task::JoinSet;

use crate::Outcome;

/// Answered, but not counted.
const WARM_UP: Duration = Duration::from_secs(1);

/// Shifts that are there: more places than anything measured so far gives away in a minute.
const SHIFTS: usize = 120;

pub async fn measure(url: &str, volunteers: &str, seconds: &str) -> Outcome<()> {
    let volunteers: usize = volunteers.parse()?;
    let lasting = Duration::from_secs(seconds.parse()?);
    let setting = ("LASTMETRE_DATABASE_URL".to_owned(), url.to_owned());
    let configuration = Configuration::read(None, [setting])?;
    let database = Database::open_or_create(&configuration.database_url()).await?;
    database.migrate().await?;
    seed::reference(&database).await?;
    seed::demo(&database, OffsetDateTime::now_utc().date()).await?;
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await?;
    let vault = Vault::under(SealingKey::fresh()?);
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await?;
    let activities = Activities::new(&configuration, &accounts, directory.clone());
    let shifts = Arc::new(published(&activities, &accounts, &directory).await?);

    let begun = Instant::now() + WARM_UP;
    let current = Arc::new(AtomicUsize::new(0));
    let mut wanting = JoinSet::new();
    for _ in 0..volunteers {
        wanting.spawn(keep_wanting(activities.clone(), shifts.clone(), current.clone(), begun, lasting));
    }
    let mut waits = Vec::new();
    let mut acknowledged = 0;
    while let Some(wanted) = wanting.join_next().await {
        let (waited, count) = wanted??;
        waits.extend(waited);
        acknowledged += count;
    }
    let mut kept = 0;
    for shift in shifts.iter() {
        kept += sign_ups::queries::taken_seats(&database, *shift).await?;
    }
    database.close().await;

    waits.sort_unstable();
    let at = |share: f64| {
        let place = (waits.len() as f64 * share).ceil() as usize;
        waits.get(place.saturating_sub(1)).map(|wait| wait.as_secs_f64() * 1000.0)
    };
    let seen = json!({
        "a_second": waits.len() as f64 / lasting.as_secs_f64(),
        "median_ms": at(0.5),
        "p99_ms": at(0.99),
        "acknowledged": acknowledged,
        "kept": kept,
    });
    println!("{seen}");
    Ok(())
}

/// Shifts with all their places, one after the other.
async fn published(
    activities: &Activities,
    accounts: &Accounts,
    directory: &CurrentDirectory,
) -> Outcome<Vec<ShiftId>> {
    let directory = directory.get();
    let station = directory.station("qionghai-jiaji").ok_or("no such station")?;
    let unit = Unit::Station(station.id);
    let newcomer = Newcomer {
        name: "符站长".to_owned(),
        sign_in_name: SignInName::parse("leader").map_err(|fault| format!("{fault:?}"))?,
        assignment: Assignment { role: Role::StationLeader, unit: unit.clone() },
    };
    let id = accounts.invite(CommandId::fresh(), None, &newcomer).await?.map_err(|it| format!("{it:?}"))?;
    let leader =
        accounts.everybody().await?.into_iter().find(|staff| staff.id == id).ok_or("nobody leads")?;
    let form = DetailsForm {
        name: "演示数据：清洁海滩".into(),
        category: "environment".into(),
        content: "捡拾垃圾。".into(),
        leader: "符站长".into(),
        phone: "0898-65310000".into(),
        place: "469002100".into(),
        address: "海滩".into(),
        risks: "天热。".into(),
        ..DetailsForm::default()
    };
    let details = form.parse(&directory).map_err(|faults| format!("{faults:?}"))?;
    let first = CommandId::fresh();
    let activity: ActivityId = first.to_string().parse()?;
    apply(activities, &leader, (first, &unit, activity, 0), Step::Draft, details.fields()).await?;
    let mut shifts = Vec::new();
    let mut version = 1;
    for number in 0..SHIFTS {
        let starts_ms = now_ms() + (1 + i64::try_from(number)?) * 2 * 60 * 60 * 1000;
        let ends_ms = starts_ms + 60 * 60 * 1000;
        let shift = NewShift {
            post: String::new(),
            starts_ms,
            ends_ms,
            sign_up_until_ms: starts_ms,
            places: PLACES_MAX,
        };
        let id = CommandId::fresh();
        apply(activities, &leader, (id, &unit, activity, version), Step::AddShift, shift.fields()).await?;
        shifts.push(id.to_string().parse()?);
        version += 1;
    }
    for step in [Step::Submit, Step::Publish] {
        apply(activities, &leader, (CommandId::fresh(), &unit, activity, version), step, Fields::new())
            .await?;
        version += 1;
    }
    Ok(shifts)
}

async fn apply(
    activities: &Activities,
    leader: &Staff,
    (id, unit, activity, basis): (CommandId, &Unit, ActivityId, i64),
    step: Step,
    fields: Fields,
) -> Outcome<()> {
    let command = Command {
        id,
        unit: unit.clone(),
        entity: ENTITY.to_owned(),
        entity_id: activity.to_string(),
        basis,
        kind: step.word().to_owned(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    };
    activities.apply(&command, leader).await?.map_err(|refusal| format!("{step:?}: {refusal:?}"))?;
    Ok(())
}

/// One volunteer after the other, each as soon as the one before has an answer. How long each answer took that came within
/// `lasting` after `begun`, and how many got a place in all.
async fn keep_wanting(
    activities: Activities,
    shifts: Arc<Vec<ShiftId>>,
    current: Arc<AtomicUsize>,
    begun: Instant,
    lasting: Duration,
) -> Outcome<(Vec<Duration>, i64)> {
    let mut waits = Vec::new();
    let mut count = 0;
    loop {
        let at = current.load(Ordering::Relaxed);
        let shift = *shifts.get(at).ok_or("there are too few shifts for such a fast machine")?;
        let party = Party::of(VolunteerId::fresh());
        let tap = Tap {
            id: CommandId::fresh(),
            volunteer: party.volunteer,
            ask: Ask::SignUp(shift, Box::new(party)),
        };
        let sent = Instant::now();
        let answer = activities.tap(tap).await?;
        let answered = Instant::now();
        match answer {
            Answer::Seated(_) => {
                count += 1;
                if answered >= begun && answered < begun + lasting {
                    waits.push(answered - sent);
                }
            }
            Answer::Waiting(..) => {
                let _others = current.compare_exchange(at, at + 1, Ordering::Relaxed, Ordering::Relaxed);
            }
            other => return Err(format!("{other:?}").into()),
        }
        if answered >= begun + lasting {
            return Ok((waits, count));
        }
    }
}
