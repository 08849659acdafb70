//! What can happen to a claim.
//!
//! ```text
//! planned ──permit──► leaving ──outcome, from whoever sent──► free
//!    │ 120 s, renewed     └─ silence ──► unknown ──status call by anybody, asked long enough after──► free
//!    │                                      └─ permit, for whoever sent ──► leaving
//!    └─ release, silence ──► free                                (no edge from leaving to free by time)
//! ```

use crate::closed::closed_words;

closed_words! {
    /// Where a claim stands. Nobody has what is free, and there is no word for it.
    pub enum Stage {
        /// Somebody is about to work on it; nothing has left.
        Planned = "planned",
        /// A request for it may leave, or has left, and what comes of it is open.
        Leaving = "leaving",
        /// Whoever had it fell silent while a request may have left: nobody knows what came of it.
        Unknown = "unknown",
    }
}

/// Somebody's claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Held<D> {
    /// The device; of an unknown outcome the one that may have sent.
    pub by: D,
    /// Where it stands.
    pub stage: Stage,
    /// The number of the log's entry that granted it, or permitted the newest request. What names another one is late.
    pub fence: u64,
    /// Since when it stands there, in milliseconds of the relay's clock.
    pub since: i64,
}

/// What is known of one key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Claimed<D> {
    /// Who has it; nobody: it is free.
    pub held: Option<Held<D>>,
    /// The entry that said the newest outcome; 0 while there was none. Whoever has not read the log up to there does not know
    /// what became of it, and is given nothing.
    pub outcome: u64,
}

impl<D> Default for Claimed<D> {
    fn default() -> Self {
        Self { held: None, outcome: 0 }
    }
}

/// What a device, or time, does to a claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Event<D> {
    /// A device wants it. `knows`: the log's entry up to which it knows what became of it.
    Claim {
        /// Who.
        by: D,
        /// Up to where it has read the log.
        knows: u64,
    },
    /// A request of its holder is about to leave.
    Permit {
        /// Who.
        by: D,
    },
    /// Its holder does not want it any more, and sent nothing.
    Release {
        /// Who.
        by: D,
        /// Under which grant.
        fence: u64,
    },
    /// Whoever sent knows what came of it: it was done, or certainly was not.
    Outcome {
        /// Who.
        by: D,
        /// Under which permit.
        fence: u64,
    },
    /// Its holder has said nothing for too long.
    Silence,
    /// The provider's status call was made, by anybody, and says how things stand.
    Status {
        /// The unknown outcome that it is about.
        fence: u64,
        /// The relay's clock, as the relay said it before the call was made.
        asked_at: i64,
    },
}

/// The entry that a change is written in, and the limits that count for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Its number: the new fence of what it grants.
    pub seq: u64,
    /// The relay's clock.
    pub now: i64,
    /// How long an unknown outcome lasts before a status call can end it, in milliseconds.
    pub unknown_ms: i64,
}

/// Why nothing changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused<D> {
    /// Somebody has it.
    Held(Held<D>),
    /// A request of the asker may be on its way: its outcome comes first.
    OutcomeFirst(Held<D>),
    /// Something became of it that the asker has not read yet.
    Outdated(u64),
    /// The asker does not hold it, or not under this fence.
    NotHeld,
    /// The status call was made too early; one after this moment counts.
    TooEarly(i64),
}

/// What becomes of a claim. `Ok` with the same again where it is so already.
pub fn next<D: Clone + PartialEq>(
    claimed: &Claimed<D>,
    event: &Event<D>,
    grant: Grant,
) -> Result<Claimed<D>, Refused<D>> {
    match event {
        Event::Claim { by, knows } => claim(claimed, by, *knows, grant),
        Event::Permit { by } => permit(claimed, by, grant),
        Event::Release { by, fence } => release(claimed, by, *fence),
        Event::Outcome { by, fence } => outcome(claimed, by, *fence, grant),
        Event::Silence => Ok(silence(claimed, grant)),
        Event::Status { fence, asked_at } => status(claimed, *fence, *asked_at, grant),
    }
}

/// A claim that its holder asks for again, at once with the permit: what is free is granted on the way.
pub fn claimed_again<D: Clone + PartialEq>(
    claimed: &Claimed<D>,
    by: &D,
    knows: u64,
    grant: Grant,
) -> Result<Claimed<D>, Refused<D>> {
    match &claimed.held {
        None => permit(&claim(claimed, by, knows, grant)?, by, grant),
        Some(_) => permit(claimed, by, grant),
    }
}

fn claim<D: Clone + PartialEq>(
    claimed: &Claimed<D>,
    by: &D,
    knows: u64,
    grant: Grant,
) -> Result<Claimed<D>, Refused<D>> {
    let Some(held) = &claimed.held else {
        if claimed.outcome > knows {
            return Err(Refused::Outdated(claimed.outcome));
        }
        let held = Held { by: by.clone(), stage: Stage::Planned, fence: grant.seq, since: grant.now };
        return Ok(Claimed { held: Some(held), outcome: claimed.outcome });
    };
    match held.stage {
        Stage::Planned if held.by == *by => Ok(claimed.clone()),
        Stage::Leaving if held.by == *by => Err(Refused::OutcomeFirst(held.clone())),
        Stage::Planned | Stage::Leaving | Stage::Unknown => Err(Refused::Held(held.clone())),
    }
}

/// Again while a request of the same device is leaving: that device says that the one before certainly did nothing. So it is after
/// a silence, if nobody ended it meanwhile: whoever sent knows most about it.
fn permit<D: Clone + PartialEq>(claimed: &Claimed<D>, by: &D, grant: Grant) -> Result<Claimed<D>, Refused<D>> {
    let held = claimed.held.as_ref().ok_or(Refused::NotHeld)?;
    match held.stage {
        Stage::Planned | Stage::Leaving | Stage::Unknown if held.by == *by => {
            let held = Held { by: by.clone(), stage: Stage::Leaving, fence: grant.seq, since: grant.now };
            Ok(Claimed { held: Some(held), outcome: claimed.outcome })
        }
        Stage::Planned | Stage::Leaving | Stage::Unknown => Err(Refused::Held(held.clone())),
    }
}

fn release<D: Clone + PartialEq>(claimed: &Claimed<D>, by: &D, fence: u64) -> Result<Claimed<D>, Refused<D>> {
    let held = theirs(claimed, by, fence)?;
    match held.stage {
        Stage::Planned => Ok(Claimed { held: None, outcome: claimed.outcome }),
        Stage::Leaving | Stage::Unknown => Err(Refused::OutcomeFirst(held.clone())),
    }
}

fn outcome<D: Clone + PartialEq>(
    claimed: &Claimed<D>,
    by: &D,
    fence: u64,
    grant: Grant,
) -> Result<Claimed<D>, Refused<D>> {
    let held = theirs(claimed, by, fence)?;
    match held.stage {
        Stage::Leaving | Stage::Unknown => Ok(Claimed { held: None, outcome: grant.seq }),
        Stage::Planned => Err(Refused::NotHeld),
    }
}

fn silence<D: Clone>(claimed: &Claimed<D>, grant: Grant) -> Claimed<D> {
    let Some(held) = &claimed.held else { return claimed.clone() };
    let held = match held.stage {
        Stage::Planned => None,
        Stage::Leaving => Some(Held { stage: Stage::Unknown, since: grant.now, ..held.clone() }),
        Stage::Unknown => Some(held.clone()),
    };
    Claimed { held, outcome: claimed.outcome }
}

fn status<D: Clone + PartialEq>(
    claimed: &Claimed<D>,
    fence: u64,
    asked_at: i64,
    grant: Grant,
) -> Result<Claimed<D>, Refused<D>> {
    let held = claimed.held.as_ref().filter(|held| held.fence == fence).ok_or(Refused::NotHeld)?;
    match held.stage {
        Stage::Planned | Stage::Leaving => Err(Refused::Held(held.clone())),
        Stage::Unknown => {
            let counts_from = held.since.saturating_add(grant.unknown_ms);
            if asked_at < counts_from {
                return Err(Refused::TooEarly(counts_from));
            }
            Ok(Claimed { held: None, outcome: grant.seq })
        }
    }
}

fn theirs<'a, D: PartialEq>(claimed: &'a Claimed<D>, by: &D, fence: u64) -> Result<&'a Held<D>, Refused<D>> {
    claimed.held.as_ref().filter(|held| held.by == *by && held.fence == fence).ok_or(Refused::NotHeld)
}

#[cfg(test)]
mod tests;
