//! What members seal for each other, and what a relay seals for them: with keys that come of the team's key, which the relay never
//! has. Whatever opens was sealed by a member, under the same name.

use crate::{Code, Failure, Reason, environment::random::octets};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use gangway_wire::Digest256;
use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf::{HKDF_SHA256, Salt},
    hmac,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Serialize, de::DeserializeOwned};

/// Between the parts of what a key is made for.
const SEAL: &[u8] = b"gangway team seal 1";
const SUBJECT: &[u8] = b"gangway team subject 1";
const SALT: &[u8] = b"gangway team key";

/// The team's key, in use.
pub(super) struct TeamKey(SecretString);

impl TeamKey {
    pub(super) const fn new(identity: SecretString) -> Self {
        Self(identity)
    }

    fn derived(&self, what: &[u8]) -> Result<[u8; 32], Failure> {
        let mut key = [0; 32];
        let extracted = Salt::new(HKDF_SHA256, SALT).extract(self.0.expose_secret().as_bytes());
        let what = [what];
        extracted.expand(&what, HKDF_SHA256).and_then(|okm| okm.fill(&mut key)).map_err(|_| broken())?;
        Ok(key)
    }

    fn sealing(&self) -> Result<LessSafeKey, Failure> {
        let key = self.derived(SEAL)?;
        Ok(LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).map_err(|_| broken())?))
    }

    /// Seals something for members. It opens under the same name only.
    pub(super) fn seal(&self, name: &str, what: &impl Serialize) -> Result<Vec<u8>, Failure> {
        let nonce: [u8; NONCE_LEN] = octets()?;
        let mut sealed = serde_json::to_vec(what).map_err(|_| broken())?;
        self.sealing()?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(name.as_bytes()), &mut sealed)
            .map_err(|_| broken())?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what a member sealed.
    pub(super) fn open<T: DeserializeOwned>(&self, name: &str, sealed: &[u8]) -> Result<T, Failure> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN).ok_or_else(unreadable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| unreadable())?;
        let mut bytes = sealed.to_vec();
        let opened = self.sealing()?.open_in_place(nonce, Aad::from(name.as_bytes()), &mut bytes);
        serde_json::from_slice(opened.map_err(|_| unreadable())?).map_err(|_| unreadable())
    }

    /// The same as text.
    pub(super) fn seal_text(&self, name: &str, what: &impl Serialize) -> Result<String, Failure> {
        Ok(BASE64_URL_SAFE_NO_PAD.encode(self.seal(name, what)?))
    }

    /// The same of text.
    pub(super) fn open_text<T: DeserializeOwned>(&self, name: &str, sealed: &str) -> Result<T, Failure> {
        self.open(name, &BASE64_URL_SAFE_NO_PAD.decode(sealed).map_err(|_| unreadable())?)
    }

    /// What stands for somebody in the log: members can tell who it is, and nobody else.
    pub(super) fn subject(&self, environment: &str, email: &str) -> Result<Digest256, Failure> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derived(SUBJECT)?);
        let tag = hmac::sign(&key, format!("{environment}\0{email}").as_bytes());
        tag.as_ref().try_into().map(Digest256).map_err(|_| broken())
    }

    fn identity(&self) -> Result<age::x25519::Identity, Failure> {
        self.0.expose_secret().parse().map_err(|_: &str| broken())
    }

    /// To which the relay seals what merchants bring.
    pub(super) fn recipient(&self) -> Result<String, Failure> {
        Ok(self.identity()?.to_public().to_string())
    }

    /// Opens what the relay sealed: the query with which a merchant came back.
    pub(super) fn open_answer(&self, sealed: &str) -> Result<SecretString, Failure> {
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(sealed).map_err(|_| unreadable())?;
        let opened = age::decrypt(&self.identity()?, &sealed).map_err(|_| unreadable())?;
        String::from_utf8(opened).map(SecretString::from).map_err(|_| unreadable())
    }
}

fn unreadable() -> Failure {
    Failure::new(Code::RelayRefused, "What was sealed for the team cannot be opened with the team's key.")
        .because(Reason::TeamKeyUnreadable)
}

fn broken() -> Failure {
    Failure::new(Code::Internal, "The team's key could not be used.")
}

#[cfg(test)]
mod tests {
    use super::TeamKey;
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    use secrecy::ExposeSecret as _;

    fn key() -> TeamKey {
        TeamKey::new(crate::team::key::new().unwrap())
    }

    #[test]
    fn what_a_member_sealed_opens_under_its_name_and_with_the_same_key() {
        let (ours, theirs) = (key(), key());
        let sealed = ours.seal("link/1", &"a verifier").unwrap();
        assert!(!sealed.windows(8).any(|it| it == b"verifier"));
        assert_eq!(ours.open::<String>("link/1", &sealed).unwrap(), "a verifier");
        assert!(ours.open::<String>("link/2", &sealed).is_err(), "of another link");
        assert!(theirs.open::<String>("link/1", &sealed).is_err(), "of another team");
        assert!(ours.open::<String>("link/1", &sealed[..5]).is_err());
        assert_ne!(ours.seal("link/1", &"a verifier").unwrap(), sealed, "another nonce");
    }

    #[test]
    fn what_a_relay_sealed_opens_with_the_teams_key_alone() {
        let (ours, theirs) = (key(), key());
        let recipient: age::x25519::Recipient = ours.recipient().unwrap().parse().unwrap();
        let sealed = BASE64_URL_SAFE_NO_PAD.encode(age::encrypt(&recipient, b"code=c&state=s").unwrap());
        assert_eq!(ours.open_answer(&sealed).unwrap().expose_secret(), "code=c&state=s");
        assert!(theirs.open_answer(&sealed).is_err());
        assert!(ours.open_answer("!").is_err());
    }

    #[test]
    fn a_subject_is_the_same_for_members_and_tells_others_nothing() {
        let (ours, theirs) = (key(), key());
        let of = |key: &TeamKey, environment| key.subject(environment, "ana@shop.test").unwrap();
        assert_eq!(of(&ours, "production"), of(&ours, "production"));
        assert_ne!(of(&ours, "production"), of(&ours, "sandbox"));
        assert_ne!(of(&ours, "production"), of(&theirs, "production"));
    }
}
