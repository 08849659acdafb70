//! The API key (docs/wire.md 2.1): it does not change, and nothing is renewed.

use crate::net::api_client::Authorization;
use secrecy::SecretString;

pub(super) fn authorization(key: SecretString) -> Authorization {
    Authorization::Key(key)
}
