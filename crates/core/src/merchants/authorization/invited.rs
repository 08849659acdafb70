//! Finishing what a merchant anywhere answered at the team's relay, whichever console made the link.

use crate::{
    Failure,
    merchants::authorization::{
        Authorization,
        authorize::{digest, verifier_name},
    },
    now,
    view::{AttemptState, Change},
};
use gangway_domain::callback::{NotOurs, parse};
use gangway_record::merchants::{
    attempt_state::State,
    attempts::{self, Attempt},
};
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::Arc;

/// The way of attempts that colleagues may have begun; in the record for ever.
pub(crate) const INVITED: &str = "invitation";

/// What a link's maker kept from the relay, and what the merchant brought.
pub(crate) struct Invited {
    pub(crate) attempt: String,
    /// Of the state that the link was made with.
    pub(crate) state_digest: String,
    pub(crate) verifier: SecretString,
    /// Where the merchant came back to.
    pub(crate) redirect: String,
    pub(crate) expected_email: Option<String>,
    /// The query with which the merchant came back.
    pub(crate) query: SecretString,
    /// Until when a person may be asked about it, Unix milliseconds.
    pub(crate) expires_at: i64,
}

impl Authorization {
    /// Exchanges the code, and stores the merchant or asks. The address is hostile until proven ours, although a relay brings it.
    pub(crate) async fn finish_invited(self: &Arc<Self>, it: Invited) -> Result<AttemptState, Failure> {
        let callback = parse(&format!("{}?{}", it.redirect, it.query.expose_secret()), &it.redirect)?;
        if digest(callback.state()) != it.state_digest {
            return Err(NotOurs::OtherAddress.into());
        }
        self.environment.vault().put(&verifier_name(&it.attempt), it.verifier).await?;
        let attempt = Attempt {
            id: it.attempt,
            state_digest: it.state_digest,
            way: INVITED.to_owned(),
            redirect: it.redirect,
            expected_email: it.expected_email,
            started_at: now(),
            expires_at: it.expires_at,
            state: State::Waiting,
        };
        let row = attempt.clone();
        let begin = move |c: &gangway_record::Connection| {
            // What a kill left of an earlier try.
            attempts::remove(c, &row.id)?;
            attempts::insert(c, &row)
        };
        self.environment.record().write(begin).await?;
        self.environment.tell(Change::Attempt { attempt: attempt.id.clone() });
        self.answer_attempt(attempt, callback).await
    }
}
