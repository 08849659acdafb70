//! `applications list | show | refresh`: merchant applications at Rainforest.

use crate::{
    args::{
        Common,
        application::{Applications, ListApplications, RefreshApplications, ShowApplication, Sort},
    },
    exit::Exit,
    open_profile,
    out::{Out, count, table},
};
use gangway_core::{
    Failure, Options,
    view::{
        ApplicationFilter, ApplicationPage, ApplicationRow, ApplicationSort, ApplicationStatus, ApplicationView,
        Reconciled, RefreshRequest, SecretState,
    },
};

/// Nothing here listens for webhooks.
const READING: Options = Options::READING;

pub(super) async fn run(common: &Common, command: &Applications, out: Out<'_>) -> Result<Exit, Failure> {
    match command {
        Applications::List(wanted) => list(common, wanted, out).await,
        Applications::Show(wanted) => show(common, wanted, out).await,
        Applications::Refresh(wanted) => refresh(common, wanted, out).await,
        Applications::Endpoint => endpoint(common, out).await,
    }
}

async fn list(common: &Common, wanted: &ListApplications, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, READING, out).await?;
    let filter = ApplicationFilter {
        statuses: wanted.status.iter().map(|word| ApplicationStatus::parse(word)).collect(),
        search: wanted.search.clone(),
        resubmitted: wanted.resubmitted,
        sort: match wanted.sort {
            Sort::Oldest => ApplicationSort::Oldest,
            Sort::Newest => ApplicationSort::Newest,
            Sort::Name => ApplicationSort::Name,
            Sort::Created => ApplicationSort::Created,
        },
        offset: wanted.offset,
        limit: wanted.limit,
    };
    let page = console.applications.applications(&filter).await?;
    out.result(&page, || page_words(&page));
    Ok(Exit::Done)
}

async fn show(common: &Common, wanted: &ShowApplication, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, READING, out).await?;
    let view = if wanted.personal {
        console.applications.application_personal(&wanted.id).await?
    } else {
        console.applications.application(&wanted.id).await?
    };
    out.result(&view, || view_words(&view));
    Ok(Exit::Done)
}

async fn endpoint(common: &Common, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, READING, out).await?;
    let settings = console.applications.rainforest_settings().await?;
    out.result(&settings, || {
        let secret = if settings.webhook_secret == SecretState::Stored { "stored" } else { "missing" };
        format!("{}\nits secret is {secret}", settings.webhook_url)
    });
    Ok(Exit::Done)
}

async fn refresh(common: &Common, wanted: &RefreshApplications, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, READING, out).await?;
    let request = match (&wanted.id, &wanted.merchant) {
        (Some(id), _) => RefreshRequest::Application { id: id.clone() },
        (None, Some(merchant)) => RefreshRequest::Merchant { merchant: merchant.clone() },
        (None, None) => RefreshRequest::Open,
    };
    let round = console.applications.refresh_applications(&request).await?;
    out.result(&round, || round_words(&round));
    // What was refused of one merchant does not undo what others answered.
    Ok(round.failure.map_or(Exit::Done, |failure| Exit::from(failure.code)))
}

fn page_words(page: &ApplicationPage) -> String {
    let days = |row: &ApplicationRow| row.age_days.map(|days| count(days as u32, "day")).unwrap_or_default();
    let rows = page.rows.iter().map(|row| {
        let due = row.review_due.map(|due| format!("review due {}", open_profile::instant(due))).unwrap_or_default();
        vec![row.status.to_string(), days(row), plain(&row.name), row.id.clone(), row.merchant.clone(), due]
    });
    let table = table(&["STATUS", "FOR", "NAME", "APPLICATION", "MERCHANT", ""], &rows.collect::<Vec<_>>());
    format!("{table}\n{} of {}", page.rows.len(), count(page.total, "application"))
}

fn view_words(view: &ApplicationView) -> String {
    let row = &view.row;
    let mut lines = vec![format!("{} {} ({}, {})", row.status, plain(&row.name), row.id, row.merchant)];
    lines.extend(view.timeline.iter().map(|event| {
        let at = event.at.map_or_else(|| "no time".to_owned(), open_profile::instant);
        let told = if event.fetched { "from the API" } else { "by message" };
        format!("{at}  {}  {told}, {}", event.status, event.mark.word().replace('_', " "))
    }));
    lines.extend(view.problems.iter().map(|it| {
        let field = it.field.as_ref().map(|field| format!("{field}: ")).unwrap_or_default();
        plain(&format!("! {field}{} ({})", it.message, it.code))
    }));
    lines.extend(view.reviews.iter().map(|it| {
        let facts: Vec<String> = it.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        plain(&format!("? {} {} {}", it.name, it.status.as_deref().unwrap_or_default(), facts.join(", ")))
    }));
    lines.extend(view.fields.iter().filter_map(|field| {
        let value = field.value.as_ref()?;
        Some(plain(&format!("  {} = {value}", field.name)))
    }));
    lines.join("\n")
}

fn round_words(round: &Reconciled) -> String {
    let asked =
        format!("{} asked about, {} changed", count(round.asked, "merchant"), count(round.changed, "application"));
    let left = if round.left > 0 { format!(", {} left", round.left) } else { String::new() };
    let why = round.failure.as_ref().map(|failure| format!("\n{failure}")).unwrap_or_default();
    format!("{asked}{left}{why}")
}

/// A merchant's own words on a terminal: without what moves the cursor or turns the direction of text.
fn plain(text: &str) -> String {
    let turns =
        |letter: char| matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|letter| !letter.is_control() && !turns(*letter)).collect()
}
