//! Operations of the record.

use super::{
    provision::follow,
    summary::{ended, row_words, summary, word},
};
use crate::{
    args::{self, Common},
    exit::Exit,
    open_profile,
    out::{Out, table},
    remark_text::said,
};
use gangway_core::{
    Console, Failure, Options, Reason,
    view::{OperationRow, OperationStore},
};
use serde_json::json;
use std::{sync::Arc, time::Duration};

/// Stores read at a time.
const PAGE: u32 = 1000;

pub(super) async fn run(common: &Common, args: &args::Operations, out: Out<'_>) -> Result<Exit, Failure> {
    let console =
        open_profile::open(common, if args.resume { Options::default() } else { Options::READING }, out).await?;
    match &args.id {
        Some(id) if args.resume => {
            resume(&console, id, args.take_over).await?;
            let view = follow(&console, id, Duration::from_secs(args.wait), out).await?;
            out.result(&json!({ "operation": view }), || summary(&view));
            Ok(ended(&view))
        }
        Some(id) => one(&console, id, out).await,
        None => list(&console, args.merchant.as_deref(), out).await,
    }
}

/// Goes on. Where results go to another address, the registration is replaced if the command line said so.
async fn resume(console: &Arc<Console>, id: &str, take_over: bool) -> Result<(), Failure> {
    match console.provisioning.resume_operation(id).await {
        Err(failure) if take_over && failure.reason == Some(Reason::WebhookElsewhere) => {
            let integration = console.provisioning.operation(id).await?.row.integration;
            console.registration.take_over_webhook(&integration).await?;
            console.provisioning.resume_operation(id).await
        }
        ended => ended,
    }
}

async fn list(console: &Console, merchant: Option<&str>, out: Out<'_>) -> Result<Exit, Failure> {
    let merchant = match merchant {
        Some(wanted) => Some(open_profile::merchant(console, wanted).await?.id),
        None => None,
    };
    let rows = console.provisioning.operations(merchant.as_deref()).await?;
    out.result(&json!({ "operations": rows }), || match rows.as_slice() {
        [] => "No operations.".to_owned(),
        rows => rows.iter().map(row_words).collect::<Vec<_>>().join("\n"),
    });
    Ok(Exit::Done)
}

async fn one(console: &Console, id: &str, out: Out<'_>) -> Result<Exit, Failure> {
    let view = console.provisioning.operation(id).await?;
    let stores = all_stores(console, &view.row).await?;
    out.result(&json!({ "operation": view, "stores": stores }), || {
        let rows = stores.iter().map(|store| {
            let code = store.code.map(|code| code.to_string()).unwrap_or_default();
            let message = store.message.as_deref().map(said).unwrap_or_default();
            vec![
                store.store.clone(),
                word(&store.state),
                format!("{code} {message}").trim().to_owned(),
                store.name.clone(),
            ]
        });
        let table = table(&["STORE", "STATE", "WHY", "NAME"], &rows.collect::<Vec<_>>());
        format!("{}\n{table}", summary(&view))
    });
    Ok(Exit::Done)
}

async fn all_stores(console: &Console, row: &OperationRow) -> Result<Vec<OperationStore>, Failure> {
    let mut stores = Vec::new();
    loop {
        let page = console.provisioning.operation_stores(&row.id, None, stores.len() as u32, PAGE).await?;
        let read = page.rows.len();
        stores.extend(page.rows);
        if read < PAGE as usize || stores.len() >= page.total as usize {
            return Ok(stores);
        }
    }
}
