//! What follows from a file that was believed. Pure: what runs and what was seen before are given.

use super::latest::{Release, Unreadable};
use crate::{Code, Failure, Reason};
use semver::Version;
use serde::{Deserialize, Serialize};

/// What a person is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    /// There is a newer one.
    Offered(Release),
    /// This one is the newest.
    UpToDate,
    /// The file is not believed.
    Refused(Refusal),
}

/// Why a file is not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nobody who has the key signed these bytes.
    Signature,
    /// Signed, and not to be read.
    Unreadable(Unreadable),
    /// It names an older version than this one, or than one that was named before.
    Older { offered: Version, known: Version },
    /// It was made before one that was seen already: an old file is shown again.
    Replayed,
}

/// The newest that any believed file said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seen {
    /// Version.
    pub(super) version: Version,
    /// Of the file. Unix milliseconds.
    pub(super) published_at: i64,
}

/// Nothing may go back: neither the version nor the time at which a file was made.
pub(super) fn decide(release: Release, running: &Version, seen: Option<&Seen>) -> Decision {
    let known = seen.map_or(running, |seen| running.max(&seen.version));
    if release.version < *known {
        return Decision::Refused(Refusal::Older { offered: release.version, known: known.clone() });
    }
    if seen.is_some_and(|seen| release.published_at < seen.published_at) {
        return Decision::Refused(Refusal::Replayed);
    }
    if release.version > *running { Decision::Offered(release) } else { Decision::UpToDate }
}

impl Refusal {
    pub(super) fn failure(&self) -> Failure {
        let failure = |reason, message: &str| Failure::new(Code::UpdateRefused, message).because(reason);
        match self {
            Self::Signature => failure(Reason::UpdateUnsigned, "The file about new versions is not signed by the key."),
            Self::Unreadable(place) => failure(Reason::UpdateUnreadable, "The file about new versions cannot be read.")
                .about(place.to_string()),
            Self::Older { offered, known } => {
                let message = format!("The file about new versions offers {offered}, older than {known}.");
                failure(Reason::UpdateOlder, &message).about(offered.to_string())
            }
            Self::Replayed => {
                failure(Reason::UpdateReplayed, "The file about new versions is older than one that was seen before.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Refusal, Release, Seen, decide};
    use semver::Version;
    use std::collections::BTreeMap;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    /// Running 0.2.0; a file that names `offered` and was made at `at`; the newest seen.
    fn decided(offered: &str, at: i64, seen: Option<(&str, i64)>) -> Decision {
        let release =
            Release { version: version(offered), notes: String::new(), published_at: at, packages: BTreeMap::new() };
        let seen = seen.map(|(text, published_at)| Seen { version: version(text), published_at });
        decide(release, &version("0.2.0"), seen.as_ref())
    }

    #[test]
    fn a_newer_one_is_offered_and_the_same_one_is_not() {
        let is_offered = |decision: Decision| matches!(decision, Decision::Offered(_));
        assert!(is_offered(decided("0.2.1", 5, None)));
        assert!(is_offered(decided("0.3.0", 5, Some(("0.3.0", 5)))), "seen before and not installed yet");
        assert!(is_offered(decided("0.3.0", 6, Some(("0.3.0", 5)))), "signed anew");
        assert_eq!(decided("0.2.0", 5, None), Decision::UpToDate);
        assert_eq!(decided("0.2.0", 5, Some(("0.2.0", 5))), Decision::UpToDate);
        // A preview is older than the version itself.
        assert!(is_offered(decided("0.3.0-rc.1", 5, None)));
        assert_eq!(
            decided("0.2.0-rc.1", 5, None),
            Decision::Refused(Refusal::Older { offered: version("0.2.0-rc.1"), known: version("0.2.0") })
        );
    }

    #[test]
    fn nothing_goes_back() {
        let older = |offered: &str, known: &str| {
            Decision::Refused(Refusal::Older { offered: version(offered), known: version(known) })
        };
        assert_eq!(decided("0.1.0", 9, None), older("0.1.0", "0.2.0"));
        assert_eq!(
            decided("0.2.5", 9, Some(("0.3.0", 5))),
            older("0.2.5", "0.3.0"),
            "newer than this one, yet rolled back"
        );
        assert_eq!(decided("0.3.0", 4, Some(("0.3.0", 5))), Decision::Refused(Refusal::Replayed));
        assert_eq!(decided("0.4.0", 4, Some(("0.3.0", 5))), Decision::Refused(Refusal::Replayed));
    }
}
