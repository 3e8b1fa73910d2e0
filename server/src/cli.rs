//! What `lastmetre` can be asked on the command line.
//!
//! For whoever runs a deployment. Each command reads the configuration first (config.rs) and stops when it cannot be
//! used. Answers go to standard output, the log and refusals to standard error; the exit code is 0 when all is well.

mod audit;
mod backup;
mod check;
mod keys;

use std::{
    env, error,
    io::{self, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use app::{
    access::Role,
    accounts::{
        model::{Assignment, SignInName, parse_name},
        start_page,
    },
    ids::CommandId,
    journal::model::Unit,
};
use clap::{Args, Parser, Subcommand};

use crate::{
    accounts::{Accounts, Newcomer},
    activities::Activities,
    assets::{Assets, AssetsError},
    backup::{RestoreError, erased},
    certificates::Certificates,
    config::{Configuration, Faults},
    database::{Database, GrantError, Schema},
    directory::CurrentDirectory,
    error::StoreError,
    jobs::Bell,
    journal::{self, Journal},
    logging,
    matching::Matching,
    messages::Messages,
    program::Program,
    router, seed,
    serve::{self, Tls, TlsError},
    shanghai::today,
    vault::Vault,
    volunteers::Volunteers,
};

/// The configuration that is read when none is named, if it is there.
const CONFIGURATION_FILE: &str = "lastmetre.toml";

/// LastMetre 最后一米: the directory of social-work stations.
#[derive(Debug, Parser)]
#[command(name = "lastmetre", version)]
struct CommandLine {
    /// The configuration to read; otherwise $LASTMETRE_CONFIG, otherwise ./lastmetre.toml if it is there
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests until told to stop
    Serve {
        /// The port to listen on, instead of the configured one
        #[arg(long)]
        port: Option<u16>,
    },
    /// Bring the tables of the database up to date; makes the SQLite file if it is not there
    Migrate {
        /// A role of PostgreSQL to serve with: gets what that needs of every table, and nothing else
        #[arg(long, value_name = "ROLE")]
        grant: Option<String>,
    },
    /// Fill the database: the reference data anew, demonstration stations where they are not there or outdated
    Seed(Seeds),
    /// Make accounts
    Account {
        #[command(subcommand)]
        act: AccountAct,
    },
    /// Look after the journal
    Audit {
        #[command(subcommand)]
        act: audit::Act,
    },
    /// Write everything as of this moment into one encrypted file, while the program serves
    Backup(backup::Backups),
    /// Make an empty database what it was when a backup was made, or only look at the backup
    Restore(backup::Restores),
    /// Make keys, and change the master key
    Keys {
        #[command(subcommand)]
        act: keys::KeysAct,
    },
    /// Tell whether configuration, database and built site are fit to serve
    Check,
    /// Print the configuration in force, and where each value comes from; secrets are redacted
    Config,
}

#[derive(Debug, Subcommand)]
enum AccountAct {
    /// Make an accounts administrator of the province, and print the link with which they choose a password
    CreateAdmin {
        /// What they are called
        #[arg(long)]
        name: String,
        /// What they will sign in with
        #[arg(long)]
        sign_in_name: String,
    },
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Seeds {
    /// Divisions, villages, calendar, services, policy guides, hotlines
    #[arg(long)]
    reference: bool,
    /// Demonstration stations, marked as such, on top of the reference data
    #[arg(long)]
    demo: bool,
    /// Take all demonstration stations out again, with what hangs on them
    #[arg(long, conflicts_with_all = ["demo", "synthetic"])]
    purge_demo: bool,
    /// So many synthetic stations, for measuring
    #[arg(long, value_name = "COUNT", hide = true)]
    synthetic: Option<usize>,
}

/// Why a command could not be done.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Configuration(#[from] Faults),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Assets(#[from] AssetsError),
    #[error("{}", schema_told(*.0))]
    Schema(Schema),
    #[error("could not listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
    #[error("could not start")]
    Start(#[source] io::Error),
    #[error("could not write the answer")]
    Answer(#[from] io::Error),
    #[error("{0}")]
    Account(&'static str),
    #[error("{0}")]
    Asked(String),
    #[error(transparent)]
    Restore(#[from] RestoreError),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error(transparent)]
    Audit(#[from] audit::Refusal),
    #[error(transparent)]
    Grant(#[from] GrantError),
    #[error("the journal is not safe in this database: it has no trigger {}", .0.join(", "))]
    Unguarded(Vec<&'static str>),
    #[error("not fit to serve")]
    Unfit,
    #[error("stopped before everything was answered")]
    Unfinished,
}

/// Does what the command line says.
pub fn main() -> ExitCode {
    let asked = CommandLine::parse();
    let mut out = io::stdout().lock();
    match act(asked, &mut out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            // When even this cannot be written, the exit code still tells.
            let _told = writeln!(io::stderr(), "lastmetre: {}", told(&refusal));
            ExitCode::FAILURE
        }
    }
}

fn act(asked: CommandLine, out: &mut impl Write) -> Result<(), Refusal> {
    let file = configuration_file(asked.config);
    let variables = env::vars_os()
        .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()));
    let configuration = Configuration::read(file.as_deref(), variables)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Refusal::Start)?;
    let outcome = match asked.command {
        Command::Serve { port: None } => runtime.block_on(serve(configuration)),
        Command::Serve { port: Some(port) } => runtime.block_on(serve(configuration.on_port(port))),
        Command::Migrate { grant } => runtime.block_on(migrate(&configuration, grant.as_deref(), out)),
        Command::Seed(seeds) => runtime.block_on(fill(&configuration, &seeds, out)),
        Command::Account { act: AccountAct::CreateAdmin { name, sign_in_name } } => {
            runtime.block_on(create_admin(&configuration, &name, &sign_in_name, out))
        }
        Command::Audit { act } => runtime.block_on(audit::audit(&configuration, act, out)),
        Command::Backup(asked) => runtime.block_on(backup::backup(&configuration, &asked, out)),
        Command::Restore(asked) => runtime.block_on(backup::restore(&configuration, &asked, out)),
        Command::Keys { act: keys::KeysAct::Backup } => keys::backup_pair(out),
        Command::Keys { act: keys::KeysAct::Master } => keys::master(out),
        Command::Keys { act: keys::KeysAct::Certificates } => {
            runtime.block_on(keys::certificates(&configuration, out))
        }
        Command::Keys { act: keys::KeysAct::Rotate } => runtime.block_on(keys::rotate(&configuration, out)),
        Command::Check => runtime.block_on(check::check(&configuration, out)),
        Command::Config => print(&configuration, out),
    };
    runtime.shutdown_background();
    outcome
}

fn configuration_file(named: Option<PathBuf>) -> Option<PathBuf> {
    let named =
        named.or_else(|| env::var_os("LASTMETRE_CONFIG").filter(|it| !it.is_empty()).map(PathBuf::from));
    named.or_else(|| Path::new(CONFIGURATION_FILE).exists().then(|| CONFIGURATION_FILE.into()))
}

async fn serve(configuration: Configuration) -> Result<(), Refusal> {
    logging::start(&configuration);
    let address = configuration.listen;
    let tls = Tls::load(&configuration)?;
    let database = open_current(&configuration).await?;
    let unguarded = journal::guard::missing(&database).await?;
    if !unguarded.is_empty() {
        return Err(Refusal::Unguarded(unguarded));
    }
    let assets = Assets::load(&configuration.site_dir)?;
    assets.complete()?;
    let program = Program::start(configuration, database, assets).await?;
    tokio::spawn(program.directory.clone().keep_fresh());
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let workers = tokio::spawn(program.workers.clone().run(stopped));
    tokio::spawn(erased::keep_noted(program.database.clone(), program.configuration.data_dir.clone()));
    if let Some(tls) = &tls {
        tokio::spawn(tls.clone().keep_fresh());
    }
    let router = router::router(&program);
    let listener = listen(address).await?;
    let figures = match program.configuration.metrics_listen {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    let address = listener.local_addr().unwrap_or(address);
    let scheme = if tls.is_some() { "https" } else { "http" };
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "listening on {scheme}://{address}");
    let figures = async {
        match figures {
            Some(listener) => {
                serve::run(listener, None, router::figures(&program), serve::asked_to_stop()).await
            }
            None => true,
        }
    };
    let site = serve::run(listener, tls, router, serve::asked_to_stop());
    let (finished, figures_finished) = tokio::join!(site, figures);
    // What a worker has begun it finishes; what it cannot finish in time is taken up again by the next.
    stop.send_replace(true);
    let _in_time = tokio::time::timeout(serve::FINISH_WITHIN, workers).await;
    program.database.close().await;
    if finished && figures_finished { Ok(()) } else { Err(Refusal::Unfinished) }
}

async fn listen(address: SocketAddr) -> Result<tokio::net::TcpListener, Refusal> {
    serve::listen(address).await.map_err(|error| Refusal::Listen(address, error))
}

async fn open_current(configuration: &Configuration) -> Result<Database, Refusal> {
    let database = Database::open(&configuration.database_url()).await?;
    match database.schema().await? {
        Schema::Current(_) => Ok(database),
        other => Err(Refusal::Schema(other)),
    }
}

async fn migrate(
    configuration: &Configuration,
    grant: Option<&str>,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let database = Database::open_or_create(&configuration.database_url()).await?;
    match database.migrate().await? {
        0 => writeln!(out, "the database is up to date")?,
        applied => writeln!(out, "{applied} migrations applied")?,
    }
    if let Some(role) = grant {
        let tables = database.grant(role).await?;
        writeln!(out, "{role} may serve with {tables} tables")?;
    }
    database.close().await;
    Ok(())
}

async fn fill(configuration: &Configuration, seeds: &Seeds, out: &mut impl Write) -> Result<(), Refusal> {
    let database = open_current(configuration).await?;
    if seeds.purge_demo {
        purge_demo(configuration, &database, out).await?;
        if !seeds.reference {
            database.close().await;
            return Ok(());
        }
    }
    let mut tell = |what: &str, done: bool| match done {
        true => writeln!(out, "{what}: stored"),
        false => writeln!(out, "{what}: up to date"),
    };
    // Everything else stands on the reference data.
    tell("reference data", seed::reference(&database).await?)?;
    if seeds.demo {
        let stations = seed::demo(&database, today()).await?;
        let beside = fill_beside(configuration, &database).await?;
        tell("demo data", stations || beside)?;
    }
    if let Some(count) = seeds.synthetic {
        seed::synthetic(&database, today(), count).await?;
        tell("synthetic stations", true)?;
    }
    database.close().await;
    Ok(())
}

/// Makes volunteers up beside the demo stations, and what they do there.
async fn fill_beside(configuration: &Configuration, database: &Database) -> Result<bool, Refusal> {
    let directory = CurrentDirectory::load(database.clone(), configuration.freshness()).await?;
    let accounts = Accounts::open(configuration, directory.clone()).await?;
    let messages = Messages::open(configuration, accounts.journal().clone(), Bell::default())?;
    let volunteers = Volunteers::new(configuration, &accounts, messages.clone(), directory.clone());
    let activities = Activities::new(configuration, &accounts, directory.clone());
    let certificates = Certificates::new(configuration, &accounts);
    let came = volunteers.fill_demo().await?;
    let held = activities.fill_demo(&volunteers, &certificates, today()).await?;
    let matching = Matching::new(configuration, &accounts, volunteers, messages, directory);
    Ok(matching.fill_demo(today()).await? || held || came)
}

async fn purge_demo(
    configuration: &Configuration,
    database: &Database,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let vault = Vault::open(configuration).map_err(StoreError::from)?;
    let removed = seed::purge_demo(&Journal::new(database.clone(), vault)).await?;
    if removed.iter().all(|(_, rows)| *rows == 0) {
        writeln!(out, "demo data: there is none")?;
        return Ok(());
    }
    let told: Vec<_> = removed.iter().map(|(what, rows)| format!("{rows} {what}")).collect();
    writeln!(out, "demo data: removed {}", told.join(", "))?;
    Ok(())
}

async fn create_admin(
    configuration: &Configuration,
    name: &str,
    sign_in_name: &str,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let name = parse_name(name).map_err(|_| Refusal::Account("--name: 1 to 50 letters"))?;
    let sign_in_name = SignInName::parse(sign_in_name)
        .map_err(|_| Refusal::Account("--sign-in-name: 1 to 64 letters, digits and . @ _ - +"))?;
    let database = open_current(configuration).await?;
    let directory = CurrentDirectory::load(database.clone(), configuration.freshness()).await?;
    let accounts = Accounts::open(configuration, directory).await?;
    let assignment = Assignment { role: Role::AccountsAdministrator, unit: Unit::Province };
    let newcomer = Newcomer { name, sign_in_name, assignment };
    let staff = accounts
        .invite(CommandId::fresh(), None, &newcomer)
        .await?
        .map_err(|_| Refusal::Account("somebody has this sign-in name"))?;
    let key = accounts
        .make_link(CommandId::fresh(), None, staff, 1)
        .await?
        .map_err(|_| Refusal::Account("the link could not be made"))?;
    database.close().await;
    writeln!(out, "{}{}?key={key}", configuration.public_url(), start_page::ADDRESS)?;
    writeln!(out, "works once, for three days")?;
    Ok(())
}

fn print(configuration: &Configuration, out: &mut impl Write) -> Result<(), Refusal> {
    for (name, value, origin) in configuration.effective() {
        writeln!(out, "{name} = {value}  # {origin}")?;
    }
    Ok(())
}

fn schema_told(schema: Schema) -> String {
    match schema {
        Schema::Current(count) => format!("all {count} migrations applied"),
        Schema::Behind(missing) => format!("{missing} migrations to apply: run `lastmetre migrate`"),
        Schema::Ahead(newer) => format!("{newer} migrations are from a newer release than this one"),
        Schema::Altered(version) => {
            format!("migration {version} was applied in another form than this release has it")
        }
    }
}

/// A refusal with all its causes, in one line.
fn told(refusal: &dyn error::Error) -> String {
    let mut text = refusal.to_string();
    let mut cause = refusal.source();
    while let Some(deeper) = cause {
        let deeper_text = deeper.to_string();
        if !text.ends_with(&deeper_text) {
            text = format!("{text}: {deeper_text}");
        }
        cause = deeper.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_as_the_readme_says() {
        for line in [
            "serve",
            "serve --port 8080",
            "migrate",
            "migrate --grant lastmetre_server",
            "seed --reference",
            "seed --demo",
            "seed --reference --demo",
            "check",
            "config",
            "account create-admin --name 王小明 --sign-in-name wang",
            "audit verify",
            "audit verify --heads heads.txt",
            "audit verify --roots roots.txt",
            "audit heads",
            "audit root",
            "audit roots",
            "audit retire --before 2026-01-01 --into rows.jsonl",
            "seed --purge-demo",
            "backup /mnt/backups/today.age",
            "backup --list",
            "backup --gone /mnt/backups/today.age",
            "restore today.age --key safe.txt",
            "restore today.age --key - --verify-only",
            "restore today.age --key safe.txt --erased erased.records",
            "restore today.age --key safe.txt --without-erased",
            "keys backup",
            "keys master",
            "keys rotate",
            "check --config other.toml",
        ] {
            let words = std::iter::once("lastmetre").chain(line.split(' '));
            assert!(CommandLine::try_parse_from(words).is_ok(), "{line}");
        }
        for line in [
            "",
            "seed",
            "seed --demo --purge-demo",
            "serve --port 65536",
            "backup",
            "backup today.age --list",
            "restore today.age",
            "keys",
            "help-me",
            "audit retire --before yesterday --into rows.jsonl",
        ] {
            let words = std::iter::once("lastmetre").chain(line.split(' ').filter(|word| !word.is_empty()));
            assert!(CommandLine::try_parse_from(words).is_err(), "{line}");
        }
    }
}
