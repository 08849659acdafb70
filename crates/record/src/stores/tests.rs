use super::{Refreshed, any_integrated_below, claim, mark, refresh, release, set_integration, since, tree};
use crate::{Record, merchants};
use gangway_domain::{IntegrationId, MerchantId, operation::StoreState, tree::Row, tree::Store};

fn row(id: &str, parent: Option<u32>, integration: Option<&str>) -> Row {
    let store = Store {
        id: id.into(),
        name: format!("Store {id}"),
        brand: "B".into(),
        integration: integration.map(Into::into),
    };
    Row { store, parent }
}

fn merchant(id: &MerchantId) -> merchants::Merchant {
    merchants::Merchant {
        id: id.clone(),
        email: "a@b".into(),
        name: "A".into(),
        authorized_at: 0,
        token_expires_at: None,
        refreshed_at: None,
        version: 0,
        revision: 0,
    }
}

#[tokio::test]
async fn a_late_result_of_an_older_operation_does_not_free_what_a_newer_one_sends() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let id = MerchantId::from("m");
    record
        .write(move |c| {
            merchants::authorize(c, &merchant(&id))?;
            refresh(c, &id, &[row("1", None, None)], 1)?;
            let (store, older, newer) = ("1".into(), "o".into(), "p".into());
            claim(c, &id, &store, &older, 1)?;
            mark(c, &id, &store, &older, StoreState::Failed, Some("409"), 2)?;
            assert_eq!(tree(c, &id)?[0].latest, Some(StoreState::Failed));
            claim(c, &id, &store, &newer, 3)?;
            mark(c, &id, &store, &newer, StoreState::Sending, None, 4)?;
            mark(c, &id, &store, &older, StoreState::Failed, Some("500"), 5)?;
            assert_eq!(tree(c, &id)?[0].latest, Some(StoreState::Sending));
            release(c, &id, &newer, 6)?;
            assert_eq!(tree(c, &id)?[0].latest, Some(StoreState::Sending), "it was sent");
            let here = IntegrationId::from("x");
            set_integration(c, &id, &store, &newer, Some(&here), 7)?;
            set_integration(c, &id, &store, &older, None, 8)?;
            assert_eq!(tree(c, &id)?[0].store.integration, Some(here), "the newer one's word stays");
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_below_a_store_is_found_at_any_depth() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let id = MerchantId::from("m");
    record
        .write(move |c| {
            merchants::authorize(c, &merchant(&id))?;
            let rows = [
                row("1", None, None),
                row("2", Some(0), None),
                row("3", Some(1), Some("x")),
                row("4", Some(0), None),
                row("5", None, Some("x")),
            ];
            refresh(c, &id, &rows, 1)?;
            for (store, expected) in [("1", true), ("2", true), ("3", false), ("4", false), ("5", false), ("6", false)]
            {
                assert_eq!(any_integrated_below(c, &id, &store.into())?, expected, "{store}");
            }
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_refresh_keeps_states_and_versions_the_shape() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let id = MerchantId::from("m");
    record
        .write(move |c| {
            merchants::authorize(c, &merchant(&id))?;
            let first = [row("1", None, None), row("3", Some(0), None), row("2", None, Some("x"))];
            assert_eq!(refresh(c, &id, &first, 1)?, Refreshed { stores: 3, changed: 3 });
            let revision = merchants::next_revision(c, &id)?;
            mark(c, &id, &"3".into(), &"o".into(), StoreState::Failed, Some("409"), revision)?;
            assert_eq!(since(c, &id, revision - 1)?.len(), 1);

            let version = merchants::by_id(c, &id)?.unwrap().version;
            let second = [row("1", None, Some("ours")), row("3", Some(0), None), row("2", None, Some("x"))];
            assert_eq!(refresh(c, &id, &second, 2)?, Refreshed { stores: 3, changed: 1 });
            assert_eq!(merchants::by_id(c, &id)?.unwrap().version, version, "same shape, same version");
            assert_eq!(tree(c, &id)?[1].latest, Some(StoreState::Failed));

            assert_eq!(refresh(c, &id, &second[..1], 3)?, Refreshed { stores: 1, changed: 2 });
            assert_eq!(merchants::by_id(c, &id)?.unwrap().version, version + 1);
            assert_eq!(tree(c, &id)?.len(), 1);
            Ok(())
        })
        .await
        .unwrap();
}
