//! A comparison of two trees on paper, with what was signed off about it.

use super::{Page, Section, Table};
use crate::view::{ChangeCount, DifferenceRow, Language, Side, SignOffRow};
use gangway_domain::compare::Differs;
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

struct Words {
    title: &'static str,
    merchant: &'static str,
    profile: &'static str,
    made: &'static str,
    earlier: &'static str,
    later: &'static str,
    now: &'static str,
    snapshot: &'static str,
    read: &'static str,
    stores: &'static str,
    ours: &'static str,
    fingerprint: &'static str,
    summary: &'static str,
    same: &'static str,
    kind: &'static str,
    number: &'static str,
    differences: &'static str,
    store: &'static str,
    name: &'static str,
    before: &'static str,
    after: &'static str,
    signed: &'static str,
    unsigned: &'static str,
    foot: &'static str,
}

const ENGLISH: Words = Words {
    title: "Review of stores",
    merchant: "Merchant",
    profile: "Profile",
    made: "Made",
    earlier: "Earlier",
    later: "Later",
    now: "as it is now",
    snapshot: "Snapshot",
    read: "read from Rappi",
    stores: "stores",
    ours: "ours",
    fingerprint: "SHA-256",
    summary: "What differs",
    same: "Nothing differs: both trees hold the same stores, names, places and integrations.",
    kind: "Difference",
    number: "Stores",
    differences: "Store by store",
    store: "Store",
    name: "Name",
    before: "Before",
    after: "After",
    signed: "Signed off",
    unsigned: "This comparison has not been signed off.",
    foot: "Made by Gangway.",
};

const SPANISH: Words = Words {
    title: "Revisión de tiendas",
    merchant: "Comercio",
    profile: "Perfil",
    made: "Hecho",
    earlier: "Anterior",
    later: "Posterior",
    now: "como está ahora",
    snapshot: "Captura",
    read: "leído de Rappi",
    stores: "tiendas",
    ours: "nuestras",
    fingerprint: "SHA-256",
    summary: "Qué cambia",
    same: "Nada cambia: los dos árboles tienen las mismas tiendas, nombres, lugares e integraciones.",
    kind: "Diferencia",
    number: "Tiendas",
    differences: "Tienda por tienda",
    store: "Tienda",
    name: "Nombre",
    before: "Antes",
    after: "Después",
    signed: "Visto bueno",
    unsigned: "Esta comparación no tiene visto bueno.",
    foot: "Hecho por Gangway.",
};

fn change(language: Language, change: Differs) -> &'static str {
    let (english, spanish) = match change {
        Differs::Added => ("New store", "Tienda nueva"),
        Differs::Removed => ("Store gone", "Tienda desaparecida"),
        Differs::Renamed => ("Renamed", "Renombrada"),
        Differs::Moved => ("Moved", "Movida"),
        Differs::Integrated => ("Integrated", "Integrada"),
        Differs::Released => ("Released", "Desvinculada"),
        Differs::ChangedHands => ("Changed hands", "Cambió de integración"),
    };
    language.of(english, spanish)
}

/// The page of a comparison.
pub(crate) fn comparison_page(facts: &Facts<'_>, language: Language) -> Page {
    let words = language.of(&ENGLISH, &SPANISH);
    let head = [
        (words.merchant, facts.merchant.to_owned()),
        (words.profile, facts.profile.to_owned()),
        (words.made, moment(facts.at)),
        (words.earlier, side(facts.from, words)),
        (words.later, side(facts.to, words)),
    ];
    Page {
        language: Some(language),
        title: format!("{}: {}", words.title, facts.merchant),
        facts: head.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
        sections: vec![signed(facts, words), summary(facts, words, language), differences(facts, words, language)],
        foot: words.foot.to_owned(),
    }
}

/// To the minute, at this desk.
fn moment(at: i64) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(TimeZone::system());
    at.strftime("%Y-%m-%d %H:%M %Z").to_string()
}

fn side(side: &Side, words: &Words) -> String {
    let name = match (side.snapshot, side.name.as_str()) {
        (None, _) => words.now.to_owned(),
        (Some(id), "") => format!("{} {id}", words.snapshot),
        (Some(_), name) => name.to_owned(),
    };
    let read = side.refreshed_at.map(|at| format!(" · {} {}", words.read, moment(at))).unwrap_or_default();
    let Words { stores, ours, fingerprint, .. } = words;
    format!("{name}{read} · {} {stores}, {} {ours} · {fingerprint} {}", side.stores, side.integrated, side.fingerprint)
}

fn signed(facts: &Facts<'_>, words: &Words) -> Section {
    let mut lines = Vec::new();
    for one in facts.sign_offs {
        lines.push(format!("{}, {}", one.actor, moment(one.at)));
        lines.extend(one.note.lines().map(str::to_owned));
    }
    if lines.is_empty() {
        lines.push(words.unsigned.to_owned());
    }
    Section { title: words.signed.to_owned(), lines, table: None }
}

fn summary(facts: &Facts<'_>, words: &Words, language: Language) -> Section {
    let rows: Vec<Vec<String>> =
        facts.counts.iter().map(|it| vec![change(language, it.change).to_owned(), it.count.to_string()]).collect();
    let head = [words.kind, words.number].map(str::to_owned).to_vec();
    Section {
        title: words.summary.to_owned(),
        lines: if rows.is_empty() { vec![words.same.to_owned()] } else { Vec::new() },
        table: Some(Table { head, rows }).filter(|table| !table.rows.is_empty()),
    }
}

fn differences(facts: &Facts<'_>, words: &Words, language: Language) -> Section {
    let text = |it: &Option<String>| it.clone().unwrap_or_else(|| "–".to_owned());
    let row = |it: &DifferenceRow| {
        let kind = change(language, it.change).to_owned();
        vec![it.store.clone(), it.name.clone(), kind, text(&it.before), text(&it.after)]
    };
    let head = [words.store, words.name, words.kind, words.before, words.after].map(str::to_owned).to_vec();
    let table = Table { head, rows: facts.differences.iter().map(row).collect() };
    Section { title: words.differences.to_owned(), lines: Vec::new(), table: Some(table) }
}
