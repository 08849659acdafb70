/// Unix milliseconds. The only clock of this crate: ages of tokens, waits that a remote asks for, differences of clocks.
#[expect(clippy::disallowed_methods, reason = "the clock of the crate")]
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
