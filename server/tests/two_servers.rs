//! Two servers on one PostgreSQL: who signed in at one is in at the other, and what one was doing when it was killed the
//! other does.

#![allow(clippy::unwrap_used, reason = "only tests stand here")]

mod support;

use std::{
    env, fs,
    io::Write,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{Router, body::Bytes, routing::post};
use serde_json::Value;
use support::{build_site, databases::FreshDatabase};

const MASTER_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// A server that is killed when the test ends.
struct Server {
    child: Child,
    url: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Server {
    /// SIGKILL: it cannot finish anything.
    fn kill(&mut self) {
        let _killed = self.child.kill();
        let _ended = self.child.wait();
    }
}

struct Machine {
    folder: PathBuf,
    database: String,
    gateway: String,
}

impl Machine {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lastmetre"));
        command.args(words).current_dir(&self.folder).stdin(Stdio::null());
        for (name, _) in env::vars().filter(|(name, _)| name.starts_with("LASTMETRE_")) {
            command.env_remove(name);
        }
        command
            .env("LASTMETRE_DATABASE_URL", &self.database)
            .env("LASTMETRE_SITE_DIR", self.folder.join("site"))
            .env("LASTMETRE_MASTER_KEY", MASTER_KEY)
            .env("LASTMETRE_SMS", "gateway")
            .env("LASTMETRE_SMS_GATEWAY_URL", &self.gateway)
            .env("LASTMETRE_SMS_GATEWAY_REPEATS", "true")
            .env("LASTMETRE_JOB_LEASE_SECONDS", "20");
        command
    }

    async fn server(&self) -> Server {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = self.command(&["serve", "--port", &port.to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Server { child, url: format!("http://127.0.0.1:{port}") };
        let ready = format!("{}/readyz", server.url);
        until("the server is ready", Duration::from_secs(30), async || {
            reqwest::get(&ready).await.is_ok_and(|answer| answer.status() == 200)
        })
        .await;
        server
    }
}

/// Waits until it is so.
async fn until(what: &str, within: Duration, is_so: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < within, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A gateway that takes the first message and never answers, and answers every later one. Gives what it was sent.
async fn gateway() -> (String, Arc<Mutex<Vec<Value>>>) {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/sms", listener.local_addr().unwrap());
    let kept = sent.clone();
    let answer = async move |body: Bytes| {
        let first = {
            let mut kept = kept.lock().unwrap();
            kept.push(serde_json::from_slice::<Value>(&body).unwrap());
            kept.len() == 1
        };
        if first {
            std::future::pending::<()>().await;
        }
    };
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/sms", post(answer))).await });
    (url, sent)
}

async fn send(server: &Server, address: &str, form: &str, cookie: &str) -> reqwest::Response {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    client
        .post(format!("{}{address}", server.url))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie)
        .body(form.to_owned())
        .send()
        .await
        .unwrap()
}

async fn status_at(server: &Server, address: &str, cookie: &str) -> u16 {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answer =
        client.get(format!("{}{address}", server.url)).header("cookie", cookie).send().await.unwrap();
    answer.status().as_u16()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_in_at_one_is_in_at_the_other_and_a_killed_servers_work_is_done() {
    let Some(fresh) = FreshDatabase::postgres().await else {
        assert!(!env::var("LASTMETRE_REQUIRE_POSTGRES").is_ok_and(|it| it == "1"), "no PostgreSQL");
        let _told = writeln!(std::io::stderr(), "skipped: no PostgreSQL (two_servers)");
        return;
    };
    let folder = env::temp_dir().join(format!("lastmetre-two-{}", uuid::Uuid::now_v7()));
    build_site(&folder.join("site"), &server::assets::REQUIRED);
    let (gateway, sent) = gateway().await;
    let machine = Machine { folder: folder.clone(), database: fresh.url(), gateway };
    let mut first = machine.server().await;

    let told =
        machine.command(&["account", "create-admin", "--name", "Wang", "--sign-in-name", "wang"]).output();
    let told = String::from_utf8(told.unwrap().stdout).unwrap();
    let key = told.lines().next().unwrap().split_once("key=").unwrap().1.to_owned();
    let password = "three+coconut+trees+by+the+sea";
    let started =
        send(&first, "/start", &format!("key={key}&password={password}&again={password}"), "").await;
    assert_eq!(started.status(), 303);
    let cookie = started.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let asked = send(&first, "/reminders", "contact=13800138000&lead=3&ticket=on&agree=on", "").await;
    assert_eq!(asked.status(), 303);
    until("the first one sends", Duration::from_secs(20), async || sent.lock().unwrap().len() == 1).await;

    let second = machine.server().await;
    assert_eq!(status_at(&second, "/account/second-factor", &cookie).await, 200, "the session of the first");
    assert_eq!(send(&second, "/sign-out", "", &cookie).await.status(), 303);
    assert_eq!(status_at(&first, "/account/second-factor", &cookie).await, 303, "signed out at the second");

    first.kill();
    until("the second one sends it", Duration::from_secs(45), async || sent.lock().unwrap().len() == 2).await;
    let sent = sent.lock().unwrap().clone();
    assert_eq!(sent[0], sent[1], "the same message under the same id");
    drop((first, second));
    fresh.remove().await;
    fs::remove_dir_all(&folder).unwrap();
}
