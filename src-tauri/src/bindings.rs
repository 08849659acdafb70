//! The typed border between window and core: from one list of commands the handler, the TypeScript and the capability are
//! made.

use crate::{
    commands::{
        applications, authorize, business, invitations, merchants, network, notifications, profiles, provisioning,
        queue, ratepay, reviews, secrets, subscriptions, team, webhooks,
    },
    shell::{autostart, closing, deep_link::arrival, files, lock, menu},
};
use gangway_core::{
    Code,
    view::{Change, PackedHead, Remark},
};
use specta_typescript::Typescript;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

macro_rules! commands {
    ($($file:ident { $($command:ident,)+ })+) => {
        collect_commands![$($($file::$command,)+)+]
    };
}

/// All commands, as `src-tauri/commands.in` declares them.
pub fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .commands(include!("../commands.in"))
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

/// What the main window may do: hear changes and call every command. The text of `src-tauri/capabilities/main.json`.
pub fn capability() -> String {
    macro_rules! commands {
        ($($file:ident { $($command:ident,)+ })+) => { [$($(stringify!($command),)+)+] };
    }
    let events = ["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned);
    let commands = include!("../commands.in").map(|command| format!("allow-{}", command.replace('_', "-")));
    let capability = serde_json::json!({
        "$schema": "../../gen/schemas/desktop-schema.json",
        "identifier": "main",
        "description": "What the main window may do: hear changes and call the commands. No other window may do anything.",
        "windows": ["main"],
        "permissions": events.into_iter().chain(commands).collect::<Vec<_>>(),
    });
    format!("{capability:#}\n")
}

/// The generated TypeScript, as it is kept in `ui/src/api/bindings.ts`.
pub fn typescript() -> Typescript {
    Typescript::default()
        .header("// Generated from src-tauri/src/bindings.rs; `cargo run --example bindings` writes it anew.\n")
}

#[cfg(test)]
mod tests {
    use super::{builder, capability, typescript};
    use std::path::Path;

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
    fn the_capability_is_not_stale() {
        let kept = include_str!("../capabilities/main.json");
        assert!(kept == capability(), "capabilities/main.json is stale: run `cargo run --example bindings`");
        assert!(kept.matches("\"allow-").count() > 30, "the list could not be read");
    }
}
