//! What the window asks for looking back: the activity, snapshots, comparisons, sign-offs.

use crate::shell::app_state::AppState;
use gangway_core::{
    Failure,
    view::{
        ActivityChecked, ActivityFilter, ActivityKinds, ActivityPage, AttentionKind, CompareRequest, Comparison,
        Overview, PlaceCounts, RecordStats, Reviews, SignOffRow, SnapshotRow, TreeAt, WorkerRow,
    },
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type InApp<'a> = State<'a, AppState>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn overview(state: InApp<'_>) -> Answer<Overview> {
    state.console().await?.overview.overview().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn snooze_attention(state: InApp<'_>, kind: AttentionKind, id: String, until: i64) -> Answer<()> {
    state.console().await?.overview.snooze(kind, id, until).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_attention(state: InApp<'_>, kind: AttentionKind, id: String, seen: i64) -> Answer<()> {
    state.console().await?.overview.set_done(kind, id, seen).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn bring_back_attention(state: InApp<'_>, kind: AttentionKind, id: String) -> Answer<()> {
    state.console().await?.overview.bring_back(kind, id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn counts(state: InApp<'_>) -> Answer<PlaceCounts> {
    state.console().await?.overview.counts().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn activity(
    state: InApp<'_>,
    filter: ActivityFilter,
    before: Option<i64>,
    limit: u32,
) -> Answer<ActivityPage> {
    state.console().await?.audit.activity(&filter, before, limit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn activity_kinds(state: InApp<'_>) -> Answer<ActivityKinds> {
    state.console().await?.audit.activity_kinds().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn record_stats(state: InApp<'_>) -> Answer<RecordStats> {
    state.console().await?.retention.record_stats().await
}

/// What goes on by itself, and whether any of it broke off.
#[tauri::command]
#[specta::specta]
pub(crate) async fn workers(state: InApp<'_>) -> Answer<Vec<WorkerRow>> {
    Ok(state.console().await?.workers())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn verify_activity(state: InApp<'_>) -> Answer<ActivityChecked> {
    state.console().await?.audit.verify_activity().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn accept_activity(state: InApp<'_>) -> Answer<ActivityChecked> {
    state.console().await?.audit.accept_activity().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reviews(state: InApp<'_>, merchant: String) -> Answer<Reviews> {
    state.console().await?.reviews.reviews(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_snapshot(state: InApp<'_>, merchant: String, name: String) -> Answer<SnapshotRow> {
    state.console().await?.reviews.keep_snapshot(&merchant, &name).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_snapshot(state: InApp<'_>, id: i64, name: String) -> Answer<()> {
    state.console().await?.reviews.rename_snapshot(id, &name).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_snapshot(state: InApp<'_>, id: i64) -> Answer<()> {
    state.console().await?.reviews.remove_snapshot(id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_trees(state: InApp<'_>, request: CompareRequest) -> Answer<Comparison> {
    state.console().await?.reviews.compare_trees(&request).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_off(
    state: InApp<'_>,
    merchant: String,
    from: TreeAt,
    to: TreeAt,
    note: String,
) -> Answer<SignOffRow> {
    state.console().await?.reviews.sign_off(&merchant, from, to, &note).await
}
