//! Which secrets went over the wire.

use crate::search::Secret;
use std::collections::BTreeSet;
use url::form_urlencoded;

/// Where a secret stands in what was heard, and what ends it.
const MARKS: &[(&str, &str, &str)] = &[
    ("the client secret", "\"client_secret\":\"", "\""),
    ("a token of the answer", "\"access_token\":\"", "\""),
    ("the id_token", "\"id_token\":\"", "\""),
    ("the integrator's bearer", "authorization: Bearer ", "\r\n"),
    ("the merchant's bearer", "authorization-partners: Bearer ", "\r\n"),
    ("the webhook secret", "\"secret\":\"", "\""),
    ("the code", "&code=", "&"),
    ("the code of the redirect", "?code=", "&"),
    ("the verifier", "code_verifier=", "&"),
];

/// Every secret heard; panics when one of the kinds was not heard at all.
pub(crate) fn secrets(heard: &str) -> Vec<Secret> {
    let lower = heard.to_ascii_lowercase();
    let mut all = Vec::new();
    for (name, before, end) in MARKS {
        let before = before.to_ascii_lowercase();
        let values: BTreeSet<String> = lower
            .match_indices(&before)
            .map(|(at, _)| &heard[at + before.len()..])
            .filter_map(|rest| rest.split([end.as_bytes()[0] as char, '\r', '\n', ' ', '"']).next())
            .map(decoded)
            .filter(|value| value.len() >= 16)
            .collect();
        assert!(!values.is_empty(), "{name} was not heard");
        all.extend(values.iter().map(|value| Secret::new(name, value)));
    }
    all
}

fn decoded(value: &str) -> String {
    let pair = format!("v={value}");
    form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}
