//! Listens, answers, and stops without dropping what is being answered.
//!
//! A connection has bounded time to shake hands (tls.rs) and to send its request, and bounded room for its head. On
//! SIGTERM or Ctrl-C no new connection is taken, requests in flight are finished, and after [`FINISH_WITHIN`] the program ends anyway.

mod long_line;
mod tls;

pub use tls::{Tls, TlsError};

use std::{any::Any, io, net::SocketAddr, pin::pin, time::Duration};

use app::ids::IncidentId;
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Extensions, HeaderMap, Request, Response, StatusCode, Version, header},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tower::Service;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, Predicate, predicate::SizeAbove},
};

use crate::problem;
use long_line::CutLongLines;

/// How long requests in flight may take once the program has been told to stop.
pub const FINISH_WITHIN: Duration = Duration::from_secs(30);

/// How long a connection may take to send the head of a request, or stay open without one.
const HEAD_WITHIN: Duration = Duration::from_secs(30);

/// How long the two ends may take to agree on https.
const SHAKE_HANDS_WITHIN: Duration = Duration::from_secs(10);

/// The largest head of a request. Ours are a few kilobytes; a longer address than the limit still gets its page.
const HEAD_BYTES_MAX: usize = 128 * 1024;

/// How long to wait when the system has no more connections to give.
const ACCEPT_AGAIN: Duration = Duration::from_millis(50);

/// Brotli at the lowest level that finds what is alike in fifty cards: an eighth smaller than the one below it.
const LEVEL: CompressionLevel = CompressionLevel::Precise(5);

/// Smaller answers gain nothing from being compressed.
const COMPRESSED_FROM_BYTES: u16 = 256;

/// Opens the port.
pub async fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Answers on `listener` until `stop` comes, then finishes what is in flight. Says whether it all was in time.
pub async fn run(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    stop: impl Future<Output = ()>,
) -> bool {
    run_within(listener, tls, router, stop, FINISH_WITHIN).await
}

async fn run_within(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    stop: impl Future<Output = ()>,
    finish_within: Duration,
) -> bool {
    let in_flight = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => attend(stream, peer, tls.as_ref(), router.clone(), in_flight.watcher()),
                // A connection that broke off is no news; running out of them is, and passes.
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "no connection can be accepted");
                    sleep(ACCEPT_AGAIN).await;
                }
            },
            () = &mut stop => break,
        }
    }
    drop(listener);
    tracing::info!(connections = in_flight.count(), "stopping");
    let finished = timeout(finish_within, in_flight.shutdown()).await.is_ok();
    if !finished {
        tracing::warn!("stopped with requests unanswered");
    }
    finished
}

/// Answers one connection in a task of its own.
fn attend(stream: TcpStream, peer: SocketAddr, tls: Option<&Tls>, router: Router, watcher: Watcher) {
    // Without it small answers wait for the reader's acknowledgements; where it cannot be set they do.
    let _set = stream.set_nodelay(true);
    match tls {
        None => drop(tokio::spawn(answer(stream, peer, router, watcher))),
        Some(tls) => {
            let handshake = tls.acceptor().accept(stream);
            // Watched from the beginning: the program does not end under whoever is shaking hands.
            tokio::spawn(async move {
                // Whoever speaks something else, or nothing, is left.
                if let Ok(Ok(stream)) = timeout(SHAKE_HANDS_WITHIN, handshake).await {
                    answer(stream, peer, router, watcher).await;
                }
            });
        }
    }
}

async fn answer(
    stream: impl AsyncRead + AsyncWrite + Unpin + 'static,
    peer: SocketAddr,
    router: Router,
    watcher: Watcher,
) {
    let service = service_fn(move |request: Request<Incoming>| {
        let mut router = router.clone();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        async move { Service::<Request<Body>>::call(&mut router, request).await }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(CutLongLines::new(stream)), service);
    // Readers hang up as they like.
    let _ended = watcher.watch(connection).await;
}

/// Comes when the system or the person at the terminal asks the program to stop.
pub async fn asked_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

/// Compresses pages and documents of `router` for browsers that take it. Built files are compressed when built.
pub fn compress(router: Router) -> Router {
    let when = SizeAbove::new(COMPRESSED_FROM_BYTES.into()).and(is_text);
    router.layer(CompressionLayer::new().quality(LEVEL).compress_when(when))
}

fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    [
        "text/html",
        "text/plain",
        "text/vcard",
        "text/xml",
        "application/json",
        "application/xml",
        "application/ld+json",
    ]
    .contains(&kind)
}

/// A panic while answering becomes an answer: something broke, with the incident's number.
pub fn catch_panics(router: Router) -> Router {
    router.layer(CatchPanicLayer::custom(|_: Box<dyn Any + Send>| -> Response<Body> {
        let incident = IncidentId::fresh();
        tracing::error!(incident = %incident, "a request ended in a panic");
        problem::broken_by(incident)
    }))
}

#[cfg(test)]
mod tests;
