//! Certificates over HTTP: what strangers are shown, what programs read, and what the office revokes.

use app::{
    access::Role,
    certificates::model::{Hours, Item, NameShown, NewCertificate, Number, Statement},
    ids::{CommandId, VolunteerId},
    journal::model::{Actor, Unit},
};
use axum::body::Body;
use serde_json::Value;
use server::certificates::renew;
use time::{Duration, OffsetDateTime};

use crate::{
    nasty::{TEXTS, encoded},
    qr,
    support::{Answer, TestSite, demo_day},
};

fn qionghai() -> Unit {
    Unit::County("469002".into())
}

fn a_certificate() -> NewCertificate {
    let item = Item {
        activity: "陪老人读报（演示数据）".into(),
        day: demo_day(),
        place: "琼海市嘉积镇文坡村".into(),
        content: "读报、代买日用品".into(),
        hours: Hours::of_minutes(150),
        organiser: "嘉积镇社工站".into(),
        in_charge: "林老师".into(),
        on_word: false,
    };
    let statement = Statement {
        volunteer_number: "V-0001".into(),
        name: NameShown::Surname.of("王小明"),
        from: demo_day(),
        until: demo_day(),
        items: vec![item],
        recorded_by: "嘉积镇社工站".into(),
        trainings: Vec::new(),
        awards: Vec::new(),
    };
    NewCertificate { volunteer: VolunteerId::fresh(), unit: qionghai(), statement, hours: Vec::new() }
}

async fn issued(site: &TestSite, new: &NewCertificate) -> Number {
    site.program.certificates.issue(CommandId::fresh(), new, &Actor::Clock).await.unwrap().unwrap()
}

async fn with_font() -> TestSite {
    let font = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fonts/certificate.otf");
    TestSite::with_demo_and(&[("certificate_font", font), ("public_url", "https://example.org")]).await
}

async fn post(site: &TestSite, cookie: &str, address: &str, pairs: &[(&str, &str)]) -> Answer {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(pairs.join("&"))).await
}

#[tokio::test]
async fn a_stranger_types_a_number_and_reads_what_the_volunteer_allows() {
    let site = with_font().await;
    let number = issued(&site, &a_certificate()).await;
    let form = site.get("/verify").await;
    assert!(form.status == 200 && form.text().contains("name=\"number\""));
    let typed = number.to_string().to_lowercase().replace('-', " ");
    let sent = site.get(&format!("/verify?number={}", encoded(&typed))).await;
    assert_eq!((sent.status.as_u16(), sent.header("location")), (303, format!("/verify/{number}").as_str()));
    for (address, words) in [
        (format!("/verify/{number}"), "证明有效"),
        (format!("/en/verify/{number}"), "This certificate is valid"),
    ] {
        let page = site.get(&address).await;
        assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
        let text = page.text();
        for shown in [words, "王*", "V-0001", "2.5", "陪老人读报", "嘉积镇社工站", "noindex"] {
            assert!(text.contains(shown), "{shown}: {text}");
        }
        assert!(!text.contains("王小明"));
    }
    // What is signed is Chinese: whoever reads English is told whose and where it is, too.
    for sheet in ["", "/print"] {
        let page = site.get(&format!("/en/verify/{number}{sheet}")).await;
        for told in
            ["Jiaji Town Social Work Station (嘉积镇社工站)", "Jiaji Town, Qionghai (琼海市嘉积镇文坡村)"]
        {
            assert!(page.text().contains(told), "{told}: {}", page.text());
        }
        assert!(!site.get(&format!("/verify/{number}{sheet}")).await.text().contains("Jiaji"));
    }
    let print = site.get(&format!("/verify/{number}/print")).await;
    assert!(
        print.status == 200 && print.text().contains("<svg") && print.text().contains("全国志愿服务信息系统")
    );
    let pdf = site.get(&format!("/verify/{number}/certificate.pdf")).await;
    assert_eq!((pdf.status.as_u16(), pdf.header("content-type")), (200, "application/pdf"));
    assert!(pdf.body.starts_with(b"%PDF-1.7"));
    assert_eq!(pdf.header("content-disposition"), format!("attachment; filename=\"{number}.pdf\""));
}

#[tokio::test]
async fn another_implementation_verifies_the_badge_with_the_key_of_the_domain() {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
    use ed25519_dalek::{Signature, VerifyingKey};
    use sha2::{Digest, Sha256};

    let site = with_font().await;
    let number = issued(&site, &a_certificate()).await;
    let read = async |address: &str| -> Value {
        let answer = site.get(address).await;
        assert_eq!(answer.status, 200, "{address}");
        serde_json::from_slice(&answer.body).unwrap()
    };
    let mut badge = read(&format!("/verify/{number}/credential.json")).await;
    let did = read("/.well-known/did.json").await;
    let keys = read("/verify/keys.json").await;
    assert_eq!(badge["issuer"]["id"], "did:web:example.org");
    let mut proof = badge.as_object_mut().unwrap().remove("proof").unwrap();
    let value = proof.as_object_mut().unwrap().remove("proofValue").unwrap();
    let method = &did["verificationMethod"][0];
    assert_eq!((&proof["verificationMethod"], &did["assertionMethod"][0]), (&method["id"], &method["id"]));
    // Keys sorted by bytes are those sorted by UTF-16 here: all are ASCII.
    let canonical = |value: &Value| serde_json::to_vec(value).unwrap();
    let hashed = [Sha256::digest(canonical(&proof)), Sha256::digest(canonical(&badge))].concat();
    let jwk = &keys["keys"][0];
    assert_eq!((&jwk["kty"], &jwk["crv"], &jwk["alg"]), (&"OKP".into(), &"Ed25519".into(), &"EdDSA".into()));
    let public: [u8; 32] = BASE64.decode(jwk["x"].as_str().unwrap()).unwrap().try_into().unwrap();
    let key = VerifyingKey::from_bytes(&public).unwrap();
    assert_eq!(base58("z1129"), [0, 0, 66]);
    let signature = Signature::from_slice(&base58(value.as_str().unwrap())).unwrap();
    key.verify_strict(&hashed, &signature).unwrap();
    assert_eq!(
        base58(method["publicKeyMultibase"].as_str().unwrap()),
        [&[0xed, 0x01], public.as_slice()].concat()
    );

    let jws = site.get(&format!("/verify/{number}/certificate.jws")).await;
    let (text, signature) = jws.text().rsplit_once('.').unwrap();
    let signature = Signature::from_slice(&BASE64.decode(signature).unwrap()).unwrap();
    key.verify_strict(text.as_bytes(), &signature).unwrap();
    let said: Value =
        serde_json::from_slice(&BASE64.decode(text.split_once('.').unwrap().1).unwrap()).unwrap();
    assert_eq!((&said["number"], &said["total"]), (&number.to_string().into(), &"2.5".into()));
    let page = site.get("/verify/keys").await;
    assert!(page.text().contains(jwk["kid"].as_str().unwrap()));
}

/// The bytes of a multibase text, by long division of the whole number. A zero byte in front, as one
/// signature in 256 has, does not change the number: it stands as a 1.
fn base58(text: &str) -> Vec<u8> {
    const SIGNS: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let text = text.strip_prefix('z').unwrap();
    let mut bytes = vec![0_u8; 80];
    for sign in text.chars() {
        let mut carried = SIGNS.find(sign).unwrap();
        for byte in bytes.iter_mut().rev() {
            carried += usize::from(*byte) * 58;
            *byte = u8::try_from(carried % 256).unwrap();
            carried /= 256;
        }
    }
    let first = bytes.iter().position(|byte| *byte != 0).unwrap();
    let zeros = text.len() - text.trim_start_matches('1').len();
    bytes.split_off(first - zeros)
}

#[tokio::test]
async fn the_badge_has_every_field_that_open_badges_asks_for() {
    let site = with_font().await;
    let number = issued(&site, &a_certificate()).await;
    let answer = site.get(&format!("/verify/{number}/credential.json")).await;
    let badge: Value = serde_json::from_slice(&answer.body).unwrap();
    // Open Badges 3.0, «Data Models»: what has multiplicity 1 or 1..* of each class that stands in ours.
    let lists = [
        "/@context",
        "/type",
        "/issuer/type",
        "/credentialSubject/type",
        "/credentialSubject/achievement/type",
    ];
    let texts = [
        "/id",
        "/issuer/id",
        "/validFrom",
        "/credentialSubject/achievement/id",
        "/credentialSubject/achievement/name",
        "/credentialSubject/achievement/description",
        "/credentialSubject/achievement/criteria/narrative",
        "/credentialStatus/id",
        "/credentialStatus/type",
        "/proof/type",
        "/proof/cryptosuite",
        "/proof/proofPurpose",
        "/proof/proofValue",
        "/proof/verificationMethod",
    ];
    let at = |pointer: &str| badge.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}: {badge}"));
    for pointer in lists {
        assert!(
            at(pointer).as_array().is_some_and(|it| it.iter().all(Value::is_string) && !it.is_empty()),
            "{pointer}"
        );
    }
    for pointer in texts {
        assert!(at(pointer).as_str().is_some_and(|it| !it.is_empty()), "{pointer}");
    }
    assert_eq!(at("/@context/0"), "https://www.w3.org/ns/credentials/v2");
    assert!(
        at("/@context/1")
            .as_str()
            .unwrap()
            .starts_with("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0")
    );
    let has = |pointer: &str, word: &str| at(pointer).as_array().unwrap().iter().any(|it| it == word);
    assert!(has("/type", "VerifiableCredential") && has("/type", "OpenBadgeCredential"));
    assert!(has("/issuer/type", "Profile") && has("/credentialSubject/type", "AchievementSubject"));
    assert!(has("/credentialSubject/achievement/type", "Achievement"));
    assert_eq!(
        (at("/proof/type"), at("/proof/proofPurpose")),
        (&"DataIntegrityProof".into(), &"assertionMethod".into())
    );
    // Whoever has no id of their own is named by an identifier, which says all four things of itself.
    for identity in at("/credentialSubject/identifier").as_array().unwrap() {
        assert!(identity["type"] == "IdentityObject" && identity["hashed"].is_boolean(), "{identity}");
        assert!(identity["identityHash"].is_string() && identity["identityType"].is_string(), "{identity}");
    }
    let moment = at("/validFrom").as_str().unwrap();
    assert!(moment.len() == 20 && moment.ends_with('Z') && &moment[10..11] == "T", "{moment}");
}

#[tokio::test]
async fn every_key_is_published_with_the_days_from_which_and_until_which_it_signed() {
    let site = with_font().await;
    let keys = async || -> Vec<Value> {
        let read: Value = serde_json::from_slice(&site.get("/verify/keys.json").await.body).unwrap();
        read["keys"].as_array().unwrap().clone()
    };
    assert!(keys().await.is_empty());
    let old = issued(&site, &a_certificate()).await;
    let today = (OffsetDateTime::now_utc() + Duration::hours(8)).date().to_string();
    let first = keys().await;
    assert_eq!((first.len(), &first[0]["from"], first[0].get("retired")), (1, &today.clone().into(), None));
    let journal = site.program.accounts.journal();
    renew(journal, CommandId::fresh(), &Actor::Operator).await.unwrap().unwrap();
    let both = keys().await;
    assert_eq!(
        (both.len(), &both[0]["kid"], &both[0]["retired"]),
        (2, &first[0]["kid"], &today.clone().into())
    );
    assert_eq!((&both[1]["from"], both[1].get("retired")), (&today.clone().into(), None));
    let page = site.get("/verify/keys").await;
    for key in &both {
        assert!(page.text().contains(key["kid"].as_str().unwrap()), "{}", page.text());
    }
    // Two days of the one that is retired and one of the other, which says that it is in force.
    assert_eq!(
        (page.text().matches(&format!(">{today}</td>")).count(), page.text().matches("使用中").count()),
        (3, 1),
        "{}",
        page.text()
    );
    let checked = site.get(&format!("/verify/{old}")).await;
    assert!(checked.text().contains("证明有效"), "what it signed before holds");
}

/// The code of a print page: its dark squares, as the picture draws them.
fn drawn(page: &str) -> Vec<[f64; 4]> {
    let path = page.split("<path").find_map(|it| it.split(" d=\"").nth(1)).unwrap();
    let squares = path.split('"').next().unwrap().split('M').skip(1);
    squares
        .map(|square| {
            let numbers = square.split(|sign: char| !sign.is_ascii_digit()).filter(|it| !it.is_empty());
            let numbers: Vec<f64> = numbers.map(|it| it.parse().unwrap()).collect();
            [numbers[0], numbers[1], numbers[2], numbers[3]]
        })
        .collect()
}

/// The code of a sheet of paper: the path of it that has most corners, each part of which is a rectangle.
fn printed(pdf: &[u8]) -> Vec<[f64; 4]> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let page = *document.get_pages().get(&1).unwrap();
    let content = lopdf::content::Content::decode(&document.get_page_content(page)).unwrap();
    let (mut paths, mut path, mut corners) = (Vec::new(), Vec::new(), Vec::<[f64; 2]>::new());
    for step in content.operations {
        let numbers: Vec<f64> =
            step.operands.iter().filter_map(|it| it.as_float().ok()).map(f64::from).collect();
        match step.operator.as_str() {
            "re" => path.push([numbers[0], numbers[1], numbers[2], numbers[3]]),
            "m" => corners = vec![[numbers[0], numbers[1]]],
            "l" => corners.push([numbers[0], numbers[1]]),
            "h" => {
                let most = |at: usize| corners.iter().map(|it| it[at]).fold(f64::NEG_INFINITY, f64::max);
                let least = |at: usize| corners.iter().map(|it| it[at]).fold(f64::INFINITY, f64::min);
                path.push([least(0), least(1), most(0) - least(0), most(1) - least(1)]);
            }
            "f" | "f*" | "S" | "n" => paths.push(std::mem::take(&mut path)),
            _ => {}
        }
    }
    paths.into_iter().max_by_key(Vec::len).unwrap()
}

#[tokio::test]
async fn the_code_on_the_page_and_on_paper_is_read_as_the_address() {
    let site = with_font().await;
    let number = issued(&site, &a_certificate()).await;
    let address = format!("https://example.org/verify/{number}");
    let print = site.get(&format!("/verify/{number}/print")).await;
    assert_eq!(qr::read(&qr::squares(&drawn(print.text()))), address);
    let pdf = site.get(&format!("/verify/{number}/certificate.pdf")).await;
    let mut paper = qr::squares(&printed(&pdf.body));
    // Paper may be measured from its foot: a code has no finder in its last corner alone.
    if !qr::has_finder(&paper, paper.len() - 7) {
        paper.reverse();
    }
    assert_eq!(qr::read(&paper), address);
}

#[tokio::test]
async fn trainings_and_awards_stand_on_the_page_and_on_paper() {
    let site = with_font().await;
    let mut new = a_certificate();
    new.statement.trainings = vec!["急救培训（嘉积镇社工站，2026-05-01）".into()];
    new.statement.awards = vec!["优秀志愿者（嘉积镇社工站，2026-01-02）".into()];
    let number = issued(&site, &new).await;
    let page = site.get(&format!("/verify/{number}")).await;
    let pdf = site.get(&format!("/verify/{number}/certificate.pdf")).await;
    assert_eq!(pdf.status, 200, "{}", pdf.text());
    let pdf = lopdf::Document::load_mem(&pdf.body).unwrap();
    let sheets: Vec<u32> = pdf.get_pages().into_keys().collect();
    let paper: String = pdf.extract_text(&sheets).unwrap().chars().filter(|it| !it.is_whitespace()).collect();
    for words in [
        "参加的培训",
        "急救培训（嘉积镇社工站，2026-05-01）",
        "表彰奖励",
        "优秀志愿者（嘉积镇社工站，2026-01-02）",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
        assert!(paper.contains(words), "{words}: {paper}");
    }
}

#[tokio::test]
async fn a_slip_an_unknown_number_and_nonsense_are_told_apart_and_nothing_breaks() {
    let site = with_font().await;
    let number = issued(&site, &a_certificate()).await.to_string();
    let last = if number.ends_with('2') { "3" } else { "2" };
    let slip = format!("{}{last}", &number[..number.len() - 1]);
    for address in
        [format!("/verify/{slip}"), format!("/verify?number={slip}"), "/verify?number=2222".to_owned()]
    {
        let page = site.get(&address).await;
        assert!(page.status == 422 && page.text().contains("写错"), "{address}");
    }
    let unknown = site.get("/verify/2222-2222-2222-2222").await;
    assert!(unknown.status == 404 && unknown.text().contains("没有这个编号的证明"));
    for text in TEXTS {
        let page = site.get(&format!("/verify?number={}", encoded(text))).await;
        assert!([200, 422].contains(&page.status.as_u16()), "{text}");
        assert!(!page.text().contains("<script>alert"), "{text}");
    }
}

#[tokio::test]
async fn whatever_stands_in_a_certificate_is_text() {
    let site = with_font().await;
    for text in TEXTS {
        let mut nasty = a_certificate();
        let item = &mut nasty.statement.items[0];
        (item.activity, item.content) = (format!("a{text}"), format!("b{text}"));
        nasty.statement.recorded_by = format!("c{text}");
        let number = issued(&site, &nasty).await;
        let page = site.get(&format!("/verify/{number}")).await;
        assert!(page.status == 200 && page.text().contains("证明有效"), "{text}");
        assert!(!page.text().contains("<script>alert") && !page.text().contains("<img src=x"), "{text}");
        let badge = site.get(&format!("/verify/{number}/credential.json")).await;
        let badge: Value = serde_json::from_slice(&badge.body).unwrap();
        assert_eq!(badge["evidence"][0]["name"], format!("a{text}"));
        // A sign that the font has not is told; a box is never printed.
        let pdf = site.get(&format!("/verify/{number}/certificate.pdf")).await;
        assert!([200, 422].contains(&pdf.status.as_u16()), "{text}: {}", pdf.status);
        if pdf.status == 422 {
            assert!(pdf.text().contains("U+") && pdf.text().contains("/print"), "{text}");
        }
    }
}

#[tokio::test]
async fn without_a_font_there_is_a_page_to_print_and_a_word_about_it() {
    let site = TestSite::with_demo_and(&[("certificate_font", "/nowhere/font.otf")]).await;
    let number = issued(&site, &a_certificate()).await;
    let pdf = site.get(&format!("/verify/{number}/certificate.pdf")).await;
    assert!(pdf.status == 503 && pdf.text().contains("没有中文字体"), "{}", pdf.text());
    assert_eq!(site.get(&format!("/verify/{number}/print")).await.status, 200);
}

#[tokio::test]
async fn the_office_revokes_and_whoever_checks_reads_why() {
    let site = TestSite::with_demo().await;
    let officer = site.signed_in("officer", Role::CountyOfficer, qionghai()).await;
    let elsewhere = site.signed_in("elsewhere", Role::CountyOfficer, Unit::County("469005".into())).await;
    let province = site.signed_in("province", Role::ProvincialOfficer, Unit::Province).await;
    let number = issued(&site, &a_certificate()).await.to_string();
    let list = site.get_with("/office/certificates", &[("cookie", &officer.cookie)]).await;
    assert!(list.status == 200 && list.text().contains(&number));
    let theirs = site.get_with("/office/certificates", &[("cookie", &elsewhere.cookie)]).await;
    assert!(theirs.status == 200 && !theirs.text().contains(&number));
    let asked = format!("/office/certificates?number={number}");
    assert_eq!(site.get_with(&asked, &[("cookie", &elsewhere.cookie)]).await.status, 422);
    assert_eq!(site.get_with(&asked, &[("cookie", &province.cookie)]).await.status, 404);

    let revoke = async |cookie: &str, reason: &str, note: &str| {
        let command = CommandId::fresh().to_string();
        let pairs = [("command", command.as_str()), ("number", &number), ("reason", reason), ("note", note)];
        post(&site, cookie, "/office/certificates", &pairs).await
    };
    let note = "时间登记错了。<b>";
    let wrong = revoke(&officer.cookie, "", note).await;
    assert!(wrong.status == 422 && wrong.text().contains("请选择撤销的原因"));
    assert!(wrong.text().contains("时间登记错了。&lt;b&gt;"), "nothing is lost");
    assert_eq!(revoke(&officer.cookie, "corrected", &"长".repeat(201)).await.status, 422);
    assert_eq!(revoke(&elsewhere.cookie, "corrected", "").await.status, 404);
    assert_eq!(revoke(&officer.cookie, "corrected", note).await.status, 303);
    assert_eq!(revoke(&officer.cookie, "untrue", "").await.status, 409);

    let page = site.get(&format!("/verify/{number}")).await;
    assert!(
        page.status == 200 && page.text().contains("证明已撤销") && page.text().contains("服务记录更正了")
    );
    assert!(!page.text().contains("登记错了") && !page.text().contains("certificate.pdf"));
    for file in ["print", "certificate.pdf", "credential.json", "certificate.jws"] {
        let answer = site.get(&format!("/verify/{number}/{file}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (303, format!("/verify/{number}").as_str())
        );
    }
    let list: Value = serde_json::from_slice(&site.get("/verify/revoked.json").await.body).unwrap();
    assert_eq!(list["revokedCredential"].as_array().unwrap().len(), 1);
    assert!(!list.to_string().contains(&number));
    let shown = site.get_with(&asked, &[("cookie", &officer.cookie)]).await;
    assert!(shown.text().contains("时间登记错了。&lt;b&gt;"), "the office reads the note");
}

#[tokio::test]
async fn the_province_keeps_the_columns_for_the_national_system() {
    let site = TestSite::with_demo().await;
    let province = site.signed_in("province", Role::ProvincialOfficer, Unit::Province).await;
    let officer = site.signed_in("officer", Role::CountyOfficer, qionghai()).await;
    let address = "/office/certificates/columns";
    assert_eq!(site.get_with(address, &[("cookie", &officer.cookie)]).await.status, 404);
    assert_eq!(post(&site, &officer.cookie, address, &[("columns", "name = x")]).await.status, 404);
    let page = site.get_with(address, &[("cookie", &province.cookie)]).await;
    assert!(page.status == 200 && page.text().contains("volunteer_number = 志愿者编号"));
    let wrong = post(&site, &province.cookie, address, &[("columns", "colour = 颜色\nname = 姓名")]).await;
    assert!(
        wrong.status == 422 && wrong.text().contains("第 1 行") && wrong.text().contains("colour = 颜色")
    );
    let kept = post(&site, &province.cookie, address, &[("columns", "name = 志愿者姓名")]).await;
    assert!(kept.status == 200 && kept.text().contains("已经保存"));
    let again = site.get_with(address, &[("cookie", &province.cookie)]).await;
    assert!(again.text().contains("name = 志愿者姓名") && !again.text().contains("volunteer_number ="));
}
