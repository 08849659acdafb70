//! Notifications where they meet the record: a change becomes messages in the transaction that folds it, so that neither is
//! there without the other.

pub mod merchant_settings;
pub mod outbox;
pub mod outbox_attempts;
pub mod outbox_list;
pub mod sending_switch;
pub mod templates;

use crate::Sql;
use gangway_domain::notifications::{Change, Rules, decide};
use rusqlite::Connection;

/// Makes the messages of a change, to be called in the transaction that folds it. However often a change is announced, and on
/// whatever way it came: there is one message for each event and channel. Answers how many are new.
///
/// Whether anything leaves, and whose merchant is muted, is in the record; of `rules` everything else counts.
pub fn announce(c: &Connection, change: &Change, rules: &Rules, now: i64) -> Sql<usize> {
    let rules = Rules { sending: sending_switch::is_on(c)?, ..rules.clone() };
    let muted = merchant_settings::of(c, &change.merchant)?.muted;
    let mut new = 0;
    for message in decide(change, &rules, muted, now) {
        new += usize::from(outbox::enqueue(c, change, message.channel, message.departure, now)?);
    }
    if !change.late {
        outbox::overtake(c, change, now)?;
    }
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::announce;
    use crate::{
        in_memory,
        notifications::{
            merchant_settings,
            outbox::{self, Why},
            outbox_attempts::{self, Ended, begin, end, next_due, recover, send_again},
            outbox_list, sending_switch,
        },
    };
    use gangway_domain::Language;
    use gangway_domain::notifications::{
        Change, Channel, Event, Matrix, NotificationOutcome, NotificationReason, QuietHours, Rules, template::Rendered,
    };
    use jiff::tz::TimeZone;
    use proptest::prelude::*;
    use rusqlite::Connection;
    use std::collections::BTreeMap;

    const NOON: i64 = 12 * 3_600_000;
    const NIGHT: i64 = 23 * 3_600_000;

    fn rules() -> Rules {
        Rules {
            matrix: Matrix::default(),
            quiet: Some(QuietHours::new("22:00", "07:00", TimeZone::UTC).unwrap()),
            set_up: [Channel::Email, Channel::Platform].into(),
            sending: false,
        }
    }

    fn change(event: Event, at: i64) -> Change {
        Change {
            application: "app_1".into(),
            merchant: "mid_1".into(),
            merchant_name: "Ana".into(),
            email: Some("ana@example.com".into()),
            event,
            at,
            late: false,
            link: None,
        }
    }

    fn states(c: &Connection) -> BTreeMap<String, String> {
        let (_, rows) = outbox_list::page(c, &outbox_list::Filter::default(), 0, 1000).unwrap();
        let of = |it: &outbox::Message| {
            let key = format!("{} {}", it.change.occurrence(), it.channel.word());
            (key, format!("{} {}", it.state.word(), it.reason.map_or("-", |reason| reason.word())))
        };
        rows.iter().map(of).collect()
    }

    fn on() -> Connection {
        let c = in_memory().unwrap();
        sending_switch::set(&c, true, 0).unwrap();
        c
    }

    fn said() -> (Language, Rendered) {
        (Language::En, Rendered { subject: "s".into(), text: "t".into(), html: None })
    }

    #[test]
    fn nothing_leaves_until_somebody_turns_sending_on() {
        let c = in_memory().unwrap();
        assert_eq!(announce(&c, &change(Event::Declined, 5), &rules(), NOON).unwrap(), 3);
        let states = states(&c);
        assert_eq!(states["declined internal"], "waiting -");
        assert_eq!(states["declined email"], "held preview");
        assert_eq!(states["declined platform"], "held preview");
    }

    #[test]
    fn what_waits_for_the_morning_is_overtaken_by_what_comes_in_the_night() {
        let c = on();
        announce(&c, &change(Event::NeedsInformation, 5), &rules(), NIGHT).unwrap();
        assert_eq!(states(&c)["needs_information@5 email"], "waiting quiet_hours");
        announce(&c, &change(Event::Completed, 9), &rules(), NIGHT + 1).unwrap();
        let states = states(&c);
        assert_eq!(states["needs_information@5 email"], "held overtaken");
        assert_eq!(states["completed email"], "waiting quiet_hours");
        assert!(next_due(&c, &Channel::ALL, NIGHT + 2).unwrap().is_none());
        let due = next_due(&c, &Channel::ALL, 31 * 3_600_000).unwrap().unwrap();
        assert_eq!(due.change.event, Event::Completed);
    }

    #[test]
    fn a_muted_merchant_is_told_nothing() {
        let c = on();
        let muted = merchant_settings::Merchant { muted: true, language: None };
        merchant_settings::set(&c, "mid_1", &muted, 1).unwrap();
        announce(&c, &change(Event::Declined, 5), &rules(), NOON).unwrap();
        assert!(states(&c).values().all(|state| state == "held muted"));
    }

    #[test]
    fn a_status_that_comes_again_is_told_again() {
        let c = on();
        for at in [5, 9, 5] {
            announce(&c, &change(Event::NeedsInformation, at), &rules(), NOON).unwrap();
        }
        announce(&c, &change(Event::Created, 1), &rules(), NOON).unwrap();
        // Fetched later, with the time of another update: the same event all the same.
        announce(&c, &change(Event::Created, 2), &rules(), NOON).unwrap();
        assert_eq!(states(&c).len(), 3 + 3 + 2);
    }

    #[test]
    fn an_attempt_that_was_under_way_is_repeated_under_its_id() {
        let c = on();
        announce(&c, &change(Event::Created, 5), &rules(), NOON).unwrap();
        let first = next_due(&c, &Channel::ALL, NOON).unwrap().unwrap();
        begin(&c, &first.id, &said(), NOON).unwrap();
        assert_eq!(recover(&c, NOON + 1).unwrap(), 1);
        let again = next_due(&c, &Channel::ALL, NOON + 1).unwrap();
        let again =
            [again.unwrap(), outbox::by_id(&c, &first.id).unwrap().unwrap()].into_iter().find(|it| it.id == first.id);
        let again = again.unwrap();
        assert_eq!(
            (again.wire_id(), again.unknowns, again.reason),
            (first.id.clone(), 1, Some(NotificationReason::OutcomeUnknown))
        );
        assert_eq!(again.rendered, Some(said()));
        let attempts = outbox_attempts::of(&c, &first.id).unwrap();
        assert_eq!(
            attempts.iter().map(|it| it.outcome).collect::<Vec<_>>(),
            [Some(NotificationOutcome::OutcomeUnknown)]
        );
    }

    #[test]
    fn only_what_was_sent_gets_another_id_when_a_person_wants_it_again() {
        let c = on();
        announce(&c, &change(Event::Created, 5), &rules(), NOON).unwrap();
        let id = next_due(&c, &Channel::ALL, NOON).unwrap().unwrap().id;
        let attempt = |ended: &Ended| {
            begin(&c, &id, &said(), NOON).unwrap();
            assert!(send_again(&c, &id, NOON).unwrap().is_none(), "under way");
            end(&c, &id, ended, &Why { words: Some("words".into()), ..Why::default() }, NOON).unwrap();
        };
        attempt(&Ended::OutcomeUnknown { due_at: NOON });
        assert_eq!(send_again(&c, &id, NOON).unwrap().unwrap().wire_id(), id);
        attempt(&Ended::Refused { reason: NotificationReason::Refused, by: "mx.example".into() });
        assert_eq!(send_again(&c, &id, NOON).unwrap().unwrap().wire_id(), id);
        attempt(&Ended::Sent);
        let again = send_again(&c, &id, NOON).unwrap().unwrap();
        assert_eq!((again.wire_id(), again.forced, again.attempts), (format!("{id}_2"), true, 0));
    }

    #[test]
    fn the_centre_counts_what_nobody_saw() {
        let c = on();
        announce(&c, &change(Event::Declined, 5), &rules(), NOON).unwrap();
        let id = outbox::id_of(&change(Event::Declined, 5), Channel::Internal);
        assert_eq!(outbox_list::unread(&c).unwrap(), 0);
        begin(&c, &id, &said(), NOON).unwrap();
        end(&c, &id, &Ended::Sent, &Why::default(), NOON).unwrap();
        assert_eq!(outbox_list::unread(&c).unwrap(), 1);
        outbox_list::mark_read(&c, &["other".to_owned()], NOON).unwrap();
        assert_eq!(outbox_list::unread(&c).unwrap(), 1);
        outbox_list::mark_read(&c, &[], NOON).unwrap();
        assert_eq!(outbox_list::unread(&c).unwrap(), 0);
    }

    proptest! {
        /// Whatever is repeated and in whatever order: one message for each event and channel.
        #[test]
        fn one_message_for_each_event_and_channel(
            told in proptest::collection::vec((0usize..7, 0i64..3, any::<bool>(), 0i64..48 * 3_600_000), 1..40), sending: bool,
        ) {
            let c = in_memory().unwrap();
            sending_switch::set(&c, sending, 0).unwrap();
            let mut expected = std::collections::BTreeSet::new();
            for (event, at, late, now) in told {
                let change = Change { late, ..change(Event::KNOWN[event].clone(), at) };
                announce(&c, &change, &rules(), now).unwrap();
                expected.extend(Channel::CHOSEN.into_iter().filter(|channel| rules().matrix.tells(&change.event, *channel))
                    .map(|channel| format!("{} {}", change.occurrence(), channel.word())));
            }
            let states = states(&c);
            prop_assert_eq!(states.keys().cloned().collect::<std::collections::BTreeSet<_>>(), expected);
        }
    }
}
