//! The answer of `integration-status`, written in one pass: 100,000 stores are some 9 MB.

use axum::body::Bytes;
use serde::{Serialize, Serializer, ser::SerializeMap as _};

use super::Store;
use crate::rappi::api::Spelling;

/// A store as the documents print it. The integration only when integrated; a child has no `children`
/// (docs/wire.md 1.5).
struct Line<'a> {
    store: &'a Store,
    spelling: Spelling,
    children: Option<Vec<Line<'a>>>,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (id, integration) = match self.spelling {
            Spelling::A => ("storeId", "integrationId"),
            Spelling::B => ("store_id", "integration_id"),
        };
        let linked = self.store.link.integration();
        let mut map = to.serialize_map(None)?;
        map.serialize_entry(id, &self.store.id.to_string())?;
        map.serialize_entry("name", &self.store.name)?;
        map.serialize_entry("brand", self.store.brand)?;
        map.serialize_entry("integrated", &linked.is_some())?;
        if let Some(linked) = linked {
            map.serialize_entry(integration, linked)?;
        }
        if let Some(children) = &self.children {
            map.serialize_entry("children", children)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    stores: Vec<Line<'a>>,
}

/// Serialises stores in preorder as the tree of the document.
pub(super) fn body(stores: &[Store], spelling: Spelling) -> Bytes {
    let mut top: Vec<Line<'_>> = Vec::new();
    for store in stores {
        let line = |children| Line { store, spelling, children };
        match (store.parent, top.last_mut()) {
            (Some(_), Some(Line { children: Some(children), .. })) => children.push(line(None)),
            _ => top.push(line(Some(Vec::new()))),
        }
    }
    let mut out = Vec::with_capacity(stores.len() * 110 + 16);
    // Writing text and booleans to memory cannot fail.
    let _ = serde_json::to_writer(&mut out, &Answer { stores: top });
    out.into()
}

#[cfg(test)]
mod tests {
    use super::{Spelling, Store, body};
    use crate::rappi::world::Link;

    #[test]
    fn has_the_shape_of_the_document() {
        let store = |id, name: &str, parent, link| Store { id, name: name.into(), brand: "YourBrand", parent, link };
        let stores = [
            store(1, "Your Brand Main", None, Link::Ours),
            store(3, "Child Store 3", Some(1), Link::Theirs),
            store(11, "FIFOUno", None, Link::None),
        ];
        assert_eq!(
            String::from_utf8_lossy(&body(&stores, Spelling::A)),
            r#"{"stores":[{"storeId":"1","name":"Your Brand Main","brand":"YourBrand","integrated":true,"integrationId":"pos-co-01","children":[{"storeId":"3","name":"Child Store 3","brand":"YourBrand","integrated":true,"integrationId":"kds-andina-09"}]},{"storeId":"11","name":"FIFOUno","brand":"YourBrand","integrated":false,"children":[]}]}"#
        );
        assert_eq!(
            String::from_utf8_lossy(&body(&stores[..2], Spelling::B)),
            r#"{"stores":[{"store_id":"1","name":"Your Brand Main","brand":"YourBrand","integrated":true,"integration_id":"pos-co-01","children":[{"store_id":"3","name":"Child Store 3","brand":"YourBrand","integrated":true,"integration_id":"kds-andina-09"}]}]}"#
        );
    }
}
