//! Rejected deliveries are verified once more, by the secrets of now.

use crate::{
    args::{Common, Reverify},
    exit::Exit,
    open_profile,
    out::Out,
};
use gangway_core::{Failure, Options};
use serde_json::json;

pub(super) async fn run(common: &Common, request: &Reverify, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    let report = console.deliveries.reverify_deliveries(request.delivery, request.since).await?;
    out.result(&json!({ "reverified": report }), || {
        format!(
            "{} checked: {} verified and applied, {} here already, {} still rejected",
            report.checked, report.to_apply, report.duplicates, report.rejected
        )
    });
    Ok(if report.rejected == 0 { Exit::Done } else { Exit::No })
}
