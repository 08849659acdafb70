//! Where notifications of the desktop lead: whoever presses one comes to the thing that it is about.

use crate::shell::{deep_link::arrival, menu::Goto, window};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;

/// Notifications whose place is known; a desktop shows far fewer.
const KEPT: usize = 100;

/// Managed by Tauri.
#[derive(Debug, Default)]
pub(crate) struct Announced(Mutex<Places>);

#[derive(Debug, Default)]
struct Places {
    next: i32,
    by_id: BTreeMap<i32, Goto>,
}

impl Announced {
    /// The id of the next notification, which leads there.
    pub(crate) fn keep(&self, to: Goto) -> i32 {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.next += 1;
        let id = places.next;
        places.by_id.insert(id, to);
        while places.by_id.len() > KEPT {
            places.by_id.pop_first();
        }
        id
    }

    fn place(&self, id: i32) -> Option<Goto> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_id.get(&id).cloned()
    }
}

/// Listens for presses, for the life of the program.
pub(crate) fn lead(app: &AppHandle) -> Result<(), tauri_plugin_notification::Error> {
    let handle = app.clone();
    app.notification().on_action(move |pressed| {
        if pressed.action_id() != "tap" {
            return;
        }
        window::show(&handle);
        let id = pressed.notification().map(tauri_plugin_notification::ActiveNotification::id);
        if let Some(to) = id.and_then(|id| handle.state::<Announced>().place(id)) {
            arrival::send(&handle, to);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Announced, KEPT};
    use crate::shell::menu::Goto;

    #[test]
    fn each_leads_to_its_own_place_and_the_oldest_are_forgotten() {
        let announced = Announced::default();
        let to = |at: usize| Goto::Place { path: format!("/{at}") };
        let first = announced.keep(to(0));
        let second = announced.keep(to(1));
        assert_eq!((announced.place(first), announced.place(second)), (Some(to(0)), Some(to(1))));
        for at in 0..KEPT {
            announced.keep(to(at));
        }
        assert_eq!((announced.place(first), announced.place(0)), (None, None));
    }
}
