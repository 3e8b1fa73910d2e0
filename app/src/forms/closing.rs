//! What a record still lacks before it can be closed, by the standard of its service. Pure.

use super::{evaluate::Filling, form::Step};

/// How far the steps of the standard have come.
#[derive(Debug)]
pub struct Closing<'a> {
    /// Every step, in order, and whether the answers show that it was done; nothing for one that no answer shows.
    pub steps: Vec<(&'a Step, Option<bool>)>,
}

impl<'a> Closing<'a> {
    /// How far this record has come.
    pub fn of(filling: &'a Filling) -> Self {
        let steps = filling.form().standard.iter().flat_map(|standard| &standard.steps);
        Self { steps: steps.enumerate().map(|(at, step)| (step, filling.is_done(at))).collect() }
    }

    /// The steps without which the record is not closed, and which were not done.
    pub fn missing(&self) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().filter(|(step, done)| step.required && *done != Some(true)).map(|(step, _)| *step)
    }

    /// Whether the record may be closed.
    pub fn is_complete(&self) -> bool {
        self.missing().next().is_none()
    }
}
