//! The one place that names every provider of this crate: a new one is a folder and an arm here.

use crate::{
    rainforest, rappi, ratepay,
    webhook_signature::scheme::{Headers, Scheme},
};
use gangway_domain::Provider;

/// How a provider signs what it sends.
pub const fn scheme_of(provider: Provider) -> &'static Scheme {
    match provider {
        Provider::Rappi => &rappi::SCHEME,
        Provider::Rainforest => &rainforest::SCHEME,
        Provider::Ratepay => &ratepay::SCHEME,
    }
}

/// Whose signature a call has, by its headers; `None`: nobody's that is known here.
pub fn signer_of(headers: &dyn Headers) -> Option<Provider> {
    let has = |name: &&str| !headers.values(name).is_empty();
    Provider::ALL.into_iter().find(|provider| scheme_of(*provider).headers.iter().any(has))
}

#[cfg(test)]
mod tests {
    use super::{scheme_of, signer_of};
    use crate::webhook_signature::scheme::Call;
    use gangway_domain::{Provider, RejectionReason};

    /// Every provider's scheme, without a provider's name: a call without headers is refused for its header, one without a
    /// secret here is ours to mend, and nothing that holds no signature is guessed.
    #[test]
    fn every_scheme_refuses_what_is_not_signed() {
        let nothing: &[(String, String)] = &[];
        for provider in Provider::ALL {
            let scheme = scheme_of(provider);
            let call = Call { headers: &nothing.to_vec(), body: b"{}", at: 0 };
            let refused = (scheme.verify)(&call, &["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into()]).unwrap_err();
            assert_eq!((refused.why, refused.is_ours), (RejectionReason::HeaderMissing, false), "{provider}");
            let named = vec![(scheme.header().to_uppercase(), "x".to_owned())];
            assert_eq!(signer_of(&named), Some(provider));
        }
        assert_eq!(signer_of(&nothing.to_vec()), None);
    }
}
