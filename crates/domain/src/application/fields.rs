//! The fields of an application: known, unknown and personal ones, and how two accounts of them become one.

use serde_json::{Map, Value};
use std::{collections::BTreeMap, fmt};

/// What stands where personal data stood.
pub const MASK: &str = "•••";

/// Names of fields that hold personal data, wherever they are (docs/wire.md 2.1).
const PERSONAL: [&str; 18] = [
    "account_number",
    "address",
    "billing_bank_account_last_4",
    "birthdate",
    "date_of_birth",
    "deposit_bank_account_last_4",
    "dob",
    "email",
    "first_name",
    "last_name",
    "passport",
    "phone",
    "phone_number",
    "routing_number",
    "ssn",
    "ssn_last_4",
    "tax_id",
    "tax_id_last_4",
];

/// Fields by name. They hold personal data, so they are never printed.
#[derive(Clone, Default, PartialEq)]
pub struct Fields(pub Map<String, Value>);

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fields({} of them, not shown)", self.0.len())
    }
}

impl Fields {
    /// A text field, unless it is empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str().filter(|text| !text.trim().is_empty())
    }

    /// What to call the merchant: its trade name, else the others it has.
    pub fn merchant_name(&self) -> Option<&str> {
        ["dba_name", "name", "legal_name"].into_iter().find_map(|name| self.text(name))
    }

    /// The same with every personal value masked; what is empty stays empty, so that a gap can be seen.
    #[must_use]
    pub fn masked(&self) -> Self {
        let masked = self.0.iter().map(|(name, value)| (name.clone(), masked(name, value, false)));
        Self(masked.collect())
    }
}

/// The value with everything personal masked. `within`: it belongs to a person or a personal field.
fn masked(name: &str, value: &Value, within: bool) -> Value {
    let is_owner = name.starts_with("owner_") || name.starts_with("authorized_signer") || name == "owners";
    let personal = within || is_owner || is_personal(name);
    match value {
        Value::Object(inner) => {
            Value::Object(inner.iter().map(|(name, value)| (name.clone(), masked(name, value, personal))).collect())
        }
        Value::Array(items) => items.iter().map(|item| masked(name, item, personal)).collect(),
        Value::Null => Value::Null,
        Value::String(text) if text.is_empty() => value.clone(),
        _ if personal => MASK.into(),
        other => other.clone(),
    }
}

/// Whether a field of this name holds personal data, wherever it is.
pub fn is_personal(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    PERSONAL.contains(&name.as_str()) || name.ends_with("_ssn") || name.ends_with("_dob") || name.ends_with("_email")
}

/// Any JSON with everything personal in it masked: for showing what came.
pub fn mask(value: &Value) -> Value {
    masked("", value, false)
}

/// The newest account of every field. Accounts may come in any order and as often as they like: the same end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    /// The newest value of every field.
    pub fields: Fields,
    /// How new the newest account is: its latest provider time, Unix milliseconds.
    pub fresh: i64,
    /// Fields that the newest account did not have, with how new theirs is. Empty, as a rule: accounts are complete.
    pub older: BTreeMap<String, i64>,
}

impl Merged {
    /// Adds an account that is as new as `fresh`.
    pub fn add(&mut self, account: &Fields, fresh: i64) {
        let ages = |name: &str| self.older.get(name).copied().unwrap_or(self.fresh);
        let mut fields = Map::new();
        let mut older = BTreeMap::new();
        let newest = self.fresh.max(fresh);
        let names = self.fields.0.keys().chain(account.0.keys().filter(|name| !self.fields.0.contains_key(*name)));
        for name in names {
            let known = self.fields.0.get(name).map(|value| (ages(name), value));
            let told = account.0.get(name).map(|value| (fresh, value));
            let Some((age, value)) = newer(known, told) else { continue };
            fields.insert(name.clone(), value.clone());
            if age < newest {
                older.insert(name.clone(), age);
            }
        }
        *self = Self { fields: Fields(fields), fresh: newest, older };
    }
}

type Aged<'a> = Option<(i64, &'a Value)>;

/// At the same age the greater text stands: which one does not matter, that it is always the same one does.
fn newer<'a>(one: Aged<'a>, other: Aged<'a>) -> Aged<'a> {
    match (one, other) {
        (Some(one), Some(other)) if one.0 == other.0 && one.1 != other.1 => {
            let (text, others) = (one.1.to_string(), other.1.to_string());
            Some(if text > others { one } else { other })
        }
        (Some(one), Some(other)) => Some(if other.0 > one.0 { other } else { one }),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, MASK, Merged, mask};
    use serde_json::{Value, json};

    fn fields(value: Value) -> Fields {
        match value {
            Value::Object(map) => Fields(map),
            _ => panic!("an object"),
        }
    }

    #[test]
    fn nothing_prints_itself() {
        let it = fields(json!({ "owner_1": { "ssn_last_4": "6789", "dob": "1980-01-02" } }));
        assert_eq!(format!("{it:?}"), "Fields(1 of them, not shown)");
        assert!(!format!("{:?}", Merged { fields: it, ..Merged::default() }).contains("6789"));
    }

    #[test]
    fn personal_values_are_masked_and_gaps_are_seen() {
        let it = json!({
            "name": "Café Luna", "status": "CREATED", "email": "a@b.c", "phone_number": null, "average_ticket": 5,
            "address": { "city": "Austin", "line_2": "" }, "tax_id_last_4": "1234",
            "owner_1": { "title": "CEO", "dob": "1980-01-02", "share": 60 }, "list": [{ "ssn": 7 }],
        });
        let expected = json!({
            "name": "Café Luna", "status": "CREATED", "email": MASK, "phone_number": null, "average_ticket": 5,
            "address": { "city": MASK, "line_2": "" }, "tax_id_last_4": MASK,
            "owner_1": { "title": MASK, "dob": MASK, "share": MASK }, "list": [{ "ssn": MASK }],
        });
        assert_eq!(mask(&it), expected);
        assert_eq!(fields(it).masked(), fields(expected));
    }

    #[test]
    fn a_sparse_account_takes_nothing_away() {
        let mut merged = Merged::default();
        merged.add(&fields(json!({ "name": "A", "status": "CREATED" })), 1);
        merged.add(&fields(json!({ "status": "DECLINED" })), 5);
        merged.add(&fields(json!({ "status": "PROCESSING", "name": "B" })), 3);
        assert_eq!(merged.fields, fields(json!({ "name": "B", "status": "DECLINED" })));
        assert_eq!((merged.fresh, merged.older.get("name")), (5, Some(&3)));
    }

    #[test]
    fn the_merchants_name() {
        let check = |value: Value, expected: Option<&str>| assert_eq!(fields(value).merchant_name(), expected);
        check(json!({ "dba_name": "D", "name": "N" }), Some("D"));
        check(json!({ "dba_name": " ", "legal_name": "L" }), Some("L"));
        check(json!({ "name": 7 }), None);
    }
}
