//! One application: who asks, and where it is. Its fields are drawn anew from the seed whenever they are asked for, so that a
//! hundred thousand of them need little room.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{
    names::{BUSINESSES, FIRST, LAST, PLACES},
    status::{Status, Times},
};
use crate::random::Seeded;

/// One application of a merchant.
#[derive(Debug, Clone)]
pub(crate) struct Application {
    pub(crate) id: String,
    pub(crate) merchant: String,
    pub(crate) status: Status,
    pub(crate) times: Times,
    /// Draws the fields.
    pub(crate) seed: u64,
    /// Fields that somebody set by hand.
    pub(crate) set: Map<String, Value>,
}

impl Application {
    pub(crate) fn reach(&mut self, status: Status, at: i64) {
        self.status = status;
        self.times.reach(status, at);
    }

    /// Everything there is about it: the `data` of a webhook and of the get call (Rainforest's guide).
    pub(crate) fn to_json(&self) -> Value {
        let mut random = Seeded::new(self.seed, "fields");
        let mut fields = self.business(&mut random);
        if self.status >= Status::InProgress {
            fields.extend(Self::filled_in(&mut random));
        }
        if self.status >= Status::Processing {
            fields.extend(self.submitted(&mut random));
        }
        fields.extend(self.times());
        fields.extend(self.set.clone());
        Value::Object(fields)
    }

    fn business(&self, random: &mut Seeded) -> Map<String, Value> {
        let (name, ending, mcc, meaning) = random.pick(BUSINESSES);
        let number = random.below(900) + 100;
        let host = format!("{}{number}.example", slug(name));
        object(json!({
            "merchant_application_id": self.id,
            "merchant_id": self.merchant,
            "platform_id": "sbx_plt_2sOuPlatformForTrying000001",
            "name": format!("{name} {number}"),
            "dba_name": format!("{name} {number}"),
            "legal_name": format!("{name} {number} {ending}"),
            "merchant_type": "BUSINESS",
            "mcc": mcc,
            "mcc_desc": meaning,
            "email": format!("office@{host}"),
            "website": format!("https://{host}"),
            "status": self.status.word(),
            "validation_errors": self.validation_errors(),
        }))
    }

    fn filled_in(random: &mut Seeded) -> Map<String, Value> {
        let (street, city, state, postal_code) = random.pick(PLACES);
        let ticket = 1_500 + random.below(30_000);
        object(json!({
            "phone_number": format!("+1404555{:04}", random.below(10_000)),
            "average_ticket": ticket,
            "high_ticket": ticket * 6,
            "average_monthly_volume": ticket * 180,
            "tax_id_last_4": format!("{:04}", random.below(10_000)),
            "address": {
                "line_1": format!("{} {street}", random.below(900) + 10), "city": city, "state": state,
                "postal_code": postal_code, "country": "US",
            },
            "owner_1": owner(random, true),
        }))
    }

    fn submitted(&self, random: &mut Seeded) -> Map<String, Value> {
        let second = (random.below(3) == 0).then(|| owner(random, false));
        let mut fields = object(json!({
            "billing_bank_account_last_4": format!("{:04}", random.below(10_000)),
            "deposit_bank_account_last_4": format!("{:04}", random.below(10_000)),
            "deposit_schedule": "DAILY",
            "underwriting_reviews": self.reviews(),
            "underwriting_verifications": {
                "business": { "tax_id": "MATCH", "legal_name": "MATCH" },
                "owner_1": { "identity": if self.status == Status::Declined { "NO_MATCH" } else { "MATCH" } },
            },
        }));
        if let Some(second) = second {
            fields.insert("owner_2".to_owned(), second);
        }
        fields
    }

    fn reviews(&self) -> Value {
        match self.status {
            Status::NeedsInformation => json!({
                "bank_statements": {
                    "status": "REQUESTED", "requested_at": text(self.times.needs_information),
                    "reason": "Bank statements of the last three months",
                },
                "business_license": { "status": "ACCEPTED" },
            }),
            Status::InReview => json!({
                "business_model": {
                    "status": "IN_REVIEW", "requested_at": text(self.times.in_review),
                    "reason": "Clarification of the goods sold, by email to the platform",
                },
            }),
            Status::Declined => {
                json!({ "decision": { "status": "DECLINED", "reason": "Identity could not be verified" } })
            }
            _ => json!({}),
        }
    }

    /// The document names the list and no code; these are made up, and one of them is meant to be new to whoever reads it.
    fn validation_errors(&self) -> Value {
        match self.status {
            Status::InProgress => json!([
                { "field": "owner_1.ssn_last_4", "code": "Required", "message": "This field is required" },
                { "field": "deposit_bank_account", "code": "Required", "message": "This field is required" },
                { "field": "website", "code": "NotReachable", "message": "The website does not answer" },
            ]),
            _ => json!([]),
        }
    }

    fn times(&self) -> Map<String, Value> {
        let Times { created, updated, submitted, resubmitted, needs_information, in_review, approved, declined } =
            self.times;
        object(json!({
            "created_at": text(Some(created)),
            "updated_at": text(updated.or(Some(created))),
            "submitted_at": text(submitted),
            "in_review_at": text(in_review),
            "needs_information_at": text(needs_information),
            "resubmitted_at": text(resubmitted),
            "approved_at": text(approved),
            "declined_at": text(declined),
        }))
    }
}

fn owner(random: &mut Seeded, first: bool) -> Value {
    let (given, family) = (random.pick(FIRST), random.pick(LAST));
    json!({
        "first_name": given,
        "last_name": family,
        "dob": format!("{}-{:02}-{:02}", 1950 + random.below(50), random.below(12) + 1, random.below(28) + 1),
        "ssn_last_4": format!("{:04}", random.below(10_000)),
        "email": format!("{}.{}@example.com", slug(given), slug(family)),
        "phone_number": format!("+1404555{:04}", random.below(10_000)),
        "title": if first { "CEO" } else { "Partner" },
        "ownership_percentage": if first { 60 } else { 40 },
    })
}

/// RFC 3339 in UTC, to the millisecond (Rainforest's guide).
fn text(at: Option<i64>) -> Value {
    let at = at.and_then(|at| Timestamp::from_millisecond(at).ok());
    at.map_or(Value::Null, |at| Value::from(format!("{at:.3}")))
}

fn slug(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
