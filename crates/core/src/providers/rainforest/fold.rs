//! What a message of Rainforest does, once.

use super::take::{About, Taken, take};
use gangway_domain::{
    application::{Mark, Source},
    notifications::Rules,
    remark::Remark,
};
use gangway_providers::rainforest::{BadPayload, SVIX, WEBHOOK, event};
use gangway_record::{
    Connection, Sql,
    deliveries::{self, Effect, StoredVerified},
};

/// Folds a verified delivery. `true`: something about an application changed.
pub(crate) fn fold(c: &Connection, stored: &StoredVerified, at: i64, rules: &Rules) -> Sql<bool> {
    let delivery = stored.delivery();
    let note = |effect: Effect, detail: Option<&str>| deliveries::folded(c, delivery.id, effect, 0, None, detail);
    let message =
        message_id(&deliveries::headers(c, delivery.id)?).unwrap_or_else(|| format!("delivery {}", delivery.id));
    let event = match event(stored) {
        Ok(event) => event,
        Err(BadPayload::OtherEvent) => {
            return note(Effect::Ignored, Some(&Remark::OtherSubject.text())).map(|()| false);
        }
        Err(error) => return note(Effect::DeadLetter, Some(&error.to_string())).map(|()| false),
    };
    let (id, merchant) = (event.told.id.clone(), event.told.merchant.clone());
    let report = event.told.report(Source::Message(message));
    let about = About { id: &id, merchant: &merchant };
    match take(c, &about, &[report], (at, rules), Some(delivery.id))? {
        Taken::Changed | Taken::Noted(Mark::InTurn) => note(Effect::Applied, None)?,
        Taken::Noted(Mark::Repeated) | Taken::Known => {
            note(Effect::Ignored, Some(&Remark::KnownAlready.text()))?;
        }
        Taken::Noted(Mark::Late) => note(Effect::Ignored, Some(&Remark::Late.text()))?,
        Taken::Noted(Mark::AfterFinal | Mark::OtherFinal) => note(Effect::Ignored, Some(&Remark::AfterFinal.text()))?,
    }
    Ok(true)
}

/// The id that was verified: the receiver took whichever family of names was whole.
fn message_id(headers: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_json::from_str(headers).ok()?;
    let value = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let whole = [SVIX, WEBHOOK].into_iter().find(|names| {
        [names.id, names.timestamp, names.signature].iter().all(|name| pairs.iter().any(|(known, _)| known == name))
    });
    value(whole?.id)
}
