//! What can be typed after `gangway notifications`.

use clap::{
    Args as Group, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use gangway_core::view;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Notifications {
    /// List messages, newest first, with what became of them and why
    List(ListNotifications),
    /// Send what is due now and wait for the answers, or one message whatever held it
    Send(SendNotifications),
    /// Show what a message says, or what a template makes of example data
    Preview(PreviewNotification),
    /// Keep a message from being sent
    Hold(OneNotification),
    /// Turn sending on or off; off, messages are made and none leaves
    Sending(Sending),
    /// Tell nothing about a merchant any more
    Mute(OneMerchant),
    /// Tell about a merchant again; what was held meanwhile stays held
    Unmute(OneMerchant),
    /// Read a returned email from a file or stdin, and mark the message that it is about
    Bounced(Bounced),
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StateWord {
    /// It goes when it is due
    Waiting,
    /// An attempt is under way
    Sending,
    /// Whoever is next took it
    Sent,
    /// It will not be tried again
    Refused,
    /// It does not go by itself
    Held,
}

impl From<StateWord> for view::NotificationState {
    fn from(word: StateWord) -> Self {
        match word {
            StateWord::Waiting => Self::Waiting,
            StateWord::Sending => Self::Sending,
            StateWord::Sent => Self::Sent,
            StateWord::Refused => Self::Refused,
            StateWord::Held => Self::Held,
        }
    }
}

/// A way to tell somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChannelWord {
    /// The notification centre
    Internal,
    /// An email to the merchant
    Email,
    /// A call to the platform
    Platform,
    /// An email to the support team
    Support,
}

impl From<ChannelWord> for view::Channel {
    fn from(word: ChannelWord) -> Self {
        match word {
            ChannelWord::Internal => Self::Internal,
            ChannelWord::Email => Self::Email,
            ChannelWord::Platform => Self::Platform,
            ChannelWord::Support => Self::Support,
        }
    }
}

/// Every language of the catalogue, by its word.
fn languages() -> impl TypedValueParser<Value = view::Language> {
    PossibleValuesParser::new(view::Language::ALL.map(view::Language::word)).try_map(|word| word.parse())
}

#[derive(Debug, Group)]
pub(crate) struct ListNotifications {
    /// Only in this state
    #[arg(long, value_enum)]
    pub(crate) state: Option<StateWord>,
    /// Only on this channel
    #[arg(long, value_enum)]
    pub(crate) channel: Option<ChannelWord>,
    /// Only of this merchant, by its id at the provider
    #[arg(long, value_name = "MID")]
    pub(crate) merchant: Option<String>,
    /// Only where the name or an id holds this
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) search: String,
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: u32,
}

#[derive(Debug, Group)]
pub(crate) struct SendNotifications {
    /// This one, over quiet hours, a mute, lateness and an earlier refusal; one that was sent goes out once more
    pub(crate) id: Option<String>,
}

#[derive(Debug, Group)]
pub(crate) struct OneNotification {
    /// Which
    pub(crate) id: String,
}

#[derive(Debug, Group)]
pub(crate) struct OneMerchant {
    /// Which, by its id at the provider
    #[arg(long, value_name = "MID", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(crate) merchant: String,
}

#[derive(Debug, Group)]
#[group(id = "what", required = true, multiple = false, args = ["id", "event"])]
pub(crate) struct WhatToPreview {
    /// This message
    pub(crate) id: Option<String>,
    /// The template of this event
    #[arg(long, value_name = "EVENT", value_parser = ["created", "in_progress", "processing", "needs_information", "in_review", "completed", "declined"])]
    pub(crate) event: Option<String>,
}

#[derive(Debug, Group)]
pub(crate) struct PreviewNotification {
    #[command(flatten)]
    pub(crate) what: WhatToPreview,
    /// With --event: on this channel
    #[arg(long, value_enum, default_value_t = ChannelWord::Email, conflicts_with = "id")]
    pub(crate) channel: ChannelWord,
    /// With --event: in this language
    #[arg(long, value_parser = languages(), default_value = "en", conflicts_with = "id")]
    pub(crate) language: view::Language,
    /// Write the page of an email to this file; `-` is stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}

#[derive(Debug, Group)]
pub(crate) struct Sending {
    /// On or off
    #[arg(value_enum)]
    pub(crate) switch: Switch,
}

#[derive(Debug, Group)]
pub(crate) struct Bounced {
    /// The returned email, as it came; `-` is stdin
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) file: PathBuf,
}
