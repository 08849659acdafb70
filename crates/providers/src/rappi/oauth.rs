//! The merchant's side: OAuth 2 authorization code with PKCE (Rappi's guide, docs/wire.md 1.4), by the `oauth2` crate.

use super::{Call, auth::claims};
use crate::{
    http::{self, Http},
    net::{Hear, Network, RemoteText, observer::Observer, redaction::Redaction},
    token::seconds,
};
use gangway_domain::Provider;
use oauth2::{
    AuthUrl, AuthorizationCode, Client, ClientId, CsrfToken, EndpointNotSet, EndpointSet, ExtraTokenFields,
    HttpRequest, HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    StandardRevocableToken, StandardTokenResponse, TokenUrl,
    basic::{BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType},
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;
use thiserror::Error;

/// No real token answer is larger, in bytes.
const ANSWER: usize = 256 << 10;
/// A browser waits meanwhile.
const LONGEST: Duration = Duration::from_secs(20);

type Answer = StandardTokenResponse<IdToken, BasicTokenType>;
type OAuth = Client<
    BasicErrorResponse,
    Answer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// The login host, as one profile sees it.
pub struct Login {
    http: Http,
    host: String,
    client_id: String,
    observer: Observer,
}

/// What starting an attempt gives. Only `url` may leave the program.
pub struct Started {
    /// Where the merchant's browser goes.
    pub url: String,
    /// Binds the answer to this attempt.
    pub state: String,
    /// Proves at the token endpoint that it was us who started it.
    pub verifier: SecretString,
}

/// A merchant who authorized.
pub struct Exchanged {
    /// The `id_token`, which is the merchant token (docs/wire.md 1.4).
    pub token: SecretString,
    /// The email claim, lower case.
    pub email: String,
    /// The name claim.
    pub name: Option<String>,
    /// When the token ends, Unix milliseconds.
    pub expires_at: i64,
    /// The login host's clock minus ours in milliseconds, where its answer said.
    pub clock_skew_ms: Option<i64>,
}

/// Why there is no merchant token.
#[derive(Debug, Error)]
pub enum OAuthError {
    /// A host, client id or redirect of the profile is not an address.
    #[error("the profile's login address or redirect is not an address: {0}")]
    Address(#[from] oauth2::url::ParseError),
    /// The login host refused the code: used, over, or not ours.
    #[error("the login host refused the code: {error}")]
    Refused {
        /// Its code, such as `invalid_grant` (RFC 6749 §5.2).
        error: RemoteText,
        /// Its words.
        description: Option<RemoteText>,
    },
    /// The login host cannot be reached or does not answer as it should.
    #[error("the login host did not answer: {0}")]
    Unavailable(http::Cut),
    /// 429, 424 or 5xx: the code may have been used up.
    #[error("the login host is not available ({status})")]
    Failing {
        /// HTTP status.
        status: u16,
        /// From `Retry-After`, where given.
        retry_after: Option<Duration>,
    },
    /// An answer without a readable `id_token`.
    #[error("the login host's answer cannot be read: {0}")]
    Unreadable(String),
}

#[derive(Deserialize, Serialize)]
struct IdToken {
    #[serde(default)]
    id_token: Option<String>,
}

// The crate's `Debug` of a token answer prints extra fields.
impl std::fmt::Debug for IdToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdToken(•••)")
    }
}

impl ExtraTokenFields for IdToken {}

impl Login {
    /// For one public client. `call` bounds the exchange.
    pub fn new(
        login: String,
        client_id: String,
        network: &Network,
        call: Duration,
        hear: &Hear,
    ) -> Result<Self, http::NoClient> {
        let (http, observer) = (Http::new(network, call.min(LONGEST))?, Observer::new(Provider::Rappi, hear));
        Ok(Self { http, host: login, client_id, observer })
    }

    /// Where merchants sign in.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Its clock minus ours in milliseconds, as its newest answer said.
    pub fn clock_skew_ms(&self) -> Option<i64> {
        self.observer.clock_skew_ms()
    }

    /// A new attempt: fresh verifier of 32 random octets, S256 challenge, random `state`.
    pub fn start(&self, redirect: &str) -> Result<Started, OAuthError> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = self.client(redirect)?;
        let scopes = ["openid", "profile", "email"].map(|scope| Scope::new(scope.to_owned()));
        let request = client.authorize_url(|| CsrfToken::new_random_len(32)).add_scopes(scopes);
        let (url, state) = request.set_pkce_challenge(challenge).url();
        let verifier = SecretString::from(verifier.into_secret());
        Ok(Started { url: url.into(), state: state.into_secret(), verifier })
    }

    /// Exchanges the code. Called once for a code; the caller makes sure of it.
    pub async fn exchange(
        &self,
        redirect: &str,
        code: String,
        verifier: &SecretString,
    ) -> Result<Exchanged, OAuthError> {
        let (http, observer) = (self.http.clone(), self.observer.clone());
        let secrets = [SecretString::from(code.clone()), verifier.clone()];
        let words = Redaction::of(&[&secrets[0], &secrets[1]]);
        let carry = move |request: HttpRequest| send(http.clone(), observer.clone(), request, secrets.clone());
        let answer = self
            .client(redirect)?
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.expose_secret().to_owned()))
            .request_async(&carry)
            .await
            .map_err(|error| sorted(error, &words))?;
        let token = answer.extra_fields().id_token.clone().ok_or_else(|| unreadable("it has no `id_token`"))?;
        read(token, self.clock_skew_ms())
    }

    fn client(&self, redirect: &str) -> Result<OAuth, OAuthError> {
        Ok(Client::new(ClientId::new(self.client_id.clone()))
            .set_auth_uri(AuthUrl::new(format!("{}/authorize", self.host))?)
            .set_token_uri(TokenUrl::new(format!("{}/oauth/token", self.host))?)
            .set_redirect_uri(RedirectUrl::new(redirect.to_owned())?))
    }
}

/// Why there is no answer that the `oauth2` crate could read.
#[derive(Debug, Error)]
enum NoAnswer {
    #[error(transparent)]
    Cut(#[from] http::Cut),
    #[error("status {status}")]
    Failing { status: u16, retry_after: Option<Duration> },
}

async fn send(
    http: Http,
    observer: Observer,
    request: HttpRequest,
    secrets: [SecretString; 2],
) -> Result<HttpResponse, NoAnswer> {
    let (parts, body) = request.into_parts();
    let request = http.requests().request(parts.method, parts.uri.to_string()).headers(parts.headers).body(body);
    let answer = http.call(request, ANSWER, &[&secrets[0], &secrets[1]]).await?;
    let answer = observer.noted(Call::Exchange.word(), answer);
    if matches!(answer.status, 424 | 429 | 500..=599) {
        return Err(NoAnswer::Failing { status: answer.status, retry_after: answer.retry_after });
    }
    let mut response = HttpResponse::new(plain(answer.body));
    *response.status_mut() = oauth2::http::StatusCode::from_u16(answer.status).map_err(|_| http::Cut::Reset)?;
    *response.headers_mut() = answer.headers;
    Ok(response)
}

fn sorted(error: RequestTokenError<NoAnswer, BasicErrorResponse>, words: &Redaction) -> OAuthError {
    match error {
        RequestTokenError::ServerResponse(answer) => {
            let description = answer.error_description().map(|text| words.words(text));
            OAuthError::Refused { error: words.words(answer.error().as_ref()), description }
        }
        RequestTokenError::Request(NoAnswer::Cut(cut)) => OAuthError::Unavailable(cut),
        RequestTokenError::Request(NoAnswer::Failing { status, retry_after }) => {
            OAuthError::Failing { status, retry_after }
        }
        RequestTokenError::Parse(error, _) => {
            OAuthError::Unreadable(misread(&error.inner().to_string(), &error.path().to_string()))
        }
        RequestTokenError::Other(_) => unreadable("it is not a token answer"),
    }
}

fn unreadable(why: &str) -> OAuthError {
    OAuthError::Unreadable(why.to_owned())
}

/// Which field it is. Of the parser's own words only those about a missing field: others may quote what stands there.
fn misread(words: &str, path: &str) -> String {
    if let Some(field) = words.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        return format!("it has no `{field}`");
    }
    match path {
        "." | "?" => "it is not a token answer".to_owned(),
        path => format!("its `{path}` is not what the standard says"),
    }
}

/// The answer with its life as the whole number that the `oauth2` crate wants, however it was written; one that cannot be
/// read is left out, since the `id_token` says its end itself.
fn plain(body: Vec<u8>) -> Vec<u8> {
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(&body) else { return body };
    let Some(life) = fields.get("expires_in").filter(|life| !life.is_u64()) else { return body };
    match seconds(life).and_then(|life| u64::try_from(life).ok()) {
        Some(life) => fields.insert("expires_in".to_owned(), life.into()),
        None => fields.remove("expires_in"),
    };
    serde_json::to_vec(&fields).unwrap_or(body)
}

/// The claims are read without checking the signature: the token came straight from the login host over TLS, which
/// `OpenID` Connect Core §3.1.3.7 (6) allows, and issuer and keys are not published (docs/wire.md 1.4).
fn read(token: String, clock_skew_ms: Option<i64>) -> Result<Exchanged, OAuthError> {
    let claims = claims(&token).ok_or_else(|| unreadable("the `id_token` is not a JWT"))?;
    let text = |name: &str| claims.get(name).and_then(|value| value.as_str()).map(str::trim).filter(|v| !v.is_empty());
    let email = text("email").ok_or_else(|| unreadable("the `id_token` has no `email`"))?.to_lowercase();
    let expires = claims.get("exp").ok_or_else(|| unreadable("the `id_token` has no `exp`"))?;
    let expires = seconds(expires).ok_or_else(|| unreadable("the `exp` of the `id_token` is no time"))?;
    let name = text("name").map(str::to_owned);
    Ok(Exchanged { token: token.into(), email, name, expires_at: expires.saturating_mul(1000), clock_skew_ms })
}

#[cfg(test)]
mod tests {
    use super::{plain, read};
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

    fn jwt(claims: &str) -> String {
        format!("e30.{}.x", BASE64_URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn the_end_of_a_token_is_read_however_it_is_written() {
        for exp in ["1795889999", "1795889999.5", "\"1795889999\"", "\"1795889999.5\"", "1.795889999e9"] {
            let read = read(jwt(&format!(r#"{{"email":"a@b.c","exp":{exp}}}"#)), None).expect(exp);
            assert_eq!(read.expires_at, 1_795_889_999_000, "{exp}");
        }
    }

    #[test]
    fn the_field_that_is_wrong_is_named() {
        let check = |claims: &str, named: &str| {
            let Err(error) = read(jwt(claims), None) else { panic!("{claims}") };
            assert!(error.to_string().contains(named), "{error}");
        };
        check(r#"{"exp":1}"#, "no `email`");
        check(r#"{"email":" ","exp":1}"#, "no `email`");
        check(r#"{"email":"a@b.c"}"#, "no `exp`");
        check(r#"{"email":"a@b.c","exp":"soon"}"#, "the `exp` of the `id_token`");
    }

    #[test]
    fn a_life_becomes_a_whole_number_and_nothing_else_changes() {
        let check = |body: &str, expected: &str| {
            assert_eq!(String::from_utf8(plain(body.into())).unwrap(), expected);
        };
        check(r#"{"a":"b", "expires_in":7}"#, r#"{"a":"b", "expires_in":7}"#);
        check(r#"{"a":"b","expires_in":"7"}"#, r#"{"a":"b","expires_in":7}"#);
        check(r#"{"expires_in":7.5}"#, r#"{"expires_in":7}"#);
        check(r#"{"expires_in":"soon"}"#, "{}");
        check("no json", "no json");
    }
}
