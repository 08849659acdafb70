//! The journey end to end, and every trace that it leaves.

use crate::{applications, notifications::Ways, search::Secret, subscriptions, wire};
use gangway_core::view::{ActivityFilter, Attempt, DeliveryFilter, LabRequest, LabSource, PlanSource, Way};
use gangway_tests::{Desk, Places, Setup, Tap, merchant, until_some};
use serde::Serialize;
use serde_json::json;
use url::Url;

/// What the journey used, and where it left traces.
pub(crate) struct Traces {
    pub(crate) secrets: Vec<Secret>,
    pub(crate) places: Vec<(String, Vec<u8>)>,
}

/// The link to the login page holds the state: that is what it is for.
const LINK: &str = "attempt";
const TYPED_IN_THE_LAB: &str = "a secret that was typed in the lab";

pub(crate) async fn walk() -> Traces {
    let (mut taps, ways) = (None, Ways::open().await);
    let setup = Setup { concurrency: 1, overdue_after_s: 1, notifications: ways.profile(), ..Setup::default() };
    let desk = Desk::tapped(setup, async |true_hosts: Places| {
        let (login, api) = (Tap::open(&true_hosts.login).await, Tap::open(&true_hosts.api).await);
        let (oauth, ratepay) = (Tap::open(&true_hosts.ratepay_oauth).await, Tap::open(&true_hosts.ratepay_api).await);
        let rainforest = Tap::open(&true_hosts.rainforest_api).await;
        let places = Places {
            login: login.url.clone(),
            api: api.url.clone(),
            ratepay_oauth: oauth.url.clone(),
            ratepay_api: ratepay.url.clone(),
            rainforest_api: rainforest.url.clone(),
        };
        taps = Some([login, api, oauth, ratepay, rainforest]);
        places
    })
    .await;
    let taps = taps.unwrap();

    let mut views = Views::default();
    let (attempt, address) = authorize(&desk, &mut views).await;
    work(&desk, &mut views).await;
    subscriptions::work(&desk, &mut views).await;
    let personal = applications::work(&desk, &mut views).await;
    let told = ways.work(&desk, &mut views).await;
    look(&desk, &mut views).await;

    let code = parameter(&address, "code");
    let heard = taps.map(|tap| tap.heard()).join("\n");
    assert!(heard.contains(&desk.provider.at.rainforest.api_key), "Rainforest's key was used");
    let mut secrets = wire::secrets(&heard);
    secrets.push(Secret::new("the code as the browser had it", &code));
    let mut state = Secret::new("the state", &parameter(&address, "state"));
    assert_eq!(parameter(&attempt.url, "state"), parameter(&address, "state"));
    state.at_home = &[LINK];
    secrets.push(state);
    secrets.push(Secret::new("the client secret as configured", &desk.provider.at.client_secret));
    secrets.push(Secret::new("Ratepay's client secret as configured", &desk.provider.at.ratepay.client_secret));
    secrets.push(Secret::new("a secret typed in the lab", TYPED_IN_THE_LAB));
    secrets.extend(subscriptions::TYPED.map(|secret| Secret::new("a typed secret", secret)));

    secrets.extend(personal.into_iter().chain(told));
    secrets.push(Secret::new("Rainforest's API key", &desk.provider.at.rainforest.api_key));

    let mut places = views.0;
    for file in ["record.db", "record.db-wal", "profile.toml"] {
        places.push((file.to_owned(), std::fs::read(desk.folder().join(file)).unwrap()));
    }
    Traces { secrets, places }
}

/// Everything that the console returned, as JSON.
#[derive(Default)]
pub(crate) struct Views(Vec<(String, Vec<u8>)>);

impl Views {
    pub(crate) fn add(&mut self, name: &str, view: &impl Serialize) {
        self.add_text(name, serde_json::to_vec(view).unwrap());
    }

    /// Something that is no answer of the console.
    pub(crate) fn add_text(&mut self, name: &str, text: Vec<u8>) {
        self.0.push((name.to_owned(), text));
    }
}

/// A refusal, a mismatch that is accepted, and what each left behind.
async fn authorize(desk: &Desk, views: &mut Views) -> (Attempt, String) {
    let accounts = &desk.provider.at.merchants;
    let denied = desk.console.authorization.authorize_start(Way::Browser, None).await.unwrap();
    let address = merchant::deny(&denied.url, &accounts[0]).await;
    views.add("denied", &desk.console.authorization.finish(&address).await.unwrap());

    let attempt = desk
        .console
        .authorization
        .authorize_start(Way::Browser, Some("somebody@else.example".to_owned()))
        .await
        .unwrap();
    views.add(LINK, &attempt);
    let address = merchant::allow(&attempt.url, &accounts[0]).await;
    views.add(
        "a wrong address",
        &desk.console.authorization.finish(&address.replace("state=", "state=x")).await.unwrap_err(),
    );
    views.add("question", &desk.console.authorization.finish(&address).await.unwrap());
    views.add("done", &desk.console.authorization.authorize_answer(&attempt.id, true).await.unwrap());
    views.add("used", &desk.console.authorization.finish(&address).await.unwrap_err());
    views.add("status", &desk.console.authorization.authorize_status(&attempt.id).await.unwrap());
    desk.with_stores().await;
    (attempt, address)
}

/// A run with failures, unknowns, a bad signature, a refused registration and a merchant token that ends.
async fn work(desk: &Desk, views: &mut Views) {
    let merchant = desk.with_stores().await;
    desk.provider.fault(json!({ "call": "webhooks", "kind": "status", "status": 500 })).await;
    views.add("not registered", &desk.console.registration.register_webhook(desk.integration()).await.unwrap_err());
    views.add("registered", &desk.console.registration.register_webhook(desk.integration()).await.unwrap());
    let stores = desk.free_stores(&merchant, 60).await;
    desk.provider.fail(&stores[50..52], 1).await;
    for fault in ["drop_after", "bad_signature", "duplicate_webhook"] {
        desk.provider.fault(json!({ "call": "provisioning", "kind": fault })).await;
    }
    let request = desk.plan_request(&merchant, &stores);
    views.add("plan", &desk.console.provisioning.plan(&request).await.unwrap());
    let view = desk.run(&request).await;
    let failed = desk.desired_from(&merchant, PlanSource::FailedOf { operation: view.row.id.clone() });
    views.add("again", &desk.run(&failed).await);
    views.add("operation", &desk.operation(&view.row.id).await);
    views.add(
        "operation stores",
        &desk.console.provisioning.operation_stores(&view.row.id, None, 0, 1000).await.unwrap(),
    );
    rotate(desk, views).await;
    desk.provider.expire("merchant").await;
    views.add("expired", &desk.console.merchants.refresh(&merchant.id).await.unwrap_err());
    views.add("signed out", &desk.console.merchants.sign_out(&merchant.id).await.unwrap());
}

/// A new secret for the webhook whose answer is lost, announcements, and a check of the whole way.
async fn rotate(desk: &Desk, views: &mut Views) {
    desk.provider.announce(json!({ "date": "2027-01-31", "info": "use v3" })).await;
    desk.provider.fault(json!({ "call": "webhooks", "skip": 1, "kind": "truncated" })).await;
    views.add("rotated", &desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap());
    views.add("rotation", &desk.console.registration.webhook_rotation(desk.integration()).await.unwrap());
    views.add("once more", &desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap_err());
    views.add("check", &desk.console.overview.check().await);
    views.add("rappi", &desk.console.rappi.rappi_settings());
    views.add("diagnostics", &desk.console.diagnostics(Vec::new()).await.unwrap());
    views.add("announced", &desk.console.deprecations.all().await.unwrap());
}

/// Every read that a window makes.
async fn look(desk: &Desk, views: &mut Views) {
    let console = &desk.console;
    let merchant = console.merchants.merchants().await.unwrap().pop().unwrap();
    views.add("merchants", &console.merchants.merchants().await.unwrap());
    views.add("stores", &console.merchants.stores(&merchant.id).await.unwrap());
    views.add("delta", &console.merchants.store_delta(&merchant.id, 0).await.unwrap());
    views.add("operations", &console.provisioning.operations(None).await.unwrap());
    views.add("webhooks", &console.registration.webhooks().await.unwrap());
    views.add("connection", &console.overview.check_connection().await.unwrap());
    views.add("profile", &console.settings.profile_detail().await.unwrap());
    views.add("activity", &console.audit.activity(&ActivityFilter::default(), None, 500).await.unwrap());
    views.add("pending", &console.authorization.authorize_pending().await.unwrap());
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 500 };
    let page = until_some("deliveries came", async || {
        Some(console.deliveries.deliveries(filter.clone()).await.unwrap()).filter(|page| page.total >= 3)
    })
    .await;
    for row in &page.rows {
        views.add("delivery", &console.deliveries.delivery(row.id).await.unwrap());
        let picked = LabRequest { source: LabSource::Delivery { id: row.id }, secret: None, previous_secret: None };
        views.add("examined", &console.deliveries.examine(picked.clone()).await.unwrap());
        let typed = LabRequest { secret: Some(TYPED_IN_THE_LAB.to_owned()), ..picked };
        views.add("examined with a typed secret", &console.deliveries.examine(typed).await.unwrap());
    }
    views.add("deliveries", &page);
}

fn parameter(address: &str, name: &str) -> String {
    let address = Url::parse(address).unwrap();
    address.query_pairs().find(|(known, _)| known == name).unwrap().1.into_owned()
}
