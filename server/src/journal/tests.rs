use std::{
    fs::{self, File},
    sync::atomic::{AtomicUsize, Ordering},
};

use app::{
    ids::{CommandId, StaffId},
    journal::model::Unit,
};
use serde_json::Value;
use sqlx::AssertSqlSafe;
use time::Date;

use super::{
    queries::UnitHead,
    roots::{NotedRoot, Root},
    verify::{Broken, Noted, Whole},
    *,
};
use crate::databases::on_each_database;

const PERSONAL: &[&str] = &["phone"];

fn journal(database: &Database) -> Journal {
    Journal::new(database.clone(), Vault::under(SealingKey::fresh().unwrap()))
}

fn a_command(entity_id: &str) -> Command {
    Command {
        id: CommandId::fresh(),
        unit: Unit::County("469002".into()),
        entity: "staff".into(),
        entity_id: entity_id.into(),
        basis: 0,
        kind: "invite".into(),
        fields: fields([("role", Change::to("leader")), ("phone", Change::to("13800138000"))]),
        reason: String::new(),
        made_at_ms: 1_795_500_000_000,
    }
}

async fn apply(journal: &Journal, command: &Command) -> Result<String, Refusal> {
    let work = async |_: &mut Transaction<'_>| Ok(Ok("done".to_owned()));
    journal.apply(command, &Actor::Operator, PERSONAL, work).await.unwrap()
}

async fn rows(journal: &Journal, unit: &Unit) -> Vec<Row> {
    queries::rows_after(journal.database(), &unit.to_string(), 0, 1_000).await.unwrap()
}

/// Whoever owns the database takes the triggers away and does as they like.
async fn by_hand(database: &Database, sql: &str) {
    let mut off: Vec<String> = Vec::new();
    match database {
        Database::Sqlite { .. } => {
            for trigger in queries::triggers(database).await.unwrap() {
                off.push(format!("DROP TRIGGER {trigger}"));
            }
        }
        Database::Postgres(_) => {
            for table in ["journal", "journal_roots", "journal_checkpoints"] {
                off.push(format!("ALTER TABLE {table} DISABLE TRIGGER ALL"));
            }
        }
    }
    for statement in off.iter().map(String::as_str).chain([sql]) {
        try_sql(database, statement).await.unwrap();
    }
}

/// Looks at everything, with nothing noted elsewhere.
async fn verified(journal: &Journal) -> Result<Whole, Broken> {
    verified_with(journal, &[], &[]).await
}

async fn verified_with(journal: &Journal, heads: &[UnitHead], roots: &[Root]) -> Result<Whole, Broken> {
    let roots =
        roots.iter().map(|root| NotedRoot { day: root.day.clone(), hash: root.hash.clone() }).collect();
    journal.verify(&Noted { heads: heads.to_vec(), roots }).await.unwrap()
}

fn whole(units: usize, rows: i64) -> Whole {
    Whole { units, rows, ..Whole::default() }
}

fn unit() -> String {
    "469002".to_owned()
}

fn a_day(day: &str) -> Date {
    app::iso_date::parse(day).unwrap()
}

/// Applies commands of these kinds, one after the other.
async fn applied(journal: &Journal, kinds: &[&str]) {
    for kind in kinds {
        apply(journal, &Command { kind: (*kind).to_owned(), ..a_command("1") }).await.unwrap();
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Retires what has been kept for long enough so many days from now; gives how many rows, and the archive.
async fn retired_in(journal: &Journal, days: i64) -> (i64, String) {
    let file = std::env::temp_dir().join(format!("lastmetre-archive-{}", uuid::Uuid::now_v7()));
    let archive = File::create_new(&file).unwrap();
    let retired = journal.retire(i64::MAX, now_ms() + days * DAY_MS, &archive).await.unwrap();
    let text = fs::read_to_string(&file).unwrap();
    fs::remove_file(file).unwrap();
    (retired.rows, text)
}

async fn try_sql(database: &Database, sql: &str) -> Result<u64, sqlx::Error> {
    let sql = AssertSqlSafe(sql.to_owned());
    match database {
        Database::Sqlite { writer, .. } => {
            sqlx::query(sql).execute(writer).await.map(|done| done.rows_affected())
        }
        Database::Postgres(pool) => sqlx::query(sql).execute(pool).await.map(|done| done.rows_affected()),
    }
}

on_each_database! {
    async fn the_same_id_is_applied_once_and_gets_the_same_answer(database) {
        let journal = journal(&database);
        let command = a_command("1");
        let applied = AtomicUsize::new(0);
        for _ in 0..3 {
            let work = async |_: &mut Transaction<'_>| Ok(Ok(applied.fetch_add(1, Ordering::SeqCst) + 1));
            let answer = journal.apply(&command, &Actor::Operator, PERSONAL, work).await.unwrap();
            assert_eq!(answer, Ok(1));
        }
        assert_eq!(rows(&journal, &command.unit).await.len(), 1);
    }

    async fn another_command_under_the_same_id_is_refused(database) {
        let journal = journal(&database);
        let command = a_command("1");
        assert!(apply(&journal, &command).await.is_ok());
        let others = [
            Command { reason: "another".into(), ..command.clone() },
            Command { unit: Unit::Province, ..command.clone() },
            Command { entity_id: "2".into(), ..command.clone() },
            Command { fields: fields([("role", Change::to("leader"))]), ..command.clone() },
            Command {
                fields: fields([("role", Change::to("leader")), ("phone", Change::to("13900139000"))]),
                ..command.clone()
            },
        ];
        for other in others {
            assert_eq!(apply(&journal, &other).await, Err(Refusal::OtherCommand), "{other:?}");
        }
        assert_eq!(apply(&journal, &command).await, Ok("done".to_owned()));
    }

    async fn what_is_refused_leaves_nothing_but_the_row_that_says_so(database) {
        let journal = journal(&database);
        let command = a_command("1");
        let refuse = async |tx: &mut Transaction<'_>| {
            journal.record_key(tx, "staff", "a trace").await?;
            Ok(Err::<String, _>(Refusal::NotNow))
        };
        let answer = journal.apply(&command, &Actor::Stranger, PERSONAL, refuse).await.unwrap();
        assert_eq!(answer, Err(Refusal::NotNow));
        assert_eq!(queries::key_now(&database, "staff", "a trace").await.unwrap(), None);
        // Also when it could be done by now.
        let again = async |_: &mut Transaction<'_>| Ok(Ok("done".to_owned()));
        let again = journal.apply(&command, &Actor::Stranger, PERSONAL, again).await.unwrap();
        assert_eq!(again, Err(Refusal::NotNow));
        let rows = rows(&journal, &command.unit).await;
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].fields.as_str(), rows[0].actor.as_str()), ("{}", "stranger"));
    }

    async fn an_error_in_between_leaves_nothing_at_all(database) {
        let journal = journal(&database);
        let command = a_command("1");
        let fail = async |_: &mut Transaction<'_>| {
            Err::<Result<String, _>, _>(StoreError::Corrupt { what: "something" })
        };
        assert!(journal.apply(&command, &Actor::Operator, PERSONAL, fail).await.is_err());
        assert!(rows(&journal, &command.unit).await.is_empty());
        assert!(apply(&journal, &command).await.is_ok());
    }

    async fn many_at_once_are_numbered_without_gaps_and_each_once(database) {
        let journal = journal(&database);
        let commands: Vec<_> = (0..12).map(|number| a_command(&number.to_string())).collect();
        let tasks: Vec<_> = commands
            .iter()
            .chain(&commands)
            .cloned()
            .map(|command| {
                let journal = journal.clone();
                tokio::spawn(async move { apply(&journal, &command).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), Ok("done".to_owned()));
        }
        let rows = rows(&journal, &commands[0].unit).await;
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
        assert_eq!(verified(&journal).await, Ok(whole(1, 12)));
    }

    async fn nothing_in_the_journal_can_be_changed_replaced_or_taken_away(database) {
        let journal = journal(&database);
        applied(&journal, &["visit", "sign_in", "visit", "visit"]).await;
        journal.make_root(a_day("2026-11-24")).await.unwrap().unwrap();
        assert_eq!(retired_in(&journal, 200).await.0, 1);
        let mut attempts = vec![
            "UPDATE journal SET reason = 'x'",
            "UPDATE journal SET number = number + 10",
            "DELETE FROM journal",
            "DELETE FROM journal WHERE number = 3",
            "INSERT INTO journal SELECT * FROM journal",
            "UPDATE journal_roots SET hash = 'x'",
            "DELETE FROM journal_roots",
            "INSERT INTO journal_roots SELECT * FROM journal_roots",
            "UPDATE journal_checkpoints SET last_number = 99",
            "DELETE FROM journal_checkpoints",
            "INSERT INTO journal_checkpoints SELECT * FROM journal_checkpoints",
        ];
        match database {
            Database::Sqlite { .. } => attempts.extend([
                "REPLACE INTO journal SELECT * FROM journal",
                "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE number = 1",
            ]),
            Database::Postgres(_) => attempts.extend([
                "TRUNCATE journal",
                "TRUNCATE journal CASCADE",
                "TRUNCATE journal_roots",
                "TRUNCATE journal_checkpoints",
                // A table of the same name that only this connection sees.
                "DO $$ BEGIN
                    CREATE TEMPORARY TABLE journal_checkpoints ON COMMIT DROP AS
                        SELECT unit, 1 AS first_number, 99 AS last_number FROM public.journal;
                    DELETE FROM journal;
                 END $$",
            ]),
        }
        for attempt in attempts {
            assert!(try_sql(&database, attempt).await.is_err(), "{attempt}");
        }
        // Not even where somebody has switched recursive triggers off.
        if let Database::Sqlite { writer, .. } = &database {
            let mut connection = writer.acquire().await.unwrap();
            sqlx::query("PRAGMA recursive_triggers = OFF").execute(&mut *connection).await.unwrap();
            for table in ["journal", "journal_roots", "journal_checkpoints"] {
                let replace = AssertSqlSafe(format!("REPLACE INTO {table} SELECT * FROM {table}"));
                assert!(sqlx::query(replace).execute(&mut *connection).await.is_err(), "{table}");
            }
        }
        // Four, without the one that was retired, and with the one that tells of it.
        assert_eq!(verified(&journal).await, Ok(Whole { roots: 1, retired: 1, ..whole(1, 4) }));
    }

    async fn a_row_changed_dropped_or_moved_by_hand_is_found(database) {
        let journal = journal(&database);
        for number in 0..5 {
            apply(&journal, &a_command(&number.to_string())).await.unwrap();
        }
        let noted = queries::heads(&database).await.unwrap();
        let found = async |noted: &[UnitHead]| verified_with(&journal, noted, &[]).await;
        assert_eq!(found(&noted).await, Ok(whole(1, 5)));

        by_hand(&database, "UPDATE journal SET reason = 'nicer' WHERE number = 3").await;
        assert_eq!(found(&[]).await, Err(Broken::Changed { unit: unit(), number: 3 }));
        by_hand(&database, "UPDATE journal SET reason = '' WHERE number = 3").await;
        assert!(found(&noted).await.is_ok());

        for swap in [(2, 99), (3, 2), (99, 3)] {
            by_hand(&database, &format!("UPDATE journal SET number = {} WHERE number = {}", swap.1, swap.0)).await;
        }
        assert_eq!(found(&[]).await, Err(Broken::Changed { unit: unit(), number: 2 }));
        for swap in [(2, 99), (3, 2), (99, 3)] {
            by_hand(&database, &format!("UPDATE journal SET number = {} WHERE number = {}", swap.1, swap.0)).await;
        }
        assert!(found(&noted).await.is_ok());

        by_hand(&database, "DELETE FROM journal WHERE number = 5").await;
        assert_eq!(found(&[]).await, Err(Broken::Missing { unit: unit(), number: 5 }));
        // With the note of the end brought into line, only an end that was noted elsewhere tells.
        let end = rows(&journal, &Unit::County(unit())).await.pop().unwrap();
        by_hand(&database, &format!("UPDATE journal_heads SET number = 4, hash = '{}'", end.hash)).await;
        assert!(found(&[]).await.is_ok());
        assert_eq!(found(&noted).await, Err(Broken::Missing { unit: unit(), number: 5 }));

        by_hand(&database, "DELETE FROM journal WHERE number = 1").await;
        assert_eq!(found(&[]).await, Err(Broken::Missing { unit: unit(), number: 1 }));
        by_hand(&database, "DELETE FROM journal").await;
        assert_eq!(found(&noted).await, Err(Broken::Missing { unit: unit(), number: 1 }));
    }

    async fn a_day_has_one_root_whoever_makes_it(database) {
        let journal = journal(&database);
        applied(&journal, &["visit"]).await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let journal = journal.clone();
                tokio::spawn(async move { journal.make_root(a_day("2026-11-24")).await.unwrap().unwrap() })
            })
            .collect();
        let mut made = Vec::new();
        for task in tasks {
            made.push(task.await.unwrap());
        }
        assert!(made.iter().all(|root| *root == made[0]), "{made:?}");
        assert_eq!(made[0].heads(), Some(queries::heads(&database).await.unwrap()));
        // Two days at the same moment: one follows the other, or comes too late.
        let (earlier, later) = (journal.clone(), journal.clone());
        let earlier = tokio::spawn(async move { earlier.make_root(a_day("2026-11-25")).await.unwrap() });
        let later = later.make_root(a_day("2026-11-26")).await.unwrap().unwrap();
        let earlier = earlier.await.unwrap();
        let before = earlier.as_ref().map_or(&made[0].hash, |earlier| &earlier.hash);
        assert_eq!(later.hash_before, *before);
        assert_eq!(journal.make_root(a_day("2026-11-24")).await.unwrap(), Some(made[0].clone()));
        assert_eq!(journal.make_root(a_day("2026-11-23")).await.unwrap(), None, "too late for that day");
        assert!(verified(&journal).await.is_ok());
    }

    async fn a_journal_that_was_begun_and_has_no_row_is_in_no_root(database) {
        let journal = journal(&database);
        let command = a_command("1");
        let begin = async |tx: &mut Transaction<'_>| queries::take_head(tx, &command.unit).await.map(drop);
        database.transaction(begin).await.unwrap();
        let root = journal.make_root(a_day("2026-11-24")).await.unwrap().unwrap();
        assert_eq!(root.heads(), Some(Vec::new()));
        applied(&journal, &["visit"]).await;
        assert_eq!(verified(&journal).await, Ok(Whole { roots: 1, ..whole(1, 1) }));
    }

    async fn a_root_finds_a_cut_and_a_rewritten_journal(database) {
        let journal = journal(&database);
        applied(&journal, &["visit", "visit"]).await;
        journal.make_root(a_day("2026-11-24")).await.unwrap().unwrap();
        applied(&journal, &["visit"]).await;
        journal.make_root(a_day("2026-11-25")).await.unwrap().unwrap();
        assert_eq!(verified(&journal).await, Ok(Whole { roots: 2, ..whole(1, 3) }));
        let kept = rows(&journal, &Unit::County(unit())).await;

        // The last row is cut off, and the end that is noted is brought into line.
        by_hand(&database, "DELETE FROM journal WHERE number = 3").await;
        by_hand(&database, &format!("UPDATE journal_heads SET number = 2, hash = '{}'", kept[1].hash)).await;
        assert_eq!(verified(&journal).await, Err(Broken::Missing { unit: unit(), number: 3 }));

        // Another takes its place, with all hashes right.
        applied(&journal, &["visit"]).await;
        assert_eq!(verified(&journal).await, Err(Broken::Changed { unit: unit(), number: 3 }));

        // The whole journal is gone, with its end.
        by_hand(&database, "DELETE FROM journal").await;
        by_hand(&database, "DELETE FROM journal_heads").await;
        assert_eq!(verified(&journal).await, Err(Broken::Missing { unit: unit(), number: 1 }));
    }

    async fn a_root_changed_dropped_or_cut_off_by_hand_is_found(database) {
        let journal = journal(&database);
        let days = ["2026-11-24", "2026-11-25", "2026-11-26"];
        for day in days {
            applied(&journal, &["visit"]).await;
            journal.make_root(a_day(day)).await.unwrap().unwrap();
        }
        let noted = queries::roots(&database).await.unwrap();
        let found = async |noted: &[Root]| verified_with(&journal, &[], noted).await;
        assert_eq!(found(&noted).await, Ok(Whole { roots: 3, ..whole(1, 3) }));
        let root = |at: usize| Err(Broken::Root { day: days[at].to_owned() });

        for (column, value) in [("heads", "''"), ("hash", "hash_before"), ("made_at_ms", "5"), ("hash_before", "'x'")] {
            by_hand(&database, &format!("UPDATE journal_roots SET {column} = {value} WHERE day = '2026-11-25'")).await;
            assert_eq!(found(&[]).await, root(1), "{column}");
            let put_back = format!(
                "UPDATE journal_roots SET heads = '{}', hash = '{}', hash_before = '{}', made_at_ms = {}
                  WHERE day = '2026-11-25'",
                noted[1].heads, noted[1].hash, noted[1].hash_before, noted[1].made_at_ms,
            );
            by_hand(&database, &put_back).await;
            assert!(found(&noted).await.is_ok());
        }

        // Two change places.
        for (from, to) in [(0, "x"), (1, days[0])] {
            by_hand(&database, &format!("UPDATE journal_roots SET day = '{to}' WHERE day = '{}'", days[from])).await;
        }
        by_hand(&database, "UPDATE journal_roots SET day = '2026-11-25' WHERE day = 'x'").await;
        assert_eq!(found(&[]).await, root(0));
        by_hand(&database, "UPDATE journal_roots SET day = 'x' WHERE day = '2026-11-25'").await;
        by_hand(&database, "UPDATE journal_roots SET day = '2026-11-25' WHERE day = '2026-11-24'").await;
        by_hand(&database, "UPDATE journal_roots SET day = '2026-11-24' WHERE day = 'x'").await;
        assert!(found(&noted).await.is_ok());

        // Without its last, only what was kept elsewhere tells.
        by_hand(&database, "DELETE FROM journal_roots WHERE day = '2026-11-26'").await;
        assert!(found(&[]).await.is_ok());
        assert_eq!(found(&noted).await, Err(Broken::RootMissing { day: days[2].to_owned() }));
        // So does one that was made anew over other ends, with every hash right.
        journal.make_root(a_day(days[2])).await.unwrap().unwrap();
        assert!(found(&[]).await.is_ok());
        assert_eq!(found(&noted).await, root(2));
        by_hand(&database, "DELETE FROM journal_roots WHERE day = '2026-11-25'").await;
        assert_eq!(found(&[]).await, root(2));
        by_hand(&database, "DELETE FROM journal_roots WHERE day = '2026-11-24'").await;
        assert_eq!(found(&[]).await, root(2));
    }

    async fn what_was_kept_for_long_enough_leaves_and_the_chain_goes_on(database) {
        let journal = journal(&database);
        let kinds = ["sign_in", "sign_in", "visit", "sign_out", "read", "visit", "sign_in"];
        applied(&journal, &kinds).await;
        journal.make_root(a_day("2026-11-24")).await.unwrap().unwrap();
        let before = rows(&journal, &Unit::County(unit())).await;
        assert_eq!(retired_in(&journal, 183).await, (0, String::new()));
        assert_eq!(verified(&journal).await, Ok(Whole { roots: 1, ..whole(1, 7) }));

        let (rows_left, archive) = retired_in(&journal, 184).await;
        assert_eq!(rows_left, 4);
        let archived: Vec<Value> = archive.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(archived.iter().map(|it| it["number"].as_i64().unwrap()).collect::<Vec<_>>(), [1, 2, 4, 7]);
        for (row, archived) in [0, 1, 3, 6].map(|at| &before[at]).into_iter().zip(&archived) {
            let mut stored = serde_json::to_value(row).unwrap();
            stored["hash"] = row.hash.clone().into();
            assert_eq!(*archived, stored);
        }
        let numbers = async || -> Vec<i64> {
            rows(&journal, &Unit::County(unit())).await.iter().map(|row| row.number).collect()
        };
        assert_eq!(numbers().await, [3, 5, 6, 8], "the last tells of what left");
        assert_eq!(verified(&journal).await, Ok(Whole { roots: 1, retired: 4, ..whole(1, 4) }));

        // Later: what lay between two gaps, and the row that told of them.
        applied(&journal, &["sign_in"]).await;
        let (rows_left, archive) = retired_in(&journal, 1096).await;
        assert_eq!((rows_left, archive.lines().count()), (3, 3));
        assert_eq!(numbers().await, [3, 6, 10]);
        assert_eq!(verified(&journal).await, Ok(Whole { roots: 1, retired: 7, ..whole(1, 3) }));
        applied(&journal, &["visit"]).await;
        assert_eq!(verified(&journal).await, Ok(Whole { roots: 1, retired: 7, ..whole(1, 4) }));
    }

    async fn what_stands_around_and_behind_a_checkpoint_cannot_be_forged(database) {
        let journal = journal(&database);
        applied(&journal, &["visit", "sign_in", "sign_in", "visit", "visit"]).await;
        let before = rows(&journal, &Unit::County(unit())).await;
        retired_in(&journal, 200).await;
        assert!(verified(&journal).await.is_ok());
        let checkpoint = || Err(Broken::Checkpoint { unit: unit(), number: 2 });

        for (column, value) in
            [("last_number", "4"), ("hash", "hash_before"), ("hash_before", "hash"), ("made_at_ms", "5"), ("signature", "'x'")]
        {
            let kept = queries::checkpoints(&database).await.unwrap().remove(0);
            by_hand(&database, &format!("UPDATE journal_checkpoints SET {column} = {value}")).await;
            assert_eq!(verified(&journal).await, checkpoint(), "{column}");
            let put_back = format!(
                "UPDATE journal_checkpoints SET last_number = {}, hash = '{}', hash_before = '{}', made_at_ms = {},
                        signature = '{}'",
                kept.last_number, kept.hash, kept.hash_before, kept.made_at_ms, kept.signature,
            );
            by_hand(&database, &put_back).await;
            assert!(verified(&journal).await.is_ok());
        }
        // Somebody else's signature.
        let other = Journal::new(database.clone(), Vault::under(SealingKey::fresh().unwrap()));
        assert!(other.verify(&Noted::default()).await.is_err(), "the key of the checkpoints is not theirs");

        // A row comes back that has left.
        let back = "INSERT INTO journal (unit, number, command, actor, entity, entity_id, basis, kind, fields, reason,
                                         answer, made_at_ms, applied_at_ms, hash)
                    SELECT unit, 3, 'x', actor, entity, entity_id, basis, kind, fields, reason, answer, made_at_ms,
                           applied_at_ms, hash FROM journal WHERE number = 1";
        by_hand(&database, back).await;
        assert_eq!(verified(&journal).await, Err(Broken::Added { unit: unit(), number: 3 }));
        by_hand(&database, "DELETE FROM journal WHERE number = 3").await;

        // The row before the gap is made anew, with its own hash right.
        let mut other = before[0].clone();
        other.reason = "nicer".to_owned();
        let hash = other.hash_after("").unwrap();
        by_hand(&database, &format!("UPDATE journal SET reason = 'nicer', hash = '{hash}' WHERE number = 1")).await;
        assert_eq!(verified(&journal).await, Err(Broken::Changed { unit: unit(), number: 1 }));
        by_hand(&database, &format!("UPDATE journal SET reason = '', hash = '{}' WHERE number = 1", before[0].hash)).await;

        // The row after it.
        by_hand(&database, "UPDATE journal SET reason = 'nicer' WHERE number = 4").await;
        assert_eq!(verified(&journal).await, Err(Broken::Changed { unit: unit(), number: 4 }));
        by_hand(&database, "UPDATE journal SET reason = '' WHERE number = 4").await;
        assert!(verified(&journal).await.is_ok());

        // Rows beside the checkpoint, and the checkpoint itself.
        by_hand(&database, "DELETE FROM journal WHERE number = 4").await;
        assert_eq!(verified(&journal).await, Err(Broken::Missing { unit: unit(), number: 4 }));
        by_hand(&database, "DELETE FROM journal_checkpoints").await;
        assert_eq!(verified(&journal).await, Err(Broken::Missing { unit: unit(), number: 2 }));
    }

    async fn a_checkpoint_that_nobody_signed_lets_rows_go_and_is_found(database) {
        let journal = journal(&database);
        applied(&journal, &["visit", "visit", "visit"]).await;
        let kept = rows(&journal, &Unit::County(unit())).await;
        let forged = format!(
            "INSERT INTO journal_checkpoints VALUES ('469002', 2, 2, '{}', '{}', 5, 'AAAA')",
            kept[0].hash, kept[1].hash,
        );
        try_sql(&database, &forged).await.unwrap();
        try_sql(&database, "DELETE FROM journal WHERE number = 2").await.unwrap();
        assert_eq!(verified(&journal).await, Err(Broken::Checkpoint { unit: unit(), number: 2 }));
    }

    async fn a_journal_that_is_not_whole_is_not_retired(database) {
        let journal = journal(&database);
        applied(&journal, &["sign_in", "visit"]).await;
        by_hand(&database, "UPDATE journal SET reason = 'nicer' WHERE number = 2").await;
        let file = std::env::temp_dir().join(format!("lastmetre-archive-{}", uuid::Uuid::now_v7()));
        let archive = File::create_new(&file).unwrap();
        let refused = journal.retire(i64::MAX, now_ms() + 400 * DAY_MS, &archive).await;
        assert!(matches!(refused, Err(RetireError::Broken(Broken::Changed { number: 2, .. }))), "{refused:?}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "");
        fs::remove_file(file).unwrap();
        assert_eq!(rows(&journal, &Unit::County(unit())).await.len(), 2);
    }

    async fn only_rows_of_before_the_day_are_retired(database) {
        let journal = journal(&database);
        applied(&journal, &["sign_in", "sign_in"]).await;
        let second = rows(&journal, &Unit::County(unit())).await[1].applied_at_ms;
        let file = std::env::temp_dir().join(format!("lastmetre-archive-{}", uuid::Uuid::now_v7()));
        let archive = File::create_new(&file).unwrap();
        let before = rows(&journal, &Unit::County(unit())).await[0].applied_at_ms;
        let retired = journal.retire(before, now_ms() + 400 * DAY_MS, &archive).await.unwrap();
        assert_eq!(retired, Retired::default());
        let retired = journal.retire(second + 1, now_ms() + 400 * DAY_MS, &archive).await.unwrap();
        assert_eq!(retired, Retired { rows: 2, units: 1 });
        fs::remove_file(file).unwrap();
    }

    async fn rows_written_while_one_looks_are_not_taken_for_foreign(database) {
        let journal = journal(&database);
        applied(&journal, &["visit"]).await;
        let writing = {
            let journal = journal.clone();
            tokio::spawn(async move { applied(&journal, &["visit"; 60]).await })
        };
        while !writing.is_finished() {
            assert!(verified(&journal).await.is_ok());
        }
        writing.await.unwrap();
        assert_eq!(verified(&journal).await, Ok(whole(1, 61)));
    }

    async fn a_trigger_that_is_gone_or_switched_off_is_told(database) {
        assert!(guard::missing(&database).await.unwrap().is_empty());
        let off: &[&str] = match &database {
            Database::Sqlite { .. } => &["DROP TRIGGER journal_is_only_retired"],
            Database::Postgres(_) => &["ALTER TABLE journal DISABLE TRIGGER journal_is_only_retired"],
        };
        for statement in off {
            try_sql(&database, statement).await.unwrap();
        }
        assert_eq!(guard::missing(&database).await.unwrap(), ["journal_is_only_retired"]);
        by_hand(&database, "DELETE FROM journal").await;
        assert!(guard::missing(&database).await.unwrap().len() > 6);
    }

    async fn an_erased_person_is_unreadable_and_the_chain_stays_whole(database) {
        let journal = journal(&database);
        let (person, other) = (StaffId::fresh().to_string(), StaffId::fresh().to_string());
        for id in [&person, &other, &person] {
            apply(&journal, &a_command(id)).await.unwrap();
        }
        let unit = Unit::County("469002".into());
        let before = rows(&journal, &unit).await;
        assert!(before.iter().all(|row| !row.fields.contains("13800138000") && row.fields.contains("leader")));
        let read = journal.read_fields(&before[0]).await.unwrap();
        assert_eq!(read["phone"], Some(Change::to("13800138000")));

        let erase = async |tx: &mut Transaction<'_>| journal.erase(tx, "staff", &person).await;
        assert!(database.transaction(erase).await.unwrap());
        for row in rows(&journal, &unit).await {
            let read = journal.read_fields(&row).await.unwrap();
            assert_eq!(read["role"], Some(Change::to("leader")));
            assert_eq!(read["phone"].is_none(), row.entity_id == person);
        }
        assert_eq!(verified(&journal).await, Ok(whole(1, 3)));
        // Nothing personal can be written about them again, and there is no second key to destroy.
        let work = async |_: &mut Transaction<'_>| Ok(Ok("done".to_owned()));
        let late = journal.apply(&a_command(&person), &Actor::Operator, PERSONAL, work).await;
        assert!(matches!(late, Err(StoreError::Erased)));
        let again = async |tx: &mut Transaction<'_>| journal.erase(tx, "staff", &person).await;
        assert!(!database.transaction(again).await.unwrap());
    }
}

#[test]
fn a_day_begins_at_midnight_in_shanghai() {}

#[test]
fn what_was_printed_is_read_again() {
    let hash = "0f".repeat(32);
    let head = UnitHead { unit: unit(), number: 7, hash: hash.clone() };
    assert_eq!(UnitHead::parse(&head.to_string()), Some(head));
    assert!(NotedRoot::parse(&format!("2026-11-24 {hash}")).is_some());
    for text in
        ["", "2026-11-24", &format!("2026-11-31 {hash}"), &format!("2026-11-24 {hash}0"), "2026-11-24  "]
    {
        assert_eq!(NotedRoot::parse(text), None, "{text}");
    }
}

#[test]
fn every_part_of_a_row_is_under_its_hash() {
    let row = Row {
        unit: "469002".into(),
        number: 7,
        command: CommandId::fresh().to_string(),
        actor: "operator".into(),
        entity: "staff".into(),
        entity_id: "1".into(),
        basis: 2,
        kind: "amend".into(),
        fields: r#"{"name":{"set":{"from":null,"to":"王"}}}"#.into(),
        reason: "why".into(),
        answer: r#"{"done":3}"#.into(),
        made_at_ms: 5,
        applied_at_ms: 6,
        hash: String::new(),
    };
    let hash = row.hash_after("before").unwrap();
    assert_ne!(hash, row.hash_after("befor").unwrap());
    let whole = serde_json::to_value(&row).unwrap();
    for (name, value) in whole.as_object().unwrap() {
        let changes: Vec<Value> = match value {
            Value::Number(number) => vec![(number.as_i64().unwrap() + 1).into()],
            Value::String(text) => (0..text.len())
                .map(|at| {
                    let mut bytes = text.clone().into_bytes();
                    bytes[at] ^= 1;
                    String::from_utf8_lossy(&bytes).into_owned().into()
                })
                .collect(),
            other => panic!("{name}: {other}"),
        };
        for change in changes {
            let mut changed = row.clone();
            let text = change.as_str().unwrap_or_default().to_owned();
            let number = change.as_i64().unwrap_or_default();
            match name.as_str() {
                "unit" => changed.unit = text,
                "number" => changed.number = number,
                "command" => changed.command = text,
                "actor" => changed.actor = text,
                "entity" => changed.entity = text,
                "entity_id" => changed.entity_id = text,
                "basis" => changed.basis = number,
                "kind" => changed.kind = text,
                "fields" => changed.fields = text,
                "reason" => changed.reason = text,
                "answer" => changed.answer = text,
                "made_at_ms" => changed.made_at_ms = number,
                "applied_at_ms" => changed.applied_at_ms = number,
                other => panic!("{other} is not looked at"),
            }
            assert_ne!(hash, changed.hash_after("before").unwrap(), "{name}");
        }
    }
}
