use std::sync::Arc;

use axum::routing::get;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::{Notify, oneshot},
    task::JoinHandle,
};

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
        let running = tokio::spawn(run_within(listener, router, stopped, finish_within));
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
