//! Who comes in: codes, sessions, passwords, numbers that change.

use super::*;

const PASSWORD: &str = "three coconut trees by the sea";

/// Sets a password, or takes it away.
async fn keep_password(volunteers: &Volunteers, id: VolunteerId, password: Option<&str>) {
    let basis = version(volunteers, id).await;
    let headers = axum::http::HeaderMap::new();
    let kept =
        volunteers.keep_password(CommandId::fresh(), id, basis, password.map(str::to_owned), &headers).await;
    assert_eq!(kept.unwrap(), Ok(()));
}

async fn enter(volunteers: &Volunteers, who: &str, password: &str) -> Result<VolunteerId, EnterFault> {
    volunteers.enter(&Claimed::parse(who).unwrap(), password.to_owned(), None).await.unwrap()
}

on_each_database! {
    async fn a_code_is_guessed_at_five_times_and_a_number_gets_three_in_an_hour(database) {
        let volunteers = volunteers(&database).await;
        let key = volunteers.ask(Purpose::SignIn, PHONE, "", Language::Zh, None).await.unwrap().unwrap();
        assert!(volunteers.proven(&key).await.unwrap().is_none());
        let code = codes_to(&volunteers, PHONE).await.remove(0);
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for guess in 1..=codes::GUESSES_MAX {
            let answer = volunteers.confirm(&key, Some(wrong)).await.unwrap();
            assert_eq!(answer == Confirmed::Gone, guess == codes::GUESSES_MAX, "{guess}");
        }
        assert_eq!(volunteers.confirm(&key, Some(&code)).await.unwrap(), Confirmed::Gone);
        let mut sent = 1;
        while volunteers.ask(Purpose::Register, PHONE, "", Language::Zh, None).await.unwrap().is_some() {
            sent += 1;
        }
        assert_eq!(sent, codes::TO_CONTACT_MAX);
        volunteers.sweep(now_ms() + codes::REQUESTS_KEPT_MS + 1).await.unwrap();
        assert!(volunteers.asked(&key).await.unwrap().is_none());
    }

    async fn who_has_another_telephone_shows_it_and_the_old_one_lets_nobody_in(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        let asked = volunteers.ask_contact(CommandId::fresh(), (id, 1), &Contact::parse(GUARDIANS).unwrap(), Language::Zh, None).await;
        let key = asked.unwrap().unwrap();
        assert_eq!(volunteers.known(&Contact::parse(PHONE).unwrap()).await.unwrap().len(), 1, "not yet");
        let code = codes_to(&volunteers, GUARDIANS).await.remove(0);
        assert_eq!(volunteers.confirm(&key, Some(&code)).await.unwrap(), Confirmed::Agreed(id));
        assert!(volunteers.proven(&key).await.unwrap().is_none());
        assert!(volunteers.known(&Contact::parse(PHONE).unwrap()).await.unwrap().is_empty());
        let known = volunteers.known(&Contact::parse(GUARDIANS).unwrap()).await.unwrap();
        assert!(known.len() == 1 && !known[0].by_guardian);
        assert_eq!(facts_of(&volunteers, id).await.name, "王小花");
        verifies(&volunteers).await;
    }

    async fn a_number_that_the_station_changes_ends_sessions_and_is_told_both_times(database) {
        const LATER: &str = "13700137000";
        let volunteers = volunteers(&database).await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let worker = somebody(&volunteers, "worker", Role::SocialWorker, jiaji(&volunteers)).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        step(&volunteers, &leader, id, Step::Hold).await.unwrap();
        let mut headers = axum::http::HeaderMap::new();
        let cookie = volunteers.sign_in(id, &headers).await.unwrap().unwrap();
        headers.insert("cookie", cookie.to_str().unwrap().split(';').next().unwrap().parse().unwrap());
        let changed = |phone: &str, basis: i64| ChangedPhone {
            id: CommandId::fresh(),
            volunteer: id,
            basis,
            phone: phone.to_owned(),
            reason: "手机丢了".to_owned(),
        };
        let first = changed(GUARDIANS, 2);
        assert_eq!(volunteers.change_phone(&worker, &first).await.unwrap(), Err(Refusal::NotFound));
        assert!(volunteers.signed_in(&headers).await.unwrap().is_some());
        for _ in 0..2 {
            assert_eq!(volunteers.change_phone(&leader, &first).await.unwrap(), Ok(()), "once, however often");
        }
        assert_eq!(volunteers.signed_in(&headers).await.unwrap(), None);
        assert!(volunteers.known(&Contact::parse(PHONE).unwrap()).await.unwrap().is_empty());
        assert_eq!(volunteers.known(&Contact::parse(GUARDIANS).unwrap()).await.unwrap().len(), 1);
        let events = volunteers.events(&volunteers.find(id).await.unwrap().unwrap()).await.unwrap();
        let (event, said) = &events[0];
        assert_eq!((event.kind.as_str(), event.by), ("change_volunteer_phone", Some(leader.id)));
        assert_eq!(said.as_deref(), Some("手机丢了"));
        let (dropped, _) = volunteers.messages.list("dropped", 10, 0).await.unwrap();
        let dropped: Vec<_> = dropped.iter().map(|it| it.row.template.as_str()).collect();
        assert!(dropped.contains(&"volunteer_decided"), "what waited to go to the old number: {dropped:?}");

        let same = volunteers.change_phone(&leader, &changed(GUARDIANS, 3)).await.unwrap();
        assert_eq!(same, Err(Refusal::Taken));
        let late = volunteers.change_phone(&leader, &changed(LATER, 2)).await.unwrap();
        assert_eq!(late, Err(Refusal::NotNow));
        // A second change does not hush the first up.
        assert_eq!(volunteers.change_phone(&leader, &changed(LATER, 3)).await.unwrap(), Ok(()));
        for (number, count) in [(PHONE, 1), (GUARDIANS, 2), (LATER, 1)] {
            assert_eq!(told_of_numbers(&volunteers, number).await.len(), count, "{number}");
        }
        let old = told_of_numbers(&volunteers, PHONE).await;
        assert!(old[0].contains("12345") && !old[0].contains("王小花"), "{old:?}");
        // Somebody of the same name and birthday is there already.
        let command = CommandId::fresh();
        let twin = details(&volunteers, &[]);
        let twin = volunteers.register_at_station(&leader, command, twin, PHONE.to_owned(), Language::Zh);
        assert!(twin.await.unwrap().is_ok());
        let taken = volunteers.change_phone(&leader, &changed(PHONE, 4)).await.unwrap();
        assert_eq!(taken, Err(Refusal::Taken));
        // Whoever has the lost telephone may have set a password with it, and reads its calendar.
        keep_password(&volunteers, id, Some(PASSWORD)).await;
        let token = volunteers.make_calendar_link(CommandId::fresh(), id, 0).await.unwrap().unwrap();
        assert_eq!(volunteers.whose_calendar(&token).await.unwrap(), Some(id));
        assert_eq!(volunteers.change_phone(&leader, &changed(GUARDIANS, 5)).await.unwrap(), Ok(()));
        assert!(!volunteers.has_password(id).await.unwrap());
        assert_eq!(volunteers.whose_calendar(&token).await.unwrap(), None);
        volunteers.erase(CommandId::fresh(), id).await.unwrap();
        let gone = volunteers.change_phone(&leader, &changed(PHONE, 5)).await.unwrap();
        assert_eq!(gone, Err(Refusal::NotFound));
        verifies(&volunteers).await;
    }

    async fn a_session_is_of_one_volunteer_and_ends_with_them(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        let mut headers = axum::http::HeaderMap::new();
        assert_eq!(volunteers.signed_in(&headers).await.unwrap(), None);
        let cookie = volunteers.sign_in(id, &headers).await.unwrap().unwrap();
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-vid=") && cookie.contains("; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
        let pair = cookie.split(';').next().unwrap();
        headers.insert("cookie", pair.parse().unwrap());
        assert_eq!(volunteers.signed_in(&headers).await.unwrap(), Some(Here { id, proved: true }));
        // Another sign-in on this browser ends the one before.
        let again = volunteers.sign_in(id, &headers).await.unwrap().unwrap();
        assert_eq!(volunteers.signed_in(&headers).await.unwrap(), None);
        headers.insert("cookie", again.to_str().unwrap().split(';').next().unwrap().parse().unwrap());
        assert!(volunteers.signed_in(&headers).await.unwrap().is_some());
        volunteers.erase(CommandId::fresh(), id).await.unwrap();
        assert_eq!(volunteers.signed_in(&headers).await.unwrap(), None);
    }

    async fn a_password_lets_in_whom_it_belongs_to_until_it_is_taken_away(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        let number = facts_of(&volunteers, id).await.number;
        let wrong = Err(EnterFault::Wrong);
        assert_eq!(enter(&volunteers, PHONE, PASSWORD).await, wrong, "none is set");
        assert_eq!(enter(&volunteers, GUARDIANS, PASSWORD).await, wrong, "nobody is there");
        assert!(!volunteers.has_password(id).await.unwrap());

        let mut headers = axum::http::HeaderMap::new();
        let elsewhere = volunteers.sign_in(id, &headers).await.unwrap().unwrap();
        let here = volunteers.sign_in(id, &headers).await.unwrap().unwrap();
        let pair = |cookie: &axum::http::HeaderValue| cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        headers.insert("cookie", pair(&here).parse().unwrap());
        let command = CommandId::fresh();
        for _ in 0..2 {
            let kept = volunteers.keep_password(command, id, 1, Some(PASSWORD.into()), &headers).await.unwrap();
            assert_eq!(kept, Ok(()), "once, however often");
        }
        let late = volunteers.keep_password(CommandId::fresh(), id, 1, None, &headers).await.unwrap();
        assert_eq!((late, version(&volunteers, id).await), (Err(Refusal::NotNow), 2));
        assert!(volunteers.signed_in(&headers).await.unwrap().is_some());
        headers.insert("cookie", pair(&elsewhere).parse().unwrap());
        assert_eq!(volunteers.signed_in(&headers).await.unwrap(), None, "signed out elsewhere");

        assert_eq!(enter(&volunteers, "+86 138 0013 8000", PASSWORD).await, Ok(id));
        assert_eq!(enter(&volunteers, &number.as_str().to_lowercase(), PASSWORD).await, Ok(id));
        assert_eq!(enter(&volunteers, PHONE, &PASSWORD.to_uppercase()).await, wrong);
        assert_eq!(enter(&volunteers, PHONE, "").await, wrong);
        // What somebody corrects, and another telephone, leave it where it is.
        let amended = volunteers.amend(CommandId::fresh(), id, 2, details(&volunteers, &[("home", "吉林")]), Language::Zh, None);
        assert_eq!(amended.await.unwrap(), Amended::Done);
        let other = Contact::parse(GUARDIANS).unwrap();
        let asked = volunteers.ask_contact(CommandId::fresh(), (id, 3), &other, Language::Zh, None).await;
        let code = codes_to(&volunteers, GUARDIANS).await.remove(0);
        let moved = volunteers.confirm(&asked.unwrap().unwrap(), Some(&code)).await.unwrap();
        assert_eq!(moved, Confirmed::Agreed(id));
        assert_eq!(enter(&volunteers, GUARDIANS, PASSWORD).await, Ok(id));
        assert_eq!(enter(&volunteers, PHONE, PASSWORD).await, wrong);

        keep_password(&volunteers, id, None).await;
        assert!(!volunteers.has_password(id).await.unwrap());
        assert_eq!(enter(&volunteers, number.as_str(), PASSWORD).await, wrong);
        let found = volunteers.find(id).await.unwrap().unwrap();
        let events = volunteers.events(&found).await.unwrap();
        let kinds: Vec<_> = events.iter().map(|(event, said)| (event.kind.as_str(), said.is_some())).collect();
        assert_eq!(kinds[..2], [("take_volunteer_password", false), ("set_volunteer_password", false)]);
        // The row in the journal says that, and no more.
        let unit = volunteers.unit_of(command, &found).await.unwrap().to_string();
        let rows = crate::journal::queries::rows_after(&database, &unit, 0, 100).await.unwrap();
        let row = rows.iter().find(|row| row.kind == "set_volunteer_password").unwrap();
        assert_eq!(row.fields, "{}");
        verifies(&volunteers).await;
    }

    async fn of_several_with_one_telephone_each_has_their_own_password(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let wife = registered(&volunteers, &key, details(&volunteers, &[])).await;
        let husband = registered(&volunteers, &key, details(&volunteers, &[("name", "李大山")])).await;
        keep_password(&volunteers, wife, Some(PASSWORD)).await;
        assert_eq!(enter(&volunteers, PHONE, PASSWORD).await, Ok(wife));
        keep_password(&volunteers, husband, Some("木棉花开的山坡上有三只白色的山羊")).await;
        assert_eq!(enter(&volunteers, PHONE, "木棉花开的山坡上有三只白色的山羊").await, Ok(husband));
        assert_eq!(enter(&volunteers, PHONE, PASSWORD).await, Ok(wife));
        keep_password(&volunteers, husband, Some(PASSWORD)).await;
        assert_eq!(enter(&volunteers, PHONE, PASSWORD).await, Err(EnterFault::Several));
        let number = facts_of(&volunteers, husband).await.number;
        assert_eq!(enter(&volunteers, number.as_str(), PASSWORD).await, Ok(husband));

        // Erased, nothing of it is left, and the other comes in again.
        volunteers.erase(CommandId::fresh(), husband).await.unwrap();
        assert!(!volunteers.has_password(husband).await.unwrap());
        assert_eq!(enter(&volunteers, number.as_str(), PASSWORD).await, Err(EnterFault::Wrong));
        assert_eq!(enter(&volunteers, PHONE, PASSWORD).await, Ok(wife));
        verifies(&volunteers).await;
    }

    async fn a_guardians_telephone_goes_with_the_password_of_a_minor(database) {
        let volunteers = volunteers(&database).await;
        let kept = |details: Details| {
            let consent = Some(Consent::given(shanghai::today(), GUARDIANS.into()));
            Kept { details, phone: PHONE.into(), email: None, language: "zh-CN".into(), consent }
        };
        let (pupil, grown) = (kept(a_pupil(&volunteers)), kept(details(&volunteers, &[])));
        let pupil = volunteers.put_down(CommandId::fresh(), &pupil, coming::Writer::Themselves).await.unwrap().unwrap();
        let grown = volunteers.put_down(CommandId::fresh(), &grown, coming::Writer::Themselves).await.unwrap().unwrap();
        for id in [pupil, grown] {
            keep_password(&volunteers, id, Some(PASSWORD)).await;
        }
        assert_eq!(enter(&volunteers, GUARDIANS, PASSWORD).await, Ok(pupil), "who has grown up decides alone");
        assert_eq!(enter(&volunteers, PHONE, PASSWORD).await, Err(EnterFault::Several));
    }

    async fn a_slip_lets_who_was_given_it_set_one_password_within_a_day(database) {
        let volunteers = volunteers_told_by(&database, "off").await;
        let leader = somebody(&volunteers, "leader", Role::StationLeader, jiaji(&volunteers)).await;
        let worker = somebody(&volunteers, "worker", Role::SocialWorker, jiaji(&volunteers)).await;
        let told = details(&volunteers, &[]);
        let id = CommandId::fresh();
        let id = volunteers.register_at_station(&leader, id, told, PHONE.to_owned(), Language::Zh).await;
        let id = id.unwrap().unwrap();
        let give = async |press: CommandId, basis: i64| volunteers.give_slip(&leader, press, id, basis).await.unwrap();
        let holds = async |key: &str| volunteers.of_slip(key).await.unwrap().map(|(it, _)| (it.id, it.version));
        let refused = volunteers.give_slip(&worker, CommandId::fresh(), id, 1).await.unwrap();
        assert_eq!(refused, Err(Refusal::NotFound));
        let press = CommandId::fresh();
        let key = give(press, 1).await.unwrap();
        assert_eq!(give(press, 1).await, Ok(key.clone()), "once, however often");
        assert_eq!(give(CommandId::fresh(), 1).await, Err(Refusal::NotNow));
        assert_eq!(holds(&key).await, Some((id, 2)));
        let other = give(CommandId::fresh(), 2).await.unwrap();
        assert_eq!((holds(&key).await, holds(&other).await), (None, Some((id, 3))));

        // Of two who have it one sets a password.
        let headers = axum::http::HeaderMap::new();
        let set = async |password: &str| {
            let password = Some(password.to_owned());
            volunteers.keep_password(CommandId::fresh(), id, 3, password, &headers).await.unwrap()
        };
        assert_eq!(set(PASSWORD).await, Ok(()));
        assert_eq!(set("three coconut trees by the road").await, Err(Refusal::NotNow));
        assert_eq!((holds(&other).await, enter(&volunteers, PHONE, PASSWORD).await), (None, Ok(id)));
        assert_eq!(give(press, 1).await, Err(Refusal::NotNow), "a press of before shows no address that is over");

        // It ends with the telephone, with its day, and with the volunteer.
        let lost = give(CommandId::fresh(), 4).await.unwrap();
        let changed = ChangedPhone {
            id: CommandId::fresh(),
            volunteer: id,
            basis: 5,
            phone: GUARDIANS.to_owned(),
            reason: "手机丢了".to_owned(),
        };
        assert_eq!(volunteers.change_phone(&leader, &changed).await.unwrap(), Ok(()));
        assert_eq!(holds(&lost).await, None);
        let late = give(CommandId::fresh(), 6).await.unwrap();
        let pass = async |tx: &mut Transaction<'_>| {
            let sql = "UPDATE volunteers SET slip_until_ms = $1 WHERE slip_hash <> ''";
            on_tx!(tx, |connection| sqlx::query(sql).bind(now_ms()).execute(connection).await).doing("let a day pass")
        };
        assert_eq!(database.transaction(pass).await.unwrap(), 1);
        assert_eq!(holds(&late).await, None);
        let left = give(CommandId::fresh(), 7).await.unwrap();
        volunteers.erase(CommandId::fresh(), id).await.unwrap();
        assert_eq!(holds(&left).await, None);
        verifies(&volunteers).await;
    }

    async fn who_guesses_at_a_password_waits_whoever_is_there(database) {
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        keep_password(&volunteers, id, Some(PASSWORD)).await;
        for phone in [PHONE, GUARDIANS] {
            // Three slips cost nothing; the fourth costs a second, which a machine that is busy may take to ask again.
            for _ in 0..4 {
                let entered = enter(&volunteers, phone, "three coconut trees by the road").await;
                assert!(matches!(entered, Err(EnterFault::Wrong)), "{entered:?}");
            }
            passes(&database, "UPDATE attempts SET wait_until_ms = wait_until_ms + $1", MINUTE_MS).await;
            let right = enter(&volunteers, phone, PASSWORD).await;
            assert!(matches!(right, Err(EnterFault::Wait(1..))), "{phone}: {right:?}");
        }
        // A code lets in all the same.
        proved(&volunteers, Purpose::SignIn, PHONE).await;
    }

    async fn codes_and_proofs_end_with_their_time(database) {
        const PASS: &str = "UPDATE volunteer_requests SET made_at_ms = made_at_ms - $1, expires_at_ms = expires_at_ms - $1";
        let volunteers = volunteers(&database).await;
        let key = volunteers.ask(Purpose::Register, PHONE, "", Language::Zh, None).await.unwrap().unwrap();
        let code = codes_to(&volunteers, PHONE).await.remove(0);
        passes(&database, PASS, codes::WORKS_MS - MINUTE_MS).await;
        assert!(volunteers.asked(&key).await.unwrap().is_some());
        passes(&database, PASS, MINUTE_MS).await;
        assert!(volunteers.asked(&key).await.unwrap().is_none());
        assert_eq!(volunteers.confirm(&key, Some(&code)).await.unwrap(), Confirmed::Gone, "the right one");

        // For an hour it says which of several one is, and for twelve it registers.
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        passes(&database, PASS, HOUR_MS - MINUTE_MS).await;
        assert!(volunteers.proven(&key).await.unwrap().unwrap().fresh);
        passes(&database, PASS, MINUTE_MS).await;
        assert!(!volunteers.proven(&key).await.unwrap().unwrap().fresh);
        passes(&database, PASS, 11 * HOUR_MS - MINUTE_MS).await;
        assert!(volunteers.proven(&key).await.unwrap().is_some());
        passes(&database, PASS, MINUTE_MS).await;
        assert!(volunteers.proven(&key).await.unwrap().is_none());
        let late = volunteers.register(&key, CommandId::fresh(), details(&volunteers, &[]), Language::Zh, None).await.unwrap();
        assert_eq!(late, Registered::Gone);
    }

    async fn a_session_shows_for_an_hour_and_ends_unused_or_after_its_month(database) {
        const PASS: &str = "UPDATE volunteer_sessions SET proved_at_ms = proved_at_ms - $1, seen_at_ms = seen_at_ms - $1, \
                            expires_at_ms = expires_at_ms - $1";
        let volunteers = volunteers(&database).await;
        let key = proved(&volunteers, Purpose::Register, PHONE).await;
        let id = registered(&volunteers, &key, details(&volunteers, &[])).await;
        let enter = async || {
            let mut headers = axum::http::HeaderMap::new();
            let cookie = volunteers.sign_in(id, &headers).await.unwrap().unwrap();
            headers.insert("cookie", cookie.to_str().unwrap().split(';').next().unwrap().parse().unwrap());
            headers
        };
        let headers = enter().await;
        let here = async || volunteers.signed_in(&headers).await.unwrap();
        passes(&database, PASS, HOUR_MS - MINUTE_MS).await;
        assert_eq!(here().await, Some(Here { id, proved: true }));
        passes(&database, PASS, MINUTE_MS).await;
        assert_eq!(here().await, Some(Here { id, proved: false }), "what is personal is not shown any more");
        passes(&database, PASS, 7 * DAY_MS - MINUTE_MS).await;
        assert!(here().await.is_some(), "and was used");
        passes(&database, PASS, 7 * DAY_MS).await;
        assert_eq!(here().await, None);
        // Used every day it ends all the same.
        let headers = enter().await;
        for day in 1..=30 {
            passes(&database, PASS, DAY_MS).await;
            assert_eq!(volunteers.signed_in(&headers).await.unwrap().is_some(), day < 30, "{day}");
        }
    }
}
