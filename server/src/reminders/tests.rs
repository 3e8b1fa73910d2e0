use app::{
    access::Role, messages::model::Channel, reminders::model::Occasion, stations::model::FreshnessDays,
    text::Text,
};
use time::Month;

use super::*;
use crate::{
    database::Database,
    databases::on_each_database,
    directory::CurrentDirectory,
    jobs::Bell,
    journal::verify,
    messages::Opened,
    vault::{SealingKey, Vault},
};

/// Codes in an hour at the wish of one network.
const FROM_NETWORK_MAX: i64 = 10;

async fn reminders(database: &Database) -> Reminders {
    let settings = [
        ("LASTMETRE_SMS", "show"),
        ("LASTMETRE_PUBLIC_URL", "https://example.org"),
        ("LASTMETRE_CODES_PER_HOUR", &FROM_NETWORK_MAX.to_string()),
    ];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let configuration = Configuration::read(None, settings).unwrap();
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
    let accounts = Accounts::under(
        Vault::under(SealingKey::fresh().unwrap()),
        directory,
        crate::accounts::SessionLimits::default(),
    )
    .await
    .unwrap();
    let messages = Messages::open(&configuration, accounts.journal().clone(), Bell::default()).unwrap();
    Reminders::new(&configuration, &accounts, messages)
}

fn a_wish(number: &str) -> NewReminder {
    NewReminder {
        contact: Contact::parse(number).unwrap(),
        lead_days: 3,
        occasions: vec![Occasion::Ticket, Occasion::Examination],
    }
}

const NUMBER: &str = "13800138000";

async fn ask(reminders: &Reminders, number: &str) -> Option<String> {
    let from = Some("203.0.113.5".parse().unwrap());
    reminders.ask(&a_wish(number), Language::Zh, from).await.unwrap()
}

/// The words of what was written to a number, the newest first.
async fn written(reminders: &Reminders, number: &str) -> Vec<String> {
    let (opened, _) = reminders.messages.list("", 1000, 0).await.unwrap();
    let letters = opened.into_iter().filter_map(|Opened { letter, .. }| letter);
    letters.filter(|letter| letter.to == number).map(|letter| letter.text.zh).collect()
}

/// The code that was sent last.
async fn code(reminders: &Reminders, number: &str) -> String {
    let text = written(reminders, number).await.remove(0);
    let begin = text.find("验证码 ").unwrap() + "验证码 ".len();
    text[begin..begin + CODE_DIGITS].to_owned()
}

fn another(code: &str) -> String {
    if code == "000000" { "000001".to_owned() } else { "000000".to_owned() }
}

async fn put_on_list(reminders: &Reminders, number: &str) -> String {
    let key = ask(reminders, number).await.unwrap();
    let code = code(reminders, number).await;
    let confirmed = reminders.confirm(&key, Some(&code)).await.unwrap();
    let Confirmed::Yes { leave, .. } = confirmed else { panic!("{confirmed:?}") };
    leave
}

fn an_officer() -> Staff {
    Staff {
        id: app::ids::StaffId::fresh(),
        version: 1,
        sign_in_name: app::accounts::model::SignInName::parse("officer").unwrap(),
        name: "Officer".into(),
        state: app::accounts::model::State::Active,
        has_second_factor: true,
        assignments: vec![app::accounts::model::Assignment {
            role: Role::ProvincialOfficer,
            unit: Unit::Province,
        }],
        coming: Vec::new(),
    }
}

fn june(day: u8) -> Date {
    Date::from_calendar_date(2027, Month::June, day).unwrap()
}

fn an_examination(from: Date) -> Details {
    Details {
        occasion: Occasion::Examination,
        title: Text::new("社会工作者职业资格考试", "Social work examination"),
        from,
        until: None,
        source: "公告".into(),
        published: true,
    }
}

async fn add(reminders: &Reminders, details: &Details) -> String {
    let changes = details.changes_since(&Default::default());
    let saved =
        reminders.save_event(CommandId::fresh(), &an_officer(), "", 0, changes).await.unwrap().unwrap();
    assert!(saved.conflicts.is_empty());
    saved.event
}

on_each_database! {
    async fn from_the_number_over_the_code_to_the_reminder_and_out_again(database) {
        let reminders = reminders(&database).await;
        let key = ask(&reminders, NUMBER).await.unwrap();
        assert_eq!(reminders.asked(&key).await.unwrap(), Contact::parse(NUMBER));
        let code = code(&reminders, NUMBER).await;
        let wrong = reminders.confirm(&key, Some(&another(&code))).await.unwrap();
        assert_eq!(wrong, Confirmed::Wrong(Contact::parse(NUMBER).unwrap()));
        assert_eq!(reminders.waiting().await.unwrap(), 0);
        let confirmed = reminders.confirm(&key, Some(&code)).await.unwrap();
        let Confirmed::Yes { wish, leave } = confirmed.clone() else { panic!("{confirmed:?}") };
        assert_eq!(wish, a_wish(NUMBER));
        assert_eq!(reminders.confirm(&key, Some(&code)).await.unwrap(), confirmed, "the same press again");
        assert_eq!(reminders.waiting().await.unwrap(), 1);

        add(&reminders, &an_examination(june(12))).await;
        assert_eq!(reminders.remind(june(8)).await.unwrap(), 0, "four days before");
        assert_eq!(reminders.remind(june(9)).await.unwrap(), 1);
        let text = written(&reminders, NUMBER).await.remove(0);
        assert!(text.contains("社会工作者职业资格考试") && text.contains("2027-06-12"), "{text}");
        assert!(text.contains(&format!("https://example.org/reminders/leave?key={leave}")), "{text}");

        assert!(reminders.leave(&leave).await.unwrap());
        assert!(!reminders.leave(&leave).await.unwrap() && !reminders.leave("").await.unwrap());
        assert_eq!(reminders.waiting().await.unwrap(), 0);
        assert!(written(&reminders, NUMBER).await.is_empty(), "nothing names the number, not even the code");
        assert_eq!(reminders.asked(&key).await.unwrap(), None);
        assert_eq!(reminders.confirm(&key, Some(&code)).await.unwrap(), Confirmed::Gone, "an old page");
        reminders.journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn one_message_for_a_person_an_event_and_its_day_whoever_looks_how_often(database) {
        let reminders = reminders(&database).await;
        for number in ["13800138001", "13800138002", "13800138003"] {
            put_on_list(&reminders, number).await;
        }
        let event = add(&reminders, &an_examination(june(12))).await;
        let at_once: Vec<_> = (0..4)
            .map(|_| {
                let reminders = reminders.clone();
                tokio::spawn(async move { reminders.remind(june(10)).await.unwrap() })
            })
            .collect();
        for look in at_once {
            look.await.unwrap();
        }
        let count = async |number: &str| {
            written(&reminders, number).await.iter().filter(|text| text.contains("考试")).count()
        };
        assert_eq!(count("13800138002").await, 1);
        // The day moves: another thing to be reminded of, once.
        let (seen, moved) = (an_examination(june(12)), an_examination(june(13)));
        let changes = moved.changes_since(&seen.record());
        reminders.save_event(CommandId::fresh(), &an_officer(), &event, 1, changes).await.unwrap().unwrap();
        for _ in 0..2 {
            reminders.remind(june(10)).await.unwrap();
        }
        assert_eq!(count("13800138002").await, 2);
        // Another title on the same day is no news.
        let named = Details { title: Text::new("社工考试", "Examination"), ..moved.clone() };
        let changes = named.changes_since(&moved.record());
        reminders.save_event(CommandId::fresh(), &an_officer(), &event, 2, changes).await.unwrap().unwrap();
        reminders.remind(june(11)).await.unwrap();
        assert_eq!(count("13800138002").await, 2);
        assert_eq!(reminders.remind(june(14)).await.unwrap(), 0, "over");
    }

    async fn a_code_is_guessed_at_a_few_times_and_then_not_even_the_right_one_helps(database) {
        let reminders = reminders(&database).await;
        let key = ask(&reminders, NUMBER).await.unwrap();
        let code = code(&reminders, NUMBER).await;
        for guess in 1..=codes::GUESSES_MAX {
            let answer = reminders.confirm(&key, Some(&another(&code))).await.unwrap();
            assert_eq!(answer == Confirmed::Gone, guess == codes::GUESSES_MAX, "{guess}");
        }
        for _ in 0..1_000 {
            assert_eq!(reminders.confirm(&key, Some(&code)).await.unwrap(), Confirmed::Gone);
        }
        // Nor can more codes be had than a few: 15 guesses an hour and 30 a day at a million codes.
        assert!(ask(&reminders, NUMBER).await.is_some() && ask(&reminders, NUMBER).await.is_some());
        for _ in 0..50 {
            assert_eq!(ask(&reminders, NUMBER).await, None);
        }
        assert_eq!(reminders.waiting().await.unwrap(), 0);
    }

    async fn many_at_once_get_no_more_guesses_and_no_more_codes(database) {
        let reminders = reminders(&database).await;
        let key = ask(&reminders, NUMBER).await.unwrap();
        let wrong = another(&code(&reminders, NUMBER).await);
        let guesses: Vec<_> = (0..20)
            .map(|_| {
                let (reminders, key, wrong) = (reminders.clone(), key.clone(), wrong.clone());
                tokio::spawn(async move { reminders.confirm(&key, Some(&wrong)).await.unwrap() })
            })
            .collect();
        let mut looked_at = 1;
        for guess in guesses {
            looked_at += i64::from(guess.await.unwrap() != Confirmed::Gone);
        }
        assert_eq!(looked_at, codes::GUESSES_MAX);
        let asks: Vec<_> = (0..20)
            .map(|_| {
                let reminders = reminders.clone();
                tokio::spawn(async move { ask(&reminders, NUMBER).await })
            })
            .collect();
        let mut sent = 1;
        for ask in asks {
            sent += i64::from(ask.await.unwrap().is_some());
        }
        assert_eq!(sent, codes::TO_CONTACT_MAX);
    }

    async fn a_network_cannot_write_to_everybody(database) {
        let reminders = reminders(&database).await;
        let mut sent = 0;
        for number in 0..FROM_NETWORK_MAX + 5 {
            sent += i64::from(ask(&reminders, &format!("139001390{number:02}")).await.is_some());
        }
        assert_eq!(sent, FROM_NETWORK_MAX);
        let elsewhere = Some("198.51.100.7".parse().unwrap());
        assert!(reminders.ask(&a_wish(NUMBER), Language::Zh, elsewhere).await.unwrap().is_some());
    }

    async fn who_asks_again_has_what_they_asked_for_last_and_an_old_link_leaves_nothing(database) {
        let reminders = reminders(&database).await;
        let first = put_on_list(&reminders, NUMBER).await;
        let second = put_on_list(&reminders, NUMBER).await;
        assert_eq!(reminders.waiting().await.unwrap(), 1);
        assert!(!reminders.leave(&first).await.unwrap());
        assert!(reminders.leave(&second).await.unwrap());
    }

    async fn two_officers_do_not_overwrite_each_other(database) {
        let reminders = reminders(&database).await;
        let seen = an_examination(june(12));
        let event = add(&reminders, &seen).await;
        let save = async |details: Details| {
            let changes = details.changes_since(&seen.record());
            reminders.save_event(CommandId::fresh(), &an_officer(), &event, 1, changes).await.unwrap()
        };
        assert!(save(Details { source: "公告二".into(), ..seen.clone() }).await.unwrap().conflicts.is_empty());
        let moved = save(Details { from: june(19), ..seen.clone() }).await.unwrap();
        assert!(moved.conflicts.is_empty(), "another field");
        let conflict = save(Details { from: june(20), ..seen.clone() }).await.unwrap().conflicts;
        assert_eq!((conflict.len(), conflict[0].field.as_str()), (1, "from"));
        let now = reminders.all_events().await.unwrap().remove(0);
        assert_eq!((now.details.from, now.details.source.as_str()), (june(19), "公告二"));
        let back = save(Details { until: Some(june(13)), ..seen.clone() }).await;
        assert_eq!(back, Err(Refusal::AgainstARule), "an end before the beginning that somebody else moved");
        let nowhere = reminders.save_event(CommandId::fresh(), &an_officer(), "x", 1, Fields::new()).await;
        assert_eq!(nowhere.unwrap(), Err(Refusal::NotFound));
    }

    async fn whoever_was_erased_and_comes_back_from_a_backup_goes_again(database) {
        let reminders = reminders(&database).await;
        for number in ["13800138001", "13800138002"] {
            put_on_list(&reminders, number).await;
        }
        add(&reminders, &an_examination(june(12))).await;
        let once = "remind/x/";
        let rows = queries::to_remind(&database, EXAMINATION, 3, "examination", once, 10).await.unwrap();
        let erase = async |tx: &mut Transaction<'_>| reminders.journal.erase(tx, "reminder", &rows[0].id).await;
        assert!(database.transaction(erase).await.unwrap());
        assert_eq!(reminders.remind(june(10)).await.unwrap(), 1, "the other one");
        assert_eq!(reminders.waiting().await.unwrap(), 1);
    }

    async fn what_is_over_is_swept(database) {
        let reminders = reminders(&database).await;
        let key = ask(&reminders, NUMBER).await.unwrap();
        reminders.sweep(now_ms()).await.unwrap();
        assert!(reminders.asked(&key).await.unwrap().is_some());
        reminders.sweep(now_ms() + codes::REQUESTS_KEPT_MS + 1).await.unwrap();
        assert!(reminders.asked(&key).await.unwrap().is_none());
    }
}

#[test]
fn nobody_is_written_to_where_there_is_no_channel() {
    let channels = |settings: &[(&str, &str)]| {
        let settings =
            settings.iter().map(|(name, value)| (format!("LASTMETRE_{name}"), (*value).to_owned()));
        let configuration = Configuration::read(None, settings).unwrap();
        crate::messages::channels::Channels::open(&configuration).unwrap().public()
    };
    assert!(channels(&[]).is_empty());
    assert_eq!(channels(&[("SMS", "show")]), [Channel::Sms]);
}
