//! A person at a desk who wants all stores provisioned, as a program that can be killed: opens the profile, goes on with what
//! was left, starts what is missing, and ends when nothing is left to be done. What it needs comes as JSON on stdin.
#![expect(clippy::expect_used, reason = "a part of a test: a panic is the answer")]

use gangway_core::{
    Console, Home, Options,
    view::{Flags, Kind, OperationRow, OperationState, PlanRequest, PlanSource},
};
use gangway_tests::PROFILE;
use gangway_vault::Vault;
use serde_json::Value;
use std::{io::Read, sync::Arc, time::Duration};

/// Between two looks where nothing is heard.
const LOOK: Duration = Duration::from_millis(100);

#[tokio::main]
async fn main() {
    let mut said = String::new();
    std::io::stdin().read_to_string(&mut said).expect("stdin can be read");
    let said: Value = serde_json::from_str(&said).expect("stdin is JSON");
    let text = |name: &str| said[name].as_str().expect("a text").to_owned();
    let vault = Vault::in_memory().await;
    for (name, secret) in said["secrets"].as_object().expect("an object") {
        let secret = secret.as_str().expect("a text").to_owned();
        vault.put(name, secret.into()).await.expect("memory takes it");
    }
    let home = Home::at(text("home"));
    let console = Console::open_with(&home, PROFILE, Options::default(), vault).await.expect("the profile opens");
    let stores = said["stores"].as_array().expect("a list").iter().filter_map(|id| id.as_str().map(str::to_owned));
    let request = PlanRequest {
        merchant: text("merchant"),
        source: PlanSource::Stores { stores: stores.collect() },
        integration: text("integration"),
        flags: Flags::default(),
        kind: Kind::Provision,
        hold_s: 0,
        repeat: true,
    };
    loop {
        go_on(&console).await;
        settle(&console).await;
        let plan = console.provisioning.plan(&request).await.expect("the record can be read");
        if plan.stores == 0 && rows(&console).await.iter().all(|row| row.counts.open() == 0) {
            return;
        }
        // Refused where the provider is in trouble; then it is tried again.
        if plan.stores > 0 && console.provisioning.provision(&request, Some(&plan.fingerprint)).await.is_err() {
            tokio::time::sleep(LOOK).await;
        }
    }
}

async fn rows(console: &Arc<Console>) -> Vec<OperationRow> {
    console.provisioning.operations(None).await.expect("the record can be read")
}

/// Where something can be gone on with, it is.
async fn go_on(console: &Arc<Console>) {
    for row in rows(console).await {
        let rests = matches!(row.state, OperationState::Interrupted | OperationState::Halted | OperationState::Paused);
        if rests && row.counts.planned > 0 {
            // Another run may have its stores by now; then nothing of it is left.
            let _ = console.provisioning.resume_operation(&row.id).await;
        }
    }
}

/// Until nothing leaves and nothing is outstanding.
async fn settle(console: &Arc<Console>) {
    let mut changes = console.changes();
    loop {
        let busy = |row: &OperationRow| row.state == OperationState::Running || row.counts.open() > 0;
        if !rows(console).await.iter().any(busy) {
            return;
        }
        let _ = tokio::time::timeout(LOOK, changes.recv()).await;
    }
}
