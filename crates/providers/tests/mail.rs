//! A mail server that refuses at a stage, for now or for good.
#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is the answer")]

use gangway_providers::email::{Email, MailError, MailServer, Security, send};
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

/// What a server was told.
type Heard = Arc<Mutex<Vec<String>>>;

/// Answers every command well, but those that begin with `stage`.
async fn server(stage: &'static str, answer: &'static str) -> (MailServer, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = Heard::default();
    let told = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (read, mut write) = stream.into_split();
            let mut lines = BufReader::new(read).lines();
            let greeting = if stage == "CONNECT" { answer } else { "220 mx.test ESMTP" };
            write.write_all(format!("{greeting}\r\n").as_bytes()).await.unwrap();
            let mut in_letter = false;
            while let Ok(Some(line)) = lines.next_line().await {
                if in_letter && line != "." {
                    continue;
                }
                told.lock().unwrap().push(line.clone());
                let word = if in_letter { "END" } else { line.split([' ', ':']).next().unwrap_or_default() };
                in_letter = word == "DATA" && stage != "DATA";
                let said = match word {
                    word if word == stage => answer,
                    "EHLO" => "250-mx.test\r\n250-AUTH PLAIN\r\n250 OK",
                    "AUTH" => "235 in",
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ => "250 OK",
                };
                if write.write_all(format!("{said}\r\n").as_bytes()).await.is_err() {
                    break;
                }
            }
        }
    });
    let server = MailServer {
        host: "127.0.0.1".into(),
        port,
        security: Security::None,
        login: Some(("u".into(), "p".into())),
        authority: None,
        network: gangway_providers::net::Network::loopback_only(),
        hello: "desk.example".into(),
    };
    (server, heard)
}

async fn sent(stage: &'static str, answer: &'static str) -> (Result<String, MailError>, Vec<String>) {
    let (server, heard) = server(stage, answer).await;
    let email = Email {
        from: "no-reply@platform.example",
        reply_to: None,
        to: "ana@example.com",
        subject: "Hello",
        text: "Hello Ana",
        html: None,
        id: "msg_1",
        repeated: false,
    };
    let sent = send(&server, &email).await;
    let heard = heard.lock().unwrap().clone();
    (sent, heard)
}

#[tokio::test]
async fn the_name_that_is_said_is_the_one_that_was_given() {
    let (taken, heard) = sent("none", "").await;
    assert!(taken.is_ok(), "{taken:?}");
    assert_eq!(heard[0], "EHLO desk.example");
}

/// RFC 5321 §4.2.1: what begins with 5 is answered the same however often it is asked, and with 4 perhaps not.
#[tokio::test]
async fn for_good_and_for_now_at_every_stage() {
    for stage in ["CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "END"] {
        let (refused, _) = sent(stage, "554 5.7.1 no").await;
        let error = refused.expect_err(stage);
        let right = match stage {
            "CONNECT" | "EHLO" => matches!(&error, MailError::Unwelcome(words) if words.contains("554")),
            "AUTH" => matches!(&error, MailError::Login(words) if words.contains("554")),
            _ => matches!(&error, MailError::Refused(words) if words.contains("554")),
        };
        assert!(right, "{stage}: {error:?}");
        let (later, _) = sent(stage, "421 4.3.2 later").await;
        let error = later.expect_err(stage);
        assert!(matches!(&error, MailError::Later(words) if words.contains("421")), "{stage}: {error:?}");
    }
}
