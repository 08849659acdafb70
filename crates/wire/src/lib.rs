//! What the consoles of a team and their relay say to each other: types and their bytes, used by both sides. No I/O, no clock,
//! no randomness.
//!
//! Start with [`Entry`] and [`Envelope`] (what the log holds), then [`Link`] and [`SignedHead`] (how a console proves that it
//! holds everything), then [`Frame`] (how entries travel).

mod bytes_text;
mod claims;
mod endpoint;
mod entry;
mod envelope;
mod error;
mod facts;
mod feed;
mod frame;
mod head;
mod ids;
mod invitation;
mod link;
mod member;
mod reader;
mod token;
mod version;

pub use bytes_text::NotBytes;
pub use claims::{
    CLAIM_KEYS, ClaimAct, ClaimAsked, ClaimRefused, ClaimRequest, ClaimStage, ClaimView, ClaimsGranted, ClaimsRefused,
    ClaimsRenewed, HeldClaim, RefusedClaim,
};
pub use endpoint::{Endpoint, EndpointSecret, NewEndpoint, RejectedCall, Secrets};
pub use entry::{
    Answer, BodyDigest, Claim, ClaimChange, ClaimKey, Delivery, Digest256, Entry, Fact, FactKind, Verification,
};
pub use envelope::{Envelope, EnvelopeError};
pub use error::{ErrorCode, Refusal};
pub use facts::{FACT_BYTES, FACTS, FACTS_BYTES, FactsPlaced, NewFact, NewFacts};
pub use feed::{
    BUNDLE, BUNDLE_HEADER, BUNDLE_TYPE, Behind, BundleHeader, Completeness, ConsoleMessage, FRAME_TYPE, FeedMessage,
    WIRE_HEADER, bundle_of, bundle_range, frames_of, put_frame,
};
pub use frame::{Body, Frame, FrameError, Item, LARGEST_FRAME};
pub use head::{Head, HeadError, RelayKey, SignedHead};
pub use ids::{DeviceId, InvitationId, Key, PersonId, TeamId};
pub use invitation::{InvitationLink, InvitationProof, InvitationSecret, NotAnInvitation};
pub use link::Link;
pub use member::{Device, DeviceSeen, Invite, Invited, Join, Joined, Role, TeamView};
pub use token::{DeviceToken, NotAToken};
pub use version::{OLDEST, VERSION, is_spoken};
