//! Which column has the ids: what its title says, unless what is in it says otherwise.

use super::{
    Changed, Column, Columns, Ids, Known, Rivals, StoreFile,
    columns::titled,
    names::{Names, Whose, same},
    plain, rivals,
};
use serde::Serialize;
use std::{cell::OnceCell, collections::BTreeMap};

/// What the columns of a file mean, as far as that can be known without a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// A meaning that several columns may have has none.
    pub columns: Columns,
    /// Those several columns.
    pub rivals: Vec<Rivals>,
    /// The title was not believed.
    pub overruled: Option<Overruled>,
}

/// A column that has the title of an id, and no ids of the merchant's stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Overruled {
    /// Which, from 0.
    pub titled: u32,
    /// The one that has them.
    pub by: u32,
}

/// What is in a column, against the merchant's stores.
#[derive(Debug, Clone, Copy, Default)]
struct Content {
    filled: u32,
    stores: u32,
    agree: u32,
    contradict: u32,
}

impl Content {
    /// Most of it are ids of stores, and the names beside them are not those of others.
    fn fits(self) -> bool {
        self.stores * 2 > self.filled && self.contradict * 2 <= self.agree + self.contradict
    }

    fn named(self) -> bool {
        self.fits() && self.agree * 2 > self.filled
    }
}

/// Chooses the columns of a file: by titles, and by what is in them.
///
/// A column whose title says id, and whose cells are mostly no stores of the merchant, gives way to the only other column whose
/// cells are, if that one has a title of an id too or if names beside it agree. Numbers alone are no reason: shop numbers are
/// often ids of other stores.
pub fn choose(file: &StoreFile, headed: bool, known: &Known<'_>) -> Choice {
    let first = file.first();
    let mut choice = Choice {
        columns: Columns::guess(&first.cells, headed),
        rivals: if headed { rivals(&first.cells) } else { Vec::new() },
        overruled: None,
    };
    let contents = contents(file, headed, &choice, known);
    let best = match choice.columns.id {
        Some(id) => vec![id],
        None if headed => titled(&first.cells, Column::Id),
        None => Vec::new(),
    };
    let of = |at: &u32| contents.get(at).copied().unwrap_or_default();
    let id_like = |at: u32| headed && first.cells.get(at as usize).and_then(Column::named) == Some(Column::Id);
    match best.as_slice() {
        [titled] if of(titled).fits() => {}
        [titled] => {
            let fit = |(at, content): (&u32, &Content)| {
                at != titled && (content.named() || content.fits() && (id_like(*at) && of(titled).stores == 0))
            };
            if let Some(by) = only(contents.iter().filter(|one| fit(*one))) {
                choice.columns.id = Some(by);
                choice.overruled = Some(Overruled { titled: *titled, by });
            }
        }
        [] => choice.columns.id = only(contents.iter().filter(|(_, content)| content.named())),
        rivals => {
            let fitting =
                only(rivals.iter().map(|at| (at, ())).filter(|(at, ())| of(at).fits()).map(|(at, ())| (at, &())));
            let sure = fitting.filter(|fitting| {
                let others = || rivals.iter().filter(|at| *at != fitting);
                of(fitting).named() || others().all(|at| of(at).stores == 0)
            });
            if sure.is_some() {
                choice.columns.id = sure;
                choice.rivals.retain(|rivals| rivals.meaning != Column::Id);
            }
        }
    }
    choice
}

fn only<'a, T: 'a>(mut of: impl Iterator<Item = (&'a u32, T)>) -> Option<u32> {
    let (first, _) = of.next()?;
    of.next().is_none().then_some(*first)
}

/// What is in each column that may have ids: those without a title that means something else.
fn contents(file: &StoreFile, headed: bool, choice: &Choice, known: &Known<'_>) -> BTreeMap<u32, Content> {
    let means_other = |at: &u32| {
        let title = file.first().cells.get(*at as usize).filter(|_| headed).unwrap_or_default();
        Column::named(title).is_some_and(|column| column != Column::Id)
    };
    let may_be: Vec<u32> = (0..file.width()).filter(|at| !means_other(at)).collect();
    let names = OnceCell::new();
    let ids = Ids::new(&known.stores);
    let mut contents: BTreeMap<u32, Content> = may_be.iter().map(|at| (*at, Content::default())).collect();
    for row in file.rows(headed).iter().filter(|row| !row.broken) {
        let written = plain(row.cell(choice.columns.name)).trim();
        for (at, content) in &mut contents {
            let id = plain(row.cell(Some(*at)).trim()).trim();
            content.filled += u32::from(!id.is_empty());
            // An id that a spreadsheet changed is one: its column must not look empty of stores.
            let id = if let Changed::Probably(store) = ids.look_up(id) { store } else { id };
            let Some(facts) = known.stores.get(id) else { continue };
            content.stores += 1;
            if written.is_empty() {
                continue;
            }
            if same(facts.name, written) {
                content.agree += 1;
                continue;
            }
            let names = names.get_or_init(|| Names::new(&known.stores));
            content.contradict += u32::from(names.whose(id, facts.name, written) != Whose::Own);
        }
    }
    contents
}

#[cfg(test)]
mod tests {
    use super::{Choice, Overruled, choose};
    use crate::{
        plan::Facts,
        store_file::{Column, Known, Rivals, read},
    };

    fn chosen(text: &str) -> Choice {
        let facts = |name| Facts { name, integration: None, latest: None };
        let stores = [
            ("10", facts("Sertester Chapinero")),
            ("20", facts("Sertester Usaquén")),
            ("21", facts("Sertester Usaquén Plaza")),
            ("23", facts("Sertester Fontibón")),
        ];
        let file = read(text.as_bytes()).unwrap();
        choose(&file, file.headed, &Known { stores: stores.into_iter().collect(), ours: &[] })
    }

    fn check(text: &str, id: Option<u32>, overruled: Option<(u32, u32)>) {
        let choice = chosen(text);
        let overruled = overruled.map(|(titled, by)| Overruled { titled, by });
        assert_eq!((choice.columns.id, choice.overruled), (id, overruled), "{text}");
    }

    #[test]
    fn titles_say_it() {
        check("Store number,Store ID,Name\n10,21,Sertester Usaquén Plaza\n20,23,Sertester Fontibón", Some(1), None);
        check("Store ID,Store number\n21,10\n23,20", Some(0), None);
        check("storeId,name,parentId\n21,Sertester Usaquén Plaza,10\n23,Sertester Fontibón,10", Some(0), None);
        check("Store ID\n404\n405", Some(0), None);
    }

    #[test]
    fn what_is_in_a_column_overrules_its_title() {
        check("Store ID,Código,Name\n901,21,Sertester Usaquén Plaza\n902,23,Sertester Fontibón", Some(1), Some((0, 1)));
        check("Store ID,Código\n901,21\n902,23", Some(1), Some((0, 1)));
        check("Store ID,Rappi,Name\n10,21,Sertester Usaquén Plaza\n20,23,SERTESTER FONTIBON", Some(1), Some((0, 1)));
        // Numbers that happen to be stores are no reason to take a column that nobody called an id.
        check("Store ID,Floor\n901,10\n902,20", Some(0), None);
        check("901,21\n902,23", Some(0), None);
    }

    #[test]
    fn equal_titles_are_a_persons_to_tell_apart() {
        let choice = chosen("Store ID,ID tienda\n10,21\n20,23");
        assert_eq!(choice.columns.id, None);
        assert_eq!(choice.rivals, [Rivals { meaning: Column::Id, columns: vec![0, 1] }]);
        check("Store ID,ID tienda\n901,21\n902,23", Some(1), None);
        check("Store ID,ID tienda,Name\n10,21,Sertester Usaquén Plaza\n20,23,Sertester Fontibón", Some(1), None);
    }

    #[test]
    fn names_tell_where_no_title_does() {
        check("Local,Cuál,Nombre\n10,21,Sertester Usaquén Plaza\n20,23,Sertester Fontibón", Some(1), None);
        check("Local,Cuál\n10,21\n20,23", None, None);
    }
}
