use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, State as AccountState},
    ids::{CommandId, StaffId},
    journal::model::{Change, Fields},
    stations::{
        edit,
        model::{FreshnessDays, Kind, Room},
    },
    text::Text,
};
use serde_json::Value;

use super::*;
use crate::{
    accounts::SessionLimits,
    databases::on_each_database,
    journal::verify,
    vault::{SealingKey, Vault},
};

const DAYS: FreshnessDays = FreshnessDays { due: 90, overdue: 180 };

/// A server with one unit.
async fn with_a_unit(database: &Database) -> (Premises, Station) {
    let mut station = edit::blank(StationId::fresh(), "jiaji", Kind::Station, "469002100");
    station.name = Text::new("嘉积社工站", "Jiaji Station");
    station.stage = Stage::Operating;
    let fill = async |tx: &mut Transaction<'_>| {
        stations::queries::insert(tx, &station).await?;
        stations::queries::move_on(tx, 1).await
    };
    database.transaction(fill).await.unwrap();
    let directory = CurrentDirectory::load(database.clone(), DAYS).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
    (Premises::new(&accounts, directory), station)
}

fn somebody(role: Role, unit: Unit) -> Staff {
    Staff {
        id: StaffId::fresh(),
        version: 1,
        sign_in_name: SignInName::parse("wang").unwrap(),
        name: "Wang".into(),
        state: AccountState::Active,
        has_second_factor: true,
        coming: Vec::new(),
        assignments: vec![Assignment { role, unit }],
    }
}

fn command(station: StationId, name: &str, from: Value, to: &str) -> Command {
    let fields: Fields = [(name.to_owned(), Change::Set { from, to: to.into() })].into();
    Command {
        id: CommandId::fresh(),
        unit: Unit::Station(station),
        entity: ENTITY.into(),
        entity_id: station.to_string(),
        basis: 0,
        kind: KIND.into(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    }
}

on_each_database! {
    async fn an_area_that_is_accepted_is_one_of_the_units_and_the_other_way_round(database) {
        let (premises, station) = with_a_unit(&database).await;
        let leader = somebody(Role::StationLeader, Unit::Station(station.id));
        let now = || premises.directory.get().station("jiaji").unwrap().clone();
        let accept = command(station.id, "case_room.state", Value::Null, "accepted");
        let answer = premises.apply(&accept, &leader).await.unwrap().unwrap();
        assert_eq!((answer.version, answer.conflicts.len()), (1, 0));
        assert_eq!((now().rooms, now().version), (vec![Room::CaseRoom], 2));
        // The same again is the same answer and no second version.
        assert_eq!(premises.apply(&accept, &leader).await.unwrap().unwrap(), answer);
        assert_eq!(premises.of(&now()).await.unwrap().1, 1);
        let taken_off = Station { rooms: Vec::new(), ..now() };
        let (record, _) = premises.of(&taken_off).await.unwrap();
        assert_eq!(model::state(&record, model::Item::Area(Room::CaseRoom)), None);
        let building = command(station.id, "case_room.state", "accepted".into(), "building");
        premises.apply(&building, &leader).await.unwrap().unwrap();
        assert_eq!(now().rooms, []);
        premises.accounts.journal().verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn different_fields_merge_and_the_same_field_shows_both(database) {
        let (premises, station) = with_a_unit(&database).await;
        let leader = somebody(Role::StationLeader, Unit::Station(station.id));
        let second = &somebody(Role::StationLeader, Unit::Station(station.id));
        for (by, name, to) in [(&leader, "desks.count", "4"), (second, "desks.note", "一张要修")] {
            let answer = premises.apply(&command(station.id, name, Value::Null, to), by).await.unwrap().unwrap();
            assert!(answer.conflicts.is_empty());
        }
        let late = command(station.id, "desks.count", Value::Null, "5");
        let answer = premises.apply(&late, second).await.unwrap().unwrap();
        assert_eq!((answer.version, answer.conflicts[0].current.clone()), (2, Value::from("4")));
        let (record, _) = premises.of(&station).await.unwrap();
        assert_eq!((model::text(&record, "desks.count"), model::text(&record, "desks.note")), ("4", "一张要修"));
    }

    async fn whose_unit_it_is_decides(database) {
        let (premises, station) = with_a_unit(&database).await;
        let wanted = || command(station.id, "desks.count", Value::Null, "4");
        for (by, refusal) in [
            (somebody(Role::SocialWorker, Unit::Station(station.id)), Refusal::NotAllowed),
            (somebody(Role::StationLeader, Unit::Station(StationId::fresh())), Refusal::NotFound),
        ] {
            assert_eq!(premises.apply(&wanted(), &by).await.unwrap(), Err(refusal));
        }
        let leader = somebody(Role::StationLeader, Unit::Station(station.id));
        let nowhere = command(StationId::fresh(), "desks.count", Value::Null, "4");
        assert_eq!(premises.apply(&nowhere, &leader).await.unwrap(), Err(Refusal::NotFound));
        let other = Command { kind: "edit_station".into(), ..wanted() };
        assert_eq!(premises.apply(&other, &leader).await.unwrap(), Err(Refusal::AgainstARule));
        let strange = command(station.id, "desks.colour", Value::Null, "red");
        assert_eq!(premises.apply(&strange, &leader).await.unwrap(), Err(Refusal::AgainstARule));
        assert_eq!(premises.of(&station).await.unwrap(), (Record::new(), 0));
    }

    async fn a_closed_unit_keeps_its_list_as_it_was(database) {
        let (premises, mut station) = with_a_unit(&database).await;
        let leader = somebody(Role::StationLeader, Unit::Station(station.id));
        premises.apply(&command(station.id, "rules.state", Value::Null, "good"), &leader).await.unwrap().unwrap();
        station.stage = Stage::Closed;
        let close = async |tx: &mut Transaction<'_>| stations::queries::update(tx, &station).await;
        database.transaction(close).await.unwrap();
        let late = command(station.id, "rules.state", "good".into(), "missing");
        assert_eq!(premises.apply(&late, &leader).await.unwrap(), Err(Refusal::NotNow));
        assert_eq!(premises.of(&station).await.unwrap().1, 1);
    }
}
