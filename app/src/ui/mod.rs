//! Blocks that know no slice, and the sentences of the frame around every page.

#[cfg(feature = "ssr")]
mod pagination;

pub(crate) mod messages;

#[cfg(feature = "ssr")]
pub use pagination::Pagination;
