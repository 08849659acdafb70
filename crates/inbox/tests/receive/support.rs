//! A receiver in a folder of its own, and calls as providers sign them.

use base64::Engine as _;
use gangway_inbox::{Endpoints, Inbox, Known, listen};
use gangway_record::{Record, deliveries};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};
use std::{net::SocketAddr, time::SystemTime};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
};

pub(crate) struct Desk {
    pub(crate) address: SocketAddr,
    pub(crate) record: Record,
    pub(crate) arrived: mpsc::UnboundedReceiver<()>,
    pub(crate) _folder: tempfile::TempDir,
}

pub(crate) async fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let endpoints = Endpoints::default();
    let known = Known {
        provider: gangway_domain::Provider::Rappi,
        event: "E".into(),
        secrets: vec!["new".into(), "old".into()],
    };
    endpoints.open("ours".into(), known);
    let ratepay = Known {
        provider: gangway_domain::Provider::Ratepay,
        event: "E".into(),
        secrets: vec!["new".into(), "old".into()],
    };
    endpoints.open("ratepay".into(), ratepay);
    let rainforest = Known {
        provider: gangway_domain::Provider::Rainforest,
        event: "E".into(),
        secrets: vec!["whsec_bmV3".into(), "whsec_b2xk".into()],
    };
    endpoints.open("rainforest".into(), rainforest);
    endpoints.open(
        "closed".into(),
        Known { provider: gangway_domain::Provider::Rappi, event: "E".into(), secrets: Vec::new() },
    );
    endpoints.close(&"closed".into());
    endpoints.open(
        "locked".into(),
        Known { provider: gangway_domain::Provider::Rappi, event: "E".into(), secrets: Vec::new() },
    );
    let (sender, arrived) = mpsc::unbounded_channel();
    let place = listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = place.address();
    tokio::spawn(place.serve(Inbox::new(record.clone(), endpoints, sender, false).alive_at("alive")));
    Desk { address, record, arrived, _folder: folder }
}

#[expect(clippy::disallowed_methods, reason = "a provider of a test has a clock of its own")]
pub(crate) fn signed(secret: &str, body: &str) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{now}.{body}").as_bytes());
    format!("Rappi-Signature: t={now},sign={}\r\n", hex::encode(mac.finalize().into_bytes()))
}

impl Desk {
    pub(crate) async fn raw(&self, bytes: &[&[u8]]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        for part in bytes {
            if stream.write_all(part).await.is_err() {
                break;
            }
            stream.flush().await.unwrap();
            tokio::task::yield_now().await;
        }
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        answer.lines().next().unwrap_or_default().to_owned()
    }

    pub(crate) async fn post(&self, path: &str, headers: &str, body: &str) -> String {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
            body.len()
        );
        self.raw(&[head.as_bytes(), body.as_bytes()]).await
    }

    pub(crate) async fn kept(&self) -> Vec<(String, Option<String>, String)> {
        let filter = deliveries::Filter { limit: 100, ..Default::default() };
        let rows = self.record.read(move |c| deliveries::list(c, &filter)).await.unwrap();
        rows.into_iter()
            .rev()
            .map(|row| {
                (row.verdict.word().to_owned(), row.why.map(|why| why.word().to_owned()), row.effect.word().to_owned())
            })
            .collect()
    }
}

pub(crate) fn signed_by_ratepay(secret: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    format!("x-signature: {}\r\n", hex::encode(mac.finalize().into_bytes()))
}

#[expect(clippy::disallowed_methods, reason = "a provider of a test has a clock of its own")]
pub(crate) fn signed_by_rainforest(names: &str, key: &str, id: &str, body: &str, later_s: i64) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() as i64 + later_s;
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(format!("{id}.{now}.{body}").as_bytes());
    let sign = base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes());
    format!("{names}-id: {id}\r\n{names}-timestamp: {now}\r\n{names}-signature: v9,x v1,{sign}\r\n")
}

/// Looks until there is a value; `None` where none came in ten seconds.
pub(crate) async fn found<T>(mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    for _ in 0..1000 {
        if let Some(value) = look().await {
            return Some(value);
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    None
}
