//! Complaints over HTTP: the public writes and reads the answer, the office answers, and whatever people type.

use app::{access::Role, ids::CommandId, journal::model::Unit};
use axum::body::Body;

use crate::{
    nasty::{TEXTS, encoded},
    support::{Answer, TestSite},
};

const WORDS: &str = "上午十点没有人在，打电话也没有人接。";

async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(pairs.join("&"))).await
}

/// The value of a hidden field of a page.
fn hidden(page: &Answer, name: &str) -> String {
    let begin = format!("name=\"{name}\" value=\"");
    page.text().split_once(&begin).unwrap().1.split('"').next().unwrap().to_owned()
}

/// The code on the page with a ticket.
fn code(page: &Answer) -> String {
    page.text().split_once("<code>").unwrap().1.split('<').next().unwrap().to_owned()
}

fn qionghai() -> Unit {
    Unit::County("469002".into())
}

/// The address of the only complaint on somebody's list.
async fn only(site: &TestSite, cookie: &str) -> String {
    let list = site.get_with("/office/complaints", &[("cookie", cookie)]).await;
    assert_eq!(list.status, 200);
    let rest = list.text().split_once("href=\"/office/complaints/").unwrap().1;
    format!("/office/complaints/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn somebody_writes_without_a_name_and_reads_the_answer_by_code() {
    let site = TestSite::with_demo().await;
    let officer = site.signed_in("officer", Role::CountyOfficer, qionghai()).await;
    let form = site.get("/complaints?unit=qionghai-jiaji").await;
    assert_eq!((form.status.as_u16(), form.header("cache-control")), (200, "private, no-cache"));
    assert!(form.text().contains("<option value=\"qionghai-jiaji\" selected"), "{}", form.text());
    let (command, opened) = (hidden(&form, "command"), hidden(&form, "opened"));
    let pairs = [
        ("command", command.as_str()),
        ("opened", opened.as_str()),
        ("kind", "complaint"),
        ("county", "469002"),
        ("unit", "qionghai-jiaji"),
        ("text", WORDS),
    ];
    // What was typed stands there again with what is wrong beside it, and with the units of the 市县 where they were asked for.
    let wrong = post(&site, "", "/complaints", &[("county", "469002"), ("contact", "13800138000")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("请写下您想说的话") && wrong.text().contains("13800138000"));
    let units =
        post(&site, "", "/complaints", &[("act", "units"), ("county", "460100"), ("text", WORDS)]).await;
    assert_eq!(units.status, 200);
    assert!(units.text().contains(WORDS) && units.text().contains("value=\"haikou-"), "{}", units.text());

    let done = post(&site, "", "/complaints", &pairs).await;
    assert_eq!(done.status, 200);
    let again = post(&site, "", "/complaints", &pairs).await;
    let code = code(&done);
    assert_eq!(self::code(&again), code, "a second press gets the same");
    let file = post(&site, "", "/complaints/ticket.txt", &[("code", &code)]).await;
    assert!(file.text().contains(&code) && file.header("content-disposition").starts_with("attachment"));
    let received = post(&site, "", "/complaints/status", &[("code", &code)]).await;
    assert!(received.text().contains("已收到") && received.text().contains("琼海市的工作人员"));
    assert!(!received.text().contains(WORDS), "its writer knows it");

    // It was sent within the same second, so a person has to say that it is real.
    let address = only(&site, &officer.cookie).await;
    let page = site.get_with(&address, &[("cookie", &officer.cookie)]).await;
    assert!(page.text().contains(WORDS) && page.text().contains("看起来像是程序自动提交的"));
    let act = async |act: &str, basis: &str, answer: &str| {
        let command = CommandId::fresh().to_string();
        let pairs = [("command", command.as_str()), ("basis", basis), ("act", act), ("answer", answer)];
        post(&site, &officer.cookie, &address, &pairs).await
    };
    assert_eq!(act("admit_complaint", "1", "").await.header("location"), format!("{address}?done=1"));
    assert_eq!(act("answer_complaint", "2", " ").await.status, 422);
    assert_eq!(act("answer_complaint", "1", "晚了").await.status, 409);
    assert_eq!(act("answer_complaint", "2", "已经核实。<b>").await.status, 303);
    let answered = post(&site, "", "/en/complaints/status", &[("code", &code.to_lowercase())]).await;
    assert!(answered.text().contains("已经核实。&lt;b&gt;") && answered.text().contains("Answered"));
    let empty = post(&site, "", "/complaints/status", &[("code", &code), ("act", "object")]).await;
    assert_eq!(empty.status, 422);
    let object = [("code", code.as_str()), ("act", "object"), ("reason", "还是没有人。")];
    let objected = post(&site, "", "/complaints/status", &object).await;
    assert!(objected.text().contains("已交上一级再办") && objected.text().contains("省级工作人员"));
    let gone = site.get_with(&address, &[("cookie", &officer.cookie)]).await;
    assert_eq!(gone.status, 404, "it lies with the level above");
}

#[tokio::test]
async fn a_slip_in_a_code_is_told_apart_from_one_that_is_none() {
    let site = TestSite::with_demo().await;
    for (code, words) in [("K7MQ-X2P9", "写错"), ("2222-2222-2222", "没有这个查询码"), ("", "写错")]
    {
        let answer = post(&site, "", "/complaints/status", &[("code", code)]).await;
        assert_eq!(answer.status, 422, "{code}");
        assert!(answer.text().contains(words), "{code}: {}", answer.text());
    }
    let file = post(&site, "", "/complaints/ticket.txt", &[("code", "2222-2222-2222")]).await;
    assert_eq!((file.status.as_u16(), file.header("location")), (303, "/complaints/status"));
}

#[tokio::test]
async fn every_look_at_a_complaint_is_written_down_and_the_province_reads_none_of_a_county() {
    let site = TestSite::with_demo().await;
    let officer = site.signed_in("officer", Role::CountyOfficer, qionghai()).await;
    let province = site.signed_in("province", Role::ProvincialOfficer, Unit::Province).await;
    let auditor = site.signed_in("auditor", Role::AuditAdministrator, Unit::Province).await;
    let pairs = [
        ("kind", "burden"),
        ("county", "469002"),
        ("unit", "qionghai-jiaji"),
        ("text", WORDS),
        ("name", "周女士"),
    ];
    assert_eq!(post(&site, "", "/complaints", &pairs).await.status, 200);
    let address = only(&site, &officer.cookie).await;
    let theirs = site.get_with(&address, &[("cookie", &province.cookie)]).await;
    assert!(theirs.status == 200 && !theirs.text().contains(WORDS) && !theirs.text().contains("周女士"));
    let journal = async || {
        let page = site.get_with("/office/journal?kind=read", &[("cookie", &auditor.cookie)]).await;
        page.text().matches("<td").count()
    };
    let before = journal().await;
    let page = site.get_with(&address, &[("cookie", &officer.cookie)]).await;
    assert!(page.text().contains("周女士"));
    assert!(journal().await > before, "the look is written down");
    // Taken over, it is read by the province and no more by the county.
    let command = CommandId::fresh().to_string();
    let pass = [
        ("command", command.as_str()),
        ("basis", "1"),
        ("act", "pass_complaint"),
        ("to", "460000"),
        ("pass", "超期"),
    ];
    // Kept apart, it has to be admitted first.
    assert_eq!(post(&site, &province.cookie, &address, &pass).await.status, 409);
    let admit = CommandId::fresh().to_string();
    let admit = [("command", admit.as_str()), ("basis", "1"), ("act", "admit_complaint")];
    assert_eq!(post(&site, &officer.cookie, &address, &admit).await.status, 303);
    let theirs = site.get_with(&address, &[("cookie", &province.cookie)]).await;
    assert!(theirs.text().contains("提到省里办理") && !theirs.text().contains(WORDS));
    let command = CommandId::fresh().to_string();
    let pass = [
        ("command", command.as_str()),
        ("basis", "2"),
        ("act", "pass_complaint"),
        ("to", "460000"),
        ("pass", "超期"),
    ];
    assert_eq!(post(&site, &province.cookie, &address, &pass).await.status, 303);
    let theirs = site.get_with(&address, &[("cookie", &province.cookie)]).await;
    assert!(theirs.text().contains(WORDS) && theirs.text().contains("超期"));
}

#[tokio::test]
async fn the_first_page_of_the_office_says_what_waits_first_for_each_role() {
    let site = TestSite::with_demo().await;
    let station = Unit::Station(site.program.directory.get().station("qionghai-jiaji").unwrap().id);
    let pairs = [("kind", "complaint"), ("county", "469002"), ("unit", "qionghai-jiaji"), ("text", WORDS)];
    assert_eq!(post(&site, "", "/complaints", &pairs).await.status, 200);
    for (role, unit, told, not_told) in [
        (Role::CountyOfficer, qionghai(), vec!["投诉建议待甄别（1）", "各阶段的站点"], vec![]),
        (
            Role::ProvincialOfficer,
            Unit::Province,
            vec!["各阶段的站点", "/office/stations?stage="],
            vec!["待甄别"],
        ),
        (Role::StationLeader, station.clone(), vec!["先办什么"], vec!["投诉建议待甄别", "各阶段的站点"]),
        (Role::SocialWorker, station, vec!["先办什么", "提意见"], vec!["投诉建议待甄别"]),
        (Role::Supervisor, Unit::Province, vec!["各阶段的站点"], vec!["投诉建议待甄别"]),
        (Role::AccountsAdministrator, Unit::Province, vec!["先办什么"], vec!["投诉", "各阶段的站点"]),
        (Role::SecurityAdministrator, Unit::Province, vec!["先办什么"], vec!["各阶段的站点"]),
        (Role::AuditAdministrator, Unit::Province, vec!["先办什么"], vec!["各阶段的站点"]),
    ] {
        let me = site.signed_in(role.word(), role, unit).await;
        let page = site.get_with("/office", &[("cookie", &me.cookie)]).await;
        let main = page.text().split_once("<main").unwrap().1.split_once("</main>").unwrap().0.to_owned();
        for words in told {
            assert!(main.contains(words), "{role:?} is not told {words}: {main}");
        }
        for words in not_told {
            assert!(!main.contains(words), "{role:?} is told {words}");
        }
    }
}

#[tokio::test]
async fn whatever_is_typed_is_kept_or_told_and_comes_back_as_text() {
    let site = TestSite::with_demo().await;
    let officer = site.signed_in("officer", Role::CountyOfficer, qionghai()).await;
    let names = ["kind", "county", "unit", "text", "contact", "name", "website", "opened", "command", "act"];
    for (at, text) in TEXTS.into_iter().enumerate() {
        let usual = [("kind", "complaint"), ("county", "469002"), ("text", "1")];
        let pairs: Vec<_> = usual
            .into_iter()
            .filter(|(name, _)| *name != names[at % names.len()])
            .chain([(names[at % names.len()], text), ("name", text)])
            .collect();
        let answer = post(&site, "", "/complaints", &pairs).await;
        // A field that comes twice is no form of ours.
        assert!([200, 422].contains(&answer.status.as_u16()), "{text:?}: {}", answer.status);
        let status = post(&site, "", "/complaints/status", &[("code", text)]).await;
        let list = format!("/office/complaints?state={0}&kind={0}&unit={0}&per={0}&page={0}", encoded(text));
        let list = site.get_with(&list, &[("cookie", &officer.cookie)]).await;
        let one = format!("/office/complaints/{}", encoded(text));
        let one = site.get_with(&one, &[("cookie", &officer.cookie)]).await;
        assert_eq!(status.status, 422, "{text:?}");
        assert_eq!(list.status, 200, "{text:?}");
        assert!(one.status.is_client_error() || one.status == 200, "{text:?}: {}", one.status);
        for answer in [answer, status, list, one] {
            for mark in ["<script>alert", "<img src=x", "<svg/onload"] {
                assert!(!answer.text().contains(mark), "{text:?} came back as {mark}");
            }
        }
    }
}
