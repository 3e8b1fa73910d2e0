//! Two versions of a definition side by side: which questions are new, which are gone, and what of the others changed.
//! Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::model::{
    Bound, Choice, Definition, FieldDefinition, GroupDefinition, Required, StandardDefinition, StepDefinition,
};
use crate::text::Text;

/// What two versions differ in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// In the form itself and in its standard.
    pub form: Vec<Difference>,
    /// In its groups, questions and steps: first as they stand in the new version, then what is gone.
    pub parts: Vec<Differs>,
}

/// A group, a question or a step that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// What it is.
    pub what: What,
    /// Its name, in the new version if it is there.
    pub name: String,
    /// Its name in the older version, where it went by another.
    pub was: Option<String>,
    /// What people read of it.
    pub label: Text,
    /// What became of it.
    pub fate: Fate,
}

/// What may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A group.
    Group,
    /// A question.
    Question,
    /// A step of the standard.
    Step,
}

/// What became of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another in these things.
    Changed(Vec<Difference>),
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The key of the definition: `label_zh`, `options`.
    pub part: &'static str,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
}

/// Everything that is told of something, by its key.
type Told = BTreeMap<&'static str, String>;

/// What the definition `after` differs in from `before`.
pub fn compare(before: &Definition, after: &Definition) -> Differences {
    let moved: HashMap<&str, &str> =
        after.moved.iter().map(|it| (it.to.as_str(), it.from.as_str())).collect();
    let (old, new) = (entries(before), entries(after));
    let by_name: HashMap<(What, &str), &Entry<'_>> =
        old.iter().map(|entry| ((entry.what, entry.name), entry)).collect();
    let mut parts = Vec::new();
    let mut met = HashSet::new();
    for entry in &new {
        // What was moved from a version before `before` goes by its new name there already.
        let was = moved.get(entry.name).copied().filter(|was| by_name.contains_key(&(entry.what, *was)));
        let Some(found) = by_name.get(&(entry.what, was.unwrap_or(entry.name))) else {
            parts.push(entry.differs(None, Fate::Added));
            continue;
        };
        met.insert((entry.what, found.name));
        let differences = differences(&found.told, &entry.told);
        let was = was.filter(|was| *was != entry.name);
        if !differences.is_empty() || was.is_some() {
            parts.push(entry.differs(was, Fate::Changed(differences)));
        }
    }
    let gone = old.iter().filter(|entry| !met.contains(&(entry.what, entry.name)));
    parts.extend(gone.map(|entry| entry.differs(None, Fate::Removed)));
    let mut form = differences(&of_form(before), &of_form(after));
    let names = |entries: &[Entry<'_>]| -> HashSet<(What, String)> {
        entries.iter().map(|entry| (entry.what, entry.name.to_owned())).collect()
    };
    let (old_names, new_names) = (names(&old), names(&new));
    let both = |entry: &&Entry<'_>| {
        let name = (entry.what, entry.name.to_owned());
        old_names.contains(&name) && new_names.contains(&name)
    };
    let order =
        |entries: &[Entry<'_>]| entries.iter().filter(both).map(|it| it.name.to_owned()).collect::<Vec<_>>();
    let (was, is) = (order(&old), order(&new));
    if was != is {
        form.push(Difference { part: "order", before: Some(was.join(", ")), after: Some(is.join(", ")) });
    }
    Differences { form, parts }
}

struct Entry<'a> {
    what: What,
    name: &'a str,
    label: &'a Text,
    told: Told,
}

impl Entry<'_> {
    fn differs(&self, was: Option<&str>, fate: Fate) -> Differs {
        Differs {
            what: self.what,
            name: self.name.to_owned(),
            was: was.map(str::to_owned),
            label: self.label.clone(),
            fate,
        }
    }
}

fn entries(definition: &Definition) -> Vec<Entry<'_>> {
    let lists: HashMap<&str, &[Choice]> =
        definition.lists.iter().map(|it| (it.name.as_str(), it.options.as_slice())).collect();
    let mut entries = Vec::new();
    for group in &definition.groups {
        let (what, name, label) = (What::Group, group.name.as_str(), &group.title);
        entries.push(Entry { what, name, label, told: of_group(group) });
        for field in &group.fields {
            let told = of_field(field, &group.name, &lists);
            entries.push(Entry { what: What::Question, name: &field.name, label: &field.label, told });
        }
    }
    for step in definition.standard.iter().flat_map(|it| &it.steps) {
        entries.push(Entry { what: What::Step, name: &step.name, label: &step.title, told: of_step(step) });
    }
    entries
}

fn differences(before: &Told, after: &Told) -> Vec<Difference> {
    let mut keys: Vec<&'static str> = before.keys().chain(after.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let differs = keys.into_iter().filter(|key| before.get(key) != after.get(key));
    differs
        .map(|part| Difference { part, before: before.get(part).cloned(), after: after.get(part).cloned() })
        .collect()
}

/// Puts down what there is.
struct Telling(Told);

impl Telling {
    fn tell(&mut self, part: &'static str, what: Option<&str>) {
        if let Some(what) = what.filter(|it| !it.is_empty()) {
            self.0.insert(part, what.to_owned());
        }
    }

    fn text(&mut self, [zh, en]: [&'static str; 2], text: Option<&Text>) {
        self.tell(zh, text.map(|it| it.zh.as_str()));
        self.tell(en, text.and_then(|it| it.en.as_deref()));
    }

    fn truth(&mut self, part: &'static str, truth: bool) {
        self.tell(part, truth.then_some("true"));
    }
}

fn of_form(definition: &Definition) -> Told {
    let mut told = Telling(Told::new());
    told.text(["title_zh", "title_en"], Some(&definition.title));
    told.text(["lead_zh", "lead_en"], definition.lead.as_ref());
    told.text(["restricted_zh", "restricted_en"], definition.restricted.as_ref());
    told.truth("reference", definition.reference);
    if let Some(StandardDefinition { frequency, every_days, text, .. }) = &definition.standard {
        told.text(["frequency_zh", "frequency_en"], Some(frequency));
        told.tell("every_days", every_days.map(|it| it.to_string()).as_deref());
        told.text(["standard_zh", "standard_en"], Some(text));
    }
    told.0
}

fn of_group(group: &GroupDefinition) -> Told {
    let mut told = Telling(Told::new());
    told.text(["title_zh", "title_en"], Some(&group.title));
    told.text(["staff_zh", "staff_en"], group.staff.as_ref());
    told.text(["hint_zh", "hint_en"], group.hint.as_ref());
    told.tell("shown_if", group.shown_if.as_deref());
    if let Some(repeat) = &group.repeat {
        told.tell("at_least", Some(&repeat.at_least.to_string()));
        told.tell("at_most", Some(&repeat.at_most.to_string()));
        told.text(["one_zh", "one_en"], Some(&repeat.one));
    }
    told.0
}

fn of_step(step: &StepDefinition) -> Told {
    let mut told = Telling(Told::new());
    told.text(["title_zh", "title_en"], Some(&step.title));
    told.tell("shown_by", step.shown_by.as_deref());
    told.truth("required", step.required);
    told.0
}

fn of_field(field: &FieldDefinition, group: &str, lists: &HashMap<&str, &[Choice]>) -> Told {
    let mut told = Telling(Told::new());
    let bound = |bound: &Option<Bound>| bound.as_ref().map(|it| it.0.clone());
    told.tell("kind", Some(&field.kind));
    told.tell("group", Some(group));
    told.text(["label_zh", "label_en"], Some(&field.label));
    told.text(["staff_zh", "staff_en"], field.staff.as_ref());
    told.text(["hint_zh", "hint_en"], field.hint.as_ref());
    told.text(["unit_zh", "unit_en"], field.unit.as_ref());
    told.text(["message_zh", "message_en"], field.message.as_ref());
    told.tell("min", bound(&field.min).as_deref());
    told.tell("max", bound(&field.max).as_deref());
    told.tell("decimals", field.decimals.map(|it| it.to_string()).as_deref());
    told.tell("exclusive", Some(&field.exclusive.join(", ")));
    told.tell("also", field.also.as_ref().map(|it| it.join(", ")).as_deref());
    told.tell("level", field.level.as_deref());
    told.tell("shown_if", field.shown_if.as_deref());
    told.tell("valid_if", field.valid_if.as_deref());
    told.tell("default", field.default.as_deref());
    told.tell("calculated", field.calculated.as_deref());
    told.truth("sensitive", field.sensitive);
    match &field.required {
        Required::Never => {}
        Required::Always => told.tell("required", Some("true")),
        Required::If(text) => told.tell("required", Some(text)),
    }
    // A list that several questions share has changed for each of them.
    let shared = field.list.as_deref().and_then(|list| lists.get(list).copied());
    let options = field.options.as_deref().or(shared).unwrap_or_default();
    let line = |it: &Choice| format!("{}: {} / {}", it.value, it.zh, it.en.as_deref().unwrap_or_default());
    told.tell("options", Some(&options.iter().map(line).collect::<Vec<_>>().join("\n")));
    told.0
}
