//! E-mail for volunteers: an address that counts once a code has shown whose it is, and what comes there for the calendar,
//! read by a library that reads calendars.

use app::{
    access::Role,
    icalendar::Method,
    ids::{ActivityId, CommandId, ShiftId},
    journal::model::Unit,
    messages::model::Channel,
};
use ical::parser::ical::component::IcalEvent;
use server::{
    activities::sign_ups::queries::sign_ups_of,
    config::Configuration,
    jobs::Bell,
    messages::{Letter, Messages},
    volunteers::Volunteers,
};

use crate::{
    activities::{Office, tap, the_form, volunteer_of},
    calendars::{address_on, made, press, value},
    help::jiaji,
    matching::asks_the_first,
    nasty::encoded,
    support::{Answer, TestSite},
    volunteers::registered,
};

const PAGE: &str = "/volunteers/me/email";
const ADDRESS: &str = "xiaohua@example.org";
const SENDER: &str = "post@example.org";

async fn site() -> TestSite {
    let from = format!("LastMetre <{SENDER}>");
    TestSite::with_demo_and(&[
        ("sms", "show"),
        ("smtp_url", "show://in-the-office"),
        ("mail_from", from.as_str()),
    ])
    .await
}

async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    site.as_volunteer(cookie, address, Some(&pairs.join("&"))).await
}

/// What was written by e-mail, the first first.
async fn mails(site: &TestSite) -> Vec<Letter> {
    let (opened, _) = site.program.messages.list("", 1000, 0).await.unwrap();
    let email = opened.into_iter().filter(|it| it.row.channel == Channel::Email.word());
    let mut letters: Vec<_> = email.filter_map(|it| it.letter).collect();
    letters.reverse();
    letters
}

async fn mails_to(site: &TestSite, address: &str) -> Vec<Letter> {
    let mails = mails(site).await.into_iter();
    // Codes aside.
    mails.filter(|it| it.to == address && !it.text.zh.contains("验证码")).collect()
}

async fn sms_told(site: &TestSite, words: &str) -> usize {
    let (opened, _) = site.program.messages.list("", 1000, 0).await.unwrap();
    let sms = opened.into_iter().filter(|it| it.row.channel == Channel::Sms.word());
    sms.filter_map(|it| it.letter).filter(|it| it.text.zh.contains(words)).count()
}

async fn told(site: &TestSite) {
    let (volunteers, certificates, messages) =
        (&site.program.volunteers, &site.program.certificates, &site.program.messages);
    site.program.activities.tell_all(volunteers, certificates, messages).await.unwrap();
}

async fn version(site: &TestSite, cookie: &str) -> String {
    let id = volunteer_of(site, cookie).await;
    site.program.volunteers.find(id).await.unwrap().unwrap().version.to_string()
}

/// Asks for a code; gives the key of the request.
async fn asked(site: &TestSite, cookie: &str, address: &str) -> String {
    let (command, basis) = (CommandId::fresh().to_string(), version(site, cookie).await);
    let pairs = [("command", command.as_str()), ("basis", basis.as_str()), ("email", address)];
    let answer = post(site, cookie, PAGE, &pairs).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").split_once("key=").unwrap().1.to_owned()
}

/// The code that went to an address last.
async fn code_to(site: &TestSite, address: &str) -> String {
    let letter = mails(site).await.into_iter().rfind(|it| it.to == address).unwrap();
    let mut digits = letter.text.zh.split(|sign: char| !sign.is_ascii_digit());
    digits.find(|digits| digits.len() == 6).unwrap().to_owned()
}

/// Lets a volunteer be written to at an address.
async fn proves(site: &TestSite, cookie: &str, address: &str) {
    let key = asked(site, cookie, address).await;
    let code = code_to(site, address).await;
    let done = post(site, cookie, "/volunteers/code", &[("key", &key), ("code", &code)]).await;
    assert_eq!(done.header("location"), "/volunteers/me?done=1", "{}", done.text());
    assert_eq!(done.header("set-cookie"), "", "an address lets nobody in");
}

async fn takes(site: &TestSite, cookie: &str, id: ActivityId, act: &str, of: &str) {
    let answer = site.as_volunteer(cookie, &format!("/activities/{id}"), Some(&tap(act, of))).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// The one event of a letter, and its number; every line of the file fits.
fn event(letter: &Letter, method: Method) -> (IcalEvent, i64) {
    let calendar = letter.calendar.as_ref().unwrap();
    assert_eq!(calendar.method, method, "{}", letter.subject.zh);
    assert!(calendar.text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let mut read = ical::IcalParser::new(calendar.text.as_bytes()).next().unwrap().unwrap();
    let said = read.properties.iter().find(|it| it.name == "METHOD").unwrap();
    assert_eq!(said.value.as_deref(), Some(method.word()));
    assert_eq!(read.events.len(), 1);
    let event = read.events.remove(0);
    assert_eq!(value(&event, "ORGANIZER"), format!("mailto:{SENDER}"));
    assert_eq!(value(&event, "ATTENDEE"), format!("mailto:{}", letter.to));
    let sequence = value(&event, "SEQUENCE").parse().unwrap();
    (event, sequence)
}

/// The event of a shift as the calendar of a volunteer reads it.
async fn in_feed(site: &TestSite, cookie: &str, shift: ShiftId) -> IcalEvent {
    let id = volunteer_of(site, cookie).await;
    let link = site.program.volunteers.calendar_link(id, None).await.unwrap();
    let shown = press(site, cookie, &made(&CommandId::fresh().to_string(), link.version)).await;
    let feed = site.get(&address_on(&shown).unwrap()).await;
    let read = ical::IcalParser::new(feed.text().as_bytes()).next().unwrap().unwrap();
    let mut events = read.events.into_iter();
    events.find(|it| value(it, "UID").starts_with(&shift.to_string())).unwrap()
}

#[tokio::test]
async fn who_is_asked_to_help_is_told_in_every_way_and_not_what_for() {
    let site = site().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let lan = registered(&site, &[("times", "weekday_morning")]).await;
    proves(&site, &lan, ADDRESS).await;
    asks_the_first(&site, &worker.cookie).await;
    let mails = mails_to(&site, ADDRESS).await;
    let [asked] = mails.as_slice() else { panic!("{mails:?}") };
    assert!(asked.text.zh.contains("/matching") && !asked.text.zh.contains("取药"), "{}", asked.text.zh);
    assert_eq!(sms_told(&site, &asked.text.zh).await, 1, "the same by SMS");
}

#[tokio::test]
async fn an_address_counts_once_its_code_was_given_and_goes_at_once() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, shift) = office.published().await;
    let lan = registered(&site, &[]).await;
    let page = site.as_volunteer(&lan, "/volunteers/me", None).await;
    assert!(page.text().contains("邮箱（选填）") && page.text().contains("name=\"email\""));
    for wrong in
        ["", "xiaohua", "13800138000", "a@b", "a@example.org\r\nBcc: b@example.org", "<a@example.org>"]
    {
        let answer = post(&site, &lan, PAGE, &[("email", wrong)]).await;
        assert!(answer.status == 422 && answer.text().contains("请检查邮箱地址"), "{wrong:?}");
    }
    let key = asked(&site, &lan, ADDRESS).await;
    let code_page = site.get(&format!("/volunteers/code?key={key}")).await;
    assert!(code_page.text().contains("x***@example.org"), "{}", code_page.text());
    let sign_up = async || takes(&site, &lan, id, "sign_up", &shift.to_string()).await;
    sign_up().await;
    told(&site).await;
    assert!(mails_to(&site, ADDRESS).await.is_empty(), "nobody has shown whose it is");
    assert_eq!(sms_told(&site, "您已报名").await, 1);
    let wrong = post(&site, &lan, "/volunteers/code", &[("key", &key), ("code", "1")]).await;
    assert_eq!(wrong.status, 422);
    let code = code_to(&site, ADDRESS).await;
    for _ in 0..2 {
        let right = post(&site, "", "/volunteers/code", &[("key", &key), ("code", &code)]).await;
        assert_eq!(
            (right.header("location"), right.header("set-cookie")),
            ("/volunteers/me?done=1", ""),
            "a press more gets the same answer, and nobody in"
        );
    }
    let page = site.as_volunteer(&lan, "/volunteers/me", None).await;
    assert!(page.text().contains("现在发到 x***@example.org") && !page.text().contains(ADDRESS));
    for data in ["/volunteers/me/data.json", "/volunteers/me/data.csv"] {
        assert!(site.as_volunteer(&lan, data, None).await.text().contains(ADDRESS), "{data}");
    }
    // What was told elsewhere changes nothing about it.
    proves(&site, &lan, "other@example.org").await;
    assert!(
        site.as_volunteer(&lan, "/volunteers/me/data.json", None).await.text().contains("other@example.org")
    );
    let sign_ups = sign_ups_of(&site.program.database, shift).await.unwrap();
    takes(&site, &lan, id, "cancel", &sign_ups[0].id.to_string()).await;
    told(&site).await;
    assert!(mails_to(&site, ADDRESS).await.is_empty());
    assert_eq!(mails_to(&site, "other@example.org").await.len(), 1);
    assert_eq!(sms_told(&site, "您已取消").await, 0, "what one did oneself costs no SMS");

    let old = post(&site, &lan, PAGE, &[("act", "withdraw"), ("basis", "1")]).await;
    assert_eq!(old.status, 409);
    let basis = version(&site, &lan).await;
    let gone = post(&site, &lan, PAGE, &[("act", "withdraw"), ("basis", &basis)]).await;
    assert_eq!(gone.header("location"), "/volunteers/me?done=1");
    let (opened, _) = site.program.messages.list("waiting", 100, 0).await.unwrap();
    let mut waits =
        opened.iter().filter_map(|it| it.letter.as_ref()).filter(|it| it.to == "other@example.org");
    assert!(waits.all(|it| it.text.zh.contains("验证码")), "what waited is not sent");
    assert!(!site.as_volunteer(&lan, "/volunteers/me/data.json", None).await.text().contains("example.org"));
    sign_up().await;
    told(&site).await;
    assert_eq!(mails_to(&site, "other@example.org").await.len(), 1);
}

#[tokio::test]
async fn an_address_gets_few_codes_and_one_that_is_wrong_too_often_ends() {
    let site = site().await;
    let lan = registered(&site, &[]).await;
    let key = asked(&site, &lan, ADDRESS).await;
    let code = code_to(&site, ADDRESS).await;
    for _ in 0..5 {
        post(&site, &lan, "/volunteers/code", &[("key", &key), ("code", "1")]).await;
    }
    let late = post(&site, &lan, "/volunteers/code", &[("key", &key), ("code", &code)]).await;
    assert_eq!(late.status, 410);
    for _ in 0..2 {
        asked(&site, &lan, ADDRESS).await;
    }
    let more = post(&site, &lan, PAGE, &[("email", ADDRESS)]).await;
    assert!(more.status == 422 && more.text().contains("验证码发送太多了"), "{}", more.text());
    // Whoever erases themselves takes along what they asked for.
    assert_eq!(site.as_volunteer(&lan, "/volunteers/me/erase", Some("sure=on")).await.status, 303);
    assert!(mails(&site).await.is_empty());
}

#[tokio::test]
async fn where_no_mail_is_sent_the_page_says_so_and_takes_no_address() {
    let site = TestSite::with_demo_and(&[("sms", "show")]).await;
    let lan = registered(&site, &[]).await;
    let page = site.as_volunteer(&lan, "/volunteers/me", None).await;
    assert!(page.text().contains("还没有接通邮件") && !page.text().contains("name=\"email\""));
    assert_eq!(post(&site, &lan, PAGE, &[("email", ADDRESS)]).await.status, 422);
}

#[tokio::test]
async fn what_comes_by_mail_says_what_the_calendar_says() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, shift) = office.published().await;
    let (lan, ming) = (registered(&site, &[]).await, registered(&site, &[("name", "符大明")]).await);
    proves(&site, &lan, ADDRESS).await;
    proves(&site, &ming, "daming@example.org").await;
    takes(&site, &lan, id, "sign_up", &shift.to_string()).await;
    takes(&site, &ming, id, "sign_up", &shift.to_string()).await;
    told(&site).await;
    let first = mails_to(&site, ADDRESS).await;
    let [letter] = first.as_slice() else { panic!("{first:?}") };
    assert!(letter.subject.zh.contains("陪长者看医生") && letter.text.zh.contains("您已报名"));
    let (seated, begun) = event(letter, Method::Request);
    let feed = in_feed(&site, &lan, shift).await;
    for name in ["UID", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "URL"] {
        assert_eq!(value(&seated, name), value(&feed, name), "{name}");
    }
    let attendee = seated.properties.iter().find(|it| it.name == "ATTENDEE").unwrap();
    let states = attendee.params.iter().flatten().find(|(name, _)| name == "PARTSTAT").unwrap();
    assert_eq!(states.1, ["ACCEPTED"]);
    let waits = mails_to(&site, "daming@example.org").await;
    assert!(waits.len() == 1 && waits[0].calendar.is_none(), "who stands in the line is not expected");

    // Another place to meet, under a name that would like to be more than a name.
    let name = "陪长者看医生\r\nBcc: evil@example.org\r\nATTENDEE:mailto:evil@example.org";
    let found = server::activities::queries::one(&site.program.database, id).await.unwrap().unwrap();
    let (command, basis) = (CommandId::fresh().to_string(), found.version.to_string());
    let mut form = the_form(&command, "", "");
    form.push(("basis", &basis));
    for (field, said) in &mut form {
        match *field {
            "name" => *said = name,
            "address" => *said = "嘉积镇文化站门口",
            _ => {}
        }
    }
    let edited = office.post(&office.worker, &format!("/office/activities/{id}/edit"), &form).await;
    assert_eq!(edited.status, 303, "{}", edited.text());
    told(&site).await;
    let (changed, later) = event(&mails_to(&site, ADDRESS).await[1], Method::Request);
    assert!(later > begun && value(&changed, "UID") == value(&seated, "UID"));
    assert!(value(&changed, "LOCATION").contains("文化站"));
    assert_eq!(changed.properties.iter().filter(|it| it.name == "ATTENDEE").count(), 1);
    assert!(mails_to(&site, "daming@example.org").await[1].calendar.is_none());

    // Her cancellation takes it out, and his place comes once he says yes.
    let sign_ups = sign_ups_of(&site.program.database, shift).await.unwrap();
    takes(&site, &lan, id, "cancel", &sign_ups[0].id.to_string()).await;
    takes(&site, &ming, id, "accept", &sign_ups[1].id.to_string()).await;
    told(&site).await;
    let (out, last) = event(&mails_to(&site, ADDRESS).await[2], Method::Cancel);
    assert!(
        last > later && value(&out, "STATUS") == "CANCELLED" && value(&out, "UID") == value(&seated, "UID")
    );
    let his = mails_to(&site, "daming@example.org").await;
    let [_, _, offered, seated] = his.as_slice() else { panic!("{his:?}") };
    assert!(offered.calendar.is_none() && offered.text.zh.contains("为您保留到"));
    let (expected, before) = event(seated, Method::Request);
    let feed = in_feed(&site, &ming, shift).await;
    assert_eq!(value(&expected, "SEQUENCE"), value(&feed, "SEQUENCE"));
    // Who comes back has a place that is newer than what was taken out.
    takes(&site, &lan, id, "sign_up", &shift.to_string()).await;
    assert_eq!(office.step(&office.leader, id, "cancel_activity", &[("reason", "台风")]).await.status, 303);
    told(&site).await;
    let off = mails_to(&site, "daming@example.org").await.pop().unwrap();
    assert!(off.text.zh.contains("取消了：台风"));
    let (off, end) = event(&off, Method::Cancel);
    assert!(end > before && value(&off, "STATUS") == "CANCELLED");
    let hers = mails_to(&site, ADDRESS).await.pop().unwrap();
    assert!(hers.text.zh.contains("取消了：台风") && hers.calendar.is_none(), "she waited, and had no place");
    assert_eq!(sms_told(&site, "取消了：台风").await, 2);
}

/// Somebody who gave their address and has a place in an activity; gives their cookie.
async fn with_a_place(site: &TestSite) -> String {
    let (id, shift) = Office::of(site).await.published().await;
    let lan = registered(site, &[]).await;
    proves(site, &lan, ADDRESS).await;
    takes(site, &lan, id, "sign_up", &shift.to_string()).await;
    lan
}

#[tokio::test]
async fn who_has_no_sms_is_told_by_mail_and_who_is_erased_by_nothing() {
    let site = site().await;
    let lan = with_a_place(&site).await;
    // The same site, where SMS are off now.
    let settings = [("LASTMETRE_SMTP_URL", "show://in-the-office"), ("LASTMETRE_MAIL_FROM", SENDER)];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let configuration = Configuration::read(None, settings).unwrap();
    let (accounts, directory) = (&site.program.accounts, site.program.directory.clone());
    let messages = Messages::open(&configuration, accounts.journal().clone(), Bell::default()).unwrap();
    let volunteers = Volunteers::new(&configuration, accounts, messages.clone(), directory);
    site.program.activities.tell_all(&volunteers, &site.program.certificates, &messages).await.unwrap();
    assert_eq!(mails_to(&site, ADDRESS).await.len(), 1);
    assert_eq!(sms_told(&site, "您已报名").await, 0);
    assert_eq!(site.as_volunteer(&lan, "/volunteers/me/erase", Some("sure=on")).await.status, 303);
    told(&site).await;
    assert!(mails(&site).await.is_empty(), "nothing of it can be read, and nothing was written since");
    let untold = site.program.activities.untold(10).await.unwrap();
    assert!(untold.is_empty(), "{untold:?}");
}

#[tokio::test]
async fn the_office_reads_an_invitation_only_where_it_was_not_sent() {
    let site = site().await;
    let _cookie = with_a_place(&site).await;
    told(&site).await;
    let guard = site.signed_in("guard", Role::SecurityAdministrator, Unit::Province).await;
    let page = async || site.get_with("/office/messages", &[("cookie", &guard.cookie)]).await;
    assert!(!page().await.text().contains("BEGIN:VCALENDAR"), "it waits, and may still be sent");
    let (opened, _) = site.program.messages.list("waiting", 100, 0).await.unwrap();
    for waits in opened {
        site.program.messages.send(&waits.row.id).await.unwrap();
    }
    let shown = page().await;
    assert!(shown.text().contains("附件：日历邀请") && shown.text().contains("METHOD:REQUEST"));
    assert!(shown.text().contains("x***@example.org"));
}
