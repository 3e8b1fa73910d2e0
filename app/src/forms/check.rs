//! From a definition to a form that cannot be wrong, or to everything that is wrong with it. Pure.
//!
//! What an expression means is found in check/typing.rs, in which order things are computed in check/order.rs.
//! Invariant: every fault is told at once, each with its place: `groups[2].fields[0] "eating", valid_if, sign 12`.

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    sync::Arc,
};

use super::{
    decimal::{Decimal, PLACES},
    expression::{self, RESERVED, Unreadable},
    form::{
        Asked, Choices, Days, Field, Form, Group, Kind, Level, Named, Node, NodeId, Repeat, Rule, Standard,
        Step,
    },
    model::{
        Bound, Choice, Definition, FIELDS_MAX, FOR_EVERYBODY, FieldDefinition, GROUPS_MAX, GroupDefinition,
        HINT_CHARS_MAX, LABEL_CHARS_MAX, LINE_CHARS, LINES_CHARS, LISTS_MAX, MovedDefinition, NAME_CHARS_MAX,
        OPTIONS_MAX, PEOPLE, PHOTOS, Required, STEPS_MAX, StandardDefinition, TURNS_MAX,
    },
    rules::{Condition, Term},
};
use crate::text::{Text, misleads};

mod order;
mod typing;

use typing::{Scope, Typing};

/// Something wrong with a definition, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionFault {
    /// Where.
    pub place: Place,
    /// What.
    pub wrong: Wrong,
}

/// A place in a definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// `groups[2].fields[0]`, counted from 0 as the file's readers do; empty for the form itself.
    pub path: String,
    /// The name that stands there.
    pub name: String,
    /// The key: `valid_if`.
    pub part: &'static str,
    /// The sign of the expression, counted from 1.
    pub sign: Option<usize>,
}

impl Place {
    fn new(path: String, name: &str) -> Self {
        Self { path, name: cut(name), part: "", sign: None }
    }

    fn part(&self, part: &'static str) -> Self {
        Self { part, ..self.clone() }
    }

    fn sign(&self, sign: usize) -> Self {
        Self { sign: Some(sign), ..self.clone() }
    }
}

/// `groups[2].fields[0] "eating", valid_if, sign 12`
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.name.is_empty() { String::new() } else { format!("\"{}\"", self.name) };
        let place = [self.path.as_str(), &name].map(str::to_owned).into_iter().filter(|it| !it.is_empty());
        let place = place.collect::<Vec<_>>().join(" ");
        let sign = self.sign.map(|sign| format!("sign {sign}")).unwrap_or_default();
        let parts = [place.as_str(), self.part, &sign].into_iter().filter(|it| !it.is_empty());
        formatter.write_str(&parts.collect::<Vec<_>>().join(", "))
    }
}

/// Signs of a service's code in the catalogue, and so of a form's before the dot.
const SERVICE_CHARS_MAX: usize = 20;

/// A name as it is told: no longer than one may be.
fn cut(name: &str) -> String {
    name.chars().take(NAME_CHARS_MAX).collect()
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// More of these than a form may have.
    Many(usize),
    /// There are none of these, and there has to be one.
    None,
    /// Not a code of a service, a dot, and `intake` or `record`.
    Code,
    /// Not small letters, digits and `_`, a letter first.
    Name,
    /// A word that means something in expressions.
    Reserved,
    /// This name or value is there twice.
    Twice(String),
    /// Nothing is written in Chinese, or in English.
    Untranslated,
    /// More signs than this.
    Long(usize),
    /// Signs that nobody can see.
    Unseen,
    /// A word that blames whoever reads it, or begs.
    Blames(&'static str),
    /// There is no such kind of question.
    Kind(String),
    /// There is no such list.
    List(String),
    /// No choice has this value.
    Value(String),
    /// This key says nothing here.
    OutOfPlace,
    /// This key is missing.
    Missing,
    /// No number that can be a bound here.
    Bound,
    /// The least is more than the most.
    Crossed,
    /// A required step that nothing shows: no record could ever be closed.
    NeverShown,
    /// Photos in the intake of a service: whoever calls for help adds them on a page of their own.
    PhotosElsewhere,
    /// The expression cannot be read.
    Unreadable(Unreadable),
    /// There is nothing of this name.
    Unknown(String),
    /// There is no such function.
    Function(String),
    /// The function wants other things than these.
    Arguments(&'static str),
    /// This names words, a group or a step, and no answer.
    NoAnswer(String),
    /// This is no group that is answered several times.
    NoRepeat(String),
    /// The first is asked in every turn of the second, and can be reached only through `sum`, `any` and so on.
    OutOfReach(String, String),
    /// This is wanted, and that is what there is.
    Type(Type, Type),
    /// These cannot be greater or less.
    NotOrdered(Type),
    /// A question of this kind is never calculated.
    NeverCalculated,
    /// Each needs the next, and the last the first.
    Cycle(Vec<String>),
}

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Nothing: `''`
    Nothing,
    /// Words.
    Text,
    /// A number.
    Number,
    /// True or false.
    Truth,
    /// A day.
    Day,
    /// A time of the day.
    Time,
    /// Several of a list.
    Set,
}

/// The form that the definition describes, or everything that is wrong with it.
pub fn check(definition: &Definition, version: u32) -> Result<Form, Vec<DefinitionFault>> {
    let counts = [
        ("groups", definition.groups.len(), GROUPS_MAX),
        ("fields", definition.groups.iter().map(|it| it.fields.len()).sum(), FIELDS_MAX),
        ("lists", definition.lists.len(), LISTS_MAX),
        ("moved", definition.moved.len(), FIELDS_MAX),
    ];
    let over = counts.into_iter().filter(|(_, count, most)| count > most).map(|(part, _, most)| {
        DefinitionFault { place: Place::default().part(part), wrong: Wrong::Many(most) }
    });
    let over: Vec<_> = over.collect();
    // Nobody reads faults by the ten thousand.
    if !over.is_empty() {
        return Err(over);
    }
    Checker::new(definition).form(definition, version)
}

/// A question, as far as others need to know it.
struct Sketch {
    name: String,
    /// None where it is wrong.
    kind: Option<Kind>,
    group: usize,
    repeat: Option<usize>,
    answer: Option<NodeId>,
}

struct Checker {
    faults: Vec<DefinitionFault>,
    names: HashMap<String, Named>,
    lists: HashMap<String, Choices>,
    sketches: Vec<Sketch>,
    /// The names of groups, and the nodes that tell whether they are shown.
    groups: Vec<(String, NodeId, bool)>,
    nodes: Vec<Node>,
    /// How many nodes the whole form has, and every turn of each group.
    cells: HashMap<Option<usize>, usize>,
    folds: HashMap<(usize, String, String), NodeId>,
    /// Whether this form may ask for photos.
    takes_photos: bool,
}

impl Checker {
    fn new(definition: &Definition) -> Self {
        let mut checker = Self {
            faults: Vec::new(),
            names: HashMap::new(),
            lists: HashMap::new(),
            sketches: Vec::new(),
            groups: Vec::new(),
            nodes: Vec::new(),
            cells: HashMap::new(),
            folds: HashMap::new(),
            takes_photos: definition.form == FOR_EVERYBODY || !definition.form.ends_with(".intake"),
        };
        checker.lists(definition);
        checker.names(definition);
        checker
    }

    fn fault(&mut self, place: &Place, wrong: Wrong) {
        self.faults.push(DefinitionFault { place: place.clone(), wrong });
    }

    fn add(&mut self, rule: Rule, scope: Option<usize>, needs: Vec<NodeId>) -> NodeId {
        let cells = self.cells.entry(scope).or_default();
        let cell = *cells;
        *cells += 1;
        // A form of 5,000 questions has some 20,000 nodes.
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let (opens_with, needed_by) = (Vec::new(), Vec::new());
        self.nodes.push(Node { rule, scope, cell, needs, opens_with, needed_by, rank: 0 });
        id
    }

    // Words

    fn text(&mut self, place: &Place, part: &'static str, text: &Text, most: usize) {
        let place = place.part(part);
        for written in [Some(text.zh.as_str()), text.en.as_deref()] {
            let written = written.unwrap_or_default();
            if written.trim().is_empty() {
                self.fault(&place, Wrong::Untranslated);
            } else if written.chars().nth(most).is_some() {
                self.fault(&place, Wrong::Long(most));
            } else if written.chars().any(|sign| misleads(sign) || (sign.is_control() && sign != '\n')) {
                self.fault(&place, Wrong::Unseen);
            }
        }
    }

    fn optional_text(&mut self, place: &Place, part: &'static str, text: Option<&Text>) {
        if let Some(text) = text {
            self.text(place, part, text, HINT_CHARS_MAX);
        }
    }

    fn name(&mut self, place: &Place, name: &str) {
        let place = place.part("name");
        let letters =
            name.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_');
        if !letters
            || !name.starts_with(|sign: char| sign.is_ascii_lowercase())
            || name.len() > NAME_CHARS_MAX
        {
            self.fault(&place, Wrong::Name);
        } else if RESERVED.contains(&name) {
            self.fault(&place, Wrong::Reserved);
        }
    }

    /// Says it when the name is taken.
    fn claim(&mut self, place: &Place, name: &str, named: Named) {
        self.name(place, name);
        if self.names.contains_key(name) {
            self.fault(&place.part("name"), Wrong::Twice(cut(name)));
        } else {
            self.names.insert(name.to_owned(), named);
        }
    }

    // Lists

    fn lists(&mut self, definition: &Definition) {
        for (at, list) in definition.lists.iter().enumerate() {
            let place = Place::new(format!("lists[{at}]"), &list.name);
            self.name(&place, &list.name);
            let choices = self.choices(&place, &list.options);
            if self.lists.insert(list.name.clone(), choices).is_some() {
                self.fault(&place.part("name"), Wrong::Twice(cut(&list.name)));
            }
        }
    }

    fn choices(&mut self, place: &Place, options: &[Choice]) -> Choices {
        let place = place.part("options");
        if options.is_empty() {
            self.fault(&place, Wrong::None);
        }
        if options.len() > OPTIONS_MAX {
            self.fault(&place, Wrong::Many(OPTIONS_MAX));
            return Arc::default();
        }
        let mut values = BTreeSet::new();
        for choice in options {
            let sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.');
            if choice.value.is_empty()
                || choice.value.len() > NAME_CHARS_MAX
                || !choice.value.chars().all(sign)
            {
                self.fault(&place, Wrong::Value(cut(&choice.value)));
            } else if !values.insert(&choice.value) {
                self.fault(&place, Wrong::Twice(cut(&choice.value)));
            }
            self.text(&place, "options", &choice.label(), LABEL_CHARS_MAX);
        }
        options.into()
    }

    // Names, kinds and what is computed for each

    fn names(&mut self, definition: &Definition) {
        for (at, group) in definition.groups.iter().enumerate() {
            let place = Place::new(format!("groups[{at}]"), &group.name);
            self.claim(&place, &group.name, Named::Group(at));
            let shown = self.add(Rule::GroupShown(at, Condition::Always(true)), None, Vec::new());
            self.groups.push((group.name.clone(), shown, group.repeat.is_some()));
        }
        for (at, group) in definition.groups.iter().enumerate() {
            let repeat = group.repeat.as_ref().map(|_| at);
            for (field_at, field) in group.fields.iter().enumerate() {
                let place = field_place(at, field_at, field);
                let index = self.sketches.len();
                self.claim(&place, &field.name, Named::Field(index));
                let kind = self.kind(&place, field);
                let note = matches!(kind, Some(Kind::Note));
                let answer = (!note).then(|| self.add(Rule::Typed(index), repeat, Vec::new()));
                self.sketches.push(Sketch { name: field.name.clone(), kind, group: at, repeat, answer });
            }
        }
        let steps = definition.standard.iter().flat_map(|it| &it.steps);
        for (at, step) in steps.enumerate().take(STEPS_MAX) {
            let place = Place::new(format!("standard.steps[{at}]"), &step.name);
            self.claim(&place, &step.name, Named::Step(at));
        }
    }

    /// The kind of a question with all that only this kind has.
    fn kind(&mut self, place: &Place, field: &FieldDefinition) -> Option<Kind> {
        self.keys(place, field);
        let count = |checker: &mut Self, [usual, most]: [u32; 2]| match &field.max {
            None => usual,
            Some(Bound(text)) => {
                let fits = text.parse().ok().filter(|max| (1..=most).contains(max));
                if fits.is_none() {
                    checker.fault(&place.part("max"), Wrong::Bound);
                }
                fits.unwrap_or(usual)
            }
        };
        Some(match field.kind.as_str() {
            "text" => Kind::Text { max: count(self, LINE_CHARS) },
            "long_text" => Kind::LongText { max: count(self, LINES_CHARS) },
            "number" => self.number(place, field),
            "people" => Kind::People { max: count(self, PEOPLE) },
            "date" => Kind::Day(Days::default()),
            "time" => Kind::Time,
            "one_of" => Kind::OneOf(self.offered(place, field)?),
            "several_of" => {
                let choices = self.offered(place, field)?;
                for value in &field.exclusive {
                    if choices.iter().all(|it| it.value != *value) {
                        self.fault(&place.part("exclusive"), Wrong::Value(cut(value)));
                    }
                }
                Kind::SeveralOf { choices, exclusive: field.exclusive.clone() }
            }
            "yes_no" => {
                let also = |word: &str| field.also.as_ref().is_none_or(|it| it.iter().any(|it| it == word));
                for word in
                    field.also.iter().flatten().filter(|it| !["unknown", "unsaid"].contains(&it.as_str()))
                {
                    self.fault(&place.part("also"), Wrong::Value(cut(word)));
                }
                Kind::YesNo { unknown: also("unknown"), unsaid: also("unsaid") }
            }
            "place" => {
                let level = match &field.level {
                    None => Some(Level::Village),
                    Some(word) => Level::ALL.into_iter().find(|level| level.word() == word),
                };
                if level.is_none() {
                    self.fault(
                        &place.part("level"),
                        Wrong::Value(cut(field.level.as_deref().unwrap_or_default())),
                    );
                }
                Kind::Place(level.unwrap_or(Level::Village))
            }
            "phone" => Kind::Phone,
            "id_number" => Kind::IdNumber,
            "photo" if !self.takes_photos => {
                self.fault(&place.part("kind"), Wrong::PhotosElsewhere);
                return None;
            }
            "photo" => Kind::Photo { max: count(self, PHOTOS) },
            "signature" => Kind::Signature,
            "note" => Kind::Note,
            other => {
                self.fault(&place.part("kind"), Wrong::Kind(cut(other)));
                return None;
            }
        })
    }

    fn number(&mut self, place: &Place, field: &FieldDefinition) -> Kind {
        let decimals = field.decimals.unwrap_or(0);
        if decimals > PLACES {
            self.fault(&place.part("decimals"), Wrong::Bound);
        }
        let mut bound = |part: &'static str, bound: &Option<Bound>| -> Option<Decimal> {
            let Bound(text) = bound.as_ref()?;
            let read = text.parse().ok();
            if read.is_none() {
                self.fault(&place.part(part), Wrong::Bound);
            }
            read
        };
        let (min, max) = (bound("min", &field.min), bound("max", &field.max));
        if let (Some(min), Some(max)) = (min, max)
            && min > max
        {
            self.fault(&place.part("max"), Wrong::Crossed);
        }
        if let Some(unit) = &field.unit {
            self.text(place, "unit", unit, NAME_CHARS_MAX);
        }
        Kind::Number { min, max, decimals: decimals.min(PLACES), unit: field.unit.clone() }
    }

    fn offered(&mut self, place: &Place, field: &FieldDefinition) -> Option<Choices> {
        match (&field.list, &field.options) {
            (Some(list), None) => {
                let choices = self.lists.get(list).cloned();
                if choices.is_none() {
                    self.fault(&place.part("list"), Wrong::List(cut(list)));
                }
                choices
            }
            (None, Some(options)) => Some(self.choices(place, options)),
            (None, None) => {
                self.fault(&place.part("list"), Wrong::Missing);
                None
            }
            (Some(_), Some(_)) => {
                self.fault(&place.part("list"), Wrong::OutOfPlace);
                None
            }
        }
    }

    /// Keys that say nothing about a question of this kind.
    fn keys(&mut self, place: &Place, field: &FieldDefinition) {
        let kind = field.kind.as_str();
        let is = |kinds: &[&str]| kinds.contains(&kind);
        let note = kind == "note";
        let calculated = field.calculated.is_some();
        let calculable = is(&["text", "number", "people", "one_of", "yes_no", "date"]);
        let opened = is(&["text", "long_text", "number", "people", "one_of", "yes_no", "date", "time"]);
        let allowed = [
            ("max", field.max.is_some(), is(&["text", "long_text", "number", "people", "date", "photo"])),
            ("min", field.min.is_some(), is(&["number", "date"])),
            ("decimals", field.decimals.is_some(), kind == "number"),
            ("unit", field.unit.is_some(), kind == "number"),
            ("list", field.list.is_some(), is(&["one_of", "several_of"])),
            ("options", field.options.is_some(), is(&["one_of", "several_of"])),
            ("exclusive", !field.exclusive.is_empty(), kind == "several_of"),
            ("also", field.also.is_some(), kind == "yes_no"),
            ("level", field.level.is_some(), kind == "place"),
            ("required", field.required != Required::Never, !note && !calculated),
            ("valid_if", field.valid_if.is_some(), !note),
            ("message", field.message.is_some(), field.valid_if.is_some()),
            ("default", field.default.is_some(), opened && !calculated),
            ("sensitive", field.sensitive, !note),
        ];
        // Of a kind that does not exist nobody can say what belongs to it.
        let known = calculable
            || opened
            || note
            || is(&["several_of", "place", "phone", "id_number", "photo", "signature"]);
        for (part, there, fits) in allowed {
            if there && !fits && known {
                self.fault(&place.part(part), Wrong::OutOfPlace);
            }
        }
        if calculated && known && !calculable {
            self.fault(&place.part("calculated"), Wrong::NeverCalculated);
        }
        match &field.message {
            None if field.valid_if.is_some() => self.fault(&place.part("message"), Wrong::Missing),
            None => {}
            Some(message) => {
                self.text(place, "message", message, LABEL_CHARS_MAX);
                if let Some(word) = blames(message) {
                    self.fault(&place.part("message"), Wrong::Blames(word));
                }
            }
        }
        self.text(place, "label", &field.label, if note { HINT_CHARS_MAX } else { LABEL_CHARS_MAX });
        self.optional_text(place, "staff", field.staff.as_ref());
        self.optional_text(place, "hint", field.hint.as_ref());
    }

    // The form

    fn form(mut self, definition: &Definition, version: u32) -> Result<Form, Vec<DefinitionFault>> {
        self.head(definition);
        let (mut groups, mut fields) = (Vec::new(), Vec::new());
        for (at, group) in definition.groups.iter().enumerate() {
            let begin = fields.len();
            for (field_at, field) in group.fields.iter().enumerate() {
                let index = fields.len();
                let made = self.field(&field_place(at, field_at, field), index, field);
                fields.push(made);
            }
            let made = self.group(at, group, begin..fields.len());
            groups.push(made);
        }
        let standard = definition.standard.as_ref().map(|it| self.standard(it, &definition.form));
        self.moved(&definition.moved);
        for (node, (group, _, _)) in self.folds.iter().map(|(key, node)| (*node, key)) {
            groups[*group].folds.push(node);
        }
        for (at, group) in groups.iter_mut().enumerate() {
            group.cells = self.cells.get(&Some(at)).copied().unwrap_or(0);
            group.folds.sort_unstable();
        }
        let order = self.order();
        // As they stand in the file, whatever was looked at first.
        let fields = self.faults.is_empty().then(|| fields.into_iter().collect::<Option<Vec<_>>>()).flatten();
        let Some(fields) = fields else { return Err(self.faults) };
        Ok(Form {
            code: definition.form.clone(),
            version,
            title: definition.title.clone(),
            lead: definition.lead.clone(),
            reference: definition.reference,
            restricted: definition.restricted.clone(),
            standard,
            groups,
            moved: definition.moved.clone(),
            fields,
            names: self.names,
            nodes: self.nodes,
            order,
        })
    }

    fn head(&mut self, definition: &Definition) {
        let place = Place::default();
        if !is_code(&definition.form) {
            self.fault(&place.part("form"), Wrong::Code);
        }
        self.text(&place, "title", &definition.title, LABEL_CHARS_MAX);
        self.optional_text(&place, "lead", definition.lead.as_ref());
        self.optional_text(&place, "restricted", definition.restricted.as_ref());
        if definition.groups.is_empty() {
            self.fault(&place.part("groups"), Wrong::None);
        }
    }

    fn group(&mut self, at: usize, group: &GroupDefinition, fields: std::ops::Range<usize>) -> Group {
        let place = Place::new(format!("groups[{at}]"), &group.name);
        self.text(&place, "title", &group.title, LABEL_CHARS_MAX);
        self.optional_text(&place, "staff", group.staff.as_ref());
        self.optional_text(&place, "hint", group.hint.as_ref());
        if group.fields.is_empty() {
            self.fault(&place.part("fields"), Wrong::None);
        }
        let shown = self.groups[at].1;
        if let Some(text) = &group.shown_if {
            let scope = Scope { repeat: None, this: None };
            let (condition, needs) = self.condition(&place.part("shown_if"), text, scope);
            self.nodes[shown.index()].rule = Rule::GroupShown(at, condition);
            self.nodes[shown.index()].needs = needs;
        }
        let repeat = group.repeat.as_ref().map(|repeat| {
            self.text(&place, "repeat.one", &repeat.one, LABEL_CHARS_MAX);
            if !(1..=TURNS_MAX).contains(&repeat.at_most) {
                self.fault(&place.part("repeat.at_most"), Wrong::Bound);
            } else if repeat.at_least > repeat.at_most {
                self.fault(&place.part("repeat.at_least"), Wrong::Crossed);
            }
            let fault = self.add(Rule::Turns(at), None, vec![shown]);
            Repeat { at_most: repeat.at_most, at_least: repeat.at_least, one: repeat.one.clone(), fault }
        });
        Group {
            name: group.name.clone(),
            title: group.title.clone(),
            hint: group.hint.clone(),
            folds: repeat.iter().map(|it| it.fault).collect(),
            repeat,
            fields,
            shown,
            cells: 0,
        }
    }

    fn field(&mut self, place: &Place, index: usize, field: &FieldDefinition) -> Option<Field> {
        let Sketch { group, repeat, answer, .. } = self.sketches[index];
        let scope = Scope { repeat, this: Some(index) };
        let group_shown = self.groups[group].1;
        let shown = match &field.shown_if {
            None => group_shown,
            Some(text) => {
                let (condition, mut needs) = self.condition(&place.part("shown_if"), text, scope);
                needs.push(group_shown);
                self.add(Rule::FieldShown(index, condition), repeat, needs)
            }
        };
        let required = match &field.required {
            Required::Never => Asked::Optional,
            Required::Always => Asked::Always,
            Required::If(text) => {
                let (condition, needs) = self.condition(&place.part("required"), text, scope);
                Asked::Sometimes(self.add(Rule::Required(index, condition), repeat, needs))
            }
        };
        let mut opens_with = Vec::new();
        let default = field.default.as_ref().and_then(|text| {
            let (term, needs) = self.result(&place.part("default"), text, scope, index)?;
            opens_with = needs;
            Some(term)
        });
        if let Some(answer) = answer {
            let mut needs = vec![shown];
            if let Some(text) = &field.calculated
                && let Some((term, more)) = self.result(&place.part("calculated"), text, scope, index)
            {
                needs.extend(more);
                self.nodes[answer.index()].rule = Rule::Calculated(index, term);
            }
            self.nodes[answer.index()].needs = needs;
            self.nodes[answer.index()].opens_with = opens_with;
        }
        let mut judged_by: Vec<NodeId> = answer.into_iter().chain([shown]).collect();
        if let Asked::Sometimes(node) = required {
            judged_by.push(node);
        }
        let right = field.valid_if.as_ref().map(|text| {
            let (condition, needs) = self.condition(&place.part("valid_if"), text, scope);
            judged_by.extend(needs);
            condition
        });
        let mut kind = self.sketches[index].kind.clone();
        if let Some(Kind::Day(days)) = &mut kind {
            let mut bound = |part: &'static str, bound: &Option<Bound>| -> Option<Term> {
                let (term, needs) = self.day(&place.part(part), &bound.as_ref()?.0, scope)?;
                judged_by.extend(needs);
                Some(term)
            };
            *days = Days { min: bound("min", &field.min), max: bound("max", &field.max) };
        }
        // What is calculated is right, unless its author says when it is not.
        let judged = answer.is_some() && (field.calculated.is_none() || right.is_some());
        let fault = judged.then(|| self.add(Rule::Fault(index), repeat, judged_by));
        let kind = kind?;
        Some(Field {
            name: field.name.clone(),
            sensitive: field.sensitive || matches!(kind, Kind::IdNumber),
            kind,
            label: field.label.clone(),
            hint: field.hint.clone(),
            required,
            message: field.message.clone(),
            calculated: field.calculated.is_some(),
            group,
            shown,
            answer,
            fault,
            default,
            right,
        })
    }

    fn standard(&mut self, standard: &StandardDefinition, code: &str) -> Standard {
        let place = Place::new("standard".to_owned(), "");
        if code.ends_with(".intake") {
            self.fault(&place, Wrong::OutOfPlace);
        }
        self.text(&place, "frequency", &standard.frequency, LABEL_CHARS_MAX);
        self.text(&place, "text", &standard.text, HINT_CHARS_MAX);
        if standard.every_days == Some(0) {
            self.fault(&place.part("every_days"), Wrong::Bound);
        }
        if standard.steps.len() > STEPS_MAX {
            self.fault(&place.part("steps"), Wrong::Many(STEPS_MAX));
        }
        let mut steps = Vec::new();
        for (at, step) in standard.steps.iter().enumerate().take(STEPS_MAX) {
            let place = Place::new(format!("standard.steps[{at}]"), &step.name);
            self.text(&place, "title", &step.title, LABEL_CHARS_MAX);
            if step.required && step.shown_by.is_none() {
                self.fault(&place.part("shown_by"), Wrong::NeverShown);
            }
            let done = step.shown_by.as_ref().map(|text| {
                let scope = Scope { repeat: None, this: None };
                let (condition, needs) = self.condition(&place.part("shown_by"), text, scope);
                self.add(Rule::Done(at, condition), None, needs)
            });
            let (name, title) = (step.name.clone(), step.title.clone());
            steps.push(Step { name, title, required: step.required, done });
        }
        let (frequency, text) = (standard.frequency.clone(), standard.text.clone());
        Standard { frequency, every_days: standard.every_days, text, steps }
    }

    fn moved(&mut self, moved: &[MovedDefinition]) {
        let mut taken = BTreeSet::new();
        for (at, it) in moved.iter().enumerate() {
            let place = Place::new(format!("moved[{at}]"), &it.to);
            if it.from.is_empty() || it.from.len() > NAME_CHARS_MAX {
                self.fault(&place.part("from"), Wrong::Name);
            }
            if !taken.insert(&it.to) {
                self.fault(&place.part("to"), Wrong::Twice(cut(&it.to)));
            }
            match self.names.get(&it.to).copied() {
                Some(Named::Field(field)) => {
                    let strange = self.sketches[field].kind.as_ref().and_then(|kind| {
                        let new = it.values.values().find(|value| !kind.offers(value))?;
                        Some(cut(new))
                    });
                    if let Some(value) = strange {
                        self.fault(&place.part("values"), Wrong::Value(value));
                    }
                }
                Some(Named::Group(group)) if self.groups[group].2 => {
                    if !it.values.is_empty() {
                        self.fault(&place.part("values"), Wrong::OutOfPlace);
                    }
                }
                _ => self.fault(&place.part("to"), Wrong::Unknown(cut(&it.to))),
            }
        }
    }

    // Expressions

    /// What is true or false, and what it needs. Where the expression is wrong, that is said.
    fn condition(&mut self, place: &Place, text: &str, scope: Scope) -> (Condition, Vec<NodeId>) {
        let (found, needs) = self.typed(place, text, |typing, tree| typing.truth(tree, scope));
        (found.unwrap_or(Condition::Always(true)), needs)
    }

    /// A day, and what it needs.
    fn day(&mut self, place: &Place, text: &str, scope: Scope) -> Option<(Term, Vec<NodeId>)> {
        let (found, needs) = self.typed(place, text, |typing, tree| typing.term(tree, scope, Type::Day));
        Some((found?, needs))
    }

    /// What a question may be answered with, and what it needs.
    fn result(
        &mut self,
        place: &Place,
        text: &str,
        scope: Scope,
        field: usize,
    ) -> Option<(Term, Vec<NodeId>)> {
        let (found, needs) = self.typed(place, text, |typing, tree| typing.result(tree, scope, field));
        Some((found?, needs))
    }

    fn typed<T>(
        &mut self,
        place: &Place,
        text: &str,
        read: impl FnOnce(&mut Typing<'_>, &expression::Tree) -> Option<T>,
    ) -> (Option<T>, Vec<NodeId>) {
        let tree = match expression::read(text) {
            Ok(tree) => tree,
            Err(refused) => {
                self.fault(&place.sign(refused.at), Wrong::Unreadable(refused.why));
                return (None, Vec::new());
            }
        };
        let mut typing = Typing::new(self, text);
        let found = read(&mut typing, &tree);
        let (needs, wrongs) = typing.end();
        for (sign, wrong) in wrongs {
            self.fault(&place.sign(sign), wrong);
        }
        (found, needs)
    }
}

fn field_place(group: usize, field: usize, definition: &FieldDefinition) -> Place {
    Place::new(format!("groups[{group}].fields[{field}]"), &definition.name)
}

/// `B01.record`, `X-460200-001.record`
fn is_code(form: &str) -> bool {
    let Some((service, purpose)) = form.split_once('.') else { return false };
    let sign = |sign: u8| sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == b'-';
    (2..=SERVICE_CHARS_MAX).contains(&service.len())
        && service.starts_with(|sign: char| sign.is_ascii_uppercase())
        && service.bytes().all(sign)
        && matches!(purpose, "intake" | "record")
}

/// The word of a message that blames whoever reads it, or begs.
fn blames(message: &Text) -> Option<&'static str> {
    const ZH: [&str; 3] = ["非法", "无效", "错误代码"];
    const EN: [&str; 5] = ["please", "sorry", "invalid", "illegal", "error code"];
    let english = message.en.as_deref().unwrap_or_default().to_lowercase();
    let letter = |sign: char| sign.is_ascii_alphanumeric();
    let whole = |word: &&str| {
        english.match_indices(*word).any(|(at, _)| {
            !english[..at].ends_with(letter) && !english[at + word.len()..].starts_with(letter)
        })
    };
    ZH.into_iter().find(|word| message.zh.contains(word)).or_else(|| EN.into_iter().find(whole))
}
