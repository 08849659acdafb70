//! Signing a merchant out: wipes what is here, and says what stays.

use crate::{
    Failure,
    clock::instant,
    merchants::Merchants,
    providers::rappi::token_name,
    view::{Change, SignedOut},
};
use gangway_domain::{ActKind, MerchantId};
use gangway_record::merchants;

impl Merchants {
    /// Wipes the merchant's token. The provider has no call to end its session (docs/wire.md 1.4), so that stays.
    pub async fn sign_out(&self, merchant: &str) -> Result<SignedOut, Failure> {
        let merchant = self.tokens.merchant_of(&MerchantId::from(merchant)).await?;
        self.provisioning.rest_signed_out(&merchant).await?;
        // Colleagues first: what is killed after this is signed out here by what the team's log brings back.
        let told = self.shared.signed_out(&merchant).await;
        // First, so that nobody is shown as signed out whose token is still here.
        self.environment.vault().remove(&token_name(&merchant.id)).await?;
        let act = self.environment.act(
            ActKind::MerchantSignedOut,
            &merchant.name,
            Some(&merchant.id),
            Some(merchant.email.clone()),
        );
        let act = act.changed("token_expires_at", instant(merchant.token_expires_at), None);
        let id = merchant.id.clone();
        self.environment.commit(act, move |c| merchants::forget_token(c, &id)).await?;
        self.environment.tell(Change::Merchants);
        // A run that was about to set off when the others were told to rest, with the token in its hand.
        self.provisioning.rest_signed_out(&merchant).await?;
        // Signed out here in any case.
        told?;
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
        Ok(SignedOut { wiped: words(&["merchant_token"]), stays: words(&["provider_session", "stores", "history"]) })
    }
}
