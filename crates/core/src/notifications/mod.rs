//! Notifications about what becomes of an application (docs/notifications.md).
//!
//! Where to read: the fold makes messages ([`gangway_record::notifications::announce`]); `take` journals the next one that may leave,
//! `deliver` hands it over, `worker` does so until nothing is due. `acts` is what a person does to messages, `rows` what is seen of them,
//! `templates` their words, `settings` the way they go, `attempts` trying that way out.

mod acts;
mod bounce;
mod built_in;
mod deliver;
mod failure_reason;
mod missing;
mod once;
mod rows;
mod settings;
mod take;
mod templates;
mod test_channel;
mod worker;

pub(crate) use once::ClaimMessages;
pub(crate) use worker::keep_sending;

use crate::{Failure, environment::Environment, now, view::Change};
use gangway_domain::notifications::{self as domain, Channel, Rules};
use secrecy::SecretString;
use std::{collections::BTreeSet, sync::Arc};
use tokio::sync::{Notify, broadcast};

/// Vault name of the mail server's password.
pub(crate) const PASSWORD: &str = "telling-email-password";
/// Vault name of the secret with which calls to the platform are signed.
pub(crate) const PLATFORM_SECRET: &str = "telling-platform-secret";

/// Channels that share a queue: each is served on its own, so that a slow mail server holds up nobody else.
pub(crate) const QUEUES: [&[Channel]; 3] =
    [&[Channel::Internal], &[Channel::Email, Channel::Support], &[Channel::Platform]];

/// Messages to merchants, platform and team: made by what happens, sent by what is set.
pub struct Notifications {
    environment: Arc<Environment>,
    /// Woken when a message may be due: one for each of [`QUEUES`].
    due: [Arc<Notify>; 3],
    told: broadcast::Sender<Told>,
    claims: Arc<dyn ClaimMessages>,
}

/// Something new in the notification centre, for a notification of the desktop. Without personal data: whoever stands behind
/// the person sees it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which message.
    pub id: String,
    /// What became of an application.
    pub event: domain::Event,
    /// How many nobody saw yet, this one included.
    pub unread: u32,
}

impl Notifications {
    pub(crate) fn new(environment: Arc<Environment>, claims: Arc<dyn ClaimMessages>) -> Arc<Self> {
        Arc::new(Self { environment, due: Default::default(), told: broadcast::channel(64).0, claims })
    }

    /// News in the notification centre, as it comes.
    pub fn told(&self) -> broadcast::Receiver<Told> {
        self.told.subscribe()
    }

    /// What is set for notifications now, for the fold. Whether anything leaves is in the record and looked up there.
    pub fn notification_rules(&self) -> Rules {
        let keys = self.environment.profile().notifications;
        let mut set_up = BTreeSet::from([Channel::Internal]);
        if keys.email.is_some() {
            set_up.insert(Channel::Email);
            if keys.support.is_some() {
                set_up.insert(Channel::Support);
            }
        }
        if keys.platform_url.is_some() {
            set_up.insert(Channel::Platform);
        }
        Rules { matrix: keys.matrix, quiet: keys.quiet.map(|quiet| quiet.hours), set_up, sending: false }
    }

    /// Makes the messages of changes that no fold brought, in one transaction. Answers how many are new.
    pub async fn announce_changes(&self, changes: Vec<domain::Change>) -> Result<usize, Failure> {
        let rules = self.notification_rules();
        let made = self
            .environment
            .record()
            .write(move |c| {
                let mut new = 0;
                for change in &changes {
                    new += gangway_record::notifications::announce(c, change, &rules, now())?;
                }
                Ok(new)
            })
            .await?;
        self.wake_senders();
        Ok(made)
    }

    /// Messages were made, or may go now: to be called after the transaction that made them.
    pub fn wake_senders(&self) {
        for due in &self.due {
            due.notify_one();
        }
        self.environment.tell(Change::Notifications);
    }

    /// The secret of a way out, if it is stored.
    async fn way_secret(&self, name: &str) -> Result<Option<SecretString>, Failure> {
        Ok(self.environment.vault().get(name).await?)
    }
}
