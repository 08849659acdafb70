//! The profile's file and the secrets in the vault.

use crate::refusing::Refusing;
use gangway_core::{
    Home,
    view::{NotificationSettingsEdit, ProfileEdit, RainforestDraft, RappiEdit, RatepayDraft, Typed},
};
use gangway_tests::Desk;

#[tokio::test]
async fn of_the_profile() {
    let desk = Desk::open().await;
    let home = Home::at(desk.folder().parent().unwrap());
    let facts = desk.console.notifications.notification_settings().await.unwrap().edit;
    let (console, refusing) = (&desk.console, Refusing::of(&desk));
    let secret = ProfileEdit { client_secret: Some("another".into()), ..ProfileEdit::default() };
    refusing.refuses("client_secret_replaced", console.settings.save_profile(&home, secret)).await;
    let facts_only = ProfileEdit { concurrency: Some(3), ..ProfileEdit::default() };
    refusing.refuses("profile_changed", console.settings.save_profile(&home, facts_only)).await;
    assert_ne!(console.settings.profile_detail().await.unwrap().concurrency, 3);
    let url = RappiEdit { token_url: Some("https://login.example/token".into()), ..RappiEdit::default() };
    refusing.refuses("profile_changed (Rappi)", console.rappi.save_rappi_settings(&home, &url)).await;
    for secret in ["", "another"] {
        let ratepay = RatepayDraft { client_id: "another".into(), client_secret: Typed(secret.into()) };
        refusing.refuses("Ratepay", console.subscriptions.save_ratepay(&home, ratepay)).await;
    }
    for (key, secret) in [("", ""), ("another", ""), ("", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")] {
        let draft = RainforestDraft { api_key: Typed(key.into()), webhook_secret: Typed(secret.into()) };
        refusing.refuses("Rainforest", console.applications.save_rainforest(&home, draft)).await;
    }
    for (password, secret) in [("", ""), ("another", ""), ("", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")] {
        let edit = NotificationSettingsEdit {
            facts: facts.clone(),
            password: Typed(password.into()),
            platform_secret: Typed(secret.into()),
        };
        refusing.refuses("telling", console.notifications.save_notification_settings(&home, edit)).await;
    }
    refusing.refuses("telling_secret_replaced", console.notifications.make_platform_secret()).await;
    refusing.no_more();
    console.settings.save_profile(&home, ProfileEdit { concurrency: Some(3), ..ProfileEdit::default() }).await.unwrap();
    assert_eq!(console.settings.profile_detail().await.unwrap().concurrency, 3);
}
