//! What a console asks its relay, and how the relay's refusals read here.

use super::claims::of_claims;
use crate::{Code, Failure, Reason};
use gangway_providers::{
    http::{Answer, Cut, Http},
    net::Network,
};
use gangway_wire::{
    BUNDLE_HEADER, BundleHeader, ClaimRequest, ClaimsGranted, ClaimsRenewed, Completeness, DeviceId, Endpoint,
    ErrorCode, FRAME_TYPE, FactsPlaced, FeedMessage, Frame, Invite, Invited, Join, Joined, LARGEST_FRAME, NewEndpoint,
    NewFacts, Refusal, TeamView, VERSION, WIRE_HEADER, frames_of,
};
use reqwest::{Method, RequestBuilder};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;

/// For a whole call. A long poll takes up to [`POLL`].
const CALL: Duration = Duration::from_secs(60);
/// Seconds that a poll waits for something new.
const POLL: u64 = 25;
/// Bytes of an answer that is no feed.
const ANSWER: usize = 4 << 20;

/// A relay, asked by a device.
pub(super) struct Relay {
    http: Http,
    url: String,
    /// `<device>.<token>`; nothing before it joined.
    bearer: Option<SecretString>,
}

/// What a poll brings.
pub(super) enum Polled {
    Frame(Box<Frame>),
    Said(FeedMessage),
}

impl Relay {
    pub(super) fn new(network: &Network, url: &str, bearer: Option<SecretString>) -> Result<Self, Failure> {
        Ok(Self { http: Http::new(network, CALL)?, url: url.to_owned(), bearer })
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.requests().request(method, format!("{}{path}", self.url));
        let request = request.header(WIRE_HEADER, VERSION);
        match &self.bearer {
            Some(bearer) => request.bearer_auth(bearer.expose_secret()),
            None => request,
        }
    }

    async fn call(&self, request: RequestBuilder, limit: usize, carried: &[SecretString]) -> Result<Answer, Failure> {
        let ours = secrets_of(self.bearer.as_ref());
        let secrets: Vec<_> = ours.iter().chain(carried).collect();
        let answer = self.http.call(request, limit, &secrets).await.map_err(unavailable)?;
        if (200..300).contains(&answer.status) { Ok(answer) } else { Err(refused(&answer)) }
    }

    async fn json<T: DeserializeOwned>(&self, request: RequestBuilder, carried: &[SecretString]) -> Result<T, Failure> {
        let answer = self.call(request, ANSWER, carried).await?;
        serde_json::from_slice(&answer.body).map_err(|error| unreadable(&error))
    }

    /// `carried`: the secrets in the body.
    async fn send<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        carried: &[SecretString],
    ) -> Result<T, Failure> {
        self.json(self.request(Method::POST, path).json(body), carried).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        self.json(self.request(Method::GET, path), &[]).await
    }

    pub(super) async fn join(&self, join: &Join) -> Result<Joined, Failure> {
        self.send("/v1/join", join, &[join.proof.to_string().into()]).await
    }

    pub(super) async fn invite(&self, invite: &Invite) -> Result<Invited, Failure> {
        // A digest and a sealed key: no secret by itself.
        self.send("/v1/invitations", invite, &[]).await
    }

    pub(super) async fn team(&self) -> Result<TeamView, Failure> {
        self.get("/v1/team").await
    }

    pub(super) async fn endpoints(&self) -> Result<Vec<Endpoint>, Failure> {
        self.get("/v1/endpoints").await
    }

    pub(super) async fn add_endpoint(&self, new: &NewEndpoint) -> Result<Endpoint, Failure> {
        let secrets: Vec<_> = new.secrets.iter().map(|it| it.expose().to_owned().into()).collect();
        self.send("/v1/endpoints", new, &secrets).await
    }

    /// `Err` names who has what was refused.
    pub(super) async fn claim(&self, request: &ClaimRequest) -> Result<ClaimsGranted, Failure> {
        let ours = secrets_of(self.bearer.as_ref());
        let secrets: Vec<_> = ours.iter().collect();
        let asked = self.request(Method::POST, "/v1/claims").json(request);
        let answer = self.http.call(asked, ANSWER, &secrets).await.map_err(unavailable)?;
        match answer.status {
            200..300 => serde_json::from_slice(&answer.body).map_err(|error| unreadable(&error)),
            409 => {
                let refused = serde_json::from_slice(&answer.body).map_err(|error| unreadable(&error))?;
                Err(of_claims(&refused))
            }
            403 => {
                Err(Failure::new(Code::RelayRefused, "A viewer of the team sends nothing.").because(Reason::ViewerOnly))
            }
            _ => Err(refused(&answer)),
        }
    }

    /// What was done here. Who did it is known to the relay by the device.
    pub(super) async fn tell(&self, facts: &NewFacts) -> Result<FactsPlaced, Failure> {
        self.send("/v1/facts", facts, &[]).await
    }

    /// This console is there: what it holds stays.
    pub(super) async fn renew_claims(&self) -> Result<ClaimsRenewed, Failure> {
        self.send("/v1/claims/renew", &(), &[]).await
    }

    pub(super) async fn remove(&self, device: &DeviceId) -> Result<(), Failure> {
        self.call(self.request(Method::DELETE, &format!("/v1/devices/{device}")), ANSWER, &[]).await.map(drop)
    }

    /// Where a new console begins that wants the last days alone.
    pub(super) async fn beginning(&self, days: u32) -> Result<Completeness, Failure> {
        self.get(&format!("/v1/feed/beginning?days={days}")).await
    }

    pub(super) async fn poll(&self, after: u64) -> Result<Polled, Failure> {
        let request = self.request(Method::GET, &format!("/v1/feed/poll?after={after}&wait={POLL}"));
        let answer = self.call(request, LARGEST_FRAME, &[]).await?;
        let kind = answer.headers.get("content-type").and_then(|it| it.to_str().ok()).unwrap_or_default();
        if kind == FRAME_TYPE {
            return Ok(Polled::Frame(Box::new(Frame::unpack(&answer.body).map_err(|error| damaged(&error))?)));
        }
        serde_json::from_slice(&answer.body).map(Polled::Said).map_err(|error| unreadable(&error))
    }

    /// All entries of a bundle, as one frame without a head.
    pub(super) async fn bundle(&self, number: u64) -> Result<(BundleHeader, Frame), Failure> {
        let answer = self.call(self.request(Method::GET, &format!("/v1/bundles/{number}")), LARGEST_FRAME, &[]).await?;
        let header = answer.headers.get(BUNDLE_HEADER).map(|it| serde_json::from_slice(it.as_bytes()));
        let header = header.transpose().ok().flatten().ok_or_else(|| damaged(&"a bundle has no header"))?;
        let packed = frames_of(&answer.body).ok_or_else(|| damaged(&"a bundle is cut"))?;
        let mut items = Vec::new();
        for frame in packed {
            items.extend(Frame::unpack(frame).map_err(|error| damaged(&error))?.items);
        }
        Ok((header, Frame { items, head: None }))
    }
}

/// What a call carries for being a device's: a remote may repeat the token without the device before it.
pub(super) fn secrets_of(bearer: Option<&SecretString>) -> Vec<SecretString> {
    let token = bearer.and_then(|it| it.expose_secret().split_once('.')).map(|(_, token)| token.into());
    bearer.cloned().into_iter().chain(token).collect()
}

/// Something came that no relay sends.
pub(super) fn damaged(what: &impl std::fmt::Display) -> Failure {
    Failure::new(Code::RelayRefused, "The team's relay sent something that cannot be taken in.").with(what.to_string())
}

fn unreadable(error: &serde_json::Error) -> Failure {
    let place = format!("line {}, column {}", error.line(), error.column());
    Failure::new(Code::RelayRefused, "What answers at the relay's address is no relay, or speaks otherwise.")
        .with(place)
}

pub(super) fn unavailable(cut: Cut) -> Failure {
    Failure::new(Code::RelayUnavailable, format!("The team's relay does not answer: {cut}.")).because(cut.into())
}

fn refused(answer: &Answer) -> Failure {
    let refusal: Option<Refusal> = serde_json::from_slice(&answer.body).ok();
    let Some(refusal) = refusal else {
        let code = if answer.status >= 500 { Code::RelayUnavailable } else { Code::RelayRefused };
        return Failure::new(code, format!("What answers at the relay's address says {}.", answer.status));
    };
    of_refusal(&refusal.code, answer.words(&refusal.message).to_string())
}

pub(super) fn of_refusal(code: &ErrorCode, words: String) -> Failure {
    let refused = |reason: Reason, message: &str| Failure::new(Code::RelayRefused, message).because(reason);
    let failure = match code {
        ErrorCode::Unauthorized => {
            refused(Reason::DeviceRemoved, "The team's relay does not know this device: it was removed.")
        }
        ErrorCode::Forbidden => refused(Reason::AdminOnly, "Only an admin of the team may do this."),
        ErrorCode::InvitationInvalid => {
            refused(Reason::InvitationInvalid, "The invitation was used already, ran out, or is not complete.")
        }
        ErrorCode::VersionUnsupported => {
            refused(Reason::RelayVersion, "This program and the team's relay are of versions that do not go together.")
        }
        ErrorCode::LastAdmin => refused(Reason::LastAdmin, "This is the last device of an admin of the team."),
        ErrorCode::NotFound => Failure::new(Code::NotFound, "The team's relay has nothing of this name."),
        ErrorCode::Claimed => Failure::new(Code::Stale, "A colleague has it.").because(Reason::ClaimPlanned),
        ErrorCode::StoreSilent => {
            Failure::new(Code::RelayUnavailable, "The team's relay cannot reach its store. Try again in a moment.")
        }
        ErrorCode::BadRequest | ErrorCode::TooOld | ErrorCode::Internal | ErrorCode::Unknown(_) => {
            Failure::new(Code::RelayRefused, "The team's relay refused.")
        }
    };
    failure.with(words)
}

#[cfg(test)]
mod tests;
