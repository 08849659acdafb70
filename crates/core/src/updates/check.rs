//! A check: the file and its signature are fetched, believed or not, and what was seen is kept.

use super::{
    Updates,
    decision::{Decision, Refusal, Seen, decide},
    latest,
};
use crate::{Code, Failure, Reason, now, profiles::updates::UpdateSource, view::Change};
use gangway_providers::http::{Cut, Http};
use std::{sync::Weak, time::Duration};

/// Bytes of the file. Notes of a release are a page of text.
const LARGEST: usize = 256 << 10;
/// Bytes of a signature.
const LARGEST_SIGNATURE: usize = 4 << 10;
/// For a whole call.
const CALL: Duration = Duration::from_secs(20);
/// Before the first check: opening an environment has more to do.
const FIRST: Duration = Duration::from_secs(60);
/// Between two checks.
const EVERY: Duration = Duration::from_secs(24 * 60 * 60);
/// After one that failed, and while a run is going.
const AGAIN: Duration = Duration::from_secs(60 * 60);

impl Updates {
    /// Looks whether there is a newer version. Refused where checks are off.
    pub async fn check(&self) -> Result<(), Failure> {
        let Some(source) = self.environment.profile().updates.source else {
            let failure = Failure::new(Code::BadInput, "This environment does not look for new versions.");
            return Err(failure.because(Reason::UpdatesOff));
        };
        let _one = self.turn.lock().await;
        let decision = self.look(&source).await;
        {
            let mut found = self.found();
            found.checked_at = Some(now());
            found.decision = Some(decision);
        }
        self.environment.tell(Change::Updates);
        Ok(())
    }

    async fn look(&self, source: &UpdateSource) -> Result<Decision, Failure> {
        let seen = self.seen()?;
        let http = Http::new(&self.environment.network(), CALL)?;
        let bytes = fetch(&http, &source.url, LARGEST).await?;
        let signature = fetch(&http, &format!("{}.minisig", source.url), LARGEST_SIGNATURE).await?;
        if !source.key.signed(&bytes, &String::from_utf8_lossy(&signature)) {
            return Ok(Decision::Refused(Refusal::Signature));
        }
        let release = match latest::read(&bytes) {
            Ok(release) => release,
            Err(place) => return Ok(Decision::Refused(Refusal::Unreadable(place))),
        };
        let news = Seen { version: release.version.clone(), published_at: release.published_at };
        let decision = decide(release, &self.running, seen.as_ref());
        match &decision {
            Decision::Offered(_) | Decision::UpToDate if seen.as_ref() != Some(&news) => self.keep_seen(&news)?,
            Decision::Offered(_) | Decision::UpToDate | Decision::Refused(_) => {}
        }
        Ok(decision)
    }

    /// Until when the next check waits.
    fn pause(&self) -> Duration {
        let is_fine = matches!(&self.found().decision, Some(Ok(_)));
        if is_fine { EVERY } else { AGAIN }
    }

    /// Checks, unless checks are off or a run is going: a run has the line for itself.
    async fn check_by_itself(&self) {
        if self.environment.profile().updates.source.is_none() || self.provisioning.going().await.is_ok_and(|it| it > 0)
        {
            return;
        }
        if let Err(failure) = self.check().await {
            tracing::info!(%failure, "whether there is a new version is not known");
        }
    }
}

async fn fetch(http: &Http, url: &str, largest: usize) -> Result<Vec<u8>, Failure> {
    let unavailable = |cut: Cut| {
        let failure =
            Failure::new(Code::ProviderUnavailable, format!("The address of new versions did not answer: {cut}."));
        failure.because(cut.into()).with(url.to_owned())
    };
    let answer = http.call(http.requests().get(url), largest, &[]).await.map_err(unavailable)?;
    if answer.status == 200 {
        return Ok(answer.body);
    }
    let message = format!("The address of new versions answered with {}.", answer.status);
    let failure = Failure::new(Code::ProviderUnavailable, message).because(Reason::Answered);
    Err(failure.about(answer.status.to_string()).with(url.to_owned()))
}

/// Runs for the life of a profile.
pub(crate) async fn keep_checking(updates: Weak<Updates>) {
    let mut pause = FIRST;
    loop {
        tokio::time::sleep(pause).await;
        let Some(updates) = updates.upgrade() else { return };
        updates.check_by_itself().await;
        pause = updates.pause();
    }
}
