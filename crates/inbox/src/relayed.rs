//! A delivery that the team's relay received and verified for everybody. It has no secret here to be verified with: whoever
//! calls this has checked that it is an entry of the team's log, and what is checked here is that the body is the one that the
//! log names.

use gangway_domain::EndpointId;
use gangway_record::deliveries::{NewDelivery, Verdict};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// As the log of the team has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relayed {
    /// Where it came in at the relay.
    pub endpoint: EndpointId,
    /// The provider's word, which this program may not know.
    pub provider: String,
    /// The endpoint's event.
    pub event: String,
    /// When it came there, Unix milliseconds.
    pub received_at: i64,
    /// Names and values of its headers; credentials are not kept.
    pub headers: Vec<(String, String)>,
    /// Over which form of the body it was verified.
    pub form: String,
    /// By which of the endpoint's secrets, 0 being the current one.
    pub signed_with: u8,
    /// The idempotency key, made by the relay's inbox as this one makes it.
    pub key: [u8; 16],
    /// SHA-256 of the body.
    pub digest: [u8; 32],
}

/// The body is not the one that the log names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the body is not the one that the team's log names")]
pub struct OtherBody;

/// The forms that signatures are verified over.
const FORMS: [&str; 3] = ["raw", "tester", "compact"];

impl Relayed {
    /// As a delivery that came in here.
    pub fn with_body(self, body: Vec<u8>) -> Result<NewDelivery, OtherBody> {
        if <[u8; 32]>::from(Sha256::digest(&body)) != self.digest {
            return Err(OtherBody);
        }
        Ok(self.delivery(body))
    }

    /// The same where the body's time was up: it never takes effect.
    pub fn without_body(self) -> NewDelivery {
        let erased = self.delivery(Vec::new());
        NewDelivery { headers: "[]".to_owned(), ..erased }
    }

    fn delivery(self, body: Vec<u8>) -> NewDelivery {
        NewDelivery {
            endpoint: self.endpoint,
            provider: self.provider,
            event: self.event,
            at: self.received_at,
            verdict: Verdict::Verified,
            // A form that a newer relay knows has no word here.
            form: FORMS.into_iter().find(|form| *form == self.form),
            signed_with: Some(self.signed_with),
            why: None,
            detail: None,
            answered: 200,
            took_us: 0,
            headers: serde_json::to_string(&self.headers).unwrap_or_default(),
            body,
            key: Some(self.key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OtherBody, Relayed};
    use gangway_record::deliveries::Verdict;
    use sha2::{Digest, Sha256};

    #[test]
    fn only_the_body_that_the_log_names_is_taken() {
        let relayed = Relayed {
            endpoint: "e".into(),
            provider: "rappi".into(),
            event: "E".into(),
            received_at: 5,
            headers: vec![("a".into(), "b".into())],
            form: "compact".into(),
            signed_with: 1,
            key: [7; 16],
            digest: Sha256::digest("body").into(),
        };
        assert_eq!(relayed.clone().with_body(b"Body".to_vec()), Err(OtherBody));
        let taken = relayed.clone().with_body(b"body".to_vec()).unwrap();
        assert_eq!(
            (taken.verdict, taken.form, taken.at, taken.key),
            (Verdict::Verified, Some("compact"), 5, Some([7; 16]))
        );
        let newer = Relayed { form: "merkle".into(), ..relayed };
        assert_eq!((newer.clone().without_body().form, newer.without_body().headers.as_str()), (None, "[]"));
    }
}
