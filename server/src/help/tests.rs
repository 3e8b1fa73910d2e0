use app::{
    access::Role,
    accounts::model::SignInName,
    forms::{
        answers::Answer,
        evaluate::{At, Filling},
    },
    help::{
        figures::{self, Figure},
        list_page::HelpQuery,
        model::{Channel, Face, Referral, Said, Step},
    },
    ids::{StaffId, TurnId},
    journal::model::Refusal,
    stations::{
        hours::{DayException, HolidayRule, OpeningHours},
        model::FreshnessDays,
    },
};

use futures_util::{StreamExt, stream};
use time::Duration;

use super::{coming::FROM_PHONE, steps::Recorded, *};
use crate::{
    accounts::Newcomer,
    database::on_tx,
    databases::on_each_database,
    jobs::Bell,
    journal::verify,
    messages::Opened,
    seed,
    vault::{SealingKey, Vault},
};

const WORDS: &str = "婆婆一个人住，两天没有出门。";
const NUMBER: &str = "13800135678";

/// Codes that somebody guesses who has time; and who has as many networks, each of which is written down: 10,000 of them
/// take half a minute.
const GUESSED: u32 = 10_000;
const NETWORKS: u32 = 1_000;

/// Help with a folder for photos, which goes with it.
struct Helping(Help, std::path::PathBuf);

impl std::ops::Deref for Helping {
    type Target = Help;

    fn deref(&self) -> &Help {
        &self.0
    }
}

impl Drop for Helping {
    fn drop(&mut self) {
        // Whatever is left lies among what is temporary.
        let _left = std::fs::remove_dir_all(&self.1);
    }
}

async fn help(database: &Database) -> Helping {
    help_with(database, None).await
}

/// Hours by which a station is there at any time; or else from the day after tomorrow on.
fn hours(open: bool) -> OpeningHours {
    let mut hours = OpeningHours { holidays: HolidayRule::AsUsual, ..OpeningHours::default() };
    hours.weekly.fill(vec!["00:00-24:00".parse().unwrap()]);
    if !open {
        let closed = |days| DayException {
            date: shanghai::today() + Duration::days(days),
            spans: Vec::new(),
            reason: app::text::Text::default(),
        };
        hours.exceptions = [-1, 0, 1].map(closed).to_vec();
    }
    hours
}

/// All calls, where every station has these hours.
async fn help_with(database: &Database, hours: Option<OpeningHours>) -> Helping {
    seed::reference(database).await.unwrap();
    seed::demo(database, shanghai::today()).await.unwrap();
    if let Some(hours) = hours {
        let hours = serde_json::to_string(&hours).unwrap();
        let keep = async |tx: &mut Transaction<'_>| {
            let kept = on_tx!(tx, |connection| sqlx::query("UPDATE stations SET hours = $1")
                .bind(&hours)
                .execute(connection)
                .await);
            assert!(kept.unwrap() > 0);
            Ok(())
        };
        database.transaction(keep).await.unwrap();
    }
    let folder = std::env::temp_dir().join(format!("lastmetre-help-{}", CommandId::fresh()));
    let settings = [
        ("LASTMETRE_SMS", "show"),
        ("LASTMETRE_PUBLIC_URL", "https://example.org"),
        ("LASTMETRE_DATA_DIR", folder.to_str().unwrap()),
    ];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let configuration = Configuration::read(None, settings).unwrap();
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let limits = accounts::SessionLimits::default();
    let accounts = Accounts::under(vault, directory.clone(), limits).await.unwrap();
    let messages = Messages::open(&configuration, accounts.journal().clone(), Bell::default()).unwrap();
    let forms = Forms::new(&accounts, directory.clone());
    let photos = Photos::open(&configuration, &accounts, directory.clone()).unwrap();
    let help = Help::new(&configuration, &accounts, messages, directory, forms, photos).unwrap();
    Helping(help, folder)
}

fn station(help: &Help) -> Unit {
    Unit::Station(help.directory.get().station("qionghai-jiaji").unwrap().id)
}

fn qionghai() -> Unit {
    Unit::County("469002".into())
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Something begun about no service in particular, and everything said, a minute ago.
async fn ready(help: &Help, message: &str) -> String {
    let token = help.begin(None).await.unwrap();
    assert!(help.choose(&token, "").await.unwrap());
    for (key, said) in [
        ("call.danger_now", pairs(&[("danger", "no")])),
        ("call.what_happened", pairs(&[("words", WORDS)])),
        ("call.place_group", pairs(&[("place.county", "469002"), ("place.town", "469002100")])),
        ("call.reach", pairs(&[("called", "林阿姨"), ("phone", NUMBER)])),
        ("call.leave_word", pairs(&[("message", message)])),
        ("call.who", pairs(&[("relation", "neighbour")])),
    ] {
        assert!(help.keep_page(&token, key, said).await.unwrap(), "{key}");
    }
    help.drafts.change(&token, now_ms(), |begun| begun.opened_ms -= 60_000).await.unwrap();
    token
}

/// The same, where somebody's life is in danger.
async fn in_danger(help: &Help) -> String {
    let token = ready(help, "no").await;
    assert!(help.keep_page(&token, "call.danger_now", pairs(&[("danger", "yes")])).await.unwrap());
    token
}

/// Which calls press for somebody.
async fn presses_for(help: &Help, reader: &Staff) -> Vec<String> {
    help.pressing(reader).await.unwrap().into_iter().map(|call| call.id).collect()
}

fn a_picture() -> crate::photos::Picture {
    let mut file = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(8, 8, image::Rgb([1, 2, 3]))
        .write_to(&mut file, image::ImageFormat::Png)
        .unwrap();
    crate::photos::draw_anew(&file.into_inner()).unwrap()
}

async fn send(help: &Help, token: &str) -> (String, TicketCode) {
    let sent = help.send(token, Language::Zh, &Coming::default()).await.unwrap();
    let Some(Sent::Kept { code, .. }) = sent else { panic!("{sent:?}") };
    let id = help.begun(token).await.unwrap().unwrap().command.to_string();
    (id, code)
}

async fn somebody(help: &Help, name: &str, role: Role, unit: Unit) -> Staff {
    let newcomer = Newcomer {
        name: name.to_owned(),
        sign_in_name: SignInName::parse(name).unwrap(),
        assignment: Assignment { role, unit },
    };
    let id = help.accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
    help.accounts.everybody().await.unwrap().into_iter().find(|staff| staff.id == id).unwrap()
}

async fn found(help: &Help, id: &str) -> HelpCall {
    queries::by_id(help.database(), id).await.unwrap().unwrap()
}

/// Takes a step as it stands now.
async fn step(help: &Help, by: &Staff, id: &str, step: Step, said: Said) -> Result<(), Refusal> {
    let basis = found(help, id).await.version;
    let asked = Asked { id: CommandId::fresh(), call: id, basis, doing: Doing::Step(step), said };
    help.step(by, &asked).await.unwrap()
}

fn said(words: &str, to: &str) -> Said {
    Said { words: words.into(), to: to.into(), ..Said::default() }
}

async fn written(help: &Help, number: &str) -> Vec<String> {
    let (opened, _) = help.messages.list("", 1000, 0).await.unwrap();
    let letters = opened.into_iter().filter_map(|Opened { letter, .. }| letter);
    letters.filter(|letter| letter.to == number).map(|letter| letter.text.zh).collect()
}

/// What is told to whoever guesses codes, with the digits of a number that called.
async fn guess(
    help: &Help,
    guesses: impl Iterator<Item = (u32, Option<IpAddr>)>,
) -> Vec<Result<(), CodeFault>> {
    let guesses = guesses.map(async |(guessed, network)| {
        help.ticket(&TicketCode::of(guessed.into()), "5678", network).await.unwrap().map(drop)
    });
    stream::iter(guesses).buffer_unordered(16).collect().await
}

async fn inbox(help: &Help, staff: StaffId) -> usize {
    help.messages.inbox(staff).await.unwrap().len()
}

on_each_database! {
    async fn from_the_call_over_three_people_to_its_rating(database) {
        let help = help(&database).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let worker = somebody(&help, "worker", Role::SocialWorker, station(&help)).await;
        let token = ready(&help, "yes").await;
        let (id, code) = send(&help, &token).await;
        let call = found(&help, &id).await;
        assert_eq!((call.state, call.unit.clone(), call.urgent), (State::Received, station(&help), false));
        assert_eq!(written(&help, NUMBER).await.len(), 1, "a receipt");
        assert!(written(&help, NUMBER).await[0].contains(&code.to_string()));
        assert_eq!((inbox(&help, leader.id).await, inbox(&help, worker.id).await), (1, 1));
        let workers = help.workers(&call).await.unwrap();
        assert_eq!(workers.len(), 2, "{workers:?}");

        step(&help, &leader, &id, Step::Assign, said("", &worker.id.to_string())).await.unwrap();
        assert_eq!(inbox(&help, worker.id).await, 2);
        assert_eq!(step(&help, &worker, &id, Step::Assign, said("", &leader.id.to_string())).await, Err(Refusal::NotAllowed));
        step(&help, &worker, &id, Step::NotReached, Said::default()).await.unwrap();
        assert_eq!(found(&help, &id).await.contacted_at_ms, None);
        step(&help, &worker, &id, Step::Reached, Said::default()).await.unwrap();
        assert!(found(&help, &id).await.contacted_at_ms.is_some());
        step(&help, &worker, &id, Step::Advise, said("社区每周三送餐。", "")).await.unwrap();
        assert_eq!(step(&help, &worker, &id, Step::Close, said("好了", "")).await, Err(Refusal::AgainstARule));
        step(&help, &worker, &id, Step::Close, said("已经安排送餐。", "called")).await.unwrap();
        assert_eq!(written(&help, NUMBER).await.len(), 2, "that it is closed");

        let wrong = help.ticket(&code, "0000", None).await.unwrap();
        assert_eq!(wrong.map(drop), Err(CodeFault::Unknown));
        let (call, kept) = help.ticket(&code, "5678", None).await.unwrap().unwrap();
        assert_eq!(kept.call.words, WORDS);
        help.by_caller(CommandId::fresh(), &call, Step::Rate, &said("", "good")).await.unwrap().unwrap();
        assert_eq!(found(&help, &id).await.face, Some(Face::Good));
        help.by_caller(CommandId::fresh(), &call, Step::Reopen, &said("送餐停了", "")).await.unwrap().unwrap();
        let again = found(&help, &id).await;
        assert_eq!((again.state, again.worker, again.contacted_at_ms), (State::Assigned, Some(worker.id), None));
        let steps = help.steps(&again).await.unwrap();
        assert_eq!(steps.last().unwrap().1.words, "送餐停了");
        // Or the station opens it, where whoever rings up has no code at hand.
        assert_eq!(step(&help, &worker, &id, Step::Reopen, said("又来电", "")).await, Err(Refusal::NotNow));
        step(&help, &worker, &id, Step::Reached, Said::default()).await.unwrap();
        step(&help, &worker, &id, Step::Close, said("说好了", "called")).await.unwrap();
        step(&help, &worker, &id, Step::Reopen, said("又来电", "")).await.unwrap();
        let again = found(&help, &id).await;
        assert_eq!((again.state, again.reopened, again.contacted_at_ms), (State::Assigned, 1, None));
        assert_eq!(step(&help, &worker, &id, Step::Rate, said("", "good")).await, Err(Refusal::NotAllowed));
        help.journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn who_has_no_telephone_shows_a_ticket_as_theirs_by_the_digits_they_chose(database) {
        let help = help(&database).await;
        let token = ready(&help, "yes").await;
        let mut codes = Vec::new();
        for _ in 0..=FROM_PHONE {
            let said = [("called", "林阿姨"), ("no_phone", "yes"), ("through", "小卖部转告"), ("digits", "2468")];
            let token = ready(&help, "yes").await;
            assert!(help.keep_page(&token, "call.reach", pairs(&said)).await.unwrap());
            codes.push(send(&help, &token).await);
        }
        let (id, code) = &codes[0];
        for wrong in ["", "5678", "0000"] {
            assert!(help.ticket(code, wrong, None).await.unwrap().is_err(), "{wrong}");
        }
        let (call, kept) = help.ticket(code, "2468", None).await.unwrap().unwrap();
        assert_eq!((call.id.as_str(), kept.call.phone.as_str()), (id.as_str(), ""));
        assert_eq!(kept.call.through, "小卖部转告");
        assert!(help.slip(&call, &kept).is_none(), "nobody of the staff has given them a slip");
        // Nobody of them is taken for another, and none of them for a machine.
        for (id, _) in &codes {
            assert_eq!(found(&help, id).await.state, State::Received);
        }
        send(&help, &token).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        assert!(help.same_caller(&leader, &call).await.unwrap().is_empty());
    }

    async fn the_same_sent_five_times_is_one_ticket_and_leaves_nothing_behind(database) {
        let help = help(&database).await;
        let token = ready(&help, "no").await;
        let coming = Coming::default();
        let sends = (0..5).map(|_| help.send(&token, Language::Zh, &coming));
        let mut codes = Vec::new();
        for sent in futures_util::future::join_all(sends).await {
            let Some(Sent::Kept { code, receipt, .. }) = sent.unwrap() else { panic!("not kept") };
            assert!(!receipt, "no message may be left");
            codes.push(code);
        }
        codes.dedup();
        assert_eq!(codes.len(), 1);
        let begun = help.begun(&token).await.unwrap().unwrap();
        assert!(begun.posted.is_empty(), "nobody finds it who takes the telephone next");
        assert!(written(&help, NUMBER).await.is_empty());
        let all = Search { until_ms: i64::MAX, units: format!(",{},", station(&help)), ..Search::default() };
        assert_eq!(queries::count(&database, &all).await.unwrap(), 1);
    }

    async fn what_looks_made_by_a_machine_waits_for_a_person_and_is_not_lost(database) {
        let help = help(&database).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let token = ready(&help, "yes").await;
        let coming = Coming { unseen: "https://".into(), ..Coming::default() };
        help.send(&token, Language::Zh, &coming).await.unwrap();
        let id = help.begun(&token).await.unwrap().unwrap().command.to_string();
        assert_eq!(found(&help, &id).await.state, State::Apart);
        assert!(written(&help, NUMBER).await.is_empty());
        step(&help, &leader, &id, Step::SetAside, said("广告", "")).await.unwrap();
        assert!(written(&help, NUMBER).await.is_empty());
        step(&help, &leader, &id, Step::Admit, Said::default()).await.unwrap();
        assert_eq!(found(&help, &id).await.state, State::Received);
        let texts = written(&help, NUMBER).await;
        assert!(matches!(texts.as_slice(), [text] if text.contains(&help.code(&id).to_string())), "{texts:?}");
        // Far more than a person calls for one number in a day.
        for _ in 0..FROM_PHONE {
            let token = ready(&help, "yes").await;
            send(&help, &token).await;
        }
        let token = ready(&help, "yes").await;
        let (last, _) = send(&help, &token).await;
        assert_eq!(found(&help, &last).await.state, State::Apart);
    }

    async fn behind_a_number_of_the_figures_are_as_many_calls_for_those_who_may_see_them(database) {
        let help = help(&database).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let mut ids = Vec::new();
        for _ in 0..4 {
            let token = ready(&help, "no").await;
            ids.push(send(&help, &token).await.0);
        }
        step(&help, &leader, &ids[0], Step::Reached, Said::default()).await.unwrap();
        step(&help, &leader, &ids[1], Step::Urge, Said::default()).await.unwrap();
        step(&help, &leader, &ids[3], Step::Join, said("", &ids[0])).await.unwrap();
        let form = help.form("B05", Purpose::Record, None).await.unwrap().unwrap();
        let filling = Filling::begin(form.clone(), shanghai::today(), TurnId::fresh);
        let recorded = Recorded {
            service: "B05".into(),
            form: KeptForm::of(&form, &Answers { version: form.version, ..filling.kept() }).unwrap(),
            day: shanghai::today().to_string(),
            counts: (7, 1),
            photos: Vec::new(),
        };
        let basis = found(&help, &ids[2]).await.version;
        let doing = Doing::Record(Box::new(recorded));
        let asked = Asked { id: CommandId::fresh(), call: &ids[2], basis, doing, said: Said::default() };
        help.step(&leader, &asked).await.unwrap().unwrap();
        step(&help, &leader, &ids[2], Step::Close, Said { reason: "活动".into(), ..said("好了", "met") }).await.unwrap();

        let today = shanghai::today();
        let query = HelpQuery { from: today.to_string(), to: today.to_string(), ..HelpQuery::default() };
        let total = figures::total(&help.figures(&leader, today, today).await.unwrap().unwrap(), today);
        let numbers = [
            (Figure::Calls, total.calls, 3),
            (Figure::Urgent, total.urgent, 1),
            (Figure::ContactOf, total.contact.of, 2),
            (Figure::Contact, total.contact.part, 2),
            (Figure::ClosingOf, total.closing.of, 1),
            (Figure::Closing, total.closing.part, 1),
            (Figure::Reached, total.reached, 2),
            (Figure::SatisfiedOf, total.satisfied.of, 0),
        ];
        for (figure, number, expected) in numbers {
            let behind = help.behind(&leader, figure, &query, 2, 0).await.unwrap().unwrap();
            assert_eq!((number, behind.count), (expected, expected), "{figure:?}");
            assert_eq!(behind.calls.len(), usize::try_from(expected.min(2)).unwrap(), "a page of two");
        }
        let behind = help.behind(&leader, Figure::Recorded, &query, 10, 0).await.unwrap().unwrap();
        assert_eq!((behind.count, behind.recorded), (1, Some((total.persons, total.sessions))));
        assert_eq!((behind.recorded, behind.calls[0].id.clone()), (Some((7, 1)), ids[2].clone()));
        let elsewhere = HelpQuery { unit: Unit::County("460200".into()).to_string(), ..query.clone() };
        for figure in [Figure::Calls, Figure::Recorded] {
            let behind = help.behind(&leader, figure, &elsewhere, 10, 0).await.unwrap().unwrap();
            assert_eq!((behind.count, behind.calls.len()), (0, 0));
        }
        for (name, role, unit) in [
            ("worker", Role::SocialWorker, station(&help)),
            ("province", Role::ProvincialOfficer, Unit::Province),
        ] {
            let staff = somebody(&help, name, role, unit).await;
            let behind = help.behind(&staff, Figure::Urgent, &query, 10, 0).await.unwrap();
            assert!(behind.is_none(), "{name} sees no calls, or no figures");
        }
    }

    async fn nobody_outside_the_subtree_learns_that_there_is_a_call(database) {
        let help = help(&database).await;
        let token = ready(&help, "no").await;
        let (id, _) = send(&help, &token).await;
        let other = help.directory.get().station("sanya-yucai").unwrap().id;
        for (name, role, unit, sees) in [
            ("leader", Role::StationLeader, station(&help), true),
            ("worker", Role::SocialWorker, station(&help), true),
            ("county", Role::CountyOfficer, qionghai(), true),
            ("elsewhere", Role::StationLeader, Unit::Station(other), false),
            ("sanya", Role::CountyOfficer, Unit::County("460200".into()), false),
            ("province", Role::ProvincialOfficer, Unit::Province, false),
            ("supervisor", Role::Supervisor, station(&help), false),
            ("audit", Role::AuditAdministrator, Unit::Province, false),
        ] {
            let staff = somebody(&help, name, role, unit).await;
            assert_eq!(help.seen(&staff, &id).await.unwrap().is_some(), sees, "{name}");
            let search = Search { until_ms: i64::MAX, ..Search::default() };
            let (_, count) = help.list(&staff, search, 10, 0).await.unwrap();
            assert_eq!(count == 1, sees, "{name}");
            let refused = step(&help, &staff, &id, Step::Note, said("看看", "")).await;
            assert_eq!(refused.is_ok(), sees, "{name}");
        }
    }

    async fn a_restricted_call_is_read_by_whose_it_is_and_by_leaders(database) {
        let help = help_with(&database, Some(hours(true))).await;
        let worker = somebody(&help, "worker", Role::SocialWorker, station(&help)).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let mut walk = help.walk(&help.begun(&ready(&help, "no").await).await.unwrap().unwrap()).await.unwrap();
        let field = walk.call.form().field("danger").unwrap();
        walk.call.answer(At { field, turn: None }, Answer::text("yes")).unwrap();
        let id = CommandId::fresh();
        let sent = help.take_down(id, &leader, Channel::Phone, "C06", &walk, Language::Zh).await.unwrap();
        assert!(matches!(sent, Some(Sent::Kept { .. })));
        let id = id.to_string();
        let call = found(&help, &id).await;
        assert_eq!((call.state, call.worker, call.urgent), (State::InHand, Some(leader.id), true));
        assert!(call.contacted_at_ms.is_some(), "who calls is spoken with");
        assert_eq!(call.contact_by, shanghai::moment(call.received_at_ms).date(), "it presses");
        // A special service may be restricted as one of the list is.
        let special = CommandId::fresh();
        help.take_down(special, &leader, Channel::Phone, "X-460200-001", &walk, Language::Zh).await.unwrap();
        assert!(help.seen(&leader, &special.to_string()).await.unwrap().is_some());
        assert!(help.seen(&worker, &special.to_string()).await.unwrap().is_none());
        assert!(help.seen(&worker, &id).await.unwrap().is_none());
        let search = Search { until_ms: i64::MAX, ..Search::default() };
        assert_eq!(help.list(&worker, search.clone(), 10, 0).await.unwrap().1, 0);
        assert!(help.waiting(&worker).await.unwrap().is_empty());
        step(&help, &leader, &id, Step::Assign, said("", &worker.id.to_string())).await.unwrap();
        assert!(help.seen(&worker, &id).await.unwrap().is_some());
        assert_eq!(help.list(&worker, search, 10, 0).await.unwrap().1, 1);
    }

    async fn a_join_can_be_undone_and_a_call_is_handed_on_with_consent(database) {
        let help = help(&database).await;
        let worker = somebody(&help, "worker", Role::SocialWorker, station(&help)).await;
        let (first, _) = send(&help, &ready(&help, "no").await).await;
        let (second, _) = send(&help, &ready(&help, "no").await).await;
        let same = help.same_caller(&worker, &found(&help, &second).await).await.unwrap();
        assert_eq!(same.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), [first.as_str()]);
        assert_eq!(step(&help, &worker, &first, Step::Join, said("", &first)).await, Err(Refusal::AgainstARule));
        step(&help, &worker, &second, Step::Join, said("", &first)).await.unwrap();
        assert_eq!(found(&help, &second).await.joined_to, first);
        step(&help, &worker, &second, Step::Part, Said::default()).await.unwrap();
        let parted = found(&help, &second).await;
        assert_eq!((parted.state, parted.joined_to.as_str()), (State::Received, ""));
        // Whose caller was reached before goes on with them.
        step(&help, &worker, &second, Step::Reached, Said::default()).await.unwrap();
        step(&help, &worker, &second, Step::Join, said("", &first)).await.unwrap();
        step(&help, &worker, &second, Step::Part, Said::default()).await.unwrap();
        assert_eq!(found(&help, &second).await.state, State::InHand);

        // Nothing goes on in what may come to nothing.
        let mut aside = second.clone();
        for _ in 0..10 {
            if found(&help, &aside).await.state != State::Apart {
                aside = send(&help, &ready(&help, "no").await).await.0;
            }
        }
        let (later, _) = send(&help, &ready(&help, "no").await).await;
        step(&help, &worker, &later, Step::Admit, Said::default()).await.unwrap();
        assert_eq!(step(&help, &worker, &later, Step::Join, said("", &aside)).await, Err(Refusal::AgainstARule));

        step(&help, &worker, &first, Step::Reached, Said::default()).await.unwrap();
        let referral = Referral {
            body: "嘉积镇卫生院".into(),
            words: "请上门量血压".into(),
            pieces: vec!["name".into(), "place".into()],
            by: shanghai::today().to_string(),
            ..Referral::default()
        };
        let hand = |consent: &str| Said {
            words: referral.words.clone(),
            referral: Some(Referral { consent: consent.into(), ..referral.clone() }),
            ..Said::default()
        };
        assert_eq!(step(&help, &worker, &first, Step::Refer, hand("")).await, Err(Refusal::AgainstARule));
        step(&help, &worker, &first, Step::Refer, hand("spoken")).await.unwrap();
        step(&help, &worker, &first, Step::Receipt, Said::default()).await.unwrap();
        assert_eq!(found(&help, &first).await.state, State::Handed);
    }

    async fn what_is_late_is_told_once_up_to_the_county_and_what_is_old_is_erased(database) {
        let help = help(&database).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let county = somebody(&help, "county", Role::CountyOfficer, qionghai()).await;
        let (id, code) = send(&help, &ready(&help, "no").await).await;
        let before = inbox(&help, leader.id).await;
        let late = found(&help, &id).await.contact_by.next_day().unwrap();
        for _ in 0..2 {
            help.look_after(late, now_ms()).await.unwrap();
        }
        assert_eq!((inbox(&help, leader.id).await, inbox(&help, county.id).await), (before + 1, 1));
        // With it goes what went on in it, itself or by way of a third.
        let (between, _) = send(&help, &ready(&help, "no").await).await;
        let (last, _) = send(&help, &ready(&help, "no").await).await;
        step(&help, &leader, &last, Step::Join, said("", &between)).await.unwrap();
        step(&help, &leader, &between, Step::Join, said("", &id)).await.unwrap();
        step(&help, &leader, &id, Step::GiveUp, said("打了五次", "")).await.unwrap();
        let call = found(&help, &id).await;
        help.look_after(shanghai::today(), now_ms() + KEPT_MS + DAY_MS).await.unwrap();
        for gone in [&id, &between, &last] {
            assert!(queries::by_id(&database, gone).await.unwrap().is_none());
        }
        assert!(help.opened(&call).await.unwrap().is_none(), "its key is destroyed");
        assert!(help.ticket(&code, "5678", None).await.unwrap().is_err());
        help.journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn what_presses_while_nobody_is_there_is_told_up_to_the_county_at_once(database) {
        let help = help_with(&database, Some(hours(false))).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let worker = somebody(&help, "worker", Role::SocialWorker, station(&help)).await;
        let county = somebody(&help, "county", Role::CountyOfficer, qionghai()).await;
        let sanya = somebody(&help, "sanya", Role::CountyOfficer, Unit::County("460200".into())).await;
        let told = async || {
            let inbox = async |staff: &Staff| inbox(&help, staff.id).await;
            [inbox(&leader).await, inbox(&worker).await, inbox(&county).await, inbox(&sanya).await]
        };
        let token = in_danger(&help).await;
        let (id, _) = send(&help, &token).await;
        let call = found(&help, &id).await;
        let opens = shanghai::today() + Duration::days(2);
        assert_eq!((call.urgent, call.contact_by), (true, opens), "the next opening");
        let sent = help.send(&token, Language::Zh, &Coming::default()).await.unwrap();
        let Some(Sent::Kept { promise, .. }) = sent else { panic!("{sent:?}") };
        assert_eq!(promise, call.promise());
        assert!(promise.rose(&help.directory.get()), "and the ticket says who was told");
        assert_eq!(told().await, [1, 1, 1, 0]);
        for reader in [&leader, &worker, &county] {
            assert_eq!(presses_for(&help, reader).await, std::slice::from_ref(&id));
        }
        assert_eq!(presses_for(&help, &sanya).await, [""; 0]);
        assert!(!help.asks_purpose(&county, &call).await.unwrap(), "it concerns the county at once");
        help.look_after(opens, now_ms()).await.unwrap();
        assert_eq!(told().await, [1, 1, 1, 0], "nothing is late on that day");
        step(&help, &worker, &id, Step::Reached, Said::default()).await.unwrap();
        assert_eq!(presses_for(&help, &leader).await, [""; 0]);
        assert!(help.asks_purpose(&county, &found(&help, &id).await).await.unwrap());
        // What only turns out to press.
        let (id, _) = send(&help, &ready(&help, "no").await).await;
        assert_eq!(told().await, [2, 2, 1, 0]);
        step(&help, &worker, &id, Step::Urge, Said::default()).await.unwrap();
        step(&help, &worker, &id, Step::Urge, Said::default()).await.unwrap();
        assert_eq!(told().await, [3, 2, 2, 0], "once");
        assert_eq!(presses_for(&help, &county).await, [id]);
    }

    async fn what_presses_while_the_station_is_open_is_its_own_and_due_the_same_day(database) {
        let help = help_with(&database, Some(hours(true))).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let county = somebody(&help, "county", Role::CountyOfficer, qionghai()).await;
        let (id, _) = send(&help, &in_danger(&help).await).await;
        let call = found(&help, &id).await;
        assert_eq!(call.contact_by, shanghai::moment(call.received_at_ms).date());
        assert_eq!((inbox(&help, leader.id).await, inbox(&help, county.id).await), (1, 0));
        assert_eq!(presses_for(&help, &leader).await, [id]);
        assert_eq!(presses_for(&help, &county).await, [""; 0]);
        assert!(help.asks_purpose(&county, &call).await.unwrap());
        help.look_after(call.contact_by.next_day().unwrap(), now_ms()).await.unwrap();
        assert_eq!(inbox(&help, county.id).await, 1, "late the day after");
    }

    async fn opening_again_has_a_term_of_its_own_and_changes_no_figure_of_the_first_contact(database) {
        let help = help(&database).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let today = shanghai::today();
        let contact = async || {
            let material = help.figures(&leader, today - Duration::days(30), today).await.unwrap().unwrap();
            let figures = app::help::figures::total(&material, today);
            (figures.calls, (figures.contact.part, figures.contact.of), figures.median_minutes)
        };
        let (id, _) = send(&help, &ready(&help, "no").await).await;
        step(&help, &leader, &id, Step::Reached, Said::default()).await.unwrap();
        // Half an hour later, a week after the term.
        let call = found(&help, &id).await;
        let reached = HelpCall {
            contact_by: today - Duration::days(7),
            contacted_at_ms: Some(call.received_at_ms + 30 * 60_000),
            ..call.clone()
        };
        let move_on = async |tx: &mut Transaction<'_>| queries::move_on(tx, call.version, &reached).await;
        assert!(database.transaction(move_on).await.unwrap());
        let before = contact().await;
        assert_eq!(before.2, Some(30));
        for _ in 0..2 {
            step(&help, &leader, &id, Step::Close, said("说好了", "called")).await.unwrap();
            let call = found(&help, &id).await;
            help.by_caller(CommandId::fresh(), &call, Step::Reopen, &said("又没有了", "")).await.unwrap().unwrap();
            let again = found(&help, &id).await;
            assert!(again.contact_by > today - Duration::days(7), "a term of its own");
            assert_eq!((again.contacted_at_ms, again.first_contacted_at_ms), (None, reached.contacted_at_ms));
            assert_eq!(again.first_contact_by, Some(reached.contact_by));
            assert_eq!(contact().await, before);
            step(&help, &leader, &id, Step::Reached, Said::default()).await.unwrap();
            assert_eq!(contact().await, before, "being reached again is no first contact");
        }
        // Whoever was never reached is, once they are: by the first term.
        let (id, _) = send(&help, &ready(&help, "no").await).await;
        step(&help, &leader, &id, Step::GiveUp, said("打了五次", "")).await.unwrap();
        let call = found(&help, &id).await;
        help.by_caller(CommandId::fresh(), &call, Step::Reopen, &said("手机坏了", "")).await.unwrap().unwrap();
        let (calls, (part, of), _) = contact().await;
        assert_eq!((calls, of), (2, before.1.1), "not yet");
        step(&help, &leader, &id, Step::Reached, Said::default()).await.unwrap();
        assert_eq!(contact().await.1, (part + 1, of + 1));
    }

    async fn what_was_begun_is_opened_by_its_token_alone_and_is_over_after_a_day(database) {
        let help = help(&database).await;
        let token = ready(&help, "no").await;
        let row = queries::draft(&database, &help.drafts.name_of(&token), now_ms()).await.unwrap().unwrap();
        assert!(!row.contains(NUMBER) && !row.contains("林阿姨"));
        assert!(help.begun("another").await.unwrap().is_none());
        let long = "长".repeat(80_000);
        assert!(!help.keep_page(&token, "call.what_happened", pairs(&[("words", &long)])).await.unwrap());
        help.look_after(shanghai::today(), now_ms() + 2 * DAY_MS).await.unwrap();
        assert!(help.begun(&token).await.unwrap().is_none());
    }

    async fn photos_of_a_record_rest_for_its_writer_and_go_with_the_call(database) {
        let help = help(&database).await;
        let worker = somebody(&help, "worker", Role::SocialWorker, station(&help)).await;
        let other = somebody(&help, "other", Role::SocialWorker, station(&help)).await;
        let (id, _) = send(&help, &ready(&help, "no").await).await;
        let call = found(&help, &id).await;
        let form = help.form("B05", Purpose::Record, None).await.unwrap().unwrap();
        let begin = || Filling::begin(form.clone(), shanghai::today(), TurnId::fresh);
        let photos = CommandId::fresh();
        let chosen = || vec![("photos".to_owned(), Ok(a_picture())), ("nothing".to_owned(), Ok(a_picture()))];
        let mut filling = begin();
        let (resting, faults) = help.take_photos(&worker, photos, chosen(), "", &mut filling).await.unwrap();
        assert_eq!(faults, []);
        let (mut others, mut later) = (begin(), begin());
        help.take_photos(&other, photos, Vec::new(), "", &mut others).await.unwrap();
        help.take_photos(&worker, photos, Vec::new(), "", &mut later).await.unwrap();
        let of = |filling: &Filling| {
            let at = At { field: filling.form().field("photos").unwrap(), turn: None };
            filling.standing(at).unwrap().answer.map(Answer::typed).unwrap_or_default()
        };
        assert_eq!((of(&filling).len(), of(&others).len()), (1, 0), "nobody else's");
        assert_eq!(of(&filling), of(&later), "they rest");
        let photo: PhotoId = of(&filling)[0].parse().unwrap();

        let answers = Answers { version: form.version, ..filling.kept() };
        let recorded = |resting| Recorded {
            service: "B05".into(),
            form: KeptForm::of(&form, &answers).unwrap(),
            day: shanghai::today().to_string(),
            counts: (0, 0),
            photos: resting,
        };
        let asked = |resting| Asked {
            id: CommandId::fresh(),
            call: &id,
            basis: call.version,
            doing: Doing::Record(Box::new(recorded(resting))),
            said: Said::default(),
        };
        let away = format!("drop.photos.{photo}");
        help.take_photos(&worker, photos, Vec::new(), &away, &mut later).await.unwrap();
        let gone = help.step(&worker, &asked(resting)).await.unwrap();
        assert_eq!(gone, Err(Refusal::NotNow), "it was taken away on another page");
        let (resting, _) = help.take_photos(&worker, photos, chosen(), "", &mut filling).await.unwrap();
        help.step(&worker, &asked(resting)).await.unwrap().unwrap();
        assert!(help.photo(&call, photo).await.unwrap().is_some());
        help.take_photos(&worker, photos, Vec::new(), "", &mut later).await.unwrap();
        assert_eq!(of(&later).len(), 0, "nothing rests any more");

        assert_eq!(step(&help, &worker, &id, Step::Close, said("说好了", "called")).await, Err(Refusal::AgainstARule));
        let close = Said { reason: "活动取消".into(), ..said("说好了", "called") };
        step(&help, &worker, &id, Step::Close, close).await.unwrap();
        help.look_after(shanghai::today(), now_ms() + KEPT_MS + DAY_MS).await.unwrap();
        let find = async |tx: &mut Transaction<'_>| queries::photo(tx, &photo.to_string(), &id).await;
        assert_eq!(database.transaction(find).await.unwrap(), None);
    }

    async fn what_is_late_stands_first_then_what_presses_and_what_is_closed_last(database) {
        let help = help(&database).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let mut calls = Vec::new();
        for _ in 0..4 {
            calls.push(send(&help, &ready(&help, "no").await).await.0);
        }
        step(&help, &leader, &calls[0], Step::GiveUp, said("打了五次", "")).await.unwrap();
        step(&help, &leader, &calls[2], Step::Urge, Said::default()).await.unwrap();
        let call = found(&help, &calls[3]).await;
        let yesterday = shanghai::today().previous_day().unwrap();
        let late = HelpCall { contact_by: yesterday, ..call.clone() };
        let move_on = async |tx: &mut Transaction<'_>| queries::move_on(tx, call.version, &late).await;
        assert!(database.transaction(move_on).await.unwrap());
        let search = Search { until_ms: i64::MAX, ..Search::default() };
        let (listed, _) = help.list(&leader, search, 10, 0).await.unwrap();
        let listed: Vec<_> = listed.iter().map(|call| call.id.as_str()).collect();
        assert_eq!(listed, [&*calls[3], &*calls[2], &*calls[1], &*calls[0]]);
    }

    async fn a_contact_is_taken_back_by_whoever_noted_it_and_it_stands_as_before(database) {
        let help = help(&database).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let worker = somebody(&help, "worker", Role::SocialWorker, station(&help)).await;
        let (id, _) = send(&help, &ready(&help, "no").await).await;
        step(&help, &worker, &id, Step::Assign, said("", &worker.id.to_string())).await.unwrap();
        let retract = async |by: &Staff| step(&help, by, &id, Step::Retract, Said::default()).await;
        assert_eq!(retract(&worker).await, Err(Refusal::AgainstARule), "nothing was noted");
        step(&help, &worker, &id, Step::Reached, Said::default()).await.unwrap();
        assert_eq!(retract(&leader).await, Err(Refusal::AgainstARule), "they did not note it");
        retract(&worker).await.unwrap();
        let call = found(&help, &id).await;
        assert_eq!((call.state, call.contacted_at_ms), (State::Assigned, None));
        assert_eq!(retract(&worker).await, Err(Refusal::AgainstARule), "once");
        // Who was reached before is reached still.
        step(&help, &worker, &id, Step::Reached, Said::default()).await.unwrap();
        let first = found(&help, &id).await.contacted_at_ms;
        step(&help, &worker, &id, Step::Reached, Said::default()).await.unwrap();
        let mut last = help.steps(&found(&help, &id).await).await.unwrap().pop().unwrap().0;
        if Some(last.at_ms) == first {
            // Both within a thousandth of a second: no person does that.
            return;
        }
        retract(&worker).await.unwrap();
        let call = found(&help, &id).await;
        assert_eq!((call.state, call.contacted_at_ms), (State::InHand, first));
        last.at_ms = now_ms() - app::help::model::RETRACT_MS - 1;
        assert!(!super::steps::may_retract(&last, &worker, now_ms()), "not after an hour");
    }

    async fn a_visit_is_arranged_within_a_quarter_and_withdrawn_once(database) {
        let help = help(&database).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let (id, _) = send(&help, &ready(&help, "no").await).await;
        let visit = async |days: i64| {
            let day = (shanghai::today() + Duration::days(days)).to_string();
            step(&help, &leader, &id, Step::Visit, Said { day, ..Said::default() }).await
        };
        let cancel = async || step(&help, &leader, &id, Step::CancelVisit, said("她要去儿子家", "")).await;
        for days in [-1, 92] {
            assert_eq!(visit(days).await, Err(Refusal::AgainstARule), "{days}");
        }
        assert_eq!(cancel().await, Err(Refusal::NotNow), "nobody has been reached");
        visit(2).await.unwrap();
        visit(5).await.unwrap();
        let holding = async || {
            let steps = help.steps(&found(&help, &id).await).await.unwrap();
            let held = app::help::visits::holding(&super::steps::happened(&steps), shanghai::today());
            held.map(|visit| visit.day - shanghai::today())
        };
        assert_eq!(holding().await, Some(Duration::days(5)), "another one takes its place");
        cancel().await.unwrap();
        assert_eq!(holding().await, None);
        assert_eq!(cancel().await, Err(Refusal::NotNow), "once");
        assert_eq!(found(&help, &id).await.state, State::InHand);
        assert!(written(&help, NUMBER).await.is_empty(), "no message may be left");
        help.journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn no_service_is_recorded_that_was_given_more_than_a_year_before_the_call_came(database) {
        let help = help(&database).await;
        let leader = somebody(&help, "leader", Role::StationLeader, station(&help)).await;
        let (id, _) = send(&help, &ready(&help, "no").await).await;
        let form = help.form("B05", Purpose::Record, None).await.unwrap().unwrap();
        let filling = Filling::begin(form.clone(), shanghai::today(), TurnId::fresh);
        let answers = Answers { version: form.version, ..filling.kept() };
        for (day, done) in [("1900-01-01".to_owned(), false), (shanghai::today().to_string(), true)] {
            let form = KeptForm::of(&form, &answers).unwrap();
            let recorded =
                Recorded { service: "B05".into(), form, day, counts: (1, 1), photos: Vec::new() };
            let basis = found(&help, &id).await.version;
            let doing = Doing::Record(Box::new(recorded));
            let asked = Asked { id: CommandId::fresh(), call: &id, basis, doing, said: Said::default() };
            let refused = if done { Ok(()) } else { Err(Refusal::AgainstARule) };
            assert_eq!(help.step(&leader, &asked).await.unwrap(), refused);
        }
    }

    async fn digits_of_a_ticket_are_not_tried_out_and_tell_nothing_of_a_code(database) {
        let help = help(&database).await;
        let (_, code) = send(&help, &ready(&help, "no").await).await;
        let nobodys = TicketCode::of(7);
        for tried in 1..=40 {
            let last_four = format!("{tried:04}");
            let real = help.ticket(&code, &last_four, None).await.unwrap().map(drop);
            assert_eq!(help.ticket(&nobodys, &last_four, None).await.unwrap().map(drop), real);
            let told = if tried > CODE_TRIED_MAX { CodeFault::TooMany } else { CodeFault::Unknown };
            assert_eq!(real, Err(told), "{tried}");
        }
        assert_eq!(help.ticket(&code, "5678", None).await.unwrap().map(drop), Err(CodeFault::TooMany));
    }

    async fn codes_are_guessed_in_vain(database) {
        let help = help(&database).await;
        let (_, code) = send(&help, &ready(&help, "no").await).await;
        // From one network: beyond the limit each waits, and whoever has the right one never does.
        let network = |number: u32| Some(std::net::Ipv6Addr::from(0x2001_0db8_u128 << 96 | u128::from(number) << 64).into());
        let guesses = (0..GUESSED).map(|guessed| (guessed, network(0)));
        let told = guess(&help, guesses).await;
        let unknown = told.iter().filter(|told| **told == Err(CodeFault::Unknown)).count();
        assert_eq!(i64::try_from(unknown).unwrap(), WRONG_CODES_MAX);
        assert!(told.iter().all(|told| matches!(told, Err(CodeFault::Unknown | CodeFault::Slowly))));
        let wrong = help.ticket(&code, "0000", network(0)).await.unwrap().map(drop);
        assert_eq!(wrong, Err(CodeFault::Slowly));
        assert!(help.ticket(&code, "5678", network(0)).await.unwrap().is_ok(), "a neighbour's guesses close nothing");
        // From a network for each guess: none is found, and none keeps the caller from their own.
        let mut told = guess(&help, (1..=NETWORKS).map(|guessed| (guessed, network(guessed)))).await;
        told.dedup();
        assert_eq!(told, [Err(CodeFault::Unknown)]);
        assert!(help.ticket(&code, "5678", network(NETWORKS + 1)).await.unwrap().is_ok());
    }
}
