//! Applications with personal data, and everything a window reads of them.

use crate::{journey::Views, search::Secret};
use gangway_core::view::{ApplicationFilter, RefreshRequest};
use gangway_tests::{Desk, until};
use serde_json::json;

/// The record keeps personal data, and the one answer that somebody asked for by name shows it.
const HOME: &[&str] = &["record.db", "record.db-wal", "personal data as asked for"];
/// Longer than real ones, so that finding one is no accident.
const SSN: &str = "6789-ssn-digits-of-a-person";
const BORN: &str = "1971-03-14-date-of-birth";
const FIRST: &str = "Personal-First-Name-0123456789";

pub(crate) async fn work(desk: &Desk, views: &mut Views) -> Vec<Secret> {
    let (console, truth) = (&desk.console, desk.provider.rainforest());
    let settings = console.applications.rainforest_settings().await.unwrap();
    views.add("Rainforest's settings", &settings);
    let secret = truth.enter(&settings.webhook_url).await;
    desk.keep_rainforest_secret(&secret).await;
    views.add("Rainforest's settings with secret", &console.applications.check_rainforest().await.unwrap());
    let owner = json!({ "first_name": FIRST, "dob": BORN, "ssn_last_4": SSN });
    let set = json!({ "owner_1": owner, "new_field": { "ssn": SSN } });
    let played = truth.play(json!({ "through": ["IN_PROGRESS", "PROCESSING"], "set": set })).await;
    until("the application is known", async || console.applications.application(&played.id).await.is_ok()).await;
    views.add("application", &console.applications.application(&played.id).await.unwrap());
    for fault in ["status", "not_json", "truncated", "strange", "timeout_before"] {
        let message = format!("no {SSN}");
        let fault = json!({ "call": "applications", "kind": fault, "status": 401, "message": message, "ms": 10 });
        truth.fault(fault).await;
        let request = RefreshRequest::Application { id: played.id.clone() };
        match console.applications.refresh_applications(&request).await {
            Ok(round) => views.add("round", &round),
            Err(failure) => views.add("refused", &failure),
        }
    }
    views.add("round of all", &console.applications.refresh_applications(&RefreshRequest::Open).await.unwrap());
    views.add("board", &console.applications.application_board().await.unwrap());
    let found = ApplicationFilter { search: FIRST.to_owned(), limit: 50, ..ApplicationFilter::default() };
    views.add("nothing found", &console.applications.applications(&found).await.unwrap());
    views.add(
        "table",
        &console.applications.applications(&ApplicationFilter { limit: 50, ..Default::default() }).await.unwrap(),
    );
    views.add("personal data as asked for", &console.applications.application_personal(&played.id).await.unwrap());
    truth.raw(&format!("{{\"event_type\":\"merchant_application.created\",\"data\":{{\"ssn\":\"{SSN}\"}}}}")).await;
    truth.raw(&format!("{{\"cut\":\"{SSN}")).await;
    let personal = [("a social security number", SSN), ("a date of birth", BORN), ("a first name", FIRST)];
    let personal = personal.map(|(name, value)| Secret { at_home: HOME, ..Secret::new(name, value) });
    let key = secret.trim_start_matches("whsec_");
    let portal = [Secret::new("the secret of Rainforest's portal", &secret), Secret::new("its key", key)];
    personal.into_iter().chain(portal).collect()
}
