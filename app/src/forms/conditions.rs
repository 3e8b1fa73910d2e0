//! When something is asked, in words, for whoever has the form on paper. Pure.
//!
//! Only what can be said in one short sentence is: a comparison of one answer, or a row of them with the same word
//! between. For whatever says more, the paper says that it depends on the answers above.

use super::{
    expression::{Comparison, Said, Tree, read},
    messages,
    model::{Choice, Definition, FieldDefinition},
};
use crate::language::Language;

/// Conditions in a row, at most.
const ROW_MAX: usize = 3;

/// The expression in words: 「哪一样」选「返乡后回访」. Nothing where it cannot be said simply.
pub fn in_words(l: Language, definition: &Definition, expression: &str) -> Option<String> {
    let tree = read(expression).ok()?;
    Saying { l, definition }.row(&tree)
}

struct Saying<'a> {
    l: Language,
    definition: &'a Definition,
}

impl Saying<'_> {
    fn row(&self, tree: &Tree) -> Option<String> {
        let (all, between) = match &tree.said {
            Said::And(all) => (all, messages::paper_and(self.l)),
            Said::Or(all) => (all, messages::paper_or(self.l)),
            _ => return self.one(tree, true),
        };
        let said: Vec<String> = all.iter().map(|it| self.one(it, true)).collect::<Option<_>>()?;
        (said.len() <= ROW_MAX).then(|| said.join(between))
    }

    /// One comparison; `truth` is whether it has to be true.
    fn one(&self, tree: &Tree, truth: bool) -> Option<String> {
        let l = self.l;
        match &tree.said {
            Said::Not(denied) => self.one(denied, !truth),
            Said::Call(name, arguments) => match (name.as_str(), arguments.as_slice()) {
                ("answered", [question]) => {
                    let label = self.label(question)?;
                    Some(if truth {
                        messages::paper_answered(l, &label)
                    } else {
                        messages::paper_open(l, &label)
                    })
                }
                ("chosen" | "is_one_of", [question, values @ ..]) => self.chosen(question, values, truth),
                _ => None,
            },
            Said::Compare(question, how, value) => {
                let equal = match how {
                    Comparison::Same => truth,
                    Comparison::Other => !truth,
                    _ => return self.ordered(question, *how, value).filter(|_| truth),
                };
                match &value.said {
                    Said::Text(text) if text.is_empty() => {
                        let label = self.label(question)?;
                        Some(if equal {
                            messages::paper_open(l, &label)
                        } else {
                            messages::paper_answered(l, &label)
                        })
                    }
                    _ => self.chosen(question, std::slice::from_ref(value), equal),
                }
            }
            _ => None,
        }
    }

    fn chosen(&self, question: &Tree, values: &[Tree], truth: bool) -> Option<String> {
        let field = self.field(question)?;
        let choices = self.choices(field);
        let named = |tree: &Tree| match &tree.said {
            Said::Text(value) => choices.iter().find(|it| it.value == *value),
            _ => None,
        };
        let meant: Vec<&Choice> = values.iter().map(named).collect::<Option<_>>()?;
        let others: Vec<&Choice> =
            choices.iter().filter(|it| !meant.iter().any(|m| m.value == it.value)).collect();
        let label = self.label(question)?;
        // Of one answer, what is left is the shorter way to say what it is not.
        let turned = !truth && field.kind == "one_of" && !others.is_empty() && others.len() < meant.len();
        let (told, truth) = if turned { (others, true) } else { (meant, truth) };
        let quoted = told.iter().map(|it| messages::paper_quoted(self.l, it.label().read(self.l)));
        let told = quoted.collect::<Vec<_>>().join(messages::paper_or(self.l));
        Some(match truth {
            true => messages::paper_chosen(self.l, &label, &told),
            false => messages::paper_not_chosen(self.l, &label, &told),
        })
    }

    fn ordered(&self, question: &Tree, how: Comparison, value: &Tree) -> Option<String> {
        let Said::Number(number) = &value.said else { return None };
        let (label, number) = (self.label(question)?, number.to_string());
        match how {
            Comparison::More => Some(messages::paper_more(self.l, &label, &number)),
            Comparison::AtLeast => Some(messages::paper_at_least(self.l, &label, &number)),
            Comparison::Less => Some(messages::paper_less(self.l, &label, &number)),
            Comparison::AtMost => Some(messages::paper_at_most(self.l, &label, &number)),
            Comparison::Same | Comparison::Other => None,
        }
    }

    fn field(&self, question: &Tree) -> Option<&FieldDefinition> {
        let Said::Name(name) = &question.said else { return None };
        self.definition.groups.iter().flat_map(|it| &it.fields).find(|it| it.name == *name)
    }

    fn label(&self, question: &Tree) -> Option<String> {
        let label = self.field(question)?.label.read(self.l);
        Some(label.trim_end_matches(['？', '?', '。', '：']).to_owned())
    }

    fn choices(&self, field: &FieldDefinition) -> Vec<Choice> {
        let listed = self.definition.lists.iter().find(|it| Some(&it.name) == field.list.as_ref());
        match field.kind.as_str() {
            "yes_no" => [
                ("yes", messages::yes(self.l)),
                ("no", messages::no(self.l)),
                ("unknown", messages::unknown(self.l)),
                ("unsaid", messages::unsaid(self.l)),
            ]
            .map(|(value, words)| Choice { value: value.to_owned(), zh: words.to_owned(), en: None })
            .into(),
            _ => field.options.clone().or(listed.map(|it| it.options.clone())).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_said_in_a_sentence_is_and_nothing_else() {
        let definition: Definition = toml::from_str(
            "form = \"B01.record\"\ntitle = { zh = \"表\" }\n[[groups]]\nname = \"one\"\ntitle = { zh = \"组\" }\n\
             [[groups.fields]]\nname = \"met\"\nkind = \"one_of\"\nlabel = { zh = \"见到谁？\", en = \"Who was met?\" }\n\
             options = [{ value = \"p\", zh = \"本人\", en = \"The person\" }, { value = \"f\", zh = \"家人\", en = \"Family\" },\n\
             { value = \"n\", zh = \"没人\", en = \"Nobody\" }, { value = \"m\", zh = \"搬走\", en = \"Moved\" },\n\
             { value = \"d\", zh = \"去世\", en = \"Died\" }]\n\
             [[groups.fields]]\nname = \"age\"\nkind = \"number\"\nlabel = { zh = \"年龄\", en = \"Age\" }\n\
             [[groups.fields]]\nname = \"ill\"\nkind = \"yes_no\"\nlabel = { zh = \"病了\", en = \"Ill\" }\n",
        )
        .unwrap();
        for (expression, zh, en) in [
            ("met = 'p'", "「见到谁」选「本人」", "“Who was met” is “The person”"),
            (
                "not is_one_of(met, 'n', 'm', 'd')",
                "「见到谁」选「本人」或「家人」",
                "“Who was met” is “The person” or “Family”",
            ),
            ("met != 'n'", "「见到谁」没选「没人」", "“Who was met” is not “Nobody”"),
            (
                "age > 70 and ill = 'yes'",
                "「年龄」大于 70，并且「病了」选「是」",
                "“Age” is over 70, and “Ill” is “Yes”",
            ),
            (
                "answered(age) or not answered(ill)",
                "填了「年龄」或没填「病了」",
                "“Age” is answered or “Ill” is not answered",
            ),
            ("ill != ''", "填了「病了」", "“Ill” is answered"),
        ] {
            assert_eq!(in_words(Language::Zh, &definition, expression).unwrap(), zh, "{expression}");
            assert_eq!(in_words(Language::En, &definition, expression).unwrap(), en, "{expression}");
        }
        for expression in [
            "met = 'p' and (age > 3 or age < 1)",
            "age > age",
            "age + 1 > 3",
            "not (age > 3)",
            "met = 'gone'",
            "gone = 'p'",
            "age > 1 and age > 2 and age > 3 and age > 4",
            "(",
            "any(one, age > 3)",
        ] {
            assert_eq!(in_words(Language::Zh, &definition, expression), None, "{expression}");
        }
    }
}
