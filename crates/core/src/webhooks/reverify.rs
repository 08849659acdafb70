//! What was rejected is judged again when a person says so: a secret may have been mended, and every byte is kept.

use crate::{
    Code, Failure, Reason,
    environment::audited::Acted,
    view::{Change, ProfileKind, ReverifyReport, ReverifyStep},
    webhooks::Deliveries,
};
use gangway_domain::ActKind;
use gangway_inbox::{KeptCall, VerifiedSignature, reverify};
use gangway_record::deliveries::{
    self,
    reverified::{self, Taken},
};

impl Deliveries {
    /// Verifies rejected deliveries by the secrets of now: one, those since a moment (Unix milliseconds), or all. What is
    /// believed is applied, once.
    pub async fn reverify_deliveries(&self, id: Option<i64>, since: Option<i64>) -> Result<ReverifyReport, Failure> {
        let candidates = self.environment.record().read(move |c| reverified::candidates(c, id, since)).await?;
        if candidates.is_empty() {
            let failure =
                Failure::new(Code::BadInput, "No rejected delivery is kept whole that could be verified again.");
            return Err(failure.because(Reason::NothingRejected));
        }
        self.verified_again(id, candidates).await
    }

    /// Verifies the next of the rejected deliveries since a moment, `limit` at most: those that come after `after`, the oldest
    /// first. Whoever has many of them verified sees how far it is, and may end it between two steps.
    pub async fn reverify_step(&self, since: Option<i64>, after: i64, limit: u32) -> Result<ReverifyStep, Failure> {
        let mut next = self.environment.record().read(move |c| reverified::candidates(c, None, since)).await?;
        next.retain(|id| *id > after);
        let left = next.len().saturating_sub(limit as usize) as u32;
        next.truncate(limit as usize);
        let after = next.last().copied().unwrap_or(after);
        let report = self.verified_again(None, next).await?;
        Ok(ReverifyStep { report, after, left })
    }

    async fn verified_again(&self, id: Option<i64>, candidates: Vec<i64>) -> Result<ReverifyReport, Failure> {
        // A secret that the vault gave back meanwhile counts as well.
        self.endpoints.open_endpoints().await?;
        let checked = candidates.len() as u32;
        let mut believed = Vec::new();
        for id in candidates {
            if let Some(right) = self.judged_again(id).await? {
                believed.push((id, right));
            }
        }
        let (to_apply, duplicates) = if believed.is_empty() { (0, 0) } else { self.believe(id, believed).await? };
        if to_apply + duplicates > 0 {
            // Nobody listens while the profile closes; the next start folds them.
            let _ = self.arrived.send(());
            self.environment.tell(Change::Deliveries);
        }
        Ok(ReverifyReport { checked, to_apply, duplicates, rejected: checked - to_apply - duplicates })
    }

    async fn judged_again(&self, id: i64) -> Result<Option<VerifiedSignature>, Failure> {
        let found = self.environment.record().read(move |c| deliveries::by_id(c, id)).await?;
        let Some((row, content)) = found else { return Ok(None) };
        let Some(known) = self.endpoints.known().find(row.endpoint.as_str()) else { return Ok(None) };
        let Ok(headers) = serde_json::from_str::<Vec<(String, String)>>(&content.headers) else { return Ok(None) };
        let call = KeptCall { endpoint: &row.endpoint, headers: &headers, body: &content.body, at: row.at };
        Ok(reverify(&known, &call, self.environment.profile().kind != ProfileKind::Production))
    }

    /// Writes what is believed, with its audit entry, in one transaction.
    async fn believe(&self, one: Option<i64>, believed: Vec<(i64, VerifiedSignature)>) -> Result<(u32, u32), Failure> {
        let subject = one.map_or_else(|| "all".to_owned(), |id| id.to_string());
        let act = self.environment.act(ActKind::DeliveriesReverified, &subject, None, None);
        self.environment
            .commit_if(move |c| {
                let (mut to_apply, mut duplicates) = (0, 0);
                for (id, right) in believed {
                    match reverified::accept(c, id, right.form(), right.signed_with(), right.key())? {
                        Some(Taken::ToFold) => to_apply += 1,
                        Some(Taken::Duplicate) => duplicates += 1,
                        None => {}
                    }
                }
                let both = to_apply + duplicates;
                let act = act.changed("deliveries", None, Some(both.to_string()));
                Ok(Acted::maybe((to_apply, duplicates), (both > 0).then_some(act)))
            })
            .await
    }
}
