//! Reviewing a merchant's tree: keep it as it is, compare any two, sign off.

use crate::{
    Code, Failure, Reason,
    environment::audited::Acted,
    now,
    reviews::Reviews,
    view::{
        self, Change, ChangeCount, CompareRequest, Comparison, DifferenceRow, Side, SignOffRow, SnapshotRow, TreeAt,
    },
};
use gangway_domain::{
    ActKind, IntegrationId, MerchantId,
    compare::{Difference, Differs, compare},
    tree,
};
use gangway_record::{
    Connection, Sql, audit, merchants,
    stores::{
        self,
        snapshots::{self, SignOff, Snapshot},
    },
};
use std::sync::{Arc, PoisonError};

/// Differences of one page at most.
const PAGE: u32 = 500;
/// A name or a note that is longer is a mistake of the clipboard.
const LONGEST_NAME: usize = 120;
const LONGEST_NOTE: usize = 4000;

/// Whose trees, how they stood (version, revision, last refresh), and which two.
type Key = (MerchantId, i64, i64, Option<i64>, TreeAt, TreeAt);

/// Two trees that were compared: scrolling through the answer must not read them again.
pub(crate) struct Compared {
    key: Key,
    pub(crate) from: Side,
    pub(crate) to: Side,
    pub(crate) differences: Vec<Difference>,
}

impl Compared {
    pub(crate) fn counts(&self) -> Vec<ChangeCount> {
        let of = |change| self.differences.iter().filter(|it| it.change == change).count() as u32;
        let counts = Differs::ALL.into_iter().map(|change| ChangeCount { change, count: of(change) });
        counts.filter(|it| it.count > 0).collect()
    }
}

impl Reviews {
    /// A merchant's snapshots and sign-offs, newest first.
    pub async fn reviews(&self, merchant: &str) -> Result<view::Reviews, Failure> {
        let id = MerchantId::from(merchant);
        let (kept, signed_off) = self
            .environment
            .record()
            .read(move |c| Ok((snapshots::of(c, &id)?, snapshots::sign_offs(c, &id)?)))
            .await?;
        Ok(view::Reviews {
            snapshots: kept.into_iter().map(SnapshotRow::from).collect(),
            sign_offs: signed_off.into_iter().map(signed).collect(),
        })
    }

    /// Keeps the tree as it is now.
    pub async fn keep_snapshot(&self, merchant: &str, name: &str) -> Result<SnapshotRow, Failure> {
        let merchant = self.tokens.merchant_of(&MerchantId::from(merchant)).await?;
        let name = short(name, LONGEST_NAME)?;
        let act = self.environment.act(ActKind::SnapshotKept, &merchant.name, Some(&merchant.id), Some(name.clone()));
        let (ours, actor) = (self.environment.profile().integrations, self.environment.actor().to_owned());
        let kept = self
            .environment
            .commit(act, move |c| {
                let tree = current(c, &merchant.id)?;
                let id = keep(c, &merchant, &ours, &actor, &name, &tree)?;
                snapshots::by_id(c, id)
            })
            .await?;
        self.environment.tell(Change::Reviews);
        kept.map(SnapshotRow::from).ok_or_else(|| Failure::not_found("snapshot"))
    }

    /// Gives a snapshot another name.
    pub async fn rename_snapshot(&self, id: i64, name: &str) -> Result<(), Failure> {
        let before = self.snapshot(id).await?;
        let name = short(name, LONGEST_NAME)?;
        let merchant = self.tokens.merchant_of(&before.merchant).await?;
        let act = self.environment.act(ActKind::SnapshotRenamed, &merchant.name, Some(&merchant.id), None).changed(
            "name",
            Some(before.name),
            Some(name.clone()),
        );
        self.environment.commit(act, move |c| snapshots::rename(c, id, &name)).await?;
        // It knows the name of before.
        self.compared.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.environment.tell(Change::Reviews);
        Ok(())
    }

    /// Removes a snapshot, unless a sign-off names it.
    pub async fn remove_snapshot(&self, id: i64) -> Result<(), Failure> {
        let before = self.snapshot(id).await?;
        let merchant = self.tokens.merchant_of(&before.merchant).await?;
        let act = self.environment.act(ActKind::SnapshotRemoved, &merchant.name, Some(&merchant.id), Some(before.name));
        let removed = self
            .environment
            .commit_if(move |c| {
                let removed = snapshots::remove(c, id)?;
                Ok(Acted::maybe(removed, removed.then_some(act)))
            })
            .await?;
        if !removed {
            return Err(
                Failure::new(Code::Stale, "A sign-off names this snapshot, so it stays.").because(Reason::SignedOff)
            );
        }
        self.environment.tell(Change::Reviews);
        Ok(())
    }

    /// What differs between two trees of one merchant.
    pub async fn compare_trees(&self, request: &CompareRequest) -> Result<Comparison, Failure> {
        let merchant = MerchantId::from(request.merchant.as_str());
        let compared = self.compared(&merchant, request.from, request.to).await?;
        let wanted = request.search.trim().to_lowercase();
        let matches = |it: &&Difference| {
            let texts = [Some(&it.name), Some(&it.store.0), it.before.as_ref(), it.after.as_ref()];
            request.change.is_none_or(|change| change == it.change)
                && (wanted.is_empty() || texts.iter().flatten().any(|text| text.to_lowercase().contains(&wanted)))
        };
        let found: Vec<&Difference> = compared.differences.iter().filter(matches).collect();
        let page = found.iter().skip(request.offset as usize).take(request.limit.min(PAGE) as usize);
        Ok(Comparison {
            from: compared.from.clone(),
            to: compared.to.clone(),
            counts: compared.counts(),
            total: found.len() as u32,
            rows: page.map(|it| DifferenceRow::from(*it)).collect(),
        })
    }

    /// Puts a name and a note to a comparison. A side that is the tree as it is now is kept, so that what was signed off can be
    /// looked at again.
    pub async fn sign_off(&self, merchant: &str, from: TreeAt, to: TreeAt, note: &str) -> Result<SignOffRow, Failure> {
        let row = self.tokens.merchant_of(&MerchantId::from(merchant)).await?;
        let note = short(note, LONGEST_NOTE)?;
        let compared = self.compared(&row.id, from, to).await?;
        let counts = compared.counts().iter().map(|it| (it.change, it.count)).collect();
        let act = self
            .environment
            .act(ActKind::ReviewSignedOff, &row.name, Some(&row.id), Some(note.clone()))
            .changed("tree_fingerprint", Some(compared.from.fingerprint.clone()), Some(compared.to.fingerprint.clone()))
            .changed("stores", Some(compared.from.stores.to_string()), Some(compared.to.stores.to_string()))
            .changed(
                "integrated",
                Some(compared.from.integrated.to_string()),
                Some(compared.to.integrated.to_string()),
            );
        let kept = self.environment.act(ActKind::SnapshotKept, &row.name, Some(&row.id), None);
        let (ours, actor, at) = (self.environment.profile().integrations, self.environment.actor().to_owned(), now());
        let seen = (compared.from.clone(), compared.to.clone());
        let signed_off = self
            .environment
            .commit_if(move |c| {
                let mut here = None;
                for (side, seen) in [(from, &seen.0), (to, &seen.1)] {
                    // What is signed off is what was seen, not what a refresh brought since.
                    if side == TreeAt::Now && here.is_none() {
                        let packed = current(c, &row.id)?;
                        if packed.fingerprint != seen.fingerprint {
                            return Ok(Acted::nothing(None));
                        }
                        here = Some(keep(c, &row, &ours, &actor, "", &packed)?);
                        audit::append(c, &kept)?;
                    }
                }
                let id = |side: TreeAt| match side {
                    TreeAt::Snapshot { id } => id,
                    TreeAt::Now => here.unwrap_or_default(),
                };
                let (from, to, merchant) = (id(from), id(to), row.id.clone());
                let new = SignOff { id: 0, merchant, at, actor, note, from, to, counts };
                let id = snapshots::sign_off(c, &new)?;
                Ok(Acted::done(Some(SignOff { id, ..new }), act))
            })
            .await?;
        let signed_off = signed_off.ok_or_else(|| {
            Failure::new(Code::Stale, "The stores changed meanwhile: look at the differences again.")
                .because(Reason::TreeChanged)
        })?;
        self.environment.tell(Change::Reviews);
        Ok(signed(signed_off))
    }

    async fn snapshot(&self, id: i64) -> Result<Snapshot, Failure> {
        let found = self.environment.record().read(move |c| snapshots::by_id(c, id)).await?;
        found.ok_or_else(|| Failure::not_found("snapshot"))
    }

    /// Both trees, compared; the last comparison is kept as long as neither side can have changed.
    pub(crate) async fn compared(
        &self,
        merchant: &MerchantId,
        from: TreeAt,
        to: TreeAt,
    ) -> Result<Arc<Compared>, Failure> {
        let row = self.tokens.merchant_of(merchant).await?;
        let key = (row.id.clone(), row.version, row.revision, row.refreshed_at, from, to);
        let last = self.compared.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(last) = last.filter(|last| last.key == key) {
            return Ok(last);
        }
        let ours = self.environment.profile().integrations;
        let (one, two) = self
            .environment
            .record()
            .read(move |c| Ok((side(c, &row, from, &ours)?, side(c, &row, to, &ours)?)))
            .await?;
        let (Some((from, before)), Some((to, after))) = (one, two) else { return Err(Failure::not_found("snapshot")) };
        let compared = Arc::new(Compared { key, from, to, differences: compare(&before, &after) });
        *self.compared.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&compared));
        Ok(compared)
    }
}

/// The tree as it is now, packed.
fn current(c: &Connection, merchant: &MerchantId) -> Sql<snapshots::Packed> {
    snapshots::pack(&rows(c, merchant)?)
}

fn rows(c: &Connection, merchant: &MerchantId) -> Sql<Vec<tree::Row>> {
    let stored = stores::tree(c, merchant)?.into_iter();
    Ok(stored.map(|it| tree::Row { store: it.store, parent: it.parent }).collect())
}

fn keep(
    c: &Connection,
    merchant: &merchants::Merchant,
    ours: &[IntegrationId],
    actor: &str,
    name: &str,
    tree: &snapshots::Packed,
) -> Sql<i64> {
    let (_, integrated) = stores::count(c, &merchant.id, ours)?;
    let new = snapshots::New {
        merchant: &merchant.id,
        at: now(),
        refreshed_at: merchant.refreshed_at,
        actor,
        name,
        integrated: integrated as u32,
    };
    snapshots::keep(c, &new, tree)
}

/// A side and its stores; `None` where there is no such snapshot of this merchant.
fn side(
    c: &Connection,
    merchant: &merchants::Merchant,
    at: TreeAt,
    ours: &[IntegrationId],
) -> Sql<Option<(Side, Vec<tree::Row>)>> {
    let TreeAt::Snapshot { id } = at else {
        let rows = rows(c, &merchant.id)?;
        let (stores, integrated) = stores::count(c, &merchant.id, ours)?;
        let side = Side {
            snapshot: None,
            name: String::new(),
            refreshed_at: merchant.refreshed_at,
            stores: stores as u32,
            integrated: integrated as u32,
            fingerprint: snapshots::fingerprint(&rows)?,
        };
        return Ok(Some((side, rows)));
    };
    let Some(kept) = snapshots::by_id(c, id)?.filter(|kept| kept.merchant == merchant.id) else { return Ok(None) };
    let side = Side {
        snapshot: Some(id),
        name: kept.name,
        refreshed_at: kept.refreshed_at,
        stores: kept.stores,
        integrated: kept.integrated,
        fingerprint: kept.fingerprint,
    };
    Ok(Some((side, snapshots::tree(c, id)?)))
}

fn short(text: &str, longest: usize) -> Result<String, Failure> {
    let text = text.trim();
    if text.chars().count() > longest {
        return Err(Failure::new(Code::BadInput, format!("The text has more than {longest} characters."))
            .because(Reason::TextTooLong)
            .about(longest.to_string()));
    }
    Ok(text.to_owned())
}

impl From<Snapshot> for SnapshotRow {
    fn from(it: Snapshot) -> Self {
        Self {
            id: it.id,
            at: it.at,
            refreshed_at: it.refreshed_at,
            actor: it.actor,
            name: it.name,
            stores: it.stores,
            integrated: it.integrated,
            fingerprint: it.fingerprint,
            signed_off: it.signed_off,
        }
    }
}

pub(crate) fn signed(it: SignOff) -> SignOffRow {
    let counts = it.counts.into_iter().map(|(change, count)| ChangeCount { change, count }).collect();
    SignOffRow { id: it.id, at: it.at, actor: it.actor, note: it.note, from: it.from, to: it.to, counts }
}

impl From<&Difference> for DifferenceRow {
    fn from(it: &Difference) -> Self {
        Self {
            store: it.store.0.clone(),
            name: it.name.clone(),
            change: it.change,
            before: it.before.clone(),
            after: it.after.clone(),
        }
    }
}
