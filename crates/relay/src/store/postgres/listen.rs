//! Hearing of what other nodes append: one connection of each node listens, and a question now and then finds what was missed.

use super::{CHANNEL, read, sorted, tls::Tls};
use crate::{LogHead, StoreError, log::live::Live};
use deadpool_postgres::Pool;
use futures_util::stream::{StreamExt, poll_fn};
use gangway_wire::TeamId;
use std::time::Duration;
use tokio::{sync::mpsc, time::MissedTickBehavior};
use tokio_postgres::{AsyncMessage, Config};

/// Between two questions, as a backstop.
const POLL: Duration = Duration::from_secs(2);
/// Before the next attempt to listen.
const PAUSE: Duration = Duration::from_millis(250);

/// Runs for the life of the store.
pub(super) async fn listen(config: Config, tls: Tls, pool: Pool, live: Live) {
    loop {
        if let Err(error) = while_connected(&config, &tls, &pool, &live).await {
            tracing::warn!(%error, "the store is not listened to");
        }
        ask(&pool, &live).await;
        tokio::time::sleep(PAUSE).await;
    }
}

async fn while_connected(config: &Config, tls: &Tls, pool: &Pool, live: &Live) -> Result<(), StoreError> {
    let (client, mut connection) = config.connect(tls.clone()).await.map_err(sorted)?;
    let (sender, mut heard) = mpsc::unbounded_channel();
    let messages = async move {
        let mut messages = poll_fn(|cx| connection.poll_message(cx));
        while let Some(Ok(message)) = messages.next().await {
            if let AsyncMessage::Notification(notification) = message
                && sender.send(notification.payload().to_owned()).is_err()
            {
                return;
            }
        }
    };
    let hearing = async {
        client.batch_execute(&format!("LISTEN {CHANNEL}")).await.map_err(sorted)?;
        let mut again = tokio::time::interval(POLL);
        again.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                // At once as well: what was appended before this node listened was told to nobody here.
                _ = again.tick() => ask(pool, live).await,
                told = heard.recv() => match told {
                    Some(told) => reached(live, &told),
                    None => return Ok(()),
                },
            }
        }
    };
    tokio::select! {
        () = messages => Err(StoreError::Silent("the connection that listens was cut off".to_owned())),
        ended = hearing => ended,
    }
}

fn reached(live: &Live, told: &str) {
    let mut words = told.split(' ');
    let mut head = || Some((TeamId::from(words.next()?), words.next()?.parse().ok()?, words.next()?.parse().ok()?));
    if let Some((team, seq, link)) = head() {
        live.reached(&team, LogHead { seq, link });
    } else {
        tracing::warn!(told, "a notice of another program");
    }
}

async fn ask(pool: &Pool, live: &Live) {
    for team in live.watched() {
        let Ok(client) = pool.get().await else { return };
        match read::head(&client, &team).await {
            Ok(head) => live.reached(&team, head),
            Err(error) => tracing::debug!(%error, %team, "a log was not asked how far it goes"),
        }
    }
}
