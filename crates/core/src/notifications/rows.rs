//! What is seen of messages.

use super::{failure_reason::account, take::words};
use crate::{
    Failure,
    notifications::Notifications,
    view::{
        MutedEdit, NotificationAttempt, NotificationCount, NotificationFilter, NotificationPage, NotificationReason,
        NotificationRow, NotificationState, NotificationView, NotificationWords,
    },
};
use gangway_domain::notifications::{
    Channel,
    template::{Rendered, shown},
};
use gangway_record::notifications::{
    merchant_settings,
    outbox::{self, Message},
    outbox_attempts::{self, Attempt},
    outbox_list::{self, Filter},
    sending_switch,
};

impl Notifications {
    /// Messages, newest first.
    pub async fn notifications(&self, filter: &NotificationFilter) -> Result<NotificationPage, Failure> {
        let wanted = Filter {
            state: filter.state,
            channel: filter.channel,
            merchant: filter.merchant.clone(),
            search: filter.search.trim().to_owned(),
        };
        let (offset, limit) = (filter.offset, filter.limit);
        let support = self.environment.profile().notifications.support;
        let page = self
            .environment
            .record()
            .read(move |c| {
                let (total, rows) = outbox_list::page(c, &wanted, offset, limit)?;
                Ok(NotificationPage {
                    rows: rows.iter().map(|it| row(it, support.as_deref())).collect(),
                    total,
                    unread: outbox_list::unread(c)?,
                    counts: outbox_list::counts(c)?.into_iter().map(count).collect(),
                    sending: sending_switch::is_on(c)?,
                })
            })
            .await?;
        Ok(page)
    }

    /// One message, with what it said, or would say now.
    pub async fn notification(&self, id: &str) -> Result<NotificationView, Failure> {
        let (id, keys) = (id.to_owned(), self.environment.profile().notifications);
        let found = self
            .environment
            .record()
            .read(move |c| {
                let Some(message) = outbox::by_id(c, &id)? else { return Ok(None) };
                let said = words(c, &message, &keys)?;
                let attempts = outbox_attempts::of(c, &id)?;
                let told = merchant_settings::of(c, &message.change.merchant)?;
                Ok(Some(NotificationView {
                    row: row(&message, keys.support.as_deref()),
                    language: said.as_ref().ok().map(|(language, _)| *language),
                    problem: said.as_ref().err().map(account),
                    words: said.ok().map(|(_, rendered)| rendered.into()),
                    attempts: attempts.iter().map(attempt).collect(),
                    merchant: MutedEdit {
                        merchant: message.change.merchant.clone(),
                        muted: told.muted,
                        language: told.language,
                    },
                }))
            })
            .await?;
        found.ok_or_else(|| Failure::not_found("notification"))
    }
}

impl From<Rendered> for NotificationWords {
    fn from(Rendered { subject, text, html }: Rendered) -> Self {
        Self { subject, text, html }
    }
}

fn row(message: &Message, support: Option<&str>) -> NotificationRow {
    let to = match message.channel {
        Channel::Email => message.change.email.as_deref(),
        Channel::Support => support,
        Channel::Internal | Channel::Platform => None,
    };
    NotificationRow {
        id: message.id.clone(),
        application: message.change.application.clone(),
        merchant: message.change.merchant.clone(),
        merchant_name: shown(&message.change.merchant_name),
        event: message.change.event.clone(),
        channel: message.channel,
        state: message.state,
        reason: message.reason,
        refused_by: message.refused_by.clone(),
        why: account(&message.why),
        to: to.map(masked),
        happened_at: message.change.at,
        created_at: message.created_at,
        due_at: (message.state == NotificationState::Waiting).then_some(message.due_at),
        sent_at: message.sent_at,
        sent_by: message.sent_by.clone(),
        unread: message.channel == Channel::Internal
            && message.state == NotificationState::Sent
            && message.read_at.is_none(),
        late: message.change.late,
        attempts: message.attempts,
        unknowns: message.unknowns,
    }
}

/// `a•••@example.com`: enough to recognise, too little to write to.
pub(super) fn masked(address: &str) -> String {
    let (name, host) = address.rsplit_once('@').unwrap_or((address, ""));
    let first = shown(name).chars().next().map(String::from).unwrap_or_default();
    if host.is_empty() { format!("{first}•••") } else { format!("{first}•••@{}", shown(host)) }
}

fn count((state, reason, count): (NotificationState, Option<NotificationReason>, u32)) -> NotificationCount {
    NotificationCount { state, reason, count }
}

fn attempt(attempt: &Attempt) -> NotificationAttempt {
    NotificationAttempt {
        started_at: attempt.started_at,
        ended_at: attempt.ended_at,
        outcome: attempt.outcome,
        why: account(&attempt.why),
    }
}

#[cfg(test)]
mod tests {
    use super::masked;
    use crate::view::NotificationReason;

    #[test]
    fn the_document_explains_every_reason() {
        let page = include_str!("../../../../docs/notifications.md");
        for word in NotificationReason::ALL.iter().map(|reason| reason.word()) {
            assert!(page.contains(&format!("| `{word}` |")), "docs/notifications.md does not explain {word}");
        }
    }

    #[test]
    fn an_address_is_masked() {
        assert_eq!(masked("ana@example.com"), "a•••@example.com");
        assert_eq!(masked("@example.com"), "•••@example.com");
        assert_eq!(masked("nonsense"), "n•••");
    }
}
