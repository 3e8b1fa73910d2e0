//! The program killed while it works, again and again: what was acknowledged is there once, and nothing is there twice.
//!
//! A victim, which is this same test started again, applies commands of every sort, and signs volunteers up for one
//! shift, out of a list that is the same each time, in several lanes at once, and says of each on its output that it is
//! done and what the answer was. It is killed with SIGKILL at any moment; the next victim begins each lane at the first
//! command that was not acknowledged, which may have been applied all the same. At the end the journal, the answers and
//! what the commands did are compared.
//!
//! `LASTMETRE_KILLS=1000` kills a thousand times on each database instead of 25.
//! What a power cut takes is another matter: there it is `synchronous=FULL` that counts (`server/src/database.rs`).

#![allow(clippy::unwrap_used, reason = "only tests stand here")]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    io::{BufRead, BufReader, Write},
    process::{Command as Process, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, Staff, State},
    activities::{
        details::Details,
        model::State as ActivityState,
        shift::NewShift,
        sign_up::{Outcome, Party, SignUpState},
    },
    ids::{CommandId, ShiftId, SignUpId},
    journal::model::{Actor, Change, Command, Refusal, Unit},
    stations::model::FreshnessDays,
};
use serde_json::{Value, json};
use server::{
    accounts::{Accounts, Newcomer, secrets},
    activities::{Activities, Ask, Tap, queries as activities, sign_ups::queries as sign_ups},
    config::Configuration,
    database::{Database, Transaction, now_ms},
    directory::CurrentDirectory,
    error::{Doing, StoreError},
    journal::{fields, queries, row::Row, verify::Noted},
};
use sqlx::ConnectOptions;
use support::databases;

/// Tells a victim which database to work on.
const DATABASE: &str = "LASTMETRE_TEST_VICTIM_DATABASE";
/// … with which command each lane begins, …
const BEGIN: &str = "LASTMETRE_TEST_VICTIM_BEGIN";
/// … and before which one it ends.
const END: &str = "LASTMETRE_TEST_VICTIM_END";

/// Commands under way at once.
const LANES: usize = 4;

/// After so many commands a lane begins anew with other people.
const ROUND: usize = 12;

/// Nobody is asked to wait longer.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// The longest that a victim lives after its first answer.
const LIFE_MS_MAX: u16 = 50;

/// Places in the one shift that all lanes sign up for: enough for some, so that others wait.
const PLACES: i64 = 10;

/// The activity of that shift, and the shift.
const SHIFT: &str = "01900000-0000-7000-8fff-ffffffffffff";

const COUNT_ONE: &str =
    "UPDATE programmes SET sort_order = sort_order + 1 WHERE code = 'kills' RETURNING sort_order";

mod nothing_acknowledged_is_lost_or_doubled {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        const NAME: &str = concat!(module_path!(), "::sqlite");
        match env::var(DATABASE) {
            Ok(url) => work_until_killed(&url).await,
            Err(_) => databases::tell_on_sqlite(|database| story(database, NAME)).await,
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        const NAME: &str = concat!(module_path!(), "::postgres");
        match env::var(DATABASE) {
            Ok(url) => work_until_killed(&url).await,
            Err(_) => databases::tell_on_postgres(NAME, |database| story(database, NAME)).await,
        }
    }
}

async fn story(database: Database, name: &'static str) {
    let url = match &database {
        Database::Sqlite { writer, .. } => {
            format!("sqlite:{}", writer.connect_options().get_filename().display())
        }
        Database::Postgres(pool) => pool.connect_options().to_url_lossy().to_string(),
    };
    let (accounts, _) = program(&url).await;
    let administrator = Newcomer {
        name: "Administrator".into(),
        sign_in_name: SignInName::parse(ADMINISTRATOR).unwrap(),
        assignment: Assignment { role: Role::AccountsAdministrator, unit: Unit::Province },
    };
    accounts.invite(CommandId::fresh(), None, &administrator).await.unwrap().unwrap();
    let counter = async |tx: &mut Transaction<'_>| {
        let sql = "INSERT INTO programmes (code, name_zh, sort_order) VALUES ('kills', '', 0)";
        match tx {
            Transaction::Sqlite(tx) => sqlx::query(sql).execute(&mut **tx).await.map(drop),
            Transaction::Postgres(tx) => sqlx::query(sql).execute(&mut **tx).await.map(drop),
        }
        .doing("begin to count")
    };
    database.transaction(counter).await.unwrap();
    database.transaction(async |tx| publish(tx).await).await.unwrap();
    // Whatever a victim leaves behind is put right by the next one, not by us.
    accounts.journal().database().close().await;
    database.close().await;

    let kills = env::var("LASTMETRE_KILLS").map_or(25, |kills| kills.parse().unwrap());
    let killing = {
        let url = url.clone();
        tokio::task::spawn_blocking(move || kill_again_and_again(&url, name, kills))
    };
    let told = killing.await.unwrap();
    compare(&url, &told, kills).await;
}

const ADMINISTRATOR: &str = "administrator";

async fn program(url: &str) -> (Accounts, Activities) {
    let settings = [("DATABASE_URL", url), ("MASTER_KEY", &"0f".repeat(32))]
        .map(|(name, value)| (format!("LASTMETRE_{name}"), value.to_owned()));
    let configuration = Configuration::read(None, settings).unwrap();
    let database = Database::open(&configuration.database_url()).await.unwrap();
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database, days).await.unwrap();
    let accounts = Accounts::open(&configuration, directory.clone()).await.unwrap();
    let activities = Activities::new(&configuration, &accounts, directory);
    (accounts, activities)
}

/// An activity tomorrow that everybody may sign up for.
async fn publish(tx: &mut Transaction<'_>) -> Result<(), StoreError> {
    let details: Details = serde_json::from_value(json!({
        "name": "kills", "category": "elders", "service": "", "content": "", "for_whom": "", "leader": "", "phone": "",
        "place": "469002", "address": "", "point": null, "gathering": "", "risks": "", "protection": "",
        "training": "", "skills": [], "age_min": 0
    }))
    .unwrap();
    let activity = activities::Activity {
        id: SHIFT.parse().unwrap(),
        version: 1,
        unit: Unit::County("469002".into()),
        county: "469002".into(),
        state: ActivityState::Published,
        late: false,
        series: String::new(),
        details,
        reason: String::new(),
        drafted_by: String::new(),
        published_by: String::new(),
        published_at_ms: Some(now_ms()),
        made_at_ms: now_ms(),
    };
    let starts_ms = now_ms() + 24 * 60 * 60 * 1000;
    let shift = NewShift {
        post: String::new(),
        starts_ms,
        ends_ms: starts_ms + 60 * 60 * 1000,
        sign_up_until_ms: starts_ms,
        places: PLACES,
    };
    activities::insert(tx, &activity).await?;
    activities::insert_shift(tx, the_shift(), activity.id, &shift).await?;
    activities::add_seats(tx, the_shift(), PLACES).await
}

fn the_shift() -> ShiftId {
    SHIFT.parse().unwrap()
}

// ── The list of commands ─────────────────────────────────────────────────────────────────────────────────────

/// What is done at one place of a lane. Places in the same round speak of the same two people.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    /// Invite somebody.
    Invite,
    /// Make a link for whoever was invited at this place.
    Link(usize),
    /// Invite somebody under the name of whoever was invited at this place: refused.
    InviteAgain(usize),
    /// Disable whoever was invited at this place.
    Disable(usize),
    /// Add one to the one counter of all lanes; the answer is what it says then.
    Count,
    /// Sign a volunteer up for the one shift of all lanes.
    SignUp,
    /// Change nothing.
    Read,
}

fn act(place: usize) -> Act {
    let begin = place - place % ROUND;
    match place % ROUND {
        0 | 6 => Act::Invite,
        1 => Act::Link(begin),
        7 => Act::Link(begin + 6),
        2 => Act::InviteAgain(begin),
        8 => Act::InviteAgain(begin + 6),
        4 => Act::Disable(begin),
        3 | 9 | 10 => Act::Count,
        5 | 11 => Act::SignUp,
        _ => Act::Read,
    }
}

fn id(lane: usize, place: usize) -> String {
    format!("01900000-0000-7000-8{lane:03x}-{place:012x}")
}

fn newcomer(lane: usize, place: usize) -> Newcomer {
    Newcomer {
        name: format!("Wang {lane} {place}"),
        sign_in_name: SignInName::parse(&format!("wang-{lane}-{place}")).unwrap(),
        assignment: Assignment { role: Role::Supervisor, unit: Unit::Province },
    }
}

/// The answer as it stands in the journal.
fn answered<T: serde::Serialize>(answer: Result<T, Refusal>) -> String {
    match answer {
        Ok(answer) => json!({ "done": answer }),
        Err(refusal) => json!({ "refused": refusal }),
    }
    .to_string()
}

/// What somebody who is nobody else asks for at this place.
fn tap(lane: usize, place: usize) -> Tap {
    let volunteer = id(lane, place).parse().unwrap();
    let ask = Ask::SignUp(the_shift(), Box::new(Party::of(volunteer)));
    Tap { id: id(lane, place).parse().unwrap(), volunteer, ask }
}

/// Applies the command at this place; gives its answer, unless that is told only once.
async fn apply(
    (accounts, activities): &(Accounts, Activities),
    administrator: &Staff,
    lane: usize,
    place: usize,
) -> Option<String> {
    let command: CommandId = id(lane, place).parse().unwrap();
    let staff = |place| id(lane, place).parse().unwrap();
    let frame = |unit, kind: &str, entity_id: String| Command {
        id: command,
        unit,
        entity: "place".into(),
        entity_id,
        basis: 0,
        kind: kind.into(),
        fields: fields([("phone", Change::to(format!("1380013{place:04}"))), ("lane", Change::to(lane))]),
        reason: String::new(),
        made_at_ms: 5,
    };
    let journal = accounts.journal();
    Some(match act(place) {
        Act::Invite => answered(accounts.invite(command, None, &newcomer(lane, place)).await.unwrap()),
        Act::InviteAgain(of) => answered(accounts.invite(command, None, &newcomer(lane, of)).await.unwrap()),
        Act::Link(of) => match accounts.make_link(command, None, staff(of), 1).await.unwrap() {
            Ok(key) => answered::<String>(Ok(secrets::token_hash(&key))),
            // It was made before, and its key is told once.
            Err(Refusal::NotNow) => return None,
            Err(other) => panic!("{other:?}"),
        },
        Act::Disable(of) => answered(accounts.disable(command, administrator, staff(of), 1).await.unwrap()),
        Act::Count => {
            // All lanes write into this journal, and about as many records as there are lanes.
            let command = frame(Unit::County("469002".into()), "visit", lane.to_string());
            let work = async |tx: &mut Transaction<'_>| count_one(tx).await.map(Ok);
            answered(journal.apply(&command, &Actor::Clock, &["phone"], work).await.unwrap())
        }
        Act::SignUp => {
            let outcome = activities.tap(tap(lane, place)).await.unwrap();
            serde_json::to_string(&outcome).unwrap()
        }
        Act::Read => {
            let command = frame(Unit::County(format!("46900{}", 3 + lane)), "read", place.to_string());
            let work = async |_: &mut Transaction<'_>| Ok(Ok(()));
            answered(journal.apply(&command, &Actor::Operator, &[], work).await.unwrap())
        }
    })
}

async fn count_one(tx: &mut Transaction<'_>) -> Result<i64, StoreError> {
    match tx {
        Transaction::Sqlite(tx) => sqlx::query_scalar(COUNT_ONE).fetch_one(&mut **tx).await,
        Transaction::Postgres(tx) => sqlx::query_scalar(COUNT_ONE).fetch_one(&mut **tx).await,
    }
    .doing("count")
}

// ── The victim ───────────────────────────────────────────────────────────────────────────────────────────────

async fn work_until_killed(url: &str) {
    let program = program(url).await;
    let everybody = program.0.everybody().await.unwrap();
    let administrator = everybody.into_iter().find(|it| it.sign_in_name.as_str() == ADMINISTRATOR).unwrap();
    let end: usize = env::var(END).unwrap().parse().unwrap();
    let begin = env::var(BEGIN).unwrap();
    let lanes: Vec<_> = begin
        .split(',')
        .map(|begin| begin.parse::<usize>().unwrap())
        .enumerate()
        .map(|(lane, begin)| {
            let (program, administrator) = (program.clone(), administrator.clone());
            tokio::spawn(async move {
                for place in begin..end {
                    let answer = apply(&program, &administrator, lane, place).await;
                    let answer = answer.as_deref().unwrap_or(UNTOLD);
                    // In one piece: half a line is none.
                    let line = format!("\n{DONE}{lane} {place} {answer}\n");
                    std::io::stdout().write_all(line.as_bytes()).unwrap();
                }
            })
        })
        .collect();
    for lane in lanes {
        lane.await.unwrap();
    }
}

/// With this begins the line of a victim that tells of a command; the test's own words stand between.
const DONE: &str = "done: ";

const UNTOLD: &str = "-";

// ── The killer ───────────────────────────────────────────────────────────────────────────────────────────────

/// What victims told.
#[derive(Default)]
struct Told {
    /// The answer to each command of each lane, from the beginning on.
    answers: [Vec<String>; LANES],
    /// The first commands of each victim, and when it was started.
    sent_again: Vec<(usize, usize, i64)>,
}

fn kill_again_and_again(url: &str, name: &str, kills: usize) -> Told {
    let mut told = Told::default();
    for _ in 0..kills {
        let mut life_ms = [0; 2];
        getrandom::fill(&mut life_ms).unwrap();
        let life_ms = u16::from_le_bytes(life_ms) % LIFE_MS_MAX;
        run(url, name, usize::MAX, Some(Duration::from_millis(life_ms.into())), &mut told);
    }
    // The last one is let live, to the end of a round.
    let longest = told.answers.iter().map(Vec::len).max().unwrap_or_default();
    run(url, name, (longest + 1).next_multiple_of(ROUND), None, &mut told);
    told
}

/// Starts a victim, kills it `life` after its first answer, or waits for its end, and takes down what it told.
fn run(url: &str, name: &str, end: usize, life: Option<Duration>, told: &mut Told) {
    let begin: Vec<_> = told.answers.iter().map(Vec::len).collect();
    let started_ms = now_ms();
    told.sent_again.extend(begin.iter().enumerate().map(|(lane, place)| (lane, *place, started_ms)));
    let begin = begin.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    let (_, test) = name.split_once("::").unwrap();
    let mut victim = Process::new(env::current_exe().unwrap())
        .args([test, "--exact", "--test-threads=1"])
        .env(DATABASE, url)
        .env(BEGIN, begin)
        .env(END, end.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(victim.stdout.take().unwrap());
    let (send, lines) = mpsc::channel();
    let reading = thread::spawn(move || {
        for line in output.split(b'\n') {
            let line = String::from_utf8(line.unwrap()).unwrap();
            if let Some(line) = line.strip_prefix(DONE) {
                send.send(line.to_owned()).unwrap();
            }
        }
    });
    let first = lines.recv_timeout(WAIT_MAX).unwrap();
    if let Some(life) = life {
        thread::sleep(life);
        victim.kill().unwrap();
    }
    let status = victim.wait().unwrap();
    assert_eq!(status.success(), life.is_none(), "{status}");
    reading.join().unwrap();
    for line in std::iter::once(first).chain(lines) {
        let mut words = line.splitn(3, ' ');
        let mut word = || words.next().unwrap();
        let (lane, place): (usize, usize) = (word().parse().unwrap(), word().parse().unwrap());
        let answers = &mut told.answers[lane];
        assert_eq!(answers.len(), place, "a lane goes on where it was left");
        answers.push(word().to_owned());
    }
}

// ── What became of it ────────────────────────────────────────────────────────────────────────────────────────

async fn compare(url: &str, told: &Told, kills: usize) {
    let (accounts, activities) = program(url).await;
    let journal = accounts.journal();
    let database = journal.database();
    journal.verify(&Noted::default()).await.unwrap().unwrap();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for head in queries::heads(database).await.unwrap() {
        for row in queries::rows_after(database, &head.unit, 0, i64::MAX).await.unwrap() {
            assert!(rows.insert(row.command.clone(), row).is_none(), "a command stands in the journal twice");
        }
    }
    let sent: usize = told.answers.iter().map(Vec::len).sum();
    let signed_up = compare_sign_ups(&activities, database, told).await;
    // Beside ours there is the invitation of the administrator; what volunteers do is no command.
    assert_eq!(rows.len(), sent - signed_up + 1);
    let mut counts = Vec::new();
    let mut invited = BTreeMap::new();
    let mut links = 0;
    for (lane, answers) in told.answers.iter().enumerate() {
        for (place, answer) in answers.iter().enumerate() {
            if act(place) == Act::SignUp {
                continue;
            }
            let row = rows
                .get(&id(lane, place))
                .unwrap_or_else(|| panic!("{lane} {place} was acknowledged and is lost"));
            assert!(answer == UNTOLD || *answer == row.answer, "{answer} was told, {} is kept", row.answer);
            let kept: Value = serde_json::from_str(&row.answer).unwrap();
            match act(place) {
                Act::Invite => {
                    invited.insert(newcomer(lane, place).sign_in_name, State::Invited);
                    assert_eq!(kept["done"], id(lane, place));
                }
                Act::InviteAgain(_) => assert_eq!(kept["refused"], "taken"),
                Act::Disable(of) => {
                    invited.insert(newcomer(lane, of).sign_in_name, State::Disabled);
                    // With the link that was made for them.
                    links -= 1;
                }
                Act::Link(_) => links += 1,
                Act::Count => {
                    counts.push(kept["done"].as_i64().unwrap());
                    let phone = &journal.read_fields(row).await.unwrap()["phone"];
                    assert_eq!(*phone, Some(Change::to(format!("1380013{place:04}"))));
                }
                Act::SignUp | Act::Read => assert_eq!(kept["done"], Value::Null),
            }
        }
    }
    // Each time that something was counted it was counted once, and in the order of the journal.
    counts.sort_unstable();
    assert_eq!(counts, (1..=i64::try_from(counts.len()).unwrap()).collect::<Vec<_>>());
    let counted = "SELECT sort_order FROM programmes WHERE code = 'kills'";
    assert_eq!(number(database, counted).await, i64::try_from(counts.len()).unwrap());
    let staff = accounts.everybody().await.unwrap();
    let staff: BTreeMap<_, _> = staff.into_iter().map(|staff| (staff.sign_in_name, staff.state)).collect();
    invited.insert(SignInName::parse(ADMINISTRATOR).unwrap(), State::Invited);
    assert_eq!(staff, invited);
    assert_eq!(
        number(database, "SELECT COUNT(*) FROM assignments").await,
        i64::try_from(invited.len()).unwrap()
    );
    assert_eq!(number(database, "SELECT COUNT(*) FROM one_time_links").await, links);

    let again = told.sent_again.iter().filter(|(lane, place, started_ms)| {
        rows.get(&id(*lane, *place)).is_some_and(|row| row.applied_at_ms < *started_ms)
    });
    let again = again.count();
    let what = if matches!(database, Database::Sqlite { .. }) { "SQLite" } else { "PostgreSQL" };
    let told = format!(
        "{what}: {kills} kills, {sent} commands acknowledged, {again} of them applied by a victim that could not say so\n"
    );
    std::io::stderr().write_all(told.as_bytes()).unwrap();
    // So many kills cannot all have missed the moment between the commit and the answer.
    assert!(kills < 200 || again > 0);
    database.close().await;
}

/// Everybody who was told so has their sign-up, nobody has another, and as many sit as there are places; gives how many
/// signed up.
async fn compare_sign_ups(activities: &Activities, database: &Database, told: &Told) -> usize {
    let mut ids: BTreeSet<SignUpId> = BTreeSet::new();
    for (lane, answers) in told.answers.iter().enumerate() {
        for (place, answer) in answers.iter().enumerate().filter(|(place, _)| act(*place) == Act::SignUp) {
            let again = activities.tap(tap(lane, place)).await.unwrap();
            assert_eq!(serde_json::from_str::<Outcome>(answer).unwrap(), again, "{lane} {place}");
            let (Outcome::Seated(id) | Outcome::Waiting(id, _)) = again else { panic!("{again:?}") };
            assert!(ids.insert(id), "two taps have one sign-up");
        }
    }
    let kept = sign_ups::sign_ups_of(database, the_shift()).await.unwrap();
    assert_eq!(kept.iter().map(|it| it.id).collect::<BTreeSet<_>>(), ids);
    let seated = kept.iter().filter(|it| it.state == SignUpState::Seated).count();
    assert_eq!(seated, usize::try_from(PLACES).unwrap().min(kept.len()));
    assert_eq!(sign_ups::taken_seats(database, the_shift()).await.unwrap(), i64::try_from(seated).unwrap());
    ids.len()
}

async fn number(database: &Database, sql: &'static str) -> i64 {
    match database {
        Database::Sqlite { readers, .. } => sqlx::query_scalar(sql).fetch_one(readers).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
    }
}
