//! A rejected call is judged once more, by the secrets of now: what was wrong may have been mended. Every byte of it is kept.

use crate::{
    Known, VerifiedSignature,
    judged::key_of,
    verification::{Verification, verify},
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use gangway_domain::EndpointId;
use gangway_providers::scheme_of;

/// A call as it was kept.
pub struct KeptCall<'a> {
    /// Where it came in.
    pub endpoint: &'a EndpointId,
    /// Names and values of its headers.
    pub headers: &'a [(String, String)],
    /// The exact bytes.
    pub body: &'a [u8],
    /// When it came, Unix milliseconds: the tolerance of signed times is judged by this.
    pub at: i64,
}

/// Judges a kept call as the receiver would. `None`: it is still not believed.
pub fn reverify(known: &Known, call: &KeptCall<'_>, accept_tester_form: bool) -> Option<VerifiedSignature> {
    let headers: HeaderMap = call.headers.iter().filter_map(header).collect();
    match verify(known, scheme_of(known.provider), &headers, call.body, call.at, accept_tester_form) {
        Verification::Verified { form, signed_with, id } => {
            let key = key_of(call.endpoint, id.as_deref(), call.body);
            Some(VerifiedSignature::new(form, signed_with as u8, key))
        }
        Verification::Rejected { .. } => None,
    }
}

fn header((name, value): &(String, String)) -> Option<(HeaderName, HeaderValue)> {
    Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{KeptCall, reverify};
    use crate::Known;
    use gangway_domain::EndpointId;

    /// docs/wire.md 2.4: the second vector.
    const BODY: &str = r#"{"data":{"merchant_application_id":"app_2sOuOghBfy4SGFS6b7Le8uW8zGo","merchant_id":"mid_2sOuQknV0ornUMNElq9HS3Y5XUv","status":"CREATED"},"event_type":"merchant_application.created"}"#;
    const AT: i64 = 1_776_765_600_000;

    fn judged(secret: &str, body: &str, at: i64) -> bool {
        let known = Known {
            provider: gangway_domain::Provider::Rainforest,
            event: String::new(),
            secrets: vec![secret.into()],
        };
        let headers: Vec<(String, String)> = [
            ("svix-id", "msg_2sOuOghBfy4SGFS6b7Le8uW8zGo"),
            ("svix-timestamp", "1776765600"),
            ("svix-signature", "v1,OMn7wVF27mMPN6vRE4ZdhN6reOQILiRiaWE9fCFOMlA="),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        let endpoint = EndpointId::from("e");
        reverify(&known, &KeptCall { endpoint: &endpoint, headers: &headers, body: body.as_bytes(), at }, false)
            .is_some()
    }

    #[test]
    fn a_kept_call_is_judged_by_the_secret_of_now_and_the_time_it_came() {
        let right = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        assert!(judged(right, BODY, AT));
        assert!(!judged("whsec_bmV3", BODY, AT), "still another secret");
        assert!(!judged(right, &BODY.replace("CREATED", "COMPLETED"), AT), "another body");
        assert!(!judged(right, BODY, AT + 400_000), "it came too late then, and stays too late");
    }
}
