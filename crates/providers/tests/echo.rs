//! Whoever is at a mistyped address may send back what it got. Nothing secret comes to a person that way.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may panic")]

use gangway_providers::rappi::{A, Access, Hosts, Rappi, RappiError, TokenCall};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

const SECRET: &str = "a client \"secret\" of some length";

/// Answers every request with its own text.
async fn echo(status: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !request.ends_with(b"}") && stream.read_buf(&mut request).await.is_ok_and(|read| read > 0) {}
                let body = request.split(|byte| *byte == b'{').nth(1).unwrap_or_default();
                let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
                let _ = stream.write_all(&[head.as_bytes(), body].concat()).await;
            });
        }
    });
    url
}

#[tokio::test]
async fn a_login_that_is_echoed_shows_no_secret() {
    for status in ["400 Bad Request", "401 Unauthorized", "404 Not Found", "424 Failed", "500 Error", "200 OK"] {
        let host = echo(status).await;
        let rappi = Rappi::new(Access {
            hosts: Hosts { login: host.clone(), api: host },
            dialect: A,
            token: TokenCall::default(),
            client_id: "id".into(),
            secret: SECRET.into(),
            call: Duration::from_secs(5),
            hear: Arc::new(drop),
        })
        .unwrap();
        let error = rappi.check_login().await.unwrap_err();
        let said = format!("{error:?} {error}");
        assert!(!said.contains("of some length"), "{status}: {said}");
        assert_eq!(matches!(error, RappiError::Credentials { .. }), status.starts_with("40"), "{status}: {error:?}");
    }
}
