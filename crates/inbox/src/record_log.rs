//! The record of one console as the log of its inbox.

use crate::{Call, DeliveryLog, Judged};
use gangway_record::{
    Record, RecordError,
    deliveries::{NewDelivery, Verdict},
};

impl DeliveryLog for Record {
    type Error = RecordError;

    async fn append(&self, judged: Judged) -> Result<(), RecordError> {
        // A duplicate is appended and answered like a first one; the fold tells them apart.
        Self::append(self, row(judged)).await.map(drop)
    }
}

fn row(judged: Judged) -> NewDelivery {
    match judged {
        Judged::Verified(verified) => {
            let (call, signature) = verified.into_parts();
            let (form, signed_with) = (Some(signature.form()), Some(signature.signed_with()));
            NewDelivery { form, signed_with, key: Some(signature.key()), ..unjudged(call, Verdict::Verified, 200) }
        }
        Judged::Rejected(rejected) => {
            let (why, detail) = (Some(rejected.why), rejected.detail);
            NewDelivery { why, detail, ..unjudged(rejected.call, Verdict::Rejected, rejected.answered) }
        }
    }
}

fn unjudged(call: Call, verdict: Verdict, answered: u16) -> NewDelivery {
    NewDelivery {
        endpoint: call.endpoint,
        provider: call.provider.word().to_owned(),
        event: call.event,
        at: call.received_at,
        verdict,
        form: None,
        signed_with: None,
        why: None,
        detail: None,
        answered,
        took_us: call.took_us,
        headers: serde_json::to_string(&call.headers).unwrap_or_default(),
        body: call.body,
        key: None,
    }
}
