//! Merchants and their trees, for the screen.

use crate::{
    Console, Failure, plan,
    view::{MerchantRow, StoreChange, StoreColumns, StoreDelta, state_code},
};
use gangway_domain::{IntegrationId, MerchantId};
use gangway_record::{Connection, Sql, merchants, operations, stores};
use std::collections::HashMap;

impl Console {
    /// All merchants, by name.
    pub async fn merchants(&self) -> Result<Vec<MerchantRow>, Failure> {
        let profile = self.profile();
        let rows = self
            .record
            .read(move |c| {
                merchants::all(c)?
                    .into_iter()
                    .map(|row| view(c, row, &profile.integrations, profile.country.as_deref()))
                    .collect()
            })
            .await?;
        Ok(rows)
    }

    /// A merchant's tree.
    pub async fn stores(&self, merchant: &str) -> Result<StoreColumns, Failure> {
        let (id, ours) = (MerchantId::from(merchant), self.profile().integrations);
        let merchant = self.merchant_of(&id).await?;
        Ok(self.record.read(move |c| columns(c, &merchant, &ours)).await?)
    }

    /// What changed in it since a revision.
    pub async fn store_delta(&self, merchant: &str, since: i64) -> Result<StoreDelta, Failure> {
        let (id, ours) = (MerchantId::from(merchant), self.profile().integrations);
        let merchant = self.merchant_of(&id).await?;
        let delta = self
            .record
            .read(move |c| {
                let running = operations::sends(c, &merchant.id)?;
                let rows = stores::since(c, &merchant.id, since)?;
                // The newest revision that was read, not that of the merchant row, which may be of a moment before.
                let revision = rows.iter().map(|row| row.revision).max().unwrap_or(since);
                let rows = rows.into_iter().map(|row| StoreChange {
                    row: row.row,
                    state: state_code(&plan::candidate(&row), &ours, running),
                    integration: row.store.integration.map(|id| id.0),
                    note: row.note,
                });
                Ok(StoreDelta { version: merchant.version, revision, rows: rows.collect() })
            })
            .await?;
        Ok(delta)
    }
}

fn view(c: &Connection, row: merchants::Merchant, ours: &[IntegrationId], country: Option<&str>) -> Sql<MerchantRow> {
    let (stores, integrated) = stores::count(c, &row.id, ours)?;
    Ok(MerchantRow {
        open_operations: operations::open_count(c, &row.id)?,
        id: row.id.0,
        name: row.name,
        email: row.email,
        country: country.map(str::to_owned),
        token_expires_at: row.token_expires_at,
        refreshed_at: row.refreshed_at,
        stores: stores as u32,
        integrated: integrated as u32,
    })
}

fn columns(c: &Connection, merchant: &merchants::Merchant, ours: &[IntegrationId]) -> Sql<StoreColumns> {
    let running = operations::sends(c, &merchant.id)?;
    let tree = stores::tree(c, &merchant.id)?;
    let mut columns = StoreColumns {
        version: merchant.version,
        revision: tree.iter().map(|row| row.revision).max().unwrap_or(merchant.revision),
        ..StoreColumns::default()
    };
    let (mut brands, mut integrations) = (Distinct::default(), Distinct::default());
    for row in tree {
        columns.state.push(state_code(&plan::candidate(&row), ours, running));
        columns.brand.push(brands.index(&row.store.brand));
        columns.integration.push(row.store.integration.as_ref().map_or(-1, |id| integrations.index(&id.0) as i32));
        columns.parent.push(row.parent.map_or(-1, |parent| parent as i32));
        if let Some(note) = row.note {
            columns.notes.push((row.row, note));
        }
        columns.ids.push(row.store.id.0);
        columns.names.push(row.store.name);
    }
    columns.brands = brands.words;
    columns.integrations = integrations.words;
    Ok(columns)
}

/// Words that repeat, kept once.
#[derive(Default)]
struct Distinct {
    words: Vec<String>,
    known: HashMap<String, u32>,
}

impl Distinct {
    fn index(&mut self, word: &str) -> u32 {
        if let Some(index) = self.known.get(word) {
            return *index;
        }
        let index = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.known.insert(word.to_owned(), index);
        index
    }
}
