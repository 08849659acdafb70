//! When a head is signed: at each append, at most every 100 ms, and every 15 s in silence. The time is an argument.

use crate::LogHead;
use ed25519_dalek::SigningKey;
use gangway_wire::{Head, SignedHead, TeamId};

/// Milliseconds between two heads of a log that grows.
pub const HEAD_AT_MOST: i64 = 100;
/// Milliseconds between two heads of a log that does not. After 45,000 without one a console says that it is not live.
pub const HEAD_IN_SILENCE: i64 = 15_000;

/// Signs the heads of one log.
pub struct HeadSigner {
    team: TeamId,
    key: SigningKey,
    /// The newest one.
    signed: Option<SignedHead>,
}

impl HeadSigner {
    /// For a log, with the relay's key.
    pub const fn new(team: TeamId, key: SigningKey) -> Self {
        Self { team, key, signed: None }
    }

    /// The newest one.
    pub const fn newest(&self) -> Option<&SignedHead> {
        self.signed.as_ref()
    }

    /// When the next one is due (Unix milliseconds), if the log reaches to `seq`.
    pub fn due_at(&self, seq: u64) -> i64 {
        let Some(head) = self.signed.as_ref().map(SignedHead::unverified) else { return i64::MIN };
        head.time.saturating_add(if seq > head.seq { HEAD_AT_MOST } else { HEAD_IN_SILENCE })
    }

    /// A new one, if it is due. A clock that was set back makes it due at once, and never lets the time of heads go back. A head
    /// that lies before the newest one is never signed: that would be a fork in the relay's own hand.
    pub fn sign(&mut self, reached: LogHead, now: i64) -> Option<&SignedHead> {
        let known = self.signed.as_ref().map(SignedHead::unverified);
        if known.is_some_and(|known| known.seq > reached.seq) {
            return None;
        }
        let was_set_back = known.is_some_and(|known| now < known.time);
        if now < self.due_at(reached.seq) && !was_set_back {
            return None;
        }
        let time = known.map_or(now, |known| now.max(known.time));
        let head = Head { team: self.team.clone(), seq: reached.seq, link: reached.link, time };
        self.signed = Some(head.sign(&self.key));
        self.signed.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::HeadSigner;
    use crate::LogHead;
    use ed25519_dalek::SigningKey;
    use gangway_wire::{Link, RelayKey};

    fn at(seq: u64) -> LogHead {
        LogHead { seq, link: Link([seq as u8; 32]) }
    }

    #[test]
    fn heads_come_with_appends_and_in_silence_and_not_more_often() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let mut heads = HeadSigner::new("t".into(), key.clone());
        let mut check = |seq, now, expected: Option<(u64, i64)>| {
            let signed = heads.sign(at(seq), now).map(|it| it.verify(&RelayKey::from(&key)).unwrap());
            assert_eq!(signed.map(|it| (it.seq, it.time)), expected, "#{seq} at {now}");
        };
        check(0, 1_000, Some((0, 1_000)));
        check(1, 1_099, None);
        check(3, 1_100, Some((3, 1_100)));
        check(3, 16_099, None);
        check(3, 16_100, Some((3, 16_100)));
        check(4, 20_000, Some((4, 20_000)));
    }

    #[test]
    fn no_head_goes_back() {
        let mut signer = HeadSigner::new("t".into(), SigningKey::from_bytes(&[3; 32]));
        assert!(signer.sign(at(5), 1_000).is_some());
        assert!(signer.sign(at(4), 100_000).is_none(), "a replica that is behind");
        let after = signer.sign(at(6), 10).map(|it| it.unverified().time);
        assert_eq!(after, Some(1_000), "the clock was set back");
    }
}
