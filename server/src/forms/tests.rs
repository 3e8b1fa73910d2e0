use std::collections::{BTreeMap, BTreeSet};

use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, State},
    forms::{
        closing::{Closing, Progress},
        evaluate::{At, Filling},
        form::Kind,
        parse::AnyPlace,
        versions::{self, Position, Purpose, UploadFault, code},
    },
    ids::{CommandId, StaffId, TurnId},
    iso_date,
    journal::model::{Fields, fields},
    services::model::Catalogue,
    stations::model::FreshnessDays,
};

use super::*;
use crate::{
    accounts::SessionLimits,
    databases::on_each_database,
    seed,
    vault::{SealingKey, Vault},
};

const FORM: &str = "B01.record";

async fn forms(database: &Database) -> Forms {
    seed::reference(database).await.unwrap();
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
    Forms::new(&accounts, directory)
}

fn somebody(role: Role) -> Staff {
    Staff {
        id: StaffId::fresh(),
        version: 1,
        sign_in_name: SignInName::parse("wang").unwrap(),
        name: "Wang".into(),
        state: State::Active,
        has_second_factor: true,
        coming: Vec::new(),
        assignments: vec![Assignment { role, unit: Unit::Province }],
    }
}

impl Forms {
    async fn does(&self, work: Work, form: &str, basis: i64, fields: Fields) -> Result<Answer, Refusal> {
        let command = versions::command(CommandId::fresh(), work, form, basis, fields);
        self.apply(&command, &somebody(Role::ProvincialOfficer)).await.unwrap()
    }

    async fn uploads(&self, basis: i64, definition: &Definition) -> Result<Answer, Refusal> {
        let text = serde_json::to_string(definition).unwrap();
        let fields = fields([(DEFINITION, Change::to(text))]);
        self.does(Work::Upload, &definition.form, basis, fields).await
    }

    async fn publishes(&self, form: &str, basis: i64) -> Result<Answer, Refusal> {
        self.does(Work::Publish, form, basis, fields([(NOTE, Change::to("改了标题"))])).await
    }

    async fn numbers(&self, form: &str) -> Vec<(u32, Origin)> {
        let (versions, _) = self.one(form).await.unwrap();
        versions.into_iter().map(|it| (it.number, it.origin)).collect()
    }
}

fn other(definition: &Definition, title: &str) -> Definition {
    let mut other = definition.clone();
    other.title.zh = title.to_owned();
    other
}

#[test]
fn every_service_has_both_forms_and_each_can_be_filled_in() {
    let catalogue = include_str!("../../seed/reference/services.json");
    let catalogue: Catalogue = serde_json::from_str(catalogue).unwrap();
    let items = catalogue.items.iter().map(|item| (item.code.as_str(), item.restricted));
    let special = catalogue.special.iter().map(|it| (it.code.as_str(), it.restricted));
    let restricted: BTreeMap<_, _> = items.chain(special).collect();
    let services: BTreeSet<_> = restricted.keys().copied().collect();
    assert_eq!(services, SERVICES.into());
    let today = iso_date::parse("2026-11-28").unwrap();
    for (name, text) in shipped() {
        let definition = read(text).unwrap();
        assert_eq!(definition.form, name);
        assert!(definition.reference, "{name}");
        let form =
            app::forms::check::check(&definition, 1).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let asked = form.all_questions().filter(|(_, it)| !it.calculated && !matches!(it.kind, Kind::Note));
        let asked = asked.count();
        let (service, purpose) = parts(name).unwrap();
        assert_eq!(
            definition.restricted.is_some(),
            restricted[service],
            "{name}: what is said is what is done"
        );
        match purpose {
            Purpose::Intake => {
                assert!((3..=8).contains(&asked) && form.standard.is_none(), "{name}: {asked}")
            }
            Purpose::Record => {
                assert!(form.standard.as_ref().is_some_and(|standard| standard.steps.len() >= 3), "{name}")
            }
        }
        let filling = Filling::begin(form.into(), today, TurnId::fresh);
        assert!(filling.finished().is_err(), "{name}");
        assert_eq!(Closing::of(&filling).steps.is_empty(), purpose == Purpose::Intake, "{name}");
    }
}

#[test]
fn a_page_of_a_call_for_help_asks_one_thing() {
    // One question to whoever answers.
    let together = ["reach", "place_group", "arrives_page"];
    let f13 = ("F13.intake", include_str!("../../seed/help/F13.intake.toml"));
    let intakes = shipped().filter(|(name, _)| name.ends_with(".intake"));
    for (name, text) in intakes.chain([f13]) {
        for group in read(text).unwrap().groups {
            let names: Vec<_> = group.fields.iter().map(|field| field.name.as_str()).collect();
            let follows = |shown_if: &str| names.iter().any(|other| shown_if.contains(other));
            let asks = group
                .fields
                .iter()
                .filter(|field| field.kind != "note" && !field.shown_if.as_deref().is_some_and(follows));
            let most = if together.contains(&group.name.as_str()) { 2 } else { 1 };
            assert!(asks.count() <= most, "{name}: {}", group.name);
        }
    }
}

/// The record of a service with these answers to questions of which one is chosen.
fn record(service: &str, answers: &[(&str, &str)]) -> Filling {
    let (name, text) = shipped().find(|(name, _)| *name == code(service, Purpose::Record)).unwrap();
    let form = app::forms::check::check(&read(text).unwrap(), 1).unwrap();
    let mut filling = Filling::begin(form.into(), iso_date::parse("2026-11-28").unwrap(), TurnId::fresh);
    for (question, answer) in answers {
        let field = filling.form().field(question).unwrap_or_else(|| panic!("{name}: {question}"));
        filling.type_in(At { field, turn: None }, &[answer], &AnyPlace).unwrap();
    }
    filling
}

fn progress(filling: &Filling) -> Vec<(String, Progress)> {
    Closing::of(filling).steps.iter().map(|(step, progress)| (step.name.clone(), *progress)).collect()
}

#[test]
fn no_step_of_a_standard_is_done_before_anything_is_answered() {
    for service in SERVICES {
        for (step, progress) in progress(&record(service, &[])) {
            assert!(matches!(progress, Progress::Open | Progress::Unseen), "{service} {step}: {progress:?}");
        }
    }
}

#[test]
fn a_step_does_not_apply_once_what_it_depends_on_says_so_and_is_done_once_something_shows_it() {
    use Progress::{Done, Needless, Open};
    for (service, answers, step, stands) in [
        ("E04", &[("met", "person")][..], "danger_asked", Open),
        ("E04", &[("met", "person"), ("matter", "marriage")], "danger_asked", Needless),
        ("E04", &[("met", "person"), ("matter", "marriage")], "must_report", Needless),
        ("E04", &[("matter", "violence"), ("danger_signs", "none")], "danger_asked", Done),
        ("E04", &[("matter", "violence")], "must_report", Open),
        ("C01", &[("met", "person")], "signs_acted", Open),
        ("C01", &[("met", "person"), ("signs", "no")], "signs_asked", Done),
        ("C01", &[("met", "nobody")], "areas_seen", Needless),
        ("E02", &[("met", "person")], "signs_acted", Open),
        ("E06", &[("met", "person"), ("phase", "during")], "warned_step", Needless),
        ("E06", &[("met", "person"), ("phase", "before")], "warned_step", Open),
        ("E06", &[("met", "person"), ("phase", "before"), ("warned", "person")], "warned_step", Done),
        ("A04", &[("met", "person"), ("state", "handed_in")], "handed", Done),
        ("B02", &[("met", "person"), ("all_well", "yes")], "looked", Done),
    ] {
        let found = progress(&record(service, answers)).into_iter().find(|(name, _)| name == step);
        assert_eq!(found.map(|(_, progress)| progress), Some(stands), "{service} {answers:?} {step}");
    }
    // What was left out of a record that is kept is not waited for.
    let missing =
        |filling: &Filling| Closing::of(filling).missing().map(|it| it.name.clone()).collect::<Vec<_>>();
    assert_eq!(missing(&record("E04", &[("matter", "marriage")])), Vec::<String>::new());
    assert_eq!(
        missing(&record("E04", &[("matter", "violence"), ("met", "person")])),
        ["danger_asked", "plan_made"]
    );
}

#[test]
fn a_definition_is_read_again_as_it_was_written() {
    for (name, text) in shipped() {
        let definition = read(text).unwrap();
        assert_eq!(read(&written(&definition).unwrap()).unwrap(), definition, "{name}");
    }
    let fault = read("form = \"B01.record\"\ntitle = 7\n").unwrap_err();
    assert!(
        matches!(fault, UploadFault::Unreadable { at: Some(Position { line: 2, column: 9 }), .. }),
        "{fault:?}"
    );
    for text in ["", "\0", "form", "[[groups]]\nname = 1", &"[".repeat(100_000)] {
        assert!(read(text).is_err());
    }
}

on_each_database! {
    async fn what_ships_is_kept_once_and_never_in_the_place_of_what_the_office_published(database) {
        let forms = forms(&database).await;
        let in_force = forms.in_force().await.unwrap();
        assert_eq!(in_force.len(), 72);
        assert!(in_force.iter().all(|it| it.number == 1 && it.origin == Origin::Reference && it.form().is_ok()));
        let shipped = in_force.iter().find(|it| it.form == FORM).unwrap().clone();
        // As if an older release had shipped another.
        let older = Version { number: 2, definition: other(&shipped.definition, "旧的"), ..shipped.clone() };
        database.transaction(async |tx| queries::publish(tx, &older).await).await.unwrap();
        for _ in 0..2 {
            database.transaction(async |tx| keep_shipped(tx).await).await.unwrap();
            let reference = Origin::Reference;
            assert_eq!(forms.numbers(FORM).await, [(3, reference), (2, reference), (1, reference)]);
        }
        forms.uploads(0, &other(&shipped.definition, "省里改的")).await.unwrap();
        assert_eq!(forms.publishes(FORM, 1).await, Ok(Answer { form: FORM.into(), number: 4 }));
        database.transaction(async |tx| keep_shipped(tx).await).await.unwrap();
        assert_eq!(forms.numbers(FORM).await[0], (4, Origin::Office));
    }

    async fn a_draft_is_uploaded_seen_and_published_and_a_version_stays_as_it_was(database) {
        let forms = forms(&database).await;
        let (before, _) = forms.one(FORM).await.unwrap();
        let shipped = &before[0].definition;
        let first = other(shipped, "第一稿");
        assert_eq!(forms.uploads(0, &first).await, Ok(Answer { form: FORM.into(), number: 1 }));
        assert_eq!(forms.uploads(0, &first).await, Err(Refusal::NotNow), "somebody else's draft was not seen");
        assert_eq!(forms.publishes(FORM, 2).await, Err(Refusal::NotNow));
        assert_eq!(forms.uploads(1, &other(shipped, "第二稿")).await, Ok(Answer { form: FORM.into(), number: 2 }));
        assert_eq!(forms.drafts().await.unwrap().len(), 1);
        assert_eq!(forms.publishes(FORM, 1).await, Err(Refusal::NotNow), "another draft than was seen");
        assert_eq!(forms.publishes(FORM, 2).await, Ok(Answer { form: FORM.into(), number: 2 }));
        let (after, draft) = forms.one(FORM).await.unwrap();
        assert!(draft.is_none());
        assert_eq!((after[0].number, after[0].definition.title.zh.as_str()), (2, "第二稿"));
        assert_eq!((after[0].note.as_str(), &after[1]), ("改了标题", &before[0]));
        assert_eq!(forms.publishes(FORM, 0).await, Err(Refusal::NotNow), "there is no draft any more");
        assert_eq!(forms.uploads(0, &after[0].definition).await, Err(Refusal::AgainstARule), "the same again");
    }

    async fn nothing_that_is_wrong_becomes_a_draft_and_only_keepers_of_the_catalogue_do(database) {
        let forms = forms(&database).await;
        let (before, _) = forms.one(FORM).await.unwrap();
        let shipped = &before[0].definition;
        let circle = {
            let mut circle = shipped.clone();
            circle.groups[1].shown_if = Some("grade = 'lost'".into());
            circle
        };
        assert_eq!(forms.uploads(0, &circle).await, Err(Refusal::AgainstARule));
        let nonsense = fields([(DEFINITION, Change::to("{}"))]);
        assert_eq!(forms.does(Work::Upload, FORM, 0, nonsense).await, Err(Refusal::AgainstARule));
        let foreign = Definition { form: code("Z99", Purpose::Record), ..shipped.clone() };
        assert_eq!(forms.uploads(0, &foreign).await, Err(Refusal::NotFound), "there is no such service");
        assert_eq!(forms.does(Work::Drop, FORM, 0, Fields::new()).await, Err(Refusal::NotNow));
        forms.uploads(0, &other(shipped, "稿")).await.unwrap();
        let publish = versions::command(CommandId::fresh(), Work::Publish, FORM, 1, Fields::new());
        for role in Role::ALL.into_iter().filter(|role| *role != Role::ProvincialOfficer) {
            assert_eq!(forms.apply(&publish, &somebody(role)).await.unwrap(), Err(Refusal::NotFound), "{role:?}");
        }
        let by = somebody(Role::ProvincialOfficer);
        let again = [forms.apply(&publish, &by).await.unwrap(), forms.apply(&publish, &by).await.unwrap()];
        assert_eq!(again[0], again[1], "sent twice, done once");
        assert_eq!(forms.numbers(FORM).await.len(), 2);
    }
}
