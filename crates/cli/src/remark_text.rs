//! What a record says, in English: a provider's own words as they came, or a remark of ours.

use gangway_core::view::Remark;

pub(crate) fn said(text: &str) -> String {
    let Some((remark, what)) = Remark::read(text) else { return text.to_owned() };
    let what = what.unwrap_or_default();
    match remark {
        Remark::Silent => "the answer does not mention the store".to_owned(),
        Remark::StatusNotDone => "Rappi's status shows that it was not done".to_owned(),
        Remark::NoResult => "no result came, and Rappi's status shows that it was not done".to_owned(),
        Remark::Interrupted => "the program ended while sending".to_owned(),
        Remark::Unnoted => "what came back could not be written down".to_owned(),
        Remark::SandboxAnew => "the sandbox was started anew".to_owned(),
        Remark::OperationUnknown => "the operation is not one we know".to_owned(),
        Remark::BatchUnknown => "no request of ours has this batch id".to_owned(),
        Remark::KnownAlready => "everything it says was known already".to_owned(),
        Remark::Late => "it came late: something newer was known already".to_owned(),
        Remark::AfterFinal => "it came after the final decision and changes nothing".to_owned(),
        Remark::OtherSubject => "it is about something that is not looked at here".to_owned(),
        Remark::ClockOff => format!("the signature is right and its time is off by {what} s"),
        Remark::HeaderMalformed => format!("the header is malformed: {what}"),
        Remark::SlowDown => "the provider asks to slow down".to_owned(),
        Remark::TokenOver => "the merchant's sign-in is over".to_owned(),
        Remark::NotConnected => "no connection could be made".to_owned(),
        Remark::TimedOut => "no answer came in time".to_owned(),
        Remark::CutOff => "the connection was cut before the answer was complete".to_owned(),
        Remark::TooLarge => "the answer is larger than expected".to_owned(),
        Remark::NotApplied => format!("it could not be applied and was set aside: {what}"),
        Remark::ProviderUnknown => format!("no provider \"{what}\" is known"),
        Remark::NotThroughProxy => "the proxy made no connection".to_owned(),
        Remark::Outside => "a sandbox calls nothing outside this computer".to_owned(),
        Remark::OfTeam => "a colleague's batch, about no store that would change here".to_owned(),
    }
}
