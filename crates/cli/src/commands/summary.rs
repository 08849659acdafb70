//! Plans and operations in words, and what an operation's end means for the exit code.

use crate::{exit::Exit, out::count, remark_text::said};
use gangway_core::{
    profiles::profile::Profile,
    view::{Advice, Cause, Kind, OperationRow, OperationState, OperationView, Outcome, PlanRequest, PlanView},
};
use std::collections::BTreeMap;

/// How many stay behind, by reason; only those that the plan names.
pub(super) fn left_out(plan: &PlanView) -> BTreeMap<String, u32> {
    let mut reasons = BTreeMap::new();
    for left in &plan.left_out {
        *reasons.entry(word(&left.reason)).or_insert(0) += 1;
    }
    reasons
}

/// What the window asks a person before a large run, said before any run begins: where it goes, how much, with what, how long.
pub(super) fn run_words(profile: &Profile, request: &PlanRequest, plan: &PlanView) -> String {
    let (name, kind) = (&profile.name, word(&profile.kind));
    let act = match request.kind {
        Kind::Provision => "Provisioning",
        Kind::Deprovision => "Deprovisioning",
    };
    let flags = &request.flags;
    let options = match request.kind {
        Kind::Deprovision => String::new(),
        Kind::Provision => format!(
            " Options: ping events {}, get-menu events {}, cancellation events {}, start as {}.",
            on(flags.ping_active),
            on(flags.get_menu_active),
            on(flags.cancellation_events),
            word(&flags.status)
        ),
    };
    let (stores, requests) = (count(plan.stores, "store"), count(plan.batches.len() as u32, "request"));
    let (integration, seconds) = (&plan.integration, plan.seconds);
    format!(
        "{act} in environment {name} ({kind}): {stores}, integration {integration}, {requests}, about {seconds} s.{options}"
    )
}

const fn on(flag: bool) -> &'static str {
    if flag { "on" } else { "off" }
}

pub(super) fn plan_words(plan: &PlanView) -> String {
    let sizes: Vec<String> = plan.batches.iter().map(u32::to_string).collect();
    let mut lines = vec![match sizes.len() {
        0 => "Nothing to send.".to_owned(),
        requests => format!(
            "{} to {} in {} ({}).",
            count(plan.stores, "store"),
            plan.integration,
            count(requests as u32, "request"),
            sizes.join(" + ")
        ),
    }];
    if plan.left_out_total > 0 {
        lines.push(format!("{} left out:", count(plan.left_out_total, "store")));
        lines.extend(left_out(plan).iter().map(|(reason, stores)| format!("  {stores} {reason}")));
        if plan.left_out_total as usize > plan.left_out.len() {
            lines.push("  …".to_owned());
        }
    }
    if !plan.batches.is_empty() && !plan.webhook_ready {
        lines.push("The webhook will be registered first.".to_owned());
    }
    lines.join("\n")
}

pub(super) fn summary(view: &OperationView) -> String {
    let mut lines = vec![row_words(&view.row)];
    if let Some(halt) = &view.row.halt {
        lines.push(format!("Halted: {halt}"));
    }
    for cause in &view.causes {
        let why = [cause.code.as_str(), said(&cause.message).as_str()].join(" ");
        let advice = advice_words(cause.advice);
        lines.push(format!("  {} {}: {} · {advice}", cause.stores, word(&cause.outcome), why.trim()));
    }
    let failed = |cause: &Cause| matches!(cause.outcome, Outcome::Failed | Outcome::Rejected | Outcome::NoResult);
    if view.causes.iter().any(|cause| failed(cause) && cause.advice == Advice::Retry) {
        lines.push(format!("Again, only those that can be retried: gangway provision … --failed-of {}", view.row.id));
    }
    lines.join("\n")
}

/// What the window says below a cause.
const fn advice_words(advice: Advice) -> &'static str {
    match advice {
        Advice::Retry => "can be retried",
        Advice::RefreshStatus => "may be done already: read the status (`gangway stores --refresh`), do not send again",
        Advice::MerchantActs => "retrying will not help: the merchant must act at Rappi first",
        Advice::MendName => "retrying will not help: the store needs another name at Rappi first",
        Advice::MendIntegration => "retrying will not help: correct the integration first",
        Advice::ReleaseChildren => "deprovision the stores that belong to it first",
        Advice::SignIn => "the merchant has to authorize again first",
        Advice::AskProvider => "retrying will not help: ask Rappi",
        Advice::Wait => "nothing is sent again before Rappi's status was read",
    }
}

/// One operation in one line.
pub(super) fn row_words(row: &OperationRow) -> String {
    let counts = row.counts;
    let parts = [
        (counts.confirmed, "confirmed"),
        (counts.failed, "failed"),
        (counts.rejected, "rejected"),
        (counts.no_result, "without a result"),
        (counts.open(), "outstanding"),
        (counts.planned, "not sent"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(number, what)| *number > 0 || *what == "confirmed")
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    let state = word(&row.state);
    format!("{} {}: {}: {} ({state})", row.id, row.merchant_name, count(counts.total, "store"), parts.join(", "))
}

/// What an operation's end means.
pub(super) fn ended(view: &OperationView) -> Exit {
    let counts = view.row.counts;
    if counts.open() > 0 {
        return Exit::Open;
    }
    match &view.row.halt {
        Some(halt) if matches!(view.row.state, OperationState::Halted | OperationState::Paused) => {
            Exit::from(halt.code)
        }
        _ if counts.confirmed == counts.total => Exit::Done,
        _ => Exit::No,
    }
}

/// The word that `--json` has for it too.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
