//! Merchants and their trees, for the screen.

use crate::{
    Failure,
    clock::{WEEK, now},
    environment::audited::Acted,
    merchants::Merchants,
    provisioning::plan,
    view::{Change, DriftRow, MerchantRow, StoreChange, StoreColumns, StoreDelta, state_code},
};
use gangway_domain::{
    ActKind, IntegrationId, MerchantId,
    operation::{Kind, StoreState},
    plan::Facts,
};
use gangway_record::{
    Connection, Sql,
    audit::Act,
    merchants,
    operations::{
        self,
        open_stores::{self, Waiting},
        operation_stores,
    },
    stores::{self, drift},
};
use std::collections::HashMap;

/// Differences that a list shows.
const LISTED: u32 = 500;

impl Merchants {
    /// All merchants, by name.
    pub async fn merchants(&self) -> Result<Vec<MerchantRow>, Failure> {
        let profile = self.environment.profile();
        // A result that is merely late is not missed yet.
        let missed_before = now() - profile.overdue_after.as_millis() as i64;
        let rows = self
            .environment
            .record()
            .read(move |c| {
                let counts = Counted::of(c, missed_before)?;
                merchants::all(c)?
                    .into_iter()
                    .map(|row| view(c, row, &profile.integrations, profile.country.as_deref(), &counts))
                    .collect()
            })
            .await?;
        Ok(rows)
    }

    /// What refreshes found that nothing of ours explains, newest first.
    pub async fn drift(&self, merchant: &str) -> Result<Vec<DriftRow>, Failure> {
        let id = MerchantId::from(merchant);
        let found = self.environment.record().read(move |c| drift::of(c, &id, LISTED)).await?;
        let rows = found.into_iter().map(|found| DriftRow {
            id: found.id,
            store: found.difference.store.0,
            name: found.difference.name,
            change: found.difference.change,
            before: found.difference.before,
            after: found.difference.after,
            at: found.at,
            seen_at: found.seen_at,
        });
        Ok(rows.collect())
    }

    /// A person saw the differences up to this one.
    pub async fn see_drift(&self, merchant: &str, up_to: i64) -> Result<(), Failure> {
        let row = self.tokens.merchant_of(&MerchantId::from(merchant)).await?;
        let (id, at) = (row.id.clone(), now());
        let act = self.environment.act(ActKind::DriftSeen, &row.name, Some(&row.id), None);
        let seen = self
            .environment
            .commit_if(move |c| {
                let seen = drift::see(c, &id, up_to, at)?;
                Ok(Acted::maybe(seen, (seen > 0).then(|| Act { detail: Some(seen.to_string()), ..act })))
            })
            .await?;
        if seen > 0 {
            self.environment.tell(Change::Merchants);
        }
        Ok(())
    }

    /// A merchant's tree.
    pub async fn stores(&self, merchant: &str) -> Result<StoreColumns, Failure> {
        let (id, ours) = (MerchantId::from(merchant), self.environment.profile().integrations);
        let merchant = self.tokens.merchant_of(&id).await?;
        Ok(self.environment.record().read(move |c| columns(c, &merchant, &ours)).await?)
    }

    /// What changed in it since a revision.
    pub async fn store_delta(&self, merchant: &str, since: i64) -> Result<StoreDelta, Failure> {
        let (id, ours) = (MerchantId::from(merchant), self.environment.profile().integrations);
        let merchant = self.tokens.merchant_of(&id).await?;
        let delta = self
            .environment
            .record()
            .read(move |c| {
                let running = operations::sends(c, &merchant.id)?;
                let rows = stores::since(c, &merchant.id, since)?;
                // The newest revision that was read, not that of the merchant row, which may be of a moment before.
                let revision = rows.iter().map(|row| row.revision).max().unwrap_or(since);
                let rows = rows.into_iter().map(|row| StoreChange {
                    row: row.row,
                    state: state_code(plan::candidate(&row).facts(), &ours, running),
                    integration: row.store.integration.map(|id| id.0),
                    note: row.note,
                });
                Ok(StoreDelta { version: merchant.version, revision, rows: rows.collect() })
            })
            .await?;
        Ok(delta)
    }
}

/// What Home counts over all merchants, by merchant.
struct Counted {
    missed: HashMap<MerchantId, u32>,
    lately: HashMap<MerchantId, (u32, u32)>,
    waiting: Vec<Waiting>,
}

impl Counted {
    fn of(c: &Connection, missed_before: i64) -> Sql<Self> {
        Ok(Self {
            missed: operation_stores::missed_by_merchant(c, 0, missed_before)?,
            lately: operation_stores::settled_by_merchant(c, Kind::Provision, now() - WEEK)?,
            waiting: open_stores::waiting(c)?,
        })
    }

    fn in_state(&self, merchant: &MerchantId, wanted: &[StoreState]) -> u32 {
        let of = self.waiting.iter().filter(|it| it.merchant == *merchant && wanted.contains(&it.state));
        of.map(|it| it.stores).sum()
    }
}

fn view(
    c: &Connection,
    row: merchants::Merchant,
    ours: &[IntegrationId],
    country: Option<&str>,
    counts: &Counted,
) -> Sql<MerchantRow> {
    let (stores, integrated) = stores::count(c, &row.id, ours)?;
    let (integrated_lately, failed_lately) = counts.lately.get(&row.id).copied().unwrap_or_default();
    Ok(MerchantRow {
        integrated_lately,
        failed_lately,
        waiting: counts.in_state(&row.id, &[StoreState::Accepted, StoreState::Overdue]),
        unknown: counts.in_state(&row.id, &[StoreState::Unknown]),
        open_operations: operations::open_count(c, &row.id)?,
        drift: drift::unseen(c, &row.id)?,
        missed_webhooks: counts.missed.get(&row.id).copied().unwrap_or(0),
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
    let size = stores::size(c, &merchant.id)?;
    let mut columns = StoreColumns::of_size(size);
    let (mut brands, mut integrations) = (Distinct::default(), Distinct::default());
    let mut revision = None;
    stores::scan(c, &merchant.id, |store| {
        let facts = Facts { name: store.name, integration: store.integration, latest: store.latest };
        let row = store.row as usize;
        columns.state[row] = state_code(facts, ours, running);
        columns.brand[row] = brands.index(store.brand);
        columns.integration[row] = store.integration.map_or(-1, |id| integrations.index(id) as i32);
        columns.parent[row] = store.parent.map_or(-1, |parent| parent as i32);
        store.id.clone_into(&mut columns.ids[row]);
        store.name.clone_into(&mut columns.names[row]);
        if let Some(note) = store.note {
            columns.notes.push((store.row, note.to_owned()));
        }
        revision = revision.max(Some(store.revision));
    })?;
    columns.notes.sort_unstable_by_key(|(row, _)| *row);
    columns.version = merchant.version;
    columns.revision = revision.unwrap_or(merchant.revision);
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
