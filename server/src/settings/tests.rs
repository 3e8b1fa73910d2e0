use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, State},
    ids::{CommandId, StaffId},
    journal::model::fields,
    stations::model::FreshnessDays,
};

use super::*;
use crate::{
    accounts::SessionLimits,
    database::{Database, on_tx},
    databases::on_each_database,
    seed,
    vault::{SealingKey, Vault},
};

/// The office of the province on one server.
struct Office {
    accounts: Accounts,
    directory: CurrentDirectory,
    officer: Staff,
}

impl Office {
    async fn of(database: &Database) -> Self {
        seed::reference(database).await.unwrap();
        let days = FreshnessDays { due: 90, overdue: 180 };
        let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
        let vault = Vault::under(SealingKey::fresh().unwrap());
        let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
        let officer = Staff {
            id: StaffId::fresh(),
            version: 1,
            sign_in_name: SignInName::parse("officer").unwrap(),
            name: "Wang".into(),
            state: State::Active,
            has_second_factor: true,
            assignments: vec![Assignment { role: Role::ProvincialOfficer, unit: Unit::Province }],
            coming: Vec::new(),
        };
        Self { accounts, directory, officer }
    }

    async fn keep(&self, part: Part, entry: &str, basis: i64, fields: Fields) -> Outcome {
        let command = command(part, entry, basis, fields);
        keep(&self.accounts, &self.directory, &command, &self.officer).await.unwrap()
    }
}

fn command(part: Part, entry: &str, basis: i64, fields: Fields) -> Command {
    Command {
        id: CommandId::fresh(),
        unit: Unit::Province,
        entity: part.word().to_owned(),
        entity_id: entry.to_owned(),
        basis,
        kind: KIND.to_owned(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn set(word: &str, from: impl Into<Value>, to: impl Into<Value>) -> Fields {
    fields([(word, Change::from_to(from, to))])
}

fn days(lines: &[&str], gone: &[&str]) -> Fields {
    let members = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    let change = Change::Members { add: members(lines), remove: members(gone) };
    fields([("days", change), ("source", Change::to("某通知"))])
}

on_each_database! {
    async fn what_is_set_is_read_at_once_and_two_who_set_it_see_both(database) {
        let office = Office::of(&database).await;
        let name = |from: Option<&str>, to: &str| set("station_word_zh", Value::from(from), to);
        assert_eq!(office.keep(Part::Name, "station_name", 1, name(None, "民政服务站")).await, Ok(Vec::new()));
        assert_eq!(office.directory.get().settings.get(Setting::StationWordZh), Some("民政服务站"));
        let late = office.keep(Part::Name, "station_name", 1, name(None, "社会工作站")).await.unwrap();
        assert_eq!((late[0].current.clone(), late[0].wanted.clone()), (Value::from("民政服务站"), Value::from("社会工作站")));
        assert_eq!(office.directory.get().settings.get(Setting::StationWordZh), Some("民政服务站"));
        let forgotten = set("station_word_zh", "民政服务站", Value::Null);
        assert_eq!(office.keep(Part::Name, "station_name", 1, forgotten).await, Ok(Vec::new()));
        assert_eq!(office.directory.get().settings.get(Setting::StationWordZh), None);
    }

    async fn what_is_no_setting_of_a_part_or_no_value_of_it_is_refused(database) {
        let office = Office::of(&database).await;
        let refused = Err(Refusal::AgainstARule);
        for (part, entry, sent) in [
            (Part::Name, "station_name", set("tianditu_key", Value::Null, "abcdefgh")),
            (Part::Name, "station_name", set("anything", Value::Null, "x")),
            (Part::Name, "elsewhere", set("station_word_zh", Value::Null, "x")),
            (Part::Coverage, "coverage_scope", set("staffing_standard", Value::Null, "0")),
            (Part::Coverage, "coverage_scope", set("staffing_standard", Value::Null, 3)),
            (Part::Calendar, "1999", days(&["1999-01-01 休 元旦"], &[])),
            (Part::Calendar, "2027", days(&["2028-01-01 休 元旦"], &[])),
            (Part::Modes, "new-mode", set("name_en", Value::Null, "no Chinese name")),
            (Part::Modes, "new-mode", set("code", Value::Null, "x")),
        ] {
            let basis = i64::from(part != Part::Modes);
            assert_eq!(office.keep(part, entry, basis, sent.clone()).await, refused, "{part:?} {sent:?}");
        }
        let other = Staff {
            assignments: vec![Assignment { role: Role::CountyOfficer, unit: Unit::County("469002".into()) }],
            ..office.officer.clone()
        };
        let sent = command(Part::Name, "station_name", 1, set("station_word_zh", Value::Null, "x"));
        let answer = keep(&office.accounts, &office.directory, &sent, &other).await.unwrap();
        assert_eq!(answer, Err(Refusal::NotFound), "a county keeps no settings");
        assert_eq!(queries::values(&database).await.unwrap(), Values::default());
    }

    async fn the_key_of_the_map_stands_sealed_in_the_journal_and_in_no_copy_that_leaves(database) {
        let office = Office::of(&database).await;
        let key = fields([("tianditu_key", Change::to("abcdefgh12345678"))]);
        assert_eq!(office.keep(Part::Map, "map", 1, key).await, Ok(Vec::new()));
        let directory = office.directory.get();
        assert_eq!(directory.settings.get(Setting::MapKey), Some("abcdefgh12345678"));
        assert!(!serde_json::to_string(&directory.document()).unwrap().contains("abcdefgh"));
        let rows = crate::journal::queries::rows_after(&database, "460000", 0, 10).await.unwrap();
        let row = rows.iter().find(|row| row.kind == KIND).unwrap();
        assert!(row.fields.contains("sealed") && !row.fields.contains("abcdefgh"));
        assert_eq!(record(Part::Map, &directory.settings)["tianditu_key"], Value::from("5678"));
    }

    async fn an_entry_is_added_retired_and_brought_back_and_never_deleted(database) {
        let office = Office::of(&database).await;
        let named = fields([("name_zh", Change::to("新模式")), ("name_en", Change::to("New"))]);
        assert_eq!(office.keep(Part::Modes, "new-mode", 0, named.clone()).await, Ok(Vec::new()));
        assert_eq!(office.keep(Part::Modes, "new-mode", 0, named).await, Err(Refusal::Taken));
        let is_retired = || office.directory.get().mode("new-mode").map(|mode| mode.retired);
        assert_eq!(is_retired(), Some(false));
        assert_eq!(office.keep(Part::Modes, "nowhere", 1, set("retired", false, true)).await, Err(Refusal::NotFound));
        assert_eq!(office.keep(Part::Modes, "street", 1, set("retired", false, true)).await, Ok(Vec::new()));
        assert_eq!(office.directory.get().mode("street").map(|mode| mode.retired), Some(true));
        assert_eq!(office.keep(Part::Programmes, "three-tier", 1, set("name_en", "Three-tier pilot: county, township, village", "Pilot")).await, Ok(Vec::new()));
        assert_eq!(office.directory.get().programme("three-tier").unwrap().name.en.as_deref(), Some("Pilot"));
        let hotline = fields([("name_zh", Change::to("演示热线")), ("emergency", Change::to(false))]);
        assert_eq!(office.keep(Part::Hotlines, "0898-0000", 0, hotline).await, Ok(Vec::new()));
        assert!(office.directory.get().hotlines.iter().any(|it| it.number == "0898-0000"));
        assert_eq!(office.keep(Part::Hotlines, "0898-0000", 1, set("retired", false, true)).await, Ok(Vec::new()));
        assert!(!office.directory.get().hotlines.iter().any(|it| it.number == "0898-0000"));
        let kept = queries::entries(&database, Part::Hotlines).await.unwrap();
        assert!(kept.iter().any(|(number, record)| number == "0898-0000" && parse::is_retired(record)));
    }

    async fn a_year_is_kept_day_by_day_and_a_day_that_two_people_name_differently_is_refused(database) {
        let office = Office::of(&database).await;
        assert_eq!(office.keep(Part::Calendar, "2031", 1, days(&["2031-01-01 休 元旦", "2031-01-02 休 元旦"], &[])).await, Ok(Vec::new()));
        let other = fields([("days", Change::Members { add: ["2031-10-01 休 国庆节".to_owned()].into(), remove: Default::default() })]);
        assert_eq!(office.keep(Part::Calendar, "2031", 1, other).await, Ok(Vec::new()));
        let count = async || queries::year(&database, 2031).await.unwrap()["days"].as_array().unwrap().len();
        assert_eq!(count().await, 3);
        let same_day = fields([("days", Change::Members { add: ["2031-10-01 班 国庆节".to_owned()].into(), remove: Default::default() })]);
        assert_eq!(office.keep(Part::Calendar, "2031", 1, same_day).await, Err(Refusal::AgainstARule));
        let gone = fields([("days", Change::Members { add: Default::default(), remove: ["2031-01-02 休 元旦".to_owned()].into() })]);
        assert_eq!(office.keep(Part::Calendar, "2031", 1, gone).await, Ok(Vec::new()));
        assert_eq!(count().await, 2);
        assert!(queries::years(&database).await.unwrap().contains(&2031));
    }

    async fn a_new_release_never_overwrites_what_the_office_changed_and_still_brings_what_is_new(database) {
        let office = Office::of(&database).await;
        let year = queries::year(&database, 2026).await.unwrap();
        let first = year["days"][0].as_str().unwrap().to_owned();
        assert_eq!(office.keep(Part::Calendar, "2026", 1, days_of(&first)).await, Ok(Vec::new()));
        assert_eq!(office.keep(Part::Hotlines, "12345", 1, set("retired", false, true)).await, Ok(Vec::new()));
        let name = queries::entries(&database, Part::Hotlines).await.unwrap();
        let name = name.iter().find(|(number, _)| number == "110").unwrap().1["name_zh"].clone();
        assert_eq!(office.keep(Part::Hotlines, "110", 1, set("name_zh", name, "我们写的")).await, Ok(Vec::new()));
        assert_eq!(office.keep(Part::Modes, "street", 1, set("name_zh", "街道模式", "街道")).await, Ok(Vec::new()));
        // As if a release had come with other data: what it brings anew is not there yet.
        let release = async |tx: &mut Transaction<'_>| {
            for sql in [
                "UPDATE directory_state SET reference_stamp = 'an earlier one'",
                "DELETE FROM hotlines WHERE number = '119'",
                "DELETE FROM station_modes WHERE code = 'large_community'",
                "DELETE FROM calendar_days WHERE day = '2025-01-01'",
            ] {
                on_tx!(tx, |connection| sqlx::query(sql).execute(connection).await).unwrap();
            }
            Ok(())
        };
        database.transaction(release).await.unwrap();
        assert!(seed::reference(&database).await.unwrap());
        office.directory.refresh().await.unwrap();
        let directory = office.directory.get();
        let hotline = |number: &str| directory.hotlines.iter().find(|it| it.number == number);
        assert!(hotline("12345").is_none() && hotline("119").is_some());
        assert_eq!(hotline("110").unwrap().name.zh, "我们写的");
        assert_eq!(directory.mode("street").unwrap().name.zh, "街道");
        assert!(directory.mode("large_community").is_some());
        let kept = queries::year(&database, 2026).await.unwrap();
        assert!(!kept["days"].as_array().unwrap().iter().any(|it| it.as_str() == Some(first.as_str())));
        assert_eq!(kept["source"], Value::from("某通知"));
        let earlier = queries::year(&database, 2025).await.unwrap();
        assert!(earlier["days"][0].as_str().unwrap().starts_with("2025-01-01"));
    }
}

/// Takes one day away, with another source.
fn days_of(gone: &str) -> Fields {
    let mut fields = days(&[], &[gone]);
    fields
        .insert("source".to_owned(), Change::from_to("国务院办公厅关于2026年部分节假日安排的通知", "某通知"));
    fields
}
