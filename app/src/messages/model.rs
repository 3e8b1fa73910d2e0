//! Where a message stands, what follows from how an attempt ended, and when people are left in peace.

use serde::{Deserialize, Serialize};

use crate::{phones, text::narrow};

/// How somebody is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In the office, when they sign in.
    Inbox,
    /// By e-mail.
    Email,
    /// By SMS.
    Sms,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Inbox, Self::Email, Self::Sms];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    /// The channel of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.word() == word)
    }
}

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// To be sent, or to be tried again.
    Waiting,
    /// On its way: a worker has begun and has not come back.
    Sending,
    /// Taken by the mail server, the gateway or the inbox.
    Sent,
    /// The gateway says that it arrived.
    Delivered,
    /// It will not arrive: refused, or tried in vain.
    Failed,
    /// Neither yes nor no: it may have arrived.
    Unknown,
    /// Not sent: too late, or not wanted any more.
    Dropped,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Sending,
        Self::Sent,
        Self::Delivered,
        Self::Failed,
        Self::Unknown,
        Self::Dropped,
    ];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Dropped => "dropped",
        }
    }

    /// The state of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether nothing more happens by itself.
    pub fn settled(self) -> bool {
        !matches!(self, Self::Waiting | Self::Sending)
    }

    /// Whether a person may have it tried once more, or say that it arrived.
    pub fn is_for_a_person(self) -> bool {
        matches!(self, Self::Unknown | Self::Failed)
    }
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was taken.
    Accepted,
    /// It was refused, and will be again.
    Refused,
    /// Nobody took it: there was no connection, or too much to do.
    NotReached,
    /// It went out, and no answer came that can be understood.
    Unclear,
}

impl Outcome {
    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::NotReached => "not_reached",
            Self::Unclear => "unclear",
        }
    }
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It stands like this, for good.
    Settle(State),
    /// It is tried again after so many milliseconds.
    Again(i64),
}

/// How often a message is tried.
pub const ATTEMPTS_MAX: i64 = 7;

/// The wait after the first failure, in milliseconds; each later one is five times as long, up to [`WAIT_MS_MAX`].
const WAIT_MS: i64 = 60 * 1000;

/// The longest wait between two attempts: six hours.
const WAIT_MS_MAX: i64 = 6 * 60 * 60 * 1000;

/// What follows when attempt number `attempt`, counted from 1, ended like this. `repeats`: whether the other side
/// takes a message once however often it gets it under the same id.
pub fn next(outcome: Outcome, attempt: i64, repeats: bool) -> Next {
    let again = || Next::Again(wait_ms(attempt));
    match outcome {
        Outcome::Accepted => Next::Settle(State::Sent),
        Outcome::Refused => Next::Settle(State::Failed),
        Outcome::NotReached if attempt >= ATTEMPTS_MAX => Next::Settle(State::Failed),
        Outcome::NotReached => again(),
        // Sent again it might arrive twice, so a person decides.
        Outcome::Unclear if !repeats || attempt >= ATTEMPTS_MAX => Next::Settle(State::Unknown),
        Outcome::Unclear => again(),
    }
}

/// How long to wait after so many attempts, in milliseconds.
pub fn wait_ms(attempt: i64) -> i64 {
    let times = u32::try_from(attempt - 1).unwrap_or_default().min(8);
    WAIT_MS.saturating_mul(5_i64.saturating_pow(times)).min(WAIT_MS_MAX)
}

/// The hours of the day, in Asia/Shanghai, in which nobody is sent anything that can wait. From 21 to 8 means the
/// night; from an hour to the same hour means never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Quiet {
    /// The hour in which it begins.
    pub from_hour: u16,
    /// The hour in which it ends.
    pub until_hour: u16,
}

const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Asia/Shanghai has been eight hours ahead of UTC all year round since 1991.
const SHANGHAI_MS: i64 = 8 * HOUR_MS;

impl Quiet {
    /// The first moment at or after `at_ms` at which people may be written to.
    pub fn earliest_ms(self, at_ms: i64) -> i64 {
        let of_day = (at_ms + SHANGHAI_MS).rem_euclid(DAY_MS);
        let (from, until) = (i64::from(self.from_hour) * HOUR_MS, i64::from(self.until_hour) * HOUR_MS);
        let begun = at_ms - of_day;
        let quiet = match from <= until {
            true => (from..until).contains(&of_day),
            false => of_day >= from || of_day < until,
        };
        match (quiet, of_day < until) {
            (false, _) => at_ms,
            (true, true) => begun + until,
            (true, false) => begun + DAY_MS + until,
        }
    }
}

/// Where somebody wants to be written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// A mobile number of the mainland, eleven digits.
    Phone(String),
    /// An e-mail address.
    Email(String),
}

/// Signs that an e-mail address may have (RFC 5321).
const EMAIL_CHARS_MAX: usize = 254;

impl Contact {
    /// Reads a mobile number, however it is spaced and with or without +86, or an e-mail address. Full-width signs of
    /// a Chinese keyboard are let pass.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().map(narrow).collect();
        if text.contains('@') { Self::email(&text) } else { Self::phone(&text) }
    }

    fn phone(text: &str) -> Option<Self> {
        phones::mobile(text).map(Self::Phone)
    }

    fn email(text: &str) -> Option<Self> {
        let (local, domain) = text.rsplit_once('@')?;
        let sign = |sign: char| sign.is_ascii_graphic() && !"\"(),:;<>@[\\]".contains(sign);
        let part = |part: &str| {
            !part.is_empty()
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
        };
        let local_fits = !local.is_empty()
            && local.chars().all(sign)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let domain_fits = domain.contains('.') && domain.split('.').all(part);
        let fits = text.len() <= EMAIL_CHARS_MAX && local_fits && domain_fits;
        fits.then(|| Self::Email(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// By which channel.
    pub fn channel(&self) -> Channel {
        match self {
            Self::Phone(_) => Channel::Sms,
            Self::Email(_) => Channel::Email,
        }
    }

    /// The number or address.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(text) | Self::Email(text) => text,
        }
    }

    /// What those may see who need not know it: `138****0000`, `w***@example.org`.
    pub fn masked(&self) -> String {
        match self {
            Self::Phone(number) => {
                let (begin, end) = (number.get(..3).unwrap_or_default(), number.get(7..).unwrap_or_default());
                format!("{begin}****{end}")
            }
            Self::Email(address) => {
                let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
                format!("{}***@{domain}", address.chars().next().unwrap_or('*'))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NIGHT: Quiet = Quiet { from_hour: 21, until_hour: 8 };

    /// 2026-11-24 in Asia/Shanghai, at this time of the day.
    fn at(hour: i64, minute: i64) -> i64 {
        1_795_449_600_000 + hour * HOUR_MS + minute * 60_000
    }

    #[test]
    fn states_channels_and_words_belong_together() {
        assert!(State::ALL.into_iter().all(|state| State::from_word(state.word()) == Some(state)));
        assert!(Channel::ALL.into_iter().all(|channel| Channel::from_word(channel.word()) == Some(channel)));
        assert_eq!(State::from_word("lost"), None);
    }

    #[test]
    fn what_follows_an_attempt() {
        use Outcome::*;
        for (outcome, attempt, repeats, expected) in [
            (Accepted, 1, false, Next::Settle(State::Sent)),
            (Refused, 1, true, Next::Settle(State::Failed)),
            (NotReached, 1, false, Next::Again(60_000)),
            (NotReached, 2, false, Next::Again(300_000)),
            (NotReached, 5, false, Next::Again(WAIT_MS_MAX)),
            (NotReached, ATTEMPTS_MAX, false, Next::Settle(State::Failed)),
            (Unclear, 1, false, Next::Settle(State::Unknown)),
            (Unclear, 1, true, Next::Again(60_000)),
            (Unclear, ATTEMPTS_MAX, true, Next::Settle(State::Unknown)),
        ] {
            assert_eq!(next(outcome, attempt, repeats), expected, "{outcome:?} {attempt} {repeats}");
        }
    }

    #[test]
    fn at_night_people_are_left_in_peace() {
        for (now, expected) in [
            (at(20, 59), at(20, 59)),
            (at(21, 0), at(32, 0)),
            (at(23, 59), at(32, 0)),
            (at(0, 0), at(8, 0)),
            (at(7, 59), at(8, 0)),
            (at(8, 0), at(8, 0)),
            (at(12, 0), at(12, 0)),
        ] {
            assert_eq!(NIGHT.earliest_ms(now), expected);
        }
        let noon = Quiet { from_hour: 12, until_hour: 14 };
        assert_eq!([noon.earliest_ms(at(11, 59)), noon.earliest_ms(at(13, 0))], [at(11, 59), at(14, 0)]);
        let never = Quiet { from_hour: 9, until_hour: 9 };
        assert_eq!(never.earliest_ms(at(9, 30)), at(9, 30));
    }

    #[test]
    fn numbers_and_addresses_are_read_as_people_write_them() {
        for text in [
            "13800138000",
            " 138 0013 8000",
            "+86 138-0013-8000",
            "008613800138000",
            "１３８００１３８０００",
        ] {
            assert_eq!(Contact::parse(text), Some(Contact::Phone("13800138000".into())), "{text}");
        }
        for text in ["wang@Example.ORG", "ｗａｎｇ＠example.org"] {
            assert_eq!(Contact::parse(text), Some(Contact::Email("wang@example.org".into())), "{text}");
        }
        for text in [
            "",
            "1380013800",
            "138001380000",
            "12800138000",
            "0898 12345678",
            "call me",
            "a@b",
            "@b.cn",
            "a@.cn",
            "a b@c.cn",
            "a@c..cn",
            "a@-c.cn",
            ".a@c.cn",
            "a\n@c.cn",
            "<a@c.cn>",
            "a@c.cn\r\nBcc: x@y.cn",
        ] {
            assert_eq!(Contact::parse(text), None, "{text:?}");
        }
        assert_eq!(Contact::Phone("13800138000".into()).masked(), "138****8000");
        assert_eq!(Contact::Email("wang@example.org".into()).masked(), "w***@example.org");
    }

    proptest! {
        #[test]
        fn what_is_not_quiet_stays_and_what_is_waits_less_than_a_day(
            now in 0_i64..4_000_000_000_000, from_hour in 0_u16..24, until_hour in 0_u16..24,
        ) {
            let quiet = Quiet { from_hour, until_hour };
            let earliest = quiet.earliest_ms(now);
            prop_assert!(earliest >= now && earliest < now + DAY_MS);
            prop_assert_eq!(quiet.earliest_ms(earliest), earliest);
        }

        #[test]
        fn nothing_is_tried_for_ever(outcome in 0..4_usize, repeats: bool) {
            let outcome = [Outcome::Accepted, Outcome::Refused, Outcome::NotReached, Outcome::Unclear][outcome];
            prop_assert!(matches!(next(outcome, ATTEMPTS_MAX, repeats), Next::Settle(state) if state.settled()));
        }

        #[test]
        fn a_masked_number_hides_its_middle(digits in "1[3-9][0-9]{9}") {
            let masked = Contact::parse(&digits).map(|contact| contact.masked());
            prop_assert_eq!(masked, Some(format!("{}****{}", &digits[..3], &digits[7..])));
        }
    }
}
