//! The catalogue's words for what is closed here: each variant has its text, or this does not compile.

use crate::view::{Language, ReviewNote};
use gangway_domain::{compare::Differs, plan::LeftOut, predict::Rule};
use gangway_locales::{difference, report, rule as rules};

/// Why a store is left out.
pub(super) fn left_out(language: Language, reason: LeftOut) -> &'static str {
    match reason {
        LeftOut::AlreadyOurs => report::left_out_already_ours(language),
        LeftOut::OtherIntegration => report::left_out_other_integration(language),
        LeftOut::BlankName => report::left_out_blank_name(language),
        LeftOut::InProgress => report::left_out_in_progress(language),
        LeftOut::UnknownOutcome => report::left_out_unknown_outcome(language),
        LeftOut::NotIntegrated => report::left_out_not_integrated(language),
        LeftOut::IntegratedChildren => report::left_out_integrated_children(language),
        LeftOut::NotOwned => report::left_out_not_owned(language),
        LeftOut::HeldByColleague => report::left_out_held_by_colleague(language),
    }
}

/// The rule behind it.
pub(super) fn rule(language: Language, rule: Rule) -> &'static str {
    match rule {
        Rule::OnlyNotIntegrated => rules::only_not_integrated(language),
        Rule::NameRequired => rules::name_required(language),
        Rule::OwnedOnly => rules::owned_only(language),
        Rule::IntegratedOnly => rules::integrated_only(language),
        Rule::SameIntegration => rules::same_integration(language),
        Rule::ChildrenFirst => rules::children_first(language),
        Rule::OutcomeFirst => rules::outcome_first(language),
    }
}

/// What else will not happen.
pub(super) fn note(language: Language, note: ReviewNote) -> &'static str {
    match note {
        ReviewNote::NothingSent => report::note_nothing_sent(language),
        ReviewNote::StartsInactive => report::note_starts_inactive(language),
        ReviewNote::WebhookMissing => report::note_webhook_missing(language),
        ReviewNote::SignInOver => report::note_sign_in_over(language),
    }
}

/// What differs between two trees.
pub(super) fn change(language: Language, change: Differs) -> &'static str {
    match change {
        Differs::Added => difference::added(language),
        Differs::Removed => difference::removed(language),
        Differs::Renamed => difference::renamed(language),
        Differs::Moved => difference::moved(language),
        Differs::Integrated => difference::integrated(language),
        Differs::Released => difference::released(language),
        Differs::ChangedHands => difference::changed_hands(language),
    }
}
