use std::sync::atomic::{AtomicUsize, Ordering};

use app::{
    ids::{CommandId, StaffId},
    journal::model::Unit,
};
use serde_json::Value;
use sqlx::AssertSqlSafe;

use super::{
    verify::{Broken, Whole, verify},
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
    let off: &[&str] = match database {
        Database::Sqlite { .. } => &[
            "DROP TRIGGER IF EXISTS journal_is_never_changed",
            "DROP TRIGGER IF EXISTS journal_is_never_shortened",
        ],
        Database::Postgres(_) => &["ALTER TABLE journal DISABLE TRIGGER ALL"],
    };
    for statement in off.iter().copied().chain([sql]) {
        try_sql(database, statement).await.unwrap();
    }
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
        assert_eq!(verify(&database, &[]).await.unwrap(), Ok(Whole { units: 1, rows: 12 }));
    }

    async fn nothing_in_the_journal_can_be_changed_replaced_or_taken_away(database) {
        let journal = journal(&database);
        for number in 0..3 {
            apply(&journal, &a_command(&number.to_string())).await.unwrap();
        }
        let mut attempts = vec![
            "UPDATE journal SET reason = 'x'",
            "UPDATE journal SET number = number + 10",
            "DELETE FROM journal",
            "DELETE FROM journal WHERE number = 3",
            "INSERT INTO journal SELECT * FROM journal",
        ];
        match database {
            Database::Sqlite { .. } => attempts.extend([
                "REPLACE INTO journal SELECT * FROM journal",
                "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE number = 1",
            ]),
            Database::Postgres(_) => attempts.extend([
                "TRUNCATE journal",
                "TRUNCATE journal CASCADE",
            ]),
        }
        for attempt in attempts {
            assert!(try_sql(&database, attempt).await.is_err(), "{attempt}");
        }
        // Not even where somebody has switched recursive triggers off.
        if let Database::Sqlite { writer, .. } = &database {
            let mut connection = writer.acquire().await.unwrap();
            sqlx::query("PRAGMA recursive_triggers = OFF").execute(&mut *connection).await.unwrap();
            let replace = "REPLACE INTO journal SELECT * FROM journal";
            assert!(sqlx::query(replace).execute(&mut *connection).await.is_err());
        }
        assert_eq!(verify(&database, &[]).await.unwrap(), Ok(Whole { units: 1, rows: 3 }));
    }

    async fn a_row_changed_dropped_or_moved_by_hand_is_found(database) {
        let journal = journal(&database);
        for number in 0..5 {
            apply(&journal, &a_command(&number.to_string())).await.unwrap();
        }
        let noted = queries::heads(&database).await.unwrap();
        let found = async |noted: &[queries::UnitHead]| verify(&database, noted).await.unwrap();
        assert_eq!(found(&noted).await, Ok(Whole { units: 1, rows: 5 }));
        let unit = || "469002".to_owned();

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
        assert_eq!(verify(&database, &[]).await.unwrap(), Ok(Whole { units: 1, rows: 3 }));
        // Nothing personal can be written about them again, and there is no second key to destroy.
        let work = async |_: &mut Transaction<'_>| Ok(Ok("done".to_owned()));
        let late = journal.apply(&a_command(&person), &Actor::Operator, PERSONAL, work).await;
        assert!(matches!(late, Err(StoreError::Erased)));
        let again = async |tx: &mut Transaction<'_>| journal.erase(tx, "staff", &person).await;
        assert!(!database.transaction(again).await.unwrap());
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
