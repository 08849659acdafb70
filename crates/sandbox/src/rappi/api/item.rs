//! One store of a request, in either spelling. The difference ends here.

use serde::Deserialize;

use super::Spelling;

/// One store of a request.
#[derive(Debug)]
pub(super) struct Item {
    store_id: Option<String>,
    pub(super) name: Option<String>,
    /// Dialect A only: in B the integrator's token names the integration.
    integration_id: Option<String>,
    pub(super) status: Option<String>,
}

/// The switches are read for their types only: the sandbox sends no orders, so they change nothing here.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct A {
    store_id: Option<String>,
    name: Option<String>,
    integration_id: Option<String>,
    #[serde(rename = "pingActive")]
    _ping_active: Option<bool>,
    #[serde(rename = "getMenuActive")]
    _get_menu_active: Option<bool>,
    #[serde(rename = "cancellationEvents")]
    _cancellation_events: Option<bool>,
    status: Option<String>,
}

#[derive(Debug, Deserialize)]
struct B {
    store_id: Option<String>,
    name: Option<String>,
    /// The id that a point of sale gives the store; nothing here depends on it.
    #[serde(rename = "store_integration_id")]
    _store_integration_id: Option<String>,
    #[serde(rename = "ping_active")]
    _ping_active: Option<bool>,
    #[serde(rename = "get_menu_active")]
    _get_menu_active: Option<bool>,
    #[serde(rename = "cancellation_events")]
    _cancellation_events: Option<bool>,
    status: Option<String>,
}

#[derive(Deserialize)]
struct Body<T> {
    stores: Option<Vec<T>>,
}

impl From<A> for Item {
    fn from(it: A) -> Self {
        Self { store_id: it.store_id, name: it.name, integration_id: it.integration_id, status: it.status }
    }
}

impl From<B> for Item {
    fn from(it: B) -> Self {
        Self { store_id: it.store_id, name: it.name, integration_id: None, status: it.status }
    }
}

/// The `stores` of a body; `None` when there is no such field.
pub(super) fn read(body: &[u8], spelling: Spelling) -> serde_json::Result<Option<Vec<Item>>> {
    Ok(match spelling {
        Spelling::A => items(serde_json::from_slice::<Body<A>>(body)?),
        Spelling::B => items(serde_json::from_slice::<Body<B>>(body)?),
    })
}

fn items<T: Into<Item>>(body: Body<T>) -> Option<Vec<Item>> {
    Some(body.stores?.into_iter().map(Into::into).collect())
}

impl Item {
    /// Present in every item of a [`super::batch::Batch`].
    pub(super) fn id(&self) -> &str {
        self.store_id.as_deref().unwrap_or_default()
    }

    pub(super) fn integration(&self) -> Option<&str> {
        filled(self.integration_id.as_deref())
    }

    /// Missing counts: each dialect has a default.
    pub(super) fn has_known_status(&self) -> bool {
        matches!(self.status.as_deref(), None | Some("ACTIVE" | "INACTIVE"))
    }
}

/// The text, unless it is missing or blank.
pub(super) fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|it| !it.trim().is_empty())
}
