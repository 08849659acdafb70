//! Links by which merchants anywhere sign in: `https://relay/m/<22 characters>`. The console that makes one keeps the proof of the
//! sign-in from the relay: what it seals, colleagues open with the team's key.

use crate::{DeviceId, Digest256, LinkId};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Links of one request at most: their addresses at the provider are long.
pub const LINKS: usize = 32;
/// How long a link is open, in milliseconds.
pub const LINK_LIFE_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Where the provider sends merchants back to, below the relay's address.
pub const CALLBACK: &str = "/callback";

/// The secret part of a link's address: 128 bits by chance, as 22 characters. The relay keeps its digest only.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkSecret([u8; 16]);

/// Text that is not the secret part of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a link ends with 22 characters of base64url")]
pub struct NotALink;

impl LinkSecret {
    /// Of bytes by chance.
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// What the relay keeps of it.
    pub fn digest(&self) -> Digest256 {
        Digest256(Sha256::new().chain_update(b"gangway merchant link\0").chain_update(self.0).finalize().into())
    }

    /// For the address.
    pub fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
}

impl std::fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkSecret(•••)")
    }
}

impl std::str::FromStr for LinkSecret {
    type Err = NotALink;

    fn from_str(text: &str) -> Result<Self, NotALink> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotALink)?;
        Ok(Self(bytes.try_into().map_err(|_| NotALink)?))
    }
}

/// What relay and console keep of a `state`.
pub fn state_digest(state: &str) -> Digest256 {
    Digest256(Sha256::digest(state).into())
}

/// A link to make. The same one again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLink {
    /// Made by the device.
    pub link: LinkId,
    /// Of the secret part of its address.
    pub secret_digest: Digest256,
    /// Of the `state` in `login`.
    pub state_digest: Digest256,
    /// How the team calls the merchant.
    pub label: String,
    /// Who is expected to sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Language of a merchant whose browser wants none that there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The provider's login: where the page's button leads.
    pub login: String,
    /// `age` recipient of the team's key.
    pub recipient: String,
    /// What a device needs to finish the sign-in, sealed with the team's key.
    pub sealed: String,
}

/// Links to make, all of them or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLinks {
    /// 1 to [`LINKS`].
    pub links: Vec<NewLink>,
}

/// Where a link stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkStage {
    /// The merchant may sign in.
    Open,
    /// The merchant came back from the provider, and a device of the team finishes it.
    Answered,
    /// Somebody else than expected signed in: a person of the team is asked.
    SomebodyElse,
    /// Done.
    SignedIn,
    /// Taken back.
    Cancelled,
    /// Nobody came in time.
    Expired,
    /// Of a newer relay.
    #[serde(untagged)]
    Other(String),
}

/// How a link was handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkChannel {
    /// By the team's own email.
    Email,
    /// Somebody copied it.
    Copied,
    /// It is in a file.
    File,
    /// Of a newer program.
    #[serde(untagged)]
    Other(String),
}

/// That a link was handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSent {
    /// When, Unix milliseconds.
    pub at: i64,
    /// How.
    pub by: LinkChannel,
}

/// A link as members see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    /// Which.
    pub link: LinkId,
    /// How the team calls the merchant.
    pub label: String,
    /// Who is expected.
    pub email: Option<String>,
    /// The merchant's language, if one was said.
    pub language: Option<String>,
    /// Who made it.
    pub made_by: DeviceId,
    /// Of the person; nothing where they are no member any more.
    pub person_name: Option<String>,
    /// When it was made, Unix milliseconds.
    pub made_at: i64,
    /// When it ends, Unix milliseconds.
    pub expires_at: i64,
    /// Where it stands.
    pub stage: LinkStage,
    /// When it was handed on, the newest last; the first and the newest ones.
    pub sent: Vec<LinkSent>,
    /// When somebody first went on to the provider's login.
    pub opened_at: Option<i64>,
    /// When the merchant came back last.
    pub answered_at: Option<i64>,
    /// When the merchant said no last.
    pub declined_at: Option<i64>,
    /// Why the newest attempt did not work: the reason's word.
    pub failure: Option<String>,
    /// When the sign-in was done.
    pub signed_in_at: Option<i64>,
    /// Who signed in.
    pub who: Option<String>,
    /// How many stores were read then.
    pub stores: Option<u32>,
    /// As it was made; not for viewers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
}

/// What a device says of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "news", rename_all = "snake_case")]
pub enum LinkNews {
    /// It was handed on.
    Sent {
        /// How.
        by: LinkChannel,
    },
    /// The sign-in is done.
    SignedIn {
        /// Who signed in.
        who: String,
    },
    /// Somebody else than expected signed in; a person is asked.
    SomebodyElse {
        /// Who signed in.
        who: String,
    },
    /// It did not work; the merchant may try again.
    Failed {
        /// The reason's word.
        why: String,
    },
    /// The merchant's stores were read.
    Stores {
        /// How many there are.
        stores: u32,
    },
    /// Nobody may sign in by it any more.
    Cancelled,
}
