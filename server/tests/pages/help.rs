//! Calls for help over HTTP: one page after the other as an old phone sends them, the office, and whatever people type.

use std::sync::LazyLock;

use app::{access::Role, ids::CommandId, journal::model::Unit};
use axum::body::Body;
use time::Duration;

use crate::{
    nasty::{TEXTS, encoded},
    support::{Answer, TestSite},
};

const WORDS: &str = "婆婆一个人住，两天没有出门。";

/// An old phone: it keeps its cookie, and knows no scripts.
pub(crate) struct Phone<'a> {
    site: &'a TestSite,
    pub(crate) cookie: String,
}

impl Phone<'_> {
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.site.get_with(address, &[("cookie", &self.cookie)]).await
    }

    pub(crate) async fn post(&mut self, address: &str, pairs: &[(&str, &str)]) -> Answer {
        let answer = post(self.site, &self.cookie, address, pairs).await;
        let set = answer.header("set-cookie");
        if let Some((cookie, _)) = set.split_once(';') {
            cookie.clone_into(&mut self.cookie);
        }
        answer
    }

    /// Sends a page, and is led to the next.
    pub(crate) async fn says(&mut self, page: &str, key: &str, pairs: &[(&str, &str)]) {
        let all: Vec<_> = [("help.page", key)].into_iter().chain(pairs.iter().copied()).collect();
        let answer = self.post(page, &all).await;
        assert_eq!(answer.status, 303, "{key} {}", answer.text());
    }

    /// Sends a file to a page.
    async fn sends(&self, page: &str, act: &str, file: &[u8]) -> Answer {
        let pairs = [("help.page", "call.photo_group"), ("act", act)];
        post_files(self.site, &self.cookie, page, &pairs, &[("file", file)]).await
    }

    /// Begins a call about nothing in particular and says everything up to the photos.
    pub(crate) async fn says_everything(&mut self) {
        assert_eq!(self.post("/help", &[]).await.header("location"), "/help/service");
        assert_eq!(self.post("/help/service", &[("service", "other")]).await.status, 303);
        self.says("/help/1", "call.danger_now", &[("danger", "no")]).await;
        self.says("/help/2", "call.what_happened", &[("words", WORDS)]).await;
        let place = [("place.county", "469002"), ("place.town", "469002100")];
        self.says("/help/3", "call.place_group", &place).await;
        let reach = [("called", "林阿姨"), ("phone", "138 0013 5678")];
        self.says("/help/4", "call.reach", &reach).await;
        self.says("/help/5", "call.leave_word", &[("message", "no")]).await;
        self.says("/help/6", "call.best_time_page", &[("best_time", "")]).await;
        self.says("/help/7", "call.who", &[("relation", "neighbour")]).await;
    }
}

pub(crate) fn a_phone(site: &TestSite) -> Phone<'_> {
    Phone { site, cookie: String::new() }
}

pub(crate) async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(pairs.join("&"))).await
}

/// What a form with files sends.
async fn post_files(
    site: &TestSite,
    cookie: &str,
    address: &str,
    pairs: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Answer {
    let mut body = Vec::new();
    let answers = pairs.iter().map(|(name, text)| (*name, "", text.as_bytes()));
    let files = files.iter().map(|(name, file)| (*name, "; filename=\"a.jpg\"", *file));
    for (name, file_name, bytes) in answers.chain(files) {
        let head = format!("--line\r\ncontent-disposition: form-data; name=\"{name}\"{file_name}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--line--\r\n");
    let headers = [
        ("content-type", "multipart/form-data; boundary=line"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(body)).await
}

pub(crate) fn code(page: &Answer) -> String {
    let (_, rest) = page.text().split_once("<code>").unwrap();
    rest.split("</code>").next().unwrap().replace("<wbr>", "")
}

pub(crate) fn jiaji(site: &TestSite) -> Unit {
    Unit::Station(site.program.directory.get().station("qionghai-jiaji").unwrap().id)
}

fn picture() -> Vec<u8> {
    picture_in([1, 2, 3])
}

fn picture_in(colour: [u8; 3]) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(8, 8, image::Rgb(colour))
        .write_to(&mut file, image::ImageFormat::Png)
        .unwrap();
    file.into_inner()
}

#[tokio::test]
async fn a_call_is_sent_page_by_page_and_nothing_that_was_typed_is_lost() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    assert_eq!(phone.get("/help/1").await.header("location"), "/help?over=1", "nothing is begun");
    phone.says_everything().await;
    // What is no answer stands there again, also for whoever comes back later.
    let wrong =
        phone.post("/help/4", &[("help.page", "call.reach"), ("called", "林阿姨"), ("phone", "12")]).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text().contains("value=\"12\"") && wrong.text().contains("<title>错误："),
        "{}",
        wrong.text()
    );
    assert!(phone.get("/help/4").await.text().contains("value=\"12\""));
    assert_eq!(phone.get("/help/check").await.header("location"), "/help/4", "it is not done");
    let unfinished = phone.post("/help/check", &[]).await;
    assert_eq!(unfinished.status, 422);
    let reach = [("called", "林阿姨"), ("phone", "13800135678"), ("help.check", "1")];
    phone.says("/help/4", "call.reach", &reach).await;

    // A photo is drawn anew and kept; what is no picture is told.
    let nothing = phone.sends("/help/8", "add", b"").await;
    let no_photo = phone.sends("/help/8", "add", b"MZ\x90 no picture at all").await;
    assert_eq!((nothing.status.as_u16(), no_photo.status.as_u16()), (422, 422));
    for _ in 0..3 {
        assert_eq!(phone.sends("/help/8", "add", &picture()).await.status, 200);
    }
    let fourth = phone.sends("/help/8", "", &picture()).await;
    assert_eq!(fourth.status, 422);
    assert!(fourth.text().contains("最多放 3 张照片"), "{}", fourth.text());
    let check = phone.get("/help/check").await;
    assert!(check.text().contains(WORDS) && check.text().contains("琼海市嘉积镇"), "{}", check.text());

    let sent = phone.post("/help/check", &[]).await;
    let code = code(&sent);
    assert!(sent.text().contains("嘉积镇社工站"));
    for again in [phone.post("/help/check", &[]).await, phone.get("/help/check").await] {
        assert_eq!(self::code(&again), code, "a second press gets the same");
    }
    let file = phone.post("/help/ticket.txt", &[]).await;
    let directory = site.program.directory.get();
    let number = &directory.station("qionghai-jiaji").unwrap().phones[0].number;
    assert!(file.text().contains(&code) && file.text().contains(number), "{}", file.text());
    assert!(file.text().starts_with("求助回执\r\n"), "{}", file.text());
    assert!(file.text().contains(" 110 ") && file.text().contains(" 120"), "{}", file.text());
    assert!(sent.text().contains("求助回执") && sent.text().contains("您自己留着"), "{}", sent.text());
    assert!(!phone.get("/help").await.text().contains("没填完"), "nobody finds it on this phone");

    let wrong = phone.post("/help/status", &[("code", &code), ("phone", "0000")]).await;
    let right = phone.post("/help/status", &[("code", &code), ("phone", "5678")]).await;
    assert_eq!((wrong.status.as_u16(), right.status.as_u16()), (422, 200));
    assert!(!right.text().contains(WORDS) && !right.text().contains("13800135678"), "its caller knows it");
    let ticket = [("code", code.as_str()), ("phone", "5678"), ("act", "add_to_help")];
    assert_eq!(phone.post("/help/status", &ticket).await.status, 422);

    // Quicker than a person: it waits for one, with its photos.
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let list = site.get_with("/office/help", &[("cookie", &leader.cookie)]).await;
    assert!(list.text().contains("待甄别") && list.text().contains("林** 138****5678"), "{}", list.text());
    assert!(!list.text().contains("13800135678"));
    let address = list.text().split_once("href=\"/office/help/0").unwrap().1.split('"').next().unwrap();
    let address = format!("/office/help/0{address}");
    let one = site.get_with(&address, &[("cookie", &leader.cookie)]).await;
    let photo = one.text().split_once(&format!("href=\"{address}/photos/")).unwrap().1;
    let photo = format!("{address}/photos/{}", photo.split('"').next().unwrap());
    let photo = site.get_with(&photo, &[("cookie", &leader.cookie)]).await;
    assert_eq!((photo.header("content-type"), photo.header("cache-control")), ("image/jpeg", "no-store"));
    let sheet = site.get_with(&format!("{address}/sheet"), &[("cookie", &leader.cookie)]).await;
    assert!(sheet.text().contains("13800135678") && sheet.text().contains("内部资料"));
}

#[tokio::test]
async fn what_was_typed_on_a_page_of_a_call_that_was_replaced_can_be_copied() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    assert_eq!(phone.post("/help", &[]).await.header("location"), "/help/service");
    assert_eq!(phone.post("/help/service", &[("service", "other")]).await.status, 303);
    phone.says("/help/1", "call.danger_now", &[("danger", "no")]).await;
    // On another page of the same browser.
    assert_eq!(phone.post("/help", &[("service", "A04")]).await.header("location"), "/help/1");
    let words = [("help.page", "call.what_happened"), ("words", WORDS)];
    let lost = phone.post("/help/2", &words).await;
    assert_eq!(lost.status, 409);
    assert!(lost.text().contains(WORDS) && lost.text().contains("这一页没有保存"), "{}", lost.text());
    // What is no words is not worth a page; nor is the call there any more for whose cookie is gone.
    let choice = [("help.page", "call.what_happened"), ("danger", "no")];
    assert_eq!(phone.post("/help/2", &choice).await.header("location"), "/help/1");
    let over = post(&site, "", "/help/2", &words).await;
    assert!(over.status == 409 && over.text().contains(WORDS), "{}", over.text());
    assert_eq!(post(&site, "", "/help/2", &choice).await.header("location"), "/help?over=1");
}

#[tokio::test]
async fn who_has_no_telephone_calls_for_help_without_scripts_and_sees_how_it_stands() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    phone.says_everything().await;
    // What follows from having none is asked on the same page, and is not wrong yet.
    let none = [("help.page", "call.reach"), ("help.plain", "1"), ("called", "林阿姨"), ("no_phone", "yes")];
    let asked = phone.post("/help/4", &none).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    assert!(
        asked.text().contains("您自己选四位数字") && !asked.text().contains("<title>错误："),
        "{}",
        asked.text()
    );
    let with = |digits: &'static str| {
        let more = [("through", "请隔壁小卖部的符老板转告"), ("digits", digits)];
        [none.as_slice(), &more].concat()
    };
    for digits in ["", "12", "0123", "12345", "一二三四"] {
        let wrong = phone.post("/help/4", &with(digits)).await;
        assert_eq!(wrong.status, 422, "{digits}");
        assert!(wrong.text().contains("符老板") && wrong.text().contains(&format!("value=\"{digits}\"")));
    }
    assert_eq!(phone.post("/help/4", &with("2468")).await.status, 303);
    let check = phone.get("/help/check").await;
    assert!(check.text().contains("请隔壁小卖部的符老板转告"), "{}", check.text());
    assert!(!check.text().contains("13800135678"), "a number that was typed before is no answer any more");
    let sent = phone.post("/help/check", &[]).await;
    let code = code(&sent);
    assert!(sent.text().contains("联系您"), "nobody promises to call: {}", sent.text());
    let wrong = phone.post("/help/status", &[("code", &code), ("phone", "5678")]).await;
    let right = phone.post("/help/status", &[("code", &code), ("phone", "2468")]).await;
    assert_eq!((wrong.status.as_u16(), right.status.as_u16()), (422, 200));
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let list = site.get_with("/office/help", &[("cookie", &leader.cookie)]).await;
    let address = list.text().split_once("href=\"/office/help/0").unwrap().1.split('"').next().unwrap();
    let one = site.get_with(&format!("/office/help/0{address}"), &[("cookie", &leader.cookie)]).await;
    assert!(one.text().contains("没有电话") && one.text().contains("符老板"), "{}", one.text());
}

#[tokio::test]
async fn a_version_published_meanwhile_loses_nothing() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    assert_eq!(phone.post("/help", &[("service", "A01")]).await.header("location"), "/help/1");
    let first = phone.get("/help/2").await;
    let text = server::forms::shipped().find(|(code, _)| *code == "A01.intake").unwrap().1;
    let mut definition = server::forms::read(text).unwrap();
    definition.title.zh = "第二版".into();
    definition.groups.truncate(1);
    let version = app::forms::versions::Version {
        form: definition.form.clone(),
        number: 2,
        origin: app::forms::versions::Origin::Office,
        definition,
        note: String::new(),
        actor: "operator".into(),
        made_at_ms: 1,
    };
    let publish = async |tx: &mut server::database::Transaction<'_>| {
        server::forms::queries::publish(tx, &version).await
    };
    site.program.database.transaction(publish).await.unwrap();
    let main = |page: &Answer| page.text().split_once("<main").unwrap().1.to_owned();
    let again = phone.get("/help/2").await;
    assert_eq!(main(&again), main(&first), "the version with which it was begun");
}

#[tokio::test]
async fn whatever_is_typed_is_kept_as_text_or_told() {
    let site = TestSite::with_demo().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let mut phone = a_phone(&site);
    phone.says_everything().await;
    for text in TEXTS {
        let pairs = [("help.page", "call.what_happened"), ("words", text), ("unknown", text), (text, text)];
        let answer = phone.post("/help/2", &pairs).await;
        assert!([303, 422].contains(&answer.status.as_u16()), "{text:?} {}", answer.status);
        assert!([200, 303].contains(&phone.get("/help/check").await.status.as_u16()), "{text:?}");
        let pairs = [("code", text), ("phone", text), ("act", text), ("words", text)];
        assert_eq!(phone.post("/help/status", &pairs).await.status, 422, "{text:?}");
        let pairs = [("service", text)];
        assert_eq!(phone.post("/help/service", &pairs).await.status, 422, "{text:?}");
        let taken = [
            ("help.command", text),
            ("help_channel", "walk_in"),
            ("help_service", text),
            ("danger", "no"),
            ("words", text),
            ("place.county", text),
            ("place.town", text),
            ("called", text),
            ("phone", text),
            ("message", text),
            ("relation", text),
        ];
        let answer = post(&site, &worker.cookie, "/office/help/new", &taken).await;
        assert_eq!(answer.status, 422, "{text:?}");
        assert!(!answer.text().contains("<script>alert(1)") && !answer.text().contains("<img src=x"));
        let list = format!("/office/help?state={0}&service={0}&unit={0}&from={0}&page={0}", encoded(text));
        let list = site.get_with(&list, &[("cookie", &worker.cookie)]).await;
        assert_eq!(list.status, 200, "{text:?}");
        let figures = format!("/office/help/figures?from={0}&to={0}", encoded(text));
        let status = site.get_with(&figures, &[("cookie", &worker.cookie)]).await.status;
        assert_eq!(status, 404, "a social worker has no figures");
    }
    let much = "长".repeat(4 << 20);
    assert_eq!(
        phone.post("/help/2", &[("help.page", "call.what_happened"), ("words", &much)]).await.status,
        413
    );
    let much = "长".repeat(70_000);
    let answer = phone.post("/help/2", &[("help.page", "call.what_happened"), ("words", &much)]).await;
    assert!([413, 422].contains(&answer.status.as_u16()));
    // Pages that there are not, and pages of another call.
    for address in ["/help/0", "/help/99"] {
        assert_eq!(phone.get(address).await.header("location"), "/help/check");
    }
    assert_eq!(phone.get("/help/nowhere").await.status, 404);
    let other = phone.post("/help/1", &[("help.page", "intake.first"), ("danger", "yes")]).await;
    assert_eq!(other.header("location"), "/help/1");
}

#[tokio::test]
async fn a_service_is_recorded_with_its_form_and_an_answer_that_is_none_is_told() {
    let site = TestSite::with_demo().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let command = CommandId::fresh().to_string();
    let taken = of_a_call(&command, "B02");
    let address = format!("/office/help/{command}");
    for _ in 0..2 {
        let answer = post(&site, &worker.cookie, "/office/help/new", &taken).await;
        let led = answer.header("location").starts_with(&format!("{address}?done=1"));
        assert!(led, "a second press is the same: {}", answer.header("location"));
    }
    let record = format!("{address}/record?service=B02");
    let page = site.get_with(&record, &[("cookie", &worker.cookie)]).await;
    assert!(page.text().contains("流程和标准") && page.text().contains("结案必需"));
    let basis = |page: &Answer| {
        let rest = page.text().split_once("name=\"help.basis\" value=\"").unwrap().1.to_owned();
        rest.split('"').next().unwrap().to_owned()
    };
    let version = basis(&page);
    let given = |day: &'static str, basis: &str| {
        [
            ("help.command", CommandId::fresh().to_string()),
            ("help.basis", basis.to_owned()),
            ("help.version", "1".to_owned()),
            ("day", day.to_owned()),
            ("method", "home".to_owned()),
            ("met", "nobody".to_owned()),
            ("next_step", "none".to_owned()),
            ("outcome", "settled".to_owned()),
            ("nonsense", "1".to_owned()),
        ]
    };
    async fn send(site: &TestSite, cookie: &str, record: &str, pairs: &[(&'static str, String)]) -> Answer {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        post(site, cookie, record, &pairs).await
    }
    for page in [address.clone(), format!("{address}/sheet")] {
        let page = site.get_with(&page, &[("cookie", &worker.cookie)]).await;
        assert!(page.text().contains("没有生命危险"), "{}", page.text());
    }
    let wrong = send(&site, &worker.cookie, &record, &given("2099-01-01", &version)).await;
    assert!(wrong.status == 422 && wrong.text().contains("2099-01-01"));
    // A version that there is not: it is told, nothing is kept, and all that was typed stands there.
    for number in ["7", "", "x"] {
        let mut other = given(DAY.as_str(), &version).map(|(name, value)| match name {
            "help.version" => (name, number.to_owned()),
            "nonsense" => (name, "量了血压 150/90".to_owned()),
            _ => (name, value),
        });
        let told = send(&site, &worker.cookie, &record, &other).await;
        assert_eq!(told.status, 409, "{number}");
        for words in ["这张表换了版本", DAY.as_str(), "量了血压 150/90", "name=\"help.version\" value=\"1\""]
        {
            assert!(told.text().contains(words), "{number} {words}: {}", told.text());
        }
        other[6].1 = "nonsense".to_owned();
        assert_eq!(send(&site, &worker.cookie, &record, &other).await.status, 409, "{number}");
        let one = site.get_with(&address, &[("cookie", &worker.cookie)]).await;
        assert!(!one.text().contains("没人在家"), "nothing is kept");
    }
    let late = send(&site, &worker.cookie, &record, &given(DAY.as_str(), "0")).await;
    assert_eq!(late.status, 409, "somebody else was quicker");
    let done = send(&site, &worker.cookie, &record, &given(DAY.as_str(), &version)).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let one = site.get_with(&address, &[("cookie", &worker.cookie)]).await;
    assert!(one.text().contains("没人在家") && one.text().contains("办理中"), "{}", one.text());
    // It is closed with a call-back; what the standard lacks is told first.
    let id = CommandId::fresh().to_string();
    let mut close =
        vec![("command", id.as_str()), ("basis", "2"), ("act", "close_help"), ("words", "说好了")];
    assert_eq!(
        post(&site, &worker.cookie, &address, &close).await.status,
        422,
        "how they were told is not said"
    );
    close.push(("to", "met"));
    assert_eq!(post(&site, &worker.cookie, &address, &close).await.status, 303);
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let figures = site.get_with("/office/help/figures", &[("cookie", &leader.cookie)]).await;
    assert!(figures.text().contains("嘉积镇社工站"), "{}", figures.text());
}

#[tokio::test]
async fn where_a_child_may_be_harmed_nobody_waits_until_it_is_clear() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    for (service, presses) in [("C06", true), ("B02", false)] {
        let command = CommandId::fresh().to_string();
        let unclear = |(name, value)| (name, if name == "danger" { "unknown" } else { value });
        let taken = of_a_call(&command, service).map(unclear);
        assert_eq!(post(&site, &leader.cookie, "/office/help/new", &taken).await.status, 303);
        let one = site.get_with(&format!("/office/help/{command}"), &[("cookie", &leader.cookie)]).await;
        assert!(one.text().contains("不清楚有没有生命危险"), "{}", one.text());
        assert_eq!(one.text().contains(">紧急</span>"), presses, "{service}: {}", one.text());
    }
}

/// What the page of a walk-in sends of a call about this service.
pub(crate) fn of_a_call<'a>(command: &'a str, service: &'a str) -> [(&'a str, &'a str); 11] {
    [
        ("help.command", command),
        ("help_channel", "walk_in"),
        ("help_service", service),
        ("danger", "no"),
        ("words", WORDS),
        ("place.county", "469002"),
        ("place.town", "469002100"),
        ("called", "林阿姨"),
        ("phone", "13800135678"),
        ("message", "yes"),
        ("relation", "family"),
    ]
}

/// A call about this service that somebody took down: its address.
pub(crate) async fn taken_down(site: &TestSite, cookie: &str, service: &str) -> String {
    let command = CommandId::fresh().to_string();
    let answer = post(site, cookie, "/office/help/new", &of_a_call(&command, service)).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    format!("/office/help/{command}")
}

/// A page on which a record is written.
struct Record<'a> {
    site: &'a TestSite,
    cookie: String,
    address: String,
    page: Answer,
}

impl<'a> Record<'a> {
    async fn opened(site: &'a TestSite, cookie: &str, call: &str) -> Self {
        let address = format!("{call}/record?service=B05");
        let page = site.get_with(&address, &[("cookie", cookie)]).await;
        Self { site, cookie: cookie.to_owned(), address, page }
    }

    fn hidden(&self, name: &str) -> String {
        let (_, rest) = self.page.text().split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// The addresses of the photos that it shows.
    fn photos(&self) -> Vec<String> {
        let shown = self.page.text().split("<img src=\"/office/help/").skip(1);
        shown
            .map(|it| format!("/office/help/{}", it.split('"').next().unwrap().replace("&amp;", "&")))
            .collect()
    }

    /// Presses a button; the page that answers is the next to be sent.
    async fn sends(&mut self, act: &str, more: &[(&str, &str)], files: &[&[u8]]) -> u16 {
        let own = ["help.command", "help.basis", "help.version", "help.photos"];
        let own = own.map(|name| (name, self.hidden(name)));
        let mut pairs: Vec<_> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
        pairs.retain(|(name, _)| !more.iter().any(|(it, _)| it == name));
        pairs.extend([("act", act), ("event_name", "重阳太极")]);
        pairs.extend_from_slice(more);
        let files: Vec<_> = files.iter().map(|file| ("photos", *file)).collect();
        let answer = post_files(self.site, &self.cookie, &self.address, &pairs, &files).await;
        let status = answer.status.as_u16();
        if status != 303 {
            self.page = answer;
        }
        status
    }
}

/// A day on which a service was given: one that is written down here would be too long ago in a year.
pub(crate) static DAY: LazyLock<String> =
    LazyLock::new(|| (server::shanghai::today() - Duration::days(5)).to_string());

/// What else B05 asks.
fn given() -> [(&'static str, &'static str); 5] {
    [
        ("day", DAY.as_str()),
        ("method", "event"),
        ("topics", "health"),
        ("outcome", "held"),
        ("next_step", "none"),
    ]
}

#[tokio::test]
async fn a_record_takes_photos_and_no_page_that_comes_back_has_lost_one() {
    let site = TestSite::with_demo().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let call = taken_down(&site, &worker.cookie, "B05").await;
    let plain = site.get_with(&format!("{call}/record?service=B02"), &[("cookie", &worker.cookie)]).await;
    assert!(!plain.text().contains("multipart/form-data"), "it asks for no photos");
    let mut record = Record::opened(&site, &worker.cookie, &call).await;
    assert!(record.page.text().contains("multipart/form-data") && record.page.text().contains("加上照片"));

    // No file, and one that is no picture; what was typed stands there again.
    assert_eq!(record.sends("keep.photos", &[], &[]).await, 422);
    assert!(record.page.text().contains("请选择一张照片"));
    assert_eq!(
        record.sends("", &given(), &[b"MZ\x90 no picture at all"]).await,
        422,
        "it is not left out unsaid"
    );
    assert!(record.page.text().contains("不是可以读出来的") && record.page.text().contains("重阳太极"));

    // A page that is refused keeps what was chosen, and the same sent again is one.
    for _ in 0..2 {
        assert_eq!(record.sends("", &[], &[&picture()]).await, 422);
        assert_eq!(record.photos().len(), 1);
    }
    let first = record.photos()[0].clone();
    let mine = site.get_with(&first, &[("cookie", &worker.cookie)]).await;
    assert_eq!((mine.header("content-type"), mine.header("cache-control")), ("image/jpeg", "no-store"));
    assert_eq!(
        site.get_with(&first, &[("cookie", &leader.cookie)]).await.status,
        404,
        "it rests for its writer"
    );
    let elsewhere = first.replace("question=photos", "question=other");
    assert_eq!(site.get_with(&elsewhere, &[("cookie", &worker.cookie)]).await.status, 404);

    // As many as the question takes; one is taken away again.
    let others = [picture_in([9; 3]), picture_in([99; 3]), picture_in([200; 3])];
    assert_eq!(record.sends("next", &[], &[&others[0], &others[1], &others[2]]).await, 422);
    assert!(record.page.text().contains("最多放 3 张照片"));
    assert_eq!(record.photos().len(), 3);
    let id = first.split("/photos/").nth(1).unwrap().split('?').next().unwrap();
    assert_eq!(record.sends(&format!("drop.photos.{id}"), &[], &[]).await, 200);
    assert_eq!(record.photos().len(), 2);

    // Whoever was overtaken sends it again, as another command; the photos are there.
    let before = record.hidden("help.command");
    let late: Vec<_> = given().into_iter().chain([("help.basis", "0")]).collect();
    assert_eq!(record.sends("", &late, &[]).await, 409);
    assert!(record.hidden("help.command") != before && record.photos().len() == 2);

    // What a page says of photos that do not rest under it is not believed.
    let forged: Vec<_> = given().into_iter().chain([("photos", id)]).collect();
    let rested = record.photos();
    for _ in 0..2 {
        assert_eq!(record.sends("", &forged, &[&picture()]).await, 303, "{}", record.page.text());
    }
    assert_eq!(site.get_with(&rested[0], &[("cookie", &worker.cookie)]).await.status, 404, "it was moved");
    let one = site.get_with(&call, &[("cookie", &leader.cookie)]).await;
    let links: Vec<_> = one.text().split(&format!("href=\"{call}/photos/")).skip(1).collect();
    assert_eq!(links.len(), 3, "two that rested and the one that came with the button, once");
    let photo = format!("{call}/photos/{}", links[0].split('"').next().unwrap());
    let elsewhere = Unit::Station(site.program.directory.get().station("sanya-yucai").unwrap().id);
    let other = site.signed_in("other", Role::StationLeader, elsewhere).await;
    for (cookie, status) in [(&leader.cookie, 200), (&worker.cookie, 200), (&other.cookie, 404)] {
        assert_eq!(site.get_with(&photo, &[("cookie", cookie)]).await.status, status);
    }
}

#[tokio::test]
async fn a_photo_that_is_too_large_is_told_and_other_bodies_stay_small() {
    let site = TestSite::with_demo_and(&[("photo_bytes_max", "1048576")]).await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let call = taken_down(&site, &worker.cookie, "B05").await;
    let mut record = Record::opened(&site, &worker.cookie, &call).await;
    let large = vec![7; 3 << 20];
    assert_eq!(record.sends("", &given(), &[&large, &picture()]).await, 422);
    assert!(record.page.text().contains("照片超过了 1 MB") && record.page.text().contains("重阳太极"));
    assert_eq!(record.photos().len(), 1, "the other one is kept");
    let long = "长".repeat(400_000);
    let bodies = [
        post(&site, &worker.cookie, &record.address, &[("remark", &long)]).await,
        post_files(&site, &worker.cookie, &record.address, &[("remark", &long)], &[]).await,
        post_files(&site, &worker.cookie, &record.address, &[], &[("photos", &large), ("photos", &large)])
            .await,
    ];
    assert_eq!(bodies.map(|it| it.status.as_u16()), [413; 3]);
}

#[tokio::test]
async fn the_province_sees_figures_and_no_small_ones_and_no_calls() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    phone.says_everything().await;
    let sent = phone.post("/help/check", &[("website", "")]).await;
    assert_eq!(sent.status, 200);
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let list = site.get_with("/office/help?state=apart", &[("cookie", &leader.cookie)]).await;
    let address = list.text().split_once("href=\"/office/help/0").unwrap().1.split('"').next().unwrap();
    let address = format!("/office/help/0{address}");
    let command = CommandId::fresh().to_string();
    let admit = [("command", command.as_str()), ("basis", "1"), ("act", "admit_help")];
    let province = site.signed_in("province", Role::ProvincialOfficer, Unit::Province).await;
    assert_eq!(post(&site, &province.cookie, &address, &admit).await.status, 404);
    assert_eq!(post(&site, &leader.cookie, &address, &admit).await.status, 303);
    assert_eq!(post(&site, &leader.cookie, &address, &admit).await.status, 303, "a second press is the same");
    let other = CommandId::fresh().to_string();
    let again = [("command", other.as_str()), ("basis", "1"), ("act", "admit_help")];
    assert_eq!(post(&site, &leader.cookie, &address, &again).await.status, 409);
    let figures = site.get_with("/office/help/figures", &[("cookie", &province.cookie)]).await;
    assert!(
        figures.text().contains("&lt;5") && !figures.text().contains("/office/help?"),
        "{}",
        figures.text()
    );
    let exact = site.get_with("/office/help/figures", &[("cookie", &leader.cookie)]).await;
    assert!(!exact.text().contains("&lt;5") && exact.text().contains("/office/help?"));
    for (heading, column) in
        [("按服务事项", "服务"), ("按站点", "单位"), ("按市县", "市县"), ("按来源", "来源")]
    {
        let (_, table) = exact.text().split_once(&format!("<h2>{heading}</h2>")).unwrap();
        let (table, below) = table.split_once("</table>").unwrap();
        assert!(table.contains(&format!("<th scope=\"col\">{column}</th>")), "{heading}: {table}");
        let (below, _) = below.split_once("</").unwrap();
        let why = below.contains("人次和场次按服务记录算");
        assert_eq!(why, matches!(heading, "按市县" | "按来源"), "{heading}: {below}");
    }
    let (_, others) = exact.text().split_once("href=\"/office/help?service=other&").unwrap();
    let others = format!("/office/help?service=other&{}", others.split('"').next().unwrap());
    let others = site.get_with(&others.replace("&amp;", "&"), &[("cookie", &leader.cookie)]).await;
    assert!(others.text().contains("共 1 件"), "{}", others.text());
    let (_, behind) = exact.text().split_once("href=\"/office/help?").unwrap();
    let behind = format!("/office/help?{}", behind.split('"').next().unwrap().replace("&amp;", "&"));
    assert!(behind.ends_with("&figure=calls"), "{behind}");
    let listed = site.get_with(&behind, &[("cookie", &leader.cookie)]).await;
    assert!(
        listed.text().contains("共 1 件") && listed.text().contains("里「求助件数」"),
        "{}",
        listed.text()
    );
    assert_eq!(site.get_with(&behind, &[("cookie", &province.cookie)]).await.status, 404);
    for page in ["", "/new"] {
        let page = site.get_with(&format!("/office/help{page}"), &[("cookie", &province.cookie)]).await;
        assert_eq!(page.status, 404);
    }
}
