//! Two kinds of chance: repeatable by seed for the world, and the system's for everything that must not be guessed.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// `SplitMix64`: small, fast and the same on every machine, which is all a seeded world needs.
#[derive(Debug, Clone)]
pub(crate) struct Seeded(u64);

impl Seeded {
    /// A stream of its own for every `(seed, purpose)`, so that one more draw in one place moves nothing elsewhere.
    pub(crate) fn new(seed: u64, purpose: &str) -> Self {
        // FNV-1a
        let stream = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mut new = Self(seed ^ stream);
        new.next();
        new
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// In `0..n`; `n` must not be 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// True `n` times of a thousand.
    pub(crate) fn per_mille(&mut self, n: u16) -> bool {
        self.below(1000) < usize::from(n)
    }

    /// In `(0, 1]`.
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// `bytes` octets of the system's randomness as base64url.
pub(crate) fn token(bytes: usize) -> Result<String, getrandom::Error> {
    let mut raw = vec![0; bytes];
    getrandom::fill(&mut raw)?;
    Ok(URL_SAFE_NO_PAD.encode(raw))
}

#[cfg(test)]
mod tests {
    use super::Seeded;

    #[test]
    fn streams_repeat_and_differ() {
        let draw = |seed, purpose| Seeded::new(seed, purpose).next();
        assert_eq!(draw(7, "stores"), draw(7, "stores"));
        assert_ne!(draw(7, "stores"), draw(8, "stores"));
        assert_ne!(draw(7, "stores"), draw(7, "names"));
    }
}
