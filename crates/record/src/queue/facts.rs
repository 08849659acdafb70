//! What the queue is derived of, each in one query over all merchants.

use crate::{
    Sql,
    applications::Application,
    db::unreadable::word,
    merchants::businesses::{Account, Business},
};
use gangway_domain::{ApplicationId, IntegrationId, MerchantId, Provider, application::Status};
use rusqlite::Connection;
use std::collections::HashMap;

/// Stores of a merchant, and how many of them are provisioned to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stores {
    /// In the tree.
    pub count: u32,
    /// Provisioned to us.
    pub integrated: u32,
}

/// Stores by merchant. In the order of the table, so that nothing is sorted.
pub fn stores(c: &Connection, ours: &[IntegrationId]) -> Sql<HashMap<MerchantId, Stores>> {
    let marks = vec!["?"; ours.len()].join(", ");
    c.prepare_cached(&format!(
        "SELECT merchant, count(*), coalesce(sum(integration IN ({marks})), 0) FROM stores GROUP BY merchant"
    ))?
    .query_map(rusqlite::params_from_iter(ours.iter().map(IntegrationId::as_str)), |row| {
        Ok((MerchantId(row.get(0)?), Stores { count: row.get(1)?, integrated: row.get(2)? }))
    })?
    .collect()
}

/// Runs of a merchant. Times are Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Runs {
    /// Those that send, wait for results, or are about to.
    pub going: u32,
    /// When the first of these began.
    pub going_since: Option<i64>,
    /// Those that rest with stores that were not sent.
    pub resting: u32,
    /// When the first of these began.
    pub resting_since: Option<i64>,
    /// When the last that is over ended.
    pub last_ended: Option<i64>,
}

/// Runs by merchant; those that rest since before `since` are history.
pub fn runs(c: &Connection, since: i64) -> Sql<HashMap<MerchantId, Runs>> {
    c.prepare_cached(
        "SELECT merchant, sum(going), min(CASE WHEN going THEN started_at END),
                sum(resting), min(CASE WHEN resting THEN started_at END), max(ended_at)
         FROM (SELECT merchant, started_at, ended_at, phase IN ('holding', 'running', 'waiting') AS going,
                      phase IN ('paused', 'halted', 'interrupted') AND started_at >= ?1 AND EXISTS (
                          SELECT 1 FROM operation_stores s WHERE s.operation = o.id AND s.state = 'planned') AS resting
               FROM operations o)
         GROUP BY merchant",
    )?
    .query_map([since], |row| {
        let runs = Runs {
            going: row.get(1)?,
            going_since: row.get(2)?,
            resting: row.get(3)?,
            resting_since: row.get(4)?,
            last_ended: row.get(5)?,
        };
        Ok((MerchantId(row.get(0)?), runs))
    })?
    .collect()
}

/// The newest application of each merchant of Rainforest.
pub fn newest_applications(c: &Connection) -> Sql<Vec<Application>> {
    c.prepare_cached(
        "SELECT key, id, merchant, name, status, since, created_at, seen_at, resubmitted, contested, fetched_at,
                max(created_at)
         FROM applications GROUP BY merchant",
    )?
    .query_map([], |row| {
        Ok(Application {
            key: row.get(0)?,
            id: ApplicationId(row.get(1)?),
            merchant: row.get::<_, String>(2)?.as_str().into(),
            name: row.get(3)?,
            status: Status::parse(row.get_ref(4)?.as_str()?),
            since: row.get(5)?,
            created_at: row.get(6)?,
            seen_at: row.get(7)?,
            resubmitted: row.get(8)?,
            contested: row.get(9)?,
            fetched_at: row.get(10)?,
        })
    })?
    .collect()
}

/// Businesses with their accounts, by name.
pub fn businesses(c: &Connection) -> Sql<Vec<Business>> {
    let mut statement = c.prepare_cached(
        "SELECT b.id, b.name, b.made_at, a.provider, a.account FROM businesses b
         JOIN business_accounts a ON a.business = b.id ORDER BY b.name COLLATE NOCASE, b.id, a.provider, a.account",
    )?;
    let mut rows = statement.query([])?;
    let mut found: Vec<Business> = Vec::new();
    while let Some(row) = rows.next()? {
        let account =
            Account { provider: word(row, 3, "business_accounts.provider", Provider::read)?, id: row.get(4)? };
        let id = row.get_ref(0)?.as_str()?;
        match found.last_mut().filter(|it| it.id == id) {
            Some(business) => business.accounts.push(account),
            None => found.push(Business {
                id: id.to_owned(),
                name: row.get(1)?,
                made_at: row.get(2)?,
                accounts: vec![account],
            }),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{Runs, Stores, businesses, newest_applications, runs, stores};
    use crate::{in_memory, merchants::businesses as written};
    use gangway_domain::{IntegrationId, MerchantId};

    #[test]
    fn each_is_by_merchant() {
        let c = in_memory().unwrap();
        c.execute_batch(
            "INSERT INTO merchants (id, email, name, authorized_at) VALUES ('a', 'a@x', '', 1), ('b', 'b@x', '', 1);
             INSERT INTO stores (merchant, id, row, name, brand, integration, revision) VALUES
                 ('a', '1', 0, '', '', 'pos', 1), ('a', '2', 1, '', '', NULL, 1), ('a', '3', 2, '', '', 'other', 1);
             INSERT INTO operations (id, merchant, kind, integration, flags, phase, started_at, ended_at) VALUES
                 ('1', 'a', 'provision', 'pos', '{}', 'finished', 10, 20), ('2', 'a', 'provision', 'pos', '{}', 'running', 30, NULL),
                 ('3', 'a', 'provision', 'pos', '{}', 'waiting', 25, NULL), ('4', 'a', 'provision', 'pos', '{}', 'halted', 28, 29),
                 ('5', 'a', 'provision', 'pos', '{}', 'halted', 26, NULL), ('6', 'b', 'provision', 'pos', '{}', 'halted', 2, NULL);
             INSERT INTO operation_stores (operation, store, place, position, name, state) VALUES
                 ('4', '1', 0, 0, '', 'confirmed'), ('5', '1', 0, 0, '', 'planned'), ('6', '1', 0, 0, '', 'planned');
             INSERT INTO applications (id, merchant, name, name_key, status, since, created_at, seen_at, resubmitted, contested, search)
                 VALUES ('x', 'mid', '', '', 'DECLINED', 1, 5, 0, 0, 0, ''), ('y', 'mid', '', '', 'CREATED', 1, 7, 0, 0, 0, '');
             INSERT INTO businesses (id, name, made_at) VALUES ('B', 'Zoo', 1), ('A', 'café', 1);
             INSERT INTO business_accounts (provider, account, business) VALUES
                 ('rappi', 'a', 'A'), ('rainforest', 'mid', 'A'), ('rappi', 'b', 'B');",
        )
        .unwrap();
        let (a, b) = (MerchantId::from("a"), MerchantId::from("b"));
        let counted = stores(&c, &[IntegrationId::from("pos")]).unwrap();
        assert_eq!((counted[&a], counted.get(&b)), (Stores { count: 3, integrated: 1 }, None));
        let by_merchant = runs(&c, 5).unwrap();
        let of_a = Runs { going: 2, going_since: Some(25), resting: 1, resting_since: Some(26), last_ended: Some(29) };
        assert_eq!((by_merchant[&a], by_merchant[&b]), (of_a, Runs::default()), "what rests for long is history");
        let newest: Vec<_> = newest_applications(&c).unwrap().into_iter().map(|it| it.id.0).collect();
        assert_eq!(newest, ["y"]);
        assert_eq!(businesses(&c).unwrap(), written::all(&c).unwrap());
    }
}
