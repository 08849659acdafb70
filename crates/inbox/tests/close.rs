//! Closing the receiver closes its connections: one that stayed open would go on appending for a closed profile.

use gangway_inbox::{Endpoints, Inbox, bind, router, serve};
use gangway_record::Record;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
};

#[tokio::test]
async fn a_kept_connection_ends_with_the_receiver() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let listener = bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let inbox = Inbox::new(record, Endpoints::default(), mpsc::unbounded_channel().0, false);
    let serving = tokio::spawn(serve(listener, router(inbox)));

    let mut kept = TcpStream::connect(address).await.unwrap();
    kept.write_all(b"POST /hooks/x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").await.unwrap();
    let mut first = [0; 12];
    kept.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 404");

    serving.abort();
    let mut rest = Vec::new();
    tokio::time::timeout(Duration::from_secs(10), kept.read_to_end(&mut rest)).await.expect("it is closed").unwrap();
}
