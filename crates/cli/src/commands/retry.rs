//! Deliveries that were set aside are tried once more.

use crate::{
    args::{Common, Retry},
    exit::Exit,
    open_profile,
    out::Out,
};
use gangway_core::{Failure, Options};
use serde_json::json;

pub(super) async fn run(common: &Common, request: &Retry, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    let retried = console.deliveries.retry_dead_letters(request.delivery).await?;
    out.result(&json!({ "retried": retried }), || format!("{retried} tried again"));
    Ok(Exit::Done)
}
