//! How nodes hear of each other's appends: by notices, and without them.

use crate::{
    houses::{House, PostgresHouse, entry, team},
    support::run,
};
use futures_util::StreamExt as _;
use gangway_relay::{Log, LogHead};
use gangway_wire::Link;
use std::time::Duration;
use tokio_postgres::{AsyncMessage, NoTls};

const LIMIT: Duration = Duration::from_secs(20);

#[tokio::test]
async fn an_append_is_told_to_other_nodes_once_a_group() {
    let house = PostgresHouse::new().await;
    let nodes = house.nodes().await;
    let team = team(&nodes[0]).await;
    let (client, mut connection) = tokio_postgres::connect(&house.0.address, NoTls).await.unwrap();
    let mut messages = Box::pin(futures_util::stream::poll_fn(move |cx| connection.poll_message(cx)));
    let listening = client.batch_execute("LISTEN gangway_log");
    let (listening, _) = tokio::join!(listening, tokio::time::timeout(Duration::from_millis(500), messages.next()));
    listening.unwrap();
    nodes[0].append(&team, vec![entry(1, 1), entry(2, 1)]).await.unwrap();
    let told = tokio::time::timeout(LIMIT, messages.next()).await.expect("a notice").unwrap().unwrap();
    let AsyncMessage::Notification(notice) = told else { panic!("{told:?}") };
    let head = nodes[0].head(&team).await.unwrap();
    assert_eq!(notice.payload(), format!("{team} 2 {}", head.link));
}

#[tokio::test]
async fn a_notice_is_heard() {
    let house = PostgresHouse::new().await;
    let nodes = house.nodes().await;
    let team = team(&nodes[0]).await;
    let link = Link([7; 32]);
    // Of a place that no look at the log could tell of.
    let waiting = nodes[1].wait(&team, 98);
    let telling = async {
        loop {
            run(&house.0.address, &format!("NOTIFY gangway_log, '{team} 99 {link}'")).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::select! {
        heard = tokio::time::timeout(LIMIT, waiting) => {
            assert_eq!(heard.expect("it is heard").unwrap(), LogHead { seq: 99, link });
        }
        () = telling => {}
    }
}

#[tokio::test]
async fn what_no_notice_told_is_found_all_the_same() {
    let house = PostgresHouse::new().await;
    let nodes = house.nodes().await;
    let team = team(&nodes[0]).await;
    let (heard, ()) = tokio::join!(tokio::time::timeout(LIMIT, nodes[1].wait(&team, 0)), async {
        run(&house.0.address, "UPDATE gangway.teams SET seq = 1").await;
    });
    assert_eq!(heard.expect("a look now and then").unwrap().seq, 1);
}
