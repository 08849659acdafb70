//! The typed border between window and core: one list of commands, from which the handler, the TypeScript and the
//! capability are made or checked.

use crate::{
    commands::{
        applications, authorize, business, merchants, network, notifications, profiles, provisioning, ratepay, reviews,
        secrets, subscriptions, team, webhooks,
    },
    shell::{deep_link::arrival, files, menu},
};
use gangway_core::{
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
            profiles::start,
            profiles::open_profile,
            profiles::create_profile,
            profiles::preferences,
            profiles::set_preferences,
            profiles::profile_detail,
            profiles::save_profile,
            profiles::connection,
            profiles::check_connection,
            profiles::unlock_vault,
            merchants::merchants,
            merchants::sign_out,
            merchants::refresh_stores,
            merchants::stores,
            merchants::drift,
            merchants::see_drift,
            merchants::store_delta,
            provisioning::plan,
            provisioning::provision,
            provisioning::stop_operation,
            provisioning::undo_operation,
            provisioning::begin_operation,
            provisioning::pause_operation,
            provisioning::resume_operation,
            provisioning::operations,
            provisioning::operation,
            provisioning::operation_stores,
            merchants::store_latest,
            authorize::authorize_start,
            authorize::authorize_pending,
            authorize::authorize_status,
            authorize::authorize_paste,
            authorize::authorize_answer,
            authorize::authorize_cancel,
            authorize::authorize_open,
            webhooks::webhooks,
            webhooks::register_webhook,
            webhooks::take_over_webhook,
            webhooks::deliveries,
            webhooks::delivery,
            webhooks::retry_dead_letters,
            webhooks::reverify_deliveries,
            webhooks::reverify_step,
            reviews::overview,
            reviews::counts,
            reviews::activity,
            ratepay::ratepay_settings,
            ratepay::save_ratepay,
            ratepay::check_ratepay,
            ratepay::disputes,
            ratepay::answer_dispute,
            ratepay::delivery_facts,
            ratepay::open_document,
            applications::remind_merchant,
            applications::application_board,
            applications::applications,
            applications::application,
            applications::application_personal,
            applications::refresh_applications,
            applications::application_views,
            applications::keep_application_view,
            applications::remove_application_view,
            applications::rainforest_settings,
            applications::save_rainforest,
            applications::check_rainforest,
            reviews::activity_kinds,
            reviews::record_stats,
            reviews::workers,
            reviews::verify_activity,
            reviews::accept_activity,
            reviews::reviews,
            reviews::keep_snapshot,
            reviews::rename_snapshot,
            reviews::remove_snapshot,
            reviews::compare_trees,
            reviews::sign_off,
            notifications::notifications,
            notifications::notification,
            notifications::send_notification,
            notifications::hold_notification,
            notifications::read_bounce,
            notifications::note_bounce,
            notifications::read_notifications,
            notifications::mute_merchant,
            notifications::notification_settings,
            notifications::save_notification_settings,
            notifications::set_sending,
            notifications::test_channel,
            notifications::template,
            notifications::check_template,
            notifications::save_template,
            profiles::check,
            team::team_status,
            team::team_members,
            team::join_team,
            team::invite_to_team,
            team::remove_team_device,
            team::leave_team,
            network::network_settings,
            network::save_network,
            network::remove_proxy_password,
            network::check_network,
            webhooks::examine,
            webhooks::webhook_rotation,
            webhooks::rotate_webhook_secret,
            webhooks::take_over_webhook_secret,
            profiles::deprecations,
            profiles::rappi_settings,
            profiles::save_rappi_settings,
            subscriptions::subscriptions,
            subscriptions::refresh_subscriptions,
            subscriptions::preview_create,
            subscriptions::create_subscription,
            subscriptions::preview_change,
            subscriptions::change_subscription,
            subscriptions::preview_settle,
            subscriptions::settle_drift,
            subscriptions::preview_rotate,
            subscriptions::rotate_subscription_secret,
            subscriptions::check_address,
            business::businesses,
            business::business,
            business::business_timeline,
            business::accounts,
            business::save_business,
            business::remove_business,
            secrets::copy_subscription_secret,
            secrets::show_subscription_secret,
            secrets::make_platform_secret,
            secrets::copy_platform_secret,
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
            menu::set_menu,
            arrival::arrival,
        ])
        .typ::<Change>()
        .typ::<menu::Goto>()
        .typ::<Code>()
        .typ::<Remark>()
        .typ::<PackedHead>()
        .error_handling(ErrorHandlingMode::Throw)
        // One type for both directions: nothing is renamed or skipped in only one of them.
        .disable_serde_phases()
        // Times are Unix milliseconds and counts are small: all far below 2^53.
        .dangerously_cast_bigints_to_number()
}

/// The generated TypeScript, as it is kept in `ui/src/api/bindings.ts`.
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
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/api/bindings.ts");
        let (fresh, kept) =
            (std::fs::read_to_string(fresh).unwrap(), std::fs::read_to_string(kept).unwrap_or_default());
        std::fs::remove_dir_all(folder).unwrap();
        assert!(fresh == kept, "ui/src/api/bindings.ts is stale: run `cargo run --example bindings`");
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
