//! One session of the feed: from where this console is until something ends it.

use super::{
    Team,
    chain::{Chain, Refused, Said},
    effects::Effects,
    relay::{Polled, Relay, damaged},
    socket::{Heard, NoStream, Stream},
    standing::SILENCE,
};
use crate::{
    Code, Failure, Reason, now,
    providers::descriptor::Touched,
    view::{TeamFeed, TeamState},
};
use gangway_wire::{Behind, ConsoleMessage, FeedMessage, Frame, bundle_range};
use secrecy::SecretString;
use std::time::{Duration, Instant};

/// A relay begins with how far its log goes, at once.
const FIRST: Duration = Duration::from_secs(10);
/// Between two words to the relay of how far this console is.
const SELDOM: Duration = Duration::from_secs(1);
/// Nothing is asked for again at once where there was nothing.
const PAUSE: Duration = Duration::from_millis(200);

/// Why a session ended.
pub(super) enum Ended {
    /// At once again: there is more to take, or the relay restarts.
    Again,
    /// After a pause.
    Failed(Failure),
    /// Something ended it for good, until somebody does something.
    For(TeamState, Option<Failure>),
    /// The environment is closed.
    Closed,
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        if failure.reason == Some(Reason::DeviceRemoved) {
            return Self::For(TeamState::Removed, Some(failure));
        }
        Self::Failed(failure)
    }
}

/// How far this console said it is.
#[derive(Default)]
struct Told(Option<(Instant, u64)>);

impl Told {
    /// Something new is to be said, and was not a moment ago. What waits is said with the next head, which comes in silence too.
    fn is_due(&mut self, seq: u64) -> bool {
        let is_due = self.0.is_none_or(|(at, said)| said != seq && at.elapsed() >= SELDOM);
        if is_due {
            self.0 = Some((Instant::now(), seq));
        }
        is_due
    }
}

fn cut(message: &str, reason: Reason) -> Ended {
    Failure::new(Code::RelayUnavailable, message).because(reason).into()
}

pub(super) struct Session<'a, E> {
    pub(super) team: &'a Team,
    pub(super) effects: &'a E,
    pub(super) relay: Relay,
    pub(super) url: String,
    pub(super) bearer: SecretString,
    pub(super) chain: Chain,
    /// What was folded and not said yet: a catch-up is told once, at its end.
    pub(super) touched: &'a mut Touched,
    /// Something came, so that the next attempt is not one more in a row.
    pub(super) heard: bool,
}

impl<E: Effects> Session<'_, E> {
    /// Runs until something ends it. What was folded is announced unless it goes on at once.
    pub(super) async fn run(&mut self) -> Ended {
        let ended = match self.follow().await {
            Ok(never) => match never {},
            Err(ended) => ended,
        };
        if !matches!(ended, Ended::Again) {
            self.announce().await;
        }
        ended
    }

    async fn follow(&mut self) -> Result<std::convert::Infallible, Ended> {
        let network = self.team.environment.network();
        match Stream::open(&network, &self.url, &self.bearer, self.chain.seq).await {
            Ok(stream) => self.stream(stream).await,
            Err(NoStream::NoWebSocket) => self.poll().await,
            Err(NoStream::Failed(failure)) => Err(failure.into()),
        }
    }

    async fn stream(&mut self, mut stream: Stream) -> Result<std::convert::Infallible, Ended> {
        self.team.comes_by(TeamFeed::Stream);
        let (mut patience, mut told) = (FIRST, Told::default());
        loop {
            let heard = tokio::select! {
                heard = tokio::time::timeout(patience, stream.next()) => heard,
                () = self.team.woken.notified() => return Err(Ended::Again),
            };
            match heard {
                // Something on the way takes the connection and passes nothing on: a poll may get through.
                Err(_) | Ok(Err(_) | Ok(Heard::Ended)) if patience == FIRST => return self.poll().await,
                Err(_) => return Err(cut("The team's relay fell silent.", Reason::TimedOut)),
                Ok(heard) => match heard? {
                    Heard::Frame(frame) => self.take(*frame).await?,
                    Heard::Said(said) => return Err(self.said(said).await?),
                    Heard::Ended => return Err(cut("The connection to the team's relay was cut.", Reason::CutOff)),
                },
            }
            patience = SILENCE;
            if told.is_due(self.chain.seq) {
                stream.say(&ConsoleMessage::Has(self.chain.seq)).await;
            }
        }
    }

    async fn poll(&mut self) -> Result<std::convert::Infallible, Ended> {
        self.team.comes_by(TeamFeed::Polls);
        loop {
            let begun = Instant::now();
            let polled = tokio::select! {
                polled = self.relay.poll(self.chain.seq) => polled,
                () = self.team.woken.notified() => return Err(Ended::Again),
            };
            match polled? {
                Polled::Frame(frame) => {
                    let is_quick = frame.items.is_empty() && begun.elapsed() < PAUSE;
                    self.take(*frame).await?;
                    if is_quick {
                        tokio::time::sleep(PAUSE).await;
                    }
                }
                Polled::Said(said) => match self.said(said).await? {
                    // Polls go on; a stream would begin anew.
                    Ended::Again => {}
                    ended @ (Ended::Failed(_) | Ended::For(..) | Ended::Closed) => return Err(ended),
                },
            }
        }
    }

    async fn said(&mut self, said: FeedMessage) -> Result<Ended, Ended> {
        self.heard = true;
        match said {
            FeedMessage::Behind(behind) => self.bundles(&behind).await,
            FeedMessage::Removed => Ok(Ended::For(TeamState::Removed, None)),
            FeedMessage::Closing => Ok(cut("The team's relay restarts.", Reason::CutOff)),
        }
    }

    async fn bundles(&mut self, behind: &Behind) -> Result<Ended, Ended> {
        self.team.comes_by(TeamFeed::Bundles);
        self.team.becomes(TeamState::CatchingUp, None);
        for number in behind.next_bundle..behind.complete_bundles {
            let (header, frame) = self.relay.bundle(number).await?;
            let last = frame.items.last().map_or(0, |item| item.seq);
            if bundle_range(number) != Some((header.from, header.to)) || last != header.to {
                return Err(damaged(&format!("bundle {number} has other entries")).into());
            }
            if header.to > self.chain.seq {
                self.team.is_longer(header.to);
                self.take(frame).await?;
            }
        }
        if behind.next_bundle >= behind.complete_bundles {
            // It was too slow for the stream, and is not far behind.
            tokio::time::sleep(PAUSE).await;
        }
        Ok(Ended::Again)
    }

    async fn take(&mut self, frame: Frame) -> Result<(), Ended> {
        self.heard = true;
        let known = match &frame.head {
            Some(head) => self.team.link_at(head.unverified().seq).await?,
            None => None,
        };
        let checked = match self.chain.check(frame, |_| known) {
            Ok(checked) => checked,
            Err(refused) => return Err(self.refused(refused).await),
        };
        let Some(rules) = self.effects.rules() else { return Err(Ended::Closed) };
        let (chain, said) = (checked.chain.clone(), checked.said.clone());
        let before = (self.chain.seq, self.chain.link);
        let Some(folded) = self.team.take(before, checked, rules).await? else { return Err(Ended::Again) };
        self.touched.add(folded);
        self.chain = chain;
        self.stands(&said);
        let is_caught_up = self.team.is_caught_up(self.chain.seq) && said != Said::Nothing;
        if is_caught_up {
            self.announce().await;
        }
        Ok(())
    }

    fn stands(&self, said: &Said) {
        match said {
            Said::Proven(head) => {
                self.team.is_longer(head.unverified().seq);
                if self.team.is_caught_up(self.chain.seq) {
                    self.team.is_live();
                }
            }
            Said::Longer(seq) => {
                self.team.is_longer(*seq);
                self.team.becomes(TeamState::CatchingUp, None);
            }
            Said::Nothing => self.team.becomes(TeamState::CatchingUp, None),
            Said::Older => {}
            Said::Behind(_) => {
                self.team.standing().head = self.chain.seq;
                self.team.becomes(TeamState::Recovering, None);
            }
        }
        self.team.moved();
    }

    async fn refused(&self, refused: Refused) -> Ended {
        let failure =
            Failure::new(Code::RelayRefused, format!("What the team's relay sent is not taken in: {refused}."));
        match refused {
            Refused::Fork(fork) => match self.team.keep_fork(&fork).await {
                Ok(()) => Ended::For(TeamState::Fork, Some(failure)),
                Err(failure) => Ended::Failed(failure),
            },
            Refused::Forged(_) | Refused::OtherTeam => Ended::Failed(failure.because(Reason::RelayForged)),
            Refused::Gap { .. } => Ended::Failed(failure),
        }
    }

    async fn announce(&mut self) {
        let touched = std::mem::take(self.touched);
        self.team.tell_news();
        if touched.deliveries > 0 {
            self.effects.announce(touched).await;
        }
    }
}

impl Team {
    pub(super) fn becomes(&self, state: TeamState, failure: Option<Failure>) {
        if self.standing().becomes(state, failure, now()) {
            self.environment.tell(crate::view::Change::Team);
            // Whether the relay can be reached is on Home as well.
            self.environment.tell(crate::view::Change::Attention);
        }
    }

    fn is_live(&self) {
        self.standing().heard = Some(Instant::now());
        self.becomes(TeamState::Live, None);
    }

    fn comes_by(&self, feed: TeamFeed) {
        self.standing().feed = Some(feed);
    }

    fn is_longer(&self, seq: u64) {
        let mut standing = self.standing();
        standing.head = standing.head.max(seq);
    }

    fn is_caught_up(&self, seq: u64) -> bool {
        self.standing().head <= seq
    }

    fn moved(&self) {
        if self.standing().moved() {
            self.environment.tell(crate::view::Change::Team);
        }
    }
}
