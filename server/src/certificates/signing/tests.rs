use super::*;
use ed25519_dalek::Signer;

fn digits(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// The key of the first vector of RFC 8032.
fn key() -> SigningKey {
    SigningKey::of_seed(&digits("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")).unwrap()
}

/// The vector of `eddsa-jcs-2022` in Data Integrity EdDSA Cryptosuites v1.0 (W3C Recommendation, appendix B).
fn w3c() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "name": "Alumni Credential",
        "description": "A minimum viable example of an Alumni Credential.",
        "issuer": "https://vc.example/issuers/5678",
        "validFrom": "2023-01-01T00:00:00Z",
        "credentialSubject": { "id": "did:example:abcdefgh", "alumniOf": "The School of Examples" },
        "proof": {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-jcs-2022",
            "created": "2023-02-24T23:36:38Z",
            "verificationMethod": "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
            "proofPurpose": "assertionMethod",
            "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
            "proofValue": "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
        }
    })
}

#[test]
fn the_published_proof_is_verified_and_no_other() {
    let public = of_multibase("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2").unwrap();
    let public = PublicKey(public.strip_prefix(&ED25519_PUBLIC).unwrap().try_into().unwrap());
    assert!(public.has_proved(&w3c()));
    for (pointer, value) in [
        ("/credentialSubject/alumniOf", "Another School"),
        ("/proof/created", "2023-02-24T23:36:39Z"),
        ("/proof/cryptosuite", "eddsa-rdfc-2022"),
        ("/proof/proofPurpose", "authentication"),
        ("/proof/proofValue", "z"),
        ("/proof/@context/0", "https://example.org"),
    ] {
        let mut changed = w3c();
        *changed.pointer_mut(pointer).unwrap() = value.into();
        assert!(!public.has_proved(&changed), "{pointer}");
    }
    assert!(!public.has_proved(&json!({})) && !public.has_proved(&json!("proof")));
    assert!(!key().public().has_proved(&w3c()));
}

#[test]
fn what_we_prove_another_library_verifies() {
    let document =
        json!({ "@context": ["https://www.w3.org/ns/credentials/v2"], "name": "服务 \u{1F600} \u{7} é" });
    let proved = key().prove(document.clone(), "did:web:example.org#k", "2026-11-29T00:00:00Z");
    assert!(key().public().has_proved(&proved));
    let mut proof = proved["proof"].clone();
    let value = proof.as_object_mut().unwrap().remove("proofValue").unwrap();
    let text = [Sha256::digest(canonical(&proof)), Sha256::digest(canonical(&document))].concat();
    let other = ed25519_dalek::VerifyingKey::from_bytes(&key().public().0).unwrap();
    let signature = of_multibase(value.as_str().unwrap()).unwrap();
    let signature = ed25519_dalek::Signature::from_slice(&signature).unwrap();
    other.verify_strict(&text, &signature).unwrap();
    let theirs = ed25519_dalek::SigningKey::from_bytes(
        &digits("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").try_into().unwrap(),
    );
    assert_eq!(theirs.sign(&text).to_bytes(), signature.to_bytes());
}

#[test]
fn a_jws_says_what_was_signed_to_its_own_key_only() {
    let jws = key().jws("证明".as_bytes());
    assert_eq!(key().public().read(&jws).unwrap(), "证明".as_bytes());
    let other = SigningKey::of_seed(&[7; 32]).unwrap();
    assert_eq!(other.public().read(&jws), None);
    // By no algorithm, and by one that was exchanged.
    let parts: Vec<_> = jws.split('.').collect();
    for header in [json!({ "alg": "none" }), json!({ "alg": "HS256", "kid": key().public().id() })] {
        let header = BASE64.encode(canonical(&header));
        assert_eq!(key().public().read(&format!("{header}.{}.{}", parts[1], parts[2])), None);
        assert_eq!(key().public().read(&format!("{header}.{}.", parts[1])), None);
    }
    for nonsense in ["", ".", "..", "a.b", "a.b.c", &jws[1..]] {
        assert_eq!(key().public().read(nonsense), None, "{nonsense}");
    }
    for at in 0..jws.len() {
        let mut changed = jws.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        let read = key().public().read(&changed);
        // The last sign of a base64 text has bits that mean nothing.
        assert!(read.is_none() || at + 1 == jws.len(), "{at}");
    }
}

#[test]
fn a_key_has_the_name_that_its_jwk_has() {
    // RFC 8037, appendix A.3.
    let public = PublicKey::parse("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
    assert_eq!(public, key().public());
    assert_eq!(public.id(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assert!(PublicKey::parse("").is_none() && PublicKey::parse("AAAA").is_none());
}

#[test]
fn base58_keeps_every_byte() {
    for bytes in [vec![], vec![0], vec![0, 0, 1], vec![255; 40], (0..=255).collect::<Vec<u8>>()] {
        let text = multibase(&bytes);
        if text.len() <= 256 {
            assert_eq!(of_multibase(&text).unwrap(), bytes);
        }
    }
    assert_eq!(multibase(b"Hello World!"), "z2NEpo7TZRRrLZSi2U");
    for wrong in ["", "2NEpo7TZRRrLZSi2U", "z0", "zO", "zé"] {
        assert_eq!(of_multibase(wrong), None, "{wrong}");
    }
}
