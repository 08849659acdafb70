//! What is next, and who has to do it.

use super::{AtRappi, Token};
use crate::{application::Status, closed::closed_words};

closed_words! {
    /// Who has to do something.
    pub enum Actor {
        /// The people at this desk.
        Us = "us",
        /// The merchant.
        Merchant = "merchant",
        /// The provider.
        Provider = "provider",
        /// Nobody: everything is done.
        Nobody = "nobody",
    }
}

closed_words! {
    /// What is next, the most urgent first: of several, at several providers, the first one counts.
    pub enum NextStep {
        /// Ask the provider about stores whose outcome is unknown or late.
        AskStatus = "ask_status",
        /// Go on with a run that rests.
        ResumeRun = "resume_run",
        /// Look at stores that failed.
        HandleFailed = "handle_failed",
        /// Answer what the provider asks the platform about an application.
        AnswerReview = "answer_review",
        /// Look at an application in a status that this program does not know.
        LookAtApplication = "look_at_application",
        /// Answer a dispute.
        AnswerDispute = "answer_dispute",
        /// Settle subscriptions that are not as they are meant.
        SettleSubscriptions = "settle_subscriptions",
        /// Look at what changed without a run of ours.
        LookAtDrift = "look_at_drift",
        /// Read the merchant's stores for the first time.
        ReadStores = "read_stores",
        /// Choose which stores are to be provisioned.
        ChooseStores = "choose_stores",
        /// Look why signed results never came.
        CheckWebhook = "check_webhook",
        /// Read the stores again, to see what the runs did.
        Verify = "verify",
        /// Sign in again: the token is over.
        SignInAgain = "sign_in_again",
        /// Give what underwriting asks for.
        GiveInformation = "give_information",
        /// Come to the end of a sign-in that is open.
        FinishSignIn = "finish_sign_in",
        /// Have stores at the provider: the account has none.
        HaveStores = "have_stores",
        /// Fill in an application, and hand it in.
        CompleteApplication = "complete_application",
        /// Send results of a run.
        SendResults = "send_results",
        /// Decide on an application.
        Decide = "decide",
        /// Nothing is left.
        Nothing = "nothing",
    }
}

impl NextStep {
    /// Who has to do it.
    pub const fn actor(self) -> Actor {
        match self {
            Self::AskStatus
            | Self::ResumeRun
            | Self::HandleFailed
            | Self::AnswerReview
            | Self::LookAtApplication
            | Self::AnswerDispute
            | Self::SettleSubscriptions
            | Self::LookAtDrift
            | Self::ReadStores
            | Self::ChooseStores
            | Self::CheckWebhook
            | Self::Verify => Actor::Us,
            Self::SignInAgain
            | Self::GiveInformation
            | Self::FinishSignIn
            | Self::HaveStores
            | Self::CompleteApplication => Actor::Merchant,
            Self::SendResults | Self::Decide => Actor::Provider,
            Self::Nothing => Actor::Nobody,
        }
    }
}

/// What is next, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// What.
    pub next: NextStep,
    /// Since when, Unix milliseconds, where that is known.
    pub since: Option<i64>,
}

impl Step {
    /// Since a moment, or since nobody knows when.
    pub const fn since(next: NextStep, since: Option<i64>) -> Self {
        Self { next, since }
    }
}

impl AtRappi {
    /// What is next at Rappi. What needs the merchant's token waits for it.
    pub fn next(&self) -> Step {
        let (next, since) = self.wanted();
        match self.token {
            Token::Over { at } if needs_token(next) => Step::since(NextStep::SignInAgain, Some(at)),
            Token::SignedOut if needs_token(next) => Step::since(NextStep::SignInAgain, None),
            Token::Valid | Token::Over { .. } | Token::SignedOut => Step::since(next, since),
        }
    }

    fn wanted(&self) -> (NextStep, Option<i64>) {
        if self.unknown.any() {
            return (NextStep::AskStatus, self.unknown.since);
        }
        if self.resting.any() {
            return (NextStep::ResumeRun, self.resting.since);
        }
        if self.failed.any() {
            return (NextStep::HandleFailed, self.failed.since);
        }
        if self.going.any() || self.waiting.any() {
            return (NextStep::SendResults, self.waiting.since.or(self.going.since));
        }
        if self.drift.any() {
            return (NextStep::LookAtDrift, self.drift.since);
        }
        if self.read_at.is_none() {
            return (NextStep::ReadStores, Some(self.authorized_at));
        }
        if self.stores == 0 {
            return (NextStep::HaveStores, Some(self.authorized_at));
        }
        if self.is_to_be_chosen() {
            return (NextStep::ChooseStores, self.last_ended.or(Some(self.authorized_at)));
        }
        if self.missed > 0 {
            return (NextStep::CheckWebhook, self.last_ended);
        }
        if !self.is_read_since() {
            return (NextStep::Verify, self.last_ended);
        }
        (NextStep::Nothing, None)
    }
}

/// Whether it is done with the merchant's token.
const fn needs_token(next: NextStep) -> bool {
    match next {
        NextStep::AskStatus
        | NextStep::ResumeRun
        | NextStep::HandleFailed
        | NextStep::ReadStores
        | NextStep::ChooseStores
        | NextStep::HaveStores
        | NextStep::Verify => true,
        NextStep::AnswerReview
        | NextStep::LookAtApplication
        | NextStep::AnswerDispute
        | NextStep::SettleSubscriptions
        | NextStep::LookAtDrift
        | NextStep::CheckWebhook
        | NextStep::SignInAgain
        | NextStep::GiveInformation
        | NextStep::FinishSignIn
        | NextStep::CompleteApplication
        | NextStep::SendResults
        | NextStep::Decide
        | NextStep::Nothing => false,
    }
}

impl NextStep {
    /// What is next for an application.
    pub const fn of_application(status: &Status) -> Self {
        match status {
            Status::Created | Status::InProgress => Self::CompleteApplication,
            Status::Processing => Self::Decide,
            Status::NeedsInformation => Self::GiveInformation,
            Status::InReview => Self::AnswerReview,
            Status::Other(_) => Self::LookAtApplication,
            Status::Completed | Status::Declined => Self::Nothing,
        }
    }

    /// What is next at Ratepay: `disputes` are those without an answer, `differing` the subscriptions that are not as they are
    /// meant.
    pub const fn of_subscriptions(disputes: u32, differing: u32) -> Self {
        if disputes > 0 {
            Self::AnswerDispute
        } else if differing > 0 {
            Self::SettleSubscriptions
        } else {
            Self::Nothing
        }
    }
}
