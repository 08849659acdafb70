//! The team's key: an `age` identity that the first device makes, and that travels inside invitations, sealed with what comes
//! of the invitation's secret. The relay never has it.

use crate::{Code, Failure, Reason, environment::random::octets};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use bech32::{Bech32, Hrp};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use secrecy::{ExposeSecret as _, SecretString};

/// What is sealed, so that nothing else that is sealed with such a key is taken for it.
const WHAT: &[u8] = b"gangway team key 1";

/// How an identity of `age` for X25519 begins (age-encryption.org/v1): the rest is 32 bytes by chance, as Bech32 in upper case.
const KIND: Hrp = Hrp::parse_unchecked("age-secret-key-");

/// A new one.
pub(super) fn new() -> Result<SecretString, Failure> {
    let bytes: [u8; 32] = octets()?;
    let text = bech32::encode_upper::<Bech32>(KIND, &bytes).map_err(|_| broken())?;
    Ok(text.into())
}

fn is_one(text: &str) -> bool {
    bech32::decode(text).is_ok_and(|(kind, bytes)| kind == KIND && bytes.len() == 32)
}

/// Seals it for one invitation. Each has a key of its own, and nonces are by chance.
pub(super) fn seal(team_key: &SecretString, with: &[u8; 32]) -> Result<String, Failure> {
    let nonce: [u8; NONCE_LEN] = octets()?;
    let mut sealed = team_key.expose_secret().as_bytes().to_vec();
    let key = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, with).map_err(|_| broken())?);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(WHAT), &mut sealed)
        .map_err(|_| broken())?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
}

/// Opens it.
pub(super) fn open(sealed: &str, with: &[u8; 32]) -> Result<SecretString, Failure> {
    let mut bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).map_err(|_| unreadable())?;
    let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN).ok_or_else(unreadable)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| unreadable())?;
    let key = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, with).map_err(|_| broken())?);
    let opened = key.open_in_place(nonce, Aad::from(WHAT), sealed).map_err(|_| unreadable())?;
    let text = std::str::from_utf8(opened).map_err(|_| unreadable())?;
    if is_one(text) { Ok(text.into()) } else { Err(unreadable()) }
}

fn unreadable() -> Failure {
    let message = "The team's key in the invitation cannot be opened. Ask for another invitation.";
    Failure::new(Code::RelayRefused, message).because(Reason::TeamKeyUnreadable)
}

fn broken() -> Failure {
    Failure::new(Code::Internal, "The team's key could not be sealed.")
}

#[cfg(test)]
mod tests {
    use super::{new, open, seal};
    use secrecy::ExposeSecret as _;

    #[test]
    fn what_was_sealed_for_an_invitation_is_opened_by_it_alone() {
        let key = new().unwrap();
        assert!(key.expose_secret().starts_with("AGE-SECRET-KEY-1"));
        let sealed = seal(&key, &[1; 32]).unwrap();
        assert!(!sealed.contains("AGE"));
        assert_eq!(open(&sealed, &[1; 32]).unwrap().expose_secret(), key.expose_secret());
        assert_ne!(seal(&key, &[1; 32]).unwrap(), sealed, "another nonce");
        let cut = &sealed[..sealed.len() - 4];
        for (text, with) in [(sealed.as_str(), [2; 32]), (cut, [1; 32]), ("", [1; 32]), ("!", [1; 32])] {
            assert!(open(text, &with).is_err(), "{text}");
        }
    }
}
