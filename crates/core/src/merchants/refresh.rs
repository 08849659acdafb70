//! Reading a merchant's stores from the provider, and settling what was open by what it says.

use crate::{
    Code, Failure,
    environment::audited::Acted,
    merchants::Merchants,
    now,
    provisioning::engine::{Asked, Limits, looked},
    view::{Change, Refreshed},
};
use gangway_domain::{ActKind, MerchantId, tree};
use gangway_record::audit::Act;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::OnceCell;

/// How a first look ended: with the number of stores.
type First = Arc<OnceCell<Result<u32, Failure>>>;

/// Looks at merchants' stores that are under way.
#[derive(Default)]
pub(crate) struct Looks {
    /// One at a time for each merchant.
    turns: Mutex<HashMap<MerchantId, Arc<tokio::sync::Mutex<()>>>>,
    /// The first one after the newest sign-in.
    first: Mutex<HashMap<MerchantId, First>>,
}

impl Looks {
    /// Somebody signed in: what a look before came to is of no use any more.
    pub(crate) fn signed_in(&self, merchant: &MerchantId) {
        self.first.lock().unwrap_or_else(PoisonError::into_inner).insert(merchant.clone(), First::default());
    }
}

impl Merchants {
    /// Somebody signed in: what a look before came to is of no use any more.
    pub(crate) fn signed_in(&self, merchant: &MerchantId) {
        self.looks.signed_in(merchant);
    }

    /// How many stores the first look after the newest sign-in found. It is made once, whoever asks for it.
    pub async fn first_look(&self, merchant: &str) -> Result<u32, Failure> {
        let looked = {
            let mut first = self.looks.first.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(first.entry(MerchantId::from(merchant)).or_default())
        };
        looked.get_or_init(async || Ok(self.refresh(merchant).await?.stores)).await.clone()
    }

    /// One status call: the tree is replaced, open outcomes are settled. Two at a time for one merchant become one
    /// after the other.
    pub async fn refresh(&self, merchant: &str) -> Result<Refreshed, Failure> {
        self.look(merchant, None).await
    }

    /// The same because the person at the desk wants to know now: what it settles was settled by them, and is in the
    /// activity.
    pub async fn ask(&self, merchant: &str) -> Result<Refreshed, Failure> {
        let row = self.tokens.merchant_of(&MerchantId::from(merchant)).await?;
        self.look(merchant, Some(self.environment.act(ActKind::OutcomesAsked, &row.name, Some(&row.id), None))).await
    }

    /// `by`: the act of the person who asked.
    async fn look(&self, merchant: &str, by: Option<Act>) -> Result<Refreshed, Failure> {
        let merchant = self.tokens.merchant_of(&MerchantId::from(merchant)).await?;
        let turn = {
            let mut turns = self.looks.turns.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(turns.entry(merchant.id.clone()).or_default())
        };
        let _turn = turn.lock().await;
        let token = self.tokens.merchant_token(&merchant).await?;
        let asked = Asked { at: now(), revision: self.tokens.merchant_of(&merchant.id).await?.revision };
        let branches = match self.line.noted(self.line.rappi()?.integration_status(&token).await) {
            Ok(branches) => branches,
            Err(failure) => {
                if failure.code == Code::SignInAgain {
                    self.tokens.forget_refused(&merchant.id, &token).await?;
                }
                return Err(failure);
            }
        };
        let flat = tree::flatten(branches);
        if !flat.repeated.is_empty() {
            tracing::warn!(stores = flat.repeated.len(), "the provider listed stores more than once");
        }
        let profile = self.environment.profile();
        let limits = Limits {
            unknown_ms: profile.unknown_for.as_millis() as i64,
            no_result_ms: profile.no_result_after.as_millis() as i64,
        };
        let id = merchant.id.clone();
        let looked = self
            .environment
            .commit_if(move |c| {
                let person = by.as_ref().map(|act| act.actor.as_str());
                let looked = looked(c, &id, flat.rows, asked, limits, person)?;
                let settled = Some(looked.settled).filter(|settled| *settled > 0);
                let entry = by.zip(settled).map(|(act, it)| act.changed("settled", None, Some(it.to_string())));
                Ok(Acted::maybe(looked, entry))
            })
            .await?;
        self.environment.tell(Change::Merchants);
        self.environment.tell_stores(&merchant.id);
        for operation in looked.operations {
            self.environment.tell_operation(&merchant.id, &operation);
            self.provisioning.announce_if_ended(&operation).await?;
        }
        let (stores, changed) = (looked.refreshed.stores as u32, looked.refreshed.changed as u32);
        Ok(Refreshed { stores, changed, settled: looked.settled })
    }
}
