//! Who asks.

use crate::{
    Member, Store,
    server::{answer::Refused, shared::Shared},
    team::is_same,
};
use axum::http::{HeaderMap, header};
use gangway_wire::{DeviceId, DeviceToken, ErrorCode, OLDEST, Role, VERSION, WIRE_HEADER, is_spoken};

/// The member who sends a request: `Authorization: Bearer <device>.<token>`.
pub(crate) async fn member<S: Store>(shared: &Shared<S>, headers: &HeaderMap) -> Result<Member, Refused> {
    check_version(headers)?;
    let (device, token) = presented(headers).ok_or_else(unauthorized)?;
    let digest = token.digest();
    let known = |shared: &Shared<S>| {
        let directory = shared.directory.borrow();
        directory.devices.get(&device).filter(|member| is_same(&member.token_digest, &digest)).cloned()
    };
    if let Some(member) = known(shared) {
        return Ok(member);
    }
    // It may have joined at another node, just now.
    shared.refresh_for_a_stranger().await?;
    known(shared).ok_or_else(unauthorized)
}

/// The same, if it is an admin.
pub(crate) async fn admin<S: Store>(shared: &Shared<S>, headers: &HeaderMap) -> Result<Member, Refused> {
    let member = member(shared, headers).await?;
    match member.role {
        Role::Admin => Ok(member),
        Role::Member | Role::Viewer => Err(Refused::new(ErrorCode::Forbidden, "Only an admin may do this.")),
    }
}

/// The same, if it may work.
pub(crate) async fn worker<S: Store>(shared: &Shared<S>, headers: &HeaderMap) -> Result<Member, Refused> {
    let member = member(shared, headers).await?;
    match member.role {
        Role::Admin | Role::Member => Ok(member),
        Role::Viewer => Err(Refused::new(ErrorCode::Forbidden, "A viewer looks, and does not work on anything.")),
    }
}

fn presented(headers: &HeaderMap) -> Option<(DeviceId, DeviceToken)> {
    let (device, token) =
        headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?.split_once('.')?;
    Some((DeviceId::from(device), token.parse().ok()?))
}

fn unauthorized() -> Refused {
    Refused::new(ErrorCode::Unauthorized, "This device is no member of a team here.")
}

/// A console that says which version it speaks, and speaks one that nobody here does.
pub(crate) fn check_version(headers: &HeaderMap) -> Result<(), Refused> {
    let Some(said) = headers.get(WIRE_HEADER) else { return Ok(()) };
    let version = said.to_str().ok().and_then(|it| it.parse().ok());
    version_is_spoken(version)
}

pub(crate) fn version_is_spoken(version: Option<u16>) -> Result<(), Refused> {
    if version.is_some_and(is_spoken) {
        return Ok(());
    }
    let message = format!("This relay speaks versions {OLDEST} to {VERSION} of the wire.");
    Err(Refused::new(ErrorCode::VersionUnsupported, message))
}
