//! What the window asks for looking back: the activity, snapshots, comparisons, sign-offs.

use crate::shell::app_state::Desk;
use gangway_core::{
    Failure,
    view::{
        ActivityChecked, ActivityFilter, ActivityKinds, ActivityPage, CompareRequest, Comparison, Overview,
        PlaceCounts, RecordStats, Reviews, SignOffRow, SnapshotRow, TreeAt, WorkerRow,
    },
};
use tauri::State;

type Answer<T> = Result<T, Failure>;
type AtDesk<'a> = State<'a, Desk>;

#[tauri::command]
#[specta::specta]
pub(crate) async fn overview(desk: AtDesk<'_>) -> Answer<Overview> {
    desk.console().await?.overview.overview().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn counts(desk: AtDesk<'_>) -> Answer<PlaceCounts> {
    desk.console().await?.overview.counts().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn activity(
    desk: AtDesk<'_>,
    filter: ActivityFilter,
    before: Option<i64>,
    limit: u32,
) -> Answer<ActivityPage> {
    desk.console().await?.audit.activity(&filter, before, limit).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn activity_kinds(desk: AtDesk<'_>) -> Answer<ActivityKinds> {
    desk.console().await?.audit.activity_kinds().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn record_stats(desk: AtDesk<'_>) -> Answer<RecordStats> {
    desk.console().await?.retention.record_stats().await
}

/// What goes on by itself, and whether any of it broke off.
#[tauri::command]
#[specta::specta]
pub(crate) async fn workers(desk: AtDesk<'_>) -> Answer<Vec<WorkerRow>> {
    Ok(desk.console().await?.workers())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn verify_activity(desk: AtDesk<'_>) -> Answer<ActivityChecked> {
    desk.console().await?.audit.verify_activity().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn accept_activity(desk: AtDesk<'_>) -> Answer<ActivityChecked> {
    desk.console().await?.audit.accept_activity().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reviews(desk: AtDesk<'_>, merchant: String) -> Answer<Reviews> {
    desk.console().await?.reviews.reviews(&merchant).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_snapshot(desk: AtDesk<'_>, merchant: String, name: String) -> Answer<SnapshotRow> {
    desk.console().await?.reviews.keep_snapshot(&merchant, &name).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_snapshot(desk: AtDesk<'_>, id: i64, name: String) -> Answer<()> {
    desk.console().await?.reviews.rename_snapshot(id, &name).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_snapshot(desk: AtDesk<'_>, id: i64) -> Answer<()> {
    desk.console().await?.reviews.remove_snapshot(id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_trees(desk: AtDesk<'_>, request: CompareRequest) -> Answer<Comparison> {
    desk.console().await?.reviews.compare_trees(&request).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_off(
    desk: AtDesk<'_>,
    merchant: String,
    from: TreeAt,
    to: TreeAt,
    note: String,
) -> Answer<SignOffRow> {
    desk.console().await?.reviews.sign_off(&merchant, from, to, &note).await
}
