//! What a desktop does for its programs and a bare seat does not: it shows notifications, and it has a place for tray icons.

#![expect(
    clippy::unused_self,
    clippy::used_underscore_binding,
    clippy::needless_pass_by_value,
    reason = "the interfaces of the desktop name what a seat ignores"
)]

use crate::Seat;
use gangway_tests::until_some;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use zbus::{
    Connection, interface,
    message::Header,
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

/// Title and text of one notification.
pub type Notification = (String, String);

#[derive(Clone, Default)]
struct Seen {
    notifications: Arc<Mutex<Vec<Notification>>>,
    /// Bus name and path of the tray icon.
    tray: Arc<Mutex<Option<(String, String)>>>,
}

struct Notifications(Seen);

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[expect(clippy::too_many_arguments, reason = "the interface of the desktop")]
    fn notify(
        &self,
        _program: &str,
        _replaces: u32,
        _icon: &str,
        summary: &str,
        body: &str,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expires: i32,
    ) -> u32 {
        let mut seen = self.0.notifications.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push((summary.to_owned(), body.to_owned()));
        seen.len() as u32
    }

    fn get_capabilities(&self) -> Vec<String> {
        vec!["actions".to_owned(), "body".to_owned()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ("seat".to_owned(), "gangway".to_owned(), "1".to_owned(), "1.2".to_owned())
    }

    fn close_notification(&self, _id: u32) {}
}

struct Watcher(Seen);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        // Either the path of the icon, or the name of a service that has it where icons are.
        let (name, path) = if service.starts_with('/') {
            (sender, service.to_owned())
        } else {
            (service.to_owned(), "/StatusNotifierItem".to_owned())
        };
        *self.0.tray.lock().unwrap_or_else(PoisonError::into_inner) = Some((name, path));
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        Vec::new()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// The services, on the bus of one seat, until they are dropped.
pub struct Desktop {
    bus: Connection,
    seen: Seen,
}

/// An entry of the tray's menu: its id for the bus, and its words.
type Entry = (i32, String);
/// A menu as the bus has it: id, properties, entries.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Desktop {
    /// Starts them. A program looks for them when it starts.
    pub async fn start(seat: &Seat) -> Self {
        let seen = Seen::default();
        let bus = seat
            .bus()
            .name("org.freedesktop.Notifications")
            .and_then(|bus| bus.name("org.kde.StatusNotifierWatcher"))
            .and_then(|bus| bus.serve_at("/org/freedesktop/Notifications", Notifications(seen.clone())))
            .and_then(|bus| bus.serve_at("/StatusNotifierWatcher", Watcher(seen.clone())))
            .expect("names of a desktop")
            .build()
            .await
            .expect("the session bus");
        Self { bus, seen }
    }

    /// Everything the desktop was asked to show so far.
    pub fn notifications(&self) -> Vec<Notification> {
        self.seen.notifications.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Presses the last notification, as a person does who wants to see what it is about.
    pub async fn press_notification(&self) {
        let id = self.notifications().len() as u32;
        let (path, interface) = ("/org/freedesktop/Notifications", "org.freedesktop.Notifications");
        self.bus
            .emit_signal(None::<&str>, path, interface, "ActionInvoked", &(id, "default"))
            .await
            .expect("the press reaches the bus");
    }

    /// The words of the tray's menu, in order, without the lines between them.
    pub async fn tray(&self) -> Vec<String> {
        let (name, path) = self.menu().await;
        self.entries(&name, &path).await.into_iter().map(|(_, words)| words).collect()
    }

    /// Chooses an entry of the tray's menu.
    pub async fn choose(&self, words: &str) {
        let (name, path) = self.menu().await;
        let entries = self.entries(&name, &path).await;
        let (id, _) = entries.iter().find(|(_, known)| known == words).unwrap_or_else(|| {
            panic!("the tray has no {words:?}: {entries:?}");
        });
        self.bus
            .call_method(
                Some(name.as_str()),
                path.as_str(),
                Some("com.canonical.dbusmenu"),
                "Event",
                &(*id, "clicked", Value::from(0_i32), 0_u32),
            )
            .await
            .expect("the entry can be chosen");
    }

    async fn menu(&self) -> (String, String) {
        let (name, item) = until_some("the tray icon is there", async || {
            self.seen.tray.lock().unwrap_or_else(PoisonError::into_inner).clone()
        })
        .await;
        let answer = self
            .bus
            .call_method(
                Some(name.as_str()),
                item.as_str(),
                Some("org.freedesktop.DBus.Properties"),
                "Get",
                &("org.kde.StatusNotifierItem", "Menu"),
            )
            .await
            .expect("the icon has a menu");
        let menu: OwnedValue = answer.body().deserialize().expect("its path");
        let path = OwnedObjectPath::try_from(menu).expect("a path");
        (name, path.to_string())
    }

    async fn entries(&self, name: &str, path: &str) -> Vec<Entry> {
        let answer = self
            .bus
            .call_method(
                Some(name),
                path,
                Some("com.canonical.dbusmenu"),
                "GetLayout",
                &(0_i32, -1_i32, Vec::<String>::new()),
            )
            .await
            .expect("the menu can be read");
        let body = answer.body();
        let (_, (_, _, children)): (u32, Layout) = body.deserialize().expect("a menu");
        let mut entries = Vec::new();
        for child in children {
            let Ok((id, properties, _)) = Layout::try_from(child) else { continue };
            let words = properties.get("label").and_then(|label| String::try_from(label.clone()).ok());
            if let Some(words) = words {
                // The underline that marks a letter of a menu is no part of its words.
                entries.push((id, words.replace('_', "")));
            }
        }
        entries
    }
}
