//! Any form, any edit: what was changed step by step stands as what is opened anew, and what is told to have changed is
//! what changed.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::forms::{
    check::Wrong,
    form::Kind,
    model::{
        Choice, FieldDefinition, GroupDefinition, RepeatDefinition, Required, StandardDefinition,
        StepDefinition,
    },
    parse::parse,
};
use crate::text::Text;

/// What chance decides, one after the other; at the end always the first.
pub(super) struct Chance<'a>(pub(super) std::slice::Iter<'a, u16>);

impl Chance<'_> {
    pub(super) fn up_to(&mut self, most: usize) -> usize {
        self.0.next().map_or(0, |it| usize::from(*it) % (most + 1))
    }

    pub(super) fn one_in(&mut self, many: usize) -> bool {
        self.up_to(many - 1) == many - 1
    }

    fn of<'t, T: ?Sized>(&mut self, all: &[&'t T]) -> Option<&'t T> {
        all.get(self.up_to(all.len().saturating_sub(1))).copied()
    }
}

const KINDS: [&str; 8] = ["number", "text", "one_of", "several_of", "yes_no", "date", "people", "time"];

/// A question that was made already: its name, its kind, its group if that is answered several times.
type Made = (String, &'static str, Option<String>);

/// Makes expressions that mean something.
struct Author<'a, 'b> {
    chance: &'a mut Chance<'b>,
    made: &'a [Made],
    repeats: &'a [String],
    within: Option<&'a str>,
}

impl Author<'_, '_> {
    fn name(&mut self, kinds: &[&str]) -> Option<String> {
        let within = self.within.map(str::to_owned);
        let fit: Vec<&str> = self
            .made
            .iter()
            .filter(|(_, kind, group)| kinds.contains(kind) && (group.is_none() || *group == within))
            .map(|(name, _, _)| name.as_str())
            .collect();
        self.chance.of(&fit).map(str::to_owned)
    }

    /// Something of all turns of a group.
    fn fold(&mut self, of: impl FnOnce(&mut Author<'_, '_>, &str) -> String) -> Option<String> {
        let repeats: Vec<&str> = self.repeats.iter().map(String::as_str).collect();
        let group = self.chance.of(&repeats)?.to_owned();
        let mut inner =
            Author { chance: self.chance, made: self.made, repeats: self.repeats, within: Some(&group) };
        Some(of(&mut inner, &group))
    }

    fn number(&mut self, depth: usize) -> String {
        let deeper = depth.saturating_sub(1);
        let found = match if depth == 0 { self.chance.up_to(1) } else { self.chance.up_to(10) } {
            0 => None,
            1 => self.name(&["number", "people"]),
            2 => Some(format!("({} + {})", self.number(deeper), self.number(deeper))),
            3 => Some(format!("{} * {}", self.number(0), self.number(0))),
            4 => Some(format!("({} - {}) / {}", self.number(deeper), self.number(0), self.number(0))),
            5 => self.name(&["several_of"]).map(|it| format!("count({it})")),
            6 => self.fold(|_, group| format!("count({group})")),
            7 => self.fold(|inner, group| format!("sum({group}, {})", inner.number(deeper))),
            8 => self.fold(|inner, group| format!("how_many({group}, {})", inner.truth(deeper))),
            9 => Some(format!("if({}, {}, {})", self.truth(deeper), self.number(0), self.number(deeper))),
            _ => self.name(&["date"]).map(|it| format!("days({it}, today())")),
        };
        found.unwrap_or_else(|| self.chance.up_to(3).to_string())
    }

    fn truth(&mut self, depth: usize) -> String {
        let deeper = depth.saturating_sub(1);
        let found = match if depth == 0 { self.chance.up_to(4) } else { self.chance.up_to(11) } {
            0 => self.name(&["yes_no"]).map(|it| format!("{it} = 'yes'")),
            1 => self.name(&["one_of"]).map(|it| format!("is_one_of({it}, 'a', 'c')")),
            2 => self.name(&["several_of"]).map(|it| format!("chosen({it}, 'b')")),
            3 => self.name(&KINDS).map(|it| format!("answered({it})")),
            4 => self.name(&KINDS).map(|it| format!("{it} = ''")),
            5 => Some(format!("{} > {}", self.number(deeper), self.number(0))),
            6 => Some(format!("({} and {})", self.truth(deeper), self.truth(deeper))),
            7 => Some(format!("({} or {})", self.truth(deeper), self.truth(deeper))),
            8 => Some(format!("not {}", self.truth(deeper))),
            9 => self.fold(|inner, group| format!("any({group}, {})", inner.truth(deeper))),
            10 => self.fold(|inner, group| format!("all({group}, {})", inner.truth(deeper))),
            _ => self.name(&["text"]).map(|it| format!("length({it}) > 1")),
        };
        found.unwrap_or_else(|| if self.chance.one_in(4) { "false" } else { "true" }.to_owned())
    }

    fn of_kind(&mut self, kind: &str) -> Option<String> {
        Some(match kind {
            "number" | "people" => self.number(2),
            "yes_no" => self.truth(2),
            "text" => match self.name(&["text", "one_of"]) {
                Some(name) => format!("join('-', {name}, {})", self.number(1)),
                None => format!("text({})", self.number(1)),
            },
            "one_of" => format!("if({}, 'a', 'c')", self.truth(1)),
            "date" => match self.name(&["date"]) {
                Some(name) => format!("{name} + {}", self.number(1)),
                None => "today()".to_owned(),
            },
            _ => return None,
        })
    }
}

pub(super) fn a_definition(genes: &[u16]) -> Definition {
    let mut chance = Chance(genes.iter());
    let text = || Text::new("字", "Text");
    let choice = |value: &str| Choice { value: value.into(), zh: "字".into(), en: Some("Text".into()) };
    let (mut made, mut repeats) = (Vec::<Made>::new(), Vec::<String>::new());
    let mut groups: Vec<GroupDefinition> = Vec::new();
    for at in 0..=chance.up_to(3) {
        let name = format!("g{at}");
        let repeat = chance.one_in(2).then(|| {
            let at_least = u32::try_from(chance.up_to(2)).unwrap();
            RepeatDefinition { at_most: 4, at_least, one: text() }
        });
        let shown_if = chance.one_in(3).then(|| {
            let mut author = Author { chance: &mut chance, made: &made, repeats: &repeats, within: None };
            author.truth(2)
        });
        let own = repeat.as_ref().map(|_| name.clone());
        let mut fields = Vec::new();
        for _ in 0..=chance.up_to(4) {
            let kind = chance.of(&KINDS).unwrap_or("text");
            let field_name = format!("f{}", made.len());
            let mut author =
                Author { chance: &mut chance, made: &made, repeats: &repeats, within: own.as_deref() };
            let shown_if = author.chance.one_in(3).then(|| author.truth(2));
            let calculated = author.chance.one_in(3).then(|| author.of_kind(kind)).flatten();
            let default =
                (calculated.is_none() && author.chance.one_in(4)).then(|| author.of_kind(kind)).flatten();
            let required = match author.chance.up_to(3) {
                2 if calculated.is_none() => Required::Always,
                3 if calculated.is_none() => Required::If(author.truth(1)),
                _ => Required::Never,
            };
            made.push((field_name.clone(), kind, own.clone()));
            let mut author =
                Author { chance: &mut chance, made: &made, repeats: &repeats, within: own.as_deref() };
            let valid_if = author.chance.one_in(3).then(|| author.truth(2));
            let choices = || Some(["a", "b", "c"].map(choice).to_vec());
            fields.push(FieldDefinition {
                name: field_name,
                kind: kind.to_owned(),
                label: text(),
                options: if matches!(kind, "one_of" | "several_of") { choices() } else { None },
                decimals: (kind == "number").then_some(2),
                message: valid_if.as_ref().map(|_| text()),
                shown_if,
                calculated,
                default,
                required,
                valid_if,
                ..FieldDefinition::default()
            });
        }
        if own.is_some() {
            repeats.push(name.clone());
        }
        groups.push(GroupDefinition { name, title: text(), repeat, shown_if, fields, ..Default::default() });
    }
    let mut author = Author { chance: &mut chance, made: &made, repeats: &repeats, within: None };
    let shown_by = Some(author.truth(3));
    // Now and then something that was made before depends on what came after it.
    if author.chance.one_in(4) {
        groups[0].shown_if = Some(author.truth(2));
    }
    let steps = vec![StepDefinition { name: "step".into(), title: text(), shown_by, required: true }];
    Definition {
        form: "B01.record".into(),
        title: text(),
        standard: Some(StandardDefinition { frequency: text(), every_days: None, text: text(), steps }),
        groups,
        ..Definition::default()
    }
}

/// Everything that can be told to have changed, and how it stands.
fn standing(filling: &Filling) -> BTreeMap<Changed, String> {
    let form = filling.form();
    let mut stands = BTreeMap::new();
    for at in filling.questions() {
        let it = filling.standing(at).unwrap();
        // A question without a rule of its own is hidden with its group.
        let group = form.get(at.field).unwrap().group;
        let own = form.get(at.field).unwrap().shown != form.groups[group].shown;
        stands.insert(Changed::Shown(at), if own { it.shown.to_string() } else { String::new() });
        stands.insert(Changed::Answer(at), format!("{:?}", it.answer));
        stands.insert(Changed::Required(at), it.required.to_string());
        stands.insert(Changed::Fault(at), format!("{:?}", it.fault));
    }
    for group in 0..form.groups.len() {
        stands.insert(Changed::Group(group), filling.is_shown(group).to_string());
        let turns: Vec<_> = filling.turns(group).collect();
        stands.insert(Changed::Turns(group), format!("{turns:?} {:?}", filling.turns_fault(group)));
    }
    stands.insert(Changed::Step(0), format!("{:?}", filling.is_done(0)));
    stands
}

/// An answer to a question of this kind, or none.
pub(super) fn an_answer(kind: &Kind, chance: &mut Chance<'_>) -> Option<Answer> {
    let typed: &[&str] = match kind {
        Kind::Number { .. } => &["", "0", "1", "2.5", "-3", "1000"],
        Kind::People { .. } => &["", "0", "1", "7"],
        Kind::Text { .. } => &["", "x", "海口", "yes"],
        Kind::OneOf(_) => &["", "a", "b", "c"],
        Kind::YesNo { .. } => &["", "yes", "no", "unsaid"],
        Kind::Day(_) => &["", "2026-11-28", "2026-11-30", "1950-02-28"],
        Kind::Time => &["", "08:05", "23:59"],
        _ => &[],
    };
    if let Kind::SeveralOf { .. } = kind {
        let values: Vec<&str> = ["a", "b", "c"].into_iter().filter(|_| chance.one_in(2)).collect();
        return parse(kind, &values, &AnyPlace).unwrap();
    }
    parse(kind, &[chance.of(typed).unwrap_or("")], &AnyPlace).unwrap()
}

/// One edit; what it told to have changed.
pub(super) fn edit(filling: &mut Filling, chance: &mut Chance<'_>, number: u32) -> Option<Vec<Changed>> {
    let form = filling.form().clone();
    let repeats: Vec<usize> = (0..form.groups.len()).filter(|at| form.groups[*at].repeat.is_some()).collect();
    let kind = chance.up_to(9);
    if kind < 4 && !repeats.is_empty() {
        let group = repeats[chance.up_to(repeats.len() - 1)];
        let turns: Vec<_> = filling.turns(group).collect();
        let some = (!turns.is_empty()).then(|| turns[chance.up_to(turns.len() - 1)]);
        return match (kind, some) {
            (0 | 1, _) | (_, None) => filling.add_turn(group, turn(number)).ok(),
            (2, Some(id)) => filling.remove_turn(group, id).ok(),
            (_, Some(id)) => filling.move_turn(group, id, chance.up_to(turns.len() - 1)).ok(),
        };
    }
    let questions: Vec<At> = filling.questions().collect();
    let at = *questions.get(chance.up_to(questions.len().saturating_sub(1)))?;
    let answer = an_answer(&form.get(at.field)?.kind, chance);
    filling.answer(at, answer).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn edited_step_by_step_it_stands_as_opened_anew(
        genes in vec(any::<u16>(), 0..260), edits in vec(any::<u16>(), 0..120)
    ) {
        let definition = a_definition(&genes);
        let form = match check(&definition, 1) {
            Ok(form) => Arc::new(form),
            Err(faults) => {
                // All that is wrong with what chance writes is that it may go in circles.
                let circles = faults.iter().all(|it| matches!(it.wrong, Wrong::Cycle(_)));
                prop_assert!(circles, "{faults:?}\n{definition:#?}");
                return Ok(());
            }
        };
        let mut filling = begin(&form);
        let mut chance = Chance(edits.iter());
        for number in 0..30 {
            let before = standing(&filling);
            let told = edit(&mut filling, &mut chance, number);
            let after = standing(&filling);
            let opened = Filling::open(form.clone(), &filling.kept(), TODAY);
            prop_assert_eq!(&after, &standing(&opened), "{:?}", told);
            prop_assert_eq!(filling.finished(), opened.finished());
            // What is told to have changed is what changed, of what was there before and is there now.
            let there = |it: &Changed| before.contains_key(it) && after.contains_key(it);
            let changed: Vec<_> =
                after.iter().filter(|(it, now)| before.get(it).is_some_and(|was| was != *now)).map(|it| *it.0).collect();
            let mut told: Vec<_> = told.unwrap_or_default().into_iter().filter(there).collect();
            told.sort();
            prop_assert_eq!(told, changed);
        }
    }

    #[test]
    fn what_is_sent_is_taken_whole_and_stays_when_it_is_sent_again(
        genes in vec(any::<u16>(), 0..260), edits in vec(any::<u16>(), 0..120)
    ) {
        let Ok(form) = check(&a_definition(&genes), 1) else { return Ok(()) };
        let form = Arc::new(form);
        let mut filling = begin(&form);
        let mut chance = Chance(edits.iter());
        for number in 0..30 {
            edit(&mut filling, &mut chance, number);
        }
        let kept = serde_json::to_string(&filling.kept()).unwrap();
        let sent = serde_json::from_str(&kept).unwrap();
        prop_assert_eq!(crate::forms::answers::read(&form, &sent, &AnyPlace), (filling.kept(), Vec::new()));
        if let Ok(finished) = filling.finished() {
            let text = serde_json::to_string(&finished.answers).unwrap();
            let sent = serde_json::from_str(&text).unwrap();
            let (read, strays) = crate::forms::answers::read(&form, &sent, &AnyPlace);
            prop_assert_eq!((&read, strays), (&finished.answers, Vec::new()));
            let again = Filling::open(form.clone(), &read, TODAY).finished();
            prop_assert_eq!(again.map(|it| (it.answers, it.strays)), Ok((finished.answers, Vec::new())));
        }
    }

    #[test]
    fn any_order_of_the_nodes_comes_after_their_needs(genes in vec(any::<u16>(), 0..260)) {
        let Ok(form) = check(&a_definition(&genes), 1) else { return Ok(()) };
        prop_assert_eq!(form.order.len(), form.nodes.len());
        for node in &form.nodes {
            for need in node.needs.iter().chain(&node.opens_with) {
                prop_assert!(form.node(*need).rank < node.rank);
            }
        }
    }
}
