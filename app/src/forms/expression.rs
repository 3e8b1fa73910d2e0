//! Expressions as they are written: what stands where, not yet what it means. Pure.
//!
//! `check/typing.rs` says what it means. Invariants: no text makes the reader give up or go deeper than
//! [`EXPRESSION_DEPTH_MAX`]; whatever is refused is refused at a sign, counted from 1.

use super::{
    decimal::Decimal,
    model::{EXPRESSION_CHARS_MAX, EXPRESSION_DEPTH_MAX},
};

/// A piece of an expression, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// Its first sign.
    pub at: usize,
    /// The sign behind its last.
    pub end: usize,
    /// What it says.
    pub said: Said,
}

/// What a piece says. A row of equal signs is one piece, so that a long sum is not a deep one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// `'text'`; a quote within is written twice.
    Text(String),
    /// `12.5`
    Number(Decimal),
    /// `true`, `false`
    Truth(bool),
    /// `this`
    This,
    /// `eating`
    Name(String),
    /// `count(family)`
    Call(String, Vec<Tree>),
    /// `- a`
    Negative(Box<Tree>),
    /// `not a`
    Not(Box<Tree>),
    /// `a + b - c`; whether each of the others is taken away.
    Sum(Box<Tree>, Vec<(bool, Tree)>),
    /// `a * b / c`; whether each of the others divides.
    Product(Box<Tree>, Vec<(bool, Tree)>),
    /// `a < b`
    Compare(Box<Tree>, Comparison, Box<Tree>),
    /// `a and b`
    And(Vec<Tree>),
    /// `a or b`
    Or(Vec<Tree>),
}

/// How two things are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Same,
    /// `!=`
    Other,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether it asks for more than whether two things are the same.
    pub fn orders(self) -> bool {
        !matches!(self, Self::Same | Self::Other)
    }
}

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing is written.
    Empty,
    /// More than [`EXPRESSION_CHARS_MAX`] signs.
    Long,
    /// More than [`EXPRESSION_DEPTH_MAX`] within each other.
    Deep,
    /// A sign that no expression has.
    Sign(char),
    /// The quote is never closed.
    Open,
    /// A number with more digits than are kept.
    Number,
    /// This is missing here.
    Missing(&'static str),
    /// Nothing was expected any more.
    More,
}

/// A text is no expression, from this sign on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The sign, counted from 1.
    pub at: usize,
    /// Why.
    pub why: Unreadable,
}

/// Words that mean something, so that no question has them as a name.
pub const RESERVED: [&str; 6] = ["and", "or", "not", "true", "false", "this"];

/// Reads an expression.
pub fn read(text: &str) -> Result<Tree, Refused> {
    if text.chars().nth(EXPRESSION_CHARS_MAX).is_some() {
        return Err(Refused { at: EXPRESSION_CHARS_MAX + 1, why: Unreadable::Long });
    }
    let tokens = tokens(text)?;
    let mut reader = Reader { tokens, next: 0, depth: 0 };
    if *reader.here() == Token::End {
        return Err(Refused { at: 1, why: Unreadable::Empty });
    }
    let tree = reader.any_of()?;
    match reader.here() {
        Token::End => Ok(tree),
        _ => Err(reader.refuse(Unreadable::More)),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Text(String),
    Number(Decimal),
    Word(String),
    Sign(&'static str),
    End,
}

const SIGNS: [&str; 13] = ["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", ","];

/// A token with its first sign and the sign behind its last.
type Placed = (usize, usize, Token);

fn tokens(text: &str) -> Result<Vec<Placed>, Refused> {
    let signs: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&sign) = signs.get(at) {
        let begin = at;
        let token = match sign {
            sign if sign.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            '\'' => {
                let mut text = String::new();
                at += 1;
                loop {
                    match (signs.get(at), signs.get(at + 1)) {
                        (Some('\''), Some('\'')) => at += 1,
                        (Some('\''), _) => break,
                        (Some(_), _) => {}
                        (None, _) => return Err(Refused { at: begin + 1, why: Unreadable::Open }),
                    }
                    text.extend(signs.get(at));
                    at += 1;
                }
                at += 1;
                Token::Text(text)
            }
            '0'..='9' => {
                let digit = |sign: &&char| sign.is_ascii_digit() || **sign == '.';
                let number: String = signs[at..].iter().take_while(digit).collect();
                at += number.len();
                let refused = |_| Refused { at: begin + 1, why: Unreadable::Number };
                Token::Number(number.parse().map_err(refused)?)
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let letter = |sign: &&char| sign.is_ascii_alphanumeric() || **sign == '_';
                let word: String = signs[at..].iter().take_while(letter).collect();
                at += word.len();
                Token::Word(word)
            }
            sign => {
                let stands =
                    |it: &&str| it.chars().zip(&signs[at..]).filter(|(one, two)| one == *two).count();
                let found = SIGNS.into_iter().find(|it| stands(it) == it.len());
                let found = found.ok_or(Refused { at: at + 1, why: Unreadable::Sign(sign) })?;
                at += found.len();
                Token::Sign(found)
            }
        };
        tokens.push((begin + 1, at + 1, token));
    }
    tokens.push((at + 1, at + 1, Token::End));
    Ok(tokens)
}

struct Reader {
    tokens: Vec<Placed>,
    next: usize,
    depth: usize,
}

impl Reader {
    fn here(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(_, _, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(1, |(at, _, _)| *at)
    }

    /// The sign behind what was read last.
    fn end(&self) -> usize {
        let last = self.next.checked_sub(1).and_then(|last| self.tokens.get(last));
        last.map_or(1, |(_, end, _)| *end)
    }

    fn refuse(&self, why: Unreadable) -> Refused {
        Refused { at: self.at(), why }
    }

    fn take(&mut self) -> Token {
        let token = self.here().clone();
        self.next = (self.next + 1).min(self.tokens.len().saturating_sub(1));
        token
    }

    fn takes(&mut self, sign: &'static str) -> bool {
        let found = match self.here() {
            Token::Sign(here) => *here == sign,
            Token::Word(word) => word == sign,
            _ => false,
        };
        if found {
            self.take();
        }
        found
    }

    fn needs(&mut self, sign: &'static str) -> Result<(), Refused> {
        if self.takes(sign) { Ok(()) } else { Err(self.refuse(Unreadable::Missing(sign))) }
    }

    /// What stands one deeper.
    fn within<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Refused>) -> Result<T, Refused> {
        if self.depth >= EXPRESSION_DEPTH_MAX {
            return Err(self.refuse(Unreadable::Deep));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn tree(&self, at: usize, said: Said) -> Tree {
        Tree { at, end: self.end(), said }
    }

    /// `a or b`
    fn any_of(&mut self) -> Result<Tree, Refused> {
        let at = self.at();
        let first = self.all_of()?;
        let mut all = vec![first];
        while self.takes("or") {
            all.push(self.all_of()?);
        }
        Ok(self.row(at, all, Said::Or))
    }

    /// `a and b`
    fn all_of(&mut self) -> Result<Tree, Refused> {
        let at = self.at();
        let first = self.not()?;
        let mut all = vec![first];
        while self.takes("and") {
            all.push(self.not()?);
        }
        Ok(self.row(at, all, Said::And))
    }

    fn row(&self, at: usize, mut all: Vec<Tree>, said: fn(Vec<Tree>) -> Said) -> Tree {
        match all.pop() {
            Some(only) if all.is_empty() => only,
            last => {
                all.extend(last);
                self.tree(at, said(all))
            }
        }
    }

    fn not(&mut self) -> Result<Tree, Refused> {
        let at = self.at();
        if !self.takes("not") {
            return self.comparison();
        }
        let denied = self.within(Self::not)?;
        Ok(self.tree(at, Said::Not(Box::new(denied))))
    }

    fn comparison(&mut self) -> Result<Tree, Refused> {
        let at = self.at();
        let left = self.sum()?;
        let comparison = match self.here() {
            Token::Sign("=") => Comparison::Same,
            Token::Sign("!=") => Comparison::Other,
            Token::Sign("<") => Comparison::Less,
            Token::Sign("<=") => Comparison::AtMost,
            Token::Sign(">") => Comparison::More,
            Token::Sign(">=") => Comparison::AtLeast,
            _ => return Ok(left),
        };
        self.take();
        let right = self.sum()?;
        Ok(self.tree(at, Said::Compare(Box::new(left), comparison, Box::new(right))))
    }

    fn sum(&mut self) -> Result<Tree, Refused> {
        self.chain("+", "-", Self::product, Said::Sum)
    }

    fn product(&mut self) -> Result<Tree, Refused> {
        self.chain("*", "/", Self::one, Said::Product)
    }

    fn chain(
        &mut self,
        with: &'static str,
        against: &'static str,
        part: fn(&mut Self) -> Result<Tree, Refused>,
        said: fn(Box<Tree>, Vec<(bool, Tree)>) -> Said,
    ) -> Result<Tree, Refused> {
        let at = self.at();
        let first = part(self)?;
        let mut others = Vec::new();
        loop {
            let turned = self.takes(against);
            if !turned && !self.takes(with) {
                break;
            }
            others.push((turned, part(self)?));
        }
        if others.is_empty() { Ok(first) } else { Ok(self.tree(at, said(Box::new(first), others))) }
    }

    fn one(&mut self) -> Result<Tree, Refused> {
        let at = self.at();
        let missing = self.refuse(Unreadable::Missing("…"));
        let said = match self.take() {
            Token::Text(text) => Said::Text(text),
            Token::Number(number) => Said::Number(number),
            Token::Word(word) if matches!(word.as_str(), "and" | "or" | "not") => return Err(missing),
            Token::Word(word) => match word.as_str() {
                "true" => Said::Truth(true),
                "false" => Said::Truth(false),
                "this" => Said::This,
                _ if self.takes("(") => Said::Call(word, self.within(Self::arguments)?),
                _ => Said::Name(word),
            },
            Token::Sign("-") => Said::Negative(Box::new(self.within(Self::one)?)),
            Token::Sign("(") => {
                let inner = self.within(Self::any_of)?;
                self.needs(")")?;
                return Ok(inner);
            }
            Token::Sign(_) | Token::End => return Err(missing),
        };
        Ok(self.tree(at, said))
    }

    fn arguments(&mut self) -> Result<Vec<Tree>, Refused> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.any_of()?);
            if self.takes(")") {
                return Ok(arguments);
            }
            self.needs(",")?;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The piece with parentheses around everything.
    fn written(tree: &Tree) -> String {
        let row = |all: &[Tree], word: &str| all.iter().map(written).collect::<Vec<_>>().join(word);
        let chain = |first: &Tree, others: &[(bool, Tree)], signs: [&str; 2]| {
            others.iter().fold(written(first), |text, (turned, it)| {
                format!("{text}{}{}", signs[usize::from(*turned)], written(it))
            })
        };
        match &tree.said {
            Said::Text(text) => format!("'{text}'"),
            Said::Number(number) => number.to_string(),
            Said::Truth(truth) => truth.to_string(),
            Said::This => "this".to_owned(),
            Said::Name(name) => name.clone(),
            Said::Call(name, arguments) => format!("{name}[{}]", row(arguments, ",")),
            Said::Negative(it) => format!("(-{})", written(it)),
            Said::Not(it) => format!("(not {})", written(it)),
            Said::Sum(first, others) => format!("({})", chain(first, others, ["+", "-"])),
            Said::Product(first, others) => format!("({})", chain(first, others, ["*", "/"])),
            Said::Compare(one, how, other) => format!("({} {how:?} {})", written(one), written(other)),
            Said::And(all) => format!("({})", row(all, " and ")),
            Said::Or(all) => format!("({})", row(all, " or ")),
        }
    }

    #[test]
    fn what_binds_more_tightly_is_read_first() {
        for (text, tree) in [
            ("a", "a"),
            ("a+b*c-d", "(a+(b*c)-d)"),
            ("(a+b)*c", "((a+b)*c)"),
            ("- a * 2", "((-a)*2)"),
            ("a - -1", "(a-(-1))"),
            ("not a = 'x' and b or c", "(((not (a Same 'x')) and b) or c)"),
            ("a!=b", "(a Other b)"),
            ("a <= 1.50 or a>=2", "((a AtMost 1.5) or (a AtLeast 2))"),
            ("count(family) > 0", "(count[family] More 0)"),
            ("if(a, 'it''s', '')", "if[a,'it's','']"),
            ("today()", "today[]"),
            ("this = true", "(this Same true)"),
            ("join('、', a, b)", "join['、',a,b]"),
        ] {
            assert_eq!(written(&read(text).unwrap()), tree, "{text}");
        }
        let tree = read(" ab + sum(f, cd)").unwrap();
        let Said::Sum(_, others) = &tree.said else { panic!("{tree:?}") };
        assert_eq!((tree.at, tree.end, others[0].1.at, others[0].1.end), (2, 17, 7, 17));
    }

    #[test]
    fn what_cannot_be_read_is_refused_at_its_sign() {
        use Unreadable::*;
        for (text, at, why) in [
            ("", 1, Empty),
            ("  ", 1, Empty),
            ("a =", 4, Missing("…")),
            ("a b", 3, More),
            ("a < b < c", 7, More),
            ("(a", 3, Missing(")")),
            ("a)", 2, More),
            ("'open", 1, Open),
            ("a = 'it''s", 5, Open),
            ("a ＝ b", 3, Sign('＝')),
            ("a && b", 3, Sign('&')),
            ("年龄 > 3", 1, Sign('年')),
            ("1.2.3", 1, Number),
            ("0.00001", 1, Number),
            ("f(a,", 5, Missing("…")),
            ("f(a b)", 5, Missing(",")),
            ("and", 1, Missing("…")),
            ("a + and", 5, Missing("…")),
            ("\"a\"", 1, Sign('"')),
            ("!a", 1, Sign('!')),
        ] {
            assert_eq!(read(text), Err(Refused { at, why }), "{text}");
        }
    }

    #[test]
    fn an_expression_is_as_long_and_as_deep_as_it_may_be_and_no_more() {
        assert!(read(&"a".repeat(1_000)).is_ok());
        let long = read(&"a".repeat(1_001)).unwrap_err();
        assert_eq!((long.at, long.why), (1_001, Unreadable::Long));
        assert_eq!(read(&"'".repeat(1_000_000)).unwrap_err().why, Unreadable::Long);
        for (open, close) in [("(", ")"), ("f(", ")"), ("not ", ""), ("-", "")] {
            let nested = |depth| format!("{}a{}", open.repeat(depth), close.repeat(depth));
            assert!(read(&nested(32)).is_ok(), "{open}");
            assert_eq!(read(&nested(33)).unwrap_err().why, Unreadable::Deep, "{open}");
        }
        // A long row is not deep.
        assert!(read(&format!("1{}", "+1".repeat(499))).is_ok());
        assert!(read(&format!("a{}", " or a".repeat(199))).is_ok());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_give_up(text in "\\PC{0,60}|[a-c0-9()+*/<>=!', notadr-]{0,60}") {
            if let Err(refused) = read(&text) {
                prop_assert!((1..=text.chars().count() + 1).contains(&refused.at));
            }
        }
    }
}
