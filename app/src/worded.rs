//! Kinds of things, each member of which has a word: in forms, in the database, in exports. Pure.

/// An enum whose members are stored and sent as words.
macro_rules! worded {
    ($(#[$doc:meta])* $name:ident { $($(#[$of_member:meta])* $member:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$of_member])* #[serde(rename = $word)] $member,)+
        }

        impl $name {
            /// Every one, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$member,)+];

            /// As it is stored.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$member => $word,)+
                }
            }

            /// The one of this word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.word() == word)
            }
        }
    };
}

pub(crate) use worded;
