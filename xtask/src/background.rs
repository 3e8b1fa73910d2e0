//! A program that runs beside xtask and never outlives it.
//!
//! For the servers that the tests need. A shell stands between: it waits for the pipe from xtask to close, which
//! happens however xtask ends, even when it is killed, and then ends the one process it started, by its id: politely, and ten seconds later by force.

use anyhow::{Context, Result};
use std::fs::File;
use std::process::{Child, Command, Stdio};

const SUPERVISE: &str = r#"
trap : INT TERM HUP
"$@" </dev/null &
child=$!
cat >/dev/null
kill -TERM "$child" 2>/dev/null
tenths=0
while kill -0 "$child" 2>/dev/null && [ "$tenths" -lt 100 ]; do
    sleep 0.1
    tenths=$((tenths + 1))
done
kill -KILL "$child" 2>/dev/null
wait "$child"
"#;

/// Ends its process when dropped.
pub struct Background {
    shell: Child,
}

impl Background {
    /// Starts `command` with everything it prints going to `log`.
    pub fn start(command: &Command, log: &File) -> Result<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", SUPERVISE, "sh"]).arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell.stdout(log.try_clone()?).stderr(log.try_clone()?);
        Self::supervised(&mut shell)
    }

    /// Starts a shell that itself ends what it started once its input closes.
    pub fn supervised(shell: &mut Command) -> Result<Self> {
        let shell = shell.stdin(Stdio::piped()).spawn().context("could not start a shell")?;
        Ok(Self { shell })
    }

    /// The process that the shell has started, where the system tells.
    pub fn process(&self) -> Option<u32> {
        let shell = self.shell.id();
        let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).ok()?;
        children.split(' ').next()?.parse().ok()
    }

    /// What the shell prints, when its output was piped.
    pub fn output(&mut self) -> Option<std::process::ChildStdout> {
        self.shell.stdout.take()
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // Nothing is left to be done when even this fails, and the checks' own outcome must not be hidden.
        let _ = self.shell.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_background_program_ends_with_its_handle() {
        let log =
            File::create(std::env::temp_dir().join(format!("background.{}", std::process::id()))).unwrap();
        let begun = std::time::Instant::now();
        let sleeper = Background::start(Command::new("sleep").arg("60"), &log).unwrap();
        drop(sleeper);
        assert!(begun.elapsed().as_secs() < 30);
    }
}
