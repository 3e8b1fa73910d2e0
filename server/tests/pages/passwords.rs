//! The password of a volunteer who wants one: set, given at the entrance, changed, taken away, and all that goes wrong.

use app::{access::Role, ids::CommandId};

use crate::{
    activities::volunteer_of,
    at_station::{copy, jiaji},
    nasty::{MARKUP, TEXTS, encoded, stands},
    support::{Answer, PASSWORD, TestSite},
    volunteers::{number_on, registered, site},
};

const PHONE: &str = "13800138000";
const SET: &str = "/volunteers/me/password";
const SLIP: &str = "/volunteers/password?key=";
const ENTER: &str = "/volunteers/sign-in/password";

async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    site.as_volunteer(cookie, address, Some(&pairs.join("&"))).await
}

/// Sends the form of one's own page, from a page that shows how it stands.
async fn sends(site: &TestSite, cookie: &str, pairs: &[(&str, &str)]) -> Answer {
    let id = volunteer_of(site, cookie).await;
    let basis = site.program.volunteers.find(id).await.unwrap().unwrap().version.to_string();
    let command = CommandId::fresh().to_string();
    let own = [("command", command.as_str()), ("basis", &basis)];
    post(site, cookie, SET, &own.into_iter().chain(pairs.iter().copied()).collect::<Vec<_>>()).await
}

async fn enters(site: &TestSite, who: &str, password: &str) -> Answer {
    post(site, "", ENTER, &[("who", who), ("password", password)]).await
}

#[tokio::test]
async fn who_sets_a_password_comes_in_with_either_number_and_sees_what_is_theirs() {
    let site = site().await;
    let cookie = registered(&site, &[]).await;
    let page = site.as_volunteer(&cookie, "/volunteers/me", None).await;
    let number = number_on(&page);
    assert!(page.text().contains("密码（可选）") && !page.text().contains("不再使用密码"));
    let taken = site.as_volunteer(&cookie, "/volunteers/me/data.json", None).await;
    assert!(taken.text().contains("\"password_is_set\": false"));

    let short = sends(&site, &cookie, &[("password", "椰子树"), ("again", "椰子树")]).await;
    assert_eq!((short.status.as_u16(), short.header("cache-control")), (422, "no-store"));
    assert!(short.text().contains("请输入至少 15 个字符"));
    let again = format!("{PHONE}{PHONE}");
    for common in ["passwordpassword", "abcdefghijklmnop", "王小花王小花王小花王小花王小花", &again]
    {
        let told = sends(&site, &cookie, &[("password", common), ("again", common)]).await;
        assert!(told.status == 422 && told.text().contains("这个密码太常见"), "{common}: {}", told.status);
        assert!(!told.text().contains(&format!("value=\"{common}\"")), "it is not sent back");
    }
    let differs = sends(&site, &cookie, &[("password", PASSWORD), ("again", "three")]).await;
    assert!(
        differs.status == 422
            && differs.text().contains("两次输入不一样")
            && !differs.text().contains(PASSWORD)
    );
    let set = sends(&site, &cookie, &[("password", PASSWORD), ("again", PASSWORD)]).await;
    assert_eq!((set.status.as_u16(), set.header("location")), (303, "/volunteers/me?done=1"));
    let late = [("command", ""), ("basis", "1"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(post(&site, &cookie, SET, &late).await.status, 409);
    let page = site.as_volunteer(&cookie, "/volunteers/me", None).await;
    assert!(page.text().contains("已设置密码") && page.text().contains("更换密码"));

    for who in ["138 0013 8000", number.to_lowercase().as_str()] {
        let entered = enters(&site, who, PASSWORD).await;
        assert_eq!((entered.status.as_u16(), entered.header("location")), (303, "/volunteers/me"), "{who}");
        let cookie = entered.header("set-cookie").split(';').next().unwrap().to_owned();
        let page = site.as_volunteer(&cookie, "/volunteers/me", None).await;
        assert!(page.status == 200 && page.text().contains("王小花"), "{who}: it is proved");
    }
    let there = [("who", PHONE), ("password", PASSWORD), ("next", "/activities?week=1")];
    assert_eq!(post(&site, "", ENTER, &there).await.header("location"), "/activities?week=1");
    let off = [("who", PHONE), ("password", PASSWORD), ("next", "//evil.example")];
    assert_eq!(post(&site, "", &format!("/en{ENTER}"), &off).await.header("location"), "/en/volunteers/me");

    for (address, said) in [("data.json", "\"password_is_set\": true"), ("data.csv", "密码,已设置")] {
        let taken = site.as_volunteer(&cookie, &format!("/volunteers/me/{address}"), None).await;
        assert!(taken.text().contains(said), "{}", taken.text());
        assert!(!taken.text().contains(PASSWORD) && !taken.text().contains("argon2"), "{address}");
    }
    let withdrawn = sends(&site, &cookie, &[("act", "withdraw")]).await;
    assert_eq!(withdrawn.status, 303);
    assert_eq!(enters(&site, PHONE, PASSWORD).await.status, 422);
}

#[tokio::test]
async fn a_wrong_one_is_told_like_an_unknown_number_and_then_has_to_wait() {
    let site = site().await;
    let cookie = registered(&site, &[]).await;
    sends(&site, &cookie, &[("password", PASSWORD), ("again", PASSWORD)]).await;
    for who in [PHONE, "13912345678"] {
        let next = [("who", who), ("password", "three coconut trees"), ("next", "/activities/mine")];
        let wrong = post(&site, "", ENTER, &next).await;
        assert!(wrong.status == 422 && wrong.text().contains("号码或密码不对"), "{who}: {}", wrong.status);
        assert_eq!(wrong.headers.get("set-cookie"), None);
        assert_eq!(stands(wrong.text(), "who").as_deref(), Some(who), "what was typed stays");
        assert!(!wrong.text().contains("three coconut"), "but for the password");
        assert_eq!(stands(wrong.text(), "next").as_deref(), Some("/activities/mine"));
        let mut last = wrong;
        for _ in 0..6 {
            last = enters(&site, who, "three coconut trees").await;
        }
        assert!(last.status == 429 && last.text().contains("试得太多了"), "{who}: {}", last.status);
    }
    let nobody = enters(&site, "王小花", PASSWORD).await;
    assert!(nobody.status == 422 && nobody.text().contains("HN 开头的志愿者编号"));
    let empty = enters(&site, "13912345670", "").await;
    assert!(empty.status == 422 && empty.text().contains("请输入密码"));
    // The page of a wrong one can be loaded anew.
    assert!(site.get(ENTER).await.text().contains("志愿者登录"));
}

#[tokio::test]
async fn who_comes_in_with_a_password_needs_no_sms() {
    let site = TestSite::with_demo().await;
    let page = site.get("/volunteers/sign-in?next=/activities").await;
    assert!(page.text().contains("这里还没有接通短信") && page.text().contains("用密码登录"));
    assert_eq!(stands(page.text(), "next").as_deref(), Some("/activities"));
    assert!(!site.get("/volunteers/register").await.text().contains("用密码登录"));
    let wrong = enters(&site, PHONE, PASSWORD).await;
    assert!(wrong.status == 422 && wrong.text().contains("这里还没有接通短信"));
}

/// The address that a page tells somebody, without the site.
fn told(page: &Answer) -> String {
    let begin = page.text().find(SLIP).unwrap();
    page.text()[begin..].split_once('<').unwrap().0.to_owned()
}

#[tokio::test]
async fn where_no_sms_is_sent_a_station_gives_an_address_to_set_a_first_one_at() {
    const OFFER: &str = "让本人设置密码";
    let site = TestSite::with_demo().await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let worker = site.signed_in("worker", Role::SocialWorker, jiaji(&site)).await;
    let command = CommandId::fresh().to_string();
    assert_eq!(copy(&site, &leader.cookie, &command, &[]).await.status, 303);
    let office = format!("/office/volunteers/{command}");
    let asks = async |cookie: &str, press: CommandId, basis: &str| {
        let press = press.to_string();
        let pairs = [("command", press.as_str()), ("basis", basis), ("act", "give_password_slip")];
        post(&site, cookie, &format!("{office}/password-slip"), &pairs).await
    };
    assert!(site.as_volunteer(&leader.cookie, &office, None).await.text().contains(OFFER));
    assert!(!site.as_volunteer(&worker.cookie, &office, None).await.text().contains(OFFER));
    assert_eq!(asks(&worker.cookie, CommandId::fresh(), "1").await.status, 404);
    let press = CommandId::fresh();
    let given = asks(&leader.cookie, press, "1").await;
    assert_eq!((given.status.as_u16(), given.header("cache-control")), (200, "no-store"));
    assert!(given.text().contains("<svg") && given.text().contains("社工站给了设置密码的网址"));
    let first = told(&given);
    assert_eq!(told(&asks(&leader.cookie, press, "1").await), first, "a second press gives the same");
    assert_eq!(asks(&leader.cookie, CommandId::fresh(), "1").await.status, 409);
    let later = site.as_volunteer(&leader.cookie, &office, None).await;
    assert!(!later.text().contains(SLIP), "it is shown once");
    let address = told(&asks(&leader.cookie, CommandId::fresh(), "2").await);
    let replaced = site.get(&first).await;
    assert!(replaced.status == 410 && replaced.text().contains("这个网址不能用了"));

    assert_eq!(
        asks(&leader.cookie, press, "1").await.status,
        409,
        "a press of before shows none that is over"
    );

    let page = site.get(&address).await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
    assert!(page.text().contains("您的志愿者编号是 HN") && !page.text().contains("王小花"));
    let key = stands(page.text(), "key").unwrap();
    let sets = async |password: &str, again: &str| {
        let pairs = [("key", key.as_str()), ("command", ""), ("password", password), ("again", again)];
        post(&site, "", "/volunteers/password", &pairs).await
    };
    for (password, again, said) in [
        ("椰子树", "椰子树", "请输入至少 15 个字符"),
        (PASSWORD, "three", "两次输入不一样"),
        ("王小花王小花王小花王小花王小花", "王小花王小花王小花王小花王小花", "这个密码太常见"),
    ] {
        let wrong = sets(password, again).await;
        assert!(wrong.status == 422 && wrong.text().contains(said), "{said}: {}", wrong.status);
        assert_eq!(stands(wrong.text(), "key").as_deref(), Some(key.as_str()), "{said}");
    }
    let set = sets(PASSWORD, PASSWORD).await;
    assert_eq!((set.status.as_u16(), set.header("location")), (303, "/volunteers/me?done=1"));
    let cookie = set.header("set-cookie").split(';').next().unwrap().to_owned();
    let me = site.as_volunteer(&cookie, "/volunteers/me", None).await;
    assert!(me.text().contains("王小花") && me.text().contains("社工站给了设置密码的网址"));
    assert_eq!(enters(&site, PHONE, PASSWORD).await.status, 303);
    for used in [sets("three coconut trees by", "three coconut trees by").await, site.get(&address).await] {
        assert_eq!(
            (used.status.as_u16(), used.headers.get("set-cookie")),
            (410, None),
            "it is for one password"
        );
    }
    assert_eq!(enters(&site, PHONE, PASSWORD).await.status, 303);

    // Where there are codes, nobody needs one.
    let site = self::site().await;
    let cookie = registered(&site, &[]).await;
    let leader = site.signed_in("leader", Role::StationLeader, jiaji(&site)).await;
    let office = format!("/office/volunteers/{}", volunteer_of(&site, &cookie).await);
    assert!(!site.as_volunteer(&leader.cookie, &office, None).await.text().contains(OFFER));
    let press = CommandId::fresh().to_string();
    let pairs = [("command", press.as_str()), ("basis", "1"), ("act", "give_password_slip")];
    assert_eq!(post(&site, &leader.cookie, &format!("{office}/password-slip"), &pairs).await.status, 404);
    assert_eq!(post(&site, &leader.cookie, &office, &pairs).await.status, 404);
}

#[tokio::test]
async fn whatever_people_type_as_a_password_is_answered() {
    let site = site().await;
    let cookie = registered(&site, &[]).await;
    for text in TEXTS {
        for (who, password) in [(text, PASSWORD), ("x", text)] {
            let told = enters(&site, who, password).await;
            assert!([422, 429].contains(&told.status.as_u16()), "{text}: {}", told.status);
            assert!(MARKUP.iter().all(|markup| !told.text().contains(markup)), "{text}");
        }
        let slip = [("key", text), ("command", text), ("password", text), ("again", text)];
        assert_eq!(post(&site, "", "/volunteers/password", &slip).await.status, 410, "{text}");
        let told = sends(&site, &cookie, &[("password", text), ("again", "")]).await;
        assert_eq!(told.status, 422, "{text}");
        assert!(MARKUP.iter().all(|markup| !told.text().contains(markup)), "{text}");
    }
}
