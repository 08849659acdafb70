//! Merchants' sign-ins of a team: what happened here is told, sealed with the team's key; what colleagues told is taken in. Viewers
//! have no key, and take nothing in.

use super::{Team, claims::environment_word, invitations::Looked, relay::Relay, sealed::TeamKey};
use crate::{
    Code, Failure, Reason,
    environment::{Answer, random::octets},
    merchants::{
        Authorization, Merchants,
        authorization::invited::Invited,
        shared::{SharedSignIn, SharedSignIns},
    },
    now,
    view::AttemptState,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use gangway_record::{
    merchants::Merchant,
    team::{self, sign_ins::SignIn},
};
use gangway_wire::{Key, NewSignIn, SignInChange};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use std::{
    sync::{Arc, Weak},
    time::Duration,
};

/// Between two looks; sooner when something came.
const LOOK: Duration = Duration::from_secs(5);

/// What is sealed; a newer program may add to it.
#[derive(Serialize, Deserialize)]
struct Told {
    environment: String,
    email: String,
    /// When it happened, Unix milliseconds.
    at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signed_in: Option<Session>,
}

#[derive(Serialize, Deserialize)]
struct Session {
    name: String,
    token: String,
    expires_at: i64,
}

/// Where sign-ins have their effects.
pub(crate) trait SignInsHere: Send + Sync + 'static {
    /// Finishes what a merchant answered.
    fn finish(&self, it: Invited) -> impl Future<Output = Result<AttemptState, Failure>> + Send;

    /// How many stores a merchant has, who signed in a moment ago.
    fn stores_of(&self, merchant: &str) -> impl Future<Output = Result<u32, Failure>> + Send;

    /// Takes in a sign-in of a colleague.
    fn take_sign_in(&self, it: SharedSignIn) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Takes in that a colleague signed a merchant out.
    fn take_sign_out(&self, email: &str, at: i64) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Of an environment that may be closing.
#[derive(Clone)]
pub(crate) struct Here(pub(crate) Weak<Authorization>, pub(crate) Weak<Merchants>);

fn closing() -> Failure {
    Failure::new(Code::Internal, "The environment is being closed.")
}

impl SignInsHere for Here {
    async fn finish(&self, it: Invited) -> Result<AttemptState, Failure> {
        self.0.upgrade().ok_or_else(closing)?.finish_invited(it).await
    }

    async fn stores_of(&self, merchant: &str) -> Result<u32, Failure> {
        self.1.upgrade().ok_or_else(closing)?.first_look(merchant).await
    }

    async fn take_sign_in(&self, it: SharedSignIn) -> Result<(), Failure> {
        self.1.upgrade().ok_or_else(closing)?.take_sign_in(it).await
    }

    async fn take_sign_out(&self, email: &str, at: i64) -> Result<(), Failure> {
        self.1.upgrade().ok_or_else(closing)?.take_sign_out(email, at).await
    }
}

/// Runs for the life of a profile.
pub(crate) async fn keep_sign_ins(team: Weak<Team>, here: impl SignInsHere) {
    let mut looked = Looked::default();
    loop {
        let Some(team) = team.upgrade() else { return };
        if let Err(failure) = team.look_after_sign_ins(&here, &mut looked).await {
            tracing::info!(%failure, "sign-ins of the team were not looked after");
        }
        let _ = tokio::time::timeout(LOOK, team.sign_ins_woken.notified()).await;
    }
}

impl Team {
    async fn look_after_sign_ins(&self, here: &impl SignInsHere, looked: &mut Looked) -> Result<(), Failure> {
        let Some(membership) = self.environment.record().read(team::membership).await? else {
            *looked = Looked::default();
            return Ok(());
        };
        let key = match self.team_key(&membership).await {
            Ok(key) => key,
            Err(failure) if failure.reason == Some(Reason::ViewerOnly) => {
                return Ok(self.environment.record().write(team::sign_ins::clear).await?);
            }
            Err(failure) => return Err(failure),
        };
        self.take_in(&key, here).await?;
        let read =
            |c: &gangway_record::Connection| Ok((team::sign_ins::untold(c)?, !team::answers::open(c)?.is_empty()));
        let (untold, is_answered) = self.environment.record().read(read).await?;
        if untold.is_empty() && !is_answered {
            return Ok(());
        }
        let (_, relay) = self.relay().await?;
        tell(&relay, untold).await?;
        self.look_at_answers(&relay, &key, here, looked).await
    }

    /// In the order of the log. Of a merchant of whom something newer is known, only that counts.
    async fn take_in(&self, key: &TeamKey, here: &impl SignInsHere) -> Result<(), Failure> {
        while let Some((seq, it, is_outdated)) = self.environment.record().read(team::sign_ins::next).await? {
            if !is_outdated {
                match key.open::<Told>(&seal_name(&it.subject), &it.sealed) {
                    Ok(told) => self.apply(told, here).await?,
                    // By nobody with the team's key.
                    Err(failure) => tracing::warn!(%failure, seq, "a sign-in of the team cannot be opened"),
                }
            }
            self.environment.record().write(move |c| team::sign_ins::done(c, seq)).await?;
        }
        Ok(())
    }

    async fn apply(&self, told: Told, here: &impl SignInsHere) -> Result<(), Failure> {
        if told.environment != environment_word(self.environment.profile().kind) {
            return Ok(());
        }
        match told.signed_in {
            Some(it) => {
                let (email, token) = (told.email, SecretString::from(it.token));
                let (name, expires_at, authorized_at) = (it.name, it.expires_at, told.at);
                here.take_sign_in(SharedSignIn { email, name, token, expires_at, authorized_at }).await
            }
            None => here.take_sign_out(&told.email, told.at).await,
        }
    }

    /// Keeps what the team is to be told. In no team, and as a viewer, there is nobody to tell.
    async fn to_be_told(
        &self,
        what: SignInChange,
        email: &str,
        at: i64,
        session: Option<Session>,
    ) -> Result<(), Failure> {
        let Some(membership) = self.environment.record().read(team::membership).await? else { return Ok(()) };
        let key = match self.team_key(&membership).await {
            Ok(key) => key,
            Err(failure) if failure.reason == Some(Reason::ViewerOnly) => return Ok(()),
            Err(failure) => return Err(failure),
        };
        let environment = environment_word(self.environment.profile().kind).to_owned();
        let subject = key.subject(&environment, email)?.to_string();
        let told = Told { environment, email: email.to_owned(), at, signed_in: session };
        let sealed = key.seal(&seal_name(&subject), &told)?;
        let (request, it) = (octets::<16>()?, SignIn { subject, what: what.word().to_owned(), sealed });
        self.environment.record().write(move |c| team::sign_ins::tell(c, request, &it)).await?;
        self.sign_ins_woken.notify_one();
        Ok(())
    }
}

/// Under which it is sealed.
fn seal_name(subject: &str) -> String {
    format!("sign-in/{subject}")
}

/// Again and again until the log brings it back: told twice, it is there once.
async fn tell(relay: &Relay, untold: Vec<([u8; 16], SignIn)>) -> Result<(), Failure> {
    for (request, it) in untold {
        let (Some(what), Ok(subject)) = (SignInChange::read(&it.what), it.subject.parse()) else { continue };
        let sealed = BASE64_URL_SAFE_NO_PAD.encode(&it.sealed);
        relay.tell_sign_in(&NewSignIn { request: Key(request), what, subject, sealed }).await?;
    }
    Ok(())
}

impl SharedSignIns for Team {
    fn signed_in<'a>(&'a self, merchant: &'a Merchant, token: &'a SecretString) -> Answer<'a, ()> {
        Box::pin(async move {
            let Some(expires_at) = merchant.token_expires_at else { return Ok(()) };
            let session = Session { name: merchant.name.clone(), token: token.expose_secret().to_owned(), expires_at };
            self.to_be_told(SignInChange::SignedIn, &merchant.email, merchant.authorized_at, Some(session)).await
        })
    }

    fn signed_out<'a>(&'a self, merchant: &'a Merchant) -> Answer<'a, ()> {
        Box::pin(async move { self.to_be_told(SignInChange::SignedOut, &merchant.email, now(), None).await })
    }

    fn look(&self) {
        self.sign_ins_woken.notify_one();
    }
}

/// For the composition root, which knows both.
pub(crate) fn here(authorization: &Arc<Authorization>, merchants: &Arc<Merchants>) -> Here {
    Here(Arc::downgrade(authorization), Arc::downgrade(merchants))
}
