/// A body whose signature was right when it came. What reads a provider's payload asks for this, so that nothing that was
/// not verified can be read as one: the types that carry it are made by a provider's `verify`, and by the record of a row
/// that says so. A test lists them.
pub trait VerifiedBody {
    /// The exact bytes received.
    fn body(&self) -> &[u8];
}
