use app::{
    access::Role, accounts::model::SignInName, complaints::model::Kind, ids::StaffId,
    stations::model::FreshnessDays,
};
use time::Duration;

use super::*;
use crate::{
    accounts::Newcomer,
    databases::on_each_database,
    jobs::Bell,
    journal::verify,
    messages::Opened,
    seed,
    vault::{SealingKey, Vault},
};

const WORDS: &str = "上午十点没有人在，打电话也没有人接。";
const NUMBER: &str = "13800138000";

async fn complaints(database: &Database) -> Complaints {
    seed::reference(database).await.unwrap();
    seed::demo(database, shanghai::today()).await.unwrap();
    let settings = [("LASTMETRE_SMS", "show"), ("LASTMETRE_PUBLIC_URL", "https://example.org")];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let configuration = Configuration::read(None, settings).unwrap();
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let limits = accounts::SessionLimits::default();
    let accounts = Accounts::under(vault, directory.clone(), limits).await.unwrap();
    let messages = Messages::open(&configuration, accounts.journal().clone(), Bell::default()).unwrap();
    Complaints::new(&configuration, &accounts, messages, directory)
}

fn qionghai() -> Unit {
    Unit::County("469002".into())
}

/// About a station of 琼海.
fn a_complaint(complaints: &Complaints) -> NewComplaint {
    let station = complaints.directory.get().station("qionghai-jiaji").unwrap().id;
    NewComplaint {
        kind: Kind::Complaint,
        about: Some(Unit::Station(station)),
        level: qionghai(),
        text: WORDS.into(),
        contact: NUMBER.into(),
        name: "林女士".into(),
    }
}

/// A form that was opened long enough ago.
fn by_hand(complaints: &Complaints) -> Coming {
    let opened = now_ms() - 60_000;
    Coming { opened: format!("{opened}.{}", complaints.opened_mark(opened)), ..Coming::default() }
}

async fn send(complaints: &Complaints) -> (CommandId, TicketCode) {
    let id = CommandId::fresh();
    let (complaint, coming) = (a_complaint(complaints), by_hand(complaints));
    let sent = complaints.send(id, &complaint, Language::Zh, &coming).await.unwrap();
    let Sent::Kept(code, _) = sent else { panic!("{sent:?}") };
    (id, code)
}

async fn somebody(complaints: &Complaints, name: &str, role: Role, unit: Unit) -> Staff {
    let newcomer = Newcomer {
        name: name.to_owned(),
        sign_in_name: SignInName::parse(name).unwrap(),
        assignment: Assignment { role, unit },
    };
    let id = complaints.accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
    complaints.accounts.everybody().await.unwrap().into_iter().find(|staff| staff.id == id).unwrap()
}

async fn found(complaints: &Complaints, id: CommandId) -> Complaint {
    queries::by_id(complaints.database(), &id.to_string()).await.unwrap().unwrap()
}

/// Takes a step as it stands now.
async fn step(complaints: &Complaints, by: &Staff, id: CommandId, step: Step) -> Result<(), Refusal> {
    let (basis, complaint) = (found(complaints, id).await.version, id.to_string());
    let words = if step.needs_words() { "已经核实，站点恢复开门。" } else { "" };
    let to = (step == Step::Pass).then_some(Unit::Province);
    let asked = Asked { id: CommandId::fresh(), complaint: &complaint, basis, step, words, to };
    complaints.step(by, &asked).await.unwrap()
}

async fn inbox(complaints: &Complaints, staff: StaffId) -> usize {
    complaints.messages.inbox(staff).await.unwrap().len()
}

/// What was written to a number.
async fn written(complaints: &Complaints, number: &str) -> Vec<String> {
    let (opened, _) = complaints.messages.list("", 1000, 0).await.unwrap();
    let letters = opened.into_iter().filter_map(|Opened { letter, .. }| letter);
    letters.filter(|letter| letter.to == number).map(|letter| letter.text.zh).collect()
}

async fn verifies(complaints: &Complaints) {
    complaints.journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
}

on_each_database! {
    async fn from_the_complaint_over_the_answer_to_the_level_above_and_to_its_end(database) {
        let complaints = complaints(&database).await;
        let officer = somebody(&complaints, "officer", Role::CountyOfficer, qionghai()).await;
        let province = somebody(&complaints, "province", Role::ProvincialOfficer, Unit::Province).await;
        let (id, code) = send(&complaints).await;
        let kept = complaints.opened(&found(&complaints, id).await).await.unwrap().unwrap();
        assert_eq!((kept.text.as_str(), kept.contact.as_str()), (WORDS, NUMBER));

        step(&complaints, &officer, id, Step::Take).await.unwrap();
        assert_eq!(found(&complaints, id).await.officer, Some(officer.id));
        assert_eq!(step(&complaints, &officer, id, Step::Close).await, Err(Refusal::NotNow));
        step(&complaints, &officer, id, Step::Answer).await.unwrap();
        let texts = written(&complaints, NUMBER).await;
        assert_eq!(texts.len(), 1, "told once");
        assert!(texts[0].contains("https://example.org/complaints/status") && !texts[0].contains("核实"));
        let steps = complaints.steps(&found(&complaints, id).await).await.unwrap();
        assert_eq!(steps[1].1.as_deref(), Some("已经核实，站点恢复开门。"));

        let objection = CommandId::fresh();
        complaints.object(objection, &code, "还是没有人。").await.unwrap().unwrap();
        complaints.object(objection, &code, "还是没有人。").await.unwrap().expect("the same press again");
        let again = complaints.object(CommandId::fresh(), &code, "还是。").await.unwrap();
        assert_eq!(again, Err(Refusal::NotNow), "once");
        let now = found(&complaints, id).await;
        assert_eq!((now.level.clone(), now.state, now.officer), (Unit::Province, State::Received, None));
        assert!(now.objected && complaints.seen(&officer, &now.id).await.unwrap().is_none());
        assert_eq!(inbox(&complaints, province.id).await, 1);

        step(&complaints, &province, id, Step::Answer).await.unwrap();
        let later = now_ms() + ANSWERED_MS;
        complaints.look_after(shanghai::today(), later - 60_000).await.unwrap();
        assert_eq!(found(&complaints, id).await.state, State::Answered);
        complaints.look_after(shanghai::today(), later + 60_000).await.unwrap();
        assert_eq!(found(&complaints, id).await.state, State::Closed);
        complaints.look_after(shanghai::today(), now_ms() + KEPT_MS + 60_000).await.unwrap();
        let ticket = complaints.ticket(&code, None).await.unwrap();
        assert!(matches!(ticket, Err(status_page::CodeFault::Unknown)), "{ticket:?}");
        assert!(complaints.journal.key_now(ENTITY, &id.to_string()).await.unwrap().is_none());
        assert!(written(&complaints, NUMBER).await.is_empty(), "unreadable");
        verifies(&complaints).await;
    }

    async fn the_same_press_again_gets_the_same_code_and_another_text_under_its_id_gets_none(database) {
        let complaints = complaints(&database).await;
        let (id, code) = send(&complaints).await;
        let (complaint, coming) = (a_complaint(&complaints), by_hand(&complaints));
        let again = complaints.send(id, &complaint, Language::Zh, &coming).await.unwrap();
        assert_eq!(again, Sent::Kept(code.clone(), found(&complaints, id).await.due_on));
        let other = NewComplaint { text: "别的".into(), ..complaint };
        let other = complaints.send(id, &other, Language::Zh, &coming).await.unwrap();
        assert_eq!(other, Sent::OtherCommand);
        let (_, another) = send(&complaints).await;
        assert_ne!(another, code);
        assert_eq!(complaints.ticket(&code, None).await.unwrap().unwrap().id, id.to_string());
    }

    async fn what_looks_made_by_a_machine_waits_for_a_person_and_is_not_lost(database) {
        let complaints = complaints(&database).await;
        let officer = somebody(&complaints, "officer", Role::CountyOfficer, qionghai()).await;
        let now = complaints.opened_now();
        let cases = [
            Coming { unseen: "https://spam".into(), ..by_hand(&complaints) },
            Coming { opened: now, ..Coming::default() },
            Coming { opened: format!("{}.00", now_ms() - 60_000), ..Coming::default() },
            Coming::default(),
        ];
        for coming in cases {
            let id = CommandId::fresh();
            let complaint = a_complaint(&complaints);
            let sent = complaints.send(id, &complaint, Language::Zh, &coming).await.unwrap();
            assert!(matches!(sent, Sent::Kept(..)), "{coming:?}");
            assert_eq!(found(&complaints, id).await.state, State::Apart, "{coming:?}");
            step(&complaints, &officer, id, Step::Admit).await.unwrap();
            assert_eq!(found(&complaints, id).await.state, State::Received);
        }
        let (own, below) = complaints.waiting(&officer).await.unwrap();
        assert_eq!((own.len(), own[0].apart, own[0].others, below.len()), (1, 0, 4, 0));
    }

    async fn many_of_one_network_are_kept_apart_and_far_more_asked_to_wait(database) {
        let complaints = complaints(&database).await;
        let network = Some("203.0.113.7".parse().unwrap());
        let send = async || {
            let id = CommandId::fresh();
            let (complaint, coming) = (a_complaint(&complaints), by_hand(&complaints));
            let coming = Coming { network, ..coming };
            (id, complaints.send(id, &complaint, Language::Zh, &coming).await.unwrap())
        };
        let count = async |times: i64| {
            let subject = complaints.counted(network, "complaints", now_ms()).unwrap();
            for _ in 0..times {
                let counted = complaints.database().transaction(async |tx| {
                    accounts::queries::count_failure(tx, &subject, now_ms(), 0).await
                });
                counted.await.unwrap();
            }
        };
        let (id, _) = send().await;
        assert_eq!(found(&complaints, id).await.state, State::Received);
        count(FROM_NETWORK - 1).await;
        let (id, _) = send().await;
        assert_eq!(found(&complaints, id).await.state, State::Apart);
        count(FROM_NETWORK_MAX - FROM_NETWORK).await;
        assert_eq!(send().await.1, Sent::TooMany);
    }

    async fn nobody_tries_codes_for_long_and_who_has_one_is_never_shut_out(database) {
        let complaints = complaints(&database).await;
        let (_, code) = send(&complaints).await;
        let network = Some("203.0.113.8".parse().unwrap());
        for tried in 1..=WRONG_CODES_MAX + 1 {
            let wrong = TicketCode::of(u128::try_from(tried).unwrap());
            let told = complaints.ticket(&wrong, network).await.unwrap().unwrap_err();
            let expected = if tried > WRONG_CODES_MAX { status_page::CodeFault::TooMany } else { status_page::CodeFault::Unknown };
            assert_eq!(told, expected, "{tried}");
        }
        assert!(complaints.ticket(&code, network).await.unwrap().is_ok());
    }

    async fn a_complaint_is_seen_by_those_who_answer_and_by_nobody_it_is_about(database) {
        let complaints = complaints(&database).await;
        let (id, _) = send(&complaints).await;
        let station = complaints.directory.get().station("qionghai-jiaji").unwrap().id;
        for (name, role, unit, sees, answers) in [
            ("leader", Role::StationLeader, Unit::Station(station), false, false),
            ("worker", Role::SocialWorker, Unit::Station(station), false, false),
            ("officer", Role::CountyOfficer, qionghai(), true, true),
            ("other", Role::CountyOfficer, Unit::County("469028".into()), false, false),
            ("province", Role::ProvincialOfficer, Unit::Province, true, false),
            ("supervisor", Role::Supervisor, Unit::Province, false, false),
            ("auditor", Role::AuditAdministrator, Unit::Province, false, false),
        ] {
            let staff = somebody(&complaints, name, role, unit).await;
            let seen = complaints.seen(&staff, &id.to_string()).await.unwrap();
            assert_eq!(seen.is_some(), sees, "{name}");
            let (listed, count) = complaints.list(&staff, Search::default(), 20, 0).await.unwrap();
            assert_eq!((listed.len(), count), (usize::from(sees), i64::from(sees)), "{name}");
            let complaint = found(&complaints, id).await;
            assert_eq!(complaints.answers(&staff, &complaint), answers, "{name}");
            let taken = step(&complaints, &staff, id, Step::Answer).await;
            assert_eq!(taken.is_ok(), answers, "{name}");
            assert!(answers || taken == Err(Refusal::NotFound), "{name}: {taken:?}");
        }
    }

    async fn the_province_takes_over_what_lies_below_and_passes_it_on_to_a_county_again(database) {
        let complaints = complaints(&database).await;
        let officer = somebody(&complaints, "officer", Role::CountyOfficer, qionghai()).await;
        let province = somebody(&complaints, "province", Role::ProvincialOfficer, Unit::Province).await;
        let (id, _) = send(&complaints).await;
        let due_on = found(&complaints, id).await.due_on;
        let pass = CommandId::fresh();
        let complaint = id.to_string();
        let asked = Asked { id: pass, complaint: &complaint, basis: 1, step: Step::Pass, words: "超期", to: Some(Unit::Province) };
        complaints.step(&province, &asked).await.unwrap().unwrap();
        complaints.step(&province, &asked).await.unwrap().expect("the same press again");
        let now = found(&complaints, id).await;
        assert_eq!((now.level, now.due_on, now.version), (Unit::Province, due_on, 2));
        let nowhere = Asked { id: CommandId::fresh(), basis: 2, to: Some(Unit::County("999999".into())), ..asked.clone() };
        assert_eq!(complaints.step(&province, &nowhere).await.unwrap(), Err(Refusal::AgainstARule));
        let back = Asked { id: CommandId::fresh(), basis: 2, to: Some(qionghai()), ..asked.clone() };
        complaints.step(&province, &back).await.unwrap().unwrap();
        assert_eq!(found(&complaints, id).await.level, qionghai());
        assert_eq!(inbox(&complaints, officer.id).await, 1);
        let stale = Asked { id: CommandId::fresh(), basis: 2, step: Step::Take, words: "", to: None, ..asked };
        assert_eq!(complaints.step(&officer, &stale).await.unwrap(), Err(Refusal::NotNow));
        verifies(&complaints).await;
    }

    async fn what_is_late_is_told_to_those_who_answer_and_to_the_level_above_once(database) {
        let complaints = complaints(&database).await;
        let officer = somebody(&complaints, "officer", Role::CountyOfficer, qionghai()).await;
        let province = somebody(&complaints, "province", Role::ProvincialOfficer, Unit::Province).await;
        let (id, _) = send(&complaints).await;
        let due_on = found(&complaints, id).await.due_on;
        complaints.look_after(due_on, now_ms()).await.unwrap();
        assert_eq!(inbox(&complaints, officer.id).await, 0, "on its last day");
        for _ in 0..2 {
            complaints.look_after(due_on + Duration::DAY, now_ms()).await.unwrap();
        }
        assert_eq!([inbox(&complaints, officer.id).await, inbox(&complaints, province.id).await], [1, 1]);
        let late = Search { due_before: (due_on + Duration::DAY).to_string(), ..Search::default() };
        assert_eq!(complaints.list(&province, late, 20, 0).await.unwrap().1, 1);
    }

    async fn the_list_shows_what_waits_first_and_finds_by_state_kind_and_unit(database) {
        let complaints = complaints(&database).await;
        let officer = somebody(&complaints, "officer", Role::CountyOfficer, qionghai()).await;
        let (first, _) = send(&complaints).await;
        let (second, _) = send(&complaints).await;
        step(&complaints, &officer, first, Step::Answer).await.unwrap();
        let ids = async |search: Search| -> Vec<String> {
            let (listed, _) = complaints.list(&officer, search, 20, 0).await.unwrap();
            listed.into_iter().map(|it| it.id).collect()
        };
        let (first, second) = (first.to_string(), second.to_string());
        assert_eq!(ids(Search::default()).await, [second.clone(), first.clone()]);
        let states = |states: &str| Search { states: states.into(), ..Search::default() };
        assert_eq!(ids(states("received,taken,apart")).await, [second.as_str()]);
        assert_eq!(ids(states("answered")).await, [first.as_str()]);
        assert!(ids(Search { kind: "burden".into(), ..Search::default() }).await.is_empty());
        assert!(ids(Search { about: "469002".into(), ..Search::default() }).await.is_empty());
        let station = complaints.directory.get().station("qionghai-jiaji").unwrap().id.to_string();
        assert_eq!(ids(Search { about: station, ..Search::default() }).await.len(), 2);
    }
}
