//! Ratepay's subscriptions: list, create, update, delete, check, drift, rotate, apply.

use super::summary::word;
use crate::{
    args::{self, Common},
    exit::Exit,
    open_profile,
    out::{Out, count, table},
};
use gangway_core::{
    Code, Console, Failure, Options, SubscriptionsFile, read_secret_file,
    view::{
        AddressReport, ApplyReport, DesiredSecret, DesiredSubscription, DriftWord, Provider, RequestPreview,
        SettleWord, Settled, SubscriptionOutcome, SubscriptionRow, Target, Typed, Warning,
    },
};
use serde_json::json;

pub(super) async fn run(common: &Common, args: &args::Subscriptions, out: Out<'_>) -> Result<Exit, Failure> {
    // Only an endpoint of ours needs the receiver.
    let receives = matches!(args, args::Subscriptions::Create(create) if create.target.here);
    let options = if receives { Options::default() } else { Options::READING };
    let console = open_profile::open(common, options, out).await?;
    match args {
        args::Subscriptions::List(list) => self::list(&console, list, out).await,
        args::Subscriptions::Create(create) => self::create(&console, create, out).await,
        args::Subscriptions::Update(update) => self::update(&console, update, out).await,
        args::Subscriptions::Delete(delete) => self::delete(&console, delete, out).await,
        args::Subscriptions::Rotate(rotate) => self::rotate(&console, rotate, out).await,
        args::Subscriptions::Check(check) => self::check(&console, check, out).await,
        args::Subscriptions::Drift(drift) => self::drift(&console, drift, out).await,
        args::Subscriptions::Apply(apply) => self::apply(&console, apply, out).await,
    }
}

async fn list(console: &Console, args: &args::ListSubscriptions, out: Out<'_>) -> Result<Exit, Failure> {
    let all = if args.offline {
        console.subscriptions.subscriptions().await?
    } else {
        console.subscriptions.refresh_subscriptions().await?
    };
    out.result(&all, || rows_words(&all.rows));
    Ok(Exit::Done)
}

async fn create(console: &Console, args: &args::CreateSubscription, out: Out<'_>) -> Result<Exit, Failure> {
    let target = match &args.target.url {
        Some(url) => Target::Address { url: url.clone() },
        None => Target::Here,
    };
    let secret = desired_secret(console, &args.secret, out).await?;
    let desired = DesiredSubscription { event: args.event.clone(), target, secret };
    if args.dry_run {
        return Ok(show(&[console.subscriptions.preview_create(&desired).await?], out));
    }
    warn(&console.subscriptions.preview_create(&desired).await?.warnings, out);
    let row = console.subscriptions.create_subscription(&desired).await?;
    Ok(told(&row, out))
}

async fn update(console: &Console, args: &args::UpdateSubscription, out: Out<'_>) -> Result<Exit, Failure> {
    let row = row(console, &args.id).await?;
    let url = args.url.clone().unwrap_or_else(|| row.url.clone());
    let desired = DesiredSubscription {
        event: args.event.clone().unwrap_or_else(|| row.event.clone()),
        target: Target::Address { url },
        secret: desired_secret(console, &args.secret, out).await?,
    };
    let preview = console.subscriptions.preview_change(&row.id, &desired).await?;
    if args.dry_run {
        return Ok(show(&[preview], out));
    }
    warn(&preview.warnings, out);
    let row = console.subscriptions.change_subscription(&row.id, &desired).await?;
    Ok(told(&row, out))
}

async fn delete(console: &Console, args: &args::OneSubscription, out: Out<'_>) -> Result<Exit, Failure> {
    let row = row(console, &args.id).await?;
    let preview = console.subscriptions.preview_remove(&row.id).await?;
    if args.dry_run {
        return Ok(show(&[preview], out));
    }
    warn(&preview.warnings, out);
    let outcome = console.subscriptions.remove_subscription(&row.id).await?;
    out.result(&json!({ "id": row.id, "outcome": outcome }), || format!("Removed: {} {}", row.event, row.url));
    Ok(Exit::Done)
}

async fn rotate(console: &Console, args: &args::OneSubscription, out: Out<'_>) -> Result<Exit, Failure> {
    let row = row(console, &args.id).await?;
    if args.dry_run {
        return Ok(show(&[console.subscriptions.preview_rotate(&row.id).await?], out));
    }
    let row = console.subscriptions.rotate_subscription_secret(&row.id).await?;
    Ok(told(&row, out))
}

async fn check(console: &Console, args: &args::CheckAddress, out: Out<'_>) -> Result<Exit, Failure> {
    // A row's id, or an address.
    let found = row(console, &args.address).await.ok();
    let url = found.as_ref().map_or(args.address.as_str(), |row| row.url.as_str());
    let report = console.subscriptions.check_address(url, args.call, found.as_ref().map(|row| row.id.as_str())).await?;
    out.result(&report, || report_words(&report));
    Ok(if report.usable && report.answered_well != Some(false) { Exit::Done } else { Exit::No })
}

async fn drift(console: &Console, args: &args::Drift, out: Out<'_>) -> Result<Exit, Failure> {
    let drifted = console.subscriptions.subscription_drift().await?;
    let Some(how) = how(&args.how) else {
        out.result(&drifted, || if drifted.is_empty() { "In sync.".to_owned() } else { rows_words(&drifted) });
        return Ok(if drifted.is_empty() { Exit::Done } else { Exit::No });
    };
    let ids = if args.all {
        drifted.iter().filter(|row| fits(how, row)).map(|row| row.id.clone()).collect()
    } else {
        let mut ids = Vec::with_capacity(args.id.len());
        for id in &args.id {
            ids.push(row(console, id).await?.id);
        }
        ids
    };
    if args.dry_run {
        return Ok(show(&console.subscriptions.preview_settle(how, &ids).await?, out));
    }
    let settled = console.subscriptions.settle_drift(how, &ids).await?;
    out.result(&settled, || settled_words(&settled, &drifted));
    Ok(ended(settled.iter().map(|it| (Some(it.outcome), it.failure.as_ref()))))
}

async fn apply(console: &Console, args: &args::Apply, out: Out<'_>) -> Result<Exit, Failure> {
    let file = SubscriptionsFile::read(out.caller, &args.file)?;
    let plan = console.subscriptions.plan_subscriptions(&file).await?;
    out.result(&json!({ "plan": plan }), || plan_words(&plan));
    if args.dry_run || plan.changes == 0 {
        // What is there already is noted as meant, which changes nothing at the provider.
        if !args.dry_run {
            console.subscriptions.apply_subscriptions(&file).await?;
        }
        return Ok(Exit::Done);
    }
    let applied = console.subscriptions.apply_subscriptions(&file).await?;
    out.result(&json!({ "applied": applied }), || plan_words(&applied));
    Ok(ended(applied.steps.iter().map(|step| (step.outcome, step.failure.as_ref()))))
}

/// Adopting says nothing about what is in sync; restoring nothing about what nobody meant.
fn fits(how: SettleWord, row: &SubscriptionRow) -> bool {
    match how {
        SettleWord::Restore => row.drift != DriftWord::UnknownHere,
        SettleWord::Adopt => true,
        SettleWord::Remove => row.drift == DriftWord::UnknownHere,
    }
}

fn how(args: &args::How) -> Option<SettleWord> {
    let ways =
        [(args.adopt, SettleWord::Adopt), (args.restore, SettleWord::Restore), (args.remove, SettleWord::Remove)];
    ways.into_iter().find(|(wanted, _)| *wanted).map(|(_, how)| how)
}

/// By our id or the provider's.
async fn row(console: &Console, wanted: &str) -> Result<SubscriptionRow, Failure> {
    let find = |rows: Vec<SubscriptionRow>| {
        let mut ours = rows.into_iter().filter(|row| row.provider == Provider::Ratepay);
        ours.find(|row| row.id == wanted || row.subscription.as_deref() == Some(wanted))
    };
    if let Some(row) = find(console.subscriptions.subscriptions().await?.rows) {
        return Ok(row);
    }
    let row = find(console.subscriptions.refresh_subscriptions().await?.rows);
    row.ok_or_else(|| Failure::new(Code::NotFound, format!("There is no subscription {wanted}.")))
}

async fn desired_secret(console: &Console, args: &args::SecretChoice, out: Out<'_>) -> Result<DesiredSecret, Failure> {
    Ok(match (&args.secret_file, &args.secret_of) {
        (Some(file), _) => {
            use secrecy::ExposeSecret;
            let secret = read_secret_file(out.caller, file)?;
            DesiredSecret::Given { secret: Typed(secret.expose_secret().to_owned()) }
        }
        (None, Some(id)) => DesiredSecret::OfRow { id: row(console, id).await?.id },
        (None, None) if args.new_secret => DesiredSecret::New,
        (None, None) => DesiredSecret::OfAddress,
    })
}

fn told(row: &SubscriptionRow, out: Out<'_>) -> Exit {
    out.result(row, || rows_words(std::slice::from_ref(row)));
    if row.under_way {
        out.progress("The answer was lost. The next `gangway subscriptions list` says what became of it.");
        return Exit::Open;
    }
    Exit::Done
}

fn show(previews: &[RequestPreview], out: Out<'_>) -> Exit {
    out.result(&previews, || previews.iter().map(preview_words).collect::<Vec<_>>().join("\n\n"));
    Exit::Done
}

fn warn(warnings: &[Warning], out: Out<'_>) {
    for warning in warnings {
        out.progress(match warning {
            Warning::SecretShared => {
                "Another address has the same secret: whoever can read it there could sign for this one."
            }
            Warning::AlreadySubscribed => "This address gets this event already.",
            Warning::EndpointCloses => "The endpoint of ours that it points at is closed with it.",
            Warning::AddressNeedsBothSecrets => "Calls that are under way are signed with the old secret.",
            Warning::NotRead => "",
        });
    }
}

/// The worst of many: not done before not known, both before done.
fn ended<'a>(outcomes: impl Iterator<Item = (Option<SubscriptionOutcome>, Option<&'a Failure>)>) -> Exit {
    let mut exit = Exit::Done;
    for (outcome, _) in outcomes {
        match outcome {
            Some(SubscriptionOutcome::Failed) => return Exit::No,
            Some(SubscriptionOutcome::Open) => exit = Exit::Open,
            _ => {}
        }
    }
    exit
}

fn rows_words(rows: &[SubscriptionRow]) -> String {
    let cells = rows.iter().map(|row| {
        let mut drift = word(&row.drift);
        if !row.fields.is_empty() {
            let fields: Vec<String> = row.fields.iter().map(word).collect();
            drift = format!("{drift} ({})", fields.join(", "));
        }
        if row.under_way {
            "in_doubt".clone_into(&mut drift);
        }
        vec![row.id.clone(), word(&row.provider), row.event.clone(), drift, row.url.clone()]
    });
    let table = table(&["ID", "PROVIDER", "EVENT", "DRIFT", "ADDRESS"], &cells.collect::<Vec<_>>());
    format!("{table}\n{}", count(rows.len() as u32, "subscription"))
}

fn preview_words(preview: &RequestPreview) -> String {
    if preview.method.is_empty() {
        return "Nothing is sent; only the record here changes.".to_owned();
    }
    let headers = preview.headers.iter().map(|(name, value)| format!("{name}: {value}"));
    let body = preview.body.iter().flat_map(|body| [String::new(), body.clone()]);
    let first = format!("{} {}", preview.method, preview.url);
    std::iter::once(first).chain(headers).chain(body).collect::<Vec<_>>().join("\n")
}

fn report_words(report: &AddressReport) -> String {
    let rows = report.findings.iter().map(|it| vec![word(&it.severity), word(&it.what), it.detail.clone()]);
    format!("{}\n{}", report.url, table(&["", "", ""], &rows.collect::<Vec<_>>()).trim_start())
}

fn settled_words(settled: &[Settled], rows: &[SubscriptionRow]) -> String {
    let line = |it: &Settled| {
        let row = rows.iter().find(|row| row.id == it.id);
        let what = row.map_or_else(|| it.id.clone(), |row| format!("{} {}", row.event, row.url));
        let why = it.failure.as_ref().map(|failure| format!(": {failure}")).unwrap_or_default();
        format!("{} {what}{why}", word(&it.outcome))
    };
    if settled.is_empty() {
        "Nothing to do.".to_owned()
    } else {
        settled.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn plan_words(report: &ApplyReport) -> String {
    let rows = report.steps.iter().map(|step| {
        let outcome = step.outcome.as_ref().map(word).unwrap_or_default();
        let why = step.failure.as_ref().map(|failure| format!("{outcome}: {failure}")).unwrap_or(outcome);
        vec![word(&step.step), step.event.clone(), step.url.clone(), why]
    });
    let table = table(&["STEP", "EVENT", "ADDRESS", ""], &rows.collect::<Vec<_>>());
    format!("{table}\n{}", count(report.changes, "change"))
}
