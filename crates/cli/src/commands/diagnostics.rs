//! What whoever helps wants to know first.

use crate::{args::Common, exit::Exit, open_profile, out::Out};
use gangway_core::{Failure, Options};

pub(super) async fn run(common: &Common, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    let all = console.diagnostics(Vec::new()).await?;
    out.result(&all, || serde_json::to_string_pretty(&all).unwrap_or_default());
    Ok(Exit::Done)
}
