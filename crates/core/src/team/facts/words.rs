//! Facts as the wire and the record have them.

use gangway_domain::TeamFact;
use gangway_record::{db::unreadable::Kept, team::facts::Told};
use gangway_wire::{Fact, FactKind};

/// As the team's log calls it.
pub(super) const fn on_the_wire(what: TeamFact) -> FactKind {
    match what {
        TeamFact::RunStarted => FactKind::RunStarted,
        TeamFact::BatchAccepted => FactKind::BatchAccepted,
        TeamFact::RunEnded => FactKind::RunEnded,
        TeamFact::MerchantAuthorized => FactKind::MerchantAuthorized,
        TeamFact::DesiredSubscription => FactKind::DesiredSubscription,
        TeamFact::Endpoint => FactKind::Endpoint,
        TeamFact::NotificationSent => FactKind::NotificationSent,
        TeamFact::ReviewSignOff => FactKind::ReviewSignOff,
        TeamFact::AuditHead => FactKind::AuditHead,
        TeamFact::WorkedAlone => FactKind::WorkedAlone,
    }
}

/// What this program makes of the word; one that it does not know is kept as it is written.
fn kept(what: FactKind) -> Kept<TeamFact> {
    Kept::Known(match what {
        FactKind::RunStarted => TeamFact::RunStarted,
        FactKind::BatchAccepted => TeamFact::BatchAccepted,
        FactKind::RunEnded => TeamFact::RunEnded,
        FactKind::MerchantAuthorized => TeamFact::MerchantAuthorized,
        FactKind::DesiredSubscription => TeamFact::DesiredSubscription,
        FactKind::Endpoint => TeamFact::Endpoint,
        FactKind::NotificationSent => TeamFact::NotificationSent,
        FactKind::ReviewSignOff => TeamFact::ReviewSignOff,
        FactKind::AuditHead => TeamFact::AuditHead,
        FactKind::WorkedAlone => TeamFact::WorkedAlone,
        FactKind::RunPlanned => return Kept::Unreadable("run_planned".into()),
        FactKind::Note => return Kept::Unreadable("note".into()),
        FactKind::Assignment => return Kept::Unreadable("assignment".into()),
        FactKind::DueDate => return Kept::Unreadable("due_date".into()),
        FactKind::Unknown(word) => return Kept::Unreadable(word),
    })
}

/// An entry of the log, as it is kept. `at`: the relay's clock, for what does not say its own time.
pub(in crate::team) fn heard(seq: u64, at: i64, fact: Fact) -> Told {
    let Fact { person, person_name, device, at: done_at, what, subject, details } = fact;
    Told {
        seq,
        at: if done_at > 0 { done_at } else { at },
        person: person.0,
        person_name,
        device: device.0,
        what: kept(what),
        subject,
        merchant: details.get("merchant").and_then(|it| it.as_str()).map(ToOwned::to_owned),
        details: if details.is_object() { details.to_string() } else { "{}".to_owned() },
    }
}
