//! What is seen of messages.

use super::{take::words, why::account};
use crate::{
    Console, Failure,
    view::{
        MutedEdit, NotificationAttempt, NotificationCount, NotificationFilter, NotificationPage, NotificationReason,
        NotificationRow, NotificationState, NotificationView, NotificationWords,
    },
};
use gangway_domain::telling::{
    Channel, Hold,
    template::{Rendered, shown},
};
use gangway_record::notifications::{
    merchant_settings,
    outbox::{self, Message, State, reason as words_of_record},
    outbox_attempts::{self, Attempt},
    outbox_list::{self, Filter},
    sending_switch,
};

impl Console {
    /// Messages, newest first.
    pub async fn notifications(&self, filter: &NotificationFilter) -> Result<NotificationPage, Failure> {
        let wanted = Filter {
            state: filter.state.map(|state| word(&state)),
            channel: filter.channel.map(|channel| channel.word().to_owned()),
            merchant: filter.merchant.clone(),
            search: filter.search.trim().to_owned(),
        };
        let (offset, limit) = (filter.offset, filter.limit);
        let support = self.profile().telling.support;
        let page = self
            .record
            .read(move |c| {
                let (total, rows) = outbox_list::page(c, &wanted, offset, limit)?;
                Ok(NotificationPage {
                    rows: rows.iter().map(|it| row(it, support.as_deref())).collect(),
                    total,
                    unread: outbox_list::unread(c)?,
                    counts: outbox_list::counts(c)?.into_iter().filter_map(count).collect(),
                    sending: sending_switch::is_on(c)?,
                })
            })
            .await?;
        Ok(page)
    }

    /// One message, with what it said, or would say now.
    pub async fn notification(&self, id: &str) -> Result<NotificationView, Failure> {
        let (id, keys) = (id.to_owned(), self.profile().telling);
        let found = self
            .record
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
                    attempts: attempts.into_iter().map(attempt).collect(),
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
        event: message.change.event.word().to_owned(),
        channel: message.channel,
        state: state(message.state),
        reason: message.reason.as_deref().and_then(reason),
        refused_by: message.refused_by.clone(),
        why: account(&message.why),
        to: to.map(masked),
        happened_at: message.change.at,
        created_at: message.created_at,
        due_at: (message.state == State::Waiting).then_some(message.due_at),
        sent_at: message.sent_at,
        unread: message.channel == Channel::Internal && message.state == State::Sent && message.read_at.is_none(),
        late: message.change.late,
        attempts: message.attempts,
        doubts: message.doubts,
    }
}

/// `a•••@example.com`: enough to recognise, too little to write to.
pub(super) fn masked(address: &str) -> String {
    let (name, host) = address.rsplit_once('@').unwrap_or((address, ""));
    let first = shown(name).chars().next().map(String::from).unwrap_or_default();
    if host.is_empty() { format!("{first}•••") } else { format!("{first}•••@{}", shown(host)) }
}

const fn state(state: State) -> NotificationState {
    match state {
        State::Waiting => NotificationState::Waiting,
        State::Sending => NotificationState::Sending,
        State::Sent => NotificationState::Sent,
        State::Refused => NotificationState::Refused,
        State::Held => NotificationState::Held,
    }
}

/// The record's words; `None` for what another program wrote.
fn reason(word: &str) -> Option<NotificationReason> {
    if let Some(hold) = Hold::ALL.into_iter().find(|hold| hold.word() == word) {
        return Some(held(hold));
    }
    Some(match word {
        words_of_record::QUIET_HOURS => NotificationReason::QuietHours,
        words_of_record::RETRY => NotificationReason::Retry,
        words_of_record::DOUBT => NotificationReason::Doubt,
        words_of_record::NO_ADDRESS => NotificationReason::NoAddress,
        words_of_record::TEMPLATE => NotificationReason::Template,
        words_of_record::REFUSED => NotificationReason::Refused,
        words_of_record::GAVE_UP => NotificationReason::GaveUp,
        words_of_record::BOUNCED => NotificationReason::Bounced,
        _ => return None,
    })
}

const fn held(hold: Hold) -> NotificationReason {
    match hold {
        Hold::Preview => NotificationReason::Preview,
        Hold::Overtaken => NotificationReason::Overtaken,
        Hold::Muted => NotificationReason::Muted,
        Hold::NotSetUp => NotificationReason::NotSetUp,
        Hold::DoNotSend => NotificationReason::DoNotSend,
    }
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

fn count((state, why, count): (String, Option<String>, u32)) -> Option<NotificationCount> {
    let state = serde_json::from_value(state.into()).ok()?;
    Some(NotificationCount { state, reason: why.as_deref().and_then(reason), count })
}

fn attempt(attempt: Attempt) -> NotificationAttempt {
    NotificationAttempt {
        started_at: attempt.started_at,
        ended_at: attempt.ended_at,
        outcome: attempt.outcome,
        why: account(&attempt.why),
    }
}

#[cfg(test)]
mod tests {
    use super::{masked, reason};
    use gangway_domain::telling::Hold;
    use gangway_record::notifications::outbox::reason as words;

    #[test]
    fn every_reason_of_the_record_has_its_word() {
        let ours = [words::QUIET_HOURS, words::RETRY, words::DOUBT, words::NO_ADDRESS, words::TEMPLATE];
        let theirs = [words::REFUSED, words::GAVE_UP, words::BOUNCED];
        for word in Hold::ALL.map(Hold::word).into_iter().chain(ours).chain(theirs) {
            assert!(reason(word).is_some(), "{word}");
            let page = include_str!("../../../../docs/telling.md");
            assert!(page.contains(&format!("| `{word}` |")), "docs/telling.md does not explain {word}");
        }
        assert_eq!(reason("nothing"), None);
    }

    #[test]
    fn an_address_is_masked() {
        assert_eq!(masked("ana@example.com"), "a•••@example.com");
        assert_eq!(masked("@example.com"), "•••@example.com");
        assert_eq!(masked("nonsense"), "n•••");
    }
}
