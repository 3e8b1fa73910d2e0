//! A form while it is filled in: what is shown, what has to be answered, what is wrong, what follows from what. Pure.
//!
//! Every thing that is computed is a node (form.rs). When an answer changes, the nodes that need it are computed again,
//! in their order, and those that need them only where they came to something else.
//!
//! Invariants: a filling that was edited step by step stands as one that was opened with the same answers, which
//! properties prove (tests/properties.rs); what is hidden is nothing to every rule, is not sent, and comes back as it
//! was when it is shown again; what is calculated comes from rules alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use time::Date;

use super::{
    answers::{Answer, Answers, Astray, Stray, Turn},
    decimal::Decimal,
    fault::{Fault, Warning},
    form::{Asked, Field, FieldId, Fold, Form, Kind, Named, Node, NodeId, Rule},
    parse::{Places, parse, warning},
    rules::Known,
};
use crate::ids::TurnId;

/// One question, in one turn where its group has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// Which question.
    pub field: FieldId,
    /// In which turn.
    pub turn: Option<TurnId>,
}

/// Something that came to stand differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Changed {
    /// Whether a group is shown, by its place.
    Group(usize),
    /// Which turns a group has, or whether it has enough.
    Turns(usize),
    /// Whether a question is shown.
    Shown(At),
    /// What its answer is, as rules see it.
    Answer(At),
    /// Whether it has to be answered.
    Required(At),
    /// What is wrong with the answer.
    Fault(At),
    /// Whether a step is done, by its place.
    Step(usize),
}

/// Why nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The form has no such question or group, or there is no such turn.
    #[error("the form does not ask this")]
    NotAsked,
    /// Nobody types what is calculated.
    #[error("what is calculated is not typed")]
    Calculated,
    /// The group has as many turns as it may have.
    #[error("no further turn")]
    Full,
    /// A turn has this id already.
    #[error("there is such a turn already")]
    Twice,
}

/// How a question stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing<'a> {
    /// Whether it is asked.
    pub shown: bool,
    /// Whether it has to be answered.
    pub required: bool,
    /// The answer, as rules see it: none while the question is hidden.
    pub answer: Option<&'a Answer>,
    /// What was answered, also while it is hidden.
    pub kept: Option<&'a Answer>,
    /// What is wrong.
    pub fault: Option<&'a Fault>,
    /// What is worth a second look.
    pub warning: Option<Warning>,
}

/// Something that keeps a form from being finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// A question.
    Question(At, Fault),
    /// A group, by its place, that has too few or too many turns.
    Turns(usize, Fault),
}

/// Answers that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// To every question that is shown, calculated ones too.
    pub answers: Answers,
    /// What was left out: answers to hidden questions, and calculated ones that were given and do not follow.
    pub strays: Vec<Stray>,
}

/// What a node came to.
#[derive(Clone, Debug, Default, PartialEq)]
enum Cell {
    /// Not computed yet.
    #[default]
    Open,
    Truth(bool),
    Answer(Option<Answer>),
    Fault(Option<Fault>),
}

/// What was answered to a question, whether it is shown or not.
#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    answer: Option<Answer>,
    /// Why what was typed is no answer.
    fault: Option<Fault>,
}

/// What is kept and what follows: for the whole form, or for one turn.
#[derive(Clone, Debug, Default)]
struct Sheet {
    cells: Vec<Cell>,
    kept: BTreeMap<usize, Kept>,
}

#[derive(Clone, Debug)]
struct TurnSheet {
    id: TurnId,
    sheet: Sheet,
}

/// A form while it is filled in.
#[derive(Clone, Debug)]
pub struct Filling {
    form: Arc<Form>,
    today: Date,
    whole: Sheet,
    /// By the place of the group; empty for groups that are answered once.
    turns: Vec<Vec<TurnSheet>>,
    computed: u64,
}

/// What is to be computed: the rank of a node, and in which turn.
type Due = BTreeSet<(u32, usize)>;

/// These nodes, in this turn. One by one: the library sorts what is collected, and our bundles would carry its routine.
fn due(form: &Form, nodes: impl Iterator<Item = NodeId>, turn: usize) -> Due {
    let mut due = Due::new();
    due.extend(nodes.map(|node| (form.node(node).rank, turn)));
    due
}

impl Filling {
    /// A form that nobody has begun to fill in, with the answers that it opens with.
    ///
    /// A group that wants turns gets them, with ids that `fresh_id` makes.
    pub fn begin(form: Arc<Form>, today: Date, mut fresh_id: impl FnMut() -> TurnId) -> Self {
        let mut filling = Self::empty(form, today);
        for (at, group) in filling.form.groups.iter().enumerate() {
            let wanted = group.repeat.as_ref().map_or(0, |repeat| repeat.at_least);
            let turns = (0..wanted).map(|_| TurnSheet::new(fresh_id(), group.cells));
            filling.turns[at] = turns.collect();
        }
        filling.compute_all(true);
        filling
    }

    /// A form with answers that were given before. Those to other questions than it asks are not there any more.
    pub fn open(form: Arc<Form>, answers: &Answers, today: Date) -> Self {
        let mut filling = Self::empty(form.clone(), today);
        let kept = |repeat: Option<usize>, fields: &BTreeMap<String, Answer>| {
            let asked = fields.iter().filter_map(|(name, answer)| {
                let field = form.field(name)?;
                let here = form.get(field).map(|it| form.repeat_of(it)) == Some(repeat);
                let kept = Kept { answer: Some(answer.clone()), fault: None };
                here.then_some((field.index(), kept))
            });
            let mut kept = BTreeMap::new();
            kept.extend(asked);
            kept
        };
        filling.whole.kept = kept(None, &answers.fields);
        for (name, turns) in &answers.repeats {
            let Some(at) = form.repeat(name) else { continue };
            for turn in turns {
                let mut sheet = TurnSheet::new(turn.id, form.groups[at].cells);
                sheet.sheet.kept = kept(Some(at), &turn.fields);
                filling.turns[at].push(sheet);
            }
        }
        filling.compute_all(false);
        filling
    }

    fn empty(form: Arc<Form>, today: Date) -> Self {
        let cells = form.nodes.iter().filter(|node| node.scope.is_none()).count();
        let whole = Sheet { cells: vec![Cell::Open; cells], kept: BTreeMap::new() };
        let turns = form.groups.iter().map(|_| Vec::new()).collect();
        Self { form, today, whole, turns, computed: 0 }
    }

    /// The form.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// The day on which it is filled in.
    pub fn today(&self) -> Date {
        self.today
    }

    /// How often something was computed since the form was opened.
    pub fn computed(&self) -> u64 {
        self.computed
    }

    // Edits

    /// What somebody typed. What is no answer is kept as a fault, and the answer before it is gone.
    pub fn type_in(&mut self, at: At, typed: &[&str], places: &dyn Places) -> Result<Vec<Changed>, Refused> {
        let form = self.form.clone();
        let field = form.get(at.field).ok_or(Refused::NotAsked)?;
        let kept = read(field, typed, places);
        self.keep(at, kept)
    }

    /// An answer, or that there is none.
    pub fn answer(&mut self, at: At, answer: Option<Answer>) -> Result<Vec<Changed>, Refused> {
        self.keep(at, Kept { answer, fault: None })
    }

    /// What somebody typed into many questions. What the form does not ask is passed over; what follows is computed once.
    pub fn type_in_all<'a>(
        &mut self,
        typed: impl IntoIterator<Item = (At, Vec<&'a str>)>,
        places: &dyn Places,
    ) -> Vec<Changed> {
        let form = self.form.clone();
        let mut due = Due::new();
        for (at, typed) in typed {
            let Some(field) = form.get(at.field) else { continue };
            // What is not asked changes nothing.
            if let Ok(of_it) = self.note(at, read(field, &typed, places)) {
                due.extend(of_it);
            }
        }
        self.compute(due, None)
    }

    fn keep(&mut self, at: At, kept: Kept) -> Result<Vec<Changed>, Refused> {
        let due = self.note(at, kept)?;
        Ok(self.compute(due, None))
    }

    /// Keeps it; what is to be computed then.
    fn note(&mut self, at: At, kept: Kept) -> Result<Due, Refused> {
        let form = self.form.clone();
        let field = form.get(at.field).ok_or(Refused::NotAsked)?;
        let node = field.answer.ok_or(Refused::NotAsked)?;
        if field.calculated {
            return Err(Refused::Calculated);
        }
        let turn = self.turn_of(field, at)?;
        let sheet = self.sheet_mut(form.repeat_of(field), turn).ok_or(Refused::NotAsked)?;
        let before = if kept == Kept::default() {
            sheet.kept.remove(&at.field.index())
        } else {
            sheet.kept.insert(at.field.index(), kept.clone())
        };
        if before.unwrap_or_default() == kept {
            return Ok(Due::new());
        }
        Ok(due(&form, [Some(node), field.fault].into_iter().flatten(), turn))
    }

    /// One more turn, at the end.
    pub fn add_turn(&mut self, group: usize, id: TurnId) -> Result<Vec<Changed>, Refused> {
        let form = self.form.clone();
        let of = form.groups.get(group).ok_or(Refused::NotAsked)?;
        let repeat = of.repeat.as_ref().ok_or(Refused::NotAsked)?;
        let turns = &mut self.turns[group];
        if turns.len() >= repeat.at_most as usize {
            return Err(Refused::Full);
        }
        if turns.iter().any(|it| it.id == id) {
            return Err(Refused::Twice);
        }
        turns.push(TurnSheet::new(id, of.cells));
        let turn = turns.len() - 1;
        let mut due = due(&form, of.folds.iter().copied(), 0);
        due.extend(form.nodes.iter().filter(|node| node.scope == Some(group)).map(|node| (node.rank, turn)));
        let mut changed = self.compute(due, Some((group, turn)));
        changed.retain(|it| !matches!(it, Changed::Turns(at) if *at == group));
        changed.insert(0, Changed::Turns(group));
        Ok(changed)
    }

    /// A turn goes, with its answers.
    pub fn remove_turn(&mut self, group: usize, id: TurnId) -> Result<Vec<Changed>, Refused> {
        let form = self.form.clone();
        let of = form.groups.get(group).ok_or(Refused::NotAsked)?;
        let turn = self.position(group, id)?;
        self.turns[group].remove(turn);
        let due = due(&form, of.folds.iter().copied(), 0);
        let mut changed = self.compute(due, None);
        changed.retain(|it| !matches!(it, Changed::Turns(at) if *at == group));
        changed.insert(0, Changed::Turns(group));
        Ok(changed)
    }

    /// A turn goes to another place among the others. Nothing is computed: no rule asks for their order.
    pub fn move_turn(&mut self, group: usize, id: TurnId, to: usize) -> Result<Vec<Changed>, Refused> {
        let from = self.position(group, id)?;
        let turns = &mut self.turns[group];
        if to >= turns.len() {
            return Err(Refused::NotAsked);
        }
        let turn = turns.remove(from);
        turns.insert(to, turn);
        Ok(if from == to { Vec::new() } else { vec![Changed::Turns(group)] })
    }

    fn position(&self, group: usize, id: TurnId) -> Result<usize, Refused> {
        let turns = self.turns.get(group).ok_or(Refused::NotAsked)?;
        turns.iter().position(|it| it.id == id).ok_or(Refused::NotAsked)
    }

    /// The place of the turn that is meant; 0 for a question that is asked once.
    fn turn_of(&self, field: &Field, at: At) -> Result<usize, Refused> {
        match (self.form.repeat_of(field), at.turn) {
            (None, None) => Ok(0),
            (Some(group), Some(id)) => self.position(group, id),
            _ => Err(Refused::NotAsked),
        }
    }

    // How it stands

    /// The turns of a group, in their order.
    pub fn turns(&self, group: usize) -> impl Iterator<Item = TurnId> {
        self.turns.get(group).into_iter().flatten().map(|turn| turn.id)
    }

    /// Whether a group is shown.
    pub fn is_shown(&self, group: usize) -> bool {
        let here = Here { filling: self, turn: 0 };
        self.form.groups.get(group).is_some_and(|it| here.truth(it.shown))
    }

    /// What is wrong with how often a group is answered.
    pub fn turns_fault(&self, group: usize) -> Option<&Fault> {
        let repeat = self.form.groups.get(group)?.repeat.as_ref()?;
        self.fault_of(repeat.fault, 0)
    }

    /// Whether a step of the standard was done; nothing for one that no answer shows.
    pub fn is_done(&self, step: usize) -> Option<bool> {
        let node = self.form.standard.as_ref()?.steps.get(step)?.done?;
        Some(Here { filling: self, turn: 0 }.truth(node))
    }

    /// What rules see of the whole form.
    pub(super) fn known(&self) -> impl Known + '_ {
        Here { filling: self, turn: 0 }
    }

    /// How a question stands.
    pub fn standing(&self, at: At) -> Result<Standing<'_>, Refused> {
        let field = self.form.get(at.field).ok_or(Refused::NotAsked)?;
        let turn = self.turn_of(field, at)?;
        let here = Here { filling: self, turn };
        let kept = self.sheet(self.form.repeat_of(field), turn).and_then(|it| it.kept.get(&at.field.index()));
        let answer = field.answer.and_then(|node| self.answer_of(node, turn));
        Ok(Standing {
            shown: here.truth(field.shown),
            required: match field.required {
                Asked::Optional => false,
                Asked::Always => true,
                Asked::Sometimes(node) => here.truth(node),
            },
            answer,
            kept: kept.filter(|_| !field.calculated).and_then(|it| it.answer.as_ref()),
            fault: field.fault.and_then(|node| self.fault_of(node, turn)),
            warning: answer.and_then(|answer| warning(&field.kind, answer)),
        })
    }

    /// Every question in every turn, in the order of the form.
    pub fn questions(&self) -> impl Iterator<Item = At> {
        self.form.groups.iter().enumerate().flat_map(move |(at, group)| {
            let once = group.repeat.is_none().then_some(None);
            let turns = self.turns(at).map(Some);
            once.into_iter()
                .chain(turns)
                .flat_map(move |turn| self.form.questions(group).map(move |(field, _)| At { field, turn }))
        })
    }

    /// What keeps the form from being finished, in its order.
    pub fn unfinished(&self) -> Vec<Unfinished> {
        (0..self.form.groups.len()).flat_map(|group| self.unfinished_in(group)).collect()
    }

    /// The same of one group; nothing of a group that is not there.
    pub fn unfinished_in(&self, group: usize) -> Vec<Unfinished> {
        let Some(of) = self.form.groups.get(group) else { return Vec::new() };
        let mut found: Vec<_> = self
            .turns_fault(group)
            .map(|fault| Unfinished::Turns(group, fault.clone()))
            .into_iter()
            .collect();
        let turns = if of.repeat.is_some() { self.turns[group].len() } else { 1 };
        for turn in 0..turns {
            let id = self.turns[group].get(turn).map(|it| it.id);
            for (field, question) in self.form.questions(of) {
                if let Some(fault) = question.fault.and_then(|node| self.fault_of(node, turn)) {
                    found.push(Unfinished::Question(At { field, turn: id }, fault.clone()));
                }
            }
        }
        found
    }

    /// The answers as they can be sent, or what is in the way.
    pub fn finished(&self) -> Result<Finished, Vec<Unfinished>> {
        let unfinished = self.unfinished();
        if !unfinished.is_empty() {
            return Err(unfinished);
        }
        let mut strays = Vec::new();
        let fields = self.sent(None, 0, &mut strays);
        let mut answers = Answers { version: self.form.version, fields, repeats: BTreeMap::new() };
        for (at, group) in self.form.groups.iter().enumerate() {
            if !self.is_shown(at) && !self.turns[at].is_empty() {
                strays.push(Stray::new(&group.name, None, Astray::Hidden));
            } else if !self.turns[at].is_empty() {
                let turns = self.turns[at].iter().enumerate();
                let turns = turns
                    .map(|(turn, it)| Turn { id: it.id, fields: self.sent(Some(at), turn, &mut strays) });
                answers.repeats.insert(group.name.clone(), turns.collect());
            }
        }
        Ok(Finished { answers, strays })
    }

    fn sent(&self, repeat: Option<usize>, turn: usize, strays: &mut Vec<Stray>) -> BTreeMap<String, Answer> {
        let id = repeat.and_then(|at| self.turns[at].get(turn)).map(|it| it.id);
        let kept = self.sheet(repeat, turn).map(|it| &it.kept);
        let mut sent = BTreeMap::new();
        for (field_id, field) in self.form.all_questions().filter(|(_, it)| self.form.repeat_of(it) == repeat)
        {
            let answer = field.answer.and_then(|node| self.answer_of(node, turn));
            let given = kept.and_then(|it| it.get(&field_id.index())).and_then(|it| it.answer.as_ref());
            if given.is_some() && given != answer {
                let why = if field.calculated { Astray::Calculated } else { Astray::Hidden };
                strays.push(Stray::new(&field.name, id, why));
            }
            if let Some(answer) = answer {
                sent.insert(field.name.clone(), answer.clone());
            }
        }
        sent
    }

    /// Everything that was answered, also to questions that are hidden now: what a draft keeps. What is calculated
    /// is not among it.
    pub fn kept(&self) -> Answers {
        let fields = |sheet: &Sheet| {
            let kept = sheet.kept.iter().filter_map(|(index, kept)| {
                let field = self.form.fields.get(*index).filter(|it| !it.calculated)?;
                Some((field.name.clone(), kept.answer.clone()?))
            });
            kept.collect()
        };
        let turns = self.form.groups.iter().zip(&self.turns).filter(|(_, turns)| !turns.is_empty());
        let repeats = turns.map(|(group, turns)| {
            let turns = turns.iter().map(|it| Turn { id: it.id, fields: fields(&it.sheet) });
            (group.name.clone(), turns.collect())
        });
        Answers { version: self.form.version, fields: fields(&self.whole), repeats: repeats.collect() }
    }

    // Computing

    fn sheet(&self, repeat: Option<usize>, turn: usize) -> Option<&Sheet> {
        match repeat {
            None => Some(&self.whole),
            Some(group) => self.turns.get(group)?.get(turn).map(|it| &it.sheet),
        }
    }

    fn sheet_mut(&mut self, repeat: Option<usize>, turn: usize) -> Option<&mut Sheet> {
        match repeat {
            None => Some(&mut self.whole),
            Some(group) => self.turns.get_mut(group)?.get_mut(turn).map(|it| &mut it.sheet),
        }
    }

    fn cell(&self, id: NodeId, turn: usize) -> Option<&Cell> {
        let node = self.form.node(id);
        self.sheet(node.scope, turn)?.cells.get(node.cell)
    }

    fn answer_of(&self, id: NodeId, turn: usize) -> Option<&Answer> {
        match self.cell(id, turn) {
            Some(Cell::Answer(answer)) => answer.as_ref(),
            _ => None,
        }
    }

    fn fault_of(&self, id: NodeId, turn: usize) -> Option<&Fault> {
        match self.cell(id, turn) {
            Some(Cell::Fault(fault)) => fault.as_ref(),
            _ => None,
        }
    }

    /// Everything, from the beginning.
    fn compute_all(&mut self, opens: bool) {
        let form = self.form.clone();
        for id in &form.order {
            let node = form.node(*id);
            let turns = node.scope.map_or(1, |group| self.turns[group].len());
            for turn in 0..turns {
                if opens {
                    self.take_default(node, turn);
                }
                let found = self.found(node, turn);
                self.put(node, turn, found);
            }
        }
    }

    /// What is due and whatever follows from it; `opened` is the turn that is new, and asks for its defaults.
    fn compute(&mut self, mut due: Due, opened: Option<(usize, usize)>) -> Vec<Changed> {
        let form = self.form.clone();
        // No node is computed twice, so nothing is told twice.
        let mut changed = Vec::new();
        while let Some((rank, turn)) = due.pop_first() {
            let Some(id) = form.order.get(rank as usize) else { continue };
            let node = form.node(*id);
            let new = opened.is_some_and(|(group, at)| node.scope == Some(group) && turn == at);
            if new {
                self.take_default(node, turn);
            }
            let found = self.found(node, turn);
            if !self.put(node, turn, found) {
                continue;
            }
            if !new {
                changed.extend(self.changed(node, turn));
            }
            for by in &node.needed_by {
                let by = form.node(*by);
                match (node.scope, by.scope) {
                    (None, Some(group)) => {
                        due.extend((0..self.turns[group].len()).map(|turn| (by.rank, turn)));
                    }
                    (_, None) => drop(due.insert((by.rank, 0))),
                    (Some(_), Some(_)) => drop(due.insert((by.rank, turn))),
                }
            }
        }
        changed
    }

    /// Keeps what was found; whether it is something else than before.
    fn put(&mut self, node: &Node, turn: usize, found: Cell) -> bool {
        self.computed += 1;
        let Some(cell) = self.sheet_mut(node.scope, turn).and_then(|it| it.cells.get_mut(node.cell)) else {
            return false;
        };
        let differs = *cell != found;
        *cell = found;
        differs
    }

    fn changed(&self, node: &Node, turn: usize) -> Option<Changed> {
        let at = |field: usize| {
            let id = node.scope.and_then(|group| self.turns[group].get(turn)).map(|it| it.id);
            Some(At { field: FieldId(u32::try_from(field).ok()?), turn: id })
        };
        match node.rule {
            Rule::GroupShown(group, _) => Some(Changed::Group(group)),
            Rule::FieldShown(field, _) => at(field).map(Changed::Shown),
            Rule::Typed(field) | Rule::Calculated(field, _) => at(field).map(Changed::Answer),
            Rule::Required(field, _) => at(field).map(Changed::Required),
            Rule::Fault(field) => at(field).map(Changed::Fault),
            Rule::Turns(group) => Some(Changed::Turns(group)),
            Rule::Done(step, _) => Some(Changed::Step(step)),
            Rule::Truth(_) | Rule::Term(_) | Rule::Fold(..) => None,
        }
    }

    /// The answer with which the form is opened, where there is none.
    fn take_default(&mut self, node: &Node, turn: usize) {
        let form = self.form.clone();
        let Rule::Typed(index) = node.rule else { return };
        let Some(field) = form.fields.get(index) else { return };
        let answer = field.default.as_ref().and_then(|term| term.answer(&Here { filling: self, turn }));
        let answer = answer.and_then(|answer| field.fitting(answer));
        if let (Some(answer), Some(sheet)) = (answer, self.sheet_mut(node.scope, turn)) {
            let kept = Kept { answer: Some(answer), fault: None };
            sheet.kept.entry(index).or_insert(kept);
        }
    }

    fn found(&self, node: &Node, turn: usize) -> Cell {
        let here = Here { filling: self, turn };
        let form = &self.form;
        match &node.rule {
            Rule::GroupShown(_, condition) | Rule::Required(_, condition) | Rule::Done(_, condition) => {
                Cell::Truth(condition.holds(&here))
            }
            Rule::Truth(condition) => Cell::Truth(condition.holds(&here)),
            Rule::Term(term) => Cell::Answer(term.answer(&here)),
            Rule::FieldShown(index, condition) => {
                let field = &form.fields[*index];
                let group = form.groups.get(field.group).is_some_and(|group| here.truth(group.shown));
                Cell::Truth(group && condition.holds(&here))
            }
            Rule::Typed(index) => {
                let kept = self.sheet(node.scope, turn).and_then(|it| it.kept.get(index));
                let shown = here.truth(form.fields[*index].shown);
                Cell::Answer(kept.filter(|_| shown).and_then(|it| it.answer.clone()))
            }
            Rule::Calculated(index, term) => {
                let field = &form.fields[*index];
                let answer = here.truth(field.shown).then(|| term.answer(&here)).flatten();
                Cell::Answer(answer.and_then(|answer| field.fitting(answer)))
            }
            Rule::Fault(index) => {
                let kept = self.sheet(node.scope, turn).and_then(|it| it.kept.get(index));
                Cell::Fault(fault(&form.fields[*index], kept, &here))
            }
            Rule::Turns(group) => Cell::Fault(self.turns_wrong(*group, &here)),
            Rule::Fold(group, fold) => self.folded(*group, *fold, &here),
        }
    }

    fn turns_wrong(&self, group: usize, here: &Here<'_>) -> Option<Fault> {
        let of = &self.form.groups[group];
        let repeat = of.repeat.as_ref().filter(|_| here.truth(of.shown))?;
        match self.turns[group].len() {
            turns if turns < repeat.at_least as usize => Some(Fault::TurnsMissing(repeat.at_least)),
            turns if turns > repeat.at_most as usize => Some(Fault::TurnsOver(repeat.at_most)),
            _ => None,
        }
    }

    /// Of a group that is hidden there are no turns.
    fn folded(&self, group: usize, fold: Fold, here: &Here<'_>) -> Cell {
        let shown = here.truth(self.form.groups[group].shown);
        let turns = if shown { self.turns[group].len() } else { 0 };
        let truth = |node: NodeId| (0..turns).map(move |turn| Here { filling: self, turn }.truth(node));
        let number = |number: Option<Decimal>| Cell::Answer(number.map(Answer::Number));
        match fold {
            Fold::Count => number(Some(Decimal::count(turns))),
            Fold::Sum(node) => {
                let numbers = (0..turns).filter_map(|turn| match self.answer_of(node, turn) {
                    Some(Answer::Number(number)) => Some(*number),
                    _ => None,
                });
                number(numbers.into_iter().try_fold(Decimal::ZERO, Decimal::plus))
            }
            Fold::Any(node) => Cell::Truth(truth(node).any(|it| it)),
            Fold::All(node) => Cell::Truth(truth(node).all(|it| it)),
            Fold::HowMany(node) => number(Some(Decimal::count(truth(node).filter(|it| *it).count()))),
        }
    }
}

impl TurnSheet {
    fn new(id: TurnId, cells: usize) -> Self {
        Self { id, sheet: Sheet { cells: vec![Cell::Open; cells], kept: BTreeMap::new() } }
    }
}

/// What was typed, as it is kept.
fn read(field: &Field, typed: &[&str], places: &dyn Places) -> Kept {
    match parse(&field.kind, typed, places) {
        Ok(answer) => Kept { answer, fault: None },
        Err(fault) => Kept { answer: None, fault: Some(fault) },
    }
}

/// What is wrong with an answer.
fn fault(field: &Field, kept: Option<&Kept>, here: &Here<'_>) -> Option<Fault> {
    if !here.truth(field.shown) {
        return None;
    }
    if let Some(fault) = kept.and_then(|it| it.fault.as_ref()).filter(|_| !field.calculated) {
        return Some(fault.clone());
    }
    let Some(answer) = field.answer.and_then(|node| here.answer(node)) else {
        let required = match field.required {
            Asked::Optional => false,
            Asked::Always => true,
            Asked::Sometimes(node) => here.truth(node),
        };
        return required.then_some(Fault::Missing);
    };
    let out_of_bounds = match (&field.kind, &answer) {
        (Kind::Number { min: Some(min), .. }, Answer::Number(number)) if number < min => {
            Some(Fault::Less(*min))
        }
        (Kind::Number { max: Some(max), .. }, Answer::Number(number)) if number > max => {
            Some(Fault::More(*max))
        }
        (Kind::People { max }, Answer::Number(number)) => {
            let max = Decimal::count(*max as usize);
            (*number > max).then_some(Fault::More(max))
        }
        (Kind::Day(days), Answer::Day(day)) => {
            let bound = |term: &Option<super::rules::Term>| match term.as_ref()?.answer(here) {
                Some(Answer::Day(day)) => Some(day),
                _ => None,
            };
            let before = bound(&days.min).filter(|min| day < min).map(Fault::Before);
            before.or_else(|| bound(&days.max).filter(|max| day > max).map(Fault::After))
        }
        (Kind::SeveralOf { exclusive, .. }, Answer::Several(values)) if values.len() > 1 => {
            values.iter().find(|it| exclusive.contains(it)).map(|it| Fault::Alone(it.clone()))
        }
        (Kind::Photo { max }, Answer::Several(ids)) if ids.len() > *max as usize => Some(Fault::Photos(*max)),
        _ => None,
    };
    let wrong = || field.right.as_ref().is_some_and(|right| !right.holds(here));
    out_of_bounds.or_else(|| wrong().then_some(Fault::Message))
}

/// What rules see from one turn.
struct Here<'a> {
    filling: &'a Filling,
    turn: usize,
}

impl Known for Here<'_> {
    fn truth(&self, node: NodeId) -> bool {
        matches!(self.filling.cell(node, self.turn), Some(Cell::Truth(true)))
    }

    fn answer(&self, node: NodeId) -> Option<Answer> {
        self.filling.answer_of(node, self.turn).cloned()
    }

    fn today(&self) -> Date {
        self.filling.today
    }
}

impl Form {
    /// The place of a step of the standard.
    pub fn step(&self, name: &str) -> Option<usize> {
        match self.names.get(name) {
            Some(Named::Step(step)) => Some(*step),
            _ => None,
        }
    }
}
