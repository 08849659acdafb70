//! Entries on their way: the same bytes for every console of a team, by WebSocket, long poll and bundle.

use crate::{
    BodyDigest, Envelope, SignedHead,
    reader::{Reader, put},
    version,
};
use std::io::Read as _;
use thiserror::Error;

/// Bytes of a frame before compression at most: what a console gives memory for.
pub const LARGEST_FRAME: usize = 64 << 20;
/// Level of zstd: frames are made once, for everybody, while somebody waits.
const LEVEL: i32 = 3;
/// Words for [`Body`].
const NONE: u8 = 0;
const PRESENT: u8 = 1;
const ERASED: u8 = 2;

/// What belongs to an entry beside the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// It never had one.
    None,
    /// The exact bytes. Whoever reads them compares them with the digest in the envelope.
    Present(Vec<u8>),
    /// It had one, whose time was up.
    Erased,
}

impl Body {
    /// Whether it is what an envelope says. One that is erased may be: its digest stands for it.
    pub fn is_of(&self, digest: &BodyDigest) -> bool {
        match self {
            Self::Present(bytes) => BodyDigest::of(bytes) == *digest,
            Self::Erased => true,
            Self::None => false,
        }
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its place, from 1.
    pub seq: u64,
    /// As it is linked.
    pub envelope: Envelope,
    /// Beside it.
    pub body: Body,
}

/// Entries without a gap between them, and what the relay says of its log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// In order; none where a head is all there is to say.
    pub items: Vec<Item>,
    /// The newest head, which may be of a later entry than the last one here.
    pub head: Option<SignedHead>,
}

/// Why a frame cannot be read. Nothing of it is taken in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FrameError {
    /// It does not unpack.
    #[error("the frame cannot be unpacked")]
    Compression,
    /// More than [`LARGEST_FRAME`].
    #[error("the frame is larger than {LARGEST_FRAME} bytes")]
    TooLarge,
    /// Of a version that is not spoken here.
    #[error("the frame has version {0}, which this program does not know")]
    Version(u16),
    /// It ends too early, or too late, or has a word that means nothing.
    #[error("the frame is damaged")]
    Damaged,
    /// An entry does not follow the one before it.
    #[error("the frame jumps from {from} to {to}")]
    Gap {
        /// After this entry …
        from: u64,
        /// … came this one.
        to: u64,
    },
}

impl Frame {
    /// Its bytes, compressed.
    pub fn pack(&self) -> Result<Vec<u8>, FrameError> {
        let plain = self.plain();
        if plain.len() > LARGEST_FRAME {
            return Err(FrameError::TooLarge);
        }
        zstd::bulk::compress(&plain, LEVEL).map_err(|_| FrameError::Compression)
    }

    fn plain(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(&version::VERSION.to_be_bytes());
        out.extend_from_slice(&(self.items.len() as u32).to_be_bytes());
        for item in &self.items {
            out.extend_from_slice(&item.seq.to_be_bytes());
            put(&mut out, item.envelope.as_bytes());
            match &item.body {
                Body::None => out.push(NONE),
                Body::Erased => out.push(ERASED),
                Body::Present(bytes) => {
                    out.push(PRESENT);
                    put(&mut out, bytes);
                }
            }
        }
        let head = self.head.as_ref().map(|head| serde_json::to_vec(head).unwrap_or_default());
        put(&mut out, &head.unwrap_or_default());
        out
    }

    /// Reads it, without ever holding more than [`LARGEST_FRAME`].
    pub fn unpack(bytes: &[u8]) -> Result<Self, FrameError> {
        let decoder = zstd::stream::read::Decoder::new(bytes).map_err(|_| FrameError::Compression)?;
        let mut plain = Vec::new();
        decoder.take(LARGEST_FRAME as u64 + 1).read_to_end(&mut plain).map_err(|_| FrameError::Compression)?;
        if plain.len() > LARGEST_FRAME {
            return Err(FrameError::TooLarge);
        }
        let mut reader = Reader(&plain);
        let version = reader.u16().ok_or(FrameError::Damaged)?;
        if !version::is_spoken(version) {
            return Err(FrameError::Version(version));
        }
        let frame = read(&mut reader).ok_or(FrameError::Damaged)?;
        if !reader.0.is_empty() {
            return Err(FrameError::Damaged);
        }
        for pair in frame.items.windows(2) {
            if pair[0].seq.checked_add(1) != Some(pair[1].seq) {
                return Err(FrameError::Gap { from: pair[0].seq, to: pair[1].seq });
            }
        }
        Ok(frame)
    }
}

fn read(reader: &mut Reader<'_>) -> Option<Frame> {
    let count = reader.u32()?;
    // Not with room for `count`, which is only a number that somebody sent.
    let mut items = Vec::new();
    for _ in 0..count {
        let seq = reader.u64()?;
        let envelope = Envelope::from_bytes(reader.bytes()?.to_vec());
        let body = match reader.u8()? {
            NONE => Body::None,
            PRESENT => Body::Present(reader.bytes()?.to_vec()),
            ERASED => Body::Erased,
            _ => return None,
        };
        items.push(Item { seq, envelope, body });
    }
    let head = match reader.bytes()? {
        [] => None,
        bytes => Some(serde_json::from_slice(bytes).ok()?),
    };
    Some(Frame { items, head })
}
