//! Why a run was halted: from the failure to what the record keeps, and back.

use crate::{
    Code, Failure,
    error::kept::{self, unreadable},
};
use gangway_record::db::kept_failure::KeptFailure;

const COLUMN: &str = "operations.halt";

/// As the record keeps it.
pub(crate) fn kept(failure: &Failure) -> String {
    kept::kept(failure).text()
}

/// What the record keeps; a code that this program does not know, and a text that it cannot read, are a failure with a name.
pub(crate) fn failure(text: &str) -> Failure {
    let read = KeptFailure::read(text, COLUMN).ok().and_then(kept::read);
    read.unwrap_or_else(|| unreadable(COLUMN))
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
