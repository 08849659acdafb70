//! From the errors of the crates below to the reason that the window says.

use super::reason::Reason;
use gangway_domain::{address::BadAddress, callback::NotOurs};
use gangway_providers::{
    Unconnected,
    http::Cut,
    net::{dial::NotDialled, network::NoRoute},
    probe::{BadCertificate, NoAnswer, Unresolved},
};

impl From<Cut> for Reason {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::NotConnected => Self::NotConnected,
            Cut::TimedOut => Self::TimedOut,
            Cut::Reset => Self::CutOff,
            Cut::TooLarge => Self::AnswerTooLarge,
            Cut::NotThroughProxy => Self::NotThroughProxy,
            Cut::Outside => Self::Outside,
        }
    }
}

/// The reason, and what its sentence is about.
pub(crate) type Because = (Reason, Option<String>);

pub(crate) fn not_ours(error: &NotOurs) -> Because {
    let about = |what: &&'static str| Some((*what).to_owned());
    match error {
        NotOurs::TooLong => (Reason::AddressTooLong, None),
        NotOurs::OtherAddress => (Reason::AddressOther, None),
        NotOurs::NoQuery => (Reason::AddressEmpty, None),
        NotOurs::Fragment => (Reason::AddressFragment, None),
        NotOurs::BadCharacter => (Reason::AddressCharacter, None),
        NotOurs::Missing(what) => (Reason::AddressMissing, about(what)),
        NotOurs::Repeated(what) => (Reason::AddressRepeated, about(what)),
        NotOurs::Contradiction => (Reason::AddressContradiction, None),
        NotOurs::ValueTooLong(what) => (Reason::AddressValueTooLong, about(what)),
    }
}

pub(crate) fn bad_address(error: &BadAddress) -> Because {
    match error {
        BadAddress::Syntax(_) => (Reason::UrlSyntax, None),
        BadAddress::Ambiguous => (Reason::UrlAmbiguous, None),
        BadAddress::NotHttps => (Reason::UrlNotHttps, None),
        BadAddress::Credentials => (Reason::UrlCredentials, None),
        BadAddress::Fragment => (Reason::UrlFragment, None),
        BadAddress::NotPublic(name) => (Reason::UrlNotPublic, Some(name.clone())),
        BadAddress::Suffix(name) => (Reason::UrlSuffix, Some(name.clone())),
        BadAddress::Private { ip, .. } => (Reason::UrlPrivate, Some(ip.to_string())),
    }
}

pub(crate) fn unresolved(error: &Unresolved) -> Because {
    match error {
        Unresolved::Unknown { name, .. } => (Reason::NameUnknown, Some(name.clone())),
        Unresolved::Forbidden { bad, .. } => bad_address(bad),
    }
}

pub(crate) fn no_answer(error: &NoAnswer) -> Because {
    match error {
        NoAnswer::NotConnected(error) => not_dialled(error),
        NoAnswer::Certificate(bad) => bad_certificate(bad),
        NoAnswer::Tls(_) => (Reason::NoTls, None),
        NoAnswer::TimedOut => (Reason::TimedOut, None),
        NoAnswer::Broken(_) => (Reason::AnswerBroken, None),
        NoAnswer::Request(_) => (Reason::UrlSyntax, None),
    }
}

fn not_dialled(error: &NotDialled) -> Because {
    match error {
        NotDialled::NoRoute(NoRoute::Outside(host)) => (Reason::Outside, Some(host.clone())),
        NotDialled::NoRoute(NoRoute::Proxy(_)) => (Reason::ProxyKind, None),
        NotDialled::NameUnknown { name, .. } => (Reason::NameUnknown, Some(name.clone())),
        NotDialled::Host(error) => (unconnected(Unconnected::of(error)), None),
        NotDialled::Proxy { proxy, .. } => (Reason::NotThroughProxy, Some(proxy.clone())),
    }
}

pub(crate) fn unconnected(why: Unconnected) -> Reason {
    match why {
        Unconnected::Refused => Reason::ConnectionRefused,
        Unconnected::TimedOut => Reason::TimedOut,
        Unconnected::Unsafe => Reason::ConnectionUnsafe,
        Unconnected::Other => Reason::NotConnected,
    }
}

fn bad_certificate(bad: &BadCertificate) -> Because {
    let reason = match bad {
        BadCertificate::Expired => Reason::CertificateExpired,
        BadCertificate::NotYetValid => Reason::CertificateNotYetValid,
        BadCertificate::OtherName => Reason::CertificateOtherName,
        BadCertificate::UnknownIssuer => Reason::CertificateUnknown,
        BadCertificate::Revoked => Reason::CertificateRevoked,
        BadCertificate::Other(words) => return (Reason::CertificateRefused, Some(words.clone())),
    };
    (reason, None)
}
