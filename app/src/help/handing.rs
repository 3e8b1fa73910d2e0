//! What of a call may be handed to another body, and what is handed over where nobody chooses (F08; 个人信息保护法 art. 6:
//! no more than the purpose needs, art. 23: what goes along is what was agreed to, and art. 29: sensitive answers each by
//! themselves). Pure.

use super::{
    messages,
    model::{Call, Referral},
};
use crate::{
    forms::{evaluate::Filling, form::Kind},
    language::Language,
    text::Text,
};

/// An answer to the form of the service that may go along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The name of its question.
    pub name: String,
    /// The question.
    pub label: Text,
    /// Whether it goes along unless somebody says otherwise: what is sensitive never does, nor anything that few may
    /// read.
    pub goes: bool,
}

/// The answers that there are, in the order in which they were asked.
pub fn offered(intake: &Filling) -> Vec<Offered> {
    let form = intake.form();
    let mut offered: Vec<Offered> = Vec::new();
    for at in intake.questions() {
        let is_answered = intake.standing(at).is_ok_and(|it| it.shown && it.answer.is_some());
        let Some(field) = form.get(at.field).filter(|it| is_answered && !matches!(it.kind, Kind::Note))
        else {
            continue;
        };
        // Turns of one question go together.
        if offered.iter().all(|other| other.name != field.name) {
            let goes = !field.sensitive && form.restricted.is_none();
            offered.push(Offered { name: field.name.clone(), label: field.label.clone(), goes });
        }
    }
    offered
}

/// Whether a piece of F13 goes along unless somebody says otherwise: who is asked for, and at which number.
pub fn goes(piece: &str) -> bool {
    ["name", "phone"].contains(&piece)
}

/// Whether there is anything to hand over of a piece.
pub fn has(call: &Call, piece: &str) -> bool {
    piece != "need" || !call.words.is_empty()
}

/// What is handed over, thing by thing, as the caller agreed to it. A referral of an older release handed the whole form
/// over with the need.
pub fn pieces(l: Language, referral: &Referral, intake: Option<&Filling>) -> Vec<String> {
    let pieces = referral.pieces.iter().map(|word| piece(l, word).to_owned());
    let offered = intake.map(offered).unwrap_or_default();
    let answers = referral.answers.iter().flatten().map(|name| {
        let asked = offered.iter().find(|it| it.name == *name);
        asked.map_or_else(|| name.clone(), |it| it.label.read(l).to_owned())
    });
    pieces.chain(answers).collect()
}

/// What a piece of F13 is called.
pub fn piece(l: Language, word: &str) -> &'static str {
    match word {
        "name" => messages::piece_name(l),
        "phone" => messages::piece_phone(l),
        "place" => messages::piece_place(l),
        _ => messages::piece_need(l),
    }
}
