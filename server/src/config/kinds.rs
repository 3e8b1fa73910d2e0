//! The kinds of values a setting can have, and what each says when it is given something else.

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    str::FromStr,
};

use app::certificates::model::StarLevels;
use axum::http::Uri;

use super::{Network, Secret, TrustedProxies};

/// A kind of value. Variables give text; the file may give numbers, lists and tables too.
pub(super) trait Setting: Sized {
    /// What is accepted, to follow «expected».
    fn expected() -> String;

    /// The value that `text` means.
    fn from_text(text: &str) -> Option<Self>;

    /// The value that stands in the file.
    fn from_value(value: &toml::Value) -> Option<Self> {
        value.as_str().and_then(Self::from_text)
    }

    /// The value as it would stand in the file, without what is secret.
    fn shown(&self) -> toml::Value;
}

impl<T: Setting> Setting for Option<T> {
    fn expected() -> String {
        format!("{}, or nothing", T::expected())
    }

    fn from_text(text: &str) -> Option<Self> {
        if text.is_empty() { Some(None) } else { T::from_text(text).map(Some) }
    }

    fn from_value(value: &toml::Value) -> Option<Self> {
        if value.as_str() == Some("") { Some(None) } else { T::from_value(value).map(Some) }
    }

    fn shown(&self) -> toml::Value {
        self.as_ref().map_or_else(|| "".into(), T::shown)
    }
}

impl Setting for SocketAddr {
    fn expected() -> String {
        "an IP address and a port, like 127.0.0.1:3000 or [::1]:3000".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn shown(&self) -> toml::Value {
        self.to_string().into()
    }
}

impl Setting for bool {
    fn expected() -> String {
        "true or false".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn from_value(value: &toml::Value) -> Option<Self> {
        value.as_bool()
    }

    fn shown(&self) -> toml::Value {
        (*self).into()
    }
}

impl Setting for PathBuf {
    fn expected() -> String {
        "a path".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        (!text.is_empty() && !text.contains('\0')).then(|| text.into())
    }

    fn shown(&self) -> toml::Value {
        self.to_string_lossy().into_owned().into()
    }
}

impl Setting for String {
    fn expected() -> String {
        "a line of 1 to 200 characters".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        let fits = (1..=200).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        fits.then(|| text.to_owned())
    }

    fn shown(&self) -> toml::Value {
        self.as_str().into()
    }
}

impl Setting for Secret {
    fn expected() -> String {
        "a secret of at least 16 characters".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        let fits = text.len() >= 16 && text.chars().all(|it| it.is_ascii_graphic());
        fits.then(|| Secret::new(text))
    }

    fn shown(&self) -> toml::Value {
        Secret::SHOWN.into()
    }
}

/// A whole number from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounded<const MIN: u32, const MAX: u32>(u32);

impl<const MIN: u32, const MAX: u32> Bounded<MIN, MAX> {
    /// The number, if it is within the bounds.
    pub fn new(number: u32) -> Option<Self> {
        (MIN..=MAX).contains(&number).then_some(Self(number))
    }

    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl<const MIN: u32, const MAX: u32> Setting for Bounded<MIN, MAX> {
    fn expected() -> String {
        format!("a whole number from {MIN} to {MAX}")
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().and_then(Self::new)
    }

    fn from_value(value: &toml::Value) -> Option<Self> {
        value.as_integer().and_then(|number| u32::try_from(number).ok()).and_then(Self::new)
    }

    fn shown(&self) -> toml::Value {
        i64::from(self.0).into()
    }
}

/// What becomes of an SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sms {
    /// None is sent, and nothing is offered that needs one.
    Off,
    /// It is shown in the office instead, for trying out.
    Show,
    /// It goes to the gateway.
    Gateway,
}

impl Setting for Sms {
    fn expected() -> String {
        "`off`, `show` or `gateway`".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        match text {
            "off" => Some(Self::Off),
            "show" => Some(Self::Show),
            "gateway" => Some(Self::Gateway),
            _ => None,
        }
    }

    fn shown(&self) -> toml::Value {
        match self {
            Self::Off => "off".into(),
            Self::Show => "show".into(),
            Self::Gateway => "gateway".into(),
        }
    }
}

/// Where a gateway is asked: https, or this machine itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayUrl(String);

impl GatewayUrl {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Setting for GatewayUrl {
    fn expected() -> String {
        "an address that begins with https:// (or http:// on this machine itself)".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        let uri: Uri = text.parse().ok()?;
        let host = uri.host()?.trim_matches(['[', ']']);
        let local = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|it| it.is_loopback());
        let safe = uri.scheme_str() == Some("https") || (uri.scheme_str() == Some("http") && local);
        (safe && !text.contains('@')).then(|| Self(text.to_owned()))
    }

    fn shown(&self) -> toml::Value {
        // Its query may hold a key.
        self.0.split('?').next().unwrap_or_default().into()
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line, for collectors.
    Json,
    /// Lines for people.
    Pretty,
}

impl Setting for LogFormat {
    fn expected() -> String {
        "`json` or `pretty`".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        match text {
            "json" => Some(Self::Json),
            "pretty" => Some(Self::Pretty),
            _ => None,
        }
    }

    fn shown(&self) -> toml::Value {
        match self {
            Self::Json => "json".into(),
            Self::Pretty => "pretty".into(),
        }
    }
}

/// From which importance on the program's own lines are logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogLevel(pub tracing::Level);

impl Setting for LogLevel {
    fn expected() -> String {
        "`error`, `warn`, `info`, `debug` or `trace`".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        let known = ["error", "warn", "info", "debug", "trace"].contains(&text);
        known.then(|| tracing::Level::from_str(text).ok()).flatten().map(Self)
    }

    fn shown(&self) -> toml::Value {
        self.0.as_str().to_ascii_lowercase().into()
    }
}

/// Scheme and host (and port) under which readers reach the site: `https://example.org`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Without a slash at the end; this is also the site's origin.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether only this machine itself can reach it under this name.
    pub fn is_loopback(&self) -> bool {
        let uri = self.0.parse::<Uri>().ok();
        let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost"
            || host.ends_with(".localhost")
            || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

impl Setting for PublicUrl {
    fn expected() -> String {
        "an address like https://example.org, without a path".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        let uri: Uri = text.parse().ok()?;
        let scheme = uri.scheme_str().filter(|scheme| ["http", "https"].contains(scheme))?;
        let authority = uri.authority().filter(|it| !it.as_str().contains('@'))?;
        let bare = uri.path() == "/" && uri.query().is_none();
        bare.then(|| Self(format!("{scheme}://{authority}").to_ascii_lowercase()))
    }

    fn shown(&self) -> toml::Value {
        self.as_str().into()
    }
}

/// Which database to open.
#[derive(Clone, Debug)]
pub enum DatabaseUrl {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL server. The address may hold a password.
    Postgres(Secret),
}

impl DatabaseUrl {
    /// What may be told of it: never who signs in, nor with what.
    pub fn told(&self) -> String {
        match self {
            Self::Sqlite(file) => format!("sqlite:{}", file.display()),
            Self::Postgres(address) => {
                let place = address.reveal().split_once("://").map_or("", |(_, rest)| rest);
                let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
                format!("postgres://{}", place.split('?').next().unwrap_or_default())
            }
        }
    }
}

impl Setting for DatabaseUrl {
    fn expected() -> String {
        "`sqlite:` and a path, or an address that begins with postgres://".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return (!path.is_empty() && !path.starts_with(':')).then(|| Self::Sqlite(path.into()));
        }
        let postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
        postgres.then(|| Self::Postgres(Secret::new(text)))
    }

    fn shown(&self) -> toml::Value {
        self.told().into()
    }
}

/// The address of the map's tiles, with a place for each of `{layer}`, `{z}`, `{x}`, `{y}`, `{key}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileTemplate(String);

impl TileTemplate {
    /// The template with the key filled in.
    pub fn with_key(&self, key: &Secret) -> String {
        self.0.replace("{key}", key.reveal())
    }

    /// The origin of the tiles, which pages must be allowed to show.
    pub fn origin(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        let end = self.0[host..].find('/').map_or(self.0.len(), |at| host + at);
        &self.0[..end]
    }
}

impl Setting for TileTemplate {
    fn expected() -> String {
        "an address of tiles with {layer}, {z}, {x}, {y} and {key} in its path or query".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        let template = Self(text.to_owned());
        let complete = ["{layer}", "{z}", "{x}", "{y}", "{key}"].iter().all(|place| text.contains(place));
        let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
        let has_origin =
            PublicUrl::from_text(template.origin()).is_some_and(|it| it.as_str() == template.origin());
        (complete && printable && has_origin && !template.origin().contains([';', ','])).then_some(template)
    }

    fn shown(&self) -> toml::Value {
        self.0.as_str().into()
    }
}

/// To whom backups are encrypted: public keys, whose secret halves the server need not have.
#[derive(Clone, Debug, Default)]
pub struct BackupRecipients(pub Vec<age::x25519::Recipient>);

impl Setting for BackupRecipients {
    fn expected() -> String {
        "a list of public keys that begin with age1, as `lastmetre keys backup` makes them".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        listed(text).map(|key| key.parse().ok()).collect::<Option<_>>().map(Self)
    }

    fn from_value(value: &toml::Value) -> Option<Self> {
        let key = |value: &toml::Value| value.as_str().and_then(|text| text.parse().ok());
        value.as_array()?.iter().map(key).collect::<Option<_>>().map(Self)
    }

    fn shown(&self) -> toml::Value {
        self.0.iter().map(|key| toml::Value::from(key.to_string())).collect::<Vec<_>>().into()
    }
}

/// A telephone number as it is shown and dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// The number as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Setting for PhoneNumber {
    fn expected() -> String {
        "a telephone number: 3 to 20 digits, with spaces or hyphens between them".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let plain = text.chars().all(|it| it.is_ascii_digit() || [' ', '-', '+'].contains(&it));
        (plain && (3..=20).contains(&digits)).then(|| Self(text.to_owned()))
    }

    fn shown(&self) -> toml::Value {
        self.as_str().into()
    }
}

/// Several telephone numbers, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhoneNumbers(pub Vec<PhoneNumber>);

impl Setting for PhoneNumbers {
    fn expected() -> String {
        "a list of telephone numbers".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        listed(text).map(PhoneNumber::from_text).collect::<Option<_>>().map(Self)
    }

    fn from_value(value: &toml::Value) -> Option<Self> {
        let numbers = value.as_array()?.iter();
        numbers.map(PhoneNumber::from_value).collect::<Option<_>>().map(Self)
    }

    fn shown(&self) -> toml::Value {
        self.0.iter().map(PhoneNumber::shown).collect::<Vec<_>>().into()
    }
}

/// From how many hours on there is one star, two, and so on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StarHours(pub StarLevels);

impl Setting for StarHours {
    fn expected() -> String {
        "up to ten rising numbers of hours with commas between them".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        StarLevels::parse(text).map(Self)
    }

    fn shown(&self) -> toml::Value {
        self.0.to_string().into()
    }
}

/// Telephone numbers of 市县, by their code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountyPhones(pub BTreeMap<String, PhoneNumber>);

impl CountyPhones {
    fn entry(code: &str, number: Option<PhoneNumber>) -> Option<(String, PhoneNumber)> {
        let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        is_code.then(|| number.map(|number| (code.to_owned(), number))).flatten()
    }
}

impl Setting for CountyPhones {
    fn expected() -> String {
        "telephone numbers by six-digit code: a table { \"469028\" = \"…\" }, or 469028=…,460100=… in a variable".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        let entry = |pair: &str| {
            let (code, number) = pair.split_once('=')?;
            Self::entry(code.trim(), PhoneNumber::from_text(number.trim()))
        };
        listed(text).map(entry).collect::<Option<_>>().map(Self)
    }

    fn from_value(value: &toml::Value) -> Option<Self> {
        let entries = value.as_table()?.iter();
        entries
            .map(|(code, number)| Self::entry(code, PhoneNumber::from_value(number)))
            .collect::<Option<_>>()
            .map(Self)
    }

    fn shown(&self) -> toml::Value {
        self.0.iter().map(|(code, number)| (code.clone(), number.shown())).collect::<toml::Table>().into()
    }
}

impl Setting for TrustedProxies {
    fn expected() -> String {
        "a list of addresses or networks, like 10.0.0.7 or 10.0.0.0/8".into()
    }

    fn from_text(text: &str) -> Option<Self> {
        listed(text).map(|network| network.parse().ok()).collect::<Option<_>>().map(Self)
    }

    fn from_value(value: &toml::Value) -> Option<Self> {
        let network = |value: &toml::Value| value.as_str().and_then(|text| text.parse::<Network>().ok());
        value.as_array()?.iter().map(network).collect::<Option<_>>().map(Self)
    }

    fn shown(&self) -> toml::Value {
        self.0.iter().map(|network| toml::Value::from(network.to_string())).collect::<Vec<_>>().into()
    }
}

/// The items of a list in a variable.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}
