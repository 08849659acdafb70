//! Create, change, remove, and what can be seen of them first.

use crate::support::{EVENT, OTHER, SHOP, desired, given, here, lines, ratepay, secret, theirs, with};
use gangway_core::{
    Code,
    view::{Act, ActivityFilter, DesiredSecret, DriftWord, Provider, SecretState, SubscriptionOutcome, Warning},
};
use gangway_tests::Desk;
use serde_json::{Value, json};

#[tokio::test]
async fn a_subscription_is_made_changed_and_removed() {
    let desk = Desk::open().await;
    let truth = desk.provider.ratepay();
    let row = desk.console.subscriptions.create_subscription(&desired(EVENT, SHOP)).await.unwrap();
    assert_eq!((row.drift, row.secret, row.under_way), (DriftWord::InSync, SecretState::Stored, false));
    assert_eq!(truth.pairs().await, [(EVENT.to_owned(), SHOP.to_owned())]);
    assert_eq!(truth.subscriptions().await[0]["secret_length"], 64);
    let first = secret(&desk, &row.id).await;

    let changed = desk.console.subscriptions.change_subscription(&row.id, &desired("DISPUTE", OTHER)).await.unwrap();
    assert_eq!((changed.subscription.clone(), changed.drift), (row.subscription, DriftWord::InSync));
    assert_eq!(truth.pairs().await, [("DISPUTE".to_owned(), OTHER.to_owned())]);
    assert_eq!(secret(&desk, &row.id).await, first, "nobody asked for another one");
    desk.console
        .subscriptions
        .change_subscription(&row.id, &with(desired("DISPUTE", OTHER), DesiredSecret::New))
        .await
        .unwrap();
    assert_ne!(secret(&desk, &row.id).await, first);
    assert_eq!(lines(&desk).await, [format!("DISPUTE {OTHER} InSync []")]);

    assert_eq!(desk.console.subscriptions.remove_subscription(&row.id).await.unwrap(), SubscriptionOutcome::Done);
    assert!(truth.pairs().await.is_empty());
    assert!(ratepay(&desk.console.subscriptions.subscriptions().await.unwrap()).is_empty());
    assert!(desk.console.subscriptions.subscription_secret(&row.id).await.is_err());
    assert_eq!(desk.console.subscriptions.remove_subscription(&row.id).await.unwrap_err().code, Code::NotFound);
    let acts: Vec<String> = desk
        .console
        .audit
        .activity(&ActivityFilter { search: "subscription".into(), ..ActivityFilter::default() }, None, 50)
        .await
        .unwrap()
        .rows
        .into_iter()
        .map(|row| row.written)
        .collect();
    let count = |act: &str| acts.iter().filter(|it| it.as_str() == act).count();
    let counts = ["created", "changed", "secret_shown", "removed"].map(|act| count(&format!("subscription_{act}")));
    assert_eq!((counts, acts.len()), ([1, 2, 3, 1], 7), "{acts:?}");
}

/// In the letters that every client takes: in the preview, there, here, and when the same is asked for once more.
#[tokio::test]
async fn an_address_in_other_letters() {
    let desk = Desk::open().await;
    let (typed, sent) = ("https://bücher.de/käufer", "https://xn--bcher-kva.de/k%C3%A4ufer");
    let preview = desk.console.subscriptions.preview_create(&desired("E", typed)).await.unwrap();
    assert!(preview.body.unwrap().contains(&format!("\"url\": \"{sent}\"")));
    let row = desk.console.subscriptions.create_subscription(&desired("E", typed)).await.unwrap();
    assert_eq!(desk.provider.ratepay().pairs().await, [("E".to_owned(), sent.to_owned())]);
    assert_eq!(lines(&desk).await, [format!("E {sent} InSync []")]);
    assert_eq!(
        desk.console.subscriptions.create_subscription(&desired("E", typed)).await.unwrap_err().code,
        Code::BadInput
    );
    assert_eq!(desk.console.subscriptions.change_subscription(&row.id, &desired("F", typed)).await.unwrap().url, sent);
}

/// Method, address and body as the provider will get them; no secret and no token.
#[tokio::test]
async fn a_preview_is_the_request() {
    let desk = Desk::open().await;
    let (console, truth) = (&desk.console, desk.provider.ratepay());
    let api = format!("{}/webhook/management/v1", truth.at.api);
    let create = console.subscriptions.preview_create(&with(desired("a\"b", SHOP), given(&theirs('s')))).await.unwrap();
    assert_eq!((create.method.as_str(), create.url.as_str()), ("POST", api.as_str()));
    assert_eq!(create.warnings, [Warning::NotRead]);
    let body: Value = serde_json::from_str(create.body.as_deref().unwrap()).unwrap();
    assert_eq!(body, json!({ "url": SHOP, "event_type": "a\"b", "secret": "•••" }));
    assert!(create.headers.iter().all(|(_, value)| !value.contains("ey")), "{:?}", create.headers);
    assert_eq!(truth.calls("token").await, 0, "a preview makes no call");

    let row = console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap();
    let id = row.subscription.unwrap();
    assert_eq!(
        console.subscriptions.preview_create(&desired("E", SHOP)).await.unwrap().warnings,
        [Warning::AlreadySubscribed]
    );
    let change =
        console.subscriptions.preview_change(&row.id, &with(desired("F", SHOP), DesiredSecret::New)).await.unwrap();
    assert_eq!((change.method.as_str(), change.url), ("PUT", format!("{api}/{id}")));
    assert_eq!(change.warnings, [Warning::AddressNeedsBothSecrets]);
    let remove = console.subscriptions.preview_remove(&row.id).await.unwrap();
    assert_eq!((remove.method.as_str(), remove.url, remove.body), ("DELETE", format!("{api}/{id}"), None));
}

#[tokio::test]
async fn what_cannot_be_is_refused_before_anything_is_sent() {
    let desk = Desk::open().await;
    let console = &desk.console;
    for (event, url) in [
        ("", SHOP),
        ("  ", SHOP),
        ("a\nb", SHOP),
        ("E", "http://hooks.shop.com/"),
        ("E", "https://10.0.0.1/"),
        ("E", "https://intranet/"),
        ("E", "hooks.shop.com"),
        ("E", ""),
    ] {
        let refused = console.subscriptions.create_subscription(&desired(event, url)).await.unwrap_err();
        assert_eq!(refused.code, Code::BadInput, "{event:?} {url:?}: {refused}");
    }
    assert_eq!(desk.provider.ratepay().calls("token").await, 0);
    let row = console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap();
    assert_eq!(
        console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap_err().code,
        Code::BadInput,
        "it is there already"
    );
    assert_eq!(
        console.subscriptions.change_subscription(&row.id, &desired("E", "http://x.com/")).await.unwrap_err().code,
        Code::BadInput
    );
    assert_eq!(
        console.subscriptions.change_subscription("nobody", &desired("E", SHOP)).await.unwrap_err().code,
        Code::NotFound
    );
    assert_eq!(desk.provider.ratepay().pairs().await.len(), 1);
}

/// A refusal leaves nothing behind.
#[tokio::test]
async fn a_refused_create_leaves_nothing() {
    let desk = Desk::open().await;
    desk.provider
        .ratepay()
        .fault(json!({ "call": "create-subscription", "kind": "status", "status": 400, "message": "no" }))
        .await;
    let refused = desk.console.subscriptions.create_subscription(&here("E")).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.message.as_str()),
        (Code::ProviderRefused, "Ratepay refused the request (400): {\"message\":\"no\"}.")
    );
    assert!(lines(&desk).await.is_empty());
    desk.provider.ratepay().fault(json!({ "call": "token", "kind": "status", "status": 401 })).await;
    desk.provider.ratepay().control("POST", "/expire-tokens", &Value::Null).await;
    assert_eq!(
        desk.console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap_err().code,
        Code::IntegratorCredentials
    );
    assert!(
        desk.console.subscriptions.create_subscription(&here("E")).await.is_ok(),
        "the endpoint did not stay behind"
    );
}

/// Who gets what, and what can be done where.
#[tokio::test]
async fn the_matrix_and_the_other_providers() {
    let desk = Desk::open().await;
    let console = &desk.console;
    for (event, url) in [("A", SHOP), ("B", SHOP), ("A", OTHER)] {
        console.subscriptions.create_subscription(&desired(event, url)).await.unwrap();
    }
    console.registration.register_webhook(desk.integration()).await.unwrap();
    let all = console.subscriptions.subscriptions().await.unwrap();
    let rappi = all.rows.iter().find(|row| row.provider == Provider::Rappi).unwrap();
    assert_eq!((rappi.drift, rappi.can.as_slice()), (DriftWord::InSync, &[Act::Register][..]));
    assert_eq!((rappi.secret, rappi.rotation), (SecretState::Stored, None));
    console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    let rows = console.subscriptions.subscriptions().await.unwrap().rows;
    let rotated = rows.into_iter().find(|row| row.provider == Provider::Rappi).unwrap();
    assert!(rotated.rotation.is_some_and(|rotation| rotation.confirmed_at.is_some()));
    assert_eq!(all.matrix.events, ["A", "B", "STORE_PROVISIONING_STATUS"]);
    assert_eq!(all.matrix.addresses.len(), 3);
    let cells: Vec<_> = all.matrix.cells.iter().map(|it| (it.event, it.rows.len(), it.in_sync)).collect();
    assert_eq!(cells, [(0, 1, true), (0, 1, true), (1, 1, true), (2, 1, true)]);
    assert_eq!(all.suggestions, ["A", "B", "INVOICE_INVOICE"]);
    let rainforest = all.providers.iter().find(|card| card.provider == Provider::Rainforest).unwrap();
    assert!(rainforest.in_portal && rainforest.can.is_empty());
    let ratepay = all.providers.iter().find(|card| card.provider == Provider::Ratepay).unwrap();
    assert!(ratepay.can.contains(&Act::Create) && !ratepay.in_portal);
}

/// What Rainforest's portal calls is made there; its secret is here or not, and a new one is seen on its way.
#[tokio::test]
async fn the_endpoint_of_rainforest() {
    let desk = Desk::open().await;
    let row = async || {
        let rows = desk.console.subscriptions.subscriptions().await.unwrap().rows;
        rows.into_iter().find(|row| row.provider == Provider::Rainforest).unwrap()
    };
    let settings = desk.console.applications.rainforest_settings().await.unwrap();
    let before = row().await;
    assert_eq!((before.url, before.secret, before.can), (settings.webhook_url, SecretState::Missing, vec![]));
    desk.listen_to_rainforest().await;
    assert_eq!((row().await.secret, row().await.rotation), (SecretState::Stored, None));
    desk.keep_rainforest_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").await;
    assert!(row().await.rotation.is_some_and(|rotation| rotation.confirmed_at.is_some()));
}

/// A thousand of somebody else's, and none of their secrets is asked for twice.
#[tokio::test]
async fn a_thousand_rows() {
    let desk = Desk::open().await;
    let truth = desk.provider.ratepay();
    let body = |number: usize| json!({ "event_type": format!("E{}", number % 5), "url": format!("https://s{number}.com/"), "secret": theirs('s') });
    let token = {
        let wanted = json!({ "client_id": truth.at.client_id, "client_secret": truth.at.client_secret, "audience": truth.at.audience, "grant_type": "client_credentials" });
        let answer = gangway_tests::http::send(
            gangway_tests::http::client().post(format!("{}/oauth/token", truth.at.oauth)).json(&wanted),
        )
        .await;
        answer.json()["access_token"].as_str().unwrap().to_owned()
    };
    let client = gangway_tests::http::client();
    for number in 0..1000 {
        let request =
            client.post(format!("{}/webhook/management/v1", truth.at.api)).bearer_auth(&token).json(&body(number));
        assert_eq!(gangway_tests::http::send(request).await.status, 201);
    }
    let all = desk.console.subscriptions.refresh_subscriptions().await.unwrap();
    let rows = ratepay(&all);
    assert_eq!(rows.len(), 1000);
    assert!(rows.iter().all(|row| row.drift == DriftWord::UnknownHere && row.secret == SecretState::Stored));
    assert!(rows.iter().all(|row| row.secret_shared), "all have the same secret");
    assert_eq!(all.matrix.events.iter().filter(|event| event.starts_with('E')).count(), 5);
    assert_eq!(secret(&desk, rows[999].subscription.as_deref().unwrap()).await, theirs('s'));
}

/// Outside the sandbox nothing private may be subscribed, not even our own receiver without its public address.
#[tokio::test]
async fn a_real_profile_refuses_what_is_private() {
    let desk = Desk::open().await;
    let path = desk.folder().join("profile.toml");
    let profile = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, profile.replace("kind = \"sandbox\"", "kind = \"development\"")).unwrap();
    let desk = desk.restart().await;
    let refused = async |desired| {
        let failure = desk.console.subscriptions.create_subscription(&desired).await.unwrap_err();
        assert_eq!(failure.code, Code::BadInput, "{failure}");
        failure.message
    };
    assert!(refused(desired("E", "https://127.0.0.1/hooks")).await.contains("127.0.0.1 is a loopback address"));
    assert!(refused(desired("E", "https://[fd00::1]/")).await.contains("in a private network"));
    assert!(refused(desired("E", "http://127.0.0.1:1/")).await.contains("https://"));
    assert!(refused(here("E")).await.contains("https://"));
    let report = desk.console.subscriptions.check_address("https://169.254.169.254/", true, None).await.unwrap();
    assert!(!report.usable && report.call.is_none(), "nothing private is ever called");
    assert!(desk.provider.ratepay().pairs().await.is_empty());
}
