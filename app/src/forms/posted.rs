//! What a browser holds and sends of a form: how its controls are called, and how what stands in them is taken. Pure.
//!
//! Every question has one name ([`name_of`]), which is also its id on the page; what is sent is read back by the same
//! names ([`at_of`]), on the server and in the page itself.

use std::collections::HashMap;

use super::{
    evaluate::{At, Changed, Filling},
    form::{Form, Group, Kind, Level},
    parse::{NO_CARD, Places},
};
use crate::ids::TurnId;

/// Parts of the name of a place, from the widest to the narrowest.
pub const LEVELS: [(&str, Level); 3] =
    [("county", Level::County), ("town", Level::Town), ("village", Level::Village)];

/// What follows the name of an identity number to say that it is not known.
pub const UNKNOWN: &str = "unknown";

/// What follows the name of a signature for the name of a witness.
pub const BY_WITNESS: &str = "witness";

/// What follows the name of a signature to take away what was drawn.
pub const AWAY: &str = "away";

/// What may follow the name of a question.
const PARTS: [&str; 6] = ["county", "town", "village", UNKNOWN, BY_WITNESS, AWAY];

/// The name of a question on a page: `eating`, or `family.0190….name` in a turn.
pub fn name_of(form: &Form, at: At) -> String {
    let field = form.get(at.field).map(|field| field.name.as_str()).unwrap_or_default();
    match (at.turn, form.get(at.field).and_then(|field| form.repeat_of(field))) {
        (Some(turn), Some(group)) => format!("{}.{turn}.{field}", form.groups[group].name),
        _ => field.to_owned(),
    }
}

/// The question to which a control of this name belongs.
pub fn at_of(form: &Form, name: &str) -> Option<At> {
    let mut pieces: Vec<&str> = name.split('.').collect();
    if pieces.len() > 1 && pieces.last().is_some_and(|last| PARTS.contains(last)) {
        // A question of a turn may be called like a part.
        if pieces.len() != 3 || form.repeat(pieces[0]).is_none() {
            pieces.pop();
        }
    }
    let (repeat, turn, field) = match pieces.as_slice() {
        [field] => (None, None, *field),
        [group, turn, field] => (Some(form.repeat(group)?), Some(turn.parse().ok()?), *field),
        _ => return None,
    };
    let id = form.field(field)?;
    (form.repeat_of(form.get(id)?) == repeat).then_some(At { field: id, turn })
}

/// The name of the controls that say which turns of a group there are.
pub fn turns_name(group: &Group) -> String {
    format!("turns.{}", group.name)
}

/// What a browser sent, by the names of its controls.
#[derive(Clone, Debug, Default)]
pub struct Posted(HashMap<String, Vec<String>>);

impl Posted {
    /// The pairs of a form.
    pub fn read(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut posted = HashMap::new();
        for (name, text) in pairs {
            posted.entry(name).or_insert_with(Vec::new).push(text);
        }
        Self(posted)
    }

    /// The button that was pressed; empty where it says nothing.
    pub fn button(&self) -> &str {
        self.text("act")
    }

    /// What stood in a control beside the questions; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.all(name).first().copied().unwrap_or_default()
    }

    fn all(&self, name: &str) -> Vec<&str> {
        self.0.get(name).map(|texts| texts.iter().map(String::as_str).collect()).unwrap_or_default()
    }

    fn part(&self, name: &str, part: &str) -> Vec<&str> {
        self.all(&format!("{name}.{part}"))
    }

    /// What was typed into controls for which a form has no question, by their names in order: of another version.
    pub fn left_over(&self, form: &Form) -> Vec<(&str, &str)> {
        let own = |name: &str| name == "act" || name.starts_with("help.") || name.starts_with("turns.");
        let others = self.0.iter().filter(|(name, _)| !own(name) && at_of(form, name).is_none());
        let texts = others.flat_map(|(name, texts)| texts.iter().map(|text| (name.as_str(), text.trim())));
        let mut left: Vec<_> = texts.filter(|(_, text)| !text.is_empty()).collect();
        left.sort_unstable();
        left
    }

    /// What was sent for a question of this kind.
    pub fn typed(&self, kind: &Kind, name: &str, places: &dyn Places) -> Vec<&str> {
        match kind {
            // The narrowest that was chosen and lies in the wider one: what was below another goes with it.
            Kind::Place(_) => {
                let chosen = LEVELS.map(|(part, _)| self.part(name, part).first().copied());
                let chosen = chosen.into_iter().flatten().filter(|code| !code.is_empty());
                let narrowest =
                    chosen.reduce(|wide, code| if places.lies_in(code, wide) { code } else { wide });
                narrowest.into_iter().collect()
            }
            Kind::IdNumber if !self.part(name, UNKNOWN).is_empty() => vec![NO_CARD],
            Kind::Signature => {
                let drawn = if self.part(name, AWAY).is_empty() { self.all(name) } else { Vec::new() };
                [drawn, self.part(name, BY_WITNESS)].concat()
            }
            _ => self.all(name),
        }
    }
}

/// Takes what was sent of the questions of a group, with its turns as they were sent; what came to stand differently.
pub fn take(filling: &mut Filling, group: usize, posted: &Posted, places: &dyn Places) -> Vec<Changed> {
    let form = filling.form().clone();
    let Some(of) = form.groups.get(group) else { return Vec::new() };
    let mut changed = Vec::new();
    if of.repeat.is_some() {
        let sent: Vec<TurnId> =
            posted.all(&turns_name(of)).into_iter().filter_map(|id| id.parse().ok()).collect();
        let here: Vec<_> = filling.turns(group).collect();
        // One too many, or twice the same, is left out: a browser sends what the page had.
        for gone in here.iter().filter(|id| !sent.contains(id)) {
            changed.extend(filling.remove_turn(group, *gone).unwrap_or_default());
        }
        for new in sent.into_iter().filter(|id| !here.contains(id)) {
            changed.extend(filling.add_turn(group, new).unwrap_or_default());
        }
    }
    let turns: Vec<_> = match of.repeat {
        Some(_) => filling.turns(group).map(Some).collect(),
        None => vec![None],
    };
    changed.extend(take_turns(filling, of, turns, posted, places));
    changed
}

/// Takes what was sent of the questions of a group in these turns, none for a group that is answered once.
pub fn take_turns(
    filling: &mut Filling,
    group: &Group,
    turns: Vec<Option<TurnId>>,
    posted: &Posted,
    places: &dyn Places,
) -> Vec<Changed> {
    let form = filling.form().clone();
    let mut typed = Vec::new();
    for turn in turns {
        for (field, question) in form.questions(group).filter(|(_, it)| !it.calculated) {
            if !matches!(question.kind, Kind::Note | Kind::Photo { .. }) {
                let at = At { field, turn };
                typed.push((at, posted.typed(&question.kind, &name_of(&form, at), places)));
            }
        }
    }
    filling.type_in_all(typed, places)
}

/// Adds a turn or takes one away, as the button says that was pressed.
pub fn press(filling: &mut Filling, button: &str, next_id: impl FnOnce() -> TurnId) {
    let form = filling.form().clone();
    match button.split('.').collect::<Vec<_>>().as_slice() {
        ["add", group] => {
            if let Some(group) = form.repeat(group) {
                let _changed = filling.add_turn(group, next_id());
            }
        }
        ["remove", group, turn] => {
            if let (Some(group), Ok(turn)) = (form.repeat(group), turn.parse()) {
                let _changed = filling.remove_turn(group, turn);
            }
        }
        _ => {}
    }
}
