//! The pages a merchant sees. No script, no picture, no font from elsewhere.

use std::sync::LazyLock;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::{html::escape, language::Words};
use crate::{MerchantLogin, rappi::world::Merchant};

static STYLE: &str = include_str!("page.css");
static STYLE_HASH: LazyLock<String> = LazyLock::new(|| STANDARD.encode(Sha256::digest(STYLE)));

/// What the login page says above its form.
pub(super) enum Notice {
    None,
    /// Keeps what was typed.
    WrongPassword {
        email: String,
    },
}

/// The login form and the accounts to try.
pub(super) fn login(
    words: &Words,
    id: &str,
    redirect_uri: &str,
    accounts: &[MerchantLogin],
    notice: &Notice,
) -> Response {
    let (status, error, typed) = match notice {
        Notice::None => (StatusCode::OK, String::new(), ""),
        Notice::WrongPassword { email } => {
            let error = format!(r#"<p class="error" role="alert" id="wrong">{}</p>"#, words.wrong);
            (StatusCode::UNAUTHORIZED, error, email.as_str())
        }
    };
    let described = if error.is_empty() { "" } else { r#" aria-invalid="true" aria-describedby="wrong""# };
    let body = format!(
        r#"<h1>{title}</h1><p class="quiet">{lead}</p>{error}
<form id="login" method="post" action="/authorize/login"><input type="hidden" name="transaction" value="{id}">
<label for="email">{email}</label><input id="email" name="email" type="email" autocomplete="username" required value="{typed}"{described}>
<label for="password">{password}</label><input id="password" name="password" type="password" autocomplete="current-password" required{described}>
<button class="wide" type="submit">{sign_in}</button></form>
<h2 id="accounts">{accounts_title}</h2><table aria-labelledby="accounts"><thead><tr><th scope="col">{account}</th><th scope="col" class="number">{stores}</th><th scope="col">{password}</th><td></td></tr></thead><tbody>{rows}</tbody></table>"#,
        title = words.sign_in,
        lead = words.sign_in_lead,
        id = escape(id),
        email = words.email,
        typed = escape(typed),
        password = words.password,
        sign_in = words.use_account,
        accounts_title = words.accounts,
        account = words.account,
        stores = words.stores,
        rows = accounts.iter().map(|it| row(words, id, it)).collect::<Vec<_>>().concat(),
    );
    page(words, status, words.sign_in, &body, Some(redirect_uri))
}

/// One account with a form of its own: a click instead of typing.
fn row(words: &Words, id: &str, account: &MerchantLogin) -> String {
    format!(
        r#"<tr><td>{name}<br><code>{email}</code></td><td class="number">{stores}</td><td><code>{password}</code></td><td><form method="post" action="/authorize/login"><input type="hidden" name="transaction" value="{id}"><input type="hidden" name="email" value="{email}"><input type="hidden" name="password" value="{password}"><button class="plain small" type="submit" aria-label="{sign_in}: {name}">{sign_in}</button></form></td></tr>"#,
        name = escape(&account.name),
        email = escape(&account.email),
        stores = account.stores,
        password = escape(&account.password),
        id = escape(id),
        sign_in = words.use_account,
    )
}

/// Allow or deny.
pub(super) fn consent(words: &Words, id: &str, redirect_uri: &str, merchant: &Merchant) -> Response {
    let [first, second, third] = words.rights;
    let body = format!(
        r#"<h1>{title}</h1><p class="quiet">{lead}</p><p>{signed_in_as} <strong>{name}</strong><br><code>{email}</code></p><p id="may">{may}</p><ul aria-labelledby="may"><li>{first}</li><li>{second}</li><li>{third}</li></ul>
<form id="consent" method="post" action="/authorize/consent"><input type="hidden" name="transaction" value="{id}">
<div class="choice"><button type="submit" name="decision" value="allow">{allow}</button><button class="plain" type="submit" name="decision" value="deny">{deny}</button></div></form>"#,
        title = words.consent,
        lead = words.consent_lead,
        signed_in_as = words.signed_in_as,
        name = escape(merchant.name),
        email = escape(merchant.email),
        may = words.may,
        id = escape(id),
        allow = words.allow,
        deny = words.deny,
    );
    page(words, StatusCode::OK, words.consent, &body, Some(redirect_uri))
}

/// A dead end, which never leads anywhere else.
pub(super) fn problem(words: &Words, status: StatusCode, text: &str) -> Response {
    let body = format!(r#"<h1>{}</h1><p role="alert">{}</p>"#, words.problem, escape(text));
    page(words, status, words.problem, &body, None)
}

fn page(words: &Words, status: StatusCode, title: &str, body: &str, redirect_uri: Option<&str>) -> Response {
    let html = format!(
        r#"<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} · {sandbox}</title><style>{STYLE}</style></head><body><main><header><span class="mark" aria-hidden="true"></span>Portal Partners<span class="badge">{sandbox}</span></header>{body}<p class="quiet note">{note}</p></main></body></html>"#,
        lang = words.lang,
        sandbox = words.sandbox,
        note = words.sandbox_note,
    );
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy(redirect_uri)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    ];
    (status, headers, Html(html)).into_response()
}

/// `form-action` names the way back as well: browsers apply it to the redirect that answers the form.
fn policy(redirect_uri: Option<&str>) -> HeaderValue {
    let target = redirect_uri.and_then(|it| Url::parse(it).ok()).map(|it| {
        // A private-use scheme has no origin; the scheme alone is what a policy can name.
        if it.origin().is_tuple() { it.origin().ascii_serialization() } else { format!("{}:", it.scheme()) }
    });
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self' {}; frame-ancestors 'none'; base-uri 'none'",
        *STYLE_HASH,
        target.unwrap_or_default(),
    );
    // Schemes and origins of parsed URLs are ASCII.
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
