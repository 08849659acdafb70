//! The platform's own address: keeps every call, and answers as it is told.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// How a call is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// With this status.
    Status(u16),
    /// The call is kept, and the line is cut before an answer.
    Cut,
}

/// A call as it came.
#[derive(Debug, Clone)]
pub struct Called {
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The exact bytes, as text.
    pub body: String,
}

impl Called {
    /// A header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

/// The platform, as long as it is held.
pub struct Platform {
    url: String,
    calls: Arc<Mutex<Vec<Called>>>,
    task: JoinHandle<()>,
}

impl Platform {
    /// Answers with these, and then with 204.
    pub async fn start(answers: &[Answer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/gangway", listener.local_addr().expect("an address"));
        let calls: Arc<Mutex<Vec<Called>>> = Arc::default();
        let mut answers: VecDeque<Answer> = answers.iter().copied().collect();
        let kept = Arc::clone(&calls);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let answer = answers.pop_front().unwrap_or(Answer::Status(204));
                // One after the other, as the answers are.
                let _ = take(stream, answer, &kept).await;
            }
        });
        Self { url, calls, task }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Every call, in order.
    pub fn calls(&self) -> Vec<Called> {
        self.calls.lock().expect("nobody panicked with it").clone()
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn take(mut stream: TcpStream, answer: Answer, calls: &Mutex<Vec<Called>>) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|at| at == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let headers: Vec<(String, String)> = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    while bytes.len() < head + 4 + length.unwrap_or(0) {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
    }
    let body = String::from_utf8_lossy(&bytes[head + 4..]).into_owned();
    calls.lock().expect("nobody panicked with it").push(Called { headers, body });
    if let Answer::Status(status) = answer {
        let answer = format!("HTTP/1.1 {status} said\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        stream.write_all(answer.as_bytes()).await?;
    }
    stream.shutdown().await
}
