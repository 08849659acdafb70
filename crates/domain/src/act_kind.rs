//! What the audit log can hold: a closed set of acts, each under the word that is kept.

use crate::closed::closed_words;

closed_words! {
    /// What was done. A new act gets a line here, and with it a word in the window and in the record.
    pub enum ActKind {
        /// A merchant signed in and allowed it.
        MerchantAuthorized = "merchant_authorized",
        /// A sign-in came to nothing.
        AuthorizationFailed = "authorization_failed",
        /// A merchant's token was wiped here.
        MerchantSignedOut = "merchant_signed_out",
        /// A run was started.
        OperationStarted = "operation_started",
        /// A run was told to end.
        OperationStopped = "operation_stopped",
        /// A run was taken back before anything left.
        OperationUndone = "operation_undone",
        /// A run was told to rest.
        OperationPaused = "operation_paused",
        /// A run went on.
        OperationResumed = "operation_resumed",
        /// A run sent again by itself what was not done.
        OperationRepeated = "operation_repeated",
        /// A run ended.
        OperationEnded = "operation_ended",
        /// A person asked the provider, and open outcomes were settled.
        OutcomesAsked = "outcomes_asked",
        /// A person saw what differs from what was known.
        DriftSeen = "drift_seen",
        /// Somebody changed what is kept about a merchant in the queue.
        QueueKept = "queue_kept",
        /// Stores left as a file.
        StoresExported = "stores_exported",
        /// The review of a plan left as a file.
        PlanExported = "plan_exported",
        /// A comparison of two trees left as a file.
        ReviewExported = "review_exported",
        /// The audit log left as a file.
        ActivityExported = "activity_exported",
        /// A person accepted the end of the audit log that is there.
        ActivityEndAccepted = "activity_end_accepted",
        /// A tree was kept.
        SnapshotKept = "snapshot_kept",
        /// A kept tree got another name.
        SnapshotRenamed = "snapshot_renamed",
        /// A kept tree was removed.
        SnapshotRemoved = "snapshot_removed",
        /// A comparison was signed off.
        ReviewSignedOff = "review_signed_off",
        /// The result webhook was registered.
        WebhookRegistered = "webhook_registered",
        /// A new secret is taken beside the old one.
        RotationStarted = "rotation_started",
        /// The provider was seen to have the new secret.
        RotationConfirmed = "rotation_confirmed",
        /// The provider refused the new secret.
        RotationAbandoned = "rotation_abandoned",
        /// The old secret is no longer taken.
        OldSecretDropped = "old_secret_dropped",
        /// Dead letters were put back among those to be applied.
        DeliveriesRetried = "deliveries_retried",
        /// Rejected deliveries were believed after all.
        DeliveriesReverified = "deliveries_reverified",
        /// A dispute was answered.
        DisputeAnswered = "dispute_answered",
        /// A dispute was not answered after all.
        DisputeOpenedAgain = "dispute_opened_again",
        /// A subscription was made.
        SubscriptionCreated = "subscription_created",
        /// What is meant of a subscription changed.
        SubscriptionChanged = "subscription_changed",
        /// A subscription was removed.
        SubscriptionRemoved = "subscription_removed",
        /// What the provider has is meant from now on.
        SubscriptionAdopted = "subscription_adopted",
        /// The provider got what is meant.
        SubscriptionRestored = "subscription_restored",
        /// A subscription is no longer meant.
        SubscriptionGivenUp = "subscription_given_up",
        /// The secret of a subscription was shown or copied.
        SubscriptionSecretShown = "subscription_secret_shown",
        /// An address was sent a test call.
        AddressCalled = "address_called",
        /// Accounts were linked to a business.
        BusinessMade = "business_made",
        /// A business got another name or other accounts.
        BusinessChanged = "business_changed",
        /// A business was taken apart.
        BusinessRemoved = "business_removed",
        /// Personal data of an application was shown.
        PersonalDataShown = "personal_data_shown",
        /// What is known of a merchant's persons was erased.
        PersonalDataErased = "personal_data_erased",
        /// Content that was too old was removed.
        ContentRemoved = "content_removed",
        /// A merchant was told again where the application stands.
        MerchantReminded = "merchant_reminded",
        /// Whether and how a merchant is told changed.
        MerchantMuted = "merchant_muted",
        /// Sending was turned on or off.
        SendingSwitched = "sending_switched",
        /// The words of a message changed.
        TemplateChanged = "template_changed",
        /// A way out was tried.
        WayTried = "way_tried",
        /// A letter came back.
        NotificationBounced = "notification_bounced",
        /// A message was sent by a person.
        NotificationSentByHand = "notification_sent_by_hand",
        /// A message was kept from being sent.
        NotificationNotToBeSent = "notification_not_to_be_sent",
        /// The proxy's password was replaced.
        ProxyPasswordReplaced = "proxy_password_replaced",
        /// The proxy's password was removed.
        ProxyPasswordRemoved = "proxy_password_removed",
        /// A secret for notifications was replaced.
        TellingSecretReplaced = "telling_secret_replaced",
        /// A secret for notifications was shown or copied.
        TellingSecretShown = "telling_secret_shown",
        /// The profile's file changed.
        ProfileChanged = "profile_changed",
        /// A client's secret was replaced.
        ClientSecretReplaced = "client_secret_replaced",
        /// An API key was replaced.
        ApiKeyReplaced = "api_key_replaced",
        /// The secret of a webhook was stored.
        WebhookSecretStored = "webhook_secret_stored",
        /// This console became a device of a team.
        TeamJoined = "team_joined",
        /// It is one no more.
        TeamLeft = "team_left",
        /// Somebody was invited into the team.
        TeamInvited = "team_invited",
        /// Merchants were invited to sign in.
        MerchantsInvited = "merchants_invited",
        /// Invitations left as a file.
        InvitationsExported = "invitations_exported",
        /// The invitation of a merchant was taken back.
        InvitationCancelled = "invitation_cancelled",
        /// A device of the team was removed.
        TeamDeviceRemoved = "team_device_removed",
    }
}

#[cfg(test)]
mod tests {
    use super::ActKind;

    #[test]
    fn a_word_is_read_back_and_is_the_one_of_the_window() {
        for act in ActKind::ALL {
            assert_eq!(ActKind::read(act.word()), Some(*act));
            assert_eq!(serde_json::to_value(act).unwrap(), act.word());
        }
        assert_eq!(ActKind::read("sun_storm"), None);
    }
}
