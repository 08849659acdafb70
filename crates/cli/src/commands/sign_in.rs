//! One authorization, from the link to the merchant, without a window.

use crate::{args::Back, interrupts::Interrupts, out::Out};
use gangway_console_core::{
    Code, Console, Failure, now,
    view::{Attempt, AttemptState, Change, Way},
};
use serde_json::json;
use std::{
    io::{BufRead, IsTerminal, Write},
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};
use tokio::sync::{broadcast, oneshot};

/// An address is shorter (`gangway_domain::callback` takes 4,096 bytes).
const LONGEST: u64 = 16 << 10;
/// How long the first look at the stores may take after the merchant authorized.
const FIRST_LOOK: Duration = Duration::from_secs(60);

/// How a merchant is to sign in.
pub(super) struct Wish {
    pub(super) back: Back,
    pub(super) expect: Option<String>,
    pub(super) paste: bool,
    pub(super) accept_mismatch: bool,
}

/// Who authorized; a question that was answered with no is `Err` in [`AttemptState::Question`].
pub(super) struct SignedIn {
    pub(super) merchant: String,
    pub(super) email: String,
    pub(super) stores: Option<u32>,
}

/// Prints the link, waits for the merchant and, for a while, for the first look at the stores.
pub(super) async fn sign_in(console: &Arc<Console>, wish: &Wish, out: Out) -> Result<SignedIn, Failure> {
    let mut interrupts = Interrupts::catch()?;
    let mut changes = console.changes();
    let way = if wish.back == Back::Link { Way::Link } else { Way::Loopback };
    let attempt = console.authorize_start(way, wish.expect.clone()).await?;
    show(&attempt, out);
    if wish.back == Back::Browser {
        open_browser(&attempt.url)?;
    }
    let ended = if wish.paste || wish.back == Back::Link {
        out.progress("Paste the address the browser ends at, then Enter.");
        tokio::select! {
            address = pasted() => console.authorize_paste(&attempt.id, &address?).await,
            over = over(console, &attempt, &mut changes) => over,
            () = interrupts.next() => Ok(AttemptState::Cancelled),
        }
    } else {
        out.progress("Waiting for the merchant.");
        tokio::select! {
            over = over(console, &attempt, &mut changes) => over,
            () = interrupts.next() => Ok(AttemptState::Cancelled),
        }
    };
    let ended = match ended {
        Ok(AttemptState::Question { email, expected }) => answer(console, &attempt, &email, &expected, wish).await,
        other => other,
    };
    match ended {
        Ok(AttemptState::Done { merchant, email, .. }) => {
            let stores = first_look(console, &merchant, attempt.started_at, &mut changes).await?;
            Ok(SignedIn { merchant, email, stores })
        }
        Ok(AttemptState::Failed { failure }) => Err(failure),
        Ok(AttemptState::Expired) => Err(Failure::new(Code::AttemptExpired, "Nobody signed in in time.")),
        Ok(_) => {
            console.authorize_cancel(&attempt.id).await?;
            Err(Failure::new(Code::Denied, "The attempt was cancelled."))
        }
        Err(failure) => {
            // An address that is not ours ends the command, and the attempt with it.
            console.authorize_cancel(&attempt.id).await?;
            Err(failure)
        }
    }
}

fn show(attempt: &Attempt, out: Out) {
    let link = json!({
        "attempt": attempt.id, "url": attempt.url, "redirect": attempt.redirect, "expiresAt": attempt.expires_at,
    });
    out.result(&link, || attempt.url.clone());
}

/// The next line of stdin. On a thread of its own, which nobody waits for: the read cannot be cancelled.
async fn pasted() -> Result<String, Failure> {
    let (line, read) = oneshot::channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let got = std::io::Read::take(std::io::stdin().lock(), LONGEST).read_line(&mut text);
        let _ = line.send(got.map(|_| text));
    });
    match read.await {
        Ok(Ok(text)) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        Ok(Err(error)) => Err(Failure::new(Code::BadInput, format!("The address cannot be read: {error}."))),
        _ => Err(Failure::new(Code::BadInput, "No address came on stdin.")),
    }
}

/// Waits until the attempt is over, or is a question.
async fn over(
    console: &Console,
    attempt: &Attempt,
    changes: &mut broadcast::Receiver<Change>,
) -> Result<AttemptState, Failure> {
    loop {
        match console.authorize_status(&attempt.id).await? {
            AttemptState::Waiting | AttemptState::Exchanging => {}
            over => return Ok(over),
        }
        let left = Duration::from_millis(u64::try_from(attempt.expires_at - now()).unwrap_or(0) + 1);
        // Whatever woke us, the state is looked at again.
        let _ = tokio::time::timeout(left, changes.recv()).await;
    }
}

/// Somebody else than expected: a person decides, or the switch that was typed; nobody there means no.
async fn answer(
    console: &Arc<Console>,
    attempt: &Attempt,
    email: &str,
    expected: &str,
    wish: &Wish,
) -> Result<AttemptState, Failure> {
    let accept = wish.accept_mismatch || ask(email, expected);
    let answered = console.authorize_answer(&attempt.id, accept).await?;
    if accept {
        return Ok(answered);
    }
    let message = format!("{email} authorized, and {expected} was expected. Nothing was kept.");
    Ok(AttemptState::Failed { failure: Failure::new(Code::Denied, message) })
}

fn ask(email: &str, expected: &str) -> bool {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return false;
    }
    let _ = write!(std::io::stderr(), "{email} authorized, and {expected} was expected. Accept? [y/N] ");
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).is_ok() && matches!(line.trim(), "y" | "Y" | "yes")
}

/// The console looks at the stores by itself after a sign-in; ending before it did would leave an empty tree.
async fn first_look(
    console: &Console,
    merchant: &str,
    since: i64,
    changes: &mut broadcast::Receiver<Change>,
) -> Result<Option<u32>, Failure> {
    let looked = async {
        loop {
            let rows = console.merchants().await?;
            let row = rows.iter().find(|row| row.id == merchant && row.refreshed_at.is_some_and(|at| at >= since));
            if let Some(row) = row {
                return Ok(Some(row.stores));
            }
            if let Err(broadcast::error::RecvError::Closed) = changes.recv().await {
                return Ok(None);
            }
        }
    };
    tokio::time::timeout(FIRST_LOOK, looked).await.unwrap_or(Ok(None))
}

/// With the system's own opener. The link holds no secret: the verifier stays here.
fn open_browser(url: &str) -> Result<(), Failure> {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else {
        Command::new("xdg-open")
    };
    let started = command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    started.map(drop).map_err(|error| {
        Failure::new(Code::BrowserFailed, "The browser could not be opened; use --way loopback and open the link.")
            .with(error.to_string())
    })
}
