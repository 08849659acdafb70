//! The view: rows of all providers, the matrix, and what can be done where.

use super::list::{Sides, sides};
use crate::{
    Failure,
    providers::{provider_line::ProviderLine, ratepay::Subscriptions},
    view::{
        self, Act, DriftWord, MatrixCell, Provider, ProviderCard, RotationView, SecretState, SubscriptionMatrix,
        SubscriptionRow, Webhook, WebhookState,
    },
};
use gangway_domain::{
    EndpointId, Fingerprint,
    rotation::Rotation,
    subscription::{Compared, Drift, Local, compare},
};
use gangway_record::{
    endpoints::{self, Endpoint, rotations},
    subscriptions::{Phase, Subscription, remote_subscriptions},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The only event type that the documents print (docs/wire.md 3.2).
const KNOWN_EVENT: &str = "INVOICE_INVOICE";

/// Everything that the rows are made of, read at one moment.
struct Facts {
    sides: Sides,
    read_at: Option<i64>,
    rotations: HashMap<EndpointId, Rotation>,
    endpoints: Vec<Endpoint>,
    /// Secrets that more than one address has.
    shared: HashSet<Fingerprint>,
}

impl Subscriptions {
    /// Subscriptions of all providers, as far as known; makes no call.
    pub async fn subscriptions(&self) -> Result<view::Subscriptions, Failure> {
        let facts = self
            .environment
            .record()
            .read(|c| {
                let (sides, read_at) = (sides(c)?, remote_subscriptions::read_at(c)?);
                let (rotations, endpoints) = (rotations::all(c)?.into_iter().collect(), endpoints::all(c)?);
                let shared = shared(&sides);
                Ok(Facts { sides, read_at, rotations, endpoints, shared })
            })
            .await?;
        self.learn_kept().await;
        let locals: Vec<Local> = facts.sides.rows.iter().map(Subscription::local).collect();
        let mut rows = Vec::new();
        for line in compare(&locals, &facts.sides.remotes) {
            rows.extend(self.ratepay_row(&facts, &line).await);
        }
        for webhook in self.registration.known_webhooks().await? {
            let rotation = facts.rotations.get(&EndpointId(webhook.endpoint.clone()));
            rows.push(rappi_row(&webhook, rotation.map(|rotation| self.endpoints.rotation_view(rotation))));
        }
        for endpoint in facts.endpoints.iter().filter(|it| it.provider == Provider::Rainforest) {
            rows.push(self.rainforest_row(endpoint, facts.rotations.get(&endpoint.id)).await);
        }
        let suggestions = suggestions(&facts.sides);
        Ok(view::Subscriptions {
            providers: self.provider_cards(),
            matrix: matrix(&rows),
            rows,
            read_at: facts.read_at,
            suggestions,
        })
    }

    /// One row.
    pub(super) async fn subscription_row(&self, id: &str) -> Result<SubscriptionRow, Failure> {
        let all = self.subscriptions().await?;
        all.rows.into_iter().find(|row| row.id == id).ok_or_else(|| Failure::not_found("subscription"))
    }

    async fn ratepay_row(&self, facts: &Facts, line: &Compared) -> Option<SubscriptionRow> {
        let row = line.local.as_deref().and_then(|key| facts.sides.row(key));
        let remote = line.remote.as_ref().and_then(|id| facts.sides.remote(id));
        let is = row.map(|row| &row.facts).or(remote.map(|remote| &remote.facts))?;
        let (mut drift, fields) = match &line.drift {
            Drift::InSync => (DriftWord::InSync, Vec::new()),
            Drift::MissingRemotely => (DriftWord::MissingRemotely, Vec::new()),
            Drift::UnknownHere => (DriftWord::UnknownHere, Vec::new()),
            Drift::Differs(fields) => (DriftWord::Differs, fields.clone()),
        };
        if facts.read_at.is_none() {
            drift = DriftWord::NotRead;
        }
        let otherwise = remote.filter(|_| drift == DriftWord::Differs);
        let endpoint = row.and_then(|row| row.endpoint.clone());
        let rotation = endpoint.as_ref().and_then(|id| facts.rotations.get(id));
        let under_way = row.is_some_and(|row| row.phase == Phase::Creating);
        Some(SubscriptionRow {
            id: line.local.clone().or_else(|| line.remote.as_ref().map(|id| id.0.clone()))?,
            provider: Provider::Ratepay,
            event: is.event.clone(),
            url: is.url.clone(),
            subscription: line.remote.as_ref().map(|id| id.0.clone()),
            drift,
            fields,
            remote_event: otherwise.map(|remote| remote.facts.event.clone()).filter(|event| *event != is.event),
            remote_url: otherwise.map(|remote| remote.facts.url.clone()).filter(|url| *url != is.url),
            secret: self.secret_state(row, remote).await,
            secret_shared: facts.shared.contains(&is.fingerprint),
            rotation: rotation.map(|rotation| self.endpoints.rotation_view(rotation)),
            under_way,
            made_at: row.map(|row| row.made_at),
            can: acts(drift, endpoint.is_some(), rotation, under_way),
            endpoint: endpoint.map(|id| id.0),
        })
    }

    /// An endpoint of ours for Rainforest: whether the provider calls it is known in its portal only.
    async fn rainforest_row(&self, endpoint: &Endpoint, rotation: Option<&Rotation>) -> SubscriptionRow {
        let stored = self.endpoints.endpoint_secrets(&endpoint.id).await.is_ok_and(|secrets| !secrets.is_empty());
        SubscriptionRow {
            id: format!("rainforest-{}", endpoint.id),
            provider: Provider::Rainforest,
            event: endpoint.event.clone(),
            url: self.receiver.hook(&endpoint.id),
            subscription: None,
            drift: DriftWord::NotRead,
            fields: Vec::new(),
            remote_event: None,
            remote_url: None,
            endpoint: Some(endpoint.id.0.clone()),
            secret: if stored { SecretState::Stored } else { SecretState::Missing },
            secret_shared: false,
            rotation: rotation.map(|rotation| self.endpoints.rotation_view(rotation)),
            under_way: false,
            made_at: Some(endpoint.created_at),
            can: Vec::new(),
        }
    }

    fn provider_cards(&self) -> Vec<ProviderCard> {
        let lines: [&dyn ProviderLine; 3] = [self, &*self.line, &*self.applications];
        lines.into_iter().map(card).collect()
    }
}

/// How a provider's line stands, and what can be done there.
pub(super) fn card(line: &dyn ProviderLine) -> ProviderCard {
    let (state, detail) = line.state();
    ProviderCard { provider: line.provider(), state, detail, can: line.can().to_vec(), in_portal: line.in_portal() }
}

fn acts(drift: DriftWord, ours: bool, rotation: Option<&Rotation>, under_way: bool) -> Vec<Act> {
    if under_way {
        return vec![Act::Check];
    }
    let mut can = match drift {
        DriftWord::InSync if ours => vec![],
        DriftWord::InSync => vec![Act::Change],
        DriftWord::MissingRemotely => vec![Act::Restore, Act::Adopt],
        DriftWord::UnknownHere => vec![Act::Adopt, Act::Change],
        DriftWord::Differs if ours => vec![Act::Restore],
        DriftWord::Differs => vec![Act::Restore, Act::Adopt, Act::Change],
        DriftWord::NotRead => vec![],
    };
    let is_there = matches!(drift, DriftWord::InSync | DriftWord::Differs);
    if ours && is_there && rotation.is_none_or(|rotation| rotation.confirmed_at.is_none()) {
        can.push(Act::Rotate);
    }
    can.extend([Act::Remove, Act::Reveal, Act::Check]);
    can
}

/// Secrets that more than one address has, on either side.
fn shared(sides: &Sides) -> HashSet<Fingerprint> {
    let mut addresses: HashMap<&Fingerprint, BTreeSet<&str>> = HashMap::new();
    let ours = sides.rows.iter().map(|row| &row.facts);
    for facts in ours.chain(sides.remotes.iter().map(|remote| &remote.facts)) {
        addresses.entry(&facts.fingerprint).or_default().insert(&facts.url);
    }
    addresses.into_iter().filter(|(_, urls)| urls.len() > 1).map(|(fingerprint, _)| fingerprint.clone()).collect()
}

/// Event types that were seen, and the one that is documented.
fn suggestions(sides: &Sides) -> Vec<String> {
    let ours = sides.rows.iter().map(|row| &row.facts.event);
    let seen: BTreeSet<&str> =
        ours.chain(sides.remotes.iter().map(|it| &it.facts.event)).map(String::as_str).chain([KNOWN_EVENT]).collect();
    seen.into_iter().map(str::to_owned).collect()
}

fn matrix(rows: &[SubscriptionRow]) -> SubscriptionMatrix {
    let sorted = |text: fn(&SubscriptionRow) -> &String| -> Vec<String> {
        rows.iter().map(text).collect::<BTreeSet<_>>().into_iter().cloned().collect()
    };
    let (events, addresses) = (sorted(|row| &row.event), sorted(|row| &row.url));
    let place = |list: &[String], text: &String| list.binary_search(text).unwrap_or_default() as u32;
    let mut cells: BTreeMap<(u32, u32), MatrixCell> = BTreeMap::new();
    for row in rows {
        let (event, address) = (place(&events, &row.event), place(&addresses, &row.url));
        let new = || MatrixCell { event, address, rows: Vec::new(), in_sync: true };
        let cell = cells.entry((event, address)).or_insert_with(new);
        cell.rows.push(row.id.clone());
        cell.in_sync &= row.drift == DriftWord::InSync;
    }
    SubscriptionMatrix { events, addresses, cells: cells.into_values().collect() }
}

/// A registration at Rappi: what it answered last is all that is known here.
fn rappi_row(webhook: &Webhook, rotation: Option<RotationView>) -> SubscriptionRow {
    SubscriptionRow {
        id: format!("rappi-{}", webhook.integration),
        provider: Provider::Rappi,
        event: webhook.event.clone(),
        url: webhook.url.clone(),
        subscription: None,
        drift: match webhook.state {
            WebhookState::Registered => DriftWord::InSync,
            WebhookState::NotRegistered => DriftWord::MissingRemotely,
            WebhookState::NotRead => DriftWord::NotRead,
        },
        fields: Vec::new(),
        remote_event: None,
        remote_url: None,
        endpoint: Some(webhook.endpoint.clone()).filter(|id| !id.is_empty()),
        secret: webhook.secret,
        secret_shared: false,
        rotation,
        under_way: false,
        made_at: webhook.registered_at,
        can: vec![Act::Register],
    }
}

#[cfg(test)]
mod tests {
    use super::acts;
    use crate::view::{Act, DriftWord};

    #[test]
    fn what_can_be_done_with_a_row() {
        let can = |drift, ours| acts(drift, ours, None, false);
        assert!(can(DriftWord::InSync, true).contains(&Act::Rotate));
        assert!(!can(DriftWord::InSync, true).contains(&Act::Change));
        assert!(!can(DriftWord::InSync, false).contains(&Act::Rotate));
        assert!(can(DriftWord::UnknownHere, false).contains(&Act::Adopt));
        assert!(!can(DriftWord::UnknownHere, false).contains(&Act::Restore));
        assert_eq!(acts(DriftWord::MissingRemotely, true, None, true), [Act::Check]);
    }
}
