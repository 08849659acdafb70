//! The one way in: verify, append durably, and only then say that it was received. The HTTP router is one caller; the feed of
//! a team's relay is another.

use crate::{
    Call, DeliveryLog, Endpoints, Judged, Known, Rejected, Verified, VerifiedSignature,
    echo::coding,
    judged::{kept, key_of},
    refused::{KEPT, Refused},
    verification::{Verification, verify},
};
use axum::http::HeaderMap;
use gangway_domain::{EndpointId, Provider, RejectionReason};
use gangway_providers::{
    net::{Deprecation, Hear},
    scheme_of,
    webhook_signature::scheme::Scheme,
};
use gangway_record::Record;
use std::{
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};
use tokio::sync::{Semaphore, mpsc};

/// Calls of the router worked on at the same time; one more is answered 503.
const AT_ONCE: usize = 512;
/// Reasons that say that the body is not what was signed.
const BODY_IS_WRONG: [RejectionReason; 2] = [RejectionReason::WrongSecret, RejectionReason::BodyBroken];

/// A delivery that nobody has judged yet.
#[derive(Debug)]
pub struct Inbound {
    /// Where it came in.
    pub endpoint: EndpointId,
    /// As they came.
    pub headers: HeaderMap,
    /// The exact bytes.
    pub body: Vec<u8>,
    /// When it came, Unix milliseconds: the tolerance of signed times is judged by this.
    pub received_at: i64,
    /// Who brought it.
    pub source: Source,
}

/// Who brings deliveries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A provider, by a call of its own.
    Http {
        /// When its body began to come.
        begun: Instant,
    },
    /// The team's relay, which received it for everybody.
    Feed,
}

/// What came of an inbound delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// It is on disk and takes effect once.
    Received,
    /// It is not believed, and kept with the reason.
    Rejected {
        /// The reason.
        why: RejectionReason,
        /// HTTP status for whoever sent it; 503 where it would be believed later.
        status: u16,
    },
    /// No endpoint of this name is open; nothing is kept.
    NoEndpoint,
    /// It could not be appended: whoever brought it must bring it again.
    NotAppended,
}

/// How each provider signs.
pub type SchemeOf = fn(Provider) -> &'static Scheme;

/// What the receiver needs. Cheap to clone.
#[derive(Clone)]
pub struct Inbox<L = Record> {
    log: L,
    pub(crate) endpoints: Endpoints,
    /// Told about every appended delivery; what is lost here is found again in the record.
    arrived: mpsc::UnboundedSender<()>,
    accept_tester_form: bool,
    pub(crate) at_once: Arc<Semaphore>,
    hear: Option<Hear>,
    scheme_of: SchemeOf,
    pub(crate) alive: Option<Arc<str>>,
}

impl<L: DeliveryLog> Inbox<L> {
    /// A receiver that appends to `log` and says so on `arrived`. The tester's form of a signature is accepted only
    /// where `accept_tester_form` says so, which no production profile does.
    pub fn new(log: L, endpoints: Endpoints, arrived: mpsc::UnboundedSender<()>, accept_tester_form: bool) -> Self {
        let at_once = Arc::new(Semaphore::new(AT_ONCE));
        Self { log, endpoints, arrived, accept_tester_form, at_once, hear: None, scheme_of, alive: None }
    }

    /// Verifies by these schemes in place of those of [`gangway_providers`].
    #[must_use]
    pub fn verifying_by(mut self, scheme_of: SchemeOf) -> Self {
        self.scheme_of = scheme_of;
        self
    }

    /// Tells `hear` what verified deliveries announce to go away.
    #[must_use]
    pub fn hearing(mut self, hear: Hear) -> Self {
        self.hear = Some(hear);
        self
    }
}

impl<L> Inbox<L> {
    /// Answers `GET /hooks/{alive}` with [`crate::ALIVE`], and every other call with `alive` in its path with an
    /// [`crate::Echo`]: how a program asks under its public address whether that leads to itself, and what is changed on the
    /// way. As unguessable as an endpoint, and new with every start.
    #[must_use]
    pub fn alive_at(mut self, alive: &str) -> Self {
        self.alive = Some(alive.into());
        self
    }

    /// Whether a path has the word of [`Inbox::alive_at`].
    pub(crate) fn is_alive_at(&self, path: &str) -> bool {
        self.alive.as_deref().is_some_and(|alive| path.split('/').any(|part| part == alive))
    }
}

impl<L: DeliveryLog> Inbox<L> {
    /// Judges a delivery and appends it with the verdict. It was received when this says so, and not before.
    pub async fn accept(&self, inbound: Inbound) -> Accepted {
        let Some(known) = self.endpoints.find(inbound.endpoint.as_str()) else { return Accepted::NoEndpoint };
        let announced =
            self.hear.as_ref().and_then(|_| Deprecation::announced(known.provider, &known.event, &inbound.headers));
        let judged = judge(&known, inbound, (self.scheme_of)(known.provider), self.accept_tester_form);
        let accepted = match &judged {
            Judged::Verified(_) => Accepted::Received,
            Judged::Rejected(rejected) => Accepted::Rejected { why: rejected.why, status: rejected.answered },
        };
        if let Err(error) = self.log.append(judged).await {
            tracing::error!(%error, "a delivery could not be appended");
            return Accepted::NotAppended;
        }
        // A duplicate has nothing to fold, and a place in the list. The receiving end closes only when the program does.
        let _ = self.arrived.send(());
        if let (Some(hear), Accepted::Received, Some(deprecation)) = (&self.hear, accepted, announced) {
            hear(deprecation);
        }
        accepted
    }

    /// Keeps a call that was refused before its signature was looked at, with the beginning of its body. That it could not be
    /// kept changes nothing about the answer.
    pub(crate) async fn refuse(&self, known: &Known, mut inbound: Inbound, refused: &Refused) {
        inbound.body.truncate(KEPT);
        let (why, detail, answered) = (refused.reason(), refused.about(), refused.status().as_u16());
        let call = call(known, inbound);
        match self.log.append(Judged::Rejected(Rejected { call, why, detail, answered })).await {
            Ok(()) => drop(self.arrived.send(())),
            Err(error) => tracing::warn!(%error, "a refused call could not be kept"),
        }
    }
}

fn judge(known: &Known, inbound: Inbound, scheme: &Scheme, accept_tester_form: bool) -> Judged {
    let Inbound { endpoint, headers, body, received_at, .. } = &inbound;
    match verify(known, scheme, headers, body, *received_at, accept_tester_form) {
        Verification::Verified { form, signed_with, id } => {
            let key = key_of(endpoint, id.as_deref(), body);
            Judged::Verified(Verified::new(call(known, inbound), VerifiedSignature::new(form, signed_with as u8, key)))
        }
        Verification::Rejected { why, detail, answer } => {
            // What is signed is the text before it was compressed: no secret fits, and none is wrong.
            let compressed = coding(headers).map(Refused::Compressed).filter(|_| BODY_IS_WRONG.contains(&why));
            let (why, detail, answered) = match compressed {
                Some(refused) => (refused.reason(), refused.about(), refused.status().as_u16()),
                None => (why, detail, answer),
            };
            Judged::Rejected(Rejected { call: call(known, inbound), why, detail, answered })
        }
    }
}

fn call(known: &Known, inbound: Inbound) -> Call {
    let took_us = match inbound.source {
        Source::Http { begun } => begun.elapsed().as_micros() as i64,
        Source::Feed => 0,
    };
    Call {
        endpoint: inbound.endpoint,
        provider: known.provider,
        event: known.event.clone(),
        received_at: inbound.received_at,
        took_us,
        headers: kept(&inbound.headers),
        body: inbound.body,
    }
}

#[expect(clippy::disallowed_methods, reason = "the clock of the crate")]
pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}
