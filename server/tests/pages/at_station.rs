//! What a station does for volunteers who come in person, over HTTP: registering from paper, and another telephone.

use app::{access::Role, ids::CommandId, journal::model::Unit};

use crate::{
    nasty::{MARKUP, TEXTS, stands},
    support::{Answer, TestSite},
    volunteers::{GUARDIANS, PHONE, cookie_of, first_listed, get, post, proved, registered, site},
};

const REGISTER: &str = "/office/volunteers/register";
const OTHER: &str = "13700137000";

pub(crate) fn jiaji(site: &TestSite) -> Unit {
    Unit::Station(site.program.directory.get().station("qionghai-jiaji").unwrap().id)
}

/// What was written to a number, the latest first.
async fn told(site: &TestSite, number: &str) -> Vec<String> {
    let (messages, _) = site.program.messages.list("", 100, 0).await.unwrap();
    let letters = messages.into_iter().filter_map(|message| message.letter);
    letters.filter(|letter| letter.to == number).map(|letter| letter.text.zh).collect()
}

/// The fields of the row of this kind in the journal of the station, as they are stored.
async fn row_of(site: &TestSite, kind: &str) -> String {
    let unit = jiaji(site).to_string();
    let rows = server::journal::queries::rows_after(&site.program.database, &unit, 0, 100).await.unwrap();
    rows.into_iter().find(|row| row.kind == kind).unwrap().fields
}

/// What is copied from the paper of somebody who is grown up, but for these fields.
pub(crate) async fn copy(site: &TestSite, cookie: &str, command: &str, more: &[(&str, &str)]) -> Answer {
    let usual = [
        ("command", command),
        ("phone", PHONE),
        ("name", "王小花"),
        ("born", "1958-03-09"),
        ("county", "469002"),
        ("town", "469002100"),
        ("signed", "on"),
    ];
    let usual = usual.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    let pairs: Vec<_> = usual.chain(more.iter().copied()).collect();
    post(site, cookie, REGISTER, &pairs).await
}

#[tokio::test]
async fn a_station_registers_whoever_has_signed_on_paper() {
    let site = site().await;
    let officer = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let setting = CommandId::fresh().to_string();
    let waits = [
        ("command", setting.as_str()),
        ("part", "volunteers"),
        ("seen", "{}"),
        ("volunteer_approval", "yes"),
    ];
    assert_eq!(post(&site, &officer.cookie, "/office/settings", &waits).await.status, 303);
    site.program.directory.refresh().await.unwrap();
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    for (cookie, may) in [(&leader.cookie, true), (&worker.cookie, false)] {
        let list = get(&site, cookie, "/office/volunteers").await;
        assert_eq!(list.text().contains(REGISTER), may);
        assert_eq!(get(&site, cookie, REGISTER).await.status, if may { 200 } else { 404 });
    }
    assert_eq!(copy(&site, &worker.cookie, "x", &[]).await.status, 404);
    let page = get(&site, &leader.cookie, REGISTER).await;
    assert!(
        page.text().contains("嘉积") && page.text().contains("志愿服务协议"),
        "the towns of their own 市县"
    );

    let copied = async |more: &[(&str, &str)]| copy(&site, &leader.cookie, "x", more).await;
    let places = copied(&[("act", "places"), ("county", "460100"), ("signed", "")]).await;
    assert_eq!(places.status, 200);
    let unsigned = copied(&[("signed", "")]).await;
    let landline = copied(&[("phone", "0898-65310000")]).await;
    let elsewhere = copied(&[("county", "460100"), ("town", "")]).await;
    for (answer, words) in [
        (&unsigned, "在纸质协议上签名，再勾选"),
        (&landline, "请写中国内地的手机号"),
        (&elsewhere, "您的单位不服务这个地方"),
    ] {
        assert_eq!(answer.status, 422, "{words}");
        assert!(answer.text().contains(words), "{words}");
        assert_eq!(stands(answer.text(), "name").as_deref(), Some("王小花"), "{words}");
    }
    assert_eq!(stands(landline.text(), "phone").as_deref(), Some("0898-65310000"));
    assert!(told(&site, PHONE).await.is_empty());

    let born = format!("{}-01-15", time::OffsetDateTime::now_utc().year() - 12);
    let pupil = [
        ("name", "王小草"),
        ("born", born.as_str()),
        ("guardian_name", "王大花"),
        ("guardian_phone", GUARDIANS),
        ("guardian_kinship", "parent"),
    ];
    let alone = copied(&pupil[..2]).await;
    assert!(alone.status == 422 && alone.text().contains("请写监护人姓名"));
    let command = CommandId::fresh().to_string();
    let page = format!("/office/volunteers/{command}");
    for _ in 0..2 {
        let done = copy(&site, &leader.cookie, &command, &pupil).await;
        assert_eq!((done.status.as_u16(), done.header("location")), (303, format!("{page}?done=1").as_str()));
    }
    let known = copied(&pupil).await;
    assert!(known.status == 422 && known.text().contains("请在名单里找"));
    let other = copy(&site, &leader.cookie, &command, &[]).await;
    assert_eq!(other.status, 409, "the form of somebody else");
    assert_eq!(stands(other.text(), "name").as_deref(), Some("王小花"));
    let one = get(&site, &leader.cookie, &page).await;
    assert!(one.text().contains("社工站代为登记") && one.text().contains("可以报名"));
    for number in [PHONE, GUARDIANS] {
        let told = told(&site, number).await;
        assert!(told.len() == 1 && told[0].contains("社工站已按签了名的纸质协议登记志愿者"), "{told:?}");
    }
    let row = row_of(&site, "register_volunteer_at_station").await;
    assert!(!row.contains("王小草") && !row.contains(PHONE), "sealed");

    // They sign in with the number, and find all that anybody finds.
    let came = proved(&site, "/volunteers/sign-in", "").await;
    assert_eq!(came.header("location"), "/volunteers/me");
    let me = get(&site, &cookie_of(&came), "/volunteers/me").await;
    assert!(me.text().contains("社工站代为登记") && me.text().contains("监护人同意日期"));
}

#[tokio::test]
async fn a_lost_telephone_is_changed_for_a_reason_and_both_numbers_are_told() {
    let site = site().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let cookie = registered(&site, &[]).await;
    let page = first_listed(&get(&site, &leader.cookie, "/office/volunteers").await);
    let change = async |cookie: &str, basis: &str, phone: &str, words: &str| {
        let command = CommandId::fresh().to_string();
        let pairs = [
            ("command", command.as_str()),
            ("basis", basis),
            ("act", "change_volunteer_phone"),
            ("phone", phone),
            ("words", words),
        ];
        post(&site, cookie, &page, &pairs).await
    };
    let wrong = change(&leader.cookie, "1", "+7 900 123 45 67", "").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("请写中国内地的手机号") && wrong.text().contains("请写原因"));
    assert_eq!(stands(wrong.text(), "phone").as_deref(), Some("+7 900 123 45 67"));
    let silent = change(&leader.cookie, "1", OTHER, " ").await;
    assert_eq!(silent.status, 422);
    assert_eq!(stands(silent.text(), "phone").as_deref(), Some(OTHER));
    // Who may not change it gets the answer of who may not know, whatever they send.
    assert!(!get(&site, &worker.cookie, &page).await.text().contains("更换手机号"));
    for words in ["", "手机丢了"] {
        assert_eq!(change(&worker.cookie, "1", OTHER, words).await.status, 404);
    }
    assert_eq!(get(&site, &cookie, "/volunteers/me").await.status, 200);

    let done = change(&leader.cookie, "1", "137 0013 7000", "手机丢了").await;
    assert_eq!((done.status.as_u16(), done.header("location")), (303, format!("{page}?done=1").as_str()));
    assert_eq!(get(&site, &cookie, "/volunteers/me").await.status, 303, "signed out");
    let (old, new) = (told(&site, PHONE).await, told(&site, OTHER).await);
    assert!(old[0].contains("已由社工站更改") && old[0].contains("12345"), "{old:?}");
    assert!(new[0].contains("改成这个号码") && new[0].contains("/volunteers/me"), "{new:?}");
    for (cookie, reads) in [(&leader.cookie, true), (&worker.cookie, false)] {
        let one = get(&site, cookie, &page).await;
        assert!(one.text().contains("社工站更换手机号"));
        assert_eq!(one.text().contains("手机丢了"), reads);
    }
    let row = row_of(&site, "change_volunteer_phone").await;
    assert!(!row.contains(OTHER) && !row.contains("手机丢了"), "sealed");

    let late = change(&leader.cookie, "1", PHONE, "又找到了").await;
    assert_eq!(late.status, 409);
    assert_eq!(stands(late.text(), "phone").as_deref(), Some(PHONE), "what was typed stays");
    let same = change(&leader.cookie, "2", OTHER, "又找到了").await;
    assert!(same.status == 422 && same.text().contains("请在名单里找"));
}

#[tokio::test]
async fn whatever_a_station_types_is_answered_and_nothing_of_it_becomes_part_of_the_page() {
    let site = site().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    registered(&site, &[]).await;
    let page = first_listed(&get(&site, &leader.cookie, "/office/volunteers").await);
    for text in TEXTS {
        for name in ["phone", "county", "station", "guardian_phone", "command", "signed"] {
            let answer = copy(&site, &leader.cookie, "x", &[("born", ""), (name, text)]).await;
            assert_eq!(answer.status, 422, "{name}: {text}");
            assert!(MARKUP.iter().all(|markup| !answer.text().contains(markup)), "{name}: {text}");
        }
        let command = CommandId::fresh().to_string();
        let pairs = [("command", command.as_str()), ("basis", "1"), ("act", "change_volunteer_phone")];
        let pairs: Vec<_> = pairs.into_iter().chain([("phone", text), ("words", text)]).collect();
        let answer = post(&site, &leader.cookie, &page, &pairs).await;
        assert_eq!(answer.status, 422, "{text}");
        assert!(MARKUP.iter().all(|markup| !answer.text().contains(markup)), "{text}");
    }
}
