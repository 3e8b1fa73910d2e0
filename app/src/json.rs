//! Reads JSON, as much of it as travels between a server and a tablet, or a page with a form. Pure.
//!
//! The library's reader also reads structs that are written as lists, tells in words what is wrong and where, and takes
//! any number exactly; our bundles need none of that and would carry it once for each type they read. What this one
//! reads the library reads alike; what either refuses the other refuses too (`tests` below).
//!
//! Invariant: a text that was cut off anywhere is none.

use std::{borrow::Cow, fmt};

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess,
    Visitor, value::StrDeserializer,
};

/// Lists and maps within each other; more is no document of ours, and would be more than a stack holds.
const DEPTH_MAX: u8 = 100;

/// The text is not whole, or not what was to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not to be read")]
pub struct Broken;

impl Error for Broken {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Read<T> = Result<T, Broken>;

/// What a text says.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Broken> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let read = T::deserialize(&mut reader)?;
    if reader.next() == 0 && reader.at >= text.len() { Ok(read) } else { Err(Broken) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

/// A number as it is handed on.
enum Number {
    Natural(u64),
    Negative(i64),
    Fraction(f64),
}

impl<'a> Reader<'a> {
    /// The sign here; 0 at the end.
    fn here(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// The next sign that is no blank.
    fn next(&mut self) -> u8 {
        while matches!(self.here(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
        self.here()
    }

    fn take(&mut self, sign: u8) -> Read<()> {
        if self.next() != sign {
            return Err(Broken);
        }
        self.at += 1;
        Ok(())
    }

    fn take_word(&mut self, word: &str) -> Read<()> {
        self.next();
        if !self.text[self.at..].starts_with(word) {
            return Err(Broken);
        }
        self.at += word.len();
        Ok(())
    }

    fn bool(&mut self) -> Read<bool> {
        let yes = self.next() == b't';
        self.take_word(if yes { "true" } else { "false" })?;
        Ok(yes)
    }

    fn go_in(&mut self, sign: u8) -> Read<()> {
        self.take(sign)?;
        self.depth += 1;
        if self.depth > DEPTH_MAX { Err(Broken) } else { Ok(()) }
    }

    fn go_out(&mut self, sign: u8) -> Read<()> {
        self.depth -= 1;
        self.take(sign)
    }

    /// Whether another item follows before `end`.
    fn follows(&mut self, first: &mut bool, end: u8) -> Read<bool> {
        if self.next() == end {
            return Ok(false);
        }
        if !std::mem::replace(first, false) {
            self.take(b',')?;
        }
        Ok(true)
    }

    fn string(&mut self) -> Read<Cow<'a, str>> {
        self.take(b'"')?;
        let mut begin = self.at;
        let mut read = Cow::Borrowed("");
        loop {
            let sign = self.here();
            if sign >= b' ' && sign != b'"' && sign != b'\\' {
                self.at += 1;
                continue;
            }
            let plain = &self.text[begin..self.at];
            if read.is_empty() {
                read = Cow::Borrowed(plain)
            } else {
                read.to_mut().push_str(plain)
            }
            self.at += 1;
            match sign {
                b'"' => return Ok(read),
                b'\\' => read.to_mut().push(self.escaped()?),
                _ => return Err(Broken),
            }
            begin = self.at;
        }
    }

    fn escaped(&mut self) -> Read<char> {
        let sign = self.here();
        self.at += 1;
        Ok(match sign {
            b'"' | b'\\' | b'/' => char::from(sign),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let one = self.four_digits()?;
                // The first half of a sign that needs two.
                if (0xd800..0xdc00).contains(&one) {
                    self.take_here(b'\\')?;
                    self.take_here(b'u')?;
                    let other = self.four_digits()?;
                    let other = other.checked_sub(0xdc00).filter(|it| *it < 0x400).ok_or(Broken)?;
                    char::from_u32(0x10000 + ((one - 0xd800) << 10) + other).ok_or(Broken)?
                } else {
                    char::from_u32(one).ok_or(Broken)?
                }
            }
            _ => return Err(Broken),
        })
    }

    fn take_here(&mut self, sign: u8) -> Read<()> {
        if self.here() != sign {
            return Err(Broken);
        }
        self.at += 1;
        Ok(())
    }

    fn four_digits(&mut self) -> Read<u32> {
        let mut number = 0;
        for _ in 0..4 {
            number = number * 16 + char::from(self.here()).to_digit(16).ok_or(Broken)?;
            self.at += 1;
        }
        Ok(number)
    }

    /// Digits, at least one; how many there were. What no longer fits into `number` only counts.
    fn digits(&mut self, number: &mut u64, lost: &mut i32) -> Read<i32> {
        let mut count = 0;
        while self.here().is_ascii_digit() {
            let longer = number.checked_mul(10).and_then(|it| it.checked_add(u64::from(self.here() - b'0')));
            match longer {
                Some(longer) if *lost == 0 => *number = longer,
                _ => *lost += 1,
            }
            self.at += 1;
            count += 1;
        }
        if count == 0 { Err(Broken) } else { Ok(count) }
    }

    fn number(&mut self) -> Read<Number> {
        let negative = self.next() == b'-';
        self.at += usize::from(negative);
        let zero = self.here() == b'0';
        let (mut number, mut lost) = (0, 0);
        if self.digits(&mut number, &mut lost)? > 1 && zero {
            return Err(Broken);
        }
        let (mut whole, mut exponent) = (lost == 0, lost);
        if self.here() == b'.' {
            self.at += 1;
            let before = lost;
            exponent -= self.digits(&mut number, &mut lost)? - (lost - before);
            whole = false;
        }
        if matches!(self.here(), b'e' | b'E') {
            self.at += 1;
            let below = self.here() == b'-';
            self.at += usize::from(below || self.here() == b'+');
            let (mut power, mut beyond) = (0, 0);
            self.digits(&mut power, &mut beyond)?;
            let power = if beyond > 0 { 9_999 } else { i32::try_from(power.min(9_999)).unwrap_or(9_999) };
            exponent += if below { -power } else { power };
            whole = false;
        }
        if whole && !negative {
            return Ok(Number::Natural(number));
        }
        if whole && number > 0 && number <= 1 << 63 {
            return Ok(Number::Negative(0_i64.wrapping_sub_unsigned(number)));
        }
        let mut fraction = number as f64;
        while exponent < 0 && fraction != 0.0 {
            let step = exponent.max(-22);
            fraction /= 10_f64.powi(-step);
            exponent -= step;
        }
        while exponent > 0 && fraction != 0.0 && fraction.is_finite() {
            let step = exponent.min(22);
            fraction *= 10_f64.powi(step);
            exponent -= step;
        }
        if !fraction.is_finite() {
            return Err(Broken);
        }
        Ok(Number::Fraction(if negative { -fraction } else { fraction }))
    }

    /// Goes past whatever stands here.
    fn skip(&mut self) -> Read<()> {
        match self.next() {
            b'{' | b'[' => {
                let map = self.here() == b'{';
                let end = if map { b'}' } else { b']' };
                self.go_in(self.here())?;
                let mut first = true;
                while self.follows(&mut first, end)? {
                    if map {
                        self.string()?;
                        self.take(b':')?;
                    }
                    self.skip()?;
                }
                self.go_out(end)
            }
            b'"' => self.string().map(drop),
            b't' | b'f' => self.bool().map(drop),
            b'n' => self.take_word("null"),
            _ => self.number().map(drop),
        }
    }
}

/// Items up to the end of a list or map.
struct Items<'r, 'a> {
    reader: &'r mut Reader<'a>,
    first: bool,
    end: u8,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Broken;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if !self.reader.follows(&mut self.first, self.end)? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Broken;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if !self.reader.follows(&mut self.first, self.end)? {
            return Ok(None);
        }
        if self.reader.next() != b'"' {
            return Err(Broken);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        self.reader.take(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

/// A variant: a word alone, or a map of one word and what belongs to it.
struct Variant<'r, 'a> {
    reader: &'r mut Reader<'a>,
    alone: bool,
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Broken;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Read<(V::Value, Self)> {
        let word = self.reader.string()?;
        let variant = seed.deserialize(StrDeserializer::new(&word))?;
        if !self.alone {
            self.reader.take(b':')?;
        }
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Broken;

    fn unit_variant(self) -> Read<()> {
        if self.alone { Ok(()) } else { self.reader.take_word("null") }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        if self.alone { Err(Broken) } else { seed.deserialize(self.reader) }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        if self.alone { Err(Broken) } else { self.reader.deserialize_seq(visitor) }
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        if self.alone { Err(Broken) } else { self.reader.deserialize_map(visitor) }
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Broken;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.next() {
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b'"' => self.deserialize_str(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            b'n' => self.deserialize_unit(visitor),
            _ => self.deserialize_i64(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.bool()?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.number()? {
            Number::Natural(number) => visitor.visit_u64(number),
            Number::Negative(number) => visitor.visit_i64(number),
            Number::Fraction(number) => visitor.visit_f64(number),
        }
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_str(&self.string()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.next() != b'n' {
            return visitor.visit_some(self);
        }
        self.take_word("null")?;
        visitor.visit_none()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.take_word("null")?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.go_in(b'[')?;
        let read = visitor.visit_seq(Items { reader: &mut *self, first: true, end: b']' })?;
        self.go_out(b']')?;
        Ok(read)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.go_in(b'{')?;
        let read = visitor.visit_map(Items { reader: &mut *self, first: true, end: b'}' })?;
        self.go_out(b'}')?;
        Ok(read)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        if self.next() == b'"' {
            return visitor.visit_enum(Variant { reader: self, alone: true });
        }
        self.go_in(b'{')?;
        let read = visitor.visit_enum(Variant { reader: &mut *self, alone: false })?;
        self.go_out(b'}')?;
        Ok(read)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { i128 u128 char bytes byte_buf }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            (-90_000_000..90_000_000_i64).prop_map(|it| Value::from(it as f64 / 100_000.0)),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|it| it.into_iter().collect::<Value>()),
            ]
        })
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Alone,
        One(u8),
        Two(u8, String),
        Named { field: Option<bool> },
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Thing {
        word: Word,
        #[serde(default)]
        list: Vec<(i64, f64)>,
    }

    proptest! {
        #[test]
        fn what_the_library_writes_is_read_alike(value in any_value()) {
            let text = value.to_string();
            let got = read::<Value>(&text);
            prop_assert_eq!(got.as_ref(), Ok(&value));
            prop_assert_eq!(read::<Value>(&serde_json::to_string_pretty(&value).unwrap()), Ok(value));
        }

        #[test]
        fn what_is_no_json_is_refused_by_both(text in "[\\[\\]{},:\" 0-9.eE+\\-ntrufals\\\\/é]{0,12}") {
            let (here, there) = (read::<Value>(&text).ok(), serde_json::from_str::<Value>(&text).ok());
            prop_assert_eq!(here.is_some(), there.is_some(), "{}", text);
            // Powers of ten that no coordinate has may differ in the last place.
            if !text.contains(['e', 'E']) {
                prop_assert_eq!(here, there, "{}", text);
            }
        }

        #[test]
        fn a_text_that_was_cut_off_is_none(value in any_value(), cut in 1_usize..40) {
            let text = json!([value]).to_string();
            let end = text.len().saturating_sub(cut);
            if text.is_char_boundary(end) {
                prop_assert!(read::<Value>(&text[..end]).is_err());
            }
        }
    }

    #[test]
    fn types_of_every_shape_are_read_as_the_library_reads_them() {
        for text in [
            r#"{"word":"alone"}"#,
            r#" {"word" : {"one": 7}, "list": [[1, 2.5], [-3, 4]] } "#,
            r#"{"unknown":{"a":[1,{"b":"}"}]},"word":{"two":[1,"x\u0041\ud83d\ude00\n"]}}"#,
            r#"{"word":{"named":{"field":null}}}"#,
            r#"{"word":{"named":{"field":true}}}"#,
            r#"{"word":{"alone":null}}"#,
            r#"{"word":"one"}"#,
            r#"{"word":{"one":256}}"#,
            r#"{"word":{"one":7,"two":8}}"#,
            r#"{"word":"nothing"}"#,
            r#"{"list":[]}"#,
            r#"{"word":"alone","word":"alone"}"#,
            r#"{"word":"alone",}"#,
            r#"{"word":"alone"} x"#,
            r#"{"word":"\ud83d"}"#,
            "",
        ] {
            assert_eq!(read::<Thing>(text).ok(), serde_json::from_str::<Thing>(text).ok(), "{text}");
        }
    }

    #[test]
    fn numbers_of_every_size_are_read_as_the_library_reads_them() {
        for text in [
            "0",
            "-0",
            "1.5",
            "-9223372036854775808",
            "9223372036854775808",
            "18446744073709551615",
            "1e3",
            "1E-2",
            "19.24601",
            "110.46999",
            "0.00001",
            "01",
            "1.",
            ".5",
            "-",
            "1e",
            "1e999",
            "+1",
        ] {
            assert_eq!(read::<Value>(text).ok(), serde_json::from_str::<Value>(text).ok(), "{text}");
        }
    }

    #[test]
    fn more_than_a_stack_holds_is_refused() {
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read::<Value>(&deep(100)).is_ok());
        assert!(read::<Value>(&deep(101)).is_err() && read::<Value>(&"[".repeat(1_000_000)).is_err());
    }
}
