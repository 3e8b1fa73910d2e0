use std::sync::Arc;

use axum::routing::get;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::{Notify, oneshot},
    task::JoinHandle,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::*;

/// A server whose `/slow` answers when it is told to.
struct Server {
    address: SocketAddr,
    asked: Arc<Notify>,
    answer: Arc<Notify>,
    stop: oneshot::Sender<()>,
    running: JoinHandle<bool>,
}

impl Server {
    async fn start(finish_within: Duration) -> Self {
        Self::start_with(finish_within, None).await
    }

    async fn start_with(finish_within: Duration, tls: Option<Tls>) -> Self {
        let (asked, answer) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let slow = {
            let (asked, answer) = (asked.clone(), answer.clone());
            async move || {
                asked.notify_one();
                answer.notified().await;
                "at last"
            }
        };
        let router = Router::new().route("/slow", get(slow)).route("/quick", get(async || "at once"));
        let listener = listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async { stopped.await.unwrap() };
        let running = tokio::spawn(run_within(listener, tls, router, stopped, finish_within));
        Self { address, asked, answer, stop, running }
    }

    async fn ask(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }
}

async fn all(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_request_in_flight_is_answered_after_the_program_was_told_to_stop() {
    let server = Server::start(FINISH_WITHIN).await;
    let slow = server.ask("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let mut idle = server.ask("GET /quick HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(idle.read(&mut [0; 1024]).await.unwrap() > 0);
    server.asked.notified().await;
    server.stop.send(()).unwrap();
    // The idle connection is closed at once, and nobody new is let in.
    assert_eq!(all(idle).await, "");
    assert!(TcpStream::connect(server.address).await.is_err());
    server.answer.notify_one();
    assert!(all(slow).await.ends_with("at last"));
    assert!(server.running.await.unwrap());
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_keep_the_program_from_stopping() {
    let server = Server::start(Duration::from_millis(50)).await;
    let _slow = server.ask("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await;
    server.asked.notified().await;
    server.stop.send(()).unwrap();
    assert!(!server.running.await.unwrap());
}

#[tokio::test]
async fn nonsense_and_a_megabyte_of_address_are_refused_and_others_are_served_on() {
    let server = Server::start(FINISH_WITHIN).await;
    for request in
        ["\u{1}\u{2}\r\n\r\n".to_owned(), format!("GET /?q={} HTTP/1.1\r\n\r\n", "a".repeat(70_000))]
    {
        let answer = all(server.ask(&request).await).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    let quick = server.ask("GET /quick HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(all(quick).await.ends_with("at once"));
}

/// Certificate and key of this machine, made by themselves, in a folder that goes away with the test.
struct Papers(std::path::PathBuf);

impl Papers {
    fn fresh() -> Self {
        let folder = std::env::temp_dir().join(format!("lastmetre-tls-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&folder).unwrap();
        let papers = Self(folder);
        papers.renew();
        papers
    }

    fn renew(&self) {
        let mut parameters = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        parameters.not_after = rcgen::date_time_ymd(2050, 3, 4);
        let key = rcgen::KeyPair::generate().unwrap();
        let certificate = parameters.self_signed(&key).unwrap();
        std::fs::write(self.0.join("certificate.pem"), certificate.pem()).unwrap();
        std::fs::write(self.0.join("key.pem"), key.serialize_pem()).unwrap();
    }

    fn load(&self) -> Result<Tls, TlsError> {
        let path = |name: &str| self.0.join(name).to_str().unwrap().to_owned();
        let settings =
            [("LASTMETRE_TLS_CERTIFICATE", path("certificate.pem")), ("LASTMETRE_TLS_KEY", path("key.pem"))];
        let settings = settings.map(|(name, value)| (name.to_owned(), value));
        let configuration = crate::config::Configuration::read(None, settings).unwrap();
        Ok(Tls::load(&configuration)?.unwrap())
    }

    /// Whoever trusts these papers and no others.
    fn client(&self) -> TlsConnector {
        let certificate = CertificateDer::from_pem_file(self.0.join("certificate.pem")).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(certificate).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        TlsConnector::from(Arc::new(config))
    }
}

impl Drop for Papers {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

async fn shake_hands(server: &Server, client: &TlsConnector) -> io::Result<TlsStream<TcpStream>> {
    let stream = TcpStream::connect(server.address).await?;
    client.connect(ServerName::try_from("localhost").unwrap(), stream).await
}

async fn ask_over_https(server: &Server, papers: &Papers, request: &str) -> TlsStream<TcpStream> {
    let mut stream = shake_hands(server, &papers.client()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

async fn all_over_https(mut stream: TlsStream<TcpStream>) -> String {
    let mut answer = Vec::new();
    // Whether the end is said as it should be, or the connection just closed.
    let _end = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn over_https_questions_are_answered_long_ones_cut_and_those_in_flight_finished() {
    let papers = Papers::fresh();
    let server = Server::start_with(FINISH_WITHIN, Some(papers.load().unwrap())).await;
    let quick = "GET /quick HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = all_over_https(ask_over_https(&server, &papers, quick).await).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("at once"), "{answer}");
    // A megabyte of address arrives cut, still too long for the route, and is answered.
    let long = format!("GET /{} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", "a".repeat(1_000_000));
    let answer = all_over_https(ask_over_https(&server, &papers, &long).await).await;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    // Whoever speaks without https is not answered.
    let plain = all(server.ask(quick).await).await;
    assert!(!plain.contains("HTTP"), "{plain}");

    let slow = ask_over_https(&server, &papers, "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await;
    server.asked.notified().await;
    server.stop.send(()).unwrap();
    server.answer.notify_one();
    assert!(all_over_https(slow).await.ends_with("at last"));
    assert!(server.running.await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn whoever_does_not_shake_hands_is_left() {
    let papers = Papers::fresh();
    let server = Server::start_with(FINISH_WITHIN, Some(papers.load().unwrap())).await;
    let begun = tokio::time::Instant::now();
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    assert_eq!(silent.read(&mut [0; 10]).await.unwrap(), 0);
    assert!(begun.elapsed() >= SHAKE_HANDS_WITHIN && begun.elapsed() < 2 * SHAKE_HANDS_WITHIN);
    server.stop.send(()).unwrap();
    assert!(server.running.await.unwrap());
}

#[tokio::test]
async fn another_certificate_is_taken_up_and_one_that_cannot_be_used_is_not() {
    let papers = Papers::fresh();
    let tls = papers.load().unwrap();
    assert_eq!(tls.expires().date().to_string(), "2050-03-04");
    let server = Server::start_with(FINISH_WITHIN, Some(tls.clone())).await;
    assert!(!tls.refresh().unwrap());
    let before = papers.client();
    papers.renew();
    assert!(shake_hands(&server, &papers.client()).await.is_err(), "not yet");
    assert!(tls.refresh().unwrap());
    assert!(shake_hands(&server, &papers.client()).await.is_ok());
    assert!(shake_hands(&server, &before).await.is_err());
    // A certificate whose key has not been written yet.
    let now = papers.client();
    let key = std::fs::read(papers.0.join("key.pem")).unwrap();
    papers.renew();
    std::fs::write(papers.0.join("key.pem"), key).unwrap();
    assert!(matches!(tls.refresh(), Err(TlsError::NoPair)));
    assert!(shake_hands(&server, &now).await.is_ok());
}

#[test]
fn what_is_no_certificate_or_no_key_is_told_by_its_file() {
    let papers = Papers::fresh();
    let told = |papers: &Papers| papers.load().err().unwrap().to_string();
    std::fs::write(papers.0.join("key.pem"), "sesame").unwrap();
    assert!(told(&papers).ends_with("key.pem holds no key in PEM form"), "{}", told(&papers));
    std::fs::write(papers.0.join("certificate.pem"), "").unwrap();
    assert!(told(&papers).ends_with("certificate.pem holds no certificates in PEM form"));
    std::fs::remove_file(papers.0.join("certificate.pem")).unwrap();
    assert!(told(&papers).starts_with("could not read ") && !told(&papers).contains("sesame"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_hang_up_makes_the_program_look_at_once() {
    let papers = Papers::fresh();
    let tls = papers.load().unwrap();
    let server = Server::start_with(FINISH_WITHIN, Some(tls.clone())).await;
    let keeping = tokio::spawn(tls.keep_fresh());
    // Until it listens for the signal, the signal would end this process.
    let listening = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()).unwrap();
    tokio::task::yield_now().await;
    papers.renew();
    let id = std::process::id().to_string();
    assert!(std::process::Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
    let client = papers.client();
    timeout(Duration::from_secs(20), async {
        while shake_hands(&server, &client).await.is_err() {
            tokio::task::yield_now().await;
        }
    })
    .await
    .unwrap();
    keeping.abort();
    drop(listening);
}
