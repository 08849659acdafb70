//! The accounts that can sign in, each there for a reason.

use super::{
    Merchant, Store,
    generate::{self, Shape},
};
use crate::random::Seeded;

struct Account {
    name: &'static str,
    email: &'static str,
    word: &'static str,
    authorized: bool,
    shape: Shape,
    first_id: u32,
}

/// Ids of different merchants never meet: each has a range of a hundred million.
const RANGE: u32 = 100_000_000;

fn accounts(stores: usize) -> [Account; 6] {
    let account = |name, email, word, shape, range: u32| Account {
        name,
        email,
        word,
        authorized: true,
        shape,
        first_id: range * RANGE + 100,
    };
    [
        account("Grupo Sertester", "duena@sertester.co", "muelle", Shape::Group(stores), 0),
        // One letter away from the first: the console must notice when the wrong one signs in.
        account("Sertester Franquicias", "dueno@sertester.co", "cabo", Shape::Chains(12), 1),
        account("Tres Esquinas", "hola@tresesquinas.mx", "faro", Shape::Single(3), 2),
        account("Sabores del Pacífico", "gerencia@saborespacifico.pe", "ancla", Shape::Chains(60), 3),
        account("Café Por Abrir", "contacto@cafeporabrir.cl", "brisa", Shape::Single(0), 4),
        Account {
            authorized: false,
            ..account("Heladería Sin Permiso", "admin@sinpermiso.ar", "ola", Shape::Single(4), 5)
        },
    ]
}

pub(super) fn all(seed: u64, stores: usize) -> Vec<Merchant> {
    accounts(stores).into_iter().map(|account| merchant(seed, &account)).collect()
}

fn merchant(seed: u64, account: &Account) -> Merchant {
    let mut random = Seeded::new(seed, account.email);
    let password = format!("{}-{:04}", account.word, random.below(10_000));
    let stores: Vec<Store> = generate::stores(&mut random, account.shape, account.first_id);
    Merchant {
        name: account.name,
        email: account.email,
        password,
        authorized: account.authorized,
        by_id: stores.iter().enumerate().map(|(at, store)| (store.id, at)).collect(),
        stores,
        answer: None,
    }
}
