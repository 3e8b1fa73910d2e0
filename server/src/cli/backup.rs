//! `lastmetre backup` and `lastmetre restore`.

use std::{
    fs, io,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Refusal, open_current, today};
use crate::{
    backup::{self, BackupCopy, Progress, erased::Erased},
    config::{Configuration, DatabaseUrl},
    error::StoreError,
    journal::Journal,
    shanghai,
    vault::Vault,
};

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Backups {
    /// The file that shall be, best on another disk; the list of erased records is kept beside it
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Print which backups there are, and from which day on each is taken away
    #[arg(long)]
    list: bool,
    /// Say that a backup that was moved, or broken off, is gone: it was written to this file
    #[arg(long, value_name = "FILE")]
    gone: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Restores {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A file with a secret key for backups, as `lastmetre keys backup` printed it; - reads standard input
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Look at everything, and restore nothing
    #[arg(long)]
    verify_only: bool,
    /// A later list of erased records than those in data_dir and beside the backup
    #[arg(long, value_name = "FILE")]
    erased: Vec<PathBuf>,
    /// There is no list of erased records: whoever was erased after the backup was made becomes readable again
    #[arg(long, conflicts_with = "erased")]
    without_erased: bool,
}

pub(super) async fn backup(
    configuration: &Configuration,
    asked: &Backups,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let database = open_current(configuration).await?;
    let journal = || {
        Ok::<_, Refusal>(Journal::new(
            database.clone(),
            Vault::open(configuration).map_err(StoreError::from)?,
        ))
    };
    match (&asked.file, &asked.gone) {
        (Some(file), _) => make(configuration, &journal()?, file, out).await?,
        (None, Some(file)) => {
            let file = std::path::absolute(file)?;
            match backup::note_gone(&journal()?, &file).await? {
                true => writeln!(out, "{} is no longer on the list", file.display())?,
                false => return Err(Refusal::Asked(format!("{} is not on the list", file.display()))),
            }
        }
        (None, None) => list(&backup::copies(&database).await?, out)?,
    }
    database.close().await;
    Ok(())
}

async fn make(
    configuration: &Configuration,
    journal: &Journal,
    file: &Path,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let recipients = &configuration.backup_recipients.0;
    if recipients.is_empty() {
        return Err(Refusal::Asked(
            "`backup_recipients` is not set: `lastmetre keys backup` makes a key for backups".into(),
        ));
    }
    let asked = backup::Asked {
        recipients,
        data_dir: &configuration.data_dir,
        file,
        kept_days: configuration.backups_kept_days.get(),
    };
    let made = backup::make(journal, &asked, &mut Progress::on_standard_error()).await?;
    let rows: i64 = made.rows.values().sum();
    writeln!(
        out,
        "{}: {rows} rows of {} tables and {} attachments as of {}, {} bytes; kept until {}",
        made.file.display(),
        made.rows.len(),
        made.files,
        shanghai::second(made.made_at_ms),
        made.bytes,
        made.expires_on,
    )?;
    writeln!(out, "the master key is not in it: keep that elsewhere too, both are needed to restore")?;
    let (gone, elsewhere) = backup::remove_expired(journal, today()).await?;
    for copy in gone {
        writeln!(out, "{}: expired on {}, removed", copy.file.display(), copy.expires_on)?;
    }
    for copy in elsewhere {
        let (file, day) = (copy.file.display(), copy.expires_on);
        writeln!(
            out,
            "{file}: expired on {day}, and no longer there: remove it where it lies now, then say --gone {file}"
        )?;
    }
    Ok(())
}

fn list(copies: &[BackupCopy], out: &mut impl Write) -> io::Result<()> {
    if copies.is_empty() {
        return writeln!(out, "no backups");
    }
    for copy in copies {
        let there = if copy.file.exists() { "" } else { " (not there now)" };
        let (moment, file) = (shanghai::second(copy.made_at_ms), copy.file.display());
        writeln!(out, "{moment} {file}{there}: until {}", copy.expires_on)?;
    }
    writeln!(out, "whoever was erased is still readable in those made before, until the day that is named")
}

pub(super) async fn restore(
    configuration: &Configuration,
    asked: &Restores,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let identities = backup::read_identities(&key(&asked.key)?)
        .ok_or_else(|| Refusal::Asked("--key: the file holds no line AGE-SECRET-KEY-…".into()))?;
    let vault = Vault::open_existing(configuration).map_err(StoreError::from)?;
    let url = configuration.database_url();
    let erased = match asked.verify_only {
        true => Erased::default(),
        false => erased(configuration, asked, out)?,
    };
    if !asked.verify_only {
        backup::refuse_something(&url, &configuration.data_dir).await?;
    }
    let folder = match &url {
        // Beside the file that shall be, so that it only has to be given its name.
        DatabaseUrl::Sqlite(file) => file.parent().map(Path::to_owned).unwrap_or_default(),
        DatabaseUrl::Postgres(_) => configuration.data_dir.clone(),
    };
    let mut progress = Progress::on_standard_error();
    let unpacked = backup::verify(&asked.file, &identities, &vault, &folder, &mut progress).await?;
    let manifest = &unpacked.manifest;
    writeln!(
        out,
        "a backup of {} by release {} on {}, with {} migrations; {} rows of {} tables, {} attachments; {} journals \
         with {} rows are whole; the master key opens all {} keys",
        shanghai::second(manifest.made_at_ms),
        manifest.program,
        manifest.database,
        manifest.migrations.len(),
        unpacked.rows.values().sum::<i64>(),
        unpacked.rows.len(),
        unpacked.files,
        unpacked.journals.units,
        unpacked.journals.rows,
        unpacked.keys.now + unpacked.keys.before,
    )?;
    if asked.verify_only {
        unpacked.discard().await;
        writeln!(out, "nothing was restored, as asked")?;
        return Ok(());
    }
    let moment = shanghai::second(manifest.made_at_ms);
    let restored =
        backup::restore(unpacked, &vault, &erased, &url, &configuration.data_dir, &mut progress).await?;
    writeln!(out, "restored into {}; everybody has to sign in again", url.told())?;
    writeln!(out, "{} records that were erased since are erased again", restored.erased_again)?;
    match asked.without_erased {
        true => writeln!(out, "whoever was erased after {moment} is readable again: erase them anew")?,
        false => {
            let until = shanghai::second(erased.until_ms);
            writeln!(out, "the list of erased records ends at {until}: erase anew whoever was erased later")?;
        }
    }
    Ok(())
}

/// The secret key, from where it lies.
fn key(file: &Path) -> Result<String, Refusal> {
    let text = match file.to_str() {
        Some("-") => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text).map(|_| text)
        }
        _ => fs::read_to_string(file),
    };
    text.map_err(|error| Refusal::Asked(format!("could not read the key for backups: {error}")))
}

/// All lists of erased records that can be found, as one.
fn erased(configuration: &Configuration, asked: &Restores, out: &mut impl Write) -> Result<Erased, Refusal> {
    let beside = asked.file.parent().map(backup::erased::file_in);
    let own = backup::erased::file_in(&configuration.data_dir);
    let mut found: Option<Erased> = None;
    for file in beside.iter().chain([&own]).chain(&asked.erased) {
        let list = Erased::read(file).map_err(|error| Refusal::Asked(error.to_string()))?;
        let Some(list) = list else {
            if asked.erased.contains(file) {
                return Err(Refusal::Asked(format!("there is no list {}", file.display())));
            }
            continue;
        };
        writeln!(out, "{}: {} erased records", file.display(), list.records.len())?;
        found = Some(found.unwrap_or_default().with(list));
    }
    match (found, asked.without_erased) {
        (Some(list), _) => Ok(list),
        (None, true) => Ok(Erased::default()),
        (None, false) => Err(Refusal::Asked(format!(
            "there is no list {} in data_dir or beside the backup, and without it whoever was erased since would be \
             readable again: name one with --erased, or say --without-erased",
            backup::erased::file_in(Path::new("")).display()
        ))),
    }
}
