use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, State as AccountState},
    ids::StaffId,
    services::draft::{of_part, whole},
    stations::model::{FreshnessDays, Kind},
};

use super::*;
use crate::{
    accounts::SessionLimits,
    database::Database,
    databases::on_each_database,
    journal::verify,
    seed,
    vault::{SealingKey, Vault},
};

const DAYS: FreshnessDays = FreshnessDays { due: 90, overdue: 180 };

/// The list that ships in force, one unit that offers three services, and somebody of the province.
async fn the_office(database: &Database) -> (Services, Staff, StationId) {
    seed::reference(database).await.unwrap();
    let id = StationId::fresh();
    let mut station = stations::edit::blank(id, "jiaji", Kind::Station, "469002100");
    station.services = ["A01", "A02", "A03"].map(str::to_owned).into();
    let fill = async |tx: &mut Transaction<'_>| {
        units::insert(tx, &station).await?;
        units::move_on(tx, 1).await
    };
    database.transaction(fill).await.unwrap();
    let directory = CurrentDirectory::load(database.clone(), DAYS).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
    (Services::new(&accounts, directory), somebody(Role::ProvincialOfficer), id)
}

fn somebody(role: Role) -> Staff {
    Staff {
        id: StaffId::fresh(),
        version: 1,
        sign_in_name: SignInName::parse("wang").unwrap(),
        name: "Wang".into(),
        state: AccountState::Active,
        has_second_factor: true,
        coming: Vec::new(),
        assignments: vec![Assignment { role, unit: Unit::Province }],
    }
}

fn command(work: Work, basis: i64, changes: Fields) -> Command {
    draft::command(CommandId::fresh(), work, "2026-1", basis, changes)
}

fn start() -> Command {
    command(Work::Draft, 0, fields([(FROM, Change::to("ref-0.2"))]))
}

fn edit(code: &str, field: &str, from: &str, to: &str) -> Command {
    let changes = fields([(field, Change::from_to(from, to))]);
    command(Work::Edit, 1, of_part(&Part::Item(code.into()), changes))
}

fn withdraw(code: &str) -> Command {
    let name = format!("item-{code}.{PLACE}");
    command(Work::Withdraw, 1, Fields::from([(name, Change::from_to(true, false))]))
}

/// `becomes` as `A02:A01,B01 A03:`.
fn publish(basis: i64, day: Date, becomes: &str) -> Command {
    let mut mapping = Mapping::new();
    for pair in becomes.split(' ').filter(|pair| !pair.is_empty()) {
        let (code, codes) = pair.split_once(':').unwrap();
        let codes = codes.split(',').filter(|code| !code.is_empty()).map(str::to_owned);
        mapping.insert(code.into(), codes.collect());
    }
    let mapping = serde_json::to_value(mapping).unwrap();
    let day = Change::to(day.to_string());
    command(
        Work::Publish,
        basis,
        fields([(DAY, day), (MAPPING, Change::to(mapping)), (NOTE, Change::to("合并"))]),
    )
}

impl Services {
    async fn done(&self, command: &Command, by: &Staff) -> Answer {
        self.apply(command, by).await.unwrap().unwrap()
    }

    async fn refused(&self, command: &Command, by: &Staff) -> Refusal {
        self.apply(command, by).await.unwrap().unwrap_err()
    }

    async fn state_of(&self, version: &str) -> State {
        self.versions().await.unwrap().into_iter().find(|it| it.version == version).unwrap().state
    }

    fn offered(&self, slug: &str) -> Vec<String> {
        self.directory.get().station(slug).unwrap().services.clone()
    }
}

on_each_database! {
    async fn a_draft_is_written_by_two_and_seen_by_nobody_until_its_day(database) {
        let (office, officer, id) = the_office(&database).await;
        let begun = start();
        let answer = office.done(&begun, &officer).await;
        assert_eq!((answer.version.as_str(), answer.number), ("2026-1", 1));
        assert_eq!(office.done(&begun, &officer).await, answer, "sent twice, it is one draft");
        assert_eq!(office.refused(&start(), &officer).await, Refusal::NotNow, "there is one draft at most");
        let zh = office.directory.get().catalogue.item("A01").unwrap().name.zh.clone();
        let en = office.directory.get().catalogue.item("A01").unwrap().name.en.clone().unwrap();
        let other = somebody(Role::ProvincialOfficer);
        assert!(office.done(&edit("A01", "name_zh", &zh, "政策咨询"), &officer).await.conflicts.is_empty());
        assert!(office.done(&edit("A01", "name_en", &en, "Advice"), &other).await.conflicts.is_empty());
        let conflict = office.done(&edit("A01", "name_zh", &zh, "咨询"), &other).await.conflicts;
        assert_eq!((conflict.len(), &conflict[0].current), (1, &Value::from("政策咨询")));
        office.done(&withdraw("A02"), &officer).await;
        office.done(&withdraw("A03"), &officer).await;
        assert_eq!(office.directory.get().catalogue.version, "ref-0.2");
        assert_eq!(office.offered("jiaji"), ["A01", "A02", "A03"]);

        let (today, number) = (shanghai::today(), office.versions().await.unwrap()[0].number);
        let tomorrow = today.next_day().unwrap();
        for (basis, day, becomes, refusal) in [
            (number - 1, tomorrow, "A02:A01 A03:", Refusal::NotNow),
            (number, tomorrow, "A02:A01", Refusal::AgainstARule),
            (number, tomorrow, "A02:Z99 A03:", Refusal::AgainstARule),
            (number, today.previous_day().unwrap(), "A02:A01 A03:", Refusal::AgainstARule),
        ] {
            assert_eq!(office.refused(&publish(basis, day, becomes), &officer).await, refusal, "{becomes}");
        }
        office.done(&publish(number, tomorrow, "A02:A01,B01 A03: A01:B01"), &officer).await;
        assert_eq!(office.state_of("2026-1").await, State::Scheduled);
        assert_eq!(office.refused(&edit("A01", "name_zh", "政策咨询", "x"), &officer).await, Refusal::NotNow);
        let journal = office.accounts.journal();
        activate_due(journal, today).await.unwrap();
        assert_eq!(office.state_of("2026-1").await, State::Scheduled);

        // Two servers look at once when the day has come.
        let (one, two) = tokio::join!(activate_due(journal, tomorrow), activate_due(journal, tomorrow));
        one.unwrap();
        two.unwrap();
        office.directory.refresh().await.unwrap();
        let now = office.directory.get();
        assert_eq!((now.catalogue.version.as_str(), now.catalogue.item("A02")), ("2026-1", None));
        assert_eq!(now.catalogue.item("A01").unwrap().name, app::text::Text::new("政策咨询", "Advice"));
        assert_eq!(office.offered("jiaji"), ["A01", "B01"]);
        assert_eq!(now.station("jiaji").unwrap().version, 2);
        let rows = crate::journal::queries::rows_after(&database, &id.to_string(), 0, 9).await.unwrap();
        assert_eq!(rows.iter().map(|row| (row.kind.as_str(), row.actor.as_str())).collect::<Vec<_>>(), [(FOLLOW, "clock")]);
        let versions = office.versions().await.unwrap();
        let became = versions::map_code(&versions, "ref-0.2", "2026-1", "A02");
        assert_eq!(became, versions::Became::Codes(["A01".to_owned(), "B01".to_owned()].into()));
        assert_eq!(versions::map_code(&versions, "ref-0.2", "2026-1", "A03"), versions::Became::Ended("2026-1".into()));
        assert_eq!(office.state_of("ref-0.2").await, State::Retired);
        journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn what_is_published_today_is_in_force_at_once(database) {
        let (office, officer, _) = the_office(&database).await;
        office.done(&start(), &officer).await;
        office.done(&withdraw("A03"), &officer).await;
        let now = publish(2, shanghai::today(), "A03:");
        let answer = office.done(&now, &officer).await;
        assert_eq!(office.directory.get().catalogue.version, "2026-1");
        assert_eq!(office.offered("jiaji"), ["A01", "A02"]);
        assert_eq!(office.done(&now, &officer).await, answer, "sent twice, it is published once");
        let next = Command { entity_id: "2026-2".into(), ..command(Work::Draft, 0, fields([(FROM, Change::to("2026-1"))])) };
        office.done(&next, &officer).await;
        assert_eq!(office.versions().await.unwrap().len(), 3);
    }

    async fn a_schedule_is_taken_back_and_a_draft_is_thrown_away(database) {
        let (office, officer, _) = the_office(&database).await;
        office.done(&start(), &officer).await;
        office.done(&publish(1, shanghai::today().next_day().unwrap(), ""), &officer).await;
        office.done(&command(Work::Reopen, 2, Fields::new()), &officer).await;
        assert_eq!(office.state_of("2026-1").await, State::Draft);
        let shift = [("item-A02.place".to_owned(), Change::from_to(1, 0))].into();
        office.done(&command(Work::Move, 3, shift), &officer).await;
        let codes: Vec<_> = office.versions().await.unwrap()[0].catalogue.items.iter().map(|it| it.code.clone()).collect();
        assert_eq!(codes[..2], ["A02", "A01"]);
        office.done(&command(Work::Discard, 4, Fields::new()), &officer).await;
        assert_eq!(office.state_of("2026-1").await, State::Discarded);
        assert_eq!(office.refused(&start(), &officer).await, Refusal::NotNow, "its name is not given again");
        assert_eq!(office.directory.get().catalogue.version, "ref-0.2");
    }

    async fn a_whole_document_becomes_the_draft_or_takes_its_place(database) {
        let (office, officer, _) = the_office(&database).await;
        let mut list = office.directory.get().catalogue.clone();
        list.items.truncate(3);
        let whole = |basis, list: &Catalogue| command(Work::Draft, basis, whole(list).unwrap());
        office.done(&whole(0, &list), &officer).await;
        list.items.truncate(2);
        assert_eq!(office.refused(&whole(0, &list), &officer).await, Refusal::NotNow);
        let answer = office.done(&whole(1, &list), &officer).await;
        let draft = office.versions().await.unwrap().remove(0);
        assert_eq!((answer.number, draft.catalogue.items.len(), draft.catalogue.version.as_str()), (2, 2, "2026-1"));
        list.items[1].code = "A01".into();
        assert_eq!(office.refused(&whole(2, &list), &officer).await, Refusal::AgainstARule);
    }

    async fn an_incomplete_draft_and_a_stranger_are_refused(database) {
        let (office, officer, _) = the_office(&database).await;
        for role in Role::ALL.into_iter().filter(|role| *role != Role::ProvincialOfficer) {
            assert_eq!(office.refused(&start(), &somebody(role)).await, Refusal::NotFound, "{role:?}");
        }
        office.done(&start(), &officer).await;
        let new = of_part(&Part::Item("A07".into()), fields([("name_zh", Change::to("新的"))]));
        office.done(&command(Work::Add, 1, new.clone()), &officer).await;
        assert_eq!(office.refused(&command(Work::Add, 2, new), &officer).await, Refusal::Taken);
        let today = shanghai::today();
        assert_eq!(office.refused(&publish(2, today, ""), &officer).await, Refusal::AgainstARule);
        let wrong = command(Work::Edit, 2, fields([("castle", Change::to("x"))]));
        assert_eq!(office.refused(&wrong, &officer).await, Refusal::AgainstARule);
        let nowhere = Command { entity_id: "2026-9".into(), ..command(Work::Discard, 1, Fields::new()) };
        assert_eq!(office.refused(&nowhere, &officer).await, Refusal::NotFound);
        let by_the_clock = command(Work::Activate, 1, Fields::new());
        assert_eq!(office.refused(&by_the_clock, &officer).await, Refusal::AgainstARule);
    }
}
