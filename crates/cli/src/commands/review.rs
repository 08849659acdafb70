//! Reviewing a merchant's stores: snapshots, comparisons, sign-offs.

use super::stores::sheet_format;
use crate::{
    args::{Common, Compare, Review, Sides},
    exit::Exit,
    open_profile,
    out::{Out, count, table},
};
use gangway_core::{
    Code, Console, Failure, Options,
    view::{
        CompareRequest, Comparison, DifferenceRow, ExportFormat, Language, Reviews, SheetFormat, SnapshotRow, TreeAt,
    },
};
use serde_json::json;

/// Differences read at a time.
const PAGE: u32 = 500;

pub(super) async fn run(common: &Common, command: &Review, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    match command {
        Review::List(of) => {
            let merchant = open_profile::merchant(&console, &of.merchant).await?;
            let reviews = console.reviews.reviews(&merchant.id).await?;
            out.result(&reviews, || listed(&reviews));
        }
        Review::Keep(wanted) => {
            let merchant = open_profile::merchant(&console, &wanted.of.merchant).await?;
            let kept = console.reviews.keep_snapshot(&merchant.id, &wanted.name).await?;
            out.result(&json!({ "snapshot": kept }), || snapshot(&kept).join("  "));
        }
        Review::Compare(wanted) => return compare(&console, wanted, out).await,
        Review::SignOff(wanted) => {
            let (merchant, from, to) = sides(&console, &wanted.sides).await?;
            let signed = console.reviews.sign_off(&merchant, from, to, &wanted.note).await?;
            out.result(&json!({ "signOff": signed }), || {
                format!("Signed off: snapshot {} against {}.", signed.from, signed.to)
            });
        }
    }
    Ok(Exit::Done)
}

async fn compare(console: &Console, wanted: &Compare, out: Out<'_>) -> Result<Exit, Failure> {
    let (merchant, from, to) = sides(console, &wanted.sides).await?;
    let table = match wanted.csv.as_deref().map(sheet_format) {
        Some(SheetFormat::Xlsx) => ExportFormat::Xlsx,
        Some(SheetFormat::Csv) | None => ExportFormat::Csv,
    };
    for (path, format) in [(&wanted.csv, table), (&wanted.html, ExportFormat::Html)] {
        if let Some(path) = path {
            out.save(path, &console.reviews.export_comparison(&merchant, from, to, format, Language::En).await?.1)?;
        }
    }
    let comparison = all(
        console,
        CompareRequest { merchant, from, to, change: None, search: String::new(), offset: 0, limit: PAGE },
    )
    .await?;
    let to_stdout = [&wanted.csv, &wanted.html].into_iter().flatten().any(|path| path.as_os_str() == "-");
    if !to_stdout {
        out.result(&json!({ "comparison": comparison }), || said(&comparison));
    }
    Ok(if comparison.total == 0 { Exit::Done } else { Exit::No })
}

/// Every page of a comparison in one.
async fn all(console: &Console, mut request: CompareRequest) -> Result<Comparison, Failure> {
    let mut whole = console.reviews.compare_trees(&request).await?;
    while whole.rows.len() < whole.total as usize {
        request.offset = whole.rows.len() as u32;
        let page = console.reviews.compare_trees(&request).await?;
        if page.rows.is_empty() {
            break;
        }
        whole.rows.extend(page.rows);
    }
    Ok(whole)
}

async fn sides(console: &Console, wanted: &Sides) -> Result<(String, TreeAt, TreeAt), Failure> {
    let merchant = open_profile::merchant(console, &wanted.of.merchant).await?;
    let from = if let Some(from) = &wanted.from {
        tree_at(from)?
    } else {
        let newest = console.reviews.reviews(&merchant.id).await?.snapshots.into_iter().next();
        let none = || Failure::new(Code::NotFound, "No snapshot was kept yet. `gangway review keep` does that.");
        TreeAt::Snapshot { id: newest.ok_or_else(none)?.id }
    };
    Ok((merchant.id, from, tree_at(&wanted.to)?))
}

fn tree_at(text: &str) -> Result<TreeAt, Failure> {
    if text == "now" {
        return Ok(TreeAt::Now);
    }
    let id = text.parse();
    id.map(|id| TreeAt::Snapshot { id })
        .map_err(|_| Failure::new(Code::BadInput, format!("{text} is neither `now` nor the number of a snapshot.")))
}

fn snapshot(it: &SnapshotRow) -> Vec<String> {
    let signed = if it.signed_off { "signed off" } else { "" };
    vec![
        it.id.to_string(),
        open_profile::instant(it.at),
        it.actor.clone(),
        count(it.stores, "store"),
        format!("{} ours", it.integrated),
        it.name.clone(),
        signed.to_owned(),
    ]
}

fn listed(reviews: &Reviews) -> String {
    if reviews.snapshots.is_empty() {
        return "No snapshot was kept yet.".to_owned();
    }
    let rows: Vec<_> = reviews.snapshots.iter().map(snapshot).collect();
    let mut lines = vec![table(&["SNAPSHOT", "TIME", "WHO", "STORES", "OURS", "NAME", ""], &rows)];
    let signed = reviews.sign_offs.iter();
    lines.extend(signed.map(|it| {
        format!(
            "Signed off by {} at {}: {} against {}. {}",
            it.actor,
            open_profile::instant(it.at),
            it.from,
            it.to,
            it.note
        )
    }));
    lines.join("\n")
}

fn said(comparison: &Comparison) -> String {
    if comparison.total == 0 {
        return "Nothing differs.".to_owned();
    }
    let none = || "–".to_owned();
    let row = |it: &DifferenceRow| {
        let word = serde_json::to_value(it.change).ok().and_then(|word| word.as_str().map(str::to_owned));
        let (before, after) = (it.before.clone().unwrap_or_else(none), it.after.clone().unwrap_or_else(none));
        vec![it.store.clone(), word.unwrap_or_default(), before, after, it.name.clone()]
    };
    let rows: Vec<_> = comparison.rows.iter().map(row).collect();
    format!(
        "{}.\n{}",
        count(comparison.total, "difference"),
        table(&["STORE", "DIFFERENCE", "BEFORE", "AFTER", "NAME"], &rows)
    )
}
