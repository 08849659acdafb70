use serde::Serialize;
use specta::Type;

/// How many there are of what the side bar leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlaceCounts {
    /// Things that need a person.
    pub needs: u32,
    /// Merchants.
    pub merchants: u32,
    /// Applications of any status.
    pub applications: u32,
    /// Subscriptions of all providers, ours and theirs.
    pub subscriptions: u32,
    /// News in the notification centre that nobody saw.
    pub unread: u32,
}
