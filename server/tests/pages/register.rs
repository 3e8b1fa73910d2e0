//! The register of a unit, the list over many, and the local agencies, over HTTP: who sees what, and what is typed.

use app::{access::Role, ids::CommandId, journal::model::Unit};
use axum::body::Body;
use server::sheets::read;

use crate::{
    nasty::{TEXTS, encoded},
    support::{Answer, TestSite},
};

const STATION: &str = "qionghai-jiaji";
const UNIT: &str = "/office/stations/qionghai-jiaji";
const STAFF: &str = "/office/stations/qionghai-jiaji/staff";
const AGENCIES: &str = "/office/stations/qionghai-jiaji/agencies";

fn unit_of(site: &TestSite, slug: &str) -> Unit {
    Unit::Station(site.program.directory.get().station(slug).unwrap().id)
}

async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

/// Posts a form under an id of its own, and gives that id.
async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> (Answer, String) {
    let command = CommandId::fresh().to_string();
    let own = [("command", command.as_str())];
    let pairs: Vec<_> =
        own.iter().chain(pairs).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    (site.send("POST", address, &headers, Body::from(pairs.join("&"))).await, command)
}

const SOMEBODY: [(&str, &str); 6] = [
    ("act", "employ"),
    ("name", "王小明"),
    ("post", "leader"),
    ("qualification", "assistant"),
    ("certificate", "AB-2021-000777"),
    ("from", "2024-03-01"),
];

#[tokio::test]
async fn a_leader_enters_corrects_and_ends_a_post_and_the_public_number_follows() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    let before = site.program.directory.get().station(STATION).unwrap().staff;
    let empty = get(&site, &me.cookie, STAFF).await;
    assert_eq!((empty.status.as_u16(), empty.header("cache-control")), (200, "no-store"));
    assert!(empty.text().contains("还没有建立人员名册") && before > 1);
    let (added, id) = post(&site, &me.cookie, STAFF, &SOMEBODY).await;
    let saved = format!("{STAFF}?saved=yes");
    assert_eq!((added.status.as_u16(), added.header("location")), (303, saved.as_str()));
    assert_eq!(site.program.directory.get().station(STATION).unwrap().staff, 1);
    let page = get(&site, &me.cookie, &saved).await;
    for shown in ["已保存", "王小明", "站长", "AB-*********77", "在岗 1 人，标准 3 人", "空缺 2 人"]
    {
        assert!(page.text().contains(shown), "{shown}");
    }
    assert!(!page.text().contains("AB-2021-000777"));
    let unit = get(&site, &me.cookie, UNIT).await;
    assert!(unit.text().contains(STAFF) && unit.text().contains("在岗 1 人，标准 3 人"));
    // The same person again, on the same days.
    let (twice, _) = post(&site, &me.cookie, STAFF, &SOMEBODY).await;
    assert_eq!(twice.status, 409);
    assert!(
        twice.text().contains("已有岗位") && twice.text().contains("value=\"AB-2021-000777\""),
        "what was typed stays"
    );
    // Read with a purpose, in one answer, and in no other.
    let reveal = [("act", "reveal_certificate"), ("entry", id.as_str()), ("purpose", "check")];
    let (revealed, _) = post(&site, &me.cookie, STAFF, &reveal).await;
    assert!(revealed.status == 200 && revealed.text().contains("AB-2021-000777"));
    let chosen = get(&site, &me.cookie, &format!("{STAFF}?entry={id}")).await;
    assert!(chosen.text().contains("更正：王小明") && !chosen.text().contains("AB-2021-000777"));
    let seen =
        "{\"name\":\"王小明\",\"post\":\"leader\",\"qualification\":\"assistant\",\"from\":\"2024-03-01\"}";
    let amend = |name: &'static str, employer: &'static str| {
        [
            ("act", "amend_post"),
            ("entry", id.as_str()),
            ("seen", seen),
            ("name", name),
            ("post", "leader"),
            ("employer", employer),
            ("qualification", "assistant"),
            ("from", "2024-03-01"),
        ]
    };
    let (amended, _) = post(&site, &me.cookie, STAFF, &amend("王晓明", "演示机构甲")).await;
    assert_eq!(amended.status, 303);
    let (conflict, _) = post(&site, &me.cookie, &format!("/en{STAFF}"), &amend("王小明", "演示机构乙")).await;
    assert_eq!(conflict.status, 409);
    assert!(conflict.text().contains("演示机构甲") && conflict.text().contains("演示机构乙"));
    assert!(get(&site, &me.cookie, STAFF).await.text().contains("AB-*********77"), "the number stayed");
    let end = |day: &'static str| [("act", "end_post"), ("entry", id.as_str()), ("ended", day)];
    assert_eq!(post(&site, &me.cookie, STAFF, &end("2020-01-01")).await.0.status, 422);
    assert_eq!(post(&site, &me.cookie, STAFF, &end("2025-01-01")).await.0.status, 303);
    assert_eq!(site.program.directory.get().station(STATION).unwrap().staff, 0);
    let left = get(&site, &me.cookie, STAFF).await;
    assert!(left.text().contains("2024-03-01 ~ 2025-01-01") && left.text().contains("王晓明"));
}

#[tokio::test]
async fn who_sees_names_who_sees_figures_and_who_sees_nothing() {
    let site = TestSite::with_demo().await;
    let own = unit_of(&site, STATION);
    let leader = site.signed_in("first", Role::StationLeader, own.clone()).await;
    let (_, id) = post(&site, &leader.cookie, STAFF, &SOMEBODY).await;
    for role in Role::ALL {
        let unit = [own.clone(), Unit::County("469002".into()), Unit::Province];
        let unit = unit.into_iter().find(|unit| role.fits(unit)).unwrap();
        let me = site.signed_in(role.word(), role, unit).await;
        let (sees, names) = (!role.administers(), !role.administers() && role != Role::ProvincialOfficer);
        let keeps = matches!(role, Role::StationLeader | Role::CountyOfficer);
        for address in [STAFF, "/office/register", AGENCIES] {
            assert_eq!(get(&site, &me.cookie, address).await.status == 200, sees, "{role:?} {address}");
        }
        let page = get(&site, &me.cookie, STAFF).await;
        assert_eq!(page.text().contains("王小明"), names, "{role:?}");
        assert_eq!(page.text().contains("在岗 1 人"), sees, "{role:?}");
        assert_eq!(page.text().contains("登记任职"), keeps, "{role:?}");
        let list = get(&site, &me.cookie, "/office/register?vacancies=on&post=leader").await;
        assert_eq!(list.text().contains("王小明"), names, "{role:?}");
        assert_eq!(list.text().contains(STAFF), sees, "{role:?}");
        let office = get(&site, &me.cookie, "/office").await;
        let over_many = matches!(role, Role::CountyOfficer | Role::ProvincialOfficer);
        assert_eq!(office.text().contains("href=\"/office/register\""), over_many, "{role:?}");
        let reveal = [("act", "reveal_certificate"), ("entry", id.as_str()), ("purpose", "report")];
        let (revealed, _) = post(&site, &me.cookie, STAFF, &reveal).await;
        assert_eq!(revealed.text().contains("AB-2021-000777"), keeps, "{role:?}");
        let chosen = get(&site, &me.cookie, &format!("{STAFF}?entry={id}")).await;
        assert_eq!(chosen.status == 200, keeps, "{role:?}");
        let end = [("act", "end_post"), ("entry", id.as_str()), ("ended", "2020-01-01")];
        let (ended, _) = post(&site, &me.cookie, STAFF, &end).await;
        assert_eq!(ended.status == 404, !names, "{role:?}");
        for slug in ["lingao-lincheng", "nowhere"] {
            for page in ["staff", "agencies"] {
                let address = format!("/office/stations/{slug}/{page}");
                let there = slug != "nowhere" && role == Role::ProvincialOfficer;
                assert_eq!(get(&site, &me.cookie, &address).await.status == 200, there, "{role:?} {address}");
                let (posted, _) = post(&site, &me.cookie, &address, &SOMEBODY).await;
                assert_eq!(posted.status, 404, "{role:?} {address}");
            }
        }
    }
}

#[tokio::test]
async fn an_agency_is_on_the_public_page_only_where_it_is_marked_and_no_mobile_is_kept() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    let agency = |name: &'static str, phone: &'static str, public: &'static str| {
        [
            ("act", "add_agency"),
            ("name_zh", name),
            ("kind", "health"),
            ("phone", phone),
            ("offers_zh", "每月一次义诊（演示）"),
            ("since", "2024-03-01"),
            ("public", public),
        ]
    };
    let (mobile, _) = post(&site, &me.cookie, AGENCIES, &agency("演示卫生院", "13800138000", "on")).await;
    assert_eq!(mobile.status, 422);
    assert!(mobile.text().contains("不要填写个人手机") && mobile.text().contains("value=\"演示卫生院\""));
    let (added, id) = post(&site, &me.cookie, AGENCIES, &agency("演示卫生院", "0898-0000 0009", "on")).await;
    assert_eq!(added.status, 303);
    assert_eq!(post(&site, &me.cookie, AGENCIES, &agency("演示派出所", "", "")).await.0.status, 303);
    let public = format!("/stations/{STATION}");
    let page = site.get(&public).await;
    assert!(page.text().contains("演示卫生院") && page.text().contains("tel:089800000009"));
    assert!(!page.text().contains("演示派出所"));
    let unit = get(&site, &me.cookie, UNIT).await;
    assert!(unit.text().contains("演示派出所") && unit.text().contains(AGENCIES));
    let chosen = get(&site, &me.cookie, &format!("{AGENCIES}?agency={id}")).await;
    assert!(chosen.text().contains("更正：演示卫生院"));
    let end = [("act", "end_agency"), ("agency", id.as_str()), ("ended", "2025-01-01")];
    assert_eq!(post(&site, &me.cookie, AGENCIES, &end).await.0.status, 303);
    assert!(!site.get(&public).await.text().contains("演示卫生院"));
    assert!(get(&site, &me.cookie, AGENCIES).await.text().contains("2024-03-01 ~ 2025-01-01"));
    let taken = |address: &'static str| post(&site, &me.cookie, address, &[]);
    let (file, _) = taken("/office/export/agencies?unit=qionghai-jiaji").await;
    let told = format!("{:?}", read::sheets(&file.body).unwrap());
    let unit = site.program.directory.get().station(STATION).unwrap().name.zh.clone();
    assert!(
        told.contains("演示卫生院") && told.contains("2025-01-01") && told.contains("演示派出所"),
        "{told}"
    );
    assert_eq!(told.matches(&unit).count(), 3, "two rows, and what was asked for: {told}");
    assert_eq!(taken("/office/export/agencies?unit=qionghai-tanmen").await.0.status, 404, "not theirs");
    let other = get(&site, &me.cookie, &format!("{AGENCIES}?agency={}", CommandId::fresh())).await;
    assert_eq!(other.status, 404);
}

#[tokio::test]
async fn whatever_is_typed_is_kept_or_told_and_comes_back_as_text() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    let staff =
        ["name", "post", "employer", "qualification", "certificate", "account", "from", "until", "seen"];
    let agency = ["name_zh", "name_en", "kind", "phone", "offers_zh", "offers_en", "since", "public", "seen"];
    for text in TEXTS {
        for (address, act, fields) in [(STAFF, "employ", staff), (AGENCIES, "add_agency", agency)] {
            let mut form = vec![("act", act)];
            form.extend(fields.map(|field| (field, text)));
            let (answer, _) = post(&site, &me.cookie, address, &form).await;
            assert_eq!(answer.status, 422, "{address} {text:?}");
            for mark in ["<script>alert", "<img src=x", "<svg/onload", "<![CDATA["] {
                assert!(!answer.text().contains(mark), "{address}: {mark} came back as it was");
            }
            for chosen in ["entry", "agency"] {
                let status =
                    get(&site, &me.cookie, &format!("{address}?{chosen}={}", encoded(text))).await.status;
                assert!(status == 200 || status == 404, "{address} {text:?}");
            }
        }
        let query = encoded(text);
        let list = format!(
            "/office/register?county={query}&unit={query}&post={query}&qualification={query}&per={query}&page={query}"
        );
        assert_eq!(get(&site, &me.cookie, &list).await.status, 200, "{list}");
    }
}

#[tokio::test]
async fn a_county_says_which_unit_stands_above_and_a_leader_only_reads_it() {
    let site = TestSite::with_demo().await;
    let officer = site.signed_in("officer", Role::CountyOfficer, Unit::County("469002".into())).await;
    let leader = site.signed_in("leader", Role::StationLeader, unit_of(&site, STATION)).await;
    let (above, elsewhere) = (unit_of(&site, "qionghai-tanmen"), unit_of(&site, "lingao-lincheng"));
    let (above, elsewhere, own) =
        (above.to_string(), elsewhere.to_string(), unit_of(&site, STATION).to_string());
    let form = |id: &str| {
        [("act", "edit_station"), ("basis", "1"), ("field", "parent"), ("parent", id), ("seen", "{}")]
            .map(|(name, value)| (name, value.to_owned()))
    };
    let send = async |cookie: &str, id: &str| {
        let form = form(id);
        let pairs = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        post(&site, cookie, UNIT, &pairs).await.0
    };
    assert!(get(&site, &officer.cookie, UNIT).await.text().contains("name=\"parent\""));
    assert!(!get(&site, &leader.cookie, UNIT).await.text().contains("name=\"parent\""));
    assert_eq!(send(&leader.cookie, &above).await.status, 409);
    for (id, words) in [(&elsewhere, "同一个市县"), (&own, "不能是它自己"), (&"x".to_owned(), "没有找到")]
    {
        let refused = send(&officer.cookie, id).await;
        assert_eq!(refused.status, 422, "{words}");
        assert!(refused.text().contains(words), "{words}");
    }
    assert_eq!(send(&officer.cookie, &above).await.status, 303);
    let directory = site.program.directory.get();
    assert_eq!(directory.station(STATION).unwrap().parent.unwrap().to_string(), above);
    assert!(site.get("/stations/qionghai-tanmen").await.text().contains(STATION));
}
