//! Why a row of a file does not go, in words.

use crate::view::Language;
use gangway_domain::store_file::RowVerdict as V;
use gangway_locales::report;

/// The verdict as a sentence, for a file or a terminal.
pub fn row_words(language: Language, verdict: V, about: Option<&str>) -> String {
    let about = about.unwrap_or_default();
    let plain = match verdict {
        V::NameDiffers => return report::row_name_differs(language, about),
        V::ChangedAccepted => return report::row_changed_accepted(language, about),
        V::IdChanged if about.is_empty() => report::row_id_lost(language),
        V::IdChanged => return report::row_id_changed(language, about),
        V::NameContradicts => return report::row_name_contradicts(language, about),
        V::Duplicate => return report::row_duplicate(language, about),
        V::AlreadyOurs => return report::row_already_ours(language, about),
        V::OtherIntegration => return report::row_other_integration(language, about),
        V::IntegrationUnknown => return report::row_integration_unknown(language, about),
        V::FlagUnreadable => return report::row_flag_unreadable(language, about),
        V::Ready => report::row_ready(language),
        V::BrokenQuote => report::row_broken_quote(language),
        V::TooManyCells => report::row_too_many_cells(language),
        V::EmptyId => report::row_empty_id(language),
        V::UnknownStore => report::row_unknown_store(language),
        V::BlankName => report::row_blank_name(language),
        V::InProgress => report::row_in_progress(language),
        V::UnknownOutcome => report::row_unknown_outcome(language),
        V::IntegrationMissing => report::row_integration_missing(language),
    };
    plain.to_owned()
}
