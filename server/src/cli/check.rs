//! `lastmetre check`: one line for each thing that must be right before the program can serve, and for what whoever runs
//! it should know («mind»).

use std::{
    error::Error,
    io::{self, Write},
    time::Instant,
};

use time::OffsetDateTime;

use super::{Refusal, schema_told, today, told};
use crate::{
    assets::Assets,
    backup,
    certificates::{Font, FontFault},
    config::Configuration,
    database::{Database, Schema},
    error::StoreError,
    journal::guard,
    serve::Tls,
    shanghai,
    vault::{self, Vault, VaultError},
};

/// A certificate that ends sooner is told.
const CERTIFICATE_DAYS: i64 = 14;

/// What was found of one thing.
enum Finding {
    /// It is right.
    Well(String),
    /// It works, and somebody has to do something.
    Mind(String),
    /// It does not work.
    Bad(String),
}

impl From<Result<String, String>> for Finding {
    fn from(result: Result<String, String>) -> Self {
        result.map_or_else(Self::Bad, Self::Well)
    }
}

pub(super) async fn check(configuration: &Configuration, out: &mut impl Write) -> Result<(), Refusal> {
    let given = configuration.settings_given();
    let total = Configuration::NAMES.len();
    let mut report = Report { out, fit: true };
    report.line(
        "configuration",
        Ok(format!("{given} of {total} settings given, the others at their defaults")),
    )?;
    report.database(configuration).await?;
    report.line("https", https(configuration))?;
    report.line("built site", site(configuration))?;
    report.line("certificates", font(configuration))?;
    if report.fit { Ok(()) } else { Err(Refusal::Unfit) }
}

struct Report<'a, W> {
    out: &'a mut W,
    fit: bool,
}

impl<W: Write> Report<'_, W> {
    fn line(&mut self, what: &str, finding: impl Into<Finding>) -> io::Result<()> {
        match finding.into() {
            Finding::Well(text) => writeln!(self.out, "ok   {what}: {text}"),
            Finding::Mind(text) => writeln!(self.out, "mind {what}: {text}"),
            Finding::Bad(text) => {
                self.fit = false;
                writeln!(self.out, "bad  {what}: {text}")
            }
        }
    }

    async fn database(&mut self, configuration: &Configuration) -> io::Result<()> {
        let url = configuration.database_url();
        let begun = Instant::now();
        let opened = async {
            let database = Database::open(&url).await?;
            database.ping().await?;
            Ok::<_, StoreError>(database)
        };
        let database = match opened.await {
            Ok(database) => database,
            Err(error) => return self.line("database", Err(format!("{}: {}", url.told(), told(&error)))),
        };
        let ms = begun.elapsed().as_millis();
        self.line("database", Ok(format!("{} answers in {ms} ms", url.told())))?;
        let schema = match database.schema().await {
            Ok(current @ Schema::Current(_)) => Ok(schema_told(current)),
            Ok(other) => Err(schema_told(other)),
            Err(error) => Err(told(&error)),
        };
        let current = schema.is_ok();
        self.line("migrations", schema)?;
        if current {
            self.journal(&database).await?;
            self.line("vault", vault(configuration, &database).await)?;
            self.line("backups", backups(configuration, &database).await)?;
        }
        database.close().await;
        Ok(())
    }

    async fn journal(&mut self, database: &Database) -> io::Result<()> {
        let guarded = match guard::missing(database).await {
            Ok(missing) if missing.is_empty() => Finding::Well("its triggers are there".into()),
            Ok(missing) => Finding::Bad(format!("it has no trigger {}", missing.join(", "))),
            Err(error) => Finding::Bad(told(&error)),
        };
        self.line("journal", guarded)?;
        match guard::master(database).await {
            Ok(None) => Ok(()),
            Ok(Some(role)) => {
                let text = format!(
                    "{role} owns the tables or may change the journal: serve with a role that \
                     `lastmetre migrate --grant ROLE` gave its rights"
                );
                self.line("database role", Finding::Mind(text))
            }
            Err(error) => self.line("database role", Finding::Bad(told(&error))),
        }
    }
}

async fn vault(configuration: &Configuration, database: &Database) -> Finding {
    let vault = match Vault::open_existing(configuration) {
        Ok(vault) => vault,
        Err(error @ VaultError::Missing(_)) => {
            return match vault::has_keys(database).await {
                Ok(false) => Finding::Mind("the master key is made at the first start".into()),
                Ok(true) => Finding::Bad(told(&error)),
                Err(error) => Finding::Bad(told(&error)),
            };
        }
        Err(error) => return Finding::Bad(told(&error)),
    };
    let wrapped = match vault::count(database, &vault).await {
        Ok(wrapped) => wrapped,
        Err(error) => return Finding::Bad(told(&error)),
    };
    let all = wrapped.now + wrapped.before + wrapped.unreadable;
    if wrapped.unreadable > 0 {
        let opened = all - wrapped.unreadable;
        Finding::Bad(format!("the master key opens only {opened} of the keys of {all} records"))
    } else if wrapped.before > 0 {
        let before = wrapped.before;
        Finding::Mind(format!(
            "{before} of {all} keys need the master key before: run `lastmetre keys rotate`"
        ))
    } else if vault.has_key_before() {
        Finding::Mind(format!(
            "the master key opens the keys of all {all} records; the one before is not needed here any more: take it \
             away, and keep it elsewhere until the backups of its time have expired"
        ))
    } else {
        Finding::Well(format!("the master key opens the keys of all {all} records"))
    }
}

async fn backups(configuration: &Configuration, database: &Database) -> Finding {
    let recipients = configuration.backup_recipients.0.len();
    if recipients == 0 {
        return Finding::Mind("none can be made, because `backup_recipients` is not set".into());
    }
    let copies = match backup::copies(database).await {
        Ok(copies) => copies,
        Err(error) => return Finding::Bad(told(&error)),
    };
    let Some(last) = copies.last() else {
        return Finding::Mind(format!("to {recipients} keys; none has been made yet"));
    };
    let (count, moment) = (copies.len(), shanghai::second(last.made_at_ms));
    match copies.iter().filter(|copy| copy.expires_on <= today()).count() {
        0 => Finding::Well(format!("to {recipients} keys; {count} are kept, the last of {moment}")),
        expired => Finding::Mind(format!(
            "to {recipients} keys; {count} are kept, the last of {moment}, and {expired} should be gone by now"
        )),
    }
}

fn https(configuration: &Configuration) -> Finding {
    let url = configuration.public_url();
    let tls = match Tls::load(configuration) {
        Ok(tls) => tls,
        Err(error) => return Finding::Bad(told(&error)),
    };
    let Some(tls) = tls else {
        return match (url.starts_with("https://"), configuration.insecure_http) {
            (true, _) => Finding::Well("is left to the proxy in front".into()),
            (false, true) => {
                Finding::Mind("none, as `insecure_http` says: passwords cross the network in the open".into())
            }
            (false, false) => Finding::Well("none; only this machine itself can reach the site".into()),
        };
    };
    let (now, expires) = (OffsetDateTime::now_utc(), tls.expires());
    let day = expires.date();
    match (expires - now).whole_days() {
        _ if expires <= now => Finding::Bad(format!("the certificate expired on {day}")),
        ..CERTIFICATE_DAYS => Finding::Mind(format!("key and certificate fit; it expires soon, on {day}")),
        _ => Finding::Well(format!("key and certificate fit; it expires on {day}")),
    }
}

/// Whether certificates can be written as PDF. Without a font they are still pages.
fn font(configuration: &Configuration) -> Finding {
    match Font::find(configuration.certificate_font.as_deref()) {
        Ok(font) => Finding::Well(format!("their PDFs are written with {}", font.path().display())),
        Err(fault @ FontFault::None) => Finding::Mind(format!("no PDFs can be made: {}", told(&fault))),
        Err(fault) => Finding::Bad(format!("no PDFs can be made: {}", told(&fault))),
    }
}

fn site(configuration: &Configuration) -> Result<String, String> {
    let told = |error| told(&error as &dyn Error);
    let assets = Assets::load(&configuration.site_dir).map_err(told)?;
    assets.complete().map_err(told)?;
    Ok(format!("{} files in {}", assets.count(), configuration.site_dir.display()))
}
