//! Fields of an application for a person: by group, personal data masked.

use crate::{
    clock::instant,
    view::{ApplicationField, ApplicationProblem, ApplicationReview, FieldGroup},
};
use gangway_domain::application::{Fields, MASK};
use gangway_providers::rainforest::moment_without_zone;
use serde_json::Value;

/// Letters of a value that are shown.
const LONGEST: usize = 2_000;
/// Fields of one application that are shown.
const MOST: usize = 600;

/// All fields by group, but those that have a place of their own.
pub(super) fn listed(fields: &Fields, personal: bool) -> Vec<ApplicationField> {
    let shown = if personal { fields.clone() } else { fields.masked() };
    let mut rows = Vec::new();
    for (name, value) in &shown.0 {
        if !matches!(name.as_str(), "validation_errors" | "underwriting_reviews") {
            flatten(group(name), name, value, &mut rows);
        }
    }
    rows.sort_by(|one, other| (one.group, &one.name).cmp(&(other.group, &other.name)));
    rows.truncate(MOST);
    rows
}

fn flatten(group: FieldGroup, name: &str, value: &Value, rows: &mut Vec<ApplicationField>) {
    if rows.len() > MOST {
        return;
    }
    match value {
        Value::Object(inner) if !inner.is_empty() => {
            for (part, value) in inner {
                flatten(group, &format!("{name}.{part}"), value, rows);
            }
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for (place, item) in items.iter().enumerate() {
                flatten(group, &format!("{name}.{}", place + 1), item, rows);
            }
        }
        _ => {
            let value = text(value);
            let masked = value.as_deref() == Some(MASK);
            let utc = value.as_deref().filter(|_| group == FieldGroup::Times).and_then(moment_without_zone);
            let value = if utc.is_some() { instant(utc) } else { value };
            rows.push(ApplicationField { group, name: cut(name, 200), value, masked, zoneless: utc.is_some() });
        }
    }
}

/// What the provider has nothing for is `None`.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(text).collect::<Vec<_>>().join(", "),
        Value::Object(_) => String::new(),
        other => other.to_string(),
    };
    (!text.is_empty()).then(|| cut(&text, LONGEST))
}

fn cut(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

fn group(name: &str) -> FieldGroup {
    let begins = |with: &str| name.starts_with(with);
    match name {
        "average_ticket" | "high_ticket" | "average_monthly_volume" => FieldGroup::Volumes,
        "email" | "website" | "phone_number" | "address" => FieldGroup::Contact,
        "name" | "dba_name" | "legal_name" | "merchant_type" | "mcc" | "mcc_desc" | "tax_id_last_4" => {
            FieldGroup::Business
        }
        _ if begins("owner") || begins("authorized_signer") => FieldGroup::People,
        _ if begins("billing") || begins("deposit") => FieldGroup::Banking,
        _ if begins("underwriting") => FieldGroup::Underwriting,
        _ if name.ends_with("_at") => FieldGroup::Times,
        _ => FieldGroup::Other,
    }
}

/// What the provider finds wrong, in its words.
pub(super) fn problems(fields: &Fields) -> Vec<ApplicationProblem> {
    let errors = fields.0.get("validation_errors").and_then(Value::as_array);
    let word = |error: &Value, key: &str| error.get(key).and_then(text);
    let problem = |error: &Value| ApplicationProblem {
        field: word(error, "field"),
        code: word(error, "code").unwrap_or_default(),
        // An error that is only a text is its own message.
        message: word(error, "message").or_else(|| text(error)).unwrap_or_default(),
    };
    errors.into_iter().flatten().take(MOST).map(problem).collect()
}

/// What underwriting looks at. The shape is not published: an object by name, each with whatever it says.
pub(super) fn reviews(fields: &Fields, personal: bool) -> Vec<ApplicationReview> {
    let shown = if personal { fields.clone() } else { fields.masked() };
    let Some(reviews) = shown.0.get("underwriting_reviews") else { return Vec::new() };
    let named: Vec<(String, &Value)> = match reviews {
        Value::Object(named) => named.iter().map(|(name, review)| (name.clone(), review)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, it)| ((at + 1).to_string(), it)).collect(),
        _ => Vec::new(),
    };
    named.into_iter().take(MOST).map(|(name, review)| self::review(&name, review)).collect()
}

fn review(name: &str, review: &Value) -> ApplicationReview {
    let mut rows = Vec::new();
    if review.is_object() {
        for (part, value) in review.as_object().into_iter().flatten() {
            flatten(FieldGroup::Underwriting, part, value, &mut rows);
        }
    } else {
        flatten(FieldGroup::Underwriting, "", review, &mut rows);
    }
    let mut facts: Vec<(String, String)> = rows.into_iter().filter_map(|row| Some((row.name, row.value?))).collect();
    let status = facts.iter().position(|(name, _)| name == "status").map(|at| facts.remove(at).1);
    ApplicationReview { name: cut(name, 200), status, facts }
}

#[cfg(test)]
mod tests {
    use super::{listed, problems, reviews};
    use crate::view::FieldGroup;
    use gangway_domain::application::{Fields, MASK};
    use serde_json::json;

    fn fields() -> Fields {
        let it = json!({
            "name": "Café Luna", "average_ticket": 4500, "owner_1": { "ssn_last_4": "6789" }, "billing_name": null,
            "created_at": "2026-01-01T00:00:00Z", "new_thing": { "deep": [1, 2], "list": [{ "a": true }] },
            "validation_errors": [{ "field": "owner_1.dob", "code": "Required", "message": "This is required" }, "odd"],
            "underwriting_reviews": { "bank": { "status": "REQUESTED", "reason": "Statements" }, "odd": 7 },
        });
        Fields(it.as_object().unwrap().clone())
    }

    #[test]
    fn by_group_and_masked_until_asked_for() {
        let rows = listed(&fields(), false);
        let of = |name: &str| rows.iter().find(|row| row.name == name).cloned().unwrap();
        assert_eq!((of("name").group, of("name").value.as_deref()), (FieldGroup::Business, Some("Café Luna")));
        assert_eq!((of("owner_1.ssn_last_4").value.as_deref(), of("owner_1.ssn_last_4").masked), (Some(MASK), true));
        assert_eq!((of("billing_name").group, of("billing_name").value), (FieldGroup::Banking, None));
        assert_eq!(of("new_thing.deep").value.as_deref(), Some("1, 2"));
        assert_eq!(of("new_thing.list.1.a").group, FieldGroup::Other);
        assert_eq!(of("created_at").group, FieldGroup::Times);
        assert!(rows.is_sorted_by_key(|row| row.group) && !rows.iter().any(|row| row.name == "validation_errors"));
        let open = listed(&fields(), true);
        let ssn = open.iter().find(|row| row.name == "owner_1.ssn_last_4").unwrap();
        assert_eq!((ssn.value.as_deref(), ssn.masked), (Some("6789"), false));
    }

    #[test]
    fn what_is_wrong_and_what_is_looked_at() {
        let found = problems(&fields());
        assert_eq!((found[0].field.as_deref(), found[0].message.as_str()), (Some("owner_1.dob"), "This is required"));
        assert_eq!(found[1].message, "odd");
        let looked = reviews(&fields(), false);
        assert_eq!((looked[0].name.as_str(), looked[0].status.as_deref()), ("bank", Some("REQUESTED")));
        assert_eq!(looked[0].facts, [("reason".to_owned(), "Statements".to_owned())]);
        assert_eq!(looked[1].facts, [(String::new(), "7".to_owned())]);
    }
}
