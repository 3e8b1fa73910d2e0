//! What whoever calls for help meets on an old phone: leaving quickly, going on, days in words, and what is told of it.

use app::{
    access::Role,
    help::{terms, words},
    ids::CommandId,
    journal::model::Unit,
    language::Language,
    stations::hours::LocalMoment,
};
use axum::body::Body;
use time::Duration;

use super::help::{Phone, a_phone, code, jiaji, post};
use crate::support::TestSite;

fn main_of(page: &str) -> &str {
    let (_, main) = page.split_once("<main").unwrap();
    main.split("</main>").next().unwrap_or_default()
}

#[tokio::test]
async fn whoever_leaves_quickly_leaves_nothing_begun_and_no_ticket() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    assert_eq!(phone.post("/help", &[("service", "C06")]).await.header("location"), "/help/1");
    let page = phone.get("/help/1").await;
    assert!(page.text().contains("action=\"/help/leave\""), "a form, which needs no script");
    assert!(page.text().contains("会删掉没发送的内容"), "it says what it does");
    phone.says("/help/1", "intake.first", &[("danger", "no")]).await;
    assert!(phone.get("/help").await.text().contains("没填完"));
    let before = phone.cookie.clone();

    let left = phone.post("/help/leave", &[]).await;
    assert_eq!((left.status.as_u16(), left.header("refresh")), (200, "0; url=https://www.gov.cn/"));
    assert!(left.header("set-cookie").contains("Max-Age=0") && left.header("cache-control") == "no-store");
    assert!(!left.text().contains("help") && !left.text().contains("求助"), "{}", left.text());
    for cookie in [before, phone.cookie.clone()] {
        phone.cookie = cookie;
        assert!(!phone.get("/help").await.text().contains("没填完"));
        assert_eq!(phone.get("/help/1").await.header("location"), "/help?over=1", "nor by going back");
    }

    phone.says_everything().await;
    let sent = phone.post("/help/check", &[]).await;
    let (code, before) = (code(&sent), phone.cookie.clone());
    phone.post("/help/leave", &[]).await;
    phone.cookie = before;
    assert_eq!(
        phone.get("/help/check").await.header("location"),
        "/help?over=1",
        "the ticket is not shown again"
    );
    let status = phone.post("/help/status", &[("code", &code), ("phone", "5678")]).await;
    assert_eq!(status.status, 200, "what was sent is kept");
}

#[tokio::test]
async fn where_far_too_many_were_begun_one_is_told_what_to_do_and_has_lost_nothing() {
    let site = TestSite::with_demo().await;
    let begin = async |cookie: &str| {
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("cookie", cookie),
        ];
        let body = Body::from("service=B02&station=qionghai-jiaji");
        site.send_from("203.0.113.9:9", "POST", "/help", &headers, body).await
    };
    let first = begin("").await;
    let cookie = first.header("set-cookie").split(';').next().unwrap().to_owned();
    // The hour may turn meanwhile.
    let mut last = begin(&cookie).await;
    for _ in 0..500 {
        if last.status != 303 {
            break;
        }
        last = begin(&cookie).await;
    }
    assert_eq!(last.status, 429);
    for words in ["以后再按「开始填写」", "href=\"tel:110\"", "打电话，社工帮您登记", "没有丢"]
    {
        assert!(last.text().contains(words), "{words}: {}", last.text());
    }
    assert!(last.text().contains("value=\"B02\"") && last.text().contains("value=\"qionghai-jiaji\""));
    assert!(last.header("retry-after").parse::<u32>().unwrap() <= 3_601);
    assert_eq!(last.header("set-cookie"), "", "what was begun is still this browser's");
    let start = site.get_with("/help", &[("cookie", &cookie)]).await;
    assert!(start.text().contains("没填完"), "{}", start.text());
}

#[tokio::test]
async fn what_the_staff_types_is_told_from_what_is_typed_without_an_account() {
    let site = TestSite::with_demo().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let mut phone = a_phone(&site);
    phone.post("/help", &[("service", "C06")]).await;
    let open = "data-draft=\"open-";
    assert!(phone.get("/help/1").await.text().contains(open));
    let taken = site.get_with("/office/help/new", &[("cookie", &worker.cookie)]).await;
    assert!(taken.text().contains("data-draft=\"") && !taken.text().contains(open));
}

#[tokio::test]
async fn a_page_about_a_child_or_of_few_readers_can_be_left_quickly_as_the_catalogue_says() {
    let site = TestSite::with_demo().await;
    let directory = site.program.directory.get();
    for item in &directory.catalogue.items {
        let page = site.get(&format!("/services/{}", item.code)).await;
        let quickly = item.domain == "C" || item.restricted || item.sensitive;
        assert_eq!(page.text().contains("id=\"quick-exit\""), quickly, "{}", item.code);
    }
    for special in &directory.catalogue.special {
        // A special service has no page but the list of those who offer it.
        let mut phone = a_phone(&site);
        phone.post("/help", &[("service", &special.code)]).await;
        for page in
            [site.get(&format!("/stations?service={}", special.code)).await, phone.get("/help/1").await]
        {
            let quickly = page.text().contains("id=\"quick-exit\"");
            assert_eq!(quickly, special.restricted, "{}", special.code);
        }
    }
    assert!(!site.get("/stations?service=B02").await.text().contains("id=\"quick-exit\""));
}

#[tokio::test]
async fn a_child_is_asked_after_one_question_a_page_and_danger_is_heard() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    phone.post("/help", &[("service", "C06")]).await;
    phone.says("/help/1", "intake.first", &[("danger", "no")]).await;
    phone.says("/help/2", "intake.harm", &[("happening", "hungry")]).await;
    phone.says("/help/3", "intake.last_time_page", &[("last_time", "now")]).await;
    let titles = ["孩子多大？", "孩子现在在哪里？", "可能是谁做的？"];
    for (page, title) in (4..).zip(titles) {
        let asks = phone.get(&format!("/help/{page}")).await;
        let asked = main_of(asks.text()).matches("class=\"field__label\"").count();
        assert!(asked == 1 && asks.text().contains(title), "{page}: {asked} {}", asks.text());
        let back = format!("href=\"/help/{}\"", page - 1);
        assert!(asks.text().contains(&back), "back to the question before");
    }
    phone.says("/help/4", "intake.child", &[("child_age", "primary")]).await;
    let check = phone.get("/help/check").await;
    assert_eq!(check.header("location"), "/help/5", "on where nothing was sent");
}

#[tokio::test]
async fn one_goes_on_with_the_page_that_was_never_sent() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    phone.post("/help", &[]).await;
    phone.post("/help/service", &[("service", "other")]).await;
    // The first page may be left out: what stands there was not sent, and lies on the device alone.
    phone.says("/help/2", "call.what_happened", &[("words", "屋顶漏雨。")]).await;
    let start = phone.get("/help").await;
    assert!(start.text().contains("href=\"/help/1\" class=\"button\">继续"), "{}", start.text());
    assert!(
        start.text().contains("page-tools.") && start.text().contains(" 0 /help/1\n"),
        "and a script knows"
    );
    assert_eq!(phone.get("/help/check").await.header("location"), "/help/1");
    phone.says("/help/1", "call.danger_now", &[("danger", "no")]).await;
    assert!(phone.get("/help").await.text().contains("href=\"/help/3\" class=\"button\">继续"));
}

#[tokio::test]
async fn a_station_sets_the_place_and_nothing_that_was_typed() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    let station = phone.get("/stations/qionghai-jiaji").await;
    let (before, _) = station.text().split_once("/help?station=qionghai-jiaji").expect("a link to help");
    assert!(!main_of(before).contains("<h2"), "it is among the first that can be done");
    let start = phone.get("/help?station=qionghai-jiaji").await;
    assert!(start.text().contains("地点会先按「") && start.text().contains("value=\"qionghai-jiaji\""));
    let nobodys = phone.get("/help?station=%3Cscript%3E").await;
    assert!(!nobodys.text().contains("地点会先按"));

    phone.post("/help", &[("station", "qionghai-jiaji")]).await;
    phone.post("/help/service", &[("service", "other")]).await;
    let place = phone.get("/help/3").await;
    assert!(place.text().contains("<option value=\"469002100\" selected"), "{}", place.text());
    phone.says("/help/3", "call.place_group", &[("place.county", "460200"), ("place.town", "460202")]).await;
    phone.get("/help?station=qionghai-jiaji").await;
    let place = phone.get("/help/3").await;
    assert!(!place.text().contains("<option value=\"469002100\" selected"), "what was said stays");
    assert_eq!(phone.post("/help", &[("station", "nowhere")]).await.status, 303);
}

#[tokio::test]
async fn numbers_to_call_stand_whole_where_danger_is_said_and_in_one_line_later() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    phone.post("/help", &[]).await;
    phone.post("/help/service", &[("service", "other")]).await;
    let asks = phone.get("/help/1").await;
    assert!(asks.text().contains("href=\"tel:110\""), "{}", asks.text());
    assert!(!main_of(asks.text()).contains("选填"), "nobody is told that this is not needed");
    phone.says("/help/1", "call.danger_now", &[("danger", "yes")]).await;
    for (page, whole) in [("/help/1", true), ("/help/2", true), ("/help/3", false), ("/help/4", false)] {
        let shown = phone.get(page).await;
        assert_eq!(shown.text().contains("help-urgent"), whole, "{page}");
        assert!(main_of(shown.text()).contains("href=\"tel:110\""), "{page}");
    }
}

#[tokio::test]
async fn each_line_of_what_is_wrong_names_its_question() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    phone.post("/help", &[]).await;
    phone.post("/help/service", &[("service", "other")]).await;
    let wrong = phone.post("/help/4", &[("help.page", "call.reach")]).await;
    for line in ["怎么称呼您？请填写这一项", "您的电话：请填写11位手机号码"] {
        assert!(wrong.text().contains(line), "{line}: {}", wrong.text());
    }
    let without = phone.post("/help/4", &[("help.page", "call.reach"), ("no_phone", "yes")]).await;
    for line in ["找到您？请填写这一项", "您自己选四位数字：请填写 4 位数字"] {
        assert!(without.text().contains(line), "{line}: {}", without.text());
    }
    let long = "字".repeat(2001);
    let long = phone.post("/en/help/2", &[("help.page", "call.what_happened"), ("words", &long)]).await;
    assert!(long.text().contains("would you like? Write at most 2000 characters"), "{}", long.text());
}

/// Sends a call that presses, and gives its code.
async fn sent_in_danger(phone: &mut Phone<'_>) -> String {
    phone.says_everything().await;
    phone.says("/help/1", "call.danger_now", &[("danger", "yes")]).await;
    let sent = phone.post("/help/check", &[]).await;
    let text = sent.text();
    let year = server::shanghai::today().year();
    assert!(!main_of(text).contains(&format!("{year}-")), "a day stands in words: {text}");
    assert!(text.contains("社工今天") || text.contains("上班就联系您"), "{text}");
    code(&sent)
}

#[tokio::test]
async fn the_caller_reads_days_in_words_and_to_whom_it_went_and_nothing_of_the_standard() {
    let site = TestSite::with_demo().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let mut phone = a_phone(&site);
    let code = sent_in_danger(&mut phone).await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let list = site.get_with("/office/help?state=apart", &[("cookie", &leader.cookie)]).await;
    let id = list.text().split_once("href=\"/office/help/0").unwrap().1.split('"').next().unwrap();
    let office = site.get_with("/office", &[("cookie", &leader.cookie)]).await;
    let waits = office.text().split("紧急求助，还没联系上").next().unwrap();
    assert!(waits.ends_with(&format!("href=\"/office/help/0{id}\">")), "{}", office.text());
    let address = format!("/office/help/0{id}");
    let (visit, by) = (server::shanghai::today() + Duration::days(30), "2099-12-09");
    let visit_day = visit.to_string();
    let id = worker.id.to_string();
    let steps: [&[(&str, &str)]; 4] = [
        &[("act", "admit_help")],
        &[("act", "assign_help"), ("to", &id)],
        &[("act", "plan_visit"), ("day", &visit_day)],
        &[
            ("act", "refer_help"),
            ("body", "琼海市民政局"),
            ("words", "办低保"),
            ("consent", "spoken"),
            ("day", by),
        ],
    ];
    for (basis, step) in (1..).zip(steps) {
        let (command, basis) = (CommandId::fresh().to_string(), basis.to_string());
        let mut pairs = vec![
            ("command", command.as_str()),
            ("basis", basis.as_str()),
            ("pieces", "name"),
            ("name", "name"),
        ];
        pairs.extend_from_slice(step);
        let answer = post(&site, &leader.cookie, &address, &pairs).await;
        assert_eq!(answer.status, 303, "{step:?} {}", answer.text());
    }
    let status = phone.post("/help/status", &[("code", &code), ("phone", "5678")]).await;
    let text = main_of(status.text());
    let visit = words::day_of(Language::Zh, visit, server::shanghai::today());
    for told in [&*format!("原约{visit}上门，不再算数"), "转给琼海市民政局"] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(!text.contains(&visit_day) && !text.contains("办低保"), "{text}");
    let at = |words: &str| text.find(words).unwrap();
    let order = ["转给琼海市民政局", "已交给一名社工", "您向我们求助"].map(at);
    assert!(order.is_sorted(), "the newest first: {text}");
}

#[tokio::test]
async fn where_no_station_serves_a_place_no_call_is_promised_that_nobody_makes_today() {
    let site = TestSite::with_demo().await;
    let county = Unit::County("469005".into());
    let directory = site.program.directory.get();
    let now = || LocalMoment::from_unix_ms(server::database::now_ms());
    let opens = || terms::opens(&county, &directory, now());
    let before = opens();
    let mut phone = a_phone(&site);
    phone.says_everything().await;
    phone.says("/help/1", "call.danger_now", &[("danger", "yes")]).await;
    let wencheng = [("place.county", "469005"), ("place.town", "469005100")];
    phone.says("/help/3", "call.place_group", &wencheng).await;
    let sent = phone.post("/help/check", &[]).await;
    let (text, today) = (main_of(sent.text()), now().date);
    assert!(text.contains("文昌市社会工作主管部门"), "{text}");
    if opens() != before {
        // An office has opened or closed meanwhile: once in a thousand runs.
        return;
    }
    let is_today = before.is_none_or(|moment| moment.date == today);
    assert_eq!(text.contains("社工今天联系您"), is_today, "{text}");
    assert_eq!(text.contains("上班就联系您"), !is_today, "{text}");
    assert_eq!(text.contains("已经马上提醒市县主管部门"), before.is_some(), "{text}");
    let code = code(&sent);
    let status = phone.post("/help/status", &[("code", &code), ("phone", "5678")]).await;
    assert_eq!(status.text().contains("社工今天联系您"), is_today, "{}", status.text());
}

#[tokio::test]
async fn what_was_left_out_is_folded_in_one_place_with_the_way_to_each() {
    let site = TestSite::with_demo().await;
    let mut phone = a_phone(&site);
    phone.says_everything().await;
    let check = phone.get("/help/check").await;
    let (said, left_out) = main_of(check.text()).split_once("<details").unwrap();
    assert!(said.contains("href=\"/help/4?check=1\"") && !said.contains("没有填"), "{said}");
    let (left_out, _) = left_out.split_once("</details>").unwrap();
    assert!(left_out.contains("没有填的（2 个）"), "{left_out}");
    for page in ["/help/6?check=1", "/help/8?check=1"] {
        assert!(left_out.contains(&format!("href=\"{page}\"")), "{page}: {left_out}");
    }
}

#[tokio::test]
async fn what_one_may_need_to_hide_is_named_on_the_first_page_alone() {
    let site = TestSite::with_demo().await;
    let directory = site.program.directory.get();
    for (service, later) in [("C06", false), ("B02", true)] {
        let question = &directory.catalogue.item(service).unwrap().question.zh;
        let mut phone = a_phone(&site);
        phone.post("/help", &[("service", service)]).await;
        assert!(main_of(phone.get("/help/1").await.text()).contains(question), "{service}");
        for page in ["/help/2", "/help/3"] {
            let shown = phone.get(page).await;
            assert_eq!(shown.status, 200);
            assert_eq!(main_of(shown.text()).contains(question), later, "{service} {page}");
        }
    }
}

#[tokio::test]
async fn both_languages_say_the_same_of_who_reads_a_call() {
    let site = TestSite::with_demo().await;
    assert!(
        site.get("/help").await.text().contains("只有负责的社工站和上面的市县主管部门里办理求助的人看得到")
    );
    let english = site.get("/en/help").await;
    assert!(
        english.text().contains("at the station concerned and in the county office above it can read it")
    );
}
