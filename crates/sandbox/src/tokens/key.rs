//! The key that tokens are signed with, by Ed25519 (RFC 8037): no RSA, whose only implementation in Rust leaks its key's time
//! (RUSTSEC-2023-0071). It is made when the program runs, from the system's randomness: a key in the sources would be
//! everybody's.

use crate::clock;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, Signer as _, SigningKey};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::sync::OnceLock;

const KEY_ID: &str = "gangway-sandbox";

/// Why no token could be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    #[error("the system gives no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    #[error("the claims could not be written: {0}")]
    Claims(#[from] serde_json::Error),
}

/// One key for all sandboxes of a process: issuer and token ids keep them apart.
static KEY: OnceLock<SigningKey> = OnceLock::new();

fn key() -> Result<&'static SigningKey, KeyError> {
    if let Some(key) = KEY.get() {
        return Ok(key);
    }
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    Ok(KEY.get_or_init(|| SigningKey::from_bytes(&seed)))
}

/// Signs claims as an `EdDSA` JWT.
pub(super) fn sign<T: Serialize>(claims: &T) -> Result<String, KeyError> {
    let header = json!({ "alg": "EdDSA", "typ": "JWT", "kid": KEY_ID }).to_string();
    let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let text = format!("{}.{}", part(header.as_bytes()), part(&serde_json::to_vec(claims)?));
    let signature = key()?.sign(text.as_bytes());
    Ok(format!("{text}.{}", part(&signature.to_bytes())))
}

/// The claims, if signature, issuer, audience and life are right. No leeway: both sides share one clock here.
pub(super) fn check<T: DeserializeOwned>(token: &str, issuer: &str, audience: &str) -> Option<T> {
    let (text, signature) = token.rsplit_once('.')?;
    let (_, claims) = text.split_once('.')?;
    let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    key().ok()?.verifying_key().verify_strict(text.as_bytes(), &signature).ok()?;
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
    let lives = claims["exp"].as_u64().is_some_and(|end| clock::now_s() < end);
    (lives && claims["iss"] == issuer && claims["aud"] == audience).then(|| serde_json::from_value(claims).ok())?
}

/// `/.well-known/jwks.json`.
pub(crate) fn jwks() -> Result<Value, KeyError> {
    let x = URL_SAFE_NO_PAD.encode(key()?.verifying_key().as_bytes());
    Ok(json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": KEY_ID, "x": x }] }))
}

#[cfg(test)]
mod tests {
    use super::{check, sign};
    use crate::clock;
    use serde_json::{Value, json};

    #[test]
    fn only_a_right_token_is_read() {
        let token = |ends: u64| sign(&json!({ "iss": "i", "aud": "a", "exp": ends, "x": 1 })).unwrap();
        let good = token(clock::now_s() + 60);
        assert_eq!(check::<Value>(&good, "i", "a").unwrap()["x"], 1);
        assert!(check::<Value>(&good, "other", "a").is_none() && check::<Value>(&good, "i", "other").is_none());
        assert!(check::<Value>(&token(clock::now_s()), "i", "a").is_none(), "over");
        let (text, signature) = good.rsplit_once('.').unwrap();
        let (header, _) = text.split_once('.').unwrap();
        let other = token(clock::now_s() + 61);
        let claims = other.split('.').nth(1).unwrap();
        assert!(check::<Value>(&format!("{header}.{claims}.{signature}"), "i", "a").is_none(), "other claims");
        for broken in ["", "a", "a.b", "a.b.c", &good[..good.len() - 2]] {
            assert!(check::<Value>(broken, "i", "a").is_none(), "{broken}");
        }
    }
}
