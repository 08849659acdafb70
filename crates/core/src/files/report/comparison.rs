//! A comparison of two trees on paper, with what was signed off about it.

use super::{Page, Section, Table, words::change};
use crate::view::{ChangeCount, DifferenceRow, Language, Side, SignOffRow};
use gangway_locales::{number, report as texts};
use jiff::{Timestamp, tz::TimeZone};

/// What stands on the page.
pub(crate) struct Facts<'a> {
    pub(crate) merchant: &'a str,
    pub(crate) profile: &'a str,
    pub(crate) at: i64,
    pub(crate) from: &'a Side,
    pub(crate) to: &'a Side,
    pub(crate) counts: &'a [ChangeCount],
    pub(crate) differences: &'a [DifferenceRow],
    /// Of exactly these two trees.
    pub(crate) sign_offs: &'a [SignOffRow],
}

/// The page of a comparison.
pub(crate) fn comparison_page(facts: &Facts<'_>, language: Language) -> Page {
    let head = [
        (texts::merchant(language), facts.merchant.to_owned()),
        (texts::environment(language), facts.profile.to_owned()),
        (texts::created(language), moment(facts.at)),
        (texts::review_earlier(language), side(facts.from, language)),
        (texts::review_later(language), side(facts.to, language)),
    ];
    Page {
        language: Some(language),
        title: texts::review_title(language, facts.merchant),
        facts: head.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
        sections: vec![signed(facts, language), summary(facts, language), differences(facts, language)],
        foot: texts::review_foot(language).to_owned(),
    }
}

/// To the minute, at this desk.
fn moment(at: i64) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(TimeZone::system());
    at.strftime("%Y-%m-%d %H:%M %Z").to_string()
}

fn side(side: &Side, language: Language) -> String {
    let name = match (side.snapshot, side.name.as_str()) {
        (None, _) => texts::review_current(language).to_owned(),
        (Some(id), "") => texts::review_snapshot(language, id),
        (Some(_), name) => name.to_owned(),
    };
    let read =
        side.refreshed_at.map(|at| format!(" · {}", texts::review_read(language, moment(at)))).unwrap_or_default();
    let counts = texts::review_size(language, side.integrated as usize, side.stores as usize);
    format!("{name}{read} · {counts} · SHA-256 {}", side.fingerprint)
}

fn signed(facts: &Facts<'_>, language: Language) -> Section {
    let mut lines = Vec::new();
    for one in facts.sign_offs {
        lines.push(format!("{}, {}", one.actor, moment(one.at)));
        lines.extend(one.note.lines().map(str::to_owned));
    }
    if lines.is_empty() {
        lines.push(texts::review_not_signed_off(language).to_owned());
    }
    Section { title: texts::review_signed_off(language).to_owned(), lines, table: None }
}

fn summary(facts: &Facts<'_>, language: Language) -> Section {
    let row = |it: &ChangeCount| vec![change(language, it.change).to_owned(), number(language, it.count as usize)];
    let rows: Vec<Vec<String>> = facts.counts.iter().map(row).collect();
    let head = [texts::review_kind, texts::review_stores].map(|text| text(language).to_owned()).to_vec();
    Section {
        title: texts::review_summary(language).to_owned(),
        lines: if rows.is_empty() { vec![texts::review_same(language).to_owned()] } else { Vec::new() },
        table: Some(Table { head, rows }).filter(|table| !table.rows.is_empty()),
    }
}

fn differences(facts: &Facts<'_>, language: Language) -> Section {
    let text = |it: &Option<String>| it.clone().unwrap_or_else(|| "–".to_owned());
    let row = |it: &DifferenceRow| {
        let kind = change(language, it.change).to_owned();
        vec![it.store.clone(), it.name.clone(), kind, text(&it.before), text(&it.after)]
    };
    let head = [texts::store, texts::name, texts::review_kind, texts::review_before, texts::review_after];
    let head = head.map(|text| text(language).to_owned()).to_vec();
    let table = Table { head, rows: facts.differences.iter().map(row).collect() };
    Section { title: texts::review_details(language).to_owned(), lines: Vec::new(), table: Some(table) }
}
