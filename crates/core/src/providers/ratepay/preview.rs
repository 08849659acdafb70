//! Requests as they would leave, secrets and tokens masked. Makes no call.

use super::list::{Sides, sides};
use crate::{
    Failure,
    providers::ratepay::Subscriptions,
    view::{DesiredSecret, DesiredSubscription, RequestPreview, SettleWord, Target, Warning},
};
use gangway_domain::{Fingerprint, address::written, subscription::Facts};
use gangway_providers::ratepay::{PATH, fingerprint};
use gangway_record::subscriptions::remote_subscriptions;

const MASK: &str = "•••";

/// What a preview is about.
struct About<'a> {
    row: Option<&'a str>,
    /// The provider's id.
    id: Option<&'a str>,
    event: &'a str,
    url: &'a str,
}

impl Subscriptions {
    /// The request that creating this would send.
    pub async fn preview_create(&self, desired: &DesiredSubscription) -> Result<RequestPreview, Failure> {
        let event = super::create::event_type(&desired.event)?;
        let sides = self.environment.record().read(sides).await?;
        let url = self.previewed_url(&desired.target);
        let about = About { row: None, id: None, event: &event, url: &url };
        let mut warnings = secret_warnings(wanted(&desired.secret, &sides)?.as_ref(), None, &url, &sides);
        if sides.remotes.iter().any(|it| it.facts.event == event && it.facts.url == url) {
            warnings.push(Warning::AlreadySubscribed);
        }
        if self.environment.record().read(remote_subscriptions::read_at).await?.is_none() {
            warnings.push(Warning::NotRead);
        }
        self.request("POST", &about, warnings)
    }

    /// The request that changing a row like this would send.
    pub async fn preview_change(&self, id: &str, desired: &DesiredSubscription) -> Result<RequestPreview, Failure> {
        let event = super::create::event_type(&desired.event)?;
        let sides = self.environment.record().read(sides).await?;
        let (facts, remote) = known(id, &sides)?;
        let url = self.previewed_url(&desired.target);
        // Unless another one is asked for, the secret moves with the subscription.
        let secret = wanted(&desired.secret, &sides)?
            .or_else(|| (desired.secret == DesiredSecret::OfAddress).then(|| facts.fingerprint.clone()));
        let mut warnings = secret_warnings(secret.as_ref(), Some(id), &url, &sides);
        if url == facts.url && desired.secret != DesiredSecret::OfAddress {
            warnings.push(Warning::AddressNeedsBothSecrets);
        }
        let about = About { row: Some(id), id: remote.as_deref(), event: &event, url: &url };
        self.request("PUT", &about, warnings)
    }

    /// The request that giving a row a new secret would send.
    pub async fn preview_rotate(&self, id: &str) -> Result<RequestPreview, Failure> {
        let sides = self.environment.record().read(sides).await?;
        let (facts, remote) = known(id, &sides)?;
        let about = About { row: Some(id), id: remote.as_deref(), event: &facts.event, url: &facts.url };
        self.request("PUT", &about, Vec::new())
    }

    /// The request that removing a row would send.
    pub async fn preview_remove(&self, id: &str) -> Result<RequestPreview, Failure> {
        let sides = self.environment.record().read(sides).await?;
        self.preview_one(SettleWord::Remove, id, &sides)
    }

    pub(super) fn preview_one(&self, how: SettleWord, id: &str, sides: &Sides) -> Result<RequestPreview, Failure> {
        let (facts, remote) = known(id, sides)?;
        let about = About { row: Some(id), id: remote.as_deref(), event: &facts.event, url: &facts.url };
        let ours = sides.row(id).is_some_and(|row| row.endpoint.is_some());
        let closes = || if ours { vec![Warning::EndpointCloses] } else { Vec::new() };
        match (how, &remote) {
            (SettleWord::Adopt, Some(_)) => self.request("", &about, Vec::new()),
            (SettleWord::Adopt | SettleWord::Remove, None) => self.request("", &about, closes()),
            (SettleWord::Restore, None) => self.request("POST", &about, Vec::new()),
            (SettleWord::Restore, Some(_)) => self.request("PUT", &about, Vec::new()),
            (SettleWord::Remove, Some(_)) => self.request("DELETE", &about, closes()),
        }
    }

    fn request(&self, method: &str, about: &About<'_>, warnings: Vec<Warning>) -> Result<RequestPreview, Failure> {
        let base = format!("{}{PATH}", self.ratepay()?.host());
        let url = match (method, about.id) {
            ("", _) => String::new(),
            ("POST", _) | (_, None) => base,
            (_, Some(id)) => format!("{base}/{id}"),
        };
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut headers = vec![header("Authorization", "Bearer •••")];
        let has_body = matches!(method, "POST" | "PUT");
        if has_body {
            headers.push(header("Content-Type", "application/json"));
        }
        if method.is_empty() {
            headers.clear();
        }
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let body = has_body.then(|| {
            let (url, event, secret) = (text(about.url), text(about.event), text(MASK));
            format!("{{\n  \"url\": {url},\n  \"event_type\": {event},\n  \"secret\": {secret}\n}}")
        });
        let row = about.row.map(str::to_owned);
        Ok(RequestPreview { row, method: method.to_owned(), url, headers, body, warnings })
    }

    fn previewed_url(&self, target: &Target) -> String {
        match target {
            Target::Address { url } => written(url),
            Target::Here => self.receiver.hook(&"…".into()),
        }
    }
}

/// The secret that is chosen or typed, where one is.
fn wanted(desired: &DesiredSecret, sides: &Sides) -> Result<Option<Fingerprint>, Failure> {
    Ok(match desired {
        DesiredSecret::OfAddress | DesiredSecret::New => None,
        DesiredSecret::OfRow { id } => Some(known(id, sides)?.0.fingerprint.clone()),
        DesiredSecret::Given { secret } => Some(fingerprint(&super::secrets::given(&secret.0)?)),
    })
}

/// Another address has the secret too; what the row of `id` has now does not count.
fn secret_warnings(secret: Option<&Fingerprint>, id: Option<&str>, url: &str, sides: &Sides) -> Vec<Warning> {
    let elsewhere = |facts: &Facts| Some(&facts.fingerprint) == secret && facts.url != url;
    let partner = id.and_then(|id| sides.row(id)).and_then(|row| sides.partner(row));
    let itself = |other: &str| id == Some(other) || partner.is_some_and(|it| it.id.as_str() == other);
    let shared = sides.rows.iter().any(|row| !itself(&row.key) && elsewhere(&row.facts))
        || sides.remotes.iter().any(|remote| !itself(remote.id.as_str()) && elsewhere(&remote.facts));
    if shared { vec![Warning::SecretShared] } else { Vec::new() }
}

/// What is known of a row, and the provider's id where it has it.
fn known<'a>(id: &str, sides: &'a Sides) -> Result<(&'a Facts, Option<String>), Failure> {
    if let Some(row) = sides.row(id) {
        return Ok((&row.facts, sides.partner(row).map(|remote| remote.id.0.clone())));
    }
    let remote = sides.remote(&id.into()).ok_or_else(|| Failure::not_found("subscription"))?;
    Ok((&remote.facts, Some(remote.id.0.clone())))
}
