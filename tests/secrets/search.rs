//! Looking for secrets.

use base64::{Engine, engine::general_purpose::STANDARD};
use url::form_urlencoded;

/// Something that must stay where it is.
pub(crate) struct Secret {
    /// What it is.
    pub(crate) name: String,
    pub(crate) value: String,
    /// Places that hold it on purpose.
    pub(crate) at_home: &'static [&'static str],
}

impl Secret {
    /// A secret that belongs nowhere.
    pub(crate) fn new(name: &str, value: &str) -> Self {
        assert!(value.len() >= 16, "{name} is too short to be looked for: {value:?}");
        Self { name: name.to_owned(), value: value.to_owned(), at_home: &[] }
    }

    /// The forms it could have taken on its way.
    pub(crate) fn forms(&self) -> Vec<String> {
        let mut forms = vec![
            self.value.clone(),
            form_urlencoded::byte_serialize(self.value.as_bytes()).collect(),
            hex::encode(&self.value),
            STANDARD.encode(&self.value),
        ];
        forms.dedup();
        forms
    }
}

/// Where which secret was found.
pub(crate) fn found(secrets: &[Secret], places: &[(String, Vec<u8>)]) -> Vec<String> {
    let mut hits = Vec::new();
    for secret in secrets {
        for (place, text) in places.iter().filter(|(place, _)| !secret.at_home.contains(&place.as_str())) {
            if secret.forms().iter().any(|form| contains(text, form.as_bytes())) {
                hits.push(format!("{} in {place}", secret.name));
            }
        }
    }
    hits
}

fn contains(text: &[u8], wanted: &[u8]) -> bool {
    // The first byte finds candidates; a window over megabytes in a debug build would take seconds.
    let Some((first, rest)) = wanted.split_first() else { return false };
    let mut from = 0;
    while let Some(at) = text[from..].iter().position(|byte| byte == first) {
        from += at + 1;
        if text[from..].starts_with(rest) {
            return true;
        }
    }
    false
}
