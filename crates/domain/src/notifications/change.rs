use super::Event;

/// Something became of an application. Whoever folds events and fetched applications makes one for every status that came to
/// be known, however it came to be known, and however often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// `app_…`
    pub application: String,
    /// `mid_…`
    pub merchant: String,
    /// As the provider has it; hostile until shown.
    pub merchant_name: String,
    /// Where the merchant reads emails, if that is known.
    pub email: Option<String>,
    /// What.
    pub event: Event,
    /// When, by the provider's clock, in Unix milliseconds: the status's own time (`needs_information_at` …), not the time of
    /// the last update, so that an event and a fetched application speak of the same moment.
    pub at: i64,
    /// Was a newer status known when it came?
    pub late: bool,
    /// Where the merchant goes on with the application; `None`: where the settings say.
    pub link: Option<String>,
}

impl Change {
    /// Tells this change from others of the application: by the event, and by its time where an event can come again.
    pub fn occurrence(&self) -> String {
        if self.event.happens_once() {
            self.event.word().to_owned()
        } else {
            format!("{}@{}", self.event.word(), self.at)
        }
    }
}
