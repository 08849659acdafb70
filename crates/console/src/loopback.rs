//! The loopback redirect: a listener opened for one attempt and closed after it (RFC 8252 §7.3, §8.3).

use crate::{Code, Console, Failure, Reason};
use std::{
    pin::Pin,
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A request line longer than this is none of a browser's that comes back from a login page.
const HEAD: usize = 16 << 10;
/// Time for one browser to send its request.
const READ: Duration = Duration::from_secs(5);
/// Fixed text, forwards nowhere, holds nothing of the request (PROVIDERS.md §4.7).
const PAGE: &str = "<!doctype html><meta charset=utf-8><title>Gangway</title><style>body{font:16px system-ui;margin:20vh auto;max-width:32em;color-scheme:light dark}</style><h1>You can close this page.</h1><p>Gangway continues on the desk where you started.</p><p lang=es>Puede cerrar esta página. Gangway continúa en el escritorio donde empezó.</p>";

/// The listener of an attempt that was cancelled a moment ago is closed within this time.
const CLOSING: [Duration; 15] = [Duration::from_millis(100); 15];

pub(crate) async fn bind(port: u16) -> Result<TcpListener, Failure> {
    for pause in CLOSING {
        match TcpListener::bind(("127.0.0.1", port)).await {
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => tokio::time::sleep(pause).await,
            bound => return bound.map_err(|error| busy(port, &error)),
        }
    }
    TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| busy(port, &error))
}

fn busy(port: u16, error: &std::io::Error) -> Failure {
    Failure::new(Code::PortBusy, format!("127.0.0.1:{port}, the loopback redirect, is taken by another program."))
        .because(Reason::LoopbackBusy)
        .about(format!("127.0.0.1:{port}"))
        .with(error.to_string())
}

/// Waits for the browser until the attempt is over.
pub(crate) async fn wait(
    console: Weak<Console>,
    listener: TcpListener,
    attempt: String,
    redirect: String,
    life: Duration,
) {
    let deadline = tokio::time::sleep(life);
    tokio::pin!(deadline);
    let mut over = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            () = &mut deadline => return,
            _ = over.tick() => {
                let Some(console) = console.upgrade() else { return };
                if console.authorize_link(&attempt).is_err() {
                    return;
                }
            }
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else {
                    // Out of file descriptors, most likely: waiting is the only thing that helps.
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                };
                let Ok(Some(address)) = tokio::time::timeout(READ, answer(stream, &redirect)).await else { continue };
                let Some(console) = console.upgrade() else { return };
                match finish(console, address).await {
                    Ok(()) => return,
                    // Somebody else's knock: the attempt goes on waiting.
                    Err(failure) => tracing::warn!(%failure, "a loopback answer was dropped"),
                }
            }
        }
    }
}

/// In a box: the compiler cannot see through `select!` that the use case may move between threads.
fn finish(console: Arc<Console>, address: String) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>> {
    Box::pin(async move { console.finish(&address).await.map(drop) })
}

/// Reads one request, answers the fixed page, and gives the full address when it is for the redirect's path.
async fn answer(mut stream: TcpStream, redirect: &str) -> Option<String> {
    let mut head = Vec::new();
    let mut chunk = [0; 2048];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut chunk).await.ok()?;
        if read == 0 || head.len() + read > HEAD {
            return None;
        }
        head.extend_from_slice(&chunk[..read]);
    }
    let line = std::str::from_utf8(&head).ok()?.lines().next()?;
    let target = line.strip_prefix("GET ")?.strip_suffix(" HTTP/1.1")?;
    let origin = redirect.strip_suffix("/oauth/callback")?;
    let ours = target.starts_with("/oauth/callback?");
    let (status, page) = if ours { ("200 OK", PAGE) } else { ("404 Not Found", "") };
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
    stream.write_all(answer.as_bytes()).await.ok()?;
    stream.shutdown().await.ok()?;
    ours.then(|| format!("{origin}{target}"))
}
