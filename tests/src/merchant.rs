//! The merchant at the login page, without a screen: opens the link, types email and password, decides.

use crate::http::{Answer, client, send};
use gangway_sandbox::MerchantLogin;
use url::Url;

/// Allows it; the address that the browser is sent to.
pub async fn allow(link: &str, account: &MerchantLogin) -> String {
    decide(link, account, "allow").await
}

/// Refuses; the address that the browser is sent to.
pub async fn deny(link: &str, account: &MerchantLogin) -> String {
    decide(link, account, "deny").await
}

/// Goes where the browser is sent to, as a browser does for an `http` address.
pub async fn follow(address: &str) -> Answer {
    send(client().get(address)).await
}

async fn decide(link: &str, account: &MerchantLogin, decision: &str) -> String {
    let login = page(send(client().get(link)).await);
    let fields = [
        ("transaction", transaction(&login)),
        ("email", account.email.clone()),
        ("password", account.password.clone()),
    ];
    let consent = page(send(client().post(at(link, "/authorize/login")).form(&fields)).await);
    let fields = [("transaction", transaction(&consent)), ("decision", decision.to_owned())];
    let answer = send(client().post(at(link, "/authorize/consent")).form(&fields)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location.expect("the answer to a decision leads back")
}

fn page(answer: Answer) -> Answer {
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

/// The same host, another path.
fn at(link: &str, path: &str) -> Url {
    Url::parse(link).and_then(|link| link.join(path)).expect("the link is an address")
}

/// The hidden field of the page's first form.
fn transaction(page: &Answer) -> String {
    let (_, rest) = page.body.split_once(r#"name="transaction" value=""#).expect("the page has a form");
    rest.split_once('"').expect("the value ends").0.to_owned()
}
