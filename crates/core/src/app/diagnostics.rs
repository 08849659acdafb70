//! What whoever helps wants to know first, as one file.

use crate::{Code, Console, Failure, now, view::Diagnostics};
use jiff::Timestamp;

impl Console {
    /// Everything at once; walks the connection check for it. `log` are the last lines of the program's log.
    pub async fn diagnostics(&self, log: Vec<String>) -> Result<Diagnostics, Failure> {
        Ok(Diagnostics {
            made_at: now(),
            version: env!("CARGO_PKG_VERSION"),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            environment: self.settings.profile_detail().await?,
            connection: self.overview.connection(),
            check: self.overview.check().await,
            workers: self.workers(),
            record: self.retention.record_stats().await?,
            deprecations: self.deprecations.all().await?,
            log,
        })
    }

    /// The same as a file: its name, and JSON that a person can read before it is sent to anybody.
    pub async fn diagnostics_file(&self, log: Vec<String>) -> Result<(String, Vec<u8>), Failure> {
        let all = self.diagnostics(log).await?;
        let day = Timestamp::from_millisecond(all.made_at).unwrap_or_default().strftime("%Y-%m-%d");
        let text = serde_json::to_string_pretty(&all).map_err(|error| {
            Failure::new(Code::Internal, "The diagnostics could not be written.").with(error.to_string())
        })?;
        Ok((format!("gangway-diagnostics-{}-{day}.json", all.environment.name), text.into_bytes()))
    }
}
