//! Inviting merchants who are elsewhere.

use crate::{
    args::{
        Common,
        invitations::{Invitations, List, Make},
    },
    exit::Exit,
    open_profile,
    out::{Out, count, table},
};
use gangway_core::{
    Code, Failure, Options,
    team::{Invitations as Links, invitations_csv},
    view::{InvitationChannel, InvitationRow, InviteeFault, InviteeRow, NewInvitation},
};
use std::path::Path;

pub(super) async fn run(common: &Common, command: &Invitations, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    match command {
        Invitations::Make(request) => make(&console.invitations, request, out).await,
        Invitations::List(request) => list(&console.invitations, request, out).await,
        Invitations::Cancel { invitation } => {
            console.invitations.cancel(invitation).await?;
            out.result(&serde_json::json!({ "cancelled": invitation }), || "The invitation was taken back.".to_owned());
            Ok(Exit::Done)
        }
    }
}

async fn make(links: &Links, request: &Make, out: Out<'_>) -> Result<Exit, Failure> {
    let mut wanted: Vec<NewInvitation> = Vec::new();
    let mut exit = Exit::Done;
    if let Some(path) = &request.file {
        for row in Links::read(&bytes(path, out)?)? {
            match row {
                InviteeRow { invitation: Some(it), .. } => wanted.push(it),
                InviteeRow { line, why, .. } => {
                    out.progress(&format!("line {line}: {}", why.map_or("", fault)));
                    exit = Exit::No;
                }
            }
        }
    }
    let label = request.label.as_deref().filter(|_| request.emails.len() == 1).unwrap_or_default();
    let typed = request.emails.iter().map(|email| (label.to_owned(), Some(email.clone())));
    wanted.extend(typed.map(|(label, email)| NewInvitation { label, email, language: None }));
    for it in &mut wanted {
        it.language = it.language.or(request.language);
    }
    if wanted.is_empty() {
        return Err(Failure::new(Code::BadInput, "The list names no merchant."));
    }
    let made = links.make(&wanted).await?;
    match &request.csv {
        Some(path) => {
            out.save(path, &invitations_csv(&made, None))?;
            for row in &made {
                links.sent(&row.id, InvitationChannel::File).await?;
            }
            out.progress(&count(made.len() as u32, "link"));
        }
        None => out.result(&made, || made.iter().map(line).collect::<Vec<_>>().join("\n")),
    }
    Ok(exit)
}

fn line(row: &InvitationRow) -> String {
    format!("{}  {}", row.label, row.address.as_deref().unwrap_or("–"))
}

fn bytes(path: &Path, out: Out<'_>) -> Result<Vec<u8>, Failure> {
    let read = if path.as_os_str() == "-" { out.caller.stdin(50 << 20) } else { out.caller.read(path) };
    read.map_err(|error| Failure::new(Code::FileFailed, format!("{}: {error}.", path.display())))
}

async fn list(links: &Links, request: &List, out: Out<'_>) -> Result<Exit, Failure> {
    let rows = links.list().await?;
    match &request.csv {
        Some(path) => out.save(path, &invitations_csv(&rows, None))?,
        None => out.result(&rows, || listed(&rows)),
    }
    Ok(Exit::Done)
}

fn listed(rows: &[InvitationRow]) -> String {
    let at = |at: Option<i64>| at.map_or_else(|| "–".to_owned(), open_profile::instant);
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|it| {
            let (email, who) = (it.email.clone().unwrap_or_default(), it.made_by.clone().unwrap_or_default());
            let stores = it.stores.map(|stores| stores.to_string()).unwrap_or_default();
            let stage = it.stage.word().to_owned();
            vec![
                it.id.clone(),
                it.label.clone(),
                email,
                stage,
                at(it.sent_at),
                at(it.opened_at),
                stores,
                at(Some(it.expires_at)),
                who,
            ]
        })
        .collect();
    table(&["id", "merchant", "email", "state", "sent", "opened", "stores", "until", "by"], &cells)
}

const fn fault(why: InviteeFault) -> &'static str {
    match why {
        InviteeFault::NoEmail => "there is no email address",
        InviteeFault::TwoEmails => "there are two email addresses",
        InviteeFault::TooLong => "it is too long",
        InviteeFault::Repeated => "the same address is there before",
    }
}
