//! Finishing what merchants answered: by whichever console of the team takes it first.

use super::{Kept, seal_name};
use crate::{
    Code, Failure, Reason, error,
    merchants::authorization::invited::{INVITED, Invited},
    now,
    team::{Team, relay::Relay, sealed::TeamKey, sign_ins::SignInsHere},
    view::Change,
};
use gangway_domain::claims::ClaimKey;
use gangway_record::{
    Connection,
    merchants::{attempt_state::State, attempts},
    team::{
        answers::{self, TeamAnswer},
        entries,
    },
};
use gangway_wire::{ClaimAct, ClaimKey as WireKey, LinkNews, LinkStage, LinkView};
use std::collections::HashSet;

/// An answer that is older than this is of no use: a provider's code lasts ten minutes, and clocks differ.
const CODE_MS: i64 = 60 * 60 * 1000;
/// Said of an account that a person did not want.
const NOT_WANTED: &str = "not_wanted";

/// What is remembered between two looks.
#[derive(Default)]
pub(in crate::team) struct Looked {
    /// Attempts of which the relay knows that a person is asked.
    asked: HashSet<String>,
}

impl Team {
    /// One look at everything that was answered. What cannot be done now is looked at again.
    pub(in crate::team) async fn look_at_answers(
        &self,
        relay: &Relay,
        key: &TeamKey,
        here: &impl SignInsHere,
        looked: &mut Looked,
    ) -> Result<(), Failure> {
        let open = self.environment.record().read(answers::open).await?;
        for answer in open {
            if let Err(failure) = self.look_at(&answer, (relay, key), here, looked).await {
                tracing::info!(%failure, "a merchant's answer waits");
            }
        }
        Ok(())
    }

    async fn look_at(
        &self,
        answer: &TeamAnswer,
        (relay, key): (&Relay, &TeamKey),
        here: &impl SignInsHere,
        looked: &mut Looked,
    ) -> Result<(), Failure> {
        match self.here(&answer.attempt).await? {
            Some(State::Question { email, .. }) => {
                if looked.asked.insert(answer.attempt.clone()) {
                    relay.link_news(&answer.attempt, &LinkNews::SomebodyElse { who: email }).await?;
                    self.environment.tell(Change::Invitations);
                }
                Ok(())
            }
            Some(State::Done { merchant, email, .. }) => {
                self.end_answer(answer, relay, LinkNews::SignedIn { who: email }).await?;
                let stores = here.stores_of(&merchant).await?;
                relay.link_news(&answer.attempt, &LinkNews::Stores { stores }).await.map(drop)
            }
            Some(State::Failed(kept)) => {
                self.end_answer(answer, relay, LinkNews::Failed { why: kept.reason.unwrap_or(kept.code) }).await
            }
            Some(State::Cancelled) => {
                self.end_answer(answer, relay, LinkNews::Failed { why: NOT_WANTED.to_owned() }).await
            }
            // The last two of a program that ended in the middle.
            None | Some(State::Waiting | State::Exchanging | State::Expired) => {
                self.take_answer(answer, (relay, key), here).await
            }
        }
    }

    /// What became of the attempt here.
    async fn here(&self, attempt: &str) -> Result<Option<State>, Failure> {
        let id = attempt.to_owned();
        let row = self.environment.record().read(move |c| attempts::by_id(c, &id)).await?;
        Ok(row.filter(|row| row.way == INVITED).map(|row| row.state))
    }

    /// The relay knows, and nothing of it is open here any more.
    async fn end_answer(&self, answer: &TeamAnswer, relay: &Relay, news: LinkNews) -> Result<(), Failure> {
        match relay.link_news(&answer.attempt, &news).await {
            // A colleague was sooner, or it was taken back.
            Err(failure) if failure.code == Code::NotFound => {}
            Err(failure) if matches!(failure.reason, Some(Reason::LinkFinished | Reason::LinkOver)) => {}
            other => drop(other?),
        }
        let (attempt, seq) = (answer.attempt.clone(), answer.seq);
        let forget = move |c: &Connection| {
            answers::forget(c, &attempt, seq)?;
            attempts::remove(c, &attempt)
        };
        self.environment.record().write(forget).await?;
        self.environment.tell(Change::Invitations);
        Ok(())
    }

    async fn take_answer(
        &self,
        answer: &TeamAnswer,
        (relay, key): (&Relay, &TeamKey),
        here: &impl SignInsHere,
    ) -> Result<(), Failure> {
        if answer.at + CODE_MS < now() || !is_waiting(relay, answer).await? {
            return self.forget_answer(answer).await;
        }
        let claim = WireKey(ClaimKey::Attempt(answer.attempt.clone()).to_string());
        let read = |c: &Connection| Ok(entries::cursor(c)?.map_or(0, |cursor| cursor.seq));
        let knows = self.environment.record().read(read).await?;
        // Whoever has it finishes it.
        let granted = self.ask_relay(ClaimAct::Claim { knows }, vec![claim.clone()]).await?;
        let done = self.finish(answer, (relay, key), here).await;
        // Also what did not work is somebody else's to try. What is not given back ends with the lease.
        self.ask_relay(ClaimAct::Release { fences: granted.fences }, vec![claim]).await?;
        done
    }

    async fn finish(
        &self,
        answer: &TeamAnswer,
        (relay, key): (&Relay, &TeamKey),
        here: &impl SignInsHere,
    ) -> Result<(), Failure> {
        // Between the first look and the claim a colleague may have done it.
        let link = relay.link(&answer.attempt).await?;
        if link.stage != LinkStage::Answered {
            return self.forget_answer(answer).await;
        }
        let finished = match invited(answer, &link, key) {
            Ok(invited) => here.finish(invited).await,
            Err(failure) => Err(failure),
        };
        if let Err(failure) = finished {
            tracing::warn!(%failure, "what a merchant answered could not be finished");
            let kept = error::kept::kept(&failure);
            return self.end_answer(answer, relay, LinkNews::Failed { why: kept.reason.unwrap_or(kept.code) }).await;
        }
        // Said to the relay by the next look, which a kill does not prevent.
        self.sign_ins_woken.notify_one();
        Ok(())
    }

    async fn forget_answer(&self, answer: &TeamAnswer) -> Result<(), Failure> {
        let (attempt, seq) = (answer.attempt.clone(), answer.seq);
        self.environment.record().write(move |c| answers::forget(c, &attempt, seq)).await?;
        self.environment.tell(Change::Invitations);
        Ok(())
    }
}

/// Whether nobody has finished it.
async fn is_waiting(relay: &Relay, answer: &TeamAnswer) -> Result<bool, Failure> {
    match relay.link(&answer.attempt).await {
        Ok(link) => Ok(link.stage == LinkStage::Answered),
        Err(failure) if failure.code == Code::NotFound => Ok(false),
        Err(failure) => Err(failure),
    }
}

fn invited(answer: &TeamAnswer, link: &LinkView, key: &TeamKey) -> Result<Invited, Failure> {
    let kept: Kept = key.open_text(&seal_name(&answer.attempt), link.sealed.as_deref().unwrap_or_default())?;
    Ok(Invited {
        attempt: answer.attempt.clone(),
        state_digest: kept.state_digest,
        verifier: kept.verifier,
        redirect: kept.redirect,
        expected_email: kept.email,
        query: key.open_answer(&answer.sealed)?,
        expires_at: link.expires_at,
    })
}
