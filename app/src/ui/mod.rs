//! Blocks that know no slice, and the sentences of the frame around every page.

#[cfg(feature = "ssr")]
mod figures;
#[cfg(feature = "ssr")]
mod form;
#[cfg(any(feature = "ssr", feature = "field"))]
mod pagination;
#[cfg(any(feature = "ssr", feature = "field"))]
mod quick_exit;

pub(crate) mod messages;

#[cfg(feature = "ssr")]
pub use figures::figures_table;
#[cfg(feature = "ssr")]
pub use form::{ChoiceField, FaultList, LinesField, Question, TextField, named_text_area, text_area};
#[cfg(any(feature = "ssr", feature = "field"))]
pub use pagination::{Pagination, PerPageField, per_page};
#[cfg(any(feature = "ssr", feature = "field"))]
pub use quick_exit::{ELSEWHERE, LeaveForm, QuickExit, on_the_way};
