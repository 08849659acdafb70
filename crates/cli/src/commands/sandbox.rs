//! The simulated provider alone, for tests and for learning.

use crate::{args, exit::Exit, out::Out};
use gangway_core::{Code, Failure};
use gangway_sandbox::{Config, RainforestConfig, RatepayConfig, Sandbox, StartError};
use std::time::Duration;

pub(super) async fn run(args: &args::Sandbox, out: Out<'_>) -> Result<Exit, Failure> {
    // Caught before the line is printed: who reads it may end us at once.
    let mut interrupts = out.caller.interrupts()?;
    let sandbox = Sandbox::start(config(args)).await.map_err(|error| refused(&error))?;
    out.json_line(sandbox.description());
    out.progress("The sandbox runs until it is interrupted.");
    interrupts.next().await;
    sandbox.stop().await;
    Ok(Exit::Done)
}

fn config(args: &args::Sandbox) -> Config {
    let usual = Config::default();
    let redirect_uris = if args.redirect_uri.is_empty() { usual.redirect_uris } else { args.redirect_uri.clone() };
    Config {
        listen: args.listen.ip(),
        port: args.listen.port(),
        seed: args.seed,
        stores: args.stores,
        latency: Duration::from_millis(args.latency_ms),
        webhook_delay: Duration::from_millis(args.webhook_delay_ms),
        redirect_uris,
        ratepay: RatepayConfig { speed: args.speed, ..RatepayConfig::default() },
        rainforest: RainforestConfig {
            applications: args.applications,
            speed: args.speed,
            ..RainforestConfig::default()
        },
        ..Config::default()
    }
}

fn refused(error: &StartError) -> Failure {
    let code = match error {
        StartError::Busy(_) => Code::PortBusy,
        // What else can be wrong was typed.
        _ => Code::BadInput,
    };
    Failure::new(code, format!("The sandbox was not started: {error}."))
}
