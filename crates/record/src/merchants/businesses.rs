//! Accounts at several providers that are one business, and what happened to them in one timeline.

use crate::{
    Sql,
    db::unreadable::{Kept, word},
};
use gangway_domain::{
    ActKind, ApplicationId, Provider,
    application::{Mark, Status},
    dispute::DisputeReason,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE businesses (id TEXT PRIMARY KEY, name TEXT NOT NULL, made_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE business_accounts (
    provider TEXT NOT NULL, account TEXT NOT NULL, business TEXT NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
    PRIMARY KEY (provider, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX business_accounts_of ON business_accounts (business);";

/// An account at a provider: a merchant at Rappi or Rainforest, a client at Ratepay.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account {
    /// Where.
    pub provider: Provider,
    /// The provider's id.
    pub id: String,
}

/// A business. An account belongs to one at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Business {
    /// Ours.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Unix milliseconds.
    pub made_at: i64,
    /// By provider.
    pub accounts: Vec<Account>,
}

/// All of them, by name.
pub fn all(c: &Connection) -> Sql<Vec<Business>> {
    let ids: Vec<String> = c
        .prepare_cached("SELECT id FROM businesses ORDER BY name COLLATE NOCASE, id")?
        .query_map([], |row| row.get(0))?
        .collect::<Sql<_>>()?;
    ids.iter().filter_map(|id| by_id(c, id).transpose()).collect()
}

/// One of them.
pub fn by_id(c: &Connection, id: &str) -> Sql<Option<Business>> {
    let found = c
        .prepare_cached("SELECT name, made_at FROM businesses WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((name, made_at)) = found else { return Ok(None) };
    let accounts = c
        .prepare_cached(
            "SELECT provider, account FROM business_accounts WHERE business = ?1 ORDER BY provider, account",
        )?
        .query_map([id], |row| {
            let provider = word(row, 0, "business_accounts.provider", Provider::read)?;
            Ok(Account { provider, id: row.get(1)? })
        })?
        .collect::<Sql<_>>()?;
    Ok(Some(Business { id: id.to_owned(), name, made_at, accounts }))
}

/// The business that an account belongs to.
pub fn of_account(c: &Connection, account: &Account) -> Sql<Option<String>> {
    c.prepare_cached("SELECT business FROM business_accounts WHERE provider = ?1 AND account = ?2")?
        .query_row([account.provider.word(), &account.id], |row| row.get(0))
        .optional()
}

/// Writes a business and its accounts. One that belongs to another business stays there: nothing is written then, and the
/// other one is answered.
pub fn put(c: &Connection, business: &Business) -> Sql<Option<String>> {
    for account in &business.accounts {
        if let Some(other) = of_account(c, account)?.filter(|other| *other != business.id) {
            return Ok(Some(other));
        }
    }
    c.prepare_cached(
        "INSERT INTO businesses (id, name, made_at) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET name = ?2",
    )?
    .execute(params![business.id, business.name, business.made_at])?;
    c.prepare_cached("DELETE FROM business_accounts WHERE business = ?1")?.execute([&business.id])?;
    let mut insert =
        c.prepare_cached("INSERT INTO business_accounts (provider, account, business) VALUES (?1, ?2, ?3)")?;
    for account in &business.accounts {
        insert.execute([account.provider.word(), &account.id, &business.id])?;
    }
    Ok(None)
}

/// Takes a business apart; its accounts stay what they are.
pub fn remove(c: &Connection, id: &str) -> Sql<bool> {
    c.prepare_cached("DELETE FROM business_accounts WHERE business = ?1")?.execute([id])?;
    Ok(c.prepare_cached("DELETE FROM businesses WHERE id = ?1")?.execute([id])? > 0)
}

/// Something that happened at one of the providers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// By the provider's time where it told one; Unix milliseconds.
    pub at: i64,
    /// Where.
    pub provider: Provider,
    /// What.
    pub what: Happened,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// Somebody here did something.
    Act {
        /// What.
        act: Kept<ActKind>,
        /// What it was about.
        subject: String,
        /// Who.
        actor: String,
    },
    /// An application came to a status.
    Status {
        /// Which one.
        application: ApplicationId,
        /// Where it came to.
        status: Status,
        /// What was notable about it.
        mark: Mark,
    },
    /// A dispute was opened.
    Dispute {
        /// The provider's id.
        id: String,
        /// Why.
        reason: DisputeReason,
        /// When an answer is due.
        due_at: Option<i64>,
    },
}

fn happened(row: &Row<'_>) -> Sql<Happened> {
    let text = |at: usize| row.get::<_, String>(at);
    match row.get_ref(2)?.as_str()? {
        "act" => Ok(Happened::Act { act: Kept::read(text(3)?), subject: text(4)?, actor: text(5)? }),
        "status" => Ok(Happened::Status {
            application: ApplicationId(text(4)?),
            status: Status::parse(&text(3)?),
            mark: word(row, 5, "application_events.mark", Mark::from_word)?,
        }),
        _ => Ok(Happened::Dispute { id: text(4)?, reason: DisputeReason::parse(&text(3)?), due_at: row.get(7)? }),
    }
}

/// What happened to a business, the newest first.
pub fn timeline(c: &Connection, business: &str, offset: u32, limit: u32) -> Sql<Vec<Happening>> {
    c.prepare_cached(
        "WITH mine AS (SELECT provider, account FROM business_accounts WHERE business = ?1)
         SELECT a.at, m.provider, 'act', a.act, a.subject, a.actor, a.id AS place, NULL
           FROM mine m JOIN audit a ON a.merchant = m.account WHERE m.provider <> 'ratepay'
         UNION ALL
         SELECT a.at, 'ratepay', 'act', a.act, a.subject, a.actor, a.id, NULL FROM audit a
          WHERE EXISTS (SELECT 1 FROM mine WHERE provider = 'ratepay')
            AND (a.act LIKE 'subscription\\_%' ESCAPE '\\' OR a.act LIKE 'dispute\\_%' ESCAPE '\\')
         UNION ALL
         SELECT CASE e.at WHEN 0 THEN e.seen_at ELSE e.at END, 'rainforest', 'status', e.status, p.id, e.mark, e.id, NULL
           FROM mine m JOIN applications p ON p.merchant = m.account JOIN application_events e ON e.application = p.key
          WHERE m.provider = 'rainforest' AND e.mark <> 'repeated'
         UNION ALL
         SELECT d.published_at, 'ratepay', 'dispute', d.reason, d.id, '', 0, d.due_at FROM disputes d
          WHERE EXISTS (SELECT 1 FROM mine WHERE provider = 'ratepay')
         ORDER BY 1 DESC, 7 DESC LIMIT ?3 OFFSET ?2",
    )?
    .query_map(params![business, offset, limit], |row| {
        Ok(Happening {
            at: row.get(0)?,
            provider: word(row, 1, "business_accounts.provider", Provider::read)?,
            what: happened(row)?,
        })
    })?
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{Account, Business, all, by_id, put, remove};
    use crate::in_memory;
    use gangway_domain::Provider;

    fn account(provider: Provider, id: &str) -> Account {
        Account { provider, id: id.into() }
    }

    fn business(id: &str, accounts: Vec<Account>) -> Business {
        Business { id: id.into(), name: format!("Business {id}"), made_at: 5, accounts }
    }

    #[test]
    fn an_account_belongs_to_one_business_only() {
        let c = in_memory().unwrap();
        let one = business("b1", vec![account(Provider::Rainforest, "mid_1"), account(Provider::Rappi, "m1")]);
        assert_eq!(put(&c, &one).unwrap(), None);
        assert_eq!(by_id(&c, "b1").unwrap().unwrap(), one);
        let other = business("b2", vec![account(Provider::Ratepay, "r1"), account(Provider::Rappi, "m1")]);
        assert_eq!(put(&c, &other).unwrap(), Some("b1".to_owned()));
        assert_eq!(all(&c).unwrap(), std::slice::from_ref(&one), "nothing of the other one was written");
        // The same id at another provider is another account.
        let third = business("b3", vec![account(Provider::Rainforest, "m1")]);
        assert_eq!(put(&c, &third).unwrap(), None);
        let fewer = business("b1", vec![account(Provider::Rainforest, "mid_1")]);
        assert_eq!(put(&c, &fewer).unwrap(), None);
        assert_eq!(put(&c, &other).unwrap(), None, "what was let go can be linked elsewhere");
        assert!(remove(&c, "b1").unwrap() && !remove(&c, "b1").unwrap());
        assert_eq!(put(&c, &business("b4", vec![account(Provider::Rainforest, "mid_1")])).unwrap(), None);
    }
}
