//! Invitations from a file or what was pasted, and as a file.

use super::Invitations;
use crate::{
    Failure,
    files::export::{stamped, stores_style},
    now,
    view::{InvitationRow, InviteeFault, InviteeRow, Language, NewInvitation},
};
use gangway_domain::{
    ActKind,
    invitees::{NotAnInvitee, invitees},
    store_file::{read, write},
};
use gangway_locales::{file as file_name, merchant_page};

const TITLES: [&str; 7] = ["label", "email", "language", "link", "state", "expires", "stores"];

impl Invitations {
    /// Whom a file, or a pasted text, names. Nobody is invited by it.
    pub fn read(bytes: &[u8]) -> Result<Vec<InviteeRow>, Failure> {
        let file = read(bytes)?;
        let rows = invitees(&file).into_iter().map(|row| {
            let (invitation, why) = match row.invitee {
                Ok(it) => (Some(NewInvitation { label: it.label, email: Some(it.email), language: it.language }), None),
                Err(why) => (None, Some(fault(why))),
            };
            InviteeRow { line: row.line, invitation, why }
        });
        Ok(rows.collect())
    }

    /// What the merchant is sent, to be copied into any letter or chat.
    pub async fn message(&self, invitation: &str, language: Language) -> Result<String, Failure> {
        let (membership, relay, key) = self.team.relay_and_key().await?;
        let links = vec![relay.link(invitation).await?];
        let row =
            self.rows(&membership, Some(&key), links).await?.pop().ok_or_else(|| Failure::not_found("invitation"))?;
        let address = row.address.ok_or_else(|| Failure::not_found("invitation"))?;
        Ok(merchant_page::message(language, address, row.label, membership.team_name))
    }

    /// Invitations as CSV: the file's name, and what is in it. Links are in it, so that it is for whoever sends them.
    pub async fn export(&self, language: Option<Language>) -> Result<(String, Vec<u8>), Failure> {
        let rows = self.list().await?;
        let bytes = table(&rows, language);
        let name = file_name::invitations(language.unwrap_or(Language::En));
        let file = format!("gangway-{name}-{}.csv", stamped("", now()));
        self.environment.exported(ActKind::InvitationsExported, "", None, (file, bytes)).await
    }
}

/// For spreadsheets of a language, or for programs.
pub fn table(rows: &[InvitationRow], language: Option<Language>) -> Vec<u8> {
    let row = |it: &InvitationRow| {
        [
            it.label.clone(),
            it.email.clone().unwrap_or_default(),
            it.language.map(|it| it.word().to_owned()).unwrap_or_default(),
            it.address.clone().unwrap_or_default(),
            it.stage.word().to_owned(),
            crate::clock::instant(Some(it.expires_at)).unwrap_or_default(),
            it.stores.map(|it| it.to_string()).unwrap_or_default(),
        ]
    };
    let titles = TITLES.map(str::to_owned);
    write(stores_style(language), std::iter::once(titles).chain(rows.iter().map(row)))
}

const fn fault(why: NotAnInvitee) -> InviteeFault {
    match why {
        NotAnInvitee::NoEmail => InviteeFault::NoEmail,
        NotAnInvitee::TwoEmails => InviteeFault::TwoEmails,
        NotAnInvitee::TooLong => InviteeFault::TooLong,
        NotAnInvitee::Repeated => InviteeFault::Repeated,
    }
}
