//! The RSA key. It is made when the program runs, from the system's randomness: a key in the sources would be everybody's.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use rsa::{RsaPrivateKey, pkcs1::EncodeRsaPrivateKey as _, rand_core::OsRng, traits::PublicKeyParts as _};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

const KEY_ID: &str = "gangway-sandbox";
const BITS: usize = 2048;

/// Why no token could be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    #[error("the RSA key could not be made: {0}")]
    Generate(#[from] rsa::Error),
    #[error("the RSA key could not be written: {0}")]
    Encode(#[from] rsa::pkcs1::Error),
    #[error("the token could not be signed: {0}")]
    Sign(#[from] jsonwebtoken::errors::Error),
    #[error("the sandbox is stopping")]
    Stopping(#[from] tokio::task::JoinError),
}

struct Key {
    sign: EncodingKey,
    verify: DecodingKey,
    n: String,
    e: String,
}

/// One key for all sandboxes of a process: making one takes up to a second, and issuer and token ids keep them apart.
static KEY: OnceCell<Key> = OnceCell::const_new();

async fn key() -> Result<&'static Key, KeyError> {
    KEY.get_or_try_init(|| async { tokio::task::spawn_blocking(generate).await? }).await
}

/// Makes the key ahead of its first use, so that the first call does not wait for it.
pub(crate) async fn warm_up() {
    // A failure shows at the first call that needs the key.
    let _ = key().await;
}

fn generate() -> Result<Key, KeyError> {
    let private = RsaPrivateKey::new(&mut OsRng, BITS)?;
    let n = URL_SAFE_NO_PAD.encode(private.n().to_bytes_be());
    let e = URL_SAFE_NO_PAD.encode(private.e().to_bytes_be());
    Ok(Key {
        sign: EncodingKey::from_rsa_der(private.to_pkcs1_der()?.as_bytes()),
        verify: DecodingKey::from_rsa_components(&n, &e)?,
        n,
        e,
    })
}

/// Signs claims as an RS256 JWT.
pub(super) async fn sign<T: Serialize>(claims: T) -> Result<String, KeyError> {
    let mut header = Header::new(Algorithm::RS256);
    header.kid = Some(KEY_ID.into());
    Ok(jsonwebtoken::encode(&header, &claims, &key().await?.sign)?)
}

/// The claims, if signature, issuer, audience and life are right. No leeway: both sides share one clock here.
pub(super) async fn check<T: DeserializeOwned + Clone>(token: &str, issuer: &str, audience: &str) -> Option<T> {
    let mut rules = Validation::new(Algorithm::RS256);
    rules.leeway = 0;
    rules.set_issuer(&[issuer]);
    rules.set_audience(&[audience]);
    rules.set_required_spec_claims(&["exp", "iss", "aud"]);
    let key = key().await.ok()?;
    Some(jsonwebtoken::decode::<T>(token, &key.verify, &rules).ok()?.claims)
}

/// `/.well-known/jwks.json`.
pub(crate) async fn jwks() -> Result<Value, KeyError> {
    let Key { n, e, .. } = key().await?;
    Ok(json!({ "keys": [{ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": KEY_ID, "n": n, "e": e }] }))
}
