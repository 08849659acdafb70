//! Merchants and the tokens by which calls are made for them.

use crate::{Code, Failure, Reason, environment::Environment, now, view::Change};
use gangway_domain::MerchantId;
use gangway_providers::rappi::MerchantToken;
use gangway_record::merchants;
use secrecy::ExposeSecret;
use std::sync::Arc;

/// Merchants' rows in the record, and their tokens in the vault.
pub(crate) struct MerchantTokens {
    environment: Arc<Environment>,
}

impl MerchantTokens {
    pub(crate) fn new(environment: Arc<Environment>) -> Arc<Self> {
        Arc::new(Self { environment })
    }

    /// The merchant's row.
    pub(crate) async fn merchant_of(&self, id: &MerchantId) -> Result<merchants::Merchant, Failure> {
        let wanted = id.clone();
        let found = self.environment.record().read(move |c| merchants::by_id(c, &wanted)).await?;
        found.ok_or_else(|| Failure::not_found("merchant"))
    }

    /// The merchant's token, unless it is over.
    pub(crate) async fn merchant_token(&self, merchant: &merchants::Merchant) -> Result<MerchantToken, Failure> {
        let over = || {
            Failure::new(Code::SignInAgain, format!("{} has to sign in again.", merchant.email))
                .because(Reason::TokenOver)
        };
        let Some(ends_at) = merchant.token_expires_at.filter(|end| *end > now()) else {
            // Kept until it ends, and not a moment of use longer.
            self.environment.vault().remove(&token_name(&merchant.id)).await?;
            return Err(over());
        };
        let bearer = self.environment.vault().get(&token_name(&merchant.id)).await?.ok_or_else(over)?;
        Ok(MerchantToken { bearer, ends_at })
    }

    /// The provider refused this token: it is of no use to anybody. One that came by a new sign-in meanwhile stays.
    pub(crate) async fn forget_refused(&self, merchant: &MerchantId, refused: &MerchantToken) -> Result<(), Failure> {
        let held = self.environment.vault().get(&token_name(merchant)).await?;
        if held.is_some_and(|held| held.expose_secret() != refused.bearer.expose_secret()) {
            return Ok(());
        }
        self.forget_token(merchant).await
    }

    /// Nothing of the merchant's sign-in stays here. Nobody did it, so there is no entry: a person signs out by
    /// `Merchants::sign_out`.
    pub(crate) async fn forget_token(&self, merchant: &MerchantId) -> Result<(), Failure> {
        self.environment.vault().remove(&token_name(merchant)).await?;
        let id = merchant.clone();
        self.environment.record().write(move |c| merchants::forget_token(c, &id)).await?;
        self.environment.tell(Change::Merchants);
        Ok(())
    }
}

/// Where a merchant's token is in the vault.
pub(crate) fn token_name(merchant: &MerchantId) -> String {
    format!("merchant-token-{merchant}")
}
