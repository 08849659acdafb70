//! Calls to the platform's own address, signed as Standard Webhooks has it (docs/wire.md 2.4): `webhook-id`,
//! `webhook-timestamp` and `webhook-signature: v1,<base64 of HMAC-SHA256 over id.timestamp.body>`.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use thiserror::Error;

/// What a secret begins with; the rest is base64.
pub const PREFIX: &str = "whsec_";
/// Bytes of a key (Standard Webhooks, "Signature scheme").
const KEY: std::ops::RangeInclusive<usize> = 24..=64;

/// Not a secret of Standard Webhooks. Its text is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a secret is whsec_ and 24 to 64 bytes as base64")]
pub struct BadSecret;

/// The headers of a call. `at` is Unix seconds.
pub fn headers(secret: &SecretString, id: &str, at: i64, body: &str) -> Result<[(&'static str, String); 3], BadSecret> {
    let key = key(secret)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| BadSecret)?;
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    Ok([("webhook-id", id.to_owned()), ("webhook-timestamp", at.to_string()), ("webhook-signature", signature)])
}

/// Is it a secret that a call can be signed with?
pub fn check_secret(secret: &SecretString) -> Result<(), BadSecret> {
    key(secret).map(drop)
}

fn key(secret: &SecretString) -> Result<Vec<u8>, BadSecret> {
    let text = secret.expose_secret().trim().strip_prefix(PREFIX).ok_or(BadSecret)?;
    let key = STANDARD.decode(text).map_err(|_| BadSecret)?;
    if KEY.contains(&key.len()) { Ok(key) } else { Err(BadSecret) }
}

#[cfg(test)]
mod tests {
    use super::{BadSecret, check_secret, headers};

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    #[test]
    fn the_vectors_of_the_provider() {
        let check = |id: &str, at: i64, body: &str, expected: &str| {
            let [_, _, (_, signature)] = headers(&SECRET.into(), id, at, body).unwrap();
            assert_eq!(signature, expected);
        };
        check(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        );
        check(
            "msg_2sOuOghBfy4SGFS6b7Le8uW8zGo",
            1_776_765_600,
            r#"{"data":{"merchant_application_id":"app_2sOuOghBfy4SGFS6b7Le8uW8zGo","merchant_id":"mid_2sOuQknV0ornUMNElq9HS3Y5XUv","status":"CREATED"},"event_type":"merchant_application.created"}"#,
            "v1,OMn7wVF27mMPN6vRE4ZdhN6reOQILiRiaWE9fCFOMlA=",
        );
    }

    #[test]
    fn what_is_no_secret() {
        assert_eq!(check_secret(&SECRET.into()), Ok(()));
        for text in ["", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_*"] {
            assert_eq!(check_secret(&text.into()), Err(BadSecret), "{text}");
        }
    }
}
