//! What an answer means for the rest of its run. What it means at all is [`Conclusion`]'s to say.

use crate::{Code, Conclusion, Failure};
use gangway_providers::{
    net::{ApiError, ApiErrorKind},
    rappi::Submission,
};
use std::time::Duration;

/// A request that certainly did nothing is tried again after these pauses, then the run is halted.
const AGAIN: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(15)];
/// The longest pause a provider's `Retry-After` is followed for.
const LONGEST: Duration = Duration::from_secs(120);
/// The circuit breaker: unknown outcomes in a row after which a run is halted, and a provider in trouble is left alone.
const UNKNOWN_IN_A_ROW: u32 = 3;

/// How a run goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// With the next batch.
    GoOn,
    /// With the same batch, after a pause.
    Again(Duration),
    /// Not at all, for now.
    Halt(Failure),
}

/// An answer, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) verdict: Verdict,
    /// How the line to the provider is, for whoever looks at it.
    pub(crate) failure: Option<Failure>,
    /// Unknown outcomes in a row, this one included.
    pub(crate) unknowns: u32,
}

/// `tries`: how often this batch was sent again already; `unknowns`: in a row, before this answer.
pub(super) fn judge(submission: &Submission, tries: usize, unknowns: u32) -> Judged {
    let failure = failure(submission);
    let halt = || Verdict::Halt(failure.clone().unwrap_or_else(silent));
    let (verdict, unknowns) = match Conclusion::of_submission(submission) {
        // A batch may be refused for what it holds; the next may be fine.
        Conclusion::Done | Conclusion::Accepted | Conclusion::Rejected => (Verdict::GoOn, 0),
        Conclusion::Unknown if unknowns + 1 >= UNKNOWN_IN_A_ROW => (halt(), unknowns + 1),
        Conclusion::Unknown => (Verdict::GoOn, unknowns + 1),
        Conclusion::Later => (pause(submission, tries).map_or_else(halt, Verdict::Again), unknowns),
        Conclusion::SignIn | Conclusion::Credentials | Conclusion::NotAllowed | Conclusion::Unreadable => {
            (halt(), unknowns)
        }
    };
    Judged { verdict, failure, unknowns }
}

/// Why nothing may leave now, judged: who has a store has it for longer than a pause, and a relay may be back after one.
pub(super) fn judge_refusal(failure: &Failure, tries: usize, unknowns: u32) -> Judged {
    let again = AGAIN.get(tries).copied().filter(|_| passes(failure.code));
    let verdict = again.map_or_else(|| Verdict::Halt(failure.clone()), Verdict::Again);
    Judged { verdict, failure: None, unknowns }
}

/// A relay that is away comes back, and a keyring is unlocked again.
fn passes(code: Code) -> bool {
    matches!(code, Code::RelayUnavailable | Code::VaultFailed | Code::VaultLocked)
}

/// Before the batch is sent once more, as long as it may be.
fn pause(submission: &Submission, tries: usize) -> Option<Duration> {
    let again = AGAIN.get(tries).copied()?;
    match submission {
        Submission::NotTaken(ApiError { kind: ApiErrorKind::RateLimited { retry_after: Some(wished) }, .. }) => {
            Some((*wished).min(LONGEST))
        }
        _ => Some(again),
    }
}

fn failure(submission: &Submission) -> Option<Failure> {
    match submission {
        Submission::Taken(_) => None,
        Submission::Unknown(unknown) => {
            Some(Failure::new(Code::ProviderUnavailable, "Rappi cut requests off.").with(&unknown.answer))
        }
        Submission::NotTaken(error) => Some(error.clone().into()),
    }
}

/// Taken, by an answer that says nothing about its stores.
fn silent() -> Failure {
    Failure::new(Code::AnswerUnreadable, "Rappi's answers say nothing about the stores that were sent.")
}

#[cfg(test)]
mod tests {
    use super::{Verdict, judge};
    use gangway_domain::Provider;
    use gangway_providers::{
        http::Cut,
        net::{ApiErrorKind, Forbidden, RemoteText},
        rappi::{Rejected, Submission, Taken, UnknownOutcome},
    };
    use std::time::Duration;

    fn taken(accepted: &[&str], rejected: &[&str]) -> Submission {
        let rejected = rejected.iter().map(|id| Rejected {
            store: (*id).into(),
            reason: "not_owned".into(),
            children: Vec::new(),
        });
        Submission::Taken(Taken {
            status: 202,
            batch: Some("b".into()),
            accepted: accepted.iter().map(|id| (*id).into()).collect(),
            rejected: rejected.collect(),
            message: None,
            took_ms: 1,
        })
    }

    fn word(verdict: &Verdict) -> String {
        match verdict {
            Verdict::GoOn => "go on".to_owned(),
            Verdict::Again(pause) => format!("again after {} ms", pause.as_millis()),
            Verdict::Halt(failure) => format!("halt: {:?}", failure.code),
        }
    }

    #[test]
    fn each_kind_of_answer() {
        let check = |submission: Submission, tries, unknowns, expected: &str, then| {
            let judged = judge(&submission, tries, unknowns);
            assert_eq!((word(&judged.verdict).as_str(), judged.unknowns), (expected, then), "{submission:?}");
        };
        let not_taken = |kind: ApiErrorKind| Submission::NotTaken(kind.by(Provider::Rappi));
        let unknown = || {
            Submission::Unknown(UnknownOutcome { answer: "timeout".into(), message: None, cut: Some(Cut::TimedOut) })
        };
        let limited = |seconds: Option<u64>| {
            not_taken(ApiErrorKind::RateLimited { retry_after: seconds.map(Duration::from_secs) })
        };
        let text = RemoteText::default;
        check(taken(&["1"], &[]), 0, 2, "go on", 0);
        check(taken(&["1"], &["2"]), 0, 2, "go on", 0);
        check(taken(&[], &["2"]), 0, 2, "go on", 0);
        check(taken(&[], &[]), 0, 0, "go on", 1);
        check(taken(&[], &[]), 0, 2, "halt: AnswerUnreadable", 3);
        check(unknown(), 0, 1, "go on", 2);
        check(unknown(), 0, 2, "halt: ProviderUnavailable", 3);
        check(not_taken(ApiErrorKind::Refused { status: 400, problems: Vec::new() }), 0, 2, "go on", 0);
        check(limited(None), 0, 2, "again after 500 ms", 2);
        check(limited(Some(7)), 3, 0, "again after 7000 ms", 0);
        check(limited(Some(7000)), 0, 0, "again after 120000 ms", 0);
        check(limited(Some(7)), 4, 0, "halt: RateLimited", 0);
        check(not_taken(ApiErrorKind::Cut(Cut::NotConnected)), 1, 0, "again after 2000 ms", 0);
        check(not_taken(ApiErrorKind::Unavailable { status: 503, text: text() }), 2, 0, "again after 5000 ms", 0);
        check(not_taken(ApiErrorKind::Cut(Cut::NotConnected)), 4, 0, "halt: ProviderUnavailable", 0);
        check(not_taken(ApiErrorKind::MerchantToken { text: text() }), 0, 0, "halt: SignInAgain", 0);
        check(not_taken(ApiErrorKind::MerchantTokenOver), 0, 0, "halt: SignInAgain", 0);
        check(not_taken(ApiErrorKind::Unreadable(String::new())), 0, 0, "halt: AnswerUnreadable", 0);
        let credentials = ApiErrorKind::Credentials { status: 401, text: text() };
        check(not_taken(credentials), 0, 0, "halt: IntegratorCredentials", 0);
        let forbidden = ApiErrorKind::NotAllowed { why: Forbidden::Merchant, text: text() };
        check(not_taken(forbidden), 0, 0, "halt: NotAuthorized", 0);
    }
}
