//! Ed25519 signatures over certificates, in two standard forms: a JWS (RFC 7515, 8037) over the statement, and a Data
//! Integrity proof (W3C, `eddsa-jcs-2022`) within the badge.
//!
//! Keys are handed in: where they are kept is keys.rs's.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use app::certificates::canonical::canonical;

/// What says that bytes are an Ed25519 public key (multicodec).
const ED25519_PUBLIC: [u8; 2] = [0xed, 0x01];

/// The signs of base58btc.
const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// What a JWS of ours is.
const TYPE: &str = "lastmetre-certificate+jws";

/// A key that signs.
pub struct SigningKey {
    pair: Ed25519KeyPair,
}

impl SigningKey {
    /// The key of these 32 bytes.
    pub fn of_seed(seed: &[u8]) -> Option<Self> {
        Ed25519KeyPair::from_seed_unchecked(seed).ok().map(|pair| Self { pair })
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.pair.public_key().as_ref());
        PublicKey(bytes)
    }

    /// A JWS over this text, in its compact form.
    pub fn jws(&self, payload: &[u8]) -> String {
        let header = json!({ "alg": "EdDSA", "kid": self.public().id(), "typ": TYPE });
        let text = format!("{}.{}", BASE64.encode(canonical(&header)), BASE64.encode(payload));
        let signature = BASE64.encode(self.pair.sign(text.as_bytes()));
        format!("{text}.{signature}")
    }

    /// The document with a proof by this key: `method` is the address of the key, `created` the moment.
    pub fn prove(&self, mut document: Value, method: &str, created: &str) -> Value {
        let mut proof = json!({
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-jcs-2022",
            "created": created,
            "verificationMethod": method,
            "proofPurpose": "assertionMethod",
        });
        if let Some(context) = document.get("@context") {
            proof["@context"] = context.clone();
        }
        let signature = self.pair.sign(&hashed(&document, &proof));
        proof["proofValue"] = multibase(signature.as_ref()).into();
        document["proof"] = proof;
        document
    }
}

/// The public half of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// As it is stored: base64url.
    pub fn parse(text: &str) -> Option<Self> {
        BASE64.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// As it is stored, and as a JWK has it.
    pub fn text(&self) -> String {
        BASE64.encode(self.0)
    }

    /// Its name: the thumbprint of its JWK (RFC 7638).
    pub fn id(&self) -> String {
        let jwk = json!({ "crv": "Ed25519", "kty": "OKP", "x": self.text() });
        BASE64.encode(Sha256::digest(canonical(&jwk)))
    }

    /// As a Multikey has it.
    pub fn multikey(&self) -> String {
        multibase(&[ED25519_PUBLIC.as_slice(), &self.0].concat())
    }

    /// What a JWS of ours says, if this key has signed it.
    pub fn read(&self, jws: &str) -> Option<Vec<u8>> {
        let (text, signature) = jws.rsplit_once('.')?;
        let (header, payload) = text.split_once('.')?;
        // Whoever wrote the header chose the algorithm: only ours is one.
        let header: Value = serde_json::from_slice(&BASE64.decode(header).ok()?).ok()?;
        if header != json!({ "alg": "EdDSA", "kid": self.id(), "typ": TYPE }) {
            return None;
        }
        let signature = BASE64.decode(signature).ok()?;
        self.has_signed(text.as_bytes(), &signature).then(|| BASE64.decode(payload).ok())?
    }

    /// Whether the document bears a proof of this key.
    pub fn has_proved(&self, document: &Value) -> bool {
        let mut document = document.clone();
        let Some(mut proof) = document.as_object_mut().and_then(|it| it.remove("proof")) else {
            return false;
        };
        let value = proof.as_object_mut().and_then(|it| it.remove("proofValue"));
        let signature = value.as_ref().and_then(Value::as_str).and_then(of_multibase);
        let ours = proof["type"] == "DataIntegrityProof"
            && proof["cryptosuite"] == "eddsa-jcs-2022"
            && proof["proofPurpose"] == "assertionMethod"
            && proof.get("@context") == document.get("@context");
        ours && signature.is_some_and(|it| self.has_signed(&hashed(&document, &proof), &it))
    }

    fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(text, signature).is_ok()
    }
}

/// What is signed of a document with this proof.
fn hashed(document: &Value, proof: &Value) -> Vec<u8> {
    [Sha256::digest(canonical(proof)), Sha256::digest(canonical(document))].concat()
}

fn multibase(bytes: &[u8]) -> String {
    let mut digits: Vec<u8> = Vec::new();
    for byte in bytes {
        let mut carried = u32::from(*byte);
        for digit in &mut digits {
            carried += u32::from(*digit) << 8;
            *digit = u8::try_from(carried % 58).unwrap_or_default();
            carried /= 58;
        }
        while carried > 0 {
            digits.push(u8::try_from(carried % 58).unwrap_or_default());
            carried /= 58;
        }
    }
    let zeros = bytes.iter().take_while(|byte| **byte == 0).map(|_| 0);
    let digits = zeros.chain(digits.into_iter().rev());
    let signs = digits.filter_map(|digit| BASE58.get(usize::from(digit)).copied()).map(char::from);
    ['z'].into_iter().chain(signs).collect()
}

/// The bytes of a text in base58btc.
fn of_multibase(text: &str) -> Option<Vec<u8>> {
    let text = text.strip_prefix('z').filter(|text| text.len() <= 256)?;
    let mut bytes: Vec<u8> = Vec::new();
    for sign in text.bytes() {
        let mut carried = u32::try_from(BASE58.iter().position(|it| *it == sign)?).ok()?;
        for byte in &mut bytes {
            carried += u32::from(*byte) * 58;
            *byte = u8::try_from(carried & 0xff).unwrap_or_default();
            carried >>= 8;
        }
        while carried > 0 {
            bytes.push(u8::try_from(carried & 0xff).unwrap_or_default());
            carried >>= 8;
        }
    }
    let zeros = text.bytes().take_while(|sign| *sign == b'1').map(|_| 0);
    Some(zeros.chain(bytes.into_iter().rev()).collect())
}

#[cfg(test)]
mod tests;
