//! `lastmetre check`: one line for each thing that must be right before the program can serve.

use std::{
    error::Error,
    io::{self, Write},
    time::Instant,
};

use super::{Refusal, schema_told, told};
use crate::{
    assets::Assets,
    config::Configuration,
    database::{Database, Schema},
    error::StoreError,
    journal::guard,
};

pub(super) async fn check(configuration: &Configuration, out: &mut impl Write) -> Result<(), Refusal> {
    let given = configuration.settings_given();
    let total = Configuration::NAMES.len();
    let mut report = Report { out, fit: true };
    report.line(
        "configuration",
        Ok(format!("{given} of {total} settings given, the others at their defaults")),
    )?;
    report.database(configuration).await?;
    report.line("built site", site(configuration))?;
    if report.fit { Ok(()) } else { Err(Refusal::Unfit) }
}

struct Report<'a, W> {
    out: &'a mut W,
    fit: bool,
}

impl<W: Write> Report<'_, W> {
    fn line(&mut self, what: &str, finding: Result<String, String>) -> io::Result<()> {
        self.fit &= finding.is_ok();
        match finding {
            Ok(text) => writeln!(self.out, "ok   {what}: {text}"),
            Err(text) => writeln!(self.out, "bad  {what}: {text}"),
        }
    }

    /// What does not keep the program from serving, and should be otherwise.
    fn warn(&mut self, what: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "warn {what}: {text}")
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
        }
        database.close().await;
        Ok(())
    }

    async fn journal(&mut self, database: &Database) -> io::Result<()> {
        let guarded = match guard::missing(database).await {
            Ok(missing) if missing.is_empty() => Ok("its triggers are there".to_owned()),
            Ok(missing) => Err(format!("it has no trigger {}", missing.join(", "))),
            Err(error) => Err(told(&error)),
        };
        self.line("journal", guarded)?;
        match guard::master(database).await {
            Ok(None) => Ok(()),
            Ok(Some(role)) => {
                let text = format!(
                    "{role} owns the tables or may change the journal: serve with a role that \
                     `lastmetre migrate --grant ROLE` gave its rights"
                );
                self.warn("database role", &text)
            }
            Err(error) => self.line("database role", Err(told(&error))),
        }
    }
}

fn site(configuration: &Configuration) -> Result<String, String> {
    let told = |error| told(&error as &dyn Error);
    let assets = Assets::load(&configuration.site_dir).map_err(told)?;
    assets.complete().map_err(told)?;
    Ok(format!("{} files in {}", assets.count(), configuration.site_dir.display()))
}
