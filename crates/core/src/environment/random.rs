//! Randomness of the operating system, for ids and secrets.

use crate::{Code, Failure};

/// Random octets. Fails where the system has no source of them.
pub(crate) fn octets<const N: usize>() -> Result<[u8; N], Failure> {
    let mut octets = [0; N];
    getrandom::fill(&mut octets).map_err(|error| Failure::new(Code::Internal, format!("No randomness: {error}.")))?;
    Ok(octets)
}
