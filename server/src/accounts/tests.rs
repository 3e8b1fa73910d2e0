use app::{access::Role, stations::model::FreshnessDays};

use super::*;
use crate::{database::Database, databases::on_each_database, journal::verify::Noted, vault::SealingKey};

const PASSWORD: &str = "three coconut trees by the sea";

async fn accounts(database: &Database) -> Accounts {
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
    Accounts::under(Vault::under(SealingKey::fresh().unwrap()), directory).await.unwrap()
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

/// The digits that the authenticator app shows `later` steps from now.
async fn digits(accounts: &Accounts, session: &Session, later: i64) -> String {
    let (_, key) = accounts.begin_second_factor(&session.account.staff).await.unwrap();
    let secret = totp_rs::Secret::try_from_base32(key).unwrap();
    let totp = secrets::second_factor(secret.as_bytes(), "x").unwrap();
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
            for _ in 0..=throttle::FREE_FOR_ACCOUNT {
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
        for _ in 0..=throttle::FREE_FOR_ACCOUNT {
            assert_eq!(sign_in(&accounts, "nobody", "wrong").await, Attempt::Wrong);
        }
        let swept = |attempts, sessions, links| Swept { attempts, sessions, links };
        assert_eq!(accounts.sweep().await.unwrap(), swept(0, 0, 0));
        assert!(accounts.session(&token).await.unwrap().is_some());
        assert!(accounts.invited(&key).await.unwrap().is_some());
        assert!(matches!(sign_in(&accounts, "nobody", "wrong").await, Attempt::Wait(_)));

        let now = now_ms();
        // A session that nobody uses has ended long before it expires.
        assert_eq!(accounts.sweep_at(now + IDLE_MS).await.unwrap(), swept(0, 1, 0));
        assert!(accounts.session(&token).await.unwrap().is_none());
        // The account that was tried, and the address that tried it.
        assert_eq!(accounts.sweep_at(now + throttle::REMEMBERED_MS + 1).await.unwrap(), swept(2, 0, 0));
        // One that was used, and one that nobody used.
        assert_eq!(accounts.sweep_at(now + LINK_WORKS_MS).await.unwrap(), swept(0, 0, 2));
        assert!(accounts.invited(&key).await.unwrap().is_none());
        assert_eq!(accounts.sweep_at(now + LINK_WORKS_MS).await.unwrap(), swept(0, 0, 0));
        passed(sign_in(&accounts, "wang", PASSWORD).await);
    }
}
