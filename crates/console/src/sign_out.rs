//! Signing a merchant out: wipes what is here, and says what stays.

use crate::{Console, Failure, clock::instant, view::SignedOut};
use gangway_domain::MerchantId;

impl Console {
    /// Wipes the merchant's token. The provider has no call to end its session (PROVIDERS.md 1.4), so that stays.
    pub async fn sign_out(&self, merchant: &str) -> Result<SignedOut, Failure> {
        let merchant = self.merchant_of(&MerchantId::from(merchant)).await?;
        self.rest_signed_out(&merchant).await?;
        self.forget_token(&merchant.id).await?;
        // A run that was about to set off when the others were told to rest, with the token in its hand.
        self.rest_signed_out(&merchant).await?;
        let act = self.act("merchant_signed_out", &merchant.name, Some(&merchant.id), Some(merchant.email.clone()));
        self.audit(act.changed("token_expires_at", instant(merchant.token_expires_at), None)).await?;
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
        Ok(SignedOut { wiped: words(&["merchant_token"]), stays: words(&["provider_session", "stores", "history"]) })
    }
}
