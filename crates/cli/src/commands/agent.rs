//! A console of the team that is always on.

use crate::{
    args::{Common, team},
    exit::Exit,
    open_profile,
    out::Out,
};
use gangway_core::{
    Code, Failure, Options, Reason,
    team::Joining,
    view::{Change, TeamState},
};
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;

/// It receives by the team's relay alone.
const OPTIONS: Options = Options { receiver: false, workers: true };

pub(super) async fn run(common: &Common, args: &team::Agent, out: Out<'_>) -> Result<Exit, Failure> {
    let mut interrupts = out.caller.interrupts()?;
    let console = open_profile::open(common, OPTIONS, out).await?;
    if console.team.status().await?.membership.is_none() {
        let Some(link) = &args.join else {
            let message = "This environment is in no team. Invite the agent, and start it with --join LINK.";
            return Err(Failure::new(Code::NotFound, message).because(Reason::TeamNone));
        };
        let whom = Joining { person: args.person.clone(), device: args.device.clone(), days: None };
        console.team.join(&super::team::link(link, out)?, &whom).await?;
    }
    console.team.becomes_agent();
    let _serving = crate::serve(&console);
    let mut changes = console.changes();
    let mut said = None;
    loop {
        let status = console.team.status().await?;
        let leads = status.lead.as_ref().is_some_and(|lead| lead.is_this);
        let now = (status.state, leads);
        if said != Some(now) {
            out.json_line(&json!({ "state": status.state, "leads": leads, "completeTo": status.complete_to }));
            said = Some(now);
        }
        if status.state == TeamState::Removed {
            let message = "The device of this agent was removed from the team.";
            return Err(Failure::new(Code::RelayRefused, message).because(Reason::DeviceRemoved));
        }
        loop {
            let change = tokio::select! {
                () = interrupts.next() => return Ok(Exit::Done),
                change = changes.recv() => change,
            };
            match change {
                Ok(Change::Team | Change::TeamClaims) | Err(RecvError::Lagged(_)) => break,
                Ok(_) => {}
                Err(RecvError::Closed) => return Ok(Exit::Done),
            }
        }
    }
}
