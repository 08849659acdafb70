//! A desk whose audit log takes no entry, as that of a full disk does, and what of it may not have changed.

use gangway_core::Failure;
use gangway_record::Connection;
use gangway_tests::{CLIENT_SECRET, Desk, RAINFOREST_KEY, RATEPAY_SECRET};
use secrecy::ExposeSecret;
use std::{
    collections::{BTreeMap, BTreeSet},
    pin::Pin,
};

/// On the heap: the futures of whole acts are large.
type Tried<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

const WORDS: &str = "no entry today";

/// Secrets that acts replace.
const SECRETS: [&str; 5] =
    [CLIENT_SECRET, RATEPAY_SECRET, RAINFOREST_KEY, "telling-email-password", "telling-platform-secret"];

/// A desk whose audit log refuses from now on.
pub(crate) struct Refusing<'d> {
    desk: &'d Desk,
}

impl<'d> Refusing<'d> {
    pub(crate) fn of(desk: &'d Desk) -> Self {
        let refuse =
            format!("CREATE TRIGGER refusing BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, '{WORDS}'); END");
        by_hand(desk).execute_batch(&refuse).unwrap();
        Self { desk }
    }

    /// The act fails at its entry, and everything is as it was.
    pub(crate) fn refuses<'a, T: 'a>(
        &'a self,
        act: &'a str,
        tried: impl Future<Output = Result<T, Failure>> + 'a,
    ) -> Tried<'a> {
        self.refuses_but(act, &[], tried)
    }

    /// The same; these tables may say that something was begun.
    pub(crate) fn refuses_but<'a, T: 'a>(
        &'a self,
        act: &'a str,
        journals: &'a [&'a str],
        tried: impl Future<Output = Result<T, Failure>> + 'a,
    ) -> Tried<'a> {
        Box::pin(self.tried(act, journals, tried))
    }

    async fn tried<T>(&self, act: &str, journals: &[&str], tried: impl Future<Output = Result<T, Failure>>) {
        let before = held(self.desk).await;
        let failure = tried.await.err().unwrap_or_else(|| panic!("{act}: it was done without an entry"));
        // Not a test that was set up wrongly: it came as far as its entry.
        assert!(format!("{failure:?}").contains(WORDS), "{act}: {failure:?}");
        let after = held(self.desk).await;
        let mut changed: BTreeSet<&String> = before.keys().filter(|at| before.get(*at) != after.get(*at)).collect();
        changed.retain(|at| !journals.contains(&at.as_str()));
        let seen: Vec<_> = changed.iter().map(|at| (at, &before[*at], after.get(*at))).collect();
        assert!(seen.is_empty(), "{act}: {seen:#?}");
    }

    /// The disk has room again.
    pub(crate) fn no_more(self) {
        by_hand(self.desk).execute_batch("DROP TRIGGER refusing").unwrap();
    }
}

fn by_hand(desk: &Desk) -> Connection {
    let c = Connection::open(desk.folder().join("record.db")).unwrap();
    c.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    c
}

/// Every table of the record, the profile's file, and the secrets.
async fn held(desk: &Desk) -> BTreeMap<String, Vec<String>> {
    let mut held = tables(&by_hand(desk));
    held.insert("profile.toml".to_owned(), vec![std::fs::read_to_string(desk.folder().join("profile.toml")).unwrap()]);
    for name in SECRETS {
        let secret = desk.vault.get(name).await.unwrap();
        held.insert(name.to_owned(), secret.iter().map(|it| it.expose_secret().to_owned()).collect());
    }
    held
}

fn tables(c: &Connection) -> BTreeMap<String, Vec<String>> {
    let names: Vec<String> = c
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    names.into_iter().map(|name| (name.clone(), rows(c, &name))).collect()
}

fn rows(c: &Connection, table: &str) -> Vec<String> {
    let mut statement = c.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
    let columns = statement.column_count();
    let text = |row: &gangway_record::Row<'_>| {
        let values = (0..columns).map(|at| row.get_ref(at).map(|value| format!("{value:?}")));
        Ok(values.collect::<Result<Vec<_>, _>>()?.join(" | "))
    };
    let mut rows: Vec<String> = statement.query_map([], text).unwrap().collect::<Result<_, _>>().unwrap();
    rows.sort();
    rows
}
