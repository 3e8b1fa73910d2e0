//! The program `lastmetre`. Everything it can do is in the library beside this (cli.rs).

use std::process::ExitCode;

/// Pages are many small strings; this allocator makes and drops them faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::main()
}
