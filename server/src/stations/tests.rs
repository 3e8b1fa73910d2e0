use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, State},
    ids::{CommandId, StaffId},
    journal::model::{Change, Fields},
    stations::model::{FreshnessDays, Kind, Stage},
};
use serde_json::Value;

use super::*;
use crate::{
    accounts::SessionLimits,
    database::Database,
    databases::on_each_database,
    journal::verify,
    vault::{SealingKey, Vault},
};

const DAYS: FreshnessDays = FreshnessDays { due: 90, overdue: 180 };

/// Two servers on one database, with two units in it.
struct Two {
    here: Stations,
    there: Stations,
    jiaji: Unit,
    other: Unit,
}

fn station(id: StationId, slug: &str) -> app::stations::model::Station {
    let mut station = edit::blank(id, slug, Kind::Station, "469002100");
    station.name = Text::new(format!("{slug}社工站"), format!("{slug} Station"));
    station.stage = Stage::Operating;
    station
}

async fn two_servers(database: &Database) -> Two {
    let (jiaji, other) = (StationId::fresh(), StationId::fresh());
    let fill = async |tx: &mut Transaction<'_>| {
        queries::insert(tx, &station(jiaji, "jiaji")).await?;
        queries::insert(tx, &station(other, "other")).await?;
        queries::move_on(tx, 1).await
    };
    database.transaction(fill).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let server = async || {
        let directory = CurrentDirectory::load(database.clone(), DAYS).await.unwrap();
        let accounts =
            Accounts::under(vault.clone(), directory.clone(), SessionLimits::default()).await.unwrap();
        Stations::new(&accounts, directory)
    };
    Two {
        here: server().await,
        there: server().await,
        jiaji: Unit::Station(jiaji),
        other: Unit::Station(other),
    }
}

fn somebody(role: Role, unit: &Unit) -> Staff {
    Staff {
        id: StaffId::fresh(),
        version: 1,
        sign_in_name: SignInName::parse("wang").unwrap(),
        name: "Wang".into(),
        state: State::Active,
        has_second_factor: true,
        coming: Vec::new(),
        assignments: vec![Assignment { role, unit: unit.clone() }],
    }
}

fn command(unit: &Unit, work: Work, fields: Fields) -> Command {
    Command {
        id: CommandId::fresh(),
        unit: unit.clone(),
        entity: ENTITY.into(),
        entity_id: unit.to_string(),
        basis: 1,
        kind: work.kind().into(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn field(name: &str, from: Value, to: &str) -> Fields {
    [(name.to_owned(), Change::Set { from, to: to.into() })].into()
}

impl Two {
    async fn done(&self, command: &Command, by: &Staff) -> Answer {
        self.here.apply(command, by).await.unwrap().unwrap()
    }

    fn seen_here(&self) -> app::stations::model::Station {
        self.here.directory.get().station("jiaji").unwrap().clone()
    }
}

on_each_database! {
    async fn what_is_changed_here_is_seen_here_at_once_and_by_another_server_at_its_next_look(database) {
        let two = two_servers(&database).await;
        let worker = somebody(Role::SocialWorker, &two.jiaji);
        let before = two.here.directory.get().version;
        let call = command(&two.jiaji, Work::Edit, field("phone", Value::Null, "0898-0000 0001"));
        let answer = two.done(&call, &worker).await;
        assert_eq!((answer.version, answer.slug.as_str()), (2, "jiaji"));
        assert_eq!(two.seen_here().phones[0].number, "0898-0000 0001");
        assert_eq!(two.here.directory.get().version, before + 1);
        assert!(two.there.directory.get().station("jiaji").unwrap().phones.is_empty());
        assert!(two.there.directory.refresh().await.unwrap());
        assert_eq!(two.there.directory.get().station("jiaji"), Some(&two.seen_here()));
        two.here.accounts.journal().verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn the_same_command_again_changes_nothing_and_gets_the_same_answer(database) {
        let two = two_servers(&database).await;
        let worker = somebody(Role::SocialWorker, &two.jiaji);
        let first = command(&two.jiaji, Work::Edit, field("phone", Value::Null, "11111"));
        let answer = two.done(&first, &worker).await;
        two.done(&command(&two.jiaji, Work::Edit, field("phone", "11111".into(), "22222")), &worker).await;
        let version = two.here.directory.get().version;
        for server in [&two.here, &two.there] {
            assert_eq!(server.apply(&first, &worker).await.unwrap(), Ok(answer.clone()));
        }
        assert_eq!(two.seen_here().phones[0].number, "22222");
        assert_eq!(two.here.directory.get().version, version);
        let changed = Command { fields: field("phone", Value::Null, "33333"), ..first };
        assert_eq!(two.here.apply(&changed, &worker).await.unwrap(), Err(Refusal::OtherCommand));
    }

    async fn two_people_at_two_servers_do_not_overwrite_each_other(database) {
        let two = two_servers(&database).await;
        let leader = somebody(Role::StationLeader, &two.jiaji);
        let mut both = Vec::new();
        for (server, number) in [(&two.here, 0), (&two.there, 1), (&two.here, 2), (&two.there, 3)] {
            let (server, leader) = (server.clone(), leader.clone());
            let aliases = Change::Members { add: [format!("别名{number}")].into(), remove: [].into() };
            let address = Change::Set { from: Value::Null, to: format!("人民路 {number} 号").into() };
            let fields = [("aliases".to_owned(), aliases), ("address_zh".to_owned(), address)].into();
            let command = command(&two.jiaji, Work::Edit, fields);
            both.push(tokio::spawn(async move { server.apply(&command, &leader).await.unwrap().unwrap() }));
        }
        let mut conflicts = 0;
        for one in both {
            conflicts += one.await.unwrap().conflicts.len();
        }
        two.here.directory.refresh().await.unwrap();
        let now = two.seen_here();
        assert_eq!(now.aliases.len(), 4, "every name stands");
        assert_eq!((conflicts, now.address.zh.starts_with("人民路")), (3, true), "one address, three asked again");
        assert_eq!(now.version, 5);
    }

    async fn a_foreign_unit_answers_like_one_that_is_not_there_and_a_worker_may_do_less_than_a_leader(database) {
        let two = two_servers(&database).await;
        let (worker, leader) = (somebody(Role::SocialWorker, &two.jiaji), somebody(Role::StationLeader, &two.jiaji));
        let nowhere = Unit::Station(StationId::fresh());
        let phone = || field("phone", Value::Null, "11111");
        for unit in [&two.other, &nowhere] {
            let foreign = command(unit, Work::Edit, phone());
            assert_eq!(two.here.apply(&foreign, &leader).await.unwrap(), Err(Refusal::NotFound));
        }
        // It stands in the journal of its unit or in none.
        for (unit, rows) in [(&two.other, 1), (&nowhere, 0)] {
            let database = two.here.directory.database();
            let found = crate::journal::queries::rows_after(database, &unit.to_string(), 0, 9).await.unwrap();
            assert_eq!(found.len(), rows);
        }
        let elsewhere = Command { unit: two.jiaji.clone(), ..command(&two.other, Work::Edit, phone()) };
        assert_eq!(two.here.apply(&elsewhere, &leader).await.unwrap(), Err(Refusal::NotFound), "another's journal");
        let name = || command(&two.jiaji, Work::Edit, field("name_en", "jiaji Station".into(), "Jiaji"));
        assert_eq!(two.here.apply(&name(), &worker).await.unwrap(), Err(Refusal::NotAllowed));
        assert!(two.here.apply(&name(), &leader).await.unwrap().is_ok());
        let close = command(&two.jiaji, Work::Close, Fields::new());
        assert_eq!(two.here.apply(&close, &leader).await.unwrap(), Err(Refusal::NotAllowed));
        let auditor = somebody(Role::AuditAdministrator, &Unit::Province);
        let seen = two.here.apply(&command(&two.jiaji, Work::Edit, phone()), &auditor).await.unwrap();
        assert_eq!(seen, Err(Refusal::NotFound));
    }

    async fn a_day_is_closed_and_a_verification_bears_the_name_of_the_office(database) {
        let two = two_servers(&database).await;
        let worker = somebody(Role::SocialWorker, &two.jiaji);
        let today = shanghai::today();
        let close = command(&two.jiaji, Work::CloseToday, edit::day_fields(today, None, Some("typhoon")));
        two.done(&close, &worker).await;
        assert_eq!(edit::reason_on(&two.seen_here(), today).as_deref(), Some("typhoon"));
        let open = command(&two.jiaji, Work::ReopenToday, edit::day_fields(today, Some("typhoon"), None));
        two.done(&open, &worker).await;
        assert_eq!(edit::reason_on(&two.seen_here(), today), None);
        two.done(&command(&two.jiaji, Work::Verify, edit::verify_fields(None, today)), &worker).await;
        let verified = two.seen_here().verified.unwrap();
        assert_eq!((verified.by.zh.as_str(), verified.on), ("jiaji社工站", today));
    }

    async fn what_stands_against_a_rule_leaves_no_trace_but_a_refusal(database) {
        let two = two_servers(&database).await;
        let leader = somebody(Role::StationLeader, &two.jiaji);
        let before = two.seen_here();
        let area = Change::Members { add: ["999999999".to_owned()].into(), remove: [].into() };
        for (kind, fields) in [
            ("edit_station", [("serves".to_owned(), area)].into()),
            ("edit_station", field("phone", Value::Null, "call me")),
            ("close_today", edit::day_fields(shanghai::today(), None, Some("\u{202e}"))),
            ("verify_station", Fields::new()),
            ("demolish", Fields::new()),
        ] {
            let command = Command { kind: kind.into(), ..command(&two.jiaji, Work::Edit, fields) };
            assert_eq!(two.here.apply(&command, &leader).await.unwrap(), Err(Refusal::AgainstARule), "{kind}");
        }
        assert_eq!(two.seen_here(), before);
    }

    async fn two_units_that_are_put_below_each_other_at_once_never_make_a_ring(database) {
        // Their 市县 is known, so that an officer of it may.
        crate::seed::reference(&database).await.unwrap();
        let two = two_servers(&database).await;
        let officer = somebody(Role::CountyOfficer, &Unit::County("469002".into()));
        let below = |unit: &Unit, above: &Unit| {
            command(unit, Work::Edit, field("parent", Value::Null, &above.to_string()))
        };
        let mut both = Vec::new();
        for (server, unit, above) in [(&two.here, &two.jiaji, &two.other), (&two.there, &two.other, &two.jiaji)] {
            let (server, officer, command) = (server.clone(), officer.clone(), below(unit, above));
            both.push(tokio::spawn(async move { server.apply(&command, &officer).await.unwrap() }));
        }
        let mut done = 0;
        for one in both {
            match one.await.unwrap() {
                Ok(_) => done += 1,
                Err(refusal) => assert_eq!(refusal, Refusal::AgainstARule),
            }
        }
        assert_eq!(done, 1);
        two.here.directory.refresh().await.unwrap();
        let stands = two.here.directory().stations.iter().find(|it| Unit::Station(it.id) == two.jiaji).unwrap().parent;
        let stands = stands.map_or(Value::Null, |id| id.to_string().into());
        let own = command(&two.jiaji, Work::Edit, field("parent", stands, &two.jiaji.to_string()));
        assert_eq!(two.here.apply(&own, &officer).await.unwrap(), Err(Refusal::AgainstARule));
        let leader = somebody(Role::StationLeader, &two.jiaji);
        let not_theirs = below(&two.jiaji, &two.other);
        assert_eq!(two.here.apply(&not_theirs, &leader).await.unwrap(), Err(Refusal::NotAllowed));
    }

    async fn what_waits_is_told_once_to_the_leader_and_then_once_to_the_county(database) {
        use app::stations::model::Verified;
        use time::Duration;

        crate::seed::reference(&database).await.unwrap();
        let two = two_servers(&database).await;
        let today = shanghai::today();
        let accounts = &two.here.accounts;
        let invite = async |name: &str, role: Role, unit: &Unit| {
            let newcomer = crate::accounts::Newcomer {
                name: name.to_owned(),
                sign_in_name: SignInName::parse(name).unwrap(),
                assignment: Assignment { role, unit: unit.clone() },
            };
            let id = accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
            let key = accounts.make_link(CommandId::fresh(), None, id, 1).await.unwrap().unwrap();
            accounts.start(&key, "three coconut trees by the sea".into(), "test").await.unwrap().unwrap();
            id
        };
        let verified = async |slug: &str, days: Option<i64>, stage: Stage| {
            let mut unit = two.here.directory.get().station(slug).unwrap().clone();
            let on = days.map(|days| today - Duration::days(days));
            unit.verified = on.map(|on| Verified { by: Text::new("演示", "demo"), on });
            unit.stage = stage;
            database
                .transaction(async |tx| {
                    queries::update(tx, &unit).await?;
                    queries::move_on(tx, 1).await
                })
                .await
                .unwrap();
            for server in [&two.here, &two.there] {
                server.directory.refresh().await.unwrap();
            }
        };
        // One that was never opened is quiet, though nobody has ever looked at it.
        verified("jiaji", Some(91), Stage::Operating).await;
        verified("other", None, Stage::Preparing).await;
        let told = async |server: &Stations| server.tell_what_waits(today).await.unwrap();
        assert_eq!(told(&two.here).await, 0, "with nobody there, nobody is told");
        let leader = invite("leader", Role::StationLeader, &two.jiaji).await;
        let officer = invite("officer", Role::CountyOfficer, &Unit::County("469002".into())).await;
        let both = tokio::join!(told(&two.here), told(&two.there));
        assert_eq!((both.0 + both.1, told(&two.here).await), (1, 0));
        let inbox = async |staff: StaffId| {
            let id = staff.to_string();
            crate::messages::queries::inbox(&database, &id, 9).await.unwrap().into_iter().map(|row| row.template)
                .filter(|template| template.starts_with("verification")).collect::<Vec<_>>()
        };
        assert_eq!(inbox(leader).await, ["verification_due"]);
        assert!(inbox(officer).await.is_empty());
        verified("jiaji", Some(181), Stage::Operating).await;
        assert_eq!((told(&two.there).await, told(&two.here).await), (1, 0));
        assert_eq!(inbox(officer).await, ["verification_overdue"]);
        // Looked at again, it is due on another day, and told of once more.
        verified("jiaji", Some(0), Stage::Operating).await;
        assert_eq!(told(&two.here).await, 0);
        verified("jiaji", Some(120), Stage::Operating).await;
        assert_eq!((told(&two.here).await, told(&two.there).await), (1, 0));
        assert_eq!(inbox(leader).await.len(), 2);
        verified("jiaji", Some(400), Stage::Closed).await;
        assert_eq!(told(&two.here).await, 0);
    }
}
