//! Tablets as the server hears them: what they send arrives once and in order, and only while somebody may send it.

#![allow(clippy::unwrap_used, reason = "only tests stand here")]

#[path = "pages/nasty.rs"]
#[allow(dead_code, reason = "only its texts are sent")]
mod nasty;
mod support;
// Under the name that the unit tests know it by too.
use support::databases;

use app::{
    access::Role,
    ids::{CommandId, StationId},
    journal::model::{Change, Command, Fields, Refusal, Unit},
    offline::exchange::{
        CHANNEL, Ended, Enrolled, HELP, LEAVE, Numbered, Outcome, PULL, PUSH, Pull, Pulled, Push, Pushed,
        SAID, TAKE_DOWN,
    },
    stations::edit::{ENTITY, Field, REASON, day_fields, reason_on, tended_value, verify_fields},
};
use axum::body::Body;
use databases::on_each_database;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use server::{database::now_ms, seed};
use support::{Answer, Colleague, TestSite, demo_day};

/// A site with the demo units, and a worker of one of them with a tablet.
struct Story {
    site: TestSite,
    worker: Colleague,
    tablet: Enrolled,
    station: StationId,
}

impl Story {
    async fn begins(database: server::database::Database) -> Self {
        seed::reference(&database).await.unwrap();
        seed::demo(&database, demo_day()).await.unwrap();
        let site = TestSite::on(database).await;
        let station = site.program.directory.get().station("qionghai-jiaji").unwrap().id;
        let worker = site.signed_in("worker", Role::SocialWorker, Unit::Station(station)).await;
        let tablet = enrol(&site, &worker).await;
        Self { site, worker, tablet, station }
    }

    fn command(&self, kind: &str, fields: Fields) -> Command {
        Command {
            id: CommandId::fresh(),
            unit: Unit::Station(self.station),
            entity: ENTITY.into(),
            entity_id: self.station.to_string(),
            basis: 1,
            kind: kind.into(),
            fields,
            reason: String::new(),
            made_at_ms: 5,
        }
    }

    fn phone(&self, from: &str, to: &str) -> Command {
        self.command("edit_station", [("phone".to_owned(), Change::from_to(from, to))].into())
    }

    /// The unit as it is now.
    async fn unit(&self) -> app::stations::model::Station {
        self.site.program.directory.refresh().await.unwrap();
        self.site.program.directory.get().station_with_id(self.station).unwrap().clone()
    }

    async fn phone_now(&self) -> String {
        self.site.program.directory.refresh().await.unwrap();
        let directory = self.site.program.directory.get();
        directory.station_with_id(self.station).unwrap().phones[0].number.clone()
    }

    async fn asks(&self, address: &str, body: &impl Serialize) -> Answer {
        ask(&self.site, &self.tablet.token, address, body).await
    }

    async fn pushes(&self, commands: &[(i64, &Command)]) -> Pushed {
        read(&self.asks(PUSH, &batch(commands)).await)
    }

    async fn rows(&self) -> usize {
        let database = &self.site.program.database;
        server::journal::queries::rows_after(database, &self.station.to_string(), 0, 1_000)
            .await
            .unwrap()
            .iter()
            .filter(|row| row.entity == ENTITY)
            .count()
    }
}

fn batch(commands: &[(i64, &Command)]) -> Push {
    let numbered = |(number, command): &(i64, &Command)| Numbered {
        number: *number,
        id: command.id,
        command: serde_json::to_value(command).unwrap(),
    };
    Push { sent_at_ms: now_ms(), commands: commands.iter().map(numbered).collect() }
}

async fn enrol(site: &TestSite, who: &Colleague) -> Enrolled {
    let headers = [("cookie", who.cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let body = Body::from("{\"name\":\"  前台的 平板 \"}");
    let answer = site.send("POST", "/field/sync/enrol", &headers, body).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    read(&answer)
}

async fn ask(site: &TestSite, token: &str, address: &str, body: &impl Serialize) -> Answer {
    let token = format!("Bearer {token}");
    let headers = [("authorization", token.as_str()), ("sec-fetch-site", "same-origin")];
    site.send("POST", address, &headers, Body::from(serde_json::to_vec(body).unwrap())).await
}

fn read<A: DeserializeOwned>(answer: &Answer) -> A {
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

fn ended(answer: &Answer) -> Ended {
    assert_eq!(answer.status, 401);
    serde_json::from_slice(&answer.body).unwrap()
}

on_each_database! {
    async fn what_a_tablet_sends_arrives_once_and_in_order(database) {
        let story = Story::begins(database).await;
        assert_eq!(story.tablet.name, "前台的 平板");
        let first = story.phone(&story.phone_now().await, "0898-1111 1111");
        let again = story.phone("0898-1111 1111", "0898-2222 2222");
        // A gap is answered with the number that is expected, and changes nothing.
        let answer = story.pushes(&[(2, &again)]).await;
        assert_eq!((answer.expected, answer.answers.len(), story.rows().await), (1, 0, 0));
        let answer = story.pushes(&[(1, &first), (2, &again)]).await;
        assert!(matches!(answer.answers[1].outcome, Outcome::Done { .. }), "{answer:?}");
        assert_eq!((answer.expected, story.phone_now().await.as_str()), (3, "0898-2222 2222"));
        // The same again gets the same answer, also under other numbers.
        for numbers in [(1, 2), (3, 4), (9, 9)] {
            let repeated = story.pushes(&[(numbers.0, &first), (numbers.1, &again)]).await;
            assert_eq!(repeated.answers, answer.answers, "{numbers:?}");
        }
        assert_eq!(story.rows().await, 2);
        // Somebody else's value stays, and both are told.
        let late = story.phone("0898-1111 1111", "0898-3333 3333");
        let expected = story.pushes(&[]).await.expected;
        let answer = story.pushes(&[(expected, &late)]).await;
        let Outcome::Done { conflicts, .. } = &answer.answers[0].outcome else { panic!("{answer:?}") };
        assert_eq!((&conflicts[0].current, &conflicts[0].wanted), (&"0898-2222 2222".into(), &"0898-3333 3333".into()));
    }

    async fn a_tablet_put_back_to_an_old_state_is_told_where_to_count_on_and_the_office_sees_it(database) {
        let story = Story::begins(database).await;
        let day = demo_day();
        let made = [1, 2].map(|_| story.command("close_today", day_fields(server::shanghai::today(), None, Some("typhoon"))));
        let answer = story.pushes(&[(1, &made[0])]).await;
        assert!(matches!(answer.answers[0].outcome, Outcome::Done { .. }), "{day} {answer:?}");
        let answer = story.pushes(&[(1, &made[1])]).await;
        assert_eq!((answer.expected, answer.answers.len()), (2, 0));
        let page = story.site.get_with("/office/devices", &[("cookie", &story.worker.cookie)]).await;
        assert!(page.text().contains("它曾被恢复到较早的状态"), "{}", page.text());
    }

    async fn a_refused_command_holds_back_the_later_ones_of_its_record_and_one_that_cannot_be_read_nobody(database) {
        let story = Story::begins(database).await;
        let bad = story.phone("x", "no number at all");
        let behind = story.command("close_today", day_fields(server::shanghai::today(), None, Some("rain")));
        let mut push = batch(&[(1, &bad), (2, &bad), (3, &behind)]);
        push.commands[0].id = CommandId::fresh();
        push.commands[0].command = serde_json::json!({"written": "by a later release"});
        let fits = story.phone(&story.phone_now().await, "not digits");
        push.commands[1] = Numbered { number: 2, id: fits.id, command: serde_json::to_value(&fits).unwrap() };
        let answer: Pushed = read(&story.asks(PUSH, &push).await);
        let outcomes: Vec<_> = answer.answers.into_iter().map(|it| it.outcome).collect();
        let refused = || Outcome::Refused(Refusal::AgainstARule);
        assert_eq!(outcomes, [refused(), refused(), Outcome::Held]);
        let answer = story.pushes(&[(4, &behind)]).await;
        assert!(matches!(answer.answers[0].outcome, Outcome::Done { .. }), "{answer:?}");
    }

    async fn a_call_that_was_taken_down_without_a_network_arrives_once_and_a_half_written_one_is_refused(database) {
        let story = Story::begins(database).await;
        let told = |pairs: &[(&str, &str)]| {
            let id = CommandId::fresh();
            let said = serde_json::to_string(pairs).unwrap();
            let fields = [(SAID.to_owned(), Change::to(said))].into();
            Command { id, entity: HELP.into(), entity_id: id.to_string(), ..story.command(TAKE_DOWN, fields) }
        };
        let said = [
            (CHANNEL, "outreach"), ("danger", "no"), ("words", "屋顶漏了，家里有老人。"),
            ("place.county", "469002"), ("place.town", "469002100"),
            ("called", "林阿婆"), ("phone", "13800135678"), ("message", "yes"), ("relation", "neighbour"),
        ];
        let whole = told(&said);
        for number in [1, 1, 2] {
            let answer = story.pushes(&[(number, &whole)]).await;
            assert_eq!(answer.answers[0].outcome, Outcome::Done { version: 1, conflicts: Vec::new() });
        }
        let cookie = [("cookie", story.worker.cookie.as_str())];
        let list = story.site.get_with("/office/help", &cookie).await;
        assert_eq!(list.text().matches(&format!("/office/help/{}", whole.id)).count(), 1, "{}", list.text());
        let one = story.site.get_with(&format!("/office/help/{}", whole.id), &cookie).await;
        assert!(one.text().contains("屋顶漏了，家里有老人。"), "{}", one.text());
        let public = story.site.get("/field/directory.json").await;
        assert!(!public.text().contains("林阿婆"));
        let without = |name: &str| said.iter().copied().filter(|(it, _)| *it != name).collect::<Vec<_>>();
        let enciphered = Command {
            fields: [(SAID.to_owned(), Change::to("c2VhbGVk.b3Blbg=="))].into(),
            ..told(&said)
        };
        for (number, bad) in (3..).zip([told(&without(CHANNEL)), told(&without("phone")), enciphered]) {
            let answer = story.pushes(&[(number, &bad)]).await;
            assert_eq!(answer.answers[0].outcome, Outcome::Refused(Refusal::AgainstARule), "{bad:?}");
        }
    }

    async fn a_foreign_unit_answers_like_one_that_is_not_there(database) {
        let story = Story::begins(database).await;
        let foreign = story.site.program.directory.get().stations.iter().find(|it| it.id != story.station).unwrap().id;
        for (number, id) in [(1, foreign), (2, StationId::fresh())] {
            let command = Command { unit: Unit::Station(id), entity_id: id.to_string(), ..story.phone("1", "0898-1") };
            let answer = story.pushes(&[(number, &command)]).await;
            assert_eq!(answer.answers[0].outcome, Outcome::Refused(Refusal::NotFound), "{id}");
        }
        // Nor does a tablet do more than tablets do, or hide one command in another.
        for (number, command) in [(3, story.command("close_station", Fields::new())), (4, Command { entity: "staff".into(), ..story.phone("1", "2") })] {
            let answer = story.pushes(&[(number, &command)]).await;
            assert_eq!(answer.answers[0].outcome, Outcome::Refused(Refusal::AgainstARule));
        }
        let mut push = batch(&[(5, &story.phone("1", "2"))]);
        push.commands[0].id = CommandId::fresh();
        let answer: Pushed = read(&story.asks(PUSH, &push).await);
        assert_eq!(answer.answers[0].outcome, Outcome::Refused(Refusal::AgainstARule));
    }

    async fn a_tablet_hears_its_own_units_and_only_what_is_new(database) {
        let story = Story::begins(database).await;
        let pulled: Pulled = read(&story.asks(PULL, &Pull::default()).await);
        assert_eq!(pulled.scope, [Unit::Station(story.station)]);
        assert_eq!(pulled.units[0].records[0].entity_id, story.station.to_string());
        let cursors = [(Unit::Station(story.station), pulled.units[0].until)].into();
        let pull = Pull { cursors, ..Pull::default() };
        assert!(read::<Pulled>(&story.asks(PULL, &pull).await).units.is_empty());
        let command = story.phone(&story.phone_now().await, "0898-1111 1111");
        story.pushes(&[(1, &command)]).await;
        let pulled: Pulled = read(&story.asks(PULL, &pull).await);
        assert_eq!(pulled.units[0].records[0].fields["phones"][0]["number"], "0898-1111 1111");
        // A number from another life of the server.
        let pull = Pull { cursors: [(Unit::Station(story.station), 1_000)].into(), ..Pull::default() };
        assert_eq!(read::<Pulled>(&story.asks(PULL, &pull).await).units.len(), 1);
    }

    async fn nothing_is_taken_from_a_tablet_that_was_revoked_or_whose_owner_is_gone(database) {
        let story = Story::begins(database).await;
        assert_eq!(ended(&ask(&story.site, "guessed", PULL, &Pull::default()).await), Ended::Unknown);
        let other = enrol(&story.site, &story.worker).await;
        assert_eq!(ask(&story.site, &other.token, LEAVE, &Pull::default()).await.status, 200);
        assert_eq!(ended(&ask(&story.site, &other.token, PULL, &Pull::default()).await), Ended::Revoked);
        let command = story.phone(&story.phone_now().await, "0898-1111 1111");
        let account = story.site.program.accounts.everybody().await.unwrap().into_iter().find(|it| it.id == story.worker.id).unwrap();
        let admin = story.site.signed_in("admin", Role::AccountsAdministrator, Unit::Province).await;
        let admin = story.site.program.accounts.everybody().await.unwrap().into_iter().find(|it| it.id == admin.id).unwrap();
        story.site.program.accounts.disable(CommandId::fresh(), &admin, account.id, account.version).await.unwrap().unwrap();
        assert_eq!(ended(&story.asks(PUSH, &batch(&[(1, &command)])).await), Ended::OwnerGone);
        assert_eq!(story.rows().await, 0);
    }

    async fn a_tablet_is_revoked_by_its_owner_and_by_whoever_lets_them_back_in_and_by_nobody_else(database) {
        let story = Story::begins(database).await;
        let county = Unit::County("469002".into());
        let colleague = story.site.signed_in("colleague", Role::SocialWorker, Unit::Station(story.station)).await;
        let officer = story.site.signed_in("officer", Role::CountyOfficer, county).await;
        let leader = story.site.signed_in("leader", Role::StationLeader, Unit::Station(story.station)).await;
        for (who, status) in [(&colleague, 404), (&officer, 404), (&leader, 303)] {
            let form = format!("command={}&device={}", CommandId::fresh(), story.tablet.device);
            let headers = [
                ("content-type", "application/x-www-form-urlencoded"),
                ("sec-fetch-site", "same-origin"),
                ("cookie", who.cookie.as_str()),
            ];
            let page = story.site.get_with("/en/office/devices", &[("cookie", &who.cookie)]).await;
            assert_eq!(page.text().contains("前台的 平板"), status == 303);
            let answer = story.site.send("POST", "/office/devices", &headers, Body::from(form)).await;
            assert_eq!(answer.status, status);
        }
        assert_eq!(ended(&story.asks(PULL, &Pull::default()).await), Ended::Revoked);
    }

    async fn a_clock_ten_years_ahead_is_told_and_decides_nothing(database) {
        let story = Story::begins(database).await;
        let command = Command { made_at_ms: i64::MAX, ..story.phone(&story.phone_now().await, "0898-1111 1111") };
        let push = Push { sent_at_ms: now_ms() + 10 * 365 * 24 * 3_600_000, ..batch(&[(1, &command)]) };
        let answer: Pushed = read(&story.asks(PUSH, &push).await);
        assert!(matches!(answer.answers[0].outcome, Outcome::Done { .. }));
        assert!((answer.now_ms - now_ms()).abs() < 60_000);
        let page = story.site.get_with("/office/devices", &[("cookie", &story.worker.cookie)]).await;
        assert!(page.text().contains("它的时钟快了"), "{}", page.text());
        // And a day far ahead is none that can be closed.
        let far = server::shanghai::today() + time::Duration::days(3_650);
        let answer = story.pushes(&[(2, &story.command("close_today", day_fields(far, None, Some("rain"))))]).await;
        assert_eq!(answer.answers[0].outcome, Outcome::Refused(Refusal::AgainstARule));
    }
}

#[tokio::test]
async fn what_is_no_question_of_a_tablet_is_refused_with_its_status() {
    let site = TestSite::with_demo().await;
    let worker = site.signed_in("worker", Role::Supervisor, Unit::Province).await;
    let tablet = enrol(&site, &worker).await;
    let token = format!("Bearer {}", tablet.token);
    let headers = [("authorization", token.as_str()), ("sec-fetch-site", "same-origin")];
    for body in ["", "null", "[]", "{\"sent_at_ms\":1}", "{\"sent_at_ms\":1e9,\"commands\":[]}", "\u{0}"] {
        assert_eq!(site.send("POST", PUSH, &headers, Body::from(body)).await.status, 400, "{body:?}");
    }
    let large = "x".repeat(300_000);
    assert_eq!(site.send("POST", PUSH, &headers, Body::from(large)).await.status, 413);
    let cookie = [("cookie", worker.cookie.as_str()), ("sec-fetch-site", "same-origin")];
    for name in ["", "   ", "\\u0007", &"长".repeat(41)] {
        let body = format!("{{\"name\":\"{name}\"}}");
        assert_eq!(
            site.send("POST", "/field/sync/enrol", &cookie, Body::from(body)).await.status,
            422,
            "{name}"
        );
    }
}

on_each_database! {
    async fn whatever_a_tablet_sends_in_a_field_is_kept_or_refused_and_comes_back_as_text(database) {
        let story = Story::begins(database).await;
        let today = server::shanghai::today();
        let mut number = 0;
        // What differs between the databases is what a text may hold, and not which of them.
        let step = if matches!(story.site.program.database, server::database::Database::Sqlite { .. }) { 1 } else { 6 };
        let texts = nasty::TEXTS.into_iter().step_by(step).chain(["\u{0}", "a\u{0}b"]);
        for (at, text) in texts.enumerate() {
            let unit = story.unit().await;
            // From what stands there, so that nothing but the value itself can be wrong.
            let edit = |field: Field, to: Value| {
                story.command("edit_station", [(field.word().to_owned(), Change::from_to(tended_value(&unit, field), to))].into())
            };
            let week = (0..7).map(|_| Value::from_iter([text])).collect::<Value>();
            let named = [(text.to_owned(), Change::to("x"))].into();
            let mut day = day_fields(today, None, Some("rain"));
            day.insert("day".into(), Change::to(text));
            let mut verified = verify_fields(None, today);
            verified.insert("verified_on".into(), Change::to(text));
            let seen = reason_on(&unit, today);
            let fresh = || story.command("verify_station", verify_fields(None, today));
            let mut commands = vec![
                edit(Field::Phone, text.into()),
                edit(Field::Phone, format!("0898-1，{text}").into()),
                edit(Field::Hours, week),
                edit(Field::Hours, text.into()),
                edit(Field::Holidays, text.into()),
                story.command("edit_station", named),
                story.command("close_today", day_fields(today, seen.as_deref(), Some(text))),
                story.command("close_today", day),
                story.command("verify_station", verified),
                Command { reason: text.to_owned(), ..fresh() },
                Command { kind: text.to_owned(), ..fresh() },
                Command { entity: text.to_owned(), ..fresh() },
                Command { entity_id: text.to_owned(), ..fresh() },
            ];
            // A set where there is none, and what no tablet of ours writes.
            commands.push(story.command("edit_station", [("phone".to_owned(), Change::Members { add: [text.to_owned()].into(), remove: Default::default() })].into()));
            for command in commands {
                number += 1;
                let answer = story.pushes(&[(number, &command)]).await;
                assert_eq!((answer.expected, answer.answers.len()), (number + 1, 1), "{text:?} {command:?}");
                let outcome = &answer.answers[0].outcome;
                assert!(matches!(outcome, Outcome::Done { .. } | Outcome::Refused(_)), "{text:?} {outcome:?}");
            }
            for name in ["id", "unit", "basis", "fields", "made_at_ms", "nonsense"].into_iter().skip(at % 6).take(1) {
                number += 1;
                let command = fresh();
                let mut push = batch(&[(number, &command)]);
                push.commands[0].command[name] = text.into();
                let answer: Pushed = read(&story.asks(PUSH, &push).await);
                let taken = matches!(answer.answers[0].outcome, Outcome::Done { .. });
                assert_eq!(taken, name == "nonsense" && !text.contains('\0'), "{name} {text:?} {:?}", answer.answers[0]);
            }
            let page = story.site.get("/stations/qionghai-jiaji").await;
            assert_eq!(page.status, 200, "{text:?}");
            for mark in ["<script>alert", "<img src=x", "<svg/onload", "<![CDATA["] {
                assert!(!page.text().contains(mark), "{mark} came back as it was");
            }
            let today = reason_on(&story.unit().await, today);
            assert!(today.is_none_or(|reason| !reason.contains(['\u{0}', '\n', '\u{202e}'])), "{REASON} {text:?}");
        }
    }

    async fn a_command_for_a_unit_that_was_merged_away_meanwhile_is_refused_and_the_tablet_hears_why(database) {
        let story = Story::begins(database).await;
        let pulled: Pulled = read(&story.asks(PULL, &Pull::default()).await);
        let lost = story.phone(&story.phone_now().await, "0898-1111 1111");
        let officer = story.site.signed_in("officer", Role::CountyOfficer, Unit::County("469002".into())).await;
        let into = story.site.program.directory.get().station("qionghai-tanmen").unwrap().id;
        let id = CommandId::fresh();
        let form = format!("command={id}&basis=1&act=close_station&into={into}&sure=on");
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("cookie", officer.cookie.as_str()),
        ];
        let merged = story.site.send("POST", "/office/stations/qionghai-jiaji", &headers, Body::from(form)).await;
        assert_eq!(merged.status, 303);
        let answer = story.pushes(&[(1, &lost)]).await;
        assert_eq!(answer.answers[0].outcome, Outcome::Refused(Refusal::NotNow));
        assert_ne!(story.phone_now().await, "0898-1111 1111");
        let cursors = [(Unit::Station(story.station), pulled.units[0].until)].into();
        let pulled: Pulled = read(&story.asks(PULL, &Pull { cursors, ..Pull::default() }).await);
        assert_eq!(pulled.units[0].records[0].fields["merged_into"], into.to_string());
    }

    async fn a_batch_that_was_cut_off_anywhere_changes_nothing_and_arrives_whole_the_next_time(database) {
        let story = Story::begins(database).await;
        let command = story.phone(&story.phone_now().await, "0898-1111 1111");
        let whole = serde_json::to_vec(&batch(&[(1, &command)])).unwrap();
        let token = format!("Bearer {}", story.tablet.token);
        let headers = [("authorization", token.as_str()), ("sec-fetch-site", "same-origin")];
        for end in (0..whole.len()).step_by(29) {
            let answer = story.site.send("POST", PUSH, &headers, Body::from(whole[..end].to_vec())).await;
            assert_eq!(answer.status, 400, "cut off after {end} bytes");
        }
        assert_eq!(story.rows().await, 0);
        assert_eq!(story.pushes(&[(1, &command)]).await.expected, 2);
        assert_eq!((story.rows().await, story.phone_now().await.as_str()), (1, "0898-1111 1111"));
    }
}
