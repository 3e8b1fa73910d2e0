use time::macros::date;

use super::*;
use crate::certificates::model::{Hours, Item, Number, Statement};

#[test]
fn a_domain_is_a_did_with_its_port_and_path() {
    for (url, expected) in [
        ("https://example.org", "did:web:example.org"),
        ("https://example.org/", "did:web:example.org"),
        ("http://127.0.0.1:3000", "did:web:127.0.0.1%3A3000"),
        ("https://example.org/a/b", "did:web:example.org:a:b"),
    ] {
        assert_eq!(did(url), expected);
    }
    let document =
        did_document("https://example.org", &[("k1".into(), "z6Mk".into()), ("k2".into(), "z6Ml".into())]);
    assert_eq!(document["id"], "did:web:example.org");
    assert_eq!(document["verificationMethod"][1]["id"], "did:web:example.org#k2");
    assert_eq!(document["assertionMethod"], json!(["did:web:example.org#k1", "did:web:example.org#k2"]));
}

#[test]
fn a_badge_has_what_the_standard_asks_for_and_no_number_in_its_name() {
    let statement = Statement {
        volunteer_number: "V-1".into(),
        name: String::new(),
        from: date!(2026 - 11 - 01),
        until: date!(2026 - 11 - 30),
        items: vec![Item {
            activity: "读报".into(),
            day: date!(2026 - 11 - 03),
            place: "嘉积".into(),
            content: "陪伴".into(),
            hours: Hours::of_minutes(90),
            organiser: "社工站".into(),
            in_charge: String::new(),
            on_word: false,
        }],
        recorded_by: "社工站".into(),
        trainings: Vec::new(),
        awards: Vec::new(),
    };
    let signed = Signed::new(&Number::of(7), date!(2026 - 11 - 29), statement);
    let id = CertificateId::fresh();
    let badge = badge("https://example.org", id, &signed, "2026-11-29T04:00:00Z");
    assert_eq!(badge["type"], json!(["VerifiableCredential", "OpenBadgeCredential"]));
    assert_eq!(badge["issuer"]["id"], "did:web:example.org");
    assert_eq!(badge["credentialSubject"]["type"], json!(["AchievementSubject"]));
    assert_eq!(badge["credentialSubject"]["identifier"].as_array().unwrap().len(), 1, "nobody is named");
    let achievement = &badge["credentialSubject"]["achievement"];
    for asked in ["id", "type", "name", "description", "criteria"] {
        assert!(!achievement[asked].is_null(), "{asked}");
    }
    assert!(achievement["criteria"]["narrative"].as_str().unwrap().contains("1.5"));
    assert_eq!(badge["evidence"][0]["description"], "2026-11-03 · 1.5 h · 嘉积 · 社工站");
    let list = revoked("https://example.org", &[id]);
    assert_eq!(list["revokedCredential"][0]["id"], badge["id"]);
    assert_eq!(list["id"], badge["credentialStatus"]["id"]);
    assert!(
        !badge["id"].as_str().unwrap().contains(&signed.number) && !list.to_string().contains(&signed.number)
    );
}
