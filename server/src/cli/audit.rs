//! `lastmetre audit`: looks after the journal, for whoever runs a deployment.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use time::Date;

use super::{Refusal as CommandRefusal, open_current, today};
use crate::{
    config::Configuration,
    database::now_ms,
    journal::{
        Journal, RetireError, queries,
        queries::UnitHead,
        roots::NotedRoot,
        verify::{Broken, Noted},
    },
    shanghai,
    vault::{Vault, VaultError},
};

#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Look at every row of every journal, and name the first that is not as it was written
    Verify {
        /// Ends that `audit heads` printed before: also what was cut off after them is found
        #[arg(long, value_name = "FILE")]
        heads: Option<PathBuf>,
        /// Roots that `audit roots` printed before: nothing of before the last of them can have been changed unseen
        #[arg(long, value_name = "FILE")]
        roots: Option<PathBuf>,
    },
    /// Print where every journal ends, to be kept elsewhere
    Heads,
    /// Make today's root over all journals, unless it is there; the program makes one each day it runs
    Root,
    /// Print every day's root, to be kept elsewhere
    Roots,
    /// Write rows that have been kept for long enough into a file, and take them out of the journal
    Retire {
        /// Only rows of before this day, written as 2026-11-24
        #[arg(long, value_name = "DAY", value_parser = day)]
        before: Date,
        /// The file, which must not be there yet
        #[arg(long, value_name = "FILE")]
        into: PathBuf,
    },
}

/// Why the journal was not looked after.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error("could not read what `lastmetre audit` printed from {0}")]
    Noted(PathBuf),
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error("today's root cannot be made: there is one of a later day")]
    Late,
    #[error("could not make the archive {0}")]
    Archive(PathBuf, #[source] io::Error),
    #[error(transparent)]
    Retire(#[from] RetireError),
    #[error(transparent)]
    Vault(#[from] VaultError),
}

fn day(text: &str) -> Result<Date, &'static str> {
    app::iso_date::parse(text).ok_or("written as 2026-11-24")
}

pub(super) async fn audit(
    configuration: &Configuration,
    act: Act,
    out: &mut impl Write,
) -> Result<(), CommandRefusal> {
    let database = open_current(configuration).await?;
    let journal = Journal::new(database.clone(), Vault::open(configuration).map_err(Refusal::from)?);
    match act {
        Act::Verify { heads, roots } => {
            let noted = Noted {
                heads: noted(heads.as_deref(), UnitHead::parse)?,
                roots: noted(roots.as_deref(), NotedRoot::parse)?,
            };
            let whole = journal.verify(&noted).await?.map_err(Refusal::from)?;
            writeln!(
                out,
                "{} journals with {} rows are whole, and {} roots; {} rows were retired",
                whole.units, whole.rows, whole.roots, whole.retired
            )?;
        }
        Act::Heads => {
            for head in queries::heads(&database).await? {
                writeln!(out, "{head}")?;
            }
        }
        Act::Root => {
            let root = journal.make_root(today()).await?.ok_or(Refusal::Late)?;
            writeln!(out, "{} {}", root.day, root.hash)?;
        }
        Act::Roots => {
            for root in queries::roots(&database).await? {
                writeln!(out, "{} {}", root.day, root.hash)?;
            }
        }
        Act::Retire { before, into } => {
            let archive = make(&into).map_err(|error| Refusal::Archive(into.clone(), error))?;
            let retired = journal
                .retire(shanghai::begins_at_ms(before), now_ms(), &archive)
                .await
                .map_err(Refusal::from)?;
            if retired.rows == 0 {
                fs::remove_file(&into).map_err(|error| Refusal::Archive(into, error))?;
                writeln!(out, "no row has been kept for long enough")?;
            } else {
                let (rows, units) = (retired.rows, retired.units);
                writeln!(out, "{rows} rows of {units} journals retired into {}", into.display())?;
            }
        }
    }
    database.close().await;
    Ok(())
}

/// What was printed into this file before, a line each.
fn noted<T>(file: Option<&Path>, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Refusal> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let text = fs::read_to_string(file).map_err(|_| Refusal::Noted(file.to_owned()))?;
    text.lines().map(parse).collect::<Option<_>>().ok_or_else(|| Refusal::Noted(file.to_owned()))
}

/// A file that was not there, for this user's eyes only: who did what stands in it.
fn make(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}
