//! What underwriting still wants of a merchant. Names only: no value of the application is said.

use crate::application::Fields;
use serde_json::Value;

/// States of a review that wait for the merchant. The provider publishes no list; others are not asked for.
const WANTED: [&str; 5] = ["requested", "required", "needs_information", "missing", "action_required"];

/// What the fields say is missing, as the provider calls it: the documents of reviews, then fields with mistakes
/// (`owner_1.dob`).
pub fn missing(fields: &Fields) -> Vec<&str> {
    let errors = fields.0.get("validation_errors").and_then(Value::as_array).into_iter().flatten();
    let errors = errors.filter_map(|error| error.get("field")?.as_str());
    let reviews = fields.0.get("underwriting_reviews").and_then(Value::as_object).into_iter().flatten();
    let reviews = reviews.filter(|(_, review)| is_wanted(review)).map(|(name, _)| name.as_str());
    reviews.chain(errors).collect()
}

fn is_wanted(review: &Value) -> bool {
    let status = review.get("status").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    WANTED.contains(&status.as_str())
}

#[cfg(test)]
mod tests {
    use super::missing;
    use crate::application::Fields;
    use serde_json::{Value, json};

    #[test]
    fn what_is_asked_for_is_named_and_nothing_else() {
        let check = |fields: Value, expected: &[&str]| {
            let Value::Object(fields) = fields else { panic!("an object") };
            assert_eq!(missing(&Fields(fields)), expected);
        };
        check(
            json!({
                "owner_1": { "dob": "1970-01-01", "ssn_last_4": "6789" },
                "underwriting_reviews": { "bank_statements": { "status": "REQUESTED" }, "business_license": { "status": "ACCEPTED" } },
                "validation_errors": [{ "field": "owner_1.dob", "code": "Required" }, { "field": "new_thing" }, "odd"],
            }),
            &["bank_statements", "owner_1.dob", "new_thing"],
        );
        check(json!({}), &[]);
        check(json!({ "underwriting_reviews": { "a": { "status": "IN_REVIEW" }, "b": 7 } }), &[]);
    }
}
