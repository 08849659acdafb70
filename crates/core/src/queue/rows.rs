//! The rows, made of what the record knows: each kind of fact is read once for all merchants.

use crate::view::{AccountId, Provider, QueueApplication, QueueRow, QueueSubscriptions};
use gangway_domain::{
    IntegrationId, MerchantId,
    operation::StoreState,
    queue::{AtRappi, NextStep, Open, Stage, Step, Token},
};
use gangway_record::{
    Connection, Sql,
    applications::Application,
    merchants::{
        self, Merchant,
        attempts::{self, Attempt},
        businesses::{Account, Business},
    },
    operations::{
        failed_stores,
        open_stores::{self, Waiting},
        operation_stores,
    },
    queue::{self, Kept, facts},
    stores::drift,
};
use std::collections::{HashMap, HashSet};

/// How far facts look back, Unix milliseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Since {
    /// A result that is not there since this moment is missed.
    pub(super) missed: i64,
    /// What failed before it is history.
    pub(super) failed: i64,
    /// A run that rests since before it is history.
    pub(super) resting: i64,
}

/// Everything that rows are made of.
pub(super) struct Facts {
    merchants: HashMap<MerchantId, (Merchant, AtRappi)>,
    applications: HashMap<String, Application>,
    businesses: Vec<Business>,
    invited: Vec<Attempt>,
    kept: HashMap<Account, Kept>,
}

impl Facts {
    pub(super) fn read(c: &Connection, ours: &[IntegrationId], since: Since, at: i64) -> Sql<Self> {
        let newest = facts::newest_applications(c)?.into_iter().map(|it| (it.merchant.0.clone(), it));
        Ok(Self {
            merchants: at_rappi(c, ours, since, at)?,
            applications: newest.collect(),
            businesses: facts::businesses(c)?,
            invited: attempts::waiting(c)?.into_iter().filter(|it| it.expires_at > at).collect(),
            kept: queue::all(c)?,
        })
    }

    /// A business is one row, and so is every account that belongs to none.
    pub(super) fn rows(&self, ratepay: QueueSubscriptions) -> Vec<QueueRow> {
        let linked: HashSet<&Account> = self.businesses.iter().flat_map(|it| &it.accounts).collect();
        let mut rows: Vec<QueueRow> =
            self.businesses.iter().filter_map(|it| self.row(&it.accounts, Some(it), ratepay)).collect();
        let at_rappi = self.merchants.keys().map(|id| account(Provider::Rappi, id.0.clone()));
        let applicants = self.applications.keys().map(|id| account(Provider::Rainforest, id.clone()));
        let alone = at_rappi.chain(applicants).filter(|it| !linked.contains(it));
        rows.extend(alone.filter_map(|it| self.row(&[it], None, ratepay)));
        let known: HashSet<&str> = self.merchants.values().map(|(it, _)| it.email.as_str()).collect();
        let is_new = |it: &&Attempt| it.expected_email.as_deref().is_none_or(|email| !known.contains(email));
        rows.extend(self.invited.iter().filter(is_new).map(invited));
        rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.account.id.clone()));
        rows
    }

    fn row(&self, accounts: &[Account], business: Option<&Business>, ratepay: QueueSubscriptions) -> Option<QueueRow> {
        let rappi = accounts.iter().find_map(|it| match it.provider {
            Provider::Rappi => self.merchants.get(&MerchantId(it.id.clone())),
            Provider::Rainforest | Provider::Ratepay => None,
        });
        let application = accounts.iter().find_map(|it| match it.provider {
            Provider::Rainforest => self.applications.get(&it.id),
            Provider::Rappi | Provider::Ratepay => None,
        });
        let at_ratepay = accounts.iter().any(|it| it.provider == Provider::Ratepay).then_some(ratepay);
        let primary = primary(accounts)?;
        // What is kept about an account stays with it when it is linked.
        let kept =
            std::iter::once(primary).chain(accounts).find_map(|it| self.kept.get(it)).cloned().unwrap_or_default();
        let (provider, step) = next(rappi.map(|(_, facts)| facts), application, at_ratepay);
        let merchant = rappi.map(|(it, _)| it);
        let called = business.map(|it| it.name.as_str()).or(merchant.map(|it| it.name.as_str()));
        let called = called.or(application.map(|it| it.name.as_str())).filter(|name| !name.is_empty());
        Some(QueueRow {
            account: AccountId { provider: primary.provider, id: primary.id.clone() },
            keeps: true,
            name: called.unwrap_or(&primary.id).to_owned(),
            email: merchant.map(|it| it.email.clone()).unwrap_or_default(),
            business: business.map(|it| it.id.clone()),
            merchant: merchant.map(|it| it.id.0.clone()),
            stage: rappi.map(|(_, facts)| facts.stage()),
            stores: rappi.map_or(0, |(_, facts)| facts.stores),
            integrated: rappi.map_or(0, |(_, facts)| facts.integrated),
            application: application.map(|it| QueueApplication { id: it.id.0.clone(), status: it.status.clone() }),
            subscriptions: at_ratepay,
            next: step.next,
            actor: step.next.actor(),
            provider: (step.next != NextStep::Nothing).then_some(provider),
            since: step.since.filter(|_| step.next != NextStep::Nothing),
            owner: kept.owner,
            due_at: kept.due_at,
            note: kept.note,
            tags: kept.tags,
            snoozed_until: kept.snoozed_until,
        })
    }
}

/// The account under which things are kept: the merchant's at Rappi, or else the first.
pub(super) fn primary(accounts: &[Account]) -> Option<&Account> {
    let order = |it: &&Account| match it.provider {
        Provider::Rappi => 0,
        Provider::Rainforest => 1,
        Provider::Ratepay => 2,
    };
    accounts.iter().min_by_key(order)
}

/// The most urgent of what is next at each provider.
fn next(
    rappi: Option<&AtRappi>,
    application: Option<&Application>,
    ratepay: Option<QueueSubscriptions>,
) -> (Provider, Step) {
    let rainforest =
        application.map(|it| Step::since(NextStep::of_application(&it.status), (it.since > 0).then_some(it.since)));
    let subscriptions = ratepay.map(|it| Step::since(NextStep::of_subscriptions(it.disputes, it.differing), None));
    let all = [
        (Provider::Rappi, rappi.map(AtRappi::next)),
        (Provider::Rainforest, rainforest),
        (Provider::Ratepay, subscriptions),
    ];
    let all = all.into_iter().filter_map(|(provider, step)| Some((provider, step?)));
    all.min_by_key(|(_, step)| step.next).unwrap_or((Provider::Rappi, Step::since(NextStep::Nothing, None)))
}

/// Somebody was asked to sign in, and did not come yet.
fn invited(it: &Attempt) -> QueueRow {
    let email = it.expected_email.clone().unwrap_or_default();
    QueueRow {
        account: AccountId { provider: Provider::Rappi, id: it.id.clone() },
        keeps: false,
        name: email.clone(),
        email,
        business: None,
        merchant: None,
        stage: Some(Stage::Invited),
        stores: 0,
        integrated: 0,
        application: None,
        subscriptions: None,
        next: NextStep::FinishSignIn,
        actor: NextStep::FinishSignIn.actor(),
        provider: Some(Provider::Rappi),
        since: Some(it.started_at),
        owner: None,
        due_at: None,
        note: String::new(),
        tags: Vec::new(),
        snoozed_until: None,
    }
}

const fn account(provider: Provider, id: String) -> Account {
    Account { provider, id }
}

type ByMerchant<T> = HashMap<MerchantId, T>;

fn at_rappi(c: &Connection, ours: &[IntegrationId], since: Since, at: i64) -> Sql<ByMerchant<(Merchant, AtRappi)>> {
    let (stores, runs) = (facts::stores(c, ours)?, facts::runs(c, since.resting)?);
    let missed = operation_stores::missed_by_merchant(c, since.failed, since.missed)?;
    let (waiting, unknown) = open_by_merchant(open_stores::waiting(c)?);
    let mut failed: ByMerchant<Open> = HashMap::new();
    for it in failed_stores::left_since(c, since.failed)? {
        add(&mut failed, it.merchant, it.stores, Some(it.since));
    }
    let drift: ByMerchant<Open> = drift::all_unseen(c)?
        .into_iter()
        .map(|it| (it.merchant, Open { count: it.count, since: Some(it.since) }))
        .collect();
    let of = |all: &ByMerchant<Open>, id: &MerchantId| all.get(id).copied().unwrap_or_default();
    let facts = |it: Merchant| {
        let (runs, counts) = (runs.get(&it.id).copied().unwrap_or_default(), stores.get(&it.id));
        let facts = AtRappi {
            token: match it.token_expires_at {
                Some(expires) if expires > at => Token::Valid,
                Some(expires) => Token::Over { at: expires },
                None => Token::SignedOut,
            },
            authorized_at: it.authorized_at,
            read_at: it.refreshed_at,
            stores: counts.map_or(0, |it| it.count),
            integrated: counts.map_or(0, |it| it.integrated),
            last_ended: runs.last_ended,
            going: Open { count: runs.going, since: runs.going_since },
            resting: Open { count: runs.resting, since: runs.resting_since },
            waiting: of(&waiting, &it.id),
            unknown: of(&unknown, &it.id),
            failed: of(&failed, &it.id),
            drift: of(&drift, &it.id),
            missed: missed.get(&it.id).copied().unwrap_or(0),
        };
        (it.id.clone(), (it, facts))
    };
    Ok(merchants::all(c)?.into_iter().map(facts).collect())
}

/// Stores that wait for their result in time, and those about which the provider has to be asked.
fn open_by_merchant(all: Vec<Waiting>) -> (ByMerchant<Open>, ByMerchant<Open>) {
    let (mut waiting, mut unknown) = (HashMap::new(), HashMap::new());
    for it in all {
        let to = if it.state == StoreState::Accepted { &mut waiting } else { &mut unknown };
        add(to, it.merchant, it.stores, it.since);
    }
    (waiting, unknown)
}

fn add(to: &mut ByMerchant<Open>, merchant: MerchantId, stores: u32, since: Option<i64>) {
    let it = to.entry(merchant).or_default();
    it.count += stores;
    it.since = match (it.since, since) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
}

#[cfg(test)]
mod tests;
