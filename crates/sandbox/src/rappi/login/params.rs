//! Query and form parameters. A parameter sent twice is an error (RFC 6749, 3.1), which a plain map would hide.

use std::collections::HashMap;

use url::form_urlencoded;

/// Decoded parameters.
pub(super) struct Params(HashMap<String, Vec<String>>);

impl Params {
    pub(super) fn parse(text: &[u8]) -> Self {
        let mut all: HashMap<String, Vec<String>> = HashMap::new();
        for (name, value) in form_urlencoded::parse(text) {
            all.entry(name.into_owned()).or_default().push(value.into_owned());
        }
        Self(all)
    }

    /// The value, if it came exactly once and is not empty.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        match self.0.get(name)?.as_slice() {
            [value] if !value.is_empty() => Some(value),
            _ => None,
        }
    }

    /// A parameter that came more than once.
    pub(super) fn repeated(&self) -> Option<&str> {
        self.0.iter().find(|(_, values)| values.len() > 1).map(|(name, _)| name.as_str())
    }
}
