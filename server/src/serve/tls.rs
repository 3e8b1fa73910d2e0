//! Https by the program itself: the certificate and its key, read anew when they change.
//!
//! For deployments without a proxy in front. HTTP/1.1 over TLS 1.2 or 1.3. A certificate that cannot be used when it is
//! read anew is told to the log, and the one before stays.
//!
//! Invariant: nothing of the key is told, neither in the log nor in an error.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use time::OffsetDateTime;
use tokio_rustls::TlsAcceptor;
use x509_cert::{Certificate, der::Decode};

use crate::config::Configuration;

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("could not read {0}")]
    Unreadable(PathBuf, #[source] io::Error),
    /// There is no certificate in the file, or something that is none.
    #[error("{0} holds no certificates in PEM form")]
    NoCertificate(PathBuf),
    /// There is no key in the file.
    #[error("{0} holds no key in PEM form")]
    NoKey(PathBuf),
    /// They do not belong together, or are of a kind that is not known.
    #[error("the key does not fit the certificate, or is of a kind that cannot be used")]
    NoPair,
}

/// What the files hold, as it was read.
#[derive(Clone, PartialEq, Eq)]
struct Texts {
    certificate: Vec<u8>,
    key: Vec<u8>,
}

/// The certificate in force. Clones share it.
#[derive(Clone)]
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    current: Arc<RwLock<Current>>,
}

struct Current {
    texts: Texts,
    acceptor: TlsAcceptor,
    expires: OffsetDateTime,
}

impl Tls {
    /// Reads certificate and key, if the program shall speak https itself.
    pub fn load(configuration: &Configuration) -> Result<Option<Self>, TlsError> {
        let (Some(certificate), Some(key)) = (&configuration.tls_certificate, &configuration.tls_key) else {
            return Ok(None);
        };
        let (certificate, key) = (certificate.clone(), key.clone());
        let current = use_texts(read(&certificate, &key)?, &certificate, &key)?;
        Ok(Some(Self { certificate, key, current: Arc::new(RwLock::new(current)) }))
    }

    /// When the certificate stops being good.
    pub fn expires(&self) -> OffsetDateTime {
        self.current.read().unwrap_or_else(PoisonError::into_inner).expires
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        self.current.read().unwrap_or_else(PoisonError::into_inner).acceptor.clone()
    }

    /// Reads the files again; says whether there was another certificate or key.
    pub fn refresh(&self) -> Result<bool, TlsError> {
        let texts = read(&self.certificate, &self.key)?;
        if texts == self.current.read().unwrap_or_else(PoisonError::into_inner).texts {
            return Ok(false);
        }
        let current = use_texts(texts, &self.certificate, &self.key)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = current;
        Ok(true)
    }

    /// Keeps the certificate fresh until the program ends: looks when SIGHUP comes, and from time to time.
    pub async fn keep_fresh(self) {
        let mut hung_up = HangUp::new();
        let mut told = String::new();
        loop {
            let asked = tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => false,
                () = hung_up.comes() => true,
            };
            match self.refresh() {
                Ok(true) => {
                    told.clear();
                    tracing::info!(expires = %self.expires().date(), "another certificate is in force");
                }
                Ok(false) => told.clear(),
                Err(error) => {
                    // The same thing is told once, unless somebody asks.
                    if asked || told != error.to_string() {
                        tracing::error!(
                            error = &error as &dyn std::error::Error,
                            "the certificate cannot be read anew; the one before stays"
                        );
                    }
                    told = error.to_string();
                }
            }
        }
    }
}

fn read(certificate: &Path, key: &Path) -> Result<Texts, TlsError> {
    let text = |file: &Path| fs::read(file).map_err(|error| TlsError::Unreadable(file.to_owned(), error));
    Ok(Texts { certificate: text(certificate)?, key: text(key)? })
}

fn use_texts(texts: Texts, certificate: &Path, key: &Path) -> Result<Current, TlsError> {
    let no_certificate = || TlsError::NoCertificate(certificate.to_owned());
    let chain: Vec<_> = CertificateDer::pem_slice_iter(&texts.certificate)
        .collect::<Result<_, _>>()
        .map_err(|_| no_certificate())?;
    let first = chain.first().ok_or_else(no_certificate)?;
    let parsed = Certificate::from_der(first).map_err(|_| no_certificate())?;
    let not_after = parsed.tbs_certificate().validity().not_after.to_unix_duration().as_secs();
    let expires = i64::try_from(not_after)
        .ok()
        .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
        .ok_or_else(no_certificate)?;
    let key = PrivateKeyDer::from_pem_slice(&texts.key).map_err(|_| TlsError::NoKey(key.to_owned()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| TlsError::NoPair)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|_| TlsError::NoPair)?;
    // The strongest that both know, whatever the other side likes best.
    config.ignore_client_order = true;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Current { texts, acceptor: TlsAcceptor::from(Arc::new(config)), expires })
}

/// SIGHUP, where there is one.
#[cfg(unix)]
struct HangUp(Option<tokio::signal::unix::Signal>);

#[cfg(unix)]
impl HangUp {
    fn new() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        Self(signal(SignalKind::hangup()).ok())
    }

    async fn comes(&mut self) {
        match &mut self.0 {
            Some(signal) => drop(signal.recv().await),
            None => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
struct HangUp;

#[cfg(not(unix))]
impl HangUp {
    fn new() -> Self {
        Self
    }

    async fn comes(&mut self) {
        std::future::pending().await
    }
}
