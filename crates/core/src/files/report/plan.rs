//! A plan on paper.

use super::{
    Page, Section, Table,
    words::{Words, left_out, note, rule, words},
};
use crate::{
    files::export::word,
    view::{Flags, Kind, Language, LeftOutStore, PlanReview, ReviewBatch},
};
use jiff::{Timestamp, tz::TimeZone};
use std::collections::BTreeMap;

/// The page of a review.
pub(crate) fn plan_page(review: &PlanReview, language: Language) -> Page {
    let words = words(language);
    let requests = review.batches.iter().map(|batch| request(words, batch, review.waves > 1));
    let mut sections = vec![will_not(review, language)];
    sections.extend(requests);
    Page {
        language: Some(language),
        title: if review.kind == Kind::Provision { words.provision } else { words.deprovision }.to_owned(),
        facts: facts(review, words),
        sections,
        foot: words.foot.to_owned(),
    }
}

fn facts(review: &PlanReview, words: &Words) -> Vec<(String, String)> {
    let at = Timestamp::from_millisecond(review.at).unwrap_or_default().to_zoned(TimeZone::system());
    let sizes: Vec<usize> = review.batches.iter().map(|batch| batch.stores.len()).collect();
    let mut facts = vec![
        (words.merchant, format!("{} · {}", review.merchant, review.email)),
        (words.integration, review.integration.clone()),
        (words.profile, review.profile.clone()),
        (words.made, at.strftime("%Y-%m-%d %H:%M %Z").to_string()),
        (words.goes, review.stores.to_string()),
        (words.requests, sizes.len().to_string()),
        (words.stays, review.left_out.len().to_string()),
    ];
    if review.waves > 1 {
        facts.push((words.waves, review.waves.to_string()));
    }
    if let Some(flags) = review.flags {
        facts.push((words.options, options(flags, words)));
    }
    facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}

/// In the provider's own spelling, as they are sent.
fn options(flags: Flags, words: &Words) -> String {
    let on = |flag: bool| if flag { words.yes } else { words.no };
    let Flags { ping_active, get_menu_active, cancellation_events, status } = flags;
    let (ping, menu, cancellation) = (on(ping_active), on(get_menu_active), on(cancellation_events));
    format!("pingActive {ping} · getMenuActive {menu} · cancellationEvents {cancellation} · status {}", word(&status))
}

fn will_not(review: &PlanReview, language: Language) -> Section {
    let words = words(language);
    let mut lines: Vec<String> = review.notes.iter().map(|one| note(language, *one).to_owned()).collect();
    if review.stores == 0 {
        lines.push(words.nothing.to_owned());
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for left in &review.left_out {
        *reasons.entry(left_out(language, left.reason)).or_default() += 1;
    }
    lines.extend(reasons.iter().map(|(reason, stores)| format!("{reason}: {stores}")));
    let row = |left: &LeftOutStore| {
        let why = left_out(language, left.reason).to_owned();
        let rule = format!("{} ({})", rule(language, left.rule), left.source);
        vec![left.store.clone(), left.name.clone(), why, left.answer.clone().unwrap_or_default(), rule]
    };
    let head = [words.store, words.name, words.reason, words.answer, words.rule].map(str::to_owned).to_vec();
    let table = Table { head, rows: review.left_out.iter().map(row).collect() };
    Section { title: words.not.to_owned(), lines, table: Some(table).filter(|table| !table.rows.is_empty()) }
}

fn request(words: &Words, batch: &ReviewBatch, waves: bool) -> Section {
    let wave = if waves { format!(", {} {}", words.wave, batch.wave) } else { String::new() };
    let rows = batch.stores.iter().map(|store| vec![store.store.clone(), store.name.clone()]).collect();
    let stores = batch.stores.len();
    let unit = words.stores[usize::from(stores != 1)];
    Section {
        title: format!("{} {}{wave} · {stores} {unit}", words.request, batch.number),
        lines: Vec::new(),
        table: Some(Table { head: [words.store, words.name].map(str::to_owned).to_vec(), rows }),
    }
}
