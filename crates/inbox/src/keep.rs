use gangway_record::{Record, RecordError, deliveries::NewDelivery};

/// What a judged delivery is handed to before it is answered. The program has one kind, the record; the benchmark has
/// another that keeps nothing, so that the cost of keeping can be seen.
pub trait Keep: Clone + Send + Sync + 'static {
    /// Ends when the delivery is on disk; an error means that it is not, and that the provider must try again.
    fn keep(&self, delivery: NewDelivery) -> impl Future<Output = Result<(), RecordError>> + Send;
}

impl Keep for Record {
    async fn keep(&self, delivery: NewDelivery) -> Result<(), RecordError> {
        // A duplicate is appended and answered like a first one; the fold tells them apart.
        self.append(delivery).await.map(drop)
    }
}
