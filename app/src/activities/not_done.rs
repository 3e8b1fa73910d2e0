//! A form of the station's page that was not carried out: which one, what was typed, and why. Pure.

use super::{model::Step, shift::ShiftFault};

/// Why a step was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepFault {
    /// A shift cannot be as it was typed.
    Shift(ShiftFault),
    /// The reason is missing, or too long.
    Reason,
    /// It is no time of day.
    Time,
    /// It is no number of hours.
    Hours,
    /// They are more than can be: how many can by the times that were typed, and by the shift alone, in hundredths.
    HoursMost(i64, i64),
    /// Nobody has this number of a volunteer.
    Volunteer,
    /// They have hours at that time already.
    Taken,
    /// Somebody else has to do it.
    Other,
    /// They would be hours of whoever wants it.
    Own,
    /// Something else was done meanwhile.
    Changed,
    /// It stands against what the step asks for.
    Rule,
}

/// A form that was sent in vain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotDone {
    /// Which step it was to take.
    pub step: Step,
    /// Id of the sign-up, the shift or the hours that it was about; empty where it was about the activity.
    pub about: String,
    /// What was typed, by the names of its questions.
    pub typed: Vec<(String, String)>,
    /// What is wrong, by question.
    pub faults: Vec<(&'static str, StepFault)>,
}

impl NotDone {
    /// What was typed into a question of this form; nothing where it was another form that was sent.
    pub fn typed(&self, step: Step, about: &str, name: &str) -> Option<&str> {
        let is_it = self.step == step && self.about == about;
        self.typed.iter().find(|(it, _)| is_it && it == name).map(|(_, value)| value.as_str())
    }

    /// Whether what was asked for came too late or from the wrong person: nothing that was typed has to be changed.
    pub fn is_conflict(&self) -> bool {
        let conflict = |fault: &StepFault| {
            matches!(fault, StepFault::Changed | StepFault::Other | StepFault::Own | StepFault::Taken)
        };
        self.faults.iter().all(|(_, fault)| conflict(fault))
    }

    /// The faults with the ids of the questions that they are about.
    pub fn placed(&self) -> impl Iterator<Item = (String, StepFault)> {
        self.faults.iter().map(|(name, fault)| (question_id(self.step, &self.about, name), *fault))
    }
}

/// The id of a question on the page; of what is no question, that of the heading.
pub fn question_id(step: Step, about: &str, name: &str) -> String {
    match step {
        _ if name.is_empty() => "now".to_owned(),
        Step::AddShift => format!("new-{name}"),
        Step::AskHours => format!("ask-{name}"),
        _ if about.is_empty() => format!("{name}-{}", step.word()),
        _ => format!("{name}-{}-{about}", step.word()),
    }
}

/// The question of a step's form that what is wrong with the whole is told by; empty where it asks nothing.
pub fn first_question(step: Step) -> &'static str {
    match step {
        Step::AddShift => "day",
        Step::Attend | Step::AskHours => "came",
        Step::ConfirmHours => "hours",
        _ if step.needs_reason() => "reason",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_found_in_its_own_form_alone() {
        let not_done = NotDone {
            step: Step::ConfirmHours,
            about: "one".to_owned(),
            typed: vec![("hours".to_owned(), "很多".to_owned())],
            faults: vec![("hours", StepFault::Hours)],
        };
        assert_eq!(not_done.typed(Step::ConfirmHours, "one", "hours"), Some("很多"));
        assert_eq!(not_done.typed(Step::ConfirmHours, "one", "remark"), None);
        assert_eq!(not_done.typed(Step::ConfirmHours, "two", "hours"), None);
        assert_eq!(not_done.typed(Step::AskHours, "one", "hours"), None);
        assert_eq!(not_done.placed().next(), Some(("hours-confirm_hours-one".to_owned(), StepFault::Hours)));
        assert!(!not_done.is_conflict());
        let late = NotDone { faults: vec![("", StepFault::Changed)], ..not_done };
        assert_eq!(late.placed().next(), Some(("now".to_owned(), StepFault::Changed)));
        assert!(late.is_conflict());
    }

    #[test]
    fn whoever_has_to_give_a_reason_is_told_by_the_question_for_it() {
        for step in Step::ALL {
            assert!(!step.needs_reason() || ["reason", "came"].contains(&first_question(*step)), "{step:?}");
        }
    }
}
