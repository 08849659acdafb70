//! The chain of this console, and what the relay's signed heads say of it. Pure.

use gangway_wire::{Frame, Head, HeadError, Item, Link, RelayKey, SignedHead, TeamId};
use thiserror::Error;

/// A relay that was put back signs heads of before; of two nodes, one may be a little behind the other.
pub(super) const NODES_DIFFER_MS: i64 = 5_000;

/// Where a console is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) team: TeamId,
    /// Pinned.
    pub(super) key: RelayKey,
    pub(super) seq: u64,
    pub(super) link: Link,
    /// Up to where, and by a head of which time, it was proven.
    pub(super) proven: (u64, i64),
}

/// Two logs where there must be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fork {
    pub(super) seq: u64,
    pub(super) ours: Link,
    pub(super) theirs: SignedHead,
}

/// Why nothing of a frame is taken in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum Refused {
    /// Entries are missing between what is here and what came.
    #[error("the relay goes on at #{got}, and this console has everything up to #{after}")]
    Gap { after: u64, got: u64 },
    /// Another key than the pinned one signed.
    #[error("a head of the log is not signed by the relay that this console joined")]
    Forged(HeadError),
    /// A head of another team.
    #[error("a head is of another team")]
    OtherTeam,
    /// The evidence of a fork.
    #[error("the relay shows another log than before at #{}", .0.seq)]
    Fork(Box<Fork>),
}

/// What the relay's head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// No head came.
    Nothing,
    /// Everything up to here is here.
    Proven(Box<SignedHead>),
    /// The log is longer than what is here.
    Longer(u64),
    /// It is a head of before, as another node or a frame on its way may show.
    Older,
    /// The relay has less than it had proven: it was put back.
    Behind(u64),
}

/// A frame, checked: it can be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Checked {
    pub(super) items: Vec<(Item, Link)>,
    pub(super) chain: Chain,
    pub(super) said: Said,
}

impl Chain {
    /// Checks a frame against this chain. `known` tells the link of an entry before, where it is still here.
    pub(super) fn check(&self, frame: Frame, known: impl FnOnce(u64) -> Option<Link>) -> Result<Checked, Refused> {
        let mut chain = self.clone();
        let mut items = Vec::with_capacity(frame.items.len());
        for item in frame.items.into_iter().filter(|item| item.seq > self.seq) {
            if item.seq != chain.seq + 1 {
                return Err(Refused::Gap { after: chain.seq, got: item.seq });
            }
            (chain.seq, chain.link) = (item.seq, chain.link.next(&item.envelope));
            items.push((item, chain.link));
        }
        let said = match frame.head {
            None => Said::Nothing,
            Some(head) => chain.hear(head, &items, known)?,
        };
        Ok(Checked { items, chain, said })
    }

    fn hear(
        &mut self,
        signed: SignedHead,
        new: &[(Item, Link)],
        known: impl FnOnce(u64) -> Option<Link>,
    ) -> Result<Said, Refused> {
        let head = signed.verify(&self.key).map_err(Refused::Forged)?.clone();
        if head.team != self.team {
            return Err(Refused::OtherTeam);
        }
        if head.seq > self.seq {
            return Ok(Said::Longer(head.seq));
        }
        let ours = if head.seq == self.seq {
            Some(self.link)
        } else {
            let of_new = new.iter().find(|(item, _)| item.seq == head.seq).map(|(_, link)| *link);
            of_new.or_else(|| known(head.seq))
        };
        match ours {
            Some(ours) if ours != head.link => {
                Err(Refused::Fork(Box::new(Fork { seq: head.seq, ours, theirs: signed })))
            }
            Some(_) if head.seq >= self.proven.0 => {
                self.proven = (head.seq, self.proven.1.max(head.time));
                Ok(Said::Proven(Box::new(signed)))
            }
            Some(_) | None => Ok(self.before(&head)),
        }
    }

    fn before(&self, head: &Head) -> Said {
        let (proven, at) = self.proven;
        if head.seq < proven && head.time > at.saturating_add(NODES_DIFFER_MS) {
            Said::Behind(head.seq)
        } else {
            Said::Older
        }
    }
}

#[cfg(test)]
mod tests;
