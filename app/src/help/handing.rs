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

/// The same in one line. A question among other things begins as they do, without a capital; `I` keeps its own.
pub fn in_one_line(l: Language, pieces: &[String]) -> String {
    if l == Language::Zh {
        return pieces.join("、");
    }
    let later = pieces.iter().skip(1).map(|piece| uncapitalised(piece));
    pieces.iter().take(1).cloned().chain(later).collect::<Vec<_>>().join(", ")
}

fn uncapitalised(piece: &str) -> String {
    let mut signs = piece.chars();
    let first = signs.next();
    let word = piece.split_whitespace().next().unwrap_or_default();
    let is_name = word == "I" || word.chars().skip(1).any(char::is_uppercase);
    match first {
        Some(first) if !is_name => first.to_lowercase().chain(signs).collect(),
        _ => piece.to_owned(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_along_reads_as_one_line_in_either_language() {
        let line = |l, pieces: &[&str]| {
            let pieces: Vec<_> = pieces.iter().map(|it| (*it).to_owned()).collect();
            in_one_line(l, &pieces)
        };
        assert_eq!(line(Language::Zh, &["称呼", "电话", "担心老人什么？"]), "称呼、电话、担心老人什么？");
        let asked = ["The name", "The number", "When was the person last seen or reached?"];
        assert_eq!(
            line(Language::En, &asked),
            "The name, the number, when was the person last seen or reached?"
        );
        assert_eq!(line(Language::En, &["The name", "ID number", "I am"]), "The name, ID number, I am");
        assert_eq!(line(Language::En, &["A child"]), "A child");
        assert_eq!(line(Language::En, &[]), "");
    }
}
