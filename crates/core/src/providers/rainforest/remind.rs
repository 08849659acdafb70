//! The merchant is told by a press what the application needs: also where the API told of it first, and once more where the
//! merchant was told already.

use super::{announce::announce, take::change};
use crate::{
    Code, Failure, Reason, environment::audited::Acted, now, providers::rainforest::Applications, view::Change,
};
use gangway_domain::{
    ActKind, ApplicationId,
    application::standing,
    notifications::{Channel, NotificationState},
};
use gangway_record::{
    Connection, Sql,
    applications::{self, application_events},
    notifications::{outbox, outbox_attempts, sending_switch},
};

/// The channels on which a merchant reads.
const TO_MERCHANT: [Channel; 2] = [Channel::Email, Channel::Platform];

impl Applications {
    /// Tells the merchant where the application stands now, or tells it again: over quiet hours and a mute, but not while
    /// nothing leaves this desk. Answers how many messages are on their way.
    pub async fn remind_merchant(&self, application: &str) -> Result<u32, Failure> {
        let id = ApplicationId::from(application);
        let (rules, at) = (self.notifications.notification_rules(), now());
        let sending = self.environment.record().read(sending_switch::is_on).await?;
        if !sending {
            let message = "Nothing leaves this desk: turn sending on first.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::PreviewOnly));
        }
        let act = self.environment.act(ActKind::MerchantReminded, application, None, None);
        let told = self.environment.commit_if(move |c| {
            let Some(change) = present(c, &id)? else { return Ok(Acted::nothing(None)) };
            announce(c, change.clone(), &rules, at)?;
            let change = super::announce::of(change);
            let mut told = 0;
            for channel in TO_MERCHANT {
                told += u32::from(sent(c, &outbox::id_of(&change, channel), at)?);
            }
            let act = act.changed("messages", None, Some(told.to_string()));
            Ok(Acted::maybe(Some(told), (told > 0).then_some(act)))
        });
        let told = told.await?.ok_or_else(|| Failure::not_found("application"))?;
        self.notifications.wake_senders();
        self.environment.tell(Change::Notifications);
        if told == 0 {
            let message = "No channel reaches the merchant: no email is known, or none is set up for this status.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::NoWayToMerchant));
        }
        Ok(told)
    }
}

/// Where the application stands, as something to tell.
fn present(c: &Connection, id: &ApplicationId) -> Sql<Option<gangway_domain::application::StatusChange>> {
    let Some(row) = applications::by_id(c, id)? else { return Ok(None) };
    let events = application_events::of(c, row.key)?;
    let Some(now) = standing(events.iter().map(|event| &event.known.point)) else { return Ok(None) };
    let merged = applications::fields(c, row.key)?;
    let point = events.iter().map(|event| &event.known.point).find(|it| it.status == now.status && it.at == now.since);
    Ok(point.cloned().map(|point| change(id, &row.merchant, &merged, point, &now)))
}

/// Puts one message on its way, unless there is none, nobody can read it, or an attempt is under way.
fn sent(c: &Connection, id: &str, at: i64) -> Sql<bool> {
    let Some(message) = outbox::by_id(c, id)? else { return Ok(false) };
    let nobody =
        message.channel == Channel::Email && message.change.email.as_deref().is_none_or(|it| it.trim().is_empty());
    if nobody || message.state == NotificationState::Sending {
        return Ok(false);
    }
    Ok(outbox_attempts::send_again(c, id, at)?.is_some())
}
