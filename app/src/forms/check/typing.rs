//! What an expression means: every name found, every type checked. Pure.

use std::{collections::BTreeSet, sync::Arc};

use super::{Checker, Type, Wrong, cut};
use crate::{
    forms::{
        answers::Answer,
        decimal::PLACES,
        expression::{Comparison, Said, Tree},
        form::{Fold, Kind, Named, NodeId, Rule},
        parse::{AnyPlace, parse},
        rules::{Condition, Term},
    },
    iso_date,
};

/// Whose expression it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// In the turns of which group it stands.
    pub(super) repeat: Option<usize>,
    /// The question that is `this`.
    pub(super) this: Option<usize>,
}

/// What a piece of an expression means.
enum Meant {
    Truth(Condition),
    /// With the question whose choices it is one of.
    Term(Term, Type, Option<usize>),
}

impl Meant {
    fn kind(&self) -> Type {
        match self {
            Self::Truth(_) => Type::Truth,
            Self::Term(_, kind, _) => *kind,
        }
    }
}

/// Finds out what one expression means.
pub(super) struct Typing<'a> {
    checker: &'a mut Checker,
    source: Vec<char>,
    needs: BTreeSet<NodeId>,
    wrongs: Vec<(usize, Wrong)>,
}

/// `None` where something is wrong, which is told.
type Found<T> = Option<T>;

const FUNCTIONS: [(&str, &str); 21] = [
    ("all", "all(repeat, truth)"),
    ("answered", "answered(question)"),
    ("any", "any(repeat, truth)"),
    ("chosen", "chosen(question, 'value')"),
    ("count", "count(question), count(repeat)"),
    ("days", "days(day, day)"),
    ("how_many", "how_many(repeat, truth)"),
    ("how_many_true", "how_many_true(truth, truth, …)"),
    ("if", "if(truth, a, b)"),
    ("is_one_of", "is_one_of(question, 'value', …)"),
    ("join", "join('、', text, …)"),
    ("length", "length(text)"),
    ("max", "max(a, b, …)"),
    ("min", "min(a, b, …)"),
    ("round", "round(number, places)"),
    ("sum", "sum(repeat, number)"),
    ("text", "text(number)"),
    ("today", "today()"),
    ("years", "years(day)"),
    ("date", "date('2026-01-31')"),
    ("time", "time('08:30')"),
];

impl<'a> Typing<'a> {
    pub(super) fn new(checker: &'a mut Checker, text: &str) -> Self {
        Self { checker, source: text.chars().collect(), needs: BTreeSet::new(), wrongs: Vec::new() }
    }

    /// What it needs, and what is wrong with it.
    pub(super) fn end(self) -> (Vec<NodeId>, Vec<(usize, Wrong)>) {
        (self.needs.into_iter().collect(), self.wrongs)
    }

    fn wrong<T>(&mut self, tree: &Tree, wrong: Wrong) -> Found<T> {
        self.wrongs.push((tree.at, wrong));
        None
    }

    /// What is true or false.
    pub(super) fn truth(&mut self, tree: &Tree, scope: Scope) -> Found<Condition> {
        match self.meant(tree, scope)? {
            Meant::Truth(condition) => Some(condition),
            Meant::Term(_, kind, _) => self.wrong(tree, Wrong::Type(Type::Truth, kind)),
        }
    }

    /// What is of this type, or nothing.
    pub(super) fn term(&mut self, tree: &Tree, scope: Scope, wanted: Type) -> Found<Term> {
        let meant = self.meant(tree, scope)?;
        self.fit(tree, meant, wanted)
    }

    fn fit(&mut self, tree: &Tree, meant: Meant, wanted: Type) -> Found<Term> {
        match meant {
            Meant::Term(term, kind, _) if kind == wanted || kind == Type::Nothing => Some(term),
            Meant::Term(term, Type::Text, _) if matches!(wanted, Type::Day | Type::Time) => {
                match written(&term, wanted) {
                    Some(term) => Some(term),
                    None => self.wrong(tree, Wrong::Type(wanted, Type::Text)),
                }
            }
            other => self.wrong(tree, Wrong::Type(wanted, other.kind())),
        }
    }

    /// What this question may be answered with.
    pub(super) fn result(&mut self, tree: &Tree, scope: Scope, field: usize) -> Found<Term> {
        let kind = self.checker.sketches[field].kind.clone()?;
        let meant = self.meant(tree, scope)?;
        let wanted = match (&kind, meant) {
            (Kind::YesNo { .. }, Meant::Truth(condition)) => return Some(Term::YesNo(Box::new(condition))),
            (_, meant) => (type_of(&kind), meant),
        };
        let (Some(wanted), meant) = wanted else { return None };
        let term = self.fit(tree, meant, wanted)?;
        if matches!(kind, Kind::OneOf(_) | Kind::YesNo { .. }) {
            let mut values = Vec::new();
            outcomes(&term, &mut values);
            for value in values {
                if !kind.offers(&value) {
                    self.wrongs.push((tree.at, Wrong::Value(cut(&value))));
                }
            }
        }
        Some(term)
    }

    fn meant(&mut self, tree: &Tree, scope: Scope) -> Found<Meant> {
        Some(match &tree.said {
            Said::Text(text) => match Answer::text(text) {
                None => Meant::Term(Term::Nothing, Type::Nothing, None),
                Some(answer) => Meant::Term(Term::Given(answer), Type::Text, None),
            },
            Said::Number(number) => Meant::Term(Term::Given(Answer::Number(*number)), Type::Number, None),
            Said::Truth(truth) => Meant::Truth(Condition::Always(*truth)),
            Said::This => match scope.this {
                Some(field) => self.field(tree, field, scope)?,
                None => return self.wrong(tree, Wrong::Unknown("this".to_owned())),
            },
            Said::Name(name) => match self.checker.names.get(name).copied() {
                Some(Named::Field(field)) => self.field(tree, field, scope)?,
                Some(_) => return self.wrong(tree, Wrong::NoAnswer(cut(name))),
                None => return self.wrong(tree, Wrong::Unknown(cut(name))),
            },
            Said::Call(name, arguments) => self.call(tree, name, arguments, scope)?,
            Said::Negative(it) => {
                let number = self.term(it, scope, Type::Number)?;
                Meant::Term(Term::Negative(Box::new(number)), Type::Number, None)
            }
            Said::Not(it) => Meant::Truth(Condition::Not(Box::new(self.truth(it, scope)?))),
            Said::And(all) => Meant::Truth(Condition::All(self.truths(all, scope)?)),
            Said::Or(any) => Meant::Truth(Condition::Any(self.truths(any, scope)?)),
            Said::Sum(first, others) => {
                let begin = self.meant(first, scope);
                let others = self.numbers(others, scope);
                match begin? {
                    Meant::Term(day, Type::Day, _) => {
                        Meant::Term(Term::Later(Box::new(day), others?), Type::Day, None)
                    }
                    begin => {
                        let begin = self.fit(first, begin, Type::Number)?;
                        Meant::Term(Term::Sum(Box::new(begin), others?), Type::Number, None)
                    }
                }
            }
            Said::Product(first, others) => {
                let first = self.term(first, scope, Type::Number);
                let others = self.numbers(others, scope)?;
                Meant::Term(Term::Product(Box::new(first?), others), Type::Number, None)
            }
            Said::Compare(one, how, other) => Meant::Truth(self.compare(one, *how, other, scope)?),
        })
    }

    /// All of them, so that everything wrong is told.
    fn truths(&mut self, trees: &[Tree], scope: Scope) -> Found<Vec<Condition>> {
        let found: Vec<_> = trees.iter().map(|tree| self.truth(tree, scope)).collect();
        found.into_iter().collect()
    }

    fn numbers(&mut self, trees: &[(bool, Tree)], scope: Scope) -> Found<Vec<(bool, Term)>> {
        let found: Vec<_> =
            trees.iter().map(|(turned, it)| Some((*turned, self.term(it, scope, Type::Number)?))).collect();
        found.into_iter().collect()
    }

    fn field(&mut self, tree: &Tree, field: usize, scope: Scope) -> Found<Meant> {
        let sketch = &self.checker.sketches[field];
        let (name, repeat, answer) = (sketch.name.clone(), sketch.repeat, sketch.answer);
        // What is wrong with a kind was told where it stands.
        let kind = sketch.kind.clone()?;
        let (Some(node), Some(found)) = (answer, type_of(&kind)) else {
            return self.wrong(tree, Wrong::NoAnswer(name));
        };
        if let Some(repeat) = repeat.filter(|_| repeat != scope.repeat) {
            let group = self.checker.groups[repeat].0.clone();
            return self.wrong(tree, Wrong::OutOfReach(name, group));
        }
        self.needs.insert(node);
        let choices = matches!(kind, Kind::OneOf(_) | Kind::YesNo { .. } | Kind::SeveralOf { .. });
        Some(Meant::Term(Term::Node(node), found, choices.then_some(field)))
    }

    fn compare(&mut self, one: &Tree, how: Comparison, other: &Tree, scope: Scope) -> Found<Condition> {
        let (left, right) = (self.meant(one, scope), self.meant(other, scope));
        let (left, right) = (left?, right?);
        let (left, right) = match (left, right) {
            (Meant::Truth(left), Meant::Truth(right)) if !how.orders() => {
                let denied = Condition::Not(Box::new(right.clone()));
                let same =
                    if how == Comparison::Same { [left, right, denied] } else { [left, denied, right] };
                return Some(Condition::If(Box::new(same)));
            }
            (Meant::Truth(_), Meant::Truth(_)) => return self.wrong(one, Wrong::NotOrdered(Type::Truth)),
            (Meant::Truth(_), right) => return self.wrong(other, Wrong::Type(Type::Truth, right.kind())),
            (left, Meant::Truth(_)) => return self.wrong(other, Wrong::Type(left.kind(), Type::Truth)),
            both => both,
        };
        let (left_kind, right_kind) = (left.kind(), right.kind());
        self.offered(other, &left, &right);
        self.offered(one, &right, &left);
        let wanted = match (left_kind, right_kind) {
            (Type::Text, Type::Day | Type::Time) | (Type::Nothing, _) => right_kind,
            _ => left_kind,
        };
        if how.orders() && !matches!(wanted, Type::Number | Type::Day | Type::Time) {
            return self.wrong(one, Wrong::NotOrdered(wanted));
        }
        let left = self.fit(one, left, wanted);
        let right = self.fit(other, right, wanted);
        Some(Condition::Compare(left?, how, right?))
    }

    /// Says it where a value is compared that no choice has.
    fn offered(&mut self, tree: &Tree, with: &Meant, value: &Meant) {
        let (Meant::Term(_, _, Some(field)), Meant::Term(Term::Given(Answer::Text(value)), _, _)) =
            (with, value)
        else {
            return;
        };
        let kind = self.checker.sketches[*field].kind.as_ref();
        if kind.is_some_and(|kind| type_of(kind) == Some(Type::Text) && !kind.offers(value)) {
            self.wrongs.push((tree.at, Wrong::Value(cut(value))));
        }
    }

    fn call(&mut self, tree: &Tree, name: &str, arguments: &[Tree], scope: Scope) -> Found<Meant> {
        let Some((_, usage)) = FUNCTIONS.into_iter().find(|(function, _)| *function == name) else {
            return self.wrong(tree, Wrong::Function(cut(name)));
        };
        let number = |term| Some(Meant::Term(term, Type::Number, None));
        match (name, arguments) {
            ("today", []) => Some(Meant::Term(Term::Today, Type::Day, None)),
            ("count", [Tree { said: Said::Name(group), .. }]) if self.is_group(group) => {
                self.fold(tree, name, &arguments[0], None, scope)
            }
            ("count", [it]) => {
                let several = self.term(it, scope, Type::Set)?;
                number(Term::Count(Box::new(several)))
            }
            ("sum" | "any" | "all" | "how_many", [group, inner]) => {
                self.fold(tree, name, group, Some(inner), scope)
            }
            ("chosen", [several, value]) => self.chosen(several, value, scope),
            ("is_one_of", [it, values @ ..]) if !values.is_empty() => self.is_one_of(it, values, scope),
            ("answered", [it]) => match self.meant(it, scope)? {
                Meant::Term(term, _, _) => {
                    Some(Meant::Truth(Condition::Compare(term, Comparison::Other, Term::Nothing)))
                }
                Meant::Truth(_) => self.wrong(it, Wrong::Arguments(usage)),
            },
            ("length", [it]) => {
                let text = self.term(it, scope, Type::Text)?;
                number(Term::Length(Box::new(text)))
            }
            ("if", [condition, yes, no]) => self.choice(condition, yes, no, scope),
            ("min" | "max", [_, ..]) => self.most(name, arguments, scope),
            ("round", [it, places]) => {
                let Said::Number(places) = places.said else {
                    return self.wrong(places, Wrong::Arguments(usage));
                };
                let places = places.as_whole().and_then(|it| u8::try_from(it).ok());
                let Some(places) = places.filter(|it| *it <= PLACES) else {
                    return self.wrong(tree, Wrong::Bound);
                };
                let rounded = self.term(it, scope, Type::Number)?;
                number(Term::Rounded(Box::new(rounded), places))
            }
            ("how_many_true", [_, ..]) => {
                let all = self.truths(arguments, scope)?;
                number(Term::HowMany(all))
            }
            ("years", [it]) => {
                let day = self.term(it, scope, Type::Day)?;
                number(Term::Years(Box::new(day)))
            }
            ("days", [from, to]) => {
                let (from, to) = (self.term(from, scope, Type::Day), self.term(to, scope, Type::Day));
                number(Term::Days(Box::new(from?), Box::new(to?)))
            }
            ("text", [it]) => {
                let written = self.term(it, scope, Type::Number)?;
                Some(Meant::Term(Term::Written(Box::new(written)), Type::Text, None))
            }
            ("join", [Tree { said: Said::Text(between), .. }, all @ ..]) if !all.is_empty() => {
                let found: Vec<_> = all.iter().map(|it| self.joined(it, scope)).collect();
                let all = found.into_iter().collect::<Option<_>>()?;
                Some(Meant::Term(Term::Joined(between.as_str().into(), all), Type::Text, None))
            }
            ("date" | "time", [Tree { said: Said::Text(text), .. }]) => {
                let wanted = if name == "date" { Type::Day } else { Type::Time };
                let literal = Answer::text(text).and_then(|it| written(&Term::Given(it), wanted));
                match literal {
                    Some(term) => Some(Meant::Term(term, wanted, None)),
                    None => self.wrong(tree, Wrong::Type(wanted, Type::Text)),
                }
            }
            _ => self.wrong(tree, Wrong::Arguments(usage)),
        }
    }

    fn is_group(&self, name: &str) -> bool {
        matches!(self.checker.names.get(name), Some(Named::Group(_)))
    }

    fn chosen(&mut self, several: &Tree, value: &Tree, scope: Scope) -> Found<Meant> {
        let meant = self.meant(several, scope)?;
        let Meant::Term(_, Type::Set, Some(field)) = meant else {
            return self.wrong(several, Wrong::Type(Type::Set, meant.kind()));
        };
        let term = self.fit(several, meant, Type::Set)?;
        let value = self.value(value, field)?;
        Some(Meant::Truth(Condition::Chosen(term, value)))
    }

    /// A value that the question offers.
    fn value(&mut self, tree: &Tree, field: usize) -> Found<Arc<str>> {
        let Said::Text(value) = &tree.said else {
            return self.wrong(tree, Wrong::Value(String::new()));
        };
        if !self.checker.sketches[field].kind.as_ref()?.offers(value) {
            return self.wrong(tree, Wrong::Value(cut(value)));
        }
        Some(value.as_str().into())
    }

    fn is_one_of(&mut self, it: &Tree, values: &[Tree], scope: Scope) -> Found<Meant> {
        let meant = self.meant(it, scope)?;
        let field = match &meant {
            Meant::Term(_, _, field) => *field,
            Meant::Truth(_) => None,
        };
        let term = self.fit(it, meant, Type::Text)?;
        let found: Vec<Option<Arc<str>>> = values
            .iter()
            .map(|value| match (field, &value.said) {
                (Some(field), _) => self.value(value, field),
                (None, Said::Text(text)) if !text.is_empty() => Some(text.as_str().into()),
                (None, _) => self.wrong(value, Wrong::Value(String::new())),
            })
            .collect();
        Some(Meant::Truth(Condition::IsOneOf(term, found.into_iter().collect::<Option<_>>()?)))
    }

    fn choice(&mut self, condition: &Tree, yes: &Tree, no: &Tree, scope: Scope) -> Found<Meant> {
        let condition = self.truth(condition, scope);
        let (one, other) = (self.meant(yes, scope), self.meant(no, scope));
        let (condition, one, other) = (condition?, one?, other?);
        let wanted = match (&one, &other) {
            (Meant::Truth(_), Meant::Truth(_)) => Type::Truth,
            (one, other) if one.kind() == Type::Nothing => other.kind(),
            (one, _) => one.kind(),
        };
        if let (Meant::Truth(one), Meant::Truth(other)) = (&one, &other) {
            return Some(Meant::Truth(Condition::If(Box::new([condition, one.clone(), other.clone()]))));
        }
        if wanted == Type::Truth {
            return self.wrong(no, Wrong::Type(Type::Truth, other.kind()));
        }
        let (one, other) = (self.fit(yes, one, wanted), self.fit(no, other, wanted));
        let term = Term::If(Box::new(condition), Box::new(one?), Box::new(other?));
        Some(Meant::Term(term, wanted, None))
    }

    fn most(&mut self, name: &str, arguments: &[Tree], scope: Scope) -> Found<Meant> {
        let found: Vec<_> = arguments.iter().map(|it| self.meant(it, scope)).collect();
        let found = found.into_iter().collect::<Option<Vec<_>>>()?;
        let wanted =
            found.iter().map(Meant::kind).find(|kind| *kind != Type::Nothing).unwrap_or(Type::Number);
        if !matches!(wanted, Type::Number | Type::Day | Type::Time) {
            return self.wrong(&arguments[0], Wrong::NotOrdered(wanted));
        }
        let terms: Vec<_> =
            arguments.iter().zip(found).map(|(tree, it)| self.fit(tree, it, wanted)).collect();
        let terms = terms.into_iter().collect::<Option<_>>()?;
        Some(Meant::Term(if name == "min" { Term::Least(terms) } else { Term::Most(terms) }, wanted, None))
    }

    fn joined(&mut self, tree: &Tree, scope: Scope) -> Found<Term> {
        match self.meant(tree, scope)? {
            Meant::Term(number, Type::Number, _) => Some(Term::Written(Box::new(number))),
            meant => self.fit(tree, meant, Type::Text),
        }
    }

    /// One thing made of all turns of a group. Who asks for the same twice gets it from the same node.
    fn fold(
        &mut self,
        tree: &Tree,
        name: &str,
        group: &Tree,
        inner: Option<&Tree>,
        scope: Scope,
    ) -> Found<Meant> {
        let Said::Name(group_name) = &group.said else {
            return self.wrong(group, Wrong::NoRepeat(String::new()));
        };
        let group = match self.checker.names.get(group_name).copied() {
            Some(Named::Group(group)) if self.checker.groups[group].2 => group,
            Some(_) => return self.wrong(group, Wrong::NoRepeat(cut(group_name))),
            None => return self.wrong(group, Wrong::Unknown(cut(group_name))),
        };
        let sense = |node| match name {
            "any" | "all" => Meant::Truth(Condition::Node(node)),
            _ => Meant::Term(Term::Node(node), Type::Number, None),
        };
        let source = inner.and_then(|it| self.source.get(it.at - 1..it.end - 1)).unwrap_or_default();
        let mut source: String = source.iter().collect();
        // `this` means another question in another expression.
        if let Some(this) = scope.this.filter(|_| source.contains("this")) {
            source.push_str(&format!(" {this}"));
        }
        let key = (group, name.to_owned(), source);
        let shown = self.checker.groups[group].1;
        if let Some(node) = self.checker.folds.get(&key).copied() {
            self.needs.insert(node);
            return Some(sense(node));
        }
        let outside = std::mem::take(&mut self.needs);
        let within = Scope { repeat: Some(group), this: scope.this };
        let part = match (name, inner) {
            (_, None) => Some(None),
            ("sum", Some(inner)) => self.term(inner, within, Type::Number).map(|term| match term {
                Term::Node(node) if self.checker.nodes[node.index()].scope == Some(group) => Some(node),
                term => Some(self.add(Rule::Term(term), group)),
            }),
            (_, Some(inner)) => {
                self.truth(inner, within).map(|condition| Some(self.add(Rule::Truth(condition), group)))
            }
        };
        self.needs = outside;
        let part = part?;
        let fold = match (name, part) {
            ("sum", Some(node)) => Fold::Sum(node),
            ("any", Some(node)) => Fold::Any(node),
            ("all", Some(node)) => Fold::All(node),
            ("how_many", Some(node)) => Fold::HowMany(node),
            (_, None) => Fold::Count,
            _ => return self.wrong(tree, Wrong::Function(cut(name))),
        };
        let needs = part.into_iter().chain([shown]).collect();
        let node = self.checker.add(Rule::Fold(group, fold), None, needs);
        self.checker.folds.insert(key, node);
        self.needs.insert(node);
        Some(sense(node))
    }

    /// A part of a fold, with what it turned out to need.
    fn add(&mut self, rule: Rule, group: usize) -> NodeId {
        let needs = std::mem::take(&mut self.needs).into_iter().collect();
        self.checker.add(rule, Some(group), needs)
    }
}

/// What an answer of this kind is in an expression; words have none.
fn type_of(kind: &Kind) -> Option<Type> {
    Some(match kind {
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::OneOf(_)
        | Kind::YesNo { .. }
        | Kind::Place(_)
        | Kind::Phone
        | Kind::IdNumber
        | Kind::Signature => Type::Text,
        Kind::Number { .. } | Kind::People { .. } => Type::Number,
        Kind::Day(_) => Type::Day,
        Kind::Time => Type::Time,
        Kind::SeveralOf { .. } | Kind::Photo { .. } => Type::Set,
        Kind::Note => return None,
    })
}

/// A text that stands in the expression, as the day or time that it writes.
fn written(term: &Term, wanted: Type) -> Option<Term> {
    let Term::Given(Answer::Text(text)) = term else { return None };
    match wanted {
        Type::Day => iso_date::parse(text).map(|day| Term::Given(Answer::Day(day))),
        Type::Time => match parse(&Kind::Time, &[&**text], &AnyPlace) {
            Ok(Some(time)) if time.typed() == [text.to_string()] => Some(Term::Given(time)),
            _ => None,
        },
        _ => None,
    }
}

/// The texts of the expression that it may give as they stand.
fn outcomes(term: &Term, values: &mut Vec<String>) {
    match term {
        Term::Given(Answer::Text(text)) => values.push(text.to_string()),
        Term::If(_, yes, no) => {
            outcomes(yes, values);
            outcomes(no, values);
        }
        _ => {}
    }
}
