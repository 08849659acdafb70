//! How somebody comes into a team: `https://relay/join#<invitation>.<secret>`. What follows `#` never reaches the relay as an
//! address, and even a relay that keeps everything it is sent learns only the proof: the key that the team key is sealed with
//! comes from the secret by another way.

use crate::{InvitationId, bytes_text::bytes_as_text};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The secret part of an invitation: 256 bits, made by the device that invites.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitationSecret([u8; 32]);

bytes_as_text! {
    /// What shows the relay that somebody has the secret. The relay keeps a digest of it.
    InvitationProof, 32
}

impl InvitationProof {
    /// What the relay keeps.
    pub fn digest(&self) -> [u8; 32] {
        derived(b"gangway invitation digest\0", &self.0)
    }
}

fn derived(what: &[u8], of: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update(what).chain_update(of).finalize().into()
}

impl InvitationSecret {
    /// Of bytes by chance.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// For the relay.
    pub fn proof(&self) -> InvitationProof {
        InvitationProof(derived(b"gangway invitation proof\0", &self.0))
    }

    /// What the team key is sealed with inside the invitation; the relay never has it.
    pub fn sealing_key(&self) -> [u8; 32] {
        derived(b"gangway invitation seal\0", &self.0)
    }
}

impl std::fmt::Debug for InvitationSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InvitationSecret(•••)")
    }
}

/// An invitation as it is handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationLink {
    /// The relay's address, without a slash at the end: `https://relay.example.com`.
    pub relay: String,
    /// Which invitation.
    pub invitation: InvitationId,
    /// Its secret.
    pub secret: InvitationSecret,
}

/// Text that is no invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is not an invitation: https://relay/join#<invitation>.<secret>")]
pub struct NotAnInvitation;

impl InvitationLink {
    /// The link, with its secret.
    pub fn expose(&self) -> String {
        format!("{}/join#{}.{}", self.relay, self.invitation, URL_SAFE_NO_PAD.encode(self.secret.0))
    }
}

impl std::str::FromStr for InvitationLink {
    type Err = NotAnInvitation;

    fn from_str(text: &str) -> Result<Self, NotAnInvitation> {
        let (address, fragment) = text.trim().split_once('#').ok_or(NotAnInvitation)?;
        let relay = address.strip_suffix("/join").filter(|relay| !relay.is_empty()).ok_or(NotAnInvitation)?;
        let (invitation, secret) = fragment.split_once('.').ok_or(NotAnInvitation)?;
        let is_id = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if invitation.is_empty() || !invitation.bytes().all(is_id) {
            return Err(NotAnInvitation);
        }
        let bytes = URL_SAFE_NO_PAD.decode(secret).map_err(|_| NotAnInvitation)?;
        let secret = InvitationSecret(bytes.try_into().map_err(|_| NotAnInvitation)?);
        Ok(Self { relay: relay.to_owned(), invitation: invitation.into(), secret })
    }
}
