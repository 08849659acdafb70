//! `notifications`: what people were told, and what they are told next.

use crate::{
    args::{Bounced, Common, ListNotifications, Notifications, PreviewNotification, SendNotifications, Switch},
    exit::Exit,
    open_profile,
    out::{Out, count, table},
};
use gangway_core::{
    Code, Console, Failure, Options, Reason,
    view::{
        NotificationEvent, NotificationFilter, NotificationPage, NotificationReason, NotificationRow,
        NotificationState, NotificationView, NotificationWhy, NotificationWords, TemplateKey,
    },
};
use serde_json::json;

/// Messages read at a time.
const PAGE: u32 = 500;
/// Bytes of a returned email.
const EMAIL: u64 = 1 << 20;

pub(super) async fn run(common: &Common, command: &Notifications, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    match command {
        Notifications::List(request) => list(&console, request, out).await,
        Notifications::Send(request) => send(&console, request, out).await,
        Notifications::Preview(request) => preview(&console, request, out).await,
        Notifications::Hold(request) => {
            let held = console.notifications.hold_notification(&request.id).await?;
            out.result(&json!({ "notification": held }), || line(&held.row).join("  "));
            Ok(Exit::Done)
        }
        Notifications::Sending(request) => {
            let on = request.switch == Switch::On;
            console.notifications.set_sending(on).await?;
            let words =
                if on { "Messages leave from now on; what was held stays held." } else { "Nothing leaves this desk." };
            out.result(&json!({ "sending": on }), || words.to_owned());
            Ok(Exit::Done)
        }
        Notifications::Mute(request) => mute(&console, &request.merchant, true, out).await,
        Notifications::Unmute(request) => mute(&console, &request.merchant, false, out).await,
        Notifications::Bounced(request) => bounced(&console, request, out).await,
    }
}

async fn mute(console: &Console, merchant: &str, muted: bool, out: Out<'_>) -> Result<Exit, Failure> {
    let edit = console.notifications.set_muted(merchant, muted).await?;
    let words = if muted { "is muted: nothing about it is sent" } else { "is told about again" };
    out.result(&json!({ "merchant": edit }), || format!("{merchant} {words}."));
    Ok(Exit::Done)
}

async fn list(console: &Console, request: &ListNotifications, out: Out<'_>) -> Result<Exit, Failure> {
    let page = console
        .notifications
        .notifications(&NotificationFilter {
            state: request.state.map(Into::into),
            channel: request.channel.map(Into::into),
            merchant: request.merchant.clone(),
            search: request.search.clone(),
            offset: 0,
            limit: request.limit,
        })
        .await?;
    out.result(&page, || listed(&page));
    Ok(Exit::Done)
}

fn listed(page: &NotificationPage) -> String {
    let sending =
        if page.sending { "Sending is on." } else { "Sending is off: messages are made, and none leaves this desk." };
    if page.rows.is_empty() {
        return format!("{sending}\nNo message matches.");
    }
    let rows: Vec<_> = page.rows.iter().map(line).collect();
    let table = table(&["ID", "TIME", "EVENT", "CHANNEL", "STATE", "WHY", "MERCHANT", "SAID"], &rows);
    format!("{sending}\n{} of {}.\n{table}", count(page.rows.len() as u32, "message"), page.total)
}

fn line(it: &NotificationRow) -> Vec<String> {
    let said = [it.refused_by.clone(), accounted(&it.why)].into_iter().flatten().collect::<Vec<_>>().join(": ");
    vec![
        it.id.clone(),
        open_profile::instant(it.created_at),
        it.event.word().to_owned(),
        it.channel.word().to_owned(),
        it.state.word().to_owned(),
        it.reason.map(NotificationReason::word).unwrap_or_default().to_owned(),
        it.merchant_name.clone(),
        said,
    ]
}

/// "answered 503", "`login_refused`: 535 5.7.8 …".
fn accounted(why: &NotificationWhy) -> Option<String> {
    let ours = [why.because.map(Reason::word), why.about.clone()];
    let ours = ours.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let both = [Some(ours).filter(|ours| !ours.is_empty()), why.words.clone()];
    let both = both.into_iter().flatten().collect::<Vec<_>>().join(": ");
    Some(both).filter(|both| !both.is_empty())
}

async fn send(console: &Console, request: &SendNotifications, out: Out<'_>) -> Result<Exit, Failure> {
    if let Some(id) = &request.id {
        console.notifications.send_notification(id).await?;
    }
    let attempts = console.notifications.send_notifications().await?;
    let rows = match &request.id {
        Some(id) => vec![console.notifications.notification(id).await?.row],
        None => waiting(console).await?,
    };
    let result = json!({ "attempts": attempts, "notifications": rows });
    out.result(&result, || {
        let lines = rows.iter().map(|row| format!("\n{}", line(row).join("  ")));
        format!("{} made.{}", count(attempts, "attempt"), lines.collect::<String>())
    });
    let in_state = |state| rows.iter().any(|row| row.state == state);
    Ok(if in_state(NotificationState::Refused) {
        Exit::No
    } else if in_state(NotificationState::Waiting) {
        Exit::Open
    } else {
        Exit::Done
    })
}

/// What is still to be tried.
async fn waiting(console: &Console) -> Result<Vec<NotificationRow>, Failure> {
    let state = Some(NotificationState::Waiting);
    let page = console
        .notifications
        .notifications(&NotificationFilter { state, limit: PAGE, ..NotificationFilter::default() })
        .await?;
    Ok(page.rows)
}

async fn preview(console: &Console, request: &PreviewNotification, out: Out<'_>) -> Result<Exit, Failure> {
    let (json, words, problem) = match (&request.what.id, &request.what.event) {
        (Some(id), _) => {
            let NotificationView { words, problem, .. } = console.notifications.notification(id).await?;
            (json!({ "words": words, "problem": problem }), words, problem)
        }
        (None, event) => {
            let event = NotificationEvent::read(event.as_deref().unwrap_or_default());
            let key = TemplateKey { language: request.language, channel: request.channel.into(), event };
            let view = console.notifications.template(&key).await?;
            let json = json!({ "words": view.preview, "findings": view.findings, "edited": view.edited });
            (json, view.preview, None)
        }
    };
    let Some(said) = words else {
        let why = problem.as_ref().and_then(accounted).map_or_else(String::new, |why| format!(" {why}"));
        let message = format!("The template makes no message.{why}");
        out.result(&json, || message);
        return Ok(Exit::No);
    };
    if let Some(path) = &request.html {
        let none = || Failure::new(Code::BadInput, "This channel has no page: its messages are plain text.");
        out.save(path, said.html.as_ref().ok_or_else(none)?.as_bytes())?;
        if path.as_os_str() == "-" {
            return Ok(Exit::Done);
        }
    }
    out.result(&json, || spoken(&said));
    Ok(Exit::Done)
}

fn spoken(said: &NotificationWords) -> String {
    format!("{}\n\n{}", said.subject, said.text.trim_end())
}

async fn bounced(console: &Console, request: &Bounced, out: Out<'_>) -> Result<Exit, Failure> {
    let read = if request.file.as_os_str() == "-" { out.caller.stdin(EMAIL) } else { out.caller.read(&request.file) };
    let mut email = read.map_err(|error| {
        Failure::new(Code::BadInput, format!("{} cannot be read: {error}.", request.file.display()))
    })?;
    email.truncate(EMAIL as usize);
    let noted = console.notifications.note_bounce(&email).await?;
    out.result(&json!({ "notification": noted }), || line(&noted.row).join("  "));
    Ok(Exit::Done)
}
