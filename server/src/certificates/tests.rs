use app::{
    access::Role,
    accounts::model::{Assignment, SignInName},
    certificates::{
        export::{Beside, Mapping, Person, Record},
        model::{Item, NameShown, Statement},
    },
    ids::HoursId,
    language::Language,
    stations::model::FreshnessDays,
};
use time::macros::date;

use super::*;
use crate::{
    accounts::Newcomer,
    database::on_tx,
    databases::on_each_database,
    directory::CurrentDirectory,
    error::Doing,
    journal::verify,
    seed,
    vault::{self, SealingKey, Vault},
};

async fn under(database: &Database, vault: Vault) -> Certificates {
    let settings = [("LASTMETRE_PUBLIC_URL".to_owned(), "https://example.org".to_owned())];
    let configuration = Configuration::read(None, settings).unwrap();
    let days = FreshnessDays { due: 90, overdue: 180 };
    let directory = CurrentDirectory::load(database.clone(), days).await.unwrap();
    let accounts = Accounts::under(vault, directory, accounts::SessionLimits::default()).await.unwrap();
    Certificates::new(&configuration, &accounts)
}

async fn certificates(database: &Database) -> Certificates {
    seed::reference(database).await.unwrap();
    seed::demo(database, shanghai::today()).await.unwrap();
    under(database, Vault::under(SealingKey::fresh().unwrap())).await
}

fn qionghai() -> Unit {
    Unit::County("469002".into())
}

fn a_certificate() -> NewCertificate {
    let item = Item {
        activity: "陪老人读报（演示数据）".into(),
        day: date!(2026 - 11 - 03),
        place: "琼海市嘉积镇文坡村".into(),
        content: "读报、代买日用品".into(),
        hours: Hours::of_minutes(150),
        organiser: "嘉积镇社工站".into(),
        in_charge: "林老师".into(),
        on_word: false,
    };
    let statement = Statement {
        volunteer_number: "V-0001".into(),
        name: NameShown::Surname.of("王小明"),
        from: date!(2026 - 11 - 01),
        until: date!(2026 - 11 - 30),
        items: vec![item],
        recorded_by: "嘉积镇社工站".into(),
        trainings: Vec::new(),
        awards: Vec::new(),
    };
    NewCertificate { volunteer: VolunteerId::fresh(), unit: qionghai(), statement, hours: Vec::new() }
}

async fn issued(certificates: &Certificates, new: &NewCertificate) -> Number {
    certificates.issue(CommandId::fresh(), new, &Actor::Clock).await.unwrap().unwrap()
}

async fn found(certificates: &Certificates, number: &Number) -> Found {
    certificates.find(number, None).await.unwrap().unwrap()
}

fn said(found: &Found) -> (&Signed, &str) {
    match &found.content {
        Some(Content::Sound(signed, key)) => (signed, key),
        other => panic!("{other:?}"),
    }
}

async fn officer(certificates: &Certificates, name: &str, unit: Unit) -> Staff {
    let newcomer = Newcomer {
        name: name.to_owned(),
        sign_in_name: SignInName::parse(name).unwrap(),
        assignment: Assignment { role: Role::CountyOfficer, unit },
    };
    let accounts = &certificates.accounts;
    let id = accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
    accounts.everybody().await.unwrap().into_iter().find(|staff| staff.id == id).unwrap()
}

/// Changes a certificate behind the program's back: its hours, or which key has signed it.
async fn tamper(database: &Database, what: &str, number: &Number) {
    const HOURS: &str = "UPDATE certificates SET hours = hours + 100 WHERE number = $1";
    const KEY: &str = "
        UPDATE certificates SET signing_key = (SELECT name FROM certificate_keys WHERE retired_at_ms IS NULL)
         WHERE number = $1";
    let sql = if what == "hours" { HOURS } else { KEY };
    let tampered = database
        .transaction(async |tx| {
            on_tx!(tx, |connection| sqlx::query(sql).bind(number.as_str()).execute(connection).await)
                .doing("tamper with a certificate")
        })
        .await;
    assert_eq!(tampered.unwrap(), 1);
}

on_each_database! {
    async fn a_certificate_is_issued_once_found_by_its_number_and_says_what_was_handed_in(database) {
        let certificates = certificates(&database).await;
        assert!(certificates.keys().await.unwrap().is_empty(), "no key before there is anything to sign");
        let (id, new) = (CommandId::fresh(), a_certificate());
        let number = certificates.issue(id, &new, &Actor::Clock).await.unwrap().unwrap();
        assert_eq!(certificates.issue(id, &new, &Actor::Clock).await.unwrap(), Ok(number.clone()), "pressed twice");
        let other = NewCertificate { volunteer: VolunteerId::fresh(), ..new.clone() };
        assert_eq!(
            certificates.issue(id, &other, &Actor::Clock).await.unwrap(),
            Err(IssueFault::Refused(Refusal::OtherCommand))
        );
        let found = found(&certificates, &number).await;
        assert_eq!((found.state, &found.number), (State::Valid, &number));
        let (signed, key) = said(&found);
        assert_eq!((&signed.statement, signed.total.to_string().as_str()), (&new.statement, "2.5"));
        assert_eq!(key, certificates.keys().await.unwrap()[0].name);
        assert_eq!(certificates.of(new.volunteer).await.unwrap().len(), 1);
        assert!(certificates.of(VolunteerId::fresh()).await.unwrap().is_empty());
        assert_ne!(issued(&certificates, &new).await, number);
        let mut nothing = new.clone();
        nothing.statement.items.clear();
        assert_eq!(
            certificates.issue(CommandId::fresh(), &nothing, &Actor::Clock).await.unwrap(),
            Err(IssueFault::Statement(StatementFault::Nothing))
        );
        certificates.journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn it_is_revoked_once_by_whoever_answers_for_its_unit_and_everybody_learns_why(database) {
        let certificates = certificates(&database).await;
        let mine = officer(&certificates, "officer", qionghai()).await;
        let elsewhere = officer(&certificates, "elsewhere", Unit::County("469005".into())).await;
        let number = issued(&certificates, &a_certificate()).await;
        let revoke = async |by: &Staff, note: &str| {
            certificates.revoke(CommandId::fresh(), &number, Reason::Corrected, note, by).await.unwrap()
        };
        assert_eq!(revoke(&elsewhere, "").await, Err(Refusal::NotFound));
        assert!(certificates.recent(&elsewhere, 20).await.unwrap().is_empty());
        assert_eq!(revoke(&mine, "时间写错了").await, Ok(()));
        assert_eq!(revoke(&mine, "").await, Err(Refusal::NotNow));
        let found = found(&certificates, &number).await;
        assert_eq!(found.state, State::Revoked { on: shanghai::today(), reason: Reason::Corrected });
        assert_eq!(said(&found).0.statement.recorded_by, "嘉积镇社工站");
        assert!(certificates.sound(&number).await.unwrap().is_none(), "there are no files of it any more");
        let listed = certificates.recent(&mine, 20).await.unwrap();
        assert_eq!(certificates.note(&listed[0]).await.unwrap().as_deref(), Some("时间写错了"));
        assert_eq!(certificates.revoked().await.unwrap(), [listed[0].id]);
        certificates.journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn whoever_has_one_withdraws_it_and_nobody_else_does(database) {
        let certificates = certificates(&database).await;
        let new = a_certificate();
        let number = issued(&certificates, &new).await;
        let kept = certificates.of(new.volunteer).await.unwrap().remove(0);
        assert_eq!(certificates.name_on(&kept).await.unwrap().as_deref(), Some("王*"));
        let withdraw = async |command: CommandId, who: VolunteerId| {
            certificates.withdraw(command, &number, who).await.unwrap()
        };
        let command = CommandId::fresh();
        assert_eq!(withdraw(command, VolunteerId::fresh()).await, Err(Refusal::NotFound));
        for _ in 0..2 {
            assert_eq!(withdraw(command, new.volunteer).await, Ok(()), "a second press");
        }
        assert_eq!(withdraw(CommandId::fresh(), new.volunteer).await, Err(Refusal::NotNow));
        let state = found(&certificates, &number).await.state;
        assert_eq!(state, State::Revoked { on: shanghai::today(), reason: Reason::Asked });
        certificates.forget(new.volunteer, &Actor::Volunteer(new.volunteer)).await.unwrap();
        assert_eq!(certificates.name_on(&kept).await.unwrap(), None);
    }

    async fn what_a_retired_key_has_signed_stays_good_also_under_another_master_key(database) {
        let before = Vault::under(SealingKey::fresh().unwrap());
        seed::reference(&database).await.unwrap();
        let certificates = under(&database, before.clone()).await;
        let old = issued(&certificates, &a_certificate()).await;
        let journal = &certificates.journal;
        let renewed = renew(journal, CommandId::fresh(), &Actor::Operator).await.unwrap().unwrap();
        let new = issued(&certificates, &a_certificate()).await;
        let keys = certificates.keys().await.unwrap();
        assert_eq!(keys.len(), 2);
        assert!(keys[0].retired_at_ms.is_some() && keys[1].retired_at_ms.is_none());
        let vault = before.followed_by(SealingKey::fresh().unwrap());
        vault::rotate(&database, &vault, |_| {}).await.unwrap();
        let later = under(&database, vault).await;
        let (old, new) = (found(&later, &old).await, found(&later, &new).await);
        assert_eq!(said(&old).1, keys[0].name);
        assert_eq!((said(&new).1, &renewed), (keys[1].name.as_str(), &keys[1].name));
        let third = issued(&later, &a_certificate()).await;
        assert_eq!(said(&found(&later, &third).await).1, renewed, "the same key signs on");
    }

    async fn two_who_issue_the_first_certificates_at_once_use_one_key(database) {
        let certificates = certificates(&database).await;
        let units = ["469002", "469005", "460100", "460200"].map(|code| Unit::County(code.into()));
        let issue = units.map(|unit| {
            let certificates = certificates.clone();
            tokio::spawn(async move {
                let new = NewCertificate { unit, ..a_certificate() };
                certificates.issue(CommandId::fresh(), &new, &Actor::Clock).await.unwrap().unwrap()
            })
        });
        for number in issue {
            let number = number.await.unwrap();
            said(&found(&certificates, &number).await);
        }
        assert_eq!(certificates.keys().await.unwrap().len(), 1);
    }

    async fn what_was_changed_in_the_database_is_not_believed(database) {
        let certificates = certificates(&database).await;
        let (one, other) = (issued(&certificates, &a_certificate()).await, issued(&certificates, &a_certificate()).await);
        // The hours in the row are raised.
        tamper(&database, "hours", &one).await;
        assert!(matches!(found(&certificates, &one).await.content, Some(Content::Broken)));
        assert!(certificates.sound(&one).await.unwrap().is_none());
        // It is said to be signed by a key that is not there, or is another.
        renew(&certificates.journal, CommandId::fresh(), &Actor::Operator).await.unwrap().unwrap();
        tamper(&database, "key", &other).await;
        assert!(matches!(found(&certificates, &other).await.content, Some(Content::Broken)));
    }

    async fn the_content_can_be_erased_and_the_number_stays_known(database) {
        let certificates = certificates(&database).await;
        let new = a_certificate();
        let number = issued(&certificates, &new).await;
        certificates.forget(new.volunteer, &Actor::Clock).await.unwrap();
        certificates.forget(new.volunteer, &Actor::Clock).await.unwrap();
        let erased = found(&certificates, &number).await;
        assert!(erased.content.is_none() && erased.state == State::Valid);
        assert!(certificates.sound(&number).await.unwrap().is_none());
        // It can still be revoked, and no note is kept, for which there is no key any more.
        let mine = officer(&certificates, "officer", qionghai()).await;
        let revoked = certificates.revoke(CommandId::fresh(), &number, Reason::Untrue, "走了", &mine).await;
        assert_eq!(revoked.unwrap(), Ok(()));
        certificates.journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn nothing_is_certified_of_whoever_has_just_erased_themselves(database) {
        let certificates = certificates(&database).await;
        for round in 0..8 {
            let new = a_certificate();
            let whose = new.volunteer.to_string();
            let begin = async |tx: &mut Transaction<'_>| {
                certificates.journal.record_key(tx, "volunteer", &whose).await.map(drop)
            };
            database.transaction(begin).await.unwrap();
            let erase = async {
                let work = async |tx: &mut Transaction<'_>| certificates.journal.erase(tx, "volunteer", &whose).await;
                assert!(database.transaction(work).await.unwrap());
                certificates.forget(new.volunteer, &Actor::Clock).await.unwrap();
            };
            let (issued, ()) = tokio::join!(certificates.issue(CommandId::fresh(), &new, &Actor::Clock), erase);
            match issued.unwrap() {
                Ok(number) => assert!(found(&certificates, &number).await.content.is_none(), "round {round}"),
                Err(fault) => assert_eq!(fault, IssueFault::Refused(Refusal::NotFound), "round {round}"),
            }
            let late = certificates.issue(CommandId::fresh(), &new, &Actor::Clock).await.unwrap();
            assert_eq!(late, Err(IssueFault::Refused(Refusal::NotFound)), "round {round}");
        }
    }

    async fn numbers_are_not_tried_without_end(database) {
        let certificates = certificates(&database).await;
        let network: Option<IpAddr> = Some("203.0.113.9".parse().unwrap());
        let number = issued(&certificates, &a_certificate()).await;
        for bits in 0..WRONG_NUMBERS_MAX {
            let tried = certificates.find(&Number::of(u128::try_from(bits).unwrap()), network).await.unwrap();
            assert_eq!(tried.unwrap_err(), NumberFault::Unknown);
        }
        let wrong = Number::of(7);
        assert_eq!(certificates.find(&wrong, network).await.unwrap().unwrap_err(), NumberFault::TooMany);
        let elsewhere = Some("203.0.113.10".parse().unwrap());
        assert_eq!(certificates.find(&wrong, elsewhere).await.unwrap().unwrap_err(), NumberFault::Unknown);
        assert!(certificates.find(&number, network).await.unwrap().is_ok(), "a village behind one network");
    }

    async fn hours_are_handed_over_in_the_columns_that_are_kept(database) {
        let certificates = certificates(&database).await;
        assert_eq!(certificates.mapping().await.unwrap(), Mapping::default());
        let mapping = Mapping::parse("name = 志愿者姓名\nhours = 时长\nactivity = 活动").unwrap();
        for _ in 0..2 {
            let kept = certificates.keep_mapping(CommandId::fresh(), &mapping, &Actor::Clock).await.unwrap();
            assert_eq!(kept, Ok(()));
        }
        assert_eq!(certificates.mapping().await.unwrap(), mapping);
        let NewCertificate { statement, .. } = a_certificate();
        let item = Item { activity: "=1+1,\"x\"".into(), ..statement.items[0].clone() };
        let hours = HoursId::fresh();
        let record = Record {
            hours,
            volunteer: VolunteerId::fresh(),
            volunteer_number: statement.volunteer_number,
            name: "王小明".into(),
            item,
            recorded_by: statement.recorded_by,
            beside: Beside::default(),
            person: Person::default(),
        };
        let exported = certificates.export(Language::Zh, &[record]).await.unwrap();
        assert_eq!(exported.csv, "\u{feff}志愿者姓名,时长,活动\r\n王小明,2.5,\"'=1+1,\"\"x\"\"\"\r\n");
        assert!(exported.workbook.starts_with(b"PK"));
    }
}

#[test]
fn stars_are_those_of_the_configuration() {
    let configured = |text: &str| {
        let settings = [("LASTMETRE_VOLUNTEER_STAR_HOURS".to_owned(), text.to_owned())];
        Configuration::read(None, settings).map(|it| it.volunteer_star_hours.0)
    };
    assert_eq!(configured("50,60").unwrap().most(), 2);
    assert!(configured("60,50").is_err());
}
