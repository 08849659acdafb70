//! When an old secret may go. The same for every provider whose registration can be changed while calls are under way:
//! the receiver takes both secrets, the provider is given the new one, and the old one goes when nothing can still be signed
//! with it.

/// A rotation at one endpoint. Times are Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotation {
    /// When the receiver began to take both.
    pub started_at: i64,
    /// When the provider was seen to have the new one; `None` while that is not certain.
    pub confirmed_at: Option<i64>,
    /// When the last delivery came that was signed with the old one.
    pub last_old_at: Option<i64>,
}

/// How long the old secret is kept, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// After the last delivery signed with it.
    pub quiet: i64,
    /// After the change was confirmed, whatever still comes.
    pub at_most: i64,
}

/// What is to become of the old secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldSecret {
    /// The provider may still have it: it stays, however long that takes.
    Needed,
    /// It goes then, unless another delivery is signed with it.
    Until(i64),
    /// It may go now.
    MayGo,
}

/// What is to become of the old secret at `now`.
pub fn old_secret(rotation: &Rotation, patience: Patience, now: i64) -> OldSecret {
    let Some(confirmed) = rotation.confirmed_at else { return OldSecret::Needed };
    let last = rotation.last_old_at.map_or(confirmed, |at| at.max(confirmed));
    let end = (last + patience.quiet).min(confirmed + patience.at_most);
    if now >= end { OldSecret::MayGo } else { OldSecret::Until(end) }
}

#[cfg(test)]
mod tests {
    use super::{OldSecret, Patience, Rotation, old_secret};

    #[test]
    fn every_case() {
        let patience = Patience { quiet: 100, at_most: 500 };
        let check = |confirmed_at: Option<i64>, last_old_at: Option<i64>, now: i64, expected: OldSecret| {
            let rotation = Rotation { started_at: 0, confirmed_at, last_old_at };
            assert_eq!(old_secret(&rotation, patience, now), expected, "{rotation:?} at {now}");
        };
        check(None, None, 1_000_000, OldSecret::Needed);
        check(None, Some(5), 1_000_000, OldSecret::Needed);
        check(Some(10), None, 109, OldSecret::Until(110));
        check(Some(10), None, 110, OldSecret::MayGo);
        // Signed with the old one before the change: no reason to wait longer.
        check(Some(10), Some(5), 110, OldSecret::MayGo);
        // A repetition of an earlier call came late.
        check(Some(10), Some(90), 110, OldSecret::Until(190));
        check(Some(10), Some(480), 509, OldSecret::Until(510));
        check(Some(10), Some(480), 510, OldSecret::MayGo);
    }
}
