//! A merchant authorizes.

use super::sign_in::{SignInRequest, sign_in};
use crate::{
    args::{self, Common},
    exit::Exit,
    open_profile,
    out::{Out, count},
};
use gangway_core::{Failure, Options, view::VaultState};
use serde_json::json;

pub(super) async fn run(common: &Common, args: &args::Authorize, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    if console.overview.connection().vault.state != VaultState::Keyring {
        out.progress(
            "There is no keyring here, so the sign-in ends with this command. `gangway provision --sign-in` keeps both in one.",
        );
    }
    let request = SignInRequest {
        back: args.way,
        expect: args.expect.clone(),
        paste: args.paste,
        accept_mismatch: args.accept_mismatch,
    };
    let signed_in = sign_in(&console, &request, out).await?;
    let result = json!({ "merchant": signed_in.merchant, "email": signed_in.email, "stores": signed_in.stores });
    out.result(&result, || format!("{} authorized; {}.", signed_in.email, count(signed_in.stores, "store")));
    Ok(Exit::Done)
}
