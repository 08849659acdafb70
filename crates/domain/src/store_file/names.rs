//! Whether a name in a file is the name of the store whose id is beside it, or that of another one.

use super::titles::unaccented;
use crate::plan::Facts;
use std::collections::{HashMap, HashSet};

/// A word that more stores have in their names says nothing about which of them is meant.
const COMMON: usize = 64;

/// Whose name a written name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The store's, or one that resembles it most.
    Own,
    /// It resembles another store's more, or nothing of the store's own.
    Unlike,
    /// Exactly that of another store.
    Anothers,
}

/// The names of a merchant's stores, by their words.
#[derive(Debug)]
pub(super) struct Names<'a> {
    whole: HashSet<String>,
    words: HashMap<String, Word<'a>>,
}

#[derive(Debug, Default)]
struct Word<'a> {
    /// Stores that have it, the first [`COMMON`] and one more.
    stores: Vec<&'a str>,
    count: usize,
}

impl<'a> Names<'a> {
    pub(super) fn new(stores: &HashMap<&'a str, Facts<'_>>) -> Self {
        let mut names = Self { whole: HashSet::new(), words: HashMap::new() };
        for (id, facts) in stores {
            let words = words(facts.name);
            names.whole.insert(words.join(" "));
            for word in words.into_iter().collect::<HashSet<_>>() {
                let word = names.words.entry(word).or_default();
                word.count += 1;
                if word.stores.len() <= COMMON {
                    word.stores.push(id);
                }
            }
        }
        names
    }

    /// Whose name `written` is, beside the id of a store that is called `own`.
    pub(super) fn whose(&self, id: &str, own: &str, written: &str) -> Whose {
        let (own, written) = (words(own), words(written));
        if written.is_empty() || own == written {
            return Whose::Own;
        }
        if self.whole.contains(&written.join(" ")) {
            return Whose::Anothers;
        }
        let own: HashSet<&String> = own.iter().collect();
        let written: HashSet<&String> = written.iter().collect();
        let weight = |word: &str| self.words.get(word).map_or(0.0, |word| 1.0 / word.count as f64);
        let likeness: f64 = written.iter().filter(|word| own.contains(**word)).map(|word| weight(word)).sum();
        let mut others: HashMap<&str, f64> = HashMap::new();
        let telling = written.iter().filter_map(|word| self.words.get(*word)).filter(|word| word.count <= COMMON);
        for word in telling {
            for store in word.stores.iter().filter(|store| **store != id) {
                *others.entry(store).or_default() += 1.0 / word.count as f64;
            }
        }
        let unlike = likeness == 0.0 || others.values().any(|other| *other > likeness + f64::EPSILON);
        if unlike { Whose::Unlike } else { Whose::Own }
    }
}

/// Whether two names are the same but for capitals, accents and what stands between words.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || words(one) == words(other)
}

fn words(name: &str) -> Vec<String> {
    let letters: String = name.chars().flat_map(char::to_lowercase).filter_map(unaccented).collect();
    letters.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{Names, Whose, same};
    use crate::plan::Facts;

    #[test]
    fn a_name_is_its_stores_or_anothers() {
        let stores = [
            ("10", "Sertester Chapinero"),
            ("20", "Sertester Usaquén"),
            ("21", "Sertester Usaquén Plaza"),
            ("23", "Sertester Fontibón"),
        ];
        let facts = |name| Facts { name, integration: None, latest: None };
        let names = Names::new(&stores.into_iter().map(|(id, name)| (id, facts(name))).collect());
        let check = |id: &str, written, expected| {
            let own = stores.iter().find(|(store, _)| *store == id).unwrap().1;
            assert_eq!(names.whose(id, own, written), expected, "{id}: {written}");
        };
        check("21", "Sertester Usaquén Plaza", Whose::Own);
        check("21", "SERTESTER USAQUEN, PLAZA", Whose::Own);
        check("21", "Usaquén Plaza (Bogotá)", Whose::Own);
        check("21", "Plaza", Whose::Own);
        check("21", "", Whose::Own);
        check("10", "Sertester Usaquén Plaza", Whose::Anothers);
        check("10", "sertester fontibon", Whose::Anothers);
        check("10", "Fontibón, local 2", Whose::Unlike);
        check("20", "Usaquén Plaza 2", Whose::Unlike);
        check("20", "Sertester Usaquén", Whose::Own);
        check("10", "Otra cosa", Whose::Unlike);
    }

    #[test]
    fn names_are_the_same_in_other_letters() {
        assert!(same("Peñalolén  Centro", "PENALOLEN centro"));
        assert!(same("Pen\u{303}alole\u{301}n", "Peñalolén"));
        assert!(!same("Centro", "Centro 2"));
    }
}
