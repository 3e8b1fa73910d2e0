use app::{
    access::Role,
    accounts::{
        model::{Lost, SignInName, State},
        terms::Term,
    },
    iso_date,
    journal::model::Refusal,
    stations::model::FreshnessDays,
};
use time::Duration;

use super::{links::LINK_WORKS_MS, second_factor::Changed, terms::Leaving, *};
use crate::{
    database::{Database, now_ms},
    databases::on_each_database,
    journal::verify::Noted,
    vault::SealingKey,
};

/// A day in milliseconds: how long a session that timed out is remembered.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

const PASSWORD: &str = "three coconut trees by the sea";

async fn accounts(database: &Database) -> Accounts {
    accounts_with(database, SessionLimits::default()).await
}

async fn accounts_with(database: &Database, limits: SessionLimits) -> Accounts {
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
    Accounts::under(Vault::under(SealingKey::fresh().unwrap()), directory, limits).await.unwrap()
}

/// Accounts where the divisions and demo stations are known, with an administrator of the province and one of the
/// stations below.
async fn at_work(database: &Database, limits: SessionLimits) -> (Accounts, Staff, Unit) {
    crate::seed::reference(database).await.unwrap();
    crate::seed::demo(database, shanghai::today()).await.unwrap();
    let accounts = accounts_with(database, limits).await;
    let (id, _) = started(&accounts, &newcomer("root", Role::AccountsAdministrator, Unit::Province)).await;
    let root = accounts.account(&id.to_string()).await.unwrap().unwrap().staff;
    let directory = accounts.directory.get();
    let station = directory.station("qionghai-jiaji").unwrap().id;
    (accounts, root, Unit::Station(station))
}

fn newcomer(name: &str, role: Role, unit: Unit) -> Newcomer {
    Newcomer {
        name: format!("{name} Wang"),
        sign_in_name: SignInName::parse(name).unwrap(),
        assignment: Assignment { role, unit },
    }
}

fn in_station(name: &str) -> Newcomer {
    newcomer(name, Role::SocialWorker, Unit::Station("01900000-0000-7000-8000-00000000000a".parse().unwrap()))
}

async fn invited(accounts: &Accounts, newcomer: &Newcomer) -> (StaffId, String) {
    let staff = accounts.invite(CommandId::fresh(), None, newcomer).await.unwrap().unwrap();
    (staff, accounts.make_link(CommandId::fresh(), None, staff, 1).await.unwrap().unwrap())
}

/// Invited, started, and signed in for the first time.
async fn started(accounts: &Accounts, newcomer: &Newcomer) -> (StaffId, String) {
    let (staff, key) = invited(accounts, newcomer).await;
    (staff, passed(accounts.start(&key, PASSWORD.into(), "Firefox").await.unwrap().unwrap()).0)
}

fn passed(attempt: Attempt) -> (String, Step) {
    let Attempt::Passed(token, step) = attempt else { panic!("{attempt:?}") };
    (token, step)
}

async fn sign_in(accounts: &Accounts, name: &str, password: &str) -> Attempt {
    let name = SignInName::parse(name).unwrap();
    accounts.sign_in(&name, password.into(), Some("203.0.113.5".parse().unwrap()), "Chrome").await.unwrap()
}

async fn session(accounts: &Accounts, token: &str) -> Session {
    accounts.session(token).await.unwrap().unwrap()
}

/// The digits that the authenticator app shows `later` steps from now: of the second factor that is to be confirmed,
/// otherwise of the one that holds.
async fn digits(accounts: &Accounts, session: &Session, later: i64) -> String {
    let id = session.account.staff.id.to_string();
    if session.account.second_factor.is_none() {
        accounts.begin_second_factor(&session.account.staff).await.unwrap();
    }
    let account = accounts.account(&id).await.unwrap().unwrap();
    let sealed = account.next_second_factor.as_ref().or(account.second_factor.as_ref());
    let secret = accounts.second_factor_secret(&account, sealed.map(String::as_str)).await.unwrap().unwrap();
    let totp = secrets::second_factor(&secret, "x").unwrap();
    totp.generate(u64::try_from(now_ms() / 1000 + later * 30).unwrap()).to_string()
}

on_each_database! {
    async fn from_the_invitation_over_the_second_factor_to_signing_out(database) {
        let accounts = accounts(&database).await;
        let admin = newcomer("admin", Role::AccountsAdministrator, Unit::Province);
        let (staff, key) = invited(&accounts, &admin).await;
        assert_eq!(accounts.invited(&key).await.unwrap().unwrap().id, staff);
        assert_eq!(sign_in(&accounts, "admin", PASSWORD).await, Attempt::Wrong, "no password yet");

        let (token, step) =
            passed(accounts.start(&key, PASSWORD.into(), "Firefox").await.unwrap().unwrap());
        assert_eq!(step, Step::Enrol);
        let enrolling = session(&accounts, &token).await;
        assert_eq!(accounts.confirm_second_factor(&enrolling, "000000", "x").await.unwrap(), None);
        let code = digits(&accounts, &enrolling, 0).await;
        let (beside, _) = passed(sign_in(&accounts, "admin", PASSWORD).await);
        let enrolling = session(&accounts, &token).await;
        let (inside, codes) = accounts.confirm_second_factor(&enrolling, &code, "x").await.unwrap().unwrap();
        assert_eq!(session(&accounts, &inside).await.step, Step::In);
        assert!(accounts.session(&token).await.unwrap().is_none(), "the token before is worth nothing now");
        assert_eq!(session(&accounts, &beside).await.step, Step::Code, "its secret is shown to nobody again");

        let (token, step) = passed(sign_in(&accounts, " ADMIN ", PASSWORD).await);
        assert_eq!(step, Step::Code);
        let waiting = session(&accounts, &token).await;
        let give = async |code: &str| accounts.give_code(&waiting, code, None, "x").await.unwrap();
        assert_eq!(give(&code).await, Attempt::Wrong, "each code once");
        assert_eq!(give("").await, Attempt::Wrong);
        let (_, step) = passed(give(&digits(&accounts, &waiting, 1).await).await);
        assert_eq!(step, Step::In);

        let (token, _) = passed(sign_in(&accounts, "admin", PASSWORD).await);
        let waiting = session(&accounts, &token).await;
        let recovery = codes[0].to_uppercase().replace('-', " ");
        let (token, _) = passed(accounts.give_code(&waiting, &recovery, None, "x").await.unwrap());
        let (again, _) = passed(sign_in(&accounts, "admin", PASSWORD).await);
        let again = session(&accounts, &again).await;
        assert_eq!(accounts.give_code(&again, &recovery, None, "x").await.unwrap(), Attempt::Wrong);

        let here = session(&accounts, &token).await;
        assert!(accounts.end_session(&here.account.staff, &here.row.name).await.unwrap());
        assert!(accounts.session(&token).await.unwrap().is_none());
        assert!(accounts.journal().verify(&Noted::default()).await.unwrap().is_ok());
    }

    async fn a_link_works_once_and_a_newer_one_ends_it(database) {
        let accounts = accounts(&database).await;
        let (staff, first) = invited(&accounts, &in_station("wang")).await;
        let second = accounts.make_link(CommandId::fresh(), None, staff, 1).await.unwrap().unwrap();
        assert!(accounts.invited(&first).await.unwrap().is_none());
        assert!(accounts.start(&first, PASSWORD.into(), "x").await.unwrap().is_err());
        passed(accounts.start(&second, PASSWORD.into(), "x").await.unwrap().unwrap());
        assert!(accounts.invited(&second).await.unwrap().is_none());
        assert_eq!(accounts.start(&second, "another password".into(), "x").await.unwrap(), Err(Refusal::NotNow));
        assert!(accounts.invited("").await.unwrap().is_none() && accounts.invited("x'\0").await.unwrap().is_none());
        passed(sign_in(&accounts, "wang", PASSWORD).await);
    }

    async fn a_wrong_password_and_an_unknown_name_get_the_same_and_then_have_to_wait(database) {
        let accounts = accounts(&database).await;
        started(&accounts, &in_station("wang")).await;
        for name in ["wang", "nobody"] {
            for _ in 0..=throttle::WITH_ACCOUNT.free {
                assert_eq!(sign_in(&accounts, name, "wrong").await, Attempt::Wrong, "{name}");
            }
            assert!(matches!(sign_in(&accounts, name, PASSWORD).await, Attempt::Wait(1)), "{name}");
        }
        tokio::time::sleep(std::time::Duration::from_millis(1_050)).await;
        passed(sign_in(&accounts, "wang", PASSWORD).await);
        // Coming in starts the count anew.
        assert_eq!(sign_in(&accounts, "wang", "wrong").await, Attempt::Wrong);
        passed(sign_in(&accounts, "wang", PASSWORD).await);
    }

    async fn a_new_password_and_a_disabled_account_end_every_session(database) {
        let accounts = accounts(&database).await;
        let admin = newcomer("admin", Role::AccountsAdministrator, Unit::Province);
        let (admin, _) = started(&accounts, &admin).await;
        let admin = accounts.account(&admin.to_string()).await.unwrap().unwrap().staff;
        let (staff, token) = started(&accounts, &newcomer("wang", Role::Supervisor, Unit::Province)).await;
        let key = accounts.make_link(CommandId::fresh(), None, staff, 1).await.unwrap().unwrap();
        let (fresh, _) = passed(accounts.start(&key, PASSWORD.into(), "x").await.unwrap().unwrap());
        assert!(accounts.session(&token).await.unwrap().is_none());

        let key = accounts.make_link(CommandId::fresh(), None, staff, 1).await.unwrap().unwrap();
        let id = CommandId::fresh();
        for _ in 0..2 {
            // The province lies in its own scope.
            assert_eq!(accounts.disable(id, &admin, staff, 3).await.unwrap(), Ok(()));
        }
        assert!(accounts.session(&fresh).await.unwrap().is_none());
        assert!(accounts.invited(&key).await.unwrap().is_none());
        assert_eq!(sign_in(&accounts, "wang", PASSWORD).await, Attempt::Wrong);
        assert_eq!(accounts.make_link(CommandId::fresh(), Some(&admin), staff, 1).await.unwrap(), Err(Refusal::NotNow));
    }

    async fn nobody_manages_who_is_not_theirs_and_nobody_themselves(database) {
        let accounts = accounts(&database).await;
        let (admin, _) = started(&accounts, &newcomer("admin", Role::AccountsAdministrator, Unit::Province)).await;
        let (officer, _) = started(&accounts, &newcomer("officer", Role::ProvincialOfficer, Unit::Province)).await;
        let county = Unit::County("469002".into());
        let (county, _) = started(&accounts, &newcomer("county", Role::AccountsAdministrator, county)).await;
        let staff = async |id: StaffId| accounts.account(&id.to_string()).await.unwrap().unwrap().staff;
        let (admin, officer, county) = (staff(admin).await, staff(officer).await, staff(county).await);
        for (by, whom) in [(&officer, &admin), (&county, &officer), (&admin, &admin), (&officer, &officer)] {
            assert_eq!(accounts.disable(CommandId::fresh(), by, whom.id, 1).await.unwrap(), Err(Refusal::NotFound));
            let link = accounts.make_link(CommandId::fresh(), Some(by), whom.id, 1).await.unwrap();
            assert_eq!(link, Err(Refusal::NotFound));
        }
        let unknown = StaffId::fresh();
        assert_eq!(accounts.disable(CommandId::fresh(), &admin, unknown, 1).await.unwrap(), Err(Refusal::NotFound));
        let inviting = async |by: &Staff| {
            let newcomer = newcomer("new", Role::Supervisor, Unit::Province);
            accounts.invite(CommandId::fresh(), Some(by), &newcomer).await.unwrap()
        };
        assert_eq!(inviting(&officer).await, Err(Refusal::NotAllowed));
        assert_eq!(inviting(&county).await, Err(Refusal::NotAllowed));
        assert!(inviting(&admin).await.is_ok());
        let seen = |list: Vec<Staff>| list.iter().map(|it| it.sign_in_name.as_str().to_owned()).collect::<Vec<_>>();
        assert_eq!(seen(accounts.colleagues(&county).await.unwrap()), ["county"]);
        assert_eq!(seen(accounts.colleagues(&admin).await.unwrap()), ["admin", "county", "new", "officer"]);
    }

    async fn an_invitation_sent_twice_is_one_and_a_name_is_had_once(database) {
        let accounts = accounts(&database).await;
        let id = CommandId::fresh();
        let wang = in_station("wang");
        let first = accounts.invite(id, None, &wang).await.unwrap();
        assert_eq!(accounts.invite(id, None, &wang).await.unwrap(), first);
        let other = Newcomer { name: "Another".into(), ..wang.clone() };
        assert_eq!(accounts.invite(CommandId::fresh(), None, &other).await.unwrap(), Err(Refusal::Taken));
        let misfit = newcomer("li", Role::StationLeader, Unit::Province);
        assert_eq!(accounts.invite(CommandId::fresh(), None, &misfit).await.unwrap(), Err(Refusal::AgainstARule));
    }

    async fn what_the_journal_keeps_names_nobody(database) {
        let accounts = accounts(&database).await;
        started(&accounts, &in_station("wang@example.org")).await;
        sign_in(&accounts, "wang@example.org", "wrong").await;
        for head in crate::journal::queries::heads(&database).await.unwrap() {
            for row in crate::journal::queries::rows_after(&database, &head.unit, 0, 100).await.unwrap() {
                let text = serde_json::to_string(&row).unwrap();
                assert!(!text.contains("Wang") && !text.contains("example.org") && !text.contains("coconut"), "{text}");
            }
        }
    }

    async fn a_leader_lets_their_own_people_back_in_and_nobody_whose_role_reaches_further(database) {
        let accounts = accounts(&database).await;
        let station = in_station("x").assignment.unit;
        let (leader, _) = started(&accounts, &newcomer("leader", Role::StationLeader, station.clone())).await;
        let (worker, token) = started(&accounts, &in_station("worker")).await;
        let (supervisor, _) = started(&accounts, &newcomer("supervisor", Role::Supervisor, station)).await;
        let leader = accounts.account(&leader.to_string()).await.unwrap().unwrap().staff;
        let link = async |whom| accounts.make_link(CommandId::fresh(), Some(&leader), whom, 2).await.unwrap();
        let key = link(worker).await.unwrap();
        assert_eq!(link(supervisor).await, Err(Refusal::NotFound));
        assert_eq!(link(leader.id).await, Err(Refusal::NotFound), "nobody confirms themselves");
        assert_eq!(accounts.disable(CommandId::fresh(), &leader, worker, 2).await.unwrap(), Err(Refusal::NotFound));
        passed(accounts.start(&key, PASSWORD.into(), "x").await.unwrap().unwrap());
        assert!(accounts.session(&token).await.unwrap().is_none());
    }

    async fn a_lost_second_factor_is_set_up_anew_and_old_codes_are_worth_nothing(database) {
        let accounts = accounts(&database).await;
        let (admin, _) = started(&accounts, &newcomer("admin", Role::AccountsAdministrator, Unit::Province)).await;
        let admin = accounts.account(&admin.to_string()).await.unwrap().unwrap().staff;
        let (officer, token) = started(&accounts, &newcomer("officer", Role::ProvincialOfficer, Unit::Province)).await;
        let enrolling = session(&accounts, &token).await;
        let code = digits(&accounts, &enrolling, 0).await;
        let enrolling = session(&accounts, &token).await;
        let (inside, codes) = accounts.confirm_second_factor(&enrolling, &code, "x").await.unwrap().unwrap();
        let forgotten = accounts.forget_second_factor(CommandId::fresh(), &admin, officer, 3).await.unwrap();
        assert_eq!(forgotten, Ok(()));
        assert!(accounts.session(&inside).await.unwrap().is_none());
        let (token, step) = passed(sign_in(&accounts, "officer", PASSWORD).await);
        assert_eq!(step, Step::Enrol);
        let enrolling = session(&accounts, &token).await;
        let recovered = accounts.give_code(&enrolling, &codes[0], None, "x").await.unwrap();
        assert_eq!(recovered, Attempt::Wrong);
    }

    async fn what_has_ended_is_swept_away_and_what_holds_stays(database) {
        let accounts = accounts(&database).await;
        let (_, token) = started(&accounts, &in_station("wang")).await;
        let (_, key) = invited(&accounts, &in_station("li")).await;
        for _ in 0..=throttle::WITH_ACCOUNT.free {
            assert_eq!(sign_in(&accounts, "nobody", "wrong").await, Attempt::Wrong);
        }
        let swept = |attempts, sessions, links| Swept { attempts, sessions, links, ..Swept::default() };
        assert_eq!(accounts.sweep().await.unwrap(), swept(0, 0, 0));
        assert!(accounts.session(&token).await.unwrap().is_some());
        assert!(accounts.invited(&key).await.unwrap().is_some());
        assert!(matches!(sign_in(&accounts, "nobody", "wrong").await, Attempt::Wait(_)));

        let (now, idle_ms) = (now_ms(), SessionLimits::default().idle_ms);
        // A session that nobody uses has ended long before it expires, and is remembered for a day.
        assert_eq!(accounts.sweep_at(now + idle_ms).await.unwrap(), swept(0, 0, 0));
        assert_eq!(accounts.sweep_at(now + idle_ms + DAY_MS - 60_000).await.unwrap().sessions, 0);
        assert_eq!(accounts.sweep_at(now + idle_ms + DAY_MS).await.unwrap().sessions, 1);
        assert!(accounts.session(&token).await.unwrap().is_none());
        // One that was used, and one that nobody used.
        assert_eq!(accounts.sweep_at(now + LINK_WORKS_MS).await.unwrap(), swept(0, 0, 2));
        assert!(accounts.invited(&key).await.unwrap().is_none());
        assert_eq!(accounts.sweep_at(now + LINK_WORKS_MS).await.unwrap(), swept(0, 0, 0));
        passed(sign_in(&accounts, "wang", PASSWORD).await);
    }

    async fn a_session_that_stands_unused_is_over_and_whose_it_was_is_known(database) {
        let limits = SessionLimits { idle_ms: 400, ..SessionLimits::default() };
        let (accounts, admin, station) = at_work(&database, limits).await;
        let (staff, token) = started(&accounts, &newcomer("wang", Role::SocialWorker, station)).await;
        assert!(accounts.session(&token).await.unwrap().is_some());
        assert!(accounts.timed_out(&token).await.unwrap().is_none());
        tokio::time::sleep(std::time::Duration::from_millis(450)).await;
        assert!(accounts.session(&token).await.unwrap().is_none());
        assert_eq!(accounts.timed_out(&token).await.unwrap().unwrap().id, staff);
        assert!(accounts.timed_out("made up").await.unwrap().is_none());
        accounts.disable(CommandId::fresh(), &admin, staff, 2).await.unwrap().unwrap();
        assert!(accounts.timed_out(&token).await.unwrap().is_none(), "disabled is out for good");
    }

    async fn a_role_has_its_days_and_ends_with_them(database) {
        let (accounts, admin, station) = at_work(&database, SessionLimits::default()).await;
        let (id, _) = started(&accounts, &newcomer("wang", Role::SocialWorker, station)).await;
        let staff = async || accounts.account(&id.to_string()).await.unwrap().unwrap().staff;
        let today = shanghai::today();
        let give = async |role, unit: Unit, from: i64, until: Option<i64>| {
            let wang = staff().await;
            let day = |days| today + Duration::days(days);
            let term = Term {
                id: CommandId::fresh().to_string(),
                assignment: Assignment { role, unit },
                from: day(from),
                until: until.map(day),
            };
            accounts.give_role(CommandId::fresh(), &admin, &wang, wang.version, &term).await.unwrap()
        };
        let county = Unit::County("469002".into());
        assert_eq!(give(Role::Supervisor, county.clone(), 5, None).await, Ok(()));
        let wang = staff().await;
        assert_eq!((wang.assignments.len(), wang.coming.len()), (1, 1), "not yet");
        assert!(!wang.needs_second_factor() && wang.units().any(|unit| *unit == county));
        assert_eq!(give(Role::Supervisor, county.clone(), -9, Some(-1)).await, Ok(()), "it was, before");
        assert_eq!(give(Role::Supervisor, county.clone(), 0, None).await, Err(Refusal::AgainstARule), "twice");
        assert_eq!(give(Role::CountyOfficer, county.clone(), 0, None).await, Ok(()));
        assert!(staff().await.needs_second_factor());

        let terms = accounts.terms(id).await.unwrap();
        assert_eq!(terms.len(), 4);
        let of = |role| terms.iter().rfind(|term| term.assignment.role == role).unwrap().id.clone();
        let end = async |by: &Staff, term: &str| {
            let wang = staff().await;
            accounts.end_role(CommandId::fresh(), by, &wang, wang.version, (term, today)).await.unwrap()
        };
        assert_eq!(end(&staff().await, &of(Role::CountyOfficer)).await, Err(Refusal::NotFound), "not by oneself");
        assert_eq!(end(&admin, "another").await, Err(Refusal::NotFound));
        assert_eq!(end(&admin, &of(Role::Supervisor)).await, Ok(()));
        assert!(staff().await.coming.is_empty(), "what has not begun is taken back");
        assert_eq!(end(&admin, &of(Role::CountyOfficer)).await, Ok(()));
        let tomorrow = (today + Duration::days(1)).to_string();
        let later = queries::by_id(&database, &id.to_string(), &tomorrow).await.unwrap().unwrap().staff;
        assert_eq!(later.assignments.iter().map(|it| it.role).collect::<Vec<_>>(), [Role::SocialWorker]);
    }

    async fn a_role_that_asks_for_more_leads_an_open_session_to_the_second_factor(database) {
        let (accounts, admin, station) = at_work(&database, SessionLimits::default()).await;
        let (id, token) = started(&accounts, &newcomer("wang", Role::SocialWorker, station)).await;
        assert_eq!(session(&accounts, &token).await.step, Step::In);
        let wang = accounts.account(&id.to_string()).await.unwrap().unwrap().staff;
        let term = Term {
            id: CommandId::fresh().to_string(),
            assignment: Assignment { role: Role::Supervisor, unit: Unit::Province },
            from: shanghai::today(),
            until: None,
        };
        accounts.give_role(CommandId::fresh(), &admin, &wang, wang.version, &term).await.unwrap().unwrap();
        assert_eq!(session(&accounts, &token).await.step, Step::Enrol);
    }

    async fn who_leaves_hands_over_and_is_disabled_when_the_last_day_is_over(database) {
        let (accounts, admin, station) = at_work(&database, SessionLimits::default()).await;
        let (leader, token) = started(&accounts, &newcomer("leader", Role::StationLeader, station.clone())).await;
        let (heir, _) = started(&accounts, &newcomer("heir", Role::SocialWorker, station.clone())).await;
        let staff = async |id: StaffId| accounts.account(&id.to_string()).await.unwrap().unwrap().staff;
        let today = shanghai::today();
        let hand_over = async |by: &Staff, from: StaffId, last_day, to| {
            let from = staff(from).await;
            accounts.hand_over(CommandId::fresh(), by, &from, from.version, Leaving { last_day, to }).await.unwrap()
        };
        assert_eq!(hand_over(&staff(leader).await, leader, today, Some(heir)).await, Err(Refusal::NotFound));
        assert_eq!(hand_over(&admin, leader, today, Some(leader)).await, Err(Refusal::NotFound), "to oneself");
        assert_eq!(hand_over(&admin, leader, today, Some(StaffId::fresh())).await, Err(Refusal::NotFound));
        assert_eq!(hand_over(&admin, leader, today, Some(heir)).await, Ok(()));
        assert_eq!(accounts.leaving(leader).await.unwrap(), Some((today, Some(heir))));
        assert!(session(&accounts, &token).await.step == Step::In, "the last day is a day of work");
        let tomorrow = (today + Duration::days(1)).to_string();
        let then = async |id: StaffId| queries::by_id(&database, &id.to_string(), &tomorrow).await.unwrap().unwrap().staff;
        assert!(then(leader).await.assignments.is_empty());
        let roles: Vec<_> = then(heir).await.assignments.iter().map(|it| it.role).collect();
        assert_eq!(roles, [Role::SocialWorker, Role::StationLeader]);
        assert_eq!(accounts.disable_who_left(&today.to_string()).await.unwrap(), 0);

        // Somebody whose last day was yesterday is out at once; nobody takes over.
        let (gone, token) = started(&accounts, &newcomer("gone", Role::SocialWorker, station)).await;
        let yesterday = today - Duration::days(1);
        assert_eq!(hand_over(&admin, gone, yesterday, None).await, Ok(()));
        assert_eq!(staff(gone).await.state, State::Disabled);
        assert!(accounts.session(&token).await.unwrap().is_none());
        assert!(accounts.journal().verify(&Noted::default()).await.unwrap().is_ok());
    }

    async fn the_clock_disables_who_has_left_and_not_who_came_back(database) {
        let (accounts, admin, station) = at_work(&database, SessionLimits::default()).await;
        let day = |text: &str| iso_date::parse(text).unwrap();
        let today = shanghai::today();
        for (name, comes_back) in [("one", false), ("other", true)] {
            let (id, token) = started(&accounts, &newcomer(name, Role::SocialWorker, station.clone())).await;
            let staff = async || accounts.account(&id.to_string()).await.unwrap().unwrap().staff;
            let from = staff().await;
            let leaving = Leaving { last_day: today, to: None };
            accounts.hand_over(CommandId::fresh(), &admin, &from, from.version, leaving).await.unwrap().unwrap();
            // As if that had been long ago.
            database.transaction(async |tx| {
                for term in terms::queries::terms_in(tx, &id.to_string()).await? {
                    terms::queries::end(tx, &term.id, day("2020-01-01")).await?;
                }
                terms::queries::hand_over(tx, &CommandId::fresh().to_string(), &id.to_string(), None, day("2020-01-01"), 0).await
            }).await.unwrap();
            if comes_back {
                let from = staff().await;
                let term = Term { id: CommandId::fresh().to_string(), assignment: Assignment { role: Role::SocialWorker, unit: station.clone() }, from: today, until: None };
                accounts.give_role(CommandId::fresh(), &admin, &from, from.version, &term).await.unwrap().unwrap();
            }
            assert_eq!(accounts.sweep().await.unwrap().disabled, u64::from(!comes_back), "{name}");
            assert_eq!(accounts.session(&token).await.unwrap().is_some(), comes_back, "{name}");
            assert_eq!(accounts.sweep().await.unwrap().disabled, 0, "once");
        }
    }

    async fn who_cannot_come_in_asks_and_their_leader_sees_it_until_they_are_let_in(database) {
        let accounts = accounts(&database).await;
        let station = in_station("x").assignment.unit;
        let (leader, _) = started(&accounts, &newcomer("leader", Role::StationLeader, station)).await;
        let leader = accounts.account(&leader.to_string()).await.unwrap().unwrap().staff;
        let (worker, _) = started(&accounts, &in_station("worker")).await;
        let other = newcomer("other", Role::SocialWorker, Unit::Station("01900000-0000-7000-8000-00000000000b".parse().unwrap()));
        started(&accounts, &other).await;
        let ask = async |name: &str| {
            accounts.ask_back(&SignInName::parse(name).unwrap(), Lost::Password, Some("203.0.113.9".parse().unwrap())).await.unwrap()
        };
        for name in ["worker", "other", "nobody"] {
            assert_eq!(ask(name).await, None, "{name}");
        }
        let waiting = async || accounts.waiting_to_come_back(&leader).await.unwrap();
        let told: Vec<_> = waiting().await.into_iter().map(|(staff, lost, _)| (staff.id, lost)).collect();
        assert_eq!(told, [(worker, Lost::Password)], "their own people, and nobody else's");
        // Too many attempts, and a link ends the waiting too.
        for _ in 0..=throttle::WITH_ACCOUNT.free {
            assert_eq!(sign_in(&accounts, "worker", "wrong").await, Attempt::Wrong);
        }
        assert!(matches!(sign_in(&accounts, "worker", PASSWORD).await, Attempt::Wait(_)));
        accounts.make_link(CommandId::fresh(), Some(&leader), worker, 2).await.unwrap().unwrap();
        assert!(waiting().await.is_empty());
        passed(sign_in(&accounts, "worker", PASSWORD).await);
        // Whoever asks again and again has to wait.
        let mut waits = false;
        for _ in 0..10 {
            waits |= ask("worker").await.is_some();
        }
        assert!(waits);
    }

    async fn ones_own_password_is_changed_by_who_knows_it_and_other_devices_are_out(database) {
        let accounts = accounts(&database).await;
        let (id, token) = started(&accounts, &in_station("wang")).await;
        let (elsewhere, _) = passed(sign_in(&accounts, "wang", PASSWORD).await);
        let here = session(&accounts, &token).await;
        let change = async |current: &str| {
            accounts.change_password(&here, current.into(), "four coconut trees by the sea".into(), None).await.unwrap()
        };
        assert_eq!(change("a guess").await, Changed::Wrong);
        assert!(accounts.session(&elsewhere).await.unwrap().is_some());
        assert_eq!(change(PASSWORD).await, Changed::Done);
        assert!(accounts.session(&token).await.unwrap().is_some());
        assert!(accounts.session(&elsewhere).await.unwrap().is_none());
        assert_eq!(sign_in(&accounts, "wang", PASSWORD).await, Attempt::Wrong);
        passed(sign_in(&accounts, "wang", "four coconut trees by the sea").await);
        let told = crate::messages::queries::inbox(&database, &id.to_string(), 10).await.unwrap();
        assert_eq!(told.iter().map(|row| row.template.as_str()).collect::<Vec<_>>(), ["password_set"]);
        for _ in 0..=throttle::WITH_ACCOUNT.free {
            change("a guess").await;
        }
        assert!(matches!(change(PASSWORD).await, Changed::Wait(_)));
    }

    async fn another_phone_is_set_up_and_new_codes_end_the_old_ones(database) {
        let accounts = accounts(&database).await;
        let (_, token) = started(&accounts, &newcomer("boss", Role::ProvincialOfficer, Unit::Province)).await;
        let enrolling = session(&accounts, &token).await;
        let code = digits(&accounts, &enrolling, 0).await;
        let enrolling = session(&accounts, &token).await;
        let (inside, old) = accounts.confirm_second_factor(&enrolling, &code, "x").await.unwrap().unwrap();
        let here = session(&accounts, &inside).await;
        let new = accounts.new_recovery_codes(&here.account.staff).await.unwrap().unwrap();
        let coming = async || session(&accounts, &passed(sign_in(&accounts, "boss", PASSWORD).await).0).await;
        let waiting = coming().await;
        assert_eq!(accounts.give_code(&waiting, &old[0], None, "x").await.unwrap(), Attempt::Wrong);
        passed(accounts.give_code(&waiting, &new[0], None, "x").await.unwrap());
        let here = session(&accounts, &inside).await;
        // Whoever breaks off has lost nothing, and the password alone leads no further than before.
        accounts.renew_second_factor(&here).await.unwrap();
        accounts.begin_second_factor(&here.account.staff).await.unwrap();
        assert_eq!(session(&accounts, &inside).await.step, Step::In);
        assert_eq!(coming().await.step, Step::Code);
        let here = session(&accounts, &inside).await;
        assert_ne!(here.account.second_factor, here.account.next_second_factor);
        let code = digits(&accounts, &here, 0).await;
        let (again, _) = accounts.confirm_second_factor(&here, &code, "x").await.unwrap().unwrap();
        assert_eq!(session(&accounts, &again).await.step, Step::In);
        assert!(accounts.session(&inside).await.unwrap().is_none());
        let now = session(&accounts, &again).await.account;
        assert_eq!((now.second_factor, now.next_second_factor), (here.account.next_second_factor, None));
        assert_eq!(accounts.give_code(&coming().await, &new[1], None, "x").await.unwrap(), Attempt::Wrong);
    }

    async fn guesses_that_come_together_are_judged_no_more_than_those_that_come_one_by_one(database) {
        let accounts = accounts(&database).await;
        let (_, token) = started(&accounts, &newcomer("boss", Role::ProvincialOfficer, Unit::Province)).await;
        let enrolling = session(&accounts, &token).await;
        let code = digits(&accounts, &enrolling, 0).await;
        let enrolling = session(&accounts, &token).await;
        accounts.confirm_second_factor(&enrolling, &code, "x").await.unwrap().unwrap();
        let coming = session(&accounts, &passed(sign_in(&accounts, "boss", PASSWORD).await).0).await;
        let judged = async |attempts: Vec<Attempt>| attempts.iter().filter(|it| **it == Attempt::Wrong).count();
        let codes = (0..60).map(|_| accounts.give_code(&coming, "000000", None, "x"));
        let codes = futures_util::future::join_all(codes).await.into_iter().map(Result::unwrap).collect();
        let free = usize::try_from(throttle::WITH_ACCOUNT.free).unwrap();
        assert!(judged(codes).await <= free + 1);
        let passwords = (0..20).map(|_| sign_in(&accounts, "boss", "wrong"));
        assert!(judged(futures_util::future::join_all(passwords).await).await <= free + 1);
    }

    async fn an_address_is_counted_and_whoever_comes_in_is_not_counted_against_it(database) {
        let accounts = accounts(&database).await;
        started(&accounts, &in_station("wang")).await;
        let address = Some("203.0.113.9".parse().unwrap());
        let name = SignInName::parse("wang").unwrap();
        for _ in 0..60 {
            passed(accounts.sign_in(&name, PASSWORD.into(), address, "x").await.unwrap());
        }
    }

    async fn a_disabled_account_is_enabled_again(database) {
        let accounts = accounts(&database).await;
        let admin = newcomer("admin", Role::AccountsAdministrator, Unit::Province);
        let (admin, _) = started(&accounts, &admin).await;
        let of = async |id: StaffId| accounts.account(&id.to_string()).await.unwrap().unwrap().staff;
        let admin = of(admin).await;
        let (wang, _) = started(&accounts, &newcomer("wang", Role::Supervisor, Unit::Province)).await;
        let enable = async |basis: i64| {
            accounts.enable(CommandId::fresh(), &admin, wang, basis).await.unwrap()
        };
        assert_eq!(enable(of(wang).await.version).await, Err(Refusal::NotNow), "nothing to take back");
        let disabled = accounts.disable(CommandId::fresh(), &admin, wang, of(wang).await.version).await;
        disabled.unwrap().unwrap();
        assert_eq!(sign_in(&accounts, "wang", PASSWORD).await, Attempt::Wrong);
        enable(of(wang).await.version).await.unwrap();
        passed(sign_in(&accounts, "wang", PASSWORD).await);
    }

    async fn a_sealed_form_is_read_by_its_writer_alone_and_holds_no_secret(database) {
        let accounts = accounts(&database).await;
        let (wang, _) = started(&accounts, &in_station("wang")).await;
        let (li, _) = started(&accounts, &in_station("li")).await;
        let staff = async |id: StaffId| accounts.account(&id.to_string()).await.unwrap().unwrap().staff;
        let fields = [("title_zh", "关于 Gaopo 的话"), ("password", "hunter2"), ("code", "123456"), ("proof", "x")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        accounts.keep(wang, "/office/examinations", fields).await.unwrap();
        assert!(accounts.kept(&staff(li).await).await.unwrap().is_empty());
        let kept = accounts.kept(&staff(wang).await).await.unwrap();
        assert_eq!(kept[0].fields, [("title_zh".to_owned(), "关于 Gaopo 的话".to_owned())]);
        assert_eq!(kept[0].again, format!("/office/examinations?kept={}", kept[0].id));
        let rows = kept::queries::kept(&database, &wang.to_string()).await.unwrap();
        assert!(!rows[0].1.contains("Gaopo"));
        accounts.forget_kept(li, &kept[0].id).await.unwrap();
        assert_eq!(accounts.kept(&staff(wang).await).await.unwrap().len(), 1, "not by somebody else");
        accounts.forget_kept(wang, &kept[0].id).await.unwrap();
        assert!(accounts.kept(&staff(wang).await).await.unwrap().is_empty());
        for number in 0..25 {
            accounts.keep(wang, &format!("/office/{number}"), Vec::new()).await.unwrap();
        }
        assert_eq!(accounts.kept(&staff(wang).await).await.unwrap().len(), 20);
    }
}
