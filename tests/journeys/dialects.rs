//! The main job in both dialects, and the login of older tenants.

use gangway_core::{
    Code, Home,
    view::{Advice, BatchResultWord, Dialect, LinkState, OperationState, PlanSource, RappiEdit, TokenField},
};
use gangway_domain::Provider;
use gangway_tests::{Desk, Setup};

#[tokio::test]
async fn the_main_job_in_dialect_a() {
    two_fail_and_only_they_go_again(Setup::default(), "/").await;
}

#[tokio::test]
async fn the_main_job_in_dialect_b() {
    two_fail_and_only_they_go_again(Setup::dialect_b(), "/api/v2/restaurants-integrations-public-api/").await;
}

/// The main job: 37 stores, two of which fail, and then only these two again.
async fn two_fail_and_only_they_go_again(setup: Setup, prefix: &str) {
    let desk = Desk::with(setup).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 37).await;
    desk.provider.fail(&[stores[3].clone(), stores[30].clone()], 1).await;

    let first = desk.run(&desk.plan_request(&merchant, &stores)).await;
    assert_eq!(first.row.state, OperationState::Finished);
    assert_eq!((first.row.counts.confirmed, first.row.counts.failed), (35, 2));
    assert_eq!(first.batches.iter().map(|batch| batch.stores).collect::<Vec<_>>(), [20, 17]);
    assert!(first.batches.iter().all(|batch| batch.batch_id.is_some() && batch.answer.as_deref() == Some("202")));
    assert!(first.batches.iter().all(|batch| batch.result == BatchResultWord::Verified));
    let [cause] = first.causes.as_slice() else { panic!("{:?}", first.causes) };
    assert_eq!((cause.code.as_str(), cause.stores, cause.advice), ("424", 2, Advice::Retry));

    let failed = desk.desired_from(&merchant, PlanSource::FailedOf { operation: first.row.id });
    let second = desk.run(&failed).await;
    assert_eq!((second.row.counts.confirmed, second.row.counts.total), (2, 2));
    let truth = desk.provider.truth().await;
    assert!(stores.iter().all(|store| truth[store].as_deref() == Some(desk.integration())));
    let received = desk.provider.received().await;
    let twice: Vec<_> = received.iter().filter(|(_, times)| **times > 1).map(|(store, _)| store).collect();
    assert_eq!(twice.len(), 2, "only the failed went again: {twice:?}");
    let calls = desk.provider.log().await;
    let mut api =
        calls.iter().filter(|call| ["provisioning", "integration-status", "webhooks"].contains(&call.call.as_str()));
    assert!(api.all(|call| call.path.starts_with(prefix)), "{calls:?}");
}

/// The integrator's token goes into another header in the other dialect. That is no reason to sign merchants out.
#[tokio::test]
async fn the_wrong_dialect_is_the_integrators_fault() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    // A host that looks for the token in the other header answers 401, whoever calls.
    for call in ["integration-status", "webhooks"] {
        let fault = serde_json::json!({ "call": call, "kind": "status", "status": 401, "next": 9 });
        desk.provider.fault(fault).await;
    }
    let failure = desk.console.merchants.refresh(&merchant.id).await.unwrap_err();
    assert_eq!(failure.code, Code::IntegratorCredentials);
    assert!(desk.console.merchants.merchants().await.unwrap()[0].token_expires_at.is_some(), "the sign-in is kept");
}

/// An older tenant logs in elsewhere, with more fields; without them it is refused.
#[tokio::test]
async fn the_login_of_older_tenants() {
    let desk = Desk::open().await;
    let home = Home::at(desk.folder().parent().unwrap());
    let url = format!("{}/auth0/oauth/token", desk.provider.at.api);
    let edit = RappiEdit { token_url: Some(url.clone()), ..RappiEdit::default() };
    desk.console.rappi.save_rappi_settings(&home, &edit).await.unwrap();
    let refused = desk.console.overview.check_connection().await.unwrap();
    let states: Vec<_> = refused.links.iter().map(|link| (link.provider, link.state)).collect();
    assert_eq!(states[0], (Provider::Rappi, LinkState::Refused));
    assert!(states[1..].iter().all(|(_, state)| *state == LinkState::Ok), "the others are asked too: {states:?}");

    let field = |name: &str, value: &str| TokenField { name: name.into(), value: value.into() };
    let fields = vec![field("audience", "rappi-integrations-api"), field("grant_type", "client_credentials")];
    let edit = RappiEdit { token_fields: Some(fields), ..RappiEdit::default() };
    let settings = desk.console.rappi.save_rappi_settings(&home, &edit).await.unwrap();
    assert_eq!((settings.token_url.as_deref(), settings.token_fields.len()), (Some(url.as_str()), 2));
    let merchant = desk.authorize().await;
    let view = desk.run(&desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await)).await;
    assert_eq!(view.row.counts.confirmed, 1);
    let logins = desk.provider.calls("token").await;
    assert!(logins.iter().all(|call| call.path == "/auth0/oauth/token"), "{logins:?}");
}

/// The dialect may be changed while the profile is open, and what is open goes on.
#[tokio::test]
async fn the_dialect_is_changed_in_the_settings() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let home = Home::at(desk.folder().parent().unwrap());
    let edit = RappiEdit { dialect: Some(Dialect::B), ..RappiEdit::default() };
    assert_eq!(desk.console.rappi.save_rappi_settings(&home, &edit).await.unwrap().dialect, Dialect::B);
    let view = desk.run(&desk.plan_request(&merchant, &desk.free_stores(&merchant, 2).await)).await;
    assert_eq!(view.row.counts.confirmed, 2);
    let sent = desk.provider.calls("provisioning").await;
    assert_eq!(sent[0].path, "/api/v2/restaurants-integrations-public-api/stores/provisioning");
}
