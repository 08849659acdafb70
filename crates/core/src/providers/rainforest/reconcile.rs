//! Asking the API where applications are: on demand, at the start, and after a gap. What a message should have told and did
//! not is taken like a message, and counted as missed.

use super::take::{About, Taken, take};
use crate::{
    Code, Failure, now,
    providers::rainforest::Applications,
    view::{Change, Reconciled, RefreshRequest},
};
use gangway_domain::RainforestMerchantId;
use gangway_providers::{
    net::{ApiError, ApiErrorKind},
    rainforest::{Filter, Rainforest, Told},
};
use gangway_record::applications;
use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, Weak},
    time::Duration,
};
use tokio::task::JoinSet;

/// Merchants that are asked about in one round that nobody asked for: a provider is not to be hammered.
const BY_ITSELF: u32 = 200;
/// Merchants of one round that a person asked for.
const ON_DEMAND: u32 = 5_000;
/// Merchants that are asked about at the same time.
const AT_ONCE: usize = 4;
/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(20);
/// A look that comes so much later than it was meant for is a gap: the computer slept.
const GAP_MS: i64 = 2 * 60 * 1000;

impl Applications {
    /// Asks the API, and takes what it tells.
    pub async fn refresh_applications(&self, request: &RefreshRequest) -> Result<Reconciled, Failure> {
        let merchants = match request {
            RefreshRequest::Open => {
                if self.open_merchants(1).await?.is_empty() {
                    self.learn_simulated().await?;
                }
                self.open_merchants(ON_DEMAND).await?
            }
            RefreshRequest::Merchant { merchant } => vec![RainforestMerchantId::from(merchant.trim())],
            RefreshRequest::Application { id } => return self.refresh_one(id).await,
        };
        let alone = matches!(request, RefreshRequest::Merchant { .. });
        let round = self.ask_about(&merchants).await?;
        match &round.failure {
            // Of one merchant the reason is the answer.
            Some(failure) if alone => Err(failure.clone()),
            _ => Ok(round),
        }
    }

    async fn refresh_one(&self, id: &str) -> Result<Reconciled, Failure> {
        let wanted = id.into();
        let found = self.environment.record().read(move |c| applications::by_id(c, &wanted)).await?;
        let row = found.ok_or_else(|| Failure::not_found("application").with(id))?;
        let told = self.rainforest()?.one(&row.merchant, &row.id).await;
        self.note_rainforest(told.as_ref().err());
        let changed = self.take_told(vec![told?]).await?;
        Ok(Reconciled { at: now(), asked: 1, changed, left: 0, failure: None })
    }

    /// Those whose applications are not decided, the longest without being asked about first.
    async fn open_merchants(&self, limit: u32) -> Result<Vec<RainforestMerchantId>, Failure> {
        let open = self.environment.record().read(move |c| applications::open(c, limit)).await?;
        let mut seen = HashSet::new();
        Ok(open.into_iter().map(|row| row.merchant).filter(|merchant| seen.insert(merchant.clone())).collect())
    }

    /// A few merchants at a time; ends where going on would not help.
    pub(super) async fn ask_about(&self, merchants: &[RainforestMerchantId]) -> Result<Reconciled, Failure> {
        let client = self.rainforest()?;
        let _one = self.rainforest.turn.lock().await;
        let mut round = Reconciled::default();
        for some in merchants.chunks(AT_ONCE) {
            let mut goes_on = true;
            for answer in lists(&client, some).await {
                self.note_rainforest(answer.as_ref().err());
                match answer {
                    Ok(told) => round.changed += self.take_told(told).await?,
                    Err(error) => {
                        goes_on &= concerns_one(&error);
                        round.failure = Some(error.into());
                        if !goes_on {
                            continue;
                        }
                    }
                }
                round.asked += 1;
            }
            if !goes_on {
                round.left = merchants.len() as u32 - round.asked;
                break;
            }
        }
        round.at = now();
        *self.rainforest.reconciled.lock().unwrap_or_else(PoisonError::into_inner) = Some(round.clone());
        self.environment.tell(Change::Applications);
        Ok(round)
    }

    /// Takes what the API told, in one transaction; answers how many applications stand elsewhere now.
    async fn take_told(&self, told: Vec<Told>) -> Result<u32, Failure> {
        let (at, rules) = (now(), self.notifications.notification_rules());
        let changed = self
            .environment
            .record()
            .write(move |c| {
                let mut changed = 0;
                for told in told {
                    let (id, merchant) = (told.id.clone(), told.merchant.clone());
                    let about = About { id: &id, merchant: &merchant };
                    changed += u32::from(take(c, &about, &told.history(), (at, &rules), None)? == Taken::Changed);
                    applications::fetched(c, &id, at)?;
                }
                Ok(changed)
            })
            .await?;
        self.notifications.wake_senders();
        self.environment.tell(Change::Applications);
        Ok(changed)
    }

    async fn reconcile_by_itself(&self) -> Result<(), Failure> {
        let merchants = self.open_merchants(BY_ITSELF).await?;
        if merchants.is_empty() {
            return Ok(());
        }
        match self.ask_about(&merchants).await {
            // The settings say what is missing.
            Err(failure) if failure.code == Code::IntegratorCredentials => Ok(()),
            other => other.map(drop),
        }
    }
}

/// The applications of some merchants, asked for at the same time.
async fn lists(client: &Arc<Rainforest>, merchants: &[RainforestMerchantId]) -> Vec<Result<Vec<Told>, ApiError>> {
    let mut asked = JoinSet::new();
    for merchant in merchants {
        let (client, merchant) = (Arc::clone(client), merchant.clone());
        asked.spawn(async move { client.list(&merchant, &Filter::default()).await });
    }
    asked.join_all().await
}

/// Others may be answered although this one was not.
const fn concerns_one(error: &ApiError) -> bool {
    matches!(error.kind, ApiErrorKind::NotFound | ApiErrorKind::Refused { .. } | ApiErrorKind::Unreadable(_))
}

/// Runs for the life of a profile: at the start, and whenever the clock shows that the computer slept.
pub(crate) async fn keep_reconciling(applications: Weak<Applications>) {
    let mut due = true;
    loop {
        let Some(open) = applications.upgrade() else { return };
        if due {
            if let Err(failure) = open.begin_simulated().await {
                tracing::warn!(%failure, "the simulated Rainforest could not be set up");
            }
            // In a team one console asks for all: what it learns by a webhook comes to everybody, and the rest by its own look.
            if open.environment.does_shared_work()
                && let Err(failure) = open.reconcile_by_itself().await
            {
                tracing::info!(%failure, "asking about applications did not work");
            }
        }
        drop(open);
        let before = now();
        tokio::time::sleep(LOOK).await;
        due = slept(before, now());
    }
}

/// Whether a look at `after` that was meant for a moment after `before` comes so late that messages may have been missed.
fn slept(before: i64, after: i64) -> bool {
    after - before > LOOK.as_millis() as i64 + GAP_MS
}

#[cfg(test)]
mod tests {
    use super::slept;

    #[test]
    fn a_gap_is_seen_by_the_clock() {
        assert!(!slept(0, 20_000) && !slept(0, 100_000));
        assert!(slept(0, 3_600_000));
        assert!(!slept(3_600_000, 0), "a clock that was set back is no gap");
    }
}
