//! Hands capabilities and the list of commands to Tauri's build step; the root of the repository is the Tauri folder.

/// A command that is not in this list cannot be granted to any window.
const COMMANDS: &[&str] = &[
    "start",
    "open_profile",
    "create_profile",
    "preferences",
    "set_preferences",
    "profile_detail",
    "save_profile",
    "connection",
    "check_connection",
    "unlock_vault",
    "merchants",
    "sign_out",
    "refresh_stores",
    "stores",
    "drift",
    "see_drift",
    "store_delta",
    "plan",
    "provision",
    "stop_operation",
    "undo_operation",
    "begin_operation",
    "pause_operation",
    "resume_operation",
    "operations",
    "operation",
    "operation_stores",
    "store_latest",
    "authorize_start",
    "authorize_pending",
    "authorize_status",
    "authorize_paste",
    "authorize_answer",
    "authorize_cancel",
    "authorize_open",
    "webhooks",
    "register_webhook",
    "deliveries",
    "delivery",
    "activity",
    "check",
    "examine",
    "webhook_rotation",
    "rotate_webhook_secret",
    "deprecations",
    "rappi_settings",
    "save_rappi_settings",
    "subscriptions",
    "refresh_subscriptions",
    "preview_create",
    "create_subscription",
    "preview_change",
    "change_subscription",
    "preview_settle",
    "settle_drift",
    "preview_rotate",
    "rotate_subscription_secret",
    "check_address",
    "copy_subscription_secret",
    "import_file",
    "import_judge",
    "import_rows",
    "close_import",
    "save_refused",
    "export_stores",
    "export_plan",
    "show_saved",
    "open_saved",
];

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    // The pages are part of the program: new pages, new program.
    println!("cargo:rerun-if-changed=ui/dist");
    let attributes = tauri_build::Attributes::new()
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS))
        .capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:error={error:#}");
    }
}
