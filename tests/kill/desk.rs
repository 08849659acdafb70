//! A desk between two lives of its program, and the program.

use gangway_domain::operation::StoreState;
use gangway_record::{
    Record, deliveries, endpoints,
    operations::{self, operation_stores},
};
use gangway_sandbox::Config;
use gangway_tests::{Away, CLIENT_SECRET, Desk, RATEPAY_SECRET, Setup, never_twice_unasked, until};
use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};
use std::{
    collections::HashSet,
    io::{Read, Write},
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};

/// Home, keyring and provider, which outlive every kill.
pub(crate) struct Left {
    away: Away,
    stores: Vec<String>,
    integration: String,
    /// What the program needs to know, on its stdin.
    says: String,
}

impl Left {
    /// A merchant with twice as many stores as are to be provisioned.
    pub(crate) async fn new(seed: u64, stores: usize) -> Self {
        let provider = Config {
            seed,
            stores: stores * 2,
            latency: Duration::from_millis(40),
            webhook_delay: Duration::from_millis(40),
            ..Setup::default().provider
        };
        let setup = Setup {
            provider,
            concurrency: 3,
            overdue_after_s: 2,
            unknown_for_s: 1,
            call_timeout_s: 5,
            ..Setup::default()
        };
        let desk = Desk::with(setup).await;
        let merchant = desk.authorize().await;
        let stores = desk.free_stores(&merchant, stores).await;
        desk.console.registration.register_webhook(desk.integration()).await.unwrap();
        let integration = desk.integration().to_owned();
        for (kind, rate) in [("no_webhook", 20), ("duplicate_webhook", 30), ("drop_after", 20), ("late_webhook", 20)] {
            let fault = json!({ "call": "provisioning", "kind": kind, "per_mille": rate, "ms": 700 });
            desk.provider.fault(fault).await;
        }
        let away = desk.leave().await;
        let secrets = secrets(&away, &merchant.id).await;
        let says = json!({
            "home": away.home(), "secrets": secrets, "merchant": merchant.id, "integration": integration, "stores": stores,
        });
        Self { says: says.to_string(), away, stores, integration }
    }

    /// The program starts.
    pub(crate) fn start(&self) -> Busy {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gangway-busy-desk"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(self.says.as_bytes()).unwrap();
        Busy(child)
    }

    /// After a run: the record is sound and complete, everything is true, and nothing of unknown outcome was sent again.
    pub(crate) async fn kept(self) {
        never_twice_unasked(&self.away.provider.log().await);
        let truth = self.away.provider.truth().await;
        let open: Vec<_> =
            self.stores.iter().filter(|store| truth[*store].as_deref() != Some(&self.integration)).collect();
        assert!(open.is_empty(), "never provisioned: {open:?}");
        self.nothing_acknowledged_is_missing().await;
        // Opening checks the file; a damaged one is refused.
        let record = Record::open(&self.away.record()).unwrap();
        let stores: HashSet<_> = self.stores.iter().cloned().collect();
        record
            .read(move |c| {
                let sound: String = c.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
                assert_eq!(sound, "ok");
                let mut confirmed = HashSet::new();
                for row in operations::list(c, None, u32::MAX)? {
                    assert!(row.ended_at.is_some(), "{row:?}");
                    for store in operation_stores::page(c, &row.id, None, 0, u32::MAX)?.1 {
                        let state = store.standing.state;
                        // What was not sent, another run took on.
                        assert!(state.is_final() || state == StoreState::Planned, "{store:?}");
                        if state == StoreState::Confirmed {
                            confirmed.insert(store.store.0);
                        }
                    }
                }
                assert_eq!(confirmed, stores, "confirmed, and asked for");
                Ok(())
            })
            .await
            .unwrap();
        // What came in last may not have been folded before the program ended; the next start does that.
        let _desk = self.away.come_back().await;
        let folded = async || record.read(|c| deliveries::to_fold(c, 1)).await.unwrap().is_empty();
        until("every delivery is folded", folded).await;
    }

    /// Every webhook that was answered 2xx is in the record.
    async fn nothing_acknowledged_is_missing(&self) {
        let sent = async || self.away.provider.look("/deliveries").await.as_array().unwrap().clone();
        let of = |sent: &[Value], state: &str| {
            let bodies =
                sent.iter().filter(|it| it["state"] == state).map(|it| it["body"].as_str().unwrap().to_owned());
            bodies.collect::<HashSet<_>>()
        };
        // Nobody is there any more to take the last of them.
        until("nothing is on its way", async || of(&sent().await, "pending").is_empty()).await;
        let taken = of(&sent().await, "delivered");
        let record = Record::open(&self.away.record()).unwrap();
        let kept: HashSet<String> = record
            .read(|c| {
                c.prepare("SELECT CAST(body AS TEXT) FROM deliveries")?.query_map([], |row| row.get(0))?.collect()
            })
            .await
            .unwrap();
        let lost: Vec<_> = taken.difference(&kept).collect();
        assert!(lost.is_empty(), "answered 2xx, and not in the record: {lost:?}");
    }
}

/// What the keyring holds after the program has ended.
async fn secrets(away: &Away, merchant: &str) -> Map<String, Value> {
    let record = Record::open(&away.record()).unwrap();
    let endpoints = record.read(endpoints::all).await.unwrap();
    let of_endpoints = endpoints.iter().map(|endpoint| format!("endpoint-secret-{}", endpoint.id));
    let names = [CLIENT_SECRET.to_owned(), RATEPAY_SECRET.to_owned(), format!("merchant-token-{merchant}")];
    let mut secrets = Map::new();
    for name in names.into_iter().chain(of_endpoints) {
        let secret = away.vault.get(&name).await.unwrap().unwrap_or_else(|| panic!("{name} is in the keyring"));
        secrets.insert(name, secret.expose_secret().into());
    }
    secrets
}

/// The program, at work.
pub(crate) struct Busy(Child);

impl Busy {
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().unwrap()
    }

    /// SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// What it said before it ended.
    pub(crate) fn said(&mut self) -> String {
        let mut said = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        said
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
