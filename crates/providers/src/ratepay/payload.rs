//! What a delivery says (PROVIDERS.md 3.3). The body names no event, so its own fields tell what it is.

use super::Verified;
use jiff::{Timestamp, civil, tz::TimeZone};
use serde::Deserialize;
use serde_json::value::RawValue;
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

#[derive(Deserialize)]
struct BodyIn<'a> {
    #[serde(borrow, default)]
    shop_transaction_id: Loose<'a>,
    #[serde(borrow, default)]
    ratepay_transaction_id: Loose<'a>,
    #[serde(borrow, default)]
    ratepay_payment_reference: Loose<'a>,
    #[serde(borrow, default)]
    invoice_id: Loose<'a>,
    #[serde(borrow, default)]
    eml_url: Loose<'a>,
    #[serde(borrow, default)]
    pdf_url: Loose<'a>,
    #[serde(borrow, default)]
    ratepay_dispute_id: Loose<'a>,
    #[serde(borrow, default)]
    partner_transaction_id: Loose<'a>,
    #[serde(borrow, default)]
    publication_date: Loose<'a>,
    #[serde(borrow, default)]
    amount: Loose<'a>,
    #[serde(borrow, default)]
    currency: Loose<'a>,
    #[serde(borrow, default)]
    reason: Loose<'a>,
    #[serde(borrow, default)]
    comment: Loose<'a>,
    #[serde(borrow, default)]
    response_due_date: Loose<'a>,
}

/// A value of any type: one field of another type than documented must not make a whole delivery unreadable.
#[derive(Deserialize, Default)]
struct Loose<'a>(#[serde(borrow)] Option<&'a RawValue>);

impl Loose<'_> {
    /// A text's characters; a number as it was written; nothing for the rest.
    fn text(&self) -> String {
        let raw = self.0.map_or("null", RawValue::get);
        match raw.as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw).unwrap_or_default(),
            Some(b'-' | b'0'..=b'9') => raw.to_owned(),
            _ => String::new(),
        }
    }

    fn link(&self) -> Option<String> {
        let text = self.text();
        let url = Url::parse(&text).ok()?;
        (url.scheme() == "https" && url.host().is_some()).then_some(text)
    }
}

/// Reads a verified body.
pub fn parse(call: &Verified<'_>) -> Result<Payload, BadPayload> {
    // A list would be read field by field, in order.
    if call.body().trim_ascii_start().first() != Some(&b'{') {
        return Err(BadPayload("it begins otherwise".to_owned()));
    }
    // The place only: the parser's own words quote the body, which may hold personal data.
    let body: BodyIn<'_> = serde_json::from_slice(call.body())
        .map_err(|error| BadPayload(format!("line {}, column {}", error.line(), error.column())))?;
    let (dispute, invoice) = (body.ratepay_dispute_id.text(), body.invoice_id.text());
    if !dispute.is_empty() {
        return Ok(Payload::Dispute(Dispute {
            id: dispute,
            transaction: body.ratepay_transaction_id.text(),
            partner_transaction: body.partner_transaction_id.text(),
            published_at: time(&body.publication_date.text(), civil::Time::MIN).unwrap_or(0),
            amount: body.amount.text(),
            currency: body.currency.text(),
            reason: body.reason.text(),
            comment: body.comment.text(),
            due_at: time(&body.response_due_date.text(), civil::Time::MAX),
        }));
    }
    let (eml_url, pdf_url) = (body.eml_url.link(), body.pdf_url.link());
    if invoice.is_empty() && eml_url.is_none() && pdf_url.is_none() {
        return Ok(Payload::Other);
    }
    Ok(Payload::Invoice(Invoice {
        shop_transaction: body.shop_transaction_id.text(),
        transaction: body.ratepay_transaction_id.text(),
        payment_reference: body.ratepay_payment_reference.text(),
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
    use crate::ratepay::Verified;

    fn read(body: &str) -> Payload {
        parse(&Verified::from_record(body.as_bytes())).unwrap()
    }

    #[test]
    fn an_invoice() {
        let body = r#"{"id":92,"shop_transaction_id":"s","ratepay_payment_reference":"p","ratepay_transaction_id":"t","invoice_id":7,"eml_url":"https://a/e","pdf_url":"javascript:alert(1)"}"#;
        let Payload::Invoice(invoice) = read(body) else { panic!("an invoice") };
        assert_eq!((invoice.invoice.as_str(), invoice.shop_transaction.as_str()), ("7", "s"));
        assert_eq!((invoice.eml_url.as_deref(), invoice.pdf_url), (Some("https://a/e"), None));
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
        let error = parse(&Verified::from_record(br#"["geheim"]"#)).unwrap_err().to_string();
        assert!(!error.contains("geheim"), "{error}");
        assert!(parse(&Verified::from_record(b"{")).is_err());
    }
}
