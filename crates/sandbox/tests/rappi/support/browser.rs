//! A merchant's browser: follows the pages as a person would.

use gangway_sandbox::Description;
use url::{Url, form_urlencoded};

use super::{Answer, call};

pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const STATE: &str = "a state/with+odd & signs=ñ";
pub const FORM: &str = "application/x-www-form-urlencoded";

pub type Pairs = Vec<(String, String)>;

pub fn encode(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The parameters of a right request; tests spoil one of them.
pub fn right(at: &Description, redirect_uri: &str) -> Pairs {
    [
        ("client_id", at.oauth_client_id.as_str()),
        ("redirect_uri", redirect_uri),
        ("response_type", "code"),
        ("scope", "openid profile email"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("state", STATE),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// Replaces a parameter, or with `None` leaves it out.
pub fn with(mut pairs: Pairs, name: &str, value: Option<&str>) -> Pairs {
    pairs.retain(|(known, _)| known != name);
    pairs.extend(value.map(|it| (name.to_owned(), it.to_owned())));
    pairs
}

pub async fn authorize(at: &Description, pairs: &Pairs) -> Answer {
    call("GET", &format!("{}/authorize?{}", at.login, encode(pairs))).send().await.unwrap()
}

/// The hidden field of the first form.
pub fn transaction(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once(r#"name="transaction" value=""#).unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

pub async fn submit(at: &Description, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    call("POST", &format!("{}{path}", at.login)).body(FORM, &body).send().await.unwrap()
}

/// Login page, password, decision; the answer is the redirect.
pub async fn decide(at: &Description, redirect_uri: &str, merchant: usize, decision: &str) -> Answer {
    let page = authorize(at, &right(at, redirect_uri)).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let login = &at.merchants[merchant];
    let fields =
        [("transaction", transaction(&page)), ("email", login.email.clone()), ("password", login.password.clone())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let page = submit(at, "/authorize/login", &fields).await;
    assert_eq!(page.status, 200, "{}", page.text());
    submit(at, "/authorize/consent", &[("transaction", &transaction(&page)), ("decision", decision)]).await
}

/// The value of a parameter in the `Location` header.
pub fn returned(answer: &Answer, name: &str) -> Option<String> {
    let location = Url::parse(answer.header("location")?).unwrap();
    location.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

pub async fn code(at: &Description, redirect_uri: &str, merchant: usize) -> String {
    let answer = decide(at, redirect_uri, merchant, "allow").await;
    assert_eq!(answer.status, 303);
    returned(&answer, "code").unwrap()
}

/// The form of a right exchange.
pub fn exchange_form(at: &Description, redirect_uri: &str, code: &str) -> Pairs {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("client_id", at.oauth_client_id.as_str()),
        ("code_verifier", VERIFIER),
        ("redirect_uri", redirect_uri),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

pub async fn exchange(at: &Description, form: &Pairs) -> Answer {
    call("POST", &format!("{}/oauth/token", at.login)).body(FORM, &encode(form)).send().await.unwrap()
}

/// The whole way to an `id_token`.
pub async fn sign_in(at: &Description, merchant: usize) -> String {
    let redirect_uri = &at.redirect_uris[0];
    let code = code(at, redirect_uri, merchant).await;
    let answer = exchange(at, &exchange_form(at, redirect_uri, &code)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["id_token"].as_str().unwrap().to_owned()
}
