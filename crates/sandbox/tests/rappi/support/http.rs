//! The smallest HTTP client: one request per connection, bytes in, bytes out.

use std::{io, net::SocketAddr};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use url::Url;

pub struct Request {
    method: String,
    url: Url,
    headers: Vec<(String, String)>,
    body: String,
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

pub fn call(method: &str, url: &str) -> Request {
    Request { method: method.into(), url: Url::parse(url).unwrap(), headers: Vec::new(), body: String::new() }
}

impl Request {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.into(), value.into()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    pub fn body(self, content_type: &str, body: &str) -> Self {
        Self { body: body.into(), ..self.header("content-type", content_type) }
    }

    /// An error of kind `UnexpectedEof` or `ConnectionReset` means that the server hung up without an answer.
    pub async fn send(self) -> io::Result<Answer> {
        let address: SocketAddr =
            format!("{}:{}", self.url.host_str().unwrap(), self.url.port().unwrap()).parse().unwrap();
        let mut stream = TcpStream::connect(address).await?;
        let target = &self.url[url::Position::BeforePath..url::Position::AfterQuery];
        let mut head = format!("{} {target} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n", self.method);
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.extend(["content-length: ", &self.body.len().to_string(), "\r\n\r\n", &self.body]);
        stream.write_all(head.as_bytes()).await?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        parse(&bytes).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|it| it == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines.filter_map(|it| it.split_once(": ")).map(|(k, v)| (k.to_lowercase(), v.into())).collect();
    Some(Answer { status, headers, body: bytes[end + 4..].to_vec() })
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn message(&self) -> String {
        self.json()["message"].as_str().unwrap().to_owned()
    }
}
