//! What may be wrong with an answer. Pure; `words.rs` says it.

use time::Date;

use super::{decimal::Decimal, form::Level};

/// What is wrong with an answer, or with how often a group is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has to be answered.
    Missing,
    /// More than one text was sent where one answers.
    Several,
    /// More letters than this.
    Long(u32),
    /// No number.
    Number,
    /// More places behind the point than this.
    Decimals(u8),
    /// Less than this.
    Less(Decimal),
    /// More than this.
    More(Decimal),
    /// No whole number of people.
    People,
    /// No day of the calendar.
    Day,
    /// Before this day.
    Before(Date),
    /// After this day.
    After(Date),
    /// No time of the day.
    Time,
    /// Nothing that may be chosen.
    Choice,
    /// Something was chosen beside what stands alone.
    Alone(String),
    /// No place that is known.
    Place,
    /// A place that is not told as closely as this.
    Shallow(Level),
    /// No telephone number.
    Phone,
    /// No identity card number.
    IdNumber,
    /// No photo.
    Photo,
    /// More photos than this.
    Photos(u32),
    /// Neither drawn nor the name of a witness.
    Signature,
    /// What the author says.
    Message,
    /// Fewer turns than this.
    TurnsMissing(u32),
    /// More turns than this.
    TurnsOver(u32),
}

/// What is worth a second look and stops nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The last sign of an identity card number does not follow from the others.
    CheckDigit,
}
