//! A certificate as an Open Badge 3.0, which is a Verifiable Credential 2.0 of the W3C: what other programs read. Pure.
//!
//! Made without its proof. Who issues is the domain of the site (`did:web`), whose keys are signed with; named is the
//! unit that recorded the hours. It is called by the id of the certificate and not by its number, because the list of
//! what is revoked is public and numbers are not.

use serde_json::{Value, json};

use super::{messages, model::Signed};
use crate::{ids::CertificateId, language::Language};

/// The address of the list of what is revoked.
pub const REVOKED: &str = "/verify/revoked.json";

/// What the words of a badge mean. The first two in this order, as the standard says.
const CONTEXT: [&str; 3] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
];

/// The domain of this address as a DID: `did:web:example.org`.
pub fn did(public_url: &str) -> String {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let mut parts = rest.trim_end_matches('/').split('/');
    let host = parts.next().unwrap_or_default().replace(':', "%3A");
    let path: String = parts.map(|part| format!(":{part}")).collect();
    format!("did:web:{host}{path}")
}

/// The document of that DID: every key that ever signed, each of which still vouches for what it signed. A key is its
/// name and its Multikey.
pub fn did_document(public_url: &str, keys: &[(String, String)]) -> Value {
    let did = did(public_url);
    let id = |key: &str| format!("{did}#{key}");
    let methods: Vec<_> = keys
        .iter()
        .map(|(key, multikey)| {
            json!({ "id": id(key), "type": "Multikey", "controller": did, "publicKeyMultibase": multikey })
        })
        .collect();
    let names: Vec<_> = keys.iter().map(|(key, _)| id(key)).collect();
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": names,
    })
}

/// What a credential is called.
pub fn urn(id: CertificateId) -> String {
    format!("urn:uuid:{id}")
}

/// The badge of a certificate, not signed yet. `moment` is that of issue, as RFC 3339 writes it.
pub fn badge(public_url: &str, id: CertificateId, signed: &Signed, moment: &str) -> Value {
    let both = |sentence: fn(Language) -> &'static str| {
        format!("{} · {}", sentence(Language::Zh), sentence(Language::En))
    };
    let it = &signed.statement;
    let mut who = vec![identifier("systemId", &it.volunteer_number)];
    if !it.name.is_empty() {
        who.insert(0, identifier("name", &it.name));
    }
    let evidence: Vec<_> = it
        .items
        .iter()
        .map(|item| {
            let told = [item.place.as_str(), &item.organiser, &item.in_charge];
            let told: String = told.iter().filter(|it| !it.is_empty()).map(|it| format!(" · {it}")).collect();
            let rests = match item.on_word {
                true => format!(" · {}", messages::on_word(Language::En)),
                false => String::new(),
            };
            json!({
                "type": ["Evidence"],
                "name": item.activity,
                "narrative": item.content,
                "description": format!("{} · {} h{told}{rests}", item.day, item.hours),
            })
        })
        .collect();
    let narrative = format!(
        "{} {}",
        messages::badge_criteria(Language::Zh, &it.recorded_by, &signed.total.to_string()),
        messages::badge_criteria(Language::En, &it.recorded_by, &signed.total.to_string()),
    );
    json!({
        "@context": CONTEXT,
        "id": urn(id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": both(messages::title),
        "issuer": { "id": did(public_url), "type": ["Profile"], "name": it.recorded_by, "url": public_url },
        "validFrom": moment,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": who,
            "licenseNumber": signed.number,
            "activityStartDate": format!("{}T00:00:00+08:00", it.from),
            "activityEndDate": format!("{}T00:00:00+08:00", it.until),
            "achievement": {
                "id": format!("{public_url}/verify"),
                "type": ["Achievement"],
                "achievementType": "CommunityService",
                "name": both(messages::title),
                "description": both(messages::badge_description),
                "criteria": { "narrative": narrative },
            },
        },
        "evidence": evidence,
        "credentialStatus": { "id": format!("{public_url}{REVOKED}"), "type": "1EdTechRevocationList" },
    })
}

fn identifier(kind: &str, value: &str) -> Value {
    json!({ "type": "IdentityObject", "identityType": kind, "hashed": false, "identityHash": value })
}

/// The list of what is revoked, by the ids of the credentials. Why is told to whoever has the number.
pub fn revoked(public_url: &str, ids: &[CertificateId]) -> Value {
    let ids: Vec<_> = ids.iter().map(|id| json!({ "id": urn(*id), "revoked": true })).collect();
    json!({ "id": format!("{public_url}{REVOKED}"), "issuer": did(public_url), "revokedCredential": ids })
}

#[cfg(test)]
mod tests;
