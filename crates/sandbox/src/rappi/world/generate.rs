//! Stores from a seed. Chain sizes follow a power law, as they do in reality: most have few outlets, some have thousands.

use std::collections::HashSet;

use super::{
    Link, Store,
    brands::{ACAI, BRANDS, Brand, FIFO, SERTESTER, TACOS, YOUR_BRAND},
};
use crate::random::Seeded;

/// What kind of merchant it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// The first merchant: well-known brands first, then one large chain, then generated ones.
    Group(usize),
    /// Generated chains.
    Chains(usize),
    /// Outlets without children, not integrated yet.
    Single(usize),
}

/// No chain has more children than this.
const LARGEST: usize = 5_000;
const OURS_PER_MILLE: u16 = 300;
const THEIRS_PER_MILLE: u16 = 25;
const BLANK_PER_MILLE: u16 = 8;

/// Exactly the number of stores that `shape` asks for, in preorder.
pub(super) fn stores(random: &mut Seeded, shape: Shape, first_id: u32) -> Vec<Store> {
    match shape {
        Shape::Group(wanted) => group(random, wanted, first_id),
        Shape::Chains(wanted) => {
            let mut builder = Builder::new(random, wanted, first_id);
            builder.fill();
            builder.stores
        }
        Shape::Single(wanted) => single(random, wanted, first_id),
    }
}

fn group(random: &mut Seeded, wanted: usize, first_id: u32) -> Vec<Store> {
    let mut builder = Builder::new(random, wanted, first_id);
    builder.chain(&SERTESTER, Some(10), Some(20), 5);
    builder.chain(&FIFO, Some(11), None, 0);
    builder.chain(&ACAI, Some(40), Some(41), 3);
    builder.chain(&YOUR_BRAND, Some(1), Some(3), 2);
    builder.chain(&TACOS, Some(60), None, (wanted * 2 / 5).min(LARGEST));
    builder.fill();
    builder.pin_sample();
    builder.stores
}

fn single(random: &mut Seeded, wanted: usize, first_id: u32) -> Vec<Store> {
    let brand = random.pick(BRANDS);
    let store = |n: usize| Store {
        id: first_id + n as u32,
        name: brand.child_name(n),
        brand: brand.name,
        parent: None,
        link: Link::None,
    };
    (0..wanted).map(store).collect()
}

struct Builder<'a> {
    random: &'a mut Seeded,
    wanted: usize,
    next_id: u32,
    used: HashSet<u32>,
    stores: Vec<Store>,
}

impl<'a> Builder<'a> {
    fn new(random: &'a mut Seeded, wanted: usize, first_id: u32) -> Self {
        Self { random, wanted, next_id: first_id, used: HashSet::new(), stores: Vec::with_capacity(wanted) }
    }

    /// Generated chains until the number is reached.
    fn fill(&mut self) {
        let mut round = 0;
        while self.stores.len() < self.wanted {
            let brand = &BRANDS[round % BRANDS.len()];
            let children = self.chain_size();
            self.chain(brand, None, None, children);
            round += 1;
        }
    }

    /// Two in five outlets stand alone; the rest have a Pareto number of children.
    fn chain_size(&mut self) -> usize {
        if self.random.per_mille(400) {
            return 0;
        }
        let size = 2.0 * self.random.unit().powf(-1.0 / 1.1);
        (size as usize).min(LARGEST).min(self.wanted / 4)
    }

    fn chain(&mut self, brand: &Brand, id: Option<u32>, children_from: Option<u32>, children: usize) {
        let parent = self.add(brand.parent_name(), brand, None, id);
        let Some(parent) = parent else { return };
        for n in 0..children {
            let request = children_from.map(|from| from + n as u32);
            self.add(brand.child_name(n), brand, Some(parent), request);
        }
    }

    /// Adds one store unless there are enough.
    fn add(&mut self, name: String, brand: &Brand, parent: Option<u32>, request: Option<u32>) -> Option<u32> {
        if self.stores.len() == self.wanted {
            return None;
        }
        let id = request.filter(|id| !self.used.contains(id)).unwrap_or_else(|| self.free_id());
        self.used.insert(id);
        let link = self.link();
        // A parent is never blank: it is what a person opens to find the rest.
        let blank = parent.is_some() && self.random.per_mille(BLANK_PER_MILLE);
        let name = if blank { " ".repeat(self.random.below(2)) } else { name };
        self.stores.push(Store { id, name, brand: brand.name, parent, link });
        Some(id)
    }

    /// Gaps between ids, as in real lists, but never an id twice.
    fn free_id(&mut self) -> u32 {
        let id = self.next_id;
        self.next_id += 1 + self.random.below(5) as u32;
        id
    }

    fn link(&mut self) -> Link {
        let draw = self.random.below(1000) as u16;
        match draw {
            _ if draw < OURS_PER_MILLE => Link::Ours,
            _ if draw < OURS_PER_MILLE + THEIRS_PER_MILLE => Link::Theirs,
            _ => Link::None,
        }
    }

    /// What documentation, tests and the tour name by id does not depend on the seed.
    fn pin_sample(&mut self) {
        for store in &mut self.stores {
            let (name, link) = match store.id {
                11 => ("FIFOUno", Link::None),
                1 => ("Your Brand Main", Link::Ours),
                3 => ("Child Store 3", Link::Ours),
                4 => ("Child Store 4", Link::None),
                10 => ("Sertester Centro", Link::None),
                20 => ("Sertester Chapinero Alto", Link::None),
                21 => ("Sertester Usaquén Plaza", Link::None),
                22 => ("Sertester Zona Rosa", Link::Ours),
                23 => ("Sertester Fontibón", Link::None),
                24 => ("Sertester Kennedy", Link::None),
                40 => ("Açaí do Zé — Matriz", Link::Ours),
                41 => ("Açaí do Zé — São João", Link::None),
                42 => ("Açaí do Zé — Vila Mariana", Link::Theirs),
                43 => ("Açaí do Zé — Pinheiros", Link::None),
                60 => ("Tacos & Co", Link::None),
                _ => continue,
            };
            name.clone_into(&mut store.name);
            store.link = link;
        }
        if let Some(blank) = self.stores.iter_mut().filter(|it| it.parent == Some(60)).nth(13) {
            blank.name.clear();
            blank.link = Link::None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Link, Seeded, Shape, Store, stores};

    fn group(seed: u64, wanted: usize) -> Vec<Store> {
        stores(&mut Seeded::new(seed, "test"), Shape::Group(wanted), 100)
    }

    #[test]
    fn every_size_is_met_exactly() {
        for wanted in [0, 1, 5, 11, 19, 200, 1_000, 100_000] {
            assert_eq!(group(7, wanted).len(), wanted);
        }
    }

    #[test]
    fn ids_are_unique_and_children_follow_their_parent() {
        let all = group(7, 100_000);
        let mut ids: Vec<u32> = all.iter().map(|it| it.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all.len());
        let mut parent = None;
        for store in &all {
            match store.parent {
                None => parent = Some(store.id),
                own => assert_eq!(own, parent, "{store:?}"),
            }
        }
    }

    #[test]
    fn the_mix_is_pleasant() {
        let all = group(7, 100_000);
        let share = |f: &dyn Fn(&Store) -> bool| all.iter().filter(|it| f(it)).count() as f64 / all.len() as f64;
        assert!((0.27..0.33).contains(&share(&|it| it.link == Link::Ours)));
        assert!((0.01..0.05).contains(&share(&|it| it.link == Link::Theirs)));
        assert!((0.001..0.02).contains(&share(&|it| it.name.trim().is_empty())));
        let largest = all.iter().filter(|it| it.parent == Some(60)).count();
        assert_eq!(largest, 5_000);
        assert!(all.iter().filter(|it| it.parent.is_none()).count() > 1_000);
    }

    #[test]
    fn the_seed_decides() {
        assert_eq!(group(7, 500), group(7, 500));
        assert_ne!(group(7, 500), group(8, 500));
    }
}
