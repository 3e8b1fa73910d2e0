//! A person who stands nowhere else is put wherever the program keeps something of people; then every public address
//! is asked, the log is read and every column of the database is looked through for them.
//!
//! What is looked for is each value as it is and in the forms that hide it from a reader but not from who wants it:
//! encoded for addresses, pages and documents, in hexadecimal digits, in base64, and as a plain hash that anybody
//! could compute of a number.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fs,
};

use app::{
    access::Role,
    complaints::model::Step,
    help::model::{Said as HelpSaid, Step as HelpStep},
    ids::{CommandId, StaffId},
    journal::model::{Actor, Change, Command, Unit},
    language::Language,
    messages::{model::Channel, templates::Draft},
    text::Text,
    tickets::TicketCode,
};
use axum::body::Body;
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use server::{
    activities::queries,
    complaints::Asked,
    config::LogFormat,
    database::{Database, Transaction},
    help::{Asked as HelpAsked, Coming, Doing, Sent as HelpSent},
    journal::fields,
    messages::{NewMessage, tell},
    seed,
};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

use super::{STATION, STRANGER, addresses, form, post_as, unit_of};
use crate::{
    databases::on_each_database,
    support::{Answer, PASSWORD, TestSite, demo_day, keep},
};

const NAME: &str = "金丝雀林珍珠";
const SIGN_IN_NAME: &str = "canary.zhen7391";
const PHONE: &str = "13991827364";
const OTHER_PHONE: &str = "13991827365";
const EMAIL: &str = "canary7391@person.example";
const ID_NUMBER: &str = "46000219551030739X";
const HOUSE: &str = "尾塘村民小组金丝雀巷十七号";
/// What a station needs somebody for.
const NEED: &str = "金丝雀陪长者到榕树下取药";
/// Of somebody who is employed and has no account.
const EMPLOYED: &str = "金丝雀符椰香";
const CERTIFICATE: &str = "CANARY-7391-2604";
const BROWSER: &str = "CanaryBrowser7391";
/// How every hash of a password begins.
const HASHED: &str = "$argon2id$v=19$m=19456";

/// Where values stand as they are, on purpose: who works here is found by the one and called by the other. Hashes of
/// passwords stand nowhere but with whom they let in.
const PLAIN: [(&str, &str); 4] = [
    ("staff.name", NAME),
    ("staff.sign_in_name", SIGN_IN_NAME),
    ("staff.password", HASHED),
    ("volunteers.password_hash", HASHED),
];

/// What is looked for, in all its forms.
struct Wanted {
    /// A form in small letters, and the value it is of.
    forms: Vec<(Vec<u8>, String)>,
    /// The forms that begin with two bytes.
    by_beginning: Vec<Vec<usize>>,
}

impl Wanted {
    /// What is known of a person may be guessed, so its plain hash tells of it; tokens are random, and kept as such.
    fn of(values: &[&str], tokens: &[String]) -> Self {
        let mut forms: Vec<_> = values.iter().map(|value| (plain_hash(value), (*value).to_owned())).collect();
        for value in values.iter().copied().chain(tokens.iter().map(String::as_str)) {
            let lower = self::forms(value).into_iter().map(|form| form.to_ascii_lowercase());
            forms.extend(lower.map(|form| (form, value.to_owned())));
        }
        let mut by_beginning = vec![Vec::new(); 1 << 16];
        for (index, (form, _)) in forms.iter().enumerate() {
            by_beginning[beginning(form)].push(index);
        }
        Self { forms, by_beginning }
    }

    /// The values that stand in these bytes in any form.
    fn found_in(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let bytes = bytes.to_ascii_lowercase();
        let mut found = BTreeSet::new();
        for (at, pair) in bytes.windows(2).enumerate() {
            for index in &self.by_beginning[beginning(pair)] {
                let (form, value) = &self.forms[*index];
                if bytes[at..].starts_with(form) {
                    found.insert(value.as_str());
                }
            }
        }
        found
    }

    /// The values that stand in an answer: its headers, or its body.
    fn found_in_answer(&self, answer: &Answer) -> BTreeSet<&str> {
        let mut found = self.found_in(&answer.body);
        for (name, value) in &answer.headers {
            found.extend(self.found_in(name.as_str().as_bytes()));
            found.extend(self.found_in(value.as_bytes()));
        }
        found
    }
}

fn beginning(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

/// What anybody can compute of a number, and try out all numbers with.
fn plain_hash(value: &str) -> Vec<u8> {
    Sha256::digest(value).iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect()
}

/// A value as it is, and as it may be written. Large and small letters make no difference.
fn forms(value: &str) -> Vec<Vec<u8>> {
    let joined = |each: fn(char) -> String| value.chars().map(each).collect::<String>();
    let bytes = |each: fn(&u8) -> String| value.as_bytes().iter().map(each).collect::<String>();
    let utf16 = |sign: char| {
        let mut units = [0; 2];
        sign.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>()
    };
    let mut forms = vec![
        value.to_owned(),
        bytes(|byte| format!("%{byte:02x}")),
        bytes(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) => char::from(*byte).to_string(),
            byte => format!("%{byte:02x}"),
        }),
        bytes(|byte| format!("{byte:02x}")),
        joined(|sign| format!("&#{};", u32::from(sign))),
        joined(|sign| format!("&#x{:x};", u32::from(sign))),
        value.chars().map(utf16).collect(),
        value.chars().rev().collect(),
    ];
    // Wherever it begins within other bytes that are encoded with it; signs that depend on those are left out.
    for before in 0..3 {
        let encoded = STANDARD_NO_PAD.encode([&vec![0; before], value.as_bytes()].concat());
        let begin = [0, 2, 3][before];
        let end = (before + value.len()) / 3 * 4;
        let whole = &encoded[begin..end];
        forms.push(whole.to_owned());
        forms.push(whole.replace('+', "-").replace('/', "_"));
    }
    forms.sort();
    forms.dedup();
    forms.into_iter().map(String::into_bytes).collect()
}

#[test]
fn a_value_is_found_in_whatever_it_is_wrapped() {
    let wanted = Wanted::of(&[NAME, PHONE, EMAIL], &[]);
    for (text, value) in [
        ("<td>金丝雀林珍珠</td>", NAME),
        ("?q=%E9%87%91%e4%b8%9d%E9%9B%80%E6%9E%97%E7%8F%8D%E7%8F%A0&", NAME),
        ("{\"name\":\"\\u91d1\\u4E1D\\u96c0\\u6797\\u73cd\\u73e0\"}", NAME),
        ("&#37329;&#19997;&#38592;&#26519;&#29645;&#29664;", NAME),
        ("tel:+8613991827364", PHONE),
        ("3133393931383237333634", PHONE),
        ("MTM5OTE4MjczNjQ=", PHONE),
        ("dGVsOjEzOTkxODI3MzY0", PHONE),
        ("dGU6MTM5OTE4MjczNjQ=", PHONE),
        ("Canary7391@Person.Example", EMAIL),
        ("canary7391%40person.example", EMAIL),
        ("7215ca48d3d7cb6fcf8ed7122c4a349828cf46226abd908e3f7def684566e406", PHONE),
    ] {
        assert_eq!(wanted.found_in(text.as_bytes()), BTreeSet::from([value]), "{text}");
    }
    for text in ["", "1", "139****7364", "金丝雀", "13991827365", "canary7391"] {
        assert!(wanted.found_in(text.as_bytes()).is_empty(), "{text}");
    }
}

/// Somebody of the office who may see what was put there, and what to look for.
struct Planted {
    administrator: String,
    leader: String,
    tokens: Vec<String>,
}

/// Puts the person wherever something of people is kept today, by what the program does every day.
async fn plant(site: &TestSite) -> Planted {
    let administrator = site.signed_in("gardener", Role::AccountsAdministrator, Unit::Province).await;
    let station = unit_of(site, Role::SocialWorker);
    // A member of the staff: invited, with a password and two sessions, and names that were guessed at.
    let (person, key) = site.invited_as(NAME, SIGN_IN_NAME, Role::SocialWorker, station.clone()).await;
    let agent = format!("Mozilla/5.0 ({BROWSER}) Firefox/130.0");
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("user-agent", agent.as_str()),
    ];
    let post = async |address: &str, pairs: &[(&str, &str)]| {
        site.send_from(STRANGER, "POST", address, &headers, Body::from(form(pairs))).await
    };
    let started = post("/start", &[("key", &key), ("password", PASSWORD), ("again", PASSWORD)]).await;
    assert_eq!(started.status, 303);
    let entered = post("/sign-in", &[("name", SIGN_IN_NAME), ("password", PASSWORD)]).await;
    assert_eq!(entered.status, 303);
    for name in [SIGN_IN_NAME, NAME, PHONE, ID_NUMBER, EMAIL] {
        assert_eq!(post("/sign-in", &[("name", name), ("password", HOUSE)]).await.status, 422, "{name}");
    }
    let token = |answer: &Answer| {
        let cookie = answer.header("set-cookie");
        cookie.split_once('=').unwrap().1.split(';').next().unwrap().to_owned()
    };
    let mut tokens = vec![key, token(&started), token(&entered)];
    // Whoever wants to be reminded: one on the list, with a reminder written; one who has only asked.
    for contact in [PHONE, OTHER_PHONE, EMAIL] {
        let pairs = [("contact", contact), ("lead", "3"), ("examination", "on"), ("agree", "on")];
        let asked = post("/reminders", &pairs).await;
        assert_eq!(asked.status, 303, "{contact}");
        let key = asked.header("location").split_once("key=").unwrap().1.to_owned();
        if contact != OTHER_PHONE {
            let code = code_sent_to(site, contact).await;
            let confirmed = post("/reminders/confirm", &[("key", &key), ("code", &code)]).await;
            assert_eq!(confirmed.status, 200);
            let leave = confirmed.text().split_once("/reminders/leave?key=").unwrap().1;
            tokens.push(leave.split(['"', '&', '<']).next().unwrap().to_owned());
        }
        tokens.push(key);
    }
    // Whoever complains, with all that they leave of themselves, and what is answered to them.
    let everything = [NAME, PHONE, EMAIL, ID_NUMBER, HOUSE].join(" ");
    for contact in [PHONE, EMAIL] {
        let text = format!("{everything} {OTHER_PHONE}");
        let pairs = [
            ("kind", "complaint"),
            ("county", "469002"),
            ("unit", STATION),
            ("text", text.as_str()),
            ("contact", contact),
            ("name", NAME),
        ];
        let sent = post("/complaints", &pairs).await;
        assert_eq!(sent.status, 200);
        let (_, rest) = sent.text().split_once("<code>").unwrap();
        let code = rest.split("</code>").next().unwrap().replace("<wbr>", "");
        tokens.push(code.replace('-', ""));
        answer_complaint(site, &code, &everything).await;
        let objects = [("code", code.as_str()), ("act", "object"), ("reason", everything.as_str())];
        assert_eq!(post("/complaints/status", &objects).await.status, 200);
        tokens.push(code);
    }
    tokens.extend(call_for_help(site, &everything).await);
    tokens.extend(volunteer(site, &everything).await);
    need(site).await;
    let mut reminded = 0;
    for event in site.program.reminders.all_events().await.unwrap() {
        reminded += site.program.reminders.remind(event.details.from).await.unwrap();
    }
    assert!(reminded >= 2, "nobody was reminded");
    put_into_records(site, administrator.id, person).await;
    let leader = employ(site).await;
    for message in site.program.messages.list("waiting", 100, 0).await.unwrap().0 {
        if message.row.channel == Channel::Sms.word() {
            site.program.messages.send(&message.row.id).await.unwrap();
        }
    }
    Planted { administrator: administrator.cookie, leader, tokens }
}

/// Enters somebody in the register of a unit and reads their certificate number; gives the cookie of whoever did.
async fn employ(site: &TestSite) -> String {
    let leader =
        site.signed_in("canary.leader", Role::StationLeader, unit_of(site, Role::StationLeader)).await;
    let page = format!("/office/stations/{STATION}/staff");
    let id = CommandId::fresh().to_string();
    let entry = [
        ("act", "employ"),
        ("command", id.as_str()),
        ("basis", ""),
        ("name", EMPLOYED),
        ("post", "social_worker"),
        ("employer", "演示社工机构"),
        ("qualification", "assistant"),
        ("certificate", CERTIFICATE),
        ("from", "2024-03-01"),
    ];
    let entered = post_as(site, &leader.cookie, &page, form(&entry)).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    let fresh = CommandId::fresh().to_string();
    let reveal = [
        ("act", "reveal_certificate"),
        ("command", fresh.as_str()),
        ("entry", id.as_str()),
        ("purpose", "check"),
    ];
    let revealed = post_as(site, &leader.cookie, &page, form(&reveal)).await;
    assert!(revealed.text().contains(CERTIFICATE), "{}", revealed.status);
    leader.cookie
}

/// Lets the office admit a complaint and answer it.
async fn answer_complaint(site: &TestSite, code: &str, words: &str) {
    let code = TicketCode::parse(code).unwrap();
    let complaints = &site.program.complaints;
    let found = complaints.ticket(&code, None).await.unwrap().unwrap();
    let name = format!("officer.{}", found.id);
    let (officer, _) = site.invited(&name, Role::CountyOfficer, Unit::County("469002".into())).await;
    let everybody = site.program.accounts.everybody().await.unwrap();
    let officer = everybody.into_iter().find(|staff| staff.id == officer).unwrap();
    for (step, basis, words) in [(Step::Admit, 1, ""), (Step::Answer, 2, words)] {
        let asked = Asked { id: CommandId::fresh(), complaint: &found.id, basis, step, words, to: None };
        complaints.step(&officer, &asked).await.unwrap().unwrap();
    }
}

/// Somebody calls for help and says everything there is to say, a call is begun and left, and the station writes all of
/// it down again; gives the code and the tokens of both.
async fn call_for_help(site: &TestSite, everything: &str) -> Vec<String> {
    let help = &site.program.help;
    let said: [(&str, Vec<(&str, &str)>); 7] = [
        ("call.danger_now", vec![("danger", "no")]),
        ("call.what_happened", vec![("words", everything)]),
        ("call.place_group", vec![("place.county", "469002"), ("place.town", "469002100"), ("where", HOUSE)]),
        ("call.reach", vec![("called", NAME), ("phone", OTHER_PHONE)]),
        ("call.leave_word", vec![("message", "yes")]),
        ("call.best_time_page", vec![("best_time", EMAIL)]),
        ("call.who", vec![("relation", "self")]),
    ];
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let token = help.begin(None).await.unwrap();
        assert!(help.choose(&token, "").await.unwrap());
        for (key, pairs) in &said {
            let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            assert!(help.keep_page(&token, key, pairs).await.unwrap());
        }
        tokens.push(token);
    }
    let sent = help.send(&tokens[0], Language::Zh, &Coming::default()).await.unwrap();
    let Some(HelpSent::Kept { code, .. }) = sent else { panic!("{sent:?}") };
    let (call, _) = help.ticket(&code, "7365", None).await.unwrap().unwrap();
    let unit = unit_of(site, Role::SocialWorker);
    let (worker, _) = site.invited("canary.worker", Role::SocialWorker, unit).await;
    let everybody = site.program.accounts.everybody().await.unwrap();
    let worker = everybody.into_iter().find(|staff| staff.id == worker).unwrap();
    for (step, basis) in [(HelpStep::Admit, 1), (HelpStep::Advise, 2), (HelpStep::Note, 3)] {
        let said = HelpSaid { words: everything.to_owned(), ..HelpSaid::default() };
        let doing = Doing::Step(step);
        let asked = HelpAsked { id: CommandId::fresh(), call: &call.id, basis, doing, said };
        help.step(&worker, &asked).await.unwrap().unwrap();
    }
    let added = HelpSaid { words: everything.to_owned(), ..HelpSaid::default() };
    help.by_caller(CommandId::fresh(), &call, HelpStep::Add, &added).await.unwrap().unwrap();
    tokens.push(code.as_str().to_owned());
    tokens.push(code.to_string());
    tokens
}

/// Somebody volunteers and tells everything, is opened by the station, and a note says all of it again; they set a password,
/// and come in with it. Gives the tokens of their code and their cookies.
async fn volunteer(site: &TestSite, everything: &str) -> Vec<String> {
    let post = async |address: &str, pairs: &[(&str, &str)]| post_as(site, "", address, form(pairs)).await;
    let asked = post("/volunteers/register", &[("phone", OTHER_PHONE), ("next", "/volunteers/me")]).await;
    let key = asked.header("location").split_once("key=").unwrap().1.to_owned();
    let code = code_sent_to(site, OTHER_PHONE).await;
    assert_eq!(post("/volunteers/code", &[("key", &key), ("code", &code)]).await.status, 303);
    let id = CommandId::fresh().to_string();
    let told = [
        ("key", key.as_str()),
        ("command", &id),
        ("name", NAME),
        ("born", "1955-10-30"),
        ("county", "469002"),
        ("town", "469002100"),
        ("id_number", ID_NUMBER),
        ("as_written", "on"),
        ("skills_note", HOUSE),
        ("health", everything),
        ("emergency_name", NAME),
        ("emergency_phone", PHONE),
        ("home", NAME),
        ("occupation", EMAIL),
        ("agree", "on"),
    ];
    let registered = post("/volunteers/register/details", &told).await;
    assert_eq!(registered.status, 303, "{}", registered.text());
    let cookie = registered.header("set-cookie").split(';').next().unwrap();
    let unit = unit_of(site, Role::StationLeader);
    let leader = site.signed_in("canary.leader.two", Role::StationLeader, unit).await;
    let page = format!("/office/volunteers/{id}");
    for (basis, act) in [("1", "open_volunteer"), ("1", "pause_volunteer"), ("2", "note_award")] {
        let command = CommandId::fresh().to_string();
        let pairs = [
            ("command", command.as_str()),
            ("basis", basis),
            ("act", act),
            ("words", everything),
            ("title", NAME),
            ("by", EMAIL),
            ("day", "2026-01-02"),
        ];
        let done = post_as(site, &leader.cookie, &page, form(&pairs)).await;
        assert!(done.status == 200 || done.status == 303, "{act}: {}", done.status);
    }
    correction(site, cookie, &leader.cookie, everything).await;
    let command = CommandId::fresh().to_string();
    let wanted = [("command", command.as_str()), ("basis", "3"), ("password", PASSWORD), ("again", PASSWORD)];
    let set = post_as(site, cookie, "/volunteers/me/password", form(&wanted)).await;
    assert_eq!(set.status, 303, "{}", set.text());
    let enter = async |who: &str, password: &str| {
        post("/volunteers/sign-in/password", &[("who", who), ("password", password)]).await
    };
    for (who, password) in [(OTHER_PHONE, HOUSE), (PHONE, PASSWORD), (NAME, PASSWORD)] {
        assert_eq!(enter(who, password).await.status, 422, "{who}");
    }
    let entered = enter(OTHER_PHONE, PASSWORD).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    let token = |cookie: &str| cookie.split_once('=').unwrap().1.split(';').next().unwrap().to_owned();
    vec![key, token(cookie), token(entered.header("set-cookie"))]
}

/// The volunteer wants the record of a service put right and says everything again, and so does the answer.
async fn correction(site: &TestSite, cookie: &str, leader: &str, everything: &str) {
    let unit = unit_of(site, Role::SocialWorker);
    let worker = site.signed_in("canary.enters", Role::SocialWorker, unit.clone()).await;
    let (id, unit) = (CommandId::fresh().to_string(), unit.to_string());
    let day = (time::OffsetDateTime::now_utc() - time::Duration::days(3)).date().to_string();
    let entry = [
        ("command", id.as_str()),
        ("unit", &unit),
        ("late", "1"),
        ("reason", "当天没有网络"),
        ("name", "陪长者看医生"),
        ("category", "elders"),
        ("service", "B01"),
        ("content", "陪两位长者去卫生院取药"),
        ("risks", "天热"),
        ("leader", "符站长"),
        ("phone", "0898-65310000"),
        ("place", "469002100"),
        ("address", "卫生院门口"),
        ("day", &day),
        ("from", "09:00"),
        ("to", "11:30"),
        ("places", "1"),
        ("weeks", ""),
    ];
    let entered = post_as(site, &worker.cookie, "/office/activities/new", form(&entry)).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    let shifts = queries::shifts_of(&site.program.database, id.parse().unwrap()).await.unwrap();
    let shift = shifts[0].id.to_string();
    let own = site.get_with("/volunteers/me", &[("cookie", cookie)]).await;
    let number = format!("HN{:.10}", own.text().split_once("<dd>HN").unwrap().1);
    let page = format!("/office/activities/{id}");
    let asks = [
        ("shift", shift.as_str()),
        ("volunteer", &number),
        ("came", "09:00"),
        ("left", "11:00"),
        ("hours", "2"),
        ("reason", "没有签到"),
    ];
    for (by, act, basis, more) in [
        (worker.cookie.as_str(), "submit_activity", "2", &[][..]),
        (leader, "publish_activity", "3", &[]),
        (&worker.cookie, "ask_hours", "4", &asks),
    ] {
        let command = CommandId::fresh().to_string();
        let frame = [("command", command.as_str()), ("basis", basis), ("act", act)];
        let done = post_as(site, by, &page, form(&[&frame[..], more].concat())).await;
        assert_eq!(done.status, 303, "{act}: {}", done.text());
    }
    let command = CommandId::fresh().to_string();
    let wish = [("act", "correct"), ("command", command.as_str()), ("shift", &shift), ("words", everything)];
    let asked = post_as(site, cookie, "/activities/mine", form(&wish)).await;
    assert_eq!(asked.status, 303, "{}", asked.text());
    let records = "/office/activities/records";
    let waits = site.get_with(records, &[("cookie", leader)]).await;
    assert!([NAME, ID_NUMBER, HOUSE].iter().all(|it| waits.text().contains(it)), "{}", waits.text());
    let which = waits.text().split_once("name=\"correction\" value=\"").unwrap().1;
    let command = CommandId::fresh().to_string();
    let answer = [
        ("command", command.as_str()),
        ("correction", which.split('"').next().unwrap()),
        ("state", "corrected"),
        ("words", everything),
    ];
    let answered = post_as(site, leader, records, form(&answer)).await;
    assert_eq!(answered.status, 303, "{}", answered.text());
}

/// A station says what it needs somebody for, and whom to call.
async fn need(site: &TestSite) {
    let worker = site.signed_in("canary.asks", Role::SocialWorker, unit_of(site, Role::SocialWorker)).await;
    let unit = unit_of(site, Role::SocialWorker).to_string();
    let day = (time::OffsetDateTime::now_utc() + time::Duration::days(3)).date().to_string();
    let command = CommandId::fresh().to_string();
    let said = [
        ("command", command.as_str()),
        ("unit", &unit),
        ("title", NEED),
        ("task", NEED),
        ("place", "469002100"),
        ("time", "weekday_morning"),
        ("first", &day),
        ("address", HOUSE),
        ("meeting", NEED),
        ("contact", NAME),
        ("phone", OTHER_PHONE),
    ];
    let posted = post_as(site, &worker.cookie, "/office/matching/new", form(&said)).await;
    assert_eq!(posted.status, 303, "{}", posted.text());
    let page = posted.header("location").split('?').next().unwrap().to_owned();
    let shown = site.get_with(&page, &[("cookie", worker.cookie.as_str())]).await;
    assert!([NEED, NAME, HOUSE, OTHER_PHONE].iter().all(|it| shown.text().contains(it)), "{}", shown.text());
}

/// Messages and a row of the journal that say everything there is to say about somebody.
async fn put_into_records(site: &TestSite, administrator: StaffId, person: StaffId) {
    let everything = [NAME, PHONE, EMAIL, ID_NUMBER, HOUSE].join(" ");
    let text = || Text::new(&everything, &everything);
    let (messages, journal) = (&site.program.messages, site.program.accounts.journal());
    let ids = [administrator.to_string(), person.to_string()];
    let keep = async |channel: Channel, to: &str, about: (&str, &str), once: &str| {
        let message = NewMessage {
            once: once.to_owned(),
            channel,
            to,
            language: Language::Zh,
            draft: Draft { template: "notice", subject: text(), text: text() },
            leave: None,
            calendar: None,
            about,
            urgent: true,
            expires_at_ms: i64::MAX,
        };
        site.program.database.transaction(async |tx| messages.keep(tx, message).await).await.unwrap();
    };
    keep(Channel::Inbox, "", ("staff", &ids[0]), "canary/1").await;
    keep(Channel::Inbox, "", ("staff", &ids[1]), "canary/2").await;
    keep(Channel::Sms, PHONE, ("staff", &ids[1]), "canary/3").await;
    keep(Channel::Email, EMAIL, ("staff", &ids[1]), "canary/4").await;
    site.program
        .database
        .transaction(async |tx| {
            tell(journal, tx, person, app::messages::templates::Notice::PasswordSet).await
        })
        .await
        .unwrap();
    // As any record of a person is written: what is personal is sealed.
    let personal = ["name", "phone", "id_number", "house"];
    let command = Command {
        id: CommandId::fresh(),
        unit: unit_of(site, Role::SocialWorker),
        entity: "staff".into(),
        entity_id: person.to_string(),
        basis: 0,
        kind: "invite".into(),
        fields: fields([
            ("name", Change::from_to(NAME, everything.as_str())),
            ("phone", Change::to(PHONE)),
            ("id_number", Change::to(ID_NUMBER)),
            ("house", Change::from_to(HOUSE, EMAIL)),
        ]),
        reason: String::new(),
        made_at_ms: 0,
    };
    let work = async |_: &mut Transaction<'_>| Ok(Ok(()));
    journal.apply(&command, &Actor::Staff(administrator), &personal, work).await.unwrap().unwrap();
}

/// The code that was sent to somebody last.
async fn code_sent_to(site: &TestSite, contact: &str) -> String {
    let (messages, _) = site.program.messages.list("", 100, 0).await.unwrap();
    let letters = messages.into_iter().filter_map(|message| message.letter);
    let text = letters.filter(|letter| letter.to == contact).map(|letter| letter.text.zh).next().unwrap();
    let mut digits = text.split(|sign: char| !sign.is_ascii_digit());
    digits.find(|digits| digits.len() == 6).unwrap().to_owned()
}

/// The addresses of this site that an answer names, whatever it is: a page, a list, a document.
fn named_in(answer: &Answer) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(&answer.body) else { return Vec::new() };
    let own = |text: &str| {
        let text = text.strip_prefix("http://127.0.0.1:3000").unwrap_or(text);
        let address = text.split('#').next().unwrap_or_default().replace("&amp;", "&");
        let is_address = address.starts_with('/') && !address.starts_with("//") && address.is_ascii();
        (is_address && address.parse::<axum::http::Uri>().is_ok()).then_some(address)
    };
    let mut named: Vec<_> = text.split(['"', '\'', '<', '>', '\n', '\t', ' ']).filter_map(own).collect();
    named.extend(own(answer.header("location")));
    named
}

/// Pages of one kind, `/stations/…`, that are asked: one is made like the other.
const OF_A_KIND: usize = 12;

/// The kind of page that an address without a question leads to: all of it but the last part.
fn kind_of(address: &str) -> Option<&str> {
    let (kind, last) = address.split('?').next()?.rsplit_once('/')?;
    (!kind.is_empty() && kind != "/en" && !last.is_empty()).then_some(kind)
}

/// Asks every address of the table and whatever is named in an answer, and tells how many that were. Of addresses with
/// a question, those are asked that an answer to the table names: their answers name ever more questions.
async fn crawl(site: &TestSite, wanted: &Wanted) -> BTreeMap<String, u16> {
    let mut asked = BTreeMap::new();
    let table = addresses().into_iter().map(|(address, ..)| address);
    let mut to_ask: VecDeque<_> = table.map(|address| (address, true)).collect();
    // Whoever types the beginning of a name is not told how it goes on.
    for value in [NAME, SIGN_IN_NAME, PHONE, ID_NUMBER, HOUSE, EMPLOYED, CERTIFICATE] {
        let begin: String = value.chars().take(value.chars().count() / 2).collect();
        let begin = app::stations::filter::percent_encoded(&begin);
        for address in ["/suggest", "/stations", "/stations/points"] {
            to_ask.push_back((format!("{address}?q={begin}"), false));
            to_ask.push_back((format!("/en{address}?q={begin}"), false));
        }
    }
    let mut of_a_kind: BTreeMap<String, usize> = BTreeMap::new();
    while let Some((address, of_the_table)) = to_ask.pop_front() {
        if asked.contains_key(&address) {
            continue;
        }
        if let Some(kind) = kind_of(&address).filter(|_| !of_the_table) {
            let count = of_a_kind.entry(kind.to_owned()).or_default();
            *count += 1;
            if *count > OF_A_KIND {
                continue;
            }
        }
        let answer = site.send_from(STRANGER, "GET", &address, &[], Body::empty()).await;
        assert_eq!(wanted.found_in_answer(&answer), BTreeSet::new(), "GET {address} tells of somebody");
        let follow = |named: &String| !named.contains('?') || of_the_table;
        to_ask.extend(named_in(&answer).into_iter().filter(follow).map(|named| (named, false)));
        asked.insert(address, answer.status.as_u16());
    }
    asked
}

/// Asks for what goes wrong, and for what only this machine may ask.
async fn ask_for_refusals(site: &TestSite, wanted: &Wanted) {
    let own = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    let longest = format!("/stations?q={}", "a".repeat(9000));
    let too_large = "a".repeat(1 << 20);
    for (address, ..) in addresses() {
        for (method, headers, body) in [
            ("POST", &own[..], "a=b"),
            ("POST", &[], ""),
            ("PUT", &own, ""),
            ("OPTIONS", &[], ""),
            ("TRACE", &[], ""),
        ] {
            let answer =
                site.send_from(STRANGER, method, &address, headers, Body::from(body.to_owned())).await;
            assert_eq!(wanted.found_in_answer(&answer), BTreeSet::new(), "{method} {address}");
            assert!(method != "TRACE" || answer.status.is_client_error(), "{address} answers TRACE");
        }
    }
    for (method, address, body) in [
        ("GET", "/nowhere", ""),
        ("GET", "/en/nowhere", ""),
        ("GET", "/%ff", ""),
        ("GET", "/stations/%00", ""),
        ("GET", longest.as_str(), ""),
        ("GET", "/office/staff?key=%", ""),
        ("POST", "/sign-in", too_large.as_str()),
        ("POST", "/reminders/confirm", "key=%ff"),
    ] {
        let answer = site.send_from(STRANGER, method, address, &own, Body::from(body.to_owned())).await;
        assert!(answer.status.is_client_error() || answer.status.is_redirection(), "{method} {address:.40}");
        assert_eq!(wanted.found_in_answer(&answer), BTreeSet::new(), "{method} {address:.40}");
    }
    let figures = site.get("/metrics").await;
    assert!(figures.text().contains("/sign-in"), "{}", figures.text());
    assert_eq!(wanted.found_in_answer(&figures), BTreeSet::new());
}

on_each_database! {
    async fn a_person_stands_in_no_public_answer_in_no_line_of_the_log_and_sealed_in_the_database(database) {
        let (kept, _logging) = keep(LogFormat::Json, tracing::Level::TRACE);
        seed::reference(&database).await.unwrap();
        seed::demo(&database, demo_day()).await.unwrap();
        let settings = [
            ("sms", "show"),
            ("smtp_url", "smtps://user:password@127.0.0.1:1"),
            ("mail_from", "stations@example.org"),
            ("search_per_minute", "1000000"),
        ];
        let site = TestSite::on_with(database.clone(), &settings).await;
        let planted = plant(&site).await;
        let values = [NAME, SIGN_IN_NAME, PHONE, OTHER_PHONE, EMAIL, ID_NUMBER, HOUSE, BROWSER, PASSWORD, EMPLOYED, CERTIFICATE, NEED, HASHED];
        let wanted = Wanted::of(&values, &planted.tokens);

        // Who may see them does, by the same eyes: what is found nowhere else was there to be found.
        let as_administrator = [("cookie", planted.administrator.as_str())];
        for (address, expected) in [
            ("/office/staff", &[NAME, SIGN_IN_NAME][..]),
            ("/en/office/staff", &[NAME, SIGN_IN_NAME]),
            ("/office/inbox", &[NAME, PHONE, EMAIL, ID_NUMBER, HOUSE]),
        ] {
            let found = site.get_with(address, &as_administrator).await;
            let found = wanted.found_in_answer(&found);
            assert!(expected.iter().all(|value| found.contains(value)), "{address}: {found:?}");
        }

        let as_leader = [("cookie", planted.leader.as_str())];
        let register = site.get_with(&format!("/office/stations/{STATION}/staff"), &as_leader).await;
        let register = wanted.found_in_answer(&register);
        assert!(register.contains(EMPLOYED) && !register.contains(CERTIFICATE), "the number is masked: {register:?}");

        let asked = crawl(&site, &wanted).await;
        let found = asked.values().filter(|status| **status == 200).count();
        assert!(found > 200, "{found} of {} addresses", asked.len());
        ask_for_refusals(&site, &wanted).await;

        let log = kept.text();
        assert!(log.lines().count() >= asked.len(), "each request has its line");
        assert_eq!(wanted.found_in(log.as_bytes()), BTreeSet::new(), "the log tells of somebody");

        let plain: BTreeSet<_> = PLAIN.map(|(column, value)| (column.to_owned(), value.to_owned())).into();
        assert_eq!(columns_that_tell(&database, &wanted).await, plain);
        for file in files_of(&database).await {
            let found = wanted.found_in(&fs::read(&file).unwrap());
            assert_eq!(found, BTreeSet::from(PLAIN.map(|(_, value)| value)), "{file}");
        }
    }
}

/// The columns of all tables in which something stands, and what.
async fn columns_that_tell(database: &Database, wanted: &Wanted) -> BTreeSet<(String, String)> {
    const SQLITE: &str = "SELECT t.name, c.name, c.type = 'BLOB' FROM sqlite_schema t \
                          JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";
    const POSTGRES: &str = "SELECT table_name::text, column_name::text, FALSE FROM information_schema.columns \
                            WHERE table_schema = current_schema()";
    let columns: Vec<(String, String, bool)> = match database {
        Database::Sqlite { readers, .. } => sqlx::query_as(SQLITE).fetch_all(readers).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_as(POSTGRES).fetch_all(pool).await.unwrap(),
    };
    let tables: BTreeSet<_> = columns.iter().map(|(table, ..)| table.as_str()).collect();
    for table in [
        "staff",
        "sessions",
        "messages",
        "reminders",
        "reminder_requests",
        "complaints",
        "complaint_steps",
        "help_calls",
        "help_steps",
        "help_drafts",
        "register_entries",
        "volunteers",
        "volunteer_events",
        "volunteer_requests",
        "volunteer_sessions",
        "volunteer_calendar_links",
        "activity_corrections",
        "matching_needs",
        "matching_asks",
        "journal",
        "attempts",
    ] {
        assert!(tables.contains(table), "{table}");
    }
    let mut telling = BTreeSet::new();
    for (table, column, is_bytes) in &columns {
        let text = match is_bytes {
            true => format!("hex(\"{column}\")"),
            false => format!("CAST(\"{column}\" AS TEXT)"),
        };
        let sql = AssertSqlSafe(format!("SELECT COALESCE({text}, '') FROM \"{table}\""));
        let values: Vec<String> = match database {
            Database::Sqlite { readers, .. } => sqlx::query_scalar(sql).fetch_all(readers).await.unwrap(),
            Database::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.unwrap(),
        };
        for value in wanted.found_in(values.join("\n").as_bytes()) {
            telling.insert((format!("{table}.{column}"), value.to_owned()));
        }
    }
    telling
}

/// The files of the database themselves, where they are files: also what was written and is deleted, and indices.
async fn files_of(database: &Database) -> Vec<String> {
    let Database::Sqlite { readers, writer } = database else { return Vec::new() };
    // What is still on its way stands in the file afterwards.
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(writer).await.unwrap();
    let sql = "SELECT file FROM pragma_database_list WHERE name = 'main'";
    vec![sqlx::query_scalar(sql).fetch_one(readers).await.unwrap()]
}
