//! Why a run was halted: from the failure to what the record keeps, and back.

use crate::{Code, Failure, FilePlace, Reason};
use gangway_domain::Provider;
use gangway_record::operations::halt::{Halt, Place};

/// As the record keeps it.
pub(crate) fn kept(failure: &Failure) -> String {
    let failure = failure.clone();
    let place = failure.place.map(|it| Place { file: it.file, line: it.line, key: it.key });
    Halt {
        code: failure.code.word(),
        reason: failure.reason.map(Reason::word),
        about: failure.what,
        place,
        provider: failure.provider.map(|it| it.word().to_owned()),
        message: failure.message,
        detail: failure.detail,
    }
    .text()
}

/// What the record keeps; a code that this program does not know, and a text that it cannot read, are a failure with a name.
pub(crate) fn failure(text: &str) -> Failure {
    let unreadable = || {
        let failure = Failure::new(Code::RecordDamaged, "Why the run was stopped cannot be read.");
        failure.because(Reason::RecordUnreadable).about("operations.halt")
    };
    let Ok(halt) = Halt::read(text) else { return unreadable() };
    let Some(code) = Code::read(&halt.code) else { return unreadable() };
    let provider = halt.provider.as_deref().map(Provider::read);
    if provider == Some(None) {
        return unreadable();
    }
    Failure {
        code,
        // The sentence of the record says it as well.
        reason: halt.reason.as_deref().and_then(Reason::read),
        what: halt.about,
        place: halt.place.map(|it| Box::new(FilePlace { file: it.file, line: it.line, key: it.key })),
        provider: provider.flatten(),
        message: halt.message,
        detail: halt.detail,
    }
}

/// Whether what halted it is that the merchant has to sign in. One that cannot be read does not: a person looks at it first.
pub(crate) fn waits_for_sign_in(halt: Option<&str>) -> bool {
    halt.is_some_and(|halt| failure(halt).code == Code::SignInAgain)
}

#[cfg(test)]
mod tests {
    use super::{failure, kept, waits_for_sign_in};
    use crate::{Code, Failure, FilePlace, Reason};

    #[test]
    fn what_is_kept_is_read_back() {
        let place = FilePlace { file: Some("profile.toml".into()), line: Some(2), key: "run.pause".into() };
        let told = Failure::new(Code::SignInAgain, "Sign in.").because(Reason::TokenOver).about("ana").with("401");
        let told = told.at(place);
        assert_eq!(failure(&kept(&told)), told);
        assert!(waits_for_sign_in(Some(&kept(&told))) && !waits_for_sign_in(None));
    }

    /// As programs of before wrote it: the failure itself.
    #[test]
    fn what_was_kept_before_is_read() {
        let before = r#"{"code":"sign_in_again","reason":"token_over","what":null,"place":null,"provider":null,"message":"Sign in.","detail":null}"#;
        assert_eq!(failure(before), Failure::new(Code::SignInAgain, "Sign in.").because(Reason::TokenOver));
    }

    #[test]
    fn what_cannot_be_read_has_a_name() {
        for text in [
            "",
            "{}",
            r#"{"code":"sun_storm","message":"x"}"#,
            r#"{"version":9,"code":"denied","message":"x"}"#,
            r#"{"code":"denied","provider":"acme","message":"x"}"#,
        ] {
            let read = failure(text);
            let about = read.what.as_deref();
            let expected = (Code::RecordDamaged, Some(Reason::RecordUnreadable), Some("operations.halt"));
            assert_eq!((read.code, read.reason, about), expected, "{text}");
            assert!(!waits_for_sign_in(Some(text)));
        }
    }
}
