use super::{FILE, WindowLock};
use crate::{
    Code, Home, Reason,
    view::{LockWord, Typed},
};
use gangway_vault::Vault;

fn typed(text: &str) -> Typed {
    Typed(text.to_owned())
}

struct Computer {
    home: tempfile::TempDir,
    vault: Vault,
}

impl Computer {
    async fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), vault: Vault::in_memory().await }
    }

    /// The program starts.
    async fn start(&self) -> WindowLock {
        let lock = WindowLock::with(&Home::at(self.home.path()), self.vault.clone());
        lock.ask_vault().await;
        lock
    }
}

#[tokio::test]
async fn without_a_pin_nothing_locks() {
    let computer = Computer::new().await;
    let lock = computer.start().await;
    assert_eq!(lock.status().state, LockWord::Off);
    assert_eq!(lock.lock().unwrap_err().reason, Some(Reason::PinMissing));
    assert_eq!(lock.lock_after(Some(5)).unwrap_err().reason, Some(Reason::PinMissing));
    assert!(lock.pass().is_ok() && !lock.look());
}

#[tokio::test]
async fn only_the_pin_opens_what_is_locked_and_a_start_locks() {
    let computer = Computer::new().await;
    let lock = computer.start().await;
    assert_eq!(lock.set_pin(typed("123456"), typed("")).await.unwrap().state, LockWord::Open);
    lock.lock().unwrap();
    let refused = lock.pass().unwrap_err();
    assert_eq!((refused.code, refused.reason), (Code::Locked, Some(Reason::WindowLocked)));
    assert_eq!(lock.unlock(typed("654321")).await.unwrap_err().reason, Some(Reason::PinWrong));
    assert!(lock.is_locked());
    lock.unlock(typed("123456")).await.unwrap();
    assert!(lock.pass().is_ok());
    let again = computer.start().await;
    assert_eq!(again.status().state, LockWord::Locked);
    again.unlock(typed("123456")).await.unwrap();
}

#[tokio::test]
async fn the_pin_is_asked_for_before_it_is_changed_or_removed() {
    let computer = Computer::new().await;
    let lock = computer.start().await;
    lock.set_pin(typed("123456"), typed("")).await.unwrap();
    let reason = async |wrong| lock.set_pin(typed("abcdef"), typed(wrong)).await.unwrap_err().reason;
    assert_eq!(reason("").await, Some(Reason::PinWrong));
    assert_eq!(lock.remove_pin(typed("x")).await.unwrap_err().reason, Some(Reason::PinWrong));
    lock.set_pin(typed("abcdef"), typed("123456")).await.unwrap();
    lock.lock().unwrap();
    lock.unlock(typed("abcdef")).await.unwrap();
    assert_eq!(lock.remove_pin(typed("abcdef")).await.unwrap().state, LockWord::Off);
    assert_eq!(computer.start().await.status().state, LockWord::Off);
}

#[tokio::test]
async fn taking_its_file_away_opens_nothing() {
    let computer = Computer::new().await;
    let lock = computer.start().await;
    lock.set_pin(typed("123456"), typed("")).await.unwrap();
    lock.lock_after(Some(5)).unwrap();
    std::fs::remove_file(computer.home.path().join(FILE)).unwrap();
    assert_eq!(computer.start().await.status().state, LockWord::Locked);
    std::fs::write(computer.home.path().join(FILE), "{").unwrap();
    assert_eq!(computer.start().await.status().state, LockWord::Locked);
}

#[tokio::test]
async fn too_many_wrong_pins_make_the_right_one_wait() {
    let computer = Computer::new().await;
    let lock = computer.start().await;
    lock.set_pin(typed("123456"), typed("")).await.unwrap();
    lock.lock().unwrap();
    for _ in 0..4 {
        assert_eq!(lock.unlock(typed("x")).await.unwrap_err().reason, Some(Reason::PinWrong));
    }
    let failure = lock.unlock(typed("123456")).await.unwrap_err();
    assert_eq!((failure.reason, failure.what.as_deref()), (Some(Reason::PinWait), Some("1")));
    assert!(lock.is_locked() && lock.status().wait_ms > 0);
}

#[tokio::test]
async fn when_it_locks_outlives_the_program() {
    let computer = Computer::new().await;
    let lock = computer.start().await;
    lock.set_pin(typed("123456"), typed("")).await.unwrap();
    assert_eq!(lock.lock_after(Some(0)).unwrap_err().reason, Some(Reason::ValueRange));
    assert_eq!(lock.lock_after(Some(15)).unwrap().after_min, Some(15));
    // Another PIN changes nothing about it.
    lock.set_pin(typed("abcdef"), typed("123456")).await.unwrap();
    assert_eq!(computer.start().await.status().after_min, Some(15));
    assert_eq!(lock.lock_after(None).unwrap().after_min, None);
}
