//! The life of an application: from whatever was told of it, in whatever order and however often, to where it stands.
//!
//! What is told are *points*: "this status was reached at this provider time". Where an application stands depends on the set of
//! points alone, and so not on the order in which they came.

use super::{Fields, Merged, Status};

/// One thing that was told: a status and when it was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Which status.
    pub status: Status,
    /// Provider time, Unix milliseconds; 0 where none was told.
    pub at: i64,
    /// The time is the status's own (`submitted_at` …), not merely that of the last update.
    pub exact: bool,
}

/// How a point came to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A signed message with this id.
    Message(String),
    /// The provider's API said so.
    Fetched,
}

/// What is told of an application at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The status and its time.
    pub point: Point,
    /// How it came.
    pub source: Source,
    /// All fields, where they were told.
    pub fields: Option<Fields>,
    /// How new the fields are: their latest provider time, Unix milliseconds.
    pub fresh: i64,
}

/// A point that is known already, and how it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What was told.
    pub point: Point,
    /// How it came.
    pub source: Source,
}

/// Where an application stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its status.
    pub status: Status,
    /// Since when, by the provider's time; 0 where none was told.
    pub since: i64,
}

impl Standing {
    /// Whether this is news to somebody who knew `before`: another status, or the same one reached anew.
    pub fn is_news_after(&self, before: Option<&Self>) -> bool {
        before.is_none_or(|before| before.status != self.status || self.since > before.since)
    }
}

/// What is notable about a point in the timeline, at the moment it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "ApplicationMark", rename_all = "snake_case")]
pub enum Mark {
    /// It came in its turn.
    InTurn,
    /// Something newer was known already.
    Late,
    /// The same was known already.
    Repeated,
    /// It is newer than a final status, and changes nothing.
    AfterFinal,
    /// It is another final status than the one that was known.
    OtherFinal,
}

impl Mark {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::InTurn, Self::Late, Self::Repeated, Self::AfterFinal, Self::OtherFinal];

    /// As it is kept.
    pub const fn word(self) -> &'static str {
        match self {
            Self::InTurn => "in_turn",
            Self::Late => "late",
            Self::Repeated => "repeated",
            Self::AfterFinal => "after_final",
            Self::OtherFinal => "other_final",
        }
    }

    /// Reads [`Mark::word`] back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.word() == word)
    }
}

/// What a report does.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    /// Where the application stands now.
    pub standing: Standing,
    /// Its place in the timeline; `None`: the timeline has this very thing already.
    pub mark: Option<Mark>,
    /// Where it stands is news.
    pub is_news: bool,
}

/// Where the points lead. `None`: there is none.
///
/// A final status stands above all others, and of two the newer; otherwise the newest point stands. At the same time the
/// status that is later in a life stands.
pub fn standing<'a>(points: impl Iterator<Item = &'a Point> + Clone) -> Option<Standing> {
    let newest = points.clone().max_by_key(|point| key(point))?;
    // A status without a time of its own is told anew with every update: it stands since the first of them in a row.
    let exact = points.clone().filter(|point| point.status == newest.status && point.exact).map(|point| point.at).max();
    let other = points.clone().filter(|point| point.status != newest.status && below(point, newest));
    let left = other.map(|point| point.at).max();
    let run = points.filter(|point| point.status == newest.status && left.is_none_or(|left| point.at >= left));
    let first = run.map(|point| point.at).min().unwrap_or(newest.at);
    let since = exact.filter(|exact| *exact >= first).unwrap_or(first);
    Some(Standing { status: newest.status.clone(), since })
}

/// Greater stands above.
fn key(point: &Point) -> (bool, i64, &Status) {
    (point.status.is_final(), point.at, &point.status)
}

/// Whether a point is part of the way to another, and not a late word after a final one.
fn below(point: &Point, newest: &Point) -> bool {
    key(point) < key(newest) && point.at <= newest.at
}

/// Adds a report to what is known. `known` is the timeline in any order.
pub fn fold(known: &[Known], report: &Report) -> Folded {
    let before = standing(known.iter().map(|known| &known.point));
    let points = known.iter().map(|known| &known.point).chain([&report.point]);
    // There is at least the report's own.
    let after = standing(points).unwrap_or(Standing { status: report.point.status.clone(), since: report.point.at });
    let is_news = after.is_news_after(before.as_ref());
    Folded { mark: mark(known, before.as_ref(), report), standing: after, is_news }
}

fn mark(known: &[Known], before: Option<&Standing>, report: &Report) -> Option<Mark> {
    let point = &report.point;
    let same = |it: &&Known| it.point.status == point.status && it.point.at == point.at;
    let twins: Vec<&Known> = known.iter().filter(same).collect();
    match &report.source {
        // What the API says is news or nothing: a message about it is worth more.
        Source::Fetched if !twins.is_empty() => return None,
        Source::Message(_) if known.iter().any(|it| it.source == report.source) => return None,
        Source::Message(_) if twins.iter().any(|it| matches!(it.source, Source::Message(_))) => {
            return Some(Mark::Repeated);
        }
        // The API told of it first.
        Source::Message(_) if !twins.is_empty() => return Some(Mark::Late),
        _ => {}
    }
    let newest = known.iter().map(|it| &it.point).max_by_key(|it| key(it));
    let (Some(newest), Some(before)) = (newest, before) else { return Some(Mark::InTurn) };
    Some(match (before.status.is_final(), point.status.is_final()) {
        (true, true) if point.status != before.status => Mark::OtherFinal,
        (true, false) if point.at > newest.at => Mark::AfterFinal,
        _ if key(point) < key(newest) => Mark::Late,
        _ => Mark::InTurn,
    })
}

/// Adds a report's fields to those that are known.
pub fn add_fields(merged: &mut Merged, report: &Report) {
    if let Some(fields) = &report.fields {
        merged.add(fields, report.fresh);
    }
}

#[cfg(test)]
mod tests;
