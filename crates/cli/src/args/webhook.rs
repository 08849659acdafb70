//! `gangway webhook …` and `gangway receive`.

use clap::{
    Args as Group, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use gangway_core::view::Provider;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Webhook {
    /// Say whether a call's signature is right; the body comes on stdin, the verdict is JSON
    Verify(Verify),
    /// Give the webhook of an integration a new secret, with both taken until the old one is no longer needed
    Rotate(Rotate),
    /// Try once more to apply deliveries that were set aside because they could not be applied
    Retry(Retry),
    /// Verify rejected deliveries once more by the secrets of now, and apply those that are right
    Reverify(Reverify),
}

#[derive(Debug, Group)]
pub(crate) struct Reverify {
    /// Only this delivery [default: all that were rejected]
    #[arg(long, value_name = "N", conflicts_with = "since")]
    pub(crate) delivery: Option<i64>,
    /// Only those since this moment : 2026-11-01 or 2026-11-01T08:00:00Z
    #[arg(long, value_name = "TIME", value_parser = crate::args::audit::moment)]
    pub(crate) since: Option<i64>,
}

#[derive(Debug, Group)]
pub(crate) struct Retry {
    /// Only this delivery [default: all that were set aside]
    #[arg(long, value_name = "N")]
    pub(crate) delivery: Option<i64>,
}

#[derive(Debug, Group)]
pub(crate) struct Rotate {
    /// Integration whose webhook it is [default: the profile's, if it has one]
    #[arg(long, value_name = "I")]
    pub(crate) integration: Option<String>,
    /// Change it even if results go to another address now: whoever listens there gets none any more
    #[arg(long)]
    pub(crate) take_over: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Verify {
    /// Whose webhook it is
    #[arg(long, value_parser = provider())]
    pub(crate) provider: Provider,
    /// File that holds the webhook secret; one line end at its end is not part of the secret
    #[arg(long, value_name = "F")]
    pub(crate) secret_file: PathBuf,
    /// File that holds the secret before it, for the time of a rotation; the verdict then says which of them fits
    #[arg(long, value_name = "F")]
    pub(crate) previous_secret_file: Option<PathBuf>,
    /// Add to the verdict why, as exactly as it can be told, and what to do next
    #[arg(long)]
    pub(crate) explain: bool,
    /// A header of the call, 'Name: value'; may be given several times
    #[arg(long, value_name = "'Name: value'", value_parser = header)]
    pub(crate) header: Vec<(String, String)>,
    /// When the call came [default: now]; Ratepay signs no time
    #[arg(long, value_name = "UNIX_SECONDS", value_parser = clap::value_parser!(i64).range(0..=99_999_999_999))]
    pub(crate) at: Option<i64>,
}

#[derive(Debug, Group)]
pub(crate) struct Receive {
    /// Register the webhook of every integration of the profile first
    #[arg(long)]
    pub(crate) register: bool,
    /// With --register: even if results go to another address now; whoever listens there gets none any more
    #[arg(long, requires = "register")]
    pub(crate) take_over: bool,
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or("a header is 'Name: value'")?;
    let name = name.trim();
    if name.is_empty() || name.contains(char::is_whitespace) {
        return Err("a header's name is one word".to_owned());
    }
    Ok((name.to_owned(), value.trim_matches([' ', '\t']).to_owned()))
}

/// Every provider that there is, by its word.
fn provider() -> impl TypedValueParser<Value = Provider> {
    PossibleValuesParser::new(Provider::ALL.map(Provider::word))
        .try_map(|word| Provider::read(&word).ok_or_else(|| format!("no provider is called {word}")))
}
