//! Inviting merchants who are elsewhere. The console that makes a link seals what finishes the sign-in with the team's key, so that
//! the relay cannot and any colleague's console can.

mod files;
mod finish;
mod make;
mod rows;

pub use files::table as invitations_csv;
pub(in crate::team) use finish::Looked;

use super::Team;
use crate::{environment::Environment, providers::rappi::RappiLine};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Links by which merchants anywhere sign in.
pub struct Invitations {
    environment: Arc<Environment>,
    line: Arc<RappiLine>,
    team: Arc<Team>,
}

impl Invitations {
    pub(crate) fn new(environment: Arc<Environment>, line: Arc<RappiLine>, team: Arc<Team>) -> Arc<Self> {
        Arc::new(Self { environment, line, team })
    }
}

/// What a link's maker seals for its colleagues. In the relay's store for as long as the link is; a newer program may add to it.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The secret part of the address.
    secret: String,
    #[serde(serialize_with = "exposed")]
    verifier: SecretString,
    state_digest: String,
    /// Where the merchant comes back to.
    redirect: String,
    /// Beside the relay's own copy, which the relay could change.
    email: Option<String>,
}

/// Only ever on its way into what is sealed.
fn exposed<S: serde::Serializer>(secret: &SecretString, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(secret.expose_secret())
}

/// Under which it is sealed.
fn seal_name(link: &str) -> String {
    format!("link/{link}")
}
