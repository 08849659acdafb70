//! Provisioning: plan, run, wait, sum up.

use super::{
    from_csv,
    sign_in::{SignInRequest, sign_in},
    stores::{integrated, not_integrated},
    summary::{ended, left_out, plan_words, run_words, summary},
};
use crate::{
    args::{self, Common, Provision, Which},
    exit::Exit,
    open_profile,
    out::Out,
};
use gangway_core::{
    Code, Console, Failure, Options, ProbableId, Reason, probable_ids, read_text_file,
    view::{
        Flags, Kind, MerchantRow, OperationState, OperationView, PlanRequest, PlanSource, PlanView, Status,
        StoreColumns,
    },
};
use serde_json::json;
use std::{
    collections::HashSet,
    sync::Arc,
    time::{Duration, Instant},
};

pub(super) async fn run(common: &Common, kind: Kind, args: &Provision, out: Out<'_>) -> Result<Exit, Failure> {
    // A dry run calls nobody, so it needs no receiver, and works beside one that holds the port.
    let console =
        open_profile::open(common, if args.dry_run { Options::READING } else { Options::default() }, out).await?;
    let merchant = merchant(&console, args, out).await?;
    if let Some(path) = &args.which.from_csv {
        return from_csv::run(&console, &merchant, kind, args, path, out).await;
    }
    let request = PlanRequest {
        source: source(&console, &merchant, kind, args, out).await?,
        merchant: merchant.id,
        integration: integration(&console, args.integration.as_deref())?,
        flags: flags(args),
        kind,
        hold_s: 0,
        repeat: !args.no_repeat,
    };
    let plan = console.provisioning.plan(&request).await?;
    // How it ends if all that leaves is confirmed: the answer of a dry run too.
    let exit = if nobody_forgotten(&plan, &args.which) { Exit::Done } else { Exit::No };
    if args.dry_run {
        let review = console.reviews.review(&request).await?;
        from_csv::keep(&args.kept, 1, &review, out)?;
        out.result(&json!({ "plan": plan, "operation": null, "review": review }), || plan_words(&plan));
        return Ok(exit);
    }
    if plan.stores == 0 {
        out.result(&json!({ "plan": plan, "operation": null }), || plan_words(&plan));
        return Ok(exit);
    }
    out.progress(&run_words(&console.profile(), &request, &plan));
    out.progress(&plan_words(&plan));
    take_over(&console, args, &plan).await?;
    let operation = console.provisioning.provision(&request, Some(&plan.fingerprint)).await?;
    let view = follow(&console, operation.as_str(), Duration::from_secs(args.wait), out).await?;
    out.result(&json!({ "plan": plan, "operation": view }), || summary(&view));
    Ok(match ended(&view) {
        Exit::Done => exit,
        other => other,
    })
}

/// Where a person said so, results that go elsewhere come here before anything is sent.
pub(super) async fn take_over(console: &Console, args: &Provision, plan: &PlanView) -> Result<(), Failure> {
    if args.take_over && !plan.webhook_ready {
        console.registration.take_over_webhook(&plan.integration).await?;
    }
    Ok(())
}

/// The merchant, signed in here where that was wished for and is needed.
async fn merchant(console: &Arc<Console>, args: &Provision, out: Out<'_>) -> Result<MerchantRow, Failure> {
    let known = open_profile::merchant(console, &args.merchant).await;
    let Some(back) = args.sign_in else {
        let known = known?;
        if args.refresh {
            console.merchants.refresh(&known.id).await?;
        }
        return Ok(known);
    };
    // Only the provider knows whether a token is still good, and a new look at the stores does no harm.
    let usable = match &known {
        Ok(row) => console.merchants.refresh(&row.id).await.map(drop),
        Err(failure) => Err(failure.clone()),
    };
    match (usable, known) {
        (Ok(()), Ok(row)) => Ok(row),
        (Err(failure), _) if !matches!(failure.code, Code::SignInAgain | Code::NotFound) => Err(failure),
        (_, known) => {
            let email = known.map_or_else(|_| args.merchant.clone(), |row| row.email);
            let desired = SignInRequest { back, expect: Some(email), paste: false, accept_mismatch: false };
            let signed_in = sign_in(console, &desired, out).await?;
            out.progress(&format!("{} authorized.", signed_in.email));
            open_profile::merchant(console, &signed_in.merchant).await
        }
    }
}

async fn source(
    console: &Console,
    merchant: &MerchantRow,
    kind: Kind,
    args: &Provision,
    out: Out<'_>,
) -> Result<PlanSource, Failure> {
    let which = &args.which;
    if let Some(operation) = &which.failed_of {
        let row = console.provisioning.operation(operation).await?.row;
        if row.merchant != merchant.id {
            return Err(Failure::new(Code::BadInput, "The operation belongs to another merchant."));
        }
        return Ok(PlanSource::FailedOf { operation: operation.clone() });
    }
    let columns = console.merchants.stores(&merchant.id).await?;
    if columns.ids.is_empty() {
        let message = "The stores have not been read yet; `gangway stores --refresh` does.";
        return Err(Failure::new(Code::BadInput, message));
    }
    if which.all_not_integrated {
        let stores = if kind == Kind::Provision { not_integrated(&columns) } else { integrated(&columns) };
        return Ok(PlanSource::Stores { stores });
    }
    let mut stores = match &which.stores_file {
        Some(path) => {
            let text = read_text_file(out.caller, path)?;
            for removed in &text.removed {
                out.progress(&format!("{}: {removed} taken away.", path.display()));
            }
            ids(&text.text)
        }
        None => which.store.clone(),
    };
    if which.stores_file.is_some() {
        changed_ids(&columns, &mut stores, args.file.accept_changed_ids, out)?;
    }
    let known: HashSet<&String> = columns.ids.iter().collect();
    let strange: Vec<&str> = stores.iter().filter(|id| !known.contains(id)).map(String::as_str).collect();
    match strange.as_slice() {
        [] if stores.is_empty() => Err(Failure::new(Code::BadInput, "The file names no store.")),
        [] => Ok(PlanSource::Stores { stores }),
        // All or nothing: a list with a mistake in it may have more.
        strange => {
            let message = format!("{} has no such store: {}.", merchant.email, strange.join(", "));
            Err(Failure::new(Code::BadInput, message))
        }
    }
}

/// Puts right what a spreadsheet changed, if that was accepted; otherwise says it.
fn changed_ids(columns: &StoreColumns, stores: &mut [String], accepted: bool, out: Out<'_>) -> Result<(), Failure> {
    let written: Vec<&str> = stores.iter().map(String::as_str).collect();
    let probable = probable_ids(columns, &written);
    let mut said = Vec::new();
    for (store, probable) in stores.iter_mut().zip(probable) {
        match probable {
            ProbableId::Unknown => {}
            ProbableId::Unclear => said.push(format!("{store} (which store it was cannot be told)")),
            ProbableId::Store(id) if accepted => {
                out.progress(&format!("{store} is taken for {id}."));
                *store = id;
            }
            ProbableId::Store(id) => said.push(format!("{store} (probably {id})")),
        }
    }
    if said.is_empty() {
        return Ok(());
    }
    let ids = said.join(", ");
    let message =
        format!("A spreadsheet changed these ids: {ids}. --accept-changed-ids takes each for what it probably was.");
    Err(Failure::new(Code::BadInput, message).because(Reason::IdsChanged).about(ids))
}

/// One id a line; `#` begins a comment.
fn ids(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

pub(super) fn integration(console: &Console, wanted: Option<&str>) -> Result<String, Failure> {
    if let Some(wanted) = wanted {
        return Ok(wanted.to_owned());
    }
    match console.profile().integrations.as_slice() {
        [only] => Ok(only.0.clone()),
        _ => Err(Failure::new(Code::BadInput, "Name the integration with --integration.")),
    }
}

pub(super) fn flags(args: &args::Provision) -> Flags {
    Flags {
        ping_active: args.ping_active,
        get_menu_active: args.get_menu_active,
        cancellation_events: args.cancellation_events,
        status: if args.active { Status::Active } else { Status::Inactive },
    }
}

/// Who names stores wants all of them; those that are ours already are nothing left open. Who wants what can be
/// provisioned gets that.
fn nobody_forgotten(plan: &PlanView, which: &Which) -> bool {
    let done = ["already_ours", "not_integrated"];
    which.all_not_integrated || left_out(plan).into_keys().all(|reason| done.contains(&reason.as_str()))
}

/// Waits until every result is in, `wait` after the last request at most. Ctrl-C: stop after the requests under way;
/// once more: stop waiting.
pub(super) async fn follow(
    console: &Arc<Console>,
    id: &str,
    wait: Duration,
    out: Out<'_>,
) -> Result<OperationView, Failure> {
    let mut changes = console.changes();
    let mut interrupts = out.caller.interrupts()?;
    let mut sent_at = None;
    let mut said = String::new();
    loop {
        let view = console.provisioning.operation(id).await?;
        let words = progress(&view);
        if words != said {
            out.progress(&words);
            said = words;
        }
        let sending =
            matches!(view.row.state, OperationState::Running | OperationState::Stopping | OperationState::Pausing);
        if !sending && view.row.counts.open() == 0 && !view.row.repeats() {
            return Ok(view);
        }
        // While requests leave there is no limit: every call has its own.
        let left = if sending {
            Duration::from_secs(3600)
        } else {
            let sent_at = *sent_at.get_or_insert_with(Instant::now);
            let Some(left) = wait.checked_sub(sent_at.elapsed()) else { return Ok(view) };
            left
        };
        tokio::select! {
            () = interrupts.next() => {
                // One that rests is left to rest.
                if view.row.state != OperationState::Running {
                    return Ok(view);
                }
                out.progress("Stopping after the requests that are under way.");
                console.provisioning.stop_operation(id).await?;
            }
            // Whatever changed, the operation is looked at again.
            _ = tokio::time::timeout(left, changes.recv()) => {}
        }
    }
}

fn progress(view: &OperationView) -> String {
    let counts = view.row.counts;
    let failed = counts.failed + counts.rejected;
    let open = counts.open();
    format!("{} of {} settled, {failed} failed, {open} outstanding", counts.settled(), counts.total)
}

#[cfg(test)]
mod tests {
    use super::ids;

    #[test]
    fn a_file_of_ids() {
        assert_eq!(ids("1\n\n # all of Cali\n 22 # centre\r\n"), ["1", "22"]);
    }
}
