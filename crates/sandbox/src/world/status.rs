//! The answer of `integration-status`, written in one pass: 100,000 stores are some 9 MB.

use axum::body::Bytes;
use serde::Serialize;

use super::Store;

/// A store as seed 000 prints it. `integrationId` only when integrated; a child has no `children` (PROVIDERS.md 1.5).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    store_id: String,
    name: &'a str,
    brand: &'a str,
    integrated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    integration_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    children: Option<Vec<Line<'a>>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    stores: Vec<Line<'a>>,
}

/// Serialises stores in preorder as the tree of the document.
pub(super) fn body(stores: &[Store]) -> Bytes {
    let mut top: Vec<Line<'_>> = Vec::new();
    for store in stores {
        match (store.parent, top.last_mut()) {
            (Some(_), Some(Line { children: Some(children), .. })) => children.push(line(store, None)),
            _ => top.push(line(store, Some(Vec::new()))),
        }
    }
    let mut out = Vec::with_capacity(stores.len() * 110 + 16);
    // Writing text and booleans to memory cannot fail.
    let _ = serde_json::to_writer(&mut out, &Answer { stores: top });
    out.into()
}

fn line<'a>(store: &'a Store, children: Option<Vec<Line<'a>>>) -> Line<'a> {
    let integration_id = store.link.integration();
    Line {
        store_id: store.id.to_string(),
        name: &store.name,
        brand: store.brand,
        integrated: integration_id.is_some(),
        integration_id,
        children,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Link, Store, body};

    #[test]
    fn has_the_shape_of_the_document() {
        let store = |id, name: &str, parent, link| Store { id, name: name.into(), brand: "YourBrand", parent, link };
        let stores = [
            store(1, "Your Brand Main", None, Link::Ours),
            store(3, "Child Store 3", Some(1), Link::Theirs),
            store(11, "FIFOUno", None, Link::None),
        ];
        assert_eq!(
            String::from_utf8_lossy(&body(&stores)),
            r#"{"stores":[{"storeId":"1","name":"Your Brand Main","brand":"YourBrand","integrated":true,"integrationId":"pos-co-01","children":[{"storeId":"3","name":"Child Store 3","brand":"YourBrand","integrated":true,"integrationId":"kds-andina-09"}]},{"storeId":"11","name":"FIFOUno","brand":"YourBrand","integrated":false,"children":[]}]}"#
        );
    }
}
