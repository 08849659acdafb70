//! Ids as the provider makes them: 27 letters and digits after what they are an id of (docs/wire.md 2.1).

use crate::random::Seeded;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LENGTH: usize = 27;

/// `sbx_app_…`, `sbx_mid_…`, `msg_…`.
pub(super) fn id(random: &mut Seeded, kind: &str) -> String {
    let letters = (0..LENGTH).map(|_| char::from(*random.pick(ALPHABET)));
    format!("{kind}_{}", letters.collect::<String>())
}
