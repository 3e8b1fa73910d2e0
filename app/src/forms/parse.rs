//! What somebody typed, as an answer. Pure.
//!
//! Blanks, full-width signs and strokes are let pass (F4); text stays as it was written but for what nobody can see.
//! Invariant: an answer is read again as itself from what it writes ([`Answer::typed`]).

use time::{Date, Month};

use super::{
    answers::{Answer, Clock},
    decimal::{Decimal, NoDecimal, PLACES},
    fault::{Fault, Warning},
    form::{Choices, Kind, Level},
    model::PHOTOS,
};
use crate::{
    areas::model::{self as areas, Areas, PROVINCE},
    ids::PhotoId,
    phones,
    text::{Text, misleads, narrow},
};

/// The answer to a question for the identity card number, where there is none at hand.
pub const NO_CARD: &str = "unknown";

/// What stands before the name of whoever signed for somebody.
pub(super) const WITNESS: &str = "witness:";

/// What stands before the strokes of a signature that was drawn.
pub const DRAWN: &str = "drawn:";

/// Signs of a drawn signature.
pub const DRAWN_CHARS_MAX: usize = 20_000;

/// How wide and how high the place is where one signs.
pub const DRAWN_WITHIN: [u32; 2] = [1_000, 400];

/// Signs of the name of a witness.
const WITNESS_CHARS_MAX: u32 = 50;

/// What is looked at of one text. Whatever is longer is too long for every kind, however much longer it is.
const TYPED_BYTES_MAX: usize = 200_000;

/// Which days may be typed; others are slips.
const YEARS: std::ops::RangeInclusive<i32> = 1880..=2199;

/// Which places there are.
pub trait Places {
    /// How closely the code tells a place; nothing for one that is not on the list.
    fn depth(&self, code: &str) -> Option<Level>;

    /// Whether the one lies in the other, or is it.
    fn lies_in(&self, code: &str, area: &str) -> bool;
}

impl Places for Areas {
    fn depth(&self, code: &str) -> Option<Level> {
        if self.village(code).is_some() {
            return Some(Level::Village);
        }
        let division = self.division(code).filter(|it| it.code != PROVINCE)?;
        match division.level {
            areas::Level::Township | areas::Level::Statistical => Some(Level::Town),
            _ if division.counts_as_a_place() => Some(Level::Town),
            _ => Some(Level::County),
        }
    }

    fn lies_in(&self, code: &str, area: &str) -> bool {
        Areas::lies_in(self, code, area)
    }
}

/// Every place of which a code can be thought: for answers that were kept, whose village may be gone meanwhile, and for a
/// page, which offers only what lies in what was chosen.
#[derive(Clone, Copy, Debug)]
pub struct AnyPlace;

impl Places for AnyPlace {
    fn depth(&self, code: &str) -> Option<Level> {
        let digits = code.bytes().all(|byte| byte.is_ascii_digit());
        match code.len() {
            _ if !digits => None,
            // The districts of 三亚, which have no townships.
            6 if code.starts_with("4602") && !code.ends_with("00") => Some(Level::Town),
            6 => Some(Level::County),
            9 => Some(Level::Town),
            12 => Some(Level::Village),
            _ => None,
        }
    }

    fn lies_in(&self, _: &str, _: &str) -> bool {
        true
    }
}

/// The answer that was typed, in one piece or in several; nothing where nothing was.
///
/// A day may come in three pieces: year, month, day.
pub fn parse(kind: &Kind, typed: &[&str], places: &dyn Places) -> Result<Option<Answer>, Fault> {
    match kind {
        Kind::SeveralOf { choices, .. } => return several(choices, typed),
        Kind::Photo { .. } => return photos(typed),
        Kind::Note => return if typed.is_empty() { Ok(None) } else { Err(Fault::Several) },
        _ => {}
    }
    let typed: Vec<&str> = typed.iter().copied().filter(|text| !text.trim().is_empty()).collect();
    let text = match (kind, typed.as_slice()) {
        (_, []) => return Ok(None),
        (_, [text]) => beginning(text),
        (Kind::Day(_), pieces) => return day(&pieces.join("-")).map(|day| Some(Answer::Day(day))),
        (_, _) => return Err(Fault::Several),
    };
    match kind {
        Kind::Text { max } => within(line(text), *max),
        Kind::LongText { max } => within(lines(text), *max),
        Kind::Number { decimals, unit, .. } => number(text, *decimals, unit.as_ref()),
        Kind::People { .. } => people(text),
        Kind::Day(_) => day(text).map(|day| Some(Answer::Day(day))),
        Kind::Time => time(text).map(|time| Some(Answer::Time(time))).ok_or(Fault::Time),
        Kind::OneOf(_) | Kind::YesNo { .. } => {
            if kind.offers(text) {
                Ok(Answer::text(text))
            } else {
                Err(Fault::Choice)
            }
        }
        Kind::Place(level) => match places.depth(&plain(text)) {
            None => Err(Fault::Place),
            Some(depth) if depth < *level => Err(Fault::Shallow(*level)),
            Some(_) => Ok(Answer::text(&plain(text))),
        },
        Kind::Phone => phones::reached(text).map(|number| Answer::text(&number)).ok_or(Fault::Phone),
        Kind::IdNumber => id_number(text).map(|number| Answer::text(&number)).ok_or(Fault::IdNumber),
        Kind::Signature => signature(text),
        Kind::SeveralOf { .. } | Kind::Photo { .. } | Kind::Note => Ok(None),
    }
}

fn beginning(text: &str) -> &str {
    let end = (0..=TYPED_BYTES_MAX.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// What is worth a second look.
pub fn warning(kind: &Kind, answer: &Answer) -> Option<Warning> {
    match (kind, answer) {
        (Kind::IdNumber, Answer::Text(number)) if **number != *NO_CARD && !check_digit_fits(number) => {
            Some(Warning::CheckDigit)
        }
        _ => None,
    }
}

/// Without blanks and as a telephone or a reckoner knows the signs.
fn plain(text: &str) -> String {
    text.chars().map(narrow).filter(|sign| !sign.is_whitespace() && !misleads(*sign)).collect()
}

/// One line without what cannot be seen.
fn line(text: &str) -> String {
    let seen = text.chars().filter(|sign| !misleads(*sign));
    let line: String = seen.map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    line.trim().to_owned()
}

/// Lines without what cannot be seen.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let seen = text.chars().filter(|sign| !misleads(*sign));
    let text: String = seen.map(|sign| if sign.is_control() && sign != '\n' { ' ' } else { sign }).collect();
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

fn within(text: String, max: u32) -> Result<Option<Answer>, Fault> {
    if text.chars().nth(max as usize).is_some() { Err(Fault::Long(max)) } else { Ok(Answer::text(&text)) }
}

/// Signs that a number may have beside its digits; a longer one is none.
const NUMBER_CHARS_MAX: usize = 60;

fn number(text: &str, decimals: u8, unit: Option<&Text>) -> Result<Option<Answer>, Fault> {
    if text.len() > NUMBER_CHARS_MAX * 4 {
        return Err(Fault::Number);
    }
    let text = plain(text);
    let units = unit.into_iter().flat_map(|it| [Some(it.zh.as_str()), it.en.as_deref()]).flatten();
    let bare = units.map(plain).find_map(|unit| text.strip_suffix(&unit).map(str::to_owned));
    let text = bare.unwrap_or(text).replace(['−', '–', '—'], "-").replace('。', ".");
    let text = text.strip_prefix('+').unwrap_or(&text);
    let number = grouped(text).and_then(|text| text.parse::<Decimal>().ok());
    let Some(number) = number else {
        // Somebody who reckons more exactly than we keep is told so.
        let longer = text.split_once('.').filter(|(_, places)| places.len() > usize::from(PLACES));
        let shorter = longer.and_then(|(whole, _)| grouped(whole)?.parse::<Decimal>().ok());
        let digits = text.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-' | ','));
        return Err(if shorter.is_some() && digits { Fault::Decimals(decimals) } else { Fault::Number });
    };
    if number.places() > decimals { Err(Fault::Decimals(decimals)) } else { Ok(Some(Answer::Number(number))) }
}

/// Without the commas between thousands, where they stand so; otherwise a comma is no sign of a number.
fn grouped(text: &str) -> Option<String> {
    let text = text.replace(['，', '、'], ",");
    if !text.contains(',') {
        return Some(text);
    }
    let whole = text.split('.').next().unwrap_or_default();
    let mut pieces = whole.trim_start_matches('-').split(',');
    let first = (1..=3).contains(&pieces.next().unwrap_or_default().len());
    let rest = pieces.all(|piece| piece.len() == 3);
    let behind = text.get(whole.len()..).is_some_and(|places| !places.contains(','));
    (first && rest && behind).then(|| text.replace(',', ""))
}

fn people(text: &str) -> Result<Option<Answer>, Fault> {
    let text = plain(text);
    let text = text.strip_suffix(['人', '位', '名', '个']).unwrap_or(&text);
    let number = grouped(text).ok_or(NoDecimal).and_then(|text| text.parse::<Decimal>());
    match number {
        Ok(number) if number >= Decimal::ZERO && number.as_whole().is_some() => {
            Ok(Some(Answer::Number(number)))
        }
        _ => Err(Fault::People),
    }
}

/// `2026-1-5`, `2026/01/05`, `2026.1.5`, `2026年1月5日`, `20260105`, all of them also in full-width signs.
fn day(text: &str) -> Result<Date, Fault> {
    let text = plain(text);
    let pieces: Vec<&str> =
        text.split(['-', '/', '.', '年', '月', '日', '号', '—', '–']).filter(|it| !it.is_empty()).collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let pieces = match pieces.as_slice() {
        [one] if one.len() == 8 && digits(one) => [&one[..4], &one[4..6], &one[6..]],
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => [*year, *month, *day],
        _ => return Err(Fault::Day),
    };
    let [year, month, day] = pieces.map(|piece| piece.parse::<u16>().ok().filter(|_| digits(piece)));
    let read = || {
        let year = i32::from(year?);
        let month = Month::try_from(u8::try_from(month?).ok()?).ok()?;
        let date = Date::from_calendar_date(year, month, u8::try_from(day?).ok()?).ok()?;
        YEARS.contains(&year).then_some(date)
    };
    read().ok_or(Fault::Day)
}

/// `8:05`, `08：05`, `0805`, `8点05分`, `8点`, `8时`.
fn time(text: &str) -> Option<Clock> {
    let text = plain(text);
    let text = text.strip_suffix('分').unwrap_or(&text);
    let (hour, minute) = match text.split_once([':', '点', '时', '.']) {
        Some((hour, "")) if !text.ends_with([':', '.']) => (hour, "0"),
        Some(pieces) => pieces,
        None if text.len() == 4 => text.split_at_checked(2)?,
        None => return None,
    };
    let number = |text: &str| -> Option<u16> {
        let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse().ok())?
    };
    Clock::new(number(hour)?, number(minute)?)
}

fn several(choices: &Choices, typed: &[&str]) -> Result<Option<Answer>, Fault> {
    let typed: Vec<&str> = typed.iter().copied().filter(|value| !value.is_empty()).collect();
    if typed.iter().any(|value| choices.iter().all(|it| it.value != *value)) {
        return Err(Fault::Choice);
    }
    let chosen = choices.iter().map(|it| &it.value).filter(|value| typed.contains(&value.as_str()));
    Ok(Answer::several(chosen.cloned().collect()))
}

fn photos(typed: &[&str]) -> Result<Option<Answer>, Fault> {
    let typed: Vec<&str> = typed.iter().copied().filter(|id| !id.is_empty()).collect();
    if typed.len() > PHOTOS[1] as usize {
        return Err(Fault::Photos(PHOTOS[1]));
    }
    let mut ids: Vec<String> = Vec::new();
    for id in typed {
        let id = id.parse::<PhotoId>().map_err(|_| Fault::Photo)?.to_string();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(Answer::several(ids))
}

/// 18 signs, or that there is no card at hand.
pub fn id_number(text: &str) -> Option<String> {
    let text: String = plain(text)
        .chars()
        .filter(|sign| !matches!(sign, '-' | '–' | '—'))
        .collect::<String>()
        .to_uppercase();
    if ["UNKNOWN", "证件不详", "不详", "不清楚"].contains(&text.as_str()) {
        return Some(NO_CARD.to_owned());
    }
    let (digits, last) = text.split_at_checked(17)?;
    let fits = digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(last.as_bytes(), [byte] if byte.is_ascii_digit() || *byte == b'X');
    fits.then_some(text)
}

/// GB 11643: the last sign follows from the seventeen before it.
pub fn check_digit_fits(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const SIGNS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let digits: Vec<u32> = number.chars().take(17).filter_map(|sign| sign.to_digit(10)).collect();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let last = SIGNS.get(sum as usize % SIGNS.len());
    digits.len() == 17 && number.chars().count() == 18 && number.chars().next_back() == last.copied()
}

/// A signature that was drawn, as the path of a picture of the size [`DRAWN_WITHIN`]; nothing for a witness.
///
/// Nothing but `M`, `L`, digits and blanks stands in it.
pub fn path_of_signature(text: &str) -> Option<String> {
    let strokes = text.strip_prefix(DRAWN)?;
    signature(text).ok()??;
    let mut path = String::with_capacity(text.len() + 8);
    for stroke in strokes.split(';') {
        let begin: Vec<&str> = stroke.splitn(3, ' ').take(2).collect();
        // A stroke of one place goes nowhere, and is a dot: its line has round ends.
        path.extend(["M", &begin.join(" "), "L", stroke]);
    }
    Some(path)
}

/// `drawn:` with strokes, each a row of places (`120 300 140 310;500 200 510 210`); or
/// `witness:` with a name; or the name alone, as it is typed where nothing can be drawn.
fn signature(text: &str) -> Result<Option<Answer>, Fault> {
    if let Some(strokes) = text.strip_prefix(DRAWN) {
        let fits = |stroke: &str| {
            let places: Vec<&str> = stroke.split(' ').collect();
            let place =
                |text: &&str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            places.len().is_multiple_of(2) && places.iter().all(place)
        };
        let drawn = text.len() <= DRAWN_CHARS_MAX && strokes.split(';').all(fits);
        return if drawn { Ok(Answer::text(text)) } else { Err(Fault::Signature) };
    }
    let name = line(text.strip_prefix(WITNESS).unwrap_or(text));
    if name.chars().nth(WITNESS_CHARS_MAX as usize).is_some() {
        Err(Fault::Long(WITNESS_CHARS_MAX))
    } else if !name.chars().any(char::is_alphabetic) {
        Err(Fault::Signature)
    } else {
        Ok(Answer::text(&format!("{WITNESS}{name}")))
    }
}
