//! The merchant's browser, over plain HTTP: opens the link, signs in, allows or denies, and is sent back.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// What the merchant answers on the consent page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Allow.
    Allow,
    /// Deny.
    Deny,
}

/// Goes through the login pages of a link and answers the address the browser is sent back to.
pub async fn sign_in(link: &str, email: &str, password: &str, decision: Decision) -> String {
    let (origin, path) = split(link);
    let page = http(&origin, &format!("GET {path} HTTP/1.1\r\n"), "").await;
    let form = [("transaction", hidden(&page)), ("email", email.to_owned()), ("password", password.to_owned())];
    let page = post(&origin, "/authorize/login", &form).await;
    let word = if decision == Decision::Allow { "allow" } else { "deny" };
    let page = post(&origin, "/authorize/consent", &[("transaction", hidden(&page)), ("decision", word.to_owned())]).await;
    header(&page, "location").unwrap_or_else(|| panic!("the login page sends nobody back:\n{page}"))
}

/// A plain request to one of the simulated provider's hosts; answers head and body.
pub async fn ask(address: &str, method: &str, body: &str) -> String {
    let (origin, path) = split(address);
    http(&origin, &format!("{method} {path} HTTP/1.1\r\nContent-Type: application/json\r\n"), body).await
}

async fn post(origin: &str, path: &str, form: &[(&str, String)]) -> String {
    let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    let head = format!("POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nOrigin: {origin}\r\n");
    http(origin, &head, &body.join("&")).await
}

async fn http(origin: &str, head: &str, body: &str) -> String {
    let host = origin.strip_prefix("http://").expect("a loopback address");
    let mut stream = TcpStream::connect(host).await.expect("the provider listens");
    let request = format!("{head}Host: {host}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.expect("the provider reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("the provider answers");
    String::from_utf8_lossy(&answer).into_owned()
}

fn split(address: &str) -> (String, String) {
    let rest = address.strip_prefix("http://").expect("a loopback address");
    let at = rest.find('/').unwrap_or(rest.len());
    (format!("http://{}", &rest[..at]), if at == rest.len() { "/".to_owned() } else { rest[at..].to_owned() })
}

fn hidden(page: &str) -> String {
    let from = page.find("name=\"transaction\"").unwrap_or_else(|| panic!("no form on the page:\n{page}"));
    let value = &page[from..];
    let from = value.find("value=\"").expect("a value") + 7;
    value[from..].chars().take_while(|&c| c != '"').collect()
}

fn header(page: &str, name: &str) -> Option<String> {
    let line = page.lines().take_while(|line| !line.is_empty()).find(|line| line.to_lowercase().starts_with(&format!("{name}:")))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn escaped(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
