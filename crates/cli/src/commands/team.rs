//! The team: joining, status, members, inviting, leaving.

use crate::{
    args::{
        Common,
        team::{self, Team},
    },
    exit::Exit,
    open_profile,
    out::{Out, table},
};
use gangway_core::{
    Code, Console, Failure, Options, Reason,
    team::Joining,
    view::{TeamDevice, TeamMembers, TeamRole, TeamState, TeamStatus},
};
use serde::Serialize;

/// Only what is asked of the relay here: nobody follows the feed for the moment that a command takes.
const READS: Options = Options::READING;

pub(super) async fn run(common: &Common, command: &Team, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, READS, out).await?;
    match command {
        Team::Join(join) => {
            let status = console.team.join(&link(&join.link, out)?, &as_whom(join)).await?;
            out.result(&status, || words(&status));
        }
        Team::Status => return status(&console, out).await,
        Team::Members => {
            let members = console.team.members().await?;
            out.result(&members, || listed(&members));
        }
        Team::Invite(invite) => {
            let invitation = console.team.invite(&invite.email, invite.role.into()).await?;
            let until = open_profile::instant(invitation.expires_at);
            out.result(&invitation, || format!("{}\nFor one person, until {until}.", invitation.link));
        }
        Team::Remove(remove) => {
            console.team.remove_device(&remove.device).await?;
            out.result(&serde_json::json!({ "removed": remove.device }), || "The device was removed.".to_owned());
        }
        Team::Leave => {
            console.team.leave().await?;
            out.result(&serde_json::json!({ "left": true }), || "This environment is in no team any more.".to_owned());
        }
    }
    Ok(Exit::Done)
}

/// The status, with the devices as the relay saw them.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    status: &'a TeamStatus,
    devices: Option<&'a [TeamDevice]>,
}

async fn status(console: &Console, out: Out<'_>) -> Result<Exit, Failure> {
    let status = console.team.status().await?;
    if status.state == TeamState::None && status.membership.is_none() {
        return Err(Failure::new(Code::NotFound, "This environment is in no team.").because(Reason::TeamNone));
    }
    // What is known here stands also where the relay is away.
    let devices = console.team.members().await.map(|members| members.devices).ok();
    out.result(&Shown { status: &status, devices: devices.as_deref() }, || {
        let seen = |it: &TeamDevice| format!("  {} on {}: {}, seen {}", it.person, it.name, lag(it), seen(it));
        let devices = devices.as_ref().map_or_else(
            || "The relay does not answer: nothing is known of the other devices.".to_owned(),
            |devices| devices.iter().map(seen).collect::<Vec<_>>().join("\n"),
        );
        format!("{}\n{devices}", words(&status))
    });
    Ok(if status.fork.is_some() { Exit::No } else { Exit::Done })
}

/// The link, which is a secret: whoever does not want it in the list of processes writes it to standard input.
pub(super) fn link(typed: &str, out: Out<'_>) -> Result<String, Failure> {
    if typed != "-" {
        return Ok(typed.to_owned());
    }
    let read = out.caller.stdin(64 << 10);
    let read = read.and_then(|bytes| String::from_utf8(bytes).map_err(std::io::Error::other));
    read.map_err(|error| Failure::new(Code::BadInput, format!("Standard input cannot be read: {error}.")))
}

fn as_whom(join: &team::Join) -> Joining {
    let logged_in = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let host = || gethostname::gethostname().to_string_lossy().into_owned();
    Joining {
        person: join.person.clone().or_else(logged_in).unwrap_or_else(|| "somebody".to_owned()),
        device: join.device.clone().unwrap_or_else(host),
        days: join.days,
    }
}

fn words(status: &TeamStatus) -> String {
    let mut lines = Vec::new();
    if let Some(it) = &status.membership {
        lines.push(format!("{}, as {} on {} ({})", it.team, it.person, it.device, role(it.role)));
        lines.push(format!("Relay: {}", it.relay));
    }
    lines.push(match status.complete_at {
        Some(at) => format!("Complete to #{} · {}", status.complete_to, open_profile::instant(at)),
        None => "Nothing was taken in yet: `gangway receive` or the window follows the feed.".to_owned(),
    });
    if status.begins_after > 0 {
        lines.push(format!("Begins after #{}", status.begins_after));
    }
    if status.unread > 0 {
        lines.push(format!("{} entries need a newer Gangway.", status.unread));
    }
    if let Some(fork) = &status.fork {
        let at = open_profile::instant(fork.at);
        lines.push(format!(
            "FORK: the relay showed two different logs at #{}. Nothing is taken in since {at}.",
            fork.seq
        ));
    }
    lines.join("\n")
}

const fn role(role: TeamRole) -> &'static str {
    match role {
        TeamRole::Admin => "admin",
        TeamRole::Member => "member",
        TeamRole::Viewer => "viewer",
    }
}

fn seen(device: &TeamDevice) -> String {
    device.seen_at.map_or_else(|| "never".to_owned(), open_profile::instant)
}

fn lag(device: &TeamDevice) -> String {
    match device.behind {
        None => "–".to_owned(),
        Some(0) => "complete".to_owned(),
        Some(behind) => format!("#{behind} behind"),
    }
}

fn listed(members: &TeamMembers) -> String {
    let devices: Vec<Vec<String>> = members
        .devices
        .iter()
        .map(|it| {
            let this = if it.is_this { "this one" } else { "" };
            let since = open_profile::instant(it.joined_at);
            let (person, name, role) = (it.person.clone(), it.name.clone(), role(it.role).to_owned());
            vec![it.id.clone(), person, name, role, since, seen(it), lag(it), this.to_owned()]
        })
        .collect();
    let endpoints: Vec<Vec<String>> =
        members.endpoints.iter().map(|it| vec![it.provider.clone(), it.event.clone(), it.address.clone()]).collect();
    let devices = table(&["device", "person", "name", "role", "since", "seen", "log", ""], &devices);
    if endpoints.is_empty() {
        return devices;
    }
    format!("{devices}\n\n{}", table(&["provider", "event", "endpoint"], &endpoints))
}
