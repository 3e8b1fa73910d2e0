//! What a call still lacks before it may be closed. Pure.
//!
//! The record of its own service is judged by the standard of that service; whoever closes it all the same says
//! why, which the journal keeps and the caller does not read. A child who may be harmed is another matter: the report is
//! the law's, not the station's (未成年人保护法 art. 11: at once, to the police, civil affairs or education), and no reason
//! takes its place.

use super::{
    messages,
    model::{Said, Step},
};
use crate::{
    forms::{closing::Closing, evaluate::Filling},
    language::Language,
    text::Text,
};

/// The service about which the law asks for a report.
const REPORTED_SERVICE: &str = "C06";

/// What shows that it was made: a step of the standard of that service.
const REPORTED_STEP: &str = "reported";

/// Or that there was nothing to report: what came of it, as the record says.
const UNFOUNDED: (&str, &str) = ("outcome", "unfounded");

/// What becomes of a referral to which nobody has answered, when its call is closed.
pub const DECIDED: [&str; 3] = ["done", "withdrawn", "caller"];

/// What a call lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacks {
    /// The service of which there is no record, and has to be one.
    pub record: Option<String>,
    /// Steps of the standard that the latest record does not show, each with the code of its service.
    pub steps: Vec<(String, Text)>,
    /// A report to the authorities.
    pub report: bool,
    /// An answer of the body to which it was handed.
    pub receipt: bool,
}

impl Lacks {
    /// Of a call about `service`, by its records in the order in which they came, each with the code of its service;
    /// `asks_record` says whether the standard of that service cannot be shown without one.
    pub fn of(service: &str, records: &[(String, Option<Filling>)], asks_record: bool) -> Self {
        let mut latest: Vec<&(String, Option<Filling>)> = Vec::new();
        for record in records.iter().filter(|(of, _)| service.is_empty() || of == service) {
            latest.retain(|other| other.0 != record.0);
            latest.push(record);
        }
        let mut steps = Vec::new();
        for (of, filling) in &latest {
            for closing in filling.iter().map(Closing::of) {
                steps.extend(closing.missing().map(|step| (of.clone(), step.title.clone())));
            }
        }
        let reported = records.iter().filter(|(of, _)| of == REPORTED_SERVICE).any(|(_, filling)| {
            filling.as_ref().is_none_or(|it| {
                let step = it.form().step(REPORTED_STEP);
                step.is_none_or(|step| it.is_done(step) == Some(true))
                    || super::model::answered(it, UNFOUNDED.0) == UNFOUNDED.1
            })
        });
        Self {
            record: (asks_record && latest.is_empty()).then(|| service.to_owned()),
            steps,
            report: service == REPORTED_SERVICE && !reported,
            receipt: false,
        }
    }

    /// Whether somebody has to say why it is closed all the same.
    pub fn asks_reason(&self) -> bool {
        self.record.is_some() || !self.steps.is_empty()
    }

    /// Whether it may be closed by this step, with what is said.
    pub fn allow(&self, step: Step, said: &Said) -> bool {
        match step {
            Step::Close => {
                let reason = !self.asks_reason() || !said.reason.is_empty();
                let decided = !self.receipt || DECIDED.contains(&said.decided.as_str());
                !self.report && reason && decided
            }
            // Whoever cannot be reached has told of a child all the same.
            Step::GiveUp => !self.report,
            _ => true,
        }
    }

    /// What is left out where it is closed all the same, as it is kept.
    pub fn left_out(&self) -> Vec<Text> {
        let record = self.record.is_some().then(|| Text {
            zh: messages::lacks_record(Language::Zh).to_owned(),
            en: Some(messages::lacks_record(Language::En).to_owned()),
        });
        record.into_iter().chain(self.steps.iter().map(|(_, title)| title.clone())).collect()
    }
}

/// Whether a call that was handed on by these steps waits for an answer from there.
pub fn waits_for_receipt(steps: impl IntoIterator<Item = Step>) -> bool {
    let handed = |step: &Step| matches!(step, Step::Refer | Step::Receipt | Step::TakeBack | Step::Reopen);
    steps.into_iter().filter(handed).last() == Some(Step::Refer)
}
