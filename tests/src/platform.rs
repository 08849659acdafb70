//! The platform's own address: keeps every call, and answers as it is told.

use crate::{Moment, steer::Steer};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
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
    steer: Steer,
    task: JoinHandle<()>,
}

impl Platform {
    /// Answers with these, and then with 204.
    pub async fn start(answers: &[Answer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/gangway", listener.local_addr().expect("an address"));
        let calls: Arc<Mutex<Vec<Called>>> = Arc::default();
        let mut answers: VecDeque<Answer> = answers.iter().copied().collect();
        let (kept, steer) = (Arc::clone(&calls), Steer::default());
        let steered = steer.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let answer = answers.pop_front().unwrap_or(Answer::Status(204));
                // One after the other, as the answers are.
                let _ = take(stream, answer, &kept, &steered).await;
            }
        });
        Self { url, calls, steer, task }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Says the `webhook-id` of the call that comes after the next `skip`, at that moment of it.
    pub fn steer(&self, skip: u64, moment: Moment) -> oneshot::Receiver<String> {
        self.steer.arm(skip, moment)
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

async fn take(mut stream: TcpStream, answer: Answer, calls: &Mutex<Vec<Called>>, steer: &Steer) -> std::io::Result<()> {
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
    let called = Called { headers, body };
    let id = called.header("webhook-id").to_owned();
    calls.lock().expect("nobody panicked with it").push(called);
    let steered = match steer.came() {
        Some((Moment::BeforeAnswer, tell)) => {
            let _ = tell.send(id);
            // Until whoever called is gone.
            while stream.read_buf(&mut bytes).await? > 0 {}
            return Ok(());
        }
        after => after,
    };
    if let Answer::Status(status) = answer {
        let answer = format!("HTTP/1.1 {status} said\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        stream.write_all(answer.as_bytes()).await?;
    }
    if let Some((_, tell)) = steered {
        let _ = tell.send(id);
    }
    stream.shutdown().await
}
