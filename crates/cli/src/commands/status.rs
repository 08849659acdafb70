//! Whether a run would work now.

use super::summary::word;
use crate::{args::Common, exit::Exit, open_profile, out::Out};
use gangway_core::{
    Failure, Options,
    view::{LinkState, ProviderLink, VaultState},
};
use serde_json::json;

pub(super) async fn run(common: &Common, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    let connection = console.overview.check_connection().await?;
    let profile = console.settings.profile_detail().await?;
    out.result(&json!({ "profile": profile, "connection": connection }), || {
        let detail = |text: &Option<String>| text.as_ref().map(|text| format!(" ({text})")).unwrap_or_default();
        let line = |it: &ProviderLink| {
            format!("{} {}: {}{}\n", it.provider.name(), it.host, word(&it.state), detail(&it.detail))
        };
        format!(
            "Profile {} ({}), {}\n{}Vault: {}{}",
            profile.name,
            word(&profile.kind),
            profile.path,
            connection.links.iter().map(line).collect::<String>(),
            word(&connection.vault.state),
            detail(&connection.vault.detail),
        )
    });
    let is = |state| connection.links.iter().any(|link| link.state == state);
    Ok(match connection.vault.state {
        VaultState::Locked => Exit::Storage,
        _ if is(LinkState::Refused) => Exit::SignIn,
        _ if is(LinkState::Failing) => Exit::Unavailable,
        _ => Exit::Done,
    })
}
