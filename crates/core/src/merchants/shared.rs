//! Sign-ins that a team shares: a merchant who signed in at a colleague's console is signed in here, and one whom a colleague signed
//! out is signed out here.

use crate::{Failure, environment::Answer, merchants::Merchants, now, providers::rappi::token_name, view::Change};
use gangway_domain::MerchantId;
use gangway_record::merchants;
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::Arc;
use uuid::Uuid;

/// By which clocks of colleagues may differ, in milliseconds.
const CLOCKS_MS: i64 = 60 * 60 * 1000;

/// Tells the team of this console, if it is in one.
pub(crate) trait SharedSignIns: Send + Sync {
    /// A merchant signed in here.
    fn signed_in<'a>(&'a self, merchant: &'a merchants::Merchant, token: &'a SecretString) -> Answer<'a, ()>;

    /// Somebody signed a merchant out here.
    fn signed_out<'a>(&'a self, merchant: &'a merchants::Merchant) -> Answer<'a, ()>;

    /// Something became of an attempt.
    fn look(&self);
}

/// A merchant who signed in at a colleague's console.
pub(crate) struct SharedSignIn {
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) token: SecretString,
    /// When it ends, Unix milliseconds.
    pub(crate) expires_at: i64,
    /// When the merchant signed in.
    pub(crate) authorized_at: i64,
}

impl Merchants {
    /// Takes in a sign-in of a colleague. The order of the log decides what is newest, not anybody's clock. Done again it changes
    /// nothing.
    pub(crate) async fn take_sign_in(self: &Arc<Self>, it: SharedSignIn) -> Result<(), Failure> {
        if it.expires_at <= now() {
            return Ok(());
        }
        let before = self.of_email(&it.email).await?;
        if let Some(before) = before.filter(|row| row.token_expires_at.is_some()) {
            let held = self.environment.vault().get(&token_name(&before.id)).await?;
            if held.is_some_and(|held| held.expose_secret() == it.token.expose_secret()) {
                return Ok(());
            }
        }
        let new = merchants::Merchant {
            id: MerchantId(Uuid::new_v4().to_string()),
            email: it.email,
            name: it.name,
            authorized_at: it.authorized_at,
            token_expires_at: Some(it.expires_at),
            refreshed_at: None,
            version: 0,
            revision: 0,
        };
        // Nobody did it here, so there is no entry: the team's log tells who.
        let merchant = self.environment.record().write(move |c| merchants::authorize(c, &new)).await?;
        self.environment.vault().put(&token_name(&merchant.id), it.token).await?;
        self.signed_in(&merchant.id);
        self.environment.tell(Change::Merchants);
        let (merchants, is_new) = (Arc::downgrade(self), merchant.refreshed_at.is_none());
        self.environment.spawn(async move {
            let Some(open) = merchants.upgrade() else { return };
            // A tree that is here stays as it is until somebody wants it: a whole team need not ask at once.
            if is_new && let Err(failure) = open.first_look(&merchant.id.0).await {
                tracing::warn!(%failure, "the first look at the stores failed");
            }
            open.provisioning.resume_signed_in(&merchant.id).await;
        });
        Ok(())
    }

    /// Takes in that a colleague signed a merchant out. A sign-in that came long after it, before this console was in the team, stays.
    pub(crate) async fn take_sign_out(&self, email: &str, at: i64) -> Result<(), Failure> {
        let Some(merchant) = self.of_email(email).await? else { return Ok(()) };
        if merchant.authorized_at > at + CLOCKS_MS {
            return Ok(());
        }
        self.provisioning.rest_signed_out(&merchant).await?;
        self.tokens.forget_token(&merchant.id).await?;
        self.provisioning.rest_signed_out(&merchant).await
    }

    async fn of_email(&self, email: &str) -> Result<Option<merchants::Merchant>, Failure> {
        let email = email.to_owned();
        let read = move |c: &gangway_record::Connection| merchants::by_email(c, &email);
        Ok(self.environment.record().read(read).await?)
    }
}
