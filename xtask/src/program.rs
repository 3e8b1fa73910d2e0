//! The program `lastmetre` as xtask runs it: which file, which data directory, which site.
//!
//! For [`crate::start`] and the browser tests. Only places are set here; every other setting is the person's own.

use crate::{steps, workspace};
use anyhow::{Result, bail};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// A built program with the directory its data is in.
pub struct Program {
    /// The built file.
    pub executable: PathBuf,
    /// Where the database lies.
    pub data: PathBuf,
}

impl Program {
    /// The program with one of its subcommands.
    pub fn command(&self, arguments: &[&str]) -> Result<Command> {
        let mut command = Command::new(&self.executable);
        command.args(arguments).current_dir(workspace::root());
        command.env("LASTMETRE_DATA_DIR", &self.data).env("LASTMETRE_SITE_DIR", workspace::site()?);
        Ok(command)
    }

    /// Serving on this port of loopback.
    pub fn serve(&self, port: u16) -> Result<Command> {
        let mut command = self.command(&["serve"])?;
        command.env("LASTMETRE_LISTEN", format!("127.0.0.1:{port}"));
        Ok(command)
    }

    /// Brings the database to the newest shape.
    pub fn migrate(&self) -> Result<()> {
        std::fs::create_dir_all(&self.data)?;
        steps::succeed(&mut self.command(&["migrate"])?)
    }

    /// Loads the reference data and the demo data.
    pub fn seed(&self) -> Result<()> {
        steps::succeed(&mut self.command(&["seed", "--reference", "--demo"])?)
    }
}

/// Waits until the program on this port says that it is ready, as long as `still_running` says it may be.
pub fn wait_until_ready(port: u16, still_running: impl Fn() -> bool) -> Result<()> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        if is_ready(port) {
            return Ok(());
        }
        if !still_running() {
            bail!("the program ended before it was ready");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    bail!("the program was not ready within a minute")
}

fn is_ready(port: u16) -> bool {
    ask_readiness(port).is_ok_and(|answer| answer.split(' ').nth(1) == Some("200"))
}

fn ask_readiness(port: u16) -> std::io::Result<String> {
    let wait_max = Duration::from_secs(2);
    let mut stream = TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), wait_max)?;
    stream.set_read_timeout(Some(wait_max))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// A directory that is deleted when its handle is dropped.
pub struct TemporaryDirectory(PathBuf);

impl TemporaryDirectory {
    /// A fresh, empty one.
    pub fn make() -> Result<Self> {
        let path = steps::answer(Command::new("mktemp").args(["-d", "-t", "lastmetre.XXXXXX"]))?;
        Ok(Self(path.into()))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryDirectory {
    fn drop(&mut self) {
        // What cannot be deleted is left to the system, which empties its temporary directory by itself.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
