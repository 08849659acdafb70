//! What needs a person about the desk itself: whether anything can come in, and whether messages may leave.

use super::about;
use crate::{
    Failure,
    overview::Overview,
    view::{Attention, AttentionKind as Kind, TeamState, WebhookState},
};
use gangway_record::{
    Connection, Sql,
    deliveries::{self, Rejections},
    notifications::outbox_list,
    operations,
};

impl Overview {
    pub(super) async fn of_desk(&self) -> Result<Vec<Attention>, Failure> {
        let mut items = Vec::new();
        let team = self.team.status().await?;
        let is_called_here = team.membership.is_none() || self.is_called_here();
        if is_called_here && let Some(failure) = self.receiver.failure() {
            let mut item = about(Kind::ReceiverDown, String::new(), self.receiver.address().to_owned(), 1, None);
            item.detail = Some(failure.message.clone());
            items.push(item);
        }
        let is_down = match team.state {
            TeamState::NotLive => team.failure.is_some(),
            TeamState::Fork | TeamState::Removed => true,
            TeamState::None
            | TeamState::Connecting
            | TeamState::CatchingUp
            | TeamState::Live
            | TeamState::Recovering => false,
        };
        if let Some(membership) = team.membership.filter(|_| is_down) {
            let mut item = about(Kind::RelayDown, String::new(), membership.team, 1, team.since);
            item.detail = team.failure.map(|failure| failure.message);
            items.push(item);
        }
        items.extend(self.without_webhook().await?);
        Ok(items)
    }

    /// Rappi's webhook is registered by itself before the first request of a run; one that is gone after that is not.
    async fn without_webhook(&self) -> Result<Vec<Attention>, Failure> {
        let used = self.environment.record().read(operations::integrations).await?;
        let mut items = Vec::new();
        for row in self.registration.known_webhooks().await? {
            let is_used = used.iter().any(|it| it.as_str() == row.integration);
            let is_missing = match row.state {
                WebhookState::NotRegistered => is_used,
                WebhookState::Registered | WebhookState::NotRead => false,
            };
            if is_missing {
                items.push(about(Kind::WebhookMissing, row.integration.clone(), row.integration, 1, None));
            }
        }
        Ok(items)
    }
}

/// Calls that were not believed, since a moment.
pub(super) fn of_deliveries(c: &Connection, since: i64) -> Sql<Vec<Attention>> {
    Ok(deliveries::rejected_since(c, since)?.into_iter().map(rejected).collect())
}

fn rejected(it: Rejections) -> Attention {
    let id = format!("{}/{}/{}", it.provider, it.event, it.why.word());
    let mut item = about(Kind::DeliveryRejected, id, it.event, it.count, Some(it.at));
    item.why = it.why.known();
    item.detail = Some(it.why.word().to_owned());
    item.delivery = Some(it.newest);
    item.seen = it.newest;
    item
}

/// Messages that were refused, and those that the desk holds.
pub(super) fn of_messages(c: &Connection) -> Sql<Vec<Attention>> {
    let refused = outbox_list::refused(c)?.into_iter().map(|it| {
        let subject = if it.name.is_empty() { it.merchant.clone() } else { it.name };
        let mut item = about(Kind::MessagesRefused, it.merchant, subject, it.count, Some(it.since));
        item.application = Some(it.application);
        item.seen = it.newest;
        item
    });
    let held = outbox_list::held_by_the_desk(c)?.into_iter().map(|it| {
        let mut item = about(Kind::MessagesHeld, it.reason.word().to_owned(), String::new(), it.count, Some(it.since));
        item.held = Some(it.reason);
        item.seen = it.newest;
        item
    });
    Ok(refused.chain(held).collect())
}
