//! Forms as data: what is asked, what follows from the answers, and what is wrong with them; the same in the browser, on
//! a tablet and on the server.
//!
//! An author writes a definition (model.rs) with expressions (expression.rs); check.rs makes a form of it that cannot be
//! wrong (form.rs, rules.rs), or tells everything that is. What people type becomes answers (parse.rs, answers.rs), a
//! form that is filled in knows what follows (evaluate.rs) and which steps of the standard are done (closing.rs). A page
//! asks (fields.rs) and sends (posted.rs) without scripts; with them, the same evaluator makes it instant (live.rs). When a
//! new version comes, answers come along (carry.rs), and whoever publishes it sees what differs (compare.rs), what would
//! not come along (loss.rs) and the form on paper (paper.rs). The author
//! of a service's forms is the province; who fills them in depends on the page that asks.
//!
//! Invariants: no definition, no expression and no answer makes this code give up or run for long; a hidden question
//! has no answer for any rule and sends none; what is calculated comes from rules alone; nothing here knows a clock.

pub mod answers;
#[cfg(feature = "ssr")]
pub mod author_words;
pub mod carry;
pub mod check;
pub mod closing;
pub mod compare;
#[cfg(feature = "ssr")]
pub mod conditions;
pub mod decimal;
pub mod evaluate;
pub mod expression;
pub mod fault;
#[cfg(feature = "ssr")]
pub mod fields;
pub mod form;
#[cfg(feature = "ssr")]
pub mod form_page;
#[cfg(feature = "ssr")]
pub mod forms_page;
pub mod live;
#[cfg(feature = "ssr")]
pub mod loss;
pub(crate) mod messages;
pub mod model;
#[cfg(feature = "ssr")]
pub mod paper;
#[cfg(feature = "ssr")]
pub mod paper_page;
pub mod parse;
pub mod posted;
#[cfg(feature = "ssr")]
pub mod reading;
mod rules;
#[cfg(any(feature = "ssr", feature = "field"))]
pub mod urgent;
#[cfg(any(feature = "ssr", feature = "field"))]
pub mod versions;
pub mod words;

#[cfg(test)]
mod tests;
