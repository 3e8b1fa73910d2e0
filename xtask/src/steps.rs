//! Says at each step what is being done and how long it took.
//!
//! For everything that takes a person's time. Never prints an environment variable: one may hold a password.

use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Does one step, and says so: what it is when it begins, how long it took when it ends.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("→ {what}");
    let begun = Instant::now();
    let outcome = work();
    match &outcome {
        Ok(_) => println!("✓ {what} · {}", spoken(begun.elapsed())),
        Err(_) => println!("✗ {what} · {}", spoken(begun.elapsed())),
    }
    outcome
}

/// Runs a command to its end, its output on the terminal; anything but success is an error.
pub fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not run `{}`", written(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", written(command));
    }
    Ok(())
}

/// What a command prints. Anything but success is an error that holds what it complained of.
pub fn answer(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("could not run `{}`", written(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}\n{}", written(command), output.status, complaint.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// Whether a command can be run and succeeds; what it prints is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

/// The command as a person would type it.
pub fn written(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// A duration in words short enough for one line.
pub fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..60 => format!("{:.1} s", duration.as_secs_f64()),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_told_in_seconds_and_then_in_minutes() {
        assert_eq!(spoken(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(spoken(Duration::from_secs(1082)), "18 min 02 s");
    }

    #[test]
    fn a_refusal_tells_the_command_and_its_complaint() {
        let refusal = answer(Command::new("sh").args(["-c", "echo no such thing >&2; exit 3"])).unwrap_err();
        let refusal = refusal.to_string();
        assert!(refusal.contains("sh -c") && refusal.contains("no such thing"), "{refusal}");
    }
}
