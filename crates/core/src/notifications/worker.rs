//! Sending what is due, queue by queue, until nothing is.

use super::{
    QUEUES,
    once::is_a_colleagues,
    take::{Taken, take},
};
use crate::{Failure, Told, notifications::Notifications, now, view::Change};
use gangway_domain::notifications::Channel;
use gangway_record::notifications::{outbox::Message, outbox_attempts, outbox_list};
use std::{sync::Weak, time::Duration};

/// The clock is looked at this often at least: a desk that slept has another time than it was told to wait for.
const LOOK: Duration = Duration::from_secs(60);
/// After a colleague's console had the message.
const COLLEAGUES: Duration = Duration::from_secs(5 * 60);
/// After the relay could not be asked.
const AWAY: Duration = Duration::from_secs(20);
/// After a record that could not be written.
const AGAIN: Duration = Duration::from_secs(5);

/// Runs for the life of a profile, once for each queue.
pub(crate) async fn keep_sending(notifications: Weak<Notifications>, queue: usize) {
    loop {
        let (pause, due) = {
            let Some(notifications) = notifications.upgrade() else { return };
            let pause = match notifications.send_due(queue).await {
                Ok(next) => next.map_or(LOOK, |at| Duration::from_millis((at - now()).max(0) as u64).min(LOOK)),
                Err(failure) => {
                    tracing::error!(%failure, "messages could not be sent");
                    AGAIN
                }
            };
            (pause, notifications.due[queue].clone())
        };
        let _ = tokio::time::timeout(pause, due.notified()).await;
    }
}

impl Notifications {
    /// Sends everything that is due now on all channels, and waits until nothing is. Answers how many attempts were made.
    pub async fn send_notifications(&self) -> Result<u32, Failure> {
        let mut attempts = 0;
        for queue in QUEUES.into_iter().filter(|queue| self.is_served_here(queue)) {
            loop {
                match self.take_message(queue).await? {
                    Taken::Nothing(_) => break,
                    Taken::Kept => {}
                    Taken::Message(message) => {
                        attempts += 1;
                        self.attempt(*message).await?;
                    }
                }
            }
        }
        Ok(attempts)
    }

    /// Until nothing of a queue is due; answers when the next message is.
    async fn send_due(&self, queue: usize) -> Result<Option<i64>, Failure> {
        if !self.is_served_here(QUEUES[queue]) {
            return Ok(None);
        }
        loop {
            match self.take_message(QUEUES[queue]).await? {
                Taken::Nothing(next) => return Ok(next),
                Taken::Kept => self.environment.tell(Change::Notifications),
                Taken::Message(message) => self.attempt(*message).await?,
            }
        }
    }

    async fn take_message(&self, queue: &'static [Channel]) -> Result<Taken, Failure> {
        let (rules, keys) = (self.notification_rules(), self.environment.profile().notifications);
        Ok(self.environment.record().write(move |c| take(c, queue, &rules, &keys, now())).await?)
    }

    /// What leaves the team leaves from one console; everybody tells their own desk.
    fn is_served_here(&self, queue: &[Channel]) -> bool {
        self.environment.does_shared_work() || queue.iter().all(|channel| !channel.leaves())
    }

    /// Nothing leaves without the team's permit. What a colleague has is looked at again later: the team's log tells when it was sent.
    async fn may_leave(&self, message: &Message) -> Result<bool, Failure> {
        if !message.channel.leaves() {
            return Ok(true);
        }
        let Err(failure) = self.claims.permit_message(&message.id).await else { return Ok(true) };
        tracing::info!(%failure, message = message.id, "a message does not leave now");
        let pause = if is_a_colleagues(&failure) { COLLEAGUES } else { AWAY };
        let (id, due_at) = (message.id.clone(), now() + pause.as_millis() as i64);
        self.environment.record().write(move |c| outbox_attempts::take_back(c, &id, due_at, now())).await?;
        self.environment.tell(Change::Notifications);
        Ok(false)
    }

    /// Hands a journalled message over, and marks how that ended.
    async fn attempt(&self, message: Message) -> Result<(), Failure> {
        self.environment.tell(Change::Notifications);
        if !self.may_leave(&message).await? {
            return Ok(());
        }
        let (ended, why) = self.deliver(&message).await;
        let id = message.id.clone();
        let unread = self
            .environment
            .record()
            .write(move |c| {
                outbox_attempts::end(c, &id, &ended, &why, now())?;
                outbox_list::unread(c)
            })
            .await?;
        self.claims.look();
        if message.channel == Channel::Internal {
            // Nobody listening is fine: the command line does not.
            let event = message.change.event;
            let _ = self.told.send(Told { id: message.id, event, unread });
        }
        self.environment.tell(Change::Notifications);
        Ok(())
    }
}
