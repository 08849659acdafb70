//! A PIN, as it is kept: a digest that takes a while to make (Argon2id), with salt.

use crate::{Code, Failure, Reason, environment::random::octets};
use argon2::{
    Argon2, PasswordHash, PasswordHasher as _, PasswordVerifier as _,
    password_hash::{self, SaltString},
};
use secrecy::{ExposeSecret as _, SecretString};

/// Characters of a PIN, at least.
const SHORTEST: usize = 6;

/// The digest of a new PIN.
pub(super) fn digest(pin: &SecretString) -> Result<SecretString, Failure> {
    if pin.expose_secret().chars().count() < SHORTEST {
        let failure = Failure::new(Code::BadInput, format!("A PIN has {SHORTEST} characters at least."));
        return Err(failure.because(Reason::PinTooShort).about(SHORTEST.to_string()));
    }
    let salt = SaltString::encode_b64(&octets::<16>()?).map_err(|error| failed(&error))?;
    let digest =
        Argon2::default().hash_password(pin.expose_secret().as_bytes(), &salt).map_err(|error| failed(&error))?;
    Ok(digest.to_string().into())
}

/// Whether it is the PIN of a digest. A digest that cannot be read is no PIN's.
pub(super) fn is(pin: &SecretString, digest: &SecretString) -> Result<bool, Failure> {
    let digest = PasswordHash::new(digest.expose_secret()).map_err(|error| failed(&error))?;
    match Argon2::default().verify_password(pin.expose_secret().as_bytes(), &digest) {
        Ok(()) => Ok(true),
        Err(password_hash::Error::Password) => Ok(false),
        Err(error) => Err(failed(&error)),
    }
}

fn failed(error: &password_hash::Error) -> Failure {
    Failure::new(Code::VaultFailed, "What is kept of the PIN cannot be used.")
        .because(Reason::VaultFailed)
        .with(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{digest, is};
    use crate::Reason;
    use secrecy::ExposeSecret as _;

    #[test]
    fn only_the_same_pin_fits_and_no_two_digests_are_alike() {
        let (first, second) = (digest(&"123456".into()).unwrap(), digest(&"123456".into()).unwrap());
        assert!(first.expose_secret().starts_with("$argon2id$"));
        assert_ne!(first.expose_secret(), second.expose_secret());
        assert!(is(&"123456".into(), &first).unwrap() && is(&"123456".into(), &second).unwrap());
        assert!(!is(&"123457".into(), &first).unwrap() && !is(&"".into(), &first).unwrap());
        assert!(is(&"123456".into(), &"nothing".into()).is_err(), "a broken digest opens nothing");
    }

    #[test]
    fn a_short_one_is_refused() {
        let failure = digest(&"12345".into()).unwrap_err();
        assert_eq!((failure.reason, failure.what.as_deref()), (Some(Reason::PinTooShort), Some("6")));
    }
}
