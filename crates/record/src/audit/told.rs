//! What colleagues hear of the audit log.

use crate::{Sql, audit::Act, team::facts};
use gangway_domain::TeamFact;
use rusqlite::Connection;

/// What colleagues hear of an act of the audit log, if it concerns them.
pub(super) fn tell_team(c: &Connection, act: &Act) -> Sql<()> {
    let Some(what) = act.act.known().and_then(TeamFact::of_act) else { return Ok(()) };
    let detail = act.detail.as_deref();
    let (subject, detail) = match what {
        // Its id, which batches and results name.
        TeamFact::RunStarted | TeamFact::RunEnded => (detail.unwrap_or_default(), None),
        // The address that signed in is nobody's business at the relay.
        TeamFact::MerchantAuthorized | TeamFact::MerchantSignedOut => {
            (act.merchant.as_deref().unwrap_or_default(), None)
        }
        TeamFact::BatchAccepted
        | TeamFact::DesiredSubscription
        | TeamFact::Endpoint
        | TeamFact::NotificationSent
        | TeamFact::ReviewSignOff
        | TeamFact::AuditHead
        | TeamFact::WorkedAlone => (act.subject.as_str(), detail),
    };
    let details = serde_json::json!({
        "act": act.act.word(), "about": act.subject, "merchant": act.merchant, "detail": detail, "changes": act.changes,
    });
    facts::tell(c, what, subject, act.merchant.as_deref(), &details, act.at)
}
