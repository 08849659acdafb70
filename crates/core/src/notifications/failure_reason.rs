//! How the end of an attempt is accounted for: what we know in a code, and what the other side said in its own words.

use crate::{
    Code, Failure, Reason,
    error::because::{Because, no_answer, unconnected},
    view::NotificationWhy,
};
use gangway_domain::notifications::template::{Part, Unrenderable, shown};
use gangway_providers::{
    email::{InvalidEmail, MailError},
    probe::NoAnswer,
};
use gangway_record::notifications::outbox::Why;

/// Only by us.
pub(super) fn ours(reason: Reason) -> Why {
    because((reason, None), None)
}

/// Only in the words of others.
pub(super) fn theirs(words: String) -> Why {
    Why { words: Some(words).filter(|words| !words.is_empty()), ..Why::default() }
}

/// By both.
pub(super) fn because((reason, about): Because, words: Option<String>) -> Why {
    Why { cause: Some(reason.word()), about, words: words.filter(|words| !words.is_empty()) }
}

/// Of something that failed before anything left.
pub(super) fn of_failure(failure: Failure) -> Why {
    let reason = failure.reason.or(match failure.code {
        Code::VaultLocked => Some(Reason::VaultLocked),
        Code::VaultFailed => Some(Reason::VaultFailed),
        _ => None,
    });
    match reason {
        Some(reason) => because((reason, failure.what), failure.detail),
        None => theirs(failure.to_string()),
    }
}

/// Of an email that was not taken, or not certainly.
pub(super) fn of_mail(error: MailError) -> Why {
    let with = |reason, words| because((reason, None), Some(words));
    match error {
        // The address itself is personal data, and stands in the message already.
        MailError::Invalid(InvalidEmail::Address(_)) => ours(Reason::EmailMalformed),
        MailError::Invalid(InvalidEmail::Other(words)) => with(Reason::LetterUnmakable, words),
        MailError::NotConnected(why, words) => with(unconnected(why), words),
        MailError::NameUnknown { name, words } => because((Reason::NameUnknown, Some(name)), Some(words)),
        MailError::Silent | MailError::SilentAfter => ours(Reason::TimedOut),
        MailError::Login(words) => with(Reason::LoginRefused, words),
        MailError::Later(words) => with(Reason::ComeLater, words),
        MailError::Unwelcome(words) => with(Reason::ComputerRefused, words),
        MailError::Refused(words) => theirs(words),
        MailError::OutcomeUnknown(words) => with(Reason::CutOff, words),
    }
}

/// Of a call that was not answered.
pub(super) fn of_call(error: &NoAnswer) -> Why {
    let words = match error {
        NoAnswer::NotConnected(error) => Some(error.to_string()),
        NoAnswer::Tls(words) => Some(words.clone()),
        NoAnswer::Broken(error) => Some(error.to_string()),
        NoAnswer::Request(error) => Some(error.to_string()),
        NoAnswer::TimedOut | NoAnswer::Certificate(_) => None,
    };
    because(no_answer(error), words)
}

/// Of an answer that is no success.
pub(super) fn of_status(status: u16) -> Why {
    let reason = if status == 410 { Reason::AnsweredGone } else { Reason::Answered };
    because((reason, Some(status.to_string())), None)
}

/// Of a template that makes no message.
pub(super) fn of_template(error: &Unrenderable) -> Why {
    let reason = match error.part {
        Part::Subject => Reason::TemplateSubject,
        Part::Text => Reason::TemplateText,
        Part::Html => Reason::TemplateHtml,
    };
    because((reason, Some(error.line.to_string())), Some(error.what.clone()))
}

/// As it is seen. A code that a newer program kept is left out; the words stay.
pub(super) fn account(why: &Why) -> NotificationWhy {
    NotificationWhy {
        because: why.cause.as_deref().and_then(Reason::read),
        about: why.about.as_deref().map(shown),
        words: why.words.as_deref().map(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::{account, because, of_mail, of_status, theirs};
    use crate::Reason;
    use gangway_providers::email::{InvalidEmail, MailError};
    use gangway_record::notifications::outbox::Why;

    #[test]
    fn what_we_know_is_a_code_and_what_others_say_stays_as_it_came() {
        let seen = account(&of_mail(MailError::Login("535 5.7.8 no".into())));
        assert_eq!((seen.because, seen.words.as_deref()), (Some(Reason::LoginRefused), Some("535 5.7.8 no")));
        let seen = account(&of_status(503));
        assert_eq!((seen.because, seen.about.as_deref(), seen.words), (Some(Reason::Answered), Some("503"), None));
        assert_eq!(account(&theirs("550 no".into())).because, None);
        assert_eq!(account(&because((Reason::CutOff, None), Some(String::new()))).words, None);
    }

    #[test]
    fn an_address_is_in_no_account() {
        let seen = of_mail(MailError::Invalid(InvalidEmail::Address("ana at shop".into())));
        assert!(!format!("{seen:?}").contains("ana"), "{seen:?}");
    }

    #[test]
    fn a_code_of_a_newer_program_is_left_out() {
        let newer = Why { cause: Some("sun_storm".into()), words: Some("x".into()), ..Why::default() };
        assert_eq!((account(&newer).because, account(&newer).words.as_deref()), (None, Some("x")));
    }
}
