//! The configuration: one list of settings, from a file and from `LASTMETRE_*` variables.
//!
//! For whoever runs a deployment. A setting `name` is written `name = …` in the file (see
//! `server/lastmetre.example.toml`) or `LASTMETRE_NAME=…` in the environment, which wins. What each kind of value
//! may be is in config/kinds.rs, where values come from in config/sources.rs.
//!
//! Invariants: an unknown name or a wrong value stops the program and is told by name, never by its value; a
//! secret is never shown, logged or written out.

mod kinds;
mod network;
mod secret;
mod sources;

pub use kinds::{
    BackupRecipients, Bounded, CountyPhones, DatabaseUrl, GatewayUrl, LogFormat, LogLevel, PhoneNumber,
    PhoneNumbers, PublicUrl, Sms, StarHours, TileTemplate,
};
pub use network::{Network, TrustedProxies};
pub use secret::Secret;
pub use sources::{Fault, Faults, Origin};

use app::stations::model::FreshnessDays;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use kinds::Setting;
use sources::Sources;

/// What `smtp_url` says where e-mails are shown in the office instead of being sent.
pub const MAIL_SHOWN: &str = "show://in-the-office";

/// Declares the settings: what each means, its kind, and its default as one would write it in a variable.
macro_rules! settings {
    ($($(#[doc = $doc:literal])+ $name:ident: $kind:ty = $default:literal,)+) => {
        /// Everything that can be set. An empty text means «not set» where a setting is optional.
        #[derive(Clone, Debug)]
        pub struct Configuration {
            $($(#[doc = $doc])+ pub $name: $kind,)+
            origins: Vec<Origin>,
        }

        impl Configuration {
            /// The name of every setting, in the order of the example file.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            fn take(sources: &mut Sources) -> Self {
                $(let $name = sources.take::<$kind>(stringify!($name), $default);)+
                Self { $($name,)+ origins: sources.origins() }
            }

            /// Name, value as it would stand in the file, and origin of every setting; secrets redacted.
            pub fn effective(&self) -> Vec<(&'static str, toml::Value, &Origin)> {
                let values = vec![$(Setting::shown(&self.$name)),+];
                let named = Self::NAMES.iter().zip(values).zip(&self.origins);
                named.map(|((name, value), origin)| (*name, value, origin)).collect()
            }
        }
    };
}

settings! {
    /// Where to listen: address and port.
    listen: SocketAddr = "127.0.0.1:3000",
    /// Where readers reach the site, `https://example.org`: for links that leave the site, and to tell own forms from
    /// those of strangers. Must be set unless `listen` is a loopback address.
    public_url: Option<PublicUrl> = "",
    /// Addresses or networks of the proxies in front, whose `X-Forwarded-For` is believed.
    trusted_proxies: TrustedProxies = "",
    /// PEM file with the certificate and those that lead to its authority. With it and `tls_key` the program speaks https
    /// itself; both are read anew when they change or SIGHUP comes.
    tls_certificate: Option<PathBuf> = "",
    /// PEM file with the key of the certificate.
    tls_key: Option<PathBuf> = "",
    /// `true` lets `public_url` begin with http:// where others than this machine can listen: passwords and cookies
    /// then cross the network in the open.
    insecure_http: bool = "false",

    /// The directory for the program's own files.
    data_dir: PathBuf = "data",
    /// `sqlite:path/of/file` or `postgres://…`. Not set: the SQLite file `lastmetre.sqlite` in `data_dir`.
    database_url: Option<DatabaseUrl> = "",
    /// The built site: `assets.json` and the files it names.
    site_dir: PathBuf = "target/site",

    /// `json` (one object a line) or `pretty` (for people).
    log_format: LogFormat = "json",
    /// `error`, `warn`, `info`, `debug` or `trace`.
    log_level: LogLevel = "info",
    /// What a collector of figures must send as `Authorization: Bearer …`, at least 16 characters. Not set: `/metrics`
    /// answers only to this machine itself.
    metrics_token: Option<Secret> = "",
    /// Address and port for `/metrics` alone, which is then no longer answered at `listen`. A loopback address, unless
    /// there is a `metrics_token`.
    metrics_listen: Option<SocketAddr> = "",

    /// How many searches and suggestions one reader (one IPv4 address, one IPv6 /64) may ask for in a minute. Many
    /// readers may share one address.
    search_per_minute: Bounded<1, 100_000_000> = "600",
    /// How many codes by message the readers behind one address may ask for in an hour. The telephones of a whole town
    /// may share one with some carriers.
    codes_per_hour: Bounded<1, 100_000_000> = "30",
    /// The longest address that is answered, in bytes, with its query.
    url_bytes_max: Bounded<256, 32_768> = "4096",
    /// The longest query that is answered, in bytes.
    query_bytes_max: Bounded<256, 32_768> = "2048",
    /// The largest body that is accepted, in bytes.
    body_bytes_max: Bounded<1024, 16_777_216> = "262144",
    /// The largest workbook that is imported, in bytes.
    sheet_bytes_max: Bounded<1_048_576, 16_777_216> = "4194304",
    /// The largest photo that is taken, in bytes. What is kept of it is much smaller.
    photo_bytes_max: Bounded<1_048_576, 33_554_432> = "16777216",

    /// After how many minutes without use somebody of the staff is signed out. What they send then is kept for them.
    session_idle_minutes: Bounded<3, 240> = "30",
    /// After how many hours they are signed out whatever they do.
    session_hours: Bounded<1, 24> = "12",

    /// 64 hexadecimal digits: the key under which the keys of all personal records are kept. Not set: the file
    /// `master.key` in `data_dir`, made when it is first needed. Several servers need the same.
    master_key: Option<Secret> = "",
    /// The master key before, from when `master_key` was changed until `lastmetre keys rotate` is done.
    master_key_before: Option<Secret> = "",

    /// The public keys (`age1…`) to which backups are encrypted; each of their secret halves opens them.
    backup_recipients: BackupRecipients = "",
    /// How many days a backup is kept: the next one after that takes it away.
    backups_kept_days: Bounded<1, 3650> = "30",

    /// The bucket of an S3-compatible store in which attachments are kept. Not set: the folder `attachments` in `data_dir`,
    /// which every backup holds; a bucket is backed up by whoever runs it.
    s3_bucket: Option<String> = "",
    /// Where the store is reached, unless it is Amazon's.
    s3_endpoint: Option<GatewayUrl> = "",
    /// The region of the bucket, which some stores ignore.
    s3_region: String = "us-east-1",
    /// The name of the key with which the store is asked.
    s3_key_id: Option<String> = "",
    /// The key itself.
    s3_key: Option<Secret> = "",

    /// What becomes of SMS: `off`, `show` (in the office, for trying out) or `gateway`.
    sms: Sms = "off",
    /// The gateway for SMS: it is sent a POST with `sms_gateway_body`, and answers 2xx when it has taken the message.
    sms_gateway_url: Option<GatewayUrl> = "",
    /// What the gateway is sent as `Authorization: Bearer …`.
    sms_gateway_token: Option<Secret> = "",
    /// What the gateway is sent, JSON with `{to}`, `{text}` and `{id}`.
    sms_gateway_body: String = r#"{"to":"{to}","text":"{text}","id":"{id}"}"#,
    /// Whether the gateway sends a message once however often it gets it under one `Idempotency-Key`. If it does, what
    /// broke off is tried again; if not, a person decides.
    sms_gateway_repeats: bool = "false",
    /// What the gateway sends as `Authorization: Bearer …` when it tells what became of a message, as a POST to
    /// `/messages/receipt` of `{"id": "…", "delivered": true}`. Not set: there is no such address.
    sms_receipt_token: Option<Secret> = "",
    /// The mail server, `smtps://user:password@host`, or `show://in-the-office` for trying out. Not set: no e-mail is sent.
    smtp_url: Option<Secret> = "",
    /// Who e-mail comes from, `LastMetre <reminders@example.org>`.
    mail_from: Option<String> = "",
    /// From this hour on (0 to 23, Asia/Shanghai) nobody is sent anything that can wait.
    quiet_from_hour: Bounded<0, 23> = "21",
    /// Until this hour. The same hour as `quiet_from_hour` means never.
    quiet_until_hour: Bounded<0, 23> = "8",
    /// For how many seconds a worker has a job before another may take it. Longer than a gateway may take to answer.
    job_lease_seconds: Bounded<20, 3600> = "60",

    /// In how many working days a complaint or suggestion is answered: a term that the platform sets itself.
    complaint_answer_days: Bounded<1, 90> = "15",

    /// In how many working days whoever calls for help is called back where it presses; 0 is the same day, or
    /// the next on which their unit opens.
    help_urgent_contact_days: Bounded<0, 5> = "0",
    /// In how many working days everybody else is called back: a term that the platform sets itself.
    help_contact_days: Bounded<1, 30> = "3",
    /// In how many working days a call for help is closed.
    help_closing_days: Bounded<1, 180> = "15",

    /// The file of the font with which certificates are written as PDF. Not set: the best that is known where systems keep
    /// their fonts; `lastmetre check` says which.
    certificate_font: Option<PathBuf> = "",
    /// From how many hours on a volunteer has one star, two, and so on.
    volunteer_star_hours: StarHours = "100,300,600,1000,1500",
    /// To how many minutes the hours of volunteers are rounded, to the nearest: 6 is a tenth of an hour.
    volunteer_hours_rounding_minutes: Bounded<1, 60> = "6",
    /// After how many days a volunteer who was refused, left or was never let in is erased, where they have no hours and no
    /// certificate.
    volunteer_idle_days: Bounded<30, 3650> = "365",

    /// The key for the tiles of 天地图. Not set: the map shows its own outlines only.
    tianditu_key: Option<Secret> = "",
    /// Where tiles come from, with `{layer}`, `{z}`, `{x}`, `{y}` and `{key}`.
    tianditu_url: TileTemplate = "https://t0.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}",
    /// 审图号, the number of the reviewed map, once it is granted.
    map_review_number: Option<String> = "",

    /// What a station is called here, in Chinese.
    station_word_zh: String = "社工站",
    /// What a station is called here, in English.
    station_word_en: String = "Social work station",
    /// 主办单位, who runs the site.
    operator_zh: Option<String> = "",
    /// The same in English.
    operator_en: Option<String> = "",
    /// 政府网站标识码, as it must be shown.
    site_code: Option<String> = "",
    /// ICP 备案号, as it must be shown.
    icp_record: Option<String> = "",
    /// 公安备案号, as it must be shown.
    police_record: Option<String> = "",
    /// The line to call when nobody else answers.
    provincial_line: PhoneNumber = "12345",
    /// The number of each 市县's own office, by its six-digit code.
    county_phones: CountyPhones = "",
    /// The numbers shown for emergencies, in this order. Not set: those the reference data marks so.
    emergency_numbers: PhoneNumbers = "",

    /// An entry verified at most this many days ago is fresh.
    freshness_due_days: Bounded<1, 3650> = "90",
    /// An entry verified more than this many days ago is overdue.
    freshness_overdue_days: Bounded<1, 3650> = "180",
}

impl Configuration {
    /// Reads the settings from `file`, if any, and from the variables, which win.
    ///
    /// All faults are told at once.
    pub fn read(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Faults> {
        let mut sources = Sources::open(file, variables)?;
        let configuration = Self::take(&mut sources);
        sources.refuse_leftovers(Self::NAMES);
        configuration.refuse_contradictions(&mut sources);
        sources.finish(configuration)
    }

    /// The same configuration listening on another port, as asked for on the command line.
    pub fn on_port(mut self, port: u16) -> Self {
        self.listen.set_port(port);
        for (name, origin) in Self::NAMES.iter().zip(&mut self.origins) {
            if *name == "listen" {
                *origin = Origin::CommandLine;
            }
        }
        self
    }

    /// Where readers reach the site, without a slash at the end.
    pub fn public_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.as_str().to_owned(),
            None if self.tls_certificate.is_some() => format!("https://{}", self.listen),
            None => format!("http://{}", self.listen),
        }
    }

    /// Which database to open.
    pub fn database_url(&self) -> DatabaseUrl {
        let default = || DatabaseUrl::Sqlite(self.data_dir.join("lastmetre.sqlite"));
        self.database_url.clone().unwrap_or_else(default)
    }

    /// After how many days an entry is due for verification, and overdue.
    pub fn freshness(&self) -> FreshnessDays {
        FreshnessDays {
            due: self.freshness_due_days.get().into(),
            overdue: self.freshness_overdue_days.get().into(),
        }
    }

    /// The template of the map's tiles with `{layer}`, `{z}`, `{x}` and `{y}`, when there is a key. It goes to every
    /// browser, with the key in it: 天地图 binds a key to a site's address.
    pub fn tiles(&self) -> Option<String> {
        self.tianditu_key.as_ref().map(|key| self.tianditu_url.with_key(key))
    }

    /// Whether the setting of this name came from somewhere else than its default.
    pub fn gives(&self, name: &str) -> bool {
        let named = Self::NAMES.iter().zip(&self.origins);
        named.into_iter().any(|(it, origin)| *it == name && *origin != Origin::Default)
    }

    /// How many settings came from somewhere else than their default.
    pub fn settings_given(&self) -> usize {
        self.origins.iter().filter(|origin| **origin != Origin::Default).count()
    }

    fn refuse_contradictions(&self, sources: &mut Sources) {
        if self.public_url.is_none() && !self.listen.ip().is_loopback() {
            sources.refuse("public_url", "to be set, because `listen` is not a loopback address");
        }
        let http = self.public_url.as_ref().filter(|url| url.as_str().starts_with("http://"));
        if let Some(http) = http {
            if self.tls_certificate.is_some() {
                sources.refuse("public_url", "https://, because `tls_certificate` is set");
            } else if !(self.insecure_http || (http.is_loopback() && self.listen.ip().is_loopback())) {
                sources.refuse("public_url", "https://, a loopback address for itself and `listen`, or `insecure_http = true`: passwords would cross the network in the open");
            }
        }
        for (name, given, other) in [
            ("tls_certificate", &self.tls_key, &self.tls_certificate),
            ("tls_key", &self.tls_certificate, &self.tls_key),
        ] {
            if given.is_some() && other.is_none() {
                sources.refuse(name, "to be set too: certificate and key belong together");
            }
        }
        let exposed = self.metrics_listen.is_some_and(|address| !address.ip().is_loopback());
        if exposed && self.metrics_token.is_none() {
            sources.refuse("metrics_listen", "a loopback address, because `metrics_token` is not set");
        }
        if self.metrics_listen.is_some_and(|address| address == self.listen && address.port() != 0) {
            sources.refuse("metrics_listen", "another address than `listen`");
        }
        if self.master_key_before.is_some() && self.master_key.is_none() {
            sources.refuse("master_key_before", "nothing, because `master_key` is not set");
        }
        for (name, given) in [("s3_key_id", self.s3_key_id.is_some()), ("s3_key", self.s3_key.is_some())] {
            if given != self.s3_bucket.is_some() {
                sources.refuse(name, "to be set together with `s3_bucket`");
            }
        }
        if self.query_bytes_max.get() > self.url_bytes_max.get() {
            sources.refuse("query_bytes_max", "no more than `url_bytes_max`");
        }
        if self.freshness_due_days.get() >= self.freshness_overdue_days.get() {
            sources.refuse("freshness_due_days", "fewer days than `freshness_overdue_days`");
        }
        if self.sms == Sms::Gateway && self.sms_gateway_url.is_none() {
            sources.refuse("sms_gateway_url", "to be set, because `sms` is `gateway`");
        }
        if self.smtp_url.is_some() != self.mail_from.is_some() {
            sources.refuse("mail_from", "to be set together with `smtp_url`");
        }
        let is_fit = |url: &str| url == MAIL_SHOWN || network::is_private(url);
        if self.smtp_url.as_ref().is_some_and(|url| !is_fit(url.reveal())) {
            sources.refuse(
                "smtp_url",
                "smtps://…, or smtp://…?tls=required, unless it is this machine; or show://in-the-office",
            );
        }
    }
}

#[cfg(test)]
mod tests;
