use super::{Change, Channel, Matrix, QuietHours};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is set for the whole profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Which event goes where.
    pub matrix: Matrix,
    /// When nobody is told anything.
    pub quiet: Option<QuietHours>,
    /// Channels that have an address to go to. [`Channel::Internal`] needs none.
    pub set_up: BTreeSet<Channel>,
    /// Does anything leave this desk? Otherwise messages are only made, to be looked at.
    pub sending: bool,
}

/// What a person wants of one message, over the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Asked {
    /// As the rules say.
    #[default]
    None,
    /// To have it sent: neither quiet hours nor a mute hold it, and it is not too late for it. *Preview only* does hold it.
    Send,
}

/// Why a message does not go by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// Nothing leaves this desk until somebody turns sending on.
    Preview,
    /// A later status was known when it came, or came while it waited.
    Overtaken,
    /// The merchant is muted.
    Muted,
    /// The channel has no address to go to.
    NotSetUp,
    /// A person said so.
    DoNotSend,
}

impl Hold {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Preview, Self::Overtaken, Self::Muted, Self::NotSetUp, Self::DoNotSend];

    /// The word in the record.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Preview => "preview",
            Self::Overtaken => "overtaken",
            Self::Muted => "muted",
            Self::NotSetUp => "not_set_up",
            Self::DoNotSend => "do_not_send",
        }
    }
}

/// Whether a message may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Departure {
    /// Now.
    Now,
    /// When the quiet hours end; Unix milliseconds.
    Quiet(i64),
    /// Not by itself.
    Held(Hold),
    /// Never: nobody knows where the merchant reads emails.
    NoAddress,
}

/// A message to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    /// How.
    pub channel: Channel,
    /// Whether it may leave.
    pub departure: Departure,
}

/// The messages of a change, at most one for each channel. Each is made, whatever becomes of it: what is not sent is seen, with
/// its reason, and can be sent by a person.
pub fn decide(change: &Change, rules: &Rules, muted: bool, now: i64) -> Vec<Message> {
    let told = Channel::ALL.into_iter().filter(|channel| rules.matrix.tells(&change.event, *channel));
    let told = told.filter(|channel| *channel != Channel::Support || rules.set_up.contains(channel));
    told.map(|channel| {
        let departure = match channel {
            Channel::Email if change.email.as_deref().is_none_or(|email| email.trim().is_empty()) => {
                Departure::NoAddress
            }
            _ if change.late => Departure::Held(Hold::Overtaken),
            _ => departure(channel, rules, muted, Asked::None, now),
        };
        Message { channel, departure }
    })
    .collect()
}

/// Whether a message may leave at `now`.
pub fn departure(channel: Channel, rules: &Rules, muted: bool, request: Asked, now: i64) -> Departure {
    if muted && request == Asked::None {
        return Departure::Held(Hold::Muted);
    }
    if channel.leaves() && !rules.sending {
        return Departure::Held(Hold::Preview);
    }
    if channel.leaves() && !rules.set_up.contains(&channel) {
        return Departure::Held(Hold::NotSetUp);
    }
    match rules.quiet.as_ref().and_then(|hours| hours.end(now)) {
        Some(end) if request == Asked::None => Departure::Quiet(end),
        _ => Departure::Now,
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Departure, Hold, Message, Rules, decide, departure};
    use crate::notifications::{Change, Channel, Event, Matrix, QuietHours};
    use jiff::tz::TimeZone;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const NIGHT: i64 = 23 * 3_600_000;
    const NOON: i64 = 12 * 3_600_000;

    fn rules() -> Rules {
        Rules {
            matrix: Matrix::default(),
            quiet: Some(QuietHours::new("22:00", "07:00", TimeZone::UTC).unwrap()),
            set_up: Channel::ALL.into(),
            sending: true,
        }
    }

    fn change(event: Event) -> Change {
        Change {
            application: "app_1".into(),
            merchant: "mid_1".into(),
            merchant_name: "Ana".into(),
            email: Some("ana@example.com".into()),
            event,
            at: 5,
            late: false,
            link: None,
        }
    }

    #[test]
    fn every_reason_and_which_comes_first() {
        let check = |channel, edit: &dyn Fn(&mut Rules), muted, request, now, expected| {
            let mut rules = rules();
            edit(&mut rules);
            assert_eq!(
                departure(channel, &rules, muted, request, now),
                expected,
                "{channel:?} {muted} {request:?} {now}"
            );
        };
        let as_is = |_: &mut Rules| {};
        let preview = |rules: &mut Rules| rules.sending = false;
        let nowhere = |rules: &mut Rules| rules.set_up.clear();
        for channel in Channel::ALL {
            check(channel, &as_is, false, Asked::None, NOON, Departure::Now);
            check(channel, &as_is, false, Asked::None, NIGHT, Departure::Quiet(31 * 3_600_000));
            check(channel, &as_is, false, Asked::Send, NIGHT, Departure::Now);
            check(channel, &as_is, true, Asked::None, NOON, Departure::Held(Hold::Muted));
            check(channel, &as_is, true, Asked::Send, NOON, Departure::Now);
        }
        for channel in [Channel::Email, Channel::Platform, Channel::Support] {
            check(channel, &preview, false, Asked::None, NIGHT, Departure::Held(Hold::Preview));
            check(channel, &preview, false, Asked::Send, NOON, Departure::Held(Hold::Preview));
            check(channel, &nowhere, false, Asked::Send, NOON, Departure::Held(Hold::NotSetUp));
        }
        check(Channel::Internal, &preview, false, Asked::None, NOON, Departure::Now);
        check(Channel::Internal, &nowhere, false, Asked::None, NOON, Departure::Now);
    }

    #[test]
    fn a_late_event_has_its_messages_and_none_goes_by_itself() {
        let late = Change { late: true, ..change(Event::NeedsInformation) };
        let messages = decide(&late, &rules(), false, NOON);
        assert_eq!(messages.len(), 4);
        assert!(messages.iter().all(|message| message.departure == Departure::Held(Hold::Overtaken)));
    }

    #[test]
    fn nobody_to_write_to() {
        for email in [None, Some("  ".to_owned())] {
            let messages = decide(&Change { email, ..change(Event::Created) }, &rules(), false, NOON);
            let expected = [(Channel::Email, Departure::NoAddress), (Channel::Platform, Departure::Now)];
            assert_eq!(messages, expected.map(|(channel, departure)| Message { channel, departure }));
        }
    }

    #[test]
    fn the_support_team_is_told_where_it_has_an_address() {
        let mut without = rules();
        without.set_up.remove(&Channel::Support);
        let told = |rules: &Rules| decide(&change(Event::Declined), rules, false, NOON).len();
        assert_eq!((told(&rules()), told(&without)), (4, 3));
    }

    fn any_rules() -> impl Strategy<Value = Rules> {
        let channels = || proptest::collection::btree_set(prop::sample::select(Channel::ALL.to_vec()), 0..4);
        (proptest::collection::vec(channels(), 7), channels(), any::<bool>(), any::<bool>()).prop_map(
            |(rows, set_up, sending, quiet)| {
                let mut matrix = Matrix::default();
                for (event, row) in Event::KNOWN.iter().zip(rows) {
                    matrix.set(event, row);
                }
                Rules { matrix, set_up, sending, quiet: rules().quiet.filter(|_| quiet) }
            },
        )
    }

    proptest! {
        /// Whatever is set: one message for each channel that the matrix names, nothing that leaves in preview, nothing late
        /// by itself, and the same answer to the same question.
        #[test]
        fn whatever_is_set(
            rules in any_rules(), event in 0usize..8, late: bool, muted: bool, has_email: bool, now in 0i64..200_000_000_000,
        ) {
            let event = Event::KNOWN.get(event).cloned().unwrap_or(Event::Unknown("paused".into()));
            let change = Change { late, email: has_email.then(|| "a@b.com".to_owned()), ..change(event) };
            let messages = decide(&change, &rules, muted, now);
            prop_assert_eq!(&messages, &decide(&change, &rules, muted, now));
            let channels: BTreeSet<_> = messages.iter().map(|message| message.channel).collect();
            prop_assert_eq!(channels.len(), messages.len());
            for channel in Channel::CHOSEN {
                prop_assert_eq!(channels.contains(&channel), rules.matrix.tells(&change.event, channel));
            }
            for message in messages {
                match message.departure {
                    Departure::Now | Departure::Quiet(_) => {
                        prop_assert!(!late && !muted);
                        prop_assert!(!message.channel.leaves() || rules.sending && rules.set_up.contains(&message.channel));
                    }
                    Departure::NoAddress => prop_assert!(message.channel == Channel::Email && !has_email),
                    Departure::Held(_) => {}
                }
                if let Departure::Quiet(end) = message.departure {
                    prop_assert_eq!(departure(message.channel, &rules, false, Asked::None, end), Departure::Now);
                }
            }
        }
    }
}
