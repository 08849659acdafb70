//! What a delivery says (docs/wire.md 3.3). The body names no event, so its own fields tell what it is.

use gangway_domain::VerifiedBody;
use jiff::{Timestamp, civil, tz::TimeZone};
use serde_json::value::RawValue;
use std::collections::HashMap;
use thiserror::Error;
use url::Url;

/// A delivery's body, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// Documents of an invoice.
    Invoice(Invoice),
    /// Somebody has to answer until a date.
    Dispute(Dispute),
    /// JSON of another kind: kept and shown, not understood.
    Other,
}

/// Documents of an invoice. Empty texts were not in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// The shop's id of the transaction.
    pub shop_transaction: String,
    /// Ratepay's id of the transaction.
    pub transaction: String,
    /// What the buyer writes on the transfer.
    pub payment_reference: String,
    /// The invoice.
    pub invoice: String,
    /// Where its mail is; only an https address.
    pub eml_url: Option<String>,
    /// Where its PDF is; only an https address.
    pub pdf_url: Option<String>,
}

/// A request for information. Empty texts were not in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Ratepay's id of the dispute.
    pub id: String,
    /// Ratepay's id of the transaction.
    pub transaction: String,
    /// The partner's id of the transaction.
    pub partner_transaction: String,
    /// Unix milliseconds; 0 where it was missing or could not be read.
    pub published_at: i64,
    /// The number as it was written; its unit is not documented.
    pub amount: String,
    /// ISO code.
    pub currency: String,
    /// `DEFEND`, `ITEM_NOT_RECEIVED`, `FRAUD`, `ITEM_RETURNED`, or a word that is new.
    pub reason: String,
    /// For a person.
    pub comment: String,
    /// When the answer is due, Unix milliseconds. A date without a time means the end of that day, in UTC.
    pub due_at: Option<i64>,
}

/// The body is no JSON object.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the body is not a JSON object: {0}")]
pub struct BadPayload(String);

/// Values by name. A name that is there twice, which JSON allows, has its last value: it must not make a whole delivery
/// unreadable.
type BodyIn<'a> = HashMap<String, &'a RawValue>;

/// A text's characters; a number as it was written; nothing for the rest: one field of another type than documented must
/// not make a whole delivery unreadable either.
fn text(body: &BodyIn<'_>, name: &str) -> String {
    let raw = body.get(name).map_or("null", |raw| raw.get());
    match raw.as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw).unwrap_or_default(),
        Some(b'-' | b'0'..=b'9') => raw.to_owned(),
        _ => String::new(),
    }
}

/// Where a link leads, written as a browser would write it, so that what is shown is what is opened. A name before the host
/// is there to mislead.
fn link(body: &BodyIn<'_>, name: &str) -> Option<String> {
    let url = Url::parse(&text(body, name)).ok()?;
    let honest =
        url.scheme() == "https" && url.host().is_some() && url.username().is_empty() && url.password().is_none();
    honest.then(|| url.into())
}

/// Reads a verified body.
pub fn parse(call: &impl VerifiedBody) -> Result<Payload, BadPayload> {
    // A list would be read field by field, in order.
    if call.body().trim_ascii_start().first() != Some(&b'{') {
        return Err(BadPayload("it begins otherwise".to_owned()));
    }
    // The place only: the parser's own words quote the body, which may hold personal data.
    let body: BodyIn<'_> = serde_json::from_slice(call.body())
        .map_err(|error| BadPayload(format!("line {}, column {}", error.line(), error.column())))?;
    let text = |name| text(&body, name);
    let (dispute, invoice) = (text("ratepay_dispute_id"), text("invoice_id"));
    if !dispute.is_empty() {
        return Ok(Payload::Dispute(Dispute {
            id: dispute,
            transaction: text("ratepay_transaction_id"),
            partner_transaction: text("partner_transaction_id"),
            published_at: time(&text("publication_date"), civil::Time::MIN).unwrap_or(0),
            amount: text("amount"),
            currency: text("currency"),
            reason: text("reason"),
            comment: text("comment"),
            due_at: time(&text("response_due_date"), civil::Time::MAX),
        }));
    }
    let (eml_url, pdf_url) = (link(&body, "eml_url"), link(&body, "pdf_url"));
    if invoice.is_empty() && eml_url.is_none() && pdf_url.is_none() {
        return Ok(Payload::Other);
    }
    Ok(Payload::Invoice(Invoice {
        shop_transaction: text("shop_transaction_id"),
        transaction: text("ratepay_transaction_id"),
        payment_reference: text("ratepay_payment_reference"),
        invoice,
        eml_url,
        pdf_url,
    }))
}

/// A moment, or a date at `time` of that day in UTC. How dates are written is not documented.
fn time(text: &str, time: civil::Time) -> Option<i64> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment.as_millisecond());
    }
    let moment = match (text.len(), text.parse::<civil::DateTime>()) {
        (11.., Ok(moment)) => moment,
        _ => text.parse::<civil::Date>().ok()?.to_datetime(time),
    };
    moment.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::{Payload, parse};
    use crate::ratepay::{Form, Verified};

    fn read(body: &str) -> Payload {
        parse(&Verified::new(body.as_bytes(), Form::default(), 0)).unwrap()
    }

    #[test]
    fn an_invoice() {
        let body = r#"{"id":92,"shop_transaction_id":"s","ratepay_payment_reference":"p","ratepay_transaction_id":"t","invoice_id":7,"eml_url":"https://a/e","pdf_url":"javascript:alert(1)"}"#;
        let Payload::Invoice(invoice) = read(body) else { panic!("an invoice") };
        assert_eq!((invoice.invoice.as_str(), invoice.shop_transaction.as_str()), ("7", "s"));
        assert_eq!((invoice.eml_url.as_deref(), invoice.pdf_url), (Some("https://a/e"), None));
    }

    /// What is asked about is what is opened.
    #[test]
    fn links_are_written_as_they_are_opened() {
        let link = |url: &str| {
            let body = serde_json::json!({ "invoice_id": "i", "pdf_url": url }).to_string();
            let Payload::Invoice(invoice) = read(&body) else { panic!("an invoice") };
            invoice.pdf_url
        };
        let is = |url: &str, expected: &str| assert_eq!(link(url).as_deref(), Some(expected), "{url}");
        is("https://pay.com/a b", "https://pay.com/a%20b");
        is("https://pаypal.com/x", "https://xn--pypal-4ve.com/x");
        is("https:\\\\evil.com\\@pay.com", "https://evil.com/@pay.com");
        is(" https://PAY.com:8443/\n", "https://pay.com:8443/");
        for refused in
            ["https://pay.com@evil.com/x", "https://pay.com:443@evil.com", "http://pay.com/", "file:///etc", ""]
        {
            assert_eq!(link(refused), None, "{refused}");
        }
    }

    /// Twice the same name: JSON, verified, and read by its last value as everybody else does.
    #[test]
    fn a_name_that_is_there_twice() {
        let body = r#"{"ratepay_dispute_id":"a","amount":1,"amount":2.0,"ratepay_dispute_id":"b","x":1,"x":2}"#;
        let Payload::Dispute(dispute) = read(body) else { panic!("a dispute") };
        assert_eq!((dispute.id.as_str(), dispute.amount.as_str()), ("b", "2.0"));
    }

    #[test]
    fn a_deep_body_is_read() {
        let items = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        let Payload::Invoice(invoice) = read(&format!(r#"{{"items":{items},"invoice_id":"i"}}"#)) else {
            panic!("an invoice")
        };
        assert_eq!(invoice.invoice, "i");
    }

    #[test]
    fn a_dispute_and_its_dates() {
        let due = |date: &str| {
            let body = format!(
                r#"{{"ratepay_dispute_id":"d","amount":49.90,"reason":"NEW","items":[{{}}],"response_due_date":{date}}}"#
            );
            let Payload::Dispute(dispute) = read(&body) else { panic!("a dispute") };
            assert_eq!((dispute.amount.as_str(), dispute.reason.as_str()), ("49.90", "NEW"));
            dispute.due_at
        };
        assert_eq!(due(r#""2026-12-01""#), Some(1_796_169_599_999));
        assert_eq!(due(r#""2026-12-01T10:00:00Z""#), Some(1_796_119_200_000));
        assert_eq!(due(r#""2026-12-01T11:00:00+01:00""#), Some(1_796_119_200_000));
        assert_eq!(due(r#""2026-12-01T10:00:00""#), Some(1_796_119_200_000));
        assert_eq!(due(r#""soon""#), None);
        assert_eq!(due("[1]"), None);
    }

    #[test]
    fn anything_else_is_kept_and_not_understood() {
        assert_eq!(read(r#"{"a":1}"#), Payload::Other);
        assert_eq!(read(r#"{"invoice_id":null,"ratepay_dispute_id":{}}"#), Payload::Other);
        let error = parse(&Verified::new(br#"["geheim"]"#, Form::default(), 0)).unwrap_err().to_string();
        assert!(!error.contains("geheim"), "{error}");
        assert!(parse(&Verified::new(b"{", Form::default(), 0)).is_err());
    }
}
