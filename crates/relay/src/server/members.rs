//! Joining, inviting, leaving.

use crate::{
    Joining, NewInvitation, Removal, Store,
    server::{
        answer::{Refused, read},
        auth::{admin, member, version_is_spoken},
        seen,
        shared::Shared,
    },
};
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use gangway_wire::{
    Device, DeviceId, ErrorCode, Head, InvitationId, Invite, Invited, Join, Joined, PersonId, Role, TeamView, VERSION,
};
use std::sync::Arc;
use uuid::Uuid;

/// How long an invitation is open, in milliseconds.
pub(crate) const INVITATION: i64 = 7 * 24 * 60 * 60 * 1000;
/// Characters of a name.
const NAME: usize = 100;

type Relay<S> = State<Arc<Shared<S>>>;

pub(super) async fn join<S: Store>(State(shared): Relay<S>, body: Body) -> Result<Json<Joined>, Refused> {
    let join: Join = read(body).await?;
    version_is_spoken(Some(join.wire))?;
    let now = shared.clock.now();
    let joining = Joining {
        invitation: join.invitation,
        proof_digest: join.proof.digest(),
        person: PersonId(Uuid::new_v4().to_string()),
        person_name: name("person", &join.person)?,
        device: DeviceId(Uuid::new_v4().to_string()),
        device_name: name("device", &join.device)?,
        token_digest: join.token_digest.0,
        at: now,
    };
    let admitted = shared.store.join(joining).await?.ok_or_else(|| {
        Refused::new(ErrorCode::InvitationInvalid, "The invitation was used already, ran out, or is not complete.")
    })?;
    shared.refresh().await?;
    let reached = shared.store.head(&admitted.team).await?;
    let head = Head { team: admitted.team.clone(), seq: reached.seq, link: reached.link, time: now };
    Ok(Json(Joined {
        wire: VERSION,
        team: admitted.team,
        team_name: admitted.team_name,
        person: admitted.person,
        device: admitted.device,
        role: admitted.role,
        relay_key: shared.credentials.relay_key(),
        sealed_team_key: admitted.sealed_team_key,
        head: head.sign(&shared.credentials.heads()),
    }))
}

/// A name that a person can tell from others.
fn name(what: &str, text: &str) -> Result<String, Refused> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > NAME || text.chars().any(char::is_control) {
        return Err(Refused::bad_request(format!("{what}: a name has 1 to {NAME} characters.")));
    }
    Ok(text.to_owned())
}

pub(super) async fn invite<S: Store>(
    State(shared): Relay<S>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Invited>, Refused> {
    let admin = admin(&shared, &headers).await?;
    let invite: Invite = read(body).await?;
    let expires_at = shared.clock.now() + INVITATION;
    let id = InvitationId(Uuid::new_v4().to_string());
    let invitation = NewInvitation {
        id: id.clone(),
        team: admin.team,
        proof_digest: invite.proof_digest.0,
        role: invite.role,
        invited: invite.invited.as_deref().map(|it| name("invited", it)).transpose()?,
        // Whoever only looks opens nothing, whatever the console that invites says.
        sealed_team_key: invite.sealed_team_key.filter(|_| invite.role != Role::Viewer),
        expires_at,
    };
    shared.store.invite(invitation).await?;
    Ok(Json(Invited { invitation: id, expires_at }))
}

pub(super) async fn team<S: Store>(State(shared): Relay<S>, headers: HeaderMap) -> Result<Json<TeamView>, Refused> {
    let you = member(&shared, &headers).await?;
    let names = shared.store.teams().await?;
    let name = names.into_iter().find(|it| it.id == you.team).map(|it| it.name).unwrap_or_default();
    let (seen, head) = (seen::of_team(&shared, &you.team).await?, shared.store.head(&you.team).await?.seq);
    let directory = Arc::clone(&shared.directory.borrow());
    let ours = directory.devices.values().filter(|it| it.team == you.team);
    let mut devices: Vec<Device> = ours
        .map(|it| Device {
            id: it.device.clone(),
            name: it.name.clone(),
            person: it.person.clone(),
            person_name: it.person_name.clone(),
            role: it.role,
            joined_at: it.joined_at,
            seen: seen.get(&it.device).copied(),
        })
        .collect();
    devices.sort_by(|one, other| (one.joined_at, &one.id).cmp(&(other.joined_at, &other.id)));
    Ok(Json(TeamView { team: you.team, name, you: you.device, devices, head }))
}

/// An admin removes any device, everybody their own.
pub(super) async fn remove<S: Store>(
    State(shared): Relay<S>,
    Path(device): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Refused> {
    let device = DeviceId(device);
    let you = member(&shared, &headers).await?;
    if you.device != device {
        admin(&shared, &headers).await?;
    }
    match shared.store.remove_device(&you.team, &device).await? {
        Removal::Removed => {
            shared.refresh().await?;
            Ok(StatusCode::NO_CONTENT)
        }
        Removal::NoDevice => Err(Refused::new(ErrorCode::NotFound, "There is no such device.")),
        Removal::LastAdmin => {
            let message = "This is the last device of an admin. Invite another admin first.";
            Err(Refused::new(ErrorCode::LastAdmin, message))
        }
    }
}
