//! Stores whose provisioning ends FAILED, chosen beforehand.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use crate::{FailStores, random::Seeded};

/// Which stores fail.
#[derive(Debug)]
pub(crate) struct Failing {
    seed: u64,
    per_mille: u16,
    /// How often each still fails; `None` is always.
    named: Mutex<HashMap<String, Option<u32>>>,
}

impl Failing {
    pub(crate) fn new(seed: u64, choice: &FailStores) -> Self {
        let (ids, per_mille) = match choice {
            FailStores::None => (&[][..], 0),
            FailStores::Ids(ids) => (&ids[..], 0),
            FailStores::PerMille(rate) => (&[][..], *rate),
        };
        let named = ids.iter().map(|id| (id.clone(), None)).collect();
        Self { seed, per_mille, named: Mutex::new(named) }
    }

    /// From now on exactly these fail by name, each `times` times or always.
    pub(crate) fn replace(&self, ids: Vec<String>, times: Option<u32>) {
        *self.named() = ids.into_iter().map(|id| (id, times)).collect();
    }

    /// Whether this attempt fails; counts it.
    pub(crate) fn strikes(&self, id: &str) -> bool {
        let by_name = match self.named().get_mut(id) {
            None | Some(Some(0)) => false,
            Some(None) => true,
            Some(Some(left)) => {
                *left -= 1;
                true
            }
        };
        by_name || Seeded::new(self.seed, &format!("fail {id}")).per_mille(self.per_mille)
    }

    fn named(&self) -> std::sync::MutexGuard<'_, HashMap<String, Option<u32>>> {
        self.named.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
