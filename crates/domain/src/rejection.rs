//! Why a delivery is not believed, or was refused before it was looked at.

use crate::closed::closed_words;

closed_words! {
    /// A closed set; `why.<word>` and `short.<word>` in the window's catalogs.
    pub enum RejectionReason {
        /// The signature matches no secret that is known.
        WrongSecret = "wrong_secret",
        /// There is no secret to verify with.
        NoSecret = "no_secret",
        /// The header of the signature is missing.
        HeaderMissing = "header_missing",
        /// The header of the signature came twice.
        HeaderDoubled = "header_doubled",
        /// The header of the signature cannot be read.
        HeaderMalformed = "header_malformed",
        /// Signed too long ago, or in the future.
        ClockOff = "clock_off",
        /// Signed in the tester's form, which is not accepted here.
        TesterForm = "tester_form",
        /// The body is no complete JSON.
        BodyBroken = "body_broken",
        /// The body was compressed on its way, so it is not what was signed.
        BodyCompressed = "body_compressed",
        /// It came under another path than the endpoint's.
        WrongPath = "wrong_path",
        /// It was no POST.
        WrongMethod = "wrong_method",
        /// The body is larger than any real one.
        BodyTooLarge = "body_too_large",
        /// The connection ended before the body was complete.
        BodyIncomplete = "body_incomplete",
        /// The body did not come in time.
        BodyTooSlow = "body_too_slow",
        /// More header than any real call has.
        HeaderTooLarge = "header_too_large",
        /// The head of the request is no HTTP.
        HeadMalformed = "head_malformed",
    }
}

impl RejectionReason {
    /// Refused before the signature was looked at, and kept without the whole body: there is nothing to judge again.
    pub const fn is_without_body(self) -> bool {
        match self {
            Self::WrongPath
            | Self::WrongMethod
            | Self::BodyTooLarge
            | Self::BodyIncomplete
            | Self::BodyTooSlow
            | Self::HeaderTooLarge
            | Self::HeadMalformed => true,
            Self::WrongSecret
            | Self::NoSecret
            | Self::HeaderMissing
            | Self::HeaderDoubled
            | Self::HeaderMalformed
            | Self::ClockOff
            | Self::TesterForm
            | Self::BodyBroken
            | Self::BodyCompressed => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RejectionReason;

    #[test]
    fn a_word_is_read_back_and_is_the_one_of_the_window() {
        for reason in RejectionReason::ALL {
            assert_eq!(RejectionReason::read(reason.word()), Some(*reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.word());
        }
        assert_eq!(RejectionReason::read("body_not_json"), None);
    }
}
