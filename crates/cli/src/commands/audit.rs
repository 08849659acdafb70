//! The audit: what was done, and whether anybody changed what is written about it.

use crate::{
    args::{Audit, AuditList, Common},
    exit::Exit,
    open_profile,
    out::{Out, count, table},
};
use gangway_core::{
    Console, Failure, Options,
    view::{ActivityBreak, ActivityChecked, ActivityFilter, ActivityNoted, ActivityRow, Language, TableFormat},
};
use serde_json::json;

/// Rows read at a time.
const PAGE: u32 = 500;

pub(super) async fn run(common: &Common, command: &Audit, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    match command {
        Audit::List(request) => list(&console, request, out).await,
        Audit::Verify => Ok(checked(&console.audit.verify_activity().await?, out)),
        Audit::Accept => Ok(checked(&console.audit.accept_activity().await?, out)),
    }
}

async fn list(console: &Console, request: &AuditList, out: Out<'_>) -> Result<Exit, Failure> {
    let merchant = match &request.merchant {
        Some(wanted) => Some(open_profile::merchant(console, wanted).await?.id),
        None => None,
    };
    let filter = ActivityFilter {
        search: request.search.clone().unwrap_or_default(),
        acts: request.act.clone(),
        actor: request.actor.clone(),
        merchant,
        since: request.since,
        until: request.until,
    };
    if let Some(path) = &request.export {
        let ends = |wanted: &str| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted));
        let format = match (ends("json"), ends("xlsx")) {
            (true, _) => TableFormat::Json,
            (false, true) => TableFormat::Xlsx,
            (false, false) => TableFormat::Csv,
        };
        out.save(path, &console.reviews.export_activity(&filter, format, Language::En).await?.1)?;
        return Ok(Exit::Done);
    }
    let rows = read(console, &filter, request.limit).await?;
    out.result(&json!({ "acts": rows }), || {
        let cells = rows.iter().map(|row| {
            vec![
                row.id.to_string(),
                open_profile::instant(row.at),
                row.actor.clone(),
                row.written.clone(),
                row.subject.clone(),
                more(row),
            ]
        });
        table(&["ID", "TIME", "WHO", "ACT", "SUBJECT", "MORE"], &cells.collect::<Vec<_>>())
    });
    Ok(Exit::Done)
}

/// Newest first, page after page.
async fn read(console: &Console, filter: &ActivityFilter, limit: u32) -> Result<Vec<ActivityRow>, Failure> {
    let mut rows: Vec<ActivityRow> = Vec::new();
    while rows.len() < limit as usize {
        let left = limit - rows.len() as u32;
        let page = console.audit.activity(filter, rows.last().map(|row| row.id), left.min(PAGE)).await?;
        let is_last = page.rows.len() < left.min(PAGE) as usize;
        rows.extend(page.rows);
        if is_last {
            break;
        }
    }
    Ok(rows)
}

fn more(row: &ActivityRow) -> String {
    let none = "–".to_owned();
    let changes = row.changes.iter().map(|it| {
        format!("{}: {} → {}", it.what, it.before.as_ref().unwrap_or(&none), it.after.as_ref().unwrap_or(&none))
    });
    let answer = row.answer.as_ref().map(|answer| format!("answer {answer}"));
    row.detail.clone().into_iter().chain(changes).chain(answer).collect::<Vec<_>>().join("; ")
}

fn checked(checked: &ActivityChecked, out: Out<'_>) -> Exit {
    out.result(checked, || {
        let mut lines: Vec<String> = checked.breaks.iter().map(said).collect();
        if lines.is_empty() {
            lines.push(format!("{}, none of them changed, moved or removed.", count(checked.acts, "act")));
        }
        lines.extend(checked.vouched.map(|id| format!("The team's log has the same up to act {id}.")));
        match checked.noted {
            ActivityNoted::Compared if checked.after_noted > 0 => {
                lines.push(format!("{} after the one that the vault knows.", count(checked.after_noted, "act")));
            }
            ActivityNoted::Compared => {}
            ActivityNoted::Nothing => {
                lines.push("The vault knows no act, so nobody can tell whether the end was cut off.".to_owned());
            }
            ActivityNoted::Locked => {
                lines.push("The vault could not be read, so nobody can tell whether the end was cut off.".to_owned());
            }
        }
        lines.join("\n")
    });
    if checked.breaks.is_empty() { Exit::Done } else { Exit::No }
}

fn said(found: &ActivityBreak) -> String {
    match found {
        ActivityBreak::Row { id, after: Some(after) } => {
            format!("Act {id} does not fit act {after}: one of them was changed, or acts between them were removed.")
        }
        ActivityBreak::Row { id, after: None } => {
            format!("Act {id}, the first, was changed, or acts before it were removed.")
        }
        ActivityBreak::CutOff { noted, newest: Some(newest) } => {
            format!("The end was cut off: the vault knows act {noted}, and act {newest} is the newest here.")
        }
        ActivityBreak::CutOff { noted, newest: None } => {
            format!("Every act was removed: the vault knows act {noted}.")
        }
        ActivityBreak::Rewritten { noted } => {
            format!("Act {noted} is not the one that the vault knows: acts up to it were written anew.")
        }
        ActivityBreak::AgainstTeam { told } => {
            format!("Act {told} is not the one that was told to the team: acts up to it were written anew.")
        }
    }
}
