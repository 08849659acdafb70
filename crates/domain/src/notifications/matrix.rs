use super::{Channel, Event};
use std::collections::{BTreeMap, BTreeSet};

/// Which event is told on which channels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix(BTreeMap<Event, BTreeSet<Channel>>);

/// docs/wire.md 2.3, row by row.
impl Default for Matrix {
    fn default() -> Self {
        use Channel::{Email, Internal, Platform};
        let row = |event: Event| {
            let channels: &[Channel] = match event {
                Event::Created | Event::Processing => &[Email, Platform],
                Event::InProgress => &[Platform],
                _ => &[Internal, Email, Platform],
            };
            (event, channels.iter().copied().collect())
        };
        Self(Event::KNOWN.into_iter().map(row).collect())
    }
}

impl Matrix {
    /// Says anew on which channels an event is told. Only known events have words, and support goes with internal.
    pub fn set(&mut self, event: &Event, channels: impl IntoIterator<Item = Channel>) {
        let chosen = channels.into_iter().filter(|channel| Channel::CHOSEN.contains(channel)).collect();
        if let Some(row) = self.0.get_mut(event) {
            *row = chosen;
        }
    }

    /// Is this event told on this channel?
    pub fn tells(&self, event: &Event, channel: Channel) -> bool {
        self.0.get(event).is_some_and(|row| row.contains(&channel.words_of()))
    }

    /// Every known event with its channels, in the order of an application's life.
    pub fn rows(&self) -> impl Iterator<Item = (&Event, &BTreeSet<Channel>)> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::{Channel, Event, Matrix};

    /// The table of docs/wire.md 2.3, typed anew: internal, email to merchant, in platform.
    const TABLE: &str = "
        created            – ✓ ✓
        in_progress        – – ✓
        processing         – ✓ ✓
        needs_information  ✓ ✓ ✓
        in_review          ✓ ✓ ✓
        completed          ✓ ✓ ✓
        declined           ✓ ✓ ✓";

    #[test]
    fn the_default_is_the_table() {
        let matrix = Matrix::default();
        let mut rows = 0;
        for line in TABLE.trim().lines() {
            let mut words = line.split_whitespace();
            let event = Event::read(words.next().unwrap());
            for channel in Channel::CHOSEN {
                assert_eq!(matrix.tells(&event, channel), words.next() == Some("✓"), "{event:?} {channel:?}");
            }
            assert_eq!(matrix.tells(&event, Channel::Support), matrix.tells(&event, Channel::Internal), "{event:?}");
            rows += 1;
        }
        assert_eq!(rows, matrix.rows().count());
        assert!(Channel::ALL.iter().all(|channel| !matrix.tells(&Event::Unknown("paused".into()), *channel)));
    }

    #[test]
    fn a_row_can_be_said_anew() {
        let mut matrix = Matrix::default();
        matrix.set(&Event::Created, [Channel::Internal, Channel::Support]);
        assert!(matrix.tells(&Event::Created, Channel::Internal) && !matrix.tells(&Event::Created, Channel::Email));
        matrix.set(&Event::Created, []);
        assert!(Channel::ALL.iter().all(|channel| !matrix.tells(&Event::Created, *channel)));
    }
}
