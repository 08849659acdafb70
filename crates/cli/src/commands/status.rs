//! Whether a run would work now.

use super::summary::word;
use crate::{args::Common, exit::Exit, open_profile, out::Out};
use gangway_core::{
    Failure, Options,
    view::{LinkState, VaultState},
};
use serde_json::json;

pub(super) async fn run(common: &Common, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    let connection = console.overview.check_connection().await?;
    let profile = console.settings.profile_detail().await?;
    let named = console.subscriptions.ratepay_settings().await?.named;
    let ratepay = if named { Some(console.subscriptions.check_ratepay().await?) } else { None };
    out.result(&json!({ "profile": profile, "connection": connection, "ratepay": ratepay }), || {
        let detail = |text: &Option<String>| text.as_ref().map(|text| format!(" ({text})")).unwrap_or_default();
        let ratepay = ratepay.as_ref().map(|it| format!("\nRatepay: {}{}", word(&it.state), detail(&it.detail)));
        format!(
            "Profile {} ({}), {}\nRappi {}: {}{}{}\nVault: {}{}",
            profile.name,
            word(&profile.kind),
            profile.path,
            connection.rappi.host,
            word(&connection.rappi.state),
            detail(&connection.rappi.detail),
            ratepay.unwrap_or_default(),
            word(&connection.vault.state),
            detail(&connection.vault.detail),
        )
    });
    let links = [Some(connection.rappi.state), ratepay.map(|it| it.state)];
    Ok(match connection.vault.state {
        VaultState::Locked => Exit::Storage,
        _ if links.contains(&Some(LinkState::Refused)) => Exit::SignIn,
        _ if links.contains(&Some(LinkState::Failing)) => Exit::Unavailable,
        _ => Exit::Done,
    })
}
