//! The verdict on every row, before anything runs.

use super::{
    Changed, Column, Columns, Flags, Ids, Judged, Record, RowVerdict, StoreFile, active,
    flag::Neither,
    names::{Names, Whose},
    on, plain,
};
use crate::{
    IntegrationId,
    plan::{Facts, LeftOut, verdict},
    text_file::clean,
};
use std::{cell::OnceCell, collections::HashMap};

/// What is known of the merchant's stores and of the profile.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// By the provider's id.
    pub stores: HashMap<&'a str, Facts<'a>>,
    /// The profile's integrations.
    pub ours: &'a [IntegrationId],
}

/// What holds for rows that do not say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presumed {
    /// Where to.
    pub integration: Option<IntegrationId>,
    /// With which options.
    pub flags: Flags,
    /// Ids that a spreadsheet changed are taken for those that they probably were.
    pub accept_changed: bool,
}

/// Rows that go to one integration with the same options: one operation, because its options hold for all its stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Where to.
    pub integration: IntegrationId,
    /// With which options.
    pub flags: Flags,
    /// Indexes into [`StoreFile::rows`].
    pub rows: Vec<u32>,
}

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judgement {
    /// One a row.
    pub rows: Vec<Judged>,
    /// What goes together, in the order of the first rows. Nothing goes of a file that contradicts itself.
    pub groups: Vec<Group>,
    /// Ids and names belong to different stores in most rows: the columns are not what they were taken for, or the file is
    /// another merchant's.
    pub contradiction: Option<Contradiction>,
}

/// Rows whose name is not that of the store with the row's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    /// How many.
    pub rows: u32,
    /// Of how many that name a store of the merchant in both ways.
    pub of: u32,
}

/// The verdicts, and what goes.
pub fn judge(file: &StoreFile, headed: bool, columns: &Columns, presumed: &Presumed, known: &Known<'_>) -> Judgement {
    let looked_up = Ids::new(&known.stores);
    let id = |row| Id::of(row, columns, &looked_up, presumed.accept_changed);
    let ids: Vec<Id<'_>> = file.rows(headed).iter().map(id).collect();
    let contradictions = contradictions(file.rows(headed), &ids, columns, known);
    let stopped = contradictions.stops();
    let titles = headed.then(|| file.first());
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let mut groups = Groups::default();
    let mut judged = Vec::new();
    for ((at, row), id) in (0..).zip(file.rows(headed)).zip(&ids) {
        let asked = asks(row, titles, columns, presumed, known.ours);
        let verdict = shape(row, titles)
            .map(Judged::from)
            .or_else(|| id.changed())
            .or_else(|| first_of_its_id(row, id.text(), &mut seen))
            .or_else(|| store(id.text(), known))
            .or_else(|| asked.as_ref().err().cloned())
            .or_else(|| contradicted(id.text(), known).filter(|_| contradictions.refuse(row)))
            .unwrap_or_else(|| name(row, id, columns, known));
        if let (false, true, Ok(request)) = (stopped, verdict.verdict.goes(), asked) {
            groups.add(request, at);
        }
        judged.push(verdict);
    }
    Judgement { rows: judged, groups: groups.groups, contradiction: stopped.then(|| contradictions.counted()) }
}

#[derive(Default)]
struct Groups {
    places: HashMap<(IntegrationId, Flags), usize>,
    groups: Vec<Group>,
}

impl Groups {
    fn add(&mut self, (integration, flags): (IntegrationId, Flags), row: u32) {
        let groups = &mut self.groups;
        let group = *self.places.entry((integration.clone(), flags)).or_insert_with(|| {
            groups.push(Group { integration, flags, rows: Vec::new() });
            groups.len() - 1
        });
        groups[group].rows.push(row);
    }
}

#[derive(Default)]
struct Contradictions {
    lines: HashMap<u32, Whose>,
    of: u32,
}

impl Contradictions {
    /// In most rows.
    fn stops(&self) -> bool {
        self.lines.len() * 2 > self.of as usize
    }

    /// The name of another store is never let go; one that is merely unlike is, where other rows show that the columns are right.
    fn refuse(&self, row: &Record) -> bool {
        match self.lines.get(&row.line) {
            None | Some(Whose::Own) => false,
            Some(Whose::Unlike) => self.stops(),
            Some(Whose::Anothers) => true,
        }
    }

    fn counted(&self) -> Contradiction {
        Contradiction { rows: self.lines.len() as u32, of: self.of }
    }
}

fn contradictions(rows: &[Record], ids: &[Id<'_>], columns: &Columns, known: &Known<'_>) -> Contradictions {
    let mut found = Contradictions::default();
    if columns.id.is_none() || columns.name.is_none() {
        return found;
    }
    // Most files have no name that differs, and then the names of 100,000 stores need no index.
    let names = OnceCell::new();
    for (row, id) in rows.iter().zip(ids).filter(|(row, _)| !row.broken) {
        let (id, written) = (id.text(), plain(row.cell(columns.name)).trim());
        let Some(facts) = known.stores.get(id).filter(|facts| !written.is_empty() && !facts.name.trim().is_empty())
        else {
            continue;
        };
        found.of += 1;
        if facts.name.trim() == written {
            continue;
        }
        match names.get_or_init(|| Names::new(&known.stores)).whose(id, facts.name, written) {
            Whose::Own => {}
            whose => drop(found.lines.insert(row.line, whose)),
        }
    }
    found
}

fn shape(row: &Record, header: Option<&Record>) -> Option<RowVerdict> {
    if row.broken {
        return Some(RowVerdict::BrokenQuote);
    }
    let width = header?.cells.len();
    let surplus = row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
    surplus.then_some(RowVerdict::TooManyCells)
}

/// The row's store id.
#[derive(Debug, Clone, Copy)]
enum Id<'a> {
    /// As it is in the file.
    Written(&'a str),
    /// A spreadsheet changed it, and this is what it was, as a person accepted.
    Restored(&'a str),
    /// A spreadsheet changed it; it probably was this.
    Changed(&'a str, Option<&'a str>),
}

impl<'a> Id<'a> {
    fn of(row: &'a Record, columns: &Columns, known: &Ids<'a, '_>, accept: bool) -> Self {
        let written = plain(row.cell(columns.id).trim()).trim();
        match known.look_up(written) {
            Changed::Not => Self::Written(written),
            Changed::Probably(store) if accept => Self::Restored(store),
            Changed::Probably(store) => Self::Changed(written, Some(store)),
            Changed::Unclear => Self::Changed(written, None),
        }
    }

    fn text(&self) -> &'a str {
        match self {
            Self::Written(id) | Self::Restored(id) | Self::Changed(id, _) => id,
        }
    }

    fn changed(&self) -> Option<Judged> {
        match self {
            Self::Written(_) | Self::Restored(_) => None,
            Self::Changed(_, store) => Some(Judged { verdict: RowVerdict::IdChanged, about: store.map(Box::from) }),
        }
    }
}

fn first_of_its_id<'a>(row: &Record, id: &'a str, seen: &mut HashMap<&'a str, u32>) -> Option<Judged> {
    if id.is_empty() {
        return Some(RowVerdict::EmptyId.into());
    }
    let first = *seen.entry(id).or_insert(row.line);
    (first != row.line).then(|| RowVerdict::Duplicate.about(first.to_string()))
}

fn store(id: &str, known: &Known<'_>) -> Option<Judged> {
    let Some(facts) = known.stores.get(id) else { return Some(RowVerdict::UnknownStore.into()) };
    match verdict(*facts, known.ours)? {
        LeftOut::AlreadyOurs => Some(RowVerdict::AlreadyOurs.about(facts.integration.unwrap_or_default())),
        LeftOut::OtherIntegration => Some(RowVerdict::OtherIntegration.about(facts.integration.unwrap_or_default())),
        LeftOut::BlankName => Some(RowVerdict::BlankName.into()),
        LeftOut::InProgress | LeftOut::HeldByColleague => Some(RowVerdict::InProgress.into()),
        LeftOut::UnknownOutcome => Some(RowVerdict::UnknownOutcome.into()),
        LeftOut::NotOwned => Some(RowVerdict::UnknownStore.into()),
        // Reasons against releasing a store, which a file does not ask for.
        LeftOut::NotIntegrated | LeftOut::IntegratedChildren => None,
    }
}

fn contradicted(id: &str, known: &Known<'_>) -> Option<Judged> {
    known.stores.get(id).map(|facts| RowVerdict::NameContradicts.about(facts.name.trim()))
}

fn name(row: &Record, id: &Id<'_>, columns: &Columns, known: &Known<'_>) -> Judged {
    if let Id::Restored(store) = id {
        return RowVerdict::ChangedAccepted.about(*store);
    }
    let written = plain(row.cell(columns.name)).trim();
    let facts = known.stores.get(id.text());
    match facts.map(|facts| facts.name.trim()) {
        Some(name) if !written.is_empty() && written != clean(name) => RowVerdict::NameDiffers.about(name),
        _ => RowVerdict::Ready.into(),
    }
}

/// Where to and how, or what of it cannot be understood.
fn asks(
    row: &Record,
    header: Option<&Record>,
    columns: &Columns,
    presumed: &Presumed,
    ours: &[IntegrationId],
) -> Result<(IntegrationId, Flags), Judged> {
    let integration = match plain(row.cell(columns.integration).trim()) {
        "" => presumed.integration.clone().ok_or(Judged::from(RowVerdict::IntegrationMissing))?,
        named => IntegrationId::from(named),
    };
    if !ours.contains(&integration) {
        return Err(RowVerdict::IntegrationUnknown.about(integration.0));
    }
    let flag = |column: Column, at: Option<u32>, read: fn(&str) -> Result<Option<bool>, Neither>| {
        let cell = plain(row.cell(at));
        read(cell).map_err(|Neither| {
            let title = header.map(|header| header.cell(at)).filter(|title| !title.trim().is_empty());
            RowVerdict::FlagUnreadable.about(format!("{}: {}", title.unwrap_or(column.title()).trim(), cell.trim()))
        })
    };
    let default = presumed.flags;
    let flags = Flags {
        ping_active: flag(Column::PingActive, columns.ping_active, on)?.unwrap_or(default.ping_active),
        get_menu_active: flag(Column::GetMenuActive, columns.get_menu_active, on)?.unwrap_or(default.get_menu_active),
        cancellation_events: flag(Column::CancellationEvents, columns.cancellation_events, on)?
            .unwrap_or(default.cancellation_events),
        active: flag(Column::Status, columns.status, active)?.unwrap_or(default.active),
    };
    Ok((integration, flags))
}

#[cfg(test)]
mod tests;
