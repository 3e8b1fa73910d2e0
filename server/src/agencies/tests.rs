use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, State},
    agencies::edit::AgencyForm,
    ids::{CommandId, StaffId},
    journal::model::{Change, Fields},
    stations::model::{FreshnessDays, Kind},
};

use super::*;
use crate::{
    accounts::SessionLimits,
    database::Database,
    databases::on_each_database,
    vault::{SealingKey, Vault},
};

async fn agencies(database: &Database) -> (Agencies, StationId, StationId) {
    let (jiaji, other) = (StationId::fresh(), StationId::fresh());
    let unit = |id, slug: &str| {
        let mut unit = app::stations::edit::blank(id, slug, Kind::Station, "469002100");
        unit.stage = Stage::Operating;
        unit
    };
    let fill = async |tx: &mut Transaction<'_>| {
        stations::insert(tx, &unit(jiaji, "jiaji")).await?;
        stations::insert(tx, &unit(other, "other")).await?;
        stations::move_on(tx, 1).await
    };
    database.transaction(fill).await.unwrap();
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
    (Agencies::new(&accounts, directory), jiaji, other)
}

fn somebody(role: Role, station: StationId) -> Staff {
    Staff {
        id: StaffId::fresh(),
        version: 1,
        sign_in_name: SignInName::parse("wang").unwrap(),
        name: "Wang".into(),
        state: State::Active,
        has_second_factor: true,
        coming: Vec::new(),
        assignments: vec![Assignment { role, unit: Unit::Station(station) }],
    }
}

fn command(station: StationId, work: Work, entity_id: Option<&str>, fields: Fields) -> Command {
    let id = CommandId::fresh();
    Command {
        id,
        unit: Unit::Station(station),
        entity: ENTITY.into(),
        entity_id: entity_id.map_or_else(|| id.to_string(), str::to_owned),
        basis: 0,
        kind: work.kind().into(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    }
}

fn a_form() -> AgencyForm {
    AgencyForm {
        name_zh: "演示卫生院".into(),
        name_en: "A demo clinic".into(),
        kind: "health".into(),
        phone: "0898-0000 0009".into(),
        offers_zh: "每月一次义诊".into(),
        since: "2024-03-01".into(),
        ..AgencyForm::default()
    }
}

fn add(station: StationId, form: &AgencyForm) -> Command {
    command(station, Work::Add, None, form.fields(Work::Add, None, shanghai::today()).unwrap())
}

on_each_database! {
    async fn the_public_reads_what_is_marked_for_it_until_it_ends(database) {
        let (agencies, jiaji, _) = agencies(&database).await;
        let leader = somebody(Role::StationLeader, jiaji);
        let seen = || {
            let directory = agencies.directory.get();
            (directory.version, directory.agencies_of(jiaji).map(|it| it.name.zh.clone()).collect::<Vec<_>>())
        };
        let (version, none) = seen();
        assert!(none.is_empty());
        let added = add(jiaji, &a_form());
        assert_eq!(agencies.apply(&added, &leader).await.unwrap().unwrap().version, 1);
        assert_eq!(seen(), (version, Vec::new()), "nothing that the public reads is another");
        assert_eq!(agencies.apply(&added, &leader).await.unwrap().unwrap().version, 1);
        assert_eq!(agencies.of(jiaji).await.unwrap().len(), 1, "a repeat is the same");
        let id = added.entity_id.as_str();
        let show = [("public".to_owned(), Change::from_to(false, true))];
        agencies.apply(&command(jiaji, Work::Amend, Some(id), show.into()), &leader).await.unwrap().unwrap();
        assert_eq!(seen(), (version + 1, vec!["演示卫生院".to_owned()]));
        let ended = [("until".to_owned(), Change::to(shanghai::today().to_string()))];
        let end = command(jiaji, Work::End, Some(id), ended.into());
        agencies.apply(&end, &leader).await.unwrap().unwrap();
        assert_eq!(seen(), (version + 2, Vec::new()));
        let kept = agencies.of(jiaji).await.unwrap().remove(0);
        assert_eq!((kept.version, kept.until, kept.public), (3, Some(shanghai::today()), true));
        let again = [("name_en".to_owned(), Change::from_to("A demo clinic", "Clinic"))];
        let amend = command(jiaji, Work::Amend, Some(id), again.into());
        assert_eq!(agencies.apply(&amend, &leader).await.unwrap(), Err(Refusal::NotNow));
    }

    async fn two_people_do_not_overwrite_each_other_and_foreign_units_answer_like_none(database) {
        let (agencies, jiaji, other) = agencies(&database).await;
        let leader = somebody(Role::StationLeader, jiaji);
        let added = add(jiaji, &a_form());
        agencies.apply(&added, &leader).await.unwrap().unwrap();
        let id = added.entity_id.as_str();
        for (text, conflicts) in [("每周一次", 0), ("每年一次", 1)] {
            let fields = [("offers_zh".to_owned(), Change::from_to("每月一次义诊", text))];
            let answer =
                agencies.apply(&command(jiaji, Work::Amend, Some(id), fields.into()), &leader).await.unwrap();
            assert_eq!(answer.unwrap().conflicts.len(), conflicts, "{text}");
        }
        let end = || Fields::from([("until".to_owned(), Change::to(shanghai::today().to_string()))]);
        let (worker, elsewhere) = (somebody(Role::SocialWorker, jiaji), somebody(Role::StationLeader, other));
        for (by, station, id, refusal) in [
            (&worker, jiaji, id, Refusal::NotAllowed),
            (&elsewhere, jiaji, id, Refusal::NotFound),
            (&elsewhere, other, id, Refusal::NotFound),
            (&leader, jiaji, "nonsense", Refusal::NotFound),
            (&leader, StationId::fresh(), id, Refusal::NotFound),
        ] {
            let refused = agencies.apply(&command(station, Work::End, Some(id), end()), by).await.unwrap();
            assert_eq!(refused, Err(refusal), "{station} {id}");
        }
        let more = [("name_en".to_owned(), Change::to("x"))];
        let ends_more = command(jiaji, Work::End, Some(id), more.into());
        assert_eq!(agencies.apply(&ends_more, &leader).await.unwrap(), Err(Refusal::AgainstARule));
    }
}
