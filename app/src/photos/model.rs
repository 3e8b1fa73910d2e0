//! What a photo is, what it belongs to, and why one is not taken. Pure.

use time::Date;

use crate::{
    ids::{PhotoId, StationId},
    journal::model::Refusal,
    premises::model::{ENTITY as PREMISES, Item},
};

/// What a command is about, as it stands in the journal.
pub const ENTITY: &str = "photo";

/// The kinds of commands.
pub const ADD: &str = "add_photo";
/// A photo is taken away; its rows of the journal stay.
pub const REMOVE: &str = "remove_photo";
/// It is put back.
pub const PUT_BACK: &str = "put_back_photo";

/// The most photos that one item has.
pub const PER_ITEM_MAX: usize = 12;

/// For how many days a photo that was taken away can be put back.
pub const PUT_BACK_DAYS: u16 = 30;

/// The most pixels that a picture may have, in millions.
pub const MEGAPIXELS_MAX: u32 = 50;

/// The record that a photo belongs to. Whoever may see the record sees the photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An item on the checklist of a unit's premises.
    Premises(StationId, Item),
}

impl Owner {
    /// As it is stored and told: the kind of record, which one, and where in it.
    pub fn words(self) -> (&'static str, String, &'static str) {
        match self {
            Self::Premises(station, item) => (PREMISES, station.to_string(), item.word()),
        }
    }

    /// The record of these words.
    pub fn from_words(kind: &str, id: &str, place: &str) -> Option<Self> {
        match kind {
            PREMISES => Some(Self::Premises(id.parse().ok()?, Item::from_word(place)?)),
            _ => None,
        }
    }
}

/// A photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// Which.
    pub id: PhotoId,
    /// What it belongs to.
    pub owner: Owner,
    /// The first digits of the SHA-256 of what is stored, in hexadecimal: the same name is never other bytes.
    pub digest: String,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// The day on which it was added.
    pub added_on: Date,
    /// When it was taken away, in milliseconds since 1970.
    pub removed_at_ms: Option<i64>,
}

/// In which of its two sizes a photo is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// To look at: 1,600 pixels at most.
    Large,
    /// In lists: 400 pixels at most.
    Small,
}

impl Size {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Large, Self::Small];

    /// The most pixels of either side.
    pub fn edge_max(self) -> u32 {
        match self {
            Self::Large => 1_600,
            Self::Small => 400,
        }
    }

    /// The word in addresses and in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Large => "large",
            Self::Small => "small",
        }
    }

    /// The size of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.word() == word)
    }
}

/// Why a photo is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoFault {
    /// No file was chosen.
    Nothing,
    /// The file is larger than so many megabytes.
    TooLarge {
        /// As configured.
        megabytes_max: u32,
    },
    /// It is no JPEG, PNG or WebP that can be read to its end.
    NoPicture,
    /// It has more pixels than can be looked at.
    TooManyPixels,
    /// It does not say what it shows.
    NoItem,
    /// There are [`PER_ITEM_MAX`] of this item already.
    TooMany,
    /// The unit is closed.
    Closed,
    /// The server refused.
    Refused(Refusal),
}

impl PhotoFault {
    /// What a refusal means to whoever wants a photo added or put back.
    pub fn of(refusal: Refusal) -> Self {
        match refusal {
            Refusal::AgainstARule => Self::TooMany,
            Refusal::NotNow => Self::Closed,
            other => Self::Refused(other),
        }
    }
}

/// What a form sends about a photo that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Take it away.
    Remove,
    /// Put it back.
    PutBack,
}

impl Act {
    /// The kind of its command, which is also its word in forms.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Remove => REMOVE,
            Self::PutBack => PUT_BACK,
        }
    }

    /// What this word wants.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Remove, Self::PutBack].into_iter().find(|act| act.kind() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_photo_belongs_to_comes_back_from_its_words() {
        let station: StationId = "0192f0c0-0000-7000-8000-000000000000".parse().unwrap();
        for item in Item::ALL {
            let owner = Owner::Premises(station, item);
            let (kind, id, place) = owner.words();
            assert_eq!(Owner::from_words(kind, &id, place), Some(owner));
        }
        let id = station.to_string();
        assert_eq!(Owner::from_words("person", &id, "house"), None);
        assert_eq!(Owner::from_words(PREMISES, &id, "garden"), None);
        assert_eq!(Owner::from_words(PREMISES, "1", "house"), None);
    }

    #[test]
    fn words_of_sizes_and_acts_come_back() {
        for size in Size::ALL {
            assert_eq!(Size::from_word(size.word()), Some(size));
        }
        for act in [Act::Remove, Act::PutBack] {
            assert_eq!(Act::from_word(act.kind()), Some(act));
        }
        assert_eq!(Act::from_word(ADD), None);
    }
}
