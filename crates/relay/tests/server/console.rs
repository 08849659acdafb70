//! What a console makes of the feed: its own chain, compared with every head that the relay signs.

use crate::desk::{Heard, Stream};
use gangway_wire::{Body, Entry, FeedMessage, Frame, Link, RelayKey};

pub(crate) struct Console {
    pub(crate) seq: u64,
    pub(crate) link: Link,
    /// Bodies of deliveries, in order.
    pub(crate) bodies: Vec<String>,
    /// Up to where a signed head proved that nothing is missing.
    pub(crate) proven: u64,
    key: RelayKey,
}

impl Console {
    pub(crate) fn new(key: RelayKey) -> Self {
        Self { seq: 0, link: Link::ORIGIN, bodies: Vec::new(), proven: 0, key }
    }

    /// Takes in what is new.
    pub(crate) fn take(&mut self, frame: &Frame) {
        let last = self.seq;
        for item in frame.items.iter().filter(|it| it.seq > last) {
            assert_eq!(item.seq, self.seq + 1, "a gap");
            (self.seq, self.link) = (item.seq, self.link.next(&item.envelope));
            let (_, _, Entry::Delivery(delivery)) = item.envelope.open().unwrap() else { panic!("no delivery") };
            assert!(item.body.is_of(&delivery.body));
            if let Body::Present(bytes) = &item.body {
                self.bodies.push(String::from_utf8(bytes.clone()).unwrap());
            }
        }
        if let Some(signed) = &frame.head {
            let head = signed.verify(&self.key).unwrap();
            if head.seq == self.seq {
                assert_eq!(head.link, self.link, "a fork");
                self.proven = head.seq;
            }
        }
    }

    /// The same through a store that is away now and then: a node that cannot read what the console lacks says that it
    /// closes, and the console comes again from where it is.
    pub(crate) async fn follow_through(&mut self, stream: &mut Stream, to: u64, again: impl AsyncFn(u64) -> Stream) {
        while self.proven < to {
            match stream.next().await {
                Heard::Frame(frame) => self.take(&frame),
                Heard::Said(FeedMessage::Closing) => *stream = again(self.seq).await,
                other => panic!("{other:?}"),
            }
        }
    }

    /// Until it is proven to have everything up to a place.
    pub(crate) async fn follow(&mut self, stream: &mut Stream, to: u64) {
        while self.proven < to {
            match stream.next().await {
                Heard::Frame(frame) => self.take(&frame),
                other => panic!("{other:?}"),
            }
        }
    }
}
