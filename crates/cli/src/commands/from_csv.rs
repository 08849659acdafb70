//! Provisioning what a file says: every row is judged first, and rows asked for alike make one operation.

use super::{
    columns::{columns, overruled},
    provision::{flags, follow, take_over},
    stores::sheet_format,
    summary::{ended, plan_words, run_words, summary},
};
use crate::{
    args::{Kept, Provision},
    exit::Exit,
    out::{Out, count},
};
use gangway_core::{
    Code, Console, Failure, Reason, review_csv, review_html, review_xlsx, row_words, save_as,
    view::{
        ImportRequest, ImportView, Kind, Language, MerchantRow, PlanRequest, PlanReview, PlanSource, RowVerdict,
        SheetFormat,
    },
};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Refused rows that are listed; `--refused` writes all of them.
const LISTED: u32 = 20;

pub(super) async fn run(
    console: &Arc<Console>,
    merchant: &MerchantRow,
    kind: Kind,
    args: &Provision,
    path: &Path,
    out: Out,
) -> Result<Exit, Failure> {
    if kind == Kind::Deprovision {
        return Err(Failure::new(Code::BadInput, "A file of stores is for provisioning; --stores-file is for both."));
    }
    let view = judged(console, merchant, args, path).await?;
    out.progress(&words(console, &view)?);
    if let Some(path) = &args.file.refused {
        save_as(path, &console.provisioning.import_refused(&view.id, Language::En, sheet_format(path))?.1)?;
    }
    let (requests, mut exit) = requests(&view, merchant, args)?;
    if args.dry_run {
        dry(console, &view, &requests, args, out).await?;
        return Ok(exit);
    }
    let mut operations = Vec::new();
    for request in &requests {
        let plan = console.provisioning.plan(request).await?;
        out.progress(&run_words(&console.profile(), request, &plan));
        take_over(console, args, &plan).await?;
        let operation = console.provisioning.provision(request, None).await?;
        let ran = follow(console, operation.as_str(), Duration::from_secs(args.wait), out).await?;
        exit = worse(exit, ended(&ran));
        operations.push(ran);
        if exit == Exit::Open {
            // What follows waits: a person looks first.
            break;
        }
    }
    out.result(&json!({ "import": view, "operations": operations }), || {
        operations.iter().map(summary).collect::<Vec<_>>().join("\n")
    });
    Ok(exit)
}

/// What the file may be sent as, and how a run that confirms all of it ends. A dry run and a run ask this same question, so
/// that neither takes what the other refuses.
fn requests(view: &ImportView, merchant: &MerchantRow, args: &Provision) -> Result<(Vec<PlanRequest>, Exit), Failure> {
    if let Some(contradiction) = view.contradiction {
        let (rows, of) = (contradiction.rows, contradiction.of);
        let message = format!(
            "In {rows} of {of} rows the name is not that of the store with the row's id, so nothing is sent. Say which column \
             has the ids with --map id=COLUMN, or --map name=none if the names are no help."
        );
        let failure = Failure::new(Code::BadInput, message).because(Reason::NamesContradict);
        return Err(failure.about(format!("{rows}/{of}")));
    }
    let refused = refused(view);
    if refused > 0 && !args.file.ready_only {
        // All or nothing: a list with a mistake in it may have more.
        let changed = if view.changed > 0 {
            let ids = count(view.changed, "id");
            format!(" A spreadsheet changed {ids}; --accept-changed-ids takes each for what it probably was.")
        } else {
            String::new()
        };
        let message = format!("{} cannot be sent; mend the file, or say --ready-only.{changed}", count(refused, "row"));
        return Err(Failure::new(Code::BadInput, message));
    }
    let requests = (0..).zip(&view.groups).map(|(group, one)| PlanRequest {
        merchant: merchant.id.clone(),
        source: PlanSource::Import { import: view.id.clone(), group },
        integration: one.integration.clone(),
        flags: one.flags,
        kind: Kind::Provision,
        hold_s: 0,
        repeat: !args.no_repeat,
    });
    Ok((requests.collect(), if refused > 0 { Exit::No } else { Exit::Done }))
}

async fn dry(
    console: &Arc<Console>,
    view: &ImportView,
    requests: &[PlanRequest],
    args: &Provision,
    out: Out,
) -> Result<(), Failure> {
    let (mut plans, mut reviews) = (Vec::new(), Vec::new());
    for (number, request) in (1..).zip(requests) {
        plans.push(console.provisioning.plan(request).await?);
        let review = console.reviews.review(request).await?;
        keep(&args.kept, number, &review)?;
        reviews.push(review);
    }
    out.result(&json!({ "import": view, "plans": plans, "reviews": reviews, "operations": [] }), || {
        let plans: Vec<String> = plans.iter().map(plan_words).collect();
        if plans.is_empty() { "Nothing to send.".to_owned() } else { plans.join("\n") }
    });
    Ok(())
}

/// Writes the plan where it was asked for; the second plan of a file gets a name of its own.
pub(super) fn keep(kept: &Kept, number: u32, review: &PlanReview) -> Result<(), Failure> {
    let place = |path: &PathBuf| {
        if number == 1 || path.as_os_str() == "-" {
            return path.clone();
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
        path.with_file_name(format!("{stem}-{number}{ending}"))
    };
    if let Some(path) = &kept.csv {
        let bytes = match sheet_format(path) {
            SheetFormat::Csv => review_csv(review, None),
            SheetFormat::Xlsx => review_xlsx(review)?,
        };
        save_as(&place(path), &bytes)?;
    }
    if let Some(path) = &kept.html {
        save_as(&place(path), &review_html(review, Language::En))?;
    }
    Ok(())
}

async fn judged(
    console: &Console,
    merchant: &MerchantRow,
    args: &Provision,
    path: &Path,
) -> Result<ImportView, Failure> {
    let cannot = |error: std::io::Error| Failure::new(Code::BadInput, format!("{}: {error}.", path.display()));
    let bytes = std::fs::read(path).map_err(cannot)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let view = console.provisioning.import_file(&merchant.id, &name, bytes).await?;
    let view = match &args.file.sheet {
        Some(wanted) => {
            let sheet = Some(sheet(&view, wanted)?);
            console.provisioning.import_judge(&view.id, ImportRequest { sheet, ..view.request.clone() }).await?
        }
        None => view,
    };
    let headed = view.request.headed && !args.file.no_header;
    let columns = columns(&view, &args.file)?;
    let only = match console.profile().integrations.as_slice() {
        [only] => Some(only.0.clone()),
        _ => None,
    };
    let integration = args.integration.clone().or(only);
    let (flags, accept_changed) = (flags(args), args.file.accept_changed_ids);
    let wanted = ImportRequest { headed, columns, integration, flags, sheet: view.request.sheet, accept_changed };
    console.provisioning.import_judge(&view.id, wanted).await
}

fn sheet(view: &ImportView, wanted: &str) -> Result<u32, Failure> {
    let named = view.sheets.iter().position(|name| name == wanted);
    let numbered = wanted.parse().ok().and_then(|number: usize| number.checked_sub(1));
    let at = named.or(numbered.filter(|at| *at < view.sheets.len()));
    at.map(|at| at as u32).ok_or_else(|| {
        let has = if view.sheets.is_empty() { "no workbook".to_owned() } else { view.sheets.join(", ") };
        let failure =
            Failure::new(Code::BadInput, format!("--sheet {wanted}: there is no such sheet; there is {has}."));
        failure.because(Reason::FileNoSheet)
    })
}

/// Rows that do not go, but for those that are as asked for already.
fn refused(view: &ImportView) -> u32 {
    let left = view.counts.iter().filter(|count| !count.goes && count.verdict != RowVerdict::AlreadyOurs);
    left.map(|count| count.rows).sum()
}

fn words(console: &Console, view: &ImportView) -> Result<String, Failure> {
    let ready: u32 = view.counts.iter().filter(|count| count.goes).map(|count| count.rows).sum();
    let mut lines = vec![format!("{}: {}, {ready} ready.", view.name, count(view.rows, "row"))];
    if let Some(said) = overruled(view) {
        lines.push(said);
    }
    lines.extend(view.removed.iter().map(|removed| format!("{removed} taken away.")));
    if view.damaged {
        lines.push("Some of it is no text of its encoding.".to_owned());
    }
    for count in view.counts.iter().filter(|count| count.verdict != RowVerdict::Ready) {
        let page = console.provisioning.import_rows(&view.id, Some(count.verdict), 0, LISTED)?;
        lines.extend(page.rows.iter().map(|row| {
            let why = row_words(Language::En, row.verdict, row.about.as_deref());
            format!("  row {} · {}: {why}", row.line, row.store)
        }));
        if page.total > LISTED {
            lines.push(format!("  … and {} more so", page.total - LISTED));
        }
    }
    Ok(lines.join("\n"))
}

/// Open before no before done; a cause that halted a run stays.
fn worse(one: Exit, other: Exit) -> Exit {
    match (one, other) {
        (Exit::Done, other) => other,
        (Exit::No, other) if other != Exit::Done => other,
        (one, _) => one,
    }
}
