//! One authorization, from the link to the merchant, without a window.

use crate::{args::Back, interrupts::Interrupts, out::Out};
use gangway_core::{
    Code, Console, Failure, Reason, now,
    view::{Attempt, AttemptState, Change, Way},
};
use serde_json::json;
use std::{
    io::{BufRead, IsTerminal, Write},
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};
use tokio::sync::{broadcast, mpsc};

/// An address is shorter (`gangway_domain::callback` takes 16 KiB).
const LONGEST: u64 = 64 << 10;
/// How long the first look at the stores may take after the merchant authorized.
const FIRST_LOOK: Duration = Duration::from_secs(60);

/// How a merchant is to sign in.
pub(super) struct SignInRequest {
    pub(super) back: Back,
    pub(super) expect: Option<String>,
    pub(super) paste: bool,
    pub(super) accept_mismatch: bool,
}

/// Who authorized; a question that was answered with no is `Err` in [`AttemptState::Question`].
pub(super) struct SignedIn {
    pub(super) merchant: String,
    pub(super) email: String,
    pub(super) stores: u32,
}

/// Prints the link, waits for the merchant and, for a while, for the first look at the stores.
pub(super) async fn sign_in(console: &Arc<Console>, request: &SignInRequest, out: Out) -> Result<SignedIn, Failure> {
    let mut interrupts = Interrupts::catch()?;
    let mut changes = console.changes();
    let way = if request.back == Back::Link { Way::Link } else { Way::Loopback };
    let attempt = console.authorization.authorize_start(way, request.expect.clone()).await?;
    show(&attempt, out);
    if request.back == Back::Browser {
        open_browser(&attempt.url)?;
    }
    let ended = if request.paste || request.back == Back::Link {
        tokio::select! {
            state = paste(console, &attempt, out) => state,
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
        Ok(AttemptState::Question { email, expected }) => answer(console, &attempt, &email, &expected, request).await,
        other => other,
    };
    match ended {
        Ok(AttemptState::Done { merchant, email, clock_skew_ms, .. }) => {
            if let Some(skew) = clock_skew_ms {
                out.progress(&clock(skew));
            }
            let stores = first_look(console, &merchant, &email).await?;
            Ok(SignedIn { merchant, email, stores })
        }
        Ok(AttemptState::Failed { failure }) => Err(failure),
        Ok(AttemptState::Expired) => Err(Failure::new(Code::AttemptExpired, "Nobody signed in in time.")),
        Ok(_) => {
            console.authorization.authorize_cancel(&attempt.id).await?;
            Err(Failure::new(Code::Denied, "The attempt was cancelled."))
        }
        Err(failure) => {
            // Nothing more can be pasted: the attempt ends with the command.
            console.authorization.authorize_cancel(&attempt.id).await?;
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

/// Takes addresses until one is the answer of this attempt. What does not belong to it changes nothing: a person copies the
/// wrong line, and the merchant is signed in meanwhile.
async fn paste(console: &Arc<Console>, attempt: &Attempt, out: Out) -> Result<AttemptState, Failure> {
    out.progress("Paste the address the browser ends at, then Enter.");
    let mut lines = lines();
    let mut refused = None;
    while let Some(line) = lines.recv().await {
        let line =
            line.map_err(|error| Failure::new(Code::BadInput, format!("The address cannot be read: {error}.")))?;
        if line.trim().is_empty() {
            continue;
        }
        match console.authorization.authorize_paste(&attempt.id, &line).await {
            Err(failure) if matches!(failure.code, Code::AddressNotOurs | Code::AttemptUnknown) => {
                out.progress(&format!("That is not the address: {failure} The attempt is still open; paste again."));
                refused = Some(failure);
            }
            ended => return ended,
        }
    }
    Err(refused.unwrap_or_else(|| Failure::new(Code::BadInput, "No address came on stdin.")))
}

/// The lines of stdin. On a thread of its own, which nobody waits for: a read cannot be cancelled.
fn lines() -> mpsc::Receiver<std::io::Result<String>> {
    let (sender, lines) = mpsc::channel(1);
    std::thread::spawn(move || {
        let mut stdin = std::io::stdin().lock();
        loop {
            let mut text = Vec::new();
            let line = match std::io::Read::take(&mut stdin, LONGEST).read_until(b'\n', &mut text) {
                Ok(0) => return,
                read => read.map(|_| String::from_utf8_lossy(&text).into_owned()),
            };
            let failed = line.is_err();
            if sender.blocking_send(line).is_err() || failed {
                return;
            }
        }
    });
    lines
}

/// The merchant is signed in, and by this clock not for as long as the login host thinks.
fn clock(skew: i64) -> String {
    let way = if skew < 0 { "ahead of" } else { "behind" };
    format!(
        "The clock of this computer is {} min {way} the login host's. Set it: until then sign-ins end too early or too late, \
         and webhooks may be refused.",
        skew.abs() / 60_000
    )
}

/// Waits until the attempt is over, or is a question.
async fn over(
    console: &Console,
    attempt: &Attempt,
    changes: &mut broadcast::Receiver<Change>,
) -> Result<AttemptState, Failure> {
    loop {
        match console.authorization.authorize_status(&attempt.id).await? {
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
    request: &SignInRequest,
) -> Result<AttemptState, Failure> {
    let accept = request.accept_mismatch || ask(email, expected);
    let answered = console.authorization.authorize_answer(&attempt.id, accept).await?;
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

/// The console looks at the stores by itself after a sign-in; ending before it did would leave an empty tree. That somebody
/// signed in and no stores can be read is a failure, and says which.
async fn first_look(console: &Console, merchant: &str, email: &str) -> Result<u32, Failure> {
    let looked = tokio::time::timeout(FIRST_LOOK, console.merchants.first_look(merchant)).await;
    let looked = looked.unwrap_or_else(|_| {
        Err(Failure::new(Code::ProviderUnavailable, "No answer came in time.").because(Reason::TimedOut))
    });
    looked.map_err(|failure| Failure {
        message: format!("{email} signed in, and the stores cannot be read: {}", failure.message),
        ..failure
    })
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
