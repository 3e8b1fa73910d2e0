//! The office of forms over HTTP: every form is looked at, a definition is uploaded, compared and published, and whatever
//! else is sent is told apart.

use app::{access::Role, ids::CommandId, journal::model::Unit};
use axum::body::Body;
use server::forms::shipped;

use crate::{
    help::jiaji,
    nasty::{TEXTS, encoded},
    support::{Answer, TestSite},
};

const FORM: &str = "/office/forms/B01.record";

async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

async fn post(site: &TestSite, cookie: &str, address: &str, form: &str) -> Answer {
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(form.to_owned())).await
}

/// Sends a definition as a browser does, over the draft of this number.
async fn send(site: &TestSite, cookie: &str, basis: i64, file: &[u8]) -> Answer {
    send_to(site, cookie, FORM, basis, file).await
}

async fn send_to(site: &TestSite, cookie: &str, address: &str, basis: i64, file: &[u8]) -> Answer {
    let part = |name: &str, text: &str| {
        format!("--line\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let mut body = part("command", &CommandId::fresh().to_string());
    body.push_str(&part("basis", &basis.to_string()));
    body.push_str("--line\r\ncontent-disposition: form-data; name=\"file\"; filename=\"B01.toml\"\r\n\r\n");
    let mut body = body.into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--line--\r\n");
    let headers = [
        ("content-type", "multipart/form-data; boundary=line"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(body)).await
}

fn definition() -> &'static str {
    shipped().find(|(code, _)| *code == "B01.record").unwrap().1
}

#[tokio::test]
async fn every_form_stands_on_its_page_in_both_languages_and_nobody_else_has_any() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let list = get(&site, &me.cookie, "/office/forms").await;
    for (code, _) in shipped() {
        assert!(list.text().contains(&format!("/office/forms/{code}\"")), "{code}");
        for language in ["", "/en"] {
            let page = get(&site, &me.cookie, &format!("{language}/office/forms/{code}")).await;
            assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"), "{code}");
        }
    }
    for address in ["/office/forms/B99.record", "/office/forms/B01", "/office/forms/B01.record/7.toml"] {
        assert_eq!(get(&site, &me.cookie, address).await.status, 404, "{address}");
    }
    let county = site.signed_in("county", Role::CountyOfficer, Unit::County("469002".into())).await;
    for address in ["/office/forms", FORM, "/office/forms/B01.record/1.toml"] {
        assert_eq!(get(&site, &county.cookie, address).await.status, 404, "{address}");
    }
    assert_eq!(send(&site, &county.cookie, 0, definition().as_bytes()).await.status, 404);
}

#[tokio::test]
async fn a_definition_is_uploaded_compared_and_published_and_stays_readable() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let file = get(&site, &me.cookie, "/office/forms/B01.record/1.toml").await;
    assert!(file.header("content-disposition").contains("B01.record.1.toml"));
    let same = send(&site, &me.cookie, 0, &file.body).await;
    assert!(same.status == 422 && same.text().contains("没有改动"), "what is taken home says the same");
    let changed = definition().replace("吃饭", "自己吃饭");
    assert_eq!(send(&site, &me.cookie, 0, changed.as_bytes()).await.status, 303);
    let page = get(&site, &me.cookie, FORM).await;
    assert!(page.text().contains("<ins>自己吃饭</ins>") && page.text().contains("发布为第 2 版"));
    assert!(get(&site, &me.cookie, "/office/forms").await.text().contains("有草稿"));
    assert_eq!(
        send(&site, &me.cookie, 0, changed.as_bytes()).await.status,
        409,
        "another draft was not seen"
    );
    let decide = |act: &str| format!("command={}&basis=1&act={act}&note=更清楚", CommandId::fresh());
    let address = format!("{FORM}/decide");
    assert_eq!(post(&site, &me.cookie, &address, &decide("burn")).await.status, 404);
    let long = decide("publish").replace("更清楚", &"长".repeat(501));
    let told = post(&site, &me.cookie, &address, &long).await;
    assert!(told.status == 422 && told.text().contains(&"长".repeat(501)), "what was typed still stands");
    assert_eq!(post(&site, &me.cookie, &address, &decide("publish")).await.status, 303);
    let page = get(&site, &me.cookie, FORM).await;
    assert!(page.text().contains("更清楚") && page.text().contains("自己吃饭"));
    assert_eq!(get(&site, &me.cookie, "/office/forms/B01.record/1.toml").await.body, file.body);
    assert_eq!(send(&site, &me.cookie, 0, definition().as_bytes()).await.status, 303, "back to what was");
    assert_eq!(post(&site, &me.cookie, &address, &decide("drop")).await.status, 303);
}

#[tokio::test]
async fn what_is_no_definition_is_told_with_its_place_and_nothing_is_kept() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let circle = definition()
        .replace("name = \"abilities\"\n", "name = \"abilities\"\nhint = { zh = \"看\", en = \"Look\" }\n");
    let circle = circle.replacen(
        "shown_if = \"not is_one_of(met, 'nobody', 'refused', 'moved', 'hospital', 'died')\"",
        "shown_if = \"grade = 'lost'\"",
        1,
    );
    let long = definition().replacen("shown_if = \"", &format!("shown_if = \"{}", "not ".repeat(2_000)), 1);
    let other = definition().replace("form = \"B01.record\"", "form = \"B02.record\"");
    for (file, status, told) in [
        (&b""[..], 422, "请选择一个文件"),
        (&b"\xff\xfe"[..], 422, "不是文字文件"),
        (b"form = \n", 422, "第 1 行"),
        (b"form = \"B01.record\"\nwho = 1\n", 422, "第 2 行第 1 列：没有「who」这个键"),
        (circle.as_bytes(), 422, "（abilities）"),
        (long.as_bytes(), 422, "表达式最多 1000 个字符"),
        (other.as_bytes(), 422, "B02.record"),
        (&vec![b'#'; (2 << 20) + 1], 413, "2048 KB"),
    ] {
        let answer = send(&site, &me.cookie, 0, file).await;
        let start = String::from_utf8_lossy(&file[..file.len().min(60)]).into_owned();
        assert_eq!(answer.status, status, "{start}");
        assert!(answer.text().contains(told), "{start}: {told}");
    }
    assert!(!get(&site, &me.cookie, "/office/forms").await.text().contains("有草稿"));
}

/// A file that is wrong, with what is told of it, in which language, and the words at which it is wrong.
struct Slip {
    file: String,
    at: &'static str,
    zh: &'static str,
    en: &'static str,
}

#[tokio::test]
async fn every_fault_of_a_file_is_told_in_the_language_of_the_reader_with_its_line() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let slip = |from: &str, to: &str, at, zh, en| {
        let file = definition().replacen(from, to, 1);
        assert_ne!(file, definition(), "{from}");
        Slip { file, at, zh, en }
    };
    let many = "  { value = \"a\", zh = \"一\", en = \"One\" },\n".repeat(501);
    let day = "name = \"day\"\nkind = \"date\"\n";
    for Slip { file, at, zh, en } in [
        slip(day, "name = \"day\"\nkind = \"date\n", "", "不合 TOML 的写法", "not written as TOML is"),
        slip(
            day,
            "name = \"day\"\nname = \"d\"\nkind = \"date\"\n",
            "name = \"d\"",
            "写了两次",
            "stands there twice",
        ),
        slip(
            day,
            "name = \"day\"\nkind = \"date\"\ncolour = 1\n",
            "colour",
            "「哪一天」（day）：没有「colour」这个键",
            "“Date” (day): There is no key “colour”",
        ),
        slip(
            day,
            "name = \"day\"\n",
            "",
            "「哪一天」（day）：缺少类型（kind）",
            "“Date” (day): Add what is missing: Kind (kind)",
        ),
        slip(
            day,
            "name = \"day\"\nkind = 7\n",
            "7\nlabel",
            "「哪一天」（day）：这里要写文字",
            "“Date” (day): Here has to stand a text",
        ),
        slip(
            "required = true\ndefault",
            "required = 7\ndefault",
            "7\ndefault",
            "「哪一天」（day）：这里要写true",
            "“Date” (day): Here has to stand true",
        ),
        slip(
            "{ zh = \"哪一天\", en = \"Date\" }",
            "\"哪一天\"",
            "\"哪一天\"",
            "这里要写中英文两份文字",
            "a text in both languages",
        ),
        slip(
            "shown_if = \"",
            "shown_if = \"gone = 1 or ",
            "gone = 1",
            "什么时候出现（shown_if）：没有名为「gone」的问题",
            "When it is shown (shown_if): Nothing is called “gone”",
        ),
        slip(
            "shown_if = \"",
            "shown_if = \"day > 3 or ",
            "3 or ",
            "这里要日期，写的是数字",
            "This has to be a date, and is a number",
        ),
        slip(
            "en = \"Date\"",
            &format!("en = \"{}\"", "D".repeat(301)),
            "{ zh = \"哪一天\"",
            "问题（label）：最多 300 个字符",
            "Question (label): At most 300 characters",
        ),
        slip(
            "options = [\n",
            &format!("options = [\n{many}"),
            "[\n",
            "选项（options）：最多 500 个",
            "Choices (options): At most 500 may stand here",
        ),
        slip(
            "kind = \"date\"",
            "kind = \"moon\"",
            "\"moon\"",
            "「哪一天」（day），类型（kind）：没有「moon」这种问题",
            "“Date” (day), Kind (kind): There is no kind “moon”",
        ),
    ] {
        let before = &file[..file.find(at).unwrap()];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        for (language, told) in [("", zh), ("/en", en)] {
            let answer = send_to(&site, &me.cookie, &format!("{language}{FORM}"), 0, file.as_bytes()).await;
            assert_eq!(answer.status, 422, "{told}");
            let text = answer.text().replace("&quot;", "\"");
            assert!(text.contains(told), "{told}: {}", field_error(&text));
            let place = if language.is_empty() {
                format!("第 {line} 行第 {column} 列")
            } else {
                format!("Line {line}, column {column}")
            };
            assert!(at.is_empty() || text.contains(&place), "{told}: {place}: {}", field_error(&text));
        }
    }
}

/// What is told beside the control.
fn field_error(page: &str) -> &str {
    page.split("field__error\">").nth(1).and_then(|rest| rest.split("</strong>").next()).unwrap_or_default()
}

#[tokio::test]
async fn answers_that_would_not_come_along_are_told_before_it_is_published() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let renamed = definition().replace("name = \"minutes\"", "name = \"minutes_spent\"");
    assert_eq!(send(&site, &me.cookie, 0, renamed.as_bytes()).await.status, 303);
    let page = get(&site, &me.cookie, FORM).await.text().replace("&quot;", "\"");
    assert!(page.contains("「用时」（minutes）不在新版里了，「用时」（minutes_spent）是新的。"));
    assert!(
        page.contains("[[moved]]\nfrom = \"minutes\"\nto = \"minutes_spent\"") && page.contains("用旧版填")
    );
    let english = get(&site, &me.cookie, &format!("/en{FORM}")).await;
    assert!(english.text().contains("Some answers will not be carried to the new version"));
    let mended = format!("{renamed}\n[[moved]]\nfrom = \"minutes\"\nto = \"minutes_spent\"\n");
    assert_eq!(send(&site, &me.cookie, 1, mended.as_bytes()).await.status, 303);
    let page = get(&site, &me.cookie, FORM).await;
    assert!(page.text().contains("minutes → ") && !page.text().contains("不会带到新版本"));
}

#[tokio::test]
async fn every_form_is_printed_blank_for_whoever_fills_it_in_and_a_draft_for_whoever_publishes_it() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    for (code, text) in shipped() {
        let address = format!("/office/forms/{code}/paper");
        let definition = server::forms::read(text).unwrap();
        for (language, cookie) in [("", &worker.cookie), ("/en", &me.cookie)] {
            let page = get(&site, cookie, &format!("{language}{address}")).await;
            let text = page.text();
            assert_eq!(page.status, 200, "{code}");
            let version = if language.is_empty() { "第 1 版" } else { "version 1" };
            assert!(text.contains(&format!("<td>{code} · {version} · ")), "{code}: the head of every sheet");
            assert!(text.contains("□\u{a0}") && text.contains("paper.0123.css"), "{code}");
            // Hidden ones too, with when they are filled in.
            for group in &definition.groups {
                let title =
                    if language.is_empty() { &group.title.zh } else { group.title.en.as_ref().unwrap() };
                assert!(text.contains(&format!("<h3>{title}</h3>")), "{code} {title}");
            }
            let asked_at_times = definition.groups.iter().any(|group| group.shown_if.is_some());
            let told = ["如果", "看前面的答案", "Only if", "Only where"].iter().any(|it| text.contains(it));
            assert!(told || !asked_at_times, "{code}");
        }
    }
    let record = get(&site, &worker.cookie, "/office/forms/X-460200-001.record/paper").await;
    assert!(record.text().contains("如果「做了什么」选「转介」，才填。"));
    assert!(record.text().contains("只有站长"), "who may read it");
    let draft = format!("{FORM}/paper?draft=1");
    assert_eq!(get(&site, &me.cookie, &draft).await.status, 404, "there is none");
    send(&site, &me.cookie, 0, definition().replace("吃饭", "自己吃饭").as_bytes()).await;
    let printed = get(&site, &me.cookie, &draft).await;
    assert!(printed.text().contains("自己吃饭") && printed.text().contains("B01.record · 草稿 · "));
    assert_eq!(get(&site, &worker.cookie, &draft).await.status, 404);
    assert!(!get(&site, &worker.cookie, &format!("{FORM}/paper")).await.text().contains("自己吃饭"));
    let preview = get(&site, &me.cookie, &format!("{FORM}?width=print")).await;
    assert!(preview.text().contains("class=\"paper\"") && preview.text().contains("自己吃饭"));
    assert_eq!(get(&site, &worker.cookie, "/office/forms/Z99.record/paper").await.status, 404);
    let supervisor = site.signed_in("supervisor", Role::Supervisor, Unit::Province).await;
    assert_eq!(get(&site, &supervisor.cookie, &format!("{FORM}/paper")).await.status, 404);
}

#[tokio::test]
async fn a_preview_follows_what_is_written_into_it_and_keeps_nothing() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let address = format!("{FORM}/preview?width=tablet");
    let all = ["eating", "dressing", "bed", "toilet", "walking", "bathing"];
    let unable = |number: usize| {
        let answers = all
            .iter()
            .zip(0..)
            .map(|(name, at)| format!("{name}={}", if at < number { "unable" } else { "alone" }));
        format!("day=2026-11-28&method=home&met=person&{}", answers.collect::<Vec<_>>().join("&"))
    };
    for (number, grade) in
        [(0, "完全自理"), (1, "部分丧失"), (3, "部分丧失"), (4, "完全丧失"), (6, "完全丧失")]
    {
        let page = post(&site, &me.cookie, &address, &unable(number)).await;
        assert_eq!(page.status, 200);
        let shown = format!("id=\"grade\" class=\"field__output\">{grade}</output>");
        assert!(page.text().contains(&shown), "{number}");
    }
    let wrong = post(&site, &me.cookie, &address, "day=2999-01-01&met=person&minutes=soon").await;
    assert!(wrong.text().contains("value=\"soon\"") && wrong.text().contains("id=\"minutes-fault\""));
    assert!(wrong.text().contains("id=\"day-fault\"") && wrong.text().contains("id=\"method-fault\""));
    let nobody = post(&site, &me.cookie, &address, "met=nobody&eating=unable").await;
    assert!(nobody.text().contains("data-group=\"abilities\" hidden"), "what follows from nobody being met");
    assert!(nobody.text().contains("class=\"field__output\">--</output>"), "what is hidden is no answer");
    for text in TEXTS {
        let text = encoded(text);
        let sent =
            format!("day={text}&met={text}&minutes={text}&remark={text}&nobody={text}&met.county={text}");
        let page = post(&site, &me.cookie, &address, &sent).await;
        assert_eq!(page.status, 200, "{text}");
        assert!(!page.text().contains("<script>alert"), "{text}");
    }
    assert!(!get(&site, &me.cookie, FORM).await.text().contains("unable\" checked"));
}

#[tokio::test]
async fn a_page_tells_a_script_of_its_form_and_nobody_shares_the_key_of_their_drafts() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let other = site.signed_in("another", Role::ProvincialOfficer, Unit::Province).await;
    let page = get(&site, &me.cookie, FORM).await;
    let part = |page: &Answer, name: &str| {
        let text = page.text();
        let (_, rest) = text.split_once(&format!("{name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    assert_eq!(part(&page, "data-live"), "contact abilities grade_group health_care home closing");
    let theirs = get(&site, &other.cookie, FORM).await;
    for name in ["data-key", "data-draft"] {
        assert_ne!(part(&page, name), part(&theirs, name));
        assert_eq!(part(&page, name), part(&get(&site, &me.cookie, FORM).await, name));
        assert_ne!(part(&page, name), part(&get(&site, &me.cookie, "/office/forms/B02.record").await, name));
    }
    assert_eq!(part(&page, "data-key").len(), 64);
    assert!(!page.text().contains("data-sent"));
    // What is typed leads out of no script element.
    let typed = encoded("</script><script>alert(1)</script>");
    let sent =
        post(&site, &me.cookie, &format!("{FORM}/preview"), &format!("met=nobody&remark={typed}")).await;
    assert!(sent.text().contains("data-sent") && !sent.text().contains("<script>alert"));
    // Places, for whoever chooses a village.
    let towns = get(&site, "", "/areas/469002/below").await;
    assert!(
        towns.text().contains("469002100\t嘉积镇\n")
            && towns.header("cache-control") == "public, max-age=3600"
    );
    let villages = get(&site, "", "/en/areas/460202/below").await;
    assert!(
        villages.text().lines().count() > 10,
        "a district has no townships, and its villages all the same"
    );
    assert_eq!(get(&site, "", "/areas/999999/below").await.status, 404);
}

#[tokio::test]
async fn a_place_below_another_goes_when_that_one_goes_and_turns_come_and_go() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("officer", Role::ProvincialOfficer, Unit::Province).await;
    let areas = &site.program.directory.get().areas;
    let towns: Vec<_> = areas.official_children("469002").map(|it| it.code.clone()).take(2).collect();
    let village = areas.villages().iter().find(|it| it.parent == towns[0]).unwrap().code.clone();
    let address = "/office/forms/D01.record/preview";
    let chosen = |town: &str| format!("area.county=469002&area.town={town}&area.village={village}&act=next");
    let stays = post(&site, &me.cookie, address, &chosen(&towns[0])).await;
    assert!(stays.text().contains(&format!("value=\"{village}\" selected")));
    let goes = post(&site, &me.cookie, address, &chosen(&towns[1])).await;
    assert!(goes.text().contains(&format!("value=\"{}\" selected", towns[1])));
    assert!(!goes.text().contains(&village));
    assert!(!goes.text().contains("-fault\""), "who asks for places is not done yet");

    let address = "/office/forms/D02.record/preview";
    let page = post(&site, &me.cookie, address, "did=meeting&act=add.decisions").await;
    // Behind the pattern of a turn, which stands first in the form.
    let turn = page.text().rsplit_once("name=\"turns.decisions\" value=\"").unwrap().1;
    let turn = turn.split_once('"').unwrap().0;
    let kept = format!("did=meeting&turns.decisions={turn}");
    assert!(post(&site, &me.cookie, address, &kept).await.text().contains(turn));
    let gone = post(&site, &me.cookie, address, &format!("{kept}&act=remove.decisions.{turn}")).await;
    assert!(!gone.text().contains(turn));
}
