//! How many posts a unit has to fill, and which posts there are. Pure.
//!
//! The source article of the project: 「每站3名社会工作专业人才」, for the stations of townships, streets and large
//! communities; the province may set another number (`app/src/settings`). Nothing is said there of centres and village
//! rooms, so they have no standard here.

use super::messages;
use crate::{language::Language, stations::model::Kind};

/// A kind of post.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    /// The word in forms and tables.
    pub word: &'static str,
    /// Whether whoever holds it leads the unit.
    pub leads: bool,
    /// Whether it is one of the posts of the standard: those of social work.
    pub counts: bool,
    words: fn(Language) -> &'static str,
}

impl Post {
    /// 「站长」.
    pub fn words(self, l: Language) -> &'static str {
        (self.words)(l)
    }
}

/// Every kind of post, in the order of the list to choose from.
pub const POSTS: [Post; 3] = [
    Post { word: "leader", leads: true, counts: true, words: messages::post_leader },
    Post { word: "social_worker", leads: false, counts: true, words: messages::post_social_worker },
    Post { word: "other", leads: false, counts: false, words: messages::post_other },
];

/// The post of this word.
pub fn post(word: &str) -> Option<Post> {
    POSTS.into_iter().find(|post| post.word == word)
}

/// Posts that a unit of this kind has to fill, where a station has to fill `of_a_station`; none where nothing is said of
/// it.
pub fn posts_of(kind: Kind, of_a_station: u16) -> u16 {
    match kind {
        Kind::Station => of_a_station,
        Kind::CountyCentre | Kind::VillageRoom => 0,
    }
}
