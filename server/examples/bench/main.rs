//! What `cargo xtask bench` measures the server with, beside what it measures in a browser: one program, so that it is
//! linked once.
//!
//! Each word is a module. They stand here and not in xtask so that they have exactly the server's libraries.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal speaks by printing")]

mod commands;
mod forms;
mod imports;
mod load;
mod sign_ups;

use std::{env, error::Error, process::ExitCode};

use tokio::runtime::Runtime;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const USAGE: &str = "usage: bench ask URL CONNECTIONS SECONDS | rival URL | commands DATABASE WRITERS SECONDS | imports DATABASE ROWS | sign-ups DATABASE VOLUNTEERS SECONDS | forms";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Outcome<()> {
    match words {
        ["ask", url, connections, seconds] => load::ask(url, connections, seconds),
        ["rival", url] => load::rival(url),
        ["commands", url, writers, seconds] => {
            Runtime::new()?.block_on(commands::measure(url, writers, seconds))
        }
        ["sign-ups", url, volunteers, seconds] => {
            Runtime::new()?.block_on(sign_ups::measure(url, volunteers, seconds))
        }
        ["imports", url, rows] => Runtime::new()?.block_on(imports::measure(url, rows)),
        ["forms"] => Runtime::new()?.block_on(forms::prepare()),
        _ => Err(USAGE.into()),
    }
}
