//! The verdict on every row, before anything runs.

use super::{
    Column, Columns, Flags, Judged, Record, RowVerdict, StoreFile, active,
    flag::Neither,
    names::{Names, Whose},
    on, plain,
};
use crate::{
    IntegrationId,
    plan::{Facts, LeftOut, verdict},
    text_file::clean,
};
use std::collections::HashMap;

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
    let contradictions = contradictions(file, headed, columns, known);
    let stopped = contradictions.stops();
    let titles = headed.then(|| file.first());
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let mut groups = Groups::default();
    let mut judged = Vec::new();
    for (at, row) in (0..).zip(file.rows(headed)) {
        let asked = asks(row, titles, columns, presumed, known.ours);
        let verdict = shape(row, titles)
            .map(Judged::from)
            .or_else(|| first_of_its_id(row, columns, &mut seen))
            .or_else(|| store(row, columns, known))
            .or_else(|| asked.as_ref().err().cloned())
            .unwrap_or_else(|| name(row, columns, known, contradictions.refuse(row)));
        if let (false, true, Ok(wish)) = (stopped, verdict.verdict.goes(), asked) {
            groups.add(wish, at);
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

fn contradictions(file: &StoreFile, headed: bool, columns: &Columns, known: &Known<'_>) -> Contradictions {
    let mut found = Contradictions::default();
    if columns.id.is_none() || columns.name.is_none() {
        return found;
    }
    let names = Names::new(&known.stores);
    for row in file.rows(headed).iter().filter(|row| !row.broken) {
        let (id, written) = (id(row, columns), plain(row.cell(columns.name)).trim());
        let Some(facts) = known.stores.get(id).filter(|facts| !written.is_empty() && !facts.name.trim().is_empty())
        else {
            continue;
        };
        found.of += 1;
        match names.whose(id, facts.name, written) {
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
pub(super) fn id<'a>(row: &'a Record, columns: &Columns) -> &'a str {
    plain(row.cell(columns.id).trim())
}

fn first_of_its_id<'a>(row: &'a Record, columns: &Columns, seen: &mut HashMap<&'a str, u32>) -> Option<Judged> {
    let id = id(row, columns);
    if id.is_empty() {
        return Some(RowVerdict::EmptyId.into());
    }
    let first = *seen.entry(id).or_insert(row.line);
    (first != row.line).then(|| RowVerdict::Duplicate.about(first.to_string()))
}

fn store(row: &Record, columns: &Columns, known: &Known<'_>) -> Option<Judged> {
    let Some(facts) = known.stores.get(id(row, columns)) else { return Some(RowVerdict::UnknownStore.into()) };
    match verdict(*facts, known.ours)? {
        LeftOut::AlreadyOurs => Some(RowVerdict::AlreadyOurs.about(facts.integration.unwrap_or_default())),
        LeftOut::OtherIntegration => Some(RowVerdict::OtherIntegration.about(facts.integration.unwrap_or_default())),
        LeftOut::BlankName => Some(RowVerdict::BlankName.into()),
        LeftOut::InProgress => Some(RowVerdict::InProgress.into()),
        LeftOut::UnknownOutcome => Some(RowVerdict::UnknownOutcome.into()),
        LeftOut::NotOwned => Some(RowVerdict::UnknownStore.into()),
        // Reasons against releasing a store, which a file does not ask for.
        LeftOut::NotIntegrated | LeftOut::IntegratedChildren => None,
    }
}

fn name(row: &Record, columns: &Columns, known: &Known<'_>, contradicts: bool) -> Judged {
    let written = plain(row.cell(columns.name)).trim();
    let facts = known.stores.get(id(row, columns));
    match facts.map(|facts| facts.name.trim()) {
        Some(name) if contradicts => RowVerdict::NameContradicts.about(name),
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
mod tests {
    use super::{Known, Presumed, judge};
    use crate::{
        IntegrationId,
        operation::StoreState,
        plan::Facts,
        store_file::{Columns, Flags, RowVerdict, read},
    };

    fn known(ours: &[IntegrationId]) -> Known<'_> {
        let facts = |name, integration, latest| Facts { name, integration, latest };
        let stores = [
            ("1", facts("Uno", None, None)),
            ("2", facts("Dos", None, Some(StoreState::Failed))),
            ("3", facts("Tres", Some("ours"), None)),
            ("4", facts("Cuatro", Some("theirs"), None)),
            ("5", facts(" ", None, None)),
            ("6", facts("Seis", None, Some(StoreState::Accepted))),
            ("7", facts("Siete", None, Some(StoreState::Unknown))),
            ("8", facts("=Ocho", None, None)),
        ];
        Known { stores: stores.into_iter().collect(), ours }
    }

    fn whole(text: &str) -> super::Judgement {
        let ours: [IntegrationId; 2] = ["ours".into(), "second".into()];
        let file = read(text.as_bytes()).unwrap();
        let columns = Columns::guess(&file.records[0].cells, file.headed);
        let presumed = Presumed { integration: Some("ours".into()), flags: Flags::default() };
        judge(&file, file.headed, &columns, &presumed, &known(&ours))
    }

    fn judged(text: &str) -> (Vec<(RowVerdict, Option<String>)>, Vec<super::Group>) {
        let judgement = whole(text);
        let rows = judgement.rows.into_iter().map(|one| (one.verdict, one.about.map(String::from)));
        (rows.collect(), judgement.groups)
    }

    fn check(row: &str, expected: RowVerdict, about: Option<&str>) {
        let (judged, _) = judged(&format!("id;name;integration;ping;status\n{row}\n"));
        assert_eq!(judged, [(expected, about.map(str::to_owned))], "{row}");
    }

    #[test]
    fn each_verdict() {
        check("1;Uno;;;", RowVerdict::Ready, None);
        check(" 1 ; Uno ;ours;yes;ACTIVE", RowVerdict::Ready, None);
        check("1", RowVerdict::Ready, None);
        check("2;Dos caminos", RowVerdict::NameDiffers, Some("Dos"));
        check("2;Two", RowVerdict::NameContradicts, Some("Dos"));
        check("8;'=Ocho", RowVerdict::Ready, None);
        check("1;\"Uno;;", RowVerdict::BrokenQuote, None);
        check("1;Uno;;;;x", RowVerdict::TooManyCells, None);
        check("1;Uno;;;;;;", RowVerdict::Ready, None);
        check(";Uno", RowVerdict::EmptyId, None);
        check("99;x", RowVerdict::UnknownStore, None);
        check("3;Tres", RowVerdict::AlreadyOurs, Some("ours"));
        check("4;Cuatro", RowVerdict::OtherIntegration, Some("theirs"));
        check("5;Cinco", RowVerdict::BlankName, None);
        check("6;Seis", RowVerdict::InProgress, None);
        check("7;Siete", RowVerdict::UnknownOutcome, None);
        check("1;Uno;theirs", RowVerdict::IntegrationUnknown, Some("theirs"));
        check("1;Uno;;perhaps", RowVerdict::FlagUnreadable, Some("ping: perhaps"));
        check("1;Uno;;;yes", RowVerdict::FlagUnreadable, Some("status: yes"));
    }

    #[test]
    fn a_row_named_twice_names_the_first_line() {
        let (judged, groups) = judged("id;name\n2;\"Dos\n\"\n1;Uno\n2;Dos\n");
        assert_eq!(judged[2], (RowVerdict::Duplicate, Some("2".to_owned())));
        assert_eq!(groups[0].rows, [0, 1]);
    }

    #[test]
    fn a_file_whose_names_are_those_of_other_stores_stops() {
        let stopped = whole("id;name\n1;Dos\n2;Uno\n8;=Ocho\n");
        assert_eq!(stopped.contradiction, Some(super::Contradiction { rows: 2, of: 3 }));
        assert!(stopped.groups.is_empty());
        let verdicts: Vec<_> = stopped.rows.iter().map(|one| one.verdict).collect();
        assert_eq!(verdicts, [RowVerdict::NameContradicts, RowVerdict::NameContradicts, RowVerdict::Ready]);

        let one_of_many = whole("id;name\n1;Uno\n2;Tres\n8;=Ocho\n");
        assert_eq!((one_of_many.contradiction, &one_of_many.groups[0].rows), (None, &vec![0, 2]));
        assert_eq!(one_of_many.rows[1].verdict, RowVerdict::NameContradicts);
        let unlike = whole("id;name\n1;Uno\n2;Another\n8;=Ocho\n");
        assert_eq!((unlike.contradiction, unlike.groups[0].rows.len()), (None, 3));
        assert_eq!(unlike.rows[1].verdict, RowVerdict::NameDiffers);
        assert_eq!(whole("id;name\n1;\n99;Dos\n").contradiction, None);
    }

    #[test]
    fn rows_with_the_same_wish_go_together() {
        let (_, groups) = judged("id;integration;ping\n1;ours;yes\n2;;no\n8;ours;1\n");
        let groups: Vec<_> = groups.iter().map(|group| (group.flags.ping_active, group.rows.as_slice())).collect();
        assert_eq!(groups, [(true, &[0, 2][..]), (false, &[1][..])]);
    }
}
