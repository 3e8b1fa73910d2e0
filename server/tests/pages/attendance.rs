//! Who was there, over HTTP: codes, roll-calls, what becomes of hours, and what is told where nobody comes.

use app::{
    access::Role,
    activities::{
        check_in::step_of,
        hours::{Ground, HoursState},
        shift::day_of,
    },
    ids::{ActivityId, CommandId, ShiftId, VolunteerId},
    journal::model::Unit,
};
use server::{
    activities::{
        attendance::queries::{Hours, hours_of_activity, insert_hours},
        queries, sign_ups,
    },
    database::{Transaction, now_ms},
    error::Doing,
};
use time::OffsetDateTime;

use crate::{
    activities::{OWN, Office, in_minutes, tap, the_form, volunteer_of},
    help::jiaji,
    support::TestSite,
    volunteers::{number_on, registered, site},
};

#[tokio::test]
async fn on_the_day_a_code_a_roll_call_and_hours() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, _) = office.published().await;
    // A shift lies within one day; whoever comes up to an hour early may come in. Late in the evening none of an hour
    // does both.
    let mut shifts =
        [60, 30].into_iter().flat_map(|long| (20..=55).map(move |begins| (begins, begins + long)));
    let (begins, ends) = shifts.find(|(begins, ends)| in_minutes(*begins).0 == in_minutes(*ends).0).unwrap();
    let ((day, from), (_, to)) = (in_minutes(begins), in_minutes(ends));
    let shift = [("day", day.as_str()), ("from", from.as_str()), ("to", to.as_str()), ("places", "3")];
    assert_eq!(office.step(&office.worker, id, "add_shift", &shift).await.status, 303);
    let shifts = queries::shifts_of(&site.program.database, id).await.unwrap();
    let soon = shifts[0].id;
    let lan = registered(&site, &[]).await;
    let address = format!("/activities/{id}");
    let signed = site.as_volunteer(&lan, &address, Some(&tap("sign_up", &soon.to_string()))).await;
    let (done, when) = match day == in_minutes(0).0 {
        true => ("seated_today", "班次就在今天"),
        false => ("seated_tomorrow", "班次就在明天"),
    };
    assert_eq!(signed.header("location"), format!("{address}?done={done}"), "{}", signed.text());
    let told = site.as_volunteer(&lan, signed.header("location"), None).await;
    assert!(told.text().contains(when) && !told.text().contains("会提醒您"), "{}", told.text());
    // On the day their own page leads to the code, says where it is and whom to call, and lets them sign out.
    let mine = site.as_volunteer(&lan, "/activities/mine", None).await;
    for said in [
        "href=\"/activities/here\"",
        "嘉积镇卫生院门口",
        "href=\"tel:0898-65310000\"",
        "action=\"/volunteers/sign-out\"",
        "已报名",
    ] {
        assert!(mine.text().contains(said), "{said}\n{}", mine.text());
    }
    let code_page = office.get(&office.leader, &format!("/office/activities/{id}/code/{soon}")).await;
    let now = OffsetDateTime::now_utc().unix_timestamp() * 1000;
    let code = site.program.activities.code(soon, step_of(now));
    assert!(code_page.text().contains(&code), "{}", code_page.text());
    assert_eq!(code_page.header("cache-control"), "no-store");
    assert!(site.get("/activities/here?code=123456").await.header("location").contains("next="));
    let wrong = site.as_volunteer(&lan, "/activities/here", Some("code=000000&act=come")).await;
    assert_eq!(wrong.status, 422);
    let left = site.as_volunteer(&lan, "/activities/here", Some(&format!("code={code}&act=leave"))).await;
    assert!(left.text().contains("还没有到场记录"));
    let came = site.as_volunteer(&lan, "/activities/here", Some(&format!("code={code}&act=come"))).await;
    assert_eq!(came.status, 200, "{}", came.text());
    assert!(came.text().contains("已记录到场") && came.header("set-cookie").contains("HttpOnly"));
    assert!(came.text().contains("陪长者看医生") && came.text().contains(&from), "of which shift");
    assert!(!came.text().contains(&code), "a code that was used is not offered for leaving");
    // What was not done is not said to be done.
    let again = site.as_volunteer(&lan, "/activities/here", Some(&format!("code={code}&act=come"))).await;
    assert!(again.text().contains("您已经到场") && !again.text().contains("已记录到场"), "{}", again.text());
    let left = site.as_volunteer(&lan, "/activities/here", Some(&format!("code={code}&act=leave"))).await;
    assert_eq!(left.status, 422);
    assert!(left.text().contains("这个码已经用来到场；要离场，请输入现在显示的码"), "{}", left.text());
    assert!(left.text().contains("您已经到场"), "what is kept is said: {}", left.text());
    let mine = site.as_volunteer(&lan, "/activities/mine", None).await;
    assert!(mine.text().contains("在场，") && !mine.text().contains("已报名"), "{}", mine.text());
    let seen = office.get(&office.leader, &format!("/office/activities/{id}")).await;
    assert!(seen.text().contains("在场，") && !seen.text().contains("结束活动"), "{}", seen.text());
    let sign_up =
        sign_ups::queries::sign_ups_of(&site.program.database, soon).await.unwrap()[0].id.to_string();
    let hours = [("sign_up", sign_up.as_str()), ("hours", "1")];
    let early = office.step(&office.leader, id, "confirm_hours", &hours).await;
    assert_eq!(early.status, 422, "they are still there");
    assert!(early.text().contains("不超过到场记录算出的小时数"), "{}", early.text());
    let namesake = registered(&site, &[("name", "Leader Wang")]).await;
    assert_eq!(
        site.as_volunteer(&namesake, &address, Some(&tap("sign_up", &soon.to_string()))).await.status,
        303
    );
    let all = sign_ups::queries::sign_ups_of(&site.program.database, soon).await.unwrap();
    let theirs = all.iter().map(|it| it.id.to_string()).find(|it| *it != sign_up).unwrap();
    let hours = [("sign_up", theirs.as_str()), ("hours", "1")];
    let vouched = office.step(&office.leader, id, "confirm_hours", &hours).await;
    assert_eq!(vouched.status, 409, "nobody vouches for hours that may be their own");
    assert!(vouched.text().contains(OWN), "{}", vouched.text());
    let early = office.step(&office.worker, id, "confirm_hours", &hours).await;
    assert!(!early.text().contains(OWN), "for somebody else it is another matter");
    let own = site.as_volunteer(&lan, "/activities/mine", None).await;
    assert_eq!((own.status.as_u16(), own.header("cache-control")), (200, "no-store"));
    assert!(own.text().contains("陪长者看医生") && own.text().contains("共 0 小时"), "{}", own.text());
    let nothing = format!("command={}&unit={}&name=full", CommandId::fresh(), jiaji(&site));
    let nothing = site.as_volunteer(&lan, "/activities/mine", Some(&nothing)).await;
    assert_eq!(nothing.status, 409, "nobody certifies what nobody has confirmed");

    // Gone before it begins: the leader reads that, and both badges say when.
    let next = site.program.activities.code(soon, step_of(now) + 1);
    let left = site.as_volunteer(&lan, "/activities/here", Some(&format!("code={next}&act=leave"))).await;
    assert!(left.text().contains("已记录："), "{}", left.text());
    let seen = office.get(&office.leader, &format!("/office/activities/{id}")).await;
    assert!(seen.text().contains("已离场 ") && seen.text().contains("不在班次时间内"), "{}", seen.text());
    let mine = site.as_volunteer(&lan, "/activities/mine", None).await;
    assert!(mine.text().contains("已离场 "), "{}", mine.text());
}

#[tokio::test]
async fn an_absence_that_a_colleague_noted_is_no_fault_and_a_cancellation_is_a_change() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, shift) = office.published().await;
    let address = format!("/activities/{id}");
    let (lan, ming) = (registered(&site, &[]).await, registered(&site, &[("name", "符大明")]).await);
    let mut sign_ups = Vec::new();
    for who in [&ming, &lan] {
        let signed = site.as_volunteer(who, &address, Some(&tap("sign_up", &shift.to_string()))).await;
        assert_eq!(signed.header("location"), format!("{address}?done=seated"));
        let all = sign_ups::queries::sign_ups_of(&site.program.database, shift).await.unwrap();
        let volunteer = volunteer_of(&site, who).await;
        sign_ups.push(all.iter().find(|it| it.volunteer == volunteer).unwrap().id.to_string());
        if sign_ups.len() == 1 {
            let gone = site.as_volunteer(who, &address, Some(&tap("cancel", &sign_ups[0]))).await;
            assert_eq!(gone.header("location"), format!("{address}?done=done"));
        }
    }
    let mine = site.as_volunteer(&lan, &address, None).await;
    assert!(mine.text().contains("value=\"cancel\"") && mine.text().contains("value=\"offer\""));
    begins_in(&site, id, shift, -10).await;
    let mine = site.as_volunteer(&lan, &address, None).await;
    assert!(
        !mine.text().contains("value=\"cancel\"") && !mine.text().contains("value=\"offer\""),
        "it has begun"
    );
    let [cancelled, absent] = [0, 1].map(|place| [("sign_up", sign_ups[place].as_str())]);
    for who in [&office.worker, &office.leader] {
        assert_eq!(office.step(who, id, "note_absence", &absent).await.status, 303);
    }
    let changed = office.step(&office.leader, id, "note_absence", &cancelled).await;
    assert_eq!(changed.status, 409);
    assert!(changed.text().contains("别人刚刚改过，或已经处理"), "{}", changed.text());
}

/// Lets time pass until a shift begins in so many minutes: it lies that much earlier, and so does what is noted of who signed
/// up and was there. The server reads the clock of the machine, which no test sets.
pub(crate) async fn begins_in(site: &TestSite, id: ActivityId, shift: ShiftId, minutes: i64) {
    const SHIFT: &str = "UPDATE activity_shifts SET starts_ms = starts_ms - $2, ends_ms = ends_ms - $2, \
                         sign_up_until_ms = sign_up_until_ms - $2 WHERE id = $1";
    const CAME: &str = "UPDATE activity_attendance SET came_ms = came_ms - $2, left_ms = left_ms - $2, \
                        noted_at_ms = noted_at_ms - $2 \
                        WHERE sign_up_id IN (SELECT id FROM activity_sign_ups WHERE shift_id = $1)";
    const SIGNED: &str = "UPDATE activity_sign_ups SET signed_at_ms = signed_at_ms - $2 WHERE shift_id = $1";
    const TOLD: &str = "UPDATE activity_notices SET made_at_ms = made_at_ms - $2 WHERE shift_id = $1";
    let shifts = queries::shifts_of(&site.program.database, id).await.unwrap();
    let starts_ms = shifts.iter().find(|it| it.id == shift).unwrap().shift.starts_ms;
    let passes_ms = starts_ms - (now_ms() + minutes * 60_000);
    let pass = async |tx: &mut Transaction<'_>| {
        let (Transaction::Sqlite(tx), _) = (tx, ()) else { panic!("a site of a test stands on SQLite") };
        for sql in [SHIFT, CAME, SIGNED, TOLD] {
            let moved = sqlx::query(sql).bind(shift.to_string()).bind(passes_ms).execute(&mut **tx).await;
            moved.doing("let time pass")?;
        }
        Ok(())
    };
    site.program.database.transaction(pass).await.unwrap();
}

/// Somebody who signed up for it, and is there by the code ten minutes after it began: their cookie.
pub(crate) async fn who_came(site: &TestSite, id: ActivityId, shift: ShiftId) -> String {
    let lan = registered(site, &[]).await;
    let signing = tap("sign_up", &shift.to_string());
    assert_eq!(site.as_volunteer(&lan, &format!("/activities/{id}"), Some(&signing)).await.status, 303);
    begins_in(site, id, shift, -10).await;
    let code = site.program.activities.code(shift, step_of(now_ms()));
    let came = site.as_volunteer(&lan, "/activities/here", Some(&format!("code={code}&act=come"))).await;
    assert!(came.text().contains("已记录到场"), "{}", came.text());
    lan
}

#[tokio::test]
async fn whoever_is_there_when_it_is_called_off_reads_so_and_says_when_they_leave() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, shift) = office.published().await;
    let lan = who_came(&site, id, shift).await;
    let before = office.get(&office.leader, &format!("/office/activities/{id}")).await;
    let warned = before.text().matches("现在有 1 人在场").count();
    assert_eq!(warned, 2, "beside the shift, and beside the whole activity: {}", before.text());
    assert_eq!(office.step(&office.leader, id, "cancel_activity", &[("reason", "台风")]).await.status, 303);
    let mine = site.as_volunteer(&lan, "/activities/mine", None).await;
    assert!(mine.text().contains("提前结束") && mine.text().contains("到场和离场"), "{}", mine.text());
    let public = site.get(&format!("/activities/{id}")).await;
    assert!(public.text().contains("提前结束：台风"), "{}", public.text());
}

#[tokio::test]
async fn whoever_is_paused_is_told_so_at_the_door() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, shift) = office.published().await;
    let lan = registered(&site, &[]).await;
    let address = format!("/activities/{id}");
    let signed = site.as_volunteer(&lan, &address, Some(&tap("sign_up", &shift.to_string()))).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    begins_in(&site, id, shift, 10).await;
    let who = volunteer_of(&site, &lan).await.to_string();
    let stop = async |tx: &mut Transaction<'_>| {
        let (Transaction::Sqlite(tx), _) = (tx, ()) else { panic!("a site of a test stands on SQLite") };
        let stop = sqlx::query("UPDATE volunteers SET state = 'paused' WHERE id = $1").bind(&who);
        stop.execute(&mut **tx).await.doing("pause somebody").map(drop)
    };
    site.program.database.transaction(stop).await.unwrap();
    let code = site.program.activities.code(shift, step_of(now_ms()));
    let came = site.as_volunteer(&lan, "/activities/here", Some(&format!("code={code}&act=come"))).await;
    assert_eq!(came.status, 422);
    assert!(came.text().contains("您现在不能参加活动"), "{}", came.text());
}

#[tokio::test]
async fn what_records_state_is_not_written_otherwise_and_the_form_says_which() {
    let site = site().await;
    let office = Office::of(&site).await;
    let (id, shift) = office.published().await;
    let edit = async |name: &str, gathering: &str| {
        let found = queries::one(&site.program.database, id).await.unwrap().unwrap();
        let (command, unit, basis) =
            (CommandId::fresh().to_string(), jiaji(&site).to_string(), found.version.to_string());
        let mut form = the_form(&command, &unit, "");
        form.extend([("basis", basis.as_str()), ("gathering", gathering)]);
        form.iter_mut().filter(|pair| pair.0 == "name").for_each(|pair| pair.1 = name);
        office.post(&office.worker, &format!("/office/activities/{id}/edit"), &form).await
    };
    let renamed = edit("陪长者看病", "").await;
    assert_eq!(renamed.status, 303, "{}", renamed.text());
    let now = now_ms();
    let given = Hours {
        id: CommandId::fresh().to_string().parse().unwrap(),
        activity: id,
        shift,
        volunteer: VolunteerId::fresh(),
        unit: jiaji(&site),
        day: day_of(now),
        begins_ms: now - 3_600_000,
        ends_ms: now,
        hundredths: 100,
        ground: Ground::Attendance,
        state: HoursState::Confirmed,
        odd: Vec::new(),
        asked_by: String::new(),
        decided_by: String::new(),
        reason: String::new(),
        remark: String::new(),
        made_at_ms: now,
        decided_at_ms: Some(now),
    };
    let keep = async |tx: &mut Transaction<'_>| insert_hours(tx, &given).await;
    site.program.database.transaction(keep).await.unwrap();
    let refused = edit("陪长者看医生", "").await;
    assert_eq!(refused.status, 422);
    let words = "活动名称：已有确认的服务时间";
    assert!(refused.text().contains(words), "{}", refused.text());
    assert!(!refused.text().contains("服务内容：已有确认"), "{}", refused.text());
    let gathering = edit("陪长者看病", "站门口").await;
    assert_eq!(gathering.status, 303, "{}", gathering.text());
}

#[tokio::test]
async fn hours_that_two_people_answer_for_become_a_certificate_that_a_stranger_checks() {
    let site = site().await;
    let office = Office::of(&site).await;
    let lan = registered(&site, &[]).await;
    let number = number_on(&site.get_with("/volunteers/me", &[("cookie", &lan)]).await);
    let (late, unit) = (CommandId::fresh().to_string(), jiaji(&site).to_string());
    let (day, _) = in_minutes(-3 * 24 * 60);
    let mut form = the_form(&late, &unit, &day);
    form.extend([("late", "1"), ("reason", "当天没有网络")]);
    assert_eq!(office.post(&office.worker, "/office/activities/new", &form).await.status, 303);
    let id: ActivityId = late.parse().unwrap();
    assert_eq!(office.step(&office.worker, id, "submit_activity", &[]).await.status, 303);
    assert_eq!(office.step(&office.leader, id, "publish_activity", &[]).await.status, 303);
    let shift = queries::shifts_of(&site.program.database, id).await.unwrap()[0].id.to_string();
    let hours = |number: &str| {
        let named = [("shift", shift.as_str()), ("volunteer", number), ("came", "09:00"), ("left", "11:30")];
        let more = [("hours", "2.5"), ("reason", "在场但没有签到")];
        named.into_iter().chain(more).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    let ask = async |number: &str| {
        let typed: Vec<(String, String)> = hours(number);
        let typed: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        office.step(&office.worker, id, "ask_hours", &typed).await.status
    };
    assert_eq!(ask("HN123456789").await, 422, "nobody has this number");
    let namesake = registered(&site, &[("name", "Worker Wang")]).await;
    let namesake = number_on(&site.get_with("/volunteers/me", &[("cookie", &namesake)]).await);
    assert_eq!(ask(&namesake).await, 409, "nobody vouches for hours that may be their own");
    assert_eq!(ask(&number).await, 303);
    let named = office.get(&office.worker, &format!("/office/activities/{id}")).await;
    assert!(named.text().contains("王** HN") && !named.text().contains("王小花"), "a number opens no name");
    let asked = hours_of_activity(&site.program.database, id).await.unwrap()[0].id.to_string();
    let agreed = [("hours_id", asked.as_str())];
    assert_eq!(office.step(&office.worker, id, "agree_hours", &agreed).await.status, 409, "they asked");
    assert_eq!(office.step(&office.leader, id, "agree_hours", &agreed).await.status, 303);

    let mine = site.as_volunteer(&lan, "/activities/mine", None).await;
    assert!(mine.text().contains("共 2.5 小时") && mine.text().contains("嘉积镇社工站"), "{}", mine.text());
    let form = format!("command={}&unit={unit}&name=surname", CommandId::fresh());
    let issued = site.as_volunteer(&lan, "/activities/mine", Some(&form)).await;
    assert!(issued.header("location").starts_with("/verify/"), "{}", issued.text());
    let again = site.as_volunteer(&lan, "/activities/mine", Some(&form)).await;
    assert_eq!(again.header("location"), issued.header("location"), "a second press gets the same");
    let anew = format!("command={}&unit={unit}&name=surname", CommandId::fresh());
    let anew = site.as_volunteer(&lan, "/activities/mine", Some(&anew)).await;
    assert_eq!(anew.header("location"), issued.header("location"), "there are no two that say the same");
    let checked = site.get(issued.header("location")).await;
    assert!(checked.text().contains("2.5") && checked.text().contains("王*"), "{}", checked.text());
    assert!(!checked.text().contains("王小花"));
    for page in [&mine, &checked] {
        assert!(page.text().contains("无到场记录，由两人确认"), "{}", page.text());
    }
    let foreign = format!("command={}&unit={}&name=full", CommandId::fresh(), Unit::Province);
    assert_eq!(site.as_volunteer(&lan, "/activities/mine", Some(&foreign)).await.status, 409);
    let mine = site.as_volunteer(&lan, "/activities/mine", None).await;
    assert!(mine.text().contains("我的证明"));

    // Whoever erases themselves leaves a number of which nothing is said, and their places to others.
    let (ahead, place) = office.published().await;
    let signed = site
        .as_volunteer(&lan, &format!("/activities/{ahead}"), Some(&tap("sign_up", &place.to_string())))
        .await;
    assert_eq!(signed.status, 303);
    assert_eq!(queries::shifts_of(&site.program.database, ahead).await.unwrap()[0].free, 0);
    let erased = site.as_volunteer(&lan, "/volunteers/me/erase", Some("sure=on")).await;
    assert_eq!(erased.header("location"), "/volunteers?left=erased");
    let checked = site.get(issued.header("location")).await;
    assert!(!checked.text().contains("2.5") && !checked.text().contains("王*"), "{}", checked.text());
    assert_eq!(queries::shifts_of(&site.program.database, ahead).await.unwrap()[0].free, 1);
    assert_eq!(hours_of_activity(&site.program.database, id).await.unwrap()[0].hundredths, 250, "hours stay");

    // Nor does anybody agree to hours that may be their own.
    let namesake = registered(&site, &[("name", "leader  WANG")]).await;
    let namesake = number_on(&site.get_with("/volunteers/me", &[("cookie", &namesake)]).await);
    assert_eq!(ask(&namesake).await, 303);
    let all = hours_of_activity(&site.program.database, id).await.unwrap();
    let theirs = all.iter().map(|it| it.id.to_string()).find(|it| *it != asked).unwrap();
    let theirs = [("hours_id", theirs.as_str())];
    let own = office.step(&office.leader, id, "agree_hours", &theirs).await;
    assert_eq!(own.status, 409, "{}", own.text());
    assert!(own.text().contains(OWN), "{}", own.text());
    let other = site.signed_in("other", Role::StationLeader, jiaji(&site)).await;
    assert_eq!(office.step(&other, id, "agree_hours", &theirs).await.status, 303);
}

#[tokio::test]
async fn whoever_asks_for_too_many_hours_reads_how_many_there_can_be() {
    let site = site().await;
    let office = Office::of(&site).await;
    let number =
        number_on(&site.get_with("/volunteers/me", &[("cookie", &registered(&site, &[]).await)]).await);
    let (late, unit) = (CommandId::fresh().to_string(), jiaji(&site).to_string());
    let (day, _) = in_minutes(-3 * 24 * 60);
    let mut form = the_form(&late, &unit, &day);
    form.extend([("late", "1"), ("reason", "当天没有网络")]);
    assert_eq!(office.post(&office.worker, "/office/activities/new", &form).await.status, 303);
    let id: ActivityId = late.parse().unwrap();
    assert_eq!(office.step(&office.worker, id, "submit_activity", &[]).await.status, 303);
    assert_eq!(office.step(&office.leader, id, "publish_activity", &[]).await.status, 303);
    let shift = queries::shifts_of(&site.program.database, id).await.unwrap()[0].id.to_string();
    for (left, hours, most) in [("11:30", "200", "2.5"), ("13:30", "4", "3.75")] {
        let named = [("shift", shift.as_str()), ("volunteer", &number), ("came", "09:00"), ("left", left)];
        let typed: Vec<_> = named.into_iter().chain([("hours", hours), ("reason", "没有签到")]).collect();
        let refused = office.step(&office.worker, id, "ask_hours", &typed).await;
        assert_eq!(refused.status, 422);
        let words = format!("最多 {most} 小时：不超过到场到离场的时间，也不超过班次的一倍半（3.75 小时）");
        for said in [words.as_str(), "href=\"#ask-hours\"", &format!("value=\"{hours}\"")] {
            assert!(refused.text().contains(said), "{said}\n{}", refused.text());
        }
        assert!(!refused.text().contains("请写小时数"), "it is a number");
    }
}
