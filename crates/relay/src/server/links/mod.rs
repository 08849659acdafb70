//! Links by which merchants anywhere sign in: what consoles ask, the page behind a link, and where merchants come back to.

mod address;
pub(super) mod callback;
mod guesses;
mod login;
mod page;
pub(super) mod visit;

pub(crate) use address::Peer;
pub(crate) use guesses::Guesses;

use crate::{
    KeptLink, LinkBy, LinkChange, LinkRefused, Member, Progress, Store,
    server::{
        answer::{Refused, read},
        auth::{member, worker},
        shared::Shared,
    },
};
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use gangway_domain::Language;
use gangway_wire::{ErrorCode, LINK_LIFE_MS, LINKS, LinkId, LinkNews, LinkView, NewLink, NewLinks, PersonId, Role};
use std::{collections::HashMap, sync::Arc, time::Duration};

/// Characters of a label, an email address and other words of people.
const WORDS: usize = 200;
/// Bytes of what a device seals.
const SEALED: usize = 4096;

type Relay<S> = State<Arc<Shared<S>>>;

/// What an operator may decide about links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkOptions {
    /// Hosts of logins to which links may lead, beside Rappi's own and this computer.
    pub login_hosts: Vec<String>,
    /// How long the page to which a merchant comes back waits for the team to finish.
    pub outcome: Duration,
}

impl Default for LinkOptions {
    fn default() -> Self {
        Self { login_hosts: Vec::new(), outcome: Duration::from_secs(8) }
    }
}

/// Under which a link's login is sealed.
fn seal_name(link: &LinkId) -> String {
    format!("link/{link}")
}

pub(super) async fn make<S: Store>(
    State(shared): Relay<S>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Vec<LinkView>>), Refused> {
    let you = worker(&shared, &headers).await?;
    let NewLinks { links } = read(body).await?;
    if links.is_empty() || links.len() > LINKS {
        return Err(Refused::bad_request(format!("links: 1 to {LINKS}.")));
    }
    let mut kept = Vec::new();
    for (n, new) in links.into_iter().enumerate() {
        let link = checked(&shared, &you, new);
        kept.push(link.map_err(|refused| refused.at(&format!("links[{n}]")))?);
    }
    let ids: Vec<LinkId> = kept.iter().map(|it| it.link.clone()).collect();
    shared.store.add_links(kept).await?;
    let mut made = Vec::new();
    for id in ids {
        // Of another team, it was there before.
        let found = shared.store.link(LinkBy::Id(you.team.clone(), id)).await?;
        made.push(found.ok_or_else(|| Refused::bad_request("link: it is there already."))?);
    }
    let names = Names::of(&shared, &you);
    Ok((StatusCode::CREATED, Json(made.into_iter().map(|it| names.seen(it)).collect())))
}

fn checked<S: Store>(shared: &Shared<S>, you: &Member, new: NewLink) -> Result<KeptLink, Refused> {
    let id = new.link.as_str();
    if id.is_empty() || id.len() > 40 || !id.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-') {
        return Err(Refused::bad_request("link: 1 to 40 letters, digits and dashes."));
    }
    words("label", &new.label)?;
    new.email.as_deref().map(|it| words("email", it)).transpose()?;
    if new.language.as_deref().is_some_and(|it| Language::read(it).is_none()) {
        return Err(Refused::bad_request("language: it is not spoken here."));
    }
    if new.sealed.is_empty() || new.sealed.len() > SEALED {
        return Err(Refused::bad_request(format!("sealed: 1 to {SEALED} bytes.")));
    }
    let recipient = new.recipient.parse::<age::x25519::Recipient>();
    recipient.map_err(|_| Refused::bad_request("recipient: it is none of `age`."))?;
    let host = login::checked(&new.login, &new.state_digest, &shared.links.login_hosts)?;
    let sealed = shared.credentials.seal_bytes(&seal_name(&new.link), new.login.into_bytes())?;
    let now = shared.clock.now();
    Ok(KeptLink {
        link: new.link,
        team: you.team.clone(),
        secret_digest: new.secret_digest,
        state_digest: new.state_digest,
        label: new.label.trim().to_owned(),
        email: new.email,
        language: new.language,
        login: hex::encode(sealed),
        host,
        recipient: new.recipient,
        sealed: new.sealed,
        made_by: you.device.clone(),
        person: you.person.clone(),
        made_at: now,
        expires_at: now + LINK_LIFE_MS,
        progress: Progress::default(),
    })
}

fn words(what: &str, text: &str) -> Result<(), Refused> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > WORDS || text.chars().any(char::is_control) {
        return Err(Refused::bad_request(format!("{what}: 1 to {WORDS} characters.")));
    }
    Ok(())
}

/// All links of the team; viewers do not get what opens an address or a sign-in.
pub(super) async fn list<S: Store>(
    State(shared): Relay<S>,
    headers: HeaderMap,
) -> Result<Json<Vec<LinkView>>, Refused> {
    let you = member(&shared, &headers).await?;
    let (links, names) = (shared.store.links(&you.team).await?, Names::of(&shared, &you));
    Ok(Json(links.into_iter().map(|it| names.seen(it)).collect()))
}

pub(super) async fn one<S: Store>(
    State(shared): Relay<S>,
    Path(link): Path<String>,
    headers: HeaderMap,
) -> Result<Json<LinkView>, Refused> {
    let you = member(&shared, &headers).await?;
    let found = shared.store.link(LinkBy::Id(you.team.clone(), LinkId(link))).await?.ok_or_else(no_link)?;
    Ok(Json(Names::of(&shared, &you).seen(found)))
}

/// What a device says of a link.
pub(super) async fn news<S: Store>(
    State(shared): Relay<S>,
    Path(link): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<LinkView>, Refused> {
    let you = worker(&shared, &headers).await?;
    let news: LinkNews = read(body).await?;
    match &news {
        LinkNews::SignedIn { who: text } | LinkNews::SomebodyElse { who: text } | LinkNews::Failed { why: text } => {
            words("news", text)?;
        }
        LinkNews::Sent { .. } | LinkNews::Stores { .. } | LinkNews::Cancelled => {}
    }
    let by = LinkBy::Id(you.team.clone(), LinkId(link));
    let changed = shared.store.change_link(by, LinkChange::News(news), shared.clock.now()).await?;
    let (link, outcome) = changed.ok_or_else(no_link)?;
    match outcome {
        Ok(()) => Ok(Json(Names::of(&shared, &you).seen(link))),
        Err(LinkRefused::Finished) => {
            Err(Refused::new(ErrorCode::LinkFinished, "Somebody signed in by this link already."))
        }
        Err(LinkRefused::Over | LinkRefused::Used | LinkRefused::TooOften) => {
            Err(Refused::new(ErrorCode::LinkOver, "This link is no longer valid."))
        }
    }
}

fn no_link() -> Refused {
    Refused::new(ErrorCode::NotFound, "There is no such link.")
}

/// How the persons of a team are called, and whether whoever asks is a viewer.
struct Names {
    persons: HashMap<PersonId, String>,
    role: Role,
    now: i64,
}

impl Names {
    fn of<S: Store>(shared: &Shared<S>, you: &Member) -> Self {
        let directory = Arc::clone(&shared.directory.borrow());
        let ours = directory.devices.values().filter(|it| it.team == you.team);
        let persons = ours.map(|it| (it.person.clone(), it.person_name.clone())).collect();
        Self { persons, role: you.role, now: shared.clock.now() }
    }

    fn seen(&self, link: KeptLink) -> LinkView {
        let stage = link.stage(self.now);
        let sealed = match self.role {
            Role::Admin | Role::Member => Some(link.sealed),
            Role::Viewer => None,
        };
        let it = link.progress;
        LinkView {
            link: link.link,
            label: link.label,
            email: link.email,
            language: link.language,
            made_by: link.made_by,
            person_name: self.persons.get(&link.person).cloned(),
            made_at: link.made_at,
            expires_at: link.expires_at,
            stage,
            sent: it.sent,
            opened_at: it.opened_at,
            answered_at: it.answered_at,
            declined_at: it.declined_at,
            failure: it.failure,
            signed_in_at: it.signed_in_at,
            who: it.who,
            stores: it.stores,
            sealed,
        }
    }
}
