//! One file a command.

mod agent;
mod applications;
mod audit;
mod authorize;
mod check;
mod columns;
mod diagnostics;
mod documents;
mod from_csv;
mod network;
mod notifications;
mod operations;
mod provision;
mod receive;
mod record;
mod relay;
mod retry;
mod reverify;
mod review;
mod rotate;
mod sandbox;
mod sign_in;
mod status;
mod stores;
mod subscriptions;
mod summary;
mod team;
mod verify;

use crate::{
    args::{Args, Command, Webhook},
    exit::Exit,
    open_profile,
    out::Out,
};
use gangway_core::{Failure, view::Kind};

/// Runs what was typed.
pub(crate) async fn run(args: &Args, out: Out<'_>) -> Result<Exit, Failure> {
    let ended = command(args, out).await;
    open_profile::say_deprecations(out).await;
    open_profile::close(out).await;
    ended
}

async fn command(args: &Args, out: Out<'_>) -> Result<Exit, Failure> {
    let common = &args.common;
    match &args.command {
        Command::Sandbox(sandbox) => sandbox::run(sandbox, out).await,
        Command::Webhook { command: Webhook::Verify(verify) } => verify::run(verify, out),
        Command::Webhook { command: Webhook::Rotate(rotate) } => rotate::run(common, rotate, out).await,
        Command::Webhook { command: Webhook::Retry(request) } => retry::run(common, request, out).await,
        Command::Webhook { command: Webhook::Reverify(request) } => reverify::run(common, request, out).await,
        Command::Authorize(authorize) => authorize::run(common, authorize, out).await,
        Command::Stores(stores) => stores::run(common, stores, out).await,
        Command::Provision(request) => provision::run(common, Kind::Provision, request, out).await,
        Command::Deprovision(request) => provision::run(common, Kind::Deprovision, request, out).await,
        Command::Operations(operations) => operations::run(common, operations, out).await,
        Command::Subscriptions { command } => subscriptions::run(common, command, out).await,
        Command::Applications { command } => applications::run(common, command, out).await,
        Command::Agent(agent) => agent::run(common, agent, out).await,
        Command::Receive(receive) => receive::run(common, receive, out).await,
        Command::Notifications { command } => notifications::run(common, command, out).await,
        Command::Review { command } => review::run(common, command, out).await,
        Command::Audit { command } => audit::run(common, command, out).await,
        Command::Record { command } => record::run(common, command, out).await,
        Command::Network { command } => network::run(common, command, out).await,
        Command::Team { command } => team::run(common, command, out).await,
        Command::Relay(relay) => relay::run(relay, out).await,
        Command::Diagnostics => diagnostics::run(common, out).await,
        Command::Completions { shell } => Ok(documents::completions(*shell, out)),
        Command::Man { folder } => documents::manual(folder),
        Command::Check => check::run(common, out).await,
        Command::Status => status::run(common, out).await,
    }
}
