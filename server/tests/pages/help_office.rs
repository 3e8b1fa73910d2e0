//! The staff's side of calls for help over HTTP: what is taken down, what its caller is given, how it is handed on and
//! closed.

use app::{access::Role, help::words, ids::CommandId, journal::model::Unit, language::Language};
use time::{Date, Duration};

use crate::{
    help::{DAY, code, jiaji, of_a_call, post, taken_down},
    support::{Answer, TestSite},
};

const REASON: &str = "对方不愿意再谈，下次再问。";

async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

fn hidden(page: &Answer, name: &str) -> String {
    let (_, rest) = page.text().split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Takes a step as the call stands now.
async fn step(site: &TestSite, cookie: &str, call: &str, act: &str, more: &[(&str, &str)]) -> Answer {
    let page = get(site, cookie, call).await;
    let (basis, command) = (hidden(&page, "basis"), CommandId::fresh().to_string());
    let mut pairs = vec![("command", command.as_str()), ("basis", &basis), ("act", act)];
    pairs.extend_from_slice(more);
    post(site, cookie, call, &pairs).await
}

/// Writes a record with these answers.
async fn records(site: &TestSite, cookie: &str, call: &str, service: &str, given: &[(&str, &str)]) -> Answer {
    let address = format!("{call}/record?service={service}");
    let page = get(site, cookie, &address).await;
    let own = ["help.command", "help.basis", "help.version", "help.photos"];
    let own = own.map(|name| (name, hidden(&page, name)));
    let pairs: Vec<_> =
        own.iter().map(|(name, value)| (*name, value.as_str())).chain(given.iter().copied()).collect();
    post(site, cookie, &address, &pairs).await
}

#[tokio::test]
async fn nothing_is_said_to_be_done_on_a_record_that_nobody_has_begun_and_it_says_whose_it_is() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let call = taken_down(&site, &leader.cookie, "E04").await;
    for service in server::forms::SERVICES {
        let page = get(&site, &leader.cookie, &format!("{call}/record?service={service}")).await;
        assert!(page.text().contains("还没做") && !page.text().contains("做了</span>"), "{service}");
        assert!(
            page.text().contains("林** 138****5678") && !page.text().contains("13800135678"),
            "{service}"
        );
    }
    let look = [("act", "next"), ("met", "person"), ("matter", "marriage")];
    let page = records(&site, &leader.cookie, &call, "E04", &look).await;
    assert!(page.text().contains("不适用"), "{}", page.text());
}

#[tokio::test]
async fn a_call_is_closed_with_a_record_of_its_own_service_or_with_a_reason_that_its_caller_does_not_read() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let answer =
        post(&site, &leader.cookie, "/office/help/new", &of_a_call(&CommandId::fresh().to_string(), "B02"))
            .await;
    let place = answer.header("location").to_owned();
    let call = place.split('?').next().unwrap().to_owned();
    let code = code(&get(&site, &leader.cookie, &place).await);
    // The record of another service is none of this one.
    let given = [
        ("event_name", "重阳太极"),
        ("day", DAY.as_str()),
        ("method", "event"),
        ("topics", "health"),
        ("outcome", "held"),
        ("next_step", "none"),
    ];
    assert_eq!(records(&site, &leader.cookie, &call, "B05", &given).await.status, 303);
    let page = get(&site, &leader.cookie, &call).await;
    assert!(page.text().contains("服务记录还没写"), "{}", page.text());
    let refused = step(&site, &leader.cookie, &call, "close_help", &[]).await;
    let (summary, _) = refused.text().split_once("<h1").unwrap();
    for told in ["请写几句话", "服务标准还缺记录或步骤"] {
        assert!(summary.contains(told), "all at once: {told} {summary}");
    }
    let close = [("words", "说好了"), ("to", "met")];
    let refused = step(&site, &leader.cookie, &call, "close_help", &close).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("没写、没做的，为什么") && refused.text().contains("说好了"),
        "{}",
        refused.text()
    );
    let close = [close[0], close[1], ("reason", REASON)];
    assert_eq!(step(&site, &leader.cookie, &call, "close_help", &close).await.status, 303);
    let page = get(&site, &leader.cookie, &call).await;
    assert!(page.text().contains("没做的步骤和原因") && page.text().contains(REASON), "{}", page.text());
    let told = post(&site, "", "/help/status", &[("code", &code), ("phone", "5678")]).await;
    assert!(told.text().contains("说好了") && !told.text().contains(REASON), "{}", told.text());
}

#[tokio::test]
async fn the_sheet_says_what_the_caller_added_why_it_was_opened_again_and_what_was_recorded() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let command = CommandId::fresh().to_string();
    let kept = post(&site, &leader.cookie, "/office/help/new", &of_a_call(&command, "B02")).await;
    let place = kept.header("location").to_owned();
    let call = place.split('?').next().unwrap().to_owned();
    let code = code(&get(&site, &leader.cookie, &place).await);
    let sheet = format!("{call}/sheet");
    assert!(!get(&site, &leader.cookie, &sheet).await.text().contains("后来的情况"), "nothing came yet");
    let says = async |act: &str, words: &str| {
        let command = CommandId::fresh().to_string();
        let said = [
            ("code", code.as_str()),
            ("phone", "5678"),
            ("act", act),
            ("words", words),
            ("command", &command),
        ];
        assert_eq!(post(&site, "", "/help/status", &said).await.status, 200, "{act}");
    };
    says("add_to_help", "门口有狗，先打电话。").await;
    let given = [
        ("day", DAY.as_str()),
        ("method", "home"),
        ("met", "nobody"),
        ("next_step", "none"),
        ("outcome", "settled"),
        ("remark", "钥匙在邻居家。"),
    ];
    let recorded = records(&site, &leader.cookie, &call, "B02", &given).await;
    assert_eq!(recorded.status, 303, "{}", recorded.text());
    let close = [("words", "说好了"), ("to", "met"), ("reason", REASON)];
    assert_eq!(step(&site, &leader.cookie, &call, "close_help", &close).await.status, 303);
    says("reopen_help", "她的灯坏了。").await;
    let page = get(&site, &leader.cookie, &sheet).await;
    let (_, since) = page.text().split_once("后来的情况").unwrap();
    for words in ["门口有狗，先打电话。", DAY.as_str(), "没人在家", "钥匙在邻居家。", "她的灯坏了。"]
    {
        assert!(since.contains(words), "{words}: {since}");
    }
    let at = |words: &str| since.find(words).unwrap();
    assert!(at("门口有狗") < at("她的灯坏了"), "in the order in which it came");
    assert!(!since.contains(REASON), "what the staff writes for each other is not for the road");
    assert!(at("见到谁：") < at("社工签名："), "one signs below what is written");
    let (_, below) = since.split_once("社工签名：").unwrap();
    assert!(!below.contains("blank-line"), "{below}");
}

#[tokio::test]
async fn a_child_who_may_be_harmed_is_reported_before_the_call_is_closed() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let call = taken_down(&site, &leader.cookie, "C06").await;
    let close = [("words", "说好了"), ("to", "met"), ("reason", REASON)];
    let refused = step(&site, &leader.cookie, &call, "close_help", &close).await;
    assert_eq!(refused.status, 422, "a reason is no report");
    assert!(refused.text().contains("未成年人保护法第十一条"), "{}", refused.text());
    let given = |outcome: &'static str| {
        [
            ("day", DAY.as_str()),
            ("method", "phone"),
            ("met", "family"),
            ("found_on", DAY.as_str()),
            ("situation", "neglect"),
            ("danger_now", "no"),
            ("outcome", outcome),
            ("next_step", "none"),
        ]
    };
    let record = records(&site, &leader.cookie, &call, "C06", &given("unsafe")).await;
    assert_eq!(record.status, 303, "{}", record.text());
    assert_eq!(step(&site, &leader.cookie, &call, "close_help", &close).await.status, 422);
    let reported: Vec<_> = given("police").into_iter().chain([("reported_to", "police")]).collect();
    assert_eq!(records(&site, &leader.cookie, &call, "C06", &reported).await.status, 303);
    assert_eq!(step(&site, &leader.cookie, &call, "close_help", &close).await.status, 303);
    // Where nothing was found, there is nothing to report.
    let call = taken_down(&site, &leader.cookie, "C06").await;
    assert_eq!(records(&site, &leader.cookie, &call, "C06", &given("unfounded")).await.status, 303);
    assert_eq!(step(&site, &leader.cookie, &call, "close_help", &close).await.status, 303);
}

#[tokio::test]
async fn what_is_handed_on_says_what_goes_along_and_what_becomes_of_it() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let call = taken_down(&site, &leader.cookie, "").await;
    assert_eq!(
        get(&site, &leader.cookie, &format!("{call}/referral")).await.status,
        404,
        "it is not handed on"
    );
    let refer =
        [("body", "嘉积镇卫生院"), ("words", "请上门量血压"), ("consent", "spoken"), ("day", "2099-01-01")];
    let nothing = step(&site, &leader.cookie, &call, "refer_help", &refer).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text().contains("请至少选一样") && nothing.text().contains("嘉积镇卫生院"));
    let refer: Vec<_> = refer.into_iter().chain([("place", "on")]).collect();
    assert_eq!(step(&site, &leader.cookie, &call, "refer_help", &refer).await.status, 303);
    let sheet = get(&site, &leader.cookie, &format!("{call}/referral")).await;
    for words in ["嘉积镇卫生院", "请上门量血压", "琼海市嘉积镇", "本人口头同意", "接收回执", "嘉积镇社工站"]
    {
        assert!(sheet.text().contains(words), "{words} {}", sheet.text());
    }
    for words in ["林阿姨", "13800135678", "婆婆一个人住"] {
        assert!(!sheet.text().contains(words), "{words} was not chosen");
    }
    let paper = get(&site, &leader.cookie, &format!("{call}/sheet")).await;
    assert!(paper.text().contains("嘉积镇卫生院"), "{}", paper.text());
    let close = [("words", "说好了"), ("to", "met")];
    let open = step(&site, &leader.cookie, &call, "close_help", &close).await;
    assert_eq!(open.status, 422);
    assert!(
        open.text().contains("还没有回执") && open.text().contains("请选转介怎么处理"),
        "{}",
        open.text()
    );
    let close = [close[0], close[1], ("decided", "done")];
    assert_eq!(step(&site, &leader.cookie, &call, "close_help", &close).await.status, 303);
    assert!(get(&site, &leader.cookie, &call).await.text().contains("只是没给回执"));
}

#[tokio::test]
async fn only_those_answers_are_handed_over_to_which_the_caller_agreed() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let command = CommandId::fresh().to_string();
    let more = [("age", "eighties"), ("lives_with", "alone"), ("worries", "fall"), ("worries", "money")];
    let taken: Vec<_> = of_a_call(&command, "B02").into_iter().chain(more).collect();
    assert_eq!(post(&site, &leader.cookie, "/office/help/new", &taken).await.status, 303);
    let call = format!("/office/help/{command}");
    let page = get(&site, &leader.cookie, &call).await;
    let ticked = |name: &str| page.text().contains(&format!("name=\"{name}\" value=\"on\" checked"));
    assert!(ticked("name") && ticked("phone") && ticked("answer.age"));
    for name in ["place", "need", "answer.worries"] {
        let offered = page.text().contains(&format!("name=\"{name}\" value=\"on\""));
        assert!(offered && !ticked(name), "{name} is sensitive");
    }
    assert!(!page.text().contains("answer.wanted"), "it was not answered");
    let refer = [
        ("body", "嘉积镇卫生院"),
        ("words", "请上门看看"),
        ("consent", "spoken"),
        ("day", "2099-01-01"),
        ("answer.worries", "on"),
        ("answer.nonsense", "on"),
    ];
    // A page that comes back keeps what was chosen, and chooses nothing itself.
    let wrong: Vec<_> = refer.into_iter().filter(|(name, _)| *name != "body").collect();
    let wrong = step(&site, &leader.cookie, &call, "refer_help", &wrong).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("name=\"answer.worries\" value=\"on\" checked"));
    assert!(!wrong.text().contains("name=\"answer.age\" value=\"on\" checked"));
    let handed = step(&site, &leader.cookie, &call, "refer_help", &refer).await;
    assert_eq!(handed.status, 303, "{}", handed.text());
    let sheet = get(&site, &leader.cookie, &format!("{call}/referral")).await;
    assert!(sheet.text().contains("本人口头同意，只限：担心老人什么？<"), "{}", sheet.text());
    assert!(sheet.text().contains("怕摔倒") && sheet.text().contains("生活费不够"));
    for words in ["80多岁", "一个人住", "林阿姨", "13800135678", "婆婆一个人住", "嘉积镇不偏"]
    {
        assert!(!sheet.text().contains(words), "{words} was not chosen");
    }
    let page = get(&site, &leader.cookie, &call).await;
    assert!(page.text().contains("只限：担心老人什么？<"), "its history says the same");
    let nothing = [refer[0], refer[1], refer[2], refer[3], refer[5]];
    let nothing = step(&site, &leader.cookie, &call, "refer_help", &nothing).await;
    assert_eq!(nothing.status, 422, "what nobody asked is nothing");
}

#[tokio::test]
async fn whoever_has_no_telephone_is_taken_down_and_looks_it_up_with_the_digits_of_their_slip() {
    let site = TestSite::with_demo().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let form = get(&site, &worker.cookie, "/office/help/new").await;
    let form = form.text().split_once("id=\"send\"").unwrap().1.split("</form>").next().unwrap();
    assert!(form.contains("value=\"469002100\" selected"), "{form}");
    assert!(!form.contains('您') && !form.contains("field--wrong"), "it speaks to whoever writes: {form}");
    let mut calls = Vec::new();
    for _ in 0..2 {
        let command = CommandId::fresh().to_string();
        let mut pairs: Vec<_> = of_a_call(&command, "").into();
        pairs.retain(|(name, _)| !["phone", "message"].contains(name));
        let nothing = post(&site, &worker.cookie, "/office/help/new", &pairs).await;
        assert_eq!(nothing.status, 422, "how they are reached is not said");
        pairs.push(("no_phone", "yes"));
        assert_eq!(
            post(&site, &worker.cookie, "/office/help/new", &pairs).await.status,
            422,
            "nor through whom"
        );
        pairs.push(("through", "村口小卖部符老板"));
        let kept = post(&site, &worker.cookie, "/office/help/new", &pairs).await;
        assert_eq!(kept.status, 303, "{}", kept.text());
        calls.push(kept.header("location").to_owned());
    }
    let page = get(&site, &worker.cookie, &calls[0]).await;
    assert!(page.text().contains("没有电话") && page.text().contains("村口小卖部符老板"), "{}", page.text());
    assert!(!page.text().contains("不要留言"), "nobody asked them: {}", page.text());
    assert!(!page.text().contains("同一电话的其他求助"), "those without a telephone are not one caller");
    let (code, address) = (code(&page), calls[0].split('?').next().unwrap());
    let digits = page.text().split_once("填这四位数字：").unwrap().1[..4].to_owned();
    let sheet = get(&site, &worker.cookie, &format!("{address}/sheet")).await;
    assert!(sheet.text().contains(&code) && sheet.text().contains(&digits));
    assert!(!get(&site, &worker.cookie, address).await.text().contains(&code), "it is shown once");
    let wrong = if digits == "0000" { "0001" } else { "0000" };
    let wrong = post(&site, "", "/help/status", &[("code", &code), ("phone", wrong)]).await;
    let right = post(&site, "", "/help/status", &[("code", &code), ("phone", &digits)]).await;
    assert_eq!((wrong.status.as_u16(), right.status.as_u16()), (422, 200));
}

#[tokio::test]
async fn a_walk_in_opens_as_nothing_that_was_sent_and_tells_all_that_is_missing_at_once() {
    let site = TestSite::with_demo().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let officer = site.signed_in("officer", Role::CountyOfficer, Unit::County("469002".into())).await;
    for (who, place) in [(&worker, "469002100"), (&officer, "469002")] {
        let opened = get(&site, &who.cookie, "/office/help/new").await;
        assert_eq!(opened.status, 200);
        assert!(opened.text().contains(&format!("value=\"{place}\" selected")), "{}", opened.text());
        assert!(!opened.text().contains("data-sent"), "what was typed before comes back");
        assert!(opened.text().contains("data-missing=\"请选怎么来的\""), "a script tells it too");
    }
    let shown = post(&site, &worker.cookie, "/office/help/new", &[("act", "show")]).await;
    assert!(shown.text().contains("data-sent"), "what was sent is newer than what lies there");
    let nothing = post(&site, &worker.cookie, "/office/help/new", &[("help_channel", "")]).await;
    assert_eq!(nothing.status, 422);
    let (_, listed) = nothing.text().split_once("error-summary").unwrap();
    let listed = listed.split("</ul>").next().unwrap();
    for line in ["请选怎么来的", "遇到什么事，要什么帮助：请填写这一项", "电话：请填写11位手机号码"]
    {
        assert!(listed.contains(line), "{line}: {listed}");
    }
}

#[tokio::test]
async fn whoever_sees_to_a_call_reads_that_nobody_answered_whether_there_is_danger() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    for left_out in [true, false] {
        let command = CommandId::fresh().to_string();
        let mut pairs: Vec<_> = of_a_call(&command, "").into();
        pairs.retain(|(name, _)| !left_out || *name != "danger");
        assert_eq!(post(&site, &leader.cookie, "/office/help/new", &pairs).await.status, 303);
        for page in ["", "/sheet"] {
            let page = get(&site, &leader.cookie, &format!("/office/help/{command}{page}")).await;
            assert_eq!(page.text().contains("有没有危险：没有回答"), left_out, "{}", page.text());
        }
    }
}

#[tokio::test]
async fn what_belongs_to_another_unit_goes_there_and_its_caller_leaves_with_the_code() {
    let site = TestSite::with_demo().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let other = site.signed_in("other", Role::SocialWorker, jiaji(&site)).await;
    let command = CommandId::fresh().to_string();
    let elsewhere = |(name, value)| match name {
        "place.county" => (name, "460200"),
        "place.town" => (name, "460205"),
        _ => (name, value),
    };
    let taken = of_a_call(&command, "").map(elsewhere);
    let kept = post(&site, &worker.cookie, "/office/help/new", &taken).await;
    let place = kept.header("location").to_owned();
    assert!(place.starts_with("/office/help?went="), "{place} {}", kept.text());
    let code = code(&get(&site, &worker.cookie, &place).await);
    assert!(!get(&site, &other.cookie, &place).await.text().contains(&code), "only to whoever took it down");
    assert_eq!(post(&site, "", "/help/status", &[("code", &code), ("phone", "5678")]).await.status, 200);
}

#[tokio::test]
async fn what_a_service_asks_follows_on_the_form_of_a_walk_in_and_may_be_left_out() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let command = CommandId::fresh().to_string();
    let call = of_a_call(&command, "C06");
    let shown: Vec<_> = call.into_iter().chain([("act", "show")]).collect();
    let page = post(&site, &leader.cookie, "/office/help/new", &shown).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text().contains("求助人看到、听到了什么") && page.text().contains("林阿姨"),
        "{}",
        page.text()
    );
    assert_eq!(page.text().matches("name=\"danger\" value=\"yes\"").count(), 1, "danger is asked once");
    let more: Vec<_> = call.into_iter().chain([("happening", "beaten"), ("child_age", "primary")]).collect();
    assert_eq!(post(&site, &leader.cookie, "/office/help/new", &more).await.status, 303);
    let page = get(&site, &leader.cookie, &format!("/office/help/{command}")).await;
    assert!(page.text().contains("被打、身上有伤") && page.text().contains("6到11岁"), "{}", page.text());
    // Every service: nothing of it has to be answered, and it speaks to whoever writes.
    for service in server::forms::SERVICES {
        let command = CommandId::fresh().to_string();
        let shown: Vec<_> = of_a_call(&command, service).into_iter().chain([("act", "show")]).collect();
        let page = post(&site, &leader.cookie, "/office/help/new", &shown).await;
        let (_, form) = page.text().split_once("id=\"send\"").unwrap();
        assert!(!form.split("</form>").next().unwrap().contains('您'), "{service}");
        taken_down(&site, &leader.cookie, service).await;
    }
}

#[tokio::test]
async fn a_contact_that_was_noted_by_mistake_is_taken_back() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let command = CommandId::fresh().to_string();
    let village = of_a_call(&command, "")
        .map(|(name, value)| (name, if name == "help_channel" { "village" } else { value }));
    assert_eq!(post(&site, &leader.cookie, "/office/help/new", &village).await.status, 303);
    let call = format!("/office/help/{command}");
    let retracted =
        async |cookie: &str| step(&site, cookie, &call, "retract_contact", &[]).await.status.as_u16();
    assert_eq!(retracted(&leader.cookie).await, 422, "nothing is noted");
    assert_eq!(step(&site, &leader.cookie, &call, "reach_caller", &[]).await.status, 303);
    assert!(get(&site, &leader.cookie, &call).await.text().contains("按错了"));
    assert!(!get(&site, &worker.cookie, &call).await.text().contains("按错了"));
    assert_eq!(retracted(&worker.cookie).await, 422, "only whoever noted it");
    assert_eq!(retracted(&leader.cookie).await, 303);
    let page = get(&site, &leader.cookie, &call).await;
    assert!(page.text().contains("撤回上一条联系记录") && page.text().contains("待联系"), "{}", page.text());
    assert_eq!(retracted(&leader.cookie).await, 422, "once");
    let slip = get(&site, &leader.cookie, &format!("{call}/sheet")).await;
    let told = post(&site, "", "/help/status", &[("code", &code(&slip)), ("phone", "5678")]).await;
    assert!(told.text().contains("我的求助") && !told.text().contains("联系上了"), "{}", told.text());
}

#[tokio::test]
async fn an_office_above_says_for_what_it_opens_a_call_that_is_not_late() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let officer = site.signed_in("officer", Role::CountyOfficer, Unit::County("469002".into())).await;
    let call = taken_down(&site, &leader.cookie, "").await;
    let list = get(&site, &officer.cookie, "/office/help").await;
    assert!(list.text().contains("林** 138****5678"), "{}", list.text());
    let closed = get(&site, &officer.cookie, &call).await;
    assert_eq!(closed.status, 200);
    for words in ["13800135678", "林阿姨", "婆婆一个人住"] {
        assert!(!closed.text().contains(words), "{words}");
    }
    for page in ["sheet", "record?service=B02", "referral"] {
        assert_eq!(get(&site, &officer.cookie, &format!("{call}/{page}")).await.status, 404, "{page}");
    }
    let nothing = step(&site, &officer.cookie, &call, "look_into_help", &[]).await;
    assert_eq!(nothing.status, 422);
    let other = step(&site, &officer.cookie, &call, "note_help", &[("words", "看看")]).await;
    assert!(!other.text().contains("林阿姨") && other.text().contains("为什么要看"));
    let purpose = [("words", "抽查办理质量")];
    assert_eq!(step(&site, &officer.cookie, &call, "look_into_help", &purpose).await.status, 303);
    assert!(get(&site, &officer.cookie, &call).await.text().contains("13800135678"));
    let seen = get(&site, &leader.cookie, &call).await;
    assert!(seen.text().contains("上级查看") && seen.text().contains("抽查办理质量"), "the station reads it");
}

/// A day some days from now: as it is sent, and as a caller reads it.
fn day(later: i64) -> (String, String) {
    let today = server::shanghai::today();
    let day: Date = today + Duration::days(later);
    (day.to_string(), words::day_of(Language::Zh, day, today))
}

#[tokio::test]
async fn a_visit_is_moved_and_called_off_and_its_caller_reads_the_one_that_holds() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let command = CommandId::fresh().to_string();
    let kept = post(&site, &leader.cookie, "/office/help/new", &of_a_call(&command, "")).await;
    let place = kept.header("location").to_owned();
    let call = place.split('?').next().unwrap().to_owned();
    let code = code(&get(&site, &leader.cookie, &place).await);
    let told = async || post(&site, "", "/help/status", &[("code", &code), ("phone", "5678")]).await;
    let arrange = async |day: &str| {
        step(&site, &leader.cookie, &call, "plan_visit", &[("day", day), ("words", "带血压计")]).await
    };
    let cancel = async || step(&site, &leader.cookie, &call, "cancel_visit", &[("words", "")]).await.status;

    let far = arrange("9999-12-31").await;
    assert_eq!(far.status, 422);
    for words in [&*format!("请选今天到 {} 之间的日子", day(90).0), "value=\"9999-12-31\"", "带血压计"]
    {
        assert!(far.text().contains(words), "{words}: {}", far.text());
    }
    assert_eq!(arrange(&day(91).0).await.status, 422);
    assert!(!get(&site, &leader.cookie, &call).await.text().contains("value=\"cancel_visit\""));
    assert_eq!(cancel().await, 409, "there is none");

    let ((first, first_told), (second, second_told)) = (day(2), day(4));
    assert_eq!(arrange(&first).await.status, 303);
    let page = told().await;
    let holds = format!("<p class=\"notice\"><b>约好{first_told}上门</b></p>");
    assert!(page.text().contains(&holds), "{}", page.text());
    assert!(!page.text().contains("带血压计"), "that is for the staff");
    assert_eq!(arrange(&second).await.status, 303);
    let page = told().await;
    let (top, history) = page.text().split_once("办理经过").unwrap();
    assert!(top.contains(&format!("约好{second_told}上门")) && !top.contains(&first_told), "{top}");
    assert!(history.contains(&format!("原约{first_told}上门，已改期")), "{history}");
    assert!(!history.contains(&format!("约好{first_told}")), "{history}");
    assert!(!history.contains("<b>原约"), "without emphasis: {history}");
    let page = get(&site, &leader.cookie, &call).await;
    assert!(page.text().contains("改约上门") && page.text().contains("value=\"cancel_visit\""));

    assert_eq!(cancel().await, 303);
    let page = told().await;
    assert!(page.text().contains(&format!("原约{second_told}上门，已取消")), "{}", page.text());
    assert!(!page.text().contains("约好"), "{}", page.text());
    assert_eq!(cancel().await, 409, "once");
    assert_eq!(arrange(&first).await.status, 303);
    let page = get(&site, &leader.cookie, &call).await;
    let warned = format!("约好{first_told}上门。这样做以后，这次上门不再算数");
    assert_eq!(page.text().matches(&warned).count(), 3, "referring, passing on, closing: {}", page.text());
    let close = [("words", "说好了"), ("to", "met")];
    assert_eq!(step(&site, &leader.cookie, &call, "close_help", &close).await.status, 303);
    let page = told().await;
    assert!(page.text().contains(&format!("原约{first_told}上门，不再算数")), "{}", page.text());
    assert!(!page.text().contains("约好"), "{}", page.text());
    // Closed by mistake.
    let page = get(&site, &leader.cookie, &call).await;
    assert!(page.text().contains("value=\"reopen_help\""), "{}", page.text());
    let again = step(&site, &leader.cookie, &call, "reopen_help", &[("words", "按错了")]).await;
    assert_eq!(again.status, 303, "{}", again.text());
    let page = told().await;
    assert!(page.text().contains("我们重新打开了") && page.text().contains("按错了"), "{}", page.text());
    assert!(!page.text().contains("您要求重新打开"), "{}", page.text());
    for page in [call.clone(), format!("{call}/sheet")] {
        let page = get(&site, &leader.cookie, &page).await;
        assert!(
            page.text().contains("重新打开") && !page.text().contains("求助人重新打开"),
            "{}",
            page.text()
        );
    }
}

#[tokio::test]
async fn a_call_with_a_visit_is_joined_once_that_is_called_off_and_ends_with_the_other() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let take = async || {
        let command = CommandId::fresh().to_string();
        let kept = post(&site, &leader.cookie, "/office/help/new", &of_a_call(&command, "")).await;
        let code = code(&get(&site, &leader.cookie, kept.header("location")).await);
        (command.clone(), format!("/office/help/{command}"), code)
    };
    let act = async |call: &str, act: &str, more: &[(&str, &str)]| {
        step(&site, &leader.cookie, call, act, more).await.status
    };
    let ((first, main, _), (second, between, _), (_, last, code)) =
        (take().await, take().await, take().await);
    let told = async || post(&site, "", "/help/status", &[("code", &code), ("phone", "5678")]).await;
    let (first, second) = ([("to", first.as_str())], [("to", second.as_str())]);
    let asks = "约好的上门要先取消";
    let seen = async || get(&site, &leader.cookie, &last).await;
    assert!(seen().await.text().contains("value=\"join_help\"") && !seen().await.text().contains(asks));
    assert_eq!(act(&last, "plan_visit", &[("day", &day(3).0), ("words", "")]).await, 303);
    assert!(!seen().await.text().contains("value=\"join_help\"") && seen().await.text().contains(asks));
    assert_eq!(act(&last, "join_help", &second).await, 409);
    assert_eq!(act(&last, "cancel_visit", &[("words", "")]).await, 303);
    // By way of a third.
    assert_eq!(act(&last, "join_help", &second).await, 303);
    assert_eq!(act(&between, "join_help", &first).await, 303);
    let lead = |words: &str| format!("<p class=\"lead\">{words}</p>");
    let again = "<a href=\"/help\" class=\"button\">我要求助</a>";
    let page = told().await;
    assert!(page.text().contains(&lead("社工正在办理")) && !page.text().contains(again), "{}", page.text());
    // What is arranged in the other is read here as well.
    let (sent, visit) = day(4);
    assert_eq!(act(&main, "plan_visit", &[("day", &sent), ("words", "")]).await, 303);
    let page = told().await;
    assert!(page.text().contains(&format!("约好{visit}上门")), "{}", page.text());
    let close = [("words", "说好了"), ("to", "met"), ("reason", REASON)];
    assert_eq!(act(&main, "close_help", &close).await, 303);
    let page = told().await;
    assert!(page.text().contains(&lead("已办结")) && page.text().contains(again), "{}", page.text());
    assert!(!page.text().contains(&format!("约好{visit}上门")), "{}", page.text());
}

#[tokio::test]
async fn a_joined_call_says_nothing_of_a_visit_that_others_should_not_read_of_and_names_whoever_has_the_other()
 {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let (sent, visit) = day(4);
    let county = Unit::County("469002".to_owned());
    let office = words::unit(Language::Zh, &county, &site.program.directory.get());
    for (service, is_told) in [("C06", false), ("A01", true)] {
        let main = taken_down(&site, &leader.cookie, service).await;
        let command = CommandId::fresh().to_string();
        let kept = post(&site, &leader.cookie, "/office/help/new", &of_a_call(&command, "")).await;
        let code = code(&get(&site, &leader.cookie, kept.header("location")).await);
        let act = async |call: &str, act: &str, more: &[(&str, &str)]| {
            step(&site, &leader.cookie, call, act, more).await.status
        };
        let told = async || post(&site, "", "/help/status", &[("code", &code), ("phone", "5678")]).await;
        let id = main.rsplit('/').next().unwrap();
        assert_eq!(act(&format!("/office/help/{command}"), "join_help", &[("to", id)]).await, 303);
        assert_eq!(act(&main, "plan_visit", &[("day", &sent), ("words", "")]).await, 303);
        let page = told().await;
        assert_eq!(page.text().contains(&format!("约好{visit}上门")), is_told, "{service} {}", page.text());
        assert!(!page.text().contains(&office), "{}", page.text());
        let pass = [("to", &*county.to_string()), ("words", "站里办不了")];
        let passed = step(&site, &leader.cookie, &main, "pass_help", &pass).await;
        let list = get(&site, &leader.cookie, passed.header("location")).await;
        assert!(list.text().contains(&format!("已转给{office}")), "{}", list.text());
        let page = told().await;
        assert!(page.text().contains(&office), "{service} {}", page.text());
    }
}

#[tokio::test]
async fn a_service_given_long_before_the_call_came_is_told_and_what_was_typed_stays() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let call = taken_down(&site, &leader.cookie, "B02").await;
    let given = |day| {
        [
            ("day", day),
            ("method", "home"),
            ("met", "nobody"),
            ("next_step", "none"),
            ("outcome", "settled"),
            ("remark", "钥匙在邻居家。"),
        ]
    };
    let [(first, _), (before, _)] = [day(-366), day(-367)];
    for too_early in ["1900-01-01", before.as_str()] {
        let told = records(&site, &leader.cookie, &call, "B02", &given(too_early)).await;
        assert_eq!(told.status, 422, "{too_early}");
        let value = format!("value=\"{too_early}\"");
        for words in ["求助收到前一年以内", &*value, "钥匙在邻居家。", "id=\"day-fault\"", "<title>错误："]
        {
            assert!(told.text().contains(words), "{words}: {}", told.text());
        }
    }
    let done = records(&site, &leader.cookie, &call, "B02", &given(first.as_str())).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

#[tokio::test]
async fn the_stricter_wish_of_a_number_stands_beside_it_for_who_may_see_both_calls() {
    let site = TestSite::with_demo().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let take = async |phone: &str, message: &str, elsewhere: bool| {
        let command = CommandId::fresh().to_string();
        let taken = of_a_call(&command, "").map(|(name, value)| match name {
            "phone" => (name, phone),
            "message" => (name, message),
            "place.county" if elsewhere => (name, "460200"),
            "place.town" if elsewhere => (name, "460205"),
            _ => (name, value),
        });
        let kept = post(&site, &worker.cookie, "/office/help/new", &taken).await;
        assert_eq!(kept.status, 303, "{}", kept.text());
        format!("/office/help/{command}")
    };
    let stricter = "不要留言，不要让别人知道</b>（同一电话的另一件求助这样说";
    let (quiet, open) = (take("13800135678", "no", false).await, take("13800135678", "yes", false).await);
    for page in [open.clone(), format!("{open}/sheet")] {
        let page = get(&site, &worker.cookie, &page).await;
        assert!(page.text().contains(stricter), "{}", page.text());
    }
    let page = get(&site, &worker.cookie, &quiet).await;
    assert!(page.text().contains("不要留言") && !page.text().contains("另一件求助这样说"));
    // What is with another unit is not known of here.
    take("13800139999", "no", true).await;
    let page = get(&site, &worker.cookie, &take("13800139999", "yes", false).await).await;
    assert!(page.text().contains("可以留言") && !page.text().contains("不要留言"), "{}", page.text());
}

#[tokio::test]
async fn a_contact_still_to_come_is_called_a_term_and_the_sheet_says_what_was_agreed() {
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let command = CommandId::fresh().to_string();
    let village = of_a_call(&command, "")
        .map(|(name, value)| (name, if name == "help_channel" { "village" } else { value }));
    let kept = post(&site, &leader.cookie, "/office/help/new", &village).await;
    let code = code(&get(&site, &leader.cookie, kept.header("location")).await);
    let call = format!("/office/help/{command}");
    let sheet = format!("{call}/sheet");
    let today = server::shanghai::today();
    for page in [&call, &sheet] {
        let page = get(&site, &leader.cookie, page).await;
        assert!(page.text().contains("首次联系期限"), "{}", page.text());
    }
    let (visit, visit_told) = day(2);
    let visit = [("day", visit.as_str()), ("words", "带血压计")];
    assert_eq!(step(&site, &leader.cookie, &call, "plan_visit", &visit).await.status, 303);
    let advice = [("words", "社区每周三送餐。")];
    assert_eq!(step(&site, &leader.cookie, &call, "advise_caller", &advice).await.status, 303);
    let given = [
        ("day", DAY.as_str()),
        ("method", "home"),
        ("met", "nobody"),
        ("next_step", "none"),
        ("outcome", "settled"),
    ];
    assert_eq!(records(&site, &leader.cookie, &call, "B02", &given).await.status, 303);
    let page = get(&site, &leader.cookie, &sheet).await;
    let reached = format!("首次联系 {today}");
    let visit = format!("约好{visit_told}上门");
    for words in [&*reached, "办结期限", &*visit, "带血压计", "社区每周三送餐。", "没人在家"]
    {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(!page.text().contains("首次联系期限") && !page.text().contains("；</p>"), "{}", page.text());

    let close = [("words", "说好了"), ("to", "met"), ("reason", REASON)];
    assert_eq!(step(&site, &leader.cookie, &call, "close_help", &close).await.status, 303);
    let said = [("code", code.as_str()), ("phone", "5678"), ("act", "reopen_help"), ("words", "又没饭了")];
    assert_eq!(post(&site, "", "/help/status", &said).await.status, 200);
    for page in [&call, &sheet] {
        let page = get(&site, &leader.cookie, page).await;
        assert!(page.text().contains("重新打开后的联系期限"), "{}", page.text());
        assert!(!page.text().contains("首次联系期限"), "{}", page.text());
    }
    let page = get(&site, &leader.cookie, &sheet).await;
    for words in [&*reached, "社区每周三送餐。", "又没饭了"] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(!page.text().contains(&visit), "it was closed");
}
