//! How a message leaves: SMS by an HTTP gateway, e-mail by SMTP, or into the inbox, where it is once it is kept.
//!
//! Of what a gateway answers only the status is kept: its words may repeat the number and the text.

use std::time::Duration;

use app::messages::model::{Channel, Outcome};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{Mailbox, Message, MultiPart, SinglePart, header},
};

use super::Letter;
use crate::{
    config::{Configuration, MAIL_SHOWN, Secret, Sms},
    error::StoreError,
};

/// How long a gateway or mail server may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);

/// How long it may take to be reached.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// How an attempt ended, and the short word about it that is kept: `HTTP 503`, `timeout`.
pub type Told = (Outcome, String);

/// All channels of this deployment.
#[derive(Clone, Debug)]
pub struct Channels {
    sms: SmsChannel,
    mail: Option<Mail>,
}

#[derive(Clone, Debug)]
enum SmsChannel {
    Off,
    Shown,
    Gateway(Gateway),
}

#[derive(Clone, Debug)]
struct Gateway {
    client: reqwest::Client,
    url: String,
    token: Option<Secret>,
    body: String,
    repeats: bool,
}

#[derive(Clone, Debug)]
struct Mail {
    /// The mail server; nothing where e-mails are shown in the office.
    transport: Option<AsyncSmtpTransport<Tokio1Executor>>,
    from: Mailbox,
}

impl Channels {
    /// The channels that are set.
    pub fn open(configuration: &Configuration) -> Result<Self, StoreError> {
        let sms = match (configuration.sms, &configuration.sms_gateway_url) {
            (Sms::Show, _) => SmsChannel::Shown,
            (Sms::Gateway, Some(url)) => SmsChannel::Gateway(Gateway {
                client: reqwest::Client::builder()
                    .no_proxy()
                    .redirect(reqwest::redirect::Policy::none())
                    .connect_timeout(CONNECT_WITHIN)
                    .timeout(ANSWER_WITHIN)
                    .build()
                    .map_err(|_| StoreError::Channel { what: "sms_gateway_url" })?,
                url: url.as_str().to_owned(),
                token: configuration.sms_gateway_token.clone(),
                body: configuration.sms_gateway_body.clone(),
                repeats: configuration.sms_gateway_repeats,
            }),
            _ => SmsChannel::Off,
        };
        let mail = match (&configuration.smtp_url, &configuration.mail_from) {
            (Some(url), Some(from)) => Some(Mail {
                transport: match url.reveal() {
                    MAIL_SHOWN => None,
                    url => Some(
                        AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                            .map_err(|_| StoreError::Channel { what: "smtp_url" })?
                            .timeout(Some(ANSWER_WITHIN))
                            .build(),
                    ),
                },
                from: from.parse().map_err(|_| StoreError::Channel { what: "mail_from" })?,
            }),
            _ => None,
        };
        Ok(Self { sms, mail })
    }

    /// How people who are not of the staff can be written to.
    pub fn public(&self) -> Vec<Channel> {
        let sms = !matches!(self.sms, SmsChannel::Off);
        [(sms, Channel::Sms), (self.mail.is_some(), Channel::Email)]
            .into_iter()
            .filter_map(|(there, channel)| there.then_some(channel))
            .collect()
    }

    /// Whether what goes by this channel is shown in the office instead of being sent.
    pub fn shows(&self, channel: Channel) -> bool {
        match channel {
            Channel::Sms => matches!(self.sms, SmsChannel::Shown),
            Channel::Email => self.mail.as_ref().is_some_and(|mail| mail.transport.is_none()),
            Channel::Inbox => false,
        }
    }

    /// The address that e-mail comes from, where any is sent.
    pub fn sender(&self) -> Option<String> {
        self.mail.as_ref().map(|mail| mail.from.email.to_string())
    }

    /// Whether the other side takes a message once however often it gets it. A mailbox shows one `Message-ID` once.
    pub fn repeats(&self, channel: Channel) -> bool {
        match (channel, &self.sms) {
            (Channel::Sms, SmsChannel::Gateway(gateway)) => gateway.repeats,
            _ => true,
        }
    }

    /// Sends a letter under the id `id`.
    pub async fn send(&self, channel: Channel, id: &str, letter: &Letter) -> Told {
        match (channel, &self.sms, &self.mail) {
            (Channel::Inbox, ..) => (Outcome::Accepted, String::new()),
            (Channel::Sms, SmsChannel::Shown, _) => (Outcome::Accepted, "shown".to_owned()),
            (Channel::Sms, SmsChannel::Gateway(gateway), _) => gateway.send(id, letter).await,
            (Channel::Email, _, Some(mail)) => mail.send(id, letter).await,
            (Channel::Sms, SmsChannel::Off, _) | (Channel::Email, _, None) => {
                (Outcome::NotReached, "no channel".to_owned())
            }
        }
    }
}

impl Gateway {
    async fn send(&self, id: &str, letter: &Letter) -> Told {
        let text = letter.text.read(letter.language());
        let body = filled(&self.body, &[("{to}", letter.to.as_str()), ("{text}", text), ("{id}", id)]);
        let mut request = self
            .client
            .post(&self.url)
            .header("content-type", "application/json")
            .header("idempotency-key", id)
            .body(body);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.reveal());
        }
        match request.send().await {
            Ok(answer) => {
                let status = answer.status().as_u16();
                (outcome_of(status), format!("HTTP {status}"))
            }
            Err(error) if error.is_connect() || error.is_builder() => {
                (Outcome::NotReached, "no connection".to_owned())
            }
            Err(error) if error.is_timeout() => (Outcome::Unclear, "timeout".to_owned()),
            Err(_) => (Outcome::Unclear, "broken off".to_owned()),
        }
    }
}

/// What a status of a gateway means.
fn outcome_of(status: u16) -> Outcome {
    match status {
        200..=299 => Outcome::Accepted,
        429 | 503 => Outcome::NotReached,
        300..=499 if status != 408 => Outcome::Refused,
        _ => Outcome::Unclear,
    }
}

/// The body with each place filled in by its value, as it stands inside quotation marks of JSON. What a value holds is
/// never taken for a place.
fn filled(body: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = body;
    while !rest.is_empty() {
        let found = places.iter().find(|(place, _)| rest.starts_with(place));
        match found {
            Some((place, value)) => {
                let quoted = serde_json::Value::from(*value).to_string();
                filled.push_str(quoted.get(1..quoted.len() - 1).unwrap_or_default());
                rest = rest.get(place.len()..).unwrap_or_default();
            }
            None => {
                let sign = rest.chars().next().unwrap_or_default();
                filled.push(sign);
                rest = rest.get(sign.len_utf8()..).unwrap_or_default();
            }
        }
    }
    filled
}

impl Mail {
    async fn send(&self, id: &str, letter: &Letter) -> Told {
        let Some(message) = self.message(id, letter) else {
            return (Outcome::Refused, "address".to_owned());
        };
        let Some(transport) = &self.transport else { return (Outcome::Accepted, "shown".to_owned()) };
        match transport.send(message).await {
            Ok(answer) => (Outcome::Accepted, format!("SMTP {}", answer.code())),
            Err(error) => {
                let detail =
                    error.status().map_or_else(|| "no connection".to_owned(), |code| format!("SMTP {code}"));
                let outcome = match (error.is_permanent(), error.is_transient()) {
                    (true, _) => Outcome::Refused,
                    (_, true) => Outcome::NotReached,
                    _ => Outcome::Unclear,
                };
                (outcome, detail)
            }
        }
    }

    /// A letter as it is sent; nothing where it cannot be.
    fn message(&self, id: &str, letter: &Letter) -> Option<Message> {
        let to = letter.to.as_str().parse::<Mailbox>().ok()?;
        let l = letter.language();
        let domain = self.from.email.domain();
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject.read(l))
            .message_id(Some(format!("<{id}@{domain}>")));
        if let Some(leave) = &letter.leave {
            message = message.header(ListUnsubscribe(format!("<{leave}>"))).header(OneClick);
        }
        let text = letter.text.read(l).to_owned();
        match &letter.calendar {
            None => message.header(header::ContentType::TEXT_PLAIN).body(text).ok(),
            // Programs that know calendars take the second, others the first (RFC 6047, 2.4).
            Some(calendar) => {
                let kind = format!("text/calendar; method={}; charset=utf-8", calendar.method.word());
                let kind = header::ContentType::parse(&kind).ok()?;
                // Its lines stay as they are.
                let whole = header::ContentTransferEncoding::Base64;
                let file = SinglePart::builder().header(kind).header(whole).body(calendar.text.clone());
                let text = SinglePart::plain(text);
                message.multipart(MultiPart::alternative().singlepart(text).singlepart(file)).ok()
            }
        }
    }
}

/// Where a mail program leaves a list by one press (RFC 2369, RFC 8058).
#[derive(Clone)]
struct ListUnsubscribe(String);

impl header::Header for ListUnsubscribe {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), self.0.clone())
    }
}

#[derive(Clone)]
struct OneClick;

impl header::Header for OneClick {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use app::{
        icalendar::{Invitation, Method},
        text::Text,
    };
    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::*;

    /// A letter as it goes out, with something for the calendar: its head and its body.
    fn mailed(to: &str, words: &str) -> Option<(String, String)> {
        let letter = Letter {
            to: to.to_owned(),
            language: "zh-CN".to_owned(),
            subject: Text::new(words, words),
            text: Text::new(words, words),
            leave: None,
            calendar: Some(Invitation { method: Method::Cancel, text: "SUMMARY:陪诊\r\nEND:V\r\n".into() }),
        };
        let mail = Mail { transport: None, from: "LastMetre <post@example.org>".parse().unwrap() };
        let mail = String::from_utf8(mail.message("1", &letter)?.formatted()).unwrap();
        mail.split_once("\r\n\r\n").map(|(head, body)| (head.to_owned(), body.to_owned()))
    }

    #[test]
    fn a_calendar_goes_along_whole_and_says_what_it_asks() {
        let (head, body) = mailed("wang@example.org", "您已取消报名").unwrap();
        assert!(head.contains("Content-Type: multipart/alternative"), "{head}");
        let (_, part) = body.split_once("Content-Type: text/calendar; method=CANCEL; charset=utf-8").unwrap();
        let (_, file) = part.split_once("\r\n\r\n").unwrap();
        let file: String = file.split("--").next().unwrap().split_whitespace().collect();
        assert_eq!(STANDARD.decode(file).unwrap(), "SUMMARY:陪诊\r\nEND:V\r\n".as_bytes());
    }

    #[test]
    fn whatever_stands_in_a_letter_adds_no_line_to_its_head() {
        let lines = |head: &str| head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).count();
        let (usual, _) = mailed("wang@example.org", "words").unwrap();
        for words in [
            "a\r\nBcc: evil@example.org",
            "陪诊\r\nBcc: evil@example.org",
            "a\nBcc: evil@example.org",
            "a\rBcc: evil@example.org",
            "a\r\n\r\nhello",
            "=?utf-8?q?=0D=0ABcc:_evil@example.org?=",
            "\u{85}\u{2028}Bcc: evil@example.org",
        ] {
            let (head, _) = mailed("wang@example.org", words).unwrap();
            assert_eq!(lines(&head), lines(&usual), "{head}");
            assert!(!head.split("\r\n").any(|line| line.starts_with("Bcc")), "{head}");
            assert!(!head.replace("\r\n", "").contains(['\r', '\n']), "{head}");
        }
        for to in ["wang@example.org\r\nBcc: evil@example.org", "wang@example.org, evil@example.org", ""] {
            assert_eq!(mailed(to, "words"), None, "{to}");
        }
    }

    #[test]
    fn what_a_value_holds_breaks_no_body() {
        let body = r#"{"to":"{to}","text":"{text}","id":"{id}"}"#;
        let text = "a \"b\" {id} \\ \n 你好";
        let filled = filled(body, &[("{to}", "138"), ("{text}", text), ("{id}", "7")]);
        let read: serde_json::Value = serde_json::from_str(&filled).unwrap();
        assert_eq!(read, serde_json::json!({ "to": "138", "text": text, "id": "7" }));
        let quoted = super::filled("{text}", &[("{text}", "\"\"")]);
        assert_eq!(quoted, "\\\"\\\"");
    }

    #[test]
    fn statuses_mean_what_they_say() {
        for (status, outcome) in [
            (200, Outcome::Accepted),
            (202, Outcome::Accepted),
            (302, Outcome::Refused),
            (400, Outcome::Refused),
            (408, Outcome::Unclear),
            (429, Outcome::NotReached),
            (500, Outcome::Unclear),
            (502, Outcome::Unclear),
            (503, Outcome::NotReached),
        ] {
            assert_eq!(outcome_of(status), outcome, "{status}");
        }
    }
}
