//! Volunteers over HTTP: from a number and a code to one's own data and out again, the station, and whatever people type.

use app::{
    access::Role,
    certificates::model::{Hours, Item, NameShown, NewCertificate, Statement},
    ids::{ActivityId, CommandId},
    journal::model::{Actor, Unit},
    volunteers::model::State,
};
use axum::body::Body;
use server::volunteers::Keepers;

use crate::{
    activities::{Office, tap, the_form, volunteer_of},
    at_station::jiaji,
    nasty::{MARKUP, TEXTS, encoded, stands},
    support::{Answer, TestSite, demo_day},
};

pub(crate) const PHONE: &str = "13800138000";
pub(crate) const GUARDIANS: &str = "13900139000";

pub(crate) async fn site() -> TestSite {
    TestSite::with_demo_and(&[("sms", "show")]).await
}

pub(crate) async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(pairs.join("&"))).await
}

pub(crate) async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

/// The code that was written to a number last.
async fn code_to(site: &TestSite, number: &str) -> String {
    let (messages, _) = site.program.messages.list("", 100, 0).await.unwrap();
    let letters = messages.into_iter().filter_map(|message| message.letter);
    let text = letters.filter(|letter| letter.to == number).map(|letter| letter.text.zh).next().unwrap();
    let mut digits = text.split(|sign: char| !sign.is_ascii_digit());
    digits.find(|digits| digits.len() == 6).unwrap().to_owned()
}

fn key_of(answer: &Answer) -> String {
    answer.header("location").split_once("key=").unwrap().1.to_owned()
}

pub(crate) fn cookie_of(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// What follows when somebody has given the right code for their number.
pub(crate) async fn proved(site: &TestSite, address: &str, next: &str) -> Answer {
    let sent = post(site, "", address, &[("phone", PHONE), ("next", next)]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let (key, code) = (key_of(&sent), code_to(site, PHONE).await);
    post(site, "", "/volunteers/code", &[("key", &key), ("code", &code)]).await
}

const GROWN: [(&str, &str); 6] = [
    ("name", "王小花"),
    ("born", "1958-03-09"),
    ("county", "469002"),
    ("town", "469002100"),
    ("skills", "medicine"),
    ("agree", "on"),
];

/// Somebody who has registered; gives their cookie.
pub(crate) async fn registered(site: &TestSite, more: &[(&str, &str)]) -> String {
    let key = key_of(&proved(site, "/volunteers/register", "").await);
    let command = CommandId::fresh().to_string();
    let pairs = [("key", key.as_str()), ("command", &command)];
    let usual = GROWN.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    let pairs: Vec<_> = pairs.into_iter().chain(usual).chain(more.iter().copied()).collect();
    let done = post(site, "", "/volunteers/register/details", &pairs).await;
    assert_eq!((done.status.as_u16(), done.header("location")), (303, "/volunteers/me?done=1"));
    cookie_of(&done)
}

/// The number on somebody's own page.
pub(crate) fn number_on(page: &Answer) -> String {
    let begin = page.text().find("<dd>HN").unwrap() + 4;
    page.text()[begin..begin + 12].to_owned()
}

/// The address of the first who is listed.
pub(crate) fn first_listed(list: &Answer) -> String {
    let addresses = list.text().match_indices("/office/volunteers/").map(|(at, _)| &list.text()[at..]);
    let mut addresses = addresses.filter_map(|rest| rest.split(['"', '?']).next());
    addresses.find(|it| it.len() == "/office/volunteers/".len() + 36).unwrap().to_owned()
}

#[tokio::test]
async fn somebody_registers_sees_corrects_takes_home_and_erases_what_is_kept_of_them() {
    let site = site().await;
    let wrong = post(&site, "", "/volunteers/register", &[("phone", "+7 900 123 45 67")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("用别的号码登记") && wrong.text().contains("+7 900 123 45 67"));
    let cookie = registered(&site, &[]).await;
    assert!(cookie.starts_with("vid="), "{cookie}");
    let page = get(&site, &cookie, "/volunteers/me").await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
    let number = number_on(&page);
    assert!(page.text().contains("可以报名") && page.text().contains("138****8000"));
    assert_eq!(stands(page.text(), "name").as_deref(), Some("王小花"));

    let save = async |basis: &str, home: &str| {
        let command = CommandId::fresh().to_string();
        let pairs = [("command", command.as_str()), ("basis", basis), ("home", home)];
        let pairs: Vec<_> = pairs.into_iter().chain(GROWN).collect();
        post(&site, &cookie, "/volunteers/me", &pairs).await
    };
    assert_eq!(save("1", "=1+1").await.status, 303);
    let late = save("1", "吉林").await;
    assert_eq!(late.status, 409);
    assert_eq!(stands(late.text(), "home").as_deref(), Some("吉林"), "what was typed stays");
    let long = save("2", &"长".repeat(101)).await;
    assert_eq!(long.status, 422);
    assert!(long.text().contains("太长了"));

    let json = get(&site, &cookie, "/volunteers/me/data.json").await;
    assert!(json.text().contains("王小花") && json.text().contains(&number) && json.text().contains(PHONE));
    let csv = get(&site, &cookie, "/en/volunteers/me/data.csv").await;
    assert!(csv.header("content-disposition").starts_with("attachment"));
    assert!(csv.text().contains("Home province,'=1+1"), "{}", csv.text());

    let unsure = post(&site, &cookie, "/volunteers/me/erase", &[]).await;
    assert!(unsure.status == 422 && unsure.text().contains("请先勾选"));
    let erased = post(&site, &cookie, "/volunteers/me/erase", &[("sure", "on")]).await;
    assert_eq!(erased.header("location"), "/volunteers?left=erased");
    assert!(erased.header("set-cookie").contains("Max-Age=0"));
    let out = get(&site, &cookie, "/volunteers/me").await;
    assert_eq!(out.header("location"), "/volunteers/sign-in?next=%2Fvolunteers%2Fme");
    let again = proved(&site, "/en/volunteers/sign-in", "").await;
    assert!(again.header("location").contains("/volunteers/choose?key="));
    let nobody = site.get(again.header("location")).await;
    assert!(nobody.text().contains("这个手机号还没有登记志愿者"));
}

#[tokio::test]
async fn two_people_share_a_number_and_nobody_is_led_off_the_site() {
    let site = site().await;
    registered(&site, &[]).await;
    let back = proved(&site, "/volunteers/sign-in", "/activities?week=1").await;
    assert_eq!((back.status.as_u16(), back.header("location")), (303, "/activities?week=1"));
    let second = proved(&site, "/volunteers/register", "//evil.example").await;
    let key = key_of(&second);
    assert!(second.header("location").starts_with("/volunteers/choose"));
    let choose = site.get(second.header("location")).await;
    assert!(choose.text().contains("王**") && choose.text().contains("都不是，登记另一个人"));
    let command = CommandId::fresh().to_string();
    let register = async |name: &str| {
        let pairs = [("key", key.as_str()), ("command", &command), ("name", name)];
        let pairs: Vec<_> = pairs.into_iter().chain(GROWN.into_iter().skip(1)).collect();
        post(&site, "", "/volunteers/register/details", &pairs).await
    };
    let known = register("王小花").await;
    assert!(known.status == 422 && known.text().contains("请直接登录"), "{}", known.status);
    assert_eq!(register("李大山").await.header("location"), "/volunteers/me?done=1");
    let choose = site.get(second.header("location")).await;
    assert!(choose.text().contains("李**"));
    let id = choose
        .text()
        .split_once("name=\"volunteer\" value=\"")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let chosen = post(&site, "", "/volunteers/choose", &[("key", &key), ("volunteer", &id)]).await;
    assert_eq!((chosen.status.as_u16(), chosen.header("location")), (303, "/volunteers/me"));
    let nobody = post(&site, "", "/volunteers/choose", &[("key", &key), ("volunteer", "x")]).await;
    assert!(nobody.status == 200 && nobody.headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn what_may_stay_empty_is_folded_and_open_where_something_stands_in_it_or_is_wrong() {
    let site = site().await;
    assert!(site.get("/volunteers").await.text().contains("看看有哪些活动"));
    let key = key_of(&proved(&site, "/volunteers/register", "").await);
    let empty = site.get(&format!("/volunteers/register/details?key={key}")).await;
    let folds = |page: &Answer| page.text().matches("<h2 class=\"fold__title\">").count();
    let open = |page: &Answer| page.text().matches("<details open").count();
    assert_eq!((folds(&empty), open(&empty)), (5, 0), "{}", empty.text());
    let send = async |pairs: &[(&str, &str)]| {
        let pairs: Vec<_> = [("key", key.as_str())].into_iter().chain(pairs.iter().copied()).collect();
        post(&site, "", "/volunteers/register/details", &pairs).await
    };
    let skilled = send(&[("skills", "medicine")]).await;
    assert_eq!((skilled.status.as_u16(), open(&skilled)), (422, 1), "{}", skilled.text());
    // What is wrong with the months stands in their part, and a guardian is missing in another.
    let born = format!("{}-01-15", time::OffsetDateTime::now_utc().year() - 12);
    let wrong = send(&[("born", &born), ("season_from", "11")]).await;
    assert_eq!((wrong.status.as_u16(), open(&wrong)), (422, 2), "{}", wrong.text());
    assert!(wrong.text().contains("请写监护人姓名"));
    let minor = send(&[("born", &born)]).await;
    assert_eq!(open(&minor), 1, "{}", minor.text());
}

#[tokio::test]
async fn a_pupil_counts_once_the_guardian_has_agreed() {
    let site = site().await;
    let key = key_of(&proved(&site, "/volunteers/register", "").await);
    let send = async |pairs: &[(&str, &str)]| {
        let pairs: Vec<_> = [("key", key.as_str())].into_iter().chain(pairs.iter().copied()).collect();
        post(&site, "", "/volunteers/register/details", &pairs).await
    };
    let born = format!("{}-01-15", time::OffsetDateTime::now_utc().year() - 12);
    let mut pupil = vec![("name", "王小草"), ("born", born.as_str()), ("county", "469002"), ("agree", "on")];
    let missing = send(&pupil).await;
    assert!(missing.status == 422 && missing.text().contains("请写监护人姓名"));
    pupil.extend([
        ("guardian_name", "王大花"),
        ("guardian_phone", GUARDIANS),
        ("guardian_kinship", "parent"),
    ]);
    let asked = send(&pupil).await;
    assert_eq!(asked.status, 303);
    let page = site.get(asked.header("location")).await;
    assert!(page.text().contains("请监护人同意") && page.text().contains("139****9000"));
    let (consent, code) = (key_of(&asked), code_to(&site, GUARDIANS).await);
    let wrong = post(&site, "", "/volunteers/code", &[("key", &consent), ("code", "12")]).await;
    assert!(wrong.status == 422 && wrong.text().contains("我是监护人，我同意"));
    let agreed = post(&site, "", "/volunteers/code", &[("key", &consent), ("code", &code)]).await;
    assert_eq!(agreed.header("location"), "/volunteers/me?done=1");
    let me = get(&site, &cookie_of(&agreed), "/volunteers/me").await;
    assert!(me.text().contains("监护人同意日期"));
}

#[tokio::test]
async fn a_station_sees_numbers_and_reads_more_for_a_reason_that_is_written_down() {
    let site = site().await;
    let station = Unit::Station(site.program.directory.get().station("qionghai-jiaji").unwrap().id);
    let leader = site.signed_in("leader", Role::StationLeader, station.clone()).await;
    let worker = site.signed_in("worker", Role::SocialWorker, station.clone()).await;
    let cookie =
        registered(&site, &[("health", "高血压"), ("id_number", "110105194912310021"), ("as_written", "on")])
            .await;
    let number = number_on(&get(&site, &cookie, "/volunteers/me").await);
    let list = get(&site, &leader.cookie, "/office/volunteers").await;
    assert!(list.text().contains(&number) && list.text().contains("王**") && !list.text().contains("王小花"));
    let found =
        get(&site, &leader.cookie, &format!("/office/volunteers?number={}", number.to_lowercase())).await;
    assert!(found.text().contains("共 1 人"));
    let address = first_listed(&list);
    let page = get(&site, &worker.cookie, &address).await;
    assert!(
        page.text().contains("医疗") && !page.text().contains("王小花") && !page.text().contains("高血压")
    );
    let act = async |cookie: &str, pairs: &[(&str, &str)]| {
        let command = CommandId::fresh().to_string();
        let pairs: Vec<_> =
            [("command", command.as_str())].into_iter().chain(pairs.iter().copied()).collect();
        post(&site, cookie, &address, &pairs).await
    };
    let silent = act(&worker.cookie, &[("basis", "1"), ("act", "open_volunteer")]).await;
    assert!(silent.status == 422 && silent.text().contains("请写原因"));
    let open = [("basis", "1"), ("act", "open_volunteer"), ("words", "通知改期")];
    let opened = act(&worker.cookie, &open).await;
    assert!(
        opened.text().contains("王小花") && opened.text().contains(PHONE) && opened.text().contains("高血压")
    );
    assert!(!opened.text().contains("110105194912310021"), "the number of a card is masked");
    let rows = server::journal::queries::rows_after(&site.program.database, &station.to_string(), 0, 100)
        .await
        .unwrap();
    let opening = rows.iter().find(|row| row.kind == "open_volunteer").unwrap();
    assert!(!opening.fields.contains("通知改期"), "sealed");

    // Who may not decide gets the answer of who may not know.
    assert_eq!(
        act(&worker.cookie, &[("basis", "1"), ("act", "pause_volunteer"), ("words", "x")]).await.status,
        404
    );
    assert_eq!(act(&leader.cookie, &[("basis", "1"), ("act", "pause_volunteer")]).await.status, 422);
    let pause = [("basis", "1"), ("act", "pause_volunteer"), ("words", "先培训")];
    assert_eq!(act(&leader.cookie, &pause).await.status, 303);
    assert_eq!(act(&leader.cookie, &pause).await.status, 409);
    let me = get(&site, &cookie, "/volunteers/me").await;
    assert!(me.text().contains("先培训") && me.text().contains("暂停"));
    let bad =
        [("basis", "2"), ("act", "note_training"), ("title", "急救"), ("day", "2999-01-01"), ("hours", "x")];
    let told = act(&leader.cookie, &bad).await;
    assert!(told.status == 422 && told.text().contains("不能是以后的日子") && told.text().contains("小时数"));
    let note = [
        ("basis", "2"),
        ("act", "note_award"),
        ("title", "优秀志愿者"),
        ("by", "琼海市"),
        ("day", "2026-01-02"),
    ];
    assert_eq!(act(&leader.cookie, &note).await.status, 303);
    assert!(get(&site, &cookie, "/volunteers/me").await.text().contains("优秀志愿者 · 琼海市 · 2026-01-02"));
    // Neither cookie opens what the other is for.
    let led = get(&site, &cookie, "/office/volunteers").await;
    assert_eq!(led.header("location"), "/sign-in?next=%2Foffice%2Fvolunteers");
    assert_eq!(get(&site, &leader.cookie, "/volunteers/me").await.status, 303);
}

#[tokio::test]
async fn where_the_province_wants_it_whoever_registers_waits_for_their_station() {
    let site = site().await;
    let officer = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let command = CommandId::fresh().to_string();
    let pairs = [
        ("command", command.as_str()),
        ("part", "volunteers"),
        ("seen", "{}"),
        ("volunteer_approval", "yes"),
    ];
    let kept = post(&site, &officer.cookie, "/office/settings", &pairs).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    site.program.directory.refresh().await.unwrap();
    let cookie = registered(&site, &[]).await;
    assert!(get(&site, &cookie, "/volunteers/me").await.text().contains("等社工站通过"));
    let figures = get(&site, &officer.cookie, "/office/volunteers/figures").await;
    assert!(figures.status == 200 && !figures.text().contains("王**"));
    assert_eq!(get(&site, &officer.cookie, "/office/volunteers").await.status, 404);
}

#[tokio::test]
async fn whatever_people_type_is_answered_and_nothing_of_it_becomes_part_of_the_page() {
    let site = site().await;
    let key = key_of(&proved(&site, "/volunteers/register", "").await);
    for text in TEXTS {
        for name in ["phone", "next"] {
            let answer = post(&site, "", "/volunteers/sign-in", &[(name, text)]).await;
            assert!(answer.status == 422 || answer.status == 303, "{name}: {text}");
            assert!(MARKUP.iter().all(|markup| !answer.text().contains(markup)), "{name}: {text}");
        }
        for name in [
            "name",
            "born",
            "home",
            "health",
            "id_number",
            "county",
            "town",
            "station",
            "skills",
            "season_from",
            "emergency_phone",
            "command",
        ] {
            let pairs = [("key", key.as_str()), (name, text)];
            let answer = post(&site, "", "/volunteers/register/details", &pairs).await;
            assert_eq!(answer.status, 422, "{name}: {text}");
            assert!(MARKUP.iter().all(|markup| !answer.text().contains(markup)), "{name}: {text}");
            if ["name", "born", "home", "id_number"].contains(&name) && !text.contains(['\n', '\r']) {
                assert_eq!(stands(answer.text(), name).as_deref(), Some(text), "{name}");
            }
        }
        let code = post(&site, "", "/volunteers/code", &[("key", text), ("code", text)]).await;
        assert_eq!(code.status, 410, "{text}");
    }
}

/// Presses a button of the page of a volunteer in the office.
async fn press(site: &TestSite, cookie: &str, address: &str, basis: &str, more: &[(&str, &str)]) -> Answer {
    let command = CommandId::fresh().to_string();
    let frame = [("command", command.as_str()), ("basis", basis)];
    let pairs: Vec<_> = frame.into_iter().chain(more.iter().copied()).collect();
    post(site, cookie, address, &pairs).await
}

/// How many places of a shift are free.
async fn free(site: &TestSite, activity: ActivityId) -> i64 {
    server::activities::queries::shifts_of(&site.program.database, activity).await.unwrap()[0].free
}

#[tokio::test]
async fn whoever_is_paused_or_leaves_gives_their_places_to_others() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (activity, shift) = office.published().await;
    let cookie = registered(&site, &[]).await;
    let sign_up = async |cookie: &str| {
        let form = tap("sign_up", &shift.to_string());
        site.as_volunteer(cookie, &format!("/activities/{activity}"), Some(&form)).await
    };
    assert_eq!(sign_up(&cookie).await.status, 303);
    assert_eq!(free(&site, activity).await, 0);
    let address = first_listed(&get(&site, &office.leader.cookie, "/office/volunteers").await);
    // Whoever is looked at keeps theirs until that is decided.
    let hold = [("act", "hold_volunteer"), ("words", "先见一面")];
    assert_eq!(press(&site, &office.leader.cookie, &address, "1", &hold).await.status, 303);
    assert_eq!(free(&site, activity).await, 0);
    let pause = [("act", "pause_volunteer"), ("words", "先培训")];
    assert_eq!(press(&site, &office.leader.cookie, &address, "2", &pause).await.status, 303);
    assert_eq!(free(&site, activity).await, 1);
    assert_ne!(sign_up(&cookie).await.header("location"), format!("/activities/{activity}?done=seated"));
    assert_eq!(free(&site, activity).await, 1, "and gets no other");
    let admit = [("act", "admit_volunteer")];
    assert_eq!(press(&site, &office.leader.cookie, &address, "3", &admit).await.status, 303);
    let seated = sign_up(&cookie).await;
    assert_eq!(seated.header("location"), format!("/activities/{activity}?done=seated"));
    let leave = [("act", "leave_volunteering")];
    assert_eq!(press(&site, &cookie, "/volunteers/me", "4", &leave).await.status, 303);
    assert_eq!(free(&site, activity).await, 1);
}

#[tokio::test]
async fn what_somebody_takes_home_has_all_that_is_kept_of_them() {
    let site = site().await;
    let office = Office::of(&site).await;
    let cookie = registered(&site, &[("insurance", "旅行意外险"), ("languages", "tanka")]).await;
    let number = number_on(&get(&site, &cookie, "/volunteers/me").await);
    let unit = jiaji(&site).to_string();
    let publish = async |day: &str, more: &[(&str, &str)]| -> (ActivityId, String) {
        let command = CommandId::fresh().to_string();
        let form = the_form(&command, &unit, day).into_iter();
        let form = form.filter(|(name, _)| more.iter().all(|(other, _)| other != name));
        let form: Vec<_> = form.chain(more.iter().copied()).collect();
        assert_eq!(office.post(&office.worker, "/office/activities/new", &form).await.status, 303);
        let id: ActivityId = command.parse().unwrap();
        for (who, act) in [(&office.worker, "submit_activity"), (&office.leader, "publish_activity")] {
            assert_eq!(office.step(who, id, act, &[]).await.status, 303, "{act}");
        }
        let shifts = server::activities::queries::shifts_of(&site.program.database, id).await.unwrap();
        (id, shifts[0].id.to_string())
    };
    let today = time::OffsetDateTime::now_utc().date();
    let (ahead, before) = (today + time::Duration::days(3), today - time::Duration::days(3));

    let (ahead, shift) = publish(&ahead.to_string(), &[("places", "2")]).await;
    let with = format!("{}&name_1={}&age_1=40", tap("sign_up", &shift), encoded("陈小红"));
    let signed = site.as_volunteer(&cookie, &format!("/activities/{ahead}"), Some(&with)).await;
    assert_eq!(signed.header("location"), format!("/activities/{ahead}?done=seated"), "{}", signed.text());

    let (late, shift) = publish(&before.to_string(), &[("late", "1"), ("reason", "当天没有网络")]).await;
    let ask = [
        ("shift", shift.as_str()),
        ("volunteer", &number),
        ("came", "09:00"),
        ("left", "11:30"),
        ("hours", "2.5"),
        ("reason", "在场但没有签到"),
    ];
    assert_eq!(office.step(&office.worker, late, "ask_hours", &ask).await.status, 303);
    let hours =
        server::activities::attendance::queries::hours_of_activity(&site.program.database, late).await;
    let asked = hours.unwrap()[0].id.to_string();
    let agree = [("hours_id", asked.as_str())];
    assert_eq!(office.step(&office.leader, late, "agree_hours", &agree).await.status, 303);
    let form = format!("command={}&unit={unit}&name=surname", CommandId::fresh());
    let issued = site.as_volunteer(&cookie, "/activities/mine", Some(&form)).await;
    let certificate = issued.header("location").strip_prefix("/verify/").unwrap().to_owned();

    let json = get(&site, &cookie, "/volunteers/me/data.json").await;
    let data: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
    assert_eq!(data["details"]["insurance"], "旅行意外险");
    let signed_up = &data["signed_up"];
    assert_eq!((&signed_up[0]["state"], &signed_up[0]["places"]), (&"seated".into(), &2.into()));
    assert_eq!(signed_up[0]["companions"][0]["name"], "陈小红");
    let hours = &data["hours"][0];
    assert_eq!((&hours["hours"], &hours["activity"]), (&"2.5".into(), &"陪长者看医生".into()));
    assert!(
        hours["remark"].is_string() && data["certificates"][0]["number"] == certificate.as_str(),
        "{data}"
    );
    let csv = get(&site, &cookie, "/volunteers/me/data.csv").await;
    for said in ["同行 陈小红，40 岁", "2.5 小时", "疍家话", "旅行意外险", certificate.as_str()]
    {
        assert!(csv.text().contains(said), "{said}: {}", csv.text());
    }
}

#[tokio::test]
async fn a_note_is_taken_back_with_a_reason_that_the_volunteer_reads() {
    let site = site().await;
    let station = jiaji(&site);
    let leader = site.signed_in("leader", Role::StationLeader, station.clone()).await;
    let worker = site.signed_in("worker", Role::SocialWorker, station).await;
    let cookie = registered(&site, &[]).await;
    let address = first_listed(&get(&site, &leader.cookie, "/office/volunteers").await);
    let note = [("act", "note_evaluation"), ("title", "认真负责"), ("day", "2026-01-02")];
    let nameless = [("act", "note_evaluation"), ("day", "2026-01-02")];
    assert_eq!(press(&site, &leader.cookie, &address, "1", &nameless).await.status, 422);
    assert_eq!(press(&site, &leader.cookie, &address, "1", &note).await.status, 303);
    let me = get(&site, &cookie, "/volunteers/me").await;
    assert!(me.text().contains("记录服务评价") && me.text().contains("认真负责 · 2026-01-02"));
    assert!(!me.text().contains("撤回这条记录"), "the station does it");
    assert!(get(&site, &leader.cookie, &address).await.text().contains("撤回这条记录"));
    assert!(!get(&site, &worker.cookie, &address).await.text().contains("撤回这条记录"));
    let back = [("act", "take_note_back"), ("note", "2"), ("words", "写错了人")];
    let silent = press(&site, &leader.cookie, &address, "2", &back[..2]).await;
    assert!(silent.status == 422 && silent.text().contains("id=\"take_note_back-2-words-fault\""));
    assert_eq!(press(&site, &worker.cookie, &address, "2", &back).await.status, 404);
    let nonsense = [("act", "take_note_back"), ("note", "x"), ("words", "y")];
    assert_eq!(press(&site, &leader.cookie, &address, "2", &nonsense).await.status, 404);
    assert_eq!(press(&site, &leader.cookie, &address, "2", &back).await.status, 303);
    assert_eq!(press(&site, &leader.cookie, &address, "3", &back).await.status, 409, "twice");
    let me = get(&site, &cookie, "/volunteers/me").await;
    assert!(me.text().contains("记录服务评价（已撤回，不再算数）") && me.text().contains("写错了人"));
    let seen = get(&site, &worker.cookie, &address).await;
    assert!(seen.text().contains("已撤回") && !seen.text().contains("写错了人"));
}

#[tokio::test]
async fn a_certificate_that_states_what_is_taken_back_is_revoked() {
    let site = site().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let cookie = registered(&site, &[]).await;
    let id = volunteer_of(&site, &cookie).await;
    let address = first_listed(&get(&site, &leader.cookie, "/office/volunteers").await);
    let award = [("act", "note_award"), ("title", "优秀志愿者"), ("by", "琼海市"), ("day", "2026-01-02")];
    let training = [("act", "note_training"), ("title", "急救培训"), ("day", "2026-01-03"), ("hours", "2")];
    for (basis, note) in [("1", award), ("2", award), ("3", training)] {
        assert_eq!(press(&site, &leader.cookie, &address, basis, &note).await.status, 303);
    }
    let issue = async |trainings: &[&str], awards: &[&str]| {
        let of = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect();
        let certificate = NewCertificate {
            volunteer: id,
            unit: jiaji(&site),
            statement: Statement { trainings: of(trainings), awards: of(awards), ..a_statement() },
            hours: Vec::new(),
        };
        let issued = site.program.certificates.issue(CommandId::fresh(), &certificate, &Actor::Clock).await;
        issued.unwrap().unwrap()
    };
    let (plain, trained) = (issue(&[], &[]).await, issue(&["急救培训（2026-01-03）"], &[]).await);
    let awarded = issue(&[], &["优秀志愿者（琼海市，2026-01-02）"]).await;
    let revoked = async || {
        let all = site.program.certificates.of(id).await.unwrap();
        let revoked = all.into_iter().filter(|it| it.revoked.is_some()).map(|it| it.number);
        revoked.collect::<Vec<_>>()
    };
    let back = async |basis: &str, note: &str| {
        let back = [("act", "take_note_back"), ("note", note), ("words", "写错了人")];
        assert_eq!(press(&site, &leader.cookie, &address, basis, &back).await.status, 303);
    };
    back("4", "2").await;
    assert!(revoked().await.is_empty(), "another of the same words counts");
    back("5", "3").await;
    assert_eq!(revoked().await, [awarded]);
    back("6", "4").await;
    let all = revoked().await;
    assert!(all.len() == 2 && all.contains(&trained) && !all.contains(&plain));
    assert!(site.get(&format!("/verify/{trained}")).await.text().contains("证明已撤销"));
}

/// What a certificate of 李* says.
fn a_statement() -> Statement {
    Statement {
        volunteer_number: "HN0000000001".into(),
        name: NameShown::Surname.of("李大山"),
        from: demo_day(),
        until: demo_day(),
        items: vec![Item {
            activity: "陪老人读报".into(),
            day: demo_day(),
            place: "嘉积镇".into(),
            content: "读报".into(),
            hours: Hours::of_minutes(60),
            organiser: "嘉积镇社工站".into(),
            in_charge: "林老师".into(),
            on_word: false,
        }],
        recorded_by: "嘉积镇社工站".into(),
        trainings: Vec::new(),
        awards: Vec::new(),
    }
}

#[tokio::test]
async fn a_station_has_whoever_is_new_wait_and_the_page_says_so() {
    let site = site().await;
    let station = jiaji(&site);
    let leader = site.signed_in("leader", Role::StationLeader, station.clone()).await;
    let worker = site.signed_in("worker", Role::SocialWorker, station.clone()).await;
    let unit = station.to_string();
    let set = async |cookie: &str, on: &str| {
        let command = CommandId::fresh().to_string();
        let pairs = [("command", command.as_str()), ("unit", &unit), ("on", on)];
        post(&site, cookie, "/office/volunteers/approval", &pairs).await.status.as_u16()
    };
    assert_eq!((set(&worker.cookie, "yes").await, set(&leader.cookie, "yes").await), (404, 303));
    let list = get(&site, &leader.cookie, "/office/volunteers").await;
    assert!(list.text().contains("改成不用等"), "{}", list.text());
    assert!(!get(&site, &worker.cookie, "/office/volunteers").await.text().contains("要不要先通过"));
    let key = key_of(&proved(&site, "/volunteers/register", "").await);
    let places = [("key", key.as_str()), ("act", "places"), ("county", "469002")];
    let page = post(&site, "", "/volunteers/register/details", &places).await;
    assert!(page.text().contains("社工站（要先通过）") && page.text().contains("没有选社工站的"));
    let command = CommandId::fresh().to_string();
    let pairs = [("key", key.as_str()), ("command", &command), ("station", "qionghai-jiaji")];
    let pairs: Vec<_> = pairs.into_iter().chain(GROWN).collect();
    let done = post(&site, "", "/volunteers/register/details", &pairs).await;
    assert_eq!(done.header("location"), "/volunteers/me?done=1");
    assert!(get(&site, &cookie_of(&done), "/volunteers/me").await.text().contains("等社工站通过"));

    // Its leader reads how many there are; whoever may not open anybody reads of few that they are few.
    let figures = get(&site, &leader.cookie, "/office/volunteers/figures").await;
    assert_eq!(figures.status, 200);
    assert!(
        figures.text().contains("<h2>按社工站</h2>") && !figures.text().contains("&lt;5"),
        "{}",
        figures.text()
    );
    let supervisor = site.signed_in("supervisor", Role::Supervisor, Unit::Province).await;
    let figures = get(&site, &supervisor.cookie, "/office/volunteers/figures").await;
    assert_eq!(figures.status, 200);
    assert!(
        figures.text().contains("&lt;5") && !figures.text().contains("<h2>按社工站</h2>"),
        "{}",
        figures.text()
    );
    assert_eq!(get(&site, &worker.cookie, "/office/volunteers/figures").await.status, 404);
}

#[tokio::test]
async fn a_guardian_takes_their_consent_back_on_the_childs_page_or_at_the_station() {
    let site = site().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let born = format!("{}-01-15", time::OffsetDateTime::now_utc().year() - 12);
    let pupil = [
        ("name", "王小草"),
        ("born", born.as_str()),
        ("guardian_name", "王大花"),
        ("guardian_phone", PHONE),
        ("guardian_kinship", "parent"),
    ];
    let key = key_of(&proved(&site, "/volunteers/register", "").await);
    let command = CommandId::fresh().to_string();
    let pairs = [("key", key.as_str()), ("command", &command), ("county", "469002"), ("town", "469002100")];
    let pairs: Vec<_> = pairs.into_iter().chain([("agree", "on")]).chain(pupil).collect();
    let asked = post(&site, "", "/volunteers/register/details", &pairs).await;
    let (consent, code) = (key_of(&asked), code_to(&site, PHONE).await);
    let agreed = post(&site, "", "/volunteers/code", &[("key", &consent), ("code", &code)]).await;
    let cookie = cookie_of(&agreed);
    let me = get(&site, &cookie, "/volunteers/me").await;
    assert!(me.text().contains("等社工站通过") && me.text().contains("同一个手机号"), "{}", me.text());
    let address = first_listed(&get(&site, &leader.cookie, "/office/volunteers").await);
    assert!(get(&site, &leader.cookie, &address).await.text().contains("先打电话或当面向监护人核实"));
    assert_eq!(press(&site, &leader.cookie, &address, "1", &[("act", "admit_volunteer")]).await.status, 303);

    let withdraw = [("act", "withdraw_guardian_consent")];
    assert_eq!(press(&site, &cookie, "/volunteers/me", "2", &withdraw).await.status, 303);
    let me = get(&site, &cookie, "/volunteers/me").await;
    assert!(me.text().contains("监护人已收回同意") && !me.text().contains(">回来做志愿者</button>"));
    let page = get(&site, &leader.cookie, &address).await;
    assert!(page.text().contains("监护人重新同意") && page.text().contains("已退出"));
    let told = async || -> serde_json::Value {
        let json = get(&site, &cookie, "/volunteers/me/data.json").await;
        serde_json::from_slice(&json.body).unwrap()
    };
    let data = told().await;
    assert_eq!(data["guardian_consent_withdrawn"], true);
    assert!(data["guardian_consented_on"].is_null(), "{data}");
    // Two versions went by: what is kept, and where they stand.
    let renew = [("act", "renew_guardian_consent"), ("words", "来站签名")];
    assert_eq!(press(&site, &leader.cookie, &address, "4", &renew[..1]).await.status, 422);
    assert_eq!(press(&site, &leader.cookie, &address, "4", &renew).await.status, 303);
    let me = get(&site, &cookie, "/volunteers/me").await;
    assert!(me.text().contains(">回来做志愿者</button>") && me.text().contains("监护人同意日期"));
    let data = told().await;
    assert!(
        data["guardian_consent_withdrawn"] == false && data["guardian_consented_on"].is_string(),
        "{data}"
    );
    assert_eq!(
        press(&site, &cookie, "/volunteers/me", "5", &[("act", "return_to_volunteering")]).await.status,
        303
    );
    let again = [("act", "withdraw_guardian_consent"), ("words", "来电")];
    assert_eq!(press(&site, &leader.cookie, &address, "6", &again).await.status, 303);
    assert!(get(&site, &cookie, "/volunteers/me").await.text().contains("监护人已收回同意"));
}

#[tokio::test]
async fn a_station_is_told_that_it_lets_nobody_in_without_the_guardian() {
    let site = site().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let born = format!("{}-01-15", time::OffsetDateTime::now_utc().year() - 12);
    let command = CommandId::fresh().to_string();
    let paper = [
        ("command", command.as_str()),
        ("name", "王小草"),
        ("born", born.as_str()),
        ("county", "469002"),
        ("town", "469002100"),
        ("phone", PHONE),
        ("guardian_name", "王大花"),
        ("guardian_phone", GUARDIANS),
        ("guardian_kinship", "parent"),
        ("signed", "on"),
    ];
    let done = post(&site, &leader.cookie, "/office/volunteers/register", &paper).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let address = format!("/office/volunteers/{command}");
    let pause = [("act", "pause_volunteer"), ("words", "先培训")];
    assert_eq!(press(&site, &leader.cookie, &address, "1", &pause).await.status, 303);
    assert!(get(&site, &leader.cookie, &address).await.text().contains("admit_volunteer"));
    let withdraw = [("act", "withdraw_guardian_consent"), ("words", "来电")];
    assert_eq!(press(&site, &leader.cookie, &address, "2", &withdraw).await.status, 303);
    assert!(!get(&site, &leader.cookie, &address).await.text().contains("admit_volunteer"));
    let told = press(&site, &leader.cookie, &address, "3", &[("act", "admit_volunteer")]).await;
    assert!(told.status == 422 && told.text().contains("监护人没有同意，不能通过"), "{}", told.text());
}

#[tokio::test]
async fn a_county_that_lets_people_in_first_says_so_and_whoever_corrects_is_told_too() {
    let site = site().await;
    let haikou = site.signed_in("haikou", Role::CountyOfficer, Unit::County("460100".into())).await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let cookie = registered(&site, &[]).await;
    let me = get(&site, &cookie, "/volunteers/me").await;
    assert!(!me.text().contains("要先通过"), "nobody wants it");
    let set = async |cookie: &str, unit: &str| {
        let command = CommandId::fresh().to_string();
        let pairs = [("command", command.as_str()), ("unit", unit), ("on", "yes")];
        assert_eq!(post(&site, cookie, "/office/volunteers/approval", &pairs).await.status, 303);
    };
    set(&haikou.cookie, &Unit::County("460100".into()).to_string()).await;
    let key = key_of(&proved(&site, "/volunteers/register", "").await);
    let page = site.get(&format!("/volunteers/register/details?key={key}")).await;
    assert!(page.text().contains("住在海口市，没有选社工站"), "{}", page.text());
    assert!(!page.text().contains("没有选社工站的，归"), "no station does");
    set(&leader.cookie, &jiaji(&site).to_string()).await;
    let me = get(&site, &cookie, "/volunteers/me").await;
    assert!(
        me.text().contains("社工站（要先通过）") && me.text().contains("换到要先通过的社工站"),
        "{}",
        me.text()
    );
    // Whoever is erased belongs to no unit: the list does not offer to look for them.
    let list = get(&site, &leader.cookie, "/office/volunteers").await;
    assert!(list.text().contains("value=\"left\"") && !list.text().contains("value=\"erased\""));
}

#[tokio::test]
async fn the_clock_erases_who_has_long_been_no_volunteer_and_looks_once_more() {
    let site = site().await;
    let (left, stays) = (registered(&site, &[]).await, registered(&site, &[("name", "李大山")]).await);
    let leave = [("act", "leave_volunteering")];
    assert_eq!(press(&site, &left, "/volunteers/me", "1", &leave).await.status, 303);
    let (left, stays) = (volunteer_of(&site, &left).await, volunteer_of(&site, &stays).await);
    let program = &site.program;
    let keepers = Keepers::of(&program.activities, &program.matching, &program.certificates);
    let states = async || {
        let found = program.volunteers.facts(&[left, stays]).await.unwrap();
        (found[&left].state, found[&stays].state)
    };
    let day = 24 * 60 * 60 * 1000;
    let now = server::database::now_ms();
    program.volunteers.look_after(keepers, now + 364 * day).await.unwrap();
    assert_eq!(states().await, (State::Left, State::Active));
    program.volunteers.look_after(keepers, now + 366 * day).await.unwrap();
    assert_eq!(states().await, (State::Erased, State::Active));
    let rows =
        server::journal::queries::rows_after(&program.database, &jiaji(&site).to_string(), 0, 100).await;
    let erased = rows.unwrap().into_iter().find(|row| row.kind == "erase_volunteer").unwrap();
    assert_eq!(erased.actor, "clock");

    // Where it broke off after somebody had erased themselves, the rest goes with the next look.
    let certificate =
        NewCertificate { volunteer: stays, unit: jiaji(&site), statement: a_statement(), hours: Vec::new() };
    let issued = program.certificates.issue(CommandId::fresh(), &certificate, &Actor::Volunteer(stays)).await;
    let address = format!("/verify/{}", issued.unwrap().unwrap());
    program.volunteers.erase(CommandId::fresh(), stays).await.unwrap();
    assert!(site.get(&address).await.text().contains("李*"));
    program.volunteers.look_after(keepers, now).await.unwrap();
    assert!(
        site.get(&address).await.text().contains("李*"),
        "an hour later, no request of then lasts any more"
    );
    program.volunteers.look_after(keepers, now + day).await.unwrap();
    assert!(!site.get(&address).await.text().contains("李*"));
    program.volunteers.look_after(keepers, now + day).await.unwrap();
}

#[tokio::test]
async fn who_registered_with_the_county_alone_stands_in_its_list_and_the_station_reads_so() {
    let site = site().await;
    let office = Office::of(&site).await;
    let county = Unit::County("469002".into());
    let officer = site.signed_in("officer", Role::CountyOfficer, county).await.cookie;
    let (activity, shift) = office.published().await;
    let cookie = registered(&site, &[("town", "")]).await;
    let number = number_on(&get(&site, &cookie, "/volunteers/me").await);
    let tapped = tap("sign_up", &shift.to_string());
    let signed = site.as_volunteer(&cookie, &format!("/activities/{activity}"), Some(&tapped)).await;
    assert_eq!(signed.status, 303);
    let (leader, own) = (&office.leader.cookie, volunteer_of(&site, &cookie).await);
    let (list, page) =
        (format!("/office/volunteers?number={number}"), format!("/office/activities/{activity}"));
    let link = format!("href=\"/office/volunteers/{own}\"");
    let listed = get(&site, leader, &list).await;
    assert!(
        listed.text().contains("共 0 人") && listed.text().contains("在市县的名册里"),
        "{}",
        listed.text()
    );
    let listed = get(&site, &officer, &list).await;
    assert!(listed.text().contains("共 1 人") && !listed.text().contains("在市县的名册里"));
    // Beside a sign-up the page of the volunteer is offered to whoever may open it.
    let signed = get(&site, leader, &page).await;
    assert!(signed.text().contains("王小花 HN") && !signed.text().contains(&link), "{}", signed.text());
    assert_eq!(get(&site, leader, &format!("/office/volunteers/{own}")).await.status, 404);
    assert!(get(&site, &officer, &page).await.text().contains(&link));
    // Whoever chooses the station is its own.
    let chosen = GROWN.into_iter().filter(|(name, _)| *name != "town").chain([("station", "qionghai-jiaji")]);
    let chosen: Vec<_> = chosen.collect();
    assert_eq!(press(&site, &cookie, "/volunteers/me", "1", &chosen).await.status, 303);
    assert!(get(&site, leader, &list).await.text().contains("共 1 人"));
    let signed = get(&site, leader, &page).await;
    assert!(signed.text().contains("王小花 HN") && signed.text().contains(&link), "{}", signed.text());
}

#[tokio::test]
async fn nobody_is_called_by_markup_or_digits() {
    let site = site().await;
    let key = key_of(&proved(&site, "/volunteers/register", "").await);
    let details = async |l: &str, name: &str, born: &str| {
        let pairs =
            [("key", key.as_str()), ("name", name), ("born", born), ("county", "469002"), ("agree", "on")];
        post(&site, "", &format!("{l}/volunteers/register/details"), &pairs).await
    };
    for name in ["<b>王小花</b>", "王小花&李大山", "王/小花", "王\\小花", "王小花2", "王小花９"]
    {
        let refused = details("", name, "1958-03-09").await;
        assert!(refused.status == 422 && refused.text().contains("姓名里不能有数字"), "{name}");
        assert_eq!(stands(refused.text(), "name").as_deref(), Some(name), "what was typed stays");
    }
    let refused = details("/en", "王小花2", "1958-03-09").await;
    assert!(refused.text().contains("A name has no digits"), "{}", refused.text());
    let ahead = (time::OffsetDateTime::now_utc().year() + 4).to_string();
    let refused = details("", "王小花", &format!("{ahead}-01-01")).await;
    assert!(refused.status == 422 && refused.text().contains("出生日期在今天以后"), "{}", refused.text());

    let office = Office::of(&site).await;
    let (activity, shift) = office.published().await;
    let cookie = registered(&site, &[("name", "阿依古丽·买买提")]).await;
    let with = format!("{}&name_1={}&age_1=40", tap("sign_up", &shift.to_string()), encoded("<b>小符</b>"));
    let refused = site.as_volunteer(&cookie, &format!("/activities/{activity}"), Some(&with)).await;
    assert!(refused.status == 422 && refused.text().contains("姓名里不能有数字"), "{}", refused.text());
    let me = get(&site, &cookie, "/volunteers/me").await;
    assert!(me.text().contains("第 2 版，"), "no version is later than its day: {}", me.text());
}
