//! A form in a page, made instant: what a page tells of its form, and what on the page is to look differently once
//! somebody has typed. Pure; `public/form-live.js` hands over what is typed and does what is told.
//!
//! The server renders every question of the page, also those that are hidden now (`fields.rs`), so nothing is rendered
//! here: the same evaluator says what changed, and only that is touched.
//!
//! Invariants: a page that was touched step by step stands as one that the server renders of the same answers
//! (tests/instant.rs); what is wrong is told when the form is to be sent, never while somebody types, and goes as soon as
//! it is mended.

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    answers::{self, Answers, Sent},
    check::check,
    evaluate::{At, Changed, Filling, Unfinished},
    form::{Field, Form, Kind},
    model::Definition,
    parse::AnyPlace,
    posted::{Posted, at_of, name_of, take, take_turns},
    words,
};
use crate::{ids::TurnId, iso_date, json, language::Language};

/// What a page tells of its form.
#[derive(Debug, Serialize)]
pub struct Tells<'a> {
    /// The definition, without what no page needs.
    pub definition: Definition,
    /// Its version.
    pub version: u32,
    /// The day on which it is filled in.
    #[serde(with = "iso_date")]
    pub today: Date,
    /// The language of the page.
    pub language: &'static str,
    /// The groups on the page, by their names.
    pub groups: Vec<&'a str>,
    /// Whether what is wrong stands beside the questions.
    pub told: bool,
    /// Everything that was answered so far, on other pages too.
    pub answers: Answers,
}

/// The same, as it is read.
#[derive(Deserialize)]
struct Told {
    definition: Definition,
    version: u32,
    today: String,
    language: String,
    groups: Vec<String>,
    told: bool,
    answers: Sent,
}

/// Something on the page that is to look differently. Questions, groups and turns go by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touch {
    /// A question is shown, or is not.
    Question(String, bool),
    /// A group is shown, or is not.
    Group(String, bool),
    /// What a question is called: the label says whether it may be left out.
    Label(String, String),
    /// What was calculated.
    Output(String, String),
    /// What is worth a second look, or nothing.
    Warning(String, Option<String>),
    /// What is wrong, or nothing.
    Fault(String, Option<String>),
    /// Whether a group takes another turn.
    Room(String, bool),
    /// A group has this turn too, at its end.
    Added(String, String),
    /// A turn is gone.
    Gone(String),
    /// What a turn is called.
    Caption(String, String),
    /// The answer with which a question begins.
    Value(String, Vec<String>),
}

/// Parts the pieces of a touch or of a pair. No text of ours holds it, and none that is typed keeps it.
const UNIT: char = '\u{1f}';

/// Parts touches, and pairs.
const RECORD: char = '\u{1e}';

/// All of them as one text, as the page reads it.
pub fn written(touches: &[Touch]) -> String {
    let mut text = String::new();
    let mut write = |word: &str, id: &str, rest: &[&str]| {
        if !text.is_empty() {
            text.push(RECORD);
        }
        text.push_str(word);
        for piece in [&[id], rest].into_iter().flatten() {
            text.push(UNIT);
            text.push_str(piece);
        }
    };
    let yes = |truth: &bool| if *truth { &["1"][..] } else { &[] };
    for touch in touches {
        match touch {
            Touch::Question(id, shown) => write("question", id, yes(shown)),
            Touch::Group(id, shown) => write("group", id, yes(shown)),
            Touch::Label(id, words) => write("label", id, &[words]),
            Touch::Output(id, words) => write("output", id, &[words]),
            Touch::Warning(id, words) => write("warning", id, words.as_deref().as_slice()),
            Touch::Fault(id, words) => write("fault", id, words.as_deref().as_slice()),
            Touch::Room(id, room) => write("room", id, yes(room)),
            Touch::Added(group, turn) => write("added", group, &[turn]),
            Touch::Gone(id) => write("gone", id, &[]),
            Touch::Caption(id, words) => write("caption", id, &[words]),
            Touch::Value(id, values) => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                write("value", id, &values);
            }
        }
    }
    text
}

/// The controls of a page or of a question, as the page writes them: names with what stands in them.
fn posted(text: &str) -> Posted {
    let pairs = text.split(RECORD).filter_map(|pair| pair.split_once(UNIT));
    Posted::read(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    Question(At),
    Turns(usize),
}

/// A form in a page.
#[derive(Debug)]
pub struct Live {
    l: Language,
    filling: Filling,
    /// The groups on the page, by their places.
    groups: Vec<usize>,
    /// Where the page tells that something is wrong.
    told: Vec<Spot>,
    /// What was calculated and does not stand on the page yet, from its top.
    outputs: BTreeSet<At>,
}

impl Live {
    /// The form of a page, from what the page tells of it and what its controls hold now; and what is to look
    /// differently, as a browser may have kept what was typed before. Nothing where the page tells of no form.
    pub fn open(page: &str, controls: &str) -> Option<(Self, Vec<Touch>)> {
        let page: Told = json::read(page).ok()?;
        let form = Arc::new(check(&page.definition, page.version).ok()?);
        let (answers, _) = answers::read(&form, &page.answers, &AnyPlace);
        let place = |name: &String| form.groups.iter().position(|group| group.name == *name);
        let groups: Vec<usize> = page.groups.iter().filter_map(place).collect();
        let l = Language::ALL.into_iter().find(|l| l.tag() == page.language)?;
        let filling = Filling::open(form.clone(), &answers, iso_date::parse(&page.today)?);
        let mut live = Self { l, filling, groups, told: Vec::new(), outputs: BTreeSet::new() };
        let controls = posted(controls);
        // Turns that were there for a moment are told too; each thing is touched once, as it stands now.
        let mut changed = BTreeSet::new();
        let mut touches = Vec::new();
        for group in live.groups.clone() {
            let before: Vec<_> = live.filling.turns(group).collect();
            changed.extend(take(&mut live.filling, group, &controls, &AnyPlace));
            if live.filling.turns(group).eq(before.iter().copied()) {
                continue;
            }
            touches.extend(live.captions(group, 0));
            let fresh: Vec<_> = live.filling.turns(group).filter(|turn| !before.contains(turn)).collect();
            for turn in fresh {
                touches.extend(live.turn(group, turn, false));
            }
        }
        if page.told {
            live.told = live.wrong().into_iter().map(|(spot, _)| spot).collect();
        }
        touches.extend(live.touches(changed));
        Some((live, touches))
    }

    /// As far as it is filled in.
    pub fn filling(&self) -> &Filling {
        &self.filling
    }

    fn form(&self) -> &Arc<Form> {
        self.filling.form()
    }

    /// Somebody typed: the control that they used, and all controls of its question.
    pub fn type_in(&mut self, name: &str, controls: &str) -> Vec<Touch> {
        let form = self.form().clone();
        let Some((at, field)) = at_of(&form, name).and_then(|at| Some((at, form.get(at.field)?))) else {
            return Vec::new();
        };
        if matches!(field.kind, Kind::Photo { .. }) {
            return Vec::new();
        }
        let controls = posted(controls);
        let typed = controls.typed(&field.kind, &name_of(&form, at), &AnyPlace);
        let changed = self.filling.type_in(at, &typed, &AnyPlace).unwrap_or_default();
        self.touches(changed)
    }

    /// A group gets another turn.
    pub fn add(&mut self, group: &str, id: TurnId) -> Vec<Touch> {
        let Some(at) = self.form().repeat(group) else { return Vec::new() };
        // Where there is no room for it, the page did not offer it.
        let Ok(changed) = self.filling.add_turn(at, id) else { return Vec::new() };
        self.added(at, id, changed, true)
    }

    /// A turn that was removed comes back, at the end, with what its controls held. What they hold the page puts back
    /// itself: nothing where there is no room any more.
    pub fn bring_back(&mut self, group: &str, turn: &str, controls: &str) -> Vec<Touch> {
        let form = self.form().clone();
        let (Some(at), Ok(id)) = (form.repeat(group), turn.parse::<TurnId>()) else { return Vec::new() };
        let Ok(mut changed) = self.filling.add_turn(at, id) else { return Vec::new() };
        let (of, held) = (&form.groups[at], posted(controls));
        changed.extend(take_turns(&mut self.filling, of, vec![Some(id)], &held, &AnyPlace));
        self.added(at, id, changed, false)
    }

    /// What the page has to do for a turn that is new at the end; where it `begins`, with the answers that it begins with.
    fn added(&mut self, group: usize, id: TurnId, changed: Vec<Changed>, begins: bool) -> Vec<Touch> {
        let mut touches = vec![Touch::Added(self.form().groups[group].name.clone(), id.to_string())];
        touches.extend(self.captions(group, self.filling.turns(group).count() - 1));
        touches.extend(self.turn(group, id, begins));
        touches.extend(self.touches(changed));
        touches
    }

    /// A turn goes.
    pub fn remove(&mut self, group: &str, turn: &str) -> Vec<Touch> {
        let form = self.form().clone();
        let (Some(at), Ok(id)) = (form.repeat(group), turn.parse::<TurnId>()) else { return Vec::new() };
        let Some(place) = self.filling.turns(at).position(|it| it == id) else { return Vec::new() };
        let changed = self.filling.remove_turn(at, id).unwrap_or_default();
        let mut touches = Vec::new();
        // A page that is made up may give the turns of two groups one id.
        let of_group = |question: &At| form.get(question.field).is_some_and(|field| field.group == at);
        self.told.retain(|spot| match spot {
            Spot::Question(question) if question.turn == Some(id) && of_group(question) => {
                touches.push(Touch::Fault(name_of(&form, *question), None));
                false
            }
            _ => true,
        });
        touches.push(Touch::Gone(format!("{group}.{turn}")));
        touches.extend(self.captions(at, place));
        touches.extend(self.touches(changed));
        touches
    }

    /// So many of the calculated answers that do not stand on the page yet, from its top; nothing once all do. Each is
    /// written as it is now: a page takes them a few at a time, so that the next key does not wait for a thousand.
    pub fn outputs(&mut self, most: usize) -> Vec<Touch> {
        let mut touches = Vec::new();
        while touches.len() < most
            && let Some(at) = self.outputs.pop_first()
        {
            // Its turn may be gone meanwhile.
            touches.extend(self.answer(at));
        }
        touches
    }

    /// The form is to be sent: everything on this page that is wrong. Nothing where it may be sent.
    pub fn look(&mut self) -> Vec<Touch> {
        let wrong = self.wrong();
        self.told = wrong.iter().map(|(spot, _)| *spot).collect();
        let touch = |(_, unfinished): &(Spot, Unfinished)| {
            let (id, words) = words::unfinished(self.l, self.form(), unfinished);
            Touch::Fault(id, Some(words))
        };
        wrong.iter().map(touch).collect()
    }

    /// The same for the list above the form, where each names its question.
    pub fn listed(&self) -> Vec<Touch> {
        let touch = |(_, unfinished): (Spot, Unfinished)| {
            let (id, words) = words::unfinished_named(self.l, self.form(), &unfinished);
            Touch::Fault(id, Some(words))
        };
        self.wrong().into_iter().map(touch).collect()
    }

    /// What is wrong on this page, but for photos: which ones were chosen the server sees first.
    fn wrong(&self) -> Vec<(Spot, Unfinished)> {
        let is_photo =
            |at: &At| self.form().get(at.field).is_some_and(|it| matches!(it.kind, Kind::Photo { .. }));
        let spot = |unfinished: Unfinished| match &unfinished {
            Unfinished::Turns(group, _) => Some((Spot::Turns(*group), unfinished)),
            Unfinished::Question(at, _) if is_photo(at) => None,
            Unfinished::Question(at, _) => Some((Spot::Question(*at), unfinished)),
        };
        self.groups.iter().flat_map(|group| self.filling.unfinished_in(*group)).filter_map(spot).collect()
    }

    /// The question, if it stands on this page.
    fn on_this_page(&self, at: At) -> Option<&Field> {
        self.form().get(at.field).filter(|field| self.groups.contains(&field.group))
    }

    /// What the turns of a group are called, from this place on.
    fn captions(&self, group: usize, from: usize) -> Vec<Touch> {
        let of = &self.form().groups[group];
        let Some(repeat) = &of.repeat else { return Vec::new() };
        let turns = self.filling.turns(group).enumerate().skip(from);
        let caption = |(place, turn): (usize, TurnId)| {
            Touch::Caption(format!("{}.{turn}", of.name), words::turn(self.l, repeat, place + 1))
        };
        turns.map(caption).collect()
    }

    /// Everything of a turn that the page has only just got; where it `begins`, with the answers that it begins with.
    fn turn(&self, group: usize, turn: TurnId, begins: bool) -> Vec<Touch> {
        let form = self.form().clone();
        let mut touches = Vec::new();
        for (field, question) in form.questions(&form.groups[group]) {
            let at = At { field, turn: Some(turn) };
            let Ok(standing) = self.filling.standing(at) else { continue };
            if form.hides_itself(question) {
                touches.push(Touch::Question(name_of(&form, at), standing.shown));
            }
            touches.extend(self.label(at));
            touches.extend(self.answer(at));
            // A place is chosen step by step, from lists that the page has to fetch.
            let value = standing.kept.filter(|_| begins && !matches!(question.kind, Kind::Place(_)));
            touches.extend(value.map(|it| Touch::Value(name_of(&form, at), it.typed())));
        }
        touches
    }

    fn label(&self, at: At) -> Option<Touch> {
        let field = self.form().get(at.field).filter(|it| !matches!(it.kind, Kind::Note))?;
        let standing = self.filling.standing(at).ok()?;
        Some(Touch::Label(name_of(self.form(), at), words::label(self.l, field, standing.required)))
    }

    /// What an answer looks like where nobody types it, and what is worth a second look.
    fn answer(&self, at: At) -> Option<Touch> {
        let field = self.form().get(at.field)?;
        let standing = self.filling.standing(at).ok()?;
        let id = || name_of(self.form(), at);
        match &field.kind {
            kind if field.calculated => {
                Some(Touch::Output(id(), words::output(self.l, kind, standing.answer)))
            }
            Kind::IdNumber => {
                let warning = standing.warning.map(|warning| words::warning(self.l, warning).to_owned());
                Some(Touch::Warning(id(), warning))
            }
            _ => None,
        }
    }

    /// What is wrong there now, if the page tells that something is. What is mended is no longer told.
    fn fault(&mut self, spot: Spot) -> Option<Touch> {
        if !self.told.contains(&spot) {
            return None;
        }
        let unfinished = match spot {
            Spot::Question(at) => {
                let fault = self.filling.standing(at).ok().and_then(|it| it.fault.cloned());
                fault.map(|fault| Unfinished::Question(at, fault))
            }
            Spot::Turns(group) => {
                self.filling.turns_fault(group).map(|fault| Unfinished::Turns(group, fault.clone()))
            }
        };
        let form = self.form().clone();
        if let Some(unfinished) = unfinished {
            let (id, words) = words::unfinished(self.l, &form, &unfinished);
            return Some(Touch::Fault(id, Some(words)));
        }
        self.told.retain(|it| *it != spot);
        let id = match spot {
            Spot::Question(at) => name_of(&form, at),
            Spot::Turns(group) => form.groups[group].name.clone(),
        };
        Some(Touch::Fault(id, None))
    }

    /// What changed, as far as it stands on this page.
    fn touches(&mut self, changed: impl IntoIterator<Item = Changed>) -> Vec<Touch> {
        let form = self.form().clone();
        let mut touches = Vec::new();
        for change in changed {
            match change {
                Changed::Group(group) | Changed::Turns(group) if !self.groups.contains(&group) => {}
                Changed::Group(group) => {
                    let shown = self.filling.is_shown(group);
                    touches.push(Touch::Group(form.groups[group].name.clone(), shown));
                }
                Changed::Turns(group) => {
                    let of = &form.groups[group];
                    let most = of.repeat.as_ref().map_or(0, |repeat| repeat.at_most as usize);
                    let room = self.filling.turns(group).count() < most;
                    touches.push(Touch::Room(of.name.clone(), room));
                    touches.extend(self.fault(Spot::Turns(group)));
                }
                Changed::Shown(at) | Changed::Answer(at) | Changed::Required(at) | Changed::Fault(at)
                    if self.on_this_page(at).is_none() => {}
                Changed::Shown(at) => {
                    let shown = self.filling.standing(at).is_ok_and(|standing| standing.shown);
                    touches.push(Touch::Question(name_of(&form, at), shown));
                }
                Changed::Answer(at) if form.get(at.field).is_some_and(|it| it.calculated) => {
                    self.outputs.insert(at);
                }
                Changed::Answer(at) => touches.extend(self.answer(at)),
                Changed::Required(at) => touches.extend(self.label(at)),
                Changed::Fault(at) => touches.extend(self.fault(Spot::Question(at))),
                Changed::Step(_) => {}
            }
        }
        touches
    }
}
