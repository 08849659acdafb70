//! The login host is strict, and its pages work without a script.

use crate::support::{
    Desk,
    browser::{self, STATE, VERIFIER, authorize, decide, returned, right, submit, transaction, with},
    call, quick,
};
use gangway_sandbox::Description;
use std::time::Duration;

const APP: &str = "dev.gangway.console:/oauth/callback";
const LOOPBACK: &str = "http://127.0.0.1:8976/oauth/callback";

#[tokio::test]
async fn an_unknown_client_or_address_is_never_redirected() {
    let desk = Desk::open(quick()).await;
    let table = [
        ("client_id", None),
        ("client_id", Some("somebody")),
        ("client_id", Some(desk.at.client_id.as_str())),
        ("redirect_uri", None),
        ("redirect_uri", Some("https://evil.example/callback")),
        ("redirect_uri", Some("dev.gangway.console:/oauth/callback/")),
        ("redirect_uri", Some("dev.gangway.console:/oauth/callback?x=1")),
        ("redirect_uri", Some("DEV.gangway.console:/oauth/callback")),
        ("redirect_uri", Some("http://127.0.0.1:8977/oauth/callback")),
        ("redirect_uri", Some("http://localhost:8976/oauth/callback")),
    ];
    for (name, value) in table {
        let answer = authorize(&desk.at, &with(right(&desk.at, APP), name, value)).await;
        assert_eq!(answer.status, 400, "{name}={value:?}");
        assert_eq!(answer.header("location"), None);
        assert!(answer.header("content-type").unwrap().starts_with("text/html"));
    }
    let mut twice = right(&desk.at, APP);
    twice.push(("redirect_uri".into(), LOOPBACK.into()));
    assert_eq!(authorize(&desk.at, &twice).await.status, 400);
}

#[tokio::test]
async fn other_mistakes_are_told_to_the_client() {
    let desk = Desk::open(quick()).await;
    let long = "a".repeat(44);
    let table = [
        ("response_type", None, "invalid_request"),
        ("response_type", Some("token"), "unsupported_response_type"),
        ("code_challenge_method", None, "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("code_challenge", None, "invalid_request"),
        ("code_challenge", Some("short"), "invalid_request"),
        ("code_challenge", Some(long.as_str()), "invalid_request"),
        ("code_challenge", Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM"), "invalid_request"),
        ("scope", None, "invalid_scope"),
        ("scope", Some("profile email"), "invalid_scope"),
    ];
    for (name, value, error) in table {
        let answer = authorize(&desk.at, &with(right(&desk.at, APP), name, value)).await;
        assert_eq!(answer.status, 303, "{name}={value:?}");
        assert!(answer.header("location").unwrap().starts_with("dev.gangway.console:/oauth/callback?"));
        assert_eq!(returned(&answer, "error").as_deref(), Some(error), "{name}={value:?}");
        assert_eq!(returned(&answer, "state").as_deref(), Some(STATE));
        assert_eq!(returned(&answer, "code"), None);
    }
    let answer = authorize(&desk.at, &with(right(&desk.at, APP), "state", None)).await;
    assert_eq!(returned(&answer, "error").as_deref(), Some("invalid_request"));
    let mut twice = right(&desk.at, APP);
    twice.push(("state".into(), "second".into()));
    assert_eq!(returned(&authorize(&desk.at, &twice).await, "error").as_deref(), Some("invalid_request"));
}

#[tokio::test]
async fn allow_and_deny_return_with_the_state_untouched() {
    let desk = Desk::open(quick()).await;
    for address in [APP, LOOPBACK] {
        let allowed = decide(&desk.at, address, 0, "allow").await;
        assert_eq!(allowed.status, 303);
        assert!(allowed.header("location").unwrap().starts_with(&format!("{address}?code=")));
        assert_eq!(returned(&allowed, "state").as_deref(), Some(STATE));

        let denied = decide(&desk.at, address, 0, "deny").await;
        assert_eq!(returned(&denied, "error").as_deref(), Some("access_denied"));
        assert_eq!(returned(&denied, "state").as_deref(), Some(STATE));
        assert_eq!(returned(&denied, "code"), None);
    }
}

#[tokio::test]
async fn a_wrong_password_keeps_the_page_and_escapes_what_was_typed() {
    let desk = Desk::open(quick()).await;
    let page = authorize(&desk.at, &right(&desk.at, APP)).await;
    let id = transaction(&page);
    let typed = r#""><script>alert(1)</script>"#;
    let again =
        submit(&desk.at, "/authorize/login", &[("transaction", &id), ("email", typed), ("password", "x")]).await;
    assert_eq!(again.status, 401);
    assert!(again.text().contains(r#"role="alert""#) && !again.text().contains("<script"));
    // The same form still works.
    let login = &desk.at.merchants[0];
    let fields = [("transaction", id.as_str()), ("email", &login.email.to_uppercase()), ("password", &login.password)];
    assert_eq!(submit(&desk.at, "/authorize/login", &fields).await.status, 200);
}

#[tokio::test]
async fn forms_without_their_transaction_do_nothing() {
    let desk = Desk::open(quick()).await;
    let login = desk.at.merchants[0].clone();
    let fields = [("transaction", "guess"), ("email", &login.email), ("password", &login.password)];
    assert_eq!(submit(&desk.at, "/authorize/login", &fields).await.status, 400);

    // Consent needs the sign-in before it, and counts once.
    let page = authorize(&desk.at, &right(&desk.at, APP)).await;
    let id = transaction(&page);
    let early = submit(&desk.at, "/authorize/consent", &[("transaction", &id), ("decision", "allow")]).await;
    assert_eq!((early.status, early.header("location")), (400, None));
    let fields = [("transaction", id.as_str()), ("email", &login.email), ("password", &login.password)];
    let consent = transaction(&submit(&desk.at, "/authorize/login", &fields).await);
    assert_ne!(consent, id);
    let unclear = submit(&desk.at, "/authorize/consent", &[("transaction", &consent), ("decision", "maybe")]).await;
    assert_eq!(unclear.status, 400);
    let fields = [("transaction", consent.as_str()), ("decision", "allow")];
    assert_eq!(submit(&desk.at, "/authorize/consent", &fields).await.status, 303);
    assert_eq!(submit(&desk.at, "/authorize/consent", &fields).await.status, 400);
}

#[tokio::test]
async fn pages_are_locked_down_and_let_the_redirect_through() {
    let desk = Desk::open(quick()).await;
    let check = async |address: &str, target: &str| {
        let page = authorize(&desk.at, &right(&desk.at, address)).await;
        let policy = page.header("content-security-policy").unwrap().to_owned();
        assert!(policy.contains(&format!("form-action 'self' {target};")), "{policy}");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert!(!page.text().contains("<script"));
    };
    check(APP, "dev.gangway.console:").await;
    check(LOOPBACK, "http://127.0.0.1:8976").await;
}

#[tokio::test]
async fn pages_speak_spanish_and_english_and_list_the_accounts() {
    let desk = Desk::open(quick()).await;
    let url = format!("{}/authorize?{}", desk.at.login, browser::encode(&right(&desk.at, APP)));
    let spanish = call("GET", &url).header("accept-language", "es-CO,es;q=0.9").send().await.unwrap().text();
    assert!(spanish.contains(r#"lang="es""#) && spanish.contains("Contraseña"));
    let english = call("GET", &url).send().await.unwrap().text();
    assert!(english.contains(r#"lang="en""#));
    for login in &desk.at.merchants {
        assert!(english.contains(&login.email) && english.contains(&login.password), "{}", login.email);
    }
}

async fn refused(at: &Description, form: &browser::Pairs, error: &str, case: &str) {
    let answer = browser::exchange(at, form).await;
    assert_eq!((answer.status, answer.json()["error"].as_str()), (400, Some(error)), "{case}");
    assert!(answer.json().get("id_token").is_none());
}

#[tokio::test]
async fn an_exchange_is_checked_in_every_part() {
    let desk = Desk::open(quick()).await;
    let other_verifier = VERIFIER.replace('d', "e");
    let long = "a".repeat(129);
    let table = [
        ("grant_type", None, "invalid_request"),
        ("grant_type", Some("client_credentials"), "unsupported_grant_type"),
        ("client_id", None, "invalid_request"),
        ("client_id", Some(desk.at.client_id.as_str()), "invalid_client"),
        ("code", None, "invalid_request"),
        ("code", Some("guess"), "invalid_grant"),
        ("redirect_uri", None, "invalid_request"),
        ("redirect_uri", Some(LOOPBACK), "invalid_grant"),
        ("code_verifier", None, "invalid_request"),
        ("code_verifier", Some("short"), "invalid_request"),
        ("code_verifier", Some(long.as_str()), "invalid_request"),
        ("code_verifier", Some(other_verifier.as_str()), "invalid_grant"),
    ];
    for (name, value, error) in table {
        let code = browser::code(&desk.at, APP, 0).await;
        let form = with(browser::exchange_form(&desk.at, APP, &code), name, value);
        refused(&desk.at, &form, error, &format!("{name}={value:?}")).await;
    }
    let code = browser::code(&desk.at, APP, 0).await;
    let form = browser::exchange_form(&desk.at, APP, &code);
    let url = format!("{}/oauth/token", desk.at.login);
    let json = call("POST", &url).body("application/json", &browser::encode(&form)).send().await.unwrap();
    assert_eq!(json.json()["error"], "invalid_request");
}

#[tokio::test]
async fn a_code_works_once_and_its_second_use_is_logged() {
    let desk = Desk::open(quick()).await;
    let code = browser::code(&desk.at, APP, 0).await;
    let form = browser::exchange_form(&desk.at, APP, &code);
    assert_eq!(browser::exchange(&desk.at, &form).await.status, 200);
    refused(&desk.at, &form, "invalid_grant", "second use").await;
    let log = desk.look("/log").await;
    let last = log.as_array().unwrap().last().unwrap();
    assert_eq!(
        (last["call"].as_str(), last["remark"].as_str()),
        (Some("oauth-token"), Some("the code was used before"))
    );
    assert!(!log.to_string().contains(&code), "the log holds no code");

    // A wrong verifier uses the code up as well: it cannot be tried again.
    let code = browser::code(&desk.at, APP, 0).await;
    let form = browser::exchange_form(&desk.at, APP, &code);
    let wrong = with(form.clone(), "code_verifier", Some(&VERIFIER.replace('d', "e")));
    refused(&desk.at, &wrong, "invalid_grant", "wrong verifier").await;
    refused(&desk.at, &form, "invalid_grant", "after a wrong verifier").await;
}

#[tokio::test]
async fn a_code_expires() {
    let config = gangway_sandbox::Config { code_ttl: Duration::ZERO, ..quick() };
    let sandbox = gangway_sandbox::Sandbox::start(config).await.unwrap();
    let at = sandbox.description();
    let code = browser::code(at, APP, 0).await;
    let answer = browser::exchange(at, &browser::exchange_form(at, APP, &code)).await;
    assert_eq!(answer.json()["error_description"], "the code has expired");
}

#[tokio::test]
async fn tokens_have_the_documented_form() {
    let desk = Desk::open(quick()).await;
    let code = browser::code(&desk.at, APP, 0).await;
    let answer = browser::exchange(&desk.at, &browser::exchange_form(&desk.at, APP, &code)).await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let tokens = answer.json();
    let access = tokens["access_token"].as_str().unwrap();
    assert_eq!(access.split('.').filter(|it| !it.is_empty()).count(), 5);
    assert_eq!((tokens["token_type"].as_str(), tokens["expires_in"].as_u64()), (Some("Bearer"), Some(3600)));

    let keys = call("GET", &format!("{}/.well-known/jwks.json", desk.at.login)).send().await.unwrap().json();
    let key = jsonwebtoken::DecodingKey::from_ed_components(keys["keys"][0]["x"].as_str().unwrap()).unwrap();
    let mut rules = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::EdDSA);
    rules.set_audience(&[&desk.at.oauth_client_id]);
    rules.set_issuer(&[format!("{}/", desk.at.login)]);
    let id_token = tokens["id_token"].as_str().unwrap();
    let claims = jsonwebtoken::decode::<serde_json::Value>(id_token, &key, &rules).unwrap().claims;
    assert_eq!(
        (claims["email"].as_str(), claims["name"].as_str()),
        (Some("duena@sertester.co"), Some("Grupo Sertester"))
    );
    assert_eq!(claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap(), 3600);

    rules.set_audience(&["rappi-integrations-api"]);
    rules.set_issuer(&[format!("{}/", desk.at.api)]);
    let claims = jsonwebtoken::decode::<serde_json::Value>(&desk.integrator, &key, &rules).unwrap().claims;
    assert_eq!(claims["azp"].as_str(), Some(desk.at.client_id.as_str()));

    let request = desk.request("GET", "/v2/stores/integration-status", None);
    let refused = request.header("authorization-partners", &format!("Bearer {access}")).send().await.unwrap();
    assert_eq!((refused.status, refused.message().as_str()), (401, "Not a valid token"));
}
