//! One merchant, one timeline: accounts at several providers that a person says are one business.

use crate::{
    Code, Failure, Reason,
    environment::{Environment, audited::Acted},
    merchants::Merchants,
    now,
    providers::{rainforest::application_row, ratepay::Subscriptions},
    registry::descriptor_of,
    view::{
        AccountId, AccountRow, BusinessDraft, BusinessRow, BusinessView, Change, DriftWord, Happened, HappeningRow,
        Provider, RatepayStanding,
    },
};
use gangway_domain::ActKind;
use gangway_domain::dispute::DisputeState;
use gangway_record::{
    Connection, Sql,
    applications::{self, Filter},
    merchants::{
        self,
        businesses::{self, Account, Business, Happening},
    },
};
use std::sync::Arc;
use uuid::Uuid;

/// Letters of a name.
const NAME: usize = 120;
/// Rainforest's merchants that are offered at once, and applications of one that are shown.
const OFFERED: u32 = 50;
/// Rows of a page of the timeline.
const PAGE: u32 = 500;

/// Accounts at several providers that a person says are one business.
pub struct LinkedAccounts {
    environment: Arc<Environment>,
    merchants: Arc<Merchants>,
    subscriptions: Arc<Subscriptions>,
}

impl LinkedAccounts {
    pub(crate) fn new(
        environment: Arc<Environment>,
        merchants: Arc<Merchants>,
        subscriptions: Arc<Subscriptions>,
    ) -> Arc<Self> {
        Arc::new(Self { environment, merchants, subscriptions })
    }

    /// All businesses, by name.
    pub async fn businesses(&self) -> Result<Vec<BusinessRow>, Failure> {
        Ok(self.environment.record().read(|c| businesses::all(c)?.into_iter().map(|it| row(c, it)).collect()).await?)
    }

    /// One business and how it stands at each provider.
    pub async fn business(&self, id: &str) -> Result<BusinessView, Failure> {
        let (wanted, at) = (id.to_owned(), now());
        let read = move |c: &Connection| {
            let Some(it) = businesses::by_id(c, &wanted)? else { return Ok(None) };
            let mut rainforest = Vec::new();
            for account in it.accounts.iter().filter(|it| it.provider == Provider::Rainforest) {
                rainforest.extend(applications::of_merchant(c, &account.id, OFFERED)?);
            }
            Ok(Some((row(c, it)?, rainforest)))
        };
        let (row, rainforest) =
            self.environment.record().read(read).await?.ok_or_else(|| Failure::not_found("business"))?;
        let is_at = |provider| row.accounts.iter().any(|it| it.account.provider == provider);
        let has = |id: &str| {
            let account = AccountId { provider: Provider::Rappi, id: id.to_owned() };
            row.accounts.iter().any(|it| it.account == account)
        };
        let rappi = self.merchants.merchants().await?.into_iter().filter(|it| has(&it.id)).collect();
        let ratepay = if is_at(Provider::Ratepay) { Some(self.at_ratepay().await?) } else { None };
        Ok(BusinessView {
            rappi,
            rainforest: rainforest.into_iter().map(|it| application_row(it, at)).collect(),
            ratepay,
            row,
        })
    }

    async fn at_ratepay(&self) -> Result<RatepayStanding, Failure> {
        let rows = self.subscriptions.subscriptions().await?.rows;
        let ours = rows.iter().filter(|it| it.provider == Provider::Ratepay);
        let as_meant = |drift| matches!(drift, DriftWord::InSync);
        let disputes = self.subscriptions.disputes().await?;
        let open = disputes.iter().filter(|it| it.state != DisputeState::Answered);
        Ok(RatepayStanding {
            in_sync: ours.clone().filter(|it| as_meant(it.drift)).count() as u32,
            not_as_meant: ours.filter(|it| !as_meant(it.drift)).count() as u32,
            disputes: open.clone().count() as u32,
            overdue: open.filter(|it| it.state == DisputeState::Overdue).count() as u32,
        })
    }

    /// What happened to a business at all its providers, the newest first.
    pub async fn business_timeline(&self, id: &str, offset: u32, limit: u32) -> Result<Vec<HappeningRow>, Failure> {
        let id = id.to_owned();
        let found =
            self.environment.record().read(move |c| businesses::timeline(c, &id, offset, limit.min(PAGE))).await?;
        Ok(found.into_iter().map(happening).collect())
    }

    /// Accounts that could belong to a business: whose name or id holds `search`.
    pub async fn accounts(&self, search: &str) -> Result<Vec<AccountRow>, Failure> {
        let ratepay = self.subscriptions.ratepay_settings().await?;
        let (search, wanted) = (search.trim().to_lowercase(), search.trim().to_owned());
        let read = move |c: &Connection| {
            let mut known: Vec<(Account, String)> = Vec::new();
            for it in merchants::all(c)? {
                known.push((account(Provider::Rappi, it.id.0), if it.name.is_empty() { it.email } else { it.name }));
            }
            let filter = Filter { search: wanted, limit: OFFERED, ..Filter::default() };
            for it in applications::page(c, &filter)?.0 {
                let one = account(Provider::Rainforest, it.merchant.0);
                if !known.iter().any(|(known, _)| *known == one) {
                    known.push((one, it.name));
                }
            }
            if ratepay.named {
                known.push((account(Provider::Ratepay, ratepay.client_id.clone()), ratepay.client_id));
            }
            let holds = |text: &str| text.to_lowercase().contains(&search);
            known.retain(|(it, name)| it.provider == Provider::Rainforest || holds(name) || holds(&it.id));
            known.into_iter().map(|(it, name)| account_row(c, it, name)).collect::<Sql<Vec<_>>>()
        };
        Ok(self.environment.record().read(read).await?)
    }

    /// Makes a business, or changes its name and accounts.
    pub async fn save_business(&self, draft: BusinessDraft) -> Result<BusinessRow, Failure> {
        let name = draft.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
            let message = format!("The name of a business has 1 to {NAME} characters.");
            return Err(Failure::new(Code::BadInput, message).because(Reason::BusinessName).about(NAME.to_string()));
        }
        if draft.accounts.is_empty() {
            let message = "A business has one account at least.";
            return Err(Failure::new(Code::BadInput, message).because(Reason::BusinessEmpty));
        }
        let before = match &draft.id {
            Some(id) => {
                let id = id.clone();
                let found = self.environment.record().read(move |c| businesses::by_id(c, &id)).await?;
                Some(found.ok_or_else(|| Failure::not_found("business"))?)
            }
            None => None,
        };
        let mut accounts: Vec<Account> = draft.accounts.into_iter().map(|it| account(it.provider, it.id)).collect();
        accounts.sort();
        accounts.dedup();
        let business = Business {
            id: before.as_ref().map_or_else(|| Uuid::now_v7().to_string(), |it| it.id.clone()),
            name,
            made_at: before.as_ref().map_or_else(now, |it| it.made_at),
            accounts,
        };
        let act = if before.is_some() { ActKind::BusinessChanged } else { ActKind::BusinessMade };
        let act = self
            .environment
            .act(act, &business.name, None, Some(business.id.clone()))
            .changed("name", before.as_ref().map(|it| it.name.clone()), Some(business.name.clone()))
            .changed("accounts", before.as_ref().map(|it| listed(&it.accounts)), Some(listed(&business.accounts)));
        let written = business.clone();
        let taken = self
            .environment
            .commit_if(move |c| {
                let taken = match businesses::put(c, &written)? {
                    Some(other) => businesses::by_id(c, &other)?,
                    None => None,
                };
                let entry = taken.is_none().then_some(act);
                Ok(Acted::maybe(taken, entry))
            })
            .await?;
        if let Some(other) = taken {
            let message = format!("One of the accounts belongs to {} already.", other.name);
            return Err(Failure::new(Code::BadInput, message).because(Reason::AccountTaken).about(other.name));
        }
        self.environment.tell(Change::Businesses);
        Ok(self.environment.record().read(move |c| row(c, business)).await?)
    }

    /// Takes a business apart; its accounts stay what they are.
    pub async fn remove_business(&self, id: &str) -> Result<(), Failure> {
        let wanted = id.to_owned();
        let found = self.environment.record().read(move |c| businesses::by_id(c, &wanted)).await?;
        let it = found.ok_or_else(|| Failure::not_found("business"))?;
        let act = self.environment.act(ActKind::BusinessRemoved, &it.name, None, Some(it.id.clone())).changed(
            "accounts",
            Some(listed(&it.accounts)),
            None,
        );
        self.environment.commit(act, move |c| businesses::remove(c, &it.id)).await?;
        self.environment.tell(Change::Businesses);
        Ok(())
    }
}

fn account(provider: Provider, id: String) -> Account {
    Account { provider, id }
}

fn listed(accounts: &[Account]) -> String {
    accounts.iter().map(|it| format!("{} {}", it.provider, it.id)).collect::<Vec<_>>().join(", ")
}

fn account_row(c: &Connection, it: Account, name: String) -> Sql<AccountRow> {
    let business = businesses::of_account(c, &it)?;
    let name = if name.is_empty() { it.id.clone() } else { name };
    Ok(AccountRow { account: AccountId { provider: it.provider, id: it.id }, name, business })
}

fn row(c: &Connection, it: Business) -> Sql<BusinessRow> {
    let accounts = it.accounts.into_iter().map(|account| {
        let name = (descriptor_of(account.provider).account_name)(c, &account.id)?;
        account_row(c, account, name.unwrap_or_default())
    });
    Ok(BusinessRow { id: it.id, name: it.name, accounts: accounts.collect::<Sql<_>>()? })
}

fn happening(it: Happening) -> HappeningRow {
    let what = match it.what {
        businesses::Happened::Act { act, subject, actor } => {
            Happened::Act { act: act.known(), written: act.word().to_owned(), subject, actor }
        }
        businesses::Happened::Status { application, status, mark } => {
            Happened::Status { application: application.0, status, mark }
        }
        businesses::Happened::Dispute { id, reason, due_at } => Happened::Dispute { id, reason, due_at },
    };
    HappeningRow { at: it.at, provider: it.provider, what }
}
