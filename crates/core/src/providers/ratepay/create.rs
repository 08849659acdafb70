//! Making a subscription: the row is on disk and the secret in the vault before the request leaves, and a lost answer is
//! settled by the list.

use super::{
    list::{Sides, created_by},
    secrets::name_of,
};
use crate::{
    Code, Failure, Reason,
    environment::{audited::Acted, random::octets},
    now,
    providers::ratepay::Subscriptions,
    view::{Change, DesiredSubscription, SubscriptionRow, Target},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use gangway_domain::{ActKind, EndpointId, IntegrationId, Provider, address::written, subscription::Facts};
use gangway_providers::{
    net::ApiError,
    ratepay::{Wanted, fingerprint},
};
use gangway_record::{
    audit::Act,
    endpoints::{self, Endpoint},
    subscriptions::{self, Phase, Subscription},
};
use secrecy::SecretString;
use uuid::Uuid;

/// Longest event type that is taken, in characters: a bound for the record and the screen, not the provider's.
const EVENT: usize = 200;

/// How a create ended.
pub(super) enum Created {
    /// It is in the provider's list.
    Done,
    /// Nobody knows yet.
    Open,
}

impl Subscriptions {
    /// Makes a subscription and reads it back; with [`Target::Here`] an endpoint of ours and its secret as well. A row that is
    /// still `under_way` has lost its answer: the list is read again until it is known what became of it.
    pub async fn create_subscription(&self, desired: &DesiredSubscription) -> Result<SubscriptionRow, Failure> {
        let event = event_type(&desired.event)?;
        if let Target::Address { url } = &desired.target {
            self.check_address_for_use(url).await?;
        }
        let _turn = self.ratepay.turn.lock().await;
        let sides = self.read_list().await?;
        let secret = self.given_secret(&desired.secret, &desired.target).await?;
        let endpoint = match desired.target {
            Target::Here => Some(self.new_endpoint(&event, &secret, &sides).await?),
            Target::Address { .. } => None,
        };
        let url = match (&desired.target, &endpoint) {
            (_, Some(endpoint)) => self.receiver.hook(&endpoint.id),
            (Target::Address { url }, None) => written(url),
            (Target::Here, None) => String::new(),
        };
        let facts = Facts { event, url, fingerprint: fingerprint(&secret) };
        let row = Subscription {
            key: Uuid::new_v4().to_string(),
            remote: None,
            facts,
            endpoint: endpoint.map(|endpoint| endpoint.id),
            phase: Phase::Settled,
            sent_at: 0,
            made_at: now(),
        };
        self.create_row(&row, secret, &sides).await?;
        self.subscription_row(&row.key).await
    }

    /// Sends a row to the provider, unless the provider has it already. The caller has the turn and has just read the list.
    pub(super) async fn create_row(
        &self,
        row: &Subscription,
        secret: SecretString,
        sides: &Sides,
    ) -> Result<Created, Failure> {
        // One that is missing remotely too is no reason not to restore another.
        let is_new = sides.row(&row.key).is_none();
        let counts = |it: &Subscription| is_new || it.phase == Phase::Creating || sides.partner(it).is_some();
        let is_same = |it: &&Subscription| it.key != row.key && it.facts == row.facts && counts(it);
        if let Some(same) = sides.rows.iter().find(is_same) {
            let message = format!("{} gets {} with this secret already.", row.facts.url, row.facts.event);
            let failure = Failure::new(Code::BadInput, message).with(same.key.clone());
            return Err(failure.because(Reason::SameThere).about(row.facts.url.clone()));
        }
        self.keep_meant(row, secret.clone()).await?;
        let claimed = |id| sides.rows.iter().any(|row| row.remote.as_ref() == Some(id));
        // Made by somebody else, or by a first try whose answer was lost: it is no second one.
        if let Some(there) = sides.remotes.iter().find(|it| it.facts == row.facts && !claimed(&it.id)) {
            let adopted = Subscription { remote: Some(there.id.clone()), phase: Phase::Settled, ..row.clone() };
            let detail = format!("adopted · {}", row.facts.url);
            let act = self.environment.act(ActKind::SubscriptionCreated, &row.facts.event, None, Some(detail));
            self.environment.commit(act, move |c| subscriptions::put(c, &adopted)).await?;
            self.environment.tell(Change::Subscriptions);
            return Ok(Created::Done);
        }
        let (journal, sent_at) = (row.clone(), now());
        let journal = Subscription { remote: None, phase: Phase::Creating, sent_at, ..journal };
        self.environment.record().write(move |c| subscriptions::put(c, &journal)).await?;
        let Facts { event, url, .. } = row.facts.clone();
        let answer = self.ratepay()?.create(&Wanted { url, event, secret }).await;
        self.note_ratepay(answer.as_ref().err());
        match answer {
            Ok(id) => {
                if let Some(id) = id {
                    let key = row.key.clone();
                    let act =
                        created_by(&self.environment.act(ActKind::SubscriptionCreated, "", None, None), &row.facts);
                    let settled =
                        self.environment.commit(act, move |c| subscriptions::settle(c, &key, Some(&id))).await;
                    // The journal has it: the list settles it, and the entry comes with that.
                    settled.inspect_err(|_| self.ratepay.open.notify_one())?;
                }
                self.read_back(row, sides, None).await
            }
            Err(error) if error.nothing_was_done() => {
                self.undo_create(row, sides).await?;
                Err(error.into())
            }
            Err(error) => self.read_back(row, sides, Some(error)).await,
        }
    }

    /// What became of a create, by the list. `lost`: how its answer was lost.
    async fn read_back(&self, row: &Subscription, sides: &Sides, lost: Option<ApiError>) -> Result<Created, Failure> {
        let open = |failure: Option<&Failure>| {
            tracing::warn!(key = row.key, ?failure, "it is not known yet whether a subscription was made");
            self.ratepay.open.notify_one();
            Ok(Created::Open)
        };
        let now_there = match self.read_list().await {
            Ok(sides) => sides,
            Err(failure) => return open(Some(&failure)),
        };
        let Some(settled) = now_there.row(&row.key) else { return Err(Failure::not_found("subscription")) };
        match (now_there.partner(settled), lost) {
            // Taken, and changed on its way, is shown as a drift. The entry was written with whatever settled the row.
            (Some(_), _) => Ok(Created::Done),
            // The list was read long enough after the request left: it was not made.
            (None, Some(error)) if settled.phase == Phase::Settled => {
                self.undo_create(row, sides).await?;
                Err(error.into())
            }
            // Of unknown outcome, or said to be made and not listed yet.
            (None, _) => open(None),
        }
    }

    /// Nothing was made: a new row goes with its secret and its endpoint, one that was there before is as it was.
    async fn undo_create(&self, row: &Subscription, before: &Sides) -> Result<(), Failure> {
        if let Some(before) = before.row(&row.key).cloned() {
            return Ok(self.environment.record().write(move |c| subscriptions::put(c, &before)).await?);
        }
        self.forget_row(row, None).await
    }

    /// The row, its secret and its endpoint are gone. `act`: what a person did; nothing where a create came to nothing.
    pub(super) async fn forget_row(&self, row: &Subscription, act: Option<Act>) -> Result<(), Failure> {
        let (key, endpoint) = (row.key.clone(), row.endpoint.clone());
        self.environment
            .commit_if(move |c| {
                if let Some(endpoint) = &endpoint {
                    gangway_record::endpoints::rotations::end(c, endpoint)?;
                    endpoints::remove(c, endpoint)?;
                }
                Ok(Acted::maybe(subscriptions::remove(c, &key)?, act))
            })
            .await?;
        if let Some(endpoint) = &row.endpoint {
            self.endpoints.close_endpoint(endpoint);
            self.endpoints.forget_endpoint_secrets(endpoint).await?;
        }
        self.environment.vault().remove(&name_of(row)).await?;
        self.environment.tell(Change::Subscriptions);
        Ok(())
    }

    /// An endpoint of ours for an event type, open, with its secret in the vault.
    async fn new_endpoint(&self, event: &str, secret: &SecretString, sides: &Sides) -> Result<Endpoint, Failure> {
        if let Some(failure) = self.receiver.failure() {
            return Err(failure.clone());
        }
        let there = self.environment.record().read(endpoints::all).await?;
        for endpoint in there.into_iter().filter(|it| it.provider == Provider::Ratepay && it.event == event) {
            if sides.rows.iter().any(|row| row.endpoint.as_ref() == Some(&endpoint.id)) {
                let message = format!("There is an endpoint of ours for {event} already.");
                let failure = Failure::new(Code::BadInput, message).with(endpoint.id.0);
                return Err(failure.because(Reason::EndpointThere).about(event));
            }
            // Left over from a create that a kill interrupted before its row was written.
            self.environment.record().write(move |c| endpoints::remove(c, &endpoint.id)).await?;
        }
        let endpoint = Endpoint {
            id: EndpointId(BASE64_URL_SAFE_NO_PAD.encode(octets::<32>()?)),
            provider: Provider::Ratepay,
            event: event.to_owned(),
            integration: IntegrationId(String::new()),
            created_at: now(),
            url: None,
            registered_at: None,
            answer: None,
        };
        // Checked before anything is made: a receiver without a public address cannot be called.
        self.check_address_for_use(&self.receiver.hook(&endpoint.id)).await?;
        let new = endpoint.clone();
        self.environment.record().write(move |c| endpoints::ensure(c, &new)).await?;
        self.environment.vault().put(&crate::endpoints::secret_name(&endpoint.id), secret.clone()).await?;
        self.endpoints.open_endpoint(&endpoint).await;
        Ok(endpoint)
    }
}

/// Free text, within reason.
pub(super) fn event_type(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= EVENT && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned()).ok_or_else(|| {
        let message = format!("The event type needs 1 to {EVENT} characters, none of them a control character.");
        Failure::new(Code::BadInput, message).because(Reason::EventType).about(EVENT.to_string())
    })
}
