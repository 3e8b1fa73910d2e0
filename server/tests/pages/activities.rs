//! Activities over HTTP: from the office's form over the public page to confirmed hours, and whatever people type.

use app::{
    access::Role,
    activities::{
        check_in::{AFTER_MS, EARLY_MS, step_of},
        model::State,
        series::written,
    },
    ids::{ActivityId, CommandId, ShiftId, VolunteerId},
    journal::model::Unit,
    map::points::{Pin, read_points},
    stations::filter::percent_encoded,
};
use axum::http::{HeaderMap, header};
use server::{
    activities::{queries, sign_ups},
    database::now_ms,
};
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::{
    attendance::begins_in,
    help::{jiaji, post},
    nasty::{TEXTS, encoded},
    support::{Answer, Colleague, TestSite},
    volunteers::{proved, registered, site},
};

/// What whoever would vouch for hours of their own name is told.
pub(crate) const OWN: &str = "这位志愿者与您同名。本人的时长由";

/// Today and the time of day here, so many minutes from now.
pub(crate) fn in_minutes(minutes: i64) -> (String, String) {
    let here = OffsetDateTime::now_utc().to_offset(UtcOffset::from_hms(8, 0, 0).unwrap());
    let at = here + Duration::minutes(minutes);
    (at.date().to_string(), format!("{:02}:{:02}", at.hour(), at.minute()))
}

pub(crate) fn the_form<'a>(command: &'a str, unit: &'a str, day: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("command", command),
        ("unit", unit),
        ("name", "陪长者看医生"),
        ("category", "elders"),
        ("service", "B01"),
        ("content", "陪两位长者去卫生院取药。</script>"),
        ("risks", "天热，路上车多。"),
        ("leader", "符站长"),
        ("phone", "0898-65310000"),
        ("place", "469002100"),
        ("address", "嘉积镇卫生院门口"),
        ("point", "19.25,110.47"),
        ("day", day),
        ("from", "09:00"),
        ("to", "11:30"),
        ("places", "1"),
        ("weeks", ""),
    ]
}

pub(crate) struct Office<'a> {
    site: &'a TestSite,
    pub(crate) worker: Colleague,
    pub(crate) leader: Colleague,
}

impl<'a> Office<'a> {
    pub(crate) async fn of(site: &'a TestSite) -> Self {
        let worker = site.signed_in("worker", Role::SocialWorker, jiaji(site)).await;
        let leader = site.signed_in("leader", Role::StationLeader, jiaji(site)).await;
        Self { site, worker, leader }
    }

    pub(crate) async fn get(&self, who: &Colleague, address: &str) -> Answer {
        self.site.get_with(address, &[("cookie", &who.cookie)]).await
    }

    pub(crate) async fn post(&self, who: &Colleague, address: &str, pairs: &[(&str, &str)]) -> Answer {
        post(self.site, &who.cookie, address, pairs).await
    }

    /// Takes a step as its form on the page would.
    pub(crate) async fn step(
        &self,
        who: &Colleague,
        id: ActivityId,
        act: &str,
        more: &[(&str, &str)],
    ) -> Answer {
        let found = queries::one(&self.site.program.database, id).await.unwrap().unwrap();
        let (command, basis) = (CommandId::fresh().to_string(), found.version.to_string());
        let frame = [("command", command.as_str()), ("basis", basis.as_str()), ("act", act)];
        let all: Vec<_> = frame.iter().chain(more).copied().collect();
        self.post(who, &format!("/office/activities/{id}"), &all).await
    }

    /// An activity in three days that everybody may read.
    pub(crate) async fn published(&self) -> (ActivityId, ShiftId) {
        let (command, unit) = (CommandId::fresh().to_string(), jiaji(self.site).to_string());
        let (day, _) = in_minutes(3 * 24 * 60);
        let answer =
            self.post(&self.worker, "/office/activities/new", &the_form(&command, &unit, &day)).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let id: ActivityId = command.parse().unwrap();
        assert_eq!(answer.header("location"), format!("/office/activities/{id}?done=1"));
        // A second press finds it done.
        let again = self.post(&self.worker, "/office/activities/new", &the_form(&command, &unit, &day)).await;
        assert_eq!(again.status, 303);
        assert_eq!(self.step(&self.worker, id, "submit_activity", &[]).await.status, 303);
        assert_eq!(self.step(&self.worker, id, "publish_activity", &[]).await.status, 409);
        assert_eq!(self.step(&self.leader, id, "publish_activity", &[]).await.status, 303);
        let shifts = queries::shifts_of(&self.site.program.database, id).await.unwrap();
        assert_eq!(shifts.len(), 1);
        (id, shifts[0].id)
    }
}

/// Two people who volunteer: their cookies, and who they are.
async fn two(site: &TestSite) -> [(String, VolunteerId); 2] {
    let (first, second) = (registered(site, &[]).await, registered(site, &[("name", "符大明")]).await);
    let (first_id, second_id) = (volunteer_of(site, &first).await, volunteer_of(site, &second).await);
    [(first, first_id), (second, second_id)]
}

pub(crate) async fn volunteer_of(site: &TestSite, cookie: &str) -> VolunteerId {
    let headers = HeaderMap::from_iter([(header::COOKIE, cookie.parse().unwrap())]);
    site.program.volunteers.signed_in(&headers).await.unwrap().unwrap().id
}

pub(crate) fn tap(act: &str, of: &str) -> String {
    format!("tap={}&act={act}&of={of}", CommandId::fresh())
}

#[tokio::test]
async fn from_the_offices_form_to_a_place_and_the_line() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, shift) = office.published().await;
    let list = site.get("/activities").await;
    assert!(list.text().contains("陪长者看医生"), "{}", list.text());
    let nobody = site.get("/activities?county=460200").await;
    assert!(!nobody.text().contains("陪长者看医生"));
    let address = format!("/activities/{id}");
    let page = site.get(&address).await;
    for words in [
        "可能的风险",
        "天热，路上车多。",
        "还有 1 个名额",
        "登录后报名",
        "application/ld+json",
        "EventScheduled",
        "日（周",
    ] {
        assert!(page.text().contains(words), "{words}\n{}", page.text());
    }
    assert!(!page.text().contains("取药。</script>"), "what was typed ends no script");
    let led = site.post(&address, &tap("sign_up", &shift.to_string())).await;
    assert_eq!(led.status, 303);
    assert!(led.header("location").starts_with("/volunteers/sign-in?next="), "{}", led.header("location"));
    let [(lan, lans_id), (ming, mings_id)] = two(&site).await;
    let done = site.as_volunteer(&lan, &address, Some(&tap("sign_up", &shift.to_string()))).await;
    assert_eq!(done.header("location"), format!("{address}?done=seated"));
    let wait = site.as_volunteer(&ming, &address, Some(&tap("sign_up", &shift.to_string()))).await;
    assert_eq!(wait.header("location"), format!("{address}?done=waiting"));
    let twice = site.as_volunteer(&ming, &address, Some(&tap("sign_up", &shift.to_string()))).await;
    assert_eq!(twice.status, 409);
    assert!(twice.text().contains("您已经报过这个班次"));
    let own = site.as_volunteer(&lan, &address, None).await;
    assert_eq!((own.status.as_u16(), own.header("cache-control")), (200, "no-store"));
    let sign_ups = sign_ups::queries::sign_ups_of(&site.program.database, shift).await.unwrap();
    let hers = sign_ups.iter().find(|it| it.volunteer == lans_id).unwrap().id.to_string();
    assert!(own.text().contains("已报名") && own.text().contains(&hers));
    let foreign = site.as_volunteer(&ming, &address, Some(&tap("cancel", &hers))).await;
    assert_eq!(foreign.status, 409);
    let gone = site.as_volunteer(&lan, &address, Some(&tap("cancel", &hers))).await;
    assert_eq!(gone.header("location"), format!("{address}?done=done"));
    let offered = site.as_volunteer(&ming, &address, None).await;
    assert!(offered.text().contains("名额为您保留到"), "{}", offered.text());
    let his = sign_ups.iter().find(|it| it.volunteer == mings_id).unwrap().id.to_string();
    let yes = site.as_volunteer(&ming, &address, Some(&tap("accept", &his))).await;
    assert_eq!(yes.header("location"), format!("{address}?done=seated"));
    let seen = office.get(&office.leader, &format!("/office/activities/{id}")).await;
    assert!(seen.text().contains("符大明") && seen.text().contains("取消活动"), "{}", seen.text());
    assert_eq!(office.step(&office.leader, id, "cancel_activity", &[("reason", "台风")]).await.status, 303);
    let off = site.get(&address).await;
    assert!(off.text().contains("活动已取消：台风") && off.text().contains("EventCancelled"));
    assert!(off.text().contains("<p>已取消：台风"), "before its beginning it did not end: {}", off.text());
    assert!(!off.text().contains("登录后报名"), "nobody is asked to sign up");
    let late = site.as_volunteer(&lan, &address, Some(&tap("sign_up", &shift.to_string()))).await;
    assert_eq!(late.status, 409, "{}", late.text());
    assert!(late.text().contains("班次已取消"), "{}", late.text());
    let codes = office.get(&office.leader, &format!("/office/activities/{id}/code/{shift}")).await;
    assert!(codes.text().contains("现在没有到场码") && codes.text().contains("data-codes=\"\""));
    assert!(!site.get("/activities").await.text().contains(&format!("/activities/{id}")));
}

#[tokio::test]
async fn whole_names_are_for_who_calls_the_roll_of_who_is_expected() {
    let site = site().await;
    let office = Office::of(&site).await;
    let county = Unit::County("469002".into());
    let officer = site.signed_in("officer", Role::CountyOfficer, county).await;
    let (id, shift) = office.published().await;
    let (day, _) = in_minutes(4 * 24 * 60);
    let more = [("places", "2"), ("day", day.as_str()), ("from", "09:00"), ("to", "11:30")];
    assert_eq!(office.step(&office.worker, id, "add_shift", &more).await.status, 303);
    let shifts = queries::shifts_of(&site.program.database, id).await.unwrap();
    let roomy = shifts.iter().map(|it| it.id).find(|id| *id != shift).unwrap();
    let [(lan, _), (ming, _)] = two(&site).await;
    let address = format!("/activities/{id}");
    // She brings a child, and he stands in the line of the other shift.
    let child = "name_1=%E9%99%88%E5%B0%8F%E8%8D%89&age_1=12&consent_1=yes";
    let brings = format!("{}&{child}", tap("sign_up", &roomy.to_string()));
    let (alone, waits) = (tap("sign_up", &shift.to_string()), tap("sign_up", &shift.to_string()));
    for (who, sent, done) in [(&lan, brings, "seated"), (&lan, alone, "seated"), (&ming, waits, "waiting")] {
        let answer = site.as_volunteer(who, &address, Some(&sent)).await;
        assert_eq!(answer.header("location"), format!("{address}?done={done}"), "{}", answer.text());
    }
    let page = format!("/office/activities/{id}");
    for who in [&office.worker, &office.leader] {
        let seen = office.get(who, &page).await;
        assert!(seen.text().contains("王小花 HN") && seen.text().contains("陈小草"), "{}", seen.text());
        assert!(seen.text().contains("符** HN") && !seen.text().contains("符大明"), "he has no place");
    }
    let seen = office.get(&officer, &page).await;
    for (whole, masked) in [("王小花", "王** HN"), ("陈小草", "陈**"), ("符大明", "符** HN")] {
        assert!(seen.text().contains(masked) && !seen.text().contains(whole), "{}", seen.text());
    }

    // Whoever gave up their place is not called any more, nor whom they would have brought.
    let sign_ups = sign_ups::queries::sign_ups_of(&site.program.database, roomy).await.unwrap();
    let gone = tap("cancel", &sign_ups[0].id.to_string());
    assert_eq!(site.as_volunteer(&lan, &address, Some(&gone)).await.status, 303);
    let seen = office.get(&office.leader, &page).await;
    assert!(seen.text().contains("王小花 HN") && !seen.text().contains("陈小草"), "{}", seen.text());
}

#[tokio::test]
async fn the_map_has_what_the_list_has_and_a_point_of_its_own() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, _) = office.published().await;
    let points = async |query: &str| {
        let answer = site.get(&format!("/activities/points{query}")).await;
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        read_points(answer.text()).into_iter().find(|it| it.slug == id.to_string())
    };
    let own = points("?county=469002").await.unwrap();
    assert!(own.pin == Pin::Activity && own.name.starts_with("陪长者看医生 · "), "{own:?}");
    assert_eq!(points("?county=460200").await, None);
    assert_eq!(points("?skill=law").await, None);
    let list = site.get("/activities?county=469002").await;
    for words in [format!("id=\"{id}\""), "data-points=\"/activities/points?county=469002\"".to_owned()] {
        assert!(list.text().contains(&words), "{words}");
    }
}

#[tokio::test]
async fn where_nothing_fits_the_filters_the_list_says_so_and_leads_to_all() {
    let site = site().await;
    let office = Office::of(&site).await;
    office.published().await;
    let cards = |page: &Answer| page.text().matches("station-card__name").count();
    // Nothing is held in 三沙.
    let none = site.get("/activities?county=460300&skill=law").await;
    assert_eq!((none.status.as_u16(), cards(&none)), (200, 0));
    assert!(none.text().contains("没有符合所选条件的活动"), "{}", none.text());
    assert!(none.text().contains("<a href=\"/activities\">不筛选，看全部"), "{}", none.text());
    let english = site.get("/en/activities?county=460300").await;
    assert!(english.text().contains("No activity fits what you chose."), "{}", english.text());
    // A value that is none asks for nothing: of the list, of the map and of the sheet of a month.
    let odd = "county=%3Cb%3E&skill=x&week=on&season=spring&near=here";
    for address in ["/activities", "/activities/points", "/activities/month"] {
        let (all, same) = (site.get(address).await, site.get(&format!("{address}?{odd}")).await);
        assert!(all.text().contains("陪长者看医生") || address == "/activities/month");
        assert_eq!(cards(&same), cards(&all), "{address}");
        assert_eq!(same.text().matches("陪长者看医生").count(), all.text().matches("陪长者看医生").count());
        assert!(!same.text().contains("没有符合所选条件的活动"), "{address}");
    }
}

#[tokio::test]
async fn the_sheet_of_a_month_keeps_the_filters_marks_today_and_says_when_a_month_has_none() {
    let site = site().await;
    for month in ["9999-99", "2020-01", "x"] {
        let odd = site.get(&format!("/activities/month?month={month}")).await;
        assert!(odd.status == 200 && odd.text().contains("没有您要的那个月"), "{month}");
    }
    let plain = site.get("/activities/month").await;
    assert!(!plain.text().contains("没有您要的那个月") && !plain.text().contains("只看："));
    assert_eq!(plain.text().matches("aria-current=\"date\"").count(), 1, "{}", plain.text());
    let list = site.get("/activities?county=469002&skill=medicine&week=1&near=19.25,110.47").await;
    let list = list.text().replace("&amp;", "&");
    assert!(list.contains("href=\"/activities/month?county=469002&skill=medicine\""), "{list}");
    let sheet = site.get("/activities/month?county=469002&skill=medicine&week=1").await;
    let sheet = sheet.text().replace("&amp;", "&");
    for words in [
        "只看：琼海市 · 医疗",
        "&county=469002&skill=medicine\"",
        "href=\"/activities?county=469002&skill=medicine\"",
    ] {
        assert!(sheet.contains(words), "{words}\n{sheet}");
    }
    let none = site.get("/activities/month?county=460300").await;
    assert!(none.text().contains("没有符合所选条件的活动") && none.text().contains("不筛选，看全部"));
}

#[tokio::test]
async fn on_paper_an_activity_says_where_one_signs_up() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, _) = office.published().await;
    let page = site.get(&format!("/activities/{id}")).await;
    let (screen, paper) = page.text().split_once("<div class=\"print-only\">").unwrap();
    assert!(screen.contains("<p class=\"no-print\"><a "), "the button to sign in stays on the screen");
    let (picture, address) = paper.split_once("报名和最新情况：").unwrap();
    let (address, _) = address.split_once("</p>").unwrap();
    assert!(address.starts_with("http") && address.ends_with(&format!("/activities/{id}")), "{address}");
    assert!(picture.contains("<svg"), "{picture}");
}

#[tokio::test]
async fn a_form_of_the_office_tells_all_that_is_wrong_and_loses_nothing() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (command, unit) = (CommandId::fresh().to_string(), jiaji(&site).to_string());
    let mut form = the_form(&command, &unit, "2020-01-01");
    for pair in &mut form {
        match pair.0 {
            "risks" => pair.1 = "",
            "category" => pair.1 = "meeting",
            "places" => pair.1 = "10000",
            "phone" => pair.1 = "+49 30 1234",
            _ => {}
        }
    }
    let answer = office.post(&office.worker, "/office/activities/new", &form).await;
    assert_eq!(answer.status, 422);
    for words in [
        "可能的风险：这里需要填写",
        "类别：请从列表中选择",
        "只能发布还没有开始的班次",
        "1 到 500",
        "陪长者看医生",
        "嘉积镇卫生院门口",
    ] {
        assert!(answer.text().contains(words), "{words}\n{}", answer.text());
    }
    for text in TEXTS {
        let mut form = the_form(&command, &unit, text);
        form.iter_mut().filter(|pair| pair.0 != "command" && pair.0 != "unit").for_each(|pair| pair.1 = text);
        let answer = office.post(&office.worker, "/office/activities/new", &form).await;
        assert_eq!(answer.status, 422, "{text}");
    }
    let form = the_form(&command, "469002", "2030-01-01");
    let foreign = office.post(&office.worker, "/office/activities/new", &form).await;
    assert_eq!(foreign.status, 404);
}

#[tokio::test]
async fn a_step_that_is_refused_says_why_by_its_question_and_keeps_what_was_typed() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, _) = office.published().await;
    let shift =
        [("day", "2020-01-01"), ("from", "九点"), ("to", "11:30"), ("places", "3"), ("post", "登记台")];
    let refused = office.step(&office.worker, id, "add_shift", &shift).await;
    assert_eq!(refused.status, 422);
    for words in ["<details open", "href=\"#new-from\"", "value=\"登记台\"", "value=\"九点\"", "请写时间"]
    {
        assert!(refused.text().contains(words), "{words}\n{}", refused.text());
    }
    let (day, _) = in_minutes(-24 * 60);
    let past = [("day", day.as_str()), ("from", "09:00"), ("to", "11:30"), ("places", "501")];
    let refused = office.step(&office.worker, id, "add_shift", &past).await;
    for words in ["href=\"#new-day\"", "href=\"#new-places\"", "只能发布还没有开始的班次", "1 到 500"]
    {
        assert!(refused.text().contains(words), "{words}\n{}", refused.text());
    }
    let asked = [("volunteer", "HN1"), ("came", "09:00"), ("left", ""), ("hours", "两个"), ("reason", " ")];
    let refused = office.step(&office.worker, id, "ask_hours", &asked).await;
    assert_eq!(refused.status, 422);
    for words in ["#ask-volunteer", "#ask-left", "#ask-hours", "#ask-reason", "最多 200 个字"] {
        assert!(refused.text().contains(words), "{words}\n{}", refused.text());
    }
    let long = "长".repeat(201);
    let refused = office.step(&office.leader, id, "cancel_activity", &[("reason", &long)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains(&format!("value=\"{long}\"")), "what was typed still stands there");
    for text in TEXTS {
        for (act, names) in [
            ("add_shift", &["day", "from", "to", "places", "post", "closes_before"][..]),
            ("ask_hours", &["shift", "volunteer", "came", "left", "hours", "reason"]),
            ("note_attendance", &["sign_up", "shift", "came", "left"]),
            ("take_back_hours", &["hours_id", "reason"]),
        ] {
            let all: Vec<_> = names.iter().map(|name| (*name, text)).collect();
            let answer = office.step(&office.leader, id, act, &all).await;
            assert!([404, 422].contains(&answer.status.as_u16()), "{act} {text}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn what_volunteers_type_breaks_nothing() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, shift) = office.published().await;
    let (lan, address) = (registered(&site, &[]).await, format!("/activities/{id}"));
    let half = format!("{}&name_1=%E5%B0%8F%E7%AC%A6", tap("sign_up", &shift.to_string()));
    let answer = site.as_volunteer(&lan, &address, Some(&half)).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("小符"), "what was typed still stands there");
    let young = format!("{half}&age_1=4");
    let answer = site.as_volunteer(&lan, &address, Some(&young)).await;
    assert_eq!(answer.status, 409);
    for text in TEXTS {
        let text = encoded(text);
        for form in [
            format!("tap={text}&act=sign_up&of={shift}"),
            format!("tap={}&act={text}&of={text}", CommandId::fresh()),
            format!("tap={}&act=swap&of={text}&give={text}", CommandId::fresh()),
        ] {
            let answer = site.as_volunteer(&lan, &address, Some(&form)).await;
            assert_eq!(answer.status, 409, "{form}");
        }
        let code =
            site.as_volunteer(&lan, "/activities/here", Some(&format!("code={text}&act={text}"))).await;
        assert_eq!(code.status, 422, "{text}");
        let list = site.get(&format!("/activities?county={text}&skill={text}&near={text}&week={text}")).await;
        assert_eq!(list.status, 200, "{text}");
        assert!(
            [200, 404]
                .contains(&site.get(&format!("/activities/calendar.ics?unit={text}")).await.status.as_u16())
        );
    }
}

/// How many were told this by SMS, once all were told what there is to tell.
async fn told(site: &TestSite, words: &str) -> usize {
    let (volunteers, certificates, messages) =
        (&site.program.volunteers, &site.program.certificates, &site.program.messages);
    site.program.activities.tell_all(volunteers, certificates, messages).await.unwrap();
    let (opened, _) = messages.list("", 1000, 0).await.unwrap();
    opened.into_iter().filter_map(|it| it.letter).filter(|it| it.text.zh.contains(words)).count()
}

#[tokio::test]
async fn from_a_filter_by_season_to_a_certificate_of_hours_that_the_code_told() {
    let site = site().await;
    let office = Office::of(&site).await;
    let activities = &site.program.activities;
    let (command, unit) = (CommandId::fresh().to_string(), jiaji(&site).to_string());
    let (day, _) = in_minutes(3 * 24 * 60);
    let mut form = the_form(&command, &unit, &day);
    form.retain(|(name, _)| *name != "places");
    form.extend([("places", "5"), ("skill", "medicine")]);
    assert_eq!(office.post(&office.worker, "/office/activities/new", &form).await.status, 303);
    let id: ActivityId = command.parse().unwrap();
    assert_eq!(office.step(&office.worker, id, "submit_activity", &[]).await.status, 303);
    assert_eq!(office.step(&office.leader, id, "publish_activity", &[]).await.status, 303);
    let shift = queries::shifts_of(&site.program.database, id).await.unwrap()[0].id;

    // A winter resident who can help a doctor finds it in its season; somebody called as the leader comes along.
    let season = [("name", "林候鸟"), ("season_from", "11"), ("season_until", "3")];
    let (lin, namesake) =
        (registered(&site, &season).await, registered(&site, &[("name", "Leader Wang")]).await);
    let month: u8 = day[5..7].parse().unwrap();
    let (now, other) = if (5..=10).contains(&month) { ("rest", "winter") } else { ("winter", "rest") };
    let list = async |season: &str| {
        let address = format!("/activities?county=469002&skill=medicine&season={season}");
        site.as_volunteer(&lin, &address, None).await.text().contains(&format!("/activities/{id}"))
    };
    assert!(list(now).await && !list(other).await);
    let address = format!("/activities/{id}");
    for who in [&lin, &namesake] {
        let signed = site.as_volunteer(who, &address, Some(&tap("sign_up", &shift.to_string()))).await;
        assert_eq!(signed.header("location"), format!("{address}?done=seated"));
    }
    assert_eq!((told(&site, "您已报名").await, told(&site, "提醒您").await), (2, 0));
    let codes = format!("/office/activities/{id}/code/{shift}");
    assert!(office.get(&office.leader, &codes).await.text().contains("班次当天才有"));

    // The day before they are reminded; in the morning the leader's page has all that is needed with no signal.
    begins_in(&site, id, shift, 20 * 60).await;
    activities.look_after(now_ms()).await.unwrap();
    assert_eq!(told(&site, "提醒您").await, 2);
    begins_in(&site, id, shift, 11 * 60).await;
    let times = queries::shifts_of(&site.program.database, id).await.unwrap().remove(0).shift;
    let screen = office.get(&office.leader, &codes).await;
    for step in [step_of(times.starts_ms - EARLY_MS), step_of(times.ends_ms + AFTER_MS) - 1] {
        assert!(screen.text().contains(&activities.code(shift, step)), "{}", screen.text());
    }
    assert!(screen.text().contains("起显示"), "the first comes later");
    assert!(!screen.text().contains("session-watch"), "no question about the session covers it");
    let page = format!("/office/activities/{id}");
    let roll = office.get(&office.leader, &page).await;
    assert!(roll.text().contains("林候鸟 HN") && roll.text().matches("data-roll=").count() == 4);
    let sign_ups = sign_ups::queries::sign_ups_of(&site.program.database, shift).await.unwrap();
    let sign_up = async |who: &str| {
        let id = volunteer_of(&site, who).await;
        sign_ups.iter().find(|it| it.volunteer == id).unwrap().id.to_string()
    };
    let (hers, theirs) = (sign_up(&lin).await, sign_up(&namesake).await);
    let missed = [("sign_up", hers.as_str())];
    let early = office.step(&office.leader, id, "note_absence", &missed).await;
    assert_eq!(early.status, 422);
    assert!(early.text().contains("班次开始以后才能记未到"), "{}", early.text());

    // Both come and go by the code, with one telephone.
    let here = async |who: &str, act: &str, later: i64| {
        let code = activities.code(shift, step_of(now_ms()) + later);
        let cookie = format!("{who}; device=one");
        site.as_volunteer(&cookie, "/activities/here", Some(&format!("code={code}&act={act}"))).await
    };
    begins_in(&site, id, shift, 10).await;
    for who in [&lin, &namesake] {
        let came = here(who, "come", 0).await;
        assert!(came.text().contains("已记录到场"), "{}", came.text());
    }
    let odd = office.get(&office.leader, "/office/activities/odd").await;
    assert!(odd.text().contains("没有需要核对的时长"));
    begins_in(&site, id, shift, -140).await;
    for who in [&lin, &namesake] {
        let left = here(who, "leave", 1).await;
        assert!(left.text().contains("已记录："), "{}", left.text());
    }

    // The leader confirms what the times give; of whoever has their name, somebody else does.
    let shown = office.get(&office.leader, &page).await;
    assert_eq!(shown.text().matches("value=\"2.5\"").count(), 2, "{}", shown.text());
    let [hers, theirs] = [&hers, &theirs].map(|it| [("sign_up", it.as_str()), ("hours", "2.5")]);
    assert_eq!(office.step(&office.worker, id, "confirm_hours", &hers).await.status, 409, "not the worker's");
    assert_eq!(office.step(&office.leader, id, "confirm_hours", &hers).await.status, 303);
    assert_eq!(office.step(&office.leader, id, "confirm_hours", &hers).await.status, 409, "once");
    let own = office.step(&office.leader, id, "confirm_hours", &theirs).await;
    assert!(own.status == 409 && own.text().contains(OWN), "{}", own.text());
    let other = site.signed_in("other", Role::StationLeader, jiaji(&site)).await;
    assert_eq!(office.step(&other, id, "confirm_hours", &theirs).await.status, 303);
    let shown = office.get(&office.leader, &page).await;
    assert!(shown.text().contains("林** HN") && !shown.text().contains("林候鸟"), "they are written down");
    assert_eq!(told(&site, "2.5 小时").await, 2);
    let odd = office.get(&office.leader, "/office/activities/odd").await;
    assert_eq!(odd.text().matches("一部手机用于多人</span>").count(), 2, "at both: {}", odd.text());
    assert!(odd.text().contains("2.5 小时") && !odd.text().contains("Leader Wang HN"));

    // A certificate of exactly these hours, which a stranger reads.
    let mine = site.as_volunteer(&lin, "/activities/mine", None).await;
    assert!(mine.text().contains("共 2.5 小时"), "{}", mine.text());
    let form = format!("command={}&unit={unit}&name=surname", CommandId::fresh());
    let issued = site.as_volunteer(&lin, "/activities/mine", Some(&form)).await;
    let read = site.get(issued.header("location")).await;
    for said in ["证明有效", "2.5", "陪长者看医生", "林*"] {
        assert!(read.text().contains(said), "{said}\n{}", read.text());
    }
    assert!(!read.text().contains("林候鸟"));
    let print = site.get(&format!("{}/print", issued.header("location"))).await;
    assert!(print.text().contains("陪长者看医生") && print.text().contains("2.5"), "{}", print.text());
}

#[tokio::test]
async fn whoever_signs_in_comes_back_to_the_place_that_was_kept_and_loses_nobody_they_named() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, shift) = office.published().await;
    let lan = registered(&site, &[]).await;
    let address = format!("/activities/{id}");
    let signed = site.as_volunteer(&lan, &address, Some(&tap("sign_up", &shift.to_string()))).await;
    assert_eq!(signed.status, 303);
    let sign_up = sign_ups::queries::sign_ups_of(&site.program.database, shift).await.unwrap()[0].id;
    let offered = site.as_volunteer(&lan, &address, Some(&tap("offer", &sign_up.to_string()))).await;
    let swap = offered.header("location").split_once("offer=").unwrap().1.to_owned();
    let link = format!("{address}?swap={swap}");
    let entrance = format!("/volunteers/sign-in?next={}", percent_encoded(&link));

    // Who is not signed in reads that there is a place, and is led back to it: by a link, or from what they pressed.
    let stranger = site.get(&link).await;
    assert!(stranger.text().contains("有人把名额让给您"), "{}", stranger.text());
    assert!(stranger.text().contains(&format!("href=\"{entrance}\"")), "{}", stranger.text());
    assert!(!stranger.text().contains("value=\"swap\""));
    assert_eq!(site.post(&address, &tap("swap", &swap)).await.header("location"), entrance);
    assert!(!site.get(&format!("{address}?swap={}", CommandId::fresh())).await.text().contains("有人把名额"));
    let register = format!("/volunteers/register?next={}", percent_encoded(&link));
    assert!(site.get(&entrance).await.text().contains(&register));
    assert_eq!(proved(&site, "/volunteers/sign-in", &link).await.header("location"), link);
    let back = site.as_volunteer(&lan, &link, None).await;
    assert!(back.text().contains("value=\"swap\""), "{}", back.text());
    let proven = proved(&site, "/volunteers/register", &link).await;
    let (key, command) = (proven.header("location").split_once("key=").unwrap().1, CommandId::fresh());
    let details = [("name", "符大明"), ("born", "1958-03-09"), ("county", "469002"), ("agree", "on")];
    let details: String = details.iter().map(|(name, said)| format!("&{name}={}", encoded(said))).collect();
    let details = format!("key={key}&command={command}{details}");
    let came = site.post("/volunteers/register/details", &details).await;
    assert_eq!(came.header("location"), link, "{}", came.text());

    // Whom somebody named stands on the page that is answered, and nowhere else; without names they are led away.
    let alone = tap("sign_up", &shift.to_string());
    let away = site.post(&address, &alone).await;
    assert_eq!(away.header("location"), format!("/volunteers/sign-in?next={}", percent_encoded(&address)));
    let named = format!("{alone}&name_2={}&age_2=9", encoded("小符"));
    let kept = site.post(&address, &named).await;
    assert_eq!((kept.status.as_u16(), kept.header("cache-control")), (401, "no-store"));
    for said in ["登录已过期", "value=\"小符\"", "value=\"9\"", "target=\"_blank\""] {
        assert!(kept.text().contains(said), "{said}\n{}", kept.text());
    }

    // A code that was scanned or typed comes along; what is none does not.
    let here = |code: &str| {
        format!("/volunteers/sign-in?next={}", percent_encoded(&format!("/activities/here{code}")))
    };
    let scanned = site.get("/activities/here?code=123456").await;
    assert_eq!(scanned.header("location"), here("?code=123456"));
    let typed = site.post("/activities/here", "code=123+456&act=come").await;
    assert_eq!(typed.header("location"), here("?code=123456"));
    for wrong in ["code=12345%26a%3Db", "code=", "act=come"] {
        assert_eq!(site.post("/activities/here", wrong).await.header("location"), here(""), "{wrong}");
    }
}

/// The properties of a calendar: unfolded, as a reader of RFC 5545 sees them.
fn unfolded(text: &str) -> Vec<(String, String)> {
    let whole = text.replace("\r\n ", "");
    let lines = whole.split("\r\n").filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once(':').unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[tokio::test]
async fn the_calendar_has_every_shift_that_comes() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (_, shift) = office.published().await;
    let calendar = site.get("/activities/calendar.ics?unit=qionghai-jiaji").await;
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    assert!(calendar.text().split("\r\n").all(|line| line.len() <= 75));
    let lines = unfolded(calendar.text());
    let value = |name: &str| lines.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str());
    assert!(value("UID").unwrap().starts_with(&shift.to_string()));
    assert!(value("DTSTART").unwrap().ends_with("T010000Z"), "09:00 here: {lines:?}");
    assert!(value("DTEND").unwrap().ends_with("T033000Z"));
    assert_eq!(value("GEO"), Some("19.25000;110.47000"));
    assert_eq!(value("SUMMARY"), Some("陪长者看医生"));
    // A library that reads calendars finds the same; another one does in end2end/tests/feeds.spec.ts.
    let read = ical::IcalParser::new(calendar.text().as_bytes()).next().unwrap().unwrap();
    let told: Vec<_> =
        read.events[0].properties.iter().map(|it| (it.name.as_str(), it.value.as_deref())).collect();
    assert_eq!(read.events.len(), 1);
    for name in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS"] {
        assert_eq!(told.iter().find(|it| it.0 == name).and_then(|it| it.1), value(name), "{name}");
    }
    let elsewhere = site.get("/activities/calendar.ics?unit=sanya-yucai").await;
    assert!(!elsewhere.text().contains("VEVENT"));
    assert_eq!(site.get("/activities/calendar.ics?unit=nowhere").await.status, 404);
}

#[tokio::test]
async fn a_series_is_one_activity_each_week_and_what_is_over_is_shown_as_entered_afterwards() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (command, unit) = (CommandId::fresh().to_string(), jiaji(&site).to_string());
    let (day, _) = in_minutes(3 * 24 * 60);
    let mut form = the_form(&command, &unit, &day);
    form.retain(|(name, _)| *name != "weeks");
    form.push(("weeks", "3"));
    for _ in 0..2 {
        assert_eq!(office.post(&office.worker, "/office/activities/new", &form).await.status, 303);
    }
    let list = office.get(&office.worker, "/office/activities").await;
    assert!(list.text().contains("共 3 项活动"), "{}", list.text());
    // A box that was ticked stays so when the step is refused; no other is.
    let first: ActivityId = command.parse().unwrap();
    let address = format!("/office/activities/{first}");
    let page = office.get(&office.worker, &address).await;
    assert!(page.text().contains("同一系列之后的 2 项也一起："), "{}", page.text());
    let series = async || queries::series(&site.program.database, &command, &jiaji(&site)).await.unwrap();
    let also = written(&series().await[1..]);
    assert!(page.text().contains(&also), "{}", page.text());
    let ticked = |page: &Answer| {
        let text = page.text();
        let boxes = text.split("name=\"following\"").skip(1).map(|it| it.split('>').next().unwrap());
        boxes.map(|it| it.contains("checked")).collect::<Vec<_>>()
    };
    let page = office.get(&office.leader, &address).await;
    assert!(ticked(&page).len() > 1 && !ticked(&page).contains(&true), "{}", page.text());
    let silent = office.step(&office.leader, first, "cancel_activity", &[("following", &also)]).await;
    assert_eq!(silent.status, 422, "without a reason");
    let kept = ticked(&silent).into_iter().filter(|it| *it).count();
    assert_eq!((kept, ticked(&silent).len()), (1, ticked(&page).len()), "{}", silent.text());
    // What is done with the first is done with the others, where its box is ticked.
    let submitted = office.step(&office.worker, first, "submit_activity", &[("following", &also)]).await;
    assert_eq!(submitted.header("location"), format!("{address}?done=1"));
    assert_eq!(series().await.iter().map(|it| it.state).collect::<Vec<_>>(), [State::Review; 3]);
    let (second, also) = (series().await[1].id, written(&series().await[1..]));
    let why = [("reason", "写清楚集合地点")];
    assert_eq!(office.step(&office.leader, second, "send_activity_back", &why).await.status, 303);
    let published = office.step(&office.leader, first, "publish_activity", &[("following", &also)]).await;
    let left = office.get(&office.leader, published.header("location")).await;
    assert!(left.text().contains("这几项没有做成"), "{}", left.text());
    assert!(left.text().contains(&format!("href=\"/office/activities/{second}\"")), "{}", left.text());
    let states: Vec<_> = series().await.iter().map(|it| it.state).collect();
    assert_eq!(states, [State::Published, State::Draft, State::Published]);
    let late = CommandId::fresh().to_string();
    let (day, _) = in_minutes(-3 * 24 * 60);
    let mut form = the_form(&late, &unit, &day);
    form.push(("late", "1"));
    let silent = office.post(&office.worker, "/office/activities/new", &form).await;
    assert_eq!(silent.status, 422, "without a reason");
    let late = CommandId::fresh().to_string();
    form[0].1 = &late;
    form.push(("reason", "当天没有网络"));
    let entered = office.post(&office.worker, "/office/activities/new", &form).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    let id: ActivityId = late.parse().unwrap();
    assert_eq!(office.step(&office.worker, id, "submit_activity", &[]).await.status, 303);
    assert_eq!(office.step(&office.leader, id, "publish_activity", &[]).await.status, 303);
    let page = site.get(&format!("/activities/{id}")).await;
    assert!(
        page.text().contains("本活动为事后补录") && page.text().contains("当天没有网络"),
        "{}",
        page.text()
    );
    let copy = office.get(&office.worker, &format!("/office/activities/new?copy={id}")).await;
    assert!(copy.text().contains("嘉积镇卫生院门口"));
    let edit = office.get(&office.worker, &format!("/office/activities/{id}/edit")).await;
    assert_eq!(edit.status, 200);
    assert_eq!(office.get(&office.leader, "/office/activities/odd").await.status, 200);
    let province = site.signed_in("province", Role::ProvincialOfficer, Unit::Province).await;
    assert_eq!(office.get(&province, "/office/activities").await.status, 404);
    assert_eq!(office.get(&province, &format!("/office/activities/{id}")).await.status, 404);
}
