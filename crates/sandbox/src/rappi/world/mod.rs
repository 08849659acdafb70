//! The truth: merchants, their stores, and which integration each store belongs to.

mod brands;
mod generate;
mod merchants;
mod status;
mod store;

use std::collections::HashMap;

use axum::body::Bytes;

use crate::{description::MerchantLogin, rappi::api::Spelling};
pub(crate) use store::{Link, Store};

/// The integration of the sandbox's client.
pub(crate) const OURS: &str = "pos-co-01";
/// An integration of somebody else.
pub(crate) const THEIRS: &str = "kds-andina-09";

/// A merchant with its account at Portal Partners.
pub(crate) struct Merchant {
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(crate) password: String,
    /// Whether Partners lets it authorize integrations; if not, every call is 403 (Rappi's guide).
    pub(crate) authorized: bool,
    /// Preorder: a parent is followed by its children.
    stores: Vec<Store>,
    by_id: HashMap<u32, usize>,
    /// The serialised status answer in one spelling.
    answer: Option<(Spelling, Bytes)>,
}

/// Stores of a merchant by their state.
#[derive(Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Counts {
    pub(crate) stores: usize,
    pub(crate) ours: usize,
    pub(crate) other: usize,
    pub(crate) none: usize,
}

impl Merchant {
    pub(crate) fn stores(&self) -> &[Store] {
        &self.stores
    }

    /// The store with this id, if it is this merchant's. Ids are decimal text; `"010"` is no id.
    pub(crate) fn store(&self, id: &str) -> Option<&Store> {
        self.position(id).map(|at| &self.stores[at])
    }

    /// Links a store, or with [`Link::None`] unlinks it.
    pub(crate) fn link(&mut self, id: &str, link: Link) {
        if let Some(at) = self.position(id) {
            self.stores[at].link = link;
            self.answer = None;
        }
    }

    /// The body of `integration-status`; kept until a store changes or the other spelling is asked for.
    pub(crate) fn status_body(&mut self, spelling: Spelling) -> Bytes {
        match &self.answer {
            Some((kept, body)) if *kept == spelling => body.clone(),
            _ => {
                let body = status::body(&self.stores, spelling);
                self.answer.insert((spelling, body)).1.clone()
            }
        }
    }

    pub(crate) fn counts(&self) -> Counts {
        let mut counts = Counts { stores: self.stores.len(), ..Counts::default() };
        for store in &self.stores {
            match store.link {
                Link::Ours => counts.ours += 1,
                Link::Theirs => counts.other += 1,
                Link::None => counts.none += 1,
            }
        }
        counts
    }

    fn position(&self, id: &str) -> Option<usize> {
        let number = id.parse().ok()?;
        let at = *self.by_id.get(&number)?;
        (number.to_string() == id).then_some(at)
    }
}

/// All merchants.
pub(crate) struct World {
    pub(crate) merchants: Vec<Merchant>,
}

impl World {
    /// The same `seed` and `stores` give the same world.
    pub(crate) fn new(seed: u64, stores: usize) -> Self {
        Self { merchants: merchants::all(seed, stores) }
    }

    /// E-mail addresses are compared without regard to case, as sign-in pages do.
    pub(crate) fn merchant(&self, email: &str) -> Option<&Merchant> {
        self.merchants.iter().find(|it| it.email.eq_ignore_ascii_case(email))
    }

    pub(crate) fn merchant_mut(&mut self, email: &str) -> Option<&mut Merchant> {
        self.merchants.iter_mut().find(|it| it.email.eq_ignore_ascii_case(email))
    }

    pub(crate) fn logins(&self) -> Vec<MerchantLogin> {
        let login = |it: &Merchant| MerchantLogin {
            name: it.name.into(),
            email: it.email.into(),
            password: it.password.clone(),
            stores: it.stores.len(),
        };
        self.merchants.iter().map(login).collect()
    }
}
