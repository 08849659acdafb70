//! The envelope of every answer (docs/wire.md 2.1).

use crate::{
    http::Answer,
    net::{ApiErrorKind, Problem},
};
use serde_json::Value;

/// Errors of one answer that are kept.
const PROBLEMS: usize = 50;

/// `data` of a success: one that says `ERROR` is none.
pub(super) fn opened(answer: &Answer) -> Result<Value, ApiErrorKind> {
    // Position and kind only: the parser's own words may quote personal data.
    let mut envelope: Value = serde_json::from_slice(&answer.body).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        ApiErrorKind::Unreadable(format!("it is not JSON as documented ({place})"))
    })?;
    match envelope.get("status").and_then(Value::as_str) {
        Some("ERROR") => Err(ApiErrorKind::Refused { status: answer.status, problems: problems(answer) }),
        _ => match envelope.get_mut("data").map(Value::take) {
            Some(data) if !data.is_null() => Ok(data),
            _ => Err(ApiErrorKind::Unreadable("it has no data".to_owned())),
        },
    }
}

/// A list: an array, or an object whose only array of objects it is. How the list is wrapped is not published.
pub(super) fn items(data: Value) -> Result<Vec<Value>, ApiErrorKind> {
    let unreadable = || ApiErrorKind::Unreadable("the list of applications is not as documented".to_owned());
    match data {
        Value::Array(items) => Ok(items),
        Value::Object(fields) => {
            let mut lists = fields.into_iter().filter_map(|(_, value)| match value {
                Value::Array(items) if items.iter().all(Value::is_object) => Some(items),
                _ => None,
            });
            match (lists.next(), lists.next()) {
                (Some(items), None) => Ok(items),
                _ => Err(unreadable()),
            }
        }
        _ => Err(unreadable()),
    }
}

/// The `errors` of an answer.
pub(super) fn problems(answer: &Answer) -> Vec<Problem> {
    // What is no JSON has no list of errors, and is shown as it is.
    let parsed: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let listed = parsed.get("errors").and_then(Value::as_array);
    let text = |error: &Value, key: &str| error.get(key).and_then(Value::as_str).map(|text| answer.words(text));
    let problem = |error: &Value| Problem {
        field: text(error, "field").filter(|field| !field.is_empty()),
        code: text(error, "code").unwrap_or_default(),
        message: text(error, "message").unwrap_or_default(),
    };
    match listed {
        Some(errors) if !errors.is_empty() => errors.iter().take(PROBLEMS).map(problem).collect(),
        _ => vec![Problem::words(answer.text())],
    }
}
