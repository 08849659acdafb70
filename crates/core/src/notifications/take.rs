//! Taking the next message that is due: whether it may leave is asked anew, its words are made, and the attempt is journalled,
//! in one transaction.

use super::{
    built_in::built_in,
    failure_reason::{because, of_template},
    missing,
};
use crate::{Reason, profiles::notifications::NotificationKeys};
use gangway_domain::{
    ApplicationId, Language,
    notifications::{
        Asked, Change, Channel, Departure, NotificationReason, Rules, departure,
        template::{self, Facts, Rendered, link_of, render},
    },
};
use gangway_record::{
    Connection, Sql, applications,
    notifications::{
        merchant_settings,
        outbox::{Message, Why},
        outbox_attempts, sending_switch,
        templates::{self, Key},
    },
};

/// What came of looking for a message.
#[derive(Debug)]
pub(super) enum Taken {
    /// None is due; the next one is, then.
    Nothing(Option<i64>),
    /// One was due and did not leave: held, put off or refused.
    Kept,
    /// Journalled: it has to leave now, or to be marked.
    Message(Box<Message>),
}

/// Looks for the next message of a queue.
pub(super) fn take(c: &Connection, queue: &[Channel], rules: &Rules, keys: &NotificationKeys, now: i64) -> Sql<Taken> {
    let Some(message) = outbox_attempts::next_due(c, queue, now)? else {
        return Ok(Taken::Nothing(outbox_attempts::next_due_at(c, queue)?));
    };
    let rules = Rules { sending: sending_switch::is_on(c)?, ..rules.clone() };
    let merchant = merchant_settings::of(c, &message.change.merchant)?;
    let request = if message.forced { Asked::Send } else { Asked::None };
    match departure(message.channel, &rules, merchant.muted, request, now) {
        Departure::Now => {}
        Departure::Quiet(until) => {
            outbox_attempts::put_off(c, &message.id, until, now)?;
            return Ok(Taken::Kept);
        }
        Departure::Held(hold) => {
            outbox_attempts::hold(c, &message.id, hold, now)?;
            return Ok(Taken::Kept);
        }
        Departure::NoAddress => {
            outbox_attempts::refuse(c, &message.id, NotificationReason::NoAddress, &Why::default(), now)?;
            return Ok(Taken::Kept);
        }
    }
    let said = match words(c, &message, keys)? {
        Ok(said) => said,
        Err(why) => {
            outbox_attempts::refuse(c, &message.id, NotificationReason::Template, &why, now)?;
            return Ok(Taken::Kept);
        }
    };
    outbox_attempts::begin(c, &message.id, &said, now)?;
    let message = Message { attempts: message.attempts + 1, rendered: Some(said), ..message };
    Ok(Taken::Message(Box::new(message)))
}

/// What a message says: what it said at its first attempt, or what its template makes of it now.
pub(super) fn words(
    c: &Connection,
    message: &Message,
    keys: &NotificationKeys,
) -> Sql<Result<(Language, Rendered), Why>> {
    if let Some(said) = &message.rendered {
        return Ok(Ok(said.clone()));
    }
    let (channel, change) = (message.channel, &message.change);
    let language = match channel {
        Channel::Internal | Channel::Support => keys.desk_language,
        Channel::Email | Channel::Platform => {
            merchant_settings::of(c, &change.merchant)?.language.unwrap_or(keys.language)
        }
    };
    let key = Key { language, channel, event: change.event.clone() };
    let edited = templates::by_key(c, &key)?;
    let Some(template) = edited.or_else(|| built_in(language, channel, &change.event)) else {
        return Ok(Err(because((Reason::NoTemplate, Some(change.event.word().to_owned())), None)));
    };
    let link = link_of(change, keys.application_link.as_deref());
    let missing = still_missing(c, change, language)?;
    let facts = Facts::of(change, &keys.platform_name, link, &keys.zone).missing(missing.as_deref());
    let rendered = render(&template, &facts, language).map_err(|error| of_template(&error));
    Ok(rendered.map(|rendered| (language, rendered)))
}

/// What the provider wants of the merchant by now, from the application as it is known.
fn still_missing(c: &Connection, change: &Change, language: Language) -> Sql<Option<String>> {
    let Some(row) = applications::by_id(c, &ApplicationId::from(change.application.as_str()))? else { return Ok(None) };
    let fields = applications::fields(c, row.key)?.fields;
    Ok(missing::in_words(&template::missing(&fields), language))
}
