//! Secrets on the clipboard: the shell puts them there itself, so that none crosses to the window, and takes them back.

use arboard::{Clipboard, Error};
use gangway_core::{Code, Failure};
use secrecy::{ExposeSecret, SecretString};
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};
use tokio::sync::oneshot;

/// How long a secret stays on the clipboard.
const STAYS: Duration = Duration::from_secs(30);

/// Counts copies: only the newest one clears, so that copying the same secret again begins its time anew.
static COPIES: AtomicU64 = AtomicU64::new(0);

/// Puts a secret on the clipboard, past its history where there is one, and clears it after [`STAYS`] if it still holds it.
pub(crate) async fn lend(secret: SecretString) -> Result<(), Failure> {
    let (tell, told) = oneshot::channel();
    // The thread keeps what it put there: on Linux a clipboard's text goes with the one who offers it.
    std::thread::spawn(move || {
        let copy = COPIES.fetch_add(1, Ordering::Relaxed) + 1;
        let mut clipboard = match put(&secret) {
            Ok(clipboard) => clipboard,
            Err(error) => {
                let _ = tell.send(Err(error));
                return;
            }
        };
        let _ = tell.send(Ok(()));
        std::thread::sleep(STAYS);
        let is_newest = COPIES.load(Ordering::Relaxed) == copy;
        if is_newest && holds(clipboard.get_text().ok().as_deref(), &secret) {
            let _ = clipboard.clear();
        }
    });
    let failed = |why: String| Failure::new(Code::Internal, "The clipboard cannot be used.").with(why);
    told.await.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))
}

/// What somebody copied meanwhile is not ours to clear.
fn holds(text: Option<&str>, secret: &SecretString) -> bool {
    text == Some(secret.expose_secret())
}

fn put(secret: &SecretString) -> Result<Clipboard, Error> {
    let mut clipboard = Clipboard::new()?;
    unremembered(clipboard.set()).text(secret.expose_secret())?;
    Ok(clipboard)
}

/// Asks managers of clipboards to keep no copy of it.
#[cfg(target_os = "linux")]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_monitoring().exclude_from_cloud().exclude_from_history()
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn only_the_secret_itself_is_taken_back() {
        let secret = "4f1c9a7be2d85036".into();
        for (text, taken_back) in [
            (Some("4f1c9a7be2d85036"), true),
            (Some("4f1c9a7be2d85036 "), false),
            (Some("a note"), false),
            (None, false),
        ] {
            assert_eq!(holds(text, &secret), taken_back, "{text:?}");
        }
    }
}
