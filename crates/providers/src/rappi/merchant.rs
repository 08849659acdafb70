use secrecy::SecretString;

/// A request may be under way this long before it is looked at, in milliseconds; the time to make a connection.
const UNDER_WAY_MS: i64 = 5_000;

/// A merchant's token: the `id_token` of its sign-in (docs/wire.md 1.4).
#[derive(Clone)]
pub struct MerchantToken {
    /// Goes into the header, and nowhere else.
    pub bearer: SecretString,
    /// Its `exp`, Unix milliseconds.
    pub ends_at: i64,
}

impl MerchantToken {
    /// Whether a request that leaves now, by the provider's clock, would be looked at after the token's end.
    pub fn is_over(&self, now: i64) -> bool {
        now.saturating_add(UNDER_WAY_MS) >= self.ends_at
    }
}

#[cfg(test)]
mod tests {
    use super::MerchantToken;

    #[test]
    fn over_is_when_it_would_arrive_too_late() {
        let token = MerchantToken { bearer: "t".into(), ends_at: 100_000 };
        assert_eq!([94_999, 95_000, 100_001].map(|now| token.is_over(now)), [false, true, true]);
        assert!(token.is_over(i64::MAX));
    }
}
