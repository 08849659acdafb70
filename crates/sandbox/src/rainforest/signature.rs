//! `svix-signature`: base64 of HMAC-SHA256 over `id.timestamp.body`, keyed with what stands in base64 after `whsec_`
//! (docs/wire.md 2.4).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// The header's value: one signature a secret, the newest first.
pub(super) fn header(secrets: &[String], id: &str, seconds: i64, body: &str) -> String {
    let signatures = secrets.iter().map(|secret| sign(secret, id, seconds, body));
    signatures.collect::<Vec<_>>().join(" ")
}

fn sign(secret: &str, id: &str, seconds: i64, body: &str) -> String {
    let key = STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap_or_default();
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { unreachable!("HMAC takes keys of any length") };
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn are_the_computed_vectors() {
        let secret = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned()];
        assert_eq!(
            header(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
        let body = r#"{"data":{"merchant_application_id":"app_2sOuOghBfy4SGFS6b7Le8uW8zGo","merchant_id":"mid_2sOuQknV0ornUMNElq9HS3Y5XUv","status":"CREATED"},"event_type":"merchant_application.created"}"#;
        assert_eq!(
            header(&secret, "msg_2sOuOghBfy4SGFS6b7Le8uW8zGo", 1_776_765_600, body),
            "v1,OMn7wVF27mMPN6vRE4ZdhN6reOQILiRiaWE9fCFOMlA="
        );
    }
}
