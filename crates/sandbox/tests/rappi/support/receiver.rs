//! A receiver of webhooks that answers as it is told and keeps what it got.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use super::until;

#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    pub signature: Option<String>,
    pub head: String,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.head.lines().filter_map(|it| it.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// `t` and whether the signature is right.
    pub fn check(&self, secret: &str) -> (String, bool) {
        let header = self.signature.clone().unwrap();
        let (t, sign) = header.strip_prefix("t=").unwrap().split_once(",sign=").unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{t}.{}", self.body).as_bytes());
        (t.to_owned(), hex::encode(mac.finalize().into_bytes()) == sign)
    }
}

pub struct Receiver {
    pub url: String,
    got: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    /// Answers with these statuses in turn, then with 200.
    pub async fn open(statuses: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hooks/x?y=z", listener.local_addr().unwrap());
        let got = Arc::new(Mutex::new(Vec::new()));
        let (kept, mut statuses) = (Arc::clone(&got), VecDeque::from(statuses.to_vec()));
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let received = answer(stream, statuses.pop_front().unwrap_or(200)).await;
                kept.lock().unwrap().push(received);
            }
        });
        Self { url, got }
    }

    pub fn all(&self) -> Vec<Received> {
        self.got.lock().unwrap().clone()
    }

    pub async fn wait(&self, count: usize) -> Vec<Received> {
        until(&format!("{count} webhooks"), async || self.all().len() >= count).await;
        self.all()
    }
}

async fn answer(mut stream: TcpStream, status: u16) -> Received {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let header = |name: &str| {
                let mut lines = head.lines().filter_map(|it| it.split_once(": "));
                lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
            };
            if body.len() == header("content-length").unwrap().parse::<usize>().unwrap() {
                let line = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                stream.write_all(line.as_bytes()).await.unwrap();
                let path = head.split(' ').nth(1).unwrap().to_owned();
                let signature = header("rappi-signature").or_else(|| header("x-signature"));
                let (head, body) = (head.to_owned(), body.to_owned());
                return Received { path, signature, head, body };
            }
        }
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "{text}");
    }
}
