//! What a person does to messages. Each is an act in the audit.

use crate::{
    Code, Console, Failure, Reason, now,
    view::{MutedEdit, NotificationView},
};
use gangway_domain::telling::Hold;
use gangway_record::{outbox, outbox_attempts, outbox_list, telling_merchants, telling_switch};

impl Console {
    /// Sends a message, or sends it once more: over quiet hours, a mute and lateness, but not while nothing leaves this desk.
    pub async fn send_notification(&self, id: &str) -> Result<NotificationView, Failure> {
        let wanted = id.to_owned();
        let (known, sending) =
            self.record.read(move |c| Ok((outbox::by_id(c, &wanted)?, telling_switch::is_on(c)?))).await?;
        let known = known.ok_or_else(|| Failure::not_found("notification"))?;
        if known.channel.leaves() && !sending {
            let message = "Nothing leaves this desk: turn sending on first.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::PreviewOnly));
        }
        let wanted = id.to_owned();
        let sent = self.record.write(move |c| outbox_attempts::send_again(c, &wanted, now())).await?;
        sent.ok_or_else(under_way)?;
        self.audit_of(&known, "notification_sent_by_hand").await?;
        self.wake_telling();
        self.notification(id).await
    }

    /// Keeps a message from being sent.
    pub async fn hold_notification(&self, id: &str) -> Result<NotificationView, Failure> {
        let wanted = id.to_owned();
        let known = self.record.read(move |c| outbox::by_id(c, &wanted)).await?;
        let known = known.ok_or_else(|| Failure::not_found("notification"))?;
        let wanted = id.to_owned();
        if !self.record.write(move |c| outbox_attempts::hold(c, &wanted, Hold::DoNotSend, now())).await? {
            return Err(under_way());
        }
        self.audit_of(&known, "notification_not_to_be_sent").await?;
        self.wake_telling();
        self.notification(id).await
    }

    /// Turns sending on or off. What was held while it was off stays held: nobody gets last week's news at once.
    pub async fn set_sending(&self, on: bool) -> Result<(), Failure> {
        let before = self
            .record
            .write(move |c| {
                let before = telling_switch::is_on(c)?;
                telling_switch::set(c, on, now())?;
                Ok(before)
            })
            .await?;
        if before != on {
            let name = self.profile().name;
            let act = self.act("sending_switched", &name, None, None);
            self.audit(act.changed("sending", Some(before.to_string()), Some(on.to_string()))).await?;
        }
        self.wake_telling();
        Ok(())
    }

    /// Tells nothing about a merchant any more, or in another language.
    pub async fn mute_merchant(&self, edit: &MutedEdit) -> Result<(), Failure> {
        let (id, new) =
            (edit.merchant.clone(), telling_merchants::Merchant { muted: edit.muted, language: edit.language });
        let before = self
            .record
            .write(move |c| {
                let before = telling_merchants::of(c, &id)?;
                telling_merchants::set(c, &id, &new, now())?;
                Ok(before)
            })
            .await?;
        let act = self.act("merchant_muted", &edit.merchant, None, None);
        let language = |it: telling_merchants::Merchant| it.language.map(|language| language.word().to_owned());
        self.audit(act.changed("muted", Some(before.muted.to_string()), Some(new.muted.to_string())).changed(
            "language",
            language(before),
            language(new),
        ))
        .await?;
        self.wake_telling();
        Ok(())
    }

    /// Tells nothing about a merchant any more, or tells again; in which language stays as it is.
    pub async fn set_muted(&self, merchant: &str, muted: bool) -> Result<MutedEdit, Failure> {
        let id = merchant.to_owned();
        let known = self.record.read(move |c| telling_merchants::of(c, &id)).await?;
        let edit = MutedEdit { merchant: merchant.to_owned(), muted, language: known.language };
        self.mute_merchant(&edit).await?;
        Ok(edit)
    }

    /// Somebody saw these in the notification centre; none named: all.
    pub async fn read_notifications(&self, ids: Vec<String>) -> Result<u32, Failure> {
        let left = self
            .record
            .write(move |c| {
                outbox_list::mark_read(c, &ids, now())?;
                outbox_list::unread(c)
            })
            .await?;
        self.tell(crate::view::Change::Notifications);
        Ok(left)
    }

    /// Without the merchant's name: the audit is exported.
    pub(super) async fn audit_of(&self, message: &outbox::Message, act: &str) -> Result<(), Failure> {
        let detail = format!("{} {} {}", message.id, message.change.event.word(), message.channel.word());
        self.audit(self.act(act, &message.change.application, None, Some(detail))).await
    }
}

fn under_way() -> Failure {
    Failure::new(Code::Stale, "An attempt is under way, or the message was sent: look again.")
        .because(Reason::AlreadyLeft)
}
