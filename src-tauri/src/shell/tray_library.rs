//! Whether there can be a tray. On Linux the tray is drawn by a C library that is loaded at its first use, and the crate that
//! loads it panics where it cannot. A desk without that library is no reason not to start.

/// What `libappindicator-sys` looks for, in its order.
#[cfg(target_os = "linux")]
const NAMES: [&str; 4] =
    ["libayatana-appindicator3.so.1", "libappindicator3.so.1", "libayatana-appindicator3.so", "libappindicator3.so"];

/// `Err` says what the loader said of the library that most desks have.
#[cfg(target_os = "linux")]
pub(crate) fn check() -> Result<(), String> {
    let mut first = None;
    for name in NAMES {
        match load(name) {
            Ok(()) => return Ok(()),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or_default())
}

/// The tray of other systems is their own.
#[cfg(not(target_os = "linux"))]
pub(crate) fn check() -> Result<(), String> {
    Ok(())
}

#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "loading a library runs its initialisers; the tray's crate runs the same ones next")]
fn load(name: &str) -> Result<(), String> {
    unsafe { libloading::Library::new(name) }.map(drop).map_err(|error| error.to_string())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{NAMES, check};
    use std::process::Command;

    /// The same test binary where the loader finds a file of each name that is no library.
    const BROKEN: &str = "GANGWAY_TEST_BROKEN_TRAY_LIBRARY";

    #[test]
    fn a_library_that_cannot_be_loaded_is_an_answer_and_no_panic() {
        if std::env::var_os(BROKEN).is_some() {
            let said = check().expect_err("no library can be loaded here");
            assert!(said.contains(NAMES[0]), "{said}");
            return;
        }
        let folder = tempfile::tempdir().expect("a folder");
        for name in NAMES {
            std::fs::write(folder.path().join(name), "no library").expect("a file");
        }
        // Without the crate's name, as the test runner has it.
        let (_, module) = module_path!().split_once("::").expect("a module of the crate");
        let name = format!("{module}::a_library_that_cannot_be_loaded_is_an_answer_and_no_panic");
        let again = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", &name])
            .env("LD_LIBRARY_PATH", folder.path())
            .env(BROKEN, "1")
            .output()
            .expect("the test runs again");
        let text = String::from_utf8_lossy(&again.stdout);
        assert!(again.status.success() && text.contains("1 passed"), "{text}");
    }
}
