//! How a command ended, for scripts. The table in `--help` and in the README is this one.

use gangway_core::Code;
use std::process::ExitCode;

/// For `--help`.
pub(crate) const TABLE: &str = "Exit codes:
  0  done
  1  the answer is no: signature rejected, merchant denied, some stores failed, a check failed
  2  wrong usage, wrong input or a mistake in the profile
  3  sign in again, or the client credentials are missing or refused
  4  the provider is not available
  5  the vault is locked, or the record has a problem
  6  the outcome was still open when waiting ended
  7  already running: another Gangway has the profile or the address";

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Done = 0,
    No = 1,
    BadInput = 2,
    SignIn = 3,
    Unavailable = 4,
    Storage = 5,
    Open = 6,
    Running = 7,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl From<Code> for Exit {
    fn from(code: Code) -> Self {
        match code {
            Code::BadInput | Code::NotFound | Code::Stale | Code::AddressNotOurs | Code::ProfileInvalid => {
                Self::BadInput
            }
            Code::AttemptExpired
            | Code::AttemptUnknown
            | Code::Denied
            | Code::NotAuthorized
            | Code::IntegrationMismatch
            | Code::ProviderRefused
            | Code::BrowserFailed
            | Code::RelayRefused
            | Code::ClockOff
            | Code::UpdateRefused
            | Code::Locked => Self::No,
            Code::SignInAgain | Code::IntegratorCredentials => Self::SignIn,
            Code::ProviderUnavailable | Code::RelayUnavailable | Code::RateLimited | Code::AnswerUnreadable => {
                Self::Unavailable
            }
            Code::AlreadyRunning | Code::PortBusy => Self::Running,
            Code::VaultLocked
            | Code::VaultFailed
            | Code::RecordFull
            | Code::RecordNewer
            | Code::RecordDamaged
            | Code::RecordReadOnly
            | Code::FileFailed
            | Code::Internal => Self::Storage,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;
    use gangway_core::Code;

    /// The table of `docs/rappi.md` names an exit code for each code that a call can end with.
    #[test]
    fn the_page_about_rappi_has_these_exit_codes() {
        let page = include_str!("../../../docs/rappi.md");
        let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        let mut seen = 0;
        for (code, rest) in rows {
            let Ok(code) = serde_json::from_value::<Code>(code.into()) else { continue };
            let exit = rest.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or_default().trim();
            assert_eq!(exit, (Exit::from(code) as u8).to_string(), "{code:?}");
            seen += 1;
        }
        assert_eq!(seen, 8);
    }
}
