use app::{
    access::Role,
    accounts::model::{Assignment, SignInName},
    journal::model::{Actor, Refusal},
    stations::model::FreshnessDays,
    volunteers::{
        details::{DetailsForm, Fault},
        model::{Note, Step},
        password::{Claimed, EnterFault},
        phone_page::Purpose,
        volunteer_page::{Noted, TakenBack},
    },
};

use super::*;
use crate::{
    accounts::{Newcomer, SessionLimits},
    codes,
    database::{now_ms, on_tx},
    databases::on_each_database,
    error::Doing as _,
    jobs::Bell,
    journal::verify,
    messages::Opened,
    seed,
    vault::{SealingKey, Vault},
};

mod coming_in;
mod erasing;

const PHONE: &str = "13800138000";
const GUARDIANS: &str = "13900139000";

const MINUTE_MS: i64 = 60 * 1000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

async fn volunteers(database: &Database) -> Volunteers {
    volunteers_told_by(database, "show").await
}

/// Volunteers of a site whose setting for SMS is this.
async fn volunteers_told_by(database: &Database, sms: &str) -> Volunteers {
    seed::reference(database).await.unwrap();
    seed::demo(database, shanghai::today()).await.unwrap();
    let settings = [
        ("LASTMETRE_SMS", sms),
        ("LASTMETRE_SMTP_URL", "show://in-the-office"),
        ("LASTMETRE_MAIL_FROM", "post@example.org"),
        ("LASTMETRE_PUBLIC_URL", "https://example.org"),
    ];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let configuration = Configuration::read(None, settings).unwrap();
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
    let messages = Messages::open(&configuration, accounts.journal().clone(), Bell::default()).unwrap();
    Volunteers::new(&configuration, &accounts, messages, directory)
}

/// Somebody of 嘉积 whose name, birthday and other fields are these.
fn details(volunteers: &Volunteers, pairs: &[(&str, &str)]) -> Details {
    let usual = [("name", "王小花"), ("born", "1958-03-09"), ("county", "469002"), ("town", "469002100")];
    let kept = usual.into_iter().filter(|(name, _)| !pairs.iter().any(|(it, _)| it == name));
    let pairs = kept.chain(pairs.iter().copied());
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    DetailsForm::read(pairs).parse(&volunteers.directory.get(), shanghai::today()).unwrap()
}

fn a_pupil(volunteers: &Volunteers) -> Details {
    let born = shanghai::today() - time::Duration::days(12 * 366);
    let born = born.to_string();
    let pairs = [
        ("name", "王小草"),
        ("born", born.as_str()),
        ("guardian_name", "王大花"),
        ("guardian_phone", GUARDIANS),
        ("guardian_kinship", "parent"),
    ];
    details(volunteers, &pairs)
}

/// The codes that were written to a number, the latest first.
async fn codes_to(volunteers: &Volunteers, number: &str) -> Vec<String> {
    let (opened, _) = volunteers.messages.list("", 1000, 0).await.unwrap();
    let letters = opened.into_iter().filter_map(|Opened { letter, .. }| letter);
    let texts = letters.filter(|letter| letter.to == number).map(|letter| letter.text.zh);
    let code = |text: String| {
        text.split(|sign: char| !sign.is_ascii_digit()).find(|digits| digits.len() == 6).map(str::to_owned)
    };
    texts.filter_map(code).collect()
}

/// A key with which one goes on, once the code was given.
async fn proved(volunteers: &Volunteers, purpose: Purpose, phone: &str) -> String {
    let key = volunteers.ask(purpose, phone, "", Language::Zh, None).await.unwrap().unwrap();
    let code = codes_to(volunteers, phone).await.remove(0);
    let confirmed = volunteers.confirm(&key, Some(&code)).await.unwrap();
    assert!(matches!(confirmed, Confirmed::Proved(_)), "{confirmed:?}");
    key
}

/// What was said of numbers to this one, the latest first.
async fn told_of_numbers(volunteers: &Volunteers, number: &str) -> Vec<String> {
    let (opened, _) = volunteers.messages.list("waiting", 1000, 0).await.unwrap();
    let of_numbers = opened.into_iter().filter(|it| it.row.template == "volunteer_number");
    let letters = of_numbers.filter_map(|it| it.letter).filter(|letter| letter.to == number);
    letters.map(|letter| letter.text.zh).collect()
}

async fn registered(volunteers: &Volunteers, key: &str, details: Details) -> VolunteerId {
    let done = volunteers.register(key, CommandId::fresh(), details, Language::Zh, None).await.unwrap();
    let Registered::Done(id) = done else { panic!("{done:?}") };
    id
}

async fn somebody(volunteers: &Volunteers, name: &str, role: Role, unit: Unit) -> Staff {
    let newcomer = Newcomer {
        name: name.to_owned(),
        sign_in_name: SignInName::parse(name).unwrap(),
        assignment: Assignment { role, unit },
    };
    let id = volunteers.accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
    volunteers.accounts.everybody().await.unwrap().into_iter().find(|staff| staff.id == id).unwrap()
}

fn jiaji(volunteers: &Volunteers) -> Unit {
    Unit::Station(volunteers.directory.get().station("qionghai-jiaji").unwrap().id)
}

async fn version(volunteers: &Volunteers, id: VolunteerId) -> i64 {
    volunteers.find(id).await.unwrap().unwrap().version
}

async fn step(volunteers: &Volunteers, by: &Staff, id: VolunteerId, step: Step) -> Result<(), Refusal> {
    let reason = if step.needs_words() { "先见一面" } else { "" };
    let basis = version(volunteers, id).await;
    let doing = Doing::Step(step, reason.to_owned());
    volunteers.tend(by, &Tending { id: CommandId::fresh(), volunteer: id, basis, doing }).await.unwrap()
}

async fn facts_of(volunteers: &Volunteers, id: VolunteerId) -> Facts {
    volunteers.facts(&[id]).await.unwrap().remove(&id).unwrap()
}

/// Lets time pass, by a statement that moves what was noted back by so many milliseconds. The clock of the machine is set by
/// no test.
async fn passes(database: &Database, sql: &'static str, ms: i64) {
    let pass = async |tx: &mut Transaction<'_>| {
        on_tx!(tx, |connection| sqlx::query(sql).bind(ms).execute(connection).await).doing("let time pass")
    };
    database.transaction(pass).await.unwrap();
}

async fn verifies(volunteers: &Volunteers) {
    volunteers.journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
}

/// An activity of the province with a shift that is over, for which somebody signed up.
const SIGNED_UP: [&str; 3] = [
    "INSERT INTO activities (id, version, unit, county, state, late, series, details, reason, drafted_by,
                             published_by, published_at_ms, made_at_ms)
     VALUES ('a', 1, 'province', '', 'closed', FALSE, '', '{}', $1, '', '', NULL, 0)",
    "INSERT INTO activity_shifts (id, activity_id, post, starts_ms, ends_ms, sign_up_until_ms, places, off_at_ms,
                                  reason, turns)
     VALUES ('s', 'a', '', 0, 1000, 0, 1, NULL, $1, 0)",
    "INSERT INTO activity_sign_ups (id, shift_id, volunteer, state, places, companions, signed_at_ms, offer_until_ms)
     VALUES ('u', 's', $1, 'seated', 1, '', 0, NULL)",
];

/// And to which they came.
const CAME: [&str; 1] = [
    "INSERT INTO activity_attendance (id, sign_up_id, pair, came_ms, left_ms, came_by, left_by, odd, device_hash,
                                      noted_at_ms)
     VALUES ('t', 'u', 1, 0, 1000, 'code', 'code', '', $1, 0)",
];

/// Runs statements that are about this volunteer.
async fn run(database: &Database, volunteer: VolunteerId, all: &[&'static str]) {
    for &sql in all {
        let who = volunteer.to_string();
        let run = async |tx: &mut Transaction<'_>| {
            on_tx!(tx, |connection| sqlx::query(sql).bind(&who).execute(connection).await).doing("put in")
        };
        database.transaction(run).await.unwrap();
    }
}

on_each_database! {
    async fn a_couple_shares_a_number_and_each_is_somebody(database) {
        let volunteers = volunteers(&database).await;
        let contact = Contact::parse(PHONE).unwrap();
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        assert!(volunteers.known(&contact).await.unwrap().is_empty());
        let command = CommandId::fresh();
        let wife = details(&volunteers, &[("skills", "medicine"), ("season_from", "11"), ("season_until", "3")]);
        let first = volunteers.register(&key, command, wife.clone(), Language::Zh, None).await.unwrap();
        let again = volunteers.register(&key, command, wife.clone(), Language::Zh, None).await.unwrap();
        assert_eq!(first, again, "a second press");
        let Registered::Done(one) = first else { panic!("{first:?}") };
        let twice = volunteers.register(&key, CommandId::fresh(), wife, Language::Zh, None).await.unwrap();
        assert_eq!(twice, Registered::Not(Fault::Known));
        let other = registered(&volunteers, &key, details(&volunteers, &[("name", "李大山"), ("born", "1955-01-02")])).await;

        let known = volunteers.known(&contact).await.unwrap();
        let ids: BTreeSet<_> = known.iter().map(|it| it.id).collect();
        assert_eq!(ids, BTreeSet::from([one, other]));
        assert!(known.iter().any(|it| it.shown_name == "王**") && known[0].number != known[1].number);
        let facts = facts_of(&volunteers, one).await;
        assert_eq!((facts.name.as_str(), facts.shown_name.as_str(), facts.state), ("王小花", "王**", State::Active));
        assert!(facts.may_sign_up() && facts.skills.contains(&Skill::Medicine));
        assert_eq!(facts.season, Season::of(11, 3));
        assert_eq!(volunteers.ways(one).await.unwrap(), [Reached { contact, language: Language::Zh }]);
        assert!(volunteers.facts(&[VolunteerId::fresh()]).await.unwrap().is_empty());
        verifies(&volunteers).await;
    }

    async fn of_a_minor_nothing_is_kept_before_the_guardian_agrees(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let pupil = a_pupil(&volunteers);
        let command = CommandId::fresh();
        let asked = volunteers.register(&key, command, pupil.clone(), Language::Zh, None).await.unwrap();
        let Registered::Consent(consent) = asked else { panic!("{asked:?}") };
        let id: VolunteerId = command.to_string().parse().unwrap();
        assert!(volunteers.find(id).await.unwrap().is_none());
        let guardian = Contact::parse(GUARDIANS).unwrap();
        assert_eq!(volunteers.asked(&consent).await.unwrap(), Some((guardian.clone(), true)));
        let wrong = volunteers.confirm(&consent, None).await.unwrap();
        assert_eq!(wrong, Confirmed::Wrong(guardian.clone(), true));
        assert!(volunteers.proven(&consent).await.unwrap().is_none());
        let code = codes_to(&volunteers, GUARDIANS).await.remove(0);
        let agreed = volunteers.confirm(&consent, Some(&code)).await.unwrap();
        assert_eq!(agreed, Confirmed::Agreed(id));
        assert_eq!(volunteers.confirm(&consent, Some(&code)).await.unwrap(), agreed, "a second press");
        assert!(volunteers.proven(&consent).await.unwrap().is_none(), "a consent lets nobody in");

        let facts = facts_of(&volunteers, id).await;
        assert!(facts.guardian_consents && facts.may_sign_up() && facts.age.is_some_and(|age| age < 18));
        // The guardian signs in with their own number, and the child with its own.
        let known = volunteers.known(&guardian).await.unwrap();
        assert!(known.len() == 1 && known[0].by_guardian && known[0].id == id);
        assert!(!volunteers.known(&Contact::parse(PHONE).unwrap()).await.unwrap()[0].by_guardian);
        // Saying that one is grown up asks the guardian who agreed.
        let grown = details(&volunteers, &[("name", "王小草")]);
        let basis = version(&volunteers, id).await;
        let told = volunteers.amend(CommandId::fresh(), id, basis, grown, Language::Zh, None).await.unwrap();
        let Amended::Consent(key) = told else { panic!("{told:?}") };
        assert_eq!(volunteers.asked(&key).await.unwrap(), Some((guardian, true)));
        // What is nothing to the guardian is kept at once.
        let basis = version(&volunteers, id).await;
        let other = Details { skills: [Skill::Arts].into(), ..pupil };
        let told = volunteers.amend(CommandId::fresh(), id, basis, other, Language::Zh, None).await.unwrap();
        assert_eq!(told, Amended::Done);
        verifies(&volunteers).await;
    }

    async fn an_address_is_written_to_once_it_is_theirs_and_until_it_is_taken_away(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        let (phone, mail) = (Contact::parse(PHONE).unwrap(), Contact::parse("wang@example.org").unwrap());
        let ways = async || {
            let ways = volunteers.ways(id).await.unwrap().into_iter();
            ways.map(|way| way.contact).collect::<Vec<_>>()
        };
        let ask = async |basis: i64| {
            let asked = volunteers.ask_contact(CommandId::fresh(), (id, basis), &mail, Language::Zh, None).await;
            asked.unwrap().unwrap()
        };
        let (key, other) = (ask(1).await, ask(1).await);
        assert_eq!(ways().await, std::slice::from_ref(&phone));
        assert_eq!(volunteers.asked(&key).await.unwrap(), Some((mail.clone(), false)));
        let codes = codes_to(&volunteers, mail.as_str()).await;
        assert_eq!(volunteers.confirm(&key, None).await.unwrap(), Confirmed::Wrong(mail.clone(), false));
        for _ in 0..2 {
            assert_eq!(volunteers.confirm(&key, Some(&codes[1])).await.unwrap(), Confirmed::Added);
        }
        assert!(volunteers.proven(&key).await.unwrap().is_none(), "it lets nobody in");
        assert_eq!(ways().await, [phone.clone(), mail.clone()]);
        assert!(volunteers.known(&mail).await.unwrap().is_empty(), "it is no identity");
        // What somebody corrects leaves it where it is.
        let amended = volunteers.amend(CommandId::fresh(), id, 2, details(&volunteers, &[("home", "吉林")]), Language::Zh, None);
        assert_eq!(amended.await.unwrap(), Amended::Done);
        assert_eq!(ways().await.len(), 2);
        assert_eq!(volunteers.forget_email(CommandId::fresh(), id, 2).await.unwrap(), Err(Refusal::NotNow));
        let about = ("volunteer", &*id.to_string());
        let waits = crate::messages::NewMessage {
            once: "x".into(),
            channel: Channel::Email,
            to: mail.as_str(),
            language: Language::Zh,
            draft: app::messages::templates::code("1"),
            leave: None,
            calendar: None,
            about,
            urgent: true,
            expires_at_ms: i64::MAX,
        };
        database.transaction(async |tx| volunteers.messages.keep(tx, waits).await).await.unwrap();
        assert_eq!(volunteers.forget_email(CommandId::fresh(), id, 3).await.unwrap(), Ok(()));
        assert_eq!(ways().await, [phone]);
        let (dropped, _) = volunteers.messages.list("dropped", 10, 0).await.unwrap();
        assert_eq!(dropped.len(), 1, "what waited to go there");
        // A code that was asked for before brings nothing back.
        assert_eq!(volunteers.confirm(&other, Some(&codes[0])).await.unwrap(), Confirmed::Gone);
        let last = ask(4).await;
        volunteers.erase(CommandId::fresh(), id).await.unwrap();
        assert!(ways().await.is_empty() && volunteers.asked(&last).await.unwrap().is_none());
        assert!(codes_to(&volunteers, mail.as_str()).await.is_empty());
        verifies(&volunteers).await;
    }

    async fn what_was_changed_meanwhile_is_told_and_not_written_over(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        let changed = |home: &str| details(&volunteers, &[("home", home), ("station", "qionghai-jiaji")]);
        let command = CommandId::fresh();
        for told in [Amended::Done, Amended::Done] {
            assert_eq!(volunteers.amend(command, id, 1, changed("吉林"), Language::Zh, None).await.unwrap(), told);
        }
        let late = volunteers.amend(CommandId::fresh(), id, 1, changed("辽宁"), Language::Zh, None).await.unwrap();
        assert_eq!(late, Amended::NotNow);
        let kept = volunteers.opened(&volunteers.find(id).await.unwrap().unwrap()).await.unwrap().unwrap();
        assert_eq!(kept.details.home, "吉林");
        assert_eq!(facts_of(&volunteers, id).await.station.map(Unit::Station), Some(jiaji(&volunteers)));
    }

    async fn a_station_decides_about_its_own_and_tells_why(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let worker = somebody(&volunteers, "worker", Role::SocialWorker, jiaji(&volunteers)).await;
        let haikou = somebody(&volunteers, "haikou", Role::CountyOfficer, Unit::County("460100".into())).await;
        let qionghai = somebody(&volunteers, "qionghai", Role::CountyOfficer, Unit::County("469002".into())).await;
        let province = somebody(&volunteers, "province", Role::ProvincialOfficer, Unit::Province).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        for (by, seen) in [(&leader, true), (&worker, true), (&qionghai, true), (&haikou, false), (&province, false)] {
            let (ids, _) = volunteers.list(by, Search::default(), 10, 0).await.unwrap();
            assert_eq!(ids == [id], seen, "{}", by.name);
            assert_eq!(volunteers.seen(by, &id.to_string()).await.unwrap().is_some(), seen, "{}", by.name);
        }
        for by in [&worker, &haikou, &province] {
            assert_eq!(step(&volunteers, by, id, Step::Hold).await, Err(Refusal::NotFound), "{}", by.name);
        }
        assert_eq!(step(&volunteers, &leader, id, Step::Hold).await, Ok(()));
        assert_eq!((volunteers.waiting(&leader).await.unwrap(), volunteers.waiting(&worker).await.unwrap()), (1, 0));
        assert_eq!(step(&volunteers, &leader, id, Step::Hold).await, Err(Refusal::NotNow));
        assert_eq!(step(&volunteers, &leader, id, Step::Leave).await, Err(Refusal::NotAllowed));
        let found = volunteers.find(id).await.unwrap().unwrap();
        let events = volunteers.events(&found).await.unwrap();
        assert_eq!((events[0].0.kind.as_str(), events[0].1.as_deref()), ("hold_volunteer", Some("先见一面")));
        assert_eq!(step(&volunteers, &qionghai, id, Step::Admit).await, Ok(()));
        let (opened, _) = volunteers.messages.list("", 100, 0).await.unwrap();
        assert_eq!(opened.iter().filter(|it| it.row.template == "volunteer_decided").count(), 2);

        let noted = Noted { title: "急救培训".into(), content: String::new(), by: "红十字会".into(), day: "2026-11-01".into(), hours: "2".into() };
        let command = CommandId::fresh();
        let basis = version(&volunteers, id).await;
        let tending = Tending { id: command, volunteer: id, basis, doing: Doing::Note(Note::Training, noted) };
        for _ in 0..2 {
            assert_eq!(volunteers.tend(&leader, &tending).await.unwrap(), Ok(()), "once, however often");
        }
        assert_eq!(version(&volunteers, id).await, basis + 1);
        let honours = volunteers.honours(id).await.unwrap();
        assert_eq!(honours, (vec!["急救培训（红十字会，2026-11-01）".to_owned()], Vec::new()));
        let (found, purpose) = (volunteers.find(id).await.unwrap().unwrap(), "通知改期");
        let opened = volunteers.note_opening(CommandId::fresh(), &leader, &found, purpose).await.unwrap();
        assert_eq!(opened, Ok(()));
        verifies(&volunteers).await;
    }

    async fn who_leaves_and_comes_back_waits_for_their_station(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        for (step, state) in [(Step::Leave, State::Left), (Step::Return, State::Waiting)] {
            let basis = version(&volunteers, id).await;
            volunteers.own_step(CommandId::fresh(), id, basis, step).await.unwrap().unwrap();
            assert_eq!(facts_of(&volunteers, id).await.state, state);
        }
        let basis = version(&volunteers, id).await;
        let admits = volunteers.own_step(CommandId::fresh(), id, basis, Step::Admit).await.unwrap();
        assert_eq!(admits, Err(Refusal::NotAllowed));
        assert_eq!(volunteers.agree(CommandId::fresh(), id, basis).await.unwrap(), Ok(()));
        assert_eq!(volunteers.agree(CommandId::fresh(), id, basis).await.unwrap(), Err(Refusal::NotNow));
    }

    async fn a_station_registers_from_paper_who_belongs_to_it_and_both_numbers_are_told(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let worker = somebody(&volunteers, "worker", Role::SocialWorker, jiaji(&volunteers)).await;
        let haikou = somebody(&volunteers, "haikou", Role::CountyOfficer, Unit::County("460100".into())).await;
        for (by, county) in [(&leader, Some("469002")), (&worker, None), (&haikou, Some("460100"))] {
            assert_eq!(volunteers.registers_in(by).as_deref(), county, "{}", by.name);
        }
        let put = async |by: &Staff, id: CommandId, details: &Details| {
            let phone = PHONE.to_owned();
            volunteers.register_at_station(by, id, details.clone(), phone, Language::Zh).await.unwrap()
        };
        let (command, pupil) = (CommandId::fresh(), a_pupil(&volunteers));
        for by in [&haikou, &worker] {
            assert_eq!(put(by, command, &pupil).await, Err(Fault::Elsewhere("county")), "{}", by.name);
        }
        let far = details(&volunteers, &[("county", "460100"), ("town", "")]);
        assert_eq!(put(&leader, command, &far).await, Err(Fault::Elsewhere("county")));
        // Whoever chooses the station is its own, wherever they live.
        let chosen = details(&volunteers, &[("county", "460100"), ("town", ""), ("station", "qionghai-jiaji")]);
        assert!(put(&leader, CommandId::fresh(), &chosen).await.is_ok());

        let id = put(&leader, command, &pupil).await.unwrap();
        assert_eq!(put(&leader, command, &pupil).await, Ok(id), "a second press");
        assert_eq!(put(&leader, CommandId::fresh(), &pupil).await, Err(Fault::Known));
        let other = details(&volunteers, &[("name", "李大山")]);
        assert_eq!(put(&leader, command, &other).await, Err(Fault::NotNow), "the form of somebody else");
        let facts = facts_of(&volunteers, id).await;
        assert!(facts.state == State::Active && facts.guardian_consents && facts.may_sign_up());
        let found = volunteers.find(id).await.unwrap().unwrap();
        let kept = volunteers.opened(&found).await.unwrap().unwrap();
        assert_eq!(kept.consent, Some(Consent::given(shanghai::today(), GUARDIANS.to_owned())));
        let events = volunteers.events(&found).await.unwrap();
        let (event, _) = &events[0];
        assert_eq!((event.kind.as_str(), event.by), ("register_volunteer_at_station", Some(leader.id)));
        assert_eq!(told_of_numbers(&volunteers, PHONE).await.len(), 2, "one of each");
        let told = told_of_numbers(&volunteers, GUARDIANS).await;
        assert!(told.len() == 1 && told[0].contains("https://example.org/volunteers/me"), "{told:?}");
        let known = volunteers.known(&Contact::parse(GUARDIANS).unwrap()).await.unwrap();
        assert!(known.len() == 1 && known[0].by_guardian);
        verifies(&volunteers).await;
    }

    async fn a_minor_is_opened_by_who_is_in_charge_alone(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let worker = somebody(&volunteers, "worker", Role::SocialWorker, jiaji(&volunteers)).await;
        let kept = |details| Kept { details, phone: PHONE.into(), email: None, language: "zh-CN".into(), consent: None };
        let (pupil, grown) = (kept(a_pupil(&volunteers)), kept(details(&volunteers, &[])));
        let id = volunteers.put_down(CommandId::fresh(), &pupil, coming::Writer::Themselves).await.unwrap().unwrap();
        let found = volunteers.find(id).await.unwrap().unwrap();
        assert!(volunteers.may_open(&leader, &found, &pupil) && !volunteers.may_open(&worker, &found, &pupil));
        assert!(volunteers.may_open(&worker, &found, &grown));
    }

    async fn the_demo_is_told_from_the_real_and_goes_whole(database) {
        let volunteers = volunteers(&database).await;
        assert!(volunteers.fill_demo().await.unwrap() && !volunteers.fill_demo().await.unwrap());
        let ids = queries::demo(&database).await.unwrap();
        let facts = volunteers.facts(&ids).await.unwrap();
        assert_eq!(facts.len(), 3);
        assert!(facts.values().all(|it| it.demo && it.name.starts_with("演示") && it.may_sign_up()));
        assert!(facts.values().any(|it| it.season.is_some()));
        let province = somebody(&volunteers, "province", Role::ProvincialOfficer, Unit::Province).await;
        let figures = volunteers.figures(&province).await.unwrap().unwrap();
        let sum = |of: fn(&Counted) -> usize| figures.counties.iter().map(|(_, it)| of(it)).sum::<usize>();
        assert!(figures.demo && figures.stations.is_empty(), "{figures:?}");
        assert_eq!((sum(|it| it.registered), sum(|it| it.migratory), sum(|it| it.by_month[0])), (3, 1, 1));
        let worker = somebody(&volunteers, "worker", Role::SocialWorker, jiaji(&volunteers)).await;
        assert!(volunteers.figures(&worker).await.unwrap().is_none());

        let removed = seed::purge_demo(&volunteers.journal).await.unwrap();
        assert!(removed.contains(&("volunteers".to_owned(), 3)), "{removed:?}");
        assert!(volunteers.facts(&ids).await.unwrap().is_empty());
        verifies(&volunteers).await;
    }

    async fn a_note_that_is_taken_back_counts_no_more_and_says_why(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let worker = somebody(&volunteers, "worker", Role::SocialWorker, jiaji(&volunteers)).await;
        let haikou = somebody(&volunteers, "haikou", Role::CountyOfficer, Unit::County("460100".into())).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        let noted = |title: &str| Noted { title: title.into(), content: String::new(), by: String::new(), day: "2026-11-01".into(), hours: String::new() };
        let tend = async |by: &Staff, command: CommandId, basis: i64, doing: Doing| {
            volunteers.tend(by, &Tending { id: command, volunteer: id, basis, doing }).await.unwrap()
        };
        for (basis, note, title) in [(1, Note::Training, "急救培训"), (2, Note::Award, "优秀志愿者"), (3, Note::Evaluation, "很好")] {
            assert_eq!(tend(&leader, CommandId::fresh(), basis, Doing::Note(note, noted(title))).await, Ok(()));
        }
        assert!(volunteers.trainings(id).await.unwrap().contains("急救培训"));
        // The training has the number of the version after it.
        let back = |note: i64| Doing::TakeBack(TakenBack { note, reason: "写错了人".into() });
        for by in [&worker, &haikou] {
            assert_eq!(tend(by, CommandId::fresh(), 4, back(2)).await, Err(Refusal::NotFound), "{}", by.name);
        }
        for none in [1, 9] {
            assert_eq!(tend(&leader, CommandId::fresh(), 4, back(none)).await, Err(Refusal::NotFound), "no note: {none}");
        }
        assert_eq!(tend(&leader, CommandId::fresh(), 3, back(2)).await, Err(Refusal::NotNow), "seen before");
        let press = CommandId::fresh();
        for _ in 0..2 {
            assert_eq!(tend(&leader, press, 4, back(2)).await, Ok(()), "once, however often");
        }
        assert_eq!(tend(&leader, CommandId::fresh(), 5, back(2)).await, Err(Refusal::NotNow), "twice");
        assert!(volunteers.trainings(id).await.unwrap().is_empty());
        assert_eq!(volunteers.honours(id).await.unwrap(), (Vec::new(), vec!["优秀志愿者（2026-11-01）".to_owned()]));
        let told = routes::happened(Language::Zh, volunteers.events(&volunteers.find(id).await.unwrap().unwrap()).await.unwrap(), true);
        assert_eq!((told[0].what.as_str(), told[0].said.as_slice()), ("撤回一条记录", ["写错了人".to_owned()].as_slice()));
        assert!(told[3].what.contains("已撤回") && told[3].note.is_none() && told[2].note == Some(3), "{told:?}");
        // Noted anew, it counts again.
        assert_eq!(tend(&leader, CommandId::fresh(), 5, Doing::Note(Note::Training, noted("急救培训"))).await, Ok(()));
        assert_eq!(volunteers.trainings(id).await.unwrap().len(), 1);
        verifies(&volunteers).await;
    }

    async fn whose_guardian_has_the_same_number_is_looked_at_first(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let key = proved(&volunteers, Purpose::Register, GUARDIANS).await;
        let command = CommandId::fresh();
        let asked = volunteers.register(&key, command, a_pupil(&volunteers), Language::Zh, None).await.unwrap();
        let Registered::Consent(consent) = asked else { panic!("{asked:?}") };
        let code = codes_to(&volunteers, GUARDIANS).await.remove(0);
        let Confirmed::Agreed(id) = volunteers.confirm(&consent, Some(&code)).await.unwrap() else { panic!("not agreed") };
        let kept = volunteers.opened(&volunteers.find(id).await.unwrap().unwrap()).await.unwrap().unwrap();
        assert_eq!(kept.guarded(shanghai::today()), Guarded::ByOwnNumber);
        let facts = facts_of(&volunteers, id).await;
        assert!(facts.state == State::Waiting && !facts.may_sign_up(), "{facts:?}");
        assert_eq!(step(&volunteers, &leader, id, Step::Admit).await, Ok(()));
        assert!(facts_of(&volunteers, id).await.may_sign_up());
        // Another guardian by the same number is another word of nobody knows whom.
        let guardian = a_pupil(&volunteers).guardian.map(|it| app::volunteers::details::Guardian { name: "王二花".into(), ..it });
        let other = Details { guardian, ..a_pupil(&volunteers) };
        let basis = version(&volunteers, id).await;
        let told = volunteers.amend(CommandId::fresh(), id, basis, other, Language::Zh, None).await.unwrap();
        let Amended::Consent(key) = told else { panic!("{told:?}") };
        let code = codes_to(&volunteers, GUARDIANS).await.remove(0);
        assert_eq!(volunteers.confirm(&key, Some(&code)).await.unwrap(), Confirmed::Agreed(id));
        assert_eq!(facts_of(&volunteers, id).await.state, State::Waiting);
        verifies(&volunteers).await;
    }

    async fn of_two_who_press_at_once_one_is_registered(database) {
        const LATER: &str = "13700137000";
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let send = async || {
            let told = details(&volunteers, &[]);
            volunteers.register(&key, CommandId::fresh(), told, Language::Zh, None).await.unwrap()
        };
        let (one, other, third) = tokio::join!(send(), send(), send());
        let done = |it: &&Registered| matches!(it, Registered::Done(_));
        let all = [one, other, third];
        assert_eq!(all.iter().filter(done).count(), 1, "{all:?}");
        assert!(all.iter().all(|it| done(&it) || *it == Registered::Not(Fault::Known)), "{all:?}");
        assert_eq!(volunteers.known(&Contact::parse(PHONE).unwrap()).await.unwrap().len(), 1);

        // A guardian who agrees twice, and a number under which one is known already.
        let pupil = a_pupil(&volunteers);
        let mut consents = Vec::new();
        for _ in 0..2 {
            let asked = volunteers.register(&key, CommandId::fresh(), pupil.clone(), Language::Zh, None).await.unwrap();
            let Registered::Consent(consent) = asked else { panic!("{asked:?}") };
            consents.push((consent, codes_to(&volunteers, GUARDIANS).await.remove(0)));
        }
        let (first, code) = &consents[0];
        assert!(matches!(volunteers.confirm(first, Some(code)).await.unwrap(), Confirmed::Agreed(_)));
        let (second, code) = &consents[1];
        assert_eq!(volunteers.confirm(second, Some(code)).await.unwrap(), Confirmed::Known);
        let later = proved(&volunteers, Purpose::Register, LATER).await;
        let twin = registered(&volunteers, &later, details(&volunteers, &[])).await;
        let asked = volunteers.ask_contact(CommandId::fresh(), (twin, 1), &Contact::parse(PHONE).unwrap(), Language::Zh, None).await;
        let code = codes_to(&volunteers, PHONE).await.remove(0);
        assert_eq!(volunteers.confirm(&asked.unwrap().unwrap(), Some(&code)).await.unwrap(), Confirmed::Known);
        // Nor does one become the other by a correction.
        let husband = registered(&volunteers, &key, details(&volunteers, &[("name", "李大山")])).await;
        let wife = details(&volunteers, &[]);
        let amended = volunteers.amend(CommandId::fresh(), husband, 1, wife, Language::Zh, None).await.unwrap();
        assert_eq!(amended, Amended::Known);
        verifies(&volunteers).await;
    }

    async fn a_guardian_takes_their_consent_back_and_gives_it_anew(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let worker = somebody(&volunteers, "worker", Role::SocialWorker, jiaji(&volunteers)).await;
        let pupil = a_pupil(&volunteers);
        let id = volunteers.register_at_station(&leader, CommandId::fresh(), pupil.clone(), PHONE.to_owned(), Language::Zh);
        let id = id.await.unwrap().unwrap();
        let consent = async |by: Option<&Staff>, withdrawn: bool| {
            let of = (id, version(&volunteers, id).await);
            volunteers.change_consent(by, CommandId::fresh(), of, withdrawn, "来电").await.unwrap()
        };
        let own = async |step: Step| {
            let basis = version(&volunteers, id).await;
            volunteers.own_step(CommandId::fresh(), id, basis, step).await.unwrap()
        };
        assert_eq!(consent(Some(&worker), true).await, Err(Refusal::NotFound));
        assert_eq!(consent(Some(&leader), false).await, Err(Refusal::NotNow), "it holds");
        assert_eq!(consent(None, true).await, Ok(()));
        let facts = facts_of(&volunteers, id).await;
        assert!(facts.state == State::Left && !facts.guardian_consents && !facts.may_sign_up());
        assert_eq!(consent(Some(&leader), true).await, Err(Refusal::NotNow));
        assert_eq!(own(Step::Return).await, Err(Refusal::AgainstARule));
        // The guardian still comes in, to see what is kept and to erase it.
        assert_eq!(volunteers.known(&Contact::parse(GUARDIANS).unwrap()).await.unwrap().len(), 1);
        assert_eq!(consent(None, false).await, Err(Refusal::NotAllowed), "nobody agrees for them");
        assert_eq!(consent(Some(&leader), false).await, Ok(()));
        assert_eq!(own(Step::Return).await, Ok(()));
        let facts = facts_of(&volunteers, id).await;
        assert!(facts.state == State::Waiting && facts.guardian_consents);
        // Or by a code, though nothing else is changed.
        assert_eq!(consent(Some(&leader), true).await, Ok(()));
        let basis = version(&volunteers, id).await;
        let told = volunteers.amend(CommandId::fresh(), id, basis, pupil, Language::Zh, None).await.unwrap();
        let Amended::Consent(key) = told else { panic!("{told:?}") };
        let code = codes_to(&volunteers, GUARDIANS).await.remove(0);
        assert_eq!(volunteers.confirm(&key, Some(&code)).await.unwrap(), Confirmed::Agreed(id));
        assert!(facts_of(&volunteers, id).await.guardian_consents);
        assert_eq!(own(Step::Return).await, Ok(()));
        let grown = volunteers.register_at_station(&leader, CommandId::fresh(), details(&volunteers, &[]), PHONE.to_owned(), Language::Zh);
        let grown = grown.await.unwrap().unwrap();
        let none = volunteers.change_consent(None, CommandId::fresh(), (grown, 1), true, "").await.unwrap();
        assert_eq!(none, Err(Refusal::NotNow), "who is grown up decides alone");
        verifies(&volunteers).await;
    }

    async fn with_a_station_that_asks_for_it_whoever_is_new_waits(database) {
        let volunteers = volunteers(&database).await;
        let station = jiaji(&volunteers);
        let leader = somebody(&volunteers, "leader", Role::StationLeader, station.clone()).await;
        let worker = somebody(&volunteers, "worker", Role::SocialWorker, station.clone()).await;
        let set = async |by: &Staff, on: bool| volunteers.set_approval(by, CommandId::fresh(), &station, on).await.unwrap();
        assert_eq!(set(&worker, true).await, Err(Refusal::NotFound));
        assert_eq!(volunteers.approving().await.unwrap().stations, []);
        assert_eq!((set(&leader, true).await, set(&leader, true).await), (Ok(()), Err(Refusal::NotNow)));
        let asking = volunteers.approving().await.unwrap();
        assert!(!asking.everybody && asking.stations.iter().any(|id| station == Unit::Station(*id)));
        let own = volunteers.approvals(&leader, Language::Zh).await.unwrap();
        assert!(own.iter().any(|it| it.unit == station && it.on), "{own:?}");
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let near = registered(&volunteers, &key, details(&volunteers, &[])).await;
        let far = details(&volunteers, &[("name", "李大山"), ("county", "460100"), ("town", "")]);
        let far = registered(&volunteers, &key, far).await;
        let chosen = [("name", "符小明"), ("county", "460100"), ("town", ""), ("station", "qionghai-jiaji")];
        let chosen = registered(&volunteers, &key, details(&volunteers, &chosen)).await;
        for (id, state) in [(near, State::Waiting), (far, State::Active), (chosen, State::Waiting)] {
            assert_eq!(facts_of(&volunteers, id).await.state, state);
        }
        assert_eq!(set(&leader, false).await, Ok(()));
        let later = registered(&volunteers, &key, details(&volunteers, &[("name", "陈小红")])).await;
        assert_eq!(facts_of(&volunteers, later).await.state, State::Active);

        // Its leader reads how many it has, and the 市县 how many live there.
        let figures = volunteers.figures(&leader).await.unwrap().unwrap();
        assert!(figures.counties.is_empty() && !figures.demo);
        let (_, counted) = figures.stations.iter().find(|(id, _)| station == Unit::Station(*id)).unwrap();
        assert_eq!((counted.registered, counted.active, counted.waiting), (3, 1, 2));
        let qionghai = somebody(&volunteers, "qionghai", Role::CountyOfficer, Unit::County("469002".into())).await;
        let figures = volunteers.figures(&qionghai).await.unwrap().unwrap();
        assert_eq!(figures.counties.iter().map(|(code, it)| (code.as_str(), it.registered)).collect::<Vec<_>>(), [("469002", 2)]);
        verifies(&volunteers).await;
    }

    async fn whoever_moves_to_a_station_that_lets_people_in_first_waits_for_it(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let asks = volunteers.set_approval(&leader, CommandId::fresh(), &jiaji(&volunteers), true).await.unwrap();
        assert_eq!(asks, Ok(()));
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let far = [("county", "460100"), ("town", "")];
        let id = registered(&volunteers, &key, details(&volunteers, &far)).await;
        assert_eq!(facts_of(&volunteers, id).await.state, State::Active);
        let amend = async |more: &[(&str, &str)]| {
            let told = details(&volunteers, &[far.as_slice(), more].concat());
            let basis = version(&volunteers, id).await;
            let done = volunteers.amend(CommandId::fresh(), id, basis, told, Language::Zh, None).await.unwrap();
            assert_eq!(done, Amended::Done);
            facts_of(&volunteers, id).await.state
        };
        assert_eq!(amend(&[("home", "吉林")]).await, State::Active);
        let there = [("home", "吉林"), ("station", "qionghai-jiaji")];
        assert_eq!(amend(&there).await, State::Waiting);
        let events = volunteers.events(&volunteers.find(id).await.unwrap().unwrap()).await.unwrap();
        assert_eq!(events[0].0.kind, "amend_volunteer");
        assert_eq!(step(&volunteers, &leader, id, Step::Admit).await, Ok(()));
        assert_eq!(amend(&[("home", "辽宁"), ("station", "qionghai-jiaji")]).await, State::Active, "seen by it already");
        verifies(&volunteers).await;
    }

    async fn who_is_another_since_they_gave_hours_waits_for_the_station(database) {
        const HOURS: [&str; 1] = [
            "INSERT INTO activity_hours (id, activity_id, shift_id, volunteer, unit, day, begins_ms, ends_ms, hundredths,
                                         ground, state, odd, asked_by, decided_by, reason, remark, made_at_ms,
                                         decided_at_ms)
             VALUES ('h', 'a', 's', $1, 'province', '2026-11-01', 0, 1000, 250, 'word', 'asked', '', '', '', '', '', 0, NULL)",
        ];
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        let amend = async |pairs: &[(&str, &str)]| {
            let (told, basis) = (details(&volunteers, pairs), version(&volunteers, id).await);
            let done = volunteers.amend(CommandId::fresh(), id, basis, told, Language::Zh, None).await.unwrap();
            assert_eq!(done, Amended::Done);
            (facts_of(&volunteers, id).await.state, volunteers.name_waits(id).await.unwrap())
        };
        assert_eq!(amend(&[("name", "王小兰")]).await, (State::Active, false), "they gave nothing yet");
        run(&database, id, &SIGNED_UP).await;
        run(&database, id, &CAME).await;
        assert_eq!(amend(&[("name", "王小梅")]).await, (State::Waiting, true), "hours are to be written down yet");
        assert_eq!(volunteers.names_waiting().await.unwrap().into_iter().collect::<Vec<_>>(), [id]);
        assert_eq!(step(&volunteers, &leader, id, Step::Admit).await, Ok(()));
        assert!(volunteers.names_waiting().await.unwrap().is_empty());
        assert_eq!(amend(&[("name", "王小梅"), ("home", "海南")]).await, (State::Active, false));
        run(&database, id, &HOURS).await;
        assert_eq!(amend(&[("name", "王小梅"), ("home", "吉林")]).await, (State::Active, false));
        assert_eq!(amend(&[("name", "李大山"), ("born", "1990-01-01")]).await, (State::Waiting, true));
        let events = volunteers.events(&volunteers.find(id).await.unwrap().unwrap()).await.unwrap();
        let told = |whole| routes::happened(Language::Zh, events.clone(), whole).remove(0).said;
        assert_eq!(told(true), ["姓名：王小梅 → 李大山", "出生日期：1958-03-09 → 1990-01-01"]);
        assert_eq!(told(false), ["姓名：王** → 李**", "出生日期也改了"]);
        assert_eq!(step(&volunteers, &leader, id, Step::Admit).await, Ok(()));
        assert!(!volunteers.name_waits(id).await.unwrap());
        // Whoever takes no part is looked at when they come back.
        let own = async |step: Step| {
            let basis = version(&volunteers, id).await;
            volunteers.own_step(CommandId::fresh(), id, basis, step).await.unwrap().unwrap();
        };
        own(Step::Leave).await;
        assert_eq!(amend(&[("name", "符大明"), ("born", "1990-01-01")]).await, (State::Left, true));
        own(Step::Return).await;
        assert!(volunteers.name_waits(id).await.unwrap());
        assert_eq!(step(&volunteers, &leader, id, Step::Admit).await, Ok(()));
        assert!(!volunteers.name_waits(id).await.unwrap());
        verifies(&volunteers).await;
    }

    async fn nobody_is_let_in_to_whom_the_guardian_does_not_agree(database) {
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let pupil = a_pupil(&volunteers);
        let id = volunteers.register_at_station(&leader, CommandId::fresh(), pupil, PHONE.to_owned(), Language::Zh);
        let id = id.await.unwrap().unwrap();
        let consent = async |withdrawn: bool| {
            let of = (id, version(&volunteers, id).await);
            volunteers.change_consent(Some(&leader), CommandId::fresh(), of, withdrawn, "来电").await.unwrap()
        };
        assert_eq!(step(&volunteers, &leader, id, Step::Pause).await, Ok(()));
        assert_eq!(consent(true).await, Ok(()));
        assert_eq!(facts_of(&volunteers, id).await.state, State::Paused);
        assert_eq!(step(&volunteers, &leader, id, Step::Admit).await, Err(Refusal::AgainstARule));
        assert_eq!(facts_of(&volunteers, id).await.state, State::Paused);
        assert_eq!(consent(false).await, Ok(()));
        assert_eq!(step(&volunteers, &leader, id, Step::Admit).await, Ok(()));
        assert_eq!(facts_of(&volunteers, id).await.state, State::Active);
        verifies(&volunteers).await;
    }
}
