//! Shapes on the wire (Ratepay's guide).

use gangway_domain::SubscriptionId;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// The complete body of a create or an update: a missing property is a 400.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Where calls go. The provider does not check it.
    pub url: String,
    /// Free text: only `INVOICE_INVOICE` is printed anywhere.
    pub event: String,
    /// At least [`super::SHORTEST`] characters.
    pub secret: SecretString,
}

/// One subscription of a list, with its secret in clear: it goes to the vault and nowhere else.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Of letters, digits, `_` and `-`, so that it can stand in a path.
    pub id: SubscriptionId,
    /// Where calls go.
    pub url: String,
    /// The event type.
    pub event: String,
    /// What calls are signed with.
    pub secret: SecretString,
}

#[derive(Serialize)]
pub(super) struct WantedOut<'a> {
    url: &'a str,
    event_type: &'a str,
    secret: &'a str,
}

impl<'a> From<&'a Wanted> for WantedOut<'a> {
    fn from(wanted: &'a Wanted) -> Self {
        Self { url: &wanted.url, event_type: &wanted.event, secret: wanted.secret.expose_secret() }
    }
}

#[derive(Deserialize)]
struct ListedIn {
    id: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    event_type: String,
    #[serde(default)]
    secret: SecretString,
}

#[derive(Deserialize)]
struct CreatedIn {
    id: String,
}

/// The answer of a list, or why it cannot be read.
pub(super) fn listed(body: &[u8]) -> Result<Vec<Listed>, String> {
    // Position and kind only: the parser's own words may quote a secret.
    let unreadable = |error: serde_json::Error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        format!("the list of subscriptions is not as documented ({place})")
    };
    let list: Vec<ListedIn> = serde_json::from_slice(body).map_err(unreadable)?;
    list.into_iter().map(Listed::try_from).collect()
}

/// The id in the answer of a create, if it can be read; the work is done in any case.
pub(super) fn created(body: &[u8]) -> Option<SubscriptionId> {
    let created: CreatedIn = serde_json::from_slice(body).ok()?;
    is_id(&created.id).then_some(SubscriptionId(created.id))
}

impl TryFrom<ListedIn> for Listed {
    type Error = String;

    fn try_from(wire: ListedIn) -> Result<Self, String> {
        if !is_id(&wire.id) {
            return Err("a subscription's id has other characters than documented".to_owned());
        }
        Ok(Self { id: SubscriptionId(wire.id), url: wire.url, event: wire.event_type, secret: wire.secret })
    }
}

/// An id goes into a path: `..` there would be another path. The documented length of 20 is not insisted on.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::{created, listed};
    use secrecy::ExposeSecret;

    #[test]
    fn the_sample_of_the_document() {
        let list = listed(br#"[{"id":"d8znR1k1_0Kw305BsoPT","url":"https://api.merchant.com/event","event_type":"INVOICE_INVOICE","secret":"6GHb","new":1}]"#).unwrap();
        assert_eq!((list[0].id.as_str(), list[0].event.as_str()), ("d8znR1k1_0Kw305BsoPT", "INVOICE_INVOICE"));
        assert_eq!((list[0].url.as_str(), list[0].secret.expose_secret()), ("https://api.merchant.com/event", "6GHb"));
        assert!(!format!("{list:?}").contains("6GHb"));
    }

    #[test]
    fn what_cannot_be_read_is_not_quoted() {
        for body in [r#"[{"id":["geheim"]}]"#, r#"{"secret":"geheim"}"#, r#"["geheim"]"#, r#"[{"id":"../geheim"}]"#, ""]
        {
            let error = listed(body.as_bytes()).unwrap_err();
            assert!(!error.contains("geheim") && !error.is_empty(), "{error}");
        }
        assert_eq!(created(br#"{"id":"../x"}"#), None);
        assert_eq!(created(b""), None);
    }
}
