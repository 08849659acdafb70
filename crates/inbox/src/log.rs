//! The seam below `accept`: what a judged call is handed to before anybody is answered.

use crate::Judged;

/// Where judged calls are appended: the record of one console, or the log of a team's relay. The benchmark has another that
/// keeps nothing, so that the cost of keeping can be seen.
pub trait DeliveryLog: Clone + Send + Sync + 'static {
    /// Why nothing was appended.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Ends when the call is on disk; an error means that it is not, and that the provider must try again. A repetition of a
    /// verified delivery is a success: it is here already.
    fn append(&self, judged: Judged) -> impl Future<Output = Result<(), Self::Error>> + Send;
}
