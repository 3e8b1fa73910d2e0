use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, State as AccountState},
    ids::{CommandId, StaffId},
    journal::model::{Fields, fields},
    stations::model::FreshnessDays,
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

async fn the_office(database: &Database) -> (Policies, Staff) {
    seed::reference(database).await.unwrap();
    let directory = CurrentDirectory::load(database.clone(), DAYS).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
    (Policies::new(&accounts, directory), somebody(Role::ProvincialOfficer))
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

fn command(work: Work, slug: &str, basis: i64, changes: Fields) -> Command {
    draft::command(CommandId::fresh(), work, slug, basis, changes)
}

fn edit(slug: &str, field: &str, from: &str, to: &str) -> Command {
    command(Work::Edit, slug, 1, Fields::from([(field.to_owned(), Change::from_to(from, to))]))
}

impl Policies {
    async fn done(&self, command: &Command, by: &Staff) -> Answer {
        self.apply(command, by).await.unwrap().unwrap()
    }

    async fn refused(&self, command: &Command, by: &Staff) -> Refusal {
        self.apply(command, by).await.unwrap().unwrap_err()
    }

    async fn guide(&self, slug: &str) -> Option<Guide> {
        self.guides().await.unwrap().into_iter().find(|it| it.slug == slug)
    }

    fn title(&self) -> Option<String> {
        self.directory.get().policy("dibao").map(|it| it.title.zh.clone())
    }
}

on_each_database! {
    async fn a_guide_is_drafted_published_and_withdrawn_and_every_version_stays(database) {
        let (office, officer) = the_office(&database).await;
        let before = office.title().unwrap();
        assert!(office.done(&edit("dibao", "title_zh", &before, "低保新说"), &officer).await.conflicts.is_empty());
        let other = somebody(Role::ProvincialOfficer);
        let conflicts = office.done(&edit("dibao", "title_zh", &before, "别的"), &other).await.conflicts;
        assert_eq!((conflicts.len(), &conflicts[0].current), (1, &Value::from("低保新说")));
        assert_eq!(office.title().as_ref(), Some(&before), "nobody sees a draft");
        let day = shanghai::today().to_string();
        let was = office.directory.get().policy("dibao").unwrap().written_on.to_string();
        office.done(&edit("dibao", "checked_on", &was, &day), &officer).await;
        let number = office.guide("dibao").await.unwrap().number;
        let publish = command(Work::Publish, "dibao", number, fields([(NOTE, Change::to("复核"))]));
        let stale = command(Work::Publish, "dibao", number - 1, Fields::new());
        assert_eq!(office.refused(&stale, &officer).await, Refusal::NotNow);
        let answer = office.done(&publish, &officer).await;
        assert_eq!(office.done(&publish, &officer).await, answer);
        let public = office.directory.get().policy("dibao").unwrap().clone();
        assert_eq!((public.title.zh.as_str(), public.checked, public.written_on.to_string()), ("低保新说", true, day));
        let versions = office.versions("dibao").await.unwrap();
        assert_eq!(versions.len(), 2);
        assert_eq!((versions[0].policy.clone(), versions[0].note.as_str()), (public, "复核"));
        assert_eq!((versions[1].policy.title.zh.as_str(), versions[1].made_at_ms), (before.as_str(), 0));

        office.done(&command(Work::Withdraw, "dibao", number + 1, Fields::new()), &officer).await;
        assert_eq!(office.title(), None);
        let again = command(Work::Draft, "dibao", number + 2, fields([(FROM, Change::to(PUBLISHED))]));
        office.done(&again, &officer).await;
        office.done(&command(Work::Publish, "dibao", number + 3, Fields::new()), &officer).await;
        assert_eq!(office.title().as_deref(), Some("低保新说"));
        let states: Vec<_> = office.versions("dibao").await.unwrap().into_iter().map(|it| it.state).collect();
        assert_eq!(states, [State::Published, State::Withdrawn, State::Published, State::Published]);
        office.accounts.journal().verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn a_new_guide_is_published_when_nothing_is_missing_and_may_be_thrown_away_before(database) {
        let (office, officer) = the_office(&database).await;
        let count = office.directory.get().policies.len();
        let add = |slug| command(Work::Add, slug, 0, fields([("title_zh", Change::to("演示指南"))]));
        office.done(&add("new-guide"), &officer).await;
        assert_eq!(office.refused(&add("new-guide"), &officer).await, Refusal::Taken);
        assert_eq!(office.refused(&add("New Guide"), &officer).await, Refusal::AgainstARule);
        let publish = |basis| command(Work::Publish, "new-guide", basis, Fields::new());
        assert_eq!(office.refused(&publish(1), &officer).await, Refusal::AgainstARule);
        let mut whole = draft::record(office.directory.get().policy("dibao").unwrap());
        whole.insert("title_zh".into(), "演示指南".into());
        whole.insert("hotlines".into(), "99999".into());
        let changes = whole.iter().map(|(name, value)| (name.clone(), Change::to(value.clone())));
        let changes: Fields = changes.filter(|(name, _)| name != "title_zh").collect();
        office.done(&command(Work::Edit, "new-guide", 1, changes), &officer).await;
        assert_eq!(office.refused(&publish(2), &officer).await, Refusal::AgainstARule, "there is no such hotline");
        office.done(&edit("new-guide", "hotlines", "99999", "12345"), &officer).await;
        office.done(&publish(3), &officer).await;
        assert_eq!(office.directory.get().policies.len(), count + 1);
        assert_eq!(office.directory.get().policies.last().unwrap().hotlines, ["12345"]);

        office.done(&add("other-guide"), &officer).await;
        let discard = command(Work::Discard, "other-guide", 1, Fields::new());
        office.done(&discard, &officer).await;
        assert!(office.guide("other-guide").await.is_none());
        assert_eq!(office.refused(&command(Work::Discard, "dibao", 1, Fields::new()), &officer).await, Refusal::NotNow);
        for role in Role::ALL.into_iter().filter(|role| *role != Role::ProvincialOfficer) {
            assert_eq!(office.refused(&add("third-guide"), &somebody(role)).await, Refusal::NotFound, "{role:?}");
        }
    }
}
