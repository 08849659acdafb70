//! The typed border between window and core: one list of commands, from which the handler, the TypeScript and the
//! capability are made or checked.

use crate::{
    application_commands, authorize_commands, business_commands, commands, files, network_commands, ratepay_commands,
    review_commands, secret_commands, telling_commands,
};
use gangway_console_core::{
    Code,
    view::{Change, PackedHead, Remark},
};
use specta_typescript::Typescript;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

/// All commands. `capabilities/main.json` lists the same ones, which a test checks.
#[expect(clippy::too_many_lines, reason = "one table")]
pub fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .commands(collect_commands![
            commands::start,
            commands::open_profile,
            commands::create_profile,
            commands::preferences,
            commands::set_preferences,
            commands::profile_detail,
            commands::save_profile,
            commands::connection,
            commands::check_connection,
            commands::unlock_vault,
            commands::merchants,
            commands::sign_out,
            commands::refresh_stores,
            commands::stores,
            commands::drift,
            commands::see_drift,
            commands::store_delta,
            commands::plan,
            commands::provision,
            commands::stop_operation,
            commands::undo_operation,
            commands::begin_operation,
            commands::pause_operation,
            commands::resume_operation,
            commands::operations,
            commands::operation,
            commands::operation_stores,
            commands::store_latest,
            authorize_commands::authorize_start,
            authorize_commands::authorize_pending,
            authorize_commands::authorize_status,
            authorize_commands::authorize_paste,
            authorize_commands::authorize_answer,
            authorize_commands::authorize_cancel,
            authorize_commands::authorize_open,
            commands::webhooks,
            commands::register_webhook,
            commands::take_over_webhook,
            commands::deliveries,
            commands::delivery,
            commands::retry_dead_letters,
            commands::reverify_deliveries,
            commands::reverify_step,
            review_commands::overview,
            review_commands::activity,
            ratepay_commands::ratepay_settings,
            ratepay_commands::save_ratepay,
            ratepay_commands::check_ratepay,
            ratepay_commands::disputes,
            ratepay_commands::answer_dispute,
            ratepay_commands::delivery_facts,
            ratepay_commands::open_document,
            application_commands::remind_merchant,
            application_commands::application_board,
            application_commands::applications,
            application_commands::application,
            application_commands::application_personal,
            application_commands::refresh_applications,
            application_commands::application_views,
            application_commands::keep_application_view,
            application_commands::remove_application_view,
            application_commands::rainforest_settings,
            application_commands::save_rainforest,
            application_commands::check_rainforest,
            review_commands::activity_kinds,
            review_commands::record_stats,
            review_commands::verify_activity,
            review_commands::accept_activity,
            review_commands::reviews,
            review_commands::keep_snapshot,
            review_commands::rename_snapshot,
            review_commands::remove_snapshot,
            review_commands::compare_trees,
            review_commands::sign_off,
            telling_commands::notifications,
            telling_commands::notification,
            telling_commands::send_notification,
            telling_commands::hold_notification,
            telling_commands::read_bounce,
            telling_commands::note_bounce,
            telling_commands::read_notifications,
            telling_commands::mute_merchant,
            telling_commands::telling_settings,
            telling_commands::save_telling,
            telling_commands::set_sending,
            telling_commands::try_way,
            telling_commands::template,
            telling_commands::check_template,
            telling_commands::save_template,
            commands::check,
            network_commands::network_settings,
            network_commands::save_network,
            network_commands::remove_proxy_password,
            network_commands::check_network,
            commands::examine,
            commands::webhook_rotation,
            commands::rotate_webhook_secret,
            commands::take_over_webhook_secret,
            commands::deprecations,
            commands::rappi_settings,
            commands::save_rappi_settings,
            commands::subscriptions,
            commands::refresh_subscriptions,
            commands::preview_create,
            commands::create_subscription,
            commands::preview_change,
            commands::change_subscription,
            commands::preview_settle,
            commands::settle_drift,
            commands::preview_rotate,
            commands::rotate_subscription_secret,
            commands::check_address,
            business_commands::businesses,
            business_commands::business,
            business_commands::business_timeline,
            business_commands::accounts,
            business_commands::save_business,
            business_commands::remove_business,
            secret_commands::copy_subscription_secret,
            secret_commands::show_subscription_secret,
            secret_commands::make_platform_secret,
            secret_commands::copy_platform_secret,
            files::import_file,
            files::import_judge,
            files::import_rows,
            files::close_import,
            files::save_refused,
            files::export_stores,
            files::export_plan,
            files::export_comparison,
            files::export_activity,
            files::show_saved,
            files::open_saved,
        ])
        .typ::<Change>()
        .typ::<Code>()
        .typ::<Remark>()
        .typ::<PackedHead>()
        .error_handling(ErrorHandlingMode::Throw)
        // One type for both directions: nothing is renamed or skipped in only one of them.
        .disable_serde_phases()
        // Times are Unix milliseconds and counts are small: all far below 2^53.
        .dangerously_cast_bigints_to_number()
}

/// The generated TypeScript, as it is kept in `ui/src/platform/bindings.ts`.
pub fn typescript() -> Typescript {
    Typescript::default()
        .header("// Generated from src-tauri/src/bindings.rs; `cargo run --example bindings` writes it anew.\n")
}

#[cfg(test)]
mod tests {
    use super::{builder, typescript};
    use std::{collections::BTreeSet, path::Path};

    #[test]
    fn the_generated_typescript_is_not_stale() {
        let folder = std::env::temp_dir().join(format!("gangway-bindings-{}", std::process::id()));
        let fresh = folder.join("bindings.ts");
        std::fs::create_dir_all(&folder).unwrap();
        builder().export(typescript(), &fresh).unwrap();
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/platform/bindings.ts");
        let (fresh, kept) =
            (std::fs::read_to_string(fresh).unwrap(), std::fs::read_to_string(kept).unwrap_or_default());
        std::fs::remove_dir_all(folder).unwrap();
        assert!(fresh == kept, "ui/src/platform/bindings.ts is stale: run `cargo run --example bindings`");
    }

    #[test]
    fn the_capability_lists_exactly_the_commands() {
        let source = include_str!("bindings.rs");
        let list = source.split("collect_commands![").nth(1).and_then(|rest| rest.split("])").next()).unwrap();
        let listed: BTreeSet<String> = list
            .lines()
            .filter_map(|line| line.trim().strip_suffix(',')?.split_once("::"))
            .map(|(_, name)| format!("allow-{}", name.replace('_', "-")))
            .collect();
        assert!(listed.len() > 30, "the list could not be read");
        let capability: serde_json::Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let granted: BTreeSet<String> = capability["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|permission| permission.as_str().unwrap().to_owned())
            .filter(|permission| !permission.starts_with("core:"))
            .collect();
        assert_eq!(granted, listed);
    }
}
