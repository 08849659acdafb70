//! A plan on paper.

use super::{
    Page, Section, Table,
    words::{left_out, note, rule},
};
use crate::{
    files::export::word,
    view::{Flags, Kind, Language, LeftOutStore, PlanReview, ReviewBatch},
};
use gangway_locales::{number, report as texts};
use jiff::{Timestamp, tz::TimeZone};
use std::collections::BTreeMap;

/// The page of a review.
pub(crate) fn plan_page(review: &PlanReview, language: Language) -> Page {
    let batches = review.batches.iter().map(|one| batch(language, one, review.waves > 1));
    let mut sections = vec![excluded(review, language)];
    sections.extend(batches);
    let title = match review.kind {
        Kind::Provision => texts::plan_provision(language),
        Kind::Deprovision => texts::plan_deprovision(language),
    };
    let foot = texts::plan_foot(language).to_owned();
    Page { language: Some(language), title: title.to_owned(), facts: facts(review, language), sections, foot }
}

fn facts(review: &PlanReview, language: Language) -> Vec<(String, String)> {
    let at = Timestamp::from_millisecond(review.at).unwrap_or_default().to_zoned(TimeZone::system());
    let count = |it: usize| number(language, it);
    let mut facts = vec![
        (texts::merchant(language), format!("{} · {}", review.merchant, review.email)),
        (texts::integration(language), review.integration.clone()),
        (texts::environment(language), review.profile.clone()),
        (texts::created(language), at.strftime("%Y-%m-%d %H:%M %Z").to_string()),
        (texts::plan_stores(language), count(review.stores as usize)),
        (texts::plan_batches(language), count(review.batches.len())),
        (texts::plan_left_out(language), count(review.left_out.len())),
    ];
    if review.waves > 1 {
        facts.push((texts::plan_waves(language), count(review.waves as usize)));
    }
    if let Some(flags) = review.flags {
        facts.push((texts::plan_options(language), options(flags, language)));
    }
    facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}

/// In the provider's own spelling, as they are sent.
fn options(flags: Flags, language: Language) -> String {
    let on = |flag: bool| if flag { texts::yes(language) } else { texts::no(language) };
    let Flags { ping_active, get_menu_active, cancellation_events, status } = flags;
    let (ping, menu, cancellation) = (on(ping_active), on(get_menu_active), on(cancellation_events));
    format!("pingActive {ping} · getMenuActive {menu} · cancellationEvents {cancellation} · status {}", word(&status))
}

fn excluded(review: &PlanReview, language: Language) -> Section {
    let mut lines: Vec<String> = review.notes.iter().map(|one| note(language, *one).to_owned()).collect();
    if review.stores == 0 {
        lines.push(texts::plan_nothing(language).to_owned());
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for left in &review.left_out {
        *reasons.entry(left_out(language, left.reason)).or_default() += 1;
    }
    lines.extend(reasons.iter().map(|(reason, stores)| texts::plan_excluded_count(language, reason, *stores)));
    let row = |left: &LeftOutStore| {
        let why = left_out(language, left.reason).to_owned();
        let rule = format!("{} ({})", rule(language, left.rule), left.source);
        vec![left.store.clone(), left.name.clone(), why, left.answer.clone().unwrap_or_default(), rule]
    };
    let head = [texts::store, texts::name, texts::plan_reason, texts::plan_answer, texts::plan_rule];
    let head = head.map(|text| text(language).to_owned()).to_vec();
    let table = Table { head, rows: review.left_out.iter().map(row).collect() };
    let title = texts::plan_excluded(language).to_owned();
    Section { title, lines, table: Some(table).filter(|table| !table.rows.is_empty()) }
}

fn batch(language: Language, batch: &ReviewBatch, waves: bool) -> Section {
    let rows = batch.stores.iter().map(|store| vec![store.store.clone(), store.name.clone()]).collect();
    let stores = batch.stores.len();
    let title = if waves {
        texts::plan_batch_of_wave(language, batch.number, stores, batch.wave)
    } else {
        texts::plan_batch(language, batch.number, stores)
    };
    let head = [texts::store, texts::name].map(|text| text(language).to_owned()).to_vec();
    Section { title, lines: Vec::new(), table: Some(Table { head, rows }) }
}
