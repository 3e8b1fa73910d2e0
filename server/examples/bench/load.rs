//! What the server is measured with: a client that asks as fast as it is answered, and the rival, a
//! bare axum handler that sends the same bytes.
//!
//! `bench ask http://127.0.0.1:3000/stations?q=… 64 5` keeps 64 connections busy for 5 seconds, after one to warm up,
//! and prints as one line of JSON what it saw; `bench rival http://127.0.0.1:3000/stations?q=…` fetches that page
//! once, prints its own port, and answers every request with it until it is ended.
//!
//! It stands here and not in xtask so that the rival has exactly the server's axum, hyper and tokio.
//! Invariants: an answer that is not 200 with a told length ends the run; nothing but loopback is ever asked.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    routing::get,
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime::Builder,
    task::JoinSet,
    time::timeout,
};

use crate::Outcome;

/// Asked, but not counted.
const WARM_UP: Duration = Duration::from_secs(1);

/// Whoever does not answer within this time is not worth measuring.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

const HEAD_BYTES_MAX: usize = 64 * 1024;

/// Where to ask, and the words to ask with.
struct Question {
    address: SocketAddr,
    request: Vec<u8>,
}

impl Question {
    fn parse(url: &str) -> Outcome<Self> {
        let rest = url.strip_prefix("http://").ok_or("the address must begin with http://")?;
        let (host, path) = rest.split_once('/').ok_or("the address has no path")?;
        let address: SocketAddr = host.parse()?;
        if !address.ip().is_loopback() {
            return Err("only this machine itself is ever asked".into());
        }
        let request = format!("GET /{path} HTTP/1.1\r\nhost: {host}\r\naccept-encoding: identity\r\n\r\n");
        Ok(Self { address, request: request.into_bytes() })
    }
}

pub fn ask(url: &str, connections: &str, seconds: &str) -> Outcome<()> {
    let question = Arc::new(Question::parse(url)?);
    let connections: usize = connections.parse()?;
    let lasting = Duration::from_secs(seconds.parse()?);
    // One thread: the client has one core to itself.
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let (mut waits, bytes) = runtime.block_on(async {
        let begun = Instant::now() + WARM_UP;
        let mut readers = JoinSet::new();
        for _ in 0..connections {
            readers.spawn(keep_asking(question.clone(), begun, lasting));
        }
        let mut waits = Vec::new();
        let mut bytes = 0;
        while let Some(reader) = readers.join_next().await {
            let (waited, length) = reader??;
            waits.extend(waited);
            bytes = length;
        }
        Outcome::Ok((waits, bytes))
    })?;
    waits.sort_unstable();
    let at = |share: f64| {
        let place = (waits.len() as f64 * share).ceil() as usize;
        waits.get(place.saturating_sub(1)).map(|wait| wait.as_secs_f64() * 1000.0)
    };
    let a_second = waits.len() as f64 / lasting.as_secs_f64();
    println!("{}", json!({ "a_second": a_second, "median_ms": at(0.5), "p99_ms": at(0.99), "bytes": bytes }));
    Ok(())
}

/// One reader, who asks again as soon as the answer is there. How long each answer took that came within `lasting`
/// after `begun`, and how long the last body was.
async fn keep_asking(
    question: Arc<Question>,
    begun: Instant,
    lasting: Duration,
) -> Outcome<(Vec<Duration>, usize)> {
    let mut connection = Connection::open(question.address).await?;
    let mut waits = Vec::new();
    loop {
        let asked = Instant::now();
        let body = timeout(ANSWER_WITHIN, connection.fetch(&question.request)).await??;
        let answered = Instant::now();
        if answered >= begun + lasting {
            return Ok((waits, body.len()));
        }
        if answered >= begun {
            waits.push(answered - asked);
        }
    }
}

/// A connection that is kept open.
struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
    head_length: usize,
}

impl Connection {
    async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(256 * 1024), head_length: 0 })
    }

    /// Sends one request and reads the answer to its end.
    async fn fetch(&mut self, request: &[u8]) -> Outcome<&[u8]> {
        self.received.clear();
        self.stream.write_all(request).await?;
        let whole = loop {
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err("the server hung up".into());
            }
            let end = self.received.windows(4).take(HEAD_BYTES_MAX).position(|four| four == b"\r\n\r\n");
            if let Some(end) = end {
                self.head_length = end + 4;
                break self.head_length + body_length(&self.received[..end])?;
            }
        };
        while self.received.len() < whole {
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err("the server hung up".into());
            }
        }
        Ok(&self.received[self.head_length..])
    }

    /// The lines above the last answer's body.
    fn head(&self) -> &[u8] {
        &self.received[..self.head_length]
    }
}

fn body_length(head: &[u8]) -> Outcome<usize> {
    let head = std::str::from_utf8(head)?;
    let status = head.split(' ').nth(1).unwrap_or_default();
    if status != "200" {
        return Err(format!("answered with {status} instead of 200").into());
    }
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    length.ok_or_else(|| "the answer does not tell its length".into())
}

/// Serves for ever, on a free port, what the page at `url` is now.
pub fn rival(url: &str) -> Outcome<()> {
    let question = Question::parse(url)?;
    // As many threads as the server has: both are given the same cores.
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut connection = Connection::open(question.address).await?;
        let body = Bytes::copy_from_slice(connection.fetch(&question.request).await?);
        let headers = headers(connection.head());
        drop(connection);
        let page = get(async move || (headers.clone(), body.clone()));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        println!("{}", listener.local_addr()?.port());
        axum::serve(listener, Router::new().route("/stations", page)).await?;
        Ok(())
    })
}

/// The page's own header lines, without those that every answer gets anew.
fn headers(head: &[u8]) -> HeaderMap {
    let anew = [header::CONTENT_LENGTH, header::DATE, header::CONNECTION];
    let head = String::from_utf8_lossy(head);
    let lines = head.lines().filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        let name = HeaderName::try_from(name).ok().filter(|name| !anew.contains(name))?;
        Some((name, HeaderValue::try_from(value.trim()).ok()?))
    });
    lines.collect()
}
