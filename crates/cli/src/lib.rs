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
mod served;
mod try_team;

pub use served::Serving;
pub use try_team::{TriedTeam, leave, put_back};

use args::Args;
use caller::{Caller, Process};
use clap::Parser;
use exit::Exit;
use gangway_core::{Code, Console, Failure};
use out::Out;
use std::{pin::Pin, process::ExitCode, sync::Arc};

/// Runs what was typed on the command line of this process.
pub fn run() -> ExitCode {
    let (args, process) = (Args::parse(), Process::default());
    let out = Out::new(args.common.json, args.common.quiet, &process);
    out::start_log(args.common.quiet);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(run_here_or_there(&args, out, &process)),
        Err(error) => Err(Failure::new(Code::Internal, format!("The program cannot start: {error}."))),
    };
    match ended {
        Ok(Ended::There(code)) => code.into(),
        Ok(Ended::Here(exit)) => exit.into(),
        Err(failure) => ended_with(Err(failure), out).into(),
    }
}

/// Where a command ended, and how.
enum Ended {
    Here(Exit),
    There(u8),
}

/// With the environment, or by the process that has it.
async fn run_here_or_there(args: &Args, out: Out<'_>, process: &Process) -> Result<Ended, Failure> {
    match commands::run(args, out).await {
        // It said nothing and read nothing before it was to open the environment.
        Err(taken) if taken.code == Code::AlreadyRunning && args.command.may_be_asked() => {
            let ended = served::ask(&args.common, process).await?;
            ended.map(Ended::There).ok_or(taken)
        }
        ended => ended.map(Ended::Here),
    }
}

/// How it ended, said where there is something to say.
fn ended_with(ended: Result<Exit, Failure>, out: Out<'_>) -> Exit {
    ended.unwrap_or_else(|failure| {
        out.failure(&failure);
        Exit::from(failure.code)
    })
}

/// Runs commands for other processes of this person with an environment that this one holds, until the answer is dropped. Without
/// it everything works but commands beside this process; why it cannot be is in the log. Must be called within a runtime of
/// several threads.
pub fn serve(console: &Arc<Console>) -> Serving {
    served::serve(console, run_asked)
}

/// Runs what another process was asked to.
fn run_asked(arguments: Vec<String>, caller: Arc<dyn Caller>) -> Pin<Box<dyn Future<Output = u8> + Send>> {
    Box::pin(async move {
        let named = std::iter::once("gangway").chain(arguments.iter().map(String::as_str));
        let exit = match Args::try_parse_from(named) {
            Ok(args) => {
                let out = Out::new(args.common.json, args.common.quiet, &*caller);
                ended_with(commands::run(&args, out).await, out)
            }
            // Whoever asked has read the same with the same rules.
            Err(error) => {
                let failure = Failure::new(Code::Internal, "The command cannot be read here.").with(error.to_string());
                ended_with(Err(failure), Out::new(false, false, &*caller))
            }
        };
        exit as u8
    })
}
