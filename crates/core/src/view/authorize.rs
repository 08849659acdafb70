use crate::Failure;
use serde::{Deserialize, Serialize};
use specta::Type;

/// How the merchant reaches the login page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The system browser, back by deep link.
    Browser,
    /// The system browser, back to a loopback address.
    Loopback,
    /// The in-app window, for a merchant sitting at the desk.
    Window,
    /// A link or QR code to send; the final address is pasted back.
    Link,
}

impl Way {
    /// The word in the record.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Loopback => "loopback",
            Self::Window => "window",
            Self::Link => "link",
        }
    }

    /// Reads [`Way::word`] back.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Browser, Self::Loopback, Self::Window, Self::Link].into_iter().find(|way| way.word() == word)
    }
}

/// A pending authorization. The verifier stays in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// Ours.
    pub id: String,
    /// Where the merchant's browser goes.
    pub url: String,
    /// The same as a picture.
    pub qr_svg: String,
    /// How.
    pub way: Way,
    /// Where the browser comes back to.
    pub redirect: String,
    /// When it was started.
    pub started_at: i64,
    /// When it ends by itself.
    pub expires_at: i64,
    /// Whom the person expects.
    pub expected_email: Option<String>,
}

/// Where an attempt stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AttemptState {
    /// For the merchant.
    Waiting,
    /// The code is being exchanged.
    Exchanging,
    /// Somebody else authorized than expected.
    Question {
        /// Who did.
        email: String,
        /// Who was expected.
        expected: String,
    },
    /// Authorized.
    Done {
        /// The merchant.
        merchant: String,
        /// Who authorized.
        email: String,
        /// Stores in the tree, once read.
        stores: Option<u32>,
        /// The login host's clock minus ours, where they differ by a minute or more.
        #[serde(rename = "clockSkewMs", default)]
        clock_skew_ms: Option<i64>,
    },
    /// It did not work.
    Failed {
        /// Why.
        failure: Failure,
    },
    /// A person cancelled it.
    Cancelled,
    /// Nobody came in time.
    Expired,
}
