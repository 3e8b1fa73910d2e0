use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, State},
    journal::model::Change,
    register::model::EntryForm,
    stations::model::{FreshnessDays, Kind},
    text::Text,
};
use time::Duration;

use super::*;
use crate::{
    accounts::SessionLimits,
    database::Database,
    databases::on_each_database,
    journal::verify,
    vault::{SealingKey, Vault},
};

/// Two servers on one database, with two units in it.
struct Two {
    here: Register,
    there: Register,
    jiaji: StationId,
    other: StationId,
    /// Who does what is done: the leader of the one.
    by: StaffId,
}

async fn two_servers(database: &Database) -> Two {
    let (jiaji, other) = (StationId::fresh(), StationId::fresh());
    let unit = |id, slug: &str| {
        let mut unit = app::stations::edit::blank(id, slug, Kind::Station, "469002100");
        unit.name = Text::new(format!("{slug}社工站"), format!("{slug} Station"));
        unit.stage = Stage::Operating;
        unit.staff = 7;
        unit
    };
    let fill = async |tx: &mut Transaction<'_>| {
        stations::insert(tx, &unit(jiaji, "jiaji")).await?;
        stations::insert(tx, &unit(other, "other")).await?;
        stations::move_on(tx, 1).await
    };
    database.transaction(fill).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let server = async || {
        let days = FreshnessDays { due: 90, overdue: 180 };
        let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
        let accounts =
            Accounts::under(vault.clone(), directory.clone(), SessionLimits::default()).await.unwrap();
        Register::new(&accounts, directory)
    };
    Two { here: server().await, there: server().await, jiaji, other, by: StaffId::fresh() }
}

fn somebody(role: Role, unit: Unit) -> Staff {
    Staff {
        id: StaffId::fresh(),
        version: 1,
        sign_in_name: SignInName::parse("wang").unwrap(),
        name: "Wang".into(),
        state: State::Active,
        has_second_factor: true,
        coming: Vec::new(),
        assignments: vec![Assignment { role, unit }],
    }
}

fn a_form(name: &str, from: Date) -> EntryForm {
    EntryForm {
        name: name.to_owned(),
        post: "social_worker".into(),
        employer: "演示社工机构".into(),
        qualification: "assistant".into(),
        certificate: "AB-2021-0001".into(),
        from: from.to_string(),
        ..EntryForm::default()
    }
}

fn command(station: StationId, work: Work, id: CommandId, fields: Fields) -> Command {
    Command {
        id,
        unit: Unit::Station(station),
        entity: ENTITY.into(),
        entity_id: id.to_string(),
        basis: 0,
        kind: work.kind().into(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn employ(station: StationId, form: &EntryForm) -> Command {
    command(station, Work::Employ, CommandId::fresh(), form.fields(Work::Employ, None).unwrap())
}

fn about(entry: &str, station: StationId, work: Work, fields: Fields) -> Command {
    Command { entity_id: entry.to_owned(), ..command(station, work, CommandId::fresh(), fields) }
}

fn until(day: Date) -> Fields {
    [("until".to_owned(), Change::to(day.to_string()))].into()
}

impl Two {
    fn leader(&self) -> Staff {
        Staff { id: self.by, ..somebody(Role::StationLeader, Unit::Station(self.jiaji)) }
    }

    async fn done(&self, command: &Command) -> Answer {
        self.here.apply(command, &self.leader()).await.unwrap().unwrap()
    }

    fn public(&self) -> u16 {
        self.here.directory.get().station_with_id(self.jiaji).unwrap().staff
    }
}

on_each_database! {
    async fn the_public_number_is_what_the_register_says_once_there_is_one(database) {
        let two = two_servers(&database).await;
        let today = shanghai::today();
        assert_eq!(two.public(), 7, "as imported");
        let before = two.here.directory.get().version;
        let first = employ(two.jiaji, &a_form("王小明", today));
        assert_eq!(two.done(&first).await, Answer { version: 1, conflicts: Vec::new() });
        assert_eq!((two.public(), two.here.directory.get().version), (1, before + 1));
        // The same command again is the same entry.
        two.done(&first).await;
        assert_eq!(two.here.of(two.jiaji).await.unwrap().len(), 1);
        // Who comes next week is not in post, and is when it is next week; who has left is not any more.
        let coming = EntryForm { certificate: "CD-1".into(), ..a_form("李芳", today + Duration::days(7)) };
        two.done(&employ(two.jiaji, &coming)).await;
        assert_eq!(two.public(), 1);
        let ended = about(&first.entity_id, two.jiaji, Work::End, until(today + Duration::DAY));
        two.done(&ended).await;
        assert_eq!(two.public(), 1);
        for (days, changed, staff) in [(0, 0, 1), (1, 0, 1), (2, 1, 0), (2, 0, 0), (7, 1, 1)] {
            let day = today + Duration::days(days);
            assert_eq!((two.here.recount(day).await.unwrap(), two.public()), (changed, staff), "{days}");
        }
        assert_eq!(two.there.recount(today + Duration::days(7)).await.unwrap(), 0, "another server finds nothing");
        let unit = two.here.directory.get().station_with_id(two.jiaji).unwrap().clone();
        let staffed = two.here.staffing(&unit, today).await.unwrap().unwrap();
        assert_eq!((staffed.filled, staffed.standard, staffed.vacancies(), staffed.leader), (1, 3, 2, false));
        let none = two.here.directory.get().station_with_id(two.other).unwrap().clone();
        assert_eq!((two.here.staffing(&none, today).await.unwrap(), none.staff), (None, 7));
        two.here.accounts.journal().verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn nobody_is_entered_twice_on_one_day_by_two_servers_at_once_either(database) {
        let two = two_servers(&database).await;
        let today = shanghai::today();
        let mut both = Vec::new();
        for server in [&two.here, &two.there, &two.here, &two.there] {
            let (server, leader) = (server.clone(), two.leader());
            let command = employ(two.jiaji, &a_form("王小明", today));
            both.push(tokio::spawn(async move { server.apply(&command, &leader).await.unwrap() }));
        }
        let mut done = 0;
        for one in both {
            match one.await.unwrap() {
                Ok(_) => done += 1,
                Err(refusal) => assert_eq!(refusal, Refusal::Taken),
            }
        }
        assert_eq!((done, two.here.of(two.jiaji).await.unwrap().len()), (1, 1));
        // In another unit they may hold one, and here again when the first has ended.
        let officer = somebody(Role::CountyOfficer, Unit::County("469002".into()));
        let elsewhere = employ(two.other, &a_form("王小明", today));
        // The island of this test has no divisions, so the officer's 市县 has no units.
        assert_eq!(two.here.apply(&elsewhere, &officer).await.unwrap(), Err(Refusal::NotFound));
        let entry = two.here.of(two.jiaji).await.unwrap()[0].id.to_string();
        two.done(&about(&entry, two.jiaji, Work::End, until(today))).await;
        two.done(&employ(two.jiaji, &a_form("王小明", today + Duration::DAY))).await;
        let back_in_time = [("until".to_owned(), Change::from_to(today.to_string(), (today + Duration::DAY).to_string()))];
        let amended = about(&entry, two.jiaji, Work::Amend, back_in_time.into());
        assert_eq!(two.here.apply(&amended, &two.leader()).await.unwrap(), Err(Refusal::Taken));
    }

    async fn names_and_numbers_are_sealed_and_gone_with_their_key(database) {
        let two = two_servers(&database).await;
        let added = employ(two.jiaji, &a_form("王小明", shanghai::today()));
        two.done(&added).await;
        let row = queries::of_station(&database, two.jiaji).await.unwrap().remove(0);
        assert!(!row.sealed.contains("王小明") && !format!("{row:?}").contains("2021-0001"));
        let journal = two.here.accounts.journal();
        let mut rows = crate::journal::queries::rows_after(&database, &two.jiaji.to_string(), 0, 9).await.unwrap();
        let kept = rows.remove(0);
        assert!(!kept.fields.contains("王小明") && !kept.fields.contains("2021-0001"), "{}", kept.fields);
        assert!(kept.fields.contains("演示社工机构"));
        database.transaction(async |tx| journal.erase(tx, ENTITY, &row.id).await).await.unwrap();
        let entry = two.here.of(two.jiaji).await.unwrap().remove(0);
        assert_eq!((entry.details.name.as_str(), entry.details.certificate), ("", None));
        // The figures stay, and the register can still be kept.
        assert_eq!(two.public(), 1);
        let other = EntryForm { certificate: "CD-1234".into(), ..a_form("李芳", shanghai::today()) };
        two.done(&employ(two.jiaji, &other)).await;
        assert_eq!(two.public(), 2);
    }

    async fn a_number_is_revealed_to_whoever_keeps_the_register_and_noted(database) {
        let two = two_servers(&database).await;
        let added = employ(two.jiaji, &a_form("王小明", shanghai::today()));
        two.done(&added).await;
        let reveal = async |by: &Staff, purpose: &str| {
            two.here.reveal(CommandId::fresh(), by, two.jiaji, &added.entity_id, purpose).await.unwrap()
        };
        assert_eq!(reveal(&two.leader(), "check").await, Ok("AB-2021-0001".to_owned()));
        assert_eq!(reveal(&two.leader(), "curiosity").await, Err(Refusal::AgainstARule));
        for role in [Role::SocialWorker, Role::Supervisor] {
            let reader = somebody(role, Unit::Station(two.jiaji));
            assert_eq!(reveal(&reader, "check").await, Err(Refusal::NotFound), "{role:?}");
        }
        let rows = crate::journal::queries::rows_after(&database, &two.jiaji.to_string(), 0, 9).await.unwrap();
        let noted: Vec<_> = rows.iter().filter(|row| row.kind == REVEAL).collect();
        assert_eq!((noted.len(), noted[0].reason.as_str()), (1, "check"));
        assert!(!format!("{noted:?}").contains("2021-0001"));
    }

    async fn whose_unit_it_is_decides_and_what_is_no_entry_leaves_no_trace_but_a_refusal(database) {
        let two = two_servers(&database).await;
        let today = shanghai::today();
        let form = a_form("王小明", today);
        let refused = async |command: &Command, by: &Staff| two.here.apply(command, by).await.unwrap().unwrap_err();
        for (role, unit, refusal) in [
            (Role::SocialWorker, Unit::Station(two.jiaji), Refusal::NotAllowed),
            (Role::Supervisor, Unit::Station(two.jiaji), Refusal::NotAllowed),
            (Role::StationLeader, Unit::Station(two.other), Refusal::NotFound),
            (Role::AuditAdministrator, Unit::Province, Refusal::NotFound),
        ] {
            assert_eq!(refused(&employ(two.jiaji, &form), &somebody(role, unit)).await, refusal, "{role:?}");
        }
        let leader = two.leader();
        let nowhere = employ(StationId::fresh(), &form);
        assert_eq!(refused(&nowhere, &leader).await, Refusal::NotFound);
        let strange = EntryForm { account: StaffId::fresh().to_string(), ..form.clone() };
        assert_eq!(refused(&employ(two.jiaji, &strange), &leader).await, Refusal::AgainstARule);
        let unknown = about(&EntryId::fresh().to_string(), two.jiaji, Work::End, until(today));
        assert_eq!(refused(&unknown, &leader).await, Refusal::NotFound);
        let added = employ(two.jiaji, &form);
        two.done(&added).await;
        let renamed = [("name".to_owned(), Change::from_to("王小明", "王大明"))].into();
        let ends_more = about(&added.entity_id, two.jiaji, Work::End, renamed);
        assert_eq!(refused(&ends_more, &leader).await, Refusal::AgainstARule);
        let (one, other) = ("另一家机构", "第三家机构");
        for (employer, conflicts) in [(one, 0), (other, 1)] {
            let fields = [("employer".to_owned(), Change::from_to("演示社工机构", employer))].into();
            let answer = two.done(&about(&added.entity_id, two.jiaji, Work::Amend, fields)).await;
            assert_eq!(answer.conflicts.len(), conflicts, "{employer}");
        }
        assert_eq!(two.here.of(two.jiaji).await.unwrap()[0].details.employer, one);
    }

    async fn a_list_counts_for_everybody_and_names_people_to_those_who_may_see_them(database) {
        let two = two_servers(&database).await;
        let today = shanghai::today();
        two.done(&employ(two.jiaji, &EntryForm { post: "leader".into(), ..a_form("王小明", today) })).await;
        let query = RegisterQuery::default();
        let leader = two.leader();
        let listing = two.here.list(&leader, &query, today).await.unwrap();
        assert_eq!((listing.rows.len(), listing.figures.filled, listing.figures.vacancies), (1, 1, 2));
        let people = two.here.people(&leader, &query, &listing.rows, today).await.unwrap();
        assert_eq!(people[&two.jiaji][0].details.name, "王小明");
        let province = somebody(Role::ProvincialOfficer, Unit::Station(two.jiaji));
        let listing = two.here.list(&province, &query, today).await.unwrap();
        assert_eq!(listing.figures.filled, 1);
        assert!(two.here.people(&province, &query, &listing.rows, today).await.unwrap().is_empty());
        let none = RegisterQuery { post: "other".into(), ..query };
        assert!(two.here.list(&leader, &none, today).await.unwrap().rows.is_empty());
    }
}
