//! The office of the catalogue and of the guides, over HTTP: from a draft to what the public reads, whatever is typed.

use app::{access::Role, ids::CommandId, journal::model::Unit, services::draft::Part};
use axum::body::Body;

use crate::{
    nasty::{TEXTS, encoded},
    support::{Answer, TestSite},
};

async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let command = CommandId::fresh().to_string();
    let own = [("command", command.as_str())];
    let pairs: Vec<_> =
        own.iter().chain(pairs).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(pairs.join("&"))).await
}

/// The open draft's number.
async fn number(site: &TestSite) -> String {
    let versions = site.program.services.versions().await.unwrap();
    versions.iter().find(|it| it.state.is_open()).unwrap().number.to_string()
}

async fn started(site: &TestSite, cookie: &str) {
    let start = [("act", "start"), ("basis", "0"), ("version", "2026-1"), ("from", "ref-0.2")];
    let answer = post(site, cookie, "/office/services", &start).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/office/services/draft?saved=1"));
}

/// What stands in an item of what is in force, as a form says that it was seen.
fn seen(site: &TestSite, code: &str) -> String {
    let directory = site.program.directory.get();
    let record = Part::Item(code.into()).record(&directory.catalogue).unwrap();
    serde_json::to_string(&record).unwrap()
}

#[tokio::test]
async fn a_draft_is_compared_and_published_and_read_by_the_public() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    assert!(get(&site, &me.cookie, "/office").await.text().contains("/office/services"));
    assert_eq!(get(&site, &me.cookie, "/office/services/draft").await.status, 404);
    started(&site, &me.cookie).await;
    let item = "/office/services/draft/item-A01";
    let page = get(&site, &me.cookie, item).await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
    let seen = seen(&site, "A01");
    let form = |text: &'static str| {
        [("act", "save"), ("basis", "1"), ("field", "name_zh"), ("name_zh", text), ("seen", seen.as_str())]
    };
    assert_eq!(post(&site, &me.cookie, item, &form("政策咨询台")).await.status, 303);
    // Somebody else, who saw what stood there before.
    let conflict = post(&site, &me.cookie, &format!("/en{item}"), &form("另一种写法")).await;
    assert_eq!(conflict.status, 409);
    assert!(conflict.text().contains("政策咨询台") && conflict.text().contains("另一种写法"));
    let now = "{\"name_zh\":\"政策咨询台\"}";
    let insisting =
        [("act", "save"), ("basis", "2"), ("field", "name_zh"), ("name_zh", "咨询窗口"), ("seen", now)];
    assert_eq!(post(&site, &me.cookie, item, &insisting).await.status, 303);
    let withdraw = [("act", "withdraw"), ("basis", "3")];
    let answer = post(&site, &me.cookie, "/office/services/draft/item-A02", &withdraw).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/office/services/draft?saved=1"));
    let compared = get(&site, &me.cookie, "/office/services/compare").await;
    assert!(compared.text().contains("新增 0 项，改动 1 项，撤下 1 项"), "{}", compared.text());
    assert!(compared.text().contains("咨询窗口"));
    assert!(!site.get("/services/A01").await.text().contains("咨询窗口"), "nobody sees a draft");

    let number = number(&site).await;
    let day = app::stations::hours::LocalMoment::from_unix_ms(server::database::now_ms()).date.to_string();
    let publish =
        [("act", "publish"), ("basis", number.as_str()), ("version", "2026-1"), ("day", day.as_str())];
    let open = post(&site, &me.cookie, "/office/services/publish", &publish).await;
    assert_eq!(open.status, 422);
    assert!(open.text().contains("还没有写明 A02") && open.text().contains(&format!("value=\"{day}\"")));
    let nowhere = post(
        &site,
        &me.cookie,
        "/office/services/publish",
        &[&publish[..], &[("becomes.A02", "Z99")]].concat(),
    )
    .await;
    assert!(nowhere.status == 422 && nowhere.text().contains("value=\"Z99\""));
    let offered = |site: &TestSite| {
        let directory = site.program.directory.get();
        directory.stations.iter().filter(|it| it.services.contains(&"A02".to_owned())).count()
    };
    assert!(offered(&site) > 0);
    let published = post(
        &site,
        &me.cookie,
        "/office/services/publish",
        &[&publish[..], &[("becomes.A02", "A01")]].concat(),
    )
    .await;
    assert_eq!((published.status.as_u16(), published.header("location")), (303, "/office/services?saved=1"));
    assert_eq!(offered(&site), 0);
    assert!(site.get("/services/A01").await.text().contains("咨询窗口"));
    assert_eq!(site.get("/services/A02").await.status, 404);
    let history = get(&site, &me.cookie, "/office/services").await;
    assert!(history.text().contains("现行：2026-1 版，29 项服务") && history.text().contains("已停用"));
    let version = get(&site, &me.cookie, "/office/services/versions/2026-1").await;
    assert!(version.text().contains("A02 → A01"));
    assert_eq!(get(&site, &me.cookie, "/office/services/versions/ref-0.2").await.status, 200);
    assert_eq!(get(&site, &me.cookie, "/office/services/versions/nowhere").await.status, 404);
}

#[tokio::test]
async fn an_item_is_added_completed_and_a_draft_is_thrown_away() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    started(&site, &me.cookie).await;
    let new = "/office/services/draft/item-new";
    let add = |code: &'static str| {
        [
            ("act", "add"),
            ("basis", "1"),
            ("code", code),
            ("field", "name_zh"),
            ("name_zh", "演示项目"),
            ("seen", "{}"),
        ]
    };
    let wrong = post(&site, &me.cookie, new, &add("站点")).await;
    assert!(wrong.status == 422 && wrong.text().contains("演示项目"));
    assert_eq!(post(&site, &me.cookie, new, &add("A01")).await.status, 409);
    let added = post(&site, &me.cookie, new, &add("A07")).await;
    assert_eq!(added.header("location"), "/office/services/draft/item-A07?saved=1");
    let publish = get(&site, &me.cookie, "/office/services/publish").await;
    assert!(publish.text().contains("服务项目 A07：没有填") && !publish.text().contains("name=\"day\""));
    let like = get(&site, &me.cookie, &format!("{new}?like=A01")).await;
    assert!(like.status == 200 && like.text().contains("低保"));
    assert_eq!(get(&site, &me.cookie, "/office/services/draft/item-Z99").await.status, 404);
    assert!(get(&site, &me.cookie, "/office/services/discard").await.text().contains("放弃草稿 2026-1"));
    let number = number(&site).await;
    let discard = [("act", "discard"), ("basis", number.as_str()), ("version", "2026-1")];
    assert_eq!(post(&site, &me.cookie, "/office/services/discard", &discard).await.status, 303);
    assert_eq!(get(&site, &me.cookie, "/office/services/draft").await.status, 404);
    assert!(get(&site, &me.cookie, "/office/services").await.text().contains("已放弃"));
}

#[tokio::test]
async fn a_guide_is_drafted_compared_published_and_read_by_the_public() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let (page, compare) = ("/office/policies/dibao", "/office/policies/dibao/compare");
    assert!(get(&site, &me.cookie, "/office/policies").await.text().contains(page));
    let policy = site.program.directory.get().policy("dibao").unwrap().clone();
    let seen = serde_json::to_string(&app::policies::draft::record(&policy)).unwrap();
    let title =
        [("act", "save"), ("basis", "1"), ("field", "title_zh"), ("title_zh", "低保新说"), ("seen", &seen)];
    let hotline = [("field", "hotlines"), ("hotlines", "12345")];
    assert_eq!(post(&site, &me.cookie, page, &[&title[..], &hotline].concat()).await.status, 303);
    let wrong =
        [("act", "save"), ("basis", "2"), ("field", "sources"), ("sources", "只有标题"), ("seen", &seen)];
    let wrong = post(&site, &me.cookie, page, &wrong).await;
    assert!(
        wrong.status == 422 && wrong.text().contains("第 1 行看不懂") && wrong.text().contains("只有标题")
    );
    let compared = get(&site, &me.cookie, compare).await;
    assert!(compared.text().contains("低保新说") && compared.text().contains(&policy.title.zh));
    assert!(!site.get("/policies/dibao").await.text().contains("低保新说"));
    let publish = [("act", "publish"), ("basis", "2"), ("note", "复核")];
    assert_eq!(post(&site, &me.cookie, compare, &publish).await.status, 303);
    let public = site.get("/policies/dibao").await;
    assert!(
        public.text().contains("低保新说") && public.text().contains("省级工作人员"),
        "{}",
        public.text()
    );
    assert!(public.text().contains("tel:12345"));
    let first = get(&site, &me.cookie, "/office/policies/dibao/1").await;
    assert!(first.status == 200 && first.text().contains(&policy.title.zh));
    assert_eq!(get(&site, &me.cookie, "/office/policies/dibao/9").await.status, 404);
    let withdraw = [("act", "withdraw"), ("basis", "3")];
    assert_eq!(post(&site, &me.cookie, compare, &withdraw).await.status, 303);
    assert_eq!(site.get("/policies/dibao").await.status, 404);
    let add = [("act", "add"), ("basis", "0"), ("slug", "Demo"), ("title_zh", "演示指南")];
    let wrong = post(&site, &me.cookie, "/office/policies", &add).await;
    assert!(wrong.status == 422 && wrong.text().contains("value=\"演示指南\""));
    let add = [("act", "add"), ("basis", "0"), ("slug", "demo"), ("title_zh", "演示指南")];
    assert_eq!(post(&site, &me.cookie, "/office/policies", &add).await.status, 303);
    assert_eq!(post(&site, &me.cookie, "/office/policies", &add).await.status, 409);
    assert_eq!(site.get("/policies/demo").await.status, 404);
}

#[tokio::test]
async fn whatever_is_typed_is_kept_or_told_and_comes_back_as_text() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    started(&site, &me.cookie).await;
    let item = "/office/services/draft/item-A01";
    for (at, text) in TEXTS.into_iter().enumerate() {
        let fields = Part::Item("A01".into()).fields();
        let word = fields[at % fields.len()].word;
        let current = {
            let versions = site.program.services.versions().await.unwrap();
            let draft = versions.iter().find(|it| it.state.is_open()).unwrap();
            serde_json::to_string(&Part::Item("A01".into()).record(&draft.catalogue).unwrap()).unwrap()
        };
        let sent = [("act", "save"), ("basis", "1"), ("field", word), (word, text), ("seen", &current)];
        let answer = post(&site, &me.cookie, item, &sent).await;
        assert!([303, 422].contains(&answer.status.as_u16()), "{word}: {text:?} gives {}", answer.status);
        assert!(!answer.text().contains("<script>alert"), "{word}: {text:?}");
        let sent =
            [("act", "save"), ("basis", "1"), ("field", "title_zh"), ("title_zh", text), ("seen", text)];
        let answer = post(&site, &me.cookie, "/office/policies/dibao", &sent).await;
        assert!([303, 409, 422].contains(&answer.status.as_u16()), "{text:?} gives {}", answer.status);
        for address in [
            format!("/office/services/draft/{}", encoded(text)),
            format!("/office/policies/{}", encoded(text)),
            format!("/office/services/draft/item-new?like={}", encoded(text)),
        ] {
            let status = get(&site, &me.cookie, &address).await.status.as_u16();
            assert!([200, 400, 404, 405, 414].contains(&status), "{address} gives {status}");
        }
        let publish = [("act", text), ("basis", "1"), ("version", "2026-1"), ("day", text), ("note", text)];
        let answer = post(&site, &me.cookie, "/office/services/publish", &publish).await;
        assert!([409, 422].contains(&answer.status.as_u16()), "{text:?} gives {}", answer.status);
    }
    for address in
        ["/office/services/draft", "/office/services/compare", "/office/policies/dibao/compare", item]
    {
        let page = get(&site, &me.cookie, address).await;
        assert!(page.status == 200 && !page.text().contains("<script>alert"), "{address}");
    }
}
