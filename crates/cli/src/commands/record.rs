//! The record: how large it is, removing what is too old, erasing one merchant's data.

use crate::{
    args::{Common, Prune, Record},
    exit::Exit,
    open_profile,
    out::{Out, count, table},
};
use gangway_core::{
    Code, Console, Failure, Options, Reason,
    view::{Kept, RecordPruned, RecordStats},
};

pub(super) async fn run(common: &Common, command: &Record, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    match command {
        Record::Stats => stats(&console, out).await,
        Record::Prune(request) => prune(&console, request, out).await,
        Record::Erase(request) => erase(&console, &request.merchant, out).await,
    }
}

async fn stats(console: &Console, out: Out<'_>) -> Result<Exit, Failure> {
    let stats = console.retention.record_stats().await?;
    out.result(&stats, || words(&stats));
    Ok(if stats.damage.is_none() { Exit::Done } else { Exit::No })
}

fn words(stats: &RecordStats) -> String {
    let at = |moment: Option<i64>| moment.map_or_else(|| "–".to_owned(), open_profile::instant);
    let checked = match (&stats.damage, stats.checked_at) {
        (Some(damage), _) => format!("{}: {damage}", at(stats.checked_at)),
        (None, Some(checked)) => format!("{}, nothing found", open_profile::instant(checked)),
        (None, None) => "at each start, as long as the file is small".to_owned(),
    };
    let kept = if stats.retention_days == 0 {
        "for ever".to_owned()
    } else {
        format!("{}; last removed {}", count(stats.retention_days, "day"), at(stats.pruned_at))
    };
    let rows = [
        ("record", size(stats.bytes)),
        ("of it free", size(stats.free_bytes)),
        ("index", size(stats.index_bytes)),
        ("last 30 days", format!("{}, {}", deliveries(stats.month_deliveries), size(stats.month_bytes))),
        ("deliveries", stats.deliveries.to_string()),
        ("oldest body", at(stats.oldest_body)),
        ("applications", stats.applications.to_string()),
        ("operations", stats.operations.to_string()),
        ("audit entries", stats.audit_entries.to_string()),
        ("content kept", kept),
        ("checked", checked),
    ];
    let rows: Vec<_> = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    table(&["WHAT", "VALUE"], &rows)
}

async fn prune(console: &Console, request: &Prune, out: Out<'_>) -> Result<Exit, Failure> {
    let days = request.days.unwrap_or(console.profile().retention.days);
    if days == 0 {
        let never = "The profile keeps content for ever (retention.days = 0); name the days with --days.";
        return Err(Failure::new(Code::BadInput, never).because(Reason::ValueMissing).about("--days"));
    }
    let removed = console.retention.prune_record(days).await?;
    if request.compact {
        out.progress("Writing the file anew …");
        console.retention.compact_record().await?;
    }
    out.result(&removed, || removed_words(removed));
    Ok(Exit::Done)
}

async fn erase(console: &Console, merchant: &str, out: Out<'_>) -> Result<Exit, Failure> {
    let erased = console.retention.erase_merchant(merchant).await?;
    out.result(&erased, || {
        let account = (erased.accounts > 0).then(|| "Name and email of the account were erased.".to_owned());
        let disputes = (erased.disputes > 0)
            .then(|| format!("The comments of {} were erased.", count(erased.disputes, "dispute")));
        let lines =
            account.into_iter().chain(disputes).chain([removed_words(erased.removed), "What stays:".to_owned()]);
        lines.chain(erased.kept.iter().map(|kept| format!("  {}", why_kept(*kept)))).collect::<Vec<_>>().join("\n")
    });
    Ok(Exit::Done)
}

fn removed_words(removed: RecordPruned) -> String {
    format!(
        "Content removed from {}, {} and {}.",
        deliveries(removed.deliveries),
        count(removed.applications, "application"),
        count(removed.messages, "notification")
    )
}

fn deliveries(number: u32) -> String {
    if number == 1 { "1 delivery".to_owned() } else { format!("{number} deliveries") }
}

fn why_kept(kept: Kept) -> &'static str {
    match kept {
        Kept::Ids => "ids: the provider has them too, and nothing could be told apart without them",
        Kept::Statuses => "statuses, verdicts and times: what was done, and when",
        Kept::Digests => "SHA-256 of what was erased: proves what it was without saying it",
        Kept::Operations => "operations and their stores: what was sent to the provider",
        Kept::AuditLog => "the audit log: its chain would break; entries of before may name the merchant",
    }
}

/// `1.5 GiB`.
fn size(bytes: i64) -> String {
    let (mut value, mut unit) = (bytes as f64, 0);
    let units = ["B", "KiB", "MiB", "GiB", "TiB"];
    while value >= 1024.0 && unit + 1 < units.len() {
        (value, unit) = (value / 1024.0, unit + 1);
    }
    if unit == 0 { format!("{bytes} B") } else { format!("{value:.1} {}", units[unit]) }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_for_a_person() {
        let check = |bytes: i64, expected: &str| assert_eq!(size(bytes), expected);
        check(0, "0 B");
        check(1023, "1023 B");
        check(1536, "1.5 KiB");
        check(2_571_378_688, "2.4 GiB");
        check(i64::MAX, "8388608.0 TiB");
    }
}
