//! Keys: what is personal is kept under the key of its own record, and these under one master key outside the
//! database.
//!
//! Destroying a record's key makes everything sealed under it unreadable, wherever copies of it lie; nothing else has
//! to be changed. The master key is the setting `master_key`, or the file `master.key` beside the database; changing
//! it means wrapping the record keys anew (vault/rotation.rs), never what they seal. Until that is done the key before
//! opens too: which of the two wrapped a record's key is tried, since a sealed text opens under its own key only.
//! AES-256-GCM with a random nonce; what is sealed is bound to a name, so that it opens in its own place only.
//!
//! Invariant: no key is printed, logged or stored unwrapped.

mod queries;
mod rotation;

pub use rotation::{Renewal, Wrapped, count, has_keys, renew_file, rotate};

use std::{
    fmt, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use aes_gcm::{
    Aes256Gcm, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD as BASE64};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::config::{Configuration, Secret};

/// Where the master key lies when none is set.
const KEY_FILE: &str = "master.key";

/// Where the one before it lies.
const KEY_BEFORE_FILE: &str = "master.key.before";

/// Bytes of a key.
const KEY_BYTES: usize = 32;

/// Bytes of a nonce.
const NONCE_BYTES: usize = 12;

/// Why the vault does not open.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The setting or file is no key.
    #[error("the master key in {0} is not {digits} hexadecimal digits", digits = 2 * KEY_BYTES)]
    NoKey(String),
    /// The file could not be read or made.
    #[error("could not read or make the master key {0}")]
    File(PathBuf, #[source] io::Error),
    /// There is no key, and none shall be made.
    #[error("there is no master key: neither `master_key` is set nor is there a file {0}")]
    Missing(PathBuf),
    /// The system gives no random bits.
    #[error("the system gives no random bits")]
    Random,
    /// A password or code could not be hashed.
    #[error("could not hash a secret")]
    Hashing,
}

/// What is sealed does not open: another key, another place, or somebody has changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sealed by another key or for another place, or changed")]
pub struct Unreadable;

/// A key for sealing.
#[derive(Clone)]
pub struct SealingKey([u8; KEY_BYTES]);

impl fmt::Debug for SealingKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealingKey")
    }
}

impl SealingKey {
    /// A fresh one.
    pub fn fresh() -> Result<Self, VaultError> {
        let mut key = [0; KEY_BYTES];
        getrandom::fill(&mut key).map_err(|_| VaultError::Random)?;
        Ok(Self(key))
    }

    /// The key of 64 hexadecimal digits, as a keyed hash gives them; nothing for other texts.
    pub fn of_digits(digits: &str) -> Option<Self> {
        parse(digits)
    }

    /// The key itself, for what is no sealing: a pepper.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Signs a text, with a key that is used for nothing else: HMAC-SHA-256.
    pub fn sign(&self, text: &[u8]) -> Result<String, VaultError> {
        Ok(BASE64.encode(self.mac(text)?.finalize().into_bytes()))
    }

    /// Whether `signature` is this key's under the text.
    pub fn has_signed(&self, text: &[u8], signature: &str) -> Result<bool, VaultError> {
        let mac = self.mac(text)?;
        Ok(BASE64.decode(signature).is_ok_and(|signature| mac.verify_slice(&signature).is_ok()))
    }

    fn mac(&self, text: &[u8]) -> Result<Hmac<Sha256>, VaultError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).map_err(|_| VaultError::Hashing)?;
        mac.update(text);
        Ok(mac)
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&Key::<Aes256Gcm>::from(self.0))
    }

    /// Seals `plain` for the place called `place`.
    pub fn seal(&self, plain: &[u8], place: &str) -> Result<String, VaultError> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|_| VaultError::Random)?;
        let payload = Payload { msg: plain, aad: place.as_bytes() };
        // Refused only for more than 64 GB.
        let sealed = self.cipher().encrypt(&Nonce::from(nonce), payload).map_err(|_| VaultError::Random)?;
        Ok(BASE64.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what was sealed for the place called `place`.
    pub fn open(&self, sealed: &str, place: &str) -> Result<Vec<u8>, Unreadable> {
        let bytes = BASE64.decode(sealed).map_err(|_| Unreadable)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or(Unreadable)?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        self.cipher().decrypt(&Nonce::from(*nonce), payload).map_err(|_| Unreadable)
    }
}

/// Which master key wrapped a record's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Master {
    /// The one in force.
    Now,
    /// The one before.
    Before,
}

/// The master key in force, and the one before it as long as it is needed.
#[derive(Clone, Debug)]
struct Masters {
    now: SealingKey,
    before: Option<SealingKey>,
}

impl Masters {
    /// Those that lie in `folder`.
    fn in_files(folder: &Path) -> Result<Self, VaultError> {
        let file = folder.join(KEY_FILE);
        let now = read_key(&file)?.ok_or(VaultError::Missing(file))?;
        Ok(Self { now, before: read_key(&folder.join(KEY_BEFORE_FILE))? })
    }

    fn unwrap(&self, wrapped: &str, place: &str) -> Result<(SealingKey, Master), Unreadable> {
        let opened = |master: &SealingKey| {
            let key = master.open(wrapped, place).ok()?;
            key.try_into().map(SealingKey).ok()
        };
        let now = opened(&self.now).map(|key| (key, Master::Now));
        let before = || Some((opened(self.before.as_ref()?)?, Master::Before));
        now.or_else(before).ok_or(Unreadable)
    }
}

/// The master keys, and what is done with them.
#[derive(Clone, Debug)]
pub struct Vault {
    masters: Masters,
    /// Where they lie, if in files: a program that runs learns so that they were changed.
    folder: Option<PathBuf>,
}

impl Vault {
    /// The vault of this deployment. Makes the key file where there is none and none is set.
    pub fn open(configuration: &Configuration) -> Result<Self, VaultError> {
        if configuration.master_key.is_none() {
            key_file(&configuration.data_dir.join(KEY_FILE))?;
        }
        Self::open_existing(configuration)
    }

    /// The same, but makes nothing.
    pub fn open_existing(configuration: &Configuration) -> Result<Self, VaultError> {
        let set = |name: &str, secret: &Secret| {
            parse(secret.reveal()).ok_or_else(|| VaultError::NoKey(format!("`{name}`")))
        };
        match &configuration.master_key {
            None => {
                let folder = configuration.data_dir.clone();
                Ok(Self { masters: Masters::in_files(&folder)?, folder: Some(folder) })
            }
            Some(now) => {
                let before = configuration.master_key_before.as_ref();
                let before = before.map(|before| set("master_key_before", before)).transpose()?;
                Ok(Self { masters: Masters { now: set("master_key", now)?, before }, folder: None })
            }
        }
    }

    /// A vault under this key.
    pub fn under(master: SealingKey) -> Self {
        Self { masters: Masters { now: master, before: None }, folder: None }
    }

    /// The same under another key from now on, with this vault's as the one before.
    pub fn followed_by(&self, master: SealingKey) -> Self {
        Self { masters: Masters { now: master, before: Some(self.masters.now.clone()) }, folder: None }
    }

    /// Whether there is a master key before the one in force.
    pub fn has_key_before(&self) -> bool {
        self.masters.before.is_some()
    }

    /// A record's key as it may be stored, for the record called `place`.
    pub fn wrap(&self, key: &SealingKey, place: &str) -> Result<String, VaultError> {
        // Never under a key that was replaced while this program ran: it may be taken away.
        match &self.folder {
            Some(folder) => Masters::in_files(folder)?.now.seal(&key.0, place),
            None => self.masters.now.seal(&key.0, place),
        }
    }

    /// The record's key again.
    pub fn unwrap(&self, wrapped: &str, place: &str) -> Result<SealingKey, Unreadable> {
        self.unwrap_told(wrapped, place).map(|(key, _)| key)
    }

    /// The same, and which master key wrapped it.
    pub fn unwrap_told(&self, wrapped: &str, place: &str) -> Result<(SealingKey, Master), Unreadable> {
        self.masters.unwrap(wrapped, place).or_else(|unreadable| {
            let folder = self.folder.as_deref().ok_or(unreadable)?;
            Masters::in_files(folder).map_err(|_| unreadable)?.unwrap(wrapped, place)
        })
    }
}

/// A fresh master key as it is written in a setting or a file.
pub fn fresh_master_key() -> Result<String, VaultError> {
    SealingKey::fresh().map(|key| digits(&key))
}

fn digits(key: &SealingKey) -> String {
    key.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn parse(text: &str) -> Option<SealingKey> {
    let digits = text.trim();
    if digits.len() != 2 * KEY_BYTES || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut key = [0; KEY_BYTES];
    for (byte, at) in key.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
    }
    Some(SealingKey(key))
}

/// The key in a file, if there is one.
fn read_key(file: &Path) -> Result<Option<SealingKey>, VaultError> {
    match fs::read_to_string(file) {
        Ok(text) => parse(&text).map(Some).ok_or_else(|| VaultError::NoKey(file.display().to_string())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(VaultError::File(file.to_owned(), error)),
    }
}

fn key_file(file: &Path) -> Result<SealingKey, VaultError> {
    if let Some(key) = read_key(file)? {
        return Ok(key);
    }
    let key = SealingKey::fresh()?;
    match write_new(file, &digits(&key)) {
        // Another process was quicker: its key is the one.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => key_file(file),
        written => written.map(|()| key).map_err(|error| VaultError::File(file.to_owned(), error)),
    }
}

/// Writes a file that was not there, whole before it bears its name, for this user's eyes only.
fn write_new(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let draft = file.with_extension(format!("key.{}", uuid::Uuid::now_v7()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut draft_file = options.open(&draft)?;
    draft_file.write_all(text.as_bytes())?;
    draft_file.sync_all()?;
    let linked = fs::hard_link(&draft, file);
    fs::remove_file(&draft)?;
    linked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_in_its_place_and_nowhere_else() {
        let (key, other) = (SealingKey::fresh().unwrap(), SealingKey::fresh().unwrap());
        let sealed = key.seal("13800000000".as_bytes(), "staff/1/phone").unwrap();
        assert!(!sealed.contains("138"));
        assert_eq!(key.open(&sealed, "staff/1/phone").unwrap(), b"13800000000");
        assert_eq!(key.open(&sealed, "staff/2/phone"), Err(Unreadable));
        assert_eq!(other.open(&sealed, "staff/1/phone"), Err(Unreadable));
        assert_ne!(sealed, key.seal("13800000000".as_bytes(), "staff/1/phone").unwrap(), "alike is not seen");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(key.open(&String::from_utf8(changed).unwrap(), "staff/1/phone"), Err(Unreadable));
        }
        for nonsense in ["", "A", "*", &"A".repeat(15)] {
            assert_eq!(key.open(nonsense, ""), Err(Unreadable));
        }
    }

    #[test]
    fn a_signature_is_of_one_key_under_one_text() {
        let (key, other) = (SealingKey::fresh().unwrap(), SealingKey::fresh().unwrap());
        let signature = key.sign(b"text").unwrap();
        assert!(key.has_signed(b"text", &signature).unwrap());
        assert!(!key.has_signed(b"texts", &signature).unwrap());
        assert!(!other.has_signed(b"text", &signature).unwrap());
        for nonsense in ["", "A", "*", &signature[1..]] {
            assert!(!key.has_signed(b"text", nonsense).unwrap(), "{nonsense}");
        }
    }

    #[test]
    fn a_record_key_is_wrapped_for_its_record() {
        let vault = Vault::under(SealingKey::fresh().unwrap());
        let key = SealingKey::fresh().unwrap();
        let wrapped = vault.wrap(&key, "staff/1").unwrap();
        let again = vault.unwrap(&wrapped, "staff/1").unwrap();
        assert_eq!(again.open(&key.seal(b"x", "p").unwrap(), "p").unwrap(), b"x");
        assert!(vault.unwrap(&wrapped, "staff/2").is_err());
        assert!(Vault::under(SealingKey::fresh().unwrap()).unwrap(&wrapped, "staff/1").is_err());
    }

    #[test]
    fn a_key_is_made_once_and_read_again_by_everybody() {
        let folder = std::env::temp_dir().join(format!("lastmetre-vault-{}", uuid::Uuid::now_v7()));
        fs::create_dir(&folder).unwrap();
        let file = folder.join(KEY_FILE);
        let keys: Vec<_> = std::thread::scope(|scope| {
            let readers: Vec<_> = (0..8).map(|_| scope.spawn(|| key_file(&file).unwrap().0)).collect();
            readers.into_iter().map(|reader| reader.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(&file, "not a key").unwrap();
        assert!(matches!(key_file(&file), Err(VaultError::NoKey(_))));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn only_64_hexadecimal_digits_are_a_key() {
        assert!(parse(&"0f".repeat(32)).is_some() && parse(&format!("{}\n", "AB".repeat(32))).is_some());
        for text in ["", "00", &"0g".repeat(32), &"0".repeat(65), &"é".repeat(32)] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
