//! Whether a run would work now.

use super::summary::word;
use crate::{args::Common, desk, exit::Exit, out::Out};
use gangway_console_core::{
    Failure, Options,
    view::{LinkState, VaultState},
};
use serde_json::json;

pub(super) async fn run(common: &Common, out: Out) -> Result<Exit, Failure> {
    let console = desk::open(common, Options { deaf: true }, out).await?;
    let connection = console.check_connection().await?;
    let profile = console.profile_detail().await?;
    out.result(&json!({ "profile": profile, "connection": connection }), || {
        let detail = |text: &Option<String>| text.as_ref().map(|text| format!(" ({text})")).unwrap_or_default();
        format!(
            "Profile {} ({}), {}\nRappi {}: {}{}\nVault: {}{}",
            profile.name,
            word(&profile.kind),
            profile.path,
            connection.rappi.host,
            word(&connection.rappi.state),
            detail(&connection.rappi.detail),
            word(&connection.vault.state),
            detail(&connection.vault.detail),
        )
    });
    Ok(match (connection.vault.state, connection.rappi.state) {
        (VaultState::Locked, _) => Exit::Storage,
        (_, LinkState::Refused) => Exit::SignIn,
        (_, LinkState::Failing) => Exit::Unavailable,
        _ => Exit::Done,
    })
}
