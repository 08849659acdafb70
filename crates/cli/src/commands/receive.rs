//! The receiver without a window.

use crate::{
    args::{self, Common},
    exit::Exit,
    open_profile,
    out::Out,
};
use gangway_core::{
    Code, Console, Failure, Options,
    view::{Change, DeliveryFilter, DeliveryRow},
};
use serde_json::json;
use std::collections::HashMap;
use tokio::sync::broadcast::error::RecvError;

/// Deliveries looked at on every change; more than the receiver takes in between.
const PAGE: u32 = 500;

pub(super) async fn run(common: &Common, args: &args::Receive, out: Out<'_>) -> Result<Exit, Failure> {
    let mut interrupts = out.caller.interrupts()?;
    let console = open_profile::open(common, Options::default(), out).await?;
    let receiver = console.overview.connection().receiver;
    if !receiver.listening {
        return Err(Failure::new(Code::PortBusy, receiver.detail.unwrap_or_default()));
    }
    if args.register {
        for integration in console.profile().integrations {
            if args.take_over {
                console.registration.take_over_webhook(integration.as_str()).await?;
            } else {
                console.registration.register_webhook(integration.as_str()).await?;
            }
        }
    }
    let _serving = crate::serve(&console);
    let mut changes = console.changes();
    let mut seen: HashMap<i64, DeliveryRow> = latest(&console).await?.into_iter().map(|row| (row.id, row)).collect();
    out.json_line(&json!({ "address": receiver.address, "endpoints": console.registration.webhooks().await? }));
    loop {
        let change = tokio::select! {
            () = interrupts.next() => return Ok(Exit::Done),
            change = changes.recv() => change,
        };
        match change {
            Ok(Change::Deliveries) | Err(RecvError::Lagged(_)) => {
                for row in latest(&console).await? {
                    // A delivery is told when it came and again when it took effect.
                    if seen.get(&row.id) != Some(&row) {
                        out.json_line(&json!({ "delivery": row }));
                        seen.insert(row.id, row);
                    }
                }
                let newest = seen.keys().copied().max().unwrap_or(0);
                seen.retain(|id, _| *id > newest - 2 * i64::from(PAGE));
            }
            Ok(change) => out.json_line(&json!({ "change": change })),
            Err(RecvError::Closed) => return Ok(Exit::Done),
        }
    }
}

/// The newest deliveries, oldest first.
async fn latest(console: &Console) -> Result<Vec<DeliveryRow>, Failure> {
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: PAGE };
    let mut rows = console.deliveries.deliveries(filter).await?.rows;
    rows.reverse();
    Ok(rows)
}
