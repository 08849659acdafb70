//! `gangway`: the headless twin of the console, for automation and for desks without a window.
//!
//! Progress goes to stderr, results to stdout, and how it ended is the exit code ([`exit::Exit`]). Every command is one
//! file in `commands/`; what they share is the way a profile is opened ([`desk`]) and the way things are said ([`out`]).

mod args;
mod commands;
mod exit;
mod interrupts;
mod open_profile;
mod out;
mod remark_text;

use args::Args;
use clap::Parser;
use gangway_core::{Code, Failure};
use out::Out;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    let out = Out::new(args.common.json, args.common.quiet);
    out::start_log(args.common.quiet);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(commands::run(&args, &out)),
        Err(error) => Err(Failure::new(Code::Internal, format!("The program cannot start: {error}."))),
    };
    match ended {
        Ok(exit) => exit.into(),
        Err(failure) => {
            out.failure(&failure);
            exit::Exit::from(failure.code).into()
        }
    }
}
