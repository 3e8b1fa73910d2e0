//! A throw-away PostgreSQL for the tests and for measuring, from the binaries that are installed.
//!
//! It lives in a directory of its own that nobody else may enter, listens on a socket in there and nowhere on the
//! network, trades durability for speed where it may, and is gone, files and all, when its handle is dropped or xtask
//! ends.

use crate::background::Background;
use crate::prerequisites;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Prints the directory once the server answers, and cleans up once its input closes.
const SUPERVISE: &str = r#"
binaries=$1
shift
directory=$(mktemp -d "${TMPDIR:-/tmp}/lastmetre-postgres.XXXXXX") || exit 1
trap : INT TERM HUP
trap 'rm -rf "$directory"' EXIT
"$binaries/initdb" --no-sync --auth=trust --username=postgres --encoding=UTF8 --locale=C \
    -D "$directory/data" >"$directory/log" 2>&1 || { cat "$directory/log" >&2; exit 1; }
"$binaries/postgres" -D "$directory/data" -k "$directory" -c listen_addresses= -c max_connections=400 \
    "$@" </dev/null >>"$directory/log" 2>&1 &
server=$!
until "$binaries/pg_isready" -q -h "$directory"; do
    kill -0 "$server" 2>/dev/null || { cat "$directory/log" >&2; exit 1; }
    sleep 0.1
done
echo "$directory"
cat >/dev/null
kill -INT "$server" 2>/dev/null
wait "$server"
"#;

/// What a server does for what it has acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Nothing beyond its own life: for tests.
    WhileItRuns,
    /// As it is installed: for measuring.
    ThroughPowerCuts,
}

/// A running server; dropping it ends it.
pub struct Postgres {
    /// How the tests reach it: a superuser of a server with nothing in it.
    pub url: String,
    _server: Background,
}

impl Postgres {
    /// Starts one. `None` where PostgreSQL is not installed.
    pub fn start(keeping: Keeping) -> Result<Option<Self>> {
        let Some(binaries) = binaries() else { return Ok(None) };
        let mut shell = if prerequisites::is_root() {
            // initdb refuses to run as root, so both run as the user that Debian's package made.
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--", "sh"]);
            command
        } else {
            Command::new("sh")
        };
        let settings: &[&str] = match keeping {
            Keeping::WhileItRuns => {
                &["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
            }
            Keeping::ThroughPowerCuts => &[],
        };
        shell
            .args(["-c", SUPERVISE, "sh"])
            .arg(&binaries)
            .args(settings)
            .current_dir("/")
            .stdout(Stdio::piped());
        let mut server = Background::supervised(&mut shell)?;
        let mut directory = String::new();
        if let Some(output) = server.output() {
            BufReader::new(output).read_line(&mut directory).context("could not hear from PostgreSQL")?;
        }
        let directory = directory.trim();
        if directory.is_empty() {
            bail!("PostgreSQL of {} would not start; it said why above", binaries.display());
        }
        let url = format!("postgres://postgres@localhost/postgres?host={directory}");
        Ok(Some(Self { url, _server: server }))
    }
}

/// The directory of the newest installed server, on the path or where Debian keeps it.
pub fn binaries() -> Option<PathBuf> {
    let debian = Path::new("/usr/lib/postgresql");
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir(debian)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    let newest_first = versions.into_iter().rev().map(|(_, directory)| directory);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_the_path: Vec<PathBuf> = std::env::split_paths(&path).collect();
    newest_first.chain(on_the_path).find(|directory| directory.join("initdb").exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_throw_away_postgres_takes_its_files_with_it() {
        let Some(postgres) = Postgres::start(Keeping::WhileItRuns).unwrap() else {
            println!("skipped: no PostgreSQL");
            return;
        };
        let directory = PathBuf::from(postgres.url.split_once("host=").unwrap().1);
        assert!(directory.exists());
        drop(postgres);
        assert!(!directory.exists());
    }
}
