//! Links to places of the window: `dev.gangway.console:/open/<place>?environment=<name>&<view>`.
//!
//! Hostile input, opened by any page or program. A link can only show something: what it may name is a closed set, and the
//! address that the window gets is written anew from it.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Serialize;
use specta::Type;
use url::form_urlencoded;

/// Before the place.
pub(super) const OPEN: &str = "dev.gangway.console:/open/";
const LONGEST: usize = 2048;
const LONGEST_VALUE: usize = 200;
const MOST_VALUES: usize = 24;
const ENVIRONMENT: &str = "environment";

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlaceLink {
    /// The name of the environment.
    pub(super) environment: String,
    place: LinkedPlace,
    /// Names and values of the view, each name one of its place.
    view: Vec<(&'static str, String)>,
}

/// Places that links lead to. Settings are not among them: nobody is sent to where secrets are typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LinkedPlace {
    Home,
    Queue,
    Merchants,
    Merchant { id: String, tab: MerchantTab },
    Businesses,
    Invitations,
    Business { id: String },
    Applications,
    Subscriptions,
    Deliveries,
    Notifications,
    Activity,
}

/// Tabs of a merchant's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MerchantTab {
    Stores,
    Operations,
    Drift,
    Review,
    Webhook,
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkRefusal {
    /// It is not written as such links are.
    Malformed,
    /// There is no such place.
    PlaceUnknown,
    /// It names no environment of this computer.
    EnvironmentUnknown,
}

/// Reads a link. A pure function: whether there is such an environment, or such a merchant, is asked later.
pub(super) fn parse(link: &str) -> Result<PlaceLink, LinkRefusal> {
    let is_plain = link.len() <= LONGEST && link.bytes().all(|byte| byte.is_ascii_graphic());
    let rest = link.strip_prefix(OPEN).filter(|rest| is_plain && !rest.contains(['#', '\\']));
    let (path, query) = rest.map(|rest| rest.split_once('?').unwrap_or((rest, ""))).ok_or(LinkRefusal::Malformed)?;
    let place = place(path)?;
    let mut environment = None;
    let mut view = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if value.is_empty() || value.chars().count() > LONGEST_VALUE || value.contains(char::is_control) {
            return Err(LinkRefusal::Malformed);
        }
        if name == ENVIRONMENT && environment.is_none() {
            environment = Some(value.into_owned());
            continue;
        }
        let known = place.view().iter().find(|known| **known == name).ok_or(LinkRefusal::Malformed)?;
        view.push((*known, value.into_owned()));
    }
    let environment = environment.filter(|name| is_name(name)).ok_or(LinkRefusal::Malformed)?;
    if view.len() > MOST_VALUES { Err(LinkRefusal::Malformed) } else { Ok(PlaceLink { environment, place, view }) }
}

/// As names of environments are.
fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn place(path: &str) -> Result<LinkedPlace, LinkRefusal> {
    let parts: Vec<&str> = path.split('/').collect();
    Ok(match parts.as_slice() {
        ["home"] => LinkedPlace::Home,
        ["queue"] => LinkedPlace::Queue,
        ["merchants"] => LinkedPlace::Merchants,
        ["merchants", id, tab] => LinkedPlace::Merchant { id: thing(id)?, tab: tab_of(tab)? },
        ["businesses"] => LinkedPlace::Businesses,
        ["invitations"] => LinkedPlace::Invitations,
        ["businesses", id] => LinkedPlace::Business { id: thing(id)? },
        ["applications"] => LinkedPlace::Applications,
        ["subscriptions"] => LinkedPlace::Subscriptions,
        ["deliveries"] => LinkedPlace::Deliveries,
        ["notifications"] => LinkedPlace::Notifications,
        ["activity"] => LinkedPlace::Activity,
        _ => return Err(LinkRefusal::PlaceUnknown),
    })
}

fn tab_of(name: &str) -> Result<MerchantTab, LinkRefusal> {
    Ok(match name {
        "stores" => MerchantTab::Stores,
        "operations" => MerchantTab::Operations,
        "drift" => MerchantTab::Drift,
        "review" => MerchantTab::Review,
        "webhook" => MerchantTab::Webhook,
        _ => return Err(LinkRefusal::PlaceUnknown),
    })
}

/// The id of a merchant or a business: never a way to somewhere else.
fn thing(encoded: &str) -> Result<String, LinkRefusal> {
    let id = percent_decode_str(encoded).decode_utf8().map_err(|_| LinkRefusal::Malformed)?;
    let is_id = !id.is_empty()
        && id.chars().count() <= LONGEST_VALUE
        && !id.contains(|c: char| c.is_control() || matches!(c, '/' | '\\' | '%' | '?' | '#'))
        && !id.bytes().all(|byte| byte == b'.');
    if is_id { Ok(id.into_owned()) } else { Err(LinkRefusal::Malformed) }
}

impl LinkedPlace {
    /// What the view of a place is made of, as the window's own schema of it says (`view.ts` in its folder).
    fn view(&self) -> &'static [&'static str] {
        match self {
            Self::Home | Self::Businesses | Self::Invitations | Self::Business { .. } => &[],
            Self::Queue => {
                &["view", "search", "stage", "actor", "owner", "tag", "due", "snoozed", "sort", "down", "open"]
            }
            Self::Merchants => &["search", "which"],
            Self::Merchant { .. } => &["operation", "outcome", "page", "row", "search", "filter", "run", "store"],
            Self::Applications => &["view", "status", "search", "resubmitted", "sort", "open"],
            Self::Subscriptions => &["search", "drift", "view", "open"],
            Self::Deliveries => &["search", "verdict", "open"],
            Self::Notifications => &["search", "state", "channel", "merchant", "open"],
            Self::Activity => &["of", "what", "search", "act", "actor", "period", "open"],
        }
    }

    fn path(&self) -> String {
        let part = |id: &str| utf8_percent_encode(id, NON_ALPHANUMERIC).to_string();
        match self {
            Self::Home => "/home".into(),
            Self::Queue => "/queue".into(),
            Self::Merchants => "/merchants".into(),
            Self::Merchant { id, tab } => format!("/merchants/{}/{}", part(id), tab.name()),
            Self::Businesses => "/businesses".into(),
            Self::Invitations => "/invitations".into(),
            Self::Business { id } => format!("/businesses/{}", part(id)),
            Self::Applications => "/applications".into(),
            Self::Subscriptions => "/subscriptions".into(),
            Self::Deliveries => "/deliveries".into(),
            Self::Notifications => "/notifications".into(),
            Self::Activity => "/activity".into(),
        }
    }
}

impl MerchantTab {
    fn name(self) -> &'static str {
        match self {
            Self::Stores => "stores",
            Self::Operations => "operations",
            Self::Drift => "drift",
            Self::Review => "review",
            Self::Webhook => "webhook",
        }
    }
}

impl PlaceLink {
    /// The place's address in the window.
    pub(super) fn address(&self) -> String {
        let path = self.place.path();
        if self.view.is_empty() {
            return path;
        }
        let view = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.view).finish();
        format!("{path}?{view}")
    }
}

/// The address of a run in the window.
pub(crate) fn run(merchant: &str, operation: &str) -> String {
    let place = LinkedPlace::Merchant { id: merchant.to_owned(), tab: MerchantTab::Operations };
    own(place, "operation", operation)
}

/// The address of a message in the window.
pub(crate) fn notification(id: &str) -> String {
    own(LinkedPlace::Notifications, "open", id)
}

fn own(place: LinkedPlace, name: &'static str, value: &str) -> String {
    PlaceLink { environment: String::new(), place, view: vec![(name, value.to_owned())] }.address()
}

#[cfg(test)]
mod tests;
