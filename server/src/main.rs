//! The program `lastmetre`. Everything it can do is in the library beside this (cli.rs).

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
