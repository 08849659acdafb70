//! Lives of applications, and what is told of them: a message is made the moment something happens, and sent when the control
//! says so.

use std::{sync::Arc, time::Duration};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Rainforest,
    delivery::{self, Message},
    ids::id,
    status::Status,
};
use crate::{
    clock,
    faults::{Stage, calls::Call},
    random::Seeded,
};

/// Something happened: everybody who listens is told at once. Answers the message's id.
pub(super) fn tell(rainforest: &Arc<Rainforest>, status: Status, data: &Value) -> String {
    let message = message(rainforest, &status.event(), data);
    send(rainforest, &message);
    message.id
}

/// A message about `data`, not sent yet.
fn message(rainforest: &Rainforest, event_type: &str, data: &Value) -> Message {
    let body = json!({ "data": data, "event_type": event_type }).to_string();
    Message { id: rainforest.message_id(), event_type: event_type.to_owned(), body }
}

/// Bytes as they are, signed as they are.
pub(super) fn tell_raw(rainforest: &Arc<Rainforest>, body: String) -> String {
    let message = Message { id: rainforest.message_id(), event_type: String::new(), body };
    send(rainforest, &message);
    message.id
}

fn send(rainforest: &Arc<Rainforest>, message: &Message) {
    let fault = rainforest.faults.take(Call::Event, Stage::Webhook, &[]);
    delivery::start(rainforest, message, fault.as_ref());
}

/// In which order the messages of a life leave.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    #[default]
    AsItHappened,
    Reversed,
    /// Drawn from this seed.
    Shuffled(u64),
    /// Places in the life, from 0; what is not named is not sent.
    Places(Vec<usize>),
}

/// A whole life, and how it is told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Play {
    /// An application that there is; a new one without it.
    application: Option<String>,
    /// The merchant of a new one.
    merchant: Option<String>,
    /// What it goes through after CREATED, or after where it is.
    #[serde(default = "whole")]
    through: Vec<Status>,
    /// Provider time between two statuses; the last is reached now.
    #[serde(default = "minute")]
    apart_s: u32,
    #[serde(default)]
    order: Order,
    /// How often each message is sent, always with the same id.
    #[serde(default = "once")]
    times: u32,
    /// Every repetition is a message of its own, with an id of its own.
    #[serde(default)]
    new_ids: bool,
    /// Pause between two messages.
    #[serde(default)]
    pause_ms: u64,
    /// Tell `DECLIINED`, as the document prints it once.
    #[serde(default)]
    misspelt: bool,
    /// Fields that the application gets first.
    #[serde(default)]
    set: serde_json::Map<String, Value>,
}

const fn minute() -> u32 {
    60
}

const fn once() -> u32 {
    1
}

fn whole() -> Vec<Status> {
    Status::ALL[1..4].iter().copied().chain([Status::Processing, Status::InReview, Status::Declined]).collect()
}

/// What was played.
pub(super) struct Played {
    pub(super) application: String,
    pub(super) merchant: String,
    /// Ids of the messages, in the order in which they leave.
    pub(super) messages: Vec<String>,
}

/// Lives the life at once and tells of it in the background. `None`: there is no such application.
pub(super) fn play(rainforest: &Arc<Rainforest>, play: &Play) -> Option<Played> {
    let (application, merchant, messages) = live(rainforest, play)?;
    let mut leaving = Vec::new();
    for message in ordered(messages, &play.order) {
        for repetition in 0..play.times {
            let new_id = play.new_ids && repetition > 0;
            let id = if new_id { rainforest.message_id() } else { message.id.clone() };
            leaving.push(Message { id, ..message.clone() });
        }
    }
    let ids = leaving.iter().map(|message| message.id.clone()).collect();
    let (this, pause) = (Arc::clone(rainforest), Duration::from_millis(play.pause_ms));
    rainforest.tasks.spawn(async move {
        for message in leaving {
            send(&this, &message);
            tokio::time::sleep(pause).await;
        }
    });
    Some(Played { application, merchant, messages: ids })
}

fn live(rainforest: &Arc<Rainforest>, play: &Play) -> Option<(String, String, Vec<Message>)> {
    let mut world = rainforest.world.lock();
    let apart = i64::from(play.apart_s) * 1000;
    let begun = clock::now_ms() - apart * play.through.len() as i64;
    let (id, is_new) = match &play.application {
        Some(id) => (id.clone(), false),
        None => (world.create(play.merchant.clone(), begun).id.clone(), true),
    };
    let it = world.one(&id)?;
    it.set.extend(play.set.clone());
    let mut told = Vec::new();
    if is_new {
        told.push((Status::Created, it.to_json()));
    }
    for (place, status) in play.through.iter().enumerate() {
        it.reach(*status, begun + apart * (place as i64 + 1));
        told.push((*status, it.to_json()));
    }
    let merchant = it.merchant.clone();
    drop(world);
    let messages = told.into_iter().map(|(status, mut data)| {
        if play.misspelt && status == Status::Declined {
            data["status"] = "DECLIINED".into();
        }
        message(rainforest, &status.event(), &data)
    });
    Some((id, merchant, messages.collect()))
}

fn ordered(mut messages: Vec<Message>, order: &Order) -> Vec<Message> {
    match order {
        Order::AsItHappened => {}
        Order::Reversed => messages.reverse(),
        Order::Shuffled(seed) => {
            let mut random = Seeded::new(*seed, "order of messages");
            for last in (1..messages.len()).rev() {
                messages.swap(last, random.below(last + 1));
            }
        }
        Order::Places(places) => {
            return places.iter().filter_map(|place| messages.get(*place).cloned()).collect();
        }
    }
    messages
}

/// A message's id: as unguessable as the real one's, which is what makes it a key.
pub(super) fn message_id(random: &mut Seeded) -> String {
    id(random, "msg")
}
