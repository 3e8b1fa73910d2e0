use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use app::messages::model::Contact;
use axum::{Router, body::Bytes, http::StatusCode, routing::post};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

use super::*;
use crate::{
    database::Database,
    databases::on_each_database,
    vault::{SealingKey, Vault},
};

/// An HTTP gateway of a test: answers as it is told, and remembers what it was sent.
#[derive(Clone, Default)]
struct StandIn {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    sent: Arc<Mutex<Vec<Value>>>,
}

#[derive(Clone, Copy)]
enum Answer {
    Status(u16),
    /// Takes the message, and breaks off instead of answering.
    BreakOff,
}

impl StandIn {
    /// Serves, and gives its address.
    async fn serve(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/sms", listener.local_addr().unwrap());
        let stand_in = self.clone();
        let answer = async move |body: Bytes| {
            stand_in.sent.lock().unwrap().push(serde_json::from_slice(&body).unwrap());
            let answer = stand_in.answers.lock().unwrap().pop_front().unwrap_or(Answer::Status(200));
            match answer {
                Answer::Status(status) => StatusCode::from_u16(status).unwrap(),
                Answer::BreakOff => panic!("breaks off"),
            }
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/sms", post(answer))).await });
        address
    }

    fn answers(&self, answers: &[Answer]) {
        self.answers.lock().unwrap().extend(answers);
    }

    fn sent(&self) -> Vec<Value> {
        self.sent.lock().unwrap().clone()
    }
}

fn messages(database: &Database, settings: &[(&str, &str)]) -> Messages {
    let journal = Journal::new(database.clone(), Vault::under(SealingKey::fresh().unwrap()));
    messages_of(journal, settings)
}

fn messages_of(journal: Journal, settings: &[(&str, &str)]) -> Messages {
    let variables = settings.iter().map(|(name, value)| (format!("LASTMETRE_{name}"), (*value).to_owned()));
    let configuration = Configuration::read(None, variables).unwrap();
    Messages::open(&configuration, journal, Bell::default()).unwrap()
}

fn a_message(once: &str) -> NewMessage<'_> {
    NewMessage {
        once: once.to_owned(),
        channel: Channel::Sms,
        to: "13800138000",
        language: Language::Zh,
        draft: templates::code("012345"),
        leave: None,
        calendar: None,
        about: ("reminder", "1"),
        urgent: true,
        expires_at_ms: i64::MAX,
    }
}

async fn keep(messages: &Messages, message: NewMessage<'_>) -> bool {
    messages.journal.database().transaction(async |tx| messages.keep(tx, message).await).await.unwrap()
}

async fn only(messages: &Messages) -> Opened {
    let (mut opened, count) = messages.list("", 10, 0).await.unwrap();
    assert_eq!(count, 1);
    opened.remove(0)
}

async fn state(messages: &Messages) -> State {
    State::from_word(&only(messages).await.row.state).unwrap()
}

on_each_database! {
    async fn a_message_is_kept_once_and_sealed(database) {
        let messages = messages(&database, &[("SMS", "show")]);
        assert!(keep(&messages, a_message("a")).await);
        assert!(!keep(&messages, a_message("a")).await, "the same again");
        let opened = only(&messages).await;
        assert!(!opened.row.sealed.contains("138"));
        let letter = opened.letter.unwrap();
        assert_eq!(Contact::parse(&letter.to), Some(Contact::Phone("13800138000".into())));
        assert!(letter.text.zh.contains("012345"));
        assert_eq!(messages.send(&opened.row.id).await.unwrap(), After::Done);
        assert_eq!(only(&messages).await.row.detail, "shown");
        assert_eq!(state(&messages).await, State::Sent);
    }

    async fn a_gateway_gets_number_words_and_id_and_decides_by_its_answer(database) {
        for (answers, states, times) in [
            (&[Answer::Status(200)][..], &[State::Sent][..], 1),
            (&[Answer::Status(400)], &[State::Failed], 1),
            (&[Answer::Status(503), Answer::Status(200)], &[State::Waiting, State::Sent], 2),
            (&[Answer::Status(500)], &[State::Unknown], 1),
            (&[Answer::BreakOff], &[State::Unknown], 1),
        ] {
            let (gateway, fresh) = (StandIn::default(), CommandId::fresh().to_string());
            let url = gateway.serve().await;
            gateway.answers(answers);
            let settings = [("SMS", "gateway"), ("SMS_GATEWAY_URL", url.as_str())];
            let messages = messages_of(
                Journal::new(database.clone(), Vault::under(SealingKey::fresh().unwrap())),
                &settings,
            );
            keep(&messages, NewMessage { about: ("reminder", &fresh), ..a_message(&fresh) }).await;
            let id = messages.list("waiting", 1, 0).await.unwrap().0.remove(0).row.id;
            for expected in states {
                messages.send(&id).await.unwrap();
                let row = queries::message(&database, &id).await.unwrap().unwrap();
                assert_eq!(State::from_word(&row.state), Some(*expected), "{}", row.detail);
            }
            let sent = gateway.sent();
            assert_eq!(sent.len(), times);
            for body in sent {
                assert_eq!((&body["to"], &body["id"]), (&Value::from("13800138000"), &Value::from(id.as_str())));
                assert!(body["text"].as_str().unwrap().contains("012345"));
            }
            // Settled means settled: nothing more goes out.
            messages.send(&id).await.unwrap();
            assert_eq!(gateway.sent().len(), times);
            database.transaction(async |tx| queries::sweep(tx, i64::MAX, i64::MAX).await).await.unwrap();
        }
    }

    async fn a_gateway_that_nobody_hears_is_asked_again_later(database) {
        let messages =
            messages(&database, &[("SMS", "gateway"), ("SMS_GATEWAY_URL", "http://127.0.0.1:1/sms")]);
        keep(&messages, a_message("a")).await;
        let id = only(&messages).await.row.id;
        let After::At(due_ms) = messages.send(&id).await.unwrap() else { panic!("it waits") };
        assert!(due_ms > now_ms() + 30_000);
        assert_eq!((state(&messages).await, only(&messages).await.row.attempts), (State::Waiting, 1));
    }

    async fn of_what_a_worker_left_in_the_middle_nobody_knows_unless_the_gateway_repeats(database) {
        for (repeats, expected, times) in [("false", State::Unknown, 0), ("true", State::Sent, 1)] {
            let gateway = StandIn::default();
            let url = gateway.serve().await;
            let settings = [("SMS", "gateway"), ("SMS_GATEWAY_URL", &url), ("SMS_GATEWAY_REPEATS", repeats)];
            let messages = messages(&database, &settings);
            keep(&messages, NewMessage { about: ("reminder", repeats), ..a_message(repeats) }).await;
            let id = only(&messages).await.row.id;
            // As far as a worker comes that is killed while it sends.
            assert!(database.transaction(async |tx| queries::begin(tx, &id).await).await.unwrap());
            assert_eq!(messages.send(&id).await.unwrap(), After::Done);
            assert_eq!((state(&messages).await, gateway.sent().len()), (expected, times));
            database.transaction(async |tx| queries::sweep(tx, i64::MAX, i64::MAX).await).await.unwrap();
        }
    }

    async fn a_person_decides_about_what_nobody_knows(database) {
        let gateway = StandIn::default();
        let url = gateway.serve().await;
        gateway.answers(&[Answer::Status(500)]);
        let messages = messages(&database, &[("SMS", "gateway"), ("SMS_GATEWAY_URL", &url)]);
        keep(&messages, a_message("a")).await;
        let id = only(&messages).await.row.id;
        messages.send(&id).await.unwrap();
        let by = somebody();
        let command = CommandId::fresh();
        for _ in 0..2 {
            // The same press twice sends once.
            assert_eq!(messages.decide(command, &by, &id, true).await.unwrap(), Ok(()));
        }
        assert_eq!(state(&messages).await, State::Waiting);
        assert_eq!(messages.decide(CommandId::fresh(), &by, &id, false).await.unwrap(), Err(Refusal::NotNow));
        messages.send(&id).await.unwrap();
        assert_eq!((state(&messages).await, gateway.sent().len()), (State::Sent, 2));
    }

    async fn a_receipt_says_what_became_of_it(database) {
        let messages = messages(&database, &[("SMS", "show")]);
        keep(&messages, a_message("a")).await;
        let id = only(&messages).await.row.id;
        assert!(!messages.receipt(&id, true).await.unwrap(), "it was not sent yet");
        messages.send(&id).await.unwrap();
        assert!(messages.receipt(&id, true).await.unwrap());
        assert_eq!(state(&messages).await, State::Delivered);
        assert!(!messages.receipt("x", true).await.unwrap());
    }

    async fn who_is_erased_cannot_be_read_in_messages_and_gets_none(database) {
        let messages = messages(&database, &[("SMS", "show")]);
        keep(&messages, a_message("a")).await;
        let erase = async |tx: &mut Transaction<'_>| messages.journal.erase(tx, "reminder", "1").await;
        assert!(database.transaction(erase).await.unwrap());
        let opened = only(&messages).await;
        assert!(opened.letter.is_none());
        messages.send(&opened.row.id).await.unwrap();
        assert_eq!(state(&messages).await, State::Dropped);
    }

    async fn what_comes_too_late_is_not_sent(database) {
        let messages = messages(&database, &[("SMS", "show")]);
        keep(&messages, NewMessage { expires_at_ms: now_ms() - 1, ..a_message("a") }).await;
        let id = only(&messages).await.row.id;
        messages.send(&id).await.unwrap();
        assert_eq!(state(&messages).await, State::Dropped);
    }

    async fn an_inbox_is_read_by_its_owner(database) {
        let messages = messages(&database, &[]);
        let (me, other) = (StaffId::fresh(), StaffId::fresh());
        for _ in 0..2 {
            let written = async |tx: &mut Transaction<'_>| tell(&messages.journal, tx, me, Notice::PasswordSet).await;
            database.transaction(written).await.unwrap();
        }
        assert_eq!((messages.unread(me).await.unwrap(), messages.unread(other).await.unwrap()), (2, 0));
        let letters = messages.inbox(me).await.unwrap();
        assert!(letters.iter().all(|it| it.letter.as_ref().unwrap().subject.zh == "您的密码已设置"));
        messages.read_all(other).await.unwrap();
        messages.read_all(me).await.unwrap();
        assert_eq!(messages.unread(me).await.unwrap(), 0);
        assert_eq!(messages.list("", 10, 0).await.unwrap().1, 0, "nothing of it was sent");
    }

    async fn an_email_says_how_to_leave_by_one_press(database) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(mail_server(listener));
        let settings = [("SMTP_URL", url.as_str()), ("MAIL_FROM", "LastMetre <reminders@example.org>")];
        let messages = messages(&database, &settings);
        let leave = "https://example.org/reminders/leave?key=abc";
        let mail = NewMessage {
            channel: Channel::Email,
            to: "wang@example.org",
            language: Language::En,
            leave: Some(leave.to_owned()),
            ..a_message("a")
        };
        keep(&messages, mail).await;
        let id = only(&messages).await.row.id;
        messages.send(&id).await.unwrap();
        assert_eq!(state(&messages).await, State::Sent, "{}", only(&messages).await.row.detail);
        let mail = tokio::time::timeout(Duration::from_secs(10), server).await.unwrap().unwrap();
        for line in [
            "To: wang@example.org",
            &format!("List-Unsubscribe: <{leave}>"),
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            &format!("Message-ID: <{id}@example.org>"),
            "Subject: Your code",
        ] {
            assert!(mail.contains(line), "{line}\n{mail}");
        }
        assert!(mail.contains("012345"), "{mail}");
    }
}

fn somebody() -> Staff {
    Staff {
        id: StaffId::fresh(),
        version: 1,
        sign_in_name: app::accounts::model::SignInName::parse("wang").unwrap(),
        name: "Wang".into(),
        state: app::accounts::model::State::Active,
        has_second_factor: true,
        assignments: Vec::new(),
        coming: Vec::new(),
    }
}

/// A mail server that takes one message, and gives what it was sent.
async fn mail_server(listener: TcpListener) -> String {
    let (stream, _) = listener.accept().await.unwrap();
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut mail = String::new();
    write.write_all(b"220 stand-in\r\n").await.unwrap();
    let mut in_data = false;
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match (in_data, line.as_str()) {
            (true, ".") => {
                in_data = false;
                "250 taken\r\n"
            }
            (true, line) => {
                mail.push_str(line);
                mail.push('\n');
                continue;
            }
            (false, "DATA") => {
                in_data = true;
                "354 go on\r\n"
            }
            (false, "QUIT") => break,
            (false, _) => "250 ok\r\n",
        };
        write.write_all(answer.as_bytes()).await.unwrap();
        if !mail.is_empty() && !in_data {
            break;
        }
    }
    mail
}
