//! A tap on the wire: passes every byte on and keeps a copy, so that a test knows which secrets really went over it.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A tap in front of one host. Dropping it closes it.
pub struct Tap {
    /// Where to call instead of the host, `http://127.0.0.1:…`.
    pub url: String,
    heard: Heard,
    serving: JoinHandle<()>,
}

type Heard = Arc<Mutex<Vec<u8>>>;

impl Tap {
    /// Opens a tap in front of `host`, which is `http://127.0.0.1:…`.
    pub async fn open(host: &str) -> Self {
        let host: SocketAddr = host.trim_start_matches("http://").parse().expect("the host is a loopback address");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("it listens"));
        let heard = Heard::default();
        let copy = Arc::clone(&heard);
        let serving = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let Ok(far) = TcpStream::connect(host).await else { continue };
                let (near, far) = (near.into_split(), far.into_split());
                tokio::spawn(pass(near.0, far.1, Arc::clone(&copy)));
                tokio::spawn(pass(far.0, near.1, Arc::clone(&copy)));
            }
        });
        Self { url, heard, serving }
    }

    /// Everything that went over it, both ways.
    pub fn heard(&self) -> String {
        String::from_utf8_lossy(&self.heard.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn pass(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, heard: Heard) {
    let mut chunk = vec![0; 16 << 10];
    while let Ok(read @ 1..) = from.read(&mut chunk).await {
        heard.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&chunk[..read]);
        if to.write_all(&chunk[..read]).await.is_err() {
            return;
        }
    }
    // The other end learns that this one has finished.
    let _ = to.shutdown().await;
}
