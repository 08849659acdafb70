//! A new secret for the webhook of an integration.

use crate::{
    args::{self, Common},
    exit::Exit,
    open_profile,
    out::Out,
};
use gangway_core::{Code, Failure, Options};

pub(super) async fn run(common: &Common, args: &args::Rotate, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::default(), out).await?;
    let integrations = console.profile().integrations;
    let integration = match (&args.integration, integrations.as_slice()) {
        (Some(named), _) => named.clone(),
        (None, [only]) => only.0.clone(),
        (None, _) => {
            return Err(Failure::new(
                Code::BadInput,
                "The profile has several integrations or none; name one with --integration.",
            ));
        }
    };
    let rotation = if args.take_over {
        console.registration.take_over_webhook_secret(&integration).await?
    } else {
        console.registration.rotate_webhook_secret(&integration).await?
    };
    let certain = rotation.confirmed_at.is_some();
    out.result(&rotation, || {
        if certain {
            "Rappi has the new secret. The old one is taken until it is no longer needed.".to_owned()
        } else {
            "It is not certain yet which secret Rappi has. Both are taken; the next start settles it.".to_owned()
        }
    });
    Ok(if certain { Exit::Done } else { Exit::Open })
}
