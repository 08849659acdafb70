//! The words of messages: templates with placeholders. What is built in is in the catalogue; people edit it.
//!
//! A template may name placeholders and choose by them (`{{ merchant_name }}`, `{% if application_link %}`), and nothing else:
//! [`check`] says where it does more, so that nothing that an editor saves can fail later or reach further.

mod check;
mod facts;
mod isolate;
mod missing;
mod render;
mod scan;

pub use check::{Finding, Problem, check};
pub use facts::{Facts, PLACEHOLDERS, link_of, required};
pub use isolate::shown;
pub use missing::missing;
pub use render::{Rendered, Unrenderable, render};

use serde::{Deserialize, Serialize};

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "TemplatePart", rename_all = "snake_case")]
pub enum Part {
    /// One line: the subject of an email, the title of a notification.
    Subject,
    /// Plain text.
    Text,
    /// HTML, of emails only.
    Html,
}

/// The template of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// What stands within the page's body; `None` where the channel has no HTML.
    #[serde(default)]
    pub html: Option<String>,
}

impl Template {
    /// Every part that is there.
    pub fn parts(&self) -> impl Iterator<Item = (Part, &str)> {
        let html = self.html.as_deref().map(|html| (Part::Html, html));
        [(Part::Subject, self.subject.as_str()), (Part::Text, self.text.as_str())].into_iter().chain(html)
    }
}
