//! Posts, qualifications and what is wrong with an entry, as words. Pure.

use super::{
    messages,
    model::{EntryFault, Qualification},
    standard,
};
use crate::{journal::model::Refusal, language::Language};

/// 「站长」; a post that is not on the list any more is shown as it is written.
pub fn post(l: Language, word: &str) -> String {
    standard::post(word).map_or_else(|| word.to_owned(), |post| post.words(l).to_owned())
}

/// 「助理社会工作师」.
pub fn qualification(l: Language, qualification: Qualification) -> &'static str {
    match qualification {
        Qualification::None => messages::qualification_none(l),
        Qualification::Assistant => messages::qualification_assistant(l),
        Qualification::SocialWorker => messages::qualification_social_worker(l),
        Qualification::Senior => messages::qualification_senior(l),
        Qualification::Other => messages::qualification_other(l),
    }
}

/// For what a certificate number is wanted.
pub fn purpose(l: Language, purpose: &str) -> &'static str {
    match purpose {
        "check" => messages::purpose_check(l),
        "report" => messages::purpose_report(l),
        _ => messages::purpose_other(l),
    }
}

/// The question under which a fault stands, and its words.
pub fn fault(l: Language, fault: EntryFault) -> (&'static str, String) {
    let (question, words) = match fault {
        EntryFault::Name => ("name", messages::fault_name(l)),
        EntryFault::Post => ("post", messages::fault_post(l)),
        EntryFault::Employer => ("employer", messages::fault_employer(l)),
        EntryFault::Qualification => ("qualification", messages::fault_qualification(l)),
        EntryFault::Certificate => ("certificate", messages::fault_certificate(l)),
        EntryFault::Account => ("account", messages::fault_account(l)),
        EntryFault::From => ("from", messages::fault_from(l)),
        EntryFault::Until => ("until", messages::fault_until(l)),
        EntryFault::Ended => ("ended", messages::fault_ended(l)),
        EntryFault::Overlaps => ("from", messages::fault_overlaps(l)),
        EntryFault::Refused(Refusal::NotAllowed) => ("register", messages::refused_not_allowed(l)),
        EntryFault::Refused(Refusal::NotNow) => ("register", messages::refused_not_now(l)),
        EntryFault::Refused(_) => ("register", messages::refused_rule(l)),
    };
    (question, words.to_owned())
}
