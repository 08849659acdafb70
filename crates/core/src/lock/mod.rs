//! The window's lock: a person who leaves the desk leaves nothing to be read or done by the next one. Work goes on behind it. Of this
//! computer's user, not of an environment: one lock for all of them.
//!
//! `state` is when it locks and opens, `pin` what is kept of a PIN, `disk` whether the disk below is encrypted.

mod disk;
mod pin;
mod state;

pub use disk::disk_encryption;

use crate::{
    Code, Failure, Home, Reason,
    app::open::namespace,
    clock::awake_or_asleep,
    view::{LockStatus, LockWord, Typed},
};
use gangway_vault::Vault;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use state::LockState;
use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Mutex as Turn, OnceCell};

/// No profile is called so.
const NAMESPACE: &str = "window.lock";
/// Vault name of the PIN's digest.
const PIN: &str = "window-pin";
/// In the home: that there is a PIN, and when to lock. The PIN itself is in the vault.
const FILE: &str = "lock.json";
/// Minutes of the longest idle time.
const LONGEST: u32 = 24 * 60;
const MINUTE_MS: i64 = 60_000;

/// What the file keeps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// Minutes of idle time; `None`: only by hand.
    after_min: Option<u32>,
}

/// The lock of this computer's window.
pub struct WindowLock {
    home: Home,
    vault: OnceCell<Vault>,
    state: Mutex<LockState>,
    kept: Mutex<Option<Kept>>,
    /// A PIN is checked one after the other.
    turn: Turn<()>,
}

impl WindowLock {
    /// As it was left; with a PIN the program starts locked. The keyring is not asked before it is needed: it may be slow.
    pub fn open(home: &Home) -> Self {
        let kept = read(&home.folder().join(FILE));
        let state = LockState::new(kept.is_some(), after_ms(kept), awake_or_asleep());
        let (state, kept) = (Mutex::new(state), Mutex::new(kept));
        Self { home: home.clone(), vault: OnceCell::new(), state, kept, turn: Turn::default() }
    }

    /// With a vault that is open already: for tests.
    pub fn with(home: &Home, vault: Vault) -> Self {
        Self { vault: OnceCell::new_with(Some(vault)), ..Self::open(home) }
    }

    /// Locks where the keyring has a PIN and the file about it is gone: taking a file away opens nothing. Whether it did.
    pub async fn ask_vault(&self) -> bool {
        let has_pin = self.vault().await.get(PIN).await.is_ok_and(|digest| digest.is_some());
        let is_missing = has_pin && self.kept().is_none();
        if is_missing {
            *self.kept() = Some(Kept::default());
            self.state().lock();
        }
        is_missing
    }

    async fn vault(&self) -> &Vault {
        self.vault.get_or_init(async || Vault::open(&namespace(&self.home, NAMESPACE)).await).await
    }

    /// How it stands.
    pub fn status(&self) -> LockStatus {
        let kept = *self.kept();
        let state = match kept {
            None => LockWord::Off,
            Some(_) if self.is_locked() => LockWord::Locked,
            Some(_) => LockWord::Open,
        };
        let wait_ms = self.state().wait(awake_or_asleep());
        LockStatus { state, after_min: kept.and_then(|kept| kept.after_min), wait_ms }
    }

    /// Whether acts and personal data are refused.
    pub fn is_locked(&self) -> bool {
        self.state().is_locked()
    }

    /// Refuses while it is locked.
    pub fn pass(&self) -> Result<(), Failure> {
        if self.is_locked() {
            return Err(Failure::new(Code::Locked, "The window is locked.").because(Reason::WindowLocked));
        }
        Ok(())
    }

    /// Locks now. Without a PIN nobody could open it.
    pub fn lock(&self) -> Result<(), Failure> {
        if self.kept().is_none() {
            return Err(Failure::new(Code::BadInput, "No PIN is set.").because(Reason::PinMissing));
        }
        self.state().lock();
        Ok(())
    }

    /// A person did something in the window.
    pub fn used(&self) {
        self.state().used(awake_or_asleep());
    }

    /// Locks where nobody did anything for long enough. Whether it did now.
    pub fn look(&self) -> bool {
        self.kept().is_some() && self.state().look(awake_or_asleep())
    }

    /// Opens it.
    pub async fn unlock(&self, pin: Typed) -> Result<(), Failure> {
        self.check(&secret(pin)).await?;
        self.state().right(awake_or_asleep());
        Ok(())
    }

    /// Sets a PIN, or another one: then the one of before is asked for.
    pub async fn set_pin(&self, new: Typed, before: Typed) -> Result<LockStatus, Failure> {
        if self.kept().is_some() {
            self.check(&secret(before)).await?;
        }
        let new = secret(new);
        let digest = blocking(move || pin::digest(&new)).await?;
        self.vault().await.keep(PIN, digest).await?;
        let kept = self.kept().unwrap_or_default();
        self.keep(Some(kept))?;
        Ok(self.status())
    }

    /// Takes the PIN away: nothing locks any more.
    pub async fn remove_pin(&self, pin: Typed) -> Result<LockStatus, Failure> {
        self.check(&secret(pin)).await?;
        self.vault().await.discard(PIN).await?;
        self.keep(None)?;
        Ok(self.status())
    }

    /// After how many minutes without a person it locks; `None`: only by hand.
    pub fn lock_after(&self, minutes: Option<u32>) -> Result<LockStatus, Failure> {
        if self.kept().is_none() {
            return Err(Failure::new(Code::BadInput, "No PIN is set.").because(Reason::PinMissing));
        }
        if minutes.is_some_and(|minutes| !(1..=LONGEST).contains(&minutes)) {
            let failure = Failure::new(Code::BadInput, format!("It locks after 1 to {LONGEST} minutes."));
            return Err(failure.because(Reason::ValueRange).about(format!("1–{LONGEST}")));
        }
        self.keep(Some(Kept { after_min: minutes }))?;
        Ok(self.status())
    }

    /// `Err` says why a PIN does not count.
    async fn check(&self, pin: &SecretString) -> Result<(), Failure> {
        let _one = self.turn.lock().await;
        let wait = self.state().wait(awake_or_asleep());
        if wait > 0 {
            let seconds = (wait + 999) / 1000;
            let failure = Failure::new(Code::Locked, format!("The next PIN counts in {seconds} s."));
            return Err(failure.because(Reason::PinWait).about(seconds.to_string()));
        }
        let digest = self.vault().await.get(PIN).await?.ok_or_else(|| {
            Failure::new(Code::VaultFailed, "The PIN is not in the keyring any more.").because(Reason::PinMissing)
        })?;
        let pin = pin.clone();
        if blocking(move || pin::is(&pin, &digest)).await? {
            return Ok(());
        }
        self.state().wrong(awake_or_asleep());
        Err(Failure::new(Code::Locked, "That is not the PIN.").because(Reason::PinWrong))
    }

    fn keep(&self, kept: Option<Kept>) -> Result<(), Failure> {
        self.home.keep_file(FILE, kept.map(|kept| serde_json::to_string(&kept).unwrap_or_default()).as_deref())?;
        *self.kept() = kept;
        self.state().lock_after(after_ms(kept), awake_or_asleep());
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, LockState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept(&self) -> MutexGuard<'_, Option<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is there and cannot be read stands for a PIN all the same.
fn read(path: &PathBuf) -> Option<Kept> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).unwrap_or_default())
}

fn after_ms(kept: Option<Kept>) -> Option<i64> {
    kept.and_then(|kept| kept.after_min).map(|minutes| i64::from(minutes) * MINUTE_MS)
}

fn secret(typed: Typed) -> SecretString {
    typed.0.into()
}

/// A digest is made on a thread that may take its time.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Failure::new(Code::Internal, "The PIN could not be checked."))?
}

#[cfg(test)]
mod tests;
