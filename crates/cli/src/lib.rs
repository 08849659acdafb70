//! `gangway`: the headless twin of the console, for automation and for desks without a window.
//!
//! Progress goes to stderr, results to stdout, and how it ended is the exit code ([`exit::Exit`]). Every command is one
//! file in `commands/`; what they share is the way a profile is opened ([`open_profile`]), the way things are said ([`out`]) and
//! whoever typed them ([`caller`]).

mod args;
mod caller;
mod commands;
mod exit;
mod interrupts;
mod open_profile;
mod out;
mod remark_text;

use args::Args;
use caller::Process;
use clap::Parser;
use exit::Exit;
use gangway_core::{Code, Failure};
use out::Out;
use std::process::ExitCode;

/// Runs what was typed on the command line of this process.
pub fn run() -> ExitCode {
    let (args, process) = (Args::parse(), Process::default());
    let out = Out::new(args.common.json, args.common.quiet, &process);
    out::start_log(args.common.quiet);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(commands::run(&args, out)),
        Err(error) => Err(Failure::new(Code::Internal, format!("The program cannot start: {error}."))),
    };
    ended_with(ended, out).into()
}

/// How it ended, said where there is something to say.
fn ended_with(ended: Result<Exit, Failure>, out: Out<'_>) -> Exit {
    ended.unwrap_or_else(|failure| {
        out.failure(&failure);
        Exit::from(failure.code)
    })
}
