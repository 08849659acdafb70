//! What a person does to messages. Each is an act in the audit.

use crate::{
    Code, Failure, Reason,
    environment::audited::Acted,
    notifications::Notifications,
    now,
    view::{MutedEdit, NotificationView},
};
use gangway_domain::ActKind;
use gangway_domain::notifications::Hold;
use gangway_record::{
    audit::Act,
    notifications::{merchant_settings, outbox, outbox_attempts, outbox_list, sending_switch},
};

impl Notifications {
    /// Sends a message, or sends it once more: over quiet hours, a mute and lateness, but not while nothing leaves this desk.
    pub async fn send_notification(&self, id: &str) -> Result<NotificationView, Failure> {
        let wanted = id.to_owned();
        let (known, sending) = self
            .environment
            .record()
            .read(move |c| Ok((outbox::by_id(c, &wanted)?, sending_switch::is_on(c)?)))
            .await?;
        let known = known.ok_or_else(|| Failure::not_found("notification"))?;
        if known.channel.leaves() && !sending {
            let message = "Nothing leaves this desk: turn sending on first.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::PreviewOnly));
        }
        let wanted = id.to_owned();
        let act = self.act_of(&known, ActKind::NotificationSentByHand);
        let sent = self
            .environment
            .commit_if(move |c| {
                let sent = outbox_attempts::send_again(c, &wanted, now())?;
                let entry = sent.is_some().then_some(act);
                Ok(Acted::maybe(sent, entry))
            })
            .await?;
        sent.ok_or_else(under_way)?;
        self.wake_senders();
        self.notification(id).await
    }

    /// Keeps a message from being sent.
    pub async fn hold_notification(&self, id: &str) -> Result<NotificationView, Failure> {
        let wanted = id.to_owned();
        let known = self.environment.record().read(move |c| outbox::by_id(c, &wanted)).await?;
        let known = known.ok_or_else(|| Failure::not_found("notification"))?;
        let wanted = id.to_owned();
        let act = self.act_of(&known, ActKind::NotificationNotToBeSent);
        let held = self
            .environment
            .commit_if(move |c| {
                let held = outbox_attempts::hold(c, &wanted, Hold::DoNotSend, now())?;
                Ok(Acted::maybe(held, held.then_some(act)))
            })
            .await?;
        if !held {
            return Err(under_way());
        }
        self.wake_senders();
        self.notification(id).await
    }

    /// Turns sending on or off. What was held while it was off stays held: nobody gets last week's news at once.
    pub async fn set_sending(&self, on: bool) -> Result<(), Failure> {
        let act = self.environment.act(ActKind::SendingSwitched, &self.environment.profile().name, None, None);
        self.environment
            .commit_if(move |c| {
                let before = sending_switch::is_on(c)?;
                sending_switch::set(c, on, now())?;
                let act = act.changed("sending", Some(before.to_string()), Some(on.to_string()));
                Ok(Acted::maybe((), (before != on).then_some(act)))
            })
            .await?;
        self.wake_senders();
        Ok(())
    }

    /// Tells nothing about a merchant any more, or in another language.
    pub async fn mute_merchant(&self, edit: &MutedEdit) -> Result<(), Failure> {
        let (id, new) =
            (edit.merchant.clone(), merchant_settings::Merchant { muted: edit.muted, language: edit.language });
        let act = self.environment.act(ActKind::MerchantMuted, &edit.merchant, None, None);
        self.environment
            .commit_if(move |c| {
                let before = merchant_settings::of(c, &id)?;
                merchant_settings::set(c, &id, &new, now())?;
                let language = |it: merchant_settings::Merchant| it.language.map(|language| language.word().to_owned());
                let act = act.changed("muted", Some(before.muted.to_string()), Some(new.muted.to_string()));
                Ok(Acted::done((), act.changed("language", language(before), language(new))))
            })
            .await?;
        self.wake_senders();
        Ok(())
    }

    /// Tells nothing about a merchant any more, or tells again; in which language stays as it is.
    pub async fn set_muted(&self, merchant: &str, muted: bool) -> Result<MutedEdit, Failure> {
        let id = merchant.to_owned();
        let known = self.environment.record().read(move |c| merchant_settings::of(c, &id)).await?;
        let edit = MutedEdit { merchant: merchant.to_owned(), muted, language: known.language };
        self.mute_merchant(&edit).await?;
        Ok(edit)
    }

    /// News in the notification centre that nobody saw.
    pub async fn unread(&self) -> Result<u32, Failure> {
        Ok(self.environment.record().read(outbox_list::unread).await?)
    }

    /// Somebody saw these in the notification centre; none named: all.
    pub async fn read_notifications(&self, ids: Vec<String>) -> Result<u32, Failure> {
        let left = self
            .environment
            .record()
            .write(move |c| {
                outbox_list::mark_read(c, &ids, now())?;
                outbox_list::unread(c)
            })
            .await?;
        self.environment.tell(crate::view::Change::Notifications);
        Ok(left)
    }

    /// Without the merchant's name: the audit is exported.
    pub(super) fn act_of(&self, message: &outbox::Message, act: ActKind) -> Act {
        let detail = format!("{} {} {}", message.id, message.change.event.word(), message.channel.word());
        self.environment.act(act, &message.change.application, None, Some(detail))
    }
}

fn under_way() -> Failure {
    Failure::new(Code::Stale, "An attempt is under way, or the message was sent: look again.")
        .because(Reason::AlreadyLeft)
}
