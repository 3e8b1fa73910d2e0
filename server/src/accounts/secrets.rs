//! What is secret about signing in: tokens, password hashes, codes.
//!
//! Passwords are kept as Argon2id with OWASP's floor (19 MiB, two passes), peppered with a key of the vault. Tokens of
//! cookies and links are 256 random bits, of which only a hash is kept; so are recovery codes, under the pepper.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use totp_rs::{Builder, Secret, Totp};

use crate::vault::VaultError;

/// Bytes of a token.
const TOKEN_BYTES: usize = 32;

/// Bytes of a second factor's secret, as RFC 4226 recommends.
const SECOND_FACTOR_BYTES: usize = 20;

/// Passwords hashed at once: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;

/// Recovery codes that somebody gets.
pub const RECOVERY_CODES: usize = 10;

/// Letters and digits that nobody mistakes for one another.
const CLEAR_SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// The pepper, and what is done with it.
#[derive(Clone)]
pub struct Secrets {
    pepper: Arc<[u8]>,
    hashing: Arc<Semaphore>,
}

/// The hash of no password: checked where there is no account, so that it takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

impl Secrets {
    /// With this pepper.
    pub fn new(pepper: &[u8]) -> Self {
        Self { pepper: pepper.into(), hashing: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    fn hash(&self, password: &str) -> Result<String, VaultError> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|_| VaultError::Random)?;
        let hashed = self.argon2()?.hash_password_with_salt(password.as_bytes(), &salt);
        hashed.map(|hash| hash.to_string()).map_err(|_| VaultError::Hashing)
    }

    fn argon2(&self) -> Result<Argon2<'_>, VaultError> {
        let params = Params::new(19 * 1024, 2, 1, None).map_err(|_| VaultError::Hashing)?;
        Argon2::new_with_secret(&self.pepper, Algorithm::Argon2id, Version::V0x13, params)
            .map_err(|_| VaultError::Hashing)
    }

    /// The password as it may be kept.
    pub async fn hash_password(&self, password: String) -> Result<String, VaultError> {
        self.beside(move |secrets| secrets.hash(&password)).await?
    }

    /// Whether `password` is the one kept as `hash`. Takes as long when there is none.
    pub async fn is_password(&self, password: String, hash: Option<String>) -> Result<bool, VaultError> {
        self.beside(move |secrets| {
            let kept = hash.as_deref().unwrap_or(NOBODY);
            let fits = secrets.argon2()?.verify_password(password.as_bytes(), kept).is_ok();
            Ok(fits && hash.is_some())
        })
        .await?
    }

    /// Does what takes long where it keeps nobody waiting, a few at once.
    async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, VaultError> {
        let _turn = self.hashing.acquire().await.map_err(|_| VaultError::Hashing)?;
        let secrets = self.clone();
        tokio::task::spawn_blocking(move || work(&secrets)).await.map_err(|_| VaultError::Hashing)
    }

    /// A hash that nobody can make without the pepper, for what is short enough to be guessed.
    pub fn keyed_hash(&self, about: &str, text: &str) -> String {
        let mut hash = Sha256::new();
        for part in [&self.pepper, about.as_bytes(), text.as_bytes()] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        hex(&hash.finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A fresh token, of 256 random bits, as it may stand in a cookie or an address.
pub fn token() -> Result<String, VaultError> {
    let mut bits = [0; TOKEN_BYTES];
    getrandom::fill(&mut bits).map_err(|_| VaultError::Random)?;
    Ok(BASE64.encode(bits))
}

/// So many random digits, each as likely as any other.
pub fn digits(count: usize) -> Result<String, VaultError> {
    let mut digits = String::new();
    while digits.len() < count {
        let mut byte = [0];
        getrandom::fill(&mut byte).map_err(|_| VaultError::Random)?;
        // 250 is the last multiple of ten in a byte: beyond it some digits would be likelier.
        if byte[0] < 250 {
            digits.push(char::from(b'0' + byte[0] % 10));
        }
    }
    Ok(digits)
}

/// A token as it is kept.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Fresh recovery codes: `k7mqx-2p9ah`, of 50 random bits each.
pub fn recovery_codes() -> Result<Vec<String>, VaultError> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let mut bits = [0_u8; 10];
            getrandom::fill(&mut bits).map_err(|_| VaultError::Random)?;
            let sign = |byte: &u8| char::from(CLEAR_SIGNS[usize::from(*byte) % CLEAR_SIGNS.len()]);
            let (first, second) = bits.split_at(5);
            Ok(format!(
                "{}-{}",
                first.iter().map(sign).collect::<String>(),
                second.iter().map(sign).collect::<String>()
            ))
        })
        .collect()
}

/// A recovery code in the one form in which it is compared.
pub fn folded_recovery_code(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect()
}

/// A fresh secret for a second factor.
pub fn second_factor_secret() -> Result<Vec<u8>, VaultError> {
    let mut secret = vec![0; SECOND_FACTOR_BYTES];
    getrandom::fill(&mut secret).map_err(|_| VaultError::Random)?;
    Ok(secret)
}

/// The second factor with this secret, for the account of this name (RFC 6238: SHA-1, six digits, 30 seconds, which
/// is what every authenticator app knows).
pub fn second_factor(secret: &[u8], account: &str) -> Result<Totp, VaultError> {
    Builder::new()
        .with_secret(Secret::new(secret.into()))
        // A colon would end the issuer's name.
        .with_account_name(account.replace(':', "_"))
        .with_issuer(Some("LastMetre"))
        .build()
        .map_err(|_| VaultError::Hashing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_kept_as_a_hash_that_only_it_fits() {
        let secrets = Secrets::new(b"pepper");
        let hash = secrets.hash_password("three coconuts".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !hash.contains("coconut"));
        assert!(secrets.is_password("three coconuts".into(), Some(hash.clone())).await.unwrap());
        assert!(!secrets.is_password("three coconut".into(), Some(hash.clone())).await.unwrap());
        assert!(!secrets.is_password("three coconuts".into(), None).await.unwrap());
        let others = Secrets::new(b"salt");
        assert!(!others.is_password("three coconuts".into(), Some(hash)).await.unwrap());
        // What stands for no account can be read like any other, so that it is looked at as long.
        assert!(argon2::password_hash::phc::PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn tokens_and_codes_are_never_the_same_and_are_kept_as_hashes() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert!(one != other && one.len() == 43);
        assert_ne!(token_hash(&one), token_hash(&other));
        let codes = recovery_codes().unwrap();
        let once: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!((codes.len(), once.len()), (RECOVERY_CODES, RECOVERY_CODES));
        assert_eq!(folded_recovery_code(" K7MQX 2p9ah"), folded_recovery_code("k7mqx-2p9ah"));
        let secrets = Secrets::new(b"pepper");
        assert_ne!(secrets.keyed_hash("ab", "c"), secrets.keyed_hash("a", "bc"));
    }

    #[test]
    fn a_second_factor_shows_the_digits_of_rfc_6238() {
        let totp = second_factor(b"12345678901234567890", "wang:x").unwrap();
        // The last six of the eight digits in its appendix B.
        for (time, digits) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(totp.check(digits, time), Some(time / 30), "{time}");
            assert!(totp.check(digits, time + 90).is_none());
        }
        assert!(totp.to_url().unwrap().starts_with("otpauth://totp/LastMetre:wang_x?secret="));
    }
}
