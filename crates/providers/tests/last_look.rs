//! A request whose permit ended while its connection was made writes nothing of its body, and says that nothing was sent.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may panic")]

use gangway_providers::{
    net::{LastLook, Network},
    rappi::{A, Access, Flags, Hosts, MerchantToken, NewStore, Rappi, Submission, TokenCall},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

const TOKEN: &str = r#"{"access_token":"t0k3n-of-the-integrator","expires_in":3600,"token_type":"Bearer"}"#;

/// Answers token calls, and keeps everything that comes.
async fn provider() -> (String, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (at, came) = (listener.local_addr().unwrap(), Arc::<Mutex<String>>::default());
    let keeps = Arc::clone(&came);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let keeps = Arc::clone(&keeps);
            tokio::spawn(async move {
                let mut buffer = [0; 4096];
                while let Ok(read @ 1..) = stream.read(&mut buffer).await {
                    keeps.lock().unwrap().push_str(&String::from_utf8_lossy(&buffer[..read]));
                    let body =
                        if keeps.lock().unwrap().contains("store-900111") { r#"{"batchId":"b"}"# } else { TOKEN };
                    let head = format!(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                        body.len()
                    );
                    let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
                }
            });
        }
    });
    (format!("http://{at}"), came)
}

async fn send(may_leave: bool) -> (Submission, String) {
    let (host, came) = provider().await;
    let rappi = Rappi::new(Access {
        hosts: Hosts { login: host.clone(), api: host },
        dialect: A,
        token: TokenCall::default(),
        client_id: "id".into(),
        secret: "secret-of-the-integrator".into(),
        network: Network::loopback_only(),
        call: Duration::from_secs(5),
        hear: Arc::new(drop),
    });
    let merchant = MerchantToken { bearer: "m3rchant-t0ken".into(), ends_at: i64::MAX };
    let stores = [NewStore { id: "store-900111".into(), name: "Store".into(), integration: "pos".into() }];
    let look = LastLook::new(move || may_leave);
    let submission = rappi.unwrap().provision(&merchant, &stores, Flags::default(), &look).await;
    let came = came.lock().unwrap().clone();
    (submission, came)
}

#[tokio::test]
async fn what_may_not_leave_any_more_is_not_written() {
    let (submission, came) = send(false).await;
    assert!(matches!(submission, Submission::NotTaken(_)), "{submission:?}");
    assert!(!came.contains("900111"), "{came}");
    let (submission, came) = send(true).await;
    assert!(!matches!(submission, Submission::NotTaken(_)), "{submission:?}");
    let length = |line: &&str| line.to_ascii_lowercase().starts_with("content-length:");
    assert!(came.contains("900111") && came.lines().filter(length).count() == 2, "{came}");
}
