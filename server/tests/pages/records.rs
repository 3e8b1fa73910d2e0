//! Records over HTTP: what waits to be recorded, what volunteers want put right, and what is certified and handed over.

use app::{
    access::Role,
    activities::check_in::step_of,
    ids::{ActivityId, CommandId},
    journal::model::Unit,
};
use server::{
    activities::{attendance::queries::hours_of_activity, queries, sign_ups},
    database::now_ms,
    journal::queries::rows_after,
};
use time::{Duration, OffsetDateTime};

use crate::{
    activities::{Office, tap, the_form, volunteer_of},
    attendance::{begins_in, who_came},
    help::{jiaji, post},
    nasty::{TEXTS, encoded},
    support::{Answer, Colleague, TestSite},
    volunteers::{number_on, registered, site},
};

const RECORDS: &str = "/office/activities/records";

fn days_ago(days: i64) -> String {
    (OffsetDateTime::now_utc() + Duration::hours(8) - Duration::days(days)).date().to_string()
}

/// An activity that was entered so many days afterwards, with its shift.
async fn entered(site: &TestSite, office: &Office<'_>, days: i64) -> (ActivityId, String) {
    let (late, unit, day) = (CommandId::fresh().to_string(), jiaji(site).to_string(), days_ago(days));
    let mut form = the_form(&late, &unit, &day);
    form.extend([("late", "1"), ("reason", "当天没有网络")]);
    let begun = office.post(&office.worker, "/office/activities/new", &form).await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    let id: ActivityId = late.parse().unwrap();
    assert_eq!(office.step(&office.worker, id, "submit_activity", &[]).await.status, 303);
    assert_eq!(office.step(&office.leader, id, "publish_activity", &[]).await.status, 303);
    let shift = queries::shifts_of(&site.program.database, id).await.unwrap()[0].id.to_string();
    (id, shift)
}

/// Hours of a volunteer that one has asked for; gives their id.
async fn asked(
    site: &TestSite,
    office: &Office<'_>,
    (id, shift): (ActivityId, &str),
    number: &str,
) -> String {
    let named = [("shift", shift), ("volunteer", number), ("came", "09:00"), ("left", "11:30")];
    let typed: Vec<_> = named.into_iter().chain([("hours", "2.5"), ("reason", "没有签到")]).collect();
    assert_eq!(office.step(&office.worker, id, "ask_hours", &typed).await.status, 303);
    hours_of_activity(&site.program.database, id).await.unwrap()[0].id.to_string()
}

async fn agreed(office: &Office<'_>, id: ActivityId, hours: &str) {
    assert_eq!(office.step(&office.leader, id, "agree_hours", &[("hours_id", hours)]).await.status, 303);
}

async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

async fn number_of(site: &TestSite, cookie: &str) -> String {
    number_on(&get(site, cookie, "/volunteers/me").await)
}

#[tokio::test]
async fn service_waits_for_its_leader_and_a_correction_for_its_answer() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (leader, worker) = (office.leader.cookie.as_str(), office.worker.cookie.as_str());
    let county = site.signed_in("county", Role::CountyOfficer, Unit::County("469002".into())).await;
    let elsewhere = site.signed_in("elsewhere", Role::CountyOfficer, Unit::County("469005".into())).await;
    let province = site.signed_in("province", Role::ProvincialOfficer, Unit::Province).await;
    let lan = registered(&site, &[]).await;
    let number = number_of(&site, &lan).await;
    let (id, shift) = entered(&site, &office, 60).await;
    let hours = asked(&site, &office, (id, &shift), &number).await;

    let page = get(&site, leader, RECORDS).await;
    for words in ["待记录的服务", "陪长者看医生", "待另一人同意", "已超过 10 个工作日", "最晚", &number]
    {
        assert!(page.text().contains(words), "{words}\n{}", page.text());
    }
    assert!(page.text().contains(&format!("/office/activities/{id}")), "{}", page.text());
    assert!(!page.text().contains("王小花"), "numbers and family names do for a list");
    let home = get(&site, leader, "/office").await;
    assert!(home.text().contains("志愿服务超过 10 个工作日没有记录（1）"), "{}", home.text());
    let above = get(&site, &county.cookie, "/office").await;
    assert!(above.text().contains("下级站点超过 10 个工作日没有记录的志愿服务（1）"), "{}", above.text());
    let of_unit = format!("{RECORDS}?unit={}", jiaji(&site));
    assert!(get(&site, &county.cookie, &of_unit).await.text().contains("陪长者看医生"));
    assert!(!get(&site, &elsewhere.cookie, RECORDS).await.text().contains("陪长者看医生"));
    assert_eq!(get(&site, &elsewhere.cookie, &of_unit).await.status, 404);
    assert_eq!(get(&site, &province.cookie, RECORDS).await.status, 404);

    agreed(&office, id, &hours).await;
    assert!(get(&site, leader, RECORDS).await.text().contains("没有待记录的服务"));
    let mine = site.as_volunteer(&lan, "/activities/mine", None).await;
    assert!(mine.text().contains("申请更正") && mine.text().contains("共 2.5 小时"), "{}", mine.text());
    let wish = |words: &str| {
        format!("act=correct&command={}&shift={shift}&words={}", CommandId::fresh(), encoded(words))
    };
    let long = "长".repeat(501);
    for words in ["", " ", long.as_str()] {
        let refused = site.as_volunteer(&lan, "/activities/mine", Some(&wish(words))).await;
        assert_eq!(refused.status, 422);
        let question = format!("words-{shift}");
        for said in [
            "没有提交：请写明情况",
            "error-summary",
            &format!("href=\"#{question}\""),
            &format!("id=\"{question}-fault\""),
        ] {
            assert!(refused.text().contains(said), "{said}\n{}", refused.text());
        }
        assert!(refused.text().contains(words), "what was typed still stands there");
    }
    let other = registered(&site, &[("name", "符大明")]).await;
    let foreign = site.as_volunteer(&other, "/activities/mine", Some(&wish("也有我"))).await;
    assert_eq!(foreign.status, 404, "they took no part");
    let asked = site.as_volunteer(&lan, "/activities/mine", Some(&wish("到十二点<b>才走"))).await;
    assert_eq!(asked.header("location"), "/activities/mine?done=1", "{}", asked.text());
    let twice = site.as_volunteer(&lan, "/activities/mine", Some(&wish("再说一次"))).await;
    assert!(twice.status == 409 && twice.text().contains("等答复"), "{}", twice.text());
    for text in TEXTS {
        let answer = site.as_volunteer(&lan, "/activities/mine", Some(&wish(text))).await;
        assert!([409, 422].contains(&answer.status.as_u16()), "{text}: {}", answer.status);
    }

    let page = get(&site, leader, RECORDS).await;
    assert!(page.text().contains("到十二点&lt;b&gt;才走"), "{}", page.text());
    assert!(get(&site, leader, "/office").await.text().contains("志愿者申请更正服务记录（1）"));
    for reader in [worker, county.cookie.as_str()] {
        assert!(!get(&site, reader, RECORDS).await.text().contains("到十二点"), "for whoever answers alone");
    }
    let which = wish_on(&page);
    let answer = async |cookie: &str, state: &str, words: &str| {
        let command = CommandId::fresh().to_string();
        let pairs =
            [("command", command.as_str()), ("correction", &which), ("state", state), ("words", words)];
        post(&site, cookie, RECORDS, &pairs).await
    };
    let unsaid = answer(leader, "", "已重新确认").await;
    assert!(unsaid.status == 422 && unsaid.text().contains("请选择是否更正"), "{}", unsaid.text());
    assert!(unsaid.text().contains("已重新确认"), "nothing is lost");
    assert_eq!(answer(leader, "corrected", "").await.status, 422);
    assert_eq!(answer(worker, "corrected", "好").await.status, 404);
    assert_eq!(answer(&county.cookie, "corrected", "好").await.status, 404);
    let done = answer(leader, "kept", "签到表上是十一点半").await;
    assert_eq!(done.header("location"), format!("{RECORDS}?done=1"), "{}", done.text());
    assert_eq!(answer(leader, "corrected", "好").await.status, 409);
    let mine = site.as_volunteer(&lan, "/activities/mine", None).await;
    assert!(
        mine.text().contains("答复：签到表上是十一点半") && mine.text().contains("不更正"),
        "{}",
        mine.text()
    );
    for file in ["data.json", "data.csv"] {
        let file = get(&site, &lan, &format!("/volunteers/me/{file}")).await;
        assert!(
            file.text().contains("到十二点<b>才走") && file.text().contains("签到表上是十一点半"),
            "{}",
            file.text()
        );
    }
}

/// The wish that the leader of a station reads first.
fn wish_on(page: &Answer) -> String {
    let at = page.text().find("name=\"correction\" value=\"").unwrap() + "name=\"correction\" value=\"".len();
    page.text()[at..at + 36].to_owned()
}

#[tokio::test]
async fn a_wish_and_its_answer_can_be_read_when_the_hours_are_gone_and_nobody_signed_up() {
    let site = site().await;
    let office = Office::of(&site).await;
    let leader = office.leader.cookie.as_str();
    let lan = registered(&site, &[]).await;
    let number = number_of(&site, &lan).await;
    let (id, shift) = entered(&site, &office, 60).await;
    let hours = asked(&site, &office, (id, &shift), &number).await;
    let mine = async || site.as_volunteer(&lan, "/activities/mine", None).await;
    // Hours that one asks for and nobody has agreed to are due as well.
    let page = mine().await;
    for words in ["陪长者看医生", "待记录", "最晚", "已超过 10 个工作日", "申请更正"] {
        assert!(page.text().contains(words), "{words}\n{}", page.text());
    }
    agreed(&office, id, &hours).await;
    assert!(!mine().await.text().contains("待记录"));
    let command = CommandId::fresh();
    let wish = format!("act=correct&command={command}&shift={shift}&words={}", encoded("只来了一小时"));
    assert_eq!(site.as_volunteer(&lan, "/activities/mine", Some(&wish)).await.status, 303);
    let back = [("hours_id", hours.as_str()), ("reason", "记多了")];
    assert_eq!(office.step(&office.leader, id, "take_back_hours", &back).await.status, 303);
    let page = mine().await;
    assert!(page.text().contains("只来了一小时") && page.text().contains("等答复"), "{}", page.text());
    let (which, command) = (wish_on(&get(&site, leader, RECORDS).await), CommandId::fresh().to_string());
    let answer = [
        ("command", command.as_str()),
        ("correction", &which),
        ("state", "corrected"),
        ("words", "已撤回，请看新记录"),
    ];
    assert_eq!(post(&site, leader, RECORDS, &answer).await.status, 303);
    let page = mine().await;
    for words in
        ["陪长者看医生", "只来了一小时", "答复：已撤回，请看新记录", "不计入的原因：记多了", "申请更正"]
    {
        assert!(page.text().contains(words), "{words}\n{}", page.text());
    }
    assert_eq!(page.text().matches("只来了一小时").count(), 1, "once is enough");
    for (file, words) in [("data.json", "\"state\": \"taken_back\""), ("data.csv", "已撤回\n记多了")] {
        let file = get(&site, &lan, &format!("/volunteers/me/{file}")).await;
        assert!(file.text().contains(words), "{}", file.text());
    }
}

#[tokio::test]
async fn whoever_left_at_once_has_nothing_to_confirm_and_the_leader_reads_why() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, shift) = office.published().await;
    let lan = who_came(&site, id, shift).await;
    let code = site.program.activities.code(shift, step_of(now_ms()) + 1);
    let left = site.as_volunteer(&lan, "/activities/here", Some(&format!("code={code}&act=leave"))).await;
    assert_eq!(left.status, 200, "{}", left.text());
    begins_in(&site, id, shift, -200).await;
    let page = get(&site, &office.leader.cookie, &format!("/office/activities/{id}")).await;
    assert!(page.text().contains("在场时间太短，不够计时的一格"), "{}", page.text());
    assert!(!page.text().contains("value=\"confirm_hours\""), "{}", page.text());
}

#[tokio::test]
async fn who_came_for_nothing_that_counts_reads_why_and_may_say_otherwise() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (leader, worker) = (office.leader.cookie.as_str(), office.worker.cookie.as_str());
    let (id, shift) = office.published().await;
    let lan = who_came(&site, id, shift).await;
    let page = format!("/office/activities/{id}");
    let form = "value=\"not_count_hours\"";
    assert!(!get(&site, leader, &page).await.text().contains(form), "it goes on");
    begins_in(&site, id, shift, -200).await;
    assert!(get(&site, leader, &page).await.text().contains(form));
    assert!(!get(&site, worker, &page).await.text().contains(form), "for whoever confirms hours");
    assert!(get(&site, leader, &page).await.text().contains("没有离场时间，还不能确认时长"));
    assert!(!get(&site, worker, &page).await.text().contains("没有离场时间"));
    assert!(get(&site, leader, RECORDS).await.text().contains("时长没有确认"));

    let all = sign_ups::queries::sign_ups_of(&site.program.database, shift).await.unwrap();
    let sign_up = all[0].id.to_string();
    let not_count = async |who: &Colleague, why: &str| {
        office.step(who, id, "not_count_hours", &[("sign_up", &sign_up), ("reason", why)]).await
    };
    let unsaid = not_count(&office.leader, "").await;
    assert!(unsaid.status == 422 && unsaid.text().contains("请写明原因"), "{}", unsaid.text());
    assert_eq!(not_count(&office.worker, "只来了几分钟").await.status, 409);
    for text in TEXTS {
        let unknown = [("sign_up", text), ("reason", "只来了几分钟")];
        assert_eq!(office.step(&office.leader, id, "not_count_hours", &unknown).await.status, 404, "{text}");
    }
    assert_eq!(not_count(&office.leader, "只来了<b>几分钟").await.status, 303);
    assert_eq!(not_count(&office.leader, "只来了几分钟").await.status, 409, "it is decided");
    assert!(get(&site, leader, RECORDS).await.text().contains("没有待记录的服务"));
    let shown = get(&site, leader, &page).await;
    assert!(shown.text().contains("不计入的原因：只来了&lt;b&gt;几分钟"), "{}", shown.text());
    assert!(!shown.text().contains(form), "nothing is left to decide");
    let mine = site.as_volunteer(&lan, "/activities/mine", None).await;
    for words in ["不计时长", "不计入的原因：只来了&lt;b&gt;几分钟", "申请更正"] {
        assert!(mine.text().contains(words), "{words}\n{}", mine.text());
    }
    assert!(!mine.text().contains("待记录"), "nothing is due any more");
    let command = CommandId::fresh();
    let wish = format!("act=correct&command={command}&shift={shift}&words={}", encoded("我帮了两小时"));
    assert_eq!(site.as_volunteer(&lan, "/activities/mine", Some(&wish)).await.status, 303);
    assert!(get(&site, leader, RECORDS).await.text().contains("我帮了两小时"));
}

#[tokio::test]
async fn whoever_volunteers_chooses_of_which_days_strangers_read() {
    let site = site().await;
    let office = Office::of(&site).await;
    let lan = registered(&site, &[]).await;
    let number = number_of(&site, &lan).await;
    for days in [3, 5] {
        let (id, shift) = entered(&site, &office, days).await;
        let hours = asked(&site, &office, (id, &shift), &number).await;
        agreed(&office, id, &hours).await;
    }
    let unit = jiaji(&site);
    let (note, whose) = (CommandId::fresh().to_string(), volunteer_of(&site, &lan).await);
    let award = [
        ("command", note.as_str()),
        ("basis", "1"),
        ("act", "note_award"),
        ("title", "优秀志愿者"),
        ("by", "琼海市"),
        ("day", "2026-01-02"),
    ];
    let noted = post(&site, &office.leader.cookie, &format!("/office/volunteers/{whose}"), &award).await;
    assert_eq!(noted.status, 303, "{}", noted.text());
    let certify = async |from: &str, until: &str| {
        let form = format!("command={}&unit={unit}&name=full&from={from}&until={until}", CommandId::fresh());
        site.as_volunteer(&lan, "/activities/mine", Some(&form)).await
    };
    let one = certify(&days_ago(4), "").await;
    let one = site.get(one.header("location")).await;
    assert!(one.text().contains(&days_ago(3)) && !one.text().contains(&days_ago(5)), "{}", one.text());
    assert!(
        one.text().contains("2.5") && one.text().contains("琼海市嘉积镇"),
        "the town is told: {}",
        one.text()
    );
    let both = certify("", "").await;
    let both = site.get(both.header("location")).await;
    assert!(both.text().contains(&days_ago(3)) && both.text().contains(&days_ago(5)));
    assert!(!both.text().contains("优秀志愿者"), "only where they want it");
    let form = format!("command={}&unit={unit}&name=full&honours=yes", CommandId::fresh());
    let honoured = site.as_volunteer(&lan, "/activities/mine", Some(&form)).await;
    let honoured = site.get(honoured.header("location")).await;
    assert!(honoured.text().contains("优秀志愿者（琼海市，2026-01-02）"), "{}", honoured.text());
    let none = certify(&days_ago(2), "").await;
    assert!(none.status == 409 && none.text().contains("没有可以证明的服务时间"), "{}", none.text());
    assert!(none.text().contains(&format!("value=\"{}\"", days_ago(2))), "what was chosen stands there");
    for said in ["error-summary", "href=\"#from-0\"", "id=\"from-0-fault\""] {
        assert!(none.text().contains(said), "{said}\n{}", none.text());
    }
    let turned = certify(&days_ago(2), &days_ago(4)).await;
    assert!(turned.status == 409 && turned.text().contains("日期不对"), "{}", turned.text());
    for text in TEXTS {
        let text = encoded(text);
        let answer = certify(&text, &text).await;
        assert!([303, 409].contains(&answer.status.as_u16()), "{text}: {}", answer.status);
    }
}

#[tokio::test]
async fn what_is_sealed_is_handed_over_only_where_a_column_wants_it_and_the_journal_says_so() {
    let site = site().await;
    let office = Office::of(&site).await;
    let leader = office.leader.cookie.as_str();
    let province = site.signed_in("province", Role::ProvincialOfficer, Unit::Province).await;
    let lan = registered(&site, &[("gender", "female")]).await;
    let number = number_of(&site, &lan).await;
    let (id, shift) = entered(&site, &office, 3).await;
    let hours = asked(&site, &office, (id, &shift), &number).await;
    agreed(&office, id, &hours).await;
    let export = "/office/certificates/export";
    let unit = jiaji(&site).to_string();
    let hand_over_all = async |act: &str, records: &[&str]| {
        let command = CommandId::fresh().to_string();
        let (from, to) = (days_ago(30), days_ago(0));
        let mut pairs =
            vec![("command", command.as_str()), ("unit", &unit), ("from", &from), ("to", &to), ("act", act)];
        pairs.extend(records.iter().map(|record| ("record", *record)));
        post(&site, leader, export, &pairs).await
    };
    let hand_over = async |act: &str| hand_over_all(act, &[hours.as_str()]).await;
    let usual = hand_over("csv").await;
    assert_eq!(usual.status, 200, "{}", usual.text());
    assert!(usual.text().contains("王小花") && !usual.text().contains("1958-03-09"), "{}", usual.text());
    let columns = "name = 姓名\nsex = 性别\nborn = 出生日期\nid_kind = 证件类型\nid_number = 证件号码\nbegins = 开始\n\
                   ends = 结束\ncategory = 类别\nservice = 项目\nrecorder = 记录人\nrecorded_on = 记录日\nplace = 地点";
    let command = CommandId::fresh().to_string();
    let kept = [("command", command.as_str()), ("columns", columns)];
    assert_eq!(post(&site, &province.cookie, "/office/certificates/columns", &kept).await.status, 200);
    let whole = hand_over("csv").await;
    let row = whole.text().lines().nth(1).unwrap().to_owned();
    let day = days_ago(3);
    let (begins, ends) = (format!("{day} 09:00"), format!("{day} 11:30"));
    for cell in
        ["王小花", "女", "1958-03-09", &begins, &ends, "为老服务", "B01 ", "leader Wang", "琼海市嘉积镇"]
    {
        assert!(row.contains(cell), "{cell}: {row}");
    }
    // No number was given, so nothing is said of a document.
    assert!(row.contains(",1958-03-09,,,"), "{row}");
    // Of who gave one, its kind and the number, in whole digits.
    let number = "11010519491231002X";
    let ming = registered(&site, &[("name", "符大明"), ("id_number", number), ("as_written", "on")]).await;
    let (other, other_shift) = entered(&site, &office, 4).await;
    let hers = asked(&site, &office, (other, &other_shift), &number_of(&site, &ming).await).await;
    agreed(&office, other, &hers).await;
    let both = hand_over_all("csv", &[&hours, &hers]).await;
    let row_of = |name: &str| both.text().lines().find(|row| row.contains(name)).unwrap().to_owned();
    assert!(row_of("符大明").contains(&format!("居民身份证,{number},")), "{}", both.text());
    assert!(!row_of("王小花").contains(number), "{}", both.text());

    let book = hand_over_all("xlsx", &[&hours, &hers]).await;
    let mut book: calamine::Xlsx<_> =
        calamine::Reader::new(std::io::Cursor::new(book.body.to_vec())).unwrap();
    let sheets = calamine::Reader::worksheets(&mut book);
    let cells: Vec<Vec<String>> = sheets
        .iter()
        .flat_map(|(_, range)| range.rows())
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    let read = cells.iter().find(|row| row.first().is_some_and(|cell| cell == "王小花")).unwrap();
    assert_eq!(read[..3], ["王小花", "女", "1958-03-09"], "{cells:?}");
    assert_eq!(read[5..7], [begins.as_str(), ends.as_str()]);
    let hers = cells.iter().find(|row| row.first().is_some_and(|cell| cell == "符大明")).unwrap();
    assert_eq!(hers[3..5], ["居民身份证", number], "{cells:?}");
    assert!(cells.iter().any(|row| row.first().is_some_and(|cell| cell == "姓名")), "{cells:?}");
    let rows = rows_after(&site.program.database, &unit, 0, 100).await.unwrap();
    let mut exports = rows.iter().filter(|row| row.kind == "export_hours");
    let (first, second) = (exports.next().unwrap(), exports.next().unwrap());
    assert!(!first.fields.contains("born"), "{}", first.fields);
    assert!(second.fields.contains("sex,born,id_kind,id_number"), "{}", second.fields);
}

#[tokio::test]
async fn hours_are_not_certified_under_another_name_before_the_station_has_looked() {
    let site = site().await;
    let office = Office::of(&site).await;
    let leader = office.leader.cookie.as_str();
    let lan = registered(&site, &[]).await;
    let number = number_of(&site, &lan).await;
    let (unit, address) = (jiaji(&site), format!("/office/volunteers/{}", volunteer_of(&site, &lan).await));
    let me = async || get(&site, &lan, "/volunteers/me").await;
    let press = async |cookie: &str, address: &str, basis: &str, more: &[(&str, &str)]| {
        let command = CommandId::fresh().to_string();
        let frame = [("command", command.as_str()), ("basis", basis)];
        let pairs: Vec<_> = frame.iter().chain(more).copied().collect();
        post(&site, cookie, address, &pairs).await
    };
    let correct = async |basis: &str, name: &str, born: &str| {
        let told = [("name", name), ("born", born), ("county", "469002"), ("town", "469002100")];
        let kept = press(&lan, "/volunteers/me", basis, &told).await;
        assert_eq!(kept.status, 303, "{}", kept.text());
    };
    // Before there are hours a name is theirs to correct.
    correct("1", "王小兰", "1958-03-09").await;
    assert!(me().await.text().contains("可以报名") && !me().await.text().contains("核对身份证件"));
    let (id, shift) = entered(&site, &office, 3).await;
    let hours = asked(&site, &office, (id, &shift), &number).await;
    agreed(&office, id, &hours).await;
    let (ahead, seat) = office.published().await;
    let signed = tap("sign_up", &seat.to_string());
    let signed = site.as_volunteer(&lan, &format!("/activities/{ahead}"), Some(&signed)).await;
    assert_eq!(signed.status, 303);
    let free = async || queries::shifts_of(&site.program.database, ahead).await.unwrap()[0].free;
    let certify = async || {
        let form = format!("command={}&unit={unit}&name=full", CommandId::fresh());
        site.as_volunteer(&lan, "/activities/mine", Some(&form)).await
    };
    let first = certify().await.header("location").to_owned();
    assert!(site.get(&first).await.text().contains("王小兰"));
    assert!(me().await.text().contains("核对身份证件"), "told before they press");

    correct("2", "李大山", "1990-01-01").await;
    let told = me().await;
    for said in ["等社工站通过", "王小兰 → 李大山", "1958-03-09 → 1990-01-01", "请带证件到站里"]
    {
        assert!(told.text().contains(said), "{said}\n{}", told.text());
    }
    let refused = certify().await;
    assert!(refused.status == 409 && refused.text().contains("要等社工站核对身份证件"), "{}", refused.text());
    assert_eq!(free().await, 0, "their place stays theirs");
    // The station reads family names until it says why it needs more.
    let page = get(&site, leader, &address).await;
    assert!(page.text().contains("对照身份证件") && page.text().contains("王** → 李**"), "{}", page.text());
    assert!(!page.text().contains("李大山") && !page.text().contains("1990-01-01"));
    let open = [("act", "open_volunteer"), ("words", "核对证件")];
    let opened = press(leader, &address, "3", &open).await;
    assert!(opened.text().contains("王小兰 → 李大山"), "{}", opened.text());
    // To leave and come back is no way around it.
    for (basis, act) in [("3", "leave_volunteering"), ("4", "return_to_volunteering")] {
        assert_eq!(press(&lan, "/volunteers/me", basis, &[("act", act)]).await.status, 303);
        assert_eq!(certify().await.status, 409, "{act}");
    }
    assert_eq!(press(leader, &address, "5", &[("act", "admit_volunteer")]).await.status, 303);
    assert!(!get(&site, leader, &address).await.text().contains("对照身份证件"));
    let second = certify().await.header("location").to_owned();
    assert!(site.get(&second).await.text().contains("李大山"));
    assert!(site.get(&first).await.text().contains("王小兰"), "what was certified says what it said");
}

#[tokio::test]
async fn a_certificate_that_its_volunteer_withdraws_holds_no_more() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (lan, ming) = (registered(&site, &[]).await, registered(&site, &[("name", "符大明")]).await);
    let number = number_of(&site, &lan).await;
    let (id, shift) = entered(&site, &office, 3).await;
    let hours = asked(&site, &office, (id, &shift), &number).await;
    agreed(&office, id, &hours).await;
    let unit = jiaji(&site);
    let issue = async |name: &str| {
        let form = format!("command={}&unit={unit}&name={name}", CommandId::fresh());
        site.as_volunteer(&lan, "/activities/mine", Some(&form)).await.header("location").to_owned()
    };
    let (full, surname) = (issue("full").await, issue("surname").await);
    let mine = get(&site, &lan, "/activities/mine").await;
    for said in ["写的姓名：王小花", "写的姓名：王*", "撤回这份证明", "请选「全名」"]
    {
        assert!(mine.text().contains(said), "{said}\n{}", mine.text());
    }
    let withdraw = async |who: &str, certificate: &str| {
        let command = CommandId::fresh();
        let form = format!("command={command}&act=withdraw&certificate={}", encoded(certificate));
        site.as_volunteer(who, "/activities/mine", Some(&form)).await
    };
    let certificate = full.strip_prefix("/verify/").unwrap();
    assert_eq!(withdraw(&ming, certificate).await.status, 404);
    for text in TEXTS {
        assert_eq!(withdraw(&lan, text).await.status, 404, "{text}");
    }
    for _ in 0..2 {
        assert_eq!(withdraw(&lan, certificate).await.header("location"), "/activities/mine?done=withdraw");
    }
    let done = get(&site, &lan, "/activities/mine?done=withdraw").await;
    assert!(done.text().contains("证明已经撤回") && done.text().contains("共 2.5 小时"), "{}", done.text());
    let read = site.get(&full).await;
    assert!(read.text().contains("证明已撤销") && read.text().contains("志愿者本人要求"), "{}", read.text());
    let other = site.get(&surname).await;
    assert!(other.text().contains("证明有效"), "{}", other.text());
    let day = days_ago(3);
    assert!(!other.text().contains(&format!("{day} 至 {day}")), "one day is one day: {}", other.text());
}
