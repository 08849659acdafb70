//! Whose registration is at the provider: one that leads elsewhere is never replaced without a person's word. One registration
//! serves all integrations of a client, so whoever replaces it takes the results from whoever listened before.

use crate::{
    Code, Failure, Reason,
    providers::rappi::{Registration, registration::EVENT},
};
use gangway_providers::rappi::Rappi;
use gangway_record::endpoints;
use url::Url;

/// What to do with a registration that leads elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// Refuse, and say where it leads.
    Ask,
    /// Replace it: a person said so.
    TakeOver,
}

impl Registration {
    /// Refuses if results go somewhere that is not ours.
    pub(crate) async fn refuse_elsewhere(&self, rappi: &Rappi) -> Result<(), Failure> {
        let registered = self.line.noted(rappi.webhooks().await)?;
        let Some(theirs) = registered.into_iter().find(|it| it.event == EVENT) else { return Ok(()) };
        let ours = self.environment.record().read(endpoints::all).await?;
        let is_ours = ours.iter().any(|row| names(&theirs.url, row.id.as_str()));
        if is_ours || self.is_of_team(&theirs.url).await? {
            return Ok(());
        }
        // The whole address would be a secret of whoever it belongs to.
        let host = Url::parse(&theirs.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let message =
            format!("Results go to another address, at {host}. Replacing it takes them from whoever listens there.");
        Err(Failure::new(Code::BadInput, message).because(Reason::WebhookElsewhere).about(host))
    }
}

/// An endpoint's id is known to nobody else, so an address that has it was ours, wherever it leads now.
fn names(url: &str, endpoint: &str) -> bool {
    Url::parse(url).is_ok_and(|url| url.path().split('/').any(|part| part == endpoint))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn an_address_with_our_endpoint_is_ours_wherever_it_leads() {
        for ours in
            ["https://a.example/hooks/abc", "http://127.0.0.1:1/hooks/abc?s=1", "https://b.example/p/hooks/abc/"]
        {
            assert!(names(ours, "abc"), "{ours}");
        }
        for theirs in ["https://a.example/hooks/abcd", "https://abc/hooks/x", "https://a.example/?x=abc", "abc"] {
            assert!(!names(theirs, "abc"), "{theirs}");
        }
    }
}
