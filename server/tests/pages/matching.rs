//! Needs over HTTP: nothing that was typed is lost, and nothing of a need stands where it is not meant.

use app::{
    access::Role,
    ids::{CommandId, NeedId},
};
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::{
    documents::unescaped,
    help::{jiaji, post},
    support::TestSite,
    volunteers::{registered, site},
};

const TITLE: &str = "陪一位长者取药四一七";
const ADDRESS: &str = "卫生院后门四一七";
const MEETING: &str = "榕树下集合四一七";
const CONTACT: &str = "符社工四一七";

fn in_days(days: i64) -> String {
    let here = OffsetDateTime::now_utc().to_offset(UtcOffset::from_hms(8, 0, 0).unwrap());
    (here + Duration::days(days)).date().to_string()
}

async fn get(site: &TestSite, cookie: &str, address: &str) -> String {
    unescaped(site.get_with(address, &[("cookie", cookie)]).await.text())
}

/// The station looks for somebody who can do what the first who is suggested can, and asks them.
pub(crate) async fn asks_the_first(site: &TestSite, worker: &str) {
    let (command, unit) = (CommandId::fresh().to_string(), jiaji(site).to_string());
    let (first, last) = (in_days(1), in_days(20));
    let form = [
        ("command", command.as_str()),
        ("unit", &unit),
        ("title", TITLE),
        ("skill", "medicine"),
        ("place", "469002100"),
        ("time", "weekday_morning"),
        ("first", &first),
        ("last", &last),
        ("address", ADDRESS),
        ("meeting", MEETING),
        ("contact", CONTACT),
        ("phone", "0898-65310000"),
    ];
    let posted = post(site, worker, "/office/matching/new", &form).await;
    let page = posted.header("location").split('?').next().unwrap().to_owned();
    let shown = get(site, worker, &page).await;
    let whom = shown.split("name=\"one\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let command = CommandId::fresh().to_string();
    let asks =
        [("command", command.as_str()), ("basis", "1"), ("act", "ask_volunteers"), ("volunteer", whom)];
    assert_eq!(post(site, worker, &page, &asks).await.status, 303);
}

#[tokio::test]
async fn a_need_is_posted_somebody_is_asked_and_told_the_rest_after_the_agreement() {
    let site = site().await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let volunteer = registered(&site, &[("times", "weekday_morning")]).await;
    let (unit, first, last) = (jiaji(&site).to_string(), in_days(1), in_days(20));
    let form = |command: &str, title: &str, time: &str| -> Vec<(String, String)> {
        [
            ("command", command),
            ("unit", &unit),
            ("title", title),
            ("skill", "medicine"),
            ("skill", "nursing"),
            ("place", "469002100"),
            ("time", time),
            ("first", &first),
            ("last", &last),
            ("address", ADDRESS),
            ("meeting", MEETING),
            ("contact", CONTACT),
            ("phone", "0898-65310000"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    };
    let send = async |title: &str, time: &str| {
        let form = form(&CommandId::fresh().to_string(), title, time);
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        post(&site, &worker.cookie, "/office/matching/new", &form).await
    };

    // What is wrong is told by the names of the questions, and nothing is lost.
    let wrong = send("打 13800138000 </title>", "").await;
    assert_eq!(wrong.status, 422);
    let text = unescaped(wrong.text());
    for told in ["href=\"#title\"", "href=\"#times\"", "什么时间：请至少选一个时间", "像是有电话", MEETING]
    {
        assert!(text.contains(told), "{told}");
    }
    assert!(text.contains("打 13800138000") && wrong.text().contains("value=\"nursing\" checked"));

    let posted = send(TITLE, "weekday_morning").await;
    assert_eq!(posted.status, 303, "{}", posted.text());
    let page = posted.header("location").split('?').next().unwrap().to_owned();
    let id: NeedId = page.rsplit('/').next().unwrap().parse().unwrap();
    let shown = get(&site, &worker.cookie, &page).await;
    assert!(
        shown.contains("会医疗") && shown.contains("住在同一乡镇") && !shown.contains("王小花"),
        "{shown}"
    );
    let whom = shown.split("name=\"one\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let act = async |cookie: &str, act: &str, more: &[(&str, &str)]| {
        let command = CommandId::fresh().to_string();
        let frame = [("command", command.as_str()), ("basis", "1"), ("act", act)];
        let all: Vec<_> = frame.iter().chain(more).copied().collect();
        post(&site, cookie, &page, &all).await.status.as_u16()
    };
    assert_eq!(act(&worker.cookie, "ask_volunteers", &[]).await, 409, "nobody was ticked");
    // A reason that is too long loses neither itself nor a tick.
    let long = "长".repeat(201);
    let command = CommandId::fresh().to_string();
    let pairs =
        [("command", command.as_str()), ("act", "ask_volunteers"), ("volunteer", &whom), ("reason", &long)];
    let refused = post(&site, &worker.cookie, &page, &pairs).await;
    let text = unescaped(refused.text());
    assert!(
        refused.status == 409 && text.contains(&long) && text.contains(&format!("value=\"{whom}\" checked"))
    );
    assert_eq!(act(&worker.cookie, "ask_volunteers", &[("volunteer", &whom)]).await, 303);

    // Until somebody says yes it is changed by the same form, filled in; of two who do so at once one is told.
    let changes = format!("{page}/change");
    let filled = get(&site, &worker.cookie, &changes).await;
    assert!(
        filled.contains(TITLE) && filled.contains(MEETING) && filled.contains("value=\"medicine\" checked")
    );
    let change = async |basis: &str, meeting: &str, time: &str| {
        let mut form = form(&CommandId::fresh().to_string(), TITLE, time);
        form.retain(|(name, _)| name != "meeting");
        form.extend([("basis".to_owned(), basis.to_owned()), ("meeting".to_owned(), meeting.to_owned())]);
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        post(&site, &worker.cookie, &changes, &form).await
    };
    assert_eq!(change("1", "", "weekday_morning").await.status, 422);
    assert_eq!(change("1", MEETING, "weekday_morning").await.status, 303);
    let late = change("1", "河边集合", "weekday_morning").await;
    let text = unescaped(late.text());
    assert!(
        late.status == 409 && text.contains("河边集合") && text.contains("name=\"basis\" value=\"2\""),
        "{text}"
    );

    let asked = get(&site, &volunteer, "/matching").await;
    assert!(asked.contains(TITLE) && asked.contains("嘉积镇"), "{asked}");
    for secret in [ADDRESS, MEETING, CONTACT, "65310000"] {
        assert!(!asked.contains(secret), "{secret} before the leader agrees");
    }
    let say = async |act: &str, reason: &str| {
        let (command, need) = (CommandId::fresh().to_string(), id.to_string());
        let pairs = [
            ("command", command.as_str()),
            ("need", &need),
            ("basis", "2"),
            ("act", act),
            ("reason", reason),
        ];
        let said = post(&site, &volunteer, "/matching", &pairs).await;
        // What was typed stays, whatever is wrong.
        assert!(said.status == 303 || reason.is_empty() || unescaped(said.text()).contains(reason), "{act}");
        said.status.as_u16()
    };
    assert_eq!(say("decline_need", &"长".repeat(201)).await, 409);
    assert_eq!(say("agree_to_volunteer", "").await, 409, "nobody agrees for the leader");
    assert_eq!(say("accept_need", "").await, 303);
    assert_eq!(change("2", "河边集合", "weekday_morning").await.status, 409, "somebody would come");
    let gone = site.get_with(&changes, &[("cookie", worker.cookie.as_str())]).await;
    assert_eq!(gone.header("location"), page);
    assert_eq!(act(&worker.cookie, "agree_to_volunteer", &[("volunteer", &whom)]).await, 409);
    assert!(get(&site, &leader.cookie, "/office").await.contains("位志愿者愿意来"));
    assert_eq!(act(&leader.cookie, "agree_to_volunteer", &[("volunteer", &whom)]).await, 303);
    let told = get(&site, &volunteer, "/en/matching").await;
    for said in [ADDRESS, MEETING, CONTACT, "65310000"] {
        assert!(told.contains(said), "{said}");
    }
    assert!(get(&site, &worker.cookie, &page).await.contains("王小花"), "by name, once it is agreed");

    // All of it is theirs to take home, but the key of a calendar, which is shown once.
    let made =
        [("command", CommandId::fresh().to_string()), ("basis", "0".to_owned()), ("act", "make".into())];
    let made: Vec<_> = made.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let made = post(&site, &volunteer, "/volunteers/me/calendar", &made).await;
    let key = made.text().split("key=").nth(1).unwrap().split(['"', '<', '&']).next().unwrap().to_owned();
    for address in ["/volunteers/me/data.json", "/volunteers/me/data.csv"] {
        let data = get(&site, &volunteer, address).await;
        assert!(data.contains(TITLE) && data.contains(&in_days(0)) && !data.contains(&key), "{data}");
    }
    let data = get(&site, &volunteer, "/volunteers/me/data.json").await;
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["asked_to_help"][0]["state"], "agreed");
    assert_eq!(data["calendar_address_made_on"], in_days(0));
    assert_eq!(data["came"], serde_json::json!([]));

    // Nobody else reads any of it: neither strangers nor another volunteer, nor another county's office.
    let other = registered(&site, &[("name", "李四"), ("county", "460200"), ("town", "")]).await;
    let far = app::journal::model::Unit::County("460200".into());
    let officer = site.signed_in("officer", Role::CountyOfficer, far).await;
    for cookie in ["", &other, &officer.cookie] {
        for address in ["/", "/activities", "/activities/mine", "/matching", "/office/matching", &page] {
            let read = get(&site, cookie, address).await;
            for secret in [TITLE, ADDRESS, MEETING, CONTACT] {
                assert!(!read.contains(secret), "{secret} at {address}");
            }
        }
    }
    assert_eq!(say("withdraw_from_need", "生病了").await, 303);
    assert!(!get(&site, &volunteer, "/matching").await.contains(ADDRESS));
    assert!(get(&site, &leader.cookie, &page).await.contains("生病了"));
    assert_eq!(act(&worker.cookie, "close_need", &[]).await, 303);
    assert!(get(&site, &worker.cookie, "/en/office/matching?state=closed").await.contains(TITLE));
}
