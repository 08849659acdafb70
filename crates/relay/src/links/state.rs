//! What may become of a link. Pure.

use crate::KeptLink;
use gangway_wire::{Digest256, LinkNews, LinkSent, LinkStage};
use serde::{Deserialize, Serialize};

/// An answer that no device finished for so long makes room for another one: the provider's code is over by then.
pub const ANSWER_LIFE_MS: i64 = 10 * 60 * 1000;
/// Answers of one link at most: whoever has the address cannot fill the log.
pub const ANSWERS: u32 = 20;
/// How often it was handed on, as far as it is kept.
const SENT: usize = 10;

/// Where a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// The merchant may sign in.
    #[default]
    Open,
    /// The merchant came back with a code.
    Answered,
    /// Somebody else than expected signed in.
    SomebodyElse,
    /// Done.
    SignedIn,
    /// Taken back.
    Cancelled,
}

/// What became of a link so far. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Where it stands.
    pub state: LinkState,
    /// Of the newest code that was taken: by it a repetition is recognised.
    pub code: Option<Digest256>,
    /// How often the merchant came back.
    pub answers: u32,
    /// When somebody first went on to the provider's login.
    pub opened_at: Option<i64>,
    /// When a code was taken last.
    pub answered_at: Option<i64>,
    /// When the merchant said no last.
    pub declined_at: Option<i64>,
    /// Why the newest attempt did not work.
    pub failure: Option<String>,
    /// When the sign-in was done.
    pub signed_in_at: Option<i64>,
    /// Who signed in.
    pub who: Option<String>,
    /// How many stores were read.
    pub stores: Option<u32>,
    /// When it was handed on.
    pub sent: Vec<LinkSent>,
}

/// Something that happens to a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkChange {
    /// Somebody goes on to the provider's login.
    Opened,
    /// The merchant came back with a code of this digest.
    Code(Digest256),
    /// The merchant, or the provider, said no.
    Declined,
    /// What a device says.
    News(LinkNews),
}

/// Why a link stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkRefused {
    /// It ran out, or was taken back.
    Over,
    /// Somebody signed in by it.
    Finished,
    /// Another answer came first, and is being looked at.
    Used,
    /// It was answered too often.
    TooOften,
}

/// Whether nobody can begin by it any more.
pub(crate) const fn is_over(link: &KeptLink, now: i64) -> bool {
    matches!(link.progress.state, LinkState::Cancelled) || now >= link.expires_at
}

impl KeptLink {
    /// Where it stands, for people.
    pub fn stage(&self, now: i64) -> LinkStage {
        match self.progress.state {
            LinkState::Open if now >= self.expires_at => LinkStage::Expired,
            LinkState::Open => LinkStage::Open,
            LinkState::Answered => LinkStage::Answered,
            LinkState::SomebodyElse => LinkStage::SomebodyElse,
            LinkState::SignedIn => LinkStage::SignedIn,
            LinkState::Cancelled => LinkStage::Cancelled,
        }
    }

    /// What it is after a change.
    pub(crate) fn next(&self, change: &LinkChange, now: i64) -> Result<Progress, LinkRefused> {
        match change {
            LinkChange::Opened => {
                self.can_begin(now, self.expires_at)?;
                let before = self.progress.clone();
                Ok(Progress { opened_at: before.opened_at.or(Some(now)), ..before })
            }
            LinkChange::Code(code) => self.with_code(*code, now),
            LinkChange::Declined => {
                self.can_answer(now)?;
                let before = self.progress.clone();
                let (state, answers) = (LinkState::Open, before.answers + 1);
                Ok(Progress { state, answers, declined_at: Some(now), ..before })
            }
            LinkChange::News(news) => self.with_news(news, now),
        }
    }

    fn can_begin(&self, now: i64, until: i64) -> Result<(), LinkRefused> {
        match self.progress.state {
            LinkState::Cancelled => Err(LinkRefused::Over),
            LinkState::SignedIn | LinkState::SomebodyElse => Err(LinkRefused::Finished),
            LinkState::Answered | LinkState::Open if now >= until => Err(LinkRefused::Over),
            LinkState::Answered if self.is_fresh(now) => Err(LinkRefused::Used),
            LinkState::Answered | LinkState::Open => Ok(()),
        }
    }

    /// Whoever began in time may come back a little later.
    fn can_answer(&self, now: i64) -> Result<(), LinkRefused> {
        self.can_begin(now, self.expires_at + ANSWER_LIFE_MS)?;
        if self.progress.answers < ANSWERS { Ok(()) } else { Err(LinkRefused::TooOften) }
    }

    /// Whether a device may still be at work on the newest answer.
    pub(crate) fn is_fresh(&self, now: i64) -> bool {
        self.progress.answered_at.is_some_and(|at| now < at + ANSWER_LIFE_MS)
    }

    fn with_code(&self, code: Digest256, now: i64) -> Result<Progress, LinkRefused> {
        let before = self.progress.clone();
        if before.code == Some(code) {
            return Ok(before);
        }
        self.can_answer(now)?;
        let (state, answers) = (LinkState::Answered, before.answers + 1);
        let (code, answered_at) = (Some(code), Some(now));
        Ok(Progress { state, code, answers, answered_at, failure: None, ..before })
    }

    fn with_news(&self, news: &LinkNews, now: i64) -> Result<Progress, LinkRefused> {
        let before = self.progress.clone();
        let is_done = before.state == LinkState::SignedIn;
        match news {
            LinkNews::Sent { by } => {
                let mut sent = before.sent.clone();
                sent.push(LinkSent { at: now, by: by.clone() });
                if sent.len() > SENT {
                    // The first one tells since when the merchant could know.
                    sent.remove(1);
                }
                Ok(Progress { sent, ..before })
            }
            LinkNews::Stores { stores } => Ok(Progress { stores: Some(*stores), ..before }),
            // It is the truth whatever was wished meanwhile.
            LinkNews::SignedIn { who } => {
                let (who, signed_in_at) = (Some(who.clone()), before.signed_in_at.or(Some(now)));
                Ok(Progress { state: LinkState::SignedIn, who, signed_in_at, failure: None, ..before })
            }
            LinkNews::SomebodyElse { .. } | LinkNews::Failed { .. } | LinkNews::Cancelled if is_done => {
                Err(LinkRefused::Finished)
            }
            LinkNews::SomebodyElse { .. } | LinkNews::Failed { .. } if before.state == LinkState::Cancelled => {
                Err(LinkRefused::Over)
            }
            LinkNews::SomebodyElse { who } => {
                Ok(Progress { state: LinkState::SomebodyElse, who: Some(who.clone()), ..before })
            }
            LinkNews::Failed { why } => {
                Ok(Progress { state: LinkState::Open, failure: Some(why.clone()), who: None, ..before })
            }
            LinkNews::Cancelled => Ok(Progress { state: LinkState::Cancelled, ..before }),
        }
    }
}

#[cfg(test)]
mod tests;
