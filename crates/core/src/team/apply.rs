//! Taking entries in: deliveries, their effect, and the place in the chain are one transaction, so that a kill at any moment
//! leaves a prefix of the log, without a gap and nothing twice.

use super::{
    News, Team,
    chain::{Chain, Checked, Fork, Said},
    claims,
    facts::heard,
};
use crate::{
    Failure, now,
    providers::descriptor::{Registry, Touched},
    view::Change,
    webhooks::fold_delivery::{AT_ONCE, fold_arrived},
};
use gangway_domain::{EndpointId, TeamFact, notifications::Rules};
use gangway_inbox::{OtherBody, Relayed};
use gangway_record::{
    Connection, Keys, Sql,
    notifications::outbox,
    team::{
        self,
        batches::{self, TeamBatch},
        entries::{self, Content},
        facts, forks,
    },
};
use gangway_wire::{Body, Delivery, Entry, Fact, FactKind, Item, Key, Link};
use std::sync::PoisonError;

/// An entry, ready to be kept.
pub(super) struct Ready {
    seq: u64,
    link: Link,
    content: Content,
    batch: Option<TeamBatch>,
    fact: Option<facts::Told>,
    claim: Option<claims::Told>,
}

impl Ready {
    /// Opens an entry. The body of a delivery must be the one that the log names.
    pub(super) fn of(item: Item, link: Link) -> Result<Self, OtherBody> {
        let Item { seq, envelope, body } = item;
        let place = Self { seq, link, content: Content::Place, batch: None, fact: None, claim: None };
        Ok(match envelope.open() {
            Ok((key, _, Entry::Delivery(delivery))) => Self { content: delivered(key, *delivery, body)?, ..place },
            Ok((_, at, Entry::Fact(fact))) => match batch_of(seq, &fact) {
                Some(batch) => Self { batch: Some(batch), ..place },
                None => Self { fact: Some(heard(seq, at, fact)), ..place },
            },
            Ok((_, at, Entry::Claim(claim))) => Self { claim: Some(claims::Told { seq, at, claim }), ..place },
            Ok((_, _, Entry::Answer(_))) => place,
            Ok((_, _, Entry::Unknown { kind, .. })) => Self { content: Content::Unread(kind), ..place },
            Err(error) => Self { content: Content::Unread(error.to_string()), ..place },
        })
    }
}

fn delivered(Key(key): Key, delivery: Delivery, body: Body) -> Result<Content, OtherBody> {
    let (digest, bytes) = (delivery.body.sha256.0, delivery.body.bytes);
    let relayed = Relayed {
        endpoint: EndpointId(delivery.endpoint),
        provider: delivery.provider,
        event: delivery.event,
        received_at: delivery.received_at,
        headers: delivery.headers,
        form: delivery.verification.form,
        signed_with: delivery.verification.signed_with,
        key,
        digest,
    };
    match body {
        Body::Present(body) => relayed.with_body(body).map(Content::Delivery),
        Body::Erased => Ok(Content::Erased(relayed.without_body(), digest, bytes)),
        Body::None => Err(OtherBody),
    }
}

/// A batch that the provider took of a colleague: `subject` is the run, `details.batch` the provider's id.
fn batch_of(seq: u64, fact: &Fact) -> Option<TeamBatch> {
    if fact.what != FactKind::BatchAccepted {
        return None;
    }
    let batch = fact.details.get("batch")?.as_str()?.to_owned();
    let (person, device) = (fact.person.0.clone(), fact.device.0.clone());
    Some(TeamBatch { batch, run: fact.subject.clone(), person, device, seq })
}

/// What one transaction takes in.
struct Group {
    /// Where the chain must be for it.
    before: (u64, Link),
    ready: Vec<Ready>,
    chain: Chain,
    /// A head that proves it, as JSON.
    proof: Option<String>,
    rules: Rules,
    registry: Registry,
}

/// `None`: the chain is elsewhere, because the console left the team meanwhile.
fn take_all(c: &Connection, keys: &mut Keys, group: &Group) -> Sql<Option<Touched>> {
    let is_here = |cursor: &entries::Cursor| (cursor.seq, Link(cursor.link)) == group.before;
    if !entries::cursor(c)?.is_some_and(|cursor| is_here(&cursor)) {
        return Ok(None);
    }
    let Group { chain, ready, rules, registry, .. } = group;
    for entry in ready {
        entries::take(c, keys, entry.seq, entry.link.0, &entry.content)?;
        if let Some(batch) = &entry.batch {
            batches::keep(c, batch)?;
        }
        if let Some(fact) = &entry.fact {
            hear_fact(c, fact)?;
        }
        if let Some(told) = &entry.claim {
            claims::hear(c, told)?;
        }
    }
    entries::advance(c, chain.seq, chain.link.0)?;
    if let Some(head) = &group.proof {
        entries::prove(c, chain.proven.0, chain.proven.1, head)?;
    }
    fold_all(c, rules, *registry).map(Some)
}

/// A fact of a colleague may say that something is done here too.
fn hear_fact(c: &Connection, fact: &facts::Told) -> Sql<()> {
    facts::hear(c, fact)?;
    let is_theirs = team::membership(c)?.is_some_and(|it| it.device != fact.device);
    if fact.what.known() == Some(TeamFact::NotificationSent) && is_theirs {
        let by = fact.person_name.as_ref().unwrap_or(&fact.person);
        outbox::sent_elsewhere(c, &fact.subject, by, fact.at)?;
    }
    Ok(())
}

fn fold_all(c: &Connection, rules: &Rules, registry: Registry) -> Sql<Touched> {
    let mut touched = Touched::default();
    loop {
        let some = fold_arrived(c, now(), rules, registry)?;
        let is_last = some.deliveries < AT_ONCE as usize;
        touched.add(some);
        if is_last {
            return Ok(touched);
        }
    }
}

impl Team {
    /// Takes in what was checked, and folds it. `None`: the console left the team meanwhile.
    pub(super) async fn take(
        &self,
        before: (u64, Link),
        checked: Checked,
        rules: Rules,
    ) -> Result<Option<Touched>, Failure> {
        let Checked { items, chain, said } = checked;
        let ready: Result<Vec<_>, _> = items.into_iter().map(|(item, link)| Ready::of(item, link)).collect();
        let ready = ready.map_err(|error| super::relay::damaged(&error))?;
        let proof = match &said {
            Said::Proven(head) => serde_json::to_string(head).ok(),
            Said::Nothing | Said::Longer(_) | Said::Older | Said::Behind(_) => None,
        };
        if ready.is_empty() && proof.is_none() {
            return Ok(Some(Touched::default()));
        }
        self.note_news(&ready);
        let group = Group { before, ready, chain, proof, rules, registry: self.registry };
        Ok(self.environment.record().write_keyed(move |c, keys| take_all(c, keys, &group)).await?)
    }

    fn note_news(&self, ready: &[Ready]) {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.facts |= ready.iter().any(|it| it.fact.is_some() || it.batch.is_some());
        news.claims |= ready.iter().any(|it| it.claim.is_some());
        let is_sent = |fact: &facts::Told| fact.what.known() == Some(TeamFact::NotificationSent);
        news.messages |= ready.iter().any(|it| it.fact.as_ref().is_some_and(is_sent));
    }

    /// Says once what came since this was asked last.
    pub(super) fn tell_news(&self) {
        let News { facts, claims, messages } =
            std::mem::take(&mut *self.news.lock().unwrap_or_else(PoisonError::into_inner));
        if facts {
            self.environment.tell(Change::TeamFacts);
        }
        if claims {
            self.environment.tell(Change::TeamClaims);
            self.lead_woken.notify_one();
        }
        if messages {
            self.environment.tell(Change::Notifications);
        }
    }

    /// Keeps both sides of a fork. Nothing is taken in from then on.
    pub(super) async fn keep_fork(&self, fork: &Fork) -> Result<(), Failure> {
        let theirs = serde_json::to_string(&fork.theirs).unwrap_or_default();
        let (seq, link) = (fork.seq, fork.ours.0);
        let keep = move |c: &Connection| {
            let proven = entries::cursor(c)?.and_then(|cursor| cursor.head);
            forks::keep(c, &forks::Fork { at: now(), seq, link, theirs, proven })
        };
        Ok(self.environment.record().write(keep).await?)
    }

    /// The link of an entry that is here.
    pub(super) async fn link_at(&self, seq: u64) -> Result<Option<Link>, Failure> {
        let link = self.environment.record().read(move |c| team::entries::link_at(c, seq)).await?;
        Ok(link.map(Link))
    }
}
